"""Articles of real press from which is drawn what people judge: a fixed sample, and how a judge sees what was found.

The sample is 200 articles of the collection: none of those that were read while rules were written, nor what is a copy
of one of them or of another of the sample.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from evaluation import press, shown
from evaluation.judging import Judged, Row, lines
from evaluation.linker import Linker
from kronika.errors import InputError
from kronika.records import Article, Linked, Reading

READ = Path(__file__).parent / "press_read.tsv"
PARTS = ("tuned", "measured")
"""Rules may be written by looking at the mistakes of the first part; those of the second are never shown."""
ARTICLES, DRAWN, OF_ARTICLE = 200, 100, 2
RUN = 5
"""Words in a row that are compared to know copies."""
COPY = 0.5
"""An article whose runs of words are for so large a part those of another, or the other way round, is its copy."""
OPEN, CLOSE = "⟦", "⟧"

Runs = frozenset[tuple[str, ...]]


def linked(linker: Linker, collection: press.Collection, wanted: Iterable[str]) -> tuple[Linked, dict[str, str]]:
    """Labelled articles linked together, and their texts. Raises InputError where one of them is not there."""
    readings = read(linker, collection, labelled(collection, wanted))
    return linker.link(readings), {reading.article.name: reading.article.text for reading in readings}


def linked_sample(linker: Linker, collection: press.Collection, paths: list[str], judged: Iterable[Judged]) -> Linked:
    """The sample linked together. Raises InputError where something was judged that is not of it."""
    if strangers := {one.path for one in judged} - set(paths):
        raise _other(f"{len(strangers)} judged articles are not in the sample")
    return linker.link(read(linker, collection, paths))


def labelled(collection: press.Collection, wanted: Iterable[str]) -> list[str]:
    """The paths in order. Raises InputError where one of them is not in the collection."""
    paths = sorted(set(wanted))
    if strangers := set(paths) - set(collection.paths()):
        raise _other(f"{len(strangers)} labelled articles are not there")
    return paths


def _other(problem: str) -> InputError:
    return InputError("the collection", problem, "Take it as it was published for the shared task of 2021")


def read(linker: Linker, collection: press.Collection, paths: Sequence[str]) -> list[Reading]:
    """The articles of these paths with what their words say; how far it is is shown."""
    articles = press.articles(linker, collection, paths)
    return [r for article in shown(articles, "Reading the press", len(articles)) for r in linker.readings([article])]


def sampled(collection: press.Collection, tuned: Iterable[str], seed: int) -> list[str]:
    """The paths of the sample, the same for the same collection: without the tuned articles and those of READ."""
    without = labelled(collection, {*tuned, *(row["path"] for row in lines(READ))})

    def words(path: str) -> str:
        return press.record(path, collection.text(path))["text"]

    return sample(collection.paths(), without, words, ARTICLES, seed)


def sample(
    paths: Iterable[str], without: Sequence[str], words: Callable[[str], str], number: int, seed: int
) -> list[str]:
    """So many of the paths, drawn by the seed: none of those without which they are wanted, and no copies."""
    known = [runs(words(path)) for path in without]
    pool = sorted(set(paths) - set(without))
    taken: list[str] = []
    for path in random.Random(seed).sample(pool, len(pool)):
        if len(taken) == number:
            break
        own = runs(words(path))
        if not any(is_copy(own, other) for other in known):
            known.append(own)
            taken.append(path)
    return sorted(taken)


def runs(text: str) -> Runs:
    """The runs of five words of a text, without case and marks; one run where it is shorter."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def is_copy(one: Runs, other: Runs) -> bool:
    """Whether half of the shorter text's runs stand in the other."""
    return len(one & other) >= COPY * min(len(one), len(other))


def in_article(row: Row, article: Article) -> Row:
    """Where something stands, as a judge sees it: the days and title that the input gives, and the whole text with
    what was found between ⟦ and ⟧."""
    start, end, text = row["start"], row["end"], article.text
    return {
        "article": row["article"],
        "published": article.metadata.published,
        "title": article.metadata.title,
        "text": f"{text[:start]}{OPEN}{text[start:end]}{CLOSE}{text[end:]}",
    }


def write_sheet(file: Path, asked: Sequence[Row]) -> int:
    """Writes what judges are asked, numbered, as JSON Lines, and says how much it is."""
    numbered = (json.dumps({"number": number, **row}, ensure_ascii=False) for number, row in enumerate(asked, 1))
    file.write_text("\n".join(numbered) + "\n", encoding="utf-8")
    return len(asked)
