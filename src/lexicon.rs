//! What is known of the world and of each language: `assets/` and a user's own folder, as compact look-ups.
//!
//! Each file of `assets/lexicon/<language>/` has one module here that says what may stand in it and how it is looked
//! up; [`gazetteer`] does the same for the tables of `assets/gazetteer/`. A user's folder has the same shape: its
//! entries are read after the built-in ones and override them.

use serde::de::DeserializeOwned;
use std::ops::Deref;
use std::sync::OnceLock;

use crate::dispatch::Lang;

pub mod calendar;
pub mod channels;
pub mod cues;
pub mod gazetteer;
mod layer;
pub mod nominals;
pub mod numbers;
pub mod page;
pub mod patterns;
pub mod phrases;
pub mod relations;
pub mod roles;
pub mod triggers;

pub use layer::{Fault, Layer};

/// Everything the rules know.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// States, bodies, groups, people, media and places, by their names in every language.
    pub gazetteer: gazetteer::Gazetteer,
    languages: Vec<(Lang, Words)>,
}

/// What is known of one language.
#[derive(Debug, Default)]
pub struct Words {
    /// Months, weekdays and relative dates.
    pub calendar: Lazy<calendar::Calendar>,
    /// Statements, interviews, witnesses: the channels that news comes by.
    pub channels: Lazy<channels::Channels>,
    /// Words that introduce speech, with their constructions.
    pub cues: Lazy<cues::Cues>,
    /// Nouns that describe actors without naming them, and pronouns.
    pub nominals: Lazy<nominals::Nominals>,
    /// Numbers in words, and words of vagueness.
    pub numbers: Lazy<numbers::Numbers>,
    /// What pages and wires print around the text.
    pub page: Lazy<page::Page>,
    /// Words that state how two actors stand to each other.
    pub relations: Lazy<relations::Relations>,
    /// Titles, functions, honorifics.
    pub roles: Lazy<roles::Roles>,
    /// Words that tell events, with category and argument frame.
    pub triggers: Lazy<triggers::Triggers>,
}

/// A look-up built from one asset file.
pub trait Table: Default {
    /// Its name in the folder of a language.
    const FILE: &'static str;

    /// Reads the layers in order, later ones overriding earlier ones. A faulty entry is reported and passed over.
    fn read(layers: &[Layer<'_>], faults: &mut Vec<Fault>) -> Self;
}

/// Reads one TOML layer into `T`; a fault says where it does not fit.
pub(crate) fn from_toml<T: DeserializeOwned>(layer: Layer<'_>, faults: &mut Vec<Fault>) -> Option<T> {
    match toml::from_str(layer.text) {
        Ok(value) => Some(value),
        Err(error) => {
            let at = error.span().map_or(0, |s| s.start);
            faults.push(Fault::at(layer, at, error.message().to_owned()));
            None
        }
    }
}

/// One language's built-in files, by name.
macro_rules! built_in {
    ($lang:literal) => {
        (
            $lang,
            built_in!($lang: "calendar" "channels" "cues" "nominals" "numbers" "page" "relations" "roles" "triggers"),
        )
    };
    ($lang:literal: $($file:literal)+) => {
        &[ANY_ROLES, $(Layer {
            file: concat!("assets/lexicon/", $lang, "/", $file, ".toml"),
            text: include_str!(concat!("../assets/lexicon/", $lang, "/", $file, ".toml")),
        }),+]
    };
}

/// What holds of people in whatever language.
const ANY_ROLES: Layer<'static> =
    Layer { file: "assets/lexicon/any/roles.toml", text: include_str!("../assets/lexicon/any/roles.toml") };

static BUILT_IN: &[(&str, &[Layer<'static>])] = &[built_in!("fr"), built_in!("en")];

/// What a file of a user's folder is for.
enum Part<'a> {
    Gazetteer,
    Words(Lang, &'a str),
}

const NO_PART: &str = "A lexicon folder holds tables of names (.tsv) and folders of languages (fr, en ...) with files \
    named like the built-in ones (cues.toml, triggers.toml ...); this is neither.";

/// What a file is for, by its path.
fn part(path: &str) -> Option<Part<'_>> {
    let mut parts = path.rsplit(['/', '\\']);
    let file = parts.next()?;
    if file.rsplit_once('.').is_some_and(|(_, extension)| extension == "tsv") {
        return Some(Part::Gazetteer);
    }
    let folder = parts.next().filter(|folder| folder.len() == 2)?;
    let known =
        BUILT_IN.iter().flat_map(|(_, layers)| *layers).any(|l| l.file.rsplit('/').next() == Some(file));
    known.then_some(Part::Words(Lang::from_tag(folder)?, file))
}

impl Lexicon {
    /// The built-in lexicon. Each of its tables is read when it is first asked for.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self {
            gazetteer: gazetteer::Gazetteer::built_in().clone(),
            languages: BUILT_IN
                .iter()
                .filter_map(|(tag, layers)| Some((Lang::from_tag(tag)?, Words::built_in(layers))))
                .collect(),
        })
    }

    /// The built-in lexicon with the files of a user's folder on top. Where a file lies says what it is: `fr/cues.toml`
    /// adds to the French cues, any `.tsv` to the gazetteer; a folder of a language that is not built in adds that.
    /// All tables are read at once. Faults are reported; what is sound is used.
    #[must_use]
    pub fn with_layers(user: &[Layer<'_>]) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        let (mut tables, mut words) = (Vec::new(), Vec::new());
        for layer in user {
            match part(layer.file) {
                Some(Part::Gazetteer) => tables.push(*layer),
                Some(Part::Words(lang, file)) => words.push((lang, file, *layer)),
                None => faults.push(Fault::at(*layer, 0, NO_PART.to_owned())),
            }
        }
        let gazetteer = gazetteer::Gazetteer::with_layers(&tables, &mut faults);
        let mut languages: Vec<Lang> = BUILT_IN.iter().filter_map(|(tag, _)| Lang::from_tag(tag)).collect();
        for (lang, _, _) in &words {
            if !languages.contains(lang) {
                languages.push(*lang);
            }
        }
        let languages =
            languages.into_iter().map(|lang| (lang, Words::read(lang, &words, &mut faults))).collect();
        (Self { gazetteer, languages }, faults)
    }

    /// The words of `lang`; `None` for a language that neither the assets nor the user describe.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Option<&Words> {
        self.languages.iter().find(|(l, _)| *l == lang).map(|(_, words)| words)
    }

    /// The languages it knows.
    pub fn languages(&self) -> impl Iterator<Item = (Lang, &Words)> {
        self.languages.iter().map(|(lang, words)| (*lang, words))
    }
}

/// A table that is read when it is first asked for.
#[derive(Debug, Default)]
pub struct Lazy<T> {
    layers: &'static [Layer<'static>],
    table: OnceLock<T>,
}

impl<T: Table> Deref for Lazy<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // The built-in tables are tested: a fault there is found before a release.
        self.table.get_or_init(|| T::read(&layers_of::<T>(self.layers), &mut Vec::new()))
    }
}

/// Those of a language's layers that are of the table `T`.
fn layers_of<'l, T: Table>(layers: &[Layer<'l>]) -> Vec<Layer<'l>> {
    let file = |layer: &Layer<'l>| layer.file.rsplit('/').next() == Some(T::FILE);
    layers.iter().filter(|layer| file(layer)).copied().collect()
}

impl Words {
    fn built_in(layers: &'static [Layer<'static>]) -> Self {
        fn table<T>(layers: &'static [Layer<'static>]) -> Lazy<T> {
            Lazy { layers, table: OnceLock::new() }
        }
        Self {
            calendar: table(layers),
            channels: table(layers),
            cues: table(layers),
            nominals: table(layers),
            numbers: table(layers),
            page: table(layers),
            relations: table(layers),
            roles: table(layers),
            triggers: table(layers),
        }
    }

    fn read(lang: Lang, user: &[(Lang, &str, Layer<'_>)], faults: &mut Vec<Fault>) -> Self {
        fn table<T: Table>(lang: Lang, user: &[(Lang, &str, Layer<'_>)], faults: &mut Vec<Fault>) -> Lazy<T> {
            let built_in = BUILT_IN.iter().find(|(tag, _)| *tag == lang.as_str());
            let mut layers: Vec<Layer<'_>> = layers_of::<T>(built_in.map_or(&[], |(_, layers)| *layers));
            layers.extend(
                user.iter().filter(|(l, file, _)| *l == lang && *file == T::FILE).map(|(_, _, l)| *l),
            );
            Lazy { layers: &[], table: OnceLock::from(T::read(&layers, faults)) }
        }
        Self {
            calendar: table(lang, user, faults),
            channels: table(lang, user, faults),
            cues: table(lang, user, faults),
            nominals: table(lang, user, faults),
            numbers: table(lang, user, faults),
            page: table(lang, user, faults),
            relations: table(lang, user, faults),
            roles: table(lang, user, faults),
            triggers: table(lang, user, faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::Country;

    #[test]
    fn the_built_in_files_have_no_fault() {
        assert_eq!(Lexicon::with_layers(&[]).1, []);
    }

    #[test]
    fn a_users_table_adds_to_the_gazetteer() {
        let text = "class\tcountry\tany\narmed_group\tML\tBrigade du Fleuve Noir\n";
        let (lexicon, faults) = Lexicon::with_layers(&[Layer { file: "desk/groups.tsv", text }]);
        assert_eq!(faults, []);
        let found = lexicon.gazetteer.meanings("Brigade du Fleuve noir");
        assert!(found.is_empty(), "a capital wants a capital");
        let found = lexicon.gazetteer.meanings("Brigade du Fleuve Noir");
        assert_eq!(found.first().and_then(|e| e.country), Country::from_code("ML"));
    }

    #[test]
    fn a_users_fault_names_file_line_and_column() {
        let layers = [
            Layer { file: "desk/names.tsv", text: "class\tany\nvillage\tX\n" },
            Layer { file: "desk/fr/cues.toml", text: "= 3\n" },
            Layer { file: "desk/fr/verbs.toml", text: "" },
        ];
        let (_, faults) = Lexicon::with_layers(&layers);
        let at: Vec<_> = faults.iter().map(|f| (f.file.as_str(), f.line)).collect();
        assert!(at.contains(&("desk/names.tsv", 2)), "{at:?}");
        assert!(at.contains(&("desk/fr/cues.toml", 1)), "{at:?}");
        assert!(at.contains(&("desk/fr/verbs.toml", 1)), "{at:?}");
    }

    #[test]
    fn a_folder_of_another_language_adds_it() {
        let (lexicon, _) = Lexicon::with_layers(&[Layer { file: "desk/es/numbers.toml", text: "" }]);
        assert!(Lang::from_tag("es").and_then(|es| lexicon.words(es)).is_some());
    }
}
