"""The desk at which the sections of the report page are made, for some rows of a large store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kronika.evidence import Span
from kronika.records import (
    ArticleRow,
    EntityRow,
    EventRow,
    FigureRow,
    Linked,
    MentionRow,
    StatementRow,
    TimeRow,
)
from kronika.serving import addresses
from kronika.serving.asking import Asking
from kronika.showing.page.lines import Desk, Passage
from kronika.showing.page.sources import Anchors, Source, paragraphs

ROOM = 10
"""Times as many of anything as on the report page: who asks has chosen what fits a page already."""
TABLES: dict[type, str] = {
    TimeRow: "times",
    EventRow: "events",
    StatementRow: "statements",
    FigureRow: "figures",
    MentionRow: "mentions",
    EntityRow: "entities",
}

KINDS_OF: dict[type, str] = {
    **{kind: name for kind, name in TABLES.items() if kind is not EntityRow},
    ArticleRow: "articles",
}
"""The tables of the records that have a page on which they can be corrected."""


class ServedSource(Source):
    """A report whose passages have an address of their own."""

    def href(self, start: int) -> str:
        """The address of a passage on the page of its report."""
        return addresses.report(self.row.article, start)


class ServedDesk(Desk):
    """Makes lines whose passages lead to the pages of reports, and whose records have pages."""

    def room(self, most: int) -> int:
        """What was chosen for a page has room there."""
        return ROOM * most

    def record(self, id: str | None) -> str | None:
        """The page of a record."""
        return addresses.record(id) if id else None

    def stretch(self, article: str, start: int, end: int, text: str, kind: str) -> Passage:
        """A stretch of a report, lit where the link leads."""
        made = super().stretch(article, start, end, text, kind)
        return made._replace(href=addresses.report(article, start, end)) if article in self.sources else made


def linked_of(rows: Iterable[Any]) -> Linked:
    """Rows of several tables as the sections take them."""
    sorted_out: dict[str, list[Any]] = {name: [] for name in TABLES.values()}
    for row in rows:
        if name := TABLES.get(type(row)):
            sorted_out[name].append(row)
    return Linked(**sorted_out)


def articles_of(rows: Iterable[Any]) -> set[str]:
    """The reports in which rows stand, and those that their proofs name."""
    found = set()
    for row in rows:
        if article := getattr(row, "article", None):
            found.add(article)
        for step in getattr(row, "proof", ()) or getattr(row, "published_proof", ()):
            found.update(name for name in (step.article, step.other) if name)
    return found


def open_desk(ask: Asking, rows: Iterable[Any], names: Iterable[str] = (), *, texts: Iterable[str] = ()) -> ServedDesk:
    """The desk for these rows: with the reports in which they stand and those named, some of them with their texts."""
    rows, wanted = list(rows), set(texts)
    needed = {*articles_of(rows), *names, *wanted}
    known = [found[0] for name in sorted(needed) if (found := ask.lookup.under("articles", name))]
    sources = {row.article: source_of(ask, row, text=row.article in wanted) for row in known}
    return ServedDesk(linked_of(rows), sources, Anchors(), ask.proofs)


def source_of(ask: Asking, row: ArticleRow, *, text: bool, anchor: str = "p") -> ServedSource:
    """A report as the sections need it."""
    found = ask.lookup.wording(row.article) if text else None
    return ServedSource(
        row=row,
        anchor=anchor,
        text=found.text if found else None,
        paragraphs=paragraphs(found.text) if found else [],
        sentences=sorted(Span(s.start, s.end) for s in found.sentences) if found else [],
    )
