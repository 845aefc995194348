"""How the codebooks of ACLED and UCDP code days, places, sides and numbers, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from kronika.errors import PackError
from kronika.ontology.crosswalks import acled_types
from kronika.ontology.events import event_types
from kronika.ontology.policies import policies
from kronika.ontology.sectors import SIDES, sectors
from kronika.ontology.tables import read

PATH = Path(__file__).parent / "codebooks.toml"
PLACES = ("sentence", "before", "country", "report")


class Width(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The code of what lies within so many days."""

    most: int
    code: int


class AcledBook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ACLED's codes; `codebooks.toml` says what each means."""

    policy: str
    days: tuple[Width, ...]
    places: dict[str, int]
    near: int
    actors: tuple[str, ...]
    pairs: tuple[str, ...]
    alone: str
    foreign: str
    unnamed: tuple[str, ...]
    deadly: tuple[str, ...]
    killing: tuple[str, ...]
    targeting: str
    targeted: tuple[str, ...]
    may_target: tuple[str, ...]
    crowd: str
    no_crowd: str
    demonstrations: dict[str, str]
    victims: dict[str, str]
    disorder: dict[str, str]
    sectors: dict[str, str]

    def actor_type(self, sector: str | None) -> str | None:
        """The type of an actor of this sector; None where it has none."""
        known = sectors().get(sector or "")
        return None if known is None else self.sectors.get(known.name) or self.sectors.get(known.side)

    def interaction(self, one: str | None, other: str | None) -> str | None:
        """The words for two types of actors in whatever order, or for one alone; None where the first is not known."""
        if one is None or other is None:
            return None if one is None else self.alone.format(one)
        first, second = sorted((one, other), key=self.actors.index)
        turned = f"{second}-{first}"
        return turned if turned in self.pairs else f"{first}-{second}"


class Violence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A type of organised violence and the sides of those who use it, and against whom."""

    type: int
    a: tuple[str, ...]
    b: tuple[str, ...]


class UcdpBook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """UCDP's codes; `codebooks.toml` says what each means."""

    policy: str
    days: tuple[Width, ...]
    places: dict[str, int]
    near: int
    country: int
    types: tuple[str, ...]
    civilians: str
    afar: tuple[str, ...]
    grid: float
    violence: tuple[Violence, ...]
    groups: dict[str, str]


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    acled: AcledBook
    ucdp: UcdpBook


def acled_book() -> AcledBook:
    """ACLED's codes. Raises PackError for what is not as the file says."""
    return _file().acled


def ucdp_book() -> UcdpBook:
    """UCDP's codes. Raises PackError for what is not as the file says."""
    return _file().ucdp


@cache
def _file() -> _File:
    found = read(PATH, _File)
    for name, book in (("acled", found.acled), ("ucdp", found.ucdp)):
        _known(f"{name}.policy", [book.policy], policies())
        _known(f"{name}.places", book.places, PLACES)
        if [w.most for w in book.days] != sorted({w.most for w in book.days}):
            raise PackError(f"{PATH}: {name}.days", "they do not go from narrow to wide", "Order them by most")
    _check_acled(found.acled)
    _known("ucdp.afar", found.ucdp.afar, [mode for each in event_types().values() for mode in each.modes])
    _known("ucdp.types", found.ucdp.types, event_types())
    _known("ucdp.violence", (side for row in found.ucdp.violence for side in (*row.a, *row.b)), SIDES)
    return found


def _check_acled(book: AcledBook) -> None:
    types = acled_types()
    subs = [sub for each in types.values() for sub in each]
    given: Mapping[str, Iterable[str]] = {
        "deadly": book.deadly,
        "targeted": book.targeted,
        "demonstrations": book.demonstrations,
        "victims": book.victims,
    }
    for key, names in given.items():
        _known(f"acled.{key}", names, subs)
    _known("acled.killing", book.killing, [mode for each in event_types().values() for mode in each.modes])
    _known("acled.may_target", book.may_target, types)
    _known("acled.disorder", book.disorder, [*types, *subs])
    _known("acled.sectors", book.sectors, [*sectors(), *SIDES])
    used = (book.foreign, *book.unnamed, *book.sectors.values(), *book.demonstrations.values(), *book.victims.values())
    _known("acled.actors", used, book.actors)
    if missing := types.keys() - book.disorder.keys():
        raise PackError(f"{PATH}: acled.disorder", f"nothing is said of {min(missing)}", "Add it")


def _known(place: str, given: Iterable[str], known: Iterable[str]) -> None:
    names = list(known)
    for word in given:
        if word not in names:
            raise PackError(f"{PATH}: {place}", f"{word!r} is not known", f"Choose {', '.join(names)}")
