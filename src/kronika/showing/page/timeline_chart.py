"""A chronicle as a picture: intervals over days, drawn to scale in a drawing of any width.

Places from left to right are percent of the width, so that a drawing fits a small screen and grows when it is zoomed;
places from top to bottom are pixels. What must not overlap does not where the drawing is narrowest. The axis is cut
where nothing begins or ends for long, so that a few days on which much happens have most of the room.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

NARROWEST = 320
"""Pixels of the narrowest drawing; a wider one has only more room."""
PIN, GAP = 20, 2
"""Pixels: the circle with the number of a mark, and what lies between two marks of a lane."""
REACH = 20
"""Pixels from the middle of a pin to the tip of its arrow, at least."""
LANE, MOST_LANES, MOST = 24, 14, 60
ABOVE, AXIS = 4, 24
"""Pixels above all lanes, and below them for the axis with its labels."""
MARGIN, OPEN_MARGIN, EDGE = 3.5, 7.0, 0.5
"""Percent beside the days: half a pin, or an arrow, which ends just before the edge."""
CUT, LEAST = 4.0, 4.0
"""Percent: what a cut of the axis takes, and what a part between cuts has at least."""
MOST_CUTS, LONG, SHARE, CROWD = 7, 7, 4, 6
"""What is cut is longer than so many days, and than this part of all that is left or than a crowd allows.

So many marks that begin where a pin has room are a crowd: as long as there is one, more is cut elsewhere."""
APART = 13
"""So many marks stand beside each other; where all days do so without a cut, there is none."""
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


class Span(NamedTuple):
    """A line of a chronicle: its first and last day, None where open; `lasting` goes on from its first day."""

    earliest: dt.date | None
    latest: dt.date | None
    lasting: bool
    weight: float
    anchor: str


class Mark(NamedTuple):
    """A line that is drawn: which of those given, from left over its width, and how high its lane is.

    In the middle of its first day (of its last, where it is open to the left) stands a pin with its number. A dot is
    one day, for which the pin is enough. The tip of an arrow is the open end itself.
    """

    span: int
    number: int
    left: float
    width: float
    middle: float
    y: int
    dot: bool
    open_left: bool
    open_right: bool

    @property
    def right(self) -> float:
        """Where it ends."""
        return round(self.left + self.width, 2)


class Tick(NamedTuple):
    """A day on the axis: where its middle is, how it is told, from which zoom on, and how its label stands to it."""

    at: float
    day: dt.date
    precision: Precision
    zoom: Zoom
    anchor: Anchor


class Timeline(NamedTuple):
    """A picture, ready to draw; the axis is at height `base`.

    `breaks` are the middles of the cuts, `bent` says that not all days are of one width, and `left_out` counts lines
    with a day that are not drawn.
    """

    height: int
    base: int
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    breaks: tuple[float, ...]
    bent: bool
    left_out: int


def lay_out(spans: Sequence[Span]) -> Timeline | None:
    """The picture of a chronicle; None where no line has a day.

    Where there are more than find room, the heaviest are drawn. Lines of the same days are numbered as they are given.
    """
    known = [n for n, span in enumerate(spans) if span.earliest or span.latest]
    chosen = sorted(known, key=lambda n: _rank(spans[n]))[:MOST]
    while chosen:
        axis = _axis([spans[n] for n in chosen])
        lanes = _packed([_box(spans[n], axis) for n in chosen])
        if None not in lanes:
            return _finished(spans, chosen, axis, [lane for lane in lanes if lane is not None], len(known))
        chosen = [n for n, lane in zip(chosen, lanes, strict=True) if lane is not None]
    return None


def _rank(span: Span) -> tuple[float, dt.date, dt.date, bool, str]:
    return -span.weight, *_when(span), span.lasting, span.anchor


def _when(span: Span) -> tuple[dt.date, dt.date]:
    """The order of time: what has no last day comes behind all that has the same first one."""
    return span.earliest or span.latest or dt.date.max, span.latest or dt.date.max


def _finished(spans: Sequence[Span], chosen: Sequence[int], axis: _Axis, lanes: Sequence[int], known: int) -> Timeline:
    lane_of = dict(zip(chosen, lanes, strict=True))
    base = ABOVE + LANE * (max(lanes) + 1)
    ordered = sorted(chosen, key=lambda n: (_when(spans[n]), n))
    return Timeline(
        height=base + AXIS,
        base=base,
        marks=tuple(
            _mark(n, number, spans[n], axis, base - LANE * lane_of[n] - LANE // 2)
            for number, n in enumerate(ordered, 1)
        ),
        ticks=_ticks(axis),
        breaks=tuple(round((one.right + other.left) / 2, 2) for one, other in pairwise(axis.parts)),
        bent=axis.bent,
        left_out=known - len(chosen),
    )


# ---------------------------------------------------------------------- axis


class _Part(NamedTuple):
    """Days without a cut, the last one included, and where they lie."""

    first: int
    last: int
    left: float
    right: float

    @property
    def days(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class _Axis:
    parts: tuple[_Part, ...]
    bent: bool

    def at(self, day: float) -> float:
        """Where a moment of a day lies: its beginning at the number of the day, its middle half a day behind."""
        part = next(part for part in self.parts if day <= part.last + 1)
        return part.left + (part.right - part.left) * (day - part.first) / part.days


def _axis(spans: Sequence[Span]) -> _Axis:
    days = sorted({day.toordinal() for span in spans for day in (span.earliest, span.latest) if day})
    begins = sorted((span.earliest or span.latest or dt.date.max).toordinal() for span in spans)
    stretches = _stretches(days, begins)
    left = OPEN_MARGIN if any(_open_left(span) for span in spans) else MARGIN
    right = OPEN_MARGIN if any(_open_right(span) for span in spans) else MARGIN
    room = 100 - left - right - CUT * (len(stretches) - 1)
    widths, bent = _widths([last - first + 1 for first, last in stretches], room)
    parts = []
    for (first, last), width in zip(stretches, widths, strict=True):
        parts.append(_Part(first, last, left, left + width))
        left += width + CUT
    return _Axis(tuple(parts), bent)


def _stretches(days: Sequence[int], begins: Sequence[int]) -> list[tuple[int, int]]:
    """The first and the last day of all parts of the axis: the longest gaps between days are cut."""
    gaps = sorted(pairwise(days), key=lambda gap: (gap[0] - gap[1], gap))
    left, cuts = days[-1] - days[0], 0
    while cuts < min(MOST_CUTS, len(gaps)):
        longest, shortest = (end - start for start, end in (gaps[cuts], gaps[-1]))
        if longest <= LONG or shortest * APART >= left:
            break
        if longest <= left / SHARE and not _crowded(begins, left):
            break
        left -= longest
        cuts += 1
    ends = sorted(gaps[:cuts])
    return list(zip([days[0], *(end for _, end in ends)], [*(start for start, _ in ends), days[-1]], strict=True))


def _crowded(begins: Sequence[int], length: int) -> bool:
    """Whether so many marks begin within the days that a pin takes on an axis of this length."""
    within = length * PIN / NARROWEST
    return any(last - first < within for first, last in zip(begins, begins[CROWD:], strict=False))


def _widths(lengths: Sequence[int], room: float) -> tuple[list[float], bool]:
    """The width of each part, as its days are, but not too narrow; and whether that bends the scale."""
    raised: set[int] = set()
    while True:
        free = [n for n in range(len(lengths)) if n not in raised]
        scale = (room - LEAST * len(raised)) / sum(lengths[n] for n in free)
        if not (narrow := {n for n in free if scale * lengths[n] < LEAST}):
            return [LEAST if n in raised else scale * lengths[n] for n in range(len(lengths))], bool(raised)
        raised |= narrow


# --------------------------------------------------------------------- marks


class _Box(NamedTuple):
    """Where a mark lies, in percent; of its lane, a dot takes no more than its pin."""

    left: float
    middle: float
    right: float
    dot: bool

    @property
    def begin(self) -> float:
        pin = self.middle - _percent(PIN / 2)
        return pin if self.dot else min(self.left, pin)

    @property
    def end(self) -> float:
        pin = self.middle + _percent(PIN / 2)
        return pin if self.dot else max(self.right, pin)


def _percent(pixels: float) -> float:
    return 100 * pixels / NARROWEST


def _open_left(span: Span) -> bool:
    return span.earliest is None


def _open_right(span: Span) -> bool:
    return span.latest is None or (span.lasting and span.earliest is not None)


def _box(span: Span, axis: _Axis) -> _Box:
    """Where a mark begins and ends, and where its pin is; an arrow is longer than half a pin."""
    first, last = (day.toordinal() if day else None for day in (span.earliest, span.latest))
    pinned = last if first is None else first
    assert pinned is not None
    middle = axis.at(pinned + 0.5)
    left = EDGE if first is None else axis.at(first)
    right = 100 - EDGE if last is None else axis.at(last + 1)
    if _open_right(span):
        right = max(right, middle + _percent(REACH))
    dot = first == last and not _open_right(span)
    return _Box(round(left, 2), round(middle, 2), round(right, 2), dot)


def _packed(boxes: Iterable[_Box]) -> list[int | None]:
    """The lowest lane in which each mark finds room beside those before it; None where there is none."""
    lanes: list[list[_Box]] = [[] for _ in range(MOST_LANES)]
    found: list[int | None] = []
    for box in boxes:
        lane = next((n for n, others in enumerate(lanes) if all(_beside(box, other) for other in others)), None)
        found.append(lane)
        if lane is not None:
            lanes[lane].append(box)
    return found


def _beside(one: _Box, other: _Box) -> bool:
    return one.end + _percent(GAP) <= other.begin or other.end + _percent(GAP) <= one.begin


def _mark(index: int, number: int, span: Span, axis: _Axis, y: int) -> Mark:
    box, opened = _box(span, axis), (_open_left(span), _open_right(span))
    return Mark(index, number, box.left, round(box.right - box.left, 2), box.middle, y, box.dot, *opened)


# --------------------------------------------------------------------- ticks


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

    def within(self, part: _Part) -> Iterator[int]:
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


def _ticks(axis: _Axis) -> tuple[Tick, ...]:
    """For each zoom what finds room beside what is shown already: first days of parts, then days at even steps."""
    ticks: list[Tick] = []
    heads = list(_heads(axis))
    for zoom in ZOOMS:
        for wish in (*heads, *_steps(axis, zoom)):
            if tick := _tick(wish, axis, zoom, ticks):
                ticks.append(tick)
    return tuple(sorted(ticks, key=lambda tick: tick.day))


def _tick(wish: _Wish, axis: _Axis, zoom: Zoom, others: Sequence[Tick]) -> Tick | None:
    """The tick with its label on the first side where that is inside and over no other."""
    at, day = round(axis.at(wish.day + 0.5), 2), dt.date.fromordinal(wish.day)
    for side in wish.sides:
        tick = Tick(at, day, wish.precision, zoom, side)
        begin, end = _label(tick, zoom)
        if begin >= 0 and end <= 100 and all(_clear(tick, other, zoom) for other in others):
            return tick
    return None


def _heads(axis: _Axis) -> Iterator[_Wish]:
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


def _lone(part: _Part) -> bool:
    """Whether it is too narrow for the label of a day."""
    return part.right - part.left < _percent(_long("day"))


def _far(part: _Part, main: _Part) -> bool:
    return _lone(part) and max(main.first - part.last, part.first - main.last) > FAR


def _steps(axis: _Axis, zoom: Zoom) -> Iterator[_Wish]:
    """Days at even steps, wide steps first, as far as the labels of a step find room."""
    for part in axis.parts:
        steps = DAYS if part.days <= FEW_DAYS else WEEKS if part.days <= FEW_WEEKS else MONTHS
        wide = zoom * (part.right - part.left) / part.days
        for step in steps:
            long = _percent(_long(step.precision))
            if wide * step.days >= long + _percent(BETWEEN):
                for day in step.within(part):
                    edge = axis.at(day + 0.5) > 100 - long / zoom / 2
                    yield _Wish(day, step.precision, ("end",) if edge else ("middle",))


def _long(precision: Precision) -> int:
    return LETTER * LETTERS[precision]


def _label(tick: Tick, zoom: Zoom) -> tuple[float, float]:
    """The ends of a label, in percent of a drawing that is zoomed so far."""
    long = _percent(_long(tick.precision)) / zoom
    left = tick.at - long * {"start": 0, "middle": 0.5, "end": 1}[tick.anchor]
    return left, left + long


def _clear(one: Tick, other: Tick, zoom: Zoom) -> bool:
    (left, right), (begin, end) = _label(one, zoom), _label(other, zoom)
    between = _percent(BETWEEN) / zoom
    return right + between <= begin or end + between <= left
