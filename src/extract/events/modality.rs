//! Whether an event is told as fact, and on whose word.

use crate::dispatch::Modality;
use crate::language::{Analysis, Deprel, Mood, Tense, Upos, VerbForm};
use crate::lexicon::triggers::{Context, Light};

/// How far up the governors of a trigger are asked.
const DEPTH: usize = 5;

/// How the event at `trigger` is told; `None` where it is negated, and so no event.
#[must_use]
pub fn of(analysis: &Analysis, trigger: usize, context: &Context, light: &Light) -> Option<Modality> {
    let tokens = &analysis.tokens;
    if negated(analysis, trigger, context) {
        return None;
    }
    let verbal = matches!(tokens[trigger].upos, Upos::Verb | Upos::Aux);
    let own = if verbal { inflected(analysis, trigger, context) } else { None };
    if let Some(modality) = own {
        return Some(modality);
    }
    // "les pourparlers prévus jeudi", "a planned visit".
    let announced = |c: usize| {
        matches!(tokens[c].deprel.base(), Deprel::Amod | Deprel::Acl)
            && tokens[c].deprel != Deprel::AclRelcl
            && light.planned.contains(&tokens[c].lemma)
    };
    if !verbal && analysis.children(trigger).any(announced) {
        return Some(Modality::Planned);
    }
    let climb = Climb { analysis, trigger, verbal, context, light };
    let mut at = trigger;
    for step in 0..DEPTH {
        let Some(head) = tokens[at].head else { break };
        match climb.step(at, head, step) {
            Step::Up => at = head,
            Step::Stop => break,
            Step::Told(modality) => return modality,
        }
    }
    Some(Modality::Asserted)
}

/// What a governor says of what it governs.
enum Step {
    /// Nothing; its own governor is asked.
    Up,
    /// Nothing, and nor does what is above it.
    Stop,
    /// How it is told; `None` where it is negated.
    Told(Option<Modality>),
}

/// The way from a trigger up through its governors.
struct Climb<'a> {
    analysis: &'a Analysis,
    trigger: usize,
    /// Whether the trigger is a verb.
    verbal: bool,
    context: &'a Context,
    light: &'a Light,
}

impl Climb<'_> {
    /// What `head`, `step` governors above the trigger, says of `at`, which hangs on it.
    fn step(&self, at: usize, head: usize, step: usize) -> Step {
        let (analysis, context, light) = (self.analysis, self.context, self.light);
        let tokens = &analysis.tokens;
        let relation = tokens[at].deprel.base();
        let direct = step == 0 && self.verbal;
        let form = |t: usize| tokens[t].feats.verb_form;
        let governed = match relation {
            Deprel::Xcomp
            | Deprel::Ccomp
            | Deprel::Obj
            | Deprel::Advcl
            | Deprel::Acl
            | Deprel::Csubj
            | Deprel::Conj => true,
            // "appelle au retrait", "la menace de frappes"; but what is only mentioned around is not governed.
            Deprel::Obl | Deprel::Nmod => step == 0 && !self.verbal || form(at) == Some(VerbForm::Inf),
            _ => false,
        };
        if !governed {
            // "soupçonnés depuis des mois de cacher des mines": the infinitive may hang on what stands between.
            if step > 0
                && form(self.trigger) == Some(VerbForm::Inf)
                && context.claimed.contains(&tokens[head].lemma)
            {
                return Step::Told(Some(Modality::Claimed));
            }
            // A noun that is the subject of its clause is as real as the clause.
            if relation == Deprel::Nsubj && step == 0 {
                // "une rencontre est prévue".
                let due = form(head) == Some(VerbForm::Part) || tokens[head].upos == Upos::Adj;
                if due && !self.verbal && light.planned.contains(&tokens[head].lemma) {
                    return Step::Told(Some(Modality::Planned));
                }
                return Step::Told(Some(clause(analysis, head, self.trigger, context, light)));
            }
            return Step::Stop;
        }
        match aside(analysis, at) {
            Aside::No => {}
            // "le raid qui a fait ...", "alors que des frappes ont tué ...": a clause of its own says what it says.
            Aside::Clause => return Step::Stop,
            // "will return to X, visiting Y": a participle goes with its clause.
            Aside::Participle => {
                let told = if direct { inflected(analysis, head, context) } else { None };
                return Step::Told(Some(told.unwrap_or(Modality::Asserted)));
            }
        }
        if relation != Deprel::Conj {
            return self.complement(at, head, step);
        }
        // "will fly to X and meet Y": what has no auxiliary of its own shares that of the first.
        let shares = analysis.dependent(at, Deprel::Aux).is_none() && form(at) != Some(VerbForm::Fin);
        if direct
            && shares
            && let Some(modality) = inflected(analysis, head, context)
        {
            return Step::Told(Some(modality));
        }
        // "denied targeting civilians and accused X": verbs of different form are not of one clause.
        if direct && tokens[head].upos == Upos::Verb && form(at) != form(head) {
            return Step::Stop;
        }
        Step::Up
    }

    /// What `head` says of its complement `at`.
    fn complement(&self, at: usize, head: usize, step: usize) -> Step {
        let (analysis, context, light) = (self.analysis, self.context, self.light);
        let tokens = &analysis.tokens;
        let lemma = &tokens[head].lemma;
        let relation = tokens[at].deprel.base();
        let noun = step == 0 && !self.verbal;
        let infinitive = tokens[at].feats.verb_form == Some(VerbForm::Inf);
        let told = |modality| Step::Told(Some(modality));
        // A noun spelt as a verb of possibility is none: "au pouvoir depuis le coup d'Etat".
        if tokens[head].upos == Upos::Noun && context.potential.contains(lemma) {
            return Step::Stop;
        }
        let bare = infinitive || !self.verbal || step > 0;
        if context.denied.contains(lemma) {
            return told(Modality::Denied);
        }
        if context.claimed.contains(lemma) {
            // "dismissed allegations that ...".
            let verb = tokens[head].head.filter(|_| tokens[head].deprel.base() == Deprel::Obj);
            let denied = verb.is_some_and(|v| context.denied.contains(&tokens[v].lemma));
            return told(if denied { Modality::Denied } else { Modality::Claimed });
        }
        if tokens[head].upos == Upos::Noun && noun && context.absent.contains(lemma) {
            return Step::Told(None);
        }
        let known = noun && context.topic.contains(lemma) && definite(analysis, self.trigger);
        if bare && context.hypothetical.contains(lemma) && !known {
            return told(Modality::Hypothetical);
        }
        let planned = if noun { light.planned.contains(lemma) } else { context.planned.contains(lemma) };
        if bare && planned && !perfect(analysis, at) {
            return told(Modality::Planned);
        }
        // An infinitive of purpose has not happened yet.
        if relation == Deprel::Advcl && infinitive && !perfect(analysis, at) {
            return told(Modality::Hypothetical);
        }
        if relation == Deprel::Obj && noun {
            return told(clause(analysis, head, self.trigger, context, light));
        }
        Step::Up
    }
}

/// How a word stands to the governor it hangs on.
enum Aside {
    /// As a complement, which is as real as the governor makes it.
    No,
    /// As a finite clause of its own.
    Clause,
    /// As a participle that qualifies it.
    Participle,
}

/// Whether the word at `token` only stands beside its governor.
fn aside(analysis: &Analysis, token: usize) -> Aside {
    let tokens = &analysis.tokens;
    let word = &tokens[token];
    let form = |t: usize| tokens[t].feats.verb_form;
    let finite = std::iter::once(token)
        .chain(analysis.dependents(token, Deprel::Aux))
        .chain(analysis.dependents(token, Deprel::Cop))
        .any(|t| form(t) == Some(VerbForm::Fin));
    let participle = matches!(form(token), Some(VerbForm::Part | VerbForm::Ger)) && !finite;
    if word.deprel == Deprel::AclRelcl || word.deprel.base() == Deprel::Advcl && finite {
        Aside::Clause
    } else if participle
        && matches!(word.deprel.base(), Deprel::Advcl | Deprel::Acl)
        && analysis.dependent(token, Deprel::Mark).is_none()
        && analysis.dependent(token, Deprel::Aux).is_none()
    {
        Aside::Participle
    } else {
        Aside::No
    }
}

/// How the clause of the verb at `verb` is told, and so its subject or object, the noun at `noun`. Under a negation a definite one is
/// as real as ever: "l'attaque n'a pas fait de victime".
fn clause(analysis: &Analysis, verb: usize, noun: usize, context: &Context, light: &Light) -> Modality {
    let known = if definite(analysis, noun) { Modality::Asserted } else { Modality::Denied };
    // A head always stands nearer to the root, so that this ends.
    of(analysis, verb, context, light).unwrap_or(known)
}

/// What tense, mood, auxiliaries and conjunctions say of a verb.
fn inflected(analysis: &Analysis, verb: usize, context: &Context) -> Option<Modality> {
    let tokens = &analysis.tokens;
    let finite: Vec<usize> = std::iter::once(verb)
        .chain(analysis.dependents(verb, Deprel::Aux))
        .chain(analysis.dependents(verb, Deprel::Cop))
        .collect();
    if analysis.dependents(verb, Deprel::Mark).any(|m| context.conditional.contains(&tokens[m].lemma)) {
        return Some(Modality::Hypothetical);
    }
    let auxiliary = |set: &foldhash::HashSet<smol_str::SmolStr>| {
        finite
            .iter()
            .skip(1)
            .any(|&t| set.contains(&tokens[t].lemma) || set.contains(tokens[t].form.as_str()))
    };
    if finite.iter().any(|&t| tokens[t].feats.mood == Some(Mood::Cnd)) {
        // "aurait tué" is hearsay, "tuerait" is not yet.
        return Some(if perfect(analysis, verb) { Modality::Claimed } else { Modality::Hypothetical });
    }
    if auxiliary(&context.future) || finite.iter().any(|&t| tokens[t].feats.tense == Some(Tense::Fut)) {
        return Some(Modality::Planned);
    }
    if auxiliary(&context.potential) {
        return Some(Modality::Hypothetical);
    }
    None
}

/// Whether the noun at `token` has a definite article.
fn definite(analysis: &Analysis, token: usize) -> bool {
    analysis.dependents(token, Deprel::Det).any(|d| analysis.tokens[d].feats.definite == Some(true))
}

/// Whether `verb` is told as done: a participle with an auxiliary.
fn perfect(analysis: &Analysis, verb: usize) -> bool {
    analysis.tokens[verb].feats.verb_form == Some(VerbForm::Part)
        && analysis.dependent(verb, Deprel::Aux).is_some()
}

/// Whether a word of negation stands by the verb or noun at `token`. "Ne ... que" denies nothing.
#[must_use]
pub fn negated(analysis: &Analysis, token: usize, context: &Context) -> bool {
    let tokens = &analysis.tokens;
    let words = analysis
        .children(token)
        .filter(|&c| {
            matches!(
                tokens[c].deprel.base(),
                Deprel::Advmod | Deprel::Det | Deprel::Case | Deprel::Mark | Deprel::Cc | Deprel::CcPreconj
            )
        })
        .filter(|&c| context.negation.contains(&tokens[c].lemma))
        .count();
    let only = analysis
        .children(token)
        .chain(analysis.dependent(token, Deprel::Obj).into_iter().flat_map(|o| analysis.children(o)))
        .any(|c| {
            context.restriction.contains(&tokens[c].lemma)
                && tokens[c].upos != Upos::Sconj
                && tokens[c].deprel.base() != Deprel::Mark
        });
    words > 0 && !(words == 1 && only)
}
