"""A page's bytes to text: by its byte-order mark, what fetched it, what it says itself, else by its letters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from kronika.reading.encoding import Alphabet, Decoded, decode

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
HEAD = 4096
"""Bytes within which a page must name its encoding."""
NAMED = re.compile(rb"""(?:charset\s*=\s*|<\?xml[^>]*?encoding\s*=\s*)["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
ALIASES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254"}
"""What browsers read under these names."""
NO_CHARSETS = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "utf-7")
)


def decode_page(raw: bytes, charset: str | None, alphabets: Sequence[Alphabet]) -> Decoded:
    """The text of a page, without a byte-order mark. A stated encoding is believed where the bytes fit it."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(name, "replace")
            return Decoded(text, name, text.count("\ufffd"))
    stated = NAMED.search(raw[:HEAD])
    for given in (charset, stated[1].decode("ascii") if stated else None):
        codec = _codec(given)
        if codec:
            try:
                return Decoded(raw.decode(codec), codec, 0)
            except UnicodeError:
                continue
    return decode(raw, alphabets)


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
