"""The scores of days: intervals and widths counted by hand, expressions by the scorer's rule, labels, and counts."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from evaluation import day_counts, day_scores, days, gate, press, press_days
from evaluation.__main__ import main
from evaluation.day_scores import Published
from evaluation.days import Table
from evaluation.measure import SCORER
from kronika.calendar import UNKNOWN, Interval
from kronika.linking.dating import habits
from kronika.linking.dating.sources import Source
from kronika.linking.report import named
from kronika.records import Article, Findings, Metadata, Reading, TimeFinding, Weekdays

SCORED = pytest.mark.skipif(not SCORER.exists(), reason="the scorer does not lie beside the project")
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
ENDS = st.none() | DAYS


def day(number: int) -> dt.date:
    return dt.date(2027, 5, number)


def span(first: int | None, last: int | None) -> Interval:
    return Interval(day(first) if first else None, day(last) if last else None)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first, last = draw(ENDS), draw(ENDS)
    return Interval(last, first) if first and last and last < first else Interval(first, last)


@pytest.mark.parametrize(
    ("said", "inside", "wide"),
    [
        pytest.param(span(5, 5), True, 1, id="the day"),
        pytest.param(span(5, 7), True, 3, id="the first of three"),
        pytest.param(span(6, 7), False, 2, id="later"),
        pytest.param(span(None, 7), True, math.inf, id="open before"),
        pytest.param(span(6, None), False, math.inf, id="open after, too late"),
        pytest.param(UNKNOWN, True, math.inf, id="not known"),
    ],
)
def test_an_open_end_holds_everything_and_is_infinitely_wide(said: Interval, inside: bool, wide: float) -> None:
    assert day_scores.is_inside(day(5), said) is inside
    assert day_scores.width(said) == wide


@given(DAYS, intervals())
def test_a_day_is_inside_where_it_agrees_as_an_interval(one: dt.date, other: Interval) -> None:
    assert day_scores.is_inside(one, other) == day_scores.agree(Interval(one, one), other)


@given(intervals(), intervals())
def test_agreement_goes_both_ways_and_wider_intervals_never_lose_it(one: Interval, other: Interval) -> None:
    assert day_scores.agree(one, other) == day_scores.agree(other, one)
    assert day_scores.agree(one, one)
    assert not day_scores.agree(one, other) or day_scores.agree(one, Interval(None, other.latest))


def found(said: Interval, reader: Interval | None = None) -> Published:
    return Published("a", day(5), reader, said)


def test_publication_is_counted_report_by_report() -> None:
    reader = span(5, 6)
    reports = [found(span(5, 5), reader), found(span(6, 6), reader), found(span(1, 14), reader), found(UNKNOWN, reader)]
    assert day_scores.publication(reports) == {
        "reports": 4,
        "inside": 0.75,
        "agrees": 1.0,
        "median_width": 14,
        "within_3": 0.25,
        "narrow": 0.5,
        "narrow_inside": 0.5,
    }


def test_figures_of_nothing_are_left_out() -> None:
    assert day_scores.publication([]) == {}
    figures = day_scores.publication([found(UNKNOWN)])
    assert figures["median_width"] == math.inf
    assert {"agrees", "narrow_inside"}.isdisjoint(figures)


@given(st.lists(intervals().map(found), min_size=1))
def test_shares_stay_within_bounds(reports: list[Published]) -> None:
    figures = day_scores.publication(reports)
    assert figures["within_3"] <= min(figures["inside"], figures["narrow"]) <= 1
    right = day_scores.publication([*reports, found(span(5, 5))])
    assert right["inside"] >= figures["inside"]
    assert right["median_width"] <= figures["median_width"]


def test_misplaced_reports_are_listed_with_what_was_wanted() -> None:
    reader = span(5, 6)
    reports = [found(span(5, 5), reader), found(span(7, None), reader), found(span(3, 5), span(6, 6))]
    assert list(day_scores.misplaced(reports)) == [
        ("outside", "a", "", "", "2027-05-05", "2027-05-07/.."),
        ("disagrees", "a", "", "", "2027-05-06", "2027-05-03/2027-05-05"),
    ]
    assert list(day_scores.misplaced([found(span(3, 5))])) == []


def row(
    start: int, first: int | None, last: int | None = None, vague: bool = False, article: str = "a"
) -> dict[str, Any]:
    earliest, latest = (day(n).isoformat() if n else None for n in (first, last or first))
    place = {"article": article, "start": start, "end": start + 8, "text": f"words {start}"}
    return {**place, "earliest": earliest, "latest": latest, "vague": vague}


@SCORED
def test_expressions_are_right_where_place_and_days_are() -> None:
    truth = [row(0, 5), row(20, 6), row(40, 1, 10, vague=True), row(60, 9), row(80, None)]
    said = [row(4, 5), row(20, 7), row(40, 1, 4), row(100, 3), row(60, None)]
    figures = day_scores.times(truth, said)
    assert (figures["gold"], figures["said"]) == (4, 4)
    assert figures["span_f1"] == pytest.approx(3 / 4)
    assert figures["f1"] == pytest.approx(2 / 4)
    assert figures["value_when_found"] == pytest.approx(2 / 3)
    assert list(day_scores.wrong_times(truth, said)) == [
        ("missed", "a", "60–68", "words 60", "2027-05-09", ""),
        ("value", "a", "20–28", "words 20", "2027-05-06", "2027-05-07"),
        ("invented", "a", "100–108", "words 100", "", "2027-05-03"),
    ]


@SCORED
@pytest.mark.parametrize(
    ("last", "right"), [pytest.param(4, True, id="0.4 of both"), pytest.param(3, False, id="0.3 of both")]
)
def test_soft_borders_need_two_fifths_of_what_both_hold(last: int, right: bool) -> None:
    truth = [row(0, 1, 10, vague=True)]
    assert (day_scores.times(truth, [row(0, 1, last)])["f1"] == 1) is right


@SCORED
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 30)), unique_by=lambda pair: pair[0], min_size=1))
def test_the_truth_has_no_mistakes(places: list[tuple[int, int]]) -> None:
    truth = [row(20 * place, number) for place, number in places]
    assert day_scores.times(truth, truth)["f1"] == 1
    assert list(day_scores.wrong_times(truth, truth)) == []


def reading(published: str | None) -> Reading:
    article = Article(
        source="a", name="a", text="W środę.", sha256="", encoding="", metadata=Metadata(published=published)
    )
    return Reading(article=article, findings=Findings(language="pl", zones=[]))


@pytest.mark.parametrize(
    ("published", "length", "left"),
    [
        ("2027-05-06", 0, None),
        ("2027-05-06", 7, "2027-05"),
        ("2027-05-06T12:00:00+02:00", 7, "2027-05"),
        ("2027-05", 0, "2027-05"),
        (None, 7, None),
    ],
)
def test_days_are_cut_and_months_stay(published: str | None, length: int, left: str | None) -> None:
    assert days.without(reading(published), length).article.metadata.published == left


@pytest.mark.parametrize("part", days.PARTS)
def test_every_undated_report_has_its_day_and_its_expressions(part: str) -> None:
    folder = days.UNDATED / part
    texts = {row["id"]: row["text"] for row in days.rows_of(folder / "reports.jsonl")}
    truth = days.rows_of(folder / "_days.jsonl")
    assert [row["article"] for row in truth] == list(texts)
    for row in truth:
        true, reader = dt.date.fromisoformat(row["published"]), days._interval(row)
        assert day_scores.is_inside(true, reader)
    times = days.rows_of(folder / "_times.jsonl")
    assert all(texts[row["article"]][row["start"] : row["end"]] == row["text"] for row in times)


def test_labels_of_press_name_places_and_days_and_no_words() -> None:
    rows = press_days.labels()
    paths = {row["path"] for row in rows}
    assert len(paths) == 43
    assert all(press.topic(path) for path in paths)
    for who in press_days.ANNOTATORS:
        assert {row["path"] for row in rows if row["annotator"] == who} == paths
    assert {row["part"] for row in rows} == set(press_days.PARTS)
    assert len({(row["path"], row["part"]) for row in rows}) == len(paths)
    assert set(rows[0]) == {"path", "part", "annotator", "start", "end", "kind", "earliest", "latest", "vague"}


def test_labels_become_rows_and_articles_without_any_none() -> None:
    label = {"path": "a", "start": "2", "end": "7", "earliest": "2027-05-05", "latest": "", "vague": "yes"}
    assert press_days.marked([label, {**label, "start": ""}], {"a": "W środę."}) == [
        {"article": "a", "start": 2, "end": 7, "text": "środę", "earliest": "2027-05-05", "latest": None, "vague": True}
    ]


def test_every_second_report_loses_its_day() -> None:
    reports = named([reading("2027-05-06")] * 3)
    assert [r.article.metadata.published for r in press_days.half(reports)] == [None, "2027-05-06", None]
    assert {r.article.metadata.published for r in press_days.months(reports)} == {"2027-05"}


def source(published: dt.date, *weekdays: int) -> Source:
    """A report of a day that tells something as past for each weekday, 0 for Monday."""
    times = [
        TimeFinding(start=at, end=at + 1, kind="DATE", pattern="", value=Weekdays(first=w, last=w), tense="past")
        for at, w in enumerate(weekdays)
    ]
    known = reading(published.isoformat())
    (report,) = named([Reading(article=known.article, findings=Findings(language="pl", zones=[], times=times))])
    return Source(report, [], frozenset([published.toordinal()]), None)


@pytest.mark.parametrize(
    ("weekdays", "behind"),
    [
        pytest.param((2,), 0, id="Wednesday on a Wednesday"),
        pytest.param((1,), 1, id="Tuesday"),
        pytest.param((3,), 6, id="Thursday"),
        pytest.param((3, 0), 2, id="the newest counts"),
        pytest.param((), None, id="none told"),
    ],
)
def test_days_behind_are_read_from_the_table_that_is_looked_up(weekdays: tuple[int, ...], behind: int | None) -> None:
    before = habits.NEWEST_WEEKDAY, habits.BY_DATE, habits.TODAY
    assert day_counts.days_between(source(day(5), *weekdays), "NEWEST_WEEKDAY") == behind
    assert day_counts.days_between(source(day(5), *weekdays), "BY_DATE") is None
    assert before == (habits.NEWEST_WEEKDAY, habits.BY_DATE, habits.TODAY)


def test_shares_stand_in_the_stretches_of_the_table() -> None:
    tables = day_counts._by_days("apart", [0, 1, 2, 9, None], [(1, 0.5), (3, 0.3)])
    assert tables == {"apart": {"of": 4, "0": 0.25, "1": 0.5, "3": 0.25}, "apart_used": {"0": 0.5, "1": 0.3}}


@pytest.mark.parametrize(("reached", "failed"), [(3, 0), (4, 1), (math.inf, 1)])
def test_a_width_has_a_ceiling(reached: float, failed: int) -> None:
    scores: Mapping[str, Any] = {"tuned": {"median_width": reached}}
    assert gate.below("days", dict(scores), {"tuned.median_width": 3}) == failed


def test_the_command_prints_figures_and_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = ("outside", "a", "", "", "2027-05-05", "not known")
    monkeypatch.setattr(days, "missing", lambda: None)
    monkeypatch.setattr(days, "found", lambda _: [Table("tuned", {"inside": 0.5}, [wrong])])
    shown = CliRunner().invoke(main, ["days", "--errors"]).output
    assert shown == "tuned    inside 0.500\ntuned\toutside\ta\t\t\t2027-05-05\tnot known\n"
    monkeypatch.setattr(days, "missing", lambda: "not measured: no model")
    assert CliRunner().invoke(main, ["days"]).output == "not measured: no model\n"
