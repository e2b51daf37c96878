//! How an entry finds its item again: by position, by its words and by what stands around them, after the selectors of
//! the W3C Web Annotation model.

use serde::{Deserialize, Serialize};

use crate::dispatch::{ActorId, AllianceId, EventId, QuoteId, SourceId};
use crate::dispatch::{Dispatch, Extraction, Item, PlaceId, Span, named};
use crate::record::CodePoints;

/// How many code points of context are kept on either side.
const CONTEXT: usize = 32;

named! {
    /// The list that an item is in.
    List {
        Actor = "actor", Alliance = "alliance", Event = "event", Quote = "quote", Source = "source",
        Place = "place",
    }
}

/// Where an item stood when an entry was made about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The list that the item is in.
    pub list: List,
    /// What tells it from others of the same list at the same words: the two sides of an alliance, the kind or category
    /// of others.
    pub label: String,
    /// First code point of its words (W3C `TextPositionSelector`).
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words (W3C `TextQuoteSelector`).
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
}

/// The items of an extraction by where they stand.
#[derive(Debug)]
pub struct Anchors<'a> {
    text: &'a str,
    points: CodePoints<'a>,
    places: Vec<Standing>,
}

/// One place in which an item stands.
#[derive(Debug)]
struct Standing {
    item: Item,
    list: List,
    span: Span,
    label: String,
}

impl<'a> Anchors<'a> {
    /// Where the items of `extraction` stand in `dispatch`.
    #[must_use]
    pub fn new(dispatch: &'a Dispatch, extraction: &Extraction) -> Self {
        let mut anchors =
            Self { text: &dispatch.text, points: CodePoints::new(&dispatch.text), places: Vec::new() };
        let x = extraction;
        for (i, actor) in x.actors.iter().enumerate() {
            let spans = actor.mentions.iter().map(|m| m.span);
            anchors.add(Item::Actor(ActorId(i)), List::Actor, spans, &actor.name);
        }
        for (i, alliance) in x.alliances.iter().enumerate() {
            let name = |id: ActorId| x.actors.get(id.0).map_or("", |a| &a.name);
            let label = format!("{} -> {}", name(alliance.a), name(alliance.b));
            anchors.add(Item::Alliance(AllianceId(i)), List::Alliance, [alliance.evidence], &label);
        }
        for (i, event) in x.events.iter().enumerate() {
            let spans = std::iter::once(event.trigger).chain(event.mentions.iter().copied());
            anchors.add(Item::Event(EventId(i)), List::Event, spans, event.category.as_str());
        }
        for (i, quote) in x.quotes.iter().enumerate() {
            anchors.add(Item::Quote(QuoteId(i)), List::Quote, [quote.span], quote.kind.as_str());
        }
        for (i, source) in x.sources.iter().enumerate() {
            let spans = source.mentions.iter().copied();
            anchors.add(Item::Source(SourceId(i)), List::Source, spans, source.kind.as_str());
        }
        for (i, place) in x.places.iter().enumerate() {
            anchors.add(Item::Place(PlaceId(i)), List::Place, place.mentions.iter().copied(), &place.name);
        }
        anchors
    }

    fn add(&mut self, item: Item, list: List, spans: impl IntoIterator<Item = Span>, label: &str) {
        self.places.extend(spans.into_iter().map(|span| Standing {
            item,
            list,
            span,
            label: label.to_owned(),
        }));
    }

    /// The anchor of an item; `None` where it stands nowhere in the text.
    #[must_use]
    pub fn of(&self, item: Item) -> Option<Anchor> {
        let place = self.places.iter().find(|place| place.item == item)?;
        Some(self.at(place.list, place.span, &place.label))
    }

    /// An anchor for words that hold no item yet.
    #[must_use]
    pub fn at(&self, list: List, span: Span, label: &str) -> Anchor {
        let before = self.text.get(..span.start).unwrap_or_default();
        let after = self.text.get(span.end..).unwrap_or_default();
        let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        let [start, end] = self.points.of(span);
        Anchor {
            list,
            label: label.to_owned(),
            start,
            end,
            exact: span.of(self.text).to_owned(),
            prefix: before.get(from..).unwrap_or_default().to_owned(),
            suffix: after.get(..to).unwrap_or_default().to_owned(),
        }
    }

    /// The item that `anchor` means today, if it is still there.
    ///
    /// Its words must stand in the text, where they stood or where their context says. Of the items there the one with
    /// the same label counts, else the one at just these words; two alliances may rest on one sentence, so there the
    /// label must fit.
    #[must_use]
    pub fn find(&self, anchor: &Anchor) -> Option<Item> {
        let words = self.words(anchor)?;
        let fit = |place: &&Standing| {
            let (here, labelled) = (place.span == words, place.label == anchor.label);
            match (here, labelled) {
                (true, true) => 3,
                (true, false) if anchor.list != List::Alliance => 2,
                (false, true) if alike(place.span, words) => 1,
                _ => 0,
            }
        };
        let there =
            self.places.iter().filter(|place| place.list == anchor.list && place.span.overlaps(words));
        // The first of the best.
        there.rev().max_by_key(fit).filter(|place| fit(place) > 0).map(|place| place.item)
    }

    /// Where the words of `anchor` stand today.
    #[must_use]
    pub fn words(&self, anchor: &Anchor) -> Option<Span> {
        let then = self.points.span([anchor.start, anchor.end]);
        if then.of(self.text) == anchor.exact && !anchor.exact.is_empty() {
            return Some(then);
        }
        let found = self.text.match_indices(anchor.exact.as_str()).filter(|(_, words)| !words.is_empty());
        let spans = found.map(|(at, words)| Span::new(at, at + words.len()));
        spans.max_by_key(|span| {
            (self.shared_context(*span, anchor), usize::MAX - span.start.abs_diff(then.start))
        })
    }

    /// How many code points of the context of `anchor` stand around `span`.
    fn shared_context(&self, span: Span, anchor: &Anchor) -> usize {
        let before = self.text.get(..span.start).unwrap_or_default();
        let after = self.text.get(span.end..).unwrap_or_default();
        let same = |(a, b): &(char, char)| a == b;
        before.chars().rev().zip(anchor.prefix.chars().rev()).take_while(same).count()
            + after.chars().zip(anchor.suffix.chars()).take_while(same).count()
    }
}

/// Whether two spans share at least half of what they cover together.
fn alike(a: Span, b: Span) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared * 2 >= a.cover(b).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::fold::tests::{dispatch, quotes};

    const TEXT: &str = "« Non », dit Orlan. « Oui », dit Veska. « Non », dit encore Orlan.";

    #[test]
    fn an_item_is_found_where_it_stood() {
        let (dispatch, items) = (dispatch(TEXT), quotes(TEXT, &["Non", "Oui"]));
        let anchors = Anchors::new(&dispatch, &items);
        let anchor = anchors.of(Item::Quote(QuoteId(1))).unwrap();
        assert_eq!((anchor.start, anchor.end, anchor.exact.as_str()), (22, 25, "Oui"));
        assert_eq!(anchors.find(&anchor), Some(Item::Quote(QuoteId(1))));
    }

    #[test]
    fn an_item_is_found_after_the_text_has_moved_and_numbers_have_changed() {
        let (old, items) = (dispatch(TEXT), quotes(TEXT, &["Oui"]));
        let anchor = Anchors::new(&old, &items).of(Item::Quote(QuoteId(0))).unwrap();
        let text = format!("Ajout. {TEXT}");
        let (new, items) = (dispatch(&text), quotes(&text, &["Non", "Oui"]));
        assert_eq!(Anchors::new(&new, &items).find(&anchor), Some(Item::Quote(QuoteId(1))));
    }

    #[test]
    fn context_tells_equal_words_apart() {
        let old = dispatch(TEXT);
        let second = Span::new(TEXT.rfind("Non").unwrap(), TEXT.rfind("Non").unwrap() + 3);
        let mut items = quotes(TEXT, &["Non"]);
        items.quotes[0].span = second;
        let anchor = Anchors::new(&old, &items).of(Item::Quote(QuoteId(0))).unwrap();
        let text = TEXT.replace("« Oui », dit Veska. ", "");
        let new = dispatch(&text);
        assert_eq!(
            Anchors::new(&new, &Extraction::default()).words(&anchor).unwrap().start,
            text.rfind("Non").unwrap()
        );
    }

    #[test]
    fn what_is_gone_is_not_found() {
        let (old, items) = (dispatch(TEXT), quotes(TEXT, &["Oui"]));
        let anchor = Anchors::new(&old, &items).of(Item::Quote(QuoteId(0))).unwrap();
        let text = "« Non », dit Orlan.";
        let (new, items) = (dispatch(text), quotes(text, &["Non"]));
        assert_eq!(Anchors::new(&new, &items).find(&anchor), None);
    }
}
