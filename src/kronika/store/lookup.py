"""Single rows and few of them, as the rows were last linked: what a page needs, all of one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from kronika.records import TABLES, Article, Correction, Findings, Reading, Standing
from kronika.store import ledger
from kronika.store.encoded import decoded
from kronika.store.listing import Listing
from kronika.store.search import Index
from kronika.store.tables import key

MOST_ASKED = 500
AFTER = b"\x01"
"""What sorts behind the end of a part of a place, which is a zero."""


Part = TypeVar("Part")


class Stretch(Struct, frozen=True):
    """Where a sentence stands."""

    start: int
    end: int


class _Text(Struct, frozen=True):
    text: str


class _Cut(Struct, frozen=True):
    sentences: list[Stretch] = []


class Wording(Struct, frozen=True):
    """The text of a report as it was linked, and its sentences."""

    text: str
    sentences: list[Stretch] = []


class Lookup:
    """The linked rows of a store at one moment: what a run writes meanwhile is not seen."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """`db` is in a transaction for as long as this is used."""
        self._db = db
        self.listing = Listing(db)
        self.index = Index(db)

    def row(self, id: str) -> Any | None:
        """The row of this id, of whatever table."""
        return self.rows_of([id]).get(id)

    def rows_of(self, ids: Iterable[str]) -> dict[str, Any]:
        """The rows of these ids, of whatever table, by their ids."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Any] = {}
        for start in range(0, len(wanted), MOST_ASKED):
            some = wanted[start : start + MOST_ASKED]
            marks = ", ".join("?" * len(some))
            for id, kind, body in self._db.execute(
                f"SELECT id, kind, body FROM linked_rows WHERE id IN ({marks})", some
            ):
                found[id] = decoded(body, TABLES[kind])
        return found

    def under(self, kind: str, *first: str) -> list[Any]:
        """The rows of a table whose order begins with these: of a report, or of a story, in their order."""
        return list(self.outlines(kind, TABLES[kind], *first))

    def each(self, kind: str) -> Iterator[Any]:
        """All rows of a table in its order, one by one."""
        for (body,) in self._db.execute("SELECT body FROM linked_rows WHERE kind = ? ORDER BY place, rowid", (kind,)):
            yield decoded(body, TABLES[kind])

    def outlines(self, kind: str, part: type[Part], *first: str) -> Iterator[Part]:
        """The same rows, of each only the columns that `part` has: much quicker where there are many."""
        begin = key(first)
        rows = self._db.execute(
            # Nothing lies between a place and what goes on from it with a zero: one range, which the index answers.
            "SELECT body FROM linked_rows WHERE kind = ? AND place >= ? AND place < ? ORDER BY place, rowid",
            (kind, begin, begin + AFTER),
        )
        for (body,) in rows:
            yield decoded(body, part)

    def page(self, kind: str, start: int, most: int) -> list[Any]:
        """Some rows of a table in its order."""
        rows = self._db.execute(
            "SELECT body FROM linked_rows WHERE kind = ? ORDER BY place, rowid LIMIT ? OFFSET ?", (kind, most, start)
        )
        return [decoded(body, TABLES[kind]) for (body,) in rows]

    def of_entity(self, kind: str, entity: str, start: int = 0, most: int = -1) -> list[Any]:
        """The rows of a table in which somebody is meant or speaks, some of them, in their order."""
        rows = self._db.execute(
            "SELECT body FROM linked_rows WHERE kind = ? AND entity = ? ORDER BY place LIMIT ? OFFSET ?",
            (kind, entity, most, start),
        )
        return [decoded(body, TABLES[kind]) for (body,) in rows]

    def entity_outlines(self, kind: str, entity: str, part: type[Part], most: int = -1) -> Iterator[Part]:
        """The first of these rows in their order, of each only the columns that `part` has."""
        ask = "SELECT body FROM linked_rows WHERE kind = ? AND entity = ? ORDER BY place LIMIT ?"
        for (body,) in self._db.execute(ask, (kind, entity, most)):
            yield decoded(body, part)

    def count(self, kind: str, entity: str | None = None) -> int:
        """How many rows a table has, or those of them in which somebody is meant."""
        where, values = ("", ()) if entity is None else (" AND entity = ?", (entity,))
        return int(
            self._db.execute(f"SELECT count(*) FROM linked_rows WHERE kind = ?{where}", (kind, *values)).fetchone()[0]
        )

    def reading(self, name: str) -> Reading | None:
        """An article as it was linked, by the name shown."""
        row = self._linked(name)
        return Reading(article=decoded(row[0], Article), findings=decoded(row[1], Findings)) if row else None

    def wording(self, name: str) -> Wording | None:
        """The text of a report as it was linked, with its sentences, by the name shown."""
        row = self._linked(name)
        return Wording(decoded(row[0], _Text).text, decoded(row[1], _Cut).sentences) if row else None

    def _linked(self, name: str) -> Any:
        """An article and its findings as JSON, as they were linked."""
        return self._db.execute(
            "SELECT article, body FROM linked_articles JOIN versions USING (version) JOIN findings USING (version)"
            " WHERE name = ?",
            (name,),
        ).fetchone()

    def corrections(self) -> list[Correction]:
        """All corrections, also those that are withdrawn, in the order of their making."""
        return ledger.all_of(self._db)

    def standings(self) -> dict[str, Standing]:
        """What last became of each correction, by its id."""
        return ledger.standings(self._db)

    def stories_of(self, names: Sequence[str]) -> dict[str, str]:
        """The stories of reports, by the names shown."""
        found = ((name, rows[0].story) for name in names if (rows := self.under("stories", name)))
        return dict(found)
