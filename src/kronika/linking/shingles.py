"""Which reports may share a passage: a join on sampled 5-grams of words, the rare ones first.

Source of the sampling: Broder 1997, "On the resemblance and containment of documents" (mod-p sketches). Unlike a
sketch of fixed size it grows with the text, so that a paragraph inside another report is seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import xxhash
from numpy.typing import NDArray

from kronika.evidence import Span

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]

WORDS = re.compile(r"\w+|[^\w\s]")
GRAM = 5
SAMPLE = 4
"""One hash in four is kept: a passage of 12 words has eight 5-grams and is seen nine times in ten, one of 30 words
more than 999 times in a thousand."""
RARE = 8
"""A 5-gram of up to as many reports ties each pair of them; of a more frequent one a pair needs two."""
COMMONEST = 50
"""Reports that share a 5-gram are paired each with each up to here, beyond only with the first of them."""
BATCH = 500
"""Texts whose words are cut into 5-grams at once."""
MIXER = np.uint64(0x9E3779B97F4A7C15)


LENGTH, PLAINNESS = 57, 63
"""The bits of a word's hash from which it holds how long the word is, and whether it is plain."""
LONGEST = 63
"""Longer words count as this long."""


class Vocabulary(dict[str, int]):
    """The hash of each word, made when it is first asked for.

    It tells the word's length and whether the word is plain, so that most runs are judged without their texts.
    """

    def __missing__(self, word: str) -> int:
        """A hash that is the same in every process."""
        value = xxhash.xxh3_64_intdigest(word.encode("utf-8", "surrogatepass")) & ((1 << LENGTH) - 1)
        value |= min(len(word), LONGEST) << LENGTH | is_plain(word) << PLAINNESS
        self[word] = value
        return value


def is_plain(word: str) -> bool:
    """Whether it has three letters or more, all of them small."""
    return len(word) > 2 and word.islower()


def characters(hashes: Hashes) -> int:
    """How long words are at most, with one blank between them."""
    return int((hashes >> np.uint64(LENGTH) & np.uint64(LONGEST)).sum()) + len(hashes) - 1


def words(hashes: Hashes) -> int:
    """How many there are; where other text stands between two zones is none."""
    return int(np.count_nonzero(hashes >> np.uint64(LENGTH) & np.uint64(LONGEST)))


def plain(hashes: Hashes) -> int:
    """How many of the words are plain."""
    return int((hashes >> np.uint64(PLAINNESS)).sum())


def hashes_of(text: str, zones: Sequence[Span], number: int, vocabulary: Vocabulary) -> Hashes:
    """The hashes of the words and marks of a text's prose, in order.

    Where other text stands between two zones there is one that no text of another number has: no run crosses it. Its
    length is 0.
    """
    found: list[int] = []
    for at, zone in enumerate(zones):
        if at and _parted(text, zones[at - 1], zone):
            found.append(xxhash.xxh3_64_intdigest(f"gap {number} {zone.start}".encode()) & ((1 << LENGTH) - 1))
        found += map(vocabulary.__getitem__, WORDS.findall(text, *zone))
    return np.array(found, dtype=np.uint64)


def spans_of(text: str, zones: Sequence[Span]) -> list[Span]:
    """The places of these words, as many as there are hashes; of a gap the place where it ends."""
    spans: list[Span] = []
    for at, zone in enumerate(zones):
        if at and _parted(text, zones[at - 1], zone):
            spans.append(Span(zone.start, zone.start))
        spans += [Span(*m.span()) for m in WORDS.finditer(text, *zone)]
    return spans


def _parted(text: str, before: Span, zone: Span) -> bool:
    return bool(text[before.end : zone.start].strip())


def grams_of(hashes: Hashes) -> Hashes:
    """One number a 5-gram: a polynomial of its words' hashes, wrapping at 64 bits."""
    count = len(hashes) - GRAM + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    mixed = hashes[:count].copy()
    for i in range(1, GRAM):
        mixed *= MIXER
        mixed += hashes[i : i + count]
    mixed ^= mixed >> np.uint64(29)
    return mixed


def candidates(texts: Sequence[str], prose: Sequence[Sequence[Span]]) -> list[tuple[int, int]]:
    """The sorted pairs of texts that may share a passage; `prose` are the zones of each that count."""
    vocabulary = Vocabulary()
    return joined([hashes_of(t, zones, i, vocabulary) for i, (t, zones) in enumerate(zip(texts, prose, strict=True))])


def joined(texts: Sequence[Hashes]) -> list[tuple[int, int]]:
    """The sorted pairs of texts that share a rare 5-gram, or two of any.

    Of a text that more than COMMONEST print, each is paired with the first alone: the others follow from these.
    """
    parts = [sampled(texts[start : start + BATCH], start) for start in range(0, len(texts), BATCH)]
    grams = np.concatenate([np.zeros(0, dtype=np.uint64), *(part.grams for part in parts)])
    holders = np.concatenate([np.zeros(0, dtype=np.int64), *(part.holders for part in parts)])
    return enough([met(Sampled(grams, holders), len(texts))], len(texts))


class Sampled(NamedTuple):
    """5-grams that are kept, and in which text each stands."""

    grams: Hashes
    holders: Numbers


class Met(NamedTuple):
    """Pairs of texts, coded as `first * count + second`: those that share a rare 5-gram, and for each other one."""

    rare: Numbers
    others: Numbers


def met(found: Sampled, count: int) -> Met:
    """The pairs that meet under some of the 5-grams of `count` texts; one of several in a text counts once."""
    order = np.lexsort((found.holders, found.grams))
    grams, holders = found.grams[order], found.holders[order]
    again = (grams[1:] == grams[:-1]) & (holders[1:] == holders[:-1])
    once = np.concatenate(([True], ~again))[: len(grams)]
    grams, holders = grams[once], holders[once]
    starts = np.flatnonzero(np.concatenate(([True], grams[1:] != grams[:-1]))[: len(grams)])
    counts = np.diff(np.append(starts, len(grams)))
    rare, others = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for several in np.unique(counts[counts > 1]).tolist():
        pairs = _pairs(holders, starts[counts == several], several) @ np.array([count, 1])
        (rare if several <= RARE else others).append(pairs)
    return Met(np.unique(np.concatenate(rare)), np.concatenate(others))


def enough(found: Sequence[Met], count: int) -> list[tuple[int, int]]:
    """The sorted pairs that share a rare 5-gram, or two of any."""
    none = np.zeros(0, dtype=np.int64)
    certain = np.unique(np.concatenate([none, *(part.rare for part in found)]))
    told, times = np.unique(np.concatenate([certain, *(part.others for part in found)]), return_counts=True)
    first, second = np.divmod(np.union1d(certain, told[times > 1]), max(count, 1))
    return list(zip(first.tolist(), second.tolist(), strict=True))


def sampled(batch: Sequence[Hashes], start: int = 0) -> Sampled:
    """Those that are kept of texts numbered from `start`, cut from all words at once, without those that reach from one
    text into the next."""
    words = np.concatenate([np.zeros(0, dtype=np.uint64), *batch])
    grams = grams_of(words)
    holders = np.repeat(np.arange(start, start + len(batch)), [len(words) for words in batch])
    first, last = holders[: len(grams)], holders[GRAM - 1 :]
    kept = (grams % np.uint64(SAMPLE) == 0) & (first == last[: len(grams)]) & ~_over_gaps(words, len(grams))
    return Sampled(grams[kept], first[kept])


def _over_gaps(hashes: Hashes, count: int) -> NDArray[np.bool_]:
    """Which of so many 5-grams hold a gap: no passage crosses it."""
    gaps = np.concatenate(([0], np.cumsum(hashes >> np.uint64(LENGTH) & np.uint64(LONGEST) == 0)))
    held: NDArray[np.bool_] = gaps[GRAM : GRAM + count] > gaps[:count]
    return held


def _pairs(holders: Numbers, starts: Numbers, count: int) -> Numbers:
    """Every pair of the holders of each gram; beyond COMMONEST each with the first. Shape (pairs, 2)."""
    groups = holders[starts[:, None] + np.arange(count)]
    if count <= COMMONEST:
        first, second = np.triu_indices(count, 1)
        return np.stack([groups[:, first].ravel(), groups[:, second].ravel()], axis=1)
    return np.stack([np.repeat(groups[:, 0], count - 1), groups[:, 1:].ravel()], axis=1)
