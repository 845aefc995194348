"""Texts and records to articles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct, structs

from kronika import calendar
from kronika.reading.encoding import Decoded
from kronika.reading.files import trouble
from kronika.reading.limits import MOST_CHARACTERS, too_long
from kronika.records import Article, Metadata, Trouble

HEADER = re.compile(r"\ufeff?\s*date (\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?=\s|$)")
"""A line of metadata that crawls leave before the first sentence, or glued to it."""

RECORD = "record"
"""What `sources` calls a field of JSON Lines or Parquet."""


class Record(Struct):
    """One line of JSON Lines input, or one row of Parquet."""

    text: str
    id: str | int | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: list[str] | str | None = None
    language: str | None = None
    retrieved: str | None = None


class Extracted(NamedTuple):
    """What a format takes out of markup: an article's identity, its text, what is said of it, what is wrong with it."""

    source: str
    name: str
    text: str
    metadata: Metadata
    encoding: str = "utf-8"
    faults: Iterable[Trouble] = ()


def article(source: str, name: str, decoded: Decoded, metadata: Metadata, extracted: bool = False) -> Article:
    """An article of a text; a day in its header counts where the input gives no other."""
    published, header = (None, 0) if extracted else _header(decoded.text)
    if published and not metadata.published:
        sources = {**metadata.sources, "published": ["header"]}
        metadata = structs.replace(metadata, published=published, sources=sources)
    return Article(
        source=source,
        name=name,
        text=decoded.text,
        sha256=hashlib.sha256(decoded.text.encode("utf-8")).hexdigest(),
        encoding=decoded.encoding,
        header=header,
        extracted=extracted,
        metadata=metadata,
    )


def extracted_article(path: Path, found: Extracted, where: str | None) -> Iterator[Article | Trouble]:
    """The article of a text that was taken out of markup, after its faults."""
    if len(found.text) > MOST_CHARACTERS:
        yield too_long(path, f"{len(found.text):,} characters", where)
        return
    yield from (structs.replace(fault, of=found.source, where=fault.where or where) for fault in found.faults)
    yield article(found.source, found.name, Decoded(found.text, found.encoding, 0), found.metadata, extracted=True)


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


def broken(path: Path, decoded: Decoded, where: str | None) -> Trouble:
    """Bytes of an article that its encoding does not know."""
    at = decoded.text.index("\ufffd")
    place = f"{where}, character {at}" if where else f"character {at}"
    why = f"{decoded.broken} byte(s) are not {decoded.encoding}; each reads as U+FFFD"
    return trouble(path, "characters", why, "Save the file again as UTF-8", place)


def record_article(
    path: Path, number: int, where: str, record: Record, decoded: Decoded
) -> Iterator[Article | Trouble]:
    """The article of a record, after what is wrong with it; `decoded` is what it was read from."""
    if not record.text.strip():
        yield trouble(path, "record", "its text is empty", "Give it a text, or remove the line", where)
        return
    if len(record.text) > MOST_CHARACTERS:
        yield too_long(path, f"{len(record.text):,} characters", where)
        return
    named = str(record.id) if record.id not in (None, "") else None
    source = named or f"{path}:{number}"
    name = named or f"{path.name}:{number}"
    metadata, faults = _metadata(path, record, where)
    torn = [broken(path, decoded, where)] if decoded.broken else []
    yield from (structs.replace(fault, of=source) for fault in (*torn, *faults))
    yield article(source, name, Decoded(record.text, decoded.encoding, 0), metadata)


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
        title=told(record.title),
        url=told(record.url),
        publisher=told(record.publisher),
        published=published,
        authors=authors,
        language=told(record.language),
        retrieved=told(record.retrieved),
    )
    return with_sources(metadata, RECORD), faults


def with_sources(metadata: Metadata, source: str) -> Metadata:
    """The metadata with one source for every field that it gives."""
    given = msgspec.structs.asdict(metadata)
    sources = {field: [source] for field, value in given.items() if value and field not in ("sources", "language")}
    return structs.replace(metadata, sources={**sources, **metadata.sources})


def told(value: str | None) -> str | None:
    """The value as it is written; None where it is blank."""
    return value if value and not value.isspace() else None
