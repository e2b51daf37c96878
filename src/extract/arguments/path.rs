//! How two words of a sentence hang together: the path between them through the tree.
//!
//! Bunescu and Mooney (2005) showed that the shortest path between two words says most of how what they name is related;
//! Gildea and Jurafsky (2002) that the path from a verb says which role a phrase plays.

use crate::extract::events::clause::Clauses;
use crate::language::hash;
use crate::language::{Deprel, Token, Upos};

/// How far up from either word their common head may be.
const HEIGHT: usize = 10;
/// The bits of [`Way::beside`] that say that a word is coordinated, in apposition, or part of a name; the second word has its own,
/// so many bits further.
const CONJ: u64 = 1;
const APPOS: u64 = 2;
const FLAT: u64 = 4;
const SIDE: u64 = 4;

/// The words between two others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// From the one up to below their common head ...
    pub up: Vec<usize>,
    /// ... that head ...
    pub top: usize,
    /// ... and from below it down to the other.
    pub down: Vec<usize>,
    /// Which of both are only coordinated with where the way leads, or in apposition to it or part of its name.
    pub beside: u64,
}

impl Way {
    /// The words between both, with whether they are on the first side (0), above both (1) or on the second side (2).
    pub fn inner(&self) -> impl Iterator<Item = (usize, u64)> {
        let top = (!self.up.is_empty() && !self.down.is_empty()).then_some((self.top, 1));
        let up = self.up.iter().skip(1).map(|&t| (t, 0));
        let down = self.down.iter().rev().skip(1).rev().map(|&t| (t, 2));
        up.chain(top).chain(down)
    }

    /// The steps on it: the relations up and down.
    pub fn steps(&self, clauses: &Clauses<'_>) -> impl Iterator<Item = u64> {
        let tokens = &clauses.analysis.tokens;
        let up = self.up.iter().map(move |&t| step(0, &tokens[t], clauses, t));
        up.chain(self.down.iter().map(move |&t| step(1, &tokens[t], clauses, t)))
    }
}

/// The way from `from` to `to`; `None` where they have no common head near enough.
#[must_use]
pub fn way(clauses: &Clauses<'_>, from: usize, to: usize) -> Option<Way> {
    let tokens = &clauses.analysis.tokens;
    let up = |start: usize| {
        std::iter::successors(Some(start), |&t| tokens[t].head).take(HEIGHT).collect::<Vec<usize>>()
    };
    let (mut rise, mut fall) = (up(from), up(to));
    let (i, j) = rise.iter().enumerate().find_map(|(i, t)| Some((i, fall.iter().position(|f| f == t)?)))?;
    let top = rise[i];
    rise.truncate(i);
    fall.truncate(j);
    // What is coordinated, in apposition or part of a name is there where the first of it is.
    let mut beside = 0;
    for (n, side, other) in [(0, &mut rise, j), (1, &mut fall, i)] {
        while let [first, rest @ ..] = &side[..] {
            let sort = match tokens[*first].deprel.base() {
                // Of two that are coordinated with each other that is all there is to tell.
                Deprel::Conj if !rest.is_empty() || other > 0 => CONJ,
                Deprel::Appos if !rest.is_empty() => APPOS,
                Deprel::Flat if !rest.is_empty() => FLAT,
                _ => break,
            };
            beside |= sort << (SIDE * n);
            side.remove(0);
        }
    }
    fall.reverse();
    Some(Way { up: rise, top, down: fall, beside })
}

/// One step over the edge above `token`.
fn step(down: u64, token: &Token, clauses: &Clauses<'_>, at: usize) -> u64 {
    let led = matches!(token.deprel.base(), Deprel::Obl | Deprel::Nmod | Deprel::Advcl | Deprel::Acl);
    let sort = if led { preposition(clauses, at).0 } else { 0 };
    down | (token.deprel as u64) << 1 | u64::from(token.upos == Upos::Verb) << 9 | sort << 10
}

/// The sort of the preposition of `token`, the same in every language, and its lemma's hash.
#[must_use]
pub fn preposition(clauses: &Clauses<'_>, token: usize) -> (u64, u64) {
    let Some(word) = clauses.preposition(token) else { return (0, 0) };
    let syntax = clauses.syntax;
    let sorts = [
        &syntax.by,
        &syntax.of,
        &syntax.against,
        &syntax.between,
        &syntax.with,
        &syntax.dative,
        &syntax.ranks,
        &syntax.like,
        &syntax.locative,
    ];
    let sort = (1..).zip(sorts).find(|(_, words)| words.contains(&word)).map_or(10, |(n, _)| n);
    (sort, hash::bytes(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::Lang;
    use crate::language::{self, Analysis};
    use crate::lexicon::Lexicon;

    /// What `check` makes of the syntax of an English text.
    fn with_clauses<T>(text: &str, check: impl FnOnce(&Clauses<'_>, &Analysis) -> T) -> T {
        let lang = Lang::from_tag("en").unwrap();
        let analysis = language::analyze(text, &[], lang);
        let syntax = &Lexicon::built_in().words(lang).unwrap().triggers.syntax;
        check(&Clauses { analysis: &analysis, syntax, object_control: &[] }, &analysis)
    }

    fn word(analysis: &Analysis, form: &str) -> usize {
        analysis.tokens.iter().position(|t| t.form == form).unwrap()
    }

    #[test]
    fn a_way_leads_over_what_both_hang_on() {
        with_clauses("Velmar and Orsk support the rebels and the miners.", |clauses, analysis| {
            let go = |from, to| way(clauses, word(analysis, from), word(analysis, to)).unwrap();
            let verb = word(analysis, "support");
            for (from, to) in [("Velmar", "rebels"), ("Orsk", "miners"), ("Orsk", "rebels")] {
                let found = go(from, to);
                assert_eq!(found.inner().collect::<Vec<_>>(), [(verb, 1)], "{from} {to}");
                let same: Vec<u64> = go("Velmar", "rebels").steps(clauses).collect();
                assert_eq!(found.steps(clauses).collect::<Vec<_>>(), same, "{from} {to}");
            }
            assert_ne!(go("Velmar", "rebels").beside, go("Orsk", "miners").beside);
            let listed = go("Velmar", "Orsk");
            assert_eq!((listed.up.len(), listed.down.len(), listed.inner().count()), (0, 1, 0));
        });
    }

    #[test]
    fn the_way_back_goes_up() {
        with_clauses("Velmar supports the rebels.", |clauses, analysis| {
            let (verb, name) = (word(analysis, "supports"), word(analysis, "Velmar"));
            let (down, up) = (way(clauses, verb, name).unwrap(), way(clauses, name, verb).unwrap());
            assert_eq!((down.up.len(), down.down.len()), (0, 1));
            assert_eq!((up.up.len(), up.down.len()), (1, 0));
            assert_ne!(down.steps(clauses).collect::<Vec<_>>(), up.steps(clauses).collect::<Vec<_>>());
            assert_eq!(way(clauses, verb, verb).unwrap().steps(clauses).count(), 0);
        });
    }

    #[test]
    fn prepositions_are_of_a_sort() {
        with_clauses("The army fights against rebels for the king.", |clauses, analysis| {
            let sort = |form| preposition(clauses, word(analysis, form)).0;
            assert_ne!(sort("rebels"), sort("king"));
            assert_eq!(preposition(clauses, word(analysis, "army")), (0, 0));
        });
    }
}
