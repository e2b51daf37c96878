//! Who stands with whom, and against whom.
//!
//! Words of the relation lexicon are read with the same syntax as triggers: verbs, participles and adjectives by their slots, nouns
//! for the relation by their complements, and nouns for one who stands in it ("allié") by whom they describe.

use std::collections::{HashMap, HashSet};

use super::Reading;
use super::cast::Cast;
use super::events::clause::{Argument, Clauses, Slot};
use super::events::modality;
use super::events::parties::{Parties, Roles};
use super::events::spots;
use crate::dispatch::{
    ActorId, ActorKind, Alliance, AllianceKind, AllianceStatus, Attribution, Basis, Category, Extraction,
    Modality, ParagraphKind, Quote, Span, Why,
};
use crate::language::{Deprel, Tense, Upos, VerbForm};
use crate::lexicon::patterns::Pattern;
use crate::lexicon::relations::{Class, Relations};
use crate::lexicon::triggers::Role;

mod order;

/// Adds the alliances to `items`, which already holds all else.
pub fn find(reading: &Reading<'_>, cast: &mut Cast, items: &mut Extraction) {
    let mut found = Reader::new(reading, cast, &items.quotes).alliances();
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

/// How many words away a party may stand that the parse does not give.
const REACH: usize = 9;

struct Reader<'a> {
    reading: &'a Reading<'a>,
    parties: Parties<'a>,
    relations: &'a Relations,
    object_control: Vec<bool>,
    /// Actors by each of their names.
    names: HashMap<String, ActorId>,
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
            found: Vec::new(),
            known: HashSet::new(),
        }
    }

    fn alliances(mut self) -> Vec<Alliance> {
        let analysis = self.reading.analysis;
        for sentence in &analysis.sentences {
            if !self.read(sentence.start) {
                continue;
            }
            for token in sentence.clone() {
                self.token(token, sentence.end);
            }
        }
        self.found
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
                if self.joint(at).is_some() {
                    self.pattern(at, end, relations.verbs(lemma), Part::Verb, former);
                }
                self.pattern(at, end, relations.nouns(lemma), Part::Noun, former);
                self.pattern(at, end, relations.holders(lemma), Part::Holder, former);
            }
            _ => {}
        }
    }

    /// Tries `patterns` on the words from `at` on; the first that gives a relation is taken.
    fn pattern(&mut self, at: usize, end: usize, patterns: &[Pattern], part: Part, former: bool) {
        let analysis = self.reading.analysis;
        for pattern in patterns {
            let Some(tokens) = spots::words(self.reading, pattern, at, end) else { continue };
            let Some(class) = self.relations.class(pattern.class) else { continue };
            let head = tokens
                .iter()
                .copied()
                .find(|&t| analysis.tokens[t].head.is_none_or(|h| !tokens.contains(&h)))
                .unwrap_or(at);
            if self.state(head, &tokens, class, part, former) {
                return;
            }
        }
    }

    /// Whether the words at `tokens`, of which `head` governs the rest, state relations of `class`; they are added.
    fn state(&mut self, head: usize, tokens: &[usize], class: &Class, part: Part, former: bool) -> bool {
        let clauses = self.clauses();
        let analysis = self.reading.analysis;
        let mut arguments = self.arguments(head, tokens, class, part);
        let with = |p: &smol_str::SmolStr| {
            arguments.iter().any(|a| match &a.slot {
                Slot::Preposition(found) => found == p,
                Slot::Genitive => clauses.syntax.of.contains(p),
                _ => false,
            })
        };
        let phrase = analysis.tokens[head].upos == Upos::Noun;
        let alone = part == Part::Verb
            && self.bare(head)
            && (class.kind == AllianceKind::Allied || phrase && class.kind == AllianceKind::Opposes);
        let said = |p: &smol_str::SmolStr| tokens.iter().any(|&t| analysis.tokens[t].lemma == *p);
        let told = class.with.is_empty() || class.with.iter().any(|p| with(p) || said(p));
        if !told && !alone && self.joint(head).is_none() {
            return false;
        }
        if part == Part::Verb {
            // "allié de X": a participle takes an "of" complement as any other.
            for argument in &mut arguments {
                if let Slot::Genitive = argument.slot {
                    argument.slot =
                        clauses.preposition(argument.token).map_or(Slot::Genitive, Slot::Preposition);
                }
            }
        }
        let mut roles = Roles::default();
        if part == Part::Holder {
            roles = self.hold(head, class, &mut arguments);
        }
        let linear = self.linear(head, tokens, class, part);
        let read = linear.is_some();
        match linear {
            Some(found) => roles = found,
            None => roles.fill(&arguments, &class.frame, &self.parties, &clauses),
        }
        self.joined(head, class, &mut roles);
        if !read && (part == Part::Holder || self.bare(head)) && !class.leads {
            self.around(head, tokens, class, part, &mut roles);
        }
        let against = self.against(head);
        if class.leads && self.joint(head).is_none() {
            self.lead(&mut roles, &arguments);
        }
        let symmetric = matches!(class.kind, AllianceKind::Allied | AllianceKind::Opposes);
        // "liée à l'escalade": the other side is said, and is nobody.
        let other = arguments.iter().any(
            |a| matches!(&a.slot, Slot::Preposition(p) if class.frame.prepositions.get(p) == Some(&Role::Target)),
        );
        if symmetric && !other && roles.targets.is_empty() && roles.agents.len() > 1 {
            let (first, rest) = roles.agents.split_at(1);
            roles = Roles { agents: first.to_vec(), targets: rest.to_vec() };
        }
        if class.unions {
            roles
                .targets
                .retain(|&b| self.union(b) && self.parties.cast.get(b).kind != ActorKind::Government);
        }
        let Some(status) = self.status(head, class, part, former) else { return false };
        let evidence = self.evidence(head, &arguments);
        let mut any = false;
        for &a in &roles.agents {
            for &b in &roles.targets {
                any |= self.add(
                    class,
                    class.kind,
                    a,
                    b,
                    status,
                    head,
                    evidence,
                    class.persons || part == Part::Holder && symmetric,
                );
            }
            if matches!(class.kind, AllianceKind::Backs | AllianceKind::Allied) && !roles.targets.is_empty() {
                for &enemy in &against {
                    self.add(class, AllianceKind::Opposes, a, enemy, status, head, evidence, false);
                }
            }
        }
        any
    }

    /// Whether the word at `token` is the name of a party, as the first part of a compound with the word at `head`.
    fn compound(&self, token: usize, head: usize) -> bool {
        let cast = self.parties.cast;
        let tokens = &self.reading.analysis.tokens;
        tokens[token].deprel.base() == Deprel::Compound
            && cast.at(token).or_else(|| cast.seat(token)).is_some()
            && !(token..head).any(|t| tokens[t].form == ",")
    }

    /// What stands around the words at `tokens`, of which `head` governs the rest.
    fn arguments(&self, head: usize, tokens: &[usize], class: &Class, part: Part) -> Vec<Argument> {
        let clauses = self.clauses();
        let analysis = self.reading.analysis;
        let nominal = part != Part::Verb;
        let mut arguments = if nominal { clauses.noun(head) } else { clauses.verb(head) };
        if !nominal {
            // "apporte son soutien à X": what hangs on the object of a phrase, or on a word of it, belongs to the phrase.
            let object = analysis.dependent(head, Deprel::Obj).into_iter();
            let words =
                tokens.iter().copied().filter(|&t| t != head && analysis.tokens[t].upos == Upos::Noun);
            for part in object.chain(words).collect::<HashSet<usize>>() {
                let owned = class.frame.possessive == Some(Role::Target);
                let outer = |a: &Argument| {
                    (matches!(a.slot, Slot::Preposition(_) | Slot::Genitive)
                        || owned && a.slot == Slot::Possessive)
                        && !tokens.contains(&a.token)
                };
                arguments.extend(clauses.noun(part).into_iter().filter(outer));
            }
        }
        // "la guerre qui oppose X à Y", "veut renverser X": what stands around a further verb of a phrase belongs to it.
        for &verb in tokens.iter().filter(|&&t| t != head && analysis.tokens[t].upos == Upos::Verb) {
            let lent = clauses.verb(verb).into_iter();
            arguments.extend(
                lent.filter(|a| matches!(a.slot, Slot::Object | Slot::Preposition(_) | Slot::Dative)),
            );
        }
        arguments.retain(|a| a.slot != Slot::Object || !tokens.contains(&a.token));
        if part == Part::Verb {
            self.parties.mend_relative(head, &clauses, &mut arguments);
        }
        if part == Part::Noun {
            if arguments.iter().any(|a| a.slot == Slot::Possessive) {
                // "its support of X".
                for argument in &mut arguments {
                    if argument.slot == Slot::Genitive {
                        argument.slot = Slot::Dative;
                    }
                }
            }
            self.predicate(head, &mut arguments);
        }
        arguments
    }

    /// Who stands in the relation that the noun or adjective at `head` names one by ("allié"), and to whom, beside its complements,
    /// which are left in `arguments`.
    fn hold(&self, head: usize, class: &Class, arguments: &mut Vec<Argument>) -> Roles {
        let tokens = &self.reading.analysis.tokens;
        // "a Hamas ally": whose ally it is may stand before it; but "their Hamas allies".
        let owned = arguments.iter().any(|a| a.slot == Slot::Possessive);
        let compound =
            |a: &Argument| a.slot == Slot::Modifier && !class.called && self.compound(a.token, head);
        let mut agents = Vec::new();
        for argument in arguments.iter_mut().filter(|a| compound(a)) {
            if owned {
                agents.extend(self.parties.cast.at_or_seat(argument.token));
            } else {
                argument.slot = Slot::Possessive;
            }
        }
        arguments.retain(|a| !matches!(a.slot, Slot::Modifier | Slot::Subject));
        if agents.is_empty() {
            agents = self.holder(head);
        }
        let mut roles = Roles { agents, targets: Vec::new() };
        let own: Vec<ActorId> = arguments
            .iter()
            .filter(|a| a.slot == Slot::Possessive)
            .flat_map(|a| self.parties.of(a.token))
            .collect();
        // "X et leurs alliés Y": where nothing tells whose they are, they are those of whom they stand beside.
        let noun = tokens[head].head.filter(|_| tokens[head].deprel.base() == Deprel::Amod).unwrap_or(head);
        let possessive = |c: usize| tokens[c].feats.possessive || tokens[c].deprel == Deprel::NmodPoss;
        let possessed = self.reading.analysis.children(noun).any(possessive);
        let beside = if possessed { self.beside(noun) } else { Vec::new() };
        if roles.agents.is_empty() && (!own.is_empty() || !beside.is_empty()) {
            roles.agents = self.described(head);
        }
        if roles.agents.is_empty() && possessed {
            roles.agents = self.spelt_out(noun);
        }
        if own.is_empty() && !roles.agents.is_empty() {
            roles.targets = beside;
        }
        let Roles { agents, targets } = &mut roles;
        agents.retain(|a| !targets.contains(a) && !own.contains(a));
        roles
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

    /// Whether the actor is a body that has members, by its kind or by a word of its name.
    fn union(&self, actor: ActorId) -> bool {
        let actor = self.parties.cast.get(actor);
        let word = |w: &str| self.relations.marks.unions.contains(w.to_lowercase().as_str());
        actor.kind == ActorKind::International
            || std::iter::once(&actor.name).chain(&actor.aliases).any(|n| n.split(' ').any(word))
    }

    /// Whom the stand of the word at `head` is against: "soutient X contre Y".
    fn against(&self, head: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let clauses = self.clauses();
        (head + 1..analysis.tokens.len().min(head + 2 * REACH))
            .take_while(|&t| !matches!(analysis.tokens[t].upos, Upos::Verb | Upos::Punct | Upos::Sconj))
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
        token.feats.verb_form == Some(VerbForm::Part) && analysis.dependent(head, Deprel::Aux).is_none()
            || token.upos == Upos::Adj
            || token.upos == Upos::Noun
                && phrase(token.deprel)
                && analysis.dependent(head, Deprel::Cop).is_none()
    }

    /// The first part of a compound whose last part stands at `head`: "Hamas" in "Hamas-led".
    fn joint(&self, head: usize) -> Option<usize> {
        let first = head.checked_sub(2)?;
        let compound = self.reading.analysis.tokens[first + 1].form == "-";
        let party = |t: usize| self.parties.cast.at(t).or_else(|| self.parties.nation(t));
        (compound && party(first).is_some()).then_some(first)
    }

    /// "Hamas-led gunmen": who leads them stands in the first part of the compound, who is led after it, or both are one name.
    fn joined(&self, head: usize, class: &Class, roles: &mut Roles) {
        let analysis = self.reading.analysis;
        let cast = self.parties.cast;
        let Some(first) = self.joint(head) else { return };
        let whole = cast.at(first).filter(|&w| cast.at(head) == Some(w));
        let part = match whole {
            Some(_) => self
                .names
                .get(analysis.tokens[first].form.as_str())
                .copied()
                .or_else(|| self.parties.nation(first)),
            None => cast.at(first).or_else(|| self.parties.nation(first)),
        };
        let led = whole.or_else(|| {
            (head + 1..analysis.tokens.len().min(head + REACH))
                .take_while(|&t| {
                    !matches!(analysis.tokens[t].upos, Upos::Verb | Upos::Adp | Upos::Punct | Upos::Aux)
                })
                .find_map(|t| cast.at(t))
        });
        let (Some(part), Some(led)) = (part, led) else { return };
        if part == led {
            return;
        }
        // "the US-led coalition": who leads a union belongs to it.
        let leader = class.leads && self.union(led);
        *roles = if leader || class.frame.subject == Some(Role::Agent) {
            Roles { agents: vec![part], targets: vec![led] }
        } else {
            Roles { agents: vec![led], targets: vec![part] }
        };
    }

    /// Whom a word for an ally means that does not say whose: "l'armée et les milices alliées", "X et leurs alliés".
    fn beside(&self, noun: usize) -> Vec<ActorId> {
        let token = &self.reading.analysis.tokens[noun];
        match token.head.filter(|_| token.deprel.base() == Deprel::Conj) {
            Some(first) => {
                let own = self.parties.of(noun);
                let mut party = self.parties.of(first);
                party.retain(|a| !own.contains(a));
                party
            }
            None => Vec::new(),
        }
    }

    /// The actor that a preposition of the frame introduces right after the word, where the parse hangs it elsewhere.
    fn after(&self, head: usize, class: &Class) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let clauses = self.clauses();
        (head + 1..analysis.tokens.len().min(head + REACH))
            .take_while(|&t| {
                let token = &analysis.tokens[t];
                !matches!(token.upos, Upos::Verb | Upos::Punct | Upos::Cconj | Upos::Sconj)
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

    /// Adds the subject of a noun that is a predicate ("X est en guerre contre Y"), or of the verb that governs it: who gets
    /// support ("bénéficie de l'appui de Y") or acts with it ("avec l'appui de Y") is whom it goes to.
    fn predicate(&self, noun: usize, arguments: &mut Vec<Argument>) {
        let analysis = self.reading.analysis;
        let clauses = self.clauses();
        let marks = &self.relations.marks;
        let token = &analysis.tokens[noun];
        let relation = token.deprel.base();
        let own = analysis.dependent(noun, Deprel::Nsubj).is_some();
        if (own || relation != Deprel::Obl)
            && let Some(subject) = clauses.subject(noun, 4)
        {
            arguments.push(Argument { slot: Slot::Subject, token: subject });
            return;
        }
        let Some(head) = token.head else { return };
        let verb = analysis.tokens[head].upos == Upos::Verb;
        let by_means = clauses.preposition(noun).is_some_and(|p| marks.by_means.contains(&p));
        let received = by_means || marks.received.contains(&analysis.tokens[head].lemma);
        let given = arguments
            .iter()
            .any(|a| matches!(&a.slot, Slot::Preposition(p) if clauses.syntax.dative.contains(p)));
        // "reproche à X son soutien à Y", "criticised X for its support of Y": it is the accused one's.
        let accused = verb && self.object_control.get(head).copied().unwrap_or(false);
        if accused && arguments.iter().any(|a| a.slot == Slot::Possessive) {
            let other = clauses.verb(head).into_iter().find(|a| {
                a.token != noun
                    && match &a.slot {
                        Slot::Object | Slot::Dative => true,
                        Slot::Preposition(p) => clauses.syntax.dative.contains(p),
                        _ => false,
                    }
                    && self.parties.cast.at(a.token).is_some()
            });
            if let Some(other) = other {
                arguments.retain(|a| a.slot != Slot::Possessive);
                arguments.push(Argument { slot: Slot::Subject, ..other });
                return;
            }
        }
        if verb && received && !given && matches!(relation, Deprel::Obl | Deprel::Obj) {
            let slot = if clauses.passive(head) { Slot::Object } else { Slot::Subject };
            let who = clauses.verb(head).into_iter().filter(|a| a.token != noun && a.slot == slot);
            arguments.extend(who.map(|a| Argument { slot: Slot::Dative, ..a }));
        } else if relation == Deprel::Obl && verb || relation == Deprel::Obj {
            let light = &self.reading.words.triggers.light.agent;
            if relation == Deprel::Obj || light.contains(&analysis.tokens[head].lemma) {
                // "X, soutenu par Y, est en guerre": who suffers the participle is the subject of the predicate.
                let suffers = clauses.passive(head) && analysis.dependent(noun, Deprel::Cop).is_some();
                arguments.extend(clauses.verb(head).into_iter().filter(|a| a.token != noun).filter_map(
                    |a| match a.slot {
                        Slot::Object if suffers => Some(Argument { slot: Slot::Subject, ..a }),
                        Slot::Subject if suffers => None,
                        Slot::Object => None,
                        _ => Some(a),
                    },
                ));
            }
        } else if relation == Deprel::Nmod && analysis.dependent(noun, Deprel::Case).is_some() {
            arguments.push(Argument { slot: Slot::Subject, token: head });
        }
    }

    /// Whom the noun at `noun` describes: as predicate, in apposition, or among others.
    fn holder(&self, noun: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let clauses = self.clauses();
        let among = &self.relations.marks.among;
        // "X, principal allié de Y": who stands right before the comma, wherever the parser hung it.
        let governor = tokens[noun].head;
        let argument = match tokens[noun].deprel.base() {
            Deprel::Nsubj | Deprel::Obj => true,
            // A noun that seems coordinated with a verb is in apposition.
            Deprel::Conj => governor.is_some_and(|h| tokens[h].upos != Upos::Verb),
            _ => analysis.dependent(noun, Deprel::Cop).is_some(),
        };
        let set_off = self
            .before(noun)
            .filter(|&(at, _)| !argument || analysis.ancestors(at).take(3).any(|t| t == noun));
        if let Some((_, set_off)) = set_off {
            return set_off;
        }
        let mut at = noun;
        for _ in 0..4 {
            if analysis.dependent(at, Deprel::Cop).is_some()
                || analysis.dependent(at, Deprel::Nsubj).is_some()
            {
                return clauses.subject(at, 4).map(|s| self.parties.of(s)).unwrap_or_default();
            }
            let Some(head) = tokens[at].head else { break };
            match tokens[at].deprel.base() {
                Deprel::Appos
                | Deprel::Amod
                | Deprel::Acl
                | Deprel::Flat
                | Deprel::Parataxis
                | Deprel::Dep => {
                    let described = self.parties.cast.party(analysis, head);
                    if !described.is_empty() {
                        return described;
                    }
                    at = head;
                }
                Deprel::Conj => at = head,
                Deprel::Nmod | Deprel::Obl => {
                    let one = among.contains(&tokens[head].lemma)
                        || analysis
                            .dependent(at, Deprel::Case)
                            .is_some_and(|c| among.contains(&tokens[c].lemma));
                    if !one {
                        break;
                    }
                    if tokens[head].upos == Upos::Propn || self.parties.cast.at(head).is_some() {
                        return self.parties.cast.party(analysis, head);
                    }
                    at = head;
                }
                Deprel::Xcomp | Deprel::Obj | Deprel::Advcl
                    if self.reading.words.triggers.syntax.copulas.contains(&tokens[head].lemma) =>
                {
                    return clauses.subject(head, 4).map(|s| self.parties.of(s)).unwrap_or_default();
                }
                _ => break,
            }
        }
        self.named(noun)
    }

    /// Who is named right at the noun: "son allié Hezbollah", "leur parrain, l'Iran".
    fn named(&self, noun: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        analysis
            .children(noun)
            .filter(|&c| {
                matches!(analysis.tokens[c].deprel.base(), Deprel::Appos | Deprel::Flat | Deprel::Compound)
                    || analysis.tokens[c].deprel == Deprel::Nmod
                        && analysis.dependent(c, Deprel::Case).is_none()
            })
            .flat_map(|c| self.parties.cast.party(analysis, c))
            .collect()
    }

    /// Who is named behind the noun and a comma: "sa branche dissidente, X, a ...".
    fn spelt_out(&self, noun: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let mut comma = false;
        for t in noun + 1..analysis.tokens.len().min(noun + REACH) {
            let token = &analysis.tokens[t];
            match token.upos {
                Upos::Punct if token.form == "," && !comma => comma = true,
                Upos::Adj if !comma => {}
                Upos::Det if comma => {}
                Upos::Propn if comma => return self.parties.cast.at(t).into_iter().collect(),
                _ => break,
            }
        }
        Vec::new()
    }

    /// The actor that the noun at `noun` is itself, else the states its adjectives name: "son allié russe".
    fn described(&self, noun: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        if let Some(own) = self.parties.cast.at(noun) {
            return vec![own];
        }
        analysis
            .dependents(noun, Deprel::Amod)
            .flat_map(|a| analysis.coordinated(a))
            .filter_map(|a| self.parties.nation(a))
            .collect()
    }

    /// The actor that the words at `token` name on their own, inside the longer name of `whole`: "la coalition menée par X".
    fn inner(&self, token: usize, whole: ActorId) -> Option<ActorId> {
        let analysis = self.reading.analysis;
        let (first, last) = analysis.subtree(token);
        let named = (first..=last)
            .filter_map(|from| {
                let text = self.reading.str(analysis.span(from, last + 1));
                self.names.get(text).or_else(|| self.names.get(analysis.tokens[from].form.as_str()))
            })
            .copied()
            .find(|&a| a != whole);
        self.parties.cast.seat(token).or(named).filter(|&a| a != whole)
    }

    /// Turns a relation of leading the right way round.
    fn lead(&self, roles: &mut Roles, arguments: &[Argument]) {
        let analysis = self.reading.analysis;
        let cast = self.parties.cast;
        let led = arguments.iter().find(|a| a.slot == Slot::Object).map(|a| a.token);
        if let Some(whole) = led.and_then(|t| cast.at(t)) {
            let leaders = arguments.iter().filter(|a| a.slot == Slot::Subject);
            let inner: Vec<ActorId> = leaders
                .filter(|a| cast.at(a.token) == Some(whole))
                .filter_map(|a| self.inner(a.token, whole))
                .collect();
            if !inner.is_empty() {
                *roles = Roles { agents: vec![whole], targets: inner };
            }
        }
        let union = led.is_some_and(|t| self.relations.marks.unions.contains(&analysis.tokens[t].lemma))
            || roles.agents.first().is_some_and(|&a| self.union(a));
        if union {
            std::mem::swap(&mut roles.agents, &mut roles.targets);
        }
    }

    /// Adjectives of the kind "pro-iranien".
    fn prefix(&mut self, at: usize) {
        let analysis = self.reading.analysis;
        let relations = self.relations;
        let form = analysis.tokens[at].form.to_lowercase();
        let Some((class, _)) = relations.prefixed(&form) else { return };
        let (Some(class), Some(state)) = (relations.class(class), self.parties.nation(at)) else {
            return;
        };
        let Some(noun) = analysis.tokens[at].head else { return };
        let holders = self.parties.cast.party(analysis, noun);
        let evidence = self.evidence(at, &[]);
        for a in holders {
            self.add(class, class.kind, a, state, AllianceStatus::Current, at, evidence, true);
        }
    }

    /// Whether the relation holds; `None` where the clause only wishes for it.
    fn status(&self, head: usize, class: &Class, part: Part, former: bool) -> Option<AllianceStatus> {
        let analysis = self.reading.analysis;
        let marks = &self.relations.marks;
        let triggers = &self.reading.words.triggers;
        if former || analysis.children(head).any(|c| marks.former.contains(&analysis.tokens[c].lemma)) {
            return Some(AllianceStatus::Former);
        }
        if let Some(status) = class.status {
            return Some(status);
        }
        let token = &analysis.tokens[head];
        if let Some(governor) = token.head {
            let ended = marks.ended.contains(&analysis.tokens[governor].lemma);
            if ended && matches!(token.deprel.base(), Deprel::Obj | Deprel::Nsubj) {
                return Some(AllianceStatus::Former);
            }
            // "a envoyé des soldats combattre aux côtés de X": what is done for it is done.
            let purpose =
                token.deprel.base() == Deprel::Advcl && token.feats.verb_form == Some(VerbForm::Inf);
            let told = || modality::of(analysis, governor, &triggers.context, &triggers.light);
            if purpose && class.purpose && told() == Some(Modality::Asserted) {
                return Some(AllianceStatus::Current);
            }
        }
        // A participle or a noun that describes somebody holds, whatever its clause is: "pourrait aider les rebelles soutenus par X".
        let relation = token.deprel;
        let describes = match part {
            Part::Verb => {
                token.feats.verb_form != Some(VerbForm::Inf)
                    && matches!(relation.base(), Deprel::Acl | Deprel::Amod | Deprel::Appos)
                    && relation != Deprel::AclRelcl
            }
            Part::Holder => analysis.dependent(head, Deprel::Cop).is_none(),
            Part::Noun => false,
        };
        if describes && !modality::negated(analysis, head, &triggers.context) {
            return Some(AllianceStatus::Current);
        }
        let finite =
            token.feats.verb_form == Some(VerbForm::Fin) || analysis.dependent(head, Deprel::Aux).is_some();
        if class.lasting && !(finite && matches!(token.feats.tense, Some(Tense::Pres | Tense::Imp))) {
            return None;
        }
        match modality::of(analysis, head, &triggers.context, &triggers.light) {
            Some(Modality::Denied) => Some(AllianceStatus::Denied),
            Some(Modality::Claimed) => Some(AllianceStatus::Alleged),
            Some(Modality::Asserted) => Some(AllianceStatus::Current),
            None | Some(Modality::Planned | Modality::Hypothetical) => None,
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

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one alliance, at the one place where it is made"
    )]
    fn add(
        &mut self,
        class: &Class,
        kind: AllianceKind,
        a: ActorId,
        b: ActorId,
        status: AllianceStatus,
        cue: usize,
        evidence: Span,
        persons: bool,
    ) -> bool {
        let of = |id: ActorId| self.parties.cast.get(id).kind;
        let vague = |id: ActorId| self.parties.unnamed(id);
        // A named person may stand with or against a body; with another person only where the word says so.
        let both = of(a) == ActorKind::Person && of(b) == ActorKind::Person;
        let private = |id: ActorId| match of(id) {
            ActorKind::Person => vague(id) || !persons && (both || kind == AllianceKind::MemberOf),
            ActorKind::Population => vague(id),
            ActorKind::Media => true,
            _ => false,
        };
        let body = |id: ActorId| {
            !vague(id) || matches!(of(id), ActorKind::Military | ActorKind::Government | ActorKind::State)
        };
        // Nobody belongs to a person; who joins a club or a company changes his job.
        let joins = kind == AllianceKind::MemberOf
            && (of(b) == ActorKind::Person
                || of(a) == ActorKind::Person && matches!(of(b), ActorKind::Organisation | ActorKind::Media));
        let power = |id: ActorId| {
            matches!(
                of(id),
                ActorKind::State | ActorKind::Government | ActorKind::Military | ActorKind::ArmedGroup
            )
        };
        // "la rébellion des X" is not against X.
        let inside = |x: ActorId, y: ActorId| {
            let (x, y) = (self.parties.cast.get(x), self.parties.cast.get(y));
            x.mentions.iter().any(|m| y.mentions.iter().any(|n| m.span.contains(n.span)))
        };
        if matches!(kind, AllianceKind::Allied | AllianceKind::Opposes) && (inside(a, b) || inside(b, a)) {
            return false;
        }
        if class.powers && !(power(b) && of(a) != ActorKind::Person) {
            return false;
        }
        if a == b || private(a) || private(b) || joins || !body(a) && !body(b) {
            return false;
        }
        let symmetric = matches!(kind, AllianceKind::Allied | AllianceKind::Opposes);
        let key = if symmetric && b < a { (kind, b, a) } else { (kind, a, b) };
        if !self.known.insert(key) {
            return true;
        }
        let span = self.reading.analysis.tokens[cue].span;
        let quote = self.parties.quote(span);
        let attribution =
            quote.and_then(|q| q.source.map(Attribution::Source).or(q.speaker.map(Attribution::Actor)));
        let confidence = if quote.is_some() { 0.5 } else { 0.65 };
        self.found.push(Alliance {
            kind,
            a,
            b,
            status,
            evidence,
            basis: Basis::Stated,
            attribution,
            why: Why::new("alliances/stated", confidence).with_cue(span),
        });
        true
    }
}
