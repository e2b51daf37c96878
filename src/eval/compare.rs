//! One dispatch: its record against its gold.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::gold::{self, Gold, Optional};
use super::matching::Matching;
use super::text::{Haystack, Sentences, fold, overlap};
use super::{Miss, Scores, Verdict};
use crate::dispatch::{ActorId, AllianceKind, Basis, MentionForm, QuoteKind};
use crate::record::Record;
use crate::record::schema::{self, Offsets, Words};

impl Scores {
    /// Counts what `record` has found of `gold`; a missing record has found nothing. `document` names it in the
    /// errors.
    pub fn add(&mut self, document: &str, gold: &Gold, record: Option<&Record<'_>>) {
        let text = record.map_or("", |r| &r.text);
        let mut comparison = Comparison {
            scores: self,
            document,
            found: Found::of(record),
            haystack: Haystack::new(text),
            sentences: Sentences::new(text),
        };
        let cast = comparison.actors(gold);
        comparison.places(gold);
        comparison.alliances(gold, &cast);
        comparison.events(gold, &cast);
        comparison.quotes(gold, &cast, QuoteKind::Direct, 0.8);
        comparison.quotes(gold, &cast, QuoteKind::Indirect, 0.5);
        comparison.sources(gold);
    }
}

/// Who is who between a dispatch's gold and its record.
#[derive(Debug)]
pub struct Alignment {
    by_name: HashMap<String, usize>,
    events: HashMap<Offsets, usize>,
    haystack: Haystack,
}

impl Alignment {
    /// Compares `record` with `gold`.
    #[must_use]
    pub fn of(gold: &Gold, record: &Record<'_>) -> Self {
        let mut comparison = Comparison {
            scores: &mut Scores::default(),
            document: "",
            found: Found::of(Some(record)),
            haystack: Haystack::new(&record.text),
            sentences: Sentences::new(&record.text),
        };
        let cast = comparison.actors(gold);
        let matching = comparison.happenings(gold, &cast);
        let events = matching.pairs().map(|(i, j)| (record.events[j].trigger.span, i)).collect();
        Self { by_name: cast.by_name, events, haystack: comparison.haystack }
    }

    /// The position in gold of the event of the record that is told by the words at `trigger`, in code points.
    #[must_use]
    pub fn event(&self, trigger: Offsets) -> Option<usize> {
        self.events.get(&trigger).copied()
    }

    /// The position in gold of the actor of that name.
    #[must_use]
    pub fn actor(&self, name: &str) -> Option<usize> {
        self.by_name.get(&fold(name)).copied()
    }

    /// Every place where `snippet` stands, in code points.
    pub fn find_all(&self, snippet: &str) -> impl Iterator<Item = Offsets> {
        (0..).map_while(move |nth| self.haystack.find(snippet, None, nth))
    }

    /// Where the snippet of a gold item stands, inside its context where it has one, in code points.
    #[must_use]
    pub fn locate(&self, snippet: &str, context: Option<&str>, nth: usize) -> Option<Offsets> {
        self.haystack.locate(snippet, context, nth)
    }

    /// Where `snippet` stands, in code points.
    #[must_use]
    pub fn find(&self, snippet: &str) -> Option<Offsets> {
        self.haystack.find(snippet, None, 0)
    }
}

/// What was predicted; nothing where there is no record.
#[derive(Clone, Copy, Debug, Default)]
struct Found<'a> {
    actors: &'a [schema::Actor<'a>],
    alliances: &'a [schema::Alliance<'a>],
    events: &'a [schema::Event<'a>],
    quotes: &'a [schema::Quote<'a>],
    sources: &'a [schema::Source<'a>],
    places: &'a [schema::Place<'a>],
}

impl<'a> Found<'a> {
    fn of(record: Option<&'a Record<'a>>) -> Self {
        record.map_or_else(Self::default, |r| Self {
            actors: &r.actors,
            alliances: &r.alliances,
            events: &r.events,
            quotes: &r.quotes,
            sources: &r.sources,
            places: &r.places,
        })
    }

    fn name(&self, id: ActorId) -> &str {
        self.actors.iter().find(|a| a.id == id).map_or("", |a| &a.name)
    }
}

/// Whom a name or a predicted actor means.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Who {
    /// An actor of gold.
    Gold(usize),
    /// Nobody in gold: somebody by that folded name.
    Other(String),
    /// No actor at all.
    Nobody,
}

/// Who is who between gold and prediction.
struct Cast {
    by_name: HashMap<String, usize>,
    by_id: HashMap<ActorId, Who>,
}

impl Cast {
    fn gold(&self, name: &str) -> Who {
        let name = fold(name);
        self.by_name.get(&name).map_or(Who::Other(name), |&i| Who::Gold(i))
    }

    fn predicted(&self, id: ActorId) -> Who {
        self.by_id.get(&id).cloned().unwrap_or(Who::Nobody)
    }
}

struct Comparison<'a> {
    scores: &'a mut Scores,
    document: &'a str,
    found: Found<'a>,
    haystack: Haystack,
    sentences: Sentences,
}

impl Comparison<'_> {
    fn miss(&mut self, row: &str, what: &'static str, item: String) {
        self.scores.errors.push(Miss { document: self.document.to_owned(), row: row.to_owned(), what, item });
    }

    /// Counts a matched row: an optional gold item, matched or not, counts neither way.
    fn count<G: Optional>(&mut self, row: &'static str, gold: &[G], matching: &Matching, show: &Show<'_, G>) {
        self.tally(row, gold, matching);
        for (i, item) in gold.iter().enumerate() {
            if matching.predicted(i).is_none() && !item.optional() {
                self.miss(row, "missed", (show.gold)(item));
            }
        }
        for j in matching.spurious() {
            self.miss(row, "spurious", (show.predicted)(j));
            self.judge(row, (show.why)(j), false);
        }
        for (i, j) in matching.pairs().filter(|&(i, _)| !gold[i].optional()) {
            self.judge(row, (show.why)(j), (show.right)(i, j));
        }
    }

    fn judge(&mut self, row: &'static str, why: &schema::Why<'_>, right: bool) {
        let (rule, confidence) = (why.rule.to_string(), why.confidence);
        self.scores.verdicts.push(Verdict { row, rule, confidence, right });
    }

    fn tally<G: Optional>(&mut self, row: &'static str, gold: &[G], matching: &Matching) {
        let tally = self.scores.tally(row);
        for i in (0..gold.len()).filter(|&i| !gold[i].optional()) {
            match matching.predicted(i) {
                Some(_) => tally.right += 1,
                None => tally.missed += 1,
            }
        }
        tally.spurious += matching.spurious().count();
    }

    fn actors(&mut self, gold: &Gold) -> Cast {
        let (golds, found) = (&gold.actors, self.found.actors);
        let gold_names: Vec<BTreeSet<String>> =
            golds.iter().map(|a| names(std::iter::once(a.name.as_str()).chain(strs(&a.aliases)))).collect();
        let names: Vec<BTreeSet<String>> = found.iter().map(actor_names).collect();
        let main: Vec<String> = found.iter().map(|a| fold(&a.name)).collect();
        let matching = Matching::new(golds, found.len(), |i, j| {
            if fold(&golds[i].name) == main[j] {
                3.0
            } else if gold_names[i].contains(&main[j]) {
                2.0
            } else {
                0.0
            }
        });
        self.count(
            "actors",
            golds,
            &matching,
            &Show {
                gold: &|a| {
                    format!(
                        "{} [{}]",
                        a.name,
                        a.kind.as_ref().map_or(String::new(), |k| k.values().join("|"))
                    )
                },
                predicted: &|j| format!("{} [{}]", found[j].name, found[j].kind),
                why: &|j| &found[j].why,
                right: &|_, _| true,
            },
        );
        for (i, j) in matching.pairs().filter(|&(i, _)| !golds[i].optional) {
            self.actor_properties(&golds[i], &found[j]);
        }
        let mut by_name = HashMap::new();
        for (i, names) in gold_names.into_iter().enumerate() {
            for name in names {
                by_name.entry(name).or_insert(i);
            }
        }
        let matched: HashMap<usize, usize> = matching.pairs().map(|(i, j)| (j, i)).collect();
        let who = |j: usize| {
            let known = matched.get(&j).copied().or_else(|| {
                std::iter::once(&main[j]).chain(&names[j]).find_map(|name| by_name.get(name).copied())
            });
            known.map_or_else(|| Who::Other(main[j].clone()), Who::Gold)
        };
        let by_id = found.iter().enumerate().map(|(j, a)| (a.id, who(j))).collect();
        Cast { by_name, by_id }
    }

    fn actor_properties(&mut self, gold: &gold::Actor, found: &schema::Actor<'_>) {
        if let Some(kinds) = &gold.kind {
            let right = kinds.names(found.kind.as_str());
            self.scores.hit("actor kind", right);
            if !right {
                self.miss(
                    "actor kind",
                    "wrong",
                    format!("{}: {} for {}", gold.name, found.kind, kinds.values().join("|")),
                );
            }
        }
        if let Some(country) = &gold.country {
            self.scores.hit("actor country", found.country.is_some_and(|c| c.as_str() == country));
        }
        if !gold.roles.is_empty() {
            let wanted = names(strs(&gold.roles));
            let given = names(found.roles.iter().map(AsRef::as_ref));
            let right =
                wanted.iter().any(|a| given.iter().any(|b| a.contains(b.as_str()) || b.contains(a.as_str())));
            self.scores.hit("actor has a right role", right);
        }
    }

    fn places(&mut self, gold: &Gold) {
        let (golds, found) = (&gold.places, self.found.places);
        if golds.is_empty() {
            return;
        }
        let gold_names: Vec<BTreeSet<String>> =
            golds.iter().map(|p| names(std::iter::once(p.name.as_str()).chain(strs(&p.aliases)))).collect();
        let place_names: Vec<BTreeSet<String>> = found
            .iter()
            .map(|p| {
                names(std::iter::once(p.name.as_ref()).chain(p.mentions.iter().map(|m| m.text.as_ref())))
            })
            .collect();
        let matching = Matching::new(golds, found.len(), |i, j| {
            if gold_names[i].contains(&fold(&found[j].name)) {
                2.0
            } else if gold_names[i].is_disjoint(&place_names[j]) {
                0.0
            } else {
                1.0
            }
        });
        self.count(
            "places",
            golds,
            &matching,
            &Show {
                gold: &|p| p.name.clone(),
                predicted: &|j| found[j].name.to_string(),
                why: &|j| &found[j].why,
                right: &|_, _| true,
            },
        );
    }

    fn alliances(&mut self, gold: &Gold, cast: &Cast) {
        let golds = &gold.alliances;
        let names = self.found;
        let found: Vec<&schema::Alliance<'_>> =
            self.found.alliances.iter().filter(|r| r.basis == Basis::Stated).collect();
        let gold_pair = |i: usize| (cast.gold(&golds[i].a), cast.gold(&golds[i].b));
        let pair = |j: usize| (cast.predicted(found[j].a), cast.predicted(found[j].b));
        let swapped = |(a, b): (Who, Who)| (b, a);
        let matching = Matching::new(golds, found.len(), |i, j| {
            let symmetric = matches!(found[j].kind, AllianceKind::Allied | AllianceKind::Opposes);
            let same = gold_pair(i) == pair(j) || (symmetric && gold_pair(i) == swapped(pair(j)));
            if golds[i].kind.names(found[j].kind.as_str()) && same { 2.0 } else { 0.0 }
        });
        self.count(
            "alliances",
            golds,
            &matching,
            &Show {
                gold: &|r| format!("{}({}, {})", r.kind.values().join("|"), r.a, r.b),
                predicted: &|j| {
                    format!("{}({}, {})", found[j].kind, names.name(found[j].a), names.name(found[j].b))
                },
                why: &|j| &found[j].why,
                right: &|_, _| true,
            },
        );
        let by_pair = Matching::new(golds, found.len(), |i, j| {
            let set = |(a, b): (Who, Who)| BTreeSet::from([a, b]);
            if set(gold_pair(i)) == set(pair(j)) { 1.0 } else { 0.0 }
        });
        self.tally("alliances, pair only", golds, &by_pair);
    }

    /// Where the snippet of a gold item stands, inside its context where it has one.
    fn locate(&self, snippet: &str, context: Option<&str>, nth: usize) -> Option<Offsets> {
        self.haystack.locate(snippet, context, nth)
    }

    /// How near each event of gold stands to each of the record: 4 where their triggers overlap, 2 where it is told in the same
    /// sentence, else 0.
    fn seen(&self, golds: &[gold::Event]) -> impl Fn(usize, usize) -> f64 {
        let told: Vec<Option<Offsets>> =
            golds.iter().map(|e| self.locate(&e.trigger, e.context.as_deref(), e.nth)).collect();
        let sentences: Vec<HashSet<usize>> = golds
            .iter()
            .zip(&told)
            .map(|(e, told)| {
                let also = e.also.iter().filter_map(|s| self.haystack.find(s, None, 0));
                told.iter().copied().chain(also).map(|span| self.sentences.of(span[0])).collect()
            })
            .collect();
        let found: Vec<(Offsets, usize)> = self
            .found
            .events
            .iter()
            .map(|e| (e.trigger.span, self.sentences.of(e.trigger.span[0])))
            .collect();
        move |i, j| {
            let (span, sentence) = found[j];
            if overlap(told[i], Some(span)) > 0.0 {
                4.0
            } else if sentences[i].contains(&sentence) {
                2.0
            } else {
                0.0
            }
        }
    }

    /// Which event of the record is which of gold.
    fn happenings(&self, gold: &Gold, cast: &Cast) -> Matching {
        let (golds, found) = (&gold.events, self.found.events);
        let seen = self.seen(golds);
        Matching::new(golds, found.len(), |i, j| {
            let seen = seen(i, j);
            if seen == 0.0 || !golds[i].category.names(found[j].category.as_str()) {
                return 0.0;
            }
            let agents: HashSet<Who> = golds[i].agents.iter().map(|a| cast.gold(a)).collect();
            let shared = found[j].agents.iter().any(|&a| agents.contains(&cast.predicted(a)));
            seen + f64::from(u8::from(shared))
        })
    }

    fn events(&mut self, gold: &Gold, cast: &Cast) {
        let (golds, found) = (&gold.events, self.found.events);
        let names = self.found;
        let matching = self.happenings(gold, cast);
        let by_place = Matching::new(golds, found.len(), self.seen(golds));
        let all = |ids: &[ActorId]| ids.iter().map(|&id| names.name(id)).collect::<Vec<_>>().join(", ");
        self.count(
            "events",
            golds,
            &matching,
            &Show {
                gold: &|e| {
                    let (types, agents, targets) =
                        (e.category.values().join("|"), e.agents.join(", "), e.targets.join(", "));
                    format!("{types} '{}' agents=[{agents}] targets=[{targets}]", e.trigger)
                },
                predicted: &|j| {
                    let Words { text, .. } = &found[j].trigger;
                    let (agents, targets) = (all(&found[j].agents), all(&found[j].targets));
                    format!("{} '{text}' agents=[{agents}] targets=[{targets}]", found[j].category)
                },
                why: &|j| &found[j].why,
                right: &|_, _| true,
            },
        );
        for (i, j) in matching.pairs().filter(|&(i, _)| !golds[i].optional) {
            self.parties("event agents", gold, &golds[i].agents, &found[j].agents, cast);
            self.parties("event targets", gold, &golds[i].targets, &found[j].targets, cast);
            self.event_properties(&golds[i], &found[j]);
        }
        self.tally("events, any category", golds, &by_place);
    }

    fn parties(&mut self, row: &'static str, gold: &Gold, wanted: &[String], given: &[ActorId], cast: &Cast) {
        let wanted: HashSet<Who> = wanted.iter().map(|name| cast.gold(name)).collect();
        let given: HashSet<Who> = given.iter().map(|&id| cast.predicted(id)).collect();
        let optional = |who: &Who| matches!(who, Who::Gold(i) if gold.actors[*i].optional);
        let needed: HashSet<&Who> = wanted.iter().filter(|who| !optional(who)).collect();
        let tally = self.scores.tally(row);
        tally.right += needed.iter().filter(|who| given.contains(**who)).count();
        tally.missed += needed.iter().filter(|who| !given.contains(**who)).count();
        tally.spurious += given.difference(&wanted).count();
    }

    fn event_properties(&mut self, gold: &gold::Event, found: &schema::Event<'_>) {
        if let Some(modality) = &gold.modality {
            self.scores.hit("event modality", found.modality.as_str() == modality);
        }
        if let Some(wanted) = &gold.date_iso {
            let iso = found.date.as_ref().and_then(|d| d.iso.as_deref()).unwrap_or_default();
            self.scores.hit("event date", iso.chars().take(10).eq(wanted.chars()));
        }
        for (what, &min) in &gold.toll {
            let given = found.toll.as_ref().and_then(|toll| toll.get(what));
            self.scores.hit("event toll", given.is_some_and(|count| count.min == min));
        }
    }

    fn quotes(&mut self, gold: &Gold, cast: &Cast, kind: QuoteKind, need: f64) {
        let (row, speakers) = match kind {
            QuoteKind::Direct => ("direct quotes", "direct quote speaker"),
            QuoteKind::Indirect => ("indirect quotes", "indirect quote speaker"),
        };
        let golds: Vec<gold::Quote> =
            gold.quotes.iter().filter(|q| q.kind == kind.as_str()).cloned().collect();
        let found: Vec<&schema::Quote<'_>> = self.found.quotes.iter().filter(|q| q.kind == kind).collect();
        let names = self.found;
        let spans: Vec<Option<Offsets>> =
            golds.iter().map(|q| self.locate(&q.text, q.context.as_deref(), q.nth)).collect();
        for (quote, _) in golds.iter().zip(&spans).filter(|(_, span)| span.is_none()) {
            self.miss(row, "gold snippet not in the record's text", start(&quote.text));
        }
        let matching = Matching::new(&golds, found.len(), |i, j| {
            let shared = overlap(spans[i], Some(found[j].span));
            if shared >= need { shared } else { 0.0 }
        });
        let spoken = |i: usize, j: usize| {
            let wanted = golds[i].speaker.values();
            match found[j].speaker {
                None => wanted.contains(&None),
                Some(id) => wanted.iter().flatten().any(|name| cast.gold(name) == cast.predicted(id)),
            }
        };
        self.count(
            row,
            &golds,
            &matching,
            &Show {
                gold: &|q| start(&q.text),
                predicted: &|j| start(&found[j].text),
                why: &|j| &found[j].why,
                right: &spoken,
            },
        );
        for (i, j) in matching.pairs().filter(|&(i, _)| !golds[i].optional) {
            let wanted = golds[i].speaker.values();
            let right = spoken(i, j);
            self.scores.hit(speakers, right);
            if !right {
                let given = found[j].speaker.map_or("nobody", |id| names.name(id));
                let wanted: Vec<&str> = wanted.iter().map(|w| w.as_deref().unwrap_or("nobody")).collect();
                self.miss(
                    speakers,
                    "wrong",
                    format!("{given} for {}: {}", wanted.join("|"), start(&golds[i].text)),
                );
            }
        }
    }

    fn sources(&mut self, gold: &Gold) {
        let (golds, found) = (&gold.sources, self.found.sources);
        if golds.is_empty() && found.is_empty() {
            return;
        }
        let spans: Vec<Option<Offsets>> =
            golds.iter().map(|s| self.locate(&s.mention, s.context.as_deref(), s.nth)).collect();
        let matching = Matching::new(golds, found.len(), |i, j| {
            if !golds[i].kind.names(found[j].kind.as_str()) {
                return 0.0;
            }
            let mentions = &found[j].mentions;
            let best = mentions.iter().map(|m| overlap(spans[i], Some(m.span))).fold(0.0, f64::max);
            let sentence = spans[i].map(|span| self.sentences.of(span[0]));
            let beside = mentions.iter().any(|m| Some(self.sentences.of(m.span[0])) == sentence);
            if best > 0.0 { 2.0 + best } else { f64::from(u8::from(beside)) }
        });
        self.count(
            "sources",
            golds,
            &matching,
            &Show {
                gold: &|s| format!("{}: {}", s.kind.values().join("|"), s.mention),
                predicted: &|j| format!("{}: {}", found[j].kind, found[j].name),
                why: &|j| &found[j].why,
                right: &|_, _| true,
            },
        );
    }
}

/// How the items of a row are shown in the list of errors, and judged.
struct Show<'a, G> {
    gold: &'a dyn Fn(&G) -> String,
    predicted: &'a dyn Fn(usize) -> String,
    /// Why it was predicted.
    why: &'a dyn Fn(usize) -> &'a schema::Why<'a>,
    /// Whether a predicted item is right in what it says, once it is matched with a gold one.
    right: &'a dyn Fn(usize, usize) -> bool,
}

fn strs(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().map(String::as_str)
}

/// The folded names, without those that fold to nothing.
fn names<'a>(all: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    all.map(fold).filter(|name| !name.is_empty()).collect()
}

/// What a predicted actor goes by: a pronoun is no name.
fn actor_names(actor: &schema::Actor<'_>) -> BTreeSet<String> {
    let mentions = actor.mentions.iter().filter(|m| m.form != MentionForm::Pronoun).map(|m| m.text.as_ref());
    let own = std::iter::once(&actor.name).chain(&actor.aliases).map(AsRef::as_ref);
    names(own.chain(mentions))
}

/// The start of a quote, in quotation marks.
fn start(text: &str) -> String {
    format!("{:?}", text.chars().take(70).collect::<String>())
}
