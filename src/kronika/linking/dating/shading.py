"""The days that an expression names, counted from one day of reference: arithmetic of the calendar and nothing else."""

from __future__ import annotations

import datetime as dt
import math

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from kronika import calendar
from kronika.calendar import Interval
from kronika.ontology.time import part_of
from kronika.records import Aligned, Amount, Calendar, PartialDay, Shifted, Stretch, TimeFinding, TimeValue, Weekdays

AGAINST = 6
"""A day that lies against its tense counts so many times as far when the year is chosen. Chosen, not measured."""
WEEK = 7


def shade(finding: TimeFinding, day: dt.date, told: Interval | None = None) -> Interval | None:
    """The days of an expression in a report that was published on `day`; None where its words name none.

    `told` are the days of the expression that it counts from, where it counts from one (`dzień później`). Raises
    OverflowError or ValueError for days outside the calendar.
    """
    if not finding.counted:
        return _shade(finding.value, day, finding.tense)
    if told is None or told.earliest is None or told.latest is None:
        return None
    if isinstance(finding.value, Weekdays):  # `10 czerwca, a w środę`: the first one from the date on
        return _weekdays(finding.value, told.latest, "future")
    first = _shade(finding.value, told.earliest, finding.tense)
    last = _shade(finding.value, told.latest, finding.tense)
    if first is None or last is None:
        return None
    if isinstance(finding.value, Stretch):  # the stretch begins when all that was told is over
        return last
    return Interval(first.earliest, last.latest)


def _shade(value: TimeValue, day: dt.date, tense: str | None) -> Interval | None:
    match value:
        case Calendar():
            return _calendar(value, day, tense)
        case Weekdays():
            return _weekdays(value, day, tense)
        case Aligned():
            return _aligned(value, day, tense)
        case Shifted():
            return _shifted(value, day)
        case Stretch():
            return Interval(move(day, value.unit, value.first), move(day, value.unit, value.last))
        case Amount():
            return None


def _calendar(value: Calendar, day: dt.date, tense: str | None) -> Interval | None:
    years = [day.year + value.year_offset] if value.year_offset is not None else _years(value, day)
    found = [interval for year in years if (interval := _in_year(value, year))]
    if value.which == "last":
        found = [interval for interval in found if interval.latest and interval.latest < day]
    elif value.which == "coming":
        found = [interval for interval in found if interval.earliest and interval.earliest > day]
    return min(found, key=lambda interval: (_distance(interval, day, tense), interval)) if found else None


def _years(value: Calendar, day: dt.date) -> list[int]:
    """The years that may be meant: the one that is named, or those around the day of reference."""
    named = value.last.year or value.first.year
    return [named] if named else [year for year in (day.year - 1, day.year, day.year + 1) if 1 <= year <= dt.MAXYEAR]


def _distance(interval: Interval, day: dt.date, tense: str | None) -> int:
    """How far an interval lies from a day, its middle counted; further where the tense tells against it."""
    assert interval.earliest and interval.latest
    ahead = (interval.earliest.toordinal() + interval.latest.toordinal()) // 2 - day.toordinal()
    against = (ahead > 0 and tense == "past") or (ahead < 0 and tense in PLANS)
    return abs(ahead) * (AGAINST if against else 1)


def _in_year(value: Calendar, year: int) -> Interval | None:
    """The interval where a date that names no year lies in this one."""
    first_year = value.first.year or year
    last_year = value.last.year or year
    across = (value.first.month or 1) > (value.last.month or 12) and first_year == last_year
    if across and value.first.year is None and value.last.year is None:
        first_year -= 1
    elif across:
        last_year += 1
    start, end = _days(value.first, first_year), _days(value.last, last_year)
    if start is None or end is None or start[0] > end[1]:
        return None
    return _cut(value, start, end)


def _days(day: PartialDay, year: int) -> tuple[dt.date, dt.date] | None:
    if day.easter is not None:
        found = easter(year) + dt.timedelta(days=day.easter)
        return found, found
    if day.month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if day.day is None:
        return _ends(calendar.month(year, day.month))
    try:
        found = dt.date(year, day.month, day.day)
    except ValueError:  # 29 February of a year that has none
        return None
    return found, found


def _cut(value: Calendar, start: tuple[dt.date, dt.date], end: tuple[dt.date, dt.date]) -> Interval:
    if value.part == "turn":
        if value.first.month is None:
            return Interval(start[1].replace(month=10, day=1), end[0].replace(month=3, day=31))
        return Interval(start[1].replace(day=21), end[0].replace(day=10))
    if value.part is None:
        return Interval(start[0], end[1])
    return part(start[0], end[1], value.part)


def part(first: dt.date, last: dt.date, name: str) -> Interval:
    """A part of a week, month, year, decade or century, by the conventions of `ontology/time.toml`."""
    if name == "last-day":
        return Interval(last, last)
    unit = _unit_of(first, last)
    ends = part_of(unit, name)
    if ends is None:
        return Interval(first, last)
    if unit == "week":
        return Interval(first + dt.timedelta(days=ends[0]), first + dt.timedelta(days=ends[1]))
    if unit == "month":
        return Interval(first.replace(day=ends[0]), first.replace(day=min(ends[1], last.day)))
    if unit == "year":
        return Interval(dt.date(first.year, ends[0], 1), calendar.month(first.year, ends[1]).latest)
    return Interval(dt.date(first.year + ends[0], 1, 1), dt.date(first.year + ends[1], 12, 31))


def _unit_of(first: dt.date, last: dt.date) -> str:
    length = (last - first).days + 1
    if length <= WEEK:
        return "week"
    if (first.year, first.month) == (last.year, last.month):
        return "month"
    if first.year == last.year:
        return "year"
    return "decade" if last.year - first.year < 10 else "century"


def _weekdays(value: Weekdays, day: dt.date, tense: str | None) -> Interval | None:
    """By the tense the last one up to the day of reference, or the first one from it on; without tense, the last."""
    if value.week is not None:
        first = _monday(day) + dt.timedelta(days=WEEK * value.week + value.first)
    elif value.which == "last":
        first = day - dt.timedelta(days=(day.weekday() - value.first - 1) % WEEK + 1)
    elif value.which == "coming":
        first = day + dt.timedelta(days=(value.first - day.weekday() - 1) % WEEK + 1)
    elif tense in AHEAD:
        first = day + dt.timedelta(days=(value.first - day.weekday()) % WEEK)
    else:
        last = day - dt.timedelta(days=(day.weekday() - value.last) % WEEK)
        return Interval(last - dt.timedelta(days=(value.last - value.first) % WEEK), last)
    return Interval(first, first + dt.timedelta(days=(value.last - value.first) % WEEK))


PLANS = ("future", "planned")
AHEAD = (*PLANS, "present")
"""Tenses in which a weekday lies ahead: `w środę zbiera się Sejm`."""


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _aligned(value: Aligned, day: dt.date, tense: str | None) -> Interval | None:
    if value.unit == "night":
        return _night(value, day, tense)
    if value.unit == "weekend":
        return _weekend(value, day, tense)
    first, last = unit(value.unit, day, value.first)[0], unit(value.unit, day, value.last)[1]
    if value.day is not None:
        return Interval(first.replace(day=value.day), first.replace(day=value.day)) if value.day <= last.day else None
    return _part_by_tense(value, day, tense, first, last) if value.part else Interval(first, last)


def _part_by_tense(value: Aligned, day: dt.date, tense: str | None, first: dt.date, last: dt.date) -> Interval:
    """`pod koniec roku`, where nothing names the year: the one that the tense allows."""
    assert value.part
    found = part(first, last, value.part)
    assert found.earliest and found.latest
    if value.part == "last-day":  # `do końca roku` is ahead, whatever the tense of the verb
        tense = "future"
    named = value.first != 0 or tense not in ("past", *PLANS)
    if named or (found.earliest <= day if tense == "past" else found.latest >= day):
        return found
    return part(*unit(value.unit, day, -1 if tense == "past" else 1), value.part)


def _night(value: Aligned, day: dt.date, tense: str | None) -> Interval:
    """A night is two days; `dziś w nocy` is the last one when told as past, the next one when told as future."""
    shift = value.first if value.first or tense in PLANS else -1
    first = day + dt.timedelta(days=shift)
    return Interval(first, first + dt.timedelta(days=1))


def _weekend(value: Aligned, day: dt.date, tense: str | None) -> Interval:
    """Saturday and Sunday; the one before when told as past and this one has not begun."""
    saturday = _monday(day) + dt.timedelta(days=5 + WEEK * value.first)
    if value.first == 0 and tense == "past" and saturday > day:
        saturday -= dt.timedelta(days=WEEK)
    ends = part_of("weekend", value.part or "") or (0, 1)
    return Interval(saturday + dt.timedelta(days=ends[0]), saturday + dt.timedelta(days=ends[1]))


MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
"""Units of the calendar that are so many months long."""


def unit(name: str, day: dt.date, shift: int) -> tuple[dt.date, dt.date]:
    """First and last day of the unit that lies `shift` units from the one which holds `day`."""
    if name == "day":
        found = day + dt.timedelta(days=shift)
        return found, found
    if name == "week":
        first = _monday(day) + dt.timedelta(days=WEEK * shift)
        return first, first + dt.timedelta(days=WEEK - 1)
    length = MONTHS[name]
    months = (day.year * 12 + day.month - 1) // length + shift
    first_month, next_month = months * length, (months + 1) * length
    first = dt.date(first_month // 12, first_month % 12 + 1, 1)
    return first, dt.date(next_month // 12, next_month % 12 + 1, 1) - dt.timedelta(days=1)


def _shifted(value: Shifted, day: dt.date) -> Interval | None:
    if DAYS.get(value.unit, 1) < 1:  # `20 minut temu` may be today or yesterday
        ends = sorted((DAYS[value.unit] * value.low, DAYS[value.unit] * value.high))
        return Interval(day + dt.timedelta(days=math.floor(ends[0])), day + dt.timedelta(days=math.ceil(ends[1])))
    low, high = move(day, value.unit, value.low), move(day, value.unit, value.high)
    if value.unit in MONTHS and not (value.low % 1 or value.high % 1):
        grain = "year" if value.unit in ("year", "decade") else "month"
        return Interval(unit(grain, low, 0)[0], unit(grain, high, 0)[1])
    if value.unit in MONTHS:
        return Interval(unit("month", low, 0)[0], unit("month", high, 0)[1])
    return Interval(low, high)


DAYS = {
    "second": 1 / 86_400,
    "minute": 1 / 1_440,
    "hour": 1 / 24,
    "day": 1.0,
    "night": 1.0,
    "week": 7.0,
    "weekend": 7.0,
}


def move(day: dt.date, name: str, count: float) -> dt.date:
    """The day that lies so many units away; hours round away from the day, parts of months to whole days."""
    if name in DAYS:
        days = DAYS[name] * count
        return day + dt.timedelta(days=int(days) + (1 if days % 1 and days > 0 else -1 if days % 1 else 0))
    months = MONTHS[name] * count
    return day + relativedelta(months=int(months), days=round((months - int(months)) * 30))


def _ends(interval: Interval) -> tuple[dt.date, dt.date]:
    assert interval.earliest and interval.latest
    return interval.earliest, interval.latest
