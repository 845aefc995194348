"""A page's bytes to text: by its byte-order mark, what fetched it, what it says itself, else by its letters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from kronika.reading.encoding import Alphabet, Decoded, decode

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
HEAD = 4096
"""Bytes within which a page must name its encoding."""
FAR = 1 << 16
"""Bytes within which it must stand when comments are left out."""
NAMED = re.compile(
    rb"""<(?:meta\s[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""",
    re.IGNORECASE,
)
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
C1 = re.compile("[\x80-\x9f]")
"""Control characters that no page has: where a decoding gives them, the bytes are letters of another."""
ALIASES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254"}
"""What browsers read under these names."""
NO_CHARSETS = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "utf-7")
)


def decode_page(raw: bytes, charset: str | None, alphabets: Sequence[Alphabet]) -> Decoded:
    """The text of a page, without a byte-order mark.

    What is UTF-8 and not ASCII alone is no other encoding, whatever is stated. Else a stated encoding is believed where
    the bytes fit it.
    """
    for mark, name in MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(name, "replace")
            return Decoded(text, name, text.count("\ufffd"))
    if not raw.isascii():
        try:
            return Decoded(raw.decode("utf-8"), "utf-8", 0)
        except UnicodeError:
            pass
    stated = NAMED.search(COMMENT.sub(b"", raw[:FAR])[:HEAD])
    for given in (charset, stated[1].decode("ascii") if stated else None):
        found = _read_as(raw, _codec(given))
        if found is not None and not (alphabets and C1.search(found.text)):
            return found
    return decode(raw, alphabets)


def _read_as(raw: bytes, codec: str | None) -> Decoded | None:
    try:
        return Decoded(raw.decode(codec), codec, 0) if codec else None
    except UnicodeError:
        return None


def _codec(charset: str | None) -> str | None:
    """Python's name of an encoding of text; None for what is none."""
    if not charset:
        return None
    try:
        found = codecs.lookup(ALIASES.get(charset.lower(), charset))
    except (LookupError, ValueError):
        return None
    is_text = getattr(found, "_is_text_encoding", True) and found.name not in NO_CHARSETS
    return found.name if is_text and not found.name.startswith(("utf-16", "utf-32")) else None
