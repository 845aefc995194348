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
OWNERS = ("nmod", "flat", "appos", "amod", "det:poss", "obl")


class ParticipantReader:
    """Reads participants."""

    def __init__(self, pack: Pack) -> None:
        self._sources = SourceReader(pack)
        self._nobody = pack.word_list("events", "nobody")
        self._sectors = pack.word_list("events", "sector")
        self._stands = pack.word_list("events", "stands")
        self._national = pack.word_list("events", "national")
        self._adjectives = pack.word_list("names", "country-adjective")
        self._inhabitants = pack.word_list("names", "country-inhabitant")

    def read(self, zone: AnnotatedZone, filled: Filled) -> ParticipantFinding:
        """A participant as its words name it."""
        token, word = filled.token, zone.tokens[filled.token.i]
        if filled.said or token.pos_ in ("VERB", "AUX"):
            return ParticipantFinding(
                role=filled.role, slot=filled.slot, start=word.start, end=word.end, at=word.start, said=filled.said
            )
        source = self._sources.read(zone, token)
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
