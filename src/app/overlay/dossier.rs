//! An actor over all dispatches that were read: what it was called and by whom, its functions, what it said, how it
//! stands to others, what it did, in time.

use super::{Target, naming};
use crate::app::App;
use crate::app::entry::Entry;
use crate::app::item::{Item, Pane};
use crate::app::messages::Text;
use crate::app::panes::Subject;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;
use crate::dispatch::{Actor, ActorId};
use crate::query::fold;

/// A dispatch that speaks of the actor.
struct Appearance<'a> {
    id: usize,
    entry: &'a Entry,
    of: Subject<'a>,
    actor: ActorId,
}

pub(super) fn sheet(app: &App, item: Option<Item>, room: usize) -> (String, Sheet<Target>) {
    let m = &app.setup.messages;
    let mut sheet = Sheet::default();
    let actor = item.zip(app.items()).and_then(|(item, items)| match item {
        Item::Actor(id) => items.actors.get(id.0),
        other => items.actors.get(other.speaker(items)?.0),
    });
    let Some(actor) = actor else {
        sheet.prose(Role::Dim, m.say(Text::NoActor), room, 0);
        return (m.title(crate::app::action::Action::Dossier), sheet);
    };
    let mut found: Vec<Appearance<'_>> = app
        .entries
        .iter()
        .enumerate()
        .filter_map(|(id, entry)| {
            let of = entry.subject(m, room)?;
            let at = of.items.actors.iter().position(|a| same(a, actor))?;
            let counts = of.counts(Item::Actor(ActorId(at)));
            counts.then_some(Appearance { id, entry, of, actor: ActorId(at) })
        })
        .collect();
    found.sort_by_key(|a| (a.entry.date(), a.id));
    let kind = m.name("actor-kind", actor.kind.as_str());
    let country = actor.country.map_or_else(String::new, |c| format!(" · {c}"));
    let dispatches = m.count(Text::DossierCount, found.len(), &[]);
    sheet.line(Line::of(Role::Dim, format!("{kind}{country} · {dispatches}")));
    let unread = app.entries.iter().filter(|e| e.reading.is_none()).count();
    if unread > 0 {
        sheet.line(Line::of(Role::Dim, m.count(Text::Unread, unread, &[])));
    }
    names(m, &found, room, &mut sheet);
    roles(m, &found, room, &mut sheet);
    for pane in [Pane::Quotes, Pane::Alliances, Pane::Events] {
        listed(m.name("pane", pane.as_str()), pane, &found, room, &mut sheet);
    }
    (actor.name.clone(), sheet)
}

/// Whether two dispatches mean the same actor: the same name, or one's name among the other's.
fn same(a: &Actor, b: &Actor) -> bool {
    let (name_a, name_b) = (fold(&a.name), fold(&b.name));
    let states = |a: &Actor| a.kind;
    states(a) == states(b)
        && (name_a == name_b
            || a.aliases.iter().any(|x| fold(x) == name_b)
            || b.aliases.iter().any(|x| fold(x) == name_a))
}

fn names(
    m: &crate::app::messages::Messages,
    found: &[Appearance<'_>],
    room: usize,
    sheet: &mut Sheet<Target>,
) {
    let mut all: Vec<(String, String, usize)> = Vec::new();
    for appearance in found {
        let Some(actor) = appearance.of.items.actors.get(appearance.actor.0) else { continue };
        for (name, by, count) in naming::names(appearance.of.text, appearance.of.items, actor) {
            let by = by.map_or_else(|| m.say(Text::Narrator), |id| appearance.of.actor(id)).to_owned();
            match all.iter_mut().find(|(n, who, _)| *n == name && *who == by) {
                Some((.., total)) => *total += count,
                None => all.push((name, by, count)),
            }
        }
    }
    all.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    sheet.gap();
    sheet.line(Line::of(Role::Title, m.say(Text::Names)));
    for (name, by, count) in all.into_iter().take(12) {
        let left = width::cut(&name, room / 2);
        let pad = " ".repeat((room / 2 + 2).saturating_sub(width::of(&left)));
        let by = width::cut(&by, (room / 2).saturating_sub(8));
        sheet.line(
            Line::of(Role::Plain, left)
                .then(Role::Dim, format!("{pad}{by}"))
                .right(Role::Dim, format!("×{count}")),
        );
    }
}

fn roles(
    m: &crate::app::messages::Messages,
    found: &[Appearance<'_>],
    room: usize,
    sheet: &mut Sheet<Target>,
) {
    let mut roles: Vec<&str> = found
        .iter()
        .filter_map(|a| a.of.items.actors.get(a.actor.0))
        .flat_map(|a| a.roles.iter().map(String::as_str))
        .collect();
    roles.sort_unstable();
    roles.dedup();
    if !roles.is_empty() {
        sheet.gap();
        sheet.line(Line::of(Role::Title, m.say(Text::Roles)));
        sheet.prose(Role::Plain, &roles.join(" · "), room, 2);
    }
}

/// The items of a pane that name the actor, dispatch by dispatch.
fn listed(title: &str, pane: Pane, found: &[Appearance<'_>], room: usize, sheet: &mut Sheet<Target>) {
    let mut headed = false;
    for appearance in found {
        let (of, actor) = (&appearance.of, appearance.actor);
        for n in 0..pane.count(of.items) {
            let item = pane.item(n);
            let names_it = match item {
                Item::Quote(_) => item.speaker(of.items) == Some(actor),
                Item::Alliance(id) => {
                    of.items.alliances.get(id.0).is_some_and(|r| r.a == actor || r.b == actor)
                }
                Item::Event(id) => of
                    .items
                    .events
                    .get(id.0)
                    .is_some_and(|e| e.agents.contains(&actor) || e.targets.contains(&actor)),
                _ => false,
            };
            if !names_it || !of.counts(item) {
                continue;
            }
            if !headed {
                sheet.gap();
                sheet.line(Line::of(Role::Title, title));
                headed = true;
            }
            let date = appearance.entry.date().map_or_else(String::new, |d| of.messages.date(d, true));
            let label = width::cut(&of.summary(item), room.saturating_sub(8));
            let line = Line::of(Role::Dim, format!("{date:<6} ")).then(Role::Plain, label);
            sheet.target(Target::In(appearance.id, item), [line]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use crate::dispatch::QuoteId;
    use crate::review::Field;

    /// The dossier of an actor, line by line.
    fn dossier(app: &App, actor: usize) -> String {
        let (name, sheet) = sheet(app, Some(Item::Actor(ActorId(actor))), 60);
        let lines: Vec<String> = sheet.lines.iter().map(Line::text).collect();
        format!("{name}\n{}", lines.join("\n"))
    }

    fn correct(app: &mut App, item: Item, field: Field, value: &str) {
        app.choose(item);
        let effects = app.correct_to(field, value);
        assert_eq!(sample::store(app, "ana", effects).len(), 1, "{field}={value}");
    }

    #[test]
    fn corrections_show_in_the_dossier() {
        let mut app = sample::app(80, 24, 0);
        let morvane = Item::Actor(ActorId(0));
        assert!(dossier(&app, 0).contains("Nous ne laisserons pas"));
        correct(&mut app, Item::Quote(QuoteId(0)), Field::Speaker, "Anton Brek");
        assert!(!dossier(&app, 0).contains("Nous ne laisserons pas"));
        assert!(dossier(&app, 4).contains("Nous ne laisserons pas"));
        correct(&mut app, morvane, Field::Name, "Ilana Morvane-Sild");
        assert!(dossier(&app, 0).starts_with("Ilana Morvane-Sild\n"));
        correct(&mut app, Item::Actor(ActorId(4)), Field::Merge, "Ilana Morvane-Sild");
        let merged = dossier(&app, 0);
        assert!(merged.contains("Nous ne laisserons pas") && merged.contains("C'est faux"), "{merged}");
    }
}
