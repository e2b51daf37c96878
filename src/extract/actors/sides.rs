//! The two sides of what a text tells: "les deux parties", "both governments".

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::book::Book;
use super::page::Page;
use super::scan::Scan;
use crate::dispatch::{ActorId, ActorKind, Country};

/// A party to a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    /// A state with all its bodies.
    State(Country),
    /// An armed group.
    Group(ActorId),
}

/// Where each side was mentioned, in text order, and who of it is the likeliest to stand for it.
type Told = BTreeMap<Side, (Vec<usize>, ActorId)>;

/// The two sides of which the text said most before the word at `token`, in the order in which they were named; none of which
/// somebody `barred` is. Who speaks to both of them is often named later, but more seldom. Where only states and no `groups` are
/// meant, the two of this sentence or of the one before come first.
pub fn opposed(
    page: &Page<'_>,
    scan: &Scan<'_>,
    book: &Book,
    (token, groups): (usize, bool),
    barred: &[ActorId],
) -> Option<[ActorId; 2]> {
    let barred: Vec<Side> = barred.iter().filter_map(|&id| side(book, id)).collect();
    let mut told = told(page, scan, book, token);
    told.retain(|side, _| !barred.contains(side) && (groups || matches!(side, Side::State(_))));
    let here = page.sentence_start(token);
    if !groups {
        let start = page.sentence_start(here.saturating_sub(1));
        for range in [here..token, start..here] {
            let mut among = told.iter().filter(|(_, (tokens, _))| tokens.iter().any(|t| range.contains(t)));
            if let (Some(one), Some(other), None) = (among.next(), among.next(), among.next()) {
                return Some(in_order(one.1, other.1));
            }
        }
    }
    // Who is armed is a party sooner than who talks, and who was named first sooner than who joined.
    let mut most: Vec<_> = told
        .iter()
        .map(|(side, told)| {
            let before = told.0.partition_point(|&t| t < here);
            let rank = (Reverse(before), matches!(side, Side::State(_)), told.0.first().copied());
            (rank, told)
        })
        .filter(|((before, ..), _)| before.0 > 0)
        .collect();
    most.sort_by_key(|&(rank, _)| rank);
    let mut most = most.into_iter().map(|(_, told)| told);
    Some(in_order(most.next()?, most.next()?))
}

/// The state other than those that somebody of `doers` is, of which the text said most before the word at `token`; `None` where
/// no state does anything.
pub fn other(
    page: &Page<'_>,
    scan: &Scan<'_>,
    book: &Book,
    token: usize,
    doers: &[ActorId],
) -> Option<ActorId> {
    let own: Vec<Side> = doers.iter().filter_map(|&id| side(book, id)).collect();
    let state = |side: &Side| matches!(side, Side::State(_));
    if !own.iter().any(state) {
        return None;
    }
    let told = told(page, scan, book, token);
    let others = told.iter().filter(|(side, _)| state(side) && !own.contains(side));
    others.max_by_key(|(_, (tokens, _))| (tokens.len(), Reverse(tokens.first().copied()))).map(|(_, told)| told.1)
}

fn in_order(one: &(Vec<usize>, ActorId), other: &(Vec<usize>, ActorId)) -> [ActorId; 2] {
    if one.0.first() <= other.0.first() { [one.1, other.1] } else { [other.1, one.1] }
}

/// The sides that are told of before the word at `before`.
fn told(page: &Page<'_>, scan: &Scan<'_>, book: &Book, before: usize) -> Told {
    let mut told = Told::new();
    let all = book.cast.iter().map(|(id, _)| id).filter(|&id| book.resolve(id) == id);
    for id in all.filter(|&id| book.facts(id).named || book.facts(id).listed) {
        let Some(side) = side(book, id) else { continue };
        let tokens: Vec<usize> = book.facts(id).tokens().iter().copied().filter(|&t| t < before).collect();
        if tokens.is_empty() {
            continue;
        }
        let (all, stands) = told.entry(side).or_insert((Vec::new(), id));
        let rank = |id: ActorId| RANKS.iter().position(|&kind| kind == book.actor(id).kind);
        if rank(id) < rank(*stands) {
            *stands = id;
        }
        all.extend(tokens);
    }
    // What is only called after a state does not make it a party, and "le Hezbollah libanais" is not Lebanon.
    for token in 0..before {
        let of = page.tokens()[token].head.and_then(|noun| book.cast.at(noun));
        if let Some(state) = scan.demonym(token).map(Side::State)
            && of.is_none_or(|id| side(book, book.resolve(id)) == Some(state))
            && let Some((tokens, _)) = told.get_mut(&state)
        {
            tokens.push(token);
        }
    }
    for (side, (tokens, stands)) in &mut told {
        tokens.sort_unstable();
        tokens.dedup();
        if let Side::State(country) = side {
            *stands = book.by_state(*country).unwrap_or(*stands);
        }
    }
    told
}

/// Who stands for a state, the likeliest first.
const RANKS: [ActorKind; 3] = [ActorKind::State, ActorKind::Government, ActorKind::Military];

/// On which side somebody is.
fn side(book: &Book, id: ActorId) -> Option<Side> {
    let actor = book.actor(id);
    match actor.kind {
        ActorKind::ArmedGroup => Some(Side::Group(id)),
        kind if RANKS.contains(&kind) => actor.country.map(Side::State),
        _ => None,
    }
}
