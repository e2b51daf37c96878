//! Nouns that describe actors without naming them, and pronouns.

use super::{Fault, Layer, Table};

/// Nouns that describe actors without naming them, and pronouns.
#[derive(Clone, Debug, Default)]
pub struct Nominals {}

impl Table for Nominals {
    const FILE: &'static str = "nominals.toml";

    fn read(_layers: &[Layer<'_>], _faults: &mut Vec<Fault>) -> Self {
        Self {}
    }
}
