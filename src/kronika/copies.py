"""Where else a passage stands: what reports print of one text, small edits allowed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from kronika.records import ArticleRow, ReuseRow

CHANGED, WIRE = "changed", "wire"
WORD = re.compile(r"\S+")
SMALL = 40
"""Characters of a small edit, in either report. Chosen, not measured."""
ENOUGH = 0.8
"""Share of a passage that must stand in the other report; from the same share of equal words on two statements are
edits of one another."""


class Place(NamedTuple):
    """A stretch of an article, by the article's shown name."""

    article: str
    start: int
    end: int

    def holds(self, article: str, at: int) -> bool:
        """Whether a character of an article lies there."""
        return article == self.article and self.start <= at < self.end

    def shared(self, start: int, end: int) -> int:
        """How many of its characters lie in a stretch."""
        return max(0, min(self.end, end) - max(self.start, start))


class Run(NamedTuple):
    """A stretch of one report and the same of the other: word for word, or a small edit."""

    here: Place
    there: Place
    exact: bool


class Shared(NamedTuple):
    """A passage of a report that another one prints: from where to where, and its runs."""

    start: int
    end: int
    other: str
    runs: list[Run]


class Passages:
    """The shared passages of a report, asked by place: between the same ends of passages lie the same ones."""

    def __init__(self, passages: Sequence[Shared]) -> None:
        self._passages = passages
        self._ends = sorted({end for passage in passages for end in (passage.start, passage.end)})
        self._found: dict[tuple[int, int], tuple[frozenset[str], list[Shared]]] = {}

    def around(self, place: Place) -> tuple[frozenset[str], list[Shared]]:
        """The reports that print a part of a place, and the passages, in the order in which they were given."""
        between = bisect_right(self._ends, place.start), bisect_left(self._ends, place.end)
        if between not in self._found:
            near = [passage for passage in self._passages if passage.start < place.end and place.start < passage.end]
            self._found[between] = frozenset(passage.other for passage in near), near
        return self._found[between]


NONE = Passages(())


class Copies:
    """Where else a passage stands, as the shared passages of the reports show."""

    def __init__(
        self, articles: Iterable[ArticleRow], reuse: Iterable[ReuseRow], texts: Mapping[str, str] | None = None
    ) -> None:
        """`texts` are those of the articles; without them every blank counts as one character."""
        self._outlet = {a.article: a.publisher or a.article for a in articles}
        self._found: dict[Place, dict[str, Place]] = {}
        self._wires: dict[str, list[tuple[int, int, list[str]]]] = defaultdict(list)
        by_passage: dict[tuple[str, str, str], list[ReuseRow]] = defaultdict(list)
        for row in reuse:
            by_passage[row.passage, row.article, row.other].append(row)
        passages: dict[str, list[Shared]] = defaultdict(list)
        for rows in by_passage.values():
            runs = [run for row in rows for run in _runs(row, texts or {})]
            for own in (runs, [Run(there, here, exact) for here, there, exact in runs]):
                passages[own[0].here.article].append(_shared(own))
            if rows[0].kind == WIRE:
                self._wires[rows[0].article].append((rows[0].start, rows[-1].end, rows[0].source))
                self._wires[rows[0].other].append((rows[0].other_start, rows[-1].other_end, rows[0].source))
        self._passages = {article: Passages(own) for article, own in passages.items()}

    def outlet(self, article: str) -> str:
        """The outlet of an article: the article itself where that is not known."""
        return self._outlet[article]

    def agencies(self, place: Place) -> list[str]:
        """The agencies from which a passage is that holds a place in several reports."""
        wires = self._wires.get(place.article, ())
        return sorted({name for start, end, names in wires if start <= place.start < end for name in names})

    def places(self, place: Place) -> dict[str, Place]:
        """By article where the words of a place stand: its own, and those that print the same words around it but for
        small edits, also by way of another copy. What only one of them has added stands nowhere else."""
        if place not in self._found:
            self._found[place] = self._places(place)
        return self._found[place]

    def _places(self, place: Place) -> dict[str, Place]:
        found = {place.article: place}
        queue = [place]
        while queue:
            at = queue.pop()
            others, passages = self._passages.get(at.article, NONE).around(at)
            for passage in passages if not others <= found.keys() else ():
                there = _other(at, passage.runs) if passage.other not in found else None
                if there is not None:
                    found[there.article] = there
                    queue.append(there)
        return found

    def articles(self, place: Place) -> set[str]:
        """The articles in which the words of a place stand."""
        return set(self.places(place))


def _runs(row: ReuseRow, texts: Mapping[str, str]) -> Iterator[Run]:
    here, there = Place(row.article, row.start, row.end), Place(row.other, row.other_start, row.other_end)
    yield from _in_step(here, there, texts)
    for edit in row.edits:
        lengths = edit.end - edit.start, edit.other_end - edit.other_start
        if edit.kind == CHANGED and max(lengths) <= SMALL:
            here = Place(row.article, edit.start, edit.end)
            yield Run(here, Place(row.other, edit.other_start, edit.other_end), exact=False)


def _in_step(here: Place, there: Place, texts: Mapping[str, str]) -> Iterator[Run]:
    """The same words in two reports, in parts within which they stand equally far apart: one report may begin a
    paragraph where the other has a blank."""
    words = [
        [(place.start + m.start(), place.start + m.end()) for m in WORD.finditer(text[place.start : place.end])]
        for place, text in ((place, texts.get(place.article, "")) for place in (here, there))
    ]
    if here.end - here.start == there.end - there.start or not words[0] or len(words[0]) != len(words[1]):
        yield Run(here, there, exact=True)
        return
    for _, pairs in groupby(zip(*words, strict=True), key=lambda pair: pair[1][0] - pair[0][0]):
        part = list(pairs)
        first, last = part[0], part[-1]
        own, other = Place(here.article, first[0][0], last[0][1]), Place(there.article, first[1][0], last[1][1])
        yield Run(own, other, exact=True)


def _shared(runs: list[Run]) -> Shared:
    start, end = min(run.here.start for run in runs), max(run.here.end for run in runs)
    return Shared(start, end, runs[0].there.article, runs)


def _other(place: Place, runs: Sequence[Run]) -> Place | None:
    """Where a place stands in the other report of a passage; None where too little of it does."""
    shares = [place.shared(run.here.start, run.here.end) for run in runs]
    touched = [run for run, share in zip(runs, shares, strict=True) if share]
    if not touched or sum(shares) < ENOUGH * (place.end - place.start):
        return None
    first, last = min(touched, key=lambda run: run.here.start), max(touched, key=lambda run: run.here.end)
    start = first.there.start + (max(0, place.start - first.here.start) if first.exact else 0)
    end = last.there.end - (max(0, last.here.end - place.end) if last.exact else 0)
    return Place(first.there.article, start, max(start + 1, end))
