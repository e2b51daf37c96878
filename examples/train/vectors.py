"""Short vectors of words: the first principal components of longer ones, deterministic.

    python3 vectors.py VECTORS TEXT.conllu... > vectors.tsv

VECTORS is what clusters.py reads. The words are the commonest of the texts, then of the vectors.
"""

import collections
import sys

import numpy as np

import clusters

WORDS, NUMBERS = 18_000, 32


def spelled(word):
    return word.replace("’", "'").lower()


def counted(paths):
    """The words of texts, the commonest first."""
    count = collections.Counter()
    for path in paths:
        with open(path, encoding="utf-8") as file:
            lines = (line.split("\t") for line in file)
            count.update(spelled(line[1]) for line in lines if line[0].isdigit())
    return sorted(count, key=lambda word: (-count[word], word))


def main():
    data, keys = clusters.vectors(sys.argv[1])
    rows, exact = {}, set()
    for word, row in keys:
        lower = spelled(word)
        if lower not in rows or word == lower and lower not in exact:
            rows[lower] = row
        if word == lower:
            exact.add(lower)
    points = data / np.maximum(np.linalg.norm(data, axis=1, keepdims=True), 1e-9)
    common = points[: clusters.COMMONEST].astype(np.float64)
    mean = common.mean(axis=0)
    axes = np.linalg.svd(common - mean, full_matrices=False)[2][:NUMBERS].T
    short = (points - mean) @ axes
    short /= short[: clusters.COMMONEST].std()
    wanted = dict.fromkeys(counted(sys.argv[2:]) + [spelled(word) for word, _ in keys])
    chosen = [word for word in wanted if word in rows and not {" ", "\t"} & set(word)][:WORDS]
    for word in chosen:
        print(word, " ".join(f"{x:.3f}" for x in short[rows[word]]), sep="\t")


main()
