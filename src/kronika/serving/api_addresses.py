"""The addresses of the API in one table: it answers by this table, and describes itself by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from kronika import ontology
from kronika.records import SEARCHED, TABLES
from kronika.searching.query import LONGEST
from kronika.serving import api_reading as reading
from kronika.serving import api_ruling as ruling
from kronika.serving import api_searching as searching
from kronika.serving.api_answers import (
    CorrectionSent,
    EntityAnswer,
    EntityItem,
    Imported,
    LedgerItem,
    Page,
    RecordAnswer,
    ReportAnswer,
    Ruled,
    SearchPage,
    State,
    StoryAnswer,
    StoryItem,
    WithdrawalSent,
)
from kronika.serving.api_asking import DAY, NAME, PAGE, TEXT, Parameter, choice, text_of

JSON, LINES, PLAIN = "application/json", "application/x-ndjson", "text/plain; charset=utf-8"


class Body(NamedTuple):
    """What is sent: its media type, its type (str for text as it is), and whether it can be left out."""

    media: str
    type: Any
    needed: bool = True


class Address(NamedTuple):
    """An address of the API: what answers, with what, and what is told of it.

    `answers` are the types that an answer may have, str for text as it is; `moved` says that a story may be elsewhere.
    """

    method: str
    path: str
    name: str
    told: str
    do: Callable[[Any], Any]
    answers: Sequence[Any]
    query: Sequence[Parameter] = ()
    parts: Sequence[Parameter] = ()
    body: Body | None = None
    media: str = JSON
    moved: bool = False

    @property
    def code(self) -> int:
        """The code of an answer where all is well."""
        return 200 if self.method == "GET" else 201


def _part(name: str, told: str) -> tuple[Parameter, ...]:
    return (Parameter(name, NAME, told),)


STORY = _part("id", "The id of a story.")
REPORT = _part("name", "The name of a report, quoted: a slash in it is written %2F.")
RECORD = _part("id", "The id of a row, of whatever table.")
ENTITY = _part("id", "The id of somebody or something that is named.")
CORRECTION = _part("id", "The id of a correction.")
PAGED = Parameter("page", PAGE, "Which page of the list, from 1.", 1)


def _words(told: str) -> Parameter:
    return Parameter("q", TEXT, told)


LISTED = (
    _words("Words of the title, in any form of letters; all must be there."),
    Parameter("since", DAY, "Only what may have been on this day, in this month or year, or later."),
    Parameter("until", DAY, "Only what may have been on this day, in this month or year, or before."),
    Parameter("reports", choice("several", "single"), "Stories of several reports, or of one alone.", "several"),
    Parameter("order", choice("newest", "largest"), "Which stories come first.", "newest"),
    PAGED,
)  # fmt: skip
NAMED = (
    _words("Words of a name or another name; all must be there."),
    Parameter("kind", choice(*ontology.kinds()), "Only people, organisations or places."),
    PAGED,
)
SEARCH = (
    Parameter("q", text_of(LONGEST), 'Words, "phrases", and fields such as speaker:Dornik or since:2027-05.'),
    Parameter("in", choice(*SEARCHED), "Only reports, statements, figures or events."),
    PAGED,
)
ROWS = (
    Parameter("table", choice(*reading.OF_REPORT), "A table: its rows of this report are listed, page by page."),
    PAGED,
)


def _get(path: str, name: str, told: str, do: Callable[[Any], Any], *answers: Any, **more: Any) -> Address:
    return Address("GET", f"{reading.ROOT}{path}", name, told, do, answers, **more)


def _post(path: str, name: str, told: str, do: Callable[[Any], Any], answer: Any, **more: Any) -> Address:
    return Address("POST", f"{reading.ROOT}{path}", name, told, do, (answer,), **more)


def _of_story(table: str, told: str, do: Callable[[Any], Any]) -> Address:
    return _get(f"/stories/{{id}}/{table}", table, told, do, *_pages([table]), query=(PAGED,), parts=STORY, moved=True)


def _pages(tables: Sequence[str]) -> list[Any]:
    of: Any = Page
    return [of[TABLES[table]] for table in tables]


def _records() -> list[Any]:
    of: Any = RecordAnswer
    return [of[row] for row in TABLES.values()]


ADDRESSES: tuple[Address, ...] = (
    _get("/stories", "stories", "Lists stories.", reading.stories, Page[StoryItem], query=LISTED),
    _get("/stories/{id}", "story", "A story with its summary.", reading.story, StoryAnswer, parts=STORY, moved=True),
    _of_story("chronicle", "The lines of a story's chronicle.", reading.chronicle),
    _of_story("histories", "What became of the figures of a story.", reading.histories),
    _of_story("disagreements", "Where the reports of a story part.", reading.disagreements),
    _get("/reports", "reports", "Lists reports.", reading.reports, *_pages(["articles"]), query=(PAGED,)),
    _get(
        "/reports/{name}", "report", "A report; with `table` a page of its rows in that table.", reading.report,
        ReportAnswer, *_pages(reading.OF_REPORT), query=ROWS, parts=REPORT,
    ),
    _get(
        "/reports/{name}/text", "text", "The text of a report, in which `start` and `end` of all its rows count.",
        reading.text, str, parts=REPORT, media=PLAIN,
    ),
    _get(
        "/records/{id}", "record", "A row by its id, and the corrections that speak of it.", reading.record,
        *_records(), parts=RECORD,
    ),
    _get("/entities", "entities", "Lists those who are named.", reading.entities, Page[EntityItem], query=NAMED),
    _get("/entities/{id}", "entity", "Somebody or something named.", reading.entity, EntityAnswer, parts=ENTITY),
    _get(
        "/entities/{id}/mentions", "mentions", "Where somebody or something is named.", reading.mentions,
        *_pages(["mentions"]), query=(PAGED,), parts=ENTITY,
    ),
    _get(
        "/search", "search", "Searches the words of reports, in any of their forms.", searching.search, SearchPage,
        query=SEARCH,
    ),
    _get(
        "/corrections", "corrections", "Lists corrections with what became of them.", reading.corrections,
        Page[LedgerItem], query=(PAGED,),
    ),
    _post(
        "/corrections", "correct", "Makes a correction; the reports are linked again in the background.",
        ruling.correct, Ruled, body=Body(JSON, CorrectionSent),
    ),
    _post(
        "/corrections/{id}/withdrawal", "withdraw", "Withdraws a correction, which stays in the list.",
        ruling.withdraw, Ruled, parts=CORRECTION, body=Body(JSON, WithdrawalSent, needed=False),
    ),
    _get(
        "/corrections.jsonl", "corrections_file", "All corrections and withdrawals, for another store to take in.",
        reading.lines, str, media=LINES,
    ),
    _post(
        "/corrections.jsonl", "take_in", "Takes in the corrections of another store: all of them, or none.",
        ruling.take_in, Imported, body=Body(LINES, str),
    ),
    _get("/state", "state", "What the store holds, and whether reports are being linked.", reading.state, State),
)  # fmt: skip
