//! Which part somebody plays beside a word: in which slot of its frame he stands, how deep in it, and what is between.

use super::path;
use crate::extract::events::clause::{Argument, Clauses};
use crate::language::{Deprel, Upos};
use crate::lexicon::triggers::{Frame, Role};

/// Whether the word at `head` is a verb (0), in the passive (1), or a noun (2).
#[must_use]
pub fn voice(clauses: &Clauses<'_>, head: usize) -> u64 {
    match clauses.analysis.tokens[head].upos {
        Upos::Verb | Upos::Aux | Upos::Adj => u64::from(clauses.passive(head)),
        _ => 2,
    }
}

/// The part that somebody plays in a frame, in numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Part {
    /// The slot in whose phrase he is; 0 for none.
    pub slot: u64,
    /// The role that the frame has for it.
    pub role: u64,
    /// How deep in the phrase.
    pub depth: u64,
}

impl Part {
    /// An agent's [role](Self::role).
    pub const AGENT: u64 = 1;
    /// A target's.
    pub const TARGET: u64 = 2;
    /// How far up from somebody the phrase may begin.
    const DEPTH: usize = 5;

    /// The part of who stands at `head` among `arguments`.
    #[must_use]
    pub fn of(arguments: &[Argument], frame: Option<&Frame>, clauses: &Clauses<'_>, head: usize) -> Self {
        let tokens = &clauses.analysis.tokens;
        let up = |&t: &usize| {
            let clause = matches!(
                tokens[t].deprel.base(),
                Deprel::Nsubj | Deprel::Obj | Deprel::Ccomp | Deprel::Advcl | Deprel::Parataxis
            );
            tokens[t].head.filter(|_| !clause)
        };
        let mut phrases = std::iter::successors(Some(head), up).take(Self::DEPTH).zip(0..);
        let found = phrases.find_map(|(t, depth)| Some((arguments.iter().find(|a| a.token == t)?, depth)));
        let Some((argument, depth)) = found else { return Self { depth: 9, ..Self::default() } };
        let role = frame.and_then(|f| f.role(&argument.slot, clauses.syntax)).map_or(0, |role| match role {
            Role::Agent => Self::AGENT,
            Role::Target => Self::TARGET,
            Role::Either => 3,
            Role::Held => 4,
            Role::Met => 5,
        });
        let slot = argument.slot.number(|_| 10 + path::preposition(clauses, argument.token).0);
        Self { slot, role, depth: u64::min(depth, 2) }
    }
}

/// The bits of [`gap`] for what parts clauses: a verb, a comma, a relative pronoun.
pub const CLAUSE: u64 = 0b10_0011;

/// What stands between two words: a verb, a comma, another mark, conjunctions, a relative pronoun; one bit each.
#[must_use]
pub fn gap(clauses: &Clauses<'_>, a: usize, b: usize) -> u64 {
    (a.min(b) + 1..a.max(b)).fold(0, |found, t| {
        let token = &clauses.analysis.tokens[t];
        found
            | match token.upos {
                Upos::Verb => 1,
                Upos::Punct if token.form == "," => 1 << 1,
                Upos::Punct => 1 << 2,
                Upos::Sconj => 1 << 3,
                Upos::Cconj => 1 << 4,
                Upos::Pron if clauses.relative(t) => 1 << 5,
                _ => 0,
            }
    })
}
