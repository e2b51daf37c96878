//! Who acts, speaks, is acted upon or stands in a relation.
//!
//! Names are merged first, over the whole text; then descriptions, which may refer to a name that comes later ("le
//! ministre iranien ..., Abbas Araghchi"); pronouns last. Wrong merges cost more than missed ones, so each step wants
//! evidence: the same row of the gazetteer, surname, acronym, office and country, or head noun.

use super::Reading;
use super::cast::Cast;
use crate::dispatch::Place;

mod book;
mod descriptions;
mod naming;
mod page;
mod phrase;
mod pronouns;
mod scan;
mod standing;

use page::Page;
pub use standing::Standing;

/// The names of a dispatch, which places and actors are both read from.
#[derive(Debug)]
pub struct Names<'a> {
    page: Page<'a>,
    scan: scan::Scan<'a>,
    standings: Vec<Standing>,
}

/// A name with what it means where it stands.
pub use scan::{Guess, Name};

impl<'a> Names<'a> {
    /// Every name of the dispatch.
    #[must_use]
    pub fn read(reading: &'a Reading<'a>) -> Self {
        let page = Page::new(reading);
        let scan = scan::scan(&page);
        let standings = standing::standings(&page, &scan);
        Self { page, scan, standings }
    }

    /// The names in text order, with how each stands in its clause.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Name<'a>, Standing)> {
        self.scan.names.iter().zip(self.standings.iter().copied())
    }
}

/// Every candidate actor with its mentions, merged.
#[must_use]
pub fn find(names: &Names<'_>, _places: &[Place]) -> Cast {
    let Names { page, scan, standings } = names;
    let phrases = phrase::phrases(page, scan);
    let mut book = book::Book::new(page.len());
    let named = naming::read(page, scan, standings, &phrases, &mut book);
    descriptions::read(page, scan, &phrases, &named, &mut book);
    pronouns::read(page, &mut book);
    book.close(page)
}
