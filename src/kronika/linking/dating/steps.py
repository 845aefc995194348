"""Steps of proofs: what led to a day, with the passages that it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from kronika import calendar
from kronika.calendar import Interval
from kronika.linking.dating.constraints import Clue, Constraint
from kronika.linking.report import Report
from kronika.records import Step, TimeFinding

Reports = Mapping[str, Report]


def days(rule: str, interval: Interval) -> Step:
    """A step that only gives days."""
    return Step(rule=rule, earliest=calendar.iso(interval.earliest), latest=calendar.iso(interval.latest))


def said(rule: str, report: Report, start: int, end: int, interval: Interval | None = None) -> Step:
    """A step that rests on one passage, with the days that it names."""
    return Step(
        rule=rule,
        article=report.name,
        start=start,
        end=end,
        text=report.quote(start, end),
        earliest=calendar.iso(interval.earliest) if interval else None,
        latest=calendar.iso(interval.latest) if interval else None,
    )


def compared(rule: str, constraint: Constraint, own: str, reports: Reports, chance: float | None = None) -> Step:
    """A step that rests on two passages, that of the report `own` first."""
    one, other = constraint.one, constraint.other
    if other.report == own and one.report != own:
        one, other = other, one
    if (one.report, one.start) == (other.report, other.start):
        return _alone(rule, one, reports)
    return Step(
        rule=rule,
        article=one.report,
        start=one.start,
        end=one.end,
        text=reports[one.report].quote(one.start, one.end),
        other=other.report,
        other_start=other.start,
        other_end=other.end,
        other_text=reports[other.report].quote(other.start, other.end),
        chance=None if chance is None else round(chance, 2),
    )


def twice(rule: str, report: Report, one: TimeFinding, other: TimeFinding) -> Step:
    """A step that rests on two expressions of one report."""
    return Step(
        rule=rule,
        article=report.name,
        start=one.start,
        end=one.end,
        text=report.quote(one.start, one.end),
        other=report.name,
        other_start=other.start,
        other_end=other.end,
        other_text=report.quote(other.start, other.end),
    )


def _alone(rule: str, clue: Clue, reports: Reports) -> Step:
    return said(rule, reports[clue.report], clue.start, clue.end)
