"""Why a sentence is a line of the chronicle: what it weighs, and what at which places tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kronika.records import ChronicleRow, TimeRow

MOST = 8
"""Places that are named."""
Found = tuple[str, int, int, list[str]]


def lines_found(article: str, rows: Mapping[str, Sequence[Any]]) -> Iterator[Found]:
    """The lines of the chronicle whose sentence stands in an article, from the tables `chronicle`, `events` and
    `times`."""
    own = [line for line in rows["chronicle"] if any(words.article == article for words in line.evidence)]
    times = {row.id: row for row in rows["times"]}
    of_event = {row.id: times[row.time] for row in rows["events"] if row.time in times}
    for line in own:
        days = [times.get(id_) or of_event.get(id_) for id_ in line.mentions]
        for words in line.evidence:
            because = [*_because(line), *_days(line, [time for time in days if time is not None])]
            yield f"line of the chronicle, rank {line.rank}", words.start, words.end, because


def _days(line: ChronicleRow, times: Sequence[TimeRow]) -> Iterator[str]:
    """What tells the days of a line: expressions of time of its sentences, each once."""
    days = " to ".join(dict.fromkeys(day for day in (line.earliest, line.latest) if day)) or "of no known day"
    named = dict.fromkeys(f'"{time.text}" at {time.article}:{time.start}' for time in times)
    yield f"{days}, from {_few(list(named))}" if named else days


def _few(told: Sequence[str]) -> str:
    more = f" and {len(told) - MOST} more" if len(told) > MOST else ""
    return f"{', '.join(told[:MOST])}{more}"


def _because(line: ChronicleRow) -> list[str]:
    parts = ", ".join(f"{part} {weight:g}" for part, weight in line.why.items())
    told = [f"{words.article}:{words.start}" for words in line.tellings]
    how = "put together from its words" if line.composed else "taken from the report as it stands"
    return [f"{how}: {line.sentence}", f"it weighs {line.weight:g}: {parts}", f"told at {_few(told)}"]
