"""Fills the slots of a trigger with the words around its head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kronika.extracting.events.arguments import DESCRIBED, GERUND, PASSIVE, Filler, Head, fillers, left_out
from kronika.extracting.events.classes import PERSON, WHOSE, Classes
from kronika.languages.triggers import ACTOR, NEED, Slot, Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

SPEAKER, SUBJECT, ADJECTIVE = "speaker", "subject", "adjective"
BY_AGENT = (PASSIVE, DESCRIBED, GERUND)
"""Forms that name whoever acts behind a preposition, which may also name a means (`przez powieszenie`)."""
DOES = Slot(SUBJECT, fit=PERSON)


class Filled(NamedTuple):
    """A participant: its role, slot and word; `said` means whoever speaks, `left_out` that nobody is named."""

    role: str
    slot: str
    token: DocToken
    said: bool = False
    left_out: bool = False


class Filling:
    """Fills slots."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes

    def fill(self, head: Head, trigger: Trigger) -> tuple[Filled, ...] | None:
        """Who takes part; None where no slot of a role that must be filled is."""
        found: list[Filled] = []
        missing: dict[str, bool] = {}
        for role, slot in _slots(head, trigger):
            fits = self._slot(head, slot)
            if slot.required:
                missing[role] = missing.get(role, True) and not fits and not _names_nobody(head, slot)
            if role != NEED:
                found += [Filled(role, slot_name(slot), f.token, f.said, f.left_out) for f in fits]
        return None if any(missing.values()) else _once(found)

    def _slot(self, head: Head, slot: Slot) -> list[Filler]:
        if slot.way == SPEAKER:
            return [Filler(head.token, SPEAKER, said=True)]
        found = fillers(head, slot)
        if slot.way == SUBJECT and not found and (missing := left_out(head)) is not None:
            return [missing] if slot.fit in (None, PERSON) else []
        if slot.way == SUBJECT and head.form in BY_AGENT:
            return [f for f in found if self._classes.fits(head.zone, f.token, slot.fit or PERSON)]
        if slot.way == ADJECTIVE:
            return [f for f in found if self._classes.fits(head.zone, f.token, WHOSE)]
        if slot.fit is None:
            own = {c.i for c in head.companions}
            return [f for f in found if f.token.i not in own or self._classes.fits(head.zone, f.token, PERSON)]
        return _outermost([f for f in found if self._classes.fits(head.zone, f.token, slot.fit)])


def _outermost(found: list[Filler]) -> list[Filler]:
    """Without those whose words only say more of another one: `szefa Komitetu`."""
    tokens = [f.token for f in found]
    return [f for f in found if not any(_says_more(f.token, other) for other in tokens)]


def _says_more(token: DocToken, of: DocToken) -> bool:
    """Whether a word hangs below another one, and not as one joined to it."""
    joined = True
    while token.i != of.i and token.head.i != token.i:
        joined = joined and token.dep_ == "conj"
        token = token.head
    return token.i == of.i and not joined


def _names_nobody(head: Head, slot: Slot) -> bool:
    """Whether nobody is told who does it: `zatrzymano`; where a verb leaves its subject out, it is somebody."""
    return slot.way == SUBJECT and not fillers(head, slot) and left_out(head) is None


def _slots(head: Head, trigger: Trigger) -> Iterator[tuple[str, Slot]]:
    """The slots of a trigger; whoever does what a noun tells is also the subject of the verb that carries it."""
    yield from trigger.roles
    acts = any(role == ACTOR for role, _ in trigger.roles)
    if head.carried and acts and not any(slot.way == SUBJECT for _, slot in trigger.roles):
        yield ACTOR, DOES


def _once(found: Iterable[Filled]) -> tuple[Filled, ...]:
    """Each word in the first of its roles."""
    taken: dict[int, Filled] = {}
    for one in found:
        taken.setdefault(one.token.i, one)
    return tuple(taken.values())


def slot_name(slot: Slot) -> str:
    """A slot as the lexicon writes it."""
    return f"{slot.way}+{slot.case.lower()}" if slot.case else slot.way
