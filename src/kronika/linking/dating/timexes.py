"""TIMEX3's value and modifier of an expression.

Source of the notation: ISO-TimeML, ISO 24617-1:2012.
"""

from __future__ import annotations

from kronika import calendar
from kronika.calendar import Interval
from kronika.records import Aligned, Amount, Calendar, Stretch, TimeFinding
from kronika.records import Weekdays as Weekday

MODS = {"beginning": "START", "first-weeks": "START", "first-week": "START", "middle": "MID", "end": "END"}
"""Values of `mod` for a part of a stretch."""
LETTERS = {"day": "D", "night": "D", "week": "W", "weekend": "W", "month": "M", "quarter": "Q", "year": "Y"}
LETTERS |= {"hour": "H", "decade": "DE", "half": "H"}


def mod_of(finding: TimeFinding) -> str | None:
    """START, MID or END for a part of a stretch; None for a whole one."""
    return MODS.get(getattr(finding.value, "part", None) or "")


def value_of(finding: TimeFinding, interval: Interval) -> str | None:
    """The value: that of the words themselves for lengths and repetitions, else that of the days; None when unknown."""
    if isinstance(finding.value, Amount):
        return finding.value.timex
    whole = _whole(finding, interval) or _days(interval)
    if whole is None:
        return _unplaced(finding)
    return whole + finding.clock if finding.clock and _is_day(interval) else whole


def _is_day(interval: Interval) -> bool:
    return interval.earliest is not None and interval.earliest == interval.latest


def _whole(finding: TimeFinding, interval: Interval) -> str | None:
    """A stretch by its length, and a week, weekend or decade that is named as a whole."""
    first, last, value = interval.earliest, interval.latest, finding.value
    if first is None or last is None:
        return None
    if isinstance(value, Stretch):
        return _length(value)
    if not isinstance(value, Aligned) or value.part is not None or value.first != value.last:
        return None
    year, week, weekday = first.isocalendar()
    days = (last - first).days + 1
    if (value.unit, days, weekday) in (("week", 7, 1), ("weekend", 2, 6)):
        return f"{year}-W{week:02d}" + ("-WE" if value.unit == "weekend" else "")
    if value.unit == "decade" and (first.year % 10, last.year - first.year) == (0, 9):
        return f"{first.year // 10}"
    return None


def _length(value: Stretch) -> str:
    many = abs(value.last - value.first)
    letter = LETTERS.get(value.unit, "D")
    return f"P{'T' if value.unit == 'hour' else ''}{many:g}{letter}"


def _days(interval: Interval) -> str | None:
    """A day, month or year; a longer stretch as its two ends, which TIMEX3 itself would write in two attributes."""
    return calendar.edtf(interval)


def _unplaced(finding: TimeFinding) -> str | None:
    if isinstance(finding.value, Weekday) and finding.value.first == finding.value.last:
        return f"XXXX-WXX-{finding.value.first + 1}"
    if isinstance(finding.value, Calendar) and finding.value.first == finding.value.last:
        day = finding.value.first
        parts = [f"{day.year:04d}" if day.year else "XXXX"]
        parts += [f"{day.month:02d}"] if day.month else []
        parts += [f"{day.day:02d}"] if day.month and day.day else []
        return "-".join(parts) if day.year or day.month else None
    return None
