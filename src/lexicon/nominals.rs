//! Nouns that describe actors without naming them, pronouns, and the grammar around them.

use foldhash::{HashMap, HashSet};
use serde::Deserialize;
use smol_str::SmolStr;

use super::phrases::{Phrases, fold};
use super::{Fault, Layer, Table, from_toml};
use crate::dispatch::ActorKind;
use crate::language::{Gender, Number};

/// Nouns that describe actors without naming them, pronouns, and the grammar around them.
#[derive(Clone, Debug, Default)]
pub struct Nominals {
    /// Nouns and what they make of a phrase, by lemma.
    pub nouns: Phrases<Sense>,
    /// Words that settle the kind of a general noun, by lemma.
    pub modifiers: HashMap<SmolStr, ActorKind>,
    /// Pronouns and possessives by lower-case form.
    pub pronouns: HashMap<SmolStr, Pronoun>,
    /// Nouns that may name one and the same body of a country, by lemma, with what they share.
    pub same: HashMap<SmolStr, SmolStr>,
    /// Words that fighters are called by, nouns and adjectives, by lemma.
    pub causes: HashSet<SmolStr>,
    /// Nouns for bodies of which there is one, so that they refer back to none that is called otherwise: "the opposition".
    pub unique: HashSet<SmolStr>,
    /// Nouns for those who rule that also mean what they hold, by lemma: "le pouvoir".
    pub held: HashSet<SmolStr>,
    /// What they share.
    pub shared: HashSet<SmolStr>,
    /// Words that say that somebody is of several countries or of another than the one told of, by lemma.
    pub foreign: HashSet<SmolStr>,
    /// Nouns that say what sort of place a name names, by lemma.
    pub regions: HashSet<SmolStr>,
    /// Nouns for what lies between places, by lemma.
    pub borders: HashSet<SmolStr>,
    /// Nouns for parts of a place and for what happens there, by lemma.
    pub parts: HashSet<SmolStr>,
    /// Nouns for what is held or signed in a capital, by lemma.
    pub meetings: HashSet<SmolStr>,
    /// Where the language puts what.
    pub grammar: Grammar,
}

/// What a noun makes of the phrase it heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// How it describes.
    pub class: NounClass,
    /// What it describes; for [`NounClass::General`] the kind where nothing else settles it.
    pub kind: Option<ActorKind>,
    /// The kinds it may refer back to.
    pub refers: Kinds,
    /// What it describes where it heads a name: "Front uni".
    pub named: Option<ActorKind>,
    /// Whether it may also be a [`NounClass::General`] noun whose modifiers overrule its kind.
    pub general: bool,
    /// Whether it stands in the record although nobody uses it, where its country is known.
    pub strong: bool,
}

/// How a noun describes actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NounClass {
    /// One of it is a body: "army".
    Body,
    /// People who make up a body: "soldier".
    Members,
    /// A modifier or the context settles it: "group".
    General,
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// Adds a kind.
    pub fn insert(&mut self, kind: ActorKind) {
        self.0 |= 1 << kind as u16;
    }

    /// Whether it holds `kind`.
    #[must_use]
    pub fn contains(self, kind: ActorKind) -> bool {
        self.0 & (1 << kind as u16) != 0
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// No kind.
    pub const NONE: Self = Self(0);

    /// What either holds.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FromIterator<ActorKind> for Kinds {
    fn from_iter<T: IntoIterator<Item = ActorKind>>(kinds: T) -> Self {
        let mut set = Self::default();
        kinds.into_iter().for_each(|kind| set.insert(kind));
        set
    }
}

/// A word that stands for somebody named elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    /// Whose gender it tells, if any.
    pub gender: Option<Gender>,
    /// Whose number it tells, if any.
    pub number: Option<Number>,
    /// What it does in its clause.
    pub role: PronounRole,
    /// Whether it may stand for people only.
    pub animate: Option<bool>,
}

/// What a pronoun does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PronounRole {
    /// A subject.
    Subject,
    /// An object.
    Object,
    /// A possessive determiner.
    Possessive,
    /// Picks the nearest before it.
    Latter,
    /// Picks the one before that.
    Former,
    /// Means whoever speaks.
    Speaker,
}

/// Where a language puts what, and its closed-class words, lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "documented where a user meets them, at the top of nominals.toml")]
pub struct Grammar {
    pub noun_before_noun: bool,
    pub adjective_after: bool,
    pub of: HashSet<SmolStr>,
    pub between: HashSet<SmolStr>,
    pub also: HashSet<SmolStr>,
    pub field: HashSet<SmolStr>,
    pub agency: HashSet<SmolStr>,
    pub and: HashSet<SmolStr>,
    pub locative: HashSet<SmolStr>,
    pub recipient: HashSet<SmolStr>,
    pub reflexive: HashSet<SmolStr>,
    pub impersonal: HashSet<SmolStr>,
    pub receive: HashSet<SmolStr>,
    pub giver: HashSet<SmolStr>,
    pub give: HashSet<SmolStr>,
    pub particles: HashSet<SmolStr>,
    pub name_links: HashSet<SmolStr>,
    pub definite: HashSet<SmolStr>,
    pub indefinite: HashSet<SmolStr>,
    pub own: HashSet<SmolStr>,
    pub former: HashSet<SmolStr>,
    pub latter: HashSet<SmolStr>,
    pub other: HashSet<SmolStr>,
    pub two: HashSet<SmolStr>,
    pub whole: HashSet<SmolStr>,
    pub emphatic: HashSet<SmolStr>,
    /// Verbs of speech whose pronoun as object is somebody: "le soupçonne".
    pub whom: HashSet<SmolStr>,
    pub each: HashSet<SmolStr>,
    pub which: HashSet<SmolStr>,
    pub not_names: HashSet<SmolStr>,
    pub things: HashSet<SmolStr>,
    pub vessels: HashSet<SmolStr>,
    pub fielded: HashSet<SmolStr>,
    pub ordinals: HashSet<SmolStr>,
    pub operations: HashSet<SmolStr>,
    pub wings: HashSet<SmolStr>,
    pub camps: HashSet<SmolStr>,
    pub ranks: HashSet<SmolStr>,
    pub neighbours: HashSet<SmolStr>,
    pub sides: HashSet<SmolStr>,
    pub plurals: HashSet<SmolStr>,
}

impl Grammar {
    /// Adds the words of `other`; its word order overrides.
    fn extend(&mut self, other: Self) {
        self.noun_before_noun |= other.noun_before_noun;
        self.adjective_after |= other.adjective_after;
        for (mine, theirs) in [
            (&mut self.of, other.of),
            (&mut self.between, other.between),
            (&mut self.also, other.also),
            (&mut self.field, other.field),
            (&mut self.agency, other.agency),
            (&mut self.and, other.and),
            (&mut self.locative, other.locative),
            (&mut self.recipient, other.recipient),
            (&mut self.reflexive, other.reflexive),
            (&mut self.impersonal, other.impersonal),
            (&mut self.receive, other.receive),
            (&mut self.giver, other.giver),
            (&mut self.give, other.give),
            (&mut self.particles, other.particles),
            (&mut self.name_links, other.name_links),
            (&mut self.definite, other.definite),
            (&mut self.indefinite, other.indefinite),
            (&mut self.own, other.own),
            (&mut self.former, other.former),
            (&mut self.latter, other.latter),
            (&mut self.other, other.other),
            (&mut self.two, other.two),
            (&mut self.whole, other.whole),
            (&mut self.emphatic, other.emphatic),
            (&mut self.whom, other.whom),
            (&mut self.each, other.each),
            (&mut self.which, other.which),
            (&mut self.not_names, other.not_names),
            (&mut self.things, other.things),
            (&mut self.vessels, other.vessels),
            (&mut self.fielded, other.fielded),
            (&mut self.ordinals, other.ordinals),
            (&mut self.operations, other.operations),
            (&mut self.wings, other.wings),
            (&mut self.camps, other.camps),
            (&mut self.ranks, other.ranks),
            (&mut self.neighbours, other.neighbours),
            (&mut self.sides, other.sides),
            (&mut self.plurals, other.plurals),
        ] {
            mine.extend(theirs.iter().map(|word| fold(word)));
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    grammar: Grammar,
    #[serde(default)]
    nouns: Vec<Nouns>,
    #[serde(default)]
    general: Vec<General>,
    #[serde(default)]
    modifiers: HashMap<String, Vec<String>>,
    #[serde(default)]
    causes: Vec<String>,
    #[serde(default)]
    unique: Vec<String>,
    #[serde(default)]
    held: Vec<String>,
    #[serde(default)]
    foreign: Vec<String>,
    #[serde(default)]
    same: HashMap<SmolStr, Vec<String>>,
    #[serde(default)]
    places: Places,
    #[serde(default)]
    pronouns: Vec<Pronouns>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    kind: String,
    #[serde(default)]
    strong: bool,
    #[serde(default)]
    body: Vec<String>,
    #[serde(default)]
    members: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct General {
    nouns: Vec<String>,
    kind: Option<String>,
    named: Option<String>,
    refers: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Places {
    region: Vec<String>,
    border: Vec<String>,
    part: Vec<String>,
    meeting: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pronouns {
    forms: Vec<String>,
    gender: Option<String>,
    number: Option<String>,
    animate: Option<bool>,
    role: PronounRole,
}

/// The value that `name` names, or a fault that says what else would do.
fn named<T>(
    name: &str,
    parse: fn(&str) -> Option<T>,
    layer: Layer<'_>,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let value = parse(name);
    if value.is_none() {
        let at = layer.text.find(&format!("\"{name}\"")).or_else(|| layer.text.find(name)).unwrap_or(0);
        faults.push(Fault::at(layer, at, format!("\"{name}\" is no value of the specification.")));
    }
    value
}

impl Table for Nominals {
    const FILE: &'static str = "nominals.toml";

    fn read(layers: &[Layer<'_>], faults: &mut Vec<Fault>) -> Self {
        let mut table = Self::default();
        for &layer in layers {
            if let Some(file) = from_toml::<File>(layer, faults) {
                table.add(file, layer, faults);
            }
        }
        table
    }
}

impl Nominals {
    fn add(&mut self, file: File, layer: Layer<'_>, faults: &mut Vec<Fault>) {
        self.grammar.extend(file.grammar);
        for entry in file.nouns {
            let Some(kind) = named(&entry.kind, ActorKind::from_name, layer, faults) else { continue };
            let refers = Kinds::from_iter([kind]);
            let sense = |class| Sense {
                class,
                kind: Some(kind),
                refers,
                named: Some(kind),
                general: false,
                strong: entry.strong,
            };
            entry.body.iter().for_each(|noun| self.nouns.insert(noun, sense(NounClass::Body)));
            entry.members.iter().for_each(|noun| self.nouns.insert(noun, sense(NounClass::Members)));
        }
        for entry in file.general {
            let refers: Kinds =
                entry.refers.iter().filter_map(|k| named(k, ActorKind::from_name, layer, faults)).collect();
            let kind = entry.kind.and_then(|k| named(&k, ActorKind::from_name, layer, faults));
            let named_as = entry.named.and_then(|k| named(&k, ActorKind::from_name, layer, faults));
            for noun in &entry.nouns {
                let known = self.nouns.entry(noun).copied();
                let sense = known.map_or(
                    Sense {
                        class: NounClass::General,
                        kind,
                        refers,
                        named: named_as.or(kind),
                        general: true,
                        strong: false,
                    },
                    |known| Sense { refers: known.refers.union(refers), general: true, ..known },
                );
                self.nouns.insert(noun, sense);
            }
        }
        for (kind, words) in file.modifiers {
            if let Some(kind) = named(&kind, ActorKind::from_name, layer, faults) {
                self.modifiers.extend(words.iter().map(|word| (fold(word), kind)));
            }
        }
        self.causes.extend(file.causes.iter().map(|word| fold(word)));
        self.unique.extend(file.unique.iter().map(|word| fold(word)));
        self.held.extend(file.held.iter().map(|word| fold(word)));
        self.foreign.extend(file.foreign.iter().map(|word| fold(word)));
        self.shared.extend(file.same.keys().cloned());
        for (shared, words) in file.same {
            self.same.extend(words.iter().map(|word| (fold(word), shared.clone())));
        }
        self.regions.extend(file.places.region.iter().map(|word| fold(word)));
        self.borders.extend(file.places.border.iter().map(|word| fold(word)));
        self.parts.extend(file.places.part.iter().map(|word| fold(word)));
        self.meetings.extend(file.places.meeting.iter().map(|word| fold(word)));
        for entry in file.pronouns {
            let gender = entry.gender.and_then(|g| named(&g, Gender::from_name, layer, faults));
            let number = entry.number.and_then(|n| named(&n, Number::from_name, layer, faults));
            let pronoun = Pronoun { gender, number, role: entry.role, animate: entry.animate };
            self.pronouns.extend(entry.forms.iter().map(|form| (fold(form), pronoun)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Nominals, Vec<Fault>) {
        let mut faults = Vec::new();
        let table = Nominals::read(&[Layer { file: "nominals.toml", text }], &mut faults);
        (table, faults)
    }

    #[test]
    fn a_noun_that_is_also_general_keeps_its_kind() {
        let (table, faults) = read(
            "[[nouns]]\nkind = \"population\"\nmembers = [\"man\"]\n\
             [[general]]\nnouns = [\"man\", \"group\"]\nrefers = [\"armed_group\"]\n",
        );
        assert_eq!(faults, []);
        let man = table.nouns.get(&"man".into()).copied();
        assert!(man.is_some_and(|s| s.general && s.kind == Some(ActorKind::Population)));
        assert!(table.nouns.get(&"group".into()).is_some_and(|s| s.kind.is_none()));
    }

    #[test]
    fn an_unknown_kind_is_reported_where_it_stands() {
        let (_, faults) = read("[[nouns]]\nkind = \"crowd\"\nbody = [\"mob\"]\n");
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].line, faults[0].column), (2, 8));
    }

    #[test]
    fn a_later_layer_adds_words() {
        let mut faults = Vec::new();
        let layer = |text| Layer { file: "nominals.toml", text };
        let table = Nominals::read(
            &[layer("[grammar]\nof = [\"of\"]\n"), layer("[grammar]\nof = [\"off\"]\n")],
            &mut faults,
        );
        assert!(table.grammar.of.contains("of") && table.grammar.of.contains("off"));
    }
}
