"""The reports of a story: facts, how their days were found, and texts whose passages lead back to the lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kronika.records import Linked
from kronika.showing.page.excerpts import gaps, share_shown
from kronika.showing.page.lines import Desk, Line
from kronika.showing.page.marking import KINDS, REMOVED, ZONES, Back, Mark, Paragraph, mark_text
from kronika.showing.page.proof_lines import Proof
from kronika.showing.page.sources import Source

TIME = "time"
Uses = dict[tuple[int, int, str, str], dict[Back, None]]
"""Start, end, kind and note of a passage, and the lines that use it, each once and in order."""


class Kind(NamedTuple):
    """A kind of mark in the legend."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its facts and its marked text; no paragraphs where the text is not at hand.

    `facts` are outlet, authors and days of publication as they are told.
    """

    anchor: str
    name: str
    title: str | None
    facts: tuple[str, ...]
    proof: Proof
    lang: str
    address: str | None
    belongs: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of a story, the kinds of marks in them, how much was removed, and how much excerpts show."""

    every: tuple[Report, ...]
    kinds: tuple[Kind, ...]
    removed: str | None
    excerpt: str | None


class Archive:
    """Makes reports, once all lines are told: only then is it known which passages they use and link to."""

    def __init__(self, linked: Linked, lines: Iterable[Line], desk: Desk) -> None:
        self.desk = desk
        self._uses: dict[str, Uses] = {name: {} for name in desk.sources}
        self._published = {
            name: desk.proofs.of_publication(source.row.published_proof) for name, source in desk.sources.items()
        }
        for line in lines:
            self._mark_line(line)
        self._mark_rows(linked)

    def _mark_line(self, line: Line) -> None:
        back = Back(line.anchor, line.label)
        for passage in line.passages:
            self.mark(passage.article, (passage.start, passage.end, passage.kind, ""))[back] = None

    def _mark_rows(self, linked: Linked) -> None:
        """Marks what needs no line: times, zones, and what was removed."""
        words = self.desk.words
        for row in linked.times:
            days = words.long_days(row.earliest, row.latest) or ""
            self.mark(row.article, (row.start, row.end, TIME, days))
        for zone in linked.passages:
            if zone.kind in (*ZONES, REMOVED):
                note = words.reason(zone.reason) if zone.kind == REMOVED else ""
                self.mark(zone.article, (zone.start, zone.end, zone.kind, note))

    def mark(self, article: str, mark: tuple[int, int, str, str]) -> dict[Back, None]:
        """Marks a passage (start, end, kind, note); gives back the lines that use it."""
        return self._uses.setdefault(article, {}).setdefault(mark, {})

    def reports(self, sources: Sequence[Source], belongs: Mapping[str, Sequence[str]]) -> Reports:
        """The reports of a story; `belongs` says of each why it is one of them."""
        words, short = self.desk.words, self.desk.excerpts
        marks = {source.row.article: self._marks(source) for source in sources}
        left_out = {source.row.article: gaps(source, marks[source.row.article]) if short else [] for source in sources}
        found = [mark.kind for of_report in marks.values() for mark in of_report]
        removed = 0 if short else found.count(REMOVED)
        return Reports(
            every=tuple(
                self._report(source, [*marks[name], *left_out[name]], belongs.get(name, ()))
                for source in sources
                for name in [source.row.article]
            ),
            kinds=tuple(Kind(name, words.say(f"mark-{name}")) for name in KINDS if name in found),
            removed=words.count("passages", removed) if removed else None,
            excerpt=self._excerpt(sources, left_out) if short else None,
        )

    def _marks(self, source: Source) -> list[Mark]:
        return [Mark(*key, tuple(backs)) for key, backs in self._uses[source.row.article].items()]

    def _excerpt(self, sources: Iterable[Source], left_out: Mapping[str, list[Mark]]) -> str:
        """That only excerpts are shown, and how much of the texts they are."""
        sizes = [share_shown(source, left_out[source.row.article]) for source in sources]
        shown, every = (sum(column) for column in zip(*sizes, strict=True))
        return self.desk.words.say("excerpts", share=round(100 * shown / every) if every else 0)

    def _report(self, source: Source, marks: list[Mark], belongs: Sequence[str]) -> Report:
        row, words = source.row, self.desk.words
        web = row.uri is not None and row.uri.startswith(("https://", "http://"))
        days = words.long_days(row.published_earliest, row.published_latest)
        published = words.say("published-on", days=days) if days else words.say("published-unknown")
        outlet = row.publisher or words.say("outlets-unknown")
        return Report(
            anchor=source.anchor,
            name=row.article,
            title=row.title,
            facts=tuple(filter(None, (outlet, ", ".join(row.authors), published))),
            proof=self._published[row.article],
            lang=source.lang,
            address=row.uri if web else None,
            belongs=tuple(belongs),
            paragraphs=tuple(mark_text(source, marks)),
        )
