"""Timelines: every mark at its days, in a lane of its own, with labels that leave each other room at every zoom."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika.showing.page.timeline_axis import MOST_CUTS, NARROWEST, PIN, Span
from kronika.showing.page.timeline_chart import GAP, MOST, MOST_LANES, Mark, Timeline, lay_out
from kronika.showing.page.timeline_ticks import BETWEEN, LETTER, LETTERS, ZOOMS, Tick

FIRST = dt.date(2027, 5, 5)
SLACK = 0.02
"""Places are rounded."""


def later(days: int) -> dt.date:
    return FIRST + dt.timedelta(days)


def span(first: int | None, last: int | None, weight: float = 1.0, anchor: str = "", *, lasting: bool = False) -> Span:
    """A line of so many days behind the first."""
    ends = [None if day is None else later(day) for day in (first, last)]
    return Span(ends[0], ends[1], lasting, weight, anchor)


def on(day: int, weight: float = 1.0) -> Span:
    return span(day, day, weight)


def year(number: int) -> Span:
    return Span(dt.date(number, 1, 1), dt.date(number, 12, 31), False, 1.0, str(number))


def drawn(*spans: Span) -> Timeline:
    line = lay_out(spans)
    assert line is not None
    return line


def ends(mark: Mark) -> tuple[float, float]:
    """The ends of a mark with its pin in the narrowest drawing, in pixels."""
    scale, half = NARROWEST / 100, (PIN + GAP) / 2
    left, right = mark.left * scale, mark.right * scale
    pin = (mark.middle * scale - half, mark.middle * scale + half)
    return pin if mark.dot else (min(left, pin[0]), max(right, pin[1]))


def label(tick: Tick, zoom: int) -> tuple[float, float]:
    """The ends of a label, in pixels."""
    long = LETTER * LETTERS[tick.precision]
    left = tick.at * zoom * NARROWEST / 100 - long * {"start": 0, "middle": 0.5, "end": 1}[tick.anchor]
    return left, left + long


def shown(line: Timeline, zoom: int = 1) -> list[tuple[str, str]]:
    """Ticks at a zoom: day and precision."""
    return [(tick.day.isoformat(), tick.precision) for tick in line.ticks if tick.zoom <= zoom]


# ------------------------------------------------------------------ examples


def test_without_a_day_there_is_no_picture() -> None:
    assert lay_out([]) is None
    assert lay_out([span(None, None), span(None, None, lasting=True)]) is None


def test_one_day_stands_in_the_middle_of_its_axis() -> None:
    line = drawn(on(0), span(None, None))
    assert line.marks == (Mark(0, 1, 3.5, 93.0, 50.0, line.base - 12, True, False, False),)
    assert line.ticks == (Tick(50.0, FIRST, "day", 1, "middle"),)
    assert (line.breaks, line.bent, line.left_out) == ((), False, 0)
    assert line.base < line.height


def test_an_interval_lies_over_its_days() -> None:
    day, days, last = drawn(on(0), span(0, 3), on(7)).marks
    assert (day.dot, days.dot, last.dot) == (True, False, True)
    assert days.width == pytest.approx(4 * day.width, abs=4 * SLACK)
    assert days.middle == day.middle
    assert last.middle - day.middle == pytest.approx(7 * day.width, abs=0.1)


def test_dots_of_days_beside_each_other_share_a_lane() -> None:
    line = drawn(*map(on, range(12)))
    assert {mark.y for mark in line.marks} == {line.base - 12}


def test_open_ends_reach_to_the_edge_and_have_arrows() -> None:
    to, since, _, lasting = drawn(span(None, 2), span(1, None), on(3), span(4, 5, lasting=True)).marks
    by_open = {(mark.open_left, mark.open_right): mark for mark in (to, since, lasting)}
    assert by_open[True, False].left < 1
    assert by_open[False, True].left > 1
    assert max(mark.right for mark in (to, since)) > 99


def test_what_lasts_is_open_to_the_right_until_its_last_day() -> None:
    one, day, days = drawn(on(0), span(3, 3, lasting=True), span(4, 9, lasting=True)).marks
    assert (day.open_left, day.open_right, day.dot) == (False, True, False)
    assert days.open_right
    assert days.right < 97, "its last day is known"
    assert (day.right - day.middle) * NARROWEST / 100 > PIN / 2, "the arrow is not under the pin"
    assert not one.open_right
    assert not drawn(span(None, 3, lasting=True)).marks[0].open_right, "without a first day it is told by its last"


def test_a_burst_has_most_of_the_room_and_the_years_before_are_cut_off() -> None:
    burst = [on(n % 6) for n in range(20)]
    line = drawn(year(1991), on(-2970), *burst, year(2021))
    assert len(line.breaks) == 5
    first, last = (next(m for m in line.marks if m.span == n + 2) for n in (0, 5))
    assert last.middle - first.middle > 25
    assert [mark.number for mark in line.marks] == list(range(1, 24))
    assert line.marks[0].span == 0
    interval = line.marks[0]
    assert interval.left < line.breaks[0] < interval.right, "it passes over the cut"
    assert shown(line)[:2] == [("1991-01-01", "year"), ("2019-03-18", "year")]
    assert ("2027-05-05", "day") in shown(line)
    assert all(precision != "year" for day, precision in shown(line, 8) if day > "2022")


def test_two_lone_days_of_a_year_are_not_both_told_by_it() -> None:
    line = drawn(year(1991), *(on(n) for n in range(6)))
    assert [day for day, precision in shown(line, 8) if precision == "year"] == ["1991-01-01"]
    assert ("1991-12-31", "day") in shown(line, 8)


@pytest.mark.parametrize("days", [(0, 9), (0, 30, 60, 90), (-9000, -4000, 0), (0, 1, 2, 8)])
def test_days_that_stand_apart_anyway_are_not_cut(days: tuple[int, ...]) -> None:
    assert drawn(*map(on, days)).breaks == ()


def test_there_are_few_cuts_and_no_part_is_too_narrow() -> None:
    line = drawn(*(on(n) for n in range(400)[::2]), *(on(-(10**k) * 500) for k in range(3)), on(9000))
    assert 0 < len(line.breaks) <= MOST_CUTS
    assert line.bent
    lone = line.marks[0]
    assert lone.dot
    assert lone.width == 4


def test_labels_are_days_then_weeks_then_months_then_years() -> None:
    assert shown(drawn(on(0), on(12))) == [("2027-05-05", "day"), ("2027-05-13", "day")]
    assert len(shown(drawn(on(0), on(12)), 8)) == 13
    weeks = drawn(*(on(n) for n in range(0, 50, 3)))
    assert {tick.day.isoweekday() for tick in weeks.ticks if tick.zoom < 8 and tick.day != FIRST} == {1}
    months = [tick for tick in drawn(*(on(n) for n in range(0, 400, 9))).ticks if tick.precision == "month"]
    assert months
    assert all(tick.day.day == 1 for tick in months)
    years = [tick.day for tick in drawn(*(on(n) for n in range(0, 9000, 300))).ticks if tick.precision == "year"]
    assert dt.date(2030, 1, 1) in years
    assert all((day.day, day.month) == (1, 1) for day in years)


def test_heavy_marks_lie_next_to_the_axis_and_light_ones_find_no_room() -> None:
    line = drawn(*(on(0, weight=n) for n in range(20)), on(1))
    heights = {mark.span: mark.y for mark in line.marks}
    assert len(line.marks) == MOST_LANES + 1
    assert line.left_out == 20 - MOST_LANES
    assert set(heights) == {*range(20 - MOST_LANES, 20), 20}
    assert heights[19] == max(heights.values())
    assert [heights[n] for n in range(6, 20)] == sorted(heights[n] for n in range(6, 20))


def test_what_is_left_out_has_no_place_on_the_axis() -> None:
    many = [on(n, weight=5) for n in range(MOST)]
    assert drawn(*many, on(-5000), span(None, 9999)) == drawn(*many)._replace(left_out=2)


def test_lines_of_the_same_days_are_numbered_as_they_are_given() -> None:
    line = drawn(on(3, weight=1), on(3, weight=9), on(0), span(3, 4))
    assert [(mark.number, mark.span) for mark in line.marks] == [(1, 2), (2, 0), (3, 1), (4, 3)]


def test_the_first_and_the_last_day_of_the_calendar_are_days() -> None:
    assert len(drawn(Span(dt.date.min, dt.date.max, True, 1, ""), Span(dt.date.max, None, True, 1, "")).marks) == 2


def test_many_lines_are_drawn_soon() -> None:
    spans = [span(n * n % 700 - 300, n * n % 700 + n % 40 - 300, n % 17, str(n)) for n in range(500)]
    begun = time.perf_counter()
    line = drawn(*spans)
    assert time.perf_counter() - begun < 2
    assert 20 < len(line.marks) <= MOST


# ---------------------------------------------------------------- properties

DAYS = st.integers(0, 12) | st.integers(-60, 300) | st.integers(-12000, 2000)


@st.composite
def lines(draws: st.DrawFn) -> Span:
    first = draws(st.none() | DAYS)
    last = first if draws(st.booleans()) else draws(st.none() | DAYS)
    if first is not None and last is not None:
        first, last = min(first, last), max(first, last)
    return span(first, last, draws(st.integers(-2, 9)) / 2, lasting=draws(st.integers(0, 4)) == 0)


@st.composite
def chronicles(draws: st.DrawFn) -> list[Span]:
    found = draws(st.lists(lines() | DAYS.map(on), max_size=draws(st.sampled_from([3, 20, 90]))))
    return [one._replace(anchor=f"line-{n}") for n, one in enumerate(found)]


@given(chronicles())
def test_nothing_overlaps_and_all_is_inside(spans: list[Span]) -> None:
    line = lay_out(spans)
    known = [one for one in spans if one.earliest or one.latest]
    assert (line is None) == (not known)
    if line is None:
        return
    assert len(line.marks) + line.left_out == len(known)
    lanes = defaultdict(list)
    for mark in line.marks:
        assert 0 <= mark.left <= mark.middle <= mark.right + SLACK <= 100 + SLACK + 1e-6
        assert ends(mark)[0] >= -0.1
        assert ends(mark)[1] <= NARROWEST + 0.1
        assert 0 < mark.y < line.base
        lanes[mark.y].append(mark)
    assert len(lanes) <= MOST_LANES
    for lane in lanes.values():
        assert all(one[1] <= other[0] + 0.1 for one, other in pairwise(sorted(map(ends, lane)))), "a lane has room"


@given(chronicles())
def test_what_is_later_stands_further_right(spans: list[Span]) -> None:
    line = lay_out(spans)
    if line is None:
        return
    assert [mark.number for mark in line.marks] == list(range(1, len(line.marks) + 1))
    starts = [spans[mark.span].earliest or spans[mark.span].latest or FIRST for mark in line.marks]
    assert starts == sorted(starts)
    assert [mark.middle for mark in line.marks] == sorted(mark.middle for mark in line.marks)
    assert list(line.breaks) == sorted(line.breaks)


@given(chronicles())
def test_labels_leave_each_other_room_at_every_zoom(spans: list[Span]) -> None:
    line = lay_out(spans)
    if line is None:
        return
    assert [tick.zoom for tick in line.ticks].count(1) >= 1
    assert all(one.day < other.day and one.at < other.at for one, other in pairwise(line.ticks))
    for zoom in ZOOMS:
        told = [label(tick, zoom) for tick in line.ticks if tick.zoom <= zoom]
        assert all(one[1] + BETWEEN <= other[0] + 0.1 for one, other in pairwise(told))
        assert not told or (told[0][0] >= -0.1 and told[-1][1] <= zoom * NARROWEST + 0.1)


@given(st.data())
def test_the_order_in_which_lines_are_given_moves_nothing(data: st.DataObject) -> None:
    spans = data.draw(chronicles())
    other = data.draw(st.permutations(spans))
    assert placed(spans) == placed(other)


def placed(spans: Sequence[Span]) -> object:
    """A picture by the anchors of its marks; numbers of lines of the same days follow the order given."""
    line = lay_out(spans)
    if line is None:
        return None
    marks = {spans[mark.span].anchor: mark._replace(span=0, number=0) for mark in line.marks}
    return marks, line._replace(marks=())


@given(st.lists(st.integers(0, 40), min_size=2, max_size=30, unique=True))
def test_places_are_to_scale(days: list[int]) -> None:
    line = drawn(*map(on, days))
    if line.breaks or line.bent:
        return
    middles = {days[mark.span]: mark.middle for mark in line.marks}
    scale = (max(middles.values()) - min(middles.values())) / (max(days) - min(days))
    for one, other in combinations(days, 2):
        assert middles[one] - middles[other] == pytest.approx(scale * (one - other), abs=2 * SLACK)


@given(st.lists(DAYS, min_size=2, max_size=30, unique=True))
def test_parts_that_are_not_bent_are_of_one_scale(days: list[int]) -> None:
    line = drawn(*map(on, days))
    if not line.bent:
        widths = {mark.width for mark in line.marks}
        assert max(widths) - min(widths) <= SLACK
