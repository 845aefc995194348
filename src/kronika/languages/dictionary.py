"""What the rules of sentences ask of a dictionary about a word, whichever dictionary it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Knows = Callable[[str], bool]


def _nothing(_word: str) -> bool:
    return False


def _no_lemmas(_word: str) -> frozenset[str]:
    return frozenset()


class Dictionary(NamedTuple):
    """Answers about a form; the one that is at hand where there is none knows nothing."""

    is_known: Knows = _nothing
    """It is a word of the language."""
    is_common: Knows = _nothing
    """It is a word, and no name."""
    is_verb: Knows = _nothing
    """It may be a finite verb."""
    is_only_verb: Knows = _nothing
    """It is a finite verb and nothing else: with a capital letter it opens a sentence."""
    lemmas: Callable[[str], frozenset[str]] = _no_lemmas


NO_DICTIONARY = Dictionary()
