"""Origins: whence what the examples tell comes, against lines marked by hand.

`origins_examples`: lines of `examples/_truth/origins.jsonl`, each a statement, a figure or an event by the place of
one of its tellings, with the names of its origins. `right` is the share of which just these are told, `count` the
share of which as many are told. The lines were drawn from what was told in several reports, and some at random; who
marked them had the reports, the tellings and the conventions of ARCHITECTURE.md, and not what Kronika says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation import absent, entities
from evaluation.days import Table, mistakes, rows_of, tables
from evaluation.linker import Linker
from evaluation.measure import TASKS
from kronika.languages.letters import fold
from kronika.records import Linked, SupportRow

__all__ = ["found", "measure", "missing", "mistakes", "tables"]

TRUTH = Path(__file__).parents[1] / "examples" / "_truth" / "origins.jsonl"
EXAMPLES = "examples"


def missing() -> str | None:
    """Why nothing can be measured; None where the pack has its model and the examples are there."""
    return entities.missing() or absent(TASKS[1].reports, TRUTH)


def measure() -> dict[str, dict[str, float | int]]:
    """The figures."""
    return tables(found())


def found() -> list[Table]:
    """The lines with their mistakes."""
    linker = Linker()
    linked = linker.link(linker.readings(linker.articles(TASKS[1].reports)))
    truth = rows_of(TRUTH)
    return [Table("origins_examples", figures(truth, linked), [(line,) for line in wrong(truth, linked)])]


def figures(truth: Sequence[Mapping[str, Any]], linked: Linked) -> dict[str, float | int]:
    """The shares of lines whose origins are right by name, and by number."""
    told = [(row, support_of(row, linked)) for row in truth]
    right = sum(support is not None and names(support) == _names(row["origins"]) for row, support in told)
    count = sum(support is not None and len(support.origins) == len(row["origins"]) for row, support in told)
    return {"right": right / len(truth), "count": count / len(truth), "lines": len(truth)}


def wrong(truth: Sequence[Mapping[str, Any]], linked: Linked) -> Iterator[str]:
    """The lines whose origins are others."""
    for row in truth:
        support = support_of(row, linked)
        if support is None or names(support) != _names(row["origins"]):
            told = [origin.name for origin in support.origins] if support else "not told"
            yield f"{row['kind']} {row['article']}:{row['start']}: {row['origins']} wanted, {told} said"


def support_of(row: Mapping[str, Any], linked: Linked) -> SupportRow | None:
    """The support of what is told at a place; None where nothing of the kind is told there."""
    tables = {"statement": linked.statements, "figure": linked.figures, "event": linked.events}
    place = row["article"], row["start"], row["end"]
    here = {r.id for r in tables[row["kind"]] if (r.article, r.start, r.end) == place}
    return next((s for s in linked.supports if s.kind == row["kind"] and here & set(s.mentions)), None)


def names(support: SupportRow) -> set[str]:
    """The names of the origins, folded."""
    return _names(origin.name for origin in support.origins)


def _names(given: Any) -> set[str]:
    return {fold(name) for name in given}
