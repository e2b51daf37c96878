//! JSON: ninjs 1 to 3 and what agencies make of it, our own record read back, and plain objects with a text.
//!
//! A key is looked up under all the names that senders have for it, whatever their case; what has no field of its own
//! is kept by name.

use serde_json::{Map, Value};

use super::story::{Block, Story};
use super::time::rfc3339;
use super::{fields, markup, nitf, xml};
use crate::dispatch::{Dateline, Format, Lang, Notice, ParagraphKind as Kind};

/// Keys under which senders put lists of items.
const LISTS: &[&str] =
    &["item", "items", "_items", "docs", "documents", "articles", "entries", "results", "data"];
/// How many levels above the items there may be: `{"response": {"docs": [...]}}`.
const WRAPPERS: usize = 3;
/// The longest value that is kept without a field of its own, in characters.
const LONGEST: usize = 500;

type Object = Map<String, Value>;

/// The stories of a JSON document; `None` where it is none, or holds none.
pub(super) fn read(text: &str) -> Option<Vec<Story>> {
    let value: Value = serde_json::from_str(text).ok()?;
    let stories = stories(&value, WRAPPERS);
    (!stories.is_empty()).then_some(stories)
}

/// The stories of JSON Lines, one a line; lines that are none are counted in a notice of the first one.
pub(super) fn read_lines(text: &str) -> Option<Vec<Story>> {
    let mut found = Vec::new();
    let mut passed_over = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let story = serde_json::from_str::<Value>(line).ok().and_then(|v| story(v.as_object()?));
        match story {
            Some(mut story) => {
                story.format = Format::Jsonl;
                found.push(story);
            }
            None => passed_over.push(number + 1),
        }
    }
    if let (Some(first), Some(line)) = (found.first_mut(), passed_over.first()) {
        let count = passed_over.len();
        first.notices.push(Notice::PassedOver(count, *line));
    }
    (!found.is_empty() && passed_over.len() <= found.len()).then_some(found)
}

fn stories(value: &Value, wrappers: usize) -> Vec<Story> {
    match value {
        // An item may be wrapped again: `{"meta": {}, "item": {...}}`.
        Value::Array(items) => {
            let inside = wrappers.saturating_sub(1);
            items.iter().filter(|item| item.is_object()).flat_map(|item| stories(item, inside)).collect()
        }
        Value::Object(object) => {
            if let Some(story) = story(object) {
                return vec![story];
            }
            if wrappers == 0 {
                return Vec::new();
            }
            let inner = LISTS.iter().find_map(|name| object.get(*name)).into_iter();
            let wrapped = inner.chain(object.values().filter(|v| v.is_object()));
            wrapped
                .map(|inner| stories(inner, wrappers - 1))
                .find(|found| !found.is_empty())
                .unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The object as a story, if it has a headline or text and is none of something else.
fn story(object: &Object) -> Option<Story> {
    let item = Item(object);
    if object.get("schema").and_then(Value::as_str).is_some_and(|schema| schema.starts_with("depeche/")) {
        return record(object);
    }
    let mut story = Story::new(if item.is_ninjs() { Format::Ninjs } else { Format::Jsonl });
    body(&item, &mut story);
    let meta = &mut story.meta;
    meta.headline = item.main(&["headline", "headlines", "headline_main", "title", "titles", "name"]);
    if story.blocks.is_empty() && (meta.headline.is_none() || !item.is_ninjs()) {
        return None;
    }
    story.id = item.text(&["uri", "guid", "urn", "uno", "id", "_id", "url"]);
    describe(&item, &mut story);
    keep_rest(object, &mut story);
    Some(story)
}

fn describe(item: &Item<'_>, story: &mut Story) {
    let meta = &mut story.meta;
    let date = |names: &[&str]| item.text(names).map(|raw| rfc3339(&raw).unwrap_or(raw));
    meta.published = date(&[
        "versioncreated",
        "published",
        "contentcreated",
        "firstcreated",
        "created",
        "date",
        "pubdate",
        "datetime",
        "published_at",
        "firstpublished",
    ]);
    meta.embargo = date(&["embargoed", "embargoeduntil", "embargo"]);
    meta.version = item.text(&["version", "revision"]);
    meta.status = item.text(&["pubstatus", "status"]).as_deref().and_then(fields::status);
    meta.urgency =
        item.text(&["urgency"]).or_else(|| item.text(&["priority"])).as_deref().and_then(fields::urgency);
    meta.language = item.text(&["language", "lang"]).as_deref().and_then(Lang::from_tag);
    meta.slugline = item
        .text(&["slugline", "slug_line"])
        .or_else(|| Some(item.list(&["slug"]).join("-")))
        .filter(|s| !s.is_empty());
    meta.keywords = item.list(&["keywords", "keyword", "tags"]);
    meta.byline = item.list(&["byline", "bylines", "author", "authors", "by"]);
    meta.credit =
        item.list(&["creditline", "credit", "source", "provider", "infosources", "copyrightholder"]);
    meta.credit.truncate(2);
    meta.note = item.text(&["ednote", "editorsnote", "advisory", "note"]);
    meta.genre = item
        .list(&["genre", "genres"])
        .into_iter()
        .next()
        .or_else(|| item.text(&["type", "kind"]).filter(|t| t != "text"));
    meta.words = item.text(&["wordcount", "word_count", "words"]).and_then(|n| n.parse().ok());
    let place = item.text(&["dateline", "located", "place", "city"]);
    let place =
        place.or_else(|| Item(item.value(&["datelinelocation"])?.as_object()?).text(&["name", "city"]));
    if let Some(place) = place {
        meta.dateline = Some(Dateline { place: Some(place), ..Dateline::default() });
    }
}

/// The text: the bodies in the sender's order, the first one that says something; else the description of what has a
/// text of its own elsewhere.
fn body(item: &Item<'_>, story: &mut Story) {
    if let Some(bodies) = item.value(&["bodies"]).and_then(Value::as_array) {
        for body in bodies.iter().filter_map(Value::as_object) {
            let body = Item(body);
            if let Some(value) = body.text(&["value"]).filter(|_| story.blocks.is_empty()) {
                let kind = body.text(&["contenttype", "role"]).unwrap_or_default().to_ascii_lowercase();
                content(&value, &kind, story);
            }
        }
    }
    let named = [
        "body_html",
        "body_xhtml",
        "body_html5",
        "article_html",
        "body_nitf",
        "body_text",
        "body",
        "bodytext",
        "bodyhtml",
        "content_html",
        "content",
        "text",
        "article",
        "story",
    ];
    for name in named {
        if !story.blocks.is_empty() {
            return;
        }
        if let Some(value) = item.text(&[name]) {
            content(&value, name, story);
        }
    }
    // Some name the body after its job: `body_main`.
    let other =
        item.0.iter().filter(|(key, _)| key.starts_with("body_")).find_map(|(_, value)| value.as_str());
    if let Some(value) = other.filter(|_| story.blocks.is_empty()) {
        content(value, "", story);
    }
    // AFP gives the paragraphs as a list.
    if story.blocks.is_empty() {
        story.blocks =
            item.list(&["news", "paragraphs"]).iter().flat_map(|p| markup::blocks_of_text(p)).collect();
    }
}

fn content(value: &str, kind: &str, story: &mut Story) {
    if kind.contains("nitf") || value.trim_start().starts_with("<?xml") && value.contains("<nitf") {
        if let Ok(document) = xml::read(value, &super::Limits::default()) {
            nitf::body(&document.root, story);
        }
        return;
    }
    if !markup::is_html(value) {
        story.blocks = markup::blocks_of_text(value);
        return;
    }
    let html = xml::fragment(value);
    let main =
        html.all("section").find(|s| s.attribute("class").is_some_and(|c| c.split(' ').any(|c| c == "main")));
    let repeated = |b: &Block| b.kind == Some(Kind::Headline);
    story.blocks = markup::blocks(main.unwrap_or(&html));
    // Pages in JSON often head the text with the headline that has a field of its own.
    if story.blocks.iter().all(repeated) {
        for block in &mut story.blocks {
            block.kind = None;
        }
    }
}

/// Our own record, read back.
fn record(object: &Object) -> Option<Story> {
    let mut story = Story::new(Format::Jsonl);
    let text = object.get("text")?.as_str()?;
    story.id = object.get("id").and_then(Value::as_str).map(str::to_owned);
    let empty = Map::new();
    let meta = Item(object.get("meta").and_then(Value::as_object).unwrap_or(&empty));
    describe(&meta, &mut story);
    story.meta.headline = meta.text(&["headline"]);
    if let Some(line) = meta.value(&["dateline"]).and_then(Value::as_object) {
        let part = |name: &str| line.get(name).and_then(Value::as_str).map(str::to_owned);
        story.meta.dateline =
            Some(Dateline { place: part("place"), date: part("date"), agency: part("agency") });
    }
    // A paragraph that is a whole line has its kind from the record; where a dateline opens a line it is found again.
    let lines: Vec<&str> = text.split('\n').collect();
    let mut starts = Vec::with_capacity(lines.len());
    let mut at = 0;
    for line in &lines {
        let end = at + line.chars().count() as u64;
        starts.push((at, end));
        at = end + 1;
    }
    let spans = object.get("paragraphs").and_then(Value::as_array).into_iter().flatten();
    let kinds: Vec<((u64, u64), Kind)> = spans
        .filter_map(|p| {
            let span = p.get("span")?.as_array()?;
            let kind = Kind::from_name(p.get("kind")?.as_str()?)?;
            Some(((span.first()?.as_u64()?, span.get(1)?.as_u64()?), kind))
        })
        .collect();
    let kind = |line: &(u64, u64)| {
        kinds.binary_search_by_key(line, |(span, _)| *span).ok().and_then(|at| kinds.get(at)).map(|(_, k)| *k)
    };
    story.blocks = lines
        .iter()
        .zip(&starts)
        .map(|(line, span)| Block { text: (*line).to_owned(), kind: kind(span) })
        .collect();
    Some(story)
}

/// Keeps what `describe` has no field for.
fn keep_rest(object: &Object, story: &mut Story) {
    const USED: &[&str] = &[
        "headline",
        "headlines",
        "bodies",
        "body",
        "text",
        "article_html",
        "news",
        "content",
        "versioncreated",
        "version",
        "revision",
        "urgency",
        "slugline",
        "slug",
        "language",
        "lang",
        "byline",
        "bylines",
        "keywords",
        "ednote",
        "pubstatus",
    ];
    for (key, value) in object {
        let used = USED.contains(&key.to_ascii_lowercase().as_str())
            || key.to_ascii_lowercase().starts_with("body_");
        if used || story.meta.other.len() >= 200 {
            continue;
        }
        let list = flatten(value, 0).join(", ");
        story.keep(key, list.chars().take(LONGEST).collect::<String>());
    }
}

/// The words of a value: itself, the items of a list, the name or value of an object.
fn flatten(value: &Value, depth: usize) -> Vec<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(true) => vec!["true".to_owned()],
        Value::Array(items) if depth < 3 => items.iter().flat_map(|item| flatten(item, depth + 1)).collect(),
        Value::Object(object) if depth < 3 => {
            let item = Item(object);
            match item.text(&[
                "value", "name", "by", "main", "title", "literal", "text", "fullname", "code", "uri", "href",
            ]) {
                Some(text) => vec![text],
                None => object.values().flat_map(|item| flatten(item, depth + 1)).collect(),
            }
        }
        _ => Vec::new(),
    }
}

/// An object whose keys are looked up whatever their case.
struct Item<'a>(&'a Object);

impl<'a> Item<'a> {
    /// The first value that stands under one of the names, in the order of the names.
    fn value(&self, names: &[&str]) -> Option<&'a Value> {
        names.iter().find_map(|name| {
            let same =
                |(key, value): (&'a String, &'a Value)| key.eq_ignore_ascii_case(name).then_some(value);
            self.0.get(*name).or_else(|| self.0.iter().find_map(same)).filter(|value| !value.is_null())
        })
    }

    /// The first text or number under one of the names.
    fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| match self.value(&[name])? {
            Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }

    /// The words of the first list or value under one of the names that has any.
    fn list(&self, names: &[&str]) -> Vec<String> {
        names
            .iter()
            .filter_map(|name| self.value(&[name]))
            .map(|v| flatten(v, 0))
            .find(|l| !l.is_empty())
            .unwrap_or_default()
    }

    /// A text, or of a list of roles the main one.
    fn main(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let value = self.value(&[name])?;
            let main =
                |item: &Value| item.get("role").and_then(Value::as_str).is_none_or(|r| r.contains("main"));
            let first = match value {
                Value::Array(items) => items.iter().find(|i| main(i)).or(items.first())?,
                other => other,
            };
            flatten(first, 0).into_iter().next().map(|text| {
                if markup::is_html(&text) {
                    xml::fragment(&text).words().unwrap_or(text)
                } else {
                    xml::unescape(&text)
                }
            })
        })
    }

    /// Whether the keys are those of ninjs or of an agency's own JSON.
    fn is_ninjs(&self) -> bool {
        let has = |names: &[&str]| self.value(names).is_some();
        has(&["uri", "guid", "urn", "uno"])
            && (has(&[
                "versioncreated",
                "firstcreated",
                "pubstatus",
                "bodies",
                "headlines",
                "published",
                "article_html",
                "news",
            ]) || self.0.keys().any(|key| key.starts_with("body_") || key.starts_with("description_")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(json: &str) -> Story {
        read(json).unwrap().remove(0)
    }

    fn texts(story: &Story) -> Vec<&str> {
        story.blocks.iter().map(|b| b.text.as_str()).collect()
    }

    #[test]
    fn the_three_generations_of_ninjs() {
        let first = one(
            r#"{"uri":"u:1","headline":"Titre","body_html":"<p>Un.</p><p>Deux.</p>","versioncreated":"2025-01-27T10:00:00Z",
            "pubstatus":"usable","urgency":3,"slugline":"ostrie","byline":"Ivo Kalden","located":"Velmar","ednote":"note",
            "subject":[{"name":"guerre","code":"1"}]}"#,
        );
        assert_eq!(
            (first.format, first.id.as_deref(), first.meta.urgency),
            (Format::Ninjs, Some("u:1"), Some(3))
        );
        assert_eq!(texts(&first), ["Un.", "Deux."]);
        assert!(first.meta.other.contains(&("subject".to_owned(), "guerre".to_owned())));
        let second =
            one(r#"{"uri":"u:2","headlines":[{"role":"sub","value":"Non"},{"role":"main","value":"Titre"}],
            "bodies":[{"role":"text","contenttype":"text/plain","value":"Un.\nDeux."}],"version":"2"}"#);
        assert_eq!(
            (second.meta.headline.as_deref(), second.meta.version.as_deref()),
            (Some("Titre"), Some("2"))
        );
        assert_eq!(texts(&second), ["Un.", "Deux."]);
        let third = one(
            r#"{"uri":"u:3","headlines":[{"value":"T"}],"versionCreated":"2025-01-27","embargoedUntil":"2025-01-28T00:00:00Z",
            "bodies":[{"contentType":"text/vnd.IPTC.NITF","value":"<nitf><body><body.content><p>Un.</p></body.content></body></nitf>"}]}"#,
        );
        assert_eq!(third.meta.embargo.as_deref(), Some("2025-01-28T00:00:00Z"));
        assert_eq!(texts(&third), ["Un."]);
    }

    #[test]
    fn wrapped_items_and_lists_of_paragraphs() {
        let stories = read(
            r#"{"response":{"docs":[{"uno":"n1","headline":["Titre"],"news":["Un.","Deux."],"slug":["ostrie","guerre"],"lang":"fr",
            "published":"2025-01-27T10:00:00Z","status":"Usable"},{"uno":"n2","headline":"B","published":"2025","news":["x"]}]}}"#,
        )
        .unwrap();
        assert_eq!(stories.len(), 2);
        assert_eq!(stories[0].meta.slugline.as_deref(), Some("ostrie-guerre"));
        assert_eq!(texts(&stories[0]), ["Un.", "Deux."]);
    }

    #[test]
    fn plain_objects_a_line() {
        let stories = read_lines(
            "{\"title\":\"A\",\"text\":\"Un.\",\"date\":\"2025-01-27\"}\n\nrien\n{\"text\":\"Deux.\"}\n",
        )
        .unwrap();
        assert_eq!(stories.len(), 2);
        assert_eq!(stories[0].meta.published.as_deref(), Some("2025-01-27"));
        assert_eq!(stories[0].notices, [Notice::PassedOver(1, 3)]);
        assert_eq!(read("{\"a\":1}").map(|s| s.len()), None);
    }

    #[test]
    fn our_own_record_comes_back() {
        let story = one(
            r#"{"schema":"depeche/1","id":"x","meta":{"headline":"Été","language":"fr","dateline":{"place":"Velmar","date":"2025-01-27","agency":null}},
            "text":"Été\nUn.\nAvec AFP","paragraphs":[{"span":[0,3],"kind":"headline"},{"span":[4,7],"kind":"body"},{"span":[8,16],"kind":"credit"}]}"#,
        );
        let kinds: Vec<_> = story.blocks.iter().map(|b| b.kind).collect();
        assert_eq!(kinds, [Some(Kind::Headline), Some(Kind::Body), Some(Kind::Credit)]);
        assert_eq!(story.meta.dateline.unwrap().place.as_deref(), Some("Velmar"));
    }
}
