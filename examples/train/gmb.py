"""Text of the Groningen Meaning Bank as it was printed, a sentence a paragraph, 500 in a file.

    python3 gmb.py ner_dataset.csv FOLDER

The table has a word a row, cut as in the Penn treebank. Sentences that occurred before and those whose words are damaged
(06-Mar for 3/06) are left out; 2,00,000 becomes 200,000 again.
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


def main():
    found = []
    with open(sys.argv[1], encoding="cp1252", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for start, word, tag, _ in rows:
            if start:
                found.append([])
            found[-1].append((word, tag))
    whole = (joined(words) for words in found if not any(DATE.fullmatch(word) for word, _ in words))
    texts = list(dict.fromkeys(whole))
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(exist_ok=True)
    for n in range(0, len(texts), TOGETHER):
        text = "\n\n".join(texts[n : n + TOGETHER])
        (folder / f"{n // TOGETHER:03}.txt").write_text(text + "\n", encoding="utf-8")


main()
