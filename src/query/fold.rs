//! Text without case and accents, with the way back to the bytes it came from.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::dispatch::Span;

/// `text` without case and accents.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// A text without case and accents that knows where each of its bytes came from.
#[derive(Clone, Debug)]
pub struct Folded {
    text: String,
    /// For each byte of `text`, the first byte and one past the last of the character it came from.
    from: Vec<Span>,
}

impl Folded {
    /// Folds a text.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut from: Vec<Span> = Vec::with_capacity(original.len());
        for (at, c) in original.char_indices() {
            let source = Span::new(at, at + c.len_utf8());
            let before = text.len();
            if c.is_ascii() {
                text.push(c.to_ascii_lowercase());
            } else {
                let parts = std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c));
                text.extend(parts.flat_map(char::to_lowercase));
            }
            if text.len() == before
                && let Some(last) = from.last_mut()
            {
                // A mark of its own belongs to the letter before it.
                last.end = source.end;
            }
            from.resize(text.len(), source);
        }
        Self { text, from }
    }

    /// Where folded `words` stand in the original.
    #[must_use]
    pub fn find(&self, words: &str) -> Vec<Span> {
        if words.is_empty() {
            return Vec::new();
        }
        let found = self.text.match_indices(words);
        found
            .filter_map(|(at, hit)| {
                let (first, last) = (self.from.get(at)?, self.from.get(at + hit.len() - 1)?);
                Some(Span::new(first.start, last.end))
            })
            .collect()
    }
}
