//! The model to the record: bytes become code points.

use super::CodePoints;
use super::schema::{
    Actor, Alliance, Count, Dateline, Event, EventDate, Mention, Meta, Paragraph, Place, Quote, Record,
    Source, Text, Toll, Why, Words,
};
use crate::dispatch::{
    self, ActorId, AllianceId, Dispatch, EventId, Extraction, PlaceId, QuoteId, SourceId, Span,
};

impl<'a> Record<'a> {
    /// The record of a dispatch and what was read out of it.
    #[must_use]
    pub fn new(dispatch: &'a Dispatch, items: &'a Extraction) -> Self {
        let writer = Writer { text: &dispatch.text, points: CodePoints::new(&dispatch.text) };
        let paragraph = |p: &dispatch::Paragraph| Paragraph { span: writer.offsets(p.span), kind: p.kind };
        Self {
            schema: super::SCHEMA.into(),
            id: text(&dispatch.id),
            path: dispatch.path.as_deref().map(std::path::Path::to_string_lossy),
            format: dispatch.format,
            meta: meta(&dispatch.meta),
            text: text(&dispatch.text),
            paragraphs: dispatch.paragraphs.iter().map(paragraph).collect(),
            actors: each(&items.actors, |i, actor| writer.actor(ActorId(i), actor)),
            alliances: each(&items.alliances, |i, alliance| writer.alliance(AllianceId(i), alliance)),
            events: each(&items.events, |i, event| writer.event(EventId(i), event)),
            quotes: each(&items.quotes, |i, quote| writer.quote(QuoteId(i), quote)),
            sources: each(&items.sources, |i, source| writer.source(SourceId(i), source)),
            places: each(&items.places, |i, place| writer.place(PlaceId(i), place)),
            notices: dispatch.notices.iter().map(|notice| Text::Owned(notice.to_string())).collect(),
        }
    }
}

fn each<'a, T, U>(items: &'a [T], write: impl Fn(usize, &'a T) -> U) -> Vec<U> {
    items.iter().enumerate().map(|(i, item)| write(i, item)).collect()
}

fn text(text: &str) -> Text<'_> {
    Text::Borrowed(text)
}

fn texts(texts: &[String]) -> Vec<Text<'_>> {
    texts.iter().map(|t| text(t)).collect()
}

fn meta(meta: &dispatch::Meta) -> Meta<'_> {
    fn some(text: Option<&String>) -> Option<Text<'_>> {
        text.map(|t| Text::Borrowed(t.as_str()))
    }
    Meta {
        headline: some(meta.headline.as_ref()),
        language: meta.language,
        dateline: meta.dateline.as_ref().map(|line| Dateline {
            place: some(line.place.as_ref()),
            date: some(line.date.as_ref()),
            agency: some(line.agency.as_ref()),
        }),
        published: some(meta.published.as_ref()),
        byline: texts(&meta.byline),
        credit: texts(&meta.credit),
        slugline: some(meta.slugline.as_ref()),
        keywords: texts(&meta.keywords),
        urgency: meta.urgency,
        version: some(meta.version.as_ref()),
        status: meta.status,
        note: some(meta.note.as_ref()),
        embargo: some(meta.embargo.as_ref()),
        replaces: texts(&meta.replaces),
        words: meta.words,
        genre: some(meta.genre.as_ref()),
        other: meta.other.iter().map(|(name, value)| (text(name), text(value))).collect(),
    }
}

struct Writer<'a> {
    text: &'a str,
    points: CodePoints<'a>,
}

impl<'a> Writer<'a> {
    fn offsets(&self, span: Span) -> [usize; 2] {
        self.points.of(span)
    }

    fn words(&self, span: Span) -> Words<'a> {
        Words { span: self.offsets(span), text: text(span.of(self.text)) }
    }

    fn all(&self, spans: &[Span]) -> Vec<Words<'a>> {
        spans.iter().map(|&span| self.words(span)).collect()
    }

    fn why(&self, why: &'a dispatch::Why) -> Why<'a> {
        Why { rule: text(&why.rule), cue: why.cue.map(|cue| self.words(cue)), confidence: why.confidence }
    }

    fn actor(&self, id: ActorId, actor: &'a dispatch::Actor) -> Actor<'a> {
        let mention = |m: &dispatch::Mention| {
            let Words { span, text } = self.words(m.span);
            Mention { span, text, form: m.form }
        };
        Actor {
            id,
            name: text(&actor.name),
            kind: actor.kind,
            country: actor.country,
            roles: texts(&actor.roles),
            aliases: texts(&actor.aliases),
            mentions: actor.mentions.iter().map(mention).collect(),
            why: self.why(&actor.why),
        }
    }

    fn alliance(&self, id: AllianceId, alliance: &'a dispatch::Alliance) -> Alliance<'a> {
        Alliance {
            id,
            kind: alliance.kind,
            a: alliance.a,
            b: alliance.b,
            status: alliance.status,
            evidence: self.words(alliance.evidence),
            basis: alliance.basis,
            attribution: alliance.attribution,
            why: self.why(&alliance.why),
        }
    }

    fn event(&self, id: EventId, event: &'a dispatch::Event) -> Event<'a> {
        let date = |d: &'a dispatch::EventDate| {
            let Words { span, text } = self.words(d.span);
            EventDate { text, span, iso: d.iso.as_deref().map(Text::Borrowed) }
        };
        Event {
            id,
            category: event.category,
            mode: event.mode.as_deref().map(Text::Borrowed),
            cameo: event.cameo.as_deref().map(Text::Borrowed),
            trigger: self.words(event.trigger),
            mentions: self.all(&event.mentions),
            agents: event.agents.clone(),
            targets: event.targets.clone(),
            place: event.place,
            date: event.date.as_ref().map(date),
            modality: event.modality,
            toll: event.toll.map(|toll| self.toll(toll)),
            attribution: event.attribution,
            sentence: self.offsets(event.sentence),
            why: self.why(&event.why),
        }
    }

    fn toll(&self, toll: dispatch::Toll) -> Toll<'a> {
        let count = |c: dispatch::Count| {
            let Words { span, text } = self.words(c.span);
            Count { min: c.min, max: c.max, approx: c.approx, span, text }
        };
        Toll {
            killed: toll.killed.map(count),
            wounded: toll.wounded.map(count),
            displaced: toll.displaced.map(count),
            captured: toll.captured.map(count),
            missing: toll.missing.map(count),
        }
    }

    fn quote(&self, id: QuoteId, quote: &'a dispatch::Quote) -> Quote<'a> {
        let Words { span, text } = self.words(quote.span);
        Quote {
            id,
            kind: quote.kind,
            span,
            text,
            speaker: quote.speaker,
            cue: quote.cue.map(|cue| self.words(cue)),
            source: quote.source,
            part_of: quote.part_of,
            why: self.why(&quote.why),
        }
    }

    fn source(&self, id: SourceId, source: &'a dispatch::Source) -> Source<'a> {
        Source {
            id,
            kind: source.kind,
            name: text(&source.name),
            actor: source.actor,
            mentions: self.all(&source.mentions),
            why: self.why(&source.why),
        }
    }

    fn place(&self, id: PlaceId, place: &'a dispatch::Place) -> Place<'a> {
        Place {
            id,
            name: text(&place.name),
            country: place.country,
            lat: place.lat,
            lon: place.lon,
            mentions: self.all(&place.mentions),
            why: self.why(&place.why),
        }
    }
}
