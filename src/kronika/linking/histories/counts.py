"""A figure as a count: which numbers its words allow, of which days it is, whose it is."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from kronika import calendar
from kronika.calendar import Interval
from kronika.languages.letters import fold
from kronika.records import ArticleRow, FigureRow, StatementRow

YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)")
LEAP = 4
MONTH = 31
ABOUT, OVER, AT_LEAST = "about", "over", "at_least"
UP_TO = "up_to"
JUST_BELOW = ("almost", "under")


class Count(NamedTuple):
    """A figure with the numbers that its words allow, from `low` to `high` (inf where open), and its days.

    `told` are the days on which it was given, `source` who gives it, folded; None where nobody is named. `yearless` is
    the day of the count where its year is not known.
    """

    row: FigureRow
    low: float
    high: float
    days: Interval
    told: Interval
    source: str | None
    yearless: Interval | None = None

    @property
    def exact(self) -> bool:
        """Whether one number alone is allowed."""
        return self.low == self.high

    @property
    def key(self) -> tuple[dt.date, dt.date, str, int]:
        """Orders counts: by their days, then by their places."""
        first = self.days.earliest or self.days.latest or dt.date.max
        return first, self.days.latest or dt.date.max, self.row.article, self.row.start


def count_of(row: FigureRow, articles: Mapping[str, ArticleRow], statements: Mapping[str, StatementRow]) -> Count:
    """The count that a figure tells."""
    low, high = reach(row)
    told = _told(row, articles, statements)
    days = calendar.of(row.as_of_earliest, row.as_of_latest)
    yearless = _yearless(row.as_of_timex) if days == calendar.UNKNOWN else None
    days = told if days == calendar.UNKNOWN else days
    return Count(row, low, high, days, told, fold(row.attributed_to) if row.attributed_to else None, yearless)


def _yearless(timex: str | None) -> Interval | None:
    """A day of an unknown year, in a leap year that stands for it: only to be compared with others of its kind."""
    found = YEARLESS.fullmatch(timex or "")
    if found is None:
        return None
    day = dt.date(LEAP, int(found[1]), int(found[2]))
    return Interval(day, day)


def days_of(one: Count, other: Count) -> tuple[Interval, Interval]:
    """The days by which two counts are compared."""
    if one.yearless is not None and other.yearless is not None:
        return one.yearless, other.yearless
    return one.days, other.days


def _told(row: FigureRow, articles: Mapping[str, ArticleRow], statements: Mapping[str, StatementRow]) -> Interval:
    """The days of the saying where they are known, else those of publication."""
    article, said = articles[row.article], statements.get(row.statement or "")
    if said is not None and said.said_earliest:
        return calendar.of(said.said_earliest, said.said_latest)
    return calendar.of(article.published_earliest, article.published_latest)


def reach(row: FigureRow) -> tuple[float, float]:
    """The numbers that a reader takes a figure for: `ponad 160` for 160 to 170, as far as it is round."""
    if row.value is not None:
        half = step(row.value) / 2 if row.modifier == ABOUT else 0
        return row.value - half, row.value + half
    low = float(row.low) if row.low is not None else None
    high = float(row.high) if row.high is not None else None
    if low is not None and high is not None:
        return low, high
    if low is not None:
        return low, low + step(low) if row.modifier == OVER else math.inf
    if high is None:
        return 0.0, math.inf
    return (max(0.0, high - step(high)) if row.modifier in JUST_BELOW else 0.0), high


def step(number: float) -> float:
    """The place of the last digit that is not nought: how round a number is."""
    if number <= 0 or number != int(number):
        return 0.0
    size = 1.0
    while number % (size * 10) == 0:
        size *= 10
    return size


def leans(one: Interval, other: Interval) -> int | None:
    """-1 where neither end of the one's days is later than the other's and one is earlier; 1 the other way round; None
    where they are the same, lie one in the other, or are open."""
    if None in (*one, *other) or one == other:
        return None
    ends = [(a > b) - (a < b) for a, b in zip(one, other, strict=True) if a and b]
    if min(ends) >= 0:
        return 1
    return -1 if max(ends) <= 0 else None


def is_long(days: Interval) -> bool:
    """Whether it says little: open, or more than a month."""
    return None in days or (days.latest - days.earliest).days > MONTH  # type: ignore[operator]


def begins_earlier(one: Interval, other: Interval) -> bool:
    """Whether the first day that the one may be of lies before that of the other."""
    return one.earliest is not None and other.earliest is not None and one.earliest < other.earliest


def order(one: Interval, other: Interval) -> int | None:
    """-1 where all days of the one lie before the other's, 1 behind, 0 on the same single day; None where unknown."""
    if one.latest and other.earliest and one.latest < other.earliest:
        return -1
    if other.latest and one.earliest and other.latest < one.earliest:
        return 1
    single = one.earliest is not None and one.earliest == one.latest
    return 0 if single and one == other else None
