//! Words that state how two actors stand to each other.

use super::{Fault, Layer, Table};

/// Words that state how two actors stand to each other.
#[derive(Clone, Debug, Default)]
pub struct Relations {}

impl Table for Relations {
    const FILE: &'static str = "relations.toml";

    fn read(_layers: &[Layer<'_>], _faults: &mut Vec<Fault>) -> Self {
        Self {}
    }
}
