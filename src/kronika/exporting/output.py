"""The folder that a format writes: each file whole or not at all, counted, with notes of what it could not carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kronika.showing import sheets
from kronika.showing.files import beside, cannot_write, replace_file
from kronika.showing.sheets import Cell

NOTES = "{}_notes.txt"


class Exported(Struct, frozen=True, kw_only=True):
    """What was written: for each file the number of its records, and what the format could not carry."""

    files: dict[str, int]
    notes: list[str] = []


class Output:
    """A folder to write to, made if it is missing. Raises OutputError where it cannot be written."""

    def __init__(self, folder: Path, format: str) -> None:
        """`format` names the file of its notes."""
        self._folder, self._format = folder, format
        self.files: dict[str, int] = {}
        self.notes: list[str] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(folder, error) from error

    def note(self, sentence: str) -> None:
        """Something that the format could not carry, as a sentence with how many and why."""
        self.notes.append(sentence)

    def left_out(self, number: int, of: int, what: str, why: str) -> None:
        """A note that some of the records stand nowhere in the files; none where it is none. `what` is their plural,
        `why` a clause."""
        if number:
            self.note(f"{number:,} of {of:,} {what} left out: {why}.")

    def note_faults(self, number: int) -> None:
        """That faults are told in none of the files."""
        if number:
            faults = "1 fault of reading is" if number == 1 else f"{number:,} faults of reading are"
            self.note(f"{faults} in none of the files: see `kronika export --format csv`, table `faults`.")

    def lines(self, name: str, records: Iterable[Any]) -> None:
        """A file of JSON Lines."""
        self._write(name, (msgspec.json.encode(record) + b"\n" for record in self.counted(name, records)))

    def json(self, name: str, records: Iterable[Any], head: bytes = b"[", tail: bytes = b"]") -> None:
        """A file that is one JSON value: the records, a line each with commas between, from `head` to `tail`."""
        self._write(name, _joined(self.counted(name, records), head, tail))

    def sheet(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ",") -> None:
        """A file of CSV under a line of its columns; no cell reaches a spreadsheet as a formula."""
        lines = sheets.lines(columns, self.counted(name, rows), delimiter)
        self._write(name, (line.encode("utf-8", "replace") for line in lines))

    @contextmanager
    def file(self, name: str) -> Iterator[Path]:
        """A path for a library that writes by itself; what stands there in the end becomes the file."""
        target = self._folder / name
        try:
            with beside(target) as path:
                yield path
        except OSError as error:
            raise cannot_write(target, error) from error

    def finish(self, *, notes: bool) -> Exported:
        """What was written; `notes` also writes the notes beside the files, for whoever gets the folder."""
        if notes:
            told = "".join(f"{note}\n" for note in self.notes) or "Nothing was left out.\n"
            self._write(NOTES.format(self._format), [told.encode()])
        return Exported(files=self.files, notes=self.notes)

    def counted(self, name: str, records: Iterable[Any]) -> Iterator[Any]:
        """The records, counted as those of a file."""
        self.files[name] = 0
        for record in records:
            self.files[name] += 1
            yield record

    def _write(self, name: str, contents: Iterable[bytes]) -> None:
        target = self._folder / name
        try:
            replace_file(target, contents)
        except OSError as error:
            raise cannot_write(target, error) from error


def _joined(records: Iterable[Any], head: bytes, tail: bytes) -> Iterator[bytes]:
    yield head + b"\n"
    between = b""
    for record in records:
        yield between + msgspec.json.encode(record)
        between = b",\n"
    yield b"\n" + tail + b"\n"
