"""What of a sentence belongs to one event: its day, its place, its numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from kronika.extracting.events.matching import Occurrence
from kronika.languages.pack import Pack
from kronika.records import Amount, AnnotatedZone, Name, TimeFinding

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

PLACE = "LOC"
VERBAL = ("VERB", "AUX")
PREDICATE = ("cop", "aux:pass")
PARTICIPLES = ("Part", "PartPass")
CIRCUMSTANCES = ("obl", "advmod")
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
        own = [t for t in inside if self._is_own(zone, found, t) and not self._of_a_thing(zone, found, t)]
        if own:
            time = min(own, key=lambda t: abs(t.start - zone.tokens[found.head.token.i].start))
            return Day(time.start, self._lasts(zone, time))
        return self._shared(zone, found, inside)

    def _is_own(self, zone: AnnotatedZone, found: Occurrence, time: TimeFinding) -> bool:
        """Whether a day is tied to a trigger, and not to a participle right before it."""
        participle = _participle_before(zone, time)
        if participle is not None:
            return participle.i == found.head.token.i
        return self.tied(found, zone.doc[_head(zone, time)])

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
        held = [t for t in times if _participle_before(zone, t) is None]
        told = [t for t in held if _above(zone.doc[_head(zone, t)], {first.i})]
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
        own = {found.head.token.i}
        if found.told:
            own |= {found.head.carrier.i, *_governors(found.head.carrier)}
        return _above(token, own, own.union(found.words))


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


def _above(token: DocToken, own: set[int], words: AbstractSet[int] = frozenset()) -> bool:
    """Whether the first verb or trigger above a word is one of these, or one of `words` that tells nothing itself."""
    below = token
    for _ in range(UPWARDS):
        if token.i in own or (token.i in words and not _tells(token, below)):
            return True
        opens = token.pos_ in VERBAL or any(c.dep_.startswith(PREDICATE) for c in token.children)
        if opens or _tells(token, below) or (token.dep_ == "conj" and token.head.pos_ in VERBAL):
            return False
        if token.head.i == token.i:
            return False
        token, below = token.head, token
    return False


def _tells(token: DocToken, below: DocToken) -> bool:
    """`skazaną w 2010 r.`: a participle beside a noun has days and places of its own, and so has one that the model
    takes for an adjective, if the word `below` it stands there as beside a verb."""
    if not token.dep_.startswith(("acl", "amod")):
        return False
    return "Part" in token.morph.get("VerbForm", []) or (below.i != token.i and below.dep_.startswith(CIRCUMSTANCES))


def _participle_before(zone: AnnotatedZone, time: TimeFinding) -> DocToken | None:
    """`uniewinnił kobietę skazaną w 2010 r.`, `skazanego w 2010 r. generała`: a participle behind or before its noun
    takes the day right behind it, wherever the model hangs that."""
    first = bisect_left(zone.tokens, time.start, key=lambda t: t.start)
    if not first or not any(a.verb in PARTICIPLES for a in zone.tokens[first - 1].analyses):
        return None
    before = zone.doc[first - 1]
    behind = before.dep_.startswith(("acl", "amod")) and before.head.i < before.i
    return before if behind or _describes_next(zone, before, time) else None


def _describes_next(zone: AnnotatedZone, participle: DocToken, time: TimeFinding) -> bool:
    """Whether the noun right behind a day has the case and number of the participle before it."""
    at = bisect_left(zone.tokens, time.end, key=lambda t: t.start)
    if at >= len(zone.doc) or zone.doc[at].pos_ not in ("NOUN", "PROPN"):
        return False
    if any(c.dep_.startswith(PREDICATE) for c in participle.children):
        return False
    told = [a for a in zone.tokens[participle.i].analyses if a.verb in PARTICIPLES]
    return any(a.number == b.number and a.cases & b.cases for a in told for b in zone.tokens[at].analyses)


def _head(zone: AnnotatedZone, time: TimeFinding) -> int:
    """The token of an expression on which its others hang."""
    first = bisect_left(zone.tokens, time.start, key=lambda t: t.start)
    last = max(first, bisect_left(zone.tokens, time.end, key=lambda t: t.start) - 1)
    inside = range(first, last + 1)
    return next((i for i in inside if zone.doc[i].head.i not in inside), first)
