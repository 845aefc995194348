"""What programs can read: stories, reports, records, those who are named, corrections, the state of the store."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from msgspec import Struct

from kronika import __version__
from kronika.records import TABLES, ArticleRow, EntityRow, MentionRow
from kronika.records.ordering import COLUMNS, PASSAGE
from kronika.serving.api_answers import (
    ApiError,
    EntityAnswer,
    EntityItem,
    LedgerItem,
    MovedError,
    Page,
    RecordAnswer,
    ReportAnswer,
    State,
    StoryAnswer,
    StoryItem,
)
from kronika.serving.api_asking import Looking
from kronika.serving.ledgers import dumped, listed
from kronika.store import Lookup, StoriesAsked

ROOT = "/api/v1"
OF_STORY = ("chronicle", "histories", "disagreements")
OF_REPORT = tuple(t for t in TABLES if t != "articles" and COLUMNS.get(t, PASSAGE)[0] == PASSAGE[0])
"""The tables whose rows are of one report each."""
TABLE_OF = {row: table for table, row in TABLES.items()}


class _Nothing(Struct, frozen=True):
    """A row of which only is asked that it is there."""


def _counts(lookup: Lookup, tables: tuple[str, ...], first: str) -> dict[str, int]:
    return {table: sum(1 for _ in lookup.outlines(table, _Nothing, first)) for table in tables}


# ---------------------------------------------------------------------- stories


def stories(ask: Looking) -> Page[StoryItem]:
    """Stories, the newest first."""
    since, until = ask.given["since"], ask.given["until"]
    asked = StoriesAsked(
        words=ask.text("q"),
        since=since and since[0],
        until=until and until[1],
        single=ask.given["reports"] == "single",
        order=ask.text("order"),
    )
    listing = ask.lookup.listing
    return ask.page(
        listing.stories_found(asked),
        lambda start, most: (StoryItem(**row._asdict()) for row in listing.stories(asked, start, most)),
    )


def story(ask: Looking) -> StoryAnswer:
    """A story with its summary."""
    id = _known_story(ask)
    summaries = ask.lookup.under("summaries", id)
    return StoryAnswer(
        story=id,
        summary=summaries[0] if summaries else None,
        reports=ask.lookup.listing.reports(id),
        counts=_counts(ask.lookup, OF_STORY, id),
    )


def chronicle(ask: Looking) -> Page[Any]:
    """The lines of a story's chronicle."""
    return ask.page_of(ask.lookup.under("chronicle", _known_story(ask, "chronicle")))


def histories(ask: Looking) -> Page[Any]:
    """The histories of a story's figures."""
    return ask.page_of(ask.lookup.under("histories", _known_story(ask, "histories")))


def disagreements(ask: Looking) -> Page[Any]:
    """Where the reports of a story part."""
    return ask.page_of(ask.lookup.under("disagreements", _known_story(ask, "disagreements")))


def _known_story(ask: Looking, section: str = "") -> str:
    id, listing = ask.text("id"), ask.lookup.listing
    if listing.story(id) is None:
        if merged := listing.merged_into(id):
            raise MovedError(f"{ROOT}/stories/{quote(merged, safe='')}" + (f"/{section}" if section else ""))
        raise ApiError(404, id, "there is no such story", f"{ROOT}/stories lists them")
    return id


# ---------------------------------------------------------------------- reports


def reports(ask: Looking) -> Page[ArticleRow]:
    """All reports, by name."""
    return ask.page(ask.lookup.count("articles"), lambda start, most: ask.lookup.page("articles", start, most))


def report(ask: Looking) -> ReportAnswer | Page[Any]:
    """A report, or its rows of one table."""
    name, table = ask.text("name"), ask.given["table"]
    known = ask.lookup.under("articles", name)
    if not known:
        raise _no_report(name)
    if table is not None:
        return ask.page_of(ask.lookup.under(table, name))
    counts = _counts(ask.lookup, OF_REPORT, name)
    return ReportAnswer(report=known[0], story=ask.lookup.stories_of([name]).get(name), counts=counts)


def text(ask: Looking) -> str:
    """The text of a report, in which `start` and `end` of all rows count."""
    found = ask.lookup.wording(ask.text("name"))
    if found is None:
        raise _no_report(ask.text("name"))
    return found.text


def _no_report(name: str) -> ApiError:
    return ApiError(404, name, "there is no such report", f"{ROOT}/reports lists them; quote the name in the path")


# ---------------------------------------------------------- records and entities


def record(ask: Looking) -> RecordAnswer[Any]:
    """A row by its id."""
    row = ask.lookup.row(ask.text("id"))
    if row is None:
        raise ApiError(404, ask.text("id"), "there is no such record", "Take an id from a row; reading anew may end it")
    told = [one for one in ledger(ask.lookup) if one.standing and row.id in one.standing.rows]
    return RecordAnswer(table=TABLE_OF[type(row)], row=row, corrections=told)


def entities(ask: Looking) -> Page[EntityItem]:
    """Those who are named, the most mentioned first."""
    words, kind, listing = ask.text("q"), ask.given["kind"], ask.lookup.listing
    return ask.page(
        listing.entities_found(words, kind),
        lambda start, most: (EntityItem(**row._asdict()) for row in listing.entities(words, kind, start, most)),
    )


def entity(ask: Looking) -> EntityAnswer:
    """Somebody who is named."""
    row = _known_entity(ask)
    return EntityAnswer(entity=row, mentions=ask.lookup.count("mentions", row.id))


def mentions(ask: Looking) -> Page[MentionRow]:
    """Where somebody is named."""
    id = _known_entity(ask).id
    return ask.page(
        ask.lookup.count("mentions", id), lambda start, most: ask.lookup.of_entity("mentions", id, start, most)
    )


def _known_entity(ask: Looking) -> EntityRow:
    row = ask.lookup.row(ask.text("id"))
    if not isinstance(row, EntityRow):
        raise ApiError(404, ask.text("id"), "nobody has this id", f"{ROOT}/entities lists those who are named")
    return row


# ------------------------------------------------------------------ corrections


def corrections(ask: Looking) -> Page[LedgerItem]:
    """All corrections, the first first, without those that only withdraw others."""
    return ask.page_of(ledger(ask.lookup))


def ledger(lookup: Lookup) -> list[LedgerItem]:
    """The corrections of one moment, with what became of each."""
    return [
        LedgerItem(correction=one.correction, standing=one.standing, withdrawn_by=one.withdrawn_by)
        for one in listed(lookup)
    ]


def lines(ask: Looking) -> str:
    """The ledger as JSON Lines, withdrawals too."""
    return dumped(ask.lookup).decode()


# ------------------------------------------------------------------------ state


def state(ask: Looking) -> State:
    """What the store holds, and whether reports are being linked."""
    listing = ask.lookup.listing
    return State(
        version=__version__,
        linking=ask.relinking.busy,
        problem=ask.relinking.problem,
        reports=listing.count("reports"),
        stories=listing.count("stories"),
        entities=listing.count("entities"),
        corrections=len(ledger(ask.lookup)),
        faults=ask.lookup.count("faults"),
    )
