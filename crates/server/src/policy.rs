//! Who may see and write what. Every access goes through here, and needs an actor.

use replication::CoachId;
use uuid::Uuid;

/// Somebody, or something, that wants access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A coach, through a device.
    Coach {
        /// The coach.
        id: CoachId,
        /// The coach's team.
        team: Uuid,
        /// The coach's municipality.
        municipality: Uuid,
    },
    /// The endpoint itself, which gives one dossier to another team for an administrator.
    Handover {
        /// The dossier.
        dossier: Uuid,
    },
    /// The endpoint itself, which writes the town's settings for an administrator.
    Endpoint {
        /// The municipality whose settings they are.
        municipality: Uuid,
    },
}

/// What a subject of a grant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// One coach.
    Coach,
    /// All coaches of a team.
    Team,
    /// All coaches of the municipality.
    Municipality,
}

impl SubjectKind {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            SubjectKind::Coach => "coach",
            SubjectKind::Team => "team",
            SubjectKind::Municipality => "municipality",
        }
    }

    /// Reads [`SubjectKind::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Coach, Self::Team, Self::Municipality]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// Lets a subject see a dossier, and perhaps write in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// What the subject is.
    pub kind: SubjectKind,
    /// The subject: a coach's, a team's or the municipality's id.
    pub subject: Uuid,
    /// Whether it may write too.
    pub may_write: bool,
}

/// The subjects whose grants count for an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subjects([Uuid; 3]);

impl Subjects {
    /// Their ids.
    pub fn ids(&self) -> [Uuid; 3] {
        self.0
    }
}

impl Actor {
    /// The subjects whose grants count for this actor; any of their grants lets it see a dossier.
    pub fn subjects(&self) -> Subjects {
        match *self {
            Actor::Coach {
                id,
                team,
                municipality,
            } => Subjects([id.0, team, municipality]),
            Actor::Endpoint { municipality } => Subjects([municipality; 3]),
            Actor::Handover { dossier } => Subjects([dossier; 3]),
        }
    }

    /// Whether this actor may write in the dossier with this id and these grants.
    pub fn may_write(&self, dossier: Uuid, grants: &[Grant]) -> bool {
        match *self {
            Actor::Coach { .. } => {
                let subjects = self.subjects().ids();
                grants
                    .iter()
                    .any(|grant| grant.may_write && subjects.contains(&grant.subject))
            }
            Actor::Endpoint { municipality } => dossier == municipality,
            Actor::Handover { dossier: given } => dossier == given,
        }
    }

    /// The coach, where it is one.
    pub fn coach(&self) -> Option<Uuid> {
        match *self {
            Actor::Coach { id, .. } => Some(id.0),
            Actor::Endpoint { .. } | Actor::Handover { .. } => None,
        }
    }

    /// Whether this actor may change whose dossier it is.
    pub fn may_hand_over(&self) -> bool {
        matches!(self, Actor::Handover { .. })
    }

    /// Whether this actor may begin a dossier with this id.
    pub fn may_begin(&self, dossier: Uuid) -> bool {
        match *self {
            Actor::Coach { municipality, .. } => dossier != municipality,
            Actor::Endpoint { .. } | Actor::Handover { .. } => false,
        }
    }

    /// The grants on a dossier that this actor's first change makes for a team.
    pub fn grants_on_new_dossier(&self, team: Uuid) -> Vec<Grant> {
        let for_team = Grant {
            kind: SubjectKind::Team,
            subject: team,
            may_write: true,
        };
        match *self {
            Actor::Coach { id, .. } => {
                vec![
                    for_team,
                    Grant {
                        kind: SubjectKind::Coach,
                        subject: id.0,
                        may_write: true,
                    },
                ]
            }
            Actor::Endpoint { .. } | Actor::Handover { .. } => vec![for_team],
        }
    }
}

/// The grant on the town dossier: every coach reads it, none writes it.
pub fn grant_on_town(municipality: Uuid) -> Grant {
    Grant {
        kind: SubjectKind::Municipality,
        subject: municipality,
        may_write: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOWN: Uuid = Uuid::from_u128(1);
    const TEAM: Uuid = Uuid::from_u128(2);
    const OTHER_TEAM: Uuid = Uuid::from_u128(3);
    const DOSSIER: Uuid = Uuid::from_u128(4);

    fn coach(id: u128, team: Uuid) -> Actor {
        Actor::Coach {
            id: CoachId(Uuid::from_u128(id)),
            team,
            municipality: TOWN,
        }
    }

    #[test]
    fn a_dossier_is_its_teams_and_its_makers() {
        let maker = coach(10, TEAM);
        let grants = maker.grants_on_new_dossier(OTHER_TEAM);
        assert!(maker.may_write(DOSSIER, &grants));
        assert!(coach(11, OTHER_TEAM).may_write(DOSSIER, &grants));
        assert!(!coach(12, TEAM).may_write(DOSSIER, &grants));
    }

    #[test]
    fn the_town_is_written_by_the_endpoint_alone() {
        let grants = [grant_on_town(TOWN)];
        assert!(!coach(10, TEAM).may_write(TOWN, &grants));
        assert!(Actor::Endpoint { municipality: TOWN }.may_write(TOWN, &grants));
        assert!(!Actor::Endpoint { municipality: TOWN }.may_write(DOSSIER, &grants));
    }
}
