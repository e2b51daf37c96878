//! Who stands in a relation where the tree does not reach them: across relative pronouns, accusations and possessives, and the
//! nearest on either side.

use smol_str::SmolStr;

use super::{Part, REACH, Reader};
use crate::dispatch::{ActorId, ActorKind, ParagraphKind};
use crate::extract::events::clause::{Argument, Slot};
use crate::extract::events::parties::Roles;
use crate::extract::events::spots;
use crate::language::{Deprel, Number, Upos, VerbForm, is_mark};
use crate::lexicon::nominals::PronounRole;
use crate::lexicon::relations::Class;
use crate::lexicon::triggers::Role;

/// How many that were told of last "the two" may mean.
const RECENT: usize = 4;
/// How far back a possessive may refer.
const BACK: usize = 70;

impl Reader<'_> {
    /// Gives the relation of the verb at `verb`, whose last word is at `last`, the parties that a relative pronoun or an accusation
    /// before it tells: "X, que soutient Y", "X, which Y backs", "accuse Y d'armer X", "X, whom Z accuses Y of arming". Whether it
    /// did.
    pub(super) fn before_verb(&self, verb: usize, last: usize, class: &Class, roles: &mut Roles) -> bool {
        if class.frame.subject != Some(Role::Agent) || class.frame.object != Some(Role::Target) {
            return false;
        }
        let accused = self.accused(verb);
        let right = self.right(last, class);
        let gap = self.antecedent(verb);
        match (gap, accused) {
            (Some((antecedent, _)), Some(accused)) if right.is_none() => {
                *roles = Roles { agents: accused, targets: antecedent };
                true
            }
            (Some((antecedent, _)), None) if right.is_some() && self.accuser(verb).is_some() => {
                roles.agents = antecedent;
                roles.targets = right.unwrap_or_default();
                true
            }
            (Some((antecedent, Some(subject))), _) if right.is_none() => {
                *roles = Roles { agents: subject, targets: antecedent };
                true
            }
            (Some((antecedent, None)), _) if self.inverted(verb) => {
                let Some(subject) = right else { return false };
                *roles = Roles { agents: subject, targets: antecedent };
                true
            }
            (None, Some(accused)) => {
                if roles.targets.is_empty() || roles.targets.iter().any(|t| accused.contains(t)) {
                    roles.targets = right.unwrap_or_default();
                }
                roles.targets.retain(|t| !accused.contains(t));
                roles.agents = accused;
                true
            }
            _ => false,
        }
    }

    /// Gives the passive verb at `verb` that lacks it the subject that a relative pronoun means: "X, which Y says is backed by Z".
    pub(super) fn passive_gap(&self, verb: usize, class: &Class, roles: &mut Roles) {
        let Roles { agents, targets } = roles;
        let (side, other) = match class.frame.object {
            Some(Role::Target) => (targets, agents),
            Some(Role::Agent) => (agents, targets),
            _ => return,
        };
        if side.is_empty()
            && let Some((antecedent, _)) = self.antecedent(verb)
        {
            side.extend(antecedent.into_iter().filter(|a| !other.contains(a)));
        }
    }

    /// Whom a relative pronoun behind a preposition of the frame means, before the words that begin at `first`: "X, contre lequel Y lutte",
    /// "X, with which Y is at war".
    pub(super) fn relative_target(&self, first: usize, class: &Class) -> Vec<ActorId> {
        let tokens = &self.reading.analysis.tokens;
        let start = self.start(first).max(first.saturating_sub(2 * REACH));
        // "X, dont fait partie Y".
        let whose = |t: usize| {
            class.frame.genitive == Some(Role::Target)
                && self.relations.marks.whose.contains(&tokens[t].lemma)
        };
        let pronoun = (start + 1..first)
            .rev()
            .take_while(|&t| !matches!(tokens[t].upos, Upos::Verb | Upos::Punct))
            .find(|&t| {
                self.clauses().relative(t)
                    && (whose(t) || class.frame.prepositions.get(&tokens[t - 1].lemma) == Some(&Role::Target))
            });
        let before = pronoun.and_then(|t| self.end_before(if whose(t) { t } else { t - 1 }));
        before
            .and_then(|at| Some((at, self.stands(at)?)))
            .map(|(at, actor)| self.listed(at, actor))
            .unwrap_or_default()
    }

    /// Whom a preposition of the frame leads behind what commas set off behind the word at `last`: "pits X, led by Y, against Z".
    pub(super) fn behind_aside(&self, last: usize, class: &Class) -> Vec<ActorId> {
        let tokens = &self.reading.analysis.tokens;
        let end = self.end(last).min(last + 4 * REACH);
        let leads = |t: usize| class.frame.prepositions.get(&tokens[t].lemma) == Some(&Role::Target);
        let closing = (last + 2..end.saturating_sub(1))
            .find(|&t| tokens[t].form == "," && tokens[t + 1].upos == Upos::Adp && leads(t + 1));
        let opened = closing.is_some_and(|c| (last + 1..c).any(|t| tokens[t].form == ","));
        let Some(comma) = closing.filter(|_| opened) else { return Vec::new() };
        let at = (comma + 2..end).find(|&t| !matches!(tokens[t].upos, Upos::Det | Upos::Adj | Upos::Num));
        at.and_then(|t| Some(self.listed(t, self.stands(t)?))).unwrap_or_default()
    }

    /// One past the last token of the sentence of `token`.
    fn end(&self, token: usize) -> usize {
        let analysis = self.reading.analysis;
        analysis.sentences.get(analysis.sentence_of(token)).map_or(token, |s| s.end)
    }

    /// The union named last that the pronoun of the verb at `verb` means: "X *en* a claqué la porte"; none of `others`.
    pub(super) fn thence(&self, verb: usize, others: &[ActorId]) -> Option<ActorId> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let pronoun = analysis.children(verb).find(|&c| {
            c < verb
                && tokens[c].upos == Upos::Pron
                && self.relations.marks.thence.contains(self.reading.lower(c))
        })?;
        (pronoun.saturating_sub(BACK)..pronoun)
            .rev()
            .filter_map(|t| self.parties.cast.at(t))
            .find(|&a| self.union(a) && !others.contains(&a))
    }

    /// Whether the word right before the verb at `verb` is a pronoun that can only be an object: "que soutient X".
    fn inverted(&self, verb: usize) -> bool {
        let tokens = &self.reading.analysis.tokens;
        verb.checked_sub(1).is_some_and(|t| self.relations.marks.whom.contains(&tokens[t].lemma))
    }

    /// Whom the relative pronoun means that the verb at `verb` may have as its object, and the subject between the two.
    fn antecedent(&self, verb: usize) -> Option<(Vec<ActorId>, Option<Vec<ActorId>>)> {
        let tokens = &self.reading.analysis.tokens;
        let marks = &self.relations.marks;
        if let Some((antecedent, subject)) = self.without_pronoun(verb) {
            return Some((antecedent, Some(subject)));
        }
        let mut subject = None;
        let start = self.start(verb).max(verb.saturating_sub(2 * REACH));
        for t in (start..verb).rev() {
            let token = &tokens[t];
            let relative =
                marks.whom.contains(&token.lemma) || subject.is_some() && marks.which.contains(&token.lemma);
            if relative && t > start && matches!(token.upos, Upos::Pron | Upos::Sconj | Upos::Det) {
                let before = self.end_before(t)?;
                let actor = self.stands(before)?;
                let at = self.outermost(before, t);
                let antecedent = self.listed(at, self.stands(at).unwrap_or(actor));
                return Some((antecedent, subject));
            }
            if token.upos == Upos::Punct {
                return None;
            }
            if let Some(actor) = self.stands(t) {
                // Who stands right before the verb, or before a verb that governs it ("que X nie soutenir").
                let governs = |b: usize| {
                    matches!(
                        tokens[b].upos,
                        Upos::Aux | Upos::Adv | Upos::Verb | Upos::Adp | Upos::Part | Upos::Sconj | Upos::Adj
                    )
                };
                if subject.is_none() && (t + 1..verb).all(|b| self.stands(b) == Some(actor) || governs(b)) {
                    subject = Some(self.listed(t, actor));
                }
            }
        }
        None
    }

    /// Whom the verb at `verb` of a relative clause that no pronoun opens has as its object, and its subject: "X it backs", "a group X
    /// backs".
    pub(super) fn without_pronoun(&self, verb: usize) -> Option<(Vec<ActorId>, Vec<ActorId>)> {
        let tokens = &self.reading.analysis.tokens;
        let start = self.start(verb);
        let last =
            (start..verb).rev().find(|&t| !matches!(tokens[t].upos, Upos::Aux | Upos::Adv | Upos::Part))?;
        let clauses = self.clauses();
        let pronoun = tokens[last].upos == Upos::Pron && !clauses.relative(last);
        let who = self.stands(last).filter(|_| !pronoun);
        if !pronoun && (who.is_none() || tokens[verb].deprel != Deprel::AclRelcl) {
            return None;
        }
        let own = |&t: &usize| !pronoun && (self.stands(t) == who || tokens[t].upos == Upos::Det);
        let first = (start..=last).rev().take_while(|t| *t == last || own(t)).last()?;
        let before = first.checked_sub(1).filter(|&t| t >= start)?;
        let actor = self.stands(before).filter(|&a| self.parties.cast.get(a).kind != ActorKind::Person)?;
        let antecedent = vec![actor];
        let subject = match who {
            Some(who) => self.listed(last, who),
            None => vec![self.stands(self.referent(last, PronounRole::Subject, &antecedent)?)?],
        };
        Some((antecedent, subject))
    }

    /// Adds to `roles` those who are listed behind the first of the parties that a preposition of a symmetric relation leads, or that are
    /// members beside the subject, wherever the parser hung them: "the alliance between X and Y", "X forms with Y and Z a bloc".
    pub(super) fn between(&self, class: &Class, arguments: &[Argument], roles: &mut Roles) {
        let both = |a: &&Argument| {
            let agent = |p: &SmolStr| class.frame.prepositions.get(p) == Some(&Role::Agent);
            matches!(&a.slot, Slot::Preposition(p) if agent(p))
        };
        let Some(first) = arguments.iter().find(both).map(|a| a.token) else { return };
        let alone = !class.symmetric() || roles.agents.len() == 1;
        let Some(actor) = self.stands(first).filter(|_| alone) else { return };
        let mut all = vec![actor];
        self.list(first, &mut all);
        if all.len() == 1 && class.symmetric() {
            all.extend(self.beyond_and(first));
        }
        all.retain(|a| !roles.agents.contains(a) && !roles.targets.contains(a));
        roles.agents.append(&mut all);
    }

    /// Who stands behind the "and" that follows the party at `token` and where he is: "between X in the west and *Y*".
    fn beyond_and(&self, token: usize) -> Option<ActorId> {
        let tokens = &self.reading.analysis.tokens;
        let end = self.end(token).min(token + REACH);
        let plain =
            |t: &usize| !matches!(tokens[*t].upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Sconj);
        let and = (token + 1..end).take_while(plain).find(|&t| tokens[t].upos == Upos::Cconj)?;
        let next = (and + 1..self.end(token)).find(|&t| !matches!(tokens[t].upos, Upos::Det | Upos::Adj))?;
        self.stands(next)
    }

    /// The verb of accusation that governs the verb at `verb` in the order of words.
    pub(super) fn accuser(&self, verb: usize) -> Option<usize> {
        let tokens = &self.reading.analysis.tokens;
        let triggers = &self.reading.words.triggers;
        let start = self.start(verb).max(verb.saturating_sub(3 * REACH));
        (start..verb)
            .rev()
            .find(|&t| tokens[t].upos == Upos::Verb && !self.beside_verb(t, verb))
            .filter(|&t| self.object_control[t] && triggers.context.claimed.contains(&tokens[t].lemma))
    }

    /// Whether the verb at `other` is only coordinated with the one at `verb` right behind it: "funding and training".
    fn beside_verb(&self, other: usize, verb: usize) -> bool {
        let tokens = &self.reading.analysis.tokens;
        // "accuse X de masser des troupes et d'armer Y".
        let joined = tokens[verb].deprel == Deprel::Conj && tokens[verb].head == Some(other);
        tokens[other].feats.verb_form == tokens[verb].feats.verb_form
            && (joined
                || (other + 1..verb)
                    .all(|t| matches!(tokens[t].upos, Upos::Verb | Upos::Cconj | Upos::Adp | Upos::Punct)))
    }

    /// Who is accused of what the verb at `verb` says: "accuse X d'armer", "accuses X of funding and arming".
    fn accused(&self, verb: usize) -> Option<Vec<ActorId>> {
        let tokens = &self.reading.analysis.tokens;
        let syntax = &self.reading.words.triggers.syntax;
        let accuser = self.accuser(verb)?;
        let first =
            (accuser + 1..verb).find(|&t| self.beside_verb(t, verb) && tokens[t].deprel == Deprel::Xcomp);
        // "X, accusé par Y de soutenir Z", "accusé par Y de soutenir Z, X dément".
        if self.clauses().passive(accuser) {
            return match self.before(accuser).or_else(|| self.fronted(accuser, verb, &[])) {
                Some((_, who)) if tokens[accuser].feats.verb_form == Some(VerbForm::Part) => Some(who),
                _ => None,
            };
        }
        let mut at = first.unwrap_or(verb);
        while at > accuser + 1 && !syntax.of.contains(&tokens[at - 1].lemma) {
            at -= 1;
            let joint =
                matches!(tokens[at].upos, Upos::Verb | Upos::Cconj | Upos::Adv | Upos::Noun | Upos::Aux)
                    && self.stands(at).is_none();
            if !joint && tokens[at].form != "," && !is_mark(&tokens[at].form) {
                return None;
            }
        }
        let marker = at.checked_sub(1).filter(|&m| m > accuser)?;
        // "accused in X of doing".
        let place = |t: usize| {
            let locative = |p: SmolStr| syntax.locative.contains(&p);
            self.clauses().preposition(t).is_some_and(locative)
        };
        let who = marker.checked_sub(1).filter(|&t| t > accuser && !place(t))?;
        Some(self.listed(who, self.stands(who)?))
    }

    /// The last word before the one at `token`, a comma and what stands in brackets aside: "X (ABC), que".
    pub(super) fn end_before(&self, token: usize) -> Option<usize> {
        let tokens = &self.reading.analysis.tokens;
        let mut at = token.checked_sub(1)?;
        if tokens[at].form == "," {
            at = at.checked_sub(1)?;
        }
        if tokens[at].form == ")" {
            at = (at.saturating_sub(REACH)..at).rev().find(|&t| tokens[t].form == "(")?.checked_sub(1)?;
        }
        Some(at)
    }

    /// Whether `token` stands where a dispatch says whence and by whom it is.
    fn dateline(&self, token: usize) -> bool {
        spots::kind(self.reading, token) == Some(ParagraphKind::Dateline)
    }

    /// Whether a preposition that says whose words are told leads the name at `token`: "selon X", "according to X".
    pub(super) fn relayed(&self, token: usize) -> bool {
        let tokens = &self.reading.analysis.tokens;
        let cues = &self.reading.words.cues;
        let word = |t: usize| if t < tokens.len() { self.reading.lower(t) } else { "" };
        (self.start(token).max(token.saturating_sub(REACH))..token)
            .rev()
            .take_while(|&t| !matches!(tokens[t].upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Sconj))
            .any(|t| cues.preposition(word(t), |n| word(t + 1 + n)).is_some_and(|(p, _)| !p.view))
    }

    /// The first token of the sentence of `token`.
    pub(super) fn start(&self, token: usize) -> usize {
        let analysis = self.reading.analysis;
        analysis.sentences.get(analysis.sentence_of(token)).map_or(0, |s| s.start)
    }

    /// Who stands nearest behind the word at `last`, as its object or behind a preposition of the frame of `class`.
    pub(super) fn right(&self, last: usize, class: &Class) -> Option<Vec<ActorId>> {
        let tokens = &self.reading.analysis.tokens;
        let cast = self.parties.cast;
        let syntax = &self.reading.words.triggers.syntax;
        let mut asked = class.frame.object.is_some();
        for t in last + 1..tokens.len().min(last + REACH) {
            let token = &tokens[t];
            let first_part = token.deprel.base() == Deprel::Compound
                && token.head.is_some_and(|h| h > t && cast.at(h).is_some() && cast.at(h) != cast.at(t));
            let owner =
                tokens.get(t + 1).is_some_and(|n| n.upos == Upos::Part && syntax.of.contains(&n.lemma));
            // "backs the X plan": a plan is nobody.
            let thing = token.deprel.base() == Deprel::Compound
                && token
                    .head
                    .is_some_and(|h| h > t && tokens[h].upos == Upos::Noun && self.parties.of(h).is_empty());
            if thing && asked {
                return None;
            }
            let place = syntax.locative.contains(&tokens[t - 1].lemma);
            let here = if place { cast.at(t).or_else(|| cast.seat(t)) } else { self.stands(t) };
            if let Some(actor) = here.filter(|_| asked && !first_part) {
                if owner && tokens.get(t + 2).is_some_and(|n| n.upos != Upos::Punct) {
                    continue;
                }
                if self.parties.unnamed(actor)
                    && let Some(bearer) = self.bearer(t)
                {
                    return Some(bearer);
                }
                let mut all = vec![actor];
                self.list(t, &mut all);
                return Some(all);
            }
            if let Some(two) = self.two(t, &[]).filter(|_| asked && token.upos != Upos::Noun) {
                return Some(two.iter().filter_map(|&t| cast.at(t)).collect());
            }
            match token.upos {
                Upos::Adp if class.frame.prepositions.contains_key(&token.lemma) => asked = true,
                Upos::Adp
                    if asked && syntax.of.contains(&token.lemma) && tokens[t - 1].upos == Upos::Noun => {}
                Upos::Det | Upos::Adj | Upos::Adv | Upos::Num | Upos::Noun | Upos::Part => {}
                _ => return None,
            }
        }
        None
    }

    /// Who stands nearest before the verb phrase that begins at `first`, as its subject: right before it, before what commas set off,
    /// or before its relative pronoun.
    pub(super) fn left(&self, first: usize) -> Option<Vec<ActorId>> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let start = self.start(first).max(first.saturating_sub(6 * REACH));
        let mut at = first;
        while at > start {
            at -= 1;
            if let Some(actor) = self.stands(at) {
                let outer = self.outermost(at, first);
                return Some(self.listed(outer, self.stands(outer).unwrap_or(actor)));
            }
            match tokens[at].upos {
                Upos::Aux | Upos::Adv | Upos::Part => {}
                Upos::Pron if self.clauses().relative(at) || tokens[at].feats.reflexive => {}
                Upos::Punct if tokens[at].form == "," && at + 1 == first && self.bare(first) => {
                    return self.before(first).map(|(_, who)| who);
                }
                Upos::Punct if tokens[at].form == "," => {
                    let relative = at + 1 < tokens.len() && self.clauses().relative(at + 1);
                    if !relative {
                        // "X, who ..., backs Y": what commas set off stands between.
                        let opening = (start..at).rev().find(|&t| tokens[t].form == ",")?;
                        at = opening;
                    }
                }
                _ => return None,
            }
        }
        None
    }

    /// Whom the possessive at `possessive` means; none of `others`.
    pub(super) fn owner(&self, possessive: usize, others: &[ActorId]) -> Option<ActorId> {
        self.referent(possessive, PronounRole::Possessive, others).and_then(|t| self.stands(t))
    }

    /// Puts who is meant in the place of each pronoun among `arguments` that is no subject: "est l'ennemi juré de *lui*".
    pub(super) fn resolve(&self, head: usize, part: Part, arguments: &mut Vec<Argument>) {
        let cast = self.parties.cast;
        let analysis = self.reading.analysis;
        let governor = analysis.ancestors(head).find(|&t| analysis.tokens[t].upos == Upos::Verb);
        let subject = [Some(head), governor].into_iter().flatten().find_map(|t| self.clauses().subject(t, 4));
        let mut subjects: Vec<ActorId> = subject.map(|s| self.parties.of(s)).unwrap_or_default();
        let told =
            arguments.iter().filter(|a| a.slot == Slot::Subject).flat_map(|a| self.parties.of(a.token));
        subjects.extend(told);
        let mut more = Vec::new();
        for argument in arguments.iter_mut() {
            let at = argument.token;
            if let Some([first, second]) = self.two(at, &subjects) {
                argument.token = first;
                more.push(Argument { slot: argument.slot.clone(), token: second });
                continue;
            }
            let token = &self.reading.analysis.tokens[at];
            if argument.slot == Slot::Possessive {
                // "combattent à ses côtés": the possessive of a verb phrase is not its subject's.
                if part == Part::Verb
                    && cast.at(at).is_none()
                    && let Some(found) = self.referent(at, PronounRole::Possessive, &subjects)
                {
                    argument.token = found;
                }
                continue;
            }
            let governed =
                matches!(argument.slot, Slot::Object | Slot::Dative | Slot::Genitive | Slot::Preposition(_));
            if !governed || token.upos != Upos::Pron {
                continue;
            }
            // "X left it": it is not X.
            let role = match cast.at(at) {
                None => PronounRole::Object,
                Some(actor) if subjects.contains(&actor) => PronounRole::Subject,
                Some(_) => continue,
            };
            if let Some(found) = self.referent(at, role, &subjects) {
                argument.token = found;
            }
        }
        arguments.append(&mut more);
    }

    /// Where the two stand that were mentioned last, none of `others`, which the word at `token` means: "both", "les deux groupes".
    pub(super) fn two(&self, token: usize, others: &[ActorId]) -> Option<[usize; 2]> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let cast = self.parties.cast;
        let grammar = &self.reading.words.nominals.grammar;
        if cast.at(token).is_some_and(|a| !self.parties.unnamed(a)) {
            return None;
        }
        let is = |t: usize| grammar.two.contains(self.reading.lower(t));
        // "both the army and X".
        let before_noun = tokens.get(token + 1).is_some_and(|t| {
            matches!(t.upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn) || t.feats.possessive
        });
        if is(token) && before_noun {
            return None;
        }
        let first = analysis.subtree(token).0;
        let counted = is(token) || tokens[token].upos == Upos::Noun && (first..token).any(is);
        // "les deux alliés de la guerre de Harl" are as well, "les deux alliés de X" others.
        if !counted || analysis.dependents(token, Deprel::Nmod).any(|n| self.stands(n).is_some()) {
            return None;
        }
        let group = |t: usize| {
            cast.at(t).filter(|&a| {
                !matches!(cast.get(a).kind, ActorKind::Person | ActorKind::Population)
                    && !self.parties.unnamed(a)
                    && !others.contains(&a)
                    && !self.dateline(t)
            })
        };
        let mut found: Vec<(usize, ActorId)> = Vec::new();
        for t in (first.saturating_sub(BACK)..first).rev() {
            if let Some(actor) = group(t).filter(|a| found.iter().all(|(_, f)| f != a)) {
                found.push((t, actor));
            }
        }
        // Two of a kind rather than a state and a group between them.
        let kind = |n: usize| cast.get(found[n].1).kind;
        let alike = (1..found.len().min(RECENT))
            .find_map(|later| (0..later).find(|&n| kind(n) == kind(later)).map(|n| [later, n]));
        let [one, other] = alike.unwrap_or([1, 0]);
        Some([found.get(one)?.0, found.get(other)?.0])
    }

    /// Where the one stands that the pronoun of that `role` at `pronoun` means; none of `others`.
    fn referent(&self, token: usize, role: PronounRole, others: &[ActorId]) -> Option<usize> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let cast = self.parties.cast;
        let pronouns = &self.reading.words.nominals.pronouns;
        let pronoun = pronouns.get(self.reading.lower(token)).filter(|p| p.role == role)?;
        // The name of a body may be of either number.
        let body = |a: ActorId| {
            cast.get(a).kind != ActorKind::Person && !self.parties.unnamed(a) && pronoun.animate != Some(true)
        };
        let fits = |a: ActorId| !others.contains(&a) && (body(a) || cast.agrees(a, *pronoun));
        // "X et son allié": whom it stands beside.
        let joined = token.checked_sub(1).is_some_and(|t| tokens[t].upos == Upos::Cconj);
        if joined {
            let start = self.start(token);
            let nearest = (start..token).rev().find(|&t| self.stands(t).is_some_and(fits));
            if nearest.is_some() {
                return nearest;
            }
        }
        let here = analysis.sentence_of(token);
        let people = !others.is_empty() && others.iter().all(|&a| cast.get(a).kind == ActorKind::Person);
        let mut best: Option<(i32, usize)> = None;
        for t in (token.saturating_sub(BACK)..token).rev() {
            let Some(actor) = cast.at(t).filter(|&a| fits(a) && !self.dateline(t)) else { continue };
            let away = i32::try_from(here - analysis.sentence_of(t)).unwrap_or(9);
            if away > 2 {
                break;
            }
            let mut subject = false;
            let mut from = t;
            for _ in 0..3 {
                subject |= cast.at(from) == Some(actor) && tokens[from].deprel.base() == Deprel::Nsubj;
                let Some(head) = tokens[from].head else { break };
                from = head;
            }
            // "son colistier X": persons stand by persons.
            let alike = people && cast.get(actor).kind == ActorKind::Person;
            let weight =
                i32::from(subject) * 3 + i32::from(!self.parties.unnamed(actor)) * 2 + i32::from(alike) * 2
                    - away * 4;
            if best.is_none_or(|(w, _)| weight > w) {
                best = Some((weight, t));
            }
        }
        best.map(|(_, t)| t)
    }

    /// Puts who is named in the place of a description of him among `roles`: "X, l'armée des Y armée par Z".
    pub(super) fn name_apposed(&self, roles: &mut Roles) {
        let told: Vec<ActorId> = roles.agents.iter().chain(&roles.targets).copied().collect();
        for actor in roles.agents.iter_mut().chain(&mut roles.targets) {
            if let Some(named) = self.apposed(*actor).filter(|a| !told.contains(a)) {
                *actor = named;
            }
        }
    }

    /// Who is named right before the description of the unnamed body `actor` in apposition to him, which is no part of a list.
    fn apposed(&self, actor: ActorId) -> Option<ActorId> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let cast = self.parties.cast;
        let body = |a: ActorId| {
            matches!(
                cast.get(a).kind,
                ActorKind::ArmedGroup
                    | ActorKind::Military
                    | ActorKind::Organisation
                    | ActorKind::International
            )
        };
        if !self.parties.unnamed(actor) || !body(actor) {
            return None;
        }
        let mention = analysis.tokens_in(cast.get(actor).mentions.first()?.span);
        let (mut first, end) = (mention.start, mention.end);
        if tokens.get(first)?.upos != Upos::Det {
            first = first.checked_sub(1).filter(|&t| tokens[t].upos == Upos::Det)?;
        }
        let comma = first.checked_sub(1).filter(|&t| tokens[t].form == ",")?;
        let next = tokens.get(end);
        let listed = next.is_some_and(|t| t.upos == Upos::Cconj)
            || next.is_some_and(|t| t.form == ",")
                && tokens.get(end + 1).is_some_and(|t| matches!(t.upos, Upos::Det | Upos::Propn));
        let before = self.end_before(comma + 1)?;
        let named = self.stands(before).filter(|&a| body(a) && !self.parties.unnamed(a))?;
        (!listed && analysis.sentence_of(before) == analysis.sentence_of(first)).then_some(named)
    }

    /// Adds to the members among `roles` those who are said to be so along with them, behind the word at `last`: "membre de X avec Y
    /// et Z", "a member of X along with Y".
    pub(super) fn fellows(&self, last: usize, class: &Class, roles: &mut Roles) {
        let tokens = &self.reading.analysis.tokens;
        let with = (last + 1..tokens.len().min(last + 3 * REACH))
            .take_while(|&t| !matches!(tokens[t].upos, Upos::Verb | Upos::Aux | Upos::Sconj))
            .find(|&t| {
                tokens[t].upos == Upos::Adp
                    && class.frame.prepositions.get(&tokens[t].lemma) == Some(&Role::Agent)
            });
        let Some(with) = with else { return };
        let first = (with + 1..tokens.len().min(with + REACH))
            .take_while(|&t| {
                matches!(tokens[t].upos, Upos::Det | Upos::Adj | Upos::Adp | Upos::Propn | Upos::Noun)
            })
            .find(|&t| self.stands(t).is_some());
        if let Some((first, actor)) = first.and_then(|t| Some((t, self.stands(t)?))) {
            let mut all = vec![actor];
            self.list(first, &mut all);
            let Roles { agents, targets } = roles;
            all.retain(|a| !agents.contains(a) && !targets.contains(a));
            agents.append(&mut all);
        }
    }

    /// Where in the sentence the nearest actor stands that the possessive at `possessive` may mean.
    pub(super) fn owner_token(&self, possessive: usize) -> Option<usize> {
        let cast = self.parties.cast;
        let pronoun = self.reading.words.nominals.pronouns.get(self.reading.lower(possessive))?;
        let person = |t: &usize| cast.at(*t).is_some_and(|a| cast.get(a).kind == ActorKind::Person);
        (self.start(possessive)..possessive)
            .rev()
            .filter(|&t| cast.at(t).is_some())
            .find(|t| pronoun.animate.is_none_or(|animate| person(t) == animate))
    }

    /// Whether the word at `token`, which was taken for a noun, stands where the verb of a relative clause does: "X, which Y backs".
    pub(super) fn governs(&self, token: usize) -> bool {
        let behind = self.reading.analysis.tokens.get(token + 1);
        behind.is_none_or(|t| !matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Adj))
            && matches!(self.antecedent(token), Some((_, Some(_))))
    }

    /// Whose the unnamed forces at `token` are: "its troops", "X, whose troops", "X has sent soldiers".
    pub(super) fn bearer(&self, token: usize) -> Option<Vec<ActorId>> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let marks = &self.relations.marks;
        let mut noun = token;
        while let Some(head) = tokens[noun].head
            && tokens[noun].deprel.base() == Deprel::Nmod
            && self.parties.cast.at(head).is_none_or(|a| self.parties.unnamed(a))
            && matches!(tokens[head].upos, Upos::Noun | Upos::Num)
        {
            noun = head;
        }
        let named = |all: Vec<ActorId>| {
            Some(all).filter(|all| !all.is_empty() && !all.iter().any(|&a| self.parties.unnamed(a)))
        };
        let first = (noun.saturating_sub(REACH)..noun)
            .rev()
            .take_while(|&t| matches!(tokens[t].upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Pron))
            .find(|&t| marks.whose.contains(&tokens[t].lemma));
        if let Some(pronoun) = first {
            let before = self.end_before(pronoun)?;
            let actor = self.stands(before)?;
            let outer = self.outermost(before, noun);
            return named(self.listed(outer, self.stands(outer).unwrap_or(actor)));
        }
        if let Some(possessive) = analysis.children(noun).find(|&c| {
            tokens[c].feats.possessive || tokens[c].deprel == Deprel::NmodPoss && tokens[c].upos == Upos::Pron
        }) {
            return named(self.owner(possessive, &[]).into_iter().collect());
        }
        // "des troupes de X, de Y et de Z", "troops from X and Y".
        let origin = token + 1;
        if tokens.get(origin).is_some_and(|t| t.upos == Upos::Adp && marks.origins.contains(&t.lemma)) {
            let first = (origin + 1..tokens.len().min(origin + 3)).find(|&t| tokens[t].upos != Upos::Det)?;
            if let Some(actor) =
                self.stands(first).filter(|&a| self.parties.cast.get(a).kind == ActorKind::State)
            {
                let mut all = vec![actor];
                self.list(first, &mut all);
                self.relisted(first, &mut all);
                return named(all);
            }
        }
        let quantity = |t: usize| {
            matches!(tokens[t].upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Adp | Upos::Adv)
        };
        let sender = (noun.saturating_sub(REACH)..noun).rev().find(|&t| !quantity(t))?;
        if !marks.sends.contains(&tokens[sender].lemma) {
            return None;
        }
        named(self.parties.of(self.clauses().subject(sender, 4)?))
    }

    /// Takes whose people the subject of the verb at `verb` means for who does it, where they have no name: "X, dont les élus
    /// soutiennent Y", "X, whose members include Y".
    pub(super) fn whose_people(&self, verb: usize, arguments: &[Argument], class: &Class, roles: &mut Roles) {
        const WORDS: usize = 3;
        let tokens = &self.reading.analysis.tokens;
        let whose = |&noun: &usize| {
            let marks = &self.relations.marks;
            let before = (noun.saturating_sub(WORDS)..noun).any(|t| marks.whose.contains(&tokens[t].lemma));
            tokens[noun].upos == Upos::Noun && before
        };
        let Roles { agents, targets } = roles;
        let (side, other) = match class.frame.subject {
            Some(Role::Agent) => (agents, targets),
            Some(Role::Target) => (targets, agents),
            _ => return,
        };
        if other.is_empty() || !side.iter().all(|&a| self.parties.unnamed(a)) {
            return;
        }
        let subject = arguments.iter().filter(|a| a.slot == Slot::Subject).map(|a| a.token).find(whose);
        let near = || (verb.saturating_sub(WORDS)..verb).rev().find(whose);
        let Some(mut bearer) = subject.or_else(near).and_then(|noun| self.bearer(noun)) else { return };
        bearer.retain(|a| !other.contains(a));
        if !bearer.is_empty() {
            *side = bearer;
        }
    }

    /// Puts whose they are in the place of unnamed forces among `roles`: what X sent its soldiers for is X's own stand.
    pub(super) fn lift(&self, head: usize, arguments: &[Argument], roles: &mut Roles) {
        let cast = self.parties.cast;
        let forces = |a: ActorId| {
            self.parties.unnamed(a)
                && matches!(
                    cast.get(a).kind,
                    ActorKind::Military | ActorKind::ArmedGroup | ActorKind::Population
                )
        };
        let Roles { agents, targets } = roles;
        // "des membres de X, qui combat Y": who the relative pronoun agrees with.
        if agents.iter().all(|&a| self.parties.unnamed(a))
            && let Some(pronoun) =
                self.reading.analysis.dependent(head, Deprel::Nsubj).filter(|&s| self.clauses().relative(s))
            && let Some(near) = self.end_before(pronoun).filter(|&t| self.clauses().agree(t, head))
            && let Some(actor) =
                self.stands(near).filter(|&a| !self.parties.unnamed(a) && !targets.contains(&a))
        {
            *agents = vec![actor];
        }
        for argument in arguments.iter().filter(|a| matches!(a.slot, Slot::Subject | Slot::Object)) {
            let own = cast.at(argument.token);
            let bare = own.is_none() && agents.is_empty();
            if !(bare || own.is_some_and(|a| agents.contains(&a) && forces(a))) {
                continue;
            }
            if let Some(bearer) = self.bearer(argument.token) {
                agents.retain(|&a| Some(a) != own);
                let new: Vec<ActorId> =
                    bearer.into_iter().filter(|b| !targets.contains(b) && !agents.contains(b)).collect();
                agents.extend(new);
            }
        }
    }

    /// Puts who stands right before the relative pronoun of the verb at `verb` in the place of a person that it cannot mean: "A, head of
    /// the X, which is funded by Y".
    pub(super) fn no_person(&self, verb: usize, arguments: &mut [Argument]) {
        let analysis = self.reading.analysis;
        let cast = self.parties.cast;
        let things = &self.relations.marks.things;
        let pronoun = analysis
            .children(verb)
            .find(|&c| c < verb && things.contains(&analysis.tokens[c].lemma) && self.clauses().relative(c));
        let person = |a: ActorId| cast.get(a).kind == ActorKind::Person;
        let Some(near) = pronoun.and_then(|p| self.end_before(p)) else { return };
        if self.stands(near).is_none_or(person) {
            return;
        }
        for argument in arguments.iter_mut().filter(|a| matches!(a.slot, Slot::Subject | Slot::Object)) {
            let all = self.parties.of(argument.token);
            if argument.token < verb && !all.is_empty() && all.into_iter().all(person) {
                argument.token = near;
            }
        }
    }

    /// Whether the relation of the verb at `verb` lasts since or for a time that is said: "combat X depuis 2015", "has fought X since",
    /// "has long fought X", "fought X for years".
    pub(super) fn since(&self, verb: usize) -> bool {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let marks = &self.relations.marks;
        let spans = |t: usize| {
            let many = tokens[t].feats.number == Some(Number::Plur) && marks.spans.contains(&tokens[t].lemma);
            many && analysis.dependent(t, Deprel::Case).is_some()
        };
        let long = |&c: &usize| {
            c < verb && (marks.long.contains(&tokens[c].lemma) || marks.since.contains(&tokens[c].lemma))
        };
        let adverb = analysis.dependents(verb, Deprel::Advmod).any(|c| long(&c));
        adverb
            || (verb + 1..tokens.len().min(verb + 1 + 2 * REACH))
                .take_while(|&t| {
                    tokens[t].upos != Upos::Verb || tokens[t].feats.verb_form == Some(VerbForm::Part)
                })
                .any(|t| marks.since.contains(&tokens[t].lemma) || spans(t))
    }

    /// Where the one stands who is said to be among the unnamed group at `group`: "X is one of the groups that back Y", "X, the largest
    /// of the parties that back Y".
    fn one_of(&self, group: usize) -> Option<usize> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let of = |p: SmolStr| self.clauses().syntax.of.contains(&p);
        let one = tokens[group].head.filter(|&h| {
            let single = self.relations.marks.among.contains(&tokens[h].lemma) || tokens[h].upos == Upos::Adj;
            single && h < group && self.clauses().preposition(group).is_some_and(of)
        })?;
        let at = if tokens[one].deprel.base() == Deprel::Appos {
            tokens[one].head?
        } else {
            analysis.dependent(one, Deprel::Cop)?;
            analysis.dependent(one, Deprel::Nsubj)?
        };
        self.stands(at).filter(|&a| !self.parties.unnamed(a)).map(|_| at)
    }

    /// Puts those who are named as instances of an unnamed group in its place: "plusieurs groupes, dont X et Y".
    pub(super) fn name_instances(&self, arguments: &mut Vec<Argument>) {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let cast = self.parties.cast;
        let mut more = Vec::new();
        arguments.retain(|argument| {
            let group = argument.token;
            let named = cast.at(group).is_some_and(|a| !self.parties.unnamed(a));
            if named || tokens[group].feats.number != Some(Number::Plur) || tokens[group].upos != Upos::Noun {
                return true;
            }
            if let Some(token) = self.one_of(group) {
                more.push(Argument { slot: argument.slot.clone(), token });
                return false;
            }
            let all = self.parties.examples(group, cast.standing(group));
            if all.is_empty() {
                return true;
            }
            let first = group + 1;
            for actor in all {
                let at =
                    (first..tokens.len().min(first + 4 * REACH)).find(|&t| self.stands(t) == Some(actor));
                more.extend(at.map(|token| Argument { slot: argument.slot.clone(), token }));
            }
            false
        });
        arguments.append(&mut more);
    }
}
