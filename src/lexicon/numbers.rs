//! Numbers in words, and words of vagueness.

use super::{Fault, Layer, Table};

/// Numbers in words, and words of vagueness.
#[derive(Clone, Debug, Default)]
pub struct Numbers {}

impl Table for Numbers {
    const FILE: &'static str = "numbers.toml";

    fn read(_layers: &[Layer<'_>], _faults: &mut Vec<Fault>) -> Self {
        Self {}
    }
}
