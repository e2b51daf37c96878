//! Verbs that the tagger took for nouns or adjectives, found by the words and tags around them before the sentence is
//! parsed. The lexicon has to know a word as a finite verb.

use crate::language::engine::Model;
use crate::language::{Token, Upos};

/// A sentence that is tagged and not parsed. What lies outside of it is of no part of speech.
struct Tagged<'a, F> {
    tokens: &'a [Token],
    upos: F,
    model: &'a Model,
}

/// The position in `tokens`, the words of one sentence whose parts of speech `upos` tells, of a noun or adjective that is
/// the verb of a clause; the first construction that has one counts.
pub(in crate::language) fn verb(
    tokens: &[Token],
    upos: impl Fn(usize) -> Upos,
    model: &Model,
) -> Option<usize> {
    let tagged = Tagged { tokens, upos, model };
    tagged
        .behind_a_relative_pronoun()
        .or_else(|| tagged.behind_marks())
        .or_else(|| tagged.before_a_clause())
        .or_else(|| tagged.behind_subordinate_clauses())
        .or_else(|| tagged.of_a_sentence_without())
}

impl<F: Fn(usize) -> Upos> Tagged<'_, F> {
    fn is(&self, at: usize, any: &[Upos]) -> bool {
        at < self.tokens.len() && any.contains(&(self.upos)(at))
    }

    fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.form.as_str())
    }

    fn follows_comma(&self, at: usize) -> bool {
        at > 0 && self.form(at - 1) == ","
    }

    fn is_verbal(&self, at: usize) -> bool {
        self.is(at, &[Upos::Verb, Upos::Aux])
    }

    /// Whether the lexicon knows the word as a finite verb.
    fn may_be_finite(&self, at: usize) -> bool {
        self.model.as_finite(self.form(at)).is_some()
    }

    fn is_finite(&self, at: usize) -> bool {
        self.is_verbal(at) && self.may_be_finite(at)
    }

    /// "a militia that fights beside the army": between a relative pronoun and what a verb governs.
    fn behind_a_relative_pronoun(&self) -> Option<usize> {
        let relative = |&t: &usize| {
            self.is(t, &[Upos::Noun])
                && self.is(t - 1, &[Upos::Pron])
                && self.is(t - 2, &[Upos::Noun, Upos::Propn])
                && self.is(t + 1, &[Upos::Adp, Upos::Adv, Upos::Det])
                && self.may_be_finite(t)
        };
        (2..self.tokens.len()).find(relative)
    }

    /// "« ... », murmure Awa Keïta": behind marks and a comma, before a noun phrase.
    fn behind_marks(&self) -> Option<usize> {
        let inverted = |&t: &usize| {
            self.is(t, &[Upos::Noun, Upos::Adj])
                && self.follows_comma(t)
                && super::closes(self.form(t - 2))
                && self.is(t + 1, &[Upos::Propn, Upos::Det])
                && self.form(t).starts_with(char::is_lowercase)
                && self.may_be_finite(t)
        };
        (2..self.tokens.len()).find(inverted)
    }

    /// "Une source proche du dossier précise que": before a complementizer or what an infinitive depends on, where no verb stands
    /// before it.
    fn before_a_clause(&self) -> Option<usize> {
        let may = |&t: &usize| {
            let clause = self.is(t + 1, &[Upos::Sconj])
                || self.is(t + 1, &[Upos::Adv]) && self.is(t + 2, &[Upos::Sconj])
                || self.goes_on_with_a_clause(t)
                || self.governs_an_infinitive(t);
            self.is(t, &[Upos::Noun, Upos::Adj])
                && clause
                && (self.is(t - 1, &[Upos::Noun, Upos::Propn]) || self.follows_comma(t))
                && self.may_be_finite(t)
        };
        self.before_verbs().find(may)
    }

    /// The words before which no verb stands, the first of the sentence aside.
    fn before_verbs(&self) -> impl Iterator<Item = usize> {
        (1..self.tokens.len()).take_while(|&t| !self.is_verbal(t - 1))
    }

    /// "Awa Keïta, maire de Boral, estime pour sa part que"
    fn goes_on_with_a_clause(&self, at: usize) -> bool {
        const WORDS: usize = 6;
        let part = |&u: &usize| self.is(u, &[Upos::Adp, Upos::Det, Upos::Noun, Upos::Adv, Upos::Adj]);
        let end = (at + 1..self.tokens.len().min(at + WORDS)).find(|u| !part(u));
        self.follows_comma(at)
            && self.is(at + 1, &[Upos::Adp])
            && end.is_some_and(|end| self.is(end, &[Upos::Sconj]))
    }

    /// "La compagnie, elle, menace de partir", unless the verb of the sentence comes behind: "X, faute de pouvoir partir, attend".
    fn governs_an_infinitive(&self, at: usize) -> bool {
        let governed = self.is_verbal(at + 2) || self.is(at + 2, &[Upos::Pron]) && self.is_verbal(at + 3);
        let subordinate = |u: usize| (at + 3..u).any(|c| self.is(c, &[Upos::Sconj, Upos::Pron]));
        self.follows_comma(at)
            && self.is(at + 1, &[Upos::Adp])
            && governed
            && (at + 3..self.tokens.len()).find(|&u| self.is_finite(u)).is_none_or(subordinate)
    }

    /// "X, qui avait promis la paix, menace de partir": every verb before has a relative pronoun or a conjunction of its own.
    fn behind_subordinate_clauses(&self) -> Option<usize> {
        let opens = |u: usize| {
            self.is(u, &[Upos::Sconj])
                || u > 0
                    && self.is(u, &[Upos::Pron])
                    && (self.follows_comma(u) || self.is(u - 1, &[Upos::Noun]))
        };
        let (mut open, mut governed) = (0, 0);
        for at in 1..self.tokens.len() {
            open += usize::from(opens(at - 1));
            governed += usize::from(self.is_finite(at - 1));
            if governed > open {
                break;
            }
            if governed > 0
                && self.is(at, &[Upos::Noun])
                && self.governs_an_infinitive(at)
                && self.may_be_finite(at)
            {
                return Some(at);
            }
        }
        None
    }

    /// The verb of a whole sentence that seems to have none.
    fn of_a_sentence_without(&self) -> Option<usize> {
        let all = 0..self.tokens.len();
        if self.tokens.last().is_none_or(|t| t.form != ".") {
            return None;
        }
        if !all.clone().any(|t| self.is_verbal(t)) {
            return self.before_verbs().find(|&t| self.stands_between_phrases(t));
        }
        (!all.clone().any(|t| self.is_finite(t))).then(|| all.skip(2).find(|&t| self.is_set_off(t))).flatten()
    }

    /// "The army fights the Front."
    fn stands_between_phrases(&self, at: usize) -> bool {
        let title = self.form(at + 1).starts_with(char::is_uppercase) && !self.is(at + 1, &[Upos::Punct]);
        let object = title || self.is(at + 1, &[Upos::Propn, Upos::Det]);
        // "Its spokesman, Ann Parker, spoke of"
        let apposed = at > 1 && self.follows_comma(at) && self.is(at - 2, &[Upos::Propn]);
        let marked = self.is(at + 1, &[Upos::Adp]) && self.is(at + 2, &[Upos::Punct]);
        // "Le Front du Boral (FDB) forme avec"
        let bracketed = self.form(at - 1) == ")" && (1..at - 1).any(|u| self.is(u, &[Upos::Propn]));
        self.is(at, &[Upos::Noun])
            && (self.is(at - 1, &[Upos::Noun, Upos::Propn]) || bracketed || apposed && marked)
            && (object
                || self.is(at + 1, &[Upos::Adv, Upos::Adp]) && self.is(at + 2, &[Upos::Det])
                || bracketed && self.is(at + 1, &[Upos::Adp])
                || marked)
            && self.may_be_finite(at)
    }

    /// "Harl, par la voix de son ministre, fustige « l'arrogance » de Zorn": behind two commas, before its object.
    fn is_set_off(&self, at: usize) -> bool {
        let opens = matches!(self.form(at + 1), "«" | "“" | "\"");
        self.is(at, &[Upos::Noun])
            && self.follows_comma(at)
            && (1..at - 1).any(|u| self.form(u) == ",")
            && (opens
                || self.is(at + 1, &[Upos::Det])
                || self.is(at + 1, &[Upos::Adp]) && self.is(at + 2, &[Upos::Det]))
            && self.may_be_finite(at)
    }
}
