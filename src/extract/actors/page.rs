//! The words of a dispatch as the actor rules look at them.

use foldhash::HashSet;
use smol_str::SmolStr;

use crate::dispatch::ParagraphKind;
use crate::extract::Reading;
use crate::language::{EntityLabel, Number, PronType, Token, Upos};
use crate::lexicon::nominals::{Grammar, Nominals, NounClass};
use crate::lexicon::phrases::{Phrases, fold};
use crate::lexicon::roles::Roles;

/// The words of a dispatch, folded once.
#[derive(Debug)]
pub struct Page<'a> {
    pub reading: &'a Reading<'a>,
    /// Each token as written, folded; empty for the later halves of a contraction.
    lower: Vec<SmolStr>,
    /// Each lemma, folded.
    lemma: Vec<SmolStr>,
    /// What each token's paragraph is.
    kind: Vec<ParagraphKind>,
    /// Where each token's sentence begins and ends.
    sentence: Vec<(u32, u32)>,
    /// Whether each token stands in a heading that gives every word a capital.
    titled: Vec<bool>,
    /// The words that are written like names outside of such headings.
    proper: HashSet<SmolStr>,
}

impl<'a> Page<'a> {
    pub fn new(reading: &'a Reading<'a>) -> Self {
        let tokens = &reading.analysis.tokens;
        let mut page = Self {
            reading,
            lower: Vec::with_capacity(tokens.len()),
            lemma: Vec::with_capacity(tokens.len()),
            kind: Vec::with_capacity(tokens.len()),
            sentence: vec![(0, 0); tokens.len()],
            titled: vec![false; tokens.len()],
            proper: HashSet::default(),
        };
        let mut paragraphs = reading.dispatch.paragraphs.iter().peekable();
        for (i, token) in tokens.iter().enumerate() {
            page.lower.push(fold(page.word(i)));
            // The tagger leaves the plural of what is written like a name as it is, "the Islamists", and that of rare nouns.
            let name = token.upos == Upos::Propn;
            let plural = name && token.feats.number == Some(Number::Plur);
            let one = token.lemma.strip_suffix('s').filter(|_| name || token.upos == Upos::Noun);
            let one = one.filter(|one| plural || page.people(&fold(one)));
            page.lemma.push(fold(one.unwrap_or(&token.lemma)));
            let start = token.span.start;
            while paragraphs.next_if(|p| p.span.end <= start).is_some() {}
            let inside = paragraphs.peek().filter(|p| p.span.start <= start);
            page.kind.push(inside.map_or(ParagraphKind::Body, |p| p.kind));
        }
        for range in &reading.analysis.sentences {
            let bounds = (u32::try_from(range.start), u32::try_from(range.end));
            if let (Some(slots), (Ok(from), Ok(to))) = (page.sentence.get_mut(range.clone()), bounds) {
                slots.fill((from, to));
            }
            let heading = page.paragraph(range.start).is_heading();
            if heading && page.every_word_capital(range.clone()) {
                page.titled[range.clone()].fill(true);
            }
        }
        if page.titled.contains(&true) {
            let written = |&i: &usize| !page.titled[i] && page.upos(i) == Upos::Propn && page.capital(i);
            page.proper = (0..page.len()).filter(written).map(|i| page.lower[i].clone()).collect();
        }
        page
    }

    /// Whether all words of a heading but small ones are written with a capital, four of them at least.
    fn every_word_capital(&self, heading: std::ops::Range<usize>) -> bool {
        /// Longer words are not small: articles, prepositions and the like.
        const SMALL: usize = 3;
        const WORDS: usize = 4;
        let long = |&i: &usize| self.word(i).chars().filter(|c| c.is_alphabetic()).count() > SMALL;
        let capital = heading.clone().filter(long).filter(|&i| self.capital(i)).count();
        capital >= WORDS && capital == heading.filter(long).count()
    }

    /// Whether `word` means one of several people: "hindu".
    fn people(&self, word: &SmolStr) -> bool {
        self.nominals().nouns.get(word).is_some_and(|sense| sense.class == NounClass::Members)
    }

    /// Whether token `i` means several, by its form or by what the tagger says.
    pub fn several(&self, i: usize) -> bool {
        let token = self.tokens().get(i);
        let form = || self.upos(i) == Upos::Propn && self.lower(i).strip_suffix('s') == Some(self.lemma(i));
        token.is_some_and(|t| t.feats.number == Some(Number::Plur)) || form()
    }

    /// Whether token `i` is a number, which the tagger also takes for a noun or an adjective where it is written out.
    pub fn numeral(&self, i: usize) -> bool {
        let numbers = &self.reading.words.numbers;
        let word = |part: &str| numbers.units.contains_key(part) || numbers.multipliers.contains_key(part);
        let joined = |whole: &str| {
            whole.contains('-') && whole.split('-').all(|p| word(p) || numbers.joints.contains(p))
        };
        self.upos(i) == Upos::Num
            || matches!(self.upos(i), Upos::Noun | Upos::Adj) && word(self.lower(i))
            || joined(self.lower(i))
    }

    /// "IIIe": whether token `i` is a Roman number with the ending of ordinals, which counts and names nothing.
    pub fn roman_ordinal(&self, i: usize) -> bool {
        let word = self.word(i);
        let digits = word.trim_end_matches(char::is_lowercase);
        let roman = !digits.is_empty() && digits.bytes().all(|b| b"IVX".contains(&b));
        let ending = word.strip_prefix(digits).filter(|_| roman);
        ending.is_some_and(|ending| self.grammar().ordinals.contains(fold(ending).as_str()))
    }

    /// Whether token `i` stands in a heading that gives every word a capital.
    pub fn titled(&self, i: usize) -> bool {
        self.titled.get(i).copied().unwrap_or(false)
    }

    /// Whether the word of token `i` is written like a name outside of such headings.
    pub fn named_elsewhere(&self, i: usize) -> bool {
        self.lower.get(i).is_some_and(|word| self.proper.contains(word))
    }

    pub fn len(&self) -> usize {
        self.lower.len()
    }

    pub fn tokens(&self) -> &'a [Token] {
        &self.reading.analysis.tokens
    }

    pub fn nominals(&self) -> &'a Nominals {
        &self.reading.words.nominals
    }

    pub fn grammar(&self) -> &'a Grammar {
        &self.reading.words.nominals.grammar
    }

    /// Whether token `i` says which or how many, and so is no part of what somebody is called: "les autres ministres".
    pub fn says_which(&self, i: usize) -> bool {
        self.grammar().which.contains(self.lower(i))
    }

    pub fn roles(&self) -> &'a Roles {
        &self.reading.words.roles
    }

    /// Token `i` as written; empty for the later halves of a contraction and past the end.
    pub fn word(&self, i: usize) -> &'a str {
        let tokens = &self.reading.analysis.tokens;
        let Some(token) = tokens.get(i) else { return "" };
        let again = i > 0 && tokens[i - 1].span == token.span;
        if again { "" } else { self.reading.str(token.span) }
    }

    /// Token `i` as written, folded; empty for the later halves of a contraction and past the end.
    pub fn lower(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", SmolStr::as_str)
    }

    /// The lemma of token `i`, folded; empty past the end.
    pub fn lemma(&self, i: usize) -> &str {
        self.lemma.get(i).map_or("", SmolStr::as_str)
    }

    /// Its part of speech; `X` past the end.
    pub fn upos(&self, i: usize) -> Upos {
        self.tokens().get(i).map_or(Upos::X, |t| t.upos)
    }

    /// Whether token `i` is a relative pronoun or possessive: "dont", "whose".
    pub fn relative(&self, i: usize) -> bool {
        self.tokens().get(i).is_some_and(|t| t.feats.pron_type == Some(PronType::Rel) && t.upos == Upos::Pron)
    }

    /// What the paragraph of token `i` is.
    pub fn paragraph(&self, i: usize) -> ParagraphKind {
        self.kind.get(i).copied().unwrap_or(ParagraphKind::Body)
    }

    /// Whether token `i` belongs to what the dispatch tells.
    pub fn told(&self, i: usize) -> bool {
        !matches!(self.paragraph(i), ParagraphKind::Credit | ParagraphKind::Furniture)
    }

    /// The first token of the sentence of `i`.
    pub fn sentence_start(&self, i: usize) -> usize {
        self.sentence.get(i).map_or(i, |s| s.0 as usize)
    }

    /// One past the last token of the sentence of `i`.
    pub fn sentence_end(&self, i: usize) -> usize {
        self.sentence.get(i).map_or(i + 1, |s| s.1 as usize).max(i + 1).min(self.len())
    }

    /// The first token after `i` that is no other half of the same contraction.
    pub fn after(&self, i: usize) -> usize {
        (i + 1..self.len()).find(|&n| !self.lower[n].is_empty()).unwrap_or(self.len())
    }

    /// Whether token `i` is a word with a capital (or one after a particle: "al-Assad", "d'Arvor").
    pub fn capital(&self, i: usize) -> bool {
        if i >= self.len() {
            return false;
        }
        let word = self.word(i);
        let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
        capital(word)
            || word.split_once(['-', '\'', '\u{2019}']).is_some_and(|(particle, rest)| {
                capital(rest) && self.grammar().particles.contains(fold(particle).as_str())
            })
    }

    /// Whether token `i` is a month or a weekday.
    pub fn dated(&self, i: usize) -> bool {
        let calendar = &self.reading.words.calendar;
        let known = |word: &str| calendar.months.contains_key(word) || calendar.weekdays.contains_key(word);
        let word = self.lower(i);
        // "Jan Varenne", "April Parker": the given name of somebody.
        (known(word) || known(word.trim_end_matches('.'))) && !self.person_at(i)
    }

    /// Whether what the entity recogniser takes for a person's name in full begins at token `i`: Islam Brek.
    pub fn person_at(&self, i: usize) -> bool {
        let entity = self.reading.analysis.entity_at(i);
        entity.is_some_and(|e| e.label == EntityLabel::Person && e.tokens.0 == i && e.tokens.1 > i + 1)
    }

    /// Whether all letters of token `i` are capitals, and there are two or more signs.
    pub fn acronym(&self, i: usize) -> bool {
        let word = self.word(i);
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let lower = word.chars().filter(|c| c.is_lowercase()).count();
        upper >= 1 && word.chars().count() >= 2 && (lower == 0 || (upper >= 3 && lower <= 2))
    }

    /// Whether a sentence, a quotation or a list item begins at token `i`, so that its capital says nothing.
    pub fn opens(&self, i: usize) -> bool {
        i == self.sentence_start(i) || matches!(self.upos(i - 1), Upos::Punct) && self.opening_mark(i - 1)
    }

    fn opening_mark(&self, i: usize) -> bool {
        let opens = |c: char| {
            matches!(c, '«' | '"' | '“' | '„' | '‹' | '\'' | '‘' | '-' | '–' | '—' | '*' | '•' | ':')
        };
        self.word(i).chars().all(opens)
    }

    /// The longest entry of `table` that starts at token `i`: one past its last token, and what it means. Each word
    /// is compared by lemma and as written.
    pub fn longest<V: Clone>(&self, table: &'a Phrases<V>, i: usize) -> Option<(usize, &'a V)> {
        self.walk(table, 0, i, self.sentence_end(i))
    }

    fn walk<V: Clone>(
        &self,
        table: &'a Phrases<V>,
        node: usize,
        i: usize,
        end: usize,
    ) -> Option<(usize, &'a V)> {
        if i >= end {
            return None;
        }
        let by = |word: &SmolStr| {
            let next = table.step(node, word)?;
            let after = self.after(i);
            self.walk(table, next, after, end).or_else(|| Some((after, table.value(next)?)))
        };
        let lower = by(&self.lower[i]);
        if self.lemma[i] == self.lower[i] || self.contracted(i) {
            return lower;
        }
        let lemma = by(&self.lemma[i]);
        match (lower, lemma) {
            (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
            (a, b) => a.or(b),
        }
    }

    fn contracted(&self, i: usize) -> bool {
        self.lower.get(i + 1).is_some_and(SmolStr::is_empty)
    }
}
