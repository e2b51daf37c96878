//! Markdown: headings, lists and quotations become paragraphs, inline marks are dropped with their words kept.

use super::clean::{self, Tally};
use super::story::{Block, Story};
use crate::dispatch::{Format, ParagraphKind as Kind};

/// How many bytes the words or the address of a link may have.
const LINK: usize = 2000;

/// Whether a text is Markdown: it starts with a heading or a front matter, or has headings or links further on.
pub(super) fn sniff(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end).filter(|l| !l.is_empty()).take(60).peekable();
    if lines.peek().is_some_and(|l| *l == "---") {
        return text.lines().skip(1).take(40).any(|l| l.trim_end() == "---");
    }
    lines.any(|l| heading(l).is_some() || l.contains("](http"))
}

/// Reads the whole text as one story.
pub(super) fn read(text: &str, tally: &mut Tally) -> Story {
    let mut story = Story::new(Format::Markdown);
    let clean = clean::text(text, tally);
    let body = front_matter(&clean, &mut story);
    let mut plain = String::new();
    let flush = |plain: &mut String, story: &mut Story| {
        story.blocks.extend(super::text::paragraphs(plain).into_iter().map(Block::new));
        plain.clear();
    };
    for line in body.lines() {
        let line = line.trim_end();
        if let Some((level, words)) = heading(line) {
            flush(&mut plain, &mut story);
            let first = level == 1 && story.meta.headline.is_none();
            let words = inline(words);
            if first {
                story.meta.headline = Some(words.clone());
            }
            story.blocks.push(Block::of(if first { Kind::Headline } else { Kind::Subhead }, words));
            continue;
        }
        let line = line.trim_start_matches("> ").trim_start_matches('>');
        if is_rule(line) {
            flush(&mut plain, &mut story);
            continue;
        }
        plain.push_str(&inline(line));
        plain.push('\n');
    }
    flush(&mut plain, &mut story);
    story
}

/// Takes `key: value` lines between two `---` off the top; each goes where it belongs, the others by name.
fn front_matter<'a>(text: &'a str, story: &mut Story) -> &'a str {
    let Some(rest) = text.strip_prefix("---\n") else { return text };
    let Some((matter, body)) = rest.split_once("\n---\n") else { return text };
    for line in matter.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        match name.trim() {
            "title" | "headline" => story.meta.headline = Some(value),
            "date" | "published" => story.meta.published = Some(value),
            "lang" | "language" => story.meta.language = crate::dispatch::Lang::from_tag(&value),
            "author" | "byline" => story.meta.byline.push(value),
            "id" => story.id = Some(value),
            name => story.keep(name, value),
        }
    }
    body
}

/// The level and words of an ATX heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    ((1..=6).contains(&level) && words.starts_with(' '))
        .then(|| (level, words.trim().trim_end_matches('#').trim_end()))
        .filter(|(_, words)| !words.is_empty())
}

fn is_rule(line: &str) -> bool {
    let bare: String = line.split(' ').collect();
    bare.len() >= 3
        && (["-", "*", "_", "="].iter().any(|c| bare.trim_matches(|x: char| c.contains(x)).is_empty()))
}

/// The words of a line without its marks: `**bold**`, `_slanted_`, `` `code` ``, `[text](address)`, `![picture](...)`.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['*', '`', '[', '!', '\\', '_']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let inside_word = out.ends_with(char::is_alphanumeric);
        if let Some((words, after)) = link(from.strip_prefix('!').unwrap_or(from)) {
            out.push_str(words);
            rest = after;
        } else if let Some(escaped) = from.strip_prefix('\\') {
            let taken = escaped.chars().next().filter(char::is_ascii_punctuation);
            out.push(taken.unwrap_or('\\'));
            rest = escaped.get(taken.map_or(0, char::len_utf8)..).unwrap_or_default();
        } else {
            let mark = from.chars().next().unwrap_or_default();
            // A bracket stays, and no run of them is looked along for each.
            let after = if "[!".contains(mark) { from } else { from.trim_start_matches(mark) };
            // A mark stands against a word on one side only; a bullet, a product or a snake_case name does not.
            let next_word = after.starts_with(|c: char| c.is_alphanumeric() || "\"«“(".contains(c));
            let keeps = "[!".contains(mark)
                || (mark == '_' && inside_word && next_word)
                || (!next_word
                    && after.starts_with([' ', '\u{a0}'])
                    && (out.is_empty() || out.ends_with(' ')));
            if keeps {
                out.push(mark);
                rest = from.get(mark.len_utf8()..).unwrap_or_default();
            } else {
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The words and what follows of `[words](address)`.
fn link(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    // Bounded, so that a text of brackets alone is not searched to its end for each of them.
    let close = within_reach(b']', inner)?;
    let address = inner.get(close..)?.strip_prefix("](")?;
    let end = within_reach(b')', address)?;
    Some((inner.get(..close)?, address.get(end + 1..)?))
}

/// Where `byte` stands among the first bytes of `text`.
fn within_reach(byte: u8, text: &str) -> Option<usize> {
    memchr::memchr(byte, text.as_bytes().get(..LINK).unwrap_or(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_marks() {
        let text = "# Velmar sous le feu\n\nDes **tirs** ont été _entendus_, selon [la radio](http://r.example).\n\n## Riposte\n\nFin.\n";
        assert!(sniff(text));
        let story = read(text, &mut Tally::default());
        let told: Vec<_> = story.blocks.iter().map(|b| (b.kind, b.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (Some(Kind::Headline), "Velmar sous le feu"),
                (None, "Des tirs ont été entendus, selon la radio."),
                (Some(Kind::Subhead), "Riposte"),
                (None, "Fin."),
            ]
        );
        assert_eq!(story.meta.headline.as_deref(), Some("Velmar sous le feu"));
    }

    #[test]
    fn marks_that_are_none() {
        for text in ["a * b", "snake_case_name", "* point", "[x] fait", "3 \\* 4"] {
            assert_eq!(inline(text), text.replace('\\', ""), "{text}");
        }
    }

    #[test]
    fn a_line_of_brackets_is_read_in_no_time() {
        // Quadratic time would be minutes.
        for mark in ["[", "!", "![", "[](", "\\[", "_[", "* "] {
            let line = mark.repeat(1 << 19);
            assert!(inline(&line).len() <= line.len());
        }
    }

    #[test]
    fn front_matter_is_metadata() {
        let story =
            read("---\ntitle: \"Un titre\"\nlang: fr\ndesk: monde\n---\nCorps.\n", &mut Tally::default());
        assert_eq!(story.meta.headline.as_deref(), Some("Un titre"));
        assert_eq!(story.meta.other, [("desk".to_owned(), "monde".to_owned())]);
    }
}
