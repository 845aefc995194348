"""The ledger of corrections: rows are added, and none is changed or taken out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from kronika.records import Correction, Standing
from kronika.store.encoded import decoded


def append(db: sqlite3.Connection, corrections: Iterable[Correction]) -> int:
    """Adds those that are not there; gives back how many were new. Call it within a transaction."""
    rows = [(one.id, msgspec.json.encode(one)) for one in corrections]
    before = db.total_changes
    db.executemany("INSERT OR IGNORE INTO corrections (id, body) VALUES (?, ?)", rows)
    return db.total_changes - before


def all_of(db: sqlite3.Connection) -> list[Correction]:
    """All corrections, also those that are withdrawn, in the order of their making."""
    found = (decoded(body, Correction) for (body,) in db.execute("SELECT body FROM corrections"))
    return sorted(found, key=lambda one: (one.made, one.id))


def put_standings(db: sqlite3.Connection, standings: Iterable[Standing]) -> None:
    """Puts these in the place of all others. Call it within a transaction."""
    db.execute("DELETE FROM standings")
    db.executemany("INSERT INTO standings VALUES (?, ?)", [(one.id, msgspec.json.encode(one)) for one in standings])


def standings(db: sqlite3.Connection) -> dict[str, Standing]:
    """What last became of each correction, by its id."""
    found = (decoded(body, Standing) for (body,) in db.execute("SELECT body FROM standings"))
    return {one.id: one for one in found}
