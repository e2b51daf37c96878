//! What the side panes list, as sheets of items.

use super::item::{Item, Pane};
use super::messages::{Messages, Text};
use super::role::Role;
use super::sheet::{Line, Sheet};
use crate::dispatch::{ActorId, Alliance, Event, Extraction, Place, PlaceId, Quote, Span};
use crate::review::Reviewed;

mod actors;
mod alliances;
mod events;
mod quotes;
mod sources;

pub(crate) use alliances::sign;
pub(crate) use events::toll;

/// What a pane is made from.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The text of the dispatch.
    pub text: &'a str,
    /// What was read out of it.
    pub items: &'a Extraction,
    /// What editors decided about it, where they did.
    pub reviewed: Option<&'a Reviewed>,
    /// The language of the interface.
    pub messages: &'a Messages,
    /// Cells of a line.
    pub width: usize,
}

/// How a pane orders and narrows what it lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Under headings: actors and sources by kind, alliances and events by what they are, quotes by speaker.
    pub grouped: bool,
    /// By weight or name instead of by place in the text.
    pub sorted: bool,
    /// Only items whose words contain this, case folded.
    pub filter: String,
}

impl<'a> Subject<'a> {
    /// The words that a span covers.
    #[must_use]
    pub fn str(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// Whether an item counts: what was rejected stays in its pane, and is left out of counts and overviews.
    #[must_use]
    pub fn counts(&self, item: Item) -> bool {
        self.reviewed.is_none_or(|reviewed| reviewed.counts(item))
    }

    /// The relations that count, with their numbers.
    pub fn alliances(&self) -> impl Iterator<Item = (usize, &'a Alliance)> {
        let all = self.items.alliances.iter().enumerate();
        all.filter(|(n, _)| self.counts(Pane::Alliances.item(*n)))
    }

    /// The events that count, with their numbers.
    pub fn events(&self) -> impl Iterator<Item = (usize, &'a Event)> {
        self.items.events.iter().enumerate().filter(|(n, _)| self.counts(Pane::Events.item(*n)))
    }

    /// The quotations that count.
    pub fn quotes(&self) -> impl Iterator<Item = &'a Quote> {
        let all = self.items.quotes.iter().enumerate();
        all.filter(|(n, _)| self.counts(Pane::Quotes.item(*n))).map(|(_, quote)| quote)
    }

    /// The places that count, with their numbers.
    pub fn places(&self) -> impl Iterator<Item = (usize, &'a Place)> {
        let all = self.items.places.iter().enumerate();
        all.filter(|(n, _)| self.counts(Item::Place(PlaceId(*n))))
    }

    /// An actor's name; empty where there is no such actor.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> &'a str {
        self.items.actors.get(id.0).map_or("", |a| a.name.as_str())
    }

    /// The role of an actor's name.
    #[must_use]
    pub fn actor_role(&self, id: ActorId) -> Role {
        self.items.actors.get(id.0).map_or(Role::Plain, |a| Role::of_actor(a.kind))
    }

    /// The names of actors, one after the other.
    #[must_use]
    pub fn actors(&self, ids: &[ActorId]) -> String {
        ids.iter().map(|id| self.actor(*id)).collect::<Vec<_>>().join(", ")
    }

    /// `agents → targets` of an event, or the parties of a symmetric one.
    #[must_use]
    pub fn parties(&self, event: &Event) -> String {
        let (agents, targets) = (self.actors(&event.agents), self.actors(&event.targets));
        match (agents.is_empty(), targets.is_empty()) {
            (_, true) => agents,
            (true, false) => format!("→ {targets}"),
            (false, false) => format!("{agents} → {targets}"),
        }
    }

    /// What an item says on one line: its label, for an event with its parties.
    #[must_use]
    pub fn summary(&self, item: Item) -> String {
        let event = match item {
            Item::Event(id) => self.items.events.get(id.0),
            _ => None,
        };
        match event.map(|e| self.parties(e)).filter(|p| !p.is_empty()) {
            Some(parties) => format!("{}  {parties}", self.label(item)),
            None => self.label(item),
        }
    }

    /// What an item is called on one line.
    #[must_use]
    pub fn label(&self, item: Item) -> String {
        let items = self.items;
        match item {
            Item::Actor(id) => self.actor(id).to_owned(),
            Item::Alliance(id) => items.alliances.get(id.0).map_or_else(String::new, |r| {
                let verb = self.messages.name("alliance-kind", r.kind.as_str());
                format!("{} {verb} {}", self.actor(r.a), self.actor(r.b))
            }),
            Item::Event(id) => items.events.get(id.0).map_or_else(String::new, |e| {
                let category = self.messages.name("category", e.category.as_str());
                format!("{category} {}", self.str(e.trigger))
            }),
            Item::Quote(id) => {
                items.quotes.get(id.0).map_or_else(String::new, |q| self.str(q.span).to_owned())
            }
            Item::Source(id) => items.sources.get(id.0).map_or_else(String::new, |s| s.name.clone()),
            Item::Place(id) => items.places.get(id.0).map_or_else(String::new, |p| p.name.clone()),
        }
    }

    /// How often an item is spoken of or relied on: what "by weight" sorts by.
    #[must_use]
    fn weight(&self, item: Item) -> usize {
        match item {
            Item::Actor(id) => self.items.actors.get(id.0).map_or(0, |a| a.mentions.len()),
            Item::Source(id) => sources::weight(self, id),
            Item::Event(id) => self
                .items
                .events
                .get(id.0)
                .and_then(|e| e.toll.as_ref()?.killed)
                .map_or(0, |c| c.min as usize),
            Item::Quote(id) => self.items.quotes.get(id.0).map_or(0, |q| q.span.len()),
            Item::Alliance(_) | Item::Place(_) => 0,
        }
    }

    /// The heading that an item stands under where its pane is grouped.
    fn heading(&self, item: Item) -> String {
        let name = |table, value: Option<&'static str>| {
            value.map_or_else(String::new, |v| self.messages.name(table, v).to_owned())
        };
        match item {
            Item::Actor(id) => name("actor-kind", self.items.actors.get(id.0).map(|a| a.kind.as_str())),
            Item::Alliance(id) => {
                name("alliance-kind", self.items.alliances.get(id.0).map(|r| r.kind.as_str()))
            }
            Item::Event(id) => name("category", self.items.events.get(id.0).map(|e| e.category.as_str())),
            Item::Source(id) => name("source-kind", self.items.sources.get(id.0).map(|s| s.kind.as_str())),
            Item::Quote(_) => item.speaker(self.items).map_or_else(
                || self.messages.say(Text::Unassigned).to_owned(),
                |id| self.actor(id).to_owned(),
            ),
            Item::Place(_) => String::new(),
        }
    }

    /// The items of a pane in the order of its arrangement.
    fn order(&self, pane: Pane, how: &Arrangement) -> Vec<Item> {
        let mut order: Vec<Item> = (0..pane.count(self.items)).map(|n| pane.item(n)).collect();
        if !how.filter.is_empty() {
            let wanted = how.filter.to_lowercase();
            order.retain(|item| {
                self.label(*item).to_lowercase().contains(&wanted)
                    || self.heading(*item).to_lowercase().contains(&wanted)
            });
        }
        if how.sorted {
            order.sort_by_key(|item| std::cmp::Reverse(self.weight(*item)));
        } else {
            order.sort_by_key(|item| item.anchor(self.items));
        }
        if how.grouped {
            let mut groups: Vec<String> = Vec::new();
            let mut group_of = |item: &Item| {
                let heading = self.heading(*item);
                groups.iter().position(|g| *g == heading).unwrap_or_else(|| {
                    groups.push(heading);
                    groups.len() - 1
                })
            };
            let mut keyed: Vec<(usize, Item)> = order.iter().map(|i| (group_of(i), *i)).collect();
            keyed.sort_by_key(|(group, _)| *group);
            order = keyed.into_iter().map(|(_, item)| item).collect();
        }
        order
    }

    /// The sheet of a pane.
    #[must_use]
    pub fn sheet(&self, pane: Pane, how: &Arrangement) -> Sheet<Item> {
        let mut sheet = Sheet::default();
        let mut group = None;
        for item in self.order(pane, how) {
            if how.grouped {
                let heading = self.heading(item);
                if group.as_ref() != Some(&heading) {
                    sheet.line(Line::of(Role::Subhead, format!(" {heading}")));
                    group = Some(heading);
                }
            }
            sheet.target(item, self.lines(item));
        }
        if sheet.targets.is_empty() {
            let none = match pane {
                _ if !how.filter.is_empty() => Text::NoMatch,
                Pane::Actors => Text::ActorsNone,
                Pane::Alliances => Text::AlliancesNone,
                Pane::Events => Text::EventsNone,
                Pane::Quotes => Text::QuotesNone,
                Pane::Sources => Text::SourcesNone,
            };
            let width = self.width.saturating_sub(1);
            let indented =
                format!(" {}", super::sheet::fold(self.messages.say(none), width, width).join("\n "));
            for row in indented.split('\n') {
                sheet.line(Line::of(Role::Dim, row));
            }
        }
        sheet
    }

    fn lines(&self, item: Item) -> Vec<Line> {
        let items = self.items;
        let lines = match item {
            Item::Actor(id) => items.actors.get(id.0).map(|a| actors::lines(self, id, a)),
            Item::Alliance(id) => items.alliances.get(id.0).map(|r| alliances::lines(self, r)),
            Item::Event(id) => items.events.get(id.0).map(|e| events::lines(self, e)),
            Item::Quote(id) => items.quotes.get(id.0).map(|q| quotes::lines(self, id, q)),
            Item::Source(id) => items.sources.get(id.0).map(|s| sources::lines(self, id, s)),
            Item::Place(_) => None,
        };
        lines.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use crate::dispatch::Lang;

    fn shown(pane: Pane, how: &Arrangement, width: usize) -> Vec<String> {
        let (dispatch, items) = sample::dispatch();
        let messages = Messages::in_language(Lang::from_tag("fr").unwrap());
        let subject =
            Subject { text: &dispatch.text, items: &items, reviewed: None, messages: &messages, width };
        let sheet = subject.sheet(pane, how);
        sheet
            .lines
            .iter()
            .map(|l| {
                let right: String = l.right.iter().map(|(_, t)| t.as_str()).collect();
                format!("{}|{right}", l.text())
            })
            .collect()
    }

    #[test]
    fn panes_say_what_there_is() {
        let mut all = String::new();
        for pane in Pane::ALL {
            for width in [28, 40] {
                all.extend(["## ", pane.as_str(), " ", &width.to_string(), "\n"]);
                for line in shown(*pane, &Arrangement::default(), width) {
                    all.extend([line.as_str(), "\n"]);
                }
            }
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn quotes_group_by_speaker_and_panes_filter() {
        let grouped = shown(Pane::Quotes, &Arrangement { grouped: true, ..Arrangement::default() }, 40);
        assert_eq!(grouped.iter().filter(|l| *l == " Ilana Morvane|").count(), 1, "{grouped:#?}");
        let filtered =
            shown(Pane::Actors, &Arrangement { filter: "morv".to_owned(), ..Arrangement::default() }, 40);
        assert!(filtered[0].contains("Ilana Morvane"), "{filtered:?}");
        let none =
            shown(Pane::Actors, &Arrangement { filter: "zzz".to_owned(), ..Arrangement::default() }, 40);
        assert_eq!(none.len(), 1);
    }
}
