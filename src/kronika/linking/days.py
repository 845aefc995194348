"""Days: what the words allow, with the year and the publication that the reports give. Each step is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from kronika import calendar
from kronika.calendar import UNKNOWN, Interval
from kronika.records import Metadata, PartialDay, TimeFinding

PARTS = {
    "beginning": "beginning: days 1 to 10 of a month, the first quarter of a year, by convention",
    "middle": "middle: days 11 to 20 of a month, May to August of a year, by convention",
    "end": "end: from day 21 of a month, the last quarter of a year, by convention",
    "first-half": "the first half",
    "second-half": "the second half",
    "last-day": "the last day",
    "turn": "turn: the last third of one and the first of the other, by convention",
}


class Published(NamedTuple):
    """The days on which a report may have been published, and the steps that led there."""

    interval: Interval
    proof: list[str]


class Resolved(NamedTuple):
    """The days of an expression, as an interval and as EDTF, and the steps that led there."""

    interval: Interval
    edtf: str | None
    proof: list[str]
    anchor: str | None


def published(metadata: Metadata) -> Published:
    """What the input itself says about the day of publication."""
    if not metadata.published:
        return Published(UNKNOWN, [])
    interval = calendar.parse(metadata.published)
    return Published(interval, [f"the input says {metadata.published}"])


def story_anchor(reports: Sequence[Published]) -> Published:
    """The days on which the reports of a story were published, as far as the input says."""
    known = [r.interval for r in reports if r.interval.earliest and r.interval.latest]
    if not known:
        return Published(UNKNOWN, [])
    hull = calendar.hull(known)
    return Published(hull, [f"other reports of the story were published {calendar.edtf(hull)}"])


def anchor_of(own: Published, story: Published) -> Published:
    """Where a year may be taken from: the report's own publication, else that of the story's other reports."""
    return own if own.interval.earliest and own.interval.latest else story


def resolve(finding: TimeFinding, anchor: Published) -> Resolved:
    """The days of an explicit expression.

    A year that is not named is the one that puts the expression nearest to the anchor, where every day of
    the anchor gives the same; else the days stay unknown and EDTF keeps what is known.
    """
    proof = [f"pattern {finding.pattern}: {_words(finding)}"]
    first, last, used = finding.first, finding.last, None
    if first.year is None or last.year is None:
        year = _year(finding, anchor.interval)
        if year is None:
            return Resolved(UNKNOWN, _open_edtf(finding), [*proof, "no report gives its year"], None)
        named = "counted from" if finding.year_offset is not None else "nearest to"
        proof += [*anchor.proof, f"year {year}: {named} the publication"]
        used = calendar.edtf(anchor.interval)
        first, last = _with_year(first, last, year)
    interval = _interval(first, last, finding.part)
    if interval is None:
        return Resolved(UNKNOWN, None, [*proof, "there is no such day in that year"], used)
    if finding.part:
        proof.append(PARTS[finding.part])
    return Resolved(interval, calendar.edtf(interval), proof, used)


def _words(finding: TimeFinding) -> str:
    ends = [_partial(finding.first)] + [_partial(finding.last)] * (finding.last != finding.first)
    return " to ".join(ends)


def _partial(day: PartialDay) -> str:
    named = [("year", day.year), ("month", day.month), ("day", day.day)]
    return " ".join(f"{name} {value}" for name, value in named if value is not None)


def _open_edtf(finding: TimeFinding) -> str | None:
    if finding.part or finding.year_offset is not None:
        return None
    ends = [
        f"XXXX-{d.month:02d}" + (f"-{d.day:02d}" if d.day else "") for d in (finding.first, finding.last) if d.month
    ]
    return "/".join(dict.fromkeys(ends)) or None


def _year(finding: TimeFinding, anchor: Interval) -> int | None:
    if not (anchor.earliest and anchor.latest):
        return None
    if finding.year_offset is not None:
        years = {day.year + finding.year_offset for day in (anchor.earliest, anchor.latest)}
    else:
        named = finding.last.year or finding.first.year
        if named:
            return named
        years = {_nearest(finding.first, day) for day in (anchor.earliest, anchor.latest)}
    return years.pop() if len(years) == 1 else None


def _nearest(partial: PartialDay, day: dt.date) -> int:
    """The year in which the partial day lies nearest to `day`; of two equally near, the earlier."""
    month = partial.month or 1
    years = range(max(day.year - 1, dt.MINYEAR), min(day.year + 1, dt.MAXYEAR) + 1)
    middle = [(year, dt.date(year, month, min(partial.day or 15, 28))) for year in years]
    return min(middle, key=lambda pair: (abs((pair[1] - day).days), pair[0]))[0]


def _with_year(first: PartialDay, last: PartialDay, year: int) -> tuple[PartialDay, PartialDay]:
    start = PartialDay(first.year or year, first.month, first.day)
    end = PartialDay(last.year or year, last.month, last.day)
    across = (start.month or 1) > (end.month or 12) and start.year == end.year
    return (start, PartialDay(year + 1, end.month, end.day)) if across else (start, end)


def _interval(first: PartialDay, last: PartialDay, part: str | None) -> Interval | None:
    try:
        start, end = _days(first), _days(last)
    except ValueError:
        return None
    if start.earliest is None or end.latest is None or start.earliest > end.latest:
        return None
    if part == "turn" and first.month is None and last.year:
        return Interval(dt.date(start.earliest.year, 10, 1), dt.date(last.year, 3, 31))
    if part == "turn" and start.latest and end.earliest:
        return Interval(start.latest.replace(day=21), end.earliest.replace(day=10))
    return _part(start.earliest, end.latest, part)


def _days(day: PartialDay) -> Interval:
    if day.year is None:
        return UNKNOWN
    if day.month is None:
        return calendar.year(day.year)
    if day.day is None:
        return calendar.month(day.year, day.month)
    exact = dt.date(day.year, day.month, day.day)
    return Interval(exact, exact)


def _part(first: dt.date, last: dt.date, part: str | None) -> Interval:
    """A part of a month or year.

    Of a month: days 1–10, 11–20, 21 to its end; of a year: its first quarter, May to August, its last quarter.
    """
    if part is None:
        return Interval(first, last)
    if part == "last-day":
        return Interval(last, last)
    if (first.year, first.month) == (last.year, last.month):
        start, end = MONTH_PARTS[part]
        return Interval(first.replace(day=start), last.replace(day=min(end, last.day)))
    start, end = YEAR_PARTS[part]
    return Interval(dt.date(first.year, start, 1), calendar.month(last.year, end).latest)


MONTH_PARTS = {
    "beginning": (1, 10),
    "middle": (11, 20),
    "end": (21, 31),
    "first-half": (1, 15),
    "second-half": (16, 31),
}
YEAR_PARTS = {"beginning": (1, 3), "middle": (5, 8), "end": (10, 12), "first-half": (1, 6), "second-half": (7, 12)}


MODS = {"beginning": "START", "middle": "MID", "end": "END"}
"""TimeML's values of `mod` for a part of a stretch."""
