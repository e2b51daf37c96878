//! Descriptions without a name to candidates: "l'armée malienne", "le ministre", "des hommes armés", "le groupe".

use smol_str::SmolStr;

use super::book::{Book, Facts};
use super::countries::Setting;
use super::naming::{Named, country_of, office};
use super::page::Page;
use super::phrase::{Phrase, Reach};
use super::pronouns::{doers, subjects};
use super::scan::{Is, Scan, Unit};
use super::sides;
use crate::dispatch::{Actor, ActorId, ActorKind, Country, MentionForm, ParagraphKind, Why};
use crate::extract::events::modality::negated;
use crate::language::{Deprel, EntityLabel, PronType, Upos, VerbForm};
use crate::lexicon::gazetteer::folded;
use crate::lexicon::nominals::{Kinds, NounClass, Sense};

/// How many tokens back "the group" may refer.
const NEAR: usize = 120;

/// Merges the phrases of the text into the candidates that the names gave, or adds new ones.
pub fn read(
    page: &Page<'_>,
    scan: &Scan<'_>,
    phrases: &[Phrase],
    (named, setting): (&Named, &Setting),
    book: &mut Book,
) {
    let mut reader = Reader { page, scan, phrases, named, setting, book, until: vec![None; phrases.len()] };
    for (p, phrase) in phrases.iter().enumerate() {
        if named.phrases[p].is_none() {
            reader.phrase(p, phrase);
        }
    }
}

struct Reader<'p, 'a> {
    page: &'p Page<'a>,
    scan: &'p Scan<'a>,
    phrases: &'p [Phrase],
    named: &'p Named,
    setting: &'p Setting,
    book: &'p mut Book,
    /// The candidate of each phrase so far.
    until: Vec<Option<ActorId>>,
}

impl<'a> Reader<'_, 'a> {
    fn phrase(&mut self, p: usize, phrase: &Phrase) {
        if self.until[p].is_some() || self.both(phrase) || self.state_next_to(phrase) {
            return;
        }
        // Whose somebody is comes first: "les hommes de cette milice".
        if let Some(Unit::Noun(n)) = phrase.of
            && n > p
            && self.named.phrases[n].is_none()
        {
            self.phrase(n, &self.phrases[n]);
        }
        let id = self.predicated(phrase).or_else(|| self.related(phrase)).or_else(|| match phrase.is {
            Is::Function(_) => self.function(phrase),
            Is::Nominal(sense) => self.introduced(p).or_else(|| self.nominal(phrase, sense)),
        });
        let Some(id) = id else { return };
        self.until[p] = Some(id);
        self.mention(id, phrase);
    }

    /// "Awa Keïta est la cheffe du parti", "the Kern Front is the armed wing of the party", "the winner was Awa Keïta": who has a name
    /// and is said to be what a phrase describes.
    fn predicated(&self, phrase: &Phrase) -> Option<ActorId> {
        let (page, analysis) = (self.page, self.page.reading.analysis);
        let tokens = page.tokens();
        let says = |head: usize| {
            let copula = analysis.dependent(head, Deprel::Cop).is_some();
            let denied = negated(analysis, head, &page.reading.words.triggers.context);
            copula && !denied && analysis.coordinated(head).len() < 2
        };
        let head = if page.grammar().noun_before_noun { phrase.head_to - 1 } else { phrase.head };
        let subject = analysis.dependent(head, Deprel::Nsubj).filter(|_| says(head));
        let object = tokens[head].head.filter(|&h| {
            tokens[head].deprel.base() == Deprel::Nsubj && tokens[h].upos == Upos::Propn && says(h)
        });
        let id = self.book.resolve(self.book.cast.at(subject.or(object)?)?);
        let (actor, facts) = (self.book.actor(id), self.book.facts(id));
        let fits = match phrase.is {
            Is::Function(_) => actor.kind == ActorKind::Person,
            Is::Nominal(sense) if sense.class == NounClass::Members => false,
            Is::Nominal(sense) => phrase.kind == Some(actor.kind) || sense.refers.contains(actor.kind),
        };
        let one = !phrase.plural
            && !phrase.inside
            && (facts.named || facts.listed)
            && actor.kind != ActorKind::State;
        (fits && one && !facts.doubtful).then_some(id)
    }

    /// "son rival, l'Union nationale, est": the body named right behind what it is to somebody.
    fn related(&mut self, phrase: &Phrase) -> Option<ActorId> {
        let page = self.page;
        let relation = !page.reading.words.relations.holders(page.lemma(phrase.head)).is_empty();
        if !relation || phrase.plural || phrase.reach != Reach::Own || page.lower(phrase.full) != "," {
            return None;
        }
        let next = page.after(phrase.full);
        let name = if page.upos(next) == Upos::Det { page.after(next) } else { next };
        let end = if let Some(known) = self.scan.name_at(name).map(|n| &self.scan.names[n]) {
            (known.from == name).then_some(known.to)?
        } else {
            let q = self.phrases.partition_point(|q| q.head < name);
            let body = self.phrases.get(q).filter(|q| q.core == name && q.proper)?;
            if self.named.phrases[q].is_none() {
                self.phrase(q, body);
            }
            body.full
        };
        let closes = matches!(page.upos(end), Upos::Punct | Upos::Aux | Upos::Verb);
        let id = self.book.resolve(self.book.cast.at(name)?);
        (closes && self.book.actor(id).kind != ActorKind::Person).then_some(id)
    }

    /// "un groupe de volontaires, la Cellule de Bour": a name in full right behind the description of a body.
    fn introduced(&mut self, p: usize) -> Option<ActorId> {
        let (phrase, before) = (&self.phrases[p], &self.phrases[p.checked_sub(1)?]);
        let page = self.page;
        let apart = page.lower(before.full) == "," && page.after(before.full) == phrase.from;
        let body = matches!(before.is, Is::Nominal(s) if s.class != NounClass::Members) && !before.plural;
        let closed = page.upos(phrase.full) == Upos::Punct;
        let id = self.until[p - 1].filter(|_| apart && body && closed && phrase.proper && !before.proper)?;
        let text = self.text(phrase);
        text.clone_into(&mut self.book.cast.get_mut(id).name);
        self.book.file_name(text, id);
        self.book.facts_mut(id).named = true;
        self.book.cast.keep(id);
        Some(id)
    }

    /// "les deux hommes", "les deux pays", and "les ministres" where one of the two last people spoken of is one: two
    /// that were named before.
    fn both(&mut self, phrase: &Phrase) -> bool {
        let page = self.page;
        // "both men": a determiner is no part of the phrase.
        let first =
            phrase.from.checked_sub(1).filter(|&i| phrase.reach == Reach::Bare && page.upos(i) == Upos::Det);
        let first = first.unwrap_or(phrase.core);
        let two = (first..phrase.head).find(|&i| page.grammar().two.contains(page.lower(i)));
        let plain = phrase.plural && phrase.reach == Reach::Definite && !phrase.qualified;
        if plain && matches!(phrase.is, Is::Function(_)) && self.colleagues(phrase) {
            return true;
        }
        // Without article only "both" points back: "two diplomats said" brings in two more.
        let points_back = |two: usize| match phrase.reach {
            Reach::Definite | Reach::Own => true,
            Reach::Indefinite => false,
            Reach::Bare => page.grammar().noun_before_noun && page.upos(two) != Upos::Num,
        };
        // "each side accuses the other"
        let each = page.grammar().each.contains(page.lower(phrase.from)) && phrase.core == phrase.head;
        let each = each && !phrase.proper;
        // "both sides", "the belligerents": those who fight or quarrel, whoever was named last.
        let nominal = matches!(phrase.is, Is::Nominal(_));
        let sides = nominal && page.grammar().sides.contains(page.lemma(phrase.head));
        if !(each || two.is_some_and(points_back) || sides && plain && !self.restricted(phrase)) {
            return false;
        }
        let pair = self
            .apposed_to(phrase)
            .or_else(|| self.side_by_side(phrase, sides))
            .or_else(|| self.opposed(phrase, sides))
            .or_else(|| self.latest(phrase));
        let Some(pair) = pair else { return false };
        self.book.cast.mark_several(phrase.head, pair.to_vec());
        true
    }

    /// "X et Y, ses deux alliés": the two that a phrase is the apposition of.
    fn apposed_to(&self, phrase: &Phrase) -> Option<[ActorId; 2]> {
        let head = &self.page.tokens()[phrase.head];
        let named = head.head.filter(|&h| h < phrase.head && head.deprel.base() == Deprel::Appos)?;
        self.book.cast.party(self.page.reading.analysis, named).try_into().ok()
    }

    /// "l'appel entre X et Y, les deux parties": two people who are named side by side before a phrase for `sides`, in its sentence; or
    /// before one that points at them, "ces deux pays", two who may be those a little further back.
    fn side_by_side(&self, phrase: &Phrase, sides: bool) -> Option<[ActorId; 2]> {
        let page = self.page;
        let points = page.tokens()[phrase.from].feats.pron_type == Some(PronType::Dem);
        let (from, kinds) = match phrase.is {
            _ if sides => (page.sentence_start(phrase.head), Kinds::from_iter([ActorKind::Person])),
            Is::Nominal(sense) if points => (phrase.head.saturating_sub(NEAR), sense.refers),
            _ => return None,
        };
        let pair = |t| <[ActorId; 2]>::try_from(self.book.cast.party(page.reading.analysis, t)).ok();
        let mut pairs = (from..phrase.from).rev().filter_map(pair);
        let fits = |pair: &[ActorId; 2]| pair.iter().all(|&id| kinds.contains(self.book.actor(id).kind));
        if sides { pairs.next().filter(fits) } else { pairs.find(fits) }
    }

    /// The two sides of which the text said most, where a phrase means `sides` or states.
    fn opposed(&self, phrase: &Phrase, sides: bool) -> Option<[ActorId; 2]> {
        // "les deux capitales", "les deux gouvernements": states stand for what governs them.
        let states = [ActorKind::State, ActorKind::Government]
            .iter()
            .any(|&kind| matches!(phrase.is, Is::Nominal(s) if s.refers == Kinds::from_iter([kind])));
        if !sides && !states {
            return None;
        }
        let barred = subjects(self.page, self.book, phrase.head);
        sides::opposed(self.page, self.scan, self.book, (phrase.head, sides), &barred)
    }

    /// The last two spoken of whom a phrase may mean.
    fn latest(&self, phrase: &Phrase) -> Option<[ActorId; 2]> {
        let kinds = match phrase.is {
            Is::Nominal(sense) if sense.class != NounClass::Members => sense.refers,
            // "les deux belligérants" are no two people.
            Is::Nominal(sense) if sense.kind == Some(ActorKind::ArmedGroup) => return None,
            Is::Function(_) | Is::Nominal(_) => Kinds::from_iter([ActorKind::Person]),
        };
        let barred = doers(self.page, self.book, phrase.head);
        let since = phrase.head.saturating_sub(NEAR);
        let other = |id: ActorId| !barred.contains(&id);
        // "les deux généraux": those who are, rather than who else was named.
        let function = matches!(phrase.is, Is::Function(_));
        let held = |id: ActorId| function && other(id) && self.has_role(id, phrase);
        let holders = self.book.latest_two(phrase.head, kinds, since, held);
        holders.or_else(|| self.book.latest_two(phrase.head, kinds, since, other))
    }

    /// "accuse son voisin": the other state that the text is about, where a state or one of its bodies does something.
    fn state_next_to(&mut self, phrase: &Phrase) -> bool {
        let page = self.page;
        let next_to = page.grammar().neighbours.contains(page.lemma(phrase.head));
        if !next_to || phrase.plural || phrase.reach != Reach::Own || !phrase.countries.is_empty() {
            return false;
        }
        let doers = subjects(page, self.book, phrase.head);
        let Some(other) = sides::other(page, self.scan, self.book, phrase.head, &doers) else { return false };
        self.mention(other, phrase);
        true
    }

    /// Whether a participle or a relative clause behind the phrase says who is meant.
    fn restricted(&self, phrase: &Phrase) -> bool {
        let next = self.page.tokens().get(phrase.full);
        next.is_some_and(|t| t.feats.verb_form == Some(VerbForm::Part)) || self.page.relative(phrase.full)
    }

    /// Whether a plural function means the two people last spoken of, who have roles, one of them this very one.
    fn colleagues(&mut self, phrase: &Phrase) -> bool {
        let people = Kinds::from_iter([ActorKind::Person]);
        let since = phrase.head.saturating_sub(NEAR);
        let Some(pair) = self.book.latest_two(phrase.head, people, since, |_| true) else { return false };
        let held = pair.iter().all(|&id| !self.book.actor(id).roles.is_empty());
        let found = held && pair.iter().any(|&id| self.has_role(id, phrase));
        if found {
            self.book.cast.mark_several(phrase.head, pair.to_vec());
        }
        found
    }

    /// Whether the noun of a phrase is a role of somebody.
    fn has_role(&self, id: ActorId, phrase: &Phrase) -> bool {
        let word = folded(self.page.lemma(phrase.head));
        self.book.actor(id).roles.iter().any(|role| folded(role).split(' ').any(|w| w == word))
    }

    fn mention(&mut self, id: ActorId, phrase: &Phrase) {
        self.complete(id, phrase);
        self.office_held(id, phrase);
        let span = self.page.reading.analysis.span(self.quantity(phrase).unwrap_or(phrase.core), phrase.full);
        let form = if phrase.proper { MentionForm::Name } else { MentionForm::Nominal };
        // "deux de ses alliés": whose they are is another.
        let owner = |&i: &usize| self.page.grammar().own.contains(self.page.lower(i));
        for token in (phrase.core..phrase.to).filter(|i| !owner(i)) {
            if self.book.cast.at(token).is_none() && self.scan.name_at(token).is_none() {
                self.book.cast.mark(token, id);
            }
        }
        self.book.mention(id, phrase.head..phrase.head + 1, span, form);
        // "neuf soldats" are not "l'armée" of the next sentence.
        let several = phrase.plural && self.number(phrase).is_some();
        let counted = several && matches!(phrase.is, Is::Nominal(s) if s.class == NounClass::Members);
        let own = SmolStr::new(self.page.lemma(phrase.head));
        self.book.file_head(&if counted { own } else { phrase.key(self.page) }, id);
        // "the minister" means the foreign minister just spoken of.
        let last = phrase.head_to - 1;
        if matches!(phrase.is, Is::Function(_)) && self.page.grammar().noun_before_noun && last > phrase.head
        {
            self.book.file_head(self.page.lemma(last), id);
        }
    }

    /// Notes what a title without a name says of whom it means.
    fn office_held(&mut self, id: ActorId, phrase: &Phrase) {
        let function = matches!(phrase.is, Is::Function(f) if !f.relational) && !phrase.plural;
        if !function || self.book.actor(id).kind != ActorKind::Person {
            return;
        }
        let text = self.text(phrase);
        self.book.cast.entitle(id, text);
    }

    /// "dozens of prisoners": the noun for a rough number that counts a phrase.
    fn quantity(&self, phrase: &Phrase) -> Option<usize> {
        let page = self.page;
        let start = page.sentence_start(phrase.from);
        let mut before = (start..phrase.from).rev().filter(|&i| !page.lower(i).is_empty());
        before.next().filter(|&i| page.grammar().of.contains(page.lower(i)))?;
        before.next().filter(|&i| page.reading.words.numbers.collectives.contains_key(page.lower(i)))
    }

    /// Takes over what a later, fuller description of the same body adds: its country, a longer name.
    fn complete(&mut self, id: ActorId, phrase: &Phrase) {
        if self.book.facts(id).named
            || matches!(self.book.actor(id).kind, ActorKind::State | ActorKind::Person)
        {
            return;
        }
        let (country, text, of) = (self.country(phrase), self.text(phrase), self.whose(phrase));
        let strong =
            matches!(phrase.is, Is::Nominal(s) if s.strong && s.class == NounClass::Body) && !phrase.inside;
        let actor = self.book.cast.get_mut(id);
        if actor.country.is_none() && country.is_some() && phrase.qualified {
            actor.country = country;
            text.clone_into(&mut actor.name);
            if strong && phrase.countries.len() == 1 {
                self.book.cast.keep(id);
            }
        }
        // "ses troupes ... l'armée": what stands by itself is the better name.
        if self.book.facts(id).own && phrase.reach == Reach::Definite && !phrase.plural {
            text.clone_into(&mut self.book.cast.get_mut(id).name);
            self.book.facts_mut(id).own = false;
        }
        let facts = self.book.facts_mut(id);
        facts.of = facts.of.or(of);
        facts.qualified |= phrase.qualified;
    }

    fn text(&self, phrase: &Phrase) -> &'a str {
        let grammar = self.page.grammar();
        let article = (phrase.to..phrase.full).take(3).map(|i| self.page.lower(i));
        let vague =
            article.into_iter().any(|word| grammar.indefinite.contains(word) && !grammar.of.contains(word));
        let from = (phrase.core..phrase.head).find(|&i| !self.page.says_which(i)).unwrap_or(phrase.head);
        // "un membre d'une milice": of what belongs to what one of them is called.
        let one = matches!(phrase.is, Is::Function(_)) && {
            let sense = self.page.longest(&self.page.nominals().nouns, phrase.head);
            sense.is_some_and(|(_, s)| s.general && s.kind.is_none()) && !phrase.plural
        };
        let to = if vague && !phrase.proper && !one { phrase.to } else { phrase.full };
        self.page.reading.str(self.page.reading.analysis.span(from, to))
    }

    fn country(&self, phrase: &Phrase) -> Option<Country> {
        phrase.countries.first().copied().or_else(|| country_of(self.scan, self.phrases, phrase.of, 0))
    }

    fn add(&mut self, phrase: &Phrase, kind: ActorKind, country: Option<Country>, why: Why) -> ActorId {
        let of = self.whose(phrase);
        let id = self.book.add(self.text(phrase), kind, country, why);
        let facts = self.book.facts_mut(id);
        (facts.gender, facts.plural, facts.named) = (phrase.gender, phrase.plural, phrase.proper);
        (facts.qualified, facts.of) = (phrase.qualified, of);
        facts.own = phrase.reach == Reach::Own;
        id
    }

    /// A person by her function.
    fn function(&mut self, phrase: &Phrase) -> Option<ActorId> {
        if phrase.inside
            || self.predicate(phrase)
            || self.neighbour(phrase)
            || self.preposed(phrase)
            || self.of_body(phrase)
        {
            return None;
        }
        // "members of the M23" are the M23.
        let sense = self.page.longest(&self.page.nominals().nouns, phrase.head).map(|(_, sense)| *sense);
        let anybody = sense.filter(|s| s.general && s.kind.is_none());
        if let Some(Unit::Name(n)) = phrase.of.filter(|_| phrase.plural && anybody.is_some())
            && let Some(id) =
                self.named.names[n].filter(|&id| self.book.actor(id).kind == ActorKind::ArmedGroup)
        {
            return Some(id);
        }
        if let Some(id) = self.named_by_relation(phrase) {
            return Some(id);
        }
        // "its members": whose they are not said tells nobody.
        if anybody.is_some()
            && phrase.plural
            && phrase.of.is_none()
            && !phrase.qualified
            && self.number(phrase).is_none()
        {
            return None;
        }
        let country = self.country(phrase);
        let head = phrase.key(self.page);
        let pointing = matches!(phrase.reach, Reach::Definite | Reach::Own)
            || (phrase.reach == Reach::Bare && phrase.proper);
        if pointing
            && !phrase.plural
            && let Some(id) = self.holder(phrase, &head, country)
        {
            return Some(id);
        }
        if phrase.plural && !pointing && !self.others(phrase) {
            let text = folded(self.text(phrase));
            let same =
                |book: &Book, id: ActorId| folded(&book.actor(id).name) == text && book.facts(id).plural;
            if let Some(id) = self.book.by_head(&head, phrase.head, same) {
                return Some(id);
            }
        }
        let why = match phrase.reach {
            Reach::Indefinite => Why::new("actors/unnamed-person", 0.82),
            _ => Why::new("actors/title", 0.55),
        };
        let id = self.add(phrase, ActorKind::Person, country, why);
        if let Is::Function(function) = phrase.is {
            self.book.facts_mut(id).gender = function.gender.or(phrase.gender);
        }
        if pointing
            && !phrase.plural
            && let Some(office) = office(self.page, phrase)
        {
            self.book.file_office(office, country, id, true);
        }
        Some(id)
    }

    /// "ses rivaux du Front Kern": a possessive says whose rivals they are, so that what they are of is who they are.
    fn named_by_relation(&self, phrase: &Phrase) -> Option<ActorId> {
        let relations = &self.page.reading.words.relations;
        let holders = relations.holders(self.page.lemma(phrase.head));
        let Some(Unit::Name(n)) = phrase.of.filter(|_| phrase.reach == Reach::Own && phrase.plural) else {
            return None;
        };
        let body =
            |kind| matches!(kind, ActorKind::ArmedGroup | ActorKind::Organisation | ActorKind::Military);
        self.named.names[n].filter(|&id| !holders.is_empty() && body(self.book.actor(id).kind))
    }

    /// "le Front est un membre de X", "Kern, a member of X,": whether a function is said of a body or a state, as a predicate or in
    /// apposition.
    fn of_body(&self, phrase: &Phrase) -> bool {
        let (page, analysis) = (self.page, self.page.reading.analysis);
        let head = if page.grammar().noun_before_noun { phrase.head_to - 1 } else { phrase.head };
        let token = &page.tokens()[head];
        let subject = analysis.dependent(head, Deprel::Cop).and(analysis.dependent(head, Deprel::Nsubj));
        let comma = phrase.from.checked_sub(1).is_some_and(|i| page.lower(i) == ",");
        let apposed = token.head.filter(|_| token.deprel.base() == Deprel::Appos && comma && !phrase.plural);
        let whom = subject.or(apposed).and_then(|i| self.book.cast.at(i)).map(|id| self.book.resolve(id));
        whom.is_some_and(|id| self.book.facts(id).named && self.book.actor(id).kind != ActorKind::Person)
            && phrase.reach == Reach::Indefinite
    }

    /// "son voisin": a function that may also be a state's, where the last one spoken of is a state.
    fn neighbour(&self, phrase: &Phrase) -> bool {
        let page = self.page;
        let refers = page.longest(&page.nominals().nouns, phrase.head).map(|(_, sense)| sense.refers);
        let any: Kinds = ActorKind::ALL.iter().copied().collect();
        phrase.reach == Reach::Own
            && refers.is_some_and(|refers| refers.contains(ActorKind::State))
            && self
                .book
                .latest_before(phrase.head, any, page.sentence_start(phrase.head), |_, _| true)
                .is_some_and(|id| self.book.actor(id).kind == ActorKind::State)
    }

    /// Who a definite title means.
    fn holder(&self, phrase: &Phrase, head: &str, country: Option<Country>) -> Option<ActorId> {
        let person = |id: &ActorId| self.book.actor(*id).kind == ActorKind::Person;
        if let Some(office) = office(self.page, phrase) {
            let here = || self.in_office(phrase, office).filter(|_| country.is_none());
            let id = here().or_else(|| self.book.by_office(office, country)).filter(person);
            if self.former(phrase) {
                let people = Kinds::from_iter([ActorKind::Person]);
                let predecessor = |facts: &Facts, actor: &Actor| {
                    facts.offices.contains(&office)
                        && id.is_none_or(|id| self.book.actor(id).name != actor.name)
                };
                let found = self.book.latest_before(phrase.head, people, 0, predecessor);
                let out = |id: &ActorId| !self.book.facts(*id).offices.contains(&office);
                return found.or_else(|| self.varied(phrase, country).filter(out));
            }
            if id.is_some() || country.is_some() {
                return id.or_else(|| self.varied(phrase, country));
            }
        }
        if matches!(phrase.is, Is::Function(f) if f.relational) {
            return self.counterpart(phrase, country);
        }
        let text = self.text(phrase);
        // A headline speaks of whom the text names.
        let ahead = self.page.paragraph(phrase.head) == ParagraphKind::Headline;
        let known = self.book.by_head(head, phrase.head, |book, id| {
            let actor = book.actor(id);
            let agrees = country.is_none_or(|c| actor.country.is_none_or(|a| a == c));
            let before = book.facts(id).last_before(phrase.head);
            let near = before.map_or(ahead, |t| t + 4 * NEAR > phrase.head);
            let same = !phrase.qualified || actor.name == text || self.described(phrase, id);
            actor.kind == ActorKind::Person && agrees && near && same && !book.facts(id).plural
        });
        known.or_else(|| self.varied(phrase, country))
    }

    /// Who holds an office of which nothing says in what country: he who was spoken of in this sentence or the last, else who holds it
    /// in the country told of, else who was spoken of last.
    fn in_office(&self, phrase: &Phrase, office: usize) -> Option<ActorId> {
        let analysis = self.page.reading.analysis;
        let last = analysis.sentence_of(phrase.head).saturating_sub(1);
        let since = analysis.sentences.get(last).map_or(0, |s| s.start);
        let people = Kinds::from_iter([ActorKind::Person]);
        let holds = |facts: &Facts, _: &Actor| facts.offices.contains(&office);
        let before = |since| self.book.latest_before(phrase.head, people, since, holds);
        let home = || self.setting.country(self.page, phrase.head);
        before(since).or_else(|| self.book.by_office(office, Some(home()?))).or_else(|| before(0))
    }

    /// "Maire de Kern depuis 2010, il a ...": whether a title without article opens a sentence whose subject, a pronoun behind the
    /// comma, it describes.
    fn preposed(&self, phrase: &Phrase) -> bool {
        const WORDS: usize = 12;
        let page = self.page;
        let opens = phrase.from == page.sentence_start(phrase.from) && !phrase.plural;
        let bare = matches!(phrase.reach, Reach::Bare | Reach::Indefinite);
        let end = page.sentence_end(phrase.head).min(phrase.full + WORDS);
        let stop = (phrase.full..end).find(|&i| page.lower(i) == "," || page.upos(i) == Upos::Verb);
        let subject = stop.filter(|&i| page.lower(i) == ",").map(|i| page.after(i));
        opens && bare && subject.is_some_and(|i| page.upos(i) == Upos::Pron && self.subject(i))
    }

    /// "d'autres policiers": whether a phrase says that others are meant than those told of.
    fn others(&self, phrase: &Phrase) -> bool {
        let from = phrase.from.checked_sub(1).unwrap_or(phrase.from);
        (from..phrase.head).any(|i| self.page.grammar().other.contains(self.page.lemma(i)))
    }

    /// Whether token `i` is the subject of a verb.
    fn subject(&self, i: usize) -> bool {
        self.page.tokens().get(i).is_some_and(|t| t.deprel.base() == Deprel::Nsubj)
    }

    /// "Awa Keïta a gagné. La maire de Kern ...": a title that opens a sentence as its subject and that nobody is known to hold means the
    /// one person named in the sentence before, who is its subject: news varies what it calls somebody.
    fn varied(&self, phrase: &Phrase, country: Option<Country>) -> Option<ActorId> {
        let page = self.page;
        if let Some(id) = self.pointed_at(phrase) {
            return Some(id);
        }
        let opens = phrase.from == page.sentence_start(phrase.from) && self.subject(phrase.head);
        let sentences = &page.reading.analysis.sentences;
        let here = page.reading.analysis.sentence_of(phrase.head);
        let before = sentences.get(here.checked_sub(1)?)?.clone();
        if !opens || phrase.reach != Reach::Definite || page.paragraph(before.start) != ParagraphKind::Body {
            return None;
        }
        let person = |i: usize| {
            let id = self.book.resolve(self.book.cast.at(i)?);
            let named = self.book.facts(id).named && self.book.actor(id).kind == ActorKind::Person;
            named.then_some((i, id))
        };
        let mut people = before.filter_map(person);
        let (_, id) = people.find(|&(i, _)| self.subject(i))?;
        let gender = match phrase.is {
            Is::Function(function) => function.gender,
            Is::Nominal(_) => None,
        };
        let facts = self.book.facts(id);
        // "la ministre": where the noun tells nothing its article or adjective does.
        let mut beside = (phrase.from..phrase.to).filter(|&i| matches!(page.upos(i), Upos::Det | Upos::Adj));
        let beside = beside.find_map(|i| page.tokens()[i].feats.gender);
        let agrees = gender.or(beside).or(phrase.gender).zip(facts.gender).is_none_or(|(a, b)| a == b);
        let offices =
            office(page, phrase).is_none_or(|o| facts.offices.is_empty() || facts.offices.contains(&o));
        let alone = sentences.get(here - 1)?.clone().filter_map(person).all(|(_, other)| other == id);
        let same = country.zip(self.book.actor(id).country).is_none_or(|(a, b)| a == b);
        (agrees && offices && alone && same).then_some(id)
    }

    /// "« ... », raconte cette paysanne": whom a demonstrative means, where the nearest of the last sentences that names
    /// anybody names one person of that gender.
    fn pointed_at(&self, phrase: &Phrase) -> Option<ActorId> {
        const SENTENCES: usize = 3;
        let page = self.page;
        let tokens = page.tokens();
        let points = tokens[phrase.from].feats.pron_type == Some(PronType::Dem) && !phrase.plural;
        let sentences = &page.reading.analysis.sentences;
        let here = page.reading.analysis.sentence_of(phrase.head);
        let start = sentences.get(here.saturating_sub(SENTENCES))?.start;
        let person = |i: usize| {
            let id = self.book.resolve(self.book.cast.at(i)?);
            let (actor, facts) = (self.book.actor(id), self.book.facts(id));
            (facts.named && actor.kind == ActorKind::Person && page.paragraph(i) == ParagraphKind::Body)
                .then_some(id)
        };
        // The nearest sentence that names anybody tells.
        let near = (start..phrase.from).rev().filter(|_| points).find(|&i| person(i).is_some())?;
        let sentence = sentences.get(page.reading.analysis.sentence_of(near))?;
        let mut people = (sentence.start..sentence.end.min(phrase.from)).filter_map(person);
        let id = people.next()?;
        let gender = (phrase.from..phrase.to).find_map(|i| tokens[i].feats.gender).or(phrase.gender);
        let agrees = gender.zip(self.book.facts(id).gender).is_none_or(|(a, b)| a == b);
        (agrees && people.all(|other| other == id)).then_some(id)
    }

    /// "le président déchu": whether a title says that who held it does no more.
    fn former(&self, phrase: &Phrase) -> bool {
        let former = &self.page.reading.words.relations.marks.former;
        (phrase.core..phrase.to)
            .any(|i| former.contains(self.page.lemma(i)) || former.contains(self.page.lower(i)))
    }

    /// "la coalition menée par X": whether a participle right behind a description says by whom it is led, so that it is another than
    /// the one spoken of before.
    fn led(&self, phrase: &Phrase) -> bool {
        let page = self.page;
        let participle =
            |i: usize| page.tokens().get(i).is_some_and(|t| t.feats.verb_form == Some(VerbForm::Part));
        let by = &page.reading.words.triggers.syntax.by;
        let union = matches!(phrase.is, Is::Nominal(s) if s.general) && !phrase.plural;
        union
            && participle(phrase.full)
            && page.tokens().get(phrase.full + 1).is_some_and(|t| by.contains(&t.lemma))
    }

    /// Whether all that a title says is known of a person, by her roles, her offices and her country.
    fn described(&self, phrase: &Phrase, id: ActorId) -> bool {
        let (page, actor, facts) = (self.page, self.book.actor(id), self.book.facts(id));
        let offices = &page.roles().offices;
        let by_office = |word: &str| {
            facts.offices.iter().any(|&o| offices[o].words.iter().any(|set| set.iter().any(|w| w == word)))
        };
        let by_role = |word: &str| {
            let word = folded(word);
            actor.roles.iter().any(|role| folded(role).split(' ').any(|w| w == word))
        };
        (phrase.core..phrase.full)
            .filter(|&i| matches!(page.upos(i), Upos::Noun | Upos::Propn | Upos::Adj))
            .all(|i| {
                self.scan.demonym(i).is_some_and(|c| actor.country == Some(c))
                    || by_role(page.lower(i))
                    || by_office(page.lemma(i))
                    || by_office(page.lower(i))
            })
    }

    /// "son homologue": who shares a title with the person spoken of before.
    fn counterpart(&self, phrase: &Phrase, country: Option<Country>) -> Option<ActorId> {
        let person = Kinds::from_iter([ActorKind::Person]);
        let one =
            self.book.latest_before(phrase.head, person, phrase.head.saturating_sub(NEAR), |_, _| true)?;
        let roles = &self.book.actor(one).roles;
        let since = phrase.head.saturating_sub(4 * NEAR);
        self.book.latest_before(phrase.head, person, since, |_, actor| {
            actor.name != self.book.actor(one).name
                && country.is_none_or(|c| actor.country == Some(c))
                && actor.roles.iter().any(|role| roles.contains(role))
        })
    }

    /// Anybody else.
    fn nominal(&mut self, phrase: &Phrase, sense: Sense) -> Option<ActorId> {
        if self.classifies(phrase) || self.resistance(phrase) || self.held(phrase) {
            return None;
        }
        if let Some(id) = self.named_by_relation(phrase) {
            return Some(id);
        }
        // "our soldiers": those of whoever speaks, who is not known yet.
        let first = (phrase.from..phrase.core).any(|i| self.page.tokens()[i].feats.person == Some(1));
        if phrase.reach == Reach::Own && first {
            return None;
        }
        let country = self.country(phrase).or_else(|| self.owner(phrase));
        let head = phrase.key(self.page);
        if let Some(id) = self.of_named(phrase, sense) {
            return Some(id);
        }
        let body = sense.class == NounClass::Body && !phrase.plural;
        let named_by = phrase.of.is_some() && !self.page.capital(phrase.head) && !body;
        if !named_by && let Some(id) = self.bracketed(phrase) {
            return Some(id);
        }
        if let Some(id) = self.own_fighters(phrase, sense) {
            return Some(id);
        }
        let definite = phrase.reach != Reach::Indefinite && !self.led(phrase);
        let army = phrase.kind == Some(ActorKind::Military) && !phrase.countries.is_empty();
        let cause = phrase.cause(self.page).is_some();
        if (definite || army || cause)
            && let Some(id) = self.same_words(phrase, &head, country)
        {
            return Some(id);
        }
        if matches!(phrase.reach, Reach::Definite)
            && definite
            && let Some(id) = self.anaphor(phrase, sense).or_else(|| self.fighters(phrase, sense))
        {
            return Some(id);
        }
        let kind = phrase.kind.or_else(|| self.of_nobody(phrase, sense))?;
        let generic = sense.class == NounClass::Members && !phrase.plural && self.generic(phrase);
        if kind == ActorKind::State || generic || self.predicate(phrase) {
            return None;
        }
        let party = self.party(phrase, sense);
        let kind = match kind {
            ActorKind::Population if party => ActorKind::Organisation,
            ActorKind::Population if sense.class == NounClass::Members && !phrase.plural => ActorKind::Person,
            kind => kind,
        };
        let why = match sense.class {
            NounClass::Body => Why::new("actors/body", 0.8),
            NounClass::Members => Why::new("actors/members", 0.7),
            NounClass::General => Why::new("actors/group", 0.5),
        };
        let id = self.add(phrase, kind, country, why);
        let counted = (phrase.core..phrase.head)
            .any(|i| self.page.numeral(i) || self.page.roles().qualifiers.contains(self.page.lower(i)));
        let person = |id: ActorId| self.book.actor(id).kind == ActorKind::Person;
        let private = phrase.reach == Reach::Own || self.whose(phrase).is_some_and(person);
        let strong = sense.strong
            && sense.class == NounClass::Body
            && !phrase.inside
            && !private
            && !(counted && phrase.plural);
        let named = phrase.proper
            && phrase.qualified
            && sense.named.is_some()
            && (sense.kind.is_none() || sense.class == NounClass::General);
        let body = sense.class == NounClass::Body && kind != ActorKind::Population && !self.sort(phrase);
        let proper = phrase.proper && body || named;
        let acts = self.page.tokens()[phrase.head].deprel.base() == Deprel::Nsubj
            && (phrase.reach == Reach::Definite || self.page.grammar().noun_before_noun);
        if (strong && acts)
            || ((proper || party) && !phrase.inside)
            || (strong
                && country.is_some()
                && definite
                && phrase.reach != Reach::Own
                && phrase.countries.len() < 2)
        {
            self.book.cast.keep(id);
        }
        Some(id)
    }

    /// "Forces unies du Boral (FUB)" and "FUB (Forces unies du Boral)": a phrase that an acronym stands for.
    fn bracketed(&mut self, phrase: &Phrase) -> Option<ActorId> {
        let page = self.page;
        let behind = || {
            // "la mission de l'ONU en Boral (MONUB)": where it is may stand between.
            const WORDS: usize = 4;
            let place = |i: &usize| matches!(page.upos(*i), Upos::Adp | Upos::Det | Upos::Propn);
            let far = (phrase.full..phrase.full + WORDS).find(|i| !place(i)).unwrap_or(phrase.full);
            let open =
                if page.grammar().locative.contains(page.lower(phrase.full)) { far } else { phrase.full };
            let inner = page.after(open);
            let opens = matches!(page.lower(open), "(" | "[");
            (opens && matches!(page.lower(page.after(inner)), ")" | "]")).then_some(inner)
        };
        let before = || {
            let open = phrase.from.checked_sub(1).filter(|&i| page.lower(i) == "(")?;
            (page.lower(phrase.full) == ")").then_some(open.checked_sub(1)?)
        };
        let n = self.scan.name_at(behind().or_else(before)?)?;
        let id = self.named.names[n]
            .filter(|&id| !matches!(self.book.actor(id).kind, ActorKind::State | ActorKind::Person))?;
        let text = self.text(phrase);
        let unknown = self.scan.names[n].known.is_empty();
        let country = self.country(phrase);
        let actor = self.book.cast.get_mut(id);
        if text.len() > actor.name.len() {
            text.clone_into(&mut actor.name);
        }
        if unknown {
            actor.kind = phrase.kind.unwrap_or(actor.kind);
            actor.country = actor.country.or(country);
        }
        self.book.file_name(text, id);
        Some(id)
    }

    /// "its army": the country of the state that the possessive means.
    fn owner(&self, phrase: &Phrase) -> Option<Country> {
        let official = matches!(phrase.kind, Some(ActorKind::Military | ActorKind::Government));
        if phrase.reach != Reach::Own || !official {
            return None;
        }
        let state = Kinds::from_iter([ActorKind::State]);
        let since = self.page.sentence_start(phrase.head);
        let is_state = |id: &ActorId| self.book.actor(*id).kind == ActorKind::State;
        // The subject of the sentence rather than whoever is named last.
        let subject = (since..phrase.head)
            .filter(|&i| self.page.tokens()[i].deprel.base() == Deprel::Nsubj)
            .find_map(|i| self.book.cast.at(i).filter(is_state));
        let id = subject.or_else(|| self.book.latest_before(phrase.head, state, since, |_, _| true))?;
        self.book.actor(id).country
    }

    /// "M23 rebels", "les combattants du M23": members of a body that is named beside them mean the body.
    fn of_named(&self, phrase: &Phrase, sense: Sense) -> Option<ActorId> {
        if let Some(id) = self.unit_of(phrase, sense) {
            return Some(id);
        }
        let fighting = |kind| matches!(kind, ActorKind::ArmedGroup | ActorKind::International);
        let armed = sense.refers.contains(ActorKind::ArmedGroup) && sense.general;
        if sense.class != NounClass::Members || !phrase.plural {
            return None;
        }
        let before = phrase.head.checked_sub(1).filter(|&i| i >= phrase.core);
        let beside = before.and_then(|i| self.scan.name_at(i)).map(Unit::Name);
        let id = match phrase.of.or(beside).or_else(|| self.origin(phrase))? {
            Unit::Name(n) => self.named.names[n],
            Unit::Noun(n) => {
                let owner = self.until[n].or(self.named.phrases[n]).map(|id| self.book.resolve(id));
                let forces = [ActorKind::ArmedGroup, ActorKind::Military];
                owner.filter(|&id| forces.contains(&self.book.actor(id).kind))
            }
        }?;
        let actor = self.book.actor(id);
        let kinds = armed || matches!(phrase.kind, Some(ActorKind::ArmedGroup | ActorKind::Military));
        let staff = actor.kind == ActorKind::Media && phrase.kind == Some(ActorKind::Population);
        let forces = armed && actor.kind == ActorKind::Military;
        ((kinds && fighting(actor.kind)) || staff || forces).then_some(id)
    }

    /// "fighters from the Kern Front": the name behind a word that says from whom some are, where it is none for what they are of.
    fn origin(&self, phrase: &Phrase) -> Option<Unit> {
        let page = self.page;
        let origins = &page.reading.words.relations.marks.origins;
        let from = phrase.full;
        let end = page.sentence_end(phrase.head);
        let name = (from + 1..end).find(|&i| page.upos(i) != Upos::Det && !page.lower(i).is_empty())?;
        (from < end && origins.contains(page.lower(from)) && !page.grammar().of.contains(page.lower(from)))
            .then(|| self.scan.name_at(name).map(Unit::Name))?
    }

    /// "Kern forces", "a Kern tactical unit": the armed group whose name qualifies the noun for its forces.
    fn unit_of(&self, phrase: &Phrase, sense: Sense) -> Option<ActorId> {
        let forces = sense.class == NounClass::General && phrase.kind == Some(ActorKind::Military);
        let open = forces && !phrase.proper && self.page.grammar().noun_before_noun;
        let name = (phrase.core..phrase.head).filter(|_| open).find_map(|i| self.scan.name_at(i))?;
        self.named.names[name].filter(|&id| self.book.actor(id).kind == ActorKind::ArmedGroup)
    }

    /// "ses combattants", "its forces", "its men": the armed group, or other body, that the possessive means, which its fighters are.
    fn own_fighters(&self, phrase: &Phrase, sense: Sense) -> Option<ActorId> {
        let armed = sense.refers.contains(ActorKind::ArmedGroup)
            || phrase.kind == Some(ActorKind::ArmedGroup)
            || phrase.kind == Some(ActorKind::Military) && sense.class != NounClass::Members;
        // "le ministère nie que ses hommes ...": whoever serves a body is that body.
        let serve = self.page.grammar().ranks.contains(self.page.lemma(phrase.head)) && !phrase.qualified;
        let own = phrase.reach == Reach::Own && phrase.of.is_none() && phrase.plural && !phrase.proper;
        if !own || !armed && !serve {
            return None;
        }
        let tokens = self.page.tokens();
        let start = self.page.sentence_start(phrase.head);
        let subject = (start..phrase.head).rev().filter(|&i| tokens[i].deprel.base() == Deprel::Nsubj);
        let subject = subject.into_iter().find_map(|i| self.book.cast.at(i));
        let any: Kinds = ActorKind::ALL.iter().copied().collect();
        let last = || self.book.latest_before(phrase.head, any, start, |_, _| true);
        let owner = subject.map(|id| self.book.resolve(id)).or_else(last)?;
        let kind = self.book.actor(owner).kind;
        let body = matches!(kind, ActorKind::Military | ActorKind::Government | ActorKind::State);
        (kind == ActorKind::ArmedGroup || serve && body).then_some(owner)
    }

    /// "ces insurgés", "les assaillants": the group of fighters that was spoken of before: the last one behind a
    /// demonstrative, the only one behind an article.
    fn fighters(&self, phrase: &Phrase, sense: Sense) -> Option<ActorId> {
        let members = sense.class == NounClass::Members && phrase.kind == Some(ActorKind::ArmedGroup);
        let counted = (phrase.core..phrase.head).any(|i| self.page.numeral(i));
        if !members
            || !phrase.plural
            || phrase.of.is_some()
            || counted
            || self.restricted(phrase)
            || !phrase.countries.is_empty()
        {
            return None;
        }
        let groups = Kinds::from_iter([ActorKind::ArmedGroup]);
        let last = self.book.latest_before(phrase.head, groups, 0, |_, _| true)?;
        let demonstrative = self.page.tokens()[phrase.from].feats.pron_type == Some(PronType::Dem);
        let other = |_: &Facts, actor: &Actor| actor.name != self.book.actor(last).name;
        let only = || self.book.latest_before(phrase.head, groups, 0, other).is_none();
        if demonstrative || only() {
            return Some(last);
        }
        // The only one that was named not long before.
        let near = phrase.head.saturating_sub(NEAR);
        let named = self.book.latest_before(phrase.head, groups, near, |facts, _| facts.named)?;
        let another = |facts: &Facts, actor: &Actor| facts.named && actor.name != self.book.actor(named).name;
        self.book.latest_before(phrase.head, groups, near, another).is_none().then_some(named)
    }

    /// The candidate that the complement or possessor of a phrase is.
    fn whose(&self, phrase: &Phrase) -> Option<ActorId> {
        match phrase.of? {
            Unit::Name(n) => self.named.names[n],
            Unit::Noun(n) => self.until[n].or(self.named.phrases[n]),
        }
    }

    /// The number or rough number that counts a phrase without article.
    fn number(&self, phrase: &Phrase) -> Option<&str> {
        let page = self.page;
        let numbers = &page.reading.words.numbers;
        let counts = |&i: &usize| page.numeral(i) || numbers.collectives.contains_key(page.lower(i));
        let from = phrase.core.saturating_sub(2).max(page.sentence_start(phrase.core));
        let bare = matches!(phrase.reach, Reach::Bare | Reach::Indefinite);
        (from..phrase.head).filter(|_| bare).find(counts).map(|i| page.lower(i))
    }

    /// Who was described by the same noun before, of the same country.
    fn same_words(&self, phrase: &Phrase, head: &str, country: Option<Country>) -> Option<ActorId> {
        if phrase.reach == Reach::Own && country.is_none() || self.others(phrase) {
            return None;
        }
        let text = folded(self.text(phrase));
        let shared = self.page.nominals().shared.contains(head);
        let cause = phrase.cause(self.page).is_some();
        let official = matches!(phrase.kind, Some(ActorKind::Government | ActorKind::Military));
        let of = self.whose(phrase);
        let at = country_of(self.scan, self.phrases, phrase.at, 0);
        let number = self.number(phrase);
        let plain = official && self.official(phrase);
        // "the army" is that of the country told of, whatever other soldiers were named last.
        let bare = plain && shared && !phrase.plural && country.is_none() && phrase.reach == Reach::Definite;
        let home = if bare { self.setting.country(self.page, phrase.head) } else { None };
        let shared = shared || cause;
        let fits = |book: &Book, id: ActorId| {
            let actor = book.actor(id);
            // "31 people" are not the "hundreds of people" of before.
            if number.is_some_and(|n| !folded(&actor.name).split(' ').any(|word| word == n)) {
                return false;
            }
            if at.is_some_and(|at| actor.country.is_some_and(|country| country != at)) {
                return false;
            }
            if home.is_some_and(|home| self.abroad(phrase, id, home)) || bare && self.part(id) {
                return false;
            }
            // One of a population is a person.
            let one = !phrase.plural && phrase.kind == Some(ActorKind::Population);
            let same_kind = phrase.kind.is_none_or(|k| k == actor.kind)
                || one && actor.kind == ActorKind::Person && !book.facts(id).named;
            let name = folded(&actor.name);
            let agrees = match (country, actor.country) {
                (Some(a), Some(b)) => {
                    a == b && (phrase.countries.first() == Some(&a) || shared) || name == text
                }
                (None, _) => !phrase.qualified || plain || cause || name.starts_with(&text),
                (Some(_), None) if cause => true,
                (Some(_), None) => {
                    let bare = name == folded(self.page.word(phrase.head)) || shared && !name.contains(' ');
                    let here = || book.facts(id).first().and_then(|t| self.setting.country(self.page, t));
                    let home = || here().is_none_or(|here| country == Some(here));
                    name == text || (official && bare && phrase.reach == Reach::Definite && home())
                }
            };
            let whose = match (of, book.facts(id).of) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            };
            same_kind && agrees && whose && (shared || book.facts(id).plural == phrase.plural)
        };
        // "the army" is that of the country told of rather than "Boralese soldiers".
        let local = |book: &Book, id: ActorId| fits(book, id) && !self.national(book.actor(id));
        let own = || self.book.by_head(head, phrase.head, local);
        let first = if country.is_none() && official { own() } else { None };
        first.or_else(|| self.book.by_head(head, phrase.head, fits))
    }

    /// "des soldats d'élite", "ethnic armies": whether several are told apart from the others of their kind, be it by their number.
    fn part(&self, id: ActorId) -> bool {
        let (actor, facts) = (self.book.actor(id), self.book.facts(id));
        let modifiers = &self.page.nominals().modifiers;
        let name = folded(&actor.name);
        let counted = name.starts_with(|c: char| c.is_ascii_digit());
        let words = || name.split(' ');
        let official = || words().any(|w| modifiers.get(w).is_some_and(|k| *k != ActorKind::ArmedGroup));
        let plain = || words().count() == 1 || facts.of.is_some() || self.national(actor) || official();
        facts.plural && !facts.named && (counted || !plain())
    }

    /// Whether somebody is of another country than `home`, where that acts in the text, or another noun calls him.
    fn abroad(&self, phrase: &Phrase, id: ActorId, home: Country) -> bool {
        let actor = self.book.actor(id);
        let noun = folded(self.page.word(phrase.head));
        let other = !folded(&actor.name).split(' ').any(|word| word == noun);
        actor.country.is_some_and(|c| c != home) && (other || self.book.by_state(home).is_some())
    }

    /// Whether a word of nationality stands in all that the text calls somebody.
    fn national(&self, actor: &Actor) -> bool {
        let analysis = self.page.reading.analysis;
        let told = |span| analysis.tokens_in(span).any(|t| self.scan.demonym(t).is_some());
        actor.country.is_some() && actor.mentions.iter().all(|m| told(m.span))
    }

    /// "federal forces", "les troupes régulières": whether all that a phrase says beside its noun is that it is the state's.
    fn official(&self, phrase: &Phrase) -> bool {
        let modifiers = &self.page.nominals().modifiers;
        let state = |i: usize| {
            let kind = modifiers.get(self.page.lemma(i)).or_else(|| modifiers.get(self.page.lower(i)));
            matches!(kind, Some(ActorKind::Government | ActorKind::Military))
        };
        let said = (phrase.core..phrase.head).chain(phrase.head_to..phrase.full);
        phrase.of.is_none() && said.into_iter().all(state)
    }

    /// "le groupe", "ce pays", "le ministère": whom a general noun refers back to.
    fn anaphor(&self, phrase: &Phrase, sense: Sense) -> Option<ActorId> {
        let nominals = self.page.nominals();
        let head = self.page.lemma(phrase.head);
        let place = nominals.regions.contains(head) || nominals.parts.contains(head);
        // "Front 33", "the 33rd Front": a number tells one of several.
        let digit = |i: usize| self.page.word(i).starts_with(|c: char| c.is_ascii_digit());
        let ordinal = |i: usize| digit(i) && self.page.word(i).ends_with(char::is_alphabetic);
        let ordinal = (phrase.core..phrase.head).any(|i| phrase.proper && digit(i) || ordinal(i));
        let numbered = ordinal || self.page.upos(phrase.full) == Upos::Num;
        let says_more = phrase.of.is_some() || phrase.full > phrase.to || numbered;
        if phrase.plural || sense.class == NounClass::Members || says_more || place {
            return None;
        }
        let international = phrase.kind == Some(ActorKind::International);
        if !sense.general {
            let body = international
                || matches!(
                    phrase.kind,
                    Some(ActorKind::ArmedGroup | ActorKind::Organisation | ActorKind::Media)
                );
            if !body || nominals.unique.contains(head) {
                return None;
            }
        }
        let since = phrase.head.saturating_sub(NEAR);
        let country = phrase.countries.first().copied();
        let armed = phrase.kind == Some(ActorKind::ArmedGroup);
        // "la télévision d'Etat" is not the agency that sends the dispatch.
        let medium = phrase.kind == Some(ActorKind::Media);
        if medium && phrase.head_to > self.page.after(phrase.head) {
            return None;
        }
        let dateline = |token: usize| self.page.paragraph(token) == ParagraphKind::Dateline;
        // Written like a name it means whoever is called so: "the Front", "the Popular Front".
        let title = (phrase.proper && !self.sort(phrase)).then(|| folded(self.text(phrase)));
        let refers = if international && !sense.general {
            Kinds::from_iter([ActorKind::International])
        } else {
            sense.refers
        };
        let named = self.book.latest_before(phrase.head, refers, since, |facts, actor| {
            let state = actor.kind == ActorKind::State;
            (facts.named || state)
                && title.as_ref().is_none_or(|title| folded(&actor.name).contains(title.as_str()))
                && (armed || !facts.plural)
                && (!armed || actor.kind == ActorKind::ArmedGroup)
                && !facts.last_before(phrase.head).is_some_and(dateline)
                && country.is_none_or(|c| actor.country == Some(c))
        });
        named.or_else(|| self.unnamed(phrase, sense))
    }

    /// "l'ONG": whether an acronym alone says what sort of body somebody is.
    fn sort(&self, phrase: &Phrase) -> bool {
        self.page.acronym(phrase.head) && phrase.full == self.page.after(phrase.head)
    }

    /// "une milice ... le groupe", "gunmen ... the gang": the body without a name that was just described, where none has a name.
    fn unnamed(&self, phrase: &Phrase, sense: Sense) -> Option<ActorId> {
        const RECENT: usize = 60;
        if phrase.qualified || phrase.proper || !sense.refers.contains(ActorKind::ArmedGroup) {
            return None;
        }
        let groups = Kinds::from_iter([ActorKind::ArmedGroup]);
        let since = phrase.head.saturating_sub(RECENT);
        self.book.latest_before(phrase.head, groups, since, |facts, _| !facts.own && facts.of.is_none())
    }

    /// "une vive opposition", "l'opposition des Etats-Unis": a noun for a body of which there is one, where it is what somebody
    /// does.
    fn resistance(&self, phrase: &Phrase) -> bool {
        let page = self.page;
        let unique = page.nominals().unique.contains(page.lemma(phrase.head));
        let state = |unit: Unit| match unit {
            Unit::Name(n) => {
                self.named.names[n].is_some_and(|id| self.book.actor(id).kind == ActorKind::State)
            }
            Unit::Noun(_) => false,
        };
        let adverse = page.nominals().grammar.agency.contains(page.lemma(phrase.head));
        unique && adverse && (phrase.reach == Reach::Indefinite || phrase.of.is_some_and(state))
    }

    /// "au pouvoir", "a pris le pouvoir": whether a noun for those who rule stands where it is what somebody has or takes.
    fn held(&self, phrase: &Phrase) -> bool {
        let page = self.page;
        let tokens = page.tokens();
        let before = phrase.core.checked_sub(2).filter(|&i| i >= page.sentence_start(phrase.core));
        let at = before
            .is_some_and(|i| page.upos(i) == Upos::Adp && page.grammar().recipient.contains(page.lemma(i)));
        let object = tokens[phrase.head].deprel.base() == Deprel::Obj;
        let held = page.nominals().held.contains(page.lemma(phrase.head));
        // "sous l'autorité du ministère", "au secours de la junte": somebody's, and nobody.
        let led = page.reading.analysis.dependent(phrase.head, Deprel::Case).is_some();
        let whose = phrase.of.is_some_and(|unit| !self.scan.place(unit)) && led;
        held && (whose || !phrase.plural && !phrase.qualified && (at || object))
    }

    /// "the Social Democrats": whether people who think alike are written like the name of their party, and the entity recogniser
    /// takes them for one.
    fn party(&self, phrase: &Phrase, sense: Sense) -> bool {
        let entity = self.page.reading.analysis.entity_at(phrase.head);
        let named = entity.is_some_and(|e| e.label == EntityLabel::Organisation);
        named && phrase.proper && phrase.plural && sense.class == NounClass::Members
    }

    /// "l'autre mouvement", "a breakaway group": the kind of a group or party of which nothing tells what it is.
    fn of_nobody(&self, phrase: &Phrase, sense: Sense) -> Option<ActorKind> {
        let nominals = self.page.nominals();
        let head = self.page.lemma(phrase.head);
        // "le front 27"
        let numbered = phrase.full > phrase.to && self.page.upos(phrase.full - 1) == Upos::Num;
        let place = !numbered && (nominals.regions.contains(head) || nominals.parts.contains(head));
        let group = sense.class == NounClass::General && sense.refers.contains(ActorKind::Organisation);
        // "l'organisation du vote" is what somebody does, "une longue alliance" how two stand.
        let relation = !self.page.reading.words.relations.nouns(head).is_empty();
        let act = !numbered && (phrase.full > phrase.to && phrase.of.is_none() || relation);
        (group && !place && !act && phrase.reach != Reach::Bare).then_some(sense.named).flatten()
    }

    /// "poste de commandement", "chef de police", "the use of force": a noun without article only says what sort of thing another noun is,
    /// or how something is.
    fn classifies(&self, phrase: &Phrase) -> bool {
        let page = self.page;
        let before = phrase.from.checked_sub(1).filter(|_| phrase.reach == Reach::Bare && !phrase.plural);
        let of = before.is_some_and(|i| page.grammar().of.contains(page.lower(i)));
        // "sous commandement saoudien": outside of headlines what has no article is nobody.
        let headline = page.paragraph(phrase.head) == ParagraphKind::Headline;
        let led = before.is_some_and(|i| page.upos(i) == Upos::Adp) && !headline;
        let named = phrase.proper && phrase.qualified;
        let bare = if page.grammar().adjective_after {
            of || led
        } else {
            // "the use of force"
            let general = matches!(phrase.is, Is::Nominal(s) if s.class == NounClass::General);
            before.is_some()
                && general
                && !phrase.qualified
                && phrase.core == phrase.head
                && !phrase.proper
                && !headline
        };
        bare && !named
    }

    /// "personne n'y croit", "les droits de l'homme": one of a kind who is nobody in particular.
    fn generic(&self, phrase: &Phrase) -> bool {
        let page = self.page;
        let of = phrase.from.checked_sub(1).is_some_and(|i| page.grammar().of.contains(page.lower(i)));
        // Without article a language that needs one speaks of nobody, but in headlines: "taken hostage", "rebel claims".
        let subject = || page.tokens()[phrase.head].deprel.base() == Deprel::Nsubj;
        let bare =
            phrase.reach == Reach::Bare && (page.grammar().adjective_after || !(phrase.proper || subject()));
        bare || (of && phrase.reach == Reach::Definite && !phrase.qualified)
    }

    /// "était président", "reconnu président": a function that is said of somebody is nobody by itself.
    fn predicate(&self, phrase: &Phrase) -> bool {
        let page = self.page;
        let start = page.sentence_start(phrase.core);
        let before = (start..phrase.core).rev().find(|&i| page.upos(i) != Upos::Adv);
        let participle = |i: usize| {
            let token = &page.tokens()[i];
            page.grammar().adjective_after
                && token.upos == Upos::Verb
                && token.feats.verb_form == Some(VerbForm::Part)
        };
        let bare = phrase.reach == Reach::Bare && !phrase.plural;
        bare && before.is_some_and(|i| page.upos(i) == Upos::Aux || participle(i))
    }
}
