//! XML as a small tree of owned text. Entities of the document are never expanded, nothing external is opened; depth,
//! start tags and size are bounded. Sloppy markup is read as far as it makes sense: wires and feeds are full of it.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};
use smol_str::SmolStr;

use super::Limits;
use crate::budget;

/// How long a start tag may be, in bytes.
const START_TAG: usize = 64 << 10;
/// How many elements a document may have.
const ELEMENTS: usize = 400_000;
/// After how many tags and texts it is asked whether there is time left.
const STEP: usize = 1000;

/// Elements of HTML that have no end tag.
pub(super) const VOID: &[&str] =
    &["br", "hr", "img", "input", "link", "meta", "wbr", "col", "source", "area", "base", "embed"];

/// An element with its content; names are without their namespace prefix.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element {
    pub name: SmolStr,
    attributes: Vec<(SmolStr, String)>,
    pub nodes: Vec<Node>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// Why a document cannot be read, the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Depth,
    StartTag,
    Attributes,
    Elements,
    NoRoot,
}

impl Fault {
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Depth => {
                "its elements are nested deeper than any dispatch has them; raise max-depth to read it"
            }
            Self::Attributes => {
                "one of its elements has more attributes than any dispatch; raise max-attributes to read it"
            }
            Self::StartTag => "one of its tags is longer than any dispatch has it",
            Self::Elements => "it has more elements than any dispatch",
            Self::NoRoot => "it holds no complete XML element",
        }
    }
}

/// A document, and whether it had to be mended: cut off, or with tags that do not match.
#[derive(Debug)]
pub(super) struct Document {
    pub root: Element,
    pub mended: bool,
}

/// Reads an XML document.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Document, Fault> {
    let (top, mended) = parse(text, false, limits)?;
    let root = top.nodes.into_iter().find_map(Node::into_element).ok_or(Fault::NoRoot)?;
    Ok(Document { root, mended })
}

/// Reads a piece of HTML, such as feeds and JSON carry: what is not closed closes where it must.
pub(super) fn fragment(html: &str) -> Element {
    match parse(html, true, &Limits::default()) {
        Ok((element, _)) => element,
        // Too deep to be anybody's markup: the words are what matters.
        Err(_) => Element { nodes: vec![Node::Text(strip(html))], ..Element::default() },
    }
}

/// `html` without whatever stands between angle brackets.
fn strip(html: &str) -> String {
    let mut inside = false;
    html.chars()
        .map(|c| {
            let hidden = inside || c == '<';
            inside = (inside || c == '<') && c != '>';
            if hidden { ' ' } else { c }
        })
        .collect()
}

fn parse(text: &str, html: bool, limits: &Limits) -> Result<(Element, bool), Fault> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut builder = Builder { open: vec![Element::default()], mended: false, html, limits };
    let mut elements = 0;
    for events in 0_usize.. {
        if events.is_multiple_of(STEP) {
            budget::check();
        }
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                elements += 1;
                builder.start(&tag, html && is_void(tag.local_name().into_inner()))?;
            }
            Ok(Event::Empty(tag)) => {
                elements += 1;
                builder.start(&tag, true)?;
            }
            Ok(Event::End(tag)) => builder.end(tag.local_name().into_inner()),
            Ok(Event::Text(words)) => builder.text(&words.into_inner()),
            Ok(Event::CData(words)) => builder.text(&words.into_inner()),
            Ok(Event::GeneralRef(name)) => {
                let name = name.into_inner();
                // What is declared in the document or nowhere is shown as written.
                builder.text(&reference(&name).unwrap_or_else(|| format!("&{name};")));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                // Cut off or broken: what was read stands, and if it was HTML the rest is text.
                builder.mended = true;
                break;
            }
        }
        if elements > ELEMENTS {
            return Err(Fault::Elements);
        }
    }
    builder.mended |= builder.open.len() > 1;
    while builder.open.len() > 1 {
        builder.close();
    }
    Ok((builder.open.pop().unwrap_or_default(), builder.mended))
}

fn is_void(name: &str) -> bool {
    VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
}

struct Builder<'a> {
    /// The elements that are not closed yet, the outermost first.
    open: Vec<Element>,
    mended: bool,
    html: bool,
    limits: &'a Limits,
}

impl Builder<'_> {
    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<(), Fault> {
        if tag.len() > START_TAG {
            return Err(Fault::StartTag);
        }
        let local = tag.local_name();
        let name = if self.html {
            local.into_inner().to_ascii_lowercase().into()
        } else {
            SmolStr::new(local.into_inner())
        };
        let closes = |open: &Element| {
            self.html && (open.name == name && matches!(&*name, "p" | "li" | "td" | "th" | "tr" | "option"))
        };
        if self.open.last().is_some_and(closes) {
            self.close();
        }
        let mut attributes = tag.html_attributes();
        attributes.with_checks(false);
        let attributes: Vec<(SmolStr, String)> = attributes
            .flatten()
            .take(self.limits.attributes + 1)
            .map(|attribute| {
                let key = attribute.key.local_name().into_inner();
                (SmolStr::new(key), unescape(&attribute.value))
            })
            .collect();
        if attributes.len() > self.limits.attributes {
            return Err(Fault::Attributes);
        }
        let element = Element { name, attributes, nodes: Vec::new() };
        if empty {
            self.push(Node::Element(element));
        } else if self.open.len() > self.limits.depth {
            return Err(Fault::Depth);
        } else {
            self.open.push(element);
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        let same =
            |open: &Element| if self.html { open.name.eq_ignore_ascii_case(name) } else { open.name == name };
        match self.open.iter().skip(1).rposition(same) {
            Some(at) => {
                self.mended |= self.open.len() > at + 2;
                while self.open.len() > at + 1 {
                    self.close();
                }
            }
            None => self.mended = true,
        }
    }

    fn close(&mut self) {
        if let Some(element) = self.open.pop() {
            self.push(Node::Element(element));
        }
    }

    fn text(&mut self, words: &str) {
        let Some(open) = self.open.last_mut() else { return };
        match open.nodes.last_mut() {
            Some(Node::Text(text)) => text.push_str(words),
            _ => open.nodes.push(Node::Text(words.to_owned())),
        }
    }

    fn push(&mut self, node: Node) {
        if let Some(open) = self.open.last_mut() {
            open.nodes.push(node);
        }
    }
}

/// A text with its character references resolved.
pub(super) fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        // No name is longer, and a text of ampersands alone is not searched to its end for each of them.
        let end = after.bytes().take(33).position(|b| b == b';');
        let resolved = end.and_then(|end| Some((reference(after.get(..end)?)?, after.get(end + 1..)?)));
        if let Some((words, tail)) = resolved {
            out.push_str(&words);
            rest = tail;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    resolve_html5_entity(name).map(str::to_owned)
}

impl Node {
    fn into_element(self) -> Option<Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }
}

impl Element {
    /// The value of an attribute, not of white space alone.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let value = self.attributes.iter().find(|(key, _)| key == name)?.1.trim();
        (!value.is_empty()).then_some(value)
    }

    /// All attributes, in order.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The elements directly inside.
    pub fn children(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name directly inside.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children().find(|child| child.name == name)
    }

    /// The element at the end of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The elements inside, however deep, in document order; itself not.
    pub fn descendants(&self) -> impl Iterator<Item = &Self> {
        let mut stack: Vec<&Self> = self.children().collect();
        stack.reverse();
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            let at = stack.len();
            stack.extend(next.children());
            stack.get_mut(at..)?.reverse();
            Some(next)
        })
    }

    /// The first element of that name inside, however deep.
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.descendants().find(|element| element.name == name)
    }

    /// The elements of that name inside, however deep.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.descendants().filter(move |element| element.name == name)
    }

    /// All text inside, one space for each run of white space; `None` where there is none.
    pub fn words(&self) -> Option<String> {
        let mut raw = String::new();
        self.append_text(&mut raw);
        let words = raw.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// All text inside, as it stands there.
    pub fn text(&self) -> String {
        let mut raw = String::new();
        self.append_text(&mut raw);
        raw
    }

    fn append_text(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => {
                    if element.name == "br" {
                        out.push('\n');
                    }
                    element.append_text(out);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(xml: &str) -> Option<String> {
        read(xml, &Limits::default()).ok()?.root.words()
    }

    #[test]
    fn text_comes_through_comments_sections_and_references() {
        assert_eq!(
            words("<a>L&apos;&eacute;t&#233;<!-- x --> <![CDATA[<b>&amp;]]></a>").as_deref(),
            Some("L'été <b>&amp;")
        );
    }

    #[test]
    fn entities_are_never_expanded() {
        let bomb =
            "<!DOCTYPE a [<!ENTITY b \"boom\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><a>&b; &c;</a>";
        assert_eq!(words(bomb).as_deref(), Some("&b; &c;"));
    }

    #[test]
    fn prefixes_do_not_matter() {
        let root = read("<n:a xmlns:n='x' xml:lang='fr'><n:b/></n:a>", &Limits::default()).unwrap().root;
        assert_eq!((root.name.as_str(), root.attribute("lang")), ("a", Some("fr")));
        assert!(root.child("b").is_some());
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let limits = Limits::default();
        let many = " a='x'".repeat(300);
        assert_eq!(read(&format!("<a{many}/>"), &limits).unwrap_err(), Fault::Attributes);
        assert_eq!(read(&"<a>".repeat(1000), &limits).unwrap_err(), Fault::Depth);
        let long = format!("<a b=\"{}\"/>", "x".repeat(START_TAG));
        assert_eq!(read(&long, &limits).unwrap_err(), Fault::StartTag);
        let deep = format!("{}mot", "<div>".repeat(1000));
        assert_eq!(fragment(&deep).words().as_deref(), Some("mot"));
    }

    #[test]
    fn a_cut_document_gives_what_was_there() {
        let document = read("<a><b>un</b><c>deux", &Limits::default()).unwrap();
        assert!(document.mended);
        assert_eq!(document.root.words().as_deref(), Some("undeux"));
    }

    #[test]
    fn sloppy_html_closes_where_it_must() {
        let html = fragment("<P>un<br>deux<p>trois & quatre</div>&nbsp;<B>cinq");
        assert_eq!(html.all("p").count(), 2);
        assert_eq!(html.words().as_deref(), Some("un deuxtrois & quatre cinq"));
    }

    #[test]
    fn references_resolve() {
        assert_eq!(unescape("a &amp;&#xe9;&nope; &"), "a &é&nope; &");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[<>/a-c&;\"'= !\\[\\]-]{0,200}") {
            let _ = read(&text, &Limits::default());
            let _ = fragment(&text).words();
        }
    }
}
