//! Who fills the slots of a trigger: what the parse gives it, what other words lend it, and what is none of its.

use smol_str::SmolStr;

use super::Reader;
use super::clause::{Argument, Clauses, Slot};
use super::parties::Roles;
use super::spots::Spot;
use crate::dispatch::{ActorId, ActorKind, Category};
use crate::language::{Deprel, Number, Tense, Upos, VerbForm};
use crate::lexicon::triggers::{Class, Filler, Role};

/// How many words away an argument may stand that the parse does not give.
const REACH: usize = 16;
/// The set of the trigger lexicon that holds what is somebody's seat of power.
const STRONGHOLD: &str = "stronghold";
/// The set that holds verbs whose object is what somebody is asked for, not who is asked.
const DEMANDS: &str = "demands";

impl Reader<'_> {
    /// Gives a verb that only tells what something cost the event whose relative clause it is in, where the parser hung that on where it was:
    /// "une attaque contre le siège de X, près de Y, qui a fait cinq morts".
    pub(super) fn antecedent(&self, spot: &Spot, clauses: &Clauses<'_>, arguments: &mut [Argument]) {
        let analysis = self.reading.analysis;
        let mut meanings = spot.classes.iter().filter_map(|&c| self.triggers.class(c));
        let Some(pronoun) = analysis.dependent(spot.head, Deprel::Nsubj).filter(|&s| clauses.relative(s))
        else {
            return;
        };
        if spot.noun || !meanings.any(|c| c.outcome) {
            return;
        }
        let start = analysis.sentences.get(analysis.sentence_of(spot.head)).map_or(0, |s| s.start);
        let away = |a: &&mut Argument| {
            a.slot == Slot::Subject && matches!(analysis.tokens[a.token].upos, Upos::Propn | Upos::Adv)
        };
        if let Some(subject) = arguments.iter_mut().find(away)
            && let Some(event) = (start..pronoun).rev().find(|&t| self.marks.events[t] && self.attack(t))
        {
            subject.token = event;
        }
    }

    /// Whether the noun at `token` may tell an attack.
    pub(super) fn attack(&self, token: usize) -> bool {
        let spots = self.spots.iter().filter(|s| s.noun && s.head == token);
        let mut classes = spots.flat_map(|s| &s.classes).filter_map(|&c| self.triggers.class(c));
        classes.any(|c| c.category == Category::Assault)
    }

    /// Who does and who suffers what `spot` tells, used as `class`, and whether a verb lends it arguments; those are added to its own.
    pub(super) fn sides(
        &self,
        spot: &Spot,
        class: &Class,
        clauses: &Clauses<'_>,
        arguments: &mut Vec<Argument>,
    ) -> (Roles, bool) {
        let support = if spot.noun { clauses.support(spot.head) } else { Vec::new() };
        let mut lent: Vec<Argument> =
            support.iter().enumerate().flat_map(|(i, &v)| self.lend(v, i == 0, spot, clauses)).collect();
        lent.retain(|a| !self.taken_for_town(class, a));
        let mut roles = self.roles(spot, class, clauses, arguments, &mut lent);
        // "13 personnes ... blessées": crowds of whom nobody is the victim are victims themselves.
        let crowd =
            |&a: &ActorId| self.parties.cast.get(a).kind == ActorKind::Population && self.parties.unnamed(a);
        if class.outcome && roles.targets.is_empty() && roles.agents.iter().all(crowd) {
            std::mem::swap(&mut roles.agents, &mut roles.targets);
        }
        arguments.extend(lent);
        (roles, !support.is_empty())
    }

    /// Adds those under prepositions of several words, and puts into their slots those of whom `spot`, used as `class`, says what
    /// befalls them: who is in what happens to whoever has it ("X est en détention"), and from whom comes what is received ("a reçu le
    /// soutien de X").
    pub(super) fn befall(
        &self,
        spot: &Spot,
        class: &Class,
        clauses: &Clauses<'_>,
        arguments: &mut Vec<Argument>,
    ) {
        if class.frame.prepositions.keys().any(|p| p.contains(' ')) {
            arguments.extend(clauses.phrases(spot.head));
        }
        let tokens = &self.reading.analysis.tokens;
        // "supplies X with jets": who is given something may be the object.
        let with = |a: &Argument| matches!(&a.slot, Slot::Preposition(p) if clauses.syntax.with.contains(p));
        let given = class.frame.dative == Some(Role::Target) && class.frame.object.is_none();
        if given && !spot.noun && arguments.iter().any(with) {
            for object in arguments.iter_mut().filter(|a| a.slot == Slot::Object) {
                object.slot = Slot::Dative;
            }
        }
        // "stopped firing at X": what hangs on a further verb of the phrase hangs on the phrase.
        let further = spot.tokens.iter().filter(|&&t| t != spot.head && tokens[t].upos == Upos::Verb);
        let towards = |a: &Argument| matches!(a.slot, Slot::Preposition(_) | Slot::Dative);
        arguments.extend(further.filter(|_| !spot.noun).flat_map(|&t| clauses.verb(t)).filter(towards));
        if spot.noun {
            let subject =
                |t: usize| tokens[t].deprel.base() == Deprel::Nsubj && tokens[t].head == Some(spot.head);
            let suffers = class.frame.possessive == Some(Role::Target);
            for argument in
                arguments.iter_mut().filter(|a| suffers && a.slot == Slot::Subject && subject(a.token))
            {
                argument.slot = Slot::Possessive;
            }
        } else if class.frame.subject == Some(Role::Target) && class.frame.genitive.is_some() {
            let nouns = spot.tokens.iter().filter(|&&t| t != spot.head && tokens[t].upos == Upos::Noun);
            let own = |a: &Argument| matches!(a.slot, Slot::Genitive | Slot::Possessive);
            arguments.extend(nouns.flat_map(|&t| clauses.noun(t)).filter(own));
        }
    }

    /// Whether what stands in the slot of `argument` may be a party of `spot`, used as `class`.
    pub(super) fn counts(&self, spot: &Spot, class: &Class, argument: &Argument) -> bool {
        let token = &self.reading.analysis.tokens[argument.token];
        // "condamne l'attaque contre X": whom an act is against is not whom the words about it are against; but "attribue l'attaque
        // à X".
        let blamed = matches!(&argument.slot, Slot::Preposition(p)
            if self.triggers.syntax.dative.contains(p) || self.triggers.light.blamed_on.contains(p));
        let about = !spot.noun
            && !blamed
            && matches!(class.category, Category::Accuse | Category::Support | Category::Reject)
            && matches!(argument.slot, Slot::Preposition(_))
            && token.head.is_some_and(|h| h != spot.head && self.marks.events[h]);
        // "killed ten people, medics at X said": who says so is no party.
        let words = self.reading.analysis.tokens[spot.head].span;
        let outside = self.parties.quote(words).is_some_and(|q| token.span.start >= q.span.end);
        let aside = outside && matches!(argument.slot, Slot::Preposition(_) | Slot::Object);
        // "l'a rejeté": what is refused or agreed is nobody.
        let thing = matches!(class.category, Category::Reject | Category::Agree)
            && argument.slot == Slot::Object
            && token.upos == Upos::Pron;
        // "a menacé à la télévision": a medium that somebody speaks through is not whom he speaks against.
        let told = matches!(argument.slot, Slot::Preposition(_) | Slot::Dative)
            && matches!(class.category, Category::Threaten | Category::Accuse | Category::Reject)
            && self
                .parties
                .cast
                .at(argument.token)
                .is_some_and(|a| self.parties.cast.get(a).kind == ActorKind::Media);
        // "condamne l'enlèvement de X", "demanded X's release": nobody blames, praises or asks whom an act befalls.
        let victim = matches!(class.category, Category::Accuse | Category::Support | Category::Request)
            && argument.slot == Slot::Object
            && self.befalls(argument.token);
        // "réclame des gendarmes": who is demanded is not of whom.
        let demanded = class.category == Category::Request
            && argument.slot == Slot::Object
            && self.triggers.in_set(DEMANDS, &self.reading.analysis.tokens[spot.head].lemma)
            && self.parties.cast.at(argument.token).is_some();
        // "called off its summit with X": who refuses to do something with somebody refuses him.
        let withheld = class.category == Category::Reject
            && matches!(&argument.slot, Slot::Preposition(p) if self.triggers.syntax.with.contains(p));
        let withheld = withheld && !spot.noun;
        let about = about && !withheld;
        let opening = withheld && argument.token < spot.head;
        // "designated X a terrorist organisation": what the words of the trigger describe is said of somebody.
        let predicate = !spot.noun
            && argument.slot == Slot::Object
            && self.reading.analysis.children(argument.token).any(|c| {
                c > spot.head
                    && spot.tokens.contains(&c)
                    && self.reading.analysis.tokens[c].deprel.base() == Deprel::Amod
            });
        !about
            && !aside
            && !predicate
            && !opening
            && !demanded
            && !thing
            && !told
            && !victim
            && !self.says_where(spot, argument)
            && !self.taken_for_town(class, argument)
    }

    /// "A Moscou, X réclame", "a réclamé, à Moscou, une trêve": whether a capital before the verb or between commas says where.
    fn says_where(&self, spot: &Spot, argument: &Argument) -> bool {
        let analysis = self.reading.analysis;
        let grammar = &self.reading.words.nominals.grammar;
        let Slot::Preposition(preposition) = &argument.slot else { return false };
        // "Au Parlement, X réclame": so does a body of state.
        let housed = self.parties.cast.at(argument.token).is_some_and(|a| {
            argument.token < spot.head && self.parties.cast.get(a).kind == ActorKind::Government
        });
        if !grammar.recipient.contains(preposition) || !housed && !self.parties.metonym(argument.token) {
            return false;
        }
        let (start, end) = analysis.subtree(argument.token);
        let comma = |t: Option<usize>| t.and_then(|t| analysis.tokens.get(t)).is_some_and(|t| t.form == ",");
        let parted = comma(start.checked_sub(1)) || comma(Some(start));
        argument.token < spot.head || parted && (comma(Some(end)) || comma(end.checked_sub(1)))
    }

    /// Drops what hangs on the object of `spot` by the preposition by which something hangs on `spot` itself: "reproche à X son appui à Y".
    pub(super) fn nearest(&self, spot: &Spot, arguments: &mut Vec<Argument>) {
        let tokens = &self.reading.analysis.tokens;
        let own = |a: &Argument| tokens[a.token].head == Some(spot.head);
        let party = |a: &&Argument| {
            own(a) && matches!(a.slot, Slot::Preposition(_)) && !self.parties.of(a.token).is_empty()
        };
        let taken: Vec<Slot> = arguments.iter().filter(party).map(|a| a.slot.clone()).collect();
        arguments.retain(|a| spot.noun || own(a) || !taken.contains(&a.slot));
    }

    /// Whether the noun at `token` tells something of which the complement says whom it befalls.
    pub(super) fn befalls(&self, token: usize) -> bool {
        let spot = self.noun_spots.get(&token).map(|&i| &self.spots[i]);
        // "demanded the release of X": the phrase of a verb has taken the noun.
        let inside_phrase = || {
            let phrases = self.triggers.nouns(&self.reading.analysis.tokens[token].lemma);
            phrases.iter().find(|p| p.rest.is_empty()).and_then(|p| self.triggers.class(p.class))
        };
        let class =
            spot.map_or_else(inside_phrase, |s| s.classes.iter().find_map(|&c| self.triggers.class(c)));
        class.is_some_and(|c| c.frame.genitive == Some(Role::Target)) && self.parties.cast.at(token).is_none()
    }

    /// Whether an attack or a siege names a town that may stand for its state: "une offensive contre Tripoli" is on the town.
    fn taken_for_town(&self, class: &Class, argument: &Argument) -> bool {
        let suffers = !matches!(argument.slot, Slot::Subject | Slot::Possessive | Slot::Modifier);
        let violent = matches!(class.category, Category::Assault | Category::Coerce);
        violent && suffers && self.parties.metonym(argument.token)
    }

    /// Who does and who gets what `spot` tells: by its own `arguments` and by those `lent` by the verb that governs it, of which
    /// those that it has itself are dropped.
    fn roles(
        &self,
        spot: &Spot,
        class: &Class,
        clauses: &Clauses<'_>,
        arguments: &[Argument],
        lent: &mut Vec<Argument>,
    ) -> Roles {
        let mut roles = Roles::default();
        if !spot.noun
            && let Some(&speaker) = self.cues.get(&spot.head)
            && !clauses.passive(spot.head)
        {
            roles.agents.push(speaker);
        }
        // What a noun says of its agent itself ("des frappes de X") stands before what its verb lends it.
        let owned = arguments.iter().any(|a| a.slot == Slot::Subject || a.slot == Slot::Possessive)
            || arguments.iter().any(|a| a.slot == Slot::Modifier && self.parties.nation(a.token).is_some());
        lent.retain(|a| !owned || a.slot != Slot::Subject);
        roles.fill(lent, &class.frame, &self.parties, clauses);
        roles.fill(arguments, &class.frame, &self.parties, clauses);
        let sides = self.between(spot, class);
        if roles.agents.iter().all(|a| sides.contains(a)) && sides.len() > roles.agents.len() {
            roles.agents = sides;
        }
        if roles.targets.is_empty()
            && let Some(target) = self.ahead(spot, class, clauses).filter(|a| self.counts(spot, class, a))
        {
            roles.fill(&[target], &class.frame, &self.parties, clauses);
        }
        if roles.targets.is_empty() && class.frame.object == Some(Role::Held) && !spot.noun {
            roles.targets = self.held(spot);
            roles.targets.retain(|t| !roles.agents.contains(t));
        }
        roles
    }

    /// Whose stronghold what is taken is said to be: "le quartier de Harl, bastion de X".
    fn held(&self, spot: &Spot) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let end = analysis.sentences.get(analysis.sentence_of(spot.head)).map_or(0, |s| s.end);
        let seat = |&t: &usize| {
            self.triggers.in_set(STRONGHOLD, &analysis.tokens[t].lemma) && self.hangs(t, spot.head)
        };
        (spot.head..end).find(seat).map(|t| self.parties.of(t)).unwrap_or_default()
    }

    /// Adds to the arguments of `spot` what the parse left out.
    pub(super) fn complete(&self, spot: &Spot, clauses: &Clauses<'_>, arguments: &mut Vec<Argument>) {
        let analysis = self.reading.analysis;
        let mut subject = arguments.iter().position(|a| a.slot == Slot::Subject);
        if spot.noun {
            // "la prise par X de la ville": who follows right behind did it, wherever the parser hung him.
            let by = analysis.tokens.get(spot.head + 1);
            if subject.is_none() && by.is_some_and(|t| clauses.syntax.by.contains(&t.lemma)) {
                let token = (spot.head + 2..analysis.tokens.len().min(spot.head + REACH))
                    .take_while(|&t| !matches!(analysis.tokens[t].upos, Upos::Verb | Upos::Punct | Upos::Adp))
                    .find(|&t| self.parties.cast.at(t).is_some());
                arguments.extend(token.map(|token| Argument { slot: Slot::Subject, token }));
                subject = arguments.iter().position(|a| a.slot == Slot::Subject);
            }
            // "la prise par X de la ville", "the killing in May of X": the second complement may have gone astray.
            let genitive = arguments.iter().any(|a| a.slot == Slot::Genitive);
            let dated = (spot.head + 1..analysis.tokens.len().min(spot.head + 4)).any(|t| self.dated(t));
            if (subject.is_some() || dated) && !genitive {
                let astray = (spot.head + 1..analysis.tokens.len().min(spot.head + REACH))
                    .take_while(|&t| analysis.tokens[t].upos != Upos::Verb)
                    .find(|&t| clauses.preposition(t).is_some_and(|p| clauses.syntax.of.contains(&p)));
                arguments.extend(astray.map(|token| Argument { slot: Slot::Genitive, token }));
            }
            return;
        }
        // The verb introduces a quotation: whoever speaks is its subject, wherever the parser saw that.
        if let Some(&speaker) = self.cues.get(&spot.head).filter(|_| !clauses.passive(spot.head)) {
            arguments.retain(|a| {
                // "A and B have warned that": he may be one of several.
                let says = self.parties.of(a.token).contains(&speaker);
                (a.slot != Slot::Subject || says) && !(a.slot == Slot::Object && says)
            });
            return;
        }
        self.parties.mend_relative(spot.head, clauses, arguments);
        self.mend_object(spot, clauses, arguments);
        self.mend_particle(spot, arguments);
        self.mend_quantity(spot, arguments);
        if spot.classes.iter().any(|&c| self.triggers.class(c).is_some_and(|c| c.outcome)) {
            self.mend_cause(spot.head, clauses, arguments);
        }
        let acts = subject.is_some_and(|i| !self.parties.of(arguments[i].token).is_empty());
        let own = analysis.dependent(spot.head, Deprel::Nsubj).is_some();
        let passive = clauses.passive(spot.head);
        let suffers = passive && arguments.iter().any(|a| a.slot == Slot::Object);
        let infinite = analysis.tokens[spot.head].feats.verb_form == Some(VerbForm::Inf);
        if acts || own || suffers || infinite {
            return;
        }
        if let Some(token) = self.before(spot.head) {
            arguments.push(Argument { slot: if passive { Slot::Object } else { Slot::Subject }, token });
        }
    }

    /// "shrugged off the warning": what stands behind a particle of the phrase that the parser took for a preposition is its object.
    pub(super) fn mend_particle(&self, spot: &Spot, arguments: &mut [Argument]) {
        let analysis = self.reading.analysis;
        let mut frames = spot.classes.iter().filter_map(|&c| self.triggers.class(c)).map(|c| &c.frame);
        let particle = |a: &Argument| {
            let case = analysis.dependent(a.token, Deprel::Case);
            case.is_some_and(|c| {
                c == spot.head + 1
                    && spot.tokens.contains(&c)
                    && analysis.dependent(c, Deprel::Fixed).is_none()
                    && !self.triggers.syntax.dative.contains(&analysis.tokens[c].lemma)
            })
        };
        let Some(argument) = arguments.iter_mut().find(|a| particle(a)) else { return };
        if let Slot::Preposition(preposition) = &argument.slot
            && !frames.any(|f| f.prepositions.contains_key(preposition))
        {
            argument.slot = Slot::Object;
        }
    }

    /// Gives a verb of which only a number is the object the people in the plural that were told of last, where a pronoun before it takes
    /// them up ("La police en a interpellé une vingtaine") or the language has no such pronoun ("Police arrested eleven").
    fn mend_quantity(&self, spot: &Spot, arguments: &mut [Argument]) {
        let verb = spot.head;
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let words = self.reading.words;
        // A language without such a pronoun leaves it out; then only who is held or let go is meant: "Police arrested eleven".
        let marks = &words.relations.marks.thence;
        let thence = |c: usize| marks.contains(self.reading.lower(c)) && c < verb;
        let bare = |t: usize| {
            let number =
                tokens[t].upos == Upos::Num || words.numbers.collectives.contains_key(self.reading.lower(t));
            number && !analysis.children(t).any(|c| tokens[c].deprel.base() == Deprel::Nmod)
        };
        let quantity = arguments.iter_mut().find(|a| a.slot == Slot::Object && bare(a.token));
        let mut senses = spot.classes.iter().filter_map(|&c| self.triggers.class(c));
        let held = senses.any(|c| matches!(c.category, Category::Coerce | Category::Retreat));
        let meant = marks.is_empty() && held || analysis.children(verb).any(thence);
        let Some(quantity) = quantity.filter(|_| meant) else { return };
        let sentence = analysis.sentence_of(verb).saturating_sub(1);
        let start = analysis.sentences.get(sentence).map_or(0, |s| s.start);
        let several = |&t: &usize| {
            let people =
                |a| self.parties.unnamed(a) && self.parties.is_any(a, &[Filler::People, Filler::Armed]);
            let plural = tokens[t].upos == Upos::Noun && tokens[t].feats.number == Some(Number::Plur);
            plural && self.parties.cast.at(t).is_some_and(people)
        };
        if let Some(token) = (start..verb).rev().find(several) {
            quantity.token = token;
        }
    }

    /// Gives a verb without object the actor right behind its phrase ("mettre en garde X"), and a participle that opens its
    /// sentence whom it describes behind the comma ("Accusé par X de ..., Y dément").
    fn mend_object(&self, spot: &Spot, clauses: &Clauses<'_>, arguments: &mut Vec<Argument>) {
        let analysis = self.reading.analysis;
        let Some(sentence) = analysis.sentences.get(analysis.sentence_of(spot.head)) else { return };
        let suffers = |a: &Argument| a.slot == Slot::Object && !self.parties.of(a.token).is_empty();
        if arguments.iter().any(suffers) {
            return;
        }
        // The actor of a noun phrase without preposition that starts at a token.
        let phrase = |start: usize| {
            let words = start..sentence.end.min(start + REACH);
            let inside = |&t: &usize| {
                matches!(
                    analysis.tokens[t].upos,
                    Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn
                )
            };
            words.take_while(inside).find(|&t| self.parties.cast.at(t).is_some())
        };
        let first = spot.tokens[0];
        let last = spot.tokens.last().copied().unwrap_or(spot.head);
        let form = analysis.tokens[spot.head].feats;
        let opens = analysis.tokens[sentence.start..spot.head].iter().all(|t| t.upos == Upos::Punct);
        let target = if opens && form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Past) {
            (last + 1..sentence.end).find(|&t| analysis.tokens[t].form == ",").and_then(|t| phrase(t + 1))
        } else if last > spot.head && !clauses.passive(spot.head) {
            // "mettre en garde X contre": between the words of the phrase or behind its last.
            let gaps = spot.tokens.iter().skip(1).filter(|&&t| t > first && !spot.tokens.contains(&(t + 1)));
            let free = gaps.filter(|&&t| self.parties.cast.at(t).is_none());
            free.filter_map(|&t| phrase(t + 1)).find(|t| !spot.tokens.contains(t))
        } else {
            None
        };
        arguments.extend(target.map(|token| Argument { slot: Slot::Object, token }));
    }

    /// "l'attaque contre un camp, qui a fait dix morts": what kills in a relative clause is the attack, not where it struck.
    fn mend_cause(&self, verb: usize, clauses: &Clauses<'_>, arguments: &mut [Argument]) {
        let analysis = self.reading.analysis;
        let relative = analysis.dependent(verb, Deprel::Nsubj).is_some_and(|s| clauses.relative(s));
        let Some(subject) = arguments.iter_mut().find(|a| relative && a.slot == Slot::Subject) else {
            return;
        };
        let armed = self.parties.of(subject.token).iter().any(|&a| {
            self.parties.is_any(a, &[Filler::Armed])
                && !self.triggers.in_set("target", &analysis.tokens[subject.token].lemma)
        });
        let nominal = |t: &usize| matches!(analysis.tokens[*t].deprel.base(), Deprel::Nmod | Deprel::Appos);
        let around =
            std::iter::successors(Some(subject.token), |t| analysis.tokens[*t].head.filter(|_| nominal(t)));
        if let Some(cause) = around.take(4).skip(1).find(|&t| !armed && self.marks.events[t]) {
            subject.token = cause;
        }
    }

    /// The actor nearest before `verb` in its clause that no preposition governs.
    pub(super) fn before(&self, verb: usize) -> Option<usize> {
        let analysis = self.reading.analysis;
        let start = analysis.sentences.get(analysis.sentence_of(verb))?.start;
        (start.max(verb.saturating_sub(REACH))..verb)
            .rev()
            .take_while(|&t| {
                let token = &analysis.tokens[t];
                !matches!(token.upos, Upos::Verb | Upos::Sconj) && !matches!(token.form.as_str(), ";" | ":")
            })
            .find(|&t| {
                self.parties.cast.at(t).is_some()
                    && analysis.tokens[t].upos != Upos::Det
                    && analysis.tokens[t].deprel != Deprel::FlatName
                    && !matches!(
                        analysis.tokens[t].deprel.base(),
                        Deprel::Flat | Deprel::Obj | Deprel::Compound | Deprel::Amod
                    )
                    && analysis.dependent(t, Deprel::Case).is_none()
                    && analysis
                        .subtree(t)
                        .0
                        .checked_sub(1)
                        .is_none_or(|b| analysis.tokens[b].upos != Upos::Adp)
            })
    }

    /// The two sides of something mutual that are told further on in the sentence: "Clashes broke out in a town ... between X and Y".
    fn between(&self, spot: &Spot, class: &Class) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let between = |p: &&SmolStr| class.frame.prepositions.get(*p) == Some(&Role::Agent);
        let between: Vec<&SmolStr> = self.triggers.syntax.between.iter().filter(between).collect();
        if between.is_empty() {
            return Vec::new();
        }
        let end = analysis.sentences.get(analysis.sentence_of(spot.head)).map_or(0, |s| s.end);
        let opens = |&t: &usize| tokens[t].upos == Upos::Adp && between.contains(&&tokens[t].lemma);
        let mut words = (spot.head + 1..end).take_while(|&t| !self.marks.events[t]);
        let Some(preposition) = words.find(opens) else { return Vec::new() };
        let mut sides = Vec::new();
        let mut last = false;
        // "US President X": who only describes another is no side.
        let describes = |t: usize| {
            let head = tokens[t].head.filter(|&h| h > preposition && tokens[t].deprel.base() != Deprel::Conj);
            let apart = |h: usize| (t.min(h)..t.max(h)).any(|c| tokens[c].form == ",");
            head.is_some_and(|h| self.parties.cast.at(h).is_some() && !apart(h))
        };
        for (at, token) in tokens.iter().enumerate().take(end.min(preposition + REACH)).skip(preposition + 1)
        {
            // "between A, B and C": a list goes on behind its commas.
            last |= token.upos == Upos::Cconj;
            match token.upos {
                Upos::Verb | Upos::Aux => break,
                Upos::Punct if last || token.form != "," => break,
                _ if describes(at) => {}
                _ => sides.extend(self.parties.cast.at(at).filter(|side| !sides.contains(side))),
            }
        }
        if sides.len() > 1 { sides } else { Vec::new() }
    }

    /// The target that a preposition introduces further on in the clause, where the parse hangs it elsewhere.
    fn ahead(&self, spot: &Spot, class: &Class, clauses: &Clauses<'_>) -> Option<Argument> {
        let analysis = self.reading.analysis;
        let end = analysis.sentences.get(analysis.sentence_of(spot.head))?.end;
        // "mettre ... sur le compte de X": the phrase itself holds the preposition.
        let told =
            |t: &usize| class.frame.prepositions.get(&analysis.tokens[*t].lemma) == Some(&Role::Target);
        if let Some(&last) = spot.tokens.last().filter(|_| spot.tokens.iter().skip(1).any(told)) {
            let token = (last + 1..end.min(last + REACH))
                .take_while(|&t| {
                    analysis.tokens[t].upos != Upos::Verb
                        && !matches!(analysis.tokens[t].form.as_str(), ";" | ":" | ",")
                })
                .find(|&t| self.parties.cast.at(t).is_some())?;
            let preposition = spot.tokens.iter().skip(1).find(|&t| told(t))?;
            let preposition = analysis.tokens[*preposition].lemma.clone();
            return Some(Argument { slot: Slot::Preposition(preposition), token });
        }
        (spot.head + 1..end.min(spot.head + REACH))
            .take_while(|&t| {
                let token = &analysis.tokens[t];
                !matches!(token.upos, Upos::Verb | Upos::Sconj)
                    && !matches!(token.form.as_str(), ";" | ":" | ",")
            })
            .filter(|&t| self.parties.cast.at(t).is_some())
            .find_map(|token| {
                let preposition = clauses.preposition(token)?;
                let target = class.frame.prepositions.get(&preposition) == Some(&Role::Target);
                target.then_some(Argument { slot: Slot::Preposition(preposition), token })
            })
    }

    /// What the verb that governs an event noun lends it: "X a lancé une offensive contre Y".
    /// Beside a participle of the noun (`first` is false) only what befalls somebody is lent: "tombé dans une embuscade tendue par X".
    fn lend(&self, verb: usize, first: bool, spot: &Spot, clauses: &Clauses<'_>) -> Vec<Argument> {
        let lemma = &self.reading.analysis.tokens[verb].lemma;
        let light = &self.triggers.light;
        // "a mis la prise de la ville sur le compte de X": a phrase of its own lends nothing.
        if !light.blamed.contains(lemma)
            && self
                .spots
                .iter()
                .any(|s| s.head == verb && s.tokens.len() > 1 && !s.tokens.contains(&spot.head))
        {
            return Vec::new();
        }
        let violent = spot
            .classes
            .iter()
            .filter_map(|&c| self.triggers.class(c))
            .any(|class| matches!(class.category, Category::Assault | Category::Coerce));
        let gives = first && light.agent.contains(lemma) && !(violent && light.ends.contains(lemma));
        let takes = light.target.contains(lemma);
        if light.blamed.contains(lemma) {
            // "une attaque attribuée à X": whom it is laid at the door of did it.
            return clauses
                .verb(verb)
                .into_iter()
                .filter(|a| a.token != spot.head)
                .filter(|a| match &a.slot {
                    Slot::Preposition(p) => clauses.syntax.dative.contains(p) || light.blamed_on.contains(p),
                    other => *other == Slot::Dative,
                })
                .map(|a| Argument { slot: Slot::Subject, ..a })
                .collect();
        }
        // "a coûté la vie à X": who dies of it was its target.
        let numbers = &self.reading.words.numbers;
        let tokens = &self.reading.analysis.tokens;
        let life = |o: usize| numbers.lives.contains(&tokens[o].lemma);
        if numbers.costs.contains(lemma) && self.reading.analysis.dependents(verb, Deprel::Obj).any(life) {
            let paid = |a: &Argument| match &a.slot {
                Slot::Preposition(p) => clauses.syntax.dative.contains(p),
                other => *other == Slot::Dative,
            };
            let lost = clauses.verb(verb).into_iter().filter(paid);
            return lost.map(|a| Argument { slot: Slot::Object, ..a }).collect();
        }
        // "pris dans une embuscade": who gets into it is its target.
        let oblique = self.reading.analysis.tokens[spot.head].deprel.base() == Deprel::Obl;
        let caught = oblique && clauses.passive(verb) && light.caught.contains(lemma);
        if !gives && !takes && !caught {
            return Vec::new();
        }
        let mut lent: Vec<Argument> = clauses
            .verb(verb)
            .into_iter()
            .filter(|a| a.token != spot.head)
            .filter(|a| match a.slot {
                Slot::Genitive => false,
                Slot::Object => caught || takes,
                Slot::Subject => !caught,
                _ => true,
            })
            .collect();
        if takes {
            for argument in &mut lent {
                if argument.slot == Slot::Subject {
                    argument.slot = Slot::Dative;
                }
            }
        }
        lent
    }
}
