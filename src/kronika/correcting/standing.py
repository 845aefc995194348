"""What became of corrections in the rows that linking made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kronika.correcting.placing import CHECK, REJECT, Placement
from kronika.correcting.saying import said
from kronika.evidence import digest
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
    standing, why, with_ = _obeyed(placed.corrections[id], sides, found, placed)
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


def _obeyed(one: Correction, sides: Sides, found: Mapping[str, Any], placed: Placement) -> Told:
    if one.act == REJECT:
        return HOLDS, "it is left out", []
    if not found:
        return IDLE, "its words stand, but nothing is told there today", []
    if one.act == CHECK:
        now = {said(row) for row in found.values()}
        if one.value in now:
            return HOLDS, "it says what it said when it was checked", []
        return CHANGED, f"it says now: {', '.join(sorted(now))}", []
    if one.other is None:
        return HOLDS, "what people ruled stands there", []
    return _paired(one, sides, placed)


def _paired(one: Correction, sides: Sides, placed: Placement) -> Told:
    """Whether both sides are one, or two, as they should be."""
    column = GROUPS[one.table or ""]
    groups = [[getattr(row, column, None) for row in side] for side in sides]
    if any(None in group for group in groups):
        return IDLE, "its words stand, but nothing is told there today", []
    together = [group[0] == group[1] for group in groups]
    if all(same == (one.act == "merge") for same in together):
        return HOLDS, "both are one" if one.act == "merge" else "they are two", []
    others = [o.id for o in placed.corrections.values() if o.table == one.table and o.act != one.act and o.other]
    if others:
        return COLLIDES, "other corrections of such pairs lead to the contrary", others
    return IDLE, "linking could not follow it: they lie in different stories, or one report names both as one", []
