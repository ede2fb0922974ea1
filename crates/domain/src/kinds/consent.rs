//! The person agrees that one recipient gets the minimum about them, or says no, or takes it back. One
//! that was asked for a referral has an id under that referral; one from before, under the person.

use crate::record::Record;
use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "consent",
    parent: Some("person"),
    natural_key: Some("recipient"),
    fields: &[
        field("person", Shape::Record),
        field("recipient", Shape::Code(WordList::ReferralTo)),
        field("given_on", Shape::Date),
        field("refused_on", Shape::Date),
        field("revoked_on", Shape::Date),
        // The coach who asked.
        field("asked_by", Shape::Record),
        // What was shown beforehand: codes of crate::packet, with a space between.
        field("shown", Shape::Line(200)),
        // Names all that was shown, by crate::packet::hash: what else goes along was not asked.
        field("packet", Shape::Bytes(32)),
    ],
};

/// Whether a packet may go: a yes stands, and nobody said no or took it back since.
pub fn stands(consent: &Record) -> bool {
    !consent.is_removed()
        && consent.text("refused_on").is_none()
        && consent.text("revoked_on").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;
    use uuid::Uuid;

    #[test]
    fn a_no_or_a_withdrawal_ends_a_consent() {
        let asked = Record::new(Uuid::nil(), Uuid::nil(), &KIND).with("recipient", "huisarts");
        assert!(stands(&asked));
        for field in ["refused_on", "revoked_on"] {
            let ended = asked.clone().with(field, "2026-10-19");
            assert!(!stands(&ended), "{field}");
            assert!(stands(&ended.with(field, Value::Null)), "{field}");
        }
        assert!(!stands(&asked.with("removed", true)));
    }
}
