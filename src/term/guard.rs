//! The terminal in our hands, and back in the state it was in whatever happens.

use std::io::{self, Write as _};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::execute;
use ratatui::crossterm::style::force_color_output;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};

use crate::library::work::WATCHED;

/// Whether the terminal is in our hands: a panic hook and a signal must know without the guard.
static OURS: AtomicBool = AtomicBool::new(false);
/// Whether the terminal tells of presses of the mouse.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The exit status of a program that panicked.
const FAILED: i32 = 101;

/// Gives the terminal back when it is dropped.
#[derive(Debug)]
pub(super) struct Guard(());

impl Guard {
    /// Takes the terminal: raw mode, alternate screen, no cursor.
    pub(super) fn enter() -> io::Result<Self> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                let thread = std::thread::current();
                // Whoever waits for a watched thread tells of its panics in the interface.
                if thread.name() != Some(WATCHED) {
                    restore();
                    before(panic);
                    // The interface would draw on a terminal that is not ours any more.
                    if thread.name() != Some("main") {
                        std::process::exit(FAILED);
                    }
                }
            }));
        });
        // crossterm's own NO_COLOR resets bold and reverse with every colour; the theme honours it instead.
        force_color_output(true);
        let guard = Self(());
        Self::enter_again()?;
        Ok(guard)
    }

    /// Takes the terminal after [`Guard::leave`].
    pub(super) fn enter_again() -> io::Result<()> {
        enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        if MOUSE.load(Ordering::SeqCst) { mouse(true) } else { Ok(()) }
    }

    /// Asks the terminal to tell of the mouse, or no more: of presses and the wheel alone, not of every motion.
    pub(super) fn listen_to_mouse(on: bool) -> io::Result<()> {
        if MOUSE.swap(on, Ordering::SeqCst) != on {
            mouse(on)?;
        }
        Ok(())
    }

    /// Gives the terminal back.
    pub(super) fn leave() {
        restore();
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

fn mouse(on: bool) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(if on { b"\x1b[?1000h\x1b[?1006h" } else { b"\x1b[?1006l\x1b[?1000l" })?;
    out.flush()
}

/// Puts the terminal back as it was, once. Where that fails there is no terminal left to restore.
pub(super) fn restore() {
    if OURS.swap(false, Ordering::SeqCst) {
        if MOUSE.load(Ordering::SeqCst) {
            let _ = mouse(false);
        }
        let _ = execute!(io::stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}
