"""Days that people ask for, as a day, a month or a year, and what may lie on them."""

from __future__ import annotations

import datetime as dt
import re

from kronika import calendar
from kronika.calendar import Interval
from kronika.errors import InputError
from kronika.showing.phrases import Phrases

DAYS = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)


def stretch(since: str | None, until: str | None, phrases: Phrases) -> Interval:
    """From the first day of --since to the last day of --until. Raises InputError for what is none, or no stretch."""
    first = _days("--since", since, phrases).earliest
    last = _days("--until", until, phrases).latest
    if first and last and first > last:
        wrong = phrases.say("wrong-order", until=until)
        raise InputError(f"--since {since}", wrong, phrases.say("wrong-order-remedy"))
    return Interval(first, last)


def _days(option: str, given: str | None, phrases: Phrases) -> Interval:
    """All days of a day, a month or a year. Raises InputError for what is none of them."""
    if given is None:
        return calendar.UNKNOWN
    try:
        if DAYS.fullmatch(given):
            return calendar.parse(given)
    except ValueError:
        pass
    raise InputError(f"{option} {given!r}", phrases.say("no-day"), phrases.say("no-day-remedy"))


def may_lie(earliest: str | None, latest: str | None, asked: Interval) -> bool:
    """Whether something of these days may lie in the stretch; what is of unknown days may."""
    since, until = asked
    early = since is not None and latest is not None and dt.date.fromisoformat(latest) < since
    late = until is not None and earliest is not None and dt.date.fromisoformat(earliest) > until
    return not early and not late
