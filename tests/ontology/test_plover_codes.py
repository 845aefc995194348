"""PLOVER's numbers and codes are there for all that Kronika codes, and are those of the manual."""

from __future__ import annotations

from pathlib import Path

import pytest

from kronika.errors import PackError
from kronika.languages.places import country_names
from kronika.ontology import event_types, measures, sectors
from kronika.ontology import plover as module
from kronika.ontology.plover import country_code, cow_number, plover, score

NO_COUNTRY = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
NO_STATE_OF_COW = {"AQ", "HK", "PS", "VA"}


def test_every_type_has_a_score_on_the_side_of_its_quad() -> None:
    for kind in event_types().values():
        sign = -1 if "conflict" in kind.quad else 1
        scores = [score(kind.name, mode) * sign for mode in (None, *kind.modes)]
        assert [found for found in scores if found < 0] in ([], [-0.5]), kind.name


@pytest.mark.parametrize(
    ("event", "mode", "wanted"),
    [("ASSAULT", "execute", -9.5), ("PROTEST", "vandalize", -5.0), ("REQUEST", "assist", 0.5), ("AID", None, 10.0)],
)
def test_scores_are_those_of_the_mode_as_plover_calls_it_or_of_the_type(
    event: str, mode: str | None, wanted: float
) -> None:
    assert score(event, mode) == wanted


@pytest.mark.parametrize(
    ("country", "code", "number"),
    [
        ("PL", "POL", 290), ("DE", "DEU", 255), ("FR", "FRA", 220), ("VN", "VNM", 816), ("RS", "SRB", 345),
        ("XK", "KOS", 347), ("TW", "TWN", 713), ("HK", "HKG", None), ("PS", "PSE", None), ("PR", "USA", 2),
        ("EH", "MAR", 600), ("UN", "UNO", None), ("EU", "EUR", None), ("CD", "COD", 490), (None, None, None),
    ],
)  # fmt: skip
def test_codes_of_countries(country: str | None, code: str | None, number: int | None) -> None:
    assert (country_code(country), cow_number(country)) == (code, number)


def test_every_country_that_can_be_named_has_a_code_and_every_state_a_number() -> None:
    for country in country_names("en").keys() - NO_COUNTRY:
        code = country_code(country)
        assert code and len(code) == 3 and code.isupper(), country
        assert (cow_number(country) is None) is (country in NO_STATE_OF_COW), country
    assert len(plover().cow) == len(set(plover().cow.values())) == 195


def test_tables_name_what_there_is() -> None:
    assert plover().size.keys() <= measures().keys()
    assert set(plover().international) <= {sector.code for sector in sectors().values()}
    assert not plover().belongs.keys() & plover().cow.keys()
    assert set(plover().belongs.values()) <= plover().cow.keys()


@pytest.mark.parametrize(
    ("of", "instead", "told"),
    [
        ("AGREE = 2.5\n", "", "it has no score"),
        ('"REJECT meet"', '"REJECT nothing"', "no mode of REJECT"),
        ('future = "future"\n', "", "future are missing"),
        ('codebook = "plover-2.0"\n', "", "codebook"),
    ],
)
def test_a_file_that_does_not_fit_is_told(
    of: str, instead: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = module.PATH.read_text(encoding="utf-8")
    assert of in text
    (tmp_path / "plover.toml").write_text(text.replace(of, instead), encoding="utf-8")
    monkeypatch.setattr(module, "PATH", tmp_path / "plover.toml")
    with pytest.raises(PackError, match=told):
        plover.__wrapped__()
