//! What is laid over the panes: help, explanations, views of the whole dispatch.

use ratatui::layout::Rect;

use super::action::Action;
use super::item::Item;
use super::layout::Focus;
use super::messages::Text;
use super::sheet::{Sheet, View};
use super::{App, Effect};

mod attribution;
mod check;
mod compare;
mod details;
mod dossier;
pub(super) mod explain;
mod graph;
mod help;
mod history;
mod legend;
mod map;
mod matrix;
mod naming;
mod orphans;
mod points;
mod timeline;
mod welcome;

pub(crate) use matrix::parties;
#[cfg(test)]
pub(crate) use welcome::named as welcomed;

/// What an overlay shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The keys.
    Help,
    /// Why the selected item was extracted, and what hangs together with it.
    Explain,
    /// An actor over all dispatches.
    Dossier,
    /// Who names whom how.
    Naming,
    /// What rests on whose word.
    Attribution,
    /// Relations as a matrix.
    Matrix,
    /// Relations as a graph.
    Graph,
    /// Events by day.
    Timeline,
    /// Events on the map.
    Map,
    /// What changed since the version before.
    Compare,
    /// What styles and signs mean.
    Legend,
    /// Everything the sender says about the dispatch.
    Details,
    /// The keys that matter, on the first run.
    Welcome,
    /// What was done about an item.
    History,
    /// What was done about items that are no longer there.
    Orphans,
    /// What is still open.
    Points,
    /// What to look at before the dispatch goes out.
    Check,
}

impl Kind {
    /// The overlay that an action opens.
    #[must_use]
    pub const fn of(action: Action) -> Option<Self> {
        Some(match action {
            Action::Help => Self::Help,
            Action::Explain => Self::Explain,
            Action::Dossier => Self::Dossier,
            Action::Naming => Self::Naming,
            Action::Attribution => Self::Attribution,
            Action::Matrix => Self::Matrix,
            Action::Graph => Self::Graph,
            Action::Timeline => Self::Timeline,
            Action::Map => Self::Map,
            Action::Compare => Self::Compare,
            Action::Legend => Self::Legend,
            Action::Details => Self::Details,
            Action::History => Self::History,
            Action::Orphans => Self::Orphans,
            Action::OpenPoints => Self::Points,
            Action::Check => Self::Check,
            _ => return None,
        })
    }

    /// Whether a drawing stands above its lines.
    #[must_use]
    pub const fn draws(self) -> bool {
        matches!(self, Self::Graph | Self::Map)
    }
}

/// What a line of an overlay leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An item of the dispatch on the screen.
    Item(Item),
    /// Something to do.
    Action(Action),
    /// A dispatch.
    Dispatch(usize),
    /// An item of a dispatch.
    In(usize, Item),
    /// A saved view, by its position.
    View(usize),
    /// A macro, by its letter.
    Macro(char),
    /// A byte of the text.
    At(usize),
}

/// Something laid over the panes.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// What it shows.
    pub kind: Kind,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub sheet: Sheet<Target>,
    /// What is shown and chosen of it.
    pub view: View,
    /// Where it stands, its frame included.
    pub area: Rect,
    /// The item it is about.
    subject: Option<Item>,
    made_for: Option<(u16, Option<usize>, usize, usize)>,
}

impl Overlay {
    fn new(kind: Kind, subject: Option<Item>) -> Self {
        Self {
            kind,
            title: String::new(),
            sheet: Sheet::default(),
            view: View::default(),
            area: Rect::default(),
            subject,
            made_for: None,
        }
    }

    /// Forgets its lines, so that they are made again.
    pub(super) fn renew(&mut self) {
        self.made_for = None;
    }

    /// Where the lines stand, inside the frame and below the drawing.
    #[must_use]
    pub fn inner(&self) -> Rect {
        let (frame, canvas) = (self.frame(), self.canvas());
        Rect {
            y: frame.y.saturating_add(canvas.height),
            height: frame.height.saturating_sub(canvas.height),
            ..frame
        }
    }

    fn frame(&self) -> Rect {
        Rect {
            x: self.area.x.saturating_add(2),
            y: self.area.y.saturating_add(1),
            width: self.area.width.saturating_sub(4),
            height: self.area.height.saturating_sub(2),
        }
    }

    /// Where the drawing stands, inside the frame; empty for an overlay without one.
    #[must_use]
    pub fn canvas(&self) -> Rect {
        let frame = self.frame();
        let height = if self.kind.draws() { frame.height.saturating_sub(frame.height / 3) } else { 0 };
        Rect { height, ..frame }
    }

    /// Lines that it shows at once.
    #[must_use]
    pub fn height(&self) -> usize {
        usize::from(self.inner().height).max(1)
    }

    /// What the cursor is on.
    #[must_use]
    pub fn chosen(&self) -> Option<Target> {
        self.sheet.targets.get(self.view.cursor).copied()
    }

    /// Moves the cursor, or only the lines.
    pub fn step(&mut self, by: isize, scroll: bool) {
        let height = self.height();
        if scroll {
            self.view.scroll(&self.sheet, by, height);
        } else {
            self.view.step(&self.sheet, by, height);
        }
    }

    /// Its heading and its lines, `room` cells wide.
    pub(super) fn make(&self, app: &App, room: usize) -> (String, Sheet<Target>) {
        let titled = |action| app.setup.messages.title(action);
        match self.kind {
            Kind::Help => help::sheet(app, room),
            Kind::Explain => explain::sheet(app, self.subject, room),
            Kind::Dossier => dossier::sheet(app, self.subject, room),
            Kind::Naming => (titled(Action::Naming), naming::sheet(app, room)),
            Kind::Attribution => (titled(Action::Attribution), attribution::sheet(app, room)),
            Kind::Matrix => (titled(Action::Matrix), matrix::sheet(app, room)),
            Kind::Graph => (titled(Action::Graph), graph::sheet(app, room)),
            Kind::Timeline => (titled(Action::Timeline), timeline::sheet(app, room)),
            Kind::Map => (titled(Action::Map), map::sheet(app, room)),
            Kind::Compare => (titled(Action::Compare), compare::sheet(app, room)),
            Kind::Legend => (titled(Action::Legend), legend::sheet(app)),
            Kind::Welcome => {
                (app.setup.messages.say(Text::WelcomeTitle).to_owned(), welcome::sheet(app, room))
            }
            Kind::Details => (titled(Action::Details), details::sheet(app, room)),
            Kind::History => (titled(Action::History), history::sheet(app, self.subject, room)),
            Kind::Orphans => (titled(Action::Orphans), orphans::sheet(app, room)),
            Kind::Points => (titled(Action::OpenPoints), points::sheet(app, room)),
            Kind::Check => (titled(Action::Check), check::sheet(app, room)),
        }
    }

    /// Finds its place on the screen and makes its lines again if what they were made for has changed.
    pub(super) fn lay_out(&mut self, app: &App, screen: Rect) {
        let width = screen.width.min(if self.kind == Kind::Welcome { 60 } else { 100 });
        let read = app.entries.iter().filter(|e| e.reading.is_some()).count();
        let key = (width, app.open, read, app.decisions());
        if self.made_for != Some(key) {
            let room = usize::from(width.saturating_sub(4));
            (self.title, self.sheet) = self.make(app, room);
            self.made_for = Some(key);
        }
        let lines = u16::try_from(self.sheet.lines.len()).unwrap_or(u16::MAX);
        let height =
            if self.kind.draws() { screen.height } else { lines.saturating_add(2).min(screen.height) };
        self.area = Rect { x: (screen.width - width) / 2, y: (screen.height - height) / 2, width, height };
        let height = self.height();
        let top = self.view.top;
        self.view.cursor = self.view.cursor.min(self.sheet.targets.len().saturating_sub(1));
        self.view.top = top.min(self.sheet.lines.len().saturating_sub(height));
    }
}

impl App {
    /// Greets somebody who runs the reader for the first time.
    pub fn welcome(&mut self) {
        self.overlays.push(Overlay::new(Kind::Welcome, None));
    }

    /// Lays something over the panes; the same thing again takes it away.
    pub(super) fn lay_over(&mut self, kind: Kind) {
        if self.overlays.last().is_some_and(|o| o.kind == kind) {
            self.overlays.pop();
        } else {
            self.overlays.retain(|o| o.kind != kind);
            self.overlays.push(Overlay::new(kind, self.selection));
        }
    }

    /// Goes where a line of an overlay leads.
    pub(super) fn follow(&mut self, target: Target, effects: &mut Vec<Effect>) {
        match target {
            Target::Item(item) => {
                self.remember();
                self.overlays.clear();
                self.select(item);
            }
            Target::Action(action) => {
                self.overlays.pop();
                self.act(action, None, effects);
            }
            Target::Dispatch(id) => {
                self.overlays.clear();
                self.open_dispatch(id);
                if self.focus == Focus::List {
                    self.focus = Focus::Text;
                }
            }
            Target::In(id, item) => {
                self.overlays.clear();
                if self.open != Some(id) {
                    self.open_dispatch(id);
                }
                self.select(item);
            }
            Target::Macro(letter) => self.play(letter, 1, effects),
            Target::At(at) => {
                self.remember();
                self.overlays.clear();
                self.at = at;
                self.focus = Focus::Text;
                self.selection = None;
            }
            Target::View(n) => {
                if let Some((_, query)) = self.setup.views.get(n).cloned() {
                    self.filter_by(&query);
                    self.focus = Focus::List;
                }
            }
        }
    }
}
