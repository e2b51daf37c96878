//! The book of who is who: candidates with what later mentions may call them, and the look-ups that merge mentions.

use smol_str::SmolStr;
use std::collections::BTreeMap;

use foldhash::HashMap;

use super::page::Page;
use crate::dispatch::{Actor, ActorId, ActorKind, Country, Mention, MentionForm, Span, Why};
use crate::extract::cast::{Agreement, Cast, Member};
use crate::language::{Deprel, Gender};
use crate::lexicon::gazetteer::{EntryId, folded};
use crate::lexicon::nominals::Kinds;

/// Candidates and the look-ups that find them again.
#[derive(Debug)]
pub struct Book {
    pub cast: Cast,
    facts: Vec<Facts>,
    entries: HashMap<EntryId, ActorId>,
    states: HashMap<Country, ActorId>,
    names: HashMap<String, ActorId>,
    surnames: HashMap<String, Vec<ActorId>>,
    heads: HashMap<SmolStr, Vec<ActorId>>,
    offices: HashMap<(usize, Option<Country>), ActorId>,
    /// Who was mentioned at which token.
    recent: BTreeMap<usize, ActorId>,
    /// Candidates that turned out to be another.
    merged: HashMap<ActorId, ActorId>,
}

/// What the rules remember of a candidate beside its record.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a plain fact about the candidate, none excludes another"
)]
pub struct Facts {
    /// The first tokens of its mentions so far, in text order.
    tokens: Vec<usize>,
    /// Its gender: that of a person, or of the noun that describes it.
    pub gender: Option<Gender>,
    /// Whether it means several.
    pub plural: bool,
    /// Whether the description that introduced it says more than its noun.
    pub qualified: bool,
    /// The offices that a person is known to hold, by position in the table.
    pub offices: Vec<usize>,
    /// Whether nothing but a possessive introduced it: "ses troupes".
    pub own: bool,
    /// Whose it is.
    pub of: Option<ActorId>,
    /// Whether a proper name names it.
    pub named: bool,
    /// Whether the gazetteer has it.
    pub listed: bool,
    /// Whether it was called by its name so far only where that qualifies a noun: "US officials".
    pub qualifier: bool,
    /// Whether nothing but a capital says that it is somebody.
    pub doubtful: bool,
}

impl Facts {
    /// The first token of its first mention so far.
    pub fn first(&self) -> Option<usize> {
        self.tokens.first().copied()
    }

    /// The first tokens of its mentions so far, in text order.
    pub fn tokens(&self) -> &[usize] {
        &self.tokens
    }

    /// The first token of its last mention before `token`.
    pub fn last_before(&self, token: usize) -> Option<usize> {
        self.before(token).map(|(_, last)| last)
    }

    /// How often it was mentioned before `token`, and where last; `None` where it was not.
    pub fn before(&self, token: usize) -> Option<(usize, usize)> {
        let count = self.tokens.partition_point(|&t| t < token);
        self.tokens.get(count.checked_sub(1)?).map(|&last| (count, last))
    }

    /// Which pronouns may mean it.
    pub const fn agreement(&self) -> Agreement {
        Agreement { gender: self.gender, plural: self.plural }
    }

    fn note(&mut self, token: usize) {
        let at = self.tokens.partition_point(|&t| t < token);
        self.tokens.insert(at, token);
    }
}

/// How many candidates of one surname or one noun a look-up tries at most, the latest first.
const TRIED: usize = 12;

/// How many mentions back a description without a name may refer at most.
const LOOK_BACK: usize = 48;

impl Book {
    pub fn new(tokens: usize) -> Self {
        Self {
            cast: Cast::new(tokens),
            facts: Vec::new(),
            entries: HashMap::default(),
            states: HashMap::default(),
            names: HashMap::default(),
            surnames: HashMap::default(),
            heads: HashMap::default(),
            offices: HashMap::default(),
            recent: BTreeMap::new(),
            merged: HashMap::default(),
        }
    }

    /// A new candidate.
    pub fn add(&mut self, name: &str, kind: ActorKind, country: Option<Country>, why: Why) -> ActorId {
        self.facts.push(Facts::default());
        let actor = Actor {
            name: name.to_owned(),
            kind,
            country,
            roles: Vec::new(),
            aliases: Vec::new(),
            mentions: Vec::new(),
            why,
        };
        self.cast.add(Member { actor, kept: false, agreement: Agreement::default(), titles: Vec::new() })
    }

    pub fn facts(&self, id: ActorId) -> &Facts {
        &self.facts[id.0]
    }

    pub fn facts_mut(&mut self, id: ActorId) -> &mut Facts {
        &mut self.facts[id.0]
    }

    pub fn actor(&self, id: ActorId) -> &Actor {
        self.cast.get(id)
    }

    /// Notes a mention: marks its tokens and remembers where it was.
    pub fn mention(&mut self, id: ActorId, tokens: std::ops::Range<usize>, span: Span, form: MentionForm) {
        for token in tokens.clone() {
            if self.cast.at(token).is_none() {
                self.cast.mark(token, id);
            }
        }
        let facts = &mut self.facts[id.0];
        facts.note(tokens.start);
        self.recent.insert(tokens.start, id);
        let mentions = &mut self.cast.get_mut(id).mentions;
        if mentions.iter().rev().take(4).all(|m| m.span != span) {
            mentions.push(Mention { span, form });
        }
    }

    /// The candidate of a row of the gazetteer.
    pub fn by_entry(&self, entry: EntryId) -> Option<ActorId> {
        self.entries.get(&entry).map(|id| self.resolve(*id))
    }

    pub fn file_entry(&mut self, entry: EntryId, id: ActorId) {
        self.entries.entry(entry).or_insert(id);
        self.facts[id.0].listed = true;
    }

    /// The candidate that is the state of `country`.
    pub fn by_state(&self, country: Country) -> Option<ActorId> {
        self.states.get(&country).map(|id| self.resolve(*id))
    }

    pub fn file_state(&mut self, country: Country, id: ActorId) {
        self.states.insert(country, id);
        self.cast.file_state(country, id);
    }

    /// The candidate that is called exactly `name`, case, accents and marks aside.
    pub fn by_name(&self, name: &str) -> Option<ActorId> {
        self.names.get(&folded(name)).map(|id| self.resolve(*id))
    }

    pub fn file_name(&mut self, name: &str, id: ActorId) {
        self.names.entry(folded(name)).or_insert(id);
    }

    /// The candidates of a surname or first word, the latest filed first.
    pub fn by_surname(&self, surname: &str) -> Vec<ActorId> {
        let Some(ids) = self.surnames.get(surname) else { return Vec::new() };
        ids.iter().rev().take(TRIED).map(|id| self.resolve(*id)).collect()
    }

    pub fn file_surname(&mut self, surname: String, id: ActorId) {
        let ids = self.surnames.entry(surname).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    /// The candidate last mentioned before `token` of those that the noun `head` describes and that `fits`.
    pub fn by_head(
        &self,
        head: &str,
        token: usize,
        fits: impl Fn(&Self, ActorId) -> bool,
    ) -> Option<ActorId> {
        let ids = self.heads.get(head)?.iter().rev().take(TRIED).map(|id| self.resolve(*id));
        ids.filter(|&id| fits(self, id)).max_by_key(|id| self.facts[id.0].last_before(token))
    }

    pub fn file_head(&mut self, head: &str, id: ActorId) {
        let ids = self.heads.entry(SmolStr::new(head)).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    /// Who holds that office in that country; without a country, who was filed without or last.
    pub fn by_office(&self, office: usize, country: Option<Country>) -> Option<ActorId> {
        self.offices.get(&(office, country)).map(|id| self.resolve(*id))
    }

    /// Files a holder under his office, with his country and as the one last spoken of.
    pub fn file_office(&mut self, office: usize, country: Option<Country>, id: ActorId, last: bool) {
        self.offices.entry((office, country)).or_insert(id);
        self.facts[id.0].offices.push(office);
        if last {
            self.offices.insert((office, None), id);
        }
    }

    /// The candidate of one of `kinds` last mentioned between the tokens `since` and `before`.
    pub fn latest_before(
        &self,
        before: usize,
        kinds: Kinds,
        since: usize,
        fits: impl Fn(&Facts, &Actor) -> bool,
    ) -> Option<ActorId> {
        let near = self.recent.range(since..before).rev().take(LOOK_BACK);
        near.map(|(_, id)| self.resolve(*id)).find(|&id| {
            let (facts, actor) = (&self.facts[id.0], self.actor(id));
            kinds.contains(actor.kind) && fits(facts, actor)
        })
    }

    /// The two candidates of one of `kinds` last mentioned between the tokens `since` and `before`, of those that `may` be meant, in the
    /// order in which they were named.
    pub fn latest_two(
        &self,
        before: usize,
        kinds: Kinds,
        since: usize,
        may: impl Fn(ActorId) -> bool,
    ) -> Option<[ActorId; 2]> {
        let near = self.recent.range(since..before).rev().take(LOOK_BACK);
        let mut found = near
            .map(|(_, id)| self.resolve(*id))
            .filter(|id| kinds.contains(self.actor(*id).kind) && !self.facts[id.0].plural)
            .filter(|&id| may(id));
        let second = found.next()?;
        let first = found.find(|id| *id != second)?;
        Some([first, second])
    }

    /// The candidate that `id` turned out to be.
    pub fn resolve(&self, id: ActorId) -> ActorId {
        // Merges are few and never chain for long: each gives up a candidate that nothing was merged into later.
        std::iter::successors(Some(id), |id| self.merged.get(id).copied()).take(8).last().unwrap_or(id)
    }

    /// Says that `other` is `id`: all that is known of it goes there.
    pub fn merge(&mut self, other: ActorId, id: ActorId) {
        if other == id || self.resolve(id) == other {
            return;
        }
        self.merged.insert(other, id);
        let from = self.cast.get_mut(other);
        let (mentions, roles) = (std::mem::take(&mut from.mentions), std::mem::take(&mut from.roles));
        let (kept, country) = (self.cast.is_kept(other), self.actor(other).country);
        self.cast.release(other);
        if kept {
            self.cast.keep(id);
        }
        for title in self.cast.take_titles(other) {
            self.cast.entitle(id, &title);
        }
        let actor = self.cast.get_mut(id);
        actor.mentions.extend(mentions);
        actor.roles.extend(roles);
        actor.country = actor.country.or(country);
        let other = self.facts[other.0].clone();
        let facts = &mut self.facts[id.0];
        other.tokens.iter().for_each(|&token| facts.note(token));
        facts.gender = facts.gender.or(other.gender);
    }

    /// The cast: mentions in text order, other names of each as aliases.
    pub fn close(mut self, page: &Page<'_>) -> Cast {
        for token in 0..page.len() {
            if let Some(id) = self.cast.at(token).filter(|id| self.merged.contains_key(id)) {
                let id = self.resolve(id);
                self.cast.mark(token, id);
            }
        }
        let mut cast = std::mem::take(&mut self.cast);
        cast.rename(|id| self.resolve(id));
        self.cast = cast;
        for id in (0..self.facts.len()).map(ActorId) {
            self.cast.set_agreement(id, self.facts[id.0].agreement());
            let actor = self.cast.get_mut(id);
            actor.mentions.sort_by_key(|m| m.span);
            actor.mentions.dedup_by_key(|m| m.span);
            for mention in &actor.mentions {
                let text = page.reading.str(mention.span);
                let called = matches!(mention.form, MentionForm::Name | MentionForm::Metonym);
                if called && text != actor.name && !actor.aliases.iter().any(|a| a == text) {
                    actor.aliases.push(text.to_owned());
                }
            }
            if let Some(n) = called_by_itself(page, actor) {
                std::mem::swap(&mut actor.name, &mut actor.aliases[n]);
            }
        }
        self.cast
    }
}

/// "a Houthi spokesman ... the Houthis": of an actor whose name only qualifies nouns, which alias is another form of it that stands for
/// itself.
fn called_by_itself(page: &Page<'_>, actor: &Actor) -> Option<usize> {
    let tokens = page.tokens();
    let mut by_itself = actor.mentions.iter().filter(|m| m.form == MentionForm::Name).filter(|m| {
        let last = page.reading.analysis.tokens_in(m.span).last().map(|t| &tokens[t]);
        last.is_some_and(|t| !matches!(t.deprel.base(), Deprel::Compound | Deprel::Amod))
    });
    let other = by_itself.next().map(|m| page.reading.str(m.span)).filter(|text| *text != actor.name)?;
    if by_itself.any(|m| page.reading.str(m.span) == actor.name) {
        return None;
    }
    let ending = other.strip_prefix(actor.name.as_str())?;
    let form = ending.chars().all(char::is_alphabetic);
    actor.aliases.iter().position(|alias| form && alias == other)
}
