"""Files to streams of bytes, unpacked as they are read, and the format that their endings or first bytes tell."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from backports import zstd

from kronika.reading.files import format_of

DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, zstd.ZstdError)
"""What is raised where packed data is cut off or damaged."""

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
HEAD = 1024
"""Bytes by which a format is told."""
OBJECT = re.compile(rb"\[?\s*\{\s*\"")
PAGE = re.compile(rb"(?:<!--.{0,900}?-->\s*)*<(?:!doctype\s+html|html|head|body|main|article|div|p|h1)[\s>]", re.DOTALL)
"""How an object of JSON and a page begin."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file's bytes, unpacked where they begin as gzip or Zstandard does.

    A window of Zstandard above 128 MB is refused, as its own tool does, so that memory stays bounded.
    """
    with path.open("rb") as raw:
        begin = raw.read(len(ZSTD))
        raw.seek(0)
        if begin.startswith(GZIP):
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield cast(BinaryIO, unpacked)
        elif begin == ZSTD:
            with zstd.ZstdFile(raw) as unzipped:
                yield cast(BinaryIO, unzipped)
        else:
            yield raw


def told_format(path: Path) -> str:
    """The format of a file, by its ending, else by its first bytes; `text` where neither tells."""
    by_ending = format_of(path)
    if by_ending:
        return by_ending
    try:
        with opened(path) as file:
            head = file.read(HEAD)
    except DAMAGED:
        return "packed"
    with path.open("rb") as raw:
        packed = raw.read(2) in (GZIP, ZSTD[:2])
    return format_by_bytes(head) or ("packed" if packed else "text")


def format_by_bytes(head: bytes) -> str | None:
    """The format that the first bytes of a file tell; None where they tell none."""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begin.startswith(b"WARC/"):
        return "warc"
    if begin.startswith(b"PAR1"):
        return "parquet"
    if OBJECT.match(begin):
        return "ninjs" if b'"uri"' in begin else "lines" if b'"text"' in begin else None
    low = begin[:HEAD].lower()
    if PAGE.match(low) or (low.startswith(b"<?xml") and b"<html" in low):
        return "page"
    return "feed" if low.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")) else None
