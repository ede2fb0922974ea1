//! The agreements of a file and who signed them.

use super::conversations::Conversations;
use super::error::{Fault, ScenarioError, quote};
use super::people::People;
use super::place::Place;
use super::town::Town;
use crate::ids::{imported_id, natural_id};
use crate::kinds::{agreement, signature};
use crate::record::Record;
use crate::seal::{self, SEALED};
use crate::words::WordList;
use std::collections::BTreeMap;
use uuid::Uuid;

const FIELDS: &[&str] = &[
    "key",
    "person",
    "conversation",
    "text",
    "weeks",
    "max_cost_eur",
    "funding",
    "benefit_stays",
    "look_back_on",
    "read_how",
    "read_by",
    "replaces",
    "signed",
    "sealed_at",
    "copy_given_on",
    "looked_back",
    "looked_back_on",
];
const COPIED: &[&str] = &[
    "text",
    "weeks",
    "max_cost_eur",
    "funding",
    "benefit_stays",
    "look_back_on",
    "read_how",
    "read_by",
    "sealed_at",
    "copy_given_on",
    "looked_back",
    "looked_back_on",
];
const SIGNED: &[&str] = &["name", "how", "at"];

/// Which agreement a key names, and whose it is.
pub(super) struct AgreementKeys(BTreeMap<String, (Uuid, Uuid)>);

impl AgreementKeys {
    pub(super) fn read(
        top: &Place,
        town: &Town,
        people: &mut People,
    ) -> Result<AgreementKeys, ScenarioError> {
        let mut numbers = Numbers::default();
        let mut keys = AgreementKeys(BTreeMap::new());
        for place in top.items("agreements")? {
            let id = id_of(&place, town, &mut numbers)?;
            let Some(key) = place.field("key") else {
                continue;
            };
            let person = people.at(&place.required("person")?)?.id;
            if keys
                .0
                .insert(key.name()?.to_owned(), (id, person))
                .is_some()
            {
                return Err(key.twice(key.name()?));
            }
        }
        Ok(keys)
    }

    /// The agreement whose key stands at `place`, which must be one of `person`.
    pub(super) fn at(&self, place: &Place, person: Uuid) -> Result<Uuid, ScenarioError> {
        let key = place.name()?;
        match self.0.get(key) {
            Some((id, whose)) if *whose == person => Ok(*id),
            Some(_) => Err(place.fault(Fault::SomebodyElses(quote(key)))),
            None => Err(place.dangling(key, "agreements")),
        }
    }
}

fn id_of(place: &Place, town: &Town, numbers: &mut Numbers) -> Result<Uuid, ScenarioError> {
    let talk = place.required("conversation")?;
    Ok(imported_id(
        town.id,
        "agreements",
        &numbers.next(talk.name()?),
    ))
}

pub(super) fn read_agreements(
    top: &Place,
    town: &Town,
    conversations: &Conversations,
    keys: &AgreementKeys,
    people: &mut People,
) -> Result<(), ScenarioError> {
    let mut numbers = Numbers::default();
    for place in top.items("agreements")? {
        place.only(FIELDS)?;
        let person = people.at(&place.required("person")?)?;
        let (_, conversation) = conversations.of(&place, person.id)?;
        let id = id_of(&place, town, &mut numbers)?;
        let mut agreement = Record::new(id, person.id, &agreement::KIND)
            .with("person", person.id)
            .with("conversation", conversation);
        if let Some(earlier) = place.field("replaces") {
            agreement = agreement.with("replaces", keys.at(&earlier, person.id)?);
        }
        let agreement = place.copy(&agreement::KIND, COPIED, agreement)?;
        let signatures = read_signatures(&place, &agreement)?;
        person
            .records
            .extend(sealed(&place, agreement, signatures)?);
    }
    Ok(())
}

/// Who signed: a name of the list alone, or also as whom, how and when.
fn read_signatures(place: &Place, agreement: &Record) -> Result<Vec<Record>, ScenarioError> {
    let mut signatures: Vec<Record> = Vec::new();
    for item in place.items("signed")? {
        let told = item.field("by");
        let by = told.as_ref().unwrap_or(&item);
        let code = by.code(WordList::SignedBy, by.name()?)?;
        let id = natural_id(agreement.id, signature::KIND.name, code);
        if signatures.iter().any(|known| known.id == id) {
            return Err(by.twice(by.name()?));
        }
        let mut signature = Record::new(id, agreement.dossier, &signature::KIND)
            .with("agreement", agreement.id)
            .with("by", code);
        if told.is_some() {
            item.only(&[SIGNED, &["by"]].concat())?;
            for field in SIGNED {
                item.required(field)?;
            }
            let shown = seal::text_hash(agreement);
            signature = item.copy(&signature::KIND, SIGNED, signature)?;
            signature = signature.with("signed_text", shown.as_str());
        }
        signatures.push(signature);
    }
    Ok(signatures)
}

/// The agreement and its signatures; frozen by the seal over both where the file says when that was.
fn sealed(
    place: &Place,
    agreement: Record,
    signatures: Vec<Record>,
) -> Result<Vec<Record>, ScenarioError> {
    let mut records = vec![agreement];
    records.extend(signatures);
    let Some(sealed_at) = place.field("sealed_at") else {
        return Ok(records);
    };
    let (agreement, signatures) = (&records[0], &records[1..]);
    let signed = signatures.iter().filter(|one| one.text("at").is_some());
    if signed.count() != WordList::SignedBy.words().len() {
        return Err(sealed_at.fault(Fault::NotSigned));
    }
    let hash = seal::seal(agreement, signatures);
    let sealed = records.into_iter();
    Ok(sealed
        .map(|record| record.with(SEALED, hash.as_str()))
        .collect())
}

/// Gives things without a key of their own one: their owner's key and their number there.
#[derive(Debug, Default)]
pub(super) struct Numbers(BTreeMap<String, usize>);

impl Numbers {
    /// `g03/0`, then `g03/1`.
    pub(super) fn next(&mut self, owner: &str) -> String {
        let number = self.0.entry(owner.to_owned()).or_default();
        let key = format!("{owner}/{number}");
        *number += 1;
        key
    }
}
