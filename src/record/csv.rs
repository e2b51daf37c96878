//! Records as a table: one row an item, for spreadsheets.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::Record;
use super::schema::{Actor, Alliance, Event, Offsets, Place, Quote, Source, Toll, Why};
use crate::wire::clean;

/// The columns. `kind` is the list that the item is of, `type` what it is there; `by` and `on` are speaker and nobody,
/// agents and targets, the two sides of a relation; `start` and `end` are code points of the text.
const COLUMNS: [&str; 19] = [
    "dispatch",
    "path",
    "kind",
    "id",
    "type",
    "start",
    "end",
    "text",
    "name",
    "country",
    "by",
    "on",
    "status",
    "place",
    "date",
    "toll",
    "attribution",
    "rule",
    "confidence",
];

/// One item as a row; what a kind of item does not have stays empty.
#[derive(Default)]
struct Row<'a> {
    kind: &'static str,
    id: String,
    of: &'static str,
    span: Option<Offsets>,
    text: &'a str,
    name: Cow<'a, str>,
    country: String,
    by: String,
    on: String,
    status: &'static str,
    place: &'a str,
    date: &'a str,
    toll: String,
    attribution: &'a str,
    why: Option<&'a Why<'a>>,
}

/// Writes the head of the table.
///
/// # Errors
/// Those of `to`.
pub fn write_head(to: &mut impl Write) -> io::Result<()> {
    write_row(to, COLUMNS.iter().map(|&name| Cow::Borrowed(name)))
}

/// Writes the rows of one record, in the order of its lists.
///
/// # Errors
/// Those of `to`.
pub fn write_rows(to: &mut impl Write, record: &Record<'_>) -> io::Result<()> {
    let path = clean::shown(record.path.as_deref().unwrap_or_default());
    let rows = record
        .actors
        .iter()
        .map(actor)
        .chain(record.alliances.iter().map(|r| alliance(record, r)))
        .chain(record.events.iter().map(|e| event(record, e)))
        .chain(record.quotes.iter().map(|q| quote(record, q)))
        .chain(record.sources.iter().map(|s| source(record, s)))
        .chain(record.places.iter().map(place));
    for row in rows {
        let number = |n: Option<usize>| Cow::from(n.map_or(String::new(), |n| n.to_string()));
        let confidence = row.why.map_or(String::new(), |why| why.confidence.to_string());
        let cells = [
            record.id.as_ref().into(),
            path.as_str().into(),
            row.kind.into(),
            row.id.into(),
            row.of.into(),
            number(row.span.map(|s| s[0])),
            number(row.span.map(|s| s[1])),
            row.text.into(),
            row.name,
            row.country.into(),
            row.by.into(),
            row.on.into(),
            row.status.into(),
            row.place.into(),
            row.date.into(),
            row.toll.into(),
            row.attribution.into(),
            row.why.map_or("", |why| &why.rule).into(),
            confidence.into(),
        ];
        write_row(to, cells)?;
    }
    Ok(())
}

/// Writes cells. One that a spreadsheet would take for a formula is prefixed with an apostrophe.
fn write_row<'a>(to: &mut impl Write, cells: impl IntoIterator<Item = Cow<'a, str>>) -> io::Result<()> {
    let formula = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guarded = cells.into_iter().map(|cell| if formula(&cell) { format!("'{cell}").into() } else { cell });
    let mut table = ::csv::Writer::from_writer(to);
    table.write_record(guarded.map(Cow::into_owned))?;
    table.flush()
}

fn actor<'a>(actor: &'a Actor<'a>) -> Row<'a> {
    let first = actor.mentions.first();
    Row {
        kind: "actor",
        id: actor.id.to_string(),
        of: actor.kind.as_str(),
        span: first.map(|m| m.span),
        text: first.map_or("", |m| &m.text),
        name: Cow::Borrowed(&actor.name),
        country: actor.country.map_or(String::new(), |c| c.to_string()),
        why: Some(&actor.why),
        ..Row::default()
    }
}

fn alliance<'a>(record: &'a Record<'a>, alliance: &'a Alliance<'a>) -> Row<'a> {
    Row {
        kind: "alliance",
        id: alliance.id.to_string(),
        of: alliance.kind.as_str(),
        span: Some(alliance.evidence.span),
        text: &alliance.evidence.text,
        by: record.actor_name(alliance.a).to_owned(),
        on: record.actor_name(alliance.b).to_owned(),
        status: alliance.status.as_str(),
        attribution: record.attribution(alliance.attribution),
        why: Some(&alliance.why),
        ..Row::default()
    }
}

fn event<'a>(record: &'a Record<'a>, event: &'a Event<'a>) -> Row<'a> {
    let place = event.place.and_then(|id| record.place(id));
    let date = event.date.as_ref().map_or("", |d| d.iso.as_ref().unwrap_or(&d.text));
    Row {
        kind: "event",
        id: event.id.to_string(),
        of: event.category.as_str(),
        span: Some(event.trigger.span),
        text: &event.trigger.text,
        name: event.mode.as_deref().unwrap_or_default().into(),
        by: record.actor_names(&event.agents),
        on: record.actor_names(&event.targets),
        status: event.modality.as_str(),
        place: place.map_or("", |p| &p.name),
        date,
        toll: event.toll.as_ref().map_or(String::new(), toll),
        attribution: record.attribution(event.attribution),
        why: Some(&event.why),
        ..Row::default()
    }
}

/// `killed 12-15; wounded ~30`: a bare number is exact, `+` means at least, `~` about.
fn toll(toll: &Toll<'_>) -> String {
    let mut all = String::new();
    for (what, count) in toll.counts() {
        let about = if count.approx { "~" } else { "" };
        let end = match count.max {
            None => "+".to_owned(),
            Some(max) if max == count.min => String::new(),
            Some(max) => format!("-{max}"),
        };
        let separator = if all.is_empty() { "" } else { "; " };
        // Writing to a string cannot fail.
        let _ = write!(all, "{separator}{what} {about}{}{end}", count.min);
    }
    all
}

fn quote<'a>(record: &'a Record<'a>, quote: &'a Quote<'a>) -> Row<'a> {
    Row {
        kind: "quote",
        id: quote.id.to_string(),
        of: quote.kind.as_str(),
        span: Some(quote.span),
        text: &quote.text,
        by: quote.speaker.map_or("", |id| record.actor_name(id)).to_owned(),
        attribution: quote.source.map_or("", |id| record.source_name(id)),
        why: Some(&quote.why),
        ..Row::default()
    }
}

fn source<'a>(record: &'a Record<'a>, source: &'a Source<'a>) -> Row<'a> {
    let first = source.mentions.first();
    Row {
        kind: "source",
        id: source.id.to_string(),
        of: source.kind.as_str(),
        span: first.map(|m| m.span),
        text: first.map_or("", |m| &m.text),
        name: Cow::Borrowed(&source.name),
        by: source.actor.map_or("", |id| record.actor_name(id)).to_owned(),
        why: Some(&source.why),
        ..Row::default()
    }
}

fn place<'a>(place: &'a Place<'a>) -> Row<'a> {
    let first = place.mentions.first();
    Row {
        kind: "place",
        id: place.id.to_string(),
        span: first.map(|m| m.span),
        text: first.map_or("", |m| &m.text),
        name: Cow::Borrowed(&place.name),
        country: place.country.map_or(String::new(), |c| c.to_string()),
        why: Some(&place.why),
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> String {
        let mut out = Vec::new();
        write_row(&mut out, cells.iter().map(|&c| Cow::Borrowed(c))).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(row(&["=1+1", "+1", "-1", "@x", "\tx", "a=1"]), "'=1+1,'+1,'-1,'@x,'\tx,a=1\n");
    }
}
