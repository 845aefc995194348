"""Who stands against whom in an event, by name, from all its mentions together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from kronika import ontology
from kronika.exporting.coded import COUNTRY
from kronika.exporting.contents import Story
from kronika.happenings import Happening
from kronika.records import EventRow
from kronika.showing.event_search import RECIPIENT

PLACE = "LOC"
FORCE = "ASSAULT"


class Opponents(NamedTuple):
    """The names of those who act, and of those whom they meet; of two who fight one another, who is named first."""

    ours: list[str]
    theirs: list[str]


def places_of(story: Story) -> frozenset[str]:
    """The entities of a story that are places and no countries, as far as gazetteers know."""
    named = (row for row in story.rows("entities") if row.kind == PLACE)
    return frozenset(row.id for row in named if row.precision not in (None, COUNTRY))


def opponents(event: Happening, places: Collection[str] = ()) -> Opponents:
    """The two sides of an event. Mentions that tell both decide; beside them those who are only hit add nobody, since
    `zginęło 30 żołnierzy` tells whose dead are counted and not who attacked them. A place that is hit is on no side."""
    whole = [sides for row in event.mentions if all(sides := _told(row, places))]
    ours, theirs = set[str](), set[str]()
    for one, other in whole:
        turned = len(ours & {*other}) + len(theirs & {*one}) > len(ours & {*one}) + len(theirs & {*other})
        first, second = (other, one) if turned else (one, other)
        ours |= {*first} - theirs
        theirs |= {*second} - ours
    if not theirs:
        hit = {name for row in event.mentions for name in _hit(row, places)}
        return Opponents(event.actor, [name for name in event.recipient if name in hit])
    kinds = _kinds(event, ours), _kinds(event, theirs)
    for name in event.actor:
        if name not in ours | theirs:
            kind = _kinds(event, [name])
            (theirs if kind & kinds[1] and not kind & kinds[0] else ours).add(name)
    names = dict.fromkeys((*event.actor, *event.recipient))
    return Opponents([name for name in names if name in ours], [name for name in names if name in theirs])


def is_place(row: EventRow, name: str, places: Collection[str]) -> bool:
    """Whether a mention of force names a place as what was hit; of one that no gazetteer has, whether it is where the
    event was and nobody knows more of it."""
    if row.event_type != FORCE or name not in row.recipient:
        return False
    entities = {p.entity for p in row.participants if p.name == name and p.entity}
    return not entities.isdisjoint(places) or (name == row.place and row.sector.get(name) is None)


def _told(row: EventRow, places: Collection[str]) -> tuple[list[str], list[str]]:
    """The sides of one mention; where all fight one another, the first with those of his kind against the others."""
    if row.recipient or any(p.role == RECIPIENT for p in row.participants) or len(row.actor) < 2:
        return row.actor, list(_hit(row, places))
    first, *others = row.actor
    kind = _kind(row, first)
    against = [name for name in others if _kind(row, name) not in (kind, None)] or others
    return [name for name in row.actor if name not in against], against


def _hit(row: EventRow, places: Collection[str]) -> Iterator[str]:
    return (name for name in row.recipient if not is_place(row, name, places))


def _kinds(event: Happening, names: Iterable[str]) -> set[str]:
    return {kind for row in event.mentions for name in names if (kind := _kind(row, name))}


def _kind(row: EventRow, name: str) -> str | None:
    """The side of society (`sectors.toml`) to which somebody belongs."""
    known = ontology.sectors().get(row.sector.get(name) or "")
    return known.side if known else None
