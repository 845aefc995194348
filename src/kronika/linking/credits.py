"""The agencies that a report names as its source, as rows of the export."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kronika.evidence import Span
from kronika.languages.letters import fold
from kronika.linking.copying import CREDIT, PERSON, Press
from kronika.linking.report import Report
from kronika.linking.within import is_acronym
from kronika.records import CreditFinding, CreditRow

CITED = "cited"
BOILERPLATE = "boilerplate"


def of(report: Report, press: Press) -> list[CreditRow]:
    """A credit is of the whole report, a citation of its sentence. An agency that only other reports introduce is known
    here too, but for what somebody says."""
    told = report.findings.credits
    taken = [Span(credit.start, credit.end) for credit in told]
    return [_row(report, finding) for finding in (*told, *_named(report, press, taken))]


def _named(report: Report, press: Press, taken: Sequence[Span]) -> Iterator[CreditFinding]:
    said = [Span(s.start, s.end) for s in report.findings.statements if s.direct]
    starts = {mention.start for mention in report.findings.mentions}
    noise = [Span(zone.start, zone.end) for zone in report.findings.zones if zone.kind == BOILERPLATE]
    for name in dict.fromkeys(name for name in press.agencies.values() if " " in name):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", report.article.text):
            own = Span(*found.span())
            if own.start not in starts and not any(span.overlaps(own) for span in (*taken, *said, *noise)):
                yield CreditFinding(start=own.start, end=own.end, rule=CITED, agency=name)
    for mention in report.findings.mentions:
        own = Span(mention.start, mention.end)
        text = report.quote(*own)
        names = [fold(name) for name in (text, *(base.text for base in mention.bases))]
        agency = next((press.agencies[name] for name in names if name in press.agencies), None)
        if agency is None or any(span.overlaps(own) for span in (*taken, *said)):
            continue
        if mention.kind != PERSON or is_acronym(text):
            yield CreditFinding(start=own.start, end=own.end, rule=CITED, agency=agency)


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
