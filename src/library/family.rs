//! Which dispatches are versions of one story.
//!
//! Senders say so by a key of their own: an identifier that stays while the version counts, or the identifiers of what
//! a dispatch replaces. Where they do not, the words do: an alert and its follow-up within the hour share most of the
//! words of the shorter one.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{RowId, seconds};
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

/// The families of all rows.
#[derive(Debug, Default)]
pub struct Families {
    /// Each family's rows, in the order in which they came.
    members: Vec<Vec<RowId>>,
    of: HashMap<RowId, usize>,
    by_key: HashMap<u64, usize>,
    /// The latest dispatches of each window, for comparison.
    recent: HashMap<i64, VecDeque<Take>>,
}

/// What is compared of a dispatch.
#[derive(Debug)]
struct Take {
    row: RowId,
    time: i64,
    language: Option<Lang>,
    /// Hashes of its words, sorted.
    words: Vec<u32>,
}

impl Families {
    /// Finds the family of `dispatch`, which stands in `row`, or starts one.
    pub fn add(&mut self, row: RowId, dispatch: &Dispatch) {
        self.remove(row);
        let keys: Vec<u64> = std::iter::once(key(dispatch))
            .chain(dispatch.meta.replaces.iter().map(|id| hash(bare(id))))
            .collect();
        let take = Take::of(row, dispatch);
        let known = keys.iter().find_map(|key| self.by_key.get(key).copied());
        let family = known.or_else(|| self.similar(take.as_ref()?)).unwrap_or_else(|| {
            self.members.push(Vec::new());
            self.members.len() - 1
        });
        for key in keys {
            self.by_key.entry(key).or_insert(family);
        }
        self.of.insert(row, family);
        if let Some(rows) = self.members.get_mut(family) {
            rows.push(row);
        }
        if let Some(take) = take {
            let window = self.recent.entry(take.time.div_euclid(WINDOW)).or_default();
            if window.len() >= RECENT {
                window.pop_front();
            }
            window.push_back(take);
        }
    }

    /// Forgets a row.
    pub fn remove(&mut self, row: RowId) {
        let Some(family) = self.of.remove(&row) else { return };
        if let Some(rows) = self.members.get_mut(family) {
            rows.retain(|r| *r != row);
        }
        for window in self.recent.values_mut() {
            window.retain(|take| take.row != row);
        }
    }

    /// The rows of the family of `row`, itself among them, in the order in which they came.
    #[must_use]
    pub fn of(&self, row: RowId) -> &[RowId] {
        self.of.get(&row).and_then(|family| self.members.get(*family)).map_or(&[], Vec::as_slice)
    }

    /// The family of the dispatch whose words are most alike, if any are enough so.
    fn similar(&self, take: &Take) -> Option<usize> {
        let window = take.time.div_euclid(WINDOW);
        let near = (window - 1..=window + 1).filter_map(|w| self.recent.get(&w)).flatten();
        let alike = near
            .filter(|other| (other.time - take.time).abs() <= WINDOW)
            .filter(|other| {
                other.language == take.language || other.language.is_none() || take.language.is_none()
            })
            .filter_map(|other| Some((likeness(&other.words, &take.words)?, other.row)));
        let best = alike.max_by(|a, b| a.0.total_cmp(&b.0))?;
        self.of.get(&best.1).copied()
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

impl Take {
    /// `None` where no time is known or the words are too few to tell.
    fn of(row: RowId, dispatch: &Dispatch) -> Option<Self> {
        let time = seconds(dispatch.meta.published.as_deref().filter(|p| p.len() > 10)?)?;
        let headline = dispatch.meta.headline.as_deref().unwrap_or_default();
        let text = headline.split(' ').chain(dispatch.text.split([' ', '\n']).take(60));
        let long = text
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| word.chars().count() >= LETTERS);
        let mut words: Vec<u32> = Vec::with_capacity(WORDS);
        for word in long {
            #[expect(clippy::cast_possible_truncation, reason = "half of a hash tells words apart as well")]
            let word = hash(&word.to_lowercase()) as u32;
            if !words.contains(&word) {
                words.push(word);
            }
            if words.len() == WORDS {
                break;
            }
        }
        words.sort_unstable();
        (words.len() >= SHARED.0).then_some(Self { row, time, language: dispatch.meta.language, words })
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
        families.add(RowId(0), &dispatch("urn:x:1", Some("1"), "2025-01-27T10:00:00Z", "Un."));
        families.add(RowId(1), &dispatch("urn:x:2", Some("2"), "2025-01-27T12:00:00Z", "Tout autre chose."));
        families
            .add(RowId(2), &dispatch("urn:y:1", Some("1"), "2025-01-27T12:00:00Z", "Encore autre chose."));
        let mut replacing = dispatch("urn:z", None, "2025-01-28T12:00:00Z", "Remplace.");
        replacing.meta.replaces = vec!["urn:y:1".to_owned()];
        families.add(RowId(3), &replacing);
        assert_eq!(families.of(RowId(0)), [RowId(0), RowId(1)]);
        assert_eq!(families.of(RowId(3)), [RowId(2), RowId(3)]);
        families.remove(RowId(2));
        assert_eq!(families.of(RowId(3)), [RowId(3)]);
    }

    #[test]
    fn an_alert_and_its_follow_up_within_the_hour() {
        let mut families = Families::default();
        families.add(RowId(0), &dispatch("a", None, "2025-01-27T10:00:00Z", ALERT));
        families.add(RowId(1), &dispatch("b", None, "2025-01-27T10:20:00Z", LEAD));
        families.add(RowId(2), &dispatch("c", None, "2025-01-27T16:00:00Z", LEAD));
        families.add(
            RowId(3),
            &dispatch(
                "d",
                None,
                "2025-01-27T10:20:00Z",
                "Le parlement a voté mardi la réforme des retraites contestée.",
            ),
        );
        assert_eq!(families.of(RowId(1)), [RowId(0), RowId(1)]);
        assert_eq!(families.of(RowId(2)), [RowId(2)]);
        assert_eq!(families.of(RowId(3)), [RowId(3)]);
    }
}
