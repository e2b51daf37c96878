//! NITF: alone, or as the body of NewsML, NewsML-G2 and ninjs.

use super::fields;
use super::markup;
use super::story::{Block, Story};
use super::time::rfc3339;
use super::xml::Element;
use crate::dispatch::{Dateline, Format, Lang, ParagraphKind as Kind};

/// Reads a document whose root is `nitf`.
pub(super) fn read(root: &Element) -> Story {
    let mut story = Story::new(Format::Nitf);
    head(root, &mut story);
    body(root, &mut story);
    if story.meta.headline.is_none() {
        story.meta.headline = root.at(&["head", "title"]).and_then(Element::words);
    }
    story
}

/// What `head` says.
fn head(root: &Element, story: &mut Story) {
    let Some(head) = root.child("head") else { return };
    story.meta.language = root.attribute("lang").and_then(Lang::from_tag);
    if let Some(data) = head.child("docdata") {
        let value = |name: &str, attribute: &str| {
            data.all(name).find_map(|element| element.attribute(attribute)).map(str::to_owned)
        };
        story.id = value("doc-id", "id-string");
        story.meta.status = data.attribute("management-status").and_then(fields::status);
        story.meta.urgency = value("urgency", "ed-urg").as_deref().and_then(fields::urgency);
        let date = |name: &str| value(name, "norm").and_then(|raw| rfc3339(&raw));
        story.meta.published = date("date.issue").or_else(|| date("date.release"));
        story.meta.embargo =
            date("date.release").filter(|_| story.meta.status == Some(crate::dispatch::Status::Embargoed));
        story.meta.version = value("du-key", "version").or_else(|| value("series", "series.part"));
        story.meta.replaces.extend(data.attribute("management-doc-idref").map(str::to_owned));
        story.meta.note = value("ed-msg", "info");
        story.meta.genre = value("fixture", "fix-id");
        story.meta.keywords.extend(data.all("keyword").filter_map(|k| k.attribute("key").map(str::to_owned)));
        story.meta.slugline = story.meta.keywords.first().cloned().or_else(|| value("du-key", "key"));
        let used = ["doc-id", "urgency", "ed-msg", "keyword", "fixture"];
        fields::keep_rest(data, &used, story);
        if let Some(name) = data.all("doc.copyright").find_map(|c| c.attribute("holder")) {
            story.meta.credit.push(name.to_owned());
        }
    }
    for meta in head.children().filter(|child| child.name == "meta") {
        let (Some(name), Some(content)) = (meta.attribute("name"), meta.attribute("content")) else {
            continue;
        };
        let content = content.to_owned();
        let known = name.to_ascii_lowercase();
        let meta = &mut story.meta;
        match known.rsplit(['-', '.']).next().unwrap_or_default() {
            "slug" | "slugline" | "keyword" if meta.slugline.is_none() => meta.slugline = Some(content),
            "priority" | "urgency" if meta.urgency.is_none() => meta.urgency = fields::urgency(&content),
            "version" if meta.version.is_none() => meta.version = Some(content),
            "language" | "lang" if meta.language.is_none() => meta.language = Lang::from_tag(&content),
            "status" if meta.status.is_none() && fields::status(&content).is_some() => {
                meta.status = fields::status(&content);
            }
            _ => story.keep(name, content),
        }
    }
    for element in
        head.children().filter(|child| !matches!(child.name.as_str(), "docdata" | "meta" | "title"))
    {
        let values: Vec<String> = element.attributes().map(|(key, value)| format!("{key} {value}")).collect();
        story.keep(&element.name, values.join(", "));
        fields::keep_rest(element, &[], story);
    }
}

/// What `body` says; also used where NITF is the body of another format, whose own fields then stay as they are.
pub(super) fn body(root: &Element, story: &mut Story) {
    let body = root.child("body").unwrap_or(root);
    if let Some(head) = body.child("body.head") {
        let meta = &mut story.meta;
        if meta.headline.is_none() {
            meta.headline = head.find("hl1").or_else(|| head.find("hedline")).and_then(Element::words);
        }
        if meta.byline.is_empty() {
            meta.byline.extend(head.all("byline").filter_map(byline));
        }
        if let Some(line) = head.child("dateline") {
            let found = dateline(line);
            meta.dateline.get_or_insert(found);
        }
        meta.credit.extend(head.child("distributor").and_then(Element::words));
        for name in ["hl2", "abstract", "note", "rights", "series"] {
            for text in head.all(name).filter_map(Element::words) {
                story.keep(name, text);
            }
        }
    }
    let contents: Vec<&Element> = body.all("body.content").collect();
    if contents.is_empty() {
        story.blocks.extend(markup::blocks(body));
    }
    for content in contents {
        story.blocks.extend(markup::blocks(content));
    }
    if let Some(end) = body.child("body.end") {
        let kind = |name: &str| if name == "tagline" { Kind::Credit } else { Kind::Furniture };
        for child in end.children() {
            story.blocks.extend(child.words().map(|words| Block::of(kind(&child.name), words)));
        }
    }
}

/// Place and date of a `dateline` element.
fn dateline(line: &Element) -> Dateline {
    let place = line.child("location").or(Some(line)).and_then(Element::words);
    let date = line.child("story.date");
    Dateline {
        place: place.map(|p| p.trim_end_matches(['-', '–', ' ', ',']).to_owned()),
        date: date.and_then(|d| rfc3339(d.attribute("norm")?)).and_then(|d| d.get(..10).map(str::to_owned)),
        agency: None,
    }
}

/// The name without the word before it.
fn byline(line: &Element) -> Option<String> {
    line.child("person").or(Some(line)).and_then(Element::words)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"<?xml version="1.0"?><nitf xml:lang="fr"><head><title>Titre de la page</title>
<docdata management-status="canceled"><urgency ed-urg="2"/><doc-id id-string="x-1"/><date.issue norm="20250127T101500+0100"/>
<du-key key="ostrie" version="3"/><ed-msg info="Annule la version 2"/><key-list><keyword key="guerre"/></key-list></docdata>
<meta name="anpa-category" content="i"/></head>
<body><body.head><hedline><hl1>Velmar<!-- x --> est prise</hl1></hedline><byline>Par Ivo Kalden</byline>
<dateline><location>Velmar</location></dateline></body.head>
<body.content><p>Les rebelles sont <em>entrés</em> dans Velmar.</p><hl2>Riposte</hl2><p>L'armée s'est retirée.</p></body.content>
<body.end><tagline>ik/lm</tagline></body.end></body></nitf>"#;

    #[test]
    fn all_of_it_is_found() {
        let story = read(&super::super::xml::read(SAMPLE, &super::super::Limits::default()).unwrap().root);
        assert_eq!(story.id.as_deref(), Some("x-1"));
        assert_eq!(story.meta.headline.as_deref(), Some("Velmar est prise"));
        assert_eq!(story.meta.status, Some(crate::dispatch::Status::Canceled));
        assert_eq!(story.meta.published.as_deref(), Some("2025-01-27T10:15:00+01:00"));
        assert_eq!((story.meta.urgency, story.meta.version.as_deref()), (Some(2), Some("3")));
        assert_eq!(story.meta.keywords, ["guerre"]);
        assert!(story.meta.other.contains(&("anpa-category".to_owned(), "i".to_owned())));
        let told: Vec<_> = story.blocks.iter().map(|b| (b.kind, b.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (None, "Les rebelles sont entrés dans Velmar."),
                (Some(Kind::Subhead), "Riposte"),
                (None, "L'armée s'est retirée."),
                (Some(Kind::Credit), "ik/lm"),
            ]
        );
    }
}
