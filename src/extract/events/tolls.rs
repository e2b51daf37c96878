//! What events cost: numbers of dead, wounded, displaced, captured and missing.

use std::ops::Range;

use super::dates::Mention;
use crate::dispatch::{Count, Toll};
use crate::extract::Reading;
use crate::language::{Analysis, Deprel, Number as LanguageNumber, Tense, Token, Upos, VerbForm};
use crate::lexicon::numbers::{Numbers, Outcome};
use crate::lexicon::triggers::Triggers;

/// A number of people to whom the same happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The word that says what happened to them.
    pub token: usize,
    /// What happened to them.
    pub kind: Kind,
    /// How many.
    pub count: Count,
    /// Whether it is told as the total so far: "the toll rose to 46".
    pub total: bool,
}

/// What a toll counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Dead.
    Killed,
    /// Injured.
    Wounded,
    /// Driven from home.
    Displaced,
    /// Prisoners and hostages.
    Captured,
    /// Unaccounted for.
    Missing,
}

/// Every toll of the text, in its order; numbers of `dates` count nobody. What the same word says of several counted together is one toll: "trois soldats et
/// deux civils ont été tués" is five.
#[must_use]
pub fn find(reading: &Reading<'_>, dates: &[Mention]) -> Vec<Finding> {
    let (analysis, words) = (reading.analysis, reading.words);
    let (numbers, triggers) = (&words.numbers, &words.triggers);
    let reader = Reader { reading: *reading, analysis, numbers, triggers, dates };
    let mut found: Vec<Finding> = Vec::new();
    for sentence in &analysis.sentences {
        let (mut last, mut parted) = (None, None);
        let mut at = sentence.start;
        while at < sentence.end {
            let number = || reader.number(at, sentence).or_else(|| reader.single(at, sentence));
            let Some(number) = Some(at).filter(|&at| !reader.dated(at)).and_then(|_| number()) else {
                at += 1;
                continue;
            };
            at = number.tokens.end;
            // "one of them a child", "nine of them aid workers": of those whom another number counts.
            if reader.one_of(&number, last.is_some()) {
                let rest = at..sentence.end;
                at = rest.into_iter().find(|&t| aside(analysis, t)).unwrap_or(at);
                continue;
            }
            let part = last.is_some() && reader.among(&number, sentence);
            if part || parted.is_some_and(|p| reader.carried(p, &number)) {
                parted = Some(reader.counted(&number));
                continue;
            }
            parted = None;
            // "four wounded", "17 dead": the word behind the number says it, whatever the parser hung it on.
            let next = (!number.single).then(|| reader.told(number.tokens.end)).flatten();
            let counted = next.map_or_else(|| reader.counted(&number), |(_, t)| t);
            if next.is_none() && reader.impersonal(&number, counted) {
                continue;
            }
            let fate = next.or_else(|| reader.fate(&number, counted, sentence));
            let total = reader.total(&number, sentence);
            let told = fate.or(total);
            let carried = told.is_none() && last.is_some_and(|l| reader.carried(l, &number));
            let told = told.or_else(|| found.last().filter(|_| carried).map(|f| (f.kind, f.token)));
            let Some((kind, token)) = told else { continue };
            match found.last_mut().filter(|f| f.kind == kind && f.token == token) {
                Some(sum) if carried || last.is_some_and(|l| reader.joined(l, counted)) => {
                    sum.count.min = sum.count.min.saturating_add(number.count.min);
                    sum.count.max = sum.count.max.zip(number.count.max).map(|(a, b)| a.saturating_add(b));
                    sum.count.approx |= number.count.approx;
                    sum.count.span.end = number.count.span.end;
                }
                _ => {
                    let total = total.is_some_and(|(_, t)| analysis.tokens[t].deprel.base() == Deprel::Nsubj);
                    found.push(Finding { token, kind, count: number.count, total });
                }
            }
            last = Some(counted);
        }
    }
    found
}

/// What befalls whoever suffers the deed that the word `lemma` tells, a verb or a noun.
#[must_use]
pub fn deed(numbers: &Numbers, lemma: &str, noun: bool) -> Option<Kind> {
    let told = |o: &Outcome| if noun { o.acts.contains(lemma) } else { o.objects.contains(lemma) };
    let tolls = &numbers.tolls;
    [(&tolls.killed, Kind::Killed), (&tolls.wounded, Kind::Wounded), (&tolls.captured, Kind::Captured)]
        .into_iter()
        .find(|(outcome, _)| told(outcome))
        .map(|(_, kind)| kind)
}

/// Whether what is set between commas ends at `token`, or a clause begins.
fn aside(analysis: &Analysis, token: usize) -> bool {
    matches!(analysis.tokens[token].upos, Upos::Punct | Upos::Verb | Upos::Aux)
}

/// Adds `finding` to `toll`; an earlier number stands, unless a later total is higher.
pub fn add(toll: &mut Option<Toll>, finding: &Finding) {
    let toll = toll.get_or_insert_default();
    let slot = match finding.kind {
        Kind::Killed => &mut toll.killed,
        Kind::Wounded => &mut toll.wounded,
        Kind::Displaced => &mut toll.displaced,
        Kind::Captured => &mut toll.captured,
        Kind::Missing => &mut toll.missing,
    };
    let count = slot.get_or_insert(finding.count);
    if finding.total && finding.count.min > count.min {
        *count = finding.count;
    }
}

struct Number {
    tokens: Range<usize>,
    count: Count,
    /// Whether an article says it: "un soldat a été tué".
    single: bool,
    /// Whether a noun for a number says it: "une dizaine de".
    collective: bool,
}

struct Reader<'a> {
    reading: Reading<'a>,
    analysis: &'a Analysis,
    numbers: &'a Numbers,
    triggers: &'a Triggers,
    dates: &'a [Mention],
}

/// How many words before a number may be words of vagueness.
const BEHIND: usize = 4;
/// How many words there may be between commas, or in what something leaves so.
const PART: usize = 16;
/// How many words after a number may tell the fate of those it counts where the parse is of no help.
const NEAR: usize = 7;
/// The sets of the trigger lexicon that hold things, whose loss is no toll.
const THINGS: [&str; 2] = ["weapon", "goods"];

/// The sets that hold places and mere quantities, of which an article counts nobody: "an unknown number".
const NOBODY: [&str; 3] = ["town", "post", "quantity"];

impl<'a> Reader<'a> {
    fn form(&self, at: usize) -> &'a str {
        self.reading.lower(at)
    }

    /// The number that begins at `at`, with the words of vagueness before it.
    fn number(&self, at: usize, sentence: &Range<usize>) -> Option<Number> {
        let (mut value, mut end, collective) = self.value(at, sentence.end)?;
        let mut rough = collective;
        let mut max = Some(value);
        // "entre 3.000 et 4.000": the second number is the most.
        if self.numbers.ranges.contains(self.form(end))
            && let Some((upper, to, _)) = self.value(end + 1, sentence.end)
            && upper > value
            && self.analysis.tokens.get(end + 1).is_some_and(|t| t.upos == Upos::Num)
        {
            (max, end) = (Some(upper), to);
        }
        let before = |phrases: &[String]| phrases.iter().any(|p| self.preceded(at, p, sentence.start));
        if before(&self.numbers.at_least) {
            max = None;
        } else if before(&self.numbers.at_most) {
            max = Some(value);
            rough = true;
            value = 0;
        } else if before(&self.numbers.about) {
            rough = true;
        }
        let span = self.analysis.span(at, end);
        let count = Count { min: value, max, approx: rough, span };
        Some(Number { tokens: at..end, count, single: false, collective })
    }

    /// The one that an article before a noun in the singular counts.
    fn single(&self, at: usize, sentence: &Range<usize>) -> Option<Number> {
        let article = &self.analysis.tokens[at];
        let one = article.upos == Upos::Det
            && article.deprel.base() == Deprel::Det
            && (self.numbers.units.get(self.form(at)) == Some(&1) || article.feats.definite == Some(false));
        let noun = article.head.filter(|&h| one && h > at && sentence.contains(&h))?;
        let token = &self.analysis.tokens[noun];
        // "blessé un troisième": an ordinal may stand for the noun.
        let ordinal = token.upos == Upos::Adj && matches!(token.deprel.base(), Deprel::Obj | Deprel::Nsubj);
        if token.upos != Upos::Noun && !ordinal
            || NOBODY.iter().any(|set| self.triggers.in_set(set, &token.lemma))
            || token.feats.number == Some(LanguageNumber::Plur)
            || self.numbers.collectives.contains_key(token.form.as_str())
        {
            return None;
        }
        let count = Count { min: 1, max: Some(1), approx: false, span: self.analysis.span(at, noun + 1) };
        Some(Number { tokens: at..at + 1, count, single: true, collective: false })
    }

    /// Whether the word at `at` is part of a date.
    fn dated(&self, at: usize) -> bool {
        let after = self.dates.partition_point(|d| d.tokens.1 <= at);
        self.dates.get(after).is_some_and(|d| d.tokens.0 <= at)
    }

    /// The head of what `number` counts.
    fn counted(&self, number: &Number) -> usize {
        let analysis = self.analysis;
        let mut counted = number.tokens.end - 1;
        for _ in 0..2 {
            let token = &analysis.tokens[counted];
            // Tagged as an adjective a number counts the noun behind it all the same: "neuf soldats".
            let adjective = token.deprel.base() == Deprel::Amod && token.head > Some(counted);
            match (token.deprel.base(), token.head) {
                (Deprel::Nummod | Deprel::Det | Deprel::Compound | Deprel::Flat, Some(head)) => {
                    counted = head;
                }
                (_, Some(head)) if adjective => counted = head,
                _ => break,
            }
        }
        counted
    }

    /// Whether the number counts things, money, time or distance rather than people.
    fn impersonal(&self, number: &Number, counted: usize) -> bool {
        // "the 444 Combat Brigade": a number in a name counts nobody.
        let plural = Some(LanguageNumber::Plur);
        let named = |t: &Token| t.upos == Upos::Propn && t.feats.number != plural;
        let named = self.analysis.tokens.get(counted).is_some_and(named);
        if named && counted >= number.tokens.end && !number.single {
            return true;
        }
        let lemma = |t: usize| self.analysis.tokens.get(t).map(|t| &t.lemma);
        let complement = self.complement(number, counted);
        // "une centaine ont été blessées": a helping verb spelt like a thing is none.
        let helps = |t: &usize| self.analysis.tokens.get(*t).is_some_and(|t| t.upos == Upos::Aux);
        let next = Some(number.tokens.end).filter(|t| !helps(t));
        [Some(counted), next, complement].into_iter().flatten().filter_map(lemma).any(|l| {
            let thing = || THINGS.iter().any(|set| self.triggers.in_set(set, l));
            self.numbers.measures.contains(l) || thing() || self.happening(l)
        })
    }

    /// What a noun for a number counts: "des dizaines *de drones*".
    fn complement(&self, number: &Number, counted: usize) -> Option<usize> {
        self.analysis.dependents(counted, Deprel::Nmod).find(|&c| number.collective && self.genitive(c))
    }

    /// Whether a word tells something that happens, and is nobody whom something befell: "deux attentats".
    fn happening(&self, lemma: &str) -> bool {
        let single = self.triggers.nouns(lemma).iter().any(|p| p.rest.is_empty());
        single && self.kind(|o| o.nouns.contains(lemma)).is_none()
    }

    /// Whether the two counted words are coordinated.
    fn joined(&self, first: usize, second: usize) -> bool {
        // "un chef, X, et deux de ses proches": what is coordinated may hang on the name beside the noun.
        let beside = |&c: &usize| {
            matches!(self.analysis.tokens[c].deprel.base(), Deprel::Appos | Deprel::Nmod | Deprel::Flat)
                && c > first
        };
        self.analysis.coordinated(first).contains(&second)
            || self
                .analysis
                .children(first)
                .filter(beside)
                .any(|c| self.analysis.coordinated(c).contains(&second))
    }

    /// Whether only a conjunction stands before the number, and no verb between it and what the last one counted, where the parse is
    /// of no help: "tuant un chef, X, et deux membres".
    fn carried(&self, last: usize, number: &Number) -> bool {
        let tokens = &self.analysis.tokens;
        let between = last + 1..number.tokens.start;
        !number.single
            && between.len() <= NEAR
            && between.clone().next_back().is_some_and(|t| tokens[t].upos == Upos::Cconj)
            && !between.clone().any(|t| matches!(tokens[t].upos, Upos::Verb | Upos::Aux))
    }

    /// The value of the number at `at`, where it ends, and whether it is a rough one by itself.
    fn value(&self, at: usize, limit: usize) -> Option<(u32, usize, bool)> {
        if at >= limit {
            return None;
        }
        // "un immeuble neuf": behind a noun the word qualifies it.
        let behind = at.checked_sub(1).is_some_and(|b| self.analysis.tokens[b].upos == Upos::Noun);
        if behind && self.analysis.tokens[at].upos == Upos::Adj {
            return None;
        }
        let (mut total, mut part, mut rough) = (0u32, None::<u32>, false);
        let mut to = at;
        while to < limit {
            let form = self.form(to);
            if let Some((value, words)) = self.decimal(to, limit).filter(|_| to == at) {
                total = value;
                to += words;
                continue;
            }
            if let Some(digits) = self.digits(form) {
                // "57 000": a group of three digits after another is part of it.
                part = Some(match part {
                    Some(p) if form.len() == 3 => p.checked_mul(1000)?.checked_add(digits)?,
                    Some(_) => break,
                    None => digits,
                });
            } else if let Some(unit) = self.numbers.spelled(form) {
                part = Some(part.unwrap_or(0).checked_add(unit)?);
            } else if let Some(factor) = self.numbers.multipliers.get(form) {
                let counted = part.unwrap_or(1).checked_mul(*factor)?;
                // "deux cent mille": what multiplies by a thousand ends a part.
                if *factor >= 1000 {
                    total = total.checked_add(counted)?;
                    part = None;
                } else {
                    part = Some(counted);
                }
            } else if let Some(many) = self.numbers.collectives.get(form) {
                part = Some(part.unwrap_or(1).checked_mul(*many)?);
                rough = true;
                // "des dizaines de milliers", "hundreds of thousands".
                let of = self.analysis.tokens.get(to + 1);
                let more = self.numbers.collectives.contains_key(self.form(to + 2))
                    || self.numbers.multipliers.contains_key(self.form(to + 2));
                if more && to + 2 < limit && of.is_some_and(|t| self.triggers.syntax.of.contains(&t.lemma)) {
                    to += 1;
                }
            } else if self.numbers.joints.contains(form) && to > at && self.continues(to + 1, limit, part) {
                to += 1;
                continue;
            } else {
                break;
            }
            to += 1;
        }
        let value = total.checked_add(part.unwrap_or(0))?;
        let articles = to == at + 1 && self.analysis.tokens[at].upos == Upos::Det;
        (to > at && value > 0 && !articles).then_some((value, to, rough))
    }

    /// Whether the word at `at` goes on with a number of which `part` is told: in "vingt et un" an article may be its last word.
    fn continues(&self, at: usize, limit: usize, part: Option<u32>) -> bool {
        at < limit && {
            let form = self.form(at);
            let unit = self.numbers.units.get(form);
            let tens = part.is_some_and(|p| (20..=60).contains(&p) && p % 10 == 0);
            self.numbers.multipliers.contains_key(form)
                || unit.is_some_and(|u| *u == 1 && tens || self.analysis.tokens[at].upos == Upos::Num)
        }
    }

    /// The value of a decimal number before a large one, and how many words both are: "2.6 million", "1,2 million".
    fn decimal(&self, at: usize, limit: usize) -> Option<(u32, usize)> {
        let (whole, tenths) = self.form(at).split_once(['.', ','])?;
        let factor = self.numbers.multipliers.get(self.form(at + 1)).filter(|_| at + 1 < limit)?;
        let places = u32::try_from(tenths.len()).ok().filter(|p| (1..=2).contains(p))?;
        let parts = factor.checked_div(10u32.pow(places)).filter(|_| *factor >= 1000)?;
        let whole: u32 = whole.parse().ok()?;
        let value =
            whole.checked_mul(*factor)?.checked_add(tenths.parse::<u32>().ok()?.checked_mul(parts)?)?;
        Some((value, 2))
    }

    fn digits(&self, form: &str) -> Option<u32> {
        if !form.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let groups: Vec<&str> = form.split(self.numbers.separators.as_slice()).collect();
        if groups.len() > 1 && groups.iter().skip(1).any(|g| g.len() != 3) {
            return None;
        }
        groups.concat().parse().ok()
    }

    /// Whether the words before `at` are those of `phrase`.
    fn preceded(&self, at: usize, phrase: &str, from: usize) -> bool {
        let mut next = at;
        for word in phrase.split(' ').rev() {
            let Some(previous) = next.checked_sub(1).filter(|p| *p >= from) else { return false };
            if self.form(previous) != word {
                return false;
            }
            next = previous;
        }
        true
    }

    /// What happened to those that `number` counts, and the word that says so.
    fn fate(&self, number: &Number, counted: usize, sentence: &Range<usize>) -> Option<(Kind, usize)> {
        let analysis = self.analysis;
        if number.single {
            // "faisant un mort et seize blessés".
            if let Some(told) = self.noun(counted) {
                let given = self.analysis.tokens[counted].deprel.base();
                return Some(told).filter(|_| matches!(given, Deprel::Obj | Deprel::Conj | Deprel::Root));
            }
            let anybody = self.numbers.anybody.contains(&analysis.tokens[counted].lemma);
            let hurt = |kind| match kind {
                Kind::Killed | Kind::Wounded | Kind::Missing => true,
                Kind::Captured => anybody,
                Kind::Displaced => false,
            };
            return self.life(counted).or_else(|| self.verb(counted)).filter(|&(kind, _)| hurt(kind));
        }
        let complement = || self.complement(number, counted);
        self.life(counted)
            .or_else(|| self.taken(counted))
            .or_else(|| self.own_clause(number, sentence))
            .or_else(|| self.noun(counted))
            .or_else(|| analysis.children(counted).find_map(|c| self.noun(c)))
            .or_else(|| self.verb(counted))
            .or_else(|| complement().and_then(|c| self.noun(c).or_else(|| self.verb(c))))
            .or_else(|| self.verb(number.tokens.start))
            .or_else(|| self.left(number, counted, sentence))
            .or_else(|| self.near(number, sentence))
            .or_else(|| self.behind(number, sentence))
            .or_else(|| self.past_part(number, sentence))
    }

    /// Those who paid with their lives: "a coûté la vie à sept policiers", "ont perdu la vie", "claimed 70 lives".
    fn life(&self, counted: usize) -> Option<(Kind, usize)> {
        let (analysis, numbers) = (self.analysis, self.numbers);
        let lemma = |t: usize| &analysis.tokens[t].lemma;
        let token = &analysis.tokens[counted];
        if numbers.lives.contains(&token.lemma) {
            return token.head.filter(|&h| numbers.costs.contains(lemma(h))).map(|h| (Kind::Killed, h));
        }
        let dative = &self.triggers.syntax.dative;
        let to = analysis.dependent(counted, Deprel::Case).is_some_and(|c| dative.contains(lemma(c)));
        if !(to || self.genitive(counted) || token.deprel.base() == Deprel::Nsubj) {
            return None;
        }
        analysis
            .ancestors(counted)
            .take(2)
            .find(|&v| {
                let lives = || analysis.dependents(v, Deprel::Obj).any(|o| numbers.lives.contains(lemma(o)));
                numbers.costs.contains(lemma(v)) && lives()
            })
            .map(|v| (Kind::Killed, v))
    }

    /// The passive verb of a clause that a conjunction opens, whatever the parser hung it on: "a fait six blessés et onze hommes ont été
    /// arrêtés".
    fn own_clause(&self, number: &Number, sentence: &Range<usize>) -> Option<(Kind, usize)> {
        let tokens = &self.analysis.tokens;
        let joint = number.tokens.start.checked_sub(1).is_some_and(|t| tokens[t].upos == Upos::Cconj);
        let mut words = number.tokens.end..sentence.end.min(number.tokens.end + NEAR);
        let named = |t: &usize| matches!(tokens[*t].upos, Upos::Noun | Upos::Adj | Upos::Propn | Upos::Adv);
        let helper = words.find(|t| !named(t)).filter(|&t| joint && tokens[t].upos == Upos::Aux)?;
        let helps = |t: &usize| matches!(tokens[*t].upos, Upos::Aux | Upos::Adv);
        let verb = (helper..sentence.end).find(|t| !helps(t))?;
        let passive = (helper..verb).count() > 1 || tokens[verb].deprel.base() == Deprel::Root;
        let passive = passive && tokens[verb].feats.verb_form == Some(VerbForm::Part);
        passive.then(|| self.befalls(verb, Deprel::NsubjPass)).flatten()
    }

    /// Those whom a word tells to have been hurt or driven out before they were killed or taken: "exécuté deux blessés", "arrêté dix
    /// réfugiés".
    fn taken(&self, counted: usize) -> Option<(Kind, usize)> {
        let token = &self.analysis.tokens[counted];
        let suffers = token.deprel.base() == Deprel::Obj || token.deprel == Deprel::NsubjPass;
        let verb = token.head.filter(|_| suffers)?;
        let lemma = &self.analysis.tokens[verb].lemma;
        let kind = self.kind(|o| o.objects.contains(lemma))?;
        // "dénombrer dix blessés" only counts them.
        let deed = matches!(kind, Kind::Killed | Kind::Captured) && !self.triggers.verbs(lemma).is_empty();
        deed.then_some((kind, verb))
    }

    /// What became of those whom something leaves so: "left four soldiers and many villagers *dead*".
    fn left(&self, number: &Number, counted: usize, sentence: &Range<usize>) -> Option<(Kind, usize)> {
        let tokens = &self.analysis.tokens;
        let verb = tokens[counted].head.filter(|_| tokens[counted].deprel.base() == Deprel::Obj)?;
        let leaves = self.numbers.leaves.contains(&tokens[verb].lemma);
        (number.tokens.end..sentence.end.min(number.tokens.end + PART))
            .take_while(|&t| leaves && !matches!(tokens[t].upos, Upos::Punct | Upos::Num))
            .filter(|&t| matches!(tokens[t].upos, Upos::Adj | Upos::Verb))
            .find_map(|t| {
                let lemma = &tokens[t].lemma;
                self.kind(|o| o.nouns.contains(lemma) || o.objects.contains(lemma)).map(|k| (k, t))
            })
    }

    /// Whether the number only picks one of several ("one of its cities"), or some of those `told` of before ("nine of them").
    fn one_of(&self, number: &Number, told: bool) -> bool {
        let of = &self.triggers.syntax.of;
        let tokens = &self.analysis.tokens;
        let next = tokens.get(number.tokens.end).is_some_and(|t| of.contains(&t.lemma));
        let them = tokens.get(number.tokens.end + 1).is_some_and(|t| t.upos == Upos::Pron);
        let aside = number.tokens.start.checked_sub(1).is_some_and(|t| tokens[t].upos == Upos::Punct);
        !number.single && next && (number.count.min == 1 || told && them && aside)
    }

    /// Whether a word right before the number, words of vagueness aside, says that it counts a part of those just counted.
    fn among(&self, number: &Number, sentence: &Range<usize>) -> bool {
        let from = sentence.start.max(number.tokens.start.saturating_sub(BEHIND));
        (from..number.tokens.start)
            .rev()
            .take_while(|&t| !matches!(self.analysis.tokens[t].upos, Upos::Punct | Upos::Noun | Upos::Cconj))
            .any(|t| self.numbers.parts.contains(self.form(t)))
    }

    /// The verb behind what says who is among those counted: "14 personnes, dont trois enfants, ont péri".
    fn past_part(&self, number: &Number, sentence: &Range<usize>) -> Option<(Kind, usize)> {
        const PHRASE: usize = 7;
        let tokens = &self.analysis.tokens;
        let comma = |from: usize, words: usize| {
            (from..sentence.end.min(from + words))
                .find(|&t| matches!(tokens[t].form.as_str(), "," | "(" | ")"))
        };
        let open = comma(number.tokens.end, PHRASE)?;
        let part = (open + 1..open + 3).any(|t| self.numbers.parts.contains(self.form(t)));
        let close = comma(open + 1, PART).filter(|_| part)?;
        let skipped = |t: &usize| matches!(tokens[*t].upos, Upos::Aux | Upos::Adv | Upos::Punct);
        let verb = (close + 1..sentence.end).find(|t| !skipped(t))?;
        let helped = (close + 1..verb).any(|t| tokens[t].upos == Upos::Aux);
        let lemma = &tokens[verb].lemma;
        self.kind(|o| o.subjects.contains(lemma) || helped && o.objects.contains(lemma)).map(|k| (k, verb))
    }

    /// The fate that an adjective or participle at `at` tells by itself, with no noun behind it.
    fn told(&self, at: usize) -> Option<(Kind, usize)> {
        let tokens = &self.analysis.tokens;
        let token = tokens.get(at)?;
        let participle = token.upos == Upos::Adj
            || token.upos == Upos::Verb && token.feats.verb_form == Some(VerbForm::Part);
        let alone =
            tokens.get(at + 1).is_none_or(|t| !matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Adj));
        if !(participle && alone) {
            return None;
        }
        self.kind(|o| o.nouns.contains(&token.lemma) || o.objects.contains(&token.lemma)).map(|k| (k, at))
    }

    /// "The death toll rose to 46": the number that follows a word for a total.
    fn total(&self, number: &Number, sentence: &Range<usize>) -> Option<(Kind, usize)> {
        let tokens = &self.analysis.tokens;
        let counts = tokens.get(number.tokens.end).filter(|t| matches!(t.upos, Upos::Noun | Upos::Propn));
        // "le bilan est monté à 14 morts".
        let others = counts.is_some_and(|t| self.kind(|o| o.nouns.contains(&t.lemma)).is_none());
        if others || number.single {
            return None;
        }
        (sentence.start..number.tokens.start)
            .rev()
            .take_while(|&t| tokens[t].upos != Upos::Num)
            .find_map(|t| self.kind(|o| o.totals.contains(&tokens[t].lemma)).map(|k| (k, t)))
    }

    fn noun(&self, at: usize) -> Option<(Kind, usize)> {
        let token = &self.analysis.tokens[at];
        if !matches!(token.upos, Upos::Noun | Upos::Adj | Upos::Verb) {
            return None;
        }
        self.kind(|o| o.nouns.contains(&token.lemma)).map(|k| (k, at))
    }

    fn verb(&self, counted: usize) -> Option<(Kind, usize)> {
        let analysis = self.analysis;
        let participle = analysis
            .dependents(counted, Deprel::Acl)
            .chain(analysis.dependents(counted, Deprel::Amod))
            // "deux immeubles, tuant sept personnes": who kills is not killed.
            .filter(|&p| analysis.tokens[p].feats.tense != Some(Tense::Pres))
            .find_map(|p| self.kind(|o| o.objects.contains(&analysis.tokens[p].lemma)).map(|k| (k, p)));
        if participle.is_some() {
            return participle;
        }
        // "trois soldats et deux civils ont été tués": what is coordinated shares the verb.
        let first = std::iter::successors(Some(counted), |&t| {
            analysis.tokens[t].head.filter(|_| analysis.tokens[t].deprel.base() == Deprel::Conj)
        })
        .take(4)
        .last()
        .unwrap_or(counted);
        // "plus de dix civils ont été tués": the word of vagueness may stand for those it counts.
        let vague = analysis.tokens[first].head.filter(|&h| {
            h < first && first - h <= BEHIND && analysis.tokens[h].upos == Upos::Adv && self.genitive(first)
        });
        let token = &analysis.tokens[vague.unwrap_or(first)];
        let verb = token.head?;
        // "la mort de 20 personnes", "l'arrestation de huit suspects".
        if token.deprel.base() == Deprel::Nmod && self.genitive(first) {
            let deed = |o: &Outcome| o.acts.contains(&analysis.tokens[verb].lemma);
            return self.noun(verb).or_else(|| self.kind(deed).map(|k| (k, verb)));
        }
        let shares = |&c: &usize| {
            let own = analysis.dependent(c, Deprel::Nsubj).is_some();
            analysis.tokens[c].upos == Upos::Verb && !own
        };
        // "were lined up and shot dead": of several verbs any may say it.
        std::iter::once(verb)
            .chain(analysis.dependents(verb, Deprel::Conj).filter(shares))
            .find_map(|verb| self.befalls(verb, token.deprel))
    }

    /// What the verb at `verb` says of what stands in `relation` to it.
    fn befalls(&self, verb: usize, relation: Deprel) -> Option<(Kind, usize)> {
        let analysis = self.analysis;
        let lemma = &analysis.tokens[verb].lemma;
        let suffers = relation == Deprel::NsubjPass || relation.base() == Deprel::Obj;
        let kind = match relation.base() {
            Deprel::Obj => self.kind(|o| o.objects.contains(lemma)),
            Deprel::Nsubj if suffers => {
                self.kind(|o| o.objects.contains(lemma) || o.subjects.contains(lemma))
            }
            Deprel::Nsubj => self.kind(|o| o.subjects.contains(lemma)),
            _ => None,
        };
        // "were shot dead", "were reported killed".
        let so = |&c: &usize| {
            let token = &analysis.tokens[c];
            token.upos == Upos::Adj && token.deprel.base() != Deprel::Conj
                || token.deprel.base() == Deprel::Xcomp
        };
        let fate = |c: usize| {
            let lemma = &analysis.tokens[c].lemma;
            let part = analysis.tokens[c].feats.verb_form == Some(VerbForm::Part);
            self.noun(c).or_else(|| self.kind(|o| part && o.objects.contains(lemma)).map(|k| (k, c)))
        };
        let made = || analysis.children(verb).filter(so).find_map(fate);
        // "placés en garde à vue", "faits prisonniers".
        let end = |c: usize| {
            let token = &analysis.tokens[c];
            let within =
                matches!(token.deprel.base(), Deprel::Obl | Deprel::Xcomp | Deprel::Obj | Deprel::Advmod);
            within.then(|| self.kind(|o| o.ends.contains(&token.lemma))).flatten()
        };
        let put = || analysis.children(verb).find_map(end).map(|kind| (kind, verb));
        kind.map(|k| (k, verb))
            .or_else(|| suffers.then(made).flatten())
            .or_else(|| suffers.then(put).flatten())
    }

    /// Whether the word at `token` is an "of" complement.
    fn genitive(&self, token: usize) -> bool {
        let of = &self.triggers.syntax.of;
        let case = self.analysis.dependent(token, Deprel::Case);
        case.is_some_and(|case| of.contains(&self.analysis.tokens[case].lemma))
    }

    /// The first word after the number that tells a fate, where the parse is of no help: "dix-sept autres blessées".
    fn near(&self, number: &Number, sentence: &Range<usize>) -> Option<(Kind, usize)> {
        let tokens = &self.analysis.tokens;
        let mut helped = false;
        // "93 of them slain".
        let of = tokens.get(number.tokens.end).is_some_and(|t| self.triggers.syntax.of.contains(&t.lemma));
        let them = of && tokens.get(number.tokens.end + 1).is_some_and(|t| t.upos == Upos::Pron);
        let from = number.tokens.end + if them { 2 } else { 0 };
        for at in from..sentence.end.min(number.tokens.end + NEAR) {
            let token = &self.analysis.tokens[at];
            if matches!(token.upos, Upos::Punct | Upos::Num | Upos::Cconj | Upos::Adp) {
                return None;
            }
            // "deux bombes ont provoqué la mort": behind a verb a noun is of somebody else.
            let told =
                |o: &Outcome| o.objects.contains(&token.lemma) || !helped && o.nouns.contains(&token.lemma);
            if let Some(kind) = self.kind(told) {
                return Some((kind, at));
            }
            match token.upos {
                Upos::Verb => return None,
                Upos::Aux => helped = true,
                _ => {}
            }
        }
        None
    }

    /// The verb right before the number and its words of vagueness, where the parse is of no help: "killed at least 22", "tué en août
    /// 51 personnes", "shot dead 12".
    fn behind(&self, number: &Number, sentence: &Range<usize>) -> Option<(Kind, usize)> {
        let tokens = &self.analysis.tokens;
        let before = sentence.start.max(number.tokens.start.saturating_sub(BEHIND))..number.tokens.start;
        let vague = |t: usize| {
            matches!(tokens[t].upos, Upos::Adp | Upos::Adv | Upos::Adj | Upos::Det | Upos::Punct)
                || self.dated(t)
        };
        let verb = before.clone().rev().find(|&t| !vague(t)).filter(|&t| tokens[t].upos == Upos::Verb)?;
        let so =
            || (verb + 1..before.end).filter(|&t| tokens[t].upos == Upos::Adj).find_map(|t| self.noun(t));
        self.kind(|o| o.objects.contains(&tokens[verb].lemma)).map(|k| (k, verb)).or_else(so)
    }

    fn kind(&self, told: impl Fn(&Outcome) -> bool) -> Option<Kind> {
        let tolls = &self.numbers.tolls;
        [
            (&tolls.killed, Kind::Killed),
            (&tolls.wounded, Kind::Wounded),
            (&tolls.displaced, Kind::Displaced),
            (&tolls.captured, Kind::Captured),
            (&tolls.missing, Kind::Missing),
        ]
        .into_iter()
        .find(|(outcome, _)| told(outcome))
        .map(|(_, kind)| kind)
    }
}
