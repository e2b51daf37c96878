//! Which words stand in which slot of a verb or noun: syntax alone, no actor.
//!
//! The parse gives surface relations; here passives, relative clauses, participles, coordination and control are undone, so that
//! "la ville prise par X", "X, qui a pris la ville" and "X veut prendre la ville" all give X as the subject.

use smol_str::SmolStr;

use crate::language::{Analysis, Deprel, Number, PronType, Tense, Token, Upos, VerbForm};
use crate::lexicon::triggers::Syntax;

/// Where a word stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Does what the verb says: its subject, or the complement of agent.
    Subject,
    /// Gets what the verb says: its object, or the subject of a passive.
    Object,
    /// An indirect object without preposition.
    Dative,
    /// An "of" complement.
    Genitive,
    /// A possessive.
    Possessive,
    /// An adjective, a compound's first part or an apposition.
    Modifier,
    /// Anything under a preposition, given by the lemmas of its words.
    Preposition(SmolStr),
}

impl Slot {
    /// The slot in a number; one under a preposition has the number, above 6, that `preposition` makes of its words.
    pub fn number(&self, preposition: impl FnOnce(&SmolStr) -> u64) -> u64 {
        match self {
            Self::Subject => 1,
            Self::Object => 2,
            Self::Dative => 3,
            Self::Genitive => 4,
            Self::Possessive => 5,
            Self::Modifier => 6,
            Self::Preposition(words) => preposition(words),
        }
    }
}

/// A word in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Where it stands.
    pub slot: Slot,
    /// The head of the phrase.
    pub token: usize,
}

/// How deep control and coordination are followed.
const DEPTH: usize = 6;

/// The syntax of one text.
#[derive(Clone, Copy, Debug)]
pub struct Clauses<'a> {
    /// The parse.
    pub analysis: &'a Analysis,
    /// How the language marks arguments.
    pub syntax: &'a Syntax,
    /// The verbs whose object acts in the infinitive that depends on them, by token.
    pub object_control: &'a [bool],
}

impl Clauses<'_> {
    /// What stands around the verb at `verb`.
    #[must_use]
    pub fn verb(&self, verb: usize) -> Vec<Argument> {
        let mut found = Vec::new();
        let passive = self.passive(verb);
        let fronted = self.fronted(verb);
        if let Some((object, subject)) = fronted {
            found.push(Argument { slot: Slot::Subject, token: subject });
            found.push(Argument { slot: Slot::Object, token: object });
        } else if let Some(token) = self.subject(verb, DEPTH) {
            let slot = if passive { Slot::Object } else { Slot::Subject };
            found.push(Argument { slot: slot.clone(), token });
            if !matches!(self.analysis.tokens[verb].deprel.base(), Deprel::Acl | Deprel::Amod) {
                found.extend(self.fellows(token).map(|token| Argument { slot: slot.clone(), token }));
            }
        }
        if !passive && let Some(token) = self.object(verb) {
            found.push(Argument { slot: Slot::Object, token });
            // "ont pris la nuit suivante le pont": a date may look like a further object.
            let further = self.analysis.dependents(verb, Deprel::Obj).filter(|&o| !self.reflexive(o));
            found.extend(further.skip(1).map(|token| Argument { slot: Slot::Object, token }));
        }
        for child in self.analysis.children(verb) {
            match self.analysis.tokens[child].deprel.base() {
                Deprel::Iobj => found.push(Argument { slot: Slot::Dative, token: child }),
                Deprel::Obl | Deprel::Nmod => self.oblique(child, passive, &mut found),
                _ => {}
            }
        }
        let undergone = || found.iter().find(|a| passive && a.slot == Slot::Object).map(|a| a.token);
        if let Some(object) = self.analysis.dependent(verb, Deprel::Obj).or_else(undergone) {
            let own = found.len();
            for part in self.analysis.coordinated(object) {
                self.prepositions(part, &mut found);
            }
            // "condemned an attack by rebels": who did what the object names gets what the verb says.
            for argument in found.iter_mut().skip(own).filter(|a| a.slot == Slot::Subject) {
                argument.slot = Slot::Object;
            }
        }
        found
    }

    /// The object and the subject of a verb whose relative pronoun the parser took for a conjunction or for a further subject: "X, que
    /// Y accuse", "X, which Y accuses".
    fn fronted(&self, verb: usize) -> Option<(usize, usize)> {
        let tokens = &self.analysis.tokens;
        if self.passive(verb) || self.analysis.dependents(verb, Deprel::Obj).any(|o| !self.relative(o)) {
            return None;
        }
        let subjects = || self.analysis.dependents(verb, Deprel::Nsubj).filter(|&s| s < verb);
        let mark = self.analysis.dependent(verb, Deprel::Mark).filter(|&m| m < verb);
        let pronoun = subjects().find(|&s| self.relative(s)).or(mark)?;
        let subject = subjects().find(|&s| s > pronoun && !self.relative(s))?;
        let qualified = || {
            let noun =
                tokens[verb].head.filter(|&h| tokens[verb].deprel == Deprel::AclRelcl && h < pronoun)?;
            matches!(tokens[noun].upos, Upos::Noun | Upos::Propn).then_some(noun)
        };
        let object = if Some(pronoun) == mark {
            let doubled = subjects().find(|&s| s < pronoun);
            doubled.or_else(qualified).filter(|_| self.set_off(pronoun))
        } else {
            self.antecedent(verb, pronoun)
        }?;
        Some((object, subject))
    }

    /// The further subjects of the verb of which `subject` is one: "les A de X, dominé par Y, et des B ont lancé" is a coordination
    /// that the parser may have lost.
    fn fellows(&self, subject: usize) -> impl Iterator<Item = usize> {
        let tokens = &self.analysis.tokens;
        let nominal = move |t: usize| matches!(tokens[t].upos, Upos::Noun | Upos::Propn);
        let verb = tokens[subject]
            .head
            .filter(|&v| tokens[subject].deprel.base() == Deprel::Nsubj && nominal(subject) && subject < v);
        verb.into_iter()
            .flat_map(|v| self.analysis.dependents(v, Deprel::Nsubj).filter(move |&t| t < v))
            .filter(move |&t| t > subject && nominal(t))
    }

    /// Whether the preposition of the plural noun at `noun` may as well be its indefinite article: "des soldats".
    fn indefinite(&self, noun: usize) -> bool {
        let tokens = &self.analysis.tokens;
        self.analysis.dependent(noun, Deprel::Case).is_some_and(|case| {
            self.syntax.of.contains(&tokens[case].lemma)
                && tokens.get(case + 1).is_some_and(|next| next.span == tokens[case].span)
                && tokens[noun].feats.number == Some(Number::Plur)
        })
    }

    /// What stands around the noun at `noun`, without the verb that governs it.
    #[must_use]
    pub fn noun(&self, noun: usize) -> Vec<Argument> {
        let analysis = self.analysis;
        let mut found = Vec::new();
        for child in analysis.children(noun) {
            let token = &analysis.tokens[child];
            match token.deprel {
                // The noun is a predicate: "X est en guerre contre Y".
                Deprel::Nsubj => found.push(Argument { slot: Slot::Subject, token: child }),
                // "X, whose abduction of ...".
                Deprel::NmodPoss => {
                    let token = self.antecedent(noun, child).unwrap_or(child);
                    found.push(Argument { slot: Slot::Possessive, token });
                }
                Deprel::Det if token.feats.possessive => {
                    found.push(Argument { slot: Slot::Possessive, token: child });
                }
                Deprel::Amod | Deprel::Compound | Deprel::NmodUnmarked => {
                    found.push(Argument { slot: Slot::Modifier, token: child });
                }
                _ if matches!(token.deprel.base(), Deprel::Nmod | Deprel::Obl) => {
                    match self.preposition(child) {
                        Some(p) if self.syntax.of.contains(&p) => {
                            found.push(Argument { slot: Slot::Genitive, token: child });
                        }
                        Some(p) if self.syntax.by.contains(&p) => {
                            found.push(Argument { slot: Slot::Subject, token: child });
                        }
                        Some(p) => {
                            // "le groupe contre lequel il est en guerre".
                            let token = self.antecedent(noun, child).unwrap_or(child);
                            found.push(Argument { slot: Slot::Preposition(p), token });
                        }
                        // "dont X est l'allié".
                        None => match self.antecedent(noun, child) {
                            Some(token) => found.push(Argument { slot: Slot::Genitive, token }),
                            None => found.push(Argument { slot: Slot::Modifier, token: child }),
                        },
                    }
                    // "la prise par X de la ville": the second complement may hang on the first.
                    self.prepositions(child, &mut found);
                }
                _ => {}
            }
        }
        if !found.iter().any(|a| matches!(a.slot, Slot::Genitive | Slot::Possessive)) {
            found.extend(self.behind_adjective(noun).map(|token| Argument { slot: Slot::Genitive, token }));
        }
        if let Some(token) = self.engaged(noun).filter(|_| !found.iter().any(|a| a.slot == Slot::Subject)) {
            found.push(Argument { slot: Slot::Subject, token });
        }
        found
    }

    /// "le refus persistant de X": whose it is, where the parser takes the adjective before for a verb.
    fn behind_adjective(&self, noun: usize) -> Option<usize> {
        let analysis = self.analysis;
        let adjective = analysis.dependents(noun, Deprel::Acl).find(|&c| c == noun + 1)?;
        let present = analysis.tokens[adjective].feats.tense == Some(Tense::Pres);
        let mut whose = analysis.dependents(adjective, Deprel::Obl).filter(|_| present);
        whose.find(|&c| {
            let behind = analysis.dependent(c, Deprel::Case) == Some(adjective + 1);
            behind && self.preposition(c).is_some_and(|p| self.syntax.of.contains(&p))
        })
    }

    /// "X, en visite à Y, a dit", "on a visit to Y, X said": who is in the middle of what the noun tells.
    fn engaged(&self, noun: usize) -> Option<usize> {
        let token = &self.analysis.tokens[noun];
        let case = self.analysis.dependent(noun, Deprel::Case)?;
        let preposition = self.preposition(noun)?;
        // "is in X for talks with Y"; but who "jailed X for contacts with Y" has none.
        let with = |c: usize| self.preposition(c).is_some_and(|p| self.syntax.with.contains(&p));
        if self.syntax.purpose.contains(&preposition)
            && token.deprel.base() == Deprel::Obl
            && self.analysis.dependents(noun, Deprel::Nmod).any(with)
        {
            let verb = token.head.filter(|&v| self.analysis.dependent(v, Deprel::Obj).is_none())?;
            return self.subject(verb, DEPTH);
        }
        if !self.syntax.engaged.contains(&preposition) {
            return None;
        }
        let start = self.analysis.sentences.get(self.analysis.sentence_of(noun))?.start;
        let aside = case == start || case > start && self.analysis.tokens[case - 1].form == ",";
        // "on a visit" is what somebody is at, "on the visit" one that was told of before.
        let settled = self
            .analysis
            .dependent(noun, Deprel::Det)
            .is_some_and(|d| self.analysis.tokens[d].feats.definite != Some(false));
        if !aside || settled {
            return None;
        }
        let head = token.head?;
        match token.deprel.base() {
            Deprel::Nmod => Some(head),
            Deprel::Obl => self.subject(head, DEPTH),
            _ => None,
        }
    }

    /// The verbs that may lend the noun at `noun` their arguments: its participle, and the verb whose object, passive subject or
    /// oblique it is.
    #[must_use]
    pub fn support(&self, noun: usize) -> Vec<usize> {
        let tokens = &self.analysis.tokens;
        let mut found: Vec<usize> = self
            .analysis
            .children(noun)
            .filter(|&c| {
                matches!(tokens[c].deprel.base(), Deprel::Acl | Deprel::Amod) && tokens[c].upos == Upos::Verb
            })
            .take(1)
            .collect();
        let mut at = noun;
        for _ in 0..DEPTH {
            let Some(head) = tokens[at].head else { break };
            match tokens[at].deprel.base() {
                Deprel::Obj | Deprel::Obl | Deprel::Nsubj | Deprel::Xcomp
                    if tokens[head].upos == Upos::Verb =>
                {
                    found.push(head);
                    break;
                }
                // "une série de frappes", "plusieurs attaques et raids": what counts or lists it stands between.
                Deprel::Conj => at = head,
                Deprel::Nmod if self.preposition(at).is_some_and(|p| self.syntax.of.contains(&p)) => {
                    at = head;
                }
                // "claimed responsibility for an attack".
                Deprel::Nmod if self.syntax.through.contains(&tokens[head].lemma) => at = head,
                _ => break,
            }
        }
        found
    }

    /// Whether `verb` is in the passive, or a past participle that stands for one.
    #[must_use]
    pub fn passive(&self, verb: usize) -> bool {
        let analysis = self.analysis;
        let token = &analysis.tokens[verb];
        if analysis.exact(verb, Deprel::AuxPass).is_some() {
            return true;
        }
        // A participle with an object of its own is a past tense, whatever else the parser took it for.
        let agent = analysis.exact(verb, Deprel::OblAgent);
        // "backed by Wagner mercenaries": what follows the agent is part of it.
        let split = |o: usize| agent.is_some_and(|a| a < o);
        let transitive = analysis.dependents(verb, Deprel::Obj).any(|o| !self.reflexive(o) && !split(o));
        let auxiliary = analysis.dependent(verb, Deprel::Aux).is_some();
        // "assiège par ailleurs la ville": a present tense with a subject is no passive, whatever else follows "by".
        let present = token.feats.verb_form == Some(VerbForm::Fin)
            && token.feats.tense == Some(Tense::Pres)
            && analysis.exact(verb, Deprel::Nsubj).is_some();
        if transitive || auxiliary || present {
            return false;
        }
        if analysis.exact(verb, Deprel::NsubjPass).is_some()
            || analysis.exact(verb, Deprel::OblAgent).is_some()
        {
            return true;
        }
        let past = token.feats.verb_form == Some(VerbForm::Part) && token.feats.tense != Some(Tense::Pres)
            || token.upos == Upos::Adj;
        if !past || self.past_of_sentence(verb) {
            return false;
        }
        match token.deprel.base() {
            Deprel::Conj => token.head.is_some_and(|h| h != verb && self.passive(h)),
            // "X, longtemps accusé de": no relative clause without a subject.
            Deprel::Acl | Deprel::Amod => {
                token.deprel != Deprel::AclRelcl || analysis.dependent(verb, Deprel::Nsubj).is_none()
            }
            Deprel::Advcl | Deprel::Obl | Deprel::Appos | Deprel::Dep => true,
            _ => token.feats.passive,
        }
    }

    /// "President Dolan also called on X.": whether the only verb that a whole sentence has is a past tense that the tagger took for a
    /// participle.
    fn past_of_sentence(&self, verb: usize) -> bool {
        let analysis = self.analysis;
        let token = &analysis.tokens[verb];
        let whole = || {
            let end = analysis.sentences.get(analysis.sentence_of(verb)).map_or(0, |s| s.end);
            end.checked_sub(1).is_some_and(|last| analysis.tokens[last].form == ".")
        };
        token.deprel.base() == Deprel::Root
            && token.upos == Upos::Verb
            && analysis.exact(verb, Deprel::Nsubj).is_some_and(|s| s < verb)
            && whole()
    }

    /// The head of the phrase that is the surface subject of `verb`, across coordination, relatives, participles and control.
    #[must_use]
    pub fn subject(&self, verb: usize, depth: usize) -> Option<usize> {
        let analysis = self.analysis;
        if depth == 0 {
            return None;
        }
        if let Some(own) = analysis.dependent(verb, Deprel::Nsubj) {
            return Some(self.antecedent(verb, own).unwrap_or(own));
        }
        let token = &analysis.tokens[verb];
        let head = token.head?;
        match token.deprel.base() {
            Deprel::Conj => self.subject(head, depth - 1),
            Deprel::Acl | Deprel::Amod => match token.feats.verb_form {
                // "appelle les parties à respecter": who is asked, though the infinitive seems to describe him.
                Some(VerbForm::Inf) if self.asked(head) => Some(head),
                Some(VerbForm::Inf) => self.owner(head, depth - 1),
                // ", prenant des villages": set off by a comma, a present participle goes with the clause.
                Some(VerbForm::Part | VerbForm::Ger)
                    if token.feats.tense == Some(Tense::Pres) && self.set_off(verb) =>
                {
                    let clause = analysis.ancestors(verb).find(|&t| analysis.tokens[t].upos == Upos::Verb);
                    clause.and_then(|v| self.subject(v, depth - 1)).or(Some(head))
                }
                _ => Some(head),
            },
            Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp | Deprel::Obl | Deprel::Dep | Deprel::Parataxis => {
                let finite = token.feats.verb_form == Some(VerbForm::Fin)
                    || analysis
                        .dependents(verb, Deprel::Aux)
                        .any(|a| analysis.tokens[a].feats.verb_form == Some(VerbForm::Fin));
                if finite && token.deprel.base() != Deprel::Xcomp {
                    return None;
                }
                // "a mis en cause X, accusé de ...": a past participle behind a comma goes with the noun it agrees with.
                if self.set_off(verb)
                    && self.passive(verb)
                    && let Some(noun) = self.nominal_before(verb)
                    && self.agree(noun, verb)
                {
                    return Some(noun);
                }
                self.controller(verb, head, depth - 1)
            }
            Deprel::Nmod => self.owner(head, depth - 1),
            _ => None,
        }
    }

    /// Who acts in `verb`, an infinitive or participle that depends on `governor`.
    fn controller(&self, verb: usize, governor: usize, depth: usize) -> Option<usize> {
        let analysis = self.analysis;
        let tokens = &analysis.tokens;
        if tokens[governor].upos == Upos::Noun {
            return self.owner(governor, depth);
        }
        let controls = self.object_control.get(governor).copied().unwrap_or(false);
        let marked = analysis.dependent(verb, Deprel::Mark).is_some();
        let complement = matches!(tokens[verb].deprel.base(), Deprel::Xcomp | Deprel::Ccomp | Deprel::Obl)
            || controls && (marked || tokens[verb].feats.verb_form != Some(VerbForm::Part));
        if complement && !self.passive(governor) {
            let object = analysis
                .dependents(governor, Deprel::Obj)
                .chain(analysis.dependents(governor, Deprel::Iobj))
                .find(|&o| o != verb && !self.reflexive(o));
            if let Some(object) = object {
                return Some(self.antecedent(governor, object).unwrap_or(object));
            }
            if controls {
                // "called on the parties to respect": who stands right before the mark of the infinitive is asked.
                let mark = analysis.dependent(verb, Deprel::Mark);
                let right_before = |o: usize| mark.is_some_and(|m| o < m && analysis.subtree(o).1 == m);
                let dative = analysis.dependents(governor, Deprel::Obl).find(|&o| {
                    o != verb
                        && self
                            .preposition(o)
                            .is_some_and(|p| self.syntax.dative.contains(&p) || right_before(o))
                });
                if dative.is_some() {
                    return dative;
                }
            }
        }
        self.subject(governor, depth)
    }

    /// Whether the noun at `noun` is the object of a verb whose object acts in the infinitive that follows.
    fn asked(&self, noun: usize) -> bool {
        let Token { head, deprel, .. } = &self.analysis.tokens[noun];
        matches!(deprel.base(), Deprel::Obj | Deprel::Iobj)
            && head.is_some_and(|verb| self.object_control.get(verb).copied().unwrap_or(false))
    }

    /// Whose the noun at `noun` is: "la décision de Paris de ...", else the subject of the clause it stands in.
    fn owner(&self, noun: usize, depth: usize) -> Option<usize> {
        if depth == 0 {
            return None;
        }
        let own = self
            .noun(noun)
            .into_iter()
            .find(|a| matches!(a.slot, Slot::Possessive | Slot::Genitive | Slot::Subject));
        if let Some(own) = own {
            return Some(own.token);
        }
        let verb = self.analysis.ancestors(noun).find(|&t| self.analysis.tokens[t].upos == Upos::Verb)?;
        self.subject(verb, depth - 1)
    }

    fn object(&self, verb: usize) -> Option<usize> {
        let analysis = self.analysis;
        let own = analysis.dependents(verb, Deprel::Obj).find(|&o| !self.reflexive(o));
        if let Some(own) = own {
            return Some(self.antecedent(verb, own).unwrap_or(own));
        }
        if let Some(astray) = self.partitive(verb).or_else(|| self.astray(verb)) {
            return Some(astray);
        }
        let token = &analysis.tokens[verb];
        // "qu'il arme et finance": the object may stand by the first verb or by the last.
        let sister = match token.deprel.base() {
            Deprel::Conj => token.head,
            _ => analysis
                .dependent(verb, Deprel::Conj)
                .filter(|&c| analysis.tokens[c].upos == Upos::Verb && c == verb + 2),
        }?;
        if analysis.tokens[sister].upos != Upos::Verb || verb.abs_diff(sister) > 3 {
            return None;
        }
        let shared = analysis.dependents(sister, Deprel::Obj).find(|&o| !self.reflexive(o))?;
        Some(self.antecedent(sister, shared).unwrap_or(shared))
    }

    /// An object that a contraction makes look like an "of" complement: "déployer des soldats".
    fn partitive(&self, verb: usize) -> Option<usize> {
        self.analysis.dependents(verb, Deprel::Obl).find(|&o| o > verb && self.indefinite(o))
    }

    /// An object that the parser took for something else: one that is only counted ("a tué au moins 17 villageois"), or in apposition
    /// to where it happens ("a rencontré à Abou Dhabi le président").
    fn astray(&self, verb: usize) -> Option<usize> {
        let analysis = self.analysis;
        let tokens = &analysis.tokens;
        let counted = |o: &usize| {
            analysis.dependent(*o, Deprel::Case).is_none() && analysis.dependent(*o, Deprel::Nummod).is_some()
        };
        let behind = || analysis.dependents(verb, Deprel::Obl).filter(|&o| o > verb);
        let place = behind().find(|&o| tokens[o].upos == Upos::Propn);
        let apposed = place.and_then(|o| analysis.dependent(o, Deprel::Appos)).filter(|&a| {
            let first = analysis.subtree(a).0;
            tokens[a].upos == Upos::Noun && first > verb && !matches!(tokens[first - 1].upos, Upos::Punct)
        });
        apposed.or_else(|| behind().find(|o| counted(o) && !matches!(tokens[*o].upos, Upos::Num)))
    }

    /// What a relative pronoun stands for: the noun that the clause of `verb` qualifies.
    fn antecedent(&self, verb: usize, pronoun: usize) -> Option<usize> {
        let analysis = self.analysis;
        let tokens = &analysis.tokens;
        if !self.relative(pronoun) {
            return None;
        }
        let clause = std::iter::successors(Some(verb), |&t| tokens[t].head)
            .take(DEPTH)
            .find(|&t| matches!(tokens[t].deprel, Deprel::AclRelcl | Deprel::Acl))
            .and_then(|t| tokens[t].head)
            .filter(|&t| t < pronoun);
        let first =
            self.analysis.dependent(pronoun, Deprel::Case).filter(|&c| c < pronoun).unwrap_or(pronoun);
        clause.or_else(|| self.nominal_before(first))
    }

    /// Whether the word is a relative pronoun.
    #[must_use]
    pub fn relative(&self, token: usize) -> bool {
        let token = &self.analysis.tokens[token];
        let marked = matches!(token.feats.pron_type, Some(PronType::Rel | PronType::Int));
        // A pronoun before the verb of a relative clause that has no other object or subject.
        let alone = || token.head.is_some_and(|h| self.analysis.tokens[h].deprel == Deprel::AclRelcl);
        token.upos == Upos::Pron
            && (marked
                || token.deprel.base() == Deprel::Obj
                    && !token.feats.reflexive
                    && token.feats.person.is_none()
                    && alone())
    }

    /// The head of the noun phrase that ends right before the word, a comma aside.
    fn nominal_before(&self, token: usize) -> Option<usize> {
        let tokens = &self.analysis.tokens;
        let last = (token.saturating_sub(2)..token).rev().find(|&t| tokens[t].upos != Upos::Punct)?;
        if !matches!(tokens[last].upos, Upos::Noun | Upos::Propn) {
            return None;
        }
        let within = |t: usize| {
            let inside = matches!(tokens[t].deprel.base(), Deprel::Flat | Deprel::Compound | Deprel::Nmod);
            tokens[t].head.filter(|&h| inside && h < token)
        };
        std::iter::successors(Some(last), |&t| within(t)).take(DEPTH).last()
    }

    /// Whether the two words are of the same number, and of the same gender where that is known of both.
    #[must_use]
    pub fn agree(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.analysis.tokens[a].feats, &self.analysis.tokens[b].feats);
        let same_gender = a.gender.is_none() || b.gender.is_none() || a.gender == b.gender;
        b.number.is_some() && (a.number.is_none() || a.number == b.number) && same_gender
    }

    /// Whether the two words are known to be of different number or gender.
    #[must_use]
    pub fn differ(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.analysis.tokens[a].feats, &self.analysis.tokens[b].feats);
        a.number.zip(b.number).is_some_and(|(x, y)| x != y)
            || a.gender.zip(b.gender).is_some_and(|(x, y)| x != y)
    }

    /// Whether a comma stands right before the word.
    fn set_off(&self, token: usize) -> bool {
        token.checked_sub(1).and_then(|t| self.analysis.tokens.get(t)).is_some_and(|t| t.form == ",")
    }

    fn reflexive(&self, token: usize) -> bool {
        let token = &self.analysis.tokens[token];
        token.upos == Upos::Pron && (token.feats.reflexive || self.syntax.reflexive.contains(&token.lemma))
    }

    fn oblique(&self, token: usize, passive: bool, found: &mut Vec<Argument>) {
        let Some(preposition) = self.preposition(token) else {
            // "Iran-backed": a bare noun joined to a participle is who did it.
            let joined = self.analysis.tokens.get(token + 1).is_some_and(|t| t.form == "-");
            if passive && joined {
                found.push(Argument { slot: Slot::Subject, token });
            }
            return;
        };
        let pronoun = self.antecedent(self.analysis.tokens[token].head.unwrap_or(token), token);
        let by = passive && self.syntax.by.contains(&preposition);
        // "a mis la prise de la ville par X sur le compte de Y": an active verb has its agent already.
        let verb = self.analysis.tokens[token].head.unwrap_or(token);
        let active = !passive && self.analysis.dependent(verb, Deprel::Nsubj).is_some();
        if by || self.analysis.tokens[token].deprel == Deprel::OblAgent && !active {
            found.push(Argument { slot: Slot::Subject, token: pronoun.unwrap_or(token) });
        } else {
            found.push(Argument { slot: Slot::Preposition(preposition), token: pronoun.unwrap_or(token) });
        }
        self.prepositions(token, found);
    }

    /// The complements of the word at `head` and of its object whose preposition is a phrase that the parser took apart: "à l'égard de
    /// X".
    #[must_use]
    pub fn phrases(&self, head: usize) -> Vec<Argument> {
        let object = self.analysis.dependent(head, Deprel::Obj);
        [Some(head), object]
            .into_iter()
            .flatten()
            .flat_map(|t| self.analysis.children(t))
            .filter(|&c| matches!(self.analysis.tokens[c].deprel.base(), Deprel::Obl | Deprel::Nmod))
            .filter_map(|c| self.phrase(c))
            .collect()
    }

    /// The complement of a noun that makes a preposition with the words around it.
    fn phrase(&self, noun: usize) -> Option<Argument> {
        let analysis = self.analysis;
        let lemma = |t: usize| &analysis.tokens[t].lemma;
        let next = |&c: &usize| c > noun && analysis.dependent(c, Deprel::Case) == Some(noun + 1);
        let complement = analysis.dependents(noun, Deprel::Nmod).find(next)?;
        let first = analysis.dependent(noun, Deprel::Case)?;
        let article =
            analysis.dependent(noun, Deprel::Det).map_or(String::new(), |d| format!("{} ", lemma(d)));
        let words = format!("{} {article}{} {}", lemma(first), lemma(noun), lemma(noun + 1));
        Some(Argument { slot: Slot::Preposition(SmolStr::from(words)), token: complement })
    }

    /// The prepositional complements of `token` other than its "of": a parser cannot know whether they hang on it or on its head.
    fn prepositions(&self, token: usize, found: &mut Vec<Argument>) {
        for child in self.analysis.dependents(token, Deprel::Nmod) {
            match self.preposition(child) {
                Some(p) if self.syntax.by.contains(&p) => {
                    found.push(Argument { slot: Slot::Subject, token: child });
                }
                Some(p) if !self.syntax.of.contains(&p) => {
                    found.push(Argument { slot: Slot::Preposition(p), token: child });
                }
                _ => {}
            }
        }
    }

    /// The preposition of `token`: its lemma, or the lemmas of all its words.
    #[must_use]
    pub fn preposition(&self, token: usize) -> Option<SmolStr> {
        let analysis = self.analysis;
        let case = analysis.dependent(token, Deprel::Case)?;
        let mut words = analysis.tokens[case].lemma.clone();
        for fixed in analysis.dependents(case, Deprel::Fixed) {
            words = SmolStr::from(format!("{words} {}", analysis.tokens[fixed].lemma));
        }
        Some(words)
    }
}
