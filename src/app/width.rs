//! How many cells a text takes: the one function that wrapping, cutting and drawing all ask.

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

/// Cells that one grapheme takes on the screen.
#[must_use]
pub fn of_grapheme(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) { 0 } else { usize::from(grapheme.cell_width()) }
}

/// Cells that `text` takes on the screen.
#[must_use]
pub fn of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(of_grapheme).sum() }
}

/// The beginning of `text` that fits `cells`.
#[must_use]
pub fn prefix(text: &str, cells: usize) -> &str {
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += of_grapheme(grapheme);
        if taken > cells {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// `text` cut to `cells`, with `…` where something is missing.
#[must_use]
pub fn cut(text: &str, cells: usize) -> String {
    if of(text) <= cells {
        return text.to_owned();
    }
    match cells {
        0 => String::new(),
        n => format!("{}…", prefix(text, n - 1).trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_accented_characters_are_measured_by_cell() {
        assert_eq!(of("Alep"), 4);
        assert_eq!(of("Échéance"), 8);
        assert_eq!(of("e\u{301}te\u{301}"), 3);
        assert_eq!(of("北京"), 4);
    }

    #[test]
    fn cutting_leaves_whole_characters_and_says_so() {
        assert_eq!(cut("Damas", 5), "Damas");
        assert_eq!(cut("Damas", 4), "Dam…");
        assert_eq!(cut("北京時", 4), "北…");
        assert_eq!(cut("Damas", 0), "");
        assert_eq!(cut("un mot", 4), "un…");
    }
}
