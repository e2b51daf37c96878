//! The language engine on one core: tokens a second through all of its stages, and the time to load it.
//!
//! `cargo bench --bench language`; `benches/compare_spacy.py` measures spaCy on the same text.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

use depeche::dispatch::Lang;
use depeche::language::{Engine, analyze};

const SAMPLES: [(&str, &str); 2] = [("fr", include_str!("text.fr.txt")), ("en", include_str!("text.en.txt"))];

fn engine(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("language");
    for (tag, sample) in SAMPLES {
        let Some(lang) = Lang::from_tag(tag) else { continue };
        let text = sample.repeat(20);
        let tokens = analyze(&text, &[], lang).tokens.len();
        group.throughput(Throughput::Elements(tokens as u64));
        group.bench_function(tag, |bench| bench.iter(|| analyze(black_box(&text), &[], lang)));
    }
    group.finish();
    criterion.bench_function("load both models", |bench| {
        bench.iter(|| {
            SAMPLES.map(|(tag, _)| Lang::from_tag(tag).and_then(|lang| Engine::load(black_box(lang))))
        });
    });
}

criterion_group!(benches, engine);
criterion_main!(benches);
