//! A bell that other threads ring to wake the one that waits for keys.

use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;

/// A pair of sockets: ringing writes a byte into one, waiting polls the other.
#[derive(Debug)]
pub(super) struct Wake {
    bell: UnixStream,
    ear: UnixStream,
}

impl Wake {
    pub(super) fn new() -> io::Result<Self> {
        let (bell, ear) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        ear.set_nonblocking(true)?;
        Ok(Self { bell, ear })
    }

    /// Wakes. A full socket has woken already.
    pub(super) fn ring(&self) {
        let _ = (&self.bell).write(&[0]);
    }

    /// Forgets every ring so far.
    pub(super) fn rest(&self) {
        let mut rings = [0; 256];
        while matches!((&self.ear).read(&mut rings), Ok(n) if n == rings.len()) {}
    }
}

impl AsFd for Wake {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.ear.as_fd()
    }
}
