//! Verbs that the tagger took for something else, and those that head a clause or the sentence.

use smol_str::SmolStr;

use super::Sentence;
use crate::language::engine::Model;
use crate::language::rules::Rules;
use crate::language::{Deprel, Feats, Tense, Token, Upos, VerbForm};

/// How many words a label before the colon of a headline may have.
const LABEL: usize = 3;

impl Sentence<'_> {
    /// "a limogé son ancien allié": a participle with an article of its own is a noun, where the lexicon knows it as one.
    pub(super) fn participle_with_article(&mut self, at: usize, model: &Model) {
        let token = &self.tokens[at];
        if token.upos != Upos::Verb || token.feats.verb_form != Some(VerbForm::Part) {
            return;
        }
        let article = self.children(at).find(|&c| c < at && self.tokens[c].deprel.base() == Deprel::Det);
        let adjective = |t: usize| self.tokens[t].upos == Upos::Adj && self.tokens[t].head == Some(at);
        if !article.is_some_and(|a| (a + 1..at).all(adjective)) {
            return;
        }
        let Some((feats, lemma)) = model.as_noun(&self.tokens[at].form) else { return };
        let verb = self.tokens[at].head.filter(|&v| v < at && self.tokens[v].upos == Upos::Verb);
        let token = &mut self.tokens[at];
        (token.upos, token.feats, token.lemma) = (Upos::Noun, feats, lemma);
        let clause = matches!(token.deprel.base(), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl);
        if let Some(verb) = verb.filter(|&v| clause && !self.has(v, &[Deprel::Obj])) {
            self.hang(at, verb, Deprel::Obj);
        }
    }

    /// "Nucléaire: X somme Y de ...", "Mali - X attaque Y": what stands before a colon or dash at the beginning is the subject of nothing
    /// behind it that has one of its own.
    pub(super) fn label_of_headline(&mut self, colon: usize) {
        let label = self.range.start..colon;
        if label.len() > LABEL || label.clone().any(|t| matches!(self.tokens[t].upos, Upos::Verb | Upos::Aux))
        {
            return;
        }
        let subject = |&t: &usize| self.tokens[t].deprel.base() == Deprel::Nsubj;
        let Some(word) = label.into_iter().find(subject) else { return };
        let Some(verb) = self.tokens[word].head.filter(|&v| v > colon) else { return };
        if self.subjects(verb).any(|s| s > colon) {
            self.tokens[word].deprel = Deprel::Parataxis;
        }
    }

    /// "X a réclamé une enquête, son adjoint Y dénonçant un crime": a participle right behind a noun with a possessive that a comma sets
    /// off is a clause of its own, whose subject that noun is.
    pub(super) fn absolute_participle(&mut self, participle: usize) {
        let Token { head, deprel, feats, .. } = self.tokens[participle];
        let present = feats.verb_form == Some(VerbForm::Part) && feats.tense == Some(Tense::Pres);
        let Some(noun) = head.filter(|&h| present && deprel.base() == Deprel::Acl && h < participle) else {
            return;
        };
        // Hung on the noun that the other explains.
        let own = |n: usize| self.children(n).any(|c| c < n && self.tokens[c].feats.possessive);
        let explains = |&c: &usize| c < participle && self.tokens[c].deprel == Deprel::Appos && own(c);
        let noun = self.children(noun).find(explains).unwrap_or(noun);
        let start = self.start_of(noun);
        let set_off = self.is_set_off(start);
        let parted = (noun..participle).any(|t| self.tokens[t].form == ",");
        let relation = self.tokens[noun].deprel;
        let aside = relation == Deprel::Appos || relation == Deprel::Conj && !self.has(noun, &[Deprel::Cc]);
        let verb = self.ancestors(noun).find(|&t| t < start && self.is_clause(t));
        let apart = set_off && own(noun) && !parted && aside;
        if let Some(verb) = verb.filter(|_| apart) {
            self.hang(participle, verb, Deprel::Advcl);
            self.hang(noun, participle, Deprel::Nsubj);
        }
    }

    /// "précisant s'être entretenu avec X", "nie avoir tiré": a perfect infinitive right behind a verb hangs on it.
    pub(super) fn perfect_infinitive(&mut self, verb: usize) {
        let start = self.group_start(verb);
        let infinite = |c: usize| {
            let Token { upos, feats, .. } = &self.tokens[c];
            *upos == Upos::Aux && feats.verb_form == Some(VerbForm::Inf)
        };
        if !(start..verb).any(infinite) {
            return;
        }
        let Some(before) = start.checked_sub(1).filter(|t| self.range.contains(t)) else { return };
        let below = self.ancestors(before).any(|t| t == verb);
        if self.tokens[before].upos == Upos::Verb && self.tokens[verb].head != Some(before) && !below {
            self.hang(verb, before, Deprel::Xcomp);
        }
    }

    /// The root of a sentence in which nothing but subordinate clauses has a finite verb and which a full stop ends.
    fn verbless(&self) -> Option<usize> {
        let stop = self.range.end.checked_sub(1).is_some_and(|t| self.tokens[t].form == ".");
        let mut words = self.range.clone().filter(|_| stop);
        let root = words.find(|&t| self.tokens[t].head.is_none() && self.tokens[t].upos != Upos::Punct)?;
        let below =
            |t: usize| matches!(self.tokens[t].deprel.base(), Deprel::Acl | Deprel::Advcl | Deprel::Ccomp);
        let main = |t: usize| self.is_finite(t) && !below(t) && !self.ancestors(t).any(below);
        (!self.range.clone().any(main)).then_some(root)
    }

    /// "Accused by X, Y denies.": the last word of a sentence without verb, which the tagger takes for an adverb of the noun before it,
    /// is the verb where the lexicon knows it as one.
    pub(super) fn verb_at_the_end(&mut self, model: &Model) {
        let Some(verb) = self.range.end.checked_sub(2).filter(|&t| t > self.range.start) else { return };
        let subject = verb - 1;
        let adverb = self.tokens[verb].upos == Upos::Adv && self.tokens[verb].head == Some(subject);
        if !adverb || !self.is_nominal(subject) {
            return;
        }
        let participle = |root: usize| self.tokens[root].feats.verb_form == Some(VerbForm::Part);
        let root = self.verbless().filter(|&root| root == subject || participle(root) && root < subject);
        let (Some(root), Some(finite)) = (root, model.as_finite(&self.tokens[verb].form)) else { return };
        self.make_root(verb, root, finite);
        if root != subject {
            self.hang(root, verb, Deprel::Advcl);
        }
        self.hang(subject, verb, Deprel::Nsubj);
    }

    /// "Ten soldiers surrendered at a base.", "The state dismissed reports that ...": a participle that only qualifies a noun in a
    /// sentence without verb is its verb, where the lexicon knows it as one in the past.
    pub(super) fn verb_of_the_sentence(&mut self, model: &Model) {
        let Some(root) = self.verbless() else { return };
        // "More than ten soldiers surrendered": what counts may be the root.
        let vague = matches!(self.tokens[root].upos, Upos::Adj | Upos::Adv);
        let noun = |t: usize| {
            let head = self.tokens[t].head?;
            let governed = head == root || vague && root < head && self.tokens[head].head == Some(root);
            (governed && self.is_nominal(head)).then_some(head)
        };
        let may = |t: &usize| {
            let Token { upos, feats, .. } = &self.tokens[*t];
            *upos == Upos::Verb
                && (feats.verb_form, feats.tense) == (Some(VerbForm::Part), Some(Tense::Past))
                && !self.follows_comma(*t)
                && !self.has_agent(*t)
                && !self.has(*t, &[Deprel::Aux])
                && noun(*t).is_some()
        };
        let found = self.range.clone().skip(1).find(may);
        let Some((verb, noun)) = found.and_then(|verb| Some((verb, noun(verb)?))) else { return };
        let before = verb - 1;
        let subject = match self.tokens[verb].deprel.base() {
            Deprel::Acl if noun < verb => noun,
            Deprel::Amod if noun > verb && noun == root && self.is_nominal(before) => before,
            _ => return,
        };
        let Some(finite) = model.as_finite(&self.tokens[verb].form) else { return };
        self.make_root(verb, root, finite);
        self.hang(subject, verb, Deprel::Nsubj);
        if subject == before && noun > verb {
            // What stands before the verb is its subject's, what stands behind it is its object's.
            let left: Vec<usize> = self.children(root).filter(|&c| c < verb && c != subject).collect();
            self.hang(root, verb, Deprel::Obj);
            for child in left {
                self.tokens[child].head = Some(subject);
            }
        } else if root != subject {
            self.hang(root, subject, Deprel::Advmod);
        }
    }

    /// Makes the word at `verb` the finite verb and root of the sentence, on which `root` and its marks hang.
    fn make_root(&mut self, verb: usize, root: usize, (feats, lemma): (Feats, SmolStr)) {
        let token = &mut self.tokens[verb];
        (token.upos, token.feats, token.lemma) = (Upos::Verb, feats, lemma);
        (token.head, token.deprel) = (None, Deprel::Root);
        self.hang(root, verb, Deprel::Nsubj);
        let marks: Vec<usize> = self.children(root).filter(|&c| self.tokens[c].upos == Upos::Punct).collect();
        for mark in marks {
            self.hang(mark, verb, Deprel::Punct);
        }
    }

    /// The first finite verb behind the name that starts at `name` and what is set off by commas behind it.
    pub(super) fn verb_behind(&self, name: usize) -> Option<usize> {
        let end = self.name_end(name);
        let light = |t: usize| matches!(self.tokens[t].upos, Upos::Adv | Upos::Pron | Upos::Part);
        let opens = |from: usize| {
            (from..self.range.end).find(|&t| !light(t)).filter(|&t| self.is_finite(t) && t < from + 5)
        };
        if self.tokens.get(end).is_none_or(|t| t.form != ",") {
            return opens(end);
        }
        let mut commas = (end + 1..self.range.end).filter(|&t| self.tokens[t].form == ",");
        opens(end + 1).or_else(|| {
            let aside = commas.next()?;
            let clause =
                (end + 1..aside).any(|t| self.is_finite(t) && self.tokens[t].deprel.base() != Deprel::Acl);
            opens(aside + 1).filter(|_| !clause)
        })
    }

    /// The finite form of the verb at `verb`, its own or that of an auxiliary, behind `noun`.
    pub(super) fn finite_behind(&self, noun: usize, verb: usize) -> Option<usize> {
        self.children(verb).chain([verb]).find(|&t| t > noun && self.is_finite(t))
    }

    /// "L'armée est entrée dans Harl", "Les rebelles se sont retirés": the past tense of a verb that makes it with "be", or of one
    /// with a reflexive pronoun, is no passive. "La lettre a été retournée", with one more auxiliary, is.
    pub(super) fn past_with_be(&mut self, verb: usize, rules: &Rules) {
        let auxiliary = |&c: &usize| self.tokens[c].deprel.base() == Deprel::Aux;
        let one = self.children(verb).filter(auxiliary).count() == 1;
        // "was himself arrested" is a passive in a language that has no such verbs.
        let pronoun = |c: usize| c < verb && self.tokens[c].feats.reflexive;
        let reflexive = || !rules.past_with_be.is_empty() && self.children(verb).any(pronoun);
        if !one || !(rules.past_with_be.contains(self.tokens[verb].lemma.as_str()) || reflexive()) {
            return;
        }
        self.tokens[verb].feats.passive = false;
        for token in &mut self.tokens[self.range.clone()] {
            match token.deprel {
                Deprel::AuxPass if token.head == Some(verb) => token.deprel = Deprel::AuxTense,
                Deprel::NsubjPass if token.head == Some(verb) => token.deprel = Deprel::Nsubj,
                _ => {}
            }
        }
    }

    /// "a exigé": a verb with auxiliaries none of which is that of the passive has an ordinary subject.
    pub(super) fn active_voice(&mut self, verb: usize) {
        let auxiliary = |c: usize| self.tokens[c].deprel.base() == Deprel::Aux;
        let passive = self.is_passive(verb);
        if passive || !self.children(verb).any(auxiliary) {
            return;
        }
        self.tokens[verb].feats.passive = false;
        for token in &mut self.tokens[self.range.clone()] {
            if token.deprel == Deprel::NsubjPass && token.head == Some(verb) {
                token.deprel = Deprel::Nsubj;
            }
        }
    }

    /// "accused of arming rebels": what a subordinating word opens is a clause with an object, and qualifies no noun.
    pub(super) fn marked_gerund(&mut self, verb: usize) {
        let Some(noun) = self.tokens[verb].head.filter(|&h| h > verb) else { return };
        let governor = self.tokens[noun].head.filter(|h| !(verb..=noun).contains(h));
        let object = self.tokens[noun].deprel.base() == Deprel::Obj;
        if let Some(governor) = governor.filter(|_| object && self.has(verb, &[Deprel::Mark])) {
            self.hang(verb, governor, Deprel::Advcl);
            self.hang(noun, verb, Deprel::Obj);
        }
    }

    /// "a exhorté X à négocier et appelé Y": a verb that is coordinated with an infinitive or a noun, and is none, goes on from the nearest
    /// verb above of its own form.
    pub(super) fn verb_above(&mut self, verb: usize) {
        let form = |t: usize| self.tokens[t].feats.verb_form;
        let Some(partner) = self.tokens[verb].head.filter(|&h| h < verb) else { return };
        let aided = |t: usize| self.has(t, &[Deprel::Aux]);
        // "a condamné le raid et appelé X à"
        let noun = matches!(self.tokens[partner].upos, Upos::Noun | Upos::Propn)
            && self.has(verb, &[Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp])
            && self.tokens[verb - 1].upos == Upos::Cconj;
        let apart = noun || form(partner) == Some(VerbForm::Inf) && !aided(partner);
        if !apart || aided(verb) {
            return;
        }
        let own = match form(verb) {
            Some(VerbForm::Part) if self.tokens[verb].feats.tense == Some(Tense::Past) => VerbForm::Part,
            Some(VerbForm::Fin) if self.lacks_subject(verb) => VerbForm::Fin,
            _ => return,
        };
        let goes_on = |&t: &usize| {
            t < partner
                && self.tokens[t].upos == Upos::Verb
                && form(t) == Some(own)
                && (own == VerbForm::Fin || aided(t))
        };
        let above = self.ancestors(partner).find(goes_on);
        if let Some(above) = above {
            self.tokens[verb].head = Some(above);
        }
    }

    /// The union and the state have agreed: where a sentence has no verb but one that the parser coordinated with its first noun,
    /// that noun is coordinated with the subject.
    pub(super) fn verb_of_coordination(&mut self, verb: usize) {
        let Some(noun) = self.tokens[verb].head.filter(|&h| h < verb) else { return };
        let nominal = |t: usize| matches!(self.tokens[t].upos, Upos::Noun | Upos::Propn);
        let Some(subject) = self.subjects(verb).find(|&s| s > noun && s < verb) else { return };
        let and = self.children(verb).find(|&c| self.tokens[c].deprel.base() == Deprel::Cc);
        let Some(and) = and.filter(|&a| a > noun && a < subject) else { return };
        let verbless = !self.range.clone().take_while(|&t| t < and).any(|t| self.is_finite(t));
        if !nominal(noun) || !nominal(subject) || !verbless || !self.is_clause(verb) {
            return;
        }
        if self.tokens[noun].deprel != Deprel::Root || self.has(noun, &[Deprel::Case]) {
            return;
        }
        let Token { head, deprel, .. } = self.tokens[noun];
        (self.tokens[verb].head, self.tokens[verb].deprel) = (head, deprel);
        for child in self.range.clone().filter(|&t| t > verb) {
            if self.tokens[child].head == Some(noun) {
                self.tokens[child].head = Some(verb);
            }
        }
        self.hang_as_subject(noun, verb);
        self.hang(subject, noun, Deprel::Conj);
        self.tokens[and].head = Some(subject);
    }

    /// "Le ministre affirme que des unités occupent Harl et exige leur retrait": a coordinated verb without a subject, not in the number
    /// of the verb of what is said, goes with the verb that says so where that one is in its number.
    pub(super) fn verb_that_agrees(&mut self, verb: usize) {
        let number = |t: usize| self.finite_at(t).and_then(|f| self.tokens[f].feats.number);
        let coordinated =
            self.tokens[verb].deprel.base() == Deprel::Conj && self.subjects(verb).next().is_none();
        let Some(first) = self.tokens[verb].head.filter(|&h| coordinated && h < verb) else { return };
        let (Some(own), Some(other)) = (number(verb), number(first)) else { return };
        let above = self.tokens[first]
            .head
            .filter(|&h| h < first && self.tokens[first].deprel.base() == Deprel::Ccomp);
        let Some(above) = above.filter(|&a| own != other && number(a) == Some(own)) else { return };
        self.tokens[verb].head = Some(above);
    }

    /// The finite form of the verb at `verb`: its own or that of an auxiliary.
    fn finite_at(&self, verb: usize) -> Option<usize> {
        let auxiliary = |&c: &usize| self.tokens[c].deprel.base() == Deprel::Aux;
        std::iter::once(verb).chain(self.children(verb).filter(auxiliary)).find(|&t| self.is_finite(t))
    }

    /// The state sent troops, its army said, and called on its allies: a verb that is coordinated behind who says so is
    /// coordinated with the verb before.
    pub(super) fn verb_behind_speech(&mut self, verb: usize) {
        if self.tokens[verb].deprel.base() != Deprel::Conj {
            return;
        }
        let Some(speech) = self.tokens[verb].head.filter(|&h| h < verb) else { return };
        let said =
            self.children(speech).find(|&c| c < speech && self.tokens[c].deprel.base() == Deprel::Ccomp);
        let Some(first) = said.or(self.tokens[speech].head.filter(|&h| h < speech)) else { return };
        let Some(speaker) = self.subjects(speech).next() else { return };
        let and = self.children(verb).find(|&c| self.tokens[c].deprel.base() == Deprel::Cc);
        let Some(and) = and.filter(|&a| a > speech && self.follows_comma(a)) else { return };
        let aside = self.follows_comma(speaker.min(self.start_of(speaker)).min(speech));
        let told = said.is_some()
            || matches!(self.tokens[speech].deprel.base(), Deprel::Conj | Deprel::Parataxis | Deprel::Advcl)
                && !self.has(speech, &[Deprel::Cc, Deprel::Mark, Deprel::Obj, Deprel::Ccomp]);
        let bare = self.subjects(verb).next().is_none() && and < verb;
        if aside && told && bare && self.tokens[first].upos == Upos::Verb && self.is_clause(verb) {
            self.tokens[verb].head = Some(first);
        }
    }

    /// "Paul Varenne, jailed in May for fraud, has fled": a past form behind a comma that has no object, before a finite verb behind
    /// a comma that has neither subject nor "and", is a participle. What looks like a participle there but has an object is finite.
    pub(super) fn participle_of_conjunct(&mut self, verb: usize) {
        let Token { head, deprel, .. } = self.tokens[verb];
        let first = match deprel.base() {
            Deprel::Conj | Deprel::Advcl => head,
            Deprel::Acl => {
                head.and_then(|noun| self.ancestors(noun).find(|&t| self.tokens[t].upos == Upos::Verb))
            }
            _ => None,
        };
        let Some(first) = first.filter(|&f| f < verb) else { return };
        let past = self.is_finite(first)
            && self.tokens[first].upos == Upos::Verb
            && self.tokens[first].feats.tense == Some(Tense::Past)
            && !self.has(first, &[Deprel::Aux, Deprel::Obj, Deprel::Iobj, Deprel::Xcomp, Deprel::Ccomp]);
        let object = self
            .children(verb)
            .any(|c| c > verb && matches!(self.tokens[c].deprel.base(), Deprel::Obj | Deprel::Ccomp));
        let finite = deprel.base() == Deprel::Conj && self.is_clause(verb);
        let free = self.follows_comma(self.group_start(verb))
            && (finite || object && self.may_be_past(verb))
            && self.lacks_subject(verb)
            && !self.has(verb, &[Deprel::Cc, Deprel::Mark]);
        let subject = self.subjects(first).next().filter(|&s| s < first && self.follows_comma(first));
        let Some(subject) = subject.filter(|_| past && free && self.tokens[first].head.is_none()) else {
            return;
        };
        // "Kern, a colonel, deserted, joined the rebels and attacked": one of several verbs, or one that says nothing more.
        let listed = |v: usize| self.children(v).any(|c| c > verb && self.tokens[c].deprel == Deprel::Conj);
        if listed(first) || listed(verb) || !self.has(first, &[Deprel::Obl, Deprel::Advcl]) {
            return;
        }
        // The comma stands right behind the subject.
        let inside = |t: usize| t == subject || self.ancestors(t).any(|a| a == subject);
        if !self.is_nominal(subject) || !first.checked_sub(2).is_some_and(inside) {
            return;
        }
        let Token { head, deprel, .. } = self.tokens[first];
        let behind = self.group_start(verb) - 1;
        for child in self.range.clone() {
            let moves = self.tokens[child].head == Some(first) && (child < subject || child >= behind);
            if moves && child != verb {
                self.tokens[child].head = Some(verb);
            }
        }
        (self.tokens[verb].head, self.tokens[verb].deprel) = (head, deprel);
        if !finite {
            self.make_past(verb);
        }
        self.hang_as_subject(subject, verb);
        self.hang(first, subject, Deprel::Acl);
        let feats = &mut self.tokens[first].feats;
        (feats.verb_form, feats.mood, feats.passive) = (Some(VerbForm::Part), None, true);
    }

    /// "accused by the ministry of having sent troops": a marked clause without finite verb behind who did what a participle tells is the
    /// participle's.
    pub(super) fn clause_behind_agent(&mut self, verb: usize) {
        let Token { head, deprel, .. } = self.tokens[verb];
        let Some(agent) = head.filter(|&h| h < verb && deprel == Deprel::Acl) else { return };
        let by = self.tokens[agent].deprel == Deprel::OblAgent;
        let Some(participle) = self.tokens[agent].head.filter(|&p| by && p < agent) else { return };
        let mark = self.children(verb).find(|&c| c < verb && self.tokens[c].deprel.base() == Deprel::Mark);
        let inside = |t: usize| t == agent || self.ancestors(t).any(|a| a == agent);
        let right_behind = mark.is_some_and(|m| m > agent && inside(m - 1));
        if right_behind && !self.is_clause(verb) {
            self.hang(verb, participle, Deprel::Advcl);
        }
    }

    /// "..., ce que X dément": what the tagger takes for an adverb of the noun of a relative clause without verb is its verb, where the
    /// lexicon knows it as one.
    pub(super) fn verb_of_relative(&mut self, verb: usize, model: &Model) {
        let Some(subject) = self.tokens[verb].head.filter(|&h| h < verb && self.is_nominal(h)) else {
            return;
        };
        // Either of the two, noun and pronoun, may hang on the other.
        let clause = |t: &usize| self.tokens[*t].deprel == Deprel::AclRelcl;
        let below =
            self.children(subject).find(|&c| c < subject && self.is_relative(c)).filter(|_| clause(&subject));
        let above = self.tokens[subject].head.filter(|&p| p < subject && self.is_relative(p)).filter(clause);
        let Some(pronoun) = below.or(above) else { return };
        let head = self.tokens[if below.is_some() { subject } else { pronoun }].head;
        let next = self.tokens.get(verb + 1).is_none_or(|t| t.upos == Upos::Punct);
        let Some((feats, lemma)) = model.as_finite(&self.tokens[verb].form).filter(|_| next) else { return };
        let token = &mut self.tokens[verb];
        (token.upos, token.feats, token.lemma) = (Upos::Verb, feats, lemma);
        (token.head, token.deprel) = (head, Deprel::AclRelcl);
        self.hang(subject, verb, Deprel::Nsubj);
        self.hang(pronoun, verb, Deprel::Obj);
    }

    /// "dénonce « une guerre qu'on cache » et exige": a verb without subject that marks of quotation part from the clause before is
    /// coordinated with the verb above that clause.
    pub(super) fn verb_behind_marks(&mut self, verb: usize) {
        let below =
            |t: usize| matches!(self.tokens[t].deprel.base(), Deprel::Ccomp | Deprel::Acl | Deprel::Advcl);
        let Some(before) = self.tokens[verb].head.filter(|&h| h < verb && below(h)) else { return };
        if self.tokens[verb].deprel != Deprel::Conj || !self.lacks_subject(verb) || !self.is_clause(verb) {
            return;
        }
        let above = self.ancestors(before).find(|&t| t < before && self.is_clause(t));
        if let Some(above) = above.filter(|&a| self.parted(before, verb) && !self.parted(a, verb)) {
            self.tokens[verb].head = Some(above);
        }
    }

    /// Whether a mark of quotation between the two words has no partner there.
    fn parted(&self, from: usize, to: usize) -> bool {
        let mut open = 0_i32;
        let mut straight = false;
        for token in &self.tokens[from..to] {
            match token.form.as_str() {
                "«" | "“" => open += 1,
                "»" | "”" => open -= 1,
                "\"" => straight = !straight,
                _ => {}
            }
        }
        open != 0 || straight
    }

    /// "...", décrit Paul Varenne: what looks like a participle right behind a quotation is a finite verb where the lexicon knows it
    /// as one.
    pub(super) fn finite_behind_quotation(&mut self, at: usize, model: &Model) {
        let participle = self.tokens[at].feats.verb_form == Some(VerbForm::Part);
        if !self.behind_quotation(at) || !participle || self.has(at, &[Deprel::Aux]) {
            return;
        }
        if let Some((feats, lemma)) = model.as_finite(&self.tokens[at].form) {
            let token = &mut self.tokens[at];
            (token.feats, token.lemma) = (feats, lemma);
        }
    }

    /// "...", sighs Paul Varenne: a bare noun between a quotation and a person's name is a verb where the lexicon knows it
    /// as one.
    pub(super) fn verb_behind_quotation(&mut self, at: usize, model: &Model) {
        let quoted = at >= self.range.start + 2
            && matches!(self.tokens[at - 2].form.as_str(), "»" | "\"" | "”" | "’" | "'");
        let name = at + 1;
        if !quoted || !self.range.contains(&name) || !self.is_person(name) {
            return;
        }
        let Some((feats, lemma)) = model.as_finite(&self.tokens[at].form) else { return };
        let token = &mut self.tokens[at];
        (token.upos, token.feats, token.lemma) = (Upos::Verb, feats, lemma);
        if token.head.is_some() {
            token.deprel = Deprel::Parataxis;
        }
        if self.tokens[name].head.is_some_and(|h| h <= at) {
            self.hang(name, at, Deprel::Nsubj);
        }
    }
}
