//! How names are compared: without accents, forgiving typing errors and the order of parts.

use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Parts of names that say nothing about who it is, written out or short.
const SMALL_PARTS: &[&str] = &[
    "van", "v", "de", "den", "der", "d", "vd", "het", "t", "te", "ten", "ter", "op", "in", "aan",
    "la", "le", "el", "al", "bin",
];

/// Lower case without accents: "Yıldız" and "yildiz" are one.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            'ı' => 'i',
            'ø' => 'o',
            'ł' => 'l',
            'đ' => 'd',
            other => other,
        })
        .collect()
}

/// Whether a name has all in it that was typed. Which small parts it has does not matter, nor how they
/// are written: "v.d. Broek" finds "van den Broek". Expects folded names.
pub fn has_parts(name: &str, typed: &str) -> bool {
    let is_small = |part: &&str| SMALL_PARTS.contains(part);
    if words(typed).next().is_none() {
        return typed.trim().is_empty();
    }
    let (small, telling): (Vec<&str>, Vec<&str>) = words(typed).partition(is_small);
    let has_small = || !telling.is_empty() && words(name).any(|part| is_small(&part));
    telling.iter().all(|part| name.contains(part))
        && small.iter().all(|part| name.contains(part) || has_small())
}

/// From 0 to 100: the share of the shorter name's parts that have an alike part in the other.
/// Expects folded names.
pub fn likeness(one: &str, other: &str) -> u32 {
    let (a, b) = (parts(one), parts(other));
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if few.is_empty() {
        return 0;
    }
    let alike = few
        .iter()
        .filter(|part| many.iter().any(|other| is_alike(part, other)))
        .count();
    let share = (alike * 100 / few.len()) as u32;
    // One part of a longer name says less than all of them.
    if few.len() < many.len() {
        share * 7 / 10
    } else {
        share
    }
}

/// The parts that say who it is; all of them where there are none but small ones.
pub fn parts(name: &str) -> Vec<&str> {
    let telling = words(name).filter(|part| !SMALL_PARTS.contains(part));
    let telling: Vec<&str> = telling.collect();
    match telling.is_empty() {
        true => words(name).collect(),
        false => telling,
    }
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|character: char| !character.is_alphanumeric())
        .filter(|part| !part.is_empty())
}

/// Equal, or one typing error away (two in a long part), or the beginning of the other. Two letters
/// that changed places are one error, the only one that is forgiven in three letters.
fn is_alike(one: &str, other: &str) -> bool {
    let (length, also) = (one.chars().count(), other.chars().count());
    let (shortest, longest) = (length.min(also), length.max(also));
    if shortest >= 3 && (one.starts_with(other) || other.starts_with(one)) {
        return true;
    }
    match longest {
        0..=2 => one == other,
        3 => letters(one) == letters(other) && osa_distance(one, other) <= 1,
        4..=7 => longest - shortest <= 1 && osa_distance(one, other) <= 1,
        _ => longest - shortest <= 2 && osa_distance(one, other) <= 2,
    }
}

fn letters(part: &str) -> Vec<char> {
    let mut letters: Vec<char> = part.chars().collect();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_names_are_found_and_others_are_not() {
        assert_eq!(likeness("gerda wouters", "gerda wouters"), 100);
        assert_eq!(likeness("gerda wauters", "gerda wouters"), 100);
        assert_eq!(likeness("broek henk", "henk van den broek"), 100);
        assert!(likeness("henk", "henk van den broek") >= 60);
        assert!(likeness("piet wouters", "gerda wouters") < 60);
        assert_eq!(likeness("", "gerda wouters"), 0);
    }

    #[test]
    fn letters_that_changed_places_are_one_error() {
        for (typed, name) in [
            ("gedra wuoters", "gerda wouters"),
            ("jna", "jan"),
            ("ann", "nan"),
        ] {
            assert_eq!(likeness(typed, name), 100, "{typed}");
        }
        for (typed, name) in [("jan", "jap"), ("jan", "naj"), ("li", "il")] {
            assert_eq!(likeness(typed, name), 0, "{typed}");
        }
    }

    #[test]
    fn small_parts_are_written_in_many_ways() {
        let name = "henk van den broek";
        for typed in [
            "v.d. broek",
            "vd broek",
            "broek, van den",
            "van der broek",
            "v d broek",
            "broek, h",
            "van d",
        ] {
            assert!(has_parts(name, typed), "{typed}");
        }
        assert!(has_parts("henk v.d. broek", "van den broek"));
        assert!(has_parts("wim op 't veld", "'t veld"));
        assert!(has_parts("jan derksen", "jan de"));
        assert!(!has_parts("henk broekman", "van den broek"));
        assert!(!has_parts(name, "vd berg"));
        assert!(has_parts(name, " ") && !has_parts(name, "%"));
        // Who is called so and nothing else is found still.
        assert_eq!(likeness("le", "le"), 100);
        for typed in ["v.d. broek", "broek, van den", "van de broek henk"] {
            assert!(likeness(typed, name) >= 70, "{typed}");
        }
    }
}
