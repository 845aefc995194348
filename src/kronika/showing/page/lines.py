"""What every line of the page has: its place, its passages, and the desk at which lines are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from kronika.records import EventRow, FigureRow, Linked, MentionRow, StatementRow, TimeRow
from kronika.showing.page.phrases import PagePhrases
from kronika.showing.page.proof_lines import ProofTeller
from kronika.showing.page.sources import Anchors, Source
from kronika.showing.phrases import Phrases
from kronika.showing.proofs import Proofs
from kronika.showing.statement_groups import Voices


class Passage(NamedTuple):
    """A stretch of a report that a line leads to; `article` is the name of the report, `name` the short one."""

    article: str
    name: str
    start: int
    end: int
    text: str
    kind: str
    href: str | None
    lang: str


class Line(Protocol):
    """What every line has: its own anchor, what a passage calls it, and where it leads."""

    @property
    def anchor(self) -> str:
        """The line's own place on the page."""

    @property
    def label(self) -> str:
        """What a link back to the line says."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that the line is built on."""


Marked = TimeRow | FigureRow | StatementRow | EventRow | MentionRow
KINDS = {TimeRow: "time", FigureRow: "figure", StatementRow: "statement", EventRow: "event", MentionRow: "name"}
"""The kind of mark of a row."""


class Desk:
    """All that lines are made from: the reports, the rows by id, the names given to lines, and words of a language."""

    def __init__(
        self,
        linked: Linked,
        sources: Mapping[str, Source],
        anchors: Anchors,
        proofs: Proofs,
        *,
        excerpts: bool = False,
    ) -> None:
        self.sources = sources
        self.excerpts = excerpts
        self.proofs = ProofTeller(proofs, sources)
        self.phrases = Phrases(proofs.language)
        self.words = PagePhrases(proofs.language)
        self.voices = Voices(linked.entities)
        self.anchors = anchors
        self.rows: dict[str, Marked] = {}
        tables: tuple[Iterable[Marked], ...] = (
            linked.times, linked.events, linked.statements, linked.figures, linked.mentions,
        )  # fmt: skip
        for table in tables:
            for row in table:
                self.rows.setdefault(row.id, row)

    def room(self, most: int) -> int:
        """How many of what may be too many are shown here, where the report page has room for so many."""
        return most

    def record(self, _id: str | None) -> str | None:
        """The address at which a record, or somebody, is told in full; the report page has none."""
        return None

    def passage(self, row: Marked) -> Passage:
        """A passage to link to."""
        return self.stretch(row.article, row.start, row.end, row.text, KINDS[type(row)])

    def stretch(self, article: str, start: int, end: int, text: str, kind: str) -> Passage:
        """A stretch of a report to link to."""
        source = self.sources.get(article)
        href = source.href(start) if source else None
        name = source.short if source else article
        return Passage(article, name, start, end, text, kind, href, source.lang if source else "")

    def stands_in(self, outlet: str) -> bool:
        """Whether this is a report that is counted for its outlet, which is not known."""
        source = self.sources.get(outlet)
        return source is not None and source.row.publisher is None

    def named(self, outlets: Iterable[str]) -> list[str]:
        """The outlets that are known by name."""
        return [outlet for outlet in outlets if not self.stands_in(outlet)]

    def short(self, name: str) -> str:
        """A report's short name; any other name as it is."""
        source = self.sources.get(name)
        return source.short if source else name

    def cut(self, article: str, start: int, end: int) -> str:
        """What stands there; empty where the report is not at hand."""
        source = self.sources.get(article)
        return (source.text or "")[start:end] if source else ""
