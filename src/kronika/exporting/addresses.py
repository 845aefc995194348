"""What reports and rows are called where a format asks for an address (IRI, RFC 3987)."""

from __future__ import annotations

from urllib.parse import quote

from kronika.records import ArticleRow
from kronika.showing.web_addresses import web

__all__ = ["URN", "of_article", "of_report", "of_row", "web"]

URN = "urn:kronika:"


def of_row(id_: str, what: str = "") -> str:
    """The address of a row or of an entity: its id as a URN; `what` is said about it where that has an address too."""
    return f"{URN}{what}{':' if what else ''}{quote(id_, safe='')}"


def of_report(row: ArticleRow) -> str:
    """The URN of a report, of its name: two reports may have one address on the web."""
    return f"{URN}report:{quote(row.article, safe='', errors='replace')}"


def of_article(row: ArticleRow) -> str:
    """The address of a report on the web; a URN of its name where it has none."""
    return web(row.uri) or of_report(row)
