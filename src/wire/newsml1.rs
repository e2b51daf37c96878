//! NewsML 1.x: several news items a file, each with nested components, the body in NITF, XHTML or bare paragraphs.

use super::story::{Block, Story};
use super::time::rfc3339;
use super::xml::Element;
use super::{fields, markup, nitf};
use crate::dispatch::{Format, Lang};

/// Components with these roles are about something that is shown beside the story.
const BESIDE: &[&str] =
    &["caption", "quicklook", "thumbnail", "preview", "photo", "picture", "graphic", "video"];

/// What has a field of its own, or says nothing of the story.
const USED: &[&str] = &[
    "Catalog",
    "TopicSet",
    "ContentItem",
    "Identification",
    "HeadLine",
    "ByLine",
    "DateLine",
    "SlugLine",
    "CreditLine",
    "KeywordLine",
    "Language",
    "Urgency",
    "Status",
    "FirstCreated",
    "ThisRevisionCreated",
    "NewsLineText",
    "NewsLine",
    "Role",
];

/// Reads a document whose root is `NewsML`.
pub(super) fn read(root: &Element) -> Vec<Story> {
    root.all("NewsItem").map(|item| self::item(item, root.child("NewsEnvelope"))).collect()
}

fn item(item: &Element, envelope: Option<&Element>) -> Story {
    let mut story = Story::new(Format::NewsMl1);
    identify(item, &mut story);
    manage(item, &mut story);
    let lines = item.find("NewsLines");
    describe(item, lines, &mut story);
    content(item, &mut story);
    let head = story.meta.headline.as_deref().unwrap_or_default();
    if head.is_empty() {
        // An alert is its own headline.
        story.meta.headline = story.blocks.iter().map(|b| &b.text).find(|t| !t.trim().is_empty()).cloned();
    }
    if story.meta.language.is_none() {
        let tags = [item.attribute("lang"), lines.and_then(|l| l.child("HeadLine")?.attribute("lang"))];
        let component = item.all("NewsComponent").find_map(|c| c.attribute("lang"));
        story.meta.language = tags.into_iter().flatten().chain(component).find_map(Lang::from_tag);
    }
    if let Some(line) = lines.and_then(|l| l.child("DateLine")).and_then(Element::words) {
        story.meta.dateline.get_or_insert_default().place = Some(line);
    }
    for element in [envelope, Some(item)].into_iter().flatten() {
        fields::keep_rest(element, USED, &mut story);
    }
    story
}

fn identify(item: &Element, story: &mut Story) {
    let Some(id) = item.at(&["Identification", "NewsIdentifier"]) else { return };
    let value = |name: &str| id.child(name).and_then(Element::words);
    story.meta.version = value("RevisionId");
    let parts = [value("ProviderId"), value("DateId"), value("NewsItemId")].map(Option::unwrap_or_default);
    story.id = value("PublicIdentifier").or_else(|| Some(format!("urn:newsml:{}", parts.join(":"))));
    story.keep("NewsItemKey", parts.join(":"));
    story.meta.slugline = item.at(&["Identification", "NameLabel"]).and_then(Element::words);
}

fn manage(item: &Element, story: &mut Story) {
    let Some(management) = item.child("NewsManagement") else { return };
    let named = |name: &str| {
        let element = management.child(name)?;
        element.attribute("FormalName").map(str::to_owned).or_else(|| element.words())
    };
    story.meta.genre = named("NewsItemType").filter(|kind| !kind.eq_ignore_ascii_case("news"));
    story.meta.status = named("Status").as_deref().and_then(fields::status);
    story.meta.urgency = named("Urgency").as_deref().and_then(fields::urgency);
    let date = |name: &str| management.child(name).and_then(Element::words);
    let published = date("ThisRevisionCreated").or_else(|| date("FirstCreated"));
    story.meta.published = published.map(|raw| rfc3339(&raw).unwrap_or(raw));
    if let Some(first) = date("FirstCreated") {
        story.keep("FirstCreated", first);
    }
    if let Some(change) = management.child("StatusWillChange") {
        story.meta.embargo =
            change.find("DateAndTime").and_then(Element::words).and_then(|raw| rfc3339(&raw));
    }
    let derived = management.children().filter(|c| c.name == "DerivedFrom");
    story.meta.replaces.extend(derived.filter_map(|c| c.attribute("NewsItem").map(str::to_owned)));
}

fn describe(item: &Element, lines: Option<&Element>, story: &mut Story) {
    let meta = &mut story.meta;
    // The first lines that have a headline speak for the item; components repeat them.
    let all = |name: &str| item.all(name).filter_map(Element::words).collect::<Vec<_>>();
    let first = |name: &str| lines.and_then(|l| l.child(name)?.words()).or_else(|| item.find(name)?.words());
    meta.headline = first("HeadLine");
    meta.slugline = first("SlugLine").or(meta.slugline.take());
    meta.byline = all("ByLine");
    meta.credit = all("CreditLine");
    meta.keywords = all("KeywordLine");
    for line in item.all("NewsLine") {
        let kind = line.child("NewsLineType").and_then(|k| k.attribute("FormalName")).unwrap_or("NewsLine");
        let Some(text) = line.child("NewsLineText").and_then(Element::words) else { continue };
        if kind.to_ascii_lowercase().contains("advisory") {
            story.meta.note = Some(text);
        } else {
            story.keep(kind, text);
        }
    }
    let meta = &mut story.meta;
    let descriptions =
        item.descendants().filter(|e| e.name == "DescriptiveMetadata" || e.name == "DescriptiveMetada");
    for description in descriptions {
        let language = description.child("Language").and_then(|l| l.attribute("FormalName"));
        meta.language = meta.language.or_else(|| language.and_then(Lang::from_tag));
        let property = |name: &'static str| {
            let of_name =
                move |p: &&Element| p.attribute("FormalName").is_some_and(|f| f.eq_ignore_ascii_case(name));
            description.all("Property").filter(of_name).filter_map(|p| p.attribute("Value"))
        };
        meta.keywords.extend(property("keyword").map(str::to_owned));
        let importance = property("importance").find_map(fields::urgency);
        meta.urgency = meta.urgency.or(importance);
    }
    meta.words = item
        .all("Property")
        .filter(|p| p.attribute("FormalName").is_some_and(|f| f.eq_ignore_ascii_case("words")))
        .find_map(|p| p.attribute("Value")?.parse().ok());
    let provider = item.find("Provider").and_then(|p| p.child("Party")?.attribute("FormalName"));
    if meta.credit.is_empty() {
        meta.credit.extend(provider.map(str::to_owned));
    }
}

/// The text: NITF wherever it stands, else the component that is the body, else the first data that is text.
fn content(item: &Element, story: &mut Story) {
    if let Some(nitf) =
        item.all("nitf").find(|nitf| nitf.find("body.content").is_some() || nitf.child("body").is_some())
    {
        nitf::body(nitf, story);
        return;
    }
    if item.find("body.content").is_some() {
        nitf::body(item, story);
        return;
    }
    let role = |component: &Element| {
        component
            .child("Role")
            .and_then(|r| r.attribute("FormalName"))
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    let mut texts: Vec<(u8, Vec<Block>)> = Vec::new();
    for component in item.all("NewsComponent") {
        let role = role(component);
        let rank = if role.contains("body") {
            0
        } else if BESIDE.contains(&role.as_str()) {
            2
        } else {
            1
        };
        for data in
            component.children().filter(|c| c.name == "ContentItem").filter_map(|c| c.child("DataContent"))
        {
            let blocks = data_blocks(data);
            if !blocks.is_empty() {
                texts.push((rank, blocks));
            }
        }
    }
    let Some(best) = texts.iter().map(|(rank, _)| *rank).min() else { return };
    for (rank, blocks) in texts {
        if rank == best {
            story.blocks.extend(blocks);
        } else {
            let text: Vec<String> = blocks.into_iter().map(|b| b.text).collect();
            story.keep("text of another component", text.join(" "));
        }
    }
}

/// The blocks of a `DataContent`: elements, or text that is escaped HTML or plain.
fn data_blocks(data: &Element) -> Vec<Block> {
    if data.children().next().is_some() { markup::blocks(data) } else { markup::blocks_of_text(&data.text()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stories(xml: &str) -> Vec<Story> {
        read(&super::super::xml::read(xml, &super::super::Limits::default()).unwrap().root)
    }

    const ALERT: &str = r#"<NewsML Version="1.2"><NewsEnvelope><Priority FormalName="2"/></NewsEnvelope><NewsItem xml:lang="fr">
<Identification><NewsIdentifier><ProviderId>x.example</ProviderId><DateId>20250127T101500Z</DateId><NewsItemId>A1</NewsItemId>
<RevisionId PreviousRevision="1" Update="N">2</RevisionId></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="Alert"/><ThisRevisionCreated>20250127T101500+0000</ThisRevisionCreated>
<Status FormalName="Usable"/><Urgency FormalName="2"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine/><SlugLine>Ostrie-guerre</SlugLine><NewsLine><NewsLineType FormalName="AdvisoryLine"/>
<NewsLineText>AJOUTE le bilan</NewsLineText></NewsLine></NewsLines><DescriptiveMetada><Language FormalName="fr"/>
<Property FormalName="Keyword" Value="guerre"/></DescriptiveMetada><ContentItem><Characteristics><Property FormalName="Words"
Value="9"/></Characteristics><DataContent><p>Velmar est tombée aux mains des rebelles (armée)</p><p>ik/lm</p></DataContent>
</ContentItem></NewsComponent></NewsItem></NewsML>"#;

    #[test]
    fn an_alert_is_its_own_headline() {
        let story = stories(ALERT).remove(0);
        assert_eq!(story.meta.headline.as_deref(), Some("Velmar est tombée aux mains des rebelles (armée)"));
        assert_eq!(story.id.as_deref(), Some("urn:newsml:x.example:20250127T101500Z:A1"));
        assert_eq!(
            (story.meta.version.as_deref(), story.meta.urgency, story.meta.words),
            (Some("2"), Some(2), Some(9))
        );
        assert_eq!(story.meta.genre.as_deref(), Some("Alert"));
        assert_eq!(story.meta.note.as_deref(), Some("AJOUTE le bilan"));
        assert_eq!(story.meta.keywords, ["guerre"]);
        assert_eq!(story.blocks.len(), 2);
    }

    #[test]
    fn several_items_and_bodies_of_all_kinds() {
        let body = |inner: &str| {
            format!(
                "<NewsItem><NewsComponent><ContentItem><DataContent>{inner}</DataContent></ContentItem></NewsComponent></NewsItem>"
            )
        };
        let xml = format!(
            "<NewsML>{}{}{}</NewsML>",
            body("<![CDATA[<p>Un.</p><p>Deux.</p>]]>"),
            body("&lt;p&gt;Trois.&lt;/p&gt;"),
            body("<nitf><body><body.content><p>Quatre.</p></body.content></body></nitf>"),
        );
        let told: Vec<Vec<String>> =
            stories(&xml).into_iter().map(|s| s.blocks.into_iter().map(|b| b.text).collect()).collect();
        assert_eq!(told, [vec!["Un.", "Deux."], vec!["Trois."], vec!["Quatre."]]);
    }
}
