//! From the words for who speaks to the actor.

use super::syntax::Syntax;
use crate::dispatch::{ActorId, ActorKind};
use crate::extract::Reading;
use crate::extract::cast::Cast;
use crate::language::{Deprel, Upos};
use crate::lexicon::channels::Channels;

/// Looks up who speaks, remembering who spoke last.
pub(super) struct Speakers<'a> {
    syntax: Syntax<'a>,
    channels: &'a Channels,
    /// Who spoke last.
    pub last: Option<ActorId>,
}

impl<'a> Speakers<'a> {
    pub fn new(reading: &Reading<'a>) -> Self {
        Self { syntax: Syntax::new(reading), channels: &reading.words.channels, last: None }
    }

    /// The actor whom the phrase headed by `head` means as a speaker.
    pub fn of(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        self.named(cast, head, 0)
    }

    fn named(&self, cast: &Cast, head: usize, depth: usize) -> Option<ActorId> {
        let analysis = self.syntax.analysis;
        let token = self.syntax.token(head);
        let spoken = self.is_channel(head);
        if !spoken && let Some(&id) = cast.party(analysis, head).first() {
            return Some(id);
        }
        if depth > 2 {
            return None;
        }
        let inner = |relation: Deprel| {
            analysis.dependents(head, relation).find_map(|c| self.named(cast, c, depth + 1))
        };
        let partitive = matches!(token.upos, Upos::Num | Upos::Pron | Upos::Det);
        let own = inner(Deprel::Appos).or_else(|| inner(Deprel::Flat));
        if spoken || partitive {
            let owner = own.or_else(|| inner(Deprel::Nmod)).or_else(|| cast.at(head));
            return owner.or_else(|| self.pronoun(head));
        }
        own.or_else(|| self.pronoun(head))
    }

    /// A pronoun of the third person that the cast does not know means who spoke last.
    fn pronoun(&self, head: usize) -> Option<ActorId> {
        let token = self.syntax.token(head);
        let third = token.feats.person.is_none_or(|p| p == 3);
        let personal = token.upos == Upos::Pron && third && token.deprel.base() != Deprel::Expl;
        if personal { self.last } else { None }
    }

    /// Whether the phrase names what is said rather than who says it: un communiqué de X, l'annonce de X.
    pub fn is_channel(&self, head: usize) -> bool {
        let token = self.syntax.token(head);
        if token.upos != Upos::Noun {
            return false;
        }
        let words: [_; 3] = std::array::from_fn(|n| self.syntax.lower(head + 1 + n));
        self.channels.is_spoken(&token.lemma)
            || self.channels.noun(&token.lemma, |n| words.get(n).map_or("", |w| w.as_str())).is_some()
    }
}

/// Whether an actor of that kind can speak for itself where the syntax leaves it open.
pub(super) fn speaks(kind: ActorKind) -> bool {
    !matches!(kind, ActorKind::Population)
}
