"""Short names are completed only where one full name ends in them."""

from __future__ import annotations

from kronika.linking.names import Names, complete

OWN = Names(["Joren Maklavic", "Ewa Tarn"])
STORY = Names(["Joren Maklavic", "Adam Tarn", "Tekla Dornik", "Jan Rawicz", "Otton Rawicz"])


def test_the_own_report_comes_first() -> None:
    assert complete("Tarn", OWN, STORY) == "Ewa Tarn"
    assert complete("Dornik", OWN, STORY) == "Tekla Dornik"


def test_two_bearers_leave_the_name_short() -> None:
    assert complete("Rawicz", OWN, STORY) == "Rawicz"


def test_full_unknown_and_missing_names_stay() -> None:
    assert complete("Anna Tarn", OWN, STORY) == "Anna Tarn"
    assert complete("Sarecki", OWN, STORY) == "Sarecki"
    assert complete(None, OWN, STORY) is None
