//! Lexicons and other tables that were made elsewhere, brought to our terms.

use std::collections::BTreeMap;

use depeche::language::lexicon::{Lexicon, write_clusters};
use depeche::language::words::{Reader, Words};
use depeche::language::{Feats, Gender, Mood, Number, Tense, Upos, VerbForm};

use crate::net::Given;
use crate::readings::Readings;

/// Reads a Lefff lexicon (Sagot 2010): form, category, lemma and tag, separated by tabs.
pub fn lefff(text: &str, readings: &mut Readings) {
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [form, category, lemma, tag] = fields[..] else { continue };
        if form.contains(' ') {
            continue;
        }
        let form = form.strip_prefix('-').filter(|f| !f.is_empty()).map_or(form, |_| form);
        for upos in lefff_category(category, lemma, tag) {
            for feats in lefff_feats(tag, *upos) {
                readings.add(form, lemma, *upos, feats);
            }
        }
    }
}

fn lefff_category(category: &str, lemma: &str, tag: &str) -> &'static [Upos] {
    match category {
        "v" if lemma == "être" || lemma == "avoir" => &[Upos::Aux, Upos::Verb],
        "v" => &[Upos::Verb],
        "auxAvoir" | "auxEtre" => &[Upos::Aux],
        "nc" => &[Upos::Noun],
        "np" => &[Upos::Propn],
        "adj" if tag.starts_with('K') => &[],
        "adj" => &[Upos::Adj],
        "adv" | "advneg" | "advPref" | "clneg" => &[Upos::Adv],
        "prep" => &[Upos::Adp],
        "csu" | "que" => &[Upos::Sconj],
        "coo" => &[Upos::Cconj],
        "det" => &[Upos::Det],
        "cln" | "cla" | "cld" | "clr" | "clg" | "cll" | "cldr" | "clar" | "ilimp" | "pro" | "pri"
        | "prel" | "ce" => &[Upos::Pron],
        "pres" => &[Upos::Intj],
        _ => &[],
    }
}

/// A verb's tag lists tenses, then persons, then gender and number: `PS13s` is present indicative or subjunctive, first
/// or third person, singular.
fn lefff_feats(tag: &str, upos: Upos) -> Vec<Feats> {
    let agreement = Feats {
        gender: if tag.contains('f') { Some(Gender::Fem) } else { tag.contains('m').then_some(Gender::Masc) },
        number: if tag.contains('p') {
            Some(Number::Plur)
        } else {
            tag.contains('s').then_some(Number::Sing)
        },
        ..Feats::default()
    };
    if !matches!(upos, Upos::Verb | Upos::Aux) {
        return vec![agreement];
    }
    let finite = |mood, tense| (VerbForm::Fin, Some(mood), tense);
    let tenses = tag.chars().filter_map(|c| {
        Some(match c {
            'P' => finite(Mood::Ind, Some(Tense::Pres)),
            'S' => finite(Mood::Sub, Some(Tense::Pres)),
            'Y' => finite(Mood::Imp, Some(Tense::Pres)),
            'I' => finite(Mood::Ind, Some(Tense::Imp)),
            'T' => finite(Mood::Sub, Some(Tense::Past)),
            'J' => finite(Mood::Ind, Some(Tense::Past)),
            'F' => finite(Mood::Ind, Some(Tense::Fut)),
            'C' => finite(Mood::Cnd, Some(Tense::Pres)),
            'W' => (VerbForm::Inf, None, None),
            'G' => (VerbForm::Part, None, Some(Tense::Pres)),
            'K' => (VerbForm::Part, None, Some(Tense::Past)),
            _ => return None,
        })
    });
    let persons: Vec<Option<u8>> =
        tag.chars().filter_map(|c| c.to_digit(10)).map(|d| u8::try_from(d).ok()).collect();
    let persons = if persons.is_empty() { vec![None] } else { persons };
    tenses
        .flat_map(|(form, mood, tense)| {
            let persons = persons.clone();
            persons.into_iter().map(move |person| Feats {
                verb_form: Some(form),
                mood,
                tense,
                person,
                ..agreement
            })
        })
        .collect()
}

/// Reads the tables of `LemmInflect` (from the NIH SPECIALIST lexicon): `form,category,lemma/lemma` and
/// `lemma,category,inflections`.
pub fn lemminflect(lemmas: &str, inflections: &str, readings: &mut Readings) {
    let inflections = inflected(inflections);
    for line in lemmas.lines() {
        let fields: Vec<&str> = line.split(',').collect();
        let [form, category, lemmas] = fields[..] else { continue };
        let upos = match category {
            "noun" if form.starts_with(char::is_uppercase) => Upos::Propn,
            "noun" => Upos::Noun,
            "verb" => Upos::Verb,
            "aux" => Upos::Aux,
            "adj" => Upos::Adj,
            "adv" => Upos::Adv,
            _ => continue,
        };
        for lemma in lemmas.split('/') {
            let known = inflections.get(&(form, category, lemma));
            for feats in known.cloned().unwrap_or_else(|| vec![base_form(upos, form == lemma)]) {
                readings.add(form, lemma, upos, feats);
            }
        }
    }
}

fn base_form(upos: Upos, is_lemma: bool) -> Feats {
    match upos {
        Upos::Verb if is_lemma => Feats { verb_form: Some(VerbForm::Inf), ..Feats::default() },
        Upos::Noun | Upos::Propn if is_lemma => Feats { number: Some(Number::Sing), ..Feats::default() },
        _ => Feats::default(),
    }
}

type Inflected<'a> = BTreeMap<(&'a str, &'a str, &'a str), Vec<Feats>>;

/// Morphology by form, category and lemma.
fn inflected(text: &str) -> Inflected<'_> {
    let verb = |form, tense, person, number| Feats {
        verb_form: Some(form),
        mood: (form == VerbForm::Fin).then_some(Mood::Ind),
        tense,
        person,
        number,
        ..Feats::default()
    };
    let plural = Feats { number: Some(Number::Plur), ..Feats::default() };
    let mut all = Inflected::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split(',').collect();
        let [lemma, category, slots @ ..] = &fields[..] else { continue };
        let meanings = match *category {
            "verb" | "aux" => vec![
                verb(VerbForm::Fin, Some(Tense::Past), None, None),
                verb(VerbForm::Part, Some(Tense::Past), None, None),
                verb(VerbForm::Ger, None, None, None),
                verb(VerbForm::Fin, Some(Tense::Pres), Some(3), Some(Number::Sing)),
            ],
            "noun" => vec![plural],
            _ => vec![Feats::default(); 2],
        };
        // Where past and participle are the same it is given once.
        let meanings = meanings.iter().zip(slots.iter());
        let mut past = "";
        for (n, (feats, forms)) in meanings.enumerate() {
            let forms = if n == 1 && *category == "verb" && forms.is_empty() { past } else { forms };
            if n == 0 {
                past = forms;
            }
            for form in forms.split('/').filter(|f| !f.is_empty()) {
                all.entry((form, category, lemma)).or_default().push(*feats);
            }
        }
    }
    all
}

/// Reads distributional classes (form, fine class, coarse class, separated by tabs) and writes them as the section
/// `clusters`.
pub fn clusters(text: &str) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut classes = BTreeMap::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [form, fine, coarse] = fields[..] else { continue };
        classes.insert(form, (fine.parse()?, coarse.parse()?));
    }
    Ok(write_clusters(classes.into_iter().map(|(form, (fine, coarse))| (form, fine, coarse))))
}

/// Reads vectors of words, one word a line.
pub fn vectors(text: &str, lexicon: &Lexicon) -> Result<Vec<Given>, Box<dyn std::error::Error>> {
    let (mut reader, mut words) = (Reader::default(), Words::default());
    let mut given = Vec::new();
    for line in text.lines() {
        let Some((word, numbers)) = line.split_once('\t') else { continue };
        reader.read(lexicon, [word], &mut words);
        given.push((*words.at(1), numbers.split(' ').map(str::parse).collect::<Result<_, _>>()?));
    }
    Ok(given)
}
