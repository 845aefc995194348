"""How newsrooms date: shares counted on real press and rounded, where words alone leave a day open.

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
from kronika.records import Aligned, Calendar, ReuseRow, TimeFinding, Weekdays

NEWEST_WEEKDAY = (0.56, 0.25, 0.08, 0.05, 0.03, 0.01, 0.02)
"""How many days after the newest weekday that it tells as past a report is printed, from 0 to 6."""
NEWEST_DATE = ((1, 0.06), (2, 0.07), (4, 0.13), (8, 0.10), (15, 0.07), (31, 0.07), (91, 0.08), (183, 0.02))
"""How many days after the newest date that it tells as past, none of them in its lead: fewer than so many.
The rest are later."""
LATER = 0.40
LEAD_DATE = ((1, 0.25), (2, 0.20), (4, 0.10), (8, 0.10), (15, 0.06), (31, 0.06), (91, 0.08), (183, 0.03))
"""How many days after the newest date that its lead tells as past: fewer than so many.

The rest are later. Few such reports were counted."""
LATER_LEAD = 0.12
LATE = 7
"""Days for which a date may still be told as future though it is over."""
NEXT_DATE = ((6, 0.02), (7, 0.02), (11, 0.16), (15, 0.12), (22, 0.07), (38, 0.11), (98, 0.09), (190, 0.02))
"""How many days from LATE days ago on the first date lies that a report tells as future."""
FURTHER = 0.39
APART = ((1, 0.20), (2, 0.13), (3, 0.07), (4, 0.05), (8, 0.10), (15, 0.07), (31, 0.11), (91, 0.18), (183, 0.08))
"""How many days apart two reports of one story are printed: fewer than so many."""
SHARING = ((1, 0.60), (2, 0.25), (3, 0.05), (8, 0.04), (31, 0.04), (91, 0.015))
"""How many days apart two reports of one story are printed that share a passage of SHARED letters.

Chosen after some 90 pairs; no command counts them."""
SHARED = 100
TODAY = 0.5
"""A report that says `today` seldom calls that day by its weekday too: the odds halve. Of 15 reports, 6 did."""
FAR = 2_000

Shades = Mapping[int, Mapping[int, Interval | None]]


def density(table: Sequence[tuple[int, float]], rest: float = 0.01) -> list[float]:
    """The share of each single number of days, from 0 to FAR, by a table of shares of stretches."""
    found: list[float] = []
    for end, share in table:
        found += [share / (end - len(found))] * (end - len(found))
    return found + [rest / (FAR + 1 - len(found))] * (FAR + 1 - len(found))


BY_DATE = density(NEWEST_DATE, LATER)
BY_LEAD = density(LEAD_DATE, LATER_LEAD)
BY_NEXT = density(NEXT_DATE, FURTHER)
BY_DISTANCE = density(APART)
BY_SHARING = density(SHARING, 0.005)


class Leaning(NamedTuple):
    """How likely each day is, in order, and the rules with the passages (start, end) that make it so."""

    chances: Vector
    reasons: list[tuple[str, tuple[int, int]]]


def leanings(sources: Sequence[Source], domains: Mapping[str, Days]) -> dict[str, Leaning]:
    """How each report of a story leans; what several print in the same words counts once among them."""
    words = {s.name: frozenset(t.words for t in s.tellings) for s in sources}
    found = {}
    for source in sources:
        own, wide = words[source.name], len(domains[source.name]) > 1
        prints = sum(len(own & other) >= REPRINT * len(own) for other in words.values()) if wide else 1
        lean = leaning(source, domains[source.name])
        found[source.name] = Leaning(lean.chances ** (1 / max(prints, 1)), lean.reasons)
    return found


REPRINT = 0.5
"""The share of its pieces that a report has in the same words as another which prints the same text. Chosen."""


def leaning(source: Source, days: Days) -> Leaning:
    """How a report leans by the newest weekday and date that it tells as past, and by `today`."""
    findings = source.report.findings
    told = [t for t in findings.times if not any(s.direct and s.start <= t.start < s.end for s in findings.statements)]
    past = [t for t in told if t.tense == "past" and not t.counted]
    weekdays = [t for t in past if isinstance(t.value, Weekdays) and t.value.which is None and t.value.week is None]
    dates = [t for t in past if _names_day(t)]
    lead = max((t.end for t in source.tellings if t.leads), default=0)
    in_lead = [t for t in dates if t.start < lead]
    by_date = (in_lead, BY_LEAD) if in_lead else (dates, BY_DATE)
    ahead = [t for t in told if t.tense == "future" and _names_day(t)]
    found = _by_next(ahead, days, source.shades)
    reasons = [("future", (t.start, t.end)) for t in _next(ahead, days, source.shades)]
    for rule, times, table in (("newest-weekday", weekdays, NEWEST_WEEKDAY), ("newest-date", *by_date)):
        if times:
            found *= _by_newest(times, days, source.shades, table)
            reasons += [(rule, (t.start, t.end)) for t in _newest(times, days, source.shades)]
    todays = [t for t in past if isinstance(t.value, Aligned) and (t.value.unit, t.value.first) == ("day", 0)]
    if todays and weekdays:
        named = {t.value.last for t in weekdays if isinstance(t.value, Weekdays)}
        found *= [TODAY if dt.date.fromordinal(day).weekday() in named else 1.0 for day in sorted(days)]
        reasons.append(("today", (todays[0].start, todays[0].end)))
    return Leaning(found, reasons)


def _names_day(time: TimeFinding) -> bool:
    value = time.value
    return isinstance(value, Calendar) and value.part is None and value.first.day is not None


def _by_next(times: Sequence[TimeFinding], days: Days, shades: Shades) -> Vector:
    """How likely each day is by the first date that is told as future."""
    found = np.ones(len(days))
    for number, day in enumerate(sorted(days)):
        starts = [i.earliest.toordinal() for t in times if (i := shades[day].get(t.start)) and i.earliest]
        ahead = [start - day + LATE for start in starts if start - day >= -LATE]
        if times:
            found[number] = BY_NEXT[min(min(ahead, default=FAR), len(BY_NEXT) - 1)]
    return found


def _next(times: Sequence[TimeFinding], days: Days, shades: Shades) -> list[TimeFinding]:
    """The expression that names the day which comes first, on the first of the days."""
    shaded = shades[min(days)]
    named = [(i.earliest, t.start) for t in times if (i := shaded.get(t.start)) and i.earliest]
    return [t for t in times if named and t.start == min(named)[1]]


def _newest(times: Sequence[TimeFinding], days: Days, shades: Shades) -> list[TimeFinding]:
    """The expression that names the newest day, where it is the same one on all days."""
    last: set[int | None] = set()
    for day in days:
        ends = [(_end(shades[day].get(t.start)), t.start) for t in times]
        over = [(end, start) for end, start in ends if end.toordinal() <= day]
        last.add(max(over)[1] if over else None)
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


def apart(one: Days, other: Days, sharing: bool = False) -> Vector:
    """How likely two reports of a story lie so far apart: rows are the days of the one, columns those of the other."""
    days, others = np.array(sorted(one)), np.array(sorted(other))
    table = np.array(BY_SHARING if sharing else BY_DISTANCE)
    found: Vector = table[np.minimum(np.abs(days[:, None] - others), FAR)]
    return found


def sharing(shared: Iterable[ReuseRow]) -> list[tuple[str, str]]:
    """The pairs of reports that share a passage of some length, in order."""
    long = (row for row in shared if row.end - row.start >= SHARED and row.article != row.other)
    return sorted({(min(row.article, row.other), max(row.article, row.other)) for row in long})


def near(days: Days, others: Iterable[tuple[Days, Vector]]) -> Vector:
    """How likely each day is, in order, by how far the other reports lie; that a month ends there tells nothing."""
    told = [apart(days, other) @ chances for other, chances in others]
    return np.sum(told, axis=0) / apart(days, days).sum(axis=1) if told else np.ones(len(days))
