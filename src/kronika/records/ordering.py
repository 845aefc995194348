"""The order of the rows of each table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Place = tuple[str | int, ...]

COLUMNS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("articles", "stories"), ("article",)),
    "entities": ("kind", "name", "id"),
    "oppositions": ("first", "second"),
    "supports": ("story", "kind", "of"),
    "histories": ("story", "measure", "id"),
    **dict.fromkeys(("chronicle", "disagreements", "summaries"), ("story",)),
    "faults": ("article", "where", "id"),
}
"""By what the rows of a table are sorted; within that they stay as they were made. All other tables are of passages."""
PASSAGE = ("article", "start", "end", "id")


def place(table: str, row: Any) -> Place:
    """What a row of a table is sorted by."""
    return tuple(value if (value := getattr(row, column)) is not None else "" for column in COLUMNS.get(table, PASSAGE))


def in_order(table: str, rows: Iterable[Any]) -> list[Any]:
    """The rows of a table in their order."""
    return sorted(rows, key=lambda row: place(table, row))
