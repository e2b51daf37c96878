//! Bytes to dispatches: decode, tell the format by content, parse, clean, lay out. The boundary for hostile text: what
//! leaves this room is clean, and nothing here opens a file, follows a link or expands an entity.

use std::path::Path;
use std::time::Duration;

use encoding_rs::Encoding;

use crate::budget;
use crate::dispatch::{Dispatch, Notice};
use crate::lexicon::Lexicon;

mod anpa1312;
pub mod clean;
mod dateline;
pub mod decode;
mod feed;
mod fields;
mod html;
mod iptc7901;
mod json;
mod layout;
mod mail;
mod markdown;
mod markup;
mod newsml1;
mod newsmlg2;
mod nitf;
mod packed;
mod story;
mod text;
mod time;
mod xml;

use clean::Tally;
use packed::{Entry, Packing};
use story::Story;
use xml::Element;

/// How to read.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// What is known of pages and datelines, in every language.
    pub lexicon: &'static Lexicon,
    /// The encoding that the user insists on.
    pub encoding: Option<&'static Encoding>,
    /// How much of a file is read at all.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self { lexicon: Lexicon::built_in(), encoding: None, limits: Limits::default() }
    }
}

/// What one file may cost. One that costs more is not read, and its row says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file, and of one that is packed inside.
    pub bytes: u64,
    /// Bytes that all files of an archive unpack to.
    pub unpacked: u64,
    /// Elements inside each other.
    pub depth: usize,
    /// Attributes of an element.
    pub attributes: usize,
    /// Dispatches.
    pub dispatches: usize,
    /// The time to read it.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 8 << 20,
            unpacked: 64 << 20,
            depth: 256,
            attributes: 256,
            dispatches: 20_000,
            time: Duration::from_secs(10),
        }
    }
}

/// Why bytes give no dispatch: the end of a sentence that starts with the file, without its full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No bytes, or white space alone.
    #[error("it is empty; there is nothing to read in it")]
    Empty,
    /// A well-known format that holds no text of its own.
    #[error("it is {0}, not a dispatch; give its text as plain text, HTML or a wire format")]
    Foreign(&'static str),
    /// Not text, and no format that is known.
    #[error("it is not text; if it is in an unusual encoding, name it with --encoding")]
    Binary,
    /// A format that is known, without a story in it.
    #[error("it holds no dispatch; check that it is what the sender meant to send")]
    NoStory,
    /// Beyond what may be read, or damaged; the reason with the way out.
    #[error("{0}")]
    Unreadable(&'static str),
    /// More dispatches than may be read of one file.
    #[error(
        "it holds more than {0} dispatches, the most that are read of one file; raise max-dispatches or split it"
    )]
    Dispatches(usize),
    /// An archive none of whose files can be read; how many there are.
    #[error("none of the {0} files in it can be read; unpack it to see why")]
    Archive(usize),
}

/// What a file is, beside its dispatches.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What the bytes were decoded as, a name of the Encoding Standard.
    pub encoding: &'static str,
    /// The dispatches, one or more, in the order in which they stand in the file.
    pub dispatches: Vec<Dispatch>,
    /// What the cleaner made visible or removed in all of them.
    pub cleaned: Tally,
}

/// Reads the dispatches in `bytes`. `name` is the file's, for the dispatches; no format is told by it.
///
/// # Errors
/// Where the bytes are no text or hold no story.
pub fn read(bytes: &[u8], name: Option<&Path>, options: &Options) -> Result<Vec<Dispatch>, Error> {
    Ok(inspect(bytes, name, options)?.dispatches)
}

/// As [`read`], and says how the file was read.
///
/// # Errors
/// As [`read`].
pub fn inspect(bytes: &[u8], name: Option<&Path>, options: &Options) -> Result<Report, Error> {
    let report = unpack(bytes, name, options, PACKED)?;
    match report.dispatches.len() {
        0 => Err(Error::NoStory),
        n if n > options.limits.dispatches => Err(Error::Dispatches(options.limits.dispatches)),
        _ => Ok(report),
    }
}

/// How often a file may be packed into another one.
const PACKED: usize = 2;

fn unpack(bytes: &[u8], name: Option<&Path>, options: &Options, deep: usize) -> Result<Report, Error> {
    match packed::sniff(bytes) {
        Some(_) if deep == 0 => Err(Error::Unreadable("it is packed more than twice; unpack it")),
        Some(Packing::Gzip) => {
            let inner = packed::gunzip(bytes, options.limits.bytes).map_err(Error::Unreadable)?;
            unpack(&inner, name, options, deep - 1)
        }
        Some(Packing::Zip) => {
            let entries = packed::unzip(bytes, &options.limits).map_err(Error::Unreadable)?;
            archive(entries.ok_or(Error::Foreign("an office document"))?, name, options, deep - 1)
        }
        None => one(bytes, name, options),
    }
}

/// The dispatches of all files of an archive; a notice of the first one says which could not be read.
fn archive(
    entries: Vec<Entry>,
    name: Option<&Path>,
    options: &Options,
    deep: usize,
) -> Result<Report, Error> {
    let mut all =
        Report { encoding: encoding_rs::UTF_8.name(), dispatches: Vec::new(), cleaned: Tally::default() };
    let mut failed = Vec::new();
    for entry in entries {
        budget::check();
        let read =
            entry.bytes.and_then(|bytes| unpack(&bytes, name, options, deep).map_err(|e| e.to_string()));
        match read {
            Ok(mut report) => {
                all.encoding = report.encoding;
                all.cleaned = all.cleaned.plus(report.cleaned);
                let inside = ("file".to_owned(), clean::shown(&entry.name));
                for dispatch in &mut report.dispatches {
                    dispatch.meta.other.push(inside.clone());
                }
                all.dispatches.append(&mut report.dispatches);
            }
            Err(reason) => failed.push(Notice::Unreadable(clean::shown(&entry.name), reason)),
        }
    }
    match all.dispatches.first_mut() {
        Some(first) => first.notices.append(&mut failed),
        None if !failed.is_empty() => return Err(Error::Archive(failed.len())),
        None => {}
    }
    Ok(all)
}

/// The dispatches of bytes that are not packed.
fn one(bytes: &[u8], name: Option<&Path>, options: &Options) -> Result<Report, Error> {
    if options.encoding.is_none()
        && let Some(error) = not_text(bytes)
    {
        return Err(error);
    }
    if mail::sniff(bytes)
        && let Some(story) = mail::read(bytes)
    {
        let mut cleaned = Tally::default();
        let dispatch = story.finish(name, options, Tally::default(), &mut cleaned);
        return Ok(Report { encoding: "MIME", dispatches: vec![dispatch], cleaned });
    }
    let decoded = decode::decode(bytes, options.encoding, declared(bytes));
    if decoded.text.trim().is_empty() {
        return Err(Error::Empty);
    }
    let mut tally = Tally::default();
    let mut stories = stories(&decoded.text, options, &mut tally)?;
    if let Some(first) = stories.first_mut().filter(|_| decoded.damaged) {
        first.notices.push(Notice::Undecodable(decoded.encoding.name().to_owned()));
    }
    let mut cleaned = Tally::default();
    let finish = |story: Story| {
        budget::check();
        story.finish(name, options, std::mem::take(&mut tally), &mut cleaned)
    };
    let dispatches = stories.into_iter().map(finish).collect();
    Ok(Report { encoding: decoded.encoding.name(), dispatches, cleaned })
}

/// The encoding that an XML declaration or a page names.
fn declared(bytes: &[u8]) -> Option<&str> {
    let start = bytes.get(..1024).unwrap_or(bytes);
    let at = memchr::memmem::find(start, b"encoding=").map(|at| at + 9);
    let at = at.or_else(|| memchr::memmem::find(start, b"charset=").map(|at| at + 8))?;
    let label = start.get(at..)?.trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b))?;
    std::str::from_utf8(label.get(..end)?).ok()
}

/// The stories of a text, whose format is told by how it starts.
fn stories(text: &str, options: &Options, tally: &mut Tally) -> Result<Vec<Story>, Error> {
    let start = text.trim_start();
    if start.starts_with('<') {
        return xml_stories(start, options);
    }
    if start.starts_with(['{', '[']) {
        let found = json::read(start).or_else(|| json::read_lines(start));
        // Without a brace at the end it is a text that happens to start with a bracket.
        if let Some(stories) = found {
            return Ok(stories);
        }
        if start.contains('{') && serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok() {
            return Err(Error::NoStory);
        }
    }
    if anpa1312::sniff(text) {
        return Ok(anpa1312::read(&text.replace('\r', "")));
    }
    if iptc7901::sniff(text) {
        return Ok(iptc7901::read(&text.replace('\r', ""), options.lexicon));
    }
    Ok(vec![if markdown::sniff(text) { markdown::read(text, tally) } else { text::read(text, tally) }])
}

fn xml_stories(text: &str, options: &Options) -> Result<Vec<Story>, Error> {
    if html::sniff(text) {
        return Ok(vec![html::read(text)]);
    }
    let document = match xml::read(text, &options.limits) {
        Ok(document) => document,
        Err(xml::Fault::NoRoot) => return Ok(vec![text::read(text, &mut Tally::default())]),
        Err(fault) => return Err(Error::Unreadable(fault.reason())),
    };
    let root = &document.root;
    let mut stories = match root.name.as_str() {
        "nitf" => vec![nitf::read(root)],
        "NewsML" => newsml1::read(root),
        "newsMessage" | "newsItem" | "packageItem" => newsmlg2::read(root),
        "rss" | "RDF" | "feed" => feed::read(root),
        "html" => vec![html::read(text)],
        "sports-content" | "sports-event" => return Err(Error::Foreign("sports data")),
        _ => vec![xml_of_no_known_kind(root)],
    };
    if let Some(first) = stories.first_mut().filter(|_| document.mended) {
        first.notices.push(Notice::Mended);
    }
    Ok(stories)
}

/// XML that is none of the formats: a known one inside it, else what its elements are called like, else all its words.
fn xml_of_no_known_kind(root: &Element) -> Story {
    let mut story = root.find("nitf").map_or_else(|| Story::new(crate::dispatch::Format::Html), nitf::read);
    if story.blocks.is_empty() {
        fields::by_common_names(root, &mut story);
        story.notices.push(Notice::ByNames(clean::shown(&root.name)));
    }
    story
}

/// Signatures of what people drop on a reader by mistake.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or film"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3", "a database"),
];

/// What is wrong with bytes that are not text. Wires carry control characters of their own, more than one in twenty only
/// where a short flash is full of bells; so what is sound UTF-8 is text unless a third of it is controls.
fn not_text(bytes: &[u8]) -> Option<Error> {
    if bytes.is_empty() {
        return Some(Error::Empty);
    }
    if let Some((_, kind)) = SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(Error::Foreign(kind));
    }
    if Encoding::for_bom(bytes).is_some() || anpa1312::starts(bytes) {
        return None;
    }
    let start = bytes.get(..8192).unwrap_or(bytes);
    let decoded = decode::decode(start, None, None);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    let controls = decoded.text.chars().filter(|c| control(*c)).count();
    let share = if decoded.encoding == encoding_rs::UTF_8 && !decoded.damaged { 3 } else { 20 };
    (controls > 8 && controls * share > decoded.text.chars().count()).then_some(Error::Binary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::{Format, ParagraphKind as Kind};
    use proptest::prelude::*;

    fn one(bytes: &[u8]) -> Dispatch {
        read(bytes, None, &Options::default()).unwrap().remove(0)
    }

    #[test]
    fn a_pasted_story() {
        let dispatch =
            one("Velmar sous le feu\n\nVelmar (Ostrie), 27 jan 2025 (AFP) - Des tirs.\n\nAvec AFP\n"
                .as_bytes());
        assert_eq!(dispatch.format, Format::Text);
        assert_eq!(
            dispatch.text,
            "Velmar sous le feu\nVelmar (Ostrie), 27 jan 2025 (AFP) - Des tirs.\nAvec AFP"
        );
        let told: Vec<_> = dispatch.paragraphs.iter().map(|p| (p.kind, p.span.of(&dispatch.text))).collect();
        assert_eq!(
            told,
            [
                (Kind::Headline, "Velmar sous le feu"),
                (Kind::Dateline, "Velmar (Ostrie), 27 jan 2025 (AFP) - "),
                (Kind::Body, "Des tirs."),
                (Kind::Credit, "Avec AFP"),
            ]
        );
    }

    #[test]
    fn what_is_no_text_is_told() {
        let told = |bytes: &[u8]| read(bytes, None, &Options::default()).unwrap_err();
        assert_eq!(told(b""), Error::Empty);
        assert_eq!(
            told(
                b" 
"
            ),
            Error::Empty
        );
        assert_eq!(
            told(
                b"%PDF-1.7
"
            ),
            Error::Foreign("a PDF document")
        );
        assert_eq!(told(&[0; 4000]), Error::Binary);
    }

    proptest! {
        #[test]
        fn any_bytes_give_clean_paragraphs_that_cover_the_text(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(dispatches) = read(&bytes, None, &Options::default()) {
                for dispatch in dispatches {
                    let mut end = 0;
                    for paragraph in &dispatch.paragraphs {
                        let gap = dispatch.text.get(end..paragraph.span.start);
                        prop_assert!(gap == Some("") || gap == Some("\n"));
                        prop_assert!(!paragraph.span.of(&dispatch.text).is_empty());
                        end = paragraph.span.end;
                    }
                    prop_assert_eq!(end, dispatch.text.len());
                    prop_assert!(dispatch.text.chars().all(|c| c == '\n' || !c.is_control()));
                }
            }
        }
    }
}
