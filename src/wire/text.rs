//! Plain text: as it is pasted, scraped or wrapped at seventy columns.

use super::clean::{self, Tally};
use super::story::{Block, Story};
use super::{fields, iptc7901};
use crate::dispatch::{Format, ParagraphKind as Kind};

/// Lines are wrapped at this many columns at most; a file with longer ones has a paragraph a line.
const WIDEST: usize = 100;
/// Nobody wraps at fewer columns.
const NARROWEST: usize = 45;

/// Reads the whole text as one story.
pub(super) fn read(text: &str, tally: &mut Tally) -> Story {
    let mut story = Story::new(Format::Text);
    let clean = clean::text(text, tally);
    let mut body = &*clean;
    if let Some((line, inner)) = envelope(body) {
        story.blocks.push(Block::of(Kind::Furniture, line));
        body = inner;
        // Codes for the receiving system, one a line.
        while let Some((line, rest)) =
            body.split_once('\n').filter(|(line, _)| line.trim().is_empty() || is_code(line))
        {
            story.blocks.push(Block::of(Kind::Furniture, line));
            code(line.trim(), &mut story);
            body = rest;
        }
    }
    story.blocks.extend(paragraphs(body).into_iter().map(Block::new));
    story
}

/// The opening line of an envelope, `ZCZC ...`, and what stands between it and `NNNN`.
fn envelope(text: &str) -> Option<(&str, &str)> {
    let (line, body) = text
        .trim_start()
        .split_once('\n')
        .filter(|(line, _)| line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("zczc")))?;
    let trimmed = body.trim_end();
    let inner = trimmed.strip_suffix("NNNN").or_else(|| trimmed.strip_suffix("nnnn")).unwrap_or(trimmed);
    Some((line.trim(), inner))
}

/// Whether a line of an envelope is a code and no text: it starts with a sign, `%MGD`, `$J`, `*X`, or with two letters
/// and a `#`.
fn is_code(line: &str) -> bool {
    line.starts_with(['%', '$', ':', '*', '^', '=', '&', '+', '~', '@', '#']) && line.chars().count() <= 200
        || letters(line).is_some()
        || iptc7901::sniff(line)
}

/// The two letters before a `#`, and what follows.
fn letters(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('#')?;
    (name.len() == 2 && name.bytes().all(|b| b.is_ascii_uppercase())).then_some((name, value))
}

/// What a code says. The signs are those of Australian newsrooms, the letters those of stock exchanges.
fn code(line: &str, story: &mut Story) {
    if iptc7901::sniff(line) {
        story.meta.urgency = line.split(' ').nth(1).and_then(fields::urgency);
        story.keep("service", line);
        return;
    }
    let (name, value) =
        letters(line).unwrap_or_else(|| line.split_at(line.chars().next().map_or(0, char::len_utf8)));
    let (value, several) = (value.trim(), value.trim().contains(' '));
    let meta = &mut story.meta;
    match name {
        _ if value.is_empty() => {}
        "^" | "TI" => meta.headline = Some(value.to_owned()),
        "$" if several => meta.headline = Some(value.to_owned()),
        "#" => meta.slugline = Some(value.to_owned()),
        ":" if value.starts_with('(') => {
            let place = value.trim_matches(['(', ')']).to_owned();
            meta.dateline.get_or_insert_default().place = Some(place);
        }
        ":" if meta.slugline.is_none() => meta.slugline = Some(value.to_owned()),
        "~" => meta.genre = Some(value.to_owned()),
        "BY" => meta.byline.push(value.to_owned()),
        "KN" => meta.credit.push(value.to_owned()),
        name => story.keep(name, value),
    }
}

/// The paragraphs of `text`, each on one line: wrapped lines are joined, a blank line or an indent starts a new one.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let width = wrap_width(&lines);
    let margin = lines.iter().filter(|l| !l.is_empty()).map(|l| indent(l)).min().unwrap_or(0);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut previous: Option<&str> = None;
    for line in lines {
        let words = line.trim();
        if words.is_empty() {
            previous = None;
            continue;
        }
        let continues = previous.is_some_and(|previous| {
            indent(line) < margin + 2 && width.is_some_and(|width| is_full(previous, words, width))
        });
        match paragraphs.last_mut() {
            Some(paragraph) if continues => join(paragraph, words),
            _ => paragraphs.push(words.to_owned()),
        }
        previous = Some(line);
    }
    paragraphs
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len()
}

/// Joins a wrapped line on: with a space, or none where scripts have none.
fn join(paragraph: &mut String, words: &str) {
    let unspaced =
        |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
    let wide = paragraph.ends_with(unspaced) && words.starts_with(unspaced);
    if !wide {
        paragraph.push(' ');
    }
    paragraph.push_str(words);
}

/// The width that the text is wrapped at; `None` where it is not.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.iter().filter(|l| !l.is_empty()).map(|l| l.chars().count()).collect();
    if lengths.len() < 3 {
        return None;
    }
    lengths.sort_unstable();
    // A URL or a table row may be longer; a tenth of all lines are not.
    let width = *lengths.get(lengths.len() - 1 - lengths.len() / 20)?;
    if !(NARROWEST..=WIDEST).contains(&width) || lengths.last().is_some_and(|l| *l > 3 * WIDEST) {
        return None;
    }
    // Wrapped lines crowd below the margin, and some of them break a sentence; paragraphs of a line each do neither.
    let near = lengths.iter().filter(|l| **l + 16 > width).count();
    let breaks = |pair: &[&str]| {
        let [line, next] = pair else { return false };
        let cased = |c: char| c.is_uppercase() || !c.is_alphabetic();
        is_full(line, next.trim(), width)
            && !line.ends_with(['.', '!', '?'])
            && !next.is_empty()
            && !next.starts_with(cased)
    };
    (near * 3 >= lengths.len() && lines.windows(2).any(breaks)).then_some(width)
}

/// Whether `line` is as full as it could be: the next word would not have fitted.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split(' ').next().map_or(0, |w| w.chars().count());
    line.chars().count() + 1 + word > width.saturating_sub(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined_and_indents_start_paragraphs() {
        let text = "Titre de la dépêche\n\n   Velmar (Ostrie), 27 jan 2025 (AFP) - Des tirs ont été entendus\n\
                    lundi dans le centre de la ville portuaire de Velmar, a indiqué à la\n\
                    presse un habitant du port.\n   La trêve avait été annoncée jeudi par les deux camps, qui\n\
                    s'accusent de l'avoir rompue dès le lendemain, sans que quiconque\nsache pourquoi.\n\n   ik/lm\n";
        assert_eq!(
            paragraphs(text),
            [
                "Titre de la dépêche",
                "Velmar (Ostrie), 27 jan 2025 (AFP) - Des tirs ont été entendus lundi dans le centre de la ville portuaire \
                 de Velmar, a indiqué à la presse un habitant du port.",
                "La trêve avait été annoncée jeudi par les deux camps, qui s'accusent de l'avoir rompue dès le lendemain, \
                 sans que quiconque sache pourquoi.",
                "ik/lm",
            ]
        );
    }

    #[test]
    fn a_paragraph_a_line_stays_so() {
        let long = "Des tirs ont été entendus lundi dans le centre de la ville portuaire de Velmar, a indiqué à la presse un habitant.";
        let text = format!("{long}\nRiposte\n{long}\n{long}\n");
        assert_eq!(paragraphs(&text), [long, "Riposte", long, long]);
    }

    #[test]
    fn short_lines_are_not_a_wrapped_text() {
        let text = "Pommes\nPoires\nUne ligne un peu plus longue que toutes les autres lignes\nPrunes\n";
        assert_eq!(paragraphs(text).len(), 4);
    }

    #[test]
    fn an_envelope_is_taken_off() {
        let story = read("ZCZC ABC123\n%MGD\nTitre\n\nCorps.\nNNNN\n", &mut Tally::default());
        let told: Vec<_> = story.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(told, ["ZCZC ABC123", "%MGD", "Titre", "Corps."]);
        let story = read(
            "ZCZC EX\n%A\n#Ostrie\n$Velmar est prise\n\n:(VELMAR)\nCorps.\nNNNN\n",
            &mut Tally::default(),
        );
        assert_eq!(story.meta.headline.as_deref(), Some("Velmar est prise"));
        assert_eq!(story.meta.slugline.as_deref(), Some("Ostrie"));
        assert_eq!(story.blocks.last().map(|b| b.text.as_str()), Some("Corps."));
    }
}
