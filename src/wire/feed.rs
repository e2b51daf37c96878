//! RSS, RDF and Atom: each item a dispatch, its full content before its summary.

use super::markup;
use super::story::Story;
use super::time::rfc3339;
use super::xml::Element;
use crate::dispatch::{Format, Lang};

/// What has a field of its own.
const USED: &[&str] = &[
    "title",
    "guid",
    "id",
    "description",
    "encoded",
    "content",
    "summary",
    "pubDate",
    "date",
    "updated",
    "published",
    "creator",
    "author",
];

/// Reads a document whose root is `rss`, `RDF` or `feed`.
pub(super) fn read(root: &Element) -> Vec<Story> {
    let atom = root.name == "feed";
    let channel = root.child("channel").unwrap_or(root);
    let name = if atom { "entry" } else { "item" };
    let about = Channel {
        title: channel.child("title").and_then(Element::words),
        languages: channel
            .attribute("lang")
            .map(str::to_owned)
            .into_iter()
            .chain(channel.child("language").and_then(Element::words))
            .collect(),
    };
    root.all(name).map(|item| self::item(item, &about, atom)).collect()
}

/// What a channel says for all its items, looked up once.
struct Channel {
    title: Option<String>,
    languages: Vec<String>,
}

fn item(item: &Element, channel: &Channel, atom: bool) -> Story {
    let mut story = Story::new(if atom { Format::Atom } else { Format::Rss });
    let first = |names: &[&str]| names.iter().find_map(|name| item.child(name)?.words());
    // A title may be HTML in HTML's clothing.
    let plain = |text: String| {
        if markup::is_html(&text) {
            super::xml::fragment(&text).words().unwrap_or_default()
        } else {
            super::xml::unescape(&text)
        }
    };
    story.meta.headline = first(&["title"]).map(plain);
    story.id =
        first(&["guid", "id", "link"]).or_else(|| item.child("link")?.attribute("href").map(str::to_owned));
    story.meta.published =
        first(&["pubDate", "published", "updated", "date"]).map(|raw| rfc3339(&raw).unwrap_or(raw));
    let authors = item.children().filter(|c| c.name == "creator" || c.name == "author");
    story.meta.byline = authors.filter_map(|a| a.child("name").unwrap_or(a).words()).collect();
    let categories = item.children().filter(|c| c.name == "category");
    story.meta.keywords =
        categories.filter_map(|c| c.attribute("term").map(str::to_owned).or_else(|| c.words())).collect();
    let languages = item.attribute("lang").into_iter().chain(channel.languages.iter().map(String::as_str));
    story.meta.language = languages.into_iter().find_map(Lang::from_tag);
    story.meta.credit.extend(channel.title.clone());
    for name in ["encoded", "content", "description", "summary"] {
        let contents = item.children().filter(|c| c.name == name && c.attribute("url").is_none());
        for content in contents {
            if story.blocks.is_empty() {
                let inline = content.children().next().is_some();
                story.blocks =
                    if inline { markup::blocks(content) } else { markup::blocks_of_text(&content.text()) };
            }
        }
    }
    // Channels of films say what they are about inside the film.
    let film = || item.child("group")?.child("description").map(|d| markup::blocks_of_text(&d.text()));
    if story.blocks.is_empty() {
        story.blocks = film().unwrap_or_default();
    }
    super::fields::keep_rest(item, USED, &mut story);
    story
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stories(xml: &str) -> Vec<Story> {
        read(&super::super::xml::read(xml, &super::super::Limits::default()).unwrap().root)
    }

    #[test]
    fn rss_with_full_content() {
        let xml = "<rss xmlns:content='c' xmlns:dc='d'><channel><title>Agence</title><language>fr-FR</language><item><title>L&amp;#8217;armée</title>\
            <guid>g1</guid><pubDate>Mon, 27 Jan 2025 10:00:00 GMT</pubDate><dc:creator>Ivo</dc:creator><category>guerre</category>\
            <description>Bref.</description><content:encoded><![CDATA[<p>Un.</p><p>Deux.</p>]]></content:encoded></item><item/></channel></rss>";
        let stories = stories(xml);
        assert_eq!(stories.len(), 2);
        assert_eq!(stories[0].meta.headline.as_deref(), Some("L’armée"));
        assert_eq!(stories[0].meta.published.as_deref(), Some("2025-01-27T10:00:00+00:00"));
        assert_eq!(stories[0].blocks.len(), 2);
        assert_eq!(stories[0].meta.language, Lang::from_tag("fr"));
    }

    #[test]
    fn atom() {
        let xml = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>F</title><entry><title>T</title><id>i</id>\
            <updated>2025-01-27T10:00:00Z</updated><author><name>Ivo</name></author><content type='xhtml'><div><p>Un.</p></div></content></entry></feed>";
        let story = stories(xml).remove(0);
        assert_eq!((story.format, story.id.as_deref()), (Format::Atom, Some("i")));
        assert_eq!(story.meta.byline, ["Ivo"]);
        assert_eq!(story.blocks.len(), 1);
    }
}
