//! Which pairs the words of relation in a sentence are about, as the trained model has it: it adds to what the rules state, and takes
//! from it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Cue, Part, Reader, Stand, VERB};
use crate::dispatch::{ActorId, ActorKind, AllianceKind, AllianceStatus, Span, Why};
use crate::extract::arguments::mentions::{self, Mention};
use crate::extract::arguments::model::{Limits, Model, probability};
use crate::extract::arguments::part::{self, gap, rank, voice};
use crate::extract::arguments::path::{self, Path};
use crate::extract::arguments::{Examples, Features, PairExample};
use crate::extract::events::clause::Argument;
use crate::extract::events::spots;
use crate::language::Upos;
use crate::lexicon::relations::Class;

/// How many of those around a word are looked at.
const NEAREST: usize = 8;
/// The first templates of what tells of the first side, of the second, and of both together.
const FIRST: u8 = 20;
const SECOND: u8 = 60;
const BOTH: u8 = 100;
/// The rule that stands for the model.
const MODEL: &str = "alliances/model";

/// Words that may state a relation, and what stands around them.
struct Word<'c> {
    head: usize,
    first: usize,
    last: usize,
    kind: AllianceKind,
    class: &'c Class,
    part: Part,
    former: bool,
    tokens: Vec<usize>,
    /// Whether it is a verb, a noun for the relation, for one in it, or has a prefix.
    sort: u64,
    voice: u64,
    arguments: Vec<Argument>,
    lent: Vec<Argument>,
    status: Option<AllianceStatus>,
    /// Whether it is used as its class asks for.
    told: bool,
    /// Whether what it states may be added to what the rules state: it is used as its class asks for, says that something holds, and
    /// the rules found nobody by it.
    open: bool,
}

impl Word<'_> {
    fn cue(&self) -> Cue<'_> {
        let Self { head, first, last, class, part, former, .. } = *self;
        Cue { head, first, last, tokens: &self.tokens, class, part, former }
    }

    /// Whether both sides stand to each other alike.
    fn symmetric(&self) -> bool {
        self.class.symmetric()
    }
}

/// Somebody beside a word.
struct Side {
    mention: Mention,
    path: Option<Path>,
    part: part::Part,
    lent: u64,
}

/// What the model makes of a pair.
#[derive(Default)]
struct Opinion {
    /// How likely it is by any word.
    probability: f32,
    /// How likely it is by a word that may add it, and by which.
    added: Option<(f32, Addition)>,
}

/// A pair that may be added.
#[derive(Clone, Copy)]
struct Addition {
    status: AllianceStatus,
    cue: Span,
    evidence: Span,
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

fn pair((_, a, b): Key) -> (ActorId, ActorId) {
    (a.min(b), a.max(b))
}

impl<'a> Reader<'a> {
    /// Takes from what the rules found what `model` thinks is none, and adds what they did not see.
    pub(super) fn review(&mut self, model: &Model) {
        let Limits { add, keep } = model.pairs.limits;
        let mut opinions: HashMap<Key, Opinion> = HashMap::new();
        let stated: Vec<Key> = self.found.iter().map(|r| key(r.kind, r.a, r.b)).collect();
        let within = model.pairs.most(BOTH);
        self.words(|word, sides, all| {
            let mut shared = Features::default();
            word.tell(self, &mut shared);
            let base = model.pairs.sum(&shared);
            let weigh = |side: &Side, first: u8| {
                let mut features = Features::default();
                self.tell_side(word, side, first, all, &mut features);
                model.pairs.sum(&features)
            };
            let sums: Vec<[f32; 2]> = sides.iter().map(|s| [weigh(s, FIRST), weigh(s, SECOND)]).collect();
            for (i, j) in pairs(word, sides) {
                let (a, b) = (&sides[i], &sides[j]);
                let key = key(word.kind, a.mention.actor, b.mention.actor);
                let addition = self.addition(word, a, b);
                let apart = base + sums[i][0] + sums[j][1];
                // What both together tell cannot make up for what is missing.
                let hopeless = addition.is_none() || probability(apart + within) < add;
                if hopeless && !stated.contains(&key) {
                    continue;
                }
                let mut features = Features::default();
                self.tell_both(word, [a, b], sides, all, &mut features);
                let probability = probability(apart + model.pairs.sum(&features));
                let opinion = opinions.entry(key).or_default();
                opinion.probability = opinion.probability.max(probability);
                let added = addition.filter(|_| opinion.added.is_none_or(|(p, _)| p < probability));
                opinion.added = added.map(|a| (probability, a)).or(opinion.added);
            }
        });
        let known: Vec<_> = stated.iter().map(|&k| pair(k)).collect();
        self.found.retain(|r| opinions.get(&key(r.kind, r.a, r.b)).is_none_or(|o| o.probability >= keep));
        let new = opinions.into_iter().filter_map(|(key, o)| o.added.map(|(p, addition)| (key, p, addition)));
        let mut new: Vec<_> = new.filter(|(k, p, _)| *p >= add && !known.contains(&pair(*k))).collect();
        new.sort_by(|(k, p, _), (l, q, _)| q.total_cmp(p).then(k.cmp(l)));
        let mut added = HashSet::new();
        for (key, probability, Addition { status, cue, evidence }) in new {
            if added.insert(pair(key)) {
                let why = Why::new(MODEL, probability).with_cue(cue);
                self.found.push(self.alliance(key, status, evidence, why));
            }
        }
        self.found.sort_by_key(|r| (r.why.cue, r.evidence));
    }

    /// Adds every pair of the text, with what tells of it, to `examples`.
    pub(super) fn examine(&self, examples: &mut Examples) {
        examples.stated = self.found.iter().map(|r| (r.kind, r.a, r.b)).collect();
        let analysis = self.reading.analysis;
        let mut found = Vec::new();
        self.words(|word, sides, all| {
            for (i, j) in pairs(word, sides) {
                let mut features = Features::default();
                word.tell(self, &mut features);
                self.tell_side(word, &sides[i], FIRST, all, &mut features);
                self.tell_side(word, &sides[j], SECOND, all, &mut features);
                self.tell_both(word, [&sides[i], &sides[j]], sides, all, &mut features);
                let sentence =
                    analysis.sentences.get(analysis.sentence_of(word.head)).cloned().unwrap_or_default();
                let open = self.addition(word, &sides[i], &sides[j]).is_some();
                found.push(PairExample {
                    open,
                    sentence: analysis.span(sentence.start, sentence.end),
                    kind: word.kind,
                    a: sides[i].mention.actor,
                    b: sides[j].mention.actor,
                    features,
                });
            }
        });
        examples.pairs = found;
    }

    /// Calls `read` on every word of relation by which two may stand, with those nearest to it and all mentions of its sentence.
    fn words(&self, mut read: impl FnMut(&Word<'a>, &[Side], &[Mention])) {
        let analysis = self.reading.analysis;
        for sentence in analysis.sentences.iter().filter(|s| self.read(s.start)) {
            let all = mentions::of(analysis, self.parties.cast, sentence.clone());
            if all.iter().all(|m| m.actor == all[0].actor) {
                continue;
            }
            for word in self.spotted(sentence.clone()) {
                read(&word, &self.sides(&word, &all), &all);
            }
        }
    }

    /// What is added where `a` stands to `b` as `word` states, if that may be.
    fn addition(&self, word: &Word<'_>, a: &Side, b: &Side) -> Option<Addition> {
        let (x, y) = (a.mention.actor, b.mention.actor);
        let union = || self.union(y) && self.parties.cast.get(y).kind != ActorKind::Government;
        let vague = self.parties.unnamed(x) && self.parties.unnamed(y);
        let open = word.open && !vague && (!word.class.unions || union());
        let status = word.status.filter(|_| open)?;
        let analysis = self.reading.analysis;
        let first = a.mention.first.min(b.mention.first).min(word.first);
        let last = a.mention.last.max(b.mention.last).max(word.last);
        let cue = analysis.tokens[word.head].span;
        Some(Addition { status, cue, evidence: analysis.span(first, last + 1) })
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
                        found.push(self.word(head, class, (part, sort), former, tokens));
                    }
                }
            }
            if nominal && self.parties.nation(at).is_some() {
                let prefix = relations.prefixed(self.reading.lower(at));
                let class = prefix.and_then(|(class, _)| relations.class(class));
                found.extend(class.map(|class| self.word(at, class, (Part::Holder, 3), false, vec![at])));
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
        tokens: Vec<usize>,
    ) -> Word<'a> {
        let clauses = self.clauses();
        let voice = voice(&clauses, head);
        let (arguments, lent) = if voice == 2 {
            let verbs = clauses.support(head).into_iter();
            (clauses.noun(head), verbs.flat_map(|v| clauses.verb(v)).collect())
        } else {
            (clauses.verb(head), Vec::new())
        };
        let span = self.reading.analysis.tokens[head].span;
        let mut word = Word {
            head,
            first: tokens.iter().copied().min().unwrap_or(head),
            last: tokens.iter().copied().max().unwrap_or(head),
            kind: class.kind,
            class,
            part,
            former,
            tokens,
            sort,
            voice,
            arguments,
            lent,
            status: self.status(head, class, part, former),
            told: false,
            open: !self.found.iter().any(|r| r.why.cue == Some(span) && r.kind == class.kind),
        };
        word.told = self.told(word.cue(), &word.arguments);
        word.open &= word.told;
        word
    }

    /// Those who are meant nearest to `word`, each once.
    fn sides(&self, word: &Word<'_>, all: &[Mention]) -> Vec<Side> {
        let clauses = self.clauses();
        let mut found: Vec<(_, Mention, Option<Path>)> = Vec::new();
        for &mention in all {
            let path = path::between(&clauses, word.head, mention.head);
            let rank = rank(&mention, path.as_ref(), word.head);
            match found.iter_mut().find(|(_, m, _)| m.actor == mention.actor) {
                Some(old) if rank < old.0 => *old = (rank, mention, path),
                Some(_) => {}
                None => found.push((rank, mention, path)),
            }
        }
        found.sort_by_key(|(_, m, _)| m.head.abs_diff(word.head));
        found.truncate(NEAREST);
        let frame = Some(&word.class.frame);
        let side = |(_, mention, path): (_, Mention, _)| {
            let lent = part::Part::of(&word.lent, frame, &clauses, mention.head);
            Side {
                mention,
                path,
                part: part::Part::of(&word.arguments, frame, &clauses, mention.head),
                lent: if lent.slot == 0 { 0 } else { lent.slot * 4 + lent.depth + 1 },
            }
        };
        found.into_iter().map(side).collect()
    }

    /// Adds what `side` tells of its standing by `word`; `first` is the number of the first template.
    fn tell_side(&self, word: &Word<'_>, side: &Side, first: u8, all: &[Mention], features: &mut Features) {
        let clauses = self.clauses();
        let tokens = &clauses.analysis.tokens;
        let cast = self.parties.cast;
        let Side { mention, part, .. } = side;
        let (kind, sort, voice) = (word.kind as u64, word.sort, word.voice);
        let who = cast.get(mention.actor).kind as u64;
        let order = u64::from(mention.head > word.head);
        let mut add = |n: u8, values| features.add(first + n, values);
        if let Some(path) = &side.path {
            let steps = path.steps.len().min(7) as u64;
            add(0, [path.all(), sort, kind]);
            add(1, [path.all(), voice, 0]);
            add(2, [path.first(), sort, kind]);
            add(3, [path.first(), voice, 0]);
            add(4, [path.last(), sort, 0]);
            add(5, [path.first(), path.last(), steps]);
            add(6, [steps, path.up.min(4) as u64, sort]);
            add(7, [path.beside, sort, 0]);
        }
        let own = if first == FIRST { part::Part::AGENT } else { part::Part::TARGET };
        let right = u64::from(part.role == own);
        let wrong = u64::from(part.role == part::Part::AGENT + part::Part::TARGET - own);
        add(8, [part.slot, part.role, sort]);
        add(9, [part.slot, kind, voice]);
        add(10, [part.slot, part.depth, part.role]);
        add(11, [right, wrong, part.depth]);
        add(12, [right * 2 + wrong, kind, sort]);
        add(13, [who, kind, sort]);
        add(14, [mention.form as u64, kind, sort]);
        add(15, [u64::from(self.parties.unnamed(mention.actor)), who, kind]);
        let distance = bucket(mention.head.abs_diff(word.head)) + 10 * order;
        add(16, [distance, sort, 0]);
        add(17, [distance, 0, 0]);
        let gap = gap(&clauses, word.head, mention.head);
        add(18, [gap, order, sort]);
        add(19, [gap & part::CLAUSE, order, 0]);
        let (low, high) = (mention.head.min(word.head), mention.head.max(word.head));
        let inside = |m: &&Mention| m.head > low && m.head < high && m.actor != mention.actor;
        add(20, [all.iter().filter(inside).count().min(3) as u64, order, sort]);
        let (by, preposition) =
            path::preposition(&clauses, side.path.as_ref().map_or(mention.head, |p| p.end));
        add(22, [by, kind, sort]);
        add(23, [preposition, kind, order]);
        add(24, [side.lent, voice, sort]);
        let within = u64::from((word.first..=word.last).contains(&mention.head))
            | u64::from((mention.first..=mention.last).contains(&word.head)) << 1;
        add(25, [within, sort, kind]);
        add(26, [who, right * 2 + wrong, kind]);
        let before = mention.first.checked_sub(1).map_or(99, |t| tokens[t].upos as u64);
        add(27, [before, order, sort]);
        add(28, [tokens[mention.head].deprel.base() as u64, by, sort]);
    }

    /// Adds what two sides together tell of their standing by `word`.
    fn tell_both(
        &self,
        word: &Word<'_>,
        [a, b]: [&Side; 2],
        sides: &[Side],
        all: &[Mention],
        features: &mut Features,
    ) {
        let clauses = self.clauses();
        let cast = self.parties.cast;
        let (kind, sort) = (word.kind as u64, word.sort);
        let mut add = |n: u8, values| features.add(BOTH + n, values);
        let stand = Stand {
            class: word.class,
            status: AllianceStatus::Current,
            head: word.head,
            evidence: Span::default(),
            rule: VERB,
        };
        let fits = u64::from(self.eligible(word.kind, a.mention.actor, b.mention.actor, &stand));
        let order = u64::from(a.mention.head > word.head)
            | u64::from(b.mention.head > word.head) << 1
            | u64::from(a.mention.head > b.mention.head) << 2;
        let straight = u64::from(a.part.role == part::Part::AGENT && b.part.role == part::Part::TARGET);
        let roles = a.part.role * 6 + b.part.role;
        let path = |s: &Side| s.path.as_ref().map_or((0, 0), |p| (p.first(), p.all()));
        let (one, other) = (path(a), path(b));
        add(0, [a.part.slot, b.part.slot, sort]);
        add(1, [roles, kind, sort]);
        add(2, [roles, 0, 0]);
        add(3, [one.0, other.0, sort]);
        add(4, [one.1, other.1, 0]);
        add(5, [one.1, other.1, kind * 8 + sort]);
        add(6, [order, sort, kind]);
        add(7, [order, word.voice, kind]);
        let (x, y) = (cast.get(a.mention.actor), cast.get(b.mention.actor));
        add(8, [x.kind as u64, y.kind as u64, kind]);
        let (low, high) = (a.mention.head.min(b.mention.head), a.mention.head.max(b.mention.head));
        let together = path::between(&clauses, low, high);
        let listed = together.as_ref().is_some_and(|p| p.steps.is_empty() && p.beside & path::CONJ > 0);
        let same = a.path.as_ref().zip(b.path.as_ref()).is_some_and(|(p, q)| p.end == q.end);
        add(9, [u64::from(listed) | u64::from(same) << 1, sort, kind]);
        add(10, [together.as_ref().map_or(0, Path::all), kind, 0]);
        add(11, [together.map_or(9, |p| p.steps.len().min(8) as u64), sort, kind]);
        add(12, [u64::from(x.country.is_some() && x.country == y.country), kind, sort]);
        let others = |m: &&Mention| {
            let inside = m.head > low && m.head < high;
            inside && m.actor != a.mention.actor && m.actor != b.mention.actor
        };
        add(13, [all.iter().filter(others).count().min(3) as u64, sort, order]);
        add(14, [a.mention.form as u64, b.mention.form as u64, sort]);
        add(15, [straight, fits, sort]);
        add(16, [straight, order, kind]);
        add(17, [fits, kind, sort]);
        add(18, [bucket(high - low), order, sort]);
        add(19, [gap(&clauses, low, high), order, 0]);
        add(20, [sides.len() as u64, sort, 0]);
    }
}

impl Word<'_> {
    /// Adds what the word itself tells.
    fn tell(&self, reader: &Reader<'_>, features: &mut Features) {
        let tokens = &reader.reading.analysis.tokens;
        let (kind, sort, class) = (self.kind as u64, self.sort, self.class);
        let flags = [
            !class.with.is_empty(),
            class.leads,
            class.unions,
            class.powers,
            class.predicate,
            class.lasting,
            class.persons,
            class.called,
        ];
        let flags = (0..).zip(flags).fold(0, |all, (n, flag)| all | u64::from(flag) << n);
        let relation = tokens[self.head].deprel.base() as u64;
        features.add(1, [kind, sort, flags]);
        features.add(2, [kind, sort, 0]);
        features.add(3, [self.voice, sort, relation]);
        features.add(4, [u64::from(self.told), sort, kind]);
        features.add(5, [self.status.map_or(9, |s| s as u64), sort, kind]);
        features.add(6, [tokens[self.head].upos as u64, relation, sort]);
    }
}

/// The pairs of `sides` that `word` may be about, by position: in text order where both stand to each other alike.
fn pairs(word: &Word<'_>, sides: &[Side]) -> impl Iterator<Item = (usize, usize)> {
    let ordered = move |i: usize, j: usize| {
        let place = |s: &Side| (s.mention.head, s.mention.actor);
        i != j && (!word.symmetric() || place(&sides[i]) < place(&sides[j]))
    };
    (0..sides.len()).flat_map(move |i| (0..sides.len()).filter(move |&j| ordered(i, j)).map(move |j| (i, j)))
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
    use crate::extract::{self, Reading, actors, places};
    use crate::language;
    use crate::lexicon::Lexicon;
    use crate::wire;

    /// The rule and the confidence of each relation of an English text after the review by a model of no weights, to which each pair
    /// is as likely as not.
    fn reviewed(text: &str, limits: Limits) -> Vec<(String, f32)> {
        let dispatch = wire::read(text.as_bytes(), None, &wire::Options::default()).unwrap().remove(0);
        let lang = Lang::from_tag("en").unwrap();
        let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
        let lexicon = Lexicon::built_in();
        let words = lexicon.words(lang).unwrap();
        let folded = extract::folded(&analysis);
        let reading =
            Reading { dispatch: &dispatch, analysis: &analysis, lexicon, words, runs: &[], folded: &folded };
        let names = actors::Names::read(&reading);
        let cast = actors::find(&names, &places::find(&reading, &names));
        let mut reader = Reader::new(&reading, &cast, &[]);
        reader.alliances();
        reader.review(&Model { pairs: Table::new(limits, Vec::new()) });
        let why = |r: &crate::dispatch::Alliance| (r.why.rule.to_string(), r.why.confidence);
        reader.found.iter().map(why).collect()
    }

    const STATED: &str = "Chad backs the Rapid Support Forces.";

    #[test]
    fn what_is_unlikely_goes() {
        let stays = reviewed(STATED, Limits { add: 0.9, keep: 0.4 });
        assert_eq!(stays.iter().map(|(rule, _)| rule.as_str()).collect::<Vec<_>>(), ["alliances/verb"]);
        assert_eq!(reviewed(STATED, Limits { add: 0.9, keep: 0.6 }), []);
    }

    #[test]
    fn what_is_likely_is_added_once_a_pair() {
        let text = "Chad, Mali and Niger stood where the Rapid Support Forces were backed.";
        assert_eq!(reviewed(text, Limits::default()), []);
        let added = reviewed(text, Limits { add: 0.5, keep: 0.0 });
        assert!(added.iter().all(|found| *found == (MODEL.to_owned(), 0.5)), "{added:?}");
        assert_eq!(added.len(), 6, "four who may stand so to each other: {added:?}");
    }

    #[test]
    fn what_the_rules_state_is_not_added_again() {
        assert_eq!(reviewed(STATED, Limits { add: 0.5, keep: 0.0 }).len(), 1);
    }
}
