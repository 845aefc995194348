"""What weights a logistic regression gives the features of `kronika.linking.likeness` on the tuned reports.

`python -m evaluation weights [--press DIR]` prints them beside those in use. Pairs of each set weigh as much together
as those of any other; a little ridge keeps features that rarely differ small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation import stories
from evaluation.linker import Linker
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.linking.copying import shared_passages
from kronika.linking.likeness import BORDER, FEATURES
from kronika.linking.report import named
from kronika.linking.stories import likeness_of
from kronika.records import Reading

RIDGE = 1e-3
ROUNDS = 60
Array = NDArray[np.float64]


def fitted(collection: Path | None = None) -> dict[str, dict[str, float]]:
    """For each feature, and for the border, the weight in use and the one that fits the tuned reports."""
    linker = Linker()
    sets = [one for one in stories.known(linker, ("tuned",), collection) if one.truths]
    parts = [_pairs(one.readings, {r: s for truth in one.truths for r, s in truth.stories.items()}) for one in sets]
    values = np.concatenate([values for values, _ in parts])
    same = np.concatenate([same for _, same in parts])
    share = np.concatenate([np.full(len(same), len(values) / len(same) / len(parts)) for _, same in parts])
    weights = _regression(values, same, share)
    names = [*(feature.__name__ for feature in FEATURES), "border"]
    used = [*FEATURES.values(), BORDER]
    return {name: {"in_use": now, "fitted": float(fit)} for name, now, fit in zip(names, used, weights, strict=True)}


def _pairs(readings: Iterable[Reading], truth: Mapping[str, str]) -> tuple[Array, Array]:
    """The features of each pair of labelled reports, shape (pairs, features), and whether they are of one story."""
    reports = named(list(readings))
    likeness = likeness_of(reports, shared_passages(reports), Knowledge(list(load_packs().values())))
    known = [i for i, report in enumerate(reports) if report.name in truth]
    pairs = [(a, b, likeness.pair(a, b)) for a, b in combinations(known, 2)]
    values = np.array([[feature(pair) for feature in FEATURES] for _, _, pair in pairs])
    return values, np.array([truth[reports[a].name] == truth[reports[b].name] for a, b, _ in pairs], dtype=float)


def _regression(values: Array, same: Array, share: Array) -> Array:
    """The weights in the scale of the features, the constant last, by Newton's method."""
    middle, spread = values.mean(0), values.std(0) + 1e-9
    inputs = np.column_stack([(values - middle) / spread, np.ones(len(values))])
    ridge = RIDGE * len(values) * np.diag([*np.ones(values.shape[1]), 0.0])
    weights = np.zeros(inputs.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (share * (chance - same)) + ridge @ weights
        curve = (inputs * (share * chance * (1 - chance))[:, None]).T @ inputs + ridge + 1e-9 * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return np.append(weights[:-1] / spread, weights[-1] - (weights[:-1] / spread) @ middle)
