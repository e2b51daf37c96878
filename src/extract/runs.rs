//! Stretches between quotation marks, found by a state machine over characters before any parse.
//!
//! Marks that have a direction (« », “ ”, „ “, ‹ ›) are paired by it; straight ones by their shape (what stands before
//! and after them) and, where the shape does not tell, by turns. A single mark is an apostrophe until a second one
//! closes it. A run never leaves its paragraph: one that is still open at the paragraph's end stops there, and the
//! paragraph that takes it up again holds a run that [continues](Run::continues) it.

use crate::dispatch::{Dispatch, ParagraphKind, Span};

/// Nobody quotes deeper; marks that would open more are passed over.
const DEEPEST: usize = 16;

/// One stretch between marks, inside one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words, without the marks.
    pub inner: Span,
    /// The words with their marks (a mark that is missing at a paragraph's edge adds nothing).
    pub outer: Span,
    /// The run that encloses it, by position.
    pub parent: Option<usize>,
    /// Whether it continues the run before it over a paragraph's end.
    pub continues: bool,
}

impl Run {
    /// Whether a mark closes it.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.inner.end < self.outer.end
    }
}

/// Every run of `dispatch`, by position of its opening mark.
#[must_use]
pub fn find(dispatch: &Dispatch) -> Vec<Run> {
    let read = dispatch
        .paragraphs
        .iter()
        .filter(|p| !matches!(p.kind, ParagraphKind::Credit | ParagraphKind::Furniture))
        .map(|p| p.span);
    find_in(&dispatch.text, read)
}

/// The positions of the runs of `runs` whose closing mark is missing although nothing continues them: what a desk
/// wants to be told.
pub fn unbalanced(runs: &[Run]) -> impl Iterator<Item = usize> + '_ {
    let continued = |i: usize| {
        let mut later = runs[i + 1..].iter().filter(|r| r.parent.is_none());
        later.next().is_some_and(|next| next.continues)
    };
    (0..runs.len()).filter(move |&i| !runs[i].is_closed() && runs[i].parent.is_none() && !continued(i))
}

/// Every run of the given paragraphs of `text`.
fn find_in(text: &str, paragraphs: impl Iterator<Item = Span>) -> Vec<Run> {
    let mut found = Vec::new();
    let mut pending: Option<Pending> = None;
    for span in paragraphs {
        let mut scan = Scan::new(text, span, pending.as_ref().map(|p| p.family));
        scan.walk();
        let resumed = scan.done.iter().any(|d| d.continues);
        if let Some(mut pending) = pending.take() {
            if resumed {
                let whole = pending.between.drain(..).map(|s| Done::whole(text, s));
                found.extend(whole.filter(|done| !done.inner.is_empty()));
            } else if scan.marks == 0 && pending.between.len() < Pending::LONGEST {
                pending.between.push(span);
                scan.open = Some(pending);
            }
        }
        pending = scan.open;
        found.extend(scan.done);
    }
    nest(found)
}

/// Kinds of marks that close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// « » and << >>
    Guillemet,
    /// ‹ ›
    Angle,
    /// “ ” „ ‟ " and doubled single ones
    Double,
    /// ‘ ’ ‚ '
    Single,
}

/// Which way a mark opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    /// It does not say itself: its neighbours must.
    Either,
}

/// A run that a paragraph left open, and the paragraphs since that hold no mark at all.
#[derive(Debug)]
struct Pending {
    family: Family,
    between: Vec<Span>,
}

impl Pending {
    /// How many paragraphs without a mark a quotation may run through.
    const LONGEST: usize = 3;
}

/// A finished run, before nesting is known.
#[derive(Clone, Copy, Debug)]
struct Done {
    inner: Span,
    outer: Span,
    continues: bool,
}

impl Done {
    fn whole(text: &str, span: Span) -> Self {
        let inner = trim(text, span);
        Self { inner, outer: inner, continues: true }
    }
}

/// An opening mark whose run is not finished.
#[derive(Clone, Copy, Debug)]
struct Open {
    family: Family,
    /// Whether the mark was a straight one.
    straight: bool,
    mark: Span,
    /// A closing single mark that could as well be a plural possessive.
    doubtful: Option<Span>,
    continues: bool,
}

/// The scan of one paragraph.
struct Scan<'a> {
    text: &'a str,
    span: Span,
    /// The family that the paragraph before left open.
    left_open: Option<Family>,
    /// Whether straight double marks nest here.
    straight_nests: bool,
    marks: usize,
    stack: Vec<Open>,
    done: Vec<Done>,
    open: Option<Pending>,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, span: Span, left_open: Option<Family>) -> Self {
        let straight_nests = straight_marks_nest(span.of(text));
        Self {
            text,
            span,
            left_open,
            straight_nests,
            marks: 0,
            stack: Vec::new(),
            done: Vec::new(),
            open: None,
        }
    }

    fn walk(&mut self) {
        let text = self.span.of(self.text);
        let mut before: Option<char> = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, c)| c);
            let doubled = next == Some(c) && matches!(c, '<' | '>' | '`' | '\'' | '’' | '‘');
            if let Some((family, side)) = mark(c, doubled) {
                if doubled {
                    chars.next();
                }
                let end = at + c.len_utf8() * if doubled { 2 } else { 1 };
                let around = Around { before, after: chars.peek().map(|&(_, c)| c) };
                let span = Span::new(self.span.start + at, self.span.start + end);
                if family == Family::Single {
                    self.single(span, c, around, text.get(end..).unwrap_or_default());
                } else {
                    self.double(span, family, side, around);
                }
            }
            before = Some(c);
        }
        self.finish();
    }

    /// A mark of any family but the single one.
    fn double(&mut self, span: Span, family: Family, side: Side, around: Around) {
        self.marks += 1;
        let straight = side == Side::Either;
        let top = self.stack.iter().rposition(|o| o.family == family && (!straight || o.straight));
        let top = top.or_else(|| self.stack.iter().rposition(|o| o.family == family));
        let opens = match side {
            Side::Open => !(top.is_some_and(|t| self.low(t)) && around.closes()),
            Side::Close if top.is_none() && self.resumes(span, family) => {
                if self.at_start(span) {
                    return self.push(span, family, straight);
                }
                return self.close_from_start(span);
            }
            Side::Close => top.is_none() && around.opens() && !around.closes(),
            Side::Either => match top {
                None if self.resumes(span, family)
                    && !self.at_start(span)
                    && around.closes()
                    && !around.opens() =>
                {
                    return self.close_from_start(span);
                }
                None if !around.opens() && around.closes() => return,
                None => true,
                Some(t) => {
                    around.opens() && !around.closes() && (self.straight_nests || !self.stack[t].straight)
                }
            },
        };
        match (opens, top) {
            (true, _) => self.push(span, family, straight),
            (false, Some(top)) => self.close(top, span),
            (false, None) => {}
        }
    }

    /// A mark that is an apostrophe as long as nothing speaks against it.
    fn single(&mut self, span: Span, c: char, around: Around, rest: &str) {
        let top = self.stack.iter().rposition(|o| o.family == Family::Single);
        let same_level = top.filter(|&t| t + 1 == self.stack.len());
        let opens = c != '’' && around.opens() && !decade(rest);
        let closes = c != '‘' && around.closes();
        match same_level {
            Some(top) if closes => {
                if around.before.is_some_and(|b| matches!(b, 's' | 'S')) && continues_in_lower_case(rest) {
                    self.stack[top].doubtful.get_or_insert(span);
                } else {
                    self.close(top, span);
                }
            }
            Some(top) if opens && !(self.stack[top].straight ^ (c == '\'')) => {
                self.settle(top);
                self.push(span, Family::Single, c == '\'');
            }
            None if opens => self.push(span, Family::Single, c == '\''),
            _ => {}
        }
    }

    /// Whether the run at `at` of the stack was opened by a low mark, which a high opening one closes.
    fn low(&self, at: usize) -> bool {
        matches!(self.stack[at].mark.of(self.text), "„" | "‟" | "‚")
    }

    fn at_start(&self, mark: Span) -> bool {
        Span::new(self.span.start, mark.start).of(self.text).trim().is_empty()
    }

    /// Whether a mark of `family` takes up what the paragraph before left open.
    fn resumes(&self, mark: Span, family: Family) -> bool {
        self.left_open == Some(family)
            && (self.at_start(mark) || (self.done.is_empty() && self.stack.is_empty()))
    }

    fn push(&mut self, mark: Span, family: Family, straight: bool) {
        if self.stack.len() >= DEEPEST {
            return;
        }
        let continues = self.left_open == Some(family) && self.at_start(mark);
        self.stack.push(Open { family, straight, mark, doubtful: None, continues });
    }

    /// Ends the run at `at` of the stack, and drops what was opened inside and never closed.
    fn close(&mut self, at: usize, mark: Span) {
        while self.stack.len() > at + 1 {
            self.settle(self.stack.len() - 1);
        }
        if let Some(open) = self.stack.pop() {
            self.emit(open, mark.start, mark.end);
        }
    }

    /// A run whose opening mark stands in an earlier paragraph.
    fn close_from_start(&mut self, mark: Span) {
        let inner = trim(self.text, Span::new(self.span.start, mark.start));
        self.done.push(Done { inner, outer: inner.cover(mark), continues: true });
    }

    /// Takes the run at `at` off the stack, ended by its doubtful mark if that leaves a single word.
    fn settle(&mut self, at: usize) {
        let open = self.stack.remove(at);
        let Some(mark) = open.doubtful else { return };
        let inside = Span::new(open.mark.end, mark.start).of(self.text);
        if !inside.contains(char::is_whitespace) {
            self.emit(open, mark.start, mark.end);
        }
    }

    fn emit(&mut self, open: Open, inner_end: usize, outer_end: usize) {
        let inner = trim(self.text, Span::new(open.mark.end, inner_end));
        let letters = inner.of(self.text).chars().filter(|c| c.is_alphanumeric()).count();
        if letters >= 2 || (letters == 1 && open.family != Family::Single) {
            let outer = Span::new(open.mark.start, outer_end.max(inner.end));
            self.done.push(Done { inner, outer, continues: open.continues });
        }
    }

    /// Ends with the paragraph what is still open; single marks that nothing closed were apostrophes.
    fn finish(&mut self) {
        let end = trim(self.text, self.span).end;
        while let Some(open) = self.stack.last().copied() {
            if open.family == Family::Single {
                self.settle(self.stack.len() - 1);
                continue;
            }
            self.stack.pop();
            if open.mark.end < end {
                self.emit(open, end, end);
                self.open = Some(Pending { family: open.family, between: Vec::new() });
            }
        }
    }
}

/// What stands beside a mark.
#[derive(Clone, Copy, Debug)]
struct Around {
    before: Option<char>,
    after: Option<char>,
}

impl Around {
    /// Whether it looks like an opening mark.
    fn opens(self) -> bool {
        let free = self.before.is_none_or(|c| {
            c.is_whitespace()
                || matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | '/' | ':' | '\'' | '’')
                || opening(c)
        });
        free && self.after.is_some_and(|c| {
            c.is_alphanumeric()
                || matches!(c, '[' | '(' | '.' | '…' | '¡' | '¿' | '-' | '$' | '€' | '#' | '@')
                || opening(c)
                || c == '\''
        })
    }

    /// Whether it looks like a closing mark.
    fn closes(self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace()) && self.after.is_none_or(|c| !c.is_alphanumeric())
    }
}

const fn opening(c: char) -> bool {
    matches!(c, '«' | '“' | '„' | '‟' | '‘' | '‚' | '‹' | '"' | '`')
}

/// The family and side of a mark; `doubled` if it stands twice.
const fn mark(c: char, doubled: bool) -> Option<(Family, Side)> {
    Some(match c {
        '«' => (Family::Guillemet, Side::Open),
        '»' => (Family::Guillemet, Side::Close),
        '<' if doubled => (Family::Guillemet, Side::Open),
        '>' if doubled => (Family::Guillemet, Side::Close),
        '‹' => (Family::Angle, Side::Open),
        '›' => (Family::Angle, Side::Close),
        '“' | '„' | '‟' | '〝' => (Family::Double, Side::Open),
        '”' | '〞' => (Family::Double, Side::Close),
        '`' | '‘' if doubled => (Family::Double, Side::Open),
        '\'' | '’' if doubled => (Family::Double, Side::Close),
        '"' | '＂' => (Family::Double, Side::Either),
        '‘' | '‚' | '’' | '\'' => (Family::Single, Side::Either),
        _ => return None,
    })
}

/// Whether the straight double marks of a paragraph form a nesting when each is taken by its shape.
fn straight_marks_nest(paragraph: &str) -> bool {
    let mut before = None;
    let mut depth = 0_usize;
    let mut deepest = 0;
    let mut chars = paragraph.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '"' {
            let around = Around { before, after: chars.peek().copied() };
            match (around.opens(), around.closes()) {
                (true, false) => depth += 1,
                (false, true) if depth > 0 => depth -= 1,
                _ => return false,
            }
            deepest = deepest.max(depth);
        }
        before = Some(c);
    }
    depth == 0 && deepest > 1
}

/// Whether `rest`, after a single mark, is a decade: '90s.
fn decade(rest: &str) -> bool {
    let mut chars = rest.chars();
    let digits = chars.by_ref().take(2).filter(char::is_ascii_digit).count();
    digits == 2 && !chars.next().is_some_and(|c| c.is_ascii_digit())
}

/// Whether `rest` goes on, after white space, with a lower-case letter.
fn continues_in_lower_case(rest: &str) -> bool {
    rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(char::is_lowercase)
}

/// `span` without white space at its ends.
fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, (start + words.trim().len()).max(start))
}

/// Puts the runs in order of their opening marks and finds which encloses which.
fn nest(mut found: Vec<Done>) -> Vec<Run> {
    found.sort_by_key(|d| (d.outer.start, std::cmp::Reverse(d.outer.end)));
    let mut runs: Vec<Run> = Vec::with_capacity(found.len());
    let mut stack: Vec<usize> = Vec::new();
    for Done { inner, outer, continues } in found {
        while stack.last().is_some_and(|&s| runs[s].outer.end <= outer.start) {
            stack.pop();
        }
        if stack.last().is_some_and(|&s| !runs[s].outer.contains(outer)) {
            continue;
        }
        let parent = stack.last().copied();
        stack.push(runs.len());
        runs.push(Run { inner, outer, parent, continues });
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Run> {
        let mut at = 0;
        let spans: Vec<Span> = text
            .split('\n')
            .map(|line| {
                let span = Span::new(at, at + line.len());
                at += line.len() + 1;
                span
            })
            .collect();
        find_in(text, spans.into_iter())
    }

    fn words(text: &str) -> Vec<&str> {
        read(text).iter().map(|r| r.inner.of(text)).collect()
    }

    #[test]
    fn every_kind_of_mark() {
        for text in [
            "Il dit « oui ici » hier.",
            "Il dit «\u{a0}oui ici\u{a0}» hier.",
            "Il dit «\u{202f}oui ici\u{202f}» hier.",
            "Il dit \"oui ici\" hier.",
            "Il dit “oui ici” hier.",
            "Er sagt „oui ici“ hier.",
            "Er sagt „oui ici” hier.",
            "Han sa ”oui ici” hier.",
            "Il dit ‹oui ici› hier.",
            "He says ‘oui ici’ now.",
            "He says 'oui ici' now.",
            "He says ``oui ici'' now.",
            "He says <<oui ici>> now.",
            "Il dit “oui ici\" hier.",
        ] {
            assert_eq!(words(text), ["oui ici"], "{text}");
            assert_eq!(unbalanced(&read(text)).count(), 0, "{text}");
        }
    }

    #[test]
    fn marks_that_open_without_end_cost_no_more_than_others() {
        let text = format!("{}mot{}", "« ".repeat(200_000), " ”".repeat(200_000));
        // Quadratic time would be minutes.
        assert!(read(&text).len() <= DEEPEST);
    }

    #[test]
    fn elisions_touch_the_mark() {
        assert_eq!(words("Il parle d'\"infamie\" et de l’“axe” du nord."), ["infamie", "axe"]);
        assert_eq!(words("Les forces anti-\"rebelles\" et \"pro\"-paix."), ["rebelles", "pro"]);
    }

    #[test]
    fn apostrophes_open_nothing() {
        for text in [
            "L'homme n'est pas d'ici, aujourd'hui.",
            "l' Union et l’ État",
            "Give 'em time, said the dogs' owner and the cats' keeper.",
            "The '90s, the 1990's, rock 'n' roll.",
            "Hamas' bureau and the rebels' base weren't hit.",
            "He is 5'10\" tall with a 12\" knife.",
        ] {
            assert_eq!(words(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn single_marks_around_words() {
        assert_eq!(words("Talks at 'technical' stage"), ["technical"]);
        assert_eq!(words("The 'rights' of the few and 'freedoms' too"), ["rights", "freedoms"]);
        assert_eq!(words("‘We don’t know the boys’ names,’ he said."), ["We don’t know the boys’ names,"]);
    }

    #[test]
    fn nesting_keeps_its_parent() {
        let text = "« On nous a dit : “partez”, et “vite” », dit-il.";
        let runs = read(text);
        assert_eq!(words(text), ["On nous a dit : “partez”, et “vite”", "partez", "vite"]);
        assert_eq!(runs.iter().map(|r| r.parent).collect::<Vec<_>>(), [None, Some(0), Some(0)]);
        assert_eq!(
            words("\"He told us 'go home' twice,\" she said."),
            ["He told us 'go home' twice,", "go home"]
        );
        assert_eq!(words("\"The \"wall\" fell,\" she said."), ["The \"wall\" fell,", "wall"]);
    }

    #[test]
    fn straight_marks_take_turns() {
        assert_eq!(words("\"A b,\" he said, \"c d\" and \"e f\"."), ["A b,", "c d", "e f"]);
        assert_eq!(words("\" Un deux \" , dit-il. \" Trois quatre \""), ["Un deux", "Trois quatre"]);
    }

    #[test]
    fn a_paragraph_that_reopens_continues() {
        let text = "“We told them. We waited.\n“Then we left,” she said. “All.”";
        let runs = read(text);
        assert_eq!(words(text), ["We told them. We waited.", "Then we left,", "All."]);
        assert_eq!(runs.iter().map(|r| r.continues).collect::<Vec<_>>(), [false, true, false]);
        assert!(!runs[0].is_closed());
        assert_eq!(unbalanced(&runs).count(), 0);
    }

    #[test]
    fn a_quotation_may_run_through_paragraphs_without_marks() {
        let text = "« Un deux.\nTrois quatre.\nCinq six », dit-il.";
        let runs = read(text);
        assert_eq!(words(text), ["Un deux.", "Trois quatre.", "Cinq six"]);
        assert_eq!(runs.iter().map(|r| r.continues).collect::<Vec<_>>(), [false, true, true]);
    }

    #[test]
    fn old_style_reopens_with_a_closing_mark() {
        assert_eq!(words("« Un deux.\n» Trois quatre. »"), ["Un deux.", "Trois quatre."]);
    }

    #[test]
    fn an_unclosed_run_ends_with_its_paragraph() {
        let text = "Il dit « oui ici. Puis rien.\nUn autre dit « non ».";
        let runs = read(text);
        assert_eq!(words(text), ["oui ici. Puis rien.", "non"]);
        assert_eq!(unbalanced(&runs).collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn a_blank_paragraph_is_no_part_of_a_quotation() {
        assert_eq!(words("Il dit « oui\n\u{a0}\n« et non »."), ["oui", "et non"]);
    }

    #[test]
    fn a_stray_closing_mark_is_nothing() {
        assert_eq!(words("Rien ici » du tout."), Vec::<&str>::new());
        assert_eq!(words("Nothing here\" at all."), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn runs_of_any_text_are_ordered_and_nested(text in "[a-zé '\"«»“”‘’„<>`.\n0-9]{0,80}|\\PC{0,60}") {
            let runs = read(&text);
            for (i, run) in runs.iter().enumerate() {
                prop_assert!(run.outer.contains(run.inner));
                prop_assert!(text.get(run.inner.start..run.inner.end).is_some());
                prop_assert!(text.get(run.outer.start..run.outer.end).is_some());
                prop_assert!(!run.outer.of(&text).contains('\n'));
                if let Some(parent) = run.parent {
                    prop_assert!(parent < i && runs[parent].outer.contains(run.outer));
                }
                for later in &runs[i + 1..] {
                    prop_assert!(run.outer.start <= later.outer.start);
                    prop_assert!(!run.outer.overlaps(later.outer) || run.outer.contains(later.outer));
                }
            }
        }
    }
}
