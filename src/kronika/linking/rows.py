"""What is resolved for one report, as rows of the export."""

from __future__ import annotations

from collections.abc import Sequence

from kronika import calendar
from kronika.linking.dating.publication import Dated
from kronika.linking.dating.resolving import Resolved, resolve
from kronika.linking.entities import Entities
from kronika.linking.names import Names, complete
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


def statements(report: Report, own: Names, story: Names, entities: Entities) -> list[StatementRow]:
    """What is said in it. A statement inside another is relayed by the outer one's speaker."""
    findings = report.findings.statements
    ids = [report.row_id("statement", f.start, f.end) for f in findings]
    people = [entities.speaker(report.name, f) for f in findings]
    speakers = [who.name if who else complete(f, own, story) for who, f in zip(people, findings, strict=True)]
    outer = [speakers[f.inside] if f.inside is not None else None for f in findings]
    return [
        StatementRow(
            id=ids[i],
            article=report.name,
            start=f.start,
            end=f.end,
            text=report.quote(f.start, f.end),
            direct=f.direct,
            speaker=speakers[i],
            speaker_entity=who.entity if who else None,
            speaker_start=f.speaker_start,
            speaker_end=f.speaker_end,
            unnamed=f.unnamed and who is None,
            cue=f.cue,
            cue_start=f.cue_start,
            cue_end=f.cue_end,
            rule=f.pattern,
            relay=[name for name in (outer[i],) if name and name != speakers[i]],
            stance=f.stance,
            parent=ids[f.inside] if f.inside is not None else None,
        )
        for i, (f, who) in enumerate(zip(findings, people, strict=True))
    ]


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
