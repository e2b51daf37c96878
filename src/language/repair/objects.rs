//! What is done to whom: objects that the parser took for adjuncts or for parts of them, and the other way round.

use super::{Sentence, closes};
use crate::language::rules::Rules;
use crate::language::{Deprel, PronType, Token, Upos, VerbForm};

impl Sentence<'_> {
    /// "freed on Friday 23 fighters", "a accusé mardi l'Égypte": what the parser hung on the time word right before it is the object of
    /// a verb that has none, if it is counted, or has an article or is a name where the subject stands elsewhere.
    pub(super) fn object_behind_time(&mut self, noun: usize) {
        let token = &self.tokens[noun];
        if token.deprel != Deprel::Nmod || self.has(noun, &[Deprel::Case]) {
            return;
        }
        let Some(time) = token.head.filter(|&t| t < noun) else { return };
        let before = self.tokens[noun - 1].deprel;
        let led = time + 2 == noun && matches!(before, Deprel::Nummod | Deprel::Det);
        // "a arrêté en deux jours 590 personnes": whoever is counted is no part of an adjunct.
        let counted = led && before == Deprel::Nummod;
        let adjunct = self.tokens[time].deprel.base() == Deprel::Obl
            && (counted || !self.has(time, &[Deprel::Case, Deprel::Det]));
        let verb =
            self.tokens[time].head.filter(|&v| adjunct && v < time && self.tokens[v].upos == Upos::Verb);
        let Some(verb) = verb.filter(|&v| !self.has(v, &[Deprel::Obj, Deprel::Ccomp])) else { return };
        let name = time + 1 == noun && token.upos == Upos::Propn;
        let acts = self.subjects(verb).any(|s| s < verb)
            || self.tokens[verb].feats.verb_form == Some(VerbForm::Inf)
            || self.tokens[verb].deprel == Deprel::Conj;
        if counted || acts && (led || name) {
            self.hang(noun, verb, Deprel::Obj);
        }
    }

    /// "combattent depuis 2007 le gouvernement", "forme avec eux l'Alliance", "combat à Boral le Front": a noun with an article and no
    /// preposition that the parser hung on the complement right before it, or took for more of its name, is the object of the active verb
    /// above, which has a subject and no object.
    pub(super) fn object_behind_adjunct(&mut self, noun: usize) {
        let Token { head, deprel, .. } = self.tokens[noun];
        let loose = matches!(deprel.base(), Deprel::Obj | Deprel::Acl | Deprel::Appos);
        // "accuse jeudi le Front", "depuis 2007 le gouvernement": a time without article has no such complement.
        let time = |h: usize| {
            let bare = self.is_nominal(h) && !self.has(h, &[Deprel::Case, Deprel::Det]);
            deprel.base() == Deprel::Nmod && (bare || self.tokens[h].upos == Upos::Num)
        };
        let article = self.children(noun).find(|&c| self.tokens[c].deprel.base() == Deprel::Det);
        // What is part of a name begins with a capital: "le journal Le Soir".
        let definite = article.is_some_and(|a| {
            let token = &self.tokens[a];
            token.feats.definite == Some(true) && !token.form.starts_with(char::is_uppercase)
        });
        let named = definite && matches!(deprel.base(), Deprel::Nmod | Deprel::Flat);
        let Some(adjunct) = head.filter(|&h| h < noun && (loose || named || time(h))) else { return };
        // Right behind the adjunct: a comma sets off what describes it.
        let adjacent = article.is_some_and(|a| {
            a < noun && a > 0 && (a - 1 == adjunct || self.ancestors(a - 1).any(|t| t == adjunct))
        });
        let led = (self.has(adjunct, &[Deprel::Case]) || time(adjunct)) && !self.has(noun, &[Deprel::Case]);
        let comma = (adjunct..noun).any(|t| matches!(self.tokens[t].form.as_str(), "," | ";" | ":"));
        // "depuis la fin du mois le gouvernement"
        let above = |&t: &usize| self.tokens[t].head.filter(|_| self.tokens[t].deprel.base() == Deprel::Nmod);
        let phrase = std::iter::successors(Some(adjunct), above).take(self.range.len()).last();
        let verb = phrase.and_then(|top| self.tokens[top].head.filter(|&v| v < top));
        let verb = verb.filter(|&v| self.tokens[v].upos == Upos::Verb);
        let Some(verb) = verb.filter(|_| adjacent && led && !comma) else { return };
        let closed = [Deprel::Obj, Deprel::Ccomp, Deprel::Cop, Deprel::Expl];
        let governs = self.children(verb).any(|c| c < noun && self.tokens[c].deprel.base() == Deprel::Xcomp);
        let passive = self.is_passive(verb);
        let subject = self.subjects(verb).next().is_some_and(|s| s < verb);
        let reflexive = self.children(verb).any(|c| self.tokens[c].feats.reflexive);
        if subject && !passive && !reflexive && !governs && !self.has(verb, &closed) {
            self.hang(noun, verb, Deprel::Obj);
            for other in noun + 1..self.range.end {
                if self.tokens[other].head == Some(adjunct)
                    && self.tokens[other].deprel.base() == Deprel::Flat
                {
                    self.hang(other, noun, self.tokens[other].deprel);
                }
            }
        }
    }

    /// "le Front, que X a sommé de partir": what is the subject or object of a relative clause is a pronoun, and no conjunction.
    pub(super) fn relative_object(&mut self, at: usize) {
        let Token { head, deprel, .. } = self.tokens[at];
        let argument = matches!(deprel.base(), Deprel::Obj | Deprel::Nsubj | Deprel::Iobj);
        if argument && head.is_some_and(|verb| self.tokens[verb].deprel.base() == Deprel::Acl) {
            self.tokens[at].upos = Upos::Pron;
            self.tokens[at].feats.pron_type = Some(PronType::Rel);
        }
    }

    /// "a bombardé la veille le port", "avait dit la veille le maire": what tells when is neither object nor subject before another.
    pub(super) fn time_of_object(&mut self, noun: usize, rules: &Rules) {
        let core = |d: Deprel| matches!(d.base(), Deprel::Obj | Deprel::Nsubj);
        let Token { head, deprel, .. } = self.tokens[noun];
        let time = core(deprel) && rules.times.contains(self.tokens[noun].lemma.as_str());
        let Some(verb) = head.filter(|&v| time && v < noun) else { return };
        if self.children(verb).any(|c| c > noun && core(self.tokens[c].deprel)) {
            self.tokens[noun].deprel = Deprel::Obl;
        }
    }

    /// "ont examiné côte à côte les caisses": a noun that a preposition joins to itself tells how.
    pub(super) fn repeated_noun(&mut self, noun: usize) {
        let core = matches!(self.tokens[noun].deprel.base(), Deprel::Obj | Deprel::Nsubj | Deprel::Conj);
        let again = noun + 2;
        let repeated = core
            && self.range.contains(&again)
            && self.tokens[noun + 1].upos == Upos::Adp
            && self.tokens[again].form == self.tokens[noun].form
            && self.tokens[again].head == Some(noun)
            && self.children(noun).all(|c| c > noun);
        if repeated {
            self.tokens[noun].deprel = Deprel::Obl;
        }
    }

    /// "qui dit n'avoir visé que des pillards, a ouvert une enquête": a conjunction right behind a verb that is restricted, with a noun phrase
    /// up to the next comma and a verb behind that, opens no clause: the noun is the object of the verb before.
    pub(super) fn restriction(&mut self, conjunction: usize, rules: &Rules) {
        let Token { head, deprel, .. } = self.tokens[conjunction];
        let Some(verb) = head.filter(|&v| v > conjunction && deprel.base() == Deprel::Mark) else { return };
        let Some(before) = conjunction.checked_sub(1).filter(|t| self.range.contains(t)) else { return };
        let start = self.group_start(verb);
        let phrase = conjunction + 1..start;
        let verbal = |t: usize| matches!(self.tokens[t].upos, Upos::Verb | Upos::Aux | Upos::Sconj);
        let plain = !phrase.clone().any(verbal)
            && phrase.clone().filter(|&t| self.tokens[t].form == ",").eq(start.checked_sub(1));
        let outside =
            |&t: &usize| self.is_nominal(t) && self.tokens[t].head.is_none_or(|h| !phrase.contains(&h));
        let Some(noun) = phrase.clone().find(outside) else { return };
        let told = self.subjects(verb).any(|s| s < verb && s != noun);
        let restricts = |c: usize| c < before && rules.restrictive.contains(self.tokens[c].lemma.as_str());
        if !plain
            || told
            || !self.children(before).any(restricts)
            || self.tokens[before].upos != Upos::Verb
            || !self.is_clause(verb)
        {
            return;
        }
        self.hang(conjunction, noun, Deprel::Advmod);
        self.tokens[conjunction].upos = Upos::Adv;
        self.hang(noun, before, Deprel::Obj);
        let behind = self.subjects(verb).find(|&s| s > verb);
        if let Some(object) = behind.filter(|_| !self.has(verb, &[Deprel::Obj])) {
            self.tokens[object].deprel = Deprel::Obj;
        }
    }

    /// "selon lesquels X aurait « vendu » la vallée, la ministre exprime": of two subjects before a verb, the first of which stands right
    /// behind another that has no object, that one is its object.
    pub(super) fn object_of_relative(&mut self, noun: usize) {
        let Some(verb) = self.tokens[noun].head.filter(|&v| v > noun) else { return };
        let other = |s: &usize| *s > noun && *s < verb && self.is_set_off(self.start_of(*s));
        let explains = |s: &usize| other(s) && self.tokens[*s].deprel == Deprel::Appos;
        let apposed = self.children(noun).find(explains);
        if apposed.is_none() && self.subjects(verb).find(other).is_none() {
            return;
        }
        let mut before = (self.range.start..self.start_of(noun)).rev();
        let Some(first) = before.find(|&t| !closes(&self.tokens[t].form)) else { return };
        let closed = [Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp, Deprel::Cop, Deprel::Expl];
        let takes = self.tokens[first].upos == Upos::Verb
            && self.subjects(first).any(|s| s < first)
            && !self.is_passive(first)
            && !self.has(first, &closed);
        if takes && first != verb {
            if let Some(subject) = apposed {
                self.hang_as_subject(subject, verb);
            }
            self.hang(noun, first, Deprel::Obj);
        }
    }

    /// "a exigé un retrait": a noun with an article and no preposition behind an active verb that has no object is one, unless it tells
    /// when or how often.
    pub(super) fn bare_object(&mut self, noun: usize, rules: &Rules) {
        let Token { head, deprel, .. } = self.tokens[noun];
        let led = self
            .children(noun)
            .any(|c| c < noun && matches!(self.tokens[c].deprel.base(), Deprel::Det | Deprel::Nummod));
        let bare = deprel.base() == Deprel::Obl && led && !self.has(noun, &[Deprel::Case]);
        let Some(verb) = head.filter(|&v| bare && v < noun && self.tokens[v].upos == Upos::Verb) else {
            return;
        };
        let closed = [Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp, Deprel::Cop, Deprel::Expl];
        let passive = self.is_passive(verb);
        let active = self.subjects(verb).any(|s| s < verb)
            || self.tokens[verb].feats.verb_form == Some(VerbForm::Inf)
            || self.children(verb).any(|c| self.tokens[c].deprel.base() == Deprel::Aux);
        let reflexive = self.children(verb).any(|c| self.tokens[c].feats.reflexive);
        let time = rules.times.contains(self.tokens[noun].lemma.as_str());
        let comma = (verb..noun).any(|t| self.tokens[t].form == ",");
        if active && !passive && !reflexive && !time && !comma && !self.has(verb, &closed) {
            self.hang(noun, verb, Deprel::Obj);
        }
    }

    /// "condemned the killing of two monks by the guard": nobody does what a finite verb without auxiliary of the passive says but its
    /// subject; by whom it is belongs to the object.
    pub(super) fn agent_of_noun(&mut self, agent: usize) {
        let verb = self.tokens[agent].head.filter(|&v| v < agent && self.is_finite(v) && !self.is_passive(v));
        let object = |&c: &usize| {
            let Token { upos, deprel, .. } = &self.tokens[c];
            c < agent && *upos == Upos::Noun && deprel.base() == Deprel::Obj
        };
        let active = verb.filter(|&v| self.subjects(v).any(|s| s < v));
        if let Some(object) = active.and_then(|v| self.children(v).find(object)) {
            self.hang(agent, object, Deprel::Nmod);
        }
    }
}
