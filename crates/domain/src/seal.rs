//! A signed agreement stays as it was signed: what is hashed, and what nobody changes afterwards.

use crate::kinds;
use crate::record::Record;
use crate::value::Value;

/// The field that holds the hash. Once it is filled in, the record is frozen.
pub const SEALED: &str = "sealed";

/// Kinds that can be sealed, with the fields that stay open when they are.
const OPEN: &[(&str, &[&str])] = &[
    (
        "agreement",
        &["copy_given_on", "looked_back", "looked_back_on"],
    ),
    ("signature", &[]),
];

/// What the hash covers, in this order for ever.
const AGREEMENT: &[&str] = &[
    "person",
    "text",
    "weeks",
    "max_cost_eur",
    "funding",
    "benefit_stays",
    "look_back_on",
    "read_how",
    "read_by",
    "replaces",
    "sealed_at",
];
const SIGNATURE: &[&str] = &["by", "name", "how", "strokes", "at", "signed_text"];

/// Whether a record of this kind can be sealed at all.
pub fn can_be_sealed(kind: &str) -> bool {
    OPEN.iter().any(|(name, _)| *name == kind)
}

/// Whether this field of a sealed record stays as it is. A newer version's field is its business.
pub fn is_frozen(kind: &str, field: &str) -> bool {
    let open = OPEN.iter().find(|(name, _)| *name == kind);
    let known = kinds::kind(kind).is_some_and(|kind| kind.field(field).is_some());
    known && open.is_some_and(|(_, open)| !open.contains(&field))
}

/// Whether a sealed record would change: `sealed` and `now` are what it holds.
pub fn forbids(kind: &str, field: &str, sealed: &Value, now: &Value, next: &Value) -> bool {
    !sealed.is_blank() && now != next && is_frozen(kind, field)
}

/// The fields of an agreement that its hash covers.
pub fn covered() -> &'static [&'static str] {
    AGREEMENT
}

/// The hash of an agreement as it is shown to be signed, as hexadecimal digits.
pub fn text_hash(agreement: &Record) -> String {
    seal(&agreement.clone().with("sealed_at", Value::Null), &[])
}

/// The hash over an agreement and its signatures, as hexadecimal digits.
pub fn seal(agreement: &Record, signatures: &[Record]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"meedoen agreement 1");
    add(&mut hasher, agreement, AGREEMENT);
    let mut signatures: Vec<&Record> = signatures.iter().collect();
    signatures.sort_by_key(|signature| signature.id);
    for signature in signatures {
        add(&mut hasher, signature, SIGNATURE);
    }
    hasher.finalize().to_hex().to_string()
}

fn add(hasher: &mut blake3::Hasher, record: &Record, fields: &[&str]) {
    hasher.update(record.id.as_bytes());
    for field in fields {
        add_bytes(hasher, field.as_bytes());
        match record.fields.get(*field) {
            None | Some(Value::Null | Value::List(_)) => add_bytes(hasher, b"-"),
            Some(Value::Bool(flag)) => add_bytes(hasher, &[b'b', u8::from(*flag)]),
            Some(Value::Int(number)) => {
                hasher.update(b"i");
                add_bytes(hasher, &number.to_le_bytes());
            }
            Some(Value::Text(text)) => {
                hasher.update(b"t");
                add_bytes(hasher, text.as_bytes());
            }
            Some(Value::Bytes(bytes)) => {
                hasher.update(b"s");
                add_bytes(hasher, bytes);
            }
        }
    }
}

/// With its length before it, so that no two lists of values look the same.
fn add_bytes(hasher: &mut blake3::Hasher, bytes: &[u8]) {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    hasher.update(&length.to_le_bytes());
    hasher.update(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::{agreement, signature};
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn signed() -> (Record, Vec<Record>) {
        let id = Uuid::from_u128(1);
        let agreement = Record::new(id, id, &agreement::KIND)
            .with("text", "Ik kook tien weken mee.")
            .with("weeks", 10)
            .with("max_cost_eur", 180);
        let signature = |number, by: &str| {
            Record::new(Uuid::from_u128(number), id, &signature::KIND)
                .with("by", by)
                .with("name", "Gerda")
                .with("strokes", Value::Bytes(vec![1, 2, 3]))
        };
        (
            agreement,
            vec![signature(2, "inwoner"), signature(3, "coach")],
        )
    }

    #[test]
    fn the_hash_never_changes_between_versions() {
        let (agreement, signatures) = signed();
        assert_eq!(
            seal(&agreement, &signatures),
            "d6d87321782352943880ddcab7694ec801a4fb9e1dd5c09b746b3b773bf7b3ca"
        );
    }

    #[test]
    fn every_covered_field_and_signature_counts() {
        let (agreement, mut signatures) = signed();
        let mut seen = BTreeSet::from([seal(&agreement, &signatures)]);
        for field in AGREEMENT {
            let changed = agreement.clone().with(field, "anders");
            assert!(seen.insert(seal(&changed, &signatures)), "{field}");
        }
        for field in SIGNATURE {
            let mut changed = signatures.clone();
            let last = changed.pop().unwrap_or_else(|| agreement.clone());
            changed.push(last.with(field, "anders"));
            assert!(seen.insert(seal(&agreement, &changed)), "{field}");
        }
        let both = seal(&agreement, &signatures);
        signatures.reverse();
        assert_eq!(
            seal(&agreement, &signatures),
            both,
            "their order is no matter"
        );
        signatures.pop();
        assert!(seen.insert(seal(&agreement, &signatures)));
    }

    #[test]
    fn a_field_cannot_pass_for_its_neighbour() {
        let (agreement, _) = signed();
        let one = agreement
            .clone()
            .with("read_how", "ab")
            .with("read_by", "c");
        let other = agreement.with("read_how", "a").with("read_by", "bc");
        assert_ne!(seal(&one, &[]), seal(&other, &[]));
    }

    #[test]
    fn what_is_signed_is_frozen_and_the_rest_goes_on() {
        let (hash, old, new) = (
            Value::from("hash"),
            Value::from("oud"),
            Value::from("nieuw"),
        );
        let forbidden = |kind, field| forbids(kind, field, &hash, &old, &new);
        for field in AGREEMENT.iter().chain(&["sealed", "removed"]) {
            assert!(forbidden("agreement", field), "{field}");
        }
        for field in SIGNATURE.iter().chain(&["sealed", "removed"]) {
            assert!(forbidden("signature", field), "{field}");
        }
        assert!(!forbidden("agreement", "copy_given_on"));
        assert!(!forbidden("agreement", "of_a_newer_version"));
        assert!(!forbidden("goal", "text"));
        assert!(
            !forbids("agreement", "text", &hash, &old, &old),
            "said again"
        );
        assert!(
            !forbids("agreement", "text", &Value::Null, &old, &new),
            "a draft"
        );
    }
}
