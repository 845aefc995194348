"""Groups by average linkage: the two whose members are most alike on average become one, until none are.

Source: Sokal and Michener 1958 (UPGMA), by chains of nearest neighbours (Benzécri 1982), which merge the same groups in
quadratic time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Edges = Collection[tuple[int, int]]
SURE = 1e12
"""The score of two that people say are one: no average with others outweighs it."""
Scores = NDArray[np.floating[Any]]


def connected(count: int, edges: Iterable[tuple[int, int]], most: int | None = None) -> list[list[int]]:
    """The numbers from 0 to `count` that edges tie, also by way of others, each group in order.

    The edges come the surest first; one that would make a group of more than `most` ties nothing.
    """
    home = list(range(count))
    sizes = [1] * count

    def find(one: int) -> int:
        while home[one] != one:
            home[one] = home[home[one]]
            one = home[one]
        return one

    for first, second in edges:
        low, high = sorted((find(first), find(second)))
        if low != high and (most is None or sizes[low] + sizes[high] <= most):
            home[high] = low
            sizes[low] += sizes[high]
    groups: dict[int, list[int]] = {}
    for one in range(count):
        groups.setdefault(find(one), []).append(one)
    return list(groups.values())


def ruled(scores: Scores, threshold: float, together: Edges, apart: Edges) -> list[list[int]]:
    """As `grouped`, with what people ruled: pairs that are one, and pairs of which the first is taken out of the group
    of the second and goes into the most alike of the others, or stays alone."""
    scores = scores.astype(np.float64)
    for one, other in together:
        scores[one, other] = scores[other, one] = SURE
    out = sorted({one for one, _ in apart})
    rest = [number for number in range(len(scores)) if number not in set(out)]
    groups = [[rest[i] for i in group] for group in grouped(scores[np.ix_(rest, rest)], threshold)] if rest else []
    for one in out:
        barred = {other for first, other in apart if first == one} | {first for first, other in apart if other == one}
        fits = [group for group in groups if barred.isdisjoint(group)]
        best = max(fits, key=lambda group: float(scores[one, group].mean()), default=None)
        if best is None or scores[one, best].mean() < threshold:
            groups.append([one])
        else:
            best.append(one)
    return sorted(sorted(group) for group in groups)


def grouped(scores: Scores, threshold: float) -> list[list[int]]:
    """The numbers of a symmetric matrix in groups whose average score reaches the threshold, each in order.

    A group whose best average is below the threshold is done: what others become can only be less like it. Of equal
    averages the smaller number wins.
    """
    averages = scores.astype(np.float64)
    np.fill_diagonal(averages, -np.inf)
    members = {i: [i] for i in range(len(averages))}
    open_: dict[int, None] = dict.fromkeys(members)
    chain: list[int] = []
    while open_:
        chain = chain or [next(iter(open_))]
        one = chain[-1]
        best = _nearest(averages[one], chain[:-1])
        if averages[one, best] < threshold:
            _leave(averages, one)
            del open_[chain.pop()]
        elif len(chain) > 1 and best == chain[-2]:
            _merge(averages, members, best, one)
            del open_[one]
            del chain[-2:]
        else:
            chain.append(best)
    return sorted(sorted(group) for group in members.values())


def _nearest(row: Scores, chain: Sequence[int]) -> int:
    """The number with the highest average; the one before in the chain where it is as high."""
    best = int(np.argmax(row))
    return chain[-1] if chain and row[chain[-1]] >= row[best] else best


def _leave(averages: Scores, one: int) -> None:
    averages[one], averages[:, one] = -np.inf, -np.inf


def _merge(averages: Scores, members: dict[int, list[int]], kept: int, gone: int) -> None:
    """Puts the second group into the first."""
    sizes = len(members[kept]), len(members[gone])
    both = (sizes[0] * averages[kept] + sizes[1] * averages[gone]) / sum(sizes)
    averages[kept], averages[:, kept] = both, both
    averages[kept, kept] = -np.inf
    _leave(averages, gone)
    members[kept] += members.pop(gone)
