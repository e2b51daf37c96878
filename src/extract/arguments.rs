//! How two who are meant in a sentence stand to each other, by a trained model.
//!
//! What lies between their mentions – the path through the tree with its words ([`path`]), the words of relation around it and the parts
//! that both play in their frames ([`part`]), what events and rules say of them – is weighed by multinomial logistic regression
//! ([`model`]): relation extraction after Kambhatla (2004) and Zhou et al. (2005), with the paths of Bunescu and Mooney (2005).

use crate::dispatch::{ActorId, AllianceKind, Category, Span};
use crate::language::hash;
use crate::lexicon::triggers::Role;

pub mod lemmas;
pub mod mentions;
pub mod model;
pub mod part;
pub mod path;
pub mod train;

pub use model::Model;

/// How the first of two stands to the second.
pub type Label = (AllianceKind, bool);

/// The ways in which one stands to another, and whether the second is who comes first in the text.
pub const LABELS: [Label; 6] = [
    (AllianceKind::Allied, false),
    (AllianceKind::Opposes, false),
    (AllianceKind::Backs, false),
    (AllianceKind::Backs, true),
    (AllianceKind::MemberOf, false),
    (AllianceKind::MemberOf, true),
];

/// What somebody may be in an event.
pub const ROLES: [Role; 2] = [Role::Agent, Role::Target];

/// The features of one decision: hashes with the number of their template in the topmost byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features(pub Vec<u32>);

impl Features {
    /// Forgets them.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds what `template` makes of up to three values.
    pub fn add(&mut self, template: u8, values: [u64; 3]) {
        let rest = (hash::combine(u64::from(template), values) >> 40) as u32;
        self.0.push(rest | u32::from(template) << 24);
    }
}

/// One number for several, in their order.
pub fn fold(values: impl Iterator<Item = u64>) -> u64 {
    values.fold(17, |sum, value| hash::combine(1, [sum, value, 0]))
}

/// What one text gives to learn from.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// What every candidate actor goes by.
    pub names: Vec<Vec<String>>,
    /// Where every one is named or described.
    pub mentions: Vec<Vec<Span>>,
    /// What the rules state.
    pub stated: Vec<(AllianceKind, ActorId, ActorId)>,
    /// Those who are meant together in a sentence.
    pub pairs: Vec<PairExample>,
    /// Words that may tell an event.
    pub tellings: Vec<TellingExample>,
    /// What happens.
    pub events: Vec<EventExample>,
    /// Those who are meant where an event is told.
    pub parties: Vec<PartyExample>,
}

/// Two who are meant in one sentence.
#[derive(Clone, Debug)]
pub struct PairExample {
    /// The sentence.
    pub sentence: Span,
    /// Who comes first in it ...
    pub a: ActorId,
    /// ... and who second.
    pub b: ActorId,
    /// What tells.
    pub features: Features,
}

/// Words that may tell an event of some category.
#[derive(Clone, Debug)]
pub struct TellingExample {
    /// Which.
    pub words: Vec<Span>,
    /// The category.
    pub category: Category,
    /// Whether the rules think that they tell one.
    pub stated: bool,
    /// What tells.
    pub features: Features,
}

/// An event, as the rules read it.
#[derive(Clone, Debug)]
pub struct EventExample {
    /// The words that tell it.
    pub trigger: Span,
    /// Who does it ...
    pub agents: Vec<ActorId>,
    /// ... and who suffers it.
    pub targets: Vec<ActorId>,
}

/// Somebody who is meant in a sentence that tells an event.
#[derive(Clone, Debug)]
pub struct PartyExample {
    /// The words that tell the event.
    pub trigger: Span,
    /// Who.
    pub actor: ActorId,
    /// Whether he is an actor whatever he does here.
    pub sure: bool,
    /// What tells.
    pub features: Features,
}
