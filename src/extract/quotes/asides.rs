//! Who speaks where asides between commas part him from his verb: "X, whose party governs, a town of the north, said".
//!
//! The tree often gives such a verb the subject of the aside or the last noun of it. Here the words alone decide: no comma
//! alone parts a subject from its verb, so what stands right before the last comma is an aside, and who speaks opens the
//! clause.

use std::ops::Range;

use super::syntax::Syntax;
use crate::language::Upos;
use crate::lexicon::cues::Cues;
use crate::lexicon::nominals::Grammar;
use crate::lexicon::numbers::Numbers;

/// How many words back the clause may open.
const BACK: usize = 60;

/// What stands between two commas.
enum Part {
    /// A phrase with its head.
    Phrase(usize),
    /// A phrase behind the verb or the conjunction of another clause, with its head: nothing before it belongs to the verb.
    Opening(usize),
    /// A relative clause, a participle, an adverbial.
    Aside,
    /// A clause that is none of these.
    Clause,
}

/// Looks for subjects beyond asides.
pub(super) struct Asides<'s, 'a> {
    pub syntax: &'s Syntax<'a>,
    pub cues: &'a Cues,
    pub grammar: &'a Grammar,
    pub numbers: &'a Numbers,
    pub holder: &'s [Option<usize>],
    /// The run that the verb stands in.
    pub inside: Option<usize>,
}

impl Asides<'_, '_> {
    /// The head of the phrase that the clause opens with whose verb group starts at `first` behind an aside. `own` is the
    /// subject by the tree, which is right where it is in one of the phrases that may be.
    pub fn subject(&self, first: usize, floor: usize, own: Option<usize>) -> Option<usize> {
        let floor = floor.max(first.saturating_sub(BACK));
        let close = (floor..first).rev().find(|&t| self.syntax.token(t).upos != Upos::Adv)?;
        if !self.parts(close) {
            return None;
        }
        // "the commander, Awa Keïta, said": the name where nothing before it may be who speaks.
        let name = self.syntax.person_to(close).filter(|&n| n > floor && self.parts(n - 1));
        let mut end = close;
        let mut found: Option<usize> = None;
        loop {
            let open = (floor..end).rev().find(|&t| self.parts(t) || self.stops(t, floor));
            let part = open.map_or(floor, |t| t + 1)..end;
            let nearest = end == close;
            match self.part(part.clone(), own) {
                Part::Phrase(_) if nearest => {}
                Part::Opening(_) | Part::Clause if nearest => return None,
                Part::Opening(head) => return Some(head),
                Part::Phrase(head) if own == Some(head) => return own,
                Part::Phrase(head) => found = Some(head),
                // "X left for Boral, the capital, after a pause, said Y": behind a clause who speaks may follow his verb.
                Part::Clause => return found.or(name).filter(|_| self.grammar.noun_before_noun),
                Part::Aside => {}
            }
            let Some(open) = open.filter(|&t| self.parts(t)) else { return found.or(name) };
            end = open;
        }
    }

    /// Whether a comma of the narrator's, or of the same speaker, parts the words there.
    fn parts(&self, at: usize) -> bool {
        self.syntax.is_comma(at) && self.holder[at] == self.inside
    }

    /// Whether nothing is joined across the mark there, or an utterance ends there.
    fn stops(&self, at: usize, floor: usize) -> bool {
        let form = self.syntax.token(at).form.as_str();
        if self.holder[at] == self.inside {
            let apart =
                |dash: usize| self.syntax.token(dash - 1).span.end < self.syntax.token(dash).span.start;
            return matches!(form, ":" | ";") || super::is_dash(form) && at > floor && apart(at);
        }
        let run = self.holder[at];
        let first = (floor..=at).rev().take_while(|&t| self.holder[t] == run).last().unwrap_or(at);
        first < floor + 2 || self.syntax.is_punct(first - 2)
    }

    fn part(&self, part: Range<usize>, own: Option<usize>) -> Part {
        let light = |t: &usize| {
            matches!(self.syntax.token(*t).upos, Upos::Cconj | Upos::Adv) || self.syntax.is_punct(*t)
        };
        let Some(opens) = part.clone().find(|t| !light(t)) else { return Part::Aside };
        let relative =
            |t: usize| self.syntax.is_relative(t) || self.cues.is_complementizer(self.syntax.lower(t));
        let token = self.syntax.token(opens);
        let main = |&t: &usize| self.syntax.is_predicate(t) && self.holder[t] == self.inside;
        let verb = part.clone().rev().find(main);
        // "two days after X", "while X": behind the conjunction a clause opens whose verb comes later.
        let subordinates = |&t: &usize| {
            self.syntax.token(t).upos == Upos::Sconj || self.cues.is_complementizer(self.syntax.lower(t))
        };
        if let Some(link) = part.clone().rev().find(subordinates).filter(|_| verb.is_none()) {
            return self.head(link + 1..part.end, own).map_or(Part::Aside, Part::Opening);
        }
        if relative(opens) || token.upos == Upos::Adp && opens + 1 < part.end && relative(opens + 1) {
            return Part::Aside;
        }
        match (token.upos, verb) {
            (Upos::Verb | Upos::Aux, _) if self.syntax.is_finite(opens) => return Part::Clause,
            (Upos::Verb | Upos::Aux, _) | (Upos::Sconj, Some(_)) => return Part::Aside,
            // "Outside parliament some residents, ..."
            (Upos::Adp, None) => {
                let second = |&t: &usize| {
                    matches!(self.syntax.token(t).upos, Upos::Det)
                        && matches!(self.syntax.token(t - 1).upos, Upos::Noun | Upos::Propn)
                };
                let phrase = (opens + 2..part.end).find(second);
                return phrase.and_then(|t| self.head(t..part.end, own)).map_or(Part::Aside, Part::Opening);
            }
            _ => {}
        }
        let Some(verb) = verb else {
            return self.head(opens..part.end, own).map_or(Part::Aside, Part::Phrase);
        };
        // "a group that brokered the truce": the clause describes the phrase.
        let describes =
            (opens..verb).any(relative) && !(opens..verb).take_while(|&t| !relative(t)).any(|t| main(&t));
        if describes {
            return self.head(opens..part.end, own).map_or(Part::Aside, Part::Phrase);
        }
        // "said that X", "two left and X": the phrase behind the verb.
        // Behind a conjunction it may be one more object, but for somebody's name.
        let named = self.syntax.person_to(part.end).is_some();
        let links = |&t: &usize| match self.syntax.token(t).upos {
            Upos::Cconj => named,
            upos => upos == Upos::Sconj || relative(t),
        };
        let link = (verb + 1..part.end).rev().find(links);
        link.and_then(|t| self.head(t + 1..part.end, own)).map_or(Part::Clause, Part::Opening)
    }

    /// The head of the phrase that `part` opens with, up to its first preposition, if it can be who speaks.
    fn head(&self, part: Range<usize>, own: Option<usize>) -> Option<usize> {
        let phrase = |t: usize| {
            let token = self.syntax.token(t);
            let nominal = matches!(
                token.upos,
                Upos::Det
                    | Upos::Noun
                    | Upos::Propn
                    | Upos::Adj
                    | Upos::Num
                    | Upos::Part
                    | Upos::X
                    | Upos::Adv
            );
            let personal = token.upos == Upos::Pron && !self.syntax.is_relative(t);
            nominal || personal || matches!(token.form.as_str(), "-" | "'" | "’" | ".")
        };
        let start = part.clone().find(|&t| !self.syntax.is_punct(t))?;
        let opens = self.syntax.token(start).upos;
        // "Ancien maire, X, élu lundi, a dit": a bare noun says who somebody is, where nouns have articles.
        let bare = matches!(opens, Upos::Noun | Upos::Adj) && !self.grammar.noun_before_noun;
        let end = part.clone().find(|&t| t > start && !phrase(t)).unwrap_or(part.end);
        let noun = |&t: &usize| self.syntax.is_nominal(t);
        let last = (start..end).rev().find(noun).filter(|_| opens != Upos::Adp && !bare)?;
        let by_tree = own.filter(|o| (start..end).contains(o));
        let head = by_tree.unwrap_or_else(|| self.syntax.block_head(last, start));
        let token = self.syntax.token(head);
        let when = self.syntax.is_time(head) || self.numbers.measures.contains(&token.lemma);
        (!when && !self.syntax.has_case(head)).then_some(head)
    }
}
