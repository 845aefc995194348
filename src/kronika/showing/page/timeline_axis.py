"""The axis of a timeline: days to scale, in percent of the width, cut where nothing begins or ends for long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

NARROWEST = 320
"""Pixels of the narrowest drawing; a wider one has only more room."""
PIN = 20
"""Pixels: the circle with the number of a mark."""
MARGIN, OPEN_MARGIN = 3.5, 7.0
"""Percent beside the days: half a pin, or an arrow."""
CUT, LEAST = 4.0, 4.0
"""Percent: what a cut of the axis takes, and what a part between cuts has at least."""
MOST_CUTS, LONG, SHARE, CROWD = 7, 7, 4, 6
"""What is cut is longer than so many days, and than this part of all that is left or than a crowd allows.

So many marks that begin where a pin has room are a crowd: as long as there is one, more is cut elsewhere."""
APART = 13
"""So many marks stand beside each other; where all days do so without a cut, there is none."""


class Span(NamedTuple):
    """A line of a chronicle: its first and last day, None where open; `lasting` goes on from its first day."""

    earliest: dt.date | None
    latest: dt.date | None
    lasting: bool
    weight: float
    anchor: str


class Part(NamedTuple):
    """Days without a cut, the last one included, and where they lie."""

    first: int
    last: int
    left: float
    right: float

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Axis:
    """An axis of parts, between which it is cut; `bent` says that not all days are of one width."""

    parts: tuple[Part, ...]
    bent: bool

    def at(self, day: float) -> float:
        """Where a moment of a day lies: its beginning at the number of the day, its middle half a day behind."""
        part = next(part for part in self.parts if day <= part.last + 1)
        return part.left + (part.right - part.left) * (day - part.first) / part.days


def axis_of(spans: Sequence[Span]) -> Axis:
    """The axis on which all these lines find their days."""
    days = sorted({day.toordinal() for span in spans for day in (span.earliest, span.latest) if day})
    begins = sorted((span.earliest or span.latest or dt.date.max).toordinal() for span in spans)
    stretches = _stretches(days, begins)
    left = OPEN_MARGIN if any(open_left(span) for span in spans) else MARGIN
    right = OPEN_MARGIN if any(open_right(span) for span in spans) else MARGIN
    room = 100 - left - right - CUT * (len(stretches) - 1)
    widths, bent = _widths([last - first + 1 for first, last in stretches], room)
    parts = []
    for (first, last), width in zip(stretches, widths, strict=True):
        parts.append(Part(first, last, left, left + width))
        left += width + CUT
    return Axis(tuple(parts), bent)


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


def percent(pixels: float) -> float:
    """So many pixels of the narrowest drawing."""
    return 100 * pixels / NARROWEST


def open_left(span: Span) -> bool:
    """Whether a line has no first day."""
    return span.earliest is None


def open_right(span: Span) -> bool:
    """Whether a line has no last day, or goes on."""
    return span.latest is None or (span.lasting and span.earliest is not None)
