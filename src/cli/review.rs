//! `depeche review`: decisions without a screen, for scripts.

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::desk::{self, Desk};
use super::output::Output;
use super::pipeline::{self, How, Paths};
use crate::dispatch::{Dispatch, Extraction, Item, Span};
use crate::error::Error;
use crate::record::{self, CodePoints, Record};
use crate::review::{Act, Anchor, Anchors, Decision, Entry, Field, List, Reviewed, Sheet, undoable};
use crate::wire::clean;

/// Decide about what was extracted: list, accept, reject, correct, note, undo
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    desk: desk::StoreOptions,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the items of dispatches with what was decided about them
    List(ListOptions),
    /// Accept items
    Accept(Which),
    /// Reject items
    Reject(Which),
    /// Flag items to be looked at again
    Flag(Which),
    /// Leave items for later
    Skip(Which),
    /// Forget what was decided about items
    Forget(Which),
    /// Correct an item
    Correct(Correction),
    /// Add an item that was missed
    Add(Addition),
    /// Leave a note on an item or a dispatch
    Note(Noting),
    /// Undo the last step of this editor
    Undo,
    /// Do again what was undone last
    Redo,
}

#[derive(Debug, Args)]
struct ListOptions {
    #[command(flatten)]
    input: Paths,
    /// How to print it
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Only items that nobody has decided about
    #[arg(long)]
    undecided: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line an item
    Text,
    /// One object a dispatch and line
    Json,
}

/// One dispatch.
#[derive(Debug, Args)]
struct One {
    /// The file of the dispatch
    path: PathBuf,
    /// Which dispatch, where the file holds several: its identifier
    #[arg(long, value_name = "ID")]
    dispatch: Option<String>,
}

#[derive(Debug, Args)]
struct Which {
    #[command(flatten)]
    one: One,
    /// Items as `review list` names them, such as q1
    #[arg(value_name = "ITEM", required_unless_present = "all")]
    items: Vec<String>,
    /// All items that are not decided yet, as one step
    #[arg(long, conflicts_with = "items")]
    all: bool,
    /// Of all items only those whose rule is at least that sure, 0 to 1
    #[arg(long, value_name = "CONFIDENCE", requires = "all", default_value_t = 0.0)]
    at_least: f32,
}

#[derive(Debug, Args)]
struct Correction {
    #[command(flatten)]
    one: One,
    /// The item
    item: String,
    /// What to set to what, such as speaker=NAME, kind=ASSAULT, span=12..40 (code points), merge=NAME
    #[arg(required = true, value_name = "FIELD=VALUE")]
    values: Vec<String>,
}

#[derive(Debug, Args)]
struct Addition {
    #[command(flatten)]
    one: One,
    /// actor, event, quote, source, place or alliance
    list: String,
    /// Its words, in code points: START..END
    span: String,
    /// Its kind or category; the two sides of an alliance as "A -> B"
    #[arg(default_value = "")]
    kind: String,
}

#[derive(Debug, Args)]
struct Noting {
    #[command(flatten)]
    one: One,
    /// The note
    text: String,
    /// The item that it is about; without it, the dispatch
    #[arg(long)]
    item: Option<String>,
}

/// Does what is asked and says so once it is on disk.
///
/// # Errors
/// The dispatch or the store cannot be read, or what is asked makes no sense.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let mut desk = options.desk.open()?;
    match &options.command {
        Command::List(list) => show(&desk, list),
        Command::Accept(which) => decide(&mut desk, which, Decision::Accepted),
        Command::Reject(which) => decide(&mut desk, which, Decision::Rejected),
        Command::Flag(which) => decide(&mut desk, which, Decision::Flagged),
        Command::Skip(which) => decide(&mut desk, which, Decision::Skipped),
        Command::Forget(which) => decide(&mut desk, which, Decision::Undecided),
        Command::Correct(correction) => correct(&mut desk, correction),
        Command::Add(addition) => add(&mut desk, addition),
        Command::Note(noting) => note(&mut desk, noting),
        Command::Undo => undo(&mut desk, false),
        Command::Redo => undo(&mut desk, true),
    }
}

/// One dispatch with its review.
struct Opened {
    dispatch: Dispatch,
    reviewed: Reviewed,
}

impl Opened {
    fn new(desk: &Desk, one: &One) -> Result<Self, Error> {
        let mut found: Vec<(Dispatch, Extraction)> = Vec::new();
        let paths = std::slice::from_ref(&one.path);
        let read = pipeline::each(paths, &How::default(), |dispatch, items| {
            if one.dispatch.as_ref().is_none_or(|id| *id == dispatch.id) {
                found.push((dispatch, items));
            }
            Ok(())
        })?;
        let name = crate::wire::clean::shown(&one.path.to_string_lossy());
        match (found.pop(), found.is_empty(), read) {
            (Some((dispatch, items)), true, _) => {
                let reviewed = desk.reviewed(&dispatch, &items)?.1;
                Ok(Self { dispatch, reviewed })
            }
            (Some(_), false, _) => {
                Err(Error::Usage(format!("{name} holds several dispatches: say which one with --dispatch.")))
            }
            (None, _, Outcome::Done) => Err(Error::Usage(format!("{name} holds no such dispatch."))),
            // Why was told already.
            (None, _, Outcome::Found) => Err(Error::Usage(format!("Nothing in {name} can be reviewed."))),
        }
    }

    /// The anchor of the item that the command line calls `name`.
    fn anchor(&self, name: &str) -> Result<Anchor, Error> {
        let anchor = Item::from_name(name).and_then(|item| self.reviewed.anchor(item));
        anchor.cloned().ok_or_else(|| {
            Error::Usage(format!("There is no item {name}: `depeche review list` names them."))
        })
    }
}

fn show(desk: &Desk, options: &ListOptions) -> Result<Outcome, Error> {
    let mut out = Output::open(None)?;
    let outcome = pipeline::each(&options.input.paths, &options.input.how, |dispatch, items| {
        let (entries, reviewed) = desk.reviewed(&dispatch, &items)?;
        match options.format {
            Format::Text => text(&mut out, &dispatch, &reviewed, options.undecided)?,
            Format::Json => {
                let sheet = Sheet::new(&reviewed, &entries);
                let path = dispatch.path.as_deref().map(Path::to_string_lossy);
                let (decided, of) = reviewed.progress();
                let all = json!({ "dispatch": dispatch.id, "path": path, "decided": decided, "of": of, "review": sheet });
                record::write_line(&mut out, &all)?;
                out.write_all(b"\n")?;
            }
        }
        Ok(out.flush()?)
    })?;
    out.finish()?;
    Ok(outcome)
}

fn text(
    out: &mut impl Write,
    dispatch: &Dispatch,
    reviewed: &Reviewed,
    undecided: bool,
) -> std::io::Result<()> {
    let record = Record::new(dispatch, &reviewed.items);
    let (decided, of) = reviewed.progress();
    let name = record.path.as_deref().unwrap_or(&record.id);
    writeln!(out, "{}: {decided} of {of} decided", crate::wire::clean::shown(name))?;
    for item in reviewed.every().filter(|item| !undecided || reviewed.decision(*item) == Decision::Undecided)
    {
        let state = reviewed.states.get(&item);
        let decision = reviewed.decision(item);
        let by = state.and_then(|s| s.decisions.last()).map_or("", |d| &d.editor);
        let conflict =
            if state.is_some_and(crate::review::State::is_conflict) { " (others differ)" } else { "" };
        let words: String = named(&record, item).split_whitespace().collect::<Vec<_>>().join(" ");
        let words: String = words.chars().take(60).collect();
        writeln!(out, "  {:<5}{decision:<10} {by:<10} {words}{conflict}", item.to_string())?;
        for (editor, note) in state.iter().flat_map(|s| &s.notes) {
            writeln!(out, "       {editor}: {note}")?;
        }
    }
    for (editor, note) in &reviewed.dispatch.notes {
        writeln!(out, "  {editor}: {note}")?;
    }
    for orphan in &reviewed.orphans {
        let words = orphan.anchor.as_ref().map_or("", |a| &a.exact);
        writeln!(out, "  no longer there: {} by {} on \"{words}\"", act(&orphan.act), orphan.editor)?;
    }
    Ok(())
}

fn act(act: &Act) -> String {
    match act {
        Act::Decide { decision } => decision.to_string(),
        Act::Correct { field, value } => format!("{field}={value}"),
        Act::Add => "added".to_owned(),
        Act::Note { text } => format!("note: {text}"),
        Act::Undo { .. } => "undo".to_owned(),
    }
}

/// An item in a few words.
fn named(record: &Record<'_>, item: Item) -> String {
    match item {
        Item::Actor(id) => record.actor_name(id).to_owned(),
        Item::Alliance(id) => record.alliances.get(id.0).map_or(String::new(), |r| {
            format!("{} {} {}", record.actor_name(r.a), r.kind, record.actor_name(r.b))
        }),
        Item::Event(id) => record.events.get(id.0).map_or(String::new(), |e| {
            format!("{} “{}” {}", e.category, e.trigger.text, record.actor_names(&e.agents))
        }),
        Item::Quote(id) => record.quotes.get(id.0).map_or(String::new(), |q| {
            format!("{}: {}", q.speaker.map_or("?", |id| record.actor_name(id)), q.text)
        }),
        Item::Source(id) => record.source_name(id).to_owned(),
        Item::Place(id) => record.place(id).map_or(String::new(), |p| p.name.to_string()),
    }
}

fn decide(desk: &mut Desk, which: &Which, decision: Decision) -> Result<Outcome, Error> {
    let opened = Opened::new(desk, &which.one)?;
    let anchors: Vec<Anchor> = if which.all {
        let sure = |item: &Item| {
            item.why(&opened.reviewed.items).is_some_and(|why| why.confidence >= which.at_least)
        };
        let open = |item: &Item| opened.reviewed.decision(*item) == Decision::Undecided;
        opened
            .reviewed
            .every()
            .filter(open)
            .filter(sure)
            .filter_map(|i| opened.reviewed.anchor(i).cloned())
            .collect()
    } else {
        which.items.iter().map(|name| opened.anchor(name)).collect::<Result<_, _>>()?
    };
    let mut step = desk.step();
    for anchor in anchors {
        step.add(&opened.dispatch, Some(anchor), Act::Decide { decision });
    }
    desk.take(&step)?;
    say(&format!("{} {decision}", step.entries().len()))
}

fn correct(desk: &mut Desk, correction: &Correction) -> Result<Outcome, Error> {
    let opened = Opened::new(desk, &correction.one)?;
    let anchor = opened.anchor(&correction.item)?;
    let mut step = desk.step();
    for value in &correction.values {
        let (field, value) = value.split_once('=').unwrap_or((value, ""));
        let known = || Field::ALL.iter().map(|f| f.as_str()).collect::<Vec<_>>().join(", ");
        let field = Field::from_name(field)
            .ok_or_else(|| Error::Usage(format!("There is no field {field}: the fields are {}.", known())))?;
        step.add(&opened.dispatch, Some(anchor.clone()), Act::Correct { field, value: value.to_owned() });
    }
    desk.take(&step)?;
    say(&format!("{} corrected", step.entries().len()))
}

fn add(desk: &mut Desk, addition: &Addition) -> Result<Outcome, Error> {
    let opened = Opened::new(desk, &addition.one)?;
    let sides = addition.kind.contains(" -> ");
    let list = List::from_name(&addition.list).filter(|list| *list != List::Alliance || sides);
    let list =
        list.ok_or_else(|| Error::Usage(format!("{} is no list that can be added to.", addition.list)))?;
    let span = offsets(&addition.span).map(|at| CodePoints::new(&opened.dispatch.text).span(at));
    let span: Span = span.filter(|span| !span.of(&opened.dispatch.text).is_empty()).ok_or_else(|| {
        Error::Usage(format!("{} is no stretch of the text: give START..END.", addition.span))
    })?;
    let bare = Extraction::default();
    let anchor = Anchors::new(&opened.dispatch, &bare).at(list, span, &addition.kind);
    let mut step = desk.step();
    step.add(&opened.dispatch, Some(anchor), Act::Add);
    desk.take(&step)?;
    say("1 added")
}

fn offsets(text: &str) -> Option<[usize; 2]> {
    let (start, end) = text.split_once("..")?;
    Some([start.parse().ok()?, end.parse().ok()?])
}

fn note(desk: &mut Desk, noting: &Noting) -> Result<Outcome, Error> {
    let opened = Opened::new(desk, &noting.one)?;
    let text = clean::text(&noting.text, &mut clean::Tally::default()).trim().to_owned();
    if text.is_empty() {
        return Err(Error::Usage("There is nothing in the note.".to_owned()));
    }
    let anchor = noting.item.as_deref().map(|name| opened.anchor(name)).transpose()?;
    let mut step = desk.step();
    step.add(&opened.dispatch, anchor, Act::Note { text });
    desk.take(&step)?;
    say("1 noted")
}

fn undo(desk: &mut Desk, again: bool) -> Result<Outcome, Error> {
    let entries: Vec<Entry> = desk.store.since(0)?.into_iter().map(|stored| stored.entry).collect();
    let (undo, redo) = undoable(&entries, &desk.editor);
    let what = if again { "to do again" } else { "to undo" };
    let Some(of) = (if again { redo } else { undo }) else {
        return Err(Error::Usage(format!("There is nothing {what} for {}.", desk.editor)));
    };
    let mut step = desk.step();
    step.undo(of, &entries);
    desk.take(&step)?;
    say(if again { "1 step done again" } else { "1 step undone" })
}

/// Said only once it is on disk.
fn say(done: &str) -> Result<Outcome, Error> {
    let mut out = Output::open(None)?;
    writeln!(out, "{done}")?;
    out.finish()?;
    Ok(Outcome::Done)
}
