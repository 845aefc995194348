"""The header of a text: lines before its first sentence that say when, by whom and where it was published."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from msgspec import structs

from kronika import calendar
from kronika.reading.limits import LONGEST
from kronika.records import Metadata

DATE = re.compile(r"\s*date:? (\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?=\s|$)")
"""Crawls leave it on a line of its own, or glued to the first sentence."""
LINE = re.compile(rf"\s*(publisher|title|url):[ \t]*(\S[^\r\n]{{0,{LONGEST - 1}}})(?=[\r\n]|$)")
"""A key of JSON Lines with its value, on a line of its own."""
MARK = "\ufeff"
SOURCE = "header"


class Header(NamedTuple):
    """What the header says, by the fields of `Metadata`, and how many characters it has."""

    said: dict[str, str]
    length: int


def header_of(text: str) -> Header:
    """The header with which a text begins. A byte-order mark alone is one too: it is no part of the first word."""
    said: dict[str, str] = {}
    at = int(text.startswith(MARK))
    while found := DATE.match(text, at) or LINE.match(text, at):
        field, value = ("published", found[1]) if found.re is DATE else (found[1], found[2].rstrip())
        if field in said or (field == "published" and not _is_day(value)):
            break
        said[field] = value
        at = found.end()
    return Header(said, at)


def with_header(metadata: Metadata, said: dict[str, str]) -> Metadata:
    """The metadata with what the header says where nothing else does."""
    new: dict[str, Any] = {field: value for field, value in said.items() if not getattr(metadata, field)}
    return structs.replace(metadata, **new, sources={**metadata.sources, **{field: [SOURCE] for field in new}})


def _is_day(value: str) -> bool:
    try:
        calendar.parse(value)
    except ValueError:
        return False
    return True
