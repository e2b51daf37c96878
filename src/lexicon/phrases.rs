//! Entries of one or several words, looked up along the words of a text.

use foldhash::HashMap;
use smol_str::SmolStr;

/// A trie over words. Words are compared as they are; whoever builds and asks folds them alike.
#[derive(Clone, Debug)]
pub struct Phrases<V> {
    nodes: Vec<Node<V>>,
    /// Where a first word leads, so that most look-ups end after one probe.
    edges: HashMap<(usize, SmolStr), usize>,
}

#[derive(Clone, Debug)]
struct Node<V> {
    value: Option<V>,
}

impl<V> Default for Phrases<V> {
    fn default() -> Self {
        Self { nodes: vec![Node { value: None }], edges: HashMap::default() }
    }
}

impl<V: Clone> Phrases<V> {
    /// Adds an entry whose words are parted by spaces and apostrophes; a later entry overrides an earlier one. Hyphens are
    /// inside words in some languages and words by themselves in others: an entry is found either way.
    pub fn insert(&mut self, entry: &str, value: V) {
        if entry.contains('-') {
            self.add(words(&entry.replace('-', " - ")), value.clone());
        }
        self.add(words(entry), value);
    }

    fn add(&mut self, words: impl Iterator<Item = SmolStr>, value: V) {
        let mut at = 0;
        for word in words {
            at = if let Some(&next) = self.edges.get(&(at, word.clone())) {
                next
            } else {
                self.nodes.push(Node { value: None });
                self.edges.insert((at, word), self.nodes.len() - 1);
                self.nodes.len() - 1
            };
        }
        if at > 0 {
            self.nodes[at].value = Some(value);
        }
    }

    /// The node that `word` leads to from `node`; 0 is the root.
    #[must_use]
    pub fn step(&self, node: usize, word: &SmolStr) -> Option<usize> {
        self.edges.get(&(node, word.clone())).copied()
    }

    /// What the entry that ends at `node` means, if one ends there.
    #[must_use]
    pub fn value(&self, node: usize) -> Option<&V> {
        self.nodes.get(node)?.value.as_ref()
    }

    /// What the entry that is written so means.
    #[must_use]
    pub fn entry(&self, entry: &str) -> Option<&V> {
        self.value(words(entry).try_fold(0, |node, word| self.step(node, &word))?)
    }

    /// What the one-word entry `word` means.
    #[must_use]
    pub fn get(&self, word: &SmolStr) -> Option<&V> {
        self.value(self.step(0, word)?)
    }
}

/// The words of an entry: cut at spaces and behind apostrophes, which are made straight.
fn words(entry: &str) -> impl Iterator<Item = SmolStr> + '_ {
    entry.split_whitespace().flat_map(|part| part.split_inclusive(['\'', '\u{2019}'])).map(fold)
}

/// A word as entries are compared: lower case, apostrophes straight.
#[must_use]
pub fn fold(word: &str) -> SmolStr {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
        return SmolStr::new(word);
    }
    word.chars().flat_map(char::to_lowercase).map(|c| if c == '\u{2019}' { '\'' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(phrases: &Phrases<u8>, words: &[&str]) -> Option<u8> {
        let mut at = 0;
        for word in words {
            at = phrases.step(at, &fold(word))?;
        }
        phrases.value(at).copied()
    }

    #[test]
    fn an_entry_is_found_word_by_word() {
        let mut phrases = Phrases::default();
        phrases.insert("corps d'armée", 1);
        phrases.insert("corps", 2);
        assert_eq!(walk(&phrases, &["Corps", "d’", "armée"]), Some(1));
        assert_eq!(walk(&phrases, &["corps"]), Some(2));
        assert_eq!(walk(&phrases, &["corps", "d'"]), None);
        assert_eq!(walk(&phrases, &["armée"]), None);
    }

    #[test]
    fn a_hyphen_may_be_a_word_by_itself() {
        let mut phrases = Phrases::default();
        phrases.insert("secretary-general", 1);
        assert_eq!(walk(&phrases, &["secretary-general"]), Some(1));
        assert_eq!(walk(&phrases, &["secretary", "-", "general"]), Some(1));
    }

    #[test]
    fn a_later_entry_overrides() {
        let mut phrases = Phrases::default();
        phrases.insert("front", 1);
        phrases.insert("front", 2);
        phrases.insert("", 3);
        assert_eq!(walk(&phrases, &["front"]), Some(2));
        assert_eq!(walk(&phrases, &[]), None);
    }
}
