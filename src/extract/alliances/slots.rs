//! What stands around a word that states a relation, by the tree.

use foldhash::HashSet;

use smol_str::SmolStr;

use super::{Cue, Part, Reader};
use crate::dispatch::AllianceKind;
use crate::extract::events::clause::{Argument, Slot};
use crate::language::{Deprel, Upos};
use crate::lexicon::relations::Class;
use crate::lexicon::triggers::Role;

impl Reader<'_> {
    /// What stands around the words at `tokens`, of which `head` governs the rest.
    pub(super) fn arguments(
        &self,
        head: usize,
        tokens: &[usize],
        class: &Class,
        part: Part,
    ) -> Vec<Argument> {
        let clauses = self.clauses();
        let analysis = self.reading.analysis;
        // "le conflit oppose X à Y": the verb of a phrase that a noun begins may govern it.
        let nominal = part != Part::Verb && analysis.tokens[head].upos != Upos::Verb;
        let mut arguments = if nominal { clauses.noun(head) } else { clauses.verb(head) };
        if !nominal {
            // "apporte son soutien à X": what hangs on the object of a phrase, or on a word of it, belongs to the phrase.
            let object = analysis.dependent(head, Deprel::Obj).into_iter();
            let words =
                tokens.iter().copied().filter(|&t| t != head && analysis.tokens[t].upos == Upos::Noun);
            for part in object.chain(words).collect::<HashSet<usize>>() {
                let owned = class.frame.possessive == Some(Role::Target);
                let outer = |a: &Argument| {
                    (matches!(a.slot, Slot::Preposition(_) | Slot::Genitive)
                        || owned && a.slot == Slot::Possessive)
                        && !tokens.contains(&a.token)
                };
                arguments.extend(clauses.noun(part).into_iter().filter(outer));
            }
        }
        // "la guerre qui oppose X à Y", "veut renverser X": what stands around a further verb of a phrase belongs to it.
        for &verb in tokens.iter().filter(|&&t| t != head && analysis.tokens[t].upos == Upos::Verb) {
            let lent = clauses.verb(verb).into_iter();
            arguments.extend(
                lent.filter(|a| matches!(a.slot, Slot::Object | Slot::Preposition(_) | Slot::Dative)),
            );
        }
        // "on the X payroll".
        if !nominal && class.frame.adjective.is_some() {
            let nouns = tokens.iter().filter(|&&t| analysis.tokens[t].upos == Upos::Noun);
            let nation = |a: &Argument| a.slot == Slot::Modifier && self.parties.nation(a.token).is_some();
            arguments.extend(nouns.flat_map(|&t| clauses.noun(t)).filter(nation));
        }
        // "stands by X" is no passive.
        let by = |t: usize| tokens.contains(&t) && clauses.syntax.by.contains(&analysis.tokens[t].lemma);
        let leads = |a: &Argument| analysis.dependent(a.token, Deprel::Case).is_some_and(by);
        if arguments.iter().any(|a| a.slot == Slot::Subject && leads(a)) {
            for argument in &mut arguments {
                argument.slot = match argument.slot {
                    Slot::Subject if leads(argument) => Slot::Object,
                    Slot::Object => Slot::Subject,
                    _ => continue,
                };
            }
        }
        // "takes its orders from X": whose they are is said.
        let led = |a: &Argument| {
            let target = |p: &SmolStr| class.frame.prepositions.get(p) == Some(&Role::Target);
            matches!(&a.slot, Slot::Preposition(p) if target(p)) && !self.parties.of(a.token).is_empty()
        };
        if !nominal && arguments.iter().any(led) {
            arguments.retain(|a| a.slot != Slot::Possessive);
        }
        // "X, itself fighting Y".
        for argument in arguments.iter_mut().filter(|a| a.slot == Slot::Subject) {
            if analysis.tokens[argument.token].feats.reflexive
                && analysis.tokens[head].deprel.base() == Deprel::Acl
            {
                argument.token = analysis.tokens[head].head.unwrap_or(argument.token);
            }
        }
        // "backs a plan by X": a plan is nobody.
        let within = |a: &Argument| {
            analysis.tokens[a.token].deprel == Deprel::Nmod
                && analysis.tokens[a.token]
                    .head
                    .is_some_and(|h| analysis.tokens[h].deprel.base() == Deprel::Obj)
        };
        let object = |a: &Argument| a.slot == Slot::Object;
        arguments.retain(|a| !object(a) || !tokens.contains(&a.token) && !within(a));
        if part == Part::Verb {
            self.parties.mend_relative(head, &clauses, &mut arguments);
        }
        if part == Part::Noun {
            if arguments.iter().any(|a| a.slot == Slot::Possessive) {
                // "its support of X".
                for argument in &mut arguments {
                    if argument.slot == Slot::Genitive {
                        argument.slot = Slot::Dative;
                    }
                }
            }
            self.predicate(head, &mut arguments);
            // "X, dans sa guerre contre Y".
            if class.kind != AllianceKind::MemberOf {
                for argument in arguments.iter_mut().filter(|a| a.slot == Slot::Possessive) {
                    let near = self.parties.of(argument.token).is_empty();
                    if near && let Some(token) = self.owner_token(argument.token) {
                        argument.token = token;
                    }
                }
            }
        }
        arguments
    }

    /// Adds the subject of a noun that is a predicate ("X est en guerre contre Y"), or of the verb that governs it: who gets
    /// support ("bénéficie de l'appui de Y") or acts with it ("avec l'appui de Y") is whom it goes to.
    pub(super) fn predicate(&self, noun: usize, arguments: &mut Vec<Argument>) {
        let analysis = self.reading.analysis;
        let clauses = self.clauses();
        let marks = &self.relations.marks;
        let token = &analysis.tokens[noun];
        let relation = token.deprel.base();
        let own = analysis.dependent(noun, Deprel::Nsubj).is_some();
        if (own || relation != Deprel::Obl)
            && let Some(subject) = clauses.subject(noun, 4)
        {
            arguments.push(Argument { slot: Slot::Subject, token: subject });
            return;
        }
        let Some(head) = token.head else { return };
        let verb = analysis.tokens[head].upos == Upos::Verb;
        let by_means = clauses.preposition(noun).is_some_and(|p| marks.by_means.contains(&p));
        let received = by_means || marks.received.contains(&analysis.tokens[head].lemma);
        let given = arguments
            .iter()
            .any(|a| matches!(&a.slot, Slot::Preposition(p) if clauses.syntax.dative.contains(p)));
        // "reproche à X son soutien à Y", "criticised X for its support of Y": it is the accused one's.
        let accused = verb && self.object_control.get(head).copied().unwrap_or(false);
        if accused && arguments.iter().any(|a| a.slot == Slot::Possessive) {
            let other = clauses.verb(head).into_iter().find(|a| {
                a.token != noun
                    && match &a.slot {
                        Slot::Object | Slot::Dative => true,
                        Slot::Preposition(p) => clauses.syntax.dative.contains(p),
                        _ => false,
                    }
                    && self.parties.cast.at(a.token).is_some()
            });
            if let Some(other) = other {
                arguments.retain(|a| a.slot != Slot::Possessive);
                arguments.push(Argument { slot: Slot::Subject, ..other });
                return;
            }
        }
        if verb && received && !given && matches!(relation, Deprel::Obl | Deprel::Obj) {
            let slot = if clauses.passive(head) { Slot::Object } else { Slot::Subject };
            let who = clauses.verb(head).into_iter().filter(|a| a.token != noun && a.slot == slot);
            arguments.extend(who.map(|a| Argument { slot: Slot::Dative, ..a }));
        } else if relation == Deprel::Obl && verb || relation == Deprel::Obj {
            let light = &self.reading.words.triggers.light.agent;
            if relation == Deprel::Obj || light.contains(&analysis.tokens[head].lemma) {
                // "X, soutenu par Y, est en guerre": who suffers the participle is the subject of the predicate.
                let suffers = clauses.passive(head) && analysis.dependent(noun, Deprel::Cop).is_some();
                // "X rejected Y's support for Z": whose it is is told.
                let owned = arguments.iter().any(|a| {
                    matches!(a.slot, Slot::Possessive | Slot::Genitive)
                        && analysis.tokens[a.token].upos == Upos::Propn
                        && !light.contains(&analysis.tokens[head].lemma)
                        && self.parties.cast.at(a.token).is_some()
                });
                arguments.extend(clauses.verb(head).into_iter().filter(|a| a.token != noun).filter_map(
                    |a| match a.slot {
                        Slot::Object if suffers => Some(Argument { slot: Slot::Subject, ..a }),
                        Slot::Subject if suffers || owned => None,
                        Slot::Object => None,
                        _ => Some(a),
                    },
                ));
            }
        } else if relation == Deprel::Nmod && analysis.dependent(noun, Deprel::Case).is_some() {
            arguments.push(Argument { slot: Slot::Subject, token: head });
        }
    }

    /// "X, dont font partie Y et Z": behind a verb phrase without object and its relative pronoun stands the subject.
    pub(super) fn inverted_subject(&self, cue: Cue<'_>, arguments: &mut Vec<Argument>) {
        let object = cue.class.frame.object.is_some();
        let own = self.reading.analysis.exact(cue.head, Deprel::Nsubj).is_some();
        let behind = |a: &Argument| a.slot == Slot::Object && a.token > cue.last;
        if cue.part != Part::Verb
            || object
            || own
            || !arguments.iter().any(behind)
            || self.relative_target(cue.first, cue.class).is_empty()
        {
            return;
        }
        arguments.retain(|a| a.slot != Slot::Subject);
        for argument in arguments.iter_mut().filter(|a| a.slot == Slot::Object && a.token > cue.last) {
            argument.slot = Slot::Subject;
        }
    }

    /// Puts the arguments of `cue` into the slots that its frame knows.
    pub(super) fn settle(&self, cue: Cue<'_>, arguments: &mut Vec<Argument>) {
        let Cue { head, class, .. } = cue;
        let frame = &class.frame;
        // "en guerre contre X par solidarité avec Y": X is whom.
        let against = |a: &Argument| matches!(&a.slot, Slot::Preposition(p) if self.relations.marks.against.contains(p));
        if class.kind == AllianceKind::Opposes && arguments.iter().any(against) {
            arguments.retain(|a| !matches!(a.slot, Slot::Preposition(_)) || against(a));
        }
        // "X, à laquelle participe Y": who follows is the subject.
        let led =
            |b: &Argument| matches!(&b.slot, Slot::Preposition(p) if frame.prepositions.contains_key(p));
        let twice: Vec<usize> = arguments.iter().filter(|a| led(a)).map(|a| a.token).collect();
        arguments.retain(|a| a.slot != Slot::Subject || !twice.contains(&a.token));
        if cue.part != Part::Verb {
            return;
        }
        let clauses = self.clauses();
        // "un bloc d'élus favorable à X": it is not the representatives that are.
        let described =
            clauses.analysis.tokens[head].head.filter(|&t| self.bare(head) && self.differ(t, head));
        arguments.retain(|a| !matches!(a.slot, Slot::Subject | Slot::Object) || Some(a.token) != described);
        // "alliés de X à Y": where the other is told by "of", the rest is where.
        let of = |a: &Argument| matches!(&a.slot, Slot::Preposition(p) if clauses.syntax.of.contains(p));
        let place =
            |a: &Argument| matches!(&a.slot, Slot::Preposition(p) if clauses.syntax.locative.contains(p));
        // "combattent à leurs côtés au Merk" as well.
        let owned = |a: &Argument| a.slot == Slot::Possessive && frame.possessive == Some(Role::Target);
        let other = |a: &Argument| frame.genitive.is_some() && of(a) || owned(a);
        if arguments.iter().any(|a| other(a) && !self.parties.of(a.token).is_empty()) {
            arguments.retain(|a| !place(a));
        }
        // "allié de X": a participle takes an "of" complement as any other, where its frame says so.
        for argument in arguments.iter_mut() {
            argument.slot = match &argument.slot {
                Slot::Preposition(p)
                    if clauses.syntax.of.contains(p)
                        && frame.genitive.is_some()
                        && !frame.prepositions.contains_key(p) =>
                {
                    Slot::Genitive
                }
                Slot::Genitive => clauses
                    .preposition(argument.token)
                    .filter(|p| frame.genitive.is_none() || frame.prepositions.contains_key(p))
                    .map_or(Slot::Genitive, Slot::Preposition),
                _ => continue,
            };
        }
        // "X et Y, deux groupes rivaux": whom an adjective describes is no other side.
        if class.kind == AllianceKind::Opposes && clauses.analysis.tokens[head].upos == Upos::Adj {
            let described = clauses.analysis.tokens[head].head;
            let led = arguments.iter().any(|a| matches!(a.slot, Slot::Preposition(_)));
            arguments.retain(|a| led || a.slot != Slot::Object || Some(a.token) != described);
        }
        // "un groupe hostile à X": the noun is who is hostile.
        let target = |a: &Argument| matches!(&a.slot, Slot::Preposition(p) if frame.prepositions.get(p) == Some(&Role::Target));
        if class.kind == AllianceKind::Opposes && self.bare(head) && arguments.iter().any(target) {
            for argument in arguments.iter_mut().filter(|a| a.slot == Slot::Object) {
                argument.slot = Slot::Subject;
            }
        }
    }
}
