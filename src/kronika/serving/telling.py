"""What a record says, in short and in full, in the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kronika.records import ArticleRow, ChronicleRow, EventRow, FigureRow, MentionRow, StatementRow, TimeRow
from kronika.serving.phrases import DeskPhrases
from kronika.showing.event_phrases import EventPhrases
from kronika.showing.phrases import DOT
from kronika.showing.statement_groups import attitudes

Fact = tuple[str, str]


class Telling:
    """Tells records."""

    def __init__(self, language: str) -> None:
        self._words = DeskPhrases(language)
        self._events = EventPhrases(language)

    def in_short(self, row: Any) -> str:
        """What it says, in one line."""
        words = self._words
        if isinstance(row, TimeRow):
            return words.between(row.earliest, row.latest)
        if isinstance(row, FigureRow):
            return self._events.figure(row) + (f" {row.unit}" if row.unit else "")
        if isinstance(row, StatementRow):
            manner = ", ".join(map(self._events.word, attitudes(row)))
            return (row.speaker or words.say("speaker-unknown")) + (f" ({manner})" if manner else "")
        if isinstance(row, EventRow):
            people = self._events.people(row.actor, row.recipient) if row.actor or row.recipient else ""
            modality = words.modality(row.modality)
            return DOT.join(filter(None, (self._events.kind(row.event_type, row.mode), people, row.place, modality)))
        if isinstance(row, MentionRow):
            return row.name or words.say("meant-unknown")
        if isinstance(row, ArticleRow):
            return words.between(row.published_earliest, row.published_latest)
        return row.sentence if isinstance(row, ChronicleRow) else str(row.text)

    def in_full(self, row: Any) -> list[Fact]:
        """What it says, field by field; what is not known is left out."""
        facts: dict[type, Callable[[Any], Iterator[Fact]]] = {
            TimeRow: self._time, FigureRow: self._figure, StatementRow: self._statement, EventRow: self._event,
            MentionRow: self._mention, ArticleRow: self._article, ChronicleRow: self._line,
        }  # fmt: skip
        told = facts[type(row)](row)
        return [(self._words.say(f"field-{name}"), value) for name, value in told if value]

    def _time(self, row: TimeRow) -> Iterator[Fact]:
        yield "day", self._words.between(row.earliest, row.latest)
        yield "edtf", row.edtf or ""

    def _figure(self, row: FigureRow) -> Iterator[Fact]:
        yield "measure", self._events.measure(row.measure)
        yield "number", self._events.reading(row) + (f" {row.unit}" if row.unit else "")
        yield "who", row.who or ""
        yield "place", row.place or ""
        yield "as-of", self._words.long_days(row.as_of_earliest, row.as_of_latest) or ""
        yield "on", self._words.long_days(row.on_earliest, row.on_latest) or ""
        yield "speaker", row.attributed_to or ""

    def _statement(self, row: StatementRow) -> Iterator[Fact]:
        yield "speaker", row.speaker or self._words.say("speaker-unknown")
        yield "cue", row.cue or ""
        yield "relay", ", ".join(row.relay)
        yield "stance", ", ".join(self._events.attitude(row))
        yield "said", self._words.long_days(row.said_earliest, row.said_latest) or ""

    def _event(self, row: EventRow) -> Iterator[Fact]:
        yield "type", self._events.coded(row.event_type, row.mode)
        yield "actor", ", ".join(row.actor)
        yield "recipient", ", ".join(row.recipient)
        yield "place", row.place or ""
        yield "day", self._words.between(row.earliest, row.latest)
        yield "modality", self._words.modality(row.modality)

    def _mention(self, row: MentionRow) -> Iterator[Fact]:
        yield "means", row.name or self._words.say("meant-unknown")

    def _article(self, row: ArticleRow) -> Iterator[Fact]:
        yield "published", self._words.between(row.published_earliest, row.published_latest)
        yield "outlet", row.publisher or self._words.say("outlets-unknown")
        yield "authors", ", ".join(row.authors)

    def _line(self, row: ChronicleRow) -> Iterator[Fact]:
        yield "day", self._words.when(row)
        yield "type", self._words.kind(row.event_type, row.mode) if row.event_type else ""
        unknown = sum(name in row.articles for name in row.outlets)
        yield "support", self._words.support(len(row.articles), len(row.outlets), unknown, len(row.origins))
