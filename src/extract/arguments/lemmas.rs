//! What the words of a text go by as features.

use crate::language::{Analysis, Engine, Token, hash};

/// A lemma, and the classes of words that are used as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lemma {
    /// The lemma's hash.
    pub hash: u64,
    /// Its class among many ...
    pub fine: u64,
    /// ... and among few.
    pub coarse: u64,
}

/// The lemma of every token of `analysis`.
#[must_use]
pub fn of(analysis: &Analysis) -> Vec<Lemma> {
    let model = Engine::built_in(analysis.lang).and_then(Engine::model);
    let lemma = |token: &Token| {
        let hash = hash::bytes(token.lemma.as_bytes());
        let (fine, coarse) = model.map_or((0, 0), |m| m.lexicon().cluster(hash));
        Lemma { hash, fine, coarse }
    };
    analysis.tokens.iter().map(lemma).collect()
}
