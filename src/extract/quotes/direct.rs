//! Direct speech: which runs are somebody's words, and which frame says whose.

use std::ops::Range;

use super::Attributed;
use super::frames::{Form, Frame};
use super::syntax::Syntax;
use super::units::Unit;
use crate::dispatch::{ActorId, ActorKind, Span};
use crate::extract::Reading;
use crate::extract::cast::Cast;
use crate::extract::runs::Run;
use crate::language::{Analysis, Deprel, EntityLabel, Upos, VerbForm};
use crate::lexicon::cues::{Cues, Takes};

/// Why a run is somebody's words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reason {
    /// The frame that says whose, by position among those of the unit.
    pub frame: Option<usize>,
    /// Whose, where no frame but the syntax says it.
    pub subject: Option<ActorId>,
    /// The rule.
    pub rule: &'static str,
    /// How sure it is.
    pub confidence: f32,
    /// Whether it goes on with the utterance of the run before.
    pub continues: bool,
}

impl Reason {
    const fn frame(at: usize, rule: &'static str, confidence: f32) -> Self {
        Self { frame: Some(at), subject: None, rule, confidence, continues: false }
    }

    const fn nobody(rule: &'static str, confidence: f32) -> Self {
        Self { frame: None, subject: None, rule, confidence, continues: false }
    }
}

/// The person whose name the dash at `dash` opens a line with, which has no verb before its first comma: — Awa Keïta, maire.
pub(super) fn signature(analysis: &Analysis, cast: &Cast, dash: usize, end: usize) -> Option<ActorId> {
    const TITLE: usize = 3;
    let (id, (start, after)) = person_from(analysis, cast, dash + 1)?;
    let verb =
        (dash + 1..start).any(|t| matches!(analysis.tokens[t].upos, Upos::Verb | Upos::Aux | Upos::Punct));
    let closed = after >= end || analysis.tokens[after].upos == Upos::Punct;
    (start <= dash + TITLE && !verb && closed).then_some(id)
}

/// Who is named by the first name that begins at `token` or behind it, if it is a person's, and the tokens of that name.
pub(super) fn person_from(
    analysis: &Analysis,
    cast: &Cast,
    token: usize,
) -> Option<(ActorId, (usize, usize))> {
    let name = analysis.entity_from(token).filter(|e| e.label == EntityLabel::Person)?;
    let (start, after) = name.tokens;
    let id = cast.at(after - 1).or_else(|| cast.at(start))?;
    (cast.get(id).kind == ActorKind::Person).then_some((id, name.tokens))
}

/// Reads the runs of units.
pub(super) struct Direct<'a> {
    syntax: Syntax<'a>,
    cues: &'a Cues,
    runs: &'a [Run],
    holder: &'a [Option<usize>],
}

/// How a run sits in its unit.
struct Setting {
    /// Its tokens, without the marks.
    inner: Range<usize>,
    /// Its tokens with the marks.
    outer: Range<usize>,
    /// Whether it opens the unit.
    leads: bool,
    /// Whether it is a sentence or clause of its own rather than a part of the narrator's syntax.
    clausal: bool,
}

impl<'a> Direct<'a> {
    pub fn new(reading: &Reading<'a>, holder: &'a [Option<usize>]) -> Self {
        Self { syntax: Syntax::new(reading), cues: &reading.words.cues, runs: reading.runs, holder }
    }

    /// Whether the run at `at` is somebody's words, and whose. `before` is the decision on the outer run before it in
    /// the unit.
    pub fn reason(
        &self,
        unit: &Unit,
        at: usize,
        frames: &[Attributed],
        cast: &Cast,
        before: Option<(usize, Reason)>,
    ) -> Option<Reason> {
        let setting = self.setting(unit, at, frames)?;
        if let Some(reason) = self.cried(&setting, unit, cast) {
            return Some(reason);
        }
        if setting.clausal {
            let split = before.and_then(|(run, reason)| self.split(&setting, run, reason, frames));
            return Some(
                split
                    .or_else(|| {
                        self.followed(&setting, unit, frames).filter(|r| self.is_close(&setting, *r, frames))
                    })
                    .or_else(|| self.led(&setting, unit, frames))
                    .or_else(|| self.followed(&setting, unit, frames))
                    .or_else(|| self.inserted(at, frames))
                    .or_else(|| self.labelled(&setting, unit, cast))
                    .unwrap_or(Reason::nobody("quotes/free", 0.5)),
            );
        }
        if let Some(reason) = self.asserted(&setting, unit, frames) {
            return Some(reason);
        }
        if let Some(reason) = Self::voiced(&setting, at, frames).filter(|_| !self.told(at, frames)) {
            return Some(reason);
        }
        if let Some(reason) = self.referred(&setting, frames) {
            return Some(reason);
        }
        let governed = self.governed(&setting, frames);
        let cued = frames.iter().any(|f| {
            let names =
                self.cues.announces_name(self.syntax.lower(f.frame.cue)) && f.frame.group.0 == f.frame.cue;
            f.frame.group.1 == setting.outer.start
                && f.speaker.is_some()
                && f.frame.form != Form::Passive
                && !names
        });
        if !cued && self.is_name(&setting, unit, governed.map(|g| g.1)) {
            return None;
        }
        // What reports the whole clause outranks a cue that the tree put above a part of it.
        let contained = self.contained(at, frames);
        let outranked = |g: usize| {
            let holds = |c: Option<usize>| c.and_then(|c| frames[c].content.as_ref());
            let Frame { cue, form, .. } = frames[g].frame;
            // "X a promis que Y défendrait « ... »": nobody has said so yet but X.
            let only_told = form == Form::Infinitive || self.syntax.is_conditional(cue);
            holds(contained.and_then(|r| r.frame)).is_some_and(|c| only_told || !c.tokens.contains(&cue))
        };
        let reason = governed
            .filter(|&(frame, _)| !outranked(frame))
            .map(|(frame, _)| Reason::frame(frame, "quotes/governed", 0.9))
            .or_else(|| self.vouched(&setting, frames))
            .or(contained)
            .or_else(|| self.nearest_before(&setting, frames))
            .or_else(|| self.predicate(&setting, cast))
            .or_else(|| self.nearest_after(&setting, frames));
        reason
            .or_else(|| self.joined(&setting, before))
            .or_else(|| (!self.opens_definite(&setting)).then(|| self.likely(&setting, unit, frames, cast)))
    }

    /// Marked words that nothing attributes: rather those of the nearest who speaks in the sentence, else of its subject, than
    /// nobody's.
    fn likely(&self, setting: &Setting, unit: &Unit, frames: &[Attributed], cast: &Cast) -> Reason {
        // "was arrested for "alarming statements"": whoever it is done to does not say so.
        let analysis = self.syntax.analysis;
        let passive = |t: usize| analysis.exact(t, Deprel::AuxPass).is_some() && self.holder[t].is_none();
        if analysis.ancestors(setting.inner.start).any(passive) {
            return Reason::nobody("quotes/unattributed", 0.5);
        }
        let fits = |f: &Attributed| {
            f.frame.inside.is_none()
                && f.speaker.is_some()
                && !matches!(f.frame.form, Form::Passive | Form::Preposition { view: true, .. })
        };
        let before = |f: &Attributed| fits(f) && f.frame.end() <= setting.outer.start;
        let behind = |f: &Attributed| fits(f) && f.frame.group.0 >= setting.outer.end;
        let frame = frames.iter().rposition(before).or_else(|| frames.iter().position(behind));
        let speaks = |&id: &ActorId| super::speakers::speaks(cast.get(id).kind);
        let subject = |t: usize| {
            let narrated = self.syntax.base(t) == Deprel::Nsubj && self.holder[t].is_none();
            let party = || cast.party(self.syntax.analysis, t).first().copied();
            narrated.then(party).flatten().filter(speaks)
        };
        let subject = (unit.tokens.start..setting.outer.start)
            .rev()
            .find_map(subject)
            .or_else(|| (setting.outer.end..unit.tokens.end).find_map(subject));
        let (frame, subject) = (frame, subject.filter(|_| frame.is_none()));
        Reason { frame, subject, ..Reason::nobody("quotes/unattributed", 0.4) }
    }

    /// « b », comme l'a lancé X: who speaks in the clause right behind the marks.
    fn referred(&self, setting: &Setting, frames: &[Attributed]) -> Option<Reason> {
        const WORDS: usize = 4;
        let links =
            |t: usize| self.cues.manner(self.syntax.lower(t), |n| self.syntax.lower(t + 1 + n)).is_some();
        let fits = |f: &Attributed| {
            let between = setting.outer.end..f.frame.group.0;
            f.frame.inside.is_none()
                && f.frame.form == Form::Inverted
                && f.speaker.is_some()
                && (1..=WORDS).contains(&between.len())
                && between.clone().any(links)
        };
        frames.iter().position(fits).map(|frame| Reason::frame(frame, "quotes/cue-after", 0.88))
    }

    /// Les habitants ont défilé aux cris de « ... »: the words of whoever does what is done to such cries.
    fn cried(&self, setting: &Setting, unit: &Unit, cast: &Cast) -> Option<Reason> {
        const WORDS: usize = 4;
        let opening = setting.outer.start;
        let ends = |t: usize| {
            self.cues.cries(self.syntax.lower(t), |n| self.syntax.lower(t + 1 + n)).map(|n| t + 1 + n)
        };
        let from = unit.tokens.start.max(opening.saturating_sub(WORDS));
        let cry = (from..opening).find(|&t| ends(t) == Some(opening))?;
        let subject = |t: &usize| self.syntax.base(*t) == Deprel::Nsubj && self.holder[*t].is_none();
        let verb = self
            .syntax
            .analysis
            .ancestors(cry)
            .find_map(|v| self.syntax.analysis.dependent(v, Deprel::Nsubj));
        let subject = verb.filter(subject).or_else(|| (unit.tokens.start..cry).rev().find(subject))?;
        let subject = cast.party(self.syntax.analysis, subject).first().copied();
        Some(Reason { subject, ..Reason::nobody("quotes/cries", 0.8) })
    }

    /// "b", d'après X: whose words they are by the preposition right behind the marks.
    fn vouched(&self, setting: &Setting, frames: &[Attributed]) -> Option<Reason> {
        let fits = |f: &Attributed| {
            let right = (setting.outer.end..f.frame.group.0).all(|t| self.syntax.is_punct(t));
            let told = matches!(f.frame.form, Form::Preposition { view: false, .. });
            told && right
                && f.frame.inside.is_none()
                && f.frame.group.0 >= setting.outer.end
                && f.speaker.is_some()
        };
        frames.iter().position(fits).map(|frame| Reason::frame(frame, "quotes/cue-after", 0.88))
    }

    /// What the run before is, where nothing but a conjunction parts this one from it: « A » et « b ».
    fn joined(&self, setting: &Setting, before: Option<(usize, Reason)>) -> Option<Reason> {
        const WORDS: usize = 4;
        let (run, reason) =
            before.filter(|(_, reason)| reason.frame.is_some() || reason.subject.is_some())?;
        let gap = self.syntax.analysis.tokens_in(self.runs[run].outer).end..setting.outer.start;
        let joins = |t: usize| {
            self.syntax.is_punct(t)
                || matches!(self.syntax.token(t).upos, Upos::Cconj | Upos::Det | Upos::Adp | Upos::Adv)
        };
        let open = !gap.is_empty() && gap.len() <= WORDS && gap.into_iter().all(joins);
        open.then_some(Reason { confidence: 0.7, rule: "quotes/joined", continues: false, ..reason })
    }

    fn setting(&self, unit: &Unit, at: usize, frames: &[Attributed]) -> Option<Setting> {
        let run = &self.runs[at];
        let inner = self.syntax.analysis.tokens_in(run.inner);
        let outer = self.syntax.analysis.tokens_in(run.outer);
        if inner.is_empty() {
            return None;
        }
        let leads = (unit.tokens.start..outer.start).all(|t| self.syntax.is_punct(t));
        let previous = outer.start.checked_sub(1).filter(|&t| t >= unit.tokens.start);
        let colon = previous.is_some_and(|t| self.syntax.is(t, ":"));
        let cued = previous.is_some_and(|t| {
            frames.iter().any(|f| {
                f.frame.group.1 == t + 1 && f.frame.takes.has(Takes::WORDS) && !f.frame.is_preposition()
            })
        });
        let text = run.inner.of(self.syntax.text);
        let ends = text.ends_with(['.', ',', '!', '?', '…', ';']);
        let capital = text.starts_with(char::is_uppercase);
        let finite = inner.clone().any(|t| self.syntax.is_finite(t));
        let next = (outer.end < unit.tokens.end).then_some(outer.end);
        let free = next.is_none_or(|t| {
            self.syntax.is_punct(t)
                || frames.iter().any(|f| f.frame.group.0 == t && f.frame.takes.has(Takes::WORDS))
        });
        let parted = previous.is_some_and(|t| self.syntax.is_punct(t) && !self.syntax.is(t, "("));
        let clausal = leads && (free || ends && capital)
            || colon && (finite || ends || capital || inner.len() > 3)
            || cued && capital && (finite || inner.len() > 2)
            || parted && !leads && (ends || finite) && free && self.after_run(unit, outer.start, frames)
            || parted && finite && next.is_some_and(|t| self.attributed_at(t, frames));
        Some(Setting { inner, outer, leads, clausal })
    }

    /// The attribution of a clause whose verb alone is quoted: Bamako « ne cédera pas », a dit X; China, X wrote, "is ...".
    fn asserted(&self, setting: &Setting, unit: &Unit, frames: &[Attributed]) -> Option<Reason> {
        let finite = setting.inner.clone().any(|t| self.syntax.is_finite(t));
        let next = (setting.outer.end < unit.tokens.end).then_some(setting.outer.end);
        if !finite {
            return None;
        }
        // « Nous ignorons sur quoi repose » la décision, se défend X.
        let apart = |f: &Attributed| {
            let between = setting.outer.end..f.frame.group.0;
            f.frame.form == Form::Inverted
                && f.frame.inside.is_none()
                && f.speaker.is_some()
                && between.len() > 1
                && self.syntax.is_comma(f.frame.group.0 - 1)
                && !between.clone().any(|t| self.syntax.is_verbal(t) || self.holder[t].is_some())
        };
        if setting.leads {
            let at = frames.iter().position(apart)?;
            return Some(Reason::frame(at, "quotes/cue-after", 0.88));
        }
        if next.is_some_and(|t| self.syntax.is_comma(t) && self.attributed_at(t, frames)) {
            return self.followed(setting, unit, frames);
        }
        let comma = setting.outer.start.checked_sub(1).filter(|&t| self.syntax.is_comma(t))?;
        let inserted = |f: &Attributed| {
            let first = f.frame.subject.map_or(f.frame.group.0, |s| s.min(f.frame.group.0));
            let opens = (unit.tokens.start..first).rev().find(|&t| !self.syntax.is_nominal(t));
            f.frame.inside.is_none()
                && f.speaker.is_some()
                && f.frame.takes.has(Takes::TAIL)
                && f.frame.end() <= comma
                && opens.is_some_and(|t| self.syntax.is_comma(t))
                && !(f.frame.group.1..comma).any(|t| self.syntax.is_predicate(t))
        };
        frames.iter().rposition(inserted).map(|at| Reason::frame(at, "quotes/insertion", 0.9))
    }

    /// Whether an inverted attribution starts at the token or right behind it.
    fn attributed_at(&self, token: usize, frames: &[Attributed]) -> bool {
        let start = if self.syntax.is_comma(token) { token + 1 } else { token };
        frames
            .iter()
            .any(|f| f.frame.form == Form::Inverted && f.speaker.is_some() && f.frame.group.0 == start)
    }

    /// Whether an attribution that itself follows a run stands right before `start`.
    fn after_run(&self, unit: &Unit, start: usize, frames: &[Attributed]) -> bool {
        let Some(previous) = (unit.tokens.start..start).rev().find(|&t| self.holder[t].is_some()) else {
            return false;
        };
        frames
            .iter()
            .any(|f| f.frame.inside.is_none() && f.frame.group.0 > previous && f.frame.group.0 < start)
    }

    /// « A », dit X, « b »: the frame between the two runs holds both.
    fn split(&self, setting: &Setting, run: usize, reason: Reason, frames: &[Attributed]) -> Option<Reason> {
        let gap = self.syntax.analysis.tokens_in(self.runs[run].outer).end..setting.outer.start;
        if gap.is_empty() {
            return Some(Reason { continues: true, ..reason });
        }
        let frame = reason.frame?;
        let cue = frames[frame].frame.cue;
        let others = frames
            .iter()
            .enumerate()
            .filter(|(_, f)| f.frame.form != Form::Passive)
            .any(|(i, f)| i != frame && gap.contains(&f.frame.cue) && f.frame.cue > cue);
        (gap.contains(&cue) && !others).then_some(Reason {
            continues: true,
            confidence: 0.92,
            rule: "quotes/split",
            ..reason
        })
    }

    /// Whether the frame of a reason stands right behind the marks with who speaks behind it: X restait prudent : « ... », a
    /// dit Y.
    fn is_close(&self, setting: &Setting, reason: Reason, frames: &[Attributed]) -> bool {
        let close = |f: &Frame| {
            f.form == Form::Inverted
                && f.takes.has(Takes::WORDS)
                && (setting.outer.end..f.group.0).all(|t| self.syntax.is_punct(t))
        };
        reason.frame.is_some_and(|f| close(&frames[f].frame))
    }

    /// X a dit : « ... »: the nearest frame before.
    fn led(&self, setting: &Setting, unit: &Unit, frames: &[Attributed]) -> Option<Reason> {
        if setting.leads {
            return None;
        }
        let previous = (unit.tokens.start..setting.outer.start).rev().find(|&t| self.holder[t].is_some());
        // "elle est saluée par X : « ... »"
        let by = |f: &Frame| {
            f.subject
                .is_some_and(|s| s > f.cue && !(s..setting.outer.start).any(|t| self.syntax.is_verbal(t)))
        };
        let fits = |f: &Attributed| {
            f.frame.inside.is_none()
                && f.frame.end() <= setting.outer.start
                && previous.is_none_or(|p| f.frame.cue > p)
                && (f.frame.form != Form::Passive || by(&f.frame))
                && f.speaker.is_some()
        };
        let at = frames.iter().rposition(fits)?;
        Some(Reason::frame(at, "quotes/cue-before", 0.95))
    }

    /// « ... », dit X: the first frame after.
    fn followed(&self, setting: &Setting, unit: &Unit, frames: &[Attributed]) -> Option<Reason> {
        let next = (setting.outer.end..unit.tokens.end)
            .find(|&t| self.holder[t].is_some())
            .unwrap_or(unit.tokens.end);
        let fits = |f: &Attributed| {
            f.frame.inside.is_none()
                && f.frame.cue >= setting.outer.end
                && f.frame.cue < next
                && f.speaker.is_some()
                && !matches!(f.frame.form, Form::Preposition { view: true, .. })
        };
        // "..., X, whose party wants Y, told Z": the verb of a clause that describes X is none of speech.
        let described =
            |f: &Attributed| f.frame.form == Form::Plain && self.in_relative(f.frame.cue, &setting.outer);
        let main = frames.iter().position(|f| fits(f) && !described(f));
        let at = main.or_else(|| frames.iter().position(fits))?;
        let near = frames[at].frame.group.0 <= setting.outer.end + 8;
        Some(Reason::frame(at, "quotes/cue-after", if near { 0.94 } else { 0.85 }))
    }

    /// Whether the verb at `cue`, behind the run `outer`, stands in a relative clause that a comma opens.
    fn in_relative(&self, cue: usize, outer: &Range<usize>) -> bool {
        const WORDS: usize = 12;
        let from = outer.end.max(cue.saturating_sub(WORDS));
        (from..cue)
            .rev()
            .take_while(|&t| !self.syntax.is_comma(t))
            .find(|&t| self.syntax.is_relative(t))
            .is_some_and(|t| t > from && self.syntax.is_comma(t - 1) && t + 1 < cue)
    }

    /// « A, s'étonne X. B »: an attribution inside the marks.
    fn inserted(&self, at: usize, frames: &[Attributed]) -> Option<Reason> {
        let fits = |f: &Attributed| {
            f.frame.inside == Some(at)
                && f.frame.form == Form::Inverted
                && f.frame.takes.has(Takes::WORDS)
                && f.speaker.is_some()
                && f.frame.group.0.checked_sub(1).is_some_and(|t| self.syntax.is_comma(t))
        };
        frames.iter().position(fits).map(|frame| Reason::frame(frame, "quotes/insertion", 0.9))
    }

    /// X : « ... » without a verb.
    fn labelled(&self, setting: &Setting, unit: &Unit, cast: &Cast) -> Option<Reason> {
        if let Some(credited) = self.credited(setting, unit, cast) {
            return Some(credited);
        }
        let colon = self.syntax.colon_before(unit.tokens.start, setting.outer.start)?;
        // "un groupe : « Les stylos »"
        let before = self.syntax.token(colon - 1);
        if before.upos == Upos::Noun && self.cues.is_named(&before.lemma) {
            return None;
        }
        let near = unit.tokens.start.max(colon.saturating_sub(40))..colon;
        let subject = if near.clone().any(|t| self.syntax.is_finite(t)) {
            // In a clause its subject speaks, not whoever is named last.
            let subject = |&t: &usize| self.syntax.is_doer(t);
            let speaks = |id: &ActorId| super::speakers::speaks(cast.get(*id).kind);
            near.rev().filter(subject).find_map(|t| cast.at(t).filter(speaks))?
        } else {
            // "Army chief X, a rival of the minister's: ...": the person who opens the line.
            let person = |id: &ActorId| cast.get(*id).kind == ActorKind::Person;
            let opens = |t: usize| cast.at(t).filter(person).filter(|_| !self.syntax.has_case(t));
            near.clone().find_map(opens).or_else(|| near.rev().take(16).find_map(|t| cast.at(t)))?
        };
        Some(Reason { subject: Some(subject), ..Reason::nobody("quotes/label", 0.7) })
    }

    /// « ... » (X): nothing but who speaks stands in brackets behind the marks.
    fn credited(&self, setting: &Setting, unit: &Unit, cast: &Cast) -> Option<Reason> {
        const WORDS: usize = 12;
        let open = setting.outer.end;
        if open < unit.tokens.end && super::is_dash(&self.syntax.token(open).form) {
            let signed = signature(self.syntax.analysis, cast, open, unit.tokens.end)?;
            return Some(Reason { subject: Some(signed), ..Reason::nobody("quotes/label", 0.7) });
        }
        let close = (open + 1..unit.tokens.end.min(open + WORDS)).find(|&t| self.syntax.is(t, ")"))?;
        let speaks = |id: &ActorId| super::speakers::speaks(cast.get(*id).kind);
        let subject = (open + 1..close).find_map(|t| cast.at(t).filter(speaks));
        let subject = subject.filter(|_| self.syntax.is(open, "("))?;
        Some(Reason { subject: Some(subject), ..Reason::nobody("quotes/label", 0.7) })
    }

    /// The cue itself, or a word of it, stands between the marks: X a "fermement condamné".
    fn voiced(setting: &Setting, at: usize, frames: &[Attributed]) -> Option<Reason> {
        let fits = |f: &Attributed| {
            f.frame.inside == Some(at)
                && f.speaker.is_some()
                && f.frame.subject.is_some_and(|s| !setting.inner.contains(&s))
                && !matches!(f.frame.form, Form::Preposition { .. } | Form::Infinitive)
        };
        frames.iter().position(fits).map(|frame| Reason::frame(frame, "quotes/voiced", 0.9))
    }

    /// Whether somebody reports the clause that the run is part of: X assure que ses troupes « avancent ».
    fn told(&self, at: usize, frames: &[Attributed]) -> bool {
        let outer = self.runs[at].outer;
        let holds = |f: &Attributed| f.content.as_ref().is_some_and(|c| c.span.contains(outer));
        let verbal = |f: &&Attributed| f.frame.inside.is_none() && !f.frame.is_preposition();
        frames.iter().filter(verbal).any(|f| f.speaker.is_some() && holds(f))
    }

    /// The frame whose cue the run hangs on, and by how many steps.
    fn governed(&self, setting: &Setting, frames: &[Attributed]) -> Option<(usize, usize)> {
        let analysis = self.syntax.analysis;
        let outside = |t: &usize| analysis.tokens[*t].head.is_some_and(|h| !setting.inner.contains(&h));
        let top = setting.inner.clone().find(|t| outside(t) && !self.syntax.is_punct(*t))?;
        let mut steps = 0;
        for above in analysis.ancestors(top) {
            steps += usize::from(self.syntax.base(above) != Deprel::Conj);
            let fits = |f: &Attributed| {
                f.frame.inside.is_none()
                    && !f.frame.is_preposition()
                    && f.frame.takes.has(Takes::PHRASE)
                    && (f.frame.cue == above || f.frame.group.1 > above && above >= f.frame.cue)
                    && f.speaker.is_some()
                    && f.frame.subject.is_none_or(|s| !self.syntax.is_under(top, s) || s == f.frame.cue)
            };
            if let Some(at) = frames.iter().position(fits) {
                return Some((self.asking(at, frames), steps));
            }
            if frames
                .iter()
                .any(|f| f.frame.subject == Some(above) && f.frame.cue > above && !f.frame.is_preposition())
            {
                return None;
            }
        }
        None
    }

    /// The frame whose reported words hold the run, the narrowest first.
    fn contained(&self, at: usize, frames: &[Attributed]) -> Option<Reason> {
        let outer = self.runs[at].outer;
        let holds = |f: &&(usize, &Attributed)| {
            f.1.speaker.is_some() && f.1.content.as_ref().is_some_and(|c| c.span.contains(outer))
        };
        let width = |f: &(usize, &Attributed)| {
            let view = matches!(f.1.frame.form, Form::Preposition { view: true, .. });
            (view, f.1.content.as_ref().map_or(usize::MAX, |c| c.span.len()))
        };
        let (frame, _) = frames.iter().enumerate().filter(|f| holds(&f)).min_by_key(width)?;
        Some(Reason::frame(frame, "quotes/contained", 0.93))
    }

    /// The nearest frame before that lets marked words stand in its complement.
    fn nearest_before(&self, setting: &Setting, frames: &[Attributed]) -> Option<Reason> {
        let fits = |f: &Attributed| {
            f.frame.inside.is_none()
                && f.frame.end() <= setting.outer.start
                && f.speaker.is_some()
                && f.frame.form != Form::Inverted
                && !f.frame.is_preposition()
        };
        let at = frames.iter().rposition(fits)?;
        let between = frames[at].frame.end()..setting.outer.start;
        let barrier = between.clone().any(|t| self.syntax.is_finite(t))
            && between.clone().any(|t| self.syntax.is_comma(t));
        (!barrier).then_some(Reason::frame(self.asking(at, frames), "quotes/cue-near", 0.85))
    }

    /// "X a pressé Y de parler « d'une seule voix »": the frame of who asks, where that at `at` is what he asks for.
    fn asking(&self, at: usize, frames: &[Attributed]) -> usize {
        let frame = &frames[at].frame;
        if frame.form != Form::Infinitive {
            return at;
        }
        let governs = |f: &Attributed| {
            f.frame.form != Form::Infinitive
                && !f.frame.is_preposition()
                && f.frame.inside.is_none()
                && f.speaker.is_some()
                && self.syntax.analysis.ancestors(frame.cue).any(|a| a == f.frame.cue)
        };
        frames[..at].iter().rposition(governs).unwrap_or(at)
    }

    fn nearest_after(&self, setting: &Setting, frames: &[Attributed]) -> Option<Reason> {
        // « absurde », a tranché X
        let closes = |f: &Frame| {
            f.form == Form::Inverted && f.takes.has(Takes::WORDS) && f.group.0 <= setting.outer.end + 1
        };
        let fits = |f: &Attributed| {
            f.frame.inside.is_none()
                && f.frame.group.0 >= setting.outer.end
                && f.speaker.is_some()
                && (f.frame.takes.has(Takes::TAIL) || closes(&f.frame))
                && f.frame.form != Form::Participle
        };
        if self.opens_definite(setting) {
            return None;
        }
        let at = frames.iter().position(fits)?;
        let frame = &frames[at].frame;
        let objects = self.syntax.analysis.dependents(frame.cue, Deprel::Obj);
        if frame.form == Form::Plain && objects.into_iter().any(|o| o > frame.cue) {
            return None;
        }
        let subject = frames[at].frame.subject.is_some_and(|s| {
            s < frames[at].frame.cue && setting.inner.clone().any(|t| self.syntax.is_under(t, s))
        });
        (!subject).then_some(Reason::frame(at, "quotes/cue-late", 0.6))
    }

    /// The subject of the clause that the run is the predicate or a complement of.
    fn predicate(&self, setting: &Setting, cast: &Cast) -> Option<Reason> {
        let analysis = self.syntax.analysis;
        let top = setting.inner.clone().find(|&t| {
            !self.syntax.is_punct(t) && analysis.tokens[t].head.is_none_or(|h| !setting.inner.contains(&h))
        })?;
        for verb in std::iter::once(top).chain(analysis.ancestors(top)) {
            // Who is accused of "fraud" says nothing; by whom he is accused does.
            if analysis.exact(verb, Deprel::AuxPass).is_some() && self.syntax.base(verb) != Deprel::Acl {
                let agents = [Deprel::OblAgent, Deprel::ObjAgent];
                let agent = agents.into_iter().find_map(|relation| analysis.exact(verb, relation));
                let patient = analysis.dependent(verb, Deprel::Nsubj).filter(|s| !setting.inner.contains(s));
                if agent.is_none() && patient.is_none_or(|s| cast.at(s).is_none()) {
                    continue;
                }
                let id = cast.party(analysis, agent?).first().copied()?;
                return Some(Reason { subject: Some(id), ..Reason::nobody("quotes/predicate", 0.6) });
            }
            if let Some(subject) = analysis.dependent(verb, Deprel::Nsubj)
                && !setting.inner.contains(&subject)
            {
                let subject =
                    if self.syntax.is_relative(subject) { self.syntax.antecedent(subject)? } else { subject };
                if self.syntax.is_under(top, subject) {
                    return None;
                }
                let id = cast.party(analysis, subject).first().copied();
                let id = id.filter(|&id| super::speakers::speaks(cast.get(id).kind))?;
                return Some(Reason { subject: Some(id), ..Reason::nobody("quotes/predicate", 0.6) });
            }
        }
        None
    }

    /// Whether the run is a name, a title or a word as such. `depth` is how far it is from a cue that governs it.
    fn is_name(&self, setting: &Setting, unit: &Unit, depth: Option<usize>) -> bool {
        let text = Span::new(
            self.syntax.token(setting.inner.start).span.start,
            self.syntax.token(setting.inner.end - 1).span.end,
        )
        .of(self.syntax.text);
        let short = text.split_whitespace().count() <= 6;
        let finite = setting.inner.clone().any(|t| self.syntax.is_finite(t));
        if !short || finite {
            return false;
        }
        let first = self.syntax.token(setting.inner.start).upos;
        let nominal = matches!(first, Upos::Noun | Upos::Propn | Upos::X | Upos::Num);
        let Some(previous) = setting.outer.start.checked_sub(1).filter(|&t| t >= unit.tokens.start) else {
            // A title in capitals that the narrator's sentence opens with.
            return text.split_whitespace().count() > 1
                && text.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
        };
        let token = self.syntax.token(previous);
        let capital = text.starts_with(char::is_uppercase);
        let word = self.syntax.lower(previous);
        if self.cues.announces_name(word) {
            return true;
        }
        if token.upos == Upos::Noun && self.cues.is_named(&token.lemma) && (nominal || capital) {
            return true;
        }
        let naming =
            (previous.saturating_sub(1)..=previous).rev().find(|&t| self.syntax.token(t).upos == Upos::Verb);
        if let Some(verb) = naming
            && self.cues.names(&self.syntax.token(verb).lemma)
            && (self.syntax.token(verb).feats.verb_form == Some(VerbForm::Part) || capital)
            && first != Upos::Det
        {
            return true;
        }
        if capital && token.form != ":" && depth != Some(1) {
            return true;
        }
        let definite = matches!(token.upos, Upos::Det) && token.feats.definite == Some(true)
            || token.upos == Upos::Adp && token.feats.definite == Some(true);
        let word = setting.inner.len() == 1 && !matches!(first, Upos::Adj | Upos::Adv | Upos::Verb);
        definite && (nominal || word || first == Upos::Adj && setting.inner.len() > 1) && depth != Some(1)
    }

    /// Whether the run opens with a definite article and has no verb: it names a thing.
    fn opens_definite(&self, setting: &Setting) -> bool {
        let first = self.syntax.token(setting.inner.start);
        let verb = setting.inner.clone().any(|t| self.syntax.is_verbal(t));
        first.upos == Upos::Det && first.feats.definite == Some(true) && !verb
    }
}
