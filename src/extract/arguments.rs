//! Who stands in a relation, by a trained model.
//!
//! For a word that states a relation and two who are meant in its sentence, the syntax between them ([`path`]), their slots in the
//! word's frame ([`part`]) and what sort of actors they are, are weighed by logistic regression ([`model`]): semantic role labelling after
//! Gildea and Jurafsky (2002), with the paths of Bunescu and Mooney (2005). No feature holds a name or a word of an open class, and
//! the tree speaks Universal Dependencies: one model reads every language.

use crate::dispatch::{ActorId, AllianceKind, Span};
use crate::language::hash;

pub mod mentions;
pub mod model;
pub mod part;
pub mod path;
pub mod train;

pub use model::Model;

/// The features of one decision: hashes with the number of their template in the topmost byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features(pub Vec<u64>);

impl Features {
    /// Adds what `template` makes of up to three values.
    pub fn add(&mut self, template: u8, values: [u64; 3]) {
        self.0.push(hash::combine(u64::from(template), values) >> 8 | u64::from(template) << 56);
    }
}

/// What one text gives to learn from.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// What every candidate actor goes by.
    pub names: Vec<Vec<String>>,
    /// What the rules state.
    pub stated: Vec<(AllianceKind, ActorId, ActorId)>,
    /// The pairs that words of relation stand by.
    pub pairs: Vec<PairExample>,
}

/// A pair that a word of relation may be about.
#[derive(Clone, Debug)]
pub struct PairExample {
    /// The sentence.
    pub sentence: Span,
    /// What the word states.
    pub kind: AllianceKind,
    /// Who stands so ...
    pub a: ActorId,
    /// ... to whom.
    pub b: ActorId,
    /// Whether it may be added to what the rules state.
    pub open: bool,
    /// What tells.
    pub features: Features,
}
