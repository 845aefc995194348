"""Pieces of two reports that may tell the same, each match with the chance that they do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product

import numpy as np
from numpy.typing import NDArray

from kronika.calendar import meets
from kronika.linking.dating.alike import alike
from kronika.linking.dating.constraints import Clue, Constraint, at_once, nearly_meets, not_before
from kronika.linking.dating.shading import AHEAD
from kronika.linking.dating.sources import Source
from kronika.linking.dating.telling import Telling
from kronika.linking.dating.weighing import Match

LONGEST = 14
"""Days of a stretch that still says when something happened."""
WEEK = 7

SHARES = {
    "same": ((0.2, 0.2), (0.25, 0.32), (0.3, 0.45), (0.4, 0.7), (0.5, 0.87), (0.6, 0.93)),
    "today": ((0.3, 0.2), (0.4, 0.4), (0.6, 0.8)),
    "news": ((0.4, 0.5), (0.6, 0.7), (0.8, 0.85)),
    "told": ((0.4, 0.5), (0.6, 0.7), (0.8, 0.85)),
}
"""How likely two pieces tell the same, by how alike they are from there on."""
ONSET = 0.4
"""The chance of two pieces that tell how their common matter began. Chosen after some 230 pairs; no command counts."""
MOST = 40
"""Pairs of pieces of two reports that are looked at, the most alike first."""
TOPIC = 12
"""So many words that a report has most often are what it is about. Chosen, not measured."""
OTHER_TENSE = 0.5
"""What is told in another tense is half as likely to be the same. Chosen."""
LEAST = 0.2
SURE = 0.7
"""Pieces so alike, whose days may agree by weekday, are taken to tell the same. Chosen."""


def likely_matches(sources: Sequence[Source]) -> list[Match]:
    """The pieces of the reports that may tell the same, with the chance that they do."""
    best: dict[tuple[object, ...], tuple[Constraint, float]] = {}
    for one, other in combinations(sources, 2):
        if len(one.domain) > 1 or len(other.domain) > 1:
            for constraint, chance in _told_alike(one, other):
                key = (constraint.one[:2], constraint.other[:2], constraint.rule)
                if key not in best or best[key][1] < chance:
                    best[key] = constraint, chance
    return [Match(*best[key]) for key in sorted(best, key=str)]


def chance_of(kind: str, likeness: float) -> float:
    """The chance that two pieces so alike tell the same; 0 where too little speaks for it."""
    return max((share for least, share in SHARES[kind] if likeness >= least), default=0.0)


def agreement(one: Clue, other: Clue, slack: int) -> tuple[bool, float]:
    """Whether some days of two clues meet, and the share of shifts by 0 to 6 days after which they still could.

    Days that lie `slack` apart meet too. Weekdays agree by chance after one shift of seven.
    """
    first, last = _ends(one)
    other_first, other_last = _ends(other)
    shifts = np.arange(WEEK)[:, None, None]
    begins = first[None, :, None] - (other_last[None, None, :] + shifts) <= slack
    ends = (other_first[None, None, :] + shifts) - last[None, :, None] <= slack
    agrees = np.any(begins & ends, axis=(1, 2)).tolist()
    return agrees[0], sum(agrees) / WEEK


def _ends(clue: Clue) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first and last days of the intervals that a clue may name, as ordinals."""
    spans = {(i.earliest.toordinal(), i.latest.toordinal()) for i in clue.days.values() if i.earliest and i.latest}
    table = np.array(sorted(spans), dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _told_alike(one: Source, other: Source) -> Iterator[tuple[Constraint, float]]:
    found = alike(one.tellings, other.tellings, LEAST)
    for pair in sorted(found, key=lambda p: (-p.likeness, p.one.start, p.one.end, p.other.start, p.other.end))[:MOST]:
        a, b = pair.one, pair.other
        if a.time is not None and b.time is not None:
            yield from _same(one, other, a, b, pair.likeness)
        elif b.time is not None:
            yield from _undated(one, other, a, b, pair.likeness)
        elif a.time is not None:
            yield from _undated(other, one, b, a, pair.likeness)
    yield from _begun(one, other)


def _begun(one: Source, other: Source) -> Iterator[tuple[Constraint, float]]:
    """How their common matter began: pieces that open and share a word that both reports have all the time."""
    common = _topic(one) & _topic(other)
    openings = [[t for t in s.tellings if t.opens and t.time is not None and t.tense != "future"] for s in (one, other)]
    for a, b in islice(product(*openings), MOST):
        if a.words & b.words & common:
            yield from _agreeing(one, other, a, b, ONSET, ONSET)


def _topic(source: Source) -> set[str]:
    held = Counter(word for telling in source.tellings for word in telling.words)
    return {word for word, _ in sorted(held.items(), key=lambda item: (-item[1], item[0]))[:TOPIC]}


def _same(one: Source, other: Source, a: Telling, b: Telling, likeness: float) -> Iterator[tuple[Constraint, float]]:
    """Two pieces with days that tell the same: their days meet. That weekdays agree bears it out."""
    free = one.is_free(a.time or 0) or other.is_free(b.time or 0)
    chance = chance_of("today" if free else "same", likeness) * (1 if a.tense == b.tense else OTHER_TENSE)
    yield from _agreeing(one, other, a, b, likeness, chance)


def _agreeing(
    one: Source, other: Source, a: Telling, b: Telling, likeness: float, chance: float
) -> Iterator[tuple[Constraint, float]]:
    assert a.time is not None and b.time is not None
    first, second = one.clue(a.time), other.clue(b.time)
    free = one.is_free(a.time) or other.is_free(b.time)
    soft = free or any(s.vague_at(t) for s, t in ((one, a.time), (other, b.time)))
    if not chance or not (_short(first) and _short(second)):
        return
    possible, by_chance = agreement(first, second, 1 if soft else 0)
    if possible:
        found = Constraint("same", nearly_meets if soft else meets, first, second, likeness)
        yield found, chance / (chance + (1 - chance) * by_chance)


def _undated(one: Source, other: Source, a: Telling, b: Telling, likeness: float) -> Iterator[tuple[Constraint, float]]:
    """A piece without a day that tells as past what another report gives a day for: the report is not older.

    In its lead it is news of that day or the day before.
    """
    assert b.time is not None
    clue, own = other.clue(b.time), one.publication(a.start, a.end)
    rule = "news" if a.leads else "told"
    chance = chance_of(rule, likeness)
    if chance and _short(clue) and a.tense == "past" and b.tense not in AHEAD:
        yield Constraint(rule, at_once if a.leads else not_before, own, clue, likeness), chance


def _short(clue: Clue) -> bool:
    lengths = [(i.latest - i.earliest).days for i in clue.days.values() if i.earliest and i.latest]
    return bool(lengths) and max(lengths) < LONGEST
