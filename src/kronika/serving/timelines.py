"""The timeline of a story, filtered and page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace as changed
from typing import Any

from msgspec.structs import replace
from starlette.responses import Response

from kronika.calendar import LAST_DAY
from kronika.languages.letters import fold
from kronika.records import ChronicleRow, EventRow
from kronika.serving.asking import Asking
from kronika.serving.desks import ServedDesk, open_desk
from kronika.serving.heads import StoryHead, head_of
from kronika.serving.rendering import fill
from kronika.showing.event_reasons import Reasons
from kronika.showing.page.timeline import TimelineView, timeline

SIZE = 30
MOST_TOLD = 12
"""Mentions of a line that are shown with it; its own page has all."""
NUMBERS, SENTENCES = "figure", "day"
FIRST_DAY = "0000"


def lines(ask: Asking) -> Response:
    """The lines of a story in order of time."""
    head = head_of(ask, "timeline")
    every = ask.lookup.under("chronicle", head.id)
    kinds, places = _kinds(ask, every), Counter(row.place for row in every if row.place)
    asked = sorted(_asked(ask, every, kinds), key=_by_day)
    pages = ask.pages(len(asked), SIZE)
    return fill(
        ask,
        "timeline_page",
        story=head,
        section="timeline",
        view=brief_timeline(ask, head, asked[pages.first : pages.last], drawn=True),
        pages=pages,
        every=len(every),
        kinds=kinds,
        places=[name for name, _ in places.most_common(40)],
    )


def _kinds(ask: Asking, rows: Iterable[ChronicleRow]) -> dict[str, str]:
    """The types of the lines and how they are called, the commonest first."""
    counts = Counter(_kind(row) for row in rows)
    words = ask.words
    called = {NUMBERS: words.say("lines-figure"), SENTENCES: words.say("lines-day")}
    return {kind: called.get(kind) or words.kind(kind) for kind, _ in counts.most_common()}


def _kind(row: ChronicleRow) -> str:
    return row.event_type or (NUMBERS if row.kind == NUMBERS else SENTENCES)


def _asked(ask: Asking, rows: Iterable[ChronicleRow], kinds: dict[str, str]) -> list[ChronicleRow]:
    """The lines that fit all that is asked; what may have been on these days is among them."""
    kind, place, who = ask.choice("type", kinds), fold(ask.text("place")), fold(ask.text("who"))
    since, until = ask.days("since")[0], ask.days("until")[1]
    carried = ask.number("origins")
    return [
        row
        for row in rows
        if (not kind or _kind(row) == kind)
        and (not place or place in fold(row.place or ""))
        and (not who or any(who in fold(name) for name in (*row.actor, *row.recipient)))
        and (not since or (row.latest or row.no_later or LAST_DAY) >= since)
        and (not until or (row.earliest or FIRST_DAY) <= until)
        and (carried < 2 or len(row.origins) >= carried)
    ]


def _by_day(row: ChronicleRow) -> tuple[bool, str, str, str]:
    first = row.earliest or row.latest
    return first is None, first or "", row.latest or LAST_DAY, row.no_later or ""


def brief_timeline(ask: Asking, head: StoryHead, rows: Sequence[ChronicleRow], *, drawn: bool = False) -> TimelineView:
    """These lines as the report page tells them, drawn or not."""
    cut = [replace(row, mentions=_foremost(row)) for row in rows]
    desk = desk_of_lines(ask, head, cut)
    tables: dict[str, list[Any]] = {"times": [], "figures": [], "statements": []}
    reasons = Reasons({**tables, "events": [r for r in desk.rows.values() if isinstance(r, EventRow)]}, ask.words)
    made = timeline(cut, desk, reasons if len(head.reports) > 1 else None)
    return changed(made, filters=(), drawing=made.drawing if drawn else None)


def _foremost(row: ChronicleRow) -> list[str]:
    """The first mentions of a line, that of its sentence before all others."""
    ids = row.mentions
    if len(row.tellings) == len(ids):
        shown = {id for id, t in zip(ids, row.tellings, strict=True) if _in_sentence(row, t.article, t.start)}
        ids = sorted(ids, key=lambda id: id not in shown)
    return ids[:MOST_TOLD]


def _in_sentence(row: ChronicleRow, article: str, start: int) -> bool:
    return any(e.article == article and e.start <= start < e.end for e in row.evidence)


def desk_of_lines(ask: Asking, head: StoryHead, rows: Sequence[ChronicleRow]) -> ServedDesk:
    """The desk with all that these lines are told by."""
    found = ask.lookup.rows_of(id for row in rows for id in (*row.mentions, row.event or ""))
    times = ask.lookup.rows_of(e.time for e in found.values() if isinstance(e, EventRow) and e.time)
    outlets = {name for row in rows for name in row.outlets} & {*head.reports}
    return open_desk(ask, {**found, **times}.values(), outlets)
