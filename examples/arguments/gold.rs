//! What there is to learn from a dispatch with gold.

use depeche::dispatch::{AllianceKind, Lang};
use depeche::eval::{Alignment, Gold};
use depeche::extract::arguments::train::Example;
use depeche::lexicon::Lexicon;
use depeche::record::{CodePoints, Record};
use depeche::{extract, language, wire};
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::path::{Path, PathBuf};

/// Somebody: an actor of gold, or another of the text by a number below zero.
pub type Who = i64;

/// A relation: what sort, who, to whom, the order aside where it means nothing.
pub type Key = (AllianceKind, Who, Who);

/// One text.
pub struct Text {
    pub lang: Lang,
    /// Whether the rules were not written from it.
    pub fresh: bool,
    /// The relations of gold: all that are right, and whether it counts.
    pub relations: Vec<(Vec<Key>, bool)>,
    /// What the rules state.
    pub stated: HashSet<Key>,
    /// What each pair would state, and whether it may be added.
    pub keys: Vec<(Key, bool)>,
    pub pairs: Vec<Example>,
}

/// The relation, the order aside where it means nothing.
pub fn key(kind: AllianceKind, a: Who, b: Who) -> Key {
    let symmetric = matches!(kind, AllianceKind::Allied | AllianceKind::Opposes);
    if symmetric && b < a { (kind, b, a) } else { (kind, a, b) }
}

/// The gold files under `folder`.
pub fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.to_string_lossy().ends_with(".gold.json") {
            files.push(path);
        }
    }
    Ok(())
}

/// What the dispatch beside the gold file gives; `document` is its number.
pub fn read(file: &Path, document: usize) -> Result<Option<Text>, Box<dyn Error>> {
    let gold = Gold::from_json(&std::fs::read(file)?)?;
    let text = PathBuf::from(file.to_string_lossy().replace(".gold.json", ".txt"));
    let dispatches = wire::read(&std::fs::read(&text)?, Some(&text), &wire::Options::default())?;
    let Some(mut dispatch) = dispatches.into_iter().next() else { return Ok(None) };
    language::recognise(&mut dispatch);
    let lang = dispatch.meta.language.unwrap_or(Lang::UNKNOWN);
    let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
    let (items, examples) = extract::examples(&dispatch, &analysis, Lexicon::built_in());
    let record = Record::new(&dispatch, &items);
    let alignment = Alignment::of(&gold, &record);
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let named = |name: &String| alignment.actor(name).map(number);
    let who: Vec<Who> = examples
        .names
        .iter()
        .enumerate()
        .map(|(i, names)| names.iter().find_map(named).unwrap_or(-1 - number(i)))
        .collect();
    let mut found = Text {
        lang,
        fresh: false,
        relations: Vec::new(),
        stated: examples.stated.iter().map(|&(kind, a, b)| key(kind, who[a.0], who[b.0])).collect(),
        keys: Vec::new(),
        pairs: Vec::new(),
    };
    for relation in &gold.alliances {
        let [a, b] = [&relation.a, &relation.b].map(|name| named(name).unwrap_or(i64::MIN));
        let kinds = relation.kind.values().iter().filter_map(|k| AllianceKind::from_name(k));
        found.relations.push((kinds.map(|kind| key(kind, a, b)).collect(), !relation.optional));
    }
    let points = CodePoints::new(&dispatch.text);
    let evidence: Vec<_> =
        gold.alliances.iter().map(|r| r.evidence.as_ref().map(|e| alignment.find(e))).collect();
    let mut stated_by: HashMap<Key, Vec<usize>> = HashMap::new();
    for (i, (keys, _)) in found.relations.iter().enumerate() {
        for &key in keys {
            stated_by.entry(key).or_default().push(i);
        }
    }
    for example in &examples.pairs {
        let key = key(example.kind, who[example.a.0], who[example.b.0]);
        let [start, end] = points.of(example.sentence);
        let right = stated_by.get(&key);
        // What is stated elsewhere may or may not be stated here.
        let here =
            |&&i: &&usize| evidence[i].is_none_or(|at| at.is_some_and(|[from, to]| start < to && from < end));
        let told: Vec<usize> = right.into_iter().flatten().filter(here).copied().collect();
        let weight = match right {
            Some(_) if told.is_empty() => 0.0,
            Some(_) if told.iter().all(|&i| !found.relations[i].1) => 0.5,
            _ => 1.0,
        };
        found.keys.push((key, example.open));
        let (features, truth) = (example.features.clone(), !told.is_empty());
        found.pairs.push(Example { features, truth, weight, document });
    }
    Ok(Some(found))
}
