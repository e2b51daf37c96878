//! What there is to learn from a dispatch with gold.

use depeche::dispatch::Span;
use depeche::dispatch::{AllianceKind, Lang};
use depeche::eval::{Alignment, Gold, overlap};
use depeche::extract::arguments::Examples;
use depeche::extract::arguments::train::Example;
use depeche::extract::arguments::{LABELS, ROLES};
use depeche::lexicon::Lexicon;
use depeche::record::schema::Offsets;
use depeche::record::{CodePoints, Record};
use depeche::{extract, language, wire};
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::path::{Path, PathBuf};

/// Somebody: an actor of gold, or another of the text by a number below zero.
pub type Who = i64;

/// A relation: what sort, who, to whom, the order aside where it means nothing.
pub type Key = (AllianceKind, Who, Who);

/// How many bytes a whole dispatch has at least.
const WHOLE: usize = 700;

/// One text.
pub struct Text {
    pub lang: Lang,
    /// Whether the rules were not written from it.
    pub fresh: bool,
    /// Whether it is a whole dispatch, not a paragraph or two.
    pub whole: bool,
    /// The relations of gold: all that are right, and whether it counts.
    pub relations: Vec<(Vec<Key>, bool)>,
    /// What the rules state.
    pub stated: HashSet<Key>,
    /// For each pair what it would be by each label.
    pub keys: Vec<[Key; LABELS.len()]>,
    pub pairs: Vec<Example<{ LABELS.len() }>>,
    pub events: Vec<Happening>,
    /// For each of `parties` which of `events` it is about, who, and whether he is an actor whatever he does there.
    pub parts: Vec<(usize, Who, bool)>,
    pub parties: Vec<Example<{ ROLES.len() }>>,
}

/// An event of gold that was found.
pub struct Happening {
    /// Its agents and its targets.
    pub right: [HashSet<Who>; ROLES.len()],
    /// Those of them who count.
    pub needed: [HashSet<Who>; ROLES.len()],
    /// Who the rules say they are.
    pub stated: [HashSet<Who>; ROLES.len()],
    /// Whether it counts itself.
    pub counts: bool,
}

impl Text {
    /// Its events alone.
    pub fn without_relations(self) -> Self {
        Self { relations: Vec::new(), stated: HashSet::new(), keys: Vec::new(), pairs: Vec::new(), ..self }
    }

    /// What is right of all that could be stated: both who stand in it are meant in one sentence.
    pub fn within_reach(&self) -> HashSet<Key> {
        let right: HashSet<Key> = self.relations.iter().flat_map(|r| r.0.iter().copied()).collect();
        self.keys.iter().flatten().filter(|k| right.contains(k)).copied().collect()
    }
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

fn number(n: usize) -> Who {
    Who::try_from(n).unwrap_or(Who::MAX)
}

/// Which actor of gold each candidate is: who has one of his names, else who is named where he is.
fn everybody(gold: &Gold, examples: &Examples, alignment: &Alignment, points: &CodePoints<'_>) -> Vec<Who> {
    let told: Vec<Vec<Offsets>> = gold
        .actors
        .iter()
        .map(|a| std::iter::once(&a.name).chain(&a.aliases).flat_map(|n| alignment.find_all(n)).collect())
        .collect();
    let one = |(names, mentions): (&Vec<String>, &Vec<Span>)| {
        let spans: Vec<Offsets> = mentions.iter().map(|&m| points.of(m)).collect();
        let near = |told: &[Offsets]| {
            let pairs = told.iter().flat_map(|t| spans.iter().map(move |s| share(*t, *s)));
            pairs.fold(0.0, f64::max)
        };
        names.iter().find_map(|n| alignment.actor(n)).or_else(|| {
            let best = told.iter().map(|t| near(t)).enumerate().max_by(|x, y| x.1.total_cmp(&y.1))?;
            Some(best.0).filter(|_| best.1 >= 0.5)
        })
    };
    let found = examples.names.iter().zip(&examples.mentions).map(one);
    found.enumerate().map(|(i, who)| who.map_or(-1 - number(i), number)).collect()
}

/// How much of the longer of two spans the other holds, where one is within the other.
fn share([a, b]: Offsets, [x, y]: Offsets) -> f64 {
    if a <= x && y <= b || x <= a && b <= y { overlap(Some([a, b]), Some([x, y])) } else { 0.0 }
}

/// What the dispatch beside the gold file gives.
pub fn read(file: &Path) -> Result<Option<Text>, Box<dyn Error>> {
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
    let points = CodePoints::new(&dispatch.text);
    let who = everybody(&gold, &examples, &alignment, &points);
    let mut found = Text {
        lang,
        fresh: false,
        whole: dispatch.text.len() >= WHOLE,
        relations: Vec::new(),
        stated: examples.stated.iter().map(|&(kind, a, b)| key(kind, who[a.0], who[b.0])).collect(),
        keys: Vec::new(),
        pairs: Vec::new(),
        events: Vec::new(),
        parts: Vec::new(),
        parties: Vec::new(),
    };
    for relation in &gold.alliances {
        let [a, b] = [&relation.a, &relation.b].map(|name| alignment.actor(name).map_or(i64::MIN, number));
        let kinds = relation.kind.values().iter().filter_map(|k| AllianceKind::from_name(k));
        found.relations.push((kinds.map(|kind| key(kind, a, b)).collect(), !relation.optional));
    }
    let evidence: Vec<_> =
        gold.alliances.iter().map(|r| r.evidence.as_ref().map(|e| alignment.find(e))).collect();
    let mut stated_by: HashMap<Key, Vec<usize>> = HashMap::new();
    for (i, (keys, _)) in found.relations.iter().enumerate() {
        for &key in keys {
            stated_by.entry(key).or_default().push(i);
        }
    }
    let mut told: HashMap<Offsets, usize> = HashMap::new();
    for event in &examples.events {
        let trigger = points.of(event.trigger);
        let Some(gold_event) = alignment.event(trigger).map(|i| &gold.events[i]) else { continue };
        let of = |names: &Vec<String>| -> HashSet<Who> {
            names.iter().map(|n| alignment.actor(n).map_or(i64::MIN, number)).collect()
        };
        let counts = |who: &Who| {
            usize::try_from(*who).ok().and_then(|i| gold.actors.get(i)).is_none_or(|a| !a.optional)
        };
        let right = [of(&gold_event.agents), of(&gold_event.targets)];
        told.insert(trigger, found.events.len());
        found.events.push(Happening {
            needed: right.clone().map(|all| all.into_iter().filter(counts).collect()),
            right,
            stated: [&event.agents, &event.targets].map(|ids| ids.iter().map(|&id| who[id.0]).collect()),
            counts: !gold_event.optional,
        });
    }
    for example in examples.parties {
        let Some(&event) = told.get(&points.of(example.trigger)) else { continue };
        let who = who[example.actor.0];
        let happening = &found.events[event];
        let truth = [0, 1].map(|role| happening.right[role].contains(&who));
        // Who is both does it to himself: gold seldom says so, and a frame never.
        let weight = if truth == [true, true] {
            0.0
        } else if happening.counts {
            1.0
        } else {
            0.5
        };
        found.parts.push((event, who, example.sure));
        found.parties.push(Example { features: example.features, truth, weight, document: 0 });
    }
    for example in examples.pairs {
        let (a, b) = (who[example.a.0], who[example.b.0]);
        let keys = LABELS.map(|(kind, turned)| if turned { key(kind, b, a) } else { key(kind, a, b) });
        let [start, end] = points.of(example.sentence);
        // What is stated elsewhere may or may not be stated here.
        let here =
            |&&i: &&usize| evidence[i].is_none_or(|at| at.is_some_and(|[from, to]| start < to && from < end));
        let of = |key: &Key| stated_by.get(key).into_iter().flatten();
        let told: Vec<usize> = keys.iter().flat_map(of).filter(here).copied().collect();
        let truth = keys.map(|key| of(&key).any(|i| told.contains(i)));
        let weight = if told.is_empty() && keys.iter().any(|k| stated_by.contains_key(k)) {
            0.0
        } else if !told.is_empty() && told.iter().all(|&i| !found.relations[i].1) {
            0.5
        } else {
            1.0
        };
        found.keys.push(keys);
        found.pairs.push(Example { features: example.features, truth, weight, document: 0 });
    }
    Ok(Some(found))
}
