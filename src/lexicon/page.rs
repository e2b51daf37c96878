//! What pages and wires print around the text: furniture, credits, bylines, take labels, months of datelines.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Fault, Layer, Table, from_toml};

/// What pages and wires print around the text, in lower case with straight apostrophes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Page {
    /// Paragraphs that belong to the page: the whole paragraph, or its start before a colon.
    furniture: Vec<String>,
    /// Lines after which only pointers to other stories follow.
    more: Vec<String>,
    /// Words before an author's name.
    byline: Vec<String>,
    /// Starts of a paragraph that tells who reported, wrote, edited or owns.
    credit: Vec<String>,
    /// What stands inside a paragraph that says who else worked on the story.
    contributors: Vec<String>,
    /// Starts of a line that says when the page was published or changed.
    stamps: Vec<String>,
    /// Words before the agencies that a page thanks: "with".
    thanks: Vec<String>,
    /// Words that may stand among the agencies of a credit.
    agencies: Vec<String>,
    /// What a desk prints above a story to say what kind of take it is.
    labels: Vec<String>,
    /// Starts of a note to editors.
    notes: Vec<String>,
    /// Sentences after which nothing is for publication.
    not_for_publication: Vec<String>,
    /// Months as datelines write them, 1 to 12, without a full stop.
    months: BTreeMap<String, u8>,
    /// Months as the teleprinters of other countries write them, where no dateline is near.
    months_abroad: BTreeMap<String, u8>,
    /// Small words inside the name of a place.
    place_words: Vec<String>,
}

impl Table for Page {
    const FILE: &'static str = "page.toml";

    fn read(layers: &[Layer<'_>], faults: &mut Vec<Fault>) -> Self {
        let mut all = Self::default();
        for layer in layers {
            if let Some(page) = from_toml::<Self>(*layer, faults) {
                all.extend(page);
            }
        }
        all
    }
}

/// A line as the phrases are written: lower case, straight apostrophes, single ordinary spaces.
#[must_use]
pub fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for c in line.chars().flat_map(char::to_lowercase) {
        match c {
            '’' | '‘' | 'ʼ' => folded.push('\''),
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.push(c),
        }
    }
    folded.trim().to_owned()
}

/// What stands after `phrase` where `line` starts with it as whole words.
fn after<'a>(line: &'a str, phrase: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(phrase)?;
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

impl Page {
    fn extend(&mut self, other: Self) {
        self.furniture.extend(other.furniture);
        self.more.extend(other.more);
        self.byline.extend(other.byline);
        self.credit.extend(other.credit);
        self.contributors.extend(other.contributors);
        self.stamps.extend(other.stamps);
        self.thanks.extend(other.thanks);
        self.agencies.extend(other.agencies);
        self.labels.extend(other.labels);
        self.notes.extend(other.notes);
        self.not_for_publication.extend(other.not_for_publication);
        self.months.extend(other.months);
        self.months_abroad.extend(other.months_abroad);
        self.place_words.extend(other.place_words);
    }

    /// Whether the [folded](fold) paragraph belongs to the page: it is such a phrase, alone or with a number, or starts
    /// with one before a colon.
    #[must_use]
    pub fn is_furniture(&self, folded: &str) -> bool {
        let closes = |rest: &str| {
            let rest = rest.trim_start();
            rest.starts_with([':', '»', '>', '|', '-', '–', '—'])
                || rest.chars().all(|c| c.is_ascii_digit() || " ()[].…!*-–—:".contains(c))
        };
        self.furniture.iter().chain(&self.more).any(|phrase| after(folded, phrase).is_some_and(closes))
    }

    /// Whether only pointers to other stories follow the folded line.
    #[must_use]
    pub fn is_more(&self, folded: &str) -> bool {
        self.more
            .iter()
            .any(|phrase| after(folded, phrase).is_some() && (folded.len() <= 80 || folded.ends_with(':')))
    }

    /// How many bytes of the folded line are the words before an author's name.
    #[must_use]
    pub fn byline(&self, folded: &str) -> Option<usize> {
        self.byline
            .iter()
            .filter(|p| after(folded, p).is_some_and(|r| r.starts_with([' ', ':'])))
            .map(String::len)
            .max()
    }

    /// Whether the folded paragraph tells who reported, wrote, edited or owns the story.
    #[must_use]
    pub fn is_credit(&self, folded: &str) -> bool {
        self.credit.iter().any(|phrase| after(folded, phrase).is_some())
    }

    /// Whether the folded paragraph says somewhere in it who else worked on the story.
    #[must_use]
    pub fn names_contributors(&self, folded: &str) -> bool {
        self.contributors.iter().any(|phrase| folded.contains(phrase.as_str()))
    }

    /// Whether the folded line starts like one that says when the page was published or changed.
    #[must_use]
    pub fn is_stamp(&self, folded: &str) -> bool {
        self.stamps.iter().any(|phrase| after(folded, phrase).is_some())
    }

    /// What stands after a word of thanks: the agencies.
    #[must_use]
    pub fn thanked<'a>(&self, folded: &'a str) -> Option<&'a str> {
        self.thanks.iter().find_map(|phrase| after(folded, phrase))
    }

    /// Whether the folded word may stand in a list of agencies though it has no capital.
    #[must_use]
    pub fn is_agency_word(&self, folded: &str) -> bool {
        self.agencies.iter().any(|word| word == folded)
    }

    /// Whether the folded line says what kind of take follows.
    #[must_use]
    pub fn is_label(&self, folded: &str) -> bool {
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
        self.labels.iter().any(|label| {
            after(bare, label).is_some_and(|rest| {
                // A number, or the sender's own of letters and digits: `media release PR67`.
                rest.chars().all(|c| !c.is_alphabetic())
                    || (!rest.trim().contains(' ') && rest.contains(|c: char| c.is_ascii_digit()))
            })
        })
    }

    /// Whether the folded paragraph is a note to editors.
    #[must_use]
    pub fn is_note(&self, folded: &str) -> bool {
        let bare = folded.trim_start_matches(['(', '[', '/', '*', ' ']);
        self.notes.iter().any(|phrase| after(bare, phrase).is_some())
    }

    /// Whether nothing after the folded paragraph is for publication.
    #[must_use]
    pub fn ends_publication(&self, folded: &str) -> bool {
        self.not_for_publication.iter().any(|phrase| folded.contains(phrase.as_str()))
    }

    /// The month, 1 to 12, that a word names, with or without a full stop.
    #[must_use]
    pub fn month(&self, folded: &str) -> Option<u8> {
        self.months.get(folded.trim_end_matches('.')).copied()
    }

    /// As [`Page::month`], and of other countries' teleprinters too.
    #[must_use]
    pub fn any_month(&self, folded: &str) -> Option<u8> {
        self.month(folded).or_else(|| self.months_abroad.get(folded.trim_end_matches('.')).copied())
    }

    /// Whether the folded word may stand inside the name of a place.
    #[must_use]
    pub fn is_place_word(&self, folded: &str) -> bool {
        self.place_words.iter().any(|word| word == folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn the_built_in_files_are_sound() {
        let (lexicon, faults) = Lexicon::with_layers(&[]);
        assert!(!faults.iter().any(|f| f.file.ends_with("page.toml")), "{faults:?}");
        for (lang, words) in lexicon.languages() {
            let page = &words.page;
            let lists = [&page.furniture, &page.more, &page.byline, &page.credit, &page.labels, &page.notes];
            for phrase in lists.into_iter().flatten() {
                assert_eq!(&fold(phrase), phrase, "{lang}: phrases are written folded");
            }
            assert!(
                (1..=12).all(|m| page.months.values().any(|v| *v == m)),
                "{lang}: every month has a name"
            );
        }
    }

    #[test]
    fn a_phrase_must_be_whole_words() {
        assert_eq!(after("partagerait-il", "partager"), None);
        assert_eq!(after("partager : x", "partager"), Some(" : x"));
    }
}
