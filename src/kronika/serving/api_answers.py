"""What the API answers and takes, beside the rows of the export; and what it answers when something is wrong."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from msgspec import Meta, Struct

from kronika.errors import KronikaError
from kronika.records import ArticleRow, Correction, EntityRow, EventRow, FigureRow, Standing, StatementRow, SummaryRow
from kronika.searching.answers import Count, Piece

REF = "#/components/schemas/{name}"
"""Where the description has a type."""
FOUND = (ArticleRow, StatementRow, FigureRow, EventRow)
FoundRow = Annotated[Any, Meta(extra_json_schema={"anyOf": [{"$ref": REF.format(name=r.__name__)} for r in FOUND]})]
Item = TypeVar("Item")
Row = TypeVar("Row")
Id = Annotated[str, Meta(max_length=300)]
Words = Annotated[str, Meta(max_length=2000)]


class ApiError(KronikaError):
    """What cannot be answered, with the code that says so."""

    def __init__(self, code: int, place: str, problem: str, remedy: str) -> None:
        super().__init__(place, problem, remedy)
        self.code = code


class MovedError(Exception):
    """A story whose reports went into another one: where that is."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Problem(Struct, frozen=True, kw_only=True):
    """What is wrong: where, what, and what to do."""

    place: str
    problem: str
    remedy: str


class Failure(Struct, frozen=True, kw_only=True):
    """The answer where something is wrong."""

    error: Problem


class Page(Struct, Generic[Item], frozen=True, kw_only=True):
    """A page of a list. `pages` and `total` are null where nobody counts them."""

    items: list[Item]
    page: int
    pages: int | None = None
    total: int | None = None


class StoryItem(Struct, frozen=True, kw_only=True):
    """A story in the list: how many reports it has, and the days of its lines."""

    story: str
    title: str
    reports: int
    earliest: str | None = None
    latest: str | None = None


class StoryAnswer(Struct, frozen=True, kw_only=True):
    """A story: its summary, the names of its reports, and how many rows of it each table has."""

    story: str
    summary: SummaryRow | None
    reports: list[str]
    counts: dict[str, int]


class ReportAnswer(Struct, frozen=True, kw_only=True):
    """A report: its row, the story to which it belongs, and how many rows of it each table has."""

    report: ArticleRow
    story: str | None
    counts: dict[str, int]


class EntityItem(Struct, frozen=True, kw_only=True):
    """Somebody or something in the list, and by how many mentions."""

    entity: str
    kind: str
    name: str
    mentions: int


class EntityAnswer(Struct, frozen=True, kw_only=True):
    """Somebody or something that is named, and by how many mentions."""

    entity: EntityRow
    mentions: int


class LedgerItem(Struct, frozen=True, kw_only=True):
    """A correction, what became of it when the reports were last linked, and what withdrew it."""

    correction: Correction
    standing: Standing | None = None
    withdrawn_by: Correction | None = None


class RecordAnswer(Struct, Generic[Row], frozen=True, kw_only=True):
    """A row, the table that it is of, and the corrections that speak of it."""

    table: str
    row: Row
    corrections: list[LedgerItem]


class Ruled(Struct, frozen=True, kw_only=True):
    """A correction as it was kept; `linked` says whether the reports are linked by it already."""

    correction: Correction
    linked: bool


class Imported(Struct, frozen=True, kw_only=True):
    """How many corrections were new; `linked` says whether the reports are linked by them already."""

    added: int
    linked: bool


class FoundItem(Struct, frozen=True, kw_only=True):
    """A row that a search found, and the passage that shows it: `start` to `end` of its report."""

    kind: str
    row: FoundRow
    story: str | None = None
    start: int
    end: int
    pieces: list[Piece]


class SearchPage(Struct, frozen=True, kw_only=True):
    """A page of what a search found. `counts` tells how many of each kind; where several kinds are searched, the items
    are some of each, and `pages` and `total` are null, as they are where there are more than were counted."""

    items: list[FoundItem]
    page: int
    pages: int | None = None
    total: int | None = None
    counts: list[Count]


class State(Struct, frozen=True, kw_only=True):
    """The store at this moment. `linking` says that newer rows are being made, `problem` why the last try failed."""

    version: str
    linking: bool
    problem: str | None
    reports: int
    stories: int
    entities: int
    corrections: int
    faults: int


class CorrectionSent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A correction to make.

    `of` is the id of a record, or of an entity or a story; `other` the second one of merge and split. `field` (day,
    type, speaker, number, measure) and `value` are of fix; without a value it is not known. `author` is the user of the
    desk unless given.
    """

    act: Literal["merge", "split", "fix", "reject", "check"]
    of: Id
    other: Id | None = None
    field: Id | None = None
    value: Words | None = None
    reason: Words | None = None
    author: Id | None = None


class WithdrawalSent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a correction is withdrawn, and by whom."""

    reason: Words | None = None
    author: Id | None = None
