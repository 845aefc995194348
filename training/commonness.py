"""Counts how common words and names are in texts of all kinds: `python -m training.commonness`.

It reads the documents of NKJP (`../shared/data`) with the pipeline as it is, in about ten minutes of one core, and
writes the lists `stories/words/common-term.txt` and `common-name.txt` of the pack: a number is in how many of a
thousand documents the words behind it stand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import click
from rich.progress import track

from kronika.annotating import Annotator
from kronika.extracting.terms import terms_of
from kronika.languages.letters import stems
from kronika.languages.pack import Pack, load_packs
from kronika.records import Annotated, Article, Document, Zone
from training.corpora import NkjpDocument, read_nkjp

CODE = "pl"
LEAST = 5
"""In a thousand documents: a word that is rarer counts as unknown. With every word the tuned sets of `python -m
evaluation stories` did no better, and the list was twenty times as long."""
HEAD = {
    "common-term": "Words by lemma, and in how many of a thousand texts of NKJP they stand (training/commonness.py).",
    "common-name": "First letters of words of names, and in how many of a thousand texts of NKJP they stand.",
}


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder; by default the pack's own.")
def main(output: Path | None) -> None:
    """Count and write both lists."""
    pack = load_packs()[CODE]
    folder = output or pack.folder / "stories" / "words"
    folder.mkdir(parents=True, exist_ok=True)
    documents = [d for d in read_nkjp() if d.sentences]
    for symbol, counts in count(pack, track(documents, total=len(documents))).items():
        (folder / f"{symbol}.txt").write_text(listed(symbol, counts, len(documents)), encoding="utf-8")


def count(pack: Pack, documents: Iterable[NkjpDocument]) -> dict[str, Counter[str]]:
    """In how many documents each term and each stem of a name stands."""
    annotator = Annotator(pack)
    counts: dict[str, Counter[str]] = {symbol: Counter() for symbol in HEAD}
    for document in documents:
        annotated = annotator.annotate(_typed(document))
        counts["common-term"].update(terms_of(annotated).keys())
        counts["common-name"].update(_names(annotated))
    return counts


def _typed(document: NkjpDocument) -> Document:
    """The document with a sentence a line."""
    lines = (re.sub(r" (?=[.,;:!?)])", "", " ".join(s.forms)) for s in document.sentences)
    text = "\n".join(lines)
    article = Article(source=document.file, name=document.file, text=text, sha256="", encoding="utf-8")
    return Document(article=article, language=CODE, zones=[Zone(start=0, end=len(text), kind="body")])


def _names(annotated: Annotated) -> set[str]:
    names = (name for zone in annotated.zones for name in zone.names if name.bases)
    return {stem for name in names for stem in stems(name.bases[0].text)}


def listed(symbol: str, counts: Counter[str], documents: int) -> str:
    """The list as the pack has it: the most common first, ten words a line."""
    shares: dict[int, list[str]] = defaultdict(list)
    for word, number in counts.items():
        if (share := round(1000 * number / documents)) >= LEAST and word.isalpha():
            shares[share].append(word)
    lines = [f"# {HEAD[symbol]}"]
    for share, words in sorted(shares.items(), reverse=True):
        words = sorted(words)
        lines += [f"{share}: {', '.join(words[i : i + 10])}" for i in range(0, len(words), 10)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
