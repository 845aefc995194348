"""What stands before and after a passage, as much of it as tells the passage apart."""

from __future__ import annotations

from msgspec import Struct

AROUND = 32
"""So many characters stand on each side at the least, as in other annotation tools."""


class Quote(Struct, frozen=True, kw_only=True):
    """A passage with what stands on both sides of it."""

    prefix: str
    exact: str
    suffix: str


def quote(text: str, start: int, end: int) -> Quote:
    """The passage at `start:end` with at least 32 characters on each side, twice as many until all three together stand
    nowhere else in the text."""
    around = AROUND
    while True:
        found = Quote(
            prefix=text[max(0, start - around) : start], exact=text[start:end], suffix=text[end : end + around]
        )
        if around > len(text) or _once(text, found.prefix + found.exact + found.suffix):
            return found
        around *= 2


def _once(text: str, words: str) -> bool:
    return text.find(words, text.find(words) + 1) < 0
