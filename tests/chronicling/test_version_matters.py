"""Versions of one change: who left office by himself in one report, and was dismissed in another."""

from __future__ import annotations

import pytest
from stories import told

from kronika.chronicling.version_matters import excluding_changes
from kronika.records import EventRow, ParticipantRow

A, B, C = "a.txt", "b.txt", "c.txt"
RESIGNED, DISMISSED = ("RETREAT", "resign"), ("SANCTION", "expel")


def change(code: tuple[str, str], article: str, day: str | None, start: int = 0) -> EventRow:
    """That somebody left office on a day."""
    role = "actor" if code == RESIGNED else "recipient"
    who = ParticipantRow(role=role, name="Jan Nowak", entity="e", start=start, end=9, text="Nowak", slot="")
    return EventRow(
        id=f"{article}{start}", article=article, start=start, end=9, text="Nowak", event=f"{article}{start}",
        event_type=code[0], mode=code[1], recipient=["Jan Nowak"], participants=[who], earliest=day, latest=day,
    )  # fmt: skip


def reports(*rows: EventRow) -> list[list[str]]:
    """The reports behind the sides of each disagreement."""
    of = told(A, B, C, events=list(rows))
    return [sorted({row.article for side in m.sides for _, row in side.rows}) for m in excluding_changes(of)]


@pytest.mark.parametrize(
    ("day", "same"),
    [("2027-05-04", True), ("2027-05-11", True), (None, True), ("2027-05-12", False), ("2015-03-01", False)],
)
def test_a_dismissal_excludes_a_resignation_within_a_week_alone(day: str | None, same: bool) -> None:
    found = reports(change(DISMISSED, A, "2027-05-04"), change(RESIGNED, B, day))
    assert found == ([[A, B]] if same else [])


def test_a_report_of_long_ago_is_on_no_side_of_one_of_today() -> None:
    rows = [change(RESIGNED, C, "2015-03-01"), change(DISMISSED, A, "2027-05-04"), change(RESIGNED, B, "2027-05-04")]
    assert reports(*rows) == [[A, B]]


def test_one_report_of_both_years_apart_does_not_make_today_two_events() -> None:
    rows = [change(DISMISSED, A, "2027-05-04"), change(RESIGNED, A, "2015-03-01", 20)]
    assert reports(*rows, change(RESIGNED, B, "2027-05-04")) == [[A, B]]
