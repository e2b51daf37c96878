//! Where a line may end: between words, but neither after a sign that opens nor before one that closes, and not inside a
//! number written in groups of three digits. Wires write plain blanks where print has no-break ones.

/// Whether a line may end at that blank.
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// Whether two words with a blank between them stay on one line.
#[must_use]
pub fn hold_together(left: &str, right: &str) -> bool {
    let closes = |c: char| matches!(c, '!' | '?' | ';' | ':' | '%' | '…' | '.' | ',' | ')' | '"' | '»' | '›');
    let opening = left.ends_with(['«', '‹']);
    let closing = right.starts_with(['»', '›']) || right.chars().all(closes);
    let digits = right.chars().take_while(char::is_ascii_digit).count();
    let number = digits == 3 && left.ends_with(|c: char| c.is_ascii_digit());
    opening || closing || number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stay_with_their_words() {
        for (left, right, together) in [
            ("«", "oui", true),
            ("oui", "»,", true),
            ("quoi", "?", true),
            ("5", "000", true),
            ("5", "0000", false),
            ("en", "500", false),
            ("oui", "non", false),
            ("–", "oui", false),
        ] {
            assert_eq!(hold_together(left, right), together, "{left} {right}");
        }
        assert!(is_blank(' ') && !is_blank('\u{a0}'));
    }
}
