//! Mends what parsers of news get wrong most often, by the shape of the sentence alone: names between commas that the
//! tree hangs on the nearest noun, verbs behind quotations that the tagger takes for nouns, and participles between commas
//! that the parser takes for the verb of the sentence.

use std::ops::Range;

use super::engine::Model;
use super::{Deprel, Entity, EntityLabel, Mood, Token, Upos, VerbForm};

/// Mends one sentence. `entities` are those of the text; `sentence` says which of `tokens` are its own.
pub(super) fn sentence(
    tokens: &mut [Token],
    entities: &[Entity],
    sentence: Range<usize>,
    model: Option<&Model>,
) {
    let mut own = Sentence { tokens, entities, range: sentence };
    for at in own.range.clone() {
        let token = &own.tokens[at];
        if token.deprel == Deprel::Appos && token.upos == Upos::Propn && own.follows_comma(at) {
            own.subject_behind_opening(at);
            own.name_of_subject(at);
        } else if token.upos == Upos::Noun
            && own.follows_comma(at)
            && let Some(model) = model
        {
            own.verb_behind_quotation(at, model);
        } else if token.upos == Upos::Verb
            && token.feats.verb_form == Some(VerbForm::Part)
            && own.follows_comma(at)
        {
            own.participle_of_subject(at);
        }
    }
}

/// One sentence among the tokens of its text.
struct Sentence<'a> {
    tokens: &'a mut [Token],
    entities: &'a [Entity],
    range: Range<usize>,
}

impl Sentence<'_> {
    fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.range.clone().filter(move |&t| self.tokens[t].head == Some(head))
    }

    fn has(&self, head: usize, relations: &[Deprel]) -> bool {
        self.children(head).any(|c| relations.contains(&self.tokens[c].deprel.base()))
    }

    /// The tokens above `at`, nearest first.
    fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.tokens[at].head, |&t| self.tokens[t].head).take(self.range.len())
    }

    fn follows_comma(&self, at: usize) -> bool {
        at > self.range.start && self.tokens[at - 1].form == ","
    }

    fn is_finite(&self, at: usize) -> bool {
        let Token { upos, feats, .. } = &self.tokens[at];
        matches!(upos, Upos::Verb | Upos::Aux)
            && feats.verb_form == Some(VerbForm::Fin)
            && feats.mood != Some(Mood::Imp)
    }

    /// One past the last word of the name that starts at `at`.
    fn name_end(&self, at: usize) -> usize {
        let flat = |&t: &usize| {
            self.tokens[t].deprel.base() == Deprel::Flat && self.tokens[t].head.is_some_and(|h| h >= at)
        };
        at + 1 + (at + 1..self.range.end).take_while(flat).count()
    }

    /// Whether the name that starts at `at` is a person's.
    fn is_person(&self, at: usize) -> bool {
        let near = self.entities.partition_point(|e| e.tokens.0 < at);
        self.entities.get(near).is_some_and(|e| e.tokens.0 == at && e.label == EntityLabel::Person)
    }

    /// The first finite verb behind the name that starts at `name` and what is set off by commas behind it.
    fn verb_behind(&self, name: usize) -> Option<usize> {
        let end = self.name_end(name);
        let light = |t: usize| matches!(self.tokens[t].upos, Upos::Adv | Upos::Pron | Upos::Part);
        let opens = |from: usize| {
            (from..self.range.end).find(|&t| !light(t)).filter(|&t| self.is_finite(t) && t < from + 5)
        };
        if self.tokens.get(end).is_none_or(|t| t.form != ",") {
            return opens(end);
        }
        let mut commas = (end + 1..self.range.end).filter(|&t| self.tokens[t].form == ",");
        opens(end + 1).or_else(|| {
            let aside = commas.next()?;
            let clause =
                (end + 1..aside).any(|t| self.is_finite(t) && self.tokens[t].deprel.base() != Deprel::Acl);
            opens(aside + 1).filter(|_| !clause)
        })
    }

    fn hang(&mut self, token: usize, head: usize, relation: Deprel) {
        self.tokens[token].head = Some(head);
        self.tokens[token].deprel = relation;
    }

    fn hang_as_subject(&mut self, token: usize, verb: usize) {
        let passive = self.children(verb).any(|c| self.tokens[c].deprel == Deprel::AuxPass);
        self.hang(token, verb, if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    }

    /// In a statement, Paul Varenne, its author, has said: the name behind the phrase that opens the sentence is the
    /// subject of a verb that has none.
    fn subject_behind_opening(&mut self, name: usize) {
        let comma = name - 1;
        let Some(noun) = self.tokens[name].head.filter(|&h| h < comma) else { return };
        let first = (self.range.start..comma).find(|&t| self.tokens[t].upos != Upos::Punct);
        let opens = first.is_some_and(|t| self.tokens[t].upos == Upos::Adp);
        let plain = (self.range.start..comma)
            .all(|t| !matches!(self.tokens[t].upos, Upos::Verb | Upos::Aux) && self.tokens[t].form != ",");
        if !opens || !plain || !self.has(noun, &[Deprel::Case]) {
            return;
        }
        let Some(verb) = self.ancestors(name).find(|&a| a > name) else { return };
        let Some(finite) = self.verb_behind(name) else { return };
        let governs = finite == verb || self.tokens[finite].head == Some(verb);
        let impersonal = self.children(verb).any(|c| self.tokens[c].deprel == Deprel::ExplSubj);
        let free = !impersonal && !self.has(verb, &[Deprel::Nsubj, Deprel::Csubj]);
        if !governs || !free || self.tokens[verb].deprel.base() == Deprel::Acl {
            return;
        }
        self.hang_as_subject(name, verb);
        self.tokens[comma].head = Some(verb);
        for aside in name + 1..finite {
            if self.tokens[aside].head == Some(noun) {
                self.tokens[aside].head = Some(name);
            }
        }
    }

    /// The fighters of the front, led by Paul Varenne, have attacked: a participle set off behind a subject describes it
    /// where a verb that has its own auxiliary follows.
    fn participle_of_subject(&mut self, participle: usize) {
        let subject = self.children(participle).find(|&c| self.tokens[c].deprel.base() == Deprel::Nsubj);
        let Some(subject) = subject.filter(|&s| s + 1 < participle) else { return };
        if self.has(participle, &[Deprel::Aux, Deprel::Cop]) {
            return;
        }
        let clause = |&c: &usize| {
            let relation = self.tokens[c].deprel.base();
            let below = matches!(relation, Deprel::Xcomp | Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj);
            let finite = self.is_finite(c) || self.has(c, &[Deprel::Aux]);
            below && c > participle && self.tokens[c].upos == Upos::Verb && finite
        };
        let Some(verb) = self.children(participle).find(clause) else { return };
        if !(participle..verb).any(|t| self.tokens[t].form == ",") || self.has(verb, &[Deprel::Mark]) {
            return;
        }
        let Token { head, deprel, .. } = self.tokens[participle];
        (self.tokens[verb].head, self.tokens[verb].deprel) = (head, deprel);
        for child in self.range.clone().filter(|&t| t > verb || t < subject) {
            if self.tokens[child].head == Some(participle) {
                self.tokens[child].head = Some(verb);
            }
        }
        self.hang_as_subject(subject, verb);
        self.hang(participle, subject, Deprel::Acl);
    }

    /// The envoy sent by the council for human rights, Paul Varenne, has said: a person's name behind a subject that a
    /// clause describes is the subject's, not that of the last noun of the clause.
    fn name_of_subject(&mut self, name: usize) {
        if self.tokens[name].deprel != Deprel::Appos || !self.is_person(name) {
            return;
        }
        let Some(noun) = self.tokens[name].head.filter(|&h| h + 1 < name) else { return };
        let subject = |&a: &usize| self.tokens[a].deprel.base() == Deprel::Nsubj;
        let Some(subject) = self.ancestors(noun).find(subject).filter(|&s| s < noun) else { return };
        let clause = std::iter::once(noun)
            .chain(self.ancestors(noun))
            .take_while(|&a| a != subject)
            .any(|a| self.tokens[a].deprel.base() == Deprel::Acl);
        let parted = (subject + 1..name - 1).any(|t| self.tokens[t].form == ",");
        let named = self.has(subject, &[Deprel::Appos, Deprel::Flat]);
        let behind = self.verb_behind(name).is_some_and(|v| {
            Some(v) == self.tokens[subject].head || self.tokens[v].head == self.tokens[subject].head
        });
        if clause && behind && !parted && !named && self.tokens[subject].upos == Upos::Noun {
            self.tokens[name].head = Some(subject);
        }
    }

    /// "...", sighs Paul Varenne: a bare noun between a quotation and a person's name is a verb where the lexicon knows it
    /// as one.
    fn verb_behind_quotation(&mut self, at: usize, model: &Model) {
        let quoted = at >= self.range.start + 2
            && matches!(self.tokens[at - 2].form.as_str(), "»" | "\"" | "”" | "’" | "'");
        let name = at + 1;
        if !quoted || !self.range.contains(&name) || !self.is_person(name) {
            return;
        }
        let Some((feats, lemma)) = model.as_finite(&self.tokens[at].form) else { return };
        let token = &mut self.tokens[at];
        (token.upos, token.feats, token.lemma) = (Upos::Verb, feats, lemma);
        if token.head.is_some() {
            token.deprel = Deprel::Parataxis;
        }
        if self.tokens[name].head.is_some_and(|h| h <= at) {
            self.hang(name, at, Deprel::Nsubj);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dispatch::Lang;
    use crate::language::{Analysis, Deprel, Upos, analyze};

    fn read(text: &str) -> Analysis {
        analyze(text, &[], Lang::from_tag("fr").unwrap())
    }

    /// The relation of the first word with that form, and the form of its head.
    fn link<'a>(analysis: &'a Analysis, form: &str) -> (Deprel, &'a str) {
        let token = analysis.tokens.iter().find(|t| t.form == form).unwrap();
        (token.deprel, token.head.map_or("", |h| analysis.tokens[h].form.as_str()))
    }

    #[test]
    fn a_name_behind_the_opening_phrase_is_the_subject_of_a_verb_without_one() {
        for text in [
            "Dans un communiqué, Paul Varenne, porte-parole du ministère, a fermement condamné l'attaque.",
            "Dans un message, Paul Varenne a condamné l'attaque.",
        ] {
            let analysis = read(text);
            let (relation, verb) = link(&analysis, "Paul");
            assert_eq!((relation, verb), (Deprel::Nsubj, "condamné"), "{text}");
        }
    }

    #[test]
    fn a_name_stays_an_apposition_where_the_verb_has_its_subject() {
        let analysis = read("Dans la capitale, Karavel, les habitants ont fui.");
        assert_eq!(link(&analysis, "habitants"), (Deprel::Nsubj, "fui"));
        assert_ne!(link(&analysis, "Karavel").0, Deprel::Nsubj);
    }

    #[test]
    fn a_participle_between_commas_is_not_the_verb_of_the_sentence() {
        for text in [
            "Les combattants du Front du Nord (FDN), dirigé par l'ex-colonel Paul Varenne, et des milices locales ont lancé jeudi une offensive contre l'armée.",
            "Les miliciens de Kessel, soutenus par le pays voisin, ont pris mardi la ville.",
        ] {
            let analysis = read(text);
            let first = analysis.tokens[1].form.clone();
            let (relation, verb) = link(&analysis, &first);
            assert_eq!(relation, Deprel::Nsubj, "{text}");
            assert!(matches!(verb, "lancé" | "pris"), "{text}: {verb}");
            assert_eq!(link(&analysis, verb).0, Deprel::Root, "{text}");
        }
        let passive = "Les combattants du Front du Nord (FDN), dirigé par l'ex-colonel Paul Varenne, et des milices locales ont été chassés jeudi de la ville.";
        assert_eq!(link(&read(passive), "combattants"), (Deprel::NsubjPass, "chassés"));
    }

    #[test]
    fn a_noun_between_a_quotation_and_a_name_is_a_verb_where_it_can_be() {
        let analysis = read("« Il n'y a plus de pain dans la ville », souffle Anna Varenne, infirmière.");
        let verb = analysis.tokens.iter().find(|t| t.form == "souffle").unwrap();
        assert_eq!((verb.upos, verb.lemma.as_str()), (Upos::Verb, "souffler"));
        assert_eq!(link(&analysis, "Anna"), (Deprel::Nsubj, "souffle"));
        let analysis = read("« La route est coupée », infirmière Paulette Varenne.");
        assert!(analysis.tokens.iter().all(|t| t.form != "infirmière" || t.upos != Upos::Verb));
    }
}
