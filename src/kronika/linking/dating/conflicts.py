"""Two days that one report gives for what it tells in the same words: an error in the source, to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from kronika.linking.dating.alike import alike
from kronika.linking.dating.telling import Telling
from kronika.linking.report import Report
from kronika.records import Calendar, TimeFinding

ALIKE = 0.85
"""Chosen, not measured: a report may tell of like things on two days."""
SHARED = 4
"""Words that the two pieces have in common."""


def conflicts(report: Report, tellings: Sequence[Telling]) -> list[tuple[TimeFinding, TimeFinding]]:
    """The pairs of dates, in order, that stand for what is told in the same words and name two days."""
    dates = {t.start: t for t in report.findings.times if isinstance(t.value, Calendar) and t.value.first.day}
    told = [t for t in tellings if t.time in dates]
    found = set()
    for one, other in combinations(told, 2):
        if one.time == other.time or len(one.words & other.words) < SHARED:
            continue
        first, second = dates[one.time or 0], dates[other.time or 0]
        if _differ(first, second) and any(alike([one], [other], ALIKE)):
            found.add((min(first.start, second.start), max(first.start, second.start)))
    return [(dates[one], dates[other]) for one, other in sorted(found)]


def _differ(one: TimeFinding, other: TimeFinding) -> bool:
    first, second = one.value, other.value
    assert isinstance(first, Calendar) and isinstance(second, Calendar)
    return any(
        a is not None and b is not None and a != b
        for mine, theirs in ((first.first, second.first), (first.last, second.last))
        for a, b in ((mine.year, theirs.year), (mine.month, theirs.month), (mine.day, theirs.day))
    )
