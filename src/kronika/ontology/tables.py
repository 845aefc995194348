"""Reads a file of the ontology into records, and says where it does not hold together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import ValidationError, convert

from kronika.errors import PackError


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """By which it is found."""
        ...


File = TypeVar("File")
Entry = TypeVar("Entry", bound=Named)


def read(path: Path, form: type[File]) -> File:
    """What the file holds. Raises PackError for one that is no TOML or not of this form."""
    try:
        return convert(tomllib.loads(path.read_text(encoding="utf-8")), form)
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise PackError(str(path), str(error), "See the comments at the top of the file") from error


def by_name(path: Path, entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entries by name, in the order of the file. Raises PackError for two of one name."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.name in found:
            raise PackError(f"{path}: {entry.name}", "it stands there twice", "Remove one of the two")
        found[entry.name] = entry
    return found
