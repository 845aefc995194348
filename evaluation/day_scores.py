"""Scores of days: expressions of time by the scorer's own rule, days of publication by what they hold and how wide."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from evaluation.measure import scorer
from kronika.calendar import Interval, edtf

NEAR, WEEK = 3, 7
"""Days within which a report is found well, and within which it is narrowed at all."""

Row = Mapping[str, Any]
"""A row of the truth or of the export: `article`, `start`, `end`, `earliest`, `latest` and more."""
Figures = dict[str, float]
Mistake = tuple[str, str, str, str, str, str]
"""Sort, article, place, the words there, what is wanted, what was got."""


class Published(NamedTuple):
    """A report with its true day, the days that a reader of the story concludes, and those that Kronika finds.

    `reader` is None where nobody was asked.
    """

    article: str
    true: dt.date
    reader: Interval | None
    said: Interval


def is_inside(day: dt.date, days: Interval) -> bool:
    """Whether a day lies in an interval; an open end holds everything beyond."""
    return (days.earliest or dt.date.min) <= day <= (days.latest or dt.date.max)


def agree(one: Interval, other: Interval) -> bool:
    """Whether two intervals share a day; an open end holds everything beyond."""
    first = max(one.earliest or dt.date.min, other.earliest or dt.date.min)
    return first <= min(one.latest or dt.date.max, other.latest or dt.date.max)


def width(days: Interval) -> float:
    """How many days an interval holds; infinitely many where an end is open."""
    return (days.latest - days.earliest).days + 1 if days.earliest and days.latest else math.inf


def publication(found: Iterable[Published]) -> Figures:
    """How well days of publication are found; no figures where there are no reports.

    `inside` is the share whose true day is held, `agrees` the share that shares a day with the reader's, `within_3`
    that of reports narrowed to three days or fewer, the true one among them. `narrow` is the share that is narrowed to
    a week or less, `narrow_inside` of these the share whose true day is held. Half of the reports are at most about as
    wide as `median_width`, which is infinite where most are open.
    """
    known = list(found)
    if not known:
        return {}
    widths = [width(p.said) for p in known]
    held = [is_inside(p.true, p.said) for p in known]
    readers = [agree(p.reader, p.said) for p in known if p.reader]
    narrow = [inside for inside, wide in zip(held, widths, strict=True) if wide <= WEEK]
    return {
        "reports": len(known),
        "inside": _share(held),
        **({"agrees": _share(readers)} if readers else {}),
        "median_width": sorted(widths)[len(widths) // 2],
        "within_3": _share(inside and wide <= NEAR for inside, wide in zip(held, widths, strict=True)),
        "narrow": len(narrow) / len(known),
        **({"narrow_inside": _share(narrow)} if narrow else {}),
    }


def _share(verdicts: Iterable[bool]) -> float:
    known = list(verdicts)
    return sum(known) / len(known)


def misplaced(found: Iterable[Published]) -> Iterator[Mistake]:
    """The reports whose true day is not held, or else whose days share none with the reader's."""
    for p in found:
        if not is_inside(p.true, p.said):
            yield "outside", p.article, "", "", p.true.isoformat(), told(p.said)
        elif p.reader and not agree(p.reader, p.said):
            yield "disagrees", p.article, "", "", told(p.reader), told(p.said)


def told(days: Interval) -> str:
    """An interval as EDTF, or that it is not known."""
    return edtf(days) or "not known"


def times(truth: Sequence[Row], said: Sequence[Row]) -> Figures:
    """Expressions of time by the scorer's rule: those found at a place of the truth with the same days are right.

    Rows without any day count on neither side. The articles are those of the caller's choice: whatever is said of one
    of which the truth knows no expression is wrong.
    """
    figures: Figures = scorer().score_times(_dated(truth), list(said))
    return figures


def _dated(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.get("earliest") or row.get("latest")]


def wrong_times(truth: Sequence[Row], said: Sequence[Row]) -> Iterator[Mistake]:
    """The expressions that are missed, have other days than the truth, or are none; in this order."""
    rule = scorer()
    wanted, exported = _dated(truth), _dated(said)
    pairs = rule.pair(wanted, exported, rule.overlap)
    paired = {id(row) for pair in pairs for row in pair}
    for row in wanted:
        if id(row) not in paired:
            yield _mistake("missed", row, row, None)
    for row, got in pairs:
        if not rule.same_days(row, got, row.get("vague", False)):
            yield _mistake("value", row, row, got)
    for row in exported:
        if id(row) not in paired:
            yield _mistake("invented", row, None, row)


def _mistake(sort: str, at: Row, wanted: Row | None, got: Row | None) -> Mistake:
    place = f"{at['start']}–{at['end']}"
    return sort, at["article"], place, at["text"], *("" if row is None else _days(row) for row in (wanted, got))


def _days(row: Row) -> str:
    ends = list(dict.fromkeys((row.get("earliest") or "..", row.get("latest") or "..")))
    return "/".join(ends) + ("~" if row.get("vague") else "")
