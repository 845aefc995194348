"""How newspapers type what the corpora hold with hyphens, straight quotes and small letters."""

from __future__ import annotations

LOUD = 0.04
"""Share of sentences that are seen a second time in capitals, as headlines and posts are."""
TYPESET = 0.3
"""Share of sentences with hyphens or straight quotes that are seen a second time with dashes and Polish quotes."""
HYPHEN, DASH = "-", "–"
STRAIGHT, QUOTES = '"', "„”"


def typeset(forms: list[str]) -> list[str]:
    """The forms with dashes for hyphens that stand alone, and opening and closing quotation marks in turn."""
    new, quotes = [], 0
    for form in forms:
        if form == STRAIGHT:
            form, quotes = QUOTES[quotes % 2], quotes + 1
        new.append(DASH if form == HYPHEN else form)
    return new
