//! Whether a relation holds.

use super::{Part, Reader};
use crate::dispatch::{AllianceStatus, Modality};
use crate::extract::events::modality;
use crate::language::{Deprel, Tense, Upos, VerbForm};
use crate::lexicon::relations::Class;

impl Reader<'_> {
    /// Whether what the word at `head` says was so and is no more: "ne soutient *plus*", "*no longer* supports".
    fn no_more(&self, head: usize) -> bool {
        let analysis = self.reading.analysis;
        let lemma = |t: usize| analysis.tokens[t].lemma.as_str();
        analysis.children(head).any(|c| {
            self.relations.marks.no_more.iter().any(|[first, second]| {
                lemma(c) == second
                    && analysis.children(head).chain(analysis.children(c)).any(|n| n < c && lemma(n) == first)
            })
        })
    }

    /// Whether the relation holds; `None` where the clause only wishes for it.
    pub(super) fn status(
        &self,
        head: usize,
        class: &Class,
        part: Part,
        former: bool,
    ) -> Option<AllianceStatus> {
        let analysis = self.reading.analysis;
        let marks = &self.relations.marks;
        let triggers = &self.reading.words.triggers;
        if former
            || self.no_more(head)
            || analysis.children(head).any(|c| marks.former.contains(&analysis.tokens[c].lemma))
        {
            return Some(AllianceStatus::Former);
        }
        if let Some(status) = class.status {
            return Some(status);
        }
        if self.warned_of(head) {
            return None;
        }
        let token = &analysis.tokens[head];
        if let Some(governor) = token.head {
            let ended = marks.ended.contains(&analysis.tokens[governor].lemma);
            if ended && matches!(token.deprel.base(), Deprel::Obj | Deprel::Nsubj) {
                return Some(AllianceStatus::Former);
            }
            // "a envoyé des soldats combattre aux côtés de X": what is done for it is done.
            let purpose =
                matches!(token.deprel.base(), Deprel::Advcl | Deprel::Xcomp | Deprel::Acl | Deprel::Obl)
                    && token.feats.verb_form == Some(VerbForm::Inf);
            let sent =
                analysis.ancestors(head).take(2).any(|t| marks.sends.contains(&analysis.tokens[t].lemma));
            let told = || modality::of(analysis, governor, &triggers.context, &triggers.light);
            if purpose && (class.purpose || sent) && told() == Some(Modality::Asserted) {
                return Some(AllianceStatus::Current);
            }
        }
        // A participle or a noun that describes somebody holds, whatever its clause is: "pourrait aider les rebelles soutenus par X".
        let relation = token.deprel;
        let describes = match part {
            Part::Verb => {
                token.feats.verb_form != Some(VerbForm::Inf)
                    && matches!(relation.base(), Deprel::Acl | Deprel::Amod | Deprel::Appos)
                    && relation != Deprel::AclRelcl
            }
            Part::Holder => analysis.dependent(head, Deprel::Cop).is_none(),
            Part::Noun => false,
        };
        if describes && !modality::negated(analysis, head, &triggers.context) {
            return Some(AllianceStatus::Current);
        }
        if class.lasting && !self.lasts(head) {
            return None;
        }
        match modality::of(analysis, head, &triggers.context, &triggers.light) {
            Some(Modality::Denied) => Some(AllianceStatus::Denied),
            Some(Modality::Claimed) => Some(AllianceStatus::Alleged),
            Some(Modality::Asserted) => Some(AllianceStatus::Current),
            None | Some(Modality::Planned | Modality::Hypothetical) => None,
        }
    }

    /// "warned X against backing Y", "a mis en garde X contre tout soutien à Y": whether it is only what somebody is warned of.
    fn warned_of(&self, head: usize) -> bool {
        let analysis = self.reading.analysis;
        let marks = &self.relations.marks;
        let led = analysis.children(head).any(|c| {
            matches!(analysis.tokens[c].deprel.base(), Deprel::Case | Deprel::Mark)
                && marks.against.contains(&analysis.tokens[c].lemma)
        });
        let Some(verb) = analysis.ancestors(head).find(|&t| analysis.tokens[t].upos == Upos::Verb) else {
            return false;
        };
        // "mettre en garde": the word of warning may hang on the verb, but is not its object.
        let own = |t: usize| t == verb || analysis.tokens[t].deprel.base() != Deprel::Obj;
        let warns = |t: usize| own(t) && marks.warns.contains(&analysis.tokens[t].lemma);
        led && verb < head && (verb..head).any(warns)
    }

    /// Whether what the verb at `head` says goes on.
    fn lasts(&self, head: usize) -> bool {
        let analysis = self.reading.analysis;
        let token = &analysis.tokens[head];
        let finite =
            token.feats.verb_form == Some(VerbForm::Fin) || analysis.dependent(head, Deprel::Aux).is_some();
        // In the passive the auxiliary has the tense.
        let tense = analysis
            .exact(head, Deprel::AuxPass)
            .map_or(token.feats.tense, |aux| analysis.tokens[aux].feats.tense);
        // "X, itself fighting Y, ...".
        let present = token.feats.verb_form == Some(VerbForm::Part) && token.feats.tense == Some(Tense::Pres)
            || token.feats.verb_form == Some(VerbForm::Ger);
        let led = [Deprel::Mark, Deprel::Case].iter().any(|&r| analysis.dependent(head, r).is_some());
        let meanwhile =
            present && !led && matches!(token.deprel.base(), Deprel::Advcl | Deprel::Acl | Deprel::Amod);
        // "combattaient lundi"
        let weekdays = &self.reading.words.calendar.weekdays;
        let once = analysis.children(head).any(|c| weekdays.contains_key(self.reading.lower(c)));
        (finite && matches!(tense, Some(Tense::Pres | Tense::Imp)) || meanwhile || self.since(head)) && !once
    }
}
