//! A source in its pane: its name, what it is, and how much rests on it.

use super::Subject;
use crate::app::role::Role;
use crate::app::sheet::Line;
use crate::app::width;
use crate::dispatch::{Attribution, Source, SourceId};

/// Quotations, events and relations that rest on a source.
pub(super) fn weight(of: &Subject<'_>, id: SourceId) -> usize {
    let by = Some(Attribution::Source(id));
    of.quotes().filter(|q| q.source == Some(id)).count()
        + of.events().filter(|(_, e)| e.attribution == by).count()
        + of.alliances().filter(|(_, r)| r.attribution == by).count()
}

pub(super) fn lines(of: &Subject<'_>, id: SourceId, source: &Source) -> Vec<Line> {
    let kind = of.messages.name("source-kind", source.kind.as_str());
    let weight = weight(of, id);
    let right = if weight == 0 { String::new() } else { format!("×{weight}") };
    let room = of.width.saturating_sub(width::of(&right) + 2);
    let actor = source.actor.map(|a| of.actor(a)).filter(|name| *name != source.name);
    let below = match actor {
        Some(actor) => format!("{kind} · {actor}"),
        None => kind.to_owned(),
    };
    vec![
        Line::of(Role::Plain, " ").then(Role::Source, width::cut(&source.name, room)).right(Role::Dim, right),
        Line::of(Role::Dim, format!("   {}", width::cut(&below, of.width.saturating_sub(3)))),
    ]
}
