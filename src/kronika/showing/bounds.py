"""The lowest and the highest of several numbers, as far as their words tell."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kronika.records import FigureRow

Number = float | int


class Bounds(Struct, frozen=True):
    """The lowest and the highest number that any report tells; None where it is open. `exact` says that all tell one
    number."""

    low: Number | None = None
    high: Number | None = None
    exact: bool = False


def bounds(figures: Sequence[FigureRow]) -> Bounds:
    """The lowest and the highest of these numbers. Where one tells only its least, and none as many, the highest is
    open."""
    lows = [low for row in figures if (low := _low(row)) is not None]
    highs = [high for row in figures if (high := _high(row)) is not None]
    most = max(highs, default=None)
    is_open = any(_high(row) is None and (most is None or (_low(row) or 0) >= most) for row in figures)
    exact = bool(figures) and len(lows) == len(highs) == len(figures) and min(lows) == max(highs)
    return Bounds(min(lows, default=None), None if is_open else most, exact)


def _low(row: FigureRow) -> Number | None:
    return row.low if row.value is None else row.value


def _high(row: FigureRow) -> Number | None:
    return row.high if row.value is None else row.value
