"""How much is read of anything, and what is said of more."""

from __future__ import annotations

from pathlib import Path

from kronika.reading.files import trouble
from kronika.records import Trouble

MOST_CHARACTERS = 1_000_000
"""Characters of an article."""
MOST_BYTES = 4 * MOST_CHARACTERS
"""Bytes of a plain text: UTF-8 takes at most four a character."""
MOST_LINE = 16 * MOST_CHARACTERS
"""Bytes of a record or a page: JSON may escape a character in up to twelve, and markup stands beside the text."""
LONGEST = 1_000
"""Characters of a title, a name or an address; what is longer is none."""
MOST_PASSED_OVER = 64 * MOST_LINE
"""Bytes of one record that are passed over in search of the next; behind them the file is left."""

SPLIT = "Split it into single reports"


def too_long(path: Path, size: str, where: str | None = None) -> Trouble:
    """An article that is left out for its size."""
    why = f"it has {size}, and an article has at most {MOST_CHARACTERS:,} characters"
    return trouble(path, "article", why, SPLIT, where)


def without_end(path: Path, where: str) -> Trouble:
    """A record that goes on and on, as bombs of compression do; the file is left there."""
    why = f"a record of more than {MOST_PASSED_OVER:,} bytes; what follows is not read"
    return trouble(path, "file", why, "Take that record out", where)


def damaged(path: Path, error: Exception, where: str) -> Trouble:
    """Compressed data that cannot be read further."""
    why = f"its compressed data is cut off or damaged ({error}); what follows is not read"
    return trouble(path, "file", why, "Fetch or pack it again", where)
