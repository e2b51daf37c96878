//! What is laid over the panes: help, explanations, views of the whole dispatch.

use ratatui::layout::Rect;

use super::action::Action;
use super::item::Item;
use super::sheet::{Sheet, View};
use super::{App, Effect};

mod explain;
mod help;

/// What an overlay shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The keys.
    Help,
    /// Why the selected item was extracted, and what hangs together with it.
    Explain,
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
    made_for: Option<(u16, Option<usize>, bool)>,
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

    /// Where the lines stand, inside the frame.
    #[must_use]
    pub fn inner(&self) -> Rect {
        Rect {
            x: self.area.x.saturating_add(2),
            y: self.area.y.saturating_add(1),
            width: self.area.width.saturating_sub(4),
            height: self.area.height.saturating_sub(2),
        }
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

    /// Finds its place on the screen and makes its lines again if what they were made for has changed.
    pub(super) fn lay_out(&mut self, app: &App, screen: Rect) {
        let width = screen.width.min(100);
        let key = (width, app.open, app.reading().is_some());
        if self.made_for != Some(key) {
            let room = usize::from(width.saturating_sub(4));
            (self.title, self.sheet) = match self.kind {
                Kind::Help => help::sheet(app, room),
                Kind::Explain => explain::sheet(app, self.subject, room),
            };
            self.made_for = Some(key);
        }
        let lines = u16::try_from(self.sheet.lines.len()).unwrap_or(u16::MAX);
        let height = lines.saturating_add(2).min(screen.height);
        self.area = Rect { x: (screen.width - width) / 2, y: (screen.height - height) / 2, width, height };
        let height = self.height();
        let top = self.view.top;
        self.view.cursor = self.view.cursor.min(self.sheet.targets.len().saturating_sub(1));
        self.view.top = top.min(self.sheet.lines.len().saturating_sub(height));
    }
}

impl App {
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
            }
        }
    }
}
