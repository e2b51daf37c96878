//! What happened, is planned, threatened or denied.
//!
//! The trigger lexicon is laid over the tokens ([`spots`]); the parse says who stands in which slot of a trigger ([`clause`]) and
//! its frame who that makes agent and target ([`parties`]); [`modality`], [`dates`], `timing`, [`tolls`] and `losses` say the rest; what tells the
//! same happening again is merged ([`merging`]).

use foldhash::{HashMap, HashSet};

use smol_str::SmolStr;

use super::Reading;
use super::arguments::{Examples, Model};
use super::cast::Cast;
use crate::dispatch::{
    ActorId, ActorKind, Attribution, Category, Country, Event, EventDate, Extraction, Modality, PlaceId,
    QuoteKind, Span, Toll, Why,
};
use crate::language::{Deprel, Number, Tense, Upos, VerbForm};
use crate::lexicon::triggers::{Class, Filler, Role, Triggers};

mod aims;
pub mod clause;
pub mod dates;
mod losses;
pub mod merging;
pub mod modality;
pub mod parties;
mod review;
pub mod spots;
mod timing;
pub mod tolls;

use clause::{Argument, Clauses, Slot};
use parties::{Marks, Parties, Roles};
use spots::Spot;

/// How many words away an argument may stand that the parse does not give.
const REACH: usize = 16;

/// The set of the trigger lexicon that holds what kills without attacking.
const NATURE: &str = "nature";
/// The set that holds what is violent only where somebody fights.
const WEAK: &str = "weak";
/// The sets that hold what attacks are made with.
const WEAPON: &str = "weapon";
const TROOPS: &str = "troops";
/// The sets whose words, beside a noun that names no party, show that it tells something that happened.
const CONCRETE: [&str; 4] = ["target", "town", "crowd", "hostage"];

/// The set of what is somebody's seat of power.
const STRONGHOLD: &str = "stronghold";

/// CAMEO's code of a refusal.
const REFUSAL: &str = "120";

/// Adds the events to `items`, which already holds quotes, sources and places. Where `examples` are asked for, they get what the
/// trained model would have to decide on, and the parties stay those that the rules find.
pub fn find(reading: &Reading<'_>, cast: &mut Cast, items: &mut Extraction, examples: Option<&mut Examples>) {
    let reader = Reader::new(reading, cast, items);
    let mut drafts = reader.drafts();
    refused(&mut drafts);
    merging::cost(&mut drafts);
    let mut drafts = merging::merge(drafts);
    void(&mut drafts);
    reader.count(&mut drafts);
    // One who just dies was not attacked.
    drafts.retain(|d| {
        !(d.death && d.mentions.is_empty() && d.toll.is_none_or(|t| t.killed.is_none_or(|k| k.min <= 1)))
    });
    reader.recall(&mut drafts);
    reader.aim(&mut drafts);
    drafts.retain(|d| !(d.idle && d.mentions.is_empty()));
    match examples {
        Some(examples) => reader.examine(&drafts, examples),
        None => reader.review(&mut drafts, &Model::get().roles),
    }
    reader.meant_by(&mut drafts);
    reader.reply(&mut drafts);
    let victims = reader.counted(&mut drafts);
    reader.one(&mut drafts);
    for actor in victims {
        cast.keep(actor);
    }
    for mut draft in drafts {
        // Two tellings may name the same side once as agent and once as target; but those who accuse each other are both.
        if !draft.each_other {
            draft.targets.retain(|target| !draft.agents.contains(target));
        }
        for &actor in draft.agents.iter().chain(&draft.targets) {
            cast.keep(actor);
        }
        items.events.push(draft.into_event());
    }
    items.events.sort_by_key(|e| e.trigger);
}

/// An event in the making.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, any of which may hold")]
pub struct Draft {
    head: usize,
    lemma: SmolStr,
    noun: bool,
    definite: bool,
    headline: bool,
    outcome: bool,
    /// Whether it tells that somebody died, and not that somebody killed.
    death: bool,
    /// Whether it is what a participle behind a comma adds to its clause: "..., killing 12".
    trailing: bool,
    /// Whether it is told by a verb of which a person is the target.
    personal: bool,
    /// Whether it is violence that others only ask about, fear or prevent.
    idle: bool,
    /// Whether it is a riot or crackdown of which dead and wounded are told.
    bloody: bool,
    category: Category,
    mode: Option<SmolStr>,
    code: Option<SmolStr>,
    trigger: Span,
    mentions: Vec<Span>,
    /// The heads of all its tellings.
    heads: Vec<usize>,
    /// The heads of words that stand in a slot of the trigger.
    linked: Vec<usize>,
    /// The verb that the trigger depends on.
    governor: Option<usize>,
    /// The verb that the trigger is coordinated with, whose subject it shares.
    beside: Option<usize>,
    agents: Vec<ActorId>,
    targets: Vec<ActorId>,
    /// What its first agent is.
    acting: Option<ActorKind>,
    /// Whether the text only describes its agents: "des groupes armés" may be any.
    described: bool,
    /// Whether the text only counts or describes its targets: "neuf personnes".
    anonymous: bool,
    /// Whether its parties do it to each other.
    mutual: bool,
    /// Whether those who do it are those who suffer it: "X et Y s'accusent".
    each_other: bool,
    /// The countries that its agents are of.
    countries: Vec<Country>,
    place: Option<PlaceId>,
    date: Option<Span>,
    iso: Option<String>,
    modality: Modality,
    /// The number of victims that its own clause tells.
    victims: Option<u32>,
    toll: Option<Toll>,
    attribution: Option<Attribution>,
    /// How many sentences of headlines and body stand before its own.
    sentence: usize,
    sentence_span: Span,
    rule: &'static str,
    confidence: f32,
}

impl Draft {
    /// Whether a verb tells it.
    fn verbal(&self) -> bool {
        !self.noun
    }

    fn into_event(self) -> Event {
        Event {
            category: self.category,
            mode: self.mode.map(String::from),
            cameo: self.code.map(String::from),
            trigger: self.trigger,
            mentions: self.mentions,
            agents: self.agents,
            targets: self.targets,
            place: self.place,
            date: self.date.map(|span| EventDate { span, iso: self.iso }),
            modality: self.modality,
            toll: self.toll,
            attribution: self.attribution,
            sentence: self.sentence_span,
            why: Why::new(self.rule, self.confidence).with_cue(self.trigger),
        }
    }
}

/// Drops what somebody is told to refuse to do: "a refusé de reconnaître X".
fn refused(drafts: &mut Vec<Draft>) {
    let refusals: HashSet<usize> =
        drafts.iter().filter(|d| d.category == Category::Reject && d.verbal()).map(|d| d.head).collect();
    drafts.retain(|d| {
        let refused = d.verbal() && d.governor.is_some_and(|g| refusals.contains(&g));
        !(refused && d.modality == Modality::Hypothetical)
    });
}

/// Drops the agreements, talks and help that are told only as what another event rejects, breaks off or signs: "a rompu l'accord".
fn void(drafts: &mut Vec<Draft>) {
    let ended: HashSet<usize> = drafts
        .iter()
        .filter(|d| matches!(d.category, Category::Reject | Category::Sanction) && d.verbal())
        .flat_map(|d| d.linked.iter().copied())
        .collect();
    drafts.retain(|d| {
        !(d.noun
            && ended.contains(&d.head)
            && d.mentions.is_empty()
            && matches!(
                d.category,
                Category::Agree
                    | Category::Consult
                    | Category::Cooperate
                    | Category::Aid
                    | Category::Support
                    | Category::Request
                    | Category::Accuse
            ))
    });
    one_deal(drafts);
}

/// Makes what is signed and its signing one: "ont signé un accord" is told by the verb, "ont signé un cessez-le-feu" by the noun.
fn one_deal(drafts: &mut Vec<Draft>) {
    let deal =
        |d: &Draft| d.noun && matches!(d.category, Category::Agree | Category::Cooperate | Category::Retreat);
    let deals: Vec<usize> = (0..drafts.len()).filter(|&i| deal(&drafts[i])).collect();
    let mut told = HashSet::default();
    for noun in deals {
        let head = drafts[noun].head;
        let Some(verb) = drafts
            .iter()
            .position(|d| d.category == Category::Agree && d.verbal() && d.linked.contains(&head))
        else {
            continue;
        };
        if drafts[noun].category == Category::Retreat {
            if drafts[noun].agents.is_empty() {
                let parties = drafts[verb].agents.clone();
                drafts[noun].agents = parties;
            }
            told.insert(drafts[verb].head);
        } else if drafts[noun].mentions.is_empty() {
            told.insert(head);
        }
    }
    drafts.retain(|d| !told.contains(&d.head));
}

/// All that is known of one text while its events are read.
struct Reader<'a> {
    reading: &'a Reading<'a>,
    parties: Parties<'a>,
    triggers: &'a Triggers,
    spots: Vec<Spot>,
    /// How many sentences of headlines and body stand before each sentence.
    order: Vec<usize>,
    marks: Marks,
    object_control: Vec<bool>,
    /// Who speaks, by the token of the verb that introduces the words.
    cues: HashMap<usize, ActorId>,
    dates: Vec<dates::Mention>,
    tolls: Vec<tolls::Finding>,
    today: Option<jiff::civil::Date>,
    setting: Setting,
}

/// What a text as a whole is about, by how many of its words belong to it.
#[derive(Clone, Copy, Debug, Default)]
struct Setting {
    /// Games and matches.
    sport: bool,
    /// Disasters and accidents.
    nature: bool,
    /// Armies and armed groups.
    war: bool,
}

impl Setting {
    /// The set of the trigger lexicon that holds words of games, and how many words there may be for each of them.
    const SPORT: (&'static str, usize) = ("sport", 40);
    /// The same of disasters.
    const NATURE: (&'static str, usize) = (NATURE, 60);
    /// How many such words there must be at least.
    const LEAST: usize = 4;

    fn of(reading: &Reading<'_>, cast: &Cast) -> Self {
        let tokens = &reading.analysis.tokens;
        let about = |(set, each): (&str, usize)| {
            let triggers = &reading.words.triggers;
            let told = tokens.iter().filter(|t| triggers.in_set(set, &t.lemma)).count();
            told >= Self::LEAST && told * each >= tokens.len()
        };
        let war = cast.iter().any(|(_, member)| {
            member.kept && matches!(member.actor.kind, ActorKind::Military | ActorKind::ArmedGroup)
        });
        Self { sport: about(Self::SPORT), nature: about(Self::NATURE), war }
    }
}

impl<'a> Reader<'a> {
    fn new(reading: &'a Reading<'a>, cast: &'a Cast, items: &'a Extraction) -> Self {
        let triggers = &reading.words.triggers;
        let tokens = reading.analysis.tokens.len();
        let (spots, dates) = (spots::find(reading), dates::find(reading));
        let order = reading
            .analysis
            .sentences
            .iter()
            .scan(0, |before, sentence| {
                let told = spots::news(reading, sentence.start);
                let at = *before;
                *before += usize::from(told);
                Some(at)
            })
            .collect();
        let mut marks = Marks { places: vec![None; tokens], events: vec![false; tokens] };
        for (id, place) in items.places.iter().enumerate() {
            for span in &place.mentions {
                for t in reading.analysis.tokens_in(*span) {
                    marks.places[t] = Some(PlaceId(id));
                }
            }
        }
        let mut object_control = vec![false; tokens];
        for spot in &spots {
            marks.events[spot.head] |= spot.noun;
            object_control[spot.head] |=
                spot.classes.iter().any(|&c| triggers.class(c).is_some_and(|c| c.frame.object_control));
        }
        Self {
            reading,
            parties: Parties { reading, cast, quotes: &items.quotes, strict: false },
            triggers,
            spots,
            order,
            marks,
            object_control,
            cues: items
                .quotes
                .iter()
                .filter_map(|q| Some((q.cue?, q.speaker?)))
                .flat_map(|(cue, speaker)| reading.analysis.tokens_in(cue).map(move |t| (t, speaker)))
                .collect(),
            tolls: tolls::find(reading, &dates),
            today: dates::reference(reading.dispatch).or_else(|| dates::heading(reading, &dates)),
            dates,
            setting: Setting::of(reading, cast),
        }
    }

    fn clauses(&self) -> Clauses<'_> {
        Clauses {
            analysis: self.reading.analysis,
            syntax: &self.triggers.syntax,
            object_control: &self.object_control,
        }
    }

    fn drafts(&self) -> Vec<Draft> {
        self.spots.iter().filter_map(|spot| self.draft(spot)).collect()
    }

    /// The event that `spot` tells, if its words are used that way here.
    fn draft(&self, spot: &Spot) -> Option<Draft> {
        // A word that is part of a name or a description of somebody tells nothing: "Forces de libération", "rebels".
        let analysis = self.reading.analysis;
        let participle = analysis.tokens[spot.head].feats.tense == Some(Tense::Past);
        if (spot.noun || !participle) && self.parties.cast.at(spot.head).is_some() {
            return None;
        }
        let clauses = self.clauses();
        let mut arguments = if spot.noun { clauses.noun(spot.head) } else { clauses.verb(spot.head) };
        self.complete(spot, &clauses, &mut arguments);
        self.antecedent(spot, &clauses, &mut arguments);
        // "terrorist attack": a word of the phrase itself is no argument of it, unless it says whose it is: "Russian veto".
        let inside = |a: &Argument| a.slot == Slot::Modifier && spot.tokens.contains(&a.token);
        arguments.retain(|a| !spot.noun || !inside(a) || self.parties.nation(a.token).is_some());
        let class = spot
            .classes
            .iter()
            .filter_map(|&c| self.triggers.class(c))
            .find(|class| self.meant(class, spot, &arguments))?;
        self.befall(spot, class, &clauses, &mut arguments);
        arguments.retain(|a| self.counts(spot, class, a));
        self.nearest(spot, &mut arguments);
        let context = &self.triggers.context;
        let told = modality::of(analysis, spot.head, context, &self.triggers.light);
        let declined = told.is_none() && self.declined(spot, class);
        let modality = told.or_else(|| declined.then_some(Modality::Asserted))?;
        let modality = self.meant_to(spot, class, modality);
        // What may come to be agreed or done together is a wish, no event.
        if modality == Modality::Hypothetical
            && matches!(class.category, Category::Agree | Category::Cooperate)
        {
            return None;
        }
        let (roles, lent) = self.sides(spot, class, &clauses, &mut arguments);
        if !spot.noun && self.aim_only(spot, class, modality, &roles, &clauses) {
            return None;
        }
        let (place, date) = (self.place(spot.head), self.date(spot, class));
        let set = place.is_some() || date.is_some() || lent;
        if !self.tells(spot, class, &roles, &arguments, set) || declined && roles.agents.is_empty() {
            return None;
        }
        let sentence = analysis.sentence_of(spot.head);
        let span =
            analysis.sentences.get(sentence).map(|s| analysis.span(s.start, s.end)).unwrap_or_default();
        let trigger = self.trigger(spot);
        let modality = class.modality.unwrap_or(modality);
        let modality = if modality == Modality::Asserted && self.claimed(class, spot, &roles) {
            Modality::Claimed
        } else {
            modality
        };
        let (iso, modality) = self.dated_as(spot, class, date, modality);
        Some(Draft {
            head: spot.head,
            lemma: analysis.tokens[spot.head].lemma.clone(),
            noun: spot.noun,
            definite: self.definite(spot.head),
            headline: self.headline(trigger),
            outcome: class.outcome,
            personal: !spot.noun
                && roles.targets.iter().any(|&t| self.parties.cast.get(t).kind == ActorKind::Person),
            death: class.outcome && class.frame.subject == Some(Role::Target),
            trailing: !spot.noun
                && class.outcome
                && analysis.tokens[spot.head].feats.verb_form != Some(VerbForm::Fin)
                && spot.head.checked_sub(1).is_some_and(|t| analysis.tokens[t].form == ","),
            category: if declined { Category::Reject } else { class.category },
            mode: class.mode.clone().filter(|_| !declined),
            code: if declined { Some(SmolStr::new(REFUSAL)) } else { class.cameo.clone() },
            idle: self.idle(spot, class, modality, &roles),
            bloody: false,
            trigger,
            mentions: Vec::new(),
            heads: vec![spot.head],
            linked: arguments.iter().map(|a| a.token).chain(self.amid(spot.head)).collect(),
            governor: self.governor(spot.head),
            beside: self.beside(spot),
            confidence: self.confidence(&roles, spot, modality),
            acting: roles.agents.first().map(|&a| self.parties.cast.get(a).kind),
            described: !roles.agents.is_empty() && roles.agents.iter().all(|&a| self.parties.unnamed(a)),
            anonymous: roles.targets.iter().all(|&t| {
                let people =
                    matches!(self.parties.cast.get(t).kind, ActorKind::Population | ActorKind::Person);
                people && self.parties.unnamed(t)
            }),
            each_other: false,
            mutual: class.frame.object != Some(Role::Target)
                && class.frame.prepositions.values().any(|&r| r == Role::Agent),
            countries: roles.agents.iter().filter_map(|&a| self.parties.cast.get(a).country).collect(),
            agents: roles.agents,
            targets: roles.targets,
            place,
            date: date.map(|d| d.span),
            iso,
            modality,
            victims: self.tolls.iter().find(|t| t.token == spot.head).map(|t| t.count.min),
            toll: None,
            attribution: self.attribution(trigger),
            sentence: self.order[sentence],
            sentence_span: span,
            rule: if spot.noun { "events/noun" } else { "events/verb" },
        })
    }

    /// Gives a verb that only tells what something cost the event whose relative clause it is in, where the parser hung that on where it was:
    /// "une attaque contre le siège de X, près de Y, qui a fait cinq morts".
    fn antecedent(&self, spot: &Spot, clauses: &Clauses<'_>, arguments: &mut [Argument]) {
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
    fn attack(&self, token: usize) -> bool {
        let spots = self.spots.iter().filter(|s| s.noun && s.head == token);
        let mut classes = spots.flat_map(|s| &s.classes).filter_map(|&c| self.triggers.class(c));
        classes.any(|c| c.category == Category::Assault)
    }

    /// Who does and who suffers what `spot` tells, used as `class`, and whether a verb lends it arguments; those are added to its own.
    fn sides(
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
    fn befall(&self, spot: &Spot, class: &Class, clauses: &Clauses<'_>, arguments: &mut Vec<Argument>) {
        if class.frame.prepositions.keys().any(|p| p.contains(' ')) {
            arguments.extend(clauses.phrases(spot.head));
        }
        let tokens = &self.reading.analysis.tokens;
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
    fn counts(&self, spot: &Spot, class: &Class, argument: &Argument) -> bool {
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
        // "condamne l'enlèvement de X": nobody blames or praises whom an act befell.
        let victim = matches!(class.category, Category::Accuse | Category::Support)
            && argument.slot == Slot::Object
            && self.befalls(argument.token);
        !about && !aside && !thing && !victim && !self.taken_for_town(class, argument)
    }

    /// Drops what hangs on the object of `spot` by the preposition by which something hangs on `spot` itself: "reproche à X son appui à Y".
    fn nearest(&self, spot: &Spot, arguments: &mut Vec<Argument>) {
        let tokens = &self.reading.analysis.tokens;
        let own = |a: &Argument| tokens[a.token].head == Some(spot.head);
        let party = |a: &&Argument| {
            own(a) && matches!(a.slot, Slot::Preposition(_)) && !self.parties.of(a.token).is_empty()
        };
        let taken: Vec<Slot> = arguments.iter().filter(party).map(|a| a.slot.clone()).collect();
        arguments.retain(|a| spot.noun || own(a) || !taken.contains(&a.slot));
    }

    /// Whether the noun at `token` tells something of which the complement says whom it befalls.
    fn befalls(&self, token: usize) -> bool {
        let spot = self.spots.iter().find(|s| s.noun && s.head == token);
        let class = spot.and_then(|s| s.classes.iter().find_map(|&c| self.triggers.class(c)));
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
        if roles.agents.is_empty() {
            roles.agents = self.between(spot, class);
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

    /// Whether the words of `spot`, used as `class` means them, tell an event with these parties; `set` says that they have a
    /// place, a date or a verb of their own.
    fn tells(&self, spot: &Spot, class: &Class, roles: &Roles, arguments: &[Argument], set: bool) -> bool {
        let analysis = self.reading.analysis;
        let head = &analysis.tokens[spot.head];
        let quoted = self.parties.quote(head.span).is_some_and(|q| q.kind == QuoteKind::Direct);
        let named = analysis
            .dependent(spot.head, Deprel::Nsubj)
            .is_some_and(|s| analysis.tokens[s].upos != Upos::Pron);
        if roles.is_empty() && quoted && !named {
            return false;
        }
        // "armed men", "wounded civilians" qualify; they tell nothing, unless somebody is counted.
        let by = &self.triggers.syntax.by;
        let agent = |c: usize| {
            analysis.dependent(c, Deprel::Case).is_some_and(|c| by.contains(&analysis.tokens[c].lemma))
        };
        let alone = || {
            analysis.children(spot.head).all(|c| {
                analysis.tokens[c].upos == Upos::Adv
                    || analysis.tokens[c].deprel.base() == Deprel::Obl && !agent(c)
            })
        };
        let reduced = head.deprel == Deprel::Acl && head.feats.verb_form == Some(VerbForm::Part) && alone();
        let attribute =
            !spot.noun && (head.deprel.base() == Deprel::Amod || head.upos == Upos::Adj || reduced);
        let counted = self.tolls.iter().any(|t| t.token == spot.head);
        if attribute && (class.category == Category::Aid || class.outcome && !counted) {
            return false;
        }
        // "treaty ally", "attack helicopter": a noun that qualifies another tells nothing, unless that tells an event.
        let qualified = head.head.filter(|h| head.deprel.base() == Deprel::Compound && *h > spot.head);
        if spot.noun && qualified.is_some_and(|h| !spot.tokens.contains(&h) && !self.marks.events[h]) {
            return false;
        }
        // "considéré comme une riposte": a name for something is not that.
        let likened = analysis
            .dependent(spot.head, Deprel::Case)
            .is_some_and(|c| self.triggers.syntax.like.contains(&analysis.tokens[c].lemma));
        if spot.noun && (likened || arguments.is_empty() && self.sort_of(spot)) {
            return false;
        }
        // "Why?, she asked": a question asks for nothing but an answer.
        let question =
            |span: &Span| analysis.tokens_in(*span).last().is_some_and(|t| analysis.tokens[t].form == "?");
        if class.category == Category::Request && !spot.noun && self.said(spot.head).iter().any(question) {
            return false;
        }
        let any_of = |sets: &[&str], a: &Argument| {
            sets.iter().any(|set| self.triggers.in_set(set, &analysis.tokens[a.token].lemma))
        };
        // "besieged areas", "a promising chef": what only qualifies a noun tells of nobody.
        let bare_attribute = head.deprel.base() == Deprel::Amod
            && (roles.agents.is_empty() || head.feats.tense == Some(Tense::Pres))
            && !(counted && class.outcome)
            && !analysis
                .children(spot.head)
                .any(|c| matches!(analysis.tokens[c].deprel.base(), Deprel::Obl | Deprel::Obj));
        if !spot.noun && bare_attribute {
            return false;
        }
        if self.weak(spot, roles) && !arguments.iter().any(|a| any_of(&[WEAPON, TROOPS], a)) {
            return false;
        }
        // Storms and accidents kill, and attack nobody.
        if class.category == Category::Assault && arguments.iter().any(|a| any_of(&[NATURE], a)) {
            return false;
        }
        // "the rebels' march on the capital" is no protest, and who tells a newspaper so meets nobody.
        let all = |kinds: &[ActorKind]| {
            let kind = |&a: &ActorId| kinds.contains(&self.parties.cast.get(a).kind);
            !roles.agents.is_empty() && roles.agents.iter().all(kind)
        };
        if class.category == Category::Protest && all(&[ActorKind::Military, ActorKind::ArmedGroup])
            || class.category == Category::Consult && all(&[ActorKind::Media])
        {
            return false;
        }
        // "marchers heading for the palace": only who speaks for others pays a visit.
        let crowd = [ActorKind::Population, ActorKind::Military, ActorKind::ArmedGroup];
        if class.category == Category::Consult && !class.goal.is_empty() && all(&crowd) {
            return false;
        }
        if quoted && !self.said_as_done(class, roles, head.span) {
            return false;
        }
        if class.mutual && roles.agents.len() + roles.targets.len() < 2 {
            return false;
        }
        if self.figurative(class, roles) {
            return false;
        }
        // "the fight against X" is what somebody is for.
        let mutual = class.frame.object == Some(Role::Agent);
        let mut sides = arguments.iter().filter(|a| !self.parties.of(a.token).is_empty()).peekable();
        let told = sides.peek().is_some();
        let against = sides
            .all(|a| matches!(&a.slot, Slot::Preposition(p) if self.triggers.syntax.against.contains(p)));
        if spot.noun && mutual && told && against {
            return false;
        }
        // "accused of murder": what only an accusation names is told by the accusation.
        let named_only = spot.noun
            && roles.is_empty()
            && head.head.is_some_and(|h| self.triggers.context.claimed.contains(&analysis.tokens[h].lemma));
        if class.category == Category::Assault && named_only {
            return false;
        }
        // "after months of street fighting" tells something; "le combat contre les idées" may be anything.
        let violent = matches!(class.category, Category::Assault | Category::Protest) && arguments.is_empty();
        let bare = !set && !violent && !arguments.iter().any(|a| any_of(&CONCRETE, a));
        !(roles.is_empty() && (class.anchored || spot.noun && bare))
    }

    /// Whether what somebody's own words at `span` tell is news: violence, or what he himself asks for, refuses or praises by saying it;
    /// of who met, helped or left whom, words between marks only speak.
    fn said_as_done(&self, class: &Class, roles: &Roles, span: Span) -> bool {
        let speaker = self.parties.quote(span).and_then(|q| q.speaker);
        match class.category {
            Category::Consult
            | Category::Aid
            | Category::Cooperate
            | Category::Retreat
            | Category::Protest => false,
            Category::Request | Category::Accuse | Category::Support => {
                speaker.is_some_and(|s| roles.agents.contains(&s))
            }
            _ => true,
        }
    }

    /// Whether the word of `spot` is violent only where somebody fights, which neither its parties nor the text do: "hit", "take".
    fn weak(&self, spot: &Spot, roles: &Roles) -> bool {
        let lemma = &self.reading.analysis.tokens[spot.head].lemma;
        !self.setting.war
            && spot.tokens.len() == 1
            && self.triggers.in_set(WEAK, lemma)
            && !self.fights(roles)
    }

    /// Whether a force, a state or its government is a party.
    fn fights(&self, roles: &Roles) -> bool {
        roles.agents.iter().chain(&roles.targets).any(|&a| {
            matches!(
                self.parties.cast.get(a).kind,
                ActorKind::Military | ActorKind::ArmedGroup | ActorKind::State | ActorKind::Government
            )
        })
    }

    /// Whether words as `class` means them are most likely said of a game or of a disaster, as all the text is, and of none that
    /// fight: "beat", "strike", "destroyed".
    fn figurative(&self, class: &Class, roles: &Roles) -> bool {
        let hard = matches!(
            class.category,
            Category::Assault | Category::Coerce | Category::Retreat | Category::Consult | Category::Mobilize
        );
        let disaster = self.setting.nature && class.category == Category::Assault;
        !self.fights(roles) && (self.setting.sport && hard || disaster)
    }

    /// Whether the verb of `spot` only says what somebody or something is for: "determined to defeat X", "defeating X takes time".
    fn aim_only(
        &self,
        spot: &Spot,
        class: &Class,
        modality: Modality,
        roles: &Roles,
        clauses: &Clauses<'_>,
    ) -> bool {
        let token = &self.reading.analysis.tokens[spot.head];
        let bare = token.feats.verb_form != Some(VerbForm::Fin)
            && roles.agents.is_empty()
            && self.reading.analysis.dependent(spot.head, Deprel::Aux).is_none()
            && !clauses.passive(spot.head);
        // "the campaign to defeat X", whoever's it is.
        let purpose = class.category == Category::Assault
            && token.feats.verb_form == Some(VerbForm::Inf)
            && token.deprel.base() == Deprel::Acl;
        let bare = bare || purpose;
        spot.tokens.len() == 1
            && self.triggers.context.aims.contains(&token.lemma)
            && (bare || matches!(modality, Modality::Hypothetical | Modality::Planned))
    }

    /// Whether the noun of `spot` only says of what sort a thing is: "un avion de combat", but not "une vague de frappes".
    fn sort_of(&self, spot: &Spot) -> bool {
        let analysis = self.reading.analysis;
        let token = &analysis.tokens[spot.head];
        let Some(head) = token.head.filter(|_| token.deprel.base() == Deprel::Nmod) else { return false };
        let of = &self.triggers.syntax.of;
        let mut children = analysis.children(spot.head);
        let bare = children.all(|c| {
            analysis.tokens[c].deprel.base() == Deprel::Case && of.contains(&analysis.tokens[c].lemma)
        });
        let thing = ["weapon", "goods", "troops", "target", "aid"]
            .iter()
            .any(|set| self.triggers.in_set(set, &analysis.tokens[head].lemma));
        bare && thing
            && token.feats.number != Some(Number::Plur)
            && analysis.dependent(spot.head, Deprel::Case).is_some()
    }

    /// Adds to the arguments of `spot` what the parse left out.
    fn complete(&self, spot: &Spot, clauses: &Clauses<'_>, arguments: &mut Vec<Argument>) {
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
    fn before(&self, verb: usize) -> Option<usize> {
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
        let end = analysis.sentences.get(analysis.sentence_of(spot.head)).map_or(0, |s| s.end);
        let opens = |&t: &usize| {
            let lemma = &tokens[t].lemma;
            tokens[t].upos == Upos::Adp
                && self.triggers.syntax.between.contains(lemma)
                && class.frame.prepositions.get(lemma) == Some(&Role::Agent)
        };
        let mut words = (spot.head + 1..end).take_while(|&t| !self.marks.events[t]);
        let Some(preposition) = words.find(opens) else { return Vec::new() };
        let mut sides = Vec::new();
        for token in (preposition + 1..end.min(preposition + REACH))
            .take_while(|&t| !matches!(tokens[t].upos, Upos::Verb | Upos::Punct))
        {
            sides.extend(self.parties.cast.at(token).filter(|side| !sides.contains(side)));
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

    /// The verb that the word at `head` is a complement, participle or purpose of.
    fn governor(&self, head: usize) -> Option<usize> {
        let token = &self.reading.analysis.tokens[head];
        matches!(token.deprel.base(), Deprel::Advcl | Deprel::Xcomp).then_some(token.head).flatten()
    }

    /// How `spot` is told that may tell what something else is done for: who returns "to demand a vote" demands it, who flies somewhere
    /// "to sign a treaty" is to sign it.
    fn meant_to(&self, spot: &Spot, class: &Class, modality: Modality) -> Modality {
        let analysis = self.reading.analysis;
        let token = &analysis.tokens[spot.head];
        let purpose = !spot.noun
            && token.deprel.base() == Deprel::Advcl
            && token.feats.verb_form == Some(VerbForm::Inf)
            && modality == Modality::Hypothetical;
        let Some(verb) = token.head.filter(|_| purpose) else { return modality };
        let done = modality::of(analysis, verb, &self.triggers.context, &self.triggers.light);
        match (class.category, done) {
            (Category::Request | Category::Accuse | Category::Protest, Some(Modality::Asserted)) => {
                Modality::Asserted
            }
            (Category::Consult | Category::Agree, Some(Modality::Asserted | Modality::Planned)) => {
                Modality::Planned
            }
            _ => modality,
        }
    }

    /// "We welcome the talks": in a statement whoever issues it says so.
    fn we(&self, spot: &Spot, class: &Class) -> bool {
        let analysis = self.reading.analysis;
        let says = matches!(
            class.category,
            Category::Support | Category::Accuse | Category::Request | Category::Reject
        );
        let first =
            |s: usize| analysis.tokens[s].upos == Upos::Pron && analysis.tokens[s].feats.person == Some(1);
        says && !spot.noun && analysis.dependents(spot.head, Deprel::Nsubj).any(first)
    }

    /// What an adverb of the word at `head` introduces: "blessés *lors d'une émeute*".
    fn amid(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        let analysis = self.reading.analysis;
        let adverbs = analysis.dependents(head, Deprel::Advmod);
        adverbs.flat_map(|a| analysis.dependents(a, Deprel::Obl))
    }

    /// The verb that the verb of `spot` is coordinated with, if it has no subject of its own.
    fn beside(&self, spot: &Spot) -> Option<usize> {
        let analysis = self.reading.analysis;
        let token = &analysis.tokens[spot.head];
        let shares = !spot.noun && analysis.dependent(spot.head, Deprel::Nsubj).is_none();
        token.head.filter(|_| shares && token.deprel.base() == Deprel::Conj)
    }

    /// Whether the negated verb of `spot`, used as `class`, says that somebody will not have it: "n'a pas accepté la trêve", "will not
    /// withdraw", but not "did not withdraw".
    fn declined(&self, spot: &Spot, class: &Class) -> bool {
        let analysis = self.reading.analysis;
        let context = &self.triggers.context;
        let yields = matches!(
            class.category,
            Category::Agree | Category::Concede | Category::Retreat | Category::Consult | Category::Cooperate
        );
        let consent = context.consent.contains(&analysis.tokens[spot.head].lemma)
            && modality::told_as_fact(analysis, spot.head, context);
        !spot.noun
            && modality::negated(analysis, spot.head, context)
            && yields
            && (consent || modality::to_come(analysis, spot.head, context))
    }

    /// Whether `spot`, used as `class`, tells of violence that is only talked about: "to avoid a clash", "an end to the raids"; but not
    /// what somebody tried to do or may do.
    fn idle(&self, spot: &Spot, class: &Class, modality: Modality, roles: &Roles) -> bool {
        let analysis = self.reading.analysis;
        let context = &self.triggers.context;
        let tried = analysis
            .ancestors(spot.head)
            .take(2)
            .any(|h| context.attempts.contains(&analysis.tokens[h].lemma));
        let may = !spot.noun && !roles.agents.is_empty() && modality::may(analysis, spot.head, context);
        class.category == Category::Assault && modality == Modality::Hypothetical && !tried && !may
    }

    /// Whether the words of `spot` mean `class` among these arguments.
    fn meant(&self, class: &Class, spot: &Spot, arguments: &[Argument]) -> bool {
        // "..., shot back X", "a répliqué X": said, not done.
        let said = !spot.noun && self.cues.contains_key(&spot.head);
        if said && matches!(class.category, Category::Assault | Category::Coerce | Category::Mobilize) {
            return false;
        }
        let fits = |slots: &[Slot], fillers: &[Filler]| {
            fillers.is_empty()
                || arguments
                    .iter()
                    .filter(|a| slots.contains(&a.slot))
                    .any(|a| fillers.iter().any(|f| self.parties.fits(a, f, self.triggers, &self.marks)))
        };
        let object: &[Slot] =
            if spot.noun { &[Slot::Genitive, Slot::Possessive] } else { &[Slot::Object, Slot::Dative] };
        // A date may look like an object: "ont manifesté samedi".
        let object_of_its_own = |a: &Argument| a.slot == Slot::Object && !self.dated(a.token);
        if class.intransitive && !spot.noun && arguments.iter().any(object_of_its_own) {
            return false;
        }
        let goal = |a: &Argument| {
            matches!(a.slot, Slot::Object | Slot::Dative | Slot::Preposition(_))
                && class.goal.iter().any(|f| self.parties.fits(a, f, self.triggers, &self.marks))
        };
        let arrives = class.goal.is_empty() || arguments.iter().any(goal) || self.place(spot.head).is_some();
        arrives
            && fits(object, &class.object)
            && (fits(&[Slot::Subject], &class.subject)
                || self.we(spot, class)
                || self.cues.get(&spot.head).is_some_and(|&who| self.parties.is_any(who, &class.subject)))
            && (class.with.is_empty()
                || arguments
                    .iter()
                    .any(|a| matches!(&a.slot, Slot::Preposition(p) if class.with.contains(p))))
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

    /// The words that tell it: the phrase where it stands together, else its head.
    fn trigger(&self, spot: &Spot) -> Span {
        let analysis = self.reading.analysis;
        let (first, last) = (spot.tokens[0], *spot.tokens.last().unwrap_or(&spot.head));
        if last - first < spot.tokens.len() + 2 {
            analysis.span(first, last + 1)
        } else {
            analysis.tokens[spot.head].span
        }
    }

    fn definite(&self, head: usize) -> bool {
        let analysis = self.reading.analysis;

        analysis.dependents(head, Deprel::Det).chain(analysis.dependents(head, Deprel::Nmod)).any(|d| {
            let feats = analysis.tokens[d].feats;
            feats.definite == Some(true)
                || feats.possessive
                || feats.pron_type == Some(crate::language::PronType::Dem)
        })
    }

    fn headline(&self, span: Span) -> bool {
        let paragraphs = &self.reading.dispatch.paragraphs;
        let at = paragraphs.partition_point(|p| p.span.end <= span.start);
        paragraphs.get(at).is_some_and(|p| p.kind.is_heading())
    }

    /// On whose word it stands: that of the quotation it is in.
    fn attribution(&self, trigger: Span) -> Option<Attribution> {
        let quote = self.parties.quote(trigger)?;
        quote.source.map(Attribution::Source).or(quote.speaker.map(Attribution::Actor))
    }

    /// The place nearest to the trigger among those that hang on it or on its verb.
    fn place(&self, head: usize) -> Option<PlaceId> {
        let analysis = self.reading.analysis;
        let sentence = analysis.sentences.get(analysis.sentence_of(head))?;
        sentence
            .clone()
            .filter_map(|t| self.marks.places[t].map(|p| (t, p)))
            .filter(|&(t, _)| self.hangs(t, head))
            .min_by_key(|&(t, _)| t.abs_diff(head))
            .map(|(_, p)| p)
    }

    /// The verb or root whose clause `token` stands in.
    fn clause(&self, token: usize) -> Option<usize> {
        let tokens = &self.reading.analysis.tokens;
        std::iter::once(token).chain(self.reading.analysis.ancestors(token)).find(|&t| {
            let helps = matches!(tokens[t].deprel.base(), Deprel::Aux | Deprel::Cop);
            matches!(tokens[t].upos, Upos::Verb | Upos::Aux) && !helps || tokens[t].head.is_none()
        })
    }

    /// Whether `token` is part of a date.
    fn dated(&self, token: usize) -> bool {
        let after = self.dates.partition_point(|d| d.tokens.1 <= token);
        self.dates.get(after).is_some_and(|d| d.tokens.0 <= token)
    }

    /// Whether `token` hangs on `head`, or on the verb that `head` is an argument of, with no other verb between.
    fn hangs(&self, token: usize, head: usize) -> bool {
        let analysis = self.reading.analysis;
        std::iter::once(token).chain(analysis.ancestors(token)).take(8).any(|t| t == head)
            || self.clause(token) == self.clause(head)
    }

    /// Whether only somebody's word stands for it: of the side of what it did, of a state or army of what was done to it, or of whoever
    /// tells it in his own words.
    fn claimed(&self, class: &Class, spot: &Spot, roles: &Roles) -> bool {
        if !matches!(class.category, Category::Assault | Category::Coerce | Category::Retreat) {
            return false;
        }
        let Some(quote) = self.parties.quote(self.trigger(spot)) else { return false };
        let Some(speaker) = quote.speaker else { return false };
        // What somebody tells in his own words, or insists on, stands on his word alone.
        let insists =
            |t: usize| self.triggers.context.insisted.contains(&self.reading.analysis.tokens[t].lemma);
        let insisted = quote.cue.is_some_and(|cue| self.reading.analysis.tokens_in(cue).any(insists));
        if !spot.noun && (insisted || quote.kind == QuoteKind::Direct) {
            return true;
        }
        let cast = self.parties.cast;
        let who = cast.get(speaker);
        let public =
            |kind: ActorKind| matches!(kind, ActorKind::State | ActorKind::Government | ActorKind::Military);
        let side = |&a: &ActorId| {
            let party = cast.get(a);
            a == speaker
                || public(party.kind)
                    && (public(who.kind) || who.kind == ActorKind::Person)
                    && party.country.is_some()
                    && party.country == who.country
                || who.kind == ActorKind::ArmedGroup
                    && party.kind == ActorKind::ArmedGroup
                    && self.parties.unnamed(a)
        };
        let fights = matches!(who.kind, ActorKind::State | ActorKind::Military | ActorKind::ArmedGroup);
        roles.agents.iter().any(side) || fights && !roles.agents.is_empty() && roles.targets.iter().any(side)
    }

    /// "Les deux ministres sont convenus": several who are not named are those of the talks just told.
    fn recall(&self, drafts: &mut [Draft]) {
        for i in 0..drafts.len() {
            let draft = &drafts[i];
            if !matches!(draft.category, Category::Agree | Category::Consult | Category::Cooperate)
                || draft.agents.len() > 1
                || !draft.agents.iter().all(|&a| self.parties.unnamed(a) && self.several(a))
            {
                continue;
            }
            let before = drafts[..i].iter().rev().find(|d| {
                matches!(d.category, Category::Agree | Category::Consult)
                    && d.sentence < draft.sentence
                    && draft.sentence - d.sentence <= 2
                    && d.agents.len() > 1
            });
            if let Some(agents) = before.map(|d| d.agents.clone()).filter(|_| !draft.agents.is_empty()) {
                drafts[i].agents = agents;
            }
        }
    }

    /// Whether the actor is spoken of in the plural.
    fn several(&self, actor: ActorId) -> bool {
        let analysis = self.reading.analysis;
        self.parties.cast.get(actor).mentions.first().is_some_and(|m| {
            analysis.tokens_in(m.span).any(|t| {
                analysis.tokens[t].upos == Upos::Noun && analysis.tokens[t].feats.number == Some(Number::Plur)
            })
        })
    }

    /// How sure a reading is: by its arguments and by what kind of word tells it.
    fn confidence(&self, roles: &Roles, spot: &Spot, modality: Modality) -> f32 {
        let base = match (roles.agents.is_empty(), roles.targets.is_empty()) {
            (false, false) => 0.88,
            (false, true) => 0.87,
            (true, false) => 0.72,
            (true, true) => 0.66,
        };
        let word = if spot.noun { -0.1 } else { 0.0 };
        let told = if modality == Modality::Asserted { 0.0 } else { -0.1 };
        let quoted = if self.parties.quote(self.trigger(spot)).is_some() { -0.1 } else { 0.0 };
        base + word + told + quoted
    }
}
