//! Who is what a noun for one who stands in a relation says: "allié", "rival", "branch".

use super::{Cue, REACH, Reader};
use crate::dispatch::{ActorId, ActorKind, AllianceKind};
use crate::extract::events::clause::{Argument, Slot};
use crate::extract::events::parties::Roles;
use crate::language::{Deprel, Number, Upos};
use crate::lexicon::nominals::PronounRole;
use crate::lexicon::relations::Class;
use crate::lexicon::triggers::Role;

impl Reader<'_> {
    /// Whether the word at `token` is the name of a party, as the first part of a compound with the word at `head`.
    pub(super) fn compound(&self, token: usize, head: usize) -> bool {
        let cast = self.parties.cast;
        let tokens = &self.reading.analysis.tokens;
        tokens[token].deprel.base() == Deprel::Compound
            && cast.at(token).or_else(|| cast.seat(token)).is_some()
            && !(token..head).any(|t| tokens[t].form == ",")
    }

    /// Who stands in the relation that the noun or adjective at `head` names one by ("allié"), and to whom, beside its complements,
    /// which are left in `arguments`.
    pub(super) fn hold(&self, cue: Cue<'_>, arguments: &mut Vec<Argument>) -> Roles {
        let Cue { head, class, tokens: words, .. } = cue;
        // "a Hamas ally": whose ally it is may stand before it; but "their Hamas allies".
        let owned = arguments.iter().any(|a| a.slot == Slot::Possessive);
        let compound = |a: &Argument| {
            a.slot == Slot::Modifier
                && !class.called
                && !words.contains(&a.token)
                && self.compound(a.token, head)
                && !self.within(class, a.token)
        };
        let mut agents = Vec::new();
        for argument in arguments.iter_mut().filter(|a| compound(a)) {
            if owned {
                agents.extend(self.stands(argument.token));
            } else {
                argument.slot = Slot::Possessive;
            }
        }
        let nation = self.nation_of(cue, arguments);
        arguments.retain(|a| !matches!(a.slot, Slot::Modifier | Slot::Subject));
        // "garant des pourparlers aux côtés de X": whose it is is said, and is nobody.
        let nobody = |a: &Argument| a.slot == Slot::Genitive && self.parties.of_or_seat(a.token).is_empty();
        if arguments.iter().any(nobody) {
            arguments.retain(|a| !matches!(a.slot, Slot::Preposition(_)));
        }
        if let Some(roles) = self.between_names(cue) {
            arguments.clear();
            return roles;
        }
        if agents.is_empty() {
            agents = self.told_of(cue);
        }
        let mut roles = Roles { agents, targets: Vec::new() };
        // "by X and by its rival, Y": whose rival Y is, is not Y.
        let same = |a: &Argument| {
            let whose = self.parties.of(a.token);
            !whose.is_empty() && whose.iter().all(|w| roles.agents.contains(w))
        };
        arguments.retain(|a| a.slot != Slot::Possessive || !same(a));
        let own: Vec<ActorId> = arguments
            .iter()
            .filter(|a| a.slot == Slot::Possessive)
            .flat_map(|a| self.parties.of(a.token))
            .collect();
        self.possessed_by(cue, &own, &mut roles);
        if let Some(nation) = nation.filter(|_| roles.targets.is_empty() && own.is_empty()) {
            let country = |a: ActorId| self.parties.cast.get(a).country;
            roles
                .targets
                .extend(Some(nation).filter(|&n| roles.agents.iter().all(|&a| country(a) != country(n))));
        }
        let Roles { agents, targets } = &mut roles;
        agents.retain(|a| !targets.contains(a) && !own.contains(a));
        // "X, le parti de Y": whose it is stands in it.
        if class.frame.subject == Some(Role::Target) {
            std::mem::swap(agents, targets);
        }
        roles
    }

    /// Who is told to be what the noun of `cue` says, by a copula or in apposition.
    fn told_of(&self, cue: Cue<'_>) -> Vec<ActorId> {
        let Cue { head, first, .. } = cue;
        let mut agents = self.inverted_copula(head);
        if agents.is_empty() {
            agents = self.holder(head);
        }
        if agents.is_empty() {
            agents = self.seen_as(head);
        }
        // "X and Y are sworn enemies", whatever the parser takes "sworn" for.
        let several = self.reading.analysis.tokens[head].feats.number == Some(Number::Plur);
        if agents.is_empty() && several {
            agents = self.subject_of_copula(first).map(|(_, who)| who).unwrap_or_default();
        }
        agents
    }

    /// Adds to `roles` who is named behind a possessive, and whose he is: `own` by name, or whoever a pronoun means.
    fn possessed_by(&self, cue: Cue<'_>, own: &[ActorId], roles: &mut Roles) {
        let Cue { head, class, .. } = cue;
        let tokens = &self.reading.analysis.tokens;
        // "X et leurs alliés Y": where nothing tells whose they are, they are those of whom they stand beside.
        let noun = tokens[head].head.filter(|_| tokens[head].deprel.base() == Deprel::Amod).unwrap_or(head);
        let possessive = self.possessed(head);
        let beside = if possessive.is_some() { self.beside(noun) } else { Vec::new() };
        if possessive.is_some() && (roles.agents.is_empty() || self.parties.cast.at(noun).is_none()) {
            let spelt = self.spelt_out(head);
            if !spelt.is_empty() {
                roles.agents = spelt;
            }
        }
        // "X's foe Y", wherever the parser hung Y.
        if roles.agents.is_empty() && !own.is_empty() {
            roles.agents = self.spelt_out(head);
        }
        let vague = roles.agents.iter().all(|&a| self.people(a));
        if vague && (!own.is_empty() || possessive.is_some()) {
            roles.agents = self.described(head);
        }
        if own.is_empty() && !roles.agents.is_empty() {
            let named = class.kind != AllianceKind::MemberOf
                || !roles.agents.iter().any(|&a| self.parties.unnamed(a));
            let whose = possessive.filter(|_| named).and_then(|p| self.owner(p, &roles.agents));
            roles.targets = whose.map_or(beside, |whose| vec![whose]);
        }
    }

    /// The state whose the noun of `cue` is by its adjective, where the frame says so and nothing else tells whose it is: "X, a Russian
    /// ally".
    fn nation_of(&self, cue: Cue<'_>, arguments: &[Argument]) -> Option<ActorId> {
        let Cue { head, class, .. } = cue;
        let told = |a: &Argument| {
            matches!(a.slot, Slot::Possessive | Slot::Genitive)
                || matches!(&a.slot, Slot::Preposition(p) if class.frame.prepositions.get(p) == Some(&Role::Target))
        };
        if class.frame.adjective != Some(Role::Target)
            || arguments.iter().any(told)
            || self.possessed(head).is_some()
        {
            return None;
        }
        arguments.iter().filter(|a| a.slot == Slot::Modifier).find_map(|a| self.parties.nation(a.token))
    }

    /// Whom a word for an ally means that does not say whose: "l'armée et les milices alliées", "X et leurs alliés".
    pub(super) fn beside(&self, noun: usize) -> Vec<ActorId> {
        let token = &self.reading.analysis.tokens[noun];
        match token.head.filter(|_| token.deprel.base() == Deprel::Conj) {
            Some(first) => {
                let own = self.parties.of(noun);
                let mut party = self.parties.of(first);
                party.retain(|a| !own.contains(a));
                party
            }
            None => Vec::new(),
        }
    }

    /// Whom the noun at `noun` describes: as predicate, in apposition, or among others.
    pub(super) fn holder(&self, noun: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let clauses = self.clauses();
        let among = &self.relations.marks.among;
        // "X, principal allié de Y": who stands right before the comma, wherever the parser hung it.
        let governor = tokens[noun].head;
        let argument = match tokens[noun].deprel.base() {
            Deprel::Nsubj | Deprel::Obj => true,
            // A noun that seems coordinated with a verb, or that no conjunction and no article leads, is in apposition.
            Deprel::Conj => {
                let led = |c: usize| {
                    let article = tokens[c].deprel.base() == Deprel::Det && !tokens[c].feats.possessive;
                    article || tokens[c].deprel.base() == Deprel::Cc
                };
                governor.is_some_and(|h| tokens[h].upos != Upos::Verb) && analysis.children(noun).any(led)
            }
            _ => analysis.dependent(noun, Deprel::Cop).is_some(),
        };
        let set_off = self.before(noun).filter(|(at, who)| {
            let several = who.len() > 1 && tokens[noun].feats.number == Some(Number::Plur);
            !argument || several || analysis.ancestors(*at).take(3).any(|t| t == noun)
        });
        if let Some((_, set_off)) = set_off {
            return set_off;
        }
        let mut at = noun;
        for _ in 0..4 {
            if analysis.dependent(at, Deprel::Cop).is_some()
                || analysis.dependent(at, Deprel::Nsubj).is_some()
            {
                return clauses.subject(at, 4).map(|s| self.party(s)).unwrap_or_default();
            }
            let Some(head) = tokens[at].head else { break };
            match tokens[at].deprel.base() {
                Deprel::Appos
                | Deprel::Amod
                | Deprel::Acl
                | Deprel::Flat
                | Deprel::Parataxis
                | Deprel::Dep => {
                    let described = self.parties.cast.party(analysis, head);
                    if !described.is_empty() {
                        return described;
                    }
                    at = head;
                }
                Deprel::Conj => at = head,
                Deprel::Obl if self.relations.marks.becomes.contains(&tokens[head].lemma) => {
                    return clauses.subject(head, 4).map(|s| self.party(s)).unwrap_or_default();
                }
                Deprel::Nmod | Deprel::Obl => {
                    let one = among.contains(&tokens[head].lemma)
                        || analysis
                            .dependent(at, Deprel::Case)
                            .is_some_and(|c| among.contains(&tokens[c].lemma));
                    if !one {
                        break;
                    }
                    if tokens[head].upos == Upos::Propn || self.parties.cast.at(head).is_some() {
                        return self.parties.cast.party(analysis, head);
                    }
                    at = head;
                }
                Deprel::Xcomp | Deprel::Obj | Deprel::Advcl
                    if self.reading.words.triggers.syntax.copulas.contains(&tokens[head].lemma)
                        || self.relations.marks.becomes.contains(&tokens[head].lemma) =>
                {
                    return clauses.subject(head, 4).map(|s| self.party(s)).unwrap_or_default();
                }
                _ => break,
            }
        }
        self.named(noun)
    }

    /// Whether somebody is said to be what the noun at `noun` names, or one of several: "était l'un des dirigeants de X".
    pub(super) fn predicated(&self, noun: usize) -> bool {
        let analysis = self.reading.analysis;
        let copulas = &self.reading.words.triggers.syntax.copulas;
        (noun.saturating_sub(REACH)..noun)
            .rev()
            .take_while(|&t| !matches!(analysis.tokens[t].upos, Upos::Punct | Upos::Propn | Upos::Noun))
            .any(|t| copulas.contains(&analysis.tokens[t].lemma))
    }

    /// The preposition that says that what the noun at `noun` names is a means: "*avec* l'appui de X".
    pub(super) fn by_means(&self, noun: usize) -> Option<usize> {
        let tokens = &self.reading.analysis.tokens;
        (noun.saturating_sub(REACH)..noun)
            .rev()
            .find(|&t| !matches!(tokens[t].upos, Upos::Det | Upos::Adj | Upos::Adv))
            .filter(|&t| matches!(tokens[t].upos, Upos::Adp | Upos::Sconj))
            .filter(|&t| self.relations.marks.by_means.contains(&tokens[t].lemma))
    }

    /// Whom the phrase headed by `token` means where it can only mean somebody, be it by a capital.
    fn party(&self, token: usize) -> Vec<ActorId> {
        let found = self.parties.of_or_seat(token);
        if found.is_empty() { self.stands(token).into_iter().collect() } else { found }
    }

    /// Who is named behind the copula that the noun at `noun` is the subject of: "X's chief backer is Y".
    pub(super) fn inverted_copula(&self, noun: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let predicate = tokens[noun].head.filter(|&h| {
            tokens[noun].deprel.base() == Deprel::Nsubj
                && h > noun
                && analysis.dependent(h, Deprel::Cop).is_some()
        });
        predicate.map(|p| self.parties.of_or_seat(p)).unwrap_or_default()
    }

    /// Who is seen or described as what the noun at `noun` says: "regards X as an ally of Y".
    pub(super) fn seen_as(&self, noun: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let tokens = &analysis.tokens;
        let clauses = self.clauses();
        let like = &clauses.syntax.like;
        let marked = analysis.children(noun).any(|c| like.contains(&tokens[c].lemma));
        let verb = analysis.ancestors(noun).take(2).find(|&t| tokens[t].upos == Upos::Verb);
        let Some(verb) = verb.filter(|_| marked) else { return Vec::new() };
        let around = clauses.verb(verb);
        let object = around.iter().find(|a| a.slot == Slot::Object && a.token < noun);
        // "X is working as part of Y".
        let object = object.or_else(|| around.iter().find(|a| a.slot == Slot::Subject));
        let told = object.map(|a| self.parties.of_or_seat(a.token)).unwrap_or_default();
        if !told.is_empty() && !told.iter().all(|&a| self.parties.unnamed(a)) || !self.bare(verb) {
            return told;
        }
        // "X, un groupe considéré comme une branche de Y".
        self.before(verb).map_or(told, |(_, who)| who)
    }

    /// Who is named right at the noun: "son allié Hezbollah", "leur parrain, l'Iran".
    pub(super) fn named(&self, noun: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        analysis
            .children(noun)
            .filter(|&c| {
                matches!(analysis.tokens[c].deprel.base(), Deprel::Appos | Deprel::Flat | Deprel::Compound)
                    || analysis.tokens[c].deprel == Deprel::Nmod
                        && analysis.dependent(c, Deprel::Case).is_none()
            })
            .flat_map(|c| self.parties.cast.party(analysis, c))
            .collect()
    }

    /// The possessive before the word at `noun`, a few words of its description aside: "*son* ancien allié".
    pub(super) fn possessed(&self, noun: usize) -> Option<usize> {
        let tokens = &self.reading.analysis.tokens;
        let pronouns = &self.reading.words.nominals.pronouns;
        (noun.saturating_sub(4)..noun)
            .rev()
            .take_while(|&t| {
                let compound = tokens[t].deprel.base() == Deprel::Compound;
                // "their Hezbollah allies".
                let part = matches!(tokens[t].upos, Upos::Noun | Upos::Propn) && compound;
                // "its sworn enemy", "son vieil ennemi": whatever the tagger takes the adjective for.
                let describes = tokens[t].head == Some(noun) && tokens[t].deprel.base() == Deprel::Amod
                    || tokens[noun].head == Some(t) && tokens[noun].deprel.base() == Deprel::Amod;
                // "its arch-rival".
                let hyphen = tokens[t].form == "-";
                part || describes
                    || hyphen
                    || !matches!(
                        tokens[t].upos,
                        Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adp | Upos::Punct
                    )
            })
            .find(|&t| pronouns.get(self.reading.lower(t)).is_some_and(|p| p.role == PronounRole::Possessive))
    }

    /// "X a reçu Y, un allié": of whom somebody in apposition is an ally, where that is not said: of who does what is told.
    pub(super) fn of_subject(&self, cue: Cue<'_>, agents: &[ActorId]) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let friend = matches!(cue.class.kind, AllianceKind::Allied | AllianceKind::Backs);
        let Some((described, _)) = self.before(cue.first).filter(|_| friend && self.introduced(cue.first))
        else {
            return Vec::new();
        };
        let verb = analysis.ancestors(described).find(|&t| analysis.tokens[t].upos == Upos::Verb);
        let subject = verb.and_then(|verb| self.clauses().subject(verb, 4)).filter(|&s| s < described);
        let mut all = subject.map(|s| self.parties.of(s)).unwrap_or_default();
        if all.iter().any(|a| agents.contains(a)) {
            all.clear();
        }
        all
    }

    /// Whether an indefinite article introduces the phrase that the word at `first` begins or stands in.
    fn introduced(&self, first: usize) -> bool {
        let tokens = &self.reading.analysis.tokens;
        let article = (first.saturating_sub(4)..first).rev().find(|&t| {
            !matches!(tokens[t].upos, Upos::Adj | Upos::Adv | Upos::Noun) || tokens[t].form == ","
        });
        let indefinite = &self.reading.words.nominals.grammar.indefinite;
        article.is_some_and(|t| tokens[t].upos == Upos::Det && indefinite.contains(self.reading.lower(t)))
    }

    /// Who is named right behind the noun at `noun`, or behind it and a comma: "son allié X", "sa branche dissidente, X, a ...".
    pub(super) fn spelt_out(&self, noun: usize) -> Vec<ActorId> {
        let tokens = &self.reading.analysis.tokens;
        let cast = self.parties.cast;
        let (mut comma, mut instances) = (false, false);
        let mut behind = noun + 1;
        for t in noun + 1..tokens.len().min(noun + REACH) {
            if t < behind {
                continue;
            }
            let token = &tokens[t];
            if let Some(actor) = cast.at(t) {
                let next = (t + 1..tokens.len()).find(|&n| cast.at(n) != Some(actor));
                let closed = next.is_some_and(|n| {
                    matches!(tokens[n].upos, Upos::Punct | Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Pron)
                });
                let mut all = vec![actor];
                if comma || tokens[noun].feats.number == Some(Number::Plur) {
                    self.list(t, &mut all);
                }
                return if closed || !comma || instances || all.len() > 1 { all } else { Vec::new() };
            }
            // "ses alliés, dont X", "its allies, among them X".
            if comma && let Some(end) = self.parties.behind_examples(t, tokens.len()) {
                (instances, behind) = (true, end);
                continue;
            }
            match token.upos {
                Upos::Punct if token.form == "," && !comma => comma = true,
                Upos::Adj | Upos::Noun | Upos::Propn => {}
                Upos::Det if comma => {}
                // "son ennemi juré, X".
                Upos::Verb if !comma && token.head == Some(noun) => {}
                _ => break,
            }
        }
        Vec::new()
    }

    /// Who stands right behind a noun that the name of whose he is stands right before: "NATO member X", "a Y ally X".
    pub(super) fn between_names(&self, cue: Cue<'_>) -> Option<Roles> {
        let Cue { first, last, class, .. } = cue;
        let tokens = &self.reading.analysis.tokens;
        let whose = first.checked_sub(1).filter(|&t| tokens[t].upos == Upos::Propn)?;
        let name = tokens.get(last + 1).filter(|t| t.upos == Upos::Propn)?;
        let (target, agent) = (self.stands(whose)?, self.stands(last + 1)?);
        let apart = target != agent && tokens[whose].span.end < name.span.start;
        (apart && !self.within(class, whose) && !class.called)
            .then(|| Roles { agents: self.spelt_out(last), targets: vec![target] })
            .filter(|roles| !roles.agents.is_empty())
    }

    /// Whether the union named at `token` only tells where two stand so: "its NATO ally X" is no ally of NATO.
    pub(super) fn within(&self, class: &Class, token: usize) -> bool {
        let union = |a: ActorId| self.parties.cast.get(a).kind == ActorKind::International;
        class.kind != AllianceKind::MemberOf && self.stands(token).is_some_and(union)
    }

    /// Whether `actor` is but a word for somebody: "its Iranian *allies*".
    fn people(&self, actor: ActorId) -> bool {
        self.parties.unnamed(actor) && self.parties.cast.get(actor).kind == ActorKind::Person
    }

    /// The actor that the noun at `noun` is itself, else the states its adjectives name: "son allié russe".
    pub(super) fn described(&self, noun: usize) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let own = self.parties.cast.at(noun);
        // "leur parrain iranien" is no person whom nobody names.
        if let Some(own) = own.filter(|&a| !self.people(a)) {
            return vec![own];
        }
        let nations: Vec<ActorId> = analysis
            .dependents(noun, Deprel::Amod)
            .flat_map(|a| analysis.coordinated(a))
            .filter_map(|a| self.parties.nation(a))
            .collect();
        if nations.is_empty() { own.into_iter().collect() } else { nations }
    }

    /// Gives the support that is a means ("avec l'appui de X, Y a") to whom it is said of.
    pub(super) fn with_means(&self, cue: Cue<'_>, arguments: &mut Vec<Argument>, roles: &mut Roles) {
        let Some(preposition) = self.by_means(cue.head).filter(|_| !roles.agents.is_empty()) else { return };
        let analysis = self.reading.analysis;
        let set_off = preposition.checked_sub(1).is_some_and(|t| analysis.tokens[t].form == ",");
        let clause = || {
            let verb = analysis.ancestors(cue.head).find(|&t| analysis.tokens[t].upos == Upos::Verb)?;
            Some(self.parties.of(self.clauses().subject(verb, 4)?))
        };
        let order = if set_off { self.before(preposition) } else { self.fronted(preposition, cue.last, &[]) };
        let Some(who) = order.map(|(_, who)| who).or_else(clause).filter(|who| !who.is_empty()) else {
            return;
        };
        *roles = Roles::default();
        arguments.retain(|a| a.slot == Slot::Genitive);
        roles.fill(arguments, &cue.class.frame, &self.parties, &self.clauses());
        roles.targets = who;
        let Roles { agents, targets } = roles;
        targets.retain(|t| !agents.contains(t));
    }
}
