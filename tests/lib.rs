//! The stage on which journeys and the demo play: the real app in a real window, a real central
//! endpoint, the command line device, and what a coach does with them.
//!
//! Nothing here depends on a crate of the product: the stage knows the programs from outside only,
//! as their users do.

mod coach;
mod failure;
pub mod fixture;
mod inspection;
pub mod webdriver;

pub use failure::Failure;
pub use inspection::Inspection;
