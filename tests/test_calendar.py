"""Days and intervals: what EDTF says is read, and what is written is read back."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kronika import calendar
from kronika.calendar import UNKNOWN, Interval

DAYS = st.dates()
OPEN_DAYS = st.none() | DAYS


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first, last = draw(OPEN_DAYS), draw(OPEN_DAYS)
    return Interval(min(first, last), max(first, last)) if first and last else Interval(first, last)


def whole(draw_from: str) -> st.SearchStrategy[Interval]:
    years = st.integers(1, 9999)
    return years.map(calendar.year) if draw_from == "year" else st.builds(calendar.month, years, st.integers(1, 12))


@given(intervals() | whole("year") | whole("month"))
@example(Interval(dt.date(9999, 12, 1), dt.date(9999, 12, 31)))
def test_what_is_written_is_read_back(interval: Interval) -> None:
    assume(interval != UNKNOWN)
    assert calendar.parse(calendar.edtf(interval) or "") == interval


@given(DAYS)
def test_a_day_reads_the_same_with_any_time_and_mark(day: dt.date) -> None:
    for written in ("", "T23:59:59-11:00", "T00:00Z", " 10:30", "?", "~", "%"):
        assert calendar.parse(day.isoformat() + written) == Interval(day, day)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_month_ends_the_day_before_the_next_begins(year: int, number: int) -> None:
    first, last = calendar.month(year, number)
    assert first == dt.date(year, number, 1)
    assert last is not None
    assert last.month == number
    assert last == dt.date.max or (last + dt.timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-02-XX", "2022-02-01", "2022-02-28"),
        ("2022-XX-XX", "2022-01-01", "2022-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2022-01/2022-03", "2022-01-01", "2022-03-31"),
        ("2022/2022-03-04", "2022-01-01", "2022-03-04"),
        ("2022-05-04/..", "2022-05-04", None),
        ("/2022-05", None, "2022-05-31"),
        ("../..", None, None),
    ],
)
def test_reads(text: str, first: str | None, last: str | None) -> None:
    assert tuple(map(calendar.iso, calendar.parse(text))) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", " ", "wczoraj", "2022-13", "2022-00", "2022-02-29", "2022-1-5", "22", "0000", "2022-01-05x", "5.01.2022",
     "2022-05/2022-04", "2022-01/2022-02/2022-03", "się", "-XX"],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError):
        calendar.parse(text)


@given(st.text(max_size=12) | st.from_regex(r"[0-9X]{4}(-[0-9X]{2}){0,2}[?~/.T]{0,2}", fullmatch=True))
def test_any_text_is_an_interval_in_order_or_refused(text: str) -> None:
    try:
        first, last = calendar.parse(text)
    except ValueError:
        return
    assert first is None or last is None or first <= last


def test_hull_of_nothing_is_unknown() -> None:
    assert calendar.hull([]) == UNKNOWN


@given(st.lists(intervals(), min_size=1), st.randoms())
def test_hull_is_the_smallest_that_holds_all(found: list[Interval], random: Random) -> None:
    first, last = calendar.hull(found)
    firsts, lasts = [i.earliest for i in found], [i.latest for i in found]
    assert first in firsts
    assert last in lasts
    for interval in found:
        assert first is None or (interval.earliest is not None and first <= interval.earliest)
        assert last is None or (interval.latest is not None and interval.latest <= last)
    random.shuffle(found)
    assert calendar.hull(found) == (first, last)
    assert calendar.hull([*found, Interval(first, last)]) == (first, last)


def test_shortest_notation() -> None:
    day = dt.date(2022, 1, 5)
    assert calendar.edtf(UNKNOWN) is None
    assert calendar.edtf(Interval(day, day)) == "2022-01-05"
    assert calendar.edtf(calendar.month(2022, 1)) == "2022-01"
    assert calendar.edtf(calendar.year(2022)) == "2022"
    assert calendar.edtf(Interval(day, None)) == "2022-01-05/.."
    assert calendar.edtf(Interval(None, day)) == "../2022-01-05"
    assert calendar.edtf(Interval(day, dt.date(2022, 2, 1))) == "2022-01-05/2022-02-01"


@given(intervals(), intervals())
def test_days_lie_no_day_apart_where_they_meet(one: Interval, other: Interval) -> None:
    assert calendar.near(one, other, 0) == calendar.meets(one, other)
    assert calendar.near(one, other, 7) == calendar.near(other, one, 7)


def test_days_apart_are_counted_from_the_end_of_the_one_to_the_beginning_of_the_other() -> None:
    one, other = calendar.parse("2022-01-01/2022-01-05"), calendar.parse("2022-01-12/2022-01-30")
    assert calendar.near(one, other, 7)
    assert not calendar.near(other, one, 6)
    assert calendar.near(UNKNOWN, one, 0)
