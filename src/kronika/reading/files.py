"""Paths that a person names, to files that hold reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kronika.evidence import writable
from kronika.records import Trouble

FORMATS = {
    ".txt": "text", ".text": "text",
    ".jsonl": "lines", ".jsonl.gz": "lines", ".jsonl.zst": "lines",
    ".ndjson": "lines", ".ndjson.gz": "lines", ".ndjson.zst": "lines",
    ".html": "page", ".htm": "page", ".xhtml": "page",
    ".warc": "warc", ".warc.gz": "warc",
    ".rss": "feed", ".atom": "feed", ".xml": "feed",
    ".json": "ninjs",
    ".parquet": "parquet",
}  # fmt: skip
"""The formats by the endings of files."""

BYTES_A_REPORT = {"warc": 60_000, "feed": 3_000, "ninjs": 5_000, "lines": 1_500, "parquet": 1_500}
"""About how many bytes of a file make a report: a guess, for progress alone."""
PACKED = 5
"""How many times smaller packing makes them, about."""


def format_of(path: Path) -> str | None:
    """The format that a file's ending names; None where it names none."""
    name = path.name.lower()
    return next((format for ending, format in FORMATS.items() if name.endswith(ending)), None)


def trouble(path: Path, what: str, why: str, remedy: str, where: str | None = None) -> Trouble:
    """Something at a path that is left out; only its plain name is shown."""
    name = writable(path.name or path)
    return Trouble(source=writable(path), name=name, what=what, why=why, remedy=remedy, where=where)


def find(paths: Iterable[Path]) -> Iterator[Path | Trouble]:
    """The files to read, resolved, each once, in the order of their paths; and what could not be entered.

    A folder is searched to its bottom, through links, each real folder once. Names that begin with `.` or
    `_` are passed over inside folders. A file that is named outright is taken whatever its ending.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _enter(path, seen, named=True):
            if isinstance(found, Trouble):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


def _enter(path: Path, seen: set[Path], named: bool) -> Iterator[Path | Trouble]:
    try:
        real = path.resolve(strict=True)
        if writable(real) != str(real):
            yield trouble(real, "path", "its name is not UTF-8", "Rename it")
        elif real.is_dir():
            yield from _folder(path, real, seen)
        elif not real.is_file():
            yield trouble(path, "file", "it is not a regular file", "Copy its contents into a file")
        elif named or format_of(real):
            yield real
        else:
            yield trouble(
                real,
                "file",
                f"files that end in {real.suffix or 'nothing'!r} are not read",
                "Convert it to .txt or .jsonl, or name it outright if it is plain text",
            )
    except (OSError, RuntimeError) as error:  # RuntimeError: Python 3.11 and 3.12 report a loop of links so
        yield _cannot_enter(path, error)


def _folder(path: Path, real: Path, seen: set[Path]) -> Iterator[Path | Trouble]:
    if real in seen:
        if path.is_symlink() and real in path.absolute().parents:
            yield trouble(path.absolute(), "folder", "the link leads back to a folder above it", "Remove the link")
        return
    seen.add(real)
    for name in sorted(entry.name for entry in real.iterdir()):
        if not name.startswith((".", "_")):
            yield from _enter(path / name, seen, named=False)


def _cannot_enter(path: Path, error: Exception) -> Trouble:
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  resolve() follows links, and here one is broken
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return trouble(absolute, "file", "the link leads to nothing", "Mend or remove the link")
        return trouble(absolute, "path", "there is no such file or folder", "Check the spelling of the path")
    if isinstance(error, PermissionError):
        return trouble(absolute, "path", "it may not be opened", "Give yourself the right to read it (chmod u+rX)")
    if isinstance(error, RuntimeError) or "symbolic links" in str(error):
        return trouble(absolute, "path", "a loop of links", "Remove the link")
    return trouble(absolute, "path", f"it cannot be opened ({_reason(error)})", "Check the disk and the path")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def count(path: Path) -> int:
    """How many reports a file may hold: the lines of JSON Lines, else a guess by its size; 0 where it cannot be opened.

    Nothing is unpacked for it.
    """
    format = format_of(path) or "text"
    try:
        if format == "lines" and path.suffix.lower() not in (".gz", ".zst"):
            with path.open("rb") as file:
                return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) + 1
        if format in BYTES_A_REPORT:
            packed = PACKED if path.suffix.lower() in (".gz", ".zst") else 1
            return path.stat().st_size * packed // BYTES_A_REPORT[format] + 1
    except OSError:
        return 0
    return 1
