"""How counts, days and figures are said."""

from __future__ import annotations

import pytest

from kronika.showing import wording


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


def test_likeness_never_rounds_up_to_word_for_word() -> None:
    assert wording.likeness(1.0) == "word for word"
    assert wording.likeness(0.9999) == "99% alike"


def test_an_excerpt_is_cut_between_words() -> None:
    assert wording.excerpt("jeden\ndwa trzy", 9) == "jeden …"
    assert wording.excerpt(" jeden\n dwa ", 9) == "jeden dwa"
