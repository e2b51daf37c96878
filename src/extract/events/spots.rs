//! Which words may tell an event: the trigger lexicon laid over the tokens.

use crate::dispatch::ParagraphKind;
use crate::extract::Reading;
use crate::language::{Deprel, Upos, VerbForm};
use crate::lexicon::patterns::Pattern;

/// Words that may tell an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The word that the rest hangs on.
    pub head: usize,
    /// All its words, in order.
    pub tokens: Vec<usize>,
    /// What it may mean, longest phrase and most demanding class first.
    pub classes: Vec<usize>,
    /// Whether it is a noun.
    pub noun: bool,
}

/// Every spot in the headlines and the body, in text order. A phrase keeps its words from being spots of their own, unless
/// nothing comes of it: then the next shorter one is in the same spot.
#[must_use]
pub fn find(reading: &Reading<'_>) -> Vec<Spot> {
    let analysis = reading.analysis;
    let triggers = &reading.words.triggers;
    let mut found: Vec<Spot> = Vec::new();
    let mut used = vec![false; analysis.tokens.len()];
    for sentence in &analysis.sentences {
        if !read(reading, sentence.start) {
            continue;
        }
        for at in sentence.clone() {
            let token = &analysis.tokens[at];
            let (phrases, noun) = match token.upos {
                Upos::Verb | Upos::Aux => (triggers.verbs(&token.lemma), false),
                Upos::Noun | Upos::Propn => (triggers.nouns(&token.lemma), true),
                // A phrase may begin with any word ("hunger strike", "mass arrest"); an adjective may be a participle.
                Upos::Adj | Upos::Adv | Upos::Adp | Upos::X => match triggers.nouns(&token.lemma) {
                    [] => (triggers.verbs(&token.lemma), false),
                    nouns => (nouns, true),
                },
                _ => continue,
            };
            let single = matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Noun | Upos::Propn | Upos::Adj);
            let mut spot: Option<Spot> = None;
            for phrase in phrases {
                if phrase.rest.is_empty()
                    && (!single || used[at] || token.upos == Upos::Adj && !predicate(reading, at))
                {
                    continue;
                }
                if token.upos == Upos::Aux && phrase.rest.is_empty() {
                    continue;
                }
                // "jihadists attacked a village" is no "jihadist attack".
                let nominal = |tokens: &Vec<usize>| {
                    let finite = |t: usize| analysis.tokens[t].feats.verb_form == Some(VerbForm::Fin);
                    !(noun && tokens.iter().skip(1).any(|&t| finite(t)))
                };
                let Some(tokens) = words(reading, phrase, at, sentence.end).filter(nominal) else {
                    continue;
                };
                let spot = spot.get_or_insert_with(|| Spot {
                    head: head(reading, &tokens, noun),
                    tokens,
                    classes: Vec::new(),
                    noun,
                });
                spot.classes.push(phrase.class);
            }
            // "fired tear gas" has told the tear gas, "stopped firing" the firing of rockets.
            let told = |spot: &Spot| used[spot.tokens[0]];
            if let Some(spot) = spot.filter(|spot| !told(spot)) {
                for &t in spot.tokens.iter().skip(1) {
                    used[t] = true;
                }
                if spot.classes.first().is_some_and(|&c| triggers.class(c).is_some()) {
                    found.push(spot);
                }
            }
        }
    }
    found
}

/// Whether the adjective at `at` is a participle or has arguments as a verb has: "free press" frees nobody.
fn predicate(reading: &Reading<'_>, at: usize) -> bool {
    let analysis = reading.analysis;
    analysis.tokens[at].feats.verb_form == Some(VerbForm::Part)
        || analysis.children(at).any(|c| {
            matches!(
                analysis.tokens[c].deprel.base(),
                Deprel::Nsubj | Deprel::Cop | Deprel::Aux | Deprel::Obl | Deprel::Obj
            )
        })
}

/// The words of `pattern` where its first stands at `at` and none past `end`, if they belong together there.
#[must_use]
pub fn words(reading: &Reading<'_>, pattern: &Pattern, at: usize, end: usize) -> Option<Vec<usize>> {
    let tokens = &reading.analysis.tokens;
    let word = |i: usize| {
        let word = tokens.get(i).filter(|_| i < end)?;
        // A word of a name keeps its capital in its lemma: "adopted Resolution 77".
        let capital = word.lemma.starts_with(char::is_uppercase);
        let lemma = if capital { reading.lower(i) } else { word.lemma.as_str() };
        (!matches!(word.form.as_str(), ";" | ":" | "(" | ")")).then_some([lemma, reading.lower(i)])
    };
    if !reading.may_hold(pattern, at) || pattern.reflexive && !reflexive(reading, at) {
        return None;
    }
    pattern.matches(at, word).filter(|found| together(reading, found))
}

/// How far up from a word of a phrase its first word may be.
const HEIGHT: usize = 6;

/// Whether the words of a phrase belong together: each hangs on the first, or no other verb stands between them.
fn together(reading: &Reading<'_>, tokens: &[usize]) -> bool {
    let analysis = reading.analysis;
    let first = tokens[0];
    tokens.iter().skip(1).all(|&t| {
        analysis.ancestors(t).take(HEIGHT).any(|a| a == first)
            || !(first + 1..t).any(|b| analysis.tokens[b].upos == Upos::Verb && !tokens.contains(&b))
    })
}

/// Whether the sentence that begins at `token` is news: headline or body. Subheads only point at what the body tells.
fn read(reading: &Reading<'_>, token: usize) -> bool {
    kind(reading, token).is_none_or(|kind| {
        matches!(kind, ParagraphKind::Headline | ParagraphKind::Body | ParagraphKind::Dateline)
    })
}

/// Whether the sentence that begins at `token` is of a headline or of the body.
#[must_use]
pub fn news(reading: &Reading<'_>, token: usize) -> bool {
    kind(reading, token).is_none_or(|kind| matches!(kind, ParagraphKind::Headline | ParagraphKind::Body))
}

/// The kind of the paragraph that `token` stands in.
#[must_use]
pub fn kind(reading: &Reading<'_>, token: usize) -> Option<ParagraphKind> {
    let start = reading.analysis.tokens.get(token)?.span.start;
    let paragraphs = &reading.dispatch.paragraphs;
    let at = paragraphs.partition_point(|p| p.span.end <= start);
    paragraphs.get(at).map(|p| p.kind)
}

/// The verb itself, or the word of a noun phrase that no other word of it governs.
fn head(reading: &Reading<'_>, tokens: &[usize], noun: bool) -> usize {
    let first = tokens[0];
    if !noun {
        return first;
    }
    let all = &reading.analysis.tokens;
    tokens
        .iter()
        .copied()
        .find(|&t| all[t].upos == Upos::Noun && all[t].head.is_none_or(|h| !tokens.contains(&h)))
        .unwrap_or(first)
}

/// Whether a reflexive pronoun stands right before or hangs on the verb at `at`.
pub(super) fn reflexive(reading: &Reading<'_>, at: usize) -> bool {
    let analysis = reading.analysis;
    let words = &reading.words.triggers.syntax.reflexive;
    let is = |t: usize| {
        let token = &analysis.tokens[t];
        token.upos == Upos::Pron
            && (token.feats.reflexive
                || words.contains(&token.lemma)
                || words.iter().any(|w| w == reading.lower(t)))
    };
    analysis.children(at).any(is) || (at.saturating_sub(2)..at).any(is)
}
