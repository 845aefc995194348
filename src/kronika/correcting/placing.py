"""Corrections in the reports as they stand today: which are in force, where their words stand, which collide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import permutations, product
from typing import Any, NamedTuple

from kronika.correcting.anchors import find
from kronika.records import Anchor, Correction, Findings, Reading, Ruling, Spot, Standing

CHECK, WITHDRAW, FIX, REJECT = "check", "withdraw", "fix", "reject"
MERGE, SPLIT = "merge", "split"
WHOLE = ("articles", "stories")
"""Tables of whole reports: no record of findings stands at the words."""
FOUND = {"entities": "mentions", "mentions": "mentions"}
BESIDE = ("roles", "pronouns", "demonyms")
"""Findings that are mentions too, where these are not asked for as names."""
Holders = Callable[[Anchor], Sequence[Reading]]
"""The reports in which the words of an anchor may stand, as they are today."""


Merges = Mapping[tuple[str, Spot], dict[Spot, str]]
"""By table and place, with which other places merges make it one, and the ids of these."""


class Placement(NamedTuple):
    """The corrections in force: what linking obeys, where each has its words, and what is known of the others."""

    rulings: list[Ruling]
    spots: dict[str, list[Ruling]]
    standings: dict[str, Standing]
    corrections: dict[str, Correction]


def in_force(corrections: Iterable[Correction]) -> list[Correction]:
    """The corrections that nobody has withdrawn."""
    every = list(corrections)
    gone = {one.withdraws for one in every if one.act == WITHDRAW}
    return [one for one in every if one.act != WITHDRAW and one.id not in gone]


def place(corrections: Iterable[Correction], holders: Holders) -> Placement:
    """Where the corrections in force have their words, and which of them linking obeys."""
    own = {one.id: one for one in in_force(corrections)}
    spots: dict[str, list[Ruling]] = {}
    standings: dict[str, Standing] = {}
    for one in own.values():
        found = _spots(one, holders)
        if isinstance(found, Standing):
            standings[one.id] = found
        else:
            spots[one.id] = found
    standings |= {one.id: one for one in _replaced(own, spots)}
    left = {id: rulings for id, rulings in spots.items() if id not in standings}
    standings |= {one.id: one for one in _colliding(own, left)}
    rulings = [r for id, placed in left.items() if id not in standings for r in placed if r.act != CHECK]
    return Placement(rulings, spots, standings, own)


# ------------------------------------------------------------------------- where


def _spots(one: Correction, holders: Holders) -> list[Ruling] | Standing:
    """The correction at the places of its words: in every copy of the file, if there are several."""
    sides: list[list[Spot]] = []
    for side in (one.of, one.other):
        if side is None:
            continue
        found = _side(one, side, holders(side))
        if isinstance(found, Standing):
            return found
        sides.append(found)
    if not sides or one.table is None:
        return Standing(id=one.id, standing="lost", why="it names no words")
    others: Sequence[Spot | None] = sides[1] if len(sides) > 1 else [None]
    pairs = [(of, other) for of, other in product(sides[0], others) if of != other]
    return [
        Ruling(id=one.id, act=one.act, table=one.table, of=of, other=other, field=one.field, value=one.value)
        for of, other in pairs
    ]


def _side(one: Correction, side: Anchor, readings: Sequence[Reading]) -> list[Spot] | Standing:
    table = one.table or ""
    stood = [(r, at) for r in readings if (at := find(side, r.article)) is not None]
    same = [(r, at) for r, at in stood if r.article.sha256 == side.sha256]
    if table in WHOLE:  # a copy under another name is another report, of another day
        same = [(r, at) for r, at in same if r.article.name == side.article] or same
    if not stood or (len(stood) > 1 and not same):
        why = f"“{side.text}” stands in several reports called {side.article}" if stood else _gone(side, readings)
        return Standing(id=one.id, standing="lost", why=why)
    found = [spot for r, at in same or stood if (spot := _record(r, table, at, at + side.end - side.start))]
    if not found:
        why = f"“{side.text}” stands in {side.article}, but nothing of this kind is read there today"
        return Standing(id=one.id, standing="idle", why=why)
    return found


def _gone(side: Anchor, readings: Sequence[Reading]) -> str:
    if not readings:
        return f"{side.article} is not among the reports"
    return f"{side.article} has changed, and “{side.text}” no longer stands there, or in several places"


def _record(reading: Reading, table: str, start: int, end: int) -> Spot | None:
    """The record that stands at the words, or is the only one that overlaps them; of a name that holds more the words
    themselves: linking parts names that were run together."""
    if table in WHOLE:
        return Spot(source=reading.article.source, start=start, end=end)
    spans = {(f.start, f.end) for f in _findings(reading.findings, table)}
    near = [span for span in spans if span[0] < end and start < span[1]]
    if (start, end) in spans:
        near = [(start, end)]
    if len(near) != 1:
        return None
    (first, last), source = near[0], reading.article.source
    if table in FOUND and first <= start and end <= last and (start, end) != (first, last):
        return Spot(source=source, start=start, end=end, around=(first, last))
    return Spot(source=source, start=first, end=last)


def _findings(findings: Findings, table: str) -> Iterator[Any]:
    yield from getattr(findings, FOUND.get(table, table))
    if table == "mentions":
        for field in BESIDE:
            yield from getattr(findings, field)


# ---------------------------------------------------------------------- together


def _met(spots: Mapping[str, Sequence[Ruling]]) -> Iterator[tuple[Ruling, Ruling]]:
    """The rulings of two corrections on the same record, or on the same two."""
    about: dict[tuple[str, frozenset[Spot]], dict[str, Ruling]] = defaultdict(dict)
    for id, rulings in spots.items():
        for ruling in rulings:
            sides = frozenset(spot for spot in (ruling.of, ruling.other) if spot is not None)
            about[ruling.table, sides].setdefault(id, ruling)
    for found in about.values():
        yield from permutations(found.values(), 2)


def _otherwise(one: Ruling, other: Ruling) -> bool:
    """Whether two rulings on one record cannot both be obeyed: another verdict on a pair, another value of a field, or
    a record that one rejects and the other fixes or has checked."""
    if one.other is not None or REJECT in (one.act, other.act):
        return one.act != other.act
    return one.act == other.act == FIX and one.field == other.field and one.value != other.value


def _again(one: Ruling, other: Ruling) -> bool:
    """Whether two rulings are on the same question, whatever they say."""
    return _otherwise(one, other) or (one.act, one.field) == (other.act, other.field)


def _replaced(own: Mapping[str, Correction], spots: Mapping[str, Sequence[Ruling]]) -> list[Standing]:
    """What the same person ruled on the same question before."""
    later: dict[str, set[str]] = defaultdict(set)
    for one, other in _met(spots):
        first, second = own[one.id], own[other.id]
        if first.author == second.author and (first.made, first.id) < (second.made, second.id) and _again(one, other):
            later[first.id].add(second.id)
    return [
        Standing(id=id, standing="replaced", why=f"{own[id].author} ruled again later", with_=sorted(ids))
        for id, ids in later.items()
    ]


def _colliding(own: Mapping[str, Correction], spots: Mapping[str, Sequence[Ruling]]) -> list[Standing]:
    """What several people rule in different ways."""
    against: dict[str, set[str]] = defaultdict(set)
    for one, other in _met(spots):
        if _otherwise(one, other):
            against[one.id].add(other.id)
    for split, merge in _in_circles(spots):
        against[split].add(merge)
        against[merge].add(split)
    return [
        Standing(id=id, standing="collides", why=_differs(ids, own), with_=sorted(ids)) for id, ids in against.items()
    ]


def _in_circles(spots: Mapping[str, Sequence[Ruling]]) -> Iterator[tuple[str, str]]:
    """By their ids splits, and the merges by way of which both sides would be one all the same."""
    every = [ruling for rulings in spots.values() for ruling in rulings if ruling.other is not None]
    merges: dict[tuple[str, Spot], dict[Spot, str]] = defaultdict(dict)
    for one in every:
        if one.act == MERGE and one.other is not None:
            merges[one.table, one.of].setdefault(one.other, one.id)
            merges[one.table, one.other].setdefault(one.of, one.id)
    return ((one.id, merge) for one in every if one.act == SPLIT for merge in _way(one, merges))


def _way(split: Ruling, merges: Merges) -> list[str]:
    """The ids of the fewest merges that lead from one side of a split to the other."""
    ways: dict[Spot | None, list[str]] = {split.of: []}
    open_ = [split.of]
    for here in open_:
        for there, merge in merges.get((split.table, here), {}).items():
            if there not in ways:
                ways[there] = [*ways[here], merge]
                open_.append(there)
    return ways.get(split.other, [])


def _differs(ids: Iterable[str], own: Mapping[str, Correction]) -> str:
    names = ", ".join(sorted({own[id].author for id in ids}))
    return f"{names} ruled otherwise, and none of these is obeyed"
