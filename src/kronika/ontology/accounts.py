"""What an incident may have been, and which accounts of it exclude each other, as data."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

from msgspec import Struct

from kronika.errors import PackError
from kronika.ontology.events import check_mode
from kronika.ontology.sectors import sectors
from kronika.ontology.tables import read

PATH = Path(__file__).parent / "accounts.toml"


class Own(Struct, frozen=True, forbid_unknown_fields=True):
    """What the reports themselves call an incident where they tell an event of a type."""

    type: str
    label: str


class Accounts(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `accounts.toml`, which says what each means."""

    exclusive: tuple[frozenset[str], ...]
    general: tuple[str, ...]
    one: tuple[str, ...]
    opposed: tuple[frozenset[str], ...]
    blames: dict[str, str]
    own: dict[str, Own]
    labels: tuple[str, ...]

    def exclude(self, one: str, other: str) -> bool:
        """Whether two labels exclude each other."""
        return one != other and any({one, other} <= labels for labels in self.exclusive)

    def oppose(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether two sets of sectors stand against each other."""
        return not one & other and any(frozenset(pair) in self.opposed for pair in product(one, other))


@cache
def accounts() -> Accounts:
    """The table. Raises PackError for a label, a type or a sector that is none."""
    found = read(PATH, Accounts)
    for label in (*(x for labels in found.exclusive for x in labels), *(own.label for own in found.own.values())):
        if label not in found.labels:
            raise PackError(str(PATH), f"no label {label!r}", "Add it under [labels]")
    for label in found.blames:
        if label not in found.labels:
            raise PackError(str(PATH), f"no label {label!r} in [blames]", "Add it under [labels]")
    for own in found.own.values():
        check_mode(own.type, None, str(PATH))
    named = {sector for pair in found.opposed for sector in pair} | set(found.blames.values())
    if wrong := named - set(sectors()):
        raise PackError(str(PATH), f"no sector {min(wrong)!r}", "See sectors.toml")
    return found
