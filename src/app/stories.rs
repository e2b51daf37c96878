//! The takes of every story that is loaded, and how they stand to each other.

use super::entry::{Entry, Kin};
use crate::dispatch::Status;

/// Which dispatches are takes of which story.
#[derive(Clone, Debug, Default)]
pub struct Stories {
    /// The takes of each family, the oldest first once it was related.
    takes: Vec<Vec<usize>>,
}

impl Stories {
    /// The takes of a family.
    #[must_use]
    pub fn takes(&self, family: usize) -> &[usize] {
        self.takes.get(family).map_or(&[], Vec::as_slice)
    }

    /// How many families there may be: each has a lower number.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.takes.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.takes.is_empty()
    }

    /// Notes that a dispatch is a take of `family`.
    pub fn add(&mut self, id: usize, family: usize) {
        if family >= self.takes.len() {
            self.takes.resize_with(family + 1, Vec::new);
        }
        if let Some(takes) = self.takes.get_mut(family).filter(|takes| !takes.contains(&id)) {
            takes.push(id);
        }
    }

    /// Notes that a dispatch is no take of `family` any more.
    pub fn remove(&mut self, id: usize, family: usize) {
        if let Some(takes) = self.takes.get_mut(family) {
            takes.retain(|take| *take != id);
        }
    }

    /// Finds out how the takes of a family stand to each other. The newest take that has a status decides over those
    /// before it: a kill, a withdrawal or a correction reaches them all.
    pub fn relate(&mut self, entries: &mut [Entry], family: usize) {
        let Some(takes) = self.takes.get_mut(family) else { return };
        takes.sort_by_key(|id| (entries.get(*id).map(Entry::age), *id));
        let newest = takes.last().copied();
        let mut later: Option<Status> = None;
        for (n, id) in takes.iter().enumerate().rev() {
            let before = n.checked_sub(1).and_then(|n| takes.get(n)).copied();
            let Some(entry) = entries.get_mut(*id) else { continue };
            let own = entry.dispatch.meta.status;
            let withdrawn = |status| matches!(status, Some(Status::Canceled | Status::Withheld));
            let corrected = later == Some(Status::Corrected) && !withdrawn(own);
            let verdict = later.filter(|_| withdrawn(later) || corrected);
            entry.kin = Kin { before, newest: newest.filter(|n| n != id), verdict };
            later = later.or(own.filter(|s| *s != Status::Embargoed));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Status::{Canceled, Corrected, Usable};
    use super::*;
    use crate::app::sample;

    fn take(family: usize, published: &str, status: Option<Status>) -> Entry {
        let mut dispatch = sample::plain("x");
        dispatch.meta.published = Some(published.to_owned());
        dispatch.meta.status = status;
        Entry::new(sample::row(family, dispatch))
    }

    fn statuses(entries: &mut [Entry]) -> Vec<Status> {
        let mut stories = Stories::default();
        for (id, entry) in entries.iter().enumerate() {
            stories.add(id, entry.family);
        }
        for family in 0..stories.len() {
            stories.relate(entries, family);
        }
        entries.iter().map(Entry::status).collect()
    }

    #[test]
    fn a_kill_or_a_correction_reaches_every_take_before_it() {
        let usable = Some(Status::Usable);
        let mut entries = vec![
            take(0, "2031-03-01T08:00:00Z", usable),
            take(0, "2031-03-01T10:00:00Z", Some(Status::Corrected)),
            take(1, "2031-03-01T09:00:00Z", usable),
            take(0, "2031-03-01T09:00:00Z", None),
        ];
        assert_eq!(statuses(&mut entries), [Corrected, Corrected, Usable, Corrected]);
        let kin = Kin { before: Some(0), newest: Some(1), verdict: Some(Corrected) };
        assert_eq!(entries[3].kin, kin);
        entries.push(take(0, "2031-03-01T11:00:00Z", Some(Canceled)));
        assert_eq!(statuses(&mut entries), [Canceled, Canceled, Usable, Canceled, Canceled]);
        // Sent anew after the kill: what was killed stays so, what is new is usable.
        entries.push(take(0, "2031-03-01T12:00:00Z", usable));
        assert_eq!(statuses(&mut entries).last(), Some(&Usable));
        assert_eq!(entries[4].status(), Canceled);
    }

    #[test]
    fn a_take_leaves_its_story() {
        let mut stories = Stories::default();
        stories.add(4, 2);
        stories.add(4, 2);
        stories.add(5, 2);
        stories.remove(4, 2);
        assert_eq!((stories.takes(2), stories.takes(9), stories.len()), (&[5][..], &[][..], 3));
    }
}
