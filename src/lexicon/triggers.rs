//! Words that tell events, with category and argument frame: `triggers.toml`.
//!
//! Categories and modes are PLOVER's, codes CAMEO's (both Open Event Data Alliance). A class gathers the words that share them; a
//! frame says which syntactic slot of such a word names the agent and which the target.

use foldhash::{HashMap, HashSet};

use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

use super::patterns::{Pattern, Phrasebook, known, read_each};
use super::{Fault, Layer, Table, from_toml};
use crate::dispatch::Category;

/// Words that tell events, with category and argument frame.
#[derive(Clone, Debug, Default)]
pub struct Triggers {
    /// How arguments are marked.
    pub syntax: Syntax,
    /// What makes an event less than a fact.
    pub context: Context,
    /// Verbs that lend their subject to an event noun.
    pub light: Light,
    book: Phrasebook<Class, 2>,
    sets: HashMap<String, HashSet<SmolStr>>,
}

/// The parts of the book of triggers.
const VERBS: usize = 0;
const NOUNS: usize = 1;

/// How a language marks arguments; all words are lemmas.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Syntax {
    /// Introduce the agent of a passive or of an event noun.
    pub by: Vec<SmolStr>,
    /// Introduce the complement of a noun.
    pub of: Vec<SmolStr>,
    /// Introduce whom something is given or said to.
    pub dative: Vec<SmolStr>,
    /// Introduce with whom something is done.
    pub with: Vec<SmolStr>,
    /// Introduce the two sides of something mutual.
    pub between: Vec<SmolStr>,
    /// Introduce whom something is against: "the fight *against* X" has no other side.
    pub against: Vec<SmolStr>,
    /// Introduce the force that fighters are of: "gunmen *from* X".
    pub ranks: Vec<SmolStr>,
    /// Nouns whose complement is what their verb is about: "claim *responsibility* for an attack".
    pub through: Vec<SmolStr>,
    /// Introduce what something is likened to.
    pub like: Vec<SmolStr>,
    /// Words between several and some of them who are named: "militias *like* X", "friends, *among them* X".
    pub examples: Vec<SmolStr>,
    /// Introduce where something is.
    pub locative: Vec<SmolStr>,
    /// Introduce, before a noun without a definite article, what somebody is in the middle of: "*on* a visit".
    pub engaged: Vec<SmolStr>,
    /// Introduce what somebody goes somewhere for: "in X *for* talks with Y".
    pub purpose: Vec<SmolStr>,
    /// Pronouns that make a verb reflexive.
    pub reflexive: Vec<SmolStr>,
    /// Verbs that only link a subject to what it is.
    pub copulas: Vec<SmolStr>,
    /// Nouns for a country: "son *pays*" is the speaker's state.
    pub homeland: Vec<SmolStr>,
}

/// What makes an event less than a fact; all words are lemmas.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Context {
    /// Deny the verb they stand by.
    pub negation: HashSet<SmolStr>,
    /// Nouns whose complement is missing: "le manque de coopération".
    pub absent: HashSet<SmolStr>,
    /// Verbs that tell nothing where they only say what somebody is for: "determined to *defeat* X".
    pub aims: HashSet<SmolStr>,
    /// Verbs for speaking about something that is known: "évoquer l'offensive".
    pub topic: HashSet<SmolStr>,
    /// Turn a denial into "only".
    pub restriction: HashSet<SmolStr>,
    /// Verbs and nouns whose complement is yet to come.
    pub planned: HashSet<SmolStr>,
    /// Verbs and nouns whose complement may never come.
    pub hypothetical: HashSet<SmolStr>,
    /// Verbs and nouns whose complement somebody denies.
    pub denied: HashSet<SmolStr>,
    /// Verbs of denial that are said to everybody, not to whoever just said what they deny.
    pub unaddressed: HashSet<SmolStr>,
    /// Verbs and nouns whose complement only somebody claims.
    pub claimed: HashSet<SmolStr>,
    /// Conjunctions of a condition.
    pub conditional: HashSet<SmolStr>,
    /// Auxiliaries of the future.
    pub future: HashSet<SmolStr>,
    /// Auxiliaries of what may be.
    pub potential: HashSet<SmolStr>,
    /// Forms of auxiliaries for what was to be when somebody said so: "said it *would* withdraw".
    pub foretold: HashSet<SmolStr>,
    /// Verbs whose infinitive is to come: "*is* to meet X".
    pub due: HashSet<SmolStr>,
    /// Nouns that say what something is for, and not what is to come: "the *aim* is to meet".
    pub purposes: HashSet<SmolStr>,
    /// Conjunctions for what followed or came first: "*avant* d'envoyer des soldats".
    pub sequence: HashSet<SmolStr>,
    /// Prepositions for what came first: "promised revenge *after* a strike".
    pub behind: HashSet<SmolStr>,
    /// Verbs of command whose noun comes about: "*ordered* the evacuation".
    pub ordered: HashSet<SmolStr>,
    /// Verbs that, negated, say no: "did not *agree*".
    pub consent: HashSet<SmolStr>,
    /// Verbs, adjectives and nouns whose infinitive does not come about: "*failed* to reach a deal".
    pub undone: HashSet<SmolStr>,
    /// Adverbs for what has not come about so far: "has *yet* to sign".
    pub pending: HashSet<SmolStr>,
    /// Verbs and nouns for what somebody at least set about: "*tried* to storm the town".
    pub attempts: HashSet<SmolStr>,
    /// Verbs of speech that do not vouch for what they introduce: "*insisted* that X shot first".
    pub insisted: HashSet<SmolStr>,
}

/// Verbs that lend their subject to an event noun: "mener une attaque". All words are lemmas.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Light {
    /// Their subject does what the noun says.
    pub agent: HashSet<SmolStr>,
    /// Their subject gets what the noun says.
    pub target: HashSet<SmolStr>,
    /// Of those, verbs that put an end to it: whoever "breaks a siege" lays none.
    pub ends: HashSet<SmolStr>,
    /// Whoever suffers them gets what the noun says, which a preposition introduces: "*pris* dans une embuscade".
    pub caught: HashSet<SmolStr>,
    /// The noun is yet to come.
    pub planned: HashSet<SmolStr>,
    /// Say who did what the noun says: "une attaque *attribuée* à X".
    pub blamed: HashSet<SmolStr>,
    /// The prepositions before who did it, beside those of an indirect object.
    pub blamed_on: HashSet<SmolStr>,
}

/// What an argument does in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Does it; `a` of a relation.
    #[serde(alias = "a")]
    Agent,
    /// Gets it; `b` of a relation.
    #[serde(alias = "b")]
    Target,
    /// One or the other, by what kind of actor it is.
    Either,
    /// Gets it where it is an army or an armed group: whoever holds a place loses it, whatever state it is of.
    Held,
    /// Does it, unless it is a state: whoever visits a country meets nobody.
    Met,
}

/// Which slot of a trigger holds which argument. A slot that is absent holds none.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Frame {
    /// The subject of an active verb; also the "by" phrase of a passive or of a noun.
    pub subject: Option<Role>,
    /// The object of a verb; also the subject of a passive.
    pub object: Option<Role>,
    /// The indirect object.
    pub dative: Option<Role>,
    /// The "of" complement of a noun.
    pub genitive: Option<Role>,
    /// The possessive of a noun.
    pub possessive: Option<Role>,
    /// The state that an adjective or a compound gives to a noun.
    pub adjective: Option<Role>,
    /// By preposition: its lemma, or the lemmas of all its words.
    pub prepositions: HashMap<SmolStr, Role>,
    /// Whether a capital behind a preposition of the target is its state: "recalled its ambassador *from X*".
    pub capitals: bool,
    /// Whether the object, not the subject, is who acts in an infinitive that depends on the verb.
    pub object_control: bool,
}

/// What may fill a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filler {
    /// Any actor.
    Actor,
    /// Armed forces and groups.
    Armed,
    /// States, governments and international bodies.
    State,
    /// Persons and populations.
    People,
    /// A person that the text names or describes.
    Person,
    /// International bodies and organisations, that one may leave.
    Body,
    /// A place.
    Place,
    /// An event noun.
    Event,
    /// One of a set of lemmas.
    Set(String),
}

/// Words that share category, code, frame and conditions.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent conditions, any of which may hold")]
pub struct Class {
    /// PLOVER's category.
    pub category: Category,
    /// PLOVER's mode.
    pub mode: Option<SmolStr>,
    /// CAMEO's code.
    pub cameo: Option<SmolStr>,
    /// Who is where.
    pub frame: Frame,
    /// Of these one must fill the object, where there are any.
    pub object: Vec<Filler>,
    /// Of these one must fill the subject, where there are any.
    pub subject: Vec<Filler>,
    /// Of these one must stand in an object or prepositional slot, where there are any and no place is told.
    pub goal: Vec<Filler>,
    /// Of these prepositions one must be there, where there are any.
    pub with: Vec<SmolStr>,
    /// Whether it needs an argument that is an actor.
    pub anchored: bool,
    /// Whether it takes two: who only "discusses" meets nobody.
    pub mutual: bool,
    /// Whether it takes no object: who "demonstrates a skill" marches nowhere.
    pub intransitive: bool,
    /// Whether it tells only the outcome of another event (deaths, wounds).
    pub outcome: bool,
    /// What it always is, whatever the clause says: "est attendu à" is planned.
    pub modality: Option<crate::dispatch::Modality>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    syntax: Option<Syntax>,
    #[serde(default)]
    context: Option<Context>,
    #[serde(default)]
    light: Option<Light>,
    #[serde(default)]
    sets: HashMap<String, HashSet<SmolStr>>,
    #[serde(default)]
    frames: HashMap<String, Frame>,
    #[serde(default)]
    no_event: NoEvent,
    #[serde(default, rename = "class")]
    classes: Vec<ClassEntry>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NoEvent {
    verbs: Vec<String>,
    nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "independent conditions, any of which may hold")]
struct ClassEntry {
    category: Spanned<String>,
    mode: Option<SmolStr>,
    cameo: Option<SmolStr>,
    frame: Spanned<String>,
    #[serde(default)]
    object: Vec<Spanned<String>>,
    #[serde(default)]
    subject: Vec<Spanned<String>>,
    #[serde(default)]
    goal: Vec<Spanned<String>>,
    #[serde(default)]
    with: Vec<SmolStr>,
    #[serde(default)]
    anchored: bool,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    intransitive: bool,
    #[serde(default)]
    outcome: bool,
    modality: Option<Spanned<String>>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
}

impl Table for Triggers {
    const FILE: &'static str = "triggers.toml";

    fn read(layers: &[Layer<'_>], faults: &mut Vec<Fault>) -> Self {
        let mut table = Self::default();
        let mut frames: HashMap<String, Frame> = HashMap::default();
        for &layer in layers {
            let Some(file) = from_toml::<File>(layer, faults) else { continue };
            if let Some(syntax) = file.syntax {
                table.syntax = syntax;
            }
            if let Some(context) = file.context {
                table.context = context;
            }
            if let Some(light) = file.light {
                table.light = light;
            }
            for (name, words) in file.sets {
                let words = words.iter().map(|word| SmolStr::from(word.to_lowercase()));
                table.sets.entry(name).or_default().extend(words);
            }
            frames.extend(file.frames);
            table.book.exclude([&file.no_event.verbs, &file.no_event.nouns]);
            read_each(layer, &file.classes, faults, |entry| {
                let class = table.build(entry, &frames)?;
                let demands = [class.object.is_empty(), class.subject.is_empty(), class.with.is_empty()];
                let demands = demands.iter().filter(|none| !**none).count();
                table.book.add(class, demands, [&entry.verbs, &entry.nouns]);
                Ok(())
            });
        }
        table.book.sort();
        table
    }
}

impl Triggers {
    /// The class of that number, as a [`Pattern`] gives it.
    #[must_use]
    pub fn class(&self, number: usize) -> Option<&Class> {
        self.book.class(number)
    }

    /// How many classes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.book.len()
    }

    /// Whether there is no class at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.book.is_empty()
    }

    /// The verb phrases that begin with that lemma, longest and most demanding first.
    #[must_use]
    pub fn verbs(&self, lemma: &str) -> &[Pattern] {
        self.book.starting_with(VERBS, lemma)
    }

    /// The noun phrases that begin with that lemma, longest and most demanding first.
    #[must_use]
    pub fn nouns(&self, lemma: &str) -> &[Pattern] {
        self.book.starting_with(NOUNS, lemma)
    }

    /// Whether `lemma` is in the set of that name, with a capital or without.
    #[must_use]
    pub fn in_set(&self, set: &str, lemma: &str) -> bool {
        let capital = lemma.contains(char::is_uppercase);
        self.sets.get(set).is_some_and(|words| {
            if capital { words.contains(lemma.to_lowercase().as_str()) } else { words.contains(lemma) }
        })
    }

    /// The class that `entry` describes, or the byte and the description of what is wrong with it.
    fn build(&self, entry: &ClassEntry, frames: &HashMap<String, Frame>) -> Result<Class, (usize, String)> {
        let fillers = |words: &[Spanned<String>]| -> Result<Vec<Filler>, (usize, String)> {
            words.iter().map(|w| known("filler", w, self.filler(w.get_ref()))).collect()
        };
        Ok(Class {
            category: known("category", &entry.category, Category::from_name(entry.category.get_ref()))?,
            mode: entry.mode.clone(),
            cameo: entry.cameo.clone(),
            frame: known("frame", &entry.frame, frames.get(entry.frame.get_ref()).cloned())?,
            object: fillers(&entry.object)?,
            subject: fillers(&entry.subject)?,
            goal: fillers(&entry.goal)?,
            with: entry.with.clone(),
            anchored: entry.anchored,
            mutual: entry.mutual,
            intransitive: entry.intransitive,
            outcome: entry.outcome,
            modality: match &entry.modality {
                None => None,
                Some(word) => {
                    Some(known("modality", word, crate::dispatch::Modality::from_name(word.get_ref()))?)
                }
            },
        })
    }

    fn filler(&self, word: &str) -> Option<Filler> {
        Some(match word {
            "actor" => Filler::Actor,
            "armed" => Filler::Armed,
            "state" => Filler::State,
            "people" => Filler::People,
            "person" => Filler::Person,
            "body" => Filler::Body,
            "place" => Filler::Place,
            "event" => Filler::Event,
            _ => {
                let set = word.strip_prefix('@')?;
                self.sets.contains_key(set).then(|| Filler::Set(set.to_owned()))?
            }
        })
    }
}
