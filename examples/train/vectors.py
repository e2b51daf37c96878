"""Short vectors of words: how they stand in sentences, and what they are about; deterministic.

    python3 vectors.py VECTORS MEANS.npz [WEIGHT] > vectors.tsv

VECTORS is what clusters.py reads. MEANS.npz is what a teacher's inner layers make of words (`teacher.py LANGUAGE means`); where
the teacher has not read a word that is told from its vector (ridge regression). Both are put side by side and cut down to their
first principal components. WEIGHT is that of the teacher's part, 0 for vectors alone. The words are the commonest of what the
teacher read, then of the vectors.
"""

import sys

import numpy as np

import clusters

WORDS, NUMBERS = 16_500, 32
# Components are found on the commonest words.
COMPARED = 15_000
# Of the teacher's layers so many components stay, found on so many words.
COMPONENTS, LAYERED = 64, 20_000
WEIGHT = 1 / 0.7
# A mean counts as if the word had been read so many times more as it is told from its vector.
DOUBT = 3
PENALTY = 5


def vectors(name):
    """Unit vectors, and of every word the row of its form in lower case, else of the first with other capitals."""
    data, keys = clusters.vectors(name)
    rows, exact = {}, set()
    for word, row in keys:
        lower = clusters.spelled(word)
        if lower not in rows or word == lower and lower not in exact:
            rows[lower] = row
        if word == lower:
            exact.add(lower)
    return data / np.maximum(np.linalg.norm(data, axis=1, keepdims=True), 1e-9), rows


def taught(path):
    """Words, how often the teacher read each, and what it makes of it, as components."""
    file = np.load(path)
    words, counts, means = file["forms"].tolist(), file["counts"], file["means"]
    inner = (means - counts @ means / counts.sum()) * (counts / (counts + DOUBT))[:, None]
    ends = np.cumsum(file["layers"])
    for start, end in zip([0, *ends], ends):
        inner[:, start:end] /= length(inner[counts >= 20, start:end])
    often = counts >= 5
    weighed = (inner[often] * np.sqrt(np.log1p(counts[often]))[:, None])[:LAYERED]
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
    weight = float(sys.argv[3]) if len(sys.argv) > 3 else WEIGHT
    words, counts, inner = taught(sys.argv[2])
    guess = told(data, rows, words, counts, inner)
    numbers = {word: n for n, word in enumerate(words)}
    by_count = sorted(range(len(words)), key=lambda n: (-counts[n], words[n]))
    wanted = dict.fromkeys([words[n] for n in by_count] + list(rows))
    wanted = [word for word in wanted if not {" ", "\t"} & set(word)][: max(WORDS, COMPARED)]

    stand, about = np.zeros((len(wanted), COMPONENTS)), np.zeros((len(wanted), data.shape[1]))
    for n, word in enumerate(wanted):
        if word in rows:
            about[n] = data[rows[word]]
            stand[n] = guess[rows[word]]
        if word in numbers:
            # A mean is drawn towards nought by its doubt already.
            share = DOUBT / (counts[numbers[word]] + DOUBT)
            stand[n] = inner[numbers[word]] + share * stand[n]
    unknown = np.array([word not in rows for word in wanted])
    about[unknown] = about[:COMPARED][~unknown[:COMPARED]].mean(0)
    about -= about[:COMPARED].mean(0)
    both = np.hstack([weight * stand / length(stand[:COMPARED]), about / length(about[:COMPARED])])

    mean = both[:COMPARED].mean(0)
    axes = np.linalg.svd(both[:COMPARED] - mean, full_matrices=False)[2][:NUMBERS].T
    short = (both - mean) @ axes
    short /= short[:COMPARED].std()
    for word, row in list(zip(wanted, short))[:WORDS]:
        print(word, " ".join(f"{x:.3f}" for x in row), sep="\t")


main()
