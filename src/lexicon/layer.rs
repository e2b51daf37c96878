//! One asset file as text, and what may be wrong with it.

use std::fmt;

/// The text of one asset file: a built-in one, or a user's that adds to it.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    /// What to call it in a message.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// What is wrong with an asset file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in code points.
    pub column: usize,
    /// What is wrong with it, a sentence.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl Fault {
    /// A fault at the byte `at` of `layer`.
    #[must_use]
    pub fn at(layer: Layer<'_>, at: usize, message: String) -> Self {
        let before = layer.text.get(..at).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |n| n + 1);
        Self {
            file: layer.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            message,
        }
    }
}
