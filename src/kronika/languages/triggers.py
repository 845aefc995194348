"""Lexicons of events: which words tell an event of a type, and who takes part in it where.

A section opens with its mode and the roles with their slots; its triggers stand below it, parted by commas:

    [arrest | actor: subject | recipient: object!person, genitive?person]
    zatrzymać, wziąć do+niewola

The first word of a trigger is its head; `nie` before it (the pack's word of negation) belongs to what it means. Each
other word must hang below the head: a lemma, `preposition+lemma`, `<list>`, with `|` between choices.
A slot is `subject`, `object`, `dative`, `instrumental`, `genitive`, `adjective`, `clause` (what is said or promised),
`speaker`, or `preposition+case`.
A section of the mode `nothing` holds phrases that tell no event (`protest wyborczy`).
`slot!class` must be filled by such a thing, `slot?class` takes no other; `slot!` must be filled by anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kronika import ontology
from kronika.errors import PackError
from kronika.languages.files import read_text

WAYS = ("subject", "object", "dative", "instrumental", "genitive", "adjective", "clause", "speaker")
SPEAKER = "speaker"
CASES = {"gen": "Gen", "dat": "Dat", "acc": "Acc", "ins": "Ins", "loc": "Loc"}
ACTOR, RECIPIENT, NEED = "actor", "recipient", "need"
ROLES = (ACTOR, RECIPIENT, NEED)
NO_MODE = "-"
NOTHING = "nothing"
"""The mode of a section whose triggers tell no event: where one of them fits, none that asks for less is meant."""
SHAPE = "expected '[mode | actor: slot, slot | recipient: slot]' or triggers parted by commas"
_SLOT = re.compile(r"(?P<way>[^\s!?+]+)(\+(?P<case>[a-z]+))?((?P<mark>[!?])(?P<fit>[\w-]*))?")


class Slot(NamedTuple):
    """Where a participant stands: the way to it (a relation, or a preposition with its case).

    `fit` is the class that a filler must be of, `required` says that the trigger means nothing without one.
    """

    way: str
    case: str | None = None
    fit: str | None = None
    required: bool = False


class Companion(NamedTuple):
    """A word that must hang below the head: one of these lemmas or lists, behind a preposition where one is given."""

    preposition: str | None
    lemmas: frozenset[str]
    lists: tuple[str, ...] = ()


class Trigger(NamedTuple):
    """Words that tell an event. `text` is the entry as it stands, `place` its file and line."""

    text: str
    event_type: str
    mode: str | None
    head: str
    negated: bool
    companions: tuple[Companion, ...]
    roles: tuple[tuple[str, Slot], ...]
    place: str

    @property
    def name(self) -> str:
        """What a proof calls it."""
        return f"{self.event_type}{'/' + self.mode if self.mode else ''}: {self.text}"

    @property
    def mandatory_speaker(self) -> bool:
        """Whether it tells an event only in somebody's words."""
        return any(slot.way == SPEAKER and slot.required for _, slot in self.roles)

    @property
    def weight(self) -> int:
        """How much it asks for: of two that fit, the one that asks for more is meant."""
        return 2 * len(self.companions) + 2 * self.negated + len({role for role, slot in self.roles if slot.required})


class Section(NamedTuple):
    """A header: mode and roles of the triggers below it."""

    mode: str | None
    roles: tuple[tuple[str, Slot], ...]


def load_triggers(path: Path, negation: str) -> list[Trigger]:
    """The triggers of the file of one type; its folder's name is the type.

    Raises PackError with file and line for what cannot be read, a mode that the type has not, a trigger without head.
    """
    event_type = path.parent.name.upper()
    if event_type not in ontology.event_types():
        raise PackError(str(path.parent), "is no type of event", f"Name it {', '.join(ontology.event_types())}")
    section: Section | None = None
    found: list[Trigger] = []
    for number, raw in enumerate(read_text(path).splitlines(), 1):
        line, place = raw.split("#", 1)[0].strip(), f"{path}:{number}"
        if line.startswith("["):
            section = _section(line, event_type, place)
        elif line and section is None:
            raise PackError(place, SHAPE, "Open a section above it")
        elif line and section is not None:
            found += _triggers(line, event_type, section, (negation, place))
    return found


def _section(line: str, event_type: str, place: str) -> Section:
    if not line.endswith("]"):
        raise PackError(place, SHAPE, "Close the section with ]")
    mode, *roles = (part.strip() for part in line[1:-1].split("|"))
    known = ontology.event_types()[event_type].modes
    if mode not in (NO_MODE, NOTHING, *known):
        raise PackError(place, f"{event_type} has no mode {mode!r}", f"Write -, nothing or one of {', '.join(known)}")
    return Section(None if mode == NO_MODE else mode, tuple(pair for role in roles for pair in _role(role, place)))


def _role(text: str, place: str) -> Iterator[tuple[str, Slot]]:
    role, colon, slots = text.partition(":")
    if role.strip() not in ROLES or not colon:
        raise PackError(place, f"cannot read {text!r}", f"Write one of {', '.join(ROLES)}, a colon and slots")
    for slot in slots.split(","):
        yield role.strip(), _slot(slot.strip(), place)


def _slot(text: str, place: str) -> Slot:
    found = _SLOT.fullmatch(text)
    case = found["case"] if found else None
    if not found or (case is None and found["way"] not in WAYS) or (case is not None and case not in CASES):
        remedy = f"Write {', '.join(WAYS)}, or preposition+case with case one of {', '.join(CASES)}"
        raise PackError(place, f"no slot {text!r}", remedy)
    return Slot(found["way"], CASES[case] if case else None, found["fit"] or None, found["mark"] == "!")


def _triggers(line: str, event_type: str, section: Section, context: tuple[str, str]) -> Iterator[Trigger]:
    negation, place = context
    for text in (part.strip() for part in line.split(",")):
        words = text.split()
        negated = words[:1] == [negation]
        head, *others = words[negated:] or [""]
        if not head or "+" in head or "<" in head:
            raise PackError(place, f"no head in {text!r}", "Begin a trigger with the lemma of its head")
        for one in head.split("|"):
            companions = tuple(_companion(word) for word in others)
            yield Trigger(text, event_type, section.mode, one.lower(), negated, companions, section.roles, place)


def _companion(word: str) -> Companion:
    preposition, plus, choices = word.rpartition("+")
    parts = choices.split("|")
    lemmas = frozenset(part.lower() for part in parts if not part.startswith("<"))
    return Companion(preposition if plus else None, lemmas, tuple(p[1:-1] for p in parts if p.startswith("<")))
