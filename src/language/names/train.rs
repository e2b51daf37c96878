//! Training of the recogniser from texts whose names are marked.

use super::{CLASSES, FIRST, Finder, LABELS, Names, Place, TEMPLATES};
use crate::dispatch::Span;
use crate::language::lexicon::Lexicon;
use crate::language::train::early::Watch;
use crate::language::train::{Perceptron, Random};
use crate::language::weights::{First, Scorer, Templates};
use crate::language::words::{Reader, Words};
use crate::language::{Analysis, EntityLabel};
use crate::lexicon::gazetteer::Gazetteer;

/// A text ready to be learned from.
pub struct Document<'a> {
    text: &'a str,
    analysis: &'a Analysis,
    words: Vec<Words>,
    truth: Vec<u8>,
}

impl<'a> Document<'a> {
    /// Lays the marked names over the words of the analysis. A name that ends inside a word counts as reaching to the
    /// word's end; of nested ones the longest counts; one that crosses the end of a sentence does not count.
    #[must_use]
    pub fn new(
        text: &'a str,
        analysis: &'a Analysis,
        names: &[(Span, EntityLabel)],
        lexicon: &Lexicon,
    ) -> Self {
        let mut reader = Reader::default();
        let words = analysis.sentences.iter().map(|sentence| {
            let mut words = Words::default();
            let forms = analysis.tokens[sentence.clone()].iter().map(|t| t.form.as_str());
            reader.read(lexicon, forms, &mut words);
            words
        });
        let mut truth = vec![0; analysis.tokens.len()];
        let mut names = names.to_vec();
        names.sort_by_key(|(span, _)| (std::cmp::Reverse(span.len()), span.start));
        for (span, label) in names {
            let Some(label) = LABELS.iter().position(|l| *l == label) else { continue };
            let from = analysis.tokens.partition_point(|t| t.span.end <= span.start);
            let to = analysis.tokens.partition_point(|t| t.span.start < span.end);
            let whole = from < to && analysis.sentence_of(from) == analysis.sentence_of(to - 1);
            if !whole || truth[from..to].iter().any(|&c| c != 0) {
                continue;
            }
            for (i, slot) in (from..).zip(&mut truth[from..to]) {
                let place = match (i == from, i + 1 == to) {
                    (true, true) => Place::Unit(label),
                    (true, false) => Place::Begin(label),
                    (false, true) => Place::Last(label),
                    (false, false) => Place::Inside(label),
                };
                *slot = u8::try_from(place.class()).unwrap_or(0);
            }
        }
        Self { text, analysis, words: words.collect(), truth }
    }
}

/// Learns from the documents, in an order that changes from round to round and is the same in every run. What a
/// document called a word before is what the model in training called it.
#[must_use]
pub fn train(documents: &[Document<'_>], gazetteer: &Gazetteer, rounds: usize, seed: u64) -> Perceptron {
    let mut model = Perceptron::new(CLASSES, Templates::ALL);
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..documents.len()).collect();
    let (mut scores, mut features) = ([0; CLASSES], Vec::new());
    for _ in 0..rounds {
        random.shuffle(&mut order);
        for &d in &order {
            let document = &documents[d];
            let mut finder = Finder::new(document.text, gazetteer);
            for (sentence, words) in document.analysis.sentences.iter().zip(&document.words) {
                let tokens = &document.analysis.tokens[sentence.clone()];
                let truth = &document.truth[sentence.clone()];
                finder.start = sentence.start;
                finder.look(tokens);
                finder.classify(tokens, words, |i, atoms, choice| {
                    features.clear();
                    Templates::ALL.fill(FIRST, atoms, &mut features);
                    scores.fill(0);
                    model.add(&features, &mut scores);
                    let (guess, margin) = choice.best(&scores);
                    model.learn(&features, choice.right(truth[i]).into(), guess.into());
                    (guess, margin)
                });
            }
        }
    }
    model
}

/// The templates that a finished recogniser asks first, by what it decides in the documents.
#[must_use]
pub fn first(names: &Names, documents: &[Document<'_>], gazetteer: &Gazetteer) -> Option<First> {
    let watch = Watch::new(&names.weights, TEMPLATES);
    for document in documents {
        let mut finder = Finder::new(document.text, gazetteer);
        for (sentence, words) in document.analysis.sentences.iter().zip(&document.words) {
            let tokens = &document.analysis.tokens[sentence.clone()];
            finder.start = sentence.start;
            finder.look(tokens);
            finder.call(&watch, tokens, words);
        }
    }
    watch.first()
}
