"""Events as records of PLOVER 2.0, one JSON object an event; fields are named as its manual names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from kronika import ontology
from kronika.exporting.addresses import web
from kronika.exporting.circumstances import day_of, mentions_of, place_entity, place_words, sentence_of
from kronika.exporting.contents import Contents, Story
from kronika.exporting.numbers import Numbers
from kronika.exporting.output import Output
from kronika.exporting.parties import Parties, Party
from kronika.happenings import Happening
from kronika.ontology.plover import country_code, plover, score
from kronika.records import ArticleRow, EventRow
from kronika.showing.bounds import Bounds
from kronika.showing.event_search import COUNTRY

CODER = "kronika"
TOWN = "town"
SIZED = "material conflict"
"""Of which events the manual counts the dead, the injured and the arrested: violence and protests."""
UNDATED, MODES, FIGURES, EVENTS, MODED, COUNTED = "undated", "modes", "figures", "events", "moded", "counted"


class Entity(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The manual's information on entities; `entity` is ours, the id in the table `entities`."""

    code: str | None = None
    sector: str | None = None
    entity_text: str | None = None
    identifier_text: str | None = None
    entity: str | None = None


class Location(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The manual's object for locations; `place_rule` is ours and says where the place is told."""

    extracted_place: str | None = None
    resolved_place: str | None = None
    lat: float | None = None
    lon: float | None = None
    city: str | None = None
    country_code: str | None = None
    feature_class: str | None = None
    resolution: int | None = None
    place_rule: str | None = None


class TextInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The manual's information on texts; `event_start` and `event_end` are ours and hold the words of the event."""

    sequence: int | None = None
    start: int
    end: int
    event_start: int
    event_end: int


class CiteInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The manual's information on citations; the days of publication are ours."""

    citation: str
    url: str | None = None
    title: str | None = None
    language: str | None = None
    publication: str | None = None
    published_earliest: str | None = None
    published_latest: str | None = None
    coder: str
    codebook: str


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A mention of the event: where it stands and what it says, in objects of the manual's."""

    event_text: str
    text: str
    text_info: TextInfo
    cite_info: CiteInfo


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event in the manual's fields; `date_earliest`, `date_latest`, `date_no_later`, `size`, `story` and `sources`
    are beside them."""

    id: str
    date: str | None
    date_earliest: str | None = None
    date_latest: str | None = None
    date_no_later: str | None = None
    actor: list[Entity]
    recipient: list[Entity] = []
    event: list[str]
    mode: list[str] = []
    context: list[str] = []
    quad_code: int
    event_scale: float
    event_loc: Location | None = None
    event_text: list[str]
    size: dict[str, Any] = {}
    link: str | None = None
    story: str
    text: str
    text_info: TextInfo
    cite_info: CiteInfo
    sources: list[Source]


def write(contents: Contents, output: Output) -> None:
    """Writes the file."""
    counts: Counter[str] = Counter()
    records = (record for story in contents.stories() for record in _Coder(story, counts).records())
    output.lines("plover.jsonl", records)
    if counts[UNDATED]:
        output.note(
            f"{counts[UNDATED]:,} of {counts[EVENTS]:,} events have null for a date, which the manual requires: no "
            "single day of theirs is known, and date_earliest, date_latest and date_no_later hold what is."
        )
    output.left_out(counts[MODES], counts[MODED], "modes", "PLOVER 2.0 has none that covers them")
    output.left_out(
        counts[FIGURES], counts[COUNTED], "numbers", "PLOVER counts the people of protests and material conflict alone"
    )


class _Coder:
    """Makes the records of a story, and counts what they cannot hold."""

    def __init__(self, story: Story, counts: Counter[str]) -> None:
        self._story, self._counts, self._told = story, counts, story.events
        self._articles: dict[str, ArticleRow] = {row.article: row for row in story.rows("articles")}
        self._places = {row.id: row for row in self._told.places}
        self._times = {row.id: row for row in self._told.times}
        self._numbers = Numbers(story)
        self._mentions = mentions_of(story)
        self._parties = Parties(story)
        self._wholes = {event.episode_of for event in self._told.found}

    def records(self) -> Iterator[Record]:
        """A record an event, in order of their days."""
        for event in self._told.found:
            self._counts[EVENTS] += 1
            yield self._record(event)

    def _record(self, event: Happening) -> Record:
        date = day_of(event, self._times)
        self._counts[UNDATED] += date is None
        sources = [self._source(row) for row in event.mentions]
        return Record(
            id=event.event,
            date=date,
            date_earliest=event.earliest,
            date_latest=event.latest,
            date_no_later=event.no_later,
            actor=[_entity(party) for party in self._parties.actors(event)],
            recipient=[_entity(party) for party in self._parties.recipients(event)],
            event=[event.event_type],
            mode=self._mode(event),
            context=_contexts(event),
            quad_code=plover().quads[ontology.event_types()[event.event_type].quad],
            event_scale=score(*event.code),
            event_loc=self._location(event),
            event_text=list(dict.fromkeys(source.event_text for source in sources)),
            size=self._size(event),
            link=event.episode_of or (event.event if event.event in self._wholes else None),
            story=self._story.id,
            text=sources[0].text,
            text_info=sources[0].text_info,
            cite_info=sources[0].cite_info,
            sources=sources,
        )

    def _mode(self, event: Happening) -> list[str]:
        mode = ontology.published_mode(*event.code)
        self._counts[MODED] += event.mode is not None
        self._counts[MODES] += event.mode is not None and mode is None
        return [mode] if mode else []

    def _location(self, event: Happening) -> Location | None:
        if event.place is None:
            return None
        entity = self._places.get(place_entity(event) or "")
        narrow = plover().precision.get((entity.precision or "") if entity else self._precision(event.place))
        return Location(
            extracted_place=place_words(event, self._mentions),
            resolved_place=event.place,
            lat=entity.latitude if entity else None,
            lon=entity.longitude if entity else None,
            city=event.place if entity and entity.precision == TOWN else None,
            country_code=country_code(
                entity.country if entity and entity.country else self._story.country(event.place)
            ),
            feature_class=narrow.feature_class if narrow else None,
            resolution=narrow.resolution if narrow else None,
            place_rule=event.place_rule,
        )

    def _precision(self, place: str) -> str:
        """That of a place that no entity tells: a name of a country is as wide as that."""
        return COUNTRY if self._story.country(place) not in (None, *plover().unions) else ""

    def _size(self, event: Happening) -> dict[str, Any]:
        figures = self._numbers.of(event)
        people = [f for f in figures if ontology.measures()[f.measure].people]
        fits = people if ontology.event_types()[event.event_type].quad == SIZED else []
        self._counts[COUNTED] += len(figures)
        self._counts[FIGURES] += len(figures) - len(fits)
        of = {f.measure: self._numbers.bounds(event, f.measure) for f in fits}
        return _sizes(of, [f.told for f in fits])

    def _source(self, row: EventRow) -> Source:
        number, span, text = sentence_of(self._story, row)
        info = TextInfo(sequence=number, start=span.start, end=span.end, event_start=row.start, event_end=row.end)
        return Source(event_text=row.text, text=text, text_info=info, cite_info=self._cited(row.article))

    def _cited(self, name: str) -> CiteInfo:
        article, facts = self._articles[name], self._story.facts[name]
        return CiteInfo(
            citation=name,
            url=web(article.uri),
            title=facts.title,
            language=article.language,
            publication=article.publisher,
            published_earliest=article.published_earliest,
            published_latest=article.published_latest,
            coder=CODER,
            codebook=plover().codebook,
        )


def _entity(party: Party) -> Entity:
    return Entity(
        code=party.code,
        sector=party.sector,
        entity_text=party.words,
        identifier_text=party.name,
        entity=party.entity,
    )


def _contexts(event: Happening) -> list[str]:
    """The contexts of all its mentions, and what is not said to have happened."""
    auxiliary = plover().auxiliary.get(event.modality)
    return [*dict.fromkeys(name for row in event.mentions for name in row.contexts), *filter(None, [auxiliary])]


def _sizes(of: Mapping[str, Bounds], told: Iterable[str]) -> dict[str, Any]:
    """For each measure the number, or the bounds where it is none; all of them as they are written."""
    found: dict[str, Any] = {}
    for measure, known in of.items():
        name = plover().size.get(measure, measure)
        if known.exact:
            found[name] = known.low
        else:
            found |= {f"{name}_low": known.low, f"{name}_high": known.high}
    given = {name: number for name, number in found.items() if number is not None}
    return given | {"told": list(dict.fromkeys(told))} if of else {}
