"""The parts of society to which actors and recipients belong, after PLOVER, as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from kronika.errors import PackError
from kronika.ontology.tables import by_name, read

PATH = Path(__file__).parent / "sectors.toml"
Side = Literal["state", "forces", "armed", "crowd", "unarmed"]
SIDES: tuple[str, ...] = get_args(Side)


class Sector(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sector by name, with PLOVER's code and the sentence that tells it; `sectors.toml` says what a side is."""

    name: str
    code: str
    side: Side
    sentence: str


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    sector: tuple[Sector, ...]


@cache
def sectors() -> dict[str, Sector]:
    """The sectors by name. Raises PackError for one that is not as the file says."""
    found = by_name(PATH, read(PATH, _File).sector)
    for name, sector in found.items():
        if name in SIDES:
            raise PackError(f"{PATH}: {name}", "a side has this name", "Choose another name")
        if not (len(sector.code) == 3 and sector.code.isalpha() and sector.code.isupper()):
            raise PackError(f"{PATH}: {name}", f"code = {sector.code!r} is no code", "Write three capital letters")
    return found
