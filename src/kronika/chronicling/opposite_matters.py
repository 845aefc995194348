"""Statements of two speakers that say the opposite on the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kronika.chronicling.matters import Matter, Row, Told, sides_of
from kronika.records import OppositionRow

OPPOSITE = "opposite"
LONGEST = 120


def opposite_statements(told: Told) -> Iterator[Matter]:
    """Opposite statements; those that are the same statement, told again, are one side."""
    pairs: dict[frozenset[str], list[OppositionRow]] = defaultdict(list)
    for row in told.oppositions:
        one, other = told.statements[row.first], told.statements[row.second]
        pairs[frozenset((told.same(one), told.same(other)))].append(row)
    for rows in pairs.values():
        best = max(rows, key=lambda row: (row.likeness, row.id))
        ids = dict.fromkeys(id_ for row in rows for id_ in (row.first, row.second))
        claims: list[tuple[str, str, Row]] = [
            (told.same(told.statements[i]), told.holder(told.statements[i]), told.statements[i]) for i in ids
        ]
        named = [(_short(told.statements[claim].text), holder, row) for claim, holder, row in claims]
        about = ", ".join(dict.fromkeys(holder for _, holder, _ in named))
        yield Matter(OPPOSITE, about, best.rule, best.why, sides_of(named))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + " …"
