//! Dependency heads: a greedy arc-hybrid transition parser (Kuhlmann et al. 2011) over hashed features of the stack and
//! the buffer, trained with a dynamic oracle (Goldberg and Nivre 2013).

use super::hash::combine;
use super::net::{self, Adviser};
use super::weights::{NEVER, Scorer, Templates, weigh};
use super::words::Words;

/// No word.
pub const NOTHING: usize = 0;

/// How many templates there are, and the number of the first.
pub const TEMPLATES: usize = 108;
const FIRST: u64 = 200;

/// How many words a net sees.
pub const PLACES: usize = 22;
/// How many facts it may be told.
pub const FACTS: usize = 2 * (FAR + 2) + 5 * (MANY + 1) + 2 + 5 * 32;
/// Distances and dependents that are not told apart any more.
const FAR: usize = 8;
const MANY: usize = 4;

/// The transitions, numbered as the classes of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The next word goes on the stack.
    Shift = 0,
    /// The next word becomes the head of the top of the stack, which leaves it.
    Left = 1,
    /// The second of the stack becomes the head of the top, which leaves it.
    Right = 2,
}

impl Move {
    /// In the order of the classes.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// A half-built tree. Positions are those of [`Words`].
#[derive(Clone, Debug, Default)]
pub struct State {
    stack: Vec<usize>,
    next: usize,
    root: usize,
    nodes: Vec<Node>,
}

/// What is known so far of the dependents of one word.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    head: usize,
    left: usize,
    left2: usize,
    right: usize,
    right2: usize,
    lefts: u8,
    rights: u8,
    /// One bit for each tag among the dependents on the left, and on the right.
    left_tags: u32,
    right_tags: u32,
}

impl State {
    /// Starts on a sentence of `len` words.
    pub fn start(&mut self, len: usize) {
        self.stack.clear();
        self.next = 1;
        self.root = len + 1;
        self.nodes.clear();
        self.nodes.resize(len + 2, Node::default());
    }

    /// Whether every word has a head.
    #[must_use]
    pub fn done(&self) -> bool {
        self.next == self.root && self.stack.is_empty()
    }

    /// Whether a transition can be made.
    #[must_use]
    pub fn allows(&self, step: Move) -> bool {
        match step {
            Move::Shift => self.next < self.root,
            Move::Left => !self.stack.is_empty(),
            Move::Right => self.stack.len() > 1,
        }
    }

    /// Makes a transition that is allowed, in a sentence with these tags.
    pub fn make(&mut self, step: Move, tags: &[u64]) {
        if step == Move::Shift {
            self.stack.push(self.next);
            self.next += 1;
            return;
        }
        let Some(dependent) = self.stack.pop() else { return };
        let head = if step == Move::Left { self.next } else { self.stacked(0) };
        self.nodes[dependent].head = head;
        let node = &mut self.nodes[head];
        if dependent < head {
            // Dependents on the left come nearest first, so the newest is the outermost.
            (node.left2, node.left) = (node.left, dependent);
            node.lefts = (node.lefts + 1).min(4);
            node.left_tags |= tag_bit(tags[dependent]);
        } else {
            (node.right2, node.right) = (node.right, dependent);
            node.rights = (node.rights + 1).min(4);
            node.right_tags |= tag_bit(tags[dependent]);
        }
    }

    /// How many of the arcs of `gold` (head by position) that are still within reach each transition would put out of
    /// reach.
    #[must_use]
    pub fn costs(&self, gold: &[usize]) -> [u32; 3] {
        let mut costs = [0; 3];
        let next = self.next;
        let top = self.stacked(0);
        if next < self.root {
            for &s in &self.stack {
                costs[0] += u32::from(gold[s] == next) + u32::from(gold[next] == s && s != top);
            }
        }
        if top != NOTHING {
            let children = gold[next.min(self.root)..self.root].iter().filter(|&&h| h == top).count();
            let children = u32::try_from(children).unwrap_or(u32::MAX);
            let head = gold[top];
            costs[1] = children + u32::from(head == self.stacked(1) || head > next);
            costs[2] = children + u32::from(head >= next);
        }
        costs
    }

    /// The word at that depth of the stack.
    fn stacked(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(NOTHING, |i| self.stack[i])
    }

    fn buffered(&self, ahead: usize) -> usize {
        let position = self.next + ahead;
        if position <= self.root { position } else { NOTHING }
    }

    /// Fills `features` with what speaks for the next transition.
    pub fn features(&self, words: &Words, tags: &[u64], used: Templates, features: &mut Vec<u64>) {
        features.clear();
        used.fill(FIRST, &self.atoms(words, tags), features);
    }

    /// What the templates are filled with.
    #[inline]
    #[expect(clippy::too_many_lines, reason = "one flat table of feature templates")]
    fn atoms(&self, words: &Words, tags: &[u64]) -> [[u64; 3]; TEMPLATES] {
        let (s0, s1, s2) = (self.stacked(0), self.stacked(1), self.stacked(2));
        let (b0, b1, b2) = (self.buffered(0), self.buffered(1), self.buffered(2));
        let (n0, n1, m0) = (self.nodes[s0], self.nodes[s1], self.nodes[b0]);
        let word = |i: usize| words.at(i).lower;
        let (ws0, ws1, ws2) = (word(s0), word(s1), word(s2));
        let (wb0, wb1, wb2) = (word(b0), word(b1), word(b2));
        let tag = |i: usize| tags[i];
        let (ts0, ts1, ts2) = (tag(s0), tag(s1), tag(s2));
        let (tb0, tb1, tb2) = (tag(b0), tag(b1), tag(b2));
        let pair = |a, b| combine(1, [a, b, 0]);
        let (ps0, ps1, pb0, pb1) = (pair(ws0, ts0), pair(ws1, ts1), pair(wb0, tb0), pair(wb1, tb1));
        let distance = |a: usize, b: usize| if a == NOTHING { 9 } else { (b.abs_diff(a) as u64).min(8) };
        let (gap, stack_gap) = (distance(s0, b0), distance(s1, s0));
        let valency = |n: Node| u64::from(n.lefts) << 8 | u64::from(n.rights);
        let lexical = |i: usize| words.at(i).lexical;
        let cluster = |i: usize| words.at(i).cluster;
        let coarse = |i: usize| words.at(i).coarse;
        // A dependent together with its own first one: a noun with its preposition is not like a bare one.
        let kind = |i: usize| pair(tag(i), tag(self.nodes[i].left));
        let agreement = |i: usize| words.at(i).agreement;
        let tags3 = combine(2, [ts0, tb0, tb1]);
        let tags_of = |a: usize, b: usize| pair(tag(a), tag(b));
        [
            [0, 0, 0],
            [ws0, 0, 0],
            [ts0, 0, 0],
            [ps0, 0, 0],
            [ws1, 0, 0],
            [ts1, 0, 0],
            [ps1, 0, 0],
            [wb0, 0, 0],
            [tb0, 0, 0],
            [pb0, 0, 0],
            [wb1, 0, 0],
            [tb1, 0, 0],
            [pb1, 0, 0],
            [tb2, 0, 0],
            [wb2, tb2, 0],
            [ts2, 0, 0],
            [ws2, ts2, 0],
            [ps0, pb0, 0],
            [ps0, tb0, 0],
            [ts0, pb0, 0],
            [ws0, wb0, 0],
            [ts0, tb0, 0],
            [ts0, tb0, tb1],
            [ts0, tb0, gap],
            [ws0, gap, 0],
            [wb0, gap, 0],
            [ps0, ps1, 0],
            [ps0, ts1, 0],
            [ts0, ps1, 0],
            [ws0, ws1, 0],
            [ts0, ts1, 0],
            [ts0, ts1, stack_gap],
            [ts1, ts0, tb0],
            [ts2, ts1, ts0],
            [pair(ts2, ts1), ts0, tb0],
            [tags3, ts1, 0],
            [tags3, tb2, 0],
            [ws1, tb0, 0],
            [ws1, wb0, 0],
            [ws1, ts0, tb0],
            [ts1, ws0, tb0],
            [ts1, ts0, wb0],
            [ws0, u64::from(n0.rights), 0],
            [ts0, u64::from(n0.rights), 0],
            [ts0, u64::from(n0.lefts), 0],
            [ws0, u64::from(n0.lefts), 0],
            [wb0, u64::from(m0.lefts), 0],
            [tb0, u64::from(m0.lefts), 0],
            [ts1, valency(n1), 0],
            [ts0, tag(n0.left), 0],
            [ts0, tag(n0.right), 0],
            [ts0, word(n0.left), 0],
            [ts0, word(n0.right), 0],
            [tb0, tag(m0.left), 0],
            [tb0, word(m0.left), 0],
            [ts0, tags_of(n0.left, n0.left2), 0],
            [ts0, tags_of(n0.right, n0.right2), 0],
            [tb0, tags_of(m0.left, m0.left2), 0],
            [ts0, tb0, tag(n0.left)],
            [ts0, tb0, tag(n0.right)],
            [ts0, tb0, tag(m0.left)],
            [ts1, ts0, tag(n1.right)],
            [ts1, ts0, tag(n1.left)],
            [ts1, ts0, tag(n0.left)],
            [ts1, ts0, tag(n0.right)],
            [ts0, word(n0.left), tb0],
            [pair(ts1, ts0), word(n0.left), tb0],
            [word(m0.left), tb0, ts0],
            [pair(ts1, ts0), tb0, tag(n0.left)],
            [pair(ts1, ts0), tb0, tag(n0.right)],
            [pair(ws0, tag(n0.left)), tb0, ts1],
            [lexical(s0), lexical(b0), 0],
            [lexical(s0), lexical(s1), 0],
            [lexical(s0), tb0, tb1],
            [lexical(b0), ts0, ts1],
            [ts0, wb1, 0],
            [ws0, wb0, tb1],
            [words.at(s0).suffix[2], tb0, 0],
            [words.at(s0).suffix[2], ts1, 0],
            [words.at(b0).suffix[2], ts0, 0],
            [cluster(s0), tb0, 0],
            [cluster(s0), ts1, 0],
            [cluster(b0), ts0, 0],
            [cluster(s1), ts0, tb0],
            [cluster(s0), cluster(b0), 0],
            [cluster(s0), cluster(s1), 0],
            [coarse(s0), coarse(b0), gap],
            [coarse(s0), coarse(s1), stack_gap],
            [coarse(s0), coarse(s1), coarse(b0)],
            [coarse(s1), word(n0.left), coarse(s0)],
            [ts0, kind(n0.left), kind(n0.right)],
            [ts1, kind(n1.right), ts0],
            [tb0, kind(m0.left), ts0],
            [pair(ts1, kind(n1.right)), kind(s0), tb0],
            [ts0, u64::from(n0.left_tags), tb0],
            [ts0, u64::from(n0.right_tags), tb0],
            [ws0, u64::from(n0.right_tags), tb0],
            [ts1, u64::from(n1.right_tags), ts0],
            [ts1, u64::from(n1.left_tags), ts0],
            [tb0, u64::from(m0.left_tags), ts0],
            [ws1, u64::from(n1.right_tags), kind(s0)],
            [pair(ts1, ts0), agreement(s1), agreement(s0)],
            [pair(ts0, tb0), agreement(s0), agreement(b0)],
            [ws1, word(n0.left), ts0],
            [word(n0.left), coarse(s1), combine(5, [ts0, ts1, ts2])],
            [word(n0.left), cluster(s0), ts1],
            [pair(ts2, agreement(s2)), pair(ts0, agreement(s0)), combine(6, [ts1, agreement(s1), 0])],
            [pair(ts0, tb0), tb1, word(n0.right)],
        ]
    }

    /// What a net sees: words, by position, and facts.
    pub fn sight(&self, facts: &mut Vec<u16>) -> [usize; PLACES] {
        let (s0, s1, s2) = (self.stacked(0), self.stacked(1), self.stacked(2));
        let [b0, b1, b2, b3] = [0, 1, 2, 3].map(|ahead| self.buffered(ahead));
        let (n0, n1, m0) = (self.nodes[s0], self.nodes[s1], self.nodes[b0]);
        let before = |i: usize| i.saturating_sub(1);
        let after = |i: usize| if i == NOTHING || i >= self.root { NOTHING } else { i + 1 };
        let gap = |a: usize, b: usize| if a == NOTHING { FAR + 1 } else { b.abs_diff(a).min(FAR) };
        let mut told = net::Facts::new(facts);
        told.one(gap(s0, b0), FAR + 2);
        told.one(gap(s1, s0), FAR + 2);
        for count in [n0.lefts, n0.rights, n1.lefts, n1.rights, m0.lefts] {
            told.one(usize::from(count), MANY + 1);
        }
        told.one(usize::from(s2 != NOTHING), 2);
        for tags in [n0.left_tags, n0.right_tags, n1.left_tags, n1.right_tags, m0.left_tags] {
            told.set(tags.into(), 32);
        }
        [
            s0,
            s1,
            s2,
            b0,
            b1,
            b2,
            b3,
            n0.left,
            n0.left2,
            n0.right,
            n0.right2,
            n1.left,
            n1.right,
            n1.right2,
            m0.left,
            m0.left2,
            self.nodes[n0.right].left,
            self.nodes[n1.right].left,
            before(s0),
            after(s0),
            after(s1),
            before(b0),
        ]
    }

    /// The heads found, by position from 1; the root's position for the word that hangs on none.
    fn heads(&self) -> impl Iterator<Item = usize> + '_ {
        self.nodes[1..self.root].iter().map(|n| n.head)
    }
}

const fn tag_bit(tag: u64) -> u32 {
    1 << (tag & 31)
}

/// The best allowed transition.
#[must_use]
pub fn choose(state: &State, scores: &[i32], wanted: impl Fn(Move) -> bool) -> Option<Move> {
    Move::ALL
        .into_iter()
        .filter(|&step| state.allows(step) && wanted(step))
        .reduce(|a, b| if scores[b as usize] > scores[a as usize] { b } else { a })
}

/// The tags of a sentence by position, as feature values: words from 1, the root and "no word" told apart.
pub fn tag_values(tags: &[u8], values: &mut Vec<u64>) {
    values.clear();
    values.push(90);
    values.extend(tags.iter().map(|&t| u64::from(t)));
    values.extend([91, 90, 90]);
}

/// The heads of the words of a sentence into `heads`, index 0 unused; the root's position for the one word that hangs
/// on none. Where there is a net it is asked about what the model leaves in doubt.
pub fn parse(
    model: &impl Scorer,
    mut net: Option<Adviser<'_>>,
    (words, tags): (&Words, &[u64]),
    state: &mut State,
    heads: &mut Vec<usize>,
    buffer: &mut Vec<u64>,
) {
    state.start(words.len());
    let mut scores = [0; 3];
    while !state.done() {
        // Where one transition alone can be made its score does not matter.
        if Move::ALL.into_iter().filter(|&step| state.allows(step)).count() > 1 {
            scores = Move::ALL.map(|step| if state.allows(step) { 0 } else { NEVER });
            let clear = weigh(model, (FIRST, &state.atoms(words, tags)), |_| {}, buffer, &mut scores);
            if let Some(net) = net.as_mut().filter(|_| !clear) {
                net.advise(&mut scores, |facts| state.sight(facts));
            }
        }
        match choose(state, &scores, |_| true) {
            Some(step) => state.make(step, tags),
            None => break,
        }
    }
    heads.clear();
    heads.push(NOTHING);
    heads.extend(state.heads());
    // One word is the root; what else hangs on nothing hangs on it.
    let mut only = None;
    for (i, head) in heads.iter_mut().enumerate().skip(1) {
        if *head == words.root() {
            match only {
                None => only = Some(i),
                Some(root) => *head = root,
            }
        }
    }
}
