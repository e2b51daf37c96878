//! From the words for who speaks to the actor.

use foldhash::{HashMap, HashSet};

use smol_str::SmolStr;

use super::direct::person_from;
use super::frames::{Form, Frame};
use super::syntax::Syntax;
use crate::dispatch::{Actor, ActorId, ActorKind, Mention, MentionForm, Why};
use crate::extract::Reading;
use crate::extract::cast::{Agreement, Cast, Member};
use crate::extract::sources::phrase;
use crate::language::{Deprel, EntityLabel, Number, PronType, Upos, VerbForm};
use crate::lexicon::Words;
use crate::lexicon::channels::Channels;
use crate::lexicon::cues::{Cues, Takes};
use crate::lexicon::nominals::{Grammar, Pronoun, PronounRole, Sense};
use crate::lexicon::numbers::Numbers;
use crate::lexicon::phrases::{Phrases, fold};
use crate::lexicon::roles::{Function, Honorific};

/// Looks up who speaks, remembering who spoke last.
pub(super) struct Speakers<'a> {
    syntax: Syntax<'a>,
    channels: &'a Channels,
    grammar: &'a Grammar,
    cues: &'a Cues,
    /// Nouns that describe actors.
    nouns: &'a Phrases<Sense>,
    /// Nouns for places, which do not speak.
    regions: &'a HashSet<SmolStr>,
    honorifics: &'a HashMap<SmolStr, Honorific>,
    functions: &'a Phrases<Function>,
    pronouns: &'a HashMap<SmolStr, Pronoun>,
    numbers: &'a Numbers,
    /// Who spoke last.
    pub last: Option<ActorId>,
    /// Who spoke, the last at the end.
    spoken: Vec<ActorId>,
    /// Whether that was in the paragraph that is read.
    pub fresh: bool,
    /// The cue of the last attribution.
    pub since: usize,
    /// The first token of the paragraph that is read.
    pub floor: usize,
    /// The first token of the paragraph before it.
    pub before: usize,
    /// The run around each token.
    holder: &'a [Option<usize>],
    /// Whose the channel named last is: "le communiqué ajoute".
    pub owner: Option<ActorId>,
}

/// What agrees with a group.
const SEVERAL: Pronoun =
    Pronoun { gender: None, number: Some(Number::Plur), role: PronounRole::Subject, animate: None };

/// How many speakers back a pronoun may refer.
const RECENT: usize = 4;

impl<'a> Speakers<'a> {
    pub fn new(reading: &Reading<'a>, holder: &'a [Option<usize>]) -> Self {
        let Words { channels, cues, nominals, numbers, roles, .. } = reading.words;
        Self {
            syntax: Syntax::new(reading),
            channels,
            grammar: &nominals.grammar,
            cues,
            nouns: &nominals.nouns,
            regions: &nominals.regions,
            honorifics: &roles.honorifics,
            functions: &roles.functions,
            pronouns: &nominals.pronouns,
            numbers,
            last: None,
            spoken: Vec::new(),
            fresh: false,
            since: 0,
            floor: 0,
            before: 0,
            holder,
            owner: None,
        }
    }

    /// Remembers who spoke.
    pub fn heard(&mut self, id: ActorId, cue: usize) {
        self.since = cue;
        self.last = Some(id);
        self.fresh = true;
        self.spoken.retain(|&known| known != id);
        self.spoken.push(id);
    }

    /// A new candidate for who speaks in `frame`, where the cast knows nobody: whoever says something is somebody.
    /// `quoted` says whether a quotation hangs on its cue.
    pub fn introduce(&self, cast: &mut Cast, frame: &Frame, quoted: bool) -> Option<ActorId> {
        let head = frame.subject.filter(|_| frame.inside.is_none())?;
        let token = self.syntax.token(head);
        // "one fan described it as": somebody of whom nobody spoke before.
        let new = self.is_new(head);
        let passive = frame.form == Form::Passive;
        let words = quoted && (new && frame.form == Form::Plain || passive) && frame.takes.has(Takes::PHRASE);
        let inverted = frame.form == Form::Inverted;
        let says = words || frame.takes.has(Takes::WORDS) && (frame.takes.has(Takes::TAIL) || inverted);
        let plain = passive || matches!(frame.form, Form::Plain | Form::Inverted | Form::Manner { .. });
        let person = self.channels.person(&token.lemma, |_| "").is_some();
        // Of nouns that mean nobody by themselves only one that is brought in or stands behind the verb may speak: "un affineur",
        // not "le mécanisme".
        let behind = inverted && head > frame.cue;
        let listed = self.nouns.get(&fold(&token.lemma)).is_some() || self.is_function(head);
        let somebody = person || new || passive || behind || listed;
        let fits = match token.upos {
            Upos::Propn => says && plain || matches!(frame.form, Form::Preposition { view: false, .. }),
            Upos::Noun => {
                says && somebody && (plain || frame.is_preposition() && person) && !self.is_channel(head)
            }
            // "un proche du général"
            Upos::Adj => says && plain && self.is_new(head),
            _ => false,
        };
        let general = self.nouns.get(&fold(&token.lemma)).filter(|sense| sense.kind.is_none()).map(|sense| {
            let kinds = [ActorKind::Government, ActorKind::Organisation];
            kinds.into_iter().find(|&kind| sense.refers.contains(kind))
        });
        // What can only refer back to somebody and does not is nobody: "each side".
        let thing = self.regions.contains(&token.lemma)
            || self.numbers.measures.contains(&token.lemma)
            || general.is_some_and(|kind| kind.is_none());
        if token.upos == Upos::Noun && thing {
            return None;
        }
        let known = match token.upos {
            Upos::Noun => self.described(cast, head),
            _ => namesake(cast, &token.form),
        };
        if let Some(id) = known.filter(|_| fits) {
            return Some(id);
        }
        let end = Some(frame.group.0).filter(|&cue| cue > head);
        fits.then(|| self.add(cast, head, end, general.flatten())).flatten()
    }

    /// Whoever does something at `head` right before a colon and marks, where no cue brings him in: un diplomate hausse
    /// les épaules : « ... ».
    pub fn bring_on(&self, cast: &mut Cast, head: usize) -> Option<ActorId> {
        let person = self.channels.person(&self.syntax.token(head).lemma, |_| "").is_some();
        let fits = cast.at(head).is_none() && self.is_new(head) && (person || self.is_function(head));
        fits.then(|| self.add(cast, head, None, None)).flatten()
    }

    /// A new candidate for the words around `head` that end before `end`: of kind `body` or, without, a person or several.
    fn add(
        &self,
        cast: &mut Cast,
        head: usize,
        end: Option<usize>,
        body: Option<ActorKind>,
    ) -> Option<ActorId> {
        let token = self.syntax.token(head);
        let mut span = phrase(self.syntax.analysis, head, end);
        let whole = span;
        // "one diplomat": the number of a single one is no more than an article.
        let first = self.syntax.analysis.tokens_in(span).start;
        if first < head
            && self.syntax.token(first).upos == Upos::Num
            && token.feats.number == Some(Number::Sing)
        {
            span.start = self.syntax.token(first + 1).span.start;
        }
        let name = span.of(self.syntax.text);
        if name.chars().count() < 3 {
            return None;
        }
        let person = self.channels.person(&token.lemma, |_| "").is_some();
        let plural = token.feats.number == Some(Number::Plur) && token.upos != Upos::Propn;
        let form = if token.upos == Upos::Propn { MentionForm::Name } else { MentionForm::Nominal };
        let id = cast.add(Member {
            actor: Actor {
                name: name.to_owned(),
                kind: match body {
                    Some(body) => body,
                    None if plural && !person => ActorKind::Population,
                    None => ActorKind::Person,
                },
                country: None,
                roles: Vec::new(),
                aliases: Vec::new(),
                mentions: vec![Mention { span: whole, form }],
                why: Why::new("actors/speaker", 0.5).with_cue(span),
            },
            kept: false,
            agreement: Agreement { gender: token.feats.gender, plural },
            titles: Vec::new(),
        });
        cast.mark(head, id);
        Some(id)
    }

    /// Whether the noun at `head` is the first mention of a person without a name.
    fn brings_in(&self, cast: &Cast, id: ActorId, head: usize) -> bool {
        let Actor { kind, mentions, .. } = cast.get(id);
        let span = self.syntax.token(head).span;
        let first = mentions.iter().all(|m| m.span.end >= span.start);
        *kind == ActorKind::Person && first && mentions.iter().all(|m| m.form != MentionForm::Name)
    }

    /// The person who spoke last, where a definite description of somebody of whom nobody spoke before says no more than
    /// a noun or an age: le sexagénaire, the 52-year-old.
    fn described(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        let analysis = self.syntax.analysis;
        let more = [Deprel::Nmod, Deprel::Acl, Deprel::Appos, Deprel::Flat];
        let bare = more.iter().all(|&relation| analysis.dependent(head, relation).is_none());
        let single = self.syntax.token(head).feats.number != Some(Number::Plur);
        let gender = self.syntax.token(head).feats.gender;
        let noun = Pronoun { gender, number: None, role: PronounRole::Subject, animate: Some(true) };
        // Within one sentence whoever speaks speaks of somebody else.
        let apart = analysis.sentence_of(self.since) != analysis.sentence_of(head);
        self.last.filter(|&id| apart && bare && single && self.is_definite(head) && cast.agrees(id, noun))
    }

    /// The actor whom the phrase headed by `head` means as a speaker.
    pub fn of(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        self.named(cast, head, 0)
    }

    /// The person or body that the noun `head` describes, where a relative clause with the cue of `frame` hangs on it: a
    /// member of the bar who shouted.
    pub fn above(&self, cast: &Cast, frame: &Frame, head: usize) -> Option<ActorId> {
        const STEPS: usize = 4;
        let near = frame.group.0.saturating_sub(2)..=frame.group.0;
        if head >= frame.group.0
            || frame.inside.is_some()
            || !near.into_iter().any(|t| self.syntax.is_relative(t))
        {
            return None;
        }
        let nouns = self.syntax.analysis.ancestors(head).take(STEPS);
        nouns.filter(|&t| t < head && self.syntax.is_nominal(t)).find_map(|t| cast.at(t))
    }

    fn named(&self, cast: &Cast, head: usize, depth: usize) -> Option<ActorId> {
        let analysis = self.syntax.analysis;
        let token = self.syntax.token(head);
        if self.is_other(head) {
            return self.other(cast).or_else(|| cast.at(head));
        }
        if let Some(id) = self.apposed(cast, head).filter(|_| depth == 0) {
            return Some(id);
        }
        if token.upos == Upos::Pron && analysis.dependent(head, Deprel::Nmod).is_none() {
            let other = !self.pronouns.contains_key(self.syntax.lower(head));
            let taken_up = || self.taken_up(cast, head).filter(|_| other && depth == 0);
            return self.pronoun(cast, head).or_else(taken_up);
        }
        if self.is_civility(head) && depth == 0 && head + 1 < self.syntax.len() {
            return cast.at(head).or_else(|| cast.at(head + 1));
        }
        let inner = |relation: Deprel| self.named_below(cast, head, relation, depth);
        let person = |id: &ActorId| cast.get(*id).kind == ActorKind::Person;
        // A name beside a title says who it is: le chef du parti, Paul Varenne.
        let name = || {
            let mut beside = analysis.children(head).filter(|&c| {
                c > head
                    && self.syntax.token(c).upos == Upos::Propn
                    && matches!(self.syntax.base(c), Deprel::Appos | Deprel::Flat)
            });
            beside.find_map(|c| cast.at(c)).filter(person)
        };
        if token.upos == Upos::Noun
            && let Some(id) = name().or_else(|| self.titled(cast, head))
            && self.inner_title(cast, head).is_none()
        {
            return Some(id);
        }
        if self.is_ordinal(head) {
            let group = self.last.filter(|&id| cast.agrees(id, SEVERAL));
            return group.or_else(|| cast.at(head)).or(self.last);
        }
        if self.is_channel(head) {
            return self.author(cast, head, depth);
        }
        // "un conseiller du président Varenne" is not Varenne.
        if let Some(name) = self.inner_title(cast, head).filter(|_| depth == 0)
            && (cast.at(head).is_none() || cast.at(head) == cast.at(name))
        {
            return None;
        }
        if let Some(id) = self.pair(cast, head) {
            return Some(id);
        }
        if let Some(&id) = cast.party(analysis, head).first() {
            let refers = self.fresh && depth == 0 && self.brings_in(cast, id, head);
            return self.described(cast, head).filter(|_| refers).or(Some(id));
        }
        if self.is_body(head) {
            // "the Maritime Trade Operations (MTO) agency": the name, whatever the tree makes of the brackets.
            let bracket = || {
                let close = head.checked_sub(1).filter(|&t| self.syntax.is(t, ")"))?;
                (close.saturating_sub(4)..close).rev().find(|&t| self.syntax.is(t, "("))?.checked_sub(1)
            };
            let named = inner(Deprel::Compound).or_else(|| inner(Deprel::Nmod));
            if let Some(id) = named.or_else(|| bracket().and_then(|t| cast.at(t))) {
                return Some(id);
            }
        }
        let partitive = matches!(token.upos, Upos::Num | Upos::Pron | Upos::Det) || self.counts(head);
        let own = inner(Deprel::Appos).or_else(|| inner(Deprel::Flat));
        let own = own.or_else(|| if partitive { inner(Deprel::Nmod) } else { None });
        own.or_else(|| self.taken_up(cast, head).filter(|_| depth == 0))
    }

    /// Whose the channel or speech act at `head` is: un communiqué de l'armée, a rebel statement.
    fn author(&self, cast: &Cast, head: usize, depth: usize) -> Option<ActorId> {
        let analysis = self.syntax.analysis;
        let inner = |relation: Deprel| self.named_below(cast, head, relation, depth);
        let maker = || {
            let makes = |verb: &usize| {
                let lemma = &self.syntax.token(*verb).lemma;
                let tells = self.channels.publishes(lemma) || self.cues.verb(lemma, |_| "").is_some();
                tells && !self.channels.views(lemma)
            };
            let made = analysis.dependents(head, Deprel::Acl).filter(makes).find_map(|verb| {
                analysis.exact(verb, Deprel::OblAgent).or_else(|| analysis.exact(verb, Deprel::ObjAgent))
            });
            made.and_then(|agent| self.named(cast, agent, depth + 1))
        };
        // "a letter to X": not whose it is, but who gets it.
        let received = |&noun: &usize| {
            let recipient = |c: usize| self.grammar.recipient.contains(self.syntax.lower(c));
            analysis.dependents(noun, Deprel::Case).any(recipient)
        };
        // "un communiqué de presse de X"
        let further = || {
            let nouns =
                analysis.dependents(head, Deprel::Nmod).filter(|n| cast.at(*n).is_none() && !received(n));
            let owners = nouns.flat_map(|n| analysis.dependents(n, Deprel::Nmod));
            owners.into_iter().filter(|_| depth < 2).find_map(|o| self.named(cast, o, depth + 2))
        };
        let of = || {
            let mut all = analysis.dependents(head, Deprel::Nmod).filter(|n| !received(n));
            all.find_map(|c| self.named(cast, c, depth + 1)).filter(|_| depth < 3)
        };
        let owner = maker().or_else(of).or_else(further).or_else(|| inner(Deprel::Appos));
        // "a rebel statement", "an army statement"
        let owner = owner.or_else(|| inner(Deprel::Compound));
        let pointing = analysis.dependents(head, Deprel::Det).any(|d| {
            let feats = self.syntax.token(d).feats;
            feats.definite == Some(true) || feats.possessive || feats.pron_type == Some(PronType::Dem)
        });
        let taken_up = || if pointing { self.owner.or(self.last) } else { None };
        // "son communiqué": that of whoever the possessive means.
        let theirs = || {
            let mut owners = analysis.dependents(head, Deprel::Det).map(|d| cast.owners(d));
            owners.find_map(|all| <[ActorId; 1]>::try_from(all).ok()).map(|[owner]| owner)
        };
        owner.or_else(|| cast.at(head)).or_else(theirs).or_else(taken_up)
    }

    /// Whoever is named by what depends on `head` in that relation.
    fn named_below(&self, cast: &Cast, head: usize, relation: Deprel, depth: usize) -> Option<ActorId> {
        let mut all = self.syntax.analysis.dependents(head, relation).filter(|_| depth < 3);
        all.find_map(|c| self.named(cast, c, depth + 1))
    }

    /// Whom a word that the cast does not know takes up: one of the group that spoke last ("one said"), or the person who
    /// did ("l'intéressé").
    fn taken_up(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        let token = self.syntax.token(head);
        let alone = self.syntax.analysis.dependent(head, Deprel::Nmod).is_none();
        match token.upos {
            Upos::Num | Upos::Pron | Upos::Det if alone => {
                let group = |id: &ActorId| cast.agrees(*id, SEVERAL);
                self.last.filter(group).or_else(|| self.subject_before(cast, head).filter(group))
            }
            Upos::Noun if self.fresh => self.described(cast, head),
            _ => None,
        }
    }

    /// Whom the last sentence of the narrator's before `head` is about, in the same paragraph.
    pub fn subject_before(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        let analysis = self.syntax.analysis;
        let main = |t: usize| self.syntax.token(t).head.is_some_and(|v| self.syntax.base(v) == Deprel::Root);
        let start = analysis.sentences[analysis.sentence_of(head)].start;
        let subject = |t: usize| self.syntax.base(t) == Deprel::Nsubj && main(t);
        let last = (self.floor..start).rev().find(|&t| subject(t))?;
        cast.party(analysis, last).first().copied()
    }

    /// The person whose name stands right before the cue, whatever the tree makes of the words before it.
    pub fn beside(&self, cast: &Cast, frame: &Frame) -> Option<ActorId> {
        let at = frame.group.0.checked_sub(1).filter(|_| frame.form == Form::Plain)?;
        // "One of the guards, who gave only his first name, Paul, said"
        if self.syntax.is_comma(at) {
            let name = self.syntax.person_to(at).filter(|&n| n > 0 && self.syntax.is_comma(n - 1))?;
            let behind = frame.subject.is_some_and(|s| s < name && !self.is_other_person(cast, s, name));
            return cast.at(name).filter(|&id| behind && cast.get(id).kind == ActorKind::Person);
        }
        let name = self.syntax.analysis.entity_at(at).filter(|e| e.label == EntityLabel::Person)?;
        // "A trader accused of arming the militias of former President X told": a name inside the phrase of another.
        let inner = frame.subject.is_some_and(|s| s < name.tokens.0 && self.is_new(s));
        if inner && self.syntax.has_case(name.tokens.0) {
            return None;
        }
        let before = name.tokens.0.checked_sub(1)?;
        // "un conseiller du président Varenne", "a spokesman for Prime Minister Parker": the title and the name are one man's.
        if frame.subject.is_some_and(|s| self.inner_title(cast, s) == Some(name.tokens.0)) {
            return None;
        }
        let titled = matches!(self.syntax.token(before).upos, Upos::Noun | Upos::Adj | Upos::Propn)
            && !self.is_civility(before);
        // "le gouvernement Varenne" is not Varenne.
        let body = cast.at(before).is_some_and(|id| cast.get(id).kind != ActorKind::Person);
        cast.at(at).filter(|&id| titled && !body && cast.get(id).kind == ActorKind::Person)
    }

    /// Whether the subject at `head` is a person with a name of its own, so that the one at `name` is another's.
    fn is_other_person(&self, cast: &Cast, head: usize, name: usize) -> bool {
        let own = self.named(cast, head, 0).filter(|&id| cast.at(name) != Some(id));
        own.is_some_and(|id| {
            let named = |m: &Mention| m.form == MentionForm::Name;
            cast.get(id).kind == ActorKind::Person && cast.get(id).mentions.iter().any(named)
        })
    }

    /// The body whose name stands between commas right before the cue, behind a description of it: the president's party,
    /// the MPP, deplored.
    pub fn renamed(&self, cast: &Cast, frame: &Frame) -> Option<ActorId> {
        const WORDS: usize = 10;
        let head = frame.subject.filter(|_| frame.form == Form::Plain)?;
        let named = |id: ActorId| cast.get(id).mentions.iter().any(|m| m.form == MentionForm::Name);
        let person = |id: ActorId| cast.get(id).kind == ActorKind::Person;
        let described = |id: ActorId| !named(id) && !person(id);
        let floor = frame.group.0.saturating_sub(WORDS);
        let close = frame.group.0.checked_sub(1).filter(|&t| self.syntax.is_comma(t))?;
        let open = (floor..close).rev().find(|&t| self.syntax.is_comma(t)).filter(|&t| head < t)?;
        let article = self.syntax.token(open + 1).upos == Upos::Det;
        let name = open + 1 + usize::from(article);
        let id = cast.at(name).filter(|&id| self.syntax.token(name).upos == Upos::Propn && named(id))?;
        (cast.at(head).is_some_and(described) && !person(id)).then_some(id)
    }

    /// The person whose name ends the phrase behind a title: le ministre de la Défense Paul Varenne.
    fn titled(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        if cast.at(head).is_some_and(|id| cast.get(id).kind != ActorKind::Person) {
            return None;
        }
        let end = self.syntax.len().min(head + 14);
        for at in head + 1..end {
            let token = self.syntax.token(at);
            let before = self.syntax.token(at - 1).upos;
            match token.upos {
                // A civility belongs to the name: "le conseiller de M. Varenne" is not Varenne.
                Upos::Propn if self.is_civility(at - 1) => return None,
                Upos::Propn if matches!(before, Upos::Noun | Upos::Adj) => {
                    let id = cast.at(at).filter(|&id| cast.get(id).kind == ActorKind::Person);
                    if id.is_some() || at == head + 1 {
                        return id;
                    }
                }
                Upos::Noun | Upos::Adj | Upos::Adp | Upos::Det | Upos::Propn => {}
                _ => return None,
            }
        }
        None
    }

    /// The person whose name stands behind the comma that ends the phrase of a person at `head`, whatever the tree makes
    /// of it: un porte-parole du mouvement, Awa Keïta; one of them, the tailor Awa Keïta.
    fn apposed(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        const WORDS: usize = 14;
        const TITLE: usize = 4;
        let analysis = self.syntax.analysis;
        let counted = matches!(self.syntax.token(head).upos, Upos::Num | Upos::Pron | Upos::Det)
            && analysis.dependent(head, Deprel::Nmod).is_some();
        let unnamed = |id: ActorId| cast.get(id).mentions.iter().all(|m| m.form != MentionForm::Name);
        // "un conseiller du président Varenne, Awa Keïta": the first name is another's.
        let known = cast.at(head).filter(|_| !counted && self.inner_title(cast, head).is_none());
        let somebody = || self.syntax.token(head).upos == Upos::Noun && self.is_new(head);
        if !(counted || self.is_function(head) || somebody()) || known.is_some_and(|id| !unnamed(id)) {
            return None;
        }
        let end = analysis.sentences[analysis.sentence_of(head)].end;
        let part = |t: usize| {
            let token = self.syntax.token(t);
            matches!(
                token.upos,
                Upos::Noun
                    | Upos::Propn
                    | Upos::Adj
                    | Upos::Adp
                    | Upos::Det
                    | Upos::Num
                    | Upos::Adv
                    | Upos::Part
            ) || token.upos == Upos::Pron && !self.syntax.is_relative(t)
                || token.upos == Upos::Verb && token.feats.verb_form == Some(VerbForm::Part)
        };
        let comma = (head + 1..end.min(head + WORDS)).find(|&t| !part(t))?;
        let (id, (start, after)) = person_from(analysis, cast, comma + 1)?;
        let title = |t: usize| {
            let token = self.syntax.token(t);
            matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det) || token.form == "."
        };
        let beside = self.syntax.is_comma(comma) && start <= comma + TITLE && (comma + 1..start).all(title);
        // "selon un juge, Awa Keïta, ..." may as well go on with another's name.
        let closed =
            after >= end || self.syntax.is_punct(after) && !(self.syntax.has_case(head) && after + 1 < end);
        (beside && closed).then_some(id)
    }

    /// Whether the noun, or the adjective that stands for one, names a person by what she does.
    fn is_function(&self, at: usize) -> bool {
        let token = self.syntax.token(at);
        let noun = token.upos == Upos::Noun
            || token.upos == Upos::Adj && self.syntax.analysis.dependent(at, Deprel::Det).is_some();
        noun && self.functions.get(&fold(&token.lemma)).is_some()
    }

    /// Whether a number or an indefinite article introduces somebody.
    fn is_new(&self, head: usize) -> bool {
        let analysis = self.syntax.analysis;
        let indefinite = |d: usize| self.syntax.token(d).feats.definite == Some(false);
        analysis.dependent(head, Deprel::Nummod).is_some()
            || analysis.dependents(head, Deprel::Det).any(indefinite)
    }

    /// The name that belongs to a second title inside the phrase of the person at `head`, or behind it: un conseiller du
    /// président Varenne; le secrétaire, frère du président Varenne.
    fn inner_title(&self, cast: &Cast, head: usize) -> Option<usize> {
        const WORDS: usize = 12;
        if !self.is_function(head) {
            return None;
        }
        let end = self.syntax.len().min(head + WORDS);
        // "Prime Minister Parker": a title may be written like a name.
        let title = |t: usize| self.functions.get(&fold(self.syntax.lower(t))).is_some();
        let name = (head + 1..end).find(|&t| self.syntax.token(t).upos == Upos::Propn && !title(t))?;
        let plain = |t: usize| {
            matches!(self.syntax.token(t).upos, Upos::Noun | Upos::Adj | Upos::Adp | Upos::Det) || title(t)
        };
        let comma = (head + 1..name).find(|&t| self.syntax.is_comma(t) && self.is_function(t + 1));
        let governed = (comma.unwrap_or(head) + 1..name).any(|t| self.syntax.token(t).upos == Upos::Adp);
        let titled = (self.is_function(name - 1) || title(name - 1))
            && (head + 1..name).all(|t| plain(t) || Some(t) == comma)
            && governed;
        let person = cast.at(name).is_some_and(|id| cast.get(id).kind == ActorKind::Person);
        (titled && name > head + 2 && person).then_some(name)
    }

    /// Whether the noun only says how many: une dizaine d'habitants.
    fn counts(&self, head: usize) -> bool {
        let token = self.syntax.token(head);
        let counts = |word: &str| {
            self.numbers.collectives.contains_key(word) || self.numbers.multipliers.contains_key(word)
        };
        token.upos == Upos::Noun && (counts(&token.lemma) || counts(self.syntax.lower(head)))
    }

    /// Whether the word is a civility before a name.
    fn is_civility(&self, at: usize) -> bool {
        self.honorifics.contains_key(self.syntax.lower(at))
    }

    /// "le second", "the latter": whoever was named, not this word.
    fn is_ordinal(&self, head: usize) -> bool {
        let word = self.syntax.lower(head);
        let grammar = self.grammar;
        grammar.latter.contains(word) || grammar.former.contains(word)
    }

    /// "l'autre", "the other": one more of those of whom one just spoke.
    fn is_other(&self, head: usize) -> bool {
        self.grammar.other.contains(self.syntax.lower(head)) && self.is_definite(head)
    }

    /// Whether a definite article stands before the noun.
    fn is_definite(&self, head: usize) -> bool {
        let mut determiners = self.syntax.analysis.dependents(head, Deprel::Det);
        determiners.any(|d| self.syntax.token(d).feats.definite == Some(true))
    }

    /// Who "the other" is: the group that spoke last, else whoever spoke before the one who did.
    fn other(&self, cast: &Cast) -> Option<ActorId> {
        let last = self.last?;
        let before = || self.spoken.iter().rev().copied().find(|&id| id != last);
        if cast.agrees(last, SEVERAL) { Some(last) } else { before() }
    }

    /// Whether the word only says what sort of body the name beside it is: the X agency.
    fn is_body(&self, head: usize) -> bool {
        self.channels.body(&self.syntax.token(head).lemma, |_| "").is_some()
    }

    /// A pronoun means who spoke last, unless the cast knows it to be of another sort.
    fn pronoun(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        let token = self.syntax.token(head);
        let known = cast.at(head);
        // A pronoun tied to a cue is who speaks, whatever the tree says.
        let empty = token.deprel.base() == Deprel::Expl && !token.form.starts_with('-');
        // "somebody had painted"
        let somebody = matches!(token.feats.pron_type, Some(PronType::Ind | PronType::Neg));
        let empty = empty || somebody && !self.pronouns.contains_key(self.syntax.lower(head));
        if token.feats.person.is_some_and(|p| p != 3) || empty && known.is_none() {
            return known;
        }
        let plural = token.feats.number == Some(Number::Plur);
        let person = |id: ActorId| cast.get(id).kind == ActorKind::Person;
        let pronoun = self.pronouns.get(self.syntax.lower(head)).copied().unwrap_or(Pronoun {
            gender: token.feats.gender,
            number: token.feats.number,
            role: PronounRole::Subject,
            animate: None,
        });
        let fits = |id: &ActorId| cast.agrees(*id, pronoun);
        let last = self.last.filter(fits);
        // "a-t-il ajouté" goes on with whoever spoke.
        if token.form.starts_with('-')
            && !plural
            && last.is_some()
            && !known
                .is_some_and(|id| self.is_named_since(cast, id, head) || self.is_here(cast, id, last, head))
        {
            return last;
        }
        match (last, known) {
            (Some(last), Some(known))
                if (person(last) || !person(known)) && !plural && !self.is_named_since(cast, known, head) =>
            {
                Some(last)
            }
            (_, Some(known)) => Some(known),
            (Some(last), None) => Some(last),
            (None, None) => self.spoken.iter().rev().take(RECENT).copied().find(fits),
        }
    }

    /// Whether the person `id` is mentioned in the paragraph before the pronoun at `head`, while `last`, who spoke before it, is none.
    fn is_here(&self, cast: &Cast, id: ActorId, last: Option<ActorId>, head: usize) -> bool {
        let person = |id: ActorId| cast.get(id).kind == ActorKind::Person;
        let here = self.syntax.token(self.floor).span.start..self.syntax.token(head).span.start;
        let body = last.is_some_and(|last| !person(last)) && !self.fresh;
        body && person(id) && cast.get(id).mentions.iter().any(|m| here.contains(&m.span.start))
    }

    /// Whether somebody became the subject of a sentence of the narrator's in the paragraph before the pronoun at `head`,
    /// where nobody has spoken in it yet or he was not named before.
    fn is_named_since(&self, cast: &Cast, id: ActorId, head: usize) -> bool {
        let named = cast.get(id).mentions.iter().any(|m| m.form == MentionForm::Name);
        // "The army hit back; it claims ...": in the same sentence it needs no name.
        let here = self.syntax.analysis.sentence_of(head);
        let near = |t: usize| named || self.syntax.analysis.sentence_of(t) == here;
        let noun = |t: usize| matches!(self.syntax.token(t).upos, Upos::Propn | Upos::Noun) && near(t);
        let main = |t: usize| self.syntax.token(t).head.is_some_and(|v| self.syntax.base(v) == Deprel::Root);
        let subject = |t: usize| self.syntax.base(t) == Deprel::Nsubj && noun(t) && main(t);
        // A paragraph that opens with the pronoun goes on with whom the one before was about.
        let told = |t: usize| self.syntax.base(t) == Deprel::Nsubj && self.holder[t].is_none() && main(t);
        let opens = !(self.floor..head).any(told);
        let since = self.since.max(if opens { self.before } else { self.floor });
        let start = self.syntax.token(since).span.start;
        let first = || cast.get(id).mentions.iter().all(|m| m.span.start > start);
        // "a carpet seller, Gholam, had closed": the name beside what he is.
        let beside =
            |t: usize| self.syntax.analysis.dependents(t, Deprel::Appos).any(|a| cast.at(a) == Some(id));
        (!self.fresh || first()) && (since..head).any(|t| subject(t) && (cast.at(t) == Some(id) || beside(t)))
    }

    /// "les deux hommes" means people named just before: the last of them.
    fn pair(&self, cast: &Cast, head: usize) -> Option<ActorId> {
        let analysis = self.syntax.analysis;
        let counted = analysis.dependent(head, Deprel::Nummod).is_some();
        let definite = self.is_definite(head);
        let bare = analysis.dependent(head, Deprel::Nmod).is_none()
            && analysis.dependent(head, Deprel::Amod).is_none();
        if !(counted && definite && bare) {
            return None;
        }
        let first = head.saturating_sub(80);
        (first..head).rev().find_map(|t| cast.at(t).filter(|&id| cast.get(id).kind == ActorKind::Person))
    }

    /// Whether the phrase names what is said rather than who says it: un communiqué de X, l'annonce de X.
    pub fn is_channel(&self, head: usize) -> bool {
        let token = self.syntax.token(head);
        if token.upos != Upos::Noun {
            return false;
        }
        self.channels.is_spoken(&token.lemma)
            || self.channels.noun(&token.lemma, |n| self.syntax.lower(head + 1 + n)).is_some()
    }
}

/// The only person of the cast whose name holds `word`.
fn namesake(cast: &Cast, word: &str) -> Option<ActorId> {
    let holds = |actor: &Actor| {
        actor.kind == ActorKind::Person && actor.name.split_whitespace().any(|part| part == word)
    };
    let mut found = cast.iter().filter(|(_, member)| holds(&member.actor)).map(|(id, _)| id);
    found.next().filter(|_| found.next().is_none())
}

/// Whether an actor of that kind can speak for itself where the syntax leaves it open.
pub(super) fn speaks(kind: ActorKind) -> bool {
    !matches!(kind, ActorKind::Population)
}
