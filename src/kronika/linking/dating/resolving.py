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
from kronika.linking.dating.shading import shade
from kronika.linking.dating.sources import Source
from kronika.linking.dating.timexes import mod_of, value_of
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
    fixed = _fixed(finding)
    if fixed is not None:
        interval, anchored = fixed, False
    else:
        interval, anchored = _hull(dated, finding), dated.source is not None
    if told is not None:
        anchor = told.edtf
    else:
        anchor = calendar.edtf(dated.interval) if anchored and interval != UNKNOWN else None
    return Resolved(
        interval,
        _edtf(finding, interval),
        value_of(finding, interval),
        mod_of(finding),
        anchor,
        list(_proof(dated, finding, told, interval, anchored)),
    )


def _fixed(finding: TimeFinding) -> Interval | None:
    """The days that the words name whatever the day of publication."""
    if finding.counted or isinstance(finding.value, Amount):
        return None
    found = {shade(finding, day) for day in FAR_APART}
    return found.pop() if len(found) == 1 else None


def _hull(dated: Dated, finding: TimeFinding) -> Interval:
    """All days that the days of publication allow; a date whose year they leave open is not known."""
    source = dated.source
    if source is None or not dated.days:
        return UNKNOWN
    found = {source.shades[day].get(finding.start) for day in dated.days}
    if likeliest := _likeliest(dated, source, finding):
        return likeliest
    values = sorted(i for i in found if i is not None)
    if len(values) < len(found):
        return UNKNOWN
    if len(values) == 1:
        return values[0]
    if isinstance(finding.value, Calendar) and finding.value.first.year is None:
        return UNKNOWN
    hull = calendar.hull(values)
    return Interval(None if dated.open_first else hull.earliest, None if dated.open_last else hull.latest)


def _likeliest(dated: Dated, source: Source, finding: TimeFinding) -> Interval | None:
    """The one interval that holds KEPT of all chances; None where there is none such."""
    chances: dict[Interval | None, float] = defaultdict(float)
    for day in sorted(dated.chances):
        chances[source.shades[day].get(finding.start)] += dated.chances[day]
    return next((interval for interval, chance in chances.items() if chance >= KEPT), None)


KEPT = 0.8
"""The chance from which on an interval is told alone: of those with 8 to 9 chances in ten, 9 in ten are right."""


def _edtf(finding: TimeFinding, interval: Interval) -> str | None:
    """The interval with the mark of what is approximate; a day of a year not known as far as it is known."""
    plain = calendar.edtf(interval)
    if plain is None:
        return _open_edtf(finding)
    return "/".join(end if end == ".." else f"{end}~" for end in plain.split("/")) if finding.vague else plain


def _open_edtf(finding: TimeFinding) -> str | None:
    value = finding.value
    if not isinstance(value, Calendar) or value.part or value.year_offset is not None or value.first.year:
        return None
    ends = [f"XXXX-{d.month:02d}" + (f"-{d.day:02d}" if d.day else "") for d in (value.first, value.last) if d.month]
    return "/".join(dict.fromkeys(ends)) or None


def _proof(
    dated: Dated, finding: TimeFinding, told: Resolved | None, interval: Interval, anchored: bool
) -> Iterator[Step]:
    report = dated.report
    yield steps.said("words", report, finding.start, finding.end)
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
    if _contradicts(finding, interval):
        yield Step(rule="weekday-differs")
    yield steps.days("result" if interval != UNKNOWN else "not-known", interval)


def _reasons(dated: Dated, finding: TimeFinding) -> list[Step]:
    """What the day of publication was found from, the passages before what stands in for them."""
    told = [s for s in dated.proof if s.rule != "gave-way" and s.start != finding.start]
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


def _contradicts(finding: TimeFinding, interval: Interval) -> bool:
    """Whether the weekday beside a date is not that of the day."""
    weekday = finding.value.weekday if isinstance(finding.value, Calendar) else None
    if weekday is None or interval.earliest is None or interval.earliest != interval.latest:
        return False
    return interval.earliest.weekday() != weekday
