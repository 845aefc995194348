"""Anchors: the words on which a correction holds, and where they stand in another version of the report.

Source of the idea: quote and position selectors of the W3C Web Annotation Data Model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kronika.evidence import stands
from kronika.records import Anchor, Article

REACH = 40
"""Characters beside the words by which they are known again. Chosen, not measured."""
TELLING = 40
"""Characters from which on words that stand but once are known by themselves. Chosen, not measured."""


def anchor(article: Article, start: int, end: int) -> Anchor:
    """An anchor on what stands at `start:end`."""
    text = article.text
    return Anchor(
        article=article.name,
        sha256=article.sha256,
        start=start,
        end=end,
        text=text[start:end],
        before=text[max(0, start - REACH) : start],
        after=text[end : end + REACH],
    )


def find(given: Anchor, article: Article) -> int | None:
    """Where the words stand: where they stood, if the text is the same; else the only place where they stand with the
    words before or behind them, or, where they are many, the only place at all. None where they stand in none or in
    several: they are never taken for others that look like them."""
    if article.sha256 == given.sha256:
        return given.start if stands(article.text, given.start, given.end, given.text) else None
    for before, after in ((given.before, given.after), (given.before, ""), ("", given.after)):
        if before or after:
            places = list(_places(article.text, before + given.text + after, len(before)))
            if places:
                return places[0] if len(places) == 1 else None
    places = list(_places(article.text, given.text, 0)) if len(given.text) >= TELLING else []
    return places[0] if len(places) == 1 else None


def _places(text: str, words: str, lead: int) -> Iterator[int]:
    return (found.start() + lead for found in re.finditer(f"(?={re.escape(words)})", text))
