//! Who does and who suffers what happens: learning and scores.

use super::gold::{Text, Who};
use super::{DECIDING, GROUPS, NEAR, Options, PARTIES, SAME, best, limits, score, within};
use depeche::extract::arguments::ROLES;
use depeche::extract::arguments::model::{Likely, Limits, Scores, Table};
use depeche::extract::arguments::train::{Example, cross_validate, fit};
use std::collections::HashSet;

/// For each event of a text how likely everybody who is meant in it is its agent or its target.
type Events = Vec<Vec<Likely<Who>>>;

/// The limit below which a party goes, until it is chosen.
const KEEP: f32 = 0.1;

/// Learns from `texts`, and prints what it is worth on those held out.
pub fn learn(texts: &[Text], options: &Options) -> Table<{ ROLES.len() }> {
    let texts: Vec<&Text> = texts.iter().filter(|t| !t.events.is_empty()).collect();
    let examples: Vec<Example<_>> = texts.iter().flat_map(|t| t.parties.iter().cloned()).collect();
    let likely = likely(&texts, cross_validate(&examples, PARTIES, options.folds));
    let f1 = |limits: Limits| -> f64 {
        let of = |group, role| {
            let of = |t: &Text| within(t, group);
            score::parties(&texts, role, of, |i, t, n| reviewed(t, &likely[i], n, role, limits)).f1()
        };
        DECIDING.iter().flat_map(|group| (0..ROLES.len()).map(|role| of(group, role))).sum()
    };
    let mut chosen = Limits { keep: [KEEP; ROLES.len()], ..Limits::default() };
    chosen.add = best(limits(8, 36), NEAR, |add| f1(Limits { add, ..chosen }));
    chosen.beside = best(limits(8, 36), NEAR, |beside| f1(Limits { beside, ..chosen }));
    for role in 0..ROLES.len() {
        let with = |keep| {
            let mut limits = chosen;
            limits.keep[role] = keep;
            limits
        };
        let keep = best(limits(0, 12), SAME, |keep| f1(with(keep)));
        chosen = with(keep);
    }
    println!("parties: {}, {chosen:?}", examples.len());
    report(&texts, &likely, chosen);
    fit(&examples.iter().collect::<Vec<_>>(), PARTIES, chosen)
}

/// Prints the scores of `roles` on `texts`, from which nothing was learned.
pub fn test(texts: &[Text], roles: &Table<{ ROLES.len() }>) {
    let texts: Vec<&Text> = texts.iter().filter(|t| !t.events.is_empty()).collect();
    let likely = likely(&texts, texts.iter().flat_map(|t| &t.parties).map(|e| roles.weigh(&e.features)));
    report(&texts, &likely, roles.limits);
}

fn likely(texts: &[&Text], found: impl IntoIterator<Item = Scores<{ ROLES.len() }>>) -> Vec<Events> {
    let mut found = found.into_iter();
    let one = |text: &&Text| {
        let mut events: Events = vec![Vec::new(); text.events.len()];
        for (&(event, who, sure), scores) in text.parts.iter().zip(found.by_ref()) {
            Likely::note(&mut events[event], who, sure, scores);
        }
        events
    };
    texts.iter().map(one).collect()
}

/// Who is party to an event in `role` once the model has been asked.
fn reviewed(text: &Text, likely: &Events, event: usize, role: usize, limits: Limits) -> HashSet<Who> {
    let stated = text.events[event].stated.clone().map(|all| all.into_iter().collect());
    limits.parties(stated, likely[event].clone())[role].iter().copied().collect()
}

/// Who is right of those that are meant where it is told.
fn within_reach(text: &Text, event: usize, role: usize) -> HashSet<Who> {
    let meant = text.parts.iter().filter(|(n, ..)| *n == event).map(|(_, who, _)| *who);
    meant.filter(|who| text.events[event].right[role].contains(who)).collect()
}

fn report(texts: &[&Text], likely: &[Events], limits: Limits) {
    for group in GROUPS {
        let of = |t: &Text| within(t, group);
        if texts.iter().any(|t| of(t)) {
            for (role, name) in (0..).zip(["agents", "targets"]) {
                let rules = score::parties(texts, role, of, |_, t, n| t.events[n].stated[role].clone());
                let model =
                    score::parties(texts, role, of, |i, t, n| reviewed(t, &likely[i], n, role, limits));
                let most = score::parties(texts, role, of, |_, t, n| within_reach(t, n, role));
                println!("  {group:16} {name:8} rules {rules}  with the model {model}  at most {most}");
            }
        }
    }
}
