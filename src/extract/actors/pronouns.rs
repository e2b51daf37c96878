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

/// Resolves the pronouns and possessives of the text, in text order.
pub fn read(page: &Page<'_>, book: &mut Book) {
    let mut stage = Stage { quoted: quoted(page), ..Stage::default() };
    for i in 0..page.len() {
        if let Some(id) = book.cast.at(i) {
            stage.enter(page, book, i, book.resolve(id));
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
        if let Some(possessive) = possessive(page, i) {
            let search =
                Search { at: i, pronoun: possessive, barred: possessed(page, book, i), speaks: false };
            let joined = joined(page, book, i).filter(|&id| Stage::agrees(page, book, id, possessive));
            let owners = joined.map_or_else(|| stage.resolve(page, book, &search), |id| vec![id]);
            book.cast.mark_owners(i, owners);
            continue;
        }
        if let Some(several) = several(page, i) {
            let barred = doers(page, book, i);
            if let Some(all) = stage.last(page, book, i, several, &barred) {
                book.cast.mark_several(i, all);
            }
            continue;
        }
        let Some(pronoun) = pronoun(page, i) else { continue };
        let barred = if acts(page, i, pronoun) { Vec::new() } else { doers(page, book, i) };
        let search = Search { at: i, pronoun, barred, speaks: speaks(page, i) };
        let found = stage.resolve(page, book, &search);
        if let &[id] = &found[..] {
            book.cast.mark(i, id);
            book.mention(id, i..i + 1, page.tokens()[i].span, MentionForm::Pronoun);
            stage.enter(page, book, i, id);
        } else if !found.is_empty() {
            book.cast.mark_several(i, found);
        } else if pronoun.number == Some(Number::Plur) && pronoun.role == PronounRole::Subject {
            let people = Kinds::from_iter([ActorKind::Person]);
            if let Some(pair) = book.latest_two(i, people, i.saturating_sub(NEAR), |_| true) {
                book.cast.mark_several(i, pair.to_vec());
            }
        }
    }
}

/// The stretch between quotation marks that holds each token, by the first token of it.
fn quoted(page: &Page<'_>) -> Vec<Option<usize>> {
    let mut quoted = vec![None; page.len()];
    for run in page.reading.runs {
        let tokens = page.reading.analysis.tokens_in(run.inner);
        let start = tokens.start;
        quoted[tokens].fill(Some(start));
    }
    quoted
}

/// Whether the pronoun at token `i` does what its clause tells, so that it may mean whoever did so before.
fn acts(page: &Page<'_>, i: usize, pronoun: Pronoun) -> bool {
    let governed = i > 0 && page.upos(i - 1) == Upos::Adp;
    let relation = page.tokens()[i].deprel.base();
    pronoun.role == PronounRole::Subject
        && !governed
        && !matches!(relation, Deprel::Obj | Deprel::Iobj | Deprel::Obl)
        || matches!(pronoun.role, PronounRole::Latter | PronounRole::Former)
}

/// Whether the pronoun at token `i` is the subject behind its verb of saying: "a-t-il précisé".
fn speaks(page: &Page<'_>, i: usize) -> bool {
    let said = |verb: usize| page.reading.words.cues.verb(page.lemma(verb), |_| "").is_some();
    page.lower(i).starts_with('-') && page.tokens()[i].head.is_some_and(said)
}

/// The possessive that the determiner at token `i` is: "*ses* alliés", "*its* rival".
fn possessive(page: &Page<'_>, i: usize) -> Option<Pronoun> {
    let token = &page.tokens()[i];
    let pronoun = page.nominals().pronouns.get(page.lower(i))?;
    let owns = token.upos == Upos::Det || token.feats.possessive || token.deprel == Deprel::NmodPoss;
    (pronoun.role == PronounRole::Possessive && owns && !governed(page, i, *pronoun)).then_some(*pronoun)
}

/// Who is not meant by the possessive at token `i`, as its noun describes them: "X, *son* rival", "*son* rival, X", "X est *son* rival".
fn possessed(page: &Page<'_>, book: &Book, i: usize) -> Vec<ActorId> {
    let analysis = page.reading.analysis;
    let tokens = page.tokens();
    let Some(noun) = tokens[i].head else { return Vec::new() };
    let unled = |c: usize| analysis.dependent(c, Deprel::Case).is_none();
    let mut described = vec![noun];
    described.extend(analysis.children(noun).filter(|&c| {
        let relation = tokens[c].deprel.base();
        matches!(relation, Deprel::Appos | Deprel::Flat) || relation == Deprel::Nmod && unled(c)
    }));
    let copula = analysis.dependent(noun, Deprel::Cop).is_some();
    described.extend(analysis.dependents(noun, Deprel::Nsubj).filter(|_| copula));
    if let Some(head) = tokens[noun].head {
        match tokens[noun].deprel.base() {
            Deprel::Appos | Deprel::Parataxis | Deprel::Dep | Deprel::Flat => described.push(head),
            Deprel::Nmod if unled(noun) => described.push(head),
            Deprel::Xcomp => {
                let object = analysis.dependent(head, Deprel::Obj);
                described.extend(object.or_else(|| analysis.dependent(head, Deprel::Nsubj)));
            }
            _ => {}
        }
        let argument = matches!(tokens[noun].deprel.base(), Deprel::Nsubj | Deprel::Obj | Deprel::Conj);
        let first = |mut t: usize| {
            while let Some(head) =
                tokens[t].head.filter(|&h| tokens[t].deprel.base() == Deprel::Conj && h < t)
            {
                t = head;
            }
            t
        };
        described.extend(set_off(page, i).filter(|_| !argument).map(first));
    }
    described.into_iter().flat_map(|t| book.cast.party(analysis, t)).map(|id| book.resolve(id)).collect()
}

/// The word before the comma right before the phrase that begins at token `i`, a few adverbs aside: "X, longtemps *son* partenaire".
fn set_off(page: &Page<'_>, i: usize) -> Option<usize> {
    let start = page.sentence_start(i);
    let before = (start..i).rev().find(|&t| !matches!(page.upos(t), Upos::Adv | Upos::Adj))?;
    (page.lower(before) == ",").then(|| before.checked_sub(1)).flatten().filter(|&t| t >= start)
}

/// Beside whom the phrase of the possessive at token `i` stands: "X et *ses* alliés".
fn joined(page: &Page<'_>, book: &Book, i: usize) -> Option<ActorId> {
    let tokens = page.tokens();
    let first = tokens[i].head.filter(|&noun| tokens[noun].deprel.base() == Deprel::Conj)?;
    let behind = page.upos(i.checked_sub(1)?) == Upos::Cconj;
    let first = tokens[first].head.filter(|&first| behind && first < i)?;
    book.cast.at(first).map(|id| book.resolve(id))
}

/// How many of those just named the word at token `i` means that stands alone: "both", "tous deux", "all three".
fn several(page: &Page<'_>, i: usize) -> Option<usize> {
    const MOST: u32 = 5;
    let grammar = page.grammar();
    let two = grammar.two.contains(page.lower(i));
    let number = page.reading.words.numbers.units.get(page.lower(i)).filter(|n| (3..=MOST).contains(*n));
    let count = if two { 2 } else { usize::try_from(*number?).ok()? };
    let before = i.checked_sub(1).filter(|&b| b >= page.sentence_start(i));
    let whole = before.is_some_and(|b| grammar.whole.contains(page.lower(b)));
    let definite = before.is_some_and(|b| grammar.definite.contains(page.lower(b)));
    let pointing = whole || definite || two && page.upos(i) != Upos::Num;
    let argument = matches!(
        page.tokens()[i].deprel.base(),
        Deprel::Nsubj | Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::Nmod | Deprel::Appos
    );
    let alone = !matches!(
        page.upos(i + 1),
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::Sym | Upos::Pron
    );
    let of = grammar.of.contains(page.lower(i + 1));
    (pointing && argument && alone && !of).then_some(count)
}

/// The pronoun that token `i` is, or the word for the first or last of two that stands like one.
fn pronoun(page: &Page<'_>, i: usize) -> Option<Pronoun> {
    // "quant à lui" says nobody but the subject again.
    if i.checked_sub(2).is_some_and(|n| page.grammar().emphatic.contains(page.lower(n))) {
        return None;
    }
    let feats = page.tokens()[i].feats;
    if let Some(pronoun) = page.nominals().pronouns.get(page.lower(i)) {
        let determiner = page.upos(i) == Upos::Det;
        let subject = pronoun.role == PronounRole::Subject;
        // "a-t-il précisé" means somebody, whatever the tree says; "il faut" nobody.
        let expletive = page.tokens()[i].deprel.base() == Deprel::Expl && !speaks(page, i);
        // "leur" and "her" are possessives or objects.
        let may = matches!(pronoun.role, PronounRole::Object | PronounRole::Possessive);
        let object = may && (governed(page, i, *pronoun) || oblique(page, i, *pronoun));
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
    // "l'on dit": right before a subject in front of the verb stands none of its objects.
    let subject = |t: usize| t < verb && page.tokens()[t].deprel.base() == Deprel::Nsubj;
    if i < verb && page.upos(i + 1) == Upos::Pron && subject(i + 1) {
        return false;
    }
    if relation == Deprel::Iobj || pronoun.animate == Some(true) || pronoun.number == Some(Number::Plur) {
        return true;
    }
    // "le soupçonne", "l'a félicité": said of somebody, never of a thing.
    if page.grammar().whom.contains(page.lemma(verb)) {
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

/// Whether the pronoun at token `i` stands behind a preposition: "contre lui", "against them".
fn oblique(page: &Page<'_>, i: usize, pronoun: Pronoun) -> bool {
    let relation = page.tokens()[i].deprel.base();
    let behind = i.checked_sub(1).is_some_and(|before| page.upos(before) == Upos::Adp);
    behind
        && pronoun.role == PronounRole::Object
        && page.upos(i) == Upos::Pron
        && matches!(relation, Deprel::Obl | Deprel::Nmod | Deprel::Iobj | Deprel::Obj | Deprel::Conj)
}

/// Who does what is done to the word at token `i`, and so is not it: the subject of its clause, whose it is ("l'ambassade de *X* les
/// accuse"), and who is made to do it ("accuse X de le financer").
pub fn doers(page: &Page<'_>, book: &Book, i: usize) -> Vec<ActorId> {
    done_by(page, book, i, true)
}

/// Those of them who do it themselves, whose they are aside.
pub fn subjects(page: &Page<'_>, book: &Book, i: usize) -> Vec<ActorId> {
    done_by(page, book, i, false)
}

fn done_by(page: &Page<'_>, book: &Book, i: usize, whose: bool) -> Vec<ActorId> {
    const UP: usize = 6;
    let analysis = page.reading.analysis;
    let mut found = Vec::new();
    let mut controlled = false;
    for verb in analysis.ancestors(i).take(UP) {
        let mut subjects = analysis.dependents(verb, Deprel::Nsubj).filter(|&s| s != i).peekable();
        let finite = subjects.peek().is_some();
        let objects = [Deprel::Obj, Deprel::Iobj].into_iter().filter(|_| controlled);
        let objects = objects.flat_map(|r| analysis.dependents(verb, r)).filter(|&o| o < i);
        let subjects: Vec<usize> = subjects.collect();
        let holders = subjects.iter().filter(|_| whose).flat_map(|&s| described_by(page, s));
        let holders: Vec<usize> = holders.filter(|&h| h < i).collect();
        let all = subjects.into_iter().chain(holders).chain(objects);
        found.extend(all.flat_map(|t| book.cast.party(analysis, t)));
        if finite {
            break;
        }
        // What is coordinated has its subject from the first clause, not its object: "toppled X and detained him".
        controlled |= page.upos(verb) == Upos::Verb && page.tokens()[verb].deprel.base() != Deprel::Conj;
    }
    found.into_iter().map(|id| book.resolve(id)).collect()
}

/// The nouns in the phrase of the one at `subject` that say whose or who it is: "le président de l'*Union*", "Brek, chef des *rebelles*".
fn described_by(page: &Page<'_>, subject: usize) -> Vec<usize> {
    const DEEP: usize = 4;
    let analysis = page.reading.analysis;
    let (first, end) = analysis.subtree(subject);
    let describes = |t: usize| matches!(page.tokens()[t].deprel.base(), Deprel::Nmod | Deprel::Appos);
    let under = |&t: &usize| {
        let mut chain = std::iter::once(t).chain(analysis.ancestors(t)).take(DEEP);
        t != subject && chain.find(|&a| !describes(a)) == Some(subject)
    };
    (first..end).filter(under).collect()
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

/// What a pronoun is looked up by.
struct Search {
    /// Its token.
    at: usize,
    pronoun: Pronoun,
    /// Who is not meant.
    barred: Vec<ActorId>,
    /// Whether it is who says something.
    speaks: bool,
}

/// Who was mentioned so far, the latest last.
#[derive(Debug, Default)]
struct Stage {
    /// The stretch between quotation marks that holds each token.
    quoted: Vec<Option<usize>>,
    on: Vec<Entrance>,
    groups: Vec<Group>,
}

#[derive(Clone, Copy, Debug)]
struct Entrance {
    id: ActorId,
    token: usize,
    /// Whether it is spoken of in the plural here: "the fighters of *X*".
    plural: bool,
    grade: Grade,
}

/// Several who were mentioned side by side: "X et Y".
#[derive(Clone, Debug)]
struct Group {
    ids: Vec<ActorId>,
    token: usize,
    last: usize,
    grade: Grade,
}

/// How prominent a mention is in its sentence: centering has subjects before the rest, and those of main clauses first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    #[default]
    Other,
    /// In the phrase of a subject: "the leaders of *X* say".
    Within,
    /// The subject of what is put in between: "X, *Y* says, ...".
    Aside,
    /// The subject of another clause.
    Subordinate,
    /// The subject of the sentence.
    Main,
}

impl Grade {
    fn of(page: &Page<'_>, token: usize) -> Self {
        const UP: usize = 6;
        let tokens = page.tokens();
        // "des dizaines de policiers": what is counted stands where the number does.
        let collectives = &page.reading.words.numbers.collectives;
        let counts = |&head: &usize| collectives.contains_key(page.lower(head)) && head < token;
        let counted = tokens[token].deprel.base() == Deprel::Nmod;
        let token = tokens[token].head.filter(counts).filter(|_| counted).unwrap_or(token);
        if tokens[token].deprel.base() != Deprel::Nsubj {
            let inside = |&t: &usize| {
                matches!(
                    tokens[t].deprel.base(),
                    Deprel::Nmod | Deprel::Appos | Deprel::Flat | Deprel::Compound
                )
            };
            let chain = std::iter::successors(Some(token), |t| tokens[*t].head.filter(|_| inside(t)));
            let top = chain.take(UP).last().map(|t| tokens[t].deprel.base());
            return if top == Some(Deprel::Nsubj) { Self::Within } else { Self::Other };
        }
        let mut at = tokens[token].head;
        for _ in 0..UP {
            let Some(clause) = at else { return Self::Main };
            match tokens[clause].deprel.base() {
                Deprel::Root => return Self::Main,
                Deprel::Conj => at = tokens[clause].head,
                Deprel::Parataxis => return Self::Aside,
                _ => return Self::Subordinate,
            }
        }
        Self::Subordinate
    }

    fn weight(self, person: bool) -> i32 {
        match self {
            Self::Main => 3,
            Self::Aside if person => 3,
            Self::Subordinate => 2,
            Self::Aside | Self::Within => 1,
            Self::Other => 0,
        }
    }
}

impl Stage {
    fn enter(&mut self, page: &Page<'_>, book: &Book, token: usize, id: ActorId) {
        let grade = Grade::of(page, token);
        let analysis = page.reading.analysis;
        if page.tokens()[token].deprel.base() != Deprel::Conj
            && let Some(conjunct) = analysis.dependents(token, Deprel::Conj).last()
        {
            let mut ids = Vec::new();
            for id in book.cast.party(analysis, token).into_iter().map(|id| book.resolve(id)) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            if ids.len() > 1 {
                self.groups.push(Group { ids, token, last: conjunct, grade });
            }
        }
        // "les deux dirigeants": those whom the word means together.
        if let several @ [_, _, ..] = book.cast.standing(token) {
            let ids = several.iter().map(|&id| book.resolve(id)).collect();
            self.groups.push(Group { ids, token, last: token, grade });
        }
        match self.on.last_mut() {
            Some(last) if last.id == id && last.token + 1 == token => {
                last.token = token;
                last.grade = last.grade.max(grade);
            }
            _ => {
                let plural =
                    page.upos(token) == Upos::Noun && page.tokens()[token].feats.number == Some(Number::Plur);
                self.on.push(Entrance { id, token, plural, grade });
            }
        }
    }

    /// Whether `pronoun` may mean who is mentioned there: a body in the plural where its people are spoken of.
    fn meant(page: &Page<'_>, book: &Book, entrance: &Entrance, pronoun: Pronoun) -> bool {
        let body = !matches!(book.actor(entrance.id).kind, ActorKind::Person | ActorKind::State);
        let several = entrance.plural && body;
        let one = Pronoun { number: Some(Number::Sing), ..pronoun };
        Self::agrees(page, book, entrance.id, pronoun)
            || several && pronoun.number == Some(Number::Plur) && Self::agrees(page, book, entrance.id, one)
    }

    /// Whether `pronoun` may mean `id`.
    fn agrees(page: &Page<'_>, book: &Book, id: ActorId, pronoun: Pronoun) -> bool {
        let (facts, kind) = (book.facts(id), book.actor(id).kind);
        let body = !matches!(kind, ActorKind::Person | ActorKind::State);
        let mut agreement = facts.agreement();
        let mut asked = pronoun;
        if facts.gender.is_none() && kind != ActorKind::Person {
            asked.gender = None;
        }
        // A body takes either number in a language whose verbs do.
        if body && page.grammar().noun_before_noun && !facts.plural {
            agreement.plural = pronoun.number == Some(Number::Plur);
        }
        !facts.doubtful && agreement.fits(kind, asked)
    }

    /// The last `count` named side by side before token `i`, none of those that are `barred`; else the last ones of one sort.
    fn last(
        &self,
        page: &Page<'_>,
        book: &Book,
        i: usize,
        count: usize,
        barred: &[ActorId],
    ) -> Option<Vec<ActorId>> {
        const BACK: usize = 2;
        let sentences = &page.reading.analysis;
        let here = sentences.sentence_of(i);
        let near = |token: usize| here - sentences.sentence_of(token) <= BACK;
        let group = self
            .groups
            .iter()
            .rev()
            .take_while(|g| near(g.token))
            .find(|g| g.last < i && g.ids.len() == count && !g.ids.iter().any(|id| barred.contains(id)));
        if let Some(group) = group {
            return Some(group.ids.clone());
        }
        let mut found: Vec<ActorId> = Vec::new();
        for entrance in self.on.iter().rev().take_while(|e| near(e.token)) {
            let (id, facts) = (entrance.id, book.facts(entrance.id));
            let person = |id: ActorId| book.actor(id).kind == ActorKind::Person;
            let alike = found.first().is_none_or(|&first| person(first) == person(id));
            let named = facts.named || facts.listed || book.actor(id).kind == ActorKind::State;
            if alike && named && !facts.doubtful && !barred.contains(&id) && !found.contains(&id) {
                found.push(id);
                if found.len() == count {
                    found.reverse();
                    return Some(found);
                }
            }
        }
        None
    }

    /// Where the quotation before that of token `i` begins, if near enough for anybody in it to be meant.
    fn quotation_before(&self, i: usize) -> Option<usize> {
        let here = self.quoted[i]?;
        self.quoted[i.saturating_sub(NEAR).min(here)..here].iter().rev().copied().flatten().next()
    }

    /// Whom a pronoun means.
    fn resolve(&self, page: &Page<'_>, book: &Book, search: &Search) -> Vec<ActorId> {
        let &Search { at: i, pronoun, ref barred, .. } = search;
        let since = i.saturating_sub(NEAR);
        let near = || {
            let near = self.on.iter().rev().take(LOOK_BACK).take_while(move |e| e.token >= since);
            near.filter(|e| !barred.contains(&e.id) && Self::meant(page, book, e, pronoun))
        };
        match pronoun.role {
            // "the latter" is the last one named, not the last one meant by a pronoun.
            PronounRole::Latter => {
                const CLOSE: usize = 30;
                let named = || near().filter(|e| page.upos(e.token) != Upos::Pron);
                // "Awa Keïta, de l'Alliance. Cette dernière": a person, or who is known to be of that gender, before the name of a body
                // that has none.
                let sure = |e: &&Entrance| {
                    let known =
                        book.facts(e.id).gender.is_some() && book.facts(e.id).gender == pronoun.gender;
                    e.token + CLOSE > i && (known || book.actor(e.id).kind == ActorKind::Person)
                };
                let sure = pronoun.gender.and_then(|_| named().find(sure));
                let named = sure.or_else(|| named().next());
                named.or_else(|| near().next()).map(|e| e.id).into_iter().collect()
            }
            PronounRole::Former => {
                let Some(last) = near().next() else { return Vec::new() };
                let other =
                    near().find(|e| e.id != last.id && book.actor(e.id).kind == book.actor(last.id).kind);
                other.map(|e| e.id).into_iter().collect()
            }
            _ => {
                let before = self.quotation_before(i);
                let weights = Weights { page, book, stage: self, search, before };
                let best = near()
                    .enumerate()
                    .map(|(rank, e)| ((weights.one(e), std::cmp::Reverse(rank)), e))
                    .max_by_key(|(key, _)| *key);
                let groups = self.groups.iter().rev().take(LOOK_BACK);
                let groups = groups.filter(|g| g.token >= since && weights.fits(g));
                let group = groups.map(|g| ((weights.group(g), g.token), g)).max_by_key(|(key, _)| *key);
                match (best, group) {
                    (Some(((one, _), _)), Some(((all, _), g))) if all > one => g.ids.clone(),
                    (None, Some((_, g))) => g.ids.clone(),
                    (best, _) => best.map(|(_, e)| e.id).into_iter().collect(),
                }
            }
        }
    }
}

/// How likely those on stage are meant by a pronoun, in the manner of Lappin and Leass (1994): prominence and recency.
struct Weights<'w> {
    page: &'w Page<'w>,
    book: &'w Book,
    stage: &'w Stage,
    search: &'w Search,
    /// Where the quotation before that of the pronoun begins.
    before: Option<usize>,
}

impl Weights<'_> {
    fn plural(&self) -> bool {
        self.search.pronoun.number == Some(Number::Plur)
    }

    /// How many sentences back `token` is, in weight.
    fn away(&self, token: usize) -> i32 {
        let sentences = self.page.reading.analysis;
        let here = sentences.sentence_of(self.search.at);
        let away = here.saturating_sub(sentences.sentence_of(token)).min(8);
        3 * i32::try_from(away).unwrap_or_default()
    }

    fn one(&self, e: &Entrance) -> i32 {
        let (facts, kind) = (self.book.facts(e.id), self.book.actor(e.id).kind);
        let pronoun = self.search.pronoun;
        let person = kind == ActorKind::Person;
        let human = match pronoun.role {
            _ if self.search.speaks => 3,
            PronounRole::Possessive => 1,
            _ => 2,
        };
        let sure = match (facts.gender, pronoun.gender) {
            (Some(_), _) | (None, None) => 1,
            // A name without gender is rather none than a feminine one.
            (None, Some(Gender::Fem)) if !person => -3,
            (None, Some(_)) => 0,
        };
        let number = if (facts.plural || e.plural) == self.plural() { 0 } else { 2 };
        let named = facts.named || facts.listed || kind == ActorKind::State;
        let shared = if self.shares(e) { 3 } else { 0 };
        let spoken_of = if self.spoken_of(e.token) { 4 } else { 0 };
        let person_weight = if person { human } else { 0 };
        e.grade.weight(person) + person_weight + sure + i32::from(named)
            - number
            - shared
            - spoken_of
            - self.away(e.token)
    }

    /// Whether only somebody else's words mention who is mentioned at `token`: who is spoken of between quotation marks is not who speaks,
    /// but a quotation goes on with whom the one before it spoke of.
    fn spoken_of(&self, token: usize) -> bool {
        let quoted = &self.stage.quoted;
        let (there, here) = (quoted[token], quoted[self.search.at]);
        there.is_some() && there != here && there != self.before
    }

    /// Whether somebody is mentioned in this sentence as one of several, whom a word in the singular does not mean.
    fn shares(&self, e: &Entrance) -> bool {
        const NEAR: usize = 4;
        let within = |g: &Group| {
            g.last < self.search.at && (g.token..=g.last).contains(&e.token) && g.ids.contains(&e.id)
        };
        !self.plural() && self.away(e.token) == 0 && self.stage.groups.iter().rev().take(NEAR).any(within)
    }

    fn group(&self, g: &Group) -> i32 {
        g.grade.weight(true) + 2 - self.away(g.token)
    }

    /// Whether the pronoun may mean all of a group.
    fn fits(&self, g: &Group) -> bool {
        let Search { at, pronoun, barred, .. } = self.search;
        let agrees = |&id: &ActorId| {
            let facts = self.book.facts(id);
            let gender = pronoun.gender == Some(Gender::Fem) && facts.gender == Some(Gender::Masc);
            !barred.contains(&id) && !facts.doubtful && !gender
        };
        self.plural() && g.last < *at && g.ids.iter().all(agrees)
    }
}
