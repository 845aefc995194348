"""What reports say an incident was, and denials, as rows: in whose words, of which incident."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from kronika.linking.report import Report
from kronika.ontology.accounts import accounts
from kronika.records import AccountFinding, AccountRow, StatementRow

INCIDENT = "incident"
BACK = 2
"""Sentences back in which the incident is looked for that a word is about. Chosen, not measured."""


def of(report: Report, said: Sequence[StatementRow]) -> list[AccountRow]:
    """The incidents, labels and denials of a report; `said` are its statements."""
    linker = _Linker(report, said)
    return [linker.row(finding) for finding in report.findings.accounts]


class _Linker:
    def __init__(self, report: Report, said: Sequence[StatementRow]) -> None:
        self._report, self._said = report, said
        self._starts = [sentence.start for sentence in report.findings.sentences]
        self._incidents = [f for f in report.findings.accounts if f.kind == INCIDENT]

    def row(self, finding: AccountFinding) -> AccountRow:
        report = self._report
        holder = self._holder(finding)
        return AccountRow(
            id=report.row_id("account", finding.kind, finding.start, finding.end),
            article=report.name,
            start=finding.start,
            end=finding.end,
            text=report.quote(finding.start, finding.end),
            kind=finding.kind,
            label=finding.symbol,
            negated=finding.negated,
            incident=finding.symbol if finding.kind == INCIDENT else self._incident(finding),
            statement=holder.id if holder else None,
        )

    def _holder(self, finding: AccountFinding) -> StatementRow | None:
        """The innermost statement that holds it."""
        holding = [s for s in self._said if s.start <= finding.start and finding.end <= s.end]
        return min(holding, key=lambda s: s.end - s.start) if holding else None

    def _incident(self, finding: AccountFinding) -> str | None:
        """The family of the incident named nearest: in the sentence, in the sentences before it, else the one of which
        the report speaks most; one that names no incident of its own only where there is no other."""
        here = self._sentence(finding.start)
        apart = [f for f in self._incidents if not (f.start < finding.end and finding.start < f.end)]
        own = [f for f in apart if f.symbol not in accounts().general]
        near = [f for f in own if 0 <= here - self._sentence(f.start) <= BACK]
        if near:
            best = min(near, key=lambda f: (here - self._sentence(f.start), abs(f.start - finding.start)))
            return best.symbol
        counted = Counter(f.symbol for f in own or apart).most_common(1)
        return counted[0][0] if counted else None

    def _sentence(self, at: int) -> int:
        return bisect_right(self._starts, at)
