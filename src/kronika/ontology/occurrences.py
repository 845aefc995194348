"""What speaks for two mentions telling one event, as data: features with weights and sentences."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from kronika.errors import PackError
from kronika.ontology.events import check_mode
from kronika.ontology.tables import read

PATH = Path(__file__).parent / "occurrences.toml"


class Feature(Struct, frozen=True, forbid_unknown_fields=True):
    """How much a feature weighs, and the sentence that shows it; names in braces are filled in."""

    weight: float
    sentence: str


class Occurrences(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `occurrences.toml`, which says what each means."""

    threshold: float
    alike: tuple[tuple[str, ...], ...]
    exclusive: tuple[tuple[str, ...], ...]
    own: tuple[str, ...]
    once: tuple[str, ...]
    modes: tuple[tuple[str, ...], ...]
    holds: dict[str, dict[str, tuple[str, ...]]]
    feature: dict[str, Feature]

    def weight(self, name: str) -> float:
        """The weight of a feature. Raises PackError for one that the file has not."""
        if name not in self.feature:
            raise PackError(str(PATH), f"no feature {name!r}", f"Add [feature.{name}] with weight and sentence")
        return self.feature[name].weight


@cache
def occurrences() -> Occurrences:
    """The table. Raises PackError for a type or mode that is none."""
    found = read(PATH, Occurrences)
    named = [
        *(t for group in (*found.alike, *found.exclusive) for t in group),
        *found.own,
        *found.once,
        *found.holds,
        *(t for below in found.holds.values() for t in below),
    ]
    for code in named:
        event_type, _, mode = code.partition("/")
        check_mode(event_type, mode or None, str(PATH))
    return found
