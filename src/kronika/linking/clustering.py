"""Groups by average linkage: the two whose members are most alike on average become one, until none are.

Source: Sokal and Michener 1958 (UPGMA). Only pairs that have something in common are stored; all others count alike.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

Edge = tuple[int, int, float]


class Sum(NamedTuple):
    """The scores of the stored pairs between two groups, added up, and how many they are."""

    score: float
    pairs: int

    def plus(self, other: Sum) -> Sum:
        """Both together."""
        return Sum(self.score + other.score, self.pairs + other.pairs)


class Groups:
    """Groups of numbers that grow by merging."""

    def __init__(self, count: int, edges: Iterable[Edge], others: float) -> None:
        """`edges` are pairs with their score, `others` the score of every other pair."""
        self.members = {i: [i] for i in range(count)}
        self._others = others
        self._sums: dict[int, dict[int, Sum]] = defaultdict(dict)
        for first, second, found in edges:
            self._sums[first][second] = self._sums[second][first] = Sum(found, 1)

    def average(self, one: int, other: int) -> float:
        """The average score between two groups."""
        whole = len(self.members[one]) * len(self.members[other])
        found = self._sums[one][other]
        return (found.score + (whole - found.pairs) * self._others) / whole

    def neighbours(self, one: int) -> Iterable[int]:
        """The groups that share a stored pair with one."""
        return self._sums[one]

    def merge(self, one: int, other: int) -> None:
        """Puts the second group into the first."""
        self.members[one] += self.members.pop(other)
        for third, found in self._sums.pop(other).items():
            del self._sums[third][other]
            if third != one:
                both = found.plus(self._sums[one].get(third, Sum(0.0, 0)))
                self._sums[one][third] = self._sums[third][one] = both


def grouped(count: int, edges: Iterable[Edge], others: float, threshold: float) -> list[list[int]]:
    """The numbers from 0 to `count` in groups, each in order, whose average score reaches the threshold."""
    groups = Groups(count, edges, others)
    queue = [entry for one in range(count) for entry in _entries(groups, one, threshold) if entry[1] < entry[2]]
    heapq.heapify(queue)
    while queue:
        negative, one, other = heapq.heappop(queue)
        if one not in groups.members or other not in groups.members or -negative != groups.average(one, other):
            continue  # one of the two has grown or gone since
        groups.merge(one, other)
        for entry in _entries(groups, one, threshold):
            heapq.heappush(queue, entry)
    return sorted(sorted(members) for members in groups.members.values())


def _entries(groups: Groups, one: int, threshold: float) -> Iterable[tuple[float, int, int]]:
    """The merges of a group that are good enough, the best first when sorted; of equal ones the smaller numbers."""
    for other in groups.neighbours(one):
        found = groups.average(one, other)
        if found >= threshold:
            yield -found, min(one, other), max(one, other)
