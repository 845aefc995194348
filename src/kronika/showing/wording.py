"""Plain English for counts, days, figures and marks. Nothing here depends on a clock or a locale."""

from __future__ import annotations

import datetime as dt
import re
import textwrap

from kronika.calendar import Interval
from kronika.ontology import measures
from kronika.showing.catalogue import Key, catalogue
from kronika.showing.written_days import written

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


def days(of: Interval) -> str:
    """An interval as people write it: `4–5 May 2027`, `May 2027`, `on or after 5 May 2027`."""
    first, last = of
    place = catalogue()[Key("frame", "locale")]
    if first is None or last is None:
        return _open(first, last, place)
    return written(first, last, place)


def _open(first: dt.date | None, last: dt.date | None, place: str) -> str:
    if first is not None:
        return f"on or after {written(first, first, place)}"
    return f"on or before {written(last, last, place)}" if last else NOT_KNOWN


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
