//! The cast: every candidate actor with its mentions, while the other stages find out who of them matters.
//!
//! The actors stage fills it. Quotes, events and alliances then ask who stands at a token ([`Cast::at`],
//! [`Cast::party`]) and mark whom they use ([`Cast::keep`]). [`Cast::close`] drops the candidates that nobody needed
//! (an unnamed group that neither speaks, acts nor stands in a relation) and numbers the rest in text order.

use foldhash::HashMap;

use crate::dispatch::{Actor, ActorId, ActorKind, Attribution, Country, Extraction};
use crate::language::{Analysis, Deprel, Gender, Number, Upos, VerbForm};
use crate::lexicon::gazetteer::folded;
use crate::lexicon::nominals::Pronoun;

/// Candidate actors. An [`ActorId`] means a position here until the cast is closed.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    members: Vec<Member>,
    by_token: Vec<Option<ActorId>>,
    several: HashMap<usize, Vec<ActorId>>,
    owners: HashMap<usize, Vec<ActorId>>,
    nations: HashMap<usize, ActorId>,
    seats: HashMap<usize, (ActorId, bool)>,
    states: HashMap<Country, ActorId>,
}

/// A candidate.
#[derive(Clone, Debug)]
pub struct Member {
    /// What is known of it so far.
    pub actor: Actor,
    /// Whether it stands in the record whatever the other stages find.
    pub kept: bool,
    /// Which pronouns may mean it.
    pub agreement: Agreement,
    /// What it is called by its function without its name: roles of the record, which no rule asks for.
    pub titles: Vec<String>,
}

impl Member {
    /// Makes roles of its titles, but of those that another role says already.
    fn take_office(&mut self) {
        for title in std::mem::take(&mut self.titles) {
            let said = folded(&title);
            let roles = &mut self.actor.roles;
            if !roles.iter().any(|role| folded(role).contains(&said)) {
                roles.push(title);
            }
        }
    }
}

/// What a pronoun must agree with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// The gender of a person, or of the noun that describes it, where known.
    pub gender: Option<Gender>,
    /// Whether it means several.
    pub plural: bool,
}

impl Agreement {
    /// Whether `pronoun` may mean an actor of that `kind` with this agreement.
    #[must_use]
    pub fn fits(self, kind: ActorKind, pronoun: Pronoun) -> bool {
        let person = kind == ActorKind::Person;
        let gender = match (pronoun.gender, self.gender) {
            (Some(a), Some(b)) => a == b,
            (Some(a), None) => person || a == Gender::Masc,
            (None, _) => true,
        };
        let number = pronoun.number.is_none_or(|number| (number == Number::Plur) == self.plural);
        gender && number && pronoun.animate.is_none_or(|animate| animate == person)
    }
}

impl Cast {
    /// An empty cast for a text of that many tokens.
    #[must_use]
    pub fn new(tokens: usize) -> Self {
        Self { by_token: vec![None; tokens], ..Self::default() }
    }

    /// Adds a candidate.
    pub fn add(&mut self, member: Member) -> ActorId {
        self.members.push(member);
        ActorId(self.members.len() - 1)
    }

    /// Says that `token` is part of a mention of `actor`; the head of every mention must be marked.
    pub fn mark(&mut self, token: usize, actor: ActorId) {
        if let Some(slot) = self.by_token.get_mut(token) {
            *slot = Some(actor);
        }
    }

    /// Says that `token` stands for all of `actors`: "they", "the two men".
    pub fn mark_several(&mut self, token: usize, actors: Vec<ActorId>) {
        if let (Some(slot), Some(&first)) = (self.by_token.get_mut(token), actors.first()) {
            *slot = Some(first);
            self.several.insert(token, actors);
        }
    }

    /// Puts whom `resolve` gives in the place of each of those for whom a word stands together with others.
    pub fn rename(&mut self, resolve: impl Fn(ActorId) -> ActorId) {
        for all in self.several.values_mut().chain(self.owners.values_mut()) {
            for id in all.iter_mut() {
                *id = resolve(*id);
            }
            let mut seen = Vec::new();
            all.retain(|id| {
                !seen.contains(id) && {
                    seen.push(*id);
                    true
                }
            });
        }
    }

    /// Says that what the possessive at `token` ("its rival") stands before is that of `owners`.
    pub fn mark_owners(&mut self, token: usize, owners: Vec<ActorId>) {
        if !owners.is_empty() {
            self.owners.insert(token, owners);
        }
    }

    /// Whose the possessive at `token` says that something is; such a word is no mention of them.
    #[must_use]
    pub fn owners(&self, token: usize) -> &[ActorId] {
        self.owners.get(&token).map_or(&[], Vec::as_slice)
    }

    /// Says that the word of nationality at `token` ("Russian") tells that state; or that a word for several ("rebel positions") means
    /// these.
    pub fn mark_nation(&mut self, token: usize, state: ActorId) {
        self.nations.insert(token, state);
    }

    /// The state, or several by what they are called, that the adjective at `token` tells; such a word is no mention of it.
    #[must_use]
    pub fn nation(&self, token: usize) -> Option<ActorId> {
        self.nations.get(&token).copied()
    }

    /// Says that the name of a country or capital at `token` is that of `state`; `place` says that it is a capital and tells where.
    pub fn mark_seat(&mut self, token: usize, state: ActorId, place: bool) {
        self.seats.insert(token, (state, place));
    }

    /// The state that the name of a country or capital at `token` is of, even where a country only says where or is inside a
    /// longer name.
    #[must_use]
    pub fn seat(&self, token: usize) -> Option<ActorId> {
        self.seats.get(&token).filter(|(_, place)| !place).map(|&(state, _)| state)
    }

    /// Who stands at `token`, or else the state that it names in any way: for words that can only be said of somebody.
    #[must_use]
    pub fn at_or_seat(&self, token: usize) -> Option<ActorId> {
        self.at(token).or_else(|| self.seats.get(&token).map(|&(state, _)| state))
    }

    /// Says that `actor` is the state of `country`.
    pub fn file_state(&mut self, country: Country, actor: ActorId) {
        self.states.insert(country, actor);
    }

    /// The state of `country`, if the text speaks of it by name, capital or adjective.
    #[must_use]
    pub fn state(&self, country: Country) -> Option<ActorId> {
        self.states.get(&country).copied()
    }

    /// Who stands at `token`, if anybody; the first of several.
    #[must_use]
    pub fn at(&self, token: usize) -> Option<ActorId> {
        self.by_token.get(token).copied().flatten()
    }

    /// All who stand at `token`.
    #[must_use]
    pub fn standing(&self, token: usize) -> &[ActorId] {
        let first = self.by_token.get(token).map_or(&[] as &[ActorId], Option::as_slice);
        self.several.get(&token).map_or(first, Vec::as_slice)
    }

    /// Whom the phrase headed by `token` means, coordination included: "la Russie et l'Iran" gives both.
    #[must_use]
    pub fn party(&self, analysis: &Analysis, token: usize) -> Vec<ActorId> {
        let mut found = Vec::new();
        for head in conjuncts(analysis, token) {
            let apposed = || analysis.dependent(head, Deprel::Appos).and_then(|a| self.at(a));
            let at = self.at(head).or_else(apposed).or_else(|| self.apposed_to_last(analysis, token, head));
            let all = self.several.get(&head).map_or(at.as_slice(), Vec::as_slice);
            for &id in all {
                if !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        found
    }

    /// "le groupe et son allié, le Front du Boral, ont ...": who is named between commas right behind the last of several that
    /// `token` begins, wherever the parser hung him, where `head` names nobody itself.
    fn apposed_to_last(&self, analysis: &Analysis, token: usize, head: usize) -> Option<ActorId> {
        const WORDS: usize = 12;
        let tokens = &analysis.tokens;
        let own = analysis.children(head).any(|c| c < head && tokens[c].feats.possessive);
        if head <= token || !own || tokens.get(head + 1).is_none_or(|t| t.form != ",") {
            return None;
        }
        let end = (head + 2..tokens.len().min(head + WORDS)).find(|&t| tokens[t].form == ",")?;
        let nominal = |t: &usize| {
            matches!(tokens[*t].upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn)
        };
        let mut phrase = (head + 2..end).take_while(nominal);
        phrase.find_map(|t| self.at(t))
    }

    /// The candidate itself.
    #[must_use]
    pub fn get(&self, id: ActorId) -> &Actor {
        &self.members[id.0].actor
    }

    /// Whether `pronoun` may mean the candidate.
    #[must_use]
    pub fn agrees(&self, id: ActorId, pronoun: Pronoun) -> bool {
        let Member { actor, agreement, .. } = &self.members[id.0];
        agreement.fits(actor.kind, pronoun)
    }

    /// Says which pronouns may mean the candidate.
    pub fn set_agreement(&mut self, id: ActorId, agreement: Agreement) {
        self.members[id.0].agreement = agreement;
    }

    /// The candidate itself, to be changed.
    pub fn get_mut(&mut self, id: ActorId) -> &mut Actor {
        &mut self.members[id.0].actor
    }

    /// Says that the text calls a person `title` where it does not name her.
    pub fn entitle(&mut self, id: ActorId, title: &str) {
        self.members[id.0].titles.push(title.to_owned());
    }

    /// What a person is called where the text does not name her.
    #[must_use]
    pub fn titles(&self, id: ActorId) -> &[String] {
        &self.members[id.0].titles
    }

    /// The same, taken away from her.
    pub fn take_titles(&mut self, id: ActorId) -> Vec<String> {
        std::mem::take(&mut self.members[id.0].titles)
    }

    /// Says that an item of the record needs this actor.
    pub fn keep(&mut self, id: ActorId) {
        self.members[id.0].kept = true;
    }

    /// Takes back [`Cast::keep`].
    pub fn release(&mut self, id: ActorId) {
        self.members[id.0].kept = false;
    }

    /// Whether it stands in the record whatever the other stages find.
    #[must_use]
    pub fn is_kept(&self, id: ActorId) -> bool {
        self.members[id.0].kept
    }

    /// Every candidate.
    pub fn iter(&self) -> impl Iterator<Item = (ActorId, &Member)> {
        self.members.iter().enumerate().map(|(i, m)| (ActorId(i), m))
    }

    /// The record: `items` with the actors that are kept or that an item of it names, numbered by first mention.
    #[must_use]
    pub fn close(self, mut items: Extraction) -> Extraction {
        let mut members = self.members;
        for_each_actor(&mut items, |id| members[id.0].kept = true);
        members.iter_mut().for_each(Member::take_office);
        let mut order: Vec<usize> = (0..members.len()).filter(|&i| members[i].kept).collect();
        order.sort_by_key(|&i| members[i].actor.mentions.first().map(|m| m.span));
        let mut new_id = vec![ActorId(0); members.len()];
        for (to, &from) in order.iter().enumerate() {
            new_id[from] = ActorId(to);
        }
        for_each_actor(&mut items, |id| *id = new_id[id.0]);
        items.actors = order.into_iter().map(|i| members[i].actor.clone()).collect();
        items
    }
}

/// `token` and all that is coordinated with it. What has a preposition of its own is not coordinated with what has none, whatever
/// the parser saw ("soutient le M23, selon l'ONU"), nor is who says so with those of whom it is said ("killing ten people, the army
/// and medics said").
pub fn conjuncts(analysis: &Analysis, token: usize) -> impl Iterator<Item = usize> {
    let led = |t: usize| analysis.dependent(t, Deprel::Case).is_some();
    let bare = !led(token);
    let mut group = analysis.coordinated(token);
    // "North and South Korea": a word before the name with which its first word is coordinated shortens another.
    let shortened = |&c: &usize| c < token && analysis.dependents(c, Deprel::Conj).any(|x| x < token);
    if analysis.tokens[token].upos == Upos::Propn {
        group.extend(analysis.dependents(token, Deprel::Compound).filter(shortened));
    }
    let limit = speech(analysis, token, &group).unwrap_or(usize::MAX);
    group.into_iter().filter(move |&t| t == token || t < limit && !(bare && led(t)))
}

/// The last comma of the coordination `group` of `token`, where a finite verb of which it is no subject follows it at once.
fn speech(analysis: &Analysis, token: usize, group: &[usize]) -> Option<usize> {
    let tokens = &analysis.tokens;
    let last = group.iter().copied().filter(|&t| t > token).max()?;
    let next = analysis.subtree(last).1;
    let verb = tokens.get(next).filter(|t| t.upos == Upos::Verb)?;
    if verb.feats.verb_form != Some(VerbForm::Fin) || group.iter().any(|&t| tokens[t].head == Some(next)) {
        return None;
    }
    (token..last).rev().find(|&t| tokens[t].form == ",")
}

/// Calls `f` on every actor identifier that an item of `items` holds.
fn for_each_actor(items: &mut Extraction, mut f: impl FnMut(&mut ActorId)) {
    let attribution = |a: &mut Option<Attribution>, f: &mut dyn FnMut(&mut ActorId)| {
        if let Some(Attribution::Actor(id)) = a {
            f(id);
        }
    };
    for r in &mut items.alliances {
        f(&mut r.a);
        f(&mut r.b);
        attribution(&mut r.attribution, &mut f);
    }
    for e in &mut items.events {
        e.agents.iter_mut().chain(&mut e.targets).for_each(&mut f);
        attribution(&mut e.attribution, &mut f);
    }
    items.quotes.iter_mut().filter_map(|q| q.speaker.as_mut()).for_each(&mut f);
    items.sources.iter_mut().filter_map(|s| s.actor.as_mut()).for_each(&mut f);
}
