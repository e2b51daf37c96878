//! The stages put together: one [`Engine`] a language, from `assets/` or from a user's folder.

use smol_str::SmolStr;
use std::borrow::Cow;
use std::sync::{Mutex, OnceLock};

use super::container::{Container, ModelError};
use super::lemma::Lemmas;
use super::lexicon::Lexicon;
use super::names::{Finder, Names};
use super::net::{self, Nets};
use super::parser::{State, tag_values};
use super::rules::Rules;
use super::weights::{Scorer, Weights, lead};
use super::words::{Reader, Words};
use super::{
    Analysis, Deprel, Entity, Feats, Mood, Token, Tree, Upos, VerbForm, contractions, labeller, morphology,
    parser, repair, sentences, tagger, tokenize,
};
use crate::budget;
use crate::dispatch::{Lang, Paragraph, Span};
use crate::lexicon::gazetteer::Gazetteer;

/// Embedded bytes that start on a cache line, as the tables inside expect for speed.
#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

macro_rules! embedded {
    ($file:literal) => {{
        static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!($file));
        &BYTES.0
    }};
}

/// What is embedded for one language.
struct BuiltIn {
    tag: &'static str,
    rules: &'static str,
    model: &'static [u8],
    names: &'static [u8],
}

/// Adding a language is adding its assets and a line here.
static BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        tag: "fr",
        rules: include_str!("../../assets/lexicon/fr/tokens.toml"),
        model: embedded!("../../assets/models/fr.model"),
        names: embedded!("../../assets/models/fr.names"),
    },
    BuiltIn {
        tag: "en",
        rules: include_str!("../../assets/lexicon/en/tokens.toml"),
        model: embedded!("../../assets/models/en.model"),
        names: embedded!("../../assets/models/en.names"),
    },
];

/// The engines in use.
static ENGINES: [OnceLock<Engine>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];

/// Where a language stands among those that have an engine.
fn place(lang: Lang) -> Option<usize> {
    BUILT_IN.iter().position(|b| b.tag == lang.as_str())
}

/// The languages that have an engine, with what they say about words; their models are not touched.
pub(super) fn languages() -> impl Iterator<Item = (Lang, &'static Rules)> {
    static RULES: [OnceLock<Rules>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];
    let rules = |(built_in, rules): (&BuiltIn, &'static OnceLock<Rules>)| {
        Some((Lang::from_tag(built_in.tag)?, rules.get_or_init(|| built_in.rules())))
    };
    BUILT_IN.iter().zip(&RULES).filter_map(rules)
}

impl BuiltIn {
    /// The assets are tested: a fault here is found before a release.
    fn rules(&self) -> Rules {
        Rules::read(self.rules).unwrap_or_default()
    }
}

/// All that is needed to analyse one language. Without a model there are sentences and words, no syntax.
#[derive(Clone, Debug, Default)]
pub struct Engine {
    rules: Rules,
    model: Option<Model>,
    names: Option<Names>,
    idle: Idle,
}

/// The memory of annotators that are not at work: what one learned of the words of its text is at hand for the next text.
#[derive(Debug, Default)]
struct Idle(Mutex<Vec<Memory>>);

impl Idle {
    fn take(&self) -> Memory {
        self.0.lock().ok().and_then(|mut idle| idle.pop()).unwrap_or_default()
    }

    fn give(&self, memory: Memory) {
        if let Ok(mut idle) = self.0.lock() {
            idle.push(memory);
        }
    }
}

impl Clone for Idle {
    /// Nothing: what is at hand holds for one model.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Engine {
    /// The engine of a language, loaded on first use; `None` for a language without one.
    #[must_use]
    pub fn built_in(lang: Lang) -> Option<&'static Self> {
        let at = place(lang)?;
        Some(ENGINES[at].get_or_init(|| Self::load(lang).unwrap_or_default()))
    }

    /// Puts an engine in the place of the built-in one, for the whole process. Comes too late, and changes nothing, once
    /// that one was used.
    pub fn install(self, lang: Lang) {
        if let Some(at) = place(lang) {
            let _ = ENGINES[at].set(self);
        }
    }

    /// The languages that have an engine.
    pub fn languages() -> impl Iterator<Item = Lang> {
        BUILT_IN.iter().filter_map(|b| Lang::from_tag(b.tag))
    }

    /// Loads the built-in engine of a language afresh; [`Engine::built_in`] is what to use.
    #[must_use]
    pub fn load(lang: Lang) -> Option<Self> {
        let built_in = BUILT_IN.iter().find(|b| b.tag == lang.as_str())?;
        let model = Container::own(built_in.model).and_then(|file| Model::read(&file)).ok();
        let names = Container::own(built_in.names).and_then(|file| Names::read(&file)).ok();
        Some(Self { rules: built_in.rules(), model, names, idle: Idle::default() })
    }

    /// With another model.
    ///
    /// # Errors
    /// Where `bytes` are no model.
    pub fn with_model(self, bytes: Vec<u8>) -> Result<Self, ModelError> {
        let model = Container::open(Cow::Owned(bytes)).and_then(|file| Model::read(&file))?;
        Ok(Self { model: Some(model), idle: Idle::default(), ..self })
    }

    /// With another recogniser of names.
    ///
    /// # Errors
    /// Where `bytes` are no such model.
    pub fn with_names(self, bytes: Vec<u8>) -> Result<Self, ModelError> {
        let names = Container::open(Cow::Owned(bytes)).and_then(|file| Names::read(&file))?;
        Ok(Self { names: Some(names), ..self })
    }

    /// The engine of no language in particular: sentences and words by their signs.
    #[must_use]
    pub fn plain() -> &'static Self {
        static PLAIN: OnceLock<Engine> = OnceLock::new();
        PLAIN.get_or_init(Self::default)
    }

    /// The model, where there is one.
    #[must_use]
    pub fn model(&self) -> Option<&Model> {
        self.model.as_ref()
    }

    /// Analyses `text`. A sentence never crosses a paragraph; text outside of all of `paragraphs` is a paragraph of its
    /// own, each line of it.
    #[must_use]
    pub fn analyze(&self, text: &str, paragraphs: &[Paragraph], lang: Lang) -> Analysis {
        let mut work = Work::new(self, text);
        let mut at = 0;
        for paragraph in paragraphs.iter().map(|p| p.span).filter(|s| text.get(s.start..s.end).is_some()) {
            if paragraph.start >= at {
                work.lines(Span::new(at, paragraph.start));
                work.paragraph(paragraph);
                at = paragraph.end;
            }
        }
        work.lines(Span::new(at, text.len()));
        let Work { annotator, mut tokens, sentences, entities, .. } = work;
        if let Some(annotator) = annotator {
            self.idle.give(annotator.memory);
        }
        for sentence in &sentences {
            budget::check();
            repair::sentence(&mut tokens, &entities, sentence.clone(), self.model(), &self.rules);
        }
        let tree = Tree::new(&tokens);
        Analysis { lang, tokens, sentences, entities, tree }
    }
}

/// Analyses `text` in `lang`. A sentence never crosses a paragraph. In a language without an engine there are sentences
/// and words, all of them [`Upos::X`] without syntax.
#[must_use]
pub fn analyze(text: &str, paragraphs: &[Paragraph], lang: Lang) -> Analysis {
    Engine::built_in(lang).unwrap_or_else(Engine::plain).analyze(text, paragraphs, lang)
}

/// One text on its way through the stages.
struct Work<'a> {
    engine: &'a Engine,
    annotator: Option<Annotator<'a>>,
    finder: Finder<'a>,
    text: &'a str,
    written: Vec<Span>,
    ranges: Vec<std::ops::Range<usize>>,
    tokens: Vec<Token>,
    sentences: Vec<std::ops::Range<usize>>,
    entities: Vec<Entity>,
}

impl<'a> Work<'a> {
    fn new(engine: &'a Engine, text: &'a str) -> Self {
        let annotator = engine.model.as_ref().map(|m| Annotator { model: m, memory: engine.idle.take() });
        let tokens = Vec::with_capacity(text.len() / 4);
        Self {
            engine,
            annotator,
            finder: Finder::new(text, Gazetteer::built_in()),
            text,
            written: Vec::new(),
            ranges: Vec::new(),
            tokens,
            sentences: Vec::new(),
            entities: Vec::new(),
        }
    }

    /// Each line is a paragraph.
    fn lines(&mut self, span: Span) {
        let mut at = span.start;
        for line in span.of(self.text).split_inclusive('\n') {
            self.paragraph(Span::new(at, at + line.len()));
            at += line.len();
        }
    }

    fn paragraph(&mut self, span: Span) {
        self.written.clear();
        self.ranges.clear();
        tokenize::tokenize(span.of(self.text), span.start, &self.engine.rules, &mut self.written);
        sentences::split(self.text, &self.written, &self.engine.rules, &mut self.ranges);
        for range in &self.ranges {
            budget::check();
            let start = self.tokens.len();
            let written = &self.written[range.clone()];
            for i in 0..written.len() {
                push_words(self.engine, self.annotator.as_mut(), self.text, written, i, &mut self.tokens);
            }
            if let Some(annotator) = &mut self.annotator {
                annotator.annotate(&mut self.tokens[start..], start);
                if let Some(names) = &self.engine.names {
                    let tokens = &self.tokens[start..];
                    self.finder.sentence(names, tokens, annotator.read(), start, &mut self.entities);
                }
            }
            self.sentences.push(start..self.tokens.len());
        }
    }
}

/// Adds the words that the written word `i` of a sentence is. Those of a contraction share its span, except where it
/// simply writes one after the other.
fn push_words(
    engine: &Engine,
    annotator: Option<&mut Annotator<'_>>,
    text: &str,
    written: &[Span],
    i: usize,
    tokens: &mut Vec<Token>,
) {
    let span = written[i];
    let form = span.of(text);
    let words = engine.rules.contractions.get(tokenize::folded(form).as_ref());
    let around = written.get(i.saturating_sub(contractions::REACH)..).unwrap_or_default();
    let around = around.iter().take(2 * contractions::REACH + 1).map(|s| s.of(text));
    let apart = |a: &mut Annotator<'_>| a.takes_apart(around, i.min(contractions::REACH) + 1);
    let Some(words) = words.filter(|_| annotator.is_none_or(apart)) else {
        tokens.push(blank(span, SmolStr::new(form)));
        return;
    };
    let plain = words.iter().map(String::len).sum::<usize>() == form.len();
    let mut start = span.start;
    for word in contractions::expand(form, words) {
        let end = start + word.len();
        let own = if plain { Span::new(start, end) } else { span };
        start = end;
        tokens.push(blank(own, if plain { SmolStr::new(own.of(text)) } else { word }));
    }
}

/// A written word as a token that nothing is known of yet.
fn blank(span: Span, form: SmolStr) -> Token {
    let (upos, deprel) = (Upos::X, Deprel::Dep);
    Token { span, lemma: form.clone(), form, upos, feats: Feats::default(), head: None, deprel }
}

/// The trained part of an engine.
#[derive(Clone, Debug)]
pub struct Model {
    lexicon: Lexicon,
    lemmas: Lemmas,
    contractions: Weights,
    tagger: Weights,
    parser: Weights,
    labeller: Weights,
    labels: Vec<Deprel>,
    morphology: Weights,
    nets: Option<Nets>,
}

impl Model {
    /// What it knows of forms.
    #[must_use]
    pub const fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Whether the lexicon has the word, which is in lower case.
    pub(super) fn knows(&self, lower: &str) -> bool {
        self.lexicon.get(lower).is_some()
    }

    /// The morphology and the lemma of a form as a finite verb of the third person, where the lexicon has it as one.
    pub(super) fn as_finite(&self, form: &str) -> Option<(Feats, SmolStr)> {
        let lower = form.to_lowercase();
        let entry = self.lexicon.get(&lower)?;
        let verb = |f: &Feats| {
            f.verb_form == Some(VerbForm::Fin)
                && f.person.is_none_or(|p| p == 3)
                && f.mood.is_none_or(|m| m == Mood::Ind)
        };
        let verbs = self.lexicon.readings(entry).filter(|r| r.upos == Upos::Verb as u8);
        let feats = verbs.map(|r| Feats::from_bits(r.feats)).find(verb)?;
        Some((feats, self.lemmas.lemma(form, &lower, Upos::Verb, feats, Some(entry), &self.lexicon)))
    }

    /// What `form` is as a noun, and its lemma, where the lexicon knows it as one.
    pub(super) fn as_noun(&self, form: &str) -> Option<(Feats, SmolStr)> {
        let lower = form.to_lowercase();
        let entry = self.lexicon.get(&lower)?;
        let noun = self.lexicon.readings(entry).find(|r| r.upos == Upos::Noun as u8)?;
        let feats = Feats::from_bits(noun.feats);
        Some((feats, self.lemmas.lemma(form, &lower, Upos::Noun, feats, Some(entry), &self.lexicon)))
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Where a section is missing or is not what it should be.
    pub fn read(file: &Container) -> Result<Self, ModelError> {
        let weights = |name| {
            let weights = Weights::read(file.section(name)?, name)?;
            Ok::<_, ModelError>((weights.classes(), weights))
        };
        let labels = file.section("labels")?;
        let labels: Option<Vec<Deprel>> =
            std::str::from_utf8(&labels).ok().and_then(|l| l.lines().map(Deprel::from_name).collect());
        let labels = labels.ok_or(ModelError::Senseless("labels"))?;
        let sized = |name, (classes, weights), wanted| {
            if classes == wanted { Ok(weights) } else { Err(ModelError::Senseless(name)) }
        };
        let for_tagger = (tagger::PLACES, tagger::FACTS, Upos::ALL.len());
        let for_parser = (parser::PLACES, parser::FACTS, parser::Move::ALL.len());
        let for_labeller = (labeller::PLACES, labeller::facts(labels.len()), labels.len());
        Ok(Self {
            lexicon: Lexicon::read(file)?,
            lemmas: Lemmas::read(file)?,
            contractions: sized("contractions", weights("contractions")?, 2)?,
            morphology: sized("morphology", weights("morphology")?, morphology::CLASSES)?,
            tagger: sized("tagger", weights("tagger")?, Upos::ALL.len())?,
            parser: sized("parser", weights("parser")?, parser::Move::ALL.len())?,
            labeller: sized("labeller", weights("labeller")?, labels.len())?,
            labels,
            nets: Nets::read(file, [for_tagger, for_parser, for_labeller])?,
        })
    }
}

/// What the model says about one word of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its part of speech.
    pub upos: Upos,
    /// Its morphology.
    pub feats: Feats,
    /// Its dictionary form.
    pub lemma: SmolStr,
    /// The position of its head in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Its relation to the head.
    pub deprel: Deprel,
}

/// Annotates sentence after sentence, reusing its memory.
#[derive(Debug)]
pub struct Annotator<'a> {
    model: &'a Model,
    memory: Memory,
}

/// The sentence that an annotator is at, and what it keeps at hand for the next.
#[derive(Clone, Debug, Default)]
struct Memory {
    reader: Reader,
    words: Words,
    tags: Vec<u8>,
    values: Vec<u64>,
    state: State,
    heads: Vec<usize>,
    family: labeller::Family,
    labelling: labeller::Memory,
    labels: Vec<u8>,
    buffer: Vec<u64>,
    seen: net::Memory,
    /// Words whose part of speech is in doubt, by position, and what speaks for each.
    doubts: Vec<(usize, [i32; Upos::ALL.len()])>,
}

impl<'a> Annotator<'a> {
    /// With empty memory.
    #[must_use]
    pub fn new(model: &'a Model) -> Self {
        Self { model, memory: Memory::default() }
    }

    /// Runs the models over the words of one sentence.
    fn tag<'f>(&mut self, forms: impl IntoIterator<Item = &'f str>) {
        let Memory { reader, words, tags, values, buffer, seen, doubts, .. } = &mut self.memory;
        reader.read(&self.model.lexicon, forms, words);
        let enough = self.model.nets.as_ref().map_or(i32::MIN, Nets::tagger_lead);
        doubts.clear();
        tagger::tag(&self.model.tagger, words, tags, buffer, |position, scores| {
            if lead(scores) < enough {
                doubts.push((position, <[i32; Upos::ALL.len()]>::try_from(scores).unwrap_or_default()));
            }
        });
        let Some(nets) = self.model.nets.as_ref().filter(|_| !doubts.is_empty()) else { return };
        tag_values(tags, values);
        seen.start();
        for (position, scores) in doubts {
            let Some(mut net) = nets.tagger(words, values, seen) else { return };
            net.advise(scores, |facts| tagger::sight(words, *position, facts));
            let tag = tagger::best(scores);
            if tags[*position - 1] != tag {
                tags[*position - 1] = tag;
                values[*position] = tag.into();
                seen.forget(*position);
            }
        }
    }

    /// Parses what was tagged.
    fn parse(&mut self) {
        let Memory { words, tags, values, state, heads, family, labelling, labels, buffer, seen, .. } =
            &mut self.memory;
        tag_values(tags, values);
        seen.start();
        let nets = self.model.nets.as_ref();
        let net = nets.map(|n| n.parser(words, values, seen));
        parser::parse(&self.model.parser, net, (words, values), state, heads, buffer);
        family.read(heads);
        let net = nets.map(|n| n.labeller(words, values, seen));
        let sentence = labeller::Sentence { words, tags: values, heads, family };
        labeller::label(&self.model.labeller, net, sentence, labelling, labels);
    }

    /// The words of the sentence that was annotated last.
    pub(super) const fn read(&self) -> &Words {
        &self.memory.words
    }

    fn upos(&self, i: usize) -> Upos {
        self.memory.tags.get(i).and_then(|&t| Upos::ALL.get(usize::from(t))).copied().unwrap_or(Upos::X)
    }

    fn head(&self, i: usize) -> Option<usize> {
        self.memory
            .heads
            .get(i + 1)
            .filter(|&&h| h != self.memory.words.root())
            .and_then(|h| h.checked_sub(1))
    }

    /// Only the root of the sentence is `root`.
    fn deprel(&self, i: usize) -> Deprel {
        let label = self.memory.labels.get(i).and_then(|&l| self.model.labels.get(usize::from(l))).copied();
        match (self.head(i), label) {
            (None, _) => Deprel::Root,
            (Some(_), None | Some(Deprel::Root)) => Deprel::Dep,
            (Some(_), Some(label)) => label,
        }
    }

    fn feats(&mut self, i: usize) -> Feats {
        if !morphology::inflects(self.upos(i)) {
            return Feats::default();
        }
        let Memory { words, values, heads, family, buffer, .. } = &mut self.memory;
        let sentence = labeller::Sentence { words, tags: values, heads, family };
        morphology::analyse(&self.model.morphology, sentence, i + 1, &self.model.lexicon, buffer)
    }

    fn annotation(&mut self, i: usize, form: &str) -> Annotation {
        let upos = self.upos(i);
        let feats = self.feats(i);
        let (lower, entry) = (self.memory.words.lower(i + 1), self.memory.words.entry(i + 1));
        let lemma = self.model.lemmas.lemma(form, lower, upos, feats, entry, &self.model.lexicon);
        Annotation { upos, feats, lemma, head: self.head(i), deprel: self.deprel(i) }
    }

    /// Annotates a sentence given as words, as the gold words of a treebank are.
    pub fn words(&mut self, forms: &[&str]) -> Vec<Annotation> {
        self.tag(forms.iter().copied());
        self.parse();
        forms.iter().enumerate().map(|(i, form)| self.annotation(i, form)).collect()
    }

    /// Annotates a sentence in place; `start` is the position of its first token in the text.
    pub fn annotate(&mut self, tokens: &mut [Token], start: usize) {
        self.tag(tokens.iter().map(|t| t.form.as_str()));
        if let Some(verb) = repair::mistagged::verb(tokens, |i| self.upos(i), self.model) {
            self.memory.tags[verb] = Upos::Verb as u8;
        }
        self.parse();
        for (i, token) in tokens.iter_mut().enumerate() {
            let Annotation { upos, feats, lemma, head, deprel } = self.annotation(i, &token.form);
            (token.upos, token.feats, token.lemma, token.deprel) = (upos, feats, lemma, deprel);
            token.head = head.map(|h| h + start);
        }
    }

    /// Whether the contraction at `position`, from 1, of written words is two words there.
    fn takes_apart<'f>(&mut self, written: impl IntoIterator<Item = &'f str>, position: usize) -> bool {
        let Memory { reader, words, buffer, .. } = &mut self.memory;
        reader.read(&self.model.lexicon, written, words);
        contractions::features(words, position, buffer);
        let mut scores = [0; 2];
        self.model.contractions.add(buffer, &mut scores);
        scores[1] >= scores[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lang(tag: &str) -> Lang {
        Lang::from_tag(tag).unwrap()
    }

    /// The invariants that every analysis keeps.
    fn check(text: &str, analysis: &Analysis) {
        let mut at = 0;
        let mut last = Span::default();
        for token in &analysis.tokens {
            assert!(text.get(token.span.start..token.span.end).is_some_and(|t| !t.is_empty()), "{token:?}");
            assert!(token.span == last || token.span.start >= last.end, "{token:?}");
            let between = text.get(at..token.span.start.max(at)).unwrap();
            assert!(between.chars().all(char::is_whitespace), "{between:?} is in no token");
            (at, last) = (token.span.end, token.span);
        }
        assert!(text.get(at..).unwrap().chars().all(char::is_whitespace));
        let mut next = 0;
        for sentence in &analysis.sentences {
            assert!(sentence.start == next && sentence.end > sentence.start);
            next = sentence.end;
            let heads = || sentence.clone().map(|t| analysis.tokens[t].head);
            assert!(heads().flatten().all(|h| sentence.contains(&h)));
            assert!(heads().any(|h| h.is_none()));
        }
        assert_eq!(next, analysis.tokens.len());
        let mut at = 0;
        for entity in &analysis.entities {
            let (from, to) = entity.tokens;
            assert!(at <= from && from < to && to <= analysis.tokens.len());
            assert_eq!(entity.span, analysis.span(from, to));
            at = to;
        }
    }

    #[test]
    fn the_built_in_models_are_sound() {
        for built_in in BUILT_IN {
            assert!(Rules::read(built_in.rules).is_ok(), "{}", built_in.tag);
            let model = Container::open(Cow::Borrowed(built_in.model)).and_then(|f| Model::read(&f));
            assert!(model.is_ok(), "{}: {:?}", built_in.tag, model.err());
            let names = Container::open(Cow::Borrowed(built_in.names)).and_then(|f| Names::read(&f));
            assert!(names.is_ok(), "{}: {:?}", built_in.tag, names.err());
        }
    }

    #[test]
    fn a_simple_sentence_has_its_tree() {
        let text = "Le général a inspecté les troupes.";
        let analysis = analyze(text, &[], lang("fr"));
        let tokens = &analysis.tokens;
        assert_eq!(
            tokens.iter().map(|t| t.upos).collect::<Vec<_>>(),
            [Upos::Det, Upos::Noun, Upos::Aux, Upos::Verb, Upos::Det, Upos::Noun, Upos::Punct]
        );
        assert_eq!(tokens[1].deprel, Deprel::Nsubj);
        assert_eq!(tokens[1].head, Some(3));
        assert_eq!(tokens[3].head, None);
        assert_eq!(tokens[5].deprel, Deprel::Obj);
    }

    #[test]
    fn a_sentence_never_crosses_a_paragraph() {
        let text = "Un titre sans point\nLe texte commence ici.";
        let kinds = [crate::dispatch::ParagraphKind::Headline, crate::dispatch::ParagraphKind::Body];
        let spans = [Span::new(0, 19), Span::new(20, text.len())];
        let paragraphs: Vec<Paragraph> =
            spans.into_iter().zip(kinds).map(|(span, kind)| Paragraph { span, kind }).collect();
        let analysis = analyze(text, &paragraphs, lang("fr"));
        assert_eq!(analysis.sentences.len(), 2);
        check(text, &analysis);
    }

    #[test]
    fn a_language_without_engine_has_words_and_sentences() {
        let text = "Ein Satz. Noch ein Satz.";
        let analysis = analyze(text, &[], lang("de"));
        assert_eq!(analysis.sentences.len(), 2);
        check(text, &analysis);
    }

    proptest! {
        #[test]
        fn any_text_is_covered(text in "\\PC{0,80}") {
            for tag in ["fr", "en", "xx"] {
                check(&text, &analyze(&text, &[], lang(tag)));
            }
        }

        #[test]
        fn text_like_news_is_covered(
            text in "([ \n\t\u{a0}]|[«»\"“”'’().,;:!?…–-]|[A-Zaeé]|l'|qu’|des |du |[0-9]{1,4}|M\\. |-t-il|n't|U\\.S\\.|İ|e\u{301}|👍🏽){0,40}",
        ) {
            for tag in ["fr", "en"] {
                check(&text, &analyze(&text, &[], lang(tag)));
            }
        }

        #[test]
        fn senseless_paragraphs_do_no_harm(text in "\\PC{0,40}", cuts in proptest::collection::vec(0usize..60, 0..6)) {
            let paragraphs: Vec<Paragraph> = cuts
                .chunks(2)
                .map(|c| Paragraph {
                    span: Span::new(c[0], *c.last().unwrap()),
                    kind: crate::dispatch::ParagraphKind::Body,
                })
                .collect();
            check(&text, &analyze(&text, &paragraphs, lang("fr")));
        }
    }
}
