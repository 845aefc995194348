"""What a report is about, as words alone tell: stems of its names, its terms, its days, its length."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import xxhash
from numpy.typing import NDArray

from kronika.calendar import UNKNOWN, Interval
from kronika.evidence import Span
from kronika.languages.letters import stems
from kronika.linking.days import named_day
from kronika.linking.report import Report

WORD = re.compile(r"\w+")
LEAD = 3
"""Sentences that say what a report is about."""
LEADING = 2.0
"""What stands in them counts twice: of 1, 2 and 3 the best for the tuned sets of `python -m evaluation stories`."""
COMMON = 300
"""The pack's shares weigh as much as so many reports: 50 to 3,000 tried on the same sets, flat from 100 to 1,000."""

Places = dict[str, list[int]]
"""Where each word stands, by stem or lemma."""
Vector = dict[str, float]


class Profile(NamedTuple):
    """The stems of names and the terms of a report with their places, the end of its lead, its days, its length."""

    names: Places
    terms: Places
    lead: int
    days: Interval
    size: int


def profile(report: Report) -> Profile:
    """The profile of a report."""
    findings = report.findings
    names: Places = defaultdict(list)
    for name, span in names_of(report):
        for stem in stems(name):
            names[stem].append(span.start)
    lead = findings.sentences[min(LEAD, len(findings.sentences)) - 1].end if findings.sentences else 0
    size = sum(zone.end - zone.start for zone in findings.zones if zone.kind != "boilerplate")
    return Profile(dict(names), findings.terms, lead, _days(report), size)


def names_of(report: Report) -> Iterator[tuple[str, Span]]:
    """The names of a report, in their likeliest base form, and where each stands.

    Where no model has found any these are the words with a capital inside its sentences, as they stand.
    """
    if report.findings.mentions:
        yield from ((m.bases[0].text, Span(m.start, m.end)) for m in report.findings.mentions if m.bases)
        return
    for sentence in report.findings.sentences:
        words = list(WORD.finditer(report.article.text, sentence.start, sentence.end))
        yield from ((m[0], Span(*m.span())) for m in words[1:] if m[0][0].isupper())


def _days(report: Report) -> Interval:
    """The days of publication, else the last day that its words give in full, else unknown."""
    published = report.published.interval
    if published.earliest and published.latest:
        return published
    told = [day for time in report.findings.times if (day := named_day(time))]
    return Interval(max(told), max(told)) if told else UNKNOWN


class Held(NamedTuple):
    """In how many of `reports` reports each word stands: hashes of the words in order, and as many counts."""

    words: NDArray[np.uint64]
    counts: NDArray[np.int64]
    reports: int


def word_hash(word: str) -> int:
    """A hash that is the same in every process."""
    return xxhash.xxh3_64_intdigest(word.encode("utf-8", "surrogatepass"))


def held_by(reports: Sequence[Iterable[str]]) -> Held:
    """In how many of some reports their words stand."""
    hashes = [word_hash(word) for words in reports for word in words]
    words, counts = np.unique(np.array(hashes, dtype=np.uint64), return_counts=True)
    return Held(words, counts, len(reports))


class Rarity:
    """How much a word tells: the rarer among these reports and in the language, the more.

    The weight is the logarithm of one in how many reports has it, the pack's shares counted as COMMON reports more.
    """

    def __init__(self, held: Held, common: Mapping[str, float]) -> None:
        """`common` says in how many of a thousand texts of the language a word stands."""
        self._held = held
        hashes = np.array([word_hash(word) for word in common], dtype=np.uint64)
        order = np.argsort(hashes)
        self._common = hashes[order], np.array(list(common.values()), dtype=np.float64)[order]
        self.weights = _Weights(self)

    def of(self, hashes: NDArray[np.uint64]) -> NDArray[np.float64]:
        """The weights of words by their hashes."""
        counts = _looked_up(hashes, self._held.words, self._held.counts)
        shares = _looked_up(hashes, *self._common)
        whole = COMMON + self._held.reports + 1
        found: NDArray[np.float64] = np.log(whole / (COMMON * shares / 1000 + counts + 0.5))
        return found

    def vector(self, words: Places, lead: int, without: Sequence[Span] = ()) -> Vector:
        """The words with their weights, of length one; those within the spans `without` do not count."""
        counts = {word: count(places, lead, without) for word, places in words.items()}
        weights = {word: (1 + math.log(n)) * self.weights[word] for word, n in counts.items() if n}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()}


class _Weights(dict[str, float]):
    """The weight of each word, found when it is first asked for."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity

    def __missing__(self, word: str) -> float:
        found = float(self._rarity.of(np.array([word_hash(word)], dtype=np.uint64))[0])
        self[word] = found
        return found


def _looked_up(keys: NDArray[np.uint64], known: NDArray[np.uint64], values: NDArray[Any]) -> NDArray[np.float64]:
    """The value of each key, 0 where it is not known. `known` is sorted."""
    if not len(known):
        return np.zeros(len(keys))
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[at] == keys, values[at], 0).astype(np.float64)


def count(places: Sequence[int], lead: int, without: Sequence[Span] = ()) -> float:
    """How often a word stands, twice in the lead; what lies within the spans `without` does not count."""
    kept = [at for at in places if not any(span.start <= at < span.end for span in without)]
    return sum(LEADING if at < lead else 1.0 for at in kept)


def cosine(one: Vector, other: Vector) -> float:
    """How alike two vectors are, from 0 to 1."""
    return sum(one[word] * other[word] for word in sorted(one.keys() & other.keys()))


class Space:
    """Vectors of many reports, compared one with all."""

    def __init__(self, vectors: Sequence[Vector]) -> None:
        self._count = len(vectors)
        index: dict[str, int] = {}
        self._keys = [np.array([index.setdefault(w, len(index)) for w in v], dtype=np.int64) for v in vectors]
        self._values = [np.array(list(v.values())) for v in vectors]
        keys = np.concatenate([np.zeros(0, dtype=np.int64), *self._keys])
        order = np.argsort(keys, kind="stable")
        self._holders = np.repeat(np.arange(len(vectors)), [len(v) for v in vectors])[order]
        self.weights = np.concatenate([np.zeros(0), *self._values])[order]
        self._starts = np.searchsorted(keys[order], np.arange(len(index) + 1))

    def row(self, number: int) -> NDArray[np.float64]:
        """How alike a report is to each."""
        found = np.zeros(self._count)
        for key, value in zip(self._keys[number], self._values[number], strict=True):
            part = slice(self._starts[key], self._starts[key + 1])
            found[self._holders[part]] += value * self.weights[part]
        return found
