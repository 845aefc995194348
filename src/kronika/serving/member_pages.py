"""Who takes part in a story, what its reports share, and which they are."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace
from starlette.responses import Response

from kronika.calendar import LAST_DAY
from kronika.serving.asking import Asking
from kronika.serving.desks import open_desk
from kronika.serving.heads import StoryHead, head_of
from kronika.serving.rendering import fill
from kronika.showing.page.actors import actors
from kronika.showing.page.shared import shared

SIZE = 30
PAIRS = 40
"""Pairs of reports of a page, those that share most first."""


def cast_of_story(ask: Asking) -> Response:
    """Who takes part."""
    head = head_of(ask, "actors")
    cast = head.summary.actors if head.summary else []
    pages = ask.pages(len(cast), SIZE)
    chosen = [replace(actor, mentions=actor.mentions[:2]) for actor in cast[pages.first : pages.last]]
    found = ask.lookup.rows_of(id for actor in chosen for id in actor.mentions)
    desk = open_desk(ask, found.values())
    summaries = [replace(head.summary, actors=chosen)] if head.summary else []
    said = {actor.name: actor.statements for actor in chosen}
    lang = next((source.lang for source in desk.sources.values()), "")
    told = actors(summaries, [], desk)
    return fill(ask, "actors_page", story=head, section="actors", told=told, said=said, pages=pages, lang=lang)


class Copied(Struct, frozen=True):
    """Of a shared run how long it is, and between which reports."""

    article: str
    other: str
    start: int
    end: int


def shared_of_story(ask: Asking) -> Response:
    """What reports share, by pairs."""
    head = head_of(ask, "shared")
    sizes: dict[tuple[str, str], int] = {}
    for name in head.reports:
        for run in ask.lookup.outlines("reuse", Copied, name):
            sizes[run.article, run.other] = sizes.get((run.article, run.other), 0) + run.end - run.start
    ranked = sorted(sizes, key=lambda pair: (-sizes[pair], pair))
    pages = ask.pages(len(ranked), PAIRS)
    pairs = {*ranked[pages.first : pages.last]}
    rows = [row for name in sorted({one for one, _ in pairs}) for row in ask.lookup.under("reuse", name)]
    rows = [row for row in rows if (row.article, row.other) in pairs]
    names = {name for pair in pairs for name in pair}
    desk = open_desk(ask, rows, texts=names)
    return fill(ask, "shared_page", story=head, section="shared", told=shared(rows, 0, desk), pages=pages)


class ListedReport(Struct, frozen=True):
    """Of a report what the list of them shows."""

    article: str
    id: str
    title: str | None = None
    publisher: str | None = None
    published_earliest: str | None = None
    published_latest: str | None = None
    language: str | None = None


def reports_of_story(ask: Asking) -> Response:
    """The reports of a story by day, and why each belongs to it."""
    head = head_of(ask, "reports")
    every = sorted(_reports(ask, head), key=_by_day)
    pages = ask.pages(len(every), SIZE)
    chosen = every[pages.first : pages.last]
    why = {row.article: ask.lookup.under("stories", row.article)[0].evidence for row in chosen}
    return fill(ask, "story_reports", story=head, section="reports", reports=chosen, why=why, pages=pages)


def _reports(ask: Asking, head: StoryHead) -> list[ListedReport]:
    return [row for name in head.reports for row in ask.lookup.outlines("articles", ListedReport, name)]


def _by_day(row: ListedReport) -> tuple[str, str, str]:
    return row.published_earliest or LAST_DAY, row.published_latest or LAST_DAY, row.article
