//! Where the dispatch has something from: the channel that an attribution names, the people and bodies that are sources
//! by themselves, and the agency of the credit.

use std::ops::Range;

use smol_str::SmolStr;

use super::Reading;
use super::cast::Cast;
use crate::dispatch::{
    Actor, ActorId, ActorKind, Category, Mention, MentionForm, ParagraphKind, Source, SourceId, SourceKind,
    Span, Why,
};
use crate::language::{Analysis, Deprel, Number, PronType, Upos, VerbForm};
use crate::lexicon::channels::Channels;

/// An attribution, as far as it matters to its source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribution {
    /// The word that gives it away.
    pub cue: usize,
    /// The head of the words for who speaks.
    pub subject: Option<usize>,
    /// Who speaks.
    pub speaker: Option<ActorId>,
    /// Whether the object of the cue is who is told.
    pub hearer: bool,
    /// Whether it tells something, so that who speaks may be a source.
    pub tells: bool,
    /// One past the last token of who speaks, where a preposition introduces it: selon X.
    pub prepositional: Option<usize>,
    /// Where the words for who speaks end at the latest.
    pub until: Option<usize>,
}

/// The sources of a dispatch, merged as they come.
#[derive(Debug, Default)]
pub(super) struct Book {
    sources: Vec<Source>,
}

/// A channel named somewhere in a sentence.
#[derive(Clone, Copy, Debug)]
struct Channel {
    kind: SourceKind,
    /// The word it hangs on.
    head: usize,
    /// Its words.
    words: (usize, usize),
    /// Where its mention starts: at the preposition that carries it, else at its first word.
    from: usize,
    /// Whether it takes up one that was named before: le communiqué.
    definite: bool,
}

/// How far from a cue a channel may stand, in tokens.
const REACH: usize = 60;

impl Book {
    /// Adds the sources that the attributions of a sentence name; gives the source of each, if it has one. `said` tells
    /// whether a token is the narrator's own.
    pub fn read(
        &mut self,
        reading: &Reading<'_>,
        cast: &Cast,
        sentence: Range<usize>,
        said: &dyn Fn(usize) -> bool,
        attributions: &[Attribution],
    ) -> Vec<Option<SourceId>> {
        let mut found = vec![None; attributions.len()];
        if attributions.is_empty() {
            return found;
        }
        let words = Words { reading, channels: &reading.words.channels };
        for channel in words.channels_of(cast, sentence.clone(), said, attributions) {
            let Some(at) = nearest(&channel, attributions) else { continue };
            let attribution = attributions[at];
            if attribution.prepositional.is_some() && attribution.subject != Some(channel.head) {
                continue;
            }
            if channel.kind == SourceKind::Interview && found[at].is_some() {
                continue;
            }
            // "in a statement on Telegram" is one channel.
            let same = found[at].is_some_and(|SourceId(s)| self.sources[s].kind == channel.kind);
            if same && !channel.definite {
                continue;
            }
            let id = self.channel(reading, &channel, attribution.speaker);
            found[at] = found[at].or(Some(id));
        }
        // "tweeted", "emailed": the verb tells the channel.
        for (at, attribution) in attributions.iter().enumerate().filter(|(_, a)| a.speaker.is_some()) {
            let cue = &reading.analysis.tokens[attribution.cue];
            let Some(kind) = reading.words.channels.verb(&cue.lemma).filter(|_| found[at].is_none()) else {
                continue;
            };
            let words = (attribution.cue, attribution.cue + 1);
            let channel =
                Channel { kind, head: attribution.cue, words, from: attribution.cue, definite: false };
            found[at] = Some(self.channel(reading, &channel, attribution.speaker));
        }
        // Of several who speak in a sentence the nearest does not want to be named.
        let mark = words.marks(sentence, said);
        let marked = mark.and_then(|(mark, kind)| {
            let own = attributions.iter().filter(|a| !words.of_another(a, mark));
            let subject = own.filter_map(|a| Some((a.subject?, a.cue.abs_diff(mark))));
            let nearest = subject.min_by_key(|&(subject, cue)| cue.min(subject.abs_diff(mark)))?;
            Some((nearest.0, kind))
        });
        for (at, attribution) in attributions.iter().enumerate() {
            let anonymous = marked.filter(|&(of, _)| attribution.subject == Some(of)).map(|(_, kind)| kind);
            let marked = anonymous.is_some() && attribution.speaker.is_some();
            let Some(subject) = attribution.subject.filter(|_| attribution.tells || marked) else { continue };
            // "an officer, who asked not to be named, said": he speaks once.
            let twice = |o: &Attribution| o.subject == attribution.subject && o.speaker.is_some();
            if attribution.speaker.is_none() && attributions.iter().any(twice) {
                continue;
            }
            for head in reading.analysis.coordinated(subject) {
                let speaker = if head == subject { attribution.speaker } else { cast.at(head) };
                let one = Attribution { subject: Some(head), speaker, ..*attribution };
                let source = self.speaker(&words, cast, &one, anonymous, found[at].is_some());
                found[at] = found[at].or(source);
            }
        }
        // Whoever speaks twice in a sentence speaks through the same channel.
        for at in 0..attributions.len() {
            if found[at].is_none() && attributions[at].speaker.is_some() {
                let same = (0..attributions.len())
                    .find(|&o| found[o].is_some() && attributions[o].speaker == attributions[at].speaker);
                found[at] = same.and_then(|o| found[o]);
            }
        }
        found
    }

    /// Adds the statement that a headline gives its dispatch as: Minister Warren statement on the border.
    pub fn announced(&mut self, reading: &Reading<'_>, cast: &Cast, headline: Range<usize>) {
        let analysis = reading.analysis;
        for at in headline.clone().filter(|&t| analysis.tokens[t].upos == Upos::Noun) {
            let lemma = &analysis.tokens[at].lemma;
            let Some((SourceKind::Statement, 0)) = reading.words.channels.noun(lemma, |_| "") else {
                continue;
            };
            let opens = at <= headline.start + 1;
            let before = at.checked_sub(1).filter(|&t| t >= headline.start).and_then(|t| cast.at(t));
            let of = || analysis.dependent(at, Deprel::Nmod).filter(|_| opens).and_then(|t| cast.at(t));
            let speaks = |id: &ActorId| cast.get(*id).kind == ActorKind::Person;
            let Some(actor) = before.or_else(of).filter(speaks) else { continue };
            let span = analysis.tokens[at].span;
            let why = Why::new("sources/headline", 0.7).with_cue(span);
            let name = reading.str(span).to_owned();
            self.push(Source {
                kind: SourceKind::Statement,
                name,
                actor: Some(actor),
                mentions: vec![span],
                why,
            });
            return;
        }
    }

    /// Adds the channel that one of the first lines says the text is: COMMUNIQUÉ DE L'ÉTAT-MAJOR. Its author is named in that line or
    /// in one before it.
    pub fn labelled(&mut self, reading: &Reading<'_>, cast: &Cast) {
        /// How many lines a label may stand in.
        const LINES: usize = 6;
        /// How many words a line has at most that is no sentence.
        const WORDS: usize = 20;
        let analysis = reading.analysis;
        let body = |id: &ActorId| {
            cast.is_kept(*id)
                && matches!(
                    cast.get(*id).kind,
                    ActorKind::Government
                        | ActorKind::Military
                        | ActorKind::Organisation
                        | ActorKind::International
                        | ActorKind::ArmedGroup
                )
        };
        let mut author = None;
        for paragraph in reading.dispatch.paragraphs.iter().take(LINES) {
            let words = analysis.tokens_in(paragraph.span);
            let verb = |t: &usize| {
                let token = &analysis.tokens[*t];
                matches!(token.upos, Upos::Verb | Upos::Aux) && token.feats.verb_form == Some(VerbForm::Fin)
            };
            if words.len() > WORDS || words.clone().any(|t| verb(&t)) {
                continue;
            }
            author = words.clone().find_map(|t| cast.at(t).filter(body)).or(author);
            let dash = |t: usize| matches!(analysis.tokens[t].form.as_str(), "-" | "–" | "—" | ":" | "|");
            let opens = |t: &usize| *t == words.start || dash(*t - 1);
            let label = words.clone().filter(opens).find_map(|t| {
                let after = |n: usize| if t + 1 + n < words.end { reading.lower(t + 1 + n) } else { "" };
                reading.words.channels.label(reading.lower(t), after).map(|(kind, more)| (t, kind, more))
            });
            let Some((from, kind, more)) = label else { continue };
            let ends = |t: &usize| {
                *t > from + more && (dash(*t) || matches!(analysis.tokens[*t].form.as_str(), "(" | "," | "."))
            };
            let end = words.clone().find(ends).unwrap_or(words.end);
            let span = analysis.span(from, end);
            if self.sources.iter().any(|s| s.mentions.iter().any(|m| m.overlaps(span))) {
                return;
            }
            let why = Why::new("sources/label", 0.8).with_cue(analysis.span(from, from + more + 1));
            let name = reading.str(span).to_owned();
            self.push(Source { kind, name, actor: author, mentions: vec![span], why });
            return;
        }
    }

    /// Whose the channel named last is.
    pub fn owner(&self) -> Option<ActorId> {
        let channel = |s: &&Source| {
            matches!(
                s.kind,
                SourceKind::Statement
                    | SourceKind::Interview
                    | SourceKind::PressConference
                    | SourceKind::Document
            )
        };
        self.sources.iter().rev().find(channel).and_then(|s| s.actor)
    }

    /// Adds the agencies that the dateline and the credit name, and gives the sources in text order with, for each
    /// identifier given out so far, the one it has now.
    pub fn close(mut self, reading: &Reading<'_>) -> (Vec<Source>, Vec<SourceId>) {
        self.agencies(reading);
        let mut order: Vec<usize> = (0..self.sources.len()).collect();
        order.sort_by_key(|&i| self.sources[i].mentions.first().copied());
        let mut new_id = vec![SourceId(0); order.len()];
        for (to, &from) in order.iter().enumerate() {
            new_id[from] = SourceId(to);
        }
        let sources = order.into_iter().map(|i| self.sources[i].clone()).collect();
        (sources, new_id)
    }

    fn channel(&mut self, reading: &Reading<'_>, channel: &Channel, actor: Option<ActorId>) -> SourceId {
        let name = reading.analysis.span(channel.words.0, channel.words.1);
        let span = reading.analysis.span(channel.from, channel.words.1);
        if channel.definite {
            // "le communiqué" takes up a communiqué, and no other kind of statement.
            let word = reading.lower(channel.head);
            let same =
                |s: &Source| s.name.split_whitespace().any(|w| crate::lexicon::phrases::fold(w) == word);
            let known = self.sources.iter().rposition(|s| s.kind == channel.kind && same(s));
            if let Some(at) = known {
                self.mention(at, span);
                return SourceId(at);
            }
        }
        let why = Why::new("sources/channel", 0.93).with_cue(span);
        self.push(Source {
            kind: channel.kind,
            name: reading.str(name).to_owned(),
            actor,
            mentions: vec![span],
            why,
        })
    }

    /// The source that who speaks is, by what it is.
    fn speaker(
        &mut self,
        words: &Words<'_, '_>,
        cast: &Cast,
        attribution: &Attribution,
        anonymous: Option<SourceKind>,
        through_channel: bool,
    ) -> Option<SourceId> {
        let head = attribution.subject?;
        let span = phrase(words.reading.analysis, head, attribution.prepositional.or(attribution.until));
        let actor = attribution.speaker;
        // "according to the same diplomats": those who were brought in without a name, by the same word.
        let word = words.lower(head);
        let again = |s: &Source| {
            s.kind == SourceKind::Anonymous
                && s.name.split(' ').any(|w| crate::lexicon::phrases::fold(w) == word)
        };
        if words.is_articled(head)
            && words.reading.analysis.tokens[head].upos == Upos::Noun
            && let Some(at) = self.sources.iter().rposition(again)
        {
            self.mention(at, span);
            return Some(SourceId(at));
        }
        let (kind, rule, confidence) = words.kind_of(cast, head, actor, attribution, anonymous)?;
        // "one of the sources", "cette source": one that was brought in before.
        let known = self.sources.iter().rposition(|s| s.kind == kind && kind == SourceKind::Anonymous);
        if let Some(at) = known.filter(|_| words.takes_up(head)) {
            self.mention(at, span);
            return Some(SourceId(at));
        }
        // Who speaks through a channel is a source beside it only where he has no name.
        if through_channel && !matches!(kind, SourceKind::Anonymous | SourceKind::Witness) {
            return None;
        }
        if let Some(at) =
            self.sources.iter().position(|s| s.kind == kind && s.actor.is_some() && s.actor == actor)
        {
            self.mention(at, span);
            return Some(SourceId(at));
        }
        // A pronoun leads to a source that is known, and makes none, but for "un de ses conseillers".
        let analysis = words.reading.analysis;
        if analysis.tokens[head].upos == Upos::Pron && analysis.dependent(head, Deprel::Nmod).is_none() {
            return None;
        }
        let name = words.reading.str(span).to_owned();
        let why = Why::new(rule, confidence).with_cue(words.reading.analysis.tokens[attribution.cue].span);
        Some(self.push(Source { kind, name, actor, mentions: vec![span], why }))
    }

    fn mention(&mut self, at: usize, span: Span) {
        let mentions = &mut self.sources[at].mentions;
        if !mentions.contains(&span) {
            mentions.push(span);
        }
    }

    fn push(&mut self, source: Source) -> SourceId {
        self.sources.push(source);
        SourceId(self.sources.len() - 1)
    }

    fn agencies(&mut self, reading: &Reading<'_>) {
        let channels = &reading.words.channels;
        let sender = reading.dispatch.meta.dateline.as_ref().and_then(|d| d.agency.as_deref());
        let first = self.sources.len();
        for paragraph in &reading.dispatch.paragraphs {
            if !matches!(paragraph.kind, ParagraphKind::Credit | ParagraphKind::Dateline) {
                continue;
            }
            let words: Vec<Span> = words_of(reading.text(), paragraph.span);
            let lower: Vec<SmolStr> =
                words.iter().map(|w| crate::lexicon::phrases::fold(reading.str(*w))).collect();
            let mut at = 0;
            while at < words.len() {
                let after = |n: usize| lower.get(at + 1 + n).map_or("", SmolStr::as_str);
                let listed = channels.body(&lower[at], after).filter(|(kind, _)| *kind == SourceKind::Agency);
                // "(RFI) -": whoever the dateline is of sends the dispatch, whatever else it is.
                let sends = |word: Span| sender == Some(reading.str(word));
                let own = words.get(at).filter(|w| sends(**w)).map(|_| (SourceKind::Agency, 0));
                let Some((_, more)) = listed.or(own) else {
                    at += 1;
                    continue;
                };
                let span = words[at].cover(words[at + more]);
                at += more + 1;
                if !reading.str(span).starts_with(char::is_uppercase) {
                    continue;
                }
                let name = reading.str(span);
                if let Some(known) =
                    (first..self.sources.len()).find(|&s| same_agency(&self.sources[s].name, name))
                {
                    self.mention(known, span);
                } else {
                    let why = Why::new("sources/credit", 0.95).with_cue(span);
                    let name = name.to_owned();
                    self.push(Source {
                        kind: SourceKind::Agency,
                        name,
                        actor: None,
                        mentions: vec![span],
                        why,
                    });
                }
            }
        }
    }
}

/// The words for who speaks, headed by `head`, without article, cut at `end` and before a relative clause, a verb or a
/// comma.
pub(super) fn phrase(analysis: &Analysis, head: usize, end: Option<usize>) -> Span {
    let (start, last) = analysis.subtree(head);
    let last = end.unwrap_or(last).max(head + 1);
    let stop = (head + 1..last).find(|&t| {
        let token = &analysis.tokens[t];
        token.upos == Upos::Punct && !matches!(token.form.as_str(), "-" | "’" | "'" | "." | "(" | ")")
            || token.form == "." && analysis.tokens[t - 1].form.chars().count() > 4
            || token.form == "-" && t + 1 == last
            || token.form == "(" && (t..last).all(|c| analysis.tokens[c].form != ")")
            || matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Sconj)
            || token.upos == Upos::Pron && token.feats.pron_type == Some(PronType::Rel)
    });
    let end = stop.unwrap_or(last);
    // "the Boral-run agency": what a hyphen joins to a word is part of it.
    let joined = |t: usize| {
        analysis.tokens[t].form == "-" && analysis.tokens[t].span.end == analysis.tokens[t + 1].span.start
    };
    let light = |t: &usize| {
        !joined(*t)
            && matches!(
                analysis.tokens[*t].upos,
                Upos::Det | Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Adv
            )
    };
    let start =
        (start.max(head.saturating_sub(8))..head).rev().take_while(|t| !light(t)).last().unwrap_or(head);
    analysis.span(start, end)
}

/// Whether one name is the other, or its initials.
fn same_agency(a: &str, b: &str) -> bool {
    let initials = |name: &str| -> String {
        name.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect()
    };
    a == b || initials(a) == b || initials(b) == a
}

/// The words of a stretch of text, without the signs around them.
fn words_of(text: &str, span: Span) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    let stretch = span.of(text);
    for (at, c) in stretch.char_indices().chain([(stretch.len(), ' ')]) {
        let inside = c.is_alphanumeric() || c == '-' && start.is_some();
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Span::new(span.start + from, span.start + at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The attribution that a channel belongs to.
fn nearest(channel: &Channel, attributions: &[Attribution]) -> Option<usize> {
    let distance = |a: &Attribution| {
        if a.subject == Some(channel.head) { 0 } else { a.cue.abs_diff(channel.head) }
    };
    let (at, attribution) = attributions
        .iter()
        .enumerate()
        .filter(|(_, a)| a.speaker.is_some() || a.subject == Some(channel.head))
        .min_by_key(|(_, a)| distance(a))?;
    (distance(attribution) <= REACH).then_some(at)
}

/// The words of a dispatch as the channel lexicon sees them.
struct Words<'r, 'a> {
    reading: &'r Reading<'a>,
    channels: &'a Channels,
}

impl<'a> Words<'_, 'a> {
    fn lower(&self, at: usize) -> &'a str {
        self.reading.lower(at)
    }

    /// The words behind `at`, by their number.
    fn following(&self, at: usize) -> impl Fn(usize) -> &'a str + Copy {
        let reading = *self.reading;
        move |n| reading.lower(at + 1 + n)
    }

    /// The channels that the narrator names in a sentence.
    fn channels_of(
        &self,
        cast: &Cast,
        sentence: Range<usize>,
        said: &dyn Fn(usize) -> bool,
        attributions: &[Attribution],
    ) -> Vec<Channel> {
        let analysis = self.reading.analysis;
        let mut found = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            let here = at;
            at += 1;
            if !said(here) {
                continue;
            }
            let token = &analysis.tokens[here];
            let after = self.following(here);
            let word = self.lower(here);
            if let Some((end, channel)) = self.phrased(here, attributions) {
                at = end;
                found.extend(channel);
                continue;
            }
            let preposition = self.carrier(here);
            let platform = preposition.is_some();
            if platform && let Some((kind, more)) = self.channels.platform(word, after) {
                if token.form.starts_with(char::is_uppercase) || more > 0 {
                    let end = here + more + 1;
                    let from = preposition.unwrap_or(here);
                    found.push(Channel { kind, head: here, words: (here, end), from, definite: false });
                    at = end;
                }
                continue;
            }
            if let Some(end) = self.interviewer(cast, here, attributions) {
                found.push(Channel {
                    kind: SourceKind::Interview,
                    head: here,
                    words: (here, end),
                    from: here,
                    definite: false,
                });
                at = end.max(at);
                continue;
            }
            if token.upos != Upos::Noun && self.adjective(here).is_none() {
                continue;
            }
            // "told the Post": a name, whatever else the noun means.
            if here > sentence.start && token.form.starts_with(char::is_uppercase) {
                continue;
            }
            let lemma = if token.upos == Upos::Noun { token.lemma.as_str() } else { word };
            let Some((kind, more)) = self.channels.noun(lemma, after) else { continue };
            // "a video message" is a message.
            let qualifies =
                token.deprel.base() == Deprel::Compound && token.head.is_some_and(|h| h > here + more);
            if qualifies || kind == SourceKind::Interview && self.is_meeting(cast, here) {
                continue;
            }
            // "passed a resolution demanding that": what is voted or blocked tells nothing by itself.
            let handled = token.deprel.base() == Deprel::Obj && !self.is_published(here, kind);
            let spoken = attributions
                .iter()
                .any(|a| a.subject == Some(here) && !(handled && token.head != Some(a.cue)));
            // "le site Boral Info": the medium itself speaks.
            let medium = |id: ActorId| cast.get(id).kind == ActorKind::Media;
            if spoken && cast.party(analysis, here).into_iter().chain(self.named_by(cast, here)).any(medium) {
                continue;
            }
            let last = (here + more).min(sentence.end - 1);
            let addressed = kind == SourceKind::PressConference
                && attributions
                    .iter()
                    .any(|a| [here, last].iter().any(|&t| analysis.tokens[t].head == Some(a.cue)));
            // "selon un bilan de l'Observatoire": the monitor itself is the source.
            let monitor = || {
                let told = attributions.iter().find(|a| a.subject == Some(here) && a.prepositional.is_some());
                let actor = told.and_then(|a| a.speaker).map(|id| cast.get(id));
                actor.is_some_and(|a| self.channels.body_named(&a.name) == Some(SourceKind::Monitor))
            };
            if kind == SourceKind::Document && monitor() {
                continue;
            }
            let preposition = preposition.or_else(|| self.carrier(last));
            let carried =
                addressed || preposition.is_some() && self.is_near(last, sentence.start, attributions);
            let published = self.is_published(here, kind);
            if carried || spoken || published {
                let end = (here + more + 1).min(sentence.end);
                let start = self.modified_from(here);
                let definite = self.is_definite(here) && !published;
                let from = preposition.filter(|&c| carried && c < start).unwrap_or(start);
                found.push(Channel { kind, head: here, words: (start, end), from, definite });
                at = end;
            }
        }
        found
    }

    /// One past the words that name a channel by themselves and begin at `here`, and the channel: "sur le réseau social X", "by phone". There
    /// is none where those who are handed something elsewhere are named.
    fn phrased(&self, here: usize, attributions: &[Attribution]) -> Option<(usize, Option<Channel>)> {
        let tokens = &self.reading.analysis.tokens;
        let (kind, more) = self.channels.phrase(self.lower(here), self.following(here))?;
        let (mut start, mut end) = (here, here + more + 1);
        // "sur le réseau social X": what it is called.
        if let Some(name) = self.platform_at(end) {
            end = name;
            let light = |&t: &usize| matches!(tokens[t].upos, Upos::Adp | Upos::Det);
            start = (here..end).find(|t| !light(t)).unwrap_or(here);
        }
        let handed = kind == SourceKind::PressConference && self.is_handed(end - 1, attributions);
        let channel = Channel { kind, head: here, words: (start, end), from: here, definite: false };
        Some((end, Some(channel).filter(|_| !handed)))
    }

    /// One past the name of a platform that begins at `at` with a capital.
    fn platform_at(&self, at: usize) -> Option<usize> {
        let token = self.reading.analysis.tokens.get(at)?;
        let (_, more) = self.channels.platform(self.lower(at), self.following(at))?;
        token.form.starts_with(char::is_uppercase).then_some(at + more + 1)
    }

    /// Whether those at `at` are only handed what somebody says elsewhere: said in a statement sent to reporters.
    fn is_handed(&self, at: usize, attributions: &[Attribution]) -> bool {
        let analysis = self.reading.analysis;
        let verb = analysis.ancestors(at).find(|&a| analysis.tokens[a].upos == Upos::Verb);
        verb.is_some_and(|v| {
            let cue = |a: &Attribution| a.cue == v;
            v < at && attributions.iter().any(|a| a.cue < v) && !attributions.iter().any(cue)
        })
    }

    /// Whether what may be an interview is a meeting: several, or one with somebody who is no medium.
    fn is_meeting(&self, cast: &Cast, at: usize) -> bool {
        const NEAR: usize = 6;
        let tokens = &self.reading.analysis.tokens;
        let other = |t: usize| cast.at(t).is_some_and(|id| cast.get(id).kind != ActorKind::Media);
        let end = tokens.len().min(at + NEAR);
        let near =
            (at + 1..end).take_while(|&t| !matches!(tokens[t].upos, Upos::Punct | Upos::Verb | Upos::Sconj));
        tokens[at].feats.number == Some(Number::Plur) || near.into_iter().any(other)
    }

    /// Who is named right behind a noun: le site Boral Info.
    fn named_by(&self, cast: &Cast, at: usize) -> Option<ActorId> {
        let analysis = self.reading.analysis;
        let name =
            |t: &usize| analysis.tokens[*t].upos == Upos::Propn && analysis.tokens[*t].head == Some(at);
        (at + 1..analysis.tokens.len().min(at + 4)).find(name).and_then(|t| cast.at(t))
    }

    /// Whether a name stands right behind the noun at `at`, of which nothing says more: l'agence Boral, no prison agency.
    fn named_medium(&self, at: usize) -> bool {
        let analysis = self.reading.analysis;
        let named = analysis.tokens.get(at + 1).is_some_and(|t| t.upos == Upos::Propn && t.head == Some(at));
        let modified = analysis
            .children(at)
            .any(|c| matches!(analysis.tokens[c].deprel.base(), Deprel::Amod | Deprel::Compound));
        named && !modified
    }

    /// The preposition before the phrase, where it is one that carries channels.
    fn carrier(&self, at: usize) -> Option<usize> {
        let analysis = self.reading.analysis;
        let carries = |c: &usize| *c < at && self.channels.is_preposition(self.lower(*c));
        let by_tree = analysis.dependents(at, Deprel::Case).find(carries);
        // "lors d'un bref entretien"
        let of = &self.reading.words.nominals.grammar.of;
        let adjective = self.adjective(at);
        let light = |t: &usize| {
            matches!(analysis.tokens[*t].upos, Upos::Det | Upos::Adj | Upos::Num)
                || of.contains(self.lower(*t))
                || adjective == Some(*t)
        };
        by_tree.or_else(|| (at.saturating_sub(5)..at).rev().find(|t| !light(t)).filter(carries))
    }

    /// "un bref communiqué": the adjective before what the tagger takes for a participle behind its noun, whichever hangs on the other.
    fn adjective(&self, participle: usize) -> Option<usize> {
        let tokens = &self.reading.analysis.tokens;
        let before = participle.checked_sub(1)?;
        let (verb, noun) = (&tokens[participle], &tokens[before]);
        let joined = verb.head == Some(before) || noun.head == Some(participle);
        (verb.upos == Upos::Verb && noun.upos == Upos::Noun && joined).then_some(before)
    }

    /// Whether a channel belongs to what is said rather than to another verb of the sentence: it hangs on a cue, opens the
    /// sentence or stands right beside a cue.
    fn is_near(&self, at: usize, start: usize, attributions: &[Attribution]) -> bool {
        let analysis = self.reading.analysis;
        let verb =
            analysis.ancestors(at).find(|&a| matches!(analysis.tokens[a].upos, Upos::Verb | Upos::Aux));
        let hangs = verb.is_some_and(|v| attributions.iter().any(|a| a.cue == v));
        let opens = at <= start + 3;
        // Behind the cue nothing but who speaks may stand between.
        let follows = |a: &Attribution| {
            // The second word of a cue is one with it: a fait savoir.
            let first = a.cue + 1;
            let tail = analysis.tokens.get(first).is_some_and(|t| t.feats.verb_form == Some(VerbForm::Inf));
            let first = if tail { first + 1 } else { first };
            at > a.cue && at - a.cue <= 24 && !(first..at).any(|t| analysis.tokens[t].upos == Upos::Verb)
        };
        hangs || opens || attributions.iter().any(follows)
    }

    /// One past the last token of a news medium that somebody speaks to: a dit à la radio, told the daily.
    fn interviewer(&self, cast: &Cast, at: usize, attributions: &[Attribution]) -> Option<usize> {
        let analysis = self.reading.analysis;
        let token = &analysis.tokens[at];
        let subject = |a: &Attribution| {
            a.subject.is_some_and(|s| {
                s == at
                    || analysis.ancestors(at).take(4).any(|h| h == s)
                    || at > s
                        && at <= s + 3
                        && !(s..at).any(|t| t == a.cue || analysis.tokens[t].upos == Upos::Adp)
            })
        };
        if !matches!(token.upos, Upos::Noun | Upos::Propn)
            || attributions.iter().any(subject)
            || self.is_own(at)
        {
            return None;
        }
        let after = self.following(at);
        // An agency that is told something mostly tells it itself, in a dispatch that does not say whose it is.
        let media = |kind: SourceKind| kind == SourceKind::Media;
        let agency = |name: &str| self.channels.body_named(name) == Some(SourceKind::Agency);
        let actor = cast.at(at).filter(|&id| cast.get(id).kind == ActorKind::Media);
        // "l'agence Interfax": one that is introduced is none of the dispatch's own.
        let bearer = |t: usize| {
            self.channels.body(self.lower(t), self.following(t)).is_some_and(|(kind, _)| media(kind))
        };
        let introduced = token.upos == Upos::Propn && at.checked_sub(1).is_some_and(bearer);
        if !introduced && actor.is_some_and(|id| agency(&cast.get(id).name)) {
            return None;
        }
        if actor.is_none()
            && !introduced
            && !self.channels.body(self.lower(at), after).is_some_and(|(kind, _)| media(kind))
        {
            return None;
        }
        let by = &self.reading.words.triggers.syntax.by;
        // "joint par la radio", "reached by the daily"
        let reached = token.head.is_some_and(|h| self.channels.interviews(&analysis.tokens[h].lemma))
            && analysis.dependent(at, Deprel::Case).is_some_and(|c| by.contains(&analysis.tokens[c].lemma));
        let told = reached
            || attributions.iter().any(|a| {
                token.head == Some(a.cue)
                    && match token.deprel.base() {
                        Deprel::Iobj => true,
                        Deprel::Obj => a.hearer,
                        _ => false,
                    }
            });
        let first = (at.saturating_sub(4)..at).rev().take_while(|&t| {
            matches!(analysis.tokens[t].upos, Upos::Det | Upos::Adj | Upos::Propn | Upos::Noun)
        });
        let before = first.last().unwrap_or(at).checked_sub(1)?;
        let recipient = self.reading.words.nominals.grammar.recipient.contains(self.lower(before));
        let near = attributions.iter().any(|a| a.tells && before >= a.cue && before - a.cue <= 6);
        let beside = attributions.iter().any(|a| a.hearer && a.cue == before);
        // "state television ORBM"
        let mentioned = actor.and_then(|id| {
            let mentions = cast.get(id).mentions.iter();
            mentions.filter(|m| m.span.start == token.span.start).map(|m| m.span.end).max()
        });
        let end = mentioned.map_or(at + 1, |end| analysis.tokens_in(Span::new(token.span.start, end)).end);
        (told || beside || recipient && near).then(|| self.name_end(at).max(end))
    }

    /// One past the last token of the name that `at` is part of, or that stands beside it: l'agence Interfax.
    fn name_end(&self, at: usize) -> usize {
        let analysis = self.reading.analysis;
        let beside = analysis.tokens.get(at + 1).is_some_and(|next| {
            next.upos == Upos::Propn && next.head == Some(at) && analysis.tokens[at].upos == Upos::Noun
        });
        let last = if beside { at + 1 } else { at };
        analysis.entity_at(last).map_or(last + 1, |e| e.tokens.1)
    }

    /// Whether the word names the agency that sends the dispatch.
    fn is_own(&self, at: usize) -> bool {
        let meta = &self.reading.dispatch.meta;
        let word = self.reading.str(self.reading.analysis.tokens[at].span);
        let agency = meta.dateline.as_ref().and_then(|d| d.agency.as_deref());
        agency.is_some_and(|a| a.split(['/', ' ']).any(|part| part == word))
            || meta.credit.iter().any(|c| c == word)
    }

    /// Whether the phrase is what somebody publishes or cites.
    fn is_published(&self, at: usize, kind: SourceKind) -> bool {
        let token = &self.reading.analysis.tokens[at];
        let verb = token.head.filter(|_| token.deprel.base() == Deprel::Obj);
        let verb = verb.map(|v| &self.reading.analysis.tokens[v].lemma);
        matches!(kind, SourceKind::Document | SourceKind::Statement)
            && verb.is_some_and(|lemma| self.channels.cites(lemma) || self.channels.publishes(lemma))
    }

    fn is_definite(&self, at: usize) -> bool {
        let analysis = self.reading.analysis;
        let determiner = analysis.dependents(at, Deprel::Det).any(|d| {
            let token = &analysis.tokens[d];
            token.feats.definite == Some(true) || token.feats.pron_type == Some(PronType::Dem)
        });
        determiner && analysis.dependent(at, Deprel::Nmod).is_none()
    }

    /// The first token of a noun's phrase behind its article.
    fn modified_from(&self, at: usize) -> usize {
        let analysis = self.reading.analysis;
        let first = analysis.children(at).filter(|&c| c < at && analysis.tokens[c].upos == Upos::Adj).min();
        first.filter(|&f| at - f <= 3).unwrap_or(at)
    }

    /// Words about a speaker that make him a source, and where they stand.
    fn marks(&self, sentence: Range<usize>, said: &dyn Fn(usize) -> bool) -> Option<(usize, SourceKind)> {
        sentence.into_iter().filter(|&at| said(at)).find_map(|at| {
            let after = self.following(at);
            self.channels.mark(self.lower(at), after).map(|(kind, _)| (at, kind))
        })
    }

    /// Whether the words at `mark` are said of another than who speaks: a relative pronoun that takes up somebody else stands
    /// before them.
    fn of_another(&self, attribution: &Attribution, mark: usize) -> bool {
        const NEAR: usize = 5;
        let Some(subject) = attribution.subject else { return false };
        let tokens = &self.reading.analysis.tokens;
        let relative =
            |t: &usize| tokens[*t].upos == Upos::Pron && tokens[*t].feats.pron_type == Some(PronType::Rel);
        let after = subject.max(attribution.cue) + 1;
        let Some(pronoun) = (after..mark).rev().find(relative) else { return false };
        let noun = (after..pronoun).rev().find(|&t| matches!(tokens[t].upos, Upos::Noun | Upos::Propn));
        // "three officials, including two diplomats, who": part of the same phrase.
        let part = |t: usize| {
            t <= subject + NEAR || self.reading.analysis.ancestors(t).take(4).any(|a| a == subject)
        };
        noun.is_some_and(|t| t > subject && !part(t))
    }

    /// What kind of source who speaks is, by which rule and how surely.
    fn kind_of(
        &self,
        cast: &Cast,
        head: usize,
        actor: Option<ActorId>,
        attribution: &Attribution,
        anonymous: Option<SourceKind>,
    ) -> Option<(SourceKind, &'static str, f32)> {
        let analysis = self.reading.analysis;
        let prepositional = attribution.prepositional.is_some();
        let token = &analysis.tokens[head];
        let after = self.following(head);
        let grammar = &self.reading.words.nominals.grammar;
        let word = self.lower(head);
        if grammar.latter.contains(word) || grammar.former.contains(word) {
            return None;
        }
        // "one of his aides"
        let one_of =
            matches!(token.upos, Upos::Pron | Upos::Num) && analysis.dependent(head, Deprel::Nmod).is_some();
        let unnamed = (one_of || !matches!(token.upos, Upos::Propn | Upos::Pron)) && !self.has_name(head);
        let kind = actor.map(|id| cast.get(id).kind);
        let is_name = |m: &Mention| m.form == MentionForm::Name;
        let known = actor.is_some_and(|id| {
            let Actor { kind, mentions, .. } = cast.get(id);
            let here = |m: &Mention| m.span.holds(token.span.start);
            mentions.iter().any(|m| is_name(m) && (*kind == ActorKind::Person || here(m)))
        });
        // "One of the guards, who gave only his first name, Paul": a name from one of many is none.
        let unnamed = unnamed && (one_of || !known);
        if unnamed && let Some(mark) = anonymous {
            return Some((mark, "sources/anonymity", 0.95));
        }
        let partitive = matches!(token.upos, Upos::Num | Upos::Pron);
        let person = self.channels.person(&token.lemma, after).or_else(|| {
            let whole = analysis.dependent(head, Deprel::Nmod).filter(|_| partitive)?;
            self.channels.person(&analysis.tokens[whole].lemma, |_| "")
        });
        // "des députés ont réclamé": several who demand something hold an opinion.
        let demand =
            !prepositional && token.feats.number == Some(Number::Plur) && self.demands(attribution.cue);
        if unnamed && let Some(person) = person.filter(|_| !demand) {
            // "Boral's foreign minister", "its foreign minister" is one man.
            let functions = &self.reading.words.roles.functions;
            let holder = token.feats.number != Some(Number::Plur)
                && analysis.dependents(head, Deprel::Nmod).any(|c| {
                    let office = || functions.get(&token.lemma).is_some_and(|f| f.national);
                    let owner = analysis.tokens[c].upos;
                    analysis.tokens[c].deprel == Deprel::NmodPoss
                        && (owner == Upos::Propn || owner == Upos::Pron && office())
                });
            let definite = !partitive && (self.is_articled(head) || holder);
            let several = token.feats.number == Some(Number::Plur) && person == SourceKind::Anonymous;
            let counted =
                [Deprel::Nummod, Deprel::Det].iter().any(|&d| analysis.dependent(head, d).is_some());
            if several && !counted && !partitive && !prepositional && self.channels.is_vague(&token.lemma) {
                return None;
            }
            if !definite || prepositional && person != SourceKind::Anonymous {
                return Some((person, "sources/unnamed", 0.8));
            }
        }
        let words = self.reading.str(phrase(analysis, head, None));
        let names = actor
            .map(|id| cast.get(id))
            .into_iter()
            .flat_map(|a| std::iter::once(a.name.as_str()).chain(a.aliases.iter().map(String::as_str)));
        let mut monitor = names.chain([words]).filter_map(|n| self.channels.body_named(n));
        let body = monitor
            .find(|&kind| kind == SourceKind::Monitor)
            .or_else(|| self.channels.body(&token.lemma, after).map(|(kind, _)| kind));
        match (kind, body) {
            (
                Some(ActorKind::Media | ActorKind::Organisation | ActorKind::International) | None,
                Some(SourceKind::Monitor),
            ) => (prepositional || self.counts(attribution.cue)).then_some((
                SourceKind::Monitor,
                "sources/monitor",
                0.93,
            )),
            (Some(ActorKind::Media), _) | (None, Some(SourceKind::Media))
                if prepositional || unnamed || kind == Some(ActorKind::Media) =>
            {
                Some((SourceKind::Media, "sources/media", 0.8))
            }
            (Some(ActorKind::Person), _)
                if !prepositional
                    && actor
                        .map(|id| cast.get(id))
                        .is_some_and(|a| !a.name.contains(' ') && self.witnesses(a)) =>
            {
                Some((SourceKind::Witness, "sources/witness", 0.7))
            }
            // "selon l'agence Boral"
            (_, Some(SourceKind::Media)) if prepositional && self.named_medium(head) => {
                Some((SourceKind::Media, "sources/media", 0.8))
            }
            (Some(kind), _) if prepositional => Some(match kind {
                ActorKind::Media => (SourceKind::Media, "sources/media", 0.8),
                ActorKind::Organisation => (SourceKind::Monitor, "sources/according-to", 0.7),
                ActorKind::Population => (SourceKind::Witness, "sources/according-to", 0.7),
                ActorKind::Person if actor.is_some_and(|id| self.witnesses(cast.get(id))) => {
                    (SourceKind::Witness, "sources/according-to", 0.8)
                }
                _ => (SourceKind::Official, "sources/according-to", 0.95),
            }),
            _ => None,
        }
    }

    /// Whether a name hangs on the noun at `head`: le maire Paul Varenne.
    fn has_name(&self, head: usize) -> bool {
        let analysis = self.reading.analysis;
        analysis.children(head).any(|c| {
            let child = &analysis.tokens[c];
            child.upos == Upos::Propn
                && (matches!(child.deprel.base(), Deprel::Flat | Deprel::Appos)
                    || child.deprel == Deprel::Nmod && c == head + 1)
        })
    }

    /// Whether the token, a verb or a noun, may tell by itself an event of one of these categories.
    fn may_tell(&self, at: usize, categories: &[Category]) -> bool {
        let triggers = &self.reading.words.triggers;
        let token = &self.reading.analysis.tokens[at];
        let patterns = match token.upos {
            Upos::Noun => triggers.nouns(&token.lemma),
            _ => triggers.verbs(&token.lemma),
        };
        let alone = patterns.iter().filter(|p| p.rest.is_empty());
        alone.filter_map(|p| triggers.class(p.class)).any(|class| categories.contains(&class.category))
    }

    /// Whether the cue tells what somebody asks for, condemns or refuses: opinions have no source but who holds them.
    fn demands(&self, cue: usize) -> bool {
        self.may_tell(cue, &[Category::Request, Category::Accuse, Category::Reject, Category::Support])
    }

    /// Whether the sentence of the cue, a verb that demands nothing, has numbers or tells of violence: whoever watches a conflict is a
    /// source for what he counts and sees, and speaks for himself else.
    fn counts(&self, cue: usize) -> bool {
        let analysis = self.reading.analysis;
        let mut sentence = analysis.sentences.get(analysis.sentence_of(cue)).cloned().unwrap_or_default();
        let seen = |t: usize| match analysis.tokens[t].upos {
            Upos::Num => true,
            Upos::Verb | Upos::Noun => self.may_tell(t, &[Category::Assault]),
            _ => false,
        };
        !self.demands(cue) && sentence.any(seen)
    }

    /// Whether the words for who speaks take up one told before: "one of the sources", "cette source".
    fn takes_up(&self, head: usize) -> bool {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let points = |t: usize| {
            analysis.dependents(t, Deprel::Det).any(|d| tokens[d].feats.pron_type == Some(PronType::Dem))
        };
        // "one of the sources, a diplomat": who is described anew is one of his own.
        let partitive = matches!(tokens[head].upos, Upos::Num | Upos::Pron)
            && analysis.dependent(head, Deprel::Appos).is_none();
        points(head)
            || partitive && analysis.dependents(head, Deprel::Nmod).any(|whole| self.is_articled(whole))
    }

    /// Whether all that is told of a person makes a witness of her: Awa Keïta, chirurgienne.
    fn witnesses(&self, actor: &Actor) -> bool {
        let words = |role: &String| -> Vec<SmolStr> {
            role.split([' ', '-']).map(crate::lexicon::phrases::fold).collect()
        };
        let witness = |word: &SmolStr| self.channels.person(word, |_| "") == Some(SourceKind::Witness);
        let whole = |role: &String| role.split(' ').next().map(crate::lexicon::phrases::fold);
        let told = |role: &String| {
            whole(role).is_some_and(|word| witness(&word)) || words(role).first().is_some_and(witness)
        };
        !actor.roles.is_empty() && actor.roles.iter().all(told)
    }

    /// Whether a definite article or a possessive stands before the noun.
    fn is_articled(&self, head: usize) -> bool {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        // "des sources" behind a verb is no "de les sources", whatever the tokenizer saw.
        let contracted = |d: usize| d.checked_sub(1).is_some_and(|c| tokens[c].span == tokens[d].span);
        let complement = tokens[head].deprel.base() == Deprel::Nmod;
        let article = |d: usize| tokens[d].feats.definite == Some(true) && (complement || !contracted(d));
        // "son ministre de la Défense" is one man.
        let one = tokens[head].feats.number != Some(Number::Plur);
        let owned = |d: usize| one && tokens[d].upos == Upos::Det && tokens[d].feats.possessive;
        analysis.dependents(head, Deprel::Det).any(|d| article(d) || owned(d))
    }
}
