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
    let mut at = trigger;
    for step in 0..DEPTH {
        let Some(head) = tokens[at].head else { break };
        let relation = tokens[at].deprel.base();
        let governed = match relation {
            Deprel::Xcomp
            | Deprel::Ccomp
            | Deprel::Obj
            | Deprel::Advcl
            | Deprel::Acl
            | Deprel::Csubj
            | Deprel::Conj => true,
            // "appelle au retrait", "la menace de frappes"; but what is only mentioned around is not governed.
            Deprel::Obl | Deprel::Nmod => {
                step == 0 && !verbal || tokens[at].feats.verb_form == Some(VerbForm::Inf)
            }
            _ => false,
        };
        if !governed {
            // "accusés de longue date de livrer des armes": the infinitive may hang on what stands between.
            if step > 0
                && tokens[trigger].feats.verb_form == Some(VerbForm::Inf)
                && context.claimed.contains(&tokens[head].lemma)
            {
                return Some(Modality::Claimed);
            }
            // A noun that is the subject of its clause is as real as the clause.
            if relation == Deprel::Nsubj && step == 0 {
                return Some(clause(analysis, head, context, light));
            }
            break;
        }
        // "denied targeting civilians and accused X": verbs of different form are not of one clause.
        let form = |t: usize| tokens[t].feats.verb_form;
        if relation == Deprel::Conj
            && step == 0
            && verbal
            && tokens[head].upos == Upos::Verb
            && form(at) != form(head)
        {
            break;
        }
        if relation != Deprel::Conj && tokens[at].deprel != Deprel::AclRelcl {
            let lemma = &tokens[head].lemma;
            // A noun spelt as a verb of possibility is none: "au pouvoir depuis le coup d'Etat".
            if tokens[head].upos == Upos::Noun && context.potential.contains(lemma) {
                break;
            }
            let bare = tokens[at].feats.verb_form == Some(VerbForm::Inf) || !verbal || step > 0;
            if context.denied.contains(lemma) {
                return Some(Modality::Denied);
            }
            if context.claimed.contains(lemma) {
                return Some(Modality::Claimed);
            }
            if tokens[head].upos == Upos::Noun && step == 0 && !verbal && context.absent.contains(lemma) {
                return None;
            }
            let known = step == 0 && !verbal && context.topic.contains(lemma) && definite(analysis, trigger);
            if bare && context.hypothetical.contains(lemma) && !known {
                return Some(Modality::Hypothetical);
            }
            let planned = if step == 0 && !verbal {
                light.planned.contains(lemma)
            } else {
                context.planned.contains(lemma)
            };
            if bare && planned && !perfect(analysis, at) {
                return Some(Modality::Planned);
            }
            // An infinitive of purpose has not happened yet.
            if relation == Deprel::Advcl
                && tokens[at].feats.verb_form == Some(VerbForm::Inf)
                && !perfect(analysis, at)
            {
                return Some(Modality::Hypothetical);
            }
            if relation == Deprel::Obj && step == 0 && !verbal {
                return Some(clause(analysis, head, context, light));
            }
        }
        at = head;
    }
    Some(Modality::Asserted)
}

/// How the clause of the verb at `verb` is told, and so the nouns that are its subject and object.
fn clause(analysis: &Analysis, verb: usize, context: &Context, light: &Light) -> Modality {
    // A head always stands nearer to the root, so that this ends.
    of(analysis, verb, context, light).unwrap_or(Modality::Denied)
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
    let auxiliary = |set: &std::collections::HashSet<smol_str::SmolStr>| {
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
