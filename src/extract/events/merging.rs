//! The same happening told again is one event.

use crate::dispatch::{ActorId, Category, Modality};

use super::Draft;

/// Merges what tells the same happening; the first full telling stays, later ones become its mentions.
#[must_use]
pub fn merge(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        match kept.iter_mut().rev().take(WINDOW).find(|k| same(k, &draft)) {
            Some(event) => absorb(event, draft),
            None => kept.push(draft),
        }
    }
    kept
}

/// How many events back a telling may point.
const WINDOW: usize = 40;

/// Whether `later` tells `earlier` again.
fn same(earlier: &Draft, later: &Draft) -> bool {
    if earlier.category != later.category || conflicting(earlier, later) {
        return false;
    }
    let near = later.sentence - earlier.sentence;
    // One word is the argument of the other: "les frappes ont tué ...", "tués dans l'attaque".
    if near == 0 && (later.linked.contains(&earlier.head) || earlier.linked.contains(&later.head)) {
        return true;
    }
    // What an event cost, told after it.
    if later.outcome && !earlier.outcome && near <= 1 && later.agents.is_empty() {
        return true;
    }
    if earlier.outcome && later.outcome && near == 0 && later.agents == earlier.agents {
        return true;
    }
    if later.noun && (later.definite || earlier.headline) && kin(earlier, later) {
        let told =
            overlap(&earlier.agents, &later.agents) || later.agents.is_empty() || earlier.agents.is_empty();
        let gets = overlap(&earlier.targets, &later.targets)
            || later.targets.is_empty()
            || earlier.targets.is_empty();
        return told && gets;
    }
    earlier.lemma == later.lemma && earlier.agents == later.agents && earlier.targets == later.targets
        || earlier.headline && earlier.code == later.code && overlap(&earlier.agents, &later.agents)
}

/// Whether the two words may name the same: the same word, or of the same code.
fn kin(a: &Draft, b: &Draft) -> bool {
    a.lemma == b.lemma || a.code == b.code || a.category == Category::Assault && a.noun != b.noun
}

fn conflicting(a: &Draft, b: &Draft) -> bool {
    let apart = |x: &[ActorId], y: &[ActorId]| !x.is_empty() && !y.is_empty() && !overlap(x, y);
    apart(&a.agents, &b.agents)
        || apart(&a.targets, &b.targets)
        || a.place.is_some() && b.place.is_some() && a.place != b.place
        || matches!((&a.iso, &b.iso), (Some(x), Some(y)) if x != y)
        || a.modality == Modality::Planned && b.modality == Modality::Asserted
}

fn overlap(a: &[ActorId], b: &[ActorId]) -> bool {
    a.iter().any(|x| b.contains(x))
}

/// Adds what `later` says to `event`.
fn absorb(event: &mut Draft, later: Draft) {
    let fill = |mine: &mut Vec<ActorId>, more: Vec<ActorId>, others: &[ActorId]| {
        for actor in more {
            if !mine.contains(&actor) && !others.contains(&actor) {
                mine.push(actor);
            }
        }
    };
    if event.agents.is_empty() {
        fill(&mut event.agents, later.agents, &event.targets);
    }
    if event.targets.is_empty() || later.sentence == event.sentence {
        fill(&mut event.targets, later.targets, &event.agents);
    }
    event.place = event.place.or(later.place);
    if event.date.is_none() {
        event.date = later.date;
        event.iso = later.iso;
    }
    // The noun of "les frappes ont tué" names the event better than the verb that tells its outcome.
    if event.outcome && !later.outcome && event.sentence == later.sentence {
        event.mentions.push(std::mem::replace(&mut event.trigger, later.trigger));
        event.code.clone_from(&later.code);
        event.mode.clone_from(&later.mode);
        event.outcome = false;
    } else {
        event.mentions.push(later.trigger);
    }
    event.mentions.extend(later.mentions);
    event.heads.extend(later.heads);
    if event.modality == Modality::Claimed && later.modality == Modality::Asserted {
        event.modality = Modality::Asserted;
    }
    event.confidence = event.confidence.max(later.confidence);
}
