//! Months, weekdays and relative dates.

use super::{Fault, Layer, Table};

/// Months, weekdays and relative dates.
#[derive(Clone, Debug, Default)]
pub struct Calendar {}

impl Table for Calendar {
    const FILE: &'static str = "calendar.toml";

    fn read(_layers: &[Layer<'_>], _faults: &mut Vec<Fault>) -> Self {
        Self {}
    }
}
