"""The store: articles with their versions, findings, faults, dictionaries and the linked rows."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from kronika.errors import StoreError
from kronika.evidence import digest, writable
from kronika.records import TABLES, Article, Correction, Dictionary, Findings, Reading, Standing, Trouble
from kronika.store import faults, ledger, runs, search
from kronika.store import tables as tables_
from kronika.store.encoded import Encoded, Read, as_read, decoded
from kronika.store.listing import relist
from kronika.store.lookup import Lookup
from kronika.store.problems import explained
from kronika.store.redirects import follow
from kronika.store.runs import Run
from kronika.store.tables import Kept, Rewritten

SCHEMA = Path(__file__).parent / "schema.sql"
SCHEMA_VERSION = 1
TABLE = re.compile(r"^CREATE TABLE IF NOT EXISTS (\w+)", re.MULTILINE)
PATIENCE = 30.0
MOST_ASKED = 500
"""Versions in one question; SQLite takes 999 values in its older releases."""


class Store:
    """One SQLite file. Opening it for reading takes no lock; each write is one transaction."""

    def __init__(self, path: Path, *, create: bool) -> None:
        """Opens the store. Raises StoreError where there is none and `create` is false, or it is no store."""
        self.path = path
        if not create and not path.exists():
            raise self._none()
        with self._explained():
            self._db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self._prepare(create=create)

    def _none(self) -> StoreError:
        remedy = "Run 'kronika read PATH…' first, or name another with --store"
        return StoreError(str(self.path), "there is no store", remedy)

    def _prepare(self, *, create: bool) -> None:
        if self._version() == 0 and self._is_empty():
            if not create:  # an empty file stays as it is
                self._db.close()
                raise self._none()
            self._db.execute("PRAGMA journal_mode = WAL")
            with self._transaction():
                if self._is_empty():  # another run may have made it meanwhile
                    self._create()
        if (found := self._version()) != SCHEMA_VERSION:
            remedy = "Name another with --store, or install the Kronika that made it"
            raise StoreError(str(self.path), f"it is no store of this version of Kronika ({found})", remedy)
        there = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not there.issuperset(TABLE.findall(SCHEMA.read_text(encoding="utf-8"))):
            with self._transaction():  # an older store lacks the tables that came later
                self._create()

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _create(self) -> None:
        for statement in SCHEMA.read_text(encoding="utf-8").split(";\n"):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _is_empty(self) -> bool:
        return not self._db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def _explained(self) -> AbstractContextManager[None]:
        """Errors of SQLite as errors with a remedy."""
        return explained(self.path)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing, also when interrupted."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def files(self) -> set[str]:
        """The paths of the store's own files."""
        own = str(self.path.resolve())
        return {own, f"{own}-wal", f"{own}-shm"}

    # ------------------------------------------------------------------ articles

    def has(self, article: Article, key: str) -> bool:
        """Whether this very version is current and was read under this key."""
        row = self._one(
            "SELECT v.article, f.key FROM articles a JOIN versions v USING (version)"
            " JOIN findings f USING (version) WHERE a.source = ?",
            article.source,
        )
        return row is not None and row[1] == key and row[0] == msgspec.json.encode(article)

    def knows(self, source: str) -> bool:
        """Whether some version of the article is stored."""
        return self._one("SELECT 1 FROM articles WHERE source = ?", source) is not None

    def put(self, article: Article, findings: Findings, key: str, troubles: Sequence[Trouble]) -> None:
        """Stores an article's version with its findings and faults, in one transaction."""
        self.put_all([as_read(article, findings, troubles)], key)

    def put_all(self, articles: Iterable[Read], key: str) -> None:
        """Stores versions of articles with what was read of them under this key, in one transaction."""
        with self._explained(), self._transaction():
            for read in articles:
                self._put(read, key)

    def _put(self, read: Read, key: str) -> None:
        body = bytes(read.article)
        self._db.execute(
            "INSERT OR IGNORE INTO versions (source, sha256, article) VALUES (?, ?, ?)",
            (read.source, read.sha256, body),
        )
        version = self._db.execute(
            "SELECT version FROM versions WHERE source = ? AND article = ?", (read.source, body)
        ).fetchone()[0]
        self._db.execute("INSERT OR REPLACE INTO articles VALUES (?, ?)", (read.source, version))
        self._db.execute("INSERT OR REPLACE INTO findings VALUES (?, ?, ?)", (version, key, bytes(read.findings)))
        self._db.execute("DELETE FROM faults WHERE source = ? AND of_article", (read.source,))
        faults.add(self._db, read.troubles, of_article=True)

    def remove(self, sources: Collection[str]) -> None:
        """Takes articles out with all faults that are about them, in one transaction; their versions stay."""
        with self._explained(), self._transaction():
            self._db.executemany("DELETE FROM articles WHERE source = ?", [(source,) for source in sources])
            faults = self._db.execute("SELECT source, body FROM faults").fetchall()
            about = [(s, body) for s, body in faults if s in sources or decoded(body, Trouble).of in sources]
            self._db.executemany("DELETE FROM faults WHERE source = ? AND body = ?", about)

    def readings(self, sources: Sequence[str] | None = None) -> list[Reading]:
        """The current version of every article, or of those named, with its findings, by source."""
        rows = self._all(
            "SELECT a.source, v.article, f.body FROM articles a JOIN versions v USING (version)"
            " JOIN findings f USING (version) ORDER BY a.source"
        )
        wanted = None if sources is None else set(sources)
        return [
            Reading(article=decoded(article, Article), findings=decoded(body, Findings))
            for source, article, body in rows
            if wanted is None or source in wanted
        ]

    @property
    def identity(self) -> str:
        """What no other store has, though it stood at the same path."""
        return str(self._one("SELECT id FROM identity")[0])

    def count(self) -> int:
        """How many articles it has."""
        return int(self._one("SELECT count(*) FROM articles")[0])

    def current(self) -> Iterator[tuple[int, str]]:
        """The current version of every article and the article's source, by source."""
        yield from self._each("SELECT version, source FROM articles JOIN findings USING (version) ORDER BY source")

    def encoded(self, versions: Sequence[int]) -> list[Encoded]:
        """These versions with their findings as the store has them, in the order asked for."""
        found = {}
        for start in range(0, len(versions), MOST_ASKED):
            some = versions[start : start + MOST_ASKED]
            marks = ", ".join("?" * len(some))
            rows = self._all(
                f"SELECT version, article, body FROM versions JOIN findings USING (version) WHERE version IN ({marks})",
                *some,
            )
            found.update({version: Encoded(article, body) for version, article, body in rows})
        return [found[version] for version in versions]

    def versions(self) -> Iterator[tuple[str, str, Article]]:
        """Every version that was ever read: its source, its sha256 as stored, and itself."""
        for source, sha256, body in self._all("SELECT source, sha256, article FROM versions ORDER BY version"):
            yield source, sha256, decoded(body, Article)

    # -------------------------------------------------------------------- faults

    def clear_faults(self, path: Path) -> None:
        """Forgets the faults of a file, or of all files below a folder, before it is read again."""
        with self._explained(), self._transaction():
            faults.clear_below(self._db, writable(path))

    def add_faults(self, troubles: Sequence[Trouble]) -> None:
        """Stores faults of files."""
        with self._explained(), self._transaction():
            faults.add(self._db, troubles, of_article=False)

    def faults(self, source: str | None = None) -> list[Trouble]:
        """All faults, or those of one article's reading."""
        if source is None:
            rows = self._all("SELECT body FROM faults ORDER BY source, body")
        else:
            rows = self._all("SELECT body FROM faults WHERE source = ? AND of_article ORDER BY body", source)
        return [decoded(body, Trouble) for (body,) in rows]

    # -------------------------------------------------------------- dictionaries

    def put_dictionaries(self, given: Sequence[Dictionary], *, anew: bool) -> None:
        """Stores dictionaries, each in the place of one of the same name; `anew` takes out all others."""
        if not given and not anew:
            return
        with self._explained(), self._transaction():
            if anew:
                self._db.execute("DELETE FROM dictionaries")
            self._db.executemany(
                "INSERT OR REPLACE INTO dictionaries VALUES (?, ?, ?)", [(d.name, d.kind, d.text) for d in given]
            )

    def dictionaries(self) -> list[Dictionary]:
        """The dictionaries that people gave, by name."""
        rows = self._all("SELECT name, kind, text FROM dictionaries ORDER BY name")
        return [Dictionary(name=name, kind=kind, text=text) for name, kind, text in rows]

    # --------------------------------------------------------------- corrections

    def put_corrections(self, corrections: Iterable[Correction]) -> int:
        """Adds corrections to the ledger; gives back how many were new."""
        with self._explained(), self._transaction():
            return ledger.append(self._db, corrections)

    def corrections(self) -> list[Correction]:
        """All corrections, also those that are withdrawn, in the order of their making."""
        with self._explained():
            return ledger.all_of(self._db)

    def with_text(self, sha256: str) -> list[str]:
        """The sources of the articles of which some version had this text."""
        return [source for (source,) in self._all("SELECT DISTINCT source FROM versions WHERE sha256 = ?", sha256)]

    def called(self) -> Iterator[tuple[str, str]]:
        """The source of every article, and what the input calls it."""
        yield from self._each(
            "SELECT source, json_extract(CAST(article AS TEXT), '$.name')"
            " FROM articles JOIN versions USING (source, version)"
        )

    def current_of(self, sources: Iterable[str]) -> list[Reading]:
        """The current versions of those of these articles that are there, with their findings, by source."""
        asked = "SELECT version FROM articles JOIN findings USING (version) WHERE source = ?"
        rows = [row for source in sorted(sources) if (row := self._one(asked, source)) is not None]
        return [one.reading for one in self.encoded([version for (version,) in rows])]

    def standings(self) -> dict[str, Standing]:
        """What last became of each correction, by its id."""
        with self._explained():
            return ledger.standings(self._db)

    # ---------------------------------------------------------------------- rows

    @contextmanager
    def lookup(self) -> Iterator[Lookup]:
        """The linked rows as they stand at this moment, whatever is written meanwhile."""
        with self._explained():
            self._db.execute("BEGIN")
            try:
                yield Lookup(self._db)
            finally:
                self._db.execute("ROLLBACK")

    def state(self) -> str:
        """Names the articles, faults and dictionaries: linking is due when it differs from `linked_state`."""
        whole = hashlib.blake2b(digest_size=16)
        for sql in (
            "SELECT a.source, a.version, f.key FROM articles a JOIN findings f USING (version) ORDER BY a.source",
            "SELECT source, of_article, body FROM faults ORDER BY source, of_article, body",
        ):
            for row in self._each(sql):
                whole.update(repr(row).encode("utf-8", "surrogatepass"))
        return digest(whole.hexdigest(), self.dictionaries(), *(one.id for one in self.corrections()))

    def linked_state(self) -> str | None:
        """The state that the stored rows were made of."""
        row = self._one("SELECT key FROM linked")
        return row[0] if row else None

    def put_linked(
        self,
        found: Rewritten,
        state: str,
        judge: Callable[[Lookup], list[Standing]] = lambda _lookup: [],
    ) -> None:
        """Replaces all rows, in one transaction, and remembers where the reports of stories that are no more went.

        `judge` says of these rows what became of the corrections.
        """
        linked = list(found.members)
        with self._explained(), self._transaction():
            self._replace(found.rows, state)
            self._db.execute("DELETE FROM linked_articles")
            names = [(m.name, m.source, m.version) for m in linked]
            self._db.executemany("INSERT INTO linked_articles VALUES (?, ?, ?)", names)
            runs.note(self._db)
            self._redirect({m.source: m.story for m in linked})
            ledger.put_standings(self._db, judge(Lookup(self._db)))
            relist(self._db, linked)
            search.replace(self._db, found.documents, found.forms)

    def _replace(self, rows: Iterable[Kept], state: str) -> None:
        tables_.replace(self._db, rows)
        self._db.execute("DELETE FROM linked")
        self._db.execute("INSERT INTO linked VALUES (?)", (state,))

    def _redirect(self, members: Mapping[str, str]) -> None:
        before = dict(self._db.execute("SELECT source, story FROM members"))
        found = follow(dict(self._db.execute("SELECT story, merged_into FROM redirects")), before, members)
        self._db.execute("DELETE FROM members")
        self._db.executemany("INSERT INTO members VALUES (?, ?)", members.items())
        self._db.execute("DELETE FROM redirects")
        self._db.executemany("INSERT INTO redirects VALUES (?, ?)", found.items())

    def redirects(self) -> dict[str, str]:
        """Ids of stories that are no more, each with the living story into which most of its reports went."""
        return dict(self._all("SELECT story, merged_into FROM redirects ORDER BY story"))

    def runs(self) -> list[Run]:
        """The runs that changed which articles are current, the first first."""
        with self._explained():
            return runs.all_of(self._db)

    def readings_of(self, run: int) -> list[tuple[Reading, str]]:
        """The versions that were current when a run had ended, with their findings and the key under which these were
        made, by source."""
        with self._explained():
            wanted = runs.versions(self._db, run)
        found = []
        for version in wanted:
            row = self._one(
                "SELECT article, body, key FROM versions JOIN findings USING (version) WHERE version = ?", version
            )
            if row is not None:
                reading = Reading(article=decoded(row[0], Article), findings=decoded(row[1], Findings))
                found.append((reading, row[2]))
        return sorted(found, key=lambda item: item[0].article.source)

    def reading_keys(self) -> set[str]:
        """The keys under which the findings of the current versions were made."""
        return {key for (key,) in self._all("SELECT DISTINCT key FROM articles JOIN findings USING (version)")}

    def rows(self, kind: str) -> list[Any]:
        """The rows of a table of the export, in its order."""
        return list(self.each(kind))

    def each(self, kind: str) -> Iterator[Any]:
        """The rows of a table of the export, one by one in its order."""
        for (body,) in self._each("SELECT body FROM linked_rows WHERE kind = ? ORDER BY place, rowid", kind):
            yield decoded(body, TABLES[kind])

    def _each(self, sql: str, *values: object) -> Iterator[Any]:
        with self._explained():
            yield from self._db.execute(sql, values)

    def _one(self, sql: str, *values: object) -> Any:
        with self._explained():
            return self._db.execute(sql, values).fetchone()

    def _all(self, sql: str, *values: object) -> list[Any]:
        with self._explained():
            return self._db.execute(sql, values).fetchall()
