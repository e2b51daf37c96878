//! Compressed files and archives, unpacked in memory and within bounds: nothing is written, no path inside is used for
//! anything but its name.

use std::io::{Cursor, Read};

use super::Limits;

/// What a file is packed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zip,
}

/// One file of an archive, or why it cannot be read.
pub(super) struct Entry {
    pub name: String,
    pub bytes: Result<Vec<u8>, String>,
}

/// How the bytes are packed, if they are.
pub(super) fn sniff(bytes: &[u8]) -> Option<Packing> {
    match bytes {
        [0x1f, 0x8b, 8, ..] => Some(Packing::Gzip),
        [b'P', b'K', 3, 4, ..] => Some(Packing::Zip),
        _ => None,
    }
}

/// Why a file cannot be unpacked, the end of a sentence.
const BROKEN: &str = "it is compressed and damaged; unpack it with another program to see what is left";
const MANY: &str = "it holds more files than may be read of one archive; raise max-dispatches or unpack it";
const LARGE: &str = "it unpacks to more than may be read of one file; raise max-file-size or unpack it";

/// The bytes of a gzip file, `limit` of them at most.
pub(super) fn gunzip(bytes: &[u8], limit: u64) -> Result<Vec<u8>, &'static str> {
    let mut out = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes).take(limit + 1).read_to_end(&mut out).map_err(|_| BROKEN)?;
    if out.len() as u64 > limit { Err(LARGE) } else { Ok(out) }
}

/// The files of a zip archive, within the limits; folders, hidden files and what macOS adds are passed over.
/// `None` where it is no archive of files but an office document.
pub(super) fn unzip(bytes: &[u8], limits: &Limits) -> Result<Option<Vec<Entry>>, &'static str> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    if archive.index_for_name("[Content_Types].xml").is_some() || archive.index_for_name("mimetype").is_some()
    {
        return Ok(None);
    }
    if archive.len() > limits.dispatches {
        return Err(MANY);
    }
    let mut left = limits.unpacked;
    let mut entries = Vec::new();
    for at in 0..archive.len() {
        let Ok(file) = archive.by_index(at) else {
            entries.push(Entry {
                name: format!("#{}", at + 1),
                bytes: Err("it is encrypted or damaged".to_owned()),
            });
            continue;
        };
        let name = file.name().map_or_else(|_| format!("#{}", at + 1), std::borrow::Cow::into_owned);
        let hidden =
            name.split('/').any(|part| (part.starts_with('.') && part != "..") || part == "__MACOSX");
        if file.is_dir() || hidden {
            continue;
        }
        let cap = limits.bytes.min(left);
        let mut out = Vec::new();
        let read = file.take(cap + 1).read_to_end(&mut out);
        left = left.saturating_sub(out.len() as u64);
        let bytes = match read {
            Err(_) => Err("it is encrypted or damaged".to_owned()),
            Ok(_) if out.len() as u64 > cap => {
                Err("it unpacks to more than may be read; raise max-file-size or max-unpacked".to_owned())
            }
            Ok(_) => Ok(out),
        };
        entries.push(Entry { name, bytes });
    }
    Ok(Some(entries))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_bomb_is_refused_without_unpacking_it() {
        assert_eq!(gunzip(&gzip(b"abc"), 10).unwrap(), b"abc");
        assert_eq!(gunzip(&gzip(&vec![0; 1 << 20]), 1000), Err(LARGE));
        assert_eq!(gunzip(&[0x1f, 0x8b, 8, 0, 1], 1000), Err(BROKEN));
    }

    #[test]
    fn the_files_of_an_archive() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, bytes) in
            [("a/b.txt", &b"un"[..]), ("../../c.txt", b"deux"), ("__MACOSX/x", b"z"), ("big", &[b'x'; 5000])]
        {
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let limits = Limits { bytes: 1000, ..Limits::default() };
        let entries = unzip(&bytes, &limits).unwrap().unwrap();
        let told: Vec<(&str, bool)> = entries.iter().map(|e| (e.name.as_str(), e.bytes.is_ok())).collect();
        assert_eq!(told, [("a/b.txt", true), ("../../c.txt", true), ("big", false)]);
        assert!(unzip(&bytes, &Limits { dispatches: 2, ..limits }).is_err());
        let unpacked = unzip(&bytes, &Limits { unpacked: 3, ..limits }).unwrap().unwrap();
        assert_eq!(unpacked.iter().filter(|e| e.bytes.is_ok()).count(), 1);
    }
}
