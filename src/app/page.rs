//! A dispatch laid out for a width, once: rows that know which bytes of the text they show.

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_segmentation::UnicodeSegmentation;

use super::breaks::{hold_together, is_blank};
use super::width;
use crate::dispatch::{Dispatch, ParagraphKind, Span};

/// A dispatch laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// From top to bottom.
    pub rows: Vec<Row>,
}

/// One row of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The bytes of the text that it shows; empty between paragraphs.
    pub span: Span,
    /// Cells left free before them.
    pub indent: u16,
    /// What they are part of; `None` for a row between paragraphs.
    pub kind: Option<ParagraphKind>,
    /// Whether it stands for all of its bytes, which are folded away.
    pub folded: bool,
}

/// A word with the blanks after it.
#[derive(Debug)]
struct Word {
    span: Span,
    width: usize,
    blanks: usize,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        cells(self.width)
    }
    fn whitespace_width(&self) -> f64 {
        cells(self.blanks)
    }
    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn cells(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

impl Page {
    /// Lays the text of `dispatch` out in rows of at most `width` cells; with `airy`, a free row parts paragraphs,
    /// else their first row is indented. With `folded`, parts that are not for publication are one row each.
    #[must_use]
    pub fn wrap(dispatch: &Dispatch, width: u16, airy: bool, folded: bool) -> Self {
        let width = width.max(1);
        // Where there is nothing else, that is what there is to read.
        let folded = folded && dispatch.paragraphs.iter().any(|p| p.kind != ParagraphKind::Furniture);
        let mut rows: Vec<Row> = Vec::new();
        let mut at = 0;
        let mut paragraphs = dispatch.paragraphs.iter().peekable();
        for line in dispatch.text.split('\n') {
            let span = Span::new(at, at + line.len());
            at = span.end + 1;
            let mut kind = ParagraphKind::Body;
            while let Some(paragraph) = paragraphs.next_if(|p| p.span.start < at) {
                kind = paragraph.kind;
            }
            let aside = folded && kind == ParagraphKind::Furniture;
            if let Some(last) = rows.last_mut().filter(|row| aside && row.folded) {
                last.span.end = if line.is_empty() { last.span.end } else { span.end };
                continue;
            }
            let indent = if !airy && kind == ParagraphKind::Body && width > 20 { 2 } else { 0 };
            let gap = airy || kind != ParagraphKind::Body;
            if gap && rows.last().is_some_and(|r| r.kind.is_some()) && !line.is_empty() {
                rows.push(Row { span: Span::new(span.start, span.start), ..Row::default() });
            }
            if aside && !line.is_empty() {
                rows.push(Row { span, indent: 0, kind: Some(kind), folded: true });
            } else if !line.is_empty() {
                wrap_line(&dispatch.text, span, usize::from(width), indent, kind, &mut rows);
            }
        }
        Self { rows }
    }

    /// The row that shows the byte `at`, or the last one before it.
    #[must_use]
    pub fn row_of(&self, at: usize) -> usize {
        self.rows.partition_point(|r| r.span.start <= at).saturating_sub(1)
    }

    /// The bytes that rows `from..to` show.
    #[must_use]
    pub fn bytes(&self, from: usize, to: usize) -> Span {
        let shown = self.rows.get(from..to.min(self.rows.len())).unwrap_or_default();
        match (shown.first(), shown.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }
}

fn wrap_line(text: &str, line: Span, width: usize, indent: u16, kind: ParagraphKind, rows: &mut Vec<Row>) {
    let words = words(text, line, width.saturating_sub(usize::from(indent)).max(1));
    let first = cells(width.saturating_sub(usize::from(indent)));
    for (n, row) in wrap_first_fit(&words, &[first, cells(width)]).into_iter().enumerate() {
        if let (Some(start), Some(end)) = (row.first(), row.last()) {
            rows.push(Row {
                span: start.span.cover(end.span),
                indent: if n == 0 { indent } else { 0 },
                kind: Some(kind),
                folded: false,
            });
        }
    }
}

/// The words of a line. A word is cut where it is wider than a row; words that stay together are one.
fn words(text: &str, line: Span, widest: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<Word> = None;
    for (offset, grapheme) in line.of(text).grapheme_indices(true) {
        let start = line.start + offset;
        let cells = width::of_grapheme(grapheme);
        if grapheme.chars().all(is_blank) {
            if let Some(word) = open.take() {
                words.push(word);
            }
            if let Some(word) = words.last_mut() {
                word.blanks += cells;
            }
            continue;
        }
        if open.as_ref().is_some_and(|w| w.width + cells > widest) {
            words.extend(open.take());
        }
        let word = open.get_or_insert(Word { span: Span::new(start, start), width: 0, blanks: 0 });
        word.span.end = start + grapheme.len();
        word.width += cells;
    }
    words.extend(open);
    join(text, words, widest)
}

/// Makes one of words that stay together, where a row has room for them.
fn join(text: &str, words: Vec<Word>, widest: usize) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        match joined.last_mut() {
            Some(last)
                if last.blanks > 0
                    && last.width + last.blanks + word.width <= widest
                    && hold_together(last.span.of(text), word.span.of(text)) =>
            {
                last.span.end = word.span.end;
                last.width += last.blanks + word.width;
                last.blanks = word.blanks;
            }
            _ => joined.push(word),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use crate::dispatch::Paragraph;
    use proptest::prelude::*;

    fn rows(text: &str, width: u16) -> Vec<String> {
        let dispatch = sample::plain(text);
        let page = Page::wrap(&dispatch, width, true, false);
        page.rows.iter().map(|r| r.span.of(&dispatch.text).to_owned()).collect()
    }

    #[test]
    fn words_wrap_between_blanks_and_nowhere_else() {
        assert_eq!(rows("Les convois sont partis", 12), ["Les convois", "sont partis"]);
        assert_eq!(rows("un «\u{a0}oui\u{a0}» net", 10), ["un «\u{a0}oui\u{a0}»", "net"]);
        assert_eq!(rows("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(rows("un mot « oui » net", 11), ["un mot", "« oui » net"]);
        assert_eq!(rows("il a 100 000 ans", 9), ["il a", "100 000", "ans"]);
    }

    #[test]
    fn paragraphs_are_parted() {
        assert_eq!(rows("un\ndeux", 10), ["un", "", "deux"]);
    }

    #[test]
    fn what_is_not_for_publication_is_a_row_unless_there_is_nothing_else() {
        let mut dispatch = sample::plain("Lead.\nAvec photo\nVoir aussi\nFin.");
        let kinds =
            [ParagraphKind::Body, ParagraphKind::Furniture, ParagraphKind::Furniture, ParagraphKind::Body];
        let spans = [(0, 5), (6, 16), (17, 27), (28, 32)];
        let part = |((start, end), kind)| Paragraph { span: Span::new(start, end), kind };
        dispatch.paragraphs = spans.into_iter().zip(kinds).map(part).collect();
        let rows = |dispatch: &Dispatch, folded| {
            let page = Page::wrap(dispatch, 20, false, folded);
            let shown = page.rows.iter().filter(|row| row.kind.is_some());
            shown.map(|row| (row.span.of(&dispatch.text).to_owned(), row.folded)).collect::<Vec<_>>()
        };
        let folded = [("Lead.", false), ("Avec photo\nVoir aussi", true), ("Fin.", false)];
        assert_eq!(rows(&dispatch, true), folded.map(|(text, folded)| (text.to_owned(), folded)));
        assert_eq!(rows(&dispatch, false).len(), 4);
        dispatch.paragraphs.iter_mut().for_each(|p| p.kind = ParagraphKind::Furniture);
        assert!(rows(&dispatch, true).iter().all(|(_, folded)| !folded));
    }

    #[test]
    fn a_byte_finds_its_row() {
        let dispatch = sample::plain("Les convois sont partis");
        let page = Page::wrap(&dispatch, 12, true, false);
        assert_eq!((page.row_of(0), page.row_of(11), page.row_of(12), page.row_of(999)), (0, 0, 1, 1));
    }

    proptest! {
        #[test]
        fn every_word_is_shown_once_and_in_order(text in "[a-zé \u{a0}北\n]{0,200}", width in 0_u16..60, airy: bool) {
            let dispatch = sample::plain(&text);
            let page = Page::wrap(&dispatch, width, airy, false);
            let shown: String = page.rows.iter().map(|r| r.span.of(&text)).collect();
            let squeeze = |s: &str| s.chars().filter(|c| !is_blank(*c)).collect::<String>();
            prop_assert_eq!(squeeze(&shown), squeeze(&text));
            for row in &page.rows {
                let cells = width::of(row.span.of(&text)) + usize::from(row.indent);
                prop_assert!(cells <= usize::from(width.max(2)), "{} > {}", cells, width);
            }
        }
    }
}
