"""JSON Lines, plain or packed, to articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from kronika.reading.articles import Record, record_article
from kronika.reading.encoding import Alphabet, decode
from kronika.reading.files import trouble
from kronika.reading.limits import MOST_LINE, MOST_PASSED_OVER, damaged, too_long, without_end
from kronika.reading.opening import DAMAGED, opened
from kronika.records import Article, Trouble

BLANK = b"\xef\xbb\xbf \t\r\n"
REMEDY = "Write one JSON object a line"


def read_lines(path: Path, alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    """The articles of the lines, a line at a time."""
    number = found = 0
    with opened(path) as file:
        try:
            while line := file.readline(MOST_LINE):
                number += 1
                where = f"line {number}"
                if len(line) == MOST_LINE and not line.endswith(b"\n"):
                    found += 1
                    yield too_long(path, f"a line of more than {MOST_LINE:,} bytes", where)
                    if not _skip_line(file):
                        yield without_end(path, where)
                        return
                elif line.strip(BLANK):
                    found += 1
                    yield from _read_record(path, number, line, alphabets)
        except DAMAGED as error:
            yield damaged(path, error, f"after line {number}")
            return
    if not found:
        yield trouble(path, "file", "it has no records" if number else "it is empty", REMEDY)


def _skip_line(file: BinaryIO) -> bool:
    """Goes to the end of a line; whether it has one within reason."""
    passed = 0
    while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
        passed += len(rest)
        if passed > MOST_PASSED_OVER:
            return False
    return True


def _read_record(path: Path, number: int, line: bytes, alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    where = f"line {number}"
    decoded = decode(line, alphabets)
    try:
        record = msgspec.json.decode(decoded.text.lstrip("\ufeff"), type=Record)
        record.text.encode("utf-8")
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        yield trouble(path, "record", f"the line cannot be read: {error}", f"{REMEDY}, with a string `text`", where)
        return
    yield from record_article(path, number, where, record, decoded)
