"""The events of one report, as rows of the export: who, whom, when, where, in whose words, by which rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import structs

from kronika import calendar, ontology
from kronika.languages.knowledge import Knowledge
from kronika.linking import coding, rulings
from kronika.linking.days import CORRECTED
from kronika.linking.obeying import days_of
from kronika.linking.participants import Participants, named
from kronika.linking.places import Place, Places
from kronika.linking.report import Report
from kronika.linking.rulings import EVENTS
from kronika.records import (
    ArticleRow,
    EntityRow,
    EventFinding,
    EventRow,
    FigureRow,
    MentionRow,
    ParticipantRow,
    StatementRow,
    TimeRow,
)

AS_FOUND = ("event_type", "mode", "contexts", "pattern", "form", "told", "themes")
"""Columns that are what the words of the report say."""
ACTOR, RECIPIENT = "actor", "recipient"
DURATION = "DURATION"
NOWHERE, COUNTRY = "no", "country"
ACTUAL, FUTURE = "actual", "future"


class Known(NamedTuple):
    """What is resolved of a report before its events."""

    article: ArticleRow
    mentions: Sequence[MentionRow]
    times: Sequence[TimeRow]
    said: Sequence[StatementRow]
    figures: Sequence[FigureRow]


class When(NamedTuple):
    """The days of an event: those of an expression of time, and how they follow from it."""

    earliest: str | None = None
    latest: str | None = None
    time: str | None = None
    rule: str | None = None


class EventLinker:
    """Makes the rows of the events of one report."""

    def __init__(self, report: Report, known: Known, entities: Mapping[str, EntityRow], knowledge: Knowledge) -> None:
        self._report = report
        self._known = known
        self._places = Places(report, known.mentions, knowledge, entities)
        self._participants = Participants(report, self._places, entities, knowledge)
        self._times = {time.start: time for time in known.times}
        self._figures = {figure.start: figure.id for figure in known.figures}

    def rows(self) -> list[EventRow]:
        """The events, after the rules of coding."""
        found = [(f, row) for f in self._report.findings.events if (row := self._row(f)) is not None]
        spoken = {f.head for f, _ in found if f.needs_speaker}
        found = [(f, row) for f, row in found if f.needs_speaker or f.head not in spoken]
        inside = {row.id: f.inside for f, row in found}
        starts = [sentence.start for sentence in self._report.findings.sentences]
        sentences = {row.id: bisect_right(starts, row.start) for _, row in found}
        rows = coding.coded([row for _, row in found], inside, dict(self._speakers(found)), sentences)
        return [self._as_ruled(row) for row in rows]

    def _as_ruled(self, row: EventRow) -> EventRow:
        """With the code that a person gave, whatever the rules of coding made of it."""
        ruling = self._report.fixed(EVENTS, row.start, row.end, "type")
        if ruling is None or ruling.value is None:
            return row
        kind, _, mode = ruling.value.partition("/")
        return coding.crossed(structs.replace(row, event_type=kind, mode=mode or None, rules=[rulings.SAYS_SO]))

    def _speakers(self, found: Sequence[tuple[EventFinding, EventRow]]) -> Iterator[tuple[str, ParticipantRow]]:
        """By id of an event who says it."""
        for f, row in found:
            holder = self._holder(f)
            if holder is not None and holder.speaker is not None:
                yield row.id, self._participants.speaker(holder)

    def _row(self, f: EventFinding) -> EventRow | None:
        holder = self._holder(f)
        spoken = holder is not None and holder.speaker is not None
        if f.needs_speaker and not spoken:
            return None
        people = [self._participants.row(p, holder) for p in f.participants if spoken or not p.said]
        two_sided = ontology.event_types()[f.event_type].two_sided
        return EventRow(
            id=self._report.row_id("event", f.start, f.end),
            article=self._report.name,
            start=f.start,
            end=f.end,
            text=self._report.quote(f.start, f.end),
            actor=named(people, ACTOR),
            recipient=[] if two_sided else named(people, RECIPIENT),
            sector={p.name: p.sector for p in people if p.name is not None},
            participants=sorted(people, key=lambda p: (p.start, p.end, p.role)),
            statement=holder.id if holder else None,
            figures=[self._figures[at] for at in f.figures if at in self._figures],
            corrected=self._report.rulings(EVENTS, f.start, f.end),
            **self._when_and_where(f, holder),
            **{column: getattr(f, column) for column in AS_FOUND},
        )

    def _when_and_where(self, f: EventFinding, holder: StatementRow | None) -> dict[str, Any]:
        """The columns of days, place and modality."""
        when, place = self._when(f, holder), self._place(f)
        return {
            "earliest": when.earliest,
            "latest": when.latest,
            "time": when.time,
            "when_rule": when.rule,
            "modality": self._modality(f, when),
            "place": place.name if place else None,
            "place_entity": place.entity if place else None,
            "place_rule": place.rule if place else None,
        }

    def _modality(self, f: EventFinding, when: When) -> str:
        """As the words tell it; what is told of a day behind publication is still to come."""
        published = self._known.article.published_latest
        later = when.earliest is not None and published is not None and when.earliest > published
        return FUTURE if later and f.modality == ACTUAL else f.modality

    def _holder(self, f: EventFinding) -> StatementRow | None:
        """The innermost statement in which the trigger stands."""
        holders = [s for s in self._known.said if s.start <= f.start and f.end <= s.end]
        return min(holders, key=lambda s: s.end - s.start) if holders else None

    def _place(self, f: EventFinding) -> Place | None:
        """Where it happens: as its sentence says, else as the ontology says of its type."""
        placed = ontology.event_types()[f.event_type].placed
        if f.place is None and placed == NOWHERE:
            return None
        if self._places.covering(f.place) is None and placed == COUNTRY and self._places.country.name is not None:
            return self._places.country
        return self._places.of(f.place, f.start)

    def _when(self, f: EventFinding, holder: StatementRow | None) -> When:
        if (ruling := self._report.fixed(EVENTS, f.start, f.end, "day")) is not None:
            first, last = days_of(ruling.value)
            return When(calendar.iso(first), calendar.iso(last), None, CORRECTED)
        time = self._times.get(f.on) if f.on is not None else None
        if time is None:
            return self._said(f, holder)
        if f.after:
            return When(time.earliest, None, time.id, "after")
        if f.since:
            return When(time.earliest, self._known.article.published_latest, time.id, "since")
        return When(time.earliest, time.latest, time.id, "during" if time.kind == DURATION else "on")

    def _said(self, f: EventFinding, holder: StatementRow | None) -> When:
        """An act of words is of the day on which they were said, where that is told."""
        words = any(p.said for p in f.participants)
        if not words or holder is None or holder.said_earliest is None:
            return When()
        return When(holder.said_earliest, holder.said_latest, None, "said")
