"""Which numbers make a disagreement: contradictions, disputes, and what somebody else puts much lower later."""

from __future__ import annotations

from typing import Any

import pytest
from stories import told

from kronika.chronicling.figure_matters import contradicted_figures
from kronika.records import FigureRow, HistoryRow, PointRow, RelationRow

A, B = "a.txt", "b.txt"


def figure(article: str, by: str | None = None, **numbers: Any) -> FigureRow:
    """Protesters, as one of two counts them in a report."""
    by = by or {A: "komitet", B: "policja"}[article]
    return FigureRow(
        id=f"of {article}", article=article, start=0, end=2, text=str(numbers), measure="protesters",
        attributed_to=by, **numbers,
    )  # fmt: skip


def claims(first: FigureRow, second: FigureRow, rule: str) -> list[str]:
    """What stands on the sides of two numbers of which the first is the earlier one, where their days tell."""
    rows = [first, second]
    relation = RelationRow(first=first.id, second=second.id, relation="compatible", rule=rule, why="w")
    points = [PointRow(figure=row.id, low=1, high=1, figures=[row.id]) for row in rows]
    history = HistoryRow(
        id="h", story="s", measure="protesters", figures=[row.id for row in rows], points=points, relations=[relation]
    )
    of = told(A, B, figures=rows, histories=[history])
    return [side.claim for matter in contradicted_figures(of) for side in matter.sides]


def test_a_number_that_another_puts_much_lower_later_is_a_disagreement() -> None:
    assert len(claims(figure(A, value=60_000), figure(B, value=12_000), "later")) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (figure(A, value=60_000), figure(B, value=50_000)),
        (figure(A, value=12_000), figure(B, value=60_000)),
        (figure(A, value=60_000), figure(B, by="komitet", value=12_000)),
    ],
)
def test_a_later_number_that_is_not_much_lower_or_of_the_same_source_is_none(
    first: FigureRow, second: FigureRow
) -> None:
    assert claims(first, second, "later") == []


@pytest.mark.parametrize("backwards", [False, True])
def test_of_numbers_of_unknown_days_nobody_knows_which_is_the_later_one(backwards: bool) -> None:
    rows = [figure(A, value=60_000), figure(B, value=12_000)]
    one, other = rows[::-1] if backwards else rows
    assert claims(one, other, "days") == []


def test_a_later_number_that_is_only_a_bound_above_is_that_bound() -> None:
    assert claims(figure(A, value=60_000), figure(B, high=50_000), "later") == []
    assert len(claims(figure(A, value=60_000), figure(B, high=12_000), "later")) == 2


def test_an_earlier_number_without_a_bound_below_is_not_much_higher() -> None:
    assert claims(figure(A, high=60_000), figure(B, value=12_000), "later") == []


def test_nobody_is_a_number() -> None:
    assert len(claims(figure(A, value=3), figure(B, value=0), "later")) == 2
