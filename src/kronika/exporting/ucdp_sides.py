"""The two sides of armed force, and which type of organised violence they make it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from kronika import ontology
from kronika.exporting.coded import BETWEEN
from kronika.exporting.opponents import opponents
from kronika.happenings import Happening
from kronika.ontology.codebooks import UcdpBook, Violence
from kronika.ontology.countries import countries as known_countries
from kronika.showing.event_search import ACTOR, RECIPIENT

STATE = ("state", "forces")
ONE_SIDED = 3
HARMLESS = ("unarmed", "crowd")


class Fighter(Struct, frozen=True, kw_only=True):
    """Somebody on a side, of an empty name where no report gives one: of which sector and kind (`sectors.toml`), of
    which country."""

    name: str
    sector: str | None
    side: str | None
    country: str | None


class Dyad(Struct, frozen=True, kw_only=True):
    """The sides with the numbers of their states, and UCDP's type of violence; what the reports do not tell is None.

    `organised` is false where all who act are known to bear no arms. `sectors` are those of the two sides.
    """

    violence: int | None = None
    a: str | None = None
    b: str | None = None
    gwnoa: int | None = None
    gwnob: int | None = None
    organised: bool = True
    sectors: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    def side_of(self, group: str) -> int | None:
        """On which side those of a group fight: 0 or 1; None where on neither, or on both."""
        for kinds in (_same, _kind):
            on = [side for side, own in enumerate(self.sectors) if kinds(group) in set(map(kinds, own)) - {None}]
            if on:
                return on[0] if len(on) == 1 else None
        return None


def dyad(event: Happening, countries: Mapping[str, str], book: UcdpBook, places: Collection[str] = ()) -> Dyad:
    """The sides of an event; a state stands first against a group, whoever began. `places` are the entities that are
    places and no countries."""
    told = opponents(event, places)
    ours = list(_fighters(event, ACTOR, told.ours, countries))
    theirs = list(_fighters(event, RECIPIENT, told.theirs, countries))
    organised = not ours or any(f.side not in HARMLESS for f in ours)
    aimed = not any(row.mode in book.afar for row in event.mentions)
    for row in (row for row in book.violence if aimed or row.type != ONE_SIDED):
        for one, other in ((ours, theirs), (theirs, ours)):
            if organised and _fits(row, one, other) and (row.type != ONE_SIDED or one is ours):
                return _dyad(row.type, _of(one, row.a), _of(other, row.b), book)
    return Dyad(
        a=_names(_known(ours)),
        b=_names(_known(theirs)),
        gwnoa=_state(ours),
        gwnob=_state(theirs),
        organised=organised,
        sectors=_sectors(ours, theirs),
    )


def _known(fighters: Sequence[Fighter]) -> list[Fighter]:
    """Those of whom the reports tell what they are: of a sentence read the wrong way round, a thing is said to act."""
    return [f for f in fighters if f.side]


def _fits(row: Violence, one: Sequence[Fighter], other: Sequence[Fighter]) -> bool:
    return bool(_of(one, row.a)) and bool(_of(other, row.b))


def _of(fighters: Sequence[Fighter], sides: Collection[str]) -> list[Fighter]:
    return [f for f in fighters if f.side in sides]


def _dyad(violence: int, one: Sequence[Fighter], other: Sequence[Fighter], book: UcdpBook) -> Dyad:
    civil = violence == ONE_SIDED
    return Dyad(
        violence=violence,
        a=_names(one),
        b=book.civilians if civil else _names(other),
        gwnoa=_state(one),
        gwnob=None if civil else _state(other),
        sectors=_sectors(one, other),
    )


def _sectors(one: Sequence[Fighter], other: Sequence[Fighter]) -> tuple[frozenset[str], frozenset[str]]:
    ours, theirs = (frozenset(f.sector for f in side if f.sector) for side in (one, other))
    return ours, theirs


def _same(group: str) -> str | None:
    return group


def _kind(group: str) -> str | None:
    """The side of society to which a group, or sector, of people who bear arms belongs."""
    known = ontology.sectors().get(group)
    return known.side if known and known.side not in HARMLESS else None


def _fighters(event: Happening, role: str, names: Sequence[str], countries: Mapping[str, str]) -> Iterator[Fighter]:
    for name in names:
        rows = [row for row in event.mentions if name in (*row.actor, *row.recipient)]
        sector = next((row.sector[name] for row in rows if row.sector.get(name)), None)
        told = (p for row in rows for p in row.participants if p.name == name and p.entity)
        entity = next((p.entity for p in told), None)
        known = ontology.sectors().get(sector or "")
        country = countries.get(entity or name) or countries.get(name)
        yield Fighter(name=name, sector=sector, side=known.side if known else None, country=country)
    nameless = (p for row in event.mentions for p in row.participants if p.role == role and p.name is None and p.sector)
    for sector in dict.fromkeys(p.sector for p in nameless if not names):
        known = ontology.sectors().get(sector or "")
        yield Fighter(name="", sector=sector, side=known.side if known else None, country=None)


def _names(fighters: Sequence[Fighter]) -> str | None:
    return BETWEEN.join(f.name for f in fighters if f.name) or None


def _state(fighters: Sequence[Fighter]) -> int | None:
    """The number of the state whose forces these are; None where there are none, or of several states."""
    codes = {f.country for f in fighters if f.side in STATE and f.country}
    found = known_countries().get(next(iter(codes))) if len(codes) == 1 else None
    return found.gw if found else None
