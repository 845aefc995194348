"""The quotation marks of a text, paired: within a paragraph, left open, and from one paragraph to a later one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kronika.evidence import Span
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone

PARAGRAPHS = 8
"""Paragraphs over which a quotation may run. Chosen, not measured."""
PROSE = ("lead", "body")


class Marked(NamedTuple):
    """A stretch between a pair of marks: with them and without."""

    outer: Span
    inner: Span


class Pairing(NamedTuple):
    """The pairs of a stretch in order, nested ones too; marks that open and are never closed; closing ones alone."""

    pairs: list[Marked]
    opened: list[int]
    strays: list[int]


class Marks:
    """Which marks open, and which close what another has opened."""

    def __init__(self, pack: Pack) -> None:
        self._closers: dict[str, set[str]] = {}
        for opening, closing in [*pack.quotes, *pack.inner_quotes]:
            self._closers.setdefault(opening, set()).add(closing)
        self._every = set(self._closers) | {c for group in self._closers.values() for c in group}
        self._inner = {mark for pair in pack.inner_quotes for mark in pair}

    def pair(self, text: str, within: Span) -> Pairing:
        """The marks of a stretch, paired.

        A mark that opens and closes alike opens after a blank, a bracket or a dash, and closes elsewhere.
        """
        pairs: list[Marked] = []
        stack: list[tuple[str, int]] = []
        open_marks: dict[str, list[int]] = {mark: [] for mark in self._closers}
        strays: list[int] = []
        for at in range(within.start, within.end):
            mark = text[at]
            if mark not in self._every or self._is_apostrophe(text, at, within):
                continue
            partner = self._partner(open_marks, mark)
            opens = mark in self._closers and _opens(text, at, within)
            if partner is not None and not opens:
                opened = stack[partner][1]
                pairs.append(Marked(Span(opened, at + 1), Span(opened + 1, at)))
                while len(stack) > partner:
                    open_marks[stack.pop()[0]].pop()
            elif opens:
                open_marks[mark].append(len(stack))
                stack.append((mark, at))
            else:
                strays.append(at)
        return Pairing(sorted(pairs), [at for _, at in stack], strays)

    def is_single(self, mark: str) -> bool:
        """Whether a mark is one of those that may be an apostrophe."""
        return mark in self._inner

    def _partner(self, open_marks: Mapping[str, Sequence[int]], mark: str) -> int | None:
        """The place in the stack of the last mark that this one closes."""
        last = (places[-1] for opening, places in open_marks.items() if places and mark in self._closers[opening])
        return max(last, default=None)

    def _is_apostrophe(self, text: str, at: int, within: Span) -> bool:
        """A single mark inside a word, as in names that are declined."""
        inside = within.start < at < within.end - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()
        return inside and text[at] in self._inner

    def over_paragraphs(self, text: str, zones: Sequence[AnnotatedZone]) -> Iterator[tuple[range, Marked]]:
        """Quotations that open in one paragraph and close in a later one, and the paragraphs; each paragraph may
        begin with an opening mark of its own."""
        at = 0
        while at < len(zones):
            found = self._from(text, zones, at)
            if found is not None:
                yield found
                at = found[0].stop - 1
            at += 1

    def _from(self, text: str, zones: Sequence[AnnotatedZone], first: int) -> tuple[range, Marked] | None:
        if zones[first].zone.kind not in PROSE:
            return None
        opened = self.pair(text, _span(zones[first])).opened
        if not opened:
            return None
        for at in range(first + 1, min(first + PARAGRAPHS, len(zones))):
            if zones[at].zone.kind not in PROSE:
                return None
            end = self._closes(text, _span(zones[at]), text[opened[0]])
            if end is not None:
                return range(first, at + 1), Marked(Span(opened[0], end + 1), Span(opened[0] + 1, end))
        return None

    def _closes(self, text: str, paragraph: Span, mark: str) -> int | None:
        """Where a paragraph closes the quotation that a mark opened before it."""
        found = self.pair(text, paragraph)
        begins = paragraph.start + len(text[slice(*paragraph)]) - len(text[slice(*paragraph)].lstrip())
        repeated = (p.inner.end for p in found.pairs if p.outer.start == begins)
        closing = (at for at in found.strays if text[at] in self._closers[mark])
        return next(repeated, next(closing, None))


def _span(zone: AnnotatedZone) -> Span:
    return Span(zone.zone.start, zone.zone.end)


def _opens(text: str, at: int, within: Span) -> bool:
    before = text[at - 1] if at > within.start else " "
    after = text[at + 1] if at + 1 < within.end else " "
    return (before.isspace() or before in "([–—-„“\"'‘") and not after.isspace()
