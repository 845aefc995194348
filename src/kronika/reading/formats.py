"""Plain text and JSON Lines, to articles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from kronika import calendar
from kronika.reading.encoding import Alphabet, Decoded, decode, looks_binary
from kronika.reading.files import LINES, trouble
from kronika.records import Article, Metadata, Trouble

MOST_CHARACTERS = 1_000_000
MOST_BYTES = 4 * MOST_CHARACTERS  # UTF-8 takes at most four bytes a character
MOST_LINE = 16 * MOST_CHARACTERS  # JSON may escape a character in up to twelve bytes, beside the metadata

HEADER = re.compile(r"\ufeff?\s*date (\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?=\s|$)")
"""A line of metadata that crawls leave before the first sentence, or glued to it."""

SPLIT = "Split it into single reports"


class Record(msgspec.Struct):
    """One line of JSON Lines input."""

    text: str
    id: str | int | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: list[str] | str | None = None
    language: str | None = None
    retrieved: str | None = None


def read(path: Path, alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    """The articles of one file, and what of it could not be read, in the file's order."""
    try:
        with path.open("rb") as file:
            yield from (_read_lines if path.suffix.lower() in LINES else _read_text)(path, file, alphabets)
    except PermissionError:
        yield trouble(path, "file", "it may not be opened", "Give yourself the right to read it (chmod u+r)")
    except OSError as error:
        yield trouble(path, "file", f"it cannot be read ({error.strerror or error})", "Check the disk and the path")


def _read_text(path: Path, file: BinaryIO, alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    raw = file.read(MOST_BYTES + 1)
    if refusal := _refuse_bytes(path, raw):
        yield refusal
        return
    decoded = decode(raw, alphabets)
    if len(decoded.text) > MOST_CHARACTERS:
        yield _too_long(path, f"{len(decoded.text):,} characters")
        return
    if decoded.broken:
        yield _broken(path, decoded, None)
    yield _article(str(path), path.name, decoded, Metadata())


def _refuse_bytes(path: Path, raw: bytes) -> Trouble | None:
    if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
        return trouble(path, "file", "it is empty", "Save the report again, or remove the file")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return trouble(path, "file", "it is UTF-16", "Save it as UTF-8")
    if looks_binary(raw):
        return trouble(path, "file", "it is not text", "Convert it to plain text or remove it")
    if len(raw) > MOST_BYTES:
        return _too_long(path, f"more than {MOST_BYTES:,} bytes")
    return None


def _too_long(path: Path, size: str, where: str | None = None) -> Trouble:
    why = f"it has {size}, and an article has at most {MOST_CHARACTERS:,} characters"
    return trouble(path, "article", why, SPLIT, where)


def _broken(path: Path, decoded: Decoded, where: str | None) -> Trouble:
    at = decoded.text.index("\ufffd")
    place = f"{where}, character {at}" if where else f"character {at}"
    why = f"{decoded.broken} byte(s) are not {decoded.encoding}; each reads as U+FFFD"
    return trouble(path, "characters", why, "Save the file again as UTF-8", place)


def _article(source: str, name: str, decoded: Decoded, metadata: Metadata) -> Article:
    published, header = _header(decoded.text)
    if published and not metadata.published:
        metadata = msgspec.structs.replace(metadata, published=published)
    return Article(
        source=source,
        name=name,
        text=decoded.text,
        sha256=hashlib.sha256(decoded.text.encode("utf-8")).hexdigest(),
        encoding=decoded.encoding,
        header=header,
        metadata=metadata,
    )


def _header(text: str) -> tuple[str | None, int]:
    """The day of the header, where there is such a day, and how many characters are metadata.

    A byte-order mark alone is a header too: it is no part of the first word.
    """
    mark = int(text.startswith("\ufeff"))
    found = HEADER.match(text)
    if not found:
        return None, mark
    try:
        calendar.parse(found[1])
    except ValueError:
        return None, mark
    return found[1], found.end()


def _read_lines(path: Path, file: BinaryIO, alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    number = found = 0
    while line := file.readline(MOST_LINE):
        number += 1
        where = f"line {number}"
        if len(line) == MOST_LINE and not line.endswith(b"\n"):
            _skip_line(file)
            yield _too_long(path, f"a line of more than {MOST_LINE:,} bytes", where)
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            found += 1
            yield from _read_record(path, number, line, alphabets)
    if not number:
        yield trouble(path, "file", "it is empty", "Write one JSON object a line")
    elif not found and number:
        yield trouble(path, "file", "it has no records", "Write one JSON object a line")


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _read_record(path: Path, number: int, line: bytes, alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    where = f"line {number}"
    decoded = decode(line, alphabets)
    try:
        record = msgspec.json.decode(decoded.text.lstrip("\ufeff"), type=Record)
        record.text.encode("utf-8")
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        remedy = "Write one JSON object a line, with a string `text`"
        yield trouble(path, "record", f"the line cannot be read: {error}", remedy, where)
        return
    if not record.text.strip():
        yield trouble(path, "record", "its text is empty", "Give it a text, or remove the line", where)
        return
    if len(record.text) > MOST_CHARACTERS:
        yield _too_long(path, f"{len(record.text):,} characters", where)
        return
    named = str(record.id) if record.id not in (None, "") else None
    source = named or f"{path}:{number}"
    name = named or f"{path.name}:{number}"
    metadata, faults = _metadata(path, record, where)
    broken = [_broken(path, decoded, where)] if decoded.broken else []
    yield from (msgspec.structs.replace(fault, of=source) for fault in (*broken, *faults))
    yield _article(source, name, Decoded(record.text, decoded.encoding, 0), metadata)


def _metadata(path: Path, record: Record, where: str) -> tuple[Metadata, list[Trouble]]:
    faults = []
    published = record.published or None
    if published:
        try:
            calendar.parse(published)
        except ValueError:
            why = f"{published!r} is neither EDTF nor an ISO date-time"
            faults.append(trouble(path, "published", why, "Write it as 2024, 2024-05 or 2024-05-17", where))
            published = None
    authors = [record.authors] if isinstance(record.authors, str) else record.authors or []
    metadata = Metadata(
        title=_told(record.title),
        url=_told(record.url),
        publisher=_told(record.publisher),
        published=published,
        authors=authors,
        language=_told(record.language),
        retrieved=_told(record.retrieved),
    )
    return metadata, faults


def _told(value: str | None) -> str | None:
    """The value as it is written; None where it is blank."""
    return value if value and not value.isspace() else None
