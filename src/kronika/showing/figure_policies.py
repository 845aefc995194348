"""The policies by which best, low and high are chosen from a history, and which of them is the default."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kronika import ontology
from kronika.records import EstimateRow

DEFAULT_POLICY = "latest-official"


def policies() -> Mapping[str, Any]:
    """The policies that there are, by name."""
    known: Callable[[], Mapping[str, Any]] = getattr(ontology, "policies", dict)
    return known()


def in_order(names: Iterable[str]) -> list[str]:
    """The default policy first, then the others in the order of the ontology."""
    known = list(policies())
    return sorted(names, key=lambda n: (n != DEFAULT_POLICY, known.index(n) if n in known else len(known), n))


def agree(one: EstimateRow, other: EstimateRow) -> bool:
    """Whether two policies choose the same numbers."""
    return (one.best, one.low, one.high) == (other.best, other.low, other.high)
