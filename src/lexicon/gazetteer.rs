//! States, bodies, groups, people, media and places: `assets/gazetteer/`, and a user's tables on top.
//!
//! A name may mean several things (Washington, Congo, Tripoli): all of them are kept and given, the likelier first.
//! Names are compared without case, accents, hyphens and dots, yet a name with a capital wants a capital in the text
//! and an acronym wants capitals throughout, so that no word of a sentence is taken for a name that it spells.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::{Fault, Layer};
use crate::dispatch::{ActorKind, Country, Lang, named};

mod class;
mod key;
mod packed;
mod table;

pub use class::{Class, Role};
pub use key::folded;
use packed::{Packed, Posting};

/// Names of the world and what they mean.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    /// The user's tables first: what they say of a name hides what the built-in ones say.
    layers: Vec<Packed>,
}

/// What names mean: a row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'g> {
    layer: &'g Packed,
    /// Which row it is; the same for all names of the row.
    pub id: EntryId,
    /// What it is.
    pub class: Class,
    /// The country it is of or lies in.
    pub country: Option<Country>,
    /// What a person is known as.
    pub role: Option<Role>,
    /// Degrees north and east; for a state those of its capital.
    pub at: Option<(f32, f32)>,
    /// The language of the name it was found by; `None` where that is the same in every language.
    pub lang: Option<Lang>,
}

/// A row of the gazetteer, as long as that is not loaded anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId {
    layer: u32,
    row: u32,
}

/// A name that was found in a text.
#[derive(Clone, Debug)]
pub struct Match<'g> {
    /// How many words it takes.
    pub words: usize,
    /// What it may mean, the likelier first; never empty.
    pub entries: Vec<Entry<'g>>,
}

impl Gazetteer {
    /// The built-in tables; reading them costs nothing.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        GAZETTEER.get_or_init(|| Self::with_layers(&[], &mut Vec::new()))
    }

    /// The built-in tables with a user's on top. Faults are reported; what is sound is used.
    #[must_use]
    pub fn with_layers(user: &[Layer<'_>], faults: &mut Vec<Fault>) -> Self {
        let mut layers = Vec::new();
        let rows: Vec<_> = user.iter().flat_map(|layer| table::read(*layer, faults)).collect();
        if !rows.is_empty() {
            match packed::pack(rows) {
                Ok((keys, records)) => layers.extend(Packed::new(Cow::Owned(keys), Cow::Owned(records))),
                Err(message) => faults.extend(user.first().map(|layer| Fault::at(*layer, 0, message))),
            }
        }
        layers.extend(Packed::new(
            Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.keys"))),
            Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.records"))),
        ));
        Self { layers }
    }

    /// The longest name that the words `word(0)`, `word(1)` ... begin with; `word` gives `None` at the end of the
    /// sentence. Words are as written, marks and all; an empty word (the second half of a contraction) takes part in
    /// a name without adding to it.
    #[must_use]
    pub fn longest<'t>(&self, word: impl Fn(usize) -> Option<&'t str>) -> Option<Match<'_>> {
        let mut best: Option<(usize, usize, Vec<Posting<'_>>)> = None;
        for (number, layer) in self.layers.iter().enumerate() {
            if let Some((words, postings)) = layer.longest(&word)
                && best.as_ref().is_none_or(|(most, _, _)| words > *most)
            {
                best = Some((words, number, postings));
            }
        }
        let (words, layer, postings) = best?;
        let mut entries: Vec<Entry<'_>> = Vec::with_capacity(postings.len());
        for posting in postings {
            let entry = self.entry(layer, posting.row, posting.lang);
            if entry.class != Class::Nothing && !entries.iter().any(|e| e.id == entry.id) {
                entries.push(entry);
            }
        }
        (!entries.is_empty()).then_some(Match { words, entries })
    }

    /// What `name` as a whole may mean, the likelier first.
    #[must_use]
    pub fn meanings(&self, name: &str) -> Vec<Entry<'_>> {
        self.longest(|n| (n == 0).then_some(name)).map(|found| found.entries).unwrap_or_default()
    }

    /// The row of that number.
    #[must_use]
    pub fn get(&self, id: EntryId) -> Option<Entry<'_>> {
        ((id.layer as usize) < self.layers.len())
            .then(|| self.entry(id.layer as usize, id.row as usize, None))
    }

    /// The country of an adjective in any inflected form ("syriennes", "Syrian"), the likelier where several share it.
    #[must_use]
    pub fn country_by_adjective(&self, form: &str) -> Option<Country> {
        self.country(form, Class::Adjective)
    }

    /// The country that a state is named by, if `name` is that.
    #[must_use]
    pub fn country_by_name(&self, name: &str) -> Option<Country> {
        self.country(name, Class::State)
    }

    /// The country whose capital has that name.
    #[must_use]
    pub fn country_by_capital(&self, name: &str) -> Option<Country> {
        self.country(name, Class::Capital)
    }

    fn country(&self, name: &str, class: Class) -> Option<Country> {
        self.meanings(name).into_iter().find(|entry| entry.class == class)?.country
    }

    /// The state of a country code; its names say what the country is called.
    #[must_use]
    pub fn state(&self, country: Country) -> Option<Entry<'_>> {
        self.of_class(Class::State).find(|entry| entry.country == Some(country))
    }

    /// The capital of a country.
    #[must_use]
    pub fn capital(&self, country: Country) -> Option<Entry<'_>> {
        self.of_class(Class::Capital).find(|entry| entry.country == Some(country))
    }

    /// Every row of that class, in the order of the tables.
    pub fn of_class(&self, class: Class) -> impl Iterator<Item = Entry<'_>> {
        let rows = move |layer: usize| self.layers[layer].of_class(class).map(move |row| (layer, row));
        (0..self.layers.len()).flat_map(rows).map(|(layer, row)| self.entry(layer, row, None))
    }

    #[expect(clippy::cast_possible_truncation, reason = "a packed gazetteer counts its rows in 32 bits")]
    fn entry(&self, layer: usize, row: usize, lang: Option<Lang>) -> Entry<'_> {
        let packed = &self.layers[layer];
        let record = packed.row(row);
        Entry {
            layer: packed,
            id: EntryId { layer: layer as u32, row: row as u32 },
            class: record.class,
            country: record.country,
            role: record.role,
            at: record.at,
            lang,
        }
    }
}

impl<'g> Entry<'g> {
    /// All its names in the order of the table, with the language of those that have one.
    pub fn names(&self) -> impl Iterator<Item = (&'g str, Option<Lang>)> + use<'g> {
        self.layer.names(self.id.row as usize).map(|name| (name.text, name.lang))
    }

    /// What it is usually called in `lang`.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &'g str {
        let named = |want: Option<Lang>| self.names().find(|(_, lang)| *lang == want);
        named(Some(lang)).or_else(|| named(None)).or_else(|| self.names().next()).map_or("", |(name, _)| name)
    }
}

#[cfg(test)]
mod tests;
