"""A slow and strong parser to learn from: an encoder with biaffine heads (Dozat and Manning 2017).

    python3 teacher.py LANGUAGE train MODEL SEED TRAIN.conllu... DEV.conllu
    python3 teacher.py LANGUAGE score MODEL,MODEL... TEST.conllu
    python3 teacher.py LANGUAGE parse MODEL,MODEL... TEXT.conllu > silver.conllu
    python3 teacher.py LANGUAGE means MODEL MEANS.npz TEXT.conllu...

LANGUAGE is en or fr; MODEL is the file of weights, and of several the probabilities are averaged. The words of TEXT are
taken as they are. Sentences of 4 to 50 words are parsed; those stay whose best heads make a tree with one root, and of which the
parser is sure enough. MEANS is what the parser makes of each word form, on the mean of the texts: `vectors.py` reads it.
The same seed gives the same weights on the same machine.
"""

import copy
import random
import sys
import time

import numpy
import torch
from torch import nn

import clusters
import encoders

# Of each language the encoder, how often its treebanks are read, how many pieces make a batch, and the least mean and the least
# single probability, of a sentence's decisions, that make it sure.
ENCODER, EPOCHS, PIECES, SURE, SUREST = {
    "en": (encoders.english, 4, 1400, 0.88, 0.25),
    "fr": (encoders.french, 7, 800, 0.80, 0.10),
}[sys.argv[1]]
RATE, HEAD_RATE = 1.5e-4, 1.5e-3
# The share of pieces that are hidden while it learns.
HIDDEN = 0.1
SHORTEST, LONGEST = 4, 50
LETTERS = 256
# Means are of sentences of so many words at most, and of so many forms.
LONGEST_READ, FORMS = 60, 400_000

encoder = ENCODER()


def sentences(path):
    """Lists of words, each a list of the columns of CoNLL-U."""
    found = [[]]
    with open(path, encoding="utf-8") as file:
        for line in map(str.rstrip, file):
            if not line:
                found.append([])
            elif line[0] != "#":
                columns = line.split("\t")
                if columns[0].isdigit():
                    found[-1].append(columns)
    return [sentence for sentence in found if sentence]


def letters(word):
    """The first ten and the last six letters of a word, as numbers below LETTERS."""
    word = word if len(word) <= 16 else word[:10] + word[-6:]
    return [min(ord(letter), LETTERS - 1) for letter in word] + [0] * (16 - len(word))


class Sentence:
    def __init__(self, words, tags=None, relations=None):
        self.words = words
        forms = [word[1] for word in words]
        self.pieces, self.first = [encoder.first], []
        for ids in encoder.pieces(forms):
            self.first.append(len(self.pieces))
            self.pieces += ids[:6] or [encoder.unknown]
        self.pieces.append(encoder.last)
        self.letters = [letters(form) for form in forms]
        if tags:
            self.tags = [tags.index(word[3]) for word in words]
            self.heads = [int(word[6]) for word in words]
            self.relations = [relations.index(word[7]) if word[7] in relations else 0 for word in words]


def batches(items, size, shuffle=None):
    """Batches of sentences of like length; at most `size` pieces each, padding included."""
    noise = shuffle.random if shuffle else lambda: 0
    order = sorted(range(len(items)), key=lambda i: len(items[i].pieces) + 4 * noise())
    found, batch = [], []
    for i in order:
        if batch and len(items[i].pieces) * (len(batch) + 1) > size:
            found.append(batch)
            batch = []
        batch.append(i)
    found.append(batch)
    if shuffle:
        shuffle.shuffle(found)
    return found


def padded(rows, fill):
    longest = max(map(len, rows))
    return torch.tensor([row + [fill] * (longest - len(row)) for row in rows])


class Parser(nn.Module):
    def __init__(self, tags, relations):
        super().__init__()
        self.tags, self.relations = tags, relations
        self.encoder = copy.deepcopy(encoder.network)
        self.encoder.embeddings.requires_grad_(False)
        self.mix = nn.Parameter(torch.zeros(self.encoder.config.num_hidden_layers + 1))
        self.letters = nn.Embedding(LETTERS, 48)
        self.spelling = nn.Conv1d(48, 128, 3, padding=1)
        size = self.encoder.config.hidden_size + 128
        self.root = nn.Parameter(torch.randn(size) * 0.1)
        self.drop = nn.Dropout(0.3)
        self.tag = nn.Sequential(self.drop, nn.Linear(size, 256), nn.GELU(), self.drop, nn.Linear(256, len(tags)))
        self.mlps = nn.ModuleList(
            nn.Sequential(self.drop, nn.Linear(size, n), nn.LeakyReLU(0.1), self.drop) for n in (400, 400, 160, 160)
        )
        self.arc = nn.Parameter(torch.randn(401, 400) * 0.02)
        self.relation = nn.Parameter(torch.randn(len(relations), 161, 161) * 0.02)

    def read(self, items):
        """What the encoder and the letters say of each word."""
        shown = padded([i.pieces for i in items], encoder.last)
        present = torch.tensor([[1] * len(i.pieces) + [0] * (shown.shape[1] - len(i.pieces)) for i in items])
        if self.training:
            marks = (shown == encoder.first) | (shown == encoder.last)
            shown = torch.where((torch.rand(shown.shape) < HIDDEN) & ~marks, encoder.hidden, shown)
        hidden = self.encoder(shown, attention_mask=present, output_hidden_states=True).hidden_states
        weights = torch.softmax(self.mix, 0)
        mixed = sum(w * h.float() for w, h in zip(weights, hidden))
        count = max(len(i.first) for i in items)
        first = padded([i.first for i in items], 0)
        words = mixed.gather(1, first[..., None].expand(-1, -1, mixed.shape[-1]))
        spelled = torch.zeros(len(items), count, 16, dtype=torch.long)
        for n, item in enumerate(items):
            spelled[n, : len(item.first)] = torch.tensor(item.letters)
        embedded = self.letters(spelled.view(-1, 16)).transpose(1, 2)
        spelling = self.spelling(embedded).amax(-1).view(len(items), count, -1)
        return torch.cat([words, spelling], -1)

    def forward(self, items):
        """Scores of tags, of heads (0 is the root) and, for the right or the best heads, of relations."""
        words = self.read(items)
        count = words.shape[1]
        tags = self.tag(words)
        both = torch.cat([self.root.expand(len(items), 1, -1), words], 1)
        dependent, head, dependent_relation, head_relation = (mlp(both) for mlp in self.mlps)
        one = lambda x: torch.cat([x, torch.ones_like(x[..., :1])], -1)
        arcs = (one(dependent[:, 1:]) @ self.arc) @ head.transpose(1, 2)
        present = torch.tensor([[True] * (len(i.first) + 1) + [False] * (count - len(i.first)) for i in items])
        arcs = arcs.float().masked_fill(~present[:, None], -1e9)
        arcs = arcs.masked_fill(torch.eye(count + 1, dtype=torch.bool)[None, 1:], -1e9)
        return tags.float(), arcs, (one(dependent_relation[:, 1:]), one(head_relation))

    def name(self, ends, heads):
        """Scores of the relations of words to their heads."""
        dependent, head = ends
        chosen = head.gather(1, heads[..., None].expand(-1, -1, head.shape[-1]))
        return torch.einsum("bwi,rij,bwj->bwr", dependent, self.relation, chosen).float()


def train(path, seed, train_paths, dev_path):
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    read = [sentence for train_path in train_paths for sentence in sentences(train_path)]
    tags = sorted({w[3] for s in read for w in s})
    relations = sorted({w[7] for s in read for w in s})
    items = [Sentence(s, tags, relations) for s in read if len(s) < 120]
    dev = [Sentence(s) for s in sentences(dev_path)]
    parser = Parser(tags, relations)
    slow = [p for p in parser.encoder.parameters() if p.requires_grad]
    fast = [p for n, p in parser.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": RATE}, {"params": fast, "lr": HEAD_RATE}], weight_decay=0.01, fused=True
    )
    steps = EPOCHS * len(batches(items, PIECES, random.Random(0)))
    warm = steps // 12
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.02, (steps - n) / (steps - warm)))
    )
    loss_of = nn.CrossEntropyLoss(ignore_index=-1)
    started = time.time()
    for epoch in range(EPOCHS):
        parser.train()
        total = n = 0
        for batch in batches(items, PIECES, shuffle):
            batch = [items[i] for i in batch]
            gold = [padded([getattr(i, what) for i in batch], -1) for what in ("tags", "heads", "relations")]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                tag, arc, ends = parser(batch)
                relation = parser.name(ends, gold[1].clamp(min=0))
            loss = sum(loss_of(s.flatten(0, 1), g.flatten()) for s, g in zip((tag, arc, relation), gold))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parser.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            total, n = total + loss.item(), n + 1
            if n % 50 == 0:
                print(f"{time.time() - started:.0f} s, {n}: loss {total / n:.3f}", file=sys.stderr, flush=True)
        scores = score([parser], dev)
        print(f"{time.time() - started:.0f} s, epoch {epoch + 1}: loss {total / n:.3f}; {scores}", file=sys.stderr, flush=True)
        torch.save({"tags": tags, "relations": relations, "weights": parser.state_dict()}, path)


def load(paths):
    parsers = []
    for path in paths.split(","):
        saved = torch.load(path)
        parser = Parser(saved["tags"], saved["relations"])
        parser.load_state_dict(saved["weights"])
        parsers.append(parser)
    return parsers


@torch.inference_mode()
def parsed(parsers, items):
    """Of each sentence the tags, heads and relations, and the probabilities of each."""
    for parser in parsers:
        parser.eval()
    answers = [None] * len(items)
    for batch in batches(items, 6000):
        chosen = [items[i] for i in batch]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = [parser(chosen) for parser in parsers]
            mean = lambda parts: sum(torch.softmax(p, -1) for p in parts) / len(parsers)
            sure_tag, tag = mean([s[0] for s in scores]).max(-1)
            sure_head, head = mean([s[1] for s in scores]).max(-1)
            named = mean([p.name(s[2], head) for p, s in zip(parsers, scores)])
        sure_relation, relation = named.max(-1)
        for n, i in enumerate(batch):
            size = len(items[i].first)
            answers[i] = [x[n, :size].tolist() for x in (tag, head, relation, sure_tag, sure_head, sure_relation)]
    return answers


def score(parsers, items):
    """Shares of right tags, heads, and heads with relations, without punctuation."""
    right, count = [0, 0, 0], 0
    for item, (tags, heads, relations, *_) in zip(items, parsed(parsers, items)):
        for word, tag, head, relation in zip(item.words, tags, heads, relations):
            if word[3] != "PUNCT":
                arc = head == int(word[6])
                right[0] += parsers[0].tags[tag] == word[3]
                right[1] += arc
                right[2] += arc and parsers[0].relations[relation] == word[7]
                count += 1
    return "UPOS {:.2f} UAS {:.2f} LAS {:.2f}".format(*(100 * r / count for r in right))


def is_tree(heads):
    if heads.count(0) != 1:
        return False
    for at in range(1, len(heads) + 1):
        for _ in heads:
            at = heads[at - 1] if at else 0
        if at:
            return False
    return True


def parse(parsers, items):
    """Writes the sentences that the parsers are sure of, as CoNLL-U."""
    for item, (tags, heads, relations, *sure) in zip(items, parsed(parsers, items)):
        joint = [h * r * t for t, h, r in zip(*sure)]
        mean, least = round(sum(joint) / len(joint), 4), round(min(joint), 4)
        tree = is_tree(heads)
        fits = all((parsers[0].relations[r] == "root") == (h == 0) for h, r in zip(heads, relations))
        if tree and fits and mean >= SURE and least >= SUREST:
            print(f"# sure = {mean} {least}")
            for n, (word, tag, head, relation) in enumerate(zip(item.words, tags, heads, relations)):
                upos, deprel = parsers[0].tags[tag], parsers[0].relations[relation]
                print(n + 1, word[1], "_", upos, "_", "_", head, deprel, "_", "_", sep="\t")
            print()


@torch.inference_mode()
def means(parser, items, path):
    """Of each form the mean of the parser's inner layers over all sentences, and how often it was read."""
    parser.eval()
    layers = [layer[1] for layer in (parser.tag, *parser.mlps)]
    rows, counts, sums = {}, numpy.zeros(FORMS, int), numpy.zeros((FORMS, sum(l.out_features for l in layers)), numpy.float32)
    for batch in batches(items, 6000):
        batch = [items[i] for i in batch]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            words = parser.read(batch)
            states = torch.cat([layer(words) for layer in layers], -1).float().numpy()
        for item, state in zip(batch, states):
            for word, numbers in zip(item.words, state):
                row = rows.setdefault(clusters.spelled(word[1]), len(rows))
                sums[row] += numbers
                counts[row] += 1
    count = len(rows)
    counts = counts[:count]
    numpy.savez(path, forms=list(rows), counts=counts, means=sums[:count] / counts[:, None], layers=[l.out_features for l in layers])


def main():
    what, model, *rest = sys.argv[2:]
    if what == "train":
        train(model, int(rest[0]), rest[1:-1], rest[-1])
        return
    if what == "means":
        read = {tuple(word[1] for word in s): s for text in rest[1:] for s in sentences(text)}
        items = [Sentence(s) for s in read.values() if len(s) <= LONGEST_READ]
        means(load(model)[0], items, rest[0])
        return
    items = [Sentence(s) for s in sentences(rest[0])]
    if what == "score":
        print(score(load(model), items))
    else:
        parse(load(model), [i for i in items if SHORTEST <= len(i.words) <= LONGEST])


main()
