"""Statements: what is said, by whom and through whose hands, against hand-made truth, by the scorer's rules.

`seeds`, `examples`: the seed reports and the examples, each read in one go. `f1`, `precision`, `recall` are of span and
speaker together, `span_f1` of the span alone; `speaker_when_found` is the share of spans found whose speaker agrees,
`direct_recall` the share of direct speech that is found, `relay` the share of statements with a relay that have the
right one, `relays_invented` how many have one that the truth does not know.

What real press adds is told in `press_statements`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import structs

from evaluation import days, statement_scores
from evaluation.days import Table, mistakes, rows_of, tables
from evaluation.judging import Row
from evaluation.linker import Linker
from evaluation.measure import TASKS, Task
from evaluation.statement_scores import Figures
from kronika.records import Linked

__all__ = ["found", "measure", "missing", "mistakes", "table", "tables"]


def missing() -> str | None:
    """Why nothing can be measured; None where the pack has its model and the scorer and the seeds are there."""
    return days.missing()


def found(collection: Path | None = None) -> list[Table]:
    """All tables, those of real press where a collection is named. Raises InputError where it is not the labelled
    one."""
    linker = Linker()
    known = [_of_task(linker, task) for task in TASKS]
    if collection:
        from evaluation import press_statements

        known += press_statements.found(linker, collection)
    return known


def measure() -> dict[str, Figures]:
    """The figures of all sets but the press."""
    return tables(found())


def rows(linked: Linked) -> list[Row]:
    """The statements as rows of the export."""
    return [structs.asdict(row) for row in linked.statements]


def table(name: str, truth: Iterable[Row], said: Iterable[Row]) -> Table:
    """A table with its mistakes."""
    wanted, exported = list(truth), list(said)
    return Table(name, statement_scores.figures(wanted, exported), list(statement_scores.wrong(wanted, exported)))


def _of_task(linker: Linker, task: Task) -> Table:
    """The statements of a task. As the scorer does, it passes over articles of which the truth knows none."""
    truth = rows_of(task.truth / "statements.jsonl")
    covered = {row["article"] for row in truth}
    said = rows(linker.link(linker.readings(linker.articles(task.reports))))
    return table(task.name, truth, [row for row in said if row["article"] in covered])
