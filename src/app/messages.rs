//! What the interface says, in the language of the user: `assets/messages/<language>.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::action::Action;
use crate::dispatch::{Lang, Notice, named};

named! {
    /// A sentence, label or template of the interface. `{name}` is replaced; `one|many` is chosen by a number.
    Text {
        ActorsNone = "actors-none", AlliancesNone = "alliances-none", EventsNone = "events-none",
        QuotesNone = "quotes-none", SourcesNone = "sources-none", Reading = "reading", NoDispatch = "no-dispatch",
        NoDispatchHint = "no-dispatch-hint", NoText = "no-text", Loading = "loading", Arrived = "arrived",
        Words = "words", Minutes = "minutes", Version = "version", Urgency = "urgency", NoMatch = "no-match",
        NoMatchHint = "no-match-hint", Quoted = "quoted", WelcomeTitle = "welcome-title", WelcomeHint = "welcome-hint", LocalTime = "local-time", Lifted = "lifted",
        Recorded = "recorded", Recording = "recording", NoMacro = "no-macro", AwaitMacro = "await-macro", SetUp = "set-up",
        UnknownKey = "unknown-key", LastItem = "last-item", FirstItem = "first-item", NoItem = "no-item",
        NothingSelected = "nothing-selected", NoSpeaker = "no-speaker", NoSource = "no-source", OnWordOf = "on-word-of",
        LastDispatch = "last-dispatch-reached", FirstDispatch = "first-dispatch-reached", NoJump = "no-jump",
        Speaker = "speaker", Cue = "cue", Source = "source", Rule = "rule", Confidence = "confidence",
        Evidence = "evidence", Kind = "kind", Country = "country", Roles = "roles", Aliases = "aliases",
        Mentions = "mentions", PartOf = "part-of", Status = "status", Basis = "basis", Claimed = "claimed-by",
        Agents = "agents", Targets = "targets", Place = "place", Date = "date", Toll = "toll", Modality = "modality",
        Category = "category", Unknown = "unknown", Together = "together", ActorCount = "actor-count",
        Killed = "killed", Wounded = "wounded", Displaced = "displaced", Captured = "captured", Missing = "missing",
        HelpTitle = "help-title", HelpHint = "help-hint", ExplainTitle = "explain-title",
        Corrected = "corrected", Withheld = "withheld", Canceled = "canceled",
        Embargoed = "embargoed", Unassigned = "unassigned", Narrator = "narrator",
                Later = "later", Replaced = "replaced", Superseded = "superseded", Removed = "removed",
        Published = "published", Note = "note", Replaces = "replaces", Language = "language",
        VersionIs = "version-is", UrgencyIs = "urgency-is", Length = "length", EmbargoIs = "embargo-is",
        Decided = "decided", ThisDispatch = "this-dispatch", DecidedAll = "decided-all", CorrectedTo = "corrected-to", Added = "added", Noted = "noted", Undone = "undone", Redone = "redone", OtherDid = "other-did", AllDecided = "all-decided", StandsNowhere = "stands-nowhere", NoNumber = "no-number", Nobody = "nobody", NewOne = "new-one", Unchanged = "unchanged", OneMention = "one-mention", NothingToUndo = "nothing-to-undo", NothingToRedo = "nothing-to-redo", IsUndone = "is-undone", Before = "before", NothingDone = "nothing-done", Conflict = "conflict", OrphansHint = "orphans-hint", OrphansNone = "orphans-none", PointsNone = "points-none", CheckNone = "check-none", AskNote = "ask-note", AskAtLeast = "ask-at-least", AskAtMost = "ask-at-most", StoreReadOnly = "store-read-only", StoreNetwork = "store-network", StoreUnusable = "store-unusable", BadgeReadOnly = "badge-read-only", BadgeNetwork = "badge-network", BadgeUnusable = "badge-unusable", StoreFault = "store-fault", Excluded = "excluded", NoLexicon = "no-lexicon", LegendCorrected = "legend-corrected", LegendNoted = "legend-noted", LegendConflict = "legend-conflict", LegendReview = "legend-review",
        Welcome = "welcome", Dispatches = "dispatches", Broken = "broken", Late = "late",
        AskCommand = "ask-command", AskFile = "ask-file", AskFilter = "ask-filter", AskPane = "ask-pane", AskSearch = "ask-search", AwaitLetter = "await-letter", ByArrival = "by-arrival", ByDate = "by-date", BySlug = "by-slug", ByUrgency = "by-urgency", ByWeight = "by-weight", Byline = "byline", Citation = "citation", Compared = "compared", Copied = "copied", Credit = "credit", DossierCount = "dossier-count", Faulty = "faulty", File = "file", Filtered = "filtered", Folded = "folded", Format = "format", Genre = "genre", Grouped = "grouped", GroupedByWeight = "grouped-by-weight", Headline = "headline", Hit = "hit", HitAround = "hit-around", Identifier = "identifier", InOrder = "in-order", Keywords = "keywords", LegendMargin = "legend-margin", LevelAll = "level-all", LevelNone = "level-none", LevelQuotes = "level-quotes", MarkSet = "mark-set", MatrixHint = "matrix-hint", Names = "names", NamingNone = "naming-none", NoActor = "no-actor", NoCommands = "no-commands", NoDate = "no-date", NoFile = "no-file", NoHit = "no-hit", NoMark = "no-mark", NoParts = "no-parts", PartsFolded = "parts-folded", PartsShown = "parts-shown", FoldedParts = "folded-parts", LegendParts = "legend-parts", NoSearch = "no-search", NoVersion = "no-version", NoViews = "no-views", NotLoaded = "not-loaded", NotPasted = "not-pasted", NotRun = "not-run", NotWritten = "not-written", PlacesNone = "places-none", PlainHint = "plain-hint", QueryField = "query-field", QueryMissing = "query-missing", QueryRegex = "query-regex", QueryUnclosed = "query-unclosed", QueryValue = "query-value", Ran = "ran", Repaired = "repaired", RunHint = "run-hint", SentToTerminal = "sent-to-terminal", Slug = "slug", Stays = "stays", ThemeNow = "theme-now", Ticked = "ticked", TooLong = "too-long", Unfolded = "unfolded", Unread = "unread", Written = "written",
    }
}

/// Everything the interface says, in one language.
#[derive(Clone, Debug)]
pub struct Messages {
    texts: Vec<String>,
    tables: BTreeMap<String, BTreeMap<String, String>>,
    singular: Vec<usize>,
    months: Vec<String>,
    date: String,
    first: String,
    day: String,
    month: String,
}

#[derive(Deserialize)]
struct File {
    language: Language,
    #[serde(flatten)]
    tables: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    singular: Vec<usize>,
    months: Vec<String>,
    date: String,
    /// The first day of a month in a date; others are their number.
    first: String,
    /// A date without its year, and a month with it.
    day: String,
    month: String,
}

const BUILT_IN: &[(&str, &str)] = &[
    ("fr", include_str!("../../assets/messages/fr.toml")),
    ("en", include_str!("../../assets/messages/en.toml")),
];

impl Messages {
    /// The messages in `lang`, or in the last language of the assets where there are none in it.
    #[must_use]
    pub fn in_language(lang: Lang) -> Self {
        let found = BUILT_IN.iter().find(|(tag, _)| *tag == lang.as_str()).or(BUILT_IN.last());
        found.and_then(|(_, text)| Self::parse(text).ok()).unwrap_or_else(Self::empty)
    }

    /// The languages that the interface speaks.
    pub fn languages() -> impl Iterator<Item = Lang> {
        BUILT_IN.iter().filter_map(|(tag, _)| Lang::from_tag(tag))
    }

    fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let mut file: File = toml::from_str(text)?;
        let mut said = file.tables.remove("text").unwrap_or_default();
        let texts =
            Text::ALL.iter().map(|t| said.remove(t.as_str()).unwrap_or_else(|| t.to_string())).collect();
        let Language { singular, months, date, first, day, month } = file.language;
        Ok(Self { texts, tables: file.tables, singular, months, date, first, day, month })
    }

    fn empty() -> Self {
        Self {
            texts: Text::ALL.iter().map(ToString::to_string).collect(),
            tables: BTreeMap::new(),
            singular: vec![1],
            months: Vec::new(),
            date: String::new(),
            first: String::new(),
            day: String::new(),
            month: String::new(),
        }
    }

    /// The text itself.
    #[must_use]
    pub fn say(&self, text: Text) -> &str {
        self.texts.get(text as usize).map_or("", String::as_str)
    }

    /// The text with its `{name}`s replaced.
    #[must_use]
    pub fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        fill(self.say(text), values)
    }

    /// The form of the text for `n`, with `{n}` and the other names replaced.
    #[must_use]
    pub fn count(&self, text: Text, n: usize, values: &[(&str, &str)]) -> String {
        self.numbered(self.say(text), n, values)
    }

    fn numbered(&self, template: &str, n: usize, values: &[(&str, &str)]) -> String {
        let (one, many) = template.split_once('|').unwrap_or((template, template));
        let form = if self.singular.contains(&n) { one } else { many };
        fill(&fill(form, &[("n", &n.to_string())]), values)
    }

    /// What is said of how a dispatch was read.
    #[must_use]
    pub fn notice(&self, notice: &Notice) -> String {
        let Some(template) = self.tables.get("notice").and_then(|t| t.get(notice.name())) else {
            return notice.to_string();
        };
        let values = notice.values();
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.numbered(template, notice.number(), &values)
    }

    /// What something with a fixed name in the record is called: `name("actor-kind", "armed_group")`. The name
    /// itself where the table does not have it.
    #[must_use]
    pub fn name<'a>(&'a self, table: &str, name: &'a str) -> &'a str {
        self.tables.get(table).and_then(|t| t.get(name)).map_or(name, String::as_str)
    }

    /// What an action does, for help and palette.
    #[must_use]
    pub fn action(&self, action: Action) -> &str {
        self.name("action", action.as_str())
    }

    /// What an action does, as a heading.
    #[must_use]
    pub fn title(&self, action: Action) -> String {
        let text = self.action(action);
        let mut chars = text.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    }

    /// An ISO date, or the beginning of one, as people write it; with the year unless `short`.
    #[must_use]
    pub fn date(&self, iso: &str, short: bool) -> String {
        let mut parts = iso.get(..10).unwrap_or(iso).split('-');
        let year = parts.next().unwrap_or_default();
        let month = parts.next().and_then(|m| m.parse::<usize>().ok());
        let Some(month) = month else { return iso.to_owned() };
        let name = month.checked_sub(1).and_then(|m| self.months.get(m)).map_or("", String::as_str);
        let number = format!("{month:02}");
        match parts.next() {
            Some(day) => {
                let bare = day.trim_start_matches('0');
                let (template, day) = match bare {
                    _ if short => (&self.day, day),
                    "1" => (&self.date, self.first.as_str()),
                    _ => (&self.date, bare),
                };
                fill(template, &[("d", day), ("m", &number), ("month", name), ("y", year)])
            }
            None if short => fill(&self.month, &[("m", &number), ("y", year)]),
            None => format!("{name} {year}"),
        }
    }
}

fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(n, _)| *n == name) {
            filled.push_str(value);
        } else {
            filled.extend(["{", name, "}"]);
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::Section;
    use crate::app::keymap::Context;
    use crate::app::role::Role;
    use crate::dispatch::{
        ActorKind, AllianceKind, AllianceStatus, Basis, Category, MentionForm, Modality, QuoteKind,
        SourceKind, Status,
    };

    const STORE_FAULTS: &[crate::error::StoreFault] = {
        use crate::error::StoreFault as F;
        &[F::Full, F::Damaged, F::NoStore, F::Foreign, F::Newer, F::Busy, F::ReadOnly, F::Closed, F::NoFolder]
    };

    fn notices() -> Vec<Notice> {
        let text = |text: &str| text.to_owned();
        vec![
            Notice::Controls(2),
            Notice::Directions(2),
            Notice::Invisible(2),
            Notice::Stacked(2),
            Notice::Undecodable(text("UTF-8")),
            Notice::Unreadable(text("a.txt"), text("it is empty")),
            Notice::PassedOver(2, 7),
            Notice::Mended,
            Notice::ByNames(text("story")),
            Notice::Paragraphs(2),
            Notice::Long(2),
            Notice::NoItems(text("it took too long")),
            Notice::Foreign(text("en, fr")),
        ]
    }

    /// Every table with the names that must stand in it.
    fn tables() -> Vec<(&'static str, Vec<&'static str>)> {
        macro_rules! names {
            ($type:ty) => {
                <$type>::ALL.iter().map(|v| v.as_str()).collect()
            };
        }
        vec![
            ("text", names!(Text)),
            ("action", names!(Action)),
            ("section", names!(Section)),
            ("context", names!(Context)),
            ("pane", names!(crate::app::item::Pane)),
            ("pane-item", names!(crate::app::item::Pane)),
            ("role", names!(Role)),
            ("actor-kind", names!(ActorKind)),
            ("actor-kind-short", names!(ActorKind)),
            ("alliance-kind", names!(AllianceKind)),
            ("alliance-status", names!(AllianceStatus)),
            ("basis", names!(Basis)),
            ("category", names!(Category)),
            ("modality", names!(Modality)),
            ("mention-form", names!(MentionForm)),
            ("quote-kind", names!(QuoteKind)),
            ("source-kind", names!(SourceKind)),
            ("status", names!(Status)),
            ("state", vec!["unreadable", "removed"]),
            ("decision", names!(crate::review::Decision)),
            ("welcome", crate::app::overlay::welcomed()),
            ("hint", crate::app::views::HINTED.iter().map(|a| a.as_str()).collect()),
            ("field", names!(crate::review::Field)),
            ("list", names!(crate::review::List)),
            ("doubt", names!(crate::audit::Doubt)),
            ("store-fault", STORE_FAULTS.iter().filter_map(crate::error::StoreFault::name).collect()),
            ("notice", notices().iter().map(Notice::name).collect()),
        ]
    }

    #[test]
    fn every_language_says_everything_and_nothing_else() {
        for (tag, text) in BUILT_IN {
            let file: BTreeMap<String, toml::Table> = toml::from_str(text).unwrap();
            for (table, names) in tables() {
                let has: Vec<&String> = file[table].keys().collect();
                for name in &names {
                    assert!(file[table].contains_key(*name), "{tag}: [{table}] lacks {name}");
                }
                for name in has {
                    assert!(
                        names.contains(&name.as_str()),
                        "{tag}: [{table}] has {name}, which nothing says"
                    );
                }
            }
            let known: Vec<&str> = tables().into_iter().map(|(t, _)| t).chain(["language"]).collect();
            assert!(file.keys().all(|k| known.contains(&k.as_str())), "{tag}: a table that nothing reads");
            assert!(Messages::parse(text).is_ok(), "{tag}");
        }
    }

    #[test]
    fn a_notice_names_in_every_language_what_it_is_about() {
        for (tag, text) in BUILT_IN {
            let messages = Messages::parse(text).unwrap();
            for notice in notices() {
                let said = messages.notice(&notice);
                assert!(!said.contains(['{', '|']), "{tag}: {said}");
                let plain = notice.to_string();
                assert_eq!(said.contains('2'), plain.contains('2'), "{tag}: {said}");
                for (_, value) in notice.values() {
                    assert!(said.contains(&value), "{tag}: {said} lacks {value}");
                }
                assert_eq!(*tag == "en", said == plain, "{tag}: {said}");
            }
        }
    }

    #[test]
    fn templates_have_the_same_names_in_every_language() {
        fn names(text: &str) -> Vec<String> {
            let mut found: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|t| t.split_once('}'))
                .map(|(n, _)| n.to_owned())
                .collect();
            found.sort();
            found.dedup();
            found
        }
        let all: Vec<Messages> = BUILT_IN.iter().map(|(_, t)| Messages::parse(t).unwrap()).collect();
        for text in Text::ALL {
            let first = names(all[0].say(*text));
            assert!(all.iter().all(|m| names(m.say(*text)) == first), "{text}");
        }
    }

    #[test]
    fn dates_are_written_as_people_do() {
        let french = Messages::parse(BUILT_IN[0].1).unwrap();
        for (iso, long) in [
            ("2031-03-01T08:00:00Z", "1er mars 2031"),
            ("2031-03-09", "9 mars 2031"),
            ("2031-03", "mars 2031"),
        ] {
            assert_eq!(french.date(iso, false), long);
        }
        assert_eq!(french.date("2031-03-01", true), "01/03");
        assert_eq!(french.date("2031-03", true), "03/2031");
    }

    #[test]
    fn numbers_choose_the_form() {
        let messages = Messages::parse(BUILT_IN[0].1).unwrap();
        assert_ne!(
            messages.count(Text::Words, 1, &[]),
            messages.count(Text::Words, 2, &[]).replace('2', "1")
        );
        assert_eq!(fill("{a}{b}{", &[("a", "1")]), "1{b}{");
    }
}
