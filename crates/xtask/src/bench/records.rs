//! The workload: records of about one kilobyte with Dutch-like text, the same bytes every time.
//!
//! Frequent words come from a list in here, rare ones from the word list of Debian's `wdutch`.

use crate::failure::Failure;
use chrono::{DateTime, SecondsFormat};
use serde::Serialize;
use std::fs;
use std::io::Write;

const WORD_LIST: &str = "/usr/share/dict/dutch";
const FREQUENT: &str = "de het een en van is dat in te op niet zijn met voor aan hij ze er maar om ook als dan naar bij nog wel uit kan door heeft over hebben deze geen worden veel mijn meer zou of wat al hun zij gesprek werk thuis kinderen schulden aanvraag gemeente afspraak formulier huis moeder vader school baan week maand volgende samen hulp brief huur zorg geld inkomen taal cursus coach stap doel plan bellen mail dokter buren familie vertelt vindt wil moet gaat komt zegt denkt voelt zoekt krijgt helpt";
const RARE_WORDS: usize = 6000;
const KINDS: [&str; 6] = [
    "conversation",
    "note",
    "score",
    "referral",
    "agreement",
    "person",
];
const DOMAINS: [&str; 6] = [
    "wonen",
    "financien",
    "gezondheid",
    "werk",
    "sociaal",
    "taal",
];
const STATUSES: [&str; 3] = ["open", "bezig", "klaar"];
/// 6 January 2025, 00:00 UTC, in milliseconds.
const FIRST_MOMENT: i64 = 1_736_121_600_000;

#[derive(Serialize)]
struct Record<'a> {
    id: String,
    kind: &'a str,
    person_id: &'a str,
    author: &'a str,
    created_at: String,
    updated_at: String,
    domain: &'a str,
    score: u32,
    status: &'a str,
    tags: [&'a str; 2],
    text: String,
}

/// Writes `count` records to `out`, one JSON object a line.
pub fn write(count: usize, out: &mut impl Write) -> Result<(), Failure> {
    let list = fs::read(WORD_LIST).map_err(|cause| {
        Failure::new(format!(
            "the Dutch word list {WORD_LIST} cannot be read ({cause}); on Debian: apt-get install wdutch"
        ))
    })?;
    Generator::new(&list)?.write(count, out)
}

struct Generator<'a> {
    chance: Chance,
    frequent: Vec<&'a str>,
    rare: Vec<&'a str>,
}

impl<'a> Generator<'a> {
    fn new(list: &'a [u8]) -> Result<Self, Failure> {
        let plain = |word: &&[u8]| {
            (4..=12).contains(&word.len()) && word.iter().all(u8::is_ascii_lowercase)
        };
        let words: Vec<&str> = list
            .split(|&byte| byte == b'\n')
            .filter(plain)
            .filter_map(|word| std::str::from_utf8(word).ok())
            .collect();
        if words.is_empty() {
            return Err(Failure::new(format!("{WORD_LIST} holds no Dutch words")));
        }
        let mut place = 12_345_u32;
        let rare = (0..RARE_WORDS)
            .map(|_| {
                place = place.wrapping_mul(1_103_515_245).wrapping_add(12_345);
                words[place as usize % words.len()]
            })
            .collect();
        Ok(Self {
            chance: Chance(0x9e37_79b9),
            frequent: FREQUENT.split(' ').collect(),
            rare,
        })
    }

    fn write(&mut self, count: usize, out: &mut impl Write) -> Result<(), Failure> {
        let people: Vec<String> = (0..count.div_ceil(25).max(20))
            .map(|_| self.person_id())
            .collect();
        let authors: Vec<String> = (0..12)
            .map(|_| format!("coach-{}", self.chance.hex(8)))
            .collect();
        let people: Vec<&str> = people.iter().map(String::as_str).collect();
        let authors: Vec<&str> = authors.iter().map(String::as_str).collect();
        for (moment, _) in (FIRST_MOMENT..).step_by(37_000).zip(0..count) {
            let record = self.record(moment, &people, &authors);
            serde_json::to_writer(&mut *out, &record)
                .map_err(Failure::during("writing a record"))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn person_id(&mut self) -> String {
        let chance = &mut self.chance;
        let (a, b, c, d) = (chance.hex(4), chance.hex(4), chance.hex(3), chance.hex(3));
        format!("018f{a}-{b}-7{c}-a{d}-{}", chance.hex(12))
    }

    /// The order of the draws is part of the workload: every field draws in its turn.
    fn record<'b>(&mut self, earliest: i64, people: &[&'b str], authors: &[&'b str]) -> Record<'b>
    where
        'a: 'b,
    {
        let moment = earliest + i64::from(self.chance.below(30_000));
        let id = self.record_id(moment);
        let text = self.text();
        Record {
            id,
            kind: self.chance.pick(&KINDS),
            person_id: self.chance.pick(people),
            author: self.chance.pick(authors),
            created_at: written(moment),
            updated_at: written(moment + 60_000),
            domain: self.chance.pick(&DOMAINS),
            score: 1 + self.chance.below(5),
            status: self.chance.pick(&STATUSES),
            tags: [
                self.chance.pick(&self.frequent),
                self.chance.pick(&self.rare),
            ],
            text,
        }
    }

    fn record_id(&mut self, moment: i64) -> String {
        let time = format!("{moment:012x}");
        let (high, low) = time.split_at(8);
        let random = self.chance.hex(3);
        let variant = self.chance.pick(&['8', '9', 'a', 'b']);
        format!(
            "{high}-{low}-7{random}-{variant}{}-{}",
            self.chance.hex(3),
            self.chance.hex(12)
        )
    }

    fn text(&mut self) -> String {
        let target = 380 + self.chance.below(640) as usize;
        let mut text = String::new();
        while text.len() < target {
            if !text.is_empty() {
                text.push(' ');
            }
            let sentence = self.sentence();
            text.push_str(&sentence);
        }
        text
    }

    fn sentence(&mut self) -> String {
        let count = 6 + self.chance.below(11) as usize;
        let mut words: Vec<String> = (0..count).map(|_| self.word().to_owned()).collect();
        if self.chance.next() < 0.25 {
            words[2].push(',');
        }
        words[0][..1].make_ascii_uppercase();
        let end = if self.chance.next() < 0.06 { '?' } else { '.' };
        words.join(" ") + &end.to_string()
    }

    /// A few words make up most of a text, as in a language.
    fn word(&mut self) -> &'a str {
        let (list, skew) = if self.chance.next() < 0.62 {
            (&self.frequent, 1.7)
        } else {
            (&self.rare, 2.2)
        };
        list[(self.chance.next().powf(skew) * list.len() as f64) as usize]
    }
}

/// Mulberry32: small, and the same on every machine.
struct Chance(u32);

impl Chance {
    /// From 0 up to, not including, 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6D2B_79F5);
        let mut mixed = (self.0 ^ (self.0 >> 15)).wrapping_mul(1 | self.0);
        mixed = mixed.wrapping_add((mixed ^ (mixed >> 7)).wrapping_mul(61 | mixed)) ^ mixed;
        f64::from(mixed ^ (mixed >> 14)) / 4_294_967_296.0
    }

    fn below(&mut self, limit: u32) -> u32 {
        (self.next() * f64::from(limit)) as u32
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[(self.next() * list.len() as f64) as usize]
    }

    fn hex(&mut self, digits: usize) -> String {
        (0..digits)
            .filter_map(|_| char::from_digit(self.below(16), 16))
            .collect()
    }
}

fn written(moment: i64) -> String {
    DateTime::from_timestamp_millis(moment)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};
    use std::path::Path;

    fn sha256_of(count: usize) -> String {
        let mut bytes = Vec::new();
        write(count, &mut bytes).unwrap();
        hex::encode(Sha256::digest(&bytes))
    }

    #[test]
    fn the_workload_never_changes() {
        if !Path::new(WORD_LIST).exists() {
            eprintln!("SKIPPED: no {WORD_LIST}; on Debian: apt-get install wdutch");
            return;
        }
        assert_eq!(
            sha256_of(50),
            "234ce9fd0dd18530c299e026bbfc395ac12d7740614d0856bb84a165fee12fa4"
        );
        assert_eq!(
            sha256_of(20_000),
            "e377ca1bf3d3cea1c2bf422797e710c91adba91da0f8c45fb34e41caa3e6d608"
        );
    }

    #[test]
    fn a_list_without_words_is_refused() {
        assert!(Generator::new(b"Aap\nnoot-mies\n").is_err());
    }
}
