//! Which event has which toll.

use super::{Draft, REACH, Reader, merging, tolls};
use crate::dispatch::{ActorId, ActorKind, Category, Count, Country, Mention, MentionForm, Modality};
use crate::language::{Deprel, Number, Upos};

/// PLOVER's mode of taking a town.
const OCCUPATION: &str = "occupy";

/// PLOVER's mode of an arrest.
const ARREST: &str = "arrest";

/// The set of the trigger lexicon that holds words for an army.
const ARMY: &str = "armies";

/// How many sentences after an attack its toll may be told.
const TOLD_AFTER: usize = 2;

impl Reader<'_> {
    /// Gives each toll to the attack that caused it: the first number told of a fate stands.
    pub(super) fn count(&self, drafts: &mut [Draft]) {
        let analysis = self.reading.analysis;
        for draft in drafts.iter_mut() {
            draft.linked.sort_unstable();
        }
        let mut told: Vec<(usize, usize)> =
            drafts.iter().enumerate().flat_map(|(i, d)| d.heads.iter().map(move |&h| (h, i))).collect();
        told.sort_unstable();
        for finding in &self.tolls {
            let sentence = analysis.sentence_of(finding.token);
            let captured = finding.kind == tolls::Kind::Captured;
            let moved = captured || finding.kind == tolls::Kind::Displaced;
            let start = |s: usize| analysis.sentences.get(s).map_or(0, |s| s.start);
            let end = analysis.sentences.get(sentence).map_or(0, |s| s.end);
            let [first, last] = [finding.token.saturating_sub(REACH), finding.token + REACH];
            let from = told.partition_point(|t| t.0 < start(sentence.saturating_sub(TOLD_AFTER)).max(first));
            let to = told.partition_point(|t| t.0 < end.min(last));
            let best = told[from..to.max(from)]
                .iter()
                .filter(|&&(head, i)| {
                    let category = drafts[i].category;
                    let taken = drafts[i].mode.as_deref() == Some(merging::ABDUCTION);
                    let here = head >= start(sentence);
                    let missing = finding.kind == tolls::Kind::Missing;
                    let near = here || !missing || head >= start(sentence.saturating_sub(1));
                    let to_come = matches!(drafts[i].modality, Modality::Planned | Modality::Hypothetical);
                    let war = drafts[i].lasting && !here;
                    if head != finding.token && (to_come || !near || war) {
                        return false;
                    }
                    category == Category::Assault && (!captured || taken || here)
                        || moved
                            && matches!(category, Category::Coerce | Category::Retreat)
                            && (captured || here)
                        || !moved && drafts[i].mode.as_deref() == Some(OCCUPATION)
                        || !moved && here && drafts[i].bloody
                })
                .min_by_key(|&&(head, i)| {
                    let own = head == finding.token;
                    let linked = drafts[i].linked.binary_search(&finding.token).is_ok()
                        || self.hangs(finding.token, head);
                    // What a town cost that fell is told of its fall only where no attack is told.
                    let fall = !moved && drafts[i].category == Category::Coerce;
                    (!own, fall, head < start(sentence), !linked, head.abs_diff(finding.token))
                });
            if let Some(&(_, i)) = best {
                tolls::add(&mut drafts[i].toll, finding);
            }
        }
    }

    /// Counts those who are killed, hurt or taken and whom the text names or describes: "l'assassinat du ministre", "X was wounded",
    /// "la police a interpellé X et Y".
    pub(super) fn one(&self, drafts: &mut [Draft]) {
        let numbers = &self.reading.words.numbers;
        for draft in drafts {
            let happened = matches!(draft.modality, Modality::Asserted | Modality::Claimed);
            let Some(kind) = tolls::deed(numbers, &draft.lemma, draft.noun).filter(|_| happened) else {
                continue;
            };
            let person = |&t: &ActorId| {
                let person = self.parties.cast.get(t).kind == ActorKind::Person || self.somebody(t);
                person && !self.several(t)
            };
            let told = draft.toll.is_some_and(|t| match kind {
                tolls::Kind::Captured => t.captured.is_some(),
                _ => t.killed.is_some() || t.wounded.is_some(),
            });
            let meant = match kind {
                tolls::Kind::Captured => matches!(draft.mode.as_deref(), Some(merging::ABDUCTION | ARREST)),
                tolls::Kind::Killed => draft.category == Category::Assault,
                _ => draft.category == Category::Assault && draft.outcome,
            };
            let alone = draft.targets.len() == 1 || kind == tolls::Kind::Captured;
            if meant && !told && alone && !draft.targets.is_empty() && draft.targets.iter().all(person) {
                let people = u32::try_from(draft.targets.len()).unwrap_or(u32::MAX);
                let count = Count { min: people, max: Some(people), approx: false, span: draft.trigger };
                tolls::add(&mut draft.toll, &tolls::Finding { token: draft.head, kind, count, total: false });
            }
        }
    }

    /// Whether the text only describes the actor, as a man or woman: "un homme armé".
    fn somebody(&self, actor: ActorId) -> bool {
        let analysis = self.reading.analysis;
        let anybody = &self.reading.words.numbers.anybody;
        let mention = self.parties.cast.get(actor).mentions.first();
        self.parties.unnamed(actor)
            && mention.is_some_and(|m| {
                analysis.tokens_in(m.span).any(|t| {
                    let token = &analysis.tokens[t];
                    token.feats.number == Some(Number::Sing) && anybody.contains(&token.lemma)
                })
            })
    }

    /// Takes from the targets whom the toll counts already and of whom the text says nothing else: "tué 19 personnes", "wounded 22
    /// others"; and of the dead and wounded of an attack whoever is only counted, for they are what it cost. Where that leaves nobody
    /// and they were soldiers, their army was attacked. Gives those who may be somebody for all that.
    pub(super) fn counted(&self, drafts: &mut [Draft]) -> Vec<ActorId> {
        let cast = self.parties.cast;
        let mut known = Vec::new();
        for draft in drafts {
            let victims = self.victims(draft);
            draft.targets.retain(|t| !victims.contains(t));
            let soldier = victims.iter().map(|&v| cast.get(v)).find(|v| v.kind == ActorKind::Military);
            let attacked = draft.targets.is_empty() && !draft.mutual && !draft.outcome;
            if let Some(soldier) = soldier.filter(|_| attacked) {
                draft.targets.extend(self.army(soldier.country).filter(|army| !draft.agents.contains(army)));
            }
            known.extend(
                victims.into_iter().filter(|&v| !cast.get(v).mentions.iter().any(|m| self.anybody(m))),
            );
        }
        known
    }

    /// The targets of `draft` who are only counted, and who is counted with them: "17 soldiers and a driver".
    fn victims(&self, draft: &Draft) -> Vec<ActorId> {
        let (cast, analysis) = (self.parties.cast, self.reading.analysis);
        let Some(toll) = draft.toll else { return Vec::new() };
        let attack = draft.category == Category::Assault && (toll.killed.is_some() || toll.wounded.is_some());
        let counts = [toll.killed, toll.wounded, toll.displaced, toll.captured, toll.missing];
        let counted = |m: &Mention| counts.iter().flatten().any(|c| c.min > 1 && c.span.overlaps(m.span));
        let only_as = |only: &dyn Fn(&Mention) -> bool, t: ActorId| {
            let mut named = cast.get(t).mentions.iter().filter(|m| m.form != MentionForm::Pronoun);
            self.parties.unnamed(t)
                && named.next().is_some_and(only)
                && named.all(|m| attack && self.number_of(m))
        };
        let whole = |m: &Mention| attack && self.number_of(m) || counted(m) && self.anybody(m);
        let targets = || draft.targets.iter().copied();
        let mut victims: Vec<ActorId> = targets().filter(|&t| only_as(&whole, t)).collect();
        let nouns: Vec<usize> =
            victims.iter().filter_map(|&v| self.noun_of(cast.get(v).mentions.first()?)).collect();
        let beside = |m: &Mention| {
            let noun = self.noun_of(m).map(|t| &analysis.tokens[t]);
            noun.is_some_and(|t| t.deprel == Deprel::Conj && t.head.is_some_and(|h| nouns.contains(&h)))
        };
        victims.extend(targets().filter(|&t| attack && only_as(&beside, t)));
        victims
    }

    /// Whether the words of `mention` say nothing but that they are people.
    fn anybody(&self, mention: &Mention) -> bool {
        let analysis = self.reading.analysis;
        let numbers = &self.reading.words.numbers;
        let mut words = analysis.tokens_in(mention.span).map(|t| &analysis.tokens[t]);
        let last = words.next_back();
        last.is_some_and(|t| numbers.anybody.contains(&t.lemma) || numbers.anybody.contains(t.form.as_str()))
            && words.all(|t| t.upos != Upos::Adj || numbers.units.contains_key(t.form.as_str()))
    }

    /// The last word of a mention, the noun of one that only counts.
    fn noun_of(&self, mention: &Mention) -> Option<usize> {
        self.reading.analysis.tokens_in(mention.span).next_back()
    }

    /// Whether `mention` is a number and a noun: of no country, rank or group.
    fn number_of(&self, mention: &Mention) -> bool {
        let tokens = &self.reading.analysis.tokens;
        let number = |t: usize| {
            tokens[t].upos == Upos::Num
                || self.reading.words.numbers.units.contains_key(self.reading.lower(t))
        };
        let Some(noun) = self.noun_of(mention).filter(|&t| tokens[t].upos == Upos::Noun) else {
            return false;
        };
        let describes = |c: usize| {
            matches!(tokens[c].deprel.base(), Deprel::Amod | Deprel::Compound | Deprel::Nmod)
                && matches!(tokens[c].upos, Upos::Noun | Upos::Propn | Upos::Adj)
                && !number(c)
        };
        let mut words = self.reading.analysis.tokens_in(mention.span);
        words.clone().any(number)
            && words.all(|t| number(t) || t == noun || tokens[t].upos != Upos::Noun)
            && !self.reading.analysis.children(noun).any(describes)
    }

    /// The army of that country, where the text calls it so, else its only armed forces.
    fn army(&self, country: Option<Country>) -> Option<ActorId> {
        let analysis = self.reading.analysis;
        let called = |m: &Mention| {
            analysis.tokens_in(m.span).any(|t| self.triggers.in_set(ARMY, &analysis.tokens[t].lemma))
        };
        let members = self.parties.cast.iter().map(|(id, member)| (id, &member.actor));
        let forces: Vec<_> = members
            .filter(|(_, a)| a.kind == ActorKind::Military && (country.is_none() || a.country == country))
            .filter(|(_, a)| !a.mentions.iter().any(|m| self.number_of(m)))
            .collect();
        let army = forces.iter().find(|(_, a)| a.mentions.iter().any(called));
        army.or(forces.first().filter(|_| forces.len() == 1)).map(|&(id, _)| id)
    }
}
