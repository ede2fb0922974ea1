//! What goes along with a referral: the minimum, and nothing else. Never health, notes or scores.

use crate::record::Record;

/// One thing that goes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketItem {
    /// Its code, for which the screens have the words.
    pub code: &'static str,
    /// What it says.
    pub value: String,
}

/// The packet of a referral, in the order it is shown. What is not filled in is left out.
pub fn packet(person: &Record, reason: &str, coach: &str) -> Vec<PacketItem> {
    let text = |field: &str| person.text(field).unwrap_or_default().to_owned();
    let year = person.int("birth_year").map(|year| year.to_string());
    [
        ("name", text("name")),
        ("birth_year", year.unwrap_or_default()),
        ("phone", text("phone")),
        ("reason", reason.to_owned()),
        ("coach", coach.to_owned()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.trim().is_empty())
    .map(|(code, value)| PacketItem { code, value })
    .collect()
}

/// Names a packet: another word in it is another packet, to which nobody said yes.
pub fn hash(packet: &[PacketItem]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"meedoen packet 1");
    for item in packet {
        for part in [item.code, item.value.as_str()] {
            hasher.update(&(part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::person;
    use uuid::Uuid;

    #[test]
    fn only_the_minimum_goes_along() {
        let mut person = Record::new(Uuid::nil(), Uuid::nil(), &person::KIND);
        for field in person::KIND.fields {
            person = person.with(field.name, "privé");
        }
        let person = person
            .with("name", "Gerda Wouters")
            .with("birth_year", 1963);
        let items = packet(&person.with("phone", ""), "Samen gezond koken.", "Marloes");
        let items: Vec<_> = items
            .iter()
            .map(|item| (item.code, item.value.as_str()))
            .collect();
        assert_eq!(
            items,
            [
                ("name", "Gerda Wouters"),
                ("birth_year", "1963"),
                ("reason", "Samen gezond koken."),
                ("coach", "Marloes"),
            ]
        );
    }
}
