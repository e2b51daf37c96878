//! Other names of one and the same: "better known as ...", and acronyms of what is written in full elsewhere.

use super::book::Book;
use super::page::Page;
use super::scan::{Guess, Name, Scan};
use crate::dispatch::{ActorId, ActorKind};
use crate::language::{Upos, VerbForm, is_mark};
use crate::lexicon::gazetteer::folded;

/// Merges the candidates that the text says are one.
pub fn read(page: &Page<'_>, scan: &Scan<'_>, book: &mut Book) {
    let initials = Initials::new(page, book);
    for name in &scan.names {
        let Some(id) = book.cast.at(name.from) else { continue };
        let id = book.resolve(id);
        let other = alias_of(page, book, name).or_else(|| initials.in_full(page, book, name, id));
        let marked = name.from > 0 && is_mark(page.word(name.from - 1));
        if let Some(other) = other.filter(|&other| other != id && agrees(book, other, id, marked)) {
            book.merge(id, other);
        }
    }
}

/// Whether two candidates may be one: two people, or two of whom neither is a person or a state. Who is named beside a role is himself,
/// unless the name is a nickname between marks.
fn agrees(book: &Book, one: ActorId, other: ActorId, nickname: bool) -> bool {
    let (one, other) = (book.actor(one), book.actor(other));
    let countries = one.country.zip(other.country).is_none_or(|(a, b)| a == b);
    let state = [one.kind, other.kind].contains(&ActorKind::State);
    countries && !state && (one.kind != ActorKind::Person || other.roles.is_empty() || nickname)
}

/// Who is called by the name behind a word of calling: "the Boral Guard, better known as Kern", "X, alias Y". Who hangs on the
/// participle, or calls somebody something, does so and is not described by it: "Holloway *called* Brent a liar" where the tagger
/// errs.
fn alias_of(page: &Page<'_>, book: &Book, name: &Name<'_>) -> Option<ActorId> {
    const WORDS: usize = 7;
    let cues = &page.reading.words.cues;
    let start = page.sentence_start(name.from);
    if page.upos(name.to) == Upos::Det {
        return None;
    }
    let mut called = None;
    for i in (start..name.from).rev().take(WORDS) {
        let token = &page.tokens()[i];
        let participle = token.upos == Upos::Verb && token.feats.verb_form == Some(VerbForm::Part);
        if participle && cues.names(&token.lemma) || cues.announces_name(page.lower(i)) {
            called = Some(i);
        } else if let Some(id) = book.cast.at(i) {
            let id = called_so(page, book, name, i).unwrap_or(id);
            return called.filter(|_| token.head != called).map(|_| id);
        } else if called.is_none() && is_mark(page.word(i)) {
            // 'alias "Kern"'
        } else if called.is_some() && matches!(page.lower(i), "," | "(" | ")") {
            // Behind the comma the one so called ends.
        } else if !matches!(
            token.upos,
            Upos::Adv | Upos::Adp | Upos::Sconj | Upos::Det | Upos::Adj | Upos::Noun
        ) {
            return None;
        }
    }
    None
}

/// "le commandant du Front, alias Kern": the person whose description the word at token `i` ends, where the name is a person's.
fn called_so(page: &Page<'_>, book: &Book, name: &Name<'_>, i: usize) -> Option<ActorId> {
    let analysis = page.reading.analysis;
    let person =
        |t: usize| book.cast.at(t).filter(|&id| book.actor(book.resolve(id)).kind == ActorKind::Person);
    let human = name.guess == Guess::Person && person(i).is_none();
    std::iter::once(i).chain(analysis.ancestors(i).take(3)).take_while(|&t| human && t <= i).find_map(person)
}

/// The candidates by the initials of their names, so that no acronym asks all of them.
struct Initials(Vec<(String, ActorId)>);

impl Initials {
    fn new(page: &Page<'_>, book: &Book) -> Self {
        let several = |name: &str| name.split_whitespace().nth(1).is_some();
        let named = book.cast.iter().filter(|(_, member)| several(&member.actor.name));
        let mut all: Vec<_> = named.map(|(id, member)| (initials(page, &member.actor.name), id)).collect();
        all.sort();
        Self(all)
    }

    /// Who was written in full before with the initials that the acronym `name` of `id` shows: "les Forces de défense du
    /// Boral ... les FDB".
    fn in_full(&self, page: &Page<'_>, book: &Book, name: &Name<'_>, id: ActorId) -> Option<ActorId> {
        const LETTERS: usize = 3;
        const TRIED: usize = 8;
        let acronym = folded(page.word(name.from));
        let alone = page.after(name.from) >= name.to && page.acronym(name.from);
        let short = book.actor(id).name.split_whitespace().count() == 1;
        if !alone || acronym.chars().count() < LETTERS || !short {
            return None;
        }
        let start = page.tokens()[name.from].span.start;
        // All initials are enough by themselves; more words than letters only where they came before.
        let fits = |(initials, other): &&(String, ActorId)| {
            let before = || book.actor(*other).mentions.iter().take(TRIED).any(|m| m.span.start < start);
            book.resolve(*other) == *other && (*initials == acronym || before())
        };
        let first = self.0.partition_point(|(initials, _)| *initials < acronym);
        let near = self.0[first..].iter().take_while(|(initials, _)| initials.starts_with(&acronym));
        near.take(TRIED).find(fits).map(|&(_, other)| other)
    }
}

/// The initials of the words of a name that are no small words.
fn initials(page: &Page<'_>, name: &str) -> String {
    let grammar = page.grammar();
    let small = |word: &&str| {
        grammar.of.contains(*word) || grammar.definite.contains(*word) || grammar.name_links.contains(*word)
    };
    folded(name).split(' ').filter(|word| !small(word)).filter_map(|word| word.chars().next()).collect()
}
