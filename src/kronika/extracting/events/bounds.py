"""What of a sentence belongs to one event: its day, its place, its numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kronika.extracting.events.matching import Occurrence
from kronika.languages.pack import Pack
from kronika.records import Amount, AnnotatedZone, Name, TimeFinding

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

PLACE = "LOC"
VERBAL = ("VERB", "AUX")
PREDICATE = ("cop", "aux:pass")
BESIDE = 2
"""Words from a noun to the name behind its preposition."""
UPWARDS = 12
"""Steps from a word up to what it belongs to. Chosen, not measured."""


class Day(NamedTuple):
    """The expression of time of an event: where it starts, if there is one; it lasts since then, or came after it."""

    on: int | None = None
    since: bool = False
    after: bool = False


class Bounds:
    """Tells what belongs to an event."""

    def __init__(self, pack: Pack) -> None:
        self._since = pack.word_list("figures", "from-day")
        self._then = pack.word_list("events", "then")
        self._dated = pack.word_list("events", "dated").forms()
        self._at = pack.word_list("events", "at").forms()

    def day(self, zone: AnnotatedZone, found: Occurrence, times: Sequence[TimeFinding]) -> Day:
        """The day told with the trigger; else that of the verb that it is joined to, where it stands before both."""
        inside = self._times(zone, found, times)
        own = [t for t in inside if self.tied(found, zone.doc[_head(zone, t)]) and not self._of_a_thing(zone, found, t)]
        if own:
            time = min(own, key=lambda t: abs(t.start - zone.tokens[found.head.token.i].start))
            return Day(time.start, self._lasts(zone, time))
        return self._shared(zone, found, inside)

    def _of_a_thing(self, zone: AnnotatedZone, found: Occurrence, time: TimeFinding) -> bool:
        """`ukrył raport z 14 kwietnia`: the day of a noun that is no part of the trigger."""
        first = bisect_left(zone.tokens, time.start, key=lambda t: t.start)
        on = zone.doc[_head(zone, time)].head
        return zone.tokens[first].lower in self._dated and on.pos_ == "NOUN" and on.i not in found.words

    def _times(self, zone: AnnotatedZone, found: Occurrence, times: Sequence[TimeFinding]) -> list[TimeFinding]:
        sentence = found.head.token.sent
        first, last = zone.tokens[sentence.start].start, zone.tokens[sentence.end - 1].end
        return [t for t in times if not isinstance(t.value, Amount) and first <= t.start < last]

    def _shared(self, zone: AnnotatedZone, found: Occurrence, times: Sequence[TimeFinding]) -> Day:
        """`w środę zatrzymano i pobito`; after `a potem` only that it came later."""
        verb = found.head.carrier
        if verb.dep_ != "conj" or verb.head.pos_ not in (*VERBAL, "ADJ"):
            return Day()
        later = any(self._then.forms().get(c.lower_) is not None for c in verb.children)
        first = verb.head
        told = [t for t in times if _above(zone.doc[_head(zone, t)], {first.i})]
        own_subject = any(c.dep_.startswith("nsubj") for c in verb.children)
        for time in told:
            if later:
                return Day(time.start, after=True)
            if zone.tokens[first.i].start > time.start and not own_subject:
                return Day(time.start, self._lasts(zone, time))
        return Day()

    def _lasts(self, zone: AnnotatedZone, time: TimeFinding) -> bool:
        at = bisect_left(zone.tokens, time.start, key=lambda t: t.start)
        return self._since.match(zone.tokens, at) is not None

    def place(self, zone: AnnotatedZone, found: Occurrence) -> int | None:
        """The start of the name of the place where it happens: behind a preposition of place, tied to the trigger."""
        sentence = found.head.token.sent
        for name in zone.names:
            if name.kind != PLACE or not sentence.start <= name.first < sentence.end:
                continue
            head = _head_of(zone, name)
            if self._placed(head):
                beside = not found.told and name.first - max(found.words) == BESIDE
                if beside or self.tied(found, head):
                    return zone.tokens[name.first].start
        return None

    def _placed(self, token: DocToken) -> bool:
        """`w Morzanach`, `pod miastem Morzany`; but `na Morzany` is a direction."""
        for _ in range(3):
            at = next((c.lower_ for c in token.children if c.dep_.startswith("case")), None)
            if at is not None:
                return at in self._at and "Acc" not in token.morph.get("Case", [])
            if not token.dep_.startswith(("nmod", "appos", "flat")):
                return False
            token = token.head
        return False

    def tied(self, found: Occurrence, token: DocToken) -> bool:
        """Whether a word belongs to the clause or the phrase of a trigger."""
        own = {found.head.token.i, *found.words}
        if found.told:
            own |= {found.head.carrier.i, *_governors(found.head.carrier)}
        return _above(token, own)


def _head_of(zone: AnnotatedZone, name: Name) -> DocToken:
    """The token of a name on which its others hang."""
    inside = range(name.first, name.last + 1)
    return next((zone.doc[i] for i in inside if zone.doc[i].head.i not in inside), zone.doc[name.first])


def _governors(verb: DocToken) -> set[int]:
    """The verbs of which a verb is the infinitive."""
    found = set()
    while verb.dep_.startswith("xcomp") and verb.head.i != verb.i:
        verb = verb.head
        found.add(verb.i)
    return found


def _above(token: DocToken, own: set[int]) -> bool:
    """Whether the first verb or trigger above a word is one of these."""
    for _ in range(UPWARDS):
        if token.i in own:
            return True
        opens = token.pos_ in VERBAL or any(c.dep_.startswith(PREDICATE) for c in token.children) or _tells(token)
        if opens or (token.dep_ == "conj" and token.head.pos_ in VERBAL) or token.head.i == token.i:
            return False
        token = token.head
    return False


def _tells(token: DocToken) -> bool:
    """`skazaną w 2010 r.`: a participle beside a noun has days and places of its own."""
    return token.dep_.startswith(("acl", "amod")) and "Part" in token.morph.get("VerbForm", [])


def _head(zone: AnnotatedZone, time: TimeFinding) -> int:
    """The token of an expression on which its others hang."""
    first = bisect_left(zone.tokens, time.start, key=lambda t: t.start)
    last = max(first, bisect_left(zone.tokens, time.end, key=lambda t: t.start) - 1)
    inside = range(first, last + 1)
    return next((i for i in inside if zone.doc[i].head.i not in inside), first)
