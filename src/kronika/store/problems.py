"""What SQLite says, told with a remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kronika.errors import StoreError

FULL = ("the disk is full", "Free some space, or name a store on another disk with --store; what was read stays")
"""What is wrong where nothing more can be written, and what to do."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Errors of the file of a database as errors with a remedy."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        problem, remedy = _explain(str(error))
        raise StoreError(str(path), problem, remedy) from error


def _explain(message: str) -> tuple[str, str]:
    if "full" in message or "disk I/O" in message:
        return FULL
    if "locked" in message or "busy" in message:
        return "another program is writing to it", "Wait until it ends and run the command again"
    if "not a database" in message or "malformed" in message:
        return "it is not a store of Kronika", "Name another file with --store"
    if "readonly" in message or "unable to open" in message:
        return (
            "it cannot be opened for writing",
            "Check the folder and your rights, or name another with --store",
        )
    return f"SQLite says: {message}", "Check the disk, or name another file with --store"
