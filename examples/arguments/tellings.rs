//! Which words tell an event: what there is to learn from, learning and scores.

use super::gold::gather;
use super::score::Tally;
use super::{Options, SAME, TELLINGS, best, limits};
use depeche::dispatch::{Category, Dispatch, Extraction, Lang, Span};
use depeche::eval::{Alignment, Gold};
use depeche::extract::arguments::TellingExample;
use depeche::extract::arguments::model::{Limits, Table};
use depeche::extract::arguments::train::{Example, cross_validate, fit};
use depeche::lexicon::Lexicon;
use depeche::record::{CodePoints, Record};
use depeche::{extract, language, wire};
use std::collections::HashSet;
use std::error::Error;
use std::path::{Path, PathBuf};

/// What stands between two marked texts of a file.
const BETWEEN: &str = "\n====\n";
/// How much an example counts beside another of its sentence that tells an event of its category: it may be the same one.
const BESIDE: f32 = 0.25;
/// How much one counts that stands in the sentence of an event of its category which the lexicon has no word for.
const NEAR: f32 = 0.5;
/// How much more a whole dispatch with gold counts than a marked text.
const WHOLE: f32 = 8.0;

/// Words that tell an event.
struct Mark {
    span: Span,
    categories: Vec<Category>,
    /// Whether somebody else might not have marked them.
    doubtful: bool,
    /// Whether the event is only somewhere in the sentence of these words.
    vague: bool,
}

/// One text.
pub struct Text {
    /// What may tell an event in it, of every category that the lexicon has for it.
    pub examples: Vec<Example<1>>,
    /// For each of them the word, whether the rules think so, and which event it tells.
    places: Vec<Place>,
    /// How many events count.
    events: u32,
    /// Whether it has gold.
    gold: bool,
}

struct Place {
    words: Vec<Span>,
    stated: bool,
    event: Option<usize>,
    /// Whether nothing of its category is told in its sentence.
    alone: bool,
}

/// The texts in folders of dispatches with gold, and in folders of texts with marks.
pub fn read(gold: &[PathBuf], marked: &[PathBuf]) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut texts = Vec::new();
    let mut files = Vec::new();
    for folder in gold {
        gather(folder, &mut files)?;
    }
    files.sort();
    for file in &files {
        texts.extend(with_gold(file)?);
    }
    for folder in marked {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
        files.sort();
        for file in files {
            for text in std::fs::read_to_string(&file)?.split(BETWEEN) {
                texts.extend(with_marks(text).map_err(|e| format!("{}: {e}", file.display()))?);
            }
        }
    }
    for (document, text) in texts.iter_mut().enumerate() {
        text.examples.iter_mut().for_each(|e| e.document = document);
    }
    Ok(texts)
}

/// What the dispatch beside the gold file gives.
fn with_gold(file: &Path) -> Result<Option<Text>, Box<dyn Error>> {
    let gold = Gold::from_json(&std::fs::read(file)?)?;
    let text = PathBuf::from(file.to_string_lossy().replace(".gold.json", ".txt"));
    let dispatches = wire::read(&std::fs::read(&text)?, Some(&text), &wire::Options::default())?;
    let Some(dispatch) = dispatches.into_iter().next() else { return Ok(None) };
    let alignment = Alignment::of(&gold, &Record::new(&dispatch, &Extraction::default()));
    let points = CodePoints::new(&dispatch.text);
    let mut marks = Vec::new();
    for event in &gold.events {
        let categories: Vec<Category> =
            event.category.values().iter().filter_map(|c| Category::from_name(c)).collect();
        let mut mark = |span, doubtful, vague| {
            let categories = categories.clone();
            marks.push(Mark { span: points.span(span), categories, doubtful, vague });
        };
        if let Some(span) = alignment.locate(&event.trigger, event.context.as_deref(), event.nth) {
            mark(span, event.optional, false);
        }
        for span in event.also.iter().filter_map(|also| alignment.find(also)) {
            mark(span, event.optional, true);
        }
    }
    let mut text = learned(dispatch, &marks, WHOLE);
    text.events = u32::try_from(gold.events.iter().filter(|e| !e.optional).count())?;
    text.gold = true;
    Ok(Some(text))
}

/// What a text with marks gives: `[CATEGORY:word]`, `[?CATEGORY:word]` where somebody else might not mark it, `[ONE/OTHER:word]`.
fn with_marks(marked: &str) -> Result<Option<Text>, Box<dyn Error>> {
    let mark = regex::Regex::new(r"\[(\??)([A-Z]+(?:/[A-Z]+)*):([^\[\]]*)\]")?;
    let (mut plain, mut last, mut found) = (String::new(), 0, Vec::new());
    for parts in mark.captures_iter(marked) {
        let [doubt, categories, word] = [1, 2, 3].map(|n| parts.get(n).map_or("", |m| m.as_str()));
        plain.push_str(marked.get(last..parts.get_match().start()).unwrap_or_default());
        let categories = categories.split('/').map(|c| Category::from_name(c).ok_or(c));
        let categories: Vec<Category> =
            categories.collect::<Result<_, _>>().map_err(|c| format!("{c} is no category."))?;
        // Reading changes spaces and now and then a mark: the word is looked for with what stands right before it.
        let beside = plain.rsplit(char::is_whitespace).next().unwrap_or_default().to_owned();
        plain.push_str(word);
        found.push((beside, word, categories, !doubt.is_empty()));
        last = parts.get_match().end();
    }
    plain.push_str(marked.get(last..).unwrap_or_default());
    let dispatches = wire::read(plain.as_bytes(), None, &wire::Options::default())?;
    let Some(dispatch) = dispatches.into_iter().next() else { return Ok(None) };
    let mut at = 0;
    let mut marks = Vec::new();
    for (beside, word, categories, doubtful) in found {
        let rest = dispatch.text.get(at..).unwrap_or_default();
        let Some(place) = rest.find(&format!("{beside}{word}")) else { continue };
        let start = at + place + beside.len();
        at = start + word.len();
        marks.push(Mark { span: Span::new(start, at), categories, doubtful, vague: false });
    }
    let mut text = learned(dispatch, &marks, 1.0);
    text.events = u32::try_from(marks.iter().filter(|m| !m.doubtful).count())?;
    Ok(Some(text))
}

/// What the words of a dispatch give to learn from.
fn learned(mut dispatch: Dispatch, marks: &[Mark], weight: f32) -> Text {
    language::recognise(&mut dispatch);
    let lang = dispatch.meta.language.unwrap_or(Lang::UNKNOWN);
    let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
    let (_, examples) = extract::examples(&dispatch, &analysis, Lexicon::built_in());
    let sentence = |span: Span| analysis.tokens_in(span).next().map(|t| analysis.sentence_of(t));
    let mut text = Text { examples: Vec::new(), places: Vec::new(), events: 0, gold: false };
    let over = |m: &Mark, e: &TellingExample| {
        !m.vague && e.words.iter().any(|w| m.span.start < w.end && w.start < m.span.end)
    };
    let of = |m: &Mark, e: &TellingExample| m.categories.contains(&e.category);
    let on = |m: &Mark, e: &TellingExample| over(m, e) && of(m, e);
    let unseen: Vec<bool> = marks.iter().map(|m| !examples.tellings.iter().any(|e| on(m, e))).collect();
    for example in examples.tellings {
        let here = example.words.first().and_then(|w| sentence(*w));
        let beside = |m: &Mark| of(m, &example) && sentence(m.span) == here;
        let told = marks.iter().position(|m| on(m, &example) && !m.doubtful);
        // Where the lexicon has not the word itself, another of the sentence tells it.
        let near = || {
            (0..marks.len())
                .find(|&i| unseen[i] && beside(&marks[i]) && !marks[i].doubtful && !marks[i].vague)
        };
        let doubtful = marks.iter().any(|m| over(m, &example) && m.doubtful || m.vague && beside(m));
        let (event, counts) = match told {
            Some(event) => (Some(event), weight),
            None if doubtful => (None, 0.0),
            None => match near() {
                Some(event) => (Some(event), NEAR * weight),
                None if marks.iter().any(beside) => (None, BESIDE * weight),
                None => (None, weight),
            },
        };
        text.examples.push(Example {
            features: example.features,
            truth: [event.is_some()],
            weight: counts,
            document: 0,
        });
        text.places.push(Place {
            words: example.words,
            stated: example.stated,
            event,
            alone: counts >= weight,
        });
    }
    text
}

/// Learns from `texts`, and prints what it is worth on those held out.
pub fn learn(texts: &[Text], options: &Options) -> Table<1> {
    let examples: Vec<Example<1>> = texts.iter().flat_map(|t| t.examples.iter().cloned()).collect();
    let found: Vec<f32> =
        cross_validate(&examples, TELLINGS, options.folds).into_iter().map(|[p]| p).collect();
    let f1 = |limits| score(texts, &found, limits, |t| t.gold).f1();
    let mut chosen = Limits::default();
    if let [add, beside, keep] = options.limits[..] {
        chosen = Limits { add, beside, keep: [keep; 2] };
    } else {
        chosen.keep = [best(limits(0, 20), SAME, |keep| f1(Limits { keep: [keep; 2], ..chosen })); 2];
        chosen.add = best(limits(10, 36), SAME, |add| f1(Limits { add, ..chosen }));
        chosen.beside = best(limits(10, 36), SAME, |beside| f1(Limits { beside, ..chosen }));
    }
    println!("tellings: {}, {chosen:?}", examples.len());
    report(texts, &found, chosen);
    fit(&examples.iter().collect::<Vec<_>>(), TELLINGS, chosen)
}

/// Prints the scores of `tellings` on `texts`, from which nothing was learned.
pub fn test(texts: &[Text], tellings: &Table<1>) {
    let found: Vec<f32> =
        texts.iter().flat_map(|t| &t.examples).map(|e| tellings.weigh(&e.features)[0]).collect();
    report(texts, &found, tellings.limits);
}

fn report(texts: &[Text], found: &[f32], limits: Limits) {
    for (name, gold) in [("dispatches", true), ("marked texts", false)] {
        let of = |t: &Text| t.gold == gold;
        if texts.iter().any(of) {
            let rules = score(texts, found, Limits::default(), of);
            println!("  {name:16} rules {rules}  with the model {}", score(texts, found, limits, of));
        }
    }
}

/// The words that tell an event, and its category, by the rules and by what the model `found`; a word tells one, and an event that several
/// tell is found once.
fn score(texts: &[Text], found: &[f32], limits: Limits, of: impl Fn(&Text) -> bool) -> Tally {
    let mut tally = Tally::default();
    let mut at = 0;
    for text in texts {
        let likely = &found[at..at + text.examples.len()];
        at += text.examples.len();
        if !of(text) {
            continue;
        }
        let mut events = HashSet::new();
        let all: Vec<usize> = (0..text.examples.len()).collect();
        for word in all.chunk_by(|&a, &b| text.places[a].words == text.places[b].words) {
            let own = word.iter().copied().find(|&i| text.places[i].stated);
            let other = word
                .iter()
                .copied()
                .filter(|i| Some(*i) != own)
                .max_by(|&a, &b| likely[a].total_cmp(&likely[b]));
            if let Some(i) = limits.telling(own.map(|i| (likely[i], i)), other.map(|i| (likely[i], i))) {
                match text.places[i].event {
                    Some(event) => {
                        events.insert(event);
                    }
                    None => tally.spurious += u32::from(text.places[i].alone),
                }
            }
        }
        let right = u32::try_from(events.len()).unwrap_or(u32::MAX);
        tally.right += right;
        tally.missed += text.events.saturating_sub(right);
    }
    tally
}
