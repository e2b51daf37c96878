//! Keys as the interface sees them: what a terminal sends, without the terminal's library.

use std::fmt;

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Control.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift, where the character does not already say so.
    pub shift: bool,
}

/// Which key was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character, as typed.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Erase to the left.
    Backspace,
    /// Erase to the right.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// The keys that are no characters, with the names that a keymap gives them and the signs that help shows.
const NAMED: &[(&str, Code, &str)] = &[
    ("enter", Code::Enter, "Enter"),
    ("esc", Code::Esc, "Esc"),
    ("tab", Code::Tab, "Tab"),
    ("backspace", Code::Backspace, "⌫"),
    ("delete", Code::Delete, "Del"),
    ("up", Code::Up, "↑"),
    ("down", Code::Down, "↓"),
    ("left", Code::Left, "←"),
    ("right", Code::Right, "→"),
    ("home", Code::Home, "Home"),
    ("end", Code::End, "End"),
    ("pageup", Code::PageUp, "PgUp"),
    ("pagedown", Code::PageDown, "PgDn"),
    ("space", Code::Char(' '), "Space"),
];

impl Key {
    /// A key without modifiers.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The key that a keymap writes so: `j`, `ctrl-d`, `alt-3`, `shift-tab`, `space`, `f5`. `None` for anything else.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let mut key = Self::plain(Code::Esc);
        let mut rest = name;
        loop {
            let stripped = [("ctrl-", 0), ("alt-", 1), ("shift-", 2)]
                .iter()
                .find_map(|(prefix, which)| rest.strip_prefix(prefix).map(|r| (r, which)));
            match stripped {
                Some((r, which)) if !r.is_empty() => {
                    match which {
                        0 => key.ctrl = true,
                        1 => key.alt = true,
                        _ => key.shift = true,
                    }
                    rest = r;
                }
                _ => break,
            }
        }
        key.code = Self::code(rest)?;
        Some(key)
    }

    fn code(name: &str) -> Option<Code> {
        if let Some((_, code, _)) = NAMED.iter().find(|(n, ..)| *n == name) {
            return Some(*code);
        }
        let mut chars = name.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() => Some(Code::Char(c)),
            (Some('f'), Some(_)) => {
                name.strip_prefix('f')?.parse().ok().filter(|n| (1..=12).contains(n)).map(Code::F)
            }
            _ => None,
        }
    }

    /// A sequence of keys separated by spaces: `] q`. `None` if one of them is unknown or there is none.
    #[must_use]
    pub fn parse_sequence(names: &str) -> Option<Vec<Self>> {
        let keys: Option<Vec<Self>> = names.split_whitespace().map(Self::parse).collect();
        keys.filter(|k| !k.is_empty())
    }

    /// A sequence as help shows it: `]q`, `Ctrl-d`, `g g` as `gg`.
    #[must_use]
    pub fn label(keys: &[Self]) -> String {
        keys.iter().map(ToString::to_string).collect()
    }

    /// The digit it types, if it types one and nothing else.
    #[must_use]
    pub fn digit(self) -> Option<usize> {
        match self.code {
            Code::Char(c) if !self.ctrl => c.to_digit(10).map(|d| d as usize),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, sign) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                f.write_str(sign)?;
            }
        }
        if let Some((.., sign)) = NAMED.iter().find(|(_, code, _)| *code == self.code) {
            return f.write_str(sign);
        }
        match self.code {
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_shown() {
        for (name, shown) in [
            ("j", "j"),
            ("ctrl-d", "Ctrl-d"),
            ("alt-3", "Alt-3"),
            ("shift-tab", "Shift-Tab"),
            ("space", "Space"),
            ("f5", "F5"),
            ("-", "-"),
            ("ctrl--", "Ctrl--"),
        ] {
            assert_eq!(Key::parse(name).unwrap().to_string(), shown, "{name}");
        }
        for name in ["", "ctrl-", "jj", "f13", "hyper-x"] {
            assert_eq!(Key::parse(name), None, "{name}");
        }
    }

    #[test]
    fn sequences_are_read_and_shown() {
        assert_eq!(Key::label(&Key::parse_sequence("] q").unwrap()), "]q");
        assert_eq!(Key::parse_sequence(" "), None);
    }
}
