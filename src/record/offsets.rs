//! Bytes to code points and back: spans are byte ranges inside the program and code points in the record.

use crate::dispatch::Span;

/// How many bytes lie between two marks of the index: a look-up counts at most so many.
const STEP: usize = 64;

/// For a text, how many code points start before every `STEP`th byte. Built in one pass.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    marks: Vec<usize>,
}

impl<'a> CodePoints<'a> {
    /// The index of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut seen = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(seen);
            seen += starts(chunk);
        }
        Self { text, marks }
    }

    /// How many code points start before the byte `at`; those of the whole text where it lies past the end.
    #[must_use]
    pub fn before(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let at = at.min(bytes.len());
        let Some(mark) = (at / STEP).min(self.marks.len().saturating_sub(1)).checked_mul(STEP) else {
            return 0;
        };
        self.marks.get(mark / STEP).copied().unwrap_or(0) + starts(bytes.get(mark..at).unwrap_or_default())
    }

    /// The span in code points, `[start, end)`.
    #[must_use]
    pub fn of(&self, span: Span) -> [usize; 2] {
        [self.before(span.start), self.before(span.end)]
    }

    /// The byte where code point `at` starts; the length of the text where it has no more than that.
    #[must_use]
    pub fn byte(&self, at: usize) -> usize {
        let step = self.marks.partition_point(|&seen| seen <= at).saturating_sub(1);
        let mut left = at - self.marks.get(step).copied().unwrap_or(0).min(at);
        for (offset, byte) in self.text.bytes().enumerate().skip(step * STEP) {
            if is_start(byte) {
                if left == 0 {
                    return offset;
                }
                left -= 1;
            }
        }
        self.text.len()
    }

    /// The span in bytes of one in code points.
    #[must_use]
    pub fn span(&self, [start, end]: [usize; 2]) -> Span {
        Span::new(self.byte(start), self.byte(end))
    }
}

/// Whether a code point starts with this byte of UTF-8.
const fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| is_start(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_text_has_only_its_end() {
        let index = CodePoints::new("");
        assert_eq!((index.before(0), index.before(9), index.byte(0), index.byte(9)), (0, 0, 0, 0));
    }

    #[test]
    fn a_span_counts_letters_not_bytes() {
        let text = "« Été » à Alep";
        let alep = text.find("Alep").unwrap();
        assert_eq!(CodePoints::new(text).of(Span::new(alep, text.len())), [10, 14]);
    }

    proptest! {
        #[test]
        fn agrees_with_counting(text in "\\PC{0,200}", extra in 0_usize..3) {
            let index = CodePoints::new(&text);
            let mut count = 0;
            for (at, _) in text.char_indices() {
                prop_assert_eq!(index.before(at), count);
                prop_assert_eq!(index.byte(count), at);
                count += 1;
            }
            prop_assert_eq!(index.before(text.len() + extra), count);
            prop_assert_eq!(index.byte(count + extra), text.len());
        }
    }
}
