"""Days of publication that hold together: constraints over sets of days, taken in order of certainty.

Each constraint is tried with all that were taken before it, to a fixpoint of arc consistency (Mackworth 1977). One that
leaves a report no day gives way and is listed: so the least certain always does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from kronika.calendar import Interval, before, meets

Days = frozenset[int]
"""Days that are still possible, as ordinals."""
Relation = Callable[[Interval, Interval], bool]


class Clue(NamedTuple):
    """What one report says of a day, for each day on which it may have been published.

    `start` and `end` are where it says so; `days` gives the interval by the ordinal of the day of publication.
    """

    report: str
    start: int
    end: int
    days: Mapping[int, Interval]


class Constraint(NamedTuple):
    """Two clues that must stand in a relation, by a rule; `score` tells how sure the match is, from 0 to 1."""

    rule: str
    relation: Relation
    one: Clue
    other: Clue
    score: float = 1.0


class Solution(NamedTuple):
    """The days left to each report, the constraints that narrowed it in order, and those that gave way."""

    domains: dict[str, Days]
    narrowed: dict[str, list[Constraint]]
    dropped: list[Constraint]


def nearly_meets(one: Interval, other: Interval) -> bool:
    """The two share a day, or lie side by side: for soft borders."""
    return _gap(one, other) <= 1 and _gap(other, one) <= 1


def not_before(one: Interval, other: Interval) -> bool:
    """The first does not end before the second begins."""
    return not before(one, other)


def after_all(one: Interval, other: Interval) -> bool:
    """The first does not end before the second does."""
    return not (one.latest and other.latest and one.latest < other.latest)


def at_once(one: Interval, other: Interval) -> bool:
    """The first lies in the second, or on the day after."""
    return not before(one, other) and _gap(other, one) <= 1


GAPS: dict[Relation, tuple[int | None, int | None]] = {
    meets: (0, 0),
    nearly_meets: (1, 1),
    not_before: (0, None),
    at_once: (0, 1),
}
"""How many days the second may at most begin after the first ends, and the first after the second; None is any."""


def _gap(one: Interval, other: Interval) -> int:
    """How many days the second begins after the first ends."""
    return (other.earliest - one.latest).days if one.latest and other.earliest else 0


def solve(domains: Mapping[str, Days], constraints: Sequence[Constraint]) -> Solution:
    """The days that all constraints leave, taken in the given order; the surest come first.

    A constraint whose clue knows no interval for a day lets that day be.
    """
    current = dict(domains)
    taken: list[Constraint] = []
    watching: dict[str, list[Constraint]] = defaultdict(list)
    narrowed: dict[str, list[Constraint]] = defaultdict(list)
    dropped: list[Constraint] = []
    for constraint in constraints:
        found = _propagate(current, constraint, watching)
        if found is None:
            dropped.append(constraint)
            continue
        taken.append(constraint)
        for name in {constraint.one.report, constraint.other.report}:
            watching[name].append(constraint)
        for name, by in found.items():
            current[name] = by[0]
            narrowed[name] += [c for c in by[1] if c not in narrowed[name]]
    return Solution(current, dict(narrowed), dropped)


Changes = dict[str, tuple[Days, list[Constraint]]]


def _propagate(
    domains: Mapping[str, Days], first: Constraint, watching: Mapping[str, Sequence[Constraint]]
) -> Changes | None:
    """What a new constraint and all that follow from it change; None where a report is left without a day."""
    changed: Changes = {}
    queue = [first]
    while queue:
        constraint = queue.pop(0)
        for own, opposite, flipped in (
            (constraint.one, constraint.other, False),
            (constraint.other, constraint.one, True),
        ):
            before = _now(domains, changed, own.report)
            left = _supported(constraint, own, opposite, flipped, before, _now(domains, changed, opposite.report))
            if not left:
                return None
            if left != before:
                changed[own.report] = left, [*changed.get(own.report, (left, []))[1], constraint]
                queue += [c for c in watching.get(own.report, ()) if c not in queue]
                if (
                    constraint is not first
                    and first not in queue
                    and own.report in (first.one.report, first.other.report)
                ):
                    queue.append(first)
    return changed


def _now(domains: Mapping[str, Days], changed: Changes, name: str) -> Days:
    return changed[name][0] if name in changed else domains[name]


def _supported(constraint: Constraint, own: Clue, opposite: Clue, flipped: bool, days: Days, others: Days) -> Days:
    """The days of a report for which the other has some day that stands in the relation."""
    if own.report == opposite.report:
        return frozenset(d for d in days if _holds(constraint, own.days.get(d), opposite.days.get(d), flipped))
    values = {opposite.days.get(d) for d in others}
    verdicts: dict[Interval | None, bool] = {}
    for day in days:
        value = own.days.get(day)
        if value not in verdicts:
            verdicts[value] = any(_holds(constraint, value, other, flipped) for other in values)
    return frozenset(d for d in days if verdicts[own.days.get(d)])


def _holds(constraint: Constraint, own: Interval | None, opposite: Interval | None, flipped: bool) -> bool:
    if own is None or opposite is None:
        return True
    return constraint.relation(opposite, own) if flipped else constraint.relation(own, opposite)
