"""What people ruled, as the steps of linking ask for it: pairs that are one or are not, by source and place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kronika.linking.report import Report
from kronika.records import Ruling, Spot

ENTITIES, EVENTS, STORIES = "entities", "events", "stories"
Where = tuple[str, int]
"""A source, and the start of the words."""
Pairs = set[tuple[Where, Where]]


CORRECTED = "a correction says so"


class Paired(NamedTuple):
    """The pairs that are one, and those that are not; of the latter the first is what is taken out."""

    together: Pairs
    apart: Pairs


NO_PAIRS = Paired(set(), set())


def paired(rulings: Sequence[Ruling], table: str) -> Paired:
    """What rulings say of pairs of a table."""
    mine = [ruling for ruling in rulings if ruling.table == table and ruling.other is not None]
    return Paired(*({(_where(r.of), _where(r.other)) for r in mine if r.act == act} for act in ("merge", "split")))


def taken_out(apart: Pairs) -> set[Where]:
    """What is taken out by these pairs: it finds its place when all else has one."""
    return {one for one, _ in apart}


def shown(pairs: Paired, reports: Sequence[Report]) -> Paired:
    """Pairs of places in these reports, by the names shown instead of the sources."""
    names = {report.article.source: report.name for report in reports} if any(pairs) else {}
    return Paired(
        *({((names[a], i), (names[b], j)) for (a, i), (b, j) in own if a in names and b in names} for own in pairs)
    )


def _where(spot: Spot | None) -> Where:
    assert spot is not None
    return spot.source, spot.start
