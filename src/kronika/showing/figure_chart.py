"""A history as a picture: numbers over days, every mark in a place of its own.

A mark is a dot for one number, a bar from the lowest to the highest for two, and has an arrow where its words leave an
end open. A line with ends lies over all days of which it is told. Marks of one day stand beside each other, and a day
is drawn as wide as its marks need: where that bends the scale of days, the chart says so.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

WIDTH = 360.0
"""All lengths are units of the picture, which is shown some 300 to 450 pixels wide."""
HEIGHT = 132.0
MOST = 24
"""Marks that can be told apart; more find no room."""
SIZE, LETTER, LETTERS_HIGH, TICK_LETTER = 9.0, 6.6, 13.0, 6.0
"""A dot, and what a letter needs: of a label across and up, and of an axis across."""
STUB = 18.0
"""How far an open end reaches."""
GAP, EDGE = 3.0, 4.0
FEW_TICKS, STEPS = 5, (1, 2, 5, 10)
FROM_NOUGHT = 0.6
"""An axis begins at 0 unless the lowest number is more than so much of the highest."""


class Spot(NamedTuple):
    """What is drawn of a point: bounds, None where open; days, None where not known; its label, what it is called."""

    low: float | None
    high: float | None
    earliest: dt.date | None
    latest: dt.date | None
    label: str
    note: str
    colour: int = 0
    square: bool = False
    disputed: bool = False
    weight: int = 0


class Reach(NamedTuple):
    """The line over all days of which a point is told."""

    left: float
    right: float
    open_left: bool
    open_right: bool


class Mark(NamedTuple):
    """A point that is drawn: its middle, its ends from top to bottom, and where they are open."""

    spot: Spot
    x: float
    y: float
    top: float
    bottom: float
    up: bool
    down: bool
    reach: Reach | None

    @property
    def kind(self) -> str:
        """How it is drawn: open, bar (from the lowest number to the highest) or dot."""
        if self.up or self.down:
            return "open"
        return "dot" if self.spot.low == self.spot.high else "bar"

    @property
    def label_y(self) -> float:
        """Where the letters of its label stand."""
        return round(self.top - 4, 1)


class Tick(NamedTuple):
    """A sign on an axis: where it is, where its words are centred, and the words."""

    at: float
    middle: float
    text: str


class Chart(NamedTuple):
    """A picture, ready to draw.

    `corner` is the year of all days, where they have one in common; `bent` says that days are not all of one width,
    `left_out` counts points that are not drawn.
    """

    width: float
    height: float
    left: float
    bottom: float
    marks: tuple[Mark, ...]
    days: tuple[Tick, ...]
    numbers: tuple[Tick, ...]
    corner: Tick | None
    bent: bool
    left_out: int

    @property
    def kinds(self) -> set[str]:
        """How its marks are drawn."""
        return {mark.kind for mark in self.marks}


Said = Callable[[float], str]
Dated = Callable[[dt.date, bool], str]


def draw(spots: Sequence[Spot], number: Said, day: Dated) -> Chart | None:
    """The picture of points; None where none of them has a number and a day.

    `number` tells a number and `day` a day beside an axis, with its year where that is asked for. Where there are more
    than find room, those of most weight are drawn.
    """
    known = [s for s in spots if (s.low, s.high) != (None, None) and (s.earliest, s.latest) != (None, None)]
    chosen = sorted(range(len(known)), key=lambda n: -known[n].weight)[:MOST]
    while chosen:
        drawn = [known[n] for n in sorted(chosen)]
        if chart := _Drawing(drawn, number, day).chart(len(spots) - len(drawn)):
            return chart
        chosen.pop()
    return None


class _Scale:
    """The numbers from bottom to top."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        values = [value for spot in spots for value in (spot.low, spot.high) if value is not None]
        least, most = min(values), max(values)
        first = min(0.0, least) if least <= FROM_NOUGHT * most or least == most else least
        last = max(0.0, most)
        step = _step(last - first or 1.0, all(value == int(value) for value in values))
        self.ticks = [n * step for n in range(math.floor(first / step), math.ceil(last / step) + 1)]
        if len(self.ticks) == 1:
            self.ticks.append(self.ticks[0] + step)
        self._above = 0.0
        ends = [self.ends(spot) for spot in spots]
        self._above = max(LETTERS_HIGH / 2, LETTERS_HIGH - min(top for top, _ in ends))
        self.bottom = self._above + max(HEIGHT + GAP, GAP + max(bottom for _, bottom in ends))

    def y(self, value: float) -> float:
        """Where a number lies."""
        low, high = self.ticks[0], self.ticks[-1]
        return self._above + HEIGHT * (high - value) / (high - low)

    def ends(self, spot: Spot) -> tuple[float, float]:
        """The top and the bottom of a mark without its label."""
        top = self.y(spot.low or 0) - STUB if spot.high is None else self.y(spot.high)
        bottom = self.y(spot.high or 0) + STUB if spot.low is None else self.y(spot.low)
        least = SIZE if spot.low == spot.high else SIZE / 2
        missing = max(0.0, least - (bottom - top)) / 2
        return top - missing, bottom + missing


def _step(reach: float, whole: bool) -> float:
    """The least of 1, 2, 5, 10 … that leaves few ticks."""
    power = 10.0 ** math.floor(math.log10(reach / FEW_TICKS))
    step = next(n * power for n in STEPS if reach / (n * power) <= FEW_TICKS)
    return max(1.0, step) if whole else step


class _Drawing:
    """Lays out points of which each has a number and a day."""

    def __init__(self, spots: Sequence[Spot], number: Said, day: Dated) -> None:
        self._spots, self._day = spots, day
        self._scale = _Scale(spots)
        told = [(round(self._scale.y(value), 1), number(value)) for value in self._scale.ticks]
        years = {day.year for spot in spots for day in (spot.earliest, spot.latest) if day}
        self._year = min(years) if len(years) == 1 else None
        longest = max(len(text) for text in (*(text for _, text in told), str(self._year or "")))
        self._left = EDGE + 2 * GAP + TICK_LETTER * longest
        self._corner = Tick(0.0, self._left - 2 * GAP, str(self._year)) if self._year else None
        self._numbers = tuple(Tick(at, self._left - 2 * GAP, text) for at, text in told)
        self._stretches = _stretches(spots)
        borders = sorted({day for stretch in self._stretches for day in stretch})
        self._parts = list(pairwise(borders))
        self._homes = [self._home(stretch) for stretch in self._stretches]

    def _home(self, stretch: tuple[int, int]) -> int:
        """The part of the axis in which the mark of these days stands: the one that holds their middle."""
        middle = (stretch[0] + stretch[1]) / 2
        return next(n for n, (_, end) in enumerate(self._parts) if middle < end)

    def chart(self, left_out: int) -> Chart | None:
        """The picture; None where the marks find no room."""
        lanes = [self._lanes([i for i, home in enumerate(self._homes) if home == n]) for n in range(len(self._parts))]
        needed = [sum(map(self._wide, part)) + 2 * GAP if part else 0.0 for part in lanes]
        room = WIDTH - EDGE - self._left
        if sum(needed) > room:
            return None
        wide, bent = _widths([end - start for start, end in self._parts], needed, room)
        starts = [self._left + sum(wide[:n]) for n in range(len(wide) + 1)]
        marks = {i: self._mark(i, x, starts) for n, part in enumerate(lanes) for i, x in self._places(part, n, starts)}
        return Chart(
            WIDTH, round(self._scale.bottom + LETTERS_HIGH + GAP, 1), round(self._left, 1),
            round(self._scale.bottom, 1), tuple(marks[i] for i in sorted(marks)), self._days(starts), self._numbers,
            self._corner, bent, left_out,
        )  # fmt: skip

    # ------------------------------------------------------------------ marks

    def _lanes(self, spots: Iterable[int]) -> list[list[int]]:
        """Columns in which no mark with its label lies over another."""
        lanes: list[list[int]] = []
        for i in sorted(spots, key=lambda i: self._scale.ends(self._spots[i])):
            top = self._scale.ends(self._spots[i])[0] - LETTERS_HIGH
            free = (lane for lane in lanes if self._scale.ends(self._spots[lane[-1]])[1] + GAP <= top)
            lane = next(free, None)
            if lane is None:
                lanes.append(lane := [])
            lane.append(i)
        return lanes

    def _wide(self, lane: Iterable[int]) -> float:
        return max(max(SIZE, LETTER * len(self._spots[i].label)) for i in lane) + GAP

    def _places(self, lanes: Sequence[list[int]], part: int, starts: Sequence[float]) -> Iterable[tuple[int, float]]:
        """The middle of each mark of a part, its columns in the middle of the part."""
        at = (starts[part] + starts[part + 1] - sum(map(self._wide, lanes))) / 2
        for lane in lanes:
            yield from ((i, at + self._wide(lane) / 2) for i in lane)
            at += self._wide(lane)

    def _mark(self, i: int, x: float, starts: Sequence[float]) -> Mark:
        spot = self._spots[i]
        top, bottom = self._scale.ends(spot)
        known = [value for value in (spot.low, spot.high) if value is not None]
        y = self._scale.y(sum(known) / len(known))
        up, down = spot.high is None, spot.low is None
        return Mark(
            spot, round(x, 1), round(y, 1), round(top, 1), round(bottom, 1), up, down, self._reach(i, starts)
        )  # fmt: skip

    def _reach(self, i: int, starts: Sequence[float]) -> Reach | None:
        spot, (first, last) = self._spots[i], self._stretches[i]
        if last - first == 1 and spot.earliest and spot.latest:
            return None
        left, right = (self._x(day, starts) for day in (first, last))
        return Reach(round(left + 1, 1), round(right - 1, 1), spot.earliest is None, spot.latest is None)

    # ------------------------------------------------------------------- days

    def _x(self, day: float, starts: Sequence[float]) -> float:
        """Where a day begins."""
        for n, (first, last) in enumerate(self._parts):
            if day <= last:
                return starts[n] + (starts[n + 1] - starts[n]) * (day - first) / (last - first)
        return starts[-1]

    def _days(self, starts: Sequence[float]) -> tuple[Tick, ...]:
        """The first day, the last one, and what finds room between."""
        told = sorted({day for spot in self._spots for day in (spot.earliest, spot.latest) if day})
        ticks: list[Tick] = []
        for day in dict.fromkeys((told[0], told[-1], *told)):
            text = self._day(day, self._year is None)
            at = self._x(day.toordinal() + 0.5, starts)
            half = TICK_LETTER * len(text) / 2
            middle = min(max(at, half + (self._left if self._year else 0)), WIDTH - half)
            if all(abs(middle - t.middle) >= half + TICK_LETTER * len(t.text) / 2 + GAP for t in ticks):
                ticks.append(Tick(round(at, 1), round(middle, 1), text))
        return tuple(sorted(ticks))


def _stretches(spots: Sequence[Spot]) -> list[tuple[int, int]]:
    """The days of each point, the last one not included; an open end goes to that of all."""
    known = [day.toordinal() for spot in spots for day in (spot.earliest, spot.latest) if day]
    return [
        (
            spot.earliest.toordinal() if spot.earliest else min(known),
            (spot.latest.toordinal() if spot.latest else max(known)) + 1,
        )
        for spot in spots
    ]


def _widths(lengths: Sequence[int], needed: Sequence[float], room: float) -> tuple[list[float], bool]:
    """The width of each part: as its days are, but what it needs at least; and whether that bends the scale."""
    fixed: set[int] = set()
    while True:
        free = [n for n in range(len(lengths)) if n not in fixed]
        left = room - sum(needed[n] for n in fixed)
        scale = left / sum(lengths[n] for n in free) if free else 0.0
        if not (short := {n for n in free if scale * lengths[n] < needed[n]}):
            return [needed[n] if n in fixed else scale * lengths[n] for n in range(len(lengths))], bool(fixed)
        fixed |= short
