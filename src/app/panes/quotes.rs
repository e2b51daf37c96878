//! A quotation in its pane: the words, then who said them and how, then the channel.

use super::Subject;
use crate::app::item::Item;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, fold};
use crate::app::width;
use crate::dispatch::{Quote, QuoteId, QuoteKind};

/// Rows that a quotation takes at most.
const ROWS: usize = 3;

pub(super) fn lines(of: &Subject<'_>, id: QuoteId, quote: &Quote) -> Vec<Line> {
    let (role, words) = match quote.kind {
        QuoteKind::Direct => (Role::Quote, of.messages.fill(Text::Quoted, &[("words", of.str(quote.span))])),
        QuoteKind::Indirect => (Role::Indirect, of.str(quote.span).to_owned()),
    };
    let room = of.width.saturating_sub(2).max(1);
    let mut rows = fold(&words, room, room);
    if rows.len() > ROWS {
        rows.truncate(ROWS);
        if let Some(last) = rows.last_mut() {
            *last = width::cut(&format!("{last} ……"), room.min(width::of(last) + 2));
        }
    }
    let mut lines: Vec<Line> =
        rows.into_iter().map(|row| Line::of(Role::Plain, " ").then(role, width::cut(&row, room))).collect();
    let item = Item::Quote(id);
    let room = of.width.saturating_sub(3);
    let speaker = item.speaker(of.items);
    let name = speaker.map_or_else(|| of.messages.say(Text::Unassigned), |id| of.actor(id));
    let name = width::cut(name, room);
    let cue = quote.cue.map_or_else(String::new, |cue| format!(" · {}", of.str(cue)));
    let cue = width::cut(&cue, room.saturating_sub(width::of(&name)));
    let role = speaker.map_or(Role::Warning, |id| of.actor_role(id));
    lines.push(Line::of(Role::Plain, "   ").then(role, name).then(Role::Dim, cue));
    if let Some(source) = quote.source.and_then(|s| of.items.sources.get(s.0)) {
        lines.push(Line::of(Role::Plain, "   ").then(Role::Source, width::cut(&source.name, room)));
    }
    lines
}
