//! Which date of its sentence an event has, and whether that is still to come.

use super::Reader;
use super::dates::{Mention, When};
use super::spots::Spot;
use crate::dispatch::{Category, Modality};
use crate::language::{Deprel, Tense, Upos, VerbForm};
use crate::lexicon::triggers::Class;

/// How closely a date goes with an event, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// It is its own.
    Own,
    /// It hangs on another event noun of the clause: "l'attaque de *lundi* a tué".
    Shared,
    /// It stands in the same clause.
    Clause,
    /// It stands in the clause that the clause of the event goes with: "*samedi*, après que X a attaqué".
    Around,
    /// It hangs on another verb, which hangs on the event: "a attaqué X, tuant dix personnes *lundi*".
    Astray,
}

/// How many governors of a date are asked.
const DEPTH: usize = 8;

/// How many words after "a day after" what happened may be told.
const NEAR: usize = 5;

impl Reader<'_> {
    /// The date of what `spot`, used as `class`, tells.
    pub(super) fn date(&self, spot: &Spot, class: &Class) -> Option<&Mention> {
        let analysis = self.reading.analysis;
        let sentence = analysis.sentences.get(analysis.sentence_of(spot.head))?;
        let from = self.dates.partition_point(|d| d.tokens.0 < sentence.start);
        self.dates
            .iter()
            .skip(from)
            .take_while(|d| d.tokens.0 < sentence.end)
            .filter_map(|d| Some((self.tie(d, spot.head, class)?, d.tokens.0.abs_diff(spot.head), d)))
            .min_by_key(|&(tie, distance, _)| (tie, distance))
            .map(|(_, _, date)| date)
    }

    /// The date of what `spot` tells, and how it is told, now that its date is known: what has a date that is to come is planned.
    pub(super) fn dated_as(
        &self,
        spot: &Spot,
        class: &Class,
        date: Option<&Mention>,
        modality: Modality,
    ) -> (Option<String>, Modality) {
        let Some(date) = date else { return (None, modality) };
        let feats = self.reading.analysis.tokens[spot.head].feats;
        // "may have been killed in October" is past.
        let done = feats.verb_form == Some(VerbForm::Part);
        let future = match modality {
            Modality::Planned => true,
            Modality::Hypothetical => !done,
            _ => date.is_deadline() && matches!(class.category, Category::Request | Category::Threaten),
        };
        if future {
            return (date.iso(self.today, When::Future), modality);
        }
        let open = modality == Modality::Asserted && self.open(spot, class);
        let side = if spot.noun && open { When::Open } else { When::Past };
        let mut iso = date.iso(self.today, side);
        let ahead = open && self.schedules(spot, date);
        if ahead {
            iso = date.iso(self.today, When::Future);
        }
        let later = |iso: &String| self.today.is_some_and(|t| *iso > t.to_string() && iso.len() == 10);
        let planned = open && (date.is_coming() || iso.as_ref().is_some_and(later));
        (iso, if planned { Modality::Planned } else { modality })
    }

    /// Whether the words of `spot`, used as `class`, may tell what is still to come, though they do not say so: a noun, or a verb
    /// for what is called for a day.
    fn open(&self, spot: &Spot, class: &Class) -> bool {
        let feats = self.reading.analysis.tokens[spot.head].feats;
        let past = matches!(feats.tense, Some(Tense::Past | Tense::Imp | Tense::Pqp));
        let called = matches!(class.category, Category::Protest | Category::Consult);
        let met = called || matches!(class.category, Category::Agree | Category::Cooperate);
        spot.noun || if past { called && spot.tokens.len() > 1 } else { met }
    }

    /// Whether a verb in the present tells what is to be on `date`: "flies to Boral on Thursday".
    fn schedules(&self, spot: &Spot, date: &Mention) -> bool {
        let feats = self.reading.analysis.tokens[spot.head].feats;
        let present = feats.verb_form == Some(VerbForm::Fin) && feats.tense == Some(Tense::Pres);
        !spot.noun && present && date.is_day() && !self.headline(self.trigger(spot))
    }

    /// How closely `date` goes with the event at `head`, used as `class`, if it does.
    fn tie(&self, date: &Mention, head: usize, class: &Class) -> Option<Tie> {
        let all = &self.reading.analysis.tokens;
        let tokens = || (date.tokens.0..date.tokens.1).filter(|&t| all[t].upos != Upos::Punct);
        if date.inside {
            // "a day after a raid left six dead": the parse may make a clause of it.
            let above = self.reading.analysis.ancestors(head).take(3).any(|a| tokens().any(|t| t == a));
            let behind = date.tokens.1..head.min(date.tokens.1 + NEAR);
            let next = head >= date.tokens.1
                && head < date.tokens.1 + NEAR
                && !self.spots.iter().any(|s| behind.contains(&s.head));
            return (above || next).then_some(Tie::Own);
        }
        let tie = tokens().filter_map(|t| self.tied(t, head)).min();
        let tie = tie.filter(|tie| *tie != Tie::Astray || strays(date, class));
        tie.or_else(|| tokens().any(|t| self.during(t, head)).then_some(Tie::Around))
    }

    /// How closely the date word at `token` goes with the event at `head` by the tree.
    fn tied(&self, token: usize, head: usize) -> Option<Tie> {
        let analysis = self.reading.analysis;
        let mut tie = Tie::Own;
        for at in std::iter::once(token).chain(analysis.ancestors(token)).take(DEPTH) {
            if at == head {
                return Some(tie);
            }
            let word = &analysis.tokens[at];
            // "une attaque menée lundi": the participle only helps the noun.
            let helps = word.deprel.base() == Deprel::Acl
                && word.head == Some(head)
                && self.triggers.light.agent.contains(&word.lemma);
            if word.upos == Upos::Verb && !helps {
                if self.of_its_own(at) {
                    return None;
                }
                tie = tie.max(Tie::Astray);
            } else if at != token && self.marks.events[at] {
                tie = tie.max(Tie::Shared);
            }
        }
        let own = self.reading.analysis.tokens[head].upos == Upos::Noun && self.speaks(token);
        (!own && self.main(token) == self.main(head)).then_some(Tie::Clause)
    }

    /// Whether the verb that `token` hangs on only speaks of what its arguments tell: "the raid was condemned *on Tuesday*".
    fn speaks(&self, token: usize) -> bool {
        let verb = self.clause(token);
        self.spots.iter().filter(|s| Some(s.head) == verb && !s.noun).any(|s| {
            let first = s.classes.first().and_then(|&c| self.triggers.class(c));
            first.is_some_and(|c| {
                matches!(
                    c.category,
                    Category::Accuse | Category::Support | Category::Reject | Category::Threaten
                )
            })
        })
    }

    /// The verb or root whose clause `token` stands in, that of a modal verb for its infinitive.
    fn main(&self, token: usize) -> Option<usize> {
        let tokens = &self.reading.analysis.tokens;
        let modal = |verb: &usize| {
            let head = tokens[*verb].head.filter(|_| tokens[*verb].deprel.base() == Deprel::Xcomp)?;
            let context = &self.triggers.context;
            let lemma = &tokens[head].lemma;
            (context.planned.contains(lemma) || context.potential.contains(lemma)).then_some(head)
        };
        std::iter::successors(self.clause(token), modal).take(3).last()
    }

    /// Whether the verb at `token` qualifies a noun and tells something itself, so that its dates are its own: "the hostages *held*
    /// since April".
    fn of_its_own(&self, token: usize) -> bool {
        let analysis = self.reading.analysis;
        let word = &analysis.tokens[token];
        let finite = |t: usize| analysis.tokens[t].feats.verb_form == Some(VerbForm::Fin);
        // "un garde tué et dix personnes blessées lundi": what it cost is of the same day.
        let counts = self.tolls.iter().any(|t| t.token == token);
        let told = finite(token)
            || analysis.dependents(token, Deprel::Aux).any(finite)
            || !counts && self.spots.iter().any(|s| s.head == token);
        word.deprel.base() == Deprel::Acl && told
    }

    /// Whether `token` stands in the clause that the clause of `head` goes with.
    fn during(&self, token: usize, head: usize) -> bool {
        let clause = self.clause(token);
        std::iter::successors(Some(self.clause(head)), |&verb| {
            let relation = verb.map(|v| self.reading.analysis.tokens[v].deprel);
            let goes =
                relation.is_some_and(|r| matches!(r.base(), Deprel::Advcl | Deprel::Conj | Deprel::Xcomp));
            goes.then(|| verb.and_then(|v| self.reading.analysis.tokens[v].head))
                .flatten()
                .map(|h| self.clause(h))
        })
        .take(4)
        .skip(1)
        .any(|verb| verb == clause)
    }
}

/// Whether an event of `class` may have a date that another verb stands closer to: what is asked or said is of another day than
/// the words.
fn strays(date: &Mention, class: &Class) -> bool {
    let speech = match class.category {
        Category::Accuse | Category::Reject | Category::Support | Category::Agree => true,
        Category::Request | Category::Threaten => !date.is_deadline(),
        _ => false,
    };
    date.is_day() && !speech
}
