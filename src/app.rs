//! The reader's state, and how it changes: [`App::update`] takes a [`Msg`] and answers with [`Effect`]s. No I/O.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::layout::Rect;

use crate::dispatch::{Dispatch, Extraction, Lang, ParagraphKind, named};
use crate::error::{Lost, StoreFault};
use crate::library::Change;
use crate::review::{self, Decision};

pub mod action;
mod arriving;
mod breaks;
mod completing;
mod correcting;
pub mod deciding;
mod embargo;
pub mod entry;
pub mod finding;
mod holding;
pub mod item;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod macros;
pub mod menu;
pub mod messages;
mod moving;
mod output;
pub mod overlay;
pub mod page;
pub mod panes;
pub mod picker;
mod plain;
pub mod pointing;
pub mod prompt;
pub mod role;
#[cfg(test)]
pub mod sample;
mod selecting;
pub mod session;
pub mod sheet;
pub mod stories;
pub mod stretch;
mod views;
pub mod width;

use action::Action;
use correcting::{Addition, Offer};
use deciding::{About, Limit, Origin, Task};
use entry::{Entry, Reading};
use finding::{Jumps, Letter, Search};
use item::{Item, Pane};
use key::{Code, Key};
use keymap::{Context, Keymap, Meaning};
use layout::{Areas, Focus, Wish};
use list::List;
use macros::{Macros, Recorder};
use menu::Menu;
use messages::{Messages, Text};
use output::Part;
use overlay::Overlay;
use page::Page;
use panes::{Arrangement, Subject};
use picker::Picker;
use pointing::Mouse;
use prompt::{Prompt, Purpose};
use role::Theme;
use session::Session;
use sheet::{Sheet, View};
use stories::Stories;
use stretch::Stretch;

/// Something happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// Rows are new, or have changed.
    Arrived(Vec<Change>),
    /// The text of summaries was read from their files; or a sentence that says why it was not.
    Fetched(Vec<(usize, Result<Dispatch, String>)>),
    /// The mouse did something.
    Mouse(Mouse),
    /// It is that time now; due when [`App::next_embargo`] says.
    Clock(Timestamp),
    /// The config or a theme has changed: the reader is set up so from now on.
    Setup(Box<Setup>),
    /// Text was pasted.
    Paste(String),
    /// Something could not be done: a sentence.
    Fault(String),
    /// Something was done: the sentence, and what its `{what}` is.
    Told(Text, String),
    /// Everything that was asked for is loaded.
    Loaded,
    /// The dispatch at that position was read.
    Read(usize, Box<Extraction>),
    /// A rule gave up on the dispatch at that position.
    Broken(usize, Lost),
    /// What editors did is in the store, in order.
    Decided(Vec<review::Entry>, Origin),
    /// The store can be used within limits alone.
    Limited(Limit),
    /// The store at that place cannot be used.
    StoreFault(PathBuf, StoreFault),
    /// There is nothing to undo, or nothing to do again.
    NothingTo(Task),
    /// What was written in the user's editor.
    Composed(String),
    /// One thing, then another.
    Both(Box<Msg>, Box<Msg>),
}

/// Something is to be done outside.
#[derive(Debug)]
pub enum Effect {
    /// Read a dispatch, before all others if it is urgent, and answer with [`Msg::Read`].
    Read {
        /// Its position.
        id: usize,
        /// The dispatch.
        dispatch: Arc<Dispatch>,
        /// Whether somebody waits for it.
        urgent: bool,
    },
    /// Read the text of a summary and answer with [`Msg::Fetched`].
    Fetch {
        /// Its position.
        id: usize,
        /// Its file.
        path: PathBuf,
        /// Which dispatch of the file it is.
        item: usize,
    },
    /// Put text on the clipboard.
    Copy(String),
    /// Write text to a new file.
    Write {
        /// The file.
        path: PathBuf,
        /// What it is to hold.
        text: String,
    },
    /// Give the terminal to the user's editor, on that file.
    Edit(PathBuf),
    /// Give the terminal to the user's editor for a note, and answer with [`Msg::Composed`].
    Compose,
    /// Give the terminal to a command that reads text from its standard input.
    Pipe {
        /// The command and its arguments.
        command: Vec<String>,
        /// What it reads.
        text: String,
    },
    /// Put a decision in the store and answer with [`Msg::Decided`].
    Review(Task),
    /// Give the terminal back and stop until the shell resumes us.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// Leave.
    Quit,
}

/// How the reader is set up.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the config")]
pub struct Setup {
    /// The language of the interface.
    pub messages: Messages,
    /// Which keys do what.
    pub keymap: Keymap,
    /// What things look like.
    pub theme: Theme,
    /// The themes to choose from.
    pub themes: Vec<Theme>,
    /// Whether the terminal shows ASCII alone.
    pub ascii: bool,
    /// Whether editor and commands may be run.
    pub commands: bool,
    /// Saved queries by name.
    pub views: Vec<(String, String)>,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Whether right-to-left words are turned round.
    pub bidi: bool,
    /// Whether web addresses are links.
    pub links: bool,
    /// Macros of the config.
    pub macros: Macros,
    /// The time zone of the user.
    pub zone: TimeZone,
}

/// What holds without a config, in the first language of the interface, in UTC.
impl Default for Setup {
    fn default() -> Self {
        let themes: Vec<Theme> = Theme::built_in().filter_map(Theme::named).collect();
        Self {
            messages: Messages::in_language(Lang::UNKNOWN),
            keymap: Keymap::built_in(),
            theme: Theme::named("default").unwrap_or_else(|| unreachable!("it is built in")),
            themes,
            ascii: false,
            commands: true,
            views: Vec::new(),
            mouse: false,
            bidi: false,
            links: true,
            macros: Macros::default(),
            zone: TimeZone::UTC,
        }
    }
}

named! {
    /// How much of the text is marked.
    Level { All = "all", Quotes = "quotes", None = "none" }
}

/// What is shown of parts that are not for publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// That they are there.
    Folded,
    /// All of them.
    Whole,
}

/// The reader.
#[derive(Debug)]
pub struct App {
    /// How it is set up.
    pub setup: Setup,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Where the panes stand.
    pub areas: Areas,
    /// Every dispatch that was loaded, in the order of arrival.
    pub entries: Vec<Entry>,
    /// Which of them are takes of one story.
    stories: Stories,
    /// Which of them are listed, and how.
    pub list: List,
    /// The dispatch on the screen.
    pub open: Option<usize>,
    /// It laid out.
    pub page: Page,
    /// The row of the page on top of the screen.
    pub top: usize,
    /// The byte of the text that the cursor is at.
    pub at: usize,
    /// Who has the keys.
    pub focus: Focus,
    /// The current side pane.
    pub pane: Pane,
    /// Whether the focused pane takes the screen.
    pub zoom: bool,
    /// The selected item, the same in text and panes.
    pub selection: Option<Item>,
    /// The side panes, in the order of [`Pane::ALL`].
    pub sheets: [Sheet<Item>; 5],
    /// What is shown of each.
    pub views: [View; 5],
    /// How each is ordered.
    pub arrangements: [Arrangement; 5],
    /// What lies over the panes, the topmost last.
    pub overlays: Vec<Overlay>,
    /// The keys pressed of a sequence that is not complete.
    pub pending: Vec<Key>,
    /// The count typed before an action.
    pub count: Option<usize>,
    /// A sentence for the status line, until the next key.
    pub notice: Option<Notice>,
    /// Whether dispatches are still being loaded.
    pub loading: bool,
    /// Dispatches that arrived after loading was done and were not looked at.
    pub news: usize,
    /// A line being typed.
    pub prompt: Option<Prompt>,
    /// Something being picked.
    pub picker: Option<Picker>,
    /// The search in the text.
    pub search: Option<Search>,
    /// Where one was.
    pub jumps: Jumps,
    /// How much of the text is marked.
    pub level: Level,
    /// What is shown of parts that are not for publication.
    pub parts: Parts,
    /// What could not be loaded, a sentence each.
    pub faults: Vec<String>,
    /// Whether the text of every summary is to be fetched, and whether it is then to be read as well.
    fetch_all: (bool, bool),
    /// Macros that are and were recorded.
    pub recorder: Recorder,
    /// Embargoes that hold, by their end.
    embargoes: BTreeSet<(Timestamp, usize)>,
    /// A stretch of the text that grows and shrinks.
    pub stretch: Option<Stretch>,
    /// What an editor should know about the store.
    pub limit: Option<Limit>,
    /// What editors did so far.
    log: deciding::Log,
    /// Items that a decision was asked for and is not yet stored about.
    asked: HashSet<(usize, Item)>,
    /// Dispatches to be read because somebody decided about them.
    wanted: Vec<usize>,
    /// What a menu offers.
    menu: Option<Menu<Offer>>,
    /// What is being corrected or noted.
    about: Option<About>,
    /// What is being added.
    addition: Option<Addition>,
    /// What the next key, a letter, is for.
    letter: Option<Letter>,
    /// The session to take up once its dispatch arrives.
    resuming: Option<Session>,
    /// Whether every dispatch is to be read, for a view over all of them.
    read_all: bool,
    /// What is held of dispatches that nobody looks at.
    held: holding::Held,
    /// Where `to-source` and `to-speaker` came from and went to, to go back there.
    came_from: Option<(Item, Item)>,
    laid_out: Option<LaidOut>,
}

/// A sentence for the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// Whether something went wrong.
    pub fault: bool,
}

/// What page and panes were laid out for.
#[derive(Clone, Debug, PartialEq)]
struct LaidOut {
    open: Option<usize>,
    read: bool,
    column: (u16, bool),
    side: u16,
    parts: Parts,
    arrangements: [Arrangement; 5],
}

/// What is said where an action finds nothing to do.
const REFUSALS: &[Text] = &[
    Text::FirstDispatch,
    Text::FirstItem,
    Text::LastDispatch,
    Text::LastItem,
    Text::NoHit,
    Text::NoItem,
    Text::NoJump,
    Text::NoSearch,
    Text::NoSource,
    Text::NoSpeaker,
    Text::NothingSelected,
];

impl App {
    /// A reader without dispatches.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        Self {
            setup,
            size: (0, 0),
            areas: Areas::default(),
            entries: Vec::new(),
            stories: Stories::default(),
            list: List::default(),
            open: None,
            page: Page::default(),
            top: 0,
            at: 0,
            focus: Focus::Text,
            pane: Pane::Actors,
            zoom: false,
            selection: None,
            sheets: Default::default(),
            views: Default::default(),
            arrangements: Default::default(),
            overlays: Vec::new(),
            pending: Vec::new(),
            count: None,
            notice: None,
            loading: true,
            news: 0,
            prompt: None,
            picker: None,
            search: None,
            jumps: Jumps::default(),
            level: Level::All,
            parts: Parts::Folded,
            faults: Vec::new(),
            fetch_all: (false, false),
            recorder: Recorder::default(),
            embargoes: BTreeSet::new(),
            stretch: None,
            limit: None,
            log: deciding::Log::default(),
            asked: HashSet::new(),
            wanted: Vec::new(),
            menu: None,
            about: None,
            addition: None,
            letter: None,
            resuming: None,
            read_all: false,
            held: holding::Held::default(),
            came_from: None,
            laid_out: None,
        }
    }

    /// Takes in what happened; what is to be done outside comes back.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = Vec::new();
        match msg {
            Msg::Key(key) => self.key(key, &mut effects),
            Msg::Resize(width, height) => self.size = (width, height),
            Msg::Arrived(changes) => self.arrived(changes),
            Msg::Fetched(found) => self.fetched(found),
            Msg::Mouse(mouse) => self.point(mouse, &mut effects),
            Msg::Clock(now) => self.lift_embargoes(now),
            Msg::Setup(setup) => self.set_up(*setup),
            Msg::Paste(text) => self.paste(&text),
            Msg::Fault(text) => {
                self.asked.clear();
                self.fault(text);
            }
            Msg::Told(text, what) => self.say(text, &[("what", &what)]),
            Msg::Loaded => self.loaded(),
            Msg::Read(id, items) => self.read(id, *items),
            Msg::Broken(id, lost) => self.broken(id, lost),
            Msg::Decided(entries, origin) => self.decided(entries, origin),
            Msg::Limited(limit) => self.limited(limit),
            Msg::StoreFault(path, fault) => self.store_fault(&path, &fault),
            Msg::NothingTo(Task::Redo) => self.say(Text::NothingToRedo, &[]),
            Msg::NothingTo(_) => self.say(Text::NothingToUndo, &[]),
            Msg::Composed(text) => self.noted(&text, &mut effects),
            Msg::Both(first, second) => {
                effects = self.update(*first);
                effects.extend(self.update(*second));
                return effects;
            }
        }
        self.ask_to_read(&mut effects);
        self.lay_out();
        effects
    }

    /// Takes over what the config says now. Only what it changed changes: a theme chosen by key stays.
    fn set_up(&mut self, setup: Setup) {
        let theme_changed = self.setup.themes.first() != setup.themes.first();
        let chosen = self.setup.theme.clone();
        self.setup = setup;
        if !theme_changed {
            self.setup.theme = chosen;
        }
        self.laid_out = None;
        for overlay in &mut self.overlays {
            overlay.renew();
        }
        self.say(Text::SetUp, &[]);
    }

    fn broken(&mut self, id: usize, lost: Lost) {
        let name = self.entries.get(id).map_or_else(String::new, |e| e.title().to_owned());
        let text = match lost {
            Lost::Failed => Text::Broken,
            Lost::Late | Lost::Crowded => Text::Late,
        };
        self.say(text, &[("name", &name)]);
    }

    fn read(&mut self, id: usize, items: Extraction) {
        if let Some(entry) = self.entries.get_mut(id) {
            entry.reading = Some(Arc::new(Reading::new(items)));
            entry.reviewed = None;
        }
        self.review(id);
        self.relist(|list, entries, stories| list.recheck(entries, stories, id));
        self.hold(id, holding::What::Reading);
        if self.open == Some(id) {
            self.laid_out = None;
        }
    }

    /// How many things editors did so far, by which one sees that there is more.
    #[must_use]
    pub fn decisions(&self) -> usize {
        self.log.len()
    }

    /// The menu that is open.
    #[must_use]
    pub const fn menu(&self) -> Option<&Menu<Offer>> {
        self.menu.as_ref()
    }

    /// The dispatch on the screen.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        self.open.and_then(|id| self.entries.get(id))
    }

    /// What was read out of it.
    #[must_use]
    pub fn reading(&self) -> Option<&Reading> {
        self.entry()?.reading.as_deref()
    }

    /// What was read out of it.
    #[must_use]
    pub fn items(&self) -> Option<&Extraction> {
        self.entry()?.items()
    }

    /// The dispatch on the screen with its items, to make lines of `width` cells from.
    #[must_use]
    pub fn subject(&self, width: usize) -> Option<Subject<'_>> {
        self.entry()?.subject(&self.setup.messages, width)
    }

    /// The context whose keys hold.
    #[must_use]
    pub fn context(&self) -> Context {
        match self.focus {
            _ if !self.overlays.is_empty() => Context::Sheet,
            _ if self.stretch.is_some() => Context::Span,
            Focus::List => Context::List,
            Focus::Text => Context::Text,
            Focus::Side => Context::Side,
        }
    }

    /// The keys that may follow those pressed so far.
    #[must_use]
    pub fn next_keys(&self) -> Vec<(Key, Option<Action>)> {
        match self.setup.keymap.meaning(self.context(), &self.pending) {
            Meaning::Prefix(next) if !self.pending.is_empty() => next,
            _ => Vec::new(),
        }
    }

    fn key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        self.notice = None;
        self.resuming = None;
        if self.overlays.last().is_some_and(|o| o.kind == overlay::Kind::Welcome) {
            self.overlays.pop();
            let closes = matches!(key.code, Code::Esc | Code::Enter | Code::Char(' ' | 'q'));
            if closes && !key.ctrl {
                return;
            }
        }
        if self.prompt.is_some() {
            self.prompt_key(key, effects);
            return;
        }
        if self.picker.is_some() {
            self.picker_key(key, effects);
            return;
        }
        if self.menu.is_some() {
            self.menu_key(key, effects);
            return;
        }
        if let Some(letter) = self.letter.take() {
            self.letter(key, letter, effects);
            return;
        }
        if key == Key::plain(Code::Esc) && (!self.pending.is_empty() || self.count.is_some()) {
            self.pending.clear();
            self.count = None;
            return;
        }
        if let Some(digit) =
            key.digit().filter(|_| self.pending.is_empty() && (key.alt || self.count.is_some()))
        {
            self.add_to_count(digit);
            return;
        }
        self.pending.push(key);
        match self.setup.keymap.meaning(self.context(), &self.pending) {
            Meaning::Action(action) => {
                self.pending.clear();
                let count = self.count.take();
                self.act(action, count, effects);
            }
            Meaning::Prefix(_) => {}
            Meaning::Nothing => {
                let keys = std::mem::take(&mut self.pending);
                self.count = None;
                match (key.digit(), keys.len()) {
                    (Some(digit), 1) => self.add_to_count(digit),
                    _ => self.unknown(&keys),
                }
            }
        }
    }

    fn add_to_count(&mut self, digit: usize) {
        const MOST: usize = 99_999;
        self.count = Some((self.count.unwrap_or_default() * 10 + digit).min(MOST));
    }

    fn unknown(&mut self, keys: &[Key]) {
        let help =
            self.setup.keymap.labels(self.context(), Action::Help).into_iter().next().unwrap_or_default();
        self.say(Text::UnknownKey, &[("key", &Key::label(keys)), ("help", &help)]);
    }

    /// Says a sentence in the status line.
    fn say(&mut self, text: Text, values: &[(&str, &str)]) {
        self.recorder.refused |= REFUSALS.contains(&text);
        self.notice = Some(Notice { text: self.setup.messages.fill(text, values), fault: false });
    }

    /// Says a sentence about something that went wrong.
    fn fault(&mut self, text: String) {
        self.notice = Some(Notice { text, fault: true });
    }

    /// Does what a key or a choice asks for, `count` times where that makes sense.
    pub fn act(&mut self, action: Action, count: Option<usize>, effects: &mut Vec<Effect>) {
        let times = count.unwrap_or(1).max(1);
        self.record(action, count);
        if self.stretch.is_some() && self.overlays.is_empty() {
            self.act_on_stretch(action, times, effects);
            return;
        }
        if self.move_by(action, count) {
            return;
        }
        match action {
            Action::NextPane => self.turn_to_pane(true),
            Action::PreviousPane => self.turn_to_pane(false),
            Action::List => self.toggle_list(),
            Action::Text => self.focus = Focus::Text,
            Action::Actors => self.show_pane(Pane::Actors),
            Action::Alliances => self.show_pane(Pane::Alliances),
            Action::Events => self.show_pane(Pane::Events),
            Action::Quotes => self.show_pane(Pane::Quotes),
            Action::Sources => self.show_pane(Pane::Sources),
            Action::Zoom => self.zoom = !self.zoom,
            Action::NextQuote => self.go_to_next(Pane::Quotes, true, times),
            Action::PreviousQuote => self.go_to_next(Pane::Quotes, false, times),
            Action::NextSource => self.go_to_next(Pane::Sources, true, times),
            Action::PreviousSource => self.go_to_next(Pane::Sources, false, times),
            Action::NextEvent => self.go_to_next(Pane::Events, true, times),
            Action::PreviousEvent => self.go_to_next(Pane::Events, false, times),
            Action::NextAlliance => self.go_to_next(Pane::Alliances, true, times),
            Action::PreviousAlliance => self.go_to_next(Pane::Alliances, false, times),
            Action::NextMention => self.go_to_mention(true, times),
            Action::PreviousMention => self.go_to_mention(false, times),
            Action::NextItem => self.go_to_next(self.pane, true, times),
            Action::PreviousItem => self.go_to_next(self.pane, false, times),
            Action::ToSource => self.go_to_source(),
            Action::ToSpeaker => self.go_to_speaker(),
            Action::Open => self.enter(effects),
            Action::NextDispatch => self.next_dispatch(true, times),
            Action::PreviousDispatch => self.next_dispatch(false, times),
            Action::LastDispatch => self.go_to_last_dispatch(),
            // In the help one looks for an action.
            Action::Search if self.overlays.last().is_some_and(|o| o.kind == overlay::Kind::Help) => {
                self.pick(Action::Palette);
            }
            Action::Search => self.ask(Purpose::Search),
            Action::SearchNext => self.go_to_hit(true, times, false),
            Action::SearchPrevious => self.go_to_hit(false, times, false),
            Action::Filter => self.ask(Purpose::Filter),
            Action::SavedViews | Action::FindDispatch | Action::FindActor | Action::Palette => {
                self.pick(action);
            }
            Action::JumpBack => self.jump(false),
            Action::JumpForward => self.jump(true),
            Action::Record => self.toggle_recording(),
            Action::Play => self.await_letter(Letter::Play(times)),
            Action::SetMark => self.await_letter(Letter::Set),
            Action::ToMark => self.await_letter(Letter::Go),
            Action::Sort => self.sort_list(),
            Action::Reverse => self.reverse_list(),
            Action::Fold => self.fold_list(),
            Action::Select => self.tick(),
            Action::SelectAll => self.tick_all(),
            Action::Group => self.arrange(|how| how.grouped = !how.grouped),
            Action::SortPane => self.arrange(|how| how.sorted = !how.sorted),
            Action::FilterPane => self.ask(Purpose::FilterPane),
            Action::Levels => self.next_level(),
            Action::Parts => self.toggle_parts(),
            Action::Theme => self.next_theme(),
            Action::Copy => self.copy(Part::Item, effects),
            Action::CopyParagraph => self.copy(Part::Paragraph, effects),
            Action::CopyCitation => self.copy(Part::Citation, effects),
            Action::Write => self.ask_for_output(Purpose::Write),
            Action::Pipe => self.ask_for_output(Purpose::Pipe),
            Action::Edit => self.edit(effects),
            Action::Accept => self.decide(Decision::Accepted, effects),
            Action::Reject => self.decide(Decision::Rejected, effects),
            Action::Skip => self.decide(Decision::Skipped, effects),
            Action::Flag => self.decide(Decision::Flagged, effects),
            Action::Forget => self.decide(Decision::Undecided, effects),
            Action::NextUndecided => self.go_to_undecided(),
            Action::AcceptAll => self.ask_for_bulk(Purpose::AcceptAll),
            Action::RejectAll => self.ask_for_bulk(Purpose::RejectAll),
            Action::Exclude => self.exclude(effects),
            Action::Correct => self.correct(),
            Action::Add => self.add(),
            Action::Note => self.note(false, false, effects),
            Action::NoteInEditor => self.note(true, false, effects),
            Action::NoteOnDispatch => self.note(false, true, effects),
            Action::Undo => effects.push(Effect::Review(Task::Undo)),
            Action::Redo => effects.push(Effect::Review(Task::Redo)),
            Action::Suspend => effects.push(Effect::Suspend),
            Action::Redraw => effects.push(Effect::Redraw),
            Action::Quit if self.overlays.is_empty() => effects.push(Effect::Quit),
            Action::Close | Action::Quit => self.close(),
            _ => {
                if let Some(kind) = overlay::Kind::of(action) {
                    self.read_all |= kind == overlay::Kind::Dossier;
                    self.lay_over(kind);
                }
            }
        }
    }

    fn await_letter(&mut self, letter: Letter) {
        self.letter = Some(letter);
        let text = match letter {
            Letter::Set | Letter::Go => Text::AwaitLetter,
            Letter::Record | Letter::Play(_) => Text::AwaitMacro,
        };
        self.say(text, &[]);
    }

    fn arrange(&mut self, change: impl FnOnce(&mut Arrangement)) {
        let how = &mut self.arrangements[self.pane as usize];
        change(how);
        let text = match (how.grouped, how.sorted) {
            (false, false) => Text::InOrder,
            (true, false) => Text::Grouped,
            (false, true) => Text::ByWeight,
            (true, true) => Text::GroupedByWeight,
        };
        self.say(text, &[]);
    }

    fn next_level(&mut self) {
        let n = (self.level as usize + 1) % Level::ALL.len();
        self.level = Level::ALL[n];
        let text = [Text::LevelAll, Text::LevelQuotes, Text::LevelNone][n];
        self.say(text, &[]);
    }

    /// Shows the parts that are not for publication whole, or folds them.
    fn toggle_parts(&mut self) {
        let furniture = |e: &Entry| e.dispatch.paragraphs.iter().any(|p| p.kind == ParagraphKind::Furniture);
        if !self.entry().is_some_and(furniture) {
            self.say(Text::NoParts, &[]);
            return;
        }
        let (parts, text) = match self.parts {
            Parts::Folded => (Parts::Whole, Text::PartsShown),
            Parts::Whole => (Parts::Folded, Text::PartsFolded),
        };
        self.parts = parts;
        self.say(text, &[]);
    }

    fn next_theme(&mut self) {
        let themes = &self.setup.themes;
        let here = themes.iter().position(|t| t.name == self.setup.theme.name);
        let next = here.map_or(0, |n| (n + 1) % themes.len().max(1));
        if let Some(theme) = themes.get(next) {
            self.setup.theme = theme.clone();
            let name = self.setup.theme.name.clone();
            self.say(Text::ThemeNow, &[("name", &name)]);
        }
    }

    fn close(&mut self) {
        if self.overlays.pop().is_none() {
            if self.focus == Focus::List && self.list.filter.is_some() {
                self.filter_by("");
            } else if self.search.take().is_some() {
                // The marks of the search are gone.
            } else if self.zoom {
                self.zoom = false;
            } else if self.focus == Focus::Text {
                self.selection = None;
            } else {
                self.focus = Focus::Text;
            }
        }
    }

    fn go_to_last_dispatch(&mut self) {
        match self.jumps.last {
            Some(id) => self.open_dispatch(id),
            None => self.say(Text::NoJump, &[]),
        }
    }

    /// Puts a dispatch on the screen, from its beginning.
    pub fn open_dispatch(&mut self, id: usize) {
        if id >= self.entries.len() {
            return;
        }
        if let Some(before) = self.open.filter(|before| *before != id) {
            self.remember();
            self.jumps.last = Some(before);
        }
        self.put_on_screen(id);
    }

    /// Puts a dispatch on the screen without remembering where one was.
    fn put_on_screen(&mut self, id: usize) {
        self.open = Some(id);
        self.stretch = None;
        self.list.set_cursor(id);
        self.at = 0;
        self.top = 0;
        self.selection = None;
        self.came_from = None;
        self.views = Default::default();
        if let Some(p) = self.entries.get(id).and_then(|e| e.dispatch.paragraphs.first()) {
            self.at = p.span.start;
        }
    }

    /// Rows of text on the screen.
    #[must_use]
    pub fn text_height(&self) -> usize {
        let column = self.areas.column();
        usize::from(column.height).max(1)
    }

    /// Lines of the current side pane below its heading.
    fn pane_height(&self, pane: Pane) -> usize {
        usize::from(self.areas.panes[pane as usize].height.saturating_sub(1)).max(1)
    }

    /// Lays out again what the change made stale: areas, page, panes, overlays; and keeps cursors in view.
    fn lay_out(&mut self) {
        let (width, height) = self.size;
        let rows = std::array::from_fn(|n| self.sheets[n].lines.len());
        let wish = Wish {
            focus: self.focus,
            pane: self.pane,
            zoom: self.zoom,
            several: self.entries.len() > 1,
            rows,
        };
        self.areas = Areas::divide(width, height, wish);
        let column = self.areas.column();
        let airy = height >= 30;
        let stale = LaidOut {
            open: self.open,
            read: self.reading().is_some(),
            // A pane that is hidden keeps its layout, so that coming back to it costs nothing.
            column: if column.is_empty() {
                self.laid_out.as_ref().map_or((1, airy), |l| l.column)
            } else {
                (column.width, airy)
            },
            side: if self.areas.side.is_empty() {
                self.laid_out.as_ref().map_or(1, |l| l.side)
            } else {
                self.areas.side.width
            },
            parts: self.parts,
            arrangements: self.arrangements.clone(),
        };
        if self.laid_out.as_ref() != Some(&stale) {
            let page_stale = self
                .laid_out
                .as_ref()
                .is_none_or(|l| (l.column, l.open, l.parts) != (stale.column, stale.open, stale.parts));
            if page_stale {
                let (width, airy) = stale.column;
                self.page = self.entry().map_or_else(Page::default, |e| {
                    Page::wrap(&e.dispatch, width, airy, stale.parts == Parts::Folded)
                });
            }
            let sheets = self
                .subject(usize::from(stale.side))
                .map(|subject| std::array::from_fn(|n| subject.sheet(Pane::ALL[n], &self.arrangements[n])));
            self.sheets = sheets.unwrap_or_default();
            self.laid_out = Some(stale);
            self.find_hits();
            // How much each pane has to show decides how the side is divided.
            let rows = std::array::from_fn(|n| self.sheets[n].lines.len());
            self.areas = Areas::divide(width, height, Wish { rows, ..wish });
        }
        self.keep_in_view();
    }

    fn keep_in_view(&mut self) {
        self.reveal_cursor();
        for pane in Pane::ALL {
            let n = *pane as usize;
            let height = self.pane_height(*pane);
            if let Some(found) =
                self.selection.and_then(|s| self.sheets[n].targets.iter().position(|t| *t == s))
            {
                self.views[n].cursor = found;
            }
            self.views[n].reveal(&self.sheets[n], height);
        }
        self.list.reveal(usize::from(self.areas.list.height.saturating_sub(1)).max(1));
        let screen = Rect::new(0, 0, self.size.0, self.size.1);
        let mut overlays = std::mem::take(&mut self.overlays);
        for overlay in &mut overlays {
            overlay.lay_out(self, screen);
        }
        self.overlays = overlays;
    }
}

#[cfg(test)]
mod tests;
