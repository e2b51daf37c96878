#![allow(clippy::all, clippy::pedantic, clippy::print_stdout, clippy::unwrap_used, missing_docs)]
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        println!("#### {path}");
        match depeche::wire::read(&bytes, Some(path.as_ref()), &Default::default()) {
            Err(e) => println!("ERROR {e}"),
            Ok(all) => {
                for d in all {
                    println!("{:?}\n id {} notices {:?}", d.meta, d.id, d.notices);
                    for p in &d.paragraphs {
                        let t: String = p.span.of(&d.text).chars().take(110).collect();
                        println!("  {:9} {}", p.kind.as_str(), t);
                    }
                }
            }
        }
    }
}
