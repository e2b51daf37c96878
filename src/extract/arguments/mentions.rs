//! Who is named, meant or implied where in a sentence.

use std::ops::Range;

use foldhash::HashMap;

use crate::dispatch::ActorId;
use crate::extract::Reading;
use crate::extract::cast::Cast;
use crate::language::{Analysis, Upos};

/// How a word means somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// By a name.
    Name,
    /// By a description.
    Nominal,
    /// By a pronoun.
    Pronoun,
    /// By a possessive.
    Possessive,
    /// By a word of nationality.
    Nation,
    /// By a country or capital that may be only a place.
    Seat,
}

/// Words that mean somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Who.
    pub actor: ActorId,
    /// The word that the others hang on.
    pub head: usize,
    /// The first and the last of them.
    pub first: usize,
    /// The last.
    pub last: usize,
    /// How.
    pub form: Form,
}

/// Those who are meant in a sentence.
#[derive(Clone, Debug)]
pub struct Present {
    /// By which words, in text order.
    pub all: Vec<Mention>,
    /// Who, in the order in which they come first.
    pub actors: Vec<ActorId>,
    /// Who is meant by words that head a mention.
    pub heads: HashMap<usize, ActorId>,
}

impl Present {
    /// The first `most` who are meant in `sentence`.
    #[must_use]
    pub fn of(analysis: &Analysis, cast: &Cast, sentence: Range<usize>, most: usize) -> Self {
        let mut all = of(analysis, cast, sentence);
        let mut actors: Vec<ActorId> = Vec::new();
        for mention in &all {
            if !actors.contains(&mention.actor) {
                actors.push(mention.actor);
            }
        }
        actors.truncate(most);
        all.retain(|m| actors.contains(&m.actor));
        let heads = all.iter().map(|m| (m.head, m.actor)).collect();
        Self { all, actors, heads }
    }

    /// The lemma of a word in a number, or what sort of actor it names: no name tells.
    #[must_use]
    pub fn lemma(&self, reading: &Reading<'_>, cast: &Cast, token: usize) -> u64 {
        match self.heads.get(&token) {
            Some(&actor) if reading.analysis.tokens[token].upos != Upos::Noun => {
                1 + cast.get(actor).kind as u64
            }
            _ => reading.lemmas[token].hash,
        }
    }
}

/// Everybody meant by a word of `sentence`, in text order.
fn of(analysis: &Analysis, cast: &Cast, sentence: Range<usize>) -> Vec<Mention> {
    let tokens = &analysis.tokens;
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let here = cast.standing(at);
        let Some(&actor) = here.first() else {
            let owners = cast.owners(at).iter();
            found.extend(owners.map(|&actor| Mention {
                actor,
                head: at,
                first: at,
                last: at,
                form: Form::Possessive,
            }));
            let nation = cast.nation(at).map(|state| (state, Form::Nation));
            let other = nation.or_else(|| cast.at_or_seat(at).map(|state| (state, Form::Seat)));
            found.extend(other.map(|(actor, form)| Mention { actor, head: at, first: at, last: at, form }));
            at += 1;
            continue;
        };
        let end = (at + 1..sentence.end).find(|&t| cast.at(t) != Some(actor)).unwrap_or(sentence.end);
        let inside = |t: usize| (at..end).contains(&t);
        let head = (at..end).find(|&t| tokens[t].head.is_none_or(|h| !inside(h))).unwrap_or(at);
        let form = match tokens[head].upos {
            Upos::Propn => Form::Name,
            Upos::Pron => Form::Pronoun,
            Upos::Det => Form::Possessive,
            _ if tokens[at..end].iter().any(|t| t.upos == Upos::Propn) => Form::Name,
            _ => Form::Nominal,
        };
        found.extend(here.iter().map(|&actor| Mention { actor, head, first: at, last: end - 1, form }));
        for t in at..end {
            let nation = cast.nation(t).map(|state| (state, Form::Nation));
            let other = nation.or_else(|| cast.seat(t).map(|state| (state, Form::Seat)));
            let other = other.filter(|(state, _)| !here.contains(state));
            found.extend(other.map(|(actor, form)| Mention { actor, head: t, first: t, last: t, form }));
        }
        at = end;
    }
    found
}
