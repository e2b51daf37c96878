//! What pages and wires print around the text.

use super::{Fault, Layer, Table};

/// What pages and wires print around the text.
#[derive(Clone, Debug, Default)]
pub struct Page {}

impl Table for Page {
    const FILE: &'static str = "page.toml";

    fn read(_layers: &[Layer<'_>], _faults: &mut Vec<Fault>) -> Self {
        Self {}
    }
}
