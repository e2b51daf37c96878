//! Embargoes: until when, in the sender's time and in ours, and their end.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use super::App;
use super::entry::Entry;
use super::messages::{Messages, Text};
use crate::dispatch::Status;

/// When an embargo is over; without a time zone, once it is over everywhere on Earth. `None` where that is no time.
fn end(iso: &str) -> Option<Timestamp> {
    if let Ok(instant) = iso.parse::<Timestamp>() {
        return Some(instant);
    }
    let there = iso.parse::<DateTime>().ok()?;
    let last = TimeZone::fixed(Offset::constant(-12));
    there.to_zoned(last).ok().map(|z| z.timestamp())
}

/// Until when an embargo holds, as people read it: in the sender's time, and in that of `zone` where it differs.
pub(super) fn until(iso: &str, zone: &TimeZone, messages: &Messages) -> String {
    let there = messages.date(iso, false);
    let Some(time) = iso.get(11..16) else { return there };
    let offset = iso.get(16..).map_or("", |rest| {
        rest.trim_start_matches([':', '.', ',', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
    });
    let there = format!("{there} {time} {offset}").trim_end().to_owned();
    let here = iso
        .parse::<Timestamp>()
        .ok()
        .map(|instant| instant.to_zoned(zone.clone()).strftime("%H:%M").to_string());
    match here.filter(|here| here != time) {
        Some(here) => messages.fill(Text::LocalTime, &[("there", &there), ("here", &here)]),
        None => there,
    }
}

impl App {
    /// When the next embargo ends: [`super::Msg::Clock`] is due then.
    #[must_use]
    pub fn next_embargo(&self) -> Option<Timestamp> {
        self.embargoes.first().map(|(end, _)| *end)
    }

    /// Notes the embargoes of dispatches that are new or have changed.
    pub(super) fn note_embargoes(&mut self, ids: &[usize]) {
        let held = |id: &usize| {
            let entry = self.entries.get(*id)?;
            let end = entry.dispatch.meta.embargo.as_deref().and_then(end)?;
            (entry.status() == Status::Embargoed).then_some((end, *id))
        };
        self.embargoes.extend(ids.iter().filter_map(held));
    }

    /// Lifts what is over by `now`.
    pub(super) fn lift_embargoes(&mut self, now: Timestamp) {
        while let Some((end, id)) = self.embargoes.first().copied().filter(|(end, _)| *end <= now) {
            self.embargoes.remove(&(end, id));
            // What was put in its place since then may be held for longer.
            let held =
                |entry: &&mut Entry| entry.dispatch.meta.embargo.as_deref().and_then(self::end) <= Some(end);
            let Some(entry) = self.entries.get_mut(id).filter(held) else { continue };
            entry.lifted = true;
            let name = entry.title().to_owned();
            if !self.loading {
                self.say(Text::Lifted, &[("name", &name)]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Msg, sample};

    #[test]
    fn an_embargo_ends_by_itself() {
        let mut app = sample::app(80, 24, 0);
        let mut held = sample::plain("Sous embargo.");
        held.meta.embargo = Some("2031-03-04T18:05:00+01:00".to_owned());
        sample::arrive(&mut app, vec![held]);
        assert_eq!(app.entries[1].status(), Status::Embargoed);
        let end = app.next_embargo().unwrap();
        app.update(Msg::Clock(end.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap()));
        assert_eq!(app.entries[1].status(), Status::Embargoed);
        app.update(Msg::Clock(end));
        assert_eq!((app.entries[1].status(), app.next_embargo()), (Status::Usable, None));
        assert!(app.notice.is_some());
    }

    #[test]
    fn both_times_are_told() {
        let messages = sample::app(80, 24, 0).setup.messages;
        let utc = until("2031-03-04T18:05:00+01:00", &TimeZone::UTC, &messages);
        assert_eq!(utc, "4 mars 2031 18:05 +01:00 (17:05 ici)");
        let same = until("2031-03-04T18:05:00Z", &TimeZone::UTC, &messages);
        assert_eq!(same, "4 mars 2031 18:05 Z");
        assert_eq!(until("2031-03-04", &TimeZone::UTC, &messages), "4 mars 2031");
    }

    #[test]
    fn without_a_zone_it_holds_until_it_is_over_everywhere() {
        assert_eq!(end("2031-03-04T12:00:00"), "2031-03-05T00:00:00Z".parse().ok());
        assert_eq!(end("mardi"), None);
    }
}
