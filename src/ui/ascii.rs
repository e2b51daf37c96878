//! The screen in ASCII alone, for terminals and locales that show nothing else.

use ratatui::buffer::Buffer;
use unicode_normalization::UnicodeNormalization;

/// Signs with a stand-in of their own; letters lose their accents, anything else becomes `?`.
const STAND_INS: &[(&str, &str)] = &[
    ("─", "-"),
    ("│", "|"),
    ("┌", "+"),
    ("┐", "+"),
    ("└", "+"),
    ("┘", "+"),
    ("▌", ">"),
    ("▲", "^"),
    ("…", "~"),
    ("·", "."),
    ("•", "*"),
    ("●", "*"),
    ("○", "o"),
    ("→", ">"),
    ("←", "<"),
    ("↑", "^"),
    ("↓", "v"),
    ("↔", "-"),
    ("⌫", "<"),
    ("−", "-"),
    ("–", "-"),
    ("—", "-"),
    ("⊂", "<"),
    ("≥", ">"),
    ("×", "x"),
    ("«", "\""),
    ("»", "\""),
    ("“", "\""),
    ("”", "\""),
    ("„", "\""),
    ("‘", "'"),
    ("’", "'"),
    ("œ", "o"),
    ("Œ", "O"),
    ("\u{a0}", " "),
    ("\u{202f}", " "),
    ("✓", "v"),
    ("✗", "x"),
];

/// Makes every cell ASCII.
pub(super) fn fold(buf: &mut Buffer) {
    for cell in &mut buf.content {
        let symbol = cell.symbol();
        if symbol.is_ascii() {
            continue;
        }
        let stand_in = STAND_INS.iter().find(|(sign, _)| *sign == symbol).map(|(_, ascii)| *ascii);
        match stand_in {
            Some(ascii) => cell.set_symbol(ascii),
            None => match symbol.nfd().next().filter(char::is_ascii) {
                Some(letter) => cell.set_char(letter),
                None => cell.set_symbol("?"),
            },
        };
    }
}
