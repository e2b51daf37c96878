//! Names of persons, organisations and places: a greedy left-to-right classifier over hashed features (an averaged
//! perceptron; Collins 2002) with the gazetteer as evidence and with what the dispatch called a word before
//! (extended prediction history; Ratinov and Roth 2009).
//!
//! The classes are BILOU: a word is outside of all names, or begins, continues, ends or alone makes one. The kinds that
//! no corpus teaches (armed groups, governments, armed forces, media, international bodies) are read from the gazetteer.

use std::collections::HashMap;

use super::container::{Container, ModelError};
use super::hash::combine;
use super::weights::{NEVER, Scorer, Weights, weigh};
use super::words::Words;
use super::{Entity, EntityLabel, Token, Upos};
use crate::dispatch::Span;
use crate::lexicon::gazetteer::{Class, Entry, Gazetteer};

pub mod train;

/// What is learned.
pub const LABELS: [EntityLabel; 3] = [EntityLabel::Person, EntityLabel::Organisation, EntityLabel::Location];

/// How many templates there are, and the number of the first.
pub const TEMPLATES: usize = 69;
const FIRST: u64 = 500;

/// The number of classes: outside, and four places in a name of each label.
pub const CLASSES: usize = 1 + 4 * LABELS.len();

/// What a class says about a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In no name.
    Outside,
    /// The first word of several.
    Begin(usize),
    /// Neither the first nor the last.
    Inside(usize),
    /// The last word of several.
    Last(usize),
    /// The only word.
    Unit(usize),
}

impl Place {
    /// The place of a class number.
    #[must_use]
    pub const fn of(class: usize) -> Self {
        if class == 0 {
            return Self::Outside;
        }
        let label = (class - 1) / 4;
        match (class - 1) % 4 {
            0 => Self::Begin(label),
            1 => Self::Inside(label),
            2 => Self::Last(label),
            _ => Self::Unit(label),
        }
    }

    /// Its class number.
    #[must_use]
    pub const fn class(self) -> usize {
        match self {
            Self::Outside => 0,
            Self::Begin(label) => 1 + 4 * label,
            Self::Inside(label) => 2 + 4 * label,
            Self::Last(label) => 3 + 4 * label,
            Self::Unit(label) => 4 + 4 * label,
        }
    }

    /// The label of the name that goes on after it.
    const fn open(self) -> Option<usize> {
        match self {
            Self::Begin(label) | Self::Inside(label) => Some(label),
            _ => None,
        }
    }

    /// Whether it may follow `before`, with or without another word after it.
    const fn follows(self, before: Self, ends: bool) -> bool {
        match (before.open(), self) {
            (Some(open), Self::Inside(label)) => open == label && !ends,
            (Some(open), Self::Last(label)) => open == label,
            (None, Self::Begin(_)) => !ends,
            (None, Self::Outside | Self::Unit(_)) => true,
            _ => false,
        }
    }
}

/// The trained recogniser of a language.
#[derive(Clone, Debug)]
pub struct Names {
    weights: Weights,
}

impl Names {
    /// Reads a model file.
    ///
    /// # Errors
    /// Where a section is missing or is not what it should be.
    pub fn read(file: &Container) -> Result<Self, ModelError> {
        let weights = Weights::read(file.section("names")?, "names")?;
        if weights.classes() == CLASSES { Ok(Self { weights }) } else { Err(ModelError::Senseless("names")) }
    }
}

/// Finds the names of one text, sentence after sentence.
#[derive(Debug)]
pub struct Finder<'a> {
    text: &'a str,
    gazetteer: &'a Gazetteer,
    start: usize,
    seen: HashMap<u64, [u8; LABELS.len() + 1]>,
    known: Vec<Option<Known>>,
    runs: Vec<Run>,
    classes: Vec<u8>,
    margins: Vec<i32>,
}

/// What the gazetteer says about a word.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// Its two likeliest meanings.
    classes: u64,
    /// What sort of thing the likeliest is: a place, a person, a body or none of them.
    sort: u64,
    /// Whether the name begins here.
    first: bool,
}

/// The words with a capital that a word stands among.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    first: usize,
    last: usize,
}

impl<'a> Finder<'a> {
    /// Nothing seen yet.
    #[must_use]
    pub fn new(text: &'a str, gazetteer: &'a Gazetteer) -> Self {
        Self {
            text,
            gazetteer,
            start: 0,
            seen: HashMap::new(),
            known: Vec::new(),
            runs: Vec::new(),
            classes: Vec::new(),
            margins: Vec::new(),
        }
    }

    /// Adds the names of a sentence to `entities`; `start` is the position of its first token in the text.
    pub fn sentence(
        &mut self,
        model: &Names,
        tokens: &[Token],
        words: &Words,
        start: usize,
        entities: &mut Vec<Entity>,
    ) {
        self.start = start;
        self.look(tokens);
        self.call(&model.weights, tokens, words);
        let mut from = 0;
        for i in 0..tokens.len() {
            match Place::of(usize::from(self.classes[i])) {
                Place::Begin(_) => from = i,
                Place::Unit(label) => entities.push(self.entity(tokens, (i, i + 1), label)),
                Place::Last(label) => entities.push(self.entity(tokens, (from, i + 1), label)),
                Place::Outside | Place::Inside(_) => {}
            }
        }
    }

    /// Gives each word of a sentence its class.
    fn call(&mut self, weights: &impl Scorer, tokens: &[Token], words: &Words) {
        let mut buffer = Vec::with_capacity(TEMPLATES);
        self.classify(tokens, words, |_, atoms, choice| {
            let mut scores: [i32; CLASSES] =
                std::array::from_fn(|class| if choice.allows(class) { 0 } else { NEVER });
            weigh(weights, (FIRST, atoms), |_| {}, &mut buffer, &mut scores);
            choice.best(&scores)
        });
    }

    fn entity(&self, tokens: &[Token], (from, to): (usize, usize), label: usize) -> Entity {
        let margin = self.margins[from..to].iter().copied().min().unwrap_or(0);
        let meaning =
            self.gazetteer.longest(|n| (from + n < to).then(|| written(self.text, tokens, from + n)));
        let meaning = meaning.filter(|m| m.words == to - from);
        Entity {
            tokens: (self.start + from, self.start + to),
            span: Span::new(tokens[from].span.start, tokens[to - 1].span.end),
            label: meaning.map_or(LABELS[label], |m| refine(LABELS[label], &m.entries)),
            confidence: confidence(margin),
        }
    }

    /// Looks around in a sentence before its words are classified one by one.
    fn look(&mut self, tokens: &[Token]) {
        self.known.clear();
        self.known.resize(tokens.len(), None);
        let mut at = 0;
        while at < tokens.len() {
            let capital = tokens[at].form.chars().any(char::is_uppercase);
            let found = capital.then(|| {
                self.gazetteer
                    .longest(|n| (at + n < tokens.len()).then(|| written(self.text, tokens, at + n)))
            });
            let Some(found) = found.flatten() else {
                at += 1;
                continue;
            };
            let class = |n: usize| found.entries.get(n).map_or(99, |e| e.class as u64);
            let classes = class(0) * 100
                + found.entries.iter().map(|e| e.class as u64).find(|c| *c != class(0)).unwrap_or(99);
            let sort = sort(found.entries[0].class);
            for n in 0..found.words {
                self.known[at + n] = Some(Known { classes, sort, first: n == 0 });
            }
            at += found.words;
        }
        self.runs.clear();
        let mut first = 0;
        for (i, token) in tokens.iter().enumerate() {
            if !capital(token) {
                first = i + 1;
            }
            self.runs.push(Run { first: first.min(i), last: i });
        }
        for i in (1..tokens.len()).rev() {
            if capital(&tokens[i]) && capital(&tokens[i - 1]) {
                self.runs[i - 1].last = self.runs[i].last;
            }
        }
    }

    /// Gives each word of a sentence the class that `decide` makes of its position, what the templates are filled with and
    /// what may stand there; then remembers what it called the words.
    fn classify(
        &mut self,
        tokens: &[Token],
        words: &Words,
        mut decide: impl FnMut(usize, &[[u64; 3]], Choice) -> (u8, i32),
    ) {
        self.classes.clear();
        self.margins.clear();
        for i in 0..tokens.len() {
            let (class, margin) = if self.idle(tokens, i) {
                (0, i32::MAX)
            } else {
                let atoms = self.atoms(tokens, words, i);
                decide(i, &atoms, Choice { before: self.before(i), ends: i + 1 == tokens.len() })
            };
            self.classes.push(class);
            self.margins.push(margin);
        }
        self.remember(words);
    }

    /// Whether a word is outside of all names without a second look: no noun, no capital, no figure, and no name goes
    /// on here.
    fn idle(&self, tokens: &[Token], i: usize) -> bool {
        self.before(i).open().is_none()
            && !matches!(tokens[i].upos, Upos::Noun | Upos::Propn)
            && self.known[i].is_none()
            && !tokens[i].form.chars().any(|c| c.is_uppercase() || c.is_numeric())
    }

    /// The nearest common noun before a word, a few words back at most.
    fn noun(tokens: &[Token], i: usize) -> Option<usize> {
        (i.saturating_sub(4)..i).rev().find(|&j| tokens[j].upos == Upos::Noun)
    }

    fn before(&self, i: usize) -> Place {
        i.checked_sub(1).and_then(|i| self.classes.get(i)).map_or(Place::Outside, |&c| Place::of(c.into()))
    }

    fn remember(&mut self, words: &Words) {
        for (i, &class) in (1..).zip(&self.classes) {
            let label = match Place::of(class.into()) {
                Place::Outside => continue,
                Place::Begin(l) | Place::Inside(l) | Place::Last(l) | Place::Unit(l) => l,
            };
            let counts = self.seen.entry(words.at(i).lower).or_default();
            counts[label] = counts[label].saturating_add(1);
        }
    }

    /// What the dispatch called a word so far: the label that prevails, and whether always that.
    fn history(&self, word: u64) -> u64 {
        let Some(counts) = self.seen.get(&word) else { return 0 };
        let best = (0..LABELS.len()).max_by_key(|&l| counts[l]).unwrap_or(0);
        let others = (0..LABELS.len()).any(|l| l != best && counts[l] > 0);
        1 + 2 * best as u64 + u64::from(others)
    }

    /// What the templates are filled with for the word at `i`.
    #[expect(clippy::too_many_lines, reason = "one list of templates, read as a table")]
    fn atoms(&self, tokens: &[Token], words: &Words, i: usize) -> [[u64; 3]; TEMPLATES] {
        let w = |offset: isize| words.at((i + 1).saturating_add_signed(offset));
        let tag = |offset: isize| {
            i.checked_add_signed(offset).and_then(|j| tokens.get(j)).map_or(99, |t| t.upos as u64)
        };
        let known = |offset: isize| match i.checked_add_signed(offset).and_then(|j| self.known.get(j)) {
            Some(Some(k)) => k.classes * 2 + u64::from(k.first),
            Some(None) => 7,
            None => 9,
        };
        let kind = |offset: isize| {
            let known = i.checked_add_signed(offset).and_then(|j| self.known.get(j)).copied().flatten();
            known.map_or(7, |k| k.sort * 2 + u64::from(k.first))
        };
        let class =
            |back: usize| i.checked_sub(back).and_then(|j| self.classes.get(j)).map_or(99, |&c| u64::from(c));
        let (one, two) = (class(1), class(2));
        let both = one * 100 + two;
        let (word, before, after) = (w(0), w(-1), w(1));
        let (before2, after2) = (w(-2), w(2));
        let run = self.runs[i];
        let run_before = words.at(run.first).lower;
        let run_after = words.at(run.last + 2).lower;
        let (run_first, run_last) = (words.at(run.first + 1), words.at(run.last + 1));
        let length = (run.last + 1 - run.first).min(5) as u64;
        let index = (i - run.first).min(4) as u64;
        let history = self.history(word.lower);
        let head = tokens[i].head.and_then(|h| h.checked_sub(self.start));
        let head = head.map_or(5, |h| words.at(h + 1).lower);
        let relation = tokens[i].deprel as u64;
        let noun = Self::noun(tokens, run.first).map_or_else(|| words.at(0), |n| words.at(n + 1));
        let initial = u64::from(i == 0);
        let shapes = combine(1, [before.shape, word.shape, after.shape]);
        let tags = combine(2, [tag(-1), tag(0), tag(1)]);
        [
            [one, 0, 0],
            [both, 0, 0],
            [word.form, 0, 0],
            [word.lower, 0, 0],
            [word.lower, one, 0],
            [before.lower, 0, 0],
            [before.lower, one, 0],
            [after.lower, 0, 0],
            [after.lower, one, 0],
            [before2.lower, before.lower, 0],
            [before2.lower, 0, 0],
            [after2.lower, 0, 0],
            [before.lower, word.lower, 0],
            [word.lower, after.lower, 0],
            [after.lower, after2.lower, 0],
            [word.shape, one, 0],
            [word.shape, initial, length],
            [shapes, 0, 0],
            [shapes, one, 0],
            [word.suffix[1], 0, 0],
            [word.suffix[2], 0, 0],
            [word.suffix[3], 0, 0],
            [word.suffix[2], one, 0],
            [word.prefix[2], 0, 0],
            [word.lexical, word.shape, 0],
            [word.lexical, one, initial],
            [tag(0), one, 0],
            [tag(-1), tag(0), one],
            [tag(0), tag(1), one],
            [tags, 0, 0],
            [word.cluster, 0, 0],
            [word.cluster, one, 0],
            [before.cluster, word.shape, one],
            [after.cluster, word.shape, one],
            [before.cluster, word.cluster, 0],
            [word.cluster, after.cluster, 0],
            [word.coarse, before.coarse, after.coarse],
            [known(0), 0, 0],
            [known(0), one, word.shape],
            [known(0), known(1), one],
            [known(0), known(-1), 0],
            [known(0), before.lower, 0],
            [known(0), length, index],
            [history, one, 0],
            [history, known(0), 0],
            [history, word.shape, initial],
            [self.history(after.lower), history, one],
            [run_before, index, 0],
            [run_before, length, one],
            [run_after, length, one],
            [run_before, run_after, 0],
            [run_first.lower, one, 0],
            [run_last.lower, one, 0],
            [run_first.cluster, run_last.cluster, index],
            [run_last.suffix[2], index, length],
            [length, index, one],
            [head, relation, 0],
            [head, one, 0],
            [relation, tag(0), one],
            [kind(0), one, index],
            [kind(0), kind(1), length],
            [kind(0), kind(-1), one],
            [kind(0), before.lower, after.lower],
            [kind(0), noun.lower, one],
            [noun.lower, index, one],
            [noun.lower, known(0), 0],
            [noun.cluster, word.shape, one],
            [noun.lower, history, 0],
            [w(-3).lower, before2.lower, before.lower],
        ]
    }
}

/// What may stand at a position.
#[derive(Clone, Copy, Debug)]
struct Choice {
    before: Place,
    ends: bool,
}

impl Choice {
    fn allows(self, class: usize) -> bool {
        Place::of(class).follows(self.before, self.ends)
    }

    /// The best class that may stand here, and by how much it is better than the next.
    fn best(self, scores: &[i32; CLASSES]) -> (u8, i32) {
        let (mut best, mut second) = ((i32::MIN, 0u8), i32::MIN);
        for (class, &score) in (0u8..).zip(scores) {
            if !self.allows(class.into()) {
                continue;
            }
            if score > best.0 {
                second = best.0;
                best = (score, class);
            } else {
                second = second.max(score);
            }
        }
        (best.1, best.0.saturating_sub(second))
    }

    /// The class that is right here although what stands before may be wrong.
    fn right(self, truth: u8) -> u8 {
        let place = Place::of(truth.into());
        let mended = match (self.before.open(), place) {
            _ if place.follows(self.before, self.ends) => place,
            (Some(open), _) => Place::Last(open),
            (None, Place::Inside(label)) if !self.ends => Place::Begin(label),
            (None, Place::Inside(label) | Place::Last(label)) => Place::Unit(label),
            (None, _) => Place::Outside,
        };
        u8::try_from(mended.class()).unwrap_or(0)
    }
}

/// The word as the text has it; empty for the second half of a contraction.
fn written<'t>(text: &'t str, tokens: &[Token], i: usize) -> &'t str {
    let span = tokens[i].span;
    if i > 0 && tokens[i - 1].span == span { "" } else { span.of(text) }
}

/// A place, a person, a body, or a word of another sort.
fn sort(class: Class) -> u64 {
    match class {
        Class::Person => 1,
        class if class.is_place() => 2,
        class if class.actor_kind().is_some() => 3,
        _ => 4,
    }
}

fn capital(token: &Token) -> bool {
    token.form.chars().next().is_some_and(char::is_uppercase) && token.upos != Upos::Punct
}

/// The finer kind that the gazetteer knows of a name.
fn refine(label: EntityLabel, meanings: &[Entry<'_>]) -> EntityLabel {
    let finer = |class| match class {
        Class::ArmedGroup => Some(EntityLabel::ArmedGroup),
        Class::Government | Class::Seat => Some(EntityLabel::Government),
        Class::Military => Some(EntityLabel::Military),
        Class::Media | Class::Agency => Some(EntityLabel::Media),
        Class::International => Some(EntityLabel::International),
        _ => None,
    };
    match label {
        EntityLabel::Organisation => meanings.iter().find_map(|m| finer(m.class)).unwrap_or(label),
        _ => label,
    }
}

/// A margin of scores in hundredths of certainty.
fn confidence(margin: i32) -> u8 {
    let steps = [0, 2_000, 5_000, 10_000, 20_000, 40_000];
    let sure = [50, 60, 70, 80, 90, 95, 99];
    sure[steps.iter().filter(|&&step| margin > step).count()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::Lang;
    use crate::language::analyze;

    fn names(lang: &str, text: &str) -> Vec<(String, EntityLabel)> {
        let analysis = analyze(text, &[], Lang::from_tag(lang).unwrap());
        analysis.entities.iter().map(|e| (e.span.of(text).to_owned(), e.label)).collect()
    }

    #[test]
    fn every_class_is_a_place_and_back() {
        for class in 0..CLASSES {
            assert_eq!(Place::of(class).class(), class);
        }
    }

    #[test]
    fn a_name_that_began_goes_on_or_ends() {
        let all = || (0..CLASSES).map(Place::of);
        assert!(!Place::Outside.follows(Place::Begin(1), false));
        assert!(Place::Last(1).follows(Place::Begin(1), true));
        assert!(!Place::Last(0).follows(Place::Begin(1), false));
        for before in all() {
            for ends in [false, true] {
                assert!(all().any(|place| place.follows(before, ends)), "{before:?} {ends}");
            }
        }
    }

    #[test]
    fn what_is_right_may_always_stand() {
        for before in (0..CLASSES).map(Place::of) {
            for ends in [false, true] {
                for truth in 0..CLASSES {
                    let choice = Choice { before, ends };
                    let right = Place::of(choice.right(u8::try_from(truth).unwrap()).into());
                    assert!(right.follows(before, ends), "{before:?} {ends} {truth}");
                }
            }
        }
    }

    #[test]
    fn persons_and_places_are_found() {
        let found = names("fr", "Le ministre Armand Delvaux-Kéita est arrivé mardi à Kinshasa.");
        assert!(found.contains(&("Armand Delvaux-Kéita".to_owned(), EntityLabel::Person)), "{found:?}");
        assert!(found.contains(&("Kinshasa".to_owned(), EntityLabel::Location)), "{found:?}");
    }

    #[test]
    fn the_gazetteer_tells_finer_kinds() {
        let found = names("fr", "Selon Reuters, le Conseil de sécurité de l'ONU se réunira lundi.");
        assert!(found.iter().any(|(_, label)| *label == EntityLabel::Media), "{found:?}");
    }

    #[test]
    fn a_text_without_names_has_none() {
        assert_eq!(names("fr", "il pleut et les routes sont coupées."), []);
    }
}
