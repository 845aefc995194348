"""How PLOVER writes down what is coded: numbers of quads, scores, codes of countries, as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.core import get_global
from msgspec import Struct, field

from kronika.errors import PackError
from kronika.ontology.events import MODALITIES, check_mode, event_types, published_mode
from kronika.ontology.tables import read

PATH = Path(__file__).parent / "plover.toml"
ALPHA_3 = 3
ACTUAL = MODALITIES[0]


class Narrowness(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PLOVER's number for how narrow a place is, with GeoNames' class and code of such places."""

    resolution: int
    feature_class: str = field(name="class")
    feature_code: str = field(name="code")


class Plover(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `plover.toml` holds; the file says what each table means."""

    codebook: str
    unidentified: str
    recipient: tuple[str, ...]
    international: tuple[str, ...]
    unions: tuple[str, ...]
    quads: dict[str, int]
    auxiliary: dict[str, str]
    size: dict[str, str]
    precision: dict[str, Narrowness]
    scores: dict[str, float]
    codes: dict[str, str]
    belongs: dict[str, str]
    cow: dict[str, int]


@cache
def plover() -> Plover:
    """What the file holds. Raises PackError where it does not fit the types and modes."""
    found = read(PATH, Plover)
    for name in (*found.scores, *found.recipient):
        event_type, _, mode = name.partition(" ")
        check_mode(event_type, mode or None, f"{PATH}: {name}")
    for kind in event_types().values():
        if kind.name not in found.scores or kind.quad not in found.quads:
            raise PackError(f"{PATH}: {kind.name}", "it has no score, or its quad no number", "Add it")
    if missing := set(MODALITIES) - {ACTUAL} - found.auxiliary.keys():
        raise PackError(f"{PATH}: auxiliary", f"{', '.join(sorted(missing))} are missing", "Add them")
    return found


def score(event_type: str, mode: str | None) -> float:
    """How much an event is conflict (-10) or cooperation (10); that of its type where its mode has none."""
    scores = plover().scores
    return scores.get(f"{event_type} {published_mode(event_type, mode)}", scores[event_type])


@cache
def _alpha_3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 -> alpha-3, as CLDR has them among its aliases of territories."""
    aliases: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]
    return {now[0]: name for name, now in aliases.items() if len(name) == ALPHA_3 and name.isalpha() and len(now) == 1}


def country_code(country: str | None) -> str | None:
    """PLOVER's code of the country of an ISO 3166-1 alpha-2 code, or of the state to which it counts it."""
    if country is None:
        return None
    state = plover().belongs.get(country, country)
    return plover().codes.get(state) or _alpha_3().get(state)


def cow_number(country: str | None) -> int | None:
    """The number of the state in the Correlates of War list of members; None for what is none."""
    return plover().cow.get(plover().belongs.get(country or "", country or ""))
