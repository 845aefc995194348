"""The figures of a story: a measure at a time, its histories and what stands alone, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from starlette.responses import Response

from kronika.records import HistoryRow
from kronika.serving.asking import Asking
from kronika.serving.desks import open_desk
from kronika.serving.heads import head_of
from kronika.serving.rendering import fill
from kronika.showing import wording
from kronika.showing.figure_phrases import FigurePhrases
from kronika.showing.page.figures import Figures, figures

HISTORIES, ALONE = 3, 30
"""Histories of a page, or figures that stand alone."""
MOST_OF_HISTORY = 120
"""Figures of a history that are shown with it."""


class Counted(Struct, frozen=True):
    """Of a figure what it takes to count them."""

    id: str
    measure: str


class PointOutline(Struct, frozen=True):
    """Of a point whether it is in dispute."""

    disputed: list[str] = []


class HistoryOutline(Struct, frozen=True):
    """Of a history what it takes to put histories in order."""

    id: str
    measure: str
    group: str | None = None
    figures: list[str] = []
    points: list[PointOutline] = []


def of_story(ask: Asking) -> Response:
    """The figures of one measure."""
    head = head_of(ask, "figures")
    every = [row for name in head.reports for row in ask.lookup.outlines("figures", Counted, name)]
    sizes = Counter(row.measure for row in every)
    measures = sorted(sizes, key=wording.measure_rank)
    measure = ask.choice("measure", tuple(measures), measures[0] if measures else "")
    histories = [row for row in ask.lookup.outlines("histories", HistoryOutline, head.id) if row.measure == measure]
    shown = sorted(filter(_is_shown, histories), key=lambda row: (row.group is not None, -len(row.figures), row.id))
    told = {id for row in shown for id in row.figures}
    alone = [row.id for row in every if row.measure == measure and row.id not in told]
    leaves = -(-len(shown) // HISTORIES) + -(-len(alone) // ALONE)
    pages = ask.pages(leaves, 1)
    words = FigurePhrases(ask.words.language)
    return fill(
        ask,
        "figures_page",
        story=head,
        section="figures",
        told=_of_page(ask, shown, alone, pages.page),
        pages=pages,
        measure=measure,
        measures=[(name, words.measure(name), sizes[name]) for name in measures],
    )


def _is_shown(row: HistoryOutline) -> bool:
    return len(row.points) > 1 or any(point.disputed for point in row.points)


def _of_page(ask: Asking, shown: Sequence[HistoryOutline], alone: Sequence[str], page: int) -> Figures:
    """Histories first, on the pages behind them what stands alone."""
    leaves = -(-len(shown) // HISTORIES)
    if page <= leaves:
        chosen = [row.id for row in shown[(page - 1) * HISTORIES : page * HISTORIES]]
        found = ask.lookup.rows_of(chosen)
        rows = [found[id] for id in chosen]
        return _told(ask, rows, [id for row in rows for id in row.figures[:MOST_OF_HISTORY]])
    return _told(ask, [], alone[(page - 1 - leaves) * ALONE : (page - leaves) * ALONE])


def _told(ask: Asking, histories: Sequence[HistoryRow], ids: Sequence[str]) -> Figures:
    found = ask.lookup.rows_of(ids)
    disputes = {id for row in histories for point in row.points for id in point.disputed}
    rulings = {r.statement for row in histories for r in row.relations if r.statement}
    said = ask.lookup.rows_of(disputes | rulings)
    rows: list[Any] = [*found.values(), *said.values()]
    outlets = {name for row in histories for point in row.points for name in point.outlets}
    own = {row.article for row in found.values()}
    desk = open_desk(ask, rows, outlets & {*own}, texts=own)
    return figures([found[id] for id in ids if id in found], histories, desk)
