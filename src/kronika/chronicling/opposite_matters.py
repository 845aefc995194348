"""Statements of two speakers that say the opposite on the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kronika.chronicling.matters import DENIES, About, Matter, Row, Told, sides_of
from kronika.records import OppositionRow, StatementRow

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
        named = [(_claimed(told, told.statements[claim]), holder, row) for claim, holder, row in claims]
        about = About(names=tuple(dict.fromkeys(holder for _, holder, _ in named)))
        yield Matter(OPPOSITE, about, best.rule, best.why, sides_of(named))


def _claimed(told: Told, row: StatementRow) -> str:
    """The words of a statement; of what somebody denies, the sentence that says that he does."""
    place = told.sentence(row) if row.stance == DENIES else None
    return _short(told.texts.quote(place) if place else row.text)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + " …"
