//! What a desk wants to be told before a dispatch goes out: words and claims on nobody's word, anonymous sources,
//! marks that do not close, names spelt two ways, tolls that contradict each other. Pure.

mod spelling;

use crate::dispatch::{Dispatch, Event, Extraction, Modality, QuoteKind, SourceKind, Span, Toll, named};
use crate::extract::runs;

named! {
    /// What there is to be told of.
    Doubt {
        QuoteWithoutSpeaker = "quote-without-speaker", ClaimWithoutSource = "claim-without-source",
        AnonymousSource = "anonymous-source", UnbalancedMarks = "unbalanced-marks",
        SpeltTwoWays = "spelt-two-ways", TollsDisagree = "tolls-disagree",
    }
}

/// With how many of those before it a toll or a name is compared, so that a text made of them costs no more than another.
const COMPARED: usize = 200;

/// Something to look at in a dispatch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is doubtful.
    pub doubt: Doubt,
    /// Where.
    pub span: Span,
    /// The other place, where two do not agree.
    pub against: Option<Span>,
}

/// All that is doubtful in a dispatch, in text order.
#[must_use]
pub fn audit(dispatch: &Dispatch, items: &Extraction) -> Vec<Finding> {
    let mut findings: Vec<Finding> = unspoken(items)
        .chain(unclaimed(items))
        .chain(anonymous(items))
        .chain(unbalanced(dispatch))
        .chain(spelling::two_ways(dispatch, items))
        .chain(disagreeing(items))
        .collect();
    findings.sort_by_key(|f| (f.span, f.doubt));
    findings
}

fn at(doubt: Doubt, span: Span) -> Finding {
    Finding { doubt, span, against: None }
}

/// Quoted words that neither they nor the run they continue give to anybody.
fn unspoken(items: &Extraction) -> impl Iterator<Item = Finding> + '_ {
    let quotes = items.quotes.iter().filter(|q| q.kind == QuoteKind::Direct);
    let alone = quotes.filter(|q| {
        let first = q.part_of.and_then(|id| items.quotes.get(id.0)).unwrap_or(q);
        [*q, first].iter().all(|q| q.speaker.is_none() && q.source.is_none())
    });
    alone.map(|q| at(Doubt::QuoteWithoutSpeaker, q.span))
}

/// Events that are told as somebody's claim, of nobody knows whom.
fn unclaimed(items: &Extraction) -> impl Iterator<Item = Finding> + '_ {
    let claims = items.events.iter().filter(|e| e.modality == Modality::Claimed && e.attribution.is_none());
    claims.map(|e| at(Doubt::ClaimWithoutSource, e.sentence))
}

fn anonymous(items: &Extraction) -> impl Iterator<Item = Finding> + '_ {
    let sources = items.sources.iter().filter(|s| s.kind == SourceKind::Anonymous);
    sources.filter_map(|s| Some(at(Doubt::AnonymousSource, *s.mentions.first()?)))
}

/// Marks that open and do not close.
fn unbalanced(dispatch: &Dispatch) -> impl Iterator<Item = Finding> {
    let runs = runs::find(dispatch);
    let spans: Vec<Span> = runs::unbalanced(&runs).map(|i| runs[i].outer).collect();
    spans.into_iter().map(|span| at(Doubt::UnbalancedMarks, span))
}

/// Tolls of what seems to be one event that cannot both be true.
fn disagreeing(items: &Extraction) -> impl Iterator<Item = Finding> + '_ {
    let told: Vec<(&Event, Toll)> = items.events.iter().filter_map(|e| Some((e, e.toll?))).collect();
    let mut findings = Vec::new();
    for (i, (later, toll)) in told.iter().enumerate() {
        let earlier =
            told.iter().take(i).rev().take(COMPARED).rev().filter(|(earlier, _)| may_be_one(earlier, later));
        findings.extend(earlier.filter_map(|(_, other)| contradiction(other, toll)));
    }
    findings.into_iter()
}

/// Whether two events may be the same one: the same kind of thing at the same place or to the same people, on dates
/// that do not differ.
fn may_be_one(a: &Event, b: &Event) -> bool {
    let [one, other] = [a, b].map(|e| e.date.as_ref().and_then(|d| d.iso.as_deref()));
    let dates_differ = matches!((one, other), (Some(one), Some(other)) if one != other);
    let there = a.place.is_some() && a.place == b.place;
    let them = a.targets.iter().any(|t| b.targets.contains(t));
    a.category == b.category && !dates_differ && (there || (them && (a.place.is_none() || b.place.is_none())))
}

/// The first count of `later` that lies wholly outside of that of `earlier`.
fn contradiction(earlier: &Toll, later: &Toll) -> Option<Finding> {
    let counts = |t: &Toll| [t.killed, t.wounded, t.displaced, t.captured, t.missing];
    counts(earlier).into_iter().zip(counts(later)).find_map(|(a, b)| {
        let (a, b) = (a?, b?);
        let below = |a: Option<u32>, b: u32| a.is_some_and(|a| a < b);
        let apart = !a.approx && !b.approx && (below(a.max, b.min) || below(b.max, a.min));
        apart.then_some(Finding { doubt: Doubt::TollsDisagree, span: b.span, against: Some(a.span) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::{
        ActorId, Attribution, Category, Count, Format, Meta, Paragraph, ParagraphKind, PlaceId, Quote,
        QuoteId, Source, Why,
    };

    const WHY: Why = Why::new("test/made-up", 1.0);

    fn dispatch(text: &str) -> Dispatch {
        let body = |line: &str| {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            Paragraph { span: Span::new(start, start + line.len()), kind: ParagraphKind::Body }
        };
        Dispatch {
            id: "test".to_owned(),
            path: None,
            format: Format::Text,
            meta: Meta::default(),
            text: text.to_owned(),
            paragraphs: text.lines().map(body).collect(),
            notices: Vec::new(),
        }
    }

    fn quote(speaker: Option<ActorId>, part_of: Option<QuoteId>) -> Quote {
        let span = Span::new(0, 4);
        Quote { kind: QuoteKind::Direct, span, speaker, cue: None, source: None, part_of, why: WHY }
    }

    fn attack(killed: (u32, Option<u32>), place: Option<PlaceId>) -> Event {
        let count = Count { min: killed.0, max: killed.1, approx: false, span: Span::new(1, 2) };
        Event {
            category: Category::Assault,
            mode: None,
            cameo: None,
            trigger: Span::default(),
            mentions: Vec::new(),
            agents: Vec::new(),
            targets: Vec::new(),
            place,
            date: None,
            modality: Modality::Asserted,
            toll: Some(Toll { killed: Some(count), ..Toll::default() }),
            attribution: None,
            sentence: Span::new(0, 9),
            why: WHY,
        }
    }

    fn doubts(dispatch: &Dispatch, items: &Extraction) -> Vec<Doubt> {
        audit(dispatch, items).into_iter().map(|f| f.doubt).collect()
    }

    #[test]
    fn a_quote_needs_somebody_who_says_it() {
        let quotes = vec![quote(None, None), quote(Some(ActorId(0)), None), quote(None, Some(QuoteId(1)))];
        let items = Extraction { quotes, ..Extraction::default() };
        assert_eq!(doubts(&dispatch("Rien"), &items), [Doubt::QuoteWithoutSpeaker]);
    }

    #[test]
    fn a_claim_needs_somebody_who_makes_it() {
        let claimed = Event { modality: Modality::Claimed, toll: None, ..attack((1, None), None) };
        let by = Event { attribution: Some(Attribution::Actor(ActorId(0))), ..claimed.clone() };
        let items = Extraction { events: vec![claimed, by], ..Extraction::default() };
        assert_eq!(doubts(&dispatch("Rien"), &items), [Doubt::ClaimWithoutSource]);
    }

    #[test]
    fn anonymous_sources_are_told_of() {
        let source = |kind| Source {
            kind,
            name: String::new(),
            actor: None,
            mentions: vec![Span::new(0, 1)],
            why: WHY,
        };
        let sources = vec![source(SourceKind::Anonymous), source(SourceKind::Statement)];
        let items = Extraction { sources, ..Extraction::default() };
        assert_eq!(doubts(&dispatch("Rien"), &items), [Doubt::AnonymousSource]);
    }

    #[test]
    fn marks_that_do_not_close_are_told_of() {
        let open = dispatch("Elle a dit « non et elle est partie.\nPuis rien.");
        assert_eq!(doubts(&open, &Extraction::default()), [Doubt::UnbalancedMarks]);
        let closed = dispatch("Elle a dit « non » et elle est partie.");
        assert_eq!(doubts(&closed, &Extraction::default()), []);
    }

    #[test]
    fn tolls_of_one_place_disagree_only_where_no_number_fits_both() {
        let here = Some(PlaceId(0));
        let told = |a, b, place| Extraction {
            events: vec![attack(a, here), attack(b, place)],
            ..Extraction::default()
        };
        let of = |items| doubts(&dispatch("Rien"), &items);
        assert_eq!(of(told((12, Some(12)), (15, Some(15)), here)), [Doubt::TollsDisagree]);
        assert_eq!(of(told((12, None), (15, Some(15)), here)), []);
        assert_eq!(of(told((12, Some(12)), (15, Some(15)), Some(PlaceId(1)))), []);
    }
}
