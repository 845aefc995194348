"""What makes a line of the chronicle weigh more, as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from kronika.errors import PackError
from kronika.ontology import measures
from kronika.ontology.events import check_mode, event_types
from kronika.ontology.tables import read

PATH = Path(__file__).parent / "chronicle.toml"


class Added(Struct, frozen=True, forbid_unknown_fields=True):
    """What is added to the weight of a line; the file says for what."""

    origin: float
    outlet: float
    day: float
    stretch: float
    wide: float
    own: float
    lead: float
    open: float
    fit: float
    title: float
    repeated: float
    crowd: float
    day_only: float
    incident: float
    passing: float


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `chronicle.toml`, which says what each means."""

    types: dict[str, float]
    modes: dict[str, float]
    measures: dict[str, float]
    added: Added

    def event(self, event_type: str, mode: str | None) -> float:
        """What an event of this code weighs."""
        return self.modes.get(f"{event_type}/{mode}", self.types[event_type])


@cache
def weights() -> Weights:
    """The table. Raises PackError for a type, mode or measure that is none, or a type without a weight."""
    found = read(PATH, Weights)
    for code in (*found.types, *found.modes):
        event_type, _, mode = code.partition("/")
        check_mode(event_type, mode or None, str(PATH))
    if wrong := set(found.measures) - set(measures()):
        raise PackError(str(PATH), f"no measure {min(wrong)!r}", "See measures.toml")
    if missing := set(event_types()) - set(found.types):
        raise PackError(str(PATH), f"type {min(missing)} has no weight", "Add it under [types]")
    return found
