//! What belongs together in a phrase of nouns.

use super::Sentence;
use crate::language::{Deprel, Upos, VerbForm};

impl Sentence<'_> {
    /// "the arrest of rebel leader Paul Varenne": a preposition belongs to the whole phrase, not to the title before the name.
    pub(super) fn case_of_title(&mut self, preposition: usize) {
        let Some(title) = self.tokens[preposition].head.filter(|&h| h > preposition) else { return };
        let described = self.tokens[title].deprel == Deprel::NmodDesc;
        if let Some(name) = self.tokens[title].head.filter(|&n| described && n > title) {
            self.tokens[preposition].head = Some(name);
        }
    }

    /// "Kessel's Ann Parker has said": what stands right behind the mark of a possessor is the head of the phrase, not part of the
    /// possessor's name.
    pub(super) fn possessor(&mut self, mark: usize) {
        let Some(owner) = self.tokens[mark].head.filter(|&h| h < mark) else { return };
        // "the Farmers' Council": the tree knows the mark, where the tagger took it for one of quotation.
        if self.tokens[mark].upos == Upos::Punct && self.tokens[owner].deprel == Deprel::NmodPoss {
            self.tokens[mark].upos = Upos::Part;
        }
        let next = mark + 1;
        if self.range.contains(&next)
            && matches!(self.tokens[owner].deprel.base(), Deprel::Nmod | Deprel::Nsubj | Deprel::Obj)
            && self.tokens[owner].head.is_some_and(|h| self.tokens[h].upos == Upos::Verb)
            && self.tokens[next].head == self.tokens[owner].head
            && self.is_nominal(next)
        {
            return self.hang(owner, next, Deprel::NmodPoss);
        }
        let name = self.children(owner).filter(|&c| c > mark).min();
        let Some(name) = name.filter(|&n| {
            let inside = matches!(self.tokens[n].deprel.base(), Deprel::Flat | Deprel::Appos | Deprel::List);
            let between =
                |t: usize| !matches!(self.tokens[t].upos, Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn);
            inside && self.is_nominal(n) && !(mark + 1..n).any(between)
        }) else {
            return;
        };
        for child in self.children(owner).filter(|&c| c > mark && c != name).collect::<Vec<_>>() {
            self.tokens[child].head = Some(name);
        }
        (self.tokens[name].head, self.tokens[name].deprel) =
            (self.tokens[owner].head, self.tokens[owner].deprel);
        self.hang(owner, name, Deprel::NmodPoss);
    }

    /// "accused by Kessel-based Human Aid": a name that a hyphen joins to a participle before a noun is the participle's; in its place
    /// stands the noun.
    pub(super) fn joined_participle(&mut self, hyphen: usize) {
        let (name, participle) = (hyphen.wrapping_sub(1), hyphen + 1);
        if !self.range.contains(&name) || !self.range.contains(&participle) {
            return;
        }
        let tokens = &self.tokens;
        let joined = tokens[name].span.end == tokens[hyphen].span.start
            && tokens[hyphen].span.end == tokens[participle].span.start;
        let past = tokens[participle].feats.verb_form == Some(VerbForm::Part);
        let Some(mut noun) = tokens[participle].head.filter(|&h| h > participle && self.is_nominal(h)) else {
            return;
        };
        while let Some(head) = tokens[noun].head.filter(|&h| h > noun && self.range.contains(&h))
            && matches!(tokens[noun].deprel.base(), Deprel::Compound | Deprel::Amod | Deprel::Flat)
            && self.is_nominal(head)
        {
            noun = head;
        }
        // "by Kessel-based Human Aid": whose the preposition is.
        if joined && past && tokens[participle].deprel.base() == Deprel::Amod {
            let parts = [name, participle];
            let astray = |t: &usize| {
                tokens[*t].deprel.base() == Deprel::Case
                    && tokens[*t].head.is_some_and(|h| parts.contains(&h))
            };
            let led: Vec<usize> = (self.range.start..name).filter(astray).collect();
            for case in led {
                self.tokens[case].head = Some(noun);
            }
            // "an Iran-backed group": who backs is no part of a compound.
            if self.tokens[name].head == Some(participle)
                && self.tokens[name].deprel.base() == Deprel::Compound
                && self.is_nominal(name)
            {
                self.tokens[name].deprel = Deprel::Obl;
            }
        }
        let tokens = &self.tokens;
        let outside = tokens[name].head.filter(|h| !(name..=noun).contains(h));
        let stray = matches!(
            tokens[name].deprel.base(),
            Deprel::Obl | Deprel::Nmod | Deprel::Nsubj | Deprel::Obj | Deprel::Conj
        );
        let Some(head) = outside.filter(|&h| {
            joined && past && stray && self.is_nominal(name) && self.tokens[noun].head == Some(h)
        }) else {
            return;
        };
        let relation = self.tokens[name].deprel;
        let led: Vec<usize> = self
            .children(name)
            .filter(|&c| {
                c < name && matches!(self.tokens[c].deprel.base(), Deprel::Case | Deprel::Det | Deprel::Cc)
            })
            .collect();
        for child in led {
            self.tokens[child].head = Some(noun);
        }
        self.hang(noun, head, relation);
        self.hang(name, participle, Deprel::Obl);
    }
}
