//! Which words tell an event, and of which category, as the trained model has it: it takes from what the rules read, and adds what they
//! gave up.

use super::clause::Argument;
use super::spots::Spot;
use super::{Draft, Reader, Ruling};
use crate::dispatch::Category;
use crate::extract::arguments::model::Table;
use crate::extract::arguments::{Examples, Features, TellingExample, fold};
use crate::language::{Token, Upos, hash};
use crate::lexicon::triggers::Class;

/// The rule of what the model adds.
const MODEL: &str = "events/model";
/// How many meanings of a word are looked at.
const MEANINGS: usize = 4;
/// How many arguments and dependents.
const MOST: usize = 8;
/// How many words before and behind that may tell something as well.
const NEARBY: usize = 16;

impl Reader<'_> {
    /// The events of the text: what the rules read unless `model` thinks it unlikely, and what it thinks likely though they gave it up. Where
    /// `examples` are asked for, they get what `model` would have to decide on, and the rules' word stands.
    pub(super) fn weigh(&self, model: &Table<1>, examples: Option<&mut Examples>) -> Vec<Draft> {
        let ruled = self.spots.iter().filter_map(|spot| Some((spot, self.rule(spot)?)));
        match examples {
            Some(examples) => ruled
                .filter_map(|(spot, ruling)| {
                    self.learn_from(spot, &ruling, examples);
                    ruling.told.ok()
                })
                .collect(),
            None => ruled.filter_map(|(spot, ruling)| self.decide(spot, ruling, model)).collect(),
        }
    }

    /// The event that `spot` tells, if any, by what the rules make of it and by `model`.
    fn decide(&self, spot: &Spot, ruling: Ruling, model: &Table<1>) -> Option<Draft> {
        let class = |number| self.triggers.class(number);
        let (mut own, mut other) = (None, None);
        self.meanings(spot, &ruling, |number, meaning, features| {
            let [likely] = model.weigh(features);
            let best = if meaning.stated() { &mut own } else { &mut other };
            if best.is_none_or(|(most, _)| likely > most) {
                *best = Some((likely, number));
            }
        });
        let Ruling { told, arguments, .. } = ruling;
        // A refusal to do what the words tell is none of their own meanings, what an attack cost is joined to it later, and a phrase of
        // several words ("called off") seldom means anything else: the rules' word stands.
        let outcome = |number| class(number).is_some_and(|c| c.outcome);
        let unasked = spot.tokens.len() > 1 || own.is_none_or(|(_, number)| outcome(number));
        if told.is_ok() && unasked {
            return told.ok();
        }
        let chosen = model.limits.telling(own, other)?;
        if let Some((likely, _)) = own.filter(|&(_, number)| number == chosen) {
            return told.ok().map(|draft| Draft { confidence: draft.confidence.midpoint(likely), ..draft });
        }
        let likely = other.map_or(0.0, |(likely, _)| likely);
        let instead = class(chosen).and_then(|class| self.draft(spot, class, arguments, true).ok());
        instead.map(|draft| Draft { rule: MODEL, confidence: likely, ..draft }).or_else(|| told.ok())
    }

    /// Adds what `spot` may mean, with what tells, to `examples`.
    fn learn_from(&self, spot: &Spot, ruling: &Ruling, examples: &mut Examples) {
        let tokens = &self.reading.analysis.tokens;
        self.meanings(spot, ruling, |_, meaning, features| {
            examples.tellings.push(TellingExample {
                words: spot.tokens.iter().map(|&t| tokens[t].span).collect(),
                category: meaning.category,
                stated: meaning.stated(),
                features: features.clone(),
            });
        });
    }

    /// Calls `read` on what the words of `spot` may mean, of each category on the first class, with what tells.
    fn meanings(
        &self,
        spot: &Spot,
        ruling: &Ruling,
        mut read: impl FnMut(usize, &Meaning<'_, '_>, &Features),
    ) {
        let mut known = Vec::new();
        let mut features = Features::default();
        for &number in &spot.classes {
            let Some(category) = self.triggers.class(number).map(|c| c.category) else { continue };
            if known.len() < MEANINGS && !known.contains(&category) {
                let meaning = Meaning { reader: self, spot, ruling, category, rank: known.len() };
                features.clear();
                meaning.tell(&mut features);
                read(number, &meaning, &features);
                known.push(category);
            }
        }
    }
}

/// Words taken to tell an event of a category.
struct Meaning<'t, 'a> {
    reader: &'t Reader<'a>,
    spot: &'t Spot,
    ruling: &'t Ruling,
    category: Category,
    /// How many other categories come before.
    rank: usize,
}

impl Meaning<'_, '_> {
    /// Adds what tells to `features`.
    fn tell(&self, features: &mut Features) {
        self.word(features);
        self.form(features);
        self.around(features);
        self.neighbours(features);
        self.others(features);
    }

    fn token(&self, at: usize) -> &Token {
        &self.reader.reading.analysis.tokens[at]
    }

    /// The lemma of a word in a number, or what sort of actor it names: no name tells.
    fn lemma(&self, at: usize) -> u64 {
        match self.reader.parties.cast.at(at) {
            Some(who) if self.token(at).upos != Upos::Noun => {
                1 + self.reader.parties.cast.get(who).kind as u64
            }
            _ => self.reader.reading.lemmas[at].hash,
        }
    }

    /// The fine class of a word that names nobody.
    fn fine(&self, at: usize) -> u64 {
        let named = self.token(at).upos == Upos::Propn || self.reader.parties.cast.at(at).is_some();
        if named { 0 } else { self.reader.reading.lemmas[at].fine }
    }

    /// Whether the rules think so.
    fn stated(&self) -> bool {
        self.ruling.told.as_ref().is_ok_and(|draft| draft.category == self.category)
    }

    /// How far the rules follow with this category.
    fn stage(&self) -> u64 {
        let class = self.ruling.class.and_then(|c| self.reader.triggers.class(c));
        let own = class.is_some_and(|c| c.category == self.category);
        match &self.ruling.told {
            Ok(_) if self.stated() => 1,
            Ok(_) => 2,
            Err(stage) if own => 3 + *stage as u64,
            Err(_) => 10,
        }
    }

    /// What the words mean.
    fn class(&self) -> Option<&Class> {
        let classes = self.spot.classes.iter().filter_map(|&c| self.reader.triggers.class(c));
        classes.into_iter().find(|c| c.category == self.category)
    }

    /// How many of the words nearby in the sentence may tell an event of the category as well, before and behind.
    fn alike(&self) -> (u64, u64) {
        let Reader { spots, triggers, reading, .. } = self.reader;
        let sentence = reading.analysis.sentence_of(self.spot.head);
        let own = spots.partition_point(|s| s.tokens[0] < self.spot.tokens[0]);
        let alike = |other: &&Spot| {
            let mut meanings = other.classes.iter().filter_map(|&c| triggers.class(c));
            other.head != self.spot.head
                && reading.analysis.sentence_of(other.head) == sentence
                && meanings.any(|c| c.category == self.category)
        };
        let count = |found: usize| found.min(2) as u64;
        let before = spots[..own].iter().rev().take(NEARBY).filter(alike).count();
        let behind = spots[own..].iter().take(NEARBY).filter(alike).count();
        (count(before), count(behind))
    }

    /// The word itself.
    fn word(&self, features: &mut Features) {
        let (head, category, stage) = (self.spot.head, self.category as u64, self.stage());
        let lemma = self.lemma(head);
        let classes = self.reader.reading.lemmas[head];
        let phrase = fold(self.spot.tokens.iter().map(|&t| self.lemma(t)));
        features.add(0, [0, 0, 0]);
        features.add(1, [category, stage, 0]);
        features.add(2, [lemma, category, stage]);
        features.add(3, [lemma, category, 0]);
        features.add(4, [phrase, category, 0]);
        features.add(5, [classes.fine, category, stage]);
        features.add(6, [classes.coarse, category, stage]);
        features.add(7, [self.rank as u64, stage, 0]);
        features.add(8, [self.rank as u64, stage, category]);
        features.add(9, [self.spot.tokens.len().min(3) as u64, category, stage]);
    }

    /// Its form, and where it stands in the sentence and in the text.
    fn form(&self, features: &mut Features) {
        let (head, category, stage) = (self.spot.head, self.category as u64, self.stage());
        let token = self.token(head);
        let relation = token.deprel as u64;
        let governor = token.head;
        let above = governor.map_or(0, |g| self.lemma(g));
        features.add(10, [token.upos as u64, relation, stage]);
        features.add(11, [relation, category, stage]);
        features.add(12, [above, category, stage]);
        features.add(13, [above, relation, self.lemma(head)]);
        features.add(14, [above, relation, category]);
        features.add(15, [governor.map_or(0, |g| self.fine(g)), relation, category]);
        features.add(16, [governor.map_or(0, |g| 1 + self.token(g).upos as u64), relation, category]);
        let feats = token.feats;
        let number = |value: Option<u64>| value.map_or(0, |v| v + 1);
        let marks = [
            number(feats.tense.map(|t| t as u64)),
            number(feats.verb_form.map(|f| f as u64)),
            number(feats.number.map(|n| n as u64)),
            number(feats.definite.map(u64::from)),
            number(feats.mood.map(|m| m as u64)),
            feats.person.map_or(0, u64::from),
        ];
        let all = fold(marks.into_iter());
        features.add(17, [all, category, u64::from(self.spot.noun)]);
        features.add(18, [all, stage, relation]);
        features.add(19, [self.lemma(head), all, 0]);
        let quote = self.reader.parties.quote(token.span).map_or(0, |q| 1 + q.kind as u64);
        let heading = u64::from(self.reader.headline(token.span));
        features.add(20, [quote, category, stage]);
        features.add(21, [heading, category, stage]);
        let cue = u64::from(self.reader.cues.contains_key(&head));
        features.add(22, [cue, category, stage]);
        features.add(23, [u64::from(self.reader.setting.war), category, stage]);
        if let Some(class) = self.class() {
            let code = class.cameo.as_ref().map_or(0, |c| hash::bytes(c.as_bytes()));
            features.add(24, [code, stage, 0]);
            features.add(25, [u64::from(class.outcome), category, stage]);
        }
        let (before, behind) = self.alike();
        features.add(26, [before * 4 + behind, category, stage]);
        let order = self.reader.order[self.reader.reading.analysis.sentence_of(head)].min(6) as u64;
        features.add(27, [order, category, stage]);
    }

    /// What stands around it.
    fn around(&self, features: &mut Features) {
        let (head, category, stage) = (self.spot.head, self.category as u64, self.stage());
        let analysis = self.reader.reading.analysis;
        let own = self.lemma(head);
        let passive = u64::from(!self.spot.noun && self.reader.clauses().passive(head));
        let mut slots = 0_u64;
        for argument in self.ruling.arguments.iter().take(MOST) {
            let Argument { slot, token } = argument;
            let slot = slot.number(|words| 7 + (hash::bytes(words.as_bytes()) >> 8));
            slots |= 1 << (slot % 60);
            let sort = self.sort(*token);
            features.add(30, [slot, sort, category]);
            features.add(31, [slot, self.lemma(*token), own]);
            features.add(32, [slot, self.lemma(*token), category]);
            features.add(33, [slot, self.fine(*token), category]);
            features.add(34, [slot, sort, own]);
            features.add(35, [slot, category, stage]);
            features.add(36, [slot, sort, stage]);
        }
        features.add(37, [slots, category, passive]);
        features.add(38, [slots, own, passive]);
        features.add(39, [passive, category, stage]);
        for child in analysis.children(head).take(MOST) {
            let relation = self.token(child).deprel as u64;
            features.add(40, [relation, self.lemma(child), 0]);
            features.add(41, [relation, self.lemma(child), category]);
            features.add(42, [relation, own, category]);
        }
        if let Ok(draft) = &self.ruling.told {
            let count = |list: &[_]| list.len().min(2) as u64;
            let parties = count(&draft.agents) * 4 + count(&draft.targets);
            features.add(43, [parties, category, stage]);
            features.add(44, [draft.modality as u64, category, stage]);
            features.add(45, [draft.acting.map_or(0, |kind| 1 + kind as u64), category, stage]);
            let set = u64::from(draft.place.is_some()) * 2 + u64::from(draft.date.is_some());
            features.add(46, [set, category, stage]);
        }
    }

    /// What sort of thing or actor a word means.
    fn sort(&self, at: usize) -> u64 {
        let Reader { parties, marks, .. } = self.reader;
        match parties.cast.at(at).or_else(|| parties.of(at).first().copied()) {
            Some(who) => 1 + parties.cast.get(who).kind as u64,
            None if marks.places[at].is_some() => 100,
            None if marks.events[at] => 101,
            None => 102 + self.token(at).upos as u64,
        }
    }

    /// The words before and behind it.
    fn neighbours(&self, features: &mut Features) {
        let (first, last) = (self.spot.tokens[0], self.spot.tokens[self.spot.tokens.len() - 1]);
        let analysis = self.reader.reading.analysis;
        let sentence =
            analysis.sentences.get(analysis.sentence_of(self.spot.head)).cloned().unwrap_or_default();
        let at = |t: Option<usize>| t.filter(|t| sentence.contains(t)).map_or(0, |t| self.lemma(t));
        let (category, own) = (self.category as u64, self.lemma(self.spot.head));
        let beside =
            [at(first.checked_sub(2)), at(first.checked_sub(1)), at(Some(last + 1)), at(Some(last + 2))];
        for (place, word) in (0..).zip(beside) {
            features.add(50 + place, [word, category, 0]);
            features.add(54 + place, [word, own, 0]);
        }
        features.add(58, [beside[0], beside[1], category]);
        features.add(59, [beside[2], beside[3], category]);
        let ends = u64::from(first == sentence.start) + 2 * u64::from(last + 2 >= sentence.end);
        features.add(60, [ends, category, self.stage()]);
    }

    /// What else may tell an event there.
    fn others(&self, features: &mut Features) {
        let category = self.category as u64;
        let head = self.spot.head;
        let token = self.token(head);
        for (relation, other) in token
            .head
            .map(|above| (1000 + token.deprel as u64, above))
            .into_iter()
            .chain(self.reader.reading.analysis.children(head).map(|c| (self.token(c).deprel as u64, c)))
        {
            let spots = &self.reader.spots;
            let from = spots.partition_point(|s| s.head + 8 < other);
            let Some(spot) = spots[from..].iter().take(16).find(|s| s.head == other) else { continue };
            let meant = spot.classes.first().and_then(|&c| self.reader.triggers.class(c));
            let meant = meant.map_or(0, |c| 1 + c.category as u64);
            features.add(70, [relation, meant, category]);
            features.add(71, [relation, meant, self.lemma(head)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::arguments::model::Limits;
    use crate::extract::events::tests::english;

    /// The categories of what is told in a text by a model to which everything has these odds of telling an event.
    fn told(text: &str, odds: f32, limits: Limits) -> Vec<Category> {
        let mut always = Features::default();
        always.add(0, [0, 0, 0]);
        let model = Table::pack(limits, &[(always.0[0], [odds])]);
        english(text, |reader| reader.weigh(&model, None).iter().map(|d| d.category).collect())
    }

    /// What tells of the words of a text.
    fn features(text: &str) -> Vec<Features> {
        let mut examples = Examples::default();
        english(text, |reader| reader.weigh(&Table::default(), Some(&mut examples)));
        examples.tellings.into_iter().map(|e| e.features).collect()
    }

    #[test]
    fn the_rules_stand_where_the_model_says_nothing() {
        assert_eq!(told("Chad attacked Mali.", 0.0, Limits::default()), [Category::Assault]);
        assert_eq!(told("Chad did not attack Mali.", 0.0, Limits::default()), []);
    }

    #[test]
    fn what_is_unlikely_goes_but_for_what_an_attack_cost() {
        let limits = Limits::of(2.0, 0.3);
        assert_eq!(told("Chad attacked Mali.", -9.0, limits), []);
        assert_eq!(told("A raid killed ten people.", -9.0, limits), [Category::Assault]);
    }

    #[test]
    fn what_is_likely_is_added_unless_it_cannot_be() {
        let limits = Limits::of(0.9, 0.0);
        assert_eq!(told("The talks were long.", 9.0, limits), [Category::Consult]);
        assert_eq!(told("Chad did not attack Mali.", 9.0, limits), []);
        assert_eq!(told("The army demonstrated the unity of the alliance.", 9.0, limits), []);
        assert_eq!(told("The striker beat the goalkeeper.", 9.0, limits), []);
    }

    #[test]
    fn no_name_tells() {
        let [one, other] =
            ["The rebels of Chad will attack Mali.", "The rebels of Mali will attack Chad."].map(features);
        assert!(!one.is_empty());
        assert_eq!(one, other);
        assert_ne!(one, features("The rebels of Chad attack Mali."));
    }
}
