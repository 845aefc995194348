"""Countries and territories as data sets of conflict events number, name and group them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct

from kronika.errors import PackError
from kronika.ontology.tables import read

PATH = Path(__file__).parent / "countries.toml"


class Country(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A country: ACLED's name and region, UCDP's name where it is another, its numbers in ISO 3166-1 and in the list of
    Gleditsch and Ward; `why` says of what is missing why it is."""

    name: str
    iso: int | None = None
    region: str | None = None
    gw: int | None = None
    ucdp: str | None = None
    why: str | None = None

    @property
    def ucdp_name(self) -> str:
        """How UCDP writes it."""
        return self.ucdp or self.name

    @property
    def ucdp_region(self) -> str | None:
        """UCDP's region; None for what has no number of Gleditsch and Ward."""
        gw = self.gw
        return None if gw is None else next((r.region for r in _file().ucdp if r.first <= gw <= r.last), None)


class _Region(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    region: str
    first: int
    last: int


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    regions: tuple[str, ...]
    ucdp: tuple[_Region, ...]
    countries: dict[str, Country]


def countries() -> dict[str, Country]:
    """The countries by their codes of ISO 3166-1 alpha-2. Raises PackError for one that is not as the file says."""
    return _file().countries


def acled_regions() -> tuple[str, ...]:
    """ACLED's regions."""
    return _file().regions


def ucdp_regions() -> tuple[str, ...]:
    """UCDP's regions."""
    return tuple(row.region for row in _file().ucdp)


@cache
def _file() -> _File:
    found = read(PATH, _File)
    for code, country in found.countries.items():
        _check(f"{PATH}: {code}", country, found)
    _check_once("name", (country.name for country in found.countries.values()))
    _check_once("iso", (country.iso for country in found.countries.values()))
    _check_once("gw", (country.gw for country in found.countries.values()))
    return found


def _check(place: str, country: Country, file: _File) -> None:
    if country.region is not None and country.region not in file.regions:
        raise PackError(place, f"region = {country.region!r} is none", f"Choose {', '.join(file.regions)}")
    if country.gw is not None and not any(row.first <= country.gw <= row.last for row in file.ucdp):
        raise PackError(place, f"gw = {country.gw} lies in no region of UCDP", "See [[ucdp]]")
    if not country.why and None in (country.iso, country.region, country.gw):
        raise PackError(place, "a number or the region is missing", "Add it, or why = …")


def _check_once(what: str, given: Iterable[str | int | None]) -> None:
    twice = [each for each, times in Counter(given).items() if times > 1 and each is not None]
    if twice:
        raise PackError(str(PATH), f"{what} = {twice[0]!r} stands there twice", "Correct one of the two")
