//! What is said of a dispatch about how it was read.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something that was cleaned, repaired or passed over while a dispatch was read, for the user. As text it is an English
/// sentence; the interface says it in its own language, by [`Notice::name`] and [`Notice::values`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// So many control characters were made visible.
    Controls(usize),
    /// So many controls of writing direction were made visible.
    Directions(usize),
    /// So many invisible characters were removed.
    Invisible(usize),
    /// So many marks that were stacked on a letter were removed.
    Stacked(usize),
    /// Some bytes mean nothing in this encoding.
    Undecodable(String),
    /// A file of an archive could not be read, and why.
    Unreadable(String, String),
    /// So many lines of the file hold no dispatch; the number of the first.
    PassedOver(usize, usize),
    /// The file is cut off, or its tags do not match.
    Mended,
    /// XML of no known format, with a root element of this name.
    ByNames(String),
    /// Only so many paragraphs are told apart.
    Paragraphs(usize),
    /// Items are read from the first so many KiB alone.
    Long(usize),
    /// No items were read, and why.
    NoItems(String),
    /// The language is none of these.
    Foreign(String),
}

impl Notice {
    /// Its name, by which the interface finds its own sentence.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Controls(_) => "controls",
            Self::Directions(_) => "directions",
            Self::Invisible(_) => "invisible",
            Self::Stacked(_) => "stacked",
            Self::Undecodable(_) => "undecodable",
            Self::Unreadable(..) => "unreadable",
            Self::PassedOver(..) => "passed-over",
            Self::Mended => "mended",
            Self::ByNames(_) => "by-names",
            Self::Paragraphs(_) => "paragraphs",
            Self::Long(_) => "long",
            Self::NoItems(_) => "no-items",
            Self::Foreign(_) => "foreign",
        }
    }

    /// How many of what it speaks of there are; one where it counts nothing.
    #[must_use]
    pub const fn number(&self) -> usize {
        match self {
            Self::Controls(n)
            | Self::Directions(n)
            | Self::Invisible(n)
            | Self::Stacked(n)
            | Self::PassedOver(n, _)
            | Self::Paragraphs(n)
            | Self::Long(n) => *n,
            _ => 1,
        }
    }

    /// What else its sentence names.
    #[must_use]
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Undecodable(encoding) => vec![("encoding", encoding.clone())],
            Self::Unreadable(file, reason) => vec![("file", file.clone()), ("reason", reason.clone())],
            Self::PassedOver(_, line) => vec![("line", line.to_string())],
            Self::ByNames(root) => vec![("root", root.clone())],
            Self::NoItems(reason) => vec![("reason", reason.clone())],
            Self::Foreign(languages) => vec![("languages", languages.clone())],
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let were = |f: &mut fmt::Formatter<'_>, n: usize, one: &str, many: &str, what: &str| match n {
            1 => write!(f, "1 {one} was {what}."),
            n => write!(f, "{n} {many} were {what}."),
        };
        match self {
            Self::Controls(n) => were(f, *n, "control character", "control characters", "made visible"),
            Self::Directions(n) => {
                were(f, *n, "control of writing direction", "controls of writing direction", "made visible")
            }
            Self::Invisible(n) => were(f, *n, "invisible character", "invisible characters", "removed"),
            Self::Stacked(n) => were(f, *n, "stacked mark", "stacked marks", "removed"),
            Self::Undecodable(encoding) => write!(
                f,
                "Some bytes mean nothing in {encoding}: they are shown as \u{fffd}; --encoding names another encoding."
            ),
            Self::Unreadable(file, reason) => write!(f, "{file} could not be read: {reason}."),
            Self::PassedOver(1, line) => {
                write!(f, "1 line of the file, line {line}, holds no dispatch and was passed over.")
            }
            Self::PassedOver(n, line) => write!(
                f,
                "{n} lines of the file hold no dispatch and were passed over, the first is line {line}."
            ),
            Self::Mended => {
                f.write_str("The file is cut off or its tags do not match: what could be read is shown.")
            }
            Self::ByNames(root) => {
                write!(f, "{root} is no format that is known: it is read by the names of its elements.")
            }
            Self::Paragraphs(n) => write!(f, "What comes after {n} paragraphs is shown as one."),
            Self::Long(n) => {
                write!(f, "The text is very long: items are read from its first {n} KiB alone.")
            }
            Self::NoItems(reason) => write!(f, "No items were read: {reason}."),
            Self::Foreign(languages) => write!(
                f,
                "The language is none of those that are read ({languages}): quotes and names are read by their signs alone."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_said_as_one() {
        assert_eq!(Notice::Controls(1).to_string(), "1 control character was made visible.");
        assert_eq!(Notice::Stacked(3).to_string(), "3 stacked marks were removed.");
        let one = Notice::PassedOver(1, 7).to_string();
        assert_eq!(one, "1 line of the file, line 7, holds no dispatch and was passed over.");
    }
}
