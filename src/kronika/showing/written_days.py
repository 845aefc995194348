"""Days as the people of a place write them: `4–5 maja 2027`, `Wednesday, 5 May 2027`, `May 2027`."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date, format_interval

from kronika import calendar
from kronika.calendar import Interval

LONG, LONGER, MONTH, BETWEEN = "d MMMM yyyy", "EEEE, d MMMM yyyy", "LLLL yyyy", "yMMMMd"


def written(first: dt.date, last: dt.date, place: str, *, weekday: bool = False) -> str:
    """A stretch of days by the manners of a place (a locale such as `en_GB`); one day with its weekday if asked."""
    of = Interval(first, last)
    if first == last:
        return str(format_date(first, LONGER if weekday else LONG, locale=place))
    if of == calendar.year(first.year):
        return str(first.year)
    if of == calendar.month(first.year, first.month):
        return str(format_date(first, MONTH, locale=place))
    return str(format_interval(first, last, BETWEEN, locale=place))
