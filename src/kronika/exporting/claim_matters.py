"""What a claim is about, so that it can be checked without its report: the matter, the place, the days.

Source of types and properties: schema.org, CreativeWork (about, spatialCoverage, temporalCoverage).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from kronika import calendar
from kronika.exporting import addresses
from kronika.exporting.contents import Story
from kronika.exporting.numbers import Numbers
from kronika.happenings import PLACES, Happening
from kronika.records import CreditRow, EventRow, FigureRow, StatementRow
from kronika.showing import wording
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.phrases import DOT
from kronika.showing.statement_groups import Said

DATELINE = re.compile(r"[^()]*\)\s*[-\u2013\u2014]\s+")
"""What stands behind the agency in `TOWN (AGENCY) - Words`."""
LONGEST = 60
"""Characters of a dateline before its agency, at most."""
Thing = dict[str, Any]


class Matters:
    """Tells what the claims of one story are about: the events in their words, else those that their numbers count."""

    def __init__(self, story: Story, language: str) -> None:
        self._story, self._phrases = story, ChroniclePhrases(language)
        self._events: dict[str, Happening] = {event.event: event for event in story.events.found}
        self._told: dict[str, list[EventRow]] = _by_article(story.rows("events"))
        self._figures: dict[str, list[FigureRow]] = _by_article(story.rows("figures"))
        self._credits: dict[str, list[CreditRow]] = _by_article(story.rows("credits"))
        self._of_figure: dict[str, str] = {}
        numbers = Numbers(story)
        for event in story.events.found:
            self._of_figure |= {row.id: event.event for row in numbers.of(event)}

    def of(self, said: Said) -> Thing:
        """The properties of a claim that say what it is about."""
        figures = [row for told in said.tellings for row in _within(told, self._figures)]
        rows = [row for told in said.tellings for row in _within(told, self._told)]
        events = self._of(rows, figures)
        story = {"@type": "Thing", "@id": addresses.of_row(self._story.id), "name": " ".join(self._story.title.split())}
        return {
            "about": [story, *map(self._event, events)],
            "spatialCoverage": list(self._places([*events, *rows, *figures])),
            "temporalCoverage": _days(events, figures),
        }

    def words(self, row: StatementRow) -> str:
        """Its words on one line, without the dateline of an agency before them."""
        start = row.start
        for credit in self._credits.get(row.article, ()):
            behind = DATELINE.match(row.text, max(credit.end - row.start, 0))
            if row.start <= credit.start <= row.start + LONGEST and behind and behind.end() < len(row.text):
                start = row.start + behind.end()
        return " ".join(row.text[start - row.start :].split())

    def event_of(self, figure: str) -> str | None:
        """The event for which a number counts."""
        return self._of_figure.get(figure)

    def _of(self, rows: Iterable[EventRow], figures: Iterable[FigureRow]) -> list[Happening]:
        """The events in the words; where there are none, those that its numbers are of."""
        told = [row.event or row.id for row in rows] or [self._of_figure.get(row.id, "") for row in figures]
        return [self._events[id_] for id_ in dict.fromkeys(told) if id_ in self._events]

    def _event(self, event: Happening) -> Thing:
        days = self._phrases.between(event.earliest, event.latest) if event.known else ""
        name = DOT.join(filter(None, (self._phrases.happened(event), days)))
        return {"@type": "Event", "@id": addresses.of_row(event.event), "name": " ".join(name.split())}

    def _places(self, rows: Iterable[Happening | EventRow | FigureRow]) -> Iterator[Thing]:
        """The places that are told most surely; `description` says where they are told."""
        found = {(row.place, row.place_rule) for row in rows if row.place and row.place_rule in PLACES}
        surest = min((PLACES.index(rule or "") for _, rule in found), default=None)
        for place, rule in sorted(found, key=str):
            if surest is not None and rule == PLACES[surest]:
                yield {"@type": "Place", "name": place, "description": self._phrases.where(place, rule)}


def _days(events: Iterable[Happening], figures: Iterable[FigureRow]) -> str | None:
    """The days that hold all that it tells, as ISO 8601 has them; None where they are open."""
    named = [(event.earliest, event.latest) for event in events if event.known]
    named += [(row.on_earliest, row.on_latest) for row in figures if row.on_earliest or row.on_latest]
    if not named:
        return None
    first, last = calendar.around([wording.interval(*days) for days in named])
    if first is None or last is None:
        return None
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _by_article(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.article].append(row)
    return found


def _within(told: StatementRow, rows: dict[str, list[Any]]) -> list[Any]:
    return [row for row in rows.get(told.article, ()) if told.start <= row.start and row.end <= told.end]
