//! Who does and who suffers what happens, as the trained model has it: it adds to what the frames of the triggers say, and takes from
//! it.

use foldhash::HashMap;

use super::clause::{Argument, Clauses, Slot};
use super::spots::Spot;
use super::{Draft, Reader};
use crate::dispatch::{ActorId, Category};
use crate::extract::arguments::mentions::{Form, Mention, Present};
use crate::extract::arguments::model::{Likely, Table};
use crate::extract::arguments::part::{Part, voice};
use crate::extract::arguments::path::{self, Way};
use crate::extract::arguments::{EventExample, Examples, Features, PartyExample, ROLES, fold};
use crate::language::Upos;
use crate::lexicon::triggers::Class;

/// How many who are meant in a sentence are looked at.
const MOST: usize = 12;
/// How many words away from an event they may stand.
const REACH: usize = 80;
/// How many steps through the tree, unless the rules saw them there.
const STEPS: usize = 7;
/// How many words of the way between an event and somebody are told one by one.
const INNER: usize = 5;
/// How many other events of a sentence are looked at.
const OTHERS: usize = 6;

/// How the rules see somebody in an event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Nothing,
    Agent,
    Target,
}

impl Given {
    fn of(draft: &Draft, actor: ActorId) -> Self {
        if draft.agents.contains(&actor) {
            Self::Agent
        } else if draft.targets.contains(&actor) {
            Self::Target
        } else {
            Self::Nothing
        }
    }
}

impl Reader<'_> {
    /// Takes from the parties of `drafts` whom `model` thinks none, and adds whom the rules did not see.
    pub(super) fn review(&self, drafts: &mut [Draft], model: &Table<{ ROLES.len() }>) {
        let mut likely: Vec<Vec<Likely<ActorId>>> = vec![Vec::new(); drafts.len()];
        self.parties(drafts, |i, actor, features| {
            Likely::note(&mut likely[i], actor, self.sure(actor), model.weigh(features));
        });
        for (draft, mut likely) in drafts.iter_mut().zip(likely) {
            let stated = [std::mem::take(&mut draft.agents), std::mem::take(&mut draft.targets)];
            // Who denies something says it to everybody: whom the rules do not state the model does not add.
            let denies = draft.verbal() && self.triggers.context.unaddressed.contains(&draft.lemma);
            let answered = denies.then(|| stated[1].clone());
            // What a verb itself says of its object is as sure as what it says of its subject.
            let [subject, other] = model.limits.keep;
            for likely in likely.iter_mut().filter(|l| (subject..other).contains(&l.scores[1])) {
                if stated[1].contains(&likely.who) && self.is_object(draft, likely.who) {
                    likely.scores[1] = other;
                }
            }
            [draft.agents, draft.targets] = model.limits.parties(stated, likely);
            if let Some(answered) = answered {
                draft.targets.retain(|a| answered.contains(a));
            }
        }
    }

    /// Whether `who` stands as the object of the verb that tells `draft`.
    fn is_object(&self, draft: &Draft, who: ActorId) -> bool {
        let object = |a: &Argument| a.slot == Slot::Object && self.parties.cast.at(a.token) == Some(who);
        draft.verbal() && self.clauses().verb(draft.head).iter().any(object)
    }

    /// Adds everybody who is meant where an event of `drafts` is told, with what tells of him, to `examples`.
    pub(super) fn examine(&self, drafts: &[Draft], examples: &mut Examples) {
        examples.events.extend(drafts.iter().map(|d| EventExample {
            trigger: d.trigger,
            agents: d.agents.clone(),
            targets: d.targets.clone(),
        }));
        self.parties(drafts, |i, actor, features| {
            let (trigger, sure) = (drafts[i].trigger, self.sure(actor));
            examples.parties.push(PartyExample { trigger, actor, sure, features: features.clone() });
        });
    }

    /// Whether `actor` stands in the record whatever he does.
    fn sure(&self, actor: ActorId) -> bool {
        self.parties.cast.is_kept(actor)
    }

    /// Calls `read` on everybody who is meant in a sentence that tells an event of `drafts`, for every telling with what says what he
    /// is in it.
    fn parties(&self, drafts: &[Draft], mut read: impl FnMut(usize, ActorId, &Features)) {
        let analysis = self.reading.analysis;
        let events: HashMap<usize, usize> =
            drafts.iter().enumerate().flat_map(|(i, d)| d.heads.iter().map(move |&h| (h, i))).collect();
        let spots: HashMap<usize, &Spot> = self.spots.iter().map(|s| (s.head, s)).collect();
        let mut heads: Vec<usize> = events.keys().copied().collect();
        heads.sort_unstable();
        for told in heads.chunk_by(|&a, &b| analysis.sentence_of(a) == analysis.sentence_of(b)) {
            let sentence = analysis.sentences.get(analysis.sentence_of(told[0])).cloned().unwrap_or_default();
            let present = Present::of(analysis, self.parties.cast, sentence, MOST);
            let scene =
                Scene { reader: self, drafts, events: &events, spots: &spots, told, present: &present };
            for &head in told {
                let event = Telling::new(&scene, head);
                for (mention, way) in present.actors.iter().filter_map(|&actor| event.nearest(actor)) {
                    let mut features = Features::default();
                    event.tell(mention, &way, &mut features);
                    read(events[&head], mention.actor, &features);
                }
            }
        }
    }
}

/// A sentence that tells events.
struct Scene<'t, 'a> {
    reader: &'t Reader<'a>,
    drafts: &'t [Draft],
    /// Which event is told by a word of the text ...
    events: &'t HashMap<usize, usize>,
    /// ... with what other words.
    spots: &'t HashMap<usize, &'t Spot>,
    /// All words of the sentence that tell one.
    told: &'t [usize],
    /// Everybody who is meant in it.
    present: &'t Present,
}

/// One telling of an event.
struct Telling<'t, 'a> {
    scene: &'t Scene<'t, 'a>,
    reader: &'t Reader<'a>,
    head: usize,
    draft: &'t Draft,
    clauses: Clauses<'t>,
    class: Option<&'t Class>,
    arguments: Vec<Argument>,
    /// The verb that lends a noun its arguments, and what stands around it.
    support: Option<(usize, Vec<Argument>)>,
    voice: u64,
    /// What happens, in a number.
    category: u64,
}

impl<'t, 'a> Telling<'t, 'a> {
    fn new(scene: &'t Scene<'t, 'a>, head: usize) -> Self {
        let Scene { reader, drafts, events, .. } = *scene;
        let syntax = reader.clauses();
        let draft = &drafts[events[&head]];
        let spot = scene.spots.get(&head);
        let noun = spot.is_some_and(|s| s.noun);
        let mut classes = spot.into_iter().flat_map(|s| &s.classes).filter_map(|&c| reader.triggers.class(c));
        let support = if noun { syntax.support(head).first().copied() } else { None };
        Self {
            scene,
            reader,
            head,
            draft,
            class: classes.find(|class| class.category == draft.category),
            arguments: if noun { syntax.noun(head) } else { syntax.verb(head) },
            support: support.map(|verb| (verb, syntax.verb(verb))),
            voice: if noun { 2 } else { voice(&syntax, head) },
            category: draft.category as u64,
            clauses: syntax,
        }
    }

    /// The mention of `actor` that hangs together most closely with the event, if he may be party to it.
    fn nearest(&self, actor: ActorId) -> Option<(&'t Mention, Way)> {
        let given = Given::of(self.draft, actor) != Given::Nothing;
        if !given && self.ended() {
            return None;
        }
        let near = |m: &&Mention| {
            m.head.abs_diff(self.head) <= REACH && (given || !self.within_party(m) && !self.befallen(m))
        };
        // They stand in text order: of a text that is one endless sentence only those around are looked at.
        let all = &self.scene.present.all;
        let from = all.partition_point(|m| m.first + 2 * REACH < self.head);
        let to = all.partition_point(|m| m.first <= self.head + REACH);
        let ways = all
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .filter(|m| m.actor == actor)
            .filter(near)
            .filter_map(|m| Some((m, path::way(&self.clauses, self.head, m.head)?)))
            .filter(|(_, way)| given || way.up.len() + way.down.len() <= STEPS);
        ways.min_by_key(|(m, way)| {
            (m.form == Form::Seat, way.up.len() + way.down.len(), m.head.abs_diff(self.head))
        })
    }

    /// Whether its verb says that it ends: who breaks a siege lays none.
    fn ended(&self) -> bool {
        let ends = &self.reader.triggers.light.ends;
        self.support
            .as_ref()
            .is_some_and(|(verb, _)| ends.contains(&self.clauses.analysis.tokens[*verb].lemma))
    }

    /// Whether `mention` is whom what somebody praises, blames or asks for befalls: "demanded the release of X" asks nothing of X.
    fn befallen(&self, mention: &Mention) -> bool {
        let words = matches!(self.draft.category, Category::Accuse | Category::Support | Category::Request);
        let mut between =
            self.clauses.analysis.ancestors(mention.head).take_while(|&t| t != self.head).take(STEPS);
        words && self.draft.verbal() && between.any(|t| self.reader.befalls(t))
    }

    /// Whether `mention` is part of what a party is called: who arrests the head of a group does not arrest the group.
    fn within_party(&self, mention: &Mention) -> bool {
        self.scene.present.all.iter().any(|m| {
            m.actor != mention.actor
                && (m.first..=m.last).contains(&mention.head)
                && Given::of(self.draft, m.actor) != Given::Nothing
        })
    }

    /// Adds what tells of the actor of `mention` to `features`.
    fn tell(&self, mention: &Mention, way: &Way, features: &mut Features) {
        self.sorts(mention, features);
        self.slots(mention, features);
        self.way(mention, way, features);
        self.words_beside(mention, features);
        self.others(mention, features);
    }

    fn lemma(&self, token: usize) -> u64 {
        self.scene.present.lemma(self.reader.reading, self.reader.parties.cast, token)
    }

    /// What he is, what the rules say of him and of others, and where he stands.
    fn sorts(&self, mention: &Mention, features: &mut Features) {
        let Self { draft, category, voice, head, .. } = *self;
        let parties = &self.reader.parties;
        let actor = parties.cast.get(mention.actor);
        let kind = actor.kind as u64;
        let form = mention.form as u64;
        let unnamed = u64::from(parties.unnamed(mention.actor));
        let given = Given::of(draft, mention.actor) as u64;
        let count = |list: &[ActorId]| list.iter().filter(|&&a| a != mention.actor).count().min(2) as u64;
        let (agents, targets) = (count(&draft.agents), count(&draft.targets));
        let before = u64::from(mention.head < head);
        let fate = u64::from(draft.outcome) + 2 * u64::from(draft.death);
        let first = u64::from(draft.head == head);
        features.add(0, [0, 0, 0]);
        features.add(1, [given, agents * 4 + targets, 0]);
        features.add(2, [given, category, voice]);
        features.add(3, [given, agents * 4 + targets, category * 4 + voice]);
        features.add(4, [given, kind, category]);
        features.add(5, [given, form, kind]);
        features.add(6, [given, first, voice]);
        features.add(7, [given, unnamed, agents * 4 + targets]);
        features.add(8, [fate, given, voice]);
        features.add(9, [fate, kind, before]);
        features.add(10, [self.lemma(head), given, 0]);
        features.add(11, [u64::from(self.reader.sure(mention.actor)), form, given]);
        let quote = parties.quote(draft.trigger);
        let speaks = quote.is_some_and(|q| q.speaker == Some(mention.actor));
        let span = self.clauses.analysis.tokens[mention.head].span;
        let outside = quote.is_some_and(|q| !q.span.contains(span));
        features.add(12, [u64::from(speaks) * 2 + u64::from(outside), category, given]);
    }

    /// In which slot of the words that tell it he stands.
    fn slots(&self, mention: &Mention, features: &mut Features) {
        let Self { category, voice, head, .. } = *self;
        let kind = self.reader.parties.cast.get(mention.actor).kind as u64;
        let given = Given::of(self.draft, mention.actor) as u64;
        let frame = self.class.map(|c| &c.frame);
        let Part { slot, role, depth } = Part::of(&self.arguments, frame, &self.clauses, mention.head);
        features.add(30, [slot, role, depth]);
        features.add(31, [slot, voice, category]);
        features.add(32, [slot, self.lemma(head), depth]);
        features.add(33, [slot, role * 4 + depth, given]);
        features.add(34, [slot, kind, category]);
        features.add(35, [slot, self.reader.reading.lemmas[head].fine, voice]);
        if let Some((verb, arguments)) = &self.support {
            let there = Part::of(arguments, None, &self.clauses, mention.head);
            let passive = u64::from(self.clauses.passive(*verb));
            features.add(36, [there.slot, self.lemma(*verb), passive]);
            features.add(37, [there.slot, slot, passive]);
            features.add(38, [there.slot, category, passive]);
            features.add(39, [there.slot, self.reader.reading.lemmas[*verb].fine, given]);
        }
    }

    /// The way from the event to him.
    fn way(&self, mention: &Mention, way: &Way, features: &mut Features) {
        let Self { category, voice, head, .. } = *self;
        let tokens = &self.clauses.analysis.tokens;
        let given = Given::of(self.draft, mention.actor) as u64;
        let steps: Vec<u64> = way.steps(&self.clauses).collect();
        let all = fold(steps.iter().copied().take(8));
        let lemmas = fold(way.inner().map(|(t, _)| self.lemma(t)).take(INNER));
        let (first, last) = (steps.first().copied().unwrap_or(0), steps.last().copied().unwrap_or(0));
        features.add(40, [all, voice, 0]);
        features.add(41, [all, voice, category]);
        features.add(42, [all, self.lemma(head), 0]);
        features.add(43, [all, lemmas, voice]);
        features.add(44, [all, given, 0]);
        features.add(45, [first, last, category * 4 + voice]);
        features.add(46, [way.beside, steps.len() as u64, given]);
        features.add(47, [way.beside, first, last]);
        let (sort, preposition) = path::preposition(&self.clauses, mention.head);
        features.add(48, [preposition, self.lemma(head), 0]);
        features.add(49, [preposition, category, voice]);
        features.add(50, [sort, category, given]);
        features.add(51, [preposition, first, last]);
        features.add(52, [tokens[mention.head].deprel as u64, category, voice]);
        features.add(53, [tokens[mention.head].deprel as u64, given, mention.form as u64]);
        for (token, side) in way.inner().take(INNER) {
            let word = self.lemma(token);
            let relation = tokens[token].deprel as u64;
            features.add(54, [word, side, category]);
            features.add(55, [word, side, given]);
            features.add(56, [self.reader.reading.lemmas[token].fine, side, relation]);
            features.add(57, [self.reader.reading.lemmas[token].coarse, category, given]);
            features.add(58, [word, last, voice]);
        }
    }

    /// The words before and behind him, and those that describe him.
    fn words_beside(&self, mention: &Mention, features: &mut Features) {
        let given = Given::of(self.draft, mention.actor) as u64;
        let tokens = &self.clauses.analysis.tokens;
        let at = |t: Option<usize>| t.filter(|&t| t < tokens.len()).map_or(0, |t| self.lemma(t));
        let (one, two) = (at(mention.first.checked_sub(1)), at(mention.first.checked_sub(2)));
        features.add(60, [one, self.category, 0]);
        features.add(61, [two, one, 0]);
        features.add(62, [one, given, 0]);
        features.add(63, [at(Some(mention.last + 1)), self.category, u64::from(mention.head < self.head)]);
        features.add(64, [at(Some(mention.last + 1)), given, 0]);
        for t in (mention.first..=mention.last).take(6) {
            if matches!(tokens[t].upos, Upos::Noun | Upos::Adj) {
                features.add(65, [self.lemma(t), self.category, 0]);
                features.add(66, [self.lemma(t), self.category, given]);
            }
        }
    }

    /// What he is in other events of the sentence.
    fn others(&self, mention: &Mention, features: &mut Features) {
        let given = Given::of(self.draft, mention.actor) as u64;
        let tokens = &self.clauses.analysis.tokens;
        for &other in self.scene.told.iter().filter(|&&t| t != self.head).take(OTHERS) {
            let draft = &self.scene.drafts[self.scene.events[&other]];
            let there = Given::of(draft, mention.actor) as u64;
            if there > 0 {
                // Whether the one hangs on the other, and how.
                let hangs = if tokens[self.head].head == Some(other) {
                    1 + tokens[self.head].deprel.base() as u64
                } else if tokens[other].head == Some(self.head) {
                    101 + tokens[other].deprel.base() as u64
                } else {
                    0
                };
                features.add(70, [draft.category as u64, there * 256 + hangs, self.category]);
                features.add(71, [there * 256 + hangs, given, self.voice]);
                features.add(72, [self.lemma(other), there * 256 + hangs, self.category]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::arguments::model::Limits;
    use crate::extract::events::tests::english;

    /// What `check` makes of an English text and of the events that the rules read in it.
    fn read<T>(text: &str, check: impl FnOnce(&Reader<'_>, Vec<Draft>) -> T) -> T {
        english(text, |reader| check(reader, reader.drafts()))
    }

    /// The names of the agents and of the targets of the only event of a text, after the review by a model to which everybody has these
    /// odds of being one and the other.
    fn reviewed(text: &str, odds: [f32; ROLES.len()], limits: Limits) -> [Vec<String>; 2] {
        let mut always = Features::default();
        always.add(0, [0, 0, 0]);
        let model = Table::pack(limits, &[(always.0[0], odds)]);
        read(text, |reader, mut drafts| {
            reader.review(&mut drafts, &model);
            assert_eq!(drafts.len(), 1, "{text}");
            let name = |&actor: &ActorId| reader.parties.cast.get(actor).name.clone();
            [&drafts[0].agents, &drafts[0].targets].map(|list| list.iter().map(name).collect())
        })
    }

    /// What tells of the parties of a text.
    fn told(text: &str) -> Vec<Features> {
        read(text, |reader, drafts| {
            let mut found = Vec::new();
            reader.parties(&drafts, |_, _, features| found.push(features.clone()));
            found
        })
    }

    const TEXT: &str = "Chad attacked Mali while Niger waited.";

    #[test]
    fn the_rules_stand_where_the_model_says_nothing() {
        assert_eq!(reviewed(TEXT, [0.0, 0.0], Limits::default()), [vec!["Chad"], vec!["Mali"]]);
    }

    #[test]
    fn who_is_unlikely_goes() {
        let keep = |keep| reviewed(TEXT, [0.0, 0.0], Limits::of(2.0, keep));
        assert_eq!(keep(0.3), [vec!["Chad"], vec!["Mali"]], "as likely as the other and as neither");
        assert_eq!(keep(0.4), [Vec::<String>::new(), Vec::new()]);
    }

    #[test]
    fn who_is_likely_is_added_once() {
        let add = |odds| reviewed(TEXT, odds, Limits::of(0.9, 0.0));
        assert_eq!(add([9.0, 0.0]), [vec!["Chad", "Niger"], vec!["Mali"]]);
        assert_eq!(add([0.0, 9.0]), [vec!["Chad"], vec!["Mali", "Niger"]]);
    }

    #[test]
    fn an_object_is_as_sure_as_a_subject() {
        let keep = |text| reviewed(text, [0.0, 0.0], Limits { keep: [0.3, 0.4], ..Limits::of(2.0, 0.0) });
        assert_eq!(keep(TEXT), [vec!["Chad"], vec!["Mali"]], "as likely as the other and as neither");
        assert_eq!(keep("Chad fired at Mali."), [vec!["Chad"], Vec::new()]);
    }

    #[test]
    fn who_is_party_already_asks_for_more() {
        let limits = Limits { beside: 0.95, ..Limits::of(0.9, 0.0) };
        // As likely as 19 to 1: enough alone, not beside another.
        assert_eq!(reviewed(TEXT, [2.94, 0.0], limits), [vec!["Chad"], vec!["Mali"]]);
    }

    #[test]
    fn who_ends_something_does_not_do_it() {
        let add = |text| reviewed(text, [9.0, 0.0], Limits::of(0.9, 0.0))[0].clone();
        assert_eq!(add("Chad broke the siege of Gao."), Vec::<String>::new());
        assert_eq!(add("Chad saw the siege of Gao."), ["Chad"]);
    }

    #[test]
    fn no_name_tells() {
        let [one, other] = ["Chad sacked Mali in June.", "Niger sacked Togo in June."].map(told);
        assert!(!one.is_empty());
        assert_eq!(one, other);
        assert_ne!(one, told("Niger was sacked by Togo in June."));
    }
}
