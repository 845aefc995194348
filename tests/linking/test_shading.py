"""Days of expressions, counted from a day of publication: arithmetic of the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from kronika import calendar
from kronika.calendar import Interval
from kronika.extracting.times import counted_from
from kronika.linking.dating.shading import shade
from kronika.records import Aligned, Calendar, PartialDay, Shifted, Stretch, TimeFinding, TimeValue, Weekdays

DAYS = st.dates(dt.date(1000, 1, 2), dt.date(2200, 12, 30))


def finding(value: TimeValue, **more: object) -> TimeFinding:
    return TimeFinding(start=0, end=1, kind="DATE", pattern="p", value=value, **more)  # type: ignore[arg-type]


def date(first: tuple[int | None, ...], last: tuple[int | None, ...] | None = None, **more: object) -> Calendar:
    return Calendar(first=PartialDay(*first), last=PartialDay(*(last or first)), **more)  # type: ignore[arg-type]


def shaded(value: TimeValue, published: str, **more: object) -> str | None:
    found = shade(finding(value, **more), dt.date.fromisoformat(published))
    return calendar.edtf(found) if found else None


TABLE = [
    # the words say, the tense, the report was published, so the days are
    (date((None, 5, 4)), None, "2022-06-18", "2022-05-04"),
    (date((None, 12, 30)), "past", "2022-01-05", "2021-12-30"),
    (date((None, 1, 2)), "future", "2021-12-30", "2022-01-02"),
    (date((None, 7, 15)), "past", "2022-01-20", "2021-07-15"),
    (date((None, 7, 15)), "future", "2022-01-20", "2022-07-15"),
    (date((None, 1, 15)), "past", "2022-01-10", "2022-01-15"),  # near at hand: the tense was read wrongly
    (date((2019, None, None)), None, "2022-06-18", "2019"),
    (date((None, 2, 29)), None, "2024-03-01", "2024-02-29"),
    (date((None, 2, 29)), None, "2022-03-01", None),
    (date((None, 5, 3), (None, 5, 7)), None, "2022-06-18", "2022-05-03/2022-05-07"),
    (date((None, 12, 30), (None, 1, 2)), None, "2022-01-18", "2021-12-30/2022-01-02"),
    (date((None, 12, None), (None, 2, None)), "past", "2022-06-18", "2021-12-01/2022-02-28"),
    (date((None, 5, 4), year_offset=-1), None, "2022-06-18", "2021-05-04"),
    (date((None, 6, None), (None, 8, None), which="last"), None, "2031-06-18", "2030-06-01/2030-08-31"),
    (date((None, 3, None), (None, 5, None), which="last"), None, "2031-06-18", "2031-03-01/2031-05-31"),
    (date((2031, 5, None), part="beginning"), None, "2031-06-18", "2031-05-01/2031-05-10"),
    (date((2031, 2, None), part="end"), None, "2031-06-18", "2031-02-21/2031-02-28"),
    (date((2030, None, None), part="middle"), None, "2031-06-18", "2030-05-01/2030-08-31"),
    (date((2030, None, None), part="last-day"), None, "2031-06-18", "2030-12-31"),
    (date((None, 4, None), (None, 5, None), part="turn"), None, "2031-06-18", "2031-04-21/2031-05-10"),
    (Calendar(first=PartialDay(easter=60), last=PartialDay(easter=60)), None, "2031-06-18", "2031-06-12"),
    (Weekdays(first=2, last=2), "past", "2031-06-18", "2031-06-18"),
    (Weekdays(first=2, last=2), "future", "2031-06-18", "2031-06-18"),
    (Weekdays(first=3, last=3), "past", "2031-06-18", "2031-06-12"),
    (Weekdays(first=3, last=3), "present", "2031-06-18", "2031-06-19"),
    (Weekdays(first=3, last=3), None, "2031-06-18", "2031-06-12"),
    (Weekdays(first=2, last=2, which="last"), None, "2031-06-18", "2031-06-11"),
    (Weekdays(first=2, last=2, which="coming"), None, "2031-06-18", "2031-06-25"),
    (Weekdays(first=4, last=4, week=1), None, "2031-06-18", "2031-06-27"),
    (Weekdays(first=2, last=4), "past", "2031-06-18", "2031-06-11/2031-06-13"),
    (Weekdays(first=5, last=6), "past", "2031-06-18", "2031-06-14/2031-06-15"),
    (Aligned(unit="day", first=-1, last=-1), None, "2031-06-18", "2031-06-17"),
    (Aligned(unit="week", first=-1, last=-1), None, "2031-06-18", "2031-06-09/2031-06-15"),
    (Aligned(unit="week", first=-1, last=-1, part="beginning"), None, "2031-06-18", "2031-06-09/2031-06-11"),
    (Aligned(unit="weekend", first=0, last=0), "past", "2031-06-18", "2031-06-14/2031-06-15"),
    (Aligned(unit="weekend", first=0, last=0), "future", "2031-06-18", "2031-06-21/2031-06-22"),
    (Aligned(unit="month", first=1, last=1), None, "2031-12-18", "2032-01"),
    (Aligned(unit="month", first=0, last=0, day=12), None, "2031-06-18", "2031-06-12"),
    (Aligned(unit="month", first=0, last=0, day=31), None, "2031-06-18", None),
    (Aligned(unit="year", first=0, last=0, part="end"), "past", "2031-02-18", "2030-10-01/2030-12-31"),
    (Aligned(unit="decade", first=-1, last=-1), None, "2031-06-18", "2020-01-01/2029-12-31"),
    (Shifted(unit="day", low=-3, high=-3), None, "2031-06-18", "2031-06-15"),
    (Shifted(unit="day", low=-6, high=-3), None, "2031-06-18", "2031-06-12/2031-06-15"),
    (Shifted(unit="hour", low=-3, high=-3), None, "2031-06-18", "2031-06-17/2031-06-18"),
    (Shifted(unit="hour", low=-25, high=-25), None, "2031-06-18", "2031-06-16/2031-06-17"),
    (Aligned(unit="weekend", first=0, last=0), "planned", "2031-06-18", "2031-06-21/2031-06-22"),
    (Aligned(unit="year", first=0, last=0, part="last-day"), "past", "2031-06-18", "2031-12-31"),
    (Shifted(unit="week", low=1, high=1), None, "2031-06-18", "2031-06-25"),
    (Shifted(unit="month", low=-1, high=-1), None, "2031-03-31", "2031-02"),
    (Shifted(unit="year", low=-2, high=-2), None, "2031-06-18", "2029"),
    (Stretch(unit="day", first=-6, last=0), None, "2022-01-08", "2022-01-02/2022-01-08"),
    (Stretch(unit="month", first=-3, last=0), None, "2031-06-18", "2031-03-18/2031-06-18"),
    (Stretch(unit="hour", first=0, last=48), None, "2031-06-18", "2031-06-18/2031-06-20"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "tense", "published", "edtf"), TABLE)
def test_days_of_a_value(value: TimeValue, tense: str | None, published: str, edtf: str | None) -> None:
    assert shaded(value, published, tense=tense) == edtf


def test_a_day_counted_from_one_told_before_does_not_depend_on_publication() -> None:
    later = finding(Aligned(unit="day", first=1, last=1), counted=True)
    told = Interval(dt.date(2022, 1, 5), dt.date(2022, 1, 5))
    assert shade(later, dt.date(2022, 1, 20), told) == Interval(dt.date(2022, 1, 6), dt.date(2022, 1, 6))
    assert shade(later, dt.date(2022, 1, 20), None) is None


VALUES = st.one_of(
    st.builds(
        Weekdays, first=st.integers(0, 6), last=st.integers(0, 6), which=st.sampled_from([None, "last", "coming"])
    ),
    st.builds(
        lambda unit, first, more: Aligned(unit=unit, first=first, last=first + more),
        st.sampled_from(["day", "night", "week", "weekend", "month", "quarter", "half", "year", "decade"]),
        st.integers(-3, 3),
        st.integers(0, 2),
    ),
    st.builds(
        lambda unit, low, more: Shifted(unit=unit, low=low, high=low + more),
        st.sampled_from(["day", "week", "month", "year"]),
        st.integers(-9, 9),
        st.integers(0, 3),
    ),
    st.builds(
        lambda unit, first, more: Stretch(unit=unit, first=first, last=first + more),
        st.sampled_from(["hour", "day", "week", "month", "year"]),
        st.integers(-9, 9),
        st.integers(0, 9),
    ),
    st.builds(
        lambda first, last, part: Calendar(first=PartialDay(None, *first), last=PartialDay(None, *last), part=part),
        st.tuples(st.integers(1, 12), st.integers(1, 28)),
        st.tuples(st.integers(1, 12), st.integers(1, 28)),
        st.none(),
    ),
)
TENSES = st.sampled_from([None, "past", "present", "future", "planned"])


@given(VALUES, TENSES, DAYS)
def test_the_first_day_is_never_after_the_last(value: TimeValue, tense: str | None, day: dt.date) -> None:
    found = shade(finding(value, tense=tense), day)
    assert found is None or (found.earliest and found.latest and found.earliest <= found.latest)


@given(st.integers(0, 6), DAYS)
def test_a_weekday_is_within_a_week_and_on_the_side_of_its_tense(weekday: int, day: dt.date) -> None:
    for tense, side in (("past", -1), ("future", 1)):
        found = shade(finding(Weekdays(first=weekday, last=weekday), tense=tense), day)
        assert found and found.earliest and found.earliest.weekday() == weekday
        assert 0 <= (found.earliest - day).days * side < 7


@given(VALUES, TENSES, DAYS)
def test_the_interval_is_written_as_others_read_it(value: TimeValue, tense: str | None, day: dt.date) -> None:
    found = shade(finding(value, tense=tense), day)
    if found is None or found.earliest is None or found.latest is None:
        return
    written = calendar.edtf(found)
    assert calendar.parse(written or "") == found
    read = parse_edtf(written)
    ends = (dt.date(*read.lower_strict()[:3]), dt.date(*read.upper_strict()[:3]))
    assert ends == (found.earliest, found.latest)


@pytest.mark.parametrize(
    ("value", "tense", "open_"),
    [
        (Shifted(unit="year", low=1, high=1), "past", True),  # rok później skazano go
        (Shifted(unit="month", low=2, high=2), "past", True),
        (Shifted(unit="year", low=-1, high=-1), "past", False),  # rok wcześniej skazano go
        (Shifted(unit="year", low=1, high=1), "future", False),  # rok później skażą go
        (Shifted(unit="day", low=1, high=1), "past", True),
    ],
)
def test_without_a_day_told_before_only_what_can_counts_from_publication(
    value: TimeValue, tense: str, open_: bool
) -> None:
    [found] = counted_from([finding(value, tense=tense, counted=True)])
    assert (found.counted, found.told) == (open_, None)
