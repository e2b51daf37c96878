//! The two sides of what a text tells: "les deux parties", "both governments".

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::book::Book;
use super::page::Page;
use super::scan::Scan;
use crate::dispatch::{ActorId, ActorKind, Country};
use crate::lexicon::gazetteer::Class;

/// A party to a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    /// A state with all its bodies.
    State(Country),
    /// An armed group.
    Group(ActorId),
}

/// How many words back the sides of a conflict were told of at most: no text takes longer than its length asks for.
const LOOK_BACK: usize = 4000;

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
                return Some(pair(book, [one, other]));
            }
        }
    }
    // Who is armed is a party sooner than who talks, and who was named first sooner than who joined.
    // The sentence itself counts where those before it tell of none: "X et Y se sont battus, les deux camps s'accusant ...".
    [here, token].into_iter().find_map(|until| {
        let mut most: Vec<_> = told
            .iter()
            .map(|one @ (side, (tokens, _))| {
                let before = tokens.partition_point(|&t| t < until);
                ((Reverse(before), matches!(side, Side::State(_)), tokens.first().copied()), one)
            })
            .filter(|((before, ..), _)| before.0 > 0)
            .collect();
        most.sort_by_key(|&(rank, _)| rank);
        let mut most = most.into_iter().map(|(_, one)| one);
        let both = [most.next()?, most.next()?];
        Some(pair(book, both))
    })
}

/// The state other than those that somebody of `doers` is, of which the text said most before the word at `token`; `None` where
/// no state does anything. One that was only named as a place will do: "a fermé sa frontière avec X".
pub fn other(
    page: &Page<'_>,
    scan: &Scan<'_>,
    book: &mut Book,
    token: usize,
    doers: &[ActorId],
) -> Option<ActorId> {
    // A president speaks for his country.
    let official = |id: ActorId| {
        let actor = book.actor(id);
        let held = !book.facts(id).offices.is_empty() || !actor.roles.is_empty();
        actor.country.filter(|_| actor.kind == ActorKind::Person && held).map(Side::State)
    };
    let own: Vec<Side> = doers.iter().filter_map(|&id| side(book, id).or_else(|| official(id))).collect();
    let state = |side: &Side| matches!(side, Side::State(_));
    if !own.iter().any(state) {
        return None;
    }
    let told = told(page, scan, book, token);
    let others = told.iter().filter(|(side, _)| state(side) && !own.contains(side));
    let most = others.max_by_key(|(_, (tokens, _))| (tokens.len(), Reverse(tokens.first().copied())));
    most.map(|(_, (_, stands))| *stands).or_else(|| {
        let before = scan.names.partition_point(|n| n.to <= token);
        let named = scan.names[..before].iter().rev().filter_map(|n| n.known.first());
        let mut states = named.filter(|e| e.class == Class::State).filter_map(|e| e.country);
        let country = states.find(|&country| !own.contains(&Side::State(country)))?;
        super::state(page, book, country)
    })
}

/// Who stands for two sides, in the order in which they were named: a state itself, where it is somebody in the text.
fn pair(book: &Book, mut both: [(&Side, &(Vec<usize>, ActorId)); 2]) -> [ActorId; 2] {
    both.sort_by_key(|(_, (tokens, _))| tokens.first().copied());
    both.map(|(side, &(_, stands))| match *side {
        Side::State(country) => book.by_state(country).unwrap_or(stands),
        Side::Group(id) => id,
    })
}

/// The sides that are told of before the word at `before`.
fn told(page: &Page<'_>, scan: &Scan<'_>, book: &Book, before: usize) -> Told {
    let from = before.saturating_sub(LOOK_BACK);
    let mut told = Told::new();
    let all = book.cast.iter().map(|(id, _)| id).filter(|&id| book.resolve(id) == id);
    for id in all {
        let Some(side) = side(book, id) else { continue };
        let named = book.facts(id).named || book.facts(id).listed;
        if matches!(side, Side::Group(_)) && !named {
            continue;
        }
        let tokens = book.facts(id).tokens();
        let place = |token: usize| tokens.partition_point(|&t| t < token);
        let tokens = &tokens[place(from)..place(before)];
        if tokens.is_empty() {
            continue;
        }
        let (all, stands) = told.entry(side).or_insert((Vec::new(), id));
        let rank = |id: ActorId| RANKS.iter().position(|&kind| kind == book.actor(id).kind);
        if rank(id) < rank(*stands) {
            *stands = id;
        }
        all.extend_from_slice(tokens);
    }
    // What is only called after a state does not make it a party, and "le Hezbollah libanais" is not Lebanon.
    for token in from..before {
        let of = page.tokens()[token].head.and_then(|noun| book.cast.at(noun));
        if let Some(state) = scan.demonym(token).map(Side::State)
            && of.is_none_or(|id| side(book, book.resolve(id)) == Some(state))
            && let Some((tokens, _)) = told.get_mut(&state)
        {
            tokens.push(token);
        }
    }
    for (tokens, _) in told.values_mut() {
        tokens.sort_unstable();
        tokens.dedup();
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

#[cfg(test)]
mod tests {
    use super::super::record_tests::{called, record, targets};

    #[test]
    fn both_sides_are_those_of_whom_the_text_said_most() {
        let text = "Thailand shelled Cambodia on Monday. Thailand blamed Cambodia for the clash. Laos offered to host \
                    talks. Both sides rejected the plan.";
        let items = record("en", text);
        let last = items.events.last().unwrap();
        let agents: Vec<&str> = last.agents.iter().map(|id| items.actors[id.0].name.as_str()).collect();
        assert_eq!(agents, ["Thailand", "Cambodia"]);
    }

    #[test]
    fn two_governments_are_the_states_that_the_text_is_about() {
        let items = record(
            "fr",
            "Le Pakistan a bombardé l'Inde lundi. L'armée indienne a riposté mardi, selon le ministère indien de la Défense. Le Congrès, \
             parti d'opposition, a approuvé. L'ONU a exhorté les deux gouvernements à la retenue.",
        );
        assert_eq!(targets(&items), ["Pakistan", "Inde"]);
    }

    #[test]
    fn who_only_deals_with_a_party_does_not_keep_it_from_being_one() {
        let text = "La Chine a bombardé les Philippines. Pékin a accusé Manille de provocations. Un navire des Etats-Unis a croisé au \
                    large. Le Vietnam, rival de la Chine, a exhorté les belligérants à la retenue.";
        assert_eq!(targets(&record("fr", text)), ["Chine", "Philippines"]);
    }

    #[test]
    fn an_armed_group_is_a_side_and_its_adjective_is_none() {
        let text = "Le Hezbollah libanais a tiré sur Israël. Israël a bombardé le Hezbollah libanais. Le Liban a protesté. \
                    L'ONU a exhorté les deux camps à la retenue.";
        assert_eq!(targets(&record("fr", text)), ["Hezbollah libanais", "Israël"]);
    }

    #[test]
    fn two_people_named_side_by_side_are_the_parties() {
        let text = "Lors de l'entretien entre Anton Brek et Awa Keïta, les deux parties ont salué l'accord.";
        let items = record("fr", text);
        let last = items.events.last().unwrap();
        assert_eq!(called(&items, &last.agents), ["Anton Brek", "Awa Keïta"]);
    }

    #[test]
    fn a_neighbour_is_the_other_state() {
        let text =
            "La Finlande a fermé sa frontière avec la Russie. Helsinki accuse son voisin de provocations.";
        let items = record("fr", text);
        assert_eq!(targets(&items), ["Russie"]);
        assert!(items.actors.iter().all(|a| a.name != "voisin"));
    }

    #[test]
    fn those_whom_a_word_means_together_are_meant_by_the_pronoun_behind_it() {
        let text = "La Turquie a menacé la Grèce lundi. L'envoyé de l'ONU a rencontré les deux parties et leur a demandé de la retenue.";
        assert_eq!(targets(&record("fr", text)), ["Turquie", "Grèce"]);
    }
}
