"""Short names are completed only where one full name ends in them."""

from __future__ import annotations

from kronika.linking.names import Names, complete
from kronika.records import NameFinding, StatementFinding


def names(*full: tuple[str, str]) -> Names:
    return Names(NameFinding(start=0, end=1, name=name, genders=[gender] if gender else []) for name, gender in full)


def said(speaker: str | None, gender: str = "", *, rare: bool = True) -> StatementFinding:
    genders = [gender] if gender else []
    return StatementFinding(
        start=0, end=1, direct=True, pattern="dash-dialogue", speaker=speaker, genders=genders, rare=rare
    )


OWN = names(("Joren Maklavic", ""), ("Ewa Tarn", "Fem"))
STORY = names(
    ("Joren Maklavic", ""), ("Adam Tarn", "Masc"), ("Tekla Dornik", "Fem"), ("Jan Rawicz", ""), ("O. Rawicz", "")
)


def test_the_own_report_comes_first() -> None:
    assert complete(said("Tarn"), OWN, STORY) == "Ewa Tarn"
    assert complete(said("Dornik"), OWN, STORY) == "Tekla Dornik"


def test_the_verb_must_fit_the_name() -> None:
    assert complete(said("Dornik", "Fem"), OWN, STORY) == "Tekla Dornik"
    assert complete(said("Dornik", "Masc"), OWN, STORY) == "Dornik"


def test_a_common_surname_is_completed_from_its_own_report_alone() -> None:
    assert complete(said("Dornik", rare=False), OWN, STORY) == "Dornik"
    assert complete(said("Tarn", rare=False), OWN, STORY) == "Ewa Tarn"


def test_two_bearers_leave_the_name_short() -> None:
    assert complete(said("Rawicz"), OWN, STORY) == "Rawicz"


def test_full_unknown_and_missing_names_stay() -> None:
    assert complete(said("Anna Tarn"), OWN, STORY) == "Anna Tarn"
    assert complete(said("Sarecki"), OWN, STORY) == "Sarecki"
    assert complete(said(None), OWN, STORY) is None
