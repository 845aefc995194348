"""What people ruled, as the steps of linking ask for it: pairs that are one or are not, by source and place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kronika.records import Ruling, Spot

ENTITIES, EVENTS, STORIES = "entities", "events", "stories"
Where = tuple[str, int]
"""A source, and the start of the words."""
Pairs = set[tuple[Where, Where]]


class Paired(NamedTuple):
    """The pairs that are one, and those that are not; of the latter the first is what is taken out."""

    together: Pairs
    apart: Pairs


def paired(rulings: Sequence[Ruling], table: str) -> Paired:
    """What rulings say of pairs of a table."""
    mine = [ruling for ruling in rulings if ruling.table == table and ruling.other is not None]
    return Paired(*({(_where(r.of), _where(r.other)) for r in mine if r.act == act} for act in ("merge", "split")))


def _where(spot: Spot | None) -> Where:
    assert spot is not None
    return spot.source, spot.start
