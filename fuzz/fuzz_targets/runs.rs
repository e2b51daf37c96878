//! Stretches between quotation marks: in order, nested, inside their paragraphs, on boundaries of characters.
#![no_main]

use depeche::extract::runs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let dispatch = depeche_fuzz::plain(text);
    let runs = runs::find(&dispatch);
    assert!(runs.is_sorted_by_key(|run| run.outer.start));
    for run in &runs {
        assert!(run.outer.contains(run.inner) && !run.inner.of(text).is_empty());
        assert!(dispatch.paragraphs.iter().any(|p| p.span.contains(run.outer)));
        if let Some(parent) = run.parent {
            assert!(runs[parent].outer.contains(run.outer));
        }
    }
    assert!(runs::unbalanced(&runs).all(|i| i < runs.len()));
});
