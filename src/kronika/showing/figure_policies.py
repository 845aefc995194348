"""The order in which policies are told, and when two of them choose the same."""

from __future__ import annotations

from collections.abc import Iterable

from kronika import ontology
from kronika.records import EstimateRow

DEFAULT_POLICY = ontology.DEFAULT


def in_order(names: Iterable[str]) -> list[str]:
    """The default policy first, then the others in the order of the ontology."""
    known = list(ontology.policies())
    return sorted(names, key=lambda n: (n != DEFAULT_POLICY, known.index(n) if n in known else len(known), n))


def agree(one: EstimateRow, other: EstimateRow) -> bool:
    """Whether two policies choose the same numbers."""
    return (one.best, one.low, one.high) == (other.best, other.low, other.high)
