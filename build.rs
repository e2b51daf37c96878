//! Packs the tables of `assets/gazetteer/`, so that the program reads them where they lie in the binary.

use std::path::Path;
use std::{env, fs};

#[path = "src/dispatch.rs"]
#[expect(dead_code, reason = "the tables need a few of its types only")]
mod dispatch;
#[path = "src/lexicon/layer.rs"]
mod layer;
/// The part of `lexicon::gazetteer` that reads and packs tables.
#[expect(dead_code, reason = "what is packed here is looked up elsewhere")]
#[path = "src/lexicon/gazetteer"]
mod gazetteer {
    use crate::dispatch::{ActorKind, Country, Lang, named};
    use crate::layer::{Fault, Layer};
    use class::{Class, Role};

    pub mod class;
    mod key;
    pub mod packed;
    pub mod table;
}

const TABLES: &str = "assets/gazetteer";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={TABLES}");
    let mut files: Vec<_> =
        fs::read_dir(TABLES)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    files.sort();
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for path in files {
        let text = fs::read_to_string(&path)?;
        rows.extend(gazetteer::table::read(
            layer::Layer { file: &path.to_string_lossy(), text: &text },
            &mut faults,
        ));
    }
    if let Some(fault) = faults.first() {
        return Err(format!("{}:{}:{}: {}", fault.file, fault.line, fault.column, fault.message).into());
    }
    let (keys, records) = gazetteer::packed::pack(rows)?;
    let out = env::var_os("OUT_DIR").ok_or("Cargo gave no OUT_DIR.")?;
    fs::write(Path::new(&out).join("gazetteer.keys"), keys)?;
    fs::write(Path::new(&out).join("gazetteer.records"), records)?;
    Ok(())
}
