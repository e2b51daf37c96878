//! What rests on whose word: every quotation, event and relation under the source or actor it is attributed to.

use super::Target;
use crate::app::App;
use crate::app::item::{Item, Pane};
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;
use crate::dispatch::{ActorId, Extraction, SourceId};

/// On whose word something rests; the dispatch's own comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    Source(SourceId),
    Actor(ActorId),
    Nobody,
}

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let mut sheet = Sheet::default();
    let Some(of) = app.subject(room) else {
        sheet.line(Line::of(Role::Dim, app.setup.messages.say(Text::Reading)));
        return sheet;
    };
    let mut statements: Vec<(Ground, Item)> = [Pane::Quotes, Pane::Events, Pane::Alliances]
        .into_iter()
        .flat_map(|pane| (0..pane.count(of.items)).map(move |n| pane.item(n)))
        .filter(|item| of.counts(*item))
        .map(|item| (ground(of.items, item), item))
        .collect();
    statements.sort();
    let mut shown = None;
    for (ground, item) in statements {
        if shown != Some(ground) {
            sheet.gap();
            let (line, target) = match ground {
                Ground::Source(id) => {
                    let name = width::cut(&of.label(Item::Source(id)), room);
                    (Line::of(Role::Source, name), Some(Item::Source(id)))
                }
                Ground::Actor(id) => {
                    (Line::of(of.actor_role(id), width::cut(of.actor(id), room)), Some(Item::Actor(id)))
                }
                Ground::Nobody => (Line::of(Role::Title, of.messages.say(Text::Narrator)), None),
            };
            match target {
                Some(item) => sheet.target(Target::Item(item), [line]),
                None => sheet.line(line),
            }
            shown = Some(ground);
        }
        let letter = item.pane().map_or(' ', Pane::letter);
        let label = width::cut(&of.summary(item), room.saturating_sub(5));
        sheet.target(
            Target::Item(item),
            [Line::of(Role::Dim, format!("  {letter}  ")).then(Role::Plain, label)],
        );
    }
    if sheet.lines.is_empty() {
        sheet.prose(Role::Dim, of.messages.say(Text::SourcesNone), room, 0);
    }
    sheet
}

fn ground(items: &Extraction, item: Item) -> Ground {
    let named = match item {
        Item::Quote(id) => items
            .quotes
            .get(id.0)
            .and_then(|q| q.source.or_else(|| q.part_of.and_then(|first| items.quotes.get(first.0)?.source))),
        _ => item.source(items).filter(|_| item.speaker(items).is_some() || is_sourced(items, item)),
    };
    match (named, item.speaker(items)) {
        (Some(source), _) => Ground::Source(source),
        (None, Some(actor)) => Ground::Actor(actor),
        (None, None) => Ground::Nobody,
    }
}

/// Whether an event or relation is attributed to a source itself.
fn is_sourced(items: &Extraction, item: Item) -> bool {
    use crate::dispatch::Attribution::Source;
    match item {
        Item::Event(id) => matches!(items.events.get(id.0).and_then(|e| e.attribution), Some(Source(_))),
        Item::Alliance(id) => {
            matches!(items.alliances.get(id.0).and_then(|r| r.attribution), Some(Source(_)))
        }
        _ => false,
    }
}
