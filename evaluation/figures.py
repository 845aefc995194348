"""Figures: what is counted, how many, and who says so, against hand-made truth; and how two figures relate.

`figures`, `figures_examples`: the seed reports and the examples, each read in one go. `f1`, `precision` and `recall`
are of value and measure together, `span_f1` of the place alone; `value_when_found` and `measure_when_found` are the
shares of the figures found whose value and whose measure agrees, `attribution` the share of right figures with a source
that have the right one, `sources_invented` how many have one where the truth names none.

What figures are to each other is told in `relations`, what real press adds in `press_figures`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import structs

from evaluation import days, figure_scores, relations
from evaluation.days import Table, mistakes, rows_of, tables
from evaluation.figure_scores import Figures
from evaluation.judging import Row
from evaluation.linker import Linker
from evaluation.measure import TASKS, Task
from kronika import pipeline
from kronika.records import Linked

__all__ = ["found", "measure", "missing", "mistakes", "table", "tables"]

NAMES = {"seeds": "figures", "examples": "figures_examples"}


def missing() -> str | None:
    """Why nothing can be measured; None where the pack has its model and the scorer and the seeds are there."""
    return days.missing()


def found(collection: Path | None = None) -> list[Table]:
    """All tables, those of real press where a collection is named. Raises InputError where it is not the labelled
    one."""
    linker = Linker()
    known = [table for task in TASKS for table in _of_task(linker, task)]
    known += relations.of_pairs(linker)
    if collection:
        from evaluation import press_figures

        known += press_figures.found(linker, collection)
    return known


def measure() -> dict[str, Figures]:
    """The figures of all sets but the press."""
    return tables(found())


def rows(linked: Linked) -> list[Row]:
    """The figures as rows of the export."""
    return [structs.asdict(row) for row in linked.figures]


def table(name: str, truth: Iterable[Row], said: Iterable[Row]) -> Table:
    """A table with its mistakes."""
    wanted, exported = list(truth), list(said)
    return Table(name, figure_scores.figures(wanted, exported), list(figure_scores.wrong(wanted, exported)))


def _of_task(linker: Linker, task: Task) -> Iterator[Table]:
    """The figures of a task, and how they relate where the truth tells. As the scorer does, it passes over articles of
    which the truth knows no figure."""
    written = pipeline.write(linker.readings(linker.articles(task.reports)), [])
    truth = rows_of(task.truth / "figures.jsonl")
    covered = {row["article"] for row in truth}
    yield table(NAMES[task.name], truth, [row for row in rows(written.linked) if row["article"] in covered])
    yield from relations.of_task(task, written)
