//! A small client of the W3C WebDriver protocol, as far as the journeys need it.

mod driver;
mod element;
mod session;
mod wire;

pub use element::{Element, keys};
pub use session::{Session, WindowSize};
