//! Indirect speech: which words of a sentence a frame reports.

use std::ops::Range;

use super::frames::{Form, Frame};
use super::syntax::Syntax;
use super::units::Unit;
use crate::dispatch::Span;
use crate::extract::Reading;
use crate::extract::runs::Run;
use crate::language::{Deprel, Upos};
use crate::lexicon::cues::{Cues, Takes};

/// Reported words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// Their tokens, punctuation at the ends included.
    pub tokens: Range<usize>,
    /// Their bytes.
    pub span: Span,
    /// The construction.
    pub by: Construction,
}

/// Where reported words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Construction {
    /// Behind a complementizer.
    Clause,
    /// As a clause without one.
    Bare,
    /// As an infinitive.
    Infinitive,
    /// Before a cue that follows them.
    Tail,
    /// Around or beside who speaks: selon X.
    Preposition,
}

/// Finds what the frames of a unit report.
pub(super) struct Reporter<'a> {
    syntax: Syntax<'a>,
    cues: &'a Cues,
    runs: &'a [Run],
    holder: &'a [Option<usize>],
}

/// How many tokens may stand between a cue and the complementizer of what it reports.
const REACH: usize = 30;

impl<'a> Reporter<'a> {
    pub fn new(reading: &Reading<'a>, holder: &'a [Option<usize>]) -> Self {
        Self { syntax: Syntax::new(reading), cues: &reading.words.cues, runs: reading.runs, holder }
    }

    /// What `frames[at]` reports, marks or no marks.
    pub fn content(&self, unit: &Unit, frames: &[Frame], at: usize) -> Option<Content> {
        let frame = &frames[at];
        if frame.inside.is_some() {
            return None;
        }
        let (tokens, by) = match frame.form {
            Form::Preposition { view, end } => {
                (self.beside(unit, frames, at, view, end)?, Construction::Preposition)
            }
            Form::Passive => return None,
            _ => self.complement(unit, frames, at).or_else(|| self.before(unit, frames, at))?,
        };
        let tokens = self.around_runs(tokens, unit);
        let span = self.syntax.trimmed(tokens.start, tokens.end, |t| self.is_mark(t));
        (!span.is_empty()).then_some(Content { tokens, span, by })
    }

    /// Whether nothing but words between marks is reported.
    pub fn is_wholly_direct(&self, content: &Content) -> bool {
        let narrator = |&t: &usize| {
            self.holder[t].is_none()
                && !self.syntax.is_punct(t)
                && !self.cues.is_complementizer(&self.syntax.lower(t))
        };
        let quoted = content.tokens.clone().any(|t| self.holder[t].is_some());
        quoted && content.tokens.clone().filter(narrator).count() == 0
    }

    /// What follows the cue as its complement.
    fn complement(&self, unit: &Unit, frames: &[Frame], at: usize) -> Option<(Range<usize>, Construction)> {
        let frame = &frames[at];
        let limit = self.cut(unit, frames, at);
        if frame.takes.has(Takes::CLAUSE)
            && let Some(mark) = self.complementizer(frames, at, limit)
        {
            let end = self.clause_end(mark, frame, limit);
            return Some((mark + 1..end, Construction::Clause));
        }
        if frame.form == Form::Inverted {
            return None;
        }
        if frame.takes.has(Takes::INFINITIVE)
            && let Some(first) = self.infinitive(frame, limit)
        {
            let head = self.clause_head(first, frame.cue);
            let end = self.syntax.analysis.subtree(head).1.clamp(first + 1, limit);
            return Some((first..end, Construction::Infinitive));
        }
        if frame.takes.has(Takes::BARE)
            && let Some(tokens) = self.bare(frame, limit)
        {
            return Some((tokens, Construction::Bare));
        }
        None
    }

    /// The complementizer that belongs to the cue.
    fn complementizer(&self, frames: &[Frame], at: usize, limit: usize) -> Option<usize> {
        let frame = &frames[at];
        let from = frame.group.1;
        let next = frames[at + 1..].iter().find(|f| !f.is_preposition()).map_or(limit, |f| f.cue);
        let near = from..limit.min(from + REACH);
        let first_verb =
            near.clone().find(|&t| self.syntax.is_finite(t) && !self.in_phrase(t)).unwrap_or(limit);
        let candidates = near.filter(|&t| {
            self.syntax.token(t).upos == Upos::Sconj && self.cues.is_complementizer(&self.syntax.lower(t))
        });
        candidates.filter(|&t| self.holder[t].is_none()).find(|&t| {
            let verb = self.syntax.token(t).head;
            let belongs = verb
                .is_some_and(|v| v > t && self.syntax.token(v).head.is_some_and(|h| self.is_of(h, frame)));
            t < first_verb && (belongs || t < next && t < from + 12 && verb.is_none_or(|v| v > t))
        })
    }

    /// Whether the verb only describes a noun.
    fn in_phrase(&self, verb: usize) -> bool {
        self.syntax.token(verb).deprel == Deprel::AclRelcl
    }

    /// Whether the token is the cue or a word of it.
    fn is_of(&self, token: usize, frame: &Frame) -> bool {
        (frame.cue..frame.group.1).contains(&token)
            || self.syntax.token(frame.cue).deprel == Deprel::AuxCaus
                && self.syntax.token(frame.cue).head == Some(token)
    }

    /// One past the last token of the clause behind the complementizer `mark`.
    fn clause_end(&self, mark: usize, frame: &Frame, limit: usize) -> usize {
        let head = self.syntax.token(mark).head.filter(|&h| h > mark);
        let head = head.unwrap_or_else(|| self.clause_head(mark + 1, frame.cue));
        let end = self.syntax.analysis.subtree(head).1.min(limit);
        let verbal = (mark + 1..end).any(|t| self.syntax.is_verbal(t));
        if verbal && end > mark + 3 { end } else { limit }
    }

    /// The highest word above `token` that still stands after the cue.
    fn clause_head(&self, token: usize, cue: usize) -> usize {
        let above = self.syntax.analysis.ancestors(token).take_while(|&a| a > cue);
        above.last().unwrap_or(token)
    }

    /// The first token of an infinitive that the cue takes without preposition.
    fn infinitive(&self, frame: &Frame, limit: usize) -> Option<usize> {
        let mut first = None;
        for t in frame.group.1..limit.min(frame.group.1 + 14) {
            let token = self.syntax.token(t);
            if self.syntax.is_infinitive(t) {
                return Some(first.unwrap_or(t));
            }
            match token.upos {
                Upos::Adv | Upos::Pron if self.syntax.base(t) != Deprel::Nsubj => {
                    let own = token.head.is_some_and(|h| h > t && h < limit && self.syntax.is_verbal(h));
                    first = if own { first.or(Some(t)) } else { None };
                }
                // A preposition may open an adverbial between the two, but not the infinitive itself.
                Upos::Adp if token.head.is_some_and(|h| h > t && !self.syntax.is_verbal(h)) => first = None,
                Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num => first = None,
                Upos::Punct if self.syntax.is_comma(t) => first = None,
                _ => return None,
            }
            // The object of the cue: what comes then is no complement of it.
            if matches!(token.upos, Upos::Noun | Upos::Propn) && self.syntax.base(t) == Deprel::Obj {
                return None;
            }
        }
        None
    }

    /// A clause right after the cue.
    fn bare(&self, frame: &Frame, limit: usize) -> Option<Range<usize>> {
        let from = frame.group.1;
        let analysis = self.syntax.analysis;
        let by_tree = analysis.dependents(frame.cue, Deprel::Ccomp).find(|&c| c > frame.cue && c < limit);
        let (start, end) = if let Some(head) = by_tree {
            let (start, end) = analysis.subtree(head);
            (start.max(from), end.min(limit))
        } else {
            let verb = (from..limit).find(|&t| self.syntax.is_predicate(t) && self.holder[t].is_none())?;
            if (from..verb).any(|t| self.syntax.is_comma(t)) {
                return None;
            }
            let token = self.syntax.token(verb);
            let clause =
                if token.upos == Upos::Aux { token.head.filter(|&h| h >= from && h < limit)? } else { verb };
            let subject = analysis.dependent(clause, Deprel::Nsubj).filter(|&s| s >= from && s < verb);
            let relative = subject.is_some_and(|s| self.syntax.is_relative(s))
                || self.syntax.base(clause) == Deprel::Acl;
            // Without a subject of its own the clause takes the noun phrase before it, which the tree gave to the cue.
            let object = || analysis.dependent(frame.cue, Deprel::Obj).filter(|&o| o >= from && o < verb);
            let opening = subject.or_else(object)?;
            if relative || analysis.dependents(clause, Deprel::Mark).next().is_some() {
                return None;
            }
            (analysis.subtree(opening).0.max(from), limit)
        };
        // What looks like the object of a cue that has none opens the clause behind it.
        let object = analysis.dependents(frame.cue, Deprel::Obj).find(|&o| o >= from && o < start);
        let start = match object {
            Some(object) if !frame.takes.has(Takes::HEARER) => analysis.subtree(object).0.max(from),
            Some(object) => start.max(object + 1),
            None => start,
        };
        let start = (start..end).find(|&t| !self.syntax.is_punct(t) || self.is_mark(t))?;
        let has_subject =
            (start..end).any(|t| self.syntax.base(t) == Deprel::Nsubj && self.holder[t].is_none());
        let opens = self.syntax.token(start).upos;
        let adverbial = matches!(opens, Upos::Sconj) || start > from + REACH;
        (has_subject && !adverbial && end > start + 2).then_some(start..end)
    }

    /// What stands before a cue that follows it.
    fn before(&self, unit: &Unit, frames: &[Frame], at: usize) -> Option<(Range<usize>, Construction)> {
        let frame = &frames[at];
        if !frame.takes.has(Takes::TAIL) || matches!(frame.form, Form::Participle | Form::Infinitive) {
            return None;
        }
        let start = self.left(unit, frames, at);
        let after =
            frame.group.1.max(frame.subject.map_or(0, |s| self.syntax.phrase_end(s, unit.tokens.end)));
        let introduces = (frame.group.1..unit.tokens.end.min(after + 2))
            .any(|t| self.syntax.is(t, ":") || self.is_opening(t) && t <= frame.group.1);
        let object = self.syntax.analysis.dependents(frame.cue, Deprel::Obj).any(|o| o >= frame.group.1);
        if introduces || object && frame.form == Form::Plain && !frame.takes.has(Takes::HEARER) {
            return None;
        }
        let opening = match frame.subject {
            Some(subject) if subject < frame.cue => (start..=subject)
                .rev()
                .find(|&t| self.syntax.is_comma(t) || self.holder[t].is_some())
                .map_or(start, |t| t + 1),
            _ => frame.group.0,
        };
        let comma =
            (start..opening).rev().take(4).find(|&t| self.syntax.is_punct(t) && !self.is_opening(t))?;
        let narrator =
            |r: Range<usize>| r.filter(|&t| self.holder[t].is_none() && !self.syntax.is_punct(t)).count();
        // Behind "X said." with nothing else to report even a clause that the tree did not see is what was said.
        let opens = self.syntax.token(start).upos;
        let verbal = frame.form == Form::Plain
            && narrator(start..comma) >= 6
            && !matches!(opens, Upos::Sconj | Upos::Adp)
            && (start..comma).any(|t| self.holder[t].is_none() && self.syntax.is_verbal(t));
        let rest = self.rest(unit, frames, at, after);
        let inserted = self.syntax.is_comma(rest.start) && self.has_clause(rest.clone());
        if self.has_clause(start..comma) || verbal && !inserted {
            return (narrator(start..comma) >= 3).then_some((start..comma + 1, Construction::Tail));
        }
        (inserted && narrator(start..comma) >= 2 && narrator(rest.clone()) >= 3)
            .then_some((rest, Construction::Tail))
    }

    /// What follows an attribution up to the next one.
    fn rest(&self, unit: &Unit, frames: &[Frame], at: usize, after: usize) -> Range<usize> {
        let limit = self.cut(unit, frames, at);
        let comma = (frames[at].group.1..limit).find(|&t| self.syntax.is_comma(t)).unwrap_or(limit);
        comma.min(after.max(frames[at].group.1)).min(limit)..limit
    }

    /// What a preposition frame reports: the clause after it, before it, or the longer side around it.
    fn beside(
        &self,
        unit: &Unit,
        frames: &[Frame],
        at: usize,
        view: bool,
        end: usize,
    ) -> Option<Range<usize>> {
        let frame = &frames[at];
        let start = self.left(unit, frames, at);
        let (end, limit) = self.beyond_citation(unit, frames, at, end);
        let relative = (frame.group.1..frame.group.1 + 2).find(|&t| t < limit && self.syntax.is_relative(t));
        let after = end.min(limit)..limit;
        if let Some(relative) = relative {
            let after = relative + 1..limit;
            let clause = after.clone().any(|t| self.syntax.is_predicate(t) || self.holder[t].is_some());
            return clause.then_some(after);
        }
        let governed = frame.cue.checked_sub(2).is_some_and(|t| {
            t >= unit.tokens.start && self.syntax.is_comma(frame.cue - 1) && self.syntax.is_relative(t)
        });
        if governed {
            return self.has_clause(after.clone()).then_some(after);
        }
        let light = |t: usize| {
            matches!(self.syntax.token(t).upos, Upos::Cconj | Upos::Adv | Upos::Punct | Upos::Sconj)
                && self.holder[t].is_none()
        };
        let leads = (start..frame.cue).all(light);
        if view && !(leads && self.syntax.is_comma(end)) {
            return None;
        }
        if leads {
            let quoted = after.clone().any(|t| self.syntax.is_predicate(t));
            return quoted.then_some(after);
        }
        let before = start..frame.cue;
        let words = |r: &Range<usize>| r.clone().filter(|&t| !self.syntax.is_punct(t)).count();
        let side = if words(&after) > words(&before) && self.syntax.is_comma(end) { after } else { before };
        (self.has_clause(side.clone()) || words(&side) >= 5).then_some(side)
    }

    /// Where who speaks ends and where what follows must end, when whom he quotes in turn stands between: according to
    /// X, citing Y, ...
    fn beyond_citation(&self, unit: &Unit, frames: &[Frame], at: usize, end: usize) -> (usize, usize) {
        let citing = frames.get(at + 1).filter(|f| f.form == Form::Participle && f.group.0 <= end + 1);
        let comma = citing.and_then(|f| (f.group.1..unit.tokens.end).find(|&t| self.syntax.is_comma(t)));
        match comma {
            Some(comma) => (comma, self.cut(unit, frames, at + 1)),
            None => (end, self.cut(unit, frames, at)),
        }
    }

    /// Whether a clause of the narrator's stands among the tokens.
    fn has_clause(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|t| self.holder[t].is_none() && self.syntax.is_predicate(t))
    }

    /// Where what stands before a frame may begin: behind the attribution before it, or behind a semicolon.
    fn left(&self, unit: &Unit, frames: &[Frame], at: usize) -> usize {
        let cue = frames[at].group.0;
        let trailing = |f: &&Frame| {
            f.inside.is_none()
                && match f.form {
                    Form::Preposition { view, .. } => !view && f.cue > unit.tokens.start + 2,
                    Form::Inverted => true,
                    _ => false,
                }
        };
        let previous = frames[..at].iter().rev().find(trailing).map_or(unit.tokens.start, Frame::end);
        let semicolon = (previous..cue).rev().find(|&t| self.syntax.is(t, ";") && self.holder[t].is_none());
        semicolon.map_or(previous, |t| t + 1)
    }

    /// Where what follows a frame must end: before the next attribution that is parallel to it.
    fn cut(&self, unit: &Unit, frames: &[Frame], at: usize) -> usize {
        let frame = &frames[at];
        let mut end = unit.tokens.end;
        while end > unit.tokens.start && self.syntax.is_punct(end - 1) && !self.is_mark(end - 1) {
            end -= 1;
        }
        for next in frames[at + 1..].iter().filter(|f| f.inside.is_none() && f.group.0 > frame.end()) {
            let start = match next.subject {
                Some(s) if s < next.cue && s > frame.end() && next.form != Form::Infinitive => {
                    self.syntax.analysis.subtree(s).0.max(frame.end()).min(next.group.0)
                }
                _ => next.group.0,
            };
            let before = (frame.end()..start).rev().find(|&t| self.syntax.token(t).upos != Upos::Adv);
            let Some(before) = before else { continue };
            let parted = self.syntax.is_comma(before)
                || self.syntax.token(before).upos == Upos::Cconj
                || self.holder[before].is_some();
            let parallel = match next.form {
                Form::Participle => parted,
                Form::Inverted => true,
                Form::Plain => {
                    self.syntax.base(next.cue) == Deprel::Conj
                        && self.syntax.token(next.cue).head.is_some_and(|h| self.is_of(h, frame))
                }
                Form::Preposition { view, end: after } => {
                    !view && self.syntax.is_comma(before) && after + 2 >= end && frame.is_preposition()
                }
                Form::Passive | Form::Infinitive => false,
            };
            if parallel && parted {
                let mut cut = before;
                while cut > frame.end() && matches!(self.syntax.token(cut - 1).upos, Upos::Cconj) {
                    cut -= 1;
                }
                return cut.min(end);
            }
        }
        end
    }

    /// The tokens, widened so that no run is cut in two and its marks are in.
    fn around_runs(&self, tokens: Range<usize>, unit: &Unit) -> Range<usize> {
        let mut wide = tokens.clone();
        for run in self.runs[unit.runs.clone()].iter().filter(|r| r.parent.is_none()) {
            let held = self.syntax.analysis.tokens_in(run.outer);
            let overlap = held.start < tokens.end && held.end > tokens.start;
            // A quotation that goes on without a break belongs to the clause before it.
            if held.start == wide.end && !tokens.is_empty() {
                wide.end = held.end;
            }
            if overlap && held.end > wide.end {
                wide.end = held.end;
            }
            if overlap && held.start < wide.start && held.start + 1 >= tokens.start {
                wide.start = held.start;
            }
        }
        wide
    }

    /// Whether the token is a mark of a run.
    fn is_mark(&self, token: usize) -> bool {
        if !self.syntax.is_punct(token) {
            return false;
        }
        let span = self.syntax.token(token).span;
        let near = self.runs.partition_point(|r| r.outer.start < span.start);
        let opens =
            self.runs.get(near).is_some_and(|r| r.outer.start == span.start && r.inner.start >= span.end);
        let from = near.saturating_sub(8);
        opens || self.runs[from..near].iter().any(|r| r.outer.end == span.end && r.inner.end <= span.start)
    }

    fn is_opening(&self, token: usize) -> bool {
        let span = self.syntax.token(token).span;
        let near = self.runs.partition_point(|r| r.outer.start < span.start);
        self.runs.get(near).is_some_and(|r| r.outer.start == span.start)
    }
}
