"""Passages that two reports share word for word: a sampled join of 5-grams, then exact alignment.

Source of the sampling: Broder 1997, "On the resemblance and containment of documents" (mod-p sketches).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import xxhash

from kronika.evidence import Span

WORDS = re.compile(r"\w+|[^\w\s]")
GRAM = 5
SAMPLE = 4
"""One hash in four is kept: a passage of 40 characters that has no kept 5-gram is missed, a longer one hardly
ever."""
SHORTEST = 40
COMMONEST = 50
"""Reports that share a 5-gram are compared each with each up to here, beyond only with the first of them."""
REPEATED = 20
"""A 5-gram that stands more often in one text is of a table or a refrain: following each would not end."""


class Words(NamedTuple):
    """The words and marks of a report's prose: their places and their hashes, a gap where other text stands."""

    spans: list[Span]
    hashes: np.ndarray


class Shared(NamedTuple):
    """A run that stands in two reports, at its place in each."""

    first: int
    second: int
    span: Span
    other: Span


def words_of(text: str, zones: Sequence[Span], number: int) -> Words:
    """The words of the zones that are prose, in order.

    Where other text stands between two zones, a word that no text of another number has: no run crosses it.
    """
    spans: list[Span] = []
    hashes: list[int] = []
    for zone in zones:
        if spans and text[spans[-1].end : zone.start].strip():
            spans.append(Span(zone.start, zone.start))
            hashes.append(xxhash.xxh3_64_intdigest(f"gap {number} {zone.start}".encode()))
        words = [Span(*m.span()) for m in WORDS.finditer(text, *zone)]
        spans += words
        hashes += [xxhash.xxh3_64_intdigest(text[s.start : s.end].encode()) for s in words]
    return Words(spans, np.array(hashes, dtype=np.uint64))


def find_reuse(texts: Sequence[str], prose: Sequence[Sequence[Span]]) -> list[Shared]:
    """Every run of 40 characters or more that stands in two of the texts, longest first in each pair.

    `prose` are the zones of each text that count. Runs of one pair do not overlap in either text.
    """
    words = [words_of(text, zones, i) for i, (text, zones) in enumerate(zip(texts, prose, strict=True))]
    grams = [_grams(w.hashes) for w in words]
    found: list[Shared] = []
    for first, second in sorted(_candidates(grams)):
        for run in _align(words[first], words[second], grams[first], grams[second]):
            span, other = _spans(words[first], words[second], _without_tail(texts[first], words[first], run))
            if _is_prose(texts[first][span.start : span.end]):
                found.append(Shared(first, second, span, other))
    return found


def _grams(hashes: np.ndarray) -> np.ndarray:
    """One number a 5-gram: a polynomial of its words' hashes, wrapping at 64 bits."""
    count = len(hashes) - GRAM + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for i in range(GRAM):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + hashes[i : i + count]
    return mixed ^ (mixed >> np.uint64(29))


def _candidates(grams: Sequence[np.ndarray]) -> set[tuple[int, int]]:
    """Pairs of texts that share a sampled 5-gram."""
    holders: Mapping[int, list[int]] = defaultdict(list)
    for index, values in enumerate(grams):
        for value in np.unique(values[values % np.uint64(SAMPLE) == 0]).tolist():
            holders[value].append(index)
    shared = (found for found in holders.values() if len(found) > 1)
    return {pair for found in shared for pair in _pairs(found)}


def _pairs(holders: list[int]) -> Iterable[tuple[int, int]]:
    """Every pair; of a text that very many print, each with the first: the others follow from these."""
    if len(holders) <= COMMONEST:
        return itertools.combinations(holders, 2)
    return ((holders[0], other) for other in holders[1:])


class Run(NamedTuple):
    """Words `first … first+length` of one text equal `second … second+length` of the other."""

    length: int
    first: int
    second: int


def _align(a: Words, b: Words, a_grams: np.ndarray, b_grams: np.ndarray) -> list[Run]:
    """The longest common runs of words, each word used once."""
    where: dict[int, list[int]] = defaultdict(list)
    for place, value in enumerate(b_grams.tolist()):
        where[value].append(place)
    runs = set()
    seen: set[tuple[int, int]] = set()
    for i, value in enumerate(a_grams.tolist()):
        for j in where.get(value, ()):
            if (i - 1, j - 1) not in seen and len(where[value]) <= REPEATED:
                runs.add(_extend(a.hashes, b.hashes, i, j))
            seen.add((i, j))
    return _disjoint(sorted(runs, key=lambda r: (-r.length, r.first, r.second)))


def _extend(a: np.ndarray, b: np.ndarray, i: int, j: int) -> Run:
    most = min(len(a) - i, len(b) - j)
    differ = np.nonzero(a[i : i + most] != b[j : j + most])[0]
    after = int(differ[0]) if len(differ) else most
    most = min(i, j)
    differ = np.nonzero(a[i - most : i][::-1] != b[j - most : j][::-1])[0]
    before = int(differ[0]) if len(differ) else most
    return Run(after + before, i - before, j - before)


def _disjoint(runs: list[Run]) -> list[Run]:
    chosen: list[Run] = []
    for run in runs:
        free = all(run.first + run.length <= c.first or c.first + c.length <= run.first for c in chosen) and all(
            run.second + run.length <= c.second or c.second + c.length <= run.second for c in chosen
        )
        if free:
            chosen.append(run)
    return sorted(chosen, key=lambda r: r.first)


def _spans(a: Words, b: Words, run: Run) -> tuple[Span, Span]:
    def span(words: Words, start: int) -> Span:
        return Span(words.spans[start].start, words.spans[start + run.length - 1].end)

    return span(a, run.first), span(b, run.second)


def _without_tail(text: str, words: Words, run: Run) -> Run:
    """The run without the marks that end the sentence before it."""
    skip = 0
    while skip < run.length and text[words.spans[run.first + skip].start] in ".,;:!?…)”»":
        skip += 1
    return Run(run.length - skip, run.first + skip, run.second + skip)


def _is_prose(text: str) -> bool:
    """Long enough, and more than a name or a title: three words in small letters."""
    words = [word for word in WORDS.findall(text) if len(word) > 2 and word.islower()]
    return len(text) >= SHORTEST and len(words) >= 3
