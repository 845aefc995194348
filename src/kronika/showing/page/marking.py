"""A report's text with every used passage marked.

Passages overlap and nest, so the text is cut at every border; a leaf is what lies between two borders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from kronika.evidence import Span
from kronika.showing.page.sources import Source

ZONES = ("headline", "caption", "pull_quote")
REMOVED = "boilerplate"
GAP = "gap"
"""What is left out of excerpts: nothing of it is shown but that something is missing."""
MISSING = " […] "
KINDS = ("time", "figure", "statement", "reuse", "event", "name", "headline", "caption", "pull_quote")
"""Kinds of marks in the order of the legend."""

SHARED = "reuse"
PLACE = "place"
"""Where a link leads: a border that looks like nothing and is in no legend."""

LIST_LONGEST = 10
"""Lines a passage lists. A passage that five hundred reports share would otherwise list them all, at
each of its borders."""


class Back(NamedTuple):
    """A line to which a passage leads back."""

    anchor: str
    label: str


class Mark(NamedTuple):
    """A stretch of one report, what kind of passage it is, what it says, and the lines that use it."""

    start: int
    end: int
    kind: str
    note: str
    backs: tuple[Back, ...]


class Leaf(NamedTuple):
    """Text between two borders. `href` leads to its line, or to the list of its lines where `several`.

    `gone` counts the characters for which it stands in excerpts.
    """

    text: str
    anchor: str | None
    kinds: str
    note: str
    href: str | None
    several: bool
    gone: int = 0


class Stretch(NamedTuple):
    """Leaves that follow one another, removed (with the reason) or not."""

    anchor: str
    removed: str | None
    leaves: tuple[Leaf, ...]


class LineList(NamedTuple):
    """The lines that use a passage; `more` says that not all are listed."""

    anchor: str
    backs: tuple[Back, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`zone` is headline, caption or pull_quote where all of the paragraph is one."""

    zone: str | None
    stretches: tuple[Stretch, ...]
    lists: tuple[LineList, ...]

    @property
    def bare(self) -> bool:
        """Whether nothing of it is shown, and nothing leads to it."""
        return all(leaf.text == MISSING for stretch in self.stretches for leaf in stretch.leaves)


class Piece(NamedTuple):
    """A stretch between two borders inside a paragraph, with the marks that cover it."""

    paragraph: int
    span: Span
    marks: tuple[Mark, ...]
    backs: tuple[Back, ...]
    more: bool


def mark_text(source: Source, marks: Iterable[Mark]) -> list[Paragraph]:
    """The paragraphs of a report, cut at every border of a mark."""
    linked = (Mark(at, at, PLACE, "", ()) for at in source.linked)
    marks = sorted([*marks, *linked], key=lambda m: (m.start, -m.end, m.kind, m.note))
    places = {source.place(start) for start in source.linked}
    by_paragraph: dict[int, list[Piece]] = {}
    for piece in _pieces(source, marks):
        by_paragraph.setdefault(piece.paragraph, []).append(piece)
    made = [_paragraph(source, pieces, places) for pieces in by_paragraph.values()]
    return [now for before, now in pairwise([None, *made]) if now and not (now.bare and before and before.bare)]


class Sweep:
    """The marks that cover a place, as the place moves on; zones apart, so that no crowd hides them."""

    def __init__(self, marks: list[Mark]) -> None:
        self._marks = marks
        self._starts: dict[int, list[int]] = {}
        self._ends: dict[int, list[int]] = {}
        self._zones: dict[int, Mark] = {}
        self._others: dict[int, Mark] = {}
        for number, mark in enumerate(marks):
            self._starts.setdefault(mark.start, []).append(number)
            self._ends.setdefault(mark.end, []).append(number)

    @property
    def borders(self) -> set[int]:
        """Every place at which a mark begins or ends."""
        return {*self._starts, *self._ends}

    def move(self, to: int) -> None:
        """Goes on to a border: marks that end there are left, those that begin there are entered."""
        for number in self._ends.get(to, ()):
            self._zones.pop(number, None)
            self._others.pop(number, None)
        for number in self._starts.get(to, ()):
            mark = self._marks[number]
            if mark.end > to:
                (self._zones if mark.kind in (*ZONES, REMOVED, GAP) else self._others)[number] = mark

    def piece(self, paragraph: int, span: Span) -> Piece:
        """The stretch with all the marks that cover it."""
        marks = (*self._zones.values(), *islice(self._others.values(), 2 * LIST_LONGEST))
        backs = _backs(marks)
        more = len(backs) > LIST_LONGEST or len(self._others) > 2 * LIST_LONGEST
        return Piece(paragraph, span, marks, tuple(islice(backs, LIST_LONGEST)), more)


def _backs(marks: Iterable[Mark]) -> dict[Back, None]:
    """The lines that use a place: those of the shortest passage that holds it, shared text behind all others."""
    used = [mark for mark in marks if mark.backs]
    narrowest = min(map(_width, used), default=None)
    nearest = (mark for mark in used if _width(mark) == narrowest)
    return dict.fromkeys(back for mark in nearest for back in islice(mark.backs, LIST_LONGEST + 1))


def _width(mark: Mark) -> tuple[bool, int]:
    return mark.kind == SHARED, mark.end - mark.start


def _pieces(source: Source, marks: list[Mark]) -> Iterator[Piece]:
    """The text of the paragraphs between each border and the next, in order."""
    sweep = Sweep(marks)
    paragraph = 0
    for first, last in pairwise(sorted(sweep.borders.union(*source.paragraphs))):
        sweep.move(first)
        while paragraph < len(source.paragraphs) and source.paragraphs[paragraph].end <= first:
            paragraph += 1
        if paragraph < len(source.paragraphs) and source.paragraphs[paragraph].start <= first:
            yield sweep.piece(paragraph, Span(first, last))


def _paragraph(source: Source, pieces: list[Piece], places: set[int | None]) -> Paragraph:
    whole = source.paragraphs[pieces[0].paragraph]
    zones = (m for m in pieces[0].marks if m.kind in ZONES)
    zone = next((m.kind for m in zones if Span(m.start, m.end).covers(whole)), None)
    lists: dict[tuple[Back, ...], LineList] = {}
    stretches = []
    for (missing, reason), found in groupby(pieces, key=_state):
        together = list(found)
        if missing:
            leaves = _places_alone(source, together, places)
        else:
            leaves = tuple(_leaf(source, piece, zone, places, lists) for piece in together)
        stretches.append(Stretch(f"{source.anchor}-{together[0].span.start}-x", reason, leaves))
    return Paragraph(zone, tuple(stretches), tuple(lists.values()))


def _state(piece: Piece) -> tuple[bool, str | None]:
    """Whether a piece is left out, and else the reason for which it was removed."""
    if any(mark.kind == GAP for mark in piece.marks):
        return True, None
    found = next((mark for mark in piece.marks if mark.kind == REMOVED), None)
    return False, found.note if found else None


def _places_alone(source: Source, pieces: Sequence[Piece], places: set[int | None]) -> tuple[Leaf, ...]:
    """The places to which links lead in a stretch that is left out, without its words."""
    starts = [piece.span.start for piece in pieces if piece.span.start in places]
    empty = (Leaf("", f"{source.anchor}-{start}", GAP, "", None, False) for start in starts)
    gone = sum(piece.span.end - piece.span.start for piece in pieces)
    return (Leaf(MISSING, None, "", "", None, False, gone), *empty)


def _leaf(
    source: Source,
    piece: Piece,
    zone: str | None,
    places: set[int | None],
    lists: dict[tuple[Back, ...], LineList],
) -> Leaf:
    start, end = piece.span
    shown = [m for m in piece.marks if m.kind not in (zone, REMOVED)]
    href = f"#{piece.backs[0].anchor}" if piece.backs else None
    if len(piece.backs) > 1:
        name = f"{source.anchor}-{start}-b"
        href = f"#{lists.setdefault(piece.backs, LineList(name, piece.backs, piece.more)).anchor}"
    return Leaf(
        text=(source.text or "")[start:end],
        anchor=f"{source.anchor}-{start}" if start in places else None,
        kinds=" ".join(dict.fromkeys(m.kind for m in shown)),
        note="; ".join(list(dict.fromkeys(m.note for m in shown if m.note))[:3]),
        href=href,
        several=len(piece.backs) > 1,
    )
