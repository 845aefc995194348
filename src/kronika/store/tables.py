"""The rows of the export in the store, and what they are sorted by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from kronika.records import Searchable, place

WIDE = 10
"""Digits of a place in a text."""
INDEXES = {
    "linked_rows_in_order": "linked_rows (kind, place)",
    "linked_rows_by_id": "linked_rows (id)",
    "linked_rows_by_entity": "linked_rows (entity, kind, place) WHERE entity IS NOT NULL",
}


class Kept(NamedTuple):
    """A row as the store has it: its table, what sorts it there, its id, who is meant or speaks, itself as JSON."""

    kind: str
    place: bytes
    id: str
    entity: str | None
    body: bytes


class Member(NamedTuple):
    """An article as it was linked: its source, which version, the name shown, its story."""

    source: str
    version: int
    name: str
    story: str


class Rewritten(NamedTuple):
    """What linking has made: rows, the articles of which they are, what is searched, and words with their lemmas."""

    rows: Iterable[Kept]
    members: Iterable[Member]
    documents: Iterable[Searchable] = ()
    forms: Iterable[tuple[str, str]] = ()


def kept(kind: str, rows: Iterable[Any]) -> Iterator[Kept]:
    """Rows of a table as the store has them."""
    return (Kept(kind, key(place(kind, row)), row.id, _entity(row), msgspec.json.encode(row)) for row in rows)


def _entity(row: Any) -> str | None:
    return getattr(row, "entity", None) or getattr(row, "speaker_entity", None)


def key(parts: Sequence[str | int]) -> bytes:
    """Bytes that sort as the parts do."""
    told = (part if isinstance(part, str) else f"{part:0{WIDE}}" for part in parts)
    return b"\0".join(part.encode("utf-8", "surrogatepass") for part in told)


def replace(db: sqlite3.Connection, rows: Iterable[Kept]) -> None:
    """Puts these rows in the place of all others. Call it within a transaction."""
    db.execute("DELETE FROM linked_rows")
    for index in INDEXES:
        db.execute(f"DROP INDEX {index}")  # one that is made at once is quicker than one that grows with every row
    db.executemany("INSERT INTO linked_rows VALUES (?, ?, ?, ?, ?)", rows)
    for index, of in INDEXES.items():
        db.execute(f"CREATE INDEX {index} ON {of}")
