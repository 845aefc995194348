"""What people ruled, as the steps of linking ask for it: pairs that are one or are not, by source and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

from kronika.linking.report import Report
from kronika.records import Ruling, Spot

ENTITIES, EVENTS, STORIES = "entities", "events", "stories"
Where = tuple[Any, ...]
"""A source, and the start of the words; of events their end too: several may begin at one place."""
Pairs = set[tuple[Where, Where]]


SAYS_SO = "a correction says so"


class Paired(NamedTuple):
    """The pairs that are one, and those that are not; of the latter the first is what is taken out."""

    together: Pairs
    apart: Pairs


NO_PAIRS = Paired(set(), set())


def paired(rulings: Sequence[Ruling], table: str) -> Paired:
    """What rulings say of pairs of a table."""
    mine = [ruling for ruling in rulings if ruling.table == table and ruling.other is not None]
    where = partial(_where, with_end=table == EVENTS)
    return Paired(*({(where(r.of), where(r.other)) for r in mine if r.act == act} for act in ("merge", "split")))


Index = dict[str, list[Ruling]]
"""Rulings by the sources of the reports on which they are."""


def indexed(rulings: Iterable[Ruling]) -> Index:
    """The rulings, each under the sources of both its sides."""
    found: Index = defaultdict(list)
    for ruling in rulings:
        for source in {spot.source for spot in (ruling.of, ruling.other) if spot is not None}:
            found[source].append(ruling)
    return found


def about(index: Index, reports: Iterable[Report]) -> list[Ruling]:
    """The rulings on some reports, each once."""
    own = (ruling for report in reports for ruling in index.get(report.article.source, ()))
    return list(dict.fromkeys(own)) if index else []


def taken_out(apart: Pairs) -> set[Where]:
    """What is taken out by these pairs: it finds its place when all else has one."""
    return {one for one, _ in apart}


def shown(pairs: Paired, reports: Sequence[Report]) -> Paired:
    """Pairs of places in these reports, by the names shown instead of the sources."""
    names = {report.article.source: report.name for report in reports} if any(pairs) else {}
    return Paired(
        *({((names[a], *i), (names[b], *j)) for (a, *i), (b, *j) in own if a in names and b in names} for own in pairs)
    )


def _where(spot: Spot | None, *, with_end: bool) -> Where:
    assert spot is not None
    return (spot.source, spot.start, spot.end) if with_end else (spot.source, spot.start)
