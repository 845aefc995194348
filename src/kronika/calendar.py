"""Days, intervals and their precision; reading and writing EDTF.

Source of the notation: ISO 8601-2:2019, Extended Date/Time Format, levels 0 and 1.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Sequence
from typing import NamedTuple


class Interval(NamedTuple):
    """First and last day, both inside; None where that end is not known."""

    earliest: dt.date | None
    latest: dt.date | None


UNKNOWN = Interval(None, None)
LAST_DAY = "9999"
"""Sorts behind every ISO day."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(\d{4})")
_DECADE = re.compile(r"(\d{3})X")


def of(earliest: str | None, latest: str | None) -> Interval:
    """The interval between two ISO days, either of them unknown. Raises ValueError for what is no day."""
    read = dt.date.fromisoformat
    return Interval(read(earliest) if earliest else None, read(latest) if latest else None)


def month(year: int, number: int) -> Interval:
    """All days of a month."""
    return Interval(dt.date(year, number, 1), dt.date(year, number, monthrange(year, number)[1]))


def year(number: int) -> Interval:
    """All days of a year."""
    return Interval(dt.date(number, 1, 1), dt.date(number, 12, 31))


def hull(intervals: list[Interval]) -> Interval:
    """The smallest interval that holds all the given ones; an open end stays open."""
    if not intervals:
        return UNKNOWN
    firsts = [i.earliest for i in intervals]
    lasts = [i.latest for i in intervals]
    return Interval(
        None if None in firsts else min(d for d in firsts if d),
        None if None in lasts else max(d for d in lasts if d),
    )


def together(intervals: Sequence[Interval]) -> Interval:
    """The days that all intervals allow, else the stretch that holds all."""
    starts = [of.earliest for of in intervals if of.earliest]
    ends = [of.latest for of in intervals if of.latest]
    first, last = max(starts, default=None), min(ends, default=None)
    return around(intervals) if first and last and first > last else Interval(first, last)


def around(intervals: Sequence[Interval]) -> Interval:
    """The stretch from the first day of any interval to the last, those without a day apart; open where one is."""
    known = [of for of in intervals if of.earliest or of.latest]
    starts = [of.earliest for of in known if of.earliest]
    ends = [of.latest for of in known if of.latest]
    return Interval(
        min(starts) if starts and len(starts) == len(known) else None,
        max(ends) if ends and len(ends) == len(known) else None,
    )


def before(one: Interval, other: Interval) -> bool:
    """Whether the first is over when the second begins."""
    return bool(one.latest and other.earliest and one.latest < other.earliest)


def meets(one: Interval, other: Interval) -> bool:
    """Whether the two may share a day."""
    return not (before(one, other) or before(other, one))


def near(one: Interval, other: Interval, days: int) -> bool:
    """Whether the two may lie at most so many days apart."""
    both = ((one, other), (other, one))
    gaps = [(late.earliest - early.latest).days for early, late in both if early.latest and late.earliest]
    return max(gaps, default=0) <= days


def inside(days: Interval, other: Interval) -> bool:
    """Whether the first, of known ends, lies within the second."""
    first, last = days
    return bool(first and last and first >= (other.earliest or first) and last <= (other.latest or last))


def parse(text: str) -> Interval:
    """The days that an EDTF date, an EDTF interval or an ISO date-time allows.

    The day of a date-time is taken as written, whatever its zone. Raises ValueError for anything else.
    """
    if "/" in text:
        first, last = text.split("/", 1)
        start = UNKNOWN if first in ("", "..") else _parse_one(first)
        stop = UNKNOWN if last in ("", "..") else _parse_one(last)
        if start.earliest and stop.latest and start.earliest > stop.latest:
            raise ValueError(f"{text!r} ends before it begins")
        return Interval(start.earliest, stop.latest)
    return _parse_one(text)


def _parse_one(text: str) -> Interval:
    plain = re.sub(r"-XX(-XX)?$", "", text.strip().rstrip("?~%"))
    if found := _DAY.fullmatch(plain):
        day = dt.date(int(found[1]), int(found[2]), int(found[3]))
        return Interval(day, day)
    if found := _MONTH.fullmatch(plain):
        return month(int(found[1]), int(found[2]))
    if found := _YEAR.fullmatch(plain):
        return year(int(found[1]))
    if found := _DECADE.fullmatch(plain):
        return Interval(dt.date(int(found[1]) * 10, 1, 1), dt.date(int(found[1]) * 10 + 9, 12, 31))
    raise ValueError(f"{text!r} is not an EDTF date")


def iso(day: dt.date | None) -> str | None:
    """A day as `YYYY-MM-DD`, or None."""
    return day.isoformat() if day else None


def edtf(interval: Interval) -> str | None:
    """The shortest EDTF text for an interval: a day, a month, a year, or `first/last`; None when unknown."""
    first, last = interval
    if first is None and last is None:
        return None
    if first is None or last is None:
        return f"{iso(first) or '..'}/{iso(last) or '..'}"
    if first == last:
        return first.isoformat()
    if interval == month(first.year, first.month):
        return f"{first.year:04d}-{first.month:02d}"
    if interval == year(first.year):
        return f"{first.year:04d}"
    return f"{first.isoformat()}/{last.isoformat()}"
