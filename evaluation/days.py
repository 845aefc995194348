"""Days: what expressions of time mean, and on which day reports were published that do not say it.

`seeds`, `examples`: expressions of time and days of publication as the input gives them. `removed`: the examples
without the days that their input names, all read together; months stay. `tuned`, `measured`: the invented reports of
`examples/_undated`, of which most have no day and some a month, read in one go; rules and tables were made by looking
at the first only. `stories` is how well they are told apart. `tuned_alone`, `measured_alone`: the same, each story by
itself. `tuned_times`, `measured_times`: their expressions of time.

What real press adds is told in `press_days` and `day_counts`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import structs

from evaluation import day_scores, entities, stories
from evaluation.day_scores import Figures, Published, Row
from evaluation.entities import EXAMPLES
from evaluation.linker import Linker
from evaluation.measure import TASKS, Task, scorer
from evaluation.measure import missing as scorer_missing
from kronika import calendar
from kronika.calendar import Interval
from kronika.records import Linked, Reading

UNDATED = EXAMPLES / "_undated"
PARTS = ("tuned", "measured")


class Table(NamedTuple):
    """A table's name, its figures, and the mistakes behind them."""

    name: str
    figures: Figures
    mistakes: Sequence[tuple[str, ...]] = ()


def missing() -> str | None:
    """Why nothing can be measured; None where the pack has its model and the scorer and the seeds are there."""
    return entities.missing() or scorer_missing()


def found(collection: Path | None = None) -> list[Table]:
    """All tables, those of real press where a collection is named. Raises InputError where it is not the labelled
    one."""
    linker = Linker()
    tables = [*_dated(linker), *(table for part in PARTS for table in undated(linker, part))]
    if collection:
        from evaluation import press_days

        tables += press_days.found(linker, collection)
    return tables


def measure() -> dict[str, Figures]:
    """The figures of all sets but the press."""
    return tables(found())


def tables(known: Iterable[Table]) -> dict[str, Figures]:
    """The figures by table."""
    return {table.name: table.figures for table in known}


def mistakes(known: Iterable[Table]) -> list[str]:
    """What is wrong, one a line: table, sort, article, place, words there, what is wanted, what was got."""
    return ["\t".join((table.name, *mistake)) for table in known for mistake in table.mistakes]


def rows_of(file: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON Lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def said_times(linked: Linked) -> list[Row]:
    """The expressions of time as rows of the export."""
    return [structs.asdict(row) for row in linked.times]


def without(reading: Reading, length: int) -> Reading:
    """The reading with the day of its input cut to its first characters, 7 for the month; a month stays as it is."""
    day = reading.article.metadata.published
    kept = (day[:length] or None) if day and len(day) > len("2027-05") else day
    metadata = structs.replace(reading.article.metadata, published=kept)
    return structs.replace(reading, article=structs.replace(reading.article, metadata=metadata))


def _dated(linker: Linker) -> Iterator[Table]:
    for task in TASKS:
        readings = linker.readings(linker.articles(task.reports))
        yield _as_input(task.name, linker.link(readings), task)
        if task.reports == EXAMPLES:
            yield _removed(linker.link([without(reading, 0) for reading in readings]), task)


def _as_input(name: str, linked: Linked, task: Task) -> Table:
    truth, said = rows_of(task.truth / "times.jsonl"), said_times(linked)
    figures = day_scores.times(truth, said) | _agreement(linked, task)
    return Table(name, figures, list(day_scores.wrong_times(truth, said)))


def _removed(linked: Linked, task: Task) -> Table:
    truth = {row["article"]: _interval(row) for row in rows_of(task.truth / "articles.jsonl")}
    found = {row.article: _interval(structs.asdict(row)) for row in linked.articles}
    wrong = [
        ("outside", article, "", "", day_scores.told(wanted), day_scores.told(found[article]))
        for article, wanted in truth.items()
        if not day_scores.agree(wanted, found[article])
    ]
    return Table("removed", _agreement(linked, task), wrong)


def _agreement(linked: Linked, task: Task) -> Figures:
    """How the days of publication agree with the truth, and how wide those are that do, by the scorer's rule."""
    rows = [structs.asdict(row) for row in linked.articles]
    scores = scorer().score_articles(rows_of(task.truth / "articles.jsonl"), rows)
    return {"published_agrees": scores["published_agrees"], "median_width": scores["median_days_wide"]}


def _interval(row: Row) -> Interval:
    ends = (row["published_earliest"], row["published_latest"])
    return Interval(*(dt.date.fromisoformat(end) if end else None for end in ends))


def undated(linker: Linker, part: str) -> Iterator[Table]:
    """The tables of the invented reports of a part, read in one go and each story by itself."""
    folder = UNDATED / part
    truth = rows_of(folder / "_days.jsonl")
    readings = linker.readings(linker.articles(folder / "reports.jsonl"))
    linked = linker.link(readings)
    together = _published(truth, linked)
    wanted = {row["article"]: row["story"] for row in truth}
    apart = stories.compared(wanted, {row.article: row.story for row in linked.stories})
    alone = [p for story in dict.fromkeys(wanted.values()) for p in _of_story(linker, story, truth, readings)]
    yield Table(part, {**day_scores.publication(together), "stories": apart.f1}, list(day_scores.misplaced(together)))
    yield Table(f"{part}_alone", day_scores.publication(alone), list(day_scores.misplaced(alone)))
    gold, said = rows_of(folder / "_times.jsonl"), said_times(linked)
    yield Table(f"{part}_times", day_scores.times(gold, said), list(day_scores.wrong_times(gold, said)))


def _of_story(linker: Linker, story: str, truth: Sequence[Row], readings: Sequence[Reading]) -> list[Published]:
    own = [row for row in truth if row["story"] == story]
    names = {row["article"] for row in own}
    return _published(own, linker.link([r for r in readings if r.article.name in names]))


def _published(truth: Iterable[Row], linked: Linked) -> list[Published]:
    said = {row.article: _interval(structs.asdict(row)) for row in linked.articles}
    return [
        Published(row["article"], calendar.parse(row["published"]).earliest, _interval(row), said[row["article"]])
        for row in truth
    ]
