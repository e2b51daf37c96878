//! The same happening told again is one event.

use crate::dispatch::{ActorId, Category, Modality};

use super::Draft;

/// Merges what tells the same happening; the first full telling stays, later ones become its mentions.
#[must_use]
pub fn merge(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut told: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let near = told.iter_mut().rev().take_while(|k| k.sentence == draft.sentence);
        match near.into_iter().find(|k| k.category == draft.category && joined(k, &draft)) {
            Some(event) => absorb(event, draft),
            None => told.push(draft),
        }
    }
    let mut kept: Vec<Draft> = Vec::with_capacity(told.len());
    for draft in told {
        let from = kept.len().saturating_sub(WINDOW);
        let tells = |k: &&mut Draft| same(k, &draft);
        match kept[from..].iter_mut().filter(tells).max_by_key(|k| closeness(k, &draft)) {
            Some(event) => absorb(event, draft),
            None => kept.push(draft),
        }
    }
    kept
}

/// PLOVER's mode of taking somebody away, which kills nobody.
pub const ABDUCTION: &str = "abduct";
/// How many sentences after a headline tell what it tells.
const LEAD: usize = 2;
/// How many sentences back a definite noun points that is another word for what was told.
const NEARBY: usize = 2;
/// How many sentences ahead a definite noun may point at what is told in full.
const AHEAD: usize = 6;

/// How many events back a telling may point.
const WINDOW: usize = 40;

/// How well `later` goes with `earlier`, which it may tell again; of the same closeness the last is meant.
fn closeness(earlier: &Draft, later: &Draft) -> usize {
    let linked = earlier.sentence == later.sentence && later.linked.contains(&earlier.head);
    usize::from(linked) * 4
        + usize::from(overlap(&earlier.agents, &later.agents)) * 2
        + usize::from(earlier.lemma == later.lemma)
}

/// Whether in one sentence the syntax makes `earlier` and `later` one: one word is the argument of the other ("les frappes ont
/// tué ...", "tués dans l'attaque"), or its purpose or circumstance ("se rendre à X pour rencontrer Y", "tués quand X a attaqué").
fn joined(earlier: &Draft, later: &Draft) -> bool {
    let linked = later.linked.contains(&earlier.head) || earlier.linked.contains(&later.head);
    let governed =
        later.governor.is_some_and(|g| earlier.heads.contains(&g)) && later.modality != Modality::Denied;
    let one = earlier.outcome || later.outcome || earlier.category == Category::Consult;
    // "Dix personnes ont été tuées lorsque X a attaqué", "tuées à l'arme blanche lors d'une attaque".
    if earlier.outcome && !later.outcome && earlier.agents.is_empty() {
        return linked || governed || later.noun || !apart(&earlier.targets, &later.targets);
    }
    // "a pilonné un marché, tuant deux femmes", whoever the parse gives the participle to.
    if later.outcome && later.trailing && !earlier.outcome {
        return true;
    }
    // "rammed and sank a launch": two words for what was done to the same.
    let twice = earlier.category == Category::Assault
        && later.beside.is_some_and(|b| earlier.heads.contains(&b))
        && earlier.modality == later.modality
        && !apart(&earlier.targets, &later.targets)
        && (earlier.targets.is_empty() || !later.targets.is_empty());
    twice || (linked || governed) && (one || !apart(&earlier.agents, &later.agents))
}

/// Gives the dead and wounded of riots and crackdowns to these: "six agents blessés lors d'une émeute" tells of one event.
pub fn cost(drafts: &mut Vec<Draft>) {
    let bloody = |d: &Draft| d.noun && matches!(d.category, Category::Protest | Category::Coerce);
    let mut paid: Vec<(usize, usize)> = Vec::new();
    for o in 0..drafts.len() {
        let outcome = &drafts[o];
        if !(outcome.outcome && outcome.agents.is_empty()) {
            continue;
        }
        // What else is told of the dead and wounded of the sentence goes with it.
        let here = |d: &&Draft| bloody(d) && d.sentence_span == outcome.sentence_span;
        let mut causes = (0..drafts.len()).filter(|&i| here(&&drafts[i]));
        let fellow = |h: usize| {
            drafts
                .iter()
                .any(|d| d.outcome && d.sentence_span == outcome.sentence_span && d.linked.contains(&h))
        };
        let cause = causes.find(|&i| fellow(drafts[i].head));
        paid.extend(cause.map(|i| (o, i)));
    }
    for &(o, cause) in &paid {
        let (heads, trigger) = (drafts[o].heads.clone(), drafts[o].trigger);
        drafts[cause].heads.extend(heads);
        drafts[cause].mentions.push(trigger);
        drafts[cause].bloody = true;
    }
    let mut at = 0..;
    drafts.retain(|_| at.next().is_none_or(|i| !paid.iter().any(|&(o, _)| o == i)));
}

/// Whether `later` tells `earlier` again.
fn same(earlier: &Draft, later: &Draft) -> bool {
    // The dead of a day are not those of an attack that is to come.
    let unreal =
        |d: &Draft| matches!(d.modality, Modality::Planned | Modality::Hypothetical | Modality::Denied);
    if earlier.category != later.category || later.outcome && !unreal(later) && unreal(earlier) {
        return false;
    }
    let near = later.sentence - earlier.sentence;
    if near == 0 && joined(earlier, later) {
        return true;
    }
    // "at war with X ... the raids ... ten people were killed": what happens on a day is not the war.
    if near > 0 && earlier.lasting && !later.lasting {
        return false;
    }
    // "killed 12", "1,200 have been killed since": the dead of a day are not those of years.
    if near > 0
        && later.outcome
        && earlier.victims.zip(later.victims).is_some_and(|(a, b)| a.abs_diff(b) > a.min(b))
    {
        return false;
    }
    // What an attack cost: told with it by the same subject, or after it; but who was killed alone is not of those.
    if later.outcome
        && near <= 1
        && (later.agents.is_empty() || near == 0 && overlap(&earlier.agents, &later.agents))
    {
        let fresh = !earlier.outcome || near == 0 && !apart(&earlier.agents, &later.agents);
        // "X was killed and ten people wounded" tells of one attack.
        let together = near == 0 && later.anonymous && later.victims.is_some();
        let alone = earlier.personal && !together || earlier.mode.as_deref() == Some(ABDUCTION);
        return fresh && !(alone && apart(&earlier.targets, &later.targets));
    }
    if earlier.category == Category::Consult && others(&earlier.agents, &later.agents) {
        return false;
    }
    // "X said it had struck Y": a belligerent's word on what was just told.
    let own_word =
        later.modality == Modality::Claimed && later.verbal() && earlier.modality == Modality::Asserted;
    if own_word && later.category == Category::Assault && near <= NEARBY && told_of(earlier, later) {
        return true;
    }
    let apart_agents = apart(&earlier.agents, &later.agents)
        && !alike(earlier, later)
        && !(earlier.headline && of_one_state(earlier, later));
    if apart_agents || later_day(earlier, later) {
        return false;
    }
    let elsewhere = earlier.place.is_some() && later.place.is_some() && earlier.place != later.place;
    let aftermath = later.outcome && later.agents.is_empty() && later.date.is_none() && !elsewhere;
    if earlier.headline && kin(earlier, later) && (near <= LEAD || aftermath) {
        return true;
    }
    if earlier.headline && near <= LEAD && (of_one_state(earlier, later) || retold(earlier, later)) {
        return true;
    }
    if apart(&earlier.targets, &later.targets) && !(earlier.headline && earlier.anonymous) {
        return false;
    }
    let dated = later.date.is_some() && (later.iso.is_none() || later.iso != earlier.iso);
    let again = retold(earlier, later) || of_one_state(earlier, later);
    if earlier.headline && !dated && kin(earlier, later) && again {
        return true;
    }
    // "une explosion ...": "l'attaque" is another word for it.
    let attack = earlier.category == Category::Assault && near <= NEARBY;
    if later.noun && later.definite && (attack || kin(earlier, later)) {
        let again = earlier.lemma == later.lemma;
        // "l'assaut de X, en 2021": what has its own date or place points at nothing told before.
        let new = near > NEARBY && !later.targets.is_empty() && !overlap(&earlier.targets, &later.targets);
        let known = again || later.date.is_none() && !elsewhere && !new;
        return known
            && (again
                || earlier.headline
                || earlier.category == Category::Assault
                || near <= NEARBY
                || retold(earlier, later));
    }
    // "l'offensive des groupes armés", told before "X a lancé une offensive".
    if earlier.noun
        && earlier.definite
        && earlier.lemma == later.lemma
        && later.sentence - earlier.sentence <= AHEAD
    {
        return true;
    }
    earlier.lemma == later.lemma
        && earlier.agents == later.agents
        && earlier.targets == later.targets
        && !elsewhere
}

/// Whether the two words may name the same: the same word, of the same code, or an attack by noun and by verb.
fn kin(a: &Draft, b: &Draft) -> bool {
    a.lemma == b.lemma || a.code == b.code || a.category == Category::Assault && a.noun != b.noun
}

/// Whether the agents of one are of the countries that those of the other are of, so that a headline may name the state for its
/// minister.
fn of_one_state(a: &Draft, b: &Draft) -> bool {
    !a.countries.is_empty() && a.countries.iter().any(|c| b.countries.contains(c))
}

/// Whether the same side does it to nobody else, on no other day and in no other place.
fn told_of(a: &Draft, b: &Draft) -> bool {
    let side = overlap(&a.agents, &b.agents) || of_one_state(a, b);
    let elsewhere = a.place.is_some() && b.place.is_some() && a.place != b.place;
    side && kin(a, b) && !apart(&a.targets, &b.targets) && !later_day(a, b) && !elsewhere
}

/// Whether the two have a party or the very word in common.
fn retold(a: &Draft, b: &Draft) -> bool {
    a.lemma == b.lemma || overlap(&a.agents, &b.agents) || overlap(&a.targets, &b.targets)
}

/// Whether the two happen on different days, or one is past and the other to come.
fn later_day(a: &Draft, b: &Draft) -> bool {
    matches!((&a.iso, &b.iso), (Some(x), Some(y)) if x != y)
        || a.modality == Modality::Asserted && b.modality == Modality::Planned
}

/// Whether the agents of one are only described, as what those of the other may be.
fn alike(a: &Draft, b: &Draft) -> bool {
    (a.described || b.described) && a.acting.is_some() && a.acting == b.acting
}

/// Whether both name several, and each somebody whom the other does not name: two talks of the same minister.
fn others(a: &[ActorId], b: &[ActorId]) -> bool {
    let more = |a: &[ActorId], b: &[ActorId]| a.len() > 1 && a.iter().any(|x| !b.contains(x));
    more(a, b) && more(b, a)
}

/// Whether both name somebody, and nobody in common.
fn apart(a: &[ActorId], b: &[ActorId]) -> bool {
    !a.is_empty() && !b.is_empty() && !overlap(a, b)
}

fn overlap(a: &[ActorId], b: &[ActorId]) -> bool {
    a.iter().any(|x| b.contains(x))
}

/// Adds what `later` says to `event`.
fn absorb(event: &mut Draft, later: Draft) {
    // The body tells in full what a headline only names: its words stand, and the headline fills what they leave open.
    if event.headline && !later.headline && event.mentions.is_empty() && (event.outcome || !later.outcome) {
        let headline = std::mem::replace(event, later);
        let fuller = |mine: &mut Vec<ActorId>, more: &[ActorId], others: &[ActorId]| {
            if mine.is_empty() && more.iter().all(|a| !others.contains(a)) {
                mine.extend_from_slice(more);
            }
        };
        fuller(&mut event.agents, &headline.agents, &event.targets);
        if event.targets.is_empty() && !event.mutual {
            event.anonymous = headline.anonymous;
            fuller(&mut event.targets, &headline.targets, &event.agents);
        }
        event.place = event.place.or(headline.place);
        if event.date.is_none() {
            (event.date, event.iso) = (headline.date, headline.iso);
        }
        if headline.modality == Modality::Asserted {
            event.modality = Modality::Asserted;
        }
        event.mentions.push(headline.trigger);
        event.heads.extend(headline.heads);
        event.linked.extend(headline.linked);
        event.bloody |= headline.bloody;
        event.confidence = event.confidence.max(headline.confidence);
        return;
    }
    let fill = |mine: &mut Vec<ActorId>, more: Vec<ActorId>, others: &[ActorId]| {
        for actor in more {
            if !mine.contains(&actor) && !others.contains(&actor) {
                mine.push(actor);
            }
        }
    };
    if event.described && !later.described && event.acting == later.acting && !later.agents.is_empty() {
        event.agents.clear();
        event.described = false;
    }
    if event.agents.is_empty() && !later.trailing
        || event.category == Category::Consult && event.sentence == later.sentence
    {
        fill(&mut event.agents, later.agents, &event.targets);
    }
    // Who died in a fight, or in an attack on somebody else, is its toll; the dead of an attack that is on nobody else are whom it
    // was on.
    if event.outcome && !later.outcome && event.anonymous && (later.mutual || !later.targets.is_empty()) {
        event.targets = later.targets;
        event.anonymous = later.anonymous;
    } else {
        let here = event.sentence == later.sentence;
        let own = event.targets.is_empty() && !event.mutual && here;
        let victims = event.outcome != later.outcome && later.anonymous && !own;
        if !victims && (event.targets.is_empty() || here) {
            event.anonymous &= later.anonymous;
            fill(&mut event.targets, later.targets, &event.agents);
        }
    }
    event.place = event.place.or(later.place);
    if event.date.is_none() {
        event.date = later.date;
        event.iso = later.iso;
    }
    // The noun of "les frappes ont tué" names the event better than the verb that tells its outcome.
    if event.outcome && !later.outcome && event.sentence == later.sentence {
        event.mentions.push(std::mem::replace(&mut event.trigger, later.trigger));
        event.lemma.clone_from(&later.lemma);
        (event.noun, event.definite) = (later.noun, later.definite);
        event.code.clone_from(&later.code);
        event.mode.clone_from(&later.mode);
        event.outcome = false;
        event.death = false;
    } else {
        event.mentions.push(later.trigger);
    }
    event.mentions.extend(later.mentions);
    event.heads.extend(later.heads);
    event.linked.extend(later.linked);
    event.bloody |= later.bloody;
    let confirmed = !later.noun && later.attribution.is_none() && later.modality == Modality::Asserted;
    if event.modality == Modality::Claimed && confirmed {
        event.modality = Modality::Asserted;
    }
    event.confidence = event.confidence.max(later.confidence);
}
