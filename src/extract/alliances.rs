//! Who stands with whom, and against whom.

use super::Reading;
use super::cast::Cast;
use crate::dispatch::Extraction;

/// Adds the alliances to `items`, which already holds all else.
pub fn find(_reading: &Reading<'_>, _cast: &mut Cast, _items: &mut Extraction) {}
