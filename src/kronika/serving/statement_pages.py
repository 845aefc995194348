"""The statements of a story by speaker, page by page."""

from __future__ import annotations

from typing import Any, cast

from msgspec import Struct
from starlette.responses import Response

from kronika.languages.letters import fold
from kronika.records import StatementRow
from kronika.serving.asking import Asking
from kronika.serving.desks import open_desk
from kronika.serving.heads import StoryHead, head_of
from kronika.serving.rendering import fill
from kronika.showing.page.statements import statements
from kronika.showing.statement_groups import Speaker, Voices

SIZE = 30
"""Statements of a page; a speaker is begun on it as long as there is room."""
LISTED = 60
"""Speakers in the list above."""


class Outline(Struct, frozen=True):
    """Of a statement what it takes to tell speakers apart and to put them in order."""

    id: str
    article: str
    start: int
    speaker: str | None = None
    speaker_entity: str | None = None
    unnamed: bool = False
    said_earliest: str | None = None
    said_latest: str | None = None
    same_as: str | None = None
    articles: list[str] = []


def of_story(ask: Asking) -> Response:
    """Who said what, the most cited first."""
    head = head_of(ask, "statements")
    every = _speakers(ask, head)
    wanted = fold(ask.text("speaker"))
    asked = [s for s in every if not wanted or wanted in fold(s.name or "")]
    told = [(speaker, said) for speaker in asked for said in speaker.statements]
    pages = ask.pages(len(told), SIZE)
    ids = {row.id for _, said in told[pages.first : pages.last] for row in said.tellings}
    found = ask.lookup.rows_of(ids)
    parents = ask.lookup.rows_of(row.parent for row in found.values() if row.parent)
    named = ask.lookup.rows_of(row.speaker_entity for row in found.values() if row.speaker_entity)
    outlets = {name for row in found.values() for name in row.outlets} & {*head.reports}
    desk = open_desk(ask, [*found.values(), *parents.values(), *named.values()], outlets)
    return fill(
        ask,
        "statements_page",
        story=head,
        section="statements",
        told=statements(list(found.values()), desk),
        pages=pages,
        speakers=[(s.name, len(s.statements)) for s in every if s.name][:LISTED],
        lang=next((source.lang for source in desk.sources.values()), ""),
    )


def _speakers(ask: Asking, head: StoryHead) -> list[Speaker]:
    """All speakers of a story, told apart as the report page does, from few columns of each statement."""
    rows: list[Any] = [row for name in head.reports for row in ask.lookup.outlines("statements", Outline, name)]
    named = ask.lookup.rows_of(row.speaker_entity for row in rows if row.speaker_entity)
    voices = Voices(named.values())
    return voices.speakers(voices.once(cast(list[StatementRow], rows)))
