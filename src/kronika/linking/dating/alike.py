"""Pieces of two reports that may tell the same: how alike their words are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kronika.linking.dating.telling import Telling

LEAST = 2
"""Words that two pieces must share."""


class Alike(NamedTuple):
    """Two pieces of two reports and how alike they are, from 0 to 1."""

    one: Telling
    other: Telling
    likeness: float


def alike(one: Sequence[Telling], other: Sequence[Telling], least: float) -> Iterator[Alike]:
    """The pairs of pieces that are at least so alike.

    Likeness is the cosine of their words, each weighted by how few pieces of the two reports have it: what both tell
    about all the time says nothing. Only the two reports count, so that a third one changes nothing.
    """
    held = Counter(word for telling in (*one, *other) for word in telling.words)
    whole = len(one) + len(other) + 2
    weights = {word: math.log(whole / count) for word, count in held.items()}
    lengths = {id(t): math.fsum(weights[word] for word in t.words) for t in (*one, *other)}
    by_word: dict[str, list[Telling]] = {}
    for telling in other:
        for word in telling.words:
            by_word.setdefault(word, []).append(telling)
    for telling in one:
        shared = Counter(id(t) for word in telling.words for t in by_word.get(word, ()))
        for found in (t for t in other if shared[id(t)] >= LEAST):
            common = math.fsum(weights[word] for word in telling.words & found.words)
            likeness = round(common / math.sqrt(lengths[id(telling)] * lengths[id(found)]), 9)
            if likeness >= least:
                yield Alike(telling, found, likeness)
