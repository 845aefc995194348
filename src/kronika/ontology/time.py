"""The conventions by which soft expressions of time are shaded, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from kronika.errors import PackError

PATH = Path(__file__).parent / "time.toml"
UNITS = ("weekend", "week", "month", "year", "decade", "century")


@cache
def _tables() -> dict[str, dict[str, list[int]]]:
    """Raises PackError for a part that is not two numbers in order."""
    tables = tomllib.loads(PATH.read_text(encoding="utf-8"))
    for unit in UNITS:
        for part, ends in tables.get(unit, {}).items():
            if len(ends) != 2 or ends[0] > ends[1]:
                raise PackError(f"{PATH}: [{unit}] {part}", f"{ends} are no two ends", "Write the first and the last")
    return tables


def part_of(unit: str, part: str) -> tuple[int, int] | None:
    """First and last day of a part of a week or month, month of a year, year of a decade or century; else None."""
    ends = _tables().get(unit, {}).get(part)
    return (ends[0], ends[1]) if ends else None


@cache
def soft_parts() -> frozenset[str]:
    """The parts whose borders a reader may draw elsewhere."""
    hard = set(_tables()["hard"]["parts"])
    return frozenset({"turn"} | {part for unit in UNITS for part in _tables()[unit]} - hard)
