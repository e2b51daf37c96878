//! The terminal: the only room that writes to it. Takes keys, signals and the answers of the workers, hands them to
//! [`App::update`] and draws what came of it. Nothing is drawn, and nothing runs, while nothing happens.

use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, unbounded};
use jiff::Timestamp;
use ratatui::crossterm::event;
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec};

use crate::app::deciding::Task;
use crate::app::messages::Text;
use crate::app::{App, Effect, Msg};
use crate::error::Error;
use crate::worker::fetcher::Wanted;
use crate::worker::{Answer, Extract, Readers, next_message};

mod clipboard;
mod commands;
mod guard;
mod input;
pub mod plain;
mod screen;
mod signals;
mod wake;

use guard::Guard;
use screen::Screen;
use signals::Signal;
use wake::Wake;

/// Loads dispatches on threads of its own and hands what it has to the interface.
pub type Load = Box<dyn FnOnce(Answer) -> io::Result<()>>;

/// What the reader needs from outside.
pub struct Jobs {
    /// Loads the dispatches.
    pub load: Load,
    /// Reads the text of a summary from its file: its position, the file, and which dispatch of it.
    pub fetch: Box<dyn Fn(Wanted)>,
    /// Reads one.
    pub extract: Extract,
    /// Puts decisions in the store, which answers.
    pub review: Box<dyn Fn(Task)>,
    /// Remembers where the reader was left.
    pub save: Box<dyn Fn(&App)>,
}

/// Frames that only show how far loading is are no closer together than that.
const PACE: Duration = Duration::from_millis(60);
/// Messages are taken in for no longer than that before the keys have their turn.
const TURN: Duration = Duration::from_millis(4);

/// Runs the reader until it is left, and hands back what it was left with.
///
/// # Errors
/// There is no terminal that it can use, or it went away.
pub fn run(mut app: App, jobs: Jobs) -> Result<App, Error> {
    let tty = tty()?;
    let (to, messages) = unbounded();
    let wake = Arc::new(Wake::new()?);
    let answer: Answer = {
        let wake = Arc::clone(&wake);
        Arc::new(move |msg| {
            let listens = to.send(msg).is_ok();
            wake.ring();
            listens
        })
    };
    let readers = Readers::start(readers(), &jobs.extract, &answer)?;
    let signals = signals::listen(Arc::clone(&wake))?;
    let _guard = Guard::enter()?;
    Guard::listen_to_mouse(app.setup.mouse)?;
    signals::watch_for_hang_up(tty.try_clone()?)?;
    let mut screen = Screen::new()?;
    let Size { width, height } = screen::size().unwrap_or_default();
    let mut session =
        Session { app: &mut app, readers, fetch: jobs.fetch, review: jobs.review, save: jobs.save };
    session.take(Msg::Resize(width, height), &mut screen)?;
    (jobs.load)(answer)?;
    session.run(&tty, &wake, &messages, &signals, &mut screen)?;
    Ok(app)
}

/// Threads that read dispatches: one less than there are cores, so that the interface has one.
fn readers() -> usize {
    std::thread::available_parallelism().map_or(1, |n| n.get().saturating_sub(1).max(1))
}

/// The terminal that keys come from: standard input, or the controlling terminal where that is a pipe.
fn tty() -> Result<OwnedFd, Error> {
    if !io::stdout().is_terminal() {
        return Err(Error::Usage(
            "The reader needs a terminal; to print what is in dispatches, use depeche extract.".to_owned(),
        ));
    }
    if std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb") {
        return Err(Error::Usage(
            "This terminal cannot place text on the screen; set TERM, or read with --plain.".to_owned(),
        ));
    }
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return Ok(stdin.as_fd().try_clone_to_owned()?);
    }
    let tty = File::options().read(true).write(true).open("/dev/tty");
    tty.map(OwnedFd::from).map_err(|_| {
        Error::Usage(
            "There is no terminal to take keys from; run depeche in one, or read with --plain.".to_owned(),
        )
    })
}

/// Panics where `DEPECHE_PANIC` says, so that tests can see what becomes of the terminal; never in a release build.
fn provoke(place: &str) {
    let wanted = || std::env::var_os("DEPECHE_PANIC").is_some_and(|wanted| wanted == place);
    assert!(!(cfg!(debug_assertions) && wanted()), "provoked in \u{1b}]0;{place}\u{7}");
}

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    On,
    Leave,
}

/// The reader at work.
struct Session<'a> {
    app: &'a mut App,
    readers: Readers,
    fetch: Box<dyn Fn(Wanted)>,
    review: Box<dyn Fn(Task)>,
    save: Box<dyn Fn(&App)>,
}

impl Session<'_> {
    fn run(
        &mut self,
        tty: &OwnedFd,
        wake: &Wake,
        messages: &Receiver<Msg>,
        signals: &Receiver<Signal>,
        screen: &mut Screen,
    ) -> Result<(), Error> {
        let mut drawn: Option<Instant> = None;
        let mut stale = true;
        let mut pressed = true;
        loop {
            if self.app.next_embargo().is_some_and(|end| end <= Timestamp::now()) {
                (stale, pressed) = (true, true);
                self.take(Msg::Clock(Timestamp::now()), screen)?;
            }
            let due = drawn.is_none_or(|at| at.elapsed() >= PACE);
            if stale && (pressed || due) {
                screen.draw(self.app)?;
                (drawn, stale, pressed) = (Some(Instant::now()), false, false);
            }
            let wait = stale.then(|| PACE.saturating_sub(drawn.map_or(PACE, |at| at.elapsed())));
            let (keys, gone) = wait_for(tty, wake, sooner(wait, self.until_embargo()))?;
            if gone {
                (self.save)(self.app);
                return Ok(());
            }
            if keys {
                while event::poll(Duration::ZERO)? {
                    if let Some(msg) = input::read(event::read()?) {
                        (stale, pressed) = (true, true);
                        if self.take(msg, screen)? == Flow::Leave {
                            (self.save)(self.app);
                            return Ok(());
                        }
                    }
                }
            }
            while let Ok(signal) = signals.try_recv() {
                (stale, pressed) = (true, true);
                self.signal(signal, screen)?;
            }
            let turn = Instant::now();
            while let Some(msg) = next_message(messages) {
                // What somebody waits for is shown at once; how far loading is can wait.
                pressed |= !matches!(msg, Msg::Arrived(_));
                stale = true;
                let nothing = self.app.open.is_none();
                self.take(msg, screen)?;
                // The first text is what everybody waits for.
                pressed |= nothing && self.app.open.is_some();
                if turn.elapsed() >= TURN {
                    wake.ring();
                    break;
                }
            }
        }
    }

    /// How long until the next embargo ends; the clock is looked at again after a while, since it may be set.
    fn until_embargo(&self) -> Option<Duration> {
        const LONGEST: Duration = Duration::from_secs(600);
        let left = self.app.next_embargo()?.duration_since(Timestamp::now());
        Some(Duration::try_from(left).unwrap_or_default().min(LONGEST))
    }

    fn take(&mut self, msg: Msg, screen: &mut Screen) -> Result<Flow, Error> {
        let set_up = matches!(msg, Msg::Setup(_));
        if matches!(msg, Msg::Key(_)) {
            provoke("update");
        }
        for effect in self.app.update(msg) {
            match effect {
                Effect::Read { id, dispatch, urgent } => self.readers.ask(id, dispatch, urgent),
                Effect::Fetch { id, path, item } => (self.fetch)((id, path, item)),
                Effect::Copy(text) => {
                    let told = clipboard::copy(&text, screen.out())?;
                    self.take(told, screen)?;
                }
                Effect::Write { path, text } => {
                    let told = commands::write(&path, &text);
                    self.take(told, screen)?;
                }
                Effect::Edit(path) => {
                    let told = self.pause(|| commands::edit(&path), screen)?;
                    self.take(told, screen)?;
                }
                Effect::Compose => {
                    let told = self.pause(commands::compose, screen)?;
                    self.take(told, screen)?;
                }
                Effect::Pipe { command, text } => {
                    let hint = self.app.setup.messages.say(Text::RunHint).to_owned();
                    let told = self.pause(|| commands::pipe(&command, &text, &hint), screen)?;
                    self.take(told, screen)?;
                }
                Effect::Review(task) => (self.review)(task),
                Effect::Suspend => {
                    self.pause(signals::stop, screen)?;
                }
                Effect::Redraw => screen.renew()?,
                Effect::Quit => return Ok(Flow::Leave),
            }
        }
        if set_up {
            Guard::listen_to_mouse(self.app.setup.mouse)?;
        }
        Ok(Flow::On)
    }

    /// Gives the terminal back while `meanwhile` runs.
    fn pause<T>(&mut self, meanwhile: impl FnOnce() -> T, screen: &mut Screen) -> Result<T, Error> {
        Guard::leave();
        let result = meanwhile();
        Guard::enter_again()?;
        *screen = Screen::new()?;
        screen.renew()?;
        let Size { width, height } = screen::size().unwrap_or_default();
        self.take(Msg::Resize(width, height), screen)?;
        Ok(result)
    }

    fn signal(&mut self, signal: Signal, screen: &mut Screen) -> Result<(), Error> {
        match signal {
            Signal::Resized => {
                let Size { width, height } = screen::size().unwrap_or_default();
                self.take(Msg::Resize(width, height), screen)?;
            }
            Signal::Stop => {
                self.pause(signals::stop, screen)?;
            }
            Signal::Continued => screen.renew()?,
            Signal::End(number) => {
                (self.save)(self.app);
                Guard::leave();
                signals::end(number);
            }
        }
        Ok(())
    }
}

fn sooner(a: Option<Duration>, b: Option<Duration>) -> Option<Duration> {
    a.into_iter().chain(b).min()
}

/// Waits for keys or messages; whether there are keys, and whether the terminal has gone.
fn wait_for(tty: &OwnedFd, wake: &Wake, timeout: Option<Duration>) -> Result<(bool, bool), Error> {
    let timeout = timeout.and_then(|t| Timespec::try_from(t).ok());
    let mut fds = [PollFd::new(tty, PollFlags::IN), PollFd::new(wake, PollFlags::IN)];
    match rustix::event::poll(&mut fds, timeout.as_ref()) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {}
        Err(error) => return Err(Error::Output(error.into())),
    }
    let [keys, woken] = fds.map(|fd| fd.revents());
    if !woken.is_empty() {
        wake.rest();
    }
    let gone = keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
    Ok((keys.contains(PollFlags::IN), gone))
}
