//! What the screens show and do. Each answer is plain data; codes and parameters, no words.

mod activity;
mod aftercare;
mod agreement;
mod budget;
mod caseload;
mod conversation;
#[cfg(test)]
pub(crate) mod desk;
mod dossier;
mod field;
mod filter;
mod find;
mod goal;
mod group;
mod group_session;
mod handover;
mod history;
mod missed;
mod mistake;
mod more;
mod network;
mod outcome;
mod own_file;
mod people;
mod private_task;
mod progress;
mod referral;
mod same_person;
mod set_apart;
mod spent;
mod spreekuur;
mod sync_state;
mod taking_part;
mod theme;
mod to_do;
mod today;
mod town;
mod trajectory;
mod viewing;

pub use activity::{AccessNeed, Activities, Activity, Reasons};
pub use aftercare::Aftercare;
pub use agreement::{Agreement, AgreementPage, SealState, SignatureShown, Signing};
pub use budget::BudgetLeft;
pub use caseload::{Caseload, CaseloadPerson, Turn};
pub use conversation::{Conversation, LastTalk, NextStep, WorkingNoteField};
pub use dossier::{Dossier, DossierStep, PersonFields, TimelineItem, Wish};
pub use field::{Field, FieldValue, RecordRef, Saved, Version};
pub use filter::{FilterChoices, Filters};
pub use find::{Found, FoundNote};
pub use goal::{Goal, GoalStep};
pub use group::{Group, GroupName, GroupRow, Regular, SessionRow, Together};
pub use group_session::{Attendee, GroupSession, PrivateNote};
pub use handover::{FixedCoach, Handover};
pub use history::{FieldHistory, PastValue, ValueStanding};
pub use more::{Companion, LastScore, More, ScoreField};
pub use network::{Network, Relation};
pub use outcome::{Outcome, Outcomes};
pub use own_file::{
    Access, Correction, Facts, Knows, OwnFile, OwnOutcome, OwnPart, OwnScore, OwnStep, OwnTalk,
    WorkingNote,
};
pub(crate) use people::score;
pub use people::{NewPerson, PersonRow};
pub use private_task::{Colleague, PrivateTask};
pub use progress::{Line, Point, Progress, Trend, Web};
pub use referral::{Consent, ConsentAnswer, PacketLine, Referral};
pub use same_person::SamePerson;
pub use set_apart::{SetApart, SetApartText};
pub use spreekuur::{Spreekuren, Spreekuur, SpreekuurRow, WalkIn, WalkInPerson};
pub use sync_state::{Conflict, SyncState, Waiting};
pub use theme::{BarrierField, LadderField, LadderPoint, LastHindrance, LastNote, Theme};
pub use to_do::{ToDo, ToDoKind};
pub use today::{Gathering, LongestAgo, NextDay, TalkRow, Today};
pub use town::Word;
pub use trajectory::{Stopped, Trajectory};
pub use viewing::Viewer;
