//! The device's own sync against peers of all kinds: the real central endpoint, and others that
//! answer in its place.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod links;
mod stage;
