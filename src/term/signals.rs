//! Signals, and the end of the terminal.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, unbounded};
use rustix::event::{PollFd, PollFlags};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::guard;
use super::wake::Wake;

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// The terminal has another size.
    Resized,
    /// Stop until continued.
    Stop,
    /// We were stopped in a way that nobody can see coming, and continued.
    Continued,
    /// Give the terminal back and end.
    End(i32),
}

/// How long the interface has to end by itself before it is ended.
const GRACE: Duration = Duration::from_millis(400);

/// Hands signals to the interface, which `wake` wakes.
pub(super) fn listen(wake: Arc<Wake>) -> io::Result<Receiver<Signal>> {
    let mut signals = Signals::new([SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    let (to, from) = unbounded();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for number in signals.forever() {
            let signal = match number {
                SIGWINCH => Signal::Resized,
                SIGTSTP => Signal::Stop,
                SIGCONT => Signal::Continued,
                _ => Signal::End(number),
            };
            let listens = to.send(signal).is_ok();
            wake.ring();
            if matches!(signal, Signal::End(_)) || !listens {
                // An interface that hangs in a write to a dead terminal cannot end itself.
                thread::sleep(GRACE);
                guard::restore();
                end(number);
            }
        }
    })?;
    Ok(from)
}

/// Stops the process until it is continued.
pub(super) fn stop() {
    let _ = emulate_default_handler(SIGTSTP);
}

/// Ends the process as the signal would have.
pub(super) fn end(number: i32) {
    let _ = emulate_default_handler(number);
    std::process::exit(128 + number);
}

/// Ends the process once the terminal has gone, whatever the interface does: crossterm spins on a dead terminal.
pub(super) fn watch_for_hang_up(tty: OwnedFd) -> io::Result<()> {
    thread::Builder::new().name("watch".to_owned()).spawn(move || {
        loop {
            // Without a flag asked for, poll tells of the end alone.
            let mut fds = [PollFd::new(&tty, PollFlags::empty())];
            match rustix::event::poll(&mut fds, None) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(_) | Err(_) => break,
            }
        }
        thread::sleep(GRACE);
        end(SIGHUP);
    })?;
    Ok(())
}
