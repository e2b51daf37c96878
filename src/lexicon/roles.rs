//! Titles, functions and honorifics.

use foldhash::{HashMap, HashSet};
use serde::Deserialize;
use smol_str::SmolStr;

use super::phrases::{Phrases, fold};
use super::{Fault, Layer, Table, from_toml};
use crate::language::{Gender, Number};

/// Titles, functions and honorifics.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    /// Words before a surname, lower case with their stop.
    pub honorifics: HashMap<SmolStr, Honorific>,
    /// Given names that tell the gender of whom they name, lower case.
    pub given: HashMap<SmolStr, Gender>,
    /// Nouns that name a person by what she does, by lemma.
    pub functions: Phrases<Function>,
    /// What may be joined in front of a function with a hyphen, hyphen included.
    pub prefixes: Vec<SmolStr>,
    /// Words that stand before a function and say no more of who it is.
    pub qualifiers: HashSet<SmolStr>,
    /// Words that stand behind a function and say no more of who it is: "par intérim".
    pub trailing: Phrases<()>,
    /// Words that make of an office that of a deputy: "*vice* president".
    pub deputies: HashSet<SmolStr>,
    /// Offices with the sets of words that describe them.
    pub offices: Vec<Office>,
}

/// What an honorific tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Honorific {
    /// The gender of whom it names.
    pub gender: Option<Gender>,
    /// Whether one or several names follow.
    pub number: Number,
}

/// What a function noun tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// The gender of whom it names, where the word tells.
    pub gender: Option<Gender>,
    /// Whether it names somebody by her like: "counterpart".
    pub relational: bool,
    /// Whether people speak under it without a name: "source".
    pub unnamed: bool,
    /// Whether it is held in a country, be it said which or not: "minister".
    pub national: bool,
}

/// One office under several descriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its name, the same in every language.
    pub name: SmolStr,
    /// Sets of words, by form or lemma; each describes it where all of its words occur.
    pub words: Vec<Vec<SmolStr>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    honorifics: Honorifics,
    #[serde(default)]
    given: Given,
    #[serde(default)]
    functions: Functions,
    #[serde(default)]
    relational: Relational,
    #[serde(default)]
    unnamed: Words,
    #[serde(default)]
    national: Words,
    #[serde(default)]
    offices: Vec<OfficeEntry>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Honorifics {
    masculine: Vec<String>,
    feminine: Vec<String>,
    either: Vec<String>,
    plural: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Given {
    masculine: Vec<String>,
    feminine: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Functions {
    masculine: Vec<String>,
    feminine: Vec<String>,
    either: Vec<String>,
    prefixes: Vec<String>,
    qualifiers: Vec<String>,
    trailing: Vec<String>,
    deputies: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Relational {
    counterpart: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeEntry {
    name: SmolStr,
    words: Vec<Vec<String>>,
}

impl Table for Roles {
    const FILE: &'static str = "roles.toml";

    fn read(layers: &[Layer<'_>], faults: &mut Vec<Fault>) -> Self {
        let mut table = Self::default();
        for &layer in layers {
            if let Some(file) = from_toml::<File>(layer, faults) {
                table.add(file);
            }
        }
        table
    }
}

impl Roles {
    fn add(&mut self, file: File) {
        let File { honorifics, given, functions, relational, unnamed, national, offices } = file;
        let one = |gender| Honorific { gender, number: Number::Sing };
        let mut honour = |words: Vec<String>, meaning| {
            self.honorifics.extend(words.iter().map(|word| (fold(word), meaning)));
        };
        honour(honorifics.masculine, one(Some(Gender::Masc)));
        honour(honorifics.feminine, one(Some(Gender::Fem)));
        honour(honorifics.either, one(None));
        honour(honorifics.plural, Honorific { gender: None, number: Number::Plur });
        for (names, gender) in [(given.masculine, Gender::Masc), (given.feminine, Gender::Fem)] {
            self.given.extend(names.iter().map(|name| (fold(name), gender)));
        }
        for (words, gender) in [
            (&functions.masculine, Some(Gender::Masc)),
            (&functions.feminine, Some(Gender::Fem)),
            (&functions.either, None),
        ] {
            for word in words {
                self.functions.insert(word, Function { gender, ..Function::default() });
            }
        }
        for word in &relational.counterpart {
            self.functions.insert(word, Function { relational: true, ..Function::default() });
        }
        let mut say = |words: &Words, say: fn(&mut Function)| {
            for word in &words.words {
                let mut function = self.functions.entry(word).copied().unwrap_or_default();
                say(&mut function);
                self.functions.insert(word, function);
            }
        };
        say(&unnamed, |function| function.unnamed = true);
        say(&national, |function| function.national = true);
        self.prefixes.extend(functions.prefixes.iter().map(|p| fold(p)));
        self.qualifiers.extend(functions.qualifiers.iter().map(|q| fold(q)));
        self.deputies.extend(functions.deputies.iter().map(|d| fold(d)));
        functions.trailing.iter().for_each(|words| self.trailing.insert(words, ()));
        for office in offices {
            let words = office.words.iter().map(|set| set.iter().map(|w| fold(w)).collect());
            if let Some(known) = self.offices.iter_mut().find(|o| o.name == office.name) {
                known.words.extend(words);
            } else {
                self.offices.push(Office { name: office.name, words: words.collect() });
            }
        }
    }

    /// The office that a description with those words names, none where it is a deputy's; the description with most words wins.
    #[must_use]
    pub fn office(&self, describes: impl Fn(&str) -> bool) -> Option<usize> {
        if self.deputies.iter().any(|word| describes(word)) {
            return None;
        }
        let fit = |set: &Vec<SmolStr>| set.iter().all(|word| describes(word));
        self.offices
            .iter()
            .enumerate()
            .filter_map(|(at, o)| Some((o.words.iter().filter(|s| fit(s)).map(Vec::len).max()?, at)))
            .max_by_key(|&(words, at)| (words, std::cmp::Reverse(at)))
            .map(|(_, at)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Roles {
        let mut faults = Vec::new();
        let table = Roles::read(&[Layer { file: "roles.toml", text }], &mut faults);
        assert_eq!(faults, []);
        table
    }

    #[test]
    fn the_description_with_most_words_names_the_office() {
        let roles = read(
            "[[offices]]\nname = \"state\"\nwords = [[\"chief\"]]\n\
             [[offices]]\nname = \"government\"\nwords = [[\"chief\", \"cabinet\"]]\n",
        );
        let office =
            |words: &[&str]| roles.office(|w| words.contains(&w)).map(|o| roles.offices[o].name.clone());
        assert_eq!(office(&["chief", "of", "cabinet"]).as_deref(), Some("government"));
        assert_eq!(office(&["chief"]).as_deref(), Some("state"));
        assert_eq!(office(&["cabinet"]), None);
    }

    #[test]
    fn an_unnamed_word_keeps_its_gender() {
        let roles = read("[functions]\nfeminine = [\"nurse\"]\n[unnamed]\nwords = [\"nurse\"]\n");
        let nurse = roles.functions.get(&"nurse".into()).copied();
        assert_eq!(nurse, Some(Function { gender: Some(Gender::Fem), unnamed: true, ..Function::default() }));
    }
}
