//! Where things happen.

use foldhash::HashMap;

use super::Reading;
use super::actors::{Guess, Name, Names, Standing};
use crate::dispatch::{Place, Why};
use crate::lexicon::gazetteer::{Class, Entry, EntryId, folded};
use crate::lexicon::phrases::fold;

/// Every place that the text names, merged.
#[must_use]
pub fn find(reading: &Reading<'_>, names: &Names<'_>) -> Vec<Place> {
    let mut atlas = Atlas::default();
    for (name, standing) in names.iter() {
        atlas.add(reading, name, standing);
    }
    atlas.places
}

#[derive(Default)]
struct Atlas {
    places: Vec<Place>,
    entries: HashMap<EntryId, usize>,
    names: HashMap<String, usize>,
}

impl Atlas {
    fn add(&mut self, reading: &Reading<'_>, name: &Name<'_>, standing: Standing) {
        let span = reading.analysis.span(name.from, name.to);
        let text = reading.str(span);
        let full = match name.from.checked_sub(1).filter(|&i| region(reading, i)) {
            Some(region) => reading.str(reading.analysis.span(region, name.to)),
            None => text,
        };
        let entry = place_meant(name, standing);
        if entry.is_none() && !(name.known.is_empty() && name.guess == Guess::Place) {
            return;
        }
        let known = entry.and_then(|e| self.entries.get(&e.id)).or_else(|| self.names.get(&folded(text)));
        let at = known.copied().unwrap_or_else(|| {
            let (rule, confidence) =
                if entry.is_some() { ("places/known", 0.95) } else { ("places/locative", 0.62) };
            self.places.push(Place {
                name: text.to_owned(),
                country: entry.and_then(|e| e.country),
                lat: entry.and_then(|e| e.at).map(|at| at.0),
                lon: entry.and_then(|e| e.at).map(|at| at.1),
                mentions: Vec::new(),
                why: Why::new(rule, confidence),
            });
            self.places.len() - 1
        });
        if let Some(entry) = entry {
            self.entries.entry(entry.id).or_insert(at);
        }
        self.names.entry(folded(text)).or_insert(at);
        let place = &mut self.places[at];
        if full.len() > place.name.len() {
            full.clone_into(&mut place.name);
        }
        place.mentions.push(span);
    }
}

/// Whether token `i` is a noun for a sort of place that a name right behind it is part of: "monts", "lac".
fn region(reading: &Reading<'_>, i: usize) -> bool {
    let nominals = &reading.words.nominals;
    let token = &reading.analysis.tokens[i];
    !nominals.grammar.noun_before_noun && nominals.regions.contains(&fold(&token.lemma))
}

/// The place that a name means where it stands.
fn place_meant<'n>(name: &'n Name<'_>, standing: Standing) -> Option<&'n Entry<'n>> {
    let entry = name.known.first().filter(|e| e.class.is_place())?;
    let acts = matches!(entry.class, Class::State | Class::Capital | Class::Seat);
    let told = match entry.class {
        Class::Autonomy => standing != Standing::Actor,
        _ => !acts || standing == Standing::Place,
    };
    told.then_some(entry)
}
