//! A dispatch in the reader, with what was read out of it once a worker has done so.

use std::sync::Arc;

use super::deciding::Opinion;
use super::item::{Item, Pane};
use super::messages::Messages;
use super::panes::Subject;
use super::role::Role;
use crate::dispatch::{Dispatch, Extraction, ParagraphKind, QuoteKind, Span, Status};
use crate::library::{Row, State, seconds};

/// A dispatch and the state of its extraction.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The dispatch.
    pub dispatch: Arc<Dispatch>,
    /// What was read out of it; `None` until a worker is done.
    pub reading: Option<Arc<Reading>>,
    /// Whether a worker was asked.
    pub requested: bool,
    /// Words of the body, by the agency's count or ours.
    pub words: usize,
    /// Whether its embargo is over.
    pub lifted: bool,
    /// What editors decided, where they did.
    pub reviewed: Option<Arc<Opinion>>,
    /// How much of it there is.
    pub state: State,
    /// Which dispatch of its file it is, from 0.
    pub item: usize,
    /// The story that it is a take of.
    pub family: usize,
    /// Seconds since 1970 of its date.
    pub time: Option<i64>,
    /// Where it stands among the takes of its story.
    pub kin: Kin,
}

/// Where a dispatch stands among the takes of its story that are loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kin {
    /// The take before it.
    pub before: Option<usize>,
    /// The newest take, if that is another one.
    pub newest: Option<usize>,
    /// What a later take says of this one: killed, withheld, corrected.
    pub verdict: Option<Status>,
}

/// An extraction, and where it shows in the text.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The extraction.
    pub items: Extraction,
    /// Its stretches of text, by start, longer ones first.
    pub marks: Vec<Mark>,
}

/// A stretch of text that an item shows in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// As what.
    pub role: Role,
    /// For which item.
    pub item: Item,
    /// Whether the item begins here: the margin shows its letter.
    pub first: bool,
}

impl Entry {
    /// A row that nothing was read out of yet.
    #[must_use]
    pub fn new(row: Row) -> Self {
        let Row { id: _, family, item, state, words, dispatch } = row;
        let time = date(&dispatch).and_then(seconds);
        let dispatch = Arc::new(dispatch);
        // There is nothing to read out of a reason.
        let reading = (state == State::Unreadable).then(Arc::default);
        let kin = Kin::default();
        Self {
            dispatch,
            reading,
            requested: false,
            words,
            lifted: false,
            reviewed: None,
            state,
            item,
            family,
            time,
            kin,
        }
    }

    /// What orders the takes of a story: time, then the number of the version.
    #[must_use]
    pub fn age(&self) -> (Option<i64>, u64) {
        let version = self.dispatch.meta.version.as_deref().unwrap_or_default();
        let digits: String = version.chars().filter(char::is_ascii_digit).take(12).collect();
        (self.time, digits.parse().unwrap_or_default())
    }

    /// What the list says of it beside its name: that it cannot be read or was removed, else its status, if that is
    /// worth a word. A name of the tables `state` and `status`.
    #[must_use]
    pub fn badge(&self) -> Option<(&'static str, &'static str)> {
        match self.state {
            State::Unreadable => Some(("state", "unreadable")),
            State::Removed => Some(("state", "removed")),
            State::Whole | State::Summary => {
                Some(self.status()).filter(|s| *s != Status::Usable).map(|s| ("status", s.as_str()))
            }
        }
    }

    /// The extraction, once it is there.
    #[must_use]
    pub fn items(&self) -> Option<&Extraction> {
        self.reading.as_deref().map(|r| &r.items)
    }

    /// The dispatch with its items, to make lines of `width` cells from; `None` until they are there.
    #[must_use]
    pub fn subject<'a>(&'a self, messages: &'a Messages, width: usize) -> Option<Subject<'a>> {
        let reviewed = self.reviewed.as_deref().map(|opinion| &opinion.reviewed);
        Some(Subject { text: &self.dispatch.text, items: self.items()?, reviewed, messages, width })
    }

    /// Its headline: the sender's, else the first paragraph.
    #[must_use]
    pub fn headline(&self) -> &str {
        let text = &self.dispatch.text;
        let of_kind = |kind| {
            let mut found = self.dispatch.paragraphs.iter().filter(move |p| p.kind == kind);
            found.next().map(|p| p.span.of(text))
        };
        let sender = self.dispatch.meta.headline.as_deref();
        sender
            .or_else(|| of_kind(ParagraphKind::Headline))
            .or_else(|| of_kind(ParagraphKind::Body))
            // A kill may be nothing but a note.
            .or_else(|| self.dispatch.meta.note.as_deref()?.lines().next())
            .unwrap_or_else(|| text.lines().next().unwrap_or(&self.dispatch.id))
    }

    /// The short name for the list: slug before headline.
    #[must_use]
    pub fn title(&self) -> &str {
        self.dispatch.meta.slugline.as_deref().filter(|s| !s.is_empty()).unwrap_or_else(|| self.headline())
    }

    /// Publication date, else that of the dateline; ISO.
    #[must_use]
    pub fn date(&self) -> Option<&str> {
        date(&self.dispatch)
    }

    /// `HH:MM` of the publication, in the sender's own time zone.
    #[must_use]
    pub fn time(&self) -> Option<&str> {
        self.dispatch.meta.published.as_deref()?.get(11..16)
    }

    /// Whose dispatch it is: the credit, else the agency of the dateline.
    #[must_use]
    pub fn agency(&self) -> Option<&str> {
        let meta = &self.dispatch.meta;
        meta.credit.first().map(String::as_str).or_else(|| meta.dateline.as_ref()?.agency.as_deref())
    }

    /// Whether the sender stands by it: what was said with it, or since then.
    #[must_use]
    pub fn status(&self) -> Status {
        self.kin.verdict.unwrap_or_else(|| self.own_status())
    }

    /// What the sender says with the dispatch itself; an embargo only while it lasts.
    fn own_status(&self) -> Status {
        match self.dispatch.meta.status.unwrap_or(Status::Usable) {
            Status::Usable | Status::Embargoed if self.lifted => Status::Usable,
            Status::Usable if self.dispatch.meta.embargo.is_some() => Status::Embargoed,
            status => status,
        }
    }
}

fn date(dispatch: &Dispatch) -> Option<&str> {
    let meta = &dispatch.meta;
    meta.published.as_deref().or_else(|| meta.dateline.as_ref()?.date.as_deref())
}

impl Reading {
    /// Finds where the items of an extraction show.
    #[must_use]
    pub fn new(items: Extraction) -> Self {
        let mut marks = Vec::new();
        let mut add = |span: Span, role, item, first| {
            if !span.is_empty() {
                marks.push(Mark { span, role, item, first });
            }
        };
        for (n, actor) in items.actors.iter().enumerate() {
            for mention in &actor.mentions {
                add(mention.span, Role::of_actor(actor.kind), Pane::Actors.item(n), false);
            }
        }
        for (n, relation) in items.alliances.iter().enumerate() {
            let item = Pane::Alliances.item(n);
            add(relation.why.cue.unwrap_or_default(), Role::Relation, item, false);
            add(relation.evidence, Role::Plain, item, true);
        }
        for (n, event) in items.events.iter().enumerate() {
            let item = Pane::Events.item(n);
            add(event.trigger, Role::Trigger, item, true);
            for &span in &event.mentions {
                add(span, Role::Trigger, item, false);
            }
        }
        for (n, quote) in items.quotes.iter().enumerate() {
            let role = if quote.kind == QuoteKind::Direct { Role::Quote } else { Role::Indirect };
            let item = Pane::Quotes.item(n);
            add(quote.span, role, item, true);
            add(quote.cue.unwrap_or_default(), Role::Cue, item, false);
        }
        for (n, source) in items.sources.iter().enumerate() {
            for (m, &span) in source.mentions.iter().enumerate() {
                add(span, Role::Source, Pane::Sources.item(n), m == 0);
            }
        }
        for (n, place) in items.places.iter().enumerate() {
            for &span in &place.mentions {
                add(span, Role::Place, Item::Place(crate::dispatch::PlaceId(n)), false);
            }
        }
        marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        Self { items, marks }
    }

    /// The marks that share a byte with `span`, by start.
    pub fn marks_in(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let end = self.marks.partition_point(|m| m.span.start < span.end);
        self.marks.get(..end).unwrap_or_default().iter().filter(move |m| m.span.overlaps(span))
    }
}
