"""What two reports share word for word: runs of equal words, and the passages that they are the pieces of."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np

from kronika.linking.shingles import GRAM, Hashes, Numbers, grams_of, words

REPEATED = 20
"""A 5-gram that stands more often in one text is of a table or a refrain: following each would not end."""
GAP = 25
"""Runs of one passage have at most as many other words between them, in each report. Chosen, not measured."""


class Run(NamedTuple):
    """Words `first … first+length` of one text equal `second … second+length` of the other."""

    length: int
    first: int
    second: int

    @property
    def end(self) -> int:
        """Behind its last word in the first text."""
        return self.first + self.length

    @property
    def other_end(self) -> int:
        """Behind its last word in the second text."""
        return self.second + self.length

    def part(self, start: int, end: int) -> Run:
        """Its words from `start` to `end`."""
        return Run(end - start, self.first + start, self.second + start)


class Difference(NamedTuple):
    """Words `start … end` of one text stand as `other_start … other_end` in the other: lost, added or changed."""

    kind: str
    start: int
    end: int
    other_start: int
    other_end: int


DIFFERENCES = {"delete": "lost", "insert": "added", "replace": "changed"}


def align(a: Hashes, b: Hashes) -> list[Run]:
    """The longest common runs of five words or more, in the order of the first text.

    Each word is used once: of a run of which some words are taken its longest free part stays.
    """
    found = {_extended(run, a, b) for run in _runs(grams_of(a), grams_of(b))}
    runs = sorted(found, key=lambda r: (-r.length, r.first, r.second))
    taken, other_taken = np.zeros(len(a), dtype=bool), np.zeros(len(b), dtype=bool)
    chosen = []
    for run in runs:
        kept = _free(run, taken, other_taken)
        if kept is not None:
            taken[kept.first : kept.end] = True
            other_taken[kept.second : kept.other_end] = True
            chosen.append(kept)
    return sorted(chosen, key=lambda r: r.first)


def _runs(a: Hashes, b: Hashes) -> list[Run]:
    """5-grams that are equal one after the other; those that either text repeats often begin and end none."""
    order = np.argsort(b, kind="stable")
    left, right = np.searchsorted(b[order], a, "left"), np.searchsorted(b[order], a, "right")
    counts = right - left
    counts[(counts > REPEATED) | (_times(a) > REPEATED)] = 0
    here = np.repeat(np.arange(len(a)), counts)
    if not len(here):
        return []
    within = np.arange(len(here)) - np.repeat(np.cumsum(counts) - counts, counts)
    there = order[np.repeat(left, counts) + within]
    return _consecutive(here, there)


def _times(grams: Hashes) -> Numbers:
    """How often each 5-gram stands in its text."""
    _, which, counts = np.unique(grams, return_inverse=True, return_counts=True)
    return counts[which]


def _extended(run: Run, a: Hashes, b: Hashes) -> Run:
    """The run with the equal words before and behind it, which may be of 5-grams that are passed over."""
    before = min(run.first, run.second)
    differ = np.flatnonzero(a[run.first - before : run.first] != b[run.second - before : run.second])
    back = before - int(differ[-1]) - 1 if len(differ) else before
    behind = min(len(a) - run.end, len(b) - run.other_end)
    differ = np.flatnonzero(a[run.end : run.end + behind] != b[run.other_end : run.other_end + behind])
    on = int(differ[0]) if len(differ) else behind
    return Run(run.length + back + on, run.first - back, run.second - back)


def _consecutive(here: Numbers, there: Numbers) -> list[Run]:
    order = np.lexsort((here, here - there))
    here, there = here[order], there[order]
    breaks = np.flatnonzero((np.diff(here) != 1) | (np.diff(there) != 1)) + 1
    starts, ends = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(here)]))
    return [
        Run(int(end - start) + GRAM - 1, int(here[start]), int(there[start]))
        for start, end in zip(starts, ends, strict=True)
    ]


def _free(run: Run, taken: np.ndarray, other_taken: np.ndarray) -> Run | None:
    """The longest part of the run whose words are in no run yet; None below five words."""
    used = taken[run.first : run.end] | other_taken[run.second : run.other_end]
    if not used.any():
        return run
    edges = np.flatnonzero(np.diff(np.concatenate(([True], used, [True])).astype(np.int8)))
    parts = [run.part(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
    return max((p for p in parts if p.length >= GRAM), key=lambda p: p.length, default=None)


def passages(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that follow each other closely in both texts, together."""
    found: list[list[Run]] = []
    for run in runs:
        if found and _follows(found[-1][-1], run):
            found[-1].append(run)
        else:
            found.append([run])
    return found


def _follows(before: Run, run: Run) -> bool:
    return 0 <= run.first - before.end <= GAP and 0 <= run.second - before.other_end <= GAP


def differences(a: Hashes, b: Hashes, before: Run, run: Run) -> list[Difference]:
    """What stands between two runs of a passage, word by word."""
    here, there = a[before.end : run.first].tolist(), b[before.other_end : run.second].tolist()
    found = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    return [
        Difference(DIFFERENCES[tag], before.end + i, before.end + j, before.other_end + k, before.other_end + m)
        for tag, i, j, k, m in found
        if tag in DIFFERENCES
    ]


def share(a: Hashes, b: Hashes, passage: Sequence[Run]) -> float:
    """How many of a passage's words, from its first run to its last, stand in both texts: 1 where nothing differs."""
    found = [d for before, run in itertools.pairwise(passage) for d in differences(a, b, before, run)]
    lost = sum(words(a[d.start : d.end]) + words(b[d.other_start : d.other_end]) for d in found)
    first, last = passage[0], passage[-1]
    whole = words(a[first.first : last.end]) + words(b[first.second : last.other_end])
    return 1 - lost / whole
