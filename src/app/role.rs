//! What a stretch of the screen is, and the theme that says what that looks like.

use std::collections::BTreeMap;
use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::dispatch::{ActorKind, named};
use crate::lexicon::{Fault, Layer};

named! {
    /// What a stretch of the screen is. A theme gives each a style.
    Role {
        Plain = "plain", Dim = "dim", Title = "title", Active = "active", Headline = "headline",
        Subhead = "subhead", Furniture = "furniture", Person = "person", State = "state", Armed = "armed",
        Organisation = "organisation", Place = "place", Quote = "quote", Indirect = "indirect", Cue = "cue",
        Trigger = "trigger", Relation = "relation", Source = "source", Selected = "selected",
        Evidence = "evidence", Hit = "hit", Key = "key", Rule = "rule", Badge = "badge", Warning = "warning",
        Positive = "positive", Negative = "negative", Removed = "removed",
    }
}

impl Role {
    /// The role of an actor's name.
    #[must_use]
    pub const fn of_actor(kind: ActorKind) -> Self {
        match kind {
            ActorKind::Person => Self::Person,
            ActorKind::State | ActorKind::Government => Self::State,
            ActorKind::Military | ActorKind::ArmedGroup => Self::Armed,
            ActorKind::International | ActorKind::Organisation | ActorKind::Media | ActorKind::Population => {
                Self::Organisation
            }
        }
    }
}

/// A style for every role.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// What it is called.
    pub name: String,
    styles: Vec<Style>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
struct Look {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    reverse: bool,
    strike: bool,
}

const BUILT_IN: &[(&str, &str)] = &[
    ("default", include_str!("../../assets/themes/default.toml")),
    ("contrast", include_str!("../../assets/themes/contrast.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

impl Theme {
    /// The themes that the program comes with.
    pub fn built_in() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// The built-in theme of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (name, text) = BUILT_IN.iter().find(|(n, _)| *n == name)?;
        Self::parse(name, Layer { file: name, text }).ok()
    }

    /// Reads a theme file: a table a role, with `fg` and `bg` (a colour name, `#rrggbb` or a number) and `bold`, `dim`,
    /// `italic`, `underline`, `reverse`, `strike`.
    ///
    /// # Errors
    /// A fault with its place where the file is no such thing.
    pub fn parse(name: &str, layer: Layer<'_>) -> Result<Self, Fault> {
        let looks: BTreeMap<String, Look> = toml::from_str(layer.text).map_err(|error| {
            Fault::at(layer, error.span().map_or(0, |s| s.start), format!("{}.", error.message()))
        })?;
        let mut styles = vec![Style::new(); Role::ALL.len()];
        for (role, look) in &looks {
            let at = || layer.text.find(role.as_str()).unwrap_or_default();
            let Some(role) = Role::from_name(role) else {
                return Err(Fault::at(
                    layer,
                    at(),
                    format!("There is no part of the screen called `{role}`."),
                ));
            };
            styles[role as usize] =
                look.style().map_err(|color| Fault::at(layer, at(), format!("`{color}` is no colour.")))?;
        }
        Ok(Self { name: name.to_owned(), styles })
    }

    /// The style of a role.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// The same without italics, which some terminals show as if they were selected.
    #[must_use]
    pub fn without_italics(mut self) -> Self {
        for style in &mut self.styles {
            style.add_modifier.remove(Modifier::ITALIC);
        }
        self
    }

    /// Whether it has any colour.
    #[must_use]
    pub fn has_colour(&self) -> bool {
        self.styles.iter().any(|s| s.fg.is_some() || s.bg.is_some())
    }
}

impl Look {
    fn style(&self) -> Result<Style, String> {
        let color = |name: &Option<String>| match name {
            Some(name) => Color::from_str(name).map(Some).map_err(|_| name.clone()),
            None => Ok(None),
        };
        let mut style = Style { fg: color(&self.fg)?, bg: color(&self.bg)?, ..Style::new() };
        for (on, modifier) in [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.italic, Modifier::ITALIC),
            (self.underline, Modifier::UNDERLINED),
            (self.reverse, Modifier::REVERSED),
            (self.strike, Modifier::CROSSED_OUT),
        ] {
            if on {
                style = style.add_modifier(modifier);
            }
        }
        Ok(style)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_is_sound_and_tells_the_selection() {
        for (name, text) in BUILT_IN {
            let theme = Theme::parse(name, Layer { file: name, text }).unwrap_or_else(|f| panic!("{f:?}"));
            assert_ne!(theme.style(Role::Selected), Style::new(), "{name}");
            assert!(theme.style(Role::Selected).add_modifier.contains(Modifier::REVERSED), "{name}");
        }
    }

    #[test]
    fn italics_can_be_left_out() {
        let italics = |theme: &Theme| theme.styles.iter().any(|s| s.add_modifier.contains(Modifier::ITALIC));
        let theme = Theme::named("default").unwrap();
        assert!(italics(&theme) && !italics(&theme.without_italics()));
    }

    #[test]
    fn the_monochrome_theme_has_no_colour() {
        assert!(!Theme::named("mono").unwrap().has_colour());
        assert!(Theme::named("default").unwrap().has_colour());
    }

    #[test]
    fn faults_have_their_place() {
        let parse = |text| Theme::parse("x", Layer { file: "x.toml", text }).unwrap_err();
        assert_eq!(parse("quote = { fg = \"greenish\" }").message, "`greenish` is no colour.");
        assert_eq!((parse("\nlegs = { bold = true }").line, parse("quote = { blink = true }").line), (2, 1));
    }
}
