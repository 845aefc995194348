"""Events as ACLED's columns, a row an event that ACLED codes."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kronika.exporting.acled_sides import Sides, sides
from kronika.exporting.circumstances import day_of, is_near, mentions_of
from kronika.exporting.coded import (
    BETWEEN,
    UNREAL,
    Site,
    middle,
    not_done,
    numbers,
    outlets,
    passages,
    sentences,
    site,
    sources,
    stated,
    stretch,
    width_code,
    write_sheets,
)
from kronika.exporting.contents import Contents, Story
from kronika.exporting.opponents import places_of
from kronika.exporting.output import Output
from kronika.exporting.tolls import Toll, Tolls, is_violent
from kronika.happenings import ACTUAL, Happening, as_coded
from kronika.ontology import Acled, acled_precedence, acled_rule
from kronika.ontology.codebooks import acled_book
from kronika.showing.sheets import Cell

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
"""The columns of ACLED's codebook, in its order."""
PROTESTERS = "protesters"
EVENTS, UNCODED, UNCLEAR, UNDATED, NOWHERE, WHOLES, MERGED, ROWS = (
    "events", "uncoded", "unclear", "undated", "nowhere", "wholes", "merged", "rows",
)  # fmt: skip
MIDDLE, DIFFER, UNCOUNTED, PASSED, NOBODY, UNMAPPED = (
    "middle", "differ", "uncounted", "passed", "nobody", "unmapped",
)  # fmt: skip


class Dated(Struct, frozen=True, kw_only=True):
    """An event with its code, the day and the place of its row."""

    event: Happening
    code: Acled
    day: dt.date
    precision: int
    site: Site


def write(contents: Contents, output: Output) -> None:
    """Writes `acled.csv`, story by story, and `acled_figures.csv`, the passages of its fatalities; notes what they do
    not hold."""
    counts = write_sheets("acled", COLUMNS, contents, output, lambda *made_of: _Coder(*made_of).rows())
    _note_events(counts, output)
    if counts[ROWS]:
        _note_cells(counts, output)


def _note_events(counts: Counter[str], output: Output) -> None:
    events = counts[EVENTS]
    output.left_out(sum(counts[name] for name in UNREAL), events, "events", not_done(counts))
    output.left_out(counts[UNCODED], events, "events", "ACLED does not code what they are (table `events`, `acled`)")
    unclear = "what is told of both sides does not say whether it was a battle or an attack on civilians"
    output.left_out(counts[UNCLEAR], events, "events", unclear)
    output.left_out(counts[UNDATED], events, "events", "not even their month is known, which a row needs")
    output.left_out(counts[NOWHERE], events, "events", "no place within a country is told, which a row needs")
    output.left_out(counts[WHOLES], events, "events", "they go on for days, and rows hold what happened on single ones")
    if counts[MERGED]:
        told = "stand in the row of another demonstration of the same day and place"
        output.note(f"{counts[MERGED]:,} of {events:,} events {told}, where the severest sub-type counts.")


def _note_cells(counts: Counter[str], output: Output) -> None:
    rows = counts[ROWS]
    told = {
        MIDDLE: "have in event_date the middle of the days that the reports allow, as the codebook asks; "
        "time_precision says so",
        DIFFER: "have the day that most reports name, the first of those named as often; others name another, and "
        "time_precision covers all",
        UNCOUNTED: "have no fatalities: the reports count killed people without telling in which event, tell a killing "
        "without a number, or somebody disputes every number",
        PASSED: "have the fatalities that are told beside the event; a later number was left aside, because the "
        "reports tell other violence that it may count",
        NOBODY: "have no actor1: nobody says who it was, and nobody was made up",
        UNMAPPED: "have no coordinates, country or geo_precision: no gazetteer knows their place",
    }
    for name, sentence_ in told.items():
        if counts[name]:
            output.note(f"{counts[name]:,} of {rows:,} rows {sentence_}.")
    output.note(
        "fatalities is 0 where no report tells of people killed who may be of the event, as the codebook asks; that is "
        "no proof of none."
    )
    output.note(
        "admin1, admin2, admin3, source_scale and timestamp are empty: neither reports nor gazetteers tell them, and "
        "nothing was uploaded."
    )


class _Coder:
    """Makes the rows of a story, and counts what they cannot hold."""

    def __init__(self, story: Story, counts: Counter[str], passages: list[list[Cell]]) -> None:
        """`passages` are filled with the rows of the file of numbers."""
        self._story, self._counts, self._told, self._passages = story, counts, story.events, passages
        self._book = acled_book()
        self._places = {row.id: row for row in self._told.places}
        self._times = {row.id: row for row in self._told.times}
        self._figures = {row.id: row for row in self._told.figures}
        self._tolls = Tolls(story)
        self._spots = places_of(story)
        self._mentions = mentions_of(story)

    def rows(self) -> Iterator[dict[str, Cell]]:
        """A row an event, of demonstrations one for those of one day and place; in order of the events."""
        dated = [found for event in self._told.found if (found := self._dated(event))]
        wholes = {one.event.episode_of for one in dated}
        kept = [one for one in dated if one.precision == 1 or one.event.event not in wholes]
        self._counts[WHOLES] += len(dated) - len(kept)
        for together in _occurrences(kept, self._book.demonstrations):
            self._counts[ROWS] += 1
            self._counts[MERGED] += len(together) - 1
            yield self._row(together)

    # -------------------------------------------------------------- choosing

    def _dated(self, event: Happening) -> Dated | None:
        """The event as a row needs it; None where ACLED does not code it, or a row needs more than is told."""
        self._counts[EVENTS] += 1
        if event.modality != ACTUAL:
            self._counts[event.modality] += 1
            return None
        code = code_of(event)
        day = self._day(event)
        near = self._book.near if is_near(event, self._story, self._mentions) else None
        place = site(event, self._places, self._book.places, near)
        if code is None or day is None or place.name is None or place.whole:
            reason = _uncoded(event) if code is None else UNDATED if day is None else NOWHERE
            self._counts[reason] += 1
            return None
        return Dated(event=event, code=code, day=day[0], precision=day[1], site=place)

    def _day(self, event: Happening) -> tuple[dt.date, int] | None:
        """The day and its code; of what went on for days the first, where it is known; where reports name different
        days, the one that most of them name, with the code of the stretch that holds all."""
        if first := day_of(event, self._times):
            return dt.date.fromisoformat(first), 1
        days = stretch(event)
        code = width_code(days, self._book.days) if days else None
        if days is None or code is None:
            return None
        named = stated(event)
        return (named[0] if len(named) > 1 else middle(days), code)

    # ---------------------------------------------------------------- cells

    def _row(self, together: Sequence[Dated]) -> dict[str, Cell]:
        first = together[0]
        code = acled_precedence(one.code for one in together) or first.code
        events = [one.event for one in together]
        toll = self._toll(events)
        self._passages += passages(self._story, first.event.event, toll) if toll else []
        people = sides(events, code, first.site, self._told.countries, self._book, self._spots)
        self._counts[DIFFER if len(stated(first.event)) > 1 else MIDDLE] += first.precision > 1
        self._counts[NOBODY] += people.actor1 is None
        return {
            "event_id_cnty": first.event.event,
            "event_date": first.day.isoformat(),
            "year": first.day.year,
            "time_precision": first.precision,
            "disorder_type": self._disorder(code),
            "event_type": code.event_type,
            "sub_event_type": code.sub_event_type,
            **_people(people),
            **self._where(first.site),
            "source": BETWEEN.join(outlets(sources(self._story, events, toll))),
            "notes": self._notes(events, toll),
            "fatalities": self._fatalities(events, code, toll),
            "tags": self._tags(events, code),
        }

    def _disorder(self, code: Acled) -> str:
        return self._book.disorder.get(code.sub_event_type) or self._book.disorder[code.event_type]

    def _where(self, place: Site) -> dict[str, Cell]:
        self._counts[UNMAPPED] += place.code is None
        return {
            "iso": place.country.iso if place.country else None,
            "region": place.country.region if place.country else None,
            "country": place.country.name if place.country else None,
            "location": place.name,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "geo_precision": place.code,
        }

    def _toll(self, events: Sequence[Happening]) -> Toll | None:
        """The numbers of the one of the events that has some; of two that have some neither is taken."""
        found = [toll for event in events if (toll := self._tolls.of(event, self._book.policy))]
        return found[0] if len(found) == 1 else None

    def _fatalities(self, events: Sequence[Happening], code: Acled, toll: Toll | None) -> int | None:
        """The number; 0 where nothing tells of killed people, None where something does without saying how many in
        this event."""
        if toll is not None:
            self._counts[PASSED] += toll.passed
            return toll.best
        may_be = code.sub_event_type in self._book.deadly and bool(self._tolls.loose)
        told = may_be or any(self._tells_dead(event, code) for event in events)
        self._counts[UNCOUNTED] += told
        return None if told else 0

    def _tells_dead(self, event: Happening, code: Acled) -> bool:
        """Whether it is told as a killing, or people were counted dead who may have died in it."""
        if self._kills(event) or self._tolls.beside(event) or self._tolls.told_of(event):
            return True
        deadly = code.sub_event_type in (*self._book.deadly, *self._book.demonstrations)
        return deadly and self._tolls.near(event)

    def _kills(self, event: Happening) -> bool:
        return any(row.mode in self._book.killing for row in event.mentions)

    def _notes(self, events: Sequence[Happening], toll: Toll | None) -> str:
        """Sentences that tell the events, and the numbers with who gives them."""
        told = sentences(self._story, events)
        return f"{told} {numbers(self._story, toll)}" if toll else told

    def _tags(self, events: Sequence[Happening], code: Acled) -> str | None:
        """The size of the crowd of a demonstration in the words of the reports."""
        if code.sub_event_type not in self._book.demonstrations:
            return None
        ids = [id_ for event in events for row in event.mentions for id_ in row.figures]
        rows = [self._figures[id_] for id_ in ids if id_ in self._figures]
        told = dict.fromkeys(row.told for row in rows if row.measure == PROTESTERS and not row.part_of)
        return self._book.crowd.format(", ".join(told) or self._book.no_crowd)


def _people(found: Sides) -> dict[str, Cell]:
    return {
        "actor1": found.actor1,
        "assoc_actor_1": found.assoc1,
        "inter1": found.inter1,
        "actor2": found.actor2,
        "assoc_actor_2": found.assoc2,
        "inter2": found.inter2,
        "interaction": found.interaction,
        "civilian_targeting": found.targeting,
    }


def code_of(event: Happening) -> Acled | None:
    """ACLED's code of an event: of those of its mentions the one that counts."""
    told = [row for row in event.mentions if (row.modality or ACTUAL) == ACTUAL]
    return acled_precedence(Acled(row.acled, row.acled_sub) if row.acled and row.acled_sub else None for row in told)


def _uncoded(event: Happening) -> str:
    """Why an event has no code: ACLED does not count what it is, or no rule but the last fits its violence."""
    rules = (acled_rule(as_coded(row)) for row in event.mentions if (row.modality or ACTUAL) == ACTUAL)
    return UNCLEAR if is_violent(event) and any(not rule.conditions for rule in rules) else UNCODED


def _occurrences(dated: Sequence[Dated], demonstrations: dict[str, str]) -> list[list[Dated]]:
    """Those that a row holds together: a story's demonstrations of one known day and place, as ACLED's section on
    aggregation asks; one story stands for one cause."""
    groups: dict[tuple[object, ...], list[Dated]] = defaultdict(list)
    for one in dated:
        alike = one.code.sub_event_type in demonstrations and one.precision == 1
        key = (one.day, one.site.name) if alike else (one.event.event,)
        groups[key].append(one)
    return list(groups.values())
