//! Where the config stands, and reading it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Config, Loaded};
use crate::app::role::Theme;
use crate::error::Error;
use crate::lexicon::{Fault, Layer, Lexicon};

/// The largest config, or file of a lexicon, that is read, in bytes.
const LIMIT: u64 = 16 << 20;

/// The folder of config and themes: `$DEPECHE_CONFIG_DIR`, `$XDG_CONFIG_HOME/depeche` or `~/.config/depeche`; `None`
/// without a home.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    variable("DEPECHE_CONFIG_DIR").or_else(|| {
        let base =
            variable("XDG_CONFIG_HOME").or_else(|| variable("HOME").map(|home| home.join(".config")))?;
        Some(base.join("depeche"))
    })
}

/// The path of the config, whether there is one or not.
#[must_use]
pub fn path() -> Option<PathBuf> {
    folder().map(|folder| folder.join("config.toml"))
}

/// Reads the config at `path`; without a file there, or without a path, the defaults.
///
/// # Errors
/// The file is there and cannot be read.
pub fn load(path: Option<&Path>) -> Result<Loaded, Error> {
    let text = match path.map(text).transpose() {
        Ok(text) => text.unwrap_or_default(),
        // Nor is there a config where what should be its folder is none.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            String::new()
        }
        Err(error) => return Err(Error::read(path.unwrap_or(Path::new("config.toml")), &error)),
    };
    let name = path.map_or_else(|| "config.toml".to_owned(), |p| p.display().to_string());
    Ok(Config::read(Layer { file: &name, text: &text }))
}

/// The lexicon that a config wants: the built-in one with the files of its folder on top, and what is wrong with
/// those. `None` where it names no folder. `path` is that of the config.
///
/// # Errors
/// The folder or a file in it cannot be read.
pub fn lexicon(config: &Config, path: Option<&Path>) -> Result<Option<(Lexicon, Vec<Fault>)>, Error> {
    let Some(folder) = lexicon_folder(config, path) else { return Ok(None) };
    let files = lexicon_files(&folder)?;
    let layers: Vec<Layer<'_>> = files.iter().map(|(file, text)| Layer { file, text }).collect();
    Ok(Some(Lexicon::with_layers(&layers)))
}

/// The folder of the lexicon that a config names; a relative one lies beside the config, which is at `path`.
#[must_use]
pub fn lexicon_folder(config: &Config, path: Option<&Path>) -> Option<PathBuf> {
    let folder = config.lexicon.as_ref()?;
    Some(path.and_then(Path::parent).map_or_else(|| folder.clone(), |beside| beside.join(folder)))
}

/// The files of a lexicon, by name, with their text.
///
/// # Errors
/// The folder or a file in it cannot be read.
pub fn lexicon_files(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let mut files = Vec::new();
    gather(folder, true, &mut files)?;
    files.sort();
    Ok(files)
}

/// Reads the tables and TOML files of `folder`, and those of the folders in it where it is `outer`.
fn gather(folder: &Path, outer: bool, files: &mut Vec<(String, String)>) -> Result<(), Error> {
    let failed = |error| Error::read(folder, &error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let meant = path.extension().is_some_and(|extension| extension == "tsv" || extension == "toml");
        if path.is_dir() {
            if outer {
                gather(&path, false, files)?;
            }
        } else if meant {
            let text = text(&path).map_err(|error| Error::read(&path, &error))?;
            files.push((path.display().to_string(), text));
        }
    }
    Ok(())
}

fn text(path: &Path) -> io::Result<String> {
    let meta = fs::metadata(path)?;
    if !meta.is_file() || meta.len() > LIMIT {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is no plain file, or a very large one"));
    }
    fs::read_to_string(path)
}

/// The theme of that name: `themes/<name>.toml` in the config's folder, else a built-in one. `None` where there is
/// neither.
///
/// # Errors
/// The file is there and is no theme.
pub fn theme(name: &str) -> Result<Option<Theme>, Fault> {
    let plain = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
    let path = folder().filter(|_| plain).map(|f| f.join("themes").join(format!("{name}.toml")));
    match path.as_deref().map(|p| (p, text(p))) {
        Some((path, Ok(text))) => {
            let file = path.display().to_string();
            Theme::parse(name, Layer { file: &file, text: &text }).map(Some)
        }
        _ => Ok(Theme::named(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lexicon_folder_is_taken_from_beside_the_config() {
        let home = tempfile::tempdir().unwrap();
        let desk = home.path().join("desk");
        fs::create_dir_all(desk.join("fr")).unwrap();
        fs::write(desk.join("groups.tsv"), "class\tany\narmed_group\tBrigade du Nord\n").unwrap();
        fs::write(desk.join("fr/cues.toml"), "[[verbs]]\nclass = 1\n").unwrap();
        fs::write(desk.join("NOTES.md"), "Nothing to read.").unwrap();
        let config = Config { lexicon: Some("desk".into()), ..Config::default() };
        let (lexicon, faults) = lexicon(&config, Some(&home.path().join("config.toml"))).unwrap().unwrap();
        assert!(!lexicon.gazetteer.meanings("Brigade du Nord").is_empty());
        assert_eq!(faults.iter().map(|f| (f.line, f.column)).collect::<Vec<_>>(), [(2, 9)], "{faults:?}");
        let config = Config { lexicon: Some("nowhere".into()), ..config };
        assert!(super::lexicon(&config, Some(home.path())).is_err());
        assert!(super::lexicon(&Config::default(), None).unwrap().is_none());
    }
}
