//! Pronouns to candidates.

use super::book::Book;
use super::page::Page;
use crate::dispatch::{ActorId, ActorKind, MentionForm};
use crate::language::{Deprel, Gender, Number, Upos, VerbForm};
use crate::lexicon::cues::Takes;
use crate::lexicon::nominals::{Kinds, Pronoun, PronounRole};

/// How many tokens back a pronoun may refer.
const NEAR: usize = 70;

/// How many words the prepositions have that say whose words follow: "à en croire".
const PREPOSITION: usize = 4;

/// How many mentions back a pronoun may refer.
const LOOK_BACK: usize = 24;

/// Resolves the pronouns of the text, in text order.
pub fn read(page: &Page<'_>, book: &mut Book) {
    let mut stage = Stage::default();
    for i in 0..page.len() {
        if let Some(id) = book.cast.at(i) {
            stage.enter(page, i, id);
            continue;
        }
        if !page.told(i) || page.lower(i).is_empty() {
            continue;
        }
        if let Some(antecedent) = relative(page, i) {
            if let Some(id) = book.cast.at(antecedent) {
                book.cast.mark(i, id);
            }
            continue;
        }
        let Some(pronoun) = pronoun(page, i) else { continue };
        let barred = if pronoun.role == PronounRole::Object { doers(page, book, i) } else { Vec::new() };
        if let Some(id) = stage.resolve(page, book, i, pronoun, &barred) {
            book.cast.mark(i, id);
            book.mention(id, i..i + 1, page.tokens()[i].span, MentionForm::Pronoun);
            stage.enter(page, i, id);
        } else if pronoun.number == Some(Number::Plur) && pronoun.role == PronounRole::Subject {
            let people = Kinds::from_iter([ActorKind::Person]);
            if let Some(pair) = book.latest_two(i, people, i.saturating_sub(NEAR)) {
                book.cast.mark_several(i, pair.to_vec());
            }
        }
    }
}

/// The pronoun that token `i` is, or the word for the first or last of two that stands like one.
fn pronoun(page: &Page<'_>, i: usize) -> Option<Pronoun> {
    let feats = page.tokens()[i].feats;
    if let Some(pronoun) = page.nominals().pronouns.get(page.lower(i)) {
        let determiner = page.upos(i) == Upos::Det;
        let subject = pronoun.role == PronounRole::Subject;
        // "a-t-il précisé" means somebody, whatever the tree says; "il faut" nobody.
        let speaks = page.lower(i).starts_with('-')
            && page.tokens()[i]
                .head
                .is_some_and(|verb| page.reading.words.cues.verb(page.lemma(verb), |_| "").is_some());
        let expletive = page.tokens()[i].deprel.base() == Deprel::Expl && !speaks;
        // "leur" and "her" are possessives or objects.
        let may = matches!(pronoun.role, PronounRole::Object | PronounRole::Possessive);
        let object = may && governed(page, i, *pronoun);
        let view = may && introduced(page, i);
        let used =
            subject || object || view || matches!(pronoun.role, PronounRole::Latter | PronounRole::Former);
        let pronoun = match () {
            () if object => agreeing(page, i, *pronoun),
            () if view => Pronoun { gender: pronoun.gender.or(feats.gender), ..*pronoun },
            () => *pronoun,
        };
        return (used && (object || !determiner) && !expletive).then_some(pronoun);
    }
    let grammar = page.grammar();
    let role = if grammar.latter.contains(page.lower(i)) {
        PronounRole::Latter
    } else if grammar.former.contains(page.lower(i)) {
        PronounRole::Former
    } else {
        return None;
    };
    let pointing = i > 0 && grammar.definite.contains(page.lower(i - 1));
    let alone = !matches!(page.upos(i + 1), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num);
    (pointing && alone).then_some(Pronoun { gender: feats.gender, number: feats.number, role, animate: None })
}

/// Whether a preposition that says whose words follow stands before the pronoun at token `i`: "selon lui", "pour lui, ...".
fn introduced(page: &Page<'_>, i: usize) -> bool {
    let from = |n: usize| {
        let found = page.reading.words.cues.preposition(page.lower(n), |more| page.lower(n + 1 + more));
        found.is_some_and(|(preposition, more)| {
            n + more + 1 == i && (!preposition.view || page.lower(i + 1) == ",")
        })
    };
    (i.saturating_sub(PREPOSITION)..i).any(from)
}

/// Whether the pronoun at token `i` is the object of a verb that is done to somebody: what is said or known is nobody ("l'a dit"),
/// but "l'a pressé de partir".
fn governed(page: &Page<'_>, i: usize, pronoun: Pronoun) -> bool {
    let analysis = page.reading.analysis;
    let token = &page.tokens()[i];
    let relation = token.deprel.base();
    let verb = token
        .head
        .filter(|&verb| matches!(relation, Deprel::Obj | Deprel::Iobj) && page.upos(verb) == Upos::Verb);
    let Some(verb) = verb else { return false };
    if relation == Deprel::Iobj || pronoun.animate == Some(true) || pronoun.number == Some(Number::Plur) {
        return true;
    }
    let cues = &page.reading.words.cues;
    let after = |n: usize| page.tokens().get(verb + 1 + n).map_or("", |t| t.form.as_str());
    let said =
        cues.verb(&page.tokens()[verb].lemma, after).is_some_and(|(takes, _)| !takes.has(Takes::HEARER));
    !said
        || analysis.dependent(verb, Deprel::Xcomp).is_some()
        || analysis.dependent(verb, Deprel::Ccomp).is_some()
}

/// `pronoun`, the object at token `i`, with the gender and number that the participle of its verb marks: "l'a reçue".
fn agreeing(page: &Page<'_>, i: usize, pronoun: Pronoun) -> Pronoun {
    let tokens = page.tokens();
    let participle = tokens[i].head.filter(|&v| {
        let perfect = tokens[v].feats.verb_form == Some(VerbForm::Part);
        perfect && i < v && tokens[i].deprel.base() == Deprel::Obj && pronoun.gender.is_none()
    });
    let feminine = participle.is_some_and(|v| tokens[v].feats.gender == Some(Gender::Fem));
    let gender = if feminine { Some(Gender::Fem) } else { pronoun.gender };
    Pronoun { gender, role: PronounRole::Object, ..pronoun }
}

/// Who does what is done to the object at token `i`, and so is not it.
fn doers(page: &Page<'_>, book: &Book, i: usize) -> Vec<ActorId> {
    let analysis = page.reading.analysis;
    let verbs = analysis.ancestors(i).take_while(|&t| page.upos(t) == Upos::Verb);
    verbs
        .flat_map(|verb| analysis.dependents(verb, Deprel::Nsubj))
        .flat_map(|subject| book.cast.party(analysis, subject))
        .collect()
}

/// The antecedent of the relative pronoun at token `i`: what its clause hangs on.
fn relative(page: &Page<'_>, i: usize) -> Option<usize> {
    let token = &page.tokens()[i];
    if !page.relative(i) {
        return None;
    }
    let clause = |t: usize| page.tokens()[t].deprel == Deprel::AclRelcl;
    let verb = std::iter::successors(token.head, |&t| page.tokens()[t].head).take(3).find(|&t| clause(t))?;
    page.tokens()[verb].head.filter(|&antecedent| antecedent < i)
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

    /// Whom the pronoun at token `i` means; none of those that are `barred`.
    fn resolve(
        &self,
        page: &Page<'_>,
        book: &Book,
        i: usize,
        pronoun: Pronoun,
        barred: &[ActorId],
    ) -> Option<ActorId> {
        let since = i.saturating_sub(NEAR);
        let near = || {
            let near = self.on.iter().rev().take(LOOK_BACK).take_while(move |e| e.token >= since);
            near.filter(|e| {
                let facts = book.facts(e.id);
                !barred.contains(&e.id)
                    && !facts.doubtful
                    && facts.agreement().fits(book.actor(e.id).kind, pronoun)
            })
        };
        match pronoun.role {
            // "the latter" is the last one named, not the last one meant by a pronoun.
            PronounRole::Latter => {
                let named = near().find(|e| page.upos(e.token) != Upos::Pron);
                named.or_else(|| near().next()).map(|e| e.id)
            }
            PronounRole::Former => {
                let last = near().next()?;
                near()
                    .find(|e| e.id != last.id && book.actor(e.id).kind == book.actor(last.id).kind)
                    .map(|e| e.id)
            }
            _ => {
                let sentences = &page.reading.analysis;
                let here = sentences.sentence_of(i);
                let weight = |e: &Entrance| {
                    let person = book.actor(e.id).kind == ActorKind::Person;
                    let sure = book.facts(e.id).gender.is_some() || pronoun.gender.is_none();
                    let away = here.saturating_sub(sentences.sentence_of(e.token)).min(8);
                    let away = i32::try_from(away).unwrap_or_default();
                    i32::from(e.subject) * 3 + i32::from(person) * 2 + i32::from(sure) - away * 3
                };
                near()
                    .enumerate()
                    .max_by_key(|(rank, e)| (weight(e), std::cmp::Reverse(*rank)))
                    .map(|(_, e)| e.id)
            }
        }
    }
}
