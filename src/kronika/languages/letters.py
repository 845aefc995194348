"""Letters: those of every Latin alphabet as classes for regular expressions, and names without their marks.

`re` knows no letter case of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LATIN = range(0x41, 0x250)

UPPER = "".join(chr(code) for code in LATIN if chr(code).isupper())
LOWER = "".join(chr(code) for code in LATIN if chr(code).islower())

STEM = 5
"""Letters of a name's word that hardly bend: of 4, 5 and 6 the best for `python -m evaluation stories`, tuned."""
SHORTEST, TELLING = 3, 4
"""Letters that a word of a name has at least, and a word that tells something by itself."""

BARRED = {0x142: "l", 0x141: "L", 0xF8: "o", 0xD8: "O", 0x111: "d", 0x110: "D"}
"""Letters with a bar, which Unicode takes for letters of their own."""


@lru_cache(100_000)
def fold(name: str) -> str:
    """A name in small letters without marks and punctuation, its words in order: two spellings of one name agree."""
    flat = unicodedata.normalize("NFKD", name.translate(BARRED)).casefold()
    return " ".join(re.findall(r"\w+", "".join(c for c in flat if not unicodedata.combining(c))))


WORD = re.compile(r"[\w\u0300-\u036f]+")
"""A run of letters, digits and marks that stand on letters."""


class FoldedWord(NamedTuple):
    """A word of a text, folded, and where it stands; one character may hold several (`½`)."""

    word: str
    start: int
    end: int


def folded_words(text: str) -> Iterator[FoldedWord]:
    """The words of a text in their order, each folded."""
    for found in WORD.finditer(text):
        for word in fold(found[0]).split():
            yield FoldedWord(word, found.start(), found.end())


@lru_cache(100_000)
def stems(name: str, least: int = SHORTEST) -> tuple[str, ...]:
    """The first letters of each word of a name of so many letters at least, folded and sorted: what its forms have in
    common."""
    return tuple(sorted({word[:STEM] for word in fold(name).split() if len(word) >= least}))
