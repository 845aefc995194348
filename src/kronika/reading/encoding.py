"""Bytes to text: UTF-8 strictly, else the old encodings of the languages that Kronika reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

BROKEN = "\ufffd"
HEAD = 65536
"""Bytes by which it is told whether they are text."""
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b"))


class Alphabet(NamedTuple):
    """A language's letters beyond ASCII, and the old encodings its files may have."""

    letters: str
    encodings: Sequence[str]


class Decoded(NamedTuple):
    """The text, the encoding it was read in, and how many bytes could not be read."""

    text: str
    encoding: str
    broken: int


def looks_binary(raw: bytes) -> bool:
    """Whether the bytes cannot be text: a NUL, or more than one control character in a hundred."""
    return b"\0" in raw[:HEAD] or controls(raw) > 1 / 100


def controls(raw: bytes) -> float:
    """The share of control characters among the first bytes."""
    head = raw[:HEAD]
    return 1 - len(head.translate(None, CONTROL)) / len(head) if head else 0.0


def decode(raw: bytes, alphabets: Sequence[Alphabet]) -> Decoded:
    """The text of `raw`, without any change to its newlines or to a byte-order mark.

    Text that is UTF-8 but for a few bytes stays UTF-8, and each broken byte becomes U+FFFD. Anything else
    is read in the old encoding that gives most letters of its alphabet and fewest other marks.
    """
    try:
        return Decoded(raw.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
    broken = text.count(BROKEN)
    whole = sum(char > "\x7f" for char in text) - broken
    # A file in an old encoding gives almost no whole sequences of UTF-8; a damaged one gives many.
    if broken <= whole or not alphabets:
        return Decoded(text, "utf-8", broken)
    candidates = [
        (_fit(old, alphabet.letters), -rank, name, old)
        for alphabet in alphabets
        for rank, name in enumerate(alphabet.encodings)
        for old in [raw.decode(name, "replace")]
    ]
    _, _, name, old = max(candidates)
    return Decoded(old, name, old.count(BROKEN))


def _fit(text: str, letters: str) -> int:
    known = frozenset(letters)
    typography = frozenset("„”“»«–—…’§°€\u00a0")
    return sum(1 if c in known else 0 if c in typography else -1 for c in text if c > "\x7f")
