"""What became of corrections in the rows that linking made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kronika.correcting.placing import CHECK, REJECT, Placement
from kronika.correcting.saying import said
from kronika.evidence import digest
from kronika.linking.days import CORRECTED
from kronika.records import Correction, Spot, Standing

HOLDS, IDLE, CHANGED, COLLIDES = "holds", "idle", "changed", "collides"
ROWS = {"entities": "mention", "mentions": "mention", "times": "time", "figures": "figure"}
ROWS |= {"statements": "statement", "events": "event", "articles": "article", "stories": "story"}
"""How the ids of rows of a table begin."""
WHOLE = ("article", "story")
GROUPS = {"entities": "entity", "events": "event", "stories": "story"}
"""The column of a row that says with what it is one."""


class Rows(NamedTuple):
    """The rows as they were linked: the name shown of a report by its source, and rows by their ids."""

    names: Mapping[str, str]
    of: Callable[[Iterable[str]], Mapping[str, Any]]


def standings(placed: Placement, rows: Rows) -> list[Standing]:
    """What became of every correction in force."""
    found = [_standing(placed, id, rows) for id in placed.corrections]
    return sorted(found, key=lambda one: one.id)


def _standing(placed: Placement, id: str, rows: Rows) -> Standing:
    rulings = placed.spots.get(id, [])
    sides = [[_row(ruling.table, spot, rows) for spot in (ruling.of, ruling.other) if spot] for ruling in rulings]
    found = {row.id: row for side in sides for row in side if row is not None}
    known = placed.standings.get(id)
    if known is not None:
        return Standing(id=id, standing=known.standing, why=known.why, with_=known.with_, rows=list(found))
    standing, why, with_ = _obeyed(placed.corrections[id], sides, found, Others(placed, rows))
    return Standing(id=id, standing=standing, why=why, with_=with_, rows=list(found))


def _row(table: str, spot: Spot, rows: Rows) -> Any | None:
    """The row of what stands at the words, else of what is around them."""
    name, kind = rows.names.get(spot.source), ROWS[table]
    if name is None:
        return None
    spans = [(spot.start, spot.end), *([spot.around] if spot.around else [])]
    ids = [f"{kind}-{digest(kind, name, *(() if kind in WHOLE else span))}" for span in spans]
    found = rows.of(ids)
    return next((found[id] for id in ids if id in found), None)


Told = tuple[str, str, list[str]]
Sides = Sequence[Sequence[Any | None]]
"""The rows of both sides of a correction, at each of its places."""


class Others(NamedTuple):
    """All corrections with their places, and the rows."""

    placed: Placement
    rows: Rows

    def against(self, one: Correction, groups: set[str]) -> list[str]:
        """The corrections that make of these groups the contrary of what one says."""
        ruled = (o for o in self.placed.corrections.values() if o.table == one.table and o.act != one.act and o.other)
        return [o.id for o in ruled if o.id not in self.placed.standings and groups & self._groups(o)]

    def _groups(self, one: Correction) -> set[str]:
        spots = (s for r in self.placed.spots.get(one.id, ()) for s in (r.of, r.other) if s is not None)
        found = (_row(one.table or "", spot, self.rows) for spot in spots)
        return {getattr(row, GROUPS[one.table or ""]) for row in found if row is not None}


def _obeyed(one: Correction, sides: Sides, found: Mapping[str, Any], others: Others) -> Told:
    if one.act == REJECT:
        return HOLDS, "it is left out", []
    if not found:
        return IDLE, "its words stand, but nothing is told there today", []
    if one.act == CHECK:
        now = {said(row) for row in found.values()}
        if one.value in now:
            return HOLDS, "it says what it said when it was checked", []
        return CHANGED, f"it says now: {', '.join(sorted(now))}", []
    if one.other is not None:
        return _paired(one, sides, others)
    if all(_says_so(one, row) for row in found.values()):
        return HOLDS, "what people ruled stands there", []
    return IDLE, "its words stand, but something else decides there today", []


def _says_so(one: Correction, row: Any) -> bool:
    """Whether a row says that a correction fixed it."""
    if one.table == "articles":
        return any(step.rule == CORRECTED for step in row.published_proof)
    return one.id in row.corrected


def _paired(one: Correction, sides: Sides, others: Others) -> Told:
    """Whether both sides are one, or two, as they should be."""
    column = GROUPS[one.table or ""]
    groups = [[getattr(row, column, None) for row in side] for side in sides]
    if any(None in group for group in groups):
        return IDLE, "its words stand, but nothing is told there today", []
    together = [group[0] == group[1] for group in groups]
    if all(same == (one.act == "merge") for same in together):
        return HOLDS, "both are one" if one.act == "merge" else "they are two", []
    against = others.against(one, {name for group in groups for name in group if name is not None})
    if against:
        return COLLIDES, "other corrections of the same lead to the contrary", against
    return IDLE, "linking could not follow it: they lie in different stories, or one report names both as one", []
