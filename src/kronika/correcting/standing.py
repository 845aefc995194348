"""What became of corrections in the rows that linking made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from kronika.correcting.placing import CHECK, REJECT, Placement
from kronika.correcting.saying import said
from kronika.evidence import digest
from kronika.records import Correction, Ruling, Spot, Standing

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
    ids = list(dict.fromkeys(row for ruling in rulings for row in _ids(ruling, rows)))
    known = placed.standings.get(id)
    if known is not None:
        return Standing(id=id, standing=known.standing, why=known.why, with_=known.with_, rows=ids)
    found = rows.of(ids)
    one = placed.corrections[id]
    standing, why, with_ = _obeyed(one, rulings, found, placed, rows)
    return Standing(id=id, standing=standing, why=why, with_=with_, rows=[row for row in ids if row in found])


def _ids(ruling: Ruling, rows: Rows) -> Iterator[str]:
    return (id for spot in (ruling.of, ruling.other) if spot and (id := _id(ruling.table, spot, rows)))


def _id(table: str, spot: Spot, rows: Rows) -> str | None:
    name, kind = rows.names.get(spot.source), ROWS[table]
    if name is None:
        return None
    return f"{kind}-{digest(kind, name)}" if kind in WHOLE else f"{kind}-{digest(kind, name, spot.start, spot.end)}"


Told = tuple[str, str, list[str]]


def _obeyed(one: Correction, rulings: list[Ruling], found: Mapping[str, Any], placed: Placement, rows: Rows) -> Told:
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
    return _paired(one, rulings, found, placed, rows)


def _paired(one: Correction, rulings: list[Ruling], found: Mapping[str, Any], placed: Placement, rows: Rows) -> Told:
    """Whether both sides are one, or two, as they should be."""
    column = GROUPS[one.table or ""]
    sides = [[getattr(found.get(id), column, None) for id in _ids(ruling, rows)] for ruling in rulings]
    if any(None in side or len(side) < 2 for side in sides):
        return IDLE, "its words stand, but nothing is told there today", []
    together = [side[0] == side[1] for side in sides]
    if all(same == (one.act == "merge") for same in together):
        return HOLDS, "both are one" if one.act == "merge" else "they are two", []
    others = [o.id for o in placed.corrections.values() if o.table == one.table and o.act != one.act and o.other]
    if others:
        return COLLIDES, "other corrections of such pairs lead to the contrary", others
    return IDLE, "linking could not follow it: they lie in different stories, or one report names both as one", []
