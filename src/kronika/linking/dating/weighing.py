"""Pieces that may tell the same, and the habits of newsrooms, weighed together: how likely each day of publication is.

A match of two pieces holds with a chance; where it holds, the days of the one follow from those of the other. So that
nothing is believed in a circle, only the matches that tell most and join the reports without one are used (Chow and
Liu 1968); on such a tree the chances of all days are exact (Pearl 1988).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kronika.calendar import Interval
from kronika.linking.dating.constraints import GAPS, Clue, Constraint, Days

KEPT = 0.95
"""The share of all chances that the days kept hold together."""
LEAST = 1e-12
SHARING = 1.0
"""What a shared passage tells when edges are chosen, as a match that is sure and holds on a third of all days would."""

Vector = NDArray[np.float64]
"""How likely each day is, in order."""


class Match(NamedTuple):
    """A constraint that holds with a chance."""

    constraint: Constraint
    chance: float


class Edge(NamedTuple):
    """What the matches between two reports say: rows are the days of the one, columns those of the other."""

    one: str
    other: str
    table: Vector
    weight: float


class Forest(NamedTuple):
    """How likely each report's days are by themselves, and the edges that join reports without a circle."""

    own: Mapping[str, Vector]
    edges: Sequence[Edge]

    def joined(self) -> dict[str, frozenset[str]]:
        """For each report all that edges join to it, itself too."""
        groups = {name: {name} for name in self.own}
        for edge in self.edges:
            one, other = groups[edge.one], groups[edge.other]
            one |= other
            groups |= dict.fromkeys(other, one)
        return {name: frozenset(group) for name, group in groups.items()}


def plant(
    domains: Mapping[str, Days],
    leaning: Mapping[str, Vector],
    matches: Sequence[Match],
    sharing: Collection[tuple[str, str]],
    apart: Callable[[Days, Days, bool], Vector],
) -> Forest:
    """The forest of a story: how its reports lean before any match speaks, and the matches that tell most.

    Reports that are joined lie as far apart as `apart` says; `sharing` are those that share a passage, in order.
    """
    own, edges = _spoken({name: _scaled(leaning[name]) for name in domains}, domains, matches)
    for one, other in sharing:
        edges[one, other].append((np.ones((len(domains[one]), len(domains[other]))), SHARING))
    chosen = _forest(_joined(edges))
    tables = [apart(domains[e.one], domains[e.other], (e.one, e.other) in sharing) for e in chosen]
    return Forest(own, [e._replace(table=e.table * table) for e, table in zip(chosen, tables, strict=True)])


Edges = dict[tuple[str, str], list[tuple[Vector, float]]]


def _spoken(
    own: dict[str, Vector], domains: Mapping[str, Days], matches: Sequence[Match]
) -> tuple[dict[str, Vector], Edges]:
    """What matches say: of one report alone, where the other names its days in any case; else of two together."""
    edges: Edges = defaultdict(list)
    for match in matches:
        one, other = match.constraint.one.report, match.constraint.other.report
        held = holds(match.constraint, domains)
        share = held.mean()
        if not 0 < share < 1:
            continue
        table, weight = 1 - match.chance + match.chance * held / share, match.chance * -math.log(share)
        if (table == table[:, :1]).all():
            own[one] = _scaled(own[one] * table[:, 0])
        elif (table == table[:1]).all():
            own[other] = _scaled(own[other] * table[0])
        elif one < other:
            edges[one, other].append((table, weight))
        else:
            edges[other, one].append((table.T, weight))
    return own, edges


def weigh(forest: Forest, drawn: Mapping[str, Vector]) -> dict[str, Vector]:
    """The chance of each day of each report, by the forest and by what draws it besides."""
    own = {name: _scaled(chances * drawn[name]) if name in drawn else chances for name, chances in forest.own.items()}
    return _on_tree(own, forest.edges)


def holds(constraint: Constraint, domains: Mapping[str, Days]) -> Vector:
    """Where a constraint holds: rows are the days of the one report, columns those of the other; 1 or 0."""
    rows, row_values = _values(constraint.one, domains)
    columns, column_values = _values(constraint.other, domains)
    (first, last), (other_first, other_last) = _ends(row_values), _ends(column_values)
    later, earlier = GAPS[constraint.relation]
    table = np.ones((len(row_values), len(column_values)), dtype=bool)
    if later is not None:
        table &= other_first[None, :] - last[:, None] <= later
    if earlier is not None:
        table &= first[:, None] - other_last[None, :] <= earlier
    found: Vector = table[np.ix_(rows, columns)].astype(np.float64)
    return found


def _ends(values: Sequence[Interval | None]) -> tuple[Vector, Vector]:
    """First and last days as ordinals; what is not known stands in no relation to anything."""
    first = [v.earliest.toordinal() if v and v.earliest else np.nan for v in values]
    last = [v.latest.toordinal() if v and v.latest else np.nan for v in values]
    return np.array(first), np.array(last)


def _values(clue: Clue, domains: Mapping[str, Days]) -> tuple[list[int], list[Interval | None]]:
    """For each day the number of the interval that the clue names then, and these intervals."""
    numbers: dict[Interval | None, int] = {}
    rows = [numbers.setdefault(clue.days.get(day), len(numbers)) for day in sorted(domains[clue.report])]
    return rows, list(numbers)


def _joined(edges: Mapping[tuple[str, str], Sequence[tuple[Vector, float]]]) -> list[Edge]:
    found = []
    for (one, other), told in sorted(edges.items()):
        logs = np.sum([np.log(np.maximum(table, LEAST)) for table, _ in told], axis=0)
        table = np.exp(logs - logs.max())
        found.append(Edge(one, other, table, math.fsum(weight for _, weight in told)))
    return found


def _forest(edges: Iterable[Edge]) -> list[Edge]:
    """The edges that tell most and close no circle (Kruskal 1956)."""
    root: dict[str, str] = {}

    def top(name: str) -> str:
        while root.get(name, name) != name:
            name = root[name]
        return name

    chosen = []
    for edge in sorted(edges, key=lambda e: (-e.weight, e.one, e.other)):
        one, other = top(edge.one), top(edge.other)
        if one != other:
            root[one] = other
            chosen.append(edge)
    return chosen


def _on_tree(own: Mapping[str, Vector], edges: Sequence[Edge]) -> dict[str, Vector]:
    """The chances of all days: each report hears from each neighbour what that one knows without it."""
    tables: dict[str, dict[str, Vector]] = defaultdict(dict)
    for edge in edges:
        tables[edge.one][edge.other] = edge.table
        tables[edge.other][edge.one] = edge.table.T
    sent: dict[tuple[str, str], Vector] = {}
    waiting = sorted((a, b) for a in tables for b in tables[a])
    while waiting:
        ready = [(a, b) for a, b in waiting if all((c, a) in sent for c in tables[a] if c != b)]
        for a, b in ready:
            told = _product(own[a], [sent[c, a] for c in sorted(tables[a]) if c != b])
            sent[a, b] = _scaled(tables[b][a] @ told)
        waiting = [pair for pair in waiting if pair not in sent]
    return {name: _product(chances, [sent[c, name] for c in sorted(tables[name])]) for name, chances in own.items()}


def _product(own: Vector, told: Sequence[Vector]) -> Vector:
    logs = np.sum([np.log(np.maximum(v, LEAST)) for v in (own, *told)], axis=0)
    return _scaled(np.exp(logs - logs.max()))


def _scaled(chances: Vector) -> Vector:
    found: Vector = chances / chances.sum()
    return found


def likely(days: Days, chances: Vector, kept: float = KEPT) -> Days:
    """The fewest days whose chances add up to `kept`; days of equal chance stay together."""
    ranked = np.sort(chances)[::-1]
    needed = int(np.searchsorted(np.cumsum(ranked), kept - 1e-9))
    least = ranked[min(needed, len(ranked) - 1)] * (1 - 1e-6)
    return frozenset(day for day, chance in zip(sorted(days), chances, strict=True) if chance >= least)
