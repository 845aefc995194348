"""A chronicle as a picture: intervals over days, drawn to scale in a drawing of any width.

Places from left to right are percent of the width, so that a drawing fits a small screen and grows when it is zoomed;
places from top to bottom are pixels. What must not overlap does not where the drawing is narrowest. The axis is cut
where nothing begins or ends for long, so that a few days on which much happens have most of the room.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from kronika.showing.page.timeline_axis import PIN, Axis, Span, axis_of, open_left, open_right, percent
from kronika.showing.page.timeline_ticks import Tick, ticks_of

REACH = 20
"""Pixels from the middle of a pin to the tip of its arrow, at least."""
GAP = 2
"""Pixels between two marks of a lane."""
LANE, MOST_LANES, MOST = 24, 14, 60
ABOVE, AXIS = 4, 24
"""Pixels above all lanes, and below them for the axis with its labels."""
EDGE = 0.5
"""Percent: where an open end lies before the edge."""


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
        axis = axis_of([spans[n] for n in chosen])
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


def _finished(spans: Sequence[Span], chosen: Sequence[int], axis: Axis, lanes: Sequence[int], known: int) -> Timeline:
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
        ticks=ticks_of(axis),
        breaks=tuple(round((one.right + other.left) / 2, 2) for one, other in pairwise(axis.parts)),
        bent=axis.bent,
        left_out=known - len(chosen),
    )


# --------------------------------------------------------------------- marks


class _Box(NamedTuple):
    """Where a mark lies, in percent; of its lane, a dot takes no more than its pin."""

    left: float
    middle: float
    right: float
    dot: bool

    @property
    def begin(self) -> float:
        pin = self.middle - percent(PIN / 2)
        return pin if self.dot else min(self.left, pin)

    @property
    def end(self) -> float:
        pin = self.middle + percent(PIN / 2)
        return pin if self.dot else max(self.right, pin)


def _box(span: Span, axis: Axis) -> _Box:
    """Where a mark begins and ends, and where its pin is; an arrow is longer than half a pin."""
    first, last = (day.toordinal() if day else None for day in (span.earliest, span.latest))
    pinned = last if first is None else first
    assert pinned is not None
    middle = axis.at(pinned + 0.5)
    left = EDGE if first is None else axis.at(first)
    right = 100 - EDGE if last is None else axis.at(last + 1)
    if open_right(span):
        right = max(right, middle + percent(REACH))
    dot = first == last and not open_right(span)
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
    return one.end + percent(GAP) <= other.begin or other.end + percent(GAP) <= one.begin


def _mark(index: int, number: int, span: Span, axis: Axis, y: int) -> Mark:
    box, opened = _box(span, axis), (open_left(span), open_right(span))
    return Mark(index, number, box.left, round(box.right - box.left, 2), box.middle, y, box.dot, *opened)
