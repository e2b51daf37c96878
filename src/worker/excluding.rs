//! Names that a user rejected for good: a table of the user's own lexicon says that they are none.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The table, in the folder of the lexicon.
const TABLE: &str = "rejected.tsv";
const HEAD: &str = "class\tany\n";

/// Adds `names` to the table of `folder` and says where that is. The table is whole at any time.
///
/// # Errors
/// It cannot be read or written.
pub fn exclude(folder: &Path, names: &[String]) -> io::Result<PathBuf> {
    let path = folder.join(TABLE);
    let mut table = match fs::read_to_string(&path) {
        Ok(table) => table,
        Err(error) if error.kind() == io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(error) => return Err(error),
    };
    if !table.ends_with('\n') {
        table.push('\n');
    }
    for name in names {
        // A bar would part the name in two.
        let name: String = name.chars().map(|c| if c.is_control() || c == '|' { ' ' } else { c }).collect();
        let row = format!("nothing\t{name}");
        if !table.lines().any(|line| line == row) {
            table.extend([row.as_str(), "\n"]);
        }
    }
    fs::create_dir_all(folder)?;
    let mut whole = tempfile::NamedTempFile::new_in(folder)?;
    whole.write_all(table.as_bytes())?;
    whole.as_file().sync_all()?;
    whole.persist(&path)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejected_name_is_a_row_of_its_own_once() {
        let folder = tempfile::tempdir().unwrap();
        let desk = folder.path().join("desk");
        let names = |all: &[&str]| all.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        exclude(&desk, &names(&["Grand Marché"])).unwrap();
        let path = exclude(&desk, &names(&["Grand Marché", "Quai|Nord"])).unwrap();
        assert_eq!(
            fs::read_to_string(path).unwrap(),
            "class\tany\nnothing\tGrand Marché\nnothing\tQuai Nord\n"
        );
    }
}
