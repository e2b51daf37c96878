//! Indirect speech: which words of a sentence a frame reports.

use std::ops::Range;

use super::Attributed;
use super::frames::{Form, Frame};
use super::syntax::Syntax;
use super::units::Unit;
use crate::dispatch::Span;
use crate::extract::Reading;
use crate::extract::runs::Run;

use crate::language::{Deprel, Mood, PronType, Tense, Upos, VerbForm};
use crate::lexicon::Words;
use crate::lexicon::cues::{Cues, Takes};
use crate::lexicon::nominals::Grammar;
use crate::lexicon::relations::Relations;

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
    /// As what the speaker says himself to be: se dit prêt.
    Attribute,
    /// Before a cue that follows them.
    Tail,
    /// Around or beside who speaks: selon X.
    Preposition,
    /// Behind a colon: a répondu : il ne viendra pas.
    Colon,
}

/// Finds what the frames of a unit report.
pub(super) struct Reporter<'a> {
    syntax: Syntax<'a>,
    cues: &'a Cues,
    grammar: &'a Grammar,
    relations: &'a Relations,
    runs: &'a [Run],
    holder: &'a [Option<usize>],
}

/// How many tokens may stand between a cue and the complementizer of what it reports.
const REACH: usize = 30;

impl<'a> Reporter<'a> {
    pub fn new(reading: &Reading<'a>, holder: &'a [Option<usize>]) -> Self {
        let Words { cues, nominals, relations, .. } = reading.words;
        let (grammar, runs) = (&nominals.grammar, reading.runs);
        Self { syntax: Syntax::new(reading), cues, grammar, relations, runs, holder }
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
            Form::Manner { end } => {
                let after = end + 1..self.cut(unit, frames, at).max(end + 1);
                (self.has_clause(after.clone()).then_some(after)?, Construction::Preposition)
            }
            Form::Passive => return None,
            _ => self
                .inside_relative(unit, frames, at)
                .or_else(|| self.parted(unit, frames, at))
                .or_else(|| self.complement(unit, frames, at))
                .or_else(|| self.before(unit, frames, at))
                .or_else(|| Some((self.behind_colon(unit, frames, at)?, Construction::Colon)))?,
        };
        let tokens = match by {
            Construction::Clause | Construction::Bare | Construction::Infinitive => {
                self.before_aside(frame, self.before_narrator(frame, tokens))
            }
            Construction::Attribute => self.before_aside(frame, tokens),
            Construction::Tail | Construction::Preposition | Construction::Colon => tokens,
        };
        let mut tokens = self.around_runs(tokens, unit);
        // "... un « centre » du groupe": a complement behind the marks belongs to what they hold.
        let limit = self.cut(unit, frames, at);
        if by == Construction::Infinitive && self.is_mark(tokens.end - 1) {
            tokens.end = self.to_boundary_of(tokens.end, limit);
        }
        let span = self.syntax.trimmed(tokens.start, tokens.end, |t| self.is_mark(t));
        let short = by == Construction::Infinitive && tokens.len() < 3;
        (!span.is_empty() && !short).then_some(Content { tokens, span, by })
    }

    /// Whether nothing but words between marks is reported, with their own attribution at most.
    pub fn is_wholly_direct(&self, content: &Content, frames: &[Attributed]) -> bool {
        let attributes = |t: usize| {
            // "averti que les rebelles poursuivraient « la lutte »": the verb of the clause attributes nothing.
            let behind = |verb: usize| {
                let mut marks = self.syntax.analysis.dependents(verb, Deprel::Mark);
                marks.any(|m| m + 1 == content.tokens.start)
            };
            let speaks = |f: &&Attributed| {
                f.frame.inside.is_none() && f.frame.takes.has(Takes::WORDS) && !behind(f.frame.cue)
            };
            frames.iter().filter(speaks).any(|f| {
                let subject = f.frame.subject.filter(|s| content.tokens.contains(s));
                content.tokens.contains(&f.frame.cue)
                    && ((f.frame.group.0..f.frame.group.1).contains(&t)
                        || subject.is_some_and(|s| self.syntax.is_under(t, s)))
            })
        };
        let narrator = |&t: &usize| {
            self.holder[t].is_none()
                && !self.syntax.is_punct(t)
                && !self.cues.is_complementizer(self.syntax.lower(t))
                && !attributes(t)
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
            let mut end = self.clause_end(mark, frame, limit);
            while let Some(second) = self.second_clause(end, limit) {
                end = self.clause_end(second, frame, limit).max(second + 1);
            }
            return Some((mark + 1..end, Construction::Clause));
        }
        if frame.form == Form::Inverted {
            return None;
        }
        if frame.takes.has(Takes::SELF)
            && let Some(first) = self.attribute(frame, limit)
        {
            return Some((first..limit, Construction::Attribute));
        }
        if frame.takes.has(Takes::INFINITIVE)
            && !self.in_object_clause(frame)
            && let Some(first) = self.infinitive(frame, limit)
        {
            let head = self.clause_head(first, frame.cue);
            let end = self.syntax.analysis.subtree(head).1.clamp(first + 1, limit);
            let end = self.before_main_verb(first, self.to_boundary(end, limit));
            return Some((first..self.before_participle(frame, first, end), Construction::Infinitive));
        }
        // "X fell, officials said on Tuesday, hours before Y was due": what a comma parts from the cue is the narrator's again.
        let resumes = |tokens: &Range<usize>| {
            tokens.start > frame.group.1
                && self.syntax.is_comma(tokens.start - 1)
                && self.before(unit, frames, at).is_some_and(|(told, _)| told.end <= frame.group.0)
        };
        if frame.takes.has(Takes::BARE)
            && let Some(tokens) = self.bare(frame, limit).filter(|tokens| !resumes(tokens))
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
        // "said in a statement made public on Monday that": a participle that looks like the past.
        let handed = |t: usize| {
            self.grammar.noun_before_noun
                && self.syntax.base(t - 1) == Deprel::Obl
                && self.syntax.own_subject_is_absent(t)
        };
        let first_verb = near
            .clone()
            .find(|&t| self.syntax.is_finite(t) && !self.in_phrase(t) && !handed(t))
            .unwrap_or(limit);
        let candidates = near.filter(|&t| {
            self.cues.is_complementizer(self.syntax.lower(t))
                && (self.syntax.token(t).upos == Upos::Sconj
                    || self.follows_hearer(frame, t)
                    || self.opens_clause(frame, t))
        });
        let candidates = candidates.filter(|&t| !self.is_bound(t) && !self.describes_object(frame, t));
        candidates.filter(|&t| self.holder[t].is_none()).find(|&t| {
            let verb = self.syntax.token(t).head;
            let belongs = verb
                .is_some_and(|v| v > t && self.syntax.token(v).head.is_some_and(|h| self.is_of(h, frame)));
            let told = |v: usize| v > t || self.is_of(v, frame) || self.follows_hearer(frame, t);
            t < first_verb && (belongs || t < next && t < from + 12 && verb.is_none_or(told))
        })
    }

    /// Whether the complementizer is the second word of a conjunction: avant que, while.
    fn is_bound(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            let word = |n: usize| self.syntax.lower(before + 1 + n);
            self.syntax.token(before).upos == Upos::Adp || self.cues.is_aside(self.syntax.lower(before), word)
        })
    }

    /// Whether a noun right behind the cue is its object, so that a clause behind it describes that noun: confirme un
    /// chiffre que X conteste.
    fn describes_object(&self, frame: &Frame, at: usize) -> bool {
        if self.grammar.noun_before_noun || frame.form != Form::Plain || frame.takes.has(Takes::HEARER) {
            return false;
        }
        let light = |t: &usize| matches!(self.syntax.token(*t).upos, Upos::Adv | Upos::Punct);
        let first = (frame.group.1..at).find(|t| !light(t));
        let noun = at.checked_sub(1).is_some_and(|t| self.syntax.is_nominal(t) || self.syntax.is_comma(t));
        first.is_some_and(|t| {
            let opens = matches!(self.syntax.token(t).upos, Upos::Det | Upos::Noun | Upos::Num | Upos::Propn);
            opens && noun && !(t..at).take(3).any(|n| self.syntax.is_time(n))
        })
    }

    /// Whether nothing but who is told stands between the cue and the complementizer at `at`, by the words alone: told
    /// reporters that, a dit aux journalistes que. A verb right behind it would make it a relative pronoun.
    fn follows_hearer(&self, frame: &Frame, at: usize) -> bool {
        let from = frame.group.1;
        let hearer =
            frame.takes.has(Takes::HEARER) || self.grammar.recipient.contains(self.syntax.lower(from));
        let nominal = |t: usize| {
            matches!(
                self.syntax.token(t).upos,
                Upos::Noun
                    | Upos::Propn
                    | Upos::Adj
                    | Upos::Det
                    | Upos::Adp
                    | Upos::Num
                    | Upos::Pron
                    | Upos::X
            )
        };
        let subject = self.syntax.analysis.tokens.get(at + 1).is_some_and(|t| {
            matches!(
                t.upos,
                Upos::Det
                    | Upos::Noun
                    | Upos::Propn
                    | Upos::Pron
                    | Upos::Num
                    | Upos::Adj
                    | Upos::Adv
                    | Upos::Adp
            )
        });
        // "said in a study last March that"
        let adjunct = matches!(self.syntax.token(from).upos, Upos::Adp) || self.syntax.is_time(from);
        let near = if hearer { 6 } else { 9 };
        (hearer || adjunct) && from < at && at - from <= near && subject && (from..at).all(nominal)
    }

    /// Whether a complementizer that the tree took for a relative pronoun opens a clause: what stands before it is who
    /// is told, or its verb has all it needs.
    fn opens_clause(&self, frame: &Frame, at: usize) -> bool {
        let analysis = self.syntax.analysis;
        let Some(verb) = self.syntax.token(at).head.filter(|&v| v > at) else { return false };
        let has_subject = analysis.dependents(verb, Deprel::Nsubj).any(|s| s > at);
        let Some(noun) = self.syntax.token(verb).head.filter(|&n| n < at && self.syntax.is_nominal(n)) else {
            return has_subject && self.syntax.token(verb).head.is_some_and(|h| self.is_of(h, frame));
        };
        let told = analysis
            .dependents(noun, Deprel::Case)
            .any(|c| c < noun && self.grammar.recipient.contains(self.syntax.lower(c)))
            || frame.takes.has(Takes::HEARER) && self.syntax.base(noun) == Deprel::Obj;
        let full = analysis.dependents(verb, Deprel::Obj).any(|o| o > at)
            || analysis.exact(verb, Deprel::AuxPass).is_some()
            || analysis.dependent(verb, Deprel::Cop).is_some();
        let object = analysis.dependents(frame.cue, Deprel::Obj).any(|o| o > frame.cue && o < at);
        has_subject && (told || full) && (!object || frame.takes.has(Takes::HEARER))
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
        let verbal = (mark + 1..end).any(|t| self.syntax.is_predicate(t));
        if verbal && end > mark + 3 { self.to_boundary(end, limit) } else { limit }
    }

    /// The complementizer of a clause that is coordinated with the one that ends at `end`: ... et que.
    fn second_clause(&self, end: usize, limit: usize) -> Option<usize> {
        let and = (end..limit).find(|&t| !self.syntax.is_punct(t))?;
        let joins = self.syntax.token(and).upos == Upos::Cconj && self.holder[and].is_none();
        let opens = and + 1 < limit && self.cues.is_complementizer(self.syntax.lower(and + 1));
        (joins && opens).then_some(and + 1)
    }

    /// `end`, or `limit` where a complement of the noun before it follows.
    fn to_boundary_of(&self, end: usize, limit: usize) -> usize {
        let of = end < limit && self.grammar.of.contains(self.syntax.lower(end));
        if of && !self.is_mark(end) { limit } else { end }
    }

    /// `end`, or `limit` where the tree ends a clause in the midst of one: before its verb or one of its nouns.
    fn to_boundary(&self, end: usize, limit: usize) -> usize {
        let end = self.to_boundary_of(end, limit);
        let inside = end < limit
            && !self.is_mark(end)
            && matches!(
                self.syntax.token(end).upos,
                Upos::Verb | Upos::Aux | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Sconj
            )
            && (!self.syntax.is_punct(end - 1)
                || end.checked_sub(2).is_some_and(|t| self.holder[t].is_some()));
        if inside || self.trails_off(end, limit) { limit } else { end }
    }

    /// Whether nothing but adverbials without verb stand between the comma at `end` and `limit`, or a participle that describes the
    /// noun before it: ..., 300 metres away, shortly before; ..., affiliated with X.
    fn trails_off(&self, end: usize, limit: usize) -> bool {
        let opens = |t: usize| matches!(self.syntax.token(t).upos, Upos::Adp | Upos::Adv | Upos::Num);
        end + 1 < limit
            && self.syntax.is_comma(end)
            && (opens(end + 1) && !(end..limit).any(|t| self.syntax.is_verbal(t) || self.holder[t].is_some())
                || self.is_past_participle(end + 1) && !(end..limit).any(|t| self.syntax.is_finite(t)))
    }

    /// The highest word above `token` that still stands after the cue.
    fn clause_head(&self, token: usize, cue: usize) -> usize {
        let above = self.syntax.analysis.ancestors(token).take_while(|&a| a > cue);
        above.last().unwrap_or(token)
    }

    /// Where an infinitive clause ends at the latest: before a participle that goes on with the cue's auxiliary: a demandé à X
    /// d'enquêter et pressé Y de céder.
    fn before_participle(&self, frame: &Frame, first: usize, end: usize) -> usize {
        let auxiliary = |t: usize| self.syntax.token(t).upos == Upos::Aux;
        let compound = (frame.group.0..frame.cue).any(auxiliary) && self.is_past_participle(frame.cue);
        if !compound || (first..end).any(auxiliary) {
            return end;
        }
        let goes_on = |and: &usize| {
            self.syntax.token(*and).upos == Upos::Cconj
                && self.holder[*and].is_none()
                && *and + 1 < end
                && self.is_past_participle(*and + 1)
        };
        (first + 1..end).find(goes_on).unwrap_or(end)
    }

    /// Where an infinitive clause ends: before a finite verb that nothing subordinates to it.
    fn before_main_verb(&self, first: usize, end: usize) -> usize {
        let subordinates = |t: usize| {
            self.syntax.token(t).upos == Upos::Sconj || self.syntax.is_relative(t) || self.holder[t].is_some()
        };
        for t in first + 1..end {
            if subordinates(t) {
                return end;
            }
            if self.syntax.is_finite(t) {
                let clitic =
                    |&c: &usize| matches!(self.syntax.token(c).upos, Upos::Pron | Upos::Adv | Upos::Aux);
                let group = (first + 1..t).rev().take_while(clitic).last().unwrap_or(t);
                return (first + 1..group).rev().find(|&c| self.syntax.is_comma(c)).unwrap_or(group);
            }
        }
        end
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
                // "dit en avoir vu deux": a clitic that looks like a preposition.
                Upos::Adp if self.relations.marks.thence.contains(self.syntax.lower(t)) => {
                    first = first.or(Some(t));
                }
                // A preposition may open an adverbial between the two, but not the infinitive itself.
                Upos::Adp if token.head.is_some_and(|h| h > t && !self.syntax.is_verbal(h)) => first = None,
                Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num => first = None,
                Upos::Punct if self.syntax.is_comma(t) => first = None,
                // "claim to have won"
                Upos::Part if token.head.is_some_and(|h| h > t && self.syntax.is_verbal(h)) => {
                    first = first.or(Some(t));
                }
                _ => return None,
            }
            // The object of the cue: what comes then is no complement of it.
            if matches!(token.upos, Upos::Noun | Upos::Propn) && self.syntax.base(t) == Deprel::Obj {
                return None;
            }
        }
        None
    }

    /// Whether the frame stands in a clause about a noun that is the object of what is said: une milice que X affirme ne pas
    /// contrôler.
    fn in_object_clause(&self, frame: &Frame) -> bool {
        let Some(subject) = frame.subject.filter(|&s| s < frame.group.0) else { return false };
        let opening = self.syntax.analysis.subtree(subject).0;
        let before = opening.checked_sub(1).filter(|&t| self.cues.is_complementizer(self.syntax.lower(t)));
        let noun = before.and_then(|t| t.checked_sub(1));
        noun.is_some_and(|t| matches!(self.syntax.token(t).upos, Upos::Noun | Upos::Propn))
    }

    /// The first token of what the speaker says himself to be.
    fn attribute(&self, frame: &Frame, limit: usize) -> Option<usize> {
        let reflexive = (frame.group.0..frame.cue).any(|t| {
            self.syntax.token(t).upos == Upos::Pron && self.grammar.reflexive.contains(self.syntax.lower(t))
        });
        let first = (frame.group.1..limit).find(|&t| self.syntax.token(t).upos != Upos::Adv)?;
        let token = self.syntax.token(first);
        let participle = token.upos == Upos::Verb && token.feats.verb_form == Some(VerbForm::Part);
        let bare = matches!(token.upos, Upos::Adj | Upos::Noun) || participle;
        (reflexive && self.holder[first].is_none() && bare).then_some(first)
    }

    /// The reported words up to where the narrator goes on with another verb of the same subject: a dit que la ville
    /// tenait et a appelé au calme.
    fn before_narrator(&self, frame: &Frame, tokens: Range<usize>) -> Range<usize> {
        let analysis = self.syntax.analysis;
        let tense = |t: usize| self.syntax.token(t).feats.tense;
        let compound = (frame.group.0..frame.cue)
            .any(|t| self.syntax.token(t).upos == Upos::Aux && tense(t) == Some(Tense::Pres));
        let own = |t: usize| self.syntax.is_finite(t) && !self.in_relative(t);
        let Some(verb) = tokens.clone().find(|&t| own(t)) else { return tokens };
        let shifted =
            tense(verb) == Some(Tense::Imp) || self.syntax.token(verb).feats.mood == Some(Mood::Cnd);
        if !compound || !shifted {
            return tokens;
        }
        let composed = self.syntax.token(verb).upos == Upos::Aux
            && self.syntax.token(verb).head.is_some_and(|h| self.is_past_participle(h));
        for and in (verb + 1..tokens.end)
            .filter(|&t| self.syntax.token(t).upos == Upos::Cconj && self.holder[t].is_none())
        {
            let mut next = (and + 1..tokens.end)
                .filter(|&t| !matches!(self.syntax.token(t).upos, Upos::Adv | Upos::Pron));
            let (Some(first), second) = (next.next(), next.next()) else { break };
            let goes_on = self.syntax.token(first).upos == Upos::Aux
                && tense(first) == Some(Tense::Pres)
                && second.is_some_and(|t| self.is_past_participle(t));
            let parted = self.holder[verb].is_some();
            let elided = (!composed || parted)
                && self.is_past_participle(first)
                && analysis.dependent(first, Deprel::Nsubj).is_none();
            if (goes_on || elided) && self.holder[first].is_none() {
                return tokens.start..and;
            }
        }
        tokens
    }

    fn is_past_participle(&self, at: usize) -> bool {
        let token = self.syntax.token(at);
        token.upos == Upos::Verb
            && token.feats.verb_form == Some(VerbForm::Part)
            && token.feats.tense == Some(Tense::Past)
    }

    /// Whether the token stands in a clause that describes a noun.
    fn in_relative(&self, token: usize) -> bool {
        let mut chain = std::iter::once(token).chain(self.syntax.analysis.ancestors(token)).take(6);
        chain.any(|t| self.syntax.token(t).deprel == Deprel::AclRelcl)
    }

    /// The reported words up to a clause that the narrator sets against them, or up to what he makes of them.
    fn before_aside(&self, frame: &Frame, tokens: Range<usize>) -> Range<usize> {
        let aside = |&comma: &usize| {
            let after = |n: usize| self.syntax.lower(comma + 2 + n);
            let first = self.syntax.lower(comma + 1);
            let aside =
                self.cues.is_aside(first, after) && (comma..tokens.end).any(|t| self.syntax.is_predicate(t));
            self.syntax.is_comma(comma)
                && self.holder[comma].is_none()
                && (aside || self.cues.is_comment(first, after))
                && (tokens.start..comma).any(|t| {
                    self.syntax.is_predicate(t)
                        || self.syntax.is_infinitive(t)
                        || self.syntax.token(t).upos == Upos::Adj
                })
        };
        let from = tokens.start.max(frame.group.1) + 3;
        let cut = (from..tokens.end.saturating_sub(3)).find(aside);
        tokens.start..cut.unwrap_or(tokens.end)
    }

    /// A clause right after the cue.
    fn bare(&self, frame: &Frame, limit: usize) -> Option<Range<usize>> {
        let from = frame.group.1;
        let analysis = self.syntax.analysis;
        // ", even as X killed": the narrator's.
        let after = |n: usize| self.syntax.lower(from + 2 + n);
        let joined = || self.syntax.token(from + 1).upos == Upos::Cconj;
        if self.syntax.is_comma(from)
            && from + 1 < limit
            && (self.cues.is_aside(self.syntax.lower(from + 1), after) || joined())
        {
            return None;
        }
        let by_tree = analysis.dependents(frame.cue, Deprel::Ccomp).find(|&c| c > frame.cue && c < limit);
        let (start, end) = if let Some(head) = by_tree {
            let (start, end) = analysis.subtree(head);
            (start.max(from), end.min(limit))
        } else {
            let main = |&t: &usize| {
                self.syntax.is_predicate(t) && self.holder[t].is_none() && !self.behind_relative(from, t)
            };
            let verb = (from..limit).find(main)?;
            // An apposition between two commas may part the subject from its verb.
            let commas: Vec<usize> = (from..verb).filter(|&t| self.syntax.is_comma(t)).collect();
            let apposed = commas.len() == 2 && commas[1] + 1 == verb && self.opens_phrase(from, commas[0]);
            if !commas.is_empty() && !apposed {
                return None;
            }
            if apposed {
                return Some(from..limit);
            }
            let token = self.syntax.token(verb);
            let clause =
                if token.upos == Upos::Aux { token.head.filter(|&h| h >= from && h < limit)? } else { verb };
            let subject = analysis.dependent(clause, Deprel::Nsubj).filter(|&s| s >= from && s < verb);
            // "said last month he had": a pronoun right before the verb.
            let pronoun = || {
                let when = |t: usize| self.syntax.is_time(t) || self.syntax.base(t) == Deprel::Obl;
                let before = verb.checked_sub(1).filter(|&t| t > from && when(t - 1))?;
                let token = self.syntax.token(before);
                let personal = token.upos == Upos::Pron && token.feats.pron_type == Some(PronType::Prs);
                (personal && !token.feats.possessive).then_some(before)
            };
            let subject = subject.or_else(pronoun);
            // "X, which claims the island and has never renounced force": a verb that shares the subject of the cue is not reported.
            let fellow = self.syntax.base(clause) == Deprel::Conj
                && subject.is_none()
                && analysis.tokens[clause].head == Some(frame.cue)
                && analysis.dependent(clause, Deprel::Cc).is_some();
            // "told reporters she counted", "said in a statement it had": behind who is told and where a pronoun opens what
            // is said, whatever the tree says.
            let personal = |s: usize| {
                let (token, before) = (self.syntax.token(s), s.checked_sub(1));
                token.feats.pron_type == Some(PronType::Prs)
                    && before.is_some_and(|b| self.syntax.token(b).upos == Upos::Noun)
            };
            let told = subject.is_some_and(personal);
            let relative = fellow
                || subject.is_some_and(|s| self.syntax.is_relative(s))
                || self.syntax.base(clause) == Deprel::Acl && !told;
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
            // A noun phrase right behind a cue without hearer opens what is said, whatever the tree makes of it.
            None if !frame.takes.has(Takes::HEARER) && self.opens_phrase(from, start) => from,
            None => start,
        };
        let start = (start..end).find(|&t| !self.syntax.is_punct(t) || self.is_mark(t))?;
        let pronoun = self.syntax.token(start).feats.pron_type == Some(PronType::Prs)
            && start + 1 < end
            && self.syntax.is_finite(start + 1);
        let has_subject = pronoun
            || self.opens_object(object, start)
            || (start..end).any(|t| {
                // "said two "bases" had been hit": the marks hold the subject, and not its verb.
                let verb = self.syntax.token(t).head.filter(|v| (start..end).contains(v));
                matches!(self.syntax.base(t), Deprel::Nsubj | Deprel::Csubj)
                    && (self.holder[t].is_none() || verb.is_some_and(|v| self.holder[v].is_none()))
            });
        let opens = self.syntax.token(start).upos;
        // "did not say who signed": what is asked is not told.
        let asked = self.syntax.token(start).feats.pron_type == Some(PronType::Int);
        // "X says captures Y": a clause needs a subject before its verb.
        let headless = self.syntax.is_finite(start) && !self.is_of_relative(frame);
        // "said on Tuesday, days after X fell": a clause behind a conjunction says when.
        let marked = by_tree.is_some_and(|head| {
            let conjunction = |m: usize| m < head && !self.cues.is_complementizer(self.syntax.lower(m));
            analysis.dependents(head, Deprel::Mark).any(conjunction)
        });
        let adverbial = matches!(opens, Upos::Sconj) || marked || asked || headless || start > from + REACH;
        (has_subject && !adverbial && end > start + 2).then_some(start..end)
    }

    /// Whether a relative pronoun stands before who speaks: the rebels, which diplomats say have fled.
    fn is_of_relative(&self, frame: &Frame) -> bool {
        let opening = frame.subject.map(|s| self.syntax.analysis.subtree(s).0);
        opening.and_then(|t| t.checked_sub(1)).is_some_and(|t| self.syntax.is_relative(t))
    }

    /// Whether the verb at `verb` is that of a relative clause which opens behind `from` and a comma: the truce, which took
    /// effect at six, had.
    fn behind_relative(&self, from: usize, verb: usize) -> bool {
        let pronoun = (from + 1..verb).rev().take(4).find(|&t| self.syntax.is_relative(t));
        pronoun.is_some_and(|p| self.syntax.is_comma(p - 1))
            && !(pronoun.unwrap_or(verb) + 1..verb).any(|t| self.syntax.is_finite(t))
    }

    /// Whether what is reported starts with the phrase that the tree takes for the object of the cue.
    fn opens_object(&self, object: Option<usize>, start: usize) -> bool {
        object.is_some_and(|o| self.syntax.analysis.subtree(o).0 == start)
    }

    /// Whether a noun phrase starts at `from` and nothing but it stands before `start`.
    fn opens_phrase(&self, from: usize, start: usize) -> bool {
        let nominal = |t: usize| {
            matches!(
                self.syntax.token(t).upos,
                Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Adp | Upos::Part
            )
        };
        from < start
            && self.syntax.token(from).upos != Upos::Adp
            && (from..start).all(|t| nominal(t) && !self.syntax.is_time(t))
            && matches!(self.syntax.token(from).upos, Upos::Det | Upos::Propn | Upos::Num)
            && self.syntax.base(from) != Deprel::Obl
    }

    /// "..., rejects the reforms X announced": whether another verb stands between `opening` and who speaks.
    fn is_busy(&self, frame: &Frame, opening: usize) -> bool {
        let subject = frame.subject.filter(|&s| s < frame.cue).unwrap_or(opening);
        (opening..subject).any(|t| self.syntax.is_finite(t) && self.holder[t].is_none())
    }

    /// "Asked if X had left, the minister said no": whether a verb without subject at `start` only tells on what occasion somebody speaks.
    fn is_circumstance(&self, frame: &Frame, start: usize) -> bool {
        let token = self.syntax.token(start);
        token.upos == Upos::Verb
            && token.head == Some(frame.cue)
            && (token.feats.verb_form == Some(VerbForm::Part) || token.deprel.base() == Deprel::Advcl)
            && self.syntax.own_subject_is_absent(start)
            && self.holder[start].is_none()
    }

    /// "clans that, she says, hide arms": what follows an attribution right behind the word that opens a clause, up to the end of that.
    fn inside_relative(
        &self,
        unit: &Unit,
        frames: &[Frame],
        at: usize,
    ) -> Option<(Range<usize>, Construction)> {
        let frame = &frames[at];
        let plain = frame.form == Form::Plain && frame.takes.has(Takes::TAIL);
        let subject = frame.subject.filter(|&s| plain && s < frame.cue)?;
        let opening = self.syntax.analysis.subtree(subject).0.min(subject);
        let opening = if self.syntax.is_comma(opening) { opening + 1 } else { opening };
        let pronoun =
            opening.checked_sub(2).filter(|&t| t >= unit.tokens.start && self.syntax.is_comma(t + 1))?;
        let limit = self.cut(unit, frames, at);
        let comma = frame.group.1;
        let opens =
            self.syntax.is_relative(pronoun) || self.cues.is_complementizer(self.syntax.lower(pronoun));
        if !opens || comma >= limit || !self.syntax.is_comma(comma) {
            return None;
        }
        let verb = (comma + 1..limit).find(|&t| self.syntax.is_predicate(t) && self.holder[t].is_none())?;
        let end = self.syntax.analysis.subtree(verb).1.clamp(verb + 1, limit);
        Some((comma + 1..end, Construction::Tail))
    }

    /// "C'est ici, affirme X, que ...", "Je ne veux, répète X, que la paix": a sentence that an attribution parts before a complementizer.
    fn parted(&self, unit: &Unit, frames: &[Frame], at: usize) -> Option<(Range<usize>, Construction)> {
        let frame = &frames[at];
        let start = self.left(unit, frames, at);
        let comma = frame.group.0.checked_sub(1).filter(|&t| t > start && self.syntax.is_comma(t))?;
        let limit = self.cut(unit, frames, at);
        let end = frame.subject.map_or(0, |s| self.syntax.phrase_end(s, limit)).max(frame.group.1);
        let goes_on = end + 1 < limit
            && self.syntax.is_comma(end)
            && self.cues.is_complementizer(self.syntax.lower(end + 1));
        // Behind a name the clause may be about who speaks ("..., dit X, que l'AFP a joint"), unless the sentence says what it is that does so.
        let copular = (start..comma).any(|t| self.syntax.base(t) == Deprel::Cop);
        let about = !copular && frame.subject.is_some_and(|s| self.syntax.token(s).upos != Upos::Pron);
        let inverted = frame.form == Form::Inverted && frame.takes.has(Takes::TAIL) && !about;
        let own = (start..comma).all(|t| self.holder[t].is_none());
        (inverted && goes_on && own && self.has_clause(start..comma))
            .then_some((start..limit, Construction::Tail))
    }

    /// What stands before a cue that follows it.
    fn before(&self, unit: &Unit, frames: &[Frame], at: usize) -> Option<(Range<usize>, Construction)> {
        let frame = &frames[at];
        // "The road would be « a graveyard », thundered X": marks right before the cue vouch for any verb of speech.
        let marked = frame.takes.has(Takes::WORDS)
            && frame.form == Form::Inverted
            && (unit.tokens.start..frame.group.0).rev().take(2).any(|t| self.is_mark(t));
        if !(frame.takes.has(Takes::TAIL) || marked)
            || matches!(frame.form, Form::Participle | Form::Infinitive)
        {
            return None;
        }
        let start = self.left(unit, frames, at);
        // "le front, que soutient X": the pronoun is what he supports.
        let object = frame.group.0 < frame.cue
            && (self.syntax.is_relative(frame.group.0)
                || self.cues.is_complementizer(self.syntax.lower(frame.group.0)));
        if start >= frame.cue || frame.form == Form::Inverted && object {
            return None;
        }
        let after =
            frame.group.1.max(frame.subject.map_or(0, |s| self.syntax.phrase_end(s, unit.tokens.end)));
        let wants = (frame.group.1..frame.group.1 + 2).any(|t| {
            t < unit.tokens.end
                && self.syntax.is_infinitive(t)
                && self.syntax.token(t).head == Some(frame.cue)
        });
        let introduces = wants
            || (frame.group.1..unit.tokens.end.min(after + 2))
                .any(|t| self.syntax.is(t, ":") || self.is_opening(t) && t <= frame.group.1);
        // ", qui craignent que ...": what is said follows.
        let introduces = introduces
            || (frame.group.1..unit.tokens.end.min(frame.group.1 + 2)).any(|t| {
                self.cues.is_complementizer(self.syntax.lower(t)) && self.syntax.token(t).upos == Upos::Sconj
            });
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
        // ", which X denies", ", and X said ...": what stands before is none of it.
        let linked = |t: usize| {
            self.syntax.is_relative(t) || matches!(self.syntax.token(t).upos, Upos::Sconj | Upos::Cconj)
        };
        if frame.form == Form::Plain && (self.is_busy(frame, opening) || self.is_circumstance(frame, start)) {
            return None;
        }
        let first = (opening..frame.cue).find(|&t| !self.syntax.is_punct(t));
        let relative = (opening..frame.subject.unwrap_or(frame.cue)).any(|t| {
            self.syntax.is_relative(t) || t > opening && self.cues.is_complementizer(self.syntax.lower(t))
        });
        let subordinate = self.syntax.token(start).upos == Upos::Sconj;
        if frame.form == Form::Plain && (relative || subordinate || first.is_some_and(linked)) {
            return None;
        }
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
        let after_first = |n: usize| self.syntax.lower(rest.start + 2 + n);
        let aside = self.cues.is_aside(self.syntax.lower(rest.start + 1), after_first);
        // "..., X told the agency, which published it": what describes the hearer is not what X said.
        let describes = rest.start + 1 < rest.end && self.syntax.is_relative(rest.start + 1);
        let inserted =
            self.syntax.is_comma(rest.start) && !aside && !describes && self.has_clause(rest.clone());
        // "Among the dead, he said, was X": what a verb without subject goes on with.
        let finite = |t: usize| t < rest.end && self.syntax.is_finite(t) && self.holder[t].is_none();
        let headless = self.syntax.is_comma(rest.start) && finite(rest.start + 1);
        if headless || inserted && self.is_split(start..comma, rest.clone()) {
            return Some((start..rest.end, Construction::Tail));
        }
        if self.has_clause(start..comma) || verbal && !inserted {
            // "La Sorvie « se passe d'un tiers », indique X": the subject alone is the narrator's.
            let shared = (start..comma).any(|t| self.holder[t].is_some()) && narrator(start..comma) >= 2;
            return (shared || narrator(start..comma) >= 3).then_some((start..comma + 1, Construction::Tail));
        }
        // "The road, he noted, is closed": an attribution between a subject and its verb.
        let light = |&t: &usize| {
            !self.syntax.is_punct(t) && !matches!(self.syntax.token(t).upos, Upos::Adv | Upos::Pron)
        };
        let follows = rest.clone().find(light);
        let parts = follows.is_some_and(|t| self.syntax.is_finite(t));
        if inserted && parts && (start..comma).any(|t| self.syntax.is_nominal(t)) {
            return Some((start..rest.end, Construction::Tail));
        }
        // "Ni tirs ni blessés, a fait valoir X.": words without a verb.
        let adverbial =
            matches!(opens, Upos::Adp | Upos::Sconj) || (start..comma).any(|t| self.syntax.is_time(t));
        let whole = start == unit.tokens.start || self.syntax.is_punct(start - 1);
        let plain = whole && !adverbial && !inserted && (start..comma).all(|t| self.holder[t].is_none());
        if frame.form == Form::Inverted && plain && narrator(start..comma) >= 3 {
            return Some((start..comma + 1, Construction::Tail));
        }
        let words = rest.clone().filter(|&t| !self.syntax.is_punct(t)).count();
        (inserted && narrator(start..comma) >= 1 && narrator(rest.clone()) >= 2 && words >= 3)
            .then_some((rest, Construction::Tail))
    }

    /// Whether an attribution parts one sentence: what stands before it hangs on what stands behind, or is a clause that
    /// cannot stand alone.
    fn is_split(&self, before: Range<usize>, rest: Range<usize>) -> bool {
        let hangs = |t: usize| {
            let token = self.syntax.token(t);
            !self.syntax.is_punct(t)
                && self.holder[t].is_none()
                && !matches!(token.deprel.base(), Deprel::Ccomp | Deprel::Parataxis)
                && token.head.is_some_and(|h| rest.contains(&h) && self.holder[h].is_none())
        };
        let opens = self.syntax.token(before.start);
        opens.upos == Upos::Sconj && opens.deprel.base() == Deprel::Mark || before.into_iter().any(hangs)
    }

    /// What follows an attribution up to the next one. What says to whom or how it was said belongs to the attribution:
    /// X, a-t-il dit à Y par téléphone, Z.
    fn rest(&self, unit: &Unit, frames: &[Frame], at: usize, after: usize) -> Range<usize> {
        let limit = self.cut(unit, frames, at);
        let comma = (frames[at].group.1..limit).find(|&t| self.syntax.is_comma(t)).unwrap_or(limit);
        let after = after.max(frames[at].group.1);
        let beside = (after..comma).all(|t| !self.syntax.is_verbal(t) && self.holder[t].is_none());
        if beside { comma..limit } else { comma.min(after).min(limit)..limit }
    }

    /// The clause behind a colon that follows the cue and who is told.
    fn behind_colon(&self, unit: &Unit, frames: &[Frame], at: usize) -> Option<Range<usize>> {
        const NEAR: usize = 16;
        let frame = &frames[at];
        if !frame.takes.has(Takes::WORDS) || matches!(frame.form, Form::Participle) {
            return None;
        }
        let limit = self.cut(unit, frames, at);
        let end = limit.min(frame.group.1 + NEAR);
        let colon = self.syntax.bare_colon(frame.group.1..end, self.holder)?;
        let told = colon + 1..limit;
        (told.len() > 2 && !self.is_opening(told.start) && self.has_clause(told.clone())).then_some(told)
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
            let verb = self.syntax.token(relative).head.filter(|&v| v > relative && v < limit);
            let end = verb.map_or(limit, |v| self.syntax.analysis.subtree(v).1.clamp(v + 1, limit));
            let after = relative + 1..end;
            let clause = after.clone().any(|t| self.syntax.is_predicate(t) || self.holder[t].is_some());
            return clause.then_some(after);
        }
        // ", qui, selon X, ...", "annonce que, selon X, ...": only what follows is told.
        let opens =
            |t: usize| self.syntax.is_relative(t) || self.cues.is_complementizer(self.syntax.lower(t));
        let near = |back: usize| frame.cue.checked_sub(back).filter(|&t| t >= unit.tokens.start);
        // "X has left and, according to Y, ...": likewise.
        let joins = |t: usize| self.syntax.token(t).upos == Upos::Cconj && self.holder[t].is_none();
        let governed = near(2).is_some_and(|t| self.syntax.is_comma(frame.cue - 1) && (opens(t) || joins(t)))
            || near(1).is_some_and(|t| self.cues.is_complementizer(self.syntax.lower(t)) || joins(t));
        if governed {
            // "the war that, according to X, cost lives, goes on": up to the end of the clause about the noun.
            let opening = [1, 2].into_iter().filter_map(near).find(|&t| self.syntax.is_relative(t));
            let verb = opening.and_then(|t| self.syntax.token(t).head).filter(|v| after.contains(v));
            let end = verb.map_or(limit, |v| self.syntax.analysis.subtree(v).1.clamp(v + 1, limit));
            let after = after.start..end;
            return self.has_clause(after.clone()).then_some(after);
        }
        // "Les forces ont, selon X, bombardé": between an auxiliary and its verb X parts one clause.
        let auxiliary = |t: usize| self.syntax.token(t).upos == Upos::Aux && self.holder[t].is_none();
        let split = near(2).is_some_and(|t| self.syntax.is_comma(frame.cue - 1) && auxiliary(t))
            || near(1).is_some_and(auxiliary);
        if split && start < frame.cue {
            return Some(start..limit);
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
            // "Selon X, une rencontre avec le chef, Y, aurait lieu": what follows is no clause without its subject.
            let headless = |r: &Range<usize>| {
                let first = r.clone().find(|&t| !self.syntax.is_punct(t));
                first.is_some_and(|t| self.syntax.is_finite(t) && self.holder[t].is_none())
            };
            let comma = (frame.group.1..end).find(|&t| self.syntax.is_comma(t));
            let after = comma.filter(|_| headless(&after)).map_or(after.clone(), |c| c..limit);
            let quoted = after.clone().any(|t| self.syntax.is_predicate(t));
            return quoted.then_some(after);
        }
        if self.is_embedded(frame)
            && !self.syntax.is_comma(frame.cue - 1)
            && end < limit
            && !self.syntax.is_punct(end)
        {
            return None;
        }
        let before = start..frame.cue;
        let words = |r: &Range<usize>| r.clone().filter(|&t| !self.syntax.is_punct(t)).count();
        // « ... », selon X, qui précise que: the rest says what X says beside.
        let goes_on = end + 1 < limit && self.syntax.is_relative(end + 1);
        // "..., according to X, but Y": the narrator goes on.
        let turns = end + 1 < limit && joins(end + 1) && self.has_clause(before.clone());
        let clause = self.has_clause(after.clone()) || !self.has_clause(before.clone());
        let longer =
            words(&after) > words(&before) && clause && self.syntax.is_comma(end) && !goes_on && !turns;
        let side = if longer { after } else { before };
        // Behind « ... », a dit X, selon Y only X is left: what Y tells is the quotation.
        let told = frames[..at].iter().any(|f| f.form == Form::Inverted && f.end() == side.start);
        if told && !self.has_clause(side.clone()) {
            return None;
        }
        // "Il est détenu, selon X, au ministère": an adjunct goes on with the clause before.
        let first = (end..limit).find(|&t| !self.syntax.is_punct(t));
        let adjunct = first.is_some_and(|t| {
            let token = self.syntax.token(t);
            let noun = match token.upos {
                Upos::Adp => token.head,
                // "près de la gare"
                Upos::Adv => Some(t),
                _ => None,
            };
            let above = noun.filter(|_| self.holder[t].is_none()).and_then(|n| self.syntax.token(n).head);
            above.is_some_and(|h| (start..frame.cue).contains(&h))
        });
        let inserted = self.syntax.is_comma(frame.cue - 1) && self.syntax.is_comma(end);
        if side.end == frame.cue
            && inserted
            && adjunct
            && self.has_clause(side.clone())
            && !self.has_clause(end..limit)
        {
            return Some(start..limit);
        }
        // "Trois blessés, selon X.": a sentence without a verb.
        let verbless = side.start == unit.tokens.start
            && end >= limit
            && side.clone().any(|t| self.syntax.is_nominal(t))
            && !matches!(self.syntax.token(side.start).upos, Upos::Adp | Upos::Sconj | Upos::Cconj);
        (self.has_clause(side.clone()) || words(&side) >= 5 || verbless && words(&side) >= 2).then_some(side)
    }

    /// Whether what stands beside the preposition is only said of a noun: "les autorités, coupables selon lui de".
    fn is_embedded(&self, frame: &Frame) -> bool {
        let subject = frame.subject.unwrap_or(frame.cue);
        let Some(head) = self.syntax.token(subject).head else { return false };
        matches!(self.syntax.base(head), Deprel::Amod | Deprel::Acl | Deprel::Appos | Deprel::Nmod)
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

    /// Whether a clause stands among the tokens of which the narrator has at least the subject.
    fn has_clause(&self, tokens: Range<usize>) -> bool {
        let shared = |t: usize| {
            self.syntax.analysis.dependent(t, Deprel::Nsubj).is_some_and(|s| self.holder[s].is_none())
        };
        tokens.into_iter().any(|t| self.syntax.is_predicate(t) && (self.holder[t].is_none() || shared(t)))
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
        // "He was cautious: the government, he said, ...": what is told begins behind the mark.
        let opens = |t: usize| {
            self.syntax.is(t, ";")
                || self.syntax.is(t, ":") && (t + 1..cue).any(|n| self.syntax.is_nominal(n))
        };
        let mark = (previous..cue).rev().find(|&t| opens(t) && self.holder[t].is_none());
        mark.map_or(previous, |t| t + 1)
    }

    /// Where what follows a frame must end: before the next attribution that is parallel to it.
    fn cut(&self, unit: &Unit, frames: &[Frame], at: usize) -> usize {
        let frame = &frames[at];
        let mut end = unit.tokens.end;
        while end > unit.tokens.start && self.syntax.is_punct(end - 1) && !self.is_mark(end - 1) {
            end -= 1;
        }
        // What follows a semicolon stands by itself.
        // So does what follows a colon if it has an attribution of its own.
        let own = |t: usize| {
            frames[at + 1..].iter().any(|f| f.inside.is_none() && f.cue > t && f.takes.has(Takes::TAIL))
        };
        let apart = |&t: &usize| {
            (self.syntax.is(t, ";") || self.syntax.is(t, ":") && own(t)) && self.holder[t].is_none()
        };
        let told = |t: usize| (frame.end()..t).any(|v| self.syntax.is_predicate(v));
        end = (frame.end()..end).find(apart).filter(|&t| told(t)).unwrap_or(end);
        for next in frames[at + 1..].iter().filter(|f| f.inside.is_none() && f.group.0 > frame.end()) {
            let start = match next.subject {
                Some(s) if s < next.cue && s > frame.end() && next.form != Form::Infinitive => {
                    self.syntax.analysis.subtree(s).0.max(frame.end()).min(next.group.0)
                }
                _ => next.group.0,
            };
            // The tree may hang the comma before who speaks on him.
            let start = if self.syntax.is_comma(start) { start + 1 } else { start };
            let before = (frame.end()..start).rev().find(|&t| self.syntax.token(t).upos != Upos::Adv);
            let Some(before) = before else { continue };
            let parted = self.syntax.is_comma(before)
                || self.syntax.token(before).upos == Upos::Cconj
                || self.holder[before].is_some()
                || self.is_mark(before);
            let parallel = match next.form {
                Form::Participle => parted,
                Form::Inverted => true,
                Form::Plain => {
                    self.syntax.base(next.cue) == Deprel::Conj
                        && self.syntax.token(next.cue).head.is_some_and(|h| self.is_of(h, frame))
                        || self.trails(next, before, end)
                        // "X says A, Y insists B": a headline strings them together.
                        || unit.kind.is_heading() && self.syntax.is_comma(before)
                        || self.goes_on(frame, next, before)
                }
                Form::Preposition { view, end: after } => {
                    !view && self.syntax.is_comma(before) && after + 2 >= end
                }
                Form::Passive | Form::Infinitive | Form::Manner { .. } => false,
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

    /// Whether a cue is coordinated with that of `frame`, whatever the tree makes of it: said it was late and called
    /// for help. Both are plain verbs of the same tense, the second without subject.
    fn goes_on(&self, frame: &Frame, next: &Frame, before: usize) -> bool {
        let (one, other) = (self.syntax.token(frame.cue), self.syntax.token(next.cue));
        let simple = |f: &Frame| (f.group.0..f.cue).all(|t| self.syntax.token(t).upos != Upos::Aux);
        self.syntax.token(before).upos == Upos::Cconj
            && simple(frame)
            && simple(next)
            && self.syntax.is_finite(frame.cue)
            && one.feats.tense == Some(Tense::Past)
            && other.feats.tense == Some(Tense::Past)
            && self.syntax.own_subject_is_absent(next.cue)
    }

    /// Whether an attribution behind a comma ends the sentence: ..., the agency reported.
    fn trails(&self, frame: &Frame, comma: usize, end: usize) -> bool {
        let subject = frame.subject.is_some_and(|s| s < frame.cue);
        subject
            && frame.takes.has(Takes::TAIL)
            && self.syntax.is_comma(comma)
            && !(frame.group.1..end).any(|t| self.syntax.is_verbal(t) || self.syntax.is_comma(t))
            && self.syntax.analysis.dependents(frame.cue, Deprel::Obj).all(|o| o < frame.cue)
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
