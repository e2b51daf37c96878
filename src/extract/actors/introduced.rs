//! Who is described first and named later: "Un commissaire a été relâché lundi. (...) a plaisanté Awa Keïta".
//!
//! News introduces everybody: who is named in full and of whom nothing beside the name says who she is was described
//! before, unless the whole world knows her.

use super::book::Book;
use super::page::Page;
use crate::dispatch::{ActorId, ActorKind, ParagraphKind};
use crate::language::{Deprel, Upos};
use crate::lexicon::gazetteer::folded;

/// How many tokens before the name the description may stand.
const NEAR: usize = 110;

/// Merges each description of a person with the name that comes behind it.
pub fn read(page: &Page<'_>, book: &mut Book) {
    let people = people(book);
    same_title(book, &people);
    for (at, &(token, id)) in people.iter().enumerate() {
        if book.resolve(id) != id {
            continue;
        }
        if !unexplained(page, book, token, id) {
            continue;
        }
        let before = people[..at].iter().rev().take_while(|&&(first, _)| first + NEAR > token);
        let mut described = before
            .filter(|&&(first, other)| book.resolve(other) == other && stands(page, book, first, other));
        // Of two described before, which is meant nobody can tell.
        let one = described.next().filter(|_| described.next().is_none());
        if let Some(&(_, other)) = one.filter(|&&(_, other)| agrees(book, other, id)) {
            book.merge(other, id);
        }
    }
}

/// "a junta spokesman said ... Junta spokesman Anton Brek": merges who is described by a title of several words with the only one who is
/// named with it later.
fn same_title(book: &mut Book, people: &[(usize, ActorId)]) {
    let mut pairs = Vec::new();
    for &(token, id) in people {
        let facts = book.facts(id);
        let title = folded(&book.actor(id).name);
        let single = !facts.named && !facts.plural && title.contains(' ');
        let held = |other: ActorId| book.actor(other).roles.iter().any(|role| folded(role) == title);
        let mut named = people.iter().filter(|&&(_, other)| single && book.facts(other).named && held(other));
        let only = named.next().filter(|_| named.next().is_none());
        if let Some(&(_, other)) = only.filter(|&&(at, other)| at > token && agrees(book, id, other)) {
            pairs.push((id, other));
        }
    }
    for (id, other) in pairs {
        book.merge(id, other);
    }
}

/// Whether the function at `token` is one under which people speak who want no name.
fn unnamed_by_title(page: &Page<'_>, token: usize) -> bool {
    page.longest(&page.roles().functions, token).is_some_and(|(_, function)| function.unnamed)
}

/// The people of the text with the first token of the first mention of each, in text order.
fn people(book: &Book) -> Vec<(usize, ActorId)> {
    let all = book.cast.iter().filter(|(_, member)| member.actor.kind == ActorKind::Person);
    let own = all.map(|(id, _)| id).filter(|&id| book.resolve(id) == id);
    let mut people: Vec<_> = own.filter_map(|id| book.facts(id).first().map(|token| (token, id))).collect();
    people.sort();
    people
}

/// Whether the name of `id`, which first stands at `token`, is that of somebody of whom nothing beside it says who she is.
fn unexplained(page: &Page<'_>, book: &Book, token: usize, id: ActorId) -> bool {
    let (actor, facts) = (book.actor(id), book.facts(id));
    let full = actor.name.contains(' ');
    let silent = actor.roles.is_empty() && book.cast.titles(id).is_empty();
    if !facts.named || facts.listed || facts.doubtful || !full || !silent {
        return false;
    }
    let body = page.paragraph(token) == ParagraphKind::Body;
    let end = (token..page.sentence_end(token)).find(|&i| book.cast.at(i) != Some(id)).unwrap_or(token);
    let before = token.checked_sub(1).filter(|&i| i >= page.sentence_start(token)).map(|i| page.upos(i));
    let bare =
        !matches!(before, Some(Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num | Upos::Cconj | Upos::Adp));
    let acts = (token..end)
        .any(|i| matches!(page.tokens()[i].deprel.base(), Deprel::Nsubj | Deprel::Obl | Deprel::Obj));
    body && bare && acts && !explained(page, end)
}

/// Whether an apposition, a relative clause, a complement or another name follows the name that ends at `end`.
fn explained(page: &Page<'_>, end: usize) -> bool {
    if page.grammar().of.contains(page.lower(end)) || page.upos(end) == Upos::Cconj {
        return true;
    }
    if !matches!(page.lower(end), "," | "(") {
        return page.relative(end);
    }
    // "Awa Keïta, 34 ans, a ...": an age says nothing of who somebody is.
    let age = page.upos(end + 1) == Upos::Num;
    let next = if age {
        (end + 2..end + 5).find(|&i| page.lower(i) == ",").map_or(end + 1, |i| i + 1)
    } else {
        end + 1
    };
    matches!(page.upos(next), Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj) || page.relative(next)
}

/// Whether `id`, first mentioned at `token`, is one person of whom the text told something before it named anybody.
fn stands(page: &Page<'_>, book: &Book, token: usize, id: ActorId) -> bool {
    let facts = book.facts(id);
    let party = matches!(page.tokens()[token].deprel.base(), Deprel::Nsubj | Deprel::Obj);
    let private = facts.own || facts.of.is_some_and(|of| book.actor(of).kind == ActorKind::Person);
    let entitled = !book.cast.titles(id).is_empty();
    !facts.named && !facts.plural && !private && party && entitled && !anonymous(page, token)
}

/// "a diplomat said": whether the function at `token` is one under which people speak who want no name. Whom a story opens with it names.
fn anonymous(page: &Page<'_>, token: usize) -> bool {
    let start = page.sentence_start(token);
    if !(0..start).any(|i| page.paragraph(i) == ParagraphKind::Body) {
        return false;
    }
    let unnamed = unnamed_by_title(page, token);
    let says = |verb: usize| page.reading.words.cues.verb(page.lemma(verb), |_| "").is_some();
    unnamed && page.tokens()[token].head.is_some_and(says)
}

/// Whether the two may be one.
fn agrees(book: &Book, described: ActorId, named: ActorId) -> bool {
    let (one, other) = (book.facts(described), book.facts(named));
    let genders = one.gender.zip(other.gender).is_none_or(|(a, b)| a == b);
    let (one, other) = (book.actor(described), book.actor(named));
    let countries = one.country.zip(other.country).is_none_or(|(a, b)| a == b);
    genders && countries
}
