//! Why an item was extracted: rule, cue, confidence, evidence; and what hangs together with it.

use super::Target;
use crate::app::App;
use crate::app::item::{Item, Pane};
use crate::app::messages::Text;
use crate::app::panes::Subject;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;
use crate::dispatch::{ActorId, Attribution};

/// Cells of the column of labels.
const LABELS: usize = 14;

pub(in crate::app) fn sheet(app: &App, item: Option<Item>, room: usize) -> (String, Sheet<Target>) {
    let title = app.setup.messages.say(Text::ExplainTitle).to_owned();
    let mut sheet = Sheet::default();
    let Some((item, of)) = item.zip(app.subject(room)) else {
        sheet.line(Line::of(Role::Dim, app.setup.messages.say(Text::NothingSelected)));
        return (title, sheet);
    };
    sheet.prose(Role::Headline, &of.label(item), room, 0);
    sheet.gap();
    particulars(&of, item, &mut sheet);
    reason(&of, item, &mut sheet);
    super::history::summary(app, item, room, &mut sheet);
    let together = together(&of, item);
    if !together.is_empty() {
        sheet.gap();
        sheet.line(Line::of(Role::Title, of.messages.say(Text::Together)));
        for other in together {
            let letter = other.pane().map_or(' ', Pane::letter);
            let label = width::cut(&of.summary(other), room.saturating_sub(3));
            sheet.target(
                Target::Item(other),
                [Line::of(Role::Dim, format!("{letter}  ")).then(Role::Plain, label)],
            );
        }
    }
    (title, sheet)
}

fn row(of: &Subject<'_>, sheet: &mut Sheet<Target>, label: Text, value: &str) {
    if value.is_empty() {
        return;
    }
    let label = width::cut(of.messages.say(label), LABELS - 1);
    let pad = " ".repeat(LABELS.saturating_sub(width::of(&label)));
    let room = of.width.saturating_sub(LABELS).max(8);
    for (n, part) in crate::app::sheet::fold(value, room, room).into_iter().enumerate() {
        let head = if n == 0 { format!("{label}{pad}") } else { " ".repeat(LABELS) };
        sheet.line(Line::of(Role::Dim, head).then(Role::Plain, part));
    }
}

/// What the record says of an item, field by field.
fn particulars(of: &Subject<'_>, item: Item, sheet: &mut Sheet<Target>) {
    let (items, m) = (of.items, of.messages);
    match item {
        Item::Actor(id) => {
            let Some(actor) = items.actors.get(id.0) else { return };
            row(of, sheet, Text::Kind, m.name("actor-kind", actor.kind.as_str()));
            row(of, sheet, Text::Country, actor.country.as_ref().map_or("", |c| c.as_str()));
            row(of, sheet, Text::Roles, &actor.roles.join(", "));
            row(of, sheet, Text::Aliases, &actor.aliases.join(", "));
            row(of, sheet, Text::Mentions, &actor.mentions.len().to_string());
        }
        Item::Alliance(id) => {
            let Some(relation) = items.alliances.get(id.0) else { return };
            row(of, sheet, Text::Status, m.name("alliance-status", relation.status.as_str()));
            row(of, sheet, Text::Basis, m.name("basis", relation.basis.as_str()));
            row(of, sheet, Text::Claimed, &attributed(of, relation.attribution));
        }
        Item::Event(id) => {
            let Some(event) = items.events.get(id.0) else { return };
            let code = event.cameo.as_ref().map_or_else(String::new, |c| format!(" · CAMEO {c}"));
            let mode = event.mode.as_ref().map_or_else(String::new, |mode| format!(" · {mode}"));
            let category = m.name("category", event.category.as_str());
            row(of, sheet, Text::Category, &format!("{category} ({}){mode}{code}", event.category));
            row(of, sheet, Text::Agents, &of.actors(&event.agents));
            row(of, sheet, Text::Targets, &of.actors(&event.targets));
            let place = event.place.and_then(|p| items.places.get(p.0));
            row(of, sheet, Text::Place, place.map_or("", |p| p.name.as_str()));
            if let Some(date) = &event.date {
                let iso =
                    date.iso.as_ref().map_or_else(String::new, |iso| format!(" · {}", m.date(iso, false)));
                row(of, sheet, Text::Date, &format!("{}{iso}", of.str(date.span)));
            }
            row(
                of,
                sheet,
                Text::Toll,
                &event.toll.as_ref().map_or_else(String::new, |t| crate::app::panes::toll(m, t)),
            );
            row(of, sheet, Text::Modality, m.name("modality", event.modality.as_str()));
            row(of, sheet, Text::Claimed, &attributed(of, event.attribution));
            row(of, sheet, Text::Evidence, of.str(event.sentence));
        }
        Item::Quote(id) => {
            let Some(quote) = items.quotes.get(id.0) else { return };
            row(of, sheet, Text::Kind, m.name("quote-kind", quote.kind.as_str()));
            let speaker = item.speaker(items).map_or_else(|| m.say(Text::Unassigned), |s| of.actor(s));
            row(of, sheet, Text::Speaker, speaker);
            let source = item.source(items).and_then(|s| items.sources.get(s.0));
            row(of, sheet, Text::Source, source.map_or("", |s| s.name.as_str()));
            if let Some(first) = quote.part_of {
                row(of, sheet, Text::PartOf, &of.label(Item::Quote(first)));
            }
        }
        Item::Source(id) => {
            let Some(source) = items.sources.get(id.0) else { return };
            row(of, sheet, Text::Kind, m.name("source-kind", source.kind.as_str()));
            row(of, sheet, Text::Speaker, source.actor.map_or("", |a| of.actor(a)));
        }
        Item::Place(id) => {
            let Some(place) = items.places.get(id.0) else { return };
            row(of, sheet, Text::Country, place.country.as_ref().map_or("", |c| c.as_str()));
        }
    }
}

fn attributed(of: &Subject<'_>, attribution: Option<Attribution>) -> String {
    match attribution {
        Some(Attribution::Actor(id)) => of.actor(id).to_owned(),
        Some(Attribution::Source(id)) => of.label(Item::Source(id)),
        None => String::new(),
    }
}

/// The rule that read the item, the word that gave it away, how sure it is.
fn reason(of: &Subject<'_>, item: Item, sheet: &mut Sheet<Target>) {
    let Some(why) = item.why(of.items) else { return };
    row(of, sheet, Text::Rule, &why.rule);
    let cue = match item {
        Item::Quote(id) => of.items.quotes.get(id.0).and_then(|q| q.cue),
        _ => None,
    };
    row(of, sheet, Text::Cue, cue.or(why.cue).map_or("", |span| of.str(span)));
    row(of, sheet, Text::Confidence, &format!("{:.0} %", f64::from(why.confidence) * 100.0));
    if !matches!(item, Item::Event(_)) {
        let evidence = item.anchor(of.items).map_or("", |span| line_of(of.text, span.start));
        row(of, sheet, Text::Evidence, evidence);
    }
}

/// The paragraph that the byte `at` stands in.
fn line_of(text: &str, at: usize) -> &str {
    let start = text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |n| n + 1);
    text.get(start..).and_then(|t| t.lines().next()).unwrap_or_default()
}

/// Everything that names the item or that the item names.
fn together(of: &Subject<'_>, item: Item) -> Vec<Item> {
    let items = of.items;
    let mut found = Vec::new();
    match item {
        Item::Actor(id) => found.extend(of_actor(of, id)),
        Item::Source(id) => {
            let by = Some(Attribution::Source(id));
            let quotes = items.quotes.iter().enumerate().filter(|(_, q)| q.source == Some(id));
            found.extend(quotes.map(|(n, _)| Pane::Quotes.item(n)));
            let events = items.events.iter().enumerate().filter(|(_, e)| e.attribution == by);
            found.extend(events.map(|(n, _)| Pane::Events.item(n)));
            found.extend(items.sources.get(id.0).and_then(|s| s.actor).map(Item::Actor));
        }
        Item::Quote(id) => {
            found.extend(item.speaker(items).map(Item::Actor));
            found.extend(item.source(items).map(Item::Source));
            let first = items.quotes.get(id.0).and_then(|q| q.part_of).unwrap_or(id);
            let runs = items.quotes.iter().enumerate();
            found.extend(
                runs.filter(|(n, q)| *n != id.0 && (*n == first.0 || q.part_of == Some(first)))
                    .map(|(n, _)| Pane::Quotes.item(n)),
            );
        }
        Item::Event(id) => {
            if let Some(event) = items.events.get(id.0) {
                found.extend(event.agents.iter().chain(&event.targets).map(|a| Item::Actor(*a)));
            }
        }
        Item::Alliance(id) => {
            if let Some(relation) = items.alliances.get(id.0) {
                found.extend([Item::Actor(relation.a), Item::Actor(relation.b)]);
            }
        }
        Item::Place(id) => {
            let events = items.events.iter().enumerate().filter(|(_, e)| e.place == Some(id));
            found.extend(events.map(|(n, _)| Pane::Events.item(n)));
        }
    }
    found.extend(
        item.speaker(items).map(Item::Actor).filter(|_| matches!(item, Item::Event(_) | Item::Alliance(_))),
    );
    found.dedup();
    found
}

fn of_actor(of: &Subject<'_>, id: ActorId) -> Vec<Item> {
    let items = of.items;
    let mut found: Vec<Item> = Vec::new();
    let said =
        items.quotes.iter().enumerate().filter(|(n, _)| Pane::Quotes.item(*n).speaker(items) == Some(id));
    found.extend(said.map(|(n, _)| Pane::Quotes.item(n)));
    let relations = items.alliances.iter().enumerate().filter(|(_, r)| r.a == id || r.b == id);
    found.extend(relations.map(|(n, _)| Pane::Alliances.item(n)));
    let events = items.events.iter().enumerate();
    let events = events.filter(|(_, e)| e.agents.contains(&id) || e.targets.contains(&id));
    found.extend(events.map(|(n, _)| Pane::Events.item(n)));
    let sources = items.sources.iter().enumerate().filter(|(_, s)| s.actor == Some(id));
    found.extend(sources.map(|(n, _)| Pane::Sources.item(n)));
    found
}
