//! Events as records after PLOVER (Open Event Data Alliance): who did what to whom, where and when.

use serde_json::{Map, Value, json};

use super::Record;
use super::schema::Event;
use crate::dispatch::ActorId;

/// One record an event, in text order.
pub fn events<'a>(record: &'a Record<'a>) -> impl Iterator<Item = Value> + 'a {
    record.events.iter().map(move |event| one(record, event))
}

fn one(record: &Record<'_>, event: &Event<'_>) -> Value {
    let date = event.date.as_ref().and_then(|d| d.iso.as_deref());
    let published = record.meta.published.as_deref();
    let reported = record.meta.dateline.as_ref().and_then(|line| line.date.as_deref()).or(published);
    let place = event.place.and_then(|id| record.place(id));
    let toll: Map<String, Value> = event.toll.as_ref().map_or_else(Map::new, |toll| {
        let count = |(what, c): (&str, &super::schema::Count<'_>)| {
            (what.to_owned(), json!({ "min": c.min, "max": c.max, "approx": c.approx }))
        };
        toll.counts().map(count).collect()
    });
    let by = record.attribution(event.attribution);
    json!({
        "id": format!("{}/{}", record.id, event.id),
        "event_type": event.category,
        "event_mode": event.mode,
        "cameo": event.cameo,
        "event_date": date,
        "report_date": reported,
        "modality": event.modality,
        "actor": parties(record, &event.agents),
        "recipient": parties(record, &event.targets),
        "location": place.map(|p| json!({ "name": p.name, "country": p.country, "lat": p.lat, "lon": p.lon })),
        "magnitude": toll,
        "attributed_to": if by.is_empty() { Value::Null } else { by.into() },
        "event_text": words(record, event.sentence),
        "language": record.meta.language,
        "publisher": record.meta.credit.first(),
        "source": record.path,
        "confidence": event.why.confidence,
    })
}

fn parties(record: &Record<'_>, ids: &[ActorId]) -> Vec<Value> {
    let party = |&id: &ActorId| {
        record.actor(id).map(|a| json!({ "name": a.name, "sector": a.kind, "country": a.country }))
    };
    ids.iter().filter_map(party).collect()
}

fn words(record: &Record<'_>, [start, end]: [usize; 2]) -> String {
    record.text.chars().take(end).skip(start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;

    #[test]
    fn an_event_names_its_parties_place_and_cost() {
        let (dispatch, items) = sample::dispatch();
        let record = Record::new(&dispatch, &items);
        let assault = events(&record).find(|e| e["event_type"] == "ASSAULT").unwrap();
        assert_eq!(assault["actor"][0]["name"], "Brigade du Nord");
        assert_eq!(assault["location"]["name"], "Kessel");
        assert_eq!(assault["magnitude"]["killed"]["min"], 12);
        assert_eq!(assault["attributed_to"], "Ilana Morvane");
    }
}
