//! Bodies that have members, and who leads them.

use foldhash::HashSet;

use super::{Cue, PART, REACH, ROLL, Reader};
use crate::dispatch::{Actor, ActorId, ActorKind, AllianceKind, AllianceStatus, Mention, MentionForm, Why};
use crate::extract::Reading;
use crate::extract::cast::Cast;
use crate::extract::events::clause::{Argument, Slot};
use crate::extract::events::parties::Roles;
use crate::language::{Deprel, Number, Upos, VerbForm};
use crate::lexicon::relations::Class;
use crate::lexicon::triggers::Role;

/// The actors that are bodies which have members, by their kind or by a word of their name.
pub(super) fn unions(reading: &Reading<'_>, cast: &Cast) -> HashSet<ActorId> {
    let word = |w: &str| reading.words.relations.marks.unions.contains(w.to_lowercase().as_str());
    let told = |n: &str| n.split(' ').any(word);
    let union = |actor: &Actor| {
        // An acronym does not say so, the name behind it may.
        let known = || reading.lexicon.gazetteer.meanings(&actor.name).into_iter().next();
        actor.kind == ActorKind::International
            || std::iter::once(&actor.name).chain(&actor.aliases).any(|n| told(n))
            || known().is_some_and(|entry| entry.names().any(|(name, _)| told(name)))
    };
    cast.iter().filter(|(_, m)| union(&m.actor)).map(|(id, _)| id).collect()
}

impl Reader<'_> {
    /// Whether the actor is a body that has members.
    pub(super) fn union(&self, actor: ActorId) -> bool {
        self.unions.contains(&actor)
    }

    /// Adds that what is named or described as part of a body belongs to it: "la branche armée de X", "X's Quds Force".
    pub(super) fn part(&mut self, head: usize) {
        let analysis = self.reading.analysis;
        let token = &analysis.tokens[head];
        let cast = self.parties.cast;
        if !self.relations.marks.units.contains(&token.lemma) || token.feats.number == Some(Number::Plur) {
            return;
        }
        let Some(part) = cast.at(head) else { return };
        // "X, branche de Y", "X est la branche de Y": it describes another.
        let like = |c: usize| self.reading.words.triggers.syntax.like.contains(&analysis.tokens[c].lemma);
        let describes = matches!(token.deprel.base(), Deprel::Appos | Deprel::Xcomp)
            || analysis.dependent(head, Deprel::Cop).is_some()
            || analysis.dependent(head, Deprel::Case).is_some_and(like);
        // "Force de répression des gangs": what a name holds is not whose it is.
        let name = |m: &&Mention| m.form == MentionForm::Name && m.span.contains(token.span);
        let name = cast.get(part).mentions.iter().find(name).map(|m| m.span);
        let owns = |&t: &usize| {
            let token = &analysis.tokens[t];
            let of = &self.reading.words.triggers.syntax.of;
            let led = analysis.dependent(t, Deprel::Case).map(|c| &analysis.tokens[c].lemma);
            let complement = token.deprel.base() == Deprel::Nmod && led.is_some_and(|c| of.contains(c));
            (token.deprel == Deprel::NmodPoss || complement) && !name.is_some_and(|n| n.contains(token.span))
        };
        let owners = analysis.children(head).filter(|t| !describes && owns(t));
        let whole = owners.filter_map(|t| cast.at(t).filter(|&a| a != part).or_else(|| self.inner(t, part)));
        let body = |&whole: &ActorId| match cast.get(whole).kind {
            ActorKind::ArmedGroup | ActorKind::Organisation => true,
            ActorKind::Military | ActorKind::International => !self.parties.unnamed(part),
            _ => false,
        };
        let force = |kind| {
            matches!(
                kind,
                ActorKind::ArmedGroup
                    | ActorKind::Military
                    | ActorKind::Organisation
                    | ActorKind::International
            )
        };
        let Some(whole) = whole.into_iter().find(body).filter(|_| force(cast.get(part).kind)) else { return };
        let key = (AllianceKind::MemberOf, part, whole);
        if self.known.insert(key) {
            let (first, last) = analysis.subtree(head);
            let why = Why::new(PART.name, PART.confidence).with_cue(token.span);
            let alliance = self.alliance(key, AllianceStatus::Current, analysis.span(first, last), why);
            self.found.push(alliance);
        }
    }

    /// Adds that those who are listed behind the name of a body belong to it: "le Quad (X, Y et Z)", "the Quad - X, Y and Z - said".
    pub(super) fn roll(&mut self, head: usize) {
        const WORDS: usize = 30;
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let cast = self.parties.cast;
        let Some(body) = cast.at(head).filter(|&a| self.union(a)) else { return };
        let span = tokens[head].span;
        let named = |m: &&Mention| m.form == MentionForm::Name && m.span.contains(span);
        let Some(name) = cast.get(body).mentions.iter().find(named) else { return };
        let open = analysis.tokens_in(name.span).end;
        let is = |t: usize, marks: &[&str]| tokens.get(t).is_some_and(|t| marks.contains(&t.form.as_str()));
        if !is(open, &["(", ":", "–", "—", "-"]) {
            return;
        }
        let end = analysis.sentences[analysis.sentence_of(head)].end.min(open + WORDS);
        let (mut listed, mut at) = (Vec::new(), open + 1);
        while at < end && !is(at, &[")", "–", "—", "-", ".", ";"]) {
            let member = cast.at_or_seat(at).filter(|&a| {
                matches!(
                    cast.get(a).kind,
                    ActorKind::State
                        | ActorKind::International
                        | ActorKind::ArmedGroup
                        | ActorKind::Organisation
                )
            });
            let light = matches!(tokens[at].upos, Upos::Det | Upos::Cconj | Upos::Adp | Upos::Punct);
            match member {
                Some(member) => {
                    let here = |m: &&Mention| m.span.contains(tokens[at].span);
                    let mention = cast.get(member).mentions.iter().find(here);
                    at = mention.map_or(at + 1, |m| analysis.tokens_in(m.span).end.max(at + 1));
                    listed.push(member);
                }
                None if light => at += 1,
                None => return,
            }
        }
        // Two at least, one behind a conjunction: no aside on where the body sits.
        let joined = (open..at).any(|t| tokens[t].upos == Upos::Cconj);
        if listed.len() < 2 || !joined {
            return;
        }
        for member in listed {
            let key = (AllianceKind::MemberOf, member, body);
            if member != body && self.known.insert(key) {
                let why = Why::new(ROLL.name, ROLL.confidence).with_cue(span);
                let alliance = self.alliance(key, AllianceStatus::Current, analysis.span(head, at), why);
                self.found.push(alliance);
            }
        }
    }

    /// Gives a phrase of support that nothing sets off from its clause the subject of that as who supports: "X shelled Harl in support of Y".
    pub(super) fn in_aid(&self, cue: Cue<'_>, roles: &mut Roles) {
        let Cue { head, first, class, .. } = cue;
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let led = tokens[first].upos == Upos::Adp && tokens[head].upos == Upos::Noun;
        let apart = first.checked_sub(1).is_none_or(|t| tokens[t].form == ",");
        if class.kind != AllianceKind::Backs || !led || apart || roles.targets.is_empty() {
            return;
        }
        let verb = analysis.ancestors(head).find(|&t| tokens[t].upos == Upos::Verb);
        let subject = verb.and_then(|verb| self.clauses().subject(verb, 4)).filter(|&s| s < first);
        let mut who = subject.map(|s| self.parties.of(s)).unwrap_or_default();
        who.retain(|a| !roles.targets.contains(a));
        if !who.is_empty() {
            roles.agents = who;
        }
    }

    /// Adds who joins another in what the verb at `head` says, be he its subject or not: "X joined Y in leaving Z".
    pub(super) fn joins_in(&self, head: usize, class: &Class, roles: &mut Roles) {
        let analysis = self.reading.analysis;
        let token = &analysis.tokens[head];
        let member = class.kind == AllianceKind::MemberOf && !roles.targets.is_empty();
        let verb = token.head.filter(|&v| member && v < head && analysis.tokens[v].upos == Upos::Verb);
        let finite = token.feats.verb_form == Some(VerbForm::Fin);
        let joins = |verb: &usize| {
            let patterns = self.relations.verbs(&analysis.tokens[*verb].lemma);
            patterns.iter().filter(|p| p.rest.is_empty()).filter_map(|p| self.relations.class(p.class)).any(
                |c| {
                    c.kind == AllianceKind::MemberOf
                        && c.frame.object == Some(Role::Target)
                        && c.status.is_none()
                        && !c.unions
                },
            )
        };
        let Some(verb) = verb.filter(|v| !finite && joins(v)) else { return };
        let sides = [self.clauses().subject(verb, 4), analysis.dependent(verb, Deprel::Obj)];
        for actor in sides.into_iter().flatten().flat_map(|t| self.parties.of(t)) {
            if !roles.agents.contains(&actor) && !roles.targets.contains(&actor) {
                roles.agents.push(actor);
            }
        }
    }

    /// The first part of a compound whose last part stands at `head`: "Hamas" in "Hamas-led".
    pub(super) fn joint(&self, head: usize) -> Option<usize> {
        let first = head.checked_sub(2)?;
        let compound = self.reading.analysis.tokens[first + 1].form == "-";
        let party = |t: usize| self.parties.cast.at(t).or_else(|| self.adjective(t));
        (compound && party(first).is_some()).then_some(first)
    }

    /// The state that the first part of a compound tells: "*Saudi*-led".
    pub(super) fn adjective(&self, token: usize) -> Option<ActorId> {
        self.parties.nation(token).or_else(|| {
            let form = self.reading.lower(token);
            self.parties.cast.state(self.reading.lexicon.gazetteer.country_by_adjective(form)?)
        })
    }

    /// "Hamas-led gunmen": who leads them stands in the first part of the compound, who is led after it, or both are one name.
    pub(super) fn joined(&self, head: usize, class: &Class, roles: &mut Roles) -> bool {
        let analysis = self.reading.analysis;
        let cast = self.parties.cast;
        let Some(first) = self.joint(head) else { return false };
        let whole = cast.at(first).filter(|&w| cast.at(head) == Some(w));
        let part = match whole {
            Some(_) => self
                .names
                .get(analysis.tokens[first].form.as_str())
                .copied()
                .or_else(|| self.adjective(first)),
            None => cast.at(first).or_else(|| self.adjective(first)),
        };
        let led = whole.map(|w| (head, w)).or_else(|| {
            (head + 1..analysis.tokens.len().min(head + REACH))
                .take_while(|&t| {
                    let token = &analysis.tokens[t];
                    !matches!(token.upos, Upos::Verb | Upos::Adp | Upos::Punct | Upos::Aux)
                        || token.form == "\""
                })
                .find_map(|t| Some((t, cast.at(t)?)))
        });
        let (Some(part), Some((noun, led))) = (part, led) else { return false };
        if part == led {
            return false;
        }
        // "the US-led coalition": who leads a union belongs to it.
        let leader = class.leads && self.union(led) && !self.over(part, noun);
        // "Qaeda-affiliated fighters": who is described is a member of who is named.
        let described = class.frame.object == Some(Role::Agent);
        *roles = if leader || class.frame.subject == Some(Role::Agent) && !described {
            Roles { agents: vec![part], targets: vec![led] }
        } else {
            Roles { agents: vec![led], targets: vec![part] }
        };
        true
    }

    /// The actor that the words at `token` name on their own, inside the longer name of `whole`: "la coalition menée par X".
    pub(super) fn inner(&self, token: usize, whole: ActorId) -> Option<ActorId> {
        let analysis = self.reading.analysis;
        let (first, last) = analysis.subtree(token);
        let named = (first..last)
            .filter_map(|from| {
                let text = self.reading.str(analysis.span(from, last));
                self.names.get(text).or_else(|| self.names.get(analysis.tokens[from].form.as_str()))
            })
            .copied()
            .find(|&a| a != whole);
        self.parties.cast.seat(token).or(named).filter(|&a| a != whole)
    }

    /// Whether whoever leads is a body of states, and what the noun at `led` means is a force or mission of its: "la force conduite par
    /// l'Otan".
    fn over(&self, leader: ActorId, led: usize) -> bool {
        let noun = &self.reading.analysis.tokens[led].lemma;
        self.parties.cast.get(leader).kind == ActorKind::International
            && self.relations.marks.units.contains(noun)
    }

    /// Turns a relation of leading the right way round.
    pub(super) fn lead(&self, roles: &mut Roles, arguments: &[Argument]) {
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
        let over = |led: usize| roles.targets.iter().all(|&leader| self.over(leader, led));
        let union = union && !led.is_some_and(over);
        // Who is a person belongs to what he leads.
        let person = |a: ActorId| cast.get(a).kind == ActorKind::Person;
        if !roles.targets.is_empty() && roles.targets.iter().all(|&a| person(a)) {
            let named = |a: ActorId| !self.parties.unnamed(a) || cast.get(a).kind == ActorKind::Government;
            roles.agents.retain(|&a| named(a) && !person(a));
            std::mem::swap(&mut roles.agents, &mut roles.targets);
        } else if union {
            std::mem::swap(&mut roles.agents, &mut roles.targets);
        }
    }
}
