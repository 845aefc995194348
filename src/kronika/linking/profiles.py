"""What a report is about, as words alone tell: stems of its names, its terms, its days, its length."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
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


class Rarity:
    """How much a word tells: the rarer among these reports and in the language, the more.

    The weight is the logarithm of one in how many reports has it, the pack's shares counted as COMMON reports more.
    """

    def __init__(self, reports: Sequence[Iterable[str]], common: Mapping[str, float]) -> None:
        """`reports` are the words of each, `common` in how many of a thousand texts of the language a word stands."""
        held = Counter(word for words in reports for word in words)
        whole = COMMON + len(reports) + 1
        self.weights = {w: math.log(whole / (COMMON * common.get(w, 0) / 1000 + n + 0.5)) for w, n in held.items()}

    def vector(self, words: Places, lead: int, without: Sequence[Span] = ()) -> Vector:
        """The words with their weights, of length one; those within the spans `without` do not count."""
        counts = {word: _count(places, lead, without) for word, places in words.items()}
        weights = {word: (1 + math.log(n)) * self.weights[word] for word, n in counts.items() if n}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()}


def _count(places: Sequence[int], lead: int, without: Sequence[Span]) -> float:
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
