"""Types and modes of events and the contexts in which they stand, after PLOVER 2.0, as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from kronika.errors import PackError
from kronika.ontology.tables import by_name, read

PATH = Path(__file__).parent / "events.toml"
MODALITIES = ("actual", "future", "hypothetical", "negated")
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]


class EventType(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A type by name, with the sentence that tells it and its modes; `events.toml` says what the flags mean.

    `older` holds those modes that have another name in PLOVER 2.0, with that name, or "" where it has none.
    """

    name: str
    quad: Quad
    sentence: str
    modes: tuple[str, ...] = ()
    older: dict[str, str] = field(default_factory=dict)
    two_sided: bool = False
    words: bool = False
    placed: Literal["near", "country", "no"] = "near"


class Context(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an event may be about, by name, with the sentence that tells it."""

    name: str
    sentence: str


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    event: tuple[EventType, ...]
    context: tuple[Context, ...]


@cache
def _file() -> _File:
    return read(PATH, _File)


@cache
def event_types() -> dict[str, EventType]:
    """The types by name. Raises PackError for one that is not as the file says."""
    found = by_name(PATH, _file().event)
    for kind in found.values():
        _check(kind)
    return found


@cache
def contexts() -> dict[str, Context]:
    """The contexts by name. Raises PackError for one that is not as the file says."""
    return by_name(PATH, _file().context)


def check_mode(event_type: str, mode: str | None, place: str) -> EventType:
    """The type of this name. Raises PackError at the place where there is none, or where it has no such mode."""
    kind = event_types().get(event_type)
    if kind is None:
        raise PackError(place, f"{event_type} is no type of event", f"Choose {', '.join(event_types())}")
    if mode is not None and mode not in kind.modes:
        known = f"Choose {', '.join(kind.modes)}, or none" if kind.modes else f"{event_type} has no modes: give none"
        raise PackError(place, f"{mode!r} is no mode of {event_type}", known)
    return kind


def published_mode(event_type: str, mode: str | None) -> str | None:
    """What PLOVER 2.0 calls this mode; None where it has none."""
    kind = check_mode(event_type, mode, "published_mode")
    return None if mode is None else kind.older.get(mode, mode) or None


def _check(kind: EventType) -> None:
    place = f"{PATH}: {kind.name}"
    if len(set(kind.modes)) < len(kind.modes):
        raise PackError(place, "a mode stands there twice", "Remove one of the two")
    for mode, name in kind.older.items():
        now = {*kind.modes, ""} - kind.older.keys()
        if mode not in kind.modes or name not in now:
            raise PackError(f"{place}: older", f"{mode} = {name!r} are no two modes", f"Choose {', '.join(kind.modes)}")
