"""Figures that contradict one another, or that somebody disputes: one matter a history."""

from __future__ import annotations

from collections.abc import Iterator

from kronika.chronicling.matters import About, Matter, Row, Told, share_a_word, sides_of
from kronika.ontology import measures
from kronika.records import FigureRow, HistoryRow, PointRow, RelationRow

FIGURE = "figure"
DISPUTE = "dispute"
AGAINST = (DISPUTE, "contradict")
BOUNDS, LATER = "bounds", "later"
MANY = 1.5
"""Times as many from which `up to so many` of another source is no mere bound. Chosen, not measured."""
FAR = 20
"""Times as many from which two numbers count other things. Chosen, not measured."""


def contradicted_figures(told: Told) -> Iterator[Matter]:
    """Numbers of one thing that cannot both be true, or of which somebody says that they are wrong."""
    done: set[tuple[str, str | None]] = set()
    points = {figure: point for h in told.histories for point in h.points for figure in point.figures}
    for history in told.histories:
        against = [r for r in history.relations if _is_against(told, r) and _may_be_one(told, r)]
        against = [r for r in against if (r.first, r.second or r.statement) not in done]
        if not against:
            continue
        done |= {(r.first, r.second or r.statement) for r in against}
        yield _matter(told, history, against, points)


def _is_against(told: Told, relation: RelationRow) -> bool:
    """Whether two numbers contradict or are disputed; or one source says that it may be many more than another says, or
    says on a later day that it was many less."""
    one, other = told.figures.get(relation.first), told.figures.get(relation.second or "")
    if relation.relation in AGAINST or one is None or other is None or told.holder(one) == told.holder(other):
        return relation.relation in AGAINST
    if relation.rule == LATER:
        return one.attributed_to is not None and other.attributed_to is not None and _is_much_less(other, one)
    exact, open_ = (one, other) if one.value else (other, one)
    more = exact.value and open_.high and open_.low is None and open_.high >= MANY * exact.value
    return relation.rule == BOUNDS and bool(more)


def _is_much_less(few: FigureRow, many: FigureRow) -> bool:
    """Whether the most that one number can be, as far as its words tell, is far below the least of another."""
    most = next((number for number in (few.value, few.high, few.low) if number is not None), None)
    least = next((number for number in (many.value, many.low) if number is not None), None)
    return most is not None and least is not None and MANY * most <= least


def _may_be_one(told: Told, relation: RelationRow) -> bool:
    """Whether two numbers can be meant of one thing: people, told by two of whom one is cited, not in one sentence, nor
    a crowd and a handful. Shares, prices and things that only share a noun are mostly of different things."""
    one, other = told.figures.get(relation.first), told.figures.get(relation.second or "")
    if one is None:
        return False
    if other is None or relation.relation == DISPUTE:
        return measures()[one.measure].people or _names_what(told, relation, one)
    if not measures()[one.measure].people or told.holder(one) == told.holder(other):
        return False
    values = sorted(value for row in (one, other) if (value := row.value or row.low or row.high))
    far = len(values) > 1 and values[0] * FAR < values[1]
    same = told.sentence(one) == told.sentence(other)
    return not (far or same) and bool(one.attributed_to or other.attributed_to)


def _names_what(told: Told, relation: RelationRow, figure: FigureRow) -> bool:
    """Whether the words that dispute a number name what it counts."""
    statement = told.statements.get(relation.statement or "")
    words = f"{relation.text or ''} {statement.text if statement else ''}"
    return share_a_word(figure.who or "", words)


def _matter(told: Told, history: HistoryRow, against: list[RelationRow], points: dict[str, PointRow]) -> Matter:
    claims: list[tuple[str, str, Row]] = []
    named = [figure for r in against for figure in (r.first, r.second) if figure in points]
    for point in dict.fromkeys(points[figure].figure for figure in named):
        rows = [told.figures[figure] for figure in points[point].figures if figure in told.figures]
        claims += [(rows[0].told, told.holder(row), row) for row in rows]
    for relation in against:
        statement = told.statements.get(relation.statement or "")
        if statement is not None:
            claims.append((relation.text or statement.text, told.holder(statement), statement))
    who = None if history.group or measures()[history.measure].people else history.who
    about = About(history.measure, history.group, tuple(filter(None, (who, history.place))))
    first = against[0]
    return Matter(FIGURE, about, first.rule, first.why, sides_of(claims))
