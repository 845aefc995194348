"""The rows of the export in the store, and what they are sorted by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from kronika.records import place

INDEX = "exported_in_order"
WIDE = 10
"""Digits of a place in a text."""


class Kept(NamedTuple):
    """A row as the store has it: its table, what sorts it there, itself as JSON."""

    kind: str
    place: bytes
    body: bytes


def kept(kind: str, rows: Iterable[Any]) -> Iterator[Kept]:
    """Rows of a table as the store has them."""
    return (Kept(kind, _key(place(kind, row)), msgspec.json.encode(row)) for row in rows)


def _key(parts: Sequence[str | int]) -> bytes:
    """Bytes that sort as the parts do."""
    told = (part if isinstance(part, str) else f"{part:0{WIDE}}" for part in parts)
    return b"\0".join(part.encode("utf-8", "surrogatepass") for part in told)


def replace(db: sqlite3.Connection, rows: Iterable[Kept]) -> None:
    """Puts these rows in the place of all others. Call it within a transaction."""
    db.execute("DELETE FROM exported")
    db.execute(f"DROP INDEX {INDEX}")  # one that is made at once is quicker than one that grows with every row
    db.executemany("INSERT INTO exported VALUES (?, ?, ?)", rows)
    db.execute(f"CREATE INDEX {INDEX} ON exported (kind, place)")
