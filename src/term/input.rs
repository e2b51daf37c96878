//! What the terminal sends, as messages. Presses only: some terminals tell of releases too.

use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEvent, MouseEventKind,
};

use crate::app::Msg;
use crate::app::key::{Code, Key};
use crate::app::pointing::{Mouse, Touch};

pub(super) fn read(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Press => self::key(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Mouse(event) => mouse(event).map(Msg::Mouse),
        _ => None,
    }
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let touch = match event.kind {
        MouseEventKind::Down(_) => Touch::Press,
        MouseEventKind::ScrollDown => Touch::Wheel(true),
        MouseEventKind::ScrollUp => Touch::Wheel(false),
        _ => return None,
    };
    Some(Mouse { x: event.column, y: event.row, touch })
}

fn key(event: KeyEvent) -> Option<Key> {
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    // A character says by itself whether Shift was held.
    let shift =
        !matches!(code, Code::Char(_)) && (held(KeyModifiers::SHIFT) || event.code == KeyCode::BackTab);
    Some(Key { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_key(code: KeyCode, modifiers: KeyModifiers, kind: KeyEventKind) -> Option<String> {
        let event = Event::Key(KeyEvent::new_with_kind(code, modifiers, kind));
        match read(event) {
            Some(Msg::Key(key)) => Some(key.to_string()),
            _ => None,
        }
    }

    #[test]
    fn presses_are_keys_and_releases_are_not() {
        use KeyEventKind::{Press, Release};
        assert_eq!(read_key(KeyCode::Char('G'), KeyModifiers::SHIFT, Press).as_deref(), Some("G"));
        assert_eq!(read_key(KeyCode::Char('d'), KeyModifiers::CONTROL, Press).as_deref(), Some("Ctrl-d"));
        assert_eq!(read_key(KeyCode::BackTab, KeyModifiers::SHIFT, Press).as_deref(), Some("Shift-Tab"));
        assert_eq!(read_key(KeyCode::Char('q'), KeyModifiers::NONE, Release), None);
    }
}
