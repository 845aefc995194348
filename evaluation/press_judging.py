"""What people marked in real press, and judged of what Kronika found there: the same way for all that is found.

What `judging` says of judgements and `press_sample` of articles meets here: tables of both, and the sheet that is
judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from evaluation import judging, press, press_sample
from evaluation.days import Table
from evaluation.judging import Judged, Label, Row
from evaluation.linker import Linker
from evaluation.press_sample import DRAWN, OF_ARTICLE, PARTS
from kronika.records import Article, Linked


class Task(NamedTuple):
    """What is marked and judged: the tables that people wrote, the seed of the draw, and how a sort of things is read
    and scored."""

    marked: Path
    judged: Path
    seed: int
    rows: Callable[[Linked], list[Row]]
    """The things as rows of the export."""
    truth: Callable[[Iterable[Label], Mapping[str, str]], list[Row]]
    """Labels as rows of the truth, with the words that stand there."""
    table: Callable[[str, Iterable[Row], Iterable[Row]], Table]
    verdicts: Callable[[Sequence[Judged], list[Row]], dict[str, float]]
    drawn: Callable[[list[Row], int, int, int], list[Row]]
    asked: Callable[[Row, Article], Row]
    """A thing as a judge sees it."""


def found(task: Task, linker: Linker, place: Path) -> list[Table]:
    """All tables of a collection. Raises InputError where it is not the labelled one."""
    collection = press.Collection(place)
    return [*_marked(task, linker, collection), *_judged(task, linker, collection)]


def _marked(task: Task, linker: Linker, collection: press.Collection) -> Iterator[Table]:
    known = judging.lines(task.marked)
    if not known:
        return
    parts = {row["path"]: row["part"] for row in known}
    linked, texts = press_sample.linked(linker, collection, parts)
    said = task.rows(linked)
    for part in PARTS:
        own = [row for row in said if parts[row["article"]] == part]
        truth = task.truth((row for row in known if row["part"] == part), texts)
        whole = task.table(f"press_{part}", truth, own)
        yield whole if part == "tuned" else whole._replace(mistakes=())


def _judged(task: Task, linker: Linker, collection: press.Collection) -> Iterator[Table]:
    judged = judging.judgements(task.judged)
    if not judged:
        return
    said = task.rows(press_sample.linked_sample(linker, collection, sampled(task, collection), judged))
    yield Table("press_judged", {**task.verdicts(judged, said), "found": len(said)})


def sampled(task: Task, collection: press.Collection) -> list[str]:
    """The paths of the articles from which is drawn: the same for the same collection and tuned part."""
    tuned = (row["path"] for row in judging.lines(task.marked) if row["part"] == "tuned")
    return press_sample.sampled(collection, tuned, task.seed)


def draw(task: Task, place: Path, file: Path) -> int:
    """Writes the sheet of what is to be judged, as JSON Lines, and says how much it is.

    What found a thing is not told. Raises InputError where the collection is not the labelled one.
    """
    linker, collection = Linker(), press.Collection(place)
    readings = press_sample.read(linker, collection, sampled(task, collection))
    articles = {reading.article.name: reading.article for reading in readings}
    taken = task.drawn(task.rows(linker.link(readings)), task.seed, DRAWN, OF_ARTICLE)
    return press_sample.write_sheet(file, [task.asked(row, articles[row["article"]]) for row in taken])
