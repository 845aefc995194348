"""What every column of the tables means, as data: `columns.toml`, checked against the records when it is read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from msgspec import Struct, ValidationError, convert, field

from kronika.errors import PackError
from kronika.records.rows import TABLES

PATH = Path(__file__).parent / "columns.toml"
SHARED = "shared"
"""The section of columns that mean the same wherever they stand."""
NOTHING = type(None)
SIMPLE: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "yes or no"}


class Meaning(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a column means: a sentence, and the values that it may have where these are few, each with its meaning.

    `vocabulary` names values of the ontology instead; the comment above `columns.toml` lists them.
    """

    means: str
    values: dict[str, str] = field(default_factory=dict)
    vocabulary: str | None = None


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table, or of a record inside its cells.

    `type` is told in words: text, whole number, number, yes or no, list of …, … by name, a record by its name, and
    `or empty` behind it where nothing may stand there.
    """

    name: str
    type: str
    means: str
    values: dict[str, str]
    vocabulary: str | None

    @property
    def told(self) -> str:
        """What it means, with its values."""
        known = "; ".join(f"{value}: {meaning}" for value, meaning in self.values.items())
        return f"{self.means} Values: {known}." if known else self.means


@cache
def columns() -> dict[str, tuple[Column, ...]]:
    """The columns of each table by its name, then of each record inside their cells by its name, all in their order.

    Raises PackError for a column of which nothing is said, and for words about one that is not there.
    """
    said = _read()
    found = {owner: tuple(_columns(owner, record, said)) for owner, record in records().items()}
    there = {(owner, column.name) for owner, own in found.items() for column in own}
    invented = [(o, name) for o, own in said.items() if o != SHARED for name in own if (o, name) not in there]
    invented += [(SHARED, name) for name in said.get(SHARED, {}) if name not in {column for _, column in there}]
    for owner, name in invented:
        raise PackError(f"{PATH}: {owner}.{name}", "there is no such column", "Remove it, or mend its name")
    return found


@cache
def records() -> dict[str, type[Struct]]:
    """The records of the tables by the tables' names, then those inside their cells by their own."""
    found: dict[str, type[Struct]] = dict(TABLES)
    waiting: list[type[Struct]] = [*TABLES.values()]
    while waiting:
        for inner in (one for kind in get_type_hints(waiting.pop(0)).values() for one in _inner(kind)):
            if inner.__name__ not in found:
                found[inner.__name__] = inner
                waiting.append(inner)
    return found


def told_of(record: str) -> Mapping[str, Column]:
    """The columns of a record, by its class's name, by their own; none where it is no record of the tables."""
    owner = next((owner for owner, kind in records().items() if kind.__name__ == record), None)
    return {column.name: column for column in columns()[owner]} if owner else {}


def _read() -> dict[str, dict[str, Meaning]]:
    try:
        found = convert(tomllib.loads(PATH.read_text(encoding="utf-8")), dict[str, dict[str, str | Meaning]])
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise PackError(str(PATH), str(error), "See the comments at the top of the file") from error
    return {
        owner: {name: Meaning(means=one) if isinstance(one, str) else one for name, one in own.items()}
        for owner, own in found.items()
    }


def _columns(owner: str, record: type[Struct], said: Mapping[str, Mapping[str, Meaning]]) -> Iterator[Column]:
    known = {**said.get(SHARED, {}), **said.get(owner, {})}
    for name, kind in get_type_hints(record).items():
        if name not in known:
            raise PackError(f"{PATH}: {owner}", f"nothing says what {name} means", f"Add {name} = …")
        one = known[name]
        yield Column(name=name, type=_type(kind), means=one.means, values=one.values, vocabulary=one.vocabulary)


def _type(kind: Any) -> str:
    if kind in SIMPLE:
        return SIMPLE[kind]
    if get_origin(kind) is list:
        return f"list of {_type(get_args(kind)[0])}"
    if get_origin(kind) is dict:
        return f"{_type(get_args(kind)[1])}, by name"
    parts = [part for part in get_args(kind) if part is not NOTHING]
    if parts:
        whole = _type(float if float in parts else parts[0])
        return f"{whole} or empty" if NOTHING in get_args(kind) else whole
    return str(kind.__name__)


def _inner(kind: Any) -> Iterator[type[Struct]]:
    """The records of which a type is made."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield kind
    for part in get_args(kind):
        yield from _inner(part)
