//! What the quotation rules ask of an analysis, each question answered in one place.

use std::ops::Range;

use crate::dispatch::Span;
use crate::extract::Reading;
use crate::language::{Analysis, Deprel, EntityLabel, Mood, PronType, Tense, Token, Upos, VerbForm};
use crate::lexicon::calendar::Calendar;

/// The words of a dispatch with their syntax.
#[derive(Clone, Copy)]
pub(super) struct Syntax<'a> {
    pub analysis: &'a Analysis,
    pub text: &'a str,
    reading: Reading<'a>,
    calendar: &'a Calendar,
}

impl<'a> Syntax<'a> {
    pub fn new(reading: &Reading<'a>) -> Self {
        Self {
            analysis: reading.analysis,
            text: reading.text(),
            reading: *reading,
            calendar: &reading.words.calendar,
        }
    }

    pub fn token(&self, at: usize) -> &'a Token {
        &self.analysis.tokens[at]
    }

    pub fn len(&self) -> usize {
        self.analysis.tokens.len()
    }

    /// The word in lower case with a straight apostrophe.
    pub fn lower(&self, at: usize) -> &'a str {
        self.reading.lower(at)
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.analysis.tokens.get(at).is_some_and(|t| t.form == word)
    }

    pub fn is_comma(&self, at: usize) -> bool {
        self.is(at, ",")
    }

    pub fn is_punct(&self, at: usize) -> bool {
        self.analysis.tokens.get(at).is_some_and(|t| !t.form.contains(char::is_alphanumeric))
    }

    pub fn is_verbal(&self, at: usize) -> bool {
        matches!(self.token(at).upos, Upos::Verb | Upos::Aux)
    }

    pub fn is_finite(&self, at: usize) -> bool {
        self.is_verbal(at) && matches!(self.token(at).feats.verb_form, Some(VerbForm::Fin))
    }

    /// Whether the verb or its auxiliary is in the conditional or the future.
    pub fn is_conditional(&self, at: usize) -> bool {
        let only_told = |t: usize| {
            let feats = &self.token(t).feats;
            feats.mood == Some(Mood::Cnd) || feats.tense == Some(Tense::Fut)
        };
        only_told(at) || self.analysis.dependents(at, Deprel::Aux).any(only_told)
    }

    /// Whether a hyphen joins the token to another word: "state-run".
    pub fn is_compounded(&self, at: usize) -> bool {
        let joined = |a: usize, b: usize| self.token(a).span.end == self.token(b).span.start;
        at > 0 && self.is(at - 1, "-") && joined(at - 1, at) || self.is(at + 1, "-") && joined(at, at + 1)
    }

    /// Whether the token is the verb of a clause: a finite one, or one that the tree gives a subject.
    /// Neither half of a compound is one.
    pub fn is_predicate(&self, at: usize) -> bool {
        if self.is_compounded(at) {
            return false;
        }
        self.is_finite(at)
            || self.is_verbal(at)
                && self.analysis.dependent(at, Deprel::Nsubj).is_some_and(|s| s.abs_diff(at) < 40)
    }

    pub fn is_infinitive(&self, at: usize) -> bool {
        self.is_verbal(at) && self.token(at).feats.verb_form == Some(VerbForm::Inf)
    }

    pub fn is_nominal(&self, at: usize) -> bool {
        matches!(self.token(at).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X)
    }

    pub fn is_relative(&self, at: usize) -> bool {
        let token = self.token(at);
        token.upos == Upos::Pron && matches!(token.feats.pron_type, Some(PronType::Rel | PronType::Int))
    }

    pub fn base(&self, at: usize) -> Deprel {
        self.token(at).deprel.base()
    }

    /// Whether `token` is `above` or hangs on it.
    pub fn is_under(&self, token: usize, above: usize) -> bool {
        token == above || self.analysis.ancestors(token).any(|a| a == above)
    }

    /// The head of the noun phrase that `token` is part of.
    pub fn phrase_head(&self, token: usize) -> usize {
        let mut at = token;
        while let Some(head) = self.token(at).head {
            let inside = matches!(
                self.base(at),
                Deprel::Nmod
                    | Deprel::Flat
                    | Deprel::Appos
                    | Deprel::Amod
                    | Deprel::Compound
                    | Deprel::Nummod
                    | Deprel::Det
                    | Deprel::Case
                    | Deprel::Fixed
                    | Deprel::Punct
            );
            if !inside || !self.is_nominal(head) || head > token + 24 || head + 24 < token {
                break;
            }
            at = head;
        }
        at
    }

    /// Whether no subject stands between the conjunction before a verb and the verb.
    pub fn own_subject_is_absent(&self, verb: usize) -> bool {
        self.analysis
            .dependents(verb, Deprel::Nsubj)
            .all(|s| (s..verb).any(|t| self.token(t).upos == Upos::Cconj))
    }

    /// Whether a preposition stands before the phrase that `head` heads.
    pub fn has_case(&self, head: usize) -> bool {
        self.analysis.dependents(head, Deprel::Case).any(|c| c < head)
    }

    /// The noun that the relative clause around `pronoun` describes: the one before the comma or preposition before it.
    pub fn antecedent(&self, pronoun: usize) -> Option<usize> {
        let by_tree = self.analysis.ancestors(pronoun).find(|&a| self.token(a).deprel == Deprel::AclRelcl);
        let by_tree = by_tree
            .and_then(|verb| self.token(verb).head)
            .filter(|&noun| noun < pronoun && !self.is_time(noun));
        // "le cas d'Awa Keïta, qui": a person named right before the comma.
        if let Some(person) =
            pronoun.checked_sub(1).filter(|&t| self.is_comma(t)).and_then(|t| self.person_to(t))
        {
            return Some(person);
        }
        if let Some(person) = self.affiliated(pronoun) {
            return Some(person);
        }
        // "two by the police and three by the Boral Constabulary, which": the name right before the comma.
        let name = || self.analysis.entity_at(pronoun.checked_sub(2)?).filter(|e| e.tokens.1 + 1 == pronoun);
        if by_tree.is_none()
            && let Some(entity) = name().filter(|_| self.is_comma(pronoun - 1))
        {
            let inside = entity.tokens.0..entity.tokens.1;
            let top = inside.clone().find(|&t| self.token(t).head.is_none_or(|h| !inside.contains(&h)));
            return top.or(Some(entity.tokens.0));
        }
        let before = self
            .before_aside(pronoun)
            .or_else(|| (0..pronoun).rev().take(6).find(|&t| self.is_nominal(t) && !self.is_time(t)));
        let adjacent = before.map(|t| self.block_head(t, pronoun.saturating_sub(16)));
        // "une accusation balayée par le Tchad, qui assure": rather whoever is named than a thing farther off.
        let named =
            |t: usize| self.token(t).upos == Upos::Propn && self.is_comma(pronoun - 1) && t + 2 == pronoun;
        if let Some(name) =
            before.filter(|&t| named(t)).filter(|_| by_tree.is_some_and(|n| self.token(n).upos == Upos::Noun))
        {
            return Some(self.block_head(name, pronoun.saturating_sub(16)));
        }
        // "un démenti aux dires de la garde, d'après laquelle"
        let (gender, number) = (self.token(pronoun).feats.gender, self.token(pronoun).feats.number);
        let differs = |noun: usize| {
            let feats = self.token(noun).feats;
            gender.is_some_and(|g| feats.gender.is_some_and(|other| other != g))
                || number.is_some_and(|n| feats.number.is_some_and(|other| other != n))
        };
        let agreeing =
            || (0..pronoun).rev().take(8).find(|&t| self.is_nominal(t) && !self.is_time(t) && !differs(t));
        if let Some(noun) = by_tree.filter(|&noun| differs(noun)).and_then(|_| agreeing()) {
            return Some(noun);
        }
        by_tree.filter(|&noun| before.is_none_or(|b| noun <= b && self.is_under(b, noun))).or(adjacent)
    }

    /// "Awa Keïta, de l'institut du fleuve, qui": the person named before commas that hold nothing but where they belong.
    fn affiliated(&self, pronoun: usize) -> Option<usize> {
        const WORDS: usize = 10;
        let close = pronoun.checked_sub(1).filter(|&t| self.is_comma(t))?;
        let open = (close.saturating_sub(WORDS)..close).rev().find(|&t| self.is_comma(t))?;
        let phrase = open + 1..close;
        let led = self.token(open + 1).upos == Upos::Adp && !phrase.clone().any(|t| self.is_verbal(t));
        self.person_to(open).filter(|_| led)
    }

    /// The first token of the name of a person that ends at the token `end`.
    pub fn person_to(&self, end: usize) -> Option<usize> {
        let entity = self.analysis.entity_at(end.checked_sub(1)?)?;
        (entity.tokens.1 == end && entity.label == EntityLabel::Person).then_some(entity.tokens.0)
    }

    /// The noun before a participle between two commas, the second of them right before `pronoun`: the group, allied
    /// with X, which.
    fn before_aside(&self, pronoun: usize) -> Option<usize> {
        let second = pronoun.checked_sub(1).filter(|&t| self.is_comma(t))?;
        let start = self.analysis.sentences[self.analysis.sentence_of(pronoun)].start;
        let first = (start + 1..second).rev().take(16).find(|&t| self.is_comma(t))?;
        let opens = self.token(first + 1);
        let participle = opens.upos == Upos::Verb
            && opens.feats.verb_form == Some(VerbForm::Part)
            && opens.feats.tense == Some(Tense::Past);
        let close = (start..first).rev().take(8).find(|&t| !self.is_punct(t) && self.is_nominal(t))?;
        // What stands in brackets only explains the noun before them.
        let open = (start..first).rev().take(8).find(|&t| self.is(t, "("));
        let noun = match open {
            Some(open) if self.is(first - 1, ")") => open.checked_sub(1)?,
            _ => close,
        };
        participle.then_some(noun)
    }

    /// Whether the word says when.
    pub fn is_time(&self, at: usize) -> bool {
        let word = self.lower(at);
        self.calendar.weekdays.contains_key(word)
            || self.calendar.months.contains_key(word)
            || self.calendar.parts.contains(word)
    }

    /// The first colon among `tokens` that no finite verb and no run of `holder` stands before.
    pub fn bare_colon(&self, tokens: Range<usize>, holder: &[Option<usize>]) -> Option<usize> {
        let stops = |t: &usize| self.is(*t, ":") || self.is_finite(*t) || holder[*t].is_some();
        tokens.into_iter().find(stops).filter(|&t| self.is(t, ":"))
    }

    /// The colon right before the token `opening`, not the first of what begins at `start`.
    pub fn colon_before(&self, start: usize, opening: usize) -> Option<usize> {
        opening.checked_sub(1).filter(|&t| t > start && self.is(t, ":"))
    }

    /// Whether the token at `at` is the subject of a clause of its own, no relative pronoun.
    pub fn is_doer(&self, at: usize) -> bool {
        self.base(at) == Deprel::Nsubj && !self.is_relative(at)
    }

    /// Whether the word is a noun for a span of time: mois, week.
    pub fn is_span(&self, at: usize) -> bool {
        self.calendar.units.contains_key(&self.token(at).lemma)
    }

    /// The head of the noun phrase that ends with `last`, by the words alone: it starts after the punctuation mark, verb
    /// or preposition-free article before. `floor` is where the search ends.
    pub fn block_head(&self, last: usize, floor: usize) -> usize {
        let mut first = last;
        for t in (floor..last).rev() {
            let token = self.token(t);
            let part = match token.upos {
                Upos::Noun
                | Upos::Propn
                | Upos::Adj
                | Upos::Num
                | Upos::Det
                | Upos::Adp
                | Upos::Part
                | Upos::Sym
                | Upos::X => true,
                Upos::Pron => self.base(t) == Deprel::Nmod,
                Upos::Punct => matches!(token.form.as_str(), "-" | "'" | "’"),
                _ => false,
            };
            if !part {
                break;
            }
            first = t;
        }
        // What a preposition governs is no head; the phrase may itself follow one that belongs to the clause.
        let nominal =
            |t: &usize| matches!(self.token(*t).upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron);
        let up =
            |t: &usize| self.token(*t).head.filter(|&h| (first..=last).contains(&h) && self.is_nominal(h));
        let head = std::iter::successors(Some(last), up).take(12).last().unwrap_or(last);
        if nominal(&head) && !self.has_case(head) {
            return head;
        }
        // "by the Boral Guard": no name that only qualifies the head.
        let qualifies =
            |t: usize| t != head && matches!(self.base(t), Deprel::Compound | Deprel::Amod | Deprel::Flat);
        (first..=last).find(|&t| nominal(&t) && !self.has_case(t) && !qualifies(t)).unwrap_or(last)
    }

    /// One past the last token of the noun phrase that `head` heads: its subtree, cut where a comma is followed by what
    /// can be no apposition.
    pub fn phrase_end(&self, head: usize, limit: usize) -> usize {
        let (_, end) = self.analysis.subtree(head);
        let end = end.min(limit).max(head + 1);
        let stop = (head + 1..end).find(|&t| {
            self.is_predicate(t)
                && !self
                    .analysis
                    .ancestors(t)
                    .chain([t])
                    .any(|a| a > head && matches!(self.base(a), Deprel::Acl | Deprel::Advcl))
        });
        let Some(stop) = stop else { return end };
        (head + 1..stop).find(|&t| self.is_comma(t)).unwrap_or(stop)
    }

    /// The bytes of the tokens `from..to` without punctuation at the ends, marks of quotation and brackets excepted.
    pub fn trimmed(&self, from: usize, to: usize, marks: impl Fn(usize) -> bool) -> Span {
        let loose = |t: usize| self.is_punct(t) && !marks(t);
        let mut from = from;
        let mut to = to.min(self.len());
        while from < to && loose(from) {
            from += 1;
        }
        // A bracket that opens among the words closes them.
        let closes = |t: usize, from: usize| self.is(t, ")") && (from..t).rev().any(|b| self.is(b, "("));
        while to > from && loose(to - 1) && !closes(to - 1, from) {
            to -= 1;
        }
        if from >= to { Span::default() } else { self.analysis.span(from, to) }
    }
}
