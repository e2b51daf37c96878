//! Whether the name of a country or capital acts, says where, or only says whose something is.

use foldhash::HashSet;

use smol_str::SmolStr;

use super::page::Page;
use super::scan::{Name, Scan};
use crate::dispatch::ParagraphKind;
use crate::language::{Deprel, Upos};
use crate::lexicon::gazetteer::Class;

/// What a name that is both a place and an actor does where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It acts, or something is done to it or with it.
    Actor,
    /// It says where.
    Place,
    /// It says whose something is.
    Of,
}

/// Modes of events that are done to towns.
const OCCUPIES: [&str; 2] = ["occupy", "blockade"];

/// How each name of `scan` stands in its clause, in its order.
pub fn standings(page: &Page<'_>, scan: &Scan<'_>) -> Vec<Standing> {
    let mut standings = Vec::with_capacity(scan.names.len());
    for name in &scan.names {
        let standing = match standing(page, scan, name, &standings) {
            Standing::Actor if only_where(page, name) => Standing::Place,
            standing => standing,
        };
        standings.push(standing);
    }
    standings
}

/// Whether `name` is that of a region that may act by its name, yet does nothing here: it is one where it is the subject of a verb, or
/// a preposition makes a party of it.
fn only_where(page: &Page<'_>, name: &Name<'_>) -> bool {
    let region = name.known.first().is_some_and(|e| e.class == Class::Autonomy);
    let acts = |i: usize| {
        let token = &page.tokens()[i];
        let verb = token.head.is_some_and(|h| page.upos(h) == Upos::Verb);
        token.deprel == Deprel::Nsubj && verb || token.deprel == Deprel::Conj
    };
    region && preposition(page, name.from).is_none() && !(name.from..name.to).any(acts)
}

/// How `name` stands, where `before` tells that of all names before it.
fn standing(page: &Page<'_>, scan: &Scan<'_>, name: &Name<'_>, before: &[Standing]) -> Standing {
    if page.paragraph(name.from) == ParagraphKind::Dateline
        || in_brackets_after_place(page, scan, name)
        || keyword(page, name)
    {
        return Standing::Place;
    }
    if qualifies_noun(page, scan, name) {
        let from = if page.upos(name.to) == Upos::Part { name.to + 1 } else { name.to };
        let last = (from..from + 4).take_while(|&i| {
            matches!(page.upos(i), Upos::Noun | Upos::Adj)
                && page.sentence_start(i) == page.sentence_start(name.from)
        });
        let noun = last.last();
        // "Syria's ally", "US support": with whom, or by whom.
        let party = |noun: usize| {
            let lemma = page.lemma(noun);
            page.grammar().agency.contains(lemma) || !page.reading.words.relations.holders(lemma).is_empty()
        };
        return match noun {
            Some(noun) if held_in(page, name, noun) => Standing::Place,
            Some(noun) if party(noun) => Standing::Actor,
            _ => Standing::Of,
        };
    }
    if partitive_adjective(page, name.from) {
        return Standing::Place;
    }
    match preposition(page, name.from) {
        Some(at) if page.grammar().recipient.contains(page.lower(at)) => {
            second(page, scan, name, before).unwrap_or_else(|| after_preposition(page, scan, at, name))
        }
        Some(at) => second(page, scan, name, before)
            .filter(|&other| other == Standing::Actor)
            .unwrap_or_else(|| after_preposition(page, scan, at, name)),
        None if taken(page, name) || after_town(page, scan, name) => Standing::Place,
        None => coordinated(page, scan, name, before).unwrap_or(Standing::Actor),
    }
}

/// "prendre Boral", "besieged Boral": whether the name of a capital is that of a town which somebody takes or holds.
pub(super) fn taken(page: &Page<'_>, name: &Name<'_>) -> bool {
    let triggers = &page.reading.words.triggers;
    let object = (name.from..name.to).find(|&i| page.tokens()[i].deprel.base() == Deprel::Obj);
    let occupies = |verb: usize| {
        triggers.verbs(&page.tokens()[verb].lemma).iter().any(|p| {
            triggers.class(p.class).is_some_and(|c| c.mode.as_deref().is_some_and(|m| OCCUPIES.contains(&m)))
        })
    };
    name.meaning(|c| c == Class::Capital).is_some()
        && object.and_then(|i| page.tokens()[i].head).is_some_and(occupies)
}

/// The preposition before token `i`, over determiners and adjectives.
fn preposition(page: &Page<'_>, i: usize) -> Option<usize> {
    let start = page.sentence_start(i);
    let at = (start..i).rev().find(|&n| !(page.lower(n).is_empty() || page.upos(n) == Upos::Det))?;
    let word = page.lower(at);
    (page.upos(at) == Upos::Adp || page.grammar().of.contains(word) || page.grammar().locative.contains(word))
        .then_some(at)
}

/// "entre Bagdad et Kirkouk": whether a name is coordinated with that of a town that is no capital.
fn beside_town(page: &Page<'_>, scan: &Scan<'_>, name: &Name<'_>) -> bool {
    let next = scan.name_at(page.after(name.to)).filter(|_| page.upos(name.to) == Upos::Cconj);
    let town = |n: usize| {
        scan.names[n]
            .known
            .first()
            .is_some_and(|e| matches!(e.class, Class::City | Class::Region | Class::Autonomy))
    };
    next.is_some_and(town)
}

/// "entre Kirkouk et Bagdad": whether the name of a capital is coordinated with that of a town before it that is none.
fn after_town(page: &Page<'_>, scan: &Scan<'_>, name: &Name<'_>) -> bool {
    let and = name.from.checked_sub(1).filter(|&i| page.upos(i) == Upos::Cconj);
    let before = and.and_then(|i| scan.name_at(i.checked_sub(1)?));
    let town = before.is_some_and(|n| {
        scan.names[n].known.first().is_some_and(|e| matches!(e.class, Class::City | Class::Region))
    });
    town && name.known.first().is_some_and(|e| e.class == Class::Capital)
}

fn after_preposition(page: &Page<'_>, scan: &Scan<'_>, at: usize, name: &Name<'_>) -> Standing {
    let grammar = page.grammar();
    let word = if grammar.locative.contains(page.lower(at)) { page.lower(at) } else { page.lemma(at) };
    let word = if grammar.of.contains(page.lower(at)) { page.lower(at) } else { word };
    if grammar.of.contains(word) {
        let before = at.checked_sub(1).filter(|&n| n >= page.sentence_start(at));
        let part = before.is_some_and(|n| {
            page.nominals().parts.contains(page.lemma(n))
                || page.nominals().parts.contains(page.lower(n))
                || page.nominals().regions.contains(page.lemma(n))
                || (page.upos(n) == Upos::Adj && n > 0 && page.nominals().regions.contains(page.lemma(n - 1)))
        });
        let acts = before.is_some_and(|n| grammar.agency.contains(page.lemma(n)));
        let part = part || before.is_some_and(|n| held_in(page, name, n));
        return match (part, acts) {
            (_, true) => Standing::Actor,
            (true, false) => Standing::Place,
            (false, false) => Standing::Of,
        };
    }
    if grammar.between.contains(word) && beside_town(page, scan, name) {
        return Standing::Place;
    }
    if !grammar.locative.contains(word) {
        let border = at > page.sentence_start(at) && page.nominals().borders.contains(page.lemma(at - 1));
        return if border { Standing::Place } else { Standing::Actor };
    }
    let party = !opens(page, name, at)
        && if grammar.recipient.contains(word) {
            receives(page, name, at, &grammar.receive)
        } else {
            grammar.giver.contains(word) && receives(page, name, at, &grammar.give)
        };
    if party { Standing::Actor } else { Standing::Place }
}

/// "À Bruxelles, X a promis": what opens the sentence and is set off says where, if somebody acts there; "À Bruxelles, on réclame" says
/// who does.
fn opens(page: &Page<'_>, name: &Name<'_>, at: usize) -> bool {
    let analysis = page.reading.analysis;
    let verb = page.tokens()[name.to - 1].head;
    let subject = verb.and_then(|v| analysis.dependent(v, Deprel::Nsubj));
    at == page.sentence_start(at)
        && page.lower(name.to) == ","
        && subject.is_some_and(|s| matches!(page.upos(s), Upos::Noun | Upos::Propn))
}

/// "the Doha talks", "le sommet de Singapour": whether the capital tells where the meeting or agreement at `noun` was held.
fn held_in(page: &Page<'_>, name: &Name<'_>, noun: usize) -> bool {
    let capital = name.meaning(|c| c == Class::Capital).is_some();
    let words = &page.nominals().meetings;
    capital && (words.contains(page.lemma(noun)) || words.contains(page.lower(noun)))
}

/// Whether what governs the name is one of `words`, after which the preposition at `at` marks a party.
fn receives(page: &Page<'_>, name: &Name<'_>, at: usize, words: &HashSet<SmolStr>) -> bool {
    let takes = |i: usize| words.contains(page.lemma(i)) || words.contains(page.lower(i));
    let head = (name.from..name.to)
        .find_map(|i| page.tokens()[i].head.filter(|h| !(name.from..name.to).contains(h)))
        .filter(|&h| h < name.from || !matches!(page.upos(h), Upos::Adp));
    // "livre des armes à X": the name may hang on what is given.
    let given = head.filter(|&h| page.upos(h) == Upos::Noun).and_then(|h| page.tokens()[h].head);
    head.is_some_and(takes)
        || given.is_some_and(takes)
        || (at > page.sentence_start(at) && takes(at - 1))
        || (name.from..name.to).any(|i| page.tokens()[i].deprel == Deprel::Iobj)
}

/// "Mali: trois morts": what a headline opens with before its colon says where.
fn keyword(page: &Page<'_>, name: &Name<'_>) -> bool {
    name.from == page.sentence_start(name.from) && page.lower(name.to) == ":"
}

/// "Goma (RD Congo)": what stands in brackets or between commas behind a place says where that is.
fn in_brackets_after_place(page: &Page<'_>, scan: &Scan<'_>, name: &Name<'_>) -> bool {
    let Some(before) = name.from.checked_sub(2).filter(|&n| n >= page.sentence_start(name.from)) else {
        return false;
    };
    let bracketed = page.lower(name.from - 1) == "(" && page.lower(name.to) == ")";
    let between = page.lower(name.from - 1) == "," && matches!(page.lower(name.to), "," | ")" | ".");
    let place = |n: usize| scan.names[n].known.first().is_some_and(|e| e.class.is_place());
    (bracketed || between) && scan.name_at(before).is_some_and(place) && {
        let inner = scan.name_at(before).and_then(|n| scan.names[n].country());
        inner == name.country()
    }
}

/// "Gaza talks", "US officials": a name right before a noun that it depends on.
fn qualifies_noun(page: &Page<'_>, scan: &Scan<'_>, name: &Name<'_>) -> bool {
    if !page.grammar().noun_before_noun || name.to >= page.len() {
        return false;
    }
    let head = page.tokens()[name.to - 1].head;
    let possessive = page.upos(name.to) == Upos::Part;
    let coordinated = page.upos(name.to) == Upos::Cconj
        && scan.demonym(page.after(name.to)).is_some()
        && matches!(page.upos(page.after(name.to) + 1), Upos::Noun | Upos::Adj);
    let compound = head.is_some_and(|h| h >= name.to && h < name.to + 5)
        && matches!(page.upos(name.to), Upos::Noun | Upos::Propn | Upos::Adj)
        && matches!(
            page.tokens()[name.to - 1].deprel.base(),
            Deprel::Compound | Deprel::Nmod | Deprel::Amod | Deprel::Flat
        );
    possessive || compound || coordinated || page.lower(name.to) == "-"
}

/// "southern Lebanon"
fn partitive_adjective(page: &Page<'_>, i: usize) -> bool {
    page.grammar().noun_before_noun
        && i > page.sentence_start(i)
        && page.upos(i - 1) == Upos::Adj
        && page.nominals().parts.contains(page.lower(i - 1))
}

/// A name with a preposition of its own that the parse coordinates with one before it stands as that does:
/// "contraire à la Suède et à l'Inde".
fn second(page: &Page<'_>, scan: &Scan<'_>, name: &Name<'_>, standings: &[Standing]) -> Option<Standing> {
    let conj = (name.from..name.to).find(|&i| page.tokens()[i].deprel == Deprel::Conj)?;
    let other = scan.name_at(page.tokens()[conj].head?)?;
    standings.get(other).copied()
}

/// A name that is coordinated with one before it stands as that does.
fn coordinated(
    page: &Page<'_>,
    scan: &Scan<'_>,
    name: &Name<'_>,
    standings: &[Standing],
) -> Option<Standing> {
    let before = name.from.checked_sub(1)?;
    let joins = page.upos(before) == Upos::Cconj || page.lower(before) == ",";
    let conj = (name.from..name.to).any(|i| page.tokens()[i].deprel == Deprel::Conj);
    let other = scan.name_at(before.checked_sub(1)?)?;
    (joins && conj).then(|| standings.get(other).copied()).flatten()
}
