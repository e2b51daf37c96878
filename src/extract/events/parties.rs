//! From words to actors: who a phrase means, and which role each actor plays.

use crate::dispatch::{ActorId, ActorKind, MentionForm, Quote, Span};
use crate::extract::Reading;
use crate::extract::cast::{Cast, conjuncts};
use crate::language::{Deprel, Number, Upos, VerbForm};
use crate::lexicon::triggers::{Filler, Frame, Role, Syntax, Triggers};

use super::clause::{Argument, Clauses, Slot};

/// The actors of one text.
#[derive(Clone, Copy)]
pub struct Parties<'a> {
    /// What is read.
    pub reading: &'a Reading<'a>,
    /// Who there is.
    pub cast: &'a Cast,
    /// Who speaks where.
    pub quotes: &'a [Quote],
    /// Whether a phrase means only whom it names or counts, not whose its head is: "la base russe" is not Russia.
    pub strict: bool,
}

/// The set of the trigger lexicon that holds towns, positions and other ground.
const TOWN: &str = "town";
/// The set of the trigger lexicon that holds what attacks are made with.
const WEAPON: &str = "weapon";
/// The sets of what stands for whoever holds or fires it.
const HELD: [&str; 4] = [TOWN, WEAPON, "target", "post"];
/// The set of the trigger lexicon that holds verbs of giving shelter: who is in a place is hit with it.
const HOUSES: &str = "houses";
/// How deep a phrase is searched for an actor: "une série de frappes de l'armée de Y".
const DEPTH: usize = 3;
/// How many sentences at its beginning tell whose statement a text is.
const OPENING: usize = 4;
/// How many words may stand between an actor and the relative pronoun that means it.
const RIGHT_BEFORE: usize = 5;
/// How many words a list of parties may have.
const LIST: usize = 40;
/// How many quotations back the one that holds a word may begin.
const NESTING: usize = 8;

impl Parties<'_> {
    /// Whom the phrase headed by `token` means. Where the head itself names nobody, what belongs to somebody stands for
    /// its owner: "des drones de l'armée", "Huthi positions".
    #[must_use]
    pub fn of(&self, token: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let many = analysis.tokens[token].upos == Upos::Adv;
        let mut found = self.search(self.counted(token).filter(|_| many).unwrap_or(token), DEPTH);
        // "X's policies and Y's decision".
        if !found.is_empty() && self.cast.at(token).is_none() {
            let owned = conjuncts(analysis, token).filter(|&c| c != token && self.cast.at(c).is_none());
            for conjunct in owned.collect::<Vec<_>>() {
                push(&mut found, self.search(conjunct, 1));
            }
        }
        found
    }

    /// Whom the phrase headed by `token` means where it can only mean somebody: the name of a country is that state even where
    /// it looks like a place ("liée aux Etats-Unis").
    #[must_use]
    pub fn of_or_seat(&self, token: usize) -> Vec<ActorId> {
        let mut found = Vec::new();
        for head in conjuncts(self.reading.analysis, token) {
            if self.cast.at(head).is_none() {
                push(&mut found, self.cast.seat(head).into_iter().collect());
            }
        }
        if found.is_empty() {
            return self.of(token);
        }
        let mut all = self.coordinated(token);
        push(&mut all, found);
        all
    }

    /// Whether a word of relation asks for that preposition, so that even a capital behind it is a party: "depends on X".
    fn asks(&self, preposition: &str) -> bool {
        self.reading.words.relations.marks.asking.contains(preposition)
    }

    /// Whom the phrase headed by `token` itself names, describes or stands for.
    fn own(&self, token: usize) -> Vec<ActorId> {
        let counted = self.counted(token).unwrap_or(token);
        self.members(counted).unwrap_or_else(|| self.coordinated(counted))
    }

    /// Whether the phrase headed by `token` only means somebody by what is theirs and no weapon.
    fn owned(&self, token: usize) -> bool {
        let triggers = &self.reading.words.triggers;
        let counted = self.counted(token).unwrap_or(token);
        self.own(token).is_empty() && !triggers.in_set(WEAPON, &self.reading.analysis.tokens[counted].lemma)
    }

    /// Whether the word at `token` names a state by its capital, so that it may as well be the town.
    #[must_use]
    pub fn metonym(&self, token: usize) -> bool {
        let span = self.reading.analysis.tokens[token].span;
        self.cast.at(token).is_some_and(|actor| {
            let mentions = &self.cast.get(actor).mentions;
            mentions.iter().any(|m| m.form == MentionForm::Metonym && m.span.contains(span))
        })
    }

    fn search(&self, token: usize, depth: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let party = self.members(token).unwrap_or_else(|| self.coordinated(token));
        // "X, un groupe soutenu par Y": what describes an actor is that actor.
        let described =
            analysis.tokens[token].head.filter(|_| analysis.tokens[token].deprel.base() == Deprel::Appos);
        if let Some(actor) = described.and_then(|h| self.cast.at(h))
            && party.iter().all(|&p| self.unnamed(p))
            && (party.is_empty() || !self.unnamed(actor))
        {
            return vec![actor];
        }
        if !party.is_empty() || depth == 0 {
            return party;
        }
        if let Some(state) = self.homeland(token).or_else(|| self.opening_seat(token)) {
            return vec![state];
        }
        let head = &analysis.tokens[token];
        if head.upos == Upos::Pron && head.feats.person == Some(1) {
            let speaker = match self.quote(head.span) {
                Some(quote) => quote.speaker,
                None => self.narrator(token),
            };
            return speaker.into_iter().collect();
        }
        if !matches!(
            head.upos,
            Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron | Upos::Adj | Upos::Sym | Upos::X
        ) {
            return Vec::new();
        }
        let triggers = &self.reading.words.triggers;
        // "backs X's right to defend itself": whoever supports a thing of somebody's need not support him.
        if self.strict && head.upos == Upos::Noun && depth == DEPTH {
            return Vec::new();
        }
        let thing = !self.strict && HELD.iter().any(|set| triggers.in_set(set, &head.lemma));
        // A complement says more exactly who is meant than an adjective: "la branche syrienne de X" is X's.
        let adjective = |&child: &usize| analysis.tokens[child].deprel.base() == Deprel::Amod;
        let (adjectives, complements): (Vec<usize>, Vec<usize>) =
            analysis.children(token).partition(adjective);
        for child in complements.into_iter().chain(adjectives) {
            let owner = match analysis.tokens[child].deprel.base() {
                Deprel::Nmod | Deprel::Obl => {
                    let of = &self.reading.words.triggers.syntax.of;
                    let case = analysis.dependent(child, Deprel::Case);
                    analysis.tokens[child].deprel == Deprel::NmodPoss
                        || case.is_none_or(|c| of.contains(&analysis.tokens[c].lemma))
                }
                Deprel::Amod | Deprel::Compound => !self.strict,
                Deprel::Flat | Deprel::Appos | Deprel::Nummod => true,
                Deprel::Det => analysis.tokens[child].feats.possessive,
                _ => false,
            };
            if owner {
                let found = match self.nation(child) {
                    Some(state) => vec![state],
                    // "leurs positions": whoever holds them.
                    None if thing && !self.cast.owners(child).is_empty() => self.cast.owners(child).to_vec(),
                    None => self.search(child, depth - 1),
                };
                if !found.is_empty() {
                    return found;
                }
            }
        }
        // "a missile fired by X", "a checkpoint held by X".
        let holder = analysis.dependents(token, Deprel::Acl).filter(|_| thing).find_map(|participle| {
            if participle.checked_sub(1).is_none_or(|before| analysis.tokens[before].form == ",") {
                return None;
            }
            let by = &triggers.syntax.by;
            analysis.dependents(participle, Deprel::Obl).find(|&o| {
                analysis.dependent(o, Deprel::Case).is_some_and(|c| by.contains(&analysis.tokens[c].lemma))
            })
        });
        // "a base that houses American troops".
        let housed = || {
            let houses = |&clause: &usize| triggers.in_set(HOUSES, &analysis.tokens[clause].lemma);
            let clause = analysis.dependents(token, Deprel::Acl).filter(|_| thing).find(houses)?;
            analysis.dependent(clause, Deprel::Obj)
        };
        holder.or_else(housed).map(|owner| self.coordinated(owner)).unwrap_or_default()
    }

    /// Who says "I" at `token` outside any quotation, in a statement that is printed whole: whom the last sentence that ends with a
    /// colon is about, else the person named at its beginning, else who acts there ("The state condemns ... We also call for").
    fn narrator(&self, token: usize) -> Option<ActorId> {
        let analysis = self.reading.analysis;
        let sentences = &analysis.sentences;
        let here = analysis.sentence_of(token);
        let is = |fits: fn(ActorKind) -> bool| move |&a: &ActorId| fits(self.cast.get(a).kind);
        let subjects = |sentence: usize| {
            let range = sentences.get(sentence).cloned().unwrap_or_default();
            range
                .filter(|&t| analysis.tokens[t].deprel.base() == Deprel::Nsubj)
                .filter_map(|t| self.cast.party(analysis, t).first().copied())
        };
        let person = is(|kind| kind == ActorKind::Person);
        let introduced = (0..here).rev().find_map(|s| {
            let last = sentences.get(s)?.end.checked_sub(1)?;
            (analysis.tokens[last].form == ":").then(|| subjects(s).find(&person)).flatten()
        });
        let opening = here.min(OPENING);
        let named = || {
            let end = sentences.get(opening)?.start;
            let persons = || (0..end).filter_map(|t| self.cast.at(t)).filter(&person);
            persons().find(|&a| !self.unnamed(a)).or_else(|| persons().next())
        };
        let acts = is(|kind| {
            matches!(
                kind,
                ActorKind::State
                    | ActorKind::Government
                    | ActorKind::International
                    | ActorKind::Organisation
                    | ActorKind::Military
            )
        });
        introduced.or_else(named).or_else(|| (0..opening).find_map(|s| subjects(s).find(&acts)))
    }

    /// The state that the word of nationality at `token` tells ("israélienne"), a prefix of a relation aside ("pro-Iranian").
    #[must_use]
    pub fn nation(&self, token: usize) -> Option<ActorId> {
        self.cast.nation(token).or_else(|| {
            let (_, adjective) = self.reading.words.relations.prefixed(self.reading.lower(token))?;
            self.cast.state(self.reading.lexicon.gazetteer.country_by_adjective(adjective)?)
        })
    }

    /// The states of that word and of those coordinated with it: "israéliens et américains".
    fn nations(&self, token: usize) -> Vec<ActorId> {
        let words = self.reading.analysis.coordinated(token);
        words.into_iter().filter_map(|t| self.nation(t)).collect()
    }

    /// Gives the verb at `verb` its subject and its object where the clause of its relative pronoun hangs on a word too far away: who
    /// stands right before the pronoun is meant ("a rompu les pourparlers avec X, qu'il accuse").
    pub fn mend_relative(&self, verb: usize, clauses: &Clauses<'_>, arguments: &mut Vec<Argument>) {
        let analysis = self.reading.analysis;
        let subject = analysis.dependent(verb, Deprel::Nsubj);
        for (slot, pronoun) in [
            (Slot::Subject, subject.filter(|&s| clauses.relative(s))),
            (Slot::Object, subject.and_then(|s| self.fronted(verb, s))),
        ] {
            let found = arguments.iter().position(|a| a.slot == slot);
            let open = found.map_or(slot == Slot::Object, |i| self.of(arguments[i].token).is_empty());
            let Some(token) = pronoun.filter(|_| open).and_then(|p| self.right_before(p)) else { continue };
            match found {
                Some(i) => arguments[i].token = token,
                None => arguments.push(Argument { slot, token }),
            }
        }
    }

    /// The word behind a comma and before the subject of `verb` that stands for its object, whatever the parser took it for.
    fn fronted(&self, verb: usize, subject: usize) -> Option<usize> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        analysis.children(verb).find(|&c| {
            let may = matches!(tokens[c].deprel.base(), Deprel::Obj | Deprel::Mark);
            let behind = c.checked_sub(1).is_some_and(|b| tokens[b].form == ",");
            may && behind && c < subject && subject < verb && tokens[c].upos == Upos::Pron
        })
    }

    /// The actor that stands right before the word at `token`, a few words of its own description aside.
    fn right_before(&self, token: usize) -> Option<usize> {
        let analysis = self.reading.analysis;
        let start = analysis.sentences.get(analysis.sentence_of(token))?.start;
        (start.max(token.saturating_sub(RIGHT_BEFORE))..token)
            .rev()
            .take_while(|&t| !matches!(analysis.tokens[t].upos, Upos::Verb | Upos::Sconj))
            .find(|&t| self.cast.at(t).is_some())
    }

    /// "À Rome, on condamne": the state whose seat opens the sentence of the impersonal subject at `token`.
    fn opening_seat(&self, token: usize) -> Option<ActorId> {
        let analysis = self.reading.analysis;
        let grammar = &self.reading.words.nominals.grammar;
        if !grammar.impersonal.contains(self.reading.lower(token)) {
            return None;
        }
        let start = analysis.sentences.get(analysis.sentence_of(token))?.start;
        let mut phrase = (start + 1..token).take_while(|&t| analysis.tokens[t].form != ",");
        let opens = grammar.recipient.contains(self.reading.lower(start));
        phrase.find_map(|t| self.cast.at_or_seat(t)).filter(|_| opens)
    }

    /// The state of whoever speaks of "his country" at `token`.
    fn homeland(&self, token: usize) -> Option<ActorId> {
        let analysis = self.reading.analysis;
        let homeland = &self.reading.words.triggers.syntax.homeland;
        if !homeland.contains(&analysis.tokens[token].lemma) {
            return None;
        }
        // "l'Etat turc": the state that its adjective tells.
        let told = analysis.dependents(token, Deprel::Amod).find_map(|c| self.nation(c));
        if told.is_some() {
            return told;
        }
        let owner = analysis.children(token).find(|&c| {
            analysis.tokens[c].feats.possessive || analysis.tokens[c].deprel == Deprel::NmodPoss
        })?;
        let who = self.cast.at(owner).or_else(|| {
            let verb = analysis.ancestors(token).find(|&t| analysis.tokens[t].upos == Upos::Verb)?;
            self.cast.at(analysis.dependent(verb, Deprel::Nsubj)?)
        })?;
        self.cast.state(self.cast.get(who).country?)
    }

    /// Who stands at `token` and at all that is coordinated with it, each by its head or by the name that follows it ("M. X").
    fn coordinated(&self, token: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let mut found = Vec::new();
        let mut heads: Vec<usize> = conjuncts(analysis, token).collect();
        if !self.strict && !self.cast.party(analysis, token).is_empty() {
            heads.extend(self.listed(token).into_iter().filter(|t| !heads.contains(t)).collect::<Vec<_>>());
        }
        for head in heads {
            let mut here = self.cast.party(analysis, head);
            if self.cast.at(head).is_none() {
                let name = analysis.children(head).find(|&c| {
                    let relation = analysis.tokens[c].deprel.base();
                    let unled = relation == Deprel::Nmod && analysis.dependent(c, Deprel::Case).is_none();
                    (unled || matches!(relation, Deprel::Flat | Deprel::Appos)) && self.cast.at(c).is_some()
                });
                here.splice(0..0, name.and_then(|c| self.cast.at(c)));
            }
            if let Some(force) = self.force(head, &here) {
                here = vec![force];
            }
            let examples = if self.strict { Vec::new() } else { self.examples(head, &here) };
            if !examples.is_empty() {
                here = examples;
            }
            push(&mut found, here);
        }
        found
    }

    /// The further ones of a list with commas that begins with the phrase headed by `token`, of which parsers make appositions: "contre
    /// A, son allié B et deux C". A list ends with "and", and is not who does what the next verb says.
    fn listed(&self, token: usize) -> Vec<usize> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let end = analysis.sentences.get(analysis.sentence_of(token)).map_or(0, |s| s.end).min(token + LIST);
        let nominal = |t: usize| {
            let word = &tokens[t];
            matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::X)
                || word.feats.possessive
        };
        let inside = |t: usize| nominal(t) || tokens[t].upos == Upos::Adp;
        let mut found = Vec::new();
        let mut at = (token + 1..end).find(|&t| !inside(t)).unwrap_or(end);
        let mut commas = 0;
        while at + 1 < end && nominal(at + 1) {
            let last = tokens[at].upos == Upos::Cconj;
            if !last && tokens[at].form != "," {
                return Vec::new();
            }
            commas += usize::from(!last);
            let next = (at + 1..end).find(|&t| !inside(t)).unwrap_or(end);
            let head = (at + 1..next).find(|&t| matches!(tokens[t].upos, Upos::Noun | Upos::Propn));
            // "X, the main power and source of aid", "X, principal soutien de Y et de Z": a noun in the singular without article only
            // describes.
            let article = |t: usize| {
                matches!(tokens[t].upos, Upos::Det | Upos::Num | Upos::Propn) || tokens[t].feats.possessive
            };
            let bare = |t: usize| {
                tokens[t].upos == Upos::Noun
                    && tokens[t].feats.number == Some(Number::Sing)
                    && !(at + 1..t).any(article)
            };
            if commas == 1 && !last && head.is_some_and(bare) {
                return Vec::new();
            }
            found.extend(head.filter(|&t| !bare(t)));
            at = next;
            if last {
                let finite = tokens.get(at).is_some_and(|t| t.feats.verb_form == Some(VerbForm::Fin));
                let acts = finite && tokens[token].head.is_none_or(|head| head < at);
                return if commas == 0 || acts { Vec::new() } else { found };
            }
        }
        Vec::new()
    }

    /// Where the words end that stand at `at`, before `end`, between several and those of them who are named: "such as", "dont".
    #[must_use]
    pub fn behind_examples(&self, at: usize, end: usize) -> Option<usize> {
        self.reading.words.triggers.syntax.examples.iter().find_map(|phrase| {
            let mut behind = at;
            let same = phrase.split(' ').all(|word| {
                behind += 1;
                self.reading.lower(behind - 1) == word
            });
            (same && behind < end).then_some(behind)
        })
    }

    /// The named ones that stand for the several at `head`, who are `here`: "militias like X", "friends, among them X and Y".
    #[must_use]
    pub fn examples(&self, head: usize, here: &[ActorId]) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let plural = tokens[head].feats.number == Some(Number::Plur);
        if !plural || !here.iter().all(|&a| self.unnamed(a)) {
            return Vec::new();
        }
        let end = analysis.sentences.get(analysis.sentence_of(head)).map_or(0, |s| s.end).min(head + LIST);
        let like = &self.reading.words.triggers.syntax.like;
        let opens = |t: usize| {
            let first = self.behind_examples(t, end)?;
            // "The rebels, like X, reject": set off, it only compares. "les rebelles dont X soutient": a relative pronoun.
            let compares = tokens[t - 1].form == "," && like.contains(&tokens[t].lemma);
            let noun = (first..end).find(|&n| matches!(tokens[n].upos, Upos::Propn | Upos::Noun))?;
            let next = analysis.subtree(noun).1.max(noun + 1);
            let clause = tokens[t].upos == Upos::Pron
                && tokens.get(next).is_some_and(|n| matches!(n.upos, Upos::Verb | Upos::Aux | Upos::Pron));
            (!compares && !clause).then_some(first)
        };
        let stops = |t: usize| matches!(tokens[t].form.as_str(), "." | ";" | ":");
        let Some(first) = (head + 1..end).take_while(|&t| !stops(t)).find_map(opens) else {
            return Vec::new();
        };
        // What describes the several stands between, not another noun of which they may be examples.
        let below = |t: usize| analysis.ancestors(t).any(|a| a == head);
        let other = |t: usize| match tokens[t].upos {
            Upos::Noun => self.cast.at(t).is_some_and(|a| !here.contains(&a)),
            // "The rebels struck several towns, notably X": another verb than one that describes them.
            Upos::Verb | Upos::Aux => !below(t),
            _ => false,
        };
        if (head + 1..first).any(other) {
            return Vec::new();
        }
        let listed = |&t: &usize| {
            matches!(
                tokens[t].upos,
                Upos::Propn | Upos::Noun | Upos::Det | Upos::Adj | Upos::Cconj | Upos::Adp
            ) || tokens[t].form == ","
        };
        let mut found = Vec::new();
        for actor in (first..end).take_while(listed).filter_map(|t| self.cast.at_or_seat(t)) {
            if !self.unnamed(actor) {
                push(&mut found, vec![actor]);
            }
        }
        found
    }

    /// The named force that the fighters at `head`, who are `here`, are of: "gunmen from X" are X.
    fn force(&self, head: usize, here: &[ActorId]) -> Option<ActorId> {
        let &[fighters] = here else { return None };
        if !self.is_any(fighters, &[Filler::Armed]) || !self.unnamed(fighters) {
            return None;
        }
        let analysis = self.reading.analysis;
        // "une faction de X", "une milice rivale de X": others than X.
        let grammar = &self.reading.words.nominals.grammar;
        let lemma = |t: usize| analysis.tokens[t].lemma.as_str();
        let part = grammar.wings.contains(lemma(head)) || grammar.camps.contains(lemma(head));
        let related = |t: usize| !self.reading.words.relations.holders(lemma(t)).is_empty();
        if part || analysis.dependents(head, Deprel::Amod).any(related) {
            return None;
        }
        let ranks = &self.reading.words.triggers.syntax.ranks;
        analysis.dependents(head, Deprel::Nmod).find_map(|c| {
            let case = analysis.dependent(c, Deprel::Case)?;
            let force = self.cast.at(c).filter(|_| ranks.contains(&analysis.tokens[case].lemma))?;
            (self.is_any(force, &[Filler::Armed]) && !self.unnamed(force)).then_some(force)
        })
    }

    /// The several actors that an apposition spells out: "les deux ministres, A et B".
    fn members(&self, token: usize) -> Option<Vec<ActorId>> {
        let analysis = self.reading.analysis;
        let apposition = analysis.dependent(token, Deprel::Appos)?;
        if analysis.tokens[token].feats.number != Some(Number::Plur) {
            return None;
        }
        let named = self.cast.party(analysis, apposition);
        (named.len() > 1).then_some(named)
    }

    /// Whether the text only describes the actor and never names it.
    #[must_use]
    pub fn unnamed(&self, actor: ActorId) -> bool {
        self.cast.get(actor).mentions.iter().all(|m| m.form == MentionForm::Nominal)
    }

    /// The innermost quotation that holds `span`.
    #[must_use]
    pub fn quote(&self, span: Span) -> Option<&Quote> {
        let after = self.quotes.partition_point(|q| q.span.start <= span.start);
        let around = self.quotes.get(after.saturating_sub(NESTING)..after)?;
        around.iter().filter(|q| q.span.contains(span)).min_by_key(|q| q.span.len())
    }

    /// Whether the phrase headed by `token` is what `filler` asks for.
    #[must_use]
    pub fn fits(&self, argument: &Argument, filler: &Filler, triggers: &Triggers, marks: &Marks) -> bool {
        let analysis = self.reading.analysis;
        // A town that somebody holds is not who holds it.
        let town = |token: usize| {
            marks.places.get(token).copied().flatten().is_some()
                || triggers.in_set(TOWN, &analysis.tokens[token].lemma)
        };
        let object = matches!(argument.slot, Slot::Object | Slot::Dative);
        // Nor are somebody's findings a person who may be freed or arrested.
        let human = matches!(filler, Filler::People | Filler::Person);
        let parties = |token| if object && (human || town(token)) { self.own(token) } else { self.of(token) };
        analysis.coordinated(argument.token).into_iter().any(|token| match filler {
            Filler::Actor
            | Filler::Armed
            | Filler::State
            | Filler::People
            | Filler::Person
            | Filler::Body => parties(token).iter().any(|&a| is(self.cast.get(a).kind, filler)),
            Filler::Place => marks.places.get(token).copied().flatten().is_some(),
            Filler::Event => marks.events.get(token).copied().unwrap_or(false),
            Filler::Set(name) => {
                self.counted(token).is_some_and(|t| triggers.in_set(name, &analysis.tokens[t].lemma))
            }
        })
    }

    /// "La police en a arrêté 26", "Neuf ont été arrêtés", "les a reçus": whether a number or a pronoun stands for people, whoever they are.
    #[must_use]
    pub fn stands_in(&self, token: usize) -> bool {
        let analysis = self.reading.analysis;
        let word = &analysis.tokens[token];
        match word.upos {
            Upos::Num => {
                matches!(word.deprel.base(), Deprel::Obj | Deprel::Nsubj)
                    && self.counted(token) == Some(token)
            }
            Upos::Pron => word.deprel == Deprel::Obj && word.feats.person.is_some(),
            _ => false,
        }
    }

    /// Whether `actor` is what one of `fillers` asks for; whoever it is, where there are none.
    #[must_use]
    pub fn is_any(&self, actor: ActorId, fillers: &[Filler]) -> bool {
        fillers.is_empty() || fillers.iter().any(|f| is(self.cast.get(actor).kind, f))
    }

    /// What a quantity counts ("des dizaines de villages", "14 of 17 towns", "plus de 1.200 mineurs"), else the word itself.
    fn counted(&self, token: usize) -> Option<usize> {
        let analysis = self.reading.analysis;
        let word = analysis.tokens.get(token)?;
        let of = |c: usize| {
            let case = analysis.dependent(c, Deprel::Case);
            case.is_some_and(|c| self.reading.words.triggers.syntax.of.contains(&analysis.tokens[c].lemma))
        };
        let counted = match word.upos {
            Upos::Adv => analysis.dependents(token, Deprel::Obl).find(|&c| c > token && of(c)),
            Upos::Num => analysis.dependent(token, Deprel::Nmod),
            _ => {
                let collective = self.reading.words.numbers.collectives.contains_key(word.form.as_str());
                analysis.dependent(token, Deprel::Nmod).filter(|_| collective)
            }
        };
        Some(counted.unwrap_or(token))
    }
}

impl Frame {
    /// What stands in `slot`.
    #[must_use]
    pub fn role(&self, slot: &Slot, syntax: &Syntax) -> Option<Role> {
        match slot {
            Slot::Subject => self.subject,
            Slot::Object => self.object,
            Slot::Dative => self.dative.or(self.object),
            Slot::Genitive => self.genitive,
            Slot::Possessive => self.possessive,
            Slot::Modifier => self.adjective,
            Slot::Preposition(p) => {
                let dative = || self.dative.filter(|_| syntax.dative.contains(p));
                self.prepositions.get(p).copied().or_else(dative)
            }
        }
    }
}

/// What is known of each token before arguments are looked for.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// The place that stands at a token.
    pub places: Vec<Option<crate::dispatch::PlaceId>>,
    /// Whether an event noun stands at a token.
    pub events: Vec<bool>,
}

/// Who acts and who gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// Who does it.
    pub agents: Vec<ActorId>,
    /// Who gets it.
    pub targets: Vec<ActorId>,
}

impl Roles {
    /// Gives each of `arguments` the role that `frame` has for its slot.
    pub fn fill(
        &mut self,
        arguments: &[Argument],
        frame: &Frame,
        parties: &Parties<'_>,
        clauses: &Clauses<'_>,
    ) {
        let mut open = Vec::new();
        for argument in arguments {
            let role = frame.role(&argument.slot, clauses.syntax);
            let Some(role) = role else { continue };
            // What a word asks for by a preposition is no place: "tirer vers Israël", "hostile à l'Iran"; but "son allié au Liban".
            let asked = match &argument.slot {
                Slot::Preposition(p) => {
                    clauses.syntax.dative.contains(p)
                        || (!parties.strict && role == Role::Target)
                        || !clauses.syntax.locative.contains(p)
                }
                Slot::Dative => true,
                _ => parties.strict,
            };
            let who = match &argument.slot {
                Slot::Modifier => match parties.nations(argument.token) {
                    states if states.is_empty() => {
                        parties.cast.party(parties.reading.analysis, argument.token)
                    }
                    states => states,
                },
                Slot::Preposition(p)
                    if parties.strict && parties.asks(p) || frame.capitals && role == Role::Target =>
                {
                    let found = parties.of_or_seat(argument.token);
                    let seat = parties.cast.at_or_seat(argument.token).into_iter();
                    if found.is_empty() { seat.collect() } else { found }
                }
                _ if asked => parties.of_or_seat(argument.token),
                _ => parties.of(argument.token),
            };
            match role {
                Role::Agent => push(&mut self.agents, who),
                Role::Target => push(&mut self.targets, who),
                Role::Met => {
                    let met = who.into_iter().filter(|&a| parties.cast.get(a).kind != ActorKind::State);
                    push(&mut self.agents, met.collect());
                }
                Role::Held => {
                    let armed = who.into_iter().filter(|&a| parties.is_any(a, &[Filler::Armed])).collect();
                    push(&mut self.targets, armed);
                }
                // "la destruction d'un drone malien": whose something is does not act by it, unless it is a weapon.
                Role::Either if parties.owned(argument.token) => push(&mut self.targets, who),
                Role::Either => open.push(who),
            }
        }
        for who in open {
            // "les tirs de X et de Y": those who stand together act together.
            let nobody = self.agents.is_empty();
            for actor in who {
                let acts = nobody && acts(parties.cast.get(actor).kind);
                push(if acts { &mut self.agents } else { &mut self.targets }, vec![actor]);
            }
        }
        let agents = &self.agents;
        self.targets.retain(|t| !agents.contains(t));
    }

    /// Whether nobody is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.agents.is_empty() && self.targets.is_empty()
    }
}

/// Whether an actor of that kind is what `filler` asks for.
fn is(kind: ActorKind, filler: &Filler) -> bool {
    match filler {
        Filler::Actor => true,
        Filler::Armed => matches!(kind, ActorKind::Military | ActorKind::ArmedGroup),
        Filler::State => {
            matches!(kind, ActorKind::State | ActorKind::Government | ActorKind::International)
        }
        Filler::People => matches!(kind, ActorKind::Person | ActorKind::Population),
        Filler::Person => kind == ActorKind::Person,
        Filler::Body => matches!(kind, ActorKind::International | ActorKind::Organisation),
        Filler::Place | Filler::Event | Filler::Set(_) => false,
    }
}

/// Whether an actor of that kind does rather than suffers what a bare complement leaves open.
fn acts(kind: ActorKind) -> bool {
    matches!(
        kind,
        ActorKind::Military
            | ActorKind::ArmedGroup
            | ActorKind::State
            | ActorKind::Government
            | ActorKind::International
    )
}

fn push(list: &mut Vec<ActorId>, actors: Vec<ActorId>) {
    for actor in actors {
        if !list.contains(&actor) {
            list.push(actor);
        }
    }
}
