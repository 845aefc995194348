"""Spans and offsets: the one place that cuts text.

Offsets are Unicode code points, half-open, into the article's text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch of code points."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def cut(text: str, span: Span) -> str:
    """The characters that stand at `span`.

    Raises ValueError when the span does not lie within the text.
    """
    if not 0 <= span.start <= span.end <= len(text):
        raise ValueError(f"{span.start}:{span.end} is not inside a text of {len(text)} characters")
    return text[span.start : span.end]


def trim(text: str, span: Span) -> Span:
    """`span` without the blanks at its ends; empty at its end when it is all blanks."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def stands(text: str, start: int, end: int, quoted: str) -> bool:
    """Whether `quoted` is exactly what stands at `start:end`."""
    return 0 <= start <= end <= len(text) and text[start:end] == quoted


def gaps(outer: Span, taken: list[Span]) -> Iterator[Span]:
    """The parts of `outer` that no span of `taken` touches, in order."""
    at = outer.start
    for span in sorted(taken):
        if span.end <= at or span.start >= outer.end:
            continue
        if span.start > at:
            yield Span(at, span.start)
        at = max(at, span.end)
    if at < outer.end:
        yield Span(at, outer.end)


def writable(path: object) -> str:
    """A path as text that can be stored and shown: bytes of its name that are not UTF-8 become `?`."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def digest(*parts: object) -> str:
    """Twelve hex digits that name `parts`, the same on every machine."""
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=6).hexdigest()
