"""On which days something was said: those that the clause of its cue names, else up to the report's publication."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import structs

from kronika.linking.report import Report
from kronika.records import ArticleRow, ClauseFinding, StatementRow, TimeRow

DAY = "DATE"


def days_of(
    said: Iterable[StatementRow], times: Iterable[TimeRow], articles: Iterable[ArticleRow], reports: Sequence[Report]
) -> list[StatementRow]:
    """The statements with the days on which they were said."""
    by_article: dict[str, list[TimeRow]] = defaultdict(list)
    for time in times:
        if time.kind == DAY and time.earliest is not None and time.latest is not None:
            by_article[time.article].append(time)
    latest = {a.article: a.published_latest for a in articles}
    verbs = {r.name: _verbs(r) for r in reports}
    clauses = {r.name: r.findings.clauses for r in reports}
    return [
        _dated(row, by_article[row.article], clauses[row.article], latest[row.article])
        if row.cue_start in verbs[row.article]
        else structs.replace(row, said_latest=latest[row.article])
        for row in said
    ]


def _verbs(report: Report) -> set[int]:
    """Where the cues begin that are verbs: a day beside `zapewnienia` or `według` is that of something else."""
    return {
        s.cue_start
        for s in report.findings.statements
        if s.cue_start is not None and (s.direct or s.verb_start is not None)
    }


def _dated(
    row: StatementRow, times: Sequence[TimeRow], clauses: Sequence[ClauseFinding], published: str | None
) -> StatementRow:
    at = row.cue_start or 0
    here = _innermost(clauses, at)
    outside = (
        t for t in times if here is not None and _innermost(clauses, t.start) is here and not _is_told_in(row, t)
    )
    nearest = min(outside, key=lambda t: (abs(t.start - at), t.start), default=None)
    if nearest is None or (published is not None and str(nearest.earliest) > published):
        return structs.replace(row, said_latest=published)
    return structs.replace(row, said_earliest=nearest.earliest, said_latest=nearest.latest)


def _innermost(clauses: Sequence[ClauseFinding], at: int) -> ClauseFinding | None:
    """The shortest clause around a place."""
    return min((c for c in clauses if c.start <= at < c.end), key=lambda c: c.end - c.start, default=None)


def _is_told_in(row: StatementRow, time: TimeRow) -> bool:
    """Whether a day stands in what is said, not beside it."""
    return row.start <= time.start < row.end
