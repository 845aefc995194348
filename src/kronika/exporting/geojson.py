"""Events on a map, as GeoJSON (RFC 7946): a point for each event whose place has coordinates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from kronika.exporting import addresses
from kronika.exporting.contents import Contents, Story
from kronika.exporting.numbers import Numbers
from kronika.exporting.output import Output
from kronika.happenings import ACTUAL, PLACES, Happening
from kronika.ontology import MODALITIES
from kronika.records import EntityRow, FigureRow, SupportRow
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.event_csv import BETWEEN, COUNTED
from kronika.showing.event_search import COUNTRY
from kronika.showing.sheets import Cell

FILE = "events.geojson"
BY_REPORT = PLACES[-1]
NAMELESS, WHOLE, UNPLACED = "nameless", "whole", "unplaced"
WHY = {
    NAMELESS: "their reports name no place of theirs",
    WHOLE: "their place is a whole country",
    UNPLACED: "the gazetteer does not know their place",
}
"""Why an event has no point."""
WITHOUT_POINT = "they count for no event that has a point, or are parts of other numbers"


def write(contents: Contents, output: Output) -> None:
    """Writes all events that have coordinates to `events.geojson`, in the order of stories and days."""
    phrases, seen = ChroniclePhrases(contents.phrases.language), Counter[str]()
    features = (feature for story in contents.stories() for feature in _Map(story, phrases, seen).features())
    output.json(FILE, features, b'{"type":"FeatureCollection","features":[', b"]}")
    for modality in MODALITIES:
        why = f"they are told as {modality}, and a map would show them as done"
        output.left_out(seen[modality] * (modality != ACTUAL), seen["events"], "events", why)
    for reason, why in WHY.items():
        output.left_out(seen[reason], seen["events"], "events", why)
    output.left_out(seen["figures"] - seen["drawn"], seen["figures"], "figures", WITHOUT_POINT)
    points = output.files[FILE]
    if points:
        output.note(f"Each point ({points:,}) is the middle of its place, as `precision` says, and no address.")
    if loose := seen[BY_REPORT]:
        output.note(f"{loose:,} of {points:,} points are where the whole report plays (`place_rule` is {BY_REPORT}).")


class _Map:
    """The events of a story as features; what has no point is counted."""

    def __init__(self, story: Story, phrases: ChroniclePhrases, seen: Counter[str]) -> None:
        self._story, self._phrases, self._seen = story, phrases, seen
        self._places: dict[str, EntityRow] = {row.id: row for row in story.events.places}
        self._statements = {row.id: row for row in story.events.statements}
        self._numbers = Numbers(story)
        self._supports: dict[str, SupportRow] = {row.of: row for row in story.rows("supports") if row.kind == "event"}
        self._links = {row.article: addresses.web(row.uri) for row in story.rows("articles")}

    def features(self) -> Iterator[dict[str, Any]]:
        """A feature for each event with coordinates, in order of days."""
        drawn: set[str] = set()
        for event in self._story.events.found:
            self._seen["events"] += 1
            if event.modality != ACTUAL:
                self._seen[event.modality] += 1
                continue
            place = self.place(event)
            if place is None or place.latitude is None or place.longitude is None:
                self._seen[why_not(event, place)] += 1
                continue
            self._seen[event.place_rule or ""] += 1
            figures = self._numbers.of(event)
            drawn.update(row.id for row in figures)
            point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
            told = self._event(event) | self._where(event, place) | self._support(event) | self._counted(event, figures)
            told |= self._words(event)
            yield {"type": "Feature", "id": event.event, "geometry": point, "properties": told}
        self._seen["figures"] += len(self._story.rows("figures"))
        self._seen["drawn"] += len(drawn)

    def place(self, event: Happening) -> EntityRow | None:
        """Where it was, as its mentions that tell it most surely have it; None where these do not mean one place."""
        surest = (event.place, event.place_rule)
        meant = {row.place_entity for row in event.mentions if (row.place, row.place_rule) == surest}
        return self._places.get(meant.pop() or "") if event.place and len(meant) == 1 else None

    def _event(self, event: Happening) -> dict[str, Cell]:
        first = event.first
        return {
            "event": event.event,
            "story": self._story.id,
            "story_title": self._story.title,
            "type": event.event_type,
            "mode": event.mode,
            "label": self._phrases.kind(event.event_type, event.mode),
            "cameo": first.cameo,
            "acled": first.acled,
            "acled_sub": first.acled_sub,
            "actors": BETWEEN.join(event.actor) or None,
            "recipients": BETWEEN.join(event.recipient) or None,
            "earliest": event.earliest,
            "latest": event.latest,
            "days": self._phrases.between(event.earliest, event.latest) if event.known else None,
        }

    def _where(self, event: Happening, place: EntityRow) -> dict[str, Cell]:
        return {
            "place": event.place,
            "place_rule": event.place_rule,
            "place_told": self._phrases.where(event.place, event.place_rule),
            "precision": place.precision,
            "country": place.country,
        }

    def _support(self, event: Happening) -> dict[str, Cell]:
        """How many reports, outlets and origins tell it; a report stands for an outlet that is not known."""
        support = self._supports.get(event.event)
        facts = self._story.facts
        outlets = support.outlets if support else []
        nameless = {name for name in event.reports if name not in facts or not facts[name].publisher}
        return {
            "articles": len(support.articles if support else event.reports),
            "outlets": len(outlets) if support else None,
            "outlets_unknown": len(nameless.intersection(outlets)) if support else None,
            "origins": len(support.origins) if support else None,
        }

    def _counted(self, event: Happening, figures: Sequence[FigureRow]) -> dict[str, Cell]:
        """The lowest and the highest number that any report tells of it; all in words."""
        found: dict[str, Cell] = {}
        for measure in COUNTED:
            known = self._numbers.bounds(event, measure)
            found |= {f"{measure}_low": known.low, f"{measure}_high": known.high}
        return found | {"numbers": BETWEEN.join(dict.fromkeys(map(self._phrases.figure, figures))) or None}

    def _words(self, event: Happening) -> dict[str, Cell]:
        """The sentence that tells most of it, who says it if somebody does, and where it stands."""
        first = event.first
        statement = self._statements.get(first.statement or "")
        facts = self._story.facts.get(first.article)
        return {
            "sentence": self._story.sentence(first),
            "speaker": statement.speaker if statement else None,
            "article": first.article,
            "publisher": facts.publisher if facts else None,
            "start": first.start,
            "end": first.end,
            "url": self._links.get(first.article),
        }


def why_not(event: Happening, place: EntityRow | None) -> str:
    """Why an event has no point: one of `WHY`."""
    if event.place is None:
        return NAMELESS
    return WHOLE if place is not None and place.precision == COUNTRY else UNPLACED
