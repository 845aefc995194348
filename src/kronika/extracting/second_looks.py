"""What keeps a number from the measure that its words suggest: money lost, people who come, people who are let go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kronika.extracting.governing import BESIDE
from kronika.extracting.sights import Lookup, Sight, Told
from kronika.records import Token

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

NEIGHBOURS = (-1, 1, -2, 2)
"""The sentences around one in which is looked for what happened, nearest first. Chosen, not measured."""
BODY, LOSS = "body", "loss"
"""What the words of the list `harm` tell of."""


class SecondLooks:
    """Looks again at a number of which the first look says that people were hurt or taken."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def is_unhurt(self, sight: Sight, measure: str) -> bool:
        """`odwołane loty: 50 tys. poszkodowanych`: who suffered is told by words that also tell of lost money, and
        nothing near tells of bodies."""
        told = [*self._sufferers(sight.tokens), *self._sufferers(sight.earlier)]
        if measure not in told:
            return False
        return self._what_happened(sight) != BODY

    def _sufferers(self, tokens: list[Token]) -> list[str]:
        return [found.value for _, found in self._lookup.words("sufferer").all(tokens)]

    def _what_happened(self, sight: Sight) -> str | None:
        """What the word of harm says that is nearest to the number in its sentence; else that of a sentence near."""
        told = self._harms(sight.tokens)
        if told:
            return min((abs(at - sight.first), value) for at, value in told)[1]
        near = (value for tokens in _around(sight) if (value := self._told_in(tokens)) is not None)
        return next(near, None)

    def _told_in(self, tokens: list[Token]) -> str | None:
        told = {value for _, value in self._harms(tokens)}
        return (LOSS if LOSS in told else BODY) if told else None

    def _harms(self, tokens: list[Token]) -> list[tuple[int, str]]:
        """The words of harm with their places, without those that stand in a longer entry: `na wypadek`."""
        found = self._lookup.words("harm").all(tokens)
        inside = {at + i for at, entry in found for i in range(1, entry.length)}
        return [(at, entry.value) for at, entry in found if at not in inside and entry.value in (BODY, LOSS)]

    def is_occasion(self, sight: Sight, told: Told) -> bool:
        """`w pogrzebie ofiar wzięło udział 300 osób`: a noun that tells to what people come, and of others."""
        word = sight.zone.doc[sight.places[told.at]]
        entry = self._lookup.at("predicate", sight.tokens, told.at)
        if word.pos_ in ("VERB", "AUX") or (entry is not None and entry.length > 1):
            return False
        if told.link is not None and told.link.child != BESIDE:
            return False
        behind = any(c.dep_.startswith("case") for c in word.children)
        return self.comes(sight) or (behind and self.comes(sight, "gathers"))

    def comes(self, sight: Sight, symbol: str = "takes-part") -> bool:
        """Whether the verb on which the number hangs is one of a list, of taking part if none is named."""
        verbs = [word.at for word in sight.near.values() if word.role is not None]
        return any(
            self._lookup.value(symbol, sight.zone.tokens[at]) is not None
            or self._lookup.at(symbol, sight.zone.tokens, at) is not None
            for at in verbs
            if sight.zone.doc[at].pos_ in ("VERB", "AUX")
        )

    def let_go(self, sight: Sight, measure: str) -> Told | None:
        """`zwolniono 380 z 412 zatrzymanych`: the verb by which those get free who are counted, not the 412."""
        start = self._lookup.modifier(sight)[0]
        if any(self._lookup.before(symbol, sight.tokens, start) for symbol in ("out-of", "among")):
            return None
        told = (self._lookup.governing if sight.around.parsed else self._lookup.nearest)("released", sight)
        if told is None or told.value != measure:
            return None
        return told if told.link is None or _is_done(sight, told) else None


def _around(sight: Sight) -> Iterator[list[Token]]:
    """The tokens of the sentences around that of a number, nearest first."""
    zone = sight.zone
    own = zone.sentence_after(sight.tokens[0].start)
    for step in NEIGHBOURS:
        if 0 <= own + step < len(zone.sentences):
            sentence = zone.sentences[own + step]
            yield zone.between(sentence.start, sentence.end)


def _is_done(sight: Sight, told: Told) -> bool:
    """`zwolniono 15 osób`, but not `chcą zwolnić 15 osób`, nor `15 zwolnionych`, who may be taken again."""
    link = told.link
    if link is None or link.role is None:
        return False
    verb: DocToken = sight.zone.doc[link.at]
    return verb.pos_ in ("VERB", "ADJ", "AUX") and "Inf" not in verb.morph.get("VerbForm", [])
