//! The morphological lexicon while it is put together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use depeche::language::conllu::Sentence;
use depeche::language::lemma::{LONGEST_ENDING, ending_key, rule, write_rules};
use depeche::language::lexicon::{Reading, write_classes};
use depeche::language::{Feats, Upos};

/// Readings by form in lower case.
#[derive(Default)]
pub struct Readings {
    forms: BTreeMap<String, Vec<Reading>>,
    rules: Vec<(u8, String)>,
    rule_numbers: HashMap<(u8, String), u16>,
}

impl Readings {
    /// How many forms there are.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Adds a reading.
    pub fn add(&mut self, form: &str, lemma: &str, upos: Upos, feats: Feats) {
        self.insert(form, lemma, upos, feats, false);
    }

    fn insert(&mut self, form: &str, lemma: &str, upos: Upos, feats: Feats, lemma_only: bool) {
        let form = folded(form);
        let lemma = if upos == Upos::Propn { form.clone() } else { lemma.to_owned() };
        let lemma = self.rule_number(rule(&form, &lemma));
        let reading = Reading { upos: upos as u8, lemma_only, lemma, feats: feats.bits() };
        let readings = self.forms.entry(form).or_default();
        if !readings.iter().any(|r| Reading { lemma_only, ..*r } == reading) {
            readings.push(reading);
        }
    }

    fn rule_number(&mut self, rule: (u8, String)) -> u16 {
        let next = u16::try_from(self.rules.len()).expect("fewer than 65,536 lemma rules");
        *self.rule_numbers.entry(rule.clone()).or_insert_with(|| {
            self.rules.push(rule);
            next
        })
    }

    /// The sections of a model, with the lemmas that `treebank` has and the lexicon has not.
    pub fn sections(&mut self, treebank: &[Sentence]) -> Vec<(&'static str, Vec<u8>)> {
        let endings = self.endings();
        self.add_treebank(treebank);
        let mut numbers: BTreeMap<&[Reading], u64> = BTreeMap::new();
        let mut classes: Vec<Vec<Reading>> = Vec::new();
        let mut forms = fst::MapBuilder::memory();
        for (form, readings) in &self.forms {
            let number = *numbers.entry(readings).or_insert_with(|| {
                classes.push(readings.clone());
                classes.len() as u64 - 1
            });
            forms.insert(form, number).expect("a sorted map has sorted keys");
        }
        vec![
            ("lexicon", forms.into_inner().expect("memory does not fail")),
            ("classes", write_classes(&classes)),
            ("lemmas", write_rules(&self.rules)),
            ("endings", endings),
        ]
    }

    /// The commonest rule of each ending; an ending that behaves like a shorter one of it is left out.
    fn endings(&self) -> Vec<u8> {
        let open = [Upos::Adj, Upos::Adv, Upos::Noun, Upos::Verb].map(|u| u as u8);
        let mut counts: BTreeMap<Vec<u8>, BTreeMap<u16, usize>> = BTreeMap::new();
        for (form, readings) in &self.forms {
            let seen: BTreeSet<(u8, u16)> = readings.iter().map(|r| (r.upos, r.lemma)).collect();
            for (upos, lemma) in seen.into_iter().filter(|(u, _)| open.contains(u)) {
                let starts = form.char_indices().rev().map(|(at, _)| at).take(LONGEST_ENDING);
                for start in starts.filter(|&s| s > 0) {
                    let key = ending_key(upos, form.get(start..).unwrap_or_default());
                    *counts.entry(key).or_default().entry(lemma).or_default() += 1;
                }
            }
        }
        let mut map = fst::MapBuilder::memory();
        let mut chosen: BTreeMap<Vec<u8>, u16> = BTreeMap::new();
        for (key, rules) in counts {
            let Some((&rule, &count)) = rules.iter().max_by_key(|(rule, n)| (**n, std::cmp::Reverse(**rule)))
            else {
                continue;
            };
            let shorter = (1..key.len()).rev().find_map(|n| chosen.get(&key[..n]));
            if count >= 3 && shorter != Some(&rule) {
                map.insert(&key, u64::from(rule)).expect("a sorted map has sorted keys");
                chosen.insert(key, rule);
            }
        }
        map.into_inner().expect("memory does not fail")
    }

    /// Puts the readings that the treebank prefers in front, and adds the lemmas that are missing.
    fn add_treebank(&mut self, treebank: &[Sentence]) {
        let mut counts: BTreeMap<(String, Upos, &str, Feats32), usize> = BTreeMap::new();
        for word in treebank.iter().flat_map(|s| &s.words) {
            if !matches!(word.upos, Upos::Propn | Upos::Punct | Upos::Sym | Upos::X | Upos::Num)
                && word.lemma != "_"
            {
                *counts
                    .entry((folded(&word.form), word.upos, &word.lemma, word.feats.bits()))
                    .or_default() += 1;
            }
        }
        let mut order: Vec<_> = counts.into_iter().collect();
        order.sort_by_key(|(_, count)| *count);
        for ((form, upos, lemma, feats), _) in order {
            let known = self.forms.get(&form).is_some_and(|r| r.iter().any(|r| r.upos == upos as u8));
            let number = self.rule_number(rule(&form, lemma));
            if !known {
                self.insert(&form, lemma, upos, Feats::from_bits(feats), true);
            }
            let Some(readings) = self.forms.get_mut(&form) else { continue };
            let same = |r: &Reading| r.upos == upos as u8 && r.lemma == number;
            if !readings.iter().any(same) {
                readings.push(Reading { upos: upos as u8, lemma_only: true, lemma: number, feats });
            }
            readings.sort_by_key(|r| !same(r));
        }
    }
}

type Feats32 = u32;

fn folded(form: &str) -> String {
    form.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}
