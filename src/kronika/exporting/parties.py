"""Who takes part in an event: each once, with the words, sector and country, as event data code them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from kronika import ontology
from kronika.happenings import Happening
from kronika.ontology.plover import country_code, plover
from kronika.records import EventRow, ParticipantRow
from kronika.showing.event_search import ACTOR, RECIPIENT


class Party(Struct, frozen=True, kw_only=True):
    """Somebody who takes part: `name` in the base form, None where the words name nobody; `words` as they stand in a
    report; `sector` PLOVER's code, `code` that of the country, or of what PLOVER has among countries; `country` ISO
    3166-1 alpha-2."""

    name: str | None = None
    entity: str | None = None
    words: str | None = None
    sector: str | None = None
    code: str | None = None
    country: str | None = None


def actors(event: Happening, countries: Mapping[str, str]) -> list[Party]:
    """Who acts; one of whom nothing is known where the reports tell nobody, as PLOVER asks for."""
    return _parties(event, ACTOR, event.actor, countries) or [_unidentified()]


def recipients(event: Happening, countries: Mapping[str, str]) -> list[Party]:
    """Whom it is done to; one of whom nothing is known where the type needs somebody and the reports tell nobody."""
    if ontology.event_types()[event.event_type].two_sided:
        return []
    found = _parties(event, RECIPIENT, event.recipient, countries)
    return found or [_unidentified()] * (event.event_type in plover().recipient)


def _parties(event: Happening, role: str, names: Sequence[str], countries: Mapping[str, str]) -> list[Party]:
    named = [_named(name, role, event.mentions, countries) for name in names]
    rows = event.mentions if not named else [event.first]
    nameless = [p for row in rows for p in row.participants if p.role == role and p.name is None]
    told = [p for p in nameless if p.sector] or ([] if named else nameless)
    others = {(p.sector, _line(p.text).casefold()): _nameless(p) for p in told}
    return [*named, *others.values()]


def _named(name: str, role: str, mentions: Sequence[EventRow], countries: Mapping[str, str]) -> Party:
    told = [p for row in mentions for p in row.participants if p.role == role and p.name == name]
    entity = next((p.entity for p in told if p.entity), None)
    sector = next((row.sector[name] for row in mentions if row.sector.get(name)), None)
    country = countries.get(entity or name) or countries.get(name)
    code, society = _codes(sector, country)
    words = next((_line(p.text) for p in told), None)
    return Party(name=name, entity=entity, words=words, sector=society, code=code, country=country)


def _nameless(told: ParticipantRow) -> Party:
    code, society = _codes(told.sector, None)
    return Party(words=_line(told.text), sector=society or (None if code else plover().unidentified), code=code)


def _unidentified() -> Party:
    return Party(sector=plover().unidentified)


def _codes(sector: str | None, country: str | None) -> tuple[str | None, str | None]:
    """The code of the country and that of the sector; of those at home in no single country a code in its place."""
    known = ontology.sectors().get(sector or "")
    society = known.code if known else None
    if society in plover().international:
        return country_code(country) or society, None
    return country_code(country), society


def _line(text: str) -> str:
    return " ".join(text.split())
