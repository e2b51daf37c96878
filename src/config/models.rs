//! A user's own models: `models/<language>.model`, `models/<language>.names` and `models/arguments.model` in the config's folder
//! stand in for the built-in ones. `docs/language-engine.md` and `docs/arguments.md` say how they are trained.

use std::fs;
use std::io;
use std::path::Path;

use super::file::folder;
use crate::error::Error;
use crate::extract::arguments::Model;
use crate::language::Engine;
use crate::language::container::{Container, ModelError};

/// The largest model that is read, in bytes.
const LIMIT: u64 = 1 << 28;

/// Puts the models of the config's folder in the place of the built-in ones. Comes too late once text was analysed.
///
/// # Errors
/// A model is there and cannot be read or used.
pub fn install() -> Result<(), Error> {
    let Some(folder) = folder().map(|f| f.join("models")).filter(|f| f.is_dir()) else { return Ok(()) };
    for lang in Engine::languages() {
        let paths = ["model", "names"].map(|kind| folder.join(format!("{lang}.{kind}")));
        let [model, names] = paths.each_ref().map(|path| read(path));
        let (model, names) = (model?, names?);
        if model.is_none() && names.is_none() {
            continue;
        }
        let mut engine = Engine::load(lang).unwrap_or_default();
        if let Some(bytes) = model {
            engine = engine.with_model(bytes).map_err(|error| unusable(&paths[0], &error))?;
        }
        if let Some(bytes) = names {
            engine = engine.with_names(bytes).map_err(|error| unusable(&paths[1], &error))?;
        }
        engine.install(lang);
    }
    let path = folder.join("arguments.model");
    if let Some(bytes) = read(&path)? {
        let model = Container::open(bytes.into()).and_then(|file| Model::read(&file));
        model.map_err(|error| unusable(&path, &error))?.install();
    }
    Ok(())
}

fn unusable(path: &Path, error: &ModelError) -> Error {
    let reason = format!("{error} Without the file the built-in model is used");
    Error::Read { path: path.to_owned(), reason }
}

/// The bytes of a file, `None` where there is none.
fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    let bytes = fs::metadata(path).and_then(|meta| {
        if meta.is_file() && meta.len() <= LIMIT {
            fs::read(path)
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidData, "it is no model"))
        }
    });
    match bytes {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::read(path, &error)),
    }
}
