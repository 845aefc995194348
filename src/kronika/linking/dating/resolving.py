"""The days of each expression of a dated report, with the steps that led there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from kronika import calendar
from kronika.calendar import UNKNOWN, Interval
from kronika.linking.dating import steps
from kronika.linking.dating.publication import Dated
from kronika.linking.dating.sources import shade_safely
from kronika.linking.dating.timexes import mod_of, value_of
from kronika.linking.days import CORRECTED
from kronika.linking.obeying import days_of
from kronika.records import Amount, Calendar, Step, TimeFinding

FAR_APART = (dt.date(1500, 1, 6), dt.date(1987, 8, 27))
"""Two days of another year, month and weekday each: what is the same from both does not depend on publication."""
SHOWN = 3
"""Passages that say from what the day of publication was found."""


class Resolved(NamedTuple):
    """The days of an expression as an interval, as EDTF and as TIMEX3, and the steps that led there.

    `anchor` is the EDTF of the days from which it counts.
    """

    interval: Interval
    edtf: str | None
    timex: str | None
    mod: str | None
    anchor: str | None
    proof: list[Step]


def resolve(dated: Dated) -> dict[int, Resolved]:
    """What each expression of a report means, by where it starts."""
    found: dict[int, Resolved] = {}
    for finding in dated.report.findings.times:
        told = found.get(finding.told) if finding.told is not None else None
        found[finding.start] = _resolved(dated, finding, told)
    return found


def _resolved(dated: Dated, finding: TimeFinding, told: Resolved | None) -> Resolved:
    ruling = dated.report.fixed("times", finding.start, finding.end, "day")
    fixed = _fixed(finding) if ruling is None else days_of(ruling.value)
    if fixed is not None:
        found = Found(fixed)
    elif dated.source is None and told is not None:
        found = Found(shade_safely(finding, dt.date.min, told.interval) or UNKNOWN)
    else:
        found = _found(dated, finding)
    anchored = fixed is None and dated.source is not None
    if told is not None:
        anchor = told.edtf
    else:
        anchor = calendar.edtf(dated.interval) if anchored and found.interval != UNKNOWN else None
    return Resolved(
        found.interval,
        _edtf(finding, found),
        value_of(finding, found.interval),
        mod_of(finding),
        anchor,
        list(_proof(dated, finding, told, found, anchored)),
    )


class Found(NamedTuple):
    """The days of an expression, how likely they are, and the single days that it may be where they are not known."""

    interval: Interval
    chance: float = 1.0
    among: tuple[dt.date, ...] = ()


def _fixed(finding: TimeFinding) -> Interval | None:
    """The days that the words name whatever the day of publication."""
    if finding.counted or isinstance(finding.value, Amount):
        return None
    found = {shade_safely(finding, day) for day in FAR_APART}
    return found.pop() if len(found) == 1 else None


def _found(dated: Dated, finding: TimeFinding) -> Found:
    """The days that the days of publication allow.

    One interval where it holds KEPT of all chances, else the stretch that holds all; where these lie more than a week
    apart the days are not known, and only the single days that it may be are told.
    """
    source = dated.source
    if source is None or not dated.days:
        return Found(UNKNOWN)
    chances: dict[Interval | None, float] = defaultdict(float)
    for day in sorted(dated.chances):
        chances[source.shades[day].get(finding.start)] += dated.chances[day]
    likeliest, chance = max(chances.items(), key=lambda item: item[1], default=(None, 0.0))
    if likeliest is not None and round(float(chance), 9) >= KEPT:
        return Found(likeliest, float(chance))
    values = {source.shades[day].get(finding.start) for day in dated.days}
    known = sorted(i for i in values if i is not None and i.earliest and i.latest)
    if len(known) < len(values) or (isinstance(finding.value, Calendar) and finding.value.first.year is None):
        return Found(UNKNOWN)
    hull = calendar.hull(known)
    if _length(hull) - max(map(_length, known)) < WEEK and not (dated.open_first or dated.open_last):
        return Found(hull)
    days = tuple(i.earliest for i in known if i.earliest and i.earliest == i.latest)
    return Found(UNKNOWN, among=days if len(days) == len(known) <= LISTED else ())


def _length(interval: Interval) -> int:
    assert interval.earliest and interval.latest
    return (interval.latest - interval.earliest).days


KEPT = 0.8
"""The chance from which on an interval is told alone. Chosen, not measured."""
CERTAIN = 0.995
WEEK = 7
LISTED = 6
"""Days that may be meant are listed up to so many."""


def _edtf(finding: TimeFinding, found: Found) -> str | None:
    """The interval with the mark of what is approximate; one of a set; a day as far as it is known."""
    plain = calendar.edtf(found.interval)
    if plain is None and found.among:
        return f"[{','.join(day.isoformat() for day in found.among)}]"
    if plain is None:
        return _open_edtf(finding)
    return "/".join(end if end == ".." else f"{end}~" for end in plain.split("/")) if finding.vague else plain


def _open_edtf(finding: TimeFinding) -> str | None:
    value = finding.value
    if not isinstance(value, Calendar) or value.part or value.year_offset is not None or value.first.year:
        return None
    ends = [f"XXXX-{d.month:02d}" + (f"-{d.day:02d}" if d.day else "") for d in (value.first, value.last) if d.month]
    return "/".join(dict.fromkeys(ends)) or None


def _proof(dated: Dated, finding: TimeFinding, told: Resolved | None, found: Found, anchored: bool) -> Iterator[Step]:
    report = dated.report
    yield steps.said("words", report, finding.start, finding.end)
    if report.rulings("times", finding.start, finding.end):
        yield steps.days(CORRECTED, found.interval)
        return
    if isinstance(finding.value, Amount):
        yield Step(rule="no-day")
        return
    if anchored and finding.tense and not finding.counted:
        yield Step(rule=finding.tense)
    for one, other in dated.conflicts:
        if finding.start in (one.start, other.start):
            second = other if finding.start == one.start else one
            yield steps.twice("other-day", report, finding, second)
    part = getattr(finding.value, "part", None)
    if part:
        yield Step(rule=f"part-{part}")
    if finding.counted:
        yield from _counted(dated, finding, told)
    elif anchored:
        yield steps.days("published", dated.interval)
        yield from _reasons(dated, finding)
    if _contradicts(finding, found.interval):
        yield Step(rule="weekday-differs")
    if _beside_another_day(dated, finding, found.interval):
        yield Step(rule="beside-differs")
    if found.chance < CERTAIN:
        yield Step(rule="likeliest", chance=round(found.chance, 2))
    yield steps.days("result" if found.interval != UNKNOWN else "not-known", found.interval)


def _reasons(dated: Dated, finding: TimeFinding) -> list[Step]:
    """What the day of publication was found from, the passages before what stands in for them."""
    told = [s for s in dated.proof if s.rule not in ("gave-way", "kept") and s.start != finding.start]
    passages = [s for s in told if s.article is not None and (s.chance is None or s.chance >= LIKELY)]
    return passages[:SHOWN] or [s for s in told if s.article is None]


LIKELY = 0.5
"""The chance from which on a match is a reason."""


def _counted(dated: Dated, finding: TimeFinding, told: Resolved | None) -> Iterator[Step]:
    if told is None or finding.told is None:
        yield Step(rule="nothing-told")
        return
    end = next(t.end for t in dated.report.findings.times if t.start == finding.told)
    yield steps.said("told-before", dated.report, finding.told, end, told.interval)


def _beside_another_day(dated: Dated, finding: TimeFinding, interval: Interval) -> bool:
    """Whether `wczoraj` beside a date is not the day before publication."""
    shift = finding.value.shift if isinstance(finding.value, Calendar) else None
    if shift is None or len(dated.days) != 1 or interval.earliest is None:
        return False
    return interval.earliest.toordinal() != min(dated.days) + shift


def _contradicts(finding: TimeFinding, interval: Interval) -> bool:
    """Whether the weekday beside a date is not that of the day."""
    weekday = finding.value.weekday if isinstance(finding.value, Calendar) else None
    if weekday is None or interval.earliest is None or interval.earliest != interval.latest:
        return False
    return interval.earliest.weekday() != weekday
