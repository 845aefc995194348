"""Events as the table of POLECAT: a row an event as one report tells it, in the columns of the released files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kronika import __version__, ontology
from kronika.exporting.circumstances import day_of, mentions_of, numbers_of, place_entity, place_words
from kronika.exporting.contents import Contents, Story
from kronika.exporting.output import Output
from kronika.exporting.parties import Parties, Party
from kronika.happenings import ACTUAL, Happening, happenings
from kronika.ontology.plover import country_code, cow_number, plover, score
from kronika.records import ArticleRow, EventRow, MentionRow
from kronika.showing.sheets import Cell

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
"""The columns in the order of the released files; older ones call `Event Intensity` `Intensity`."""
NUMBERS = frozenset({"Event Date", "Event Intensity", "Latitude", "Longitude", "GeoNames ID", "Publication Date"})
"""Columns of numbers and days, which stay empty where nothing is known; all others say `None`, as the files do."""
NONE = "None"
BETWEEN = "; "
STORY = {"Story People": "PER", "Story Organizations": "ORG", "Story Locations": "LOC"}
TOLD_THERE = ("sentence", "before")
"""The rules of places that are told beside the event. A row cannot say that a place is only that of its report."""
TOWN = "town"
EVENTS, UNDATED, PLACES, FAR, FIGURES, ROWS = "events", "undated", "places", "far", "figures", "rows"
Row = dict[str, Cell]


def write(contents: Contents, output: Output) -> None:
    """Writes the file."""
    counts: Counter[str] = Counter()
    rows = (row for story in contents.stories() for row in _Table(story, counts).rows())
    output.sheet("polecat.tsv", COLUMNS, ([_cell(name, row) for name in COLUMNS] for row in rows), delimiter="\t")
    for modality in ontology.MODALITIES:
        why = f"they are told as {modality}, which no column says"
        output.left_out(
            counts[modality] * (modality != ACTUAL), counts[EVENTS], "events, each as a report tells it,", why
        )
    if counts[UNDATED]:
        output.note(
            f"{counts[UNDATED]:,} of {counts[ROWS]:,} rows have no Event Date: no single day of theirs is known. "
            "POLECAT itself writes the day of publication there, which has its own column."
        )
    why = "they are those of the whole report and not told beside the event, which no column says"
    output.left_out(counts[FAR], counts[PLACES], "places", why)
    output.left_out(counts[FIGURES], counts[FIGURES], "numbers", "no column holds them")


def _cell(name: str, row: Row) -> Cell:
    """The cell on one line; what is not known is empty among numbers and days, and None among words."""
    value = row.get(name)
    if isinstance(value, str):
        value = " ".join(value.split())
    return value if name in NUMBERS or value not in (None, "") else NONE


class _Table:
    """Makes the rows of a story, and counts what they cannot hold."""

    def __init__(self, story: Story, counts: Counter[str]) -> None:
        self._counts = counts
        self._articles: list[ArticleRow] = story.rows("articles")
        self._parties = Parties(story)
        self._places = {row.id: row for row in story.events.places}
        self._times = {row.id: row for row in story.events.times}
        self._figures = {row.id: row for row in story.events.figures}
        self._entities = {row.id: row for row in story.rows("entities")}
        self._events: dict[str, list[EventRow]] = defaultdict(list)
        self._mentions = mentions_of(story)
        for event in story.rows("events"):
            self._events[event.article].append(event)

    def rows(self) -> Iterator[Row]:
        """The rows of each report, in order of the days of its events."""
        for article in self._articles:
            report = _report(article, self._mentions[article.article])
            for event in happenings(self._events[article.article], [article]):
                self._counts[EVENTS] += 1
                self._counts[event.modality] += 1
                if event.modality == ACTUAL:
                    yield self._row(event, article) | report

    def _row(self, event: Happening, article: ArticleRow) -> Row:
        date = day_of(event, self._times)
        self._counts[ROWS] += 1
        self._counts[UNDATED] += date is None
        self._counts[FIGURES] += len(numbers_of(event, self._figures))
        return {
            "Event ID": f"{article.id}_{event.event_type}_{event.event}",
            "Event Date": date,
            "Event Type": event.event_type,
            "Event Mode": ontology.published_mode(*event.code),
            "Event Intensity": score(*event.code),
            "Quad Code": ontology.event_types()[event.event_type].quad.upper(),
            "Contexts": BETWEEN.join(dict.fromkeys(name for row in event.mentions for name in row.contexts)),
            **self._side("Actor", self._parties.actors(event)),
            **self._side("Recipient", self._parties.recipients(event)),
            **self._place(event),
        }

    def _side(self, role: str, parties: Sequence[Party]) -> Row:
        """Who has a role; all cells list the parties in one order."""
        sectors = _listed([p.sector for p in parties])
        return {
            f"{role} Name": _listed([p.name for p in parties]),
            f"{role} Country": _listed([p.code for p in parties]),
            f"{role} COW": _listed([cow_number(p.country) for p in parties]),
            f"Primary {role} Sector": sectors,
            f"{role} Sectors": sectors,
            f"{role} Title": _listed([self._title(p) for p in parties]),
            f"{role} Name Raw": _listed([p.words for p in parties]),
        }

    def _title(self, party: Party) -> str | None:
        """The offices that the reports give somebody."""
        entity = self._entities.get(party.entity or "")
        told = [r for r in entity.roles if r.source == "reports" and not r.former] if entity else []
        return ", ".join(dict.fromkeys(f"{r.role} ({r.of})" if r.of else r.role for r in told)) or None

    def _place(self, event: Happening) -> Row:
        """The place, where it is told beside the event."""
        self._counts[PLACES] += event.place is not None
        if event.place is None or event.place_rule not in TOLD_THERE:
            self._counts[FAR] += event.place is not None
            return {}
        words = place_words(event, self._mentions)
        entity = self._places.get(place_entity(event) or "")
        if entity is None:
            return {"Placename": event.place, "Raw Placename": words}
        narrow = plover().precision.get(entity.precision or "")
        return {
            "Placename": event.place,
            "City": event.place if entity.precision == TOWN else None,
            "Country": country_code(entity.country),
            "Latitude": entity.latitude,
            "Longitude": entity.longitude,
            "Raw Placename": words,
            "Feature Type": narrow.feature_code if narrow else None,
        }


def _report(article: ArticleRow, mentions: Sequence[MentionRow]) -> Row:
    """What all rows of a report say of it."""
    known = article.published_earliest == article.published_latest
    return {
        "Source": article.publisher,
        "Publication Date": article.published_earliest if known else None,
        **{name: _names(mentions, kind) for name, kind in STORY.items()},
        "Language": article.language,
        "Version": f"kronika {__version__}",
    }


def _names(mentions: Sequence[MentionRow], kind: str) -> str:
    """Who or what of a kind the report names, each once."""
    return BETWEEN.join(dict.fromkeys(_item(m.name or m.text) for m in mentions if m.kind == kind))


def _listed(cells: Sequence[str | int | None]) -> str | None:
    """One for each who takes part; nothing where none is known."""
    known = any(cell is not None for cell in cells)
    return BETWEEN.join(NONE if cell is None else _item(cell) for cell in cells) if known else None


def _item(value: str | int) -> str:
    """What stands in a list, on one line and without what parts its items."""
    return " ".join(str(value).replace(BETWEEN.strip(), ",").split())
