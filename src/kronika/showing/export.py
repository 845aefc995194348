"""The export contract: one JSON Lines file a table, the same bytes whatever the order of arrival."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from kronika.errors import OutputError

OPTIONAL = frozenset({"text", "retrieved"})
"""Columns of `articles` that stand only where there is something to say."""


def write_jsonl(tables: Iterable[tuple[str, Iterable[Any]]], folder: Path) -> dict[str, int]:
    """Writes each table to `folder/NAME.jsonl` and gives back its number of rows.

    Raises OutputError where a file cannot be written; a file is replaced whole or not at all.
    """
    counts = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in tables:
            counts[name] = 0
            replace_file(folder / f"{name}.jsonl", _lines(name, rows, counts))
    except OSError as error:
        raise _cannot_write(folder, error) from error
    return counts


def _lines(table: str, rows: Iterable[Any], counts: dict[str, int]) -> Iterator[bytes]:
    """The lines of a table, which are counted on the way."""
    for row in rows:
        counts[table] += 1
        yield msgspec.json.encode(_columns(table, row)) + b"\n"


def _columns(table: str, row: Any) -> Any:
    if table != "articles":
        return row
    return {k: v for k, v in msgspec.structs.asdict(row).items() if v is not None or k not in OPTIONAL}


def write_file(path: Path, contents: str, option: str = "-o") -> None:
    """Writes a page or sheet, whole or not at all. Raises OutputError, with the option by which to name another file,
    where it cannot."""
    try:
        replace_file(path, [contents.encode("utf-8", "replace")])
    except OSError as error:
        raise _cannot_write(path, error, option) from error


def replace_file(path: Path, contents: Iterable[bytes]) -> None:
    """Puts `contents` where `path` is, by way of a file beside it; a device is written to as it is."""
    if path.exists() and not path.is_file():
        path.write_bytes(b"".join(contents))
        return
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(contents)
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: OSError, option: str = "-o") -> OutputError:
    problem = f"it cannot be written ({error.strerror or error})"
    return OutputError(str(path), problem, f"Check that the folder exists and has room, or name another with {option}")
