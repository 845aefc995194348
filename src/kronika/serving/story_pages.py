"""A story: its overview, and its sections page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from starlette.responses import RedirectResponse, Response

from kronika.serving import addresses
from kronika.serving.asking import Asking, NotThereError
from kronika.serving.desks import open_desk
from kronika.serving.heads import StoryHead, head_of
from kronika.serving.rendering import fill
from kronika.serving.timelines import brief_timeline
from kronika.showing.page.disagreements import disagreements
from kronika.showing.page.lines import Desk, Passage
from kronika.store import ListedStory, StoriesAsked

HEAVIEST, MATTERS = 8, 4
"""Lines and disagreements of the overview."""
MOST_TOLD = 12
"""Passages of a side that are shown."""


def overview(ask: Asking) -> Response:
    """A story at a glance: its lead, its heaviest lines, where reports differ."""
    head = head_of(ask)
    lines = sorted(ask.lookup.under("chronicle", head.id), key=lambda row: row.rank)
    matters = ask.lookup.under("disagreements", head.id)
    lead = head.summary.evidence if head.summary else []
    desk = open_desk(ask, [], [words.article for words in lead])
    return fill(
        ask,
        "story",
        story=head,
        section="",
        lead=head.summary.lead if head.summary else "",
        lead_from=[desk.stretch(e.article, e.start, e.end, e.text, "statement") for e in lead],
        timeline=brief_timeline(ask, head, lines[:HEAVIEST]),
        every_line=len(lines),
        told=told_matters(ask, head, matters[:MATTERS]),
        every_matter=len(matters),
        lang=next((source.lang for source in desk.sources.values()), ""),
        first=head.reports[0],
        merge_with=ask.text("merge"),
        others=_others(ask, head),
    )


def _others(ask: Asking, head: StoryHead) -> list[tuple[ListedStory, str]]:
    """Stories that may be the same one, by words of their titles, with a report of each."""
    if not (words := ask.text("merge")):
        return []
    listing = ask.lookup.listing
    found = [s for one in (False, True) for s in listing.stories(StoriesAsked(words=words, single=one), 0, 12)]
    return [(row, listing.reports(row.story)[0]) for row in found if row.story != head.id]


def told_matters(ask: Asking, head: StoryHead, rows: Sequence[Any]) -> Any:
    """Disagreements as the report page tells them."""
    cut = [
        replace(row, sides=[replace(s, evidence=s.evidence[:MOST_TOLD], mentions=s.mentions[:99]) for s in row.sides])
        for row in rows
    ]
    ids = {id for row in cut for side in row.sides for id in side.mentions}
    outlets = {name for row in cut for side in row.sides for name in side.outlets}
    standing = {words.article for row in cut for side in row.sides for words in side.evidence}
    desk = open_desk(ask, ask.lookup.rows_of(ids).values(), standing | (outlets & {*head.reports}))
    return disagreements(cut, desk)


SIZE = 15


def matters(ask: Asking) -> Response:
    """Where the reports of a story differ."""
    head = head_of(ask, "disagreements")
    every = ask.lookup.under("disagreements", head.id)
    kinds = sorted({row.kind for row in every})
    kind = ask.choice("kind", tuple(kinds))
    asked = [row for row in every if kind in ("", row.kind)]
    pages = ask.pages(len(asked), SIZE)
    told = told_matters(ask, head, asked[pages.first : pages.last])
    return fill(ask, "differences", story=head, section="disagreements", told=told, pages=pages, kinds=kinds, kind=kind)


def passages_of(desk: Desk, rows: Sequence[Any]) -> list[Passage]:
    """The passages of rows."""
    return [desk.passage(row) for row in rows]


def of_report(ask: Asking) -> Response:
    """Leads to the story of a report, also when it has another one now."""
    name = ask.request.query_params.get("report", "")
    found = ask.lookup.stories_of([name])
    if name not in found:
        raise NotThereError("no-such-report")
    return RedirectResponse(addresses.story(found[name], ask.text("section")), 303)
