"""What the words of a participant name: somebody by name, a body of a country, a group, or nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from kronika.extracting.events.arguments import ACTIVE, DESCRIBES, FIRST, case_of, fillers
from kronika.extracting.events.classes import COUNTRY, Classes
from kronika.extracting.events.classes import PERSON as HUMAN
from kronika.extracting.events.filling import Filled
from kronika.extracting.events.matching import Occurrence
from kronika.extracting.plurals import plural_of
from kronika.extracting.statements.sources import SourceReader
from kronika.extracting.statements.speakers import Subject
from kronika.languages.pack import Pack
from kronika.languages.triggers import ACTOR, RECIPIENT, Slot
from kronika.ontology import event_types
from kronika.records import AnnotatedZone, Name, ParticipantFinding, Token

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

PERSON, PLACE = "PER", "LOC"
LONGEST = 4
"""Words behind a noun that say who it is. Chosen, not measured."""
ALONE = "alone"
"""The value of nouns that name nobody unless something else is said of them."""
OWNER = "owner"
"""The slot of whoever acts through troops that are moved."""
OWNERS = ("nmod", "flat", "appos", "amod", "det:poss", "obl")


class ParticipantReader:
    """Reads participants."""

    def __init__(self, pack: Pack) -> None:
        self._sources = SourceReader(pack)
        self._classes = Classes(pack)
        self._nobody = pack.word_list("events", "nobody")
        self._sectors = pack.word_list("events", "sector")
        self._analyser = pack.analyser
        self._relational = pack.word_list("names", "relational")
        self._partitives = pack.word_list("events", "partitive")
        self._against = pack.word_list("events", "against")
        self._stands = pack.word_list("events", "stands")
        self._national = pack.word_list("events", "national")
        self._adjectives = pack.word_list("names", "country-adjective")
        self._inhabitants = pack.word_list("names", "country-inhabitant")

    def of(self, zone: AnnotatedZone, found: Occurrence) -> list[ParticipantFinding]:
        """Those who take part; where nobody is named who acts, whoever the troops belong to that are moved."""
        own = _own(found)
        people = [self._read(zone, filled, own) for filled in found.filled]
        people += self._opposed(zone, found) or self._concerned(zone, found, people)
        if any(p.role == ACTOR for p in people) or all(role != ACTOR for role, _ in found.trigger.roles):
            return people
        moved = (self._read(zone, Filled(ACTOR, OWNER, token), own) for token in _moved(found))
        return [*people, *(p for p in moved if p.stands and p.whose is not None)]

    def _opposed(self, zone: AnnotatedZone, found: Occurrence) -> list[ParticipantFinding]:
        """`antyrządowe protesty`: whom an adjective says that it is against; a country by its code, a body by its noun."""
        for bearer in (found.head.token, *found.head.companions):
            for child in (c for c in bearer.children if c.dep_.startswith("amod")):
                word = zone.tokens[child.i]
                if (value := self._against.value(word)) is not None:
                    country = value if value.isupper() else None
                    return [
                        ParticipantFinding(
                            role=RECIPIENT,
                            slot="adjective",
                            start=word.start,
                            end=word.end,
                            at=word.end,
                            name=None if country else value,
                            noun=None if country else value,
                            sector=self._sectors.lemmas().get(value),
                            country=country,
                            national=country is None,
                        )
                    ]
        return []

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
                read = self._read(zone, Filled(RECIPIENT, OWNER, token), _own(found))
                named = self._is_name(zone, token) or (read.stands and read.whose is not None)
                if named and read.at not in taken:
                    return [read]
        return []

    def _is_name(self, zone: AnnotatedZone, token: DocToken) -> bool:
        name = next((n for n in zone.names if n.first <= token.i <= n.last), None)
        return name is not None and (name.kind != PLACE or self._classes.fits(zone, token, COUNTRY))

    def _read(self, zone: AnnotatedZone, filled: Filled, own: Collection[int]) -> ParticipantFinding:
        said = filled.said or (filled.token.pos_ == "PRON" and FIRST in filled.token.morph.get("Person", []))
        token = filled.token if said or filled.left_out else self._people(zone, filled.token)
        word = zone.tokens[token.i]
        if said or filled.left_out:
            return ParticipantFinding(
                role=filled.role,
                slot=filled.slot,
                start=word.start,
                end=word.end,
                at=word.start,
                said=said,
                left_out=filled.left_out,
            )
        source = self._sources.read(zone, token, until=_end(token, own))
        named = self._name(zone, token)
        described = source is not None and source.unnamed
        nobody = self._names_nobody(word, source) and named is None
        return ParticipantFinding(
            role=filled.role,
            slot=filled.slot,
            start=word.start if source is None or source.start is None else min(source.start, word.start),
            end=word.end if source is None or source.end is None else max(source.end, word.end),
            at=zone.tokens[named.last].start if named else word.start,
            name=self._described(token, source) if source is not None and (described or named is None) else None,
            noun=token.lemma_.lower(),
            sector=self._sectors.value(word),
            whose=self._whose(zone, token) if named is None else None,
            stands=self._stands.value(word) is not None,
            national=self._national.value(word) is not None,
            unnamed=nobody,
        )

    def _name(self, zone: AnnotatedZone, token: DocToken) -> Name | None:
        """The name that a word is of, or that follows it as the same person: `chrześcijankę Asię Bibi`."""
        own = next((n for n in zone.names if n.first <= token.i <= n.last), None)
        if own is not None or self._relational.value(zone.tokens[token.i]) is not None:
            return own
        follows = next((n for n in zone.names if n.first == token.i + 1 and n.kind == PERSON), None)
        if follows is None or not self._classes.fits(zone, token, HUMAN):
            return None
        cases = {c for i in range(follows.first, follows.last + 1) for c in zone.doc[i].morph.get("Case", [])}
        return follows if cases & {*token.morph.get("Case", [])} else None

    def _described(self, token: DocToken, source: Subject) -> str | None:
        """What is said of people in the base form; of counted ones their noun alone: `dwóch więźniów`."""
        if not any(c.dep_.startswith(("nummod", "det:num")) for c in token.children):
            return source.name
        human = token.morph.get("Animacy", []) == ["Hum"]
        return plural_of(self._analyser, token.lemma_, human) or token.lemma_

    def _names_nobody(self, word: Token, source: Subject | None) -> bool:
        """`osoby`; `mężczyźni`, but not `zamaskowani mężczyźni`."""
        value = self._nobody.value(word)
        described = source is not None and source.name is not None and " " in source.name
        return value is not None and not (value == ALONE and described)

    def _people(self, zone: AnnotatedZone, token: DocToken) -> DocToken:
        """`część demonstrantów`, `300 żołnierzy`: those of whom some are told."""
        if self._partitives.value(zone.tokens[token.i]) is None:
            return token
        inside = (c for c in token.children if c.pos_ in ("NOUN", "PROPN", "ADJ") and "Gen" in c.morph.get("Case", []))
        return next(inside, token)

    def _whose(self, zone: AnnotatedZone, token: DocToken) -> int | None:
        """The start of the name, adjective or inhabitant beside a noun that says whose it is."""
        for child in _beside(token):
            word = zone.tokens[child.i]
            name = next((n for n in zone.names if n.first <= child.i <= n.last), None)
            if name is not None and name.kind != PERSON:
                return zone.tokens[name.first].start
            if self._adjectives.value(word) is not None or self._inhabitants.value(word) is not None:
                return word.start
        return None


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


def _beside(token: DocToken) -> Iterator[DocToken]:
    for child in token.children:
        if child.dep_.startswith(OWNERS):
            yield child
            yield from (c for c in child.children if c.dep_.startswith(("nmod", "amod", "flat")))


def _own(found: Occurrence) -> set[int]:
    """The words of a trigger with their prepositions."""
    cases = (c.i for word in found.head.bearers for c in word.children if c.dep_.startswith("case"))
    return {*found.words, found.head.carrier.i, *cases}


def _end(token: DocToken, own: Collection[int]) -> int | None:
    """The first word behind a noun that says no more who it is: of the trigger, a participle, a number, or too far."""
    for at in range(token.i + 1, min(token.right_edge.i, token.i + LONGEST) + 1):
        word = token.doc[at]
        if at in own or word.pos_ == "NUM" or "Part" in word.morph.get("VerbForm", []):
            return at
    return token.i + LONGEST + 1
