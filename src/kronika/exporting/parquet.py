"""Every table as Parquet, with typed columns that say what they mean; needs the extra `parquet` (pyarrow)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from kronika.errors import InputError
from kronika.exporting.contents import Contents
from kronika.exporting.output import Output
from kronika.records import TABLES
from kronika.records.columns import told_of

DESCRIPTION = "description"
AT_A_TIME = 10_000
"""Rows of a group: so many are in memory."""


def write(contents: Contents, output: Output) -> None:
    """Writes each table to `NAME.parquet`. Raises InputError where pyarrow is not installed."""
    try:
        pyarrow: Any = import_module("pyarrow")
        files: Any = import_module("pyarrow.parquet")
    except ImportError as error:
        raise InputError("parquet", "pyarrow is not installed", "pip install 'kronika[parquet]'") from error
    for name, rows in contents.tables():
        schema = pyarrow.schema(_fields(pyarrow, TABLES[name]))
        with output.file(f"{name}.parquet") as path, files.ParquetWriter(path, schema) as writer:
            for some in _batches(output.counted(f"{name}.parquet", rows)):
                writer.write_table(pyarrow.Table.from_pylist([msgspec.to_builtins(row) for row in some], schema))


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while some := list(islice(rest, AT_A_TIME)):
        yield some


def _fields(pyarrow: Any, of: type[msgspec.Struct]) -> list[Any]:
    """Arrow's fields of a record, each with what it means as its `description`."""
    told = told_of(of.__name__)
    return [
        pyarrow.field(name, _type(pyarrow, kind), metadata={DESCRIPTION: told[name].told})
        for name, kind in get_type_hints(of).items()
    ]


def _type(pyarrow: Any, kind: Any) -> Any:
    """Arrow's type of a column: numbers that may be whole or not are floating."""
    simple = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    if kind in simple:
        return simple[kind]
    parts = [part for part in get_args(kind) if part is not type(None)]
    if get_origin(kind) is list:
        return pyarrow.list_(_type(pyarrow, parts[0]))
    if get_origin(kind) is dict:
        return pyarrow.map_(pyarrow.string(), _type(pyarrow, parts[1]))
    if parts:
        return _type(pyarrow, float if float in parts else parts[0])
    return pyarrow.struct(_fields(pyarrow, kind))
