//! One agreement as its screen shows it.

use super::{as_signed, replaced, signatures};
use crate::Result;
use crate::opened::Opened;
use crate::screens::field::{Field, RecordRef, id, plain, text};
use domain::seal::{SEALED, text_hash};
use domain::strokes::Strokes;
use domain::value::Value;
use serde::Serialize;
use specta::Type;
use store::StoredRecord;
use uuid::Uuid;

/// One agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AgreementPage {
    /// Its record.
    pub r#ref: RecordRef,
    /// With whom.
    pub person: Uuid,
    /// The person's name.
    pub name: String,
    /// The coach who signs, or signed.
    pub coach: String,
    /// What was agreed, in the person's words.
    pub text: Field,
    /// For how many weeks.
    pub weeks: Field,
    /// What it may cost at most, in whole euros.
    pub max_cost_eur: Field,
    /// Code of who pays.
    pub funding: Field,
    /// The benefit goes on meanwhile.
    pub benefit_stays: Field,
    /// When both look back.
    pub look_back_on: Field,
    /// How the person got to know what it says.
    pub read_how: Field,
    /// Who read it out or translated it.
    pub read_by: Field,
    /// How it went.
    pub looked_back: Field,
    /// When both looked back.
    pub looked_back_on: Field,
    /// The signatures under what is shown.
    pub signatures: Vec<SignatureShown>,
    /// Names what is shown; goes back with a signature.
    pub shown: String,
    /// Whether it was signed.
    pub seal: SealState,
    /// When both had signed, RFC 3339.
    pub sealed_at: Option<String>,
    /// When the person got a copy, `YYYY-MM-DD`.
    pub copy_given_on: Option<String>,
    /// The version before.
    pub replaces: Option<Uuid>,
    /// A newer version was signed.
    pub replaced: bool,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SignatureShown {
    /// `inwoner` or `coach`.
    pub by: String,
    /// Whose.
    pub name: String,
    /// `getekend`, `getypt` or `op_papier`.
    pub how: String,
    /// RFC 3339; none for one on paper.
    pub at: Option<String>,
    /// What was drawn, in a box of 3000 by 1000.
    pub strokes: Vec<Vec<(u16, u16)>>,
}

/// Whether an agreement was signed, and is as it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SealState {
    /// Not signed by both.
    Draft,
    /// Signed on paper; nothing to verify here.
    Paper,
    /// Text and signatures are as they were signed.
    Sealed,
    /// Signed, and yet something else is here than was signed.
    Broken,
}

impl SealState {
    pub(in crate::screens) fn of(records: &[StoredRecord], agreement: &StoredRecord) -> Self {
        if text(agreement, SEALED).is_none() {
            let on_paper = |signature: &StoredRecord| signature.state.value("how").is_blank();
            return match signatures(records, agreement.id.0).any(on_paper) {
                true => SealState::Paper,
                false => SealState::Draft,
            };
        }
        match as_signed(records, agreement) {
            Some(_) => SealState::Sealed,
            None => SealState::Broken,
        }
    }
}

impl Opened {
    /// An agreement as its screen shows it.
    pub fn agreement(&self, agreement: Uuid) -> Result<AgreementPage> {
        let record = self.agreement_record(agreement)?;
        let town = self.town()?;
        let records = self.store.records(record.dossier)?;
        let seal = SealState::of(&records, &record);
        let mut page_text = self.field(&town, "agreement", Some(&record), "text")?;
        if let Some(signed) = as_signed(&records, &record) {
            // What was signed is shown, whatever somebody wrote at the same time.
            page_text.value = signed
                .fields
                .get("text")
                .map_or(page_text.value, Into::into);
            page_text.versions.clear();
        }
        let field = |name| self.field(&town, "agreement", Some(&record), name);
        let shown = text_hash(&plain(&record));
        let valid = |signature: &&StoredRecord| {
            seal != SealState::Draft || text(signature, "signed_text") == Some(&shown)
        };
        let person = record.dossier.0;
        let name = self.dossier_name(person)?;
        let signatures: Vec<_> = signatures(&records, agreement)
            .filter(valid)
            .map(|signature| shown_signature(signature, &name))
            .collect();
        let signer = signatures
            .iter()
            .find(|signature| signature.by == "coach" && signature.how != "op_papier");
        Ok(AgreementPage {
            r#ref: RecordRef::of(&record),
            person,
            coach: signer.map_or_else(
                || self.me().coach_name.clone(),
                |signer| signer.name.clone(),
            ),
            name,
            text: page_text,
            weeks: field("weeks")?,
            max_cost_eur: field("max_cost_eur")?,
            funding: field("funding")?,
            benefit_stays: field("benefit_stays")?,
            look_back_on: field("look_back_on")?,
            read_how: field("read_how")?,
            read_by: field("read_by")?,
            looked_back: field("looked_back")?,
            looked_back_on: field("looked_back_on")?,
            signatures,
            shown,
            seal,
            sealed_at: text(&record, "sealed_at").map(str::to_owned),
            copy_given_on: text(&record, "copy_given_on").map(str::to_owned),
            replaces: id(&record, "replaces"),
            replaced: replaced(&records).contains(&agreement),
        })
    }
}

fn shown_signature(signature: &StoredRecord, person: &str) -> SignatureShown {
    let of = |field| text(signature, field).unwrap_or_default().to_owned();
    let by = of("by");
    let name = match text(signature, "name") {
        Some(name) => name.to_owned(),
        None if by == "inwoner" => person.to_owned(),
        None => String::new(),
    };
    let strokes = match signature.state.value("strokes") {
        Value::Bytes(bytes) => Strokes::from_bytes(bytes).ok(),
        _ => None,
    };
    SignatureShown {
        name,
        by,
        how: text(signature, "how").unwrap_or("op_papier").to_owned(),
        at: text(signature, "at").map(str::to_owned),
        strokes: strokes.map_or_else(Vec::new, |strokes| strokes.points().to_vec()),
    }
}
