"""Reports as the page needs them: text, paragraphs, sentences, and the names of their anchors."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kronika.calendar import LAST_DAY
from kronika.evidence import Span, digest, trim
from kronika.records import ArticleRow

SAFE = re.compile(r"[A-Za-z0-9_-]{1,40}")
HASHED = re.compile(r"(?:[a-z]+-)?([0-9a-f]{6})[0-9a-f]{6}(-[0-9]+)?")
"""An id made of a hash, and the number of a part of it; the first digits tell the rows of a page apart."""
LINE = re.compile(r"[^\r\n\v\f\u2028\u2029]+")
CONTEXT_LONGEST, EXCERPT_LONGEST = 160, 30
"""Characters of context on either side; of a long sentence the middle is enough. An excerpt has less."""
NAME_LONGEST = 30
"""Characters of a report's name beside a passage."""


class Anchors:
    """Gives out names that are unique on the page and need no escaping."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def name(self, prefix: str, identity: str) -> str:
        """`prefix-identity`; an identity that is a hash, or holds other characters than letters, digits, is short."""
        safe = identity if SAFE.fullmatch(identity) else digest(identity)
        short = HASHED.fullmatch(safe)
        return self._free(f"{prefix}-{short[1] + (short[2] or '') if short else safe}")

    def _free(self, name: str) -> str:
        times = self._taken.get(name, 0)
        self._taken[name] = times + 1
        # Again through the front door: the counted name may be taken as well.
        return self._free(f"{name}__{times}") if times else name


class Context(NamedTuple):
    """A passage with the words around it."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Source:
    """A report: its row, its text (None where it is not at hand) and where paragraphs and sentences stand.

    `linked` has the starts of all passages of which the address was given out: only these need a place.
    """

    row: ArticleRow
    anchor: str
    text: str | None
    paragraphs: list[Span]
    sentences: list[Span]
    reach: int = CONTEXT_LONGEST
    linked: set[int] = field(default_factory=set)

    @property
    def lang(self) -> str:
        """The language of the report, for its text."""
        return self.row.language or ""

    @property
    def short(self) -> str:
        """The name of the report where there is little room: without folders, its end where it is long."""
        name = self.row.article.rstrip("/").rsplit("/", 1)[-1]
        return name if len(name) <= NAME_LONGEST else f"…{name[1 - NAME_LONGEST :]}"

    def place(self, start: int) -> int | None:
        """Where a passage from `start` is anchored: there, or at the next paragraph; None behind the last."""
        at = bisect_right(self.paragraphs, Span(start, len(self.text or "") + 1)) - 1
        if at >= 0 and start < self.paragraphs[at].end:
            return max(start, self.paragraphs[at].start)
        return self.paragraphs[at + 1].start if at + 1 < len(self.paragraphs) else None

    def href(self, start: int) -> str:
        """The address of a passage, which is a place of the page from then on."""
        self.linked.add(start)
        place = self.place(start)
        return f"#{self.anchor}" if place is None else f"#{self.anchor}-{place}"

    def _holding(self, start: int, end: int) -> Span:
        """The sentence that holds it, or else the paragraph."""
        return _around(self.sentences, start, end) or _around(self.paragraphs, start, end) or Span(start, end)

    def around(self, start: int, end: int) -> Span:
        """`start:end` with the words around it, as far as its sentence and the reach of a context go."""
        held = self._holding(start, end)
        text, first, last = self.text or "", held.start, held.end
        if start - first > self.reach:
            first = text.find(" ", start - self.reach, start) + 1 or start
        if last - end > self.reach:
            blank = text.rfind(" ", end, end + self.reach)
            last = end if blank < 0 else blank
        return Span(first, last)

    def context(self, start: int, end: int) -> Context | None:
        """The sentence around `start:end`, or else its paragraph; cut where it is long."""
        if self.text is None or not 0 <= start <= end <= len(self.text):
            return None
        around = self._holding(start, end)
        first, last = self.around(start, end)
        before = ("… " if first > around.start else "") + self.text[first:start]
        after = self.text[end:last] + (" …" if last < around.end else "")
        return Context(before, self.text[start:end], after)


def _around(spans: list[Span], start: int, end: int) -> Span | None:
    at = bisect_right(spans, start, key=lambda span: span.start) - 1
    if at < 0 or end > spans[at].end:
        return None
    return spans[at]


def paragraphs(text: str) -> list[Span]:
    """The lines of a text that hold words, without blanks at their ends.

    A line that begins with a small letter right below another was only wrapped, and goes on with it.
    """
    spans: list[Span] = []
    for line in LINE.finditer(text):
        span = trim(text, Span(*line.span()))
        if span.start == span.end:
            continue
        below = bool(spans) and len(text[spans[-1].end : span.start].splitlines()) == 1
        if below and text[span.start].islower():
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans


def open_sources(
    rows: Iterable[ArticleRow],
    texts: Mapping[str, str],
    sentences: Mapping[str, Sequence[tuple[int, int]]],
    anchors: Anchors,
    reach: int = CONTEXT_LONGEST,
) -> dict[str, Source]:
    """Every report by the name people see, oldest first; those without a day of publication last."""
    found: dict[str, Source] = {}
    for row in sorted(rows, key=_age):
        text = texts.get(row.article, row.text)
        found[row.article] = Source(
            row=row,
            anchor=anchors.name("r", row.id),
            text=text,
            paragraphs=paragraphs(text) if text else [],
            sentences=sorted(Span(*pair) for pair in sentences.get(row.article, ())),
            reach=reach,
        )
    return found


def _age(row: ArticleRow) -> tuple[str, str, str]:
    return row.published_earliest or LAST_DAY, row.published_latest or LAST_DAY, row.article
