"""Letters of every Latin alphabet, as classes for regular expressions: `re` knows no letter case of its own."""

from __future__ import annotations

LATIN = range(0x41, 0x250)

UPPER = "".join(chr(code) for code in LATIN if chr(code).isupper())
LOWER = "".join(chr(code) for code in LATIN if chr(code).islower())
