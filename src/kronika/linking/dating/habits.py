"""How newsrooms date: shares counted on real press, where words alone leave a day open.

`python -m evaluation days --press DIR` counts them anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kronika.calendar import Interval
from kronika.linking.dating.constraints import Days
from kronika.linking.dating.sources import Source
from kronika.linking.dating.weighing import Vector
from kronika.records import Aligned, Calendar, TimeFinding, Weekdays

NEWEST_WEEKDAY = (0.56, 0.25, 0.08, 0.05, 0.03, 0.01, 0.02)
"""How many days after the newest weekday that it tells as past a report is printed, from 0 to 6: of 338 reports."""
NEWEST_DATE = ((1, 0.15), (2, 0.10), (3, 0.06), (4, 0.06), (8, 0.08), (15, 0.08), (31, 0.06), (91, 0.06), (183, 0.03))
"""How many days after the newest date that it tells as past: fewer than so many, of 233 reports. The rest are later."""
LATER = 0.32
APART = ((1, 0.20), (2, 0.13), (3, 0.07), (4, 0.05), (8, 0.10), (15, 0.07), (31, 0.11), (91, 0.18), (183, 0.08))
"""How many days apart two reports of one story are printed: fewer than so many, of 1,323 pairs."""
TODAY = 0.5
"""A report that says `today` seldom calls that day by its weekday too: the odds halve. Of 10 reports, 4 did."""
FAR = 2_000

Shades = Mapping[int, Mapping[int, Interval | None]]


def density(table: Sequence[tuple[int, float]], rest: float = 0.01) -> list[float]:
    """The share of each single number of days, from 0 to FAR, by a table of shares of stretches."""
    found: list[float] = []
    for end, share in table:
        found += [share / (end - len(found))] * (end - len(found))
    return found + [rest / (FAR + 1 - len(found))] * (FAR + 1 - len(found))


BY_DATE = density(NEWEST_DATE, LATER)
BY_DISTANCE = density(APART)


class Leaning(NamedTuple):
    """How likely each day is, in order, and the rules with the passages (start, end) that make it so."""

    chances: Vector
    reasons: list[tuple[str, tuple[int, int]]]


def leaning(source: Source, days: Days) -> Leaning:
    """How a report leans by the newest weekday and date that it tells as past, and by `today`."""
    findings = source.report.findings
    told = [t for t in findings.times if not any(s.direct and s.start <= t.start < s.end for s in findings.statements)]
    past = [t for t in told if t.tense == "past"]
    weekdays = [t for t in past if isinstance(t.value, Weekdays) and t.value.which is None and t.value.week is None]
    dates = [t for t in past if isinstance(t.value, Calendar) and t.value.part is None and t.value.first.day]
    found, reasons = np.ones(len(days)), []
    for rule, times, table in (("newest-weekday", weekdays, NEWEST_WEEKDAY), ("newest-date", dates, BY_DATE)):
        if times:
            found *= _by_newest(times, days, source.shades, table)
            reasons += [(rule, (t.start, t.end)) for t in _newest(times, days, source.shades)]
    todays = [t for t in past if isinstance(t.value, Aligned) and (t.value.unit, t.value.first) == ("day", 0)]
    if todays and weekdays:
        named = {t.value.last for t in weekdays if isinstance(t.value, Weekdays)}
        found *= [TODAY if dt.date.fromordinal(day).weekday() in named else 1.0 for day in sorted(days)]
        reasons.append(("today", (todays[0].start, todays[0].end)))
    return Leaning(found, reasons)


def _newest(times: Sequence[TimeFinding], days: Days, shades: Shades) -> list[TimeFinding]:
    """The expression that names the newest day, where it is the same one on all days."""
    last = {max(times, key=lambda t: _end(shades[day].get(t.start))).start for day in days}
    return [t for t in times if {t.start} == last]


def _end(interval: Interval | None) -> dt.date:
    return interval.latest if interval and interval.latest else dt.date.min


def _by_newest(times: Sequence[TimeFinding], days: Days, shades: Shades, table: Sequence[float]) -> Vector:
    found = np.ones(len(days))
    for number, day in enumerate(sorted(days)):
        ends = [i.latest.toordinal() for t in times if (i := shades[day].get(t.start)) and i.latest]
        behind = [day - end for end in ends if end <= day]
        if behind:
            found[number] = table[min(min(behind), len(table) - 1)]
    return found


def near(days: Days, others: Iterable[Days]) -> Vector:
    """How likely each day is, in order, by how far the other reports of the story lie."""
    middles = [sum(other) / len(other) for other in others]
    shares = [[BY_DISTANCE[min(round(abs(day - m)), FAR)] for m in middles] for day in sorted(days)]
    return np.array(shares).mean(axis=1) if middles else np.ones(len(days))
