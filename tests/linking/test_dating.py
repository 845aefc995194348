"""Days of publication found from what the reports of a story say together, and what their expressions mean then."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from kronika import calendar
from kronika.calendar import Interval, meets
from kronika.languages.knowledge import Knowledge
from kronika.linking.dating.constraints import Clue, Constraint, Days, at_once, nearly_meets, not_before, solve
from kronika.linking.dating.publication import Dated, date
from kronika.linking.dating.resolving import resolve
from kronika.linking.dating.sources import Source
from kronika.linking.days import published
from kronika.linking.entities import Entities
from kronika.linking.link import link
from kronika.linking.report import named
from kronika.records import (
    Aligned,
    Article,
    Calendar,
    Findings,
    Metadata,
    PartialDay,
    Reading,
    Sentence,
    Shifted,
    TimeFinding,
    TimeValue,
    Weekdays,
    Zone,
)

RELATIONS = (meets, nearly_meets, not_before, at_once)


def reading(name: str, told: Sequence[tuple[str, str, TimeValue, str]], day: str | None) -> Reading:
    """A report of sentences, each with its words, its expression of time, what that means and its tense."""
    text, sentences, times = "", [], []
    for words, expression, value, tense in told:
        start = len(text)
        text += f"{words} {expression}."
        at = text.rindex(expression)
        times.append(
            TimeFinding(start=at, end=at + len(expression), kind="DATE", pattern="p", value=value, tense=tense)
        )
        sentences.append(Sentence(start, len(text), "stop"))
        text += " "
    lower = sorted({word for words, *_ in told for word in words.split() if len(word) > 3})
    terms = {word: [at for at in range(len(text)) if text.startswith(word, at)] for word in lower}
    zone = Zone(start=0, end=len(text), kind="body")
    return Reading(
        article=Article(
            source=name, name=name, text=text, sha256="", encoding="utf-8", metadata=Metadata(published=day)
        ),
        findings=Findings(language="pl", zones=[zone], sentences=sentences, times=times, terms=terms),
    )


def dated(*readings: Reading) -> dict[str, Dated]:
    reports = named(readings)
    return {d.report.name: d for d in date(reports, Entities(reports, Knowledge()), [])}


def on(day: int, month: int, year: int | None = None) -> Calendar:
    return Calendar(first=PartialDay(year, month, day), last=PartialDay(year, month, day))


WEDNESDAY = Weekdays(first=2, last=2)
FLOOD = "most runął podczas powodzi porwany przez rzekę"


def days_of(found: Dated, which: int = 0) -> str | None:
    times = found.report.findings.times
    return calendar.edtf(resolve(found)[times[which].start].interval)


def test_a_weekday_is_dated_by_a_report_that_names_the_day_of_the_same_event() -> None:
    told = reading("a", [(FLOOD, "5 stycznia 2022", on(5, 1, 2022), "past")], "2022-01-20")
    bare = reading("b", [(FLOOD, "w środę", WEDNESDAY, "past")], "2022-01")
    found = dated(told, bare)
    assert days_of(found["b"]) == "2022-01-05"
    assert found["b"].interval.earliest == dt.date(2022, 1, 5)
    assert any(step.other == "a" for step in found["b"].proof)


def test_without_another_report_a_weekday_is_one_of_those_of_the_month() -> None:
    alone = dated(reading("b", [(FLOOD, "w środę", WEDNESDAY, "past")], "2022-01"))["b"]
    found = resolve(alone)[alone.report.findings.times[0].start]
    assert found.interval == calendar.UNKNOWN
    assert found.edtf == "[2021-12-29,2022-01-05,2022-01-12,2022-01-19,2022-01-26]"
    read = parse_edtf(found.edtf)
    assert [str(day) for day in read.objects] == found.edtf.strip("[]").split(",")


def test_days_that_lie_close_are_one_stretch() -> None:
    today = Aligned(unit="day", first=0, last=0)
    alone = dated(reading("b", [(FLOOD, "dziś", today, "past")], "2022-01-10/2022-01-11"))["b"]
    assert days_of(alone) == "2022-01-10/2022-01-11"


def test_a_report_is_not_older_than_the_date_that_it_tells_as_past() -> None:
    found = dated(reading("a", [(FLOOD, "17 stycznia", on(17, 1), "past")], "2022-01"))["a"]
    assert found.interval.earliest == dt.date(2022, 1, 17)
    assert days_of(found) == "2022-01-17"


def test_what_closes_a_side_is_named_as_a_convention() -> None:
    found = dated(
        reading("a", [("nic wspólnego", "5 stycznia", on(5, 1), "past")], None),
        reading("b", [("zupełnie coś", "9 stycznia", on(9, 1), "past")], "2022-01-12"),
    )["a"]
    assert found.interval.earliest == dt.date(2022, 1, 5)
    assert {step.rule for step in found.proof} >= {"window", "past", "newest-date"}


def test_with_no_day_anywhere_nothing_is_said_but_what_the_words_name() -> None:
    found = dated(reading("a", [("rzeka wylała", "w środę", WEDNESDAY, "past")], None))["a"]
    assert found.interval == calendar.UNKNOWN
    assert days_of(found) is None
    year = Calendar(first=PartialDay(2019), last=PartialDay(2019))
    named_day = dated(reading("a", [("rzeka wylała", "w 2019 roku", year, "past")], None))
    assert days_of(named_day["a"]) == "2019"


def test_a_contradiction_gives_way_and_is_shown_with_its_passage() -> None:
    found = dated(reading("a", [("most zamknięto", "20 stycznia 2022", on(20, 1, 2022), "past")], "2022-01-05"))["a"]
    assert found.interval == Interval(dt.date(2022, 1, 5), dt.date(2022, 1, 5))
    assert [step.text for step in found.proof if step.rule == "gave-way"] == ["20 stycznia 2022"]


def test_a_weekday_that_is_not_that_of_its_date_is_told() -> None:
    wrong = Calendar(first=PartialDay(2022, 1, 5), last=PartialDay(2022, 1, 5), weekday=4)
    linked = link([reading("a", [("most zamknięto", "w piątek 5 stycznia 2022", wrong, "past")], "2022-01-12")])
    assert linked.times[0].earliest == "2022-01-05"
    assert "weekday-differs" in [step.rule for step in linked.times[0].proof]


def test_two_days_for_what_is_told_in_the_same_words_are_shown() -> None:
    told = "kolej liniowa zawaliła się podczas próbnego przejazdu"
    made_twice = [(told, "5 stycznia 2022", on(5, 1, 2022), "past"), (told, "7 stycznia 2022", on(7, 1, 2022), "past")]
    rows = link([reading("a", made_twice, "2022-01-12")]).times
    assert [[s.other_text for s in row.proof if s.rule == "other-day"] for row in rows] == [
        ["7 stycznia 2022"],
        ["5 stycznia 2022"],
    ]
    assert [row.earliest for row in rows] == ["2022-01-05", "2022-01-07"]


def test_a_relative_day_beside_a_date_tells_the_day_of_publication() -> None:
    told = Calendar(first=PartialDay(None, 6, 12), last=PartialDay(None, 6, 12), shift=-1)
    found = dated(reading("a", [("most zamknięto", "wczoraj, w Boże Ciało", told, "past")], "2031-06"))["a"]
    assert found.interval == Interval(dt.date(2031, 6, 13), dt.date(2031, 6, 13))


def test_a_relative_day_that_is_not_its_date_is_told() -> None:
    told = Calendar(first=PartialDay(None, 6, 11), last=PartialDay(None, 6, 11), shift=-1)
    linked = link([reading("a", [("most zamknięto", "wczoraj, 11 czerwca", told, "past")], "2031-06-13")])
    assert linked.times[0].earliest == "2031-06-11"
    assert "beside-differs" in [step.rule for step in linked.times[0].proof]


def test_a_day_counted_from_one_told_before_bounds_the_report() -> None:
    later = Shifted(unit="week", low=1, high=1)
    made_of = reading("a", [("most runął", "8 czerwca 2031", on(8, 6, 2031), "past")], "2031-06")
    times = [
        *made_of.findings.times,
        TimeFinding(
            start=0,
            end=4,
            kind="DATE",
            pattern="p",
            value=later,
            tense="past",
            counted=True,
            told=made_of.findings.times[0].start,
        ),
    ]
    counted = structs.replace(made_of, findings=structs.replace(made_of.findings, times=times))
    assert dated(counted)["a"].interval.earliest == dt.date(2031, 6, 15)


EVENTS = (FLOOD, "parlament przegłosował ustawę budżetową nocą", "strajkujący kolejarze zablokowali dworzec główny")
VALUES = st.one_of(
    st.builds(lambda d: Weekdays(first=d, last=d), st.integers(0, 6)),
    st.builds(lambda d: on(d, 1), st.integers(1, 28)),
    st.builds(lambda n: Aligned(unit="day", first=n, last=n), st.integers(-2, 0)),
    st.just(Aligned(unit="week", first=-1, last=-1)),
)
TOLD = st.lists(st.tuples(st.sampled_from(EVENTS), st.just("wtedy"), VALUES, st.just("past")), min_size=1, max_size=3)
PUBLISHED = st.sampled_from(["2022-01", "2022-01-05", "2022-01-19", None])
STORIES = st.lists(st.tuples(TOLD, PUBLISHED), min_size=2, max_size=4)


def made(story: Sequence[tuple[Sequence[tuple[str, str, TimeValue, str]], str | None]]) -> list[Reading]:
    return [reading(f"r{i}", told, day) for i, (told, day) in enumerate(story)]


@settings(max_examples=40, deadline=None)
@given(STORIES, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_changes_nothing(story: list, rnd: random.Random) -> None:  # type: ignore[type-arg]
    readings = made(story)
    shuffled = list(readings)
    rnd.shuffle(shuffled)
    one, other = dated(*readings), dated(*shuffled)
    assert {n: (d.interval, d.proof) for n, d in one.items()} == {n: (d.interval, d.proof) for n, d in other.items()}


@settings(max_examples=40, deadline=None)
@given(STORIES)
def test_a_report_is_always_left_a_day_and_none_outside_what_the_input_says(story: list) -> None:  # type: ignore[type-arg]
    for found in dated(*made(story)).values():
        own = published(found.report.article.metadata).interval
        assert found.days or own == calendar.UNKNOWN
        if own.earliest and own.latest:
            assert own.earliest.toordinal() <= min(found.days) <= max(found.days) <= own.latest.toordinal()


DAY = dt.date(2022, 1, 1).toordinal()
SOME = st.frozensets(st.integers(DAY, DAY + 20), min_size=1)


def clue(report: str, shift: int, wide: int) -> Clue:
    days = {
        day: Interval(dt.date.fromordinal(day + shift), dt.date.fromordinal(day + shift + wide))
        for day in range(DAY, DAY + 21)
    }
    return Clue(report, shift, wide, days)


CLUES = st.builds(clue, st.sampled_from("abc"), st.integers(-4, 0), st.integers(0, 3))
CONSTRAINTS = st.lists(st.builds(Constraint, st.just("r"), st.sampled_from(RELATIONS), CLUES, CLUES), max_size=6)
DOMAINS = st.fixed_dictionaries({"a": SOME, "b": SOME, "c": SOME})


@given(DOMAINS, CONSTRAINTS)
def test_constraints_narrow_and_leave_a_day(domains: Mapping[str, Days], constraints: list[Constraint]) -> None:
    found = solve(domains, constraints)
    assert all(found.domains[name] and found.domains[name] <= domains[name] for name in domains)


@given(DOMAINS, CONSTRAINTS, CONSTRAINTS)
def test_more_constraints_only_narrow(
    domains: Mapping[str, Days], constraints: list[Constraint], more: list[Constraint]
) -> None:
    """Those that come later, and so are less sure, never widen what the surer ones left."""
    first, both = solve(domains, constraints), solve(domains, [*constraints, *more])
    assert all(both.domains[name] <= first.domains[name] for name in domains)


@given(DOMAINS, CONSTRAINTS)
def test_what_was_taken_holds_for_every_day_that_is_left(
    domains: Mapping[str, Days], constraints: list[Constraint]
) -> None:
    found = solve(domains, constraints)
    for c in (c for c in constraints if c not in found.dropped and c.one.report != c.other.report):
        for day in found.domains[c.one.report]:
            pairs = [(c.one.days[day], c.other.days[other]) for other in found.domains[c.other.report]]
            assert any(c.relation(*pair) for pair in pairs)


@settings(max_examples=60, deadline=None)
@given(VALUES, SOME, SOME)
def test_a_narrower_anchor_never_gives_wider_days(value: TimeValue, days: Days, more: Days) -> None:
    report = named([reading("a", [(FLOOD, "wtedy", value, "past")], "2022-01")])[0]
    wide, at = days | more, report.findings.times[0].start
    source = Source(report, [], wide, None)
    one, other = (resolve(Dated(report, source, kept, False, False, []))[at].interval for kept in (days, wide))
    if other.earliest and other.latest:
        assert one.earliest and one.latest
        assert other.earliest <= one.earliest <= one.latest <= other.latest


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_day_stands_in_every_relation_to_itself(relation: object) -> None:
    day = Interval(dt.date(2022, 1, 5), dt.date(2022, 1, 5))
    assert relation(day, day)  # type: ignore[operator]


@pytest.mark.parametrize("day", ["0001", "0001-01-03", "9999-12-31", "1900/2022", "2021/2023"])
def test_odd_days_of_the_input_stop_nothing(day: str) -> None:
    odd = reading("a", [(FLOOD, "5 stycznia 2022", on(5, 1, 2022), "past")], day)
    bare = reading("b", [(FLOOD, "w środę", WEDNESDAY, "past")], None)
    found = dated(odd, bare)
    own, told = published(odd.article.metadata).interval, found["a"].interval
    assert own.earliest and own.latest and told.earliest and told.latest
    assert own.earliest <= told.earliest <= told.latest <= own.latest
    assert days_of(found["a"]) == "2022-01-05"


def test_days_outside_the_calendar_are_not_known() -> None:
    long_ago = Shifted(unit="decade", low=-300, high=-300)
    linked = link([reading("a", [("miasto założono", "300 dekad temu", long_ago, "past")], "2022-01-05")])
    assert (linked.times[0].earliest, linked.times[0].latest) == (None, None)


def test_hundreds_of_pieces_that_sound_alike_are_weighed() -> None:
    today = Aligned(unit="day", first=0, last=0)
    told = [(f"strażacy gaszą pożar magazynu numer{i}", "dziś", today, "past") for i in range(200)]
    found = dated(reading("a", told, None), reading("b", told, None), reading("c", told[:1], "2022-01-05"))
    assert all(d.days for d in found.values())


SEEDED = """
import sys
sys.path[:0] = {paths!r}
from test_dating import EVENTS, WEDNESDAY, dated, on, reading
told = [(event, "wtedy", value, "past") for event, value in zip(EVENTS, (WEDNESDAY, on(5, 1), on(9, 1)))]
found = dated(reading("a", told, "2022-01"), reading("b", told[::-1], None), reading("c", told[1:], "2022-01-12"))
print([(n, d.interval, d.proof, sorted(d.chances.items())) for n, d in sorted(found.items())])
"""


def test_the_order_in_which_sets_are_walked_changes_nothing() -> None:
    code = SEEDED.format(paths=[str(Path(__file__).parent), str(Path(__file__).parents[1])])
    printed = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "3")
    }
    assert len(printed) == 1
