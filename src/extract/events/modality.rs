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
        let foretold = modality == Modality::Hypothetical && foretold(analysis, trigger, context);
        return Some(if foretold { Modality::Planned } else { modality });
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
                // "les pourparlers doivent s'ouvrir": as real as what the modal verb governs.
                let verb = if self.verbal { None } else { governs(analysis, head, context) };
                return Step::Told(Some(clause(
                    analysis,
                    verb.unwrap_or(head),
                    self.trigger,
                    context,
                    light,
                )));
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
        let infinitive = infinite(analysis, at);
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
        if self.unrealised(at, head, step) {
            return Step::Told(None);
        }
        if let Some(modality) = self.in_sequence(at, head) {
            return told(modality);
        }
        // "a dû rebrousser chemin", "a pu quitter la ville": it came to it.
        if context.potential.contains(lemma) && came_about(analysis, head, context) {
            return Step::Up;
        }
        let known = noun && context.topic.contains(lemma) && definite(analysis, self.trigger);
        let ordered = noun && relation == Deprel::Obj && context.ordered.contains(lemma);
        if bare && context.hypothetical.contains(lemma) && !known && !ordered {
            return told(Modality::Hypothetical);
        }
        let planned = if noun { light.planned.contains(lemma) } else { context.planned.contains(lemma) };
        if bare && planned && !perfect(analysis, at) {
            return told(Modality::Planned);
        }
        // "auraient commencé à marcher", "will begin to withdraw".
        if relation == Deprel::Xcomp
            && step == 0
            && self.verbal
            && let Some(modality) = inflected(analysis, head, context)
        {
            return told(modality);
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

    /// Whether `head` says that its complement `at` does not come about: "a lack of talks", "failed to reach a deal", "has yet to sign".
    fn unrealised(&self, at: usize, head: usize, step: usize) -> bool {
        let (analysis, context) = (self.analysis, self.context);
        let tokens = &analysis.tokens;
        let lemma = &tokens[head].lemma;
        if step > 0 {
            return false;
        }
        if !self.verbal {
            return tokens[head].upos == Upos::Noun && context.absent.contains(lemma);
        }
        let yet = |t: usize| {
            analysis.dependents(t, Deprel::Advmod).any(|a| context.pending.contains(&tokens[a].lemma))
        };
        let undone = context.undone.contains(lemma) || yet(head) || yet(at);
        tokens[at].deprel.base() != Deprel::Conj && !finite(analysis, at) && undone
    }

    /// How `at` is told where it followed what `head` tells, or came before it: "avant d'envoyer des soldats", "après avoir pris la
    /// ville".
    fn in_sequence(&self, at: usize, head: usize) -> Option<Modality> {
        let (analysis, context) = (self.analysis, self.context);
        let tokens = &analysis.tokens;
        let mut marks = analysis.dependents(at, Deprel::Mark);
        let sequence = marks.any(|m| context.sequence.contains(&tokens[m].lemma));
        // "promised revenge after a strike": what came first is not promised, but as real as its clause.
        let behind = |c: usize| context.behind.contains(&tokens[c].lemma);
        if !self.verbal && at == self.trigger && analysis.dependent(at, Deprel::Case).is_some_and(behind) {
            return Some(inflected(analysis, head, context).unwrap_or(Modality::Asserted));
        }
        if tokens[at].deprel.base() != Deprel::Advcl || !sequence {
            return None;
        }
        if infinite(analysis, at) {
            return Some(inflected(analysis, head, context).unwrap_or(Modality::Asserted));
        }
        perfect(analysis, at).then_some(Modality::Asserted)
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

/// The infinitive that the verb at `verb` governs, if it says that it is to come or may come.
fn governs(analysis: &Analysis, verb: usize, context: &Context) -> Option<usize> {
    let lemma = &analysis.tokens[verb].lemma;
    let modal = context.planned.contains(lemma) || context.potential.contains(lemma);
    let infinitive = |&c: &usize| analysis.tokens[c].feats.verb_form == Some(VerbForm::Inf);
    analysis.dependents(verb, Deprel::Xcomp).find(infinitive).filter(|_| modal)
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
    due(analysis, verb, context).then_some(Modality::Planned)
}

/// Whether the verb at `verb` is told of what is to come: "will not", "said it would not".
#[must_use]
pub fn to_come(analysis: &Analysis, verb: usize, context: &Context) -> bool {
    match inflected(analysis, verb, context) {
        Some(Modality::Planned) => true,
        Some(Modality::Hypothetical) => foretold(analysis, verb, context),
        _ => false,
    }
}

/// Whether neither tense nor auxiliary makes less than a fact of the verb at `verb`, a future aside.
#[must_use]
pub fn told_as_fact(analysis: &Analysis, verb: usize, context: &Context) -> bool {
    let finite = |t: usize| analysis.tokens[t].feats.verb_form == Some(VerbForm::Fin);
    let said = std::iter::once(verb).chain(analysis.dependents(verb, Deprel::Aux)).any(finite);
    said && (inflected(analysis, verb, context).is_none() || to_come(analysis, verb, context))
}

/// Whether an auxiliary or mood says that what the verb at `verb` tells may be: "could storm the town".
#[must_use]
pub fn may(analysis: &Analysis, verb: usize, context: &Context) -> bool {
    inflected(analysis, verb, context) == Some(Modality::Hypothetical)
}

/// Whether the verb at `verb` tells what somebody is to do: "were to meet on Sunday", but not "the aim is to meet".
fn due(analysis: &Analysis, verb: usize, context: &Context) -> bool {
    let tokens = &analysis.tokens;
    let is = |t: usize| {
        matches!(tokens[t].deprel.base(), Deprel::Aux | Deprel::Cop)
            && tokens[t].feats.verb_form == Some(VerbForm::Fin)
            && context.due.contains(&tokens[t].lemma)
    };
    let to = analysis.dependents(verb, Deprel::Mark).any(|m| tokens[m].upos == Upos::Part);
    let subject = analysis.dependent(verb, Deprel::Nsubj);
    to && analysis.children(verb).any(is)
        && subject.is_some_and(|s| !context.purposes.contains(&tokens[s].lemma))
}

/// Whether the verb at `verb` tells what somebody said would be, on no condition: "said it *would withdraw* its troops".
fn foretold(analysis: &Analysis, verb: usize, context: &Context) -> bool {
    let tokens = &analysis.tokens;
    let would = |t: usize| {
        tokens[t].feats.mood == Some(Mood::Cnd) || context.foretold.contains(tokens[t].form.as_str())
    };
    let helped = std::iter::once(verb).chain(analysis.dependents(verb, Deprel::Aux)).any(would);
    let conditional = |t: usize| {
        analysis.dependents(t, Deprel::Advcl).any(|c| {
            analysis.dependents(c, Deprel::Mark).any(|m| context.conditional.contains(&tokens[m].lemma))
        })
    };
    let joined = |t: &usize| tokens[*t].head.filter(|_| tokens[*t].deprel.base() == Deprel::Conj);
    let first = std::iter::successors(Some(verb), joined).take(DEPTH).last().unwrap_or(verb);
    let said = tokens[first].head.filter(|_| tokens[first].deprel.base() == Deprel::Ccomp);
    helped
        && said.is_some_and(|s| {
            let lemma = &tokens[s].lemma;
            let past = matches!(tokens[s].feats.tense, Some(Tense::Past | Tense::Imp | Tense::Pqp));
            let doubted = [&context.hypothetical, &context.claimed, &context.denied];
            past && !doubted.iter().any(|set| set.contains(lemma)) && !conditional(verb) && !conditional(s)
        })
}

/// Whether what the verb at `verb` lets or makes be has come about: it is told as done, and not denied.
fn came_about(analysis: &Analysis, verb: usize, context: &Context) -> bool {
    perfect(analysis, verb)
        && !negated(analysis, verb, context)
        && inflected(analysis, verb, context).is_none()
}

/// Whether the verb at `token` is an infinitive, be it of the passive: "doit être reçu".
fn infinite(analysis: &Analysis, token: usize) -> bool {
    let form = |t: usize| analysis.tokens[t].feats.verb_form;
    form(token) == Some(VerbForm::Inf)
        || form(token) == Some(VerbForm::Part)
            && !finite(analysis, token)
            && analysis.dependents(token, Deprel::Aux).any(|a| form(a) == Some(VerbForm::Inf))
}

/// Whether the verb at `token` or one of its auxiliaries is finite.
fn finite(analysis: &Analysis, token: usize) -> bool {
    std::iter::once(token)
        .chain(analysis.dependents(token, Deprel::Aux))
        .any(|t| analysis.tokens[t].feats.verb_form == Some(VerbForm::Fin))
}

/// Whether the noun at `token` has a definite article.
fn definite(analysis: &Analysis, token: usize) -> bool {
    analysis.dependents(token, Deprel::Det).any(|d| analysis.tokens[d].feats.definite == Some(true))
}

/// Whether `verb` is told as done: a participle with an auxiliary.
fn perfect(analysis: &Analysis, verb: usize) -> bool {
    analysis.tokens[verb].feats.verb_form == Some(VerbForm::Part)
        && analysis.dependents(verb, Deprel::Aux).any(|a| analysis.tokens[a].deprel != Deprel::AuxPass)
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
    // "aucun soldat n'a tiré", "no officer had met them".
    let nobody = analysis.dependents(token, Deprel::Nsubj).any(|s| {
        analysis
            .children(s)
            .any(|c| tokens[c].deprel.base() == Deprel::Det && context.negation.contains(&tokens[c].lemma))
    });
    nobody || words > 0 && !(words == 1 && only)
}
