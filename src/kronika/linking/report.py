"""A reading under the name that people see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from kronika.evidence import Span, cut, digest
from kronika.linking import days
from kronika.records import Article, Findings, Reading, Ruling

Ruled = dict[tuple[str, int, int], list[Ruling]]
"""What people ruled on the records of a report, by table, start and end."""


class Report(NamedTuple):
    """A reading with its shown name, what is known of its publication, its story's id once told apart, and what people
    ruled on its records."""

    name: str
    reading: Reading
    published: days.Published
    story: str = ""
    ruled: Mapping[tuple[str, int, int], Sequence[Ruling]] = MappingProxyType({})

    @property
    def article(self) -> Article:
        """The article that was read."""
        return self.reading.article

    @property
    def findings(self) -> Findings:
        """What its words say."""
        return self.reading.findings

    def quote(self, start: int, end: int) -> str:
        """What stands there."""
        return cut(self.article.text, Span(start, end))

    def rulings(self, table: str, start: int, end: int) -> list[str]:
        """The ids of the corrections that fix a record."""
        return [ruling.id for ruling in self.ruled.get((table, start, end), ())]

    def fixed(self, table: str, start: int, end: int, field: str) -> Ruling | None:
        """What a person ruled that a field of a record is."""
        return next((r for r in self.ruled.get((table, start, end), ()) if r.field == field), None)

    def row_id(self, table: str, *parts: object) -> str:
        """An id that depends on the shown name and the place alone."""
        return f"{table}-{digest(table, self.name, *parts)}"


def shown_name(name: str, source: str, *, alone: bool) -> str:
    """The name under which people see an article: with a hash of its source where another one has the name."""
    return name if alone else f"{name}#{digest(source)[:8]}"


def named(readings: Sequence[Reading]) -> list[Report]:
    """The readings in the order of their names. Two sources of one name both carry a hash of their source."""
    counts = Counter(r.article.name for r in readings)
    reports = []
    for reading in readings:
        name, source = reading.article.name, reading.article.source
        shown = shown_name(name, source, alone=counts[name] == 1)
        reports.append(Report(shown, reading, days.published(reading.article.metadata)))
    return sorted(reports, key=lambda report: report.name)


def by_story(reports: Sequence[Report]) -> dict[str, list[Report]]:
    """The reports of each story, by its id, in their order."""
    found: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        found[report.story].append(report)
    return found
