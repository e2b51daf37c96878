//! What can be selected: an item of the extraction, where it stands in the text, and the pane that lists it.

use crate::dispatch::{
    ActorId, AllianceId, Attribution, EventId, Extraction, PlaceId, QuoteId, SourceId, Span, named,
};

named! {
    /// A side pane, by what it lists.
    Pane {
        Actors = "actors", Alliances = "alliances", Events = "events", Quotes = "quotes", Sources = "sources",
    }
}

pub use crate::dispatch::Item;

impl Pane {
    /// The item at `index` of the list that this pane shows.
    #[must_use]
    pub const fn item(self, index: usize) -> Item {
        match self {
            Self::Actors => Item::Actor(ActorId(index)),
            Self::Alliances => Item::Alliance(AllianceId(index)),
            Self::Events => Item::Event(EventId(index)),
            Self::Quotes => Item::Quote(QuoteId(index)),
            Self::Sources => Item::Source(SourceId(index)),
        }
    }

    /// How many items it has to show.
    #[must_use]
    pub fn count(self, items: &Extraction) -> usize {
        match self {
            Self::Actors => items.actors.len(),
            Self::Alliances => items.alliances.len(),
            Self::Events => items.events.len(),
            Self::Quotes => items.quotes.len(),
            Self::Sources => items.sources.len(),
        }
    }

    /// The letter that marks its items in the margin and that follows `[` and `]` in the built-in keys.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Actors => 'a',
            Self::Alliances => 'r',
            Self::Events => 'e',
            Self::Quotes => 'q',
            Self::Sources => 's',
        }
    }
}

impl Item {
    /// The pane that lists it; places have none.
    #[must_use]
    pub const fn pane(self) -> Option<Pane> {
        match self {
            Self::Actor(_) => Some(Pane::Actors),
            Self::Alliance(_) => Some(Pane::Alliances),
            Self::Event(_) => Some(Pane::Events),
            Self::Quote(_) => Some(Pane::Quotes),
            Self::Source(_) => Some(Pane::Sources),
            Self::Place(_) => None,
        }
    }

    /// Its position in its list.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Actor(ActorId(n))
            | Self::Alliance(AllianceId(n))
            | Self::Event(EventId(n))
            | Self::Quote(QuoteId(n))
            | Self::Source(SourceId(n))
            | Self::Place(PlaceId(n)) => n,
        }
    }

    /// Where it stands in the text, the place to show first at the head.
    #[must_use]
    pub fn spans(self, items: &Extraction) -> Vec<Span> {
        match self {
            Self::Actor(id) => {
                items.actors.get(id.0).map_or_else(Vec::new, |a| a.mentions.iter().map(|m| m.span).collect())
            }
            Self::Alliance(id) => items.alliances.get(id.0).map_or_else(Vec::new, |r| vec![r.evidence]),
            Self::Event(id) => items.events.get(id.0).map_or_else(Vec::new, |e| {
                let mut spans = vec![e.trigger];
                spans.extend(e.date.as_ref().map(|d| d.span));
                spans.extend(e.toll.iter().flat_map(tolls));
                spans.extend(&e.mentions);
                spans
            }),
            Self::Quote(id) => items
                .quotes
                .get(id.0)
                .map_or_else(Vec::new, |q| std::iter::once(q.span).chain(q.cue).collect()),
            Self::Source(id) => items.sources.get(id.0).map_or_else(Vec::new, |s| s.mentions.clone()),
            Self::Place(id) => items.places.get(id.0).map_or_else(Vec::new, |p| p.mentions.clone()),
        }
    }

    /// Where it stands first.
    #[must_use]
    pub fn anchor(self, items: &Extraction) -> Option<Span> {
        match self {
            Self::Actor(id) => items.actors.get(id.0)?.mentions.first().map(|m| m.span),
            Self::Alliance(id) => items.alliances.get(id.0).map(|r| r.evidence),
            Self::Event(id) => items.events.get(id.0).map(|e| e.trigger),
            Self::Quote(id) => items.quotes.get(id.0).map(|q| q.span),
            Self::Source(id) => items.sources.get(id.0)?.mentions.first().copied(),
            Self::Place(id) => items.places.get(id.0)?.mentions.first().copied(),
        }
    }

    /// Who says it, or whose word it rests on.
    #[must_use]
    pub fn speaker(self, items: &Extraction) -> Option<ActorId> {
        match self {
            Self::Quote(id) => {
                let quote = items.quotes.get(id.0)?;
                quote.speaker.or_else(|| items.quotes.get(quote.part_of?.0)?.speaker)
            }
            Self::Source(id) => items.sources.get(id.0)?.actor,
            Self::Event(id) => of_attribution(items, items.events.get(id.0)?.attribution),
            Self::Alliance(id) => of_attribution(items, items.alliances.get(id.0)?.attribution),
            Self::Actor(_) | Self::Place(_) => None,
        }
    }

    /// The source it comes from: its own, that of the utterance it is part of, else one that its speaker is behind.
    #[must_use]
    pub fn source(self, items: &Extraction) -> Option<SourceId> {
        let attributed = |attribution| match attribution {
            Some(Attribution::Source(id)) => Some(id),
            _ => None,
        };
        let own = match self {
            Self::Quote(id) => {
                let quote = items.quotes.get(id.0)?;
                quote.source.or_else(|| items.quotes.get(quote.part_of?.0)?.source)
            }
            Self::Event(id) => attributed(items.events.get(id.0)?.attribution),
            Self::Alliance(id) => attributed(items.alliances.get(id.0)?.attribution),
            Self::Actor(_) | Self::Source(_) | Self::Place(_) => None,
        };
        own.or_else(|| {
            let speaker = match self {
                Self::Actor(id) => id,
                Self::Source(_) => return None,
                _ => self.speaker(items)?,
            };
            items.sources.iter().position(|s| s.actor == Some(speaker)).map(SourceId)
        })
    }
}

fn of_attribution(items: &Extraction, attribution: Option<Attribution>) -> Option<ActorId> {
    match attribution? {
        Attribution::Actor(id) => Some(id),
        Attribution::Source(id) => items.sources.get(id.0)?.actor,
    }
}

fn tolls(toll: &crate::dispatch::Toll) -> impl Iterator<Item = Span> {
    [toll.killed, toll.wounded, toll.displaced, toll.captured, toll.missing]
        .into_iter()
        .flatten()
        .map(|c| c.span)
}
