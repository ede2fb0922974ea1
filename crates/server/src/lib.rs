//! The central endpoint of a municipality: it takes in the changes of devices, puts them in one
//! order, and tells each device what its coach may see.
//!
//! Layers, each knowing only those below it: `http` and `command` decode, call and encode; the
//! verbs (`admission`, `enrolment`, `push`, `feed`, `town`, `fold`) hold the rules; `storage` holds
//! the SQL; `policy` says who may do what.

pub mod access;
pub mod admission;
pub mod code;
pub mod command;
pub mod doubles;
pub mod endpoint;
pub mod enrolment;
pub mod feed;
pub mod fold;
pub mod http;
pub mod late;
pub mod ledger;
pub mod master_key;
pub mod name_on_list;
pub mod poke;
pub mod policy;
pub mod push;
pub mod random;
pub mod recovery;
pub mod restore;
pub mod seal;
pub mod setup;
pub mod storage;
pub mod town;
pub mod verify;
pub mod words;

pub use endpoint::{Endpoint, Running};
