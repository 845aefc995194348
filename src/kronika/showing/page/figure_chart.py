"""A history as a picture: numbers over days, every mark in a place of its own.

A mark is a dot for one number, a bar from the lowest to the highest for two, and has an arrow where its words leave an
end open. A line with ends lies over all days of which it is told. Marks of one day stand beside each other, and a day
is drawn as wide as its marks need: where that bends the scale of days, the chart says so.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

WIDTH = 360.0
"""All lengths are units of the picture, which is shown some 300 to 450 pixels wide."""
HEIGHT = 132.0
MOST = 24
"""Marks that can be told apart; more find no room."""
SIZE, LETTER, LETTERS_HIGH, TICK_LETTER = 9.0, 8.6, 15.0, 6.4
"""A dot, and what a letter needs: of a label across and up, and of an axis across."""
STUB = 18.0
"""How far an open end reaches."""
GAP, EDGE = 3.0, 4.0
FEW_TICKS, STEPS = 5, (1, 2, 5, 10)
LEAST_REACH = 1e-300
"""What is less would be divided to nothing."""
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


class Box(NamedTuple):
    """A stretch of the picture."""

    left: float
    top: float
    right: float
    bottom: float


def _overlap(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


class Placed(NamedTuple):
    """Where the parts of the axis of days begin, whether it is bent, and the middle of each mark."""

    starts: list[float]
    bent: bool
    middles: list[float]


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
        bottom = self._opened(spot.high or 0) if spot.low is None else self.y(spot.low)
        least = SIZE if spot.low == spot.high else SIZE / 2
        missing = max(0.0, least - (bottom - top)) / 2
        return top - missing, bottom + missing

    def _opened(self, high: float) -> float:
        """The bottom of a mark that is open below: not far under 0 where its number is not."""
        bottom = self.y(high) + STUB
        return min(bottom, max(self.y(0), self.y(high) + SIZE)) if high >= 0 else bottom


def _step(reach: float, whole: bool) -> float:
    """The least of 1, 2, 5, 10 … that leaves few ticks."""
    power = 10.0 ** math.floor(math.log10(max(reach, LEAST_REACH) / FEW_TICKS))
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
        homes = [self._home(stretch) for stretch in self._stretches]
        parts = ([i for i, home in enumerate(homes) if home == n] for n in range(len(self._parts)))
        self._lanes = list(map(self._lanes_of, parts))

    def _home(self, stretch: tuple[int, int]) -> int:
        """The part of the axis in which the mark of these days stands: the one that holds their middle."""
        middle = (stretch[0] + stretch[1]) / 2
        return next(n for n, (_, end) in enumerate(self._parts) if middle < end)

    def chart(self, left_out: int) -> Chart | None:
        """The picture; None where the marks find no room."""
        broad: set[int] = set()
        while placed := self._placed(broad):
            if not (clash := self._clashing(placed.middles) - broad):
                return self._finished(placed, left_out)
            broad |= clash
        return None

    def _finished(self, placed: Placed, left_out: int) -> Chart:
        return Chart(
            width=WIDTH,
            height=round(self._scale.bottom + LETTERS_HIGH + GAP, 1),
            left=round(self._left, 1),
            bottom=round(self._scale.bottom, 1),
            marks=tuple(self._mark(i, x, placed.starts) for i, x in enumerate(placed.middles)),
            days=self._days(placed.starts),
            numbers=self._numbers,
            corner=self._corner,
            bent=placed.bent,
            left_out=left_out,
        )

    # ------------------------------------------------------------------ places

    def _placed(self, broad: Collection[int]) -> Placed | None:
        """Where the parts of the axis begin and the marks stand; None where they find no room.

        Marks have room for themselves alone, but those of `broad` for their labels too.
        """
        wide = [[self._wide(lane, broad) for lane in part] for part in self._lanes]
        needed = [sum(lanes) + GAP if lanes else 0.0 for lanes in wide]
        room = WIDTH - EDGE - GAP - self._left
        if sum(needed) > room:
            return None
        widths, bent = _widths([end - start for start, end in self._parts], needed, room)
        starts = [self._left + GAP + sum(widths[:n]) for n in range(len(widths) + 1)]
        middles = dict(self._middles(wide, starts))
        return Placed(starts, bent, [middles[i] for i in range(len(self._spots))])

    def _wide(self, lane: Iterable[int], broad: Collection[int]) -> float:
        return max(self._label(i) if i in broad else SIZE for i in lane) + GAP

    def _label(self, i: int) -> float:
        return max(SIZE, LETTER * len(self._spots[i].label))

    def _middles(self, wide: Sequence[Sequence[float]], starts: Sequence[float]) -> Iterable[tuple[int, float]]:
        """The middle of each mark; the columns of a part stand in its middle."""
        for n, lanes in enumerate(self._lanes):
            at = (starts[n] + starts[n + 1] - sum(wide[n])) / 2
            for lane, width in zip(lanes, wide[n], strict=True):
                yield from ((i, at + width / 2) for i in lane)
                at += width

    def _clashing(self, middles: Sequence[float]) -> set[int]:
        """Marks whose label lies over another mark or its label."""
        boxes = [self._boxes(i, x) for i, x in enumerate(middles)]
        pairs = combinations(range(len(boxes)), 2)
        clash = ((i, j) for i, j in pairs if any(_overlap(a, b) for a in boxes[i] for b in boxes[j]))
        return {i for pair in clash for i in pair}

    def _boxes(self, i: int, x: float) -> tuple[Box, Box]:
        """The label of a mark, and the mark itself."""
        (top, bottom), half = self._scale.ends(self._spots[i]), self._label(i) / 2
        return Box(x - half, top - LETTERS_HIGH, x + half, top), Box(x - SIZE / 2, top, x + SIZE / 2, bottom)

    # ------------------------------------------------------------------ marks

    def _lanes_of(self, spots: Iterable[int]) -> list[list[int]]:
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
