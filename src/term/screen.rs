//! The screen: what changed since the last frame, in as few bytes as terminals of every age understand.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd as _;
use std::rc::Rc;

use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth as _};
use ratatui::crossterm::cursor::{Hide, MoveTo, Show};
use ratatui::crossterm::terminal::{self, BeginSynchronizedUpdate, Clear, EndSynchronizedUpdate};
use ratatui::crossterm::{queue, terminal as crossterm};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use super::provoke;
use crate::app::App;
use crate::error::Error;
use crate::ui::{self, Link};

/// The screen, with the cells that were sent last.
pub(super) struct Screen {
    terminal: Terminal<Wire>,
    frame: Rc<RefCell<Vec<u8>>>,
    links: Rc<RefCell<Vec<Link>>>,
    out: File,
}

impl Screen {
    pub(super) fn new() -> Result<Self, Error> {
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let (frame, links) = (Rc::default(), Rc::default());
        let wire = Wire { frame: Rc::clone(&frame), links: Rc::clone(&links) };
        Ok(Self { terminal: Terminal::new(wire)?, frame, links, out })
    }

    /// Forgets what was sent, so that the next frame sends every cell.
    pub(super) fn renew(&mut self) -> Result<(), Error> {
        *self = Self::new()?;
        queue!(self.frame.borrow_mut(), Clear(crossterm::ClearType::All))?;
        Ok(())
    }

    /// Draws the reader and sends what changed, in one piece.
    pub(super) fn draw(&mut self, app: &App) -> Result<(), Error> {
        queue!(self.frame.borrow_mut(), BeginSynchronizedUpdate)?;
        *self.links.borrow_mut() = ui::links(app);
        provoke("draw");
        self.terminal.draw(|frame| ui::draw(app, frame))?;
        let mut bytes = self.frame.borrow_mut();
        queue!(bytes, EndSynchronizedUpdate)?;
        let sent = self.out.write_all(&bytes);
        bytes.clear();
        Ok(sent?)
    }

    /// The terminal itself, for what is no frame.
    pub(super) fn out(&mut self) -> &mut File {
        &mut self.out
    }
}

/// As much of a terminal is used at most: more than any has, and little enough for two buffers of cells.
const LARGEST: Size = Size { width: 2000, height: 500 };

/// Columns and rows of the terminal, as far as they are used.
pub(super) fn size() -> io::Result<Size> {
    let (width, height) = terminal::size()?;
    Ok(Size { width: width.min(LARGEST.width), height: height.min(LARGEST.height) })
}

/// Collects the bytes of a frame. ratatui's own backend spells each of the 16 colours in nine bytes that old terminals
/// do not know; here they are the two digits of ECMA-48.
struct Wire {
    frame: Rc<RefCell<Vec<u8>>>,
    links: Rc<RefCell<Vec<Link>>>,
}

/// The look of a cell.
type Look = (Color, Color, Modifier);

const PLAIN: Look = (Color::Reset, Color::Reset, Modifier::empty());

/// Attributes with their codes in SGR.
const ATTRIBUTES: &[(Modifier, u8)] = &[
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// Writes the sequence that gives the cells to come a look, whatever they had before.
fn look(out: &mut impl Write, (fg, bg, modifier): Look) -> io::Result<()> {
    out.write_all(b"\x1b[")?;
    for (attribute, code) in ATTRIBUTES {
        if modifier.contains(*attribute) {
            write!(out, ";{code}")?;
        }
    }
    color(out, fg, 0)?;
    color(out, bg, 10)?;
    out.write_all(b"m")
}

/// Writes the code of a colour; `shift` is 10 for the background.
fn color(out: &mut impl Write, color: Color, shift: u8) -> io::Result<()> {
    let basic = match color {
        Color::Reset => return Ok(()),
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        Color::Indexed(n) => return write!(out, ";{};5;{n}", 38 + shift),
        Color::Rgb(r, g, b) => return write!(out, ";{};2;{r};{g};{b}", 38 + shift),
    };
    write!(out, ";{}", basic + shift)
}

/// Writes cells: the cursor is moved and the look changed only where they do not follow from the cell before.
/// Cells of a link stand between the sequences that open and close it (OSC 8).
fn cells<'a>(
    out: &mut impl Write,
    links: &[Link],
    content: impl Iterator<Item = (u16, u16, &'a Cell)>,
) -> io::Result<()> {
    let mut here: Option<(u16, u16)> = None;
    let mut worn = PLAIN;
    let mut linked: Option<&Link> = None;
    for (x, y, cell) in content {
        if here != Some((x, y)) {
            queue!(out, MoveTo(x, y))?;
        }
        let link = links.iter().find(|l| l.y == y && l.x.contains(&x));
        if link.map(|l| &l.address) != linked.map(|l| &l.address) {
            write!(out, "\x1b]8;;{}\x1b\\", link.map_or("", |l| l.address.as_str()))?;
            linked = link;
        }
        let wanted = (cell.fg, cell.bg, cell.modifier);
        if wanted != worn {
            look(out, wanted)?;
            worn = wanted;
        }
        // The last gate, should anything ever come by another way than the cleaner's.
        let symbol = if cell.symbol().contains(char::is_control) { "\u{fffd}" } else { cell.symbol() };
        out.write_all(symbol.as_bytes())?;
        here = Some((x + cell.symbol().cell_width().max(1), y));
    }
    if linked.is_some() {
        out.write_all(b"\x1b]8;;\x1b\\")?;
    }
    if worn != PLAIN {
        look(out, PLAIN)?;
    }
    Ok(())
}

impl Backend for Wire {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        cells(&mut *self.frame.borrow_mut(), &self.links.borrow(), content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        queue!(self.frame.borrow_mut(), Hide)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        queue!(self.frame.borrow_mut(), Show)
    }

    /// Asking the terminal would wait for an answer that may never come; nothing here depends on it.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        queue!(self.frame.borrow_mut(), MoveTo(x, y))
    }

    fn clear(&mut self) -> io::Result<()> {
        queue!(self.frame.borrow_mut(), Clear(crossterm::ClearType::All))
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let region = match region {
            ClearType::All => crossterm::ClearType::All,
            ClearType::AfterCursor => crossterm::ClearType::FromCursorDown,
            ClearType::BeforeCursor => crossterm::ClearType::FromCursorUp,
            ClearType::CurrentLine => crossterm::ClearType::CurrentLine,
            ClearType::UntilNewLine => crossterm::ClearType::UntilNewLine,
        };
        queue!(self.frame.borrow_mut(), Clear(region))
    }

    fn size(&self) -> io::Result<Size> {
        size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
    }

    /// A frame is sent when it is complete, not when ratatui flushes a part of it.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn cells_that_follow_each_other_need_no_sequence() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 9, 1));
        buf.set_string(0, 0, "un", Style::new().cyan().bold());
        buf.set_string(2, 0, "deux", Style::new());
        buf.set_string(6, 0, "x", Style::new().on_light_yellow());
        buf.set_string(7, 0, "北", Style::new().fg(Color::Rgb(1, 2, 3)));
        let mut out = Vec::new();
        let content = buf.content.iter().enumerate().map(|(n, c)| (u16::try_from(n).unwrap(), 0, c));
        cells(&mut out, &[], content.take(8)).unwrap();
        let sent = String::from_utf8(out).unwrap();
        assert_eq!(sent, "\x1b[1;1H\x1b[;1;36mun\x1b[mdeux\x1b[;103mx\x1b[;38;2;1;2;3m北\x1b[m");
        let mut screen = vt100::Parser::new(1, 9, 0);
        screen.process(sent.as_bytes());
        let cell = screen.screen().cell(0, 0).unwrap();
        assert!(cell.bold() && cell.fgcolor() == vt100::Color::Idx(6));
        assert_eq!(screen.screen().contents(), "undeuxx北");
    }

    #[test]
    fn links_are_opened_and_closed() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
        buf.set_string(0, 0, "abcd", Style::new());
        let content = buf.content.iter().enumerate().map(|(n, c)| (u16::try_from(n).unwrap(), 0, c));
        let link = Link { y: 0, x: 1..3, address: "http://a.b".to_owned() };
        let mut out = Vec::new();
        cells(&mut out, &[link], content).unwrap();
        let sent = String::from_utf8(out).unwrap();
        assert_eq!(sent, "\x1b[1;1Ha\x1b]8;;http://a.b\x1b\\bc\x1b]8;;\x1b\\d");
    }
}
