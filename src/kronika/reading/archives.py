"""Web archives (WARC) to articles: the HTML pages that were fetched, a record at a time.

What the archive calls things is never used as a path.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import brotli
from backports import zstd
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from kronika.reading.encoding import Alphabet
from kronika.reading.evidence import web_address
from kronika.reading.files import trouble
from kronika.reading.limits import MOST_LINE
from kronika.reading.opening import GZIP, HEAD, format_by_bytes
from kronika.reading.pages import Fetched, page_article
from kronika.records import Article, Trouble

WANTED = WarcRecordType.response | WarcRecordType.resource
PAGES = ("text/html", "application/xhtml+xml")
BEGINNINGS = {True: re.compile(rb"\x1f\x8b\x08"), False: re.compile(rb"WARC/\d\.\d\r?\n")}
"""How a record begins, in an archive that is packed and in one that is not."""
CHUNK = 1 << 16
UNTOLD = ("", "application/octet-stream")
"""What servers call what they do not know; its first bytes tell."""
REMEDY = "Fetch the archive again"


class Body(NamedTuple):
    """The bytes of a page, and why they are known not to be all."""

    raw: bytes
    cut: str | None = None


class UnreadableError(Exception):
    """Why the contents of a record cannot be read."""


def read_archive(path: Path, alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    """The pages of an archive. After a broken record it goes on with the next that can be found."""
    found = False
    with path.open("rb") as file:
        packed = file.read(2) == GZIP
        begin: int | None = 0
        good = True
        while begin is not None:
            file.seek(begin)
            records = _Records(file, begin)
            for record in records:
                good = True
                try:
                    items = list(_read_record(path, record, f"record at byte {records.at:,}", alphabets))
                except OSError as error:  # the archive's own compression is damaged within the record
                    records.error = error
                    break
                found = found or bool(items)
                yield from items
            if records.error is None:
                break
            if good:
                why = f"a record cannot be read ({records.error})"
                yield trouble(path, "record", why, REMEDY, f"after byte {records.at:,}")
            good = False
            begin = _next_beginning(file, records.at + 1, packed)
    if not found and good:
        why = "it has no records of pages that were fetched with success"
        yield trouble(path, "file", why, "Give it an archive of fetched pages")


class _Records:
    """Records from one byte of a file on, up to its end or to one that is broken."""

    def __init__(self, file: BinaryIO, begin: int) -> None:
        self.at = begin
        self.error: Exception | None = None
        self._begin = begin
        self._archive = ArchiveIterator(_Source(file), record_types=WANTED, parse_http=True)

    def __iter__(self) -> Iterator[WarcRecord]:
        while True:
            try:
                record = next(self._archive)
                self.at = self._begin + record.stream_pos
                yield record
            except StopIteration:
                return
            except (OSError, ValueError, EOFError) as error:
                self.error = error
                return


class _Source:
    """A file that fastwarc may read but not close."""

    def __init__(self, file: BinaryIO) -> None:
        self.read = file.read
        self.tell = file.tell
        self.seek = file.seek

    def close(self) -> None:
        """Leaves the file open: the next records are read from it."""


def _next_beginning(file: BinaryIO, start: int, packed: bool) -> int | None:
    """Where the next record may begin, in bytes of the file; None where none does."""
    file.seek(start)
    at, kept = start, b""
    while block := file.read(CHUNK):
        found = BEGINNINGS[packed].search(kept + block)
        if found:
            return at - len(kept) + found.start()
        at += len(block)
        kept = (kept + block)[-16:]
    return None


def _read_record(
    path: Path, record: WarcRecord, where: str, alphabets: Sequence[Alphabet]
) -> Iterator[Article | Trouble]:
    kind, charset = _kind(record)
    if kind is None or (not kind.startswith((*PAGES, *UNTOLD[1:])) and kind not in UNTOLD):
        return
    address = web_address((record.headers.get("WARC-Target-URI") or "").strip("<> "))
    if address is None:
        yield trouble(path, "record", "it names no address of the web", REMEDY, where)
        return
    try:
        body = _contents(record)
    except UnreadableError as error:
        yield trouble(path, "page", f"{address}: {error}", "Fetch the page again", where)
        return
    if not kind.startswith(PAGES) and format_by_bytes(body.raw[:HEAD]) != "page":
        return
    retrieved = (record.headers.get("WARC-Date") or "").strip() or None
    page = Fetched(address, address, body.raw, f"{where}, {address}", charset, address, retrieved, body.cut)
    yield from page_article(path, page, alphabets)


def _kind(record: WarcRecord) -> tuple[str | None, str | None]:
    """What a record holds, and in which encoding; None for what was not found or led elsewhere."""
    http = record.http_headers
    if http is not None and http.status_code is not None and http.status_code != 200:
        return None, None
    told = (http.get("Content-Type") if http is not None else record.headers.get("Content-Type")) or ""
    charset = re.search(r"""charset\s*=\s*["']?([\w.:-]+)""", told, re.IGNORECASE)
    return told.strip().lower(), charset[1] if charset else None


def _contents(record: WarcRecord) -> Body:
    """The bytes of a page, unpacked as far as a page may be large, and a byte more."""
    expected = record.content_length
    raw = record.reader.read(MOST_LINE + 1)
    if len(raw) < min(expected, MOST_LINE + 1):
        raise UnreadableError(f"it is cut off after {len(raw):,} of {expected:,} bytes")
    truncated = (record.headers.get("WARC-Truncated") or "").strip()
    body = Body(raw, f"the archive says so: {truncated[:40]}" if truncated else None)
    http = record.http_headers
    if http is None:
        return body
    if "chunked" in (http.get("Transfer-Encoding") or "").lower():
        body = _also_cut(body, _joined(body.raw))
    for coding in reversed((http.get("Content-Encoding") or "").lower().split(",")):
        unpack = UNPACKING.get(coding.strip())
        try:
            body = _also_cut(body, unpack(body.raw)) if unpack else body
        except (zlib.error, zstd.ZstdError, brotli.error, EOFError) as error:
            raise UnreadableError(f"its compressed data is damaged ({error})") from error
    return body


def _also_cut(before: Body, unpacked: Body) -> Body:
    return unpacked._replace(cut=before.cut or unpacked.cut)


def _joined(raw: bytes) -> Body:
    """The chunks of a body as one; a body that is not in chunks, as many archives store it, as it is."""
    found: list[bytes] = []
    at = 0
    while size := SIZE.match(raw, at):
        length = int(size[1], 16)
        if not length:
            return Body(b"".join(found))
        found.append(raw[size.end() : size.end() + length])
        at = size.end() + length + 2
    return Body(b"".join(found), "its last chunk is missing") if found else Body(raw)


def _inflate(raw: bytes) -> Body:
    if not raw.startswith(GZIP) and b"<" in raw[:64]:
        return Body(raw)  # archives often store what was unpacked already
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        unpacking = zlib.decompressobj(bits)
        try:
            found = unpacking.decompress(raw, MOST_LINE + 1)
        except zlib.error as error:
            failed = error
            continue
        return Body(found, None if unpacking.eof or len(found) > MOST_LINE else UNENDED)
    raise failed


def _unbrotli(raw: bytes) -> Body:
    unpacking = brotli.Decompressor()
    found = bytes(unpacking.process(raw, output_buffer_limit=MOST_LINE + 1))
    return Body(found, None if unpacking.is_finished() or len(found) > MOST_LINE else UNENDED)


def _unzstd(raw: bytes) -> Body:
    unpacking = zstd.ZstdDecompressor()
    found = unpacking.decompress(raw, MOST_LINE + 1)
    return Body(found, None if unpacking.eof or len(found) > MOST_LINE else UNENDED)


UNENDED = "its compressed data has no end"
SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n")
"""The line before a chunk, with how long it is."""
UNPACKING: dict[str, Callable[[bytes], Body]] = {
    "gzip": _inflate, "x-gzip": _inflate, "deflate": _inflate, "br": _unbrotli, "zstd": _unzstd,
}  # fmt: skip
