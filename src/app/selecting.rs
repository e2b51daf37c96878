//! The selection: one item, the same in the text and in the panes, and the ways from item to item.

use super::App;
use super::Effect;
use super::item::{Item, Pane};
use super::layout::Focus;
use super::messages::Text;
use super::overlay::Kind;
use crate::dispatch::Span;

impl App {
    /// Selects an item: its pane becomes the current one and the text shows where it stands.
    pub(super) fn select(&mut self, item: Item) {
        self.selection = Some(item);
        if let Some(pane) = item.pane() {
            self.pane = pane;
        }
        if let Some(span) = self.items().and_then(|items| item.anchor(items)) {
            self.go_to(span);
        }
    }

    /// Puts the cursor of the text at the beginning of `span`.
    fn go_to(&mut self, span: Span) {
        self.at = span.start;
    }

    /// Selects the first item of the current pane on the cursor's row, if there is one.
    pub(super) fn select_on_row(&mut self) {
        let row = self.page.row_of(self.at);
        let bytes = self.page.bytes(row, row + 1);
        let found = self.reading().and_then(|reading| {
            let here =
                |m: &&super::entry::Mark| m.item.pane() == Some(self.pane) && bytes.holds(m.span.start);
            reading.marks_in(bytes).find(here).map(|m| m.item)
        });
        if let Some(item) = found {
            self.selection = Some(item);
        }
    }

    /// Goes to the next or previous item of a pane, in the order of the text, from the cursor.
    pub(super) fn go_to_next(&mut self, pane: Pane, forwards: bool, times: usize) {
        let Some(items) = self.items() else {
            self.say(Text::Reading, &[]);
            return;
        };
        let mut places: Vec<(usize, usize)> = (0..pane.count(items))
            .filter_map(|n| pane.item(n).anchor(items).map(|span| (span.start, n)))
            .collect();
        places.sort_unstable();
        let selected = self.selection.filter(|s| s.pane() == Some(pane));
        let on_it = selected.filter(|s| s.anchor(items).is_some_and(|span| span.start == self.at));
        let found = if forwards {
            let from = match on_it {
                Some(item) => places.partition_point(|p| *p <= (self.at, item.index())),
                None => places.partition_point(|p| p.0 < self.at),
            };
            places.get((from + times - 1).min(places.len().saturating_sub(1))).filter(|_| from < places.len())
        } else {
            let before = match on_it {
                Some(item) => places.partition_point(|p| *p < (self.at, item.index())),
                None => places.partition_point(|p| p.0 < self.at),
            };
            places.get(before.saturating_sub(times)).filter(|_| before > 0)
        };
        if let Some((_, n)) = found {
            self.select(pane.item(*n));
        } else {
            self.pane = pane;
            let text = match (places.is_empty(), forwards) {
                (true, _) => Text::NoItem,
                (false, true) => Text::LastItem,
                (false, false) => Text::FirstItem,
            };
            let what = self.setup.messages.name("pane-item", pane.as_str()).to_owned();
            self.say(text, &[("what", &what)]);
        }
    }

    /// Goes to the next or previous mention of the selected actor; of any, where none is selected.
    pub(super) fn go_to_mention(&mut self, forwards: bool, times: usize) {
        let chosen = match self.selection {
            Some(Item::Actor(id)) => Some(id),
            _ => None,
        };
        let Some(items) = self.items() else {
            self.say(Text::Reading, &[]);
            return;
        };
        let mut places: Vec<(usize, usize)> = items
            .actors
            .iter()
            .enumerate()
            .filter(|(n, _)| chosen.is_none_or(|id| id.0 == *n))
            .flat_map(|(n, a)| a.mentions.iter().map(move |m| (m.span.start, n)))
            .collect();
        places.sort_unstable();
        let found = if forwards {
            let from = places.partition_point(|p| p.0 <= self.at);
            places.get((from + times - 1).min(places.len().saturating_sub(1))).filter(|_| from < places.len())
        } else {
            let before = places.partition_point(|p| p.0 < self.at);
            places.get(before.saturating_sub(times)).filter(|_| before > 0)
        };
        if let Some((at, n)) = found.copied() {
            self.selection = Some(Pane::Actors.item(n));
            self.pane = Pane::Actors;
            self.at = at;
        } else {
            let what = self.setup.messages.say(Text::Mentions).to_owned();
            self.say(if forwards { Text::LastItem } else { Text::FirstItem }, &[("what", &what)]);
        }
    }

    /// Goes back to where `go_to_source` or `go_to_speaker` came from, if their way was not left since.
    fn go_back(&mut self) -> bool {
        match self.came_from.take() {
            Some((from, to)) if self.selection == Some(to) => {
                self.select(from);
                true
            }
            _ => false,
        }
    }

    /// From an item to its source, and from there back.
    pub(super) fn go_to_source(&mut self) {
        if self.go_back() {
            return;
        }
        let Some((item, items)) = self.selection.zip(self.items()) else {
            self.say(Text::NothingSelected, &[]);
            return;
        };
        if let Item::Source(id) = item {
            let rests = items.quotes.iter().position(|q| q.source == Some(id));
            match rests {
                Some(n) => self.select(Pane::Quotes.item(n)),
                None => self.say(Text::NoItem, &[("what", &self.item_word(Pane::Quotes))]),
            }
            return;
        }
        if let Some(source) = item.source(items) {
            self.remember();
            self.came_from = Some((item, Item::Source(source)));
            self.select(Item::Source(source));
            return;
        }
        // No channel is named: then the words rest on who said them.
        match item.speaker(items) {
            Some(speaker) => {
                let name = items.actors.get(speaker.0).map_or_else(String::new, |a| a.name.clone());
                self.remember();
                self.came_from = Some((item, Item::Actor(speaker)));
                self.select_near(speaker, item);
                self.say(Text::OnWordOf, &[("name", &name)]);
            }
            None => self.say(Text::NoSource, &[]),
        }
    }

    /// From an item to who says it, and from there back.
    pub(super) fn go_to_speaker(&mut self) {
        if self.go_back() {
            return;
        }
        let Some((item, items)) = self.selection.zip(self.items()) else {
            self.say(Text::NothingSelected, &[]);
            return;
        };
        match item.speaker(items) {
            Some(speaker) => {
                self.remember();
                self.came_from = Some((item, Item::Actor(speaker)));
                self.select_near(speaker, item);
            }
            None => self.say(Text::NoSpeaker, &[]),
        }
    }

    /// Selects an actor, at the mention nearest to `item`.
    fn select_near(&mut self, actor: crate::dispatch::ActorId, item: Item) {
        let nearest = self.items().and_then(|items| {
            let span = match item {
                Item::Quote(id) => items.quotes.get(id.0)?.cue.or_else(|| item.anchor(items))?,
                _ => item.anchor(items)?,
            };
            let mentions = items.actors.get(actor.0)?.mentions.iter();
            mentions.map(|m| m.span.start).min_by_key(|start| start.abs_diff(span.start))
        });
        self.select(Item::Actor(actor));
        if let Some(at) = nearest {
            self.at = at;
        }
    }

    fn item_word(&self, pane: Pane) -> String {
        self.setup.messages.name("pane-item", pane.as_str()).to_owned()
    }

    /// Opens what the cursor is on: a dispatch of the list, the explanation of an item, the choice of an overlay.
    pub(super) fn enter(&mut self, effects: &mut Vec<Effect>) {
        if let Some(overlay) = self.overlays.last() {
            if let Some(target) = overlay.chosen() {
                self.follow(target, effects);
            }
            return;
        }
        match self.focus {
            Focus::List => {
                if let Some(id) = self.list.chosen() {
                    self.open_dispatch(id);
                    self.focus = Focus::Text;
                }
            }
            Focus::Text | Focus::Side if self.selection.is_some() => self.lay_over(Kind::Explain),
            Focus::Text | Focus::Side => self.say(Text::NothingSelected, &[]),
        }
    }
}
