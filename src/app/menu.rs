//! A few choices with a letter each: what to correct, to what, as what to add.

use super::key::{Code, Key};
use crate::query;

/// A menu.
#[derive(Clone, Debug)]
pub struct Menu<T> {
    /// Its heading.
    pub title: String,
    /// Its rows.
    pub rows: Vec<Row<T>>,
    /// The chosen one.
    pub cursor: usize,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<T> {
    /// The key that chooses it.
    pub letter: char,
    /// What it is.
    pub label: String,
    /// What stands at the right.
    pub aside: String,
    /// What it stands for.
    pub choice: T,
}

/// What a key did to a menu.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Chosen<T> {
    /// Moved in it, or nothing.
    On,
    /// Left it.
    Left,
    /// This.
    This(T),
}

impl<T: Clone> Menu<T> {
    /// A menu of labels, what stands beside them and what they stand for. Each gets the first letter of its own that is
    /// still free, else any that is.
    pub(super) fn new(title: String, choices: Vec<(String, String, T)>, cursor: usize) -> Self {
        let mut taken: Vec<char> = Vec::new();
        let mut rows = Vec::with_capacity(choices.len());
        for (label, aside, choice) in choices {
            let own = query::fold(&label).to_lowercase();
            let letters = own.chars().filter(char::is_ascii_alphanumeric).chain('a'..='z').chain('0'..='9');
            let Some(letter) = letters.into_iter().find(|c| !taken.contains(c)) else { break };
            taken.push(letter);
            rows.push(Row { letter, label, aside, choice });
        }
        let cursor = cursor.min(rows.len().saturating_sub(1));
        Self { title, rows, cursor }
    }

    /// Takes a key.
    pub(super) fn take(&mut self, key: Key) -> Chosen<T> {
        let last = self.rows.len().saturating_sub(1);
        match key.code {
            Code::Esc => return Chosen::Left,
            Code::Char('c' | 'g') if key.ctrl => return Chosen::Left,
            Code::Down | Code::Tab => self.cursor = (self.cursor + 1).min(last),
            Code::Up => self.cursor = self.cursor.saturating_sub(1),
            Code::Enter => {
                return self
                    .rows
                    .get(self.cursor)
                    .map_or(Chosen::Left, |row| Chosen::This(row.choice.clone()));
            }
            Code::Char(c) => {
                let c = c.to_ascii_lowercase();
                if let Some(row) = self.rows.iter().find(|row| row.letter == c) {
                    return Chosen::This(row.choice.clone());
                }
            }
            _ => {}
        }
        Chosen::On
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn menu(labels: &[&str]) -> Menu<usize> {
        let choices = labels.iter().enumerate().map(|(n, l)| ((*l).to_owned(), String::new(), n)).collect();
        Menu::new(String::new(), choices, 0)
    }

    #[test]
    fn every_row_has_a_letter_of_its_own() {
        let menu = menu(&["état", "étranger", "et", "e"]);
        let letters: Vec<char> = menu.rows.iter().map(|r| r.letter).collect();
        assert_eq!(letters, ['e', 't', 'a', 'b']);
    }

    #[test]
    fn letters_and_arrows_choose() {
        let mut menu = menu(&["un", "deux"]);
        assert_eq!(menu.take(Key::plain(Code::Char('D'))), Chosen::This(1));
        assert_eq!(menu.take(Key::plain(Code::Char('?'))), Chosen::On);
        menu.take(Key::plain(Code::Down));
        assert_eq!(menu.take(Key::plain(Code::Enter)), Chosen::This(1));
        assert_eq!(menu.take(Key::plain(Code::Esc)), Chosen::Left);
    }
}
