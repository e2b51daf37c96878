//! Which language a text is in, by the commonest words of those that the assets describe.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::Deserialize;

use super::Engine;
use super::engine::languages;
use super::tokenize::folded;
use crate::dispatch::{Dispatch, Lang, Notice};

/// How many words are looked at.
const ENOUGH: usize = 500;
/// With fewer words than that nobody wonders what language they are in.
const FEW: usize = 12;
/// In running text of a language at least this share of the words, in hundredths, are among its commonest.
const SHARE: usize = 18;
/// A text of fewer words may be mostly names: one word of a language is enough, where none of another speaks against it.
const SHORT: usize = 30;

/// Words of languages that are not read.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foreign {
    foreign: HashSet<String>,
    foreign_particles: HashSet<String>,
}

impl Foreign {
    /// The words of the assets, which are tested: a fault there is found before a release.
    fn built_in() -> &'static Self {
        static WORDS: OnceLock<Foreign> = OnceLock::new();
        WORDS.get_or_init(|| {
            toml::from_str(include_str!("../../assets/lexicon/any/tokens.toml")).unwrap_or_default()
        })
    }

    /// Whether `word`, in lower case and before `next`, is a word of theirs.
    fn has(&self, word: &str, next: Option<&&str>) -> bool {
        let capital = next.is_some_and(|n| n.starts_with(char::is_uppercase));
        let particle = self.foreign_particles.contains(word);
        if particle { !capital } else { self.foreign.contains(word) }
    }
}

/// The language of `text`; [`Lang::UNKNOWN`] for one that the assets do not describe, or for too little text to say.
#[must_use]
pub fn identify(text: &str) -> Lang {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .flat_map(|w| w.split_inclusive(['\'', '’']))
        .filter(|w| w.chars().any(char::is_alphabetic))
        .take(ENOUGH)
        .collect();
    let short = words.len() < SHORT;
    // "a UN convoy": where not all is in capitals, what is stands for something else.
    let capitals = |w: &str| w.chars().nth(1).is_some() && !w.chars().any(char::is_lowercase);
    let shouted = words.iter().filter(|w| capitals(w)).count() * 2 > words.len();
    let mut counts: Vec<(Lang, usize)> = languages().map(|(lang, _)| (lang, 0)).collect();
    let mut foreign = 0;
    for (i, word) in words.iter().enumerate() {
        // A capital inside a text makes a name of a word.
        let lower = i == 0 || !word.starts_with(char::is_uppercase);
        if capitals(word) && !shouted {
            continue;
        }
        let word = folded(word);
        foreign += usize::from(short && lower && Foreign::built_in().has(&word, words.get(i + 1)));
        for ((_, count), (_, rules)) in counts.iter_mut().zip(languages()) {
            let known =
                rules.common.contains(word.as_ref()) || short && rules.telling.contains(word.as_ref());
            *count += usize::from(known);
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    match counts[..] {
        [(lang, most), ..] if most >= 1 && counts.get(1).is_none_or(|(_, n)| *n < most) => {
            let enough = if short { foreign < most } else { most * 100 >= words.len() * SHARE };
            if enough { lang } else { Lang::UNKNOWN }
        }
        [(_, most), ..] if most >= 1 && short && foreign < most => {
            let tied = counts.iter().filter(|(_, n)| *n == most).map(|&(lang, _)| lang);
            by_vocabulary(&words, shouted, tied.collect())
        }
        _ => Lang::UNKNOWN,
    }
}

/// Which of `langs` knows most of the words in lower case, or of all where they are `shouted`, and nearly all of them.
fn by_vocabulary(words: &[&str], shouted: bool, langs: Vec<Lang>) -> Lang {
    let plain = words.iter().filter(|w| shouted || !w.contains(char::is_uppercase));
    let plain: Vec<_> = plain.map(|w| folded(w)).collect();
    let known = |lang: Lang| {
        let model = Engine::built_in(lang).and_then(Engine::model);
        model.map_or(0, |m| plain.iter().filter(|w| m.knows(w)).count())
    };
    let mut ranked: Vec<(usize, Lang)> = langs.into_iter().map(|lang| (known(lang), lang)).collect();
    ranked.sort_by_key(|&(count, _)| std::cmp::Reverse(count));
    match ranked[..] {
        [(most, lang), (next, _), ..] if most > next && most * 4 >= plain.len() * 3 => lang,
        _ => Lang::UNKNOWN,
    }
}

/// Says in a dispatch what language it is in, where its sender did not. A text in a language without an engine, or in
/// one that its words do not tell, gets a notice.
pub fn recognise(dispatch: &mut Dispatch) {
    let lang = dispatch.meta.language.unwrap_or_else(|| identify(&dispatch.text));
    if Engine::languages().any(|known| known == lang) {
        dispatch.meta.language = Some(lang);
    } else if dispatch.text.split_whitespace().nth(FEW).is_some() {
        let known: Vec<String> = Engine::languages().map(|l| l.to_string()).collect();
        dispatch.notices.push(Notice::Foreign(known.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::{Format, Meta};

    fn recognised(text: &str, sender: Option<&str>) -> (Option<String>, usize) {
        let meta = Meta { language: sender.and_then(Lang::from_tag), ..Meta::default() };
        let mut dispatch = Dispatch {
            id: "test".to_owned(),
            path: None,
            format: Format::Text,
            meta,
            text: text.to_owned(),
            paragraphs: Vec::new(),
            notices: Vec::new(),
        };
        recognise(&mut dispatch);
        (dispatch.meta.language.map(|l| l.to_string()), dispatch.notices.len())
    }

    #[test]
    fn a_dispatch_in_another_language_says_so() {
        let german =
            "Ein Sprecher der Armee teilte am Dienstag mit, das Dorf sei nach drei Tagen zurückerobert.";
        assert_eq!(recognised(german, None), (None, 1));
        assert_eq!(recognised(german, Some("de")), (Some("de".to_owned()), 1));
        assert_eq!(recognised("Zwei Tote bei Velmar", None), (None, 0));
        assert_eq!(recognised("L'armée a repris le village.", None), (Some("fr".to_owned()), 0));
        assert_eq!(recognised("12 345", Some("en")), (Some("en".to_owned()), 0));
    }

    fn code(text: &str) -> String {
        identify(text).to_string()
    }

    #[test]
    fn french_and_english_are_told_apart() {
        assert_eq!(code("Le porte-parole de l'armée a annoncé mardi la reprise du village."), "fr");
        assert_eq!(code("The army's spokesman said on Tuesday that the village had been retaken."), "en");
        assert_eq!(code("L’armée a repris le village"), "fr");
    }

    #[test]
    fn a_text_of_names_has_the_language_of_its_few_words() {
        assert_eq!(
            code("Abiy Ahmed, Isaias Afwerki and Olusegun Obasanjo, Addis Ababa, Jan 31 (AFP) - Tigray"),
            "en"
        );
        assert_eq!(code("Varna: rebels seize Kessel, Boral Brigade denies"), "en");
        assert_eq!(
            code("Kessel (Boral), 4 mars 2031 (ADP) - Ilana Morvane, Anton Brek et Idriss Tahir"),
            "fr"
        );
        assert_eq!(code("Boral : trois morts à Kessel"), "fr");
        assert_eq!(code("Ilana Morvane, Anton Brek"), "un");
        for flash in [
            "Drones hit a UN convoy.",
            "A drone hit a convoy.",
            "A drone hit a UN convoy on Monday.",
            "UN CONVOY HIT BY DRONE",
        ] {
            assert_eq!(code(flash), "en", "{flash}");
        }
        for flash in [
            "Un drone a visé un convoi.",
            "Un drone a visé un convoi de l'ONU",
            "UN CONVOI VISE PAR UN DRONE",
        ] {
            assert_eq!(code(flash), "fr", "{flash}");
        }
    }

    #[test]
    fn other_languages_are_unknown() {
        assert_eq!(
            identify("Ein Sprecher der Armee teilte am Dienstag mit, das Dorf sei zurückerobert."),
            Lang::UNKNOWN
        );
        assert_eq!(
            identify("El portavoz del ejército anunció el martes que habían recuperado el pueblo."),
            Lang::UNKNOWN
        );
        assert_eq!(identify("Представитель армии сообщил во вторник о взятии села."), Lang::UNKNOWN);
        for short in [
            "Zwei Tote bei Velmar",
            "Bombenanschlag auf Markt in Kessel, Regierung spricht von Terror",
            "El ejército de Boral mata a tres rebeldes cerca de Kessel",
            "Il governo accusa i ribelli della strage di Kessel",
            "Dois mortos em ataque na cidade de Kessel",
        ] {
            assert_eq!(identify(short), Lang::UNKNOWN, "{short}");
        }
        assert_eq!(identify(""), Lang::UNKNOWN);
        assert_eq!(identify("12 345 -- ..."), Lang::UNKNOWN);
    }

    #[test]
    fn foreign_words_in_a_text_do_not_matter() {
        assert_eq!(
            code(
                "Selon le Washington Post, \"the war is not over\", a déclaré le ministre dans un communiqué."
            ),
            "fr"
        );
    }
}
