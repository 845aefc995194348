"""What was read of a passage: as a tag, as data, and in the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from kronika.records import EventRow, FigureRow, MentionRow, StatementRow, TimeRow
from kronika.showing.catalogue import Key, catalogue
from kronika.showing.event_phrases import EventPhrases, code
from kronika.showing.phrases import DOT

Passage = MentionRow | TimeRow | FigureRow | StatementRow | EventRow
COLUMNS: dict[type[Passage], tuple[str, ...]] = {
    MentionRow: ("kind", "name", "entity", "stands_for"),
    TimeRow: ("kind", "earliest", "latest", "vague", "edtf", "timex", "mod"),
    FigureRow: (
        "measure", "who", "value", "low", "high", "modifier", "unit", "as_of_earliest", "as_of_latest", "place",
        "place_rule", "scope", "attributed_to", "statement", "part_of",
    ),
    StatementRow: (
        "direct", "speaker", "speaker_entity", "unnamed", "relay", "stance", "modality", "said_earliest",
        "said_latest", "parent", "same_as",
    ),
    EventRow: (
        "event_type", "mode", "contexts", "actor", "recipient", "place", "place_rule", "earliest", "latest", "modality",
        "statement", "figures", "cameo", "acled", "acled_sub", "event",
    ),
}  # fmt: skip
"""The columns of each table that tell what was read; the others tell how it was found."""


def tag(row: Passage) -> str:
    """The symbol under which it is filed: kind of a name or of a time, measure, stance, type and mode of an event."""
    match row:
        case FigureRow():
            return row.measure
        case StatementRow():
            return row.stance or "statement"
        case EventRow():
            return code(row.event_type, row.mode)
        case _:
            return row.kind


def data(row: Passage) -> str:
    """The columns that are known, as a JSON object."""
    known = {name: value for name in COLUMNS[type(row)] if (value := getattr(row, name)) not in (None, [], "")}
    return msgspec.json.encode(known).decode()


def told(row: Passage, phrases: EventPhrases) -> str:
    """The same in words."""
    return DOT.join(filter(None, _TOLD[type(row)](row, phrases)))


def _mention(row: MentionRow, phrases: EventPhrases) -> Iterator[str]:
    yield row.name or ""
    yield catalogue(phrases.language).get(Key("desk", f"kind-of-{row.kind}"), "")


def _time(row: TimeRow, phrases: EventPhrases) -> Iterator[str]:
    yield phrases.long_days(row.earliest, row.latest) or phrases.days(None, None)


def _figure(row: FigureRow, phrases: EventPhrases) -> Iterator[str]:
    yield phrases.figure(row)
    yield row.who or ""
    yield phrases.where(row.place, row.place_rule)
    yield row.attributed_to or ""


def _statement(row: StatementRow, phrases: EventPhrases) -> Iterator[str]:
    yield row.speaker or phrases.say("not-told")
    yield phrases.say("via", names=", ".join(row.relay)) if row.relay else ""
    yield from phrases.attitude(row)
    yield phrases.long_days(row.said_earliest, row.said_latest) or ""


def _event(row: EventRow, phrases: EventPhrases) -> Iterator[str]:
    yield phrases.coded(row.event_type, row.mode)
    yield phrases.people(row.actor, row.recipient)
    yield phrases.where(row.place, row.place_rule)
    yield phrases.modality(row.modality)
    yield phrases.long_days(row.earliest, row.latest) or ""


_TOLD: dict[type[Passage], Callable[[Any, EventPhrases], Iterator[str]]] = {
    MentionRow: _mention,
    TimeRow: _time,
    FigureRow: _figure,
    StatementRow: _statement,
    EventRow: _event,
}
