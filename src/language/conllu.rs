//! CoNLL-U, the exchange format of Universal Dependencies: read for training and scoring, printed for people.

use std::fmt::Write as _;

use super::{Analysis, Deprel, Feats, Token, Upos};

/// One annotated sentence of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The sentence as it was written, from its `# text` comment.
    pub text: String,
    /// Whether it begins a document or a paragraph.
    pub opens: bool,
    /// Its words; ranges and empty nodes are left out.
    pub words: Vec<Word>,
    /// The contractions: positions of the first and the last word in `words`, and the form they share.
    pub ranges: Vec<(usize, usize, String)>,
    /// The last words of the contractions that no white space follows.
    glued: Vec<usize>,
}

impl Sentence {
    /// Whether white space follows the contraction whose last word is at `last`.
    #[must_use]
    pub fn space_after_range(&self, last: usize) -> bool {
        !self.glued.contains(&last)
    }
}

/// One annotated word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it is written.
    pub form: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Its part of speech.
    pub upos: Upos,
    /// Its morphology.
    pub feats: Feats,
    /// The position of its head counted from 1; 0 for the root.
    pub head: usize,
    /// Its relation to the head.
    pub deprel: Deprel,
    /// The relation as the file has it.
    pub relation: String,
    /// Whether white space follows.
    pub space_after: bool,
}

/// Reads a file.
///
/// # Errors
/// On a line that is no CoNLL-U, a sentence for the user with the line's number.
pub fn read(text: &str) -> Result<Vec<Sentence>, String> {
    let mut all = Vec::new();
    let mut now = Sentence::default();
    for (number, line) in (1..).zip(text.lines()).chain([(0, "")]) {
        if line.is_empty() {
            if !now.words.is_empty() {
                all.push(std::mem::take(&mut now));
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            if let Some(text) = comment.strip_prefix("text = ") {
                text.clone_into(&mut now.text);
            }
            now.opens |= comment.starts_with("newdoc") || comment.starts_with("newpar");
        } else {
            read_line(line, &mut now).ok_or_else(|| format!("Line {number} is no CoNLL-U line: {line}."))?;
        }
    }
    Ok(all)
}

fn read_line(line: &str, sentence: &mut Sentence) -> Option<()> {
    let mut fields = line.split('\t');
    let id = fields.next()?;
    let [form, lemma, upos, _, feats, head, deprel, _, misc] =
        <[&str; 9]>::try_from(fields.collect::<Vec<_>>()).ok()?;
    let glued = misc.split('|').any(|m| m == "SpaceAfter=No");
    if let Some((from, to)) = id.split_once('-') {
        let (from, to): (usize, usize) = (from.parse().ok()?, to.parse().ok()?);
        let (from, to) = (from.checked_sub(1)?, to.checked_sub(1)?);
        sentence.ranges.push((from, to, form.to_owned()));
        if glued {
            sentence.glued.push(to);
        }
        return Some(());
    }
    if id.contains('.') {
        return Some(());
    }
    sentence.words.push(Word {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: Upos::from_name(upos)?,
        feats: feats.parse().ok()?,
        head: head.parse().ok()?,
        deprel: relation(deprel),
        relation: deprel.to_owned(),
        space_after: !glued,
    });
    Some(())
}

/// A subtype that is not known is left out, an unknown relation is `dep`.
fn relation(name: &str) -> Deprel {
    let base = name.split(':').next().unwrap_or(name);
    Deprel::from_name(name).or_else(|| Deprel::from_name(base)).unwrap_or(Deprel::Dep)
}

/// Prints an analysis of `text`, one block a sentence. Words that share a span are printed under the contraction they
/// make up.
#[must_use]
pub fn print(text: &str, analysis: &Analysis) -> String {
    let mut out = String::new();
    for sentence in &analysis.sentences {
        let tokens = analysis.tokens.get(sentence.clone()).unwrap_or_default();
        print_sentence(&mut out, text, tokens, sentence.start);
    }
    out
}

fn print_sentence(out: &mut String, text: &str, tokens: &[Token], start: usize) {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
    let written = text.get(first.span.start..last.span.end).unwrap_or_default().replace(['\n', '\t'], " ");
    // Writing to a string cannot fail.
    let _ = writeln!(out, "# text = {written}");
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        let shared = tokens[i..].iter().take_while(|t| t.span == token.span).count().max(1);
        let glued = tokens.get(i + shared).is_some_and(|next| next.span.start == token.span.end);
        let space = if glued { "SpaceAfter=No" } else { "_" };
        if shared > 1 {
            let _ = writeln!(
                out,
                "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{space}",
                i + 1,
                i + shared,
                token.span.of(text)
            );
        }
        for (n, word) in (i + 1..).zip(&tokens[i..i + shared]) {
            let head = word.head.map_or(0, |h| h.saturating_sub(start) + 1);
            let space = if shared > 1 { "_" } else { space };
            let _ = writeln!(
                out,
                "{n}\t{}\t{}\t{}\t_\t{}\t{head}\t{}\t_\t{space}",
                word.form, word.lemma, word.upos, word.feats, word.deprel
            );
        }
        i += shared;
    }
    out.push('\n');
}
