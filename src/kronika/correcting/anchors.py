"""Anchors: the words on which a correction holds, and where they stand in another version of the report.

Source of the idea: quote and position selectors of the W3C Web Annotation Data Model.
"""

from __future__ import annotations

from collections.abc import Iterator

from kronika.evidence import stands
from kronika.records import Anchor, Article

REACH = 40
"""Characters beside the words by which they are known again: twice as many, and so on, where others have the same
beside them. Fewer, at an edge of the text, tell nothing alone. Chosen, not measured."""
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
        before=_before(text, start, end),
        after=_after(text, start, end),
        once=_once(text, text[start:end]),
    )


def _before(text: str, start: int, end: int) -> str:
    """As much of what stands before as tells these words from all others of the text; nothing where nothing does."""
    firsts = [max(0, start - reach) for reach in _reaches(start)]
    return next((text[first:start] for first in firsts if _once(text, text[first:end])), "")


def _after(text: str, start: int, end: int) -> str:
    """The same of what stands behind."""
    lasts = [end + reach for reach in _reaches(len(text) - end)]
    return next((text[end:last] for last in lasts if _once(text, text[start:last])), "")


def _reaches(room: int) -> Iterator[int]:
    """How far to reach, farther and farther."""
    reach = REACH
    while reach < room:
        yield reach
        reach *= 2
    yield reach


def find(given: Anchor, article: Article) -> int | None:
    """Where the words stand: where they stood, if the text is the same; else the only place where they stand between
    the words before and behind them, or beside enough of either; or, where they are many and stood but once, the only
    place at all. None where they stand in none or in several: they are never taken for others that look like them."""
    text, words = article.text, given.text
    if article.sha256 == given.sha256:
        return given.start if stands(text, given.start, given.end, words) else None
    before, after = given.before, given.after
    beside = [(before[-REACH:], after), (before, after[:REACH])] if before and after else []
    alone = [(before, "")] * (len(before) >= REACH) + [("", after)] * (len(after) >= REACH)
    for ways in (beside, alone, [("", "")] * (given.once and len(words) >= TELLING)):
        places = {place for lead, tail in ways for place in _places(text, lead + words + tail, len(lead))}
        if places:
            return next(iter(places)) if len(places) == 1 else None
    return None


def _once(text: str, words: str) -> bool:
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0


def _places(text: str, words: str, lead: int) -> set[int]:
    """Where the words behind the first `lead` letters of these stand."""
    found, at = set(), text.find(words)
    while at >= 0:
        found.add(at + lead)
        at = text.find(words, at + 1)
    return found
