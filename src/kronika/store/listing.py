"""Lists of stories and of those who are named: made when reports are linked, asked for page by page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from msgspec import Struct

from kronika.languages.letters import fold
from kronika.store.tables import Member

LEAST, MOST = "0000", "9999"
"""Days before and behind all others; what has none is on every day that is asked for."""
STORY_ORDERS = {
    "newest": "latest IS NULL, latest DESC, reports DESC, story",
    "largest": "reports DESC, latest DESC, story",
}


class ListedStory(NamedTuple):
    """A story in the list: its title, how many reports it has, the days of its lines."""

    story: str
    title: str
    reports: int
    earliest: str | None
    latest: str | None


class ListedEntity(NamedTuple):
    """Somebody in the list, and by how many mentions."""

    entity: str
    kind: str
    name: str
    mentions: int


class _Summary(Struct, frozen=True):
    story: str
    title: str
    earliest: str | None = None
    latest: str | None = None
    articles: list[str] = []


class _Entity(Struct, frozen=True):
    id: str
    kind: str
    name: str
    aliases: list[str] = []


def relist(db: sqlite3.Connection, members: Iterable[Member]) -> None:
    """Makes the lists anew from the linked rows. Call it within a transaction."""
    for table in ("listed_stories", "listed_entities", "story_reports"):
        db.execute(f"DELETE FROM {table}")
    db.executemany("INSERT INTO story_reports VALUES (?, ?)", [(m.story, m.name) for m in members])
    db.executemany("INSERT INTO listed_stories VALUES (?, ?, ?, ?, ?, ?)", _stories(db))
    db.executemany("INSERT INTO listed_entities VALUES (?, ?, ?, ?, 0)", _entities(db))
    db.execute(
        "UPDATE listed_entities SET mentions ="
        " (SELECT count(*) FROM linked_rows r WHERE r.entity = listed_entities.entity AND r.kind = 'mentions')"
    )


def _stories(db: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    for (body,) in db.execute("SELECT body FROM linked_rows WHERE kind = 'summaries'"):
        row = msgspec.json.decode(body, type=_Summary)
        yield row.story, row.title, fold(row.title), len(row.articles), row.earliest, row.latest


def _entities(db: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    for (body,) in db.execute("SELECT body FROM linked_rows WHERE kind = 'entities'"):
        row = msgspec.json.decode(body, type=_Entity)
        yield row.id, row.kind, row.name, " ".join(dict.fromkeys(map(fold, (row.name, *row.aliases))))


class StoriesAsked(Struct, frozen=True, kw_only=True):
    """Which stories to list: words of their titles, days, those of one report alone (`single`) or the others."""

    words: str = ""
    since: str | None = None
    until: str | None = None
    single: bool = False
    order: str = "newest"


class Listing:
    """The lists of a store at one moment."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """`db` is in a transaction for as long as this is used."""
        self._db = db

    def stories(self, asked: StoriesAsked, start: int = 0, most: int = -1) -> list[ListedStory]:
        """Some of the stories that are asked for, in the order asked for."""
        where, values = _of_stories(asked)
        rows = self._db.execute(
            f"SELECT story, title, reports, earliest, latest FROM listed_stories WHERE {where}"
            f" ORDER BY {STORY_ORDERS[asked.order]} LIMIT ? OFFSET ?",
            (*values, most, start),
        )
        return [ListedStory(*row) for row in rows]

    def stories_found(self, asked: StoriesAsked) -> int:
        """How many stories are as asked."""
        where, values = _of_stories(asked)
        return int(self._db.execute(f"SELECT count(*) FROM listed_stories WHERE {where}", values).fetchone()[0])

    def story(self, id: str) -> ListedStory | None:
        """A story of the list."""
        row = self._db.execute(
            "SELECT story, title, reports, earliest, latest FROM listed_stories WHERE story = ?", (id,)
        ).fetchone()
        return ListedStory(*row) if row else None

    def merged_into(self, story: str) -> str | None:
        """The story into which the reports of one went that is no more."""
        row = self._db.execute("SELECT merged_into FROM redirects WHERE story = ?", (story,)).fetchone()
        return str(row[0]) if row else None

    def reports(self, story: str) -> list[str]:
        """The names of the reports of a story."""
        rows = self._db.execute("SELECT name FROM story_reports WHERE story = ? ORDER BY name", (story,))
        return [name for (name,) in rows]

    def entities(self, words: str, kind: str | None, start: int = 0, most: int = -1) -> list[ListedEntity]:
        """Some of those whose names hold these words, the most mentioned first."""
        where, values = _of_entities(words, kind)
        rows = self._db.execute(
            f"SELECT entity, kind, name, mentions FROM listed_entities WHERE {where}"
            " ORDER BY mentions DESC, name, entity LIMIT ? OFFSET ?",
            (*values, most, start),
        )
        return [ListedEntity(*row) for row in rows]

    def entities_found(self, words: str, kind: str | None) -> int:
        """How many are named so."""
        where, values = _of_entities(words, kind)
        return int(self._db.execute(f"SELECT count(*) FROM listed_entities WHERE {where}", values).fetchone()[0])

    def count(self, table: str) -> int:
        """How many `stories`, `entities` or reports there are."""
        sql = {
            "stories": "SELECT count(*) FROM listed_stories",
            "entities": "SELECT count(*) FROM listed_entities",
            "reports": "SELECT count(*) FROM story_reports",
        }[table]
        return int(self._db.execute(sql).fetchone()[0])


def _of_stories(asked: StoriesAsked) -> tuple[str, list[object]]:
    where = ["reports = 1" if asked.single else "reports > 1"]
    values: list[object] = []
    for word in fold(asked.words).split():
        where.append("instr(folded, ?) > 0")
        values.append(word)
    if asked.since:
        where.append(f"coalesce(latest, '{MOST}') >= ?")
        values.append(asked.since)
    if asked.until:
        where.append(f"coalesce(earliest, '{LEAST}') <= ?")
        values.append(asked.until)
    return " AND ".join(where), values


def _of_entities(words: str, kind: str | None) -> tuple[str, list[object]]:
    where, values = ["1"], list[object]()
    for word in fold(words).split():
        where.append("instr(folded, ?) > 0")
        values.append(word)
    if kind:
        where.append("kind = ?")
        values.append(kind)
    return " AND ".join(where), values
