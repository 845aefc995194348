"""Days as the people of a place write them: `4–5 maja 2027`, `Wednesday, 5 May 2027`, `May 2027`."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date

from kronika import calendar
from kronika.calendar import Interval

LONG, LONGER, MONTH, SHORT = "d MMMM yyyy", "EEEE, d MMMM yyyy", "LLLL yyyy", "d MMMM"


def written(first: dt.date, last: dt.date, place: str, *, weekday: bool = False) -> str:
    """A stretch of days by the manners of a place (a locale such as `en_GB`); one day with its weekday if asked."""
    of = Interval(first, last)
    if first == last:
        return str(format_date(first, LONGER if weekday else LONG, locale=place))
    if of == calendar.year(first.year):
        return str(first.year)
    if of == calendar.month(first.year, first.month):
        return str(format_date(first, MONTH, locale=place))
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{format_date(last, LONG, locale=place)}"
    begun = format_date(first, SHORT if first.year == last.year else LONG, locale=place)
    return f"{begun} – {format_date(last, LONG, locale=place)}"
