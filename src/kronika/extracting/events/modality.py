"""Whether what a trigger tells has happened, will, might, has not, or is not told to happen at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kronika.extracting.events.arguments import DESCRIBED, DESCRIBES, Head
from kronika.extracting.events.matching import Occurrence, is_negated
from kronika.languages.pack import Pack
from kronika.ontology import event_types
from kronika.records import AnnotatedZone

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

ACTUAL, FUTURE, HYPOTHETICAL, NEGATED, NONE = "actual", "future", "hypothetical", "negated", "none"
PLANNED = "planned"
"""What a verb says that means a plan in the present tense, hearsay in the past: `ma przyjechać`, `miał przyjechać`."""
QUESTION = "?"
STRONGEST = (NONE, NEGATED, HYPOTHETICAL, FUTURE)
GOVERNED = ("xcomp", "ccomp", "obj", "iobj", "obl:arg", "nsubj", "csubj")
HIGH = 5
"""Steps above a trigger that are asked. Chosen, not measured."""


class ModalityReader:
    """Reads modality out of the tree above a trigger."""

    def __init__(self, pack: Pack) -> None:
        self._verbs = pack.word_list("events", "modality")
        self._marks = pack.word_list("events", "none-mark").forms()
        self._perhaps = pack.word_list("events", "perhaps").forms()
        self._conditions = pack.word_list("events", "condition").forms()
        self._topics = pack.word_list("events", "topic")

    def read(self, zone: AnnotatedZone, found: Occurrence) -> str:
        """actual, future, hypothetical, negated, or none where nothing is told to happen.

        An act of words that stands in the words themselves (`odpowiemy siłą`) takes place as they are said.
        """
        if any(t.text == QUESTION for t in found.head.token.sent[-2:]):
            return NONE
        if any(filled.said for filled in found.filled) and found.trigger.mandatory_speaker:
            return ACTUAL
        told = set(self._told(zone, found))
        return next((m for m in STRONGEST if m in told), ACTUAL)

    def _told(self, zone: AnnotatedZone, found: Occurrence) -> Iterator[str]:
        verb = found.head.carrier
        words = event_types()[found.trigger.event_type].words
        own = self._verb(verb, negates=not found.trigger.negated, conditions=not words)
        yield from (m for m in own if m != FUTURE or not found.trigger.negated)
        if found.head.carried:
            yield from self._governed(zone, found.head.token)
        if not found.told and self._is_topic(zone, found.head):
            yield NONE
        if not found.told:
            yield from self._clause(zone, verb)
        elif found.head.form not in (DESCRIBED, DESCRIBES):
            yield from self._above(zone, verb, nominal=False)

    def _clause(self, zone: AnnotatedZone, noun: DocToken) -> Iterator[str]:
        """What the clause says in which an event is named in passing."""
        yield from self._above(zone, noun, nominal=True)
        token = noun
        while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
            token = token.head
        yield from (m for m in self._verb(token, negates=False) if m in (NONE, HYPOTHETICAL))
        while token.head.i != token.i:
            if any(c.dep_ == "mark" and c.lower_ in self._marks for c in token.children):
                yield NONE
            token = token.head

    def _verb(self, verb: DocToken, *, negates: bool = True, conditions: bool = True) -> Iterator[str]:
        """What a verb itself shows; `conditions` asks also on what it depends: a threat is one all the same."""
        if negates and is_negated(verb):
            yield NEGATED
        parts = [verb, *(c for c in verb.children if c.dep_.startswith(("aux", "cop")))]
        if any("Cnd" in part.morph.get("Mood", []) or part.dep_ == "aux:cnd" for part in parts):
            yield HYPOTHETICAL
        if any("Fut" in part.morph.get("Tense", []) for part in parts):
            yield FUTURE
        if any(c.dep_ == "mark" and c.lower_ in self._marks for c in verb.children):
            yield NONE
        if any(c.lower_ in self._perhaps and c.pos_ not in ("VERB", "AUX") for c in verb.children):
            yield HYPOTHETICAL
        for clause in verb.children if conditions else ():
            if clause.dep_ == "advcl" and any(
                c.dep_ == "mark" and c.lower_ in self._conditions for c in clause.children
            ):
                yield NONE

    def _governed(self, zone: AnnotatedZone, token: DocToken) -> Iterator[str]:
        """What the verb above says of an infinitive, a noun or a clause."""
        above = token.head
        value = self._verbs.value(zone.tokens[above.i])
        if value is not None and token.dep_.startswith(GOVERNED):
            yield _planned(above) if value == PLANNED else value

    def _is_topic(self, zone: AnnotatedZone, head: Head) -> bool:
        """`groźba ataku`, `zakaz demonstracji`."""
        above = head.token.head
        return above.i != head.token.i and self._topics.value(zone.tokens[above.i]) is not None

    def _above(self, zone: AnnotatedZone, verb: DocToken, *, nominal: bool) -> Iterator[str]:
        """What the verbs say that govern it, and the marks of the clauses that hold it."""
        token = verb
        for _ in range(HIGH):
            above = token.head
            if above.i == token.i:
                return
            if token.dep_.startswith("xcomp") or (nominal and token.dep_.startswith(GOVERNED)):
                yield from self._governed(zone, token)
                known = self._verbs.value(zone.tokens[above.i]) is not None
                if token.dep_.startswith("xcomp"):
                    if not known and above.pos_ in ("VERB", "ADJ"):
                        yield NONE
                    yield from self._verb(above)
            elif token.dep_ == "conj":
                yield from (m for m in self._verb(above, negates=False) if m == NONE)
                if "Inf" in token.morph.get("VerbForm", []):
                    yield from self._above(zone, above, nominal=False)
                    return
            elif token.dep_.startswith(("ccomp", "csubj")):
                yield from (m for m in self._governed(zone, token) if m in (NONE, HYPOTHETICAL, NEGATED))
                yield from (m for m in self._verb(above, negates=False) if m == NONE)
            elif token.dep_.startswith(("advcl", "acl", "amod", "parataxis")):
                return
            token = above


def _planned(verb: DocToken) -> str:
    return ACTUAL if "Past" in verb.morph.get("Tense", []) else FUTURE
