"""Which triggers of the pack's lexicon stand in a sentence, and how each is told: by a clause, or in passing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kronika.extracting.events.arguments import (
    DESCRIBED,
    DESCRIBES,
    GERUND,
    NOUN,
    Head,
    case_of,
    described,
    form_of,
)
from kronika.extracting.events.classes import Classes
from kronika.extracting.events.filling import Filled, Filling
from kronika.languages.pack import Pack
from kronika.languages.triggers import ACTOR, NOTHING, RECIPIENT, Companion, Trigger
from kronika.records import AnnotatedZone, Token

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

DEEP = 3
"""Steps below its head in which a word of a trigger is looked for. Chosen, not measured."""
CLAUSES = ("acl", "advcl", "ccomp", "parataxis", "csubj", "conj")
IN_PASSING = (GERUND, NOUN, DESCRIBED, DESCRIBES)
"""Forms that tell an event in passing, unless a verb carries them."""
SUBJECT, OBJECT = "subject", "object"


class Occurrence(NamedTuple):
    """A trigger where it stands: its head, the tokens of its words, who takes part, whether a clause tells it."""

    trigger: Trigger
    head: Head
    words: tuple[int, ...]
    filled: tuple[Filled, ...]
    told: bool


@dataclass(frozen=True)
class Below:
    """A word below another one, `top`, with its lemmas."""

    token: DocToken
    lemmas: frozenset[str]
    top: DocToken

    @cached_property
    def preposition(self) -> str | None:
        """The preposition before it."""
        return case_of(self.token)

    @cached_property
    def within(self) -> bool:
        """Whether it stands in a phrase behind a preposition."""
        return _within(self.token, self.top)


class Sight(NamedTuple):
    """A word that may tell an event: its form, the verb that carries it, the words below it with all their lemmas, and
    its reflexive pronouns."""

    token: DocToken
    form: str
    carrier: DocToken | None
    below: list[Below]
    lemmas: frozenset[str]
    reflexive: list[int]


class Matcher:
    """Finds the triggers of a zone."""

    def __init__(self, pack: Pack) -> None:
        self._lists = pack.words("events")
        self._light = {way: pack.word_list("events", f"light-{way}") for way in (SUBJECT, OBJECT)}
        self._behind = pack.word_list("events", "light-behind")
        self._joins = pack.word_list("events", "light-joins")
        self._causes = pack.word_list("events", "light-causes")
        self._carries = pack.word_list("events", "modality")
        self._by_head: dict[str, list[Trigger]] = defaultdict(list)
        for trigger in pack.triggers:
            self._by_head[trigger.head].append(trigger)
        self._heads = frozenset(self._by_head)
        self._filling = Filling(Classes(pack))

    def find(self, zone: AnnotatedZone) -> list[Occurrence]:
        """The occurrences, in the order of their heads: at each word the trigger that asks for most; where that is
        one only in somebody's words, also the next one, which holds elsewhere."""
        return [found for token in zone.doc if token.pos_ not in ("PUNCT", "ADP") for found in self._at(zone, token)]

    def _at(self, zone: AnnotatedZone, token: DocToken) -> list[Occurrence]:
        if token.lemma_.lower() not in self._heads and self._heads.isdisjoint(zone.tokens[token.i].lemmas):
            return []
        triggers = [t for lemma in _lemmas(zone, token) for t in self._by_head.get(lemma, ())]
        if not triggers:
            return []
        sight = self._sight(zone, token)
        able = [t for t in triggers if _may_stand(t, sight.lemmas)]
        fits = [o for t in able if (o := self._fit(zone, sight, t)) is not None]
        best = _best(fits)
        if best is None or not best.trigger.mandatory_speaker:
            return [best] if best is not None else []
        other = _best([o for o in fits if not o.trigger.mandatory_speaker])
        return [best, other] if other is not None else [best]

    def _sight(self, zone: AnnotatedZone, token: DocToken) -> Sight:
        """What is asked of a word for each of its triggers."""
        form = form_of(token)
        carrier = self._carrier(zone, token) if form in IN_PASSING else token
        around = [*_below(token, DEEP), *([described(token)] if form == DESCRIBED else [])]
        if carrier is not None and carrier.i != token.i:
            around += [c for c in carrier.children if c.i != token.i and c.dep_.startswith("obl")]
        below = [Below(t, frozenset(_lemmas(zone, t)), token) for t in around]
        return Sight(
            token,
            form,
            carrier,
            below,
            frozenset(lemma for word in below for lemma in word.lemmas),
            [c.i for c in token.children if "Yes" in c.morph.get("Reflex", []) and c.dep_.startswith("expl")],
        )

    def _fit(self, zone: AnnotatedZone, sight: Sight, trigger: Trigger) -> Occurrence | None:
        token = sight.token
        if trigger.negated and not is_negated(token):
            return None
        words = self._companions(zone, sight, trigger)
        if words is None or (sight.form == DESCRIBES and described(token).i == token.i):
            return None  # `strajkujący`: people, no event
        companions = tuple(zone.doc[i] for i in sorted(words) if i != token.i)
        transitive = any(slot.way == OBJECT for _, slot in trigger.roles)
        told = sight.carrier is not None or trigger.mandatory_speaker
        carrier = sight.carrier or token
        word = zone.tokens[carrier.i]
        acts = carrier.i == token.i or not any(words.value(word) for words in (self._behind, self._causes))
        head = Head(zone, token, sight.form, companions, carrier, transitive, acts)
        filled = self._filling.fill(head, trigger)
        return None if filled is None else Occurrence(trigger, head, tuple(sorted(words)), filled, told)

    def _companions(self, zone: AnnotatedZone, sight: Sight, trigger: Trigger) -> set[int] | None:
        """The tokens of a trigger's words; None where one is missing, or where the verb is another, reflexive one."""
        words = {sight.token.i}
        for companion in trigger.companions:
            found = next((word for word in sight.below if self._is(zone, word, companion)), None)
            if found is None:
                return None
            words.add(found.token.i)
        return None if any(at not in words for at in sight.reflexive) else words

    def _is(self, zone: AnnotatedZone, word: Below, companion: Companion) -> bool:
        if companion.lemmas.isdisjoint(word.lemmas) and not self._is_listed(zone.tokens[word.token.i], companion):
            return False
        if companion.preposition is not None:
            return word.preposition == companion.preposition
        return word.preposition is not None or not word.within

    def _is_listed(self, word: Token, companion: Companion) -> bool:
        return any(name in self._lists and self._lists[name].value(word) is not None for name in companion.lists)

    def _carrier(self, zone: AnnotatedZone, token: DocToken) -> DocToken | None:
        """The verb by which a clause tells a noun, or one joined to it: `doszło do`, `trwa`; None where none does."""
        while token.dep_ == "conj" and token.head.pos_ == "NOUN":
            token = token.head
        verb = token.head
        if verb.i == token.i:
            return token if not token.morph.get("VerbForm", []) and token.dep_ == "ROOT" else None
        return verb if any(_hangs(token, way) for way in self._ways(zone, verb)) else None

    def _ways(self, zone: AnnotatedZone, verb: DocToken) -> Iterator[str]:
        """Where a light verb has the noun of what happens: as its subject, its object, behind a preposition."""
        word = zone.tokens[verb.i]
        yield from (way for way, verbs in self._light.items() if verbs.value(word) is not None)
        if self._carries.value(word) is not None or self._causes.value(word) is not None:
            yield OBJECT
        yield from (at for words in (self._behind, self._joins) if (at := words.value(word)) is not None)


def _may_stand(trigger: Trigger, lemmas: frozenset[str]) -> bool:
    """Whether some word near is of each companion that no list names."""
    return not trigger.companions or all(c.lists or not c.lemmas.isdisjoint(lemmas) for c in trigger.companions)


def _best(fits: Sequence[Occurrence]) -> Occurrence | None:
    """What asks for most; None where that is a phrase that tells nothing."""
    best = max(fits, key=lambda o: (o.trigger.weight, o.trigger.mode == NOTHING), default=None)
    return _completed(best, fits) if best is not None and best.trigger.mode != NOTHING else None


def _completed(best: Occurrence, fits: Sequence[Occurrence]) -> Occurrence:
    """With who takes part by a plainer trigger of the same type, in roles that this one leaves open."""
    filled = list(best.filled)
    for role in (ACTOR, RECIPIENT):
        alike = (o for o in fits if o.trigger.event_type == best.trigger.event_type and not o.trigger.mandatory_speaker)
        others = [[f for f in o.filled if f.role == role] for o in alike]
        if not any(f.role == role for f in filled):
            taken = {f.token.i for f in filled}
            filled += next(([f for f in own if f.token.i not in taken] for own in others if own), [])
    return best._replace(filled=tuple(filled))


def _hangs(token: DocToken, way: str) -> bool:
    """Whether a noun stands at its light verb as that asks: as subject, object, or behind a preposition."""
    if way == SUBJECT:
        return token.dep_.startswith("nsubj")
    if way == OBJECT:
        passive = token.dep_ == "nsubj:pass"
        return passive or (case_of(token) is None and token.dep_.startswith(("obj", "iobj", "obl:arg")))
    return case_of(token) == way


def is_negated(token: DocToken) -> bool:
    """Whether a verb, or its auxiliary, is negated."""
    auxiliaries = (c for c in token.children if c.dep_.startswith(("aux", "cop")))
    return any(c.dep_ == "advmod:neg" for t in (token, *auxiliaries) for c in t.children)


def _below(token: DocToken, deep: int) -> Iterator[DocToken]:
    for child in token.children:
        yield child
        if child.dep_.startswith(CLAUSES):
            yield from (c for c in child.children if c.dep_ == "mark")
        elif deep > 1 and "Part" not in child.morph.get("VerbForm", []):
            yield from _below(child, deep - 1)


def _within(word: DocToken, top: DocToken) -> bool:
    """Whether a word says more of one that stands behind a preposition: `przed zakończeniem negocjacji`."""
    above = word.head
    while above.i != top.i and above.head.i != above.i:
        if case_of(above) is not None and word.pos_ == "NOUN":
            return True
        above = above.head
    return False


def _lemmas(zone: AnnotatedZone, token: DocToken) -> list[str]:
    """The lemma as the model reads it, then those of the dictionary that are of the same kind of word, by letters."""
    read = token.lemma_.lower()
    same = {a.lemma.lower() for a in zone.tokens[token.i].analyses if a.pos == token.pos_}
    return [read, *sorted(same - {read})]
