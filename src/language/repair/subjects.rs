//! Who does what: subjects that the parser overlooked, doubled or hung on something else.

use super::Sentence;
use crate::language::rules::Rules;
use crate::language::{Deprel, Number, Tense, Token, Upos, VerbForm, is_mark};

/// How many words a verb and what goes with its finite form may have.
const GROUP: usize = 4;

impl Sentence<'_> {
    /// The army, led by Brek, and local militias have attacked: what "and" adds behind the subject of a plural verb is a
    /// subject too, and no adjunct.
    pub(super) fn second_subject(&mut self, noun: usize) {
        let Token { head, deprel, .. } = self.tokens[noun];
        // What is coordinated hangs on what stands before it, never on a verb behind.
        let adds = matches!(deprel.base(), Deprel::Obl | Deprel::Obj | Deprel::Conj)
            && self.has(noun, &[Deprel::Cc]);
        let Some(verb) = head.filter(|&verb| verb > noun && adds) else { return };
        let plural =
            self.finite_behind(noun, verb).and_then(|t| self.tokens[t].feats.number) == Some(Number::Plur);
        let article = self.children(noun).find(|&c| c < noun && self.tokens[c].deprel == Deprel::Case);
        let contracted = article.is_none_or(|c| self.tokens[c].span == self.tokens[c + 1].span);
        if !plural || !contracted || self.subjects(verb).next().is_none_or(|s| s > noun) {
            return;
        }
        self.hang_as_subject(noun, verb);
        // No preposition then: what was taken for a contraction is an article.
        if let Some(article) = article {
            (self.tokens[article].upos, self.tokens[article].deprel) = (Upos::Det, Deprel::Det);
        }
    }

    /// "Soutenu par l'Égypte, la Russie et le Qatar", "un allié du Hezbollah et des rebelles": a noun is coordinated with the noun that
    /// ends right before it, not with the verb above; and what begins as a contraction would, with what has its preposition.
    pub(super) fn coordinated_noun(&mut self, noun: usize, rules: &Rules) {
        let Some(partner) = self.partner(noun, rules).or_else(|| self.bare_partner(noun)) else { return };
        self.coordinate(noun, partner);
    }

    /// "X, parti ancré au Merk et ennemi du Tchad": the apposition without article with which the noun without article at `noun` goes, where
    /// the tree has a noun with one.
    fn bare_partner(&self, noun: usize) -> Option<usize> {
        let led = |t: usize| self.has(t, &[Deprel::Det, Deprel::Case]);
        let common = |t: usize| self.tokens[t].upos == Upos::Noun && !led(t);
        let conjunct = self.tokens[noun].deprel == Deprel::Conj && self.has(noun, &[Deprel::Cc]);
        let head = self.tokens[noun].head.filter(|&h| h < noun && conjunct && common(noun) && led(h))?;
        let verbal = |t: usize| self.tokens[t].upos == Upos::Verb && self.tokens[t].deprel == Deprel::Acl;
        let participle = self.tokens[head].head.filter(|&v| verbal(v))?;
        self.tokens[participle].head.filter(|&t| common(t) && self.tokens[t].deprel == Deprel::Appos)
    }

    /// The noun with which the coordinated one at `noun` goes, where the tree has another word.
    fn partner(&self, noun: usize, rules: &Rules) -> Option<usize> {
        let head = self.tokens[noun].head.filter(|&h| h < noun && self.is_nominal(noun))?;
        let bare = self.tokens[noun].upos == Upos::Propn && !self.has(noun, &[Deprel::Case]);
        if self.tokens[noun].deprel.base() == Deprel::Obl && !bare {
            return None;
        }
        let start = self.start_of(noun);
        let joins =
            |t: usize| t < noun && (self.tokens[t].form == "," || self.tokens[t].deprel == Deprel::Cc);
        let first = (start..=noun).find(|&t| !joins(t)).filter(|&t| t > start)?;
        let before = start.checked_sub(1).filter(|&t| t > head)?;
        let clause = [Deprel::Nsubj, Deprel::Cop, Deprel::Aux, Deprel::Mark, Deprel::Obj];
        let phrase = std::iter::once(before).chain(self.ancestors(before)).take_while(|&t| t > head);
        let mut nominals = phrase.skip_while(|&t| !self.is_nominal(t)).take_while(|&t| self.is_nominal(t));
        if self.tokens[head].upos == Upos::Verb && !self.has(noun, &clause) {
            return nominals.last();
        }
        let article = Some(&self.tokens[first]).filter(|t| t.upos == Upos::Det)?;
        let preposition = rules.contractions.get(article.form.as_str())?.first()?;
        let case =
            |c: usize| self.tokens[c].deprel == Deprel::Case && self.tokens[c].lemma == preposition.as_str();
        nominals.find(|&t| self.children(t).any(case))
    }

    /// "A diplomat close to the talks said": the noun right before the adjective that was taken for the subject is it.
    pub(super) fn described_subject(&mut self, adjective: usize) {
        let noun = adjective.checked_sub(1).filter(|n| self.range.contains(n));
        let Some(noun) = noun.filter(|&n| self.tokens[n].head == Some(adjective)) else { return };
        let Token { head, deprel, .. } = self.tokens[adjective];
        if let Some(verb) =
            head.filter(|_| self.tokens[noun].upos == Upos::Noun && !self.has(noun, &[Deprel::Case]))
        {
            self.hang(noun, verb, deprel);
            self.hang(adjective, noun, Deprel::Amod);
        }
    }

    /// "At least ten people were killed": a counted noun that opens a clause without a preposition, in the number of a
    /// finite verb that has no subject, is its subject.
    pub(super) fn counted_subject(&mut self, noun: usize) {
        let token = &self.tokens[noun];
        let verb = token.head.filter(|&verb| verb > noun && token.deprel.base() == Deprel::Obl);
        let (Some(verb), number) = (verb, token.feats.number) else { return };
        let agrees = self
            .finite_behind(noun, verb)
            .is_some_and(|t| number.is_some() && self.tokens[t].feats.number == number);
        let counted = self.has(noun, &[Deprel::Nummod]) && !self.has(noun, &[Deprel::Case]);
        if agrees && counted && self.lacks_subject(verb) {
            self.hang_as_subject(noun, verb);
        }
    }

    /// "38 « bandits » ont été tués": what marks of quotation enclose before a verb that has no subject is its subject, not a predicate.
    pub(super) fn quoted_subject(&mut self, word: usize) {
        let mark = |t: usize| is_mark(&self.tokens[t].form);
        let enclosed =
            word > self.range.start + 1 && word + 2 < self.range.end && mark(word - 1) && mark(word + 1);
        let Some(head) = self.tokens[word].head.filter(|_| enclosed) else { return };
        let counted = self.tokens[word - 2].upos == Upos::Num && self.tokens[word - 2].head == Some(word);
        let group = |t: &usize| matches!(self.tokens[*t].upos, Upos::Aux | Upos::Adv);
        let verb = (word + 2..self.range.end).find(|t| !group(t)).filter(|&v| self.is_clause(v));
        let Some(verb) =
            verb.filter(|&v| counted && self.tokens[v].upos == Upos::Verb && self.lacks_subject(v))
        else {
            return;
        };
        let relation = self.tokens[word].deprel;
        for other in self.range.clone() {
            if self.tokens[other].head == Some(word) && self.tokens[other].deprel.base() == Deprel::Mark {
                self.tokens[other].head = Some(verb);
            }
        }
        self.hang(verb, head, relation);
        self.hang_as_subject(word, verb);
        self.tokens[word].upos = Upos::Noun;
        self.tokens[word - 2].deprel = Deprel::Nummod;
    }

    /// "..., ont rapporté des habitants": a finite verb that is put in behind a comma has a subject; what stands behind one without is it,
    /// and what stands behind one that does not agree with what stands before: "et dix autres blessées, a annoncé le ministère".
    pub(super) fn subject_behind_report(&mut self, verb: usize) {
        let start = self.group_start(verb);
        let Some(finite) = (start..=verb).find(|&t| self.is_finite(t)).filter(|_| self.follows_comma(start))
        else {
            return;
        };
        let number = self.tokens[finite].feats.number;
        let object = self.children(verb).find(|&c| c > verb && self.tokens[c].deprel.base() == Deprel::Obj);
        let agrees = |o: &usize| self.tokens[*o].feats.number.is_none_or(|n| Some(n) == number);
        let Some(object) = object.filter(|&o| self.is_nominal(o)).filter(agrees) else { return };
        let before = self.subjects(verb).find(|&s| s < start);
        if let Some(before) = before {
            let several = number == Some(Number::Plur) && self.has(before, &[Deprel::Conj]);
            let differs = number.is_some() && !several && !agrees(&before);
            if !differs {
                return;
            }
            match self.tokens[verb].head {
                Some(above) if above < before => {
                    self.hang(before, above, Deprel::Conj);
                    self.tokens[verb].deprel = Deprel::Parataxis;
                }
                // "Ni fuites ni larmes, a dit X": all that is said.
                None => self.hang(before, verb, Deprel::Obj),
                Some(_) => return,
            }
        } else if self.tokens[verb].deprel.base() == Deprel::Parataxis || self.behind_quotation(start) {
            // "..., leur a lancé X": a pronoun that does not agree is told.
            let told = |&s: &usize| {
                (start..verb).contains(&s)
                    && self.tokens[s].upos == Upos::Pron
                    && number.is_some()
                    && !agrees(&s)
            };
            let told = self.subjects(verb).find(told);
            if let Some(told) = told {
                self.tokens[told].deprel = Deprel::Iobj;
            }
            if !self.lacks_subject(verb) {
                return;
            }
        } else {
            return;
        }
        self.hang(object, verb, Deprel::Nsubj);
    }

    /// "un commandant de la force Merk, l'unité d'élite du Front": what explains a noun that it does not agree with explains the one that ends
    /// right before it, where it agrees with that.
    pub(super) fn agreeing_apposition(&mut self, noun: usize) {
        let Some(head) = self.tokens[noun].head.filter(|&h| h < noun) else { return };
        let start = self.start_of(noun);
        let first = if self.tokens[start].form == "," { start } else { start.saturating_sub(1) };
        let led = self.children(noun).any(|c| c < noun && self.tokens[c].deprel.base() == Deprel::Det);
        let Some(before) =
            first.checked_sub(1).filter(|&t| t > head && led && self.tokens[first].form == ",")
        else {
            return;
        };
        let gender = |t: usize| self.tokens[t].feats.gender;
        let Some(own) = gender(noun).filter(|g| gender(head).is_some_and(|h| h != *g)) else { return };
        let phrase = std::iter::once(before).chain(self.ancestors(before)).take_while(|&t| t > head);
        let found = phrase.filter(|&t| self.tokens[t].upos == Upos::Noun).find(|&t| gender(t) == Some(own));
        if let Some(partner) = found {
            self.tokens[noun].head = Some(partner);
        }
    }

    /// "The militia has friends in Harl and is at war with the army": a predicate with a finite copula and no subject of its own goes on from
    /// the verb, not from its object.
    pub(super) fn predicate_behind_and(&mut self, noun: usize) {
        let Some(object) = self.tokens[noun].head.filter(|&h| h < noun && self.is_nominal(h)) else { return };
        let copula = self
            .children(noun)
            .any(|c| c > object && c < noun && self.tokens[c].deprel == Deprel::Cop && self.is_finite(c));
        let verb = self.ancestors(object).find(|&t| t < object && self.is_clause(t));
        if let Some(verb) = verb.filter(|_| copula && self.lacks_subject(noun)) {
            self.tokens[noun].head = Some(verb);
        }
    }

    /// "Togo has armed the rebels and Benin has fed them": what "and" adds to an object right before the finite form of a verb that has no
    /// subject is that verb's subject.
    pub(super) fn subject_behind_and(&mut self, noun: usize) {
        let Some(object) = self.tokens[noun].head.filter(|&h| h < noun) else { return };
        let start = self.start_of(noun);
        let and = self.children(noun).find(|&c| self.tokens[c].deprel.base() == Deprel::Cc);
        let joined = and.is_some_and(|a| a >= start && !(a + 1..noun).any(|t| self.tokens[t].form == ","));
        let Some(verb) = self.tokens[object].head.filter(|&v| joined && v < object) else { return };
        let governed = matches!(self.tokens[object].deprel.base(), Deprel::Obj | Deprel::Obl)
            && self.tokens[verb].upos == Upos::Verb;
        let own = |t: usize| t == noun || self.ancestors(t).any(|a| a == noun);
        let next = (noun + 1..self.range.end).find(|&t| !own(t) || self.tokens[t].upos == Upos::Verb);
        let further = next.and_then(|n| {
            (n..self.range.end.min(n + GROUP))
                .find(|&v| self.tokens[v].upos == Upos::Verb && self.group_start(v) == n && self.is_clause(v))
        });
        let Some(further) = further.filter(|_| governed) else { return };
        let below =
            matches!(self.tokens[further].deprel.base(), Deprel::Advcl | Deprel::Conj | Deprel::Parataxis)
                && self.tokens[further].head == Some(verb);
        let passive = self.is_passive(further);
        let marked = self.has(further, &[Deprel::Mark, Deprel::Cc]);
        if !below || passive || marked || !self.lacks_subject(further) {
            return;
        }
        self.hang_as_subject(noun, further);
        self.hang(further, verb, Deprel::Conj);
        if let Some(and) = and {
            self.hang(and, further, Deprel::Cc);
        }
    }

    /// "L'Alliance pour la paix et la justice a rejoint": what "and" adds before a verb in the singular is no second subject, but goes with
    /// the noun before. Whether so.
    fn second_of_one(&mut self, noun: usize, verb: usize) -> bool {
        let singular =
            self.finite_behind(noun, verb).is_some_and(|t| self.tokens[t].feats.number == Some(Number::Sing));
        let start = self.start_of(noun);
        let first = self.subjects(verb).any(|s| s < start);
        let Some(and) = start.checked_sub(1).filter(|&t| t > self.range.start && singular && first) else {
            return false;
        };
        if self.tokens[and].upos != Upos::Cconj || !self.is_nominal(and - 1) {
            return false;
        }
        self.hang(and, noun, Deprel::Cc);
        self.hang(noun, and - 1, Deprel::Conj);
        true
    }

    /// The second subject of `verb` that says who the one at `noun` is: "son chef, le général X, a promis".
    fn explained_by(&self, noun: usize, verb: usize) -> Option<usize> {
        let other = self.subjects(verb).find(|&s| s > noun && (s < verb) == (noun < verb))?;
        let start = self.start_of(other);
        let comma = start.checked_sub(1).filter(|&c| c > noun && self.tokens[c].form == ",")?;
        let within = |t: usize| t == noun || self.ancestors(t).any(|a| a == noun);
        let outside = |t: usize| self.tokens[t].form == "," || !self.ancestors(t).any(|a| a == other);
        let end = (other + 1..self.range.end).find(|&t| outside(t))?;
        let closed =
            matches!(self.tokens[end].form.as_str(), "," | "." | ";") || self.tokens[end].upos == Upos::Punct;
        let joined = self.has(other, &[Deprel::Cc, Deprel::Case]) || self.has(noun, &[Deprel::Conj]);
        let sorts = self.is_nominal(other) && self.tokens[noun].upos != Upos::Pron;
        let number = |t: usize| self.tokens[t].feats.number;
        let alike = number(noun).is_none() || number(other).is_none() || number(noun) == number(other);
        (within(comma - 1) && closed && !joined && sorts && alike).then_some(other)
    }

    /// "Soutenu par A, B et C, X a échoué": of two subjects before a verb, the first of which goes on a list in the phrase that opens the
    /// sentence, that one is none.
    pub(super) fn doubled_subject(&mut self, noun: usize, rules: &Rules) {
        let Some(verb) = self.tokens[noun].head else { return };
        // "Son chef, le général X, a promis", where the first was taken for an adjunct.
        let adjunct = self.tokens[noun].deprel.base() == Deprel::Obl;
        let bare = self.has(noun, &[Deprel::Det]) && !self.has(noun, &[Deprel::Case]) && noun < verb;
        if adjunct && (!bare || rules.times.contains(self.tokens[noun].lemma.as_str())) {
            return;
        }
        if let Some(other) = self.explained_by(noun, verb) {
            self.hang_as_subject(noun, verb);
            self.hang(other, noun, Deprel::Appos);
            return;
        }
        if adjunct || verb < noun || self.second_of_one(noun, verb) {
            return;
        }
        let start = self.start_of(noun);
        let lists = self
            .children(noun)
            .any(|c| c > noun && self.tokens[c].deprel == Deprel::Conj && self.has(c, &[Deprel::Cc]));
        let behind =
            self.subjects(verb).any(|s| s > noun && s < verb && self.follows_comma(self.start_of(s)));
        let before = start
            .checked_sub(2)
            .filter(|&t| lists && behind && self.follows_comma(start) && t > self.range.start);
        let Some(before) = before else { return };
        let nominal = |t: usize| t < noun && self.is_nominal(t);
        let adjunct = |t: usize| matches!(self.tokens[t].deprel.base(), Deprel::Obl | Deprel::Nmod);
        let mut above = std::iter::once(before).chain(self.ancestors(before)).skip_while(|&t| !nominal(t));
        let partner = above.by_ref().take_while(|&t| nominal(t)).find(|&t| adjunct(t));
        drop(above);
        let Some(partner) = partner else { return };
        self.coordinate(noun, partner);
    }

    /// In a statement, Paul Varenne, its author, has said: the name behind the phrase that opens the sentence is the
    /// subject of a verb that has none.
    pub(super) fn subject_behind_opening(&mut self, name: usize) {
        // The tree may hang the comma on what follows it.
        let start = self.start_of(name);
        let comma = [Some(start), start.checked_sub(1)].into_iter().flatten();
        let Some(comma) = comma.filter(|c| self.range.contains(c)).find(|&c| self.tokens[c].form == ",")
        else {
            return;
        };
        if self.has(name, &[Deprel::Case]) {
            return;
        }
        let Some(noun) = self.tokens[name].head.filter(|&h| h < comma) else { return };
        let first = (self.range.start..comma).find(|&t| self.tokens[t].upos != Upos::Punct);
        let opens = first.is_some_and(|t| self.tokens[t].upos == Upos::Adp);
        let plain = (self.range.start..comma)
            .all(|t| !matches!(self.tokens[t].upos, Upos::Verb | Upos::Aux) && self.tokens[t].form != ",");
        if !opens || !plain || !self.has(noun, &[Deprel::Case]) {
            return;
        }
        let Some(verb) = self.ancestors(name).find(|&a| a > name) else { return };
        let Some(finite) = self.verb_behind(name) else { return };
        let governs = finite == verb || self.tokens[finite].head == Some(verb);
        if !governs || !self.lacks_subject(verb) || self.tokens[verb].deprel.base() == Deprel::Acl {
            return;
        }
        self.hang_as_subject(name, verb);
        self.tokens[comma].head = Some(verb);
        for aside in name + 1..finite {
            if self.tokens[aside].head == Some(noun) {
                self.tokens[aside].head = Some(name);
            }
        }
    }

    pub(super) fn has_agent(&self, verb: usize) -> bool {
        self.children(verb).any(|c| self.tokens[c].deprel == Deprel::OblAgent)
    }

    /// The fighters of the front, led by Paul Varenne, have attacked; rebels backed by the state have attacked: a participle
    /// set off behind a subject, or right behind it with its agent, describes it where the verb of the sentence follows.
    pub(super) fn participle_of_subject(&mut self, participle: usize) {
        let subject = self.children(participle).find(|&c| self.tokens[c].deprel.base() == Deprel::Nsubj);
        let set_off = self.opens_aside(participle);
        let Some(subject) =
            subject.filter(|&s| if set_off { s + 1 < participle } else { s + 1 == participle })
        else {
            return;
        };
        if self.has(participle, &[Deprel::Aux, Deprel::Cop]) {
            return;
        }
        // "X and Y, both led by Z, have left": the verb has it below, and no subject of its own.
        let Token { head, deprel, .. } = self.tokens[participle];
        let bare = |&v: &usize| v > participle && !self.has(v, &[Deprel::Nsubj, Deprel::Expl]);
        let above = head.filter(|_| set_off && deprel.base() == Deprel::Advcl);
        if let Some(verb) = above.filter(bare).filter(|&v| self.is_finite(v) || self.has(v, &[Deprel::Aux])) {
            self.hang_as_subject(subject, verb);
            self.hang(participle, subject, Deprel::Acl);
            return;
        }
        let clause = |&c: &usize| {
            let relation = self.tokens[c].deprel.base();
            let below = matches!(relation, Deprel::Xcomp | Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj);
            // "X, long accused of Y, sent": behind the comma that ends the aside a past form is finite as well.
            let ends = self.follows_comma(c) && !self.has(c, &[Deprel::Cc]);
            let past = (!set_off || ends) && self.tokens[c].feats.tense == Some(Tense::Past);
            let finite = self.is_finite(c) || self.has(c, &[Deprel::Aux]) || past;
            below && c > participle && self.tokens[c].upos == Upos::Verb && finite
        };
        let Some(verb) = self.children(participle).find(clause) else { return };
        let parted = !set_off || (participle..verb).any(|t| self.tokens[t].form == ",");
        if !parted
            || self.has(verb, &[Deprel::Mark])
            || !set_off && self.has(verb, &[Deprel::Cc, Deprel::Nsubj])
        {
            return;
        }
        let Token { head, deprel, .. } = self.tokens[participle];
        (self.tokens[verb].head, self.tokens[verb].deprel) = (head, deprel);
        for child in self.range.clone().filter(|&t| t > verb || t < subject) {
            if self.tokens[child].head == Some(participle) {
                self.tokens[child].head = Some(verb);
            }
        }
        self.hang_as_subject(subject, verb);
        self.hang(participle, subject, Deprel::Acl);
        // "rebels backed by X marched": without an auxiliary the past form is finite.
        if !self.has(verb, &[Deprel::Aux]) && self.tokens[verb].feats.verb_form == Some(VerbForm::Part) {
            self.make_past(verb);
        }
    }

    /// The envoy, who arrived on Monday, has said; the front, which the state banned, has attacked: a relative clause that took
    /// the subject gives it back to the verb behind the next comma, which has none.
    pub(super) fn relative_of_subject(&mut self, pronoun: usize) {
        // "..., whose men fled, ...": the pronoun belongs to a noun of the clause; "cinq hommes, dont leur chef, ont fui" has no clause.
        let above = self.tokens[pronoun].head.filter(|&v| v > pronoun);
        let nominal = |t: &usize| matches!(self.tokens[*t].upos, Upos::Noun | Upos::Propn);
        let clause = |&v: &usize| v > pronoun && (pronoun..v).all(|t| self.tokens[t].form != ",");
        let verb = above.filter(nominal).and_then(|noun| self.tokens[noun].head).filter(clause);
        let Some(relative) = verb.or(above) else { return };
        let taken = |&c: &usize| {
            let Token { deprel, upos, .. } = &self.tokens[c];
            let bare = deprel.base() == Deprel::Obl && !self.has(c, &[Deprel::Case]) && c + 2 == pronoun;
            c + 1 < pronoun
                && (deprel.base() == Deprel::Nsubj || bare)
                && matches!(upos, Upos::Noun | Upos::Propn)
        };
        let mut subjects: Vec<usize> = self.children(relative).filter(taken).collect();
        // Or the clause hangs beside the noun, as though that were a sentence without a verb.
        let beside = matches!(self.tokens[relative].deprel, Deprel::Parataxis | Deprel::AclRelcl);
        let alone = |noun: &usize| self.tokens[*noun].deprel == Deprel::Root && *noun + 1 < pronoun;
        let noun = self.tokens[relative].head.filter(|n| beside && nominal(n) && alone(n));
        subjects.extend(noun);
        let Some(&subject) = subjects.last() else { return };
        if self.tokens[relative].deprel.base() == Deprel::Acl && noun.is_none() {
            return;
        }
        let inside = |verb: usize| verb == relative || self.ancestors(verb).any(|a| a == relative);
        let free = |verb: &usize| {
            let verb = *verb;
            let start = self.group_start(verb);
            let upper = self.tokens[relative].head;
            let above = upper == Some(verb) || upper.is_some() && upper == self.tokens[verb].head;
            self.tokens[start - 1].form == ","
                && (above || inside(verb))
                && self.subjects(verb).next().is_none()
                && !self.has(verb, &[Deprel::Mark, Deprel::Cc])
        };
        let behind = || (relative + 1..self.range.end).filter(free);
        let main = behind().find(|&v| self.is_clause(v)).or_else(|| behind().find(|&v| self.is_past(v)));
        let main = main.or_else(|| behind().find(|&v| self.may_be_past(v)));
        // "X, which signed a pact, and Y have offered": the first of two subjects.
        let main = main.or_else(|| {
            (relative + 1..self.range.end).find(|&verb| {
                let fellow = self.subjects(verb).find(|&s| s > relative && s < verb);
                let and = self.children(verb).find(|&c| self.tokens[c].deprel.base() == Deprel::Cc);
                self.tokens[verb].head == Some(relative)
                    && self.is_clause(verb)
                    && and.is_some_and(|a| self.follows_comma(a) && fellow.is_some_and(|s| a < s))
            })
        });
        let Some(main) = main else { return };
        let start = self.group_start(main);
        if self.tokens[relative].head != Some(main) {
            let Token { head, deprel, .. } = self.tokens[noun.unwrap_or(relative)];
            (self.tokens[main].head, self.tokens[main].deprel) = (head, deprel);
        }
        for child in self.range.clone().filter(|&t| t >= start || t < subject) {
            let moves = self.tokens[child].head == Some(relative)
                || child >= start && noun.is_some() && self.tokens[child].head == noun;
            if moves && child != main {
                self.tokens[child].head = Some(main);
            }
        }
        for subject in subjects {
            self.hang_as_subject(subject, main);
        }
        self.hang(relative, subject, Deprel::AclRelcl);
        if self.may_be_past(main) {
            self.make_past(main);
        }
        // "..., which the state banned": the clause has a subject of its own.
        if self.tokens[pronoun].head == Some(relative) && self.subjects(relative).any(|s| s > pronoun) {
            self.tokens[pronoun].deprel = Deprel::Obj;
        }
    }

    /// Gunmen from the front attacked: of two subjects with a preposition between, the second is the first one's complement.
    pub(super) fn complement_of_subject(&mut self, preposition: usize) {
        let Some(verb) = self.tokens[preposition].head.filter(|&v| v > preposition) else { return };
        let subjects: Vec<usize> = self.subjects(verb).filter(|&s| s < verb).collect();
        let &[first, second] = subjects.as_slice() else { return };
        if first + 1 == preposition && self.start_of(second) == preposition + 1 {
            self.hang(second, first, Deprel::Nmod);
            self.hang(preposition, second, Deprel::Case);
        }
    }

    /// A strike killed ten people, medics at the hospital said: the noun behind the last comma before a verb that reports and has no
    /// subject is its subject, not coordinated with what is reported.
    pub(super) fn speaker_behind_comma(&mut self, verb: usize) {
        let reported = self.children(verb).any(|c| c < verb && self.tokens[c].deprel.base() == Deprel::Ccomp);
        if !(reported || self.ends_behind_clause(verb))
            || !self.is_finite(verb)
            || self.subjects(verb).next().is_some()
        {
            return;
        }
        let Some(comma) = (self.range.start..verb).rev().find(|&t| self.tokens[t].form == ",") else {
            return;
        };
        let astray = |&t: &usize| {
            let Token { upos, deprel, head, .. } = &self.tokens[t];
            matches!(upos, Upos::Noun | Upos::Propn)
                && matches!(deprel.base(), Deprel::Conj | Deprel::Appos)
                && head.is_some_and(|h| h < comma)
        };
        let Some(speaker) = (comma + 1..verb).find(astray) else { return };
        if self.has(speaker, &[Deprel::Cc, Deprel::Case])
            || (comma..verb).any(|t| self.tokens[t].upos == Upos::Verb)
        {
            return;
        }
        for aside in speaker + 1..verb {
            if self.tokens[aside].head.is_some_and(|h| h < comma) {
                self.tokens[aside].head = Some(speaker);
                if self.tokens[aside].deprel.base() == Deprel::Obl {
                    self.tokens[aside].deprel = Deprel::Nmod;
                }
            }
        }
        self.hang_as_subject(speaker, verb);
    }

    /// Whether the verb ends the sentence and hangs on the verb of a clause before it, with no word that joins it to that.
    pub(super) fn ends_behind_clause(&self, verb: usize) -> bool {
        let token = &self.tokens[verb];
        let last = verb + 2 == self.range.end && self.tokens[verb + 1].form == ".";
        let clause = token.head.is_some_and(|h| h < verb && self.tokens[h].upos == Upos::Verb);
        let joined = self.has(verb, &[Deprel::Mark, Deprel::Cc]);
        last && clause && !joined && matches!(token.deprel.base(), Deprel::Advcl | Deprel::Parataxis)
    }

    /// The first word of the phrase that ends with the noun at `noun`.
    pub(super) fn start_of(&self, noun: usize) -> usize {
        (self.range.start..noun)
            .rev()
            .take_while(|&t| {
                // "Chad's ally": the mark of a possessor hangs on what stands before it.
                let Token { head, deprel, .. } = self.tokens[t];
                head.is_some_and(|h| h > t && h <= noun || deprel.base() == Deprel::Case && h + 1 == t)
            })
            .last()
            .unwrap_or(noun)
    }

    /// The envoy sent by the council for human rights, Paul Varenne, has said: a person's name behind a subject that a
    /// clause describes is the subject's, not that of the last noun of the clause.
    pub(super) fn name_of_subject(&mut self, name: usize) {
        if self.tokens[name].deprel != Deprel::Appos || !self.is_person(name) {
            return;
        }
        let Some(noun) = self.tokens[name].head.filter(|&h| h + 1 < name) else { return };
        let subject = |&a: &usize| self.tokens[a].deprel.base() == Deprel::Nsubj;
        let Some(subject) = self.ancestors(noun).find(subject).filter(|&s| s < noun) else { return };
        let clause = std::iter::once(noun)
            .chain(self.ancestors(noun))
            .take_while(|&a| a != subject)
            .any(|a| self.tokens[a].deprel.base() == Deprel::Acl);
        let parted = (subject + 1..name - 1).any(|t| self.tokens[t].form == ",");
        let named = self.has(subject, &[Deprel::Appos, Deprel::Flat]);
        let behind = self.verb_behind(name).is_some_and(|v| {
            Some(v) == self.tokens[subject].head || self.tokens[v].head == self.tokens[subject].head
        });
        if clause && behind && !parted && !named && self.tokens[subject].upos == Upos::Noun {
            self.tokens[name].head = Some(subject);
        }
    }

    /// "in what a hospital source described as a fall": behind a pronoun that stands for something a noun and a past form right behind it
    /// are a clause about that.
    pub(super) fn subject_of_relative(&mut self, noun: usize) {
        let verb = noun + 1;
        let describes = self.range.contains(&verb)
            && self.tokens[verb].head == Some(noun)
            && self.tokens[verb].deprel.base() == Deprel::Acl
            && (self.is_finite(verb) || self.may_be_past(verb));
        if !describes || !self.lacks_subject(verb) || self.has(noun, &[Deprel::Case]) {
            return;
        }
        let pronoun = self.start_of(noun).checked_sub(1).filter(|t| self.range.contains(t));
        let Some(pronoun) = pronoun.filter(|&t| self.is_relative(t)) else { return };
        // The pronoun has a place of its own in the clause above, which the noun took twice.
        let Some(head) = self.tokens[pronoun].head.filter(|&h| h < pronoun) else { return };
        if matches!(self.tokens[noun].head, Some(h) if h == pronoun || h == head) {
            self.hang(noun, verb, Deprel::Nsubj);
            self.hang(verb, pronoun, Deprel::AclRelcl);
            self.make_past(verb);
        }
    }
}
