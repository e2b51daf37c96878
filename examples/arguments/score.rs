//! Precision, recall and F1 as `depeche eval` counts them, of relations and of parties to events alone.

use super::gold::{Key, Text, Who};
use std::collections::HashSet;
use std::fmt;

/// True and false positives, and false negatives.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub right: u32,
    pub spurious: u32,
    pub missed: u32,
}

impl Tally {
    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let all = 2 * self.right + self.spurious + self.missed;
        f64::from(2 * self.right) / f64::from(all.max(1))
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |all: u32| f64::from(self.right) / f64::from(all.max(1));
        let (p, r) = (share(self.right + self.spurious), share(self.right + self.missed));
        write!(f, "P {p:.3} R {r:.3} F1 {:.3}", self.f1())
    }
}

/// The relations in the texts that `of` picks, as `find` gives them from the number of a text and the text.
pub fn relations(
    texts: &[Text],
    of: impl Fn(&Text) -> bool,
    find: impl Fn(usize, &Text) -> HashSet<Key>,
) -> Tally {
    let mut tally = Tally::default();
    for (i, text) in texts.iter().enumerate().filter(|(_, t)| of(t)) {
        let mut left = find(i, text);
        let (needed, optional): (Vec<_>, Vec<_>) = text.relations.iter().partition(|(_, counts)| *counts);
        for (keys, counts) in needed.into_iter().chain(optional) {
            let found = keys.iter().any(|key| left.remove(key));
            tally.right += u32::from(found && *counts);
            tally.missed += u32::from(!found && *counts);
        }
        tally.spurious += u32::try_from(left.len()).unwrap_or(u32::MAX);
    }
    tally
}

/// The agents or targets of the events in the texts that `of` picks, as `find` gives them from the number of a text, the text and the
/// number of an event.
pub fn parties(
    texts: &[&Text],
    role: usize,
    of: impl Fn(&Text) -> bool,
    find: impl Fn(usize, &Text, usize) -> HashSet<Who>,
) -> Tally {
    let mut tally = Tally::default();
    let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    for (i, text) in texts.iter().enumerate().filter(|(_, t)| of(t)) {
        for (n, event) in text.events.iter().enumerate().filter(|(_, e)| e.counts) {
            let found = find(i, text, n);
            let right = event.needed[role].intersection(&found).count();
            tally.right += size(right);
            tally.missed += size(event.needed[role].len() - right);
            tally.spurious += size(found.difference(&event.right[role]).count());
        }
    }
    tally
}
