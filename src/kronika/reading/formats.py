"""The door of reading: one file to its articles, by its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from kronika.reading.articles import article, broken
from kronika.reading.encoding import Alphabet, decode, looks_binary
from kronika.reading.files import trouble
from kronika.reading.limits import MOST_BYTES, MOST_CHARACTERS, too_long
from kronika.reading.lines import read_lines
from kronika.reading.opening import told_format
from kronika.records import Article, Metadata, Trouble

NO_TEXT = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG", b"PK\x03\x04")
"""What files of other kinds begin with that may look like text: PDF, pictures, office documents."""
Read = Callable[[Path, Sequence[Alphabet]], Iterator[Article | Trouble]]

FORMATS = {
    "page": ("pages", "read_page"),
    "warc": ("archives", "read_archive"),
    "feed": ("feeds", "read_feed"),
    "ninjs": ("ninjs", "read_ninjs"),
    "parquet": ("parquet", "read_parquet"),
}
"""Formats whose libraries are loaded only where one is read: its module and what in it reads."""


def read(path: Path, alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    """The articles of one file, and what of it could not be read, in the file's order.

    One article is held at a time, however large the file is.
    """
    try:
        yield from _reader(told_format(path))(path, alphabets)
    except PermissionError:
        yield trouble(path, "file", "it may not be opened", "Give yourself the right to read it (chmod u+r)")
    except OSError as error:
        yield trouble(path, "file", f"it cannot be read ({error.strerror or error})", "Check the disk and the path")


def _reader(format: str) -> Read:
    own: dict[str, Read] = {"text": _read_text, "lines": read_lines, "packed": _refuse_packed}
    if format in own:
        return own[format]
    module, name = FORMATS[format]
    found: Read = getattr(import_module(f"kronika.reading.{module}"), name)
    return found


def _refuse_packed(path: Path, _alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    remedy = "Unpack it, or give it its ending, as .jsonl.gz or .warc.gz"
    yield trouble(path, "file", "it is packed, and what is in it cannot be told", remedy)


def _read_text(path: Path, alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    if refusal := _refuse_bytes(path, raw):
        yield refusal
        return
    decoded = decode(raw, alphabets)
    if len(decoded.text) > MOST_CHARACTERS:
        yield too_long(path, f"{len(decoded.text):,} characters")
        return
    if decoded.broken:
        yield broken(path, decoded, None)
    yield article(str(path), path.name, decoded, Metadata())


def _refuse_bytes(path: Path, raw: bytes) -> Trouble | None:
    if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
        return trouble(path, "file", "it is empty", "Save the report again, or remove the file")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return trouble(path, "file", "it is UTF-16", "Save it as UTF-8")
    if looks_binary(raw) or raw.startswith(NO_TEXT):
        return trouble(path, "file", "it is not text", "Convert it to plain text or remove it")
    if len(raw) > MOST_BYTES:
        return too_long(path, f"more than {MOST_BYTES:,} bytes")
    return None
