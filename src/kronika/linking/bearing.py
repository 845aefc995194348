"""The offices that reports give, over all stories, and the rows of entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from kronika import calendar
from kronika.languages.entities import Entry
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.linking.parties import Bearing, Whole, entry_of
from kronika.linking.roles import OPEN
from kronika.records import EntityRow, RoleRow

TOWN, COUNTRY = "town", "country"
REPORTS, DICTIONARY = "reports", "dictionary"

Office = tuple[str, str, bool]
"""A role, what it is of (a country's code or a folded name, empty where none is told), held before or not."""


class Offices:
    """The offices that reports give to each, gathered from story to story."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._told: dict[str, dict[Office, list[RoleRow]]] = defaultdict(lambda: defaultdict(list))

    def take(self, bearings: Iterable[Bearing], wholes: Sequence[Whole]) -> None:
        """Adds those of a story, which names these wholes."""
        for one in bearings:
            of = wholes[one.of] if one.of is not None else None
            key = (of.country or fold(of.name)) if of else one.country or ""
            country = self._knowledge.country_name(one.country) if one.country else None
            row = RoleRow(
                role=one.role,
                of=of.name if of else country,
                former=one.former,
                earliest=one.earliest,
                latest=one.latest,
                source=REPORTS,
                evidence=one.evidence,
            )
            self._told[wholes[one.by].id][one.role, key, one.former].append(row)

    def of(self, whole: Whole) -> list[RoleRow]:
        """The offices of somebody, each once; one of which nobody says whose it is only where nobody says more."""
        told: Mapping[Office, Sequence[RoleRow]] = self._told.get(whole.id, {})
        whose = {(role, former) for role, of, former in told if of}
        return [_one(rows) for (role, of, former), rows in sorted(told.items()) if of or (role, former) not in whose]


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


def entity(whole: Whole, knowledge: Knowledge) -> EntityRow:
    """The row of an entity."""
    entry = entry_of(whole.kind, whole.bases, knowledge)
    return EntityRow(
        id=whole.id,
        kind=whole.kind,
        name=whole.name,
        aliases=sorted(base for base in whole.bases if base != whole.name),
        country=whole.country or (entry.country if entry else None) or whole.town_of,
        roles=[*whole.roles, *_known(entry, knowledge)],
        latitude=whole.latitude,
        longitude=whole.longitude,
        precision=TOWN if whole.latitude is not None else COUNTRY if whole.country else None,
    )


def _known(entry: Entry | None, knowledge: Knowledge) -> list[RoleRow]:
    """The offices of the dictionary's entry."""
    rows = []
    for held in entry.roles if entry else ():
        days = calendar.parse(held.days or OPEN)
        of = held.of and (knowledge.country_name(held.of) if len(held.of) == 2 else held.of)
        days_iso = calendar.iso(days.earliest), calendar.iso(days.latest)
        rows.append(RoleRow(role=held.role, of=of, earliest=days_iso[0], latest=days_iso[1], source=DICTIONARY))
    return rows
