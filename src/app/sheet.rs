//! Lines to read and choose from: what side panes and overlays are made of.

use std::borrow::Cow;

use super::breaks::{hold_together, is_blank};
use super::role::Role;
use super::width;

/// A stretch of a line.
pub type Run = (Role, String);

/// A line of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// From the left.
    pub runs: Vec<Run>,
    /// Against the right edge.
    pub right: Vec<Run>,
    /// The target that it belongs to, by position.
    pub target: Option<usize>,
}

/// Lines, some of which can be chosen and stand for a `T`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet<T> {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// What can be chosen, in the order of the lines.
    pub targets: Vec<T>,
}

impl<T> Default for Sheet<T> {
    fn default() -> Self {
        Self { lines: Vec::new(), targets: Vec::new() }
    }
}

/// What is shown and chosen of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The chosen target.
    pub cursor: usize,
    /// The first line on the screen.
    pub top: usize,
}

impl Line {
    /// A line of one stretch.
    #[must_use]
    pub fn of(role: Role, text: impl Into<String>) -> Self {
        Self { runs: vec![(role, text.into())], ..Self::default() }
    }

    /// The same with another stretch after it.
    #[must_use]
    pub fn then(mut self, role: Role, text: impl Into<String>) -> Self {
        self.runs.push((role, text.into()));
        self
    }

    /// The same with that against the right edge.
    #[must_use]
    pub fn right(mut self, role: Role, text: impl Into<String>) -> Self {
        self.right.push((role, text.into()));
        self
    }

    /// Its words without their roles.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|(_, t)| t.as_str()).collect()
    }
}

impl<T> Sheet<T> {
    /// Adds a line that nothing can be done with.
    pub fn line(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Adds an empty line, unless there is one already or nothing above it.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|l| !l.runs.is_empty()) {
            self.lines.push(Line::default());
        }
    }

    /// Adds lines that stand for `target`.
    pub fn target(&mut self, target: T, lines: impl IntoIterator<Item = Line>) {
        let n = self.targets.len();
        self.targets.push(target);
        self.lines.extend(lines.into_iter().map(|l| Line { target: Some(n), ..l }));
    }

    /// Adds `text` in rows of at most `width` cells, all but the first `indent` further in.
    pub fn prose(&mut self, role: Role, text: &str, width: usize, indent: usize) {
        let mut left = 0;
        for row in fold(text, width, width.saturating_sub(indent)) {
            self.lines.push(Line::of(role, format!("{}{row}", " ".repeat(left))));
            left = indent;
        }
    }

    /// Lines of the target, first and one past the last.
    #[must_use]
    pub fn lines_of(&self, target: usize) -> (usize, usize) {
        let first = self.lines.iter().position(|l| l.target == Some(target)).unwrap_or_default();
        let after = self.lines.iter().skip(first).take_while(|l| l.target == Some(target)).count();
        (first, first + after)
    }
}

/// `text` in rows of at most `first` cells for the first one and `rest` for the others.
#[must_use]
pub fn fold(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut rows: Vec<String> = vec![String::new()];
    let mut used = 0;
    for word in words(text, first.min(rest)) {
        let cells = width::of(&word);
        let room = if rows.len() == 1 { first } else { rest };
        if used > 0 && used + 1 + cells > room {
            rows.push(String::new());
            used = 0;
        }
        if let Some(row) = rows.last_mut() {
            if used > 0 {
                row.push(' ');
                used += 1;
            }
            row.push_str(&word);
            used += cells;
        }
    }
    rows
}

/// The words of `text`; those that stay together are one, where `room` cells hold them.
fn words(text: &str, room: usize) -> Vec<Cow<'_, str>> {
    let mut words: Vec<Cow<'_, str>> = Vec::new();
    for word in text.split(is_blank).filter(|w| !w.is_empty()) {
        match words.last_mut() {
            Some(last) if hold_together(last, word) && width::of(last) + 1 + width::of(word) <= room => {
                last.to_mut().extend([" ", word]);
            }
            _ => words.push(Cow::Borrowed(word)),
        }
    }
    words
}

impl View {
    /// Moves the cursor, or the lines where nothing can be chosen.
    pub fn step<T>(&mut self, sheet: &Sheet<T>, by: isize, height: usize) {
        if sheet.targets.is_empty() {
            self.scroll(sheet, by, height);
        } else {
            self.cursor = self.cursor.saturating_add_signed(by).min(sheet.targets.len() - 1);
            self.reveal(sheet, height);
        }
    }

    /// Moves what is shown.
    pub fn scroll<T>(&mut self, sheet: &Sheet<T>, by: isize, height: usize) {
        self.top = self.top.saturating_add_signed(by).min(sheet.lines.len().saturating_sub(height));
    }

    /// Shows the cursor, the heading above it included, and no void below the end.
    pub fn reveal<T>(&mut self, sheet: &Sheet<T>, height: usize) {
        self.cursor = self.cursor.min(sheet.targets.len().saturating_sub(1));
        if !sheet.targets.is_empty() {
            let (mut first, after) = sheet.lines_of(self.cursor);
            while first > 0 && sheet.lines.get(first - 1).is_some_and(|l| l.target.is_none()) {
                first -= 1;
            }
            if after > self.top + height {
                self.top = after - height;
            }
            self.top = self.top.min(first);
        }
        self.top = self.top.min(sheet.lines.len().saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet<usize> {
        let mut sheet = Sheet::default();
        for n in 0..5 {
            sheet.line(Line::of(Role::Title, "heading"));
            sheet.target(n, [Line::of(Role::Plain, "a"), Line::of(Role::Plain, "b")]);
        }
        sheet
    }

    #[test]
    fn the_cursor_stays_in_view_with_its_heading() {
        let (sheet, mut view) = (sheet(), View::default());
        view.step(&sheet, 2, 4);
        assert_eq!(view, View { cursor: 2, top: 5 });
        view.step(&sheet, 100, 4);
        assert_eq!(view, View { cursor: 4, top: 11 });
        view.step(&sheet, -1, 4);
        assert_eq!(view, View { cursor: 3, top: 9 });
        view.step(&sheet, -100, 4);
        assert_eq!(view, View { cursor: 0, top: 0 });
    }

    #[test]
    fn an_empty_sheet_and_no_height_do_no_harm() {
        let mut view = View { cursor: 9, top: 9 };
        view.step(&Sheet::<usize>::default(), 1, 0);
        view.reveal(&Sheet::<usize>::default(), 0);
        assert_eq!(view.top, 0);
        view.step(&sheet(), 3, 0);
        assert_eq!(view.cursor, 3);
    }

    #[test]
    fn prose_folds_at_blanks() {
        assert_eq!(fold("un deux trois", 8, 6), ["un deux", "trois"]);
        assert_eq!(fold("", 8, 8), [""]);
        assert_eq!(fold("un mot « oui »", 10, 10), ["un mot", "« oui »"]);
    }
}
