//! Words that tell events, with category and argument frame.

use super::{Fault, Layer, Table};

/// Words that tell events, with category and argument frame.
#[derive(Clone, Debug, Default)]
pub struct Triggers {}

impl Table for Triggers {
    const FILE: &'static str = "triggers.toml";

    fn read(_layers: &[Layer<'_>], _faults: &mut Vec<Fault>) -> Self {
        Self {}
    }
}
