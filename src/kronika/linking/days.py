"""What the input says of the day of publication, and what words name in full."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from kronika import calendar
from kronika.calendar import UNKNOWN, Interval
from kronika.records import Calendar, Metadata, TimeFinding

RULES = {
    "json-ld": "input-page", "microdata": "input-page", "opengraph": "input-page", "meta": "input-page",
    "time": "input-element", "address": "input-address", "feed": "input-feed",
}  # fmt: skip
"""What the step of a proof is called by the source of the day; `input` for all others."""
INPUT = "input"
"""The step where the input gives the day outright."""
CHANGED = "input-changed"
"""The step where only the day of the last change is known."""
CORRECTED = "corrected"
"""The step, and the rule of a record, where a person has ruled."""


def given_by(metadata: Metadata) -> str:
    """The rule by which the input gives the day of publication: where in it the day stands."""
    source = next(iter(metadata.sources.get("published", ())), "")
    return CHANGED if source.endswith(" modified") else RULES.get(source, INPUT)


class Published(NamedTuple):
    """The days on which a report may have been published, as far as the input or a person says, and the rule of the
    proof that tells who does."""

    interval: Interval
    rule: str = INPUT


def published(metadata: Metadata) -> Published:
    """What the input itself says about the day of publication."""
    interval = calendar.parse(metadata.published) if metadata.published else UNKNOWN
    return Published(interval, given_by(metadata))


def named_day(time: TimeFinding) -> dt.date | None:
    """The day that an expression names in full, with its year; None for all else, and for what is told as future."""
    if not isinstance(time.value, Calendar) or time.tense == "future":
        return None
    day = time.value.last
    if not (day.year and day.month and day.day):
        return None
    try:
        return dt.date(day.year, day.month, day.day)
    except ValueError:
        return None
