"""Rows of entities: what somebody or something is called over all reports, and the offices that it is said to hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from kronika import calendar
from kronika.languages.entities import Entry
from kronika.languages.knowledge import Knowledge
from kronika.linking.parties import Whole
from kronika.linking.roles import OPEN
from kronika.records import EntityRow, RoleRow

TOWN, COUNTRY = "town", "country"


class Held(Struct, frozen=True):
    """An office that reports give, and what it is of: a country's code or a folded name, empty where none is told."""

    of: str
    role: RoleRow


def entity(whole: Whole, told: Iterable[Held], entry: Entry | None, knowledge: Knowledge) -> EntityRow:
    """The row of an entity to which reports give these offices, and a dictionary's entry others."""
    return EntityRow(
        id=whole.id,
        kind=whole.kind,
        name=whole.name,
        aliases=sorted(base for base in whole.bases if base != whole.name),
        country=whole.country or (entry.country if entry else None) or whole.town_of,
        roles=[*_told(told), *_known(entry, knowledge)],
        latitude=whole.latitude,
        longitude=whole.longitude,
        precision=TOWN if whole.latitude is not None else COUNTRY if whole.country else None,
    )


def _told(found: Iterable[Held]) -> list[RoleRow]:
    """The offices that reports give, each once; one of which nobody says whose it is only where nobody says more."""
    same: dict[tuple[str, str, bool], list[RoleRow]] = defaultdict(list)
    for held in found:
        same[held.role.role, held.of, held.role.former].append(held.role)
    whose = {(role, former) for role, of, former in same if of}
    return [_one(rows) for (role, of, former), rows in sorted(same.items()) if of or (role, former) not in whose]


def _one(rows: Sequence[RoleRow]) -> RoleRow:
    """An office of which several stories tell."""
    ordered = sorted(rows, key=lambda row: row.evidence)
    days = calendar.hull([calendar.of(row.earliest, row.latest) for row in ordered])
    return structs.replace(
        ordered[0],
        earliest=calendar.iso(days.earliest),
        latest=calendar.iso(days.latest),
        evidence=sorted({id for row in ordered for id in row.evidence}),
    )


def _known(entry: Entry | None, knowledge: Knowledge) -> list[RoleRow]:
    """The offices of the dictionary's entry."""
    rows = []
    for held in entry.roles if entry else ():
        days = calendar.parse(held.days or OPEN)
        of = held.of and (knowledge.country_name(held.of) if len(held.of) == 2 else held.of)
        days_iso = calendar.iso(days.earliest), calendar.iso(days.latest)
        rows.append(RoleRow(role=held.role, of=of, earliest=days_iso[0], latest=days_iso[1], source="dictionary"))
    return rows
