"""Dictionaries of people, organisations and places that anyone can extend, as plain text or TOML.

PER Kasym-Żomart Tokajew
  alias: Kassym-Jomart Tokayev, Касым-Жомарт Токаев
  country: KZ
  role: prezydent | KZ | 2019-03-20/..

In TOML the same is `[[entity]]` with `kind`, `name`, `aliases`, `country` and `roles`, a list of
`{role = "prezydent", of = "KZ", held = "2019-03-20/.."}`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from kronika import calendar, ontology
from kronika.errors import InputError

COUNTRY = re.compile(r"[A-Z]{2}")
FIELDS = ("alias", "country", "role")
SHAPE = "expected 'KIND Name', or below it 'alias: …', 'country: XX' or 'role: office | of | from/until'"


class Held(Struct, frozen=True):
    """An office: of which country (its code) or body, and the days it was held, as an EDTF interval."""

    role: str
    of: str | None = None
    days: str | None = None


class Entry(Struct, frozen=True):
    """Somebody or something of a dictionary."""

    kind: str
    name: str
    aliases: list[str] = []
    country: str | None = None
    roles: list[Held] = []


def load_entities(path: Path) -> list[Entry]:
    """The entries of a dictionary. Raises InputError with file and line for what cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "Name a file of entities") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "not UTF-8", "Save the file as UTF-8") from error
    return parse_entities(text, str(path))


def parse_entities(text: str, place: str) -> list[Entry]:
    """The entries of a dictionary's text; TOML where `place` ends in `.toml`. Raises InputError."""
    return list(_of_toml(text, place) if place.endswith(".toml") else _of_lines(text, place))


def _of_lines(text: str, place: str) -> Iterator[Entry]:
    entry: Entry | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("#", 1)[0].rstrip()
        here = f"{place}:{number}"
        if not line.strip():
            continue
        if not line[0].isspace():
            if entry is not None:
                yield entry
            entry = _opened(line, here)
        elif entry is None:
            raise InputError(here, SHAPE, "Write the name on a line above, not indented")
        else:
            entry = _with_field(entry, line.strip(), here)
    if entry is not None:
        yield entry


def _opened(line: str, place: str) -> Entry:
    kind, _, name = line.partition(" ")
    return _checked(Entry(kind, " ".join(name.split())), place)


def _with_field(entry: Entry, line: str, place: str) -> Entry:
    field, colon, value = line.partition(":")
    value = value.strip()
    if field not in FIELDS or not colon or not value:
        raise InputError(place, SHAPE, "Mend the line")
    if field == "alias":
        return structs.replace(entry, aliases=[*entry.aliases, *_parts(value, ",")])
    if field == "country":
        return _checked(structs.replace(entry, country=value), place)
    parts = [part or None for part in _parts(value, "|")]
    if len(parts) > 3 or not parts[0]:
        raise InputError(place, SHAPE, "Write the office, whose it is, and from when until when")
    held = Held(parts[0], *parts[1:])
    return _checked(structs.replace(entry, roles=[*entry.roles, held]), place)


def _parts(value: str, mark: str) -> list[str]:
    return [" ".join(part.split()) for part in value.split(mark)]


def _of_toml(text: str, place: str) -> Iterator[Entry]:
    try:
        tables = tomllib.loads(text).get("entity", [])
    except tomllib.TOMLDecodeError as error:
        raise InputError(place, f"not TOML: {error}", "Mend the line it names") from error
    if not isinstance(tables, list):
        raise InputError(place, "entity is no list of tables", "Write [[entity]] above each")
    for number, table in enumerate(tables, 1):
        yield _checked(_of_table(table, f"{place}: entity {number}"), f"{place}: entity {number}")


def _of_table(table: Any, place: str) -> Entry:
    try:
        roles = [Held(r["role"], r.get("of"), r.get("held")) for r in table.get("roles", [])]
        return Entry(table["kind"], table["name"], list(table.get("aliases", [])), table.get("country"), roles)
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(place, f"it lacks kind, name or a role's name ({error})", "Add what is missing") from error


def _checked(entry: Entry, place: str) -> Entry:
    """The entry. Raises InputError for an unknown kind, no name, a country that is no code, days that are none."""
    kinds = ontology.kinds()
    if entry.kind not in kinds or not entry.name:
        raise InputError(place, f"{entry.kind!r} {entry.name!r} is no kind with a name", f"Begin with {', '.join(kinds)}")
    if entry.country is not None and not COUNTRY.fullmatch(entry.country):
        raise InputError(place, f"{entry.country!r} is no country", "Write its code of two letters, such as PL")
    for held in entry.roles[-1:]:
        try:
            calendar.parse(held.days or "..")
        except ValueError as error:
            raise InputError(place, f"{held.days!r} are no days: {error}", "Write from/until, such as 2019-03/..") from error
    return entry


def unclear(entries: Iterable[Entry], fold: Callable[[str], str]) -> set[tuple[str, str]]:
    """Kind and name of those that more than one entry claims: they tell nobody apart."""
    seen: dict[tuple[str, str], str] = {}
    several = set()
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            key = (entry.kind, fold(name))
            if seen.setdefault(key, entry.name) != entry.name:
                several.add(key)
    return several


