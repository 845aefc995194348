"""What the words of a participant name: somebody by name, a body of a country, a group, or nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from kronika.extracting.events.arguments import FIRST
from kronika.extracting.events.classes import COUNTRY, Classes
from kronika.extracting.events.filling import Filled
from kronika.extracting.plurals import plural_of
from kronika.extracting.statements.sources import SourceReader
from kronika.extracting.statements.speakers import Subject
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, Name, ParticipantFinding, Token

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

PERSON, PLACE = "PER", "LOC"
LONGEST = 4
"""Words behind a noun that say who it is. Chosen, not measured."""
ALONE = "alone"
"""The value of nouns that name nobody unless something else is said of them."""
OWNERS = ("nmod", "flat", "appos", "amod", "det:poss", "obl")


class NamingReader:
    """Reads what the words of participants name."""

    def __init__(self, pack: Pack) -> None:
        self._sources = SourceReader(pack)
        self._classes = Classes(pack)
        self._nobody = pack.word_list("events", "nobody")
        self._sectors = pack.word_list("events", "sector")
        self._analyser = pack.analyser
        self._relational = pack.word_list("names", "relational")
        self._roles = pack.word_list("names", "role")
        self._partitives = pack.word_list("events", "partitive")
        self._stands = pack.word_list("events", "stands")
        self._people_of = pack.word_list("events", "people-of")
        self._adjectives_of = pack.word_list("events", "adjective-of")
        self._national = pack.word_list("events", "national")
        self._adjectives = pack.word_list("names", "country-adjective")
        self._inhabitants = pack.word_list("names", "country-inhabitant")

    def read(self, zone: AnnotatedZone, filled: Filled, own: Collection[int]) -> ParticipantFinding:
        """A participant as its words name it; `own` are the words of the trigger, which name nobody."""
        said = filled.said or (filled.token.pos_ == "PRON" and FIRST in filled.token.morph.get("Person", []))
        if said or filled.left_out:
            word = zone.tokens[filled.token.i]
            return ParticipantFinding(
                role=filled.role,
                slot=filled.slot,
                start=word.start,
                end=word.end,
                at=word.start,
                said=said,
                left_out=filled.left_out,
                genders=sorted(filled.token.morph.get("Gender", [])),
                number=next(iter(filled.token.morph.get("Number", [])), None),
            )
        return self._noun(zone, filled, self._people(zone, filled.token), own)

    def _noun(self, zone: AnnotatedZone, filled: Filled, token: DocToken, own: Collection[int]) -> ParticipantFinding:
        word = zone.tokens[token.i]
        source = self._sources.read(zone, token, until=_end(token, own))
        named = self._name(zone, token)
        people = self._people_of.value(word) or self._adjectives_of.value(word)
        name = people or self._described(token, source, named)
        starts = [word.start, *([source.start] if source and source.start is not None else [])]
        ends = [word.end, *([source.end] if source and source.end is not None else [])]
        return ParticipantFinding(
            role=filled.role,
            slot=filled.slot,
            start=min(starts),
            end=max(ends),
            at=zone.tokens[named.last].start if named else word.start,
            name=name,
            noun=token.lemma_.lower(),
            sector=self._sectors.value(word),
            whose=self._whose(zone, token) if named is None else None,
            stands=self._stands.value(word) is not None,
            national=self._national.value(word) is not None,
            unnamed=named is None and self._names_nobody(word, name),
        )

    def is_name(self, zone: AnnotatedZone, token: DocToken) -> bool:
        """Whether a word is of a name of somebody, a body or a country."""
        name = next((n for n in zone.names if n.first <= token.i <= n.last), None)
        return name is not None and (name.kind != PLACE or self._classes.fits(zone, token, COUNTRY))

    def _name(self, zone: AnnotatedZone, token: DocToken) -> Name | None:
        """The name that a word is of, or that follows it as the same person: `chrześcijankę Asię Bibi`."""
        own = next((n for n in zone.names if n.first <= token.i <= n.last), None)
        if own is not None or self._relational.value(zone.tokens[token.i]) is not None:
            return own
        follows = next((n for n in zone.names if n.first == token.i + 1 and n.kind == PERSON), None)
        human = "Hum" in token.morph.get("Animacy", []) or self._roles.value(zone.tokens[token.i]) is not None
        if follows is None or not human:
            return None
        cases = {c for i in range(follows.first, follows.last + 1) for c in zone.doc[i].morph.get("Case", [])}
        return follows if cases & {*token.morph.get("Case", [])} else None

    def _described(self, token: DocToken, source: Subject | None, named: Name | None) -> str | None:
        """What is said of people in the base form; of counted ones their noun alone: `dwóch więźniów`."""
        if source is None or (named is not None and not source.unnamed):
            return None
        if not any(c.dep_.startswith(("nummod", "det:num")) for c in token.children):
            return source.name
        human = token.morph.get("Animacy", []) == ["Hum"]
        return plural_of(self._analyser, token.lemma_, human) or token.lemma_

    def _names_nobody(self, word: Token, name: str | None) -> bool:
        """`osoby`; `mężczyźni`, but not `zamaskowani mężczyźni`."""
        value = self._nobody.value(word)
        return value is not None and not (value == ALONE and name is not None and " " in name)

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


def _beside(token: DocToken) -> Iterator[DocToken]:
    for child in token.children:
        if child.dep_.startswith(OWNERS):
            yield child
            yield from (c for c in child.children if c.dep_.startswith(("nmod", "amod", "flat")))


def _end(token: DocToken, own: Collection[int]) -> int | None:
    """The first word behind a noun that says no more who it is: of the trigger, a participle, a number, of others."""
    for at in range(token.i + 1, min(token.right_edge.i, token.i + LONGEST) + 1):
        word = token.doc[at]
        another = word.dep_ == "appos" and word.pos_ == "NOUN"
        if another or at in own or word.pos_ in ("NUM", "CCONJ") or "Part" in word.morph.get("VerbForm", []):
            return at
    return token.i + LONGEST + 1
