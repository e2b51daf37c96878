//! What is known of the world and of each language: `assets/` and a user's own folder, as compact look-ups.
//!
//! Each file of `assets/lexicon/<language>/` has one module here that says what may stand in it and how it is looked
//! up; [`gazetteer`] does the same for the tables of `assets/gazetteer/`. A user's folder has the same shape: its
//! entries are read after the built-in ones and override them.

use serde::de::DeserializeOwned;
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
    pub calendar: calendar::Calendar,
    /// Statements, interviews, witnesses: the channels that news comes by.
    pub channels: channels::Channels,
    /// Words that introduce speech, with their constructions.
    pub cues: cues::Cues,
    /// Nouns that describe actors without naming them, and pronouns.
    pub nominals: nominals::Nominals,
    /// Numbers in words, and words of vagueness.
    pub numbers: numbers::Numbers,
    /// What pages and wires print around the text.
    pub page: page::Page,
    /// Words that state how two actors stand to each other.
    pub relations: relations::Relations,
    /// Titles, functions, honorifics.
    pub roles: roles::Roles,
    /// Words that tell events, with category and argument frame.
    pub triggers: triggers::Triggers,
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
        &[$(Layer {
            file: concat!("assets/lexicon/", $lang, "/", $file, ".toml"),
            text: include_str!(concat!("../assets/lexicon/", $lang, "/", $file, ".toml")),
        }),+]
    };
}

const BUILT_IN: &[(&str, &[Layer<'static>])] = &[built_in!("fr"), built_in!("en")];

impl Lexicon {
    /// The built-in lexicon, read on first use.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::with_layers(&[]).0)
    }

    /// The built-in lexicon with a user's files on top: `(language, file name, layer)` each. Faults are reported;
    /// what is sound is used.
    #[must_use]
    pub fn with_layers(user: &[(Lang, &str, Layer<'_>)]) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        let tables: Vec<Layer<'_>> =
            user.iter().filter(|(_, file, _)| file.ends_with(".tsv")).map(|(_, _, l)| *l).collect();
        let gazetteer = gazetteer::Gazetteer::with_layers(&tables, &mut faults);
        let mut languages: Vec<Lang> = BUILT_IN.iter().filter_map(|(tag, _)| Lang::from_tag(tag)).collect();
        for (lang, _, _) in user {
            if !languages.contains(lang) {
                languages.push(*lang);
            }
        }
        let languages =
            languages.into_iter().map(|lang| (lang, Words::read(lang, user, &mut faults))).collect();
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

impl Words {
    fn read(lang: Lang, user: &[(Lang, &str, Layer<'_>)], faults: &mut Vec<Fault>) -> Self {
        fn table<T: Table>(lang: Lang, user: &[(Lang, &str, Layer<'_>)], faults: &mut Vec<Fault>) -> T {
            let built_in =
                BUILT_IN.iter().filter(|(tag, _)| *tag == lang.as_str()).flat_map(|(_, files)| *files);
            let mut layers: Vec<Layer<'_>> =
                built_in.filter(|layer| layer.file.ends_with(&format!("/{}", T::FILE))).copied().collect();
            layers.extend(
                user.iter().filter(|(l, file, _)| *l == lang && *file == T::FILE).map(|(_, _, l)| *l),
            );
            T::read(&layers, faults)
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
