//! The dependents of each token, so that rules can walk a parse downwards as well as upwards.

use std::collections::VecDeque;

use super::{Analysis, Deprel, Entity, Token};
use crate::dispatch::Span;

/// For each token its direct dependents, in text order (compressed sparse rows).
#[derive(Clone, Debug, Default)]
pub struct Tree {
    starts: Vec<usize>,
    children: Vec<usize>,
}

impl Tree {
    /// Reads the heads of `tokens`.
    #[must_use]
    pub fn new(tokens: &[Token]) -> Self {
        let mut starts = vec![0; tokens.len() + 1];
        let heads = || tokens.iter().enumerate().filter_map(|(child, t)| Some((child, t.head?)));
        for (_, head) in heads() {
            if let Some(n) = starts.get_mut(head + 1) {
                *n += 1;
            }
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut fill = starts.clone();
        let mut children = vec![0; *starts.last().unwrap_or(&0)];
        for (child, head) in heads() {
            if head < tokens.len() {
                children[fill[head]] = child;
                fill[head] += 1;
            }
        }
        Self { starts, children }
    }

    /// The direct dependents of `token`, in text order.
    #[must_use]
    pub fn children(&self, token: usize) -> &[usize] {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(&from), Some(&to)) => &self.children[from..to],
            _ => &[],
        }
    }
}

impl Analysis {
    /// The direct dependents of `token`, in text order.
    #[must_use]
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.tree.children(token).iter().copied()
    }

    /// The direct dependents of `token` under that relation, subtypes included (`Nsubj` finds `nsubj:pass`).
    #[must_use]
    pub fn dependents(&self, token: usize, relation: Deprel) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(token).filter(move |&c| self.tokens[c].deprel.base() == relation)
    }

    /// The first direct dependent of `token` under that relation, subtypes included.
    #[must_use]
    pub fn dependent(&self, token: usize, relation: Deprel) -> Option<usize> {
        self.dependents(token, relation).next()
    }

    /// The direct dependent of `token` under exactly that relation.
    #[must_use]
    pub fn exact(&self, token: usize, relation: Deprel) -> Option<usize> {
        self.children(token).find(|&c| self.tokens[c].deprel == relation)
    }

    /// `token` and all that is coordinated with it, in text order.
    #[must_use]
    pub fn coordinated(&self, token: usize) -> Vec<usize> {
        let mut all = vec![token];
        let mut queue = VecDeque::from([token]);
        while let Some(t) = queue.pop_front() {
            for c in self.dependents(t, Deprel::Conj) {
                if !all.contains(&c) {
                    all.push(c);
                    queue.push_back(c);
                }
            }
        }
        all
    }

    /// The first token and one past the last of all that hangs on `token`. A non-projective subtree covers what lies
    /// between its parts.
    #[must_use]
    pub fn subtree(&self, token: usize) -> (usize, usize) {
        let (mut first, mut last) = (token, token);
        let mut stack = vec![token];
        let mut seen = 0;
        while let Some(t) = stack.pop() {
            first = first.min(t);
            last = last.max(t);
            seen += 1;
            if seen > self.tokens.len() {
                break;
            }
            stack.extend(self.children(t));
        }
        (first, last + 1)
    }

    /// The bytes from token `from` up to, not including, token `to`.
    #[must_use]
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.tokens.get(from), to.checked_sub(1).and_then(|t| self.tokens.get(t))) {
            (Some(a), Some(b)) => Span::new(a.span.start, b.span.end),
            _ => Span::default(),
        }
    }

    /// The tokens above `token`, nearest first.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.tokens.get(token).and_then(|t| t.head), |&t| self.tokens[t].head)
            .take(self.tokens.len())
    }

    /// The position in [`Analysis::sentences`] of the sentence that holds `token`.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.end <= token)
    }

    /// The entity whose name holds `token`.
    #[must_use]
    pub fn entity_at(&self, token: usize) -> Option<&Entity> {
        let near = self.entities.partition_point(|e| e.tokens.1 <= token);
        self.entities.get(near).filter(|e| e.tokens.0 <= token)
    }

    /// The first entity whose name begins at `token` or behind it.
    #[must_use]
    pub fn entity_from(&self, token: usize) -> Option<&Entity> {
        self.entities.get(self.entities.partition_point(|e| e.tokens.0 < token))
    }

    /// The first token that ends after the byte `at`.
    #[must_use]
    pub fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.end <= at)
    }

    /// The tokens that lie wholly inside `span`.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.start < span.start);
        let to = self.tokens.partition_point(|t| t.span.end <= span.end);
        from..to.max(from)
    }
}
