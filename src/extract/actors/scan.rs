//! One pass over the words: names, nouns that describe actors, adjectives of nationality.

use foldhash::{HashMap, HashSet};

use smol_str::SmolStr;

use super::page::Page;
use crate::dispatch::{ActorKind, Country, ParagraphKind};
use crate::language::{Deprel, EntityLabel, Number, Upos, VerbForm, is_mark};
use crate::lexicon::gazetteer::{Class, Entry, folded};
use crate::lexicon::nominals::{Kinds, NounClass, Sense};
use crate::lexicon::roles::{Function, Honorific};

/// What stands where.
#[derive(Debug, Default)]
pub struct Scan<'a> {
    /// Proper names, in text order.
    pub names: Vec<Name<'a>>,
    /// Nouns that describe actors, in text order.
    pub nouns: Vec<Noun>,
    /// What begins or goes on at each token.
    units: Vec<Option<Unit>>,
    /// The country that an adjective or a name of inhabitants at each token tells.
    demonyms: Vec<Option<Country>>,
    /// The first tokens of names right behind a function.
    titled: HashSet<usize>,
}

/// A name or a noun, by position in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Name(usize),
    Noun(usize),
}

/// A proper name.
#[derive(Clone, Debug)]
pub struct Name<'a> {
    /// Its first token.
    pub from: usize,
    /// One past its last token.
    pub to: usize,
    /// What the gazetteer says it means, the likelier first.
    pub known: Vec<Entry<'a>>,
    /// What its form and its neighbours say.
    pub guess: Guess,
    /// The honorific before it.
    pub honorific: Option<Honorific>,
}

/// What the form of an unknown name and its neighbours say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// A human being.
    Person,
    /// A body, of that kind where it tells.
    Body(Option<ActorKind>),
    /// A place.
    Place,
    /// Nothing.
    Unknown,
}

/// A noun that describes an actor.
#[derive(Clone, Copy, Debug)]
pub struct Noun {
    /// First token and one past the last of the entry.
    pub from: usize,
    pub to: usize,
    /// What the entry means.
    pub is: Is,
}

/// What a noun describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// A person by her function.
    Function(Function),
    /// Anybody else.
    Nominal(Sense),
}

impl Scan<'_> {
    /// What stands at token `i`.
    pub fn at(&self, i: usize) -> Option<Unit> {
        self.units.get(i).copied().flatten()
    }

    /// The country that an adjective or a name of inhabitants at token `i` tells.
    pub fn demonym(&self, i: usize) -> Option<Country> {
        self.demonyms.get(i).copied().flatten()
    }

    /// Whether `unit` is the name of a place.
    pub fn place(&self, unit: Unit) -> bool {
        let Unit::Name(n) = unit else { return false };
        let name = &self.names[n];
        name.guess == Guess::Place || name.known.first().is_some_and(|e| e.class.is_place())
    }

    /// The name at token `i`.
    pub fn name_at(&self, i: usize) -> Option<usize> {
        match self.at(i) {
            Some(Unit::Name(n)) => Some(n),
            _ => None,
        }
    }
}

impl Scan<'_> {
    /// Of several meanings of a name takes the one in a country that the text names otherwise: of towns the one in the
    /// country named most, of anything else another than the first only where its country is named nowhere else.
    fn settle(&mut self) {
        let town =
            |e: &Entry<'_>| matches!(e.class, Class::City | Class::Region | Class::Autonomy | Class::Site);
        let several = |name: &Name<'_>| name.known.iter().any(|e| e.country != name.country());
        let told = self.names.iter().filter(|n| !several(n)).filter_map(Name::country);
        let mut counts: HashMap<Country, usize> = HashMap::default();
        for country in told.chain(self.demonyms.iter().flatten().copied()) {
            *counts.entry(country).or_default() += 1;
        }
        let count = |e: &Entry<'_>| e.country.and_then(|c| counts.get(&c)).copied().unwrap_or_default();
        for name in self.names.iter_mut().filter(|n| several(n)) {
            let Some(first) = name.known.first().copied() else { continue };
            let sure = first.country.is_none() || (!town(&first) && count(&first) > 0);
            let others = name.known.iter().enumerate().filter(|(_, e)| !town(&first) || town(e));
            let best = others.max_by_key(|(at, e)| (count(e), std::cmp::Reverse(*at)));
            if let Some((best, _)) = best.filter(|(_, e)| !sure && count(e) > 0) {
                name.known.swap(0, best);
            }
        }
    }

    /// A surname means the person who is named in full elsewhere, whatever it looks like where it stands.
    fn recall(&mut self, page: &Page<'_>) {
        let text = |n: &Name<'_>| folded(page.reading.str(page.reading.analysis.span(n.from, n.to)));
        let person = |n: &Name<'_>| {
            n.known.first().map_or(n.guess == Guess::Person, |entry| entry.class == Class::Person)
        };
        let full = |n: &Name<'_>| page.after(n.from) < n.to;
        let mut balance: HashMap<String, i32> = HashMap::default();
        for name in self.names.iter().filter(|n| full(n)) {
            *balance.entry(text(name)).or_default() += if person(name) { 1 } else { -1 };
        }
        let places: HashSet<String> = self
            .names
            .iter()
            .filter(|n| !full(n) && n.known.is_empty() && n.guess == Guess::Place)
            .map(text)
            .collect();
        balance.retain(|_, people| *people > 0);
        let last = |name: &String| name.rsplit(' ').next().unwrap_or_default().to_owned();
        let surnames: HashSet<String> = balance.keys().map(last).filter(|s| s.chars().count() > 1).collect();
        self.trades(page, &surnames);
        self.opening(page, &surnames);
        for name in &mut self.names {
            // "from Velmar ... Velmar said": a lone word that says where somewhere is nobody elsewhere.
            let alone = !full(name) && name.known.is_empty() && name.honorific.is_none();
            if alone && name.guess == Guess::Person && !self.titled.contains(&name.from) {
                let text = text(name);
                if places.contains(&text) && !surnames.contains(&text) {
                    name.guess = Guess::Place;
                }
            }
            let place =
                name.known.first().is_some_and(|e| e.class.is_place() && e.class.actor_kind().is_none());
            let state = bare_state(page, name);
            let open = (name.known.is_empty() && name.guess != Guess::Person) || place || state;
            if !open {
                continue;
            }
            let text = text(name);
            if if full(name) {
                name.known.is_empty() && balance.contains_key(&text)
            } else {
                surnames.contains(&text)
            } {
                name.known.clear();
                name.guess = Guess::Person;
            }
        }
    }

    /// Makes names of the surnames that are also a function where they are written with a capital and without article: "Cook said".
    fn trades(&mut self, page: &Page<'_>, surnames: &HashSet<String>) {
        let bare = |i: usize| {
            let before = i.checked_sub(1).filter(|&b| page.sentence_start(b) == page.sentence_start(i));
            before.is_none_or(|b| !matches!(page.upos(b), Upos::Det | Upos::Adj) && !page.capital(b))
        };
        let surname = |noun: &Noun| {
            let single = noun.to == page.after(noun.from) && matches!(noun.is, Is::Function(_));
            let alone = !page.capital(noun.to) && !page.grammar().of.contains(page.lower(noun.to));
            single
                && alone
                && page.capital(noun.from)
                && bare(noun.from)
                && surnames.contains(&folded(page.word(noun.from)))
        };
        let found: Vec<usize> = self.nouns.iter().filter(|n| surname(n)).map(|n| n.from).collect();
        if found.is_empty() {
            return;
        }
        self.nouns.retain(|noun| !found.contains(&noun.from));
        self.names.extend(found.into_iter().map(|from| Name {
            from,
            to: page.after(from),
            known: Vec::new(),
            guess: Guess::Person,
            honorific: None,
        }));
        self.names.sort_by_key(|name| name.from);
        self.renumber();
    }

    /// Says again what stands where, after names or nouns came or went.
    fn renumber(&mut self) {
        self.units.fill(None);
        for (n, name) in self.names.iter().enumerate() {
            self.units[name.from..name.to].fill(Some(Unit::Name(n)));
        }
        for (n, noun) in self.nouns.iter().enumerate() {
            self.units[noun.from..noun.to].fill(Some(Unit::Noun(n)));
        }
    }

    /// Makes names of the surnames that open a sentence and that the tagger took for another word.
    fn opening(&mut self, page: &Page<'_>, surnames: &HashSet<String>) {
        let open = |i: &usize| {
            page.capital(*i)
                && page.told(*i)
                && self.units[*i].is_none()
                && !matches!(page.upos(*i), Upos::Det | Upos::Adp | Upos::Pron | Upos::Sconj | Upos::Cconj)
                && surnames.contains(&folded(page.word(*i)))
        };
        let starts: Vec<usize> =
            page.reading.analysis.sentences.iter().map(|s| s.start).filter(open).collect();
        for &i in &starts {
            let at = self.names.partition_point(|n| n.from < i);
            let name =
                Name { from: i, to: page.after(i), known: Vec::new(), guess: Guess::Person, honorific: None };
            self.names.insert(at, name);
        }
        if !starts.is_empty() {
            self.renumber();
        }
    }

    /// The noun at token `i`.
    fn noun_at(&self, i: usize) -> Option<&Noun> {
        match self.at(i) {
            Some(Unit::Noun(n)) => self.nouns.get(n),
            _ => None,
        }
    }
}

/// The letters that an acronym stands for, folded: a figure repeats the letter behind it ("3R").
fn letters(acronym: &str) -> String {
    const MOST: usize = 9;
    let mut times = 1;
    let mut all = String::new();
    for c in folded(acronym).chars() {
        match c.to_digit(10) {
            Some(digit) => times = usize::try_from(digit).unwrap_or(1).min(MOST),
            None => all.extend(std::iter::repeat_n(c, std::mem::replace(&mut times, 1))),
        }
    }
    all
}

/// "la voie libre pour Irlande": whether a name is that of a country which its language gives an article, or a preposition that says where,
/// and has neither.
fn bare_state(page: &Page<'_>, name: &Name<'_>) -> bool {
    let grammar = page.grammar();
    let before = name.from.checked_sub(1).filter(|&i| i >= page.sentence_start(name.from));
    let led = |i: usize| {
        let word = page.lower(i);
        page.upos(i) == Upos::Det || grammar.of.contains(word) || grammar.locative.contains(word)
    };
    let state = name.known.first().is_some_and(|e| e.class == Class::State);
    grammar.adjective_after && state && page.after(name.from) >= name.to && !before.is_some_and(led)
}

impl Name<'_> {
    /// The country of its likeliest meaning.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        self.known.first().and_then(|entry| entry.country)
    }

    /// The meaning of one of these classes, the likelier first.
    pub fn meaning(&self, is: impl Fn(Class) -> bool) -> Option<&Entry<'_>> {
        self.known.iter().find(|entry| is(entry.class))
    }
}

/// What a word of nationality means that stands for some of a people.
const SOME_PEOPLE: Sense = Sense {
    class: NounClass::Members,
    kind: Some(ActorKind::Population),
    refers: Kinds::NONE,
    named: None,
    general: false,
    strong: false,
};

/// Finds names, nouns and adjectives of nationality in everything but credits and page furniture.
pub fn scan<'a>(page: &Page<'a>) -> Scan<'a> {
    let mut scanner = Scanner {
        page,
        scan: Scan { units: vec![None; page.len()], demonyms: vec![None; page.len()], ..Scan::default() },
        honorific: None,
        entity: 0,
    };
    let mut i = 0;
    while i < page.len() {
        i = if page.told(i) && !page.lower(i).is_empty() { scanner.step(i) } else { i + 1 };
    }
    let mut scan = scanner.scan;
    scan.settle();
    scan.recall(page);
    scan
}

struct Scanner<'p, 'a> {
    page: &'p Page<'a>,
    scan: Scan<'a>,
    /// The honorific that ends just before the current token.
    honorific: Option<(usize, Honorific)>,
    /// The first entity that does not lie before the current token.
    entity: usize,
}

impl<'a> Scanner<'_, 'a> {
    /// Reads what begins at token `i`; returns where to go on.
    fn step(&mut self, i: usize) -> usize {
        let page = self.page;
        if let Some(end) = self.honorific(i).or_else(|| self.channel(i)) {
            return end;
        }
        // Behind "Mme" even a trade is a surname.
        let noun = self.noun(i).filter(|_| self.honorific_at(i).is_none());
        let (known_to, known) = self.known(i);
        let noun_to = noun.map_or(i, |n| n.to);
        if let Some(entries) = known.is_empty().then(|| self.shortened(i)).flatten() {
            return self.name(i, page.after(i), entries);
        }
        let dateline = page.paragraph(i) == ParagraphKind::Dateline;
        if let Some(end) = self.body_by_entity(i, known_to, noun).filter(|_| !dateline) {
            let end = self.to_acronym(i, end).unwrap_or(end);
            return self.name(i, end, Vec::new());
        }
        let qualified = noun.is_some() && known_to == noun_to && self.of_another(i, known_to, &known)
            || self.of_people(i, known_to, &known);
        if known_to > i && known_to >= noun_to && !qualified {
            let nationality =
                known.first().filter(|e| matches!(e.class, Class::Adjective | Class::Inhabitants));
            if let Some(entry) = nationality {
                let country = entry.country;
                if self.some_people(i, known_to) {
                    self.scan.demonyms[i..known_to].fill(country);
                    let is = Is::Nominal(SOME_PEOPLE);
                    return self.push(Noun { from: i, to: known_to, is });
                }
                if let Some(people) = self.people(i, known_to, &known) {
                    let (from, to) = self.sort_of_people(i, known_to);
                    return self.name(from, to, vec![people]);
                }
                self.scan.demonyms[i..known_to].fill(country);
                return known_to;
            }
            if known.iter().all(|e| e.class == Class::Prefix) {
                return known_to;
            }
            let run = self.run(i);
            if run > known_to && self.wing_behind(known_to, &known) {
                return self.name(i, run, Vec::new());
            }
            if run > known_to && !self.body_inside(i, run) && self.part_of_longer(&known, known_to, run) {
                return self.name(i, run, Vec::new());
            }
            if self.inside_body(i, known_to, run, &known) || self.opens_body(i, known_to, &known) {
                return page.after(i);
            }
            return self.name(i, known_to, known);
        }
        if let Some(noun) = noun.filter(|_| !dateline) {
            if self.field_of_office(i, noun) {
                return noun.to;
            }
            return self.push(noun);
        }
        // "un soldat de l'opération Kern": what only names an operation is nobody, whatever stands before it.
        let run = if page.grammar().operations.contains(page.lower(i)) && page.capital(i) {
            self.capitals(page.after(i)).max(self.capitals(i))
        } else {
            self.capitals(i)
        };
        if self.opens_with(i, run, &page.grammar().operations) {
            return run;
        }
        let run = self.run(i);
        if run > i && !self.body_inside(i, run) && !self.before_acronym(i, run) {
            let end = self.to_acronym(i, run).unwrap_or(run);
            return self.name(i, end, Vec::new());
        }
        // "le Centre pour la paix (CPP)": of a lone noun with a capital the acronym tells.
        let thing = page.grammar().things.contains(page.lower(i));
        let told = page.capital(i) && self.nameable(i) && self.common_noun(i) && !thing;
        if let Some(end) = told.then(|| self.to_acronym(i, page.after(i))).flatten() {
            return self.name(i, end, Vec::new());
        }
        page.after(i)
    }

    /// "Campagne contre les mines (CCM)": where a name that only begins with a capital ends, if its acronym follows in brackets.
    fn to_acronym(&self, i: usize, run: usize) -> Option<usize> {
        const WORDS: usize = 12;
        const LETTERS: usize = 3;
        let page = self.page;
        let word = |n: usize| {
            let participle = page.tokens()[n].feats.verb_form == Some(VerbForm::Part);
            matches!(page.upos(n), Upos::Adp | Upos::Det | Upos::Noun | Upos::Adj | Upos::Propn | Upos::Cconj)
                || page.upos(n) == Upos::Verb && participle
        };
        let end = page.sentence_end(i).min(run + WORDS);
        let stop = (run..end).find(|&n| !word(n))?;
        // "Union pour l'eau, la terre et la mer (UETM)": commas where every word of weight has its letter.
        let listed = || {
            let open = (stop..end).find(|&n| page.lower(n) != "," && !word(n))?;
            (page.lower(open) == "(" && self.spelt(i, open) == letters(page.word(open + 1))).then_some(open)
        };
        let open = Some(stop).filter(|&n| n > run && page.lower(n) == "(").or_else(listed)?;
        let inner = open + 1;
        let initial = |n: usize| folded(page.word(n)).chars().next();
        let long = letters(page.word(inner)).chars().count() >= LETTERS;
        let acronym = page.acronym(inner) && long;
        // Of a foreign name, the acronym need not begin alike: "Centre européen des mines (ECM)".
        let shown = |c: char| letters(page.word(inner)).contains(c);
        let foreign = || {
            initial(i).is_some_and(shown)
                && self.spelt(i, open).chars().filter(|&c| shown(c)).count() >= LETTERS
        };
        let begins = || letters(page.word(inner)).chars().next() == initial(i);
        let told = acronym && page.lower(inner + 1) == ")" && (begins() || foreign());
        (told && page.grammar().adjective_after && !page.opens(i) && !self.page.person_at(i)).then_some(open)
    }

    /// The initials of the nouns and adjectives in `[from, to)`, folded.
    fn spelt(&self, from: usize, to: usize) -> String {
        let page = self.page;
        let weighty = |n: &usize| matches!(page.upos(*n), Upos::Noun | Upos::Adj | Upos::Propn);
        (from..to).filter(weighty).filter_map(|n| folded(page.word(n)).chars().next()).collect()
    }

    /// Notes a noun; returns where to go on.
    fn push(&mut self, noun: Noun) -> usize {
        self.scan.units[noun.from..noun.to].fill(Some(Unit::Noun(self.scan.nouns.len())));
        self.scan.nouns.push(noun);
        noun.to
    }

    /// "Action citoyenne", "General Workers' Alliance": one past the name of a body that begins at token `i`, which the entity
    /// recogniser is sure of, where small words or a possessive are part of it, so that no run of capitals shows it.
    fn body_by_entity(&self, i: usize, known_to: usize, noun: Option<Noun>) -> Option<usize> {
        let page = self.page;
        let (from, to) = (i, self.sure_body(i)?);
        let described = noun.is_some_and(|n| matches!(n.is, Is::Nominal(s) if s.class != NounClass::Members));
        let possessive = (from..to).any(|n| page.upos(n) == Upos::Part);
        let form = if page.grammar().noun_before_noun { possessive } else { !described };
        let lower = (from + 1..to).any(|n| !page.capital(n) && page.upos(n) != Upos::Punct);
        let plain = (from..to).all(|n| {
            !matches!(page.upos(n), Upos::Verb | Upos::Aux | Upos::Pron | Upos::Punct | Upos::Sconj)
        });
        let named = self.nameable(i) && !page.opens(i) && page.capital(i) && !page.titled(i);
        let thing = page.grammar().things.contains(page.lower(i)) || self.of_office(i);
        let complete = !matches!(page.upos(to - 1), Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part);
        (form && lower && plain && named && !thing && complete && to > known_to).then_some(to)
    }

    /// "ministère des Affaires boralaises": whether an article and a preposition join token `i` to a noun, whose field it is.
    fn of_office(&self, i: usize) -> bool {
        let page = self.page;
        let before = (page.sentence_start(i)..i).rev().find(|&n| page.upos(n) != Upos::Det);
        let Some(of) = before.filter(|&n| n + 1 < i && page.grammar().of.contains(page.lower(n))) else {
            return false;
        };
        (page.sentence_start(i)..of).rev().take(2).any(|n| self.scan.noun_at(n).is_some())
    }

    /// "ministre de la Justice", "Ministry of Police": whether the noun at token `i` is only what an office or its holder is for.
    fn field_of_office(&self, i: usize, noun: Noun) -> bool {
        let page = self.page;
        let body = matches!(noun.is, Is::Nominal(s) if s.class != NounClass::Members);
        let mut before = (page.sentence_start(i)..i)
            .rev()
            .filter(|&n| page.upos(n) != Upos::Det && !page.lower(n).is_empty());
        let of = before.next().filter(|&n| page.grammar().of.contains(page.lower(n)));
        let head = of.and_then(|_| before.find(|&n| self.scan.demonym(n).is_none()));
        body && head.is_some_and(|n| {
            page.grammar().fielded.contains(page.lemma(n)) || page.grammar().fielded.contains(page.lower(n))
        })
    }

    /// One past the name of several words that begins at token `i`, where the entity recogniser is sure that it is a body's.
    fn sure_body(&self, i: usize) -> Option<usize> {
        const SURE: u8 = 80;
        let entity = self.page.reading.analysis.entity_at(i)?;
        let (from, to) = entity.tokens;
        (entity.label.is_body() && from == i && to > i + 1 && entity.confidence >= SURE).then_some(to)
    }

    /// "le Congrès boralais", "the People's Congress": whether words beside the name of one body, which is a common noun, make it
    /// that of another.
    fn of_another(&self, from: usize, to: usize, known: &[Entry<'a>]) -> bool {
        let page = self.page;
        let body = known.first().is_some_and(|e| e.class.actor_kind() == Some(ActorKind::Government));
        if !body || to != page.after(from) {
            return false;
        }
        let country = known.first().and_then(|e| e.country);
        let same = |i: usize| page.reading.lexicon.gazetteer.country_by_adjective(page.lower(i)) == country;
        if page.grammar().adjective_after {
            let adjective = matches!(page.upos(to), Upos::Adj | Upos::X) && !page.capital(to);
            return adjective && !same(to)
                || page.grammar().name_links.contains(page.lower(to)) && {
                    page.tokens()[from].head != Some(to)
                        && page.upos(to) == Upos::Adp
                        && !page.grammar().locative.contains(page.lower(to))
                };
        }
        let Some(before) = from.checked_sub(1).filter(|&b| b >= page.sentence_start(from)) else {
            return false;
        };
        let owner = page.upos(before) == Upos::Part && before > 0 && self.scan.name_at(before - 1).is_none();
        let word = if owner { before - 1 } else { before };
        page.capital(word)
            && !page.opens(word)
            && !same(word)
            && matches!(page.upos(word), Upos::Propn | Upos::Noun | Upos::Adj)
    }

    /// "Democratic Party of Boralese (DPB)": whether the name of a party is that of the party of a people.
    fn of_people(&self, from: usize, to: usize, known: &[Entry<'a>]) -> bool {
        let page = self.page;
        let party = known.first().is_some_and(|e| e.class == Class::Organisation) && to > page.after(from);
        party
            && page.grammar().noun_before_noun
            && page.grammar().of.contains(page.lower(to))
            && page.capital(to + 1)
            && self.known(to + 1).1.iter().any(|e| e.class == Class::Inhabitants)
    }

    /// "Boral Serbs", "Grecs indépendants": the words around the name of a people `[from, to)` that say which of them.
    fn sort_of_people(&self, from: usize, to: usize) -> (usize, usize) {
        let page = self.page;
        let depends = |i: usize| {
            page.upos(i) == Upos::Adj && page.tokens()[i].head.is_some_and(|h| (from..to).contains(&h))
        };
        if page.grammar().adjective_after {
            let end = (to..page.sentence_end(from)).find(|&i| page.capital(i) || !depends(i));
            return (from, end.unwrap_or(to));
        }
        let before = from.checked_sub(1).filter(|&i| depends(i) && self.scan.demonym(i).is_some());
        (before.unwrap_or(from), to)
    }

    /// "FUB-Rénové": whether a hyphen joins another word with a capital to the name of a body that ends at `to`, so that it is
    /// another's.
    fn wing_behind(&self, to: usize, known: &[Entry<'a>]) -> bool {
        let page = self.page;
        let tokens = page.tokens();
        let body = known.first().and_then(|e| e.class.actor_kind()).is_some_and(|kind| {
            matches!(kind, ActorKind::ArmedGroup | ActorKind::Organisation | ActorKind::Military)
        });
        let joined = |i: usize| tokens.get(i).is_some_and(|t| t.span.start == tokens[i - 1].span.end);
        body && page.lower(to) == "-"
            && joined(to)
            && joined(to + 1)
            && page.capital(to + 1)
            && self.scan.demonym(to + 1).is_none()
            && self.known(to + 1).1.is_empty()
    }

    /// "the Marxist FUB": whether adjectives only stand before the acronym that ends the run `[from, to)`.
    fn before_acronym(&self, from: usize, to: usize) -> bool {
        let page = self.page;
        let last = to - 1;
        page.grammar().noun_before_noun
            && last > from
            && page.acronym(last)
            && !page.acronym(from)
            && (from..last).all(|i| page.upos(i) == Upos::Adj)
    }

    /// One past a channel of several words, which holds nobody: "communiqué de presse", "press conference".
    fn channel(&self, i: usize) -> Option<usize> {
        let page = self.page;
        let after = |n: usize| page.lower(i + 1 + n);
        let (_, more) =
            page.reading.words.channels.noun(page.lemma(i), after).filter(|&(_, more)| more > 0)?;
        let noun = page.upos(i) == Upos::Noun && !page.capital(i);
        noun.then(|| (0..more).fold(page.after(i), |at, _| page.after(at)))
    }

    fn honorific(&mut self, i: usize) -> Option<usize> {
        let page = self.page;
        let honorifics = &page.roles().honorifics;
        let with_stop = || {
            let next = page.after(i);
            (page.lower(next) == ".")
                .then(|| honorifics.get(page.lower(i)))
                .flatten()
                .map(|h| (page.after(next), *h))
        };
        let (end, honorific) =
            with_stop().or_else(|| honorifics.get(page.lower(i)).map(|h| (page.after(i), *h)))?;
        let before_name = page.capital(i) && page.capital(end);
        before_name.then(|| {
            self.honorific = Some((end, honorific));
            end
        })
    }

    /// The describing noun that begins at token `i`.
    fn noun(&self, i: usize) -> Option<Noun> {
        let page = self.page;
        if matches!(page.upos(i), Upos::Verb | Upos::Aux | Upos::Adv | Upos::Adp | Upos::Pron)
            && !page.capital(i)
        {
            return None;
        }
        let function = page.longest(&page.roles().functions, i).map(|(to, f)| (to, Is::Function(*f)));
        let function = function.or_else(|| self.prefixed(i));
        let nominal = page.longest(&page.nominals().nouns, i).map(|(to, s)| (to, Is::Nominal(*s)));
        let (to, is) = match (function, nominal) {
            (Some(f), Some(n)) => self.prefer(i, f, n),
            (f, n) => f.or(n)?,
        };
        // "Trésor Velmar": the first word of a name, without the article that the noun needs.
        let tokens = page.tokens();
        let before = i.checked_sub(1).map(|b| tokens[b].upos);
        let named = tokens.get(to).is_some_and(|t| t.deprel == Deprel::FlatName && t.head == Some(i));
        if named
            && tokens[i].upos == Upos::Propn
            && page.capital(i)
            && !matches!(before, Some(Upos::Det | Upos::Adp))
            && matches!(is, Is::Nominal(_))
        {
            return None;
        }
        let joined = |n: usize| page.lower(n) == "-" && tokens[n].span.start == tokens[n - 1].span.end;
        if page.grammar().noun_before_noun && to < page.len() && joined(to) {
            return None;
        }
        // A lone word that the tagger takes for an adjective qualifies another noun ("les forces rebelles"), but before a
        // person's name ("General Awa Keïta").
        let given = |n: usize| page.capital(n) && page.roles().given.contains_key(page.lower(n));
        let rank =
            || matches!(is, Is::Function(_)) && (self.page.person_at(to) || page.capital(i) && given(to));
        let adjective = page.upos(i) == Upos::Adj && to == page.after(i) && !rank();
        (!adjective || !self.qualifies(i, to)).then_some(Noun { from: i, to, is })
    }

    /// Between a function and a class noun of the same words: several people are a group, one is a person.
    fn prefer(&self, i: usize, function: (usize, Is), nominal: (usize, Is)) -> (usize, Is) {
        if function.0 != nominal.0 {
            return if function.0 > nominal.0 { function } else { nominal };
        }
        let members = matches!(nominal.1, Is::Nominal(s) if s.class == NounClass::Members);
        let plural = self.page.tokens()[i].feats.number == Some(Number::Plur);
        if members && plural { nominal } else { function }
    }

    /// A function with a prefix: "vice-président".
    fn prefixed(&self, i: usize) -> Option<(usize, Is)> {
        let page = self.page;
        let rest = |word: &str| {
            page.roles()
                .prefixes
                .iter()
                .find_map(|p| word.strip_prefix(p.as_str()))
                .map(smol_str::SmolStr::new)
        };
        let known = |word: &str| page.roles().functions.get(&rest(word)?).copied();
        let function = known(page.lemma(i)).or_else(|| known(page.lower(i)))?;
        Some((page.after(i), Is::Function(function)))
    }

    /// Whether an adjective stands beside the noun that it qualifies.
    fn qualifies(&self, i: usize, to: usize) -> bool {
        let page = self.page;
        let after = page.grammar().adjective_after;
        // "huit policiers macédoniens": behind a number stands what it counts.
        if after && i > page.sentence_start(i) && page.numeral(i - 1) {
            return matches!(page.upos(to), Upos::Noun | Upos::Propn);
        }
        let noun = |n: usize| matches!(page.upos(n), Upos::Noun | Upos::Propn | Upos::Adj) && n < page.len();
        let before = after && i > page.sentence_start(i) && noun(i - 1);
        before || noun(to) || page.tokens()[i].deprel == Deprel::Cop
    }

    /// What the gazetteer knows by the words from token `i` on.
    fn known(&self, i: usize) -> (usize, Vec<Entry<'a>>) {
        let page = self.page;
        let end = page.sentence_end(i);
        let lexicon = page.reading.lexicon;
        let grammatical = matches!(
            page.upos(i),
            Upos::Verb
                | Upos::Aux
                | Upos::Adv
                | Upos::Pron
                | Upos::Det
                | Upos::Sconj
                | Upos::Cconj
                | Upos::Intj
        );
        // No name of several words begins with such a one in lower case.
        if grammatical && !page.capital(i) {
            return (i, Vec::new());
        }
        let found = lexicon.gazetteer.longest(|n| (i + n < end).then(|| page.word(i + n)));
        let Some(found) = found else { return (i, Vec::new()) };
        // "TOUT LE MONDE": a medium has no capital there that other words lack.
        let medium = found.entries.first().is_some_and(|e| e.class == Class::Media);
        if medium && found.words > 1 && self.shouted(i) {
            return (i, Vec::new());
        }
        let to = (i + found.words..end).find(|&n| !page.lower(n).is_empty()).unwrap_or(end);
        // A word that a sentence opens with, or that is no noun in it, only looks like the name that it spells.
        if to == page.after(i) && grammatical && page.opens(i) {
            return (i, Vec::new());
        }
        (to, found.entries)
    }

    /// "North and South Korea": what the first word of a name means that shares its last words with the name behind "and".
    fn shortened(&self, i: usize) -> Option<Vec<Entry<'a>>> {
        let page = self.page;
        let and = page.after(i);
        let second = page.after(and);
        if !page.capital(i) || page.upos(and) != Upos::Cconj || !page.capital(second) {
            return None;
        }
        let (end, whole) = self.known(second);
        let class = whole.first().map(|e| e.class).filter(|_| end > page.after(second))?;
        let mut name = page.word(i).to_owned();
        for n in (page.after(second)..end).filter(|&n| !page.word(n).is_empty()) {
            name.push(' ');
            name.push_str(page.word(n));
        }
        let entries = page.reading.lexicon.gazetteer.meanings(&name);
        entries.first().is_some_and(|e| e.class == class).then_some(entries)
    }

    /// One past the run of capitalised words that begins at token `i`; `i` where there is none or it names a thing.
    fn run(&self, i: usize) -> usize {
        let to = self.capitals(i);
        if self.names_thing(i, to) { i } else { to }
    }

    /// Whether the run of capitalised words `[from, to)` names a thing: a war, a treaty.
    fn names_thing(&self, from: usize, to: usize) -> bool {
        let (page, grammar) = (self.page, self.page.grammar());
        let head = if grammar.noun_before_noun { to.saturating_sub(1) } else { from };
        to > from && grammar.things.contains(page.lower(head))
            // "the National Conference" may be a party.
            && self.sure_body(from) != Some(to)
    }

    /// Whether the run of capitalised words `[from, to)` starts with one of `words` and goes on.
    fn opens_with(&self, from: usize, to: usize, words: &HashSet<SmolStr>) -> bool {
        to > self.page.after(from) && words.contains(self.page.lower(from))
    }

    /// One past the run of capitalised words that begins at token `i`, whatever it names; `i` where there is none.
    fn capitals(&self, i: usize) -> usize {
        let page = self.page;
        if !self.nameable(i)
            || (page.opens(i) && page.upos(i) != Upos::Propn && self.honorific_at(i).is_none())
        {
            return i;
        }
        let field = || self.field(i) || self.before_holder(i);
        // "Western officials", "the Six Days": words that are capitalised with the noun they belong to.
        let adjective =
            page.upos(i) == Upos::Adj && page.upos(page.after(i)) == Upos::Noun && !page.capital(i + 1);
        let counted = i > 0 && page.capital(i - 1) && page.upos(i - 1) == Upos::Num;
        if page.upos(i) == Upos::Verb && !self.given_before_name(i)
            || adjective
            || counted
            || page.roman_ordinal(i)
            || self.pair_of_states(i)
            || self.common_noun(i)
            || self.shouted(i)
            || field()
        {
            return i;
        }
        let (mut to, mut at) = (page.after(i), page.after(i));
        let end = page.sentence_end(i);
        while at < end {
            let joined = page.tokens()[at].span.start == page.tokens()[at - 1].span.end;
            if self.nameable(at) || joined && self.hyphenated(i, at) {
                // "ministre de la Défense Awa Keïta": the name of a person begins behind what is no part of it.
                let apart = page.upos(i) != Upos::Propn || self.before_holder(i);
                if self.page.person_at(at) && apart && !page.roles().given.contains_key(page.lower(i)) {
                    break;
                }
                // "Paul Berger": a surname that means a trade, behind a given name alone.
                let person = || {
                    let entity = page.reading.analysis.entity_at(i);
                    entity.is_some_and(|e| e.label == EntityLabel::Person && e.tokens == (i, page.after(at)))
                };
                let surname = to == page.after(i)
                    && (page.roles().given.contains_key(page.lower(i)) || person())
                    && !page.capital(page.after(at));
                if !surname && self.noun(at).is_some_and(|n| matches!(n.is, Is::Function(_))) {
                    break;
                }
                at = page.after(at);
                to = at;
            } else if (joined && matches!(page.lower(at), "-" | "'"))
                || page.lower(at) == "&" && page.capital(at + 1)
                || self.particle(at)
            {
                at = page.after(at);
            } else if let Some(end) = self.nickname(at) {
                at = end;
            } else {
                break;
            }
            if at > to + 4 {
                break;
            }
        }
        to
    }

    /// Whether token `at` behind a hyphen goes on with the name that begins at token `i`: Anton-Brek, Brek Tae-hun.
    fn hyphenated(&self, i: usize, at: usize) -> bool {
        let page = self.page;
        let behind = at > i + 1 && page.lower(at - 1) == "-";
        let several =
            at > i + 2 && matches!(page.upos(at), Upos::Noun | Upos::X) && page.upos(at + 1) != Upos::Noun;
        behind && (page.upos(at) == Upos::Propn || several)
    }

    /// "Said Velmar": whether token `i`, within a sentence, is a given name that the tagger takes for a verb.
    fn given_before_name(&self, i: usize) -> bool {
        let page = self.page;
        let given = page.roles().given.contains_key(page.lower(i));
        given && !page.opens(i) && page.upos(i + 1) == Upos::Propn && page.capital(i + 1)
    }

    /// One past the marks around a word or two inside a name: Anton "Tony" Brek.
    fn nickname(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let mark = |i: usize| is_mark(page.word(i));
        let close = (at + 2..at + 4).find(|&i| mark(i)).filter(|_| mark(at))?;
        let inside = (at + 1..close).all(|i| page.capital(i));
        (inside && page.upos(close + 1) == Upos::Propn && page.capital(close + 1)).then_some(close + 1)
    }

    /// "US-China", "Arménie-Azerbaïdjan": two states that a hyphen joins name no third.
    fn pair_of_states(&self, i: usize) -> bool {
        let gazetteer = &self.page.reading.lexicon.gazetteer;
        let state = |part: &str| {
            gazetteer
                .meanings(part)
                .iter()
                .any(|e| matches!(e.class, Class::State | Class::Capital | Class::Adjective))
        };
        let word = self.page.word(i);
        word.contains(['-', '–']) && word.split(['-', '–']).all(|part| !part.is_empty() && state(part))
    }

    /// "Secrétaire à l'Intérieur": what a function is for, behind preposition and article.
    fn field(&self, i: usize) -> bool {
        let page = self.page;
        let (Some(article), Some(preposition)) = (i.checked_sub(1), i.checked_sub(2)) else { return false };
        page.upos(article) == Upos::Det
            && page.grammar().also.contains(page.lower(preposition))
            && !page.capital(page.after(i))
            && self.titled(preposition)
    }

    /// Whether token `i` is a small word inside a name. Prepositions and articles are, only where the tagger, the
    /// parser or the entity recogniser takes them for part of it.
    fn particle(&self, i: usize) -> bool {
        let page = self.page;
        let (grammar, word) = (page.grammar(), page.lower(i));
        let common = grammar.of.contains(word) || grammar.definite.contains(word);
        let person = || {
            let entity = page.reading.analysis.entity_at(i);
            entity.is_some_and(|e| e.label == EntityLabel::Person && e.tokens.0 < i && i + 1 < e.tokens.1)
        };
        let inside = || {
            page.upos(i) == Upos::Propn
                || matches!(page.tokens()[i].deprel, Deprel::FlatName | Deprel::Flat | Deprel::FlatForeign)
                || person()
        };
        grammar.particles.contains(word) && (!common || inside())
    }

    /// Whether token `i` may be part of a name that nobody knows.
    fn nameable(&self, i: usize) -> bool {
        let page = self.page;
        page.capital(i)
            && !self.only_titled(i)
            && matches!(page.upos(i), Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Verb | Upos::Num)
            && (!page.grammar().not_names.contains(page.lower(i)) || self.page.person_at(i))
            && !page.roles().qualifiers.contains(page.lower(i))
            && !self.points(i)
            && (!page.dated(i) || self.double_name(i))
            && !page.reading.words.numbers.units.contains_key(page.lower(i))
            && (page.upos(i) == Upos::Num || !page.numeral(i))
            && self.scan.demonyms[i].is_none()
    }

    /// "le théâtre Sud": whether a point of the compass right behind a noun only says which of several it is.
    fn points(&self, i: usize) -> bool {
        let page = self.page;
        let noun = i.checked_sub(1).filter(|&b| b >= page.sentence_start(i));
        page.grammar().adjective_after
            && page.nominals().parts.contains(page.lower(i))
            && noun.is_some_and(|b| page.upos(b) == Upos::Noun && !page.capital(b))
            && !page.capital(i + 1)
    }

    /// "Jan-Anton": whether a hyphen joins what might be a month to the rest of a given name.
    fn double_name(&self, i: usize) -> bool {
        let (page, tokens) = (self.page, self.page.tokens());
        let joined = |n: usize| tokens.get(n).is_some_and(|t| t.span.start == tokens[n - 1].span.end);
        let given = page.roles().given.contains_key(page.lower(i));
        given
            && page.lower(i + 1) == "-"
            && joined(i + 1)
            && joined(i + 2)
            && page.capital(i + 2)
            && !page.dated(i + 2)
    }

    /// Whether token `i` has its capital only from a heading that gives one to every word: no person's name in it, and
    /// nowhere written like a name in what follows.
    fn only_titled(&self, i: usize) -> bool {
        let page = self.page;
        let entity = || page.reading.analysis.entity_at(i);
        let person = || entity().is_some_and(|e| e.label == EntityLabel::Person);
        page.titled(i) && !page.acronym(i) && !person() && !page.named_elsewhere(i)
    }

    /// The meaning of a word of nationality that stands for people: "les Maliens", not "les soldats maliens".
    fn people(&self, from: usize, to: usize, known: &[Entry<'a>]) -> Option<Entry<'a>> {
        let page = self.page;
        let noun = matches!(page.upos(from), Upos::Noun | Upos::Propn);
        let qualifies = page.grammar().noun_before_noun
            && (matches!(page.upos(to), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
                || page.lower(to) == "-");
        let several = page.tokens()[from].feats.number != Some(Number::Sing) || self.plural_of_people(from);
        let inhabitants = || known.iter().find(|e| e.class == Class::Inhabitants).copied();
        (noun && several && !qualifies && page.capital(from)).then(inhabitants).flatten()
    }

    /// Whether the word at `i` is that of one inhabitant of a country with the ending of the plural.
    fn plural_of_people(&self, i: usize) -> bool {
        let gazetteer = &self.page.reading.lexicon.gazetteer;
        let word = self.page.word(i);
        let mut one =
            self.page.grammar().plurals.iter().filter_map(|ending| word.strip_suffix(ending.as_str()));
        one.any(|one| gazetteer.meanings(one).iter().any(|e| e.class == Class::Inhabitants))
    }

    /// "four Germans", "une Palestinienne": whether the word of nationality `[from, to)` means some of a people, whom a number or an
    /// indefinite article brings in.
    fn some_people(&self, from: usize, to: usize) -> bool {
        const WORDS: usize = 3;
        let (page, grammar) = (self.page, self.page.grammar());
        let tokens = page.tokens();
        let start = page.sentence_start(from).max(from.saturating_sub(WORDS));
        let between = |i: &usize| !page.numeral(*i) && matches!(page.upos(*i), Upos::Adj | Upos::Adv);
        let Some(first) = (start..from).rev().find(|i| !between(i)) else { return false };
        // "the two Koreas", "US and Israeli forces": it qualifies a noun on one side or the other.
        let next = if page.upos(to) == Upos::Cconj { page.after(to) } else { to };
        let noun = |i: usize| matches!(page.upos(i), Upos::Noun | Upos::Propn | Upos::Adj);
        let qualifies = grammar.noun_before_noun && (noun(next) || page.lower(to) == "-")
            || grammar.adjective_after && to == next && matches!(page.upos(to), Upos::Noun | Upos::Propn);
        let counted = page.numeral(first) && {
            let head = |i: usize| tokens[i].head;
            head(first) == Some(from) || head(from) == Some(first) || head(first) == head(from)
        };
        let one = page.upos(first) == Upos::Det
            && grammar.indefinite.contains(page.reading.lower(first))
            && tokens[first].feats.number != Some(Number::Plur)
            && !self.plural_of_people(from);
        let capital = page.capital(from) || counted && first + 1 == from;
        !qualifies && capital && (counted || one)
    }

    /// Whether a known name is only the beginning of the run of capitals that goes on to `run`: "Israel Ndiaye",
    /// but not "AFP Awa Ndiaye".
    fn part_of_longer(&self, known: &[Entry<'a>], known_to: usize, run: usize) -> bool {
        let place = known.first().is_some_and(|e| e.class.is_place());
        let state = |i: usize| {
            self.known(i).1.first().is_some_and(|e| matches!(e.class, Class::State | Class::Capital))
        };
        let mut rest = (known_to..run).filter(|&i| self.page.capital(i));
        // "Foreign Secretary Awa Diallo-Kern": behind a title, whatever its length.
        let titled = || self.titled(known_to - 1);
        let longer = place && rest.next().is_some_and(|i| !state(i)) && (rest.next().is_none() || titled());
        longer || self.full_person(known, known_to, run)
    }

    /// "Rafale Brek", "Anton Brek Diallo": whether what the entity recogniser takes for a person's name in full goes on behind the
    /// known name that ends at `known_to`, to `run`.
    fn full_person(&self, known: &[Entry<'a>], known_to: usize, run: usize) -> bool {
        let entity = self.page.reading.analysis.entity_at(known_to - 1);
        let whole = entity
            .is_some_and(|e| e.label == EntityLabel::Person && e.tokens.0 < known_to && e.tokens.1 == run);
        let name = known.first().is_some_and(|e| {
            matches!(
                e.class,
                Class::Person | Class::Organisation | Class::Media | Class::ArmedGroup | Class::Monitor
            )
        });
        whole && name
    }

    /// "the Boral Liberation Front": whether a known name of one word stands in the middle of the name of a body, which goes on to
    /// `run`; "the Iranian Security Council": whether the name of a body between states is that of a body of one.
    fn inside_body(&self, i: usize, known_to: usize, run: usize, known: &[Entry<'a>]) -> bool {
        let page = self.page;
        let Some(before) = i.checked_sub(1).filter(|&b| page.grammar().noun_before_noun && page.capital(b))
        else {
            return false;
        };
        let same = page.sentence_start(before) == page.sentence_start(i);
        let word =
            known.first().is_some_and(|e| matches!(e.class, Class::Media | Class::City | Class::Person));
        let middle = run > known_to && word && self.scan.at(before).is_none() && self.body_inside(i, run);
        let body = known.first().is_some_and(|e| e.class == Class::International);
        let national = body && self.scan.demonym(before).is_some() && self.body_inside(i, known_to);
        same && (middle || national)
    }

    /// "the Boral Liberation Front", "le Front de la Libération": whether the name of a medium or a person is only a word of the
    /// name of a body that goes on behind it or that a noun begins before it.
    fn opens_body(&self, from: usize, to: usize, known: &[Entry<'a>]) -> bool {
        let page = self.page;
        if known.first().is_none_or(|e| e.class != Class::Media) {
            return false;
        }
        if page.grammar().noun_before_noun {
            let last = to - 1;
            let run = self.run(last);
            let noun = |i: usize| self.noun(i).map(|n| n.is);
            // "the Times newspaper" is a medium, "the Nation Party" is none.
            let body = |is| matches!(is, Is::Nominal(s) if s.class != NounClass::Members && s.named != Some(ActorKind::Media));
            return (to..run).filter_map(noun).any(body);
        }
        let before = (page.sentence_start(from)..from).rev().filter(|&i| !page.lower(i).is_empty());
        let mut before = before.skip_while(|&i| page.upos(i) == Upos::Det);
        let of = before.next().filter(|&i| page.grammar().of.contains(page.lower(i)));
        let head = of.and_then(|_| before.next()).filter(|&i| page.capital(i));
        let body = |n: &Noun| matches!(n.is, Is::Nominal(s) if s.named == Some(ActorKind::ArmedGroup) || s.named == Some(ActorKind::Organisation));
        head.and_then(|i| self.scan.noun_at(i)).is_some_and(body)
    }

    /// A lone noun with a capital behind its article, such as the field of a ministry, names nobody.
    fn common_noun(&self, i: usize) -> bool {
        let page = self.page;
        page.upos(i) == Upos::Noun && i > 0 && page.upos(i - 1) == Upos::Det && !page.capital(page.after(i))
    }

    /// "ministre de la Défense Awa Keïta": whether token `i` is the field of an office and the name comes behind it.
    fn before_holder(&self, i: usize) -> bool {
        let page = self.page;
        let Some(article) = i.checked_sub(1).filter(|&a| page.upos(a) == Upos::Det) else { return false };
        let start = page.sentence_start(i);
        let of = (start..=article).rev().take(3).find(|&n| page.grammar().of.contains(page.lower(n)));
        let office = |n: usize| self.scan.noun_at(n).is_some_and(|noun| matches!(noun.is, Is::Function(_)));
        let titled = of.is_some_and(|of| (start..of).rev().take(2).any(office));
        titled && page.capital(page.after(i))
    }

    /// Whether token `i` stands in a heading that is all in capitals.
    fn shouted(&self, i: usize) -> bool {
        let page = self.page;
        if !page.word(i).chars().all(|c| !c.is_lowercase()) {
            return false;
        }
        let around = page.sentence_start(i)..page.sentence_end(i);
        around.len() > 1
            && around.into_iter().take(12).all(|n| page.word(n).chars().all(|c| !c.is_lowercase()))
    }

    fn honorific_at(&self, i: usize) -> Option<Honorific> {
        self.honorific.filter(|(at, _)| *at == i).map(|(_, h)| h)
    }

    /// Whether a run of capitals holds a noun that makes it the description of a body ("Gulf Peace Forum").
    fn body_inside(&self, from: usize, to: usize) -> bool {
        self.page.grammar().noun_before_noun
            && (from + 1..to).any(|i| {
                self.noun(i).is_some_and(|n| matches!(n.is, Is::Nominal(s) if s.class != NounClass::Members))
            })
    }

    fn name(&mut self, from: usize, to: usize, mut known: Vec<Entry<'a>>) -> usize {
        let honorific = self.honorific_at(from);
        let town = |e: &Entry<'_>| e.class.is_place() && e.class.actor_kind().is_none();
        // "President Velmar": who is titled like a person is no town.
        let named = self.page.grammar().noun_before_noun;
        let person = |scanner: &mut Self| named || scanner.recognised(from, to) == Some(Guess::Person);
        if known.first().is_some_and(town) && (self.aged(to) || self.titled(from) && person(self)) {
            known.clear();
        }
        let guess = if known.is_empty() { self.guess(from, to, honorific) } else { Guess::Unknown };
        if self.titled(from) {
            self.scan.titled.insert(from);
        }
        self.scan.units[from..to].fill(Some(Unit::Name(self.scan.names.len())));
        self.scan.names.push(Name { from, to, known, guess, honorific });
        to
    }

    fn guess(&mut self, from: usize, to: usize, honorific: Option<Honorific>) -> Guess {
        let page = self.page;
        if honorific.is_some() || self.titled(from) || self.aged(to) {
            return Guess::Person;
        }
        if self.opens_with(from, to, &page.grammar().vessels) {
            return Guess::Body(Some(ActorKind::Military));
        }
        let seen = self.recognised(from, to);
        // "sur l'A8": roads, machines and rules have letters with figures.
        let figures = page.word(from).contains(|c: char| c.is_ascii_digit());
        if figures
            && page.after(from) >= to
            && page.acronym(from)
            && matches!(seen, None | Some(Guess::Place))
        {
            return Guess::Unknown;
        }
        let listed = || seen != Some(Guess::Person) && self.listed(from);
        if page.paragraph(from) == ParagraphKind::Dateline || self.region_behind(to) || listed() {
            return Guess::Place;
        }
        if page.after(from) < to && seen != Some(Guess::Person) && self.among_people(from) {
            return Guess::Person;
        }
        if seen == Some(Guess::Person) && self.surely_person(from, to) {
            return Guess::Person;
        }
        // After a preposition that may also introduce a recipient the recogniser knows better.
        if let Some(guess) = seen.filter(|_| !self.located(from) || self.receives(from)) {
            let first = page.lower(from);
            let given = page.roles().given.contains_key(first) && !page.grammar().particles.contains(first);
            let given = given && guess == Guess::Place;
            return if given { Guess::Person } else { guess };
        }
        let single = page.after(from) >= to;
        if single && page.acronym(from) {
            return Guess::Body(None);
        }
        if !single && from > 0 && page.grammar().definite.contains(page.reading.lower(from - 1)) {
            return if self.located(from) { Guess::Place } else { Guess::Body(None) };
        }
        if self.located(from) || self.region_inside(from, to) {
            return Guess::Place;
        }
        // "Shia Muslim worshippers": what qualifies a common noun is hardly a person.
        let qualifies = page.grammar().noun_before_noun
            && page.upos(to) == Upos::Noun
            && page.tokens()[to - 1].head.is_some_and(|h| (to..to + 3).contains(&h));
        if single || qualifies && seen != Some(Guess::Person) { Guess::Unknown } else { Guess::Person }
    }

    /// Whether the entity recogniser is sure that the words `[from, to)` are somebody's name in full, wherever they stand.
    fn surely_person(&self, from: usize, to: usize) -> bool {
        const SURE: u8 = 90;
        let page = self.page;
        let entity = page.reading.analysis.entity_at(from);
        let sure = entity.is_some_and(|e| e.tokens == (from, to) && e.confidence >= SURE);
        sure && page.after(from) < to && page.roles().given.contains_key(page.lower(from))
    }

    /// "Awa, 34, teaches", "Awa (34 ans)": whether an age follows the name that ends at `to`.
    fn aged(&self, to: usize) -> bool {
        const OLDEST: u8 = 119;
        let page = self.page;
        let years = |i: usize| page.word(i).parse::<u8>().is_ok_and(|n| (1..=OLDEST).contains(&n));
        let number = to + 1;
        if !matches!(page.lower(to), "," | "(") || !years(number) {
            return false;
        }
        let counts = page.reading.words.numbers.measures.contains(page.lemma(number + 1));
        let end = if counts { number + 2 } else { number + 1 };
        matches!(page.lower(end), "," | ")" | "." | ";")
    }

    /// Whether a function ends just before token `i`.
    fn titled(&self, i: usize) -> bool {
        i > 0
            && matches!(self.scan.at(i - 1), Some(Unit::Noun(n)) if matches!(self.scan.nouns[n].is, Is::Function(_)))
    }

    /// "the Boral valley": whether a noun for a sort of place follows the name that ends at `to`.
    fn region_behind(&self, to: usize) -> bool {
        let page = self.page;
        let region = |i: usize| i < page.len() && page.nominals().regions.contains(page.lemma(i));
        // "the Kern oil field"
        let noun = |i: usize| page.upos(i) == Upos::Noun && !page.capital(i) && self.noun(i).is_none();
        let behind = |i: usize| region(i) || noun(i) && region(page.after(i));
        // "the Kern and Boral fields"
        let second = page.after(to);
        let joined = || page.upos(to) == Upos::Cconj && page.capital(second);
        let shared = || {
            let end = self.capitals(second);
            let last = if region(end) { end } else { page.after(end) };
            behind(end) && page.tokens().get(last).is_some_and(|t| t.feats.number == Some(Number::Plur))
        };
        page.grammar().noun_before_noun && to < page.len() && (behind(to) || joined() && shared())
    }

    /// "Demilitarised Zone", "Monts Orans": whether the noun that heads a name means a sort of place.
    fn region_inside(&self, from: usize, to: usize) -> bool {
        let page = self.page;
        let head = if page.grammar().noun_before_noun { to - 1 } else { from };
        // "Mount Kern", "Camp Boral": in front as well.
        to > from + 1
            && (page.nominals().regions.contains(page.lemma(head))
                || page.nominals().regions.contains(page.lower(from)))
    }

    /// Whether a name goes on a list of places, or is in apposition to a noun for places: "les villages de Bour et
    /// Dam", "deux bourgs voisins, Bour et Dam".
    fn listed(&self, from: usize) -> bool {
        let page = self.page;
        let place = |n: &Name<'_>| {
            n.guess == Guess::Place
                || n.known.first().is_some_and(|e| e.class.is_place() && e.class.actor_kind().is_none())
        };
        let joined = from > 1 && (page.lower(from - 1) == "," || page.upos(from - 1) == Upos::Cconj);
        let neighbour = || self.scan.name_at(from - 2).is_some_and(|n| place(&self.scan.names[n]));
        let token = &page.tokens()[from];
        let beside = matches!(token.deprel.base(), Deprel::Appos | Deprel::Nmod | Deprel::Conj);
        let head = token.head.filter(|&h| beside && h < from && !page.acronym(from));
        (joined && neighbour()) || head.is_some_and(|h| page.nominals().regions.contains(page.lemma(h)))
    }

    /// "Awa Keïta, Anton Brek and Idriss Tahir": whether a name goes on a list of people named in full.
    fn among_people(&self, from: usize) -> bool {
        let page = self.page;
        let mut before = (page.sentence_start(from)..from).rev().filter(|&i| !page.lower(i).is_empty());
        let Some(nearest) = before.next() else { return false };
        let mut at = before.next();
        if page.upos(nearest) == Upos::Cconj && at.is_some_and(|i| page.lower(i) == ",") {
            at = before.next();
        }
        let joins = page.upos(nearest) == Upos::Cconj || page.lower(nearest) == ",";
        let person =
            |n: &Name<'_>| n.known.is_empty() && n.guess == Guess::Person && page.after(n.from) < n.to;
        joins && at.and_then(|i| self.scan.name_at(i)).is_some_and(|n| person(&self.scan.names[n]))
    }

    /// Whether a preposition of place stands before token `i`.
    fn located(&self, i: usize) -> bool {
        let page = self.page;
        let (grammar, nominals) = (page.grammar(), page.nominals());
        let start = page.sentence_start(i);
        let mut before =
            (start..i).rev().filter(|&n| !(page.upos(n) == Upos::Det || page.lower(n).is_empty()));
        // "le Front Kern": written like a name, the sort of place is one of body.
        let body = |n: usize| {
            let sense = nominals.nouns.get(&SmolStr::new(page.lemma(n)));
            page.capital(n) && sense.is_some_and(|s| s.named.is_some() && s.kind.is_none())
        };
        let says_where = |n: usize| {
            grammar.locative.contains(page.lower(n))
                || grammar.locative.contains(page.lemma(n))
                || nominals.regions.contains(page.lemma(n)) && !body(n)
        };
        let Some(nearest) = before.next() else { return false };
        says_where(nearest)
            || (grammar.of.contains(page.lower(nearest))
                && before.next().is_some_and(|n| says_where(n) || nominals.parts.contains(page.lemma(n))))
    }

    /// Whether what governs token `i` takes a recipient: "a déclaré à Awa Keïta".
    fn receives(&self, i: usize) -> bool {
        let page = self.page;
        let receive = &page.grammar().receive;
        let head = page.tokens()[i].head.filter(|&h| h < i);
        let before = i.checked_sub(2).filter(|&n| n >= page.sentence_start(i));
        head.into_iter().chain(before).any(|n| receive.contains(page.lemma(n)))
    }

    /// What the entity recogniser says of these tokens.
    fn recognised(&mut self, from: usize, to: usize) -> Option<Guess> {
        let entities = &self.page.reading.analysis.entities;
        while entities.get(self.entity).is_some_and(|e| e.tokens.1 <= from) {
            self.entity += 1;
        }
        let entity = entities.get(self.entity).filter(|e| e.tokens.0 < to && e.confidence >= 60)?;
        Some(match entity.label {
            EntityLabel::Person => Guess::Person,
            EntityLabel::Location => Guess::Place,
            EntityLabel::Organisation | EntityLabel::Misc => Guess::Body(None),
            EntityLabel::ArmedGroup => Guess::Body(Some(ActorKind::ArmedGroup)),
            EntityLabel::Government => Guess::Body(Some(ActorKind::Government)),
            EntityLabel::Military => Guess::Body(Some(ActorKind::Military)),
            EntityLabel::Media => Guess::Body(Some(ActorKind::Media)),
            EntityLabel::International => Guess::Body(Some(ActorKind::International)),
        })
    }
}
