//! The clipboard of whoever sits at the terminal: through tmux, else by OSC 52, which the terminal may ignore.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::app::Msg;
use crate::app::messages::Text;

/// Terminals cut longer sequences off or ignore them.
const LONGEST: usize = 74_000;

/// Sends `text` to the clipboard and tells how.
pub(super) fn copy(text: &str, out: &mut impl Write) -> io::Result<Msg> {
    let count = text.chars().count().to_string();
    if std::env::var_os("TMUX").is_some() && to_tmux(text).is_ok_and(|done| done) {
        return Ok(Msg::Told(Text::Copied, "tmux".to_owned()));
    }
    let encoded = STANDARD.encode(text);
    if encoded.len() > LONGEST {
        return Ok(Msg::Told(Text::TooLong, count));
    }
    write!(out, "\x1b]52;c;{encoded}\x1b\\")?;
    out.flush()?;
    Ok(Msg::Told(Text::SentToTerminal, count))
}

/// Gives `text` to tmux, which passes it on to the clipboard of its terminal too; whether that worked.
fn to_tmux(text: &str) -> io::Result<bool> {
    let mut tmux = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut stdin) = tmux.stdin.take() {
        stdin.write_all(text.as_bytes())?;
    }
    Ok(tmux.wait()?.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_not_sent() {
        let mut sent = Vec::new();
        let text = "x".repeat(LONGEST);
        if std::env::var_os("TMUX").is_none() {
            assert!(matches!(copy(&text, &mut sent).unwrap(), Msg::Told(Text::TooLong, _)));
            assert!(sent.is_empty());
            assert!(matches!(copy("a\u{1b}b", &mut sent).unwrap(), Msg::Told(Text::SentToTerminal, _)));
            assert_eq!(sent, b"\x1b]52;c;YRti\x1b\\");
        }
    }
}
