"""Which reports are so alike that they may be of one story: each with the others that have its words, by day.

Of a word that more than NEAREST reports have, a report meets those that stand next before it in the order of days: what
is in the news every day ties no reports that are far apart, and the work for a report does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kronika.linking.likeness import Pair, score
from kronika.linking.profiles import Places, Profile, Rarity, count, word_hash

NEAREST = 500
"""Of a word that more reports have, so many before it in the order of days are met: two days of all that a large agency
sends. Fewer than that meet each with each, as do all reports of a small store. Chosen, not measured."""
AT_ONCE = 100_000
"""Pairs that are numbers of Python at a time: as such they take ten times the room."""

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]


class Words(NamedTuple):
    """The words of several reports: hashes, how often each stands, and how many words each report has."""

    hashes: Hashes
    counts: Floats
    sizes: Numbers


class Postings(NamedTuple):
    """In which reports each word stands, by their place in the order of days, and what it weighs there.

    `words` are sorted hashes; those of word i are from `starts[i]` to `starts[i + 1]`.
    """

    words: Hashes
    starts: Numbers
    holders: Numbers
    weights: NDArray[np.float32]


class Days(NamedTuple):
    """The first and last day of each report as ordinals, NaN where it is not known."""

    first: Floats
    last: Floats


class Ties(NamedTuple):
    """Pairs of reports by number, and how surely they are of one story, 0 or more."""

    first: Numbers
    second: Numbers
    scores: NDArray[np.float32]


def words_of(profiles: Sequence[Profile], what: str) -> Words:
    """The `names` or `terms` of reports."""
    found = [one for p in profiles for one in _sorted(getattr(p, what), p.lead)]
    return Words(
        np.array([hashed for hashed, _ in found], dtype=np.uint64),
        np.array([times for _, times in found], dtype=np.float64),
        np.array([len(getattr(p, what)) for p in profiles], dtype=np.int64),
    )


def _sorted(words: Places, lead: int) -> list[tuple[int, float]]:
    """The hashes of a report's words in order, and how often each stands: sums are the same whoever makes them."""
    return sorted((word_hash(word), count(places, lead)) for word, places in words.items())


def days_of(profiles: Sequence[Profile]) -> Days:
    """The days of reports."""
    days = [(p.days.earliest, p.days.latest) for p in profiles]
    first = [earliest.toordinal() if earliest else np.nan for earliest, _ in days]
    return Days(np.array(first), np.array([latest.toordinal() if latest else np.nan for _, latest in days]))


def in_order(days: Days) -> Numbers:
    """The numbers of the reports in the order of their days, those of unknown days last."""
    return np.argsort(days.last, kind="stable")


def weighed(words: Words, rarity: Rarity) -> Floats:
    """What each word weighs in its report, each report's words together of length one."""
    weights = (1 + np.log(words.counts)) * rarity.of(words.hashes)
    owners = np.repeat(np.arange(len(words.sizes)), words.sizes)
    lengths = np.sqrt(np.bincount(owners, weights * weights, minlength=len(words.sizes)))
    return weights / lengths[owners]


def posted(hashes: Hashes, holders: Numbers, weights: Floats) -> Postings:
    """The postings of words, each with its report and its weight."""
    order = np.lexsort((holders, hashes))
    hashes = hashes[order]
    first = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))[: len(hashes)])
    return Postings(hashes[first], np.append(first, len(hashes)), holders[order], weights[order].astype(np.float32))


class Neighbours:
    """What each report has in common with those before it in the order of days."""

    def __init__(self, postings: Postings, reports: int) -> None:
        self._postings = postings
        self._found = np.zeros(reports)

    def of(self, place: int, hashes: Hashes, weights: Floats) -> tuple[NDArray[Any], Floats]:
        """The reports before a place that share its words, in order, and how alike they are, from 0 to 1."""
        met: list[NDArray[Any]] = [np.zeros(0, dtype=np.int32)]
        words = np.searchsorted(self._postings.words, hashes)
        starts, ends = self._postings.starts[words].tolist(), self._postings.starts[words + 1].tolist()
        for start, end, weight in zip(starts, ends, weights.tolist(), strict=True):
            before = start + int(np.searchsorted(self._postings.holders[start:end], place))
            own = slice(max(start, before - NEAREST), before)
            holders = self._postings.holders[own]
            self._found[holders] += weight * self._postings.weights[own]
            met.append(holders)
        others = np.unique(np.concatenate(met))
        alike = self._found[others]
        self._found[others] = 0.0
        return others, alike


class Meeting(NamedTuple):
    """What is needed to tie some reports: the postings of names and terms, the days in their order, and the words of
    the reports from place `start` on with their weights."""

    names: Postings
    terms: Postings
    days: Days
    start: int
    own_names: tuple[Words, Floats]
    own_terms: tuple[Words, Floats]


def tied(meeting: Meeting, threshold: float) -> Ties:
    """The pairs by place that reach the threshold, of some reports with those before them."""
    count = len(meeting.days.first)
    names, terms = Neighbours(meeting.names, count), Neighbours(meeting.terms, count)
    found = []
    for place, (own_names, own_terms) in enumerate(_each(meeting), start=meeting.start):
        others, alike = names.of(place, *own_names)
        same, terms_alike = terms.of(place, *own_terms)
        shared, left, right = np.intersect1d(others, same, assume_unique=True, return_indices=True)
        apart = np.maximum(
            0,
            np.maximum(
                meeting.days.first[shared] - meeting.days.last[place],
                meeting.days.first[place] - meeting.days.last[shared],
            ),
        )
        none = np.zeros(len(shared))
        scores = score(Pair(alike[left], terms_alike[right], apart, none, none))
        sure = scores >= threshold
        found.append(Ties(shared[sure], np.full(int(sure.sum()), place), scores[sure].astype(np.float32)))
    return together(found)


def _each(meeting: Meeting) -> Iterator[tuple[tuple[Hashes, Floats], tuple[Hashes, Floats]]]:
    """The names and the terms of each report with their weights."""
    parts = [_parts(words, weights) for words, weights in (meeting.own_names, meeting.own_terms)]
    yield from zip(*parts, strict=True)


def _parts(words: Words, weights: Floats) -> Iterator[tuple[Hashes, Floats]]:
    ends = np.cumsum(words.sizes)
    for start, end in zip((ends - words.sizes).tolist(), ends.tolist(), strict=True):
        yield words.hashes[start:end], weights[start:end]


def together(found: Sequence[Ties]) -> Ties:
    """Several as one."""
    return Ties(
        np.concatenate([np.zeros(0, dtype=np.int64), *(t.first for t in found)]),
        np.concatenate([np.zeros(0, dtype=np.int64), *(t.second for t in found)]),
        np.concatenate([np.zeros(0, dtype=np.float32), *(t.scores for t in found)]),
    )


def surest(ties: Ties) -> Iterator[tuple[int, int]]:
    """The pairs, the smaller number first, the surest before the others."""
    low, high = np.minimum(ties.first, ties.second), np.maximum(ties.first, ties.second)
    order = np.lexsort((high, low, -ties.scores))
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        yield from zip(low[some].tolist(), high[some].tolist(), strict=True)


def between(profiles: Sequence[Profile], names: Rarity, terms: Rarity, threshold: float) -> Ties:
    """The ties between all of some reports, by number."""
    days, own = days_of(profiles), (words_of(profiles, "names"), words_of(profiles, "terms"))
    order = in_order(days)
    rows = [_ordered(words, order) for words in own]
    weights = [weighed(words, rarity) for words, rarity in zip(rows, (names, terms), strict=True)]
    postings = [
        posted(words.hashes, np.repeat(np.arange(len(order), dtype=np.int32), words.sizes), values)
        for words, values in zip(rows, weights, strict=True)
    ]
    ordered = Days(days.first[order], days.last[order])
    meeting = Meeting(postings[0], postings[1], ordered, 0, (rows[0], weights[0]), (rows[1], weights[1]))
    found = tied(meeting, threshold)
    return Ties(order[found.first], order[found.second], found.scores)


def _ordered(words: Words, order: Numbers) -> Words:
    """The words with the reports in another order."""
    ends = np.cumsum(words.sizes)
    starts = ends - words.sizes
    parts = [np.arange(starts[number], ends[number]) for number in order]
    at = np.concatenate([np.zeros(0, dtype=np.int64), *parts])
    return Words(words.hashes[at], words.counts[at], words.sizes[order])
