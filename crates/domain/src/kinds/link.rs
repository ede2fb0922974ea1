//! Two dossiers are of one person. Neither changes: taken away, they are two again.

use crate::ids::natural_id;
use crate::schema::{Kind, Shape, field};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The kind table. It lies in the dossier with the smaller id, so that the same link made twice is one.
pub const KIND: Kind = Kind {
    name: "link",
    parent: Some("person"),
    natural_key: Some("other"),
    fields: &[
        field("person", Shape::Record),
        field("other", Shape::Record),
    ],
};

/// The link between two: its record, the person with the smaller id, and the other.
pub fn between(one: Uuid, other: Uuid) -> (Uuid, Uuid, Uuid) {
    let (person, other) = (one.min(other), one.max(other));
    let link = natural_id(person, KIND.name, &other.to_string());
    (link, person, other)
}

/// The head of each who is linked: the smallest id of all that hang together.
pub fn heads(links: impl IntoIterator<Item = (Uuid, Uuid)>) -> BTreeMap<Uuid, Uuid> {
    let mut heads: BTreeMap<Uuid, Uuid> = BTreeMap::new();
    for (one, other) in links {
        let (a, b) = (
            *heads.entry(one).or_insert(one),
            *heads.entry(other).or_insert(other),
        );
        let (head, joins) = (a.min(b), a.max(b));
        for theirs in heads.values_mut().filter(|theirs| **theirs == joins) {
            *theirs = head;
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people<const N: usize>(numbers: [u128; N]) -> [Uuid; N] {
        numbers.map(Uuid::from_u128)
    }

    #[test]
    fn a_link_is_the_same_from_both_sides() {
        let [a, b] = people([1, 2]);
        assert_eq!(between(a, b), between(b, a));
        assert_eq!((between(b, a).1, between(b, a).2), (a, b));
    }

    #[test]
    fn the_smallest_of_all_that_hang_together_is_the_head() {
        let [a, b, c, d, e] = people([1, 2, 3, 4, 5]);
        let all = heads([(c, d), (b, c), (a, d)]);
        assert!([a, b, c, d].iter().all(|one| all[one] == a));
        assert!(!all.contains_key(&e));
    }

    #[test]
    fn without_a_link_what_hung_on_it_stands_apart_again() {
        let [a, b, c] = people([1, 2, 3]);
        assert_eq!(heads([(a, b), (b, c)])[&c], a);
        assert_eq!(heads([(b, c)])[&c], b);
        assert_eq!(heads([]).get(&c), None);
    }

    #[test]
    fn links_in_a_ring_have_one_head() {
        let [a, b, c] = people([1, 2, 3]);
        assert_eq!(heads([(b, c), (c, a), (a, b)])[&c], a);
    }
}
