//! Who acts, speaks, is acted upon or stands in a relation.
//!
//! Names are merged first, over the whole text; then descriptions, which may refer to a name that comes later ("le
//! ministre iranien ..., Abbas Araghchi"); pronouns last. Wrong merges cost more than missed ones, so each step wants
//! evidence: the same row of the gazetteer, surname, acronym, office and country, or head noun.

use super::Reading;
use super::cast::Cast;
use crate::dispatch::{ActorId, ActorKind, Country, Mention, MentionForm, Place, Why};
use crate::language::Deprel;
use crate::lexicon::gazetteer::Class;

mod aliases;
mod book;
mod countries;
mod descriptions;
mod introduced;
mod naming;
mod page;
mod phrase;
mod pronouns;
mod scan;
mod sides;
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
    let mut phrases = phrase::phrases(page, scan);
    let mut book = book::Book::new(page.len());
    let found = naming::read(page, scan, standings, &phrases, &mut book);
    naming::complete(&mut phrases, scan, &found);
    let setting = countries::Setting::new(page, scan, standings);
    descriptions::read(page, scan, &phrases, (&found, &setting), &mut book);
    introduced::read(page, &mut book);
    aliases::read(page, scan, &mut book);
    pronouns::read(page, &mut book);
    nations(page, scan, standings, &mut book);
    adjectives(page, &mut book);
    countries::read(page, scan, &setting, &phrases, &mut book);
    book.close(page)
}

/// Gives each word of nationality its state, so that "frappes russes" has an agent, and each name of a country or capital that
/// names no party itself, for the words that make one of it ("liée aux Etats-Unis"). A state that the text names nowhere as an
/// actor is a candidate under its usual name.
fn nations(page: &Page<'_>, scan: &scan::Scan<'_>, standings: &[Standing], book: &mut book::Book) {
    let gazetteer = &page.reading.lexicon.gazetteer;
    let relations = &page.reading.words.relations;
    for token in 0..page.len() {
        let lower = page.lower(token);
        // "pro-iranien", "Saudi-led": what a prefix or a hyphen joins to the word is not part of it.
        let joined = || {
            let adjective = match relations.prefixed(lower) {
                Some((_, adjective)) => adjective,
                None if page.tokens().get(token + 1).is_some_and(|t| t.form == "-") => lower,
                None => return None,
            };
            gazetteer.country_by_adjective(adjective)
        };
        let Some(country) = scan.demonym(token).or_else(joined) else { continue };
        if let Some(id) = state(page, book, country) {
            book.cast.mark_nation(token, id);
        }
    }
    for (name, standing) in scan.names.iter().zip(standings) {
        for from in name.from + 1..name.to {
            // "la coalition menée par l'Arabie saoudite": a name inside a name.
            let inside = gazetteer.longest(|n| (from + n < name.to).then(|| page.word(from + n)));
            let known = inside.filter(|f| f.entries.first().is_some_and(|e| e.class == Class::State));
            let Some(known) = known else { continue };
            let country = known.entries.first().and_then(|e| e.country);
            if let Some(id) = country.and_then(|c| state(page, book, c)) {
                for token in from..from + known.words {
                    book.cast.mark_seat(token, id, false);
                }
            }
        }
        let Some(entry) = name.known.first() else { continue };
        let told = matches!(entry.class, Class::State | Class::Capital);
        if let Some(id) = entry.country.filter(|_| told).and_then(|c| state(page, book, c)) {
            let place = entry.class == Class::Capital && *standing == Standing::Place;
            if !standing::taken(page, name) {
                for token in name.from..name.to {
                    book.cast.mark_seat(token, id, place);
                }
            }
            let actor = book.cast.get_mut(id);
            if actor.mentions.is_empty() {
                let words = page.reading.analysis.span(name.from, name.to);
                actor.mentions.push(Mention { span: words, form: MentionForm::Name });
            }
        }
    }
}

/// "rebel positions", "une attaque jihadiste": gives each word that qualifies a thing by those whom the text calls by the same word
/// these, as a word of nationality has its state.
fn adjectives(page: &Page<'_>, book: &mut book::Book) {
    for (token, word) in page.tokens().iter().enumerate() {
        let bare = || page.reading.analysis.dependent(token, Deprel::Case).is_none();
        let qualifies = match word.deprel.base() {
            Deprel::Amod | Deprel::Compound => true,
            Deprel::Nmod => bare(),
            _ => false,
        };
        let free = |t: usize| book.cast.at(t).is_none() && book.cast.nation(t).is_none();
        if !qualifies || !word.head.is_some_and(|h| free(h) && free(token)) {
            continue;
        }
        let several = |book: &book::Book, id: ActorId| book.facts(id).plural;
        if let Some(id) = book.by_head(page.lemma(token), token, several) {
            book.cast.mark_nation(token, id);
        }
    }
}

/// The state of `country`; a candidate of its own where the text has not made it one yet.
fn state(page: &Page<'_>, book: &mut book::Book, country: Country) -> Option<ActorId> {
    book.by_state(country).or_else(|| {
        let entry = page.reading.lexicon.gazetteer.state(country)?;
        let name = entry.name(page.reading.analysis.lang);
        let id = book.add(name, ActorKind::State, Some(country), Why::new("actors/nationality", 0.3));
        book.file_state(country, id);
        Some(id)
    })
}

#[cfg(test)]
mod described_tests;
#[cfg(test)]
mod record_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod whole_tests;
