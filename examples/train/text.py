"""Text to learn from as it was printed, a sentence a paragraph, 500 in a file.

    python3 text.py gmb ner_dataset.csv FOLDER
    python3 text.py masc MASC FOLDER

`gmb` is every other sentence of the Groningen Meaning Bank: the table has a word a row, cut as in the Penn treebank. Sentences
that occurred before and those whose words are damaged (06-Mar for 3/06) are left out; 2,00,000 becomes 200,000 again.
`masc` is the written part of the Manually Annotated Sub-Corpus: folders of files with a sentence a line, WORD_TAG between
spaces.
"""

import csv
import pathlib
import re
import sys

OPENING, CLOSING = {"(", "[", "$", "``", "#"}, {")", "]", ".", ",", ";", ":", "?", "!", "%", "...", "''"}
DATE = re.compile(r"\d\d?-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d\d")
NUMBER = re.compile(r"\d\d?(?:,\d\d)+,\d{3}")
TOGETHER = 500


def number(match):
    return f"{int(match[0].replace(',', '')):,}"


def joined(words):
    """The words of a sentence with spaces where there were some."""
    text, glue, inside = "", True, False
    for word, tag in words:
        if word == '"':
            tag = "''" if inside else "``"
            inside = not inside
        before = word in CLOSING or tag in ("''", "POS") or re.fullmatch(r"n't|'(?:s|re|ve|ll|d|m|S)", word) is not None
        text += word if glue or before and word != "'" or tag == "POS" else " " + word
        glue = word in OPENING or tag == "``"
    return NUMBER.sub(number, text)


def gmb(path):
    found = []
    with open(path, encoding="cp1252", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for start, word, tag, _ in rows:
            if start:
                found.append([])
            found[-1].append((word, tag))
    whole = (joined(words) for words in found if not any(DATE.fullmatch(word) for word, _ in words))
    return list(dict.fromkeys(whole))[::2]


def masc(path):
    found = {}
    for file in sorted(pathlib.Path(path, "written").glob("*.txt")):
        for line in file.read_text(encoding="utf-8", errors="replace").split("\n"):
            # A question mark stands for signs that were lost.
            words = [word.rsplit("_", 1) for word in line.replace("?_NN ", "").split()]
            words = [word for word in words if len(word) == 2 and word[0]]
            if words:
                found[joined(words)] = True
    return list(found)


def main():
    texts = {"gmb": gmb, "masc": masc}[sys.argv[1]](sys.argv[2])
    folder = pathlib.Path(sys.argv[3])
    folder.mkdir(exist_ok=True)
    for n in range(0, len(texts), TOGETHER):
        text = "\n\n".join(texts[n : n + TOGETHER])
        (folder / f"{n // TOGETHER:03}.txt").write_text(text + "\n", encoding="utf-8")


main()
