//! Which event has which toll.

use super::{Draft, Reader, merging, tolls};
use crate::dispatch::{ActorId, ActorKind, Category, Count, Mention, Modality};
use crate::language::{Number, Upos};

/// PLOVER's mode of taking a town.
const OCCUPATION: &str = "occupy";

/// How many sentences after an attack its toll may be told.
const TOLD_AFTER: usize = 2;

impl Reader<'_> {
    /// Gives each toll to the attack that caused it: the first number told of a fate stands.
    pub(super) fn count(&self, drafts: &mut [Draft]) {
        let analysis = self.reading.analysis;
        let mut told: Vec<(usize, usize)> =
            drafts.iter().enumerate().flat_map(|(i, d)| d.heads.iter().map(move |&h| (h, i))).collect();
        told.sort_unstable();
        for finding in &self.tolls {
            let sentence = analysis.sentence_of(finding.token);
            let captured = finding.kind == tolls::Kind::Captured;
            let moved = captured || finding.kind == tolls::Kind::Displaced;
            let start = |s: usize| analysis.sentences.get(s).map_or(0, |s| s.start);
            let end = analysis.sentences.get(sentence).map_or(0, |s| s.end);
            let from = told.partition_point(|t| t.0 < start(sentence.saturating_sub(TOLD_AFTER)));
            let to = told.partition_point(|t| t.0 < end);
            let best = told[from..to.max(from)]
                .iter()
                .filter(|&&(head, i)| {
                    let category = drafts[i].category;
                    let taken = drafts[i].mode.as_deref() == Some(merging::ABDUCTION);
                    let here = head >= start(sentence);
                    let missing = finding.kind == tolls::Kind::Missing;
                    let near = here || !missing || head >= start(sentence.saturating_sub(1));
                    let to_come = matches!(drafts[i].modality, Modality::Planned | Modality::Hypothetical);
                    if head != finding.token && (to_come || !near) {
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
                    let linked = drafts[i].linked.contains(&finding.token) || self.hangs(finding.token, head);
                    // What a town cost that fell is told of its fall only where no attack is told.
                    let fall = !moved && drafts[i].category == Category::Coerce;
                    (!own, fall, head < start(sentence), !linked, head.abs_diff(finding.token))
                });
            if let Some(&(_, i)) = best {
                tolls::add(&mut drafts[i].toll, finding);
            }
        }
    }

    /// Counts the one who is killed or hurt and whom the text names or describes: "l'assassinat du ministre", "X was wounded".
    pub(super) fn one(&self, drafts: &mut [Draft]) {
        let numbers = &self.reading.words.numbers;
        for draft in drafts {
            let Some(kind) = tolls::deed(numbers, &draft.lemma, draft.noun) else { continue };
            let happened = matches!(draft.modality, Modality::Asserted | Modality::Claimed);
            let [victim] = draft.targets[..] else { continue };
            let person = self.parties.cast.get(victim).kind == ActorKind::Person || self.somebody(victim);
            let person = person && !self.several(victim) && (kind == tolls::Kind::Killed || draft.outcome);
            let told = draft.toll.is_some_and(|t| t.killed.is_some() || t.wounded.is_some());
            if person && happened && !told && draft.category == Category::Assault {
                let count = Count { min: 1, max: Some(1), approx: false, span: draft.trigger };
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
    /// others".
    pub(super) fn counted(&self, drafts: &mut [Draft]) {
        let (cast, analysis) = (self.parties.cast, self.reading.analysis);
        let numbers = &self.reading.words.numbers;
        let plain = |mention: &Mention| {
            let mut words = analysis.tokens_in(mention.span).map(|t| &analysis.tokens[t]);
            let last = words.next_back();
            last.is_some_and(|t| {
                numbers.anybody.contains(&t.lemma) || numbers.anybody.contains(t.form.as_str())
            }) && words.all(|t| t.upos != Upos::Adj || numbers.units.contains_key(t.form.as_str()))
        };
        for draft in drafts {
            let Some(toll) = draft.toll else { continue };
            let counts = [toll.killed, toll.wounded, toll.displaced, toll.captured, toll.missing];
            let counted = |mention: &Mention| {
                counts.iter().flatten().any(|c| c.min > 1 && c.span.overlaps(mention.span)) && plain(mention)
            };
            draft.targets.retain(|&target| {
                let mentions = &cast.get(target).mentions;
                !(mentions.len() == 1 && self.parties.unnamed(target) && mentions.iter().any(counted))
            });
        }
    }
}
