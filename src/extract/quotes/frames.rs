//! Attribution frames: each cue with who speaks and the constructions it stands in.

use smol_str::SmolStr;

use super::syntax::Syntax;
use super::units::Unit;
use crate::extract::Reading;
use crate::language::{Deprel, Mood, Tense, Upos, VerbForm};
use crate::lexicon::cues::{Cues, Takes};

/// A cue in its sentence.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The word that gives it away: a verb, or the first word of a preposition.
    pub cue: usize,
    /// The words of the cue with its auxiliaries: first token and one past the last.
    pub group: (usize, usize),
    /// What it takes.
    pub takes: Takes,
    /// How it is built.
    pub form: Form,
    /// The head of the words for who speaks.
    pub subject: Option<usize>,
    /// The run that it stands in.
    pub inside: Option<usize>,
}

/// How a frame is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// X said.
    Plain,
    /// said X; a-t-il dit.
    Inverted,
    /// adding that: who speaks is the subject of another clause or the noun it describes.
    Participle,
    /// to say that.
    Infinitive,
    /// was called; dubbed by.
    Passive,
    /// selon X, according to X; `end` is one past the last token of X.
    Preposition {
        /// Whether the words mean other things as well.
        view: bool,
        /// One past the last token of who speaks.
        end: usize,
    },
}

impl Frame {
    /// One past the last token of the attribution, as far as it is known to be none of what is said.
    pub fn end(&self) -> usize {
        match self.form {
            Form::Preposition { end, .. } => end,
            _ => self.group.1,
        }
    }

    pub fn is_preposition(&self) -> bool {
        matches!(self.form, Form::Preposition { .. })
    }
}

/// Finds the frames of one unit after the other.
pub(super) struct Finder<'a> {
    syntax: Syntax<'a>,
    cues: &'a Cues,
    holder: &'a [Option<usize>],
}

impl<'a> Finder<'a> {
    pub fn new(reading: &Reading<'a>, holder: &'a [Option<usize>]) -> Self {
        Self { syntax: Syntax::new(reading), cues: &reading.words.cues, holder }
    }

    /// The frames of `unit`, in text order.
    pub fn frames(&self, unit: &Unit) -> Vec<Frame> {
        let mut frames = Vec::new();
        let mut at = unit.tokens.start;
        while at < unit.tokens.end {
            let found = match self.syntax.token(at).upos {
                Upos::Verb | Upos::Aux => self.verb(at, unit, &frames),
                _ => self.preposition(at, unit),
            };
            at = found.as_ref().map_or(at, |f: &Frame| f.group.1.max(f.cue + 1) - 1) + 1;
            frames.extend(found);
        }
        frames
    }

    fn preposition(&self, at: usize, unit: &Unit) -> Option<Frame> {
        if matches!(self.syntax.token(at).upos, Upos::Punct | Upos::Propn) {
            return None;
        }
        let forms: [SmolStr; 6] = std::array::from_fn(|n| self.syntax.lower(at + n));
        let after = |n: usize| forms.get(n + 1).map_or("", SmolStr::as_str);
        let (preposition, more) = self.cues.preposition(&forms[0], after)?;
        let first = at + more + 1;
        let limit = unit.tokens.end;
        let governed = [at + more, at].into_iter().find_map(|t| {
            let token = self.syntax.token(t);
            token.head.filter(|&h| token.deprel.base() == Deprel::Case && (first..limit).contains(&h))
        });
        let subject = governed.or_else(|| {
            let near = first..limit.min(first + 12);
            let noun = near.take_while(|&t| !self.syntax.is_comma(t)).find(|&t| {
                self.syntax.is_nominal(t) && !matches!(self.syntax.base(t), Deprel::Det | Deprel::Nummod)
            })?;
            let head = self.syntax.phrase_head(noun);
            Some(if (first..limit).contains(&head) { head } else { noun })
        })?;
        let end = self.syntax.phrase_end(subject, limit);
        let subject =
            if self.syntax.is_relative(subject) { self.syntax.antecedent(subject)? } else { subject };
        Some(Frame {
            cue: at,
            group: (at, first),
            takes: Takes::WORDS.and(Takes::TAIL).and(Takes::PHRASE),
            form: Form::Preposition { view: preposition.view, end },
            subject: Some(subject),
            inside: self.holder[at],
        })
    }

    fn verb(&self, at: usize, unit: &Unit, before: &[Frame]) -> Option<Frame> {
        let token = self.syntax.token(at);
        let forms: [SmolStr; 4] = std::array::from_fn(|n| self.syntax.lower(at + 1 + n));
        // Adverbs may part the words of a cue: "a fait également savoir".
        let skip = usize::from(self.syntax.len() > at + 1 && self.syntax.token(at + 1).upos == Upos::Adv);
        let after = |skip: usize| move |n: usize| n + skip;
        let look = |skip: usize| {
            let nth = after(skip);
            self.cues.verb(&token.lemma, |n| forms.get(nth(n)).map_or("", SmolStr::as_str))
        };
        let (takes, more) = match (look(0), look(skip)) {
            (Some((_, 0)), Some((takes, more))) if more > 0 => (takes, more + skip),
            (Some(found), _) => found,
            (None, Some((takes, more))) if more > 0 => (takes, more + skip),
            _ => return None,
        };
        // In a construction such as "fait savoir" the syntax may have either word as head.
        let verb = if token.deprel == Deprel::AuxCaus { token.head.unwrap_or(at) } else { at };
        let (first, last) = self.group(at, at + more, unit);
        let mut frame = Frame {
            cue: at,
            group: (first, last),
            takes,
            form: Form::Plain,
            subject: None,
            inside: self.holder[at],
        };
        self.complete(&mut frame, verb, unit, before);
        Some(frame)
    }

    /// The cue's words with what belongs to the verb around them: auxiliaries, clitics, negation.
    fn group(&self, from: usize, to: usize, unit: &Unit) -> (usize, usize) {
        let mut first = from;
        let mut at = from;
        while at > unit.tokens.start {
            at -= 1;
            let token = self.syntax.token(at);
            match token.upos {
                Upos::Aux => first = at,
                Upos::Pron if self.is_clitic(at) => first = at,
                Upos::Pron if !self.is_subject(at) && first == at + 1 => first = at,
                Upos::Adv | Upos::Part => {}
                _ => break,
            }
        }
        let mut last = to + 1;
        while last < unit.tokens.end && self.is_clitic(last) {
            last += 1;
        }
        (first, last)
    }

    /// Whether the token is a pronoun tied to a verb by a hyphen: -t-il.
    fn is_clitic(&self, at: usize) -> bool {
        let token = self.syntax.token(at);
        token.upos == Upos::Pron && token.form.starts_with('-')
    }

    fn is_subject(&self, at: usize) -> bool {
        matches!(self.syntax.base(at), Deprel::Nsubj | Deprel::Expl if self.syntax.token(at).deprel != Deprel::ExplPv && self.syntax.token(at).deprel != Deprel::ExplPass && self.syntax.token(at).deprel != Deprel::ExplComp)
    }

    /// Finds out how the frame is built and who speaks.
    fn complete(&self, frame: &mut Frame, verb: usize, unit: &Unit, before: &[Frame]) {
        let (first, last) = frame.group;
        let token = self.syntax.token(frame.cue);
        if let Some(clitic) = (first..last).find(|&t| self.is_clitic(t)) {
            frame.form = Form::Inverted;
            frame.subject = Some(clitic);
            return;
        }
        let has_aux = self.syntax.analysis.dependents(verb, Deprel::Aux).next().is_some()
            || (first..frame.cue).any(|t| self.syntax.token(t).upos == Upos::Aux);
        let passive = self.syntax.analysis.exact(verb, Deprel::AuxPass).is_some();
        let form = token.feats.verb_form;
        let participle = !has_aux && matches!(form, Some(VerbForm::Part | VerbForm::Ger | VerbForm::Conv));
        let past = participle && token.feats.tense == Some(Tense::Past);
        let own = self.own_subject(verb);
        if passive {
            frame.form = Form::Passive;
            frame.subject = self.agent(verb);
            return;
        }
        if form == Some(VerbForm::Inf) && !has_aux {
            frame.form = Form::Infinitive;
            frame.subject = self.controller(verb);
            return;
        }
        if past && self.syntax.base(verb) == Deprel::Conj {
            frame.subject = own.or_else(|| self.controller(verb));
            return;
        }
        if past && own.is_none() && !self.stands_alone(first, unit) {
            frame.form = Form::Passive;
            frame.subject = self.agent(verb);
            return;
        }
        if participle && !past {
            frame.form = Form::Participle;
            frame.subject = self.described(frame, unit, own, before).or_else(|| self.controller(verb));
            return;
        }
        if frame.takes.has(Takes::TAIL) && self.looks_inverted(frame, unit, own) {
            if let Some(subject) = own.filter(|&s| s >= last).or_else(|| self.subject_after(frame, unit)) {
                frame.form = Form::Inverted;
                frame.subject = Some(subject);
                return;
            }
        }
        if token.feats.mood == Some(Mood::Imp) && own.is_none() {
            return;
        }
        frame.subject = own.or_else(|| self.controller(verb)).or_else(|| self.subject_before(frame, unit));
    }

    /// The subject that the tree gives to `verb` itself, a relative pronoun resolved.
    fn own_subject(&self, verb: usize) -> Option<usize> {
        let analysis = self.syntax.analysis;
        let caused = analysis.exact(verb, Deprel::AuxCaus);
        let subject = [Some(verb), caused]
            .into_iter()
            .flatten()
            .find_map(|v| analysis.dependents(v, Deprel::Nsubj).min_by_key(|&s| s.abs_diff(v)))?;
        if self.syntax.is_relative(subject) { self.syntax.antecedent(subject) } else { Some(subject) }
    }

    fn agent(&self, verb: usize) -> Option<usize> {
        let analysis = self.syntax.analysis;
        analysis.exact(verb, Deprel::OblAgent).or_else(|| analysis.exact(verb, Deprel::ObjAgent))
    }

    /// Who does what `verb` says, when the verb has no subject itself: the subject of the clause it hangs on.
    fn controller(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..8 {
            let head = self.syntax.token(at).head?;
            match self.syntax.base(at) {
                Deprel::Acl
                    if self.syntax.token(at).deprel != Deprel::AclRelcl && self.syntax.is_nominal(head) =>
                {
                    return Some(head);
                }
                Deprel::Conj
                | Deprel::Xcomp
                | Deprel::Advcl
                | Deprel::Ccomp
                | Deprel::Parataxis
                | Deprel::Aux
                | Deprel::Acl
                | Deprel::Dep => {}
                _ => return None,
            }
            if let Some(subject) = self.own_subject(head) {
                return Some(subject);
            }
            at = head;
        }
        None
    }

    /// Whom a participle describes: the noun right before it, else whoever spoke before the comma.
    fn described(&self, frame: &Frame, unit: &Unit, own: Option<usize>, before: &[Frame]) -> Option<usize> {
        let first = frame.group.0;
        if let Some(own) = own.filter(|&o| o < first && first - o < 12) {
            return Some(own);
        }
        let previous = (unit.tokens.start..first).rev().find(|&t| self.syntax.token(t).upos != Upos::Adv)?;
        if self.syntax.is_nominal(previous) && self.holder[previous] == frame.inside {
            return Some(self.syntax.phrase_head(previous));
        }
        let spoken = |f: &&Frame| {
            f.inside == frame.inside
                && !matches!(f.form, Form::Passive)
                && !f.is_preposition()
                && f.subject.is_some()
        };
        before.iter().rev().find(spoken).and_then(|f| f.subject)
    }

    /// Whether nothing but a mark or a comma stands between the cue and the start of its clause.
    fn stands_alone(&self, first: usize, unit: &Unit) -> bool {
        first == unit.tokens.start || self.syntax.is_punct(first - 1)
    }

    /// Whether who speaks is to be looked for after the verb: it follows a comma or a closing mark, and what stands
    /// before is a clause or a quotation of its own.
    fn looks_inverted(&self, frame: &Frame, unit: &Unit, own: Option<usize>) -> bool {
        let (first, last) = frame.group;
        if own.is_some_and(|s| s >= last && s < last + 16) && self.stands_alone(first, unit) {
            return true;
        }
        if first == unit.tokens.start || !self.syntax.is_punct(first - 1) {
            return first > unit.tokens.start && self.holder[first - 1].is_some() && frame.inside.is_none();
        }
        let left = unit.tokens.start..first - 1;
        let quoted = left.clone().rev().take(2).any(|t| self.holder[t].is_some() && frame.inside.is_none());
        let clause = left.rev().take_while(|&t| t + 80 > first).any(|t| {
            self.holder[t] == frame.inside
                && self.syntax.is_finite(t)
                && self.syntax.token(t).deprel != Deprel::AclRelcl
        });
        let object_follows =
            self.syntax.analysis.dependent(frame.cue, Deprel::Ccomp).is_some_and(|c| c > last);
        let subject_before = own.is_some_and(|s| s < first && first - s < 30 && !clause);
        (quoted || clause) && !object_follows && !subject_before
    }

    /// The first noun phrase after the cue that no preposition governs.
    fn subject_after(&self, frame: &Frame, unit: &Unit) -> Option<usize> {
        let mut at = frame.group.1;
        let end = unit.tokens.end.min(at + 30);
        while at < end {
            let token = self.syntax.token(at);
            if self.holder[at] != frame.inside {
                return None;
            }
            match token.upos {
                Upos::Punct if self.syntax.is_comma(at) && at > frame.group.1 => {}
                Upos::Punct | Upos::Sconj => return None,
                Upos::Adp => {
                    let governed = token.head.filter(|&h| h > at && h < end);
                    let from = at;
                    at = governed.map_or(at, |h| self.syntax.phrase_end(h, end).max(h + 1) - 1);
                    // Never back before the preposition: that would go round for ever.
                    at = (from..=at).find(|&t| self.syntax.is_comma(t)).unwrap_or(at);
                }
                Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num if !self.is_temporal(at) => {
                    let head = self.syntax.phrase_head(at);
                    return Some(if head >= frame.group.1 && head < end { head } else { at });
                }
                Upos::Verb | Upos::Aux if self.syntax.is_finite(at) => return None,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// A noun that only says when: lundi, Tuesday.
    fn is_temporal(&self, at: usize) -> bool {
        matches!(
            self.syntax.token(at).deprel,
            Deprel::OblTmod | Deprel::NmodTmod | Deprel::OblUnmarked | Deprel::OblNpmod | Deprel::OblMod
        ) && !self.syntax.has_case(at)
    }

    /// The nearest noun phrase before the cue that no preposition governs, for verbs the tree gives no subject.
    fn subject_before(&self, frame: &Frame, unit: &Unit) -> Option<usize> {
        let first = frame.group.0;
        for at in (unit.tokens.start..first).rev().take(12) {
            if self.holder[at] != frame.inside || self.syntax.is_finite(at) {
                return None;
            }
            if self.syntax.is_nominal(at) && !self.is_temporal(at) {
                let head = self.syntax.phrase_head(at);
                if !self.syntax.has_case(head) {
                    return Some(head);
                }
            }
        }
        None
    }
}
