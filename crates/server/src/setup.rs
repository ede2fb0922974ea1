//! Setting the endpoint up: a first municipality where there is none, a scenario's settings,
//! teams, coaches and their codes.

use crate::enrolment::{NewCode, new_code};
use crate::ledger::{Entry, LedgerError};
use crate::storage::{
    Storage, StorageError, Work, access_log, coach, device, municipality, new_id,
};
use crate::town::{self, Town, TownError};
use domain::caseload::Norm;
use domain::ids::{imported_id, municipality_id};
use domain::kinds;
use domain::record::Record;
use domain::scenario::Scenario;
use domain::value::Value;
use replication::{CoachId, DeviceId};
use thiserror::Error;
use uuid::Uuid;

/// The municipality's name until somebody gives it one.
pub const MUNICIPALITY: &str = "Gemeente";
/// The first team's name.
pub const TEAM: &str = "Team 1";
/// The first coach's name.
pub const COACH: &str = "Coach 1";

/// Why nothing was set up.
#[derive(Debug, Error)]
pub enum SetupError {
    /// No team has that name.
    #[error("there is no team {asked:?} (use --new-team to make it); there are: {}", known.join(", "))]
    NoTeam {
        /// The name asked for.
        asked: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// No coach has that id.
    #[error("there is no coach {0}")]
    NoCoach(CoachId),
    /// No activity has that id.
    #[error("there is no activity {0}")]
    NoActivity(Uuid),
    /// No device has that id.
    #[error("there is no device {0}")]
    NoDevice(DeviceId),
    /// The settings were not taken.
    #[error(transparent)]
    Town(#[from] TownError),
    /// The ledger beside the database could not be written; no device was shut out.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A coach with a new code.
pub struct CoachCode {
    /// The coach's name inside a scenario; empty otherwise.
    pub key: String,
    /// The coach.
    pub id: CoachId,
    /// The code.
    pub code: NewCode,
}

impl Storage {
    /// Where nobody set anything up and no device is enrolled: a code for a first coach, of a
    /// municipality made for the occasion.
    pub async fn first_code(&self, now: i64) -> Result<Option<CoachCode>, TownError> {
        self.write(move |work| {
            let town = municipality_id(MUNICIPALITY);
            match municipality::find(work.db)? {
                None => town::found(work, town, true, now)?,
                Some(municipality) if !municipality.placeholder => return Ok(None),
                Some(_) => {}
            }
            let team = imported_id(town, "teams", TEAM);
            let coach = imported_id(town, "coaches", COACH);
            let records = [
                Record::new(town, town, &kinds::municipality::KIND).with("name", MUNICIPALITY),
                team_record(town, team, TEAM),
                coach_record(town, coach, COACH, team),
            ];
            town::settle(work, &records, now)?;
            let id = CoachId(coach);
            Ok(Some(CoachCode {
                key: String::new(),
                id,
                code: new_code(work, id, now)?,
            }))
        })
        .await
    }

    /// Loads a scenario's settings and makes a new code for each of its coaches.
    pub async fn load(&self, scenario: Scenario, now: i64) -> Result<Vec<CoachCode>, SetupError> {
        self.write(move |work| {
            town::found(work, scenario.municipality(), false, now)?;
            let changed = town::settle(work, &scenario.town_records(), now)?;
            log(
                work,
                now,
                "admin load",
                None,
                format!("{changed} settings changed"),
            )?;
            let codes = scenario.coaches().iter().map(|coach| {
                let id = CoachId(coach.id);
                Ok(CoachCode {
                    key: coach.key.clone(),
                    id,
                    code: new_code(work, id, now)?,
                })
            });
            codes.collect()
        })
        .await
    }

    /// Sets how often people are to be spoken, as far as said. Answers the norm as it is then.
    pub async fn set_norm(
        &self,
        fields: Vec<(&'static str, u32)>,
        now: i64,
    ) -> Result<Norm, SetupError> {
        self.write(move |work| {
            let id = municipality::get(work.db)?.id;
            if !fields.is_empty() {
                let mut town = Record::new(id, id, &kinds::municipality::KIND);
                for (field, number) in &fields {
                    town = town.with(field, i64::from(*number));
                }
                town::settle(work, &[town], now)?;
                log(work, now, "admin norm", None, format!("{fields:?}"))?;
            }
            Ok(Town::read(work)?.norm())
        })
        .await
    }

    /// Takes the activities of a scenario of this municipality. Answers how many records changed.
    pub async fn load_activities(&self, scenario: Scenario, now: i64) -> Result<usize, SetupError> {
        self.write(move |work| {
            if municipality::get(work.db)?.id != scenario.municipality() {
                return Err(TownError::OtherTown.into());
            }
            let mut records = scenario.town_records();
            records.retain(|record| {
                [&kinds::activity::KIND, &kinds::activity_access::KIND]
                    .iter()
                    .any(|kind| kind.name == record.kind)
            });
            let changed = town::settle(work, &records, now)?;
            let told = format!("{changed} records changed");
            log(work, now, "admin activity load", None, told)?;
            Ok(changed)
        })
        .await
    }

    /// Sets one field of an activity.
    pub async fn change_activity(
        &self,
        activity: Uuid,
        (field, value): (&'static str, Value),
        now: i64,
    ) -> Result<(), SetupError> {
        self.write(move |work| {
            let town = municipality::get(work.db)?.id;
            let known = Town::read(work)?.named(kinds::activity::KIND.name);
            if !known.iter().any(|(id, _)| *id == activity) {
                return Err(SetupError::NoActivity(activity));
            }
            let record = Record::new(activity, town, &kinds::activity::KIND).with(field, value);
            town::settle(work, &[record], now)?;
            log(
                work,
                now,
                "admin activity",
                None,
                format!("{activity}: {field}"),
            )?;
            Ok(())
        })
        .await
    }

    /// The activities, by name.
    pub async fn activities(&self) -> Result<Vec<(Uuid, String)>, StorageError> {
        self.read(|work| Ok(Town::read(work)?.named(kinds::activity::KIND.name)))
            .await
    }

    /// Adds a coach to a team, and makes a code.
    pub async fn add_coach(
        &self,
        name: String,
        team: String,
        may_make_team: bool,
        now: i64,
    ) -> Result<CoachCode, SetupError> {
        self.write(move |work| {
            let town = municipality::get(work.db)?.id;
            let teams = Town::read(work)?.named(kinds::team::KIND.name);
            let known = teams
                .iter()
                .find(|(_, known)| *known == team)
                .map(|(id, _)| *id);
            let mut records = Vec::new();
            let team = match known {
                Some(id) => id,
                None if may_make_team => {
                    let id = imported_id(town, "teams", &team);
                    records.push(team_record(town, id, &team));
                    id
                }
                None => {
                    let known = teams.into_iter().map(|(_, name)| name).collect();
                    return Err(SetupError::NoTeam { asked: team, known });
                }
            };
            let id = CoachId(new_id(now, &mut work.random)?);
            records.push(coach_record(town, id.0, &name, team));
            town::settle(work, &records, now)?;
            municipality::settle(work.db)?;
            log(work, now, "admin coach add", Some(id), "added".to_owned())?;
            Ok(CoachCode {
                key: String::new(),
                id,
                code: new_code(work, id, now)?,
            })
        })
        .await
    }

    /// The team of that name.
    pub async fn team_named(&self, team: String) -> Result<Uuid, SetupError> {
        self.read(move |work| {
            let teams = Town::read(work)?.named(kinds::team::KIND.name);
            let found = teams
                .iter()
                .find(|(_, known)| *known == team)
                .map(|(id, _)| *id);
            found.ok_or_else(|| SetupError::NoTeam {
                asked: team,
                known: teams.into_iter().map(|(_, name)| name).collect(),
            })
        })
        .await
    }

    /// A new code for a coach.
    pub async fn code_for(&self, id: CoachId, now: i64) -> Result<CoachCode, SetupError> {
        self.write(move |work| {
            coach::team(work.db, id)?.ok_or(SetupError::NoCoach(id))?;
            log(work, now, "admin enrol", Some(id), "code made".to_owned())?;
            Ok(CoachCode {
                key: String::new(),
                id,
                code: new_code(work, id, now)?,
            })
        })
        .await
    }

    /// Shuts a device out, for good: also from a database that is put back.
    pub async fn revoke(&self, id: DeviceId, now: i64) -> Result<(), SetupError> {
        let ledger = self.ledger();
        self.write(move |work| {
            if !device::revoke(work.db, id, now)? {
                return Err(SetupError::NoDevice(id));
            }
            let device = id.0;
            ledger.append(&Entry::ShutOut { device, at: now })?;
            let entry = access_log::Entry {
                event: "admin device revoke",
                device: Some(id),
                result: "revoked".to_owned(),
                ..Default::default()
            };
            Ok(access_log::append(work.db, now, &entry)?)
        })
        .await
    }

    /// The devices of coaches.
    pub async fn devices(&self) -> Result<Vec<device::Device>, StorageError> {
        self.read(|work| device::all(work.db)).await
    }

    /// The coaches by name, and their teams.
    pub async fn coaches(&self) -> Result<Vec<(Uuid, String, String)>, StorageError> {
        self.read(|work| {
            let town = Town::read(work)?;
            let coaches = town.named(kinds::coach::KIND.name).into_iter();
            let with_team = coaches.map(|(id, name)| {
                let team = coach::team(work.db, CoachId(id))?;
                Ok((
                    id,
                    name,
                    team.map(|team| town.name(team)).unwrap_or_default(),
                ))
            });
            with_team.collect()
        })
        .await
    }
}

fn team_record(town: Uuid, id: Uuid, name: &str) -> Record {
    Record::new(id, town, &kinds::team::KIND).with("name", name)
}

fn coach_record(town: Uuid, id: Uuid, name: &str, team: Uuid) -> Record {
    Record::new(id, town, &kinds::coach::KIND)
        .with("name", name)
        .with("team", team.to_string())
}

/// Writes down what an administrator did.
pub fn log(
    work: &Work<'_>,
    now: i64,
    event: &'static str,
    coach: Option<CoachId>,
    result: String,
) -> Result<(), StorageError> {
    let entry = access_log::Entry {
        event,
        coach,
        result,
        ..Default::default()
    };
    access_log::append(work.db, now, &entry)
}
