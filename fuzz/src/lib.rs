//! What several targets need.

use depeche::dispatch::{Dispatch, Extraction, Format, Lang, Meta, Paragraph, ParagraphKind, Span};
use depeche::language::{self, Analysis};
use depeche::lexicon::Lexicon;

/// The languages that have an engine, and one that has none.
pub fn languages() -> impl Iterator<Item = Lang> {
    Lexicon::built_in().languages().map(|(lang, _)| lang).chain([Lang::UNKNOWN])
}

/// A dispatch of body paragraphs, each on a line.
pub fn plain(text: &str) -> Dispatch {
    let mut at = 0;
    let span = |line: &str| {
        let span = Span::new(at, at + line.len());
        at = span.end + 1;
        Paragraph { span, kind: ParagraphKind::Body }
    };
    let paragraphs = text.split('\n').map(span).filter(|p| !p.span.is_empty()).collect();
    Dispatch {
        id: "fuzz".to_owned(),
        path: None,
        format: Format::Text,
        meta: Meta::default(),
        text: text.to_owned(),
        paragraphs,
        notices: Vec::new(),
    }
}

/// The analysis of a dispatch.
pub fn analyze(dispatch: &Dispatch, lang: Lang) -> Analysis {
    language::analyze(&dispatch.text, &dispatch.paragraphs, lang)
}

/// What is read out of a dispatch.
pub fn items(dispatch: &Dispatch, lang: Lang) -> Extraction {
    depeche::extract::extract(dispatch, &analyze(dispatch, lang), Lexicon::built_in())
}

/// Whether nothing is in a text that a terminal obeys.
pub fn is_clean(text: &str) -> bool {
    text.chars().all(|c| {
        let hidden = matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
            || matches!(c, '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
        c == '\n' || !c.is_control() && !hidden
    })
}
