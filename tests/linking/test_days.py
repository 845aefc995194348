"""Days: a year is taken only where every day of the anchor gives the same one, and each step is told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika import calendar
from kronika.calendar import UNKNOWN
from kronika.linking import days
from kronika.records import Metadata, PartialDay, TimeFinding


def finding(first: tuple[int | None, ...], last: tuple[int | None, ...] | None = None, **more: object) -> TimeFinding:
    ends = PartialDay(*first), PartialDay(*(last or first))
    return TimeFinding(start=0, end=1, kind="DATE", pattern="p", first=ends[0], last=ends[1], **more)  # type: ignore[arg-type]


def anchor(published: str | None) -> days.Published:
    return days.published(Metadata(published=published))


def resolved(found: TimeFinding, published: str | None) -> str | None:
    return calendar.edtf(days.resolve(found, anchor(published)).interval)


TABLE = [
    # the words say, the report was published, so the day is
    ((None, 5, 4), "2022-06-18", "2022-05-04"),
    ((None, 12, 30), "2022-01-05", "2021-12-30"),
    ((None, 1, 2), "2021-12-30", "2022-01-02"),
    ((None, 1, 5), "2022-01", "2022-01-05"),
    ((None, 1, None), "2022-01", "2022-01"),
    ((None, 12, None), "2022-01", "2021-12"),
    ((None, 7, 17), "2022-01", None),  # from the 1st it is nearer in 2021, from the 31st in 2022
    ((None, 5, 4), "2022", None),
    ((None, 7, 2), "2022", "2022-07-02"),
    ((None, 5, 4), None, None),
    ((2019, 5, 4), None, "2019-05-04"),
    ((2019, 5, 4), "2022-06-18", "2019-05-04"),
    ((2019, None, None), "2022-06-18", "2019"),
    ((None, 2, 29), "2024-03-01", "2024-02-29"),
    ((None, 2, 29), "2022-03-01", None),
    ((None, 5, 4), "0001-01-01", "0001-05-04"),
    ((None, 5, 4), "9999-12-31", "9999-05-04"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "published", "day"), TABLE)
def test_year_of_a_day(words: tuple[int | None, ...], published: str | None, day: str | None) -> None:
    assert resolved(finding(words), published) == day


@pytest.mark.parametrize(
    ("first", "last", "published", "edtf"),
    [
        ((None, 5, 3), (None, 5, 7), "2022-06-18", "2022-05-03/2022-05-07"),
        ((None, 12, 30), (None, 1, 2), "2022-01-05", "2021-12-30/2022-01-02"),
        ((2021, 12, 30), (2022, 1, 2), None, "2021-12-30/2022-01-02"),
        ((2022, 5, 7), (2022, 5, 3), None, None),
        ((2020, None, None), (2029, None, None), None, "2020-01-01/2029-12-31"),
    ],
)
def test_ranges(
    first: tuple[int | None, ...], last: tuple[int | None, ...], published: str | None, edtf: str | None
) -> None:
    assert resolved(finding(first, last), published) == edtf


@pytest.mark.parametrize(
    ("offset", "published", "edtf"),
    [(0, "2022-01-05", "2022-05"), (-1, "2022-01-05", "2021-05"), (-1, "2021-12/2022-01", None), (-1, None, None)],
)
def test_a_year_counted_from_publication(offset: int, published: str | None, edtf: str | None) -> None:
    assert resolved(finding((None, 5, None), year_offset=offset), published) == edtf


@pytest.mark.parametrize(
    ("words", "part", "edtf"),
    [
        ((2022, 2, None), "beginning", "2022-02-01/2022-02-10"),
        ((2022, 2, None), "middle", "2022-02-11/2022-02-20"),
        ((2022, 2, None), "end", "2022-02-21/2022-02-28"),
        ((2022, None, None), "beginning", "2022-01-01/2022-03-31"),
        ((2022, None, None), "middle", "2022-05-01/2022-08-31"),
        ((2022, None, None), "end", "2022-10-01/2022-12-31"),
    ],
)
def test_a_part_names_the_convention(words: tuple[int | None, ...], part: str, edtf: str) -> None:
    found = days.resolve(finding(words, part=part), UNANCHORED)
    assert calendar.edtf(found.interval) == edtf
    assert any("by convention" in step for step in found.proof)


UNANCHORED = days.Published(UNKNOWN, [])


def test_the_turn_of_two_months() -> None:
    assert resolved(finding((2021, 12, None), (2022, 1, None), part="turn"), None) == "2021-12-21/2022-01-10"


def test_what_is_not_known_stays_open() -> None:
    for words, edtf in [((None, 5, 4), "XXXX-05-04"), ((None, 5, None), "XXXX-05")]:
        found = days.resolve(finding(words), UNANCHORED)
        assert (found.interval, found.edtf, found.anchor) == (UNKNOWN, edtf, None)
        assert found.proof[-1] == "no report gives its year"


def test_the_proof_tells_where_the_year_comes_from() -> None:
    found = days.resolve(finding((None, 5, 4)), anchor("2022-06-18"))
    assert found.proof == [
        "pattern p: month 5 day 4",
        "the input says 2022-06-18",
        "year 2022: nearest to the publication",
    ]
    assert found.anchor == "2022-06-18"


def test_other_reports_give_the_anchor_only_where_the_own_is_unknown() -> None:
    others = [anchor("2022-01-05"), anchor(None), anchor("2022-01-07"), anchor("2022-01/..")]
    assert days.anchor_of(anchor("2020"), days.story_anchor(others)) == anchor("2020")
    hull = days.anchor_of(anchor(None), days.story_anchor(others))
    assert calendar.edtf(hull.interval) == "2022-01-05/2022-01-07"
    assert hull.proof == ["other reports of the story were published 2022-01-05/2022-01-07"]
    assert days.anchor_of(anchor(None), days.story_anchor([anchor(None)])) == days.Published(UNKNOWN, [])


@given(st.dates(), st.integers(1, 12), st.integers(1, 28))
def test_the_year_is_the_nearest(published: dt.date, month: int, day: int) -> None:
    interval = days.resolve(finding((None, month, day)), anchor(published.isoformat())).interval
    assert interval.earliest == interval.latest is not None
    near = abs((interval.earliest - published).days)
    years = [y for y in range(published.year - 2, published.year + 3) if 1 <= y <= 9999]
    assert near == min(abs((dt.date(y, month, day) - published).days) for y in years)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 200), st.integers(1, 12), st.integers(1, 28))
def test_never_finer_than_the_evidence(start: dt.date, length: int, month: int, day: int) -> None:
    """Where a day of the anchor would give another year, none is given."""
    end = start + dt.timedelta(days=length)
    found = days.resolve(finding((None, month, day)), anchor(f"{start}/{end}")).interval
    each = {
        days.resolve(finding((None, month, day)), anchor((start + dt.timedelta(days=i)).isoformat())).interval
        for i in range(length + 1)
    }
    assert found == (each.pop() if len(each) == 1 else UNKNOWN)
