"""Faults: what was left out, of a file or of an article's reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from kronika.records import Trouble


def clear_below(db: sqlite3.Connection, place: str) -> None:
    """Forgets the faults of a file, or of all files below a folder. Call it within a transaction."""
    below = place.rstrip("/") + "/"
    db.execute(
        "DELETE FROM faults WHERE NOT of_article AND (source = ? OR substr(source, 1, ?) = ?)",
        (place, len(below), below),
    )


def add(db: sqlite3.Connection, troubles: Iterable[Trouble], *, of_article: bool) -> None:
    """Adds faults, each once. Call it within a transaction."""
    rows = [(t.source, of_article, msgspec.json.encode(t)) for t in troubles]
    db.executemany("INSERT OR IGNORE INTO faults VALUES (?, ?, ?)", rows)
