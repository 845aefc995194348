"""Excerpts: of a report only the passages that lines use, numbers with a few words around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kronika.evidence import Span
from kronika.showing.page.marking import GAP, REMOVED, SHARED, Mark
from kronika.showing.page.sources import Source

NUMBER = "figure"
WHOLE = ("headline",)
"""Kinds of marks that are kept although no line uses them."""


def gaps(source: Source, marks: Iterable[Mark]) -> list[Mark]:
    """What of a report is left out; what was removed from it, and what it only shares with others, is no use of it."""
    marks = list(marks)
    used = [mark for mark in marks if (mark.backs and mark.kind != SHARED) or mark.kind in WHOLE]
    removed = [Span(mark.start, mark.end) for mark in marks if mark.kind == REMOVED]
    kept = sorted(_with_words(source, mark) for mark in used)
    return [Mark(start, end, GAP, "", ()) for start, end in _without(source.paragraphs, kept, removed)]


def _with_words(source: Source, mark: Mark) -> Span:
    """A number with the words around it; whatever else is used stands for itself."""
    if mark.kind == NUMBER:
        return source.around(mark.start, mark.end)
    return Span(mark.start, mark.end)


def _without(paragraphs: Iterable[Span], kept: list[Span], removed: list[Span]) -> Iterator[Span]:
    """The stretches of the paragraphs that lie in nothing kept, or in something removed."""
    for paragraph in paragraphs:
        at = paragraph.start
        for span in (span for span in kept if span.end > paragraph.start and span.start < paragraph.end):
            if span.start > at:
                yield Span(at, span.start)
            at = max(at, span.end)
        if at < paragraph.end:
            yield Span(at, paragraph.end)
        for span in (span for span in removed if span.end > paragraph.start and span.start < paragraph.end):
            yield Span(max(span.start, paragraph.start), min(span.end, paragraph.end))


def share_shown(source: Source, left_out: Iterable[Mark]) -> tuple[int, int]:
    """How many characters of the paragraphs are shown, and how many there are."""
    every = sum(end - start for start, end in source.paragraphs)
    covered = 0
    reached = 0
    for start, end in sorted((mark.start, mark.end) for mark in left_out):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return max(0, every - covered), every
