//! Who stands with whom, and against whom.
//!
//! Words of the relation lexicon are read with the same syntax as triggers: verbs, participles and adjectives by their slots, nouns
//! for the relation by their complements, and nouns for one who stands in it ("allié") by whom they describe.

use foldhash::{HashMap, HashSet};

use smol_str::SmolStr;

use super::Reading;
use super::arguments::{Examples, Model};
use super::cast::Cast;
use super::events::clause::{Argument, Clauses, Slot};
use super::events::parties::{Parties, Roles};
use super::events::spots;
use crate::dispatch::{
    ActorId, ActorKind, Alliance, AllianceKind, AllianceStatus, Attribution, Basis, Category, Extraction,
    Mention, MentionForm, Modality, ParagraphKind, Quote, Span, Why,
};
use crate::language::{Deprel, Upos, VerbForm};
use crate::lexicon::patterns::Pattern;
use crate::lexicon::relations::{Class, Relations};
use crate::lexicon::triggers::Role;

mod holders;
mod nearby;
mod order;
mod pairs;
mod slots;
mod status;
mod unions;

/// Adds the alliances to `items`, which already holds all else. Where `examples` are asked for, they get what the trained model would
/// have to decide on, and the alliances stay those that the rules state.
pub fn find(reading: &Reading<'_>, cast: &mut Cast, items: &mut Extraction, examples: Option<&mut Examples>) {
    let mut reader = Reader::new(reading, cast, &items.quotes);
    reader.alliances();
    match examples {
        Some(examples) => reader.examine(&items.events, examples),
        None => reader.review(Model::get(), &items.events),
    }
    let mut found = reader.found;
    from_events(items, &mut found);
    for alliance in &found {
        if alliance.basis == Basis::Stated {
            cast.keep(alliance.a);
            cast.keep(alliance.b);
        }
    }
    items.alliances = found;
}

/// Adds what attacks tell about who opposes whom, where the text does not say so itself.
fn from_events(items: &Extraction, found: &mut Vec<Alliance>) {
    let pair = |a: ActorId, b: ActorId| (a.0.min(b.0), a.0.max(b.0));
    let mut known: HashSet<(usize, usize)> = found.iter().map(|r| pair(r.a, r.b)).collect();
    for event in
        items.events.iter().filter(|e| e.category == Category::Assault && e.modality == Modality::Asserted)
    {
        for &a in &event.agents {
            for &b in &event.targets {
                if a != b && known.insert(pair(a, b)) {
                    found.push(Alliance {
                        kind: AllianceKind::Opposes,
                        a,
                        b,
                        status: AllianceStatus::Current,
                        evidence: event.sentence,
                        basis: Basis::Event,
                        attribution: event.attribution,
                        why: Why::new("alliances/from-attack", event.why.confidence * 0.6)
                            .with_cue(event.trigger),
                    });
                }
            }
        }
    }
}

/// What a word of the lexicon is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Verb,
    Noun,
    Holder,
}

/// Who comes first of those whose names have a word, by that word in lower case.
fn name_words(cast: &Cast) -> HashMap<String, ActorId> {
    let mut found = HashMap::default();
    for (id, member) in cast.iter() {
        for word in
            std::iter::once(&member.actor.name).chain(&member.actor.aliases).flat_map(|n| n.split(' '))
        {
            found.entry(word.to_lowercase()).or_insert(id);
        }
    }
    found
}

/// Who is named by the tokens inside names of several words, the longest name first.
fn named(reading: &Reading<'_>, cast: &Cast) -> HashMap<usize, ActorId> {
    let mut names: Vec<(Span, ActorId)> = cast
        .iter()
        .flat_map(|(id, member)| {
            let names = member.actor.mentions.iter().filter(|m| m.form == MentionForm::Name);
            names.map(move |m| (m.span, id))
        })
        .collect();
    names.sort_by_key(|(span, id)| (std::cmp::Reverse(span.len()), id.0));
    let mut found = HashMap::default();
    for (span, id) in names {
        let tokens = reading.analysis.tokens_in(span);
        if tokens.len() > 1 {
            for token in tokens {
                found.entry(token).or_insert(id);
            }
        }
    }
    found
}

/// Words that may state a relation.
#[derive(Clone, Copy, Debug)]
struct Cue<'c> {
    /// The word that the rest hangs on.
    head: usize,
    /// The first and the last of them.
    first: usize,
    last: usize,
    /// All of them.
    tokens: &'c [usize],
    class: &'c Class,
    part: Part,
    /// Whether a prefix says that it is over.
    former: bool,
}

/// What the relations that a cue states have in common.
#[derive(Clone, Copy, Debug)]
struct Stand<'c> {
    class: &'c Class,
    status: AllianceStatus,
    /// The word that states them.
    head: usize,
    evidence: Span,
    rule: Rule,
}

/// For each token where somebody stands, the last token of his longest mention that holds it.
fn ends(reading: &Reading<'_>, cast: &Cast) -> HashMap<usize, usize> {
    let mut found: HashMap<usize, usize> = HashMap::default();
    for (id, member) in cast.iter() {
        for mention in &member.actor.mentions {
            let tokens = reading.analysis.tokens_in(mention.span);
            let Some(last) = tokens.end.checked_sub(1) else { continue };
            for token in tokens.filter(|&t| cast.at(t) == Some(id)) {
                let end = found.entry(token).or_insert(last);
                *end = last.max(*end);
            }
        }
    }
    found
}

/// How the parties were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// By the tree.
    Tree,
    /// By the order of the words.
    Order,
    /// Across a relative pronoun or an accusation.
    Relative,
    /// As the nearest.
    Near,
    /// As the two who were told of last.
    Two,
}

/// A construction that states relations, and how often what it states is so: measured on dispatches that it was not written for.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rule {
    name: &'static str,
    confidence: f32,
}

/// A rule of that name and confidence.
const fn rule(name: &'static str, confidence: f32) -> Rule {
    Rule { name, confidence }
}

/// "soutient X".
const VERB: Rule = rule("alliances/verb", 0.65);
/// "est soutenu par X".
const PASSIVE: Rule = rule("alliances/passive", 0.65);
/// "soutenu par X", by the tree.
const PARTICIPLE: Rule = rule("alliances/participle", 0.8);
/// The same by the order of the words.
const PARTICIPLE_ORDER: Rule = rule("alliances/participle-order", 0.8);
/// "hostile à X".
const ADJECTIVE: Rule = rule("alliances/adjective", 0.75);
/// "en guerre contre X".
const PHRASE: Rule = rule("alliances/phrase", 0.7);
/// "que soutient X", "accuse X de soutenir Y".
const RELATIVE: Rule = rule("alliances/relative", 0.75);
/// "X it backs": a relative clause without a pronoun.
const CONTACT: Rule = rule("alliances/contact", 0.75);
/// A verb with whoever stands nearest.
const NEAR: Rule = rule("alliances/near", 0.6);
/// "la guerre entre X et Y".
const NOUN: Rule = rule("alliances/noun", 0.55);
/// "l'allié de X", by the tree.
const HOLDER: Rule = rule("alliances/holder", 0.75);
/// The same by the order of the words.
const HOLDER_ORDER: Rule = rule("alliances/holder-order", 0.8);
/// "les deux rivaux".
const TWO: Rule = rule("alliances/two", 0.75);
/// "Iran-backed".
const COMPOUND: Rule = rule("alliances/compound", 0.85);
/// "pro-iranien".
const PREFIX: Rule = rule("alliances/prefix", 0.8);
/// Whom a common stand is against: "soutient X contre Y".
const AGAINST: Rule = rule("alliances/against", 0.7);
/// What is called a part of a body.
const PART: Rule = rule("alliances/part", 0.75);
/// Those listed behind the name of a body.
const ROLL: Rule = rule("alliances/roll", 0.85);
/// Constructions that leave no doubt: the trained model takes nothing away that they state.
const SURE: [Rule; 6] = [COMPOUND, PREFIX, PASSIVE, CONTACT, TWO, ROLL];
/// How much less sure what somebody says is.
const QUOTED: f32 = 0.8;

/// How many words away a party may stand that the parse does not give.
const REACH: usize = 9;

struct Reader<'a> {
    reading: &'a Reading<'a>,
    parties: Parties<'a>,
    relations: &'a Relations,
    object_control: Vec<bool>,
    /// Actors by each of their names.
    names: HashMap<String, ActorId>,
    /// Who comes first of those whose names have that word, in lower case.
    name_words: HashMap<String, ActorId>,
    /// Who is named by the tokens inside names of several words: "Forces de soutien rapide" supports nobody.
    named: HashMap<usize, ActorId>,
    /// Who is a body that has members.
    unions: HashSet<ActorId>,
    /// The last token of the longest mention that holds a token of whoever stands there.
    ends: HashMap<usize, usize>,
    /// The words of phrases that were read: "en *guerre*" is no noun of its own.
    used: HashSet<usize>,
    found: Vec<Alliance>,
    known: HashSet<(AllianceKind, ActorId, ActorId)>,
}

impl<'a> Reader<'a> {
    fn new(reading: &'a Reading<'a>, cast: &'a Cast, quotes: &'a [Quote]) -> Self {
        let analysis = reading.analysis;
        let triggers = &reading.words.triggers;
        let object_control = analysis
            .tokens
            .iter()
            .map(|t| {
                t.upos == Upos::Verb
                    && triggers
                        .verbs(&t.lemma)
                        .iter()
                        .any(|p| triggers.class(p.class).is_some_and(|c| c.frame.object_control))
            })
            .collect();
        Self {
            reading,
            parties: Parties { reading, cast, quotes, strict: true },
            relations: &reading.words.relations,
            object_control,
            names: cast
                .iter()
                .flat_map(|(id, m)| {
                    std::iter::once(&m.actor.name).chain(&m.actor.aliases).map(move |n| (n.clone(), id))
                })
                .collect(),
            name_words: name_words(cast),
            named: named(reading, cast),
            unions: unions::unions(reading, cast),
            ends: ends(reading, cast),
            used: HashSet::default(),
            found: Vec::new(),
            known: HashSet::default(),
        }
    }

    fn alliances(&mut self) {
        let analysis = self.reading.analysis;
        for sentence in &analysis.sentences {
            if !self.read(sentence.start) {
                continue;
            }
            for token in sentence.clone() {
                self.token(token, sentence.end);
                self.part(token);
                self.roll(token);
            }
        }
    }

    /// Who stands at `token`, or is named by a word of his name there, else the state that it names in any way.
    fn stands(&self, token: usize) -> Option<ActorId> {
        let cast = self.parties.cast;
        cast.at(token).or_else(|| self.named.get(&token).copied()).or_else(|| cast.at_or_seat(token))
    }

    /// Whether the sentence that begins at `token` is of the headlines or the body.
    fn read(&self, token: usize) -> bool {
        let outside = [ParagraphKind::Credit, ParagraphKind::Furniture];
        spots::kind(self.reading, token).is_none_or(|kind| !outside.contains(&kind))
    }

    fn clauses(&self) -> Clauses<'_> {
        Clauses {
            analysis: self.reading.analysis,
            syntax: &self.reading.words.triggers.syntax,
            object_control: &self.object_control,
        }
    }

    /// Reads what the word at `at` states.
    fn token(&mut self, at: usize, end: usize) {
        let analysis = self.reading.analysis;
        let relations = self.relations;
        let token = &analysis.tokens[at];
        let lemma = token.lemma.as_str();
        let named = self.named.contains_key(&at) && self.joint(at).is_none();
        if named || self.used.contains(&at) {
            return;
        }
        if !relations.holders(lemma).is_empty() && self.possessed(at).is_some() {
            self.pattern(at, end, relations.holders(lemma), Part::Holder, false);
        }
        match token.upos {
            Upos::Verb | Upos::Aux | Upos::Adp | Upos::Adv => {
                self.pattern(at, end, relations.verbs(lemma), Part::Verb, false);
            }
            Upos::Adj => {
                self.prefix(at);
                self.pattern(at, end, relations.verbs(lemma), Part::Verb, false);
                self.pattern(at, end, relations.nouns(lemma), Part::Noun, false);
                self.pattern(at, end, relations.holders(lemma), Part::Holder, false);
            }
            Upos::Noun | Upos::Propn => {
                let (lemma, former) =
                    relations.without_former(lemma).map_or((lemma, false), |rest| (rest, true));
                self.prefix(at);
                if self.joint(at).is_some() || self.governs(at) {
                    self.pattern(at, end, relations.verbs(lemma), Part::Verb, former);
                }
                self.pattern(at, end, relations.nouns(lemma), Part::Noun, former);
                self.pattern(at, end, relations.holders(lemma), Part::Holder, former);
            }
            // "pro-iranien" is in no dictionary.
            Upos::X => self.prefix(at),
            _ => {}
        }
    }

    /// Tries `patterns` on the words from `at` on; the first that gives a relation is taken.
    fn pattern(&mut self, at: usize, end: usize, patterns: &[Pattern], part: Part, former: bool) {
        let analysis = self.reading.analysis;
        for pattern in patterns {
            let Some(tokens) = spots::words(self.reading, pattern, at, end) else { continue };
            // "forme avec Y l'Alliance du Boral": a word of a name is none of the phrase.
            if tokens.iter().any(|t| *t != at && self.named.contains_key(t)) {
                continue;
            }
            let Some(class) = self.relations.class(pattern.class) else { continue };
            let head = tokens
                .iter()
                .copied()
                .find(|&t| analysis.tokens[t].head.is_none_or(|h| !tokens.contains(&h)))
                .unwrap_or(at);
            let (first, last) = tokens.iter().fold((at, at), |(first, last), &t| (first.min(t), last.max(t)));
            if self.state(Cue { head, first, last, tokens: &tokens, class, part, former }) {
                self.used.extend(tokens);
                return;
            }
        }
    }

    /// Whether `cue` states relations; they are added.
    fn state(&mut self, cue: Cue<'_>) -> bool {
        let Cue { head, class, part, .. } = cue;
        // "avec l'appui de X" is a means, "avec son rival X" is none.
        let support = !self.relations.nouns(&self.reading.analysis.tokens[head].lemma).is_empty();
        let means = part == Part::Holder && support && self.by_means(head).is_some();
        // "l'opposition de X": who is called so is no relation.
        let called = part == Part::Noun && self.parties.cast.at(head).is_some();
        if means || called || class.predicate && !self.predicated(head) {
            return false;
        }
        let mut arguments = self.arguments(head, cue.tokens, class, part);
        if !self.told(cue, &arguments) {
            return false;
        }
        let mut against = self.enemies(cue, &mut arguments);
        self.resolve(head, part, &mut arguments);
        self.inverted_subject(cue, &mut arguments);
        if part == Part::Holder && class.symmetric() && self.two(head, &[]).is_some() {
            arguments.retain(|a| a.slot != Slot::Genitive);
        }
        self.settle(cue, &mut arguments);
        self.no_person(head, &mut arguments);
        let (mut roles, found) = self.fill(cue, &mut arguments);
        against.extend(self.against(head));
        self.turn(cue, &arguments, &mut roles);
        let alleged = found == Found::Relative && self.accuser(head).is_some();
        let status = Some(AllianceStatus::Alleged).filter(|_| alleged);
        let Some(status) = status.or_else(|| self.status(head, class, part, cue.former)) else {
            return false;
        };
        let rule = self.rule(head, part, found);
        let evidence = self.evidence(head, &arguments);
        let stand = Stand { class, status, head, evidence, rule };
        let mut any = false;
        for &a in &roles.agents {
            for &b in &roles.targets {
                any |= self.add(class.kind, a, b, &stand);
            }
            if matches!(class.kind, AllianceKind::Backs | AllianceKind::Allied) && !roles.targets.is_empty() {
                for &enemy in &against {
                    self.add(AllianceKind::Opposes, a, enemy, &Stand { rule: AGAINST, ..stand });
                }
            }
        }
        any
    }

    /// Whether a preposition that the class asks for is there, or none is needed.
    fn told(&self, cue: Cue<'_>, arguments: &[Argument]) -> bool {
        let Cue { head, class, .. } = cue;
        let tokens = &self.reading.analysis.tokens;
        let of = &self.reading.words.triggers.syntax.of;
        let with = |p: &SmolStr| {
            arguments.iter().any(|a| match &a.slot {
                Slot::Preposition(found) => found == p,
                Slot::Genitive => of.contains(p),
                _ => false,
            })
        };
        let next = cue.last + 1;
        let said = |p: &SmolStr| {
            cue.tokens.iter().chain([&next]).any(|&t| tokens.get(t).is_some_and(|t| t.lemma == *p))
        };
        let phrase = tokens[head].upos == Upos::Noun;
        let several = || {
            let subject = arguments.iter().find(|a| matches!(a.slot, Slot::Subject | Slot::Object));
            // "X et Y font cause commune"; but who forms a bloc that is somebody belongs to it.
            let phrase = cue.tokens.len() > 1 && cue.tokens.iter().all(|&t| self.stands(t).is_none());
            let together = self.clauses().passive(head) || phrase && class.status.is_none();
            together && subject.is_some_and(|a| self.parties.of(a.token).len() > 1)
        };
        let alone = cue.part == Part::Verb
            && (self.bare(head) || phrase || several())
            && (class.kind == AllianceKind::Allied || phrase && class.kind == AllianceKind::Opposes);
        class.with.is_empty()
            || class.with.iter().any(|p| with(p) || said(p))
            || alone
            || self.joint(head).is_some()
    }

    /// Takes whom an active verb is against from the arguments of a phrase of alliance: "combattent *X* aux côtés de Y".
    fn enemies(&self, cue: Cue<'_>, arguments: &mut Vec<Argument>) -> Vec<ActorId> {
        let Cue { head, class, .. } = cue;
        let mut enemies = Vec::new();
        let active = cue.part == Part::Verb
            && !self.clauses().passive(head)
            && class.kind == AllianceKind::Allied
            && class.frame.subject == Some(Role::Agent);
        let subject = |a: &Argument| a.slot == Slot::Subject && !self.parties.of(a.token).is_empty();
        if !active || !arguments.iter().any(subject) {
            return enemies;
        }
        let within = |a: &Argument| {
            a.slot == Slot::Object && (a.token < cue.last || class.frame.object == Some(Role::Agent))
        };
        if self.hostile(head) {
            let objects = arguments.iter().filter(|a| within(a) && a.token < cue.last);
            enemies.extend(objects.flat_map(|a| self.parties.of(a.token)));
        }
        arguments.retain(|a| !within(a));
        enemies
    }

    /// Who stands in the relation of `cue`, and how that was found.
    fn fill(&self, cue: Cue<'_>, arguments: &mut Vec<Argument>) -> (Roles, Found) {
        let Cue { head, first, last, tokens, class, part, .. } = cue;
        let clauses = self.clauses();
        let mut roles = if part == Part::Holder { self.hold(cue, arguments) } else { Roles::default() };
        let mut found = Found::Tree;
        self.name_instances(arguments);
        let between = part == Part::Holder && self.between_names(cue).is_some();
        let order = if between { None } else { self.linear(head, tokens, class, part) };
        match order {
            Some(order) => (roles, found) = (order, Found::Order),
            None => roles.fill(arguments, &class.frame, &self.parties, &clauses),
        }
        self.joined(head, class, &mut roles);
        if class.symmetric() || class.kind == AllianceKind::MemberOf && part == Part::Verb {
            self.between(class, arguments, &mut roles);
        }
        if part == Part::Noun && class.kind == AllianceKind::Backs {
            self.with_means(cue, arguments, &mut roles);
        }
        let tree = found == Found::Tree;
        if tree && (part == Part::Holder || self.bare(head)) && !class.leads {
            self.around(head, tokens, class, part, &mut roles);
        }
        let verb = part == Part::Verb && self.joint(head).is_none();
        if verb && !clauses.passive(head) && self.before_verb(head, last, class, &mut roles) {
            found = Found::Relative;
        }
        if verb {
            self.whose_people(head, arguments, class, &mut roles);
            self.joins_in(head, class, &mut roles);
            self.in_aid(cue, &mut roles);
        }
        if verb && clauses.passive(head) && !self.bare(head) {
            self.passive_gap(head, class, &mut roles);
        }
        if part != Part::Holder {
            self.lift(head, arguments, &mut roles);
        }
        if tree && verb && self.near(head, first, last, class, &mut roles) {
            found = Found::Near;
        }
        self.missing_target(cue, verb, &mut roles);
        if part == Part::Holder {
            self.fellows(last, class, &mut roles);
            if class.kind != AllianceKind::MemberOf && roles.agents.is_empty() {
                // "les partisans de X": they themselves.
                roles.agents.extend(self.parties.cast.at(head).filter(|a| !roles.targets.contains(a)));
            }
            if roles.targets.is_empty() && arguments.is_empty() {
                roles.targets = self.of_subject(cue, &roles.agents);
            }
            // "les deux rivaux".
            if class.symmetric()
                && roles.targets.is_empty()
                && self.possessed(head).is_none()
                && let Some(two) = self.two(head, &[])
            {
                roles.agents = two.iter().filter_map(|&t| self.parties.cast.at(t)).collect();
                found = Found::Two;
            }
        }
        self.name_apposed(&mut roles);
        (roles, found)
    }

    /// Gives the words of `cue`, a `verb` or a noun for the relation, whom they lack: behind a relative pronoun, a pronoun for what
    /// something belongs to, or what commas set off.
    fn missing_target(&self, cue: Cue<'_>, verb: bool, roles: &mut Roles) {
        let Cue { head, first, last, class, part, .. } = cue;
        let Roles { agents, targets } = roles;
        if part == Part::Holder || !targets.is_empty() || agents.is_empty() {
            return;
        }
        *targets = self.relative_target(first, class);
        if targets.is_empty() && class.kind == AllianceKind::MemberOf && verb {
            *targets = self.thence(head, agents).into_iter().collect();
        }
        if targets.is_empty() && class.kind == AllianceKind::Opposes {
            *targets = self.behind_aside(last, class);
        }
        targets.retain(|t| !agents.contains(t));
    }

    /// Turns `roles` the way that the class of `cue` means: leaders and led, two of a kind, bodies and members.
    fn turn(&self, cue: Cue<'_>, arguments: &[Argument], roles: &mut Roles) {
        let Cue { head, class, part, tokens: words, .. } = cue;
        let tokens = &self.reading.analysis.tokens;
        if class.leads && self.joint(head).is_none() {
            self.lead(roles, arguments);
        }
        // "liée à l'escalade": the other side is said, and is nobody.
        let locative = &self.reading.words.triggers.syntax.locative;
        let leads = |p: &str| class.frame.prepositions.get(p) == Some(&Role::Target);
        // "at war with each other": that is they themselves.
        let each = |t: usize| self.relations.marks.reciprocal.contains(&tokens[t].lemma);
        let other = |a: &Argument| {
            let party = |p: &SmolStr| leads(p) && !locative.contains(p) && !each(a.token);
            matches!(&a.slot, Slot::Preposition(p) if party(p))
        };
        // "X et Y, hostiles à la levée de Z,": wherever the parser hung it.
        let said = tokens[head].upos == Upos::Adj
            && (head + 1..tokens.len().min(head + REACH))
                .take_while(|&t| tokens[t].upos != Upos::Punct)
                .any(|t| tokens[t].upos == Upos::Adp && leads(&tokens[t].lemma));
        // "X et Y, clients du Nord": nor where the name behind "of" is nobody's.
        let nobody = |a: &Argument| {
            part == Part::Holder
                && a.slot == Slot::Genitive
                && tokens[a.token].form.starts_with(char::is_uppercase)
        };
        // "X and Y oppose the plan": it is the plan that they oppose.
        let thing = |a: &Argument| {
            part == Part::Verb
                && words.len() == 1
                && a.slot == Slot::Object
                && matches!(tokens[a.token].upos, Upos::Noun | Upos::Propn)
                && !each(a.token)
        };
        if class.symmetric()
            && roles.targets.is_empty()
            && !said
            && !arguments.iter().any(thing)
            && !arguments.iter().any(nobody)
            && roles.agents.len() > 1
            && !arguments.iter().any(other)
        {
            roles.targets = roles.agents.split_off(1);
        }
        // "X, un front regroupant Y et Z": it is told to be one.
        let told = |h: usize| part == Part::Verb && self.relations.marks.unions.contains(&tokens[h].lemma);
        // "X a rejoint Y dans Z": Y belongs to it as well.
        if class.kind == AllianceKind::MemberOf && class.frame.object == Some(Role::Target) {
            let state = |&a: &ActorId| self.parties.cast.get(a).kind == ActorKind::State;
            let within = |a: &Argument| {
                matches!(&a.slot, Slot::Preposition(p) if class.frame.prepositions.get(p) == Some(&Role::Target))
                    && self.parties.of(a.token).iter().any(|&b| self.union(b))
            };
            if arguments.iter().any(within) && roles.targets.iter().any(state) {
                let (fellows, bodies) = roles.targets.drain(..).partition(state);
                roles.targets = bodies;
                roles.agents.extend::<Vec<ActorId>>(fellows);
            }
        }
        if class.unions && !tokens[head].head.is_some_and(told) {
            let government = |b: ActorId| self.parties.cast.get(b).kind == ActorKind::Government;
            // Who has several members is one, whatever it is called.
            let several = roles.agents.len() > 1;
            let group = |b: ActorId| {
                matches!(self.parties.cast.get(b).kind, ActorKind::ArmedGroup | ActorKind::Organisation)
            };
            roles.targets.retain(|&b| (self.union(b) || several && group(b)) && !government(b));
        }
    }

    /// Gives the verb phrase from `first` to `last` that lacks one side whoever stands nearest there; whether it did.
    fn near(&self, head: usize, first: usize, last: usize, class: &Class, roles: &mut Roles) -> bool {
        let frame = &class.frame;
        // What a preposition leads may hang on anything before it: "on the payroll of X".
        let led = self.reading.analysis.tokens[first].upos == Upos::Adp;
        if led || self.clauses().passive(head) || roles.agents.is_empty() == roles.targets.is_empty() {
            return false;
        }
        let missing = if roles.agents.is_empty() { Role::Agent } else { Role::Target };
        let found = if frame.subject == Some(missing) { self.left(first) } else { self.right(last, class) };
        let Roles { agents, targets } = roles;
        let (side, other) = if missing == Role::Agent { (agents, targets) } else { (targets, agents) };
        *side = found.unwrap_or_default();
        side.retain(|a| !other.contains(a));
        !side.is_empty()
    }

    /// Adds to `roles` who stands around a participle, an adjective or a noun in apposition.
    fn around(&self, head: usize, tokens: &[usize], class: &Class, part: Part, roles: &mut Roles) {
        if roles.targets.is_empty() {
            roles.targets = self.after(head, class);
        }
        let mutual = matches!(class.kind, AllianceKind::Allied | AllianceKind::Opposes);
        if roles.agents.is_empty() && (mutual || !roles.targets.is_empty()) {
            let first = tokens.first().copied().unwrap_or(head).min(head);
            roles.agents = self.before(first).map(|(_, who)| who).unwrap_or_default();
        }
        if roles.targets.is_empty() && class.kind == AllianceKind::Allied && part == Part::Verb {
            let noun = self.reading.analysis.tokens[head].head.unwrap_or(head);
            roles.targets = self.beside(noun);
            if !roles.targets.is_empty() {
                roles.agents = self.parties.of(noun);
            }
        }
        let Roles { agents, targets } = roles;
        agents.retain(|a| !targets.contains(a));
    }

    /// Whether the verb at `head` by itself states that its object is opposed.
    fn hostile(&self, head: usize) -> bool {
        let lemma = &self.reading.analysis.tokens[head].lemma;
        let mut classes = self.relations.verbs(lemma).iter().filter(|p| p.rest.is_empty() && !p.reflexive);
        let transitive = |c: &Class| c.with.is_empty() && c.frame.object == Some(Role::Target);
        classes.any(|p| {
            self.relations.class(p.class).is_some_and(|c| c.kind == AllianceKind::Opposes && transitive(c))
        })
    }

    /// Whom the stand of the word at `head` is against: "soutient X contre Y".
    fn against(&self, head: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let clauses = self.clauses();
        (head + 1..analysis.tokens.len().min(head + 2 * REACH))
            .take_while(|&t| {
                // "allié de X dans sa guerre contre Y": that is X's.
                let token = &analysis.tokens[t];
                !matches!(token.upos, Upos::Verb | Upos::Punct | Upos::Sconj) && !token.feats.possessive
            })
            .find(|&t| {
                self.parties.cast.at(t).is_some()
                    && clauses.preposition(t).is_some_and(|p| self.relations.marks.against.contains(&p))
            })
            .map(|t| self.parties.of(t))
            .unwrap_or_default()
    }

    /// Whether the word at `head` is an adjective, a participle without auxiliary or a phrase like them ("en guerre").
    fn bare(&self, head: usize) -> bool {
        let analysis = self.reading.analysis;
        let token = &analysis.tokens[head];
        let phrase =
            |r: Deprel| matches!(r.base(), Deprel::Conj | Deprel::Appos | Deprel::Nmod | Deprel::Acl);
        // "X, head of Y, resigned from Z": what has a subject of its own is no participle.
        let own = analysis.exact(head, Deprel::Nsubj).is_some();
        token.feats.verb_form == Some(VerbForm::Part)
            && analysis.dependent(head, Deprel::Aux).is_none()
            && !own
            || token.upos == Upos::Adj
            || token.upos == Upos::Noun
                && phrase(token.deprel)
                && analysis.dependent(head, Deprel::Cop).is_none()
    }

    /// The actor that a preposition of the frame introduces right after the word, where the parse hangs it elsewhere.
    fn after(&self, head: usize, class: &Class) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let clauses = self.clauses();
        (head + 1..analysis.tokens.len().min(head + REACH))
            .take_while(|&t| {
                let token = &analysis.tokens[t];
                !matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj | Upos::Sconj)
            })
            .find(|&t| {
                self.parties.cast.at(t).is_some()
                    && clauses.preposition(t).is_some_and(|p| {
                        class.frame.prepositions.get(&p) == Some(&Role::Target)
                            || clauses.syntax.of.contains(&p)
                    })
            })
            .map(|t| self.parties.of(t))
            .unwrap_or_default()
    }

    /// Adjectives of the kind "pro-iranien".
    fn prefix(&mut self, at: usize) {
        let analysis = self.reading.analysis;
        let relations = self.relations;
        let Some((class, rest)) = relations.prefixed(self.reading.lower(at)) else { return };
        let Some(class) = relations.class(class) else { return };
        let Some(party) = self.parties.nation(at).or_else(|| self.meant(at, rest)) else {
            return;
        };
        let described = self.before(at).map(|(_, who)| who).unwrap_or_default();
        let holders = match analysis.tokens[at].head {
            _ if !described.is_empty() => described,
            Some(noun) => self.parties.cast.party(analysis, noun),
            None => return,
        };
        let evidence = self.evidence(at, &[]);
        let stand = Stand { class, status: AllianceStatus::Current, head: at, evidence, rule: PREFIX };
        for a in holders {
            self.add(class.kind, a, party, &stand);
        }
    }

    /// Whom `rest`, the end of `form` in lower case, names behind a prefix: "pro-Kinshasa", "anti-Erdogan".
    fn meant(&self, at: usize, rest: &str) -> Option<ActorId> {
        let form = self.reading.analysis.tokens[at].form.as_str();
        if !form.contains('-') {
            return None;
        }
        let rest = rest.trim_start_matches('-');
        self.name_words.get(rest).copied().or_else(|| self.noun(at, rest)).or_else(|| {
            let name = form.get(form.len().checked_sub(rest.len())?..)?;
            self.parties.cast.state(self.reading.lexicon.gazetteer.country_by_capital(name)?)
        })
    }

    /// Whom the last noun before the word at `at` means that has that lemma: "pro-rebel".
    fn noun(&self, at: usize, lemma: &str) -> Option<ActorId> {
        let tokens = &self.reading.analysis.tokens;
        let noun = |&t: &usize| tokens[t].upos == Upos::Noun && tokens[t].lemma == lemma;
        (0..at).rev().filter(noun).find_map(|t| self.parties.cast.at(t))
    }

    /// The construction that the word at `head` stands in, its parties being found that way.
    fn rule(&self, head: usize, part: Part, found: Found) -> Rule {
        if self.joint(head).is_some() {
            return COMPOUND;
        }
        match (part, found) {
            (Part::Noun, _) => NOUN,
            (Part::Holder, Found::Two) => TWO,
            (Part::Holder, Found::Order) => HOLDER_ORDER,
            (Part::Holder, _) => HOLDER,
            (Part::Verb, Found::Relative) if self.without_pronoun(head).is_some() => CONTACT,
            (Part::Verb, Found::Relative) => RELATIVE,
            (Part::Verb, Found::Near) => NEAR,
            (Part::Verb, Found::Order) => PARTICIPLE_ORDER,
            (Part::Verb, Found::Tree | Found::Two) => match self.reading.analysis.tokens[head].upos {
                Upos::Verb | Upos::Aux if self.clauses().passive(head) => {
                    if self.bare(head) {
                        PARTICIPLE
                    } else {
                        PASSIVE
                    }
                }
                Upos::Verb | Upos::Aux => VERB,
                Upos::Adj => ADJECTIVE,
                _ => PHRASE,
            },
        }
    }

    /// From the first to the last word that the relation was read from.
    fn evidence(&self, head: usize, arguments: &[Argument]) -> Span {
        let analysis = self.reading.analysis;
        let tokens = arguments.iter().map(|a| a.token).chain([head]).chain(analysis.tokens[head].head);
        let sentence = analysis.sentences.get(analysis.sentence_of(head)).cloned().unwrap_or(head..head + 1);
        let (first, last) = tokens
            .filter(|t| sentence.contains(t))
            .fold((head, head), |(first, last), t| (first.min(t), last.max(t)));
        analysis.span(first, last + 1)
    }

    /// Adds that `a` stands so to `b`, if they may; whether that is known now.
    fn add(&mut self, kind: AllianceKind, a: ActorId, b: ActorId, stand: &Stand<'_>) -> bool {
        // "accuse le pays X de commander la rébellion": a state that leads rebels is none of them, and they are no part of it.
        let is = |id: ActorId, kind: ActorKind| self.parties.cast.get(id).kind == kind;
        let commands = |x, y| stand.class.leads && is(x, ActorKind::State) && is(y, ActorKind::ArmedGroup);
        let (kind, a, b) = match kind {
            AllianceKind::MemberOf if commands(a, b) => (AllianceKind::Backs, a, b),
            AllianceKind::MemberOf if commands(b, a) => (AllianceKind::Backs, b, a),
            _ => (kind, a, b),
        };
        // "X, le bras armé de Y": the word of relation and Y may be one description, of X.
        let described = kind == AllianceKind::MemberOf
            && self.parties.cast.at(stand.head) == Some(b)
            && self.parties.unnamed(b);
        let b = Some(b).filter(|_| described).and_then(|b| self.inner(stand.head, b)).unwrap_or(b);
        if !self.eligible(kind, a, b, stand) {
            return false;
        }
        let symmetric = matches!(kind, AllianceKind::Allied | AllianceKind::Opposes);
        let key = if symmetric && b < a { (kind, b, a) } else { (kind, a, b) };
        if !self.known.insert(key) {
            return true;
        }
        let cue = self.reading.analysis.tokens[stand.head].span;
        let quoted = if self.parties.quote(cue).is_some() { QUOTED } else { 1.0 };
        let why = Why::new(stand.rule.name, stand.rule.confidence * quoted).with_cue(cue);
        self.found.push(self.alliance((kind, a, b), stand.status, stand.evidence, why));
        true
    }

    /// That `a` stands so to `b`, on the word of whoever speaks where its cue stands.
    fn alliance(
        &self,
        (kind, a, b): (AllianceKind, ActorId, ActorId),
        status: AllianceStatus,
        evidence: Span,
        why: Why,
    ) -> Alliance {
        let quote = why.cue.and_then(|cue| self.parties.quote(cue));
        let attribution =
            quote.and_then(|q| q.source.map(Attribution::Source).or(q.speaker.map(Attribution::Actor)));
        Alliance { kind, a, b, status, evidence, basis: Basis::Stated, attribution, why }
    }

    /// Whether all that is said of `actor` is one word without article for unnamed fighters.
    pub(self) fn anybody(&self, actor: ActorId) -> bool {
        let member = self.parties.cast.get(actor);
        let article = |m: &Mention| {
            let first = self.reading.analysis.tokens_in(m.span).start;
            first.checked_sub(1).is_some_and(|t| self.reading.analysis.tokens[t].upos == Upos::Det)
        };
        self.parties.unnamed(actor)
            && member.kind == ActorKind::ArmedGroup
            && !member.name.contains(' ')
            && !member.mentions.iter().any(article)
    }

    /// Whether `a` and `b` may stand so to each other: not a private person, not the same, not one inside the name of the other.
    fn eligible(&self, kind: AllianceKind, a: ActorId, b: ActorId, stand: &Stand<'_>) -> bool {
        let Stand { class, head: cue, rule, .. } = *stand;
        let persons = class.persons;
        let of = |id: ActorId| self.parties.cast.get(id).kind;
        let vague = |id: ActorId| self.parties.unnamed(id);
        // "les partisans de X": they themselves.
        let own = self.parties.cast.at(cue) == Some(a) && kind != AllianceKind::Allied;
        // A named person may stand with or against a body; with another person where the word says so, or one of them holds an
        // office, so that it is no friendship or match. Few words say that a person belongs to a body.
        let both = of(a) == ActorKind::Person && of(b) == ActorKind::Person;
        let public = |id: ActorId| !self.parties.cast.get(id).roles.is_empty();
        // "financée par des éleveurs": people that nobody names may stand with or against a body, and so may a whole people.
        let plain = kind != AllianceKind::MemberOf && rule != NEAR && rule != NOUN;
        // What describes somebody says how he stands, whoever he is: "la chaîne X, financée par Y", "des exilés réunis dans Z".
        let participle = [PASSIVE, PARTICIPLE, PARTICIPLE_ORDER].contains(&rule);
        let qualifies = participle || [ADJECTIVE, HOLDER, HOLDER_ORDER].contains(&rule);
        let people = |id: ActorId| {
            let actor = self.parties.cast.get(id);
            actor.country.is_some() && actor.name.starts_with(char::is_uppercase)
        };
        let private = |id: ActorId| match of(id) {
            ActorKind::Population if own => false,
            ActorKind::Person if vague(id) => true,
            ActorKind::Person if both => {
                !persons && !public(a) && !public(b) || kind == AllianceKind::MemberOf
            }
            ActorKind::Person => kind == AllianceKind::MemberOf && !persons,
            ActorKind::Population => vague(id) && !people(id) && !((plain || participle) && id == a),
            ActorKind::Media => !qualifies,
            _ => false,
        };
        let armed = |id: ActorId| plain && of(id) == ActorKind::ArmedGroup;
        let body = |id: ActorId| {
            !vague(id) || matches!(of(id), ActorKind::Military | ActorKind::Government | ActorKind::State)
        };
        // Nobody belongs to a person, but for who is under him; who joins a club or a company changes his job.
        // "X, le parti de Y": it is told to be one.
        let called = self.relations.marks.unions.contains(&self.reading.analysis.tokens[cue].lemma);
        let joins = kind == AllianceKind::MemberOf
            && (of(b) == ActorKind::Person && !class.persons
                || of(a) == ActorKind::Person
                    && matches!(of(b), ActorKind::Organisation | ActorKind::Media)
                    && !self.union(b)
                    && !called);
        // What has members: no state, unless it is a faction's.
        let land = kind == AllianceKind::MemberOf
            && (class.leads || class.predicate || class.persons)
            && (matches!(of(b), ActorKind::State | ActorKind::Population)
                || of(b) == ActorKind::Government
                    && !(class.leads && participle)
                    && !(qualifies && matches!(of(a), ActorKind::Organisation | ActorKind::ArmedGroup)));
        // "dirigé par des militaires": a state is no member of those who rule it.
        let some = |id: ActorId| vague(id) && !self.union(id) && of(id) != ActorKind::International;
        let ruled = kind == AllianceKind::MemberOf && class.leads && of(a) == ActorKind::State && some(b);
        let power = |id: ActorId| {
            matches!(
                of(id),
                ActorKind::State | ActorKind::Government | ActorKind::Military | ActorKind::ArmedGroup
            )
        };
        // "la rébellion des X" is not against X; but "Awa, proche des X" describes a person, "des élus proches des X" others.
        let word = &self.reading.analysis.tokens[cue];
        let described = |m: Span| m.contains(word.span) && matches!(word.upos, Upos::Adj | Upos::Verb);
        let inside = |x: ActorId, y: ActorId| {
            if of(x) == ActorKind::Person {
                return false;
            }
            let (x, y) = (self.parties.cast.get(x), self.parties.cast.get(y));
            let holds = |m: Span| y.mentions.iter().any(|n| m.contains(n.span));
            x.mentions.iter().any(|m| holds(m.span) && !described(m.span))
        };
        if kind != AllianceKind::MemberOf
            && !own
            && rule != PREFIX
            && rule != COMPOUND
            && (inside(a, b) || inside(b, a))
        {
            return false;
        }
        // "accused X of harboring terrorists": anybody may be called so.
        if kind == AllianceKind::Backs && rule == RELATIVE && self.anybody(b) {
            return false;
        }
        if class.powers && !(power(b) && of(a) != ActorKind::Person) {
            return false;
        }
        if a == b
            || private(a)
            || private(b)
            || joins
            || land
            || ruled
            || !(body(a) || body(b) || armed(a) && armed(b))
        {
            return false;
        }
        true
    }
}
