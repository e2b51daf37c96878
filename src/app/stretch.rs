//! A stretch of the text that grows and shrinks by keys: the span of an item, or what is to be added.

use super::action::Action;
use super::{App, Effect};
use crate::dispatch::Span;

/// A stretch at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it is now.
    pub span: Span,
    /// Where the item stood; none where something is to be added.
    pub was: Option<Span>,
}

/// Where words and marks begin and end: a change between letters or figures, blanks, and anything else.
fn edges(text: &str) -> impl Iterator<Item = usize> {
    let class = |c: char| match c {
        c if c.is_alphanumeric() => 0,
        c if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut before = None;
    let ends = text.char_indices().filter_map(move |(at, c)| {
        let now = class(c);
        let edge = before.is_none_or(|b| b != now || now == 2);
        before = Some(now);
        edge.then_some(at)
    });
    ends.chain([text.len()])
}

/// The words and marks of a text, blanks left out.
fn tokens(text: &str) -> Vec<Span> {
    let all: Vec<usize> = edges(text).collect();
    let pairs = all.windows(2).filter_map(|pair| Some(Span::new(*pair.first()?, *pair.last()?)));
    pairs.filter(|span| !span.of(text).trim().is_empty()).collect()
}

/// The word or mark at a byte, else the next one, else the last one.
pub(super) fn token_at(text: &str, at: usize) -> Option<Span> {
    let all = tokens(text);
    all.iter().find(|span| span.end > at).or(all.last()).copied()
}

impl Stretch {
    /// The stretch after `action`; unchanged where that is not possible.
    #[must_use]
    pub fn after(self, action: Action, text: &str) -> Self {
        let Span { start, end } = self.span;
        let next_char = |at: usize| text.get(at..).and_then(|t| t.chars().next()).map(|c| at + c.len_utf8());
        let char_before =
            |at: usize| text.get(..at).and_then(|t| t.chars().next_back()).map(|c| at - c.len_utf8());
        let words = || tokens(text);
        let moved = match action {
            Action::GrowEnd => words().iter().find(|w| w.end > end).map(|w| Span::new(start, w.end)),
            Action::ShrinkEnd => words().iter().rev().find(|w| w.end < end).map(|w| Span::new(start, w.end)),
            Action::GrowStart => {
                words().iter().rev().find(|w| w.start < start).map(|w| Span::new(w.start, end))
            }
            Action::ShrinkStart => words().iter().find(|w| w.start > start).map(|w| Span::new(w.start, end)),
            Action::GrowEndByOne => next_char(end).map(|end| Span::new(start, end)),
            Action::ShrinkEndByOne => char_before(end).map(|end| Span::new(start, end)),
            Action::GrowStartByOne => char_before(start).map(|start| Span::new(start, end)),
            Action::ShrinkStartByOne => next_char(start).map(|start| Span::new(start, end)),
            Action::NextWord => words().into_iter().find(|w| w.start > start),
            Action::PreviousWord => words().into_iter().rev().find(|w| w.start < start),
            _ => None,
        };
        Self { span: moved.filter(|span| !span.is_empty()).unwrap_or(self.span), ..self }
    }
}

impl App {
    /// Begins with a stretch.
    pub(super) fn stretch(&mut self, span: Span, was: Option<Span>) {
        self.focus = super::layout::Focus::Text;
        self.zoom = false;
        self.at = span.start;
        self.stretch = Some(Stretch { span, was });
    }

    /// What a key does while there is a stretch.
    pub(super) fn act_on_stretch(&mut self, action: Action, times: usize, effects: &mut Vec<Effect>) {
        let Some(stretch) = self.stretch else { return };
        match action {
            Action::Open => {
                self.stretch = None;
                self.stretched(stretch, effects);
                return;
            }
            Action::Close | Action::Quit => {
                self.stretch = None;
                self.addition = None;
                return;
            }
            Action::Help => {
                self.lay_over(super::overlay::Kind::Help);
                return;
            }
            Action::Redraw => {
                effects.push(Effect::Redraw);
                return;
            }
            _ => {}
        }
        let Some(entry) = self.entry() else { return };
        let text = &entry.dispatch.text;
        let mut after = stretch;
        if matches!(action, Action::Down | Action::Up) {
            // A row on: its first word.
            let row = self.page.row_of(stretch.span.start);
            let by = isize::try_from(times).unwrap_or(1) * if action == Action::Down { 1 } else { -1 };
            let mut to = row.saturating_add_signed(by);
            if self.page.rows.get(to).is_some_and(|r| r.kind.is_none()) {
                to = to.saturating_add_signed(by.signum());
            }
            if let Some(span) = self.page.rows.get(to).and_then(|r| token_at(text, r.span.start)) {
                after.span = span;
            }
        } else {
            for _ in 0..times.min(1_000) {
                after = after.after(action, text);
            }
        }
        // The edge that moved stays on the screen.
        self.at = if after.span.start == stretch.span.start {
            text.get(..after.span.end).and_then(|t| t.char_indices().next_back()).map_or(0, |(at, _)| at)
        } else {
            after.span.start
        };
        self.stretch = Some(after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Il a dit « non, jamais » hier.";

    fn after(words: &str, actions: &[Action]) -> String {
        let at = TEXT.find(words).unwrap();
        let mut stretch = Stretch { span: Span::new(at, at + words.len()), was: None };
        for action in actions {
            stretch = stretch.after(*action, TEXT);
        }
        stretch.span.of(TEXT).to_owned()
    }

    #[test]
    fn it_grows_and_shrinks_by_words_and_marks() {
        assert_eq!(after("non", &[Action::GrowEnd]), "non,");
        assert_eq!(after("non", &[Action::GrowEnd, Action::GrowEnd]), "non, jamais");
        assert_eq!(after("non, jamais", &[Action::ShrinkEnd]), "non,");
        assert_eq!(after("non", &[Action::GrowStart]), "« non");
        assert_eq!(after("« non", &[Action::ShrinkStart]), "non");
        assert_eq!(after("non", &[Action::GrowStart, Action::GrowStart]), "dit « non");
    }

    #[test]
    fn it_grows_and_shrinks_by_one_and_moves_by_words() {
        assert_eq!(after("non", &[Action::GrowEndByOne]), "non,");
        assert_eq!(after("non", &[Action::ShrinkEndByOne]), "no");
        assert_eq!(after("non", &[Action::GrowStartByOne, Action::GrowStartByOne]), "« non");
        assert_eq!(after("non", &[Action::ShrinkStartByOne]), "on");
        assert_eq!(after("non", &[Action::NextWord, Action::NextWord]), "jamais");
        assert_eq!(after("non", &[Action::PreviousWord]), "«");
    }

    #[test]
    fn it_never_vanishes_nor_leaves_the_text() {
        assert_eq!(after("Il", &[Action::GrowStart, Action::ShrinkEnd]), "Il");
        assert_eq!(after("hier.", &[Action::GrowEnd, Action::GrowEndByOne]), "hier.");
        assert_eq!(after(".", &[Action::ShrinkEndByOne]), ".");
        assert_eq!(token_at("", 0), None);
        assert_eq!(token_at("un ", 2), Some(Span::new(0, 2)));
    }
}
