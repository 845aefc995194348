"""Who takes part in an event: each once, with the words, sector and country, as event data code them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kronika import ontology
from kronika.exporting.contents import Story
from kronika.happenings import Happening
from kronika.languages.letters import fold
from kronika.ontology.plover import country_code, plover
from kronika.records import EventRow, ParticipantRow
from kronika.showing.event_search import ACTOR, RECIPIENT

SPEAKER = "speaker"
"""The slot of whoever says it, whose words do not stand there."""
SUBJECT = "subject"
PRONOUN = "PRO"


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


class Parties:
    """Tells who takes part in the events of a story."""

    def __init__(self, story: Story) -> None:
        self._story, self._countries = story, story.events.countries
        mentions = story.rows("mentions")
        self._pronouns = {(row.article, row.start) for row in mentions if row.kind == PRONOUN}
        self._names = {(row.article, row.start) for row in mentions if row.kind != PRONOUN}

    def actors(self, event: Happening) -> list[Party]:
        """Who acts; one of whom nothing is known where the reports tell nobody, as PLOVER asks for."""
        return self._parties(event, ACTOR, event.actor) or [_unidentified()]

    def recipients(self, event: Happening) -> list[Party]:
        """Whom it is done to; one of whom nothing is known where the type needs somebody and nobody is told."""
        if ontology.event_types()[event.event_type].two_sided:
            return []
        found = self._parties(event, RECIPIENT, event.recipient)
        return found or [_unidentified()] * (event.event_type in plover().recipient)

    def _parties(self, event: Happening, role: str, names: Sequence[str]) -> list[Party]:
        named = [self._named(name, role, event.mentions) for name in names]
        rows = [event.first] if named else event.mentions
        nameless = ([(row, p) for p in row.participants if p.role == role and p.name is None] for row in rows)
        told = next(filter(None, nameless), [])
        known = [(row, p) for row, p in told if p.sector] or ([] if named else told)
        others = (self._nameless(row, p) for row, p in known)
        return [*named, *{(one.sector, one.code, fold(one.words or "")): one for one in others}.values()]

    def _named(self, name: str, role: str, mentions: Sequence[EventRow]) -> Party:
        told = [(row, p) for row in mentions for p in row.participants if p.role == role and p.name == name]
        entity = next((p.entity for _, p in told if p.entity), None)
        sector = next((row.sector[name] for row in mentions if row.sector.get(name)), None)
        country = self._country(name, entity, sector)
        code, society = _codes(sector, country)
        words = next(filter(None, (self._words(row, p) for row, p in told)), None)
        return Party(name=name, entity=entity, words=words, sector=society, code=code, country=country)

    def _country(self, name: str, entity: str | None, sector: str | None) -> str | None:
        """The country of whoever has one; of an international body the code that it has itself."""
        known = self._countries.get(entity or name) or self._countries.get(name)
        society = ontology.sectors().get(sector or "")
        if known or society is None or society.code not in plover().international:
            return known
        return self._story.union(name, plover().unions)

    def _nameless(self, row: EventRow, told: ParticipantRow) -> Party:
        """Whose words may be a mere verb, or a pronoun, where neither a sector nor a second word says what they are."""
        code, society = _codes(told.sector, None)
        words = self._words(row, told)
        if words and not told.sector and " " not in words:
            words = None
        return Party(words=words, sector=society or (None if code else plover().unidentified), code=code)

    def _words(self, row: EventRow, told: ParticipantRow) -> str | None:
        """The words that name somebody; None where a pronoun, a verb alone or what is said stands for them."""
        if told.slot == SPEAKER or (row.article, told.start) in self._pronouns or self._is_verb(row, told):
            return None
        return " ".join(told.text.split())

    def _is_verb(self, row: EventRow, told: ParticipantRow) -> bool:
        """Whether one of known name stands there in the verb that tells the event alone."""
        inside = told.slot == SUBJECT and row.start <= told.start and told.end <= row.end
        names = ((row.article, at) in self._names for at in range(told.start, told.end))
        return inside and told.entity is not None and not any(names)


def _unidentified() -> Party:
    return Party(sector=plover().unidentified)


def _codes(sector: str | None, country: str | None) -> tuple[str | None, str | None]:
    """The code of the country and that of the sector; of those at home in no single country a code in its place."""
    known = ontology.sectors().get(sector or "")
    society = known.code if known else None
    if society in plover().international:
        return country_code(country) or society, None
    return country_code(country), society
