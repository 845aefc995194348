"""What is resolved for one report, as rows of the export."""

from __future__ import annotations

from kronika import calendar
from kronika.linking.dating.publication import Dated
from kronika.linking.dating.resolving import Resolved, resolve
from kronika.linking.report import Report
from kronika.records import (
    ArticleRow,
    PassageRow,
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
        text=report.article.text if report.article.extracted else None,
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
        sources=metadata.sources,
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
        tense=finding.tense,
        anchor=resolved.anchor,
        proof=resolved.proof,
        corrected=report.rulings("times", finding.start, finding.end),
    )
