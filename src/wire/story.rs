//! What a parser hands over, and how it becomes a [`Dispatch`]: cleaned, laid out, joined, named.

use std::path::Path;

use super::clean::{self, Tally};
use super::{Options, dateline, layout};
use crate::dispatch::{CONTENT_ID, Dispatch, Format, Meta, Notice, Paragraph, ParagraphKind, Span};

/// More paragraphs, each of which has its place in every list, are no dispatch but an attack on memory.
const PARAGRAPHS: usize = 50_000;

/// A story as its format tells it: text not yet cleaned, blocks not yet told apart.
#[derive(Debug)]
pub(super) struct Story {
    pub format: Format,
    /// The wire's own identifier.
    pub id: Option<String>,
    pub meta: Meta,
    pub blocks: Vec<Block>,
    pub notices: Vec<Notice>,
}

/// A stretch of text that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub text: String,
    /// What it is, where the format says so.
    pub kind: Option<ParagraphKind>,
}

impl Block {
    /// A block that the layout must tell.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: None }
    }

    /// A block whose kind the format gives.
    pub fn of(kind: ParagraphKind, text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: Some(kind) }
    }
}

impl Story {
    /// A story without anything yet.
    pub fn new(format: Format) -> Self {
        Self { format, id: None, meta: Meta::default(), blocks: Vec::new(), notices: Vec::new() }
    }

    /// Keeps a value that has no field of its own, unless it is empty.
    pub fn keep(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.meta.other.push((name.to_owned(), value));
        }
    }

    /// The dispatch that it is; what was cleaned in it is added to `cleaned`.
    pub fn finish(
        mut self,
        path: Option<&Path>,
        options: &Options,
        mut tally: Tally,
        cleaned: &mut Tally,
    ) -> Dispatch {
        clean_meta(&mut self.meta, &mut tally);
        if let Some(dateline) = &mut self.meta.dateline {
            dateline::take_apart(dateline, self.meta.published.as_deref(), options.lexicon);
        }
        for block in &mut self.blocks {
            let text = match clean::text(&block.text, &mut tally) {
                std::borrow::Cow::Borrowed(_) => std::mem::take(&mut block.text),
                std::borrow::Cow::Owned(text) => text,
            };
            block.text = tidy(&text);
        }
        self.blocks.retain(|block| !block.text.is_empty());
        self.join_last();
        let paragraphs = layout::tell(&mut self.blocks, &mut self.meta, options.lexicon);
        let (text, paragraphs) = join(&self.blocks, &paragraphs);
        *cleaned = cleaned.plus(tally);
        let mut notices = tally.notices();
        notices.append(&mut self.notices);
        if text.len() > Dispatch::READ {
            notices.push(Notice::Long(Dispatch::READ >> 10));
        }
        let id = self
            .id
            .map(|id| clean::line(&id, &mut Tally::default()).into_owned())
            .filter(|id| !id.is_empty())
            .unwrap_or_else(|| content_id(self.meta.headline.as_deref().unwrap_or_default(), &text));
        Dispatch {
            id,
            path: path.map(Path::to_owned),
            format: self.format,
            meta: self.meta,
            text,
            paragraphs,
            notices,
        }
    }
}

impl Story {
    /// Makes one paragraph, of many lines, of what comes after [`PARAGRAPHS`] of them.
    fn join_last(&mut self) {
        if self.blocks.len() > PARAGRAPHS {
            let lines: Vec<String> = self.blocks.drain(PARAGRAPHS..).map(|block| block.text).collect();
            self.blocks.push(Block::of(ParagraphKind::Body, lines.join("\n")));
            self.notices.push(Notice::Paragraphs(PARAGRAPHS));
        }
    }
}

/// Without white space at either end of any line, nor empty lines.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}

/// Joins the blocks by one `\n`; `parts` gives for each block the kinds of its stretches, with their ends in bytes.
fn join(blocks: &[Block], parts: &[Vec<(usize, ParagraphKind)>]) -> (String, Vec<Paragraph>) {
    let mut text = String::with_capacity(blocks.iter().map(|b| b.text.len() + 1).sum());
    let mut paragraphs = Vec::with_capacity(blocks.len());
    for (block, parts) in blocks.iter().zip(parts) {
        if !text.is_empty() {
            text.push('\n');
        }
        let base = text.len();
        let mut start = 0;
        for (end, kind) in parts {
            paragraphs.push(Paragraph { span: Span::new(base + start, base + end), kind: *kind });
            start = *end;
        }
        text.push_str(&block.text);
    }
    (text, paragraphs)
}

/// An identifier that the same words always give: FNV-1a, 64 bits.
fn content_id(headline: &str, text: &str) -> String {
    let hash =
        headline.bytes().chain([b'\n']).chain(text.bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{CONTENT_ID}{hash:016x}")
}

fn clean_meta(meta: &mut Meta, tally: &mut Tally) {
    let mut line = |value: &mut Option<String>| {
        if let Some(raw) = value.take() {
            let clean = clean::line(&raw, tally).into_owned();
            *value = (!clean.is_empty()).then_some(clean);
        }
    };
    for value in [
        &mut meta.headline,
        &mut meta.published,
        &mut meta.slugline,
        &mut meta.version,
        &mut meta.embargo,
        &mut meta.genre,
    ] {
        line(value);
    }
    if let Some(dateline) = &mut meta.dateline {
        // Some senders put the date where the place belongs.
        dateline.place.take_if(|place| is_moment(place));
        line(&mut dateline.place);
        line(&mut dateline.date);
        line(&mut dateline.agency);
    }
    if let Some(note) = meta.note.take() {
        let note = tidy(&clean::text(&note, tally));
        meta.note = (!note.is_empty()).then_some(note);
    }
    for list in [&mut meta.byline, &mut meta.credit, &mut meta.keywords, &mut meta.replaces] {
        for value in list.iter_mut() {
            *value = clean::line(value, tally).into_owned();
        }
        list.retain(|value| !value.is_empty());
        dedup(list);
    }
    for (name, value) in &mut meta.other {
        *name = clean::line(name, tally).into_owned();
        *value = clean::line(value, tally).into_owned();
    }
    meta.other.retain(|(_, value)| !value.is_empty());
}

/// Whether a text is a moment in digits: `20170102T222800+0000`, `2.4.2019 16:02:09 CEST`.
fn is_moment(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && text.chars().filter(char::is_ascii_digit).count() >= 8
}

/// Drops what stands in the list already, in the order of the sender.
fn dedup(list: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    list.retain(|value| seen.insert(value.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identifier_depends_on_the_words_alone() {
        assert_eq!(content_id("a", "b"), content_id("a", "b"));
        assert_ne!(content_id("a", "b"), content_id("", "ab"));
    }

    #[test]
    fn what_is_read_for_items_ends_with_a_line_or_word_and_the_dispatch_says_so() {
        let whole = |blocks: Vec<Block>| {
            let story = Story { blocks, ..Story::new(Format::Text) };
            story.finish(None, &Options::default(), Tally::default(), &mut Tally::default())
        };
        let short = whole(vec![Block::new("Velmar est calme.")]);
        assert_eq!(&*short.to_read(), &short);
        for line in ["Velmar est calme. ".repeat(1_000), "é".repeat(Dispatch::READ)] {
            let long = whole(vec![Block::new(line); 100]);
            assert_eq!(long.notices, [Notice::Long(Dispatch::READ >> 10)]);
            let read = long.to_read();
            assert!(read.text.len() <= Dispatch::READ && read.text.len() > Dispatch::READ / 2);
            assert!(long.text.starts_with(&read.text));
            assert_eq!(read.paragraphs.last().unwrap().span.end, read.text.len());
        }
    }

    #[test]
    fn paragraphs_beyond_all_measure_become_one_and_no_word_is_lost() {
        let story = Story { blocks: vec![Block::new("a"); PARAGRAPHS + 10], ..Story::new(Format::Text) };
        let dispatch = story.finish(None, &Options::default(), Tally::default(), &mut Tally::default());
        assert_eq!(dispatch.paragraphs.len(), PARAGRAPHS + 1);
        assert_eq!(dispatch.text.matches('a').count(), PARAGRAPHS + 10);
        assert_eq!(dispatch.notices, [Notice::Paragraphs(PARAGRAPHS)]);
    }

    #[test]
    fn values_are_cleaned_and_empty_ones_dropped() {
        let mut story = Story::new(Format::Text);
        story.meta.slugline = Some("\u{1b}[1mA".into());
        story.meta.keywords = vec![" ".into(), "x".into(), "x".into()];
        story.keep("k", "  ");
        story.blocks = vec![Block::new(" \n ")];
        let dispatch = story.finish(None, &Options::default(), Tally::default(), &mut Tally::default());
        assert_eq!(dispatch.meta.slugline.as_deref(), Some("␛[1mA"));
        assert_eq!(dispatch.meta.keywords, ["x"]);
        assert!(dispatch.meta.other.is_empty() && dispatch.text.is_empty());
        assert_eq!(dispatch.notices, [Notice::Controls(1)]);
    }
}
