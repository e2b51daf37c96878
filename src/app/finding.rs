//! Finding: search in the text, filter of the list, jumps and marks.

use super::entry::Entry;
use super::item::Item;
use super::key::{Code, Key};
use super::layout::Focus;
use super::list::List;
use super::messages::Text;
use super::stories::Stories;
use super::{App, Effect, Parts};
use crate::dispatch::Span;
use crate::query::{self, Candidate, Query};

/// A search and where it hits in the dispatch on the screen.
#[derive(Clone, Debug)]
pub struct Search {
    /// As typed.
    pub text: String,
    /// Where it hits, in order.
    pub hits: Vec<Span>,
    query: Query,
}

/// Somewhere to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The dispatch.
    pub id: usize,
    /// The byte of its text.
    pub at: usize,
    /// What was selected.
    pub selection: Option<Item>,
}

/// Where one was.
#[derive(Clone, Debug, Default)]
pub struct Jumps {
    back: Vec<Spot>,
    forward: Vec<Spot>,
    /// Set by hand, by letter.
    pub marks: std::collections::BTreeMap<char, Spot>,
    /// The dispatch that was on the screen before.
    pub last: Option<usize>,
}

/// What the next key, a letter, is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// To set a mark.
    Set,
    /// To go to one.
    Go,
    /// To record a macro.
    Record,
    /// To play one so often.
    Play(usize),
}

impl App {
    /// Searches the text of the dispatch on the screen.
    pub fn look_for(&mut self, text: &str) {
        self.notice = None;
        self.search_for(text);
    }

    /// Searches the text for a query and goes to the first hit from the cursor on.
    pub(super) fn search_for(&mut self, text: &str) {
        if text.trim().is_empty() {
            self.search = None;
            return;
        }
        match Query::parse(text) {
            Ok(query) => {
                self.search = Some(Search { text: text.to_owned(), hits: Vec::new(), query });
                self.find_hits();
                self.go_to_hit(true, 1, true);
            }
            Err(error) => self.wrong_query(&error),
        }
    }

    /// Says what is wrong with a query, and where.
    fn wrong_query(&mut self, error: &query::Error) {
        use query::Reason;
        let m = &self.setup.messages;
        let column = error.column.to_string();
        let at = [("column", column.as_str())];
        let text = match &error.reason {
            Reason::Unclosed(mark) => m.fill(Text::QueryUnclosed, &[at[0], ("mark", &mark.to_string())]),
            Reason::UnknownField(name) => {
                let fields: Vec<&str> = query::Field::ALL.iter().map(|f| f.as_str()).collect();
                m.fill(Text::QueryField, &[at[0], ("name", name), ("fields", &fields.join(" "))])
            }
            Reason::Value { field, value, expected } => m.fill(
                Text::QueryValue,
                &[at[0], ("field", field.as_str()), ("value", value), ("expected", expected)],
            ),
            Reason::Missing(after) => m.fill(Text::QueryMissing, &[at[0], ("after", after)]),
            Reason::Regex(why) => m.fill(Text::QueryRegex, &[at[0], ("why", why)]),
        };
        self.fault(text);
    }

    /// Finds the hits of the search in the dispatch on the screen.
    pub(super) fn find_hits(&mut self) {
        let Some(mut search) = self.search.take() else { return };
        search.hits = self.entry().map_or_else(Vec::new, |entry| {
            search.query.hits(&Candidate { dispatch: &entry.dispatch, items: entry.items(), review: &[] })
        });
        self.search = Some(search);
    }

    /// Goes to the next or previous hit, around the ends of the text; with `here`, one at the cursor counts.
    pub(super) fn go_to_hit(&mut self, forwards: bool, times: usize, here: bool) {
        let Some(search) = &self.search else {
            self.say(Text::NoSearch, &[]);
            return;
        };
        let count = search.hits.len();
        if count == 0 {
            let text = search.text.clone();
            self.say(Text::NoHit, &[("text", &text)]);
            return;
        }
        let at = self.at;
        let n = if forwards {
            let next = search.hits.partition_point(|h| if here { h.start < at } else { h.start <= at });
            next + times - 1
        } else {
            let before = search.hits.partition_point(|h| h.start < at);
            (before + count * times.div_ceil(count)).saturating_sub(times)
        };
        let around =
            if forwards { n >= count } else { search.hits.partition_point(|h| h.start < at) < times };
        let (hit, text) = (search.hits[n % count], search.text.clone());
        self.remember();
        self.at = hit.start;
        // A hit that is folded away is shown.
        if self.page.rows.get(self.page.row_of(hit.start)).is_some_and(|row| row.folded) {
            self.parts = Parts::Whole;
        }
        let values = [("n", (n % count + 1).to_string()), ("of", count.to_string()), ("text", text)];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.say(if around { Text::HitAround } else { Text::Hit }, &values);
        if self.focus == Focus::List {
            self.focus = Focus::Text;
        }
    }

    /// Narrows the list to the dispatches that a query holds for; an empty one shows all again.
    pub(super) fn filter_by(&mut self, text: &str) {
        match Query::parse(text) {
            Ok(query) => {
                self.look_into(&query);
                self.list.filter = (!query.is_empty()).then(|| (text.to_owned(), query));
                self.list.fill(&self.entries, &self.stories);
                self.notice = Some(self.filtered(self.list.order.len()));
                self.focus = Focus::List;
            }
            Err(error) => self.wrong_query(&error),
        }
    }

    /// Says how many dispatches the filter leaves.
    fn filtered(&self, n: usize) -> super::Notice {
        super::Notice { text: self.setup.messages.count(Text::Filtered, n, &[]), fault: false }
    }

    /// Changes the list, and says anew how many the filter leaves where the status line still says it.
    pub(super) fn relist(&mut self, change: impl FnOnce(&mut List, &[Entry], &Stories)) {
        let before = self.list.order.len();
        change(&mut self.list, &self.entries, &self.stories);
        let now = self.list.order.len();
        if now != before && self.notice.as_ref() == Some(&self.filtered(before)) {
            self.notice = Some(self.filtered(now));
        }
    }

    fn spot(&self) -> Option<Spot> {
        Some(Spot { id: self.open?, at: self.at, selection: self.selection })
    }

    /// Remembers the place before a jump.
    pub(super) fn remember(&mut self) {
        const MOST: usize = 100;
        let Some(spot) = self.spot() else { return };
        if self.jumps.back.last() != Some(&spot) {
            self.jumps.back.push(spot);
        }
        if self.jumps.back.len() > MOST {
            self.jumps.back.remove(0);
        }
        self.jumps.forward.clear();
    }

    /// Goes back, or forward again, through the places one jumped from.
    pub(super) fn jump(&mut self, forwards: bool) {
        let jumps = &mut self.jumps;
        let target = if forwards { jumps.forward.pop() } else { jumps.back.pop() };
        let Some(target) = target else {
            self.say(Text::NoJump, &[]);
            return;
        };
        if let Some(here) = self.spot() {
            if forwards { self.jumps.back.push(here) } else { self.jumps.forward.push(here) }
        }
        self.go_to_spot(target);
    }

    fn go_to_spot(&mut self, spot: Spot) {
        if self.open != Some(spot.id) {
            self.put_on_screen(spot.id);
        }
        self.at = spot.at;
        self.selection = spot.selection;
    }

    /// Takes the letter of a mark or a macro.
    pub(super) fn letter(&mut self, key: Key, letter: Letter, effects: &mut Vec<Effect>) {
        let name = match key.code {
            Code::Char(c) if !key.ctrl && !key.alt => c,
            _ => {
                self.record_nothing();
                return;
            }
        };
        if matches!(letter, Letter::Set | Letter::Go) {
            self.record_typed(&name.to_string());
        }
        let label = [("letter", name.to_string())];
        let values: Vec<(&str, &str)> = label.iter().map(|(k, v)| (*k, v.as_str())).collect();
        match letter {
            Letter::Record => self.start_recording(name),
            Letter::Play(times) => self.play(name, times, effects),
            Letter::Set => {
                if let Some(spot) = self.spot() {
                    self.jumps.marks.insert(name, spot);
                    self.say(Text::MarkSet, &values);
                }
            }
            Letter::Go => match self.jumps.marks.get(&name).copied() {
                Some(spot) => {
                    self.remember();
                    self.go_to_spot(spot);
                }
                // The same key twice goes back to where one jumped from, as in vi.
                None if name == '\'' => self.jump(false),
                None => self.say(Text::NoMark, &values),
            },
        }
    }
}
