"""HTML that is refused before it is parsed: made, or broken, so that parsing takes time or memory without end."""

from __future__ import annotations

import re

MOST_TAGS = 20_000
"""Tags from which on a page's depth is measured before it is read: the time of parsing grows with both."""
MOST_DEEP = 2_000
"""Elements within one another. Pages of the web have some dozens."""
MOST_ATTRIBUTES = 2_000
"""Attributes of one element; parsing compares each with all others."""
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
UNNESTED = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "rt", "rp", "html",
    "head", "body", "script", "style",
))  # fmt: skip
"""Elements that hold nothing or end by themselves."""
FORMATTING = re.compile(r"<(/?)(?:b|big|code|em|font|i|s|small|strike|strong|tt|u)[\s/>]", re.IGNORECASE)
"""Elements that a parser opens again in every paragraph that follows, until they are closed."""
MOST_OPENED_AGAIN = 2_000_000
"""Elements that may be opened so: those left open at once times all tags. Broken pages have some thousands."""


def too_tangled(html: str) -> bool:
    """Whether elements stand within one another, or attributes in one, without end, as in pages made to do harm."""
    if any(tag[0].count("=") + len(tag[0].split()) > MOST_ATTRIBUTES for tag in LONG_TAG.finditer(html)):
        return True
    tags = html.count("<")
    if tags * tags > MOST_OPENED_AGAIN and _left_open(html) * tags > MOST_OPENED_AGAIN:
        return True
    return tags >= MOST_TAGS and _too_deep(html)


def _too_deep(html: str) -> bool:
    depth = 0
    for tag in TAG.finditer(html):
        if tag[2].lower() not in UNNESTED:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > MOST_DEEP:
                return True
    return False


def _left_open(html: str) -> int:
    """The most formatting elements that stand open at once."""
    most = depth = 0
    for tag in FORMATTING.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        most = max(most, depth)
    return most
