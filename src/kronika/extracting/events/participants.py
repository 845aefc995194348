"""What the words of a participant name: somebody by name, a body of a country, a group, or nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kronika.extracting.events.filling import Filled
from kronika.extracting.statements.sources import SourceReader
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, ParticipantFinding

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

PERSON = "PER"
LONGEST = 4
"""Words behind a noun that say who it is. Chosen, not measured."""
OWNERS = ("nmod", "flat", "appos", "amod", "det:poss", "obl")


class ParticipantReader:
    """Reads participants."""

    def __init__(self, pack: Pack) -> None:
        self._sources = SourceReader(pack)
        self._nobody = pack.word_list("events", "nobody")
        self._sectors = pack.word_list("events", "sector")
        self._partitives = pack.word_list("events", "partitive")
        self._stands = pack.word_list("events", "stands")
        self._national = pack.word_list("events", "national")
        self._adjectives = pack.word_list("names", "country-adjective")
        self._inhabitants = pack.word_list("names", "country-inhabitant")

    def read(self, zone: AnnotatedZone, filled: Filled) -> ParticipantFinding:
        """A participant as its words name it."""
        token = filled.token if filled.said or filled.left_out else self._people(zone, filled.token)
        word = zone.tokens[token.i]
        if filled.said or filled.left_out:
            return ParticipantFinding(
                role=filled.role,
                slot=filled.slot,
                start=word.start,
                end=word.end,
                at=word.start,
                said=filled.said,
                left_out=filled.left_out,
            )
        source = self._sources.read(zone, token, until=_end(token))
        named = next((n for n in zone.names if n.first <= token.i <= n.last), None)
        described = source is not None and source.unnamed
        nobody = self._nobody.value(word) is not None and named is None
        return ParticipantFinding(
            role=filled.role,
            slot=filled.slot,
            start=word.start if source is None or source.start is None else min(source.start, word.start),
            end=word.end if source is None or source.end is None else max(source.end, word.end),
            at=zone.tokens[named.first].start if named else word.start,
            name=source.name if source is not None and (described or named is None) else None,
            noun=token.lemma_.lower(),
            sector=self._sectors.value(word),
            whose=self._whose(zone, token) if named is None else None,
            stands=self._stands.value(word) is not None,
            national=self._national.value(word) is not None,
            unnamed=nobody,
        )

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


def _end(token: DocToken) -> int | None:
    """The first word behind a noun that says no more who it is: of a participle or a number, or too far away."""
    for at in range(token.i + 1, min(token.right_edge.i, token.i + LONGEST) + 1):
        word = token.doc[at]
        if word.pos_ == "NUM" or "Part" in word.morph.get("VerbForm", []):
            return at
    return token.i + LONGEST + 1
