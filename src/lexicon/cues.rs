//! Words that introduce speech, with their constructions.

use super::{Fault, Layer, Table};

/// Words that introduce speech, with their constructions.
#[derive(Clone, Debug, Default)]
pub struct Cues {}

impl Table for Cues {
    const FILE: &'static str = "cues.toml";

    fn read(_layers: &[Layer<'_>], _faults: &mut Vec<Fault>) -> Self {
        Self {}
    }
}
