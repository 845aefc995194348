"""Charts of figures: every mark has a place of its own, inside the picture, at its number and its days."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika.showing.page.figure_chart import LETTER, LETTERS_HIGH, MOST, SIZE, TICK_LETTER, Chart, Mark, Spot, draw

FIRST = dt.date(2027, 5, 5)


def spot(
    low: float | None, high: float | None = None, first: int | None = 0, last: int | None = None, **more: object
) -> Spot:
    """A point of so many days behind the first; one number where no higher one is given."""
    days = [None if n is None else FIRST + dt.timedelta(n) for n in (first, first if last is None else last)]
    facts = {"label": "A", "note": "", **more}
    return Spot(low, low if high is None else high, days[0], days[1], **facts)  # type: ignore[arg-type]


def opened(low: float | None, high: float | None, day: int = 0) -> Spot:
    return Spot(low, high, FIRST + dt.timedelta(day), FIRST + dt.timedelta(day), "A", "")


def drawn(*spots: Spot) -> Chart:
    chart = draw(spots, lambda value: f"{value:g}", lambda day, year: f"{day:%d.%m.%Y}" if year else f"{day:%d.%m}")
    assert chart is not None
    return chart


def boxes(mark: Mark) -> tuple[tuple[float, float, float, float], ...]:
    """Left, top, right and bottom of a mark and of its label."""
    half = max(SIZE, LETTER * len(mark.spot.label)) / 2
    return (
        (mark.x - SIZE / 2, mark.top, mark.x + SIZE / 2, mark.bottom),
        (mark.x - half, mark.top - LETTERS_HIGH, mark.x + half, mark.top),
    )


def lie_over_each_other(one: tuple[float, ...], other: tuple[float, ...], slack: float = 0.25) -> bool:
    across = one[0] + slack < other[2] and other[0] + slack < one[2]
    return across and one[1] + slack < other[3] and other[1] + slack < one[3]


def test_numbers_go_up_and_days_go_right() -> None:
    low, high, later = drawn(spot(17), spot(225, first=1), spot(29, first=8)).marks
    assert low.y > later.y > high.y
    assert low.x < high.x < later.x
    assert later.x - high.x > 3 * (high.x - low.x), "seven days are wider than one"


def test_a_number_is_a_dot_two_are_a_bar_and_an_open_end_an_arrow() -> None:
    chart = drawn(spot(29), spot(29, 60, 1), opened(40, None, 2), opened(None, 40, 3))
    assert [mark.kind for mark in chart.marks] == ["dot", "bar", "open", "open"]
    _, bar, over, under = chart.marks
    assert bar.bottom - bar.top > SIZE
    assert (over.up, over.down, under.up, under.down) == (True, False, False, True)
    assert over.top < over.bottom == over.y
    assert under.top == under.y < under.bottom
    assert chart.kinds == {"dot", "bar", "open"}


def test_what_is_open_below_does_not_reach_far_under_nought() -> None:
    under, *_ = drawn(opened(None, 5), spot(200, first=1)).marks
    nought = next(tick.at for tick in drawn(opened(None, 5), spot(200, first=1)).numbers if tick.text == "0")
    assert under.bottom <= max(nought, under.y + SIZE) + 0.1


def test_a_line_lies_over_all_days_of_which_a_point_is_told() -> None:
    day, stretch, since = drawn(spot(5, first=2), spot(9, first=0, last=4), Spot(7, 7, FIRST, None, "A", "")).marks
    assert day.reach is None
    assert stretch.reach is not None
    assert since.reach is not None
    assert stretch.reach.left < day.x < stretch.reach.right
    assert stretch.reach.left < stretch.x < stretch.reach.right
    assert (since.reach.open_left, since.reach.open_right) == (False, True)


def test_marks_of_one_day_stand_beside_each_other_within_it() -> None:
    chart = drawn(*(spot(100 + n) for n in range(6)), spot(1, first=9))
    xs = [mark.x for mark in chart.marks]
    assert len(set(xs[:6])) == 6
    assert max(xs[:6]) < xs[6]
    assert chart.bent


def test_days_that_need_no_more_room_are_drawn_to_scale() -> None:
    assert not drawn(spot(1), spot(2, first=3)).bent


def test_what_finds_no_room_is_counted_and_what_weighs_most_is_drawn() -> None:
    many = [spot(100, first=n % 3, label="AB?", weight=n) for n in range(60)]
    chart = drawn(*many, spot(None, None), Spot(3, 3, None, None, "A", ""))
    assert 5 < len(chart.marks) <= MOST
    assert chart.left_out == 62 - len(chart.marks)
    assert {mark.spot.weight for mark in chart.marks} == set(range(60 - len(chart.marks), 60))


def test_without_a_number_or_a_day_there_is_no_picture() -> None:
    unknown = Spot(3, 3, None, None, "A", "")
    assert draw([], str, lambda day, _: str(day)) is None
    assert draw([unknown, spot(None, None)], str, lambda day, _: str(day)) is None


@pytest.mark.parametrize("value", [0, 1, 0.5, -3, 1_000_000_000_000])
def test_one_point_alone_has_its_day_in_the_middle_of_its_axis(value: float) -> None:
    chart = drawn(spot(value))
    assert [tick.text for tick in chart.days] == ["05.05"]
    assert chart.corner is not None
    assert chart.corner.text == "2027"
    assert chart.marks[0].x == pytest.approx(chart.days[0].at, abs=1)
    assert len(chart.numbers) > 1


def test_days_of_several_years_have_their_year() -> None:
    chart = drawn(spot(3), spot(4, first=400))
    assert chart.corner is None
    assert [tick.text for tick in chart.days] == ["05.05.2027", "08.06.2028"]


def test_an_axis_begins_at_nought_unless_all_numbers_are_near_each_other() -> None:
    assert drawn(spot(17), spot(225, first=1)).numbers[0].text == "0"
    assert float(drawn(spot(190), spot(225, first=1)).numbers[0].text) > 0
    assert [tick.text for tick in drawn(spot(0.2), spot(0.9, first=1)).numbers][:2] == ["0", "0.2"]


NUMBER = st.none() | st.integers(-50, 400) | st.floats(-1e12, 1e12, allow_nan=False)
DAY = st.none() | st.integers(0, 80)


@st.composite
def spots(draws: st.DrawFn) -> Spot:
    numbers = sorted(n for n in (draws(NUMBER), draws(NUMBER)) if n is not None)
    days = sorted(n for n in (draws(DAY), draws(DAY)) if n is not None)
    low, high = (numbers * 2)[:2] if numbers else (None, None)
    open_end = draws(st.sampled_from(["", "low", "high"]))
    first, last = [FIRST + dt.timedelta(n) for n in (days * 2)[:2]] if days else (None, None)
    return Spot(
        None if open_end == "low" else low,
        None if open_end == "high" else high,
        None if draws(st.integers(0, 9)) == 0 else first,
        last,
        draws(st.sampled_from(["A", "B?", "C+≠", "D+≠?"])),
        "",
        weight=draws(st.integers(0, 3)),
    )


@given(st.lists(spots(), max_size=40))
def test_nothing_overlaps_and_all_is_inside(given_spots: list[Spot]) -> None:
    chart = draw(
        given_spots, lambda value: f"{value:.6g}", lambda day, year: f"{day:%d.%m.%Y}" if year else f"{day:%d.%m}"
    )
    known = [s for s in given_spots if (s.low, s.high) != (None, None) and (s.earliest, s.latest) != (None, None)]
    if chart is None:
        assert not known
        return
    assert len(chart.marks) + chart.left_out == len(given_spots)
    for one, other in combinations(chart.marks, 2):
        assert not any(lie_over_each_other(a, b) for a in boxes(one) for b in boxes(other))
    for mark in chart.marks:
        left, top, right, _ = boxes(mark)[1]
        assert chart.left - LETTER * 2 <= left
        assert right <= chart.width + LETTER * 2
        assert top >= -0.1
        assert mark.bottom <= chart.bottom + 0.1
        assert mark.reach is None or mark.reach.left < mark.reach.right
    ends = [(t.middle - TICK_LETTER * len(t.text) / 2, t.middle + TICK_LETTER * len(t.text) / 2) for t in chart.days]
    begin = chart.corner.middle if chart.corner else 0
    assert all(
        before <= left + 0.1 for before, (left, _) in zip([begin, *(right for _, right in ends)], ends, strict=False)
    )
    assert [tick.at for tick in chart.numbers] == sorted((tick.at for tick in chart.numbers), reverse=True)
    assert min(a.at - b.at for a, b in zip(chart.numbers, chart.numbers[1:], strict=False)) > 10
