//! Mail: the text that the sender wrote, plain before HTML; attachments are named, not opened.

use mail_parser::{Message, MessageParser, MimeHeaders};

use super::story::{Block, Story};
use super::time::rfc3339;
use super::{markup, text};
use crate::dispatch::{Format, ParagraphKind as Kind};

/// Headers that only mail has.
const HEADERS: &[&str] = &[
    "received",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "delivered-to",
    "return-path",
    "content-type",
    "reply-to",
    "sender",
    "x-mailer",
    "dkim-signature",
    "content-transfer-encoding",
];

/// Whether the bytes start with the headers of a mail.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let start = String::from_utf8_lossy(start.get(..8192).unwrap_or(start)).into_owned();
    let mut known = 0;
    for (at, line) in start.lines().take(60).enumerate() {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && at > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let envelope = at == 0 && line.starts_with("From ");
        if !is_name && !envelope {
            return false;
        }
        known += usize::from(HEADERS.contains(&name.to_ascii_lowercase().as_str()));
    }
    known >= 2
}

/// Reads one mail.
pub(super) fn read(bytes: &[u8]) -> Option<Story> {
    let mail = MessageParser::default().parse(bytes.trim_ascii_start())?;
    let mut story = Story::new(Format::Mail);
    story.id = mail.message_id().map(str::to_owned);
    // Raw bytes in an encoded word are in another encoding than it says.
    let raw = mail.header_raw("Subject").is_some_and(|raw| !raw.is_ascii());
    let subject = mail
        .subject()
        .map(|subject| Some(subject).filter(|_| raw).and_then(reread).unwrap_or_else(|| subject.to_owned()));
    story.meta.headline = subject;
    story.meta.published =
        mail.date().map(mail_parser::DateTime::to_rfc3339).map(|raw| rfc3339(&raw).unwrap_or(raw));
    for address in mail.from().into_iter().flat_map(|from| from.iter()) {
        story.meta.byline.extend(address.name().or(address.address()).map(str::to_owned));
        story.keep("from", address.address().unwrap_or_default());
    }
    story.meta.urgency = mail.header_raw("X-Priority").and_then(super::fields::urgency);
    for name in ["To", "Reply-To", "Organization", "List-Id", "Keywords"] {
        story.keep(name, mail.header_raw(name).unwrap_or_default().trim());
    }
    for attachment in mail.attachments() {
        story.keep("attachment", attachment.attachment_name().unwrap_or("without a name"));
    }
    body(&mail, &mut story, FORWARDED);
    Some(story)
}

/// How often a mail may be forwarded inside another one.
const FORWARDED: usize = 3;

/// The text of a mail, and that of the mails attached to it.
fn body(mail: &Message<'_>, story: &mut Story, deep: usize) {
    for part in 0..mail.text_body_count() {
        let is_html = u32::try_from(part)
            .ok()
            .and_then(|part| mail.text_part(part))
            .map(mail_parser::MessagePart::is_text_html);
        match is_html {
            Some(true) => {
                let html = mail.body_html(part).unwrap_or_default();
                story.blocks.extend(markup::blocks_of_text(&html));
            }
            Some(false) => {
                let plain = mail.body_text(part).unwrap_or_default().replace('\r', "");
                story.blocks.extend(paragraphs(&plain));
            }
            None => {}
        }
    }
    let inside = mail.attachments().filter(|_| deep > 0).filter_map(mail_parser::MessagePart::message);
    for inner in inside {
        let heads = [
            inner.from().and_then(|from| from.first()).and_then(|a| a.name().or(a.address())),
            inner.subject(),
        ];
        story.blocks.extend(heads.into_iter().flatten().map(|head| Block::of(Kind::Furniture, head)));
        body(inner, story, deep - 1);
    }
}

/// The paragraphs of a plain text; the headers of a mail that was forwarded in it, below a line between dashes, are no
/// text of the story.
fn paragraphs(plain: &str) -> Vec<Block> {
    let ruled =
        |line: &str| line.starts_with("---") && line.ends_with("---") && line.contains(char::is_alphabetic);
    let header = |line: &str| {
        let name = line.split_once(':').map(|(name, _)| name.trim_end());
        name.is_some_and(|name| !name.is_empty() && name.len() <= 16 && !name.contains(' '))
    };
    let mut heads = false;
    let kind = |paragraph: String| {
        heads = ruled(&paragraph) || (heads && header(&paragraph));
        if heads { Block::of(Kind::Furniture, paragraph) } else { Block::new(paragraph) }
    };
    text::paragraphs(plain).into_iter().map(kind).collect()
}

/// A text that was UTF-8 and was read as windows-1252, as UTF-8.
fn reread(text: &str) -> Option<String> {
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252.encode(text);
    if unmappable { None } else { String::from_utf8(bytes.into_owned()).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_with_encoded_headers_and_parts() {
        let raw = b"   \r\nReceived: by x\r\nFrom: =?utf-8?q?Ivo_Kald=C3=A9n?= <ivo@x.example>\r\nSubject: =?windows-1252?Q?L=92arm=E9e?=\r\n\
            Date: Thu, 19 Feb 2015 17:18:40 +1100\r\nMessage-ID: <a@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
            --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nVelmar est calme.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Autre</p>\r\n--b--\r\n";
        assert!(sniff(raw));
        let story = read(raw).unwrap();
        assert_eq!(story.meta.headline.as_deref(), Some("L’armée"));
        assert_eq!(story.meta.byline, ["Ivo Kaldén"]);
        assert_eq!(story.meta.published.as_deref(), Some("2015-02-19T17:18:40+11:00"));
        assert_eq!(story.blocks, [Block::new("Velmar est calme.")]);
    }

    #[test]
    fn a_mail_of_html_alone() {
        let raw = b"From: a@x\nSubject: s\nContent-Type: text/html; charset=utf-8\n\n<p>Un</p><p>Deux</p>";
        assert_eq!(read(raw).unwrap().blocks.len(), 2);
    }

    #[test]
    fn what_was_forwarded_is_read_as_well() {
        let inner = "From: Agence EX <ex@x.example>\nSubject: Velmar prise\n\nLes rebelles sont entrés.\n";
        let raw = format!(
            "From: Desk <d@y.example>\nSubject: Fwd: Velmar prise\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=A\n\n\
             --A\nContent-Type: text/plain\n\nPour info.\n\n--A\nContent-Type: message/rfc822\n\n{inner}\n--A--\n"
        );
        let told: Vec<(Option<Kind>, String)> =
            read(raw.as_bytes()).unwrap().blocks.into_iter().map(|b| (b.kind, b.text)).collect();
        let furniture = |text: &str| (Some(Kind::Furniture), text.to_owned());
        let plain = |text: &str| (None, text.to_owned());
        let all = [
            plain("Pour info."),
            furniture("Agence EX"),
            furniture("Velmar prise"),
            plain("Les rebelles sont entrés."),
        ];
        assert_eq!(told, all);
        let inline = "Pour info.\n\n---- Message transféré ----\nDe : Agence EX <ex@x.example>\nObjet : Velmar\n\nLes rebelles sont entrés.";
        let kinds: Vec<bool> = paragraphs(inline).iter().map(|b| b.kind.is_some()).collect();
        assert_eq!(kinds, [false, true, true, true, false]);
    }

    #[test]
    fn text_is_no_mail() {
        assert!(!sniff(b"Source: Example\nVelmar est calme.\n"));
        assert!(!sniff(b"Note: a\nBilan: b\n\nTexte"));
    }
}
