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
SEASONS = {(3, 5): "SP", (6, 8): "SU", (9, 11): "FA", (12, 2): "WI"}
QUARTERS = {(1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4", (1, 6): "H1", (7, 12): "H2"}
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
    """A week, weekend, season, quarter, half-year or decade that is named as a whole."""
    first = interval.earliest
    if first is None or interval.latest is None:
        return None
    if isinstance(finding.value, Stretch):
        return _length(finding.value)
    if isinstance(finding.value, Aligned) and finding.value.part is None:
        year, week, _ = first.isocalendar()
        if finding.value.unit in ("week", "weekend"):
            return f"{year}-W{week:02d}" + ("-WE" if finding.value.unit == "weekend" else "")
        if finding.value.unit == "decade":
            return f"{first.year // 10}"
    if isinstance(finding.value, Calendar) and finding.value.part is None and finding.value.first.day is None:
        return _named_part(finding.value, interval)
    return None


def _named_part(value: Calendar, interval: Interval) -> str | None:
    assert interval.latest
    months = value.first.month or 0, value.last.month or 0
    named = SEASONS.get(months) or QUARTERS.get(months)
    return f"{interval.latest.year}-{named}" if named else None


def _length(value: Stretch) -> str:
    many = abs(value.last - value.first)
    letter = LETTERS.get(value.unit, "D")
    return f"P{'T' if value.unit == 'hour' else ''}{many:g}{letter}"


def _days(interval: Interval) -> str | None:
    """A day, month or year; a longer stretch as its two ends, which TIMEX3 itself would write in two attributes."""
    return calendar.edtf(interval)


def _unplaced(finding: TimeFinding) -> str | None:
    if isinstance(finding.value, Weekday):
        return f"XXXX-WXX-{finding.value.first + 1}"
    if isinstance(finding.value, Calendar):
        day = finding.value.first
        parts = [f"{day.year:04d}" if day.year else "XXXX"]
        parts += [f"{day.month:02d}"] if day.month else []
        parts += [f"{day.day:02d}"] if day.month and day.day else []
        return "-".join(parts) if day.year or day.month else None
    return None
