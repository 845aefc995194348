"""The best tree over the words of a sentence, given a score for each head of each word."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kronika.annotating.network import Array

NEVER = -1e9
DEAR = -1e8
"""Worse than any tree of true scores."""
Heads = NDArray[np.int64]


def best_tree(scores: Array) -> Heads:
    """Words x (words + 1) scores, column 0 the root -> each word's head, 0 for the one root.

    Chu and Liu 1965, Edmonds 1967; where several words would hang on the root, that is made so dear that one does.
    """
    n = len(scores)
    full = np.full((n + 1, n + 1), NEVER)
    full[1:] = scores
    heads = _span(full)
    if np.count_nonzero(heads[1:] == 0) > 1:
        full[1:, 0] += DEAR
        heads = _span(full)
    return heads[1:]


def _span(scores: NDArray[np.float64]) -> Heads:
    """The best spanning tree from node 0; `scores[d, h]` is the score of head h for d."""
    scores = scores.copy()
    np.fill_diagonal(scores, 2 * NEVER)
    heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    return heads if cycle is None else _contract(scores, heads, np.array(cycle))


def _cycle(heads: Heads) -> list[int] | None:
    """The nodes of a cycle, if there is one."""
    seen = np.zeros(len(heads), int)
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while node and not seen[node]:
            seen[node] = start
            path.append(node)
            node = int(heads[node])
        if node and seen[node] == start:
            return path[path.index(node) :]
    return None


def _contract(scores: NDArray[np.float64], heads: Heads, cycle: Heads) -> Heads:
    """Solves the graph with the cycle as one node, and breaks the cycle where the best edge enters it."""
    rest = np.setdiff1d(np.arange(len(heads)), cycle)
    m = len(rest)
    kept = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, rest)] - kept[:, None]
    leaving = scores[np.ix_(rest, cycle)]
    small = np.full((m + 1, m + 1), 2 * NEVER)
    small[:m, :m] = scores[np.ix_(rest, rest)]
    small[m, :m] = entering.max(axis=0) + kept.sum()
    small[:m, m] = leaving.max(axis=1)
    solved = _span(small)
    result = heads.copy()
    inside = solved[:m] == m
    result[rest[inside]] = cycle[leaving.argmax(axis=1)[inside]]
    result[rest[~inside]] = rest[solved[:m][~inside]]
    door = int(solved[m])
    result[cycle[entering[:, door].argmax()]] = rest[door]
    return result
