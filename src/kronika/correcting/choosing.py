"""The record that somebody means: by its id, by `ARTICLE:START`, by the name of a report, an entity or a story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kronika import ontology
from kronika.correcting.anchors import anchor
from kronika.correcting.saying import said
from kronika.errors import InputError
from kronika.evidence import digest
from kronika.languages.letters import fold
from kronika.records import Anchor, Reading
from kronika.store import Lookup

TABLES = ("times", "figures", "statements", "events", "mentions", "articles")
"""The tables whose records can be corrected."""
ID = re.compile(r"[a-z]+-[0-9a-f]{12}")
PLACE = re.compile(r"(?s)(.+):(\d{1,9})")
SHOWN = 60


class Chosen(NamedTuple):
    """A record on which somebody rules: its table and row, and its words in its report."""

    table: str
    row: Any
    anchor: Anchor


def choose(lookup: Lookup, named: str, tables: Sequence[str] = TABLES) -> Chosen:
    """The record that is named, among those of these tables.

    Raises InputError where there is none, or where several are meant: then with the ids of all.
    """
    for way in (_by_id, _by_place, _by_report, _by_name):
        found = [row for row in way(lookup, named) if _table(row) in tables]
        if len(found) > 1:
            ids = "; ".join(f"{row.id} ({_short(row)})" for row in found)
            raise InputError(named, "several records are meant", f"Choose one: {ids}")
        if found:
            return _chosen(lookup, found[0])
    remedy = "Name an id, as the desk and the export show it, or ARTICLE:START, as 'kronika explain' takes it"
    raise InputError(named, f"no record of {_listed(tables)} is called so or stands there", remedy)


def _listed(tables: Sequence[str]) -> str:
    return tables[0] if len(tables) == 1 else f"{', '.join(tables[:-1])} or {tables[-1]}"


def _table(row: Any) -> str:
    return f"{row.id.partition('-')[0]}s"


def _short(row: Any) -> str:
    text = getattr(row, "text", None) or ""
    shown = f"“{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}” " if text and _table(row) != "articles" else ""
    return f"{shown}{said(row)}"


def _chosen(lookup: Lookup, row: Any) -> Chosen:
    reading = lookup.reading(row.article)
    if reading is None:
        raise InputError(row.id, "its report is no longer there", "Have the reports linked again")
    return Chosen(_table(row), row, anchor(reading.article, *_words(row, reading)))


def _words(row: Any, reading: Reading) -> tuple[int, int]:
    """Where the words of a record stand; of a report its first sentence."""
    if hasattr(row, "start"):
        return row.start, row.end
    first = next(iter(reading.findings.sentences), None)
    return (first.start, first.end) if first else (0, len(reading.article.text))


def _by_id(lookup: Lookup, named: str) -> Iterator[Any]:
    """Of an entity the first mention that is a name, of a story the first report."""
    if not ID.fullmatch(named):
        return
    kind, _, hashed = named.partition("-")
    if kind == "entity":
        yield from _first_name(lookup, named)
        return
    row = lookup.row(named)
    if kind == "story":
        row = lookup.row(f"article-{hashed}") or (lookup.row(_report_id(row.article)) if row is not None else None)
    if row is not None:
        yield row


def _report_id(name: str) -> str:
    return f"article-{digest('article', name)}"


def _first_name(lookup: Lookup, entity: str) -> list[Any]:
    return [row for row in lookup.of_entity("mentions", entity) if row.kind in ontology.kinds()][:1]


def _by_place(lookup: Lookup, named: str) -> Iterator[Any]:
    """What begins at a place, else what is told over it."""
    place = PLACE.fullmatch(named)
    if place is None:
        return
    name, at = place[1], int(place[2])
    rows = [row for table in TABLES[:-1] for row in lookup.under(table, name)]
    begin = [row for row in rows if row.start == at]
    yield from begin or [row for row in rows if row.start <= at < row.end]


def _by_report(lookup: Lookup, named: str) -> Iterator[Any]:
    if (row := lookup.row(_report_id(named))) is not None:
        yield row


def _by_name(lookup: Lookup, named: str) -> Iterator[Any]:
    """The first mentions of those who are called so by all of the name."""
    folded = fold(named)
    for one in lookup.listing.entities(named, None) if folded else ():
        row = lookup.row(one.entity)
        if row is not None and folded in map(fold, (row.name, *row.aliases)):
            yield from _first_name(lookup, one.entity)
