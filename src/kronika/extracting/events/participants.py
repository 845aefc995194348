"""Who takes part in an event: those who fill its slots, and those whom other words around it tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kronika.extracting.events.arguments import ACTIVE, DESCRIBES, case_of, fillers
from kronika.extracting.events.filling import Filled
from kronika.extracting.events.matching import Occurrence
from kronika.extracting.events.naming import NamingReader
from kronika.languages.pack import Pack
from kronika.languages.triggers import ACTOR, RECIPIENT, Slot
from kronika.ontology import event_types
from kronika.records import AnnotatedZone, ParticipantFinding, Token

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

OWNER, ADJECTIVE = "owner", "adjective"
"""Slots of whoever acts through troops that are moved, and of whom an adjective says that something is against."""


class ParticipantReader:
    """Reads participants."""

    def __init__(self, pack: Pack) -> None:
        self._naming = NamingReader(pack)
        self._sectors = pack.word_list("events", "sector").lemmas()
        self._national = frozenset(pack.word_list("events", "national").lemmas())
        self._against = pack.word_list("events", "against")

    def of(self, zone: AnnotatedZone, found: Occurrence) -> list[ParticipantFinding]:
        """Those who take part; where nobody is named who acts, whoever the troops belong to that are moved."""
        own = _own(found)
        people = [self._naming.read(zone, filled, own) for filled in found.filled]
        people += self._opposed(zone, found) or self._concerned(zone, found, people)
        if any(p.role == ACTOR for p in people) or all(role != ACTOR for role, _ in found.trigger.roles):
            return people
        moved = (self._naming.read(zone, Filled(ACTOR, OWNER, token), own) for token in _moved(found))
        return [*people, *(p for p in moved if p.stands and p.whose is not None)]

    def _opposed(self, zone: AnnotatedZone, found: Occurrence) -> list[ParticipantFinding]:
        """`antyrządowe protesty`: whom an adjective says that it is against."""
        for bearer in (found.head.token, *found.head.companions):
            for child in (c for c in bearer.children if c.dep_.startswith("amod")):
                value = self._against.value(zone.tokens[child.i])
                if value is not None:
                    return [self._named_by(zone.tokens[child.i], value)]
        return []

    def _named_by(self, adjective: Token, value: str) -> ParticipantFinding:
        """A country by its code, a body of the country told of by its noun."""
        country = value if value.isupper() else None
        noun = None if country else value
        return ParticipantFinding(
            role=RECIPIENT,
            slot=ADJECTIVE,
            start=adjective.start,
            end=adjective.end,
            at=adjective.end,
            name=noun,
            noun=noun,
            sector=self._sectors.get(value),
            country=country,
            national=noun in self._national,
        )

    def _concerned(
        self, zone: AnnotatedZone, found: Occurrence, people: Sequence[ParticipantFinding]
    ) -> list[ParticipantFinding]:
        """Of an act of words whose object is a thing, whose it is: `ocenili wysłanie wojsk rosyjskich`."""
        wanted = any(role == RECIPIENT for role, _ in found.trigger.roles)
        words = event_types()[found.trigger.event_type].words
        if not wanted or not words or any(p.role == RECIPIENT for p in people):
            return []
        taken = {p.at for p in people}
        for thing in (*found.head.companions, *(f.token for f in fillers(found.head, Slot("object")))):
            for token in _owners(thing):
                read = self._naming.read(zone, Filled(RECIPIENT, OWNER, token), _own(found))
                named = self._naming.is_name(zone, token) or (read.stands and read.whose is not None)
                if named and read.at not in taken:
                    return [read]
        return []


def _owners(thing: DocToken) -> Iterator[DocToken]:
    """The nouns in the genitive that tell whose a thing is, the nearest first, and with whom it is done."""
    for child in thing.children:
        if child.i < thing.i or not child.dep_.startswith(("nmod", "obj", "obl")):
            continue
        if case_of(child) is None or "Ins" in child.morph.get("Case", []):
            yield child
        yield from _owners(child)


def _moved(found: Occurrence) -> Iterator[DocToken]:
    """What a verb without a subject moves: its object, or a word of its own."""
    if found.head.form not in (ACTIVE, DESCRIBES):
        yield from (f.token for f in fillers(found.head, Slot("object")))
        yield from found.head.companions


def _own(found: Occurrence) -> set[int]:
    """The words of a trigger with their prepositions."""
    cases = (c.i for word in found.head.bearers for c in word.children if c.dep_.startswith("case"))
    return {*found.words, found.head.carrier.i, *cases}
