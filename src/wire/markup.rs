//! XHTML and NITF content to blocks: paragraphs, subheads, lists and tables as text; inline markup is dropped with its
//! words kept.

use super::story::Block;
use super::text;
use super::xml::{Element, Node};
use crate::dispatch::ParagraphKind as Kind;

/// The blocks that stand in `content`.
pub(super) fn blocks(content: &Element) -> Vec<Block> {
    let mut walk = Walk::default();
    if content.descendants().any(|element| role(element) != Role::Inline) {
        walk.element(content);
        walk.flush(None);
    } else {
        // Bare text, its paragraphs set apart by lines or indents.
        walk.blocks.extend(text::paragraphs(&content.text()).into_iter().map(Block::new));
    }
    walk.blocks
}

/// The blocks of a string that is HTML or plain text.
pub(super) fn blocks_of_text(raw: &str) -> Vec<Block> {
    if is_html(raw) {
        blocks(&super::xml::fragment(raw))
    } else {
        text::paragraphs(&super::xml::unescape(raw)).into_iter().map(Block::new).collect()
    }
}

/// Whether a string has tags in it.
pub(super) fn is_html(raw: &str) -> bool {
    raw.match_indices('<').take(200).any(|(at, _)| {
        let after = raw.get(at + 1..).unwrap_or_default();
        let name = after.strip_prefix('/').unwrap_or(after);
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && after.contains('>') || after.starts_with("!--")
    })
}

/// Stands before an item of a list, alone until its words come.
const BULLET: &str = "•";

/// What an element does to the text inside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Inline,
    /// Starts and ends a paragraph of that kind.
    Block(Option<Kind>),
    Break,
    Item,
    Row,
    Cell,
    /// Lines stay as they are.
    Lines,
    /// Shows nothing, or nothing that is the story's.
    Skip,
}

fn role(element: &Element) -> Role {
    let name = element.name.to_ascii_lowercase();
    match name.as_str() {
        "br" => Role::Break,
        "li" => Role::Item,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "pre" => Role::Lines,
        "hl1" | "h1" => Role::Block(Some(Kind::Headline)),
        "hl2" | "h2" | "h3" | "h4" | "h5" | "h6" | "mellis" => Role::Block(Some(Kind::Subhead)),
        "figcaption" | "caption" | "media-caption" | "media-producer" | "tagline" | "note" => {
            Role::Block(Some(Kind::Furniture))
        }
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "blockquote" | "body"
        | "html" | "block" | "body.content" | "nitf" | "ul" | "ol" | "dl" | "dt" | "dd" | "table"
        | "tbody" | "thead" | "tfoot" | "hr" | "hedline" | "nitf-table" | "bq" | "fn" | "aside" | "citat"
        | "ingress" | "brodtext" | "center" | "address" | "figure" | "media" | "media-reference" => {
            Role::Block(None)
        }
        "script" | "style" | "head" | "template" | "noscript" | "object" | "iframe" | "svg" | "button"
        | "form" | "select" | "nav" | "body.head" | "body.end" | "media-metadata" | "textarea" | "video"
        | "audio" => Role::Skip,
        _ => Role::Inline,
    }
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    /// The paragraph under way.
    open: String,
}

impl Walk {
    fn element(&mut self, element: &Element) {
        for node in &element.nodes {
            match node {
                Node::Text(words) => self.words(words),
                Node::Element(inner) => self.inner(inner),
            }
        }
    }

    fn inner(&mut self, element: &Element) {
        match role(element) {
            Role::Inline => self.element(element),
            Role::Skip => {}
            Role::Break => {
                let end = self.open.trim_end().len();
                self.open.truncate(end);
                self.open.push('\n');
            }
            Role::Block(kind) => {
                self.flush(None);
                self.element(element);
                self.flush(kind);
            }
            Role::Item => {
                self.flush(None);
                self.open = format!("{BULLET} ");
                self.element(element);
                self.flush(None);
                self.open.clear();
            }
            Role::Row => {
                self.flush(None);
                self.element(element);
                let row = self.open.trim_end_matches([' ', '|']).len();
                self.open.truncate(row);
                self.flush(None);
            }
            Role::Cell => {
                self.element(element);
                self.open.push_str(" | ");
            }
            Role::Lines => {
                self.flush(None);
                self.blocks.extend(text::paragraphs(&element.text()).into_iter().map(Block::new));
            }
        }
    }

    /// Adds words, one space for each run of white space but those that typography needs.
    fn words(&mut self, words: &str) {
        let mut space = words.starts_with([' ', '\n', '\t', '\r']);
        for word in words.split([' ', '\n', '\t', '\r']).filter(|w| !w.is_empty()) {
            if space && !self.open.is_empty() && !self.open.ends_with([' ', '\n']) {
                self.open.push(' ');
            }
            self.open.push_str(word);
            space = true;
        }
        if words.ends_with([' ', '\n', '\t', '\r'])
            && !self.open.is_empty()
            && !self.open.ends_with([' ', '\n'])
        {
            self.open.push(' ');
        }
    }

    /// Ends the paragraph under way. Two line breaks in a row end one as well.
    fn flush(&mut self, kind: Option<Kind>) {
        if self.open.trim() == BULLET {
            return;
        }
        let open = std::mem::take(&mut self.open);
        for part in open.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
            let mut lines = part.lines().map(str::trim).filter(|line| !line.is_empty());
            if kind == Some(Kind::Headline) {
                self.blocks.push(Block::of(Kind::Headline, lines.collect::<Vec<_>>().join(" ")));
            } else {
                self.blocks.extend(lines.by_ref().map(|line| Block { text: line.to_owned(), kind }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Vec<(Option<Kind>, String)> {
        blocks_of_text(html).into_iter().map(|b| (b.kind, b.text)).collect()
    }

    #[test]
    fn paragraphs_lists_tables_and_inline_markup() {
        let html = "<div>Avant <p>Un <b>mot</b> de <a href='x'>lui</a>.</p><h2>Inter</h2><ul><li>a</li><li><p>b</p></li></ul>\
                    <table><tr><td>1</td><td>2</td></tr></table>Après<br/>fin<script>x()</script></div>";
        let plain = |text: &str| (None, text.to_owned());
        assert_eq!(
            told(html),
            [
                plain("Avant"),
                plain("Un mot de lui."),
                (Some(Kind::Subhead), "Inter".to_owned()),
                plain("• a"),
                plain("• b"),
                plain("1 | 2"),
                plain("Après"),
                plain("fin"),
            ]
        );
    }

    #[test]
    fn bare_text_has_its_lines() {
        assert_eq!(
            told("Un &amp; deux\n\n  Trois"),
            [(None, "Un & deux".to_owned()), (None, "Trois".to_owned())]
        );
    }

    #[test]
    fn tags_are_told_from_signs() {
        assert!(is_html("<p>x</p>") && is_html("x<br>y"));
        assert!(!is_html("1 < 2 > 0") && !is_html("<3"));
    }
}
