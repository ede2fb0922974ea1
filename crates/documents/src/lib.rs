//! Papers for the person, as tagged PDF (PDF/UA-1 and PDF/A-2a): an agreement, a packet that goes
//! along with a referral. The words come from whoever asks; nothing is read from disk or network.

mod paper;
mod press;

pub use paper::{Day, Language, Paper, Part};
pub use press::{PressError, press};
