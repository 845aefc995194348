"""What reports say of their days beyond doubt, as constraints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kronika.calendar import Interval, meets
from kronika.linking.dating.constraints import Constraint, Relation, after_all, not_before
from kronika.linking.dating.matches import SURE
from kronika.linking.dating.sources import Source
from kronika.linking.dating.weighing import Match
from kronika.records import Aligned, Amount, Calendar, ReuseRow, Shifted, TimeFinding, TimeValue

RULES = ("weekday", "beside", "past", "copied", "same")
"""The rules, the surest first."""


def sure(sources: Sequence[Source], shared: Sequence[ReuseRow], matches: Sequence[Match]) -> list[Constraint]:
    """What the reports of a story say of their days beyond doubt, the surest first."""
    found = [c for source in sources for c in _alone(source)]
    by_name = {source.name: source for source in sources}
    found += [c for row in shared for c in _copied(row, by_name)]
    found += [m.constraint for m in matches if is_sure(m)]
    return sorted(found, key=lambda c: (RULES.index(c.rule), -c.score, c.one[:3], c.other[:3]))


def is_sure(match: Match) -> bool:
    """Whether two pieces are so alike, and their days so seldom agree by chance, that they tell the same."""
    return match.constraint.rule == "same" and match.constraint.score >= SURE and match.chance >= LIKELY


LIKELY = 0.9


def _alone(source: Source) -> Iterator[Constraint]:
    """What a report says of its own day."""
    for time in source.report.findings.times:
        if isinstance(time.value, Amount) or (time.counted and time.told is None):
            continue
        clue = source.clue(time.start)
        own = source.publication(time.start, time.end)
        if isinstance(time.value, Calendar) and time.value.weekday is not None:
            yield Constraint("weekday", _is_weekday(time.value.weekday), clue, clue)
        if isinstance(time.value, Calendar) and time.value.shift is not None:
            yield Constraint("beside", _is_away(time.value.shift), own, clue)
        if time.tense == "past" and (_counts_days(time) or _names_days(time.value)):
            yield Constraint("past", after_all if time.clock == NIGHT else not_before, own, clue)


NIGHT = "TNI"
"""A night that is told as past is over: `w nocy z 4 na 5 maja` is told on the 5th or later."""


def _counts_days(time: TimeFinding) -> bool:
    """Whether an expression is a day counted from one told before: `tydzień później`."""
    return time.counted and isinstance(time.value, Shifted | Aligned) and not time.vague


def _names_days(value: TimeValue) -> bool:
    named = isinstance(value, Calendar) and value.part is None
    return named and (value.first.day is not None or value.first.easter is not None)  # type: ignore[union-attr]


def _is_away(shift: int) -> Relation:
    """Whether the second lies so many days from the first: `wczoraj, 11 czerwca` is a day before publication."""

    def relation(one: Interval, other: Interval) -> bool:
        first, second = one.earliest, other.earliest
        return first is not None and second is not None and (second - first).days == shift

    return relation


def _is_weekday(weekday: int) -> Relation:
    def relation(one: Interval, _: Interval) -> bool:
        return one.earliest is not None and one.earliest.weekday() == weekday

    return relation


def _copied(row: ReuseRow, sources: Mapping[str, Source]) -> Iterator[Constraint]:
    """The same expression in a passage that two reports share means the same days."""
    one, other = sources.get(row.article), sources.get(row.other)
    if one is None or other is None:
        return
    shift = row.other_start - row.start
    there = {t.start: t for t in other.report.findings.times}
    for time in one.report.findings.times:
        twin = there.get(time.start + shift)
        if row.start <= time.start and time.end <= row.end and twin and not isinstance(time.value, Amount):
            yield Constraint("copied", meets, one.clue(time.start), other.clue(twin.start))
