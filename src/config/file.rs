//! Where the config stands, and reading it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Config, Loaded};
use crate::app::role::Theme;
use crate::error::Error;
use crate::lexicon::{Fault, Layer};

/// The largest config that is read, in bytes.
const LIMIT: u64 = 1 << 20;

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
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Error::read(path.unwrap_or(Path::new("config.toml")), &error)),
    };
    let name = path.map_or_else(|| "config.toml".to_owned(), |p| p.display().to_string());
    Ok(Config::read(Layer { file: &name, text: &text }))
}

fn text(path: &Path) -> io::Result<String> {
    let meta = fs::metadata(path)?;
    if !meta.is_file() || meta.len() > LIMIT {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is no config file"));
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
