"""The index of what is searched. All that is asked comes as folded words, and each reaches FTS5 within marks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from math import prod

from msgspec import Struct

from kronika.records import COLUMNS, FIELDS, SEARCHED, Clause, Query, Searchable, Term

BATCH = 5_000
RANKED = 2_000
"""So many matches are counted and ranked by how well they fit; of more, the newest come first."""
MOST_READINGS = 64
"""In how many ways the words of a phrase are read. Of more, those readings are left out that come last."""


class Matches(Struct, frozen=True):
    """How many rows match, whether there are more than that, and the ids of some of them."""

    count: int
    more: bool
    ids: list[str]


# ---------------------------------------------------------------------- writing


def replace(db: sqlite3.Connection, found: Iterable[Searchable], forms: Iterable[tuple[str, str]]) -> None:
    """Puts these in the place of all that was searched before, and of the words with their lemmas. Call it within a
    transaction."""
    for table in ("searched", "searched_days", "forms"):
        db.execute(f"DELETE FROM {table}")
    for kind in SEARCHED:
        db.execute(f"INSERT INTO searched_{kind} (searched_{kind}) VALUES ('delete-all')")
    numbers = _Numbers()
    ordered = _by_day(db, found)
    while batch := list(islice(ordered, BATCH)):
        _put(db, [(numbers.next(one), one) for one in batch])
    db.executemany("INSERT INTO searched_days VALUES (?, ?, ?, ?)", numbers.days())
    db.executemany("INSERT OR IGNORE INTO forms VALUES (?, ?)", forms)
    for kind in SEARCHED:
        db.execute(f"INSERT INTO searched_{kind} (searched_{kind}) VALUES ('optimize')")


def _by_day(db: sqlite3.Connection, found: Iterable[Searchable]) -> Iterator[Searchable]:
    """By the last day, what is of no known day first: the newest then have the highest numbers."""
    columns = ", ".join(Searchable._fields)
    db.execute("DROP TABLE IF EXISTS temp.unordered")
    db.execute(f"CREATE TEMP TABLE unordered ({columns})")
    marks = ", ".join("?" * len(Searchable._fields))
    db.executemany(f"INSERT INTO temp.unordered VALUES ({marks})", found)
    for row in db.execute("SELECT * FROM temp.unordered ORDER BY coalesce(latest, ''), id"):
        yield Searchable(*row)
    db.execute("DROP TABLE temp.unordered")


class _Numbers:
    """Numbers what is searched within each kind, and knows the numbers of each day."""

    def __init__(self) -> None:
        self._last = dict.fromkeys(SEARCHED, 0)
        self._days: dict[tuple[str, str], tuple[int, int]] = {}

    def next(self, one: Searchable) -> int:
        """The number of the next one."""
        number = self._last[one.kind] = self._last[one.kind] + 1
        day = (one.kind, one.latest or "")
        self._days[day] = (self._days.get(day, (number, number))[0], number)
        return number

    def days(self) -> Iterator[tuple[str, str, int, int]]:
        """Each day of each kind, with its first and last number."""
        return ((*day, *numbers) for day, numbers in self._days.items())


def _put(db: sqlite3.Connection, numbered: Sequence[tuple[int, Searchable]]) -> None:
    db.executemany(
        "INSERT INTO searched VALUES (?, ?, ?, ?, ?)",
        [(one.kind, number, one.id, one.earliest or "", one.latest or "") for number, one in numbered],
    )
    columns = ", ".join(COLUMNS)
    marks = ", ".join("?" * len(COLUMNS))
    for kind in SEARCHED:
        own = ((number, *one[-len(COLUMNS) :]) for number, one in numbered if one.kind == kind)
        db.executemany(f"INSERT INTO searched_{kind} (rowid, {columns}) VALUES (?, {marks})", own)


# -------------------------------------------------------------------- searching


class Index:
    """What is searched, at one moment."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """`db` is in a transaction for as long as this is used."""
        self._db = db

    def lemmas_of(self, form: str) -> list[str]:
        """The lemmas of which a folded word is a form, as the reports have been read; none where it stands nowhere."""
        found = [lemma for (lemma,) in self._db.execute("SELECT lemma FROM forms WHERE form = ?", (form,))]
        is_lemma = self._db.execute("SELECT 1 FROM forms WHERE lemma = ? LIMIT 1", (form,)).fetchone()
        return [form, *(lemma for lemma in found if lemma != form)] if is_lemma else found

    def forms_of(self, lemmas: Iterable[str]) -> list[str]:
        """The folded words that are forms of these lemmas."""
        return [
            form
            for lemma in sorted(lemmas)
            for (form,) in self._db.execute("SELECT form FROM forms WHERE lemma = ?", (lemma,))
        ]

    def forms_from(self, beginning: str) -> list[tuple[str, str]]:
        """The folded words that begin so, each with its lemmas."""
        asked = "SELECT form, lemma FROM forms WHERE form >= ? AND form < ? ORDER BY form, lemma"
        return self._db.execute(asked, (beginning, beginning + chr(0x10FFFF))).fetchall()

    def matches(self, kind: str, query: Query, start: int, most: int) -> Matches:
        """What of a kind fits all that is asked: how much, and `most` from `start` on in the order of their rank."""
        table = f"searched_{kind}"
        where, values = _days(self._db, kind, query)
        fitting = f"FROM {table} WHERE {table} MATCH ?{where}"
        asked = [_expression(query.clauses), *values]
        count = f"SELECT count(*) FROM (SELECT 1 {fitting} LIMIT {RANKED + 1})"
        found = int(self._db.execute(count, asked).fetchone()[0])
        order = f"bm25({table}), rowid DESC" if found <= RANKED else "rowid DESC"
        rows = self._db.execute(f"SELECT rowid {fitting} ORDER BY {order} LIMIT ? OFFSET ?", [*asked, most, start])
        ids = _ids(self._db, kind, [number for (number,) in rows])
        return Matches(min(found, RANKED), found > RANKED, ids)


def _ids(db: sqlite3.Connection, kind: str, numbers: Sequence[int]) -> list[str]:
    marks = ", ".join("?" * len(numbers))
    sql = f"SELECT number, id FROM searched WHERE kind = ? AND number IN ({marks})"
    found = dict(db.execute(sql, (kind, *numbers)).fetchall())
    return [found[number] for number in numbers]


def _days(db: sqlite3.Connection, kind: str, query: Query) -> tuple[str, list[object]]:
    """The condition that something may lie within the days asked for; what is of no known day may.

    As numbers follow the last days, only stretches that go on behind the days asked for are looked at one by one.
    """
    unknown = _last(db, kind, "")
    where, values = "", []
    if query.since is not None:
        sql = "SELECT min(first) FROM searched_days WHERE kind = ? AND latest >= ?"
        first = db.execute(sql, (kind, query.since)).fetchone()[0]
        where += " AND (rowid >= ? OR rowid <= ?)"
        values += [2**62 if first is None else first, unknown]
    if query.until is not None:
        stretches = "SELECT number FROM searched WHERE kind = ? AND earliest <> latest AND earliest"
        where += (
            f" AND ((rowid <= ? AND rowid NOT IN ({stretches} > ? AND number <= ?))"
            f" OR rowid IN ({stretches} <= ? AND number > ?))"
        )
        last = _last(db, kind, query.until)
        values += [last, kind, query.until, unknown, kind, query.until, last]
    return where, values


def _last(db: sqlite3.Connection, kind: str, day: str) -> int:
    """The last number of what lies on a day or before; of no known day for an empty one."""
    sql = "SELECT max(last) FROM searched_days WHERE kind = ? AND latest <= ?"
    return db.execute(sql, (kind, day)).fetchone()[0] or 0


# ------------------------------------------------------------------- expressions


def _expression(clauses: Iterable[Clause]) -> str:
    """What is asked for in the syntax of FTS5."""
    told = list(clauses)
    wanted = " AND ".join(f"({_any(clause)})" for clause in told if not clause.without)
    unwanted = " OR ".join(f"({_any(clause)})" for clause in told if clause.without)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _any(clause: Clause) -> str:
    return " OR ".join(map(_term, clause.terms))


def _term(term: Term) -> str:
    if term.begins:
        return f"{_column(term)} : {_quoted(term.words)} *"
    readings = _readings(term)
    if term.field is not None:
        return f"{_column(term)} : ({' OR '.join(map(_quoted, dict.fromkeys([*readings, term.words])))})"
    told = f"lemmas : ({' OR '.join(map(_quoted, readings))})"
    return told if term.words in readings else f"({told} OR text : {_quoted(term.words)})"


def _column(term: Term) -> str:
    if term.field is not None and term.field not in FIELDS:
        raise ValueError(term.field)
    return term.field or ("text" if term.begins else "lemmas")


def _readings(term: Term) -> list[tuple[str, ...]]:
    """The words as lemmas, in every way in which they may be read."""
    lemmas = [list(one) for one in term.lemmas] or [[word] for word in term.words]
    while prod(map(len, lemmas)) > MOST_READINGS:
        max(lemmas, key=len).pop()
    return list(product(*lemmas))


def _quoted(words: Sequence[str]) -> str:
    """Words as one phrase, which FTS5 takes for nothing else."""
    return '"' + " ".join(words).replace('"', '""') + '"'
