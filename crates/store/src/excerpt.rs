//! Some words around what was asked for.

use domain::names::fold;
use std::fmt;
use std::ops::Range;

/// How many words are shown, and how many of them stand before the first that was asked for.
const SHOWN: usize = 14;
const BEFORE: usize = 4;

/// Some words of a text, cut so that the words that were asked for can be marked.
#[derive(Clone, PartialEq, Eq)]
pub struct Excerpt(Vec<String>);

impl Excerpt {
    /// The words around the first that begins as one of `asked`, which are folded.
    pub(crate) fn around(text: &str, asked: &[&str]) -> Self {
        let words = words_of(text);
        let is_asked = |word: &Range<usize>| {
            let word = fold(&text[word.clone()]);
            asked.iter().any(|asked| word.starts_with(asked))
        };
        let first = words.iter().position(is_asked).unwrap_or_default();
        // Near the end more words stand before it, so that as many are shown.
        let last_start = words.len().saturating_sub(SHOWN);
        let from = first.saturating_sub(BEFORE).min(last_start);
        let until = (from + SHOWN).min(words.len());
        let mut at = if from == 0 { 0 } else { words[from].start };
        let end = if until == words.len() {
            text.len()
        } else {
            words[until - 1].end
        };
        let mut pieces = Vec::new();
        let mut plain = String::from(if from == 0 { "" } else { "…" });
        for word in words[from..until].iter().filter(|word| is_asked(word)) {
            plain.push_str(&text[at..word.start]);
            pieces.push(std::mem::take(&mut plain));
            pieces.push(text[word.clone()].to_owned());
            at = word.end;
        }
        plain.push_str(&text[at..end]);
        plain.push_str(if until == words.len() { "" } else { "…" });
        pieces.push(plain);
        Excerpt(pieces)
    }

    /// The words.
    pub fn plain(&self) -> String {
        self.0.concat()
    }

    /// The same in pieces, every second one, from the second on, being a word that was asked for.
    pub fn pieces(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.plain().fmt(f)
    }
}

/// Where each word stands.
fn words_of(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices() {
        match (start, character.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const TALK: &str = "Ze wil graag weer zingen. In het koor van Beek zong ze vroeger elke week, \
        en Ayşe ging altijd mee; nu is de bus er niet meer op woensdag.";

    #[test]
    fn words_stand_around_the_first_hit_and_each_hit_can_be_marked() {
        let found = Excerpt::around(TALK, &["beek", "zong"]);
        let pieces = [
            "…In het koor van ",
            "Beek",
            " ",
            "zong",
            " ze vroeger elke week, en Ayşe ging altijd…",
        ];
        assert_eq!(found.pieces(), pieces);
    }

    #[test]
    fn accents_and_capitals_do_not_matter_and_the_ends_are_whole() {
        let found = Excerpt::around(TALK, &["ayse"]);
        assert_eq!(found.pieces()[1], "Ayşe");
        assert!(found.plain().ends_with("niet…"), "{found:?}");
        let near_the_end = Excerpt::around(TALK, &["woensdag"]);
        assert!(
            near_the_end.plain().starts_with("…en Ayşe"),
            "{near_the_end:?}"
        );
        let short = Excerpt::around("(Zwemmen!)", &["zwem"]);
        assert_eq!(short.pieces(), ["(", "Zwemmen", "!)"]);
    }

    #[test]
    fn a_text_without_the_words_shows_its_beginning() {
        assert_eq!(Excerpt::around("", &["x"]).plain(), "");
        assert_eq!(Excerpt::around("...", &["x"]).plain(), "...");
        assert!(
            Excerpt::around(TALK, &["fiets"])
                .plain()
                .starts_with("Ze wil")
        );
    }
}
