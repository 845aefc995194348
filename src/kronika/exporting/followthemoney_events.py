"""Events, statements, figures and disagreements of a story as entities of FollowTheMoney: Event and Note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kronika import calendar
from kronika.calendar import Interval
from kronika.exporting import followthemoney_values as values
from kronika.exporting.contents import Story
from kronika.exporting.followthemoney_values import Entity, Known, entity
from kronika.exporting.numbers import Numbers
from kronika.happenings import ACTUAL, PLACES, SINCE, Happening
from kronika.records import DisagreementRow, EntityRow, EventRow, FigureRow, HistoryRow, PointRow, StatementRow
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.event_phrases import code
from kronika.showing.phrases import DOT

LEGAL = ("PER", "ORG")
"""The kinds of names that are a LegalEntity, which alone may be involved in an event."""
OF_REPORT = PLACES[-1]
"""The rule of a place that is only where the report as a whole plays."""
SCHEMES = ("cameo", "acled", "acled_sub")


class StoryNotes:
    """What a story tells, as entities; counts in `told` what they cannot hold."""

    def __init__(self, story: Story, phrases: ChroniclePhrases, told: Counter[str]) -> None:
        self._story, self._phrases, self._told = story, phrases, told
        self._ids = {row.article: row.id for row in story.rows("articles")}
        self._named: dict[str, EntityRow] = {row.id: row for row in story.rows("entities")}
        self._figures: dict[str, FigureRow] = {row.id: row for row in story.rows("figures")}
        self._numbers = Numbers(story)
        self._times = {row.id: row for row in story.rows("times")}
        self._statements: dict[str, StatementRow] = {row.id: row for row in story.rows("statements")}

    def entities(self) -> Iterator[Entity]:
        """The events that are told as done, then statements, each once, then figures and disagreements."""
        within: set[str] = set()
        for event in self._story.events.found:
            self._told["events"] += 1
            if event.modality != ACTUAL:
                self._told["not-done"] += 1
                continue
            within.update(row.id for row in self._numbers.of(event))
            yield self._event(event)
        within.update(id_ for row in self._story.rows("histories") for id_ in row.figures)
        self._told.update(figures=len(self._figures), apart=len(self._figures.keys() - within))
        for statement in self._story.rows("statements"):
            if statement.same_as in (None, statement.id):
                yield self._statement(statement)
        yield from map(self._history, self._story.rows("histories"))
        yield from map(self._disagreement, self._story.rows("disagreements"))

    # ---------------------------------------------------------------- events

    def _event(self, event: Happening) -> Entity:
        first = event.first
        since = self._since(event)
        days = calendar.of(event.earliest, event.latest)
        date = None if since else values.date(days)
        self._told["coarse"] += not since and (date is None or date != event.earliest)
        known = {
            "name": values.name(self._phrases.happened(event)),
            "startDate": since,
            "date": date,
            **self._where(event),
            "involved": self._involved(event),
            "summary": values.plain(self._story.sentence(first)),
            "notes": self._tellings(event),
            "description": self._description(event, days),
            "keywords": _codes(event),
            "proof": self._proof(event.reports),
            "publisher": self._outlets(event.reports),
        }
        return entity("Event", event.event, known)

    def _where(self, event: Happening) -> Known:
        """The place that is told of the event itself; that of the report as a whole is left out and counted."""
        self._told["placed"] += event.place is not None
        if event.place is None or event.place_rule == OF_REPORT:
            self._told["far"] += event.place is not None
            return {}
        surest = (event.place, event.place_rule)
        found = (row.place_entity for row in event.mentions if (row.place, row.place_rule) == surest)
        place = next((self._named.get(id_ or "") for id_ in found), None)
        return {
            "location": values.place(event.place),
            "addressEntity": place.id if place and place.kind == "LOC" else None,
            "country": values.country(place.country if place and place.country else self._story.country(event.place)),
        }

    def _since(self, event: Happening) -> str | None:
        """The first day of what went on from a day that a report names outright."""
        times = (self._times.get(row.time or "") for row in event.mentions if row.when_rule == SINCE)
        named = {time.earliest for time in times if time and time.earliest == time.latest}
        return event.earliest if event.earliest in named else None

    def _involved(self, event: Happening) -> list[str]:
        """Those who take part and are people or organisations; all others are counted."""
        ids: dict[str, str] = {}
        for part in (p for row in event.mentions for p in row.participants if p.name):
            meant = self._named.get(part.entity or "")
            if meant and meant.kind in LEGAL:
                ids[part.name or ""] = meant.id
        names = {*event.actor, *event.recipient}
        self._told.update({"taking-part": len(names), "unlinked": len(names - ids.keys())})
        return list(ids.values())

    def _description(self, event: Happening, days: Interval) -> Iterator[str | None]:
        """Days as far as they are known, all who take part, who says so if no report says it itself, the numbers."""
        if days.earliest is None or days.earliest != days.latest:
            told_by = self._phrases.say("told-by", day=self._phrases.of_day(event.no_later)) if event.no_later else None
            yield self._phrases.long_days(event.earliest, event.latest) or told_by
        who, whom = ", ".join(event.actor) or self._phrases.say("nobody"), ", ".join(event.recipient)
        yield values.plain(f"{who} → {whom}" if whom else who) if event.actor or whom else None
        if speakers := self._speakers(event):
            yield values.plain(self._phrases.say("given-by", names=", ".join(speakers)))
        for figure in self._numbers.of(event):
            yield values.plain(self._phrases.figure(figure))

    def _speakers(self, event: Happening) -> list[str]:
        """Those in whose words alone it is told."""
        said = [self._statements.get(row.statement or "") for row in event.mentions]
        names = dict.fromkeys(row.speaker for row in said if row and row.speaker)
        return list(filter(None, names)) if all(said) else []

    def _tellings(self, event: Happening) -> Iterator[str]:
        """The sentences of all reports that tell it, each behind its report."""
        for row in event.mentions:
            yield values.plain(f"{self._report(row.article)}: {self._phrases.quoted(self._story.sentence(row))}")

    # ----------------------------------------------------------------- notes

    def _statement(self, row: StatementRow) -> Entity:
        speaker = self._named.get(row.speaker_entity or "")
        relay = self._phrases.say("via", names=", ".join(row.relay)) if row.relay else ""
        said = self._phrases.long_days(row.said_earliest, row.said_latest) or ""
        manner = DOT.join(filter(None, (*self._phrases.attitude(row), relay, said)))
        words = self._phrases.quoted(values.plain(row.text))
        known = {
            "description": values.plain(f"{row.speaker}: {words}" if row.speaker else words),
            "summary": values.plain(manner),
            "notes": values.plain(f"{self._report(row.article)}: {self._phrases.quoted(self._story.sentence(row))}"),
            "entity": speaker.id if speaker else self._ids.get(row.article),
            "proof": self._proof({row.article, *row.articles}),
            "publisher": self._outlets({row.article, *row.articles}),
        }
        return entity("Note", row.id, known)

    def _history(self, row: HistoryRow) -> Entity:
        """A note on the reports that give a figure: the different numbers in order of their days."""
        points = [point for point in row.points if point.figure in self._figures]
        reports = {name for point in points for name in point.articles}
        known = {
            "description": values.plain(self._phrases.what_counted(row)),
            "summary": map(self._point, points),
            "notes": (values.plain(self._story.sentence(self._figures[point.figure])) for point in points),
            "entity": self._proof(reports),
            "proof": self._proof(reports),
            "publisher": self._outlets(reports),
        }
        return entity("Note", row.id, known)

    def _point(self, point: PointRow) -> str:
        """A number, its days, who gives it."""
        days = self._phrases.long_days(point.earliest, point.latest)
        given = self._phrases.say("given-by", names=", ".join(point.attributed_to)) if point.attributed_to else None
        told = DOT.join(filter(None, (days, given)))
        number = self._phrases.reading(self._figures[point.figure])
        return values.plain(f"{number} ({told})" if told else number)

    def _disagreement(self, row: DisagreementRow) -> Entity:
        """A note on the reports that part."""
        kind, about = self._phrases.say(f"kind-{row.kind}"), self._phrases.about(row)
        reports = {name for side in row.sides for name in side.articles}
        known = {
            "description": values.plain(f"{about} ({kind})"),
            "summary": (values.plain(self._phrases.held(row, side)) for side in row.sides),
            "notes": (values.plain(side.sentence) for side in row.sides),
            "entity": self._proof(reports),
            "proof": self._proof(reports),
            "publisher": self._outlets(reports),
        }
        return entity("Note", row.id, known)

    # --------------------------------------------------------------- reports

    def _report(self, article: str) -> str:
        return self._story.facts[article].publisher or article

    def _proof(self, articles: Iterable[str]) -> list[str]:
        return [self._ids[name] for name in sorted(articles) if name in self._ids]

    def _outlets(self, articles: Iterable[str]) -> list[str]:
        names = (self._story.facts[name].publisher for name in sorted(articles) if name in self._ids)
        return [values.plain(name) for name in names if name]


def _codes(event: Happening) -> list[str]:
    """The code of its type and mode, and what the crosswalks make of the mentions that are coded so."""
    coded: list[EventRow] = [row for row in event.mentions if (row.event_type, row.mode) == event.code]
    found = (f"{scheme}: {symbol}" for scheme in SCHEMES for row in coded if (symbol := getattr(row, scheme)))
    return [code(*event.code), *dict.fromkeys(found)]
