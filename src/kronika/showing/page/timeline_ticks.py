"""The days beside the axis of a timeline: which are told at which zoom, so that no label lies over another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from kronika.showing.page.timeline_axis import Axis, Part, percent

LETTER, BETWEEN = 6, 2
"""Pixels of a letter of a label, and between labels."""
FAR = 360
"""So many days away a lone part of the axis is known by its year."""

Zoom = Literal[1, 2, 4, 8]
Precision = Literal["day", "month", "year"]
Anchor = Literal["start", "middle", "end"]

ZOOMS: tuple[Zoom, ...] = (1, 2, 4, 8)
LETTERS: dict[Precision, int] = {"day": 11, "month": 11, "year": 4}
"""How long a label may be."""


class Tick(NamedTuple):
    """A day on the axis: where its middle is, how it is told, from which zoom on, and how its label stands to it."""

    at: float
    day: dt.date
    precision: Precision
    zoom: Zoom
    anchor: Anchor


class _Step(NamedTuple):
    """Ticks at every so manyth day, Monday or first of a month (of every so manyth year, counted in months)."""

    unit: Literal["day", "week", "month"]
    every: int

    @property
    def days(self) -> int:
        """How far they lie from each other at least."""
        return self.every * {"day": 1, "week": 7, "month": 28}[self.unit]

    @property
    def precision(self) -> Precision:
        if self.unit != "month":
            return "day"
        return "month" if self.every % 12 else "year"

    def within(self, part: Part) -> Iterator[int]:
        """The days of the ticks."""
        if self.unit == "day":
            yield from range(part.first, part.last + 1, self.every)
        elif self.unit == "week":
            monday = part.first + (1 - part.first) % 7
            yield from range(monday, part.last + 1, 7 * self.every)
        else:
            begin, end = (day.year * 12 + day.month - 1 for day in map(dt.date.fromordinal, (part.first, part.last)))
            months = range(-(-begin // self.every) * self.every, end + 1, self.every)
            days = (dt.date(month // 12, month % 12 + 1, 1).toordinal() for month in months)
            yield from (day for day in days if day >= part.first)


FEW_DAYS, FEW_WEEKS = 21, 70
"""So many days are told by days, and so many by weeks."""
DAYS = tuple(_Step("day", count) for count in (8, 4, 2, 1))
WEEKS = (*(_Step("week", count) for count in (4, 2, 1)), _Step("day", 1))
MONTHS = (
    *(_Step("month", 12 * years) for years in (100, 50, 10, 5, 1)),
    *(_Step("month", count) for count in (6, 3, 1)), _Step("week", 1), _Step("day", 1),
)  # fmt: skip
"""Steps of which each is a part of the one before, as far as calendars allow."""


class _Wish(NamedTuple):
    """A day that would have a tick, and on which sides of it its label may stand, the best first."""

    day: int
    precision: Precision
    sides: tuple[Anchor, ...]


def ticks_of(axis: Axis) -> tuple[Tick, ...]:
    """For each zoom what finds room beside what is shown already: first days of parts, then days at even steps."""
    ticks: list[Tick] = []
    heads = list(_heads(axis))
    for zoom in ZOOMS:
        for wish in (*heads, *_steps(axis, zoom)):
            if tick := _tick(wish, axis, zoom, ticks):
                ticks.append(tick)
    return tuple(sorted(ticks, key=lambda tick: tick.day))


def _tick(wish: _Wish, axis: Axis, zoom: Zoom, others: Sequence[Tick]) -> Tick | None:
    """The tick with its label on the first side where that is inside and over no other."""
    at, day = round(axis.at(wish.day + 0.5), 2), dt.date.fromordinal(wish.day)
    for side in wish.sides:
        tick = Tick(at, day, wish.precision, zoom, side)
        begin, end = _label(tick, zoom)
        if begin >= 0 and end <= 100 and all(_clear(tick, other, zoom) for other in others):
            return tick
    return None


def _heads(axis: Axis) -> Iterator[_Wish]:
    """The first day of each part, those of the longest parts first; a lone part years ago has its year, told once.

    The label of what lies behind a lone part leaves that one room.
    """
    main = max(axis.parts, key=lambda part: (part.days, part.first))
    far = [part for part in axis.parts if _far(part, main)]
    years = {dt.date.fromordinal(part.first).year: part for part in reversed(far)}
    told = set(years.values())
    beside = {part for before, part in pairwise(axis.parts) if _lone(before) and not _lone(part)}
    for part in sorted(axis.parts, key=lambda part: (-part.days, part in far and part not in told, -part.first)):
        sides: tuple[Anchor, ...] = ("start", "middle", "end") if part in beside else ("middle", "end", "start")
        yield _Wish(part.first, "year" if part in told else "day", sides)


def _lone(part: Part) -> bool:
    """Whether it is too narrow for the label of a day."""
    return part.right - part.left < percent(_long("day"))


def _far(part: Part, main: Part) -> bool:
    return _lone(part) and max(main.first - part.last, part.first - main.last) > FAR


def _steps(axis: Axis, zoom: Zoom) -> Iterator[_Wish]:
    """Days at even steps, wide steps first, as far as the labels of a step find room."""
    for part in axis.parts:
        steps = DAYS if part.days <= FEW_DAYS else WEEKS if part.days <= FEW_WEEKS else MONTHS
        wide = zoom * (part.right - part.left) / part.days
        for step in steps:
            long = percent(_long(step.precision))
            if wide * step.days >= long + percent(BETWEEN):
                for day in step.within(part):
                    edge = axis.at(day + 0.5) > 100 - long / zoom / 2
                    yield _Wish(day, step.precision, ("end",) if edge else ("middle",))


def _long(precision: Precision) -> int:
    return LETTER * LETTERS[precision]


def _label(tick: Tick, zoom: Zoom) -> tuple[float, float]:
    """The ends of a label, in percent of a drawing that is zoomed so far."""
    long = percent(_long(tick.precision)) / zoom
    left = tick.at - long * {"start": 0, "middle": 0.5, "end": 1}[tick.anchor]
    return left, left + long


def _clear(one: Tick, other: Tick, zoom: Zoom) -> bool:
    (left, right), (begin, end) = _label(one, zoom), _label(other, zoom)
    between = percent(BETWEEN) / zoom
    return right + between <= begin or end + between <= left
