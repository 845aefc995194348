"""Plain English for counts, days, figures and marks. Nothing here depends on a clock or a locale."""

from __future__ import annotations

import datetime as dt
import re
import textwrap

from kronika import calendar
from kronika.calendar import Interval
from kronika.ontology import measures

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOT_KNOWN = "day not known"


REUSE_KINDS = {
    "wire": "copied agency prose",
    "same_outlet": "same outlet",
    "quote": "the same words of a speaker, no copying",
}

_HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that a page cannot carry or that reorder what stands beside them."""


def visible(text: str) -> str:
    """`text` with every character that a page cannot carry safely written out as a sign.

    A control character becomes its picture (`␀`), an override of the writing direction its code in
    brackets (`[U+202E]`), half a surrogate pair the replacement character.
    """
    return _HIDDEN.sub(_sign, text)


def wrapped(text: str, width: int, before: str = "", after: str | None = None) -> list[str]:
    """Lines for a terminal of some width: `before` opens the first, `after`, or the same, the others."""
    return textwrap.wrap(
        visible(" ".join(text.split())), width, initial_indent=before,
        subsequent_indent=before if after is None else after, break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0xD800 <= code <= 0xDFFF or code >= 0xFFFE:
        return "\ufffd"
    return f"[U+{code:04X}]"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def interval(earliest: str | None, latest: str | None) -> Interval:
    """The days of a row; an unknown end stays None."""
    return Interval(
        dt.date.fromisoformat(earliest) if earliest else None,
        dt.date.fromisoformat(latest) if latest else None,
    )


def days(of: Interval, *, weekday: bool = False) -> str:
    """An interval as people write it: `4–5 May 2027`, `May 2027`, `on or after 5 May 2027`."""
    first, last = of
    if first is None and last is None:
        return NOT_KNOWN
    if first is None or last is None:
        return f"on or after {_day(first)}" if first else f"on or before {_day(last)}"
    if first == last:
        return f"{WEEKDAYS[first.weekday()]}, {_day(first)}" if weekday else _day(first)
    if of == calendar.year(first.year):
        return str(first.year)
    if of == calendar.month(first.year, first.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return _stretch(first, last)


def _stretch(first: dt.date, last: dt.date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _day(day: dt.date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else NOT_KNOWN


def number(value: float) -> str:
    """A number with a comma between thousands and no needless zeros."""
    whole = int(value)
    return f"{whole:,}" if whole == value else f"{value:,.4f}".rstrip("0")


def measure_rank(name: str) -> tuple[int, str]:
    """Where a measure stands: in the order of the ontology, one that it does not know last."""
    order = list(measures())
    return (order.index(name) if name in order else len(order)), name


def likeness(similarity: float) -> str:
    """How alike two passages are, in words."""
    return "word for word" if similarity >= 1 else f"{int(similarity * 100)}% alike"


def reuse_kind(kind: str | None) -> str:
    """What kind of sharing it is, in words."""
    return REUSE_KINDS.get(kind, kind) if kind else "kind not known"


def excerpt(text: str, longest: int = 260) -> str:
    """`text` on one line, cut at a blank where it is longer than `longest`."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return flat[:longest].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"
