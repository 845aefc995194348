"""Every table as CSV for spreadsheets and statistics; `rows` reads them back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from kronika.exporting.contents import Contents
from kronika.exporting.output import Output
from kronika.records import TABLES
from kronika.records.columns import columns
from kronika.showing.sheets import Cell, unguarded

MEANINGS = ("table", "column", "type", "meaning")


def write(contents: Contents, output: Output) -> None:
    """Writes each table to `NAME.csv` under a line of its columns: lists and records are cells of JSON, yes and no are
    1 and 0, an empty cell is what is not known. `columns.csv` says what every column means."""
    output.sheet("columns.csv", MEANINGS, _meanings())
    for name, rows in contents.tables():
        own = TABLES[name].__struct_fields__
        output.sheet(f"{name}.csv", own, ([_cell(getattr(row, column)) for column in own] for row in rows))


def _meanings() -> Iterator[list[Cell]]:
    """A line a column, those of the tables and then those of the records in their cells."""
    return ([owner, one.name, one.type, one.told] for owner, own in columns().items() for one in own)


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, (str, int, float)):
        return value
    return msgspec.json.encode(value).decode()


def rows(path: Path, table: str) -> Iterator[Any]:
    """The rows of a file that `write` made, as they were. Raises msgspec.ValidationError for a cell of another type."""
    of = TABLES[table]
    types = get_type_hints(of)
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            yield of(**{column: _value(unguarded(cell), types[column]) for column, cell in line.items()})


def _value(cell: str, kind: Any) -> Any:
    """What a cell says, as a value of its column's type."""
    if not cell and type(None) in get_args(kind):
        return None
    if kind in (str, str | None):
        return cell
    if kind is bool:
        return cell == "1"
    return msgspec.json.decode(cell, type=kind)
