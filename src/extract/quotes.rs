//! Who said what.

use super::Reading;
use super::cast::Cast;
use crate::dispatch::{Quote, Source};

/// Every quotation with its speaker, and the sources they hang on.
#[must_use]
pub fn find(_reading: &Reading<'_>, _cast: &mut Cast) -> (Vec<Quote>, Vec<Source>) {
    (Vec::new(), Vec::new())
}
