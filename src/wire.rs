//! Bytes to dispatches: decode, tell the format by content, parse, clean, lay out. The boundary for hostile text: what
//! leaves this room is clean, and nothing here opens a file, follows a link or expands an entity.

use std::path::Path;

use encoding_rs::Encoding;

use crate::dispatch::Dispatch;
use crate::lexicon::Lexicon;

pub mod clean;
mod dateline;
pub mod decode;
mod layout;
mod markdown;
mod story;
mod text;

/// How to read.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// What is known of pages and datelines, in every language.
    pub lexicon: &'static Lexicon,
    /// The encoding that the user insists on.
    pub encoding: Option<&'static Encoding>,
    /// The largest file that is read, in bytes; also what an archive may unpack to.
    pub limit: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { lexicon: Lexicon::built_in(), encoding: None, limit: 8 << 20 }
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
}

/// Reads the dispatches in `bytes`, one or more, in the order in which they stand there. `name` is the file's, for the
/// dispatches and for messages; no format is told by it.
///
/// # Errors
/// Where the bytes are no text or hold no story.
pub fn read(bytes: &[u8], name: Option<&Path>, options: &Options) -> Result<Vec<Dispatch>, Error> {
    if options.encoding.is_none()
        && let Some(error) = not_text(bytes)
    {
        return Err(error);
    }
    let decoded = decode::decode(bytes, options.encoding, None);
    if decoded.text.trim().is_empty() {
        return Err(Error::Empty);
    }
    let mut tally = clean::Tally::default();
    let mut story = if markdown::sniff(&decoded.text) {
        markdown::read(&decoded.text, &mut tally)
    } else {
        text::read(&decoded.text, &mut tally)
    };
    if decoded.damaged {
        story.notices.push(format!(
            "Some bytes mean nothing in {}: they are shown as \u{fffd}; --encoding names another encoding.",
            decoded.encoding.name()
        ));
    }
    Ok(vec![story.finish(name, options, tally)])
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
    (b"PK\x03\x04", "an archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or film"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3", "a database"),
];

/// What is wrong with bytes that are not text. Wires carry a few control characters of their own: one in twenty bytes
/// is more than any of them has.
fn not_text(bytes: &[u8]) -> Option<Error> {
    if bytes.is_empty() {
        return Some(Error::Empty);
    }
    if let Some((_, kind)) = SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(Error::Foreign(kind));
    }
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let start = bytes.get(..8192).unwrap_or(bytes);
    let decoded = decode::decode(start, None, None);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    let controls = decoded.text.chars().filter(|c| control(*c)).count();
    (controls > 8 && controls * 20 > decoded.text.chars().count()).then_some(Error::Binary)
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
