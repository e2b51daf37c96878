//! Completion of a query: fields and fixed values, and what the dispatches that were read have in a field.

use std::collections::BTreeSet;

use super::App;
use super::entry::Entry;
use crate::dispatch::{Extraction, QuoteId};
use crate::query::{self, Field, fold};

/// The most candidates that are offered.
const MOST: usize = 50;

/// Where the last term of a query begins: after the last blank that stands in no quotation marks.
fn last_term(text: &str) -> usize {
    let (mut start, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => start = at + c.len_utf8(),
            _ => {}
        }
    }
    start
}

/// What the entries have in a field of names; empty for a field of another kind.
fn names(entries: &[Entry], field: Field) -> BTreeSet<&str> {
    let read = || entries.iter().filter_map(Entry::items);
    match field {
        Field::Actor => read().flat_map(|items| items.actors.iter().map(|a| a.name.as_str())).collect(),
        Field::Speaker => read().flat_map(speakers).collect(),
        Field::Place => read().flat_map(|items| items.places.iter().map(|p| p.name.as_str())).collect(),
        Field::Source => {
            let credits = entries.iter().flat_map(|e| e.dispatch.meta.credit.iter().map(String::as_str));
            read().flat_map(|items| items.sources.iter().map(|s| s.name.as_str())).chain(credits).collect()
        }
        Field::Slug => entries.iter().filter_map(|e| e.dispatch.meta.slugline.as_deref()).collect(),
        _ => BTreeSet::new(),
    }
}

fn speakers(items: &Extraction) -> impl Iterator<Item = &str> {
    let speaker = |n: usize| super::item::Item::Quote(QuoteId(n)).speaker(items);
    (0..items.quotes.len())
        .filter_map(speaker)
        .filter_map(|id| items.actors.get(id.0))
        .map(|a| a.name.as_str())
}

impl App {
    /// Where the last term of `text` begins, and what may stand in its place.
    pub(super) fn completions(&self, text: &str) -> (usize, Vec<String>) {
        let start = last_term(text);
        let term = text.get(start..).unwrap_or_default();
        let (minus, bare) = term.strip_prefix('-').map_or(("", term), |rest| ("-", rest));
        let field = bare.split_once(':').and_then(|(name, value)| Some((Field::from_name(name)?, value)));
        let Some((field, value)) = field else { return (start, query::completions(term)) };
        let wanted = fold(value.trim_matches('"'));
        let begins = |name: &&str| {
            let name = fold(name);
            name.starts_with(&wanted) || name.split_whitespace().any(|word| word.starts_with(&wanted))
        };
        let quoted = |name: &str| {
            let name = name.replace('"', "");
            if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name }
        };
        let named = names(&self.entries, field).into_iter().filter(begins).take(MOST);
        let mut found: Vec<String> = named.map(|name| format!("{minus}{field}:{} ", quoted(name))).collect();
        found.extend(query::completions(term));
        (start, found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;

    #[test]
    fn names_of_the_dispatches_are_offered() {
        let app = sample::app(80, 24, 2);
        let offered = |text: &str| app.completions(text).1;
        assert_eq!(offered("x -actor:mor"), ["-actor:\"Ilana Morvane\" "]);
        assert_eq!(offered("speaker:"), ["speaker:\"Anton Brek\" ", "speaker:\"Ilana Morvane\" "]);
        assert_eq!(offered("place:k"), ["place:Kessel "]);
        assert_eq!(offered("source:adp"), ["source:ADP "]);
        assert_eq!(offered("slug:convoi-1"), ["slug:CONVOI-1 "]);
        assert_eq!(offered("ki"), ["kind:"]);
        assert_eq!(app.completions("actor:\"ilana mo").1, ["actor:\"Ilana Morvane\" "]);
        assert!(offered("actor:zzz").is_empty());
    }

    #[test]
    fn tab_completes_as_far_as_all_agree_then_goes_round() {
        let mut app = sample::app(80, 24, 2);
        sample::press(&mut app, "f s l u g : c tab");
        let typed = |app: &App| app.prompt.as_ref().map(|p| p.input.value().to_owned()).unwrap_or_default();
        assert_eq!(typed(&app), "slug:CONVOI-");
        sample::press(&mut app, "tab");
        assert_eq!(typed(&app), "slug:CONVOI-0 ");
        sample::press(&mut app, "tab");
        assert_eq!(typed(&app), "slug:CONVOI-1 ");
        sample::press(&mut app, "shift-tab");
        assert_eq!(typed(&app), "slug:CONVOI-0 ");
        sample::press(&mut app, "x");
        assert!(app.prompt.as_ref().is_some_and(|p| p.choices.is_empty()));
    }
}
