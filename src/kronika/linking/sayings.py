"""On which days something was said: those that the clause of its cue names, else up to the report's publication."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush

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
    beside = {r.name: _beside(r.findings.clauses, verbs[r.name], by_article[r.name]) for r in reports}
    return [
        _dated(row, beside[row.article].get(row.cue_start, ()), latest[row.article])
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


def _beside(
    clauses: Sequence[ClauseFinding], cues: Iterable[int], times: Sequence[TimeRow]
) -> dict[int | None, list[TimeRow]]:
    """By the place of a cue the times of its innermost clause, in the order of their starts."""
    cues = sorted(cues)
    around = dict(_innermost(clauses, sorted({*cues, *(t.start for t in times)})))
    by_clause: dict[int, list[TimeRow]] = defaultdict(list)
    for time in sorted(times, key=lambda t: t.start):
        if time.start in around:
            by_clause[around[time.start]].append(time)
    return {cue: by_clause[around[cue]] for cue in cues if cue in around}


def _innermost(clauses: Sequence[ClauseFinding], places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Each of the places, which are in order, with the number of the shortest clause around it, if any."""
    coming = sorted(range(len(clauses)), key=lambda number: clauses[number].start, reverse=True)
    around: list[tuple[int, int]] = []
    for at in places:
        while coming and clauses[coming[-1]].start <= at:
            number = coming.pop()
            heappush(around, (clauses[number].end - clauses[number].start, number))
        while around and clauses[around[0][1]].end <= at:
            heappop(around)
        if around:
            yield at, around[0][1]


def _dated(row: StatementRow, times: Sequence[TimeRow], published: str | None) -> StatementRow:
    at = row.cue_start or 0
    nearest = min(_near(row, times, at), key=lambda t: (abs(t.start - at), t.start), default=None)
    if nearest is None or (published is not None and str(nearest.earliest) > published):
        return structs.replace(row, said_latest=published)
    return structs.replace(row, said_earliest=nearest.earliest, said_latest=nearest.latest)


def _near(row: StatementRow, times: Sequence[TimeRow], at: int) -> Iterator[TimeRow]:
    """The times next to a place on either side, before what is said and behind it, but none that stands in it."""
    begins, ends = (bisect_left(times, place, key=_start) for place in (row.start, row.end))
    for first, stop in ((0, begins), (max(begins, ends), len(times))):
        behind = bisect_left(times, at, first, stop, key=_start)
        if behind < stop:
            yield times[behind]
        if behind > first:
            yield times[bisect_left(times, times[behind - 1].start, first, behind, key=_start)]


def _start(time: TimeRow) -> int:
    return time.start
