"""Distributional word classes from the vectors of a spaCy pipeline: k-means on unit vectors, deterministic.

    python3 clusters.py PIPELINE WORDS > clusters.tsv

PIPELINE is a package or folder with vectors, WORDS a file of words, one a line: of the many keys that share a vector
only the first and those among WORDS are kept.
"""
import sys
import numpy as np
import spacy

FINE, COARSE, ROUNDS = 512, 64, 25


def kmeans(points, count, seed):
    random = np.random.default_rng(seed)
    centres = points[random.choice(len(points), count, replace=False)]
    for _ in range(ROUNDS):
        nearest = np.argmax(points @ centres.T, axis=1)
        for c in range(count):
            members = points[nearest == c]
            centre = members.sum(axis=0) if len(members) else points[random.integers(len(points))]
            centres[c] = centre / max(np.linalg.norm(centre), 1e-9)
    return np.argmax(points @ centres.T, axis=1)


def main():
    nlp = spacy.load(sys.argv[1])
    vectors = nlp.vocab.vectors
    points = vectors.data / np.maximum(np.linalg.norm(vectors.data, axis=1, keepdims=True), 1e-9)
    fine, coarse = kmeans(points, FINE, 1), kmeans(points, COARSE, 2)
    with open(sys.argv[2], encoding="utf-8") as file:
        wanted = {line.strip().lower() for line in file}
    classes, seen = {}, set()
    for key, row in vectors.key2row.items():
        word = nlp.vocab.strings[key].replace("’", "'").lower()
        first = row not in seen
        seen.add(row)
        if (first or word in wanted) and "\t" not in word and word not in classes:
            classes[word] = (fine[row], coarse[row])
    for word in sorted(classes):
        print(word, *classes[word], sep="\t")


main()
