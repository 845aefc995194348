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
Merges = Mapping[tuple[str, Spot], dict[Spot, str]]
"""By table and place, with which other places merges make it one, and the ids of these."""


class Held(NamedTuple):
    """The reports in which the words of an anchor may stand, as they are today: those that have this very text, those
    that are called so and have another, and those that had it before."""

    same: Sequence[Reading]
    called: Sequence[Reading] = ()
    before: Sequence[Reading] = ()


Holders = Callable[[Anchor], Held]


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


Found = list[tuple[Reading, int]]
"""Reports, and where the words stand in each."""


def _side(one: Correction, side: Anchor, held: Held) -> list[Spot] | Standing:
    table = one.table or ""
    same, called, before = (_standing_in(side, readings) for readings in held)
    found = _whole(side, same, called, before) if table in WHOLE else _parts(same, called, before)
    if not found:
        why = _several(side) if len(called) > 1 or same else _gone(side, [*held.same, *held.called, *held.before])
        return Standing(id=one.id, standing="lost", why=why)
    spots = [spot for r, at in found if (spot := _record(r, table, at, at + side.end - side.start))]
    if not spots:
        why = f"“{side.text}” stands in {side.article}, but nothing of this kind is read there today"
        return Standing(id=one.id, standing="idle", why=why)
    return spots


def _standing_in(side: Anchor, readings: Iterable[Reading]) -> Found:
    return [(r, at) for r in readings if (at := find(side, r.article)) is not None]


def _parts(same: Found, called: Found, before: Found) -> Found:
    """Where a part of a report stands: in every copy of the text, and in the one that is called so and was edited; if
    there is neither, in what had the text before."""
    return [*same, *(called if len(called) == 1 else [])] or ([] if called else before)


def _whole(side: Anchor, same: Found, called: Found, before: Found) -> Found:
    """The one report that is meant as a whole: what is called so, else what has the text, else what had it."""
    named = [*((r, at) for r, at in same if r.article.name == side.article), *called]
    found = named or same or before
    return found if len(found) == 1 else []


def _several(side: Anchor) -> str:
    return f"“{side.text}” stands in several reports called {side.article}, and nothing tells which is meant"


def _gone(side: Anchor, readings: Sequence[Reading]) -> str:
    if not readings:
        return f"{side.article} is not among the reports"
    return (
        f"{side.article} has changed: “{side.text}” no longer stands there beside the same words, or in several places"
    )


def _record(reading: Reading, table: str, start: int, end: int) -> Spot | None:
    """The record that stands at the words. A name may be read wider or narrower than it was, if no other overlaps it;
    of one that holds more the words themselves are meant: linking parts names that were run together."""
    source = reading.article.source
    if table in WHOLE:
        return Spot(source=source, start=0, end=0)
    spans = {(f.start, f.end) for f in _findings(reading.findings, table)}
    if (start, end) in spans:
        return Spot(source=source, start=start, end=end)
    near = [span for span in spans if span[0] < end and start < span[1]]
    if table not in FOUND or len(near) != 1:
        return None
    first, last = near[0]
    if first <= start and end <= last:
        return Spot(source=source, start=start, end=end, around=(first, last))
    return Spot(source=source, start=first, end=last)


def _findings(findings: Findings, table: str) -> Iterator[Any]:
    yield from getattr(findings, FOUND.get(table, table))
    if table == "mentions":
        for field in BESIDE:
            yield from getattr(findings, field)


# ---------------------------------------------------------------------- together


def _questions(spots: Mapping[str, Sequence[Ruling]]) -> list[list[Ruling]]:
    """The rulings on the same record, or on the same two, one of each correction."""
    about: dict[tuple[str, frozenset[Spot]], dict[str, Ruling]] = defaultdict(dict)
    for id, rulings in spots.items():
        for ruling in rulings:
            sides = frozenset(spot for spot in (ruling.of, ruling.other) if spot is not None)
            about[ruling.table, sides].setdefault(id, ruling)
    return [list(found.values()) for found in about.values()]


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
    last: dict[str, str] = {}
    for found in _questions(spots):
        ordered = sorted(found, key=lambda ruling: (own[ruling.id].made, ruling.id))
        for at, one in enumerate(ordered):
            author = own[one.id].author
            later = (o for o in reversed(ordered[at + 1 :]) if own[o.id].author == author and _again(one, o))
            if (by := next(later, None)) is not None:
                last[one.id] = by.id
    return [
        Standing(id=id, standing="replaced", why=f"{own[id].author} ruled again later", with_=[by])
        for id, by in last.items()
    ]


def _colliding(own: Mapping[str, Correction], spots: Mapping[str, Sequence[Ruling]]) -> list[Standing]:
    """What several people rule in different ways."""
    against: dict[str, set[str]] = defaultdict(set)
    for found in _questions(spots):
        for one, other in permutations(found, 2):
            if _otherwise(one, other):
                against[one.id].add(other.id)
    for split, merge in _in_circles({id: rulings for id, rulings in spots.items() if id not in against}):
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
    before: dict[Spot, tuple[Spot, str] | None] = {split.of: None}
    open_ = [split.of]
    for here in open_:
        for there, merge in merges.get((split.table, here), {}).items():
            if there not in before:
                before[there] = here, merge
                open_.append(there)
    way, at = list[str](), before.get(split.other) if split.other is not None else None
    while at is not None:
        way.append(at[1])
        at = before[at[0]]
    return way


def _differs(ids: Iterable[str], own: Mapping[str, Correction]) -> str:
    names = ", ".join(sorted({own[id].author for id in ids}))
    return f"{names} ruled otherwise, and none of these is obeyed"
