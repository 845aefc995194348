"""Why a sentence is a line of the chronicle: what it weighs, and what at which places tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kronika.records import ChronicleRow

MOST = 8
"""Places that are named."""
Found = tuple[str, int, int, list[str]]


def lines_found(article: str, rows: Mapping[str, Sequence[Any]]) -> Iterator[Found]:
    """The lines of the chronicle whose sentence stands in an article, from the tables `chronicle`, `events`, `figures`
    and `times`."""
    own = [line for line in rows["chronicle"] if any(words.article == article for words in line.evidence)]
    wanted = {id_ for line in own for id_ in line.mentions}
    tables = (rows[table] for table in ("events", "figures", "times"))
    places = {row.id: f"{row.article}:{row.start}" for table in tables for row in table if row.id in wanted}
    for line in own:
        told = [places[id_] for id_ in line.mentions if id_ in places]
        for words in line.evidence:
            yield f"line of the chronicle, rank {line.rank}", words.start, words.end, _because(line, told)


def _because(line: ChronicleRow, told: Sequence[str]) -> list[str]:
    parts = ", ".join(f"{part} {weight:g}" for part, weight in line.why.items())
    more = f" and {len(told) - MOST} more" if len(told) > MOST else ""
    how = "put together from its words" if line.composed else "taken from the report as it stands"
    return [f"{how}: {line.sentence}", f"it weighs {line.weight:g}: {parts}", f"told at {', '.join(told[:MOST])}{more}"]
