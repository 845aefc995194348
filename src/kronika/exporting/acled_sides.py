"""Who stands on the two sides of an event, as ACLED names them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from kronika.exporting.coded import BETWEEN, Site
from kronika.exporting.opponents import is_place, opponents
from kronika.happenings import Happening
from kronika.ontology import Acled
from kronika.ontology.codebooks import AcledBook
from kronika.records import EventRow
from kronika.showing.event_search import ACTOR, RECIPIENT

CIVILIANS = "Civilians"
DEMONSTRATION = "PROTEST"


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who takes part, of an empty name where no report gives one.

    `inter` is ACLED's type, None where the reports do not tell; `known` says that these are people and no things,
    `demonstrates` that the event is a demonstration.
    """

    name: str
    role: str
    sector: str | None
    inter: str | None
    known: bool
    demonstrates: bool


class Sides(Struct, frozen=True, kw_only=True):
    """The two actors with those who belong to them, their types and what the codebook calls the two together."""

    actor1: str | None = None
    assoc1: str | None = None
    inter1: str | None = None
    actor2: str | None = None
    assoc2: str | None = None
    inter2: str | None = None
    interaction: str | None = None
    targeting: str | None = None


def sides(
    events: Sequence[Happening],
    code: Acled,
    site: Site,
    countries: Mapping[str, str],
    book: AcledBook,
    places: Collection[str] = (),
) -> Sides:
    """Who stands against whom in what these events tell together. `countries` are the codes of entities and names,
    `places` the entities that are places and no countries."""
    people = list(_people(events, site, countries, book, places))
    crowd = book.demonstrations.get(code.sub_event_type)
    if crowd is not None:
        one, other = _demonstration(people, crowd, book)
    elif victims := book.victims.get(code.sub_event_type):
        hit = [p.name for p in people if p.role == RECIPIENT and p.known]
        one, other = _side([p for p in people if p.role == ACTOR], book), (victims, hit)
    else:
        one, other = _two(events, people, book, places)
    return _named(one, other, code, site, book)


Side = tuple[str | None, list[str]]
"""A type of actor or, before a colon, none, with the names."""


def _people(
    events: Sequence[Happening], site: Site, countries: Mapping[str, str], book: AcledBook, places: Collection[str]
) -> Iterator[Person]:
    """All who take part, each once in a role, in the order in which most mentions name them."""
    seen = set()
    for event in events:
        named = [(ACTOR, name) for name in event.actor] + [(RECIPIENT, name) for name in event.recipient]
        for role, name in named:
            rows = [row for row in event.mentions if name in getattr(row, role)]
            if not rows or (role, name) in seen or any(role == RECIPIENT and is_place(r, name, places) for r in rows):
                continue
            seen.add((role, name))
            sector = next((row.sector[name] for row in rows if row.sector.get(name)), None)
            entity = _entity(name, rows)
            country = countries.get(entity or name) or countries.get(name)
            yield Person(
                name=name,
                role=role,
                sector=sector,
                inter=_inter(sector, country, site, book),
                known=role == ACTOR or sector is not None or entity is not None,
                demonstrates=event.event_type == DEMONSTRATION,
            )
        yield from _nameless(event, book)


def _nameless(event: Happening, book: AcledBook) -> Iterator[Person]:
    """People whom no report names and ACLED neither: a crowd, inhabitants; where nobody of the role has a name."""
    for role, named in ((ACTOR, event.actor), (RECIPIENT, event.recipient)):
        told = (p for row in event.mentions for p in row.participants if p.role == role and p.name is None)
        inters = dict.fromkeys(book.actor_type(p.sector) for p in told)
        for inter in (i for i in inters if i in book.unnamed and not named):
            demonstrates = event.event_type == DEMONSTRATION
            yield Person(name="", role=role, sector=None, inter=inter, known=True, demonstrates=demonstrates)


def _entity(name: str, rows: Iterable[EventRow]) -> str | None:
    return next((p.entity for row in rows for p in row.participants if p.name == name and p.entity), None)


def _inter(sector: str | None, country: str | None, site: Site, book: AcledBook) -> str | None:
    """The type of an actor; forces of a state abroad are of another type, and of a state of which nobody tells whether
    it is abroad the type is not known."""
    inter = book.actor_type(sector)
    if inter != book.actors[0] or country is None:
        return inter
    if site.iso2 is None:
        return None
    return inter if country == site.iso2 else book.foreign


def _demonstration(people: Sequence[Person], crowd: str, book: AcledBook) -> tuple[Side, Side]:
    """The crowd stands first, whoever acts; against whom it demonstrates is on no side, only who meets it in force."""
    own = [p for p in people if p.inter in book.unnamed or (p.demonstrates and p.role == ACTOR and p.inter is None)]
    ours = [p for p in own if p.role == ACTOR or p.inter != CIVILIANS]
    against = [p for p in people if p.inter not in (None, *book.unnamed) and not p.demonstrates]
    hit = [p for p in own if p not in ours and not p.demonstrates]
    names = [p.name for p in ours if p.inter not in book.demonstrations.values()]
    return (crowd, names), _side(against, book) if against else _side(hit, book)


def _two(
    events: Sequence[Happening], people: Sequence[Person], book: AcledBook, places: Collection[str]
) -> tuple[Side, Side]:
    """Those who act and those whom they meet, by all mentions; those without a name by their role."""
    told = [opponents(event, places) for event in events]
    ours, theirs = ({name: 0 for each in told for name in each[side]} for side in (0, 1))
    known = {p.name: p for p in reversed(people)}
    acting = [known[name] for name in ours if name in known]
    meeting = [known[name] for name in theirs if name in known and known[name].known]
    nameless = [p for p in people if not p.name]
    acting = acting or [p for p in nameless if p.role == ACTOR]
    return _side(acting, book), _side(meeting or [p for p in nameless if p.role == RECIPIENT], book)


def _side(people: Sequence[Person], book: AcledBook) -> Side:
    """The names with the type of the first of whom it is known; he goes first, before people without arms."""
    ordered = sorted(people, key=lambda p: (p.inter is None, p.inter in book.unnamed))
    inter = ordered[0].inter if ordered else None
    return inter, [p.name for p in ordered]


def _named(one: Side, other: Side, code: Acled, site: Site, book: AcledBook) -> Sides:
    first, second = _actor(one, site, book), _actor(other, site, book)
    known = first[0] is not None and (second[0] is None or other[0] is not None)
    inters = (one[0] if first[0] else None, other[0] if second[0] else None)
    return Sides(
        actor1=first[0],
        assoc1=first[1],
        inter1=inters[0],
        actor2=second[0],
        assoc2=second[1],
        inter2=inters[1],
        interaction=book.interaction(*inters) if known else None,
        targeting=_targeting(code, inters, book),
    )


def _actor(side: Side, site: Site, book: AcledBook) -> tuple[str | None, str | None]:
    """The name of an actor, and those that belong to it."""
    inter, names = side
    if inter in book.unnamed:
        label = f"{inter} ({site.country.name})" if site.country else inter
        return label, BETWEEN.join(filter(None, names)) or None
    return (names[0], BETWEEN.join(filter(None, names[1:])) or None) if names else (None, None)


def _targeting(code: Acled, inters: tuple[str | None, str | None], book: AcledBook) -> str | None:
    hit = code.event_type in book.may_target and CIVILIANS in inters
    return book.targeting if hit or code.sub_event_type in book.targeted else None
