//! Who acts, speaks, is acted upon or stands in a relation.
//!
//! Names are merged first, over the whole text; then descriptions, which may refer to a name that comes later ("le
//! ministre iranien ..., Abbas Araghchi"); pronouns last. Wrong merges cost more than missed ones, so each step wants
//! evidence: the same row of the gazetteer, surname, acronym, office and country, or head noun.

use super::Reading;
use super::cast::Cast;
use crate::dispatch::{ActorKind, Place, Why};

mod book;
mod countries;
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
    let found = naming::read(page, scan, standings, &phrases, &mut book);
    descriptions::read(page, scan, &phrases, &found, &mut book);
    pronouns::read(page, &mut book);
    nations(page, scan, &mut book);
    countries::read(page, scan, standings, &phrases, &mut book);
    book.close(page)
}

/// Gives each adjective of nationality its state, so that "frappes russes" has an agent. A state that the text names
/// nowhere is a candidate without mention, under its usual name.
fn nations(page: &Page<'_>, scan: &scan::Scan<'_>, book: &mut book::Book) {
    for token in 0..page.len() {
        let Some(country) = scan.demonym(token) else { continue };
        let id = book.by_state(country).or_else(|| {
            let entry = page.reading.lexicon.gazetteer.state(country)?;
            let name = entry.name(page.reading.analysis.lang);
            let id = book.add(name, ActorKind::State, Some(country), Why::new("actors/nationality", 0.3));
            book.file_state(country, id);
            Some(id)
        });
        if let Some(id) = id {
            book.cast.mark_nation(token, id);
        }
    }
}

#[cfg(test)]
mod tests;
