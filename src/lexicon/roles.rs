//! Titles, functions and honorifics.

use super::{Fault, Layer, Table};

/// Titles, functions and honorifics.
#[derive(Clone, Debug, Default)]
pub struct Roles {}

impl Table for Roles {
    const FILE: &'static str = "roles.toml";

    fn read(_layers: &[Layer<'_>], _faults: &mut Vec<Fault>) -> Self {
        Self {}
    }
}
