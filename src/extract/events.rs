//! What happened, is planned, threatened or denied.
//!
//! The trigger lexicon is laid over the tokens ([`spots`]); the parse says who stands in which slot of a trigger ([`clause`],
//! `filling`), its frame who that makes agent and target ([`parties`]), and the words around it whether it tells an event at all
//! (`telling`); [`modality`], [`dates`], `timing`, [`tolls`] and `losses` say the rest; what tells the same happening again is merged
//! ([`merging`]).

use foldhash::{HashMap, HashSet};

use smol_str::SmolStr;

use super::Reading;
use super::arguments::{Examples, Model};
use super::cast::Cast;
use crate::dispatch::{
    ActorId, ActorKind, Attribution, Category, Country, Event, EventDate, Extraction, Modality, PlaceId,
    Span, Toll, Why,
};
use crate::language::{Deprel, Number, Tense, Upos, VerbForm};
use crate::lexicon::triggers::{Class, Role, Triggers};

mod aims;
pub mod clause;
pub mod dates;
mod filling;
mod losses;
pub mod merging;
pub mod modality;
pub mod parties;
mod review;
pub mod spots;
mod telling;
mod timing;
pub mod tolls;
mod weighing;

use clause::{Argument, Clauses, Slot};
use parties::{Marks, Parties, Roles};
use spots::Spot;

/// The set of the trigger lexicon that holds what kills without attacking.
const NATURE: &str = "nature";
/// The set of the trigger lexicon that holds words for a war.
const WARS: &str = "wars";

/// How many words away from an event is looked for what belongs to it: more than any sentence has that people write.
const REACH: usize = 500;

/// CAMEO's code of a refusal.
const REFUSAL: &str = "120";

/// Adds the events to `items`, which already holds quotes, sources and places. Where `examples` are asked for, they get what the
/// trained model would have to decide on, and the parties stay those that the rules find.
pub fn find(
    reading: &Reading<'_>,
    cast: &mut Cast,
    items: &mut Extraction,
    mut examples: Option<&mut Examples>,
) {
    let reader = Reader::new(reading, cast, items);
    let mut drafts = reader.weigh(&Model::get().tellings, examples.as_deref_mut());
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
    /// Whether it is a war: who dies on one of its days is not what it cost.
    lasting: bool,
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

/// What the rules make of words that may tell an event.
struct Ruling {
    /// What the words mean, among the classes of their spot.
    class: Option<usize>,
    /// The event, or how far the rules followed.
    told: Result<Draft, Stage>,
    /// What stands around them.
    arguments: Vec<Argument>,
}

/// Where the rules give up words that may tell an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// They mean nothing of the sort here.
    Unmeant,
    /// It did not happen.
    Undone,
    /// It is only wished for.
    Wished,
    /// It is only what something is for.
    Aimed,
    /// They only name or describe.
    Untold,
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
    /// Which of them a noun tells, by its head.
    noun_spots: HashMap<usize, usize>,
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
            noun_spots: spots.iter().enumerate().filter(|(_, s)| s.noun).map(|(i, s)| (s.head, i)).collect(),
            spots,
            order,
            marks,
            object_control,
            cues: items
                .quotes
                .iter()
                .filter_map(|q| Some((q.cue?, q.speaker?)))
                .flat_map(|(cue, speaker)| reading.analysis.tokens_in(cue).map(move |t| (t, speaker)))
                // "X, par la voix de Y, fustige": X acts, whoever speaks for it.
                .filter(|&(t, _)| {
                    const NEAR: usize = 16;
                    let after = |at: usize| move |n: usize| reading.lower(at + 1 + n);
                    let mouth = |at: usize| reading.words.cues.mouth(reading.lower(at), after(at)).is_some();
                    !(t.saturating_sub(NEAR)..t).any(mouth)
                })
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

    /// The events that the rules read.
    #[cfg(test)]
    fn drafts(&self) -> Vec<Draft> {
        self.spots.iter().filter_map(|spot| self.rule(spot)?.told.ok()).collect()
    }

    /// What the rules make of `spot`; `None` where it is part of a name or a description of somebody and tells nothing: "Forces de
    /// libération", "rebels".
    fn rule(&self, spot: &Spot) -> Option<Ruling> {
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
            .copied()
            .find(|&c| self.triggers.class(c).is_some_and(|class| self.meant(class, spot, &arguments)));
        let told = match class.and_then(|c| self.triggers.class(c)) {
            Some(class) => self.draft(spot, class, arguments.clone(), false),
            None => Err(Stage::Unmeant),
        };
        Some(Ruling { class, told, arguments })
    }

    /// The event that `spot` tells, used as `class`, if it is told there; `anyway` asks for it whether or not.
    fn draft(
        &self,
        spot: &Spot,
        class: &Class,
        mut arguments: Vec<Argument>,
        anyway: bool,
    ) -> Result<Draft, Stage> {
        let analysis = self.reading.analysis;
        let clauses = self.clauses();
        if anyway && self.contradicts(class, spot, &arguments) {
            return Err(Stage::Unmeant);
        }
        self.befall(spot, class, &clauses, &mut arguments);
        arguments.retain(|a| self.counts(spot, class, a));
        self.nearest(spot, &mut arguments);
        let context = &self.triggers.context;
        let told = modality::of(analysis, spot.head, context, &self.triggers.light);
        let declined = told.is_none() && self.declined(spot, class);
        let modality = told.or_else(|| declined.then_some(Modality::Asserted)).ok_or(Stage::Undone)?;
        let modality = self.meant_to(spot, class, modality);
        // What may come to be agreed or done together is a wish, no event.
        let wish = modality == Modality::Hypothetical
            && matches!(class.category, Category::Agree | Category::Cooperate);
        if wish && !anyway {
            return Err(Stage::Wished);
        }
        let (roles, lent) = self.sides(spot, class, &clauses, &mut arguments);
        if !spot.noun && !anyway && self.aim_only(spot, class, modality, &roles, &clauses) {
            return Err(Stage::Aimed);
        }
        if self.peaceful(spot, class, &roles, &arguments) {
            return Err(Stage::Untold);
        }
        let (place, date) = (self.place(spot.head), self.date(spot, class));
        let set = place.is_some() || date.is_some() || lent;
        let untold = !self.tells(spot, class, &roles, &arguments, set) || declined && roles.agents.is_empty();
        if untold && !anyway {
            return Err(Stage::Untold);
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
        Ok(Draft {
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
            lasting: spot.noun && self.triggers.in_set(WARS, &analysis.tokens[spot.head].lemma),
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

    /// The verb that the word at `head` is a complement, participle or purpose of.
    fn governor(&self, head: usize) -> Option<usize> {
        let token = &self.reading.analysis.tokens[head];
        matches!(token.deprel.base(), Deprel::Advcl | Deprel::Xcomp).then_some(token.head).flatten()
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
        (sentence.start.max(head.saturating_sub(REACH))..sentence.end.min(head + REACH))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::Lang;
    use crate::extract::{actors, places};
    use crate::language;
    use crate::lexicon::Lexicon;
    use crate::wire;

    /// What `check` makes of an English text.
    pub fn english<T>(text: &str, check: impl FnOnce(&Reader<'_>) -> T) -> T {
        let dispatch = wire::read(text.as_bytes(), None, &wire::Options::default()).unwrap().remove(0);
        let lang = Lang::from_tag("en").unwrap();
        let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
        Reading::with(&dispatch, &analysis, Lexicon::built_in(), |reading| {
            let names = actors::Names::read(reading);
            let places = places::find(reading, &names);
            let cast = actors::find(&names, &places);
            let items = Extraction { places, ..Extraction::default() };
            check(&Reader::new(reading, &cast, &items))
        })
    }
}
