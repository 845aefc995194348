"""What reports and rows are called where a format asks for an address (IRI, RFC 3987)."""

from __future__ import annotations

import re
from urllib.parse import quote

from kronika.records import ArticleRow

URN = "urn:kronika:"
_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_NOT_ALLOWED = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]|%(?![0-9A-Fa-f]{2})")


def of_row(id_: str, what: str = "") -> str:
    """The address of a row or of an entity: its id as a URN; `what` is said about it where that has an address too."""
    return f"{URN}{what}{':' if what else ''}{quote(id_, safe='')}"


def of_article(row: ArticleRow) -> str:
    """The address of a report on the web; a URN of its name where it has none."""
    return web(row.uri) or f"{URN}report:{quote(row.article, safe='', errors='replace')}"


def web(uri: str | None) -> str | None:
    """An address as it may stand in a document, what is not allowed there escaped; None for what is none of the web."""
    if uri is None or not _WEB.match(uri):
        return None
    return _NOT_ALLOWED.sub(lambda found: quote(found[0], safe="", errors="replace"), uri)
