//! Attribution frames: each cue with who speaks and the constructions it stands in.

use super::asides::Asides;
use super::syntax::Syntax;
use super::units::Unit;
use smol_str::SmolStr;

use crate::extract::Reading;
use crate::language::{Deprel, EntityLabel, Number, PronType, Tense, Upos, VerbForm, is_mark};
use crate::lexicon::Words;
use crate::lexicon::channels::Channels;
use crate::lexicon::cues::{Cues, Takes};
use crate::lexicon::nominals::Grammar;
use crate::lexicon::numbers::Numbers;

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
    /// comme l'a dit X, as X said: the clause behind it is told.
    Manner {
        /// The comma at its end.
        end: usize,
    },
}

impl Frame {
    /// One past the last token of the attribution, as far as it is known to be none of what is said.
    pub fn end(&self) -> usize {
        match self.form {
            Form::Preposition { end, .. } | Form::Manner { end } => end,
            _ => self.group.1,
        }
    }

    pub fn is_preposition(&self) -> bool {
        matches!(self.form, Form::Preposition { .. })
    }
}

/// Whether the word is a single capital letter.
fn is_letter(form: &str) -> bool {
    let mut letters = form.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// How many tokens may stand between an auxiliary and its verb.
const APART: usize = 7;

/// Finds the frames of one unit after the other.
pub(super) struct Finder<'a> {
    syntax: Syntax<'a>,
    channels: &'a Channels,
    cues: &'a Cues,
    grammar: &'a Grammar,
    numbers: &'a Numbers,
    /// Words that introduce the agent of a passive.
    by: &'a [SmolStr],
    holder: &'a [Option<usize>],
}

impl<'a> Finder<'a> {
    pub fn new(reading: &Reading<'a>, holder: &'a [Option<usize>]) -> Self {
        let Words { channels, cues, nominals, numbers, triggers, .. } = reading.words;
        let (grammar, by) = (&nominals.grammar, &triggers.syntax.by);
        Self { syntax: Syntax::new(reading), channels, cues, grammar, numbers, by, holder }
    }

    /// The frames of `unit`, in text order.
    pub fn frames(&self, unit: &Unit) -> Vec<Frame> {
        let mut frames = Vec::new();
        let mut at = unit.tokens.start;
        while at < unit.tokens.end {
            let found = self.preposition(at, unit).or_else(|| self.account(at, unit));
            let found = found.or_else(|| self.speech_act(at, unit));
            let found = found.or_else(|| self.verb(at, unit, &frames).filter(|_| !self.nicknames(at, unit)));
            at = found.as_ref().map_or(at, |f: &Frame| f.group.1.max(f.cue + 1) - 1) + 1;
            // "rien n'indique que": nobody says it.
            let nobody = |f: &Frame| {
                f.subject.is_some_and(|s| self.syntax.token(s).feats.pron_type == Some(PronType::Neg))
            };
            frames.extend(found.filter(|f| !nobody(f)));
        }
        frames
    }

    /// "Awa Keïta, dit Kern, a": between a person's name and a word that is set off by commas, one that marks a name gives him another.
    fn nicknames(&self, at: usize, unit: &Unit) -> bool {
        let named = at > unit.tokens.start + 1
            && self.syntax.is_comma(at - 1)
            && self.cues.announces_name(self.syntax.lower(at))
            && self.syntax.person_to(at - 1).is_some();
        let name = |t: usize| t < unit.tokens.end && self.syntax.token(t).upos == Upos::Propn;
        let article = at + 1 < unit.tokens.end && self.syntax.token(at + 1).upos == Upos::Det;
        let first = at + 1 + usize::from(article);
        named && name(first) && first + 1 < unit.tokens.end && self.syntax.is_comma(first + 1)
    }

    fn preposition(&self, at: usize, unit: &Unit) -> Option<Frame> {
        if matches!(self.syntax.token(at).upos, Upos::Punct | Upos::Propn) {
            return None;
        }
        let after = |n: usize| self.syntax.lower(at + 1 + n);
        let (preposition, more) = self.cues.preposition(self.syntax.lower(at), after)?;
        let first = at + more + 1;
        // "D'après, Awa Keïta, ..."
        let first = if !preposition.view && self.syntax.is_comma(first) { first + 1 } else { first };
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
        let mut end = self.syntax.phrase_end(subject, limit);
        if end + 1 >= limit || preposition.view && !self.syntax.is_comma(end) {
            // The tree gave the whole sentence to who speaks: he ends with the first comma.
            let mut clause = subject..limit;
            let comma = clause.find(|&t| self.syntax.is_comma(t));
            end = comma.filter(|_| clause.any(|t| self.syntax.is_predicate(t))).unwrap_or(end);
        }
        let end = self.before_clause(subject, end, limit);
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

    /// "by X's count", "in the Borali account": a noun that says whose the sentence is, behind its preposition and a name.
    fn account(&self, at: usize, unit: &Unit) -> Option<Frame> {
        let token = self.syntax.token(at);
        let noun = token.head.filter(|&n| token.upos == Upos::Adp && n > at && n < unit.tokens.end)?;
        if !self.cues.accounts(self.syntax.lower(at), &self.syntax.token(noun).lemma) {
            return None;
        }
        // Nothing says more of the account itself: "in the view from the hill" is none.
        let whose = |t: &usize| {
            matches!(self.syntax.base(*t), Deprel::Nmod | Deprel::Compound | Deprel::Amod)
                && *t > at
                && *t < noun
                && (matches!(self.syntax.token(*t).upos, Upos::Propn | Upos::Noun) || self.is_capital(*t))
        };
        let own = self.syntax.analysis.children(noun).find(whose)?;
        let parted = at == unit.tokens.start
            || self.syntax.is_punct(at - 1)
            || self.syntax.is_punct(noun + 1)
            || self.cues.is_complementizer(self.syntax.lower(at - 1));
        parted.then(|| Frame {
            cue: at,
            group: (at, at + 1),
            takes: Takes::WORDS.and(Takes::TAIL),
            form: Form::Preposition { view: false, end: noun + 1 },
            subject: Some(own),
            inside: self.holder[at],
        })
    }

    /// "Réponse sèche du ministre X : ...", "Warning from X: ...": a sentence that opens with a speech act and has no verb before
    /// the colon.
    fn speech_act(&self, at: usize, unit: &Unit) -> Option<Frame> {
        let opens = at <= unit.tokens.start + 1 && self.holder[at].is_none();
        let token = self.syntax.token(at);
        // "Warning" is tagged as a verb where nothing stands before it.
        let name = match token.upos {
            Upos::Noun => token.lemma.as_str(),
            Upos::Verb => self.syntax.lower(at),
            _ => return None,
        };
        if !opens || !self.channels.is_spoken(name) {
            return None;
        }
        let colon = self.syntax.bare_colon(at + 1..unit.tokens.end, self.holder)?;
        let owner = self.syntax.analysis.dependents(at, Deprel::Nmod).find(|&t| (at..colon).contains(&t))?;
        Some(Frame {
            cue: at,
            group: (at, at + 1),
            takes: Takes::WORDS,
            form: Form::Plain,
            subject: Some(owner),
            inside: None,
        })
    }

    /// Where who speaks ends, headed by `subject` and at `end` by the tree, when a clause follows: at the first comma
    /// before its verb that no apposition follows.
    fn before_clause(&self, subject: usize, end: usize, limit: usize) -> usize {
        let head = |t: usize| self.syntax.is_predicate(t) && !self.in_relative(t);
        let Some(verb) = (subject + 1..limit).find(|&t| head(t)) else { return end };
        let mut commas = (subject + 1..verb).filter(|&t| self.syntax.is_comma(t));
        let Some(mut comma) = commas.next() else { return end };
        let clause = self.syntax.analysis.dependent(verb, Deprel::Nsubj).unwrap_or(verb);
        for next in commas {
            // The subject of the clause is no apposition.
            if (comma + 1..next).contains(&clause) {
                break;
            }
            let apposed = (comma + 1..next).any(|t| {
                matches!(self.syntax.base(t), Deprel::Appos | Deprel::Acl | Deprel::Flat)
                    && self.syntax.token(t).head.is_some_and(|h| h <= comma)
            });
            let opens = self.syntax.token(comma + 1).upos;
            let apposed = apposed
                || next < clause
                    && matches!(opens, Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb)
                    && !self.is_when(comma + 1);
            if !apposed {
                break;
            }
            comma = next;
        }
        comma
    }

    fn verb(&self, at: usize, unit: &Unit, before: &[Frame]) -> Option<Frame> {
        let token = self.syntax.token(at);
        if !self.syntax.is_verbal(at) || self.syntax.is_compounded(at) || self.is_of_name(at, unit) {
            return None;
        }
        // Adverbs may part the words of a cue: "a fait également savoir".
        let skip = usize::from(self.syntax.len() > at + 1 && self.syntax.token(at + 1).upos == Upos::Adv);
        let look = |skip: usize| self.cues.verb(&token.lemma, |n| self.syntax.lower(at + 1 + skip + n));
        let listed = match (look(0), look(skip)) {
            (Some((_, 0)), Some((takes, more))) if more > 0 => Some((takes, more + skip)),
            (Some(found), _) => Some(found),
            (None, Some((takes, more))) if more > 0 => Some((takes, more + skip)),
            _ => None,
        };
        let (own, more) = listed.unwrap_or_default();
        let may_introduce = !own.has(Takes::WORDS) && token.upos == Upos::Verb && !unit.runs.is_empty();
        let announces = may_introduce && self.syntax.is(at + more + 1, ":") && self.opens_run(at + more + 2);
        if listed.is_none() && !may_introduce {
            return None;
        }
        // In a construction such as "fait savoir" the syntax may have either word as head.
        let verb = if token.deprel == Deprel::AuxCaus { token.head.unwrap_or(at) } else { at };
        let (first, last) = self.group(at, at + more, unit);
        // Behind a quotation any verb may introduce who speaks: « ... », s'emporte X.
        let introduces =
            may_introduce && (first < at || self.syntax.is_finite(at)) && self.follows_utterance(first, unit);
        if listed.is_none() && !introduces && !announces {
            return None;
        }
        let takes = if introduces {
            own.and(Takes::WORDS).and(Takes::TAIL)
        } else if announces {
            own.and(Takes::WORDS)
        } else {
            own
        };
        let mut frame = Frame {
            cue: at,
            group: (first, last),
            takes,
            form: Form::Plain,
            subject: None,
            inside: self.holder[at],
        };
        self.complete(&mut frame, verb, unit, before);
        if let Some(mouth) = self.mouth(&frame, unit) {
            frame.subject = Some(mouth);
        }
        if let Some(end) = self.manner(&frame, unit) {
            frame.form = Form::Manner { end };
        }
        // "abused her": an object, not who speaks.
        let personal = |s: usize| self.syntax.token(s).feats.pron_type == Some(PronType::Prs);
        let inverted = frame.form == Form::Inverted && !frame.subject.is_some_and(personal);
        let clitic = (first..last).any(|t| self.is_clitic(t));
        if introduces && !inverted && !clitic && !announces {
            frame.takes = own;
        }
        (!frame.takes.is_empty()).then_some(frame)
    }

    /// Who is said to speak for the subject of the frame, between the two or right behind the cue: X, par la voix de Y, a dit.
    fn mouth(&self, frame: &Frame, unit: &Unit) -> Option<usize> {
        const NEAR: usize = 16;
        if !matches!(frame.form, Form::Plain) || frame.inside.is_some() {
            return None;
        }
        let from = unit.tokens.start.max(frame.group.0.saturating_sub(NEAR));
        let behind = frame.group.1..unit.tokens.end.min(frame.group.1 + 2);
        (from..frame.group.0).rev().chain(behind).find_map(|at| {
            let more = self.cues.mouth(self.syntax.lower(at), |n| self.syntax.lower(at + 1 + n))?;
            let first = at + more + 1;
            let verb = (first..frame.group.0).any(|t| self.syntax.is_finite(t) && !self.in_relative(t));
            let near = first..unit.tokens.end.min(first + 4);
            near.into_iter().find(|&t| !verb && self.syntax.is_nominal(t))
        })
    }

    /// Whether a word that looks like a verb is one of a name, by its capital within a sentence: Said Hamadi.
    fn is_of_name(&self, at: usize, unit: &Unit) -> bool {
        let name = |t: usize| {
            self.syntax.token(t).upos == Upos::Propn
                && self.is_capital(t)
                && self.holder[t] == self.holder[at]
        };
        let beside = at > unit.tokens.start && name(at - 1) || at + 1 < unit.tokens.end && name(at + 1);
        let within =
            (unit.tokens.start..at).any(|t| self.syntax.token(t).form.starts_with(char::is_lowercase));
        within && beside && self.is_capital(at) && !unit.kind.is_heading() && self.holder[at].is_none()
    }

    /// Where the clause ends that opens the unit, holds the frame and says whose the clause behind it is: "comme l'a rappelé X, ...".
    fn manner(&self, frame: &Frame, unit: &Unit) -> Option<usize> {
        let opening = (unit.tokens.start..frame.cue).find(|&t| !self.syntax.is_punct(t))?;
        self.cues.manner(self.syntax.lower(opening), |n| self.syntax.lower(opening + 1 + n))?;
        let subject = frame.subject.filter(|_| frame.takes.has(Takes::CLAUSE))?;
        let comma = (frame.group.1.max(subject)..unit.tokens.end).find(|&t| self.syntax.is_comma(t))?;
        let mut around = (opening..frame.group.0).chain(frame.group.1..comma);
        let one = !around.any(|t| self.syntax.is_predicate(t));
        one.then_some(comma)
    }

    /// Whether a quotation ends right before the token, a comma aside.
    fn follows_quoted(&self, first: usize, unit: &Unit) -> bool {
        (unit.tokens.start..first).rev().take(3).any(|t| self.holder[t].is_some())
    }

    /// Whether a quotation starts at the token, its mark included.
    fn opens_run(&self, at: usize) -> bool {
        let inside = |t: usize| self.holder.get(t).copied().flatten();
        at + 1 < self.syntax.len() && inside(at).is_none() && inside(at + 1).is_some()
    }

    /// Whether a comma parts the verb whose group starts at `first` from a quotation with which a clause ends, or which
    /// opens the unit.
    fn follows_utterance(&self, first: usize, unit: &Unit) -> bool {
        let near = unit.tokens.start.max(first.saturating_sub(3))..first;
        let Some(last) = near.clone().rev().find(|&t| self.holder[t].is_some()) else { return false };
        let run = self.holder[last];
        let inner = || (unit.tokens.start..=last).rev().take_while(|&t| self.holder[t] == run);
        let parted = (last..first).any(|t| self.syntax.is_comma(t));
        let outer = (last + 1..first).all(|t| self.syntax.is_punct(t)) && self.holder[first].is_none();
        let relative = |t: usize| (t.saturating_sub(4)..t).any(|b| self.syntax.is_relative(b));
        let main = |t: usize| self.syntax.is_finite(t) && !self.in_relative(t) && !relative(t);
        let clause = || {
            inner().any(|t| self.syntax.is_finite(t))
                || (unit.tokens.start..last).any(|t| self.holder[t].is_none() && main(t))
        };
        let leads =
            || inner().last().is_some_and(|t| (unit.tokens.start..t).all(|b| self.syntax.is_punct(b)));
        outer && parted && (clause() || leads())
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
                Upos::Pron if first == at + 1 && !(self.is_subject(at) && self.agrees(at, from)) => {
                    first = at;
                }
                Upos::Adv | Upos::Part => {}
                _ => break,
            }
        }
        // Words may stand between the auxiliary and its verb: a, pour sa part, déclaré.
        let apart = |&aux: &usize| {
            // "Will Keller said": a name.
            let name = self.is_capital(aux) && self.syntax.token(aux + 1).upos == Upos::Propn;
            aux < from
                && !name
                && aux >= unit.tokens.start
                && from - aux <= APART
                && self.holder[aux] == self.holder[from]
        };
        if first == from
            && let Some(aux) = self.syntax.analysis.dependents(from, Deprel::Aux).find(apart)
            && !(aux + 1..from).any(|t| self.syntax.is_verbal(t))
        {
            first = aux;
        }
        // "X a, lui, estimé": the auxiliary before a pronoun between commas.
        let emphatic = first.checked_sub(4).filter(|&aux| {
            aux >= unit.tokens.start
                && first == from
                && self.syntax.is_comma(first - 1)
                && self.is_emphatic(first - 2)
                && self.syntax.is_verbal(aux)
                && self.syntax.is_comma(aux + 1)
        });
        first = emphatic.unwrap_or(first);
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
            // "indique-t-on de source diplomatique"
            let impersonal = self.is_impersonal(clitic);
            frame.subject = if impersonal { self.complement_after(last, unit) } else { Some(clitic) };
            return;
        }
        // What a comma parts from the verb is another's auxiliary, whatever the tree says.
        let own_aux = |aux: usize| !(aux..frame.cue).any(|t| self.syntax.is_comma(t));
        let has_aux = self.syntax.analysis.dependents(verb, Deprel::Aux).any(own_aux)
            || (first..frame.cue).any(|t| self.syntax.is_verbal(t));
        let reflexive = (first.saturating_sub(1)..frame.cue)
            .any(|t| self.grammar.reflexive.contains(self.syntax.lower(t)));
        let passive = !reflexive && self.syntax.analysis.exact(verb, Deprel::AuxPass).is_some_and(own_aux);
        let form = token.feats.verb_form;
        let participle = !has_aux && matches!(form, Some(VerbForm::Part | VerbForm::Ger | VerbForm::Conv));
        let past = participle && token.feats.tense == Some(Tense::Past);
        let own = self.own_subject(verb).filter(|&s| !self.is_emphatic(s));
        if passive {
            frame.form = Form::Passive;
            frame.subject = self.agent(verb).or_else(|| self.agent_behind_marks(verb, unit));
            return;
        }
        // "peut-on lire dans le rapport"
        let asked = first.checked_sub(1).filter(|&t| self.is_clitic(t) && self.is_impersonal(t));
        if form == Some(VerbForm::Inf) && asked.is_some() {
            frame.form = Form::Inverted;
            frame.subject = self.complement_after(last, unit);
            return;
        }
        // "De source proche du dossier, on affirme que"
        if let Some(source) =
            own.filter(|&s| self.is_impersonal(s)).and_then(|s| self.unnamed_source(s, last, unit))
        {
            frame.subject = Some(source);
            return;
        }
        if form == Some(VerbForm::Inf) && !has_aux {
            frame.form = Form::Infinitive;
            frame.subject = self.controller(verb);
            return;
        }
        if past && self.syntax.base(verb) == Deprel::Conj {
            // "X, a general, accused": where past and participle look alike.
            let near = || self.adjacent(first, unit.tokens.start, frame.inside);
            let near = || self.grammar.noun_before_noun.then(near).flatten();
            let shared = || self.shared(first, unit, frame.inside);
            let beyond = self.asides(frame.inside).subject(first, unit.tokens.start, own);
            frame.subject = beyond.or(own).or_else(|| self.controller(verb)).or_else(shared).or_else(near);
            return;
        }
        // "Accusé par X de « fuir », ..."
        let opens = || first == unit.tokens.start && self.agent(verb).is_some();
        let aside = || !self.stands_alone(first, unit) || opens();
        if past && own.is_none() && aside() && !self.is_past(frame, unit) {
            frame.form = Form::Passive;
            frame.subject = self.agent(verb).or_else(|| self.agent_behind_marks(verb, unit));
            return;
        }
        if participle && !past {
            frame.form = Form::Participle;
            frame.subject = self.described(frame, unit, own, before).or_else(|| self.controller(verb));
            return;
        }
        // Where the auxiliary stands before the marks and the verb between them, who speaks stands before the auxiliary.
        let outer = |aux: &usize| *aux < first && self.holder[*aux].is_none() && own_aux(*aux);
        let parted =
            frame.inside.and_then(|_| self.syntax.analysis.dependents(verb, Deprel::Aux).find(outer));
        let (first, inside) = parted.map_or((first, frame.inside), |aux| (aux, None));
        let beyond = self.asides(inside).subject(first, unit.tokens.start, own);
        let trailing = beyond.or_else(|| self.trailing(first, unit.tokens.start, inside));
        let trailing = trailing.or_else(|| self.trailing_aside(first, unit.tokens.start, inside));
        let before_it =
            trailing.or_else(|| own.filter(|&s| s < first && !self.is_crossed(s, first, verb, inside)));
        // "X a pris Y, ville du nord, ont rapporté Z": who stands behind it in the tree does not stand before it.
        let ahead = own.is_none_or(|s| s < first);
        let adjacent = || self.adjacent(first, unit.tokens.start, inside).filter(|_| ahead);
        let before_it =
            before_it.or_else(|| self.behind_relative(first, unit.tokens.start, inside)).or_else(adjacent);
        // No comma alone parts a subject from its verb: "Theatre, said Awa Keïta."
        let parted = before_it.filter(|&s| s < first && self.syntax.is_comma(first - 1)).is_some_and(|s| {
            (s..first).filter(|&t| self.syntax.is_comma(t)).count() == 1 && frame.inside == inside
        });
        // "..., prévue le 27 janvier": a participle that no quotation precedes says nothing by itself.
        let bare = past && !self.grammar.noun_before_noun && !self.follows_quoted(first, unit);
        if !bare
            && (before_it.is_none()
                || parted && (self.opens_holder(frame.group.1) || self.is_inserted(frame, unit)))
            && self.may_be_inverted(frame, unit)
            && let Some(subject) = self.subject_after(frame, unit)
        {
            frame.form = Form::Inverted;
            let end = unit.tokens.end.min(subject + 12);
            frame.subject = Some(self.possessed(subject, end));
            return;
        }
        let subject = before_it.or_else(|| self.far_subject(frame, verb, own, (first, past), unit, before));
        frame.subject = subject.map(|s| self.possessed(s, first));
    }

    fn asides(&self, inside: Option<usize>) -> Asides<'_, 'a> {
        let Self { syntax, cues, grammar, numbers, holder, .. } = self;
        Asides { syntax, cues, grammar, numbers, holder, inside }
    }

    /// Whether the attribution stands between a subject and its verb, or what is quoted: Le navire, affirme la marine,
    /// transportait des armes.
    fn is_inserted(&self, frame: &Frame, unit: &Unit) -> bool {
        const WORDS: usize = 30;
        let from = frame.group.1;
        let end = unit.tokens.end.min(from + WORDS);
        let goes_on = |comma: usize| {
            let light = |t: &usize| matches!(self.syntax.token(*t).upos, Upos::Adv | Upos::Pron | Upos::Part);
            let next = (comma + 1..end).find(|t| !light(t));
            self.opens_run(comma + 1) || next.is_some_and(|t| self.syntax.is_finite(t))
        };
        let plain = |t: &usize| self.holder[*t] == frame.inside && !self.syntax.is_predicate(*t);
        let commas = (from..end).take_while(plain).filter(|&t| self.syntax.is_comma(t));
        commas.take(3).any(goes_on)
    }

    /// The subject of a verb in the active, where nothing right before it is one: by the other verbs of the sentence, by
    /// the tree, by the words. `group` is where its words begin and whether it is a participle of the past.
    fn far_subject(
        &self,
        frame: &Frame,
        verb: usize,
        own: Option<usize>,
        (first, past): (usize, bool),
        unit: &Unit,
        before: &[Frame],
    ) -> Option<usize> {
        let inside = frame.inside;
        let tree = || own.filter(|&s| s < first).or_else(|| self.controller(verb));
        // "... and says": whoever spoke before the conjunction.
        let before_first = (unit.tokens.start..first).rev().find(|&t| self.syntax.token(t).upos != Upos::Adv);
        let joined = || {
            before_first.filter(|&t| self.syntax.token(t).upos == Upos::Cconj)?;
            let open = |f: &&Frame| f.inside == frame.inside && f.form == Form::Plain && f.subject.is_some();
            before.iter().rev().find(open).and_then(|f| f.subject)
        };
        // "insisted that X would not yield, but warned that": the second verb goes on with who spoke, whatever the tree says.
        let spoken = || {
            let earlier = before.iter().rev().find(|f| f.inside == frame.inside && f.form == Form::Plain)?;
            let alike = |a: usize, b: usize| {
                let (a, b) = (self.syntax.token(a).feats, self.syntax.token(b).feats);
                a.tense == b.tense && a.verb_form == b.verb_form
            };
            let says = frame.takes.has(Takes::CLAUSE) && earlier.takes.has(Takes::CLAUSE);
            (says && own.is_none() && alike(earlier.cue, frame.cue)).then(joined).flatten()
        };
        let shared = || self.shared(first, unit, frame.inside);
        let subject = spoken().or_else(tree).or_else(joined).or_else(shared);
        // "The head of the bar in Boral said": the words before the verb, whatever the tree says.
        subject.or_else(|| self.phrase_before(first, unit.tokens.start, inside).filter(|_| !past))
    }

    /// The subject of the verb before a conjunction, where the second verb has none of its own: X, who had left, toured the
    /// ruins and promised.
    fn shared(&self, first: usize, unit: &Unit, inside: Option<usize>) -> Option<usize> {
        let before = (unit.tokens.start..first).rev().find(|&t| self.syntax.token(t).upos != Upos::Adv)?;
        if self.syntax.token(before).upos != Upos::Cconj {
            return None;
        }
        let main = |&t: &usize| self.syntax.token(t).upos == Upos::Verb && self.holder[t] == inside;
        let verb = (unit.tokens.start..before).rev().find(main)?;
        let start =
            self.syntax.analysis.dependents(verb, Deprel::Aux).filter(|&a| a < verb).min().unwrap_or(verb);
        let near = |&s: &usize| s < verb && !self.is_crossed(s, start, verb, inside);
        self.own_subject(verb).filter(near).or_else(|| self.adjacent(start, unit.tokens.start, inside))
    }

    /// Whether the pronoun means nobody in particular: on, -t-on.
    fn is_impersonal(&self, at: usize) -> bool {
        self.grammar.impersonal.contains(self.syntax.lower(at))
    }

    /// Whether a pronoun between commas only takes up the subject before it: X, elle, dénonce.
    fn is_emphatic(&self, at: usize) -> bool {
        let before = at.checked_sub(1).is_some_and(|t| self.syntax.is_comma(t));
        self.syntax.token(at).upos == Upos::Pron && before && self.syntax.is_comma(at + 1)
    }

    /// The bare noun behind a preposition that opens the unit of the impersonal subject `on`, or follows its verb at
    /// `after`, and says from whom one has it.
    fn unnamed_source(&self, on: usize, after: usize, unit: &Unit) -> Option<usize> {
        let opening = (unit.tokens.start..on).find(|&t| !self.syntax.is_punct(t));
        let noun =
            |&t: &usize| matches!(self.syntax.token(t).upos, Upos::Noun | Upos::Propn) && !self.is_when(t);
        // "Au ministère de la Défense, on indique que", "On précise au ministère que": where it is said.
        let place = |t: usize, end: usize| {
            (self.syntax.token(t).upos == Upos::Adp).then(|| (t + 1..end.min(t + 8)).find(noun)).flatten()
        };
        let bare = |&t: &usize| {
            t + 1 < unit.tokens.end
                && self.grammar.of.contains(self.syntax.lower(t))
                && self.syntax.token(t + 1).upos == Upos::Noun
        };
        let unnamed = [opening, Some(after)].into_iter().flatten().find(bare).map(|t| t + 1);
        unnamed
            .or_else(|| opening.filter(|&t| t < on).and_then(|t| place(t, on)))
            .or_else(|| (after < unit.tokens.end).then(|| place(after, unit.tokens.end)).flatten())
    }

    /// What belongs to the noun at `owner`, where it is a possessor: the rebels' television said.
    fn possessed(&self, owner: usize, first: usize) -> usize {
        let apostrophe = |t: usize| matches!(self.syntax.token(t).form.as_str(), "'" | "’");
        let mark =
            owner + 1 < first && (self.syntax.token(owner + 1).upos == Upos::Part || apostrophe(owner + 1));
        if !mark {
            return owner;
        }
        let part = |&t: &usize| {
            matches!(self.syntax.token(t).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
        };
        let last = (owner + 2..first).take_while(part).last();
        last.filter(|&t| self.syntax.is_nominal(t)).unwrap_or(owner)
    }

    /// The subject that the tree gives to `verb` itself, a relative pronoun resolved.
    fn own_subject(&self, verb: usize) -> Option<usize> {
        let analysis = self.syntax.analysis;
        let caused = analysis.exact(verb, Deprel::AuxCaus);
        let subject = [Some(verb), caused].into_iter().flatten().find_map(|v| {
            let subjects = || {
                let subjects = analysis.dependents(v, Deprel::Nsubj);
                // Nobody speaks in words that another says: « Des mensonges », répond l'armée.
                let quoted = |s: usize| self.holder[s].is_some() && self.holder[s] != self.holder[v];
                // "ce qu'un juge a qualifié de": what is called something does not call.
                let what = |s: usize| self.cues.is_complementizer(self.syntax.lower(s + 1)) && s + 1 < v;
                subjects
                    .filter(move |&s| self.agrees(s, v) && !self.syntax.is_time(s) && !quoted(s) && !what(s))
            };
            // Of two before the verb the first is a name and the second describes it.
            let name = subjects().find(|&s| s < v && self.syntax.token(s).upos == Upos::Propn);
            let nearest = subjects().min_by_key(|&s| s.abs_diff(v))?;
            let noun = self.syntax.token(nearest).upos == Upos::Noun;
            let commas = |n: usize| (n..v).filter(|&t| self.syntax.is_comma(t)).count();
            let closed = (nearest..v).any(|t| self.syntax.is_comma(t));
            let describes = |&n: &usize| n < nearest && nearest < v && commas(n) == 2 && (noun || closed);
            Some(name.filter(describes).unwrap_or(nearest))
        })?;
        if self.syntax.is_relative(subject) {
            return self.syntax.antecedent(subject);
        }
        // "the other"
        let adjective = self.syntax.token(subject).upos == Upos::Adj
            && self.syntax.analysis.dependent(subject, Deprel::Det).is_some();
        let nominal = self.syntax.is_nominal(subject) || adjective;
        (nominal && !self.syntax.has_case(subject)).then_some(subject)
    }

    /// Whether a pronoun may be the subject of a verb by its person: in "m'a dit X" the first is who is told.
    fn agrees(&self, subject: usize, verb: usize) -> bool {
        let analysis = self.syntax.analysis;
        let person = |t: usize| self.syntax.token(t).feats.person;
        let of_verb = person(verb).or_else(|| analysis.dependents(verb, Deprel::Aux).find_map(person));
        person(subject).is_none_or(|p| of_verb.is_none_or(|v| v == p))
    }

    /// Whether a clause or a quotation stands between a subject and the verb after it, so that it cannot be its own.
    fn is_crossed(&self, subject: usize, first: usize, verb: usize, inside: Option<usize>) -> bool {
        (subject + 1..first).any(|t| {
            self.holder[t] != inside
                || self.syntax.is_predicate(t)
                    && self.syntax.token(t).head != Some(verb)
                    && !self.syntax.is_under(t, subject)
                    && !self.in_relative(t)
        })
    }

    /// Whether the token stands in a clause that describes a noun.
    fn in_relative(&self, token: usize) -> bool {
        let mut chain = std::iter::once(token).chain(self.syntax.analysis.ancestors(token)).take(6);
        chain.any(|t| self.syntax.base(t) == Deprel::Acl)
    }

    /// The noun phrase right before the verb, by the words alone; what stands between two commas or brackets before the
    /// verb is passed over.
    fn adjacent(&self, first: usize, floor: usize, inside: Option<usize>) -> Option<usize> {
        // "X "strongly" urged"
        let mark = |t: usize| self.syntax.is_punct(t) && is_mark(&self.syntax.token(t).form);
        let adverb = |t: &usize| self.syntax.token(*t).upos == Upos::Adv || mark(*t);
        let mut at = (floor..first).rev().find(|t| !adverb(t))?;
        for _ in 0..3 {
            let open = if self.syntax.is(at, ")") {
                (floor..at).rev().take(24).find(|&t| self.syntax.is(t, "("))?
            } else if self.syntax.is_comma(at) {
                let own = |&t: &usize| self.syntax.is_comma(t) && self.holder[t] == inside;
                let open = (floor..at).rev().take(30).find(own)?;
                // "le directeur de l'agence, Awa Keïta, a dit": between the commas stands who it is.
                if self.is_person(open + 1, at) {
                    return Some(open + 1);
                }
                open
            } else {
                break;
            };
            let clause = !self.opens_aside(open + 1)
                && (open + 1..at).any(|t| self.syntax.is_predicate(t) && !self.in_relative(t));
            at = open.checked_sub(1).filter(|&t| t >= floor && !clause)?;
        }
        if self.holder[at] != inside || !self.syntax.is_nominal(at) && self.syntax.token(at).upos != Upos::Adj
        {
            return None;
        }
        let head = self.syntax.block_head(at, floor);
        // What follows a verb is its object.
        let mut left =
            (floor..head).rev().take_while(|&t| self.holder[t] == inside && !self.syntax.is_comma(t));
        if left.any(|t| self.syntax.is_predicate(t) && !self.in_relative(t)) {
            return None;
        }
        let whole = self.syntax.is_under(at, head) || self.syntax.is_under(head, at);
        (whole && !self.is_temporal(head) && self.holder[head] == inside && !self.syntax.has_case(head))
            .then_some(head)
    }

    /// Whether the tokens `from..to` are the name of a person, and nothing else.
    fn is_person(&self, from: usize, to: usize) -> bool {
        let entities = &self.syntax.analysis.entities;
        let near = entities.partition_point(|e| e.tokens.0 < from);
        entities.get(near).is_some_and(|e| e.tokens == (from, to) && e.label == EntityLabel::Person)
    }

    /// Whether a relative clause or a participle starts at the token, whatever clauses it holds in turn.
    fn opens_aside(&self, at: usize) -> bool {
        let token = self.syntax.token(at);
        let participle = token.upos == Upos::Verb
            && matches!(token.feats.verb_form, Some(VerbForm::Part | VerbForm::Ger | VerbForm::Conv));
        // "X, que Y soupçonne de mentir, a ...", "X, avec laquelle Y négocie, a ..."
        let clause = self.cues.is_complementizer(self.syntax.lower(at));
        let governed =
            token.upos == Upos::Adp && at + 1 < self.syntax.len() && self.syntax.is_relative(at + 1);
        self.syntax.is_relative(at) || participle || clause || governed
    }

    /// The noun that a relative clause describes which ends right before the verb: a nurse who crossed the river by night
    /// told.
    fn behind_relative(&self, first: usize, floor: usize, inside: Option<usize>) -> Option<usize> {
        const WORDS: usize = 24;
        let same = |t: &usize| self.holder[*t] == inside && !self.syntax.is_punct(*t);
        let mut left = (floor..first).rev().take(WORDS).take_while(same);
        let pronoun = left.find(|&t| self.syntax.is_relative(t))?;
        let verbs = (pronoun + 1..first)
            .filter(|&t| self.syntax.is_finite(t) && self.syntax.token(t).upos == Upos::Verb);
        let noun =
            pronoun.checked_sub(1).filter(|&t| t >= floor && self.syntax.token(t).upos == Upos::Noun)?;
        (verbs.count() == 1).then(|| self.syntax.block_head(noun, floor))
    }

    /// The noun phrase between the verb and a comma or quotation behind which nothing else can be its subject, by the
    /// words alone: The road is cut, two guards of the bridge said.
    fn trailing(&self, first: usize, floor: usize, inside: Option<usize>) -> Option<usize> {
        let parts = |t: usize| self.syntax.is_comma(t) || self.holder[t] != inside;
        let start = (floor..first).rev().find(|&t| parts(t))? + 1;
        let told = (floor..start).any(|t| self.holder[t] != inside || self.syntax.is_verbal(t));
        self.phrase_before(first, floor, inside).filter(|_| told)
    }

    /// The noun phrase between the verb and the comma, quotation or start of the sentence before it, by the words alone.
    fn phrase_before(&self, first: usize, floor: usize, inside: Option<usize>) -> Option<usize> {
        let parts = |t: usize| self.syntax.is_comma(t) || self.holder[t] != inside;
        let start = (floor..first).rev().find(|&t| parts(t)).map_or(floor, |t| t + 1);
        let start = (start..first).find(|&t| !self.syntax.is_punct(t))?;
        let nominal = |t: usize| {
            let token = self.syntax.token(t);
            matches!(
                token.upos,
                Upos::Noun
                    | Upos::Propn
                    | Upos::Adj
                    | Upos::Num
                    | Upos::Det
                    | Upos::Adp
                    | Upos::Part
                    | Upos::Adv
                    | Upos::Cconj
            ) || token.upos == Upos::Pron && self.syntax.base(t) == Deprel::Nmod
                || matches!(token.form.as_str(), "-" | "'" | "’" | ".")
        };
        let opens =
            !matches!(self.syntax.token(start).upos, Upos::Adp | Upos::Adv | Upos::Part | Upos::Cconj);
        // "X rejects "firmly" these charges and says": what ends in a conjunction is no subject.
        let ends = first.checked_sub(1).is_none_or(|t| self.syntax.token(t).upos != Upos::Cconj);
        let second = |t: usize| {
            let before = self.syntax.token(t - 1).upos;
            self.syntax.token(t).upos == Upos::Det && matches!(before, Upos::Noun | Upos::Propn | Upos::Adj)
        };
        if !opens || !ends || !(start..first).all(nominal) || (start + 1..first).any(second) {
            return None;
        }
        let noun = (start..first).find(|&t| self.syntax.is_nominal(t) && !self.is_when(t))?;
        let up = |t: &usize| {
            self.syntax.token(*t).head.filter(|&h| (start..first).contains(&h) && self.syntax.is_nominal(h))
        };
        let head = std::iter::successors(Some(noun), up).take(12).last().unwrap_or(noun);
        Some(if self.syntax.has_case(head) { noun } else { head })
    }

    /// The same with an aside between who speaks and the verb: They were freed, the agency, known as X, said.
    fn trailing_aside(&self, first: usize, floor: usize, inside: Option<usize>) -> Option<usize> {
        let close = first.checked_sub(1).filter(|&t| t > floor && self.syntax.is_comma(t))?;
        let open =
            (floor..close).rev().take(30).find(|&t| self.syntax.is_comma(t) && self.holder[t] == inside)?;
        self.opens_aside(open + 1).then(|| self.trailing(open, floor, inside)).flatten()
    }

    fn agent(&self, verb: usize) -> Option<usize> {
        let analysis = self.syntax.analysis;
        analysis.exact(verb, Deprel::OblAgent).or_else(|| analysis.exact(verb, Deprel::ObjAgent))
    }

    /// "was called "a joke" by X": who stands behind the marks that the passive at `verb` governs, whatever the tree says.
    fn agent_behind_marks(&self, verb: usize, unit: &Unit) -> Option<usize> {
        let quoted = |t: usize| self.holder[t].is_some();
        let opening = (verb + 1..unit.tokens.end).find(|&t| quoted(t))?;
        let after = (opening..unit.tokens.end).find(|&t| !quoted(t) && !self.syntax.is_punct(t))?;
        let by = self.by.iter().any(|by| by == self.syntax.lower(after));
        let noun = (after + 1..unit.tokens.end.min(after + 4)).find(|&t| self.syntax.is_nominal(t));
        noun.filter(|_| by && opening <= verb + 4)
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
            // "has pushed X to object, saying that": X objects.
            let object = self.syntax.analysis.dependent(head, Deprel::Obj);
            let controls =
                self.syntax.base(at) == Deprel::Xcomp && self.syntax.is_infinitive(at) && at != verb;
            if let Some(object) = object.filter(|&o| controls && o < at && self.syntax.is_nominal(o)) {
                return Some(object);
            }
            if let Some(subject) = self.own_subject(head) {
                return Some(self.whose(subject).unwrap_or(subject));
            }
            at = head;
        }
        None
    }

    /// The noun before the relative clause that `subject` belongs to as another's: a man whose sister was killed told.
    fn whose(&self, subject: usize) -> Option<usize> {
        let owner =
            self.syntax.analysis.dependents(subject, Deprel::Nmod).find(|&t| self.syntax.is_relative(t))?;
        owner.checked_sub(1).filter(|&t| self.syntax.is_nominal(t))
    }

    /// Whom a participle describes: the noun right before it, else whoever spoke before the comma.
    fn described(&self, frame: &Frame, unit: &Unit, own: Option<usize>, before: &[Frame]) -> Option<usize> {
        let first = frame.group.0;
        if let Some(own) = own.filter(|&o| o < first && first - o < 12) {
            return Some(own);
        }
        // The clause that it hangs on, when no other attribution stands between.
        let verb =
            self.syntax.token(frame.cue).head.filter(|&h| {
                h < first && h >= unit.tokens.start && self.syntax.base(frame.cue) == Deprel::Advcl
            });
        let last = before.iter().rev().find(|f| f.inside == frame.inside && f.subject.is_some());
        if let Some(verb) = verb.filter(|&v| last.is_none_or(|f| f.cue < v))
            && let Some(subject) =
                self.own_subject(verb).filter(|&s| s < verb && self.holder[s] == frame.inside)
        {
            return Some(subject);
        }
        // "Qualifiant le texte de « honte », X a dit": before the clause whose subject it shares.
        let main = || {
            let opens = !(unit.tokens.start..first).any(|t| self.syntax.is_predicate(t));
            let head = self.syntax.token(frame.cue).head.filter(|&h| h > frame.cue && opens)?;
            self.own_subject(head).filter(|&s| s > frame.cue && self.holder[s] == frame.inside)
        };
        if let Some(subject) = main() {
            return Some(subject);
        }
        let previous = (unit.tokens.start..first).rev().find(|&t| self.syntax.token(t).upos != Upos::Adv)?;
        // "quoted the army as saying"
        let quoted = previous.checked_sub(1).filter(|&t| {
            matches!(self.syntax.token(previous).upos, Upos::Adp | Upos::Sconj)
                && self.syntax.is_nominal(t)
                && self.holder[t] == frame.inside
                && self.syntax.base(t) == Deprel::Obj
        });
        if quoted.is_some() {
            return quoted;
        }
        if self.syntax.is_nominal(previous) && self.holder[previous] == frame.inside {
            return Some(self.syntax.block_head(previous, unit.tokens.start));
        }
        let spoken = |f: &&Frame| {
            f.subject.is_some_and(|s| self.holder[s] == frame.inside)
                && !matches!(f.form, Form::Passive)
                && !f.is_preposition()
                && f.subject.is_some()
        };
        before.iter().rev().find(spoken).and_then(|f| f.subject)
    }

    /// Whether what the tagger takes for a participle is the verb of the sentence in the past, where the two look alike:
    /// nothing but a noun phrase stands before it, and a phrase or clause right behind it.
    fn is_past(&self, frame: &Frame, unit: &Unit) -> bool {
        let (first, last) = frame.group;
        let opens = |t: usize| {
            let upos = self.syntax.token(t).upos;
            matches!(upos, Upos::Det | Upos::Pron | Upos::Propn | Upos::Sconj)
                || upos == Upos::Noun && frame.takes.has(Takes::HEARER)
        };
        let adverb = |t: &usize| self.syntax.token(*t).upos == Upos::Adv;
        let comma =
            (unit.tokens.start..first).rev().find(|t| !adverb(t)).is_some_and(|t| self.syntax.is_comma(t));
        // "X, whose army had fled, earlier denounced the revolt"
        let aside = || comma && self.adjacent(first, unit.tokens.start, frame.inside).is_some();
        let behind = || self.behind_relative(first, unit.tokens.start, frame.inside).is_some() || aside();
        let part = |t: usize| {
            matches!(
                self.syntax.token(t).upos,
                Upos::Det
                    | Upos::Noun
                    | Upos::Propn
                    | Upos::Adj
                    | Upos::Adv
                    | Upos::Num
                    | Upos::Part
                    | Upos::Adp
            ) || self.syntax.token(t).upos == Upos::Verb && self.is_capital(t)
        };
        let other =
            |t: usize| self.syntax.is_predicate(t) && self.holder[t].is_none() && !self.in_relative(t);
        // "..., medics reported.": nothing but who says it stands between a comma and the verb that ends the sentence.
        let ends = || {
            let mut before = (unit.tokens.start..first).rev().skip_while(|&t| part(t));
            let comma = before.next().is_some_and(|t| self.syntax.is_comma(t));
            let clause = before.any(|t| self.syntax.is_predicate(t));
            comma && clause && first > unit.tokens.start && self.syntax.is_nominal(first - 1)
        };
        if self.grammar.noun_before_noun
            && frame.takes.has(Takes::TAIL)
            && (last..unit.tokens.end).all(|t| self.syntax.is_punct(t) || self.syntax.is_time(t))
            && ends()
        {
            return true;
        }
        self.grammar.noun_before_noun
            && (frame.takes.has(Takes::BARE) || !(last..unit.tokens.end).any(other))
            && first > unit.tokens.start
            && self.syntax.token(unit.tokens.start).upos != Upos::Adp
            && ((unit.tokens.start..first).all(part) || behind())
            && last < unit.tokens.end
            && opens(last)
            && !self.cues.names(&self.syntax.token(frame.cue).lemma)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.syntax.token(at).form.starts_with(char::is_uppercase)
    }

    /// Whether nothing but a mark or a comma stands between the cue and the start of its clause.
    fn stands_alone(&self, first: usize, unit: &Unit) -> bool {
        first == unit.tokens.start || self.syntax.is_punct(first - 1)
    }

    /// Whether who speaks may stand after the verb: the cue opens its unit or follows a comma or a quotation.
    fn may_be_inverted(&self, frame: &Frame, unit: &Unit) -> bool {
        let first = frame.group.0;
        let previous = (unit.tokens.start..first).rev().find(|&t| self.syntax.token(t).upos != Upos::Adv);
        let Some(previous) = previous else { return false };
        let quoted = (unit.tokens.start..=previous).rev().take(3).any(|t| self.holder[t].is_some());
        let quoted = quoted && frame.inside.is_none() && self.syntax.is_punct(previous);
        let parted = self.syntax.is_comma(previous);
        quoted && frame.takes.has(Takes::WORDS)
            || parted
                && (frame.takes.has(Takes::TAIL) || frame.inside.is_some() && frame.takes.has(Takes::WORDS))
            || !self.syntax.is_punct(previous) && frame.takes.has(Takes::TAIL) && self.is_linked(previous)
    }

    /// Whether the word links a clause of attribution to what it reports: comme l'a dit X.
    fn is_linked(&self, previous: usize) -> bool {
        let listed = || self.cues.manner(self.syntax.lower(previous), |_| "").is_some();
        self.syntax.base(previous) == Deprel::Mark
            && (self.syntax.token(previous).upos != Upos::Sconj || listed())
    }

    /// The first noun behind `from`, whatever governs it, before any comma.
    fn complement_after(&self, from: usize, unit: &Unit) -> Option<usize> {
        let near = from..unit.tokens.end.min(from + 12);
        near.take_while(|&t| !self.syntax.is_punct(t))
            .find(|&t| matches!(self.syntax.token(t).upos, Upos::Noun | Upos::Propn) && !self.is_when(t))
    }

    /// The first noun phrase after the cue that no preposition governs. In "a dit à la presse le ministre" the second
    /// article starts a phrase that the preposition does not reach.
    fn subject_after(&self, frame: &Frame, unit: &Unit) -> Option<usize> {
        let end = unit.tokens.end.min(frame.group.1 + 48);
        let mut governed = false;
        let mut noun_seen = false;
        // Behind a quotation nothing else is said.
        let before = (unit.tokens.start..frame.group.0).rev().take(3).find(|&t| self.holder[t].is_some());
        let quoted = before.is_some_and(|t| self.holder[t] != frame.inside);
        let mut next = frame.group.1;
        while next < end {
            let at = next;
            next += 1;
            let token = self.syntax.token(at);
            if self.holder[at] != frame.inside {
                return None;
            }
            match token.upos {
                _ if self.syntax.is_comma(at) => {
                    next = self.past_insertion(at, end, frame.inside)?;
                    (governed, noun_seen) = (false, false);
                }
                _ if self.syntax.is_punct(at)
                    && !matches!(token.form.as_str(), "-" | "(" | ")" | "'" | "’") =>
                {
                    return None;
                }
                Upos::Sconj | Upos::Cconj => return None,
                // An indefinite article that looks like a contraction: ont dit des témoins.
                Upos::Adp if !noun_seen && !governed && self.is_plural_article(at) => {}
                // "sur le réseau X le ministre": a name, whatever the letter else means.
                Upos::Adp if governed && is_letter(&token.form) => noun_seen = true,
                Upos::Adp => {
                    governed = true;
                    noun_seen = false;
                }
                // "a averti par téléphone un de ses voisins"
                Upos::Pron | Upos::Num if governed && noun_seen && self.is_partitive(at) => return Some(at),
                Upos::Det | Upos::Num if governed && noun_seen => governed = false,
                // "a dit en pleurant un avocat"
                Upos::Verb if governed && !self.syntax.is_finite(at) => noun_seen = true,
                Upos::Propn if governed && noun_seen && (self.opens_person(at) || self.is_introduced(at)) => {
                    return Some(at);
                }
                Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num
                    if !governed
                        && !self.is_when(at)
                        && !self.measures(at)
                        && token.form.chars().count() > 1 =>
                {
                    let head = self.syntax.phrase_head(at);
                    let near = head >= at && head < end && head < at + 8;
                    // "said Col. Ann Keller, Group Commander": what a comma parts from a title describes it.
                    let near = near && !(at..head).any(|t| self.syntax.is_comma(t));
                    let head = if near { head } else { at };
                    // "..., said the army had left": the subject of what is said.
                    let verb = self.syntax.token(head).head.filter(|&v| v > head);
                    // "..., said two ships were on their way": the verb may be a noun with a copula.
                    let finite = |t: usize| self.syntax.is_finite(t) || self.syntax.is_predicate(t);
                    let told = verb.is_some_and(|v| {
                        (head + 1..=v).any(finite) && !(head..v).any(|t| self.syntax.is_comma(t))
                    });
                    let told = told && self.syntax.base(head) == Deprel::Nsubj && !quoted;
                    return (!told).then_some(head);
                }
                Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X | Upos::Sym => {
                    noun_seen = governed;
                }
                // "soupire un troisième", "sighed the other", "résume un proche de X"
                Upos::Adj
                    if !governed
                        && self.syntax.token(at - 1).upos == Upos::Det
                        && (next == unit.tokens.end
                            || self.syntax.is_punct(next)
                            || self.grammar.of.contains(self.syntax.lower(next))) =>
                {
                    return Some(at);
                }
                // "a tenu à tempérer Awa Keïta"
                Upos::Verb if self.syntax.is_infinitive(at) && self.opens_person(at + 1) => {
                    return Some(at + 1);
                }
                Upos::Verb | Upos::Aux if self.syntax.is_finite(at) => return None,
                _ => {}
            }
        }
        None
    }

    /// Whether the word takes one out of several: un de ses membres, one of them.
    fn is_partitive(&self, at: usize) -> bool {
        at + 1 < self.syntax.len() && self.grammar.of.contains(self.syntax.lower(at + 1))
    }

    /// Whether a name is followed by who that is: témoigne au téléphone Awa, une enseignante.
    fn is_introduced(&self, at: usize) -> bool {
        let tokens = &self.syntax.analysis.tokens;
        let indefinite =
            |t: usize| tokens.get(t).is_some_and(|t| t.upos == Upos::Det && t.feats.definite == Some(false));
        self.syntax.is_comma(at + 1) && indefinite(at + 2)
    }

    /// One past the comma that closes what the comma at `open` sets off between a verb and who speaks: a reconnu, sous
    /// couvert d'anonymat, un officier.
    fn past_insertion(&self, open: usize, end: usize, inside: Option<usize>) -> Option<usize> {
        const WORDS: usize = 18;
        let first = open + 1;
        let close = (first + 1..end.min(first + WORDS)).find(|&t| self.syntax.is_comma(t))?;
        let token = self.syntax.token(first);
        let adverbial = matches!(token.upos, Upos::Adp | Upos::Adv | Upos::Adj)
            || token.upos == Upos::Verb && !self.syntax.is_finite(first)
            || self.is_when(first);
        let plain = (first..close).all(|t| self.holder[t] == inside && !self.syntax.is_finite(t));
        (adverbial && plain).then_some(close + 1)
    }

    /// Whether a person's name starts at the token or behind words with a capital, her title.
    fn opens_name(&self, at: usize) -> bool {
        let tokens = self.syntax.analysis.tokens.iter().skip(at).take(6);
        let titles = tokens.take_while(|t| t.form.starts_with(char::is_uppercase)).count();
        (at..=at + titles).any(|t| self.opens_person(t))
    }

    /// Whether a person's name starts at the token or behind her title, and a comma ends it: son président Awa Keïta,
    fn opens_holder(&self, at: usize) -> bool {
        const WORDS: usize = 6;
        let title = |t: usize| {
            matches!(self.syntax.token(t).upos, Upos::Det | Upos::Noun | Upos::Adj | Upos::Propn | Upos::Adp)
        };
        let named = self.syntax.analysis.entity_from(at).is_some_and(|e| {
            let (start, end) = e.tokens;
            let person = e.label == EntityLabel::Person && start <= at + WORDS;
            person && self.syntax.is_comma(end) && (at..start).all(title)
        });
        named || self.opens_name(at)
    }

    /// Whether a person's name starts at the token.
    fn opens_person(&self, at: usize) -> bool {
        let entities = &self.syntax.analysis.entities;
        let near = entities.partition_point(|e| e.tokens.0 < at);
        entities.get(near).is_some_and(|e| e.tokens.0 == at && e.label == EntityLabel::Person)
    }

    /// Whether the preposition is one half of a contraction that may as well be an indefinite article: "des".
    fn is_plural_article(&self, at: usize) -> bool {
        let token = self.syntax.token(at);
        let shared = self.syntax.analysis.tokens.get(at + 1).is_some_and(|next| next.span == token.span);
        shared
            && self.grammar.of.contains(self.syntax.lower(at))
            && self.syntax.token(at + 1).feats.number != Some(Number::Sing)
    }

    /// A noun for time or another measure that another phrase follows: a noté un jour le chef.
    fn measures(&self, at: usize) -> bool {
        let token = self.syntax.token(at);
        let next = self.syntax.analysis.tokens.get(at + 1).map(|t| t.upos);
        token.upos == Upos::Noun
            && self.numbers.measures.contains(&token.lemma)
            && matches!(next, Some(Upos::Det | Upos::Propn))
    }

    /// A noun of time without article: mardi, Tuesday.
    fn is_when(&self, at: usize) -> bool {
        let next_nominal =
            self.syntax.len() > at + 1 && matches!(self.syntax.token(at + 1).upos, Upos::Propn);
        let bare = self.syntax.analysis.dependent(at, Deprel::Det).is_none();
        // "le mois dernier", "la semaine passée", behind a comma or not.
        let unit = self.syntax.is_span(at)
            && self.syntax.analysis.dependent(at, Deprel::Amod).is_some()
            && !self.syntax.has_case(at);
        self.is_temporal(at) && bare && !next_nominal
            || unit
            || self.syntax.is_time(at)
            || self.parts_subject(at)
    }

    /// "avait menacé la veille le maire": an adjunct without preposition between a verb and its subject.
    fn parts_subject(&self, at: usize) -> bool {
        let token = self.syntax.token(at);
        let subject = |verb: usize| self.syntax.analysis.dependents(verb, Deprel::Nsubj).any(|s| s > at);
        token.deprel == Deprel::Obl && !self.syntax.has_case(at) && token.head.is_some_and(subject)
    }

    /// A noun that only says when: lundi, Tuesday.
    fn is_temporal(&self, at: usize) -> bool {
        matches!(
            self.syntax.token(at).deprel,
            Deprel::OblTmod | Deprel::NmodTmod | Deprel::OblUnmarked | Deprel::OblNpmod | Deprel::OblMod
        ) && !self.syntax.has_case(at)
    }
}
