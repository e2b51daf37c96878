//! Sentences of the narrator: those of the analysis, joined where a boundary lies between quotation marks, so that
//! « Un. Deux », dit X is one unit with its attribution.

use std::ops::Range;

use crate::dispatch::{ParagraphKind, Span};
use crate::extract::Reading;

/// A sentence of the narrator with all that it quotes.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The runs that open in it, by position.
    pub runs: Range<usize>,
    /// The paragraph that holds it, by position.
    pub paragraph: usize,
    /// What that paragraph is.
    pub kind: ParagraphKind,
}

/// For each token the outermost run whose words hold it.
pub(super) fn runs_of_tokens(reading: &Reading<'_>) -> Vec<Option<usize>> {
    let mut holder = vec![None; reading.analysis.tokens.len()];
    for (i, run) in reading.runs.iter().enumerate().filter(|(_, r)| r.parent.is_none()) {
        let inside = reading.analysis.tokens_in(run.inner);
        holder[inside].fill(Some(i));
    }
    holder
}

/// The units of the parts of a dispatch that are read for facts.
pub(super) fn units(reading: &Reading<'_>) -> Vec<Unit> {
    let analysis = reading.analysis;
    let mut units = Vec::new();
    let mut run = 0;
    let mut sentence = 0;
    for (paragraph, p) in reading.dispatch.paragraphs.iter().enumerate() {
        let mut open: Option<Range<usize>> = None;
        while let Some(range) = analysis.sentences.get(sentence) {
            let span = analysis.span(range.start, range.end);
            if span.start >= p.span.end {
                break;
            }
            sentence += 1;
            let tokens = open.take().map_or(range.clone(), |o| o.start..range.end);
            let end = analysis.span(tokens.start, tokens.end).end;
            if end < p.span.end && inside_a_run(reading, run, end) {
                open = Some(tokens);
                continue;
            }
            let first = run;
            run += reading.runs[first..].iter().take_while(|r| r.outer.start < end).count();
            units.push(Unit { tokens, runs: first..run, paragraph, kind: p.kind });
        }
        if let Some(tokens) = open {
            let end = analysis.span(tokens.start, tokens.end).end;
            let first = run;
            run += reading.runs[first..].iter().take_while(|r| r.outer.start < end).count();
            units.push(Unit { tokens, runs: first..run, paragraph, kind: p.kind });
        }
    }
    units.retain(|u| !matches!(u.kind, ParagraphKind::Credit | ParagraphKind::Furniture));
    units
}

/// Whether the byte `at` lies between marks.
fn inside_a_run(reading: &Reading<'_>, from: usize, at: usize) -> bool {
    let near = reading.runs[from..].iter().take_while(|r| r.outer.start < at);
    near.filter(|r| r.parent.is_none()).any(|r| Span::new(r.outer.start, r.inner.end).holds(at))
}
