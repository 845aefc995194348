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

from msgspec import Struct, ValidationError, convert, structs

from kronika import calendar, ontology
from kronika.errors import InputError
from kronika.evidence import writable
from kronika.languages.letters import fold
from kronika.records import Dictionary

TEXT, TOML = "text", "toml"
COUNTRY = re.compile(r"[A-Z]{2}")
HEADING = re.compile(r"\s*\[\[\s*entity\s*\]\]")
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
    return entries_of(load_dictionary(path))


def load_dictionary(path: Path) -> Dictionary:
    """The file as it stands, TOML where its name ends in `.toml`. Raises InputError where it cannot be read."""
    name = writable(path)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(name, f"cannot be read ({error.strerror})", "Name a file of entities") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}:{line}", "not UTF-8", "Save the file as UTF-8") from error
    return Dictionary(name=name, kind=TOML if name.endswith(".toml") else TEXT, text=text)


def entries_of(dictionary: Dictionary) -> list[Entry]:
    """The entries of a dictionary. Raises InputError with file and line for what is none."""
    return list(FORMATS[dictionary.kind](dictionary.text, dictionary.name))


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
        return structs.replace(entry, aliases=[*entry.aliases, *filter(fold, _parts(value, ","))])
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
        line = re.search(r"at line (\d+)", str(error))
        here = f"{place}:{line[1]}" if line else place
        raise InputError(here, f"not TOML: {error}", "Mend what it names") from error
    if not isinstance(tables, list):
        raise InputError(place, "entity is no list of tables", "Write [[entity]] above each")
    headings = [number for number, line in enumerate(text.splitlines(), 1) if HEADING.match(line)]
    for number, table in enumerate(tables):
        here = f"{place}:{headings[number]}" if len(headings) == len(tables) else f"{place}: entity {number + 1}"
        yield _of_table(table, here)


class _TomlRole(Struct, forbid_unknown_fields=True):
    role: str
    of: str | None = None
    held: str | None = None


class _TomlEntry(Struct, forbid_unknown_fields=True):
    kind: str
    name: str
    aliases: list[str] = []
    country: str | None = None
    roles: list[_TomlRole] = []


def _of_table(table: Any, place: str) -> Entry:
    try:
        found = convert(table, _TomlEntry)
    except ValidationError as error:
        remedy = "Write kind, name, aliases, country and roles as texts and lists of texts"
        raise InputError(place, str(error), remedy) from error
    roles = [Held(held.role, held.of, held.held) for held in found.roles]
    return _checked(Entry(found.kind, found.name, list(filter(fold, found.aliases)), found.country, roles), place)


FORMATS: dict[str, Callable[[str, str], Iterator[Entry]]] = {TEXT: _of_lines, TOML: _of_toml}


def _checked(entry: Entry, place: str) -> Entry:
    """The entry. Raises InputError for an unknown kind, no name, a country that is no code, days that are none."""
    kinds = ontology.kinds()
    if entry.kind not in kinds or not fold(entry.name):
        raise InputError(
            place, f"{entry.kind!r} {entry.name!r} is no kind with a name", f"Begin with {', '.join(kinds)}"
        )
    if entry.country is not None and not COUNTRY.fullmatch(entry.country):
        raise InputError(place, f"{entry.country!r} is no country", "Write its code of two letters, such as PL")
    for held in entry.roles:
        try:
            calendar.parse(held.days or "../..")
        except ValueError as error:
            raise InputError(
                place, f"{held.days!r} are no days: {error}", "Write from/until, such as 2019-03/.."
            ) from error
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
