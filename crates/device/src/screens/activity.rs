//! Aanbod: what there is to join, and why it may suit somebody. The person chooses.

use super::budget::in_force;
use super::conversation::talks;
use super::field::{Field, RecordRef, id, number, text, texts};
use super::town::Town;
use super::trajectory::{Stopped, stopped};
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::ids::natural_id;
use domain::matching::{Match, Offered, Wanted, matching};
use domain::names::fold;
use domain::value::Value;
use domain::words::WordList;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use store::{Edit, StoredRecord};
use uuid::Uuid;

/// What there is to join, and what somebody needs to come along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Activities {
    /// The person for whom it is ordered; none for all.
    pub name: Option<String>,
    /// What the person needs to come along.
    pub needs: Vec<AccessNeed>,
    /// The activities, those that suit best first.
    pub activities: Vec<Activity>,
}

/// Something somebody needs to come along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessNeed {
    /// Its record, which may not exist yet.
    pub r#ref: RecordRef,
    /// Code of the need.
    pub need: String,
    /// Whether they need it.
    pub applies: Field,
}

/// An activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// Its record.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// Who offers it.
    pub provider: Option<String>,
    /// What one does there.
    pub what: Option<String>,
    /// Code of the village.
    pub village: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// When.
    pub when: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// How many can still come.
    pub places_left: Option<i32>,
    /// What it costs, in whole euros.
    pub cost_eur: Option<i32>,
    /// Code of who pays.
    pub funding: Option<String>,
    /// Not of the municipality or a care provider.
    pub neutral: bool,
    /// From which step of the participatieladder it suits.
    pub from_step: Option<i32>,
    /// Codes of the needs it meets.
    pub meets: Vec<String>,
    /// Why it may suit the person.
    pub reasons: Reasons,
    /// The person tried it before, and stopped.
    pub stopped_before: Vec<Stopped>,
}

/// Why an activity may suit somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reasons {
    /// The person's own words that come back in it.
    pub words: Vec<String>,
    /// It is in their village.
    pub village: bool,
    /// Codes of needs that it meets.
    pub met: Vec<String>,
    /// Codes of needs to ask about.
    pub unmet: Vec<String>,
}

impl Opened {
    /// What there is to join: with a person, ordered by what they said, where they live and what
    /// they need; with words, only what has them all.
    pub fn activities(&self, person: Option<Uuid>, query: &str) -> Result<Activities> {
        let town = self.store.records(self.me().municipality)?;
        let records = match person {
            Some(person) => self.records_of(person)?,
            None => Vec::new(),
        };
        let root = records.iter().find(|record| Some(record.id.0) == person);
        let said = said(&records);
        let needs = needed(&records);
        let wanted = Wanted {
            words: &said,
            village: root.and_then(|root| text(root, "village")),
            needs: needs.iter().map(String::as_str).collect(),
        };
        let asked: Vec<String> = query.split_whitespace().map(fold).collect();
        let mut found: Vec<(usize, Activity)> = town
            .iter()
            .filter(|record| record.kind == "activity")
            .filter(|record| !record.state.value("retired").is_true())
            .filter(|record| {
                let words = fold(&searched(&town, record));
                asked.iter().all(|word| words.contains(word))
            })
            .map(|record| {
                let meets = met_by(&town, record.id.0);
                let fits = matching(
                    &wanted,
                    &Offered {
                        words: &offered(record),
                        village: text(record, "village"),
                        meets: meets.iter().map(String::as_str).collect(),
                    },
                );
                let tried = stopped(&records, |other| is_of(other, record));
                (fits.weight(), shown(record, meets, fits, tried))
            })
            .collect();
        found.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| left.name.cmp(&right.name)));
        Ok(Activities {
            name: root.and_then(|root| text(root, "name")).map(str::to_owned),
            needs: match person {
                Some(person) => self.access_needs(&self.town()?, person, &records)?,
                None => Vec::new(),
            },
            activities: found.into_iter().map(|(_, activity)| activity).collect(),
        })
    }

    /// The person chose an activity. Answers the trajectory that it begins.
    pub fn choose_activity(
        &mut self,
        person: Uuid,
        activity: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let chosen = self
            .store
            .record(RecordId(activity))?
            .filter(|record| record.kind == "activity")
            .ok_or_else(|| DeviceError::NotFound(activity.to_string()))?;
        let fields = vec![
            ("kind", Value::from("activiteit")),
            ("activity", activity.into()),
            ("name", chosen.state.value("name").clone()),
            ("cost_eur", chosen.state.value("cost_eur").clone()),
            ("funding", chosen.state.value("funding").clone()),
        ];
        self.new_trajectory(person, fields, now)
    }

    /// A trajectory or placement that is not in the aanbod. Answers its id.
    pub fn begin_trajectory(
        &mut self,
        person: Uuid,
        kind: &str,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        self.new_trajectory(person, vec![("kind", kind.into())], now)
    }

    fn new_trajectory(
        &mut self,
        person: Uuid,
        mut fields: Vec<(&str, Value)>,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let records = self.records_of(person)?;
        if !records.iter().any(|record| record.id.0 == person) {
            return Err(DeviceError::NotFound(person.to_string()));
        }
        fields.push(("person", person.into()));
        fields.push(("status", "gekozen".into()));
        fields.push(("agreement", in_force(&records).map(|one| one.id.0).into()));
        fields.retain(|(_, value)| *value != Value::Null);
        let trajectory = new_id(now)?;
        let record = RecordId(trajectory);
        let edit = Edit::of_new_record(DossierId(person), record, "trajectory", fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(trajectory)
    }

    fn access_needs(
        &self,
        town: &Town,
        person: Uuid,
        records: &[StoredRecord],
    ) -> Result<Vec<AccessNeed>> {
        let needs = WordList::AccessNeed.words().iter().map(|word| {
            let need = natural_id(person, "access_need", word.code);
            let record = records.iter().find(|record| record.id.0 == need);
            Ok(AccessNeed {
                r#ref: RecordRef {
                    dossier: person,
                    record: need,
                    kind: "access_need".to_owned(),
                    parent: Some(person),
                    code: Some(word.code.to_owned()),
                },
                need: word.code.to_owned(),
                applies: self.field(town, "access_need", record, "applies")?,
            })
        });
        needs.collect()
    }
}

/// What the person said of themselves: the newest wish and strengths, and the goals. No notes, no
/// themes, nothing about health.
fn said(records: &[StoredRecord]) -> String {
    let talks = talks(records);
    let newest = |field| talks.iter().find_map(|talk| texts(talk, field));
    let goals = records
        .iter()
        .filter(|record| matches!(record.kind.as_str(), "goal" | "goal_step"))
        .filter_map(|record| texts(record, "text"));
    let said: Vec<String> = newest("wish")
        .into_iter()
        .chain(newest("strengths"))
        .chain(goals)
        .collect();
    said.join("\n")
}

fn needed(records: &[StoredRecord]) -> Vec<String> {
    records
        .iter()
        .filter(|record| record.kind == "access_need" && record.state.value("applies").is_true())
        .filter_map(|record| text(record, "need").map(str::to_owned))
        .collect()
}

fn met_by(town: &[StoredRecord], activity: Uuid) -> Vec<String> {
    town.iter()
        .filter(|record| record.kind == "activity_access")
        .filter(|record| id(record, "activity") == Some(activity))
        .filter(|record| record.state.value("met").is_true())
        .filter_map(|record| text(record, "need").map(str::to_owned))
        .collect()
}

/// The words of an activity that a person's own words are held against.
fn offered(activity: &StoredRecord) -> String {
    let words = ["name", "what", "keywords"].map(|field| texts(activity, field));
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The words that somebody may look for.
fn searched(town: &[StoredRecord], activity: &StoredRecord) -> String {
    let village = text(activity, "village").unwrap_or_default();
    let label = town
        .iter()
        .filter(|record| record.kind == "word" && text(record, "list") == Some("village"))
        .find(|record| text(record, "code") == Some(village))
        .and_then(|record| text(record, "label"));
    let more = ["provider", "place", "when"].map(|field| text(activity, field));
    let words = more.into_iter().flatten().chain(label);
    words.fold(offered(activity), |all, one| format!("{all} {one}"))
}

/// Whether a trajectory was this activity, by a name at least.
fn is_of(trajectory: &StoredRecord, activity: &StoredRecord) -> bool {
    let name = |record| text(record, "name").map(fold);
    id(trajectory, "activity") == Some(activity.id.0) || name(trajectory) == name(activity)
}

fn shown(
    record: &StoredRecord,
    meets: Vec<String>,
    fits: Match,
    stopped_before: Vec<Stopped>,
) -> Activity {
    let of = |field| text(record, field).map(str::to_owned);
    Activity {
        id: record.id.0,
        name: of("name").unwrap_or_default(),
        provider: of("provider"),
        what: texts(record, "what"),
        village: of("village"),
        place: of("place"),
        when: of("when"),
        contact: of("contact"),
        places_left: number(record, "places_left"),
        cost_eur: number(record, "cost_eur"),
        funding: of("funding"),
        neutral: record.state.value("neutral").is_true(),
        from_step: number(record, "from_step"),
        meets,
        reasons: Reasons {
            words: fits.words,
            village: fits.village,
            met: fits.met,
            unmet: fits.unmet,
        },
        stopped_before,
    }
}
