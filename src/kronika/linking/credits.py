"""The agencies that a report names as its source, as rows of the export."""

from __future__ import annotations

from kronika.evidence import Span
from kronika.linking.copying import CREDIT
from kronika.linking.report import Report
from kronika.records import CreditFinding, CreditRow


def of(report: Report) -> list[CreditRow]:
    """A credit is of the whole report, a citation of its sentence."""
    return [_row(report, finding) for finding in report.findings.credits]


def _row(report: Report, finding: CreditFinding) -> CreditRow:
    own = Span(finding.start, finding.end)
    sentences = (Span(s.start, s.end) for s in report.findings.sentences)
    around = next((s for s in sentences if s.covers(own)), own)
    stretch = Span(0, len(report.article.text)) if finding.rule == CREDIT else around
    return CreditRow(
        id=report.row_id("credit", *own),
        article=report.name,
        start=own.start,
        end=own.end,
        text=report.quote(*own),
        rule=finding.rule,
        agency=finding.agency,
        from_start=stretch.start,
        from_end=stretch.end,
    )
