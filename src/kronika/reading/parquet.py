"""Parquet to articles: columns as the keys of JSON Lines, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from kronika.reading.articles import Record, record_article
from kronika.reading.encoding import Alphabet, Decoded
from kronika.reading.files import trouble
from kronika.records import Article, Trouble

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetFile

ROWS = 1
"""Rows that are held at a time: a text of many megabytes may stand in each."""
MOST_GROUP = 1 << 30
"""Bytes of the texts of a group of rows, unpacked: Parquet's writers make such groups of 128 MB to 1 GB."""
TOO_LARGE = f"has more than {MOST_GROUP:,} bytes"
SMALLER = "Write it in smaller groups of rows"
REMEDY = "Write a column `text`, and others named as the keys of JSON Lines"


def read_parquet(path: Path, _alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    """The rows of a file as articles."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError:
        remedy = "Install it: pip install 'kronika[parquet]'"
        yield trouble(path, "file", "reading Parquet needs pyarrow, which is not installed", remedy)
        return
    try:
        with ParquetFile(path, buffer_size=1 << 20, pre_buffer=False) as file:
            yield from _rows(path, file)
    except (pyarrow.ArrowException, OSError) as error:
        why = f"it cannot be read further as Parquet ({str(error).splitlines()[0]})"
        yield trouble(path, "file", why, "Write it again")


def _rows(path: Path, file: ParquetFile) -> Iterator[Article | Trouble]:
    columns = [name for name in file.schema_arrow.names if name in Record.__struct_fields__]
    if "text" not in columns:
        yield trouble(path, "file", "it has no column `text`", REMEDY)
        return
    number = 0
    for group in range(file.num_row_groups):
        told = file.metadata.row_group(group)
        where = f"rows {number + 1}–{number + told.num_rows}"
        if _bytes(told, columns) > MOST_GROUP:
            yield trouble(path, "record", f"a group of rows {TOO_LARGE}", SMALLER, where)
        else:
            yield from _group(path, file, group, number, columns)
        number += told.num_rows
    if not number:
        yield trouble(path, "file", "it has no rows", REMEDY)


def _group(
    path: Path, file: ParquetFile, group: int, number: int, columns: Sequence[str]
) -> Iterator[Article | Trouble]:
    """The rows of a group, the first of them after `number` others. A dictionary may hold one long text for many rows:
    what is unpacked is counted as it comes.
    """
    passed = 0
    for batch in file.iter_batches(ROWS, row_groups=[group], columns=columns, use_threads=False):
        for at in range(batch.num_rows):
            number += 1
            yield from _read_row(path, number, _row(batch, at))
        passed += batch.nbytes
        if passed > MOST_GROUP:
            yield trouble(path, "record", f"the rest of its group of rows {TOO_LARGE}", SMALLER, f"after row {number}")
            return


def _row(batch: RecordBatch, at: int) -> dict[str, Any]:
    """A row by its columns; a cell that cannot be read is the error that says why."""
    return {name: _cell(batch.column(n)[at]) for n, name in enumerate(batch.schema.names)}


def _cell(cell: Any) -> Any:
    """The value of a cell. Days that Python has none for, as before the year 1 or in nanoseconds, are their text."""
    for read in (cell.as_py, lambda: cell.cast("string").as_py()):
        try:
            return read()
        except (ValueError, ArithmeticError, NotImplementedError) as error:
            failed: Exception = error
    return failed


def _bytes(group: Any, columns: Sequence[str]) -> int:
    chunks = (group.column(n) for n in range(group.num_columns))
    return sum(c.total_uncompressed_size for c in chunks if c.path_in_schema.split(".")[0] in columns)


def _read_row(path: Path, number: int, row: dict[str, Any]) -> Iterator[Article | Trouble]:
    where = f"row {number}"
    if isinstance(row["text"], Exception):
        yield trouble(path, "record", f"its text cannot be read: {_line(row['text'])}", REMEDY, where)
        return
    bad = {key: value for key, value in row.items() if isinstance(value, Exception)}
    days = {key: row[key].isoformat() for key in ("published", "retrieved") if hasattr(row.get(key), "isoformat")}
    try:
        record = msgspec.convert({**row, **days, **dict.fromkeys(bad)}, type=Record)
        record.text.encode("utf-8")
    except (msgspec.ValidationError, UnicodeError) as error:
        yield trouble(path, "record", f"the row cannot be read: {error}", REMEDY, where)
        return
    for key, why in bad.items():
        yield trouble(path, key, f"it cannot be read, and is left out: {_line(why)}", "Write it as text", where)
    yield from record_article(path, number, where, record, Decoded(record.text, "utf-8", 0))


def _line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
