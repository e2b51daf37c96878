//! Who stands in a relation by the order of the words alone, where they leave no doubt: a parser easily hangs what is set off by
//! commas on the wrong word.

use super::{Part, REACH, Reader};
use crate::dispatch::{ActorId, ActorKind};
use crate::extract::events::clause::Slot;
use crate::extract::events::parties::Roles;
use crate::language::{Analysis, Deprel, Number, Tense, Upos, VerbForm, is_mark};
use crate::lexicon::relations::Class;
use crate::lexicon::triggers::Role;

/// Whether the name at `token` is a complement of a noun: "des ex-rebelles du *Darfour*".
fn complement_of_noun(analysis: &Analysis, token: usize) -> bool {
    analysis.dependent(token, Deprel::Case).is_some_and(|c| c < token)
        && analysis.tokens[token].head.is_some_and(|h| h < token && analysis.tokens[h].upos == Upos::Noun)
}

impl Reader<'_> {
    /// Who stands in the relation by the order of the words alone, where they leave no doubt: "X, [un fidèle] allié de Y", "X (ABC),
    /// soutenu par Y et Z", "X est le bras armé de Y". A parser easily hangs what is set off by commas on the wrong word.
    pub(super) fn linear(&self, head: usize, tokens: &[usize], class: &Class, part: Part) -> Option<Roles> {
        let clauses = self.clauses();
        let analysis = self.reading.analysis;
        let (first, last) = (*tokens.iter().min()?, *tokens.iter().max()?);
        if part == Part::Noun || last - first > 2 * tokens.len() || part == Part::Verb && !self.bare(head) {
            return None;
        }
        let passive = part == Part::Verb && clauses.passive(head);
        let (slot, right) = self
            .possessor(first, class, part)
            .or_else(|| self.complement(tokens, class, passive, part))
            .or_else(|| self.whose(first, part))?;
        let start = analysis.sentences.get(analysis.sentence_of(first))?.start;
        let opening = self.bare_opening(start, first).then(|| self.fronted(first, last, &right)).flatten();
        let (_, left) = opening
            .or_else(|| self.before(first))
            .or_else(|| self.beside_description(first, part))
            .or_else(|| self.beside_participle(first))
            .or_else(|| (part == Part::Holder).then(|| self.subject_of_copula(first)).flatten())
            .or_else(|| self.fronted(first, last, &right))?;
        if left.iter().any(|a| right.contains(a)) {
            return None;
        }
        let role = |slot: &Slot| match slot {
            Slot::Subject => class.frame.subject,
            Slot::Object => class.frame.object,
            Slot::Genitive => class.frame.genitive,
            Slot::Preposition(p) => class.frame.prepositions.get(p).copied(),
            _ => Some(Role::Target),
        };
        let own = if passive { Slot::Object } else { Slot::Subject };
        match (role(&own)?, role(&slot)?) {
            (Role::Agent, Role::Target) => Some(Roles { agents: left, targets: right }),
            (Role::Target, Role::Agent) => Some(Roles { agents: right, targets: left }),
            // "les A, alliés aux B": both in the same slot stand to each other.
            (Role::Agent, Role::Agent) if passive => Some(Roles { agents: left, targets: right }),
            _ => None,
        }
    }

    /// The parties that a preposition of the frame introduces right behind the word at `last`, with the slot that this is.
    fn complement(
        &self,
        tokens: &[usize],
        class: &Class,
        passive: bool,
        part: Part,
    ) -> Option<(Slot, Vec<ActorId>)> {
        let analysis = self.reading.analysis;
        let syntax = &self.reading.words.triggers.syntax;
        let cast = self.parties.cast;
        let last = *tokens.iter().max()?;
        // The preposition may be a word of the phrase.
        let target =
            |t: &&usize| class.frame.prepositions.get(&analysis.tokens[**t].lemma) == Some(&Role::Target);
        let mut slot =
            tokens.iter().skip(1).find(target).map(|&t| Slot::Preposition(analysis.tokens[t].lemma.clone()));
        // "un front regroupant X et Y", "a coalition supporting X".
        let verb = &analysis.tokens[tokens[0]];
        let transitive = part == Part::Verb && !passive && class.frame.object.is_some() && tokens.len() == 1;
        if transitive && verb.feats.verb_form == Some(VerbForm::Part) && verb.feats.tense == Some(Tense::Pres)
        {
            slot = Some(Slot::Object);
        }
        let (mut aside, mut closed) = (false, last);
        for t in last..analysis.tokens.len().min(last + REACH) {
            let token = &analysis.tokens[t];
            let of = token.upos == Upos::Adp && syntax.of.contains(&token.lemma);
            if aside && !of && !matches!(token.upos, Upos::Verb | Upos::Punct) {
                continue;
            }
            aside = t > last && self.aside(t, class, part);
            closed = closed.max(self.parenthesis(t).unwrap_or(closed));
            if aside || t < closed || t == closed && closed > last {
                continue;
            }
            let inside = cast.at(t).is_some() && cast.at(t) == cast.at(last) && token.upos != Upos::Propn;
            if t > last
                && !inside
                && let Some(actor) = self.stands(t)
            {
                let next = analysis.tokens.get(t + 1);
                let more = self.stands(t + 1) == Some(actor);
                let first_part = token.deprel.base() == Deprel::Compound
                    && token.head.is_some_and(|h| h > t && cast.at(h).is_some_and(|a| a != actor));
                let owner = next.is_some_and(|n| n.upos == Upos::Part && syntax.of.contains(&n.lemma));
                let joint = next.is_some_and(|n| n.form == "-");
                if owner || more || first_part || joint {
                    // "loyal to Libya's government", "part of the Iran-led axis": whose it is comes first.
                    continue;
                }
                let place = cast.at(t).is_none()
                    && matches!(&slot, Some(Slot::Preposition(p)) if syntax.locative.contains(p) && !syntax.dative.contains(p));
                if place {
                    return None;
                }
                // "X, branche armée du Y" may be an actor as a whole.
                let own = cast.at(last).filter(|&own| own == actor);
                let actor = own.map_or(Some(actor), |own| self.inner(t, own))?;
                let several = cast.standing(t);
                let mut all = if several.len() > 1 { several.to_vec() } else { vec![actor] };
                self.list(t, &mut all);
                self.relisted(t, &mut all);
                return slot.map(|slot| (slot, all));
            }
            let lemma = &token.lemma;
            // "garant des pourparlers aux côtés de X": what it is of is said, and is nobody.
            let crossed =
                part == Part::Holder && (last + 1..t).any(|b| analysis.tokens[b].upos == Upos::Noun);
            match token.upos {
                Upos::Adp if crossed && !syntax.of.contains(lemma) => return None,
                Upos::Adp if passive && syntax.by.contains(lemma) => slot = Some(Slot::Subject),
                Upos::Adp
                    if class.frame.prepositions.contains_key(lemma)
                        && (part == Part::Verb
                            || class.frame.prepositions.get(lemma) == Some(&Role::Target)) =>
                {
                    slot = Some(Slot::Preposition(lemma.clone()));
                }
                Upos::Adp if syntax.of.contains(lemma) => {
                    // "principal fournisseur d'armes du régime": the last one counts.
                    let held = part == Part::Holder && class.frame.genitive.is_some();
                    slot = if held { Some(Slot::Genitive) } else { slot };
                }
                Upos::Adj | Upos::Adv | Upos::Det | Upos::Noun | Upos::Num => {}
                Upos::Punct
                    if token.form == "-" || t > last && matches!(token.form.as_str(), "\"" | "“" | "«") => {
                }
                Upos::Part if cast.at(t - 1).is_some() => {}
                // "soutien affiché de Y", "allié du président déchu Awa".
                Upos::Verb if t == last || self.describes(t, last) => {}
                Upos::Adp | Upos::Propn if t == last => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether the preposition at `token` leads what stands between a word of relation and its "of": "à la tête *depuis* 2015 d'une
    /// coalition", "parrain *avec* X de Y", "parrain *selon* lui de Y".
    fn aside(&self, token: usize, class: &Class, part: Part) -> bool {
        let tokens = &self.reading.analysis.tokens;
        let word = &tokens[token];
        let along = part == Part::Holder && class.frame.prepositions.get(&word.lemma) == Some(&Role::Agent);
        let pronoun = tokens.get(token + 1).is_some_and(|t| t.upos == Upos::Pron)
            && !self.clauses().relative(token + 1)
            && !class.frame.prepositions.contains_key(&word.lemma)
            && !self.reading.words.triggers.syntax.of.contains(&word.lemma);
        word.upos == Upos::Adp && (along || pronoun || self.relations.marks.since.contains(&word.lemma))
    }

    /// The comma that closes what the one at `token` opens between a word of relation and its preposition: "financé, *selon X*, par Y".
    fn parenthesis(&self, token: usize) -> Option<usize> {
        let tokens = &self.reading.analysis.tokens;
        let opened = tokens[token].form == ","
            && tokens.get(token + 1).is_some_and(|t| matches!(t.upos, Upos::Adp | Upos::Adj | Upos::Adv));
        if !opened {
            return None;
        }
        let close = (token + 2..tokens.len().min(token + REACH))
            .take_while(|&t| !matches!(tokens[t].upos, Upos::Verb | Upos::Aux | Upos::Sconj))
            .find(|&t| tokens[t].form == ",")?;
        tokens.get(close + 1).filter(|t| t.upos == Upos::Adp).map(|_| close)
    }

    /// Whether the verb at `token` is a participle that describes the word at `last` or the noun right before it.
    fn describes(&self, token: usize, last: usize) -> bool {
        let tokens = &self.reading.analysis.tokens;
        let noun = tokens[token - 1].upos == Upos::Noun && tokens[token].head == Some(token - 1);
        tokens[token].feats.verb_form == Some(VerbForm::Part) && (token == last + 1 || noun)
    }

    /// Adds to `all` those whom the preposition of the party at `token` introduces again: "composé de X, le parti de A, de Y et de Z".
    pub(super) fn relisted(&self, token: usize, all: &mut Vec<ActorId>) {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let Some(preposition) = self.clauses().preposition(token) else { return };
        let end = analysis.sentences.get(analysis.sentence_of(token)).map_or(tokens.len(), |s| s.end);
        let mut last = false;
        for t in token + 1..end.min(token + 6 * REACH) {
            if matches!(tokens[t].upos, Upos::Verb | Upos::Aux | Upos::Sconj) || last {
                return;
            }
            let again = tokens[t].lemma == preposition
                && (tokens[t - 1].form == "," || tokens[t - 1].upos == Upos::Cconj);
            if again {
                last = tokens[t - 1].upos == Upos::Cconj;
                let next = (t + 1..end.min(t + REACH))
                    .take_while(|&n| {
                        matches!(tokens[n].upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn)
                    })
                    .find_map(|n| self.stands(n));
                let new = next.filter(|a| !all.contains(a));
                all.extend(new);
            }
        }
    }

    /// Whom a relative pronoun before the copula means: "Y, dont X est la composante principale".
    fn whose(&self, first: usize, part: Part) -> Option<(Slot, Vec<ActorId>)> {
        let analysis = self.reading.analysis;
        let clauses = self.clauses();
        if part != Part::Holder {
            return None;
        }
        let copulas = &clauses.syntax.copulas;
        let pronoun = (first.saturating_sub(2 * REACH)..first)
            .rev()
            .take_while(|&t| {
                analysis.tokens[t].upos != Upos::Verb || copulas.contains(&analysis.tokens[t].lemma)
            })
            .find(|&t| clauses.relative(t))?;
        let led = pronoun.checked_sub(1).filter(|&t| analysis.tokens[t].upos == Upos::Adp).unwrap_or(pronoun);
        let unmarked = led < pronoun || analysis.dependent(pronoun, Deprel::Case).is_none();
        let at = (led.saturating_sub(2)..led).rev().find(|&t| analysis.tokens[t].upos != Upos::Punct)?;
        let subject = analysis.tokens[pronoun].deprel.base() == Deprel::Nsubj;
        let actor = self.parties.cast.at(at).filter(|_| unmarked && !subject)?;
        Some((Slot::Genitive, vec![actor]))
    }

    /// Adds to `all` the parties that are listed behind the one at `token`: ", Y et Z".
    pub(super) fn list(&self, token: usize, all: &mut Vec<ActorId>) {
        let analysis = self.reading.analysis;
        let mut at = self.ends.get(&token).map_or(token, |&end| end.max(token)) + 1;
        let (mut joined, mut apart) = (false, false);
        let mut waiting = Vec::new();
        while let Some(next) = analysis.tokens.get(at).filter(|_| at < token + 4 * REACH) {
            match (self.stands(at), next.upos) {
                (Some(actor), _) if all.contains(&actor) || waiting.contains(&actor) => {}
                (Some(actor), _) if joined => {
                    waiting.push(actor);
                    all.append(&mut waiting);
                    return;
                }
                (Some(actor), _) if apart || next.upos == Upos::Propn => waiting.push(actor),
                (None, Upos::Cconj) => joined = true,
                (None, Upos::Adv | Upos::Sconj | Upos::Adp)
                    if self.relations.marks.also.contains(&next.lemma) =>
                {
                    joined = true;
                }
                // "A, soutien de B, et C": what a comma and "et" follow is no list.
                (None, Upos::Punct)
                    if next.form == ","
                        && waiting.is_empty()
                        && analysis.tokens.get(at + 1).is_some_and(|t| t.upos == Upos::Cconj) =>
                {
                    return;
                }
                (None, Upos::Punct) if matches!(next.form.as_str(), "," | "(" | ")") && !joined => {}
                (None, Upos::Det | Upos::Adj) => {}
                (None, Upos::Adp | Upos::Sconj) if joined => {}
                _ => return,
            }
            // The first word of weight behind a comma.
            apart = next.form == "," || apart && matches!(next.upos, Upos::Det | Upos::Adj);
            at += 1;
        }
    }

    /// Whose the noun whose phrase holds `first` is, where that is said before it: "Moscow's main ally", "the generals' ally".
    fn possessor(&self, first: usize, class: &Class, part: Part) -> Option<(Slot, Vec<ActorId>)> {
        if part != Part::Holder {
            return None;
        }
        let analysis = self.reading.analysis;
        let cast = self.parties.cast;
        let of = &self.reading.words.triggers.syntax.of;
        for t in (first.saturating_sub(REACH)..first).rev() {
            let token = &analysis.tokens[t];
            let marked = of.contains(&token.lemma) && token.upos == Upos::Part
                || matches!(token.form.as_str(), "'" | "’");
            if marked {
                let actor = t.checked_sub(1).and_then(|p| self.stands(p))?;
                return Some((Slot::Possessive, vec![actor]));
            }
            let whose = |t: usize| !class.called && !self.within(class, t);
            let possessed =
                || analysis.children(first).any(|c| analysis.tokens[c].deprel == Deprel::NmodPoss && c < t);
            if let Some(actor) =
                self.stands(t).filter(|_| whose(t) && self.compound(t, first) && !possessed())
            {
                return Some((Slot::Possessive, vec![actor]));
            }
            match token.upos {
                Upos::Adj | Upos::Noun | Upos::Num | Upos::Adv if cast.at(t).is_none() => {}
                _ => return None,
            }
        }
        None
    }

    /// Who the description before "et" is said of, to which the noun at `first` adds another: "X, Y's partner and a friend of Z".
    fn beside_description(&self, first: usize, part: Part) -> Option<(usize, Vec<ActorId>)> {
        let tokens = &self.reading.analysis.tokens;
        let and = (first.saturating_sub(REACH)..first)
            .rev()
            .find(|&t| {
                let owner = matches!(tokens[t].upos, Upos::Part | Upos::Propn);
                !owner && !matches!(tokens[t].upos, Upos::Det | Upos::Adj | Upos::Adv | Upos::Pron)
            })
            .filter(|&t| part == Part::Holder && tokens[t].upos == Upos::Cconj)?;
        let comma = (and.saturating_sub(2 * REACH).max(self.start(and))..and)
            .rev()
            .take_while(|&t| !matches!(tokens[t].upos, Upos::Verb | Upos::Aux | Upos::Sconj))
            .filter(|&t| tokens[t].form == ",")
            .last()?;
        let at = comma.checked_sub(1).map(|t| if tokens[t].form == ")" { t.saturating_sub(2) } else { t })?;
        let actor = self.stands(at)?;
        // A list of actors is no description.
        let listed =
            self.stands(and - 1).is_some() && self.stands(comma + 1).is_some_and(|other| other != actor);
        (!listed).then(|| (at, self.listed(at, actor)))
    }

    /// Who the participle before "et" at `first` is said of: "X, dirigé par Y et allié de Z".
    fn beside_participle(&self, first: usize) -> Option<(usize, Vec<ActorId>)> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let and = first.checked_sub(1).filter(|&t| tokens[t].upos == Upos::Cconj)?;
        let other = (and.saturating_sub(REACH)..and).rev().find(|&t| {
            t > 0 && tokens[t - 1].form == "," && tokens[t].feats.verb_form == Some(VerbForm::Part)
        })?;
        self.clauses().agree(other, first).then(|| self.before(other)).flatten()
    }

    /// Who stands behind the comma that ends a phrase that the sentence opens with: "En guerre contre Y, X a ..."; none of `inside`, who
    /// are listed in it.
    pub(super) fn fronted(
        &self,
        first: usize,
        last: usize,
        inside: &[ActorId],
    ) -> Option<(usize, Vec<ActorId>)> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let start = analysis.sentences.get(analysis.sentence_of(first))?.start;
        let opening = |t: usize| {
            matches!(
                tokens[t].upos,
                Upos::Det | Upos::Adj | Upos::Adv | Upos::Adp | Upos::Sconj | Upos::Punct
            )
        };
        if first > start + 4 * REACH || !(start..first).all(opening) && !self.bare_opening(start, first) {
            return None;
        }
        let sentence = analysis.sentences.get(analysis.sentence_of(first))?.end;
        let end = sentence.min(last + 3 * REACH);
        let mut comma = last;
        for _ in 0..3 {
            let from = comma;
            // "Rivales de Y, avec laquelle elles se disputent Z, les X ont".
            let relative = |t: usize| (from + 1..t).any(|r| self.clauses().relative(r));
            comma = (comma + 1..end)
                .take_while(|&t| {
                    !matches!(tokens[t].upos, Upos::Verb | Upos::Sconj)
                        || tokens[t].feats.verb_form == Some(VerbForm::Part)
                        || relative(t)
                })
                .find(|&t| tokens[t].form == ",")?;
            let title = |t: usize| {
                matches!(tokens[t].upos, Upos::Det | Upos::Adj | Upos::Noun)
                    && self.parties.cast.at(t).is_none()
            };
            let Some(at) = (comma + 1..end.min(comma + 5)).find(|&t| !title(t)) else { continue };
            if let Some(actor) = self.stands(at).filter(|a| !inside.contains(a)) {
                let mut all = vec![actor];
                self.list(at, &mut all);
                return Some((at, all));
            }
        }
        None
    }

    /// Whether all from `start` up to `end` is a description without article that opens the sentence: "Protégé de X, ami de Y, Z a".
    fn bare_opening(&self, start: usize, end: usize) -> bool {
        let tokens = &self.reading.analysis.tokens;
        let first = &tokens[start];
        let bare = first.upos == Upos::Noun
            || first.upos == Upos::Adj
            || first.upos == Upos::Verb && first.feats.verb_form == Some(VerbForm::Part);
        bare && end < start + 4 * REACH
            && self.stands(start).is_none()
            && end > start
            && tokens[end - 1].form == ","
            && !(start + 1..end).any(|t| matches!(tokens[t].upos, Upos::Verb | Upos::Aux))
    }

    /// Who the copula right before the noun phrase that holds `first` makes it: "X, led by Y, is the armed wing of Z".
    pub(super) fn subject_of_copula(&self, first: usize) -> Option<(usize, Vec<ActorId>)> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let copulas = &self.reading.words.triggers.syntax.copulas;
        // "X is Y's main ally": whose it is stands between.
        let of = &self.reading.words.triggers.syntax.of;
        let marked = (first.saturating_sub(4)..first)
            .rev()
            .find(|&t| tokens[t].upos == Upos::Part && of.contains(&tokens[t].lemma));
        let owned = |t: usize| {
            marked.is_some_and(|m| t <= m) && matches!(tokens[t].upos, Upos::Part | Upos::Noun | Upos::Propn)
        };
        let copula = (first.saturating_sub(REACH)..first)
            .rev()
            .take_while(|&t| {
                let participle = t + 1 == first && tokens[t].feats.verb_form == Some(VerbForm::Part);
                owned(t)
                    || participle
                    || matches!(tokens[t].upos, Upos::Aux | Upos::Det | Upos::Adj | Upos::Adv | Upos::Num)
                    || copulas.contains(&tokens[t].lemma)
            })
            .find(|&t| {
                matches!(tokens[t].upos, Upos::Aux | Upos::Verb) && copulas.contains(&tokens[t].lemma)
            })?;
        let start = analysis.sentences.get(analysis.sentence_of(first))?.start;
        let before = (start..copula).rev().find(|&t| !matches!(tokens[t].upos, Upos::Aux | Upos::Adv))?;
        let at = if self.clauses().relative(before) {
            let outside = |t: &usize| !matches!(tokens[*t].upos, Upos::Punct) && tokens[t + 1].form != ")";
            (start..before).rev().find(outside)?
        } else if tokens[before].form == "," {
            // What stands between commas is said of who stands before them.
            let comma = (start..before).find(|&t| tokens[t].form == ",")?;
            comma.checked_sub(1).filter(|&t| t >= start)?
        } else {
            before
        };
        let actor = self.stands(at)?;
        Some((at, self.listed(at, actor)))
    }

    /// The actor that the word, in apposition, stands after, with his token and whom he is coordinated with: "X, un groupe
    /// proche de Y", "X (ABC), allié de Y".
    pub(super) fn before(&self, head: usize) -> Option<(usize, Vec<ActorId>)> {
        let analysis = self.reading.analysis;
        let cast = self.parties.cast;
        let mut comma = false;
        let mut noun = false;
        // "a group close to Y": the group itself, unless a comma and a name stand before it.
        let mut described = None;
        // "X, Y's ally", "X, a Y ally": whose it is stands between.
        let owner = |&c: &usize| {
            analysis.tokens[c].deprel == Deprel::NmodPoss
                || self.compound(c, head) && analysis.tokens[head].upos == Upos::Noun
        };
        let possessor = analysis.children(head).filter(owner).find(|&c| c < head);
        let from = possessor.map_or(head, |p| analysis.subtree(p).0);
        for t in (from.saturating_sub(REACH)..from).rev() {
            let token = &analysis.tokens[t];
            // "un groupe hutu opposé à X": a people that qualifies is not meant.
            let qualifies = |a: ActorId| {
                !comma
                    && cast.get(a).kind == ActorKind::Population
                    && matches!(
                        token.deprel.base(),
                        Deprel::Amod | Deprel::Compound | Deprel::Appos | Deprel::Flat
                    )
            };
            // "l'une des composantes de X": one of many is no pronoun.
            let one = !comma && self.relations.marks.among.contains(&token.lemma);
            let own =
                !comma && cast.at(head).is_some_and(|a| cast.at(t) == Some(a) && self.parties.unnamed(a));
            if let Some(actor) = self.stands(t).filter(|&a| !qualifies(a) && !one && !own) {
                if comma && self.adverbial(t, head) {
                    return None;
                }
                if comma {
                    let at = self.outermost(t, head);
                    let actor = self.stands(at).unwrap_or(actor);
                    // "X et Y, alliée de Z": the one of them.
                    let one = analysis.tokens[head].upos == Upos::Noun
                        && analysis.tokens[head].feats.number == Some(Number::Sing);
                    return Some((at, if one { vec![actor] } else { self.listed(at, actor) }));
                }
                // "deux factions armées et payées par X".
                let modifier = |b: usize| {
                    let token = &analysis.tokens[b];
                    matches!(token.upos, Upos::Adv | Upos::Adj)
                        || token.upos == Upos::Cconj && b > t + 1
                        || token.feats.verb_form == Some(VerbForm::Part)
                };
                // "X, bloc d'élus favorable à Y": it is not the representatives that are.
                let agree = !self.differ(t, head) && !self.of_holder(t);
                let adjacent =
                    from == head && (t + 1..head).all(modifier) && cast.at(head) != Some(actor) && agree;
                if described.is_none() && adjacent {
                    described = Some((t, vec![actor]));
                }
                if described.is_none() || !self.parties.unnamed(actor) {
                    return described;
                }
                noun |= token.upos == Upos::Noun;
                continue;
            }
            // "Les deux pays, alliés de X".
            if comma && let Some(two) = self.two(t, &[]).filter(|_| token.upos == Upos::Noun) {
                return Some((t, two.iter().filter_map(|&t| cast.at(t)).collect()));
            }
            match token.upos {
                Upos::Punct if token.form == "," && !comma => comma = true,
                Upos::Punct if token.form == ")" && comma => {}
                Upos::Det | Upos::Adj | Upos::Adv | Upos::Num => {}
                // "l'« Axe du Boral » mené par X".
                Upos::Punct if !comma && is_mark(&token.form) => {}
                // "nuclear-armed rivals".
                Upos::Punct
                    if token.form == "-"
                        && !comma
                        && t > 0
                        && analysis.tokens[t - 1].span.end == token.span.start => {}
                Upos::Noun if !comma => noun = true,
                // "a sworn enemy of Y".
                Upos::Verb if t + 1 == head && token.feats.verb_form == Some(VerbForm::Part) => {}
                Upos::Cconj if !comma => {}
                // "X, une coalition de groupes hostiles à Y", "X et Y, deux des composantes de Z".
                Upos::Adp
                    if !comma
                        && t > 0
                        && (self.relations.marks.among.contains(&analysis.tokens[t - 1].lemma)
                            || analysis.tokens[t - 1].upos == Upos::Num) => {}
                // "X, lui-même rejeton de Y".
                Upos::Pron if !comma && !self.clauses().relative(t) => {}
                // "X, à la fois allié de Y".
                Upos::Adp
                    if !comma
                        && t > 0
                        && analysis.tokens[t - 1].form == ","
                        && token.head.is_some_and(|h| h > t && h < head) => {}
                Upos::Propn if !comma && complement_of_noun(analysis, t) => noun = true,
                Upos::Adp if !comma && noun && self.clauses().syntax.of.contains(&token.lemma) => {}
                _ if cast.at(t).is_some_and(qualifies) => {}
                _ => break,
            }
        }
        described
    }

    /// "X, branche de Y née à Harl": whether Y at `token` only tells whose X is.
    fn of_holder(&self, token: usize) -> bool {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let noun = tokens[token].head.filter(|_| complement_of_noun(analysis, token));
        noun.is_some_and(|n| {
            let apposed = tokens[n].deprel.base() == Deprel::Appos || n > 0 && tokens[n - 1].form == ",";
            apposed
                && self.parties.cast.at(n).is_none()
                && !self.relations.holders(&tokens[n].lemma).is_empty()
        })
    }

    /// Whether the phrase at `token` opens the sentence behind a preposition, and the noun at `head` begins a phrase of its own:
    /// "Selon X, des proches de Y".
    fn adverbial(&self, token: usize, head: usize) -> bool {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let Some(start) = analysis.sentences.get(analysis.sentence_of(token)).map(|s| s.start) else {
            return false;
        };
        let article = |c: usize| tokens[c].deprel.base() == Deprel::Det && !tokens[c].feats.possessive;
        tokens[start].upos == Upos::Adp
            && (start..token).all(|t| !matches!(tokens[t].upos, Upos::Verb | Upos::Aux | Upos::Punct))
            && tokens[head].upos == Upos::Noun
            && analysis.children(head).any(article)
    }

    /// Whether the word at `head` can hardly be said of the noun at `at`: by its number and, unless it is a noun, its gender.
    pub(super) fn differ(&self, at: usize, head: usize) -> bool {
        let tokens = &self.reading.analysis.tokens;
        let (a, b) = (&tokens[at].feats, &tokens[head].feats);
        let number = a.number.zip(b.number).is_some_and(|(a, b)| a != b);
        number || tokens[head].upos != Upos::Noun && self.clauses().differ(at, head)
    }

    /// The party of the longest phrase that the one at `token` ends and that the word at `head` may be said of: "le parti de X,
    /// rival de Y", "the Y in Z, armed by X"; but the nearest where the outer one is of another number or gender, or a mere person.
    pub(super) fn outermost(&self, token: usize, head: usize) -> usize {
        let analysis = self.reading.analysis;
        let cast = self.parties.cast;
        let tokens = &analysis.tokens;
        let of = &self.reading.words.triggers.syntax.of;
        // A finite verb may have several subjects.
        let describes = tokens[head].feats.verb_form.is_none_or(|f| f == VerbForm::Part);
        let mut best = token;
        let mut at = token;
        for _ in 0..4 {
            let inner = &analysis.tokens[at];
            let nested =
                matches!(inner.deprel.base(), Deprel::Nmod | Deprel::Flat | Deprel::Appos | Deprel::Compound);
            // "X, parti proche des Y, honni de Z": the next one up that it may be said of.
            let strays = describes && self.differ(best, head);
            // "Lebanon's Hezbollah": whose it is is somebody else.
            let owner =
                |h: usize| (h + 1..at).any(|t| tokens[t].upos == Upos::Part && of.contains(&tokens[t].lemma));
            // "by one navy, says a group of X, led by Y": a comma ends the phrase.
            let apart = |h: usize| (h..at).any(|t| tokens[t].form == ",");
            let Some(outer) = inner.head.filter(|&h| (nested && !apart(h) || strays) && h < at && !owner(h))
            else {
                break;
            };
            at = outer;
            let person = |t: usize| cast.at(t).is_some_and(|a| cast.get(a).kind == ActorKind::Person);
            if cast.at(at).is_some() && !self.differ(at, head) && (!person(at) || person(best)) {
                best = at;
            }
        }
        best
    }

    /// `actor`, who stands at `token`, and those listed before him: "la Chine et la Russie, alliées de X".
    pub(super) fn listed(&self, token: usize, actor: ActorId) -> Vec<ActorId> {
        let tokens = &self.reading.analysis.tokens;
        // The first token of the phrase of `who` that holds `at`.
        let begin = |mut at: usize, who: ActorId| {
            while at > 0
                && (self.stands(at - 1) == Some(who) || matches!(tokens[at - 1].upos, Upos::Det | Upos::Adj))
            {
                at -= 1;
            }
            at
        };
        // "les deux hommes".
        let party = self.parties.cast.party(self.reading.analysis, token);
        let mut all = if party.len() > 1
            && party.contains(&actor)
            && tokens[token].feats.number == Some(Number::Plur)
        {
            return party;
        } else {
            vec![actor]
        };
        // "de la Chine et de la Russie, alliées de X".
        let led = |at: usize| {
            let again = at > 1 && tokens[at - 1].upos == Upos::Adp && tokens[at - 2].upos == Upos::Cconj;
            if again { at - 1 } else { at }
        };
        let mut at = led(begin(token, actor));
        // "la Chine et la Ligue de Harl (LDH), alliées de X".
        if at > 1 && tokens[at - 1].form == "(" && self.stands(at - 2) == Some(actor) {
            at = led(begin(at - 2, actor));
        }
        if at == 0 || tokens[at - 1].upos != Upos::Cconj {
            return all;
        }
        while at > 1 && (tokens[at - 1].upos == Upos::Cconj || tokens[at - 1].form == ",") {
            // "le Front (FUB) et la Ligue"
            let before = if tokens[at - 2].form == ")" { self.end_before(at - 1) } else { Some(at - 2) };
            let Some((before, other)) = before.and_then(|t| Some((t, self.stands(t)?))) else { break };
            if !all.contains(&other) {
                all.insert(0, other);
            }
            at = begin(before, other);
        }
        all
    }
}
