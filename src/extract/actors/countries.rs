//! The country of candidates that no adjective and no row of the gazetteer gives one: by whom their description says
//! they belong to, else by where the dispatch is when it speaks of them.

use foldhash::HashSet;

use super::book::Book;
use super::page::Page;
use super::phrase::{Phrase, Reach};
use super::scan::{Is, Scan, Unit};
use super::standing::Standing;
use crate::dispatch::{ActorId, ActorKind, Country, ParagraphKind};
use crate::lexicon::gazetteer::Class;
use crate::lexicon::nominals::{Kinds, Sense};

/// Fills in what can be told.
pub fn read(page: &Page<'_>, scan: &Scan<'_>, setting: &Setting, phrases: &[Phrase], book: &mut Book) {
    by_nationality(page, scan, book);
    let wanted = |book: &Book, phrase: &Phrase| book.cast.at(phrase.head).filter(|&id| open(book, id));
    // Bodies before people: a spokesman of the army takes his country from an army that takes its own from the place.
    for people in [false, true] {
        for phrase in phrases {
            let Some(id) = wanted(book, phrase) else { continue };
            if people || book.actor(id).kind != ActorKind::Person {
                book.cast.get_mut(id).country = belongs(page, scan, phrase, id, book);
            }
        }
        if !people {
            held(scan, phrases, book);
        }
        for phrase in phrases {
            let Some(id) = wanted(book, phrase) else { continue };
            if (people || book.actor(id).kind != ActorKind::Person) && local(page, scan, phrase, book, id) {
                book.cast.get_mut(id).country = setting.country(page, phrase.head);
            }
        }
    }
    at_home(page, scan, phrases, setting, book);
}

/// Gives people and named bodies of whom nothing tells the country that of the text where they come up, if one stands out and the text
/// is mostly of it: news says of strangers where they are from.
fn at_home(page: &Page<'_>, scan: &Scan<'_>, phrases: &[Phrase], setting: &Setting, book: &mut Book) {
    /// The least share of the country named most in all that tells one.
    const SHARE: f32 = 0.4;
    if setting.shares.iter().all(|&(_, share)| share < SHARE) {
        return;
    }
    let strange = |p: &&Phrase| p.foreign || of_many(scan, p);
    let strangers: HashSet<ActorId> = phrases
        .iter()
        .filter(strange)
        .filter_map(|p| book.cast.at(p.head).map(|id| book.resolve(id)))
        .collect();
    let all = book.cast.iter().map(|(id, _)| id).filter(|id| !strangers.contains(id));
    let wanted = |&id: &ActorId| {
        let (actor, facts) = (book.actor(id), book.facts(id));
        let sort = actor.kind == ActorKind::Person || facts.named && actor.kind != ActorKind::Population;
        sort && book.resolve(id) == id && !facts.listed && open(book, id)
    };
    let wanted: Vec<ActorId> = all.filter(wanted).collect();
    // One telling says where something happened once.
    let often = |country: &Country| {
        setting.tellings.iter().filter(|t| t.country == *country).nth(1).is_some()
            && !setting.hosts.contains(country)
    };
    for id in wanted {
        let country = book.facts(id).first().and_then(|token| setting.country(page, token));
        book.cast.get_mut(id).country = country.filter(often);
    }
}

/// "the Finn Awa Keïta", "South Korean Awa Keïta": a word of nationality right before a name.
fn by_nationality(page: &Page<'_>, scan: &Scan<'_>, book: &mut Book) {
    for name in &scan.names {
        let before = name.from.checked_sub(1).filter(|&i| i >= page.sentence_start(name.from));
        let Some(country) = before.and_then(|i| scan.demonym(i)) else { continue };
        let person = |id: &ActorId| book.actor(*id).kind == ActorKind::Person && open(book, *id);
        if let Some(id) = book.cast.at(name.from).map(|id| book.resolve(id)).filter(person) {
            book.cast.get_mut(id).country = Some(country);
        }
    }
}

/// Gives bodies without a country that of who speaks for them or holds an office in them.
fn held(scan: &Scan<'_>, phrases: &[Phrase], book: &mut Book) {
    for phrase in phrases.iter().filter(|p| matches!(p.is, Is::Function(_)) && !p.foreign) {
        let Some(country) = book.cast.at(phrase.head).and_then(|id| book.actor(id).country) else { continue };
        let from = match phrase.of {
            Some(Unit::Name(n)) => scan.names[n].from,
            Some(Unit::Noun(n)) => scan.nouns[n].from,
            None => continue,
        };
        let body = book.cast.at(from).filter(|&id| open(book, id));
        let kinds = [ActorKind::Government, ActorKind::Military];
        if let Some(id) = body.filter(|&id| kinds.contains(&book.actor(id).kind)) {
            book.cast.get_mut(id).country = Some(country);
        }
    }
}

/// Whether the country of a candidate is wanted and unknown.
fn open(book: &Book, id: ActorId) -> bool {
    let actor = book.actor(id);
    actor.country.is_none() && !matches!(actor.kind, ActorKind::International | ActorKind::State)
}

/// Whether a description without a country means somebody of the country that it is told of: its police, its residents,
/// its governor; not a diplomat, nor the staff of a body that is of no country.
fn local(page: &Page<'_>, scan: &Scan<'_>, phrase: &Phrase, book: &Book, id: ActorId) -> bool {
    let (actor, facts) = (book.actor(id), book.facts(id));
    if facts.listed || of_many(scan, phrase) {
        return false;
    }
    match phrase.is {
        Is::Function(function) => {
            let resident =
                || page.longest(&page.nominals().nouns, phrase.head).is_some_and(|(_, s)| resident(*s));
            let placed = phrase.of.is_none_or(|unit| scan.place(unit));
            let held = function.national || resident();
            actor.kind == ActorKind::Person && placed && held && !phrase.foreign
        }
        Is::Nominal(sense) => match actor.kind {
            ActorKind::Person => resident(sense),
            _ => !phrase.foreign,
        },
    }
}

/// Whether the name of a body of many countries stands in a phrase.
fn of_many(scan: &Scan<'_>, phrase: &Phrase) -> bool {
    let of_many = |i: usize| {
        let name = scan.name_at(i).map(|n| &scan.names[n]);
        name.is_some_and(|n| n.meaning(|c| c == Class::International).is_some())
    };
    (phrase.core..phrase.full).any(of_many)
}

/// Whether a noun means people of a place.
fn resident(sense: Sense) -> bool {
    sense.kind == Some(ActorKind::Population)
}

/// The country of whom a description says it is of: a name or another candidate inside it, or the owner of "their".
fn belongs(page: &Page<'_>, scan: &Scan<'_>, phrase: &Phrase, id: ActorId, book: &Book) -> Option<Country> {
    let of = |unit: Unit| {
        let (from, named) = match unit {
            Unit::Name(n) => (scan.names[n].from, scan.names[n].country()),
            Unit::Noun(n) => (scan.nouns[n].from, None),
        };
        let other = book.cast.at(from).filter(|&other| other != id);
        named.or_else(|| book.actor(other?).country)
    };
    if let Some(country) = phrase.of.and_then(of).or_else(|| phrase.at.and_then(of)) {
        return Some(country);
    }
    if let Some(country) = led(page, scan, phrase) {
        return Some(country);
    }
    // "Iran-backed rebels" are not of Iran.
    let inside = |i: &usize| !joined(page, scan, *i);
    if let Some(country) = (phrase.core..phrase.head).filter(inside).filter_map(|i| scan.at(i)).find_map(of) {
        return Some(country);
    }
    let whose = phrase.from.checked_sub(1).filter(|&i| page.relative(i)).and_then(|i| book.cast.at(i));
    if let Some(owner) = whose {
        return book.actor(owner).country;
    }
    if phrase.reach != Reach::Own {
        return None;
    }
    // "son ministre": of whom the possessive means.
    if let [owner] = book.cast.owners(phrase.from) {
        let country = book.actor(book.resolve(*owner)).country;
        if country.is_some() {
            return country;
        }
    }
    let owners = [ActorKind::State, ActorKind::Government, ActorKind::Military, ActorKind::ArmedGroup];
    let since = page.sentence_start(phrase.head);
    let owner =
        book.latest_before(phrase.head, Kinds::from_iter(owners), since, |_, a| a.country.is_some())?;
    book.actor(owner).country
}

/// The country of the body, no state, that a compound right before a description names: "the Front-run ministry".
fn led(page: &Page<'_>, scan: &Scan<'_>, phrase: &Phrase) -> Option<Country> {
    let hyphen = phrase.core.checked_sub(2).filter(|&i| page.lower(i) == "-")?;
    let name = scan.name_at(hyphen.checked_sub(1)?).map(|n| &scan.names[n])?;
    name.country().filter(|_| !joined(page, scan, hyphen - 1))
}

/// Whether a hyphen follows the name of a state at token `i`.
fn joined(page: &Page<'_>, scan: &Scan<'_>, i: usize) -> bool {
    let state = |n: usize| scan.names[n].meaning(|c| matches!(c, Class::State | Class::Capital)).is_some();
    scan.name_at(i).is_some_and(|n| page.lower(scan.names[n].to) == "-" && state(n))
}

/// What the phrase of the words `words`, of which `i` is one, hangs on.
fn governor(page: &Page<'_>, i: usize, words: std::ops::Range<usize>) -> Option<usize> {
    page.tokens()[i].head.filter(|h| !words.contains(h))
}

/// Which countries the text names where.
pub struct Setting {
    /// In text order.
    tellings: Vec<Telling>,
    /// The share of each country in the weight of all.
    shares: Vec<(Country, f32)>,
    /// Countries that are only where something is, while the text speaks of others: those who meet in a country are not of it.
    hosts: Vec<Country>,
}

/// One name of a country or of something in it.
struct Telling {
    sentence: usize,
    /// What the name of a place hangs on, which happens there.
    governor: Option<usize>,
    country: Country,
    weight: f32,
    /// Whether it only says where something is.
    placed: bool,
    /// Whether it says where the dispatch was written, which need not be where it plays.
    dateline: bool,
}

impl Setting {
    /// Reads the names of places and the words of nationality.
    #[must_use]
    pub fn new(page: &Page<'_>, scan: &Scan<'_>, standings: &[Standing]) -> Self {
        let analysis = page.reading.analysis;
        let mut tellings = Vec::new();
        for (name, standing) in scan.names.iter().zip(standings) {
            let Some(entry) = name.known.first() else { continue };
            let weight = match (entry.class, standing) {
                (Class::City | Class::Region | Class::Autonomy | Class::Site, _)
                | (Class::State | Class::Capital | Class::Seat, Standing::Place) => 2.0,
                (Class::State | Class::Capital | Class::Seat | Class::Government | Class::Military, _) => 0.7,
                _ => continue,
            };
            let placed = *standing == Standing::Place || entry.class == Class::City;
            let mut words = (name.from..name.to).filter(|_| placed);
            tellings.extend(entry.country.map(|country| Telling {
                sentence: analysis.sentence_of(name.from),
                governor: words.find_map(|i| governor(page, i, name.from..name.to)),
                country,
                weight,
                placed,
                dateline: page.paragraph(name.from) == ParagraphKind::Dateline,
            }));
        }
        for token in 0..page.len() {
            let first = token == 0 || scan.demonym(token - 1).is_none();
            tellings.extend(scan.demonym(token).filter(|_| first).map(|country| Telling {
                sentence: analysis.sentence_of(token),
                governor: None,
                country,
                weight: 0.7,
                placed: false,
                dateline: false,
            }));
        }
        tellings.sort_by_key(|t| t.sentence);
        let mut shares: Vec<(Country, f32)> = Vec::new();
        let all: f32 = tellings.iter().map(|t| t.weight).sum();
        for telling in &tellings {
            let weight = telling.weight / all;
            match shares.iter_mut().find(|(c, _)| *c == telling.country) {
                Some((_, share)) => *share += weight,
                None => shares.push((telling.country, weight)),
            }
        }
        let acting = || tellings.iter().filter(|t| !t.placed && !t.dateline);
        let several = acting().nth(1).is_some();
        let host = |c: &Country| several && !acting().any(|t| t.country == *c);
        let hosts = shares.iter().map(|&(c, _)| c).filter(host).collect();
        Self { tellings, shares, hosts }
    }

    /// The country that the text is about at `token`, where one stands out.
    #[must_use]
    pub fn country(&self, page: &Page<'_>, token: usize) -> Option<Country> {
        /// How many sentences back still count.
        const BACK: usize = 3;
        /// How many times the weight of the next one the country must have.
        const AHEAD: f32 = 1.4;
        /// How much the whole text weighs beside a telling in the same sentence.
        const WHOLE: f32 = 2.0;
        /// How much more a telling weighs where what happens hangs on the same word.
        const HERE: f32 = 2.0;
        /// How much the country of the dateline weighs.
        const DATELINE: f32 = 1.0;
        let here = page.reading.analysis.sentence_of(token);
        let near = self.tellings.partition_point(|t| t.sentence + BACK < here);
        let whole = |c: Country, share: f32| if self.hosts.contains(&c) { 0.0 } else { WHOLE * share };
        let mut votes: Vec<(Country, f32)> =
            self.shares.iter().map(|&(c, share)| (c, whole(c, share))).collect();
        let near = self.tellings.get(near..)?.iter().take_while(|t| t.sentence <= here);
        let verb = page.tokens()[token].head;
        let from =
            self.tellings.iter().find(|t| t.dateline && !self.hosts.contains(&t.country)).map(|t| t.country);
        if let Some((_, vote)) = votes.iter_mut().find(|(c, _)| Some(*c) == from) {
            *vote += DATELINE;
        }
        for telling in near.filter(|t| !t.dateline) {
            let away = [1.0, 0.5, 0.25, 0.125].get(here - telling.sentence).copied().unwrap_or(0.0);
            // "a déclaré à Lomé un porte-parole": where somebody speaks or acts he is at home.
            let away = if verb.is_some() && telling.governor == verb { HERE } else { away };
            if let Some((_, vote)) = votes.iter_mut().find(|(c, _)| *c == telling.country) {
                *vote += telling.weight * away;
            }
        }
        votes.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (country, most) = *votes.first()?;
        (most >= AHEAD * votes.get(1).map_or(0.0, |v| v.1)).then_some(country)
    }
}
