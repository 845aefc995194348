"""What a record says, in one line: by that a check knows whether it still says the same."""

from __future__ import annotations

from typing import Any

from kronika import calendar

COLUMNS = {
    "mentions": ("kind", "name"),
    "times": ("earliest", "latest"),
    "figures": ("measure", "value", "low", "high", "attributed_to"),
    "statements": ("speaker", "stance"),
    "events": ("event_type", "mode", "actor", "recipient", "earliest", "latest"),
    "articles": ("published_earliest", "published_latest"),
}
"""The columns that make what a record of each table says."""


def said(row: Any) -> str:
    """What a row says, in one line."""
    kind = f"{row.id.partition('-')[0]}s"
    columns = dict.fromkeys(COLUMNS[kind])
    told = [getattr(row, column) for column in columns if not column.endswith(("earliest", "latest"))]
    first, last = (getattr(row, column, None) for column in (*columns,)[-2:]) if _dated(kind) else (None, None)
    days = calendar.edtf(calendar.of(first, last))
    shown = [*(_shown(value) for value in told), days]
    return " ".join(part for part in shown if part) or "nothing known"


def _dated(kind: str) -> bool:
    return COLUMNS[kind][-1].endswith("latest")


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
