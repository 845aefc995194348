"""The export contract: one JSON Lines file a table, the same bytes whatever the order of arrival."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from kronika.exporting.contents import Contents
from kronika.exporting.output import Output

OPTIONAL = frozenset({"text", "retrieved"})
"""Columns of `articles` that stand only where there is something to say."""


def write(contents: Contents, output: Output) -> None:
    """Writes each table to `NAME.jsonl`."""
    for name, rows in contents.tables():
        output.lines(f"{name}.jsonl", _articles(rows) if name == "articles" else rows)


def _articles(rows: Iterable[Any]) -> Iterator[Any]:
    for row in rows:
        columns = msgspec.structs.asdict(row).items()
        yield {column: value for column, value in columns if value is not None or column not in OPTIONAL}
