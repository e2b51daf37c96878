//! Pages of the web: the main text as a readability library finds it, with the page's own metadata.

use dom_smoothie::{Config, Readability};

use super::markup;
use super::story::Story;
use super::time::rfc3339;
use super::xml;
use crate::dispatch::{Format, Lang};

/// Deeper pages cost the parser quadratic time and are read without it.
const DEPTH: usize = 400;
/// So do tags with more attributes.
const ATTRIBUTES: usize = 500;
/// Larger pages are read without it too, in bytes.
const SIZE: usize = 4 << 20;
/// Each character reference costs the parser a pass over the page: so many bytes are gone over at most.
const PASSED: usize = 40_000_000_000;

/// Whether a text is a page: it starts with a doctype or with elements that only pages have.
pub(super) fn sniff(text: &str) -> bool {
    let start = text.trim_start();
    let start: String = start.chars().take(600).flat_map(char::to_lowercase).collect();
    start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || ["<head", "<body", "<p>", "<div", "<article", "<h1"].iter().any(|tag| start.starts_with(tag))
        || (start.starts_with("<?xml") || start.starts_with("<!--")) && start.contains("<html")
}

/// Reads a page.
pub(super) fn read(text: &str) -> Story {
    let mut story = Story::new(Format::Html);
    if text.len() <= SIZE
        && depth(text) <= DEPTH
        && attributes(text) <= ATTRIBUTES
        && memchr::memchr_iter(b'&', text.as_bytes()).count().saturating_mul(text.len()) <= PASSED
        && extract(text, &mut story).is_some()
        && !story.blocks.is_empty()
    {
        return story;
    }
    // Nothing that looks like an article, or too much of a page for the library: all its words.
    let page = xml::fragment(text);
    story.meta.headline = story.meta.headline.or_else(|| page.find("title").and_then(xml::Element::words));
    story.blocks =
        markup::blocks(page.find("article").or(page.find("main")).or(page.find("body")).unwrap_or(&page));
    story
}

fn extract(text: &str, story: &mut Story) -> Option<()> {
    let config = Config { max_elements_to_parse: 50_000, ..Config::default() };
    let article = Readability::new(text, None, Some(config)).ok()?.parse().ok()?;
    let meta = &mut story.meta;
    meta.headline = Some(article.title).filter(|title| !title.trim().is_empty());
    meta.byline.extend(article.byline);
    meta.credit.extend(article.site_name);
    meta.language = article.lang.as_deref().and_then(Lang::from_tag);
    meta.published = article.published_time.map(|raw| rfc3339(&raw).unwrap_or(raw));
    story.id = article.url;
    story.keep("excerpt", article.excerpt.unwrap_or_default());
    story.keep("modified", article.modified_time.unwrap_or_default());
    story.blocks = markup::blocks_of_text(&article.content);
    Some(())
}

/// How deep tags are nested at most, roughly: what is never closed counts.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for piece in text.split('<').skip(1) {
        if piece.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if piece.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_void(piece) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// How many attributes a tag has at most, roughly: words are counted.
fn attributes(text: &str) -> usize {
    let words = |tag: &str| tag.split('>').next().unwrap_or_default().split_ascii_whitespace().count();
    let tags = text.split('<').skip(1).filter(|piece| piece.starts_with(|c: char| c.is_ascii_alphabetic()));
    tags.map(words).max().unwrap_or_default()
}

fn is_void(tag: &str) -> bool {
    let name: String =
        tag.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    xml::VOID.contains(&name.as_str())
        || tag.split('>').next().is_some_and(|t| t.ends_with('/'))
        || name == "p"
        || name == "li"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_text_of_a_page() {
        let body = "<p>Des tirs ont été entendus lundi dans le centre de la ville portuaire de Velmar, a indiqué à la presse un habitant, \
            qui a fui, comme des centaines d'autres, vers les collines.</p>"
            .repeat(6);
        let page = format!(
            "<!DOCTYPE html><html lang='fr'><head><title>Velmar sous le feu</title></head><body><nav><a href='/'>Accueil</a></nav>\
             <article><h1>Velmar sous le feu</h1>{body}</article><footer>Mentions</footer></body></html>"
        );
        assert!(sniff(&page));
        let story = read(&page);
        assert_eq!(story.meta.headline.as_deref(), Some("Velmar sous le feu"));
        assert_eq!(story.meta.language, Lang::from_tag("fr"));
        let text: Vec<&str> = story.blocks.iter().map(|b| b.text.as_str()).collect();
        assert!(
            text.concat().contains("centre de la ville portuaire") && !text.concat().contains("Mentions")
        );
    }

    #[test]
    fn a_tag_of_many_attributes_is_read_in_no_time() {
        let attributes = (0..300_000).map(|n| format!(" a{n}=1")).collect::<Vec<_>>().concat();
        let page = format!("<html><body><p{attributes}>mot</p></body></html>");
        // Quadratic time would be minutes.
        assert!(read(&page).blocks.iter().any(|b| b.text.contains("mot")));
    }

    #[test]
    fn a_page_of_references_is_read_in_no_time() {
        // Quadratic time would be a minute.
        for reference in ["&", "&amp;", "&a", "&#"] {
            let page = format!("<html><body>mot {}</body></html>", reference.repeat(700_000));
            assert!(read(&page).blocks.iter().any(|b| b.text.starts_with("mot &")));
        }
    }

    #[test]
    fn a_page_too_deep_is_read_all_the_same() {
        let page =
            format!("<html><body>{}mot{}</body></html>", "<div>".repeat(50_000), "</div>".repeat(50_000));
        assert!(read(&page).blocks.iter().any(|b| b.text.contains("mot")));
    }
}
