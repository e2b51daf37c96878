//! Items as W3C Web Annotations (JSON-LD): what is said of which words of which dispatch.

use serde_json::{Value, json};
use std::fmt::{Display, Write as _};

use super::Record;
use super::schema::{Offsets, Why};

/// The context of the vocabulary.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// How many code points of context a `TextQuoteSelector` has on either side.
const AROUND: usize = 32;

/// The annotations of a record, one for every item that stands in the text.
#[must_use]
pub fn annotations(record: &Record<'_>) -> Vec<Value> {
    let page = Page { record, chars: record.text.chars().collect() };
    let mut all = Vec::new();
    for a in &record.actors {
        let spans = a.mentions.iter().map(|m| m.span);
        all.push(page.annotation(
            &a.id,
            spans,
            &a.why,
            &json!({ "kind": "actor", "type": a.kind, "name": a.name, "country": a.country }),
        ));
    }
    for r in &record.alliances {
        let (a, b) = (record.actor_name(r.a), record.actor_name(r.b));
        let body = json!({ "kind": "alliance", "type": r.kind, "a": a, "b": b, "status": r.status });
        all.push(page.annotation(&r.id, [r.evidence.span], &r.why, &body));
    }
    for e in &record.events {
        let names = |ids: &[_]| ids.iter().map(|&id| record.actor_name(id).to_owned()).collect::<Vec<_>>();
        let body = json!({
            "kind": "event", "type": e.category, "agents": names(&e.agents), "targets": names(&e.targets),
            "modality": e.modality,
        });
        all.push(page.annotation(&e.id, [e.trigger.span], &e.why, &body));
    }
    for q in &record.quotes {
        let speaker = q.speaker.map(|id| record.actor_name(id));
        let source = q.source.map(|id| record.source_name(id));
        let body = json!({ "kind": "quote", "type": q.kind, "speaker": speaker, "source": source });
        all.push(page.annotation(&q.id, [q.span], &q.why, &body));
    }
    for s in &record.sources {
        let body = json!({ "kind": "source", "type": s.kind, "name": s.name });
        all.push(page.annotation(&s.id, s.mentions.iter().map(|m| m.span), &s.why, &body));
    }
    for p in &record.places {
        let body =
            json!({ "kind": "place", "name": p.name, "country": p.country, "lat": p.lat, "lon": p.lon });
        all.push(page.annotation(&p.id, p.mentions.iter().map(|m| m.span), &p.why, &body));
    }
    all
}

struct Page<'a> {
    record: &'a Record<'a>,
    chars: Vec<char>,
}

impl Page<'_> {
    fn annotation(
        &self,
        id: &impl Display,
        spans: impl IntoIterator<Item = Offsets>,
        why: &Why<'_>,
        value: &Value,
    ) -> Value {
        let source = format!("urn:depeche:{}", urn(&self.record.id));
        let targets: Vec<Value> = spans
            .into_iter()
            .map(|span| json!({ "source": source, "selector": self.selectors(span) }))
            .collect();
        // As it is shown elsewhere, without the digits that a wider number would add.
        let confidence: f64 = why.confidence.to_string().parse().unwrap_or_default();
        json!({
            "id": format!("{source}#{id}"),
            "type": "Annotation",
            "motivation": "classifying",
            "generator": { "type": "Software", "name": "depeche", "rule": why.rule, "confidence": confidence },
            "body": { "type": "Dataset", "value": value },
            "target": targets,
        })
    }

    fn selectors(&self, [start, end]: Offsets) -> Value {
        let words = |from: usize, to: usize| -> String { self.chars.iter().take(to).skip(from).collect() };
        json!([
            { "type": "TextPositionSelector", "start": start, "end": end },
            {
                "type": "TextQuoteSelector", "exact": words(start, end),
                "prefix": words(start.saturating_sub(AROUND), start), "suffix": words(end, end + AROUND),
            },
        ])
    }
}

/// An identifier as part of a URN: what may not stand there is escaped.
fn urn(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;

    #[test]
    fn every_target_quotes_the_words_at_its_position() {
        let (dispatch, items) = sample::dispatch();
        let record = Record::new(&dispatch, &items);
        let text: Vec<char> = record.text.chars().collect();
        let all = annotations(&record);
        assert!(all.len() > 10);
        for target in all.iter().flat_map(|a| a["target"].as_array().unwrap()) {
            let at = |key: &str| usize::try_from(target["selector"][0][key].as_u64().unwrap()).unwrap();
            let words: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(target["selector"][1]["exact"], words);
        }
    }

    #[test]
    fn an_identifier_is_safe_in_a_urn() {
        assert_eq!(urn("tag:a,é b"), "tag:a%2C%C3%A9%20b");
    }
}
