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
from kronika.reading.headers import header_of, with_header
from kronika.reading.limits import LONGEST, MOST_CHARACTERS, too_long
from kronika.records import Article, Metadata, Trouble

SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON may name alone and UTF-8 cannot hold."""
NO_DAY = "Write it as 2024, 2024-05 or 2024-05-17"
EPOCH = calendar.parse("1970-01-01")
"""The day on which the clocks of computers begin."""
NO_EPOCH = "If the report is of that day, let its text begin with `date 1970-01-01`"
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
    plain: bool = False


def article(source: str, name: str, decoded: Decoded, metadata: Metadata, extracted: bool = False) -> Article:
    """An article of a text; what its header says counts where the input does not say it."""
    said, header = ({}, 0) if extracted else header_of(decoded.text)
    metadata = with_header(metadata, said)
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
    """The article of a text, after its faults.

    Text that is `plain` was not taken out of markup, and stands as the input has it. Whatever its format, no article
    passes with a day that is none or a name without end.
    """
    if len(found.text) > MOST_CHARACTERS:
        yield too_long(path, f"{len(found.text):,} characters", where)
        return
    metadata, refused = _checked(path, found.metadata)
    faults = [*found.faults, *refused]
    yield from (structs.replace(fault, of=found.source, where=fault.where or where) for fault in faults)
    decoded = Decoded(found.text, found.encoding, 0)
    yield article(found.source, found.name, decoded, metadata, extracted=not found.plain)


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
    named = str(record.id) if record.id not in (None, "") else None
    source = named or f"{path}:{number}"
    name = named or f"{path.name}:{number}"
    torn = [broken(path, decoded, where)] if decoded.broken else []
    found = Extracted(source, name, record.text, _metadata(record), decoded.encoding, torn, plain=True)
    yield from extracted_article(path, found, where)


def _metadata(record: Record) -> Metadata:
    authors = [record.authors] if isinstance(record.authors, str) else record.authors or []
    metadata = Metadata(
        title=told(record.title),
        url=told(record.url),
        publisher=told(record.publisher),
        published=record.published or None,
        authors=authors,
        language=told(record.language),
        retrieved=told(record.retrieved),
    )
    return with_sources(metadata, RECORD)


def _checked(path: Path, metadata: Metadata) -> tuple[Metadata, list[Trouble]]:
    """The metadata without what no report can have, and a fault for each field that was left out."""
    faults = []
    if metadata.published and not _is_day(metadata.published):
        why = f"{metadata.published[:100]!r} is neither EDTF nor an ISO date-time"
        faults.append(trouble(path, "published", why, NO_DAY))
        metadata = _without(metadata, "published")
    elif metadata.published and calendar.parse(metadata.published) == EPOCH:
        why = f"{metadata.published[:100]!r} is what programs write where no day is known"
        faults.append(trouble(path, "published", why, NO_EPOCH))
        metadata = _without(metadata, "published")
    for field in ("title", "url", "publisher"):
        if len(getattr(metadata, field) or "") > LONGEST:
            faults.append(_endless(path, field))
            metadata = _without(metadata, field)
    short = [name for name in metadata.authors if len(name) <= LONGEST]
    if len(short) < len(metadata.authors):
        faults.append(_endless(path, "authors"))
        metadata = structs.replace(_without(metadata, "authors") if not short else metadata, authors=short)
    return metadata, faults


def _endless(path: Path, field: str) -> Trouble:
    why = f"it has more than {LONGEST:,} characters, and is left out"
    return trouble(path, field, why, "Write it shorter, or state it in JSON Lines")


def _is_day(published: str) -> bool:
    try:
        calendar.parse(published)
    except ValueError:
        return False
    return True


def _without(metadata: Metadata, field: str) -> Metadata:
    sources = {named: said for named, said in metadata.sources.items() if named != field}
    return structs.replace(metadata, **{field: [] if field == "authors" else None, "sources": sources})


def with_sources(metadata: Metadata, source: str) -> Metadata:
    """The metadata with one source for every field that it gives."""
    given = msgspec.structs.asdict(metadata)
    sources = {field: [source] for field, value in given.items() if value and field not in ("sources", "language")}
    return structs.replace(metadata, sources={**sources, **metadata.sources})


def told(value: str | None) -> str | None:
    """The value as it is written; None where it is blank."""
    return value if value and not value.isspace() else None


def whole(value: str) -> str:
    """The value with U+FFFD for halves of characters, which cannot be stored."""
    return SURROGATE.sub("\ufffd", value)
