//! Decisions in the reader: what a key decides, and what editors have decided so far.
//!
//! A decision shows only once the store says that it is on disk: a key becomes a [`Task`], and what is in the store comes
//! back, that of others included.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::entry::{Entry as Listed, Reading};
use super::item::Item;
use super::layout::Focus;
use super::messages::Text;
use super::prompt::Purpose;
use super::{App, Effect};
use crate::dispatch::{CONTENT_ID, Dispatch, Extraction};
use crate::error::StoreFault;
use crate::review::{Act, Anchor, Anchors, Decision, Entry, Field, Reviewed, State};

/// Something to be put in the store.
#[derive(Clone, Debug)]
pub enum Task {
    /// All of this, as one step.
    Take(Vec<Deed>),
    /// A name is none: it goes into the user's lexicon.
    Exclude(Vec<String>),
    /// Undo the last step.
    Undo,
    /// Do again what was undone last.
    Redo,
}

/// One thing that is done about an item or a dispatch.
#[derive(Clone, Debug)]
pub struct Deed {
    /// The identifier of the dispatch.
    pub dispatch: String,
    /// Where it lies, unless other dispatches lie there as well.
    pub path: Option<PathBuf>,
    /// The item; none where it is about the dispatch.
    pub anchor: Option<Anchor>,
    /// What is done.
    pub act: Act,
}

/// Where entries come from that the reader is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// They were in the store when it was opened.
    Before,
    /// They were asked for here.
    Here,
    /// Somebody else, or another program, put them there.
    Elsewhere,
}

/// What an editor should know about the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Decisions are shown and cannot be taken.
    ReadOnly,
    /// The store lies on a network file system.
    Network,
    /// There are no decisions: the store cannot be used.
    Unusable,
}

/// What something is done about, kept while a word is typed or picked: what others do meanwhile does not turn it into
/// something else.
#[derive(Clone, Debug)]
pub(super) struct About {
    /// The dispatch, by its position.
    pub id: usize,
    /// The item, and how the store calls it.
    pub item: Option<(Item, Anchor)>,
}

/// What editors did so far, in the order of the store.
#[derive(Debug, Default)]
pub(super) struct Log {
    entries: Vec<Entry>,
    by_dispatch: HashMap<String, Vec<usize>>,
    /// By file name, of dispatches whose identifier follows their text.
    by_name: HashMap<String, Vec<usize>>,
    by_step: HashMap<String, Vec<usize>>,
}

/// What editors decided about a dispatch, and what was extracted before they did.
#[derive(Debug)]
pub struct Opinion {
    /// The review; its items are those on the screen.
    pub reviewed: Reviewed,
    /// The extraction as it was read.
    pub raw: Extraction,
    /// All that was done, in order.
    pub entries: Vec<Entry>,
}

impl Opinion {
    /// What was done about an item.
    #[must_use]
    pub fn state(&self, item: Item) -> Option<&State> {
        self.reviewed.states.get(&item)
    }

    /// The decisions that hold, by name, each once.
    #[must_use]
    pub fn decisions(&self) -> Vec<&'static str> {
        let mut names: Vec<&str> = self.reviewed.states.values().map(|s| s.decision().as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The sign of what was done about an item, beside it in a pane: one cell that needs no colour.
#[must_use]
pub fn sign(state: &State) -> &'static str {
    match state.decision() {
        _ if state.is_conflict() => "#",
        Decision::Accepted => "+",
        Decision::Rejected => "x",
        Decision::Flagged => "!",
        Decision::Skipped => "-",
        Decision::Undecided if !state.corrections.is_empty() => "~",
        Decision::Undecided if !state.notes.is_empty() => "*",
        Decision::Undecided => " ",
    }
}

impl Log {
    fn add(&mut self, entries: Vec<Entry>) {
        for entry in entries {
            let n = self.entries.len();
            self.by_dispatch.entry(entry.dispatch.clone()).or_default().push(n);
            self.by_step.entry(entry.step.clone()).or_default().push(n);
            if let Some(name) = file_name(&entry) {
                self.by_name.entry(name.to_owned()).or_default().push(n);
            }
            self.entries.push(entry);
        }
    }

    /// The entries about a dispatch, found by its identifier or, where that follows its text, by where it lies.
    fn of(&self, dispatch: &Dispatch) -> Vec<Entry> {
        let mut found: Vec<usize> = self.by_dispatch.get(&dispatch.id).cloned().unwrap_or_default();
        if let Some(path) = dispatch.path.as_deref()
            && let Some(named) = path.file_name().and_then(|n| self.by_name.get(&*n.to_string_lossy()))
        {
            // The store keeps whole paths.
            let here = |n: &&usize| {
                let place = self.entries.get(**n).and_then(|e| e.path.as_deref());
                place.is_some_and(|whole| Path::new(whole).ends_with(path))
            };
            found.extend(named.iter().filter(here));
            found.sort_unstable();
            found.dedup();
        }
        found.into_iter().filter_map(|n| self.entries.get(n).cloned()).collect()
    }

    /// Whether there may be entries about a dispatch.
    fn knows(&self, dispatch: &Dispatch) -> bool {
        let name = || dispatch.path.as_deref()?.file_name()?.to_str();
        self.by_dispatch.contains_key(&dispatch.id)
            || name().is_some_and(|name| self.by_name.contains_key(name))
    }

    /// The entries of a step.
    fn step(&self, step: &str) -> Vec<&Entry> {
        let found = self.by_step.get(step).into_iter().flatten();
        found.filter_map(|n| self.entries.get(*n)).collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }
}

/// The file that an entry's dispatch lay in, where that may find it again.
fn file_name(entry: &Entry) -> Option<&str> {
    let path = entry.path.as_deref().filter(|_| entry.dispatch.starts_with(CONTENT_ID))?;
    path.rsplit('/').next()
}

impl App {
    /// What a key is about: in the list the dispatch at its cursor, elsewhere the selected item. Says so where there is
    /// none.
    pub(super) fn about(&mut self) -> Option<About> {
        if self.focus == Focus::List && self.overlays.is_empty() {
            return self.list.chosen().map(|id| About { id, item: None });
        }
        let Some((item, id)) = self.selection.zip(self.open) else {
            self.say(Text::NothingSelected, &[]);
            return None;
        };
        let anchor = self.anchor(item);
        if anchor.is_none() {
            self.say(Text::StandsNowhere, &[]);
        }
        anchor.map(|anchor| About { id, item: Some((item, anchor)) })
    }

    /// How the store calls an item of the dispatch on the screen.
    pub(super) fn anchor(&self, item: Item) -> Option<Anchor> {
        let entry = self.entry()?;
        match entry.reviewed.as_deref() {
            Some(opinion) => opinion.reviewed.anchor(item).cloned(),
            None => Anchors::new(&entry.dispatch, entry.items()?).of(item),
        }
    }

    /// What is done about `about`, for the store.
    pub(super) fn deed(&self, about: &About, act: Act) -> Option<Deed> {
        let anchor = about.item.as_ref().map(|(_, anchor)| anchor.clone());
        self.deed_at(about.id, anchor, act)
    }

    /// What is done at `anchor` in a dispatch, for the store.
    pub(super) fn deed_at(&self, id: usize, anchor: Option<Anchor>, act: Act) -> Option<Deed> {
        let dispatch = &self.entries.get(id)?.dispatch;
        let path = dispatch.path.clone().filter(|_| dispatch.id.starts_with(CONTENT_ID));
        let alone = |path: &PathBuf| {
            self.entries.iter().filter(|e| e.dispatch.path.as_ref() == Some(path)).nth(1).is_none()
        };
        Some(Deed { dispatch: dispatch.id.clone(), path: path.filter(alone), anchor, act })
    }

    /// Decides about the selected item; from a pane, goes on to the next one that is open.
    pub(super) fn decide(&mut self, decision: Decision, effects: &mut Vec<Effect>) {
        let Some(about) = self.about() else { return };
        effects
            .extend(self.deed(&about, Act::Decide { decision }).map(|d| Effect::Review(Task::Take(vec![d]))));
        if let Some((item, _)) = about.item
            && self.focus == Focus::Side
            && self.overlays.is_empty()
        {
            self.asked.insert((about.id, item));
            let order = self.sheets[self.pane as usize].targets.clone();
            if let Some(next) = self.next_open(&order, item) {
                self.select(next);
            }
        }
    }

    /// Rejects the selected actor or place, and has the lexicon say that its name is none.
    pub(super) fn exclude(&mut self, effects: &mut Vec<Effect>) {
        let Some((item, items)) = self.selection.zip(self.items()) else {
            self.say(Text::NothingSelected, &[]);
            return;
        };
        let name = match item {
            Item::Actor(id) => items.actors.get(id.0).map(|a| a.name.clone()),
            Item::Place(id) => items.places.get(id.0).map(|p| p.name.clone()),
            _ => None,
        };
        match name {
            Some(name) => {
                self.decide(Decision::Rejected, effects);
                effects.push(Effect::Review(Task::Exclude(vec![name])));
            }
            None => self.say(Text::NoActor, &[]),
        }
    }

    /// The item after `from`, around the end, that nobody has decided about; the skipped ones come last.
    fn next_open(&self, order: &[Item], from: Item) -> Option<Item> {
        let at = order.iter().position(|item| *item == from);
        let (before, after) = order.split_at(at.unwrap_or_default());
        let around = || after.iter().skip(usize::from(at.is_some())).chain(before).copied();
        let is = |item: &Item, decision| {
            let asked = self.open.is_some_and(|id| self.asked.contains(&(id, *item)));
            !asked && self.decision(*item) == decision
        };
        around()
            .find(|item| is(item, Decision::Undecided))
            .or_else(|| around().find(|item| is(item, Decision::Skipped)))
    }

    /// What was decided about an item of the dispatch on the screen.
    #[must_use]
    pub fn decision(&self, item: Item) -> Decision {
        self.state(item).map_or(Decision::Undecided, State::decision)
    }

    /// What was done about an item of the dispatch on the screen.
    #[must_use]
    pub fn state(&self, item: Item) -> Option<&State> {
        self.entry()?.reviewed.as_deref()?.state(item)
    }

    /// Goes to the next item of the dispatch, in the order of the text, that nobody has decided about.
    pub(super) fn go_to_undecided(&mut self) {
        let Some(items) = self.items() else {
            self.say(Text::Reading, &[]);
            return;
        };
        let panes = super::item::Pane::ALL.iter();
        let every = panes.flat_map(|pane| (0..pane.count(items)).map(|n| pane.item(n)));
        let mut order: Vec<Item> = every.filter(|item| item.anchor(items).is_some()).collect();
        order.sort_by_key(|item| (item.anchor(items).map(|span| span.start), *item));
        let first = order.iter().copied().find(|i| i.anchor(items).is_some_and(|s| s.start >= self.at));
        let next = match (self.selection, first) {
            (Some(item), _) => self.next_open(&order, item),
            (None, Some(first)) if self.decision(first) == Decision::Undecided => Some(first),
            (None, first) => first.or(order.first().copied()).and_then(|item| self.next_open(&order, item)),
        };
        match next {
            Some(item) => {
                self.remember();
                self.select(item);
            }
            None => self.say(Text::AllDecided, &[]),
        }
    }

    /// Asks how sure a rule must be, or may be at most, for what is shown to be accepted or rejected at once.
    pub(super) fn ask_for_bulk(&mut self, purpose: Purpose) {
        if self.bulk().is_empty() {
            self.say(Text::AllDecided, &[]);
        } else {
            self.ask(purpose);
        }
    }

    /// What a bulk decision is about, with how sure its rule is: what the pane shows or, from the list, all of what its
    /// dispatches hold; as far as nobody has decided about it.
    fn bulk(&self) -> Vec<(About, f32)> {
        let in_list = self.focus == Focus::List;
        let ids: Vec<usize> = if in_list { self.list.order.clone() } else { self.open.into_iter().collect() };
        let mut found = Vec::new();
        for id in ids {
            let Some((entry, items)) = self.entries.get(id).and_then(|e| Some((e, e.items()?))) else {
                continue;
            };
            let shown: Vec<Item> = if in_list {
                super::item::Pane::ALL.iter().flat_map(|p| (0..p.count(items)).map(|n| p.item(n))).collect()
            } else {
                self.sheets[self.pane as usize].targets.clone()
            };
            let fresh = entry.reviewed.is_none().then(|| Anchors::new(&entry.dispatch, items));
            for item in shown {
                let reviewed = entry.reviewed.as_deref().map(|o| &o.reviewed);
                let decision = reviewed.map_or(Decision::Undecided, |r| r.decision(item));
                if !matches!(decision, Decision::Undecided | Decision::Skipped) {
                    continue;
                }
                let anchor = match (reviewed, &fresh) {
                    (Some(reviewed), _) => reviewed.anchor(item).cloned(),
                    (None, fresh) => fresh.as_ref().and_then(|anchors| anchors.of(item)),
                };
                if let Some((anchor, why)) = anchor.zip(item.why(items)) {
                    found.push((About { id, item: Some((item, anchor)) }, why.confidence));
                }
            }
        }
        found
    }

    /// Decides about all that is shown and open, as one step: `percent` is how sure a rule must be at least to be
    /// accepted, or at most to be rejected.
    pub(super) fn decide_all(&mut self, decision: Decision, percent: &str, effects: &mut Vec<Effect>) {
        let Ok(percent) = percent.trim().trim_end_matches('%').trim().replace(',', ".").parse::<f32>() else {
            let text = self.setup.messages.say(Text::NoNumber).to_owned();
            self.fault(text);
            return;
        };
        let sure = |confidence: f32| {
            // As the explanation shows it.
            let shown = (confidence * 100.0).round();
            if decision == Decision::Rejected { shown <= percent } else { shown >= percent }
        };
        let chosen: Vec<About> =
            self.bulk().into_iter().filter(|(_, c)| sure(*c)).map(|(about, _)| about).collect();
        let deeds: Vec<Deed> =
            chosen.iter().filter_map(|about| self.deed(about, Act::Decide { decision })).collect();
        if deeds.is_empty() {
            self.say(Text::NoMatch, &[]);
        } else {
            effects.push(Effect::Review(Task::Take(deeds)));
        }
    }

    /// Takes in what is in the store.
    pub(super) fn decided(&mut self, entries: Vec<Entry>, origin: Origin) {
        let ids: HashSet<String> = entries.iter().map(|e| e.dispatch.clone()).collect();
        let names: HashSet<String> = entries.iter().filter_map(|e| Some(file_name(e)?.to_owned())).collect();
        let (first, last) = (self.log.len(), entries.len());
        self.log.add(entries);
        if origin == Origin::Here {
            self.asked.clear();
        }
        for id in 0..self.entries.len() {
            let Some(entry) = self.entries.get(id) else { continue };
            let name = || entry.dispatch.path.as_deref()?.file_name()?.to_str();
            let touched = ids.contains(&entry.dispatch.id)
                || (!names.is_empty() && name().is_some_and(|n| names.contains(n)));
            if touched && entry.reading.is_none() && !entry.requested {
                self.wanted.push(id);
            } else if touched {
                self.review(id);
            }
        }
        let added = self.log.entries.get(first..first + last).unwrap_or_default();
        match origin {
            Origin::Before => {}
            Origin::Here => {
                if let Some(entry) = added.last().cloned() {
                    self.follow_up(&entry);
                    self.tell(&entry);
                }
            }
            Origin::Elsewhere => {
                let here = self.entry().map(|e| e.dispatch.id.as_str());
                let other = added.iter().rev().find(|e| Some(e.dispatch.as_str()) == here).cloned();
                if let Some(entry) = other {
                    let what = self.sentence(&entry);
                    self.say(Text::OtherDid, &[("name", &entry.editor), ("what", &what)]);
                }
            }
        }
    }

    /// Has those of the dispatches read that somebody decided about, so that the list says how far they are.
    pub(super) fn want_reviewed(&mut self, ids: &[usize]) {
        if self.log.len() > 0 {
            let known = |id: &&usize| self.entries.get(**id).is_some_and(|e| self.log.knows(&e.dispatch));
            self.wanted.extend(ids.iter().filter(known));
        }
    }

    /// Selects what was just added.
    fn follow_up(&mut self, entry: &Entry) {
        let added = self.log.step(&entry.step).into_iter().find(|e| e.act == Act::Add);
        let Some(anchor) = added.and_then(|e| e.anchor.clone()) else { return };
        let Some((dispatch, items)) = self.entry().and_then(|e| Some((&e.dispatch, e.items()?))) else {
            return;
        };
        if let Some(item) = Anchors::new(dispatch, items).find(&anchor) {
            self.select(item);
        }
    }

    /// Says what was just done.
    fn tell(&mut self, entry: &Entry) {
        let text = self.sentence(entry);
        self.notice = Some(super::Notice { text, fault: false });
    }

    /// What was done by an entry and its step, as a sentence.
    #[must_use]
    pub fn sentence(&self, entry: &Entry) -> String {
        let m = &self.setup.messages;
        if let Act::Undo { of } = &entry.act {
            let undone = self.log.step(of);
            let Some(first) = undone.first() else { return m.fill(Text::Undone, &[("what", "?")]) };
            return match &first.act {
                // What undid a step is undone: the step is done again.
                Act::Undo { of } => {
                    let again = self.log.step(of).first().map_or_else(String::new, |e| self.sentence(e));
                    m.fill(Text::Redone, &[("what", &again)])
                }
                _ => m.fill(Text::Undone, &[("what", &self.sentence(first))]),
            };
        }
        let step = self.log.step(&entry.step).len();
        match &entry.act {
            Act::Decide { decision } if step > 1 => {
                let decision = m.name("decision", decision.as_str());
                m.count(Text::DecidedAll, step, &[("decision", decision)])
            }
            _ => self.deed_sentence(entry),
        }
    }

    /// What was done by an entry alone, as a sentence.
    #[must_use]
    pub fn deed_sentence(&self, entry: &Entry) -> String {
        let m = &self.setup.messages;
        let about = match &entry.anchor {
            Some(anchor) => crate::app::width::cut(&anchor.exact.replace('\n', " "), 40),
            None => m.say(Text::ThisDispatch).to_owned(),
        };
        match &entry.act {
            Act::Decide { decision } => {
                let decision = m.name("decision", decision.as_str());
                m.fill(Text::Decided, &[("what", &about), ("decision", decision)])
            }
            Act::Correct { field, value } => {
                let name = m.name("field", field.as_str());
                let shown = self.shown_value(entry.anchor.as_ref().map(|a| a.list), *field, value);
                m.fill(Text::CorrectedTo, &[("what", &about), ("field", name), ("value", &shown)])
            }
            Act::Add => m.fill(Text::Added, &[("what", &about)]),
            Act::Note { text } => m.fill(Text::Noted, &[("what", &about), ("text", text)]),
            Act::Undo { .. } => String::new(),
        }
    }

    /// A value of a correction as people read it.
    #[must_use]
    pub fn shown_value(&self, list: Option<crate::review::List>, field: Field, value: &str) -> String {
        use crate::review::List;
        let m = &self.setup.messages;
        let table = match (field, list) {
            (Field::Kind, Some(List::Actor)) => "actor-kind",
            (Field::Kind, Some(List::Alliance)) => "alliance-kind",
            (Field::Kind, Some(List::Event)) => "category",
            (Field::Kind, Some(List::Quote)) => "quote-kind",
            (Field::Kind, Some(List::Source)) => "source-kind",
            (Field::Status, _) => "alliance-status",
            (Field::Modality, _) => "modality",
            (Field::Span | Field::Split, _) => return self.shown_spans(value),
            _ if value.is_empty() => return m.say(Text::Nobody).to_owned(),
            _ => return value.to_owned(),
        };
        m.name(table, value).to_owned()
    }

    /// The words at `12..34`, or where a span went.
    fn shown_spans(&self, value: &str) -> String {
        let Some(entry) = self.entry() else { return value.to_owned() };
        let points = crate::record::CodePoints::new(&entry.dispatch.text);
        let words = |part: &str| {
            let (start, end) = part.split_once("..")?;
            let span = points.span([start.parse().ok()?, end.parse().ok()?]);
            let words: String = span.of(&entry.dispatch.text).chars().take(40).collect();
            Some(words).filter(|w| !w.is_empty())
        };
        let parts = value.rsplit('>').next().unwrap_or(value).split(';');
        let shown: Vec<String> = parts.filter_map(words).collect();
        if shown.is_empty() { value.to_owned() } else { shown.join(" · ") }
    }

    /// Lays what editors did over what was read out of a dispatch.
    pub(super) fn review(&mut self, id: usize) {
        let selected = self.selection.filter(|_| self.open == Some(id)).and_then(|item| self.anchor(item));
        let Some(entry) = self.entries.get_mut(id) else { return };
        let Some(reading) = entry.reading.as_deref() else { return };
        let entries = self.log.of(&entry.dispatch);
        if entries.is_empty() && entry.reviewed.is_none() {
            return;
        }
        let raw = entry.reviewed.as_deref().map_or(&reading.items, |o| &o.raw).clone();
        let reviewed = Reviewed::new(&entry.dispatch, &raw, &entries);
        // What was rejected stays in its pane and is no longer marked in the text.
        let mut reading = Reading::new(reviewed.items.clone());
        reading.marks.retain(|mark| reviewed.counts(mark.item));
        entry.reading = Some(Arc::new(reading));
        let moved = selected.map(|anchor| reviewed.at(&anchor));
        entry.reviewed = Some(Arc::new(Opinion { reviewed, raw, entries }));
        self.list.recheck(&self.entries, &self.stories, id);
        if self.open == Some(id) {
            self.laid_out = None;
            if let Some(item) = moved {
                self.selection = item;
            }
        }
    }

    /// Tells why the store cannot be used; nothing that was asked for is stored.
    pub(super) fn store_fault(&mut self, path: &Path, fault: &StoreFault) {
        self.asked.clear();
        let m = &self.setup.messages;
        let other = fault.to_string();
        let why = fault.name().map_or(other.as_str(), |name| m.name("store-fault", name));
        let text = m.fill(Text::StoreFault, &[("file", &self.shown_path(path)), ("why", why)]);
        self.fault(text);
    }

    /// Tells what an editor should know about the store.
    pub(super) fn limited(&mut self, limit: Limit) {
        self.limit = Some(limit);
        let text = self.setup.messages.say(limit.sentence()).to_owned();
        self.fault(text);
    }
}

impl Limit {
    /// What it means, as a sentence.
    #[must_use]
    pub const fn sentence(self) -> Text {
        match self {
            Self::ReadOnly => Text::StoreReadOnly,
            Self::Network => Text::StoreNetwork,
            Self::Unusable => Text::StoreUnusable,
        }
    }

    /// What it is, in a word or two for the title line.
    #[must_use]
    pub const fn badge(self) -> Text {
        match self {
            Self::ReadOnly => Text::BadgeReadOnly,
            Self::Network => Text::BadgeNetwork,
            Self::Unusable => Text::BadgeUnusable,
        }
    }
}

impl Listed {
    /// How many of its items are decided, and how many there are; `None` before anybody decided.
    #[must_use]
    pub fn progress(&self) -> Option<(usize, usize)> {
        let reviewed = &self.reviewed.as_deref()?.reviewed;
        Some(reviewed.progress()).filter(|(decided, _)| *decided > 0)
    }

    /// What was decided about the dispatch itself.
    #[must_use]
    pub fn verdict(&self) -> Option<&State> {
        self.reviewed.as_deref().map(|o| &o.reviewed.dispatch).filter(|s| **s != State::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Msg;
    use crate::app::item::Pane;
    use crate::app::overlay::Target;
    use crate::app::sample::{self, store};

    #[test]
    fn a_key_decides_and_shows_once_it_is_stored() {
        let mut app = sample::app(120, 40, 0);
        let effects = sample::press(&mut app, "] q a");
        let first = Pane::Quotes.item(0);
        assert_eq!(app.decision(first), Decision::Undecided);
        assert_eq!(store(&mut app, "ana", effects).len(), 1);
        assert_eq!(app.decision(first), Decision::Accepted);
        assert_eq!(app.selection, Some(first), "the text stays where it is");
        assert!(app.notice.is_some());
    }

    #[test]
    fn a_pane_moves_on_and_the_skipped_ones_come_back_at_the_end() {
        let mut app = sample::app(120, 40, 0);
        sample::press(&mut app, "4");
        let order = app.sheets[Pane::Quotes as usize].targets.clone();
        assert_eq!(order.len(), 2);
        let effects = sample::press(&mut app, "-");
        store(&mut app, "ana", effects);
        assert_eq!(app.selection, Some(order[1]));
        let effects = sample::press(&mut app, "x");
        store(&mut app, "ana", effects);
        assert_eq!(app.selection, Some(order[0]), "only the skipped one is left");
        let effects = sample::press(&mut app, "!");
        store(&mut app, "ana", effects);
        assert_eq!((app.decision(order[0]), app.decision(order[1])), (Decision::Flagged, Decision::Rejected));
        let effects = sample::press(&mut app, "_");
        store(&mut app, "ana", effects);
        assert_eq!(app.decision(order[0]), Decision::Undecided);
    }

    #[test]
    fn what_was_rejected_is_no_longer_marked_in_the_text() {
        let mut app = sample::app(120, 40, 0);
        let first = Pane::Quotes.item(0);
        let marked = |app: &App| app.reading().unwrap().marks.iter().any(|m| m.item == first);
        assert!(marked(&app));
        let effects = sample::press(&mut app, "] q x");
        store(&mut app, "ana", effects);
        assert!(!marked(&app));
        let effects = sample::press(&mut app, "a");
        store(&mut app, "ana", effects);
        assert!(marked(&app));
    }

    #[test]
    fn what_was_rejected_stays_in_its_pane_and_leaves_counts_and_overviews() {
        let shows = |app: &mut App, keys: &str, item| {
            sample::press(app, keys);
            let targets = &app.overlays.last().unwrap().sheet.targets;
            let (here, there) = (Target::Item(item), Target::In(0, item));
            let shown = targets.iter().any(|t| [here, there].contains(t));
            sample::press(app, "esc");
            shown
        };
        let overviews = [
            (Pane::Actors, vec!["g n"]),
            (Pane::Alliances, vec!["g a", "g x", "g s"]),
            (Pane::Events, vec!["g t", "g m", "g s"]),
            (Pane::Quotes, vec!["g s"]),
        ];
        for (pane, keys) in overviews {
            let mut app = sample::app(120, 40, 0);
            let order = app.sheets[pane as usize].targets.clone();
            let found = |app: &mut App, keys| order.iter().position(|item| shows(app, keys, *item));
            for keys in keys {
                // Not every item is in every overview.
                let Some(n) = found(&mut app, keys) else { panic!("{pane:?} {keys}") };
                app.select(order[n]);
                let effects = sample::press(&mut app, "x");
                store(&mut app, "ana", effects);
                assert_eq!(app.decision(order[n]), Decision::Rejected);
                assert!(!shows(&mut app, keys, order[n]), "{pane:?} {keys}");
                assert_eq!(app.sheets[pane as usize].targets, order);
                let effects = sample::press(&mut app, "a");
                store(&mut app, "ana", effects);
                assert!(shows(&mut app, keys, order[n]), "{pane:?} {keys}");
            }
        }
    }

    #[test]
    fn a_rejected_quotation_counts_for_nobody() {
        let mut app = sample::app(120, 40, 0);
        let said = |app: &App| {
            let rows = &app.sheets[Pane::Actors as usize].lines;
            rows.iter().flat_map(|l| &l.right).filter(|(_, text)| text.contains(" q")).count()
        };
        let before = said(&app);
        let effects = sample::press(&mut app, "] q x");
        store(&mut app, "ana", effects);
        assert_eq!(said(&app), before - 1);
    }

    #[test]
    fn the_next_undecided_one_is_found_across_panes() {
        let mut app = sample::app(120, 40, 0);
        sample::press(&mut app, ";");
        let first = app.selection.unwrap();
        let effects = sample::press(&mut app, "a");
        store(&mut app, "ana", effects);
        sample::press(&mut app, ";");
        assert_ne!(app.selection, Some(first));
    }

    #[test]
    fn what_a_pane_shows_is_decided_at_once_from_a_confidence_on() {
        let mut app = sample::app(120, 40, 0);
        let actors = app.items().unwrap().actors.len();
        let effects = sample::press(&mut app, "1 A");
        assert!(effects.iter().all(|e| !matches!(e, Effect::Review(_))));
        let effects = sample::press(&mut app, "1 0 0 enter");
        assert!(effects.iter().all(|e| !matches!(e, Effect::Review(_))), "nobody is that sure");
        let effects = sample::press(&mut app, "A enter");
        let entries = store(&mut app, "ana", effects);
        assert_eq!(entries.len(), actors);
        assert!(entries.iter().all(|e| e.step == entries[0].step), "one step");
    }

    #[test]
    fn what_another_editor_decides_is_said_with_her_name_and_keeps_both() {
        let mut app = sample::app(120, 40, 0);
        let effects = sample::press(&mut app, "] q a");
        let mut entries = store(&mut app, "ana", effects);
        entries[0].uuid = "other".to_owned();
        entries[0].step = "other".to_owned();
        entries[0].editor = "Bo".to_owned();
        entries[0].act = Act::Decide { decision: Decision::Rejected };
        app.update(Msg::Decided(entries, Origin::Elsewhere));
        assert!(app.notice.as_ref().unwrap().text.contains("Bo"));
        let state = app.state(Pane::Quotes.item(0)).unwrap();
        assert!(state.is_conflict());
        assert_eq!(sign(state), "#");
    }

    #[test]
    fn in_the_list_a_key_decides_about_the_dispatch() {
        let mut app = sample::app(120, 40, 2);
        let effects = sample::press(&mut app, "` !");
        let entries = store(&mut app, "ana", effects);
        assert_eq!((entries.len(), &entries[0].anchor), (1, &None));
    }

    #[test]
    fn nothing_selected_is_nothing_decided() {
        let mut app = sample::app(120, 40, 0);
        app.selection = None;
        assert!(sample::press(&mut app, "a").iter().all(|e| !matches!(e, Effect::Review(_))));
    }
}
