//! Mends what parsers of news get wrong most often, by the shape of the sentence alone: names between commas that the
//! tree hangs on the nearest noun, verbs behind quotations that the tagger takes for nouns, counted nouns that open a clause
//! and are taken for an adjunct, and participles, relative clauses and coordinations that the parser takes for the clause of
//! the sentence.

pub(super) mod mistagged;
mod nouns;
mod objects;
mod subjects;
#[cfg(test)]
mod tests;
mod verbs;

use std::ops::Range;

use super::engine::Model;
use super::rules::Rules;
use super::{Deprel, Entity, EntityLabel, Mood, PronType, Tense, Token, Upos, VerbForm};

/// Mends one sentence. `entities` are those of the text; `sentence` says which of `tokens` are its own; `rules` are those of its
/// language.
pub(super) fn sentence(
    tokens: &mut [Token],
    entities: &[Entity],
    sentence: Range<usize>,
    model: Option<&Model>,
    rules: &Rules,
) {
    let mut own = Sentence { tokens, entities, range: sentence };
    if let Some(model) = model {
        own.verb_at_the_end(model);
        own.verb_of_the_sentence(model);
    }
    for at in own.range.clone().filter(|&t| own.tokens[t].upos == Upos::Sconj).collect::<Vec<_>>() {
        own.restriction(at, rules);
    }
    for at in own.range.clone() {
        own.mend_word(at, model, rules);
        own.mend_clause(at, model);
    }
}

/// Whether a mark may close a quotation.
fn closes(mark: &str) -> bool {
    matches!(mark, "»" | "”" | "\"")
}

/// One sentence among the tokens of its text.
struct Sentence<'a> {
    tokens: &'a mut [Token],
    entities: &'a [Entity],
    range: Range<usize>,
}

impl Sentence<'_> {
    /// Mends what the word at `at` hangs on, by itself and the words beside it.
    fn mend_word(&mut self, at: usize, model: Option<&Model>, rules: &Rules) {
        if let Some(model) = model {
            self.participle_with_article(at, model);
            if self.tokens[at].upos == Upos::Verb {
                self.finite_behind_quotation(at, model);
            }
        }
        if matches!(self.tokens[at].deprel, Deprel::AuxPass | Deprel::NsubjPass)
            && let Some(verb) = self.tokens[at].head
        {
            self.past_with_be(verb, rules);
            self.active_voice(verb);
        }
        if self.tokens[at].deprel.base() == Deprel::Conj && self.tokens[at].upos == Upos::Verb {
            self.verb_above(at);
        }
        let put_in = matches!(self.tokens[at].deprel.base(), Deprel::Parataxis | Deprel::Conj | Deprel::Root);
        if self.tokens[at].upos == Upos::Verb && (put_in || self.behind_quotation(self.group_start(at))) {
            self.subject_behind_report(at);
        }
        if self.tokens[at].deprel == Deprel::Appos && self.tokens[at].upos == Upos::Noun {
            self.agreeing_apposition(at);
        }
        if self.tokens[at].upos == Upos::Sconj {
            self.relative_object(at);
        }
        if self.is_nominal(at) && self.tokens[at].deprel.base() == Deprel::Nsubj {
            self.object_of_relative(at);
        }
        if self.is_nominal(at) && matches!(self.tokens[at].deprel.base(), Deprel::Nsubj | Deprel::Obl) {
            self.doubled_subject(at, rules);
        }
        if self.is_nominal(at) && self.tokens[at].deprel.base() == Deprel::Conj {
            self.subject_behind_and(at);
            self.predicate_behind_and(at);
        }
        if self.tokens[at].upos == Upos::Noun {
            self.time_of_object(at, rules);
            self.repeated_noun(at);
            self.bare_object(at, rules);
            self.counted_subject(at);
            self.subject_of_relative(at);
            self.second_subject(at);
        }
        if self.is_nominal(at) {
            self.object_behind_time(at);
            self.object_behind_adjunct(at);
        }
        if self.tokens[at].upos == Upos::Noun
            && matches!(self.tokens[at].deprel, Deprel::Appos | Deprel::Nmod)
        {
            self.subject_behind_opening(at);
        }
        if self.tokens[at].upos == Upos::Adj && self.tokens[at].deprel.base() == Deprel::Nsubj {
            self.described_subject(at);
        }
        if self.tokens[at].deprel.base() == Deprel::Ccomp {
            self.quoted_subject(at);
        }
        if self.tokens[at].deprel.base() == Deprel::Case {
            self.case_of_title(at);
            self.possessor(at);
        }
        if self.tokens[at].deprel == Deprel::OblAgent {
            self.agent_of_noun(at);
        }
        if self.tokens[at].form == "-" {
            self.joined_participle(at);
        }
        if matches!(self.tokens[at].form.as_str(), ":" | "–" | "—" | "-") {
            self.label_of_headline(at);
        }
        if self.tokens[at].upos == Upos::Verb {
            self.absolute_participle(at);
            self.perfect_infinitive(at);
            self.verb_behind_marks(at);
            self.participle_of_conjunct(at);
        } else if self.tokens[at].upos == Upos::Adv
            && let Some(model) = model
        {
            self.verb_of_relative(at, model);
        }
        if self.tokens[at].upos == Upos::Verb && self.tokens[at].deprel.base() == Deprel::Amod {
            self.marked_gerund(at);
        }
        if matches!(self.tokens[at].deprel.base(), Deprel::Conj | Deprel::Obl) {
            self.coordinated_noun(at, rules);
        }
    }

    /// Mends the clause that the word at `at` opens, ends or governs.
    fn mend_clause(&mut self, at: usize, model: Option<&Model>) {
        let token = &self.tokens[at];
        if token.deprel == Deprel::Appos
            && token.upos == Upos::Propn
            && (self.follows_comma(at) || self.titled(at))
        {
            self.subject_behind_opening(at);
            self.name_of_subject(at);
        } else if token.upos == Upos::Noun
            && self.follows_comma(at)
            && let Some(model) = model
        {
            self.verb_behind_quotation(at, model);
        } else if token.upos == Upos::Verb
            && (token.feats.verb_form == Some(VerbForm::Part) && self.opens_aside(at) || self.has_agent(at))
        {
            self.participle_of_subject(at);
        } else if self.is_relative(at) && (self.follows_comma(at) || self.follows_and(at)) {
            self.relative_of_subject(at);
        } else if token.upos == Upos::Adp && token.deprel.base() == Deprel::Mark {
            self.complement_of_subject(at);
        } else if token.upos == Upos::Verb && (self.has(at, &[Deprel::Ccomp]) || self.ends_behind_clause(at))
        {
            self.speaker_behind_comma(at);
        } else if token.upos == Upos::Verb && matches!(token.deprel.base(), Deprel::Conj | Deprel::Acl) {
            self.verb_of_coordination(at);
            self.verb_behind_speech(at);
            self.verb_that_agrees(at);
            self.clause_behind_agent(at);
        }
    }

    fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.range.clone().filter(move |&t| self.tokens[t].head == Some(head))
    }

    fn has(&self, head: usize, relations: &[Deprel]) -> bool {
        self.children(head).any(|c| relations.contains(&self.tokens[c].deprel.base()))
    }

    /// The tokens above `at`, nearest first.
    fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.tokens[at].head, |&t| self.tokens[t].head).take(self.range.len())
    }

    fn follows_comma(&self, at: usize) -> bool {
        at > self.range.start && self.tokens[at - 1].form == ","
    }

    /// Whether the phrase that starts at `start` has a comma before it, or is its own.
    fn is_set_off(&self, start: usize) -> bool {
        self.tokens[start].form == "," || self.follows_comma(start)
    }

    /// Whether the mark that closes a quotation and a comma stand right before `start`.
    fn behind_quotation(&self, start: usize) -> bool {
        start >= self.range.start + 2 && self.follows_comma(start) && closes(&self.tokens[start - 2].form)
    }

    /// Whether a comma stands before the title of the name at `at`: ", Minister Paul Varenne".
    fn titled(&self, at: usize) -> bool {
        let title =
            |&t: &usize| self.tokens[t].head == Some(at) && self.tokens[t].deprel.base() == Deprel::Nmod;
        let first = (self.range.start..at).rev().take_while(title).last();
        first.is_some_and(|t| self.follows_comma(t))
    }

    /// Whether a comma stands right before the word and its adverbs: ", long accused of".
    fn opens_aside(&self, at: usize) -> bool {
        // "all three led by X": how many of them.
        let counts = |t: usize| {
            let quantity = matches!(self.tokens[t].upos, Upos::Num | Upos::Adj | Upos::Det | Upos::Pron);
            quantity && self.tokens[t].head.is_some_and(|h| h > t && h <= at)
        };
        let before = |&t: &usize| self.tokens[t].upos == Upos::Adv || counts(t);
        let first = (self.range.start..at).rev().take_while(before).last();
        self.follows_comma(first.unwrap_or(at))
    }

    fn follows_and(&self, at: usize) -> bool {
        at > self.range.start && self.tokens[at - 1].upos == Upos::Cconj
    }

    fn is_finite(&self, at: usize) -> bool {
        let Token { upos, feats, .. } = &self.tokens[at];
        matches!(upos, Upos::Verb | Upos::Aux)
            && feats.verb_form == Some(VerbForm::Fin)
            && feats.mood != Some(Mood::Imp)
    }

    /// One past the last word of the name that starts at `at`.
    fn name_end(&self, at: usize) -> usize {
        let flat = |&t: &usize| {
            self.tokens[t].deprel.base() == Deprel::Flat && self.tokens[t].head.is_some_and(|h| h >= at)
        };
        at + 1 + (at + 1..self.range.end).take_while(flat).count()
    }

    /// Whether the name that starts at `at` is a person's.
    fn is_person(&self, at: usize) -> bool {
        let near = self.entities.partition_point(|e| e.tokens.0 < at);
        self.entities.get(near).is_some_and(|e| e.tokens.0 == at && e.label == EntityLabel::Person)
    }

    fn is_nominal(&self, at: usize) -> bool {
        matches!(self.tokens[at].upos, Upos::Noun | Upos::Propn)
    }

    fn lacks_subject(&self, verb: usize) -> bool {
        let impersonal = self.children(verb).any(|c| self.tokens[c].deprel == Deprel::ExplSubj);
        !impersonal && !self.has(verb, &[Deprel::Nsubj, Deprel::Csubj])
    }

    fn hang(&mut self, token: usize, head: usize, relation: Deprel) {
        self.tokens[token].head = Some(head);
        self.tokens[token].deprel = relation;
    }

    /// Whether the verb has an auxiliary of the passive.
    fn is_passive(&self, verb: usize) -> bool {
        self.children(verb).any(|c| self.tokens[c].deprel == Deprel::AuxPass)
    }

    /// Makes `noun`, and what is coordinated with it, go with `partner`.
    fn coordinate(&mut self, noun: usize, partner: usize) {
        self.hang(noun, partner, Deprel::Conj);
        for other in noun + 1..self.range.end {
            if self.tokens[other].head == Some(noun) && self.tokens[other].deprel == Deprel::Conj {
                self.hang(other, partner, Deprel::Conj);
            }
        }
    }

    fn hang_as_subject(&mut self, token: usize, verb: usize) {
        let passive = self.is_passive(verb);
        self.hang(token, verb, if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    }

    fn is_relative(&self, at: usize) -> bool {
        let Token { upos, feats, .. } = &self.tokens[at];
        *upos == Upos::Pron && matches!(feats.pron_type, Some(PronType::Rel | PronType::Int))
    }

    fn subjects(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        self.children(verb).filter(|&c| self.tokens[c].deprel.base() == Deprel::Nsubj)
    }

    /// The first word of the group of auxiliaries, negations and pronouns that ends with the verb at `verb`.
    fn group_start(&self, verb: usize) -> usize {
        (self.range.start..verb)
            .rev()
            .take_while(|&t| self.tokens[t].head == Some(verb))
            .take_while(|&t| matches!(self.tokens[t].upos, Upos::Aux | Upos::Adv | Upos::Part | Upos::Pron))
            .last()
            .unwrap_or(verb)
    }

    /// Whether the verb at `verb` has a finite form, its own or that of an auxiliary.
    fn is_clause(&self, verb: usize) -> bool {
        self.tokens[verb].upos == Upos::Verb
            && (self.is_finite(verb)
                || self.children(verb).any(|c| {
                    matches!(self.tokens[c].deprel.base(), Deprel::Aux | Deprel::Cop) && self.is_finite(c)
                }))
    }

    /// Whether the verb at `verb` has a form of the past that may be finite though the tagger took it for a participle: it agrees
    /// with nothing, and has no auxiliary and nobody it is done by.
    fn is_past(&self, verb: usize) -> bool {
        self.may_be_past(verb) && !self.tokens[verb].feats.passive
    }

    /// The same of a form that the tagger took for the passive.
    fn may_be_past(&self, verb: usize) -> bool {
        let Token { upos, feats, .. } = &self.tokens[verb];
        *upos == Upos::Verb
            && (feats.verb_form, feats.tense) == (Some(VerbForm::Part), Some(Tense::Past))
            && (feats.number.is_none() || feats.mood.is_some())
            && !self.has(verb, &[Deprel::Aux])
            && !self.has_agent(verb)
    }

    /// Makes a form of the past finite.
    fn make_past(&mut self, verb: usize) {
        let feats = &mut self.tokens[verb].feats;
        (feats.verb_form, feats.passive) = (Some(VerbForm::Fin), false);
    }
}
