//! Who said what: direct and indirect speech with their speakers, and the sources they hang on.
//!
//! The marks are found beforehand ([`runs`](super::runs)). Here the text is read sentence by sentence, where a sentence
//! is the narrator's: what is quoted does not end it. In each, cues and prepositions give *frames* (a cue, who speaks,
//! the constructions it takes); frames report clauses (indirect speech) and hold runs (direct speech). A run that no
//! frame holds goes on with whoever spoke before, is a name and no quotation, or is nobody's.

use std::collections::HashMap;

use smol_str::SmolStr;

use self::syntax::Syntax;
use super::Reading;
use super::cast::Cast;
use super::runs::Run;
use super::sources::{Attribution, Book};
use crate::dispatch::{
    ActorId, ActorKind, Quote, QuoteId, QuoteKind, Source, SourceId, SourceKind, Span, Why,
};
use crate::language::{Deprel, EntityLabel, Upos, VerbForm};
use crate::lexicon::cues::Takes;

mod asides;
mod direct;
mod frames;
mod reported;
mod speakers;
mod syntax;
mod units;

#[cfg(test)]
mod tests;

use direct::{Direct, Reason};
use frames::{Form, Frame};
use reported::{Construction, Content, Reporter};
use speakers::Speakers;
use units::Unit;

/// A frame with what is known of it once the cast is asked.
#[derive(Clone, Debug)]
struct Attributed {
    frame: Frame,
    speaker: Option<ActorId>,
    content: Option<Content>,
    source: Option<SourceId>,
}

/// Every quotation with its speaker, and the sources they hang on.
#[must_use]
pub fn find(reading: &Reading<'_>, cast: &mut Cast) -> (Vec<Quote>, Vec<Source>) {
    let holder = units::runs_of_tokens(reading);
    let mut scribe = Scribe {
        reading,
        finder: frames::Finder::new(reading, &holder),
        reporter: Reporter::new(reading, &holder),
        direct: Direct::new(reading, &holder),
        speakers: Speakers::new(reading, &holder),
        holder: &holder,
        book: Book::default(),
        quotes: Vec::new(),
        voice: None,
        announced: None,
        titles: Vec::new(),
        heard: None,
        paragraph: None,
    };
    for unit in units::units(reading) {
        scribe.read(&unit, cast);
    }
    scribe.book.labelled(reading, cast);
    scribe.close(reading)
}

/// The source through which a run is relayed whose attribution names none: « ... », a dit X, selon l'agence.
fn relayed(run: Run, frames: &[Attributed]) -> Option<SourceId> {
    let holds = |f: &&Attributed| {
        f.frame.is_preposition() && f.content.as_ref().is_some_and(|c| c.span.contains(run.outer))
    };
    frames.iter().filter(holds).find_map(|f| f.source)
}

/// Who holds the floor: the last direct quotation that was a sentence of its own.
#[derive(Clone, Copy, Debug)]
struct Voice {
    speaker: Option<ActorId>,
    source: Option<SourceId>,
    /// The first run of the utterance.
    first: QuoteId,
    paragraph: usize,
}

/// Whether a word is a dash.
fn is_dash(form: &str) -> bool {
    matches!(form, "-" | "–" | "—" | "--")
}

/// In how many places that begin with the same two words the words of a quotation are looked for.
const ECHOES: usize = 100;
/// How sure it is at most that somebody speaks on in another paragraph.
const UNSURE: f32 = 0.6;

/// Writes down what is said, unit by unit.
struct Scribe<'r, 'a> {
    reading: &'r Reading<'a>,
    finder: frames::Finder<'a>,
    reporter: Reporter<'a>,
    direct: Direct<'a>,
    speakers: Speakers<'a>,
    holder: &'r [Option<usize>],
    book: Book,
    quotes: Vec<Quote>,
    voice: Option<Voice>,
    /// Who speaks by a paragraph that ended with a colon, and which paragraph that is.
    announced: Option<(Option<ActorId>, usize)>,
    /// The quotations in headlines.
    titles: Vec<usize>,
    /// The paragraph that is read.
    paragraph: Option<usize>,
    /// The paragraph in which somebody was last said to speak.
    heard: Option<usize>,
}

impl Scribe<'_, '_> {
    fn read(&mut self, unit: &Unit, cast: &mut Cast) {
        self.speakers.fresh = self.heard == Some(unit.paragraph);
        if self.paragraph != Some(unit.paragraph) {
            self.paragraph = Some(unit.paragraph);
            self.speakers.before = self.speakers.floor;
            self.speakers.floor = unit.tokens.start;
        }
        let mut frames = self.attributed(unit, cast);
        self.bring_on(unit, cast);
        self.add_sources(unit, cast, &mut frames);
        self.speakers.owner = self.book.owner();
        self.sign(unit, cast);
        self.speak_on(unit, &frames);
        let first = self.quotes.len();
        self.add_direct(unit, cast, &frames);
        if unit.kind.is_heading() {
            self.titles.extend(first..self.quotes.len());
        }
        self.add_reported(&frames);
        self.announce(unit, cast, &frames);
    }

    /// Brings on whoever stands before a colon and a quotation in a clause that says nothing of speech.
    fn bring_on(&self, unit: &Unit, cast: &mut Cast) {
        let analysis = self.reading.analysis;
        let syntax = Syntax::new(self.reading);
        let outer = |run: &&Run| run.parent.is_none();
        for run in self.reading.runs[unit.runs.clone()].iter().filter(outer) {
            let opening = analysis.tokens_in(run.outer).start;
            let Some(colon) = syntax.colon_before(unit.tokens.start, opening) else { continue };
            let subject = |&t: &usize| {
                let token = &analysis.tokens[t];
                let acts = token.head.is_some_and(|v| (t..colon).contains(&v));
                syntax.is_doer(t) && token.upos == Upos::Noun && acts
            };
            if let Some(subject) = (unit.tokens.start..colon).rev().find(subject) {
                self.speakers.bring_on(cast, subject);
            }
        }
    }

    /// Remembers who speaks in the paragraph behind a colon: X released the following statement:
    fn announce(&mut self, unit: &Unit, cast: &Cast, frames: &[Attributed]) {
        let analysis = self.reading.analysis;
        let last = unit.tokens.end.checked_sub(1).map(|t| &analysis.tokens[t]);
        if !unit.runs.is_empty() || last.is_none_or(|t| t.form != ":") {
            return;
        }
        let subject = |&t: &usize| {
            let token = &analysis.tokens[t];
            let main = || token.head.is_some_and(|v| analysis.tokens[v].deprel.base() == Deprel::Root);
            token.deprel.base() == Deprel::Nsubj && main()
        };
        let told = || {
            let head = unit.tokens.clone().find(subject)?;
            // "The commander, Gen. Ann Parker, released": the name that a comma parts from the verb.
            let verb = analysis.tokens[head].head.filter(|&v| v > head);
            let beside = verb.and_then(|v| analysis.entity_at(v.checked_sub(2)?));
            let named =
                beside.filter(|e| e.label == EntityLabel::Person).and_then(|e| cast.at(e.tokens.1 - 1));
            named.or_else(|| self.speakers.of(cast, head)).filter(|&id| speakers::speaks(cast.get(id).kind))
        };
        let speaker = frames.iter().rev().find_map(|f| f.speaker).or_else(told);
        self.announced = Some((speaker, unit.paragraph));
    }

    /// Gives the quotation before a line such as "— Awa Keïta, maire" to whose name stands in it.
    fn sign(&mut self, unit: &Unit, cast: &Cast) {
        let analysis = self.reading.analysis;
        let dash = &analysis.tokens[unit.tokens.start];
        if !is_dash(&dash.form) || !unit.runs.is_empty() {
            return;
        }
        let Some(QuoteId(id)) = self.quotes.len().checked_sub(1).map(QuoteId) else { return };
        let quote = &self.quotes[id];
        let gap = self.reading.text().get(quote.span.end..dash.span.start);
        let next = gap.is_some_and(|gap| gap.chars().all(|c| !c.is_alphanumeric()));
        let Some(signed) = direct::signature(analysis, cast, unit.tokens.start, unit.tokens.end) else {
            return;
        };
        if next && quote.kind == QuoteKind::Direct && quote.cue.is_none() {
            self.quotes[id].speaker = Some(signed);
            self.quotes[id].why = Why::new("quotes/label", 0.9);
        }
    }

    /// Gives the quotations of headlines, and those that nothing attributes, to who says the same words elsewhere.
    fn echo(&mut self) {
        let words = |quote: &Quote| -> Vec<String> {
            let words = quote.span.of(self.reading.text()).split(|c: char| !c.is_alphanumeric());
            words.filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
        };
        let direct = |at: usize| self.quotes[at].kind == QuoteKind::Direct;
        let said = |at: usize| self.quotes[at].cue.is_some() && self.quotes[at].speaker.is_some();
        let open = |at: usize| {
            let title = self.titles.binary_search(&at).is_ok();
            self.quotes[at].cue.is_none() && (self.quotes[at].speaker.is_none() || title)
        };
        let all: Vec<usize> = (0..self.quotes.len()).filter(|&at| direct(at)).collect();
        let attributed: Vec<(usize, Vec<String>)> =
            all.iter().filter(|&&at| said(at)).map(|&at| (at, words(&self.quotes[at]))).collect();
        // Where any two words that follow each other were said first.
        let mut pairs: HashMap<&[String], Vec<(usize, &[String])>> = HashMap::new();
        for (at, words) in &attributed {
            for (start, pair) in words.windows(2).enumerate() {
                pairs.entry(pair).or_default().push((*at, &words[start..]));
            }
        }
        let mut echoes = Vec::new();
        for &at in all.iter().filter(|&&at| open(at)) {
            let words = words(&self.quotes[at]);
            let Some(places) = words.get(..2).and_then(|pair| pairs.get(pair)) else { continue };
            let same = places.iter().take(ECHOES).find(|(_, there)| there.starts_with(&words));
            echoes.extend(same.map(|&(there, _)| (at, self.quotes[there].speaker)));
        }
        for (at, speaker) in echoes {
            self.quotes[at].speaker = speaker;
            self.quotes[at].why = Why::new("quotes/echo", 0.85);
        }
    }

    fn attributed(&mut self, unit: &Unit, cast: &mut Cast) -> Vec<Attributed> {
        let frames = self.finder.frames(unit);
        let opened = self.opened(unit).is_some();
        let mut attributed = Vec::with_capacity(frames.len());
        for (at, frame) in frames.iter().enumerate() {
            let beside = self.speakers.beside(cast, frame).or_else(|| self.speakers.renamed(cast, frame));
            let content = self.reporter.content(unit, &frames, at);
            let above = |s: usize| self.speakers.of(cast, s).or_else(|| self.speakers.above(cast, frame, s));
            let mut speaker = beside.or_else(|| frame.subject.and_then(above));
            let quoted = self.hangs_on(unit, frame) || opened && at == 0;
            let passive = frame.form == Form::Passive && !self.opens_run(unit, frame);
            if speaker.is_none() && !passive && (content.is_some() || quoted || self.holds_run(unit, frame)) {
                speaker = self.speakers.introduce(cast, frame, quoted);
            }
            // Whoever speaks with others is named with them: residents and two diplomats said.
            if let Some(subject) = frame.subject.filter(|_| content.is_some() || self.holds_run(unit, frame))
            {
                let together = cast.party(self.reading.analysis, subject);
                if together.len() > 1 && speaker.is_some_and(|id| together.contains(&id)) {
                    for id in together {
                        cast.keep(id);
                    }
                }
            }
            if let Some(speaker) = speaker
                && frame.inside.is_none()
                && !matches!(frame.form, Form::Passive | Form::Infinitive)
            {
                self.speakers.heard(speaker, frame.cue);
                self.heard = Some(unit.paragraph);
            }
            attributed.push(Attributed { speaker, content, frame: frame.clone(), source: None });
        }
        attributed
    }

    fn add_sources(&mut self, unit: &Unit, cast: &Cast, frames: &mut [Attributed]) {
        if unit.kind.is_heading() {
            self.book.announced(self.reading, cast, unit.tokens.clone());
            return;
        }
        // A cue between the marks is the narrator's where who speaks stands outside of them: X a « dénoncé » ...
        let narrated = |f: &Frame| {
            f.inside.is_none() || f.form == Form::Plain && f.subject.is_some_and(|s| self.holder[s].is_none())
        };
        let reported = |f: &Frame| {
            let holds = |o: &Attributed| {
                o.frame.cue != f.cue
                    && o.frame.inside.is_none()
                    && o.content.as_ref().is_some_and(|c| c.tokens.contains(&f.cue))
            };
            let speech = f.takes.has(Takes::CLAUSE) || f.takes.has(Takes::WORDS);
            (f.inside.is_some() || !speech) && frames.iter().any(holds)
        };
        let counts = |f: &Attributed| {
            narrated(&f.frame)
                && !reported(&f.frame)
                && (f.frame.form != Form::Infinitive || f.content.is_some())
                && (!matches!(f.frame.form, Form::Preposition { view: true, .. }) || f.content.is_some())
        };
        let mut outer: Vec<usize> = (0..frames.len()).filter(|&i| counts(&frames[i])).collect();
        // "in a letter seen by Reuters, X warned": whoever saw it gives way to who speaks through it.
        let saw = |&i: &usize| {
            let Attributed { frame, speaker, .. } = &frames[i];
            let medium = speaker.is_some_and(|id| cast.get(id).kind == ActorKind::Media);
            let speech = frame.takes.has(Takes::CLAUSE) || frame.takes.has(Takes::WORDS);
            frame.form == Form::Passive && medium && !speech
        };
        if !outer.iter().all(saw) {
            outer.retain(|i| !saw(i));
        }
        let attributions: Vec<Attribution> = outer
            .iter()
            .map(|&i| {
                let Attributed { frame, speaker, .. } = &frames[i];
                let prepositional = match frame.form {
                    Form::Preposition { view: false, end } => Some(end),
                    _ => None,
                };
                Attribution {
                    cue: frame.cue,
                    subject: frame.subject,
                    speaker: *speaker,
                    hearer: frame.takes.has(Takes::HEARER),
                    tells: self.tells(unit, frame),
                    prepositional,
                    until: frame.subject.filter(|&s| s < frame.group.0).map(|_| frame.group.0),
                }
            })
            .chain(self.cited(unit, cast))
            .chain(self.labels(unit, cast, frames))
            .collect();
        let said = |t: usize| self.holder[t].is_none();
        let found = self.book.read(self.reading, cast, unit.tokens.clone(), &said, &attributions);
        for (&i, source) in outer.iter().zip(found) {
            frames[i].source = source;
        }
    }

    /// Whether a quotation stands right before or behind the words of a frame.
    fn holds_run(&self, unit: &Unit, frame: &Frame) -> bool {
        const NEAR: usize = 3;
        self.reading.runs[unit.runs.clone()].iter().any(|run| {
            let words = self.reading.analysis.tokens_in(run.outer);
            let first = frame.subject.map_or(frame.group.0, |s| s.min(frame.group.0));
            words.start.abs_diff(frame.group.1) <= NEAR || words.end.abs_diff(first) <= NEAR
        })
    }

    /// Whether a quotation starts right behind the words of a frame.
    fn opens_run(&self, unit: &Unit, frame: &Frame) -> bool {
        const NEAR: usize = 2;
        let end = frame.group.1;
        let start = |run: &Run| self.reading.analysis.tokens_in(run.outer).start;
        self.reading.runs[unit.runs.clone()].iter().any(|run| (end..=end + NEAR).contains(&start(run)))
    }

    /// Whether a quotation without a verb of its own hangs on the cue of a frame: described it as "a joke".
    fn hangs_on(&self, unit: &Unit, frame: &Frame) -> bool {
        let analysis = self.reading.analysis;
        let hangs = |run: &Run| {
            let inner = analysis.tokens_in(run.inner);
            let top = inner.clone().find(|&t| analysis.tokens[t].head.is_some_and(|h| !inner.contains(&h)));
            top.is_some_and(|t| analysis.ancestors(t).take(3).any(|a| a == frame.cue))
        };
        self.reading.runs[unit.runs.clone()].iter().any(hangs)
    }

    /// Whether a frame tells something by itself or by a quotation near it, so that who speaks in it may be a source.
    fn tells(&self, unit: &Unit, frame: &Frame) -> bool {
        const NEAR: usize = 25;
        let run = |run: &Run| {
            let start = self.reading.analysis.tokens_in(run.outer).start;
            (frame.group.1..frame.group.1 + NEAR).contains(&start)
        };
        let near = || self.reading.runs[unit.runs.clone()].iter().any(run);
        let passive = frame.form == Form::Passive;
        // "State television quoted the army as saying".
        let cites = || self.reading.words.channels.cites(&self.reading.analysis.tokens[frame.cue].lemma);
        // "what diplomats called a setback"
        let unnamed = || {
            let lemma = frame.subject.map(|s| &self.reading.analysis.tokens[s].lemma);
            let channels = &self.reading.words.channels;
            let anonymous = |lemma: &SmolStr| channels.person(lemma, |_| "") == Some(SourceKind::Anonymous);
            lemma.is_some_and(|lemma| anonymous(lemma) && !channels.is_vague(lemma))
        };
        frame.takes.has(Takes::CLAUSE)
            || !passive && frame.takes.has(Takes::PHRASE) && unnamed()
            || !passive && cites()
            || !passive && (frame.takes.has(Takes::WORDS) || self.holds_run(unit, frame) || near())
    }

    /// Whom somebody cites in turn, or by whom he is cited, as attributions by themselves: citant une source, cited by
    /// state television.
    fn cited(&self, unit: &Unit, cast: &Cast) -> Vec<Attribution> {
        let analysis = self.reading.analysis;
        let cites = |t: &usize| {
            analysis.tokens[*t].upos == Upos::Verb
                && self.holder[*t].is_none()
                && self.reading.words.channels.cites(&analysis.tokens[*t].lemma)
        };
        let attribution = |verb: usize| {
            // "a dit X, cité par l'agence Y"
            let agents = [Deprel::OblAgent, Deprel::ObjAgent];
            let agent = || agents.into_iter().find_map(|relation| analysis.exact(verb, relation));
            let object = analysis.dependent(verb, Deprel::Obj).or_else(agent).filter(|&o| o > verb)?;
            let speaker = self.speakers.of(cast, object);
            let end = analysis.subtree(object).1.min(unit.tokens.end);
            let (cue, subject, prepositional) = (verb, Some(object), Some(end));
            Some(Attribution {
                cue,
                subject,
                speaker,
                hearer: false,
                tells: true,
                prepositional,
                until: None,
            })
        };
        unit.tokens.clone().filter(cites).filter_map(attribution).collect()
    }

    /// Who says what stands in marks behind a colon where no cue does: un chirurgien, joint par satellite : « ... ».
    fn labels(&self, unit: &Unit, cast: &Cast, frames: &[Attributed]) -> Vec<Attribution> {
        const NEAR: usize = 40;
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let syntax = Syntax::new(self.reading);
        let label = |run: &Run| {
            let colon = syntax.colon_before(unit.tokens.start, analysis.tokens_in(run.outer).start)?;
            let near = unit.tokens.start.max(colon.saturating_sub(NEAR))..colon;
            let cued = |f: &Attributed| near.contains(&f.frame.cue) && f.frame.takes.has(Takes::WORDS);
            if frames.iter().any(cued) {
                return None;
            }
            let subject = near.clone().rev().find(|&t| syntax.is_doer(t));
            let opens = || near.clone().find(|&t| matches!(tokens[t].upos, Upos::Noun | Upos::Propn));
            let subject = subject.or_else(opens)?;
            // Whoever is named is a source by what he is, not by what he says.
            self.reading
                .words
                .channels
                .person(&tokens[subject].lemma, |n| self.reading.lower(subject + 1 + n))?;
            let speaker = cast.at(subject);
            let (hearer, tells, prepositional) = (false, true, None);
            Some(Attribution {
                cue: colon,
                subject: Some(subject),
                speaker,
                hearer,
                tells,
                prepositional,
                until: None,
            })
        };
        let runs = self.reading.runs[unit.runs.clone()].iter().filter(|run| run.parent.is_none());
        runs.filter_map(label).collect()
    }

    fn add_direct(&mut self, unit: &Unit, cast: &Cast, frames: &[Attributed]) {
        let mut before: Option<(usize, Reason)> = None;
        let mut outer: Option<(usize, QuoteId)> = None;
        for at in unit.runs.clone() {
            let run = self.reading.runs[at];
            if let Some(parent) = run.parent {
                if let Some((_, quote)) = outer.filter(|o| o.0 == parent) {
                    self.add_nested(at, quote);
                }
                continue;
            }
            let Some(reason) = self.direct.reason(unit, at, frames, cast, before) else { continue };
            let id = self.add_run(unit, at, reason, frames, cast, before.is_some());
            before = Some((at, reason));
            outer = Some((at, id));
        }
    }

    fn add_run(
        &mut self,
        unit: &Unit,
        at: usize,
        reason: Reason,
        frames: &[Attributed],
        cast: &Cast,
        later: bool,
    ) -> QuoteId {
        let run = self.reading.runs[at];
        let id = QuoteId(self.quotes.len());
        let frame = reason.frame.map(|f| &frames[f]);
        let mut quote = Quote {
            kind: QuoteKind::Direct,
            span: run.inner,
            speaker: frame.map_or(reason.subject, |f| f.speaker),
            cue: frame.map(|f| self.cue(&f.frame)),
            source: frame.and_then(|f| f.source).or_else(|| relayed(run, frames)),
            part_of: None,
            why: Why::new(reason.rule, reason.confidence),
        };
        quote.why.cue = quote.cue;
        let whole = matches!(
            reason.rule,
            "quotes/cue-after"
                | "quotes/cue-before"
                | "quotes/split"
                | "quotes/insertion"
                | "quotes/label"
                | "quotes/free"
        );
        // Whoever was just said to speak in this paragraph speaks on, rather than the one quoted in an earlier one.
        let fresh =
            |v: &Voice| v.paragraph == unit.paragraph || self.heard != Some(unit.paragraph) || run.continues;
        let whole = whole || run.continues;
        // A headline between paragraphs is nobody's turn.
        let whole = whole && !unit.kind.is_heading();
        let voice = self.voice.filter(|v| whole && (reason.rule != "quotes/free" || fresh(v)));
        let opens = at == unit.runs.start && quote.speaker.is_none();
        let announced =
            self.announced.filter(|a| opens && reason.rule == "quotes/free" && a.1 + 1 == unit.paragraph);
        let voice = voice.filter(|_| announced.is_none());
        if let Some(voice) = voice {
            let resumed = run.continues || reason.continues && later;
            let same_paragraph = voice.paragraph == unit.paragraph && reason.rule == "quotes/free";
            if reason.rule == "quotes/free" {
                quote.speaker = quote.speaker.or(voice.speaker);
                quote.source = quote.source.or(voice.source);
                quote.why = Why::new(
                    "quotes/carried-on",
                    if resumed {
                        0.95
                    } else if same_paragraph {
                        0.9
                    } else {
                        UNSURE
                    },
                );
            }
            if resumed || same_paragraph {
                quote.part_of = Some(voice.first);
                // A later attribution also speaks for the runs before it that had none.
                if reason.frame.is_some() && quote.speaker.is_some() {
                    let first = voice.first;
                    let mine = self
                        .quotes
                        .iter_mut()
                        .enumerate()
                        .filter(|(i, q)| *i == first.0 || q.part_of == Some(first))
                        .filter(|(_, q)| q.cue.is_none());
                    mine.for_each(|(_, q)| q.speaker = quote.speaker);
                }
            }
        }
        // « C'est fini » pour lui: a sentence that begins with a quoted clause goes on with who speaks in the paragraph.
        let opening = || {
            let tokens = self.reading.analysis.tokens_in(run.inner);
            let before = unit.tokens.start..self.reading.analysis.tokens_in(run.outer).start;
            let finite = |t: usize| self.reading.analysis.tokens[t].feats.verb_form == Some(VerbForm::Fin);
            before.is_empty()
                && run.inner.of(self.reading.text()).starts_with(char::is_uppercase)
                && tokens.into_iter().any(finite)
        };
        if reason.rule == "quotes/unattributed"
            && let Some(voice) =
                self.voice.filter(|v| v.paragraph == unit.paragraph && !unit.kind.is_heading())
            && opening()
        {
            quote.speaker = voice.speaker;
            quote.source = quote.source.or(voice.source);
            quote.why = Why::new("quotes/carried-on", 0.8);
        }
        self.settle(&mut quote, reason.rule, announced, unit, run, cast);
        if whole || !run.is_closed() {
            let first = quote.part_of.unwrap_or(id);
            self.voice = Some(Voice {
                speaker: quote.speaker,
                source: quote.source,
                first,
                paragraph: unit.paragraph,
            });
        }
        if reason.rule == "quotes/cue-after" && quote.speaker.is_some() {
            self.speak_before(at, quote.speaker);
        }
        self.quotes.push(quote);
        id
    }

    /// Says whose a quotation is that no attribution holds: whoever was announced, was told of right before, or spoke last.
    fn settle(
        &self,
        quote: &mut Quote,
        rule: &str,
        announced: Option<(Option<ActorId>, usize)>,
        unit: &Unit,
        run: Run,
        cast: &Cast,
    ) {
        let free = rule == "quotes/free";
        if let Some((speaker, _)) = announced {
            quote.speaker = speaker;
            quote.why = Why::new("quotes/announced", 0.85);
        } else if let Some(speaker) = self.told_of(run, cast).filter(|_| free) {
            quote.speaker = Some(speaker);
            quote.why = Why::new("quotes/told-of", UNSURE);
        } else if free && quote.speaker.is_none() && !unit.kind.is_heading() {
            quote.speaker = self.speakers.last;
        }
    }

    /// The person of whom the paragraph tells right before a quotation that nothing attributes, where nobody was said to speak
    /// in it: Awa Keïta attend le train. « ... »
    fn told_of(&self, run: Run, cast: &Cast) -> Option<ActorId> {
        let here = |voice: Voice| Some(voice.paragraph) == self.paragraph;
        let silent = self.heard != self.paragraph && !self.voice.is_some_and(here);
        let start = self.reading.analysis.tokens_in(run.outer).start;
        let told = self.speakers.subject_before(cast, start).filter(|_| silent && !run.continues)?;
        (cast.get(told).kind == ActorKind::Person).then_some(told)
    }

    /// Who is said to speak behind the run at `at` speaks in the one right before it too, where nothing is said of that:
    /// « A. » « B », a dit X.
    fn speak_before(&mut self, at: usize, speaker: Option<ActorId>) {
        if let Some(QuoteId(before)) = self.unsaid(self.reading.runs[at].outer.start) {
            self.quotes[before].speaker = speaker;
            self.quotes[before].why = Why::new("quotes/before-cue", 0.9);
        }
    }

    /// The last quotation, where no attribution names who says it and nothing but marks parts it from `start`, in the same
    /// paragraph.
    fn unsaid(&self, start: usize) -> Option<QuoteId> {
        let id = QuoteId(self.quotes.len().checked_sub(1)?);
        let quote = &self.quotes[id.0];
        let gap = self.reading.text().get(quote.span.end..start)?;
        let next = gap.chars().all(|c| !c.is_alphanumeric() && c != '\n');
        let free = matches!(&*quote.why.rule, "quotes/free" | "quotes/carried-on");
        (next && free && quote.cue.is_none()).then_some(id)
    }

    /// The quotation with which the paragraph opens and which nobody said yet, when nothing stands between it and `unit`.
    fn opened(&self, unit: &Unit) -> Option<QuoteId> {
        let start = self.reading.analysis.tokens.get(unit.tokens.start)?.span.start;
        let id = self.unsaid(start).filter(|_| unit.runs.is_empty())?;
        let quote = &self.quotes[id.0];
        let sure = quote.speaker.is_some() && quote.why.confidence > UNSURE;
        (!sure).then_some(id)
    }

    /// « ... » Joint par téléphone, X raconte une nuit de terreur: whoever tells something in the sentence behind an opening
    /// quotation without attribution said it.
    fn speak_on(&mut self, unit: &Unit, frames: &[Attributed]) {
        let Some(QuoteId(id)) = self.opened(unit) else { return };
        let first = frames.first().filter(|f| f.frame.form == Form::Plain && f.frame.inside.is_none());
        let Some(speaker) = first.and_then(|f| f.speaker) else { return };
        self.quotes[id].speaker = Some(speaker);
        self.quotes[id].why = Why::new("quotes/told-on", 0.75);
    }

    /// Words quoted inside a quotation, where they are an utterance and no mere word.
    fn add_nested(&mut self, at: usize, outer: QuoteId) {
        let run = self.reading.runs[at];
        let tokens = self.reading.analysis.tokens_in(run.inner);
        let opening = self.reading.analysis.tokens_in(run.outer).start;
        let introduced = opening
            .checked_sub(1)
            .is_some_and(|t| matches!(self.reading.analysis.tokens[t].form.as_str(), ":" | ","));
        if tokens.len() < 3 || !introduced {
            return;
        }
        let speaker = self.quotes[outer.0].speaker;
        self.quotes.push(Quote {
            kind: QuoteKind::Direct,
            span: run.inner,
            speaker,
            cue: None,
            source: None,
            part_of: None,
            why: Why::new("quotes/nested", 0.5),
        });
    }

    /// "X warned that ..., according to a statement from her office": where X's words stand, not whose words it is that she warned.
    fn in_own_channel(&self, attributed: &Attributed, frames: &[Attributed]) -> bool {
        let frame = &attributed.frame;
        let (Some(content), Some(holder)) = (&attributed.content, frame.subject) else { return false };
        let analysis = self.reading.analysis;
        let (start, end) = analysis.subtree(holder);
        let hers = (start..end).any(|t| analysis.tokens[t].feats.possessive);
        let said = |f: &Attributed| {
            let other = f.frame.cue != frame.cue && f.speaker.is_some() && f.content.is_some();
            other && content.tokens.contains(&f.frame.cue)
        };
        frame.is_preposition() && hers && frames.iter().any(said)
    }

    fn add_reported(&mut self, frames: &[Attributed]) {
        for attributed in frames {
            let Some(content) = &attributed.content else { continue };
            if self.reporter.is_wholly_direct(content, frames) || self.in_own_channel(attributed, frames) {
                continue;
            }
            let (rule, confidence) = match content.by {
                Construction::Clause => ("quotes/that-clause", 0.94),
                Construction::Bare => ("quotes/bare-clause", 0.93),
                Construction::Infinitive => ("quotes/infinitive", 0.87),
                Construction::Attribute => ("quotes/attribute", 0.7),
                Construction::Tail => ("quotes/tail", 0.89),
                Construction::Preposition => ("quotes/according-to", 0.92),
                Construction::Colon => ("quotes/colon", 0.8),
            };
            // Without a speaker only the construction vouches for it.
            let vouched = matches!(content.by, Construction::Tail | Construction::Bare)
                && attributed.frame.subject.is_some();
            if attributed.speaker.is_none() && attributed.source.is_none() && !vouched {
                continue;
            }
            let cue = self.cue(&attributed.frame);
            self.quotes.push(Quote {
                kind: QuoteKind::Indirect,
                span: content.span,
                speaker: attributed.speaker,
                cue: Some(cue),
                source: attributed.source,
                part_of: None,
                why: Why::new(rule, confidence).with_cue(cue),
            });
        }
    }

    fn cue(&self, frame: &Frame) -> Span {
        self.reading.analysis.span(frame.group.0, frame.group.1)
    }

    /// The quotes in text order, the sources in text order, all references brought along.
    fn close(mut self, reading: &Reading<'_>) -> (Vec<Quote>, Vec<Source>) {
        self.echo();
        let (sources, source_ids) = self.book.close(reading);
        let mut order: Vec<usize> = (0..self.quotes.len()).collect();
        order.sort_by_key(|&i| (self.quotes[i].span.start, std::cmp::Reverse(self.quotes[i].span.end)));
        let mut quote_ids = vec![QuoteId(0); order.len()];
        for (to, &from) in order.iter().enumerate() {
            quote_ids[from] = QuoteId(to);
        }
        let mut quotes: Vec<Quote> = order.iter().map(|&i| self.quotes[i].clone()).collect();
        for quote in &mut quotes {
            quote.part_of = quote.part_of.map(|id| quote_ids[id.0]);
            quote.source = quote.source.map(|id| source_ids[id.0]);
        }
        (quotes, sources)
    }
}
