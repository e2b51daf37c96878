//! Analysis to [`Extraction`]: actors, quotes, sources, places, events, alliances. Pure; never fails; a rule that
//! does not apply says nothing.

use std::ops::Range;

use smol_str::SmolStr;

use crate::budget;
use crate::dispatch::{Dispatch, Extraction, MentionForm, Span};
use crate::language::{Analysis, hash};
use crate::lexicon::patterns::{Pattern, Sketch};
use crate::lexicon::phrases::fold;
use crate::lexicon::{Lexicon, Words};

pub mod actors;
pub mod alliances;
pub mod arguments;
pub mod cast;
pub mod events;
pub mod places;
pub mod quotes;
pub mod runs;
pub mod sources;

use arguments::Examples;
use arguments::lemmas::{self, Lemma};
use runs::Run;

/// What the stages read from.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The dispatch.
    pub dispatch: &'a Dispatch,
    /// Its analysis.
    pub analysis: &'a Analysis,
    /// What is known of the world.
    pub lexicon: &'a Lexicon,
    /// What is known of the language of the dispatch.
    pub words: &'a Words,
    /// The stretches between quotation marks, in text order.
    pub runs: &'a [Run],
    /// Its words, folded, of every token one: every rule asks for them, many times over.
    pub folded: &'a [SmolStr],
    /// Its lemmas as features, of every token one.
    pub lemmas: &'a [Lemma],
    /// The lemmas and words of each sentence, roughly.
    marks: &'a [Sketch],
}

impl Reading<'_> {
    /// Calls `read` with what there is to read in `dispatch`.
    pub fn with<T>(
        dispatch: &Dispatch,
        analysis: &Analysis,
        lexicon: &Lexicon,
        read: impl FnOnce(&Reading<'_>) -> T,
    ) -> T {
        let unknown = Words::default();
        let (folded, lemmas) = (folded(analysis), lemmas::of(analysis));
        read(&Reading {
            dispatch,
            analysis,
            lexicon,
            words: lexicon.words(analysis.lang).unwrap_or(&unknown),
            runs: &runs::find(dispatch),
            folded: &folded,
            lemmas: &lemmas,
            marks: &marks(analysis, &folded, &lemmas),
        })
    }
}

impl<'a> Reading<'a> {
    /// The text that every span refers to.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.dispatch.text
    }

    /// The words that `span` covers.
    #[must_use]
    pub fn str(&self, span: Span) -> &'a str {
        span.of(&self.dispatch.text)
    }

    /// The word that token `at` is, in lower case with a straight apostrophe; empty past the end.
    #[must_use]
    pub fn lower(&self, at: usize) -> &'a str {
        self.folded.get(at).map_or("", SmolStr::as_str)
    }

    /// Whether all words of `pattern` but the first may be in the sentence of token `at`: most are not, and are not looked for.
    #[must_use]
    pub fn may_hold(&self, pattern: &Pattern, at: usize) -> bool {
        let marks = || self.marks.get(self.analysis.sentence_of(at));
        pattern.rest.is_empty() || marks().is_some_and(|marks| marks.may_hold(pattern))
    }
}

/// The lemmas and words of each sentence.
fn marks(analysis: &Analysis, folded: &[SmolStr], lemmas: &[Lemma]) -> Vec<Sketch> {
    let of = |sentence: &Range<usize>| {
        let mut marks = Sketch::default();
        for at in sentence.clone() {
            marks.add(lemmas[at].hash);
            if folded[at] != analysis.tokens[at].lemma {
                marks.add(hash::bytes(folded[at].as_bytes()));
            }
        }
        marks
    };
    analysis.sentences.iter().map(of).collect()
}

/// The words of `analysis` as lexicons spell them.
fn folded(analysis: &Analysis) -> Vec<SmolStr> {
    analysis.tokens.iter().map(|token| fold(&token.form)).collect()
}

/// Reads everything out of `dispatch`.
///
/// Order matters: marks are found in the characters before anything is read from the syntax; the cast is complete
/// before speakers and parties are looked up in it; sources need the quotes that hang on them.
#[must_use]
pub fn extract(dispatch: &Dispatch, analysis: &Analysis, lexicon: &Lexicon) -> Extraction {
    read(dispatch, analysis, lexicon, None)
}

/// What the models of arguments learn from, beside what is read without them.
#[must_use]
pub fn examples(dispatch: &Dispatch, analysis: &Analysis, lexicon: &Lexicon) -> (Extraction, Examples) {
    let mut examples = Examples::default();
    let items = read(dispatch, analysis, lexicon, Some(&mut examples));
    (items, examples)
}

fn read(
    dispatch: &Dispatch,
    analysis: &Analysis,
    lexicon: &Lexicon,
    examples: Option<&mut Examples>,
) -> Extraction {
    Reading::with(dispatch, analysis, lexicon, |reading| stages(reading, examples))
}

fn stages(reading: &Reading<'_>, mut examples: Option<&mut Examples>) -> Extraction {
    let names = actors::Names::read(reading);
    budget::check();
    let places = places::find(reading, &names);
    let mut cast = actors::find(&names, &places);
    budget::check();
    let (quotes, sources) = quotes::find(reading, &mut cast);
    budget::check();
    let mut items = Extraction { quotes, sources, places, ..Extraction::default() };
    events::find(reading, &mut cast, &mut items, examples.as_deref_mut());
    budget::check();
    alliances::find(reading, &mut cast, &mut items, examples.as_deref_mut());
    budget::check();
    if let Some(examples) = examples {
        let told = |m: &cast::Member| {
            let mentions = m.actor.mentions.iter().filter(|m| m.form != MentionForm::Pronoun);
            let names = std::iter::once(&m.actor.name).chain(&m.actor.aliases).cloned();
            (names.collect(), mentions.map(|m| m.span).collect())
        };
        (examples.names, examples.mentions) = cast.iter().map(|(_, m)| told(m)).unzip();
    }
    cast.close(items)
}
