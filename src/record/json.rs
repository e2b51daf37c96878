//! JSON that is safe on a terminal: what could steer one is written as `\uXXXX`.
//!
//! `serde_json` escapes C0 only; DEL, C1 and the bidi controls would reach the terminal live.

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use std::io::{self, Write};

use crate::wire::clean::is_invisible;

/// Writes `value` on one line, without the line end.
///
/// # Errors
/// Those of `to`.
pub fn write_line<W: Write>(to: W, value: &impl Serialize) -> io::Result<()> {
    write(to, value, CompactFormatter)
}

/// Writes `value` indented, without a last line end.
///
/// # Errors
/// Those of `to`.
pub fn write_pretty<W: Write>(to: W, value: &impl Serialize) -> io::Result<()> {
    write(to, value, PrettyFormatter::new())
}

fn write<W: Write>(to: W, value: &impl Serialize, layout: impl Formatter) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(to, Safe(layout))).map_err(io::Error::from)
}

/// A layout that escapes what steers terminals.
struct Safe<F>(F);

impl<F: Formatter> Formatter for Safe<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        for (at, char) in fragment.char_indices().filter(|&(_, c)| steers(c)) {
            to.write_all(fragment.as_bytes().get(plain..at).unwrap_or_default())?;
            for unit in char.encode_utf16(&mut [0; 2]) {
                write!(to, "\\u{unit:04x}")?;
            }
            plain = at + char.len_utf8();
        }
        to.write_all(fragment.as_bytes().get(plain..).unwrap_or_default())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_array(to)
    }
    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array(to)
    }
    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(to, first)
    }
    fn end_array_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array_value(to)
    }
    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object(to)
    }
    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object(to)
    }
    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(to, first)
    }
    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object_value(to)
    }
    fn end_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object_value(to)
    }
}

/// Whether a terminal would act on it, or readers be misled by it: DEL and C1, bidi controls, line and paragraph
/// separators, what has no glyph. (C0 never gets here: JSON itself escapes it.)
const fn steers(char: char) -> bool {
    matches!(char, '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || is_invisible(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        let mut out = Vec::new();
        write_line(&mut out, &text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        assert_eq!(line("a\u{1b}[31m\u{9b}1m\u{7f}\u{202e}é"), r#""a\u001b[31m\u009b1m\u007f\u202eé""#);
    }

    #[test]
    fn letters_marks_and_spaces_stay() {
        let text = "« 30 000 habitants »\u{a0}– “a” l’été";
        assert_eq!(line(text), format!("\"{text}\""));
    }

    #[test]
    fn escaped_text_reads_back() {
        let text = "\u{0}\u{1f}\u{7f}\u{85}\u{2066}x\u{2069}\u{feff}\u{e0041}\"\\";
        assert_eq!(serde_json::from_str::<String>(&line(text)).unwrap(), text);
    }
}
