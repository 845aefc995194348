"""Types and modes as people ask for them: by code or by what they are called; what is near to a word that is none."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from kronika.errors import InputError
from kronika.happenings import Happening
from kronika.languages.letters import fold
from kronika.ontology import event_types
from kronika.showing.event_phrases import EventPhrases, code, kinds_of

SHORTEST = 4
"""Letters of a word of a name that counts alone."""
Code = tuple[str, str | None]
NEAR, NEAR_ENOUGH = 3, 0.7
"""How many codes are proposed for a word, and how alike they must be called."""


def types_of(events: Iterable[Happening]) -> list[str]:
    """The types of events, the commonest first."""
    return [name for name, _ in Counter(event.event_type for event in events).most_common()]


class Kinds:
    """Types and modes over the events of one store."""

    def __init__(self, events: Sequence[Happening], phrases: EventPhrases) -> None:
        self._events, self._phrases = events, phrases

    def codes(self, asked: Collection[str]) -> set[Code] | None:
        """The types with their modes that are called so; None for all. Raises InputError, with what is near and what
        the store has, for a word that is none."""
        if not asked:
            return None
        for word in asked:
            if not called(word):
                raise InputError(f"--type {word!r}", self._phrases.say("no-type"), self._remedy(word))
        return {each for word in asked for found in called(word) for each in _with_modes(found)}

    def absent(self, asked: Collection[str]) -> list[str]:
        """Of the types and modes that were asked for those of which the store has no event."""
        known = {(row.event_type, row.mode) for event in self._events for row in event.mentions}
        found = [called(word) for word in asked]
        missing = [codes for codes in found if not any(known & _with_modes(each) for each in codes)]
        return list(dict.fromkeys(code(*each) for codes in missing for each in codes))

    def _remedy(self, asked: str) -> str:
        told = [self._phrases.say("no-type-remedy", names=", ".join(self._held()))]
        if not self._events:
            told = [self._phrases.say("no-events-at-all")]
        if near := _near(asked):
            told = [
                self._phrases.say("did-you-mean", names=", ".join(self._phrases.coded(*each) for each in near)),
                *told,
            ]
        return " ".join(told)

    def _held(self) -> Iterator[str]:
        """Each type of the store with its modes: `violence (ASSAULT: beat, firearms)`."""
        for name in types_of(self._events):
            modes = Counter(event.mode for event in self._events if event.event_type == name and event.mode)
            listed = ", ".join(sorted(modes, key=lambda mode: (-modes[mode], mode)))
            yield f"{self._phrases.kind(name)} ({name}: {listed})" if listed else self._phrases.coded(name)


def _plain(name: str) -> str:
    return fold(name.replace("-", " ").replace("_", " "))


@cache
def _words() -> dict[str, list[Code]]:
    """All that types and modes are called, in any language."""
    found: dict[str, list[Code]] = {}
    for name in event_types():
        for mode, words in kinds_of(name).items():
            for word in sorted({_plain(word) for word in words}):
                found.setdefault(word, []).append((name, mode))
    return found


def called(asked: str) -> list[Code]:
    """The types and modes that are called so, in any language; none where none is."""
    return _words().get(_plain(asked), [])


def _with_modes(of: Code) -> set[Code]:
    """A type with all its modes; a mode alone."""
    name, mode = of
    return {of} if mode else {(name, None), *((name, each) for each in event_types()[name].modes)}


def _near(asked: str) -> list[Code]:
    """The codes that are called nearly so, or of which a word is."""
    spelt: dict[str, list[Code]] = {}
    for called, codes in _words().items():
        for word in dict.fromkeys((called, *(part for part in called.split() if len(part) >= SHORTEST))):
            spelt.setdefault(word, []).extend(codes)
    close = difflib.get_close_matches(_plain(asked), spelt, n=NEAR, cutoff=NEAR_ENOUGH)
    return list(dict.fromkeys(each for word in close for each in spelt[word]))[:NEAR]
