//! NewsML-G2: items and packages, alone or in a message.

use super::story::{Block, Story};
use super::time::rfc3339;
use super::xml::Element;
use super::{fields, markup, nitf};
use crate::dispatch::{Dateline, Format, Lang, ParagraphKind as Kind, Status};

/// What has a field of its own, or says nothing of the story.
const USED: &[&str] = &[
    "catalogRef",
    "contentSet",
    "groupSet",
    "headline",
    "by",
    "byline",
    "dateline",
    "creditline",
    "slugline",
    "urgency",
    "versionCreated",
    "pubStatus",
    "embargoed",
    "edNote",
    "language",
    "keyword",
    "assert",
    "partMeta",
];

/// Reads a document whose root is a message, an item or a package.
pub(super) fn read(root: &Element) -> Vec<Story> {
    let is_item = |element: &Element| element.name == "newsItem" || element.name == "packageItem";
    if is_item(root) {
        return vec![item(root, None)];
    }
    let header = root.child("header");
    let items = root.descendants().filter(|element| is_item(element)).map(|element| item(element, header));
    let mut stories: Vec<Story> = items.collect();
    // Some messages open with a list of what they hold, as a package of nothing.
    let says =
        |story: &Story| story.id.is_some() || story.meta.headline.is_some() || !story.blocks.is_empty();
    if stories.iter().any(says) {
        stories.retain(says);
    }
    stories
}

fn item(item: &Element, header: Option<&Element>) -> Story {
    let mut story = Story::new(Format::NewsMlG2);
    story.id = item.attribute("guid").map(str::to_owned);
    story.meta.version = item.attribute("version").map(str::to_owned);
    item_meta(item, &mut story);
    content_meta(item, &mut story);
    story.meta.language = story.meta.language.or_else(|| item.attribute("lang").and_then(Lang::from_tag));
    contents(item, &mut story);
    package(item, &mut story);
    let created = || item.at(&["contentMeta", "contentCreated"]).and_then(Element::words);
    story.meta.published = story.meta.published.or_else(|| created().map(|raw| rfc3339(&raw).unwrap_or(raw)));
    for element in [header, Some(item)].into_iter().flatten() {
        fields::keep_rest(element, USED, &mut story);
    }
    story
}

/// A code, whether as `qcode`, `literal` or text.
fn code(element: &Element) -> Option<String> {
    ["qcode", "literal", "uri", "value"]
        .iter()
        .find_map(|name| element.attribute(name))
        .map(str::to_owned)
        .or_else(|| element.words())
}

fn item_meta(item: &Element, story: &mut Story) {
    let Some(about) = item.child("itemMeta") else { return };
    let date =
        |name: &str| about.child(name).and_then(Element::words).map(|raw| rfc3339(&raw).unwrap_or(raw));
    story.meta.published = date("versionCreated").or_else(|| date("firstCreated"));
    story.meta.embargo = date("embargoed");
    story.meta.status = about.child("pubStatus").and_then(code).as_deref().and_then(fields::status);
    let signals: Vec<String> = about.children().filter(|c| c.name == "signal").filter_map(code).collect();
    if signals.iter().any(|s| s.ends_with("correction")) && story.meta.status == Some(Status::Usable) {
        story.meta.status = Some(Status::Corrected);
    }
    let notes: Vec<String> = about
        .children()
        .filter(|c| c.name.eq_ignore_ascii_case("edNote"))
        .flat_map(|note| markup::blocks(note).into_iter().map(|b| b.text))
        .collect();
    story.meta.note = (!notes.is_empty()).then(|| notes.join("\n"));
    let links = about.children().filter(|c| c.name == "link");
    for link in links {
        let replaces = link
            .attribute("rel")
            .is_some_and(|rel| rel.ends_with("previousVersion") || rel.ends_with("replaces"));
        if replaces {
            story
                .meta
                .replaces
                .extend(link.attribute("residref").or(link.attribute("href")).map(str::to_owned));
        }
    }
}

fn content_meta(item: &Element, story: &mut Story) {
    let Some(about) = item.child("contentMeta") else { return };
    let meta = &mut story.meta;
    let all = |name: &'static str| about.children().filter(move |c| c.name == name);
    meta.urgency = about.child("urgency").and_then(Element::words).as_deref().and_then(fields::urgency);
    meta.slugline = all("slugline").find_map(Element::words);
    // A headline without a role, or with the main one, before those of other parts.
    let main =
        |h: &&Element| h.attribute("role").is_none_or(|r| r.ends_with("main") || r.ends_with("headline"));
    meta.headline = all("headline").filter(main).chain(all("headline")).find_map(Element::words);
    let subheads: Vec<String> =
        all("headline").filter_map(Element::words).filter(|h| Some(h) != meta.headline.as_ref()).collect();
    meta.byline = all("by").chain(all("byline")).filter_map(Element::words).collect();
    meta.credit = all("creditline").filter_map(Element::words).collect();
    meta.language = all("language").find_map(|l| Lang::from_tag(l.attribute("tag")?));
    meta.keywords = all("keyword").filter_map(Element::words).collect();
    meta.genre = all("genre").find_map(|g| g.child("name").and_then(Element::words).or_else(|| code(g)));
    let place = all("located").find_map(|l| {
        l.child("name").and_then(Element::words).or_else(|| l.attribute("literal").map(str::to_owned))
    });
    let line = about.child("dateline").and_then(Element::words);
    if line.is_some() || place.is_some() {
        meta.dateline = Some(Dateline { place: place.or(line), ..Dateline::default() });
    }
    for subhead in subheads {
        story.keep("headline", subhead);
    }
}

fn contents(item: &Element, story: &mut Story) {
    let Some(set) = item.child("contentSet") else { return };
    for content in set.children() {
        story.meta.words =
            story.meta.words.or_else(|| content.attribute("wordcount")?.parse().ok()).filter(|n| *n > 0);
        match content.name.as_str() {
            // Renditions of one text stand side by side: the first one that says something is read.
            "inlineXML" | "inlineData" if story.blocks.is_empty() => inline(content, story),
            "remoteContent" => story.keep("remoteContent", content.attribute("href").unwrap_or_default()),
            _ => {}
        }
    }
}

fn inline(content: &Element, story: &mut Story) {
    if let Some(nitf) = content.find("nitf") {
        nitf::body(nitf, story);
        let title = || nitf.at(&["head", "title"]).and_then(Element::words);
        story.meta.headline = story.meta.headline.take().or_else(title);
    } else if content.children().next().is_none() {
        story.blocks = markup::blocks_of_text(&content.text());
    } else {
        // dpa puts head, notes and body in sections; only one of them is the story.
        let main = content
            .all("section")
            .find(|s| s.attribute("class").is_some_and(|c| c.split(' ').any(|c| c == "main")));
        let body = main.or_else(|| content.find("body")).unwrap_or(content);
        story.blocks = markup::blocks(body);
    }
    drop_repeated_headline(story);
}

/// Some senders begin the body with the headline once more, as a heading of the page.
fn drop_repeated_headline(story: &mut Story) {
    if let Some(first) = story.blocks.first_mut() {
        let same = story.meta.headline.as_deref().is_some_and(|h| h.trim() == first.text.trim());
        if same {
            first.kind = Some(Kind::Headline);
        }
    }
}

/// A package has no text: its parts are listed.
fn package(item: &Element, story: &mut Story) {
    let Some(set) = item.child("groupSet") else { return };
    for reference in set.all("itemRef") {
        let title = reference.find("title").or_else(|| reference.find("headline")).and_then(Element::words);
        let target = reference.attribute("residref").or(reference.attribute("href")).unwrap_or_default();
        story.keep("itemRef", target);
        story.blocks.extend(title.map(|title| Block::of(Kind::Furniture, title)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_two_items() {
        let xml = r#"<p:newsMessage xmlns:p="http://iptc.org/std/nar/2006-10-01/"><p:itemSet>
<p:newsItem guid="urn:x:1" version="4" xml:lang="fr"><p:itemMeta><p:versionCreated>2025-01-27T10:15:00+01:00</p:versionCreated>
<p:pubStatus qcode="stat:usable"/><p:signal qcode="sig:correction"/><p:edNote>Corrige le lieu</p:edNote></p:itemMeta>
<p:contentMeta><p:urgency>3</p:urgency><p:slugline>Ostrie</p:slugline><p:headline role="hld:sub">Sous-titre</p:headline>
<p:headline>Velmar est prise</p:headline><p:language tag="fr"/><p:genre qcode="g:1"><p:name>Lead</p:name></p:genre></p:contentMeta>
<p:contentSet><p:inlineXML wordcount="6"><html><body><section class="head"><p>Tête</p></section><section class="main"><p>Les
rebelles sont entrés.</p></section></body></html></p:inlineXML></p:contentSet></p:newsItem>
<p:newsItem guid="urn:x:2" version="1"><p:itemMeta><p:pubStatus qcode="stat:canceled"/></p:itemMeta></p:newsItem>
</p:itemSet></p:newsMessage>"#;
        let stories = read(&super::super::xml::read(xml, &super::super::Limits::default()).unwrap().root);
        let [first, second] = stories.as_slice() else { panic!("two items") };
        assert_eq!(first.meta.headline.as_deref(), Some("Velmar est prise"));
        assert_eq!(first.meta.status, Some(Status::Corrected));
        assert_eq!(
            (first.meta.urgency, first.meta.words, first.meta.version.as_deref()),
            (Some(3), Some(6), Some("4"))
        );
        assert_eq!(first.meta.genre.as_deref(), Some("Lead"));
        assert_eq!(first.meta.note.as_deref(), Some("Corrige le lieu"));
        assert_eq!(first.blocks, [Block::new("Les rebelles sont entrés.")]);
        assert_eq!(second.meta.status, Some(Status::Canceled));
        assert!(second.blocks.is_empty());
    }

    #[test]
    fn inline_data_may_be_html() {
        let xml = "<newsItem guid='a'><contentSet><inlineData><![CDATA[<p>Un.</p><p>Deux.</p>]]></inlineData></contentSet></newsItem>";
        assert_eq!(
            read(&super::super::xml::read(xml, &super::super::Limits::default()).unwrap().root)[0]
                .blocks
                .len(),
            2
        );
    }
}
