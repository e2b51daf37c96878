//! An event in its pane: date, category, word; then who did it to whom, where; then what it cost.

use super::Subject;
use crate::app::messages::{Messages, Text};
use crate::app::role::Role;
use crate::app::sheet::Line;
use crate::app::width;
use crate::dispatch::{Count, Event, Modality, Toll};

/// From this width on dates have a column of their own.
const ROOMY: usize = 36;

pub(super) fn lines(of: &Subject<'_>, event: &Event) -> Vec<Line> {
    let date = event.date.as_ref().and_then(|d| d.iso.as_deref()).map(|iso| of.messages.date(iso, true));
    let category = of.messages.name("category", event.category.as_str());
    // Dates stand in a column where there is room for one.
    let head = match date {
        Some(date) => format!(" {date:<5} "),
        None if of.width < ROOMY => " ".to_owned(),
        None => " —     ".to_owned(),
    };
    let modality = match event.modality {
        Modality::Asserted => "",
        other => of.messages.name("modality", other.as_str()),
    };
    let room = of.width.saturating_sub(width::of(&head) + width::of(category) + width::of(modality) + 2);
    let mut lines = vec![
        Line::of(Role::Dim, head)
            .then(Role::Badge, format!("{category} "))
            .then(Role::Trigger, width::cut(of.str(event.trigger), room))
            .right(Role::Dim, modality),
    ];
    let who = of.parties(event);
    let place = event.place.and_then(|p| of.items.places.get(p.0)).map(|p| p.name.as_str());
    let below = [who.as_str(), place.unwrap_or_default()];
    let below: Vec<&str> = below.into_iter().filter(|s| !s.is_empty()).collect();
    let room = of.width.saturating_sub(3);
    if !below.is_empty() {
        lines.push(Line::of(Role::Plain, format!("   {}", width::cut(&below.join(" · "), room))));
    }
    if let Some(cost) = event.toll.as_ref().map(|t| toll(of.messages, t)).filter(|t| !t.is_empty()) {
        lines.push(Line::of(Role::Warning, format!("   {}", width::cut(&cost, room))));
    }
    lines
}

/// What an event cost, in words.
pub(crate) fn toll(messages: &Messages, toll: &Toll) -> String {
    let named = [
        (toll.killed, Text::Killed),
        (toll.wounded, Text::Wounded),
        (toll.displaced, Text::Displaced),
        (toll.captured, Text::Captured),
        (toll.missing, Text::Missing),
    ];
    let parts: Vec<String> = named
        .into_iter()
        .filter_map(|(count, text)| count.map(|c| messages.count(text, c.min as usize, &[("n", &number(c))])))
        .collect();
    parts.join(", ")
}

/// `12`, `~10`, `≥60`, `10–20`.
fn number(count: Count) -> String {
    match count.max {
        None => format!("≥{}", count.min),
        Some(max) if max > count.min => format!("{}–{max}", count.min),
        Some(_) if count.approx => format!("~{}", count.min),
        Some(_) => count.min.to_string(),
    }
}
