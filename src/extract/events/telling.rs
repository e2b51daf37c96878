//! Whether words tell an event here, and whether it happened.

use super::clause::{Argument, Clauses, Slot};
use super::parties::Roles;
use super::spots::Spot;
use super::{NATURE, Reader, modality};
use crate::dispatch::{ActorId, ActorKind, Category, Modality, QuoteKind, Span};
use crate::language::{Deprel, Number, Tense, Upos, VerbForm};
use crate::lexicon::triggers::{Class, Filler, Role};

/// The set of the trigger lexicon that holds what is violent only where somebody fights.
const WEAK: &str = "weak";
/// The sets that hold what attacks are made with.
const WEAPON: &str = "weapon";
const TROOPS: &str = "troops";
/// The sets whose words, beside a noun that names no party, show that it tells something that happened.
const CONCRETE: [&str; 4] = ["target", "town", "crowd", "hostage"];

impl Reader<'_> {
    /// Whether the words of `spot`, used as `class` means them, tell an event with these parties; `set` says that they have a
    /// place, a date or a verb of their own.
    pub(super) fn tells(
        &self,
        spot: &Spot,
        class: &Class,
        roles: &Roles,
        arguments: &[Argument],
        set: bool,
    ) -> bool {
        let analysis = self.reading.analysis;
        let head = &analysis.tokens[spot.head];
        let quoted = self.parties.quote(head.span).is_some_and(|q| q.kind == QuoteKind::Direct);
        let named = analysis
            .dependent(spot.head, Deprel::Nsubj)
            .is_some_and(|s| analysis.tokens[s].upos != Upos::Pron);
        if roles.is_empty() && quoted && !named {
            return false;
        }
        // "armed men", "wounded civilians" qualify; they tell nothing, unless somebody is counted.
        let by = &self.triggers.syntax.by;
        let agent = |c: usize| {
            analysis.dependent(c, Deprel::Case).is_some_and(|c| by.contains(&analysis.tokens[c].lemma))
        };
        let alone = || {
            analysis.children(spot.head).all(|c| {
                analysis.tokens[c].upos == Upos::Adv
                    || analysis.tokens[c].deprel.base() == Deprel::Obl && !agent(c)
            })
        };
        let reduced = head.deprel == Deprel::Acl && head.feats.verb_form == Some(VerbForm::Part) && alone();
        let attribute =
            !spot.noun && (head.deprel.base() == Deprel::Amod || head.upos == Upos::Adj || reduced);
        let counted = self.tolls.iter().any(|t| t.token == spot.head);
        if attribute && (class.category == Category::Aid || class.outcome && !counted) {
            return false;
        }
        // "treaty ally", "attack helicopter": a noun that qualifies another tells nothing, unless that tells an event.
        let qualified = head.head.filter(|h| head.deprel.base() == Deprel::Compound && *h > spot.head);
        if spot.noun && qualified.is_some_and(|h| !spot.tokens.contains(&h) && !self.marks.events[h]) {
            return false;
        }
        // "considéré comme une riposte": a name for something is not that.
        let likened = analysis
            .dependent(spot.head, Deprel::Case)
            .is_some_and(|c| self.triggers.syntax.like.contains(&analysis.tokens[c].lemma));
        if spot.noun && (likened || arguments.is_empty() && self.sort_of(spot)) {
            return false;
        }
        // "Why?, she asked": a question asks for nothing but an answer.
        let question =
            |span: &Span| analysis.tokens_in(*span).last().is_some_and(|t| analysis.tokens[t].form == "?");
        if class.category == Category::Request && !spot.noun && self.said(spot.head).iter().any(question) {
            return false;
        }
        let any_of = |sets: &[&str], a: &Argument| {
            sets.iter().any(|set| self.triggers.in_set(set, &analysis.tokens[a.token].lemma))
        };
        // "besieged areas", "a promising chef": what only qualifies a noun tells of nobody.
        let bare_attribute = head.deprel.base() == Deprel::Amod
            && (roles.agents.is_empty() || head.feats.tense == Some(Tense::Pres))
            && !(counted && class.outcome)
            && !analysis
                .children(spot.head)
                .any(|c| matches!(analysis.tokens[c].deprel.base(), Deprel::Obl | Deprel::Obj));
        if !spot.noun && bare_attribute {
            return false;
        }
        // Storms and accidents kill, and attack nobody.
        let nature = || arguments.iter().any(|a| any_of(&[NATURE], a));
        if class.category == Category::Assault && (self.aims_only(spot.head) || nature()) {
            return false;
        }
        // "the rebels' march on the capital" is no protest, and who tells a newspaper so meets nobody.
        let all = |kinds: &[ActorKind]| {
            let kind = |&a: &ActorId| kinds.contains(&self.parties.cast.get(a).kind);
            !roles.agents.is_empty() && roles.agents.iter().all(kind)
        };
        if class.category == Category::Protest && all(&[ActorKind::Military, ActorKind::ArmedGroup])
            || class.category == Category::Consult && all(&[ActorKind::Media])
        {
            return false;
        }
        // "marchers heading for the palace": only who speaks for others pays a visit.
        let crowd = [ActorKind::Population, ActorKind::Military, ActorKind::ArmedGroup];
        if class.category == Category::Consult && !class.goal.is_empty() && all(&crowd) {
            return false;
        }
        if quoted && !self.said_as_done(class, roles, head.span) {
            return false;
        }
        if class.mutual && roles.agents.len() + roles.targets.len() < 2 {
            return false;
        }
        // "accused of murder": what only an accusation names is told by the accusation.
        let named_only = spot.noun
            && roles.is_empty()
            && head.head.is_some_and(|h| self.triggers.context.claimed.contains(&analysis.tokens[h].lemma));
        if class.category == Category::Assault && named_only {
            return false;
        }
        // "after months of street fighting" tells something; "le combat contre les idées" may be anything.
        let violent = matches!(class.category, Category::Assault | Category::Protest) && arguments.is_empty();
        let bare = !set && !violent && !arguments.iter().any(|a| any_of(&CONCRETE, a));
        !(roles.is_empty() && (class.anchored || spot.noun && bare))
    }

    /// Whether what somebody's own words at `span` tell is news: violence, or what he himself asks for, refuses or praises by saying it;
    /// of who met, helped or left whom, words between marks only speak.
    fn said_as_done(&self, class: &Class, roles: &Roles, span: Span) -> bool {
        let speaker = self.parties.quote(span).and_then(|q| q.speaker);
        match class.category {
            Category::Consult
            | Category::Aid
            | Category::Cooperate
            | Category::Retreat
            | Category::Protest => false,
            Category::Request | Category::Accuse | Category::Support => {
                speaker.is_some_and(|s| roles.agents.contains(&s))
            }
            _ => true,
        }
    }

    /// Whether nobody fights to whom the words of `spot`, used as `class`, could belong, or they only say what somebody is for.
    pub(super) fn peaceful(&self, spot: &Spot, class: &Class, roles: &Roles, arguments: &[Argument]) -> bool {
        let lemma = |a: &Argument| &self.reading.analysis.tokens[a.token].lemma;
        let armed = |a| [WEAPON, TROOPS].iter().any(|set| self.triggers.in_set(set, lemma(a)));
        // "the fight against X".
        let mutual = class.frame.object == Some(Role::Agent);
        let mut sides = arguments.iter().filter(|a| !self.parties.of(a.token).is_empty()).peekable();
        let told = sides.peek().is_some();
        let against = sides
            .all(|a| matches!(&a.slot, Slot::Preposition(p) if self.triggers.syntax.against.contains(p)));
        self.figurative(class, roles)
            || self.weak(spot, roles) && !arguments.iter().any(armed)
            || spot.noun && mutual && told && against
    }

    /// Whether the word of `spot` is violent only where somebody fights, which neither its parties nor the text do: "hit", "take".
    fn weak(&self, spot: &Spot, roles: &Roles) -> bool {
        let lemma = &self.reading.analysis.tokens[spot.head].lemma;
        !self.setting.war
            && spot.tokens.len() == 1
            && self.triggers.in_set(WEAK, lemma)
            && !self.fights(roles)
    }

    /// Whether a force, a state or its government is a party.
    fn fights(&self, roles: &Roles) -> bool {
        roles.agents.iter().chain(&roles.targets).any(|&a| {
            matches!(
                self.parties.cast.get(a).kind,
                ActorKind::Military | ActorKind::ArmedGroup | ActorKind::State | ActorKind::Government
            )
        })
    }

    /// Whether words as `class` means them are most likely said of a game or of a disaster, as all the text is, and of none that
    /// fight: "beat", "strike", "destroyed".
    fn figurative(&self, class: &Class, roles: &Roles) -> bool {
        let hard = matches!(
            class.category,
            Category::Assault | Category::Coerce | Category::Retreat | Category::Consult | Category::Mobilize
        );
        let disaster = self.setting.nature && class.category == Category::Assault;
        !self.fights(roles) && (self.setting.sport && hard || disaster)
    }

    /// Whether the verb of `spot` only says what somebody or something is for: "determined to defeat X", "defeating X takes time".
    pub(super) fn aim_only(
        &self,
        spot: &Spot,
        class: &Class,
        modality: Modality,
        roles: &Roles,
        clauses: &Clauses<'_>,
    ) -> bool {
        let token = &self.reading.analysis.tokens[spot.head];
        let bare = token.feats.verb_form != Some(VerbForm::Fin)
            && roles.agents.is_empty()
            && self.reading.analysis.dependent(spot.head, Deprel::Aux).is_none()
            && !clauses.passive(spot.head);
        // "the campaign to defeat X", whoever's it is.
        let purpose = class.category == Category::Assault
            && token.feats.verb_form == Some(VerbForm::Inf)
            && token.deprel.base() == Deprel::Acl;
        let bare = bare || purpose;
        spot.tokens.len() == 1
            && self.triggers.context.aims.contains(&token.lemma)
            && (bare || matches!(modality, Modality::Hypothetical | Modality::Planned))
    }

    /// Whether the noun of `spot` only says of what sort a thing is: "un avion de combat", but not "une vague de frappes".
    fn sort_of(&self, spot: &Spot) -> bool {
        let analysis = self.reading.analysis;
        let token = &analysis.tokens[spot.head];
        let Some(head) = token.head.filter(|_| token.deprel.base() == Deprel::Nmod) else { return false };
        let of = &self.triggers.syntax.of;
        let mut children = analysis.children(spot.head);
        let bare = children.all(|c| {
            analysis.tokens[c].deprel.base() == Deprel::Case && of.contains(&analysis.tokens[c].lemma)
        });
        let thing = ["weapon", "goods", "troops", "target", "aid"]
            .iter()
            .any(|set| self.triggers.in_set(set, &analysis.tokens[head].lemma));
        bare && thing
            && token.feats.number != Some(Number::Plur)
            && analysis.dependent(spot.head, Deprel::Case).is_some()
    }

    /// How `spot` is told that may tell what something else is done for: who returns "to demand a vote" demands it, who flies somewhere
    /// "to sign a treaty" is to sign it.
    pub(super) fn meant_to(&self, spot: &Spot, class: &Class, modality: Modality) -> Modality {
        let analysis = self.reading.analysis;
        let token = &analysis.tokens[spot.head];
        let purpose = !spot.noun
            && token.deprel.base() == Deprel::Advcl
            && token.feats.verb_form == Some(VerbForm::Inf)
            && modality == Modality::Hypothetical;
        let Some(verb) = token.head.filter(|_| purpose) else { return modality };
        let done = modality::of(analysis, verb, &self.triggers.context, &self.triggers.light);
        match (class.category, done) {
            (Category::Request | Category::Accuse | Category::Protest, Some(Modality::Asserted)) => {
                Modality::Asserted
            }
            (Category::Consult | Category::Agree, Some(Modality::Asserted | Modality::Planned)) => {
                Modality::Planned
            }
            _ => modality,
        }
    }

    /// "We welcome the talks": in a statement whoever issues it says so.
    fn we(&self, spot: &Spot, class: &Class) -> bool {
        let analysis = self.reading.analysis;
        let says = matches!(
            class.category,
            Category::Support | Category::Accuse | Category::Request | Category::Reject
        );
        let first =
            |s: usize| analysis.tokens[s].upos == Upos::Pron && analysis.tokens[s].feats.person == Some(1);
        says && !spot.noun && analysis.dependents(spot.head, Deprel::Nsubj).any(first)
    }

    /// Whether the negated verb of `spot`, used as `class`, says that somebody will not have it: "n'a pas accepté la trêve", "will not
    /// withdraw", but not "did not withdraw".
    pub(super) fn declined(&self, spot: &Spot, class: &Class) -> bool {
        let analysis = self.reading.analysis;
        let context = &self.triggers.context;
        let yields = matches!(
            class.category,
            Category::Agree | Category::Concede | Category::Retreat | Category::Consult | Category::Cooperate
        );
        let consent = context.consent.contains(&analysis.tokens[spot.head].lemma)
            && modality::told_as_fact(analysis, spot.head, context);
        !spot.noun
            && modality::negated(analysis, spot.head, context)
            && yields
            && (consent || modality::to_come(analysis, spot.head, context))
    }

    /// Whether `spot`, used as `class`, tells of violence that is only talked about: "to avoid a clash", "an end to the raids"; but not
    /// what somebody tried to do or may do.
    pub(super) fn idle(&self, spot: &Spot, class: &Class, modality: Modality, roles: &Roles) -> bool {
        let analysis = self.reading.analysis;
        let context = &self.triggers.context;
        let tried = analysis
            .ancestors(spot.head)
            .take(2)
            .any(|h| context.attempts.contains(&analysis.tokens[h].lemma));
        let may = !spot.noun && !roles.agents.is_empty() && modality::may(analysis, spot.head, context);
        class.category == Category::Assault && modality == Modality::Hypothetical && !tried && !may
    }

    /// "sanctions targeting X", "une enquête visant Y": what is no weapon, force or attack hits nobody.
    fn aims_only(&self, verb: usize) -> bool {
        let analysis = self.reading.analysis;
        let token = &analysis.tokens[verb];
        let aimed = token.deprel.base() == Deprel::Acl
            && token.feats.tense == Some(Tense::Pres)
            && self.triggers.in_set(WEAK, &token.lemma);
        token.head.filter(|_| aimed).is_some_and(|noun| {
            let lemma = &analysis.tokens[noun].lemma;
            !self.attack(noun)
                && ![WEAPON, TROOPS].iter().any(|set| self.triggers.in_set(set, lemma))
                && self.parties.of(noun).is_empty()
        })
    }

    /// Whether what stands around the words of `spot` shows that they do not mean `class`.
    pub(super) fn contradicts(&self, class: &Class, spot: &Spot, arguments: &[Argument]) -> bool {
        // "..., shot back X", "a répliqué X": said, not done.
        let said = !spot.noun && self.cues.contains_key(&spot.head);
        let hard = matches!(class.category, Category::Assault | Category::Coerce | Category::Mobilize);
        // A date may look like an object: "ont manifesté samedi".
        let object_of_its_own = |a: &Argument| a.slot == Slot::Object && !self.dated(a.token);
        said && hard || class.intransitive && !spot.noun && arguments.iter().any(object_of_its_own)
    }

    /// Whether the words of `spot` mean `class` among these arguments.
    pub(super) fn meant(&self, class: &Class, spot: &Spot, arguments: &[Argument]) -> bool {
        if self.contradicts(class, spot, arguments) {
            return false;
        }
        let fits = |slots: &[Slot], fillers: &[Filler]| {
            fillers.is_empty()
                || arguments
                    .iter()
                    .filter(|a| slots.contains(&a.slot))
                    .any(|a| fillers.iter().any(|f| self.parties.fits(a, f, self.triggers, &self.marks)))
        };
        let object: &[Slot] =
            if spot.noun { &[Slot::Genitive, Slot::Possessive] } else { &[Slot::Object, Slot::Dative] };
        let goal = |a: &Argument| {
            matches!(a.slot, Slot::Object | Slot::Dative | Slot::Preposition(_))
                && class.goal.iter().any(|f| self.parties.fits(a, f, self.triggers, &self.marks))
        };
        let arrives = class.goal.is_empty() || arguments.iter().any(goal) || self.place(spot.head).is_some();
        // Not where it only says what an attack came to: "stormed the town, abducting 26".
        let somebody = |a: &Argument| object.contains(&a.slot) && self.parties.stands_in(a.token);
        let counted = class.category != Category::Assault
            && class.object.iter().any(|f| matches!(f, Filler::People | Filler::Person))
            && arguments.iter().any(somebody);
        arrives
            && (fits(object, &class.object) || counted)
            && (fits(&[Slot::Subject], &class.subject)
                || self.we(spot, class)
                || self.cues.get(&spot.head).is_some_and(|&who| self.parties.is_any(who, &class.subject)))
            && (class.with.is_empty()
                || arguments
                    .iter()
                    .any(|a| matches!(&a.slot, Slot::Preposition(p) if class.with.contains(p))))
    }

    /// Whether only somebody's word stands for it: of the side of what it did, of a state or army of what was done to it, or of whoever
    /// tells it in his own words.
    pub(super) fn claimed(&self, class: &Class, spot: &Spot, roles: &Roles) -> bool {
        if !matches!(class.category, Category::Assault | Category::Coerce | Category::Retreat) {
            return false;
        }
        let Some(quote) = self.parties.quote(self.trigger(spot)) else { return false };
        let Some(speaker) = quote.speaker else { return false };
        // What somebody tells in his own words, or insists on, stands on his word alone.
        let insists =
            |t: usize| self.triggers.context.insisted.contains(&self.reading.analysis.tokens[t].lemma);
        let insisted = quote.cue.is_some_and(|cue| self.reading.analysis.tokens_in(cue).any(insists));
        if !spot.noun && (insisted || quote.kind == QuoteKind::Direct) {
            return true;
        }
        let cast = self.parties.cast;
        let who = cast.get(speaker);
        let public =
            |kind: ActorKind| matches!(kind, ActorKind::State | ActorKind::Government | ActorKind::Military);
        let side = |&a: &ActorId| {
            let party = cast.get(a);
            a == speaker
                || public(party.kind)
                    && (public(who.kind) || who.kind == ActorKind::Person)
                    && party.country.is_some()
                    && party.country == who.country
                || who.kind == ActorKind::ArmedGroup
                    && party.kind == ActorKind::ArmedGroup
                    && self.parties.unnamed(a)
        };
        let fights = matches!(who.kind, ActorKind::State | ActorKind::Military | ActorKind::ArmedGroup);
        roles.agents.iter().any(side) || fights && !roles.agents.is_empty() && roles.targets.iter().any(side)
    }
}
