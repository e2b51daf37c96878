//! Noun phrases around the nouns that describe actors: where they begin and end, and what they say.

use smol_str::SmolStr;

use super::page::Page;
use super::scan::{Guess, Is, Noun, Scan, Unit};
use crate::dispatch::{ActorKind, Country, ParagraphKind};
use crate::language::{Deprel, Gender, Number, Token, Upos, VerbForm};
use crate::lexicon::gazetteer::{Class, folded};
use crate::lexicon::nominals::{NounClass, Sense};
use crate::lexicon::roles::Function;

/// A noun phrase whose head describes an actor.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a plain fact about the phrase, none excludes another"
)]
pub struct Phrase {
    /// What the head is.
    pub is: Is,
    /// First token, determiner or possessor included.
    pub from: usize,
    /// First token without determiner.
    pub core: usize,
    /// First token of the noun.
    pub head: usize,
    /// One past its last token.
    pub head_to: usize,
    /// One past the last token of noun and adjectives.
    pub to: usize,
    /// One past the last token with the complements that belong to the description.
    pub full: usize,
    /// How it is introduced.
    pub reach: Reach,
    /// Whether it means several.
    pub plural: bool,
    /// The gender of the noun in the grammar.
    pub gender: Option<Gender>,
    /// The countries that its adjectives tell, in order.
    pub countries: Vec<Country>,
    /// The kind, modifiers considered.
    pub kind: Option<ActorKind>,
    /// Whose it is: possessor or first complement.
    pub of: Option<Unit>,
    /// The place that it is said to be in.
    pub at: Option<Unit>,
    /// Whether it is written like a name.
    pub proper: bool,
    /// Whether it qualifies another noun ("army" in "army spokesman").
    pub inside: bool,
    /// Whether an adjective or a complement says more than the noun.
    pub qualified: bool,
    /// Whether a word says that it is of several countries, or of another.
    pub foreign: bool,
}

/// How a noun phrase is introduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Points back to what is known.
    Definite,
    /// Introduces somebody.
    Indefinite,
    /// Somebody's own: "its army".
    Own,
    /// No determiner.
    Bare,
}

impl Phrase {
    /// What two phrases for the same body share.
    pub fn key(&self, page: &Page<'_>) -> SmolStr {
        self.cause(page).unwrap_or_else(|| key(page, self.head, self.head_to))
    }

    /// What fighters are called by, be it as a noun or as an adjective: "les rebelles", "des factions rebelles".
    pub fn cause(&self, page: &Page<'_>) -> Option<SmolStr> {
        let fighters = self.kind == Some(ActorKind::ArmedGroup) && self.plural && !self.proper;
        let causes = &page.nominals().causes;
        let mut words = (self.core..self.to).filter(|_| fighters).map(|i| page.lemma(i));
        words.find(|word| causes.contains(*word)).map(SmolStr::new)
    }
}

/// What the noun in the tokens `[from, to)` shares with others for the same body: its lemmas, or what stands for all
/// nouns that may name it.
pub fn key(page: &Page<'_>, from: usize, to: usize) -> SmolStr {
    let same = &page.nominals().same;
    let key = if to == page.after(from) {
        if let Some(shared) = same.get(page.lower(from)) {
            return shared.clone();
        }
        SmolStr::new(page.lemma(from))
    } else {
        let words: Vec<&str> = (from..to).map(|i| page.lemma(i)).collect();
        words.join(" ").into()
    };
    same.get(&key).cloned().unwrap_or(key)
}

/// Whether a noun heads the names of parties, groups and the like, which anybody may call by words of any sort.
fn body(is: Is) -> bool {
    let named = |sense: Sense| match sense.class {
        NounClass::Members => None,
        NounClass::General => sense.named.or(sense.kind),
        NounClass::Body => sense.kind,
    };
    let bodies = [ActorKind::Organisation, ActorKind::ArmedGroup, ActorKind::International];
    matches!(is, Is::Nominal(sense) if named(sense).is_some_and(|kind| bodies.contains(&kind)))
}

/// Whether a noun means people.
fn people(is: Is) -> bool {
    matches!(is, Is::Nominal(sense) if sense.class == NounClass::Members)
}

/// The phrase of each noun of `scan`, in its order.
pub fn phrases(page: &Page<'_>, scan: &Scan<'_>) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::with_capacity(scan.nouns.len());
    // From right to left, so that the phrase of a complement is there when it is asked for.
    for noun in (0..scan.nouns.len()).rev() {
        let after = scan.nouns.len() - 1 - noun;
        debug_assert_eq!(phrases.len(), after);
        let phrase = Reader { page, scan, later: &phrases }.read(noun);
        phrases.push(phrase);
    }
    phrases.reverse();
    let mut covered = 0;
    for i in (0..phrases.len()).rev() {
        let (core, head) = (phrases[i].core, phrases[i].head);
        if i + 1 < phrases.len() && covered > 0 && head >= covered {
            phrases[i].inside = true;
        }
        if !phrases[i].inside {
            covered = core;
        }
    }
    phrases
}

struct Reader<'r, 'a> {
    page: &'r Page<'a>,
    scan: &'r Scan<'a>,
    /// The phrases of the nouns behind this one, the last noun first.
    later: &'r [Phrase],
}

impl Reader<'_, '_> {
    fn read(&self, noun: usize) -> Phrase {
        let (page, head) = (self.page, self.scan.nouns[noun]);
        let core = self.left(head.from, head.to);
        let (from, core, reach, owner) = self.introduction(core);
        let part =
            self.part_of(from, reach).filter(|_| people(head.is) || matches!(head.is, Is::Function(_)));
        let (from, core, reach) =
            part.map_or((from, core, reach), |number| (number, number, Reach::Indefinite));
        let capital = page.capital(head.from) && !page.opens(head.from) && body(head.is);
        let right = self.right(head.to);
        let several = || page.several(head.from) && matches!(head.is, Is::Function(_));
        let told = page.paragraph(head.from) == ParagraphKind::Body && (people(head.is) || several());
        let right = if capital || told { self.participle(right, capital) } else { right };
        let to = self.before_name(self.trailing(right, head.is), head.is);
        // "foreign minister" says nothing of the kind, "ambassador" does.
        let whole = key(page, head.from, head.to);
        let sent = page.nominals().foreign.contains(&whole);
        let foreign = sent
            || (core..to)
                .filter(|i| !(head.from..head.to).contains(i))
                .any(|i| page.nominals().foreign.contains(page.lemma(i)));
        let (full, complement) = match self.whose(head.from, to, head.is) {
            Some((end, name)) => (end, Some(name)),
            None => self.complement(to, head.is, 0),
        };
        // "a gunman in Kern": only who is sent there is called by where he is.
        let placed = !page.grammar().of.contains(page.lower(to))
            && matches!(complement, Some(Unit::Name(n)) if self.scan.names[n].meaning(Class::is_place).is_some());
        let (full, complement) = if placed && !sent && full > to { (to, None) } else { (full, complement) };
        // An ambassador in a country is not of it; an army in a province is.
        let elsewhere = foreign && !page.grammar().of.contains(page.lower(to));
        let complement = complement.filter(|&unit| !(elsewhere && self.scan.place(unit)));
        let bare = owner.is_none() && complement.is_none() && !foreign;
        let at = self.attached(full).map(|(_, unit)| unit).filter(|&unit| bare && self.scan.place(unit));
        let name = page.capital(head.from) && self.scan.demonym(head.from).is_none();
        let proper = name && !page.opens(head.from) && !page.titled(head.from);
        let full = self.to_bracket(core, to, head).unwrap_or(full);
        let titled = proper && body(head.is);
        let of = complement.filter(|&unit| titled && self.person(unit));
        // "Parti du centre d'Awa Keïta".
        let full = match of {
            Some(_) => Some(self.without_leader(to, full)).filter(|&cut| cut < full).unwrap_or(to),
            None => full,
        };
        let full = if proper && matches!(head.is, Is::Nominal(_)) {
            self.linked(core, to, self.capitals(self.numbered(full)))
        } else if full == to && matches!(head.is, Is::Nominal(s) if s.named.is_some()) {
            self.numbered(full)
        } else {
            full
        };
        let called = proper && matches!(head.is, Is::Nominal(s) if s.class != NounClass::Members);
        let full = if called { self.without_leader(to, self.purpose(core, to, full)) } else { full };
        let token = &page.tokens()[head.from];
        // "Social Democrats": the last word tells how many people there are where it heads the others.
        let last = if people(head.is) && page.grammar().noun_before_noun { head.to - 1 } else { head.from };
        let mut phrase = Phrase {
            is: head.is,
            from,
            core,
            head: head.from,
            head_to: head.to,
            to,
            full,
            reach,
            plural: page.several(last) || (core..head.from).any(|i| self.several(i)),
            gender: token.feats.gender,
            countries: Vec::new(),
            kind: None,
            of: owner.or(complement),
            at,
            proper,
            inside: false,
            qualified: to > head.to || full > to || head.from > core,
            foreign,
        };
        // "an army base": a noun that qualifies another has neither its article nor a phrase of its own.
        if page.grammar().noun_before_noun && !proper && self.compound(head.to, head.is) {
            (phrase.inside, phrase.reach) = (true, Reach::Bare);
        }
        let end = if phrase.of.is_none() { full } else { to };
        for i in core..end {
            if let Some(country) = self.scan.demonym(i).filter(|c| !phrase.countries.contains(c)) {
                phrase.countries.push(country);
            }
        }
        phrase.kind = self.kind(&phrase, head.to);
        if titled {
            phrase.core = self.title(&phrase, owner);
        }
        phrase
    }

    /// "Rassemblement des ouvriers d'Awa Keïta": one past the name of a body that ends at `full`, without the person it is of.
    fn without_leader(&self, to: usize, full: usize) -> usize {
        let page = self.page;
        let Some(n) = full.checked_sub(1).and_then(|i| self.scan.name_at(i)) else { return full };
        let of = self.scan.names[n].from.saturating_sub(1);
        let led = of > to && page.grammar().of.contains(page.lower(of)) && self.person(Unit::Name(n));
        if led { of } else { full }
    }

    /// Whether `unit` is the name of a person.
    fn person(&self, unit: Unit) -> bool {
        let n = match unit {
            Unit::Name(n) => n,
            Unit::Noun(n) => return matches!(self.scan.nouns[n].is, Is::Function(_)),
        };
        let name = &self.scan.names[n];
        // The recogniser takes "Parti libéral d'Anton Brek" for one name.
        let given = || self.page.tokens().get(name.from + 1).is_some_and(|t| t.deprel == Deprel::FlatName);
        let several = name.from + 1 < name.to;
        let person = name.guess == Guess::Person || name.guess == Guess::Body(None) && several && given();
        name.known.first().map_or(person, |entry| entry.class == Class::Person)
    }

    /// Where the name of the body that `phrase` describes begins: neither whose it is nor what is said of it belongs to what
    /// it is called ("Awa Keïta's outlawed Boral Party").
    fn title(&self, phrase: &Phrase, owner: Option<Unit>) -> usize {
        let page = self.page;
        let leader = owner.is_some_and(|unit| self.person(unit));
        let own = |i: &usize| leader && page.upos(*i) == Upos::Part;
        let joined = |i: &usize| self.hyphen(*i) && !page.capital(i + 1);
        let mut before = (phrase.core..phrase.head).rev();
        let from = before.find_map(|i| match i {
            i if own(&i) => Some(i + 1),
            i if joined(&i) => Some(i + 2),
            _ => None,
        });
        let from = from.unwrap_or(phrase.core).min(phrase.head);
        let number = |i: usize| page.word(i).starts_with(|c: char| c.is_ascii_digit());
        (from..phrase.head).find(|&i| page.capital(i) || number(i)).unwrap_or(phrase.head)
    }

    /// One past what a name of the noun in `[core, to)` goes on with behind `full`, where adjectives follow their noun: "Alliance
    /// pour la paix et la justice", "Parti de la justice et de la paix".
    fn purpose(&self, core: usize, to: usize, full: usize) -> usize {
        const PARTS: usize = 4;
        let (page, grammar) = (self.page, self.page.grammar());
        if !grammar.adjective_after {
            return full;
        }
        let mut end = full;
        for _ in 0..PARTS {
            let link = page.lower(end);
            let for_what = grammar.name_links.contains(link)
                && page.upos(end) == Upos::Adp
                && !grammar.locative.contains(link);
            let more = end > to && grammar.and.contains(link);
            let Some(noun) = self.part(end).filter(|_| for_what || more) else { break };
            let inside = if for_what { core..end } else { to..end };
            if !page.tokens()[noun].head.is_some_and(|h| inside.contains(&h)) {
                break;
            }
            let next = match self.scan.at(noun) {
                Some(unit) if for_what => self.end_of(unit),
                Some(_) if page.capital(noun) => break,
                _ => self.right(page.after(noun)),
            };
            end = self.complement(next, Is::Function(Function::default()), 2).0.max(next);
        }
        end
    }

    /// The noun that the linking word at `i` introduces, over prepositions, articles and numbers.
    fn part(&self, i: usize) -> Option<usize> {
        const WORDS: usize = 5;
        let (page, grammar) = (self.page, self.page.grammar());
        let end = page.sentence_end(i).min(i + WORDS);
        let small = |n: &usize| {
            page.lower(*n).is_empty()
                || matches!(page.upos(*n), Upos::Adp | Upos::Num | Upos::Adj)
                || page.upos(*n) == Upos::Det && !grammar.own.contains(page.lower(*n))
        };
        let noun = (i + 1..end).find(|n| !small(n))?;
        matches!(page.upos(noun), Upos::Noun | Upos::Propn).then_some(noun)
    }

    /// Whether the noun that ends at `to` qualifies the common noun right behind it. Who does what a gerund with a complement of its own
    /// says does not: "an electrician marching with her son".
    fn compound(&self, to: usize, is: Is) -> bool {
        let page = self.page;
        let last = &page.tokens()[to - 1];
        let gerund = page.tokens().get(to).is_some_and(|t| t.feats.verb_form == Some(VerbForm::Ger));
        let completed = matches!(page.upos(to + 1), Upos::Adp | Upos::Det | Upos::Pron);
        let acts = gerund && completed && matches!(is, Is::Function(_));
        page.upos(to) == Upos::Noun
            && !acts
            && self.scan.at(to).is_none()
            && last.deprel.base() == Deprel::Compound
            && last.head.is_some_and(|h| (to..to + 3).contains(&h))
    }

    /// A number other than one.
    fn several(&self, i: usize) -> bool {
        let page = self.page;
        let one = page.upos(i) == Upos::Num && page.tokens()[i].feats.number == Some(Number::Sing);
        page.numeral(i) && !one && page.reading.words.numbers.units.get(page.lower(i)) != Some(&1)
    }

    /// "deux de ses alliés", "five of the hostages": the number before a phrase that begins at `from`, of whom it counts some.
    fn part_of(&self, from: usize, reach: Reach) -> Option<usize> {
        let page = self.page;
        let start = page.sentence_start(from);
        let mut before = (start..from).rev().filter(|&i| !page.lower(i).is_empty());
        let whole = matches!(reach, Reach::Own | Reach::Definite);
        before.next().filter(|&i| whole && page.grammar().of.contains(page.lower(i)))?;
        let number = before.next().filter(|&i| self.several(i))?;
        Some(before.take_while(|&i| page.numeral(i)).last().unwrap_or(number))
    }

    /// The first token of what qualifies the noun `[from, to)` on its left.
    fn left(&self, from: usize, to: usize) -> usize {
        let page = self.page;
        let start = page.sentence_start(from);
        let mut core = from;
        while core > start {
            let i = core - 1;
            // Before a number stands what says how sure it is, or a verb: "at least 19 people", "to free 33 hostages".
            if page.numeral(core) && !page.numeral(i) && core < from {
                break;
            }
            let depends = page.tokens()[i].head.is_none_or(|h| h > i && h < to);
            let qualifies = match page.upos(i) {
                _ if page.roman_ordinal(i) => true,
                _ if page.numeral(i) => depends || page.tokens()[from].head == Some(i),
                Upos::Adj => depends,
                // Who leads them is told by "Front-led", and is no part of what they are called.
                Upos::Propn
                    if self.hyphen(core)
                        && matches!(page.upos(core + 1), Upos::Verb | Upos::Noun)
                        && !page.capital(core + 1) =>
                {
                    false
                }
                Upos::Noun | Upos::Propn => page.grammar().noun_before_noun && depends,
                // "armed men", not "has kept soldiers".
                Upos::Verb => {
                    depends
                        && page.tokens()[i].head.is_some()
                        && page.tokens()[i].feats.verb_form == Some(VerbForm::Part)
                        && page.grammar().noun_before_noun
                }
                Upos::Adv => {
                    let head = page.tokens()[i].head;
                    core < from && head == Some(core) && matches!(page.upos(core), Upos::Adj | Upos::Verb)
                }
                Upos::Punct => core < from && self.hyphen(i),
                _ => false,
            } || page.roles().qualifiers.contains(page.lower(i))
                || (page.grammar().noun_before_noun && self.scan.demonym(i).is_some());
            if !qualifies {
                break;
            }
            core = match self.scan.at(i) {
                Some(Unit::Name(n)) => self.scan.names[n].from,
                Some(Unit::Noun(n)) => self.scan.nouns[n].from,
                None => i,
            };
        }
        // Of a compound whose first part is no qualifier the rest is none either.
        if page.upos(core) == Upos::Punct { (core + 2).min(from) } else { core }
    }

    /// A hyphen without space on either side.
    fn hyphen(&self, i: usize) -> bool {
        let tokens = self.page.tokens();
        let touching = |a: usize, b: usize| {
            tokens.get(a).zip(tokens.get(b)).is_some_and(|(a, b)| a.span.end == b.span.start)
        };
        self.page.lower(i) == "-" && i > 0 && touching(i - 1, i) && touching(i, i + 1)
    }

    /// Where the phrase whose first qualifier is `core` begins, where it begins without determiner, how it is
    /// introduced, and whose it is.
    fn introduction(&self, core: usize) -> (usize, usize, Reach, Option<Unit>) {
        let (page, grammar) = (self.page, self.page.grammar());
        let Some(before) = core.checked_sub(1).filter(|&i| i >= page.sentence_start(core)) else {
            return (core, core, Reach::Bare, None);
        };
        if page.upos(before) == Upos::Part
            && let Some(owner) = before.checked_sub(1).and_then(|i| self.scan.at(i))
        {
            let from = match owner {
                Unit::Name(n) => self.scan.names[n].from,
                Unit::Noun(n) => self.left(self.scan.nouns[n].from, self.scan.nouns[n].to),
            };
            let article = from
                .checked_sub(1)
                .filter(|&i| i >= page.sentence_start(core) && grammar.definite.contains(page.lower(i)));
            return (article.unwrap_or(from), from, Reach::Definite, Some(owner));
        }
        // "an Iran-linked group": the article stands before whoever is no part of what they are called.
        let start = self.led(before).unwrap_or(core);
        let article = start.checked_sub(1).filter(|&i| i >= page.sentence_start(core));
        match article.and_then(|i| Some((i, self.reach(i)?))) {
            Some((article, reach)) => (article, start, reach, None),
            None => (core, core, Reach::Bare, None),
        }
    }

    /// What an article or its like at `i` says of whether the noun behind it is known.
    fn reach(&self, i: usize) -> Option<Reach> {
        let (page, grammar) = (self.page, self.page.grammar());
        let form = page.reading.lower(i);
        match form {
            _ if grammar.own.contains(form) => Some(Reach::Own),
            _ if grammar.definite.contains(form) => Some(Reach::Definite),
            _ if grammar.indefinite.contains(form) && page.upos(i) != Upos::Adp => Some(Reach::Indefinite),
            _ => None,
        }
    }

    /// Where the name begins that a hyphen joins to the last word of a compound at `last`: "*al Qaeda*-linked".
    fn led(&self, last: usize) -> Option<usize> {
        let hyphen = last.checked_sub(1).filter(|&i| self.hyphen(i) && !self.page.capital(last))?;
        self.scan.name_at(hyphen - 1).map(|n| self.scan.names[n].from)
    }

    /// One past the last adjective that follows the noun which ends at `to`.
    fn right(&self, to: usize) -> usize {
        let page = self.page;
        if !page.grammar().adjective_after {
            return to;
        }
        let adjective = |i: usize| {
            i < page.len()
                && !page.capital(i)
                && !page.says_which(i)
                && (page.upos(i) == Upos::Adj
                    || self.scan.demonym(i).is_some()
                    || self.prefixed(i)
                    || page.upos(i) == Upos::X && page.tokens()[i].head.is_some_and(|h| h < i && h + 2 >= to)
                    || page.nominals().modifiers.contains_key(page.lemma(i)))
        };
        let mut end = to;
        let grammar = page.grammar();
        // "armés de haches": what an adjective is completed by says of whom it is said, not who they are.
        let completed = |i: usize| {
            let noun = page.tokens().get(i + 2).filter(|t| t.head == Some(i) && t.upos == Upos::Noun);
            noun.is_some() && grammar.of.contains(page.lower(i + 1)) && self.scan.at(i + 2).is_none()
        };
        let governs = |i: usize| {
            grammar.receive.contains(page.lemma(i)) && grammar.recipient.contains(page.lower(i + 1))
                || completed(i) && self.scan.demonym(i).is_none()
        };
        loop {
            if adjective(end) && !governs(end) {
                end += 1;
            } else if end > to
                && page.upos(end) == Upos::Cconj
                && adjective(end + 1)
                && !matches!(page.upos(end + 2), Upos::Noun | Upos::Propn)
            {
                end += 2;
            } else {
                return end;
            }
        }
    }

    /// "pro-russe": whether token `i` is a word of nationality with a prefix of relation.
    fn prefixed(&self, i: usize) -> bool {
        let reading = self.page.reading;
        let adjective = reading.words.relations.prefixed(self.page.lower(i)).map(|(_, adjective)| adjective);
        adjective.is_some_and(|a| reading.lexicon.gazetteer.country_by_adjective(a).is_some())
    }

    /// "l'Union sacrée", "des hommes non identifiés": one past a participle that a noun has for an adjective, which nothing completes. In
    /// the name of a body it is one whatever it says; of others it may tell what happened to them ("trois soldats tués").
    fn participle(&self, to: usize, name: bool) -> usize {
        const WORDS: usize = 3;
        let page = self.page;
        let tokens = page.tokens();
        let hangs = |i: usize, on: usize| tokens.get(i).is_some_and(|t| t.head == Some(on));
        let adverb = page.upos(to) == Upos::Adv && hangs(to, to + 1) && !name;
        let at = if adverb { to + 1 } else { to };
        let next = at + 1;
        let form = |t: &Token| {
            let past = t.feats.gender.is_some() || name;
            t.upos == Upos::Verb && t.feats.verb_form == Some(VerbForm::Part) && past
                || adverb && t.upos == Upos::Adj
        };
        let participle =
            page.grammar().adjective_after && !page.capital(at) && tokens.get(at).is_some_and(form);
        let alone = matches!(page.upos(next), Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj)
            || page.grammar().of.contains(page.lower(next)) && page.upos(page.after(next)) != Upos::Verb
            || page.relative(next);
        let happens = || {
            let tolls = &page.reading.words.numbers.tolls;
            let all = [&tolls.killed, &tolls.wounded, &tolls.displaced, &tolls.captured, &tolls.missing];
            all.iter().any(|toll| toll.objects.contains(page.lemma(at)))
        };
        // On an adjective, or a number that the tagger takes for the noun.
        let near = || (to.saturating_sub(WORDS)..to).any(|i| hangs(at, i));
        if participle && alone && (name || near() && !happens()) { next } else { to }
    }

    /// "le président déchu Awa Keïta": one past a participle between a function and the name of who holds it.
    fn before_name(&self, to: usize, is: Is) -> usize {
        let page = self.page;
        let participle = page.tokens().get(to).is_some_and(|t| {
            t.upos == Upos::Verb && t.feats.verb_form == Some(VerbForm::Part) && t.feats.gender.is_some()
        });
        let between = participle && page.grammar().adjective_after && matches!(is, Is::Function(_));
        let name = self.scan.name_at(to + 1).filter(|&n| between && self.scan.names[n].from == to + 1);
        if name.is_some_and(|n| self.person(Unit::Name(n))) { to + 1 } else { to }
    }

    /// One past the words behind a function that say no more of who it is.
    fn trailing(&self, to: usize, is: Is) -> usize {
        let function = matches!(is, Is::Function(_)) && to < self.page.len();
        let found = function.then(|| self.page.longest(&self.page.roles().trailing, to)).flatten();
        found.map_or(to, |(end, ())| end)
    }

    /// "l'administration Ndiaye": the person right behind a government says whose it is.
    fn whose(&self, head: usize, to: usize, is: Is) -> Option<(usize, Unit)> {
        let Is::Nominal(Sense { class: NounClass::Body, kind: Some(ActorKind::Government), .. }) = is else {
            return None;
        };
        let n = self.scan.name_at(to)?;
        let name = &self.scan.names[n];
        let person = name.known.first().map_or(
            !matches!(name.guess, Guess::Place | Guess::Body(Some(_)))
                && name.honorific.is_none()
                && !self.page.acronym(name.from),
            |entry| entry.class == Class::Person,
        );
        (person && !self.page.capital(head) && !self.page.grammar().noun_before_noun)
            .then_some((name.to, Unit::Name(n)))
    }

    /// "Movement Toward Socialism", "Committee of Boral Fishing Families": one past the capitalised words right behind the name of
    /// a body that ends at `full`.
    fn capitals(&self, full: usize) -> usize {
        let page = self.page;
        if !page.grammar().noun_before_noun || !page.capital(full - 1) {
            return full;
        }
        let another = |i: usize| {
            self.scan.at(i).is_some_and(|unit| match unit {
                Unit::Name(n) => !self.scan.names[n].known.is_empty() || self.person(unit),
                Unit::Noun(_) => true,
            })
        };
        let word = |i: usize| matches!(page.upos(i), Upos::Noun | Upos::Propn | Upos::Adj);
        let goes_on = |i: usize| {
            page.capital(i) && !another(i) && !page.dated(i) && (word(i) || page.upos(i) == Upos::Adp)
        };
        let end = (full..page.sentence_end(full - 1)).find(|&i| !goes_on(i));
        let end = end.unwrap_or_else(|| page.sentence_end(full - 1));
        if end > full && word(end - 1) { end } else { full }
    }

    /// One past the number that belongs to a name: "Front 33", "Mouvement cinq étoiles".
    fn numbered(&self, full: usize) -> usize {
        let page = self.page;
        let tokens = page.tokens();
        let counted = page.grammar().adjective_after
            && page.numeral(full)
            && page.upos(full + 1) == Upos::Noun
            && tokens[full].head == Some(full + 1)
            && tokens[full + 1].head.is_some_and(|h| h < full)
            && tokens[full + 1].deprel.base() != Deprel::Obl
            && full > 0
            && page.capital(full - 1);
        if counted {
            return full + 2;
        }
        let number = page.upos(full) == Upos::Num && page.word(full).bytes().all(|b| b.is_ascii_digit());
        let counts = matches!(page.upos(full + 1), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Sym);
        if number && !counts && full < page.len() { full + 1 } else { full }
    }

    /// One past the capitalised words that small words link to a name which goes on at `full`: "Commission on Human
    /// Rights".
    fn linked(&self, core: usize, to: usize, full: usize) -> usize {
        const LINKS: usize = 2;
        let (page, grammar) = (self.page, self.page.grammar());
        let article = |i: usize| {
            let word = page.lower(i);
            page.upos(i) == Upos::Det
                && (grammar.definite.contains(word) || grammar.indefinite.contains(word))
        };
        let link = |i: usize| grammar.name_links.contains(page.lower(i)) || article(i);
        let known = |i: usize| self.scan.name_at(i).is_some_and(|n| !self.scan.names[n].known.is_empty());
        if !grammar.noun_before_noun {
            return full;
        }
        let Some(start) = (full + 1..=full + LINKS).find(|&i| !link(i)).filter(|_| link(full)) else {
            return full;
        };
        // "the Boral Party and the Kern League", "the Kern League of Awa Keïta".
        let coordinated = (full..start).any(|i| grammar.and.contains(page.lower(i)));
        let head = page.tokens()[start].head;
        let entity = || page.reading.analysis.entity_at(full.checked_sub(1)?);
        let one = || entity().is_some_and(|e| start < e.tokens.1);
        let apart = full == to || head.is_some_and(|h| (core..to).contains(&h));
        let another = coordinated && apart && !one();
        let named =
            if page.roles().honorifics.contains_key(page.lower(start)) { page.after(start) } else { start };
        let whose = grammar.of.contains(page.lower(full))
            && self.scan.at(named).is_some_and(|unit| self.person(unit));
        if !page.capital(start)
            || page.dated(start)
            || known(start)
            || another
            || whose
            || !matches!(page.upos(start), Upos::Noun | Upos::Propn | Upos::Adj)
        {
            return full;
        }
        let stop = page.sentence_end(start);
        let end = (start..stop).find(|&i| !page.capital(i) || known(i)).unwrap_or(stop);
        self.linked(core, to, end)
    }

    /// The bracket behind a name in full, or behind the description of a body, that holds its acronym: "Forces unies du Boral (FUB)",
    /// "la police antiémeute boralaise (PAB)".
    fn to_bracket(&self, core: usize, to: usize, head: Noun) -> Option<usize> {
        const WORDS: usize = 16;
        const LETTERS: usize = 3;
        let page = self.page;
        let end = page.sentence_end(core).min(to + WORDS);
        let clause = |i: usize| {
            let finite = page.tokens()[i].feats.verb_form != Some(VerbForm::Part);
            matches!(page.upos(i), Upos::Punct | Upos::Aux | Upos::Pron)
                || page.upos(i) == Upos::Verb && finite
        };
        let open = (to..end).find(|&i| clause(i))?;
        let inner = open + 1;
        if !matches!(page.lower(open), "(" | "[")
            || !page.capital(inner)
            || !matches!(page.lower(page.after(inner)), ")" | "]")
        {
            return None;
        }
        let initial = |i: usize| folded(page.word(i)).chars().next();
        let own = page.capital(head.from) && initial(inner).is_some() && initial(inner) == initial(core);
        let body = matches!(head.is, Is::Nominal(s) if s.class == NounClass::Body);
        let acronym = page.acronym(inner) && page.word(inner).chars().count() >= LETTERS;
        // The last body before the bracket is the one it is of.
        let another = (to..open).any(|i| match self.scan.at(i) {
            Some(Unit::Noun(n)) => !people(self.scan.nouns[n].is),
            Some(Unit::Name(_)) => true,
            None => false,
        });
        let hangs = !another && page.reading.analysis.subtree(head.from).1 >= open;
        (own || body && acronym && hangs).then_some(open)
    }

    /// One past the complements that follow `to`, and the first of them that is an actor or a place.
    fn complement(&self, to: usize, is: Is, depth: usize) -> (usize, Option<Unit>) {
        let (page, grammar) = (self.page, self.page.grammar());
        let joins = |i: usize| i < page.len() && grammar.of.contains(page.lower(i));
        if !joins(to) || depth > 2 {
            return match is {
                Is::Function(_) => match self.attached(to) {
                    Some((end, unit)) => (end, Some(unit)),
                    None => (self.field(to).unwrap_or(to), None),
                },
                Is::Nominal(_) => (to, None),
            };
        }
        let (start, target) = self.target(to);
        if let Some(unit) = target {
            let end = self.end_of(unit);
            // "les troupes du président Awa Keïta".
            let end = match (is, unit) {
                (Is::Nominal(_), Unit::Noun(_)) if self.person(unit) => self
                    .scan
                    .name_at(end)
                    .filter(|&n| self.person(Unit::Name(n)))
                    .map_or(end, |n| self.scan.names[n].to),
                _ => end,
            };
            let more = || self.attached(end).map(|(end, _)| end).or_else(|| self.field(end));
            let more = matches!(is, Is::Function(_)).then(more).flatten();
            return (more.unwrap_or(end), Some(unit));
        }
        if !matches!(page.upos(start), Upos::Noun | Upos::Propn)
            || page.paragraph(start) != page.paragraph(to - 1)
            || self.accused(to, start)
        {
            return (to, None);
        }
        let mut end = page.after(start);
        // "milices de la région Kern".
        let named = self.scan.name_at(end).filter(|_| page.nominals().regions.contains(page.lemma(start)));
        if let Some(n) = named.filter(|&n| self.scan.names[n].from == end) {
            return (self.scan.names[n].to, Some(Unit::Name(n)));
        }
        while (page.upos(end) == Upos::Propn && self.scan.at(end).is_none())
            || (grammar.noun_before_noun && page.upos(end) == Upos::Noun)
        {
            end = page.after(end);
        }
        let end = self.right(end);
        let (end, deeper) = self.complement(end, is, depth + 1);
        (end, deeper)
    }

    /// "accuse le gouvernement de fraude": whether the noun at `start` says what those are accused of whose description ends at `to`.
    fn accused(&self, to: usize, start: usize) -> bool {
        const ADJECTIVES: usize = 3;
        let page = self.page;
        let tokens = page.tokens();
        let object = (to.saturating_sub(ADJECTIVES)..to).find(|&i| tokens[i].deprel.base() == Deprel::Obj);
        let verb = object.and_then(|i| tokens[i].head);
        let claimed = &page.reading.words.triggers.context.claimed;
        verb.is_some_and(|v| claimed.contains(&tokens[v].lemma)) && page.upos(start - 1) == Upos::Adp
    }

    /// What the preposition at `i` introduces: its first word of weight, and the actor or place that this is.
    fn target(&self, i: usize) -> (usize, Option<Unit>) {
        let page = self.page;
        let mut at = i + 1;
        let end = page.sentence_end(i);
        while at < end
            && self.scan.at(at).is_none()
            && (page.lower(at).is_empty()
                || matches!(page.upos(at), Upos::Det | Upos::Num)
                || (page.upos(at) == Upos::Adj && at + 1 < end)
                || page.roles().honorifics.contains_key(page.lower(at))
                || page.lower(at) == ".")
        {
            at += 1;
        }
        let mut unit = self.scan.at(at);
        // A name before a noun qualifies it: "of Hamas' political bureau", "of the UN mission", "of the Boral Front".
        if page.grammar().noun_before_noun && (unit.is_some() || page.upos(at) == Upos::Propn) {
            let name_end = match unit {
                Some(Unit::Name(n)) => self.scan.names[n].to,
                Some(Unit::Noun(n)) => self.scan.nouns[n].to,
                None => page.after(at),
            };
            let covering = self.later.iter().rev().find(|p| p.core <= at && p.head >= name_end);
            unit = covering.and_then(|p| self.scan.at(p.head)).or(unit);
        }
        (at, unit)
    }

    /// One past the last token of what `unit` is the head of.
    fn end_of(&self, unit: Unit) -> usize {
        match unit {
            Unit::Name(n) => self.scan.names[n].to,
            Unit::Noun(n) => {
                let back = self.scan.nouns.len() - 1 - n;
                self.later.get(back).map_or(self.scan.nouns[n].to, |p| p.full)
            }
        }
    }

    /// What a function is for: "secrétaire à la défense", "commissaire aux droits de l'homme".
    fn field(&self, i: usize) -> Option<usize> {
        let page = self.page;
        if i >= page.len() || !page.grammar().field.contains(page.lower(i)) {
            return None;
        }
        let (start, unit) = self.target(i);
        let determined = page.upos(start - 1) == Upos::Det || page.grammar().noun_before_noun;
        let noun = matches!(page.upos(start), Upos::Noun | Upos::Propn);
        if unit.is_some() || !determined || !noun || start > i + 3 {
            return None;
        }
        let (end, _) = self.complement(self.right(page.after(start)), Is::Function(Function::default()), 2);
        Some(end)
    }

    /// A complement that says where or to whom somebody has her function: "ambassadeur à Genève".
    fn attached(&self, i: usize) -> Option<(usize, Unit)> {
        let page = self.page;
        if i >= page.len() || !page.grammar().also.contains(page.lower(i)) {
            return None;
        }
        let (start, unit) = self.target(i);
        let unit = unit?;
        let near = start <= i + 3;
        let body = match unit {
            Unit::Name(n) => self.scan.names[n].honorific.is_none(),
            Unit::Noun(n) => matches!(self.scan.nouns[n].is, Is::Nominal(s) if s.class == NounClass::Body),
        };
        (near && body).then(|| (self.end_of(unit), unit))
    }

    /// "l'aile de X", "le camp du maréchal X": the kind of a part of a body, or of whoever stands with a person.
    fn wing(&self, phrase: &Phrase) -> Option<ActorKind> {
        let page = self.page;
        let named = |n: usize, person: bool| {
            let name = &self.scan.names[n];
            match name.known.first() {
                Some(entry) => person == (entry.class == Class::Person) && !entry.class.is_place(),
                None => person == (name.guess == Guess::Person) && name.guess != Guess::Place,
            }
        };
        let unit = phrase.of?;
        let word = page.lemma(phrase.head);
        let of = |person: bool| match unit {
            Unit::Name(n) => named(n, person),
            Unit::Noun(n) => match self.scan.nouns[n].is {
                Is::Function(_) => person,
                Is::Nominal(sense) => !person && sense.class == NounClass::Body,
            },
        };
        let part = page.grammar().wings.contains(word) && of(false);
        let side = page.grammar().camps.contains(word) && of(true);
        (part || side).then_some(ActorKind::Organisation)
    }

    /// Whether a noun that may mean a place means several that nobody counts or knows.
    fn places(&self, phrase: &Phrase) -> bool {
        let regions = &self.page.nominals().regions;
        let known = matches!(phrase.reach, Reach::Definite | Reach::Own);
        phrase.plural && !known && regions.contains(self.page.lemma(phrase.head))
    }

    /// "une coalition de partis": the kind of those whom a union is of.
    fn members_of(&self, phrase: &Phrase) -> Option<ActorKind> {
        let Some(Unit::Noun(n)) = phrase.of else { return None };
        let Is::Nominal(sense) = self.scan.nouns[n].is else { return None };
        sense.kind.filter(|kind| matches!(kind, ActorKind::ArmedGroup | ActorKind::Organisation))
    }

    /// The kind of the phrase: that of its noun, unless a modifier settles it.
    fn kind(&self, phrase: &Phrase, noun_to: usize) -> Option<ActorKind> {
        let Is::Nominal(sense) = phrase.is else { return Some(ActorKind::Person) };
        let page = self.page;
        let modifier = (phrase.core..phrase.to)
            .filter(|i| !(phrase.head..noun_to).contains(i))
            .find_map(|i| {
                page.nominals()
                    .modifiers
                    .get(page.lemma(i))
                    .or_else(|| page.nominals().modifiers.get(page.lower(i)))
            })
            .copied();
        match (sense, modifier) {
            (Sense { named: Some(named), kind: None, .. }, None) if phrase.proper => Some(named),
            (Sense { general: true, class: NounClass::General, named: Some(named), .. }, None)
                if phrase.proper =>
            {
                Some(named)
            }
            // "des camps jihadistes": several places.
            (Sense { general: true, kind: None, .. }, Some(_)) if self.places(phrase) => None,
            (Sense { general: true, kind: None, .. }, modifier) => modifier.or_else(|| self.wing(phrase)),
            (Sense { general: true, kind: Some(ActorKind::International), .. }, None) => {
                self.members_of(phrase).or(sense.kind)
            }
            // "federal forces" are forces.
            (
                Sense { general: true, class: NounClass::General, kind: Some(ActorKind::Military), .. },
                Some(ActorKind::Government),
            ) => Some(ActorKind::Military),
            (Sense { general: true, class: NounClass::General, .. }, Some(modifier)) => Some(modifier),
            (sense, Some(ActorKind::ArmedGroup))
                if sense.general
                    || (sense.class == NounClass::Body && sense.kind == Some(ActorKind::Military)) =>
            {
                Some(ActorKind::ArmedGroup)
            }
            (sense, _) => sense.kind,
        }
    }
}
