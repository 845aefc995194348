"""How well names fit what was asked for, and which names are near to it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold

NEAR = 3
WHOLE, PART, ALIKE = 0, 1, 2
"""How well a name fits: all of it, whole words of it, words that sound alike."""


def rank(asked: str, names: Sequence[str], also: Iterable[str], knowledge: Knowledge) -> int | None:
    """WHOLE, PART or ALIKE, None where nothing fits; `also` are words for somebody that count only as a whole."""
    wanted = fold(asked)
    if not wanted:
        return None
    if wanted in map(fold, [*names, *also]):
        return WHOLE
    if any(f" {wanted} " in f" {fold(name)} " for name in names):
        return PART
    heard = knowledge.sound(asked).strip()
    sounds = (f" {' '.join(knowledge.sound(name).split())} " for name in names)
    return ALIKE if heard and any(f" {heard} " in sound for sound in sounds) else None


def near(asked: str, called: Mapping[str, Iterable[str]], cutoff: float = 0.6) -> list[str]:
    """At most NEAR names that are near to what was asked for; `called` gives for each all that it is called."""
    spelt: dict[str, list[str]] = {}
    for name, others in called.items():
        for other in (*name.split(), name, *others):
            spelt.setdefault(fold(other), []).append(name)
    close = difflib.get_close_matches(fold(asked), spelt, n=NEAR, cutoff=cutoff)
    return list(dict.fromkeys(name for words in close for name in spelt[words]))[:NEAR]
