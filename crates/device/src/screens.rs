//! What the screens show and do. Each answer is plain data; codes and parameters, no words.

mod conversation;
mod dossier;
mod field;
mod history;
mod more;
mod outcome;
mod people;
mod private_task;
mod progress;
mod set_apart;
mod spent;
mod sync_state;
mod theme;
mod today;
mod town;

pub use conversation::{Conversation, LastTalk, NextStep};
pub use dossier::{
    Agreement, Dossier, DossierStep, Goal, PersonFields, Referral, TimelineItem, Wish,
};
pub use field::{Field, FieldValue, RecordRef, Saved, Version};
pub use history::{FieldHistory, PastValue, ValueStanding};
pub use more::{Companion, LastScore, More, ScoreField};
pub use outcome::{Outcome, Outcomes};
pub use people::{NewPerson, PersonRow};
pub use private_task::{Colleague, PrivateTask};
pub use progress::{Line, Point, Progress, Trend, Web};
pub use set_apart::{SetApart, SetApartText};
pub use sync_state::{Conflict, SyncState, Waiting};
pub use theme::{BarrierField, LadderField, LadderPoint, LastHindrance, LastNote, Theme};
pub use today::{LastingDue, LongestAgo, StepDue, TalkRow, TaskDue, Today};
pub use town::Word;
