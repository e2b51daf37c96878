//! Sentences, words and trees of any text in every language: all of the text is in words, every head is in its sentence.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let dispatch = depeche_fuzz::plain(text);
    for lang in depeche_fuzz::languages() {
        let analysis = depeche_fuzz::analyze(&dispatch, lang);
        let mut covered = 0;
        for token in &analysis.tokens {
            assert!(!token.span.of(text).is_empty());
            assert!(token.span.start <= covered || text[covered..token.span.start].trim().is_empty());
            covered = covered.max(token.span.end);
        }
        assert!(text[covered..].trim().is_empty());
        let mut next = 0;
        for sentence in &analysis.sentences {
            assert_eq!(sentence.start, next);
            next = sentence.end;
            let mut heads = analysis.tokens[sentence.clone()].iter().filter_map(|token| token.head);
            assert!(heads.all(|head| sentence.contains(&head)));
        }
        assert_eq!(next, analysis.tokens.len());
        assert!(analysis.entities.iter().all(|e| e.tokens.0 < e.tokens.1 && e.tokens.1 <= next));
    }
});
