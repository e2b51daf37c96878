//! From the words for who speaks to the actor.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::frames::{Form, Frame};
use super::syntax::Syntax;
use crate::dispatch::{ActorId, ActorKind};
use crate::extract::Reading;
use crate::extract::cast::Cast;
use crate::language::{Deprel, EntityLabel, Number, Upos};
use crate::lexicon::Words;
use crate::lexicon::channels::Channels;
use crate::lexicon::nominals::Grammar;
use crate::lexicon::roles::Honorific;

/// Looks up who speaks, remembering who spoke last.
pub(super) struct Speakers<'a> {
    syntax: Syntax<'a>,
    channels: &'a Channels,
    grammar: &'a Grammar,
    honorifics: &'a HashMap<SmolStr, Honorific>,
    /// Who spoke last.
    pub last: Option<ActorId>,
}

impl<'a> Speakers<'a> {
    pub fn new(reading: &Reading<'a>) -> Self {
        let Words { channels, nominals, roles, .. } = reading.words;
        let (grammar, honorifics) = (&nominals.grammar, &roles.honorifics);
        Self { syntax: Syntax::new(reading), channels, grammar, honorifics, last: None }
    }

    /// The actor whom the phrase headed by `head` means as a speaker.
    pub fn of(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        self.named(cast, head, 0)
    }

    fn named(&self, cast: &Cast, head: usize, depth: usize) -> Option<ActorId> {
        let analysis = self.syntax.analysis;
        let token = self.syntax.token(head);
        if token.upos == Upos::Pron && depth == 0 && analysis.dependent(head, Deprel::Nmod).is_none() {
            return self.pronoun(cast, head);
        }
        if self.is_civility(head) && depth == 0 && head + 1 < self.syntax.len() {
            return cast.at(head).or_else(|| cast.at(head + 1));
        }
        let spoken = self.is_channel(head);
        let inner = |relation: Deprel| {
            let mut all = analysis.dependents(head, relation).filter(|_| depth < 3);
            all.find_map(|c| self.named(cast, c, depth + 1))
        };
        let person = |id: &ActorId| cast.get(*id).kind == ActorKind::Person;
        // A name beside a title says who it is: le chef du parti, Paul Varenne.
        let name = || {
            let mut beside = analysis.children(head).filter(|&c| {
                c > head
                    && self.syntax.token(c).upos == Upos::Propn
                    && matches!(self.syntax.base(c), Deprel::Appos | Deprel::Flat)
            });
            beside.find_map(|c| cast.at(c)).filter(person)
        };
        if token.upos == Upos::Noun
            && let Some(id) = name().or_else(|| self.titled(cast, head))
        {
            return Some(id);
        }
        if self.is_ordinal(head) {
            return self.last.or_else(|| cast.at(head));
        }
        if spoken {
            let owner = inner(Deprel::Nmod).or_else(|| inner(Deprel::Appos));
            return owner.or(self.last).or_else(|| cast.at(head));
        }
        if let Some(id) = self.pair(cast, head) {
            return Some(id);
        }
        if let Some(&id) = cast.party(analysis, head).first() {
            return Some(id);
        }
        if self.is_body(head)
            && let Some(id) = inner(Deprel::Compound).or_else(|| inner(Deprel::Nmod))
        {
            return Some(id);
        }
        let partitive = matches!(token.upos, Upos::Num | Upos::Pron | Upos::Det);
        let own = inner(Deprel::Appos).or_else(|| inner(Deprel::Flat));
        own.or_else(|| if partitive { inner(Deprel::Nmod) } else { None })
    }

    /// The person whose name stands right before the cue, whatever the tree makes of the words before it.
    pub fn beside(&self, cast: &Cast, frame: &Frame) -> Option<ActorId> {
        let at = frame.group.0.checked_sub(1).filter(|_| frame.form == Form::Plain)?;
        let entities = &self.syntax.analysis.entities;
        let near = entities.partition_point(|e| e.tokens.1 <= at);
        let (first, _) = entities.get(near).filter(|e| e.label == EntityLabel::Person)?.tokens;
        let before = first.checked_sub(1).filter(|_| first <= at)?;
        let titled =
            matches!(self.syntax.token(before).upos, Upos::Noun | Upos::Adj) && !self.is_civility(before);
        cast.at(at).filter(|&id| titled && cast.get(id).kind == ActorKind::Person)
    }

    /// The person whose name ends the phrase behind a title: le ministre de la Défense Paul Varenne.
    fn titled(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        if cast.at(head).is_some_and(|id| cast.get(id).kind != ActorKind::Person) {
            return None;
        }
        let end = self.syntax.len().min(head + 14);
        for at in head + 1..end {
            let token = self.syntax.token(at);
            let before = self.syntax.token(at - 1).upos;
            match token.upos {
                // A civility belongs to the name: "le conseiller de M. Varenne" is not Varenne.
                Upos::Propn if self.is_civility(at - 1) => return None,
                Upos::Propn if matches!(before, Upos::Noun | Upos::Adj) => {
                    let id = cast.at(at).filter(|&id| cast.get(id).kind == ActorKind::Person);
                    if id.is_some() || at == head + 1 {
                        return id;
                    }
                }
                Upos::Noun | Upos::Adj | Upos::Adp | Upos::Det | Upos::Propn => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether the word is a civility before a name.
    fn is_civility(&self, at: usize) -> bool {
        self.honorifics.contains_key(&self.syntax.lower(at))
    }

    /// "le second", "the latter": whoever was named, not this word.
    fn is_ordinal(&self, head: usize) -> bool {
        let word = self.syntax.lower(head);
        let grammar = self.grammar;
        grammar.latter.contains(&word) || grammar.former.contains(&word)
    }

    /// Whether the word only says what sort of body the name beside it is: the X agency.
    fn is_body(&self, head: usize) -> bool {
        self.channels.body(&self.syntax.token(head).lemma, |_| "").is_some()
    }

    /// A pronoun means who spoke last, unless the cast knows it to be of another sort.
    fn pronoun(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        let token = self.syntax.token(head);
        let known = cast.at(head);
        if token.feats.person.is_some_and(|p| p != 3)
            || token.deprel.base() == Deprel::Expl && known.is_none()
        {
            return known;
        }
        let sort = |id: ActorId| cast.get(id).kind == ActorKind::Person;
        let plural = token.feats.number == Some(Number::Plur);
        // "a-t-il ajouté" goes on with whoever spoke.
        if token.form.starts_with('-') && !plural && self.last.is_some() {
            return self.last;
        }
        match (self.last, known) {
            (Some(last), Some(known)) if sort(last) == sort(known) && !plural => Some(last),
            (_, Some(known)) => Some(known),
            (last, None) => last,
        }
    }

    /// "les deux hommes" means people named just before: the last of them.
    fn pair(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        let analysis = self.syntax.analysis;
        let counted = analysis.dependent(head, Deprel::Nummod).is_some();
        let definite =
            analysis.dependents(head, Deprel::Det).any(|d| self.syntax.token(d).feats.definite == Some(true));
        let bare = analysis.dependent(head, Deprel::Nmod).is_none()
            && analysis.dependent(head, Deprel::Amod).is_none();
        if !(counted && definite && bare) {
            return None;
        }
        let first = head.saturating_sub(80);
        (first..head).rev().find_map(|t| cast.at(t).filter(|&id| cast.get(id).kind == ActorKind::Person))
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
