//! The habits that the metadata of all formats share: urgency, status, and the fields that have no place of their own.

use super::markup;
use super::story::Story;
use super::time::rfc3339;
use super::xml::Element;
use crate::dispatch::{Lang, Status};

/// No format has more fields than that to say.
const MOST: usize = 300;

/// An urgency on the scale of 1 flash to 6 least urgent, from a digit or from a word in it (`Urgent`, `FLASH`); 0 and
/// what is less urgent than 6 is 6.
pub(super) fn urgency(raw: &str) -> Option<u8> {
    let raw = raw.trim();
    if let Some(digit) = raw.chars().find(char::is_ascii_digit).and_then(|c| c.to_digit(10)) {
        return u8::try_from(digit).ok().map(|n| if n == 0 || n > 6 { 6 } else { n });
    }
    let word = raw.to_ascii_lowercase();
    let known = [
        ("flash", 1),
        ("alert", 1),
        ("bulletin", 2),
        ("urgent", 2),
        ("high", 2),
        ("rush", 3),
        ("normal", 4),
        ("routine", 5),
        ("low", 6),
    ];
    known.iter().find(|(name, _)| word.contains(name)).map(|(_, n)| *n)
}

/// What a status word of any format means: `Usable`, `stat:canceled`, `killed`, `withheld`.
pub(super) fn status(raw: &str) -> Option<Status> {
    let word = raw.rsplit([':', '/']).next().unwrap_or_default().trim().to_ascii_lowercase();
    Some(match word.as_str() {
        "usable" | "published" | "use" | "scheduled" => Status::Usable,
        "corrected" | "correction" => Status::Corrected,
        "withheld" | "withhold" => Status::Withheld,
        "canceled" | "cancelled" | "killed" | "kill" | "recalled" | "deleted" | "takedown" => {
            Status::Canceled
        }
        "embargoed" | "embargo" => Status::Embargoed,
        _ => return None,
    })
}

/// Keeps, by the sender's names, every value inside `element` whose element is not among `used`, nor inside one.
pub(super) fn keep_rest(element: &Element, used: &[&str], story: &mut Story) {
    for child in element.children() {
        if story.meta.other.len() >= MOST {
            return;
        }
        if used.contains(&child.name.as_str()) {
            continue;
        }
        let value = [
            "Value",
            "FormalName",
            "qcode",
            "literal",
            "content",
            "norm",
            "value",
            "key",
            "id-string",
            "info",
            "href",
            "residref",
        ]
        .iter()
        .find_map(|name| child.attribute(name));
        let name = match (
            child.attribute("FormalName").or(child.attribute("name")),
            child.attribute("Value").or(child.attribute("content")),
        ) {
            (Some(name), Some(_)) => name,
            _ => child.name.as_str(),
        };
        let deeper = child.children().next().is_some();
        let text = if deeper { None } else { child.words() };
        match (value, text) {
            (Some(value), Some(text)) => story.keep(name, format!("{text} ({value})")),
            (Some(value), None) => story.keep(name, value),
            (None, Some(text)) => story.keep(name, text),
            (None, None) => {}
        }
        if deeper {
            keep_rest(child, used, story);
        }
    }
}

/// Reads XML of a house's own making by what everybody calls these things, whatever their case.
pub(super) fn by_common_names(root: &Element, story: &mut Story) {
    const HEADLINE: &[&str] = &["headline", "hl1", "title", "heading"];
    const BODY: &[&str] = &["body", "content", "text", "bodytext", "story", "article", "maintext"];
    const ID: &[&str] = &["guid", "newsid", "id", "uri", "identifier"];
    const PUBLISHED: &[&str] = &[
        "publishdate",
        "published",
        "versioncreated",
        "pubdate",
        "publicationdate",
        "date",
        "datetime",
        "created",
    ];
    let values = |names: &'static [&'static str]| {
        names.iter().flat_map(move |name| {
            let same = move |element: &&Element| element.name.eq_ignore_ascii_case(name);
            root.descendants().filter(same)
        })
    };
    let word = |names: &'static [&'static str]| {
        let words = values(names).filter_map(Element::words);
        words
            .into_iter()
            .find(|words| words.chars().any(char::is_alphanumeric) && words != "false" && words != "true")
    };
    let meta = &mut story.meta;
    meta.headline = word(HEADLINE);
    meta.published = word(PUBLISHED).and_then(|raw| rfc3339(&raw));
    meta.version = word(&["version", "revision"]);
    meta.urgency = word(&["urgency", "priority"]).as_deref().and_then(urgency);
    meta.status = word(&["pubstatus", "status"]).as_deref().and_then(status);
    meta.slugline = word(&["slugline", "slug", "strapline"]);
    meta.byline.extend(word(&["byline", "author"]));
    meta.language = word(&["language", "lang"]).as_deref().and_then(Lang::from_tag);
    meta.note = word(&["ednote", "editorsnote"]);
    story.id = word(ID);
    let text = |element: &Element| {
        if element.children().next().is_some() {
            markup::blocks(element)
        } else {
            markup::blocks_of_text(&element.text())
        }
    };
    // The longest of them is the story: there may be a list of others beside it.
    let longest =
        values(BODY).map(text).max_by_key(|blocks| blocks.iter().map(|b| b.text.len()).sum::<usize>());
    match longest.filter(|blocks| !blocks.is_empty()) {
        Some(blocks) => {
            story.blocks = blocks;
            keep_rest(root, &[HEADLINE, BODY].concat(), story);
        }
        None => story.blocks = markup::blocks(root),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::Format;

    #[test]
    fn urgencies_of_all_scales() {
        let told: Vec<_> = ["1", "stt:3", "8", "0", "Urgent", "Flash", ""].into_iter().map(urgency).collect();
        assert_eq!(told, [Some(1), Some(3), Some(6), Some(6), Some(2), Some(1), None]);
    }

    #[test]
    fn statuses_of_all_formats() {
        assert_eq!(status("stat:canceled"), Some(Status::Canceled));
        assert_eq!(status("USABLE"), Some(Status::Usable));
        assert_eq!(status("?"), None);
    }

    #[test]
    fn a_house_format_is_read_by_the_names_of_its_elements() {
        let root = super::super::xml::read(
            "<N><NewsID>7</NewsID><headline nil='true'/><Title>Velmar</Title><content>&lt;p&gt;Un.&lt;/p&gt;&lt;p&gt;Deux.&lt;/p&gt;</content>\
             <PublishDate>2025-01-27T10:15:00</PublishDate><Priority>3</Priority><Desk>monde</Desk></N>",
            &super::super::Limits::default(),
        );
        let mut story = Story::new(Format::Html);
        by_common_names(&root.unwrap().root, &mut story);
        assert_eq!((story.id.as_deref(), story.meta.headline.as_deref()), (Some("7"), Some("Velmar")));
        assert_eq!((story.meta.urgency, story.blocks.len()), (Some(3), 2));
        assert!(story.meta.other.contains(&("Desk".to_owned(), "monde".to_owned())));
    }

    #[test]
    fn what_has_no_field_is_kept_by_name() {
        let root = super::super::xml::read(
            "<m><A>x</A><B FormalName='k' Value='v'/><C><D qcode='q:1'><name>n</name></D></C></m>",
            &super::super::Limits::default(),
        );
        let mut story = Story::new(Format::NewsMl1);
        keep_rest(&root.unwrap().root, &["A"], &mut story);
        let kept: Vec<_> = story.meta.other.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(kept, [("k", "v"), ("D", "q:1"), ("name", "n")]);
    }
}
