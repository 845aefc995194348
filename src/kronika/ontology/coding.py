"""Choices of coding, as data: which events give way to others, and which are coded as another's words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from kronika.ontology.events import check_mode
from kronika.ontology.tables import read

PATH = Path(__file__).parent / "coding.toml"


class Stays(Struct, frozen=True, forbid_unknown_fields=True):
    """A type that is coded although it stands inside the words of one of these.

    `recipient` is the role there of those who are its recipients, where its own words name none.
    """

    type: str
    inside: tuple[str, ...]
    recipient: str | None = None


class GivesWay(Struct, frozen=True, forbid_unknown_fields=True):
    """A code that is not given beside another one about the same people."""

    type: str
    mode: str
    to: str
    to_mode: str


class Alleged(Struct, frozen=True, forbid_unknown_fields=True):
    """A deed that is coded as an accusation where somebody says it; not where one of the sectors `reporting` does."""

    type: str
    becomes: str
    mode: str
    reporting: tuple[str, ...] = ()


class Announced(Struct, frozen=True, forbid_unknown_fields=True):
    """A deed that is coded as a promise as long as it is still to come."""

    type: str
    becomes: str
    mode: str | None = None


class Conceded(Struct, frozen=True, forbid_unknown_fields=True):
    """A deed that is coded otherwise where one of the codes `near` is told in the same sentence or the next."""

    type: str
    mode: str
    becomes: str
    near: tuple[str, ...]


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """A deed that is coded otherwise where the same sentence or the one before tells `after`."""

    type: str
    mode: str
    becomes: str
    after: str


class Choices(Struct, frozen=True, forbid_unknown_fields=True):
    """All choices of `coding.toml`."""

    stays: tuple[Stays, ...]
    gives_way: tuple[GivesWay, ...]
    alleged: tuple[Alleged, ...]
    announced: tuple[Announced, ...]
    conceded: tuple[Conceded, ...]
    asked: tuple[Asked, ...]


@cache
def choices() -> Choices:
    """The choices. Raises PackError for one that is not as the file says, or names a type or mode that is none."""
    found = read(PATH, Choices)
    for stays in found.stays:
        for name in (stays.type, *stays.inside):
            check_mode(name, None, f"{PATH}: stays")
    for way in found.gives_way:
        check_mode(way.type, way.mode, f"{PATH}: gives_way")
        check_mode(way.to, way.to_mode, f"{PATH}: gives_way")
    for alleged in found.alleged:
        check_mode(alleged.type, None, f"{PATH}: alleged")
        check_mode(alleged.becomes, alleged.mode, f"{PATH}: alleged")
    codes = [(c.type, c.mode, c.becomes) for c in found.conceded] + [(a.type, a.mode, a.becomes) for a in found.asked]
    for event_type, mode, becomes in codes:
        check_mode(event_type, mode, str(PATH))
        check_mode(becomes, None, str(PATH))
    for announced in found.announced:
        check_mode(announced.type, announced.mode, f"{PATH}: announced")
        check_mode(announced.becomes, None, f"{PATH}: announced")
    return found
