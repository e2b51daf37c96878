//! Whom an accusation, an appeal or a refusal means where its own words do not say so.

use foldhash::HashMap;

use crate::dispatch::{ActorId, ActorKind, Category, Quote, QuoteKind, Span};
use crate::language::{Deprel, Upos, VerbForm};
use crate::lexicon::triggers::Filler;

use super::clause::Slot;
use super::parties::Roles;
use super::spots::Spot;
use super::{Draft, Reader};

/// The set of the trigger lexicon that holds what somebody says and somebody else denies.
const CLAIM: &str = "claim";
/// The set that holds what is declined: demands, offers, plans.
const OFFER: &str = "offer";

impl Reader<'_> {
    /// Finds whom an accusation, an appeal or a refusal means where it does not say so itself: who is blamed for an act is who did it
    /// ("condamne l'attaque" targets the attackers), who is asked for one is who would do it ("exige le retrait de X"), be the act
    /// told in the clause or in the words that the verb introduces; who is refused something is who is named in it or who asked for it.
    pub(super) fn aim(&self, drafts: &mut [Draft]) {
        let telling: HashMap<usize, usize> =
            drafts.iter().enumerate().flat_map(|(i, d)| d.heads.iter().map(move |&h| (h, i))).collect();
        let spots = self.spots.iter().filter(|s| !s.noun).map(|s| (s.head, s)).collect();
        for i in 0..drafts.len() {
            let draft = &drafts[i];
            if !draft.targets.is_empty() {
                continue;
            }
            let mut targets = match draft.category {
                Category::Support => {
                    let mut linked = draft.linked.iter().filter_map(|h| telling.get(h)).filter(|&&j| j != i);
                    linked
                        .find_map(|&j| Some(drafts[j].agents.clone()).filter(|a| !a.is_empty()))
                        .unwrap_or_default()
                }
                Category::Accuse | Category::Request => {
                    let linked = draft.linked.iter().copied().chain(self.content(draft.head));
                    let linked = linked.filter_map(|h| telling.get(&h)).copied().filter(|&j| j != i);
                    let said = self.said(draft.head);
                    let quoted = (0..drafts.len())
                        .filter(|&j| j != i && said.iter().any(|span| span.contains(drafts[j].trigger)));
                    let mut culprits: Vec<ActorId> = linked
                        .chain(quoted)
                        .map(|j| drafts[j].agents.as_slice())
                        .find(|agents| agents.iter().any(|a| !draft.agents.contains(a)))
                        .unwrap_or_default()
                        .to_vec();
                    if culprits.is_empty() {
                        culprits = self.doer(draft);
                    }
                    culprits.retain(|a| !draft.agents.contains(a));
                    let sided = draft.agents.iter().any(|&a| {
                        let who = self.parties.cast.get(a);
                        who.country.is_some() || who.kind == ActorKind::ArmedGroup
                    });
                    if culprits.is_empty() && draft.category == Category::Accuse && sided {
                        culprits
                            .extend(said.into_iter().find_map(|span| self.other_side(span, &draft.agents)));
                    }
                    culprits
                }
                // Who denies something says it to everybody.
                Category::Reject
                    if draft.verbal() && !self.triggers.context.denied.contains(&draft.lemma) =>
                {
                    let named = self.kept_from(draft.head, &spots);
                    if named.is_empty() { self.answered(draft, &drafts[..i]) } else { named }
                }
                _ => continue,
            };
            targets.retain(|a| !drafts[i].agents.contains(a));
            drafts[i].targets = targets;
        }
    }

    /// The verb of the clause that says what the verb at `head` says: "demande *que X parte*".
    fn content(&self, head: usize) -> Option<usize> {
        let analysis = self.reading.analysis;
        let thing = analysis.dependents(head, Deprel::Obj).any(|o| analysis.tokens[o].upos == Upos::Noun);
        analysis.dependents(head, Deprel::Ccomp).find(|&c| c > head && !thing)
    }

    /// Who acts in the clause that says what `draft` asks for, or what it alleges of a party to a conflict.
    fn doer(&self, draft: &Draft) -> Vec<ActorId> {
        let Some(verb) = self.content(draft.head).filter(|_| draft.verbal()) else { return Vec::new() };
        let subject = self.clauses().verb(verb).into_iter().find(|a| a.slot == Slot::Subject);
        let mut doers = subject.map(|a| self.parties.of(a.token)).unwrap_or_default();
        let people = |&a: &ActorId| self.parties.is_any(a, &[Filler::People]);
        doers.retain(|a| draft.category == Category::Request || !people(a));
        doers
    }

    /// Who is party to what the infinitive tells that the refusing verb at `head` governs: "a refusé de négocier avec X", "refused to
    /// recognise X".
    fn kept_from(&self, head: usize, spots: &HashMap<usize, &Spot>) -> Vec<ActorId> {
        let tokens = &self.reading.analysis.tokens;
        let infinitive = |&c: &usize| c > head && tokens[c].feats.verb_form == Some(VerbForm::Inf);
        let verb = self.reading.analysis.dependents(head, Deprel::Xcomp).find(infinitive);
        let Some(spot) = verb.and_then(|verb| spots.get(&verb)) else { return Vec::new() };
        let clauses = self.clauses();
        let mut arguments = clauses.verb(spot.head);
        arguments.retain(|a| a.token > spot.head && a.slot != Slot::Subject);
        let mut senses = spot.classes.iter().filter_map(|&c| self.triggers.class(c));
        let Some(class) = senses.find(|class| self.meant(class, spot, &arguments)) else {
            return Vec::new();
        };
        let mut roles = Roles::default();
        roles.fill(&arguments, &class.frame, &self.parties, &clauses);
        roles.targets.append(&mut roles.agents);
        roles.targets
    }

    /// To whom `draft` replies that it will not be: who just asked its agents for something.
    fn answered(&self, draft: &Draft, before: &[Draft]) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        // What is refused may be told, and be another thing than what was asked for.
        let more = analysis.children(draft.head).any(|c| {
            let token = &analysis.tokens[c];
            match token.deprel.base() {
                Deprel::Ccomp | Deprel::Xcomp => true,
                Deprel::Advcl => c > draft.head,
                Deprel::Obj if token.upos == Upos::Noun => {
                    !self.triggers.in_set(OFFER, &token.lemma) || !self.parties.of(c).is_empty()
                }
                _ => false,
            }
        });
        let asked = |d: &&Draft| {
            d.category == Category::Request
                && d.targets.iter().any(|&t| draft.agents.iter().any(|&a| self.same_side(t, a)))
        };
        let near = before.iter().rev().take_while(|d| d.sentence + 1 >= draft.sentence);
        near.filter(|_| !more).find(asked).map(|d| d.agents.clone()).unwrap_or_default()
    }

    /// Finds whom a denial or rebuttal answers, where what it rejects is what somebody just said: "X said that ...; Y denied it".
    pub(super) fn reply(&self, drafts: &mut [Draft]) {
        for i in 0..drafts.len() {
            let draft = &drafts[i];
            let open = draft.category == Category::Reject && draft.verbal() && draft.targets.is_empty();
            if open && !draft.agents.is_empty() && self.rebuts(draft.head) {
                drafts[i].targets = self.contradicted(&drafts[i], drafts);
            }
        }
    }

    /// Whether what the verb at `head` rejects is something said before: a pronoun, a claim that is pointed at, or nothing that it
    /// names itself.
    fn rebuts(&self, head: usize) -> bool {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let verb = &tokens[head];
        let claim = |t: usize| self.triggers.in_set(CLAIM, &tokens[t].lemma) && self.parties.of(t).is_empty();
        // "a charge that X rejects"
        if verb.deprel.base() == Deprel::Acl && verb.head.is_some_and(claim) {
            return true;
        }
        let cue = |q: &&Quote| q.cue.is_some_and(|cue| cue.contains(verb.span));
        if let Some(quote) = self.parties.quotes.iter().find(cue) {
            return quote.kind == QuoteKind::Direct && analysis.dependent(head, Deprel::Obj).is_none();
        }
        let clause = |&c: &usize| matches!(tokens[c].deprel.base(), Deprel::Ccomp | Deprel::Xcomp);
        if analysis.children(head).any(|c| clause(&c)) {
            return false;
        }
        let object = self.clauses().verb(head).into_iter().find(|a| a.slot == Slot::Object);
        let Some(object) = object.map(|a| a.token) else {
            // "nie en bloc", "s'en défend"
            let pointing = analysis.children(head).any(|c| self.points(c));
            return pointing || self.triggers.context.denied.contains(&verb.lemma);
        };
        // "dismissed the reports about X": what is told of a claim says that it is not the one just made.
        let told = |t: usize| {
            analysis
                .children(t)
                .any(|c| matches!(tokens[c].deprel.base(), Deprel::Nmod | Deprel::Acl | Deprel::Ccomp))
        };
        let pronoun = tokens[object].upos == Upos::Pron;
        pronoun || claim(object) && self.definite(object) && !told(object)
    }

    /// Whether the word at `token` is a pronoun that means nobody, but what was said.
    fn points(&self, token: usize) -> bool {
        let word = &self.reading.analysis.tokens[token];
        word.upos == Upos::Pron
            && !word.feats.reflexive
            && !self.triggers.syntax.reflexive.contains(&word.lemma)
            && word.deprel.base() != Deprel::Nsubj
            && self.parties.cast.at(token).is_none()
    }

    /// Who said what `draft` rejects: who accused its agents or asked them for something in the sentences right before, else who
    /// spoke last.
    fn contradicted(&self, draft: &Draft, drafts: &[Draft]) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let here = analysis.sentence_of(draft.head);
        let near = |t: usize| t < draft.head && analysis.sentence_of(t) + 1 >= here;
        let other = |who: &ActorId| !draft.agents.iter().any(|&a| a == *who || self.one_voice(a, *who));
        let spoken = self.parties.quotes.iter().filter_map(|q| {
            let at = analysis.tokens_in(q.cue.unwrap_or(q.span)).start;
            Some((at, vec![q.speaker.filter(other)?], false))
        });
        let told = drafts.iter().flat_map(|d| {
            let says = matches!(d.category, Category::Accuse | Category::Request | Category::Threaten);
            let agents: Vec<ActorId> = d.agents.iter().copied().filter(other).collect();
            let aimed = d.targets.iter().any(|&t| draft.agents.iter().any(|&a| self.same_side(a, t)));
            let known = says && !agents.is_empty();
            d.heads
                .iter()
                .filter(move |_| known)
                .map(move |&h| (h, agents.clone(), aimed))
                .collect::<Vec<_>>()
        });
        let latest =
            spoken.chain(told).filter(|&(at, ..)| near(at)).max_by_key(|&(at, _, aimed)| (aimed, at));
        latest.map(|(_, who, _)| who).unwrap_or_default()
    }

    /// Whether both speak for the same state.
    fn one_voice(&self, a: ActorId, b: ActorId) -> bool {
        let public = |id: ActorId| {
            let kind = self.parties.cast.get(id).kind;
            matches!(kind, ActorKind::State | ActorKind::Government | ActorKind::Military)
        };
        public(a) && public(b) && self.same_side(a, b)
    }

    /// The quotations that the verb at `head` introduces.
    pub(super) fn said(&self, head: usize) -> Vec<Span> {
        let verb = self.reading.analysis.tokens[head].span;
        let quotes = self.parties.quotes.iter();
        quotes.filter(|q| q.cue.is_some_and(|cue| cue.contains(verb))).map(|q| q.span).collect()
    }

    /// The first state, army or armed group named in `span` that does not stand on the side of `speakers`.
    fn other_side(&self, span: Span, speakers: &[ActorId]) -> Option<ActorId> {
        let cast = self.parties.cast;
        self.reading.analysis.tokens_in(span).find_map(|t| {
            let actor = cast.at(t).or_else(|| self.parties.nation(t))?;
            let acts = matches!(
                cast.get(actor).kind,
                ActorKind::State | ActorKind::Government | ActorKind::Military | ActorKind::ArmedGroup
            );
            (acts && !speakers.iter().any(|&s| self.same_side(s, actor))).then_some(actor)
        })
    }

    /// Whether both are the same or of the same country.
    fn same_side(&self, a: ActorId, b: ActorId) -> bool {
        let country = |id: ActorId| self.parties.cast.get(id).country;
        a == b || country(a).is_some() && country(a) == country(b)
    }
}
