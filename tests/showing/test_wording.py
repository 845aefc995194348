"""How counts, days and figures are said."""

from __future__ import annotations

from typing import Any

import pytest

from kronika.records import FigureRow
from kronika.showing import wording


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"value": 1200, "modifier": "about"}, "about 1,200"),
        ({"value": 2.5}, "2.5"),
        ({"value": 90, "measure": "percent"}, "90%"),
        ({"low": 180, "modifier": "over"}, "more than 180"),
        ({"low": 17, "modifier": "at_least"}, "17 or more"),
        ({"high": 400, "modifier": "under"}, "less than 400"),
        ({"high": 10000, "modifier": "up_to"}, "at most 10,000"),
        ({"low": 100, "high": 120}, "100 to 120"),
        ({}, "no reading"),
    ],
)
def test_readings(given: dict[str, Any], said: str) -> None:
    facts = {"id": "f", "article": "a", "start": 0, "end": 1, "text": "x", "measure": "killed", **given}
    assert wording.reading(FigureRow(**facts)) == said


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2027-05-05", "2027-05-05", "5 May 2027"),
        ("2027-05-04", "2027-05-05", "4–5 May 2027"),
        ("2027-04-30", "2027-05-02", "30 April – 2 May 2027"),
        ("2026-12-31", "2027-01-01", "31 December 2026 – 1 January 2027"),
        ("2027-02-01", "2027-02-28", "February 2027"),
        ("2026-01-01", "2026-12-31", "2026"),
        ("2027-05-05", None, "on or after 5 May 2027"),
        (None, "2027-05-05", "on or before 5 May 2027"),
        (None, None, "day not known"),
    ],
)
def test_days(earliest: str | None, latest: str | None, said: str) -> None:
    assert wording.days(wording.interval(earliest, latest)) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (((), (), ()), "0 articles, outlet not known, origin not known"),
        ((("a",), ("A",), ("x",)), "1 article, 1 outlet, 1 origin"),
        ((("a", "b", "c"), ("A", "B"), ("x", "y")), "3 articles, 2 outlets, 2 origins"),
        ((("a", "b"), ("A", "b"), ("x",), 1), "2 articles, 2 outlets (1 not known), 1 origin"),
        ((("b",), ("b",), ("b",), 1), "1 article, 1 outlet (not known), 1 origin"),
    ],
)
def test_support(given: tuple[Any, ...], said: str) -> None:
    assert wording.support(*given) == said


def test_likeness_never_rounds_up_to_word_for_word() -> None:
    assert wording.likeness(1.0) == "word for word"
    assert wording.likeness(0.9999) == "99% alike"


def test_an_excerpt_is_cut_between_words() -> None:
    assert wording.excerpt("jeden\ndwa trzy", 9) == "jeden …"
    assert wording.excerpt(" jeden\n dwa ", 9) == "jeden dwa"
