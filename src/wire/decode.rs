//! Bytes to characters: byte order mark, then strict UTF-8 even over a declared encoding, then the declared one, then
//! windows-1252. Wires declare ISO-8859-1 and send UTF-8 more often than they send the truth; a statistical guess
//! does worse on short, mostly ASCII copy than the plain default.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Characters, and how they were got.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded<'a> {
    /// The characters, without byte order mark.
    pub text: Cow<'a, str>,
    /// What the bytes were read as.
    pub encoding: &'static Encoding,
    /// Whether some bytes mean nothing in it and became U+FFFD.
    pub damaged: bool,
}

/// Decodes `bytes`: as `forced` where the user says so, else in the order above, `declared` being the label that the
/// format names.
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], forced: Option<&'static Encoding>, declared: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return with(bytes.get(bom..).unwrap_or_default(), forced.unwrap_or(encoding));
    }
    if let Some(encoding) = forced {
        return with(bytes, encoding);
    }
    if let Some(encoding) = bare_utf16(bytes) {
        return with(bytes, encoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), encoding: UTF_8, damaged: false };
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match declared {
        // Not UTF-8 as a whole; still so if only few bytes are broken, because the sender says so.
        Some(encoding) if encoding != UTF_8 || mostly_utf8(bytes) => with(bytes, encoding),
        None if mostly_utf8(bytes) => with(bytes, UTF_8),
        _ => with(bytes, WINDOWS_1252),
    }
}

fn with<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, encoding, damaged }
}

/// UTF-16 without a mark, told by the zero bytes beside the markup or letters it starts with.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [a, 0, b, 0, ..] if a.is_ascii_graphic() && b.is_ascii() && *b != 0 => Some(UTF_16LE),
        [0, a, 0, b, ..] if a.is_ascii_graphic() && b.is_ascii() && *b != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether what is not ASCII is UTF-8 but for a few stray bytes: a file that was cut, or one pasted byte.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > 0 && broken * 10 <= sound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_decides() {
        assert_eq!(decode(b"\xef\xbb\xbf\xc3\xa9t\xc3\xa9", None, None).text, "été");
        assert_eq!(decode(b"\xff\xfe\xe9\x00\n\x00", None, None).text, "é\n");
        assert_eq!(decode(b"\xfe\xff\x00\xe9", None, Some("utf-8")).text, "é");
    }

    #[test]
    fn utf8_wins_over_the_declaration() {
        let decoded = decode("été".as_bytes(), None, Some("iso-8859-1"));
        assert_eq!((&*decoded.text, decoded.encoding), ("été", UTF_8));
    }

    #[test]
    fn what_is_not_utf8_is_what_it_declares_else_windows_1252() {
        assert_eq!(decode(b"\xe9t\xe9 \x80", None, None).text, "été €");
        assert_eq!(decode(b"\xef\xe5\xf2", None, Some("windows-1251")).text, "пет");
        assert_eq!(decode(b"\xe9", None, Some("utf-8")).text, "é");
    }

    #[test]
    fn a_cut_utf8_file_stays_utf8() {
        let mut bytes = "été à Genève, où ça a gelé : épée, côté, nœud".as_bytes().to_vec();
        bytes.push(0xc3);
        let decoded = decode(&bytes, None, None);
        assert!(decoded.damaged);
        assert!(decoded.text.ends_with("nœud\u{fffd}"));
    }

    #[test]
    fn the_user_can_force_one() {
        let encoding = Encoding::for_label(b"windows-1250");
        assert_eq!(decode(b"\xb3", encoding, None).text, "ł");
    }

    #[test]
    fn utf16_without_a_mark_is_seen() {
        assert_eq!(decode(b"<\0a\0/\0>\0", None, None).text, "<a/>");
    }
}
