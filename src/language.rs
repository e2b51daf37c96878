//! Text to [`Analysis`]: sentences, tokens, tags, lemmas, syntax and names. Knows nothing of conflict.

use smol_str::SmolStr;
use std::ops::Range;
use std::sync::LazyLock;

use crate::dispatch::{Lang, Span, named};

mod buckets;
pub mod conllu;
pub mod container;
pub mod contractions;
mod engine;
mod feats;
pub mod hash;
mod identify;
pub mod labeller;
pub mod lemma;
pub mod lexicon;
pub mod morphology;
pub mod names;
pub mod net;
pub mod parser;
mod repair;
pub mod rules;
pub mod sentences;
pub mod tagger;
pub mod tokenize;
pub mod train;
mod tree;
pub mod weights;
pub mod words;

pub use engine::{Annotation, Annotator, Engine, Model, analyze};
pub use identify::{identify, recognise};
pub use tree::Tree;

/// Whether a word is a double quotation mark of the usual sorts.
#[must_use]
pub fn is_mark(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "«" | "»")
}

/// A text, analysed after the conventions of Universal Dependencies.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The language it was analysed in.
    pub lang: Lang,
    /// Words and punctuation in text order; every byte of the text is in one or is white space.
    pub tokens: Vec<Token>,
    /// Sentences as ranges of `tokens`, in order, without gap.
    pub sentences: Vec<Range<usize>>,
    /// Named entities, in order, not overlapping.
    pub entities: Vec<Entity>,
    /// The dependents of each token.
    pub tree: Tree,
}

/// One syntactic word.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands; the words of a contraction (`du` = `de` + `le`) share its span.
    pub span: Span,
    /// The word itself, `le` for the second half of `du`.
    pub form: SmolStr,
    /// Its dictionary form.
    pub lemma: SmolStr,
    /// Its part of speech.
    pub upos: Upos,
    /// Its morphology.
    pub feats: Feats,
    /// The token it depends on; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// How it depends on it.
    pub deprel: Deprel,
}

/// A name of a person, organisation or place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entity {
    /// First token and one past the last.
    pub tokens: (usize, usize),
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub label: EntityLabel,
    /// How sure the recogniser is, in hundredths.
    pub confidence: u8,
}

named! {
    /// What a name names.
    EntityLabel {
        Person = "PER", Organisation = "ORG", Location = "LOC", ArmedGroup = "ARMED", Government = "GOV",
        Military = "MIL", Media = "MEDIA", International = "INTL", Misc = "MISC",
    }
}

impl EntityLabel {
    /// Whether it is the name of a body of people of some sort.
    #[must_use]
    pub fn is_body(self) -> bool {
        !matches!(self, Self::Person | Self::Location | Self::Misc)
    }
}

named! {
    /// Universal parts of speech.
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

named! {
    /// Universal dependency relations, with the subtypes that the models know.
    Deprel {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclCleft = "advcl:cleft",
        AdvclRelcl = "advcl:relcl", Advmod = "advmod", Amod = "amod", Appos = "appos", Aux = "aux",
        AuxCaus = "aux:caus", AuxPass = "aux:pass", AuxTense = "aux:tense", Case = "case", Cc = "cc",
        CcPreconj = "cc:preconj", Ccomp = "ccomp", Clf = "clf", Compound = "compound",
        CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer",
        CsubjPass = "csubj:pass", Dep = "dep", DepComp = "dep:comp", Det = "det", DetPredet = "det:predet",
        Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", ExplComp = "expl:comp",
        ExplPass = "expl:pass", ExplPv = "expl:pv", ExplSubj = "expl:subj", Fixed = "fixed", Flat = "flat",
        FlatForeign = "flat:foreign", FlatName = "flat:name", Goeswith = "goeswith", Iobj = "iobj",
        IobjAgent = "iobj:agent", List = "list", Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc",
        NmodNpmod = "nmod:npmod", NmodPoss = "nmod:poss", NmodTmod = "nmod:tmod",
        NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjCaus = "nsubj:caus",
        NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj",
        ObjAgent = "obj:agent", ObjLvc = "obj:lvc", Obl = "obl", OblAgent = "obl:agent", OblArg = "obl:arg",
        OblMod = "obl:mod", OblNpmod = "obl:npmod", OblTmod = "obl:tmod", OblUnmarked = "obl:unmarked",
        Orphan = "orphan", Parataxis = "parataxis", ParataxisInsert = "parataxis:insert",
        ParataxisParenth = "parataxis:parenth", Punct = "punct", Reparandum = "reparandum", Root = "root",
        Vocative = "vocative", Xcomp = "xcomp",
    }
}

impl Deprel {
    /// The universal relation without its subtype: `nsubj` for `nsubj:pass`.
    #[must_use]
    pub fn base(self) -> Self {
        // Every rule asks, many times over: the names are taken apart once.
        static BASES: LazyLock<Vec<Deprel>> = LazyLock::new(|| {
            let base = |relation: &Deprel| {
                let (name, _) = relation.as_str().split_once(':')?;
                Deprel::from_name(name)
            };
            Deprel::ALL.iter().map(|relation| base(relation).unwrap_or(*relation)).collect()
        });
        BASES.get(self as usize).copied().unwrap_or(self)
    }
}

/// Morphological features, the part of them that somebody asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Feats {
    /// `Gender`
    pub gender: Option<Gender>,
    /// `Number`
    pub number: Option<Number>,
    /// `Person`, 1 to 3.
    pub person: Option<u8>,
    /// `Mood`
    pub mood: Option<Mood>,
    /// `Tense`
    pub tense: Option<Tense>,
    /// `VerbForm`
    pub verb_form: Option<VerbForm>,
    /// `Voice=Pass`
    pub passive: bool,
    /// `Poss=Yes`
    pub possessive: bool,
    /// `Reflex=Yes`
    pub reflexive: bool,
    /// `Definite`: `true` for definite, `false` for indefinite.
    pub definite: Option<bool>,
    /// `PronType`
    pub pron_type: Option<PronType>,
}

named! {
    /// Grammatical gender.
    Gender { Fem = "Fem", Masc = "Masc", Neut = "Neut" }
}
named! {
    /// Grammatical number.
    Number { Plur = "Plur", Sing = "Sing" }
}
named! {
    /// Mood of a finite verb.
    Mood { Cnd = "Cnd", Imp = "Imp", Ind = "Ind", Sub = "Sub" }
}
named! {
    /// Tense.
    Tense { Fut = "Fut", Imp = "Imp", Past = "Past", Pqp = "Pqp", Pres = "Pres" }
}
named! {
    /// Form of a verb.
    VerbForm { Conv = "Conv", Fin = "Fin", Ger = "Ger", Inf = "Inf", Part = "Part" }
}
named! {
    /// Type of a pronoun or determiner.
    PronType {
        Art = "Art", Dem = "Dem", Exc = "Exc", Ind = "Ind", Int = "Int", Neg = "Neg", Prs = "Prs", Rcp = "Rcp",
        Rel = "Rel", Tot = "Tot",
    }
}
