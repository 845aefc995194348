"""The numbers of an event, the same in every format: which figures count for it, and their lowest and highest.

Figures of its own clauses count for it. Killed people count for the event to which `tolls` gives their number, and
there alone. A part of another number never counts, nor one before a change or only supposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kronika.exporting.contents import Story
from kronika.exporting.tolls import CUMULATIVE, KILLED, Tolls, is_violent
from kronika.happenings import ACTUAL, Happening
from kronika.ontology import policies
from kronika.records import FigureRow
from kronika.showing.bounds import Bounds, bounds


class Numbers:
    """The numbers of the events of one story."""

    def __init__(self, story: Story) -> None:
        self._figures: dict[str, FigureRow] = {row.id: row for row in story.rows("figures")}
        tolls = Tolls(story)
        self._tolls = {e.event: _told(tolls, e) for e in story.events.found if e.modality == ACTUAL}
        self._killed = {event: _at_large(map(self._figures.__getitem__, ids)) for event, ids in self._tolls.items()}
        self._taken = {row.id for rows in self._killed.values() for row in rows}

    def of(self, event: Happening) -> list[FigureRow]:
        """The figures that count for an event: first those of its clauses."""
        killed = self._killed.get(event.event, [])
        own = [row for row in self._clauses(event) if row in killed or not self._is_elsewhere(row, event)]
        own = [row for row in own if row.measure != KILLED or not killed or row in killed]
        return [*own, *(row for row in killed if row not in own)]

    def bounds(self, event: Happening, measure: str) -> Bounds:
        """The lowest and the highest number of a measure; of killed people of different groups their sum."""
        own = [row for row in self.of(event) if row.measure == measure]
        if measure == KILLED and self._killed.get(event.event):
            return _sum([bounds(list(rows)) for _, rows in groupby(sorted(own, key=_whose), key=_whose)])
        return bounds(own)

    def _clauses(self, event: Happening) -> Iterator[FigureRow]:
        for id_ in dict.fromkeys(id_ for row in event.mentions for id_ in row.figures):
            figure = self._figures.get(id_)
            if figure and not (figure.part_of or figure.of_some or figure.old or figure.supposed):
                yield figure

    def _is_elsewhere(self, row: FigureRow, event: Happening) -> bool:
        """Whether killed people are counted for another event, or are a total of which nobody tells the event."""
        total = event.modality == ACTUAL and is_violent(event) and (row.whole or row.scope == CUMULATIVE)
        return row.measure == KILLED and (row.id in self._taken or total)


def _told(tolls: Tolls, event: Happening) -> list[str]:
    """All figures that are the event's toll, by the conventions of whatever policy has one."""
    found = [toll for policy in policies() if (toll := tolls.of(event, policy))]
    return sorted({id_ for toll in found for id_ in (*toll.told, *toll.figures)})


def _at_large(figures: Iterable[FigureRow]) -> list[FigureRow]:
    """Those that count people at large where there are any, else those of all groups; in the order of the reports."""
    rows = sorted(figures, key=lambda row: (row.article, row.start, row.id))
    return [row for row in rows if _whose(row) == ("", "")] or rows


def _whose(row: FigureRow) -> tuple[str, str]:
    return row.group or "", row.owner or ""


def _sum(groups: Sequence[Bounds]) -> Bounds:
    """The numbers of different groups together; open where one of them is."""
    lows = [one.low for one in groups]
    highs = [one.high for one in groups]
    return Bounds(
        None if None in lows else sum(low or 0 for low in lows),
        None if None in highs else sum(high or 0 for high in highs),
        all(one.exact for one in groups),
    )
