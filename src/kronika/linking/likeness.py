"""How alike two reports are: a table of features with weights, each with what it stands for.

The weights started from a logistic regression over the tuned reports (`python -m evaluation weights --press`): that of
days is near it. Names count less and the subject more than there, which did as well on the tuned sets and leaves names
alone below the border. Those of copies are chosen: few pairs there have any, and these are alike in names and words
too, so that the regression gives copied news the other sign. A sum of 0 is the border.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kronika.calendar import Interval
from kronika.evidence import Span
from kronika.linking.copying import QUOTE, SAME_OUTLET
from kronika.linking.profiles import Profile, Rarity, Space, Vector, cosine
from kronika.records import ReuseRow

BORDER = -2.6
"""What a pair without anything in common has, before its days count."""
UNKNOWN_GAP = 14
"""Days between two reports of which one has no day."""
FRESH = 7
"""Days after which a passage is no longer copied as news: it is a standing paragraph."""
NEARLY_ALL = 0.75
"""Share of the shorter report from which it is a copy whoever printed it and when. Chosen, not measured."""
MOST_COPIED = 0.5
"""A copy of half of the shorter report is as good as one of all."""
BOUND = 6.0
TELLING = 3.5
"""Rarity of a term that is named as a reason: about one report in thirty has it. Chosen, not measured."""
NO_NEWS = (QUOTE, SAME_OUTLET)
"""Kinds of shared passages that tie no reports: the words of a speaker, and what one outlet prints again and again."""

Numbers = Any
"""A float, or an array of floats."""
Shared = Mapping[tuple[int, int], Sequence[ReuseRow]]
"""The passages that two reports share, by the numbers of the reports, the smaller first."""


class Pair(NamedTuple):
    """What two reports have in common, from 0 to 1, and the days between them, NaN where those of one are not known.

    `copied` is how much of the shorter one is in the other as news, `alike` how much for whatever reason.

    Each is a number, or an array for many pairs.
    """

    names: Numbers
    terms: Numbers
    days: Numbers
    copied: Numbers
    alike: Numbers


def same_names(pair: Pair) -> Numbers:
    """the same names"""
    return pair.names


def same_subject(pair: Pair) -> Numbers:
    """the same names and the same words together"""
    return np.sqrt(pair.names * pair.terms)


def days_apart(pair: Pair) -> Numbers:
    """the days between them"""
    return np.log1p(np.where(np.isnan(pair.days), UNKNOWN_GAP, pair.days))


def copied_news(pair: Pair) -> Numbers:
    """passages that another outlet printed, not known to be more than a week apart"""
    return np.minimum(pair.copied, MOST_COPIED)


def a_copy(pair: Pair) -> Numbers:
    """one is nearly all in the other"""
    return np.where(pair.alike >= NEARLY_ALL, 1.0, 0.0)


FEATURES: dict[Callable[[Pair], Numbers], float] = {
    same_names: 2.0,
    same_subject: 26.0,
    days_apart: -0.58,
    copied_news: 6.0,
    a_copy: 8.0,
}


def score(pair: Pair) -> Numbers:
    """How surely two reports are of one story: above 0 rather so than not."""
    found = BORDER + sum(weight * feature(pair) for feature, weight in FEATURES.items())
    return np.clip(found, -BOUND, BOUND)


class Likeness:
    """What reports have in common with each other."""

    def __init__(self, profiles: Sequence[Profile], shared: Shared, names: Rarity, terms: Rarity):
        """`shared` are the passages of these reports, `names` and `terms` say how rare words are among all."""
        self._profiles = profiles
        self._names, self._terms = names, terms
        self.names = [self._names.vector(p.names, p.lead) for p in profiles]
        self.terms = [self._terms.vector(p.terms, p.lead) for p in profiles]
        self._first = np.array([_number(p.days.earliest) for p in profiles])
        self._last = np.array([_number(p.days.latest) for p in profiles])
        self._shared = shared
        self._copies: dict[int, dict[int, Pair]] = defaultdict(dict)
        for first, second in shared:
            found = self.pair(first, second)
            self._copies[first][second] = self._copies[second][first] = found

    def rows(self, members: Sequence[int]) -> Iterator[NDArray[np.float64]]:
        """For each of some reports its scores with all of them, in their order."""
        names, terms = Space([self.names[i] for i in members]), Space([self.terms[i] for i in members])
        at = {number: place for place, number in enumerate(members)}
        some, nothing = np.array(members, dtype=np.int64), np.zeros(len(members))
        for place, number in enumerate(members):
            gaps = np.maximum(
                0, np.fmax(self._first[some] - self._last[number], self._first[number] - self._last[some])
            )
            row = score(Pair(names.row(place), terms.row(place), gaps, nothing, nothing))
            for other, found in self._copies[number].items():
                if other in at:
                    row[at[other]] = score(found)
            yield row

    def pair(self, first: int, second: int) -> Pair:
        """What two reports have in common.

        What is copied counts once: as a copy, and among names and terms only as far as it makes up the report.
        """
        names, terms = cosine(self.names[first], self.names[second]), cosine(self.terms[first], self.terms[second])
        days = gap(self._profiles[first].days, self._profiles[second].days)
        apart = math.nan if days is None else float(days)
        runs = self._shared.get((first, second), ())
        if not runs:
            return Pair(names, terms, apart, 0.0, 0.0)
        size = max(1, min(self._profiles[first].size, self._profiles[second].size))
        copied = min(1.0, sum(run.end - run.start for run in runs) / size)
        news = sum(run.end - run.start for run in runs if run.kind not in NO_NEWS) / size
        own_names, own_terms = self._own(first, second, runs)
        return Pair(
            names=(1 - copied) * own_names + copied * names,
            terms=(1 - copied) * own_terms + copied * terms,
            days=apart,
            copied=0.0 if (days or 0) > FRESH else min(1.0, news),
            alike=copied,
        )

    def copies(self, number: int) -> dict[int, float]:
        """The reports with which one shares passages, and how much of the shorter is in the other, from 0 to 1."""
        return {other: found.alike for other, found in self._copies[number].items()}

    def scored(self) -> dict[tuple[int, int], float]:
        """The pairs that share passages, and how surely they are of one story."""
        return {pair: float(score(self._copies[pair[0]][pair[1]])) for pair in self._shared}

    def days(self, number: int) -> Interval:
        """The days of a report."""
        return self._profiles[number].days

    def common_names(self, one: int, other: int) -> list[str]:
        """The stems of names that two reports share, what tells most first."""
        return _common(self.names[one], self.names[other])

    def common_terms(self, one: int, other: int) -> list[str]:
        """The terms that two reports share and few others have, what tells most first."""
        return [w for w in _common(self.terms[one], self.terms[other]) if self._terms.weights[w] >= TELLING]

    def _own(self, first: int, second: int, runs: Sequence[ReuseRow]) -> tuple[float, float]:
        """How alike the names and terms are outside the shared passages."""
        one = self._vectors(first, [Span(run.start, run.end) for run in runs])
        other = self._vectors(second, [Span(run.other_start, run.other_end) for run in runs])
        return cosine(one[0], other[0]), cosine(one[1], other[1])

    def _vectors(self, number: int, without: Sequence[Span]) -> tuple[Vector, Vector]:
        p = self._profiles[number]
        return self._names.vector(p.names, p.lead, without), self._terms.vector(p.terms, p.lead, without)


def _number(day: dt.date | None) -> float:
    return math.nan if day is None else float(day.toordinal())


def _common(one: Vector, other: Vector) -> list[str]:
    return sorted(one.keys() & other.keys(), key=lambda word: (-one[word] * other[word], word))


def gap(one: Interval, other: Interval) -> int | None:
    """The least number of days that can lie between two intervals."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return None
    return max(0, (other.earliest - one.latest).days, (one.earliest - other.latest).days)
