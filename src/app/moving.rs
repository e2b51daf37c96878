//! Moving about: in the text, the list, the side panes and overlays, and from pane to pane.

use super::App;
use super::action::Action;
use super::item::Pane;
use super::layout::Focus;
use super::messages::Text;

/// How far a motion goes.
#[derive(Clone, Copy, Debug)]
enum Motion {
    Rows(isize),
    Scroll(isize),
    To(Option<usize>),
    End,
}

impl App {
    /// Does `action` if it is a motion; whether it was one.
    pub(super) fn move_by(&mut self, action: Action, count: Option<usize>) -> bool {
        let times = isize::try_from(count.unwrap_or(1).max(1)).unwrap_or(isize::MAX);
        let page = isize::try_from(self.focused_height()).unwrap_or(1);
        let half = (page / 2).max(1);
        let motion = match action {
            Action::Down => Motion::Rows(times),
            Action::Up => Motion::Rows(-times),
            Action::HalfPageDown => Motion::Rows(half * times),
            Action::HalfPageUp => Motion::Rows(-half * times),
            Action::PageDown => Motion::Rows(page * times),
            Action::PageUp => Motion::Rows(-page * times),
            Action::ScrollDown => Motion::Scroll(times),
            Action::ScrollUp => Motion::Scroll(-times),
            Action::Top => Motion::To(count),
            Action::Bottom if count.is_some() => Motion::To(count),
            Action::Bottom => Motion::End,
            _ => return false,
        };
        if let Some(mut overlay) = self.overlays.pop() {
            let by = match motion {
                Motion::Rows(by) | Motion::Scroll(by) => by,
                Motion::To(to) => to.map_or(isize::MIN, |n| isize::try_from(n).unwrap_or(0)),
                Motion::End => isize::MAX,
            };
            overlay.step(by, matches!(motion, Motion::Scroll(_)));
            self.overlays.push(overlay);
            return true;
        }
        match self.focus {
            Focus::Text => self.move_text(motion),
            Focus::List => self.move_list(motion),
            Focus::Side => self.move_side(motion),
        }
        true
    }

    fn focused_height(&self) -> usize {
        match (self.overlays.last(), self.focus) {
            (Some(overlay), _) => overlay.height(),
            (None, Focus::Text) => self.text_height().saturating_sub(1).max(1),
            (None, Focus::List) => usize::from(self.areas.list.height).saturating_sub(1).max(1),
            (None, Focus::Side) => 4,
        }
    }

    fn move_text(&mut self, motion: Motion) {
        let last = self.page.rows.len().saturating_sub(1);
        let row = self.page.row_of(self.at);
        let by = match motion {
            Motion::Rows(by) => by,
            Motion::Scroll(by) => {
                self.top = self.top.saturating_add_signed(by).min(self.last_top());
                let head = self.head_rows();
                let edge = self.edge();
                // On its first row the cursor shows what stands above the text: it leaves that row first.
                let first = if self.top == 0 { 0 } else { (self.top + edge).saturating_sub(head).max(1) };
                let end = (self.top + self.text_height()).saturating_sub(head + edge + 1);
                let row = row.clamp(first, end.max(first));
                self.put_cursor_on_row(row.min(last));
                return;
            }
            Motion::To(n) => {
                let target = n.map_or(0, |n| n.saturating_sub(1)).min(last);
                self.put_cursor_on_row(target);
                if target == 0 {
                    self.top = 0;
                }
                self.select_on_row();
                return;
            }
            Motion::End => {
                self.put_cursor_on_row(last);
                self.select_on_row();
                return;
            }
        };
        // Rows between paragraphs hold nothing to stand on: the cursor passes over them.
        let mut target = row.saturating_add_signed(by).min(last);
        if self.page.rows.get(target).is_some_and(|r| r.kind.is_none()) {
            target = target.saturating_add_signed(by.signum()).min(last);
        }
        self.put_cursor_on_row(target);
        self.select_on_row();
    }

    fn put_cursor_on_row(&mut self, row: usize) {
        if let Some(row) = self.page.rows.get(row) {
            self.at = row.span.start;
        }
    }

    /// Rows above the text proper: headline, meta, notes.
    pub(super) fn head_rows(&self) -> usize {
        self.head_lines().len()
    }

    fn last_top(&self) -> usize {
        (self.page.rows.len() + self.head_rows()).saturating_sub(self.text_height())
    }

    /// Scrolls the text so that the cursor is on the screen, some rows from its edges.
    pub(super) fn reveal_cursor(&mut self) {
        let height = self.text_height();
        let head = self.head_rows();
        let row = self.page.row_of(self.at);
        let shown = if row == 0 { 0 } else { row + head };
        let edge = self.edge();
        if shown < self.top + edge {
            self.top = shown.saturating_sub(edge);
        }
        if shown + edge >= self.top + height {
            self.top = (shown + edge + 1).saturating_sub(height);
        }
        self.top = self.top.min(self.last_top());
    }

    /// Rows that the cursor keeps from the upper and lower edge of the text.
    fn edge(&self) -> usize {
        let height = self.text_height();
        (height / 4).min(4).min(height.saturating_sub(1) / 2)
    }

    fn move_list(&mut self, motion: Motion) {
        match motion {
            Motion::Rows(by) | Motion::Scroll(by) => self.list.step(by),
            Motion::To(n) => self.list.cursor = n.map_or(0, |n| n.saturating_sub(1)),
            Motion::End => self.list.cursor = usize::MAX,
        }
        self.list.step(0);
        self.news = 0;
    }

    fn move_side(&mut self, motion: Motion) {
        let n = self.pane as usize;
        let height = usize::from(self.areas.panes[n].height.saturating_sub(1)).max(1);
        let (view, sheet) = (&mut self.views[n], &self.sheets[n]);
        match motion {
            Motion::Rows(by) => view.step(sheet, by, height),
            Motion::Scroll(by) => view.scroll(sheet, by, height),
            Motion::To(n) => view.cursor = n.map_or(0, |n| n.saturating_sub(1)),
            Motion::End => view.cursor = usize::MAX,
        }
        view.cursor = view.cursor.min(sheet.targets.len().saturating_sub(1));
        if let Some(item) = sheet.targets.get(view.cursor).copied() {
            self.select(item);
        }
    }

    /// Gives the keys to a side pane.
    pub(super) fn show_pane(&mut self, pane: Pane) {
        self.pane = pane;
        self.focus = Focus::Side;
        let n = pane as usize;
        let chosen = self.selection.filter(|s| s.pane() == Some(pane));
        if chosen.is_none()
            && let Some(item) = self.sheets[n].targets.get(self.views[n].cursor).copied()
        {
            self.select(item);
        }
    }

    /// Gives the keys to the next pane: text, each side pane, the list.
    pub(super) fn turn_to_pane(&mut self, forwards: bool) {
        let several = self.entries.len() > 1;
        let panes = Pane::ALL.len();
        let places = 1 + panes + usize::from(several);
        let here = match self.focus {
            Focus::Text => 0,
            Focus::Side => 1 + self.pane as usize,
            Focus::List => 1 + panes,
        };
        let there = if forwards { here + 1 } else { here + places - 1 } % places;
        match there.checked_sub(1).map(|n| Pane::ALL.get(n)) {
            None => self.focus = Focus::Text,
            Some(Some(pane)) => self.show_pane(*pane),
            Some(None) => self.focus = Focus::List,
        }
    }

    pub(super) fn toggle_list(&mut self) {
        self.focus = if self.focus == Focus::List { Focus::Text } else { Focus::List };
    }

    /// Opens the next or previous dispatch of the list.
    pub(super) fn next_dispatch(&mut self, forwards: bool, times: usize) {
        let here = self.open.and_then(|id| self.list.position(id));
        let there = match here {
            None => Some(0),
            Some(row) if forwards => {
                Some(row.saturating_add(times).min(self.list.order.len().saturating_sub(1)))
            }
            Some(row) => Some(row.saturating_sub(times)),
        };
        match there.filter(|t| here != Some(*t)).and_then(|t| self.list.order.get(t).copied()) {
            Some(id) => self.open_dispatch(id),
            None => self.say(if forwards { Text::LastDispatch } else { Text::FirstDispatch }, &[]),
        }
    }
}
