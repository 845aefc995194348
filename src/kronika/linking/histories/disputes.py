"""Which figures a dispute is of: of its own report, else of the story's others, by the measure that its words name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kronika.linking.histories.counts import Count, order
from kronika.linking.report import Report
from kronika.ontology import measures
from kronika.records import DisputeFinding, FigureRow, StatementRow

NEAR = 2
"""Sentences back in which the disputed figures of a report are looked for. Chosen, not measured."""
RETRACTION = "retraction"
DIRECTIONS = {"low": "too low", "high": "too high"}


class Disputed(NamedTuple):
    """A dispute of a figure: its words, the statement that they are of, the number that is put against it."""

    figure: str
    counter: str | None
    rule: str
    why: str
    article: str
    start: int
    end: int
    text: str
    statement: str | None
    direction: str | None


class DisputeLinker:
    """Ties the disputes of a story's reports to its figures."""

    def __init__(
        self, counts: Sequence[Count], statements: Iterable[StatementRow], denied: Mapping[str, Sequence[FigureRow]]
    ) -> None:
        self._denied = denied
        self._counts = sorted(counts, key=lambda c: c.key)
        self._own: dict[str, list[FigureRow]] = {}
        for count in sorted(counts, key=lambda c: c.row.start):
            self._own.setdefault(count.row.article, []).append(count.row)
        self._said: dict[str, list[StatementRow]] = {}
        for row in statements:
            self._said.setdefault(row.article, []).append(row)
        self._days = {count.row.article: count.told for count in self._counts}

    def of(self, report: Report) -> list[Disputed]:
        """The disputes of a report."""
        return [d for finding in report.findings.disputes for d in self._disputed(report, finding)]

    def _disputed(self, report: Report, finding: DisputeFinding) -> list[Disputed]:
        own = self._own.get(report.name, [])
        said = self._statement(report, finding)
        if denied := [f for f in self._denied.get(report.name, ()) if finding.start <= f.start < finding.end]:
            return [self._row(report, finding, target, (), said) for target in self._given(denied)]
        behind = [f for f in own if finding.word < f.start < finding.end]
        after = self._after(report, finding, own)
        if finding.rule == RETRACTION:
            targets = behind or self._targets(report, finding, own, after)
            return [self._row(report, finding, target, after, said) for target in _meant(targets)]
        theirs = [f for f in own if said and said.speaker and f.attributed_to == said.speaker]
        counters = [*behind, *(f for f in after if not f.official), *theirs]
        targets = self._targets(report, finding, own, counters)
        return [self._row(report, finding, target, counters, said) for target in _meant(targets)]

    def _given(self, denied: Sequence[FigureRow]) -> list[FigureRow]:
        """`zaprzecza, że zginęło 30 osób`: the newest that gives this number."""
        found = []
        for row in denied:
            numbers = (row.measure, row.value, row.low, row.high)
            alike = [c.row for c in self._counts if (c.row.measure, c.row.value, c.row.low, c.row.high) == numbers]
            found += alike[-1:]
        return found

    def _targets(
        self, report: Report, finding: DisputeFinding, own: Sequence[FigureRow], counters: Sequence[FigureRow]
    ) -> list[FigureRow]:
        """The figures that are meant: of its own report before it, else of others. Where the sentence itself has a
        number against them, of its measure."""
        known = {f.id for f in counters}
        put = {f.measure for f in counters if f.start < finding.end} if not finding.measures else set()
        earlier = [f for f in own if f.start < finding.word and f.id not in known and (not put or f.measure in put)]
        return self._of_measures(report, finding, earlier) or self._of_others(report, finding, counters)

    def _of_measures(self, report: Report, finding: DisputeFinding, earlier: Sequence[FigureRow]) -> list[FigureRow]:
        """The figures before it: the last ones of the measures that its words name, else those of the nearest sentence
        that has any."""
        if finding.measures:
            fitting = [f for f in earlier if f.measure in finding.measures]
            return [next(f for f in reversed(fitting) if f.measure == m) for m in {f.measure: 0 for f in fitting}]
        starts = [s.start for s in report.findings.sentences if s.start <= finding.start][-NEAR - 1 :]
        for start, end in zip(reversed(starts), [finding.end, *reversed(starts)], strict=False):
            if found := [f for f in earlier if start <= f.start < end]:
                return found
        return []

    def _statement(self, report: Report, finding: DisputeFinding) -> StatementRow | None:
        """The statement in whose words the dispute stands."""
        around = [s for s in self._said.get(report.name, ()) if s.start <= finding.word < s.end]
        return min(around, key=lambda s: s.end - s.start, default=None)

    def _after(self, report: Report, finding: DisputeFinding, own: Sequence[FigureRow]) -> list[FigureRow]:
        """The numbers of the next sentence: whoever disputes goes on, or is backed."""
        following = next((s for s in report.findings.sentences if s.start >= finding.end), None)
        return [f for f in own if following and following.start <= f.start < following.end]

    def _of_others(self, report: Report, finding: DisputeFinding, counters: Sequence[FigureRow]) -> list[FigureRow]:
        """The newest figures of other reports that are not later, of the measures that the words, the sentences beside
        them or the other number tell; an office's first."""
        found = []
        told = {c.row.measure for c in self._counts if c.row.article != report.name}
        named = (finding.measures, finding.topic, [f.measure for f in counters[:1]])
        for measure in next((m for m in named if told.intersection(m)), []):
            rows = [c for c in self._counts if c.row.measure == measure and c.row.article != report.name]
            earlier = [c for c in rows if order(self._days.get(report.name, c.told), c.told) != -1]
            whole = [c.row for c in earlier if c.row.part_of is None]
            found += ([row for row in whole if row.official] or whole)[-1:]
        return found

    def _row(
        self,
        report: Report,
        finding: DisputeFinding,
        target: FigureRow,
        counters: Sequence[FigureRow],
        said: StatementRow | None,
    ) -> Disputed:
        counter = next((f for f in counters if f.measure == target.measure and f.id != target.id), None)
        start, end = (said.start, said.end) if said else (finding.start, finding.end)
        return Disputed(
            figure=target.id,
            counter=counter.id if counter else None,
            rule=finding.rule,
            why=_why(finding, target, said),
            article=report.name,
            start=start,
            end=end,
            text=report.quote(start, end),
            statement=said.id if said else None,
            direction=finding.direction,
        )


def _meant(targets: Sequence[FigureRow]) -> list[FigureRow]:
    """The tolls among them, where there are any; else all. What is a part is not meant beside its whole."""
    known = measures()
    wanted = [f for f in targets if known[f.measure].toll] or list(targets)
    ids = {f.id for f in wanted}
    return [f for f in wanted if f.part_of not in ids]


def _why(finding: DisputeFinding, target: FigureRow, said: StatementRow | None) -> str:
    who = said.speaker if said and said.speaker else "the report"
    if finding.rule == RETRACTION:
        return f"{target.told}: taken back, as {who} says"
    return f"{target.told}: {who} says that it is {DIRECTIONS.get(finding.direction or '', 'wrong')}"
