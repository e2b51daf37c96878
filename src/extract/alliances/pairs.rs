//! How two who are meant in a sentence stand to each other, as the trained model has it: it adds to what the rules state, and takes
//! from it.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::{Cue, PREFIX, Part, Reader, SURE};
use crate::dispatch::{
    ActorId, ActorKind, Alliance, AllianceKind, AllianceStatus, Event, Modality, Span, Why,
};
use crate::extract::arguments::lemmas::Lemma;
use crate::extract::arguments::mentions::{Form, Mention, Present};
use crate::extract::arguments::model::{Limits, Model, Sums};
use crate::extract::arguments::part::{self, gap, voice};
use crate::extract::arguments::path::{self, Way};
use crate::extract::arguments::{Examples, Features, LABELS, Label, PairExample, fold};
use crate::extract::events::clause::Argument;
use crate::extract::events::{modality, spots};
use crate::language::{Upos, hash};
use crate::lexicon::relations::Class;

/// How many who are meant in a sentence are looked at.
const MOST: usize = 10;
/// How many words of relation around two are told one by one.
const CUES: usize = 4;
/// How many words between two are told one by one.
const BETWEEN: usize = 12;
/// Two of whom the rules state nothing are looked at closely where something is as likely as that at first sight: six in ten are not,
/// and of the relations that were added in 370 dispatches none was less likely.
const HOPE: f32 = 0.07;
/// The rule that stands for the model.
const MODEL: &str = "alliances/model";

/// A word that may state a relation, and what stands around it.
struct Word<'c> {
    head: usize,
    kind: AllianceKind,
    class: &'c Class,
    status: Option<AllianceStatus>,
    /// Whether it is a verb, a noun for the relation, for one in it, or has a prefix.
    sort: u64,
    voice: u64,
    arguments: Vec<Argument>,
    /// Whether it is used as its class asks for.
    told: bool,
}

/// Two who are meant in one sentence, in the order of the text.
struct Pair {
    a: Mention,
    b: Mention,
    way: Way,
}

/// A pair with how it stands, the order aside where it means nothing.
type Key = (AllianceKind, ActorId, ActorId);

fn key(kind: AllianceKind, a: ActorId, b: ActorId) -> Key {
    if matches!(kind, AllianceKind::Allied | AllianceKind::Opposes) && b < a {
        (kind, b, a)
    } else {
        (kind, a, b)
    }
}

/// What it means that two stand as a label says.
fn labelled((kind, turned): Label, a: ActorId, b: ActorId) -> Key {
    if turned { key(kind, b, a) } else { key(kind, a, b) }
}

/// The relation that may be added, and how likely it is.
struct Addition {
    probability: f32,
    status: AllianceStatus,
    cue: Span,
    evidence: Span,
}

impl<'a> Reader<'a> {
    /// Takes from what the rules found what `model` thinks is none, and adds what they did not see.
    pub(super) fn review(&mut self, model: &Model, events: &[Event]) {
        let Limits { add, keep: [keep, _], .. } = model.pairs.limits;
        let mut likely: HashMap<Key, f32> = HashMap::default();
        let mut additions: HashMap<Key, Addition> = HashMap::default();
        let mut features = Features::default();
        self.pairs(events, |told| {
            let Telling { pair, words, .. } = *told;
            let mut sums = Sums::default();
            features.clear();
            told.outline(&mut features);
            model.pairs.add(&features, &mut sums);
            let hope = model.pairs.probabilities(&sums).into_iter().fold(0.0, f32::max);
            if hope < HOPE && !told.stated() {
                return;
            }
            features.clear();
            told.details(&mut features);
            model.pairs.add(&features, &mut sums);
            for (&label, &probability) in LABELS.iter().zip(&model.pairs.probabilities(&sums)) {
                let key = labelled(label, pair.a.actor, pair.b.actor);
                let best = likely.entry(key).or_default();
                *best = best.max(probability);
                if probability >= add && additions.get(&key).is_none_or(|a| a.probability < probability) {
                    let addition = self.addition(pair, words, label, probability);
                    additions.extend(addition.map(|a| (key, a)));
                }
            }
        });
        let of = |k: Key| likely.get(&k).copied();
        let sure = |rule: &str| SURE.iter().any(|r| r.name == rule);
        self.found.retain(|r| sure(&r.why.rule) || of(key(r.kind, r.a, r.b)).is_none_or(|p| p >= keep));
        let unordered = |(_, a, b): Key| (a.min(b), a.max(b));
        let mut known: HashSet<_> = self.found.iter().map(|r| unordered((r.kind, r.a, r.b))).collect();
        let mut new: Vec<(Key, Addition)> = additions.into_iter().collect();
        new.sort_by(|(k, x), (l, y)| y.probability.total_cmp(&x.probability).then(k.cmp(l)));
        for (key, Addition { probability, status, cue, evidence }) in new {
            if known.insert(unordered(key)) {
                let why = Why::new(MODEL, probability).with_cue(cue);
                self.found.push(self.alliance(key, status, evidence, why));
            }
        }
        let mut found = std::mem::take(&mut self.found);
        found.retain(|r| self.tells(r));
        self.found = found;
        self.found.sort_by_key(|r| (r.why.cue, r.evidence));
    }

    /// Whether a relation tells an editor anything: whose followers, relatives or admirers somebody's are does not, nor what force a
    /// man serves in, which is a role of his, nor on whose side one person is said to be in a word.
    fn tells(&self, relation: &Alliance) -> bool {
        let kind = |actor| self.parties.cast.get(actor).kind;
        let (a, b) = (kind(relation.a), kind(relation.b));
        let person = a == ActorKind::Person;
        let crowd = a == ActorKind::Population && self.parties.unnamed(relation.a);
        let people = matches!(b, ActorKind::Person | ActorKind::Population);
        let force = matches!(b, ActorKind::Military | ActorKind::Government | ActorKind::ArmedGroup);
        match relation.kind {
            AllianceKind::Backs | AllianceKind::Allied if crowd && people => false,
            AllianceKind::MemberOf if person && force => {
                relation.why.rule != MODEL || relation.status != AllianceStatus::Current
            }
            _ => !(person && relation.why.rule == PREFIX.name),
        }
    }

    /// Adds every pair of the text, with what tells of it, to `examples`.
    pub(super) fn examine(&self, events: &[Event], examples: &mut Examples) {
        examples.stated = self.found.iter().map(|r| (r.kind, r.a, r.b)).collect();
        let analysis = self.reading.analysis;
        let mut found = Vec::new();
        self.pairs(events, |told| {
            let Pair { a, b, .. } = told.pair;
            let sentence = analysis.sentences.get(analysis.sentence_of(a.head)).cloned().unwrap_or_default();
            let sentence = analysis.span(sentence.start, sentence.end);
            found.push(PairExample { sentence, a: a.actor, b: b.actor, features: told.all() });
        });
        examples.pairs = found;
    }

    /// Calls `read` on every two who are meant in a sentence.
    fn pairs(&self, events: &[Event], mut read: impl FnMut(&Telling<'_, 'a>)) {
        let analysis = self.reading.analysis;
        let rules = self.stated();
        for sentence in analysis.sentences.iter().filter(|s| self.read(s.start)) {
            let present = Present::of(analysis, self.parties.cast, sentence.clone(), MOST);
            let actors = &present.actors;
            if actors.len() < 2 {
                continue;
            }
            let words = self.spotted(sentence.clone());
            for (i, &x) in actors.iter().enumerate() {
                for &y in &actors[i + 1..] {
                    let Some(pair) = self.pair(&present.all, x, y) else { continue };
                    read(&Telling {
                        reader: self,
                        pair: &pair,
                        words: &words,
                        present: &present,
                        rules: &rules,
                        events,
                    });
                }
            }
        }
    }

    /// The mentions of two in a sentence that hang together most closely.
    fn pair(&self, all: &[Mention], x: ActorId, y: ActorId) -> Option<Pair> {
        let clauses = self.clauses();
        let mut best: Option<(_, Pair)> = None;
        for &one in all.iter().filter(|m| m.actor == x) {
            for &other in all.iter().filter(|m| m.actor == y) {
                let turned = (other.head, other.first) < (one.head, one.first);
                let (a, b) = if turned { (other, one) } else { (one, other) };
                let Some(way) = path::way(&clauses, a.head, b.head) else { continue };
                let seats = [a, b].iter().filter(|m| m.form == Form::Seat).count();
                let rank = (seats, way.up.len() + way.down.len(), b.head - a.head);
                if best.as_ref().is_none_or(|(r, _)| rank < *r) {
                    best = Some((rank, Pair { a, b, way }));
                }
            }
        }
        best.map(|(_, pair)| pair)
    }

    /// What the rules state, by the two it is about.
    fn stated(&self) -> Stated {
        let mut found = Stated::default();
        for r in &self.found {
            let rule = hash::bytes(r.why.rule.as_bytes());
            found.entry((r.a, r.b)).or_default().push((r.kind, r.why.cue, rule));
        }
        found
    }

    /// What is added where two stand to each other as `label` says, if that may be.
    fn addition(&self, pair: &Pair, words: &[Word<'a>], label: Label, probability: f32) -> Option<Addition> {
        let analysis = self.reading.analysis;
        let Pair { a, b, way } = pair;
        if self.parties.unnamed(a.actor) && self.parties.unnamed(b.actor) {
            return None;
        }
        // People whom nobody names are taken on the word of the rules only.
        let people = |m: &Mention| {
            let kind = self.parties.cast.get(m.actor).kind;
            matches!(kind, ActorKind::Person | ActorKind::Population) && self.parties.unnamed(m.actor)
        };
        if label.0 != AllianceKind::Opposes && [a, b].into_iter().any(people) {
            return None;
        }
        if label.0 == AllianceKind::Backs && [a, b].iter().any(|m| self.anybody(m.actor)) {
            return None;
        }
        // "Selon X, Y combat Z": who tells it has no part in it.
        if self.relayed(a.first) != self.relayed(b.first) {
            return None;
        }
        let inner: Vec<usize> = way.inner().map(|(t, _)| t).collect();
        let near = |w: &&Word<'_>| {
            inner.contains(&w.head) || (a.first.min(b.first)..=a.last.max(b.last)).contains(&w.head)
        };
        let word = words.iter().filter(|w| w.kind == label.0).find(near);
        let cue = match word {
            Some(word) => word.head,
            None if inner.contains(&way.top) || inner.is_empty() => way.top,
            None => inner[0],
        };
        let status = match word {
            Some(word) => word.status,
            None => self.holds(cue),
        }?;
        let first = a.first.min(b.first).min(cue);
        let last = a.last.max(b.last).max(cue);
        Some(Addition {
            probability,
            status,
            cue: analysis.tokens[cue].span,
            evidence: analysis.span(first, last + 1),
        })
    }

    /// Whether what a word outside the lexicon states holds.
    fn holds(&self, head: usize) -> Option<AllianceStatus> {
        let analysis = self.reading.analysis;
        let triggers = &self.reading.words.triggers;
        if analysis.children(head).any(|c| self.relations.marks.former.contains(&analysis.tokens[c].lemma)) {
            return Some(AllianceStatus::Former);
        }
        match modality::of(analysis, head, &triggers.context, &triggers.light) {
            Some(Modality::Denied) => Some(AllianceStatus::Denied),
            Some(Modality::Claimed) => Some(AllianceStatus::Alleged),
            Some(Modality::Asserted) => Some(AllianceStatus::Current),
            None | Some(Modality::Planned | Modality::Hypothetical) => None,
        }
    }

    /// The words of relation in `sentence`.
    fn spotted(&self, sentence: Range<usize>) -> Vec<Word<'a>> {
        let analysis = self.reading.analysis;
        let relations = self.relations;
        let mut found: Vec<Word<'a>> = Vec::new();
        for at in sentence.clone() {
            let token = &analysis.tokens[at];
            if self.named.contains_key(&at) && self.joint(at).is_none() {
                continue;
            }
            let lemma = token.lemma.as_str();
            let noun = matches!(token.upos, Upos::Noun | Upos::Propn);
            let rest = relations.without_former(lemma).filter(|_| noun);
            let (lemma, former) = rest.map_or((lemma, false), |rest| (rest, true));
            let (verb, nominal) = match token.upos {
                Upos::Verb | Upos::Aux | Upos::Adp | Upos::Adv => (true, false),
                Upos::Adj => (true, true),
                Upos::Noun | Upos::Propn => {
                    let verbs = !relations.verbs(lemma).is_empty();
                    (verbs && (self.joint(at).is_some() || self.governs(at)), true)
                }
                _ => continue,
            };
            let parts = [
                (Part::Verb, verb, relations.verbs(lemma)),
                (Part::Noun, nominal, relations.nouns(lemma)),
                (Part::Holder, nominal, relations.holders(lemma)),
            ];
            for (sort, (part, _, patterns)) in (0..).zip(parts).filter(|(_, (_, may, _))| *may) {
                for pattern in patterns {
                    let Some(tokens) = spots::words(self.reading, pattern, at, sentence.end) else {
                        continue;
                    };
                    let Some(class) = relations.class(pattern.class) else { continue };
                    let head = tokens
                        .iter()
                        .copied()
                        .find(|&t| analysis.tokens[t].head.is_none_or(|h| !tokens.contains(&h)))
                        .unwrap_or(at);
                    if !found.iter().any(|w| w.head == head && w.kind == class.kind) {
                        found.push(self.word(head, class, (part, sort), former, &tokens));
                    }
                }
            }
            if nominal && self.parties.nation(at).is_some() {
                let prefix = relations.prefixed(self.reading.lower(at));
                let class = prefix.and_then(|(class, _)| relations.class(class));
                found.extend(class.map(|class| self.word(at, class, (Part::Holder, 3), false, &[at])));
            }
        }
        found
    }

    fn word(
        &self,
        head: usize,
        class: &'a Class,
        (part, sort): (Part, u64),
        former: bool,
        tokens: &[usize],
    ) -> Word<'a> {
        let clauses = self.clauses();
        let voice = voice(&clauses, head);
        let arguments = if voice == 2 { clauses.noun(head) } else { clauses.verb(head) };
        let first = tokens.iter().copied().min().unwrap_or(head);
        let last = tokens.iter().copied().max().unwrap_or(head);
        let told = self.told(Cue { head, first, last, tokens, class, part, former }, &arguments);
        let status = self.status(head, class, part, former);
        Word { head, kind: class.kind, class, status, sort, voice, arguments, told }
    }
}

/// Two, and what there is around them to tell how they stand.
struct Telling<'t, 'a> {
    reader: &'t Reader<'a>,
    pair: &'t Pair,
    words: &'t [Word<'a>],
    present: &'t Present,
    rules: &'t Stated,
    events: &'t [Event],
}

/// What the rules state of two.
type Stated = HashMap<(ActorId, ActorId), Vec<(AllianceKind, Option<Span>, u64)>>;

impl Telling<'_, '_> {
    /// All of it.
    fn all(&self) -> Features {
        let mut features = Features::default();
        self.outline(&mut features);
        self.details(&mut features);
        features
    }

    /// Adds what says most, for most pairs enough.
    fn outline(&self, features: &mut Features) {
        self.sorts(features);
        self.cues(features);
        self.rules(features);
        self.events(features);
    }

    /// Adds the words around them and how these hang together.
    fn details(&self, features: &mut Features) {
        self.way(features);
        self.words_between(features);
        self.words_beside(features);
    }

    /// What the rules state of them, and whether with the second first.
    fn relations(&self) -> impl Iterator<Item = (u64, &(AllianceKind, Option<Span>, u64))> {
        let (a, b) = (self.pair.a.actor, self.pair.b.actor);
        let both = [(0, (a, b)), (1, (b, a))].into_iter();
        both.flat_map(|(turned, key)| self.rules.get(&key).into_iter().flatten().map(move |r| (turned, r)))
    }

    /// Whether the rules state anything of them.
    fn stated(&self) -> bool {
        self.relations().next().is_some()
    }

    fn lemma(&self, token: usize) -> u64 {
        self.present.lemma(self.reader.reading, self.reader.parties.cast, token)
    }

    /// Of which sorts of events a word may tell.
    fn categories(&self, token: usize) -> Vec<u64> {
        let triggers = &self.reader.reading.words.triggers;
        let token = &self.reader.reading.analysis.tokens[token];
        let patterns = match token.upos {
            Upos::Verb | Upos::Aux => triggers.verbs(&token.lemma),
            Upos::Noun => triggers.nouns(&token.lemma),
            _ => return Vec::new(),
        };
        let mut found: Vec<u64> = Vec::new();
        for class in patterns.iter().filter_map(|p| triggers.class(p.class)) {
            let category = class.category as u64;
            if !found.contains(&category) {
                found.push(category);
            }
        }
        found
    }

    /// What sorts of actors they are, and how they are meant.
    fn sorts(&self, features: &mut Features) {
        let Pair { a, b, way } = self.pair;
        let reader = self.reader;
        let clauses = reader.clauses();
        let [x, y] = [a, b].map(|m| reader.parties.cast.get(m.actor));
        let kinds = x.kind as u64 * 16 + y.kind as u64;
        let unnamed = [a, b].map(|m| u64::from(reader.parties.unnamed(m.actor)));
        let unions = [a, b].map(|m| u64::from(reader.union(m.actor)));
        let forms = a.form as u64 * 8 + b.form as u64;
        let steps = (way.up.len() + way.down.len()).min(8) as u64;
        let same = u64::from(x.country.is_some() && x.country == y.country);
        features.add(0, [0, 0, 0]);
        features.add(1, [kinds, 0, 0]);
        features.add(2, [kinds, steps, 0]);
        features.add(3, [forms, 0, 0]);
        features.add(4, [unnamed[0] * 2 + unnamed[1], kinds, 0]);
        features.add(5, [unions[0] * 2 + unions[1], kinds, 0]);
        features.add(6, [same, kinds, 0]);
        features.add(7, [bucket(b.head - a.head), 0, 0]);
        let others = self
            .present
            .all
            .iter()
            .filter(|m| (a.head..b.head).contains(&m.head) && m.actor != a.actor && m.actor != b.actor);
        let others = others.count().min(3) as u64;
        features.add(8, [others, 0, 0]);
        let gap = gap(&clauses, a.head, b.head);
        features.add(9, [gap, 0, 0]);
        features.add(10, [gap & part::CLAUSE, others, kinds]);
        let nested = u64::from((a.first..=a.last).contains(&b.head))
            | u64::from((b.first..=b.last).contains(&a.head)) << 1;
        features.add(11, [nested, kinds, 0]);
        for (n, mention) in (0..).zip([a, b]) {
            let roles = !reader.parties.cast.get(mention.actor).roles.is_empty();
            features.add(12, [n, u64::from(roles), kinds]);
            // "la branche armée du Hamas": who is described is described by what he is to others.
            for t in (mention.first..=mention.last).take(8) {
                let token = &reader.reading.analysis.tokens[t];
                if matches!(token.upos, Upos::Noun | Upos::Adj) {
                    let lemma = self.reader.reading.lemmas[t].hash;
                    features.add(13, [n, lemma, nested]);
                    features.add(14, [n, lemma, kinds]);
                }
            }
        }
    }

    /// The way between them.
    fn way(&self, features: &mut Features) {
        let Pair { a, b, way } = self.pair;
        let reader = self.reader;
        let clauses = reader.clauses();
        let tokens = &clauses.analysis.tokens;
        let kinds =
            reader.parties.cast.get(a.actor).kind as u64 * 16 + reader.parties.cast.get(b.actor).kind as u64;
        let steps: Vec<u64> = way.steps(&clauses).collect();
        let all = fold(steps.iter().copied().take(8));
        let lemmas = fold(way.inner().map(|(t, _)| self.lemma(t)).take(6));
        let (first, last) = (steps.first().copied().unwrap_or(0), steps.last().copied().unwrap_or(0));
        let top = self.lemma(way.top);
        features.add(20, [all, 0, 0]);
        features.add(21, [all, kinds, 0]);
        features.add(22, [all, lemmas, 0]);
        features.add(23, [lemmas, 0, 0]);
        features.add(24, [top, first, last]);
        features.add(25, [first, last, kinds]);
        features.add(26, [way.beside, first, last]);
        features.add(27, [way.beside, steps.len() as u64, 0]);
        features.add(28, [top, u64::from(way.up.is_empty()) * 2 + u64::from(way.down.is_empty()), 0]);
        features.add(29, [self.reader.reading.lemmas[way.top].fine, first, last]);
        let prepositions = [a, b].map(|m| path::preposition(&clauses, m.head));
        features.add(30, [prepositions[0].1, prepositions[1].1, top]);
        features.add(31, [prepositions[0].0, prepositions[1].0, first]);
        for (n, (token, side)) in way.inner().enumerate().take(6) {
            let lemma = self.lemma(token);
            let relation = tokens[token].deprel as u64;
            let Lemma { fine: cluster, coarse, .. } = self.reader.reading.lemmas[token];
            for category in self.categories(token) {
                features.add(44, [category, side, first]);
                features.add(45, [category, first, last]);
                features.add(46, [category, kinds, 0]);
            }
            features.add(47, [coarse, first, last]);
            features.add(48, [coarse, side, relation]);
            features.add(32, [lemma, side, 0]);
            features.add(33, [cluster, side, 0]);
            features.add(34, [lemma, kinds, 0]);
            features.add(35, [lemma, side, relation]);
            features.add(36, [cluster, side, relation]);
            features.add(37, [lemma, prepositions[0].1, prepositions[1].1]);
            features.add(38, [lemma, first, last]);
            features.add(39, [cluster, first, last]);
            features.add(40, [tokens[token].upos as u64, side, n as u64]);
            for child in
                clauses.analysis.children(token).filter(|c| !way.up.contains(c) && !way.down.contains(c))
            {
                let word = &tokens[child];
                if word.upos != Upos::Punct && !self.present.heads.contains_key(&child) {
                    features.add(41, [self.reader.reading.lemmas[child].hash, side, word.deprel as u64]);
                    features.add(42, [self.reader.reading.lemmas[child].hash, lemma, 0]);
                }
            }
        }
        for (n, mention) in (0..).zip([a, b]) {
            for child in clauses.analysis.children(mention.head) {
                let word = &tokens[child];
                let own = (mention.first..=mention.last).contains(&child);
                let on = way.up.contains(&child) || way.down.contains(&child);
                if !own && !on && word.upos != Upos::Punct && !self.present.heads.contains_key(&child) {
                    features.add(43, [n, self.reader.reading.lemmas[child].hash, word.deprel as u64]);
                }
            }
        }
    }

    /// The words between them.
    fn words_between(&self, features: &mut Features) {
        let Pair { a, b, .. } = self.pair;
        let (from, to) = (a.last.min(b.head) + 1, b.first.max(a.head));
        let between: Vec<usize> = (from..to.max(from)).collect();
        let tokens = &self.reader.reading.analysis.tokens;
        if between.len() <= 5 {
            let all = between
                .iter()
                .fold(between.len() as u64, |sum, &t| hash::combine(1, [sum, self.lemma(t), 0]));
            features.add(50, [all, 0, 0]);
        }
        if between.len() <= BETWEEN {
            for &t in &between {
                if tokens[t].upos != Upos::Punct {
                    features.add(51, [self.lemma(t), 0, 0]);
                    features.add(52, [self.reader.reading.lemmas[t].fine, 0, 0]);
                }
            }
            for pair in between.windows(2) {
                features.add(53, [self.lemma(pair[0]), self.lemma(pair[1]), 0]);
            }
        } else {
            features.add(54, [0, 0, 0]);
        }
    }

    /// The words before and behind each of them.
    fn words_beside(&self, features: &mut Features) {
        let Pair { a, b, .. } = self.pair;
        let end = self.reader.reading.analysis.tokens.len();
        let at = |t: Option<usize>| t.filter(|&t| t < end).map_or(0, |t| self.lemma(t));
        for (n, mention) in (0..).zip([a, b]) {
            features.add(60, [n, at(mention.first.checked_sub(1)), 0]);
            features.add(61, [n, at(mention.first.checked_sub(2)), 0]);
            features.add(62, [n, at(Some(mention.last + 1)), 0]);
            features.add(63, [n, at(Some(mention.last + 1)), at(Some(mention.last + 2))]);
            features.add(64, [n, at(mention.first.checked_sub(2)), at(mention.first.checked_sub(1))]);
        }
    }

    /// The words of relation around them.
    fn cues(&self, features: &mut Features) {
        let Pair { a, b, way } = self.pair;
        let clauses = self.reader.clauses();
        let inner: Vec<usize> = way.inner().map(|(t, _)| t).collect();
        let place = |t: usize| {
            if inner.contains(&t) {
                0
            } else if (a.first..=a.last).contains(&t) {
                1
            } else if (b.first..=b.last).contains(&t) {
                2
            } else if clauses.analysis.tokens[t].head.is_some_and(|h| inner.contains(&h)) {
                3
            } else if t < a.first {
                4
            } else if t > b.last {
                5
            } else {
                6
            }
        };
        let mut words: Vec<(u64, usize, &Word<'_>)> = self
            .words
            .iter()
            .map(|w| (place(w.head), w.head.abs_diff(a.head).min(w.head.abs_diff(b.head)), w))
            .collect();
        words.sort_by_key(|(place, distance, _)| (*place, *distance));
        features.add(70, [words.len().min(4) as u64, words.first().map_or(9, |w| w.0), 0]);
        for (place, distance, word) in words.into_iter().take(CUES) {
            let (kind, sort) = (word.kind as u64, word.sort);
            let frame = Some(&word.class.frame);
            let [x, y] = [a, b].map(|m| part::Part::of(&word.arguments, frame, &clauses, m.head));
            let told = u64::from(word.told);
            features.add(71, [kind, sort, place]);
            features.add(72, [kind, place * 2 + told, bucket(distance)]);
            features.add(73, [kind * 8 + sort, x.role * 8 + y.role, place]);
            features.add(74, [kind, x.role * 8 + y.role, told]);
            features.add(75, [kind * 8 + sort, x.slot * 64 + y.slot, word.voice]);
            features.add(76, [self.lemma(word.head), place, kind]);
            features.add(77, [self.lemma(word.head), x.slot, y.slot]);
            features.add(78, [kind * 8 + sort, x.depth * 16 + y.depth, x.role * 8 + y.role]);
            features.add(79, [word.status.map_or(9, |s| s as u64), kind, place]);
        }
    }

    /// What the rules state of them.
    fn rules(&self, features: &mut Features) {
        let analysis = self.reader.reading.analysis;
        let sentence = analysis.sentence_of(self.pair.a.head);
        for (turned, &(kind, cue, rule)) in self.relations() {
            let symmetric = matches!(kind, AllianceKind::Allied | AllianceKind::Opposes);
            let turned = if symmetric { 0 } else { turned };
            let here = cue.is_some_and(|c| analysis.sentence_of(analysis.token_at(c.start)) == sentence);
            let stated = kind as u64 * 4 + turned * 2 + u64::from(here);
            features.add(80, [stated, 0, 0]);
            features.add(81, [stated, rule, 0]);
            if let Some(cue) = cue.filter(|_| here) {
                features.add(82, [stated, self.lemma(analysis.token_at(cue.start)), 0]);
            }
        }
        features.add(83, [u64::from(self.stated()), 0, 0]);
    }

    /// What happens between them.
    fn events(&self, features: &mut Features) {
        let Pair { a, b, .. } = self.pair;
        let analysis = self.reader.reading.analysis;
        let at = analysis.tokens[a.head].span.start;
        for event in self.events.iter().filter(|e| (e.sentence.start..e.sentence.end).contains(&at)) {
            let part = |m: &Mention| {
                u64::from(event.agents.contains(&m.actor)) | u64::from(event.targets.contains(&m.actor)) << 1
            };
            let parts = part(a) * 4 + part(b);
            if part(a) > 0 && part(b) > 0 {
                features.add(90, [event.category as u64, parts, 0]);
                features.add(91, [event.category as u64, parts, event.modality as u64]);
            } else if parts > 0 {
                features.add(92, [event.category as u64, parts, 0]);
            }
        }
    }
}

/// How far apart, in steps that grow.
fn bucket(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::Lang;
    use crate::extract::arguments::model::Table;
    use crate::extract::{Reading, actors, places};
    use crate::language;
    use crate::lexicon::Lexicon;
    use crate::wire;

    /// What `check` makes of an English text once the rules have read it.
    fn read<T>(text: &str, check: impl FnOnce(&mut Reader<'_>) -> T) -> T {
        let dispatch = wire::read(text.as_bytes(), None, &wire::Options::default()).unwrap().remove(0);
        let lang = Lang::from_tag("en").unwrap();
        let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
        Reading::with(&dispatch, &analysis, Lexicon::built_in(), |reading| {
            let names = actors::Names::read(reading);
            let cast = actors::find(&names, &places::find(reading, &names));
            let mut reader = Reader::new(reading, &cast, &[]);
            reader.alliances();
            check(&mut reader)
        })
    }

    /// The rule and the kind of each relation after the review by a model to which everybody backs whoever is named after him, or
    /// everything is as likely as nothing.
    fn reviewed(text: &str, backs: f32, limits: Limits) -> Vec<(String, AllianceKind)> {
        let mut always = Features::default();
        always.add(0, [0, 0, 0]);
        let weights = LABELS.map(|label| if label == (AllianceKind::Backs, false) { backs } else { 0.0 });
        let model = Model { pairs: Table::pack(limits, &[(always.0[0], weights)]), ..Model::default() };
        read(text, |reader| {
            reader.review(&model, &[]);
            reader.found.iter().map(|r| (r.why.rule.to_string(), r.kind)).collect()
        })
    }

    /// What tells of the pairs of a text.
    fn told(text: &str) -> Vec<Features> {
        read(text, |reader| {
            let mut found = Vec::new();
            reader.pairs(&[], |pair| found.push(pair.all()));
            found
        })
    }

    const STATED: &str = "Chad backs the Rapid Support Forces.";

    #[test]
    fn what_is_unlikely_goes() {
        let stays = reviewed(STATED, 0.0, Limits::of(0.9, 0.1));
        assert_eq!(stays, [("alliances/verb".to_owned(), AllianceKind::Backs)]);
        assert_eq!(reviewed(STATED, 0.0, Limits::of(0.9, 0.2)), []);
    }

    #[test]
    fn what_is_likely_is_added() {
        let text = "Chad and Mali met Niger.";
        assert_eq!(reviewed(text, 9.0, Limits::default()), []);
        let added = reviewed(text, 9.0, Limits::of(0.9, 0.0));
        assert!(added.iter().all(|a| *a == (MODEL.to_owned(), AllianceKind::Backs)), "{added:?}");
        assert_eq!(added.len(), 3, "three who may stand so to each other: {added:?}");
    }

    #[test]
    fn what_the_rules_state_is_not_added_again() {
        assert_eq!(reviewed(STATED, 9.0, Limits::of(0.9, 0.0)).len(), 1);
    }

    #[test]
    fn no_name_tells() {
        let [one, other] = ["Chad sponsored Mali in June.", "Niger sponsored Togo in June."].map(told);
        assert_eq!(one, other);
        assert_ne!(one, told("Niger invaded Togo in June."));
        assert_ne!(one, told("Niger was sponsored by Togo in June."));
    }

    #[test]
    fn a_pair_of_a_sentence_is_looked_at_once() {
        assert_eq!(told("Chad met Mali, and Mali met Niger, and Niger met Chad.").len(), 3);
        assert_eq!(told("Chad met Chad.").len(), 0);
    }
}
