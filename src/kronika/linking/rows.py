"""What is resolved for one report, as rows of the export."""

from __future__ import annotations

from collections.abc import Sequence

from kronika import calendar
from kronika.linking.dating.publication import Dated
from kronika.linking.dating.resolving import Resolved, resolve
from kronika.linking.report import Report
from kronika.records import (
    ArticleRow,
    FigureFinding,
    FigureRow,
    PassageRow,
    StatementRow,
    TimeFinding,
    TimeRow,
)


def article(dated: Dated) -> ArticleRow:
    """The report itself: what the input says of it, its days of publication, its language."""
    report, published = dated.report, dated.interval
    metadata = report.article.metadata
    return ArticleRow(
        id=report.row_id("article"),
        article=report.name,
        uri=metadata.url,
        publisher=metadata.publisher,
        title=metadata.title,
        authors=metadata.authors,
        published=metadata.published,
        published_earliest=calendar.iso(published.earliest),
        published_latest=calendar.iso(published.latest),
        published_proof=dated.proof,
        language=report.findings.language,
        sha256=report.article.sha256,
        encoding=report.article.encoding,
        retrieved=metadata.retrieved,
    )


def passages(report: Report) -> list[PassageRow]:
    """Its zones."""
    return [
        PassageRow(
            id=report.row_id("passage", z.start, z.end),
            article=report.name,
            start=z.start,
            end=z.end,
            text=report.quote(z.start, z.end),
            kind=z.kind,
            reason=z.reason,
        )
        for z in report.findings.zones
    ]


def times(dated: Dated) -> list[TimeRow]:
    """Its expressions of time, with the days that they mean."""
    found = resolve(dated)
    return [_time(dated.report, finding, found[finding.start]) for finding in dated.report.findings.times]


def _time(report: Report, finding: TimeFinding, resolved: Resolved) -> TimeRow:
    return TimeRow(
        id=report.row_id("time", finding.start, finding.end),
        article=report.name,
        start=finding.start,
        end=finding.end,
        text=report.quote(finding.start, finding.end),
        kind=finding.kind,
        earliest=calendar.iso(resolved.interval.earliest),
        latest=calendar.iso(resolved.interval.latest),
        vague=finding.vague,
        edtf=resolved.edtf,
        timex=resolved.timex,
        mod=resolved.mod,
        anchor=resolved.anchor,
        proof=resolved.proof,
    )


def figures(report: Report, said: Sequence[StatementRow]) -> list[FigureRow]:
    """Its figures, each attributed to the speaker of the innermost statement that holds it."""
    return [_figure(report, finding, said) for finding in report.findings.figures]


def _figure(report: Report, finding: FigureFinding, said: Sequence[StatementRow]) -> FigureRow:
    holders = [s for s in said if s.start <= finding.start and finding.end <= s.end]
    holder = min(holders, key=lambda s: s.end - s.start) if holders else None
    return FigureRow(
        id=report.row_id("figure", finding.start, finding.end),
        article=report.name,
        start=finding.start,
        end=finding.end,
        text=report.quote(finding.start, finding.end),
        measure=finding.measure,
        who=finding.who,
        value=_number(finding.value),
        low=_number(finding.low),
        high=_number(finding.high),
        modifier=finding.modifier,
        unit=finding.unit,
        attributed_to=holder.speaker if holder else None,
        statement=holder.id if holder else None,
    )


def _number(value: float | None) -> float | int | None:
    """A whole number as such; else four digits."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(value, 4)
