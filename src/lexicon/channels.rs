//! The channels that news comes by, and the people and bodies that are sources by themselves: `channels.toml`.

use foldhash::HashSet;

use serde::Deserialize;
use smol_str::SmolStr;

use super::cues::longest;
use super::phrases::{Phrases, fold};
use super::{Fault, Layer, Table, from_toml};
use crate::dispatch::SourceKind;

/// The channels that news comes by: statements, interviews, witnesses.
#[derive(Clone, Debug, Default)]
pub struct Channels {
    nouns: Entries,
    people: Entries,
    bodies: Entries,
    platforms: Entries,
    phrases: Entries,
    marks: Entries,
    labels: Entries,
    verbs: Entries,
    prepositions: HashSet<SmolStr>,
    citing: HashSet<SmolStr>,
    interviewing: HashSet<SmolStr>,
    publishing: HashSet<SmolStr>,
    viewing: HashSet<SmolStr>,
    spoken: HashSet<SmolStr>,
    crediting: HashSet<SmolStr>,
    vague: HashSet<SmolStr>,
}

/// Entries of one or several words with the kind of source.
type Entries = Phrases<SourceKind>;

impl Channels {
    /// The kind of channel that the noun of dictionary form `lemma` names, when `after` tells the words that follow it
    /// in lower case, one by one. With it, how many of those belong to the name.
    #[must_use]
    pub fn noun<'a>(&self, lemma: &str, after: impl Fn(usize) -> &'a str) -> Option<(SourceKind, usize)> {
        longest(&self.nouns, lemma, after)
    }

    /// The kind of source that an unnamed speaker of that description is, by its dictionary form and the words after it,
    /// in lower case.
    #[must_use]
    pub fn person<'a>(&self, lemma: &str, after: impl Fn(usize) -> &'a str) -> Option<SourceKind> {
        longest(&self.people, lemma, after).map(|(kind, _)| kind)
    }

    /// The kind of source that a body is, by its dictionary form and the words after it, in lower case. With it, how
    /// many of those belong to its name.
    #[must_use]
    pub fn body<'a>(&self, lemma: &str, after: impl Fn(usize) -> &'a str) -> Option<(SourceKind, usize)> {
        longest(&self.bodies, lemma, after)
    }

    /// The kind of source that a body of that name is, by the words of its name.
    #[must_use]
    pub fn body_named(&self, name: &str) -> Option<SourceKind> {
        let words: Vec<SmolStr> = name
            .split([' ', '\u{a0}', '(', ')', ','])
            .flat_map(|part| part.split_inclusive(['\'', '’']))
            .map(fold)
            .collect();
        (0..words.len())
            .find_map(|i| {
                longest(&self.bodies, &words[i], |n| words.get(i + 1 + n).map_or("", SmolStr::as_str))
            })
            .map(|(kind, _)| kind)
    }

    /// The kind of channel that a place of publication is, by its words in lower case.
    #[must_use]
    pub fn platform<'a>(&self, word: &str, after: impl Fn(usize) -> &'a str) -> Option<(SourceKind, usize)> {
        longest(&self.platforms, word, after)
    }

    /// The kind of channel that a fixed phrase names, by its first word and those after, in lower case. With it, how
    /// many of those belong to it.
    #[must_use]
    pub fn phrase<'a>(&self, word: &str, after: impl Fn(usize) -> &'a str) -> Option<(SourceKind, usize)> {
        longest(&self.phrases, word, after)
    }

    /// The kind of source that words about a speaker make him, by their first word and those after, in lower case.
    #[must_use]
    pub fn mark<'a>(&self, word: &str, after: impl Fn(usize) -> &'a str) -> Option<(SourceKind, usize)> {
        longest(&self.marks, word, after)
    }

    /// The kind of channel that a line says its text is, by its first word and those after, in lower case: COMMUNIQUÉ DE PRESSE. With it,
    /// how many of those belong to it.
    #[must_use]
    pub fn label<'a>(&self, word: &str, after: impl Fn(usize) -> &'a str) -> Option<(SourceKind, usize)> {
        longest(&self.labels, word, after)
    }

    /// The kind of channel through which words of that verb of saying come: tweeter.
    #[must_use]
    pub fn verb(&self, lemma: &str) -> Option<SourceKind> {
        longest(&self.verbs, lemma, |_| "").map(|(kind, _)| kind)
    }

    /// Whether the preposition carries a channel to a verb of saying.
    #[must_use]
    pub fn is_preposition(&self, word: &str) -> bool {
        self.prepositions.contains(word)
    }

    /// Whether the verb names whom words are taken from.
    #[must_use]
    pub fn cites(&self, lemma: &str) -> bool {
        self.citing.contains(lemma)
    }

    /// Whether the verb says that a medium spoke to somebody: joint par la radio.
    #[must_use]
    pub fn interviews(&self, lemma: &str) -> bool {
        self.interviewing.contains(lemma)
    }

    /// Whether the verb brings a channel to the public: publier un rapport.
    #[must_use]
    pub fn publishes(&self, lemma: &str) -> bool {
        self.publishing.contains(lemma)
    }

    /// Whether the verb says that a medium got to see a channel: consulté par X.
    #[must_use]
    pub fn views(&self, lemma: &str) -> bool {
        self.viewing.contains(lemma)
    }

    /// Whether the noun is a speech act, so that its complement is who speaks.
    #[must_use]
    pub fn is_spoken(&self, lemma: &str) -> bool {
        self.spoken.contains(lemma)
    }

    /// Whether several people of that description without number or article are no source: "officials said".
    #[must_use]
    pub fn is_vague(&self, lemma: &str) -> bool {
        self.vague.contains(lemma)
    }

    /// Whether the word introduces the agency in a credit line.
    #[must_use]
    pub fn credits(&self, word: &str) -> bool {
        self.crediting.contains(word)
    }

    fn add(&mut self, file: File, layer: Layer<'_>, faults: &mut Vec<Fault>) {
        for (set, words) in [
            (&mut self.prepositions, file.prepositions),
            (&mut self.citing, file.citing),
            (&mut self.interviewing, file.interviewing),
            (&mut self.publishing, file.publishing),
            (&mut self.viewing, file.viewing),
            (&mut self.spoken, file.spoken),
            (&mut self.crediting, file.crediting),
            (&mut self.vague, file.vague),
        ] {
            set.extend(words.into_iter().map(SmolStr::from));
        }
        for channel in file.channels {
            let Some(kind) = SourceKind::from_name(&channel.kind) else {
                let at = layer.text.find(&format!("\"{}\"", channel.kind)).unwrap_or_default();
                faults.push(Fault::at(layer, at, format!("{:?} is no kind of source.", channel.kind)));
                continue;
            };
            for (table, entries) in [
                (&mut self.nouns, channel.nouns),
                (&mut self.people, channel.people),
                (&mut self.bodies, channel.bodies),
                (&mut self.platforms, channel.platforms),
                (&mut self.phrases, channel.phrases),
                (&mut self.marks, channel.marks),
                (&mut self.labels, channel.labels),
                (&mut self.verbs, channel.verbs),
            ] {
                for entry in entries {
                    table.insert(&entry.to_lowercase(), kind);
                }
            }
        }
    }
}

/// The file as it is written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    prepositions: Vec<String>,
    citing: Vec<String>,
    interviewing: Vec<String>,
    publishing: Vec<String>,
    viewing: Vec<String>,
    spoken: Vec<String>,
    crediting: Vec<String>,
    vague: Vec<String>,
    channels: Vec<Channel>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Channel {
    kind: String,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    platforms: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    bodies: Vec<String>,
    #[serde(default)]
    marks: Vec<String>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    verbs: Vec<String>,
}

impl Table for Channels {
    const FILE: &'static str = "channels.toml";

    fn read(layers: &[Layer<'_>], faults: &mut Vec<Fault>) -> Self {
        let mut channels = Self::default();
        for &layer in layers {
            if let Some(file) = from_toml::<File>(layer, faults) {
                channels.add(file, layer, faults);
            }
        }
        channels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Channels, Vec<Fault>) {
        let mut faults = Vec::new();
        let channels = Channels::read(&[Layer { file: "channels.toml", text }], &mut faults);
        (channels, faults)
    }

    #[test]
    fn the_longest_noun_wins() {
        let (channels, faults) = read(
            "[[channels]]\nkind = \"press_conference\"\nnouns = [\"point de presse\"]\n\
             [[channels]]\nkind = \"document\"\nnouns = [\"point\"]\n",
        );
        assert_eq!(faults, []);
        let after = |n| ["de", "presse"].get(n).copied().unwrap_or("");
        assert_eq!(channels.noun("point", after), Some((SourceKind::PressConference, 2)));
        assert_eq!(channels.noun("point", |_| ""), Some((SourceKind::Document, 0)));
    }

    #[test]
    fn bodies_are_known_by_a_part_of_their_name() {
        let (channels, _) =
            read("[[channels]]\nkind = \"monitor\"\nbodies = [\"observatoire\", \"croix-rouge\"]\n");
        assert_eq!(channels.body_named("l’Observatoire des lacs"), Some(SourceKind::Monitor));
        assert_eq!(channels.body_named("Comité de la Croix-Rouge (CCR)"), Some(SourceKind::Monitor));
        assert_eq!(channels.body_named("Ministère des Lacs"), None);
    }

    #[test]
    fn an_unknown_kind_is_reported_with_its_line() {
        let (_, faults) = read("\n[[channels]]\nkind = \"oracle\"\n");
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].line, faults[0].column), (3, 8));
    }
}
