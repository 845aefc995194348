"""Bytes by number in a file beside the store, for what is too much for memory and is asked for in any order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kronika.store.problems import explained


class Shelf:
    """A file of bytes by number; it is scratch, and no power cut need spare it."""

    def __init__(self, path: Path) -> None:
        """Makes the file; one of that name goes."""
        self._path = path
        with explained(path):
            path.unlink(missing_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = OFF")
            self._db.execute("PRAGMA synchronous = OFF")
            self._db.execute("CREATE TABLE shelf (number INTEGER PRIMARY KEY, body BLOB NOT NULL)")

    def put(self, found: Iterable[tuple[int, bytes]]) -> None:
        """Keeps bytes, in the place of what had their number."""
        with explained(self._path):
            self._db.execute("BEGIN")
            self._db.executemany("INSERT OR REPLACE INTO shelf VALUES (?, ?)", found)
            self._db.execute("COMMIT")

    def get(self, numbers: Sequence[int]) -> list[bytes]:
        """The bytes of these numbers, in their order."""
        ask = "SELECT body FROM shelf WHERE number = ?"
        with explained(self._path):
            return [self._db.execute(ask, (number,)).fetchone()[0] for number in numbers]

    def all(self) -> Iterator[tuple[int, bytes]]:
        """All of them, in order."""
        with explained(self._path):
            yield from self._db.execute("SELECT number, body FROM shelf ORDER BY number")

    def close(self) -> None:
        """Closes the file."""
        self._db.close()
