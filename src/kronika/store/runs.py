"""The runs of a store: which versions were current when each had ended."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import NamedTuple


class Run(NamedTuple):
    """A run that changed something: its number, from 1, when it ended (UTC, ISO 8601), how many articles it had."""

    number: int
    made: str
    articles: int


CURRENT = (
    "SELECT source, version FROM arrivals a WHERE run = "
    "(SELECT max(run) FROM arrivals b WHERE b.source = a.source AND b.run <= ?) AND version IS NOT NULL"
)


def note(db: sqlite3.Connection) -> None:
    """Writes down what has changed since the last run, if anything has. Call it within a transaction."""
    before = dict(db.execute(CURRENT, (2**62,)).fetchall())
    now = dict(db.execute("SELECT source, version FROM articles").fetchall())
    changed = {s: now.get(s) for s in before.keys() | now.keys() if before.get(s) != now.get(s)}
    if not changed:
        return
    made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    run = db.execute("INSERT INTO runs (made) VALUES (?)", (made,)).lastrowid
    db.executemany("INSERT INTO arrivals VALUES (?, ?, ?)", [(run, s, v) for s, v in sorted(changed.items())])


def all_of(db: sqlite3.Connection) -> list[Run]:
    """All runs, the first first."""
    rows = db.execute("SELECT run, made FROM runs ORDER BY run").fetchall()
    return [Run(run, made, len(db.execute(CURRENT, (run,)).fetchall())) for run, made in rows]


def versions(db: sqlite3.Connection, run: int) -> list[int]:
    """The versions that were current when a run had ended."""
    return sorted(version for _, version in db.execute(CURRENT, (run,)).fetchall())
