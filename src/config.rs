//! The config: defaults, the file, the environment, the command line, each over the one before. What the file may hold
//! is in `config.example.toml`; an unknown key is an error with its line and column.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use crate::app::keymap::{Keymap, Layered};
use crate::app::macros::{Macros, Step};
use crate::app::messages::Messages;
use crate::app::role::Theme;
use crate::dispatch::Lang;
use crate::lexicon::{Fault, Layer};
use crate::query::Query;
use crate::wire::Limits;

pub mod file;
pub mod models;
pub mod watch;

/// What the config file may hold. Every key has a default.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
pub struct Config {
    /// Files and folders that the reader opens without a path.
    pub paths: Vec<PathBuf>,
    /// A folder of the user's own that adds to the built-in lexicon; a relative one is taken from the config's folder.
    pub lexicon: Option<PathBuf>,
    /// The language of the interface; empty for that of the locale.
    pub lang: String,
    /// The colours: a built-in theme, or a file `themes/<name>.toml` beside the config.
    pub theme: String,
    /// Draw with ASCII alone; by default where terminal or locale show nothing else.
    pub ascii: Option<bool>,
    /// Whether editor and commands may be run.
    pub commands: bool,
    /// Whether the reader opens where it was left.
    pub session: bool,
    /// Whether the mouse is listened to; the terminal's own selection then needs Shift.
    pub mouse: bool,
    /// Whether right-to-left words are turned round, for terminals that do not do so.
    pub bidi: bool,
    /// Whether web addresses are sent as links.
    pub links: bool,
    /// The largest file that is read, in MiB.
    pub max_file_size: u16,
    /// What an archive may unpack to, in MiB.
    pub max_unpacked: u16,
    /// How deep elements may be nested.
    pub max_depth: u16,
    /// How many attributes an element may have.
    pub max_attributes: usize,
    /// How many dispatches a file may hold.
    pub max_dispatches: usize,
    /// How long reading a file may take, in seconds.
    pub max_seconds: u16,
    /// Saved queries by name.
    pub views: BTreeMap<String, String>,
    /// Macros by letter: lists of actions, each perhaps with a count before it.
    pub macros: BTreeMap<String, Vec<String>>,
    /// Keys, a table a context, as in `assets/keymap.toml`.
    pub keys: toml::Table,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            paths: Vec::new(),
            lexicon: None,
            lang: String::new(),
            theme: "default".to_owned(),
            ascii: None,
            commands: true,
            session: true,
            mouse: false,
            bidi: false,
            links: true,
            max_file_size: 8,
            max_unpacked: 64,
            max_depth: 256,
            max_attributes: 256,
            max_dispatches: 20_000,
            max_seconds: 10,
            views: BTreeMap::new(),
            macros: BTreeMap::new(),
            keys: toml::Table::new(),
        }
    }
}

/// A config with what its keys make of the keymap.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What it says.
    pub config: Config,
    /// The keys, the built-in ones under those of the file.
    pub keymap: Keymap,
    /// What is wrong with it, with line and column each. What is sound is used.
    pub faults: Vec<Fault>,
    /// Which of its keys stand where a built-in one did, or are hidden by one.
    pub overrides: Vec<Fault>,
}

impl Config {
    /// Reads the text of a config file.
    #[must_use]
    pub fn read(layer: Layer<'_>) -> Loaded {
        let mut faults = Vec::new();
        let config = match toml::from_str::<Self>(layer.text) {
            Ok(config) => config,
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                let message = error.message().trim_end_matches('.');
                faults.push(Fault::at(layer, at, format!("{message}.")));
                Self::default()
            }
        };
        config.check(layer, &mut faults);
        let layered = if faults.is_empty() {
            keymap(layer)
        } else {
            Layered { keymap: Keymap::built_in(), ..Layered::default() }
        };
        faults.extend(layered.faults);
        Loaded { config, keymap: layered.keymap, faults, overrides: layered.overrides }
    }

    /// Looks at what the types do not say.
    fn check(&self, layer: Layer<'_>, faults: &mut Vec<Fault>) {
        let at = |key: &str| {
            let mut start = 0;
            let line = layer.text.split_inclusive('\n').find(|line| {
                let found = line
                    .trim_start()
                    .strip_prefix(key)
                    .is_some_and(|rest| rest.trim_start().starts_with('='));
                start += if found { 0 } else { line.len() };
                found
            });
            if line.is_some() { start } else { 0 }
        };
        let lang = Lang::from_tag(&self.lang);
        if !self.lang.is_empty() && !Messages::languages().any(|known| Some(known) == lang) {
            let known: Vec<String> = Messages::languages().map(|l| l.to_string()).collect();
            let message =
                format!("The interface does not speak `{}`; it speaks {}.", self.lang, known.join(", "));
            faults.push(Fault::at(layer, at("lang"), message));
        }
        let limits = [
            ("max-file-size", self.max_file_size == 0),
            ("max-unpacked", self.max_unpacked == 0),
            ("max-depth", self.max_depth == 0),
            ("max-attributes", self.max_attributes == 0),
            ("max-dispatches", self.max_dispatches == 0),
            ("max-seconds", self.max_seconds == 0),
        ];
        for (name, _) in limits.into_iter().filter(|(_, nothing)| *nothing) {
            faults.push(Fault::at(
                layer,
                at(name),
                format!("With {name} at 0 no file could be read; raise it."),
            ));
        }
        for (name, query) in &self.views {
            if let Err(error) = Query::parse(query) {
                faults.push(Fault::at(layer, at(name), format!("The view `{name}` is no query. {error}")));
            }
        }
        for (name, steps) in &self.macros {
            let unknown = steps.iter().find(|step| Step::parse(step).is_none());
            let message = match (letter(name), unknown) {
                (None, _) => format!("A macro is called by one letter, not `{name}`."),
                (_, Some(step)) => format!("The macro `{name}` has a step `{step}`, which is no action."),
                _ => continue,
            };
            faults.push(Fault::at(layer, at(name), message));
        }
    }

    /// The macros that are sound.
    #[must_use]
    pub fn macros(&self) -> Macros {
        let sound = |(name, steps): (&String, &Vec<String>)| {
            Some((letter(name)?, steps.iter().map(|s| Step::parse(s)).collect::<Option<_>>()?))
        };
        self.macros.iter().filter_map(sound).collect()
    }

    /// What one file may cost.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits {
            bytes: u64::from(self.max_file_size) << 20,
            unpacked: u64::from(self.max_unpacked) << 20,
            depth: self.max_depth.into(),
            attributes: self.max_attributes,
            dispatches: self.max_dispatches,
            time: Duration::from_secs(self.max_seconds.into()),
        }
    }

    /// The theme of that name: a built-in one.
    #[must_use]
    pub fn built_in_theme(&self) -> Option<Theme> {
        Theme::named(&self.theme)
    }
}

/// The letter that a macro is called by: a single character.
fn letter(name: &str) -> Option<char> {
    let mut chars = name.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// The keymap with the `[keys.*]` tables of a config. The text of the file itself is read again for its places, with
/// every other line made blank.
fn keymap(layer: Layer<'_>) -> Layered {
    let mut inside = false;
    let mut text = String::with_capacity(layer.text.len());
    let mut shift = Vec::new();
    for line in layer.text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let mut shown = "";
        if let Some(header) = trimmed.strip_prefix('[') {
            inside = header.trim_start().starts_with("keys.");
            if inside {
                // `[keys.list]` of the config is `[list]` of a keymap.
                text.push('[');
                shift.push(text.matches('\n').count() + 1);
                text.push_str(header.trim_start().strip_prefix("keys.").unwrap_or_default());
                continue;
            }
        } else if inside {
            shown = line;
        }
        text.push_str(if shown.is_empty() { "\n" } else { shown });
    }
    let mut layered = Keymap::with_layer(Some(Layer { file: layer.file, text: &text }));
    for fault in layered.faults.iter_mut().chain(&mut layered.overrides) {
        if shift.contains(&fault.line) {
            fault.column += "keys.".len();
        }
    }
    layered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::Action;
    use crate::app::keymap::Context;

    const EXAMPLE: &str = include_str!("../config.example.toml");

    fn read(text: &str) -> Loaded {
        Config::read(Layer { file: "config.toml", text })
    }

    /// The example with the `#` taken from every line that holds a key or a table.
    fn uncommented() -> String {
        let setting = |line: &str| {
            line.strip_prefix('#').filter(|l| !l.starts_with(' ') && !l.is_empty()).map(str::to_owned)
        };
        EXAMPLE.lines().map(|line| setting(line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
    }

    #[test]
    fn the_example_is_all_comments_and_sound_without_them() {
        assert!(EXAMPLE.lines().all(|l| l.is_empty() || l.starts_with('#')));
        let loaded = read(&uncommented());
        assert_eq!(loaded.faults, []);
        let defaults = Config::default();
        assert_eq!((loaded.config.limits(), defaults.limits()), (Limits::default(), Limits::default()));
        assert_eq!(
            (loaded.config.lang, loaded.config.theme, loaded.config.commands, loaded.config.session),
            (defaults.lang, defaults.theme, defaults.commands, defaults.session)
        );
    }

    #[test]
    fn the_example_has_every_key() {
        let table: toml::Table = toml::from_str(&uncommented()).unwrap();
        let limits =
            ["max-file-size", "max-unpacked", "max-depth", "max-attributes", "max-dispatches", "max-seconds"];
        let keys = [
            "paths", "lexicon", "lang", "theme", "ascii", "commands", "session", "mouse", "bidi", "links",
            "views", "macros", "keys",
        ];
        for key in keys.into_iter().chain(limits) {
            assert!(table.contains_key(key), "{key}");
        }
    }

    #[test]
    fn the_example_shows_the_built_in_keys() {
        assert_eq!(read(&uncommented()).keymap, Keymap::built_in());
    }

    #[test]
    fn faults_have_line_and_column() {
        for (text, line, column) in [
            ("theme = \"mono\"\ncolour = 1\n", 2, 1),
            ("\nlang = \"xx\"\n", 2, 1),
            ("lang = \"fr\"\nmax-seconds = 0\n", 2, 1),
            ("[views]\na = \"nom:x\"\n", 2, 1),
            ("commands = 3\n", 1, 12),
            ("[macros]\na = [\"fly\"]\n", 2, 1),
            ("[macros]\nab = [\"down\"]\n", 2, 1),
            ("# x\n[keys.list]\nfly = \"x\"\n", 3, 1),
            ("[keys.moon]\n", 1, 7),
            ("theme = \"mono\"\n[keys.global]\nquit = [\"Q\", \"Q\"]\n", 3, 14),
        ] {
            let faults = read(text).faults;
            assert_eq!(
                faults.iter().map(|f| (f.line, f.column)).collect::<Vec<_>>(),
                [(line, column)],
                "{text} {faults:?}"
            );
            assert!(faults[0].message.ends_with('.'), "{faults:?}");
        }
    }

    #[test]
    fn keys_of_the_config_replace_the_built_in_ones() {
        let loaded = read("[keys.global]\nquit = [\"Q\"]\n");
        assert_eq!(loaded.faults, []);
        assert_eq!(loaded.keymap.labels(Context::Text, Action::Quit), ["Q"]);
    }
}
