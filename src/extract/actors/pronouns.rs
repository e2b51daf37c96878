//! Pronouns to candidates.

use super::book::{Book, Facts};
use super::page::Page;
use super::phrase::Phrase;
use super::scan::Scan;
use crate::dispatch::{Actor, ActorId, ActorKind, MentionForm};
use crate::language::{Deprel, Gender, Number, Upos};
use crate::lexicon::nominals::{Pronoun, PronounRole};

/// How many tokens back a pronoun may refer.
const NEAR: usize = 60;

/// Resolves the pronouns of the text, in text order.
pub fn read(page: &Page<'_>, _scan: &Scan<'_>, _phrases: &[Phrase], book: &mut Book) {
    let mut stage = Stage::default();
    for i in 0..page.len() {
        if let Some(id) = book.cast.at(i) {
            stage.enter(page, i, id);
            continue;
        }
        if !page.told(i) || page.lower(i).is_empty() {
            continue;
        }
        let Some(&pronoun) = page.nominals().pronouns.get(page.lower(i)) else { continue };
        if let Some(id) = stage.resolve(page, book, i, pronoun) {
            book.cast.mark(i, id);
            book.mention(id, i..i + 1, page.tokens()[i].span, MentionForm::Pronoun);
            stage.enter(page, i, id);
        }
    }
}

/// Who was mentioned so far, the latest last.
#[derive(Debug, Default)]
struct Stage {
    on: Vec<Entrance>,
}

#[derive(Clone, Copy, Debug)]
struct Entrance {
    id: ActorId,
    token: usize,
    subject: bool,
}

impl Stage {
    fn enter(&mut self, page: &Page<'_>, token: usize, id: ActorId) {
        let subject = page.tokens()[token].deprel.base() == Deprel::Nsubj;
        match self.on.last_mut() {
            Some(last) if last.id == id && last.token + 1 == token => {
                last.token = token;
                last.subject |= subject;
            }
            _ => self.on.push(Entrance { id, token, subject }),
        }
    }

    fn resolve(&self, page: &Page<'_>, book: &Book, i: usize, pronoun: Pronoun) -> Option<ActorId> {
        if matches!(pronoun.role, PronounRole::Speaker | PronounRole::Object | PronounRole::Possessive)
            || expletive(page, i)
        {
            return None;
        }
        let since = i.saturating_sub(NEAR);
        let near = self.on.iter().rev().take(24).take_while(|e| e.token >= since);
        let latter = matches!(pronoun.role, PronounRole::Latter);
        let sentence = page.sentence_start(i);
        near.enumerate()
            .filter(|(_, e)| agrees(book.facts(e.id), book.actor(e.id), pronoun))
            .max_by_key(|(rank, e)| {
                let here = e.token >= sentence;
                let subject = e.subject && !latter;
                let person = book.actor(e.id).kind == ActorKind::Person;
                (i32::from(subject) * 3 + i32::from(here) + i32::from(person), std::cmp::Reverse(*rank))
            })
            .map(|(_, e)| e.id)
    }
}

/// Whether a candidate may be meant by a pronoun of that gender and number.
fn agrees(facts: &Facts, actor: &Actor, pronoun: Pronoun) -> bool {
    let person = actor.kind == ActorKind::Person;
    let gender = match (pronoun.gender, facts.gender) {
        (Some(a), Some(b)) => a == b,
        (Some(_), None) => person || pronoun.gender == Some(Gender::Masc),
        (None, _) => true,
    };
    let number = match pronoun.number {
        Some(Number::Plur) => facts.plural,
        Some(Number::Sing) => !facts.plural,
        None => true,
    };
    let animate = match pronoun.animate {
        Some(true) => person,
        Some(false) => !person,
        None => true,
    };
    gender && number && animate
}

/// "il faut", "it is clear": a subject that stands for nobody.
fn expletive(page: &Page<'_>, i: usize) -> bool {
    page.tokens()[i].deprel.base() == Deprel::Expl || page.upos(i) == Upos::Det
}
