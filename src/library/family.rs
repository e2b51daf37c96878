//! Which dispatches are versions of one story.
//!
//! Senders say so by a key of their own: an identifier that stays while the version counts, or the identifiers of what
//! a dispatch replaces. Where they do not, the words do: an alert and its follow-up within the hour share most of the
//! words of the shorter one.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::seconds;
use crate::dispatch::{Dispatch, Format, Lang};

/// How far apart two takes of a story may be, in seconds, where only their words tell.
const WINDOW: i64 = 3600;
/// How many dispatches of a window are compared; a busy agency sends fewer in an hour.
const RECENT: usize = 160;
/// How many words of a dispatch are compared.
const WORDS: usize = 32;
/// How many letters a word must have to say something.
const LETTERS: usize = 5;
/// How many words two takes must share, and what share of the shorter one.
const SHARED: (usize, f32) = (4, 0.6);

/// The families that there are so far.
#[derive(Debug, Default)]
pub struct Families {
    count: usize,
    by_key: HashMap<u64, usize>,
    /// The latest dispatches of each window, for comparison.
    recent: HashMap<i64, VecDeque<Take>>,
}

/// A dispatch of a window.
#[derive(Debug)]
struct Take {
    row: usize,
    family: usize,
    words: Words,
}

/// By what a dispatch is known as a take of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traits {
    /// What its sender says: a hash of its own key, and of those that it replaces.
    keys: Vec<u64>,
    /// What its words say; `None` where no time is known or the words are too few to tell.
    words: Option<Words>,
}

/// What is compared of two dispatches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Words {
    time: i64,
    language: Option<Lang>,
    /// Hashes of its words, sorted.
    hashes: Vec<u32>,
}

impl Families {
    /// The family of a dispatch, which stands in `row`: the one that its key or its words tell, else a new one.
    pub fn add(&mut self, row: usize, traits: &Traits) -> usize {
        let Traits { keys, words } = traits;
        let known = keys.iter().find_map(|key| self.by_key.get(key).copied());
        let family = known.or_else(|| self.similar(words.as_ref()?)).unwrap_or(self.count);
        self.count = self.count.max(family + 1);
        for key in keys {
            self.by_key.entry(*key).or_insert(family);
        }
        if let Some(words) = words.clone() {
            let window = self.recent.entry(words.time.div_euclid(WINDOW)).or_default();
            if window.len() >= RECENT {
                window.pop_front();
            }
            window.push_back(Take { row, family, words });
        }
        family
    }

    /// Compares nothing with the words of a row any more, which now has others.
    pub fn forget(&mut self, row: usize) {
        for window in self.recent.values_mut() {
            window.retain(|take| take.row != row);
        }
    }

    /// The family of the dispatch whose words are most alike, if any are enough so.
    fn similar(&self, words: &Words) -> Option<usize> {
        let window = words.time.div_euclid(WINDOW);
        let near = (window - 1..=window + 1).filter_map(|w| self.recent.get(&w)).flatten();
        let alike = near
            .filter(|other| (other.words.time - words.time).abs() <= WINDOW)
            .filter(|Take { words: other, .. }| {
                other.language == words.language || other.language.is_none() || words.language.is_none()
            })
            .filter_map(|other| Some((likeness(&other.words.hashes, &words.hashes)?, other.family)));
        alike.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, family)| family)
    }
}

impl Traits {
    /// Those of a whole dispatch.
    #[must_use]
    pub fn of(dispatch: &Dispatch) -> Self {
        let keys =
            std::iter::once(key(dispatch)).chain(dispatch.meta.replaces.iter().map(|id| hash(bare(id))));
        Self { keys: keys.collect(), words: Words::of(dispatch) }
    }
}

/// What stays the same over all versions of a story.
fn key(dispatch: &Dispatch) -> u64 {
    let id = dispatch.meta.version.as_deref().map_or(dispatch.id.as_str(), |version| {
        dispatch.id.strip_suffix(version).and_then(|id| id.strip_suffix(':')).unwrap_or(&dispatch.id)
    });
    // Teleprinters count from nought every day.
    let daily = matches!(dispatch.format, Format::Iptc7901 | Format::Anpa1312);
    let day =
        dispatch.meta.published.as_deref().filter(|_| daily).and_then(|p| p.get(..10)).unwrap_or_default();
    if day.is_empty() { hash(id) } else { hash(&format!("{id} {day}")) }
}

/// An identifier without the version at its end.
fn bare(id: &str) -> &str {
    match id.rsplit_once(':') {
        Some((start, version)) if !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit()) => start,
        _ => id,
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl Words {
    fn of(dispatch: &Dispatch) -> Option<Self> {
        let time = seconds(dispatch.meta.published.as_deref().filter(|p| p.len() > 10)?)?;
        let headline = dispatch.meta.headline.as_deref().unwrap_or_default();
        let text = headline.split(' ').chain(dispatch.text.split([' ', '\n']).take(60));
        let long = text
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| word.chars().count() >= LETTERS);
        let mut hashes: Vec<u32> = Vec::with_capacity(WORDS);
        for word in long {
            #[expect(clippy::cast_possible_truncation, reason = "half of a hash tells words apart as well")]
            let word = hash(&word.to_lowercase()) as u32;
            if !hashes.contains(&word) {
                hashes.push(word);
            }
            if hashes.len() == WORDS {
                break;
            }
        }
        hashes.sort_unstable();
        let language = dispatch.meta.language;
        (hashes.len() >= SHARED.0).then_some(Self { time, language, hashes })
    }
}

/// What share of the shorter list stands in the other one, if it is enough.
fn likeness(a: &[u32], b: &[u32]) -> Option<f32> {
    let (mut i, mut j, mut shared) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "there are at most as many words as are compared")]
    let share = shared as f32 / a.len().min(b.len()).max(1) as f32;
    (shared >= SHARED.0 && share >= SHARED.1).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{self, Options};

    fn dispatch(id: &str, version: Option<&str>, published: &str, text: &str) -> Dispatch {
        let mut dispatch = wire::read(text.as_bytes(), None, &Options::default()).unwrap().remove(0);
        dispatch.id = id.to_owned();
        dispatch.meta.version = version.map(str::to_owned);
        dispatch.meta.published = Some(published.to_owned());
        dispatch
    }

    const ALERT: &str = "Velmar tombée aux mains des rebelles après trois jours de combats (armée)";
    const LEAD: &str = "La ville de Velmar est tombée lundi aux mains des rebelles après trois jours de combats, a annoncé l'armée d'Ostrie.";

    #[test]
    fn the_key_of_the_sender() {
        let mut families = Families::default();
        let mut add = |row, id, version, published, text| {
            families.add(row, &Traits::of(&dispatch(id, version, published, text)))
        };
        let told = [
            add(0, "urn:x:1", Some("1"), "2025-01-27T10:00:00Z", "Un."),
            add(1, "urn:x:2", Some("2"), "2025-01-27T12:00:00Z", "Tout autre chose."),
            add(2, "urn:y:1", Some("1"), "2025-01-27T12:00:00Z", "Encore autre chose."),
        ];
        assert_eq!(told, [0, 0, 1]);
        let mut replacing = dispatch("urn:z", None, "2025-01-28T12:00:00Z", "Remplace.");
        replacing.meta.replaces = vec!["urn:y:1".to_owned()];
        assert_eq!(families.add(3, &Traits::of(&replacing)), 1);
    }

    #[test]
    fn an_alert_and_its_follow_up_within_the_hour() {
        let other = "Le parlement a voté mardi la réforme des retraites contestée.";
        let mut families = Families::default();
        let mut add =
            |row, id, published, text| families.add(row, &Traits::of(&dispatch(id, None, published, text)));
        let told = [
            add(0, "a", "2025-01-27T10:00:00Z", ALERT),
            add(1, "b", "2025-01-27T10:20:00Z", LEAD),
            add(2, "c", "2025-01-27T16:00:00Z", LEAD),
            add(3, "d", "2025-01-27T10:20:00Z", other),
        ];
        assert_eq!(told, [0, 0, 1, 2]);
        families.forget(2);
        let later = dispatch("e", None, "2025-01-27T16:00:00Z", LEAD);
        assert_eq!(families.add(4, &Traits::of(&later)), 3);
    }
}
