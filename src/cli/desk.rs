//! The store and the editor that a command works with.

use std::path::PathBuf;

use crate::dispatch::{Dispatch, Extraction};
use crate::error::{Error, StoreFault};
use crate::review::store::Store;
use crate::review::{self, Entry, Reviewed, Step};

/// Which store, and whose decisions.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct StoreOptions {
    /// The file that decisions are kept in; by default `DEPECHE_STORE`, else review.db in the user's data folder
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// Who decides; by default `DEPECHE_EDITOR`, else the user's name
    #[arg(long, value_name = "NAME")]
    pub editor: Option<String>,
}

/// How the file of a store is called where nobody names one.
const FILE: &str = "review.db";

/// An open store and its editor.
pub struct Desk {
    pub store: Store,
    pub editor: String,
}

impl StoreOptions {
    /// The file of the store.
    ///
    /// # Errors
    /// None is named, and there is no data folder.
    pub fn file(&self) -> Result<PathBuf, Error> {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let data = || {
            let folder = set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")));
            folder.map(|folder| folder.join("depeche").join(FILE))
        };
        let file = self.store.clone().or_else(|| set("DEPECHE_STORE")).or_else(data);
        file.ok_or_else(|| Error::Store { path: FILE.into(), fault: StoreFault::NoFolder })
    }

    /// Opens the store.
    ///
    /// # Errors
    /// It cannot be used.
    pub fn open(&self) -> Result<Desk, Error> {
        let store = Store::open(&self.file()?)?;
        if let Some(notice) = store.notice() {
            super::warn(&notice);
        }
        Ok(Desk { store, editor: self.editor() })
    }

    /// Who decides.
    pub fn editor(&self) -> String {
        let set = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
        let named = || ["DEPECHE_EDITOR", "USER", "LOGNAME"].into_iter().find_map(set);
        self.editor.clone().or_else(named).unwrap_or_else(|| "editor".to_owned())
    }
}

impl Desk {
    /// What was decided about a dispatch, and its extraction as its editors left it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn reviewed(&self, dispatch: &Dispatch, items: &Extraction) -> Result<(Vec<Entry>, Reviewed), Error> {
        let path = review::place(dispatch.path.as_deref());
        let entries = self.store.entries(&dispatch.id, path.as_deref())?;
        let reviewed = Reviewed::new(dispatch, items, &entries);
        Ok((entries, reviewed))
    }

    /// A step that this editor takes now.
    pub fn step(&self) -> Step {
        Step::new(&self.editor)
    }

    /// Puts a step on disk.
    ///
    /// # Errors
    /// Nothing was stored.
    pub fn take(&mut self, step: &Step) -> Result<(), Error> {
        self.store.append(step.entries(), None).map(drop)
    }
}
