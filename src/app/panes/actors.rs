//! An actor in its pane: name, kind, country, mentions and quotations, then its first role.

use super::Subject;
use crate::app::role::Role;
use crate::app::sheet::Line;
use crate::app::width;
use crate::dispatch::{Actor, ActorId};

/// From this width on the kind stands on the first line.
const ROOMY: usize = 36;

pub(super) fn lines(of: &Subject<'_>, id: ActorId, actor: &Actor) -> Vec<Line> {
    let kind = of.messages.name("actor-kind-short", actor.kind.as_str());
    let said = of.quotes().filter(|q| q.speaker == Some(id)).count();
    let country = actor.country.map_or_else(|| "  ".to_owned(), |c| c.to_string());
    let said = if said == 0 { "   ".to_owned() } else { format!("q{said:<2}") };
    let counts = format!("{country} {:>3} {said}", actor.mentions.len());
    let roomy = of.width >= ROOMY;
    let right = if roomy { format!("{kind:<9} {counts}") } else { counts };
    let name = width::cut(&actor.name, of.width.saturating_sub(width::of(&right) + 2));
    let mut lines =
        vec![Line::of(Role::Plain, " ").then(Role::of_actor(actor.kind), name).right(Role::Dim, right)];
    let role = actor.roles.first().map(String::as_str);
    let below = match (roomy, role) {
        (true, None) => return lines,
        (true, Some(role)) => role.to_owned(),
        (false, None) => kind.to_owned(),
        (false, Some(role)) => format!("{kind} · {role}"),
    };
    lines.push(Line::of(Role::Dim, format!("   {}", width::cut(&below, of.width.saturating_sub(3)))));
    lines
}
