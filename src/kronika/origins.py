"""Support counted three ways: articles, outlets, origins.

Passages copied from one text are one origin, however many outlets print them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kronika.records import ArticleRow, ReuseRow


class Support(NamedTuple):
    """Who carries a passage. An unknown outlet is its article, an unknown origin its outlet."""

    articles: list[str]
    outlets: list[str]
    origins: list[str]


class Place(NamedTuple):
    """A stretch of an article, by the article's shown name."""

    article: str
    start: int
    end: int


class Copies:
    """Where else a passage stands, as the shared passages of the reports show."""

    def __init__(self, articles: Iterable[ArticleRow], reuse: Iterable[ReuseRow]) -> None:
        self._outlet = {a.article: a.publisher or a.article for a in articles}
        self._runs: dict[str, list[tuple[Place, Place]]] = defaultdict(list)
        for row in reuse:
            here, there = (
                Place(row.article, row.start, row.end),
                Place(row.other, row.other_start, row.other_end),
            )
            self._runs[row.article].append((here, there))
            self._runs[row.other].append((there, here))

    def places(self, place: Place) -> dict[str, Place]:
        """By article where the words of a place stand: its own, and those that share a run around it, also by way of
        another copy."""
        found = {place.article: place}
        queue = [place]
        while queue:
            at = queue.pop()
            for here, there in self._runs.get(at.article, ()):
                if there.article not in found and here.start <= at.start and at.end <= here.end:
                    start = there.start + at.start - here.start
                    found[there.article] = Place(there.article, start, start + at.end - at.start)
                    queue.append(found[there.article])
        return found

    def articles(self, place: Place) -> set[str]:
        """The articles in which the words of a place stand."""
        return set(self.places(place))

    def support(self, places: Iterable[Place]) -> Support:
        """The support of one thing told at several places: copies of one text are one origin."""
        groups: list[set[str]] = []
        for place in places:
            group = self.articles(place)
            joined = [g for g in groups if g & group]
            groups = [g for g in groups if not g & group] + [group.union(*joined)]
        articles = sorted(set().union(*groups))
        outlets = sorted({self._outlet[a] for a in articles})
        origins = sorted({min(self._outlet[a] for a in group) for group in groups})
        return Support(articles, outlets, origins)
