"""Figures that contradict one another, or that somebody disputes: one matter a history."""

from __future__ import annotations

from collections.abc import Iterator

from kronika.chronicling.matters import Matter, Row, Told, sides_of
from kronika.records import HistoryRow, PointRow, RelationRow

FIGURE = "figure"
AGAINST = ("dispute", "contradict")


def contradicted_figures(told: Told) -> Iterator[Matter]:
    """Numbers of one thing that cannot both be true, or of which somebody says that they are wrong."""
    done: set[str] = set()
    points = {figure: point for h in told.histories for point in h.points for figure in point.figures}
    for history in told.histories:
        against = [r for r in history.relations if r.relation in AGAINST]
        ids = {r.first for r in against} | {r.second for r in against if r.second}
        if not against or ids & done:
            continue
        done |= ids
        yield _matter(told, history, against, points)


def _matter(told: Told, history: HistoryRow, against: list[RelationRow], points: dict[str, PointRow]) -> Matter:
    claims: list[tuple[str, str, Row]] = []
    named = [figure for r in against for figure in (r.first, r.second) if figure in points]
    for point in dict.fromkeys(points[figure].figure for figure in named):
        rows = [told.figures[figure] for figure in points[point].figures if figure in told.figures]
        claims += [(rows[0].text, told.holder(row), row) for row in rows]
    for relation in against:
        statement = told.statements.get(relation.statement or "")
        if statement is not None:
            claims.append((relation.text or statement.text, told.holder(statement), statement))
    about = ", ".join(filter(None, (history.measure, history.group or history.who, history.place)))
    first = against[0]
    return Matter(FIGURE, about, first.rule, first.why, sides_of(claims))
