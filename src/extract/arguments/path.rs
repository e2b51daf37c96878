//! How two words of a sentence hang together: the path between them through the tree.
//!
//! Bunescu and Mooney (2005) showed that the shortest path between two words says most of how what they name is related;
//! Gildea and Jurafsky (2002) that the path from a verb says which role a phrase plays.

use crate::extract::events::clause::Clauses;
use crate::language::hash;
use crate::language::{Deprel, Token, Upos};

/// How far up from either word their common head may be.
const HEIGHT: usize = 10;
/// How many steps of a path are told one by one.
const STEPS: usize = 5;

/// The bit of [`Path::beside`] that says that the other word is coordinated.
pub const CONJ: u64 = 1;

/// The way from one word to another: up to their common head, and down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// Each step: the direction, the relation, and by what sort of preposition.
    pub steps: Vec<u64>,
    /// How many of them go up.
    pub up: usize,
    /// Whether the other word is only coordinated with what the path leads to, or in apposition to it or part of its name.
    pub beside: u64,
    /// The token that the path leads to before that.
    pub end: usize,
}

impl Path {
    /// All its steps as one value.
    #[must_use]
    pub fn all(&self) -> u64 {
        let known = self.steps.iter().take(STEPS);
        let length = self.steps.len().min(STEPS + 1) as u64;
        known.fold(length, |sum, &step| hash::combine(1, [sum, step, 0]))
    }

    /// Its first step.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.steps.first().copied().unwrap_or_default()
    }

    /// Its last step.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.steps.last().copied().unwrap_or_default()
    }
}

/// The path from `from` to `to`; `None` where they have no common head near enough.
#[must_use]
pub fn between(clauses: &Clauses<'_>, from: usize, to: usize) -> Option<Path> {
    let tokens = &clauses.analysis.tokens;
    let up = |start: usize| {
        std::iter::successors(Some(start), |&t| tokens[t].head).take(HEIGHT).collect::<Vec<usize>>()
    };
    let (mut rise, mut fall) = (up(from), up(to));
    let (i, j) = rise.iter().enumerate().find_map(|(i, t)| Some((i, fall.iter().position(|f| f == t)?)))?;
    rise.truncate(i);
    fall.truncate(j);
    let mut path = Path { end: to, up: rise.len(), ..Path::default() };
    // What is coordinated, in apposition or part of a name is there where the first of it is.
    while let Some(&last) = fall.first() {
        let sort = match tokens[last].deprel.base() {
            Deprel::Conj => CONJ,
            Deprel::Appos => 2,
            Deprel::Flat => 4,
            _ => break,
        };
        path.beside |= sort;
        fall.remove(0);
        path.end = tokens[last].head.unwrap_or(path.end);
    }
    path.steps.extend(rise.iter().map(|&t| step(0, &tokens[t], clauses, t)));
    path.steps.extend(fall.iter().rev().map(|&t| step(1, &tokens[t], clauses, t)));
    Some(path)
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
    fn what_is_coordinated_stands_where_the_first_stands() {
        with_clauses("Velmar and Orsk support the rebels.", |clauses, analysis| {
            let path = |form| between(clauses, word(analysis, "support"), word(analysis, form)).unwrap();
            let (first, second) = (path("Velmar"), path("Orsk"));
            assert_eq!(first.all(), second.all());
            assert_eq!((first.beside, second.beside), (0, CONJ));
            assert_ne!(first.all(), path("rebels").all());
        });
    }

    #[test]
    fn the_way_back_goes_up() {
        with_clauses("Velmar supports the rebels.", |clauses, analysis| {
            let (verb, name) = (word(analysis, "supports"), word(analysis, "Velmar"));
            let (down, up) = (between(clauses, verb, name).unwrap(), between(clauses, name, verb).unwrap());
            assert_eq!((down.up, up.up), (0, 1));
            assert_ne!(down.all(), up.all());
            assert!(between(clauses, verb, verb).unwrap().steps.is_empty());
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
