"""The codes of ACLED's and UCDP's codebooks hold together, and a fault in their file is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kronika.errors import PackError
from kronika.ontology import acled_types, codebooks
from kronika.ontology.codebooks import acled_book, ucdp_book
from kronika.ontology.policies import policies


def test_every_sub_type_has_a_kind_of_disorder() -> None:
    book = acled_book()
    for name, subs in acled_types().items():
        assert all(book.disorder.get(sub) or book.disorder.get(name) for sub in subs)
    assert {book.policy, ucdp_book().policy} <= policies().keys()


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Rioters", "State forces", "State forces-Rioters"),
        ("Civilians", "External/Other forces", "External/Other forces-Civilians"),
        ("External/Other forces", "State forces", "State forces-External/Other forces"),
        ("Protesters", None, "Protesters only"),
        (None, "Civilians", None),
    ],
)
def test_interactions_are_in_the_words_and_order_of_the_codebook(
    one: str | None, other: str | None, told: str | None
) -> None:
    assert acled_book().interaction(one, other) == told


@pytest.mark.parametrize(
    ("sector", "told"), [("police", "State forces"), ("labor", "Civilians"), ("breakaway", None), (None, None)]
)
def test_types_of_actors_by_sector(sector: str | None, told: str | None) -> None:
    assert acled_book().actor_type(sector) == told


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('policy = "acled"', 'policy = "none-such"', "acled.policy"),
        ("{ most = 1, code = 1 }, { most = 7", "{ most = 9, code = 1 }, { most = 7", "acled.days"),
        ('"Grenade"', '"Grenades"', "acled.deadly"),
        ('police = "State forces"', 'police = "Police"', "acled.actors"),
        ('"Battles" = "Political violence"\n', "", "acled.disorder"),
        ('types = ["ASSAULT"]', 'types = ["FIGHT"]', "ucdp.types"),
        ('b = ["unarmed", "crowd"]', 'b = ["anybody"]', "ucdp.violence"),
    ],
)
def test_a_fault_is_told(old: str, new: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = codebooks.PATH.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "codebooks.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(codebooks, "PATH", tmp_path / "codebooks.toml")
    codebooks._file.cache_clear()
    try:
        with pytest.raises(PackError, match=wrong):
            acled_book()
    finally:
        monkeypatch.undo()
        codebooks._file.cache_clear()
