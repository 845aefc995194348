"""What linking must know of all articles at once, from their sketches: names shown, order of days, how rare words are,
which articles may share passages, where each word stands. Arrays are built a part of all words at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from kronika.linking import ties
from kronika.linking.copying import Press, press_together
from kronika.linking.report import shown_name
from kronika.linking.shingles import Sampled, enough, met
from kronika.running.phases import PRESS, WORDS, Sketch, Stretch, array, rarity
from kronika.running.scratch import Dealt, Scratch

BITS = np.uint64(58)
"""Bits of a hash below those that name its file: these are a number up to MOST_PARTS."""
MOST_PARTS = 64
PART = 5000
"""Articles for which one more file is worth it."""
STRETCH = 1000
"""Articles of one job of ties."""
MERGED = 32
"""Sketches whose words are counted before they go to the whole."""
ENTRY = np.dtype([("hash", np.uint64), ("place", np.int64), ("weight", np.float64)])
GRAM = np.dtype([("gram", np.uint64), ("number", np.int64)])

Sketches = Callable[[], Iterable[Sketch]]


def parts_of(count: int) -> int:
    """The files to which the words of so many articles are dealt by their hashes: one is in memory at a time."""
    return min(MOST_PARTS, 1 + count // PART)


class Survey(NamedTuple):
    """The names shown by number, the number of each article by source, and for each number its version."""

    names: list[str]
    sources: list[str]
    versions: NDArray[np.int64]


class Surveyor:
    """Makes the survey and lays down what the phases need."""

    def __init__(self, scratch: Scratch, sketches: Sketches, current: Sequence[tuple[int, str]]) -> None:
        """`sketches` are those of the `current` versions with their sources, in that order."""
        self._scratch, self._sketches = scratch, sketches
        self._current = current
        self._count = len(current)
        self._parts = np.uint64(parts_of(len(current)))
        self._numbers = np.zeros(self._count, dtype=np.int64)

    def survey(self) -> Survey:
        """Names, press, days and how rare words are."""
        shown = self._shown()
        order = sorted(range(self._count), key=shown.__getitem__)
        self._numbers[order] = np.arange(self._count)
        self._scratch.write(PRESS, msgspec.json.encode(self._press()))
        self._days(np.array(order, dtype=np.int64))
        for what in WORDS:
            self._held(what)
        versions = np.array([version for version, _ in self._current], dtype=np.int64)[order]
        return Survey([shown[i] for i in order], [self._current[i][1] for i in order], versions)

    def _shown(self) -> list[str]:
        """The name of each article; two of one name both carry a hash of their source."""
        names = [name for sketch in self._sketches() for name in sketch.names]
        counts = Counter(names)
        pairs = zip(names, self._current, strict=True)
        return [shown_name(name, source, alone=counts[name] == 1) for name, (_, source) in pairs]

    def _press(self) -> Press:
        return press_together(sketch.press for sketch in self._sketches())

    def _days(self, order: NDArray[np.int64]) -> None:
        """The articles by day: `order` has the number at each place, `first` and `last` the days there."""
        first, last = (
            np.concatenate([np.zeros(0), *(array(getattr(s, end), np.float64) for s in self._sketches())])[order]
            for end in ("first", "last")
        )
        by_day = ties.in_order(ties.Days(first, last))
        self._scratch.save("order", by_day)
        self._scratch.save("first", first[by_day])
        self._scratch.save("last", last[by_day])

    def _held(self, what: str) -> None:
        """In how many articles each word stands."""
        words, counts = np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
        for some in _batches((array(s.words[what][0], np.uint64) for s in self._sketches()), MERGED):
            new, times = np.unique(np.concatenate(some), return_counts=True)
            words, counts = _added(words, counts, new, times)
        self._scratch.save(f"{what}-words", words)
        self._scratch.save(f"{what}-counts", counts)

    # ------------------------------------------------------------------ 5-grams

    def pairs(self) -> list[tuple[int, int]]:
        """The pairs of articles that may share a passage, by their numbers."""
        dealt = self._scratch.dealt("grams")
        start = 0
        for sketch in self._sketches():
            sizes = array(sketch.gram_sizes, np.int64)
            found = np.zeros(int(sizes.sum()), dtype=GRAM)
            found["gram"] = array(sketch.grams, np.uint64)
            found["number"] = np.repeat(self._numbers[start : start + len(sizes)], sizes)
            self._deal(dealt, found, "gram")
            start += len(sizes)
        dealt.flush()
        parts = (array(dealt.read(part), GRAM) for part in range(int(self._parts)))
        pairs = enough([met(Sampled(found["gram"], found["number"]), self._count) for found in parts], self._count)
        dealt.drop()
        return pairs

    # -------------------------------------------------------------------- words

    def post(self) -> None:
        """Where each word stands, by the order of days; and the words of each stretch of articles."""
        places = np.zeros(self._count, dtype=np.int64)
        places[self._scratch.load("order")] = np.arange(self._count)
        known = rarity(self._scratch.folder)
        for what, rare in zip(WORDS, known, strict=True):
            by_word, by_place = self._scratch.dealt(f"{what}-words"), self._scratch.dealt(f"{what}-own")
            start = many = 0
            for sketch in self._sketches():
                hashes, counts, sizes = sketch.words[what]
                own = ties.Words(array(hashes, np.uint64), array(counts, np.float64), array(sizes, np.int64))
                found = np.zeros(len(own.hashes), dtype=ENTRY)
                found["hash"], found["weight"] = own.hashes, ties.weighed(own, rare)
                found["place"] = np.repeat(places[self._numbers[start : start + len(own.sizes)]], own.sizes)
                self._deal(by_word, found, "hash")
                _deal_places(by_place, found)
                start += len(own.sizes)
                many += len(found)
            by_word.flush()
            by_place.flush()
            self._postings(what, by_word, many)
            by_word.drop()

    def _postings(self, what: str, dealt: Dealt, count: int) -> None:
        """Puts the postings of all parts one behind the other; they are so many."""
        words, starts, end = [np.zeros(0, dtype=np.uint64)], [], 0
        growing = self._scratch.growing
        with (
            growing(f"{what}-holders", np.dtype(np.int32), count) as add_holders,
            growing(f"{what}-weights", np.dtype(np.float32), count) as add_weights,
        ):
            for part in range(int(self._parts)):
                found = self._posted(array(dealt.read(part), ENTRY))
                words.append(found.words)
                starts.append(found.starts[:-1] + end)
                end += len(found.holders)
                add_holders(found.holders)
                add_weights(found.weights)
        self._scratch.save(f"{what}-words", np.concatenate(words))
        self._scratch.save(f"{what}-starts", np.concatenate([*starts, [end]]).astype(np.int64))

    def _posted(self, found: NDArray[Any]) -> ties.Postings:
        return ties.posted(found["hash"], found["place"].astype(np.int32), found["weight"])

    def _deal(self, dealt: Dealt, found: NDArray[Any], column: str) -> None:
        """Deals entries to files by their hash, the smaller before the larger."""
        parts = (found[column] >> BITS) * self._parts // np.uint64(MOST_PARTS)
        _deal_by(dealt, found, parts.astype(np.int64))

    def stretches(self) -> Iterator[Callable[[], Stretch]]:
        """What the jobs of ties are given."""
        dealt = {what: Dealt(self._scratch.folder, f"{what}-own", fresh=False) for what in WORDS}

        def stretch(number: int) -> Stretch:
            start = number * STRETCH
            many = min(STRETCH, self._count - start)
            own = {what: array(files.read(number), ENTRY) for what, files in dealt.items()}
            return Stretch(start, {what: _of_places(found, start, many) for what, found in own.items()})

        for number in range(-(-self._count // STRETCH)):
            yield lambda number=number: stretch(number)  # type: ignore[misc]


def _of_places(found: NDArray[Any], start: int, many: int) -> tuple[bytes, bytes, bytes]:
    ordered = found[np.lexsort((found["hash"], found["place"]))]
    sizes = np.bincount(ordered["place"] - start, minlength=many).astype(np.int64)
    return ordered["hash"].tobytes(), ordered["weight"].tobytes(), sizes.tobytes()


def _deal_places(dealt: Dealt, found: NDArray[Any]) -> None:
    _deal_by(dealt, found, found["place"] // STRETCH)


def _deal_by(dealt: Dealt, found: NDArray[Any], parts: NDArray[np.int64]) -> None:
    if not len(parts):
        return
    order = np.argsort(parts, kind="stable")
    ordered, parts = found[order], parts[order]
    begins = np.flatnonzero(np.concatenate(([True], parts[1:] != parts[:-1]))[: len(parts)])
    for begin, end in zip(begins.tolist(), [*begins.tolist()[1:], len(parts)], strict=True):
        dealt.add(int(parts[begin]), ordered[begin:end].tobytes())


def _added(
    words: NDArray[np.uint64], counts: NDArray[np.int64], new: NDArray[np.uint64], times: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Two counts of words as one."""
    every, place = np.unique(np.concatenate([words, new]), return_inverse=True)
    both = np.concatenate([counts, times])
    return every, np.bincount(place, both, minlength=len(every)).astype(np.int64)


def _batches(found: Iterable[NDArray[Any]], many: int) -> Iterator[list[NDArray[Any]]]:
    some: list[NDArray[Any]] = []
    for one in found:
        some.append(one)
        if len(some) == many:
            yield some
            some = []
    if some:
        yield some
