//! Names to candidates: titles, appositions, acronyms, short forms.

use super::book::Book;
use super::page::Page;
use super::phrase::{Phrase, Reach};
use super::scan::{Guess, Is, Name, Scan, Unit};
use super::standing::Standing;
use crate::dispatch::{ActorId, ActorKind, Country, MentionForm, Span, Why};
use crate::language::{Deprel, EntityLabel, Gender, Number, Upos, VerbForm, is_mark};
use crate::lexicon::gazetteer::{Class, Entry, Role, folded};
use crate::lexicon::nominals::NounClass;

/// What naming found out about phrases.
#[derive(Debug)]
pub struct Named {
    /// The candidate that each name is.
    pub names: Vec<Option<ActorId>>,
    /// The candidate that each phrase describes beside its name: title or apposition.
    pub phrases: Vec<Option<ActorId>>,
}

/// Merges the names of the text into candidates, with the phrases that stand beside them.
pub fn read(
    page: &Page<'_>,
    scan: &Scan<'_>,
    standings: &[Standing],
    phrases: &[Phrase],
    book: &mut Book,
) -> Named {
    let mut titles = vec![false; page.len()];
    for phrase in phrases.iter().filter(|p| matches!(p.is, Is::Function(_))) {
        titles[phrase.to..phrase.full].fill(true);
    }
    let mut namer = Namer {
        titles,
        page,
        scan,
        phrases,
        book,
        named: Named { names: vec![None; scan.names.len()], phrases: vec![None; phrases.len()] },
    };
    let beside = namer.beside();
    for (n, name) in scan.names.iter().enumerate() {
        let id = namer.name(name, standings[n], beside[n].first().copied());
        namer.named.names[n] = id;
        let Some(id) = id else { continue };
        for &(phrase, _) in &beside[n] {
            namer.describe(id, phrase, nth_of(&beside, n, phrase));
        }
    }
    namer.acronyms();
    namer.named
}

/// Makes the name of a title's holder part of the phrase that the title completes: "un proche du président Awa Keïta".
pub fn complete(phrases: &mut [Phrase], scan: &Scan<'_>, named: &Named) {
    for p in 0..phrases.len() {
        let end = phrases[p].full;
        let held = inner_title(phrases, &phrases[p], end).and_then(|title| named.phrases[title]);
        let name = scan.name_at(end).filter(|&n| held.is_some() && named.names[n] == held);
        if let Some(n) = name {
            phrases[p].full = scan.names[n].to;
        }
    }
}

/// Which of `phrases` is the title in the complement of the function that `phrase` names, which ends at `end`.
fn inner_title(phrases: &[Phrase], phrase: &Phrase, end: usize) -> Option<usize> {
    let Some(Unit::Noun(inner)) = phrase.of.filter(|_| phrase.full == end && phrase.to < end) else {
        return None;
    };
    let function = |p: &Phrase| matches!(p.is, Is::Function(_));
    let title = phrases.get(inner).filter(|p| function(p) && !p.plural && p.to == end)?;
    (function(phrase) && title.to == end).then_some(inner)
}

/// Which of the names that share `phrase` the name `n` is.
fn nth_of(beside: &[Vec<(usize, Beside)>], n: usize, phrase: usize) -> usize {
    let shares = |m: &Vec<(usize, Beside)>| m.iter().any(|&(p, _)| p == phrase);
    (0..n).rev().take(4).filter(|&m| shares(&beside[m])).count()
}

/// How a phrase stands beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// Right before it: "le président Diallo".
    Title,
    /// Set off by a comma or brackets.
    Apposition,
}

struct Namer<'p, 'a> {
    page: &'p Page<'a>,
    scan: &'p Scan<'a>,
    phrases: &'p [Phrase],
    book: &'p mut Book,
    named: Named,
    /// Which tokens lie inside the complement of a function.
    titles: Vec<bool>,
}

impl<'a> Namer<'_, 'a> {
    /// For each name the phrases that describe it.
    fn beside(&self) -> Vec<Vec<(usize, Beside)>> {
        let mut beside = vec![Vec::new(); self.scan.names.len()];
        for (p, phrase) in self.phrases.iter().enumerate() {
            if phrase.inside {
                continue;
            }
            for (n, how) in self.names_beside(phrase) {
                beside[n].push((p, how));
            }
        }
        beside
    }

    /// The names that a phrase describes.
    fn names_beside(&self, phrase: &Phrase) -> Vec<(usize, Beside)> {
        let page = self.page;
        for end in [phrase.to, phrase.full] {
            let at = self.skip_honorific(end);
            if let Some(n) = self.scan.name_at(at).filter(|&n| self.scan.names[n].from == at)
                && phrase.of != Some(Unit::Name(n))
                && page.sentence_start(at) == page.sentence_start(phrase.head)
                && self.inner_title(phrase, end).is_none()
                && !(self.titles[phrase.head] && self.recognised_person(n) && !self.own_title(phrase, end))
                && self.fits(phrase, n)
                && self.scan.names[n].to > at
            {
                return self.with_coordinated(phrase, n, Beside::Title);
            }
        }
        if page.grammar().noun_before_noun
            && phrase.head > phrase.core
            && phrase.reach != Reach::Indefinite
            && let Some(n) = self.scan.name_at(phrase.head - 1)
            && matches!(
                phrase.kind,
                Some(
                    ActorKind::Organisation
                        | ActorKind::Media
                        | ActorKind::International
                        | ActorKind::ArmedGroup
                )
            )
            && matches!(phrase.is, Is::Nominal(s) if s.class == NounClass::Body)
            && self.fits(phrase, n)
        {
            return vec![(n, Beside::Title)];
        }
        if let Some(n) = self.second_title(phrase) {
            return vec![(n, Beside::Apposition)];
        }
        // Behind the acronym of a body the apposition begins: "porte-parole des Forces unies (FU), Awa Keïta".
        let end = self.comma_after(self.after_bracket(phrase.full).unwrap_or(phrase.full));
        if matches!(page.lower(end), "," | "(")
            && let at = self.skip_honorific(self.skip_article(phrase, self.skip_nationality(page.after(end))))
            && let Some(n) = self.scan.name_at(at).filter(|&n| self.scan.names[n].from == at)
            && self.fits(phrase, n)
            && self.person_or_body(n)
            && !self.titles[phrase.head]
        {
            let found = self.with_coordinated(phrase, n, Beside::Apposition);
            let last = found.last().map_or(n, |&(n, _)| n);
            let single = found.len() > 1 || !phrase.plural || self.one_of(phrase);
            let after = self.scan.names[last].to;
            let goes_on =
                phrase.reach == Reach::Definite && matches!(page.upos(after), Upos::Aux | Upos::Verb);
            if single && (self.closes(after) || goes_on) {
                return found;
            }
        }
        if let Some(n) = self.behind_clause(phrase) {
            return vec![(n, Beside::Apposition)];
        }
        let before = phrase.from.checked_sub(1).filter(|&i| i > page.sentence_start(phrase.from));
        if let Some(comma) = before.filter(|&i| matches!(page.lower(i), "," | "("))
            && let aged = self.age(comma)
            && let Some(n) = self.scan.name_at(self.before_bracket(aged.unwrap_or(comma).saturating_sub(1)))
            && self.fits(phrase, n)
            && self.person_or_body(n)
            && (!phrase.plural || self.one_of(phrase))
            && (self.closes(self.comma_after(phrase.full))
                || page.relative(phrase.full)
                || self.apposed(phrase, n)
                || self.introduces(phrase)
                || phrase.reach == Reach::Bare
                || aged.is_some()
                || self.subject_goes_on(phrase, n))
        {
            return vec![(n, Beside::Apposition)];
        }
        Vec::new()
    }

    /// "The general accused of the raid, Awa Keïta, fled": the person's name between commas that the parse has as the apposition of a phrase
    /// behind what is told of it.
    fn behind_clause(&self, phrase: &Phrase) -> Option<usize> {
        let page = self.page;
        let single = phrase.reach == Reach::Definite && !phrase.plural;
        let tokens = page.tokens();
        let apposed = |&i: &usize| {
            tokens[i].deprel.base() == Deprel::Appos
                && tokens[i].head == Some(phrase.head)
                && page.lower(i - 1) == ","
        };
        let at = (phrase.full + 1..page.sentence_end(phrase.head)).filter(|_| single).find(apposed)?;
        let name = self.scan.name_at(at).filter(|&n| self.scan.names[n].from == at)?;
        let told = self.recognised_person(name) && self.fits(phrase, name);
        (told && page.lower(self.scan.names[name].to) == ",").then_some(name)
    }

    /// "Awa Keïta, a field commander expelled in March": whether a phrase is the apposition of a name, by the parse or because a participle
    /// goes on behind it.
    fn apposed(&self, phrase: &Phrase, n: usize) -> bool {
        let (tokens, name) = (self.page.tokens(), &self.scan.names[n]);
        let head = &tokens[phrase.head];
        let parsed = head.deprel.base() == Deprel::Appos
            && head.head.is_some_and(|h| (name.from..name.to).contains(&h));
        let participle = tokens.get(phrase.full).is_some_and(|t| {
            t.upos == Upos::Verb
                && matches!(t.feats.verb_form, Some(VerbForm::Part | VerbForm::Ger))
                && t.head.is_some_and(|h| (phrase.core..phrase.full).contains(&h))
        });
        parsed || participle
    }

    /// "l'Alliance du Boral, une coalition à l'origine de": whether an indefinite article brings in what sort of body somebody is, and a
    /// preposition goes on.
    fn introduces(&self, phrase: &Phrase) -> bool {
        let body = matches!(phrase.is, Is::Nominal(s) if s.class == NounClass::General);
        body && phrase.reach == Reach::Indefinite
            && !phrase.plural
            && self.page.upos(phrase.full) == Upos::Adp
    }

    /// "un proche du président Awa Keïta": the title in the complement of the function that `phrase` names, which ends at `end` right
    /// before a name; whoever is named there is its holder.
    fn inner_title(&self, phrase: &Phrase, end: usize) -> Option<usize> {
        inner_title(self.phrases, phrase, end).map(|title| self.phrases[title].head)
    }

    /// Whether `phrase` is such a title in the complement of another.
    fn own_title(&self, phrase: &Phrase, end: usize) -> bool {
        self.phrases.iter().any(|outer| self.inner_title(outer, end) == Some(phrase.head))
    }

    /// "secretary of state Awa Keïta": whether the entity recogniser takes a name for a person's, whose title then is no body inside
    /// that of somebody.
    fn recognised_person(&self, n: usize) -> bool {
        let name = &self.scan.names[n];
        let entity = self.page.reading.analysis.entity_at(name.from);
        entity.is_some_and(|e| e.label == EntityLabel::Person && e.tokens == (name.from, name.to))
    }

    /// "un porte-parole de l'armée, le colonel Anton Brek,": the name behind a second title in apposition to the first.
    fn second_title(&self, phrase: &Phrase) -> Option<usize> {
        let page = self.page;
        let comma = phrase.full;
        let function = matches!(phrase.is, Is::Function(_)) && !phrase.plural;
        let at = (function && page.lower(comma) == ",").then(|| page.after(comma))?;
        let second = self.phrases.partition_point(|p| p.head <= phrase.head);
        let second = self.phrases.get(second..)?.iter().find(|p| !p.inside && p.from >= at)?;
        let titled = matches!(second.is, Is::Function(_)) && !second.plural && second.from == at;
        // "le gouverneur, un proche du président Awa Keïta": the name is another's.
        let own = |end: &usize| self.inner_title(second, *end).is_none();
        let ends = [second.to, second.full].into_iter().filter(own);
        let name = ends.map(|end| self.skip_honorific(end)).find_map(|end| {
            self.scan
                .name_at(end)
                .filter(|&n| self.scan.names[n].from == end && second.of != Some(Unit::Name(n)))
        })?;
        let told = self.fits(second, name) && self.closes(self.scan.names[name].to);
        (titled && told).then_some(name)
    }

    /// "Awa Keïta, the spokesman for the army said": whether a clause goes on behind the apposition of its subject.
    fn subject_goes_on(&self, phrase: &Phrase, n: usize) -> bool {
        let (page, name) = (self.page, &self.scan.names[n]);
        let subject = (name.from..name.to).any(|i| page.tokens()[i].deprel.base() == Deprel::Nsubj);
        let opens = name.from == page.sentence_start(name.from) || page.upos(name.from - 1) == Upos::Punct;
        // The name of the body may follow its description: "the spokesman for the disaster agency BNPB said".
        let end = self.scan.name_at(phrase.full).map_or(phrase.full, |n| self.scan.names[n].to);
        subject && opens && (end..end + 2).any(|i| matches!(page.upos(i), Upos::Verb | Upos::Aux))
    }

    /// "Awa Keïta, 34 ans, commerçante": the comma before an age that ends at the comma `end`.
    fn age(&self, end: usize) -> Option<usize> {
        let page = self.page;
        let number = (page.sentence_start(end)..end).rev().take(2).find(|&i| page.upos(i) == Upos::Num)?;
        number.checked_sub(1).filter(|&i| page.lower(i) == ",")
    }

    /// "l'un de ses députés", "one of its leaders": whether a plural phrase is one of several people.
    fn one_of(&self, phrase: &Phrase) -> bool {
        let page = self.page;
        let of = phrase.from.checked_sub(1).filter(|&i| page.grammar().of.contains(page.lower(i)));
        of.and_then(|i| i.checked_sub(1)).is_some_and(|i| {
            matches!(page.upos(i), Upos::Num | Upos::Pron | Upos::Det)
                && page.tokens()[i].feats.number != Some(Number::Plur)
                && page.lower(i).chars().all(char::is_alphabetic)
        })
    }

    /// The token before the bracket that closes at `i`; `i` itself where none does.
    fn before_bracket(&self, i: usize) -> usize {
        const WORDS: usize = 8;
        let page = self.page;
        // "l'« Alliance du Boral », une coalition": nor the mark that closes.
        let i = if i > 0 && is_mark(page.word(i)) { i - 1 } else { i };
        if page.lower(i) != ")" {
            return i;
        }
        let open = (i.saturating_sub(WORDS)..i).rev().find(|&n| page.lower(n) == "(");
        open.and_then(|n| n.checked_sub(1)).unwrap_or(i)
    }

    /// One past the bracket around one word that opens at `i` before a comma.
    fn after_bracket(&self, i: usize) -> Option<usize> {
        let page = self.page;
        let close = page.after(page.after(i));
        let comma = page.after(close);
        (page.lower(i) == "(" && page.lower(close) == ")" && page.lower(comma) == ",").then_some(comma)
    }

    /// The comma that ends the phrase whose known part ends at `end`; `end` itself where there is none near.
    fn comma_after(&self, end: usize) -> usize {
        const WORDS: usize = 8;
        let stops = |i: &usize| {
            matches!(self.page.upos(*i), Upos::Punct | Upos::Verb | Upos::Aux | Upos::Pron | Upos::Sconj)
        };
        // An article that no preposition precedes opens another phrase.
        let opens =
            |i: &usize| *i > end && self.page.upos(*i) == Upos::Det && self.page.upos(i - 1) != Upos::Adp;
        let stop = (end..self.page.sentence_end(end).min(end + WORDS)).find(|i| stops(i) || opens(i));
        stop.filter(|&i| self.page.lower(i) == ",").unwrap_or(end)
    }

    /// Several names after a plural phrase: "les ministres français et malien, A et B".
    fn with_coordinated(&self, phrase: &Phrase, first: usize, how: Beside) -> Vec<(usize, Beside)> {
        let mut found = vec![(first, how)];
        let mut at = self.scan.names[first].to;
        while phrase.plural && found.len() < 8 {
            if !(self.page.upos(at) == Upos::Cconj || self.page.lower(at) == ",") {
                break;
            }
            let next = self.skip_honorific(self.page.after(at));
            let Some(n) =
                self.scan.name_at(next).filter(|&n| self.scan.names[n].from == next && self.fits(phrase, n))
            else {
                break;
            };
            found.push((n, how));
            at = self.scan.names[n].to;
        }
        found
    }

    /// "le président du groupe, l'Italien Awa Keïta": behind an article and a word of nationality.
    fn skip_nationality(&self, i: usize) -> usize {
        let nation = self.page.upos(i) == Upos::Det && self.scan.demonym(i + 1).is_some();
        if nation && self.page.capital(i + 2) { i + 2 } else { i }
    }

    /// "Une coalition de groupes armés, le FUB, a": behind an article, where a clause goes on behind the comma or the sentence ends.
    fn skip_article(&self, phrase: &Phrase, i: usize) -> usize {
        let page = self.page;
        let named = self.scan.name_at(i + 1).filter(|_| {
            page.grammar().definite.contains(page.lower(i))
                && phrase.reach == Reach::Indefinite
                && matches!(phrase.is, Is::Nominal(_))
        });
        let Some(n) = named else { return i };
        let end = self.scan.names[n].to;
        let goes_on =
            page.lower(end) == "," && matches!(page.upos(end + 1), Upos::Verb | Upos::Aux | Upos::Pron);
        if goes_on || page.lower(end) == "." { i + 1 } else { i }
    }

    fn skip_honorific(&self, i: usize) -> usize {
        let page = self.page;
        if page.roles().honorifics.contains_key(page.lower(i)) && self.scan.at(i).is_none() {
            let next = page.after(i);
            return if page.lower(next) == "." { page.after(next) } else { next };
        }
        i
    }

    /// Whether a clause part ends at token `i`, so that what lies before may be an apposition.
    fn closes(&self, i: usize) -> bool {
        i >= self.page.len() || self.page.upos(i) == Upos::Punct || i == self.page.sentence_start(i)
    }

    /// Whether a phrase may describe what the name names.
    fn fits(&self, phrase: &Phrase, n: usize) -> bool {
        let name = &self.scan.names[n];
        let class = name.known.first().map(|e| e.class);
        match phrase.is {
            Is::Function(_) => {
                let adjacent = [phrase.to, phrase.full].contains(&name.from);
                // "Awa, une enseignante": whoever is introduced as somebody is no body.
                let body = match name.guess {
                    Guess::Body(None) => phrase.reach != Reach::Indefinite || self.page.acronym(name.from),
                    Guess::Body(Some(_)) => true,
                    _ => false,
                };
                let place = name.guess == Guess::Place && phrase.reach != Reach::Indefinite;
                // "président de la région Kern"
                let region = |i: usize| self.page.nominals().regions.contains(self.page.lemma(i));
                let of_region = place && name.from > phrase.to && region(name.from - 1);
                class.is_none_or(|c| c == Class::Person) && !body && (!place || adjacent) && !of_region
            }
            Is::Nominal(sense) => {
                let kinds = name.known.iter().filter_map(|e| e.class.actor_kind());
                let same = |kind| phrase.kind == Some(kind) || sense.refers.contains(kind);
                match name.guess {
                    _ if !name.known.is_empty() => {
                        class.is_some_and(|c| !c.is_place())
                            && kinds.into_iter().any(same)
                            && class != Some(Class::Person)
                    }
                    Guess::Person => {
                        (sense.class == NounClass::Body
                            || sense.class == NounClass::General
                                && sense.refers.contains(ActorKind::Organisation))
                            && name.honorific.is_none()
                            && !matches!(phrase.kind, Some(ActorKind::Population | ActorKind::Government))
                    }
                    Guess::Body(_) | Guess::Unknown => {
                        sense.class != NounClass::Members && phrase.kind != Some(ActorKind::Population)
                    }
                    // "l'hebdomadaire Kern"
                    Guess::Place => {
                        let spoken = matches!(phrase.kind, Some(ActorKind::Media | ActorKind::Organisation));
                        spoken && phrase.reach == Reach::Definite && phrase.to == name.from
                    }
                }
            }
        }
    }

    fn person_or_body(&self, n: usize) -> bool {
        let name = &self.scan.names[n];
        name.meaning(|c| {
            c.actor_kind().is_some() && !matches!(c, Class::State | Class::Capital | Class::Autonomy)
        })
        .is_some()
            || (name.known.is_empty() && name.guess != Guess::Place)
    }

    /// The candidate that a name means where it stands.
    fn name(
        &mut self,
        name: &Name<'_>,
        standing: Standing,
        beside: Option<(usize, Beside)>,
    ) -> Option<ActorId> {
        let phrase = beside.map(|(p, _)| &self.phrases[p]);
        let function = phrase.is_some_and(|p| matches!(p.is, Is::Function(_)));
        if let Some(entry) = self.meant(name, standing, phrase) {
            return self.known(name, entry, standing);
        }
        if !name.known.is_empty() || self.part_of_body(name, beside) || self.of_thing(name) {
            return None;
        }
        Some(match name.guess {
            Guess::Place if !function => match phrase {
                Some(p) => self.body(name, named_kind(p)),
                None if standing == Standing::Actor || self.body_somewhere(name) => {
                    return self.unknown(name, standing);
                }
                None => return None,
            },
            Guess::Place => self.person(name, None, None),
            Guess::Person => match phrase {
                Some(p) if !function => self.body(name, named_kind(p)),
                _ => self.person(name, None, None),
            },
            Guess::Body(None) if function => self.person(name, None, None),
            Guess::Body(kind) => {
                let id = self.body(name, phrase.filter(|_| !function).and_then(named_kind).or(kind));
                if phrase.is_some() {
                    self.book.cast.keep(id);
                }
                id
            }
            Guess::Unknown => match phrase {
                Some(_) if function => self.person(name, None, None),
                Some(p) => self.body(name, named_kind(p)),
                None => match self.person_known_by(name) {
                    Some(id) => self.mention(id, name, MentionForm::Name),
                    None => return self.unknown(name, standing),
                },
            },
        })
    }

    /// "in the Democratic Platform": whether the entity recogniser takes a name of several words for that of a body, although it
    /// stands where a place might.
    fn body_somewhere(&self, name: &Name<'_>) -> bool {
        let entity = self.page.reading.analysis.entity_at(name.from);
        self.page.after(name.from) < name.to
            && entity.is_some_and(|e| e.tokens == (name.from, name.to) && e.label.is_body())
    }

    /// "Force d'Urgence": whether a lone capitalised word belongs to the description of a body written like a name.
    fn part_of_body(&self, name: &Name<'_>, beside: Option<(usize, Beside)>) -> bool {
        let single = self.page.after(name.from) >= name.to && name.guess != Guess::Person;
        let linked = self.page.grammar().noun_before_noun;
        let holds = |p: &Phrase| {
            p.proper
                && p.head < name.from
                && name.to <= p.full
                && matches!(p.is, Is::Nominal(s) if s.class != NounClass::Members)
        };
        (single || linked)
            && beside.is_none()
            && !self.page.acronym(name.from)
            && self.phrases.iter().any(holds)
    }

    /// The meaning of a known name that fits where it stands.
    fn meant<'n>(
        &self,
        name: &'n Name<'_>,
        standing: Standing,
        phrase: Option<&Phrase>,
    ) -> Option<&'n Entry<'n>> {
        let kind = phrase.and_then(|p| p.kind);
        let met = name.known.iter().find(|e| self.book.by_entry(e.id).is_some());
        let wanted = kind.and_then(|k| name.known.iter().find(|e| e.class.actor_kind() == Some(k)));
        let first = name.known.first()?;
        // "Bruxelles exige": the body that sits in a capital, unless the text speaks of the state; "à Bruxelles": the town.
        let capital = name.known.iter().find(|e| e.class == Class::Capital);
        let spoken_of = |e: &&Entry<'_>| e.country.is_some_and(|c| self.book.by_state(c).is_some());
        let hosted = capital.and_then(|_| name.known.iter().find(|e| e.class == Class::International));
        if let (Some(capital), Some(body)) = (capital, hosted) {
            let entry = if spoken_of(&capital) { capital } else { body };
            return (standing != Standing::Place).then_some(entry);
        }
        let entry = wanted.or(met).unwrap_or(first);
        match entry.class {
            Class::State | Class::Capital | Class::Autonomy => (standing != Standing::Place).then_some(entry),
            class => class.actor_kind().map(|_| entry),
        }
    }

    fn known(&mut self, name: &Name<'_>, entry: &Entry<'_>, standing: Standing) -> Option<ActorId> {
        let kind = entry.class.actor_kind()?;
        if self.only_carries(name) {
            return None;
        }
        if kind == ActorKind::Person {
            return Some(self.person(name, entry.role.map(|r| (r, entry.country)), Some(entry)));
        }
        let state = matches!(entry.class, Class::State | Class::Capital).then_some(entry.country).flatten();
        let id = match state {
            Some(country) => self.book.by_state(country),
            None => self.book.by_entry(entry.id),
        };
        let form = if entry.class == Class::Capital { MentionForm::Metonym } else { MentionForm::Name };
        let fresh = id.is_none();
        let id = id.unwrap_or_else(|| {
            let rule = if state.is_some() { "actors/state" } else { "actors/known-body" };
            let id = self.book.add(self.called(name, entry), kind, entry.country, Why::new(rule, 0.95));
            match state {
                Some(country) => self.book.file_state(country, id),
                None => self.book.file_entry(entry.id, id),
            }
            self.book.facts_mut(id).named = true;
            id
        });
        // "UN Resolution 12", "the G7 Summit"
        let words = self.page.nominals();
        let thing = words.grammar.noun_before_noun
            && self.page.capital(name.to)
            && (words.grammar.things.contains(self.page.lower(name.to))
                || words.regions.contains(self.page.lower(name.to)));
        let stands = match (state, kind) {
            _ if thing => false,
            (None, ActorKind::Population) => false,
            (None, _) if entry.class == Class::Autonomy => {
                standing == Standing::Actor && !self.only_names(name)
            }
            (Some(_), _) => standing == Standing::Actor && !self.only_names(name),
            (None, ActorKind::Media | ActorKind::Organisation) => standing != Standing::Place,
            (None, _) => true,
        };
        if stands {
            self.book.cast.keep(id);
        }
        if kind != ActorKind::State {
            self.book.file_name(self.text(name), id);
            self.file_nouns(id, name);
        }
        if kind == ActorKind::Population {
            self.book.facts_mut(id).plural = true;
        }
        // "US officials": what a state is called only as an adjective is no name for it where it has another.
        let qualifies = state.is_some()
            && standing == Standing::Of
            && words.grammar.noun_before_noun
            && self.page.acronym(name.from)
            && self.page.upos(name.to) != Upos::Part;
        if !qualifies {
            self.rename(id, self.called(name, entry), form);
        }
        let facts = self.book.facts_mut(id);
        facts.qualifier = qualifies && (fresh || facts.qualifier);
        Some(self.mention(id, name, form))
    }

    /// "on Telegram": whether a platform only says where somebody published.
    fn only_carries(&self, name: &Name<'_>) -> bool {
        let page = self.page;
        let after = |n: usize| page.lower(name.from + 1 + n);
        let led = || name.from.checked_sub(1).is_some_and(|i| page.upos(i) == Upos::Adp);
        let party = |i: usize| matches!(page.tokens()[i].deprel.base(), Deprel::Nsubj | Deprel::Obj);
        page.reading.words.channels.platform(page.lower(name.from), after).is_some()
            && (led() || !(name.from..name.to).any(party))
    }

    /// Whether the name of a state stands in a subhead, which tells nothing by itself, or says where somebody has
    /// her function ("chef de mission pour la Syrie").
    fn only_names(&self, name: &Name<'_>) -> bool {
        let subhead = self.page.paragraph(name.from) == crate::dispatch::ParagraphKind::Subhead;
        subhead || self.titles.get(name.from).copied().unwrap_or(false)
    }

    /// The person of a name: known by the whole of it, or by her surname.
    fn person(
        &mut self,
        name: &Name<'_>,
        office: Option<(Role, Option<Country>)>,
        entry: Option<&Entry<'_>>,
    ) -> ActorId {
        let known = entry.and_then(|e| self.book.by_entry(e.id));
        let id = known.or_else(|| self.person_known_by(name));
        let id = id.unwrap_or_else(|| {
            let thing = entry.is_none() && name.honorific.is_none() && self.named_thing(name);
            let confidence = if name.honorific.is_some() || entry.is_some() { 0.97 } else { 0.93 };
            let id = self.book.add(
                self.text(name),
                ActorKind::Person,
                None,
                Why::new("actors/person", confidence),
            );
            self.book.facts_mut(id).named = true;
            if !thing {
                self.book.cast.keep(id);
            }
            id
        });
        if let Some(entry) = entry {
            self.book.file_entry(entry.id, id);
            let actor = self.book.cast.get_mut(id);
            actor.country = actor.country.or(entry.country);
            if let Some(office) = office.and_then(|(role, _)| self.office_of(role)) {
                self.book.file_office(office, entry.country, id, false);
                for words in &self.page.roles().offices[office].words {
                    words.iter().take(1).for_each(|head| self.book.file_head(head, id));
                }
            }
        }
        if self.page.after(name.from) < name.to && (entry.is_some() || !self.named_thing(name)) {
            self.book.cast.keep(id);
        }
        if let Some(gender) = name.honorific.and_then(|h| h.gender) {
            self.book.facts_mut(id).gender = Some(gender);
        }
        if let Some(title) = self.learned(name) {
            self.book.cast.entitle(id, title);
        }
        if self.page.after(name.from) < name.to {
            let given = self.page.roles().given.get(self.page.lower(name.from)).copied();
            let facts = self.book.facts_mut(id);
            facts.gender = facts.gender.or(given);
        }
        self.book.file_name(self.text(name), id);
        for key in surnames(self.page, name) {
            self.book.file_surname(key, id);
        }
        self.rename(id, self.text(name), MentionForm::Name);
        self.mention(id, name, MentionForm::Name)
    }

    /// "Dr Keïta", "Me Keïta": an honorific that women and men have for what they do.
    fn learned(&self, name: &Name<'_>) -> Option<&'a str> {
        let page = self.page;
        name.honorific.filter(|h| h.gender.is_none() && h.number == Number::Sing)?;
        let at = (page.sentence_start(name.from)..name.from).rev().find(|&i| page.lower(i) != ".")?;
        Some(page.word(at).trim_end_matches('.'))
    }

    /// "le gazoduc Nord Boral": a common noun that describes no actor right before a name makes it a thing's.
    fn named_thing(&self, name: &Name<'_>) -> bool {
        let page = self.page;
        let start = page.sentence_start(name.from);
        let Some(before) = name.from.checked_sub(1).filter(|&i| i >= start) else { return false };
        let thing = |i: usize| {
            page.upos(i) == Upos::Noun
                && self.scan.at(i).is_none()
                && !page.roles().qualifiers.contains(page.lower(i))
        };
        if !is_mark(page.word(before)) {
            return thing(before);
        }
        // "le cargo russe « Nord Boral »", "créatrice de « Nord Boral »"
        let mut words = (start..before).rev().filter(|&i| !page.lower(i).is_empty());
        let noun = words.find(|&i| page.upos(i) != Upos::Adj && self.scan.demonym(i).is_none());
        noun.is_some_and(|i| {
            let of = page.grammar().of.contains(page.lower(i));
            let function = |n: usize| matches!(self.scan.at(n), Some(Unit::Noun(n)) if matches!(self.scan.nouns[n].is, Is::Function(_)));
            thing(i) || of && words.next().is_some_and(function)
        })
    }

    /// The office of the roles table that the gazetteer means by `role`.
    fn office_of(&self, role: Role) -> Option<usize> {
        self.page.roles().offices.iter().position(|o| o.name == role.as_str())
    }

    /// Who a name means that was named more fully, or more shortly, before.
    fn person_known_by(&self, name: &Name<'_>) -> Option<ActorId> {
        if let Some(id) =
            self.book.by_name(self.text(name)).filter(|&id| self.book.actor(id).kind == ActorKind::Person)
        {
            return Some(id);
        }
        let words = words(self.page, name);
        let keys = surnames(self.page, name);
        let compatible = |id: &ActorId| {
            let known: Vec<String> =
                folded(&self.book.actor(*id).name).split(' ').map(str::to_owned).collect();
            self.book.actor(*id).kind == ActorKind::Person && contained(&words, &known)
        };
        keys.iter().find_map(|key| self.book.by_surname(key).into_iter().find(compatible))
    }

    fn body(&mut self, name: &Name<'_>, kind: Option<ActorKind>) -> ActorId {
        let id = self.book.by_name(self.text(name)).unwrap_or_else(|| {
            let kind = kind.unwrap_or(ActorKind::Organisation);
            let id = self.book.add(self.text(name), kind, None, Why::new("actors/named-body", 0.8));
            self.book.facts_mut(id).named = true;
            id
        });
        let vessel = self.page.grammar().vessels.contains(self.page.lower(name.from));
        let quoted = || name.from > 0 && is_mark(self.page.word(name.from - 1)) && self.named_thing(name);
        if !self.idle(name) && !vessel && !self.mute(name) && !quoted() {
            self.book.cast.keep(id);
        }
        self.book.file_name(self.text(name), id);
        self.file_nouns(id, name);
        self.mention(id, name, MentionForm::Name)
    }

    /// Whether an acronym that nobody knows stands neither as a subject, nor behind an article, nor in brackets: most
    /// such are no bodies.
    fn idle(&self, name: &Name<'_>) -> bool {
        let page = self.page;
        let acronym = page.acronym(name.from) && page.after(name.from) >= name.to;
        let before = name.from.checked_sub(1).filter(|&i| i >= page.sentence_start(name.from));
        let introduced =
            before.is_some_and(|i| page.upos(i) == Upos::Det || matches!(page.lower(i), "(" | "["));
        let acts = (name.from..name.to).any(|i| page.tokens()[i].deprel.base() == Deprel::Nsubj);
        acronym && !introduced && !acts
    }

    /// "Traité boralais de paix (TBP)": whether an acronym in brackets stands for what is named before it, and that is a thing.
    fn of_thing(&self, name: &Name<'_>) -> bool {
        const WORDS: usize = 10;
        let page = self.page;
        let bracket = name.from.checked_sub(1).filter(|&i| page.lower(i) == "(" && page.acronym(name.from));
        let Some(open) = bracket else { return false };
        let word =
            |i: &usize| matches!(page.upos(*i), Upos::Adp | Upos::Det | Upos::Noun | Upos::Adj | Upos::Propn);
        let start = page.sentence_start(open).max(open.saturating_sub(WORDS));
        let things = &page.grammar().things;
        let is = |i: usize| page.capital(i) && things.contains(page.lower(i));
        if page.grammar().noun_before_noun {
            return open.checked_sub(1).is_some_and(is);
        }
        (start..open).rev().take_while(word).any(is)
    }

    /// Whether a name without acronym does nothing where adjectives and things have capitals too, so that most such are no bodies:
    /// "West Boralese troops", "the Kern Hotel".
    fn mute(&self, name: &Name<'_>) -> bool {
        let page = self.page;
        let acts = |i: usize| matches!(page.tokens()[i].deprel.base(), Deprel::Nsubj | Deprel::Appos);
        page.grammar().noun_before_noun
            && !(name.from..name.to).any(|i| acts(i) || page.acronym(i))
            && name.known.is_empty()
    }

    /// A capitalised word that nothing explains: a candidate that stands only where somebody uses it.
    fn unknown(&mut self, name: &Name<'_>, standing: Standing) -> Option<ActorId> {
        let page = self.page;
        let keyword = name.from == page.sentence_start(name.from) && page.lower(name.to) == ":";
        // "Isuzu trucks", "l'opération Mirador": what qualifies a thing or names it.
        let qualifies =
            standing == Standing::Of && page.grammar().noun_before_noun && page.upos(name.to) != Upos::Part;
        let common = !(name.from..name.to).any(|i| matches!(page.upos(i), Upos::Propn | Upos::X));
        if keyword || qualifies || common || self.named_thing(name) {
            return None;
        }
        let id = self.book.by_name(self.text(name)).unwrap_or_else(|| {
            let why = Why::new("actors/unknown-name", 0.35);
            let kind = if name.guess == Guess::Place { ActorKind::Organisation } else { ActorKind::Person };
            let id = self.book.add(self.text(name), kind, None, why);
            self.book.facts_mut(id).doubtful = true;
            id
        });
        self.book.file_name(self.text(name), id);
        for key in surnames(self.page, name) {
            self.book.file_surname(key, id);
        }
        Some(self.mention(id, name, MentionForm::Name))
    }

    fn text(&self, name: &Name<'_>) -> &'a str {
        self.page.reading.str(self.span(name.from, name.to))
    }

    fn span(&self, from: usize, to: usize) -> Span {
        self.page.reading.analysis.span(from, to)
    }

    /// Files a body under the nouns in its name, so that "l'observatoire" finds it again.
    fn file_nouns(&mut self, id: ActorId, name: &Name<'_>) {
        for i in name.from..name.to {
            if let Some((to, _)) =
                self.page.longest(&self.page.nominals().nouns, i).filter(|(to, _)| *to <= name.to)
            {
                self.book.file_head(&super::phrase::key(self.page, i, to), id);
            }
        }
    }

    fn mention(&mut self, id: ActorId, name: &Name<'_>, form: MentionForm) -> ActorId {
        self.agree(id, name);
        self.book.mention(id, name.from..name.to, self.span(name.from, name.to), form);
        id
    }

    /// Takes gender and number of a candidate from the article before its name.
    fn agree(&mut self, id: ActorId, name: &Name<'_>) {
        let tokens = self.page.tokens();
        let article =
            name.from.checked_sub(1).filter(|&i| self.page.upos(i) == Upos::Det).map(|i| tokens[i].feats);
        let gender = article.and_then(|a| a.gender).or(tokens[name.from].feats.gender);
        let person = self.book.actor(id).kind == ActorKind::Person;
        let facts = self.book.facts_mut(id);
        if !person {
            facts.gender = facts.gender.or(gender);
            facts.plural |= article.and_then(|a| a.number) == Some(Number::Plur);
        }
    }

    /// "organisation Kern", "Boral's Kern": the name of the row `entry` of the gazetteer without the common nouns or the owner before it,
    /// where it is called so without them too.
    fn bare(&self, name: &Name<'_>, entry: &Entry<'_>) -> &'a str {
        let page = self.page;
        let owner = (name.from..name.to).find(|&i| page.upos(i) == Upos::Part).map_or(name.from, |i| i + 1);
        let noun = |i: usize| !page.capital(i) && !page.grammar().particles.contains(page.lower(i));
        let from = (owner..name.to).find(|&i| !noun(i)).unwrap_or(name.from);
        let rest = page.reading.str(self.span(from, name.to));
        let same = || page.reading.lexicon.gazetteer.meanings(rest).iter().any(|e| e.id == entry.id);
        if from > name.from && same() { rest } else { self.text(name) }
    }

    /// What a name is called in the record: itself, or the name it shortens ("*North* and South Korea").
    fn called<'b>(&self, name: &Name<'_>, entry: &Entry<'b>) -> &'b str
    where
        'a: 'b,
    {
        let text = self.bare(name, entry);
        let single = self.page.after(name.from) == name.to;
        let meanings = || self.page.reading.lexicon.gazetteer.meanings(text);
        let whole = !single || meanings().iter().any(|e| e.id == entry.id);
        if whole { text } else { entry.name(self.page.reading.analysis.lang) }
    }

    /// Takes `text`, which names it, for the name of `id` where it is fuller than the one so far.
    fn rename(&mut self, id: ActorId, text: &str, form: MentionForm) {
        let metonym = self.book.actor(id).mentions.iter().all(|m| m.form == MentionForm::Metonym);
        let qualifier = self.book.facts(id).qualifier;
        let actor = self.book.cast.get_mut(id);
        let longer = text.split_whitespace().count() > actor.name.split_whitespace().count();
        let better = match form {
            _ if qualifier => true,
            MentionForm::Metonym => false,
            _ => longer || (metonym && actor.kind == ActorKind::State),
        };
        if better {
            text.clone_into(&mut actor.name);
        }
    }

    /// Notes what a phrase beside the name says of a candidate; `nth` of those that share the phrase.
    fn describe(&mut self, id: ActorId, p: usize, nth: usize) {
        let (page, phrase) = (self.page, &self.phrases[p]);
        self.named.phrases[p] = Some(id);
        let end = if self
            .scan
            .name_at(phrase.full.saturating_sub(1))
            .is_some_and(|n| self.named.names[n] == Some(id))
        {
            phrase.to
        } else {
            phrase.full
        };
        let span = self.span(phrase.core, end);
        let country = phrase.countries.get(nth).or(phrase.countries.first()).copied();
        let country = country.or_else(|| country_of(self.scan, self.phrases, phrase.of, 0));
        let text = page.reading.str(span).to_owned();
        self.book.file_head(&phrase.key(page), id);
        if self.book.actor(id).kind == ActorKind::Person {
            self.book.cast.keep(id);
            // "the minister" means the foreign minister.
            let word = if page.grammar().noun_before_noun { phrase.head_to - 1 } else { phrase.head };
            self.book.file_head(page.lower(word), id);
            if let Some(office) = office(page, phrase) {
                self.book.file_office(office, country, id, true);
            }
            let actor = self.book.cast.get_mut(id);
            actor.country = actor.country.or(country);
            if !actor.roles.contains(&text) {
                actor.roles.push(text);
            }
            if let (Is::Function(function), false) = (phrase.is, phrase.plural) {
                // "la ministre": where the noun tells nothing its article does.
                let article = || {
                    let told = phrase.reach != Reach::Own;
                    (phrase.from..phrase.core).filter(|_| told).find_map(|i| page.tokens()[i].feats.gender)
                };
                let known = self.book.facts(id).gender;
                let gender =
                    function.gender.or_else(article).filter(|&g| g == Gender::Fem || known.is_none());
                if let Some(gender) = gender {
                    self.book.facts_mut(id).gender = Some(gender);
                }
            }
        } else {
            let actor = self.book.cast.get_mut(id);
            actor.country = actor.country.or(country);
            // "Front Kern": what the name says it is belongs to it.
            let joined = self.scan.name_at(phrase.to).filter(|&n| self.named.names[n] == Some(id));
            let text = match joined.map(|n| &self.scan.names[n]).filter(|n| n.from == phrase.to) {
                Some(name) => page.reading.str(page.reading.analysis.span(phrase.core, name.to)).to_owned(),
                None => text,
            };
            // "ONG Kern", "Islamist group Kern": what sort of body it is.
            let common = page.grammar().noun_before_noun && !page.capital(phrase.head_to - 1);
            let sort = page.acronym(phrase.head) || common;
            if phrase.proper && !sort && text.len() > actor.name.len() {
                actor.name.clone_from(&text);
                self.book.file_name(&text, id);
            }
            let facts = self.book.facts_mut(id);
            facts.gender = facts.gender.or(phrase.gender);
        }
        for token in phrase.core..phrase.to {
            if self.book.cast.at(token).is_none() && self.scan.name_at(token).is_none() {
                self.book.cast.mark(token, id);
            }
        }
        if !phrase.plural {
            self.book.mention(id, phrase.head..phrase.head + 1, span, MentionForm::Nominal);
        }
    }

    /// "Full Name (FN)", "FN (Full Name)" and "Full Name (FN, centre)", where both are names.
    fn acronyms(&mut self) {
        let page = self.page;
        for (n, name) in self.scan.names.iter().enumerate() {
            let close = matches!(page.lower(name.to), ")" | "]");
            let opens = name.from > 1 && matches!(page.lower(name.from - 1), "(" | "[");
            let short = page.after(name.from) >= name.to && page.acronym(name.from);
            let bracketed = opens && (close || short && page.lower(name.to) == ",");
            let Some(outer) = bracketed.then(|| self.scan.name_at(name.from - 2)).flatten() else { continue };
            let (Some(a), Some(b)) = (self.named.names[outer], self.named.names[n]) else { continue };
            if a != b && self.abbreviates(a, b, name, short) {
                let country = self.book.actor(b).country;
                let actor = self.book.cast.get_mut(a);
                actor.country = country.or(actor.country);
                self.book.merge(b, a);
                self.named.names.iter_mut().filter(|id| **id == Some(b)).for_each(|id| *id = Some(a));
            }
        }
    }

    /// Whether the name `name` of `b` in brackets behind that of the body `a` is what `a` is called for short: by its initial, or as a
    /// word that nobody knows behind a name of several words.
    fn abbreviates(&self, a: ActorId, b: ActorId, name: &Name<'_>, short: bool) -> bool {
        let (one, other) = (self.book.actor(a), self.book.actor(b));
        let body = |kind| !matches!(kind, ActorKind::Person | ActorKind::State);
        // "3R": a figure counts words.
        let letter = |name: &str| folded(name).chars().find(|c| !c.is_ascii_digit());
        let initial = letter(&one.name) == letter(&other.name);
        let several = one.name.contains(' ');
        let unknown = name.known.is_empty();
        let word = short || matches!(name.guess, Guess::Body(_));
        // A government is called alike in several countries; its acronym tells which.
        let alike = short && one.kind == other.kind && self.page.lower(name.to) == ")";
        body(one.kind)
            && body(other.kind)
            && several
            && (initial && (unknown || short) || unknown && word || alike)
            || body(one.kind) && unknown && initial
    }
}

/// The country that a unit tells of what it qualifies.
pub fn country_of(scan: &Scan<'_>, phrases: &[Phrase], unit: Option<Unit>, depth: usize) -> Option<Country> {
    match unit? {
        Unit::Name(n) => scan.names[n].country(),
        Unit::Noun(n) => {
            let phrase = &phrases[n];
            let own = phrase.countries.first().copied();
            own.or_else(|| (depth < 4).then(|| country_of(scan, phrases, phrase.of, depth + 1)).flatten())
        }
    }
}

/// The kind of the body that a phrase beside its name says it is: "le groupe Kern" is armed where nothing else tells.
fn named_kind(phrase: &Phrase) -> Option<ActorKind> {
    let Is::Nominal(sense) = phrase.is else { return phrase.kind };
    phrase.kind.or(sense.named)
}

/// The office that a phrase describes.
pub fn office(page: &Page<'_>, phrase: &Phrase) -> Option<usize> {
    matches!(phrase.is, Is::Function(_)).then_some(())?;
    let range = phrase.core..phrase.full;
    page.roles().office(|word| range.clone().any(|i| page.lemma(i) == word || page.lower(i) == word))
}

/// The words of a name, folded.
fn words(page: &Page<'_>, name: &Name<'_>) -> Vec<String> {
    let text = page.reading.str(page.reading.analysis.span(name.from, name.to));
    folded(text).split(' ').map(str::to_owned).collect()
}

/// What a person may be called for short: her last word first, then her first.
fn surnames(page: &Page<'_>, name: &Name<'_>) -> Vec<String> {
    let words = words(page, name);
    let mut keys: Vec<String> = words.last().cloned().into_iter().collect();
    keys.extend(words.first().filter(|w| !keys.contains(w) && w.len() > 1).cloned());
    keys.retain(|key| !page.grammar().particles.contains(key.as_str()));
    keys
}

/// Whether one of two names says no more than the other: all words of the shorter are in the longer.
fn contained(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.iter().all(|w| long.contains(w) || initial(w, long))
}

/// Whether `word` is an initial of one of `names`.
fn initial(word: &str, names: &[String]) -> bool {
    word.chars().count() == 1 && names.iter().any(|n| n.starts_with(word))
}
