//! Whom an accusation, an appeal or a refusal means where its own words do not say so.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use foldhash::HashMap;

use smol_str::SmolStr;

use crate::dispatch::{ActorId, ActorKind, Category, Country, Modality, Quote, QuoteKind, Span};
use crate::language::{Deprel, Upos, VerbForm};
use crate::lexicon::triggers::Filler;

use super::clause::Slot;
use super::parties::Roles;
use super::spots::{Spot, reflexive};
use super::{Draft, Reader};

/// The set of the trigger lexicon that holds what somebody says and somebody else denies.
const CLAIM: &str = "claim";
/// The set that holds what is declined: demands, offers, plans.
const OFFER: &str = "offer";
/// The set that holds words for the sides of a conflict.
const SIDES: &str = "sides";
/// The set that holds what says that all of them are meant.
const EVERY: &str = "every";
/// The set that holds words for where a country ends.
const BORDER: &str = "border";
/// The set that holds what states have with each other and may end or withhold.
const TIES: &str = "ties";
/// The set that holds verbs for what forces are sent to do for or against somebody.
const PURPOSE: &str = "purpose";
/// The set that holds what crowds are dispersed with.
const RIOT: &str = "riot";
/// How many sentences before a condemnation what it condemns may be told.
const BEFORE: usize = 2;

/// Who demonstrates right before or in the sentence of `draft`.
fn demonstrators(draft: &Draft, drafts: &[Draft]) -> Vec<ActorId> {
    let near = |d: &&Draft| {
        d.category == Category::Protest && d.sentence <= draft.sentence && d.sentence + 1 >= draft.sentence
    };
    let last = drafts.iter().filter(near).max_by_key(|d| d.head);
    last.map(|d| d.agents.clone()).unwrap_or_default()
}

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
                    self.culprits(draft, drafts, linked.collect())
                }
                Category::Sanction => self.counterpart(draft).into_iter().collect(),
                // "a promis de livrer des chars à X", "a offert de réunir X et Y", "menace de s'en prendre à X".
                Category::Agree | Category::Threaten if draft.verbal() => {
                    let named = self.kept_from(draft.head, &spots);
                    if named.is_empty() && draft.category == Category::Threaten {
                        self.provoked(draft, drafts)
                    } else {
                        named
                    }
                }
                // "fired tear gas": at those who demonstrated.
                Category::Coerce if draft.verbal() && self.disperses(draft) => demonstrators(draft, drafts),
                Category::Mobilize if draft.verbal() => {
                    let above = draft.governor.and_then(|g| telling.get(&g)).map(|&j| &drafts[j]);
                    let accusers =
                        above.filter(|d| d.category == Category::Accuse).map(|d| d.agents.as_slice());
                    self.faced(draft, accusers.unwrap_or_default())
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

    /// Who did that for which `draft` threatens: "promised revenge after X struck a port".
    fn provoked(&self, draft: &Draft, drafts: &[Draft]) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let content = self.content(draft.head);
        let for_it = |d: &&Draft| {
            let below = |&h: &usize| {
                let mut above = analysis.ancestors(h).take_while(|&t| Some(t) != content);
                h > draft.head && above.any(|t| t == draft.head)
            };
            d.category == Category::Assault
                && d.sentence == draft.sentence
                && matches!(d.modality, Modality::Asserted | Modality::Claimed)
                && d.heads.iter().any(below)
                && !d.agents.iter().any(|&a| draft.agents.iter().any(|&x| self.same_side(x, a)))
        };
        drafts.iter().find(for_it).map(|d| d.agents.clone()).unwrap_or_default()
    }

    /// Whether `draft` tells that a crowd is dispersed: "fired tear gas".
    fn disperses(&self, draft: &Draft) -> bool {
        let analysis = self.reading.analysis;
        let told = analysis.tokens_in(draft.trigger).chain(analysis.dependents(draft.head, Deprel::Obj));
        told.into_iter().any(|t| self.triggers.in_set(RIOT, &analysis.tokens[t].lemma))
    }

    /// Whether several accuse each other: "X et Y s'accusent de".
    fn mutual(&self, draft: &Draft) -> bool {
        let accusers = draft.agents.iter().any(|&a| !self.same_side(a, draft.agents[0]));
        draft.category == Category::Accuse
            && draft.verbal()
            && accusers
            && reflexive(self.reading, draft.head)
    }

    /// Who did or would do what `draft` blames or asks for: one of the events `linked` with it or told in the words that it introduces,
    /// else whom these words name, else whoever did what is told right before.
    fn culprits(&self, draft: &Draft, drafts: &[Draft], linked: Vec<usize>) -> Vec<ActorId> {
        let said = self.said(draft.head);
        let quoted = (0..drafts.len()).filter(|&j| {
            drafts[j].head != draft.head && said.iter().any(|span| span.contains(drafts[j].trigger))
        });
        let mut found: Vec<ActorId> = linked
            .into_iter()
            .chain(quoted)
            .map(|j| drafts[j].agents.as_slice())
            .find(|agents| agents.iter().any(|a| !draft.agents.contains(a)))
            .unwrap_or_default()
            .to_vec();
        if found.is_empty() {
            found = self.doer(draft);
        }
        found.retain(|a| !draft.agents.contains(a));
        if !found.is_empty() || draft.category != Category::Accuse {
            return found;
        }
        let sided = draft.agents.iter().any(|&a| {
            let who = self.parties.cast.get(a);
            who.country.is_some() || who.kind == ActorKind::ArmedGroup
        });
        found.extend(said.into_iter().filter(|_| sided).find_map(|s| self.other_side(s, &draft.agents)));
        if found.is_empty() { self.perpetrators(draft, drafts) } else { found }
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

    /// Who is party to what the infinitive tells that the refusing verb at `head` governs, or whom it is done to or with: "a refusé de
    /// négocier avec X", "refused to recognise X", "refuse de remettre ses armes à X".
    fn kept_from(&self, head: usize, spots: &HashMap<usize, &Spot>) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let infinitive = |&c: &usize| c > head && analysis.tokens[c].feats.verb_form == Some(VerbForm::Inf);
        let Some(verb) = analysis.dependents(head, Deprel::Xcomp).find(infinitive) else { return Vec::new() };
        let parties = self.done_to(verb, spots);
        if !parties.is_empty() {
            return parties;
        }
        let syntax = &self.triggers.syntax;
        let towards = |p: &SmolStr| syntax.dative.contains(p) || syntax.with.contains(p);
        let arguments = self.clauses().verb(verb);
        let addressed = arguments.iter().filter(|a| match &a.slot {
            Slot::Dative => true,
            Slot::Preposition(p) => towards(p) && a.token > verb,
            _ => false,
        });
        let known = |&a: &ActorId| {
            let body = !matches!(self.parties.cast.get(a).kind, ActorKind::Person | ActorKind::Population);
            body || !self.parties.unnamed(a)
        };
        addressed.flat_map(|a| self.parties.of(a.token)).filter(known).collect()
    }

    /// The parties to what the infinitive at `verb` tells, its subject aside.
    fn done_to(&self, verb: usize, spots: &HashMap<usize, &Spot>) -> Vec<ActorId> {
        let Some(spot) = spots.get(&verb) else { return Vec::new() };
        let clauses = self.clauses();
        let mut arguments = clauses.verb(verb);
        let mut senses = spot.classes.iter().filter_map(|&c| self.triggers.class(c));
        let Some(class) = senses.find(|class| self.meant(class, spot, &arguments)) else {
            return Vec::new();
        };
        arguments.retain(|a| a.token > verb && a.slot != Slot::Subject);
        let mut roles = Roles::default();
        roles.fill(&arguments, &class.frame, &self.parties, &clauses);
        roles.targets.append(&mut roles.agents);
        roles.targets
    }

    /// With whom a state or bloc ends or withholds what it has with others, where it does not say so ("a rappelé son ambassadeur"): the
    /// other state of which the text said most before, if there is one.
    fn counterpart(&self, draft: &Draft) -> Option<ActorId> {
        let analysis = self.reading.analysis;
        let tie = |t: usize| self.triggers.in_set(TIES, &analysis.tokens[t].lemma);
        let object = analysis.dependents(draft.head, Deprel::Obj);
        let ties = analysis.tokens_in(draft.trigger).chain(object).any(tie);
        let cast = self.parties.cast;
        let official = |a: ActorId| {
            let kind = cast.get(a).kind;
            matches!(kind, ActorKind::State | ActorKind::Government | ActorKind::International)
        };
        if !ties || draft.agents.is_empty() || !draft.agents.iter().all(|&a| official(a)) {
            return None;
        }
        let mut told: BTreeMap<Country, (usize, ActorId)> = BTreeMap::new();
        for (id, member) in cast.iter() {
            let actor = &member.actor;
            let acts = matches!(actor.kind, ActorKind::State | ActorKind::Government | ActorKind::Military);
            let Some(country) = actor.country.filter(|_| acts) else { continue };
            let before = actor.mentions.iter().filter(|m| m.span.start < draft.trigger.start).count();
            let (count, stands) = told.entry(country).or_insert((0, id));
            *count += before;
            if actor.kind == ActorKind::State {
                *stands = id;
            }
        }
        let end = analysis.tokens_in(draft.trigger).start;
        for country in (0..end).filter_map(|t| cast.get(cast.nation(t)?).country) {
            if let Some((count, _)) = told.get_mut(&country) {
                *count += 1;
            }
        }
        let own: Vec<Country> = draft.agents.iter().filter_map(|&a| cast.get(a).country).collect();
        let mut others: Vec<_> = told.into_iter().filter(|(country, _)| !own.contains(country)).collect();
        others.sort_by_key(|(_, (count, _))| Reverse(*count));
        let clear = others.get(1).is_none_or(|next| others[0].1.0 > next.1.0);
        others.first().filter(|(_, (count, _))| clear && *count > 0).map(|&(_, (_, stands))| stands)
    }

    /// For or against whom `draft` sends its forces: whom its purpose names ("des soldats pour aider X"), or at whose border they are;
    /// `accusers` are those who say so of it.
    fn faced(&self, draft: &Draft, accusers: &[ActorId]) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let governors = std::iter::once(draft.head).chain(analysis.dependents(draft.head, Deprel::Obj));
        let purposes = governors.flat_map(|g| analysis.children(g)).filter(|&c| {
            c > draft.head
                && tokens[c].feats.verb_form == Some(VerbForm::Inf)
                && self.triggers.in_set(PURPOSE, &tokens[c].lemma)
        });
        let objects = purposes.filter_map(|verb| analysis.dependent(verb, Deprel::Obj));
        let mut found: Vec<ActorId> = objects.flat_map(|o| self.parties.of_or_seat(o)).collect();
        let syntax = &self.triggers.syntax;
        for &border in draft.linked.iter().filter(|&&t| self.triggers.in_set(BORDER, &tokens[t].lemma)) {
            let beyond = analysis.dependents(border, Deprel::Nmod).filter(|&c| {
                let case = analysis.dependent(c, Deprel::Case).map(|c| &tokens[c].lemma);
                case.is_some_and(|c| syntax.with.contains(c) || syntax.of.contains(c))
            });
            let beyond: Vec<ActorId> = beyond.flat_map(|c| self.parties.of_or_seat(c)).collect();
            found.extend(if beyond.is_empty() { self.parties.of(border) } else { beyond });
            // "X accuse Y de masser des troupes à sa frontière": it is X's.
            if found.iter().all(|a| draft.agents.contains(a)) {
                found.extend(accusers.iter().map(|&a| self.state_of(a)));
            }
        }
        found.retain(|a| !draft.agents.contains(a));
        found.dedup();
        found
    }

    /// The state for which a person speaks, else the actor himself.
    fn state_of(&self, actor: ActorId) -> ActorId {
        let cast = self.parties.cast;
        let person = Some(cast.get(actor)).filter(|a| a.kind == ActorKind::Person);
        person.and_then(|a| a.country).and_then(|country| cast.state(country)).unwrap_or(actor)
    }

    /// Who did what is told right before, where `draft` condemns an act that its words name without saying whose it is: "a dénoncé un acte
    /// lâche", "X and Y condemned it".
    fn perpetrators(&self, draft: &Draft, drafts: &[Draft]) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        if !draft.verbal() || draft.agents.is_empty() || !self.names_an_act(draft.head) {
            return Vec::new();
        }
        let here = analysis.sentence_of(draft.head);
        let other = |a: &ActorId| !draft.agents.iter().any(|&x| x == *a || self.one_voice(x, *a));
        let told = drafts.iter().flat_map(|d| {
            let who = match d.category {
                Category::Assault | Category::Coerce => &d.agents,
                Category::Accuse => &d.targets,
                _ => return Vec::new(),
            };
            let real = matches!(d.modality, Modality::Asserted | Modality::Claimed);
            // Those who suffered it are no culprits, even where the tree has them as such.
            let power = |a: &ActorId| self.parties.cast.get(*a).kind != ActorKind::Population;
            let who: Vec<ActorId> = who.iter().copied().filter(|a| real && other(a) && power(a)).collect();
            let heads = d.heads.iter().filter(|_| !who.is_empty());
            heads.map(|&h| (h, who.clone())).collect::<Vec<_>>()
        });
        let near = told.filter(|&(h, _)| {
            h < draft.head && (analysis.sentence_of(h) < here) && analysis.sentence_of(h) + BEFORE >= here
        });
        let last = near.max_by_key(|&(h, _)| (analysis.sentence_of(h), std::cmp::Reverse(h)));
        last.map(|(_, who)| who).unwrap_or_default()
    }

    /// Whether the condemning verb at `head` only has an act as its object, which it tells anew, or none at all.
    fn names_an_act(&self, head: usize) -> bool {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let clause = |c: usize| matches!(tokens[c].deprel.base(), Deprel::Ccomp | Deprel::Xcomp);
        let phrase = self.spots.iter().any(|s| s.head == head && s.tokens.len() > 1);
        if phrase || self.clauses().passive(head) || analysis.children(head).any(clause) {
            return false;
        }
        let Some(object) = analysis.dependent(head, Deprel::Obj) else {
            return self.said(head).is_empty();
        };
        let indefinite = |d: usize| tokens[d].feats.definite == Some(false);
        tokens[object].upos == Upos::Noun
            && analysis.dependents(object, Deprel::Det).any(indefinite)
            && self.parties.of(object).is_empty()
    }

    /// Corrects whom threats and appeals mean, whatever was found before: who is threatened is on whom it depends ("prévenu que X frapperait
    /// si Y tirait"), never the side that threatens; those who accuse each other are accused; and an appeal to everybody is to nobody.
    pub(super) fn meant_by(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut().filter(|d| d.verbal()) {
            match draft.category {
                Category::Threaten => {
                    let warned = self.depends_on(draft);
                    if !warned.is_empty() {
                        draft.targets = warned;
                    } else if draft.targets.is_empty() {
                        draft.targets = self.faces(draft);
                    }
                    draft.targets.retain(|&t| !draft.agents.iter().any(|&a| self.speaks_for(a, t)));
                }
                Category::Accuse if self.mutual(draft) => {
                    draft.targets.clone_from(&draft.agents);
                    draft.each_other = true;
                }
                Category::Request if draft.heads.iter().any(|&h| self.to_everybody(h)) => {
                    draft.targets.clear();
                }
                _ => {}
            }
        }
    }

    /// The other side that is named in the clause of what `draft` threatens: "prévenu que X ne livrerait plus rien à Y".
    fn faces(&self, draft: &Draft) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let Some(clause) = self.content(draft.head) else { return Vec::new() };
        let span = analysis.span(draft.head + 1, analysis.subtree(clause).1);
        self.other_side(span, &draft.agents).into_iter().collect()
    }

    /// Who acts in the condition of what `draft` threatens.
    fn depends_on(&self, draft: &Draft) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let Some(sentence) = analysis.sentences.get(analysis.sentence_of(draft.head)) else {
            return Vec::new();
        };
        // "sans préciser si": a question is no condition.
        let adverbial = |t: usize| {
            let relation = tokens[t].head.map(|v| tokens[v].deprel.base());
            relation.is_some_and(|r| !matches!(r, Deprel::Ccomp | Deprel::Xcomp | Deprel::Acl))
        };
        let conditions = (draft.head..sentence.end).filter(|&t| {
            tokens[t].deprel.base() == Deprel::Mark
                && adverbial(t)
                && self.triggers.context.conditional.contains(&tokens[t].lemma)
                && analysis.ancestors(t).any(|a| a == draft.head)
        });
        let clauses = self.clauses();
        let mut found = Vec::new();
        for verb in conditions.filter_map(|t| tokens[t].head) {
            let subject = clauses.verb(verb).into_iter().find(|a| a.slot == Slot::Subject);
            found.extend(subject.map(|a| self.parties.of_or_seat(a.token)).unwrap_or_default());
        }
        found.retain(|&t| {
            let acts = !matches!(
                self.parties.cast.get(t).kind,
                ActorKind::Organisation | ActorKind::Media | ActorKind::Population
            );
            acts && !draft.agents.iter().any(|&a| self.speaks_for(a, t))
        });
        found
    }

    /// Whether `speaker` is `side`, or a person or body that speaks for that state.
    fn speaks_for(&self, speaker: ActorId, side: ActorId) -> bool {
        let cast = self.parties.cast;
        let public = matches!(
            cast.get(speaker).kind,
            ActorKind::Person | ActorKind::State | ActorKind::Government | ActorKind::Military
        );
        speaker == side
            || public
                && matches!(cast.get(side).kind, ActorKind::State | ActorKind::Military)
                && self.same_side(speaker, side)
    }

    /// Whether the verb at `head` speaks to all sides at once: "toutes les parties", "both sides".
    fn to_everybody(&self, head: usize) -> bool {
        let analysis = self.reading.analysis;
        let lemma = |t: usize| &analysis.tokens[t].lemma;
        self.clauses().verb(head).into_iter().filter(|a| a.slot != Slot::Subject).any(|a| {
            self.triggers.in_set(SIDES, lemma(a.token))
                && analysis.children(a.token).any(|c| self.triggers.in_set(EVERY, lemma(c)))
                && !analysis.children(a.token).any(|c| {
                    matches!(analysis.tokens[c].deprel.base(), Deprel::Amod | Deprel::Compound)
                        && !self.triggers.in_set(EVERY, lemma(c))
                })
        })
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
            let answers = !self.triggers.context.unaddressed.contains(&draft.lemma);
            if open && answers && !draft.agents.is_empty() && self.rebuts(draft.head) {
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
        let said = |t: usize| [CLAIM, OFFER].iter().any(|set| self.triggers.in_set(set, &tokens[t].lemma));
        let claim = |t: usize| said(t) && self.parties.of(t).is_empty();
        // "a charge that X rejects"
        if verb.deprel.base() == Deprel::Acl && verb.head.is_some_and(claim) {
            return true;
        }
        let cue = |q: &&Quote| q.cue.is_some_and(|cue| cue.contains(verb.span));
        if let Some(quote) = self.parties.quotes.iter().find(cue) {
            return quote.kind == QuoteKind::Direct && analysis.dependent(head, Deprel::Obj).is_none();
        }
        // "called the charge baseless" has no clause of its own.
        let clause = |&c: &usize| {
            matches!(tokens[c].deprel.base(), Deprel::Ccomp | Deprel::Xcomp) && tokens[c].upos != Upos::Adj
        };
        if analysis.children(head).any(|c| clause(&c)) {
            return false;
        }
        let mut arguments = self.clauses().verb(head);
        if let Some(spot) = self.spots.iter().find(|s| s.head == head) {
            self.mend_particle(spot, &mut arguments);
        }
        let object = arguments.into_iter().find(|a| a.slot == Slot::Object);
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
        // "turned down the offer": an offer or a threat was made by whoever made one, not by whoever spoke.
        let object = analysis.dependent(draft.head, Deprel::Obj).or(analysis.tokens[draft.head].head);
        let offered = object.is_some_and(|o| {
            let lemma = &analysis.tokens[o].lemma;
            self.triggers.in_set(OFFER, lemma) && !self.triggers.in_set(CLAIM, lemma)
        });
        let other = |who: &ActorId| !draft.agents.iter().any(|&a| a == *who || self.one_voice(a, *who));
        let spoken = self.parties.quotes.iter().filter_map(|q| {
            let at = analysis.tokens_in(q.cue.unwrap_or(q.span)).start;
            Some((at, vec![q.speaker.filter(|who| !offered && other(who))?], false))
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
