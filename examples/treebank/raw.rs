//! How well raw text is cut into sentences and words.

use std::collections::HashSet;

use depeche::dispatch::{Lang, Span};
use depeche::language::conllu::Sentence;
use depeche::language::{Analysis, analyze};

/// Scores sentences and words found in the text of a treebank, its sentences joined as its paragraphs say, or each on a
/// line of its own.
pub fn score(gold: &[Sentence], lang: Lang, lines: bool) -> String {
    let mut text = String::new();
    let (mut sentences, mut words) = (HashSet::new(), HashSet::new());
    for sentence in gold {
        if !text.is_empty() {
            text.push(if sentence.opens || lines { '\n' } else { ' ' });
        }
        let start = text.len();
        words.extend(place(sentence, &mut text));
        sentences.insert(Span::new(start, text.len()));
    }
    let analysis = analyze(&text, &[], lang);
    let guessed_sentences: HashSet<Span> =
        analysis.sentences.iter().map(|s| analysis.span(s.start, s.end)).collect();
    let guessed_words: HashSet<(Span, usize)> = numbered(&analysis).collect();
    format!(
        "raw text{}: sentences F1 {:.2}, words F1 {:.2}",
        if lines { ", a sentence a line" } else { "" },
        f1(&sentences, &guessed_sentences),
        f1(&words, &guessed_words)
    )
}

/// Writes the words of a sentence; each is known by its span, those of a contraction also by their number in it.
fn place(sentence: &Sentence, text: &mut String) -> Vec<(Span, usize)> {
    let mut placed = Vec::new();
    let mut i = 0;
    while let Some(word) = sentence.words.get(i) {
        let range = sentence.ranges.iter().find(|(first, _, _)| *first == i);
        let (form, last) = range.map_or((&word.form, i), |(_, last, form)| (form, *last));
        let start = text.len();
        text.push_str(form);
        let span = Span::new(start, text.len());
        // A contraction that simply writes one word after the other is told apart by spans.
        let plain = sentence.words[i..=last].iter().map(|w| w.form.len()).sum::<usize>() == form.len();
        let mut at = start;
        for (n, word) in sentence.words[i..=last].iter().enumerate() {
            let own = Span::new(at, at + word.form.len());
            at += word.form.len();
            placed.push(if plain { (own, 0) } else { (span, n) });
        }
        let space = range.map_or(word.space_after, |_| sentence.space_after_range(last));
        if space && last + 1 < sentence.words.len() {
            text.push(' ');
        }
        i = last + 1;
    }
    placed
}

fn numbered(analysis: &Analysis) -> impl Iterator<Item = (Span, usize)> + '_ {
    let mut last = (Span::default(), 0);
    analysis.tokens.iter().map(move |t| {
        last = if t.span == last.0 { (t.span, last.1 + 1) } else { (t.span, 0) };
        last
    })
}

#[expect(clippy::cast_precision_loss, reason = "treebanks have fewer than 2^52 words")]
fn f1<T: Eq + std::hash::Hash>(gold: &HashSet<T>, guess: &HashSet<T>) -> f64 {
    200.0 * gold.intersection(guess).count() as f64 / (gold.len() + guess.len()).max(1) as f64
}
