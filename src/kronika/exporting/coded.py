"""What data sets of conflict events share: the code of a stretch of days, of a place, and the reports as sources."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from kronika import calendar
from kronika.exporting.circumstances import place_entity, sentence_of
from kronika.exporting.contents import Contents, Story
from kronika.exporting.output import Output
from kronika.exporting.tolls import Toll
from kronika.happenings import Happening
from kronika.ontology.codebooks import Width
from kronika.ontology.countries import Country, countries
from kronika.records import EntityRow
from kronika.showing.facts import Facts
from kronika.showing.sheets import Cell

RowsOf = Callable[[Story, Counter[str], list[list[Cell]]], Iterator[dict[str, Cell]]]
"""Makes the rows of a story; what they do not hold is counted, and the passages of numbers are put into the list."""
BETWEEN = "; "
TOWN, COUNTRY = "town", "country"
FIGURES = ("event", "figure", "article", "start", "end", "text", "attributed_to", "taken", "why")
"""The columns of the file of numbers: the passage of each number of an event, whether it is the policy's, and why."""
MOST = 3
"""So many sentences tell an event; the table `events` has all."""
UNREAL = ("negated", "hypothetical", "future")
"""What the reports say of what they do not tell as done."""


class Site(Struct, frozen=True, kw_only=True):
    """Where an event was: the name, the code of its precision, the country, degrees; `whole` says that it is a whole
    country. Of a place that no gazetteer has only the name is known."""

    name: str | None = None
    rule: str | None = None
    code: int | None = None
    country: Country | None = None
    iso2: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    whole: bool = False


def write_sheets(
    name: str, columns: Sequence[str], contents: Contents, output: Output, rows_of: RowsOf
) -> Counter[str]:
    """Writes the rows of all stories to `NAME.csv`, and the passages of their numbers to `NAME_figures.csv`; gives back
    what was counted on the way."""
    counts: Counter[str] = Counter()
    told: list[list[Cell]] = []
    rows = (row for story in contents.stories() for row in rows_of(story, counts, told))
    output.sheet(f"{name}.csv", columns, ([row.get(column) for column in columns] for row in rows))
    output.sheet(f"{name}_figures.csv", FIGURES, told)
    return counts


def stretch(event: Happening) -> tuple[dt.date, dt.date] | None:
    """The first and the last day on which it can have been; None where one of them is not known."""
    days = calendar.of(event.earliest, event.latest)
    return None if days.earliest is None or days.latest is None else (days.earliest, days.latest)


def width_code(days: tuple[dt.date, dt.date], widths: Sequence[Width]) -> int | None:
    """The code of a stretch; None for one that is wider than any."""
    wide = (days[1] - days[0]).days + 1
    return next((width.code for width in widths if wide <= width.most), None)


def stated(event: Happening) -> list[dt.date]:
    """The different days that reports name for it, those first that most of them name, then in their order."""
    named = {(row.article, row.earliest) for row in event.mentions if row.earliest and row.earliest == row.latest}
    days = Counter(day for _, day in named)
    return [dt.date.fromisoformat(day) for day in sorted(days, key=lambda day: (-days[day], day))]


def middle(days: tuple[dt.date, dt.date]) -> dt.date:
    """The day in the middle of a stretch, of two the earlier one."""
    return days[0] + (days[1] - days[0]) // 2


def site(event: Happening, places: Mapping[str, EntityRow], codes: Mapping[str, int], near: int | None = None) -> Site:
    """Where it was, as far as the reports and the gazetteers tell; `near` is the code of what was not in the town that
    they name but near it."""
    entity = places.get(place_entity(event) or "")
    if entity is None or event.place is None:
        return Site(name=event.place, rule=event.place_rule)
    town = entity.precision == TOWN
    return Site(
        name=event.place,
        rule=event.place_rule,
        code=(near or codes.get(event.place_rule or "")) if town else None,
        country=countries().get(entity.country or ""),
        iso2=entity.country,
        latitude=entity.latitude,
        longitude=entity.longitude,
        whole=entity.precision == COUNTRY,
    )


def sources(story: Story, events: Iterable[Happening], toll: Toll | None) -> list[Facts]:
    """The reports that tell the events and give their numbers, in order."""
    rows = {row.id: row for row in story.rows("figures")}
    telling = {name for event in events for name in event.reports}
    giving = {rows[id_].article for id_ in (*toll.told, *toll.figures)} if toll else set()
    return [story.facts[name] for name in sorted(telling | giving)]


def outlets(reports: Sequence[Facts]) -> list[str]:
    """Their outlets, each once; a report of which none is known by its name."""
    return list(dict.fromkeys(report.publisher or report.article for report in reports))


def sentences(story: Story, events: Sequence[Happening]) -> str:
    """The sentences that tell them, first those of the mentions that tell most, each once, and no more than a few."""
    told: dict[str, None] = {}
    for place in range(max(len(event.mentions) for event in events)):
        rows = (event.mentions[place] for event in events if place < len(event.mentions))
        told |= dict.fromkeys(" ".join(sentence_of(story, row)[2].split()) for row in rows)
    return " ".join(list(told)[:MOST])


def not_done(counts: Mapping[str, int]) -> str:
    """Why events that did not happen are left out, with how many of each kind there are."""
    told = ", ".join(f"{counts[name]:,} {name}" for name in UNREAL if counts[name])
    return f"the reports do not tell them as done ({told})"


def numbers(story: Story, toll: Toll) -> str:
    """The numbers of an event, each with who gives it, in order, and why one was taken."""
    rows = {row.id: row for row in story.rows("figures")}
    told = [rows[id_] for id_ in dict.fromkeys((*toll.told, *toll.figures))]
    each = sorted({(row.article, row.start, row.told, row.attributed_to or "") for row in told})
    given = BETWEEN.join(f"{number} ({who or article})" for article, _, number, who in each)
    return f"Killed, as told: {given}. Taken: {toll.why}."


def passages(story: Story, event: str, toll: Toll) -> list[list[Cell]]:
    """The rows of the file of numbers for one event, in order of the passages."""
    rows = {row.id: row for row in story.rows("figures")}
    told = sorted((rows[id_] for id_ in {*toll.told, *toll.figures}), key=lambda row: (row.article, row.start, row.id))
    return [
        [event, r.id, r.article, r.start, r.end, r.text, r.attributed_to, r.id in toll.figures, toll.why] for r in told
    ]
