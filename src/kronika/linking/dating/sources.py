"""A report with the days that it may be of, and the days of its expressions for each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from kronika import calendar
from kronika.calendar import UNKNOWN, Interval
from kronika.linking.dating.constraints import Clue, Days
from kronika.linking.dating.shading import shade
from kronika.linking.dating.telling import Telling
from kronika.linking.days import named_day
from kronika.linking.report import Report
from kronika.records import Aligned, Calendar, Shifted, TimeFinding

APART = 182
"""Days within which the reports of a story are taken to lie where one gives no day at all: half a year."""
WIDEST = 1_100
"""Days of publication that are weighed at all: three years."""
UNIT = ("day", "night")


class Source:
    """A report with its pieces, the days it may be of, and the days of its expressions by day of publication."""

    def __init__(self, report: Report, tellings: list[Telling], domain: Days, near: dt.date | None) -> None:
        self.report, self.tellings, self.domain = report, tellings, domain
        self.name = report.name
        self.shades = shades_of(report, domain, near)
        self._times = {t.start: t for t in report.findings.times}
        self._clues: dict[int, Clue] = {}

    def clue(self, at: int) -> Clue:
        """The days of the expression that starts there."""
        if at not in self._clues:
            found = {day: days for day in self.domain if (days := self.shades[day].get(at)) is not None}
            self._clues[at] = Clue(self.name, at, self._times[at].end, found)
        return self._clues[at]

    @cached_property
    def _own_days(self) -> dict[int, Interval]:
        return {day: Interval(found, found) for day in self.domain for found in [dt.date.fromordinal(day)]}

    def publication(self, start: int, end: int) -> Clue:
        """The day of publication itself, as shown by a passage."""
        return Clue(self.name, start, end, self._own_days)

    def is_free(self, at: int) -> bool:
        """Whether the expression that starts there fits any day, as `today` does: that days agree proves nothing."""
        value = self._times[at].value
        return isinstance(value, Aligned | Shifted) and value.unit in UNIT

    def vague_at(self, at: int) -> bool:
        """Whether the expression that starts there has soft borders."""
        return self._times[at].vague


def shades_of(report: Report, domain: Iterable[int], near: dt.date | None) -> dict[int, dict[int, Interval | None]]:
    """For each day of publication the days of each expression, by its start; None where it has none.

    `near` is the day around which the years of dates are sought in a report that names no day of its own.
    """
    times = report.findings.times
    fixed = {t.start: shade_safely(*_around(t, dt.date.min, near)) for t in times if _is_fixed(t, near)}
    return {day: _shades(times, dt.date.fromordinal(day), fixed) for day in domain}


def _is_fixed(time: TimeFinding, near: dt.date | None) -> bool:
    """Whether the expression names the same days whatever the day of publication."""
    value = time.value
    if not isinstance(value, Calendar) or time.counted or value.which or value.year_offset is not None:
        return False
    return near is not None or bool(value.first.year and value.last.year)


def _shades(
    times: Sequence[TimeFinding], day: dt.date, fixed: Mapping[int, Interval | None]
) -> dict[int, Interval | None]:
    found: dict[int, Interval | None] = {}
    for time in times:
        told = found.get(time.told) if time.told is not None else None
        found[time.start] = fixed[time.start] if time.start in fixed else shade_safely(time, day, told)
    return found


def shade_safely(time: TimeFinding, day: dt.date, told: Interval | None = None) -> Interval | None:
    """The days of an expression; None where they lie outside the calendar."""
    try:
        return shade(time, day, told)
    except (ValueError, OverflowError):
        return None


def _around(time: TimeFinding, day: dt.date, near: dt.date | None) -> tuple[TimeFinding, dt.date]:
    """The expression and the day that it counts from: dates without a year lie nearest to the story's known days."""
    value = time.value
    if near is None or not isinstance(value, Calendar) or value.which or value.year_offset is not None:
        return time, day
    return time, near


def span(reports: Sequence[Report]) -> Interval:
    """The days around which a story lies: those of publication that the input gives, else the last day named in full.

    Unknown where there is neither.
    """
    known = [r.published.interval for r in reports if r.published.interval.earliest and r.published.interval.latest]
    return calendar.hull(known) if known else _named_days(reports)


def middle(hull: Interval) -> dt.date | None:
    """The day in the middle."""
    if not (hull.earliest and hull.latest):
        return None
    return dt.date.fromordinal((hull.earliest.toordinal() + hull.latest.toordinal()) // 2)


def domain(own: Interval, hull: Interval) -> Days:
    """The days on which a report may have been published, before it is compared: empty where too little bounds them.

    A report that names no day lies within half a year of those that do.
    """
    first = own.earliest.toordinal() if own.earliest else None
    last = own.latest.toordinal() if own.latest else None
    if hull.earliest and hull.latest:
        first = first or max(hull.earliest.toordinal() - APART, dt.date.min.toordinal())
        last = last or min(hull.latest.toordinal() + APART, dt.date.max.toordinal())
    if not first or not last or last - first > WIDEST:
        return frozenset()
    return frozenset(range(first, last + 1))


def _named_days(reports: Sequence[Report]) -> Interval:
    """The last day that the reports name with its year as past; unknown where they name none."""
    days = [day for report in reports for time in report.findings.times if (day := named_day(time))]
    return Interval(max(days), max(days)) if days else UNKNOWN
