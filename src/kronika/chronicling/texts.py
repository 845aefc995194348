"""The texts of the reports with their sentences and zones, asked by place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from kronika.copies import Place
from kronika.records import PassageRow

OPENING = " -–—•*"
"""What opens a turn of speech or an item of a list, and is no part of its sentence."""
BOILERPLATE = "boilerplate"
FIRST = 3
"""Sentences that lead a report."""


class Standing(Protocol):
    """A row that stands somewhere."""

    @property
    def article(self) -> str:
        """Its report."""
        ...

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """The character behind its last."""
        ...


Row = TypeVar("Row", bound=Standing)


class Texts:
    """What stands where. `sentences` are (start, end) by article."""

    def __init__(
        self, texts: Mapping[str, str], sentences: Mapping[str, Sequence[tuple[int, int]]], zones: Iterable[PassageRow]
    ) -> None:
        self._texts = texts
        self._sentences = {article: sorted(found) for article, found in sentences.items()}
        self._zones: dict[str, list[PassageRow]] = defaultdict(list)
        for zone in zones:
            self._zones[zone.article].append(zone)

    def quote(self, place: Place) -> str:
        """What stands there."""
        return self._texts[place.article][place.start : place.end]

    def sentence(self, article: str, start: int) -> Place | None:
        """The sentence in which a place begins."""
        found = self._sentences.get(article, ())
        at = bisect_right(found, start, key=lambda s: s[0]) - 1
        return Place(article, *found[at]) if at >= 0 and start < found[at][1] else None

    def sentences(self, article: str) -> list[Place]:
        """All sentences of a report, in order."""
        return [Place(article, start, end) for start, end in self._sentences.get(article, ())]

    def leads(self, place: Place) -> bool:
        """Whether a place lies in the first sentences of its report."""
        first = self._sentences.get(place.article, ())[:FIRST]
        return any(start <= place.start < end for start, end in first)

    def zone(self, place: Place) -> str | None:
        """The kind of the zone around a place."""
        return next((z.kind for z in self._zones[place.article] if z.start <= place.start < z.end), None)


def flat(text: str) -> str:
    """On one line, without what opens a turn of speech."""
    return re.sub(r"\s+", " ", text).strip().lstrip(OPENING)


def by_article(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by their report, each in the order of the text."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.article].append(row)
    for own in found.values():
        own.sort(key=lambda row: (row.start, row.end))
    return found
