//! What happened, is planned, threatened or denied.

use super::Reading;
use super::cast::Cast;
use crate::dispatch::Extraction;

/// Adds the events to `items`, which already holds quotes, sources and places.
pub fn find(_reading: &Reading<'_>, _cast: &mut Cast, _items: &mut Extraction) {}
