//! Mends what parsers of news get wrong most often, by the shape of the sentence alone: names between commas that the
//! tree hangs on the nearest noun, verbs behind quotations that the tagger takes for nouns, counted nouns that open a clause
//! and are taken for an adjunct, and participles, relative clauses and coordinations that the parser takes for the clause of
//! the sentence.

use std::ops::Range;

use smol_str::SmolStr;

use super::engine::Model;
use super::rules::Rules;
use super::{
    Deprel, Entity, EntityLabel, Feats, Mood, Number, PronType, Tense, Token, Upos, VerbForm, is_mark,
};

/// Mends one sentence. `entities` are those of the text; `sentence` says which of `tokens` are its own; `rules` are those of its
/// language.
pub(super) fn sentence(
    tokens: &mut [Token],
    entities: &[Entity],
    sentence: Range<usize>,
    model: Option<&Model>,
    rules: &Rules,
) {
    let mut own = Sentence { tokens, entities, range: sentence };
    if let Some(model) = model {
        own.verb_at_the_end(model);
        own.verb_of_the_sentence(model);
    }
    for at in own.range.clone() {
        own.mend_word(at, model, rules);
        own.mend_clause(at, model);
    }
}

/// "Une source proche du dossier précise que", "X, elle, juge que", "The army fights the Front.": what the tagger takes
/// for a noun or adjective between a noun and a complementizer, or between two noun phrases of a sentence that has no verb,
/// is the verb of its clause where the lexicon knows it as one. Positions in `tokens`, whose parts of speech `upos` tells;
/// asked before the sentence is parsed.
pub(super) fn verbs_before_clauses(
    tokens: &[Token],
    upos: impl Fn(usize) -> Upos,
    model: &Model,
) -> Vec<usize> {
    let verbal = |t: usize| matches!(upos(t), Upos::Verb | Upos::Aux);
    let clause = |t: usize| t < tokens.len() && upos(t) == Upos::Sconj;
    // "Awa Keïta, maire de Boral, estime pour sa part que"
    let aside = |t: usize| {
        let part = |&u: &usize| matches!(upos(u), Upos::Adp | Upos::Det | Upos::Noun | Upos::Adv | Upos::Adj);
        let end = (t + 1..tokens.len().min(t + 6)).find(|u| !part(u));
        tokens[t - 1].form == ","
            && t + 1 < tokens.len()
            && upos(t + 1) == Upos::Adp
            && end.is_some_and(clause)
    };
    let may = |&t: &usize| {
        matches!(upos(t), Upos::Noun | Upos::Adj)
            && (clause(t + 1) || upos(t + 1) == Upos::Adv && clause(t + 2) || aside(t))
            && (matches!(upos(t - 1), Upos::Noun | Upos::Propn) || tokens[t - 1].form == ",")
            && model.as_finite(&tokens[t].form).is_some()
    };
    // "a militia that fights beside the army": between a relative pronoun and what a verb governs.
    let relative = |&t: &usize| {
        upos(t) == Upos::Noun
            && upos(t - 1) == Upos::Pron
            && matches!(upos(t - 2), Upos::Noun | Upos::Propn)
            && t + 1 < tokens.len()
            && matches!(upos(t + 1), Upos::Adp | Upos::Adv | Upos::Det)
            && model.as_finite(&tokens[t].form).is_some()
    };
    if let Some(verb) = (2..tokens.len()).find(relative) {
        return vec![verb];
    }
    let before_verbs = (1..tokens.len()).take_while(|&t| !verbal(t - 1));
    if let Some(verb) = before_verbs.clone().find(may) {
        return vec![verb];
    }
    // "The army fights the Front": a sentence that has no verb at all, between two noun phrases.
    let object = |t: usize| {
        let title = |t: usize| upos(t) != Upos::Punct && tokens[t].form.starts_with(char::is_uppercase);
        t < tokens.len() && (matches!(upos(t), Upos::Propn | Upos::Det) || title(t))
    };
    // "Its spokesman, Ann Parker, spoke of"
    let apposed = |t: usize| t > 1 && tokens[t - 1].form == "," && upos(t - 2) == Upos::Propn;
    let marked = |t: usize| t + 2 < tokens.len() && upos(t + 1) == Upos::Adp && upos(t + 2) == Upos::Punct;
    // "Le Front du Boral (FDB) forme avec"
    let bracketed = |t: usize| tokens[t - 1].form == ")" && (1..t - 1).any(|u| upos(u) == Upos::Propn);
    let bare = |&t: &usize| {
        upos(t) == Upos::Noun
            && (matches!(upos(t - 1), Upos::Noun | Upos::Propn) || bracketed(t) || apposed(t) && marked(t))
            && (object(t + 1)
                || matches!(upos(t + 1), Upos::Adv | Upos::Adp) && upos(t + 2) == Upos::Det
                || bracketed(t) && upos(t + 1) == Upos::Adp
                || marked(t))
            && model.as_finite(&tokens[t].form).is_some()
    };
    let none = !(0..tokens.len()).any(verbal) && tokens.last().is_some_and(|t| t.form == ".");
    before_verbs.filter(bare).filter(|_| none).take(1).collect()
}

/// How many words a label before the colon of a headline may have.
const LABEL: usize = 3;

/// One sentence among the tokens of its text.
struct Sentence<'a> {
    tokens: &'a mut [Token],
    entities: &'a [Entity],
    range: Range<usize>,
}

impl Sentence<'_> {
    /// Mends what the word at `at` hangs on, by itself and the words beside it.
    fn mend_word(&mut self, at: usize, model: Option<&Model>, rules: &Rules) {
        if let Some(model) = model {
            self.participle_with_article(at, model);
        }
        if matches!(self.tokens[at].deprel, Deprel::AuxPass | Deprel::NsubjPass)
            && let Some(verb) = self.tokens[at].head
        {
            self.past_with_be(verb, rules);
            self.active_voice(verb);
        }
        if matches!(self.tokens[at].deprel.base(), Deprel::Parataxis | Deprel::Conj)
            && self.tokens[at].upos == Upos::Verb
        {
            self.subject_behind_report(at);
        }
        if self.tokens[at].deprel == Deprel::Appos && self.tokens[at].upos == Upos::Noun {
            self.agreeing_apposition(at);
        }
        if self.tokens[at].upos == Upos::Sconj {
            self.relative_object(at);
        }
        if self.is_nominal(at) && matches!(self.tokens[at].deprel.base(), Deprel::Nsubj | Deprel::Obl) {
            self.doubled_subject(at, rules);
        }
        if self.tokens[at].upos == Upos::Noun {
            self.time_of_object(at, rules);
            self.bare_object(at, rules);
            self.counted_subject(at);
            self.second_subject(at);
        }
        if self.is_nominal(at) {
            self.object_behind_time(at);
            self.object_behind_adjunct(at);
        }
        if self.tokens[at].upos == Upos::Noun
            && matches!(self.tokens[at].deprel, Deprel::Appos | Deprel::Nmod)
        {
            self.subject_behind_opening(at);
        }
        if self.tokens[at].upos == Upos::Adj && self.tokens[at].deprel.base() == Deprel::Nsubj {
            self.described_subject(at);
        }
        if self.tokens[at].deprel.base() == Deprel::Ccomp {
            self.quoted_subject(at);
        }
        if self.tokens[at].deprel.base() == Deprel::Case {
            self.case_of_title(at);
            self.possessor(at);
        }
        if self.tokens[at].form == "-" {
            self.joined_participle(at);
        }
        if matches!(self.tokens[at].form.as_str(), ":" | "–" | "—" | "-") {
            self.label_of_headline(at);
        }
        if self.tokens[at].upos == Upos::Verb {
            self.absolute_participle(at);
            self.perfect_infinitive(at);
            self.verb_behind_marks(at);
        } else if self.tokens[at].upos == Upos::Adv
            && let Some(model) = model
        {
            self.verb_of_relative(at, model);
        }
        if self.tokens[at].upos == Upos::Verb && self.tokens[at].deprel.base() == Deprel::Amod {
            self.marked_gerund(at);
        }
        if matches!(self.tokens[at].deprel.base(), Deprel::Conj | Deprel::Obl) {
            self.coordinated_noun(at, rules);
        }
    }

    /// Mends the clause that the word at `at` opens, ends or governs.
    fn mend_clause(&mut self, at: usize, model: Option<&Model>) {
        let token = &self.tokens[at];
        if token.deprel == Deprel::Appos && token.upos == Upos::Propn && self.follows_comma(at) {
            self.subject_behind_opening(at);
            self.name_of_subject(at);
        } else if token.upos == Upos::Noun
            && self.follows_comma(at)
            && let Some(model) = model
        {
            self.verb_behind_quotation(at, model);
        } else if token.upos == Upos::Verb
            && (token.feats.verb_form == Some(VerbForm::Part) && self.opens_aside(at) || self.has_agent(at))
        {
            self.participle_of_subject(at);
        } else if self.is_relative(at) && (self.follows_comma(at) || self.follows_and(at)) {
            self.relative_of_subject(at);
        } else if token.upos == Upos::Adp && token.deprel.base() == Deprel::Mark {
            self.complement_of_subject(at);
        } else if token.upos == Upos::Verb && (self.has(at, &[Deprel::Ccomp]) || self.ends_behind_clause(at))
        {
            self.speaker_behind_comma(at);
        } else if token.upos == Upos::Verb && matches!(token.deprel.base(), Deprel::Conj | Deprel::Acl) {
            self.verb_of_coordination(at);
            self.verb_behind_speech(at);
            self.verb_that_agrees(at);
        }
    }

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

    /// Whether a comma stands right before the word and its adverbs: ", long accused of".
    fn opens_aside(&self, at: usize) -> bool {
        let first = (self.range.start..at).rev().take_while(|&t| self.tokens[t].upos == Upos::Adv).last();
        self.follows_comma(first.unwrap_or(at))
    }

    fn follows_and(&self, at: usize) -> bool {
        at > self.range.start && self.tokens[at - 1].upos == Upos::Cconj
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

    /// The army, led by Brek, and local militias have attacked: what "and" adds behind the subject of a plural verb is a
    /// subject too, and no adjunct.
    fn second_subject(&mut self, noun: usize) {
        let Token { head, deprel, .. } = self.tokens[noun];
        // What is coordinated hangs on what stands before it, never on a verb behind.
        let adds = matches!(deprel.base(), Deprel::Obl | Deprel::Obj | Deprel::Conj)
            && self.has(noun, &[Deprel::Cc]);
        let Some(verb) = head.filter(|&verb| verb > noun && adds) else { return };
        let plural =
            self.finite_behind(noun, verb).and_then(|t| self.tokens[t].feats.number) == Some(Number::Plur);
        let article = self.children(noun).find(|&c| c < noun && self.tokens[c].deprel == Deprel::Case);
        let contracted = article.is_none_or(|c| self.tokens[c].span == self.tokens[c + 1].span);
        if !plural || !contracted || self.subjects(verb).next().is_none_or(|s| s > noun) {
            return;
        }
        self.hang_as_subject(noun, verb);
        // No preposition then: what was taken for a contraction is an article.
        if let Some(article) = article {
            (self.tokens[article].upos, self.tokens[article].deprel) = (Upos::Det, Deprel::Det);
        }
    }

    /// "Soutenu par l'Égypte, la Russie et le Qatar", "un allié du Hezbollah et des rebelles": a noun is coordinated with the noun that
    /// ends right before it, not with the verb above; and what begins as a contraction would, with what has its preposition.
    fn coordinated_noun(&mut self, noun: usize, rules: &Rules) {
        let Some(partner) = self.partner(noun, rules).or_else(|| self.bare_partner(noun)) else { return };
        self.coordinate(noun, partner);
    }

    /// "X, parti ancré au Merk et ennemi du Tchad": the apposition without article with which the noun without article at `noun` goes, where
    /// the tree has a noun with one.
    fn bare_partner(&self, noun: usize) -> Option<usize> {
        let led = |t: usize| self.has(t, &[Deprel::Det, Deprel::Case]);
        let common = |t: usize| self.tokens[t].upos == Upos::Noun && !led(t);
        let conjunct = self.tokens[noun].deprel == Deprel::Conj && self.has(noun, &[Deprel::Cc]);
        let head = self.tokens[noun].head.filter(|&h| h < noun && conjunct && common(noun) && led(h))?;
        let verbal = |t: usize| self.tokens[t].upos == Upos::Verb && self.tokens[t].deprel == Deprel::Acl;
        let participle = self.tokens[head].head.filter(|&v| verbal(v))?;
        self.tokens[participle].head.filter(|&t| common(t) && self.tokens[t].deprel == Deprel::Appos)
    }

    /// The noun with which the coordinated one at `noun` goes, where the tree has another word.
    fn partner(&self, noun: usize, rules: &Rules) -> Option<usize> {
        let head = self.tokens[noun].head.filter(|&h| h < noun && self.is_nominal(noun))?;
        let bare = self.tokens[noun].upos == Upos::Propn && !self.has(noun, &[Deprel::Case]);
        if self.tokens[noun].deprel.base() == Deprel::Obl && !bare {
            return None;
        }
        let start = self.start_of(noun);
        let joins =
            |t: usize| t < noun && (self.tokens[t].form == "," || self.tokens[t].deprel == Deprel::Cc);
        let first = (start..=noun).find(|&t| !joins(t)).filter(|&t| t > start)?;
        let before = start.checked_sub(1).filter(|&t| t > head)?;
        let clause = [Deprel::Nsubj, Deprel::Cop, Deprel::Aux, Deprel::Mark, Deprel::Obj];
        let phrase = std::iter::once(before).chain(self.ancestors(before)).take_while(|&t| t > head);
        let mut nominals = phrase.skip_while(|&t| !self.is_nominal(t)).take_while(|&t| self.is_nominal(t));
        if self.tokens[head].upos == Upos::Verb && !self.has(noun, &clause) {
            return nominals.last();
        }
        let article = Some(&self.tokens[first]).filter(|t| t.upos == Upos::Det)?;
        let preposition = rules.contractions.get(article.form.as_str())?.first()?;
        let case =
            |c: usize| self.tokens[c].deprel == Deprel::Case && self.tokens[c].lemma == preposition.as_str();
        nominals.find(|&t| self.children(t).any(case))
    }

    /// "A diplomat close to the talks said": the noun right before the adjective that was taken for the subject is it.
    fn described_subject(&mut self, adjective: usize) {
        let noun = adjective.checked_sub(1).filter(|n| self.range.contains(n));
        let Some(noun) = noun.filter(|&n| self.tokens[n].head == Some(adjective)) else { return };
        let Token { head, deprel, .. } = self.tokens[adjective];
        if let Some(verb) =
            head.filter(|_| self.tokens[noun].upos == Upos::Noun && !self.has(noun, &[Deprel::Case]))
        {
            self.hang(noun, verb, deprel);
            self.hang(adjective, noun, Deprel::Amod);
        }
    }

    /// "At least ten people were killed": a counted noun that opens a clause without a preposition, in the number of a
    /// finite verb that has no subject, is its subject.
    fn counted_subject(&mut self, noun: usize) {
        let token = &self.tokens[noun];
        let verb = token.head.filter(|&verb| verb > noun && token.deprel.base() == Deprel::Obl);
        let (Some(verb), number) = (verb, token.feats.number) else { return };
        let agrees = self
            .finite_behind(noun, verb)
            .is_some_and(|t| number.is_some() && self.tokens[t].feats.number == number);
        let counted = self.has(noun, &[Deprel::Nummod]) && !self.has(noun, &[Deprel::Case]);
        if agrees && counted && self.lacks_subject(verb) {
            self.hang_as_subject(noun, verb);
        }
    }

    /// "freed on Friday 23 fighters", "a accusé mardi l'Égypte": what the parser hung on the time word right before it is the object of
    /// a verb that has none, if it is counted, or has an article or is a name where the subject stands elsewhere.
    fn object_behind_time(&mut self, noun: usize) {
        let token = &self.tokens[noun];
        if token.deprel != Deprel::Nmod || self.has(noun, &[Deprel::Case]) {
            return;
        }
        let Some(time) = token.head.filter(|&t| t < noun) else { return };
        let before = self.tokens[noun - 1].deprel;
        let led = time + 2 == noun && matches!(before, Deprel::Nummod | Deprel::Det);
        // "a arrêté en deux jours 590 personnes": whoever is counted is no part of an adjunct.
        let counted = led && before == Deprel::Nummod;
        let adjunct = self.tokens[time].deprel.base() == Deprel::Obl
            && (counted || !self.has(time, &[Deprel::Case, Deprel::Det]));
        let verb =
            self.tokens[time].head.filter(|&v| adjunct && v < time && self.tokens[v].upos == Upos::Verb);
        let Some(verb) = verb.filter(|&v| !self.has(v, &[Deprel::Obj, Deprel::Ccomp])) else { return };
        let name = time + 1 == noun && token.upos == Upos::Propn;
        let acts = self.subjects(verb).any(|s| s < verb)
            || self.tokens[verb].feats.verb_form == Some(VerbForm::Inf)
            || self.tokens[verb].deprel == Deprel::Conj;
        if counted || acts && (led || name) {
            self.hang(noun, verb, Deprel::Obj);
        }
    }

    /// "combattent depuis 2007 le gouvernement", "forme avec eux l'Alliance", "combat à Boral le Front": a noun with an article and no
    /// preposition that the parser hung on the complement right before it, or took for more of its name, is the object of the active verb
    /// above, which has a subject and no object.
    fn object_behind_adjunct(&mut self, noun: usize) {
        let Token { head, deprel, .. } = self.tokens[noun];
        let loose = matches!(deprel.base(), Deprel::Obj | Deprel::Acl | Deprel::Appos);
        // "accuse jeudi le Front", "depuis 2007 le gouvernement": a time without article has no such complement.
        let time = |h: usize| {
            let bare = self.is_nominal(h) && !self.has(h, &[Deprel::Case, Deprel::Det]);
            deprel.base() == Deprel::Nmod && (bare || self.tokens[h].upos == Upos::Num)
        };
        let article = self.children(noun).find(|&c| self.tokens[c].deprel.base() == Deprel::Det);
        // What is part of a name begins with a capital: "le journal Le Soir".
        let definite = article.is_some_and(|a| {
            let token = &self.tokens[a];
            token.feats.definite == Some(true) && !token.form.starts_with(char::is_uppercase)
        });
        let named = definite && matches!(deprel.base(), Deprel::Nmod | Deprel::Flat);
        let Some(adjunct) = head.filter(|&h| h < noun && (loose || named || time(h))) else { return };
        // Right behind the adjunct: a comma sets off what describes it.
        let adjacent = article.is_some_and(|a| {
            a < noun && a > 0 && (a - 1 == adjunct || self.ancestors(a - 1).any(|t| t == adjunct))
        });
        let led = (self.has(adjunct, &[Deprel::Case]) || time(adjunct)) && !self.has(noun, &[Deprel::Case]);
        let comma = (adjunct..noun).any(|t| matches!(self.tokens[t].form.as_str(), "," | ";" | ":"));
        // "depuis la fin du mois le gouvernement"
        let above = |&t: &usize| self.tokens[t].head.filter(|_| self.tokens[t].deprel.base() == Deprel::Nmod);
        let phrase = std::iter::successors(Some(adjunct), above).take(self.range.len()).last();
        let verb = phrase.and_then(|top| self.tokens[top].head.filter(|&v| v < top));
        let verb = verb.filter(|&v| self.tokens[v].upos == Upos::Verb);
        let Some(verb) = verb.filter(|_| adjacent && led && !comma) else { return };
        let closed = [Deprel::Obj, Deprel::Ccomp, Deprel::Cop, Deprel::Expl];
        let governs = self.children(verb).any(|c| c < noun && self.tokens[c].deprel.base() == Deprel::Xcomp);
        let passive = self.is_passive(verb);
        let subject = self.subjects(verb).next().is_some_and(|s| s < verb);
        let reflexive = self.children(verb).any(|c| self.tokens[c].feats.reflexive);
        if subject && !passive && !reflexive && !governs && !self.has(verb, &closed) {
            self.hang(noun, verb, Deprel::Obj);
            for other in noun + 1..self.range.end {
                if self.tokens[other].head == Some(adjunct)
                    && self.tokens[other].deprel.base() == Deprel::Flat
                {
                    self.hang(other, noun, self.tokens[other].deprel);
                }
            }
        }
    }

    /// "a limogé son ancien allié": a participle with an article of its own is a noun, where the lexicon knows it as one.
    fn participle_with_article(&mut self, at: usize, model: &Model) {
        let token = &self.tokens[at];
        if token.upos != Upos::Verb || token.feats.verb_form != Some(VerbForm::Part) {
            return;
        }
        let article = self.children(at).find(|&c| c < at && self.tokens[c].deprel.base() == Deprel::Det);
        let adjective = |t: usize| self.tokens[t].upos == Upos::Adj && self.tokens[t].head == Some(at);
        if !article.is_some_and(|a| (a + 1..at).all(adjective)) {
            return;
        }
        let Some((feats, lemma)) = model.as_noun(&self.tokens[at].form) else { return };
        let verb = self.tokens[at].head.filter(|&v| v < at && self.tokens[v].upos == Upos::Verb);
        let token = &mut self.tokens[at];
        (token.upos, token.feats, token.lemma) = (Upos::Noun, feats, lemma);
        let clause = matches!(token.deprel.base(), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl);
        if let Some(verb) = verb.filter(|&v| clause && !self.has(v, &[Deprel::Obj])) {
            self.hang(at, verb, Deprel::Obj);
        }
    }

    /// "Nucléaire: X somme Y de ...", "Mali - X attaque Y": what stands before a colon or dash at the beginning is the subject of nothing
    /// behind it that has one of its own.
    fn label_of_headline(&mut self, colon: usize) {
        let label = self.range.start..colon;
        if label.len() > LABEL || label.clone().any(|t| matches!(self.tokens[t].upos, Upos::Verb | Upos::Aux))
        {
            return;
        }
        let subject = |&t: &usize| self.tokens[t].deprel.base() == Deprel::Nsubj;
        let Some(word) = label.into_iter().find(subject) else { return };
        let Some(verb) = self.tokens[word].head.filter(|&v| v > colon) else { return };
        if self.subjects(verb).any(|s| s > colon) {
            self.tokens[word].deprel = Deprel::Parataxis;
        }
    }

    /// "X a réclamé une enquête, son adjoint Y dénonçant un crime": a participle right behind a noun with a possessive that a comma sets
    /// off is a clause of its own, whose subject that noun is.
    fn absolute_participle(&mut self, participle: usize) {
        let Token { head, deprel, feats, .. } = self.tokens[participle];
        let present = feats.verb_form == Some(VerbForm::Part) && feats.tense == Some(Tense::Pres);
        let Some(noun) = head.filter(|&h| present && deprel.base() == Deprel::Acl && h < participle) else {
            return;
        };
        let start = self.start_of(noun);
        let set_off = self.tokens[start].form == "," || self.follows_comma(start);
        let own = self.children(noun).any(|c| c < noun && self.tokens[c].feats.possessive);
        let parted = (noun..participle).any(|t| self.tokens[t].form == ",");
        let relation = self.tokens[noun].deprel;
        let aside = relation == Deprel::Appos || relation == Deprel::Conj && !self.has(noun, &[Deprel::Cc]);
        let verb = self.ancestors(noun).find(|&t| t < start && self.is_clause(t));
        if let Some(verb) = verb.filter(|_| set_off && own && !parted && aside) {
            self.hang(participle, verb, Deprel::Advcl);
            self.hang(noun, participle, Deprel::Nsubj);
        }
    }

    /// "38 « bandits » ont été tués": what marks of quotation enclose before a verb that has no subject is its subject, not a predicate.
    fn quoted_subject(&mut self, word: usize) {
        let mark = |t: usize| is_mark(&self.tokens[t].form);
        let enclosed =
            word > self.range.start + 1 && word + 2 < self.range.end && mark(word - 1) && mark(word + 1);
        let Some(head) = self.tokens[word].head.filter(|_| enclosed) else { return };
        let counted = self.tokens[word - 2].upos == Upos::Num && self.tokens[word - 2].head == Some(word);
        let group = |t: &usize| matches!(self.tokens[*t].upos, Upos::Aux | Upos::Adv);
        let verb = (word + 2..self.range.end).find(|t| !group(t)).filter(|&v| self.is_clause(v));
        let Some(verb) =
            verb.filter(|&v| counted && self.tokens[v].upos == Upos::Verb && self.lacks_subject(v))
        else {
            return;
        };
        let relation = self.tokens[word].deprel;
        for other in self.range.clone() {
            if self.tokens[other].head == Some(word) && self.tokens[other].deprel.base() == Deprel::Mark {
                self.tokens[other].head = Some(verb);
            }
        }
        self.hang(verb, head, relation);
        self.hang_as_subject(word, verb);
        self.tokens[word].upos = Upos::Noun;
        self.tokens[word - 2].deprel = Deprel::Nummod;
    }

    /// "précisant s'être entretenu avec X", "nie avoir tiré": a perfect infinitive right behind a verb hangs on it.
    fn perfect_infinitive(&mut self, verb: usize) {
        let start = self.group_start(verb);
        let infinite = |c: usize| {
            let Token { upos, feats, .. } = &self.tokens[c];
            *upos == Upos::Aux && feats.verb_form == Some(VerbForm::Inf)
        };
        if !(start..verb).any(infinite) {
            return;
        }
        let Some(before) = start.checked_sub(1).filter(|t| self.range.contains(t)) else { return };
        let below = self.ancestors(before).any(|t| t == verb);
        if self.tokens[before].upos == Upos::Verb && self.tokens[verb].head != Some(before) && !below {
            self.hang(verb, before, Deprel::Xcomp);
        }
    }

    /// The root of a sentence in which nothing but subordinate clauses has a finite verb and which a full stop ends.
    fn verbless(&self) -> Option<usize> {
        let stop = self.range.end.checked_sub(1).is_some_and(|t| self.tokens[t].form == ".");
        let mut words = self.range.clone().filter(|_| stop);
        let root = words.find(|&t| self.tokens[t].head.is_none() && self.tokens[t].upos != Upos::Punct)?;
        let below =
            |t: usize| matches!(self.tokens[t].deprel.base(), Deprel::Acl | Deprel::Advcl | Deprel::Ccomp);
        let main = |t: usize| self.is_finite(t) && !below(t) && !self.ancestors(t).any(below);
        (!self.range.clone().any(main)).then_some(root)
    }

    fn is_nominal(&self, at: usize) -> bool {
        matches!(self.tokens[at].upos, Upos::Noun | Upos::Propn)
    }

    /// "Accused by X, Y denies.": the last word of a sentence without verb, which the tagger takes for an adverb of the noun before it,
    /// is the verb where the lexicon knows it as one.
    fn verb_at_the_end(&mut self, model: &Model) {
        let Some(verb) = self.range.end.checked_sub(2).filter(|&t| t > self.range.start) else { return };
        let subject = verb - 1;
        let adverb = self.tokens[verb].upos == Upos::Adv && self.tokens[verb].head == Some(subject);
        if !adverb || !self.is_nominal(subject) {
            return;
        }
        let participle = |root: usize| self.tokens[root].feats.verb_form == Some(VerbForm::Part);
        let root = self.verbless().filter(|&root| root == subject || participle(root) && root < subject);
        let (Some(root), Some(finite)) = (root, model.as_finite(&self.tokens[verb].form)) else { return };
        self.make_root(verb, root, finite);
        if root != subject {
            self.hang(root, verb, Deprel::Advcl);
        }
        self.hang(subject, verb, Deprel::Nsubj);
    }

    /// "Ten soldiers surrendered at a base.", "The state dismissed reports that ...": a participle that only qualifies a noun in a
    /// sentence without verb is its verb, where the lexicon knows it as one in the past.
    fn verb_of_the_sentence(&mut self, model: &Model) {
        let Some(root) = self.verbless() else { return };
        // "More than ten soldiers surrendered": what counts may be the root.
        let vague = matches!(self.tokens[root].upos, Upos::Adj | Upos::Adv);
        let noun = |t: usize| {
            let head = self.tokens[t].head?;
            let governed = head == root || vague && root < head && self.tokens[head].head == Some(root);
            (governed && self.is_nominal(head)).then_some(head)
        };
        let may = |t: &usize| {
            let Token { upos, feats, .. } = &self.tokens[*t];
            *upos == Upos::Verb
                && (feats.verb_form, feats.tense) == (Some(VerbForm::Part), Some(Tense::Past))
                && !self.follows_comma(*t)
                && !self.has_agent(*t)
                && !self.has(*t, &[Deprel::Aux])
                && noun(*t).is_some()
        };
        let found = self.range.clone().skip(1).find(may);
        let Some((verb, noun)) = found.and_then(|verb| Some((verb, noun(verb)?))) else { return };
        let before = verb - 1;
        let subject = match self.tokens[verb].deprel.base() {
            Deprel::Acl if noun < verb => noun,
            Deprel::Amod if noun > verb && noun == root && self.is_nominal(before) => before,
            _ => return,
        };
        let Some(finite) = model.as_finite(&self.tokens[verb].form) else { return };
        self.make_root(verb, root, finite);
        self.hang(subject, verb, Deprel::Nsubj);
        if subject == before && noun > verb {
            // What stands before the verb is its subject's, what stands behind it is its object's.
            let left: Vec<usize> = self.children(root).filter(|&c| c < verb && c != subject).collect();
            self.hang(root, verb, Deprel::Obj);
            for child in left {
                self.tokens[child].head = Some(subject);
            }
        } else if root != subject {
            self.hang(root, subject, Deprel::Advmod);
        }
    }

    /// Makes the word at `verb` the finite verb and root of the sentence, on which `root` and its marks hang.
    fn make_root(&mut self, verb: usize, root: usize, (feats, lemma): (Feats, SmolStr)) {
        let token = &mut self.tokens[verb];
        (token.upos, token.feats, token.lemma) = (Upos::Verb, feats, lemma);
        (token.head, token.deprel) = (None, Deprel::Root);
        self.hang(root, verb, Deprel::Nsubj);
        let marks: Vec<usize> = self.children(root).filter(|&c| self.tokens[c].upos == Upos::Punct).collect();
        for mark in marks {
            self.hang(mark, verb, Deprel::Punct);
        }
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

    /// The finite form of the verb at `verb`, its own or that of an auxiliary, behind `noun`.
    fn finite_behind(&self, noun: usize, verb: usize) -> Option<usize> {
        self.children(verb).chain([verb]).find(|&t| t > noun && self.is_finite(t))
    }

    fn lacks_subject(&self, verb: usize) -> bool {
        let impersonal = self.children(verb).any(|c| self.tokens[c].deprel == Deprel::ExplSubj);
        !impersonal && !self.has(verb, &[Deprel::Nsubj, Deprel::Csubj])
    }

    fn hang(&mut self, token: usize, head: usize, relation: Deprel) {
        self.tokens[token].head = Some(head);
        self.tokens[token].deprel = relation;
    }

    /// Whether the verb has an auxiliary of the passive.
    fn is_passive(&self, verb: usize) -> bool {
        self.children(verb).any(|c| self.tokens[c].deprel == Deprel::AuxPass)
    }

    /// Makes `noun`, and what is coordinated with it, go with `partner`.
    fn coordinate(&mut self, noun: usize, partner: usize) {
        self.hang(noun, partner, Deprel::Conj);
        for other in noun + 1..self.range.end {
            if self.tokens[other].head == Some(noun) && self.tokens[other].deprel == Deprel::Conj {
                self.hang(other, partner, Deprel::Conj);
            }
        }
    }

    fn hang_as_subject(&mut self, token: usize, verb: usize) {
        let passive = self.is_passive(verb);
        self.hang(token, verb, if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    }

    /// "L'armée est entrée dans Harl", "Les rebelles se sont retirés": the past tense of a verb that makes it with "be", or of one
    /// with a reflexive pronoun, is no passive. "La lettre a été retournée", with one more auxiliary, is.
    fn past_with_be(&mut self, verb: usize, rules: &Rules) {
        let auxiliary = |&c: &usize| self.tokens[c].deprel.base() == Deprel::Aux;
        let one = self.children(verb).filter(auxiliary).count() == 1;
        // "was himself arrested" is a passive in a language that has no such verbs.
        let pronoun = |c: usize| c < verb && self.tokens[c].feats.reflexive;
        let reflexive = || !rules.past_with_be.is_empty() && self.children(verb).any(pronoun);
        if !one || !(rules.past_with_be.contains(self.tokens[verb].lemma.as_str()) || reflexive()) {
            return;
        }
        self.tokens[verb].feats.passive = false;
        for token in &mut self.tokens[self.range.clone()] {
            match token.deprel {
                Deprel::AuxPass if token.head == Some(verb) => token.deprel = Deprel::AuxTense,
                Deprel::NsubjPass if token.head == Some(verb) => token.deprel = Deprel::Nsubj,
                _ => {}
            }
        }
    }

    /// "le Front, que X a sommé de partir": what is the subject or object of a relative clause is a pronoun, and no conjunction.
    fn relative_object(&mut self, at: usize) {
        let Token { head, deprel, .. } = self.tokens[at];
        let argument = matches!(deprel.base(), Deprel::Obj | Deprel::Nsubj | Deprel::Iobj);
        if argument && head.is_some_and(|verb| self.tokens[verb].deprel.base() == Deprel::Acl) {
            self.tokens[at].upos = Upos::Pron;
            self.tokens[at].feats.pron_type = Some(PronType::Rel);
        }
    }

    /// "a exigé": a verb with auxiliaries none of which is that of the passive has an ordinary subject.
    fn active_voice(&mut self, verb: usize) {
        let auxiliary = |c: usize| self.tokens[c].deprel.base() == Deprel::Aux;
        let passive = self.is_passive(verb);
        if passive || !self.children(verb).any(auxiliary) {
            return;
        }
        self.tokens[verb].feats.passive = false;
        for token in &mut self.tokens[self.range.clone()] {
            if token.deprel == Deprel::NsubjPass && token.head == Some(verb) {
                token.deprel = Deprel::Nsubj;
            }
        }
    }

    /// "a bombardé la veille le port": of two objects the first of which tells when, that one is none.
    fn time_of_object(&mut self, noun: usize, rules: &Rules) {
        let Token { head, deprel, .. } = self.tokens[noun];
        let time = deprel.base() == Deprel::Obj && rules.times.contains(self.tokens[noun].lemma.as_str());
        let Some(verb) = head.filter(|_| time) else { return };
        if self.children(verb).any(|c| c > noun && self.tokens[c].deprel.base() == Deprel::Obj) {
            self.tokens[noun].deprel = Deprel::Obl;
        }
    }

    /// "a exigé un retrait": a noun with an article and no preposition behind an active verb that has no object is one, unless it tells
    /// when or how often.
    fn bare_object(&mut self, noun: usize, rules: &Rules) {
        let Token { head, deprel, .. } = self.tokens[noun];
        let led = self
            .children(noun)
            .any(|c| c < noun && matches!(self.tokens[c].deprel.base(), Deprel::Det | Deprel::Nummod));
        let bare = deprel.base() == Deprel::Obl && led && !self.has(noun, &[Deprel::Case]);
        let Some(verb) = head.filter(|&v| bare && v < noun && self.tokens[v].upos == Upos::Verb) else {
            return;
        };
        let closed = [Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp, Deprel::Cop, Deprel::Expl];
        let passive = self.is_passive(verb);
        let active = self.subjects(verb).any(|s| s < verb)
            || self.tokens[verb].feats.verb_form == Some(VerbForm::Inf)
            || self.children(verb).any(|c| self.tokens[c].deprel.base() == Deprel::Aux);
        let reflexive = self.children(verb).any(|c| self.tokens[c].feats.reflexive);
        let time = rules.times.contains(self.tokens[noun].lemma.as_str());
        let comma = (verb..noun).any(|t| self.tokens[t].form == ",");
        if active && !passive && !reflexive && !time && !comma && !self.has(verb, &closed) {
            self.hang(noun, verb, Deprel::Obj);
        }
    }

    /// "..., ont rapporté des habitants": a finite verb that is put in behind a comma has a subject; what stands behind one without is it,
    /// and what stands behind one that does not agree with what stands before: "et dix autres blessées, a annoncé le ministère".
    fn subject_behind_report(&mut self, verb: usize) {
        let start = self.group_start(verb);
        let Some(finite) = (start..=verb).find(|&t| self.is_finite(t)).filter(|_| self.follows_comma(start))
        else {
            return;
        };
        let number = self.tokens[finite].feats.number;
        let object = self.children(verb).find(|&c| c > verb && self.tokens[c].deprel.base() == Deprel::Obj);
        let agrees = |o: &usize| self.tokens[*o].feats.number.is_none_or(|n| Some(n) == number);
        let Some(object) = object.filter(|&o| self.is_nominal(o)).filter(agrees) else { return };
        let before = self.subjects(verb).find(|&s| s < start);
        if let Some(before) = before {
            let differs = number.is_some() && !agrees(&before);
            let Some(above) = self.tokens[verb].head.filter(|&h| h < before && differs) else { return };
            self.hang(before, above, Deprel::Conj);
            self.tokens[verb].deprel = Deprel::Parataxis;
        } else if self.tokens[verb].deprel.base() != Deprel::Parataxis || !self.lacks_subject(verb) {
            return;
        }
        self.hang(object, verb, Deprel::Nsubj);
    }

    /// "un commandant de la force Merk, l'unité d'élite du Front": what explains a noun that it does not agree with explains the one that ends
    /// right before it, where it agrees with that.
    fn agreeing_apposition(&mut self, noun: usize) {
        let Some(head) = self.tokens[noun].head.filter(|&h| h < noun) else { return };
        let start = self.start_of(noun);
        let first = if self.tokens[start].form == "," { start } else { start.saturating_sub(1) };
        let led = self.children(noun).any(|c| c < noun && self.tokens[c].deprel.base() == Deprel::Det);
        let Some(before) =
            first.checked_sub(1).filter(|&t| t > head && led && self.tokens[first].form == ",")
        else {
            return;
        };
        let gender = |t: usize| self.tokens[t].feats.gender;
        let Some(own) = gender(noun).filter(|g| gender(head).is_some_and(|h| h != *g)) else { return };
        let phrase = std::iter::once(before).chain(self.ancestors(before)).take_while(|&t| t > head);
        let found = phrase.filter(|&t| self.tokens[t].upos == Upos::Noun).find(|&t| gender(t) == Some(own));
        if let Some(partner) = found {
            self.tokens[noun].head = Some(partner);
        }
    }

    /// "L'Alliance pour la paix et la justice a rejoint": what "and" adds before a verb in the singular is no second subject, but goes with
    /// the noun before. Whether so.
    fn second_of_one(&mut self, noun: usize, verb: usize) -> bool {
        let singular =
            self.finite_behind(noun, verb).is_some_and(|t| self.tokens[t].feats.number == Some(Number::Sing));
        let start = self.start_of(noun);
        let first = self.subjects(verb).any(|s| s < start);
        let Some(and) = start.checked_sub(1).filter(|&t| t > self.range.start && singular && first) else {
            return false;
        };
        if self.tokens[and].upos != Upos::Cconj || !self.is_nominal(and - 1) {
            return false;
        }
        self.hang(and, noun, Deprel::Cc);
        self.hang(noun, and - 1, Deprel::Conj);
        true
    }

    /// The second subject of `verb` that says who the one at `noun` is: "son chef, le général X, a promis".
    fn explained_by(&self, noun: usize, verb: usize) -> Option<usize> {
        let other = self.subjects(verb).find(|&s| s > noun && (s < verb) == (noun < verb))?;
        let start = self.start_of(other);
        let comma = start.checked_sub(1).filter(|&c| c > noun && self.tokens[c].form == ",")?;
        let within = |t: usize| t == noun || self.ancestors(t).any(|a| a == noun);
        let end = (other..self.range.end).find(|&t| t != other && !self.ancestors(t).any(|a| a == other))?;
        let closed =
            matches!(self.tokens[end].form.as_str(), "," | "." | ";") || self.tokens[end].upos == Upos::Punct;
        let joined = self.has(other, &[Deprel::Cc, Deprel::Case]) || self.has(noun, &[Deprel::Conj]);
        let sorts = self.is_nominal(other) && self.tokens[noun].upos != Upos::Pron;
        let number = |t: usize| self.tokens[t].feats.number;
        let alike = number(noun).is_none() || number(other).is_none() || number(noun) == number(other);
        (within(comma - 1) && closed && !joined && sorts && alike).then_some(other)
    }

    /// "Soutenu par A, B et C, X a échoué": of two subjects before a verb, the first of which goes on a list in the phrase that opens the
    /// sentence, that one is none.
    fn doubled_subject(&mut self, noun: usize, rules: &Rules) {
        let Some(verb) = self.tokens[noun].head else { return };
        // "Son chef, le général X, a promis", where the first was taken for an adjunct.
        let adjunct = self.tokens[noun].deprel.base() == Deprel::Obl;
        let bare = self.has(noun, &[Deprel::Det]) && !self.has(noun, &[Deprel::Case]) && noun < verb;
        if adjunct && (!bare || rules.times.contains(self.tokens[noun].lemma.as_str())) {
            return;
        }
        if let Some(other) = self.explained_by(noun, verb) {
            self.hang_as_subject(noun, verb);
            self.hang(other, noun, Deprel::Appos);
            return;
        }
        if adjunct || verb < noun || self.second_of_one(noun, verb) {
            return;
        }
        let start = self.start_of(noun);
        let lists = self
            .children(noun)
            .any(|c| c > noun && self.tokens[c].deprel == Deprel::Conj && self.has(c, &[Deprel::Cc]));
        let behind =
            self.subjects(verb).any(|s| s > noun && s < verb && self.follows_comma(self.start_of(s)));
        let before = start
            .checked_sub(2)
            .filter(|&t| lists && behind && self.follows_comma(start) && t > self.range.start);
        let Some(before) = before else { return };
        let nominal = |t: usize| t < noun && self.is_nominal(t);
        let adjunct = |t: usize| matches!(self.tokens[t].deprel.base(), Deprel::Obl | Deprel::Nmod);
        let mut above = std::iter::once(before).chain(self.ancestors(before)).skip_while(|&t| !nominal(t));
        let partner = above.by_ref().take_while(|&t| nominal(t)).find(|&t| adjunct(t));
        drop(above);
        let Some(partner) = partner else { return };
        self.coordinate(noun, partner);
    }

    /// "the arrest of rebel leader Paul Varenne": a preposition belongs to the whole phrase, not to the title before the name.
    fn case_of_title(&mut self, preposition: usize) {
        let Some(title) = self.tokens[preposition].head.filter(|&h| h > preposition) else { return };
        let described = self.tokens[title].deprel == Deprel::NmodDesc;
        if let Some(name) = self.tokens[title].head.filter(|&n| described && n > title) {
            self.tokens[preposition].head = Some(name);
        }
    }

    /// "Kessel's Ann Parker has said": what stands right behind the mark of a possessor is the head of the phrase, not part of the
    /// possessor's name.
    fn possessor(&mut self, mark: usize) {
        let Some(owner) = self.tokens[mark].head.filter(|&h| h < mark) else { return };
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

    /// "accused of arming rebels": what a subordinating word opens is a clause with an object, and qualifies no noun.
    fn marked_gerund(&mut self, verb: usize) {
        let Some(noun) = self.tokens[verb].head.filter(|&h| h > verb) else { return };
        let governor = self.tokens[noun].head.filter(|h| !(verb..=noun).contains(h));
        let object = self.tokens[noun].deprel.base() == Deprel::Obj;
        if let Some(governor) = governor.filter(|_| object && self.has(verb, &[Deprel::Mark])) {
            self.hang(verb, governor, Deprel::Advcl);
            self.hang(noun, verb, Deprel::Obj);
        }
    }

    /// "accused by Kessel-based Human Aid": a name that a hyphen joins to a participle before a noun is the participle's; in its place
    /// stands the noun.
    fn joined_participle(&mut self, hyphen: usize) {
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

    /// In a statement, Paul Varenne, its author, has said: the name behind the phrase that opens the sentence is the
    /// subject of a verb that has none.
    fn subject_behind_opening(&mut self, name: usize) {
        // The tree may hang the comma on what follows it.
        let start = self.start_of(name);
        let comma = [Some(start), start.checked_sub(1)].into_iter().flatten();
        let Some(comma) = comma.filter(|c| self.range.contains(c)).find(|&c| self.tokens[c].form == ",")
        else {
            return;
        };
        if self.has(name, &[Deprel::Case]) {
            return;
        }
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
        if !governs || !self.lacks_subject(verb) || self.tokens[verb].deprel.base() == Deprel::Acl {
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

    fn has_agent(&self, verb: usize) -> bool {
        self.children(verb).any(|c| self.tokens[c].deprel == Deprel::OblAgent)
    }

    /// The fighters of the front, led by Paul Varenne, have attacked; rebels backed by the state have attacked: a participle
    /// set off behind a subject, or right behind it with its agent, describes it where the verb of the sentence follows.
    fn participle_of_subject(&mut self, participle: usize) {
        let subject = self.children(participle).find(|&c| self.tokens[c].deprel.base() == Deprel::Nsubj);
        let set_off = self.opens_aside(participle);
        let Some(subject) =
            subject.filter(|&s| if set_off { s + 1 < participle } else { s + 1 == participle })
        else {
            return;
        };
        if self.has(participle, &[Deprel::Aux, Deprel::Cop]) {
            return;
        }
        let clause = |&c: &usize| {
            let relation = self.tokens[c].deprel.base();
            let below = matches!(relation, Deprel::Xcomp | Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj);
            // "X, long accused of Y, sent": behind the comma that ends the aside a past form is finite as well.
            let ends = self.follows_comma(c) && !self.has(c, &[Deprel::Cc]);
            let past = (!set_off || ends) && self.tokens[c].feats.tense == Some(Tense::Past);
            let finite = self.is_finite(c) || self.has(c, &[Deprel::Aux]) || past;
            below && c > participle && self.tokens[c].upos == Upos::Verb && finite
        };
        let Some(verb) = self.children(participle).find(clause) else { return };
        let parted = !set_off || (participle..verb).any(|t| self.tokens[t].form == ",");
        if !parted
            || self.has(verb, &[Deprel::Mark])
            || !set_off && self.has(verb, &[Deprel::Cc, Deprel::Nsubj])
        {
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
        // "rebels backed by X marched": without an auxiliary the past form is finite.
        if !self.has(verb, &[Deprel::Aux]) && self.tokens[verb].feats.verb_form == Some(VerbForm::Part) {
            let feats = &mut self.tokens[verb].feats;
            (feats.verb_form, feats.passive) = (Some(VerbForm::Fin), false);
        }
    }

    fn is_relative(&self, at: usize) -> bool {
        let Token { upos, feats, .. } = &self.tokens[at];
        *upos == Upos::Pron && matches!(feats.pron_type, Some(PronType::Rel | PronType::Int))
    }

    fn subjects(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        self.children(verb).filter(|&c| self.tokens[c].deprel.base() == Deprel::Nsubj)
    }

    /// The first word of the group of auxiliaries, negations and pronouns that ends with the verb at `verb`.
    fn group_start(&self, verb: usize) -> usize {
        (self.range.start..verb)
            .rev()
            .take_while(|&t| self.tokens[t].head == Some(verb))
            .take_while(|&t| matches!(self.tokens[t].upos, Upos::Aux | Upos::Adv | Upos::Part | Upos::Pron))
            .last()
            .unwrap_or(verb)
    }

    /// Whether the verb at `verb` has a finite form, its own or that of an auxiliary.
    fn is_clause(&self, verb: usize) -> bool {
        self.tokens[verb].upos == Upos::Verb
            && (self.is_finite(verb)
                || self.children(verb).any(|c| {
                    matches!(self.tokens[c].deprel.base(), Deprel::Aux | Deprel::Cop) && self.is_finite(c)
                }))
    }

    /// Whether the verb at `verb` has a form of the past that may be finite though the tagger took it for a participle: it agrees
    /// with nothing, and has no auxiliary and nobody it is done by.
    fn is_past(&self, verb: usize) -> bool {
        let Token { upos, feats, .. } = &self.tokens[verb];
        *upos == Upos::Verb
            && (feats.verb_form, feats.tense) == (Some(VerbForm::Part), Some(Tense::Past))
            && (feats.number.is_none() || feats.mood.is_some())
            && !feats.passive
            && !self.has(verb, &[Deprel::Aux])
            && !self.has_agent(verb)
    }

    /// The envoy, who arrived on Monday, has said; the front, which the state banned, has attacked: a relative clause that took
    /// the subject gives it back to the verb behind the next comma, which has none.
    fn relative_of_subject(&mut self, pronoun: usize) {
        // "..., whose men fled, ...": the pronoun belongs to a noun of the clause; "cinq hommes, dont leur chef, ont fui" has no clause.
        let above = self.tokens[pronoun].head.filter(|&v| v > pronoun);
        let nominal = |t: &usize| matches!(self.tokens[*t].upos, Upos::Noun | Upos::Propn);
        let clause = |&v: &usize| v > pronoun && (pronoun..v).all(|t| self.tokens[t].form != ",");
        let verb = above.filter(nominal).and_then(|noun| self.tokens[noun].head).filter(clause);
        let Some(relative) = verb.or(above) else { return };
        let taken = |&c: &usize| {
            let Token { deprel, upos, .. } = &self.tokens[c];
            let bare = deprel.base() == Deprel::Obl && !self.has(c, &[Deprel::Case]) && c + 2 == pronoun;
            c + 1 < pronoun
                && (deprel.base() == Deprel::Nsubj || bare)
                && matches!(upos, Upos::Noun | Upos::Propn)
        };
        let mut subjects: Vec<usize> = self.children(relative).filter(taken).collect();
        // Or the clause hangs beside the noun, as though that were a sentence without a verb.
        let beside = matches!(self.tokens[relative].deprel, Deprel::Parataxis | Deprel::AclRelcl);
        let alone = |noun: &usize| self.tokens[*noun].deprel == Deprel::Root && *noun + 1 < pronoun;
        let noun = self.tokens[relative].head.filter(|n| beside && nominal(n) && alone(n));
        subjects.extend(noun);
        let Some(&subject) = subjects.last() else { return };
        if self.tokens[relative].deprel.base() == Deprel::Acl && noun.is_none() {
            return;
        }
        let inside = |verb: usize| verb == relative || self.ancestors(verb).any(|a| a == relative);
        let free = |verb: &usize| {
            let verb = *verb;
            let start = self.group_start(verb);
            let upper = self.tokens[relative].head;
            let above = upper == Some(verb) || upper.is_some() && upper == self.tokens[verb].head;
            self.tokens[start - 1].form == ","
                && (above || inside(verb))
                && self.subjects(verb).next().is_none()
                && !self.has(verb, &[Deprel::Mark, Deprel::Cc])
        };
        let behind = || (relative + 1..self.range.end).filter(free);
        let main = behind().find(|&v| self.is_clause(v)).or_else(|| behind().find(|&v| self.is_past(v)));
        // "X, which signed a pact, and Y have offered": the first of two subjects.
        let main = main.or_else(|| {
            (relative + 1..self.range.end).find(|&verb| {
                let fellow = self.subjects(verb).find(|&s| s > relative && s < verb);
                let and = self.children(verb).find(|&c| self.tokens[c].deprel.base() == Deprel::Cc);
                self.tokens[verb].head == Some(relative)
                    && self.is_clause(verb)
                    && and.is_some_and(|a| self.follows_comma(a) && fellow.is_some_and(|s| a < s))
            })
        });
        let Some(main) = main else { return };
        let start = self.group_start(main);
        if self.tokens[relative].head != Some(main) {
            let Token { head, deprel, .. } = self.tokens[noun.unwrap_or(relative)];
            (self.tokens[main].head, self.tokens[main].deprel) = (head, deprel);
        }
        for child in self.range.clone().filter(|&t| t >= start || t < subject) {
            let moves = self.tokens[child].head == Some(relative)
                || child >= start && noun.is_some() && self.tokens[child].head == noun;
            if moves && child != main {
                self.tokens[child].head = Some(main);
            }
        }
        for subject in subjects {
            self.hang_as_subject(subject, main);
        }
        self.hang(relative, subject, Deprel::AclRelcl);
        // "..., which the state banned": the clause has a subject of its own.
        if self.tokens[pronoun].head == Some(relative) && self.subjects(relative).any(|s| s > pronoun) {
            self.tokens[pronoun].deprel = Deprel::Obj;
        }
    }

    /// The union and the state have agreed: where a sentence has no verb but one that the parser coordinated with its first noun,
    /// that noun is coordinated with the subject.
    fn verb_of_coordination(&mut self, verb: usize) {
        let Some(noun) = self.tokens[verb].head.filter(|&h| h < verb) else { return };
        let nominal = |t: usize| matches!(self.tokens[t].upos, Upos::Noun | Upos::Propn);
        let Some(subject) = self.subjects(verb).find(|&s| s > noun && s < verb) else { return };
        let and = self.children(verb).find(|&c| self.tokens[c].deprel.base() == Deprel::Cc);
        let Some(and) = and.filter(|&a| a > noun && a < subject) else { return };
        let verbless = !self.range.clone().take_while(|&t| t < and).any(|t| self.is_finite(t));
        if !nominal(noun) || !nominal(subject) || !verbless || !self.is_clause(verb) {
            return;
        }
        if self.tokens[noun].deprel != Deprel::Root || self.has(noun, &[Deprel::Case]) {
            return;
        }
        let Token { head, deprel, .. } = self.tokens[noun];
        (self.tokens[verb].head, self.tokens[verb].deprel) = (head, deprel);
        for child in self.range.clone().filter(|&t| t > verb) {
            if self.tokens[child].head == Some(noun) {
                self.tokens[child].head = Some(verb);
            }
        }
        self.hang_as_subject(noun, verb);
        self.hang(subject, noun, Deprel::Conj);
        self.tokens[and].head = Some(subject);
    }

    /// "Le ministre affirme que des unités occupent Harl et exige leur retrait": a coordinated verb without a subject, not in the number
    /// of the verb of what is said, goes with the verb that says so where that one is in its number.
    fn verb_that_agrees(&mut self, verb: usize) {
        let number = |t: usize| self.finite_at(t).and_then(|f| self.tokens[f].feats.number);
        let coordinated =
            self.tokens[verb].deprel.base() == Deprel::Conj && self.subjects(verb).next().is_none();
        let Some(first) = self.tokens[verb].head.filter(|&h| coordinated && h < verb) else { return };
        let (Some(own), Some(other)) = (number(verb), number(first)) else { return };
        let above = self.tokens[first]
            .head
            .filter(|&h| h < first && self.tokens[first].deprel.base() == Deprel::Ccomp);
        let Some(above) = above.filter(|&a| own != other && number(a) == Some(own)) else { return };
        self.tokens[verb].head = Some(above);
    }

    /// The finite form of the verb at `verb`: its own or that of an auxiliary.
    fn finite_at(&self, verb: usize) -> Option<usize> {
        let auxiliary = |&c: &usize| self.tokens[c].deprel.base() == Deprel::Aux;
        std::iter::once(verb).chain(self.children(verb).filter(auxiliary)).find(|&t| self.is_finite(t))
    }

    /// The state sent troops, its army said, and called on its allies: a verb that is coordinated behind who says so is
    /// coordinated with the verb before.
    fn verb_behind_speech(&mut self, verb: usize) {
        if self.tokens[verb].deprel.base() != Deprel::Conj {
            return;
        }
        let Some(speech) = self.tokens[verb].head.filter(|&h| h < verb) else { return };
        let said =
            self.children(speech).find(|&c| c < speech && self.tokens[c].deprel.base() == Deprel::Ccomp);
        let Some(first) = said.or(self.tokens[speech].head.filter(|&h| h < speech)) else { return };
        let Some(speaker) = self.subjects(speech).next() else { return };
        let and = self.children(verb).find(|&c| self.tokens[c].deprel.base() == Deprel::Cc);
        let Some(and) = and.filter(|&a| a > speech && self.follows_comma(a)) else { return };
        let aside = self.follows_comma(speaker.min(self.start_of(speaker)).min(speech));
        let told = said.is_some()
            || matches!(self.tokens[speech].deprel.base(), Deprel::Conj | Deprel::Parataxis | Deprel::Advcl)
                && !self.has(speech, &[Deprel::Cc, Deprel::Mark, Deprel::Obj, Deprel::Ccomp]);
        let bare = self.subjects(verb).next().is_none() && and < verb;
        if aside && told && bare && self.tokens[first].upos == Upos::Verb && self.is_clause(verb) {
            self.tokens[verb].head = Some(first);
        }
    }

    /// "..., ce que X dément": what the tagger takes for an adverb of the noun of a relative clause without verb is its verb, where the
    /// lexicon knows it as one.
    fn verb_of_relative(&mut self, verb: usize, model: &Model) {
        let Some(subject) = self.tokens[verb].head.filter(|&h| h < verb && self.is_nominal(h)) else {
            return;
        };
        // Either of the two, noun and pronoun, may hang on the other.
        let clause = |t: &usize| self.tokens[*t].deprel == Deprel::AclRelcl;
        let below =
            self.children(subject).find(|&c| c < subject && self.is_relative(c)).filter(|_| clause(&subject));
        let above = self.tokens[subject].head.filter(|&p| p < subject && self.is_relative(p)).filter(clause);
        let Some(pronoun) = below.or(above) else { return };
        let head = self.tokens[if below.is_some() { subject } else { pronoun }].head;
        let next = self.tokens.get(verb + 1).is_none_or(|t| t.upos == Upos::Punct);
        let Some((feats, lemma)) = model.as_finite(&self.tokens[verb].form).filter(|_| next) else { return };
        let token = &mut self.tokens[verb];
        (token.upos, token.feats, token.lemma) = (Upos::Verb, feats, lemma);
        (token.head, token.deprel) = (head, Deprel::AclRelcl);
        self.hang(subject, verb, Deprel::Nsubj);
        self.hang(pronoun, verb, Deprel::Obj);
    }

    /// "dénonce « une guerre qu'on cache » et exige": a verb without subject that marks of quotation part from the clause before is
    /// coordinated with the verb above that clause.
    fn verb_behind_marks(&mut self, verb: usize) {
        let below =
            |t: usize| matches!(self.tokens[t].deprel.base(), Deprel::Ccomp | Deprel::Acl | Deprel::Advcl);
        let Some(before) = self.tokens[verb].head.filter(|&h| h < verb && below(h)) else { return };
        if self.tokens[verb].deprel != Deprel::Conj || !self.lacks_subject(verb) || !self.is_clause(verb) {
            return;
        }
        let above = self.ancestors(before).find(|&t| t < before && self.is_clause(t));
        if let Some(above) = above.filter(|&a| self.parted(before, verb) && !self.parted(a, verb)) {
            self.tokens[verb].head = Some(above);
        }
    }

    /// Whether a mark of quotation between the two words has no partner there.
    fn parted(&self, from: usize, to: usize) -> bool {
        let mut open = 0_i32;
        let mut straight = false;
        for token in &self.tokens[from..to] {
            match token.form.as_str() {
                "«" | "“" => open += 1,
                "»" | "”" => open -= 1,
                "\"" => straight = !straight,
                _ => {}
            }
        }
        open != 0 || straight
    }

    /// Gunmen from the front attacked: of two subjects with a preposition between, the second is the first one's complement.
    fn complement_of_subject(&mut self, preposition: usize) {
        let Some(verb) = self.tokens[preposition].head.filter(|&v| v > preposition) else { return };
        let subjects: Vec<usize> = self.subjects(verb).filter(|&s| s < verb).collect();
        let &[first, second] = subjects.as_slice() else { return };
        if first + 1 == preposition && self.start_of(second) == preposition + 1 {
            self.hang(second, first, Deprel::Nmod);
            self.hang(preposition, second, Deprel::Case);
        }
    }

    /// A strike killed ten people, medics at the hospital said: the noun behind the last comma before a verb that reports and has no
    /// subject is its subject, not coordinated with what is reported.
    fn speaker_behind_comma(&mut self, verb: usize) {
        let reported = self.children(verb).any(|c| c < verb && self.tokens[c].deprel.base() == Deprel::Ccomp);
        if !(reported || self.ends_behind_clause(verb))
            || !self.is_finite(verb)
            || self.subjects(verb).next().is_some()
        {
            return;
        }
        let Some(comma) = (self.range.start..verb).rev().find(|&t| self.tokens[t].form == ",") else {
            return;
        };
        let astray = |&t: &usize| {
            let Token { upos, deprel, head, .. } = &self.tokens[t];
            matches!(upos, Upos::Noun | Upos::Propn)
                && matches!(deprel.base(), Deprel::Conj | Deprel::Appos)
                && head.is_some_and(|h| h < comma)
        };
        let Some(speaker) = (comma + 1..verb).find(astray) else { return };
        if self.has(speaker, &[Deprel::Cc, Deprel::Case])
            || (comma..verb).any(|t| self.tokens[t].upos == Upos::Verb)
        {
            return;
        }
        for aside in speaker + 1..verb {
            if self.tokens[aside].head.is_some_and(|h| h < comma) {
                self.tokens[aside].head = Some(speaker);
                if self.tokens[aside].deprel.base() == Deprel::Obl {
                    self.tokens[aside].deprel = Deprel::Nmod;
                }
            }
        }
        self.hang_as_subject(speaker, verb);
    }

    /// Whether the verb ends the sentence and hangs on the verb of a clause before it, with no word that joins it to that.
    fn ends_behind_clause(&self, verb: usize) -> bool {
        let token = &self.tokens[verb];
        let last = verb + 2 == self.range.end && self.tokens[verb + 1].form == ".";
        let clause = token.head.is_some_and(|h| h < verb && self.tokens[h].upos == Upos::Verb);
        let joined = self.has(verb, &[Deprel::Mark, Deprel::Cc]);
        last && clause && !joined && matches!(token.deprel.base(), Deprel::Advcl | Deprel::Parataxis)
    }

    /// The first word of the phrase that ends with the noun at `noun`.
    fn start_of(&self, noun: usize) -> usize {
        (self.range.start..noun)
            .rev()
            .take_while(|&t| self.tokens[t].head.is_some_and(|h| h > t && h <= noun))
            .last()
            .unwrap_or(noun)
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

    #[test]
    fn what_stands_behind_a_possessor_is_the_head() {
        for text in
            ["Angola's ORSK is suspected of having armed the rebels.", "Uganda's Idriss Barka met the envoy."]
        {
            let analysis = analyze(text, &[], Lang::from_tag("en").unwrap());
            let owner = &analysis.tokens[0];
            assert_eq!(owner.deprel, Deprel::NmodPoss, "{text}");
            let name = owner.head.unwrap();
            assert_eq!(analysis.tokens[name].deprel.base(), Deprel::Nsubj, "{text}");
            assert!(name > 1, "{text}");
        }
    }

    #[test]
    fn a_name_joined_to_a_participle_gives_its_place_to_the_noun() {
        let text = "The police have been accused by New Kessel-based Human Aid Watch of executing six men.";
        let analysis = analyze(text, &[], Lang::from_tag("en").unwrap());
        assert_eq!(link(&analysis, "Watch"), (Deprel::OblAgent, "accused"));
        assert_eq!(link(&analysis, "by"), (Deprel::Case, "Watch"));
        assert_eq!(link(&analysis, "Kessel").1, "based");
    }

    #[test]
    fn a_noun_behind_the_opening_phrase_is_the_subject_of_a_verb_without_one() {
        let text = "In the bazaar, a carpet seller, Gholam Brek, had closed early.";
        let analysis = analyze(text, &[], Lang::from_tag("en").unwrap());
        assert_eq!(link(&analysis, "seller"), (Deprel::Nsubj, "closed"));
    }

    #[test]
    fn who_reports_behind_a_comma_is_the_subject() {
        let text =
            "Les rebelles ont pris Merk après trois jours de combats, ont rapporté lundi des habitants.";
        assert_eq!(link(&read(text), "habitants"), (Deprel::Nsubj, "rapporté"));
        let text =
            "Cinq personnes ont été tuées et dix-sept autres blessées, a annoncé le ministère de la Santé.";
        assert_eq!(link(&read(text), "ministère"), (Deprel::Nsubj, "annoncé"));
    }

    #[test]
    fn an_apposition_agrees_with_what_it_explains() {
        let text = "L'armée a affirmé avoir tué un commandant de la force Merk, l'unité d'élite du Front.";
        assert_eq!(link(&read(text), "unité"), (Deprel::Appos, "force"));
    }

    #[test]
    fn the_day_is_not_the_object() {
        let analysis = read("L'armée avait bombardé la veille le port de Merk.");
        assert_eq!(link(&analysis, "port"), (Deprel::Obj, "bombardé"));
        assert_eq!(link(&analysis, "veille").0, Deprel::Obl);
    }

    #[test]
    fn a_label_before_a_dash_does_nothing() {
        let analysis = read("BORAL – Les rebelles ont tiré hier au mortier sur le camp de Merk.");
        assert_eq!(link(&analysis, "rebelles"), (Deprel::Nsubj, "tiré"));
        assert_ne!(link(&analysis, "BORAL").0, Deprel::Nsubj);
    }

    #[test]
    fn who_somebody_is_is_no_second_subject() {
        let text = "Son porte-parole, le colonel Lee Brek, a indiqué lundi que des soldats avaient franchi la ligne.";
        assert_eq!(link(&read(text), "colonel"), (Deprel::Appos, "porte-parole"));
    }

    #[test]
    fn the_object_of_a_relative_clause_is_a_pronoun() {
        let analysis = read("Le Front du Boral, que Bamako a sommé de partir, a quitté la région.");
        assert_eq!(link(&analysis, "que"), (Deprel::Obj, "sommé"));
        assert_eq!(analysis.tokens.iter().find(|t| t.form == "que").unwrap().upos, Upos::Pron);
    }

    #[test]
    fn a_bare_noun_behind_an_active_verb_is_its_object() {
        let text = "Le mouvement islamiste a toutefois exigé \"un retrait complet\" de l'armée.";
        let analysis = read(text);
        assert_eq!(link(&analysis, "retrait"), (Deprel::Obj, "exigé"));
        assert_eq!(link(&analysis, "mouvement"), (Deprel::Nsubj, "exigé"));
        assert_ne!(link(&read("Le ministre est parti la semaine dernière."), "semaine").0, Deprel::Obj);
    }

    #[test]
    fn what_stands_behind_an_adjunct_is_the_object() {
        for (text, object) in [
            ("Le Boral accuse depuis des mois l'Egypte de mentir.", "Egypte"),
            ("L'armée a combattu mardi à Boral le Hezbollah.", "Hezbollah"),
        ] {
            assert_eq!(link(&read(text), object).0, Deprel::Obj, "{text}");
        }
        let text = "Le ministre a parlé lundi à la presse dans le groupe Le Boral.";
        assert_ne!(link(&read(text), "Boral").0, Deprel::Obj);
    }

    #[test]
    fn what_stands_behind_the_day_is_the_object() {
        for text in
            ["Le Boral a accusé mardi l'Egypte de mentir.", "Le Boral a libéré jeudi le chef des rebelles."]
        {
            let analysis = read(text);
            let object = analysis.tokens.iter().find(|t| t.deprel == Deprel::Obj).unwrap();
            assert!(["Egypte", "chef"].contains(&object.form.as_str()), "{text}");
        }
        assert_ne!(link(&read("Boral attaquera, a averti mardi le ministère."), "ministère").0, Deprel::Obj);
    }

    #[test]
    fn a_participle_may_be_a_clause_of_its_own() {
        let text = "L'Autorité a réclamé une protection internationale, son vice-président Hussein Brek dénonçant un crime.";
        let analysis = read(text);
        assert_eq!(link(&analysis, "vice-président"), (Deprel::Nsubj, "dénonçant"));
        assert_eq!(link(&analysis, "dénonçant").1, "réclamé");
    }

    #[test]
    fn marks_may_enclose_the_subject() {
        let text = "Le ministre de l'Information, Attaullah Tarar, a soutenu que 38 « terroristes » avaient été éliminés.";
        let analysis = read(text);
        assert_eq!(link(&analysis, "terroristes"), (Deprel::NsubjPass, "éliminés"));
        assert_eq!(link(&analysis, "38"), (Deprel::Nummod, "terroristes"));
        assert_eq!(link(&analysis, "éliminés"), (Deprel::Ccomp, "soutenu"));
    }

    #[test]
    fn a_perfect_infinitive_hangs_on_the_verb_before() {
        let text = "\"Nous attendons\", a-t-il assuré, précisant s'être entretenu mardi soir avec le ministre, Anton Brek.";
        assert_eq!(link(&read(text), "entretenu").1, "précisant");
    }

    #[test]
    fn a_relative_clause_has_its_verb() {
        let analysis =
            read("Il accuse son voisin d'avoir noué une alliance avec Harl, ce que le Front dément.");
        assert_eq!(link(&analysis, "Front"), (Deprel::Nsubj, "dément"));
        assert_eq!(link(&analysis, "dément"), (Deprel::AclRelcl, "ce"));
    }

    #[test]
    fn a_verb_behind_a_quotation_is_not_of_its_clause() {
        let text = "Anton Brek dénonce « une guerre qu'on cache au pays » et réclame une enquête.";
        assert_eq!(link(&read(text), "réclame"), (Deprel::Conj, "dénonce"));
    }

    #[test]
    fn a_coordinated_verb_agrees_with_its_subject() {
        let text =
            "Le ministre affirme que des unités sorves occupent plusieurs villes et exige leur retrait.";
        assert_eq!(link(&read(text), "exige"), (Deprel::Conj, "affirme"));
        let text =
            "Le ministre affirme que des unités sorves occupent plusieurs villes et exigent une rançon.";
        assert_eq!(link(&read(text), "exigent"), (Deprel::Conj, "occupent"));
    }

    #[test]
    fn a_noun_is_coordinated_with_the_noun_before() {
        let text = "Soutenu par les Emirats arabes unis, l'Egypte et la Russie, le maréchal Keïta avait échoué en 2020.";
        let analysis = read(text);
        assert_eq!(link(&analysis, "Egypte"), (Deprel::Conj, "Emirats"));
        assert_eq!(link(&analysis, "Russie"), (Deprel::Conj, "Emirats"));
        let text =
            "Le Boral, principal soutien du Hezbollah libanais et des rebelles houthis, exclut de négocier.";
        let analysis = read(text);
        assert_eq!(link(&analysis, "rebelles"), (Deprel::Conj, "Hezbollah"));
    }

    #[test]
    fn an_object_stands_behind_an_adjunct() {
        let analysis = read("Les rebelles combattent depuis 2012 le gouvernement du Boral.");
        assert_eq!(link(&analysis, "gouvernement"), (Deprel::Obj, "combattent"));
        let analysis = read("Le Boral a accusé jeudi le Merk de masser des troupes.");
        assert_eq!(link(&analysis, "Merk"), (Deprel::Obj, "accusé"));
        // Who speaks behind the verb is no object.
        let analysis = read("\u{ab} Nous partons \u{bb}, a déclaré jeudi le ministre du Boral.");
        assert_ne!(link(&analysis, "ministre").0, Deprel::Obj);
    }

    #[test]
    fn a_verb_stands_behind_its_relative_pronoun() {
        let text = "The Boral Front, a militia that fights alongside the army, lost the town.";
        let analysis = analyze(text, &[], Lang::from_tag("en").unwrap());
        let verb = analysis.tokens.iter().find(|t| t.form == "fights").unwrap();
        assert_eq!(verb.upos, Upos::Verb);
    }

    #[test]
    fn a_past_tense_with_be_is_no_passive() {
        for (text, verb) in [
            ("L'armée boralienne est entrée mardi dans Harl.", "entrée"),
            ("Des combattants sont arrivés dans la ville.", "arrivés"),
            ("Les rebelles se sont retirés de Harl.", "retirés"),
        ] {
            let analysis = read(text);
            let at = analysis.tokens.iter().position(|t| t.form == verb).unwrap();
            assert!(analysis.exact(at, Deprel::AuxPass).is_none(), "{text}");
            assert!(analysis.exact(at, Deprel::NsubjPass).is_none(), "{text}");
            assert!(analysis.dependent(at, Deprel::Nsubj).is_some(), "{text}");
        }
        for (text, verb) in
            [("La lettre a été retournée.", "retournée"), ("Le village est occupé par l'armée.", "occupé")]
        {
            let analysis = read(text);
            let at = analysis.tokens.iter().position(|t| t.form == verb).unwrap();
            assert!(analysis.exact(at, Deprel::AuxPass).is_some(), "{text}");
        }
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
    fn a_counted_noun_without_preposition_is_the_subject_of_a_verb_without_one() {
        for text in [
            "Au moins douze soldats sont morts dans une embuscade près de Kessel.",
            "Au moins cinq soldats et un civil ont été blessés vendredi.",
            "Au moins deux navires ont coulé au large de Kessel.",
            "Au moins dix soldats se sont rendus.",
        ] {
            let analysis = read(text);
            let noun = analysis.tokens.iter().position(|t| t.upos == Upos::Noun).unwrap();
            assert_eq!(analysis.tokens[noun].deprel.base(), Deprel::Nsubj, "{text}");
        }
        let analysis = read("Dix jours plus tard, les navires ont coulé.");
        assert_ne!(link(&analysis, "jours").0.base(), Deprel::Nsubj);
    }

    #[test]
    fn what_and_adds_behind_the_subject_of_a_plural_verb_is_a_subject_too() {
        for text in [
            "Les combattants du Front de Kessel (FK), dominé par d'anciens miliciens, et des brigades alliées ont lancé mardi un assaut.",
            "Le Front de Kessel, issu de la Ligue, et des brigades alliées ont attaqué le port.",
        ] {
            let analysis = read(text);
            let relation = link(&analysis, "brigades").0.base();
            assert!(matches!(relation, Deprel::Conj | Deprel::Nsubj), "{text}: {relation:?}");
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
    fn a_relative_clause_gives_the_subject_back_to_the_verb_behind_it() {
        let english = |text: &str| analyze(text, &[], Lang::from_tag("en").unwrap());
        let analysis = english(
            "Sorvia, which signed a treaty with Boral in May, has sent some 300 engineers to rebuild the port.",
        );
        assert_eq!(link(&analysis, "Sorvia"), (Deprel::Nsubj, "sent"));
        assert_eq!(link(&analysis, "signed"), (Deprel::AclRelcl, "Sorvia"));
        let analysis =
            english("The militia, which Washington put on its terrorist list, rejected the charge.");
        assert_eq!(link(&analysis, "militia"), (Deprel::Nsubj, "rejected"));
        assert_eq!(link(&analysis, "which"), (Deprel::Obj, "put"));
        let analysis = read(
            "La ministre Anne Varenne, qui ne s'est pas montrée depuis le séisme, devait ouvrir mardi un congrès.",
        );
        assert_eq!(link(&analysis, "devait").0, Deprel::Root);
        assert_eq!(link(&analysis, "ministre").1, "devait");
    }

    #[test]
    fn the_first_noun_of_a_coordination_is_a_subject_too() {
        let analysis = read("L'Union européenne et le Canada ont lancé le même appel.");
        assert_eq!(link(&analysis, "Union"), (Deprel::Nsubj, "lancé"));
        assert_eq!(link(&analysis, "Canada"), (Deprel::Conj, "Union"));
    }

    #[test]
    fn who_says_so_is_not_coordinated_with_what_is_said() {
        let text = "A strike on the camp killed ten people, medics at the Belan hospital said.";
        let analysis = analyze(text, &[], Lang::from_tag("en").unwrap());
        assert_eq!(link(&analysis, "medics"), (Deprel::Nsubj, "said"));
        assert_eq!(link(&analysis, "hospital"), (Deprel::Nmod, "medics"));
        let text = "Gunmen from Boko Haram attacked an army base on Monday.";
        let analysis = analyze(text, &[], Lang::from_tag("en").unwrap());
        assert_eq!(link(&analysis, "Boko"), (Deprel::Nmod, "Gunmen"));
    }

    #[test]
    fn a_verb_behind_who_says_so_goes_with_the_verb_before() {
        let text = "Sorvia scrambled helicopters on Monday, its navy said, and called on its partners to send doctors.";
        let analysis = analyze(text, &[], Lang::from_tag("en").unwrap());
        assert_eq!(link(&analysis, "called"), (Deprel::Conj, "scrambled"));
    }

    #[test]
    fn a_participle_is_the_verb_of_a_sentence_that_has_none() {
        for (text, verb, subject) in [
            ("More than 40 Sorvian sailors surrendered in the port.", "surrendered", "sailors"),
            ("Niger dismissed reports that it was massing troops.", "dismissed", "Niger"),
        ] {
            let analysis = analyze(text, &[], Lang::from_tag("en").unwrap());
            assert_eq!(link(&analysis, subject), (Deprel::Nsubj, verb), "{text}");
            assert_eq!(link(&analysis, verb).0, Deprel::Root, "{text}");
        }
    }

    #[test]
    fn a_word_like_an_adverb_at_the_end_is_the_verb_of_a_sentence_that_has_none() {
        for text in ["Le parti dément.", "Accusé par le Mali de soutenir les rebelles, le Rwanda dément."]
        {
            assert_eq!(link(&read(text), "dément").0, Deprel::Root, "{text}");
        }
    }

    #[test]
    fn a_counted_noun_behind_a_weekday_is_the_object_of_a_verb_without_one() {
        let analysis = read("La junte a libéré vendredi 23 combattants.");
        assert_eq!(link(&analysis, "combattants"), (Deprel::Obj, "libéré"));
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

    #[test]
    fn a_noun_before_that_is_the_verb_of_a_sentence_without_one() {
        let analysis = read("Une source proche du dossier précise que la route est coupée.");
        let verb = analysis.tokens.iter().find(|t| t.form == "précise").unwrap();
        assert_eq!((verb.upos, verb.lemma.as_str()), (Upos::Verb, "préciser"));
        let analysis = read("L'annonce que la route est coupée a surpris la ville.");
        assert!(analysis.tokens.iter().all(|t| t.form != "annonce" || t.upos == Upos::Noun));
    }

    #[test]
    fn a_clause_with_whose_gives_the_subject_back() {
        let analysis =
            read("L'Union du Nord, dont les combattants ont fui vers la côte, a dénoncé mardi un piège.");
        assert_eq!(link(&analysis, "Union"), (Deprel::Nsubj, "dénoncé"));
        let text = "Six marins, dont un cuisinier du port et deux enfants, ont été blessés lundi, a annoncé la mairie.";
        assert_eq!(link(&read(text), "marins"), (Deprel::NsubjPass, "blessés"));
    }

    #[test]
    fn a_noun_before_an_adjective_is_the_subject() {
        let analysis = analyze(
            "A diplomat close to the talks said a deal was near.",
            &[],
            Lang::from_tag("en").unwrap(),
        );
        assert_eq!(link(&analysis, "diplomat"), (Deprel::Nsubj, "said"));
        assert_eq!(link(&analysis, "close"), (Deprel::Amod, "diplomat"));
    }
}
