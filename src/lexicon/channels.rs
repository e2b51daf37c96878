//! The channels that news comes by: statements, interviews, witnesses.

use super::{Fault, Layer, Table};

/// The channels that news comes by: statements, interviews, witnesses.
#[derive(Clone, Debug, Default)]
pub struct Channels {}

impl Table for Channels {
    const FILE: &'static str = "channels.toml";

    fn read(_layers: &[Layer<'_>], _faults: &mut Vec<Fault>) -> Self {
        Self {}
    }
}
