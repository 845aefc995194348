"""Statements in real press: against an annotator, and as two judges saw those that were found.

`press_tuned`, `press_measured`: 36 articles against what was marked in them by hand (`press_statements.tsv`), linked
together. Rules may be written by looking at the first part; the mistakes of the second are never shown.

`press_judged`: statements that Kronika found in a fixed sample of the collection, 100 drawn by a fixed seed, each
judged twice (`press_judged.tsv`). The sample is 200 articles; the tuned ones are not among them, nor what is a copy of
a tuned one or of another of the sample. Judgements are of what was found when they were made: `still` is the share
that is found now as it was judged.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from evaluation import press, shown, statement_scores
from evaluation.days import Table
from evaluation.linker import Linker
from evaluation.statement_scores import CHAIN, Judged, Row
from evaluation.statements import rows, table
from kronika.errors import InputError
from kronika.records import Article, Reading

MARKED = Path(__file__).parent / "press_statements.tsv"
READ = Path(__file__).parent / "press_read.tsv"
JUDGED = Path(__file__).parent / "press_judged.tsv"
PARTS = ("tuned", "measured")
SEED, ARTICLES, STATEMENTS, OF_ARTICLE = 8, 200, 100, 2
RUN = 5
"""Words in a row that are compared to know copies."""
COPY = 0.5
"""An article whose runs of words are for so large a part those of another, or the other way round, is its copy."""
OPEN, CLOSE = "⟦", "⟧"

Label = Mapping[str, str]


def labels() -> list[Label]:
    """What the annotators marked, a row a statement; without a place where an article has none."""
    return _lines(MARKED)


def judgements() -> list[Judged]:
    """What the judges said; empty where nobody has judged."""
    read = _lines(JUDGED)
    return [
        Judged(row["path"], int(row["start"]), int(row["end"]), row["digest"], row["first"], row["second"])
        for row in read
    ]


def _lines(file: Path) -> list[Label]:
    lines = file.read_text(encoding="utf-8").splitlines()
    told = (line for line in lines if not line.startswith("#"))
    return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))


def marked(found: Iterable[Label], texts: Mapping[str, str]) -> list[Row]:
    """The labels as rows of the truth, with the words that stand there."""
    return [
        {
            "article": row["path"],
            "start": int(row["start"]),
            "end": int(row["end"]),
            "text": texts[row["path"]][int(row["start"]) : int(row["end"])],
            "speaker": row["speaker"] or None,
            "relay": row["relay"].split(CHAIN) if row["relay"] else [],
            "direct": row["direct"] == "yes",
            "cue": row["cue"] or None,
        }
        for row in found
        if row["start"]
    ]


def found(linker: Linker, place: Path) -> list[Table]:
    """All tables of a collection. Raises InputError where it is not the labelled one."""
    collection = press.Collection(place)
    return [*_marked(linker, collection), *_judged(linker, collection)]


def _marked(linker: Linker, collection: press.Collection) -> Iterator[Table]:
    known = labels()
    parts = {row["path"]: row["part"] for row in known}
    readings = _read(linker, collection, _labelled(collection, parts))
    texts = {reading.article.name: reading.article.text for reading in readings}
    said = rows(linker.link(readings))
    for part in PARTS:
        own = [row for row in said if parts[row["article"]] == part]
        whole = table(f"press_{part}", marked((row for row in known if row["part"] == part), texts), own)
        yield whole if part == "tuned" else whole._replace(mistakes=())


def _labelled(collection: press.Collection, wanted: Iterable[str]) -> list[str]:
    paths = sorted(wanted)
    if strangers := set(paths) - set(collection.paths()):
        raise _other(f"{len(strangers)} labelled articles are not there")
    return paths


def _other(problem: str) -> InputError:
    return InputError("the collection", problem, "Take it as it was published for the shared task of 2021")


def _read(linker: Linker, collection: press.Collection, paths: Sequence[str]) -> list[Reading]:
    articles = press.articles(linker, collection, paths)
    return [r for article in shown(articles, "Reading the press", len(articles)) for r in linker.readings([article])]


def _judged(linker: Linker, collection: press.Collection) -> Iterator[Table]:
    judged = judgements()
    if not judged:
        return
    paths = sampled(collection)
    if strangers := {one.path for one in judged} - set(paths):
        raise _other(f"{len(strangers)} judged articles are not in the sample")
    said = rows(linker.link(_read(linker, collection, paths)))
    yield Table("press_judged", {**statement_scores.verdicts(judged, said), "found": len(said)})


def sampled(collection: press.Collection) -> list[str]:
    """The paths of the articles from which statements are drawn: the same for the same collection, tuned part and
    articles that were read while the rules were written."""
    read = {row["path"] for row in _lines(READ)} | {row["path"] for row in labels() if row["part"] == "tuned"}
    tuned = _labelled(collection, read)

    def words(path: str) -> str:
        return press.record(path, collection.text(path))["text"]

    return sample(collection.paths(), tuned, words, ARTICLES)


def sample(paths: Iterable[str], without: Sequence[str], words: Callable[[str], str], number: int) -> list[str]:
    """So many of the paths, drawn by the seed: none of those without which they are wanted, and no copies."""
    known = [runs(words(path)) for path in without]
    pool = sorted(set(paths) - set(without))
    taken: list[str] = []
    for path in random.Random(SEED).sample(pool, len(pool)):
        if len(taken) == number:
            break
        own = runs(words(path))
        if not any(is_copy(own, other) for other in known):
            known.append(own)
            taken.append(path)
    return sorted(taken)


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of five words of a text, without case and marks; one run where it is shorter."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def is_copy(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    """Whether half of the shorter text's runs stand in the other."""
    return len(one & other) >= COPY * min(len(one), len(other))


def draw(place: Path, file: Path) -> int:
    """Writes the sheet of the statements to be judged, and says how many they are.

    JSON Lines: number, article, the days and title that its input gives, its whole text with the statement between
    ⟦ and ⟧, speaker, relay, direct and cue as they were found, and what `press_judged.tsv` needs: start, end, digest.
    What found a statement is not told. Raises InputError where the collection is not the labelled one.
    """
    linker, collection = Linker(), press.Collection(place)
    readings = _read(linker, collection, sampled(collection))
    articles = {reading.article.name: reading.article for reading in readings}
    taken = statement_scores.drawn(rows(linker.link(readings)), SEED, STATEMENTS, OF_ARTICLE)
    lines = (
        json.dumps({"number": number, **asked(row, articles[row["article"]])}, ensure_ascii=False)
        for number, row in enumerate(taken, 1)
    )
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(taken)


def asked(row: Row, article: Article) -> Row:
    """A statement as a judge sees it."""
    start, end, text = row["start"], row["end"], article.text
    return {
        "article": row["article"],
        "published": article.metadata.published,
        "title": article.metadata.title,
        "text": f"{text[:start]}{OPEN}{text[start:end]}{CLOSE}{text[end:]}",
        **{column: row[column] for column in ("speaker", "relay", "direct", "cue", "start", "end")},
        "digest": statement_scores.digest(row["text"], row["speaker"]),
    }
