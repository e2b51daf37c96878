//! A dispatch and its extraction as the record `depeche/1`, and as exports that people and spreadsheets read.
//!
//! [`Record`] is the contract with the world: its offsets are code points of `text`, its names those of the
//! specification. Nothing here does input or output beyond writing to what it is given.

pub mod annotations;
mod csv;
pub mod graph;
mod json;
mod look_up;
mod offsets;
pub mod plover;
mod printer;
pub mod schema;
pub mod sheet;
mod write;

pub use json::{write_line, write_pretty};
pub use offsets::CodePoints;
pub use printer::{Format, Printer};
pub use schema::Record;

/// The name and version of the record.
pub const SCHEMA: &str = "depeche/1";
