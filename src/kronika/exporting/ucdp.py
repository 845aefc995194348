"""Events as the columns of UCDP's Georeferenced Event Dataset, a row an event of armed force in which people died."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from kronika.exporting.circumstances import is_near, mentions_of
from kronika.exporting.coded import (
    BETWEEN,
    UNREAL,
    Site,
    not_done,
    passages,
    sentences,
    site,
    sources,
    stretch,
    width_code,
    write_sheets,
)
from kronika.exporting.contents import Contents, Story
from kronika.exporting.opponents import places_of
from kronika.exporting.output import Output
from kronika.exporting.tolls import Toll, Tolls
from kronika.exporting.ucdp_sides import ONE_SIDED, Dyad, dyad
from kronika.happenings import ACTUAL, Happening
from kronika.ontology.codebooks import ucdp_book
from kronika.showing.facts import Facts
from kronika.showing.sheets import Cell

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence",
    "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original",
    "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
"""The columns of the codebook, in its order."""
SIDE_DEATHS = ("deaths_a", "deaths_b")
CIVILIAN_DEATHS, UNKNOWN_DEATHS = "deaths_civilians", "deaths_unknown"
CLEAR, SUMMED = 1, 2
EVENTS, HARMLESS, UNTAKEN, OTHER, UNDATED, ROWS = "events", "harmless", "untaken", "other", "undated", "rows"
UNTYPED, OPEN, PASSED, UNMAPPED = "untyped", "open", "passed", "unmapped"
HELD, HISTORIES = "held", "histories"


def write(contents: Contents, output: Output) -> None:
    """Writes `ucdp.csv`, story by story, and `ucdp_figures.csv`, the passages of its numbers; notes what they do not
    hold."""
    counts = write_sheets("ucdp", COLUMNS, contents, output, lambda *made_of: _Coder(*made_of).rows())
    _note_events(counts, output)
    if counts[ROWS]:
        _note_cells(counts, output)


def _note_events(counts: Counter[str], output: Output) -> None:
    events = counts[EVENTS]
    output.left_out(sum(counts[name] for name in UNREAL), events, "events", not_done(counts))
    output.left_out(counts[HARMLESS], events, "events", "no number of people killed in them alone is told")
    untaken = (
        "numbers of people killed in them are told, of which none is left: somebody takes them back or holds them "
    )
    untaken += "for too high, or they are of groups that nobody tells together"
    output.left_out(counts[UNTAKEN], events, "events", untaken)
    output.left_out(
        counts[OTHER], events, "events", "they have a number of killed people, and are no organised violence"
    )
    output.left_out(counts[UNDATED], events, "events", "not even their year is known, which a row needs")
    if counts[HELD]:
        output.note(
            f"{counts[HELD]:,} of {counts[HISTORIES]:,} histories of killed people are, in their newest number, "
            "of no single event that the reports tell as violence (table `histories`)."
        )


def _note_cells(counts: Counter[str], output: Output) -> None:
    rows = counts[ROWS]
    told = {
        UNTYPED: "have no type_of_violence: the reports do not tell both sides, or tell force from afar that "
        "may have hit by chance whom it hit",
        OPEN: "have no high: the reports give no upper bound",
        PASSED: "have the numbers that are told beside the event; a later one was left aside, because the reports tell "
        "other violence that it may count",
        UNMAPPED: "have no coordinates, country or where_prec: no gazetteer knows their place, or none is told",
    }
    for name, sentence in told.items():
        if counts[name]:
            output.note(f"{counts[name]:,} of {rows:,} rows {sentence}.")
    output.note(
        "active_year, code_status, adm_1, adm_2 and the ids and names of conflicts, dyads and sides are empty: UCDP "
        "gives them."
    )
    output.note(
        "The dead of whom nothing tells on which side they stood are in deaths_unknown, in one-sided violence in "
        "deaths_civilians; empty deaths_ columns are not zero."
    )


class _Coder:
    """Makes the rows of a story, and counts what they cannot hold."""

    def __init__(self, story: Story, counts: Counter[str], passages: list[list[Cell]]) -> None:
        """`passages` are filled with the rows of the file of numbers."""
        self._story, self._counts, self._told, self._passages = story, counts, story.events, passages
        self._book = ucdp_book()
        self._places = {row.id: row for row in self._told.places}
        self._figures = {row.id: row for row in story.rows("figures")}
        self._tolls = Tolls(story)
        self._spots = places_of(story)
        self._mentions = mentions_of(story)

    def rows(self) -> Iterator[dict[str, Cell]]:
        """A row an event, in order of the events."""
        for event in self._told.found:
            self._counts[EVENTS] += 1
            toll = self._toll(event)
            parties = dyad(event, self._told.countries, self._book, self._spots)
            if toll is not None and self._fits(event, parties):
                self._counts[ROWS] += 1
                yield self._row(event, toll, parties)
        self._counts[HELD] += len(self._tolls.loose)
        self._counts[HISTORIES] += self._tolls.histories

    # -------------------------------------------------------------- choosing

    def _toll(self, event: Happening) -> Toll | None:
        """The numbers of an event that happened; None where no one is told to have been killed in it alone."""
        if event.modality != ACTUAL:
            self._counts[event.modality] += 1
            return None
        toll = self._tolls.of(event, self._book.policy)
        if toll and toll.best:
            return toll
        self._counts[UNTAKEN if toll is None and self._tolls.has(event) else HARMLESS] += 1
        return None

    def _fits(self, event: Happening, parties: Dyad) -> bool:
        """Whether it can be organised violence, and its year is known."""
        organised = event.event_type in self._book.types and parties.organised
        self._counts[OTHER] += not organised
        days = stretch(event)
        dated = days is not None and width_code(days, self._book.days) is not None
        self._counts[UNDATED] += organised and not dated
        return organised and dated

    # ---------------------------------------------------------------- cells

    def _row(self, event: Happening, toll: Toll, parties: Dyad) -> dict[str, Cell]:
        self._counts[UNTYPED] += parties.violence is None
        self._counts[PASSED] += toll.passed
        self._passages += passages(self._story, event.event, toll)
        near = self._book.near if is_near(event, self._story, self._mentions) else None
        place = site(event, self._places, self._book.places, near)
        reports = sources(self._story, [event], toll)
        return {
            "id": int(event.event.rpartition("-")[2], 16),
            "relid": event.event,
            "type_of_violence": parties.violence,
            "side_a": parties.a,
            "side_b": parties.b,
            **sources_of(reports),
            "source_original": self._originals(toll),
            **self._where(place),
            "where_description": sentences(self._story, [event]),
            **self._days(event, place),
            **self._deaths(toll, parties),
            "gwnoa": parties.gwnoa,
            "gwnob": parties.gwnob,
        }

    def _originals(self, toll: Toll) -> str | None:
        """Those who give the numbers, as the reports name them."""
        rows = (self._figures[id_] for id_ in dict.fromkeys((*toll.told, *toll.figures)))
        return BETWEEN.join(sorted({row.attributed_to for row in rows if row.attributed_to})) or None

    def _where(self, place: Site) -> dict[str, Cell]:
        code = self._book.country if place.whole else place.code
        self._counts[UNMAPPED] += code is None
        known = place.latitude is not None and place.longitude is not None
        return {
            "where_prec": code,
            "where_coordinates": place.name,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "geom_wkt": f"POINT ({place.longitude} {place.latitude})" if known else None,
            "priogrid_gid": priogrid(place.latitude, place.longitude, self._book.grid),
            "country": place.country.ucdp_name if place.country else None,
            "country_id": place.country.gw if place.country else None,
            "region": place.country.ucdp_region if place.country else None,
        }

    def _days(self, event: Happening, place: Site) -> dict[str, Cell]:
        """The days, with how well they are known; an event of one day and one place is clear, else several may be
        summed up."""
        days = stretch(event)
        assert days is not None
        clear = days[0] == days[1] and place.name is not None and not place.whole
        return {
            "year": days[0].year,
            "event_clarity": CLEAR if clear else SUMMED,
            "date_prec": width_code(days, self._book.days),
            "date_start": days[0].isoformat(),
            "date_end": days[1].isoformat(),
        }

    def _deaths(self, toll: Toll, parties: Dyad) -> dict[str, Cell]:
        """The numbers, and whose dead they are: of groups whose column is known or who fight on a side; in one-sided
        violence all others are those whom it hit."""
        self._counts[OPEN] += toll.high is None
        groups = toll.groups or toll.parts
        split: dict[str, int] = {}
        for group, number in groups.items():
            if column := self._column(group, parties):
                known = split.get(column, 0)
                split[column] = known + number if toll.groups else max(known, number)
        best = toll.best or 0
        split = split if sum(split.values()) <= best else {}
        others = CIVILIAN_DEATHS if parties.violence == ONE_SIDED else UNKNOWN_DEATHS
        rest = best - sum(split.values())
        dead = {UNKNOWN_DEATHS: 0, **split, others: split.get(others, 0) + rest}
        return {**dead, "best": toll.best, "low": toll.low, "high": toll.high}

    def _column(self, group: str, parties: Dyad) -> str | None:
        side = parties.side_of(group)
        return self._book.groups.get(group) or (None if side is None else SIDE_DEATHS[side])


def sources_of(reports: Sequence[Facts]) -> dict[str, Cell]:
    """The reports as sources: each in quotation marks with outlet, day and title."""
    days = [report.latest if report.earliest == report.latest else None for report in reports]
    each = [
        '"'
        + ",".join(part.replace('"', "'") for part in (report.publisher, day, report.title or report.article) if part)
        for report, day in zip(reports, days, strict=True)
    ]
    return {
        "number_of_sources": len(reports),
        "source_article": ";".join(f'{one}"' for one in each),
        "source_office": _list([report.publisher or report.article for report in reports]),
        "source_date": _list(days),
        "source_headline": _list([report.title for report in reports]),
    }


def _list(parts: Sequence[str | None]) -> str | None:
    """A place a report, in one order for all lists, empty where nothing is told; None where nothing is told at all."""
    return ";".join((part or "").replace(";", ",") for part in parts) if any(parts) else None


def priogrid(latitude: float | None, longitude: float | None, grid: float) -> int | None:
    """The number of the cell of PRIO's grid: from the south-western corner, row by row to the east, the first is 1."""
    if latitude is None or longitude is None:
        return None
    columns, rows = round(360 / grid), round(180 / grid)
    row = min(math.floor((latitude + 90) / grid), rows - 1)
    column = min(math.floor((longitude + 180) / grid), columns - 1)
    return row * columns + column + 1
