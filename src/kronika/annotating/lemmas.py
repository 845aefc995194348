"""The lemma of a word: of the dictionary's candidates the one that fits the tag, for other words a learned change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from kronika.annotating.network import Array
from kronika.records import Analysis

JOINED = "_"
"""Joins the words of a lemma that an abbreviation stands for; the pack lists those that news writes."""
CLOSED = {"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"}
"""Parts of speech that get no new words."""
LONGEST_ACRONYM = 5
"""Letters of an unknown word in capitals that is taken for an acronym, its own lemma. Chosen, not measured."""


FITS = 100_000
"""Pairs of tags whose fit is kept."""


class Change(NamedTuple):
    """How a lemma is made of a form: drop a prefix, drop letters at the end, add others; and its capitals.

    `case` is lower, Title, UPPER or same (as the form has it). `whole` is a lemma that shares no beginning
    with its form. Source: Straka and Straková 2017, UDPipe's lemma rules.
    """

    case: str
    prefix: str
    drop: int
    add: str
    whole: str = ""


def change_of(form: str, lemma: str, prefixes: Sequence[str]) -> Change:
    """The change that makes the lemma of the form; where none does, the lemma as a whole."""
    first = _case(form, lemma)
    low, target = form.lower(), lemma.lower()
    for prefix in prefixes:
        rest = low.removeprefix(prefix)
        shared = _shared(rest, target)
        if shared and low.startswith(prefix):
            made = (Change(case, prefix, len(rest) - shared, target[shared:]) for case in (first, "Title", "UPPER"))
            return next((c for c in made if apply(c, form) == lemma), Change(first, "", 0, "", lemma))
    return Change(first, "", 0, "", lemma)


def apply(change: Change, form: str) -> str | None:
    """The lemma that a change makes of a form; None where it does not fit."""
    if change.whole:
        return change.whole
    low = form.lower()
    if not low.startswith(change.prefix) or len(low) < len(change.prefix) + change.drop:
        return None
    start, end = len(change.prefix), len(low) - change.drop
    stem = form[start:end] if change.case == "same" else low[start:end]
    lemma = stem + change.add
    cased = {"Title": lemma[:1].upper() + lemma[1:], "UPPER": lemma.upper()}
    return cased.get(change.case, lemma) or None


def _case(form: str, lemma: str) -> str:
    if lemma == lemma.lower():
        return "lower"
    if form[:1] == lemma[:1] and form[1:].lower() != form[1:]:
        return "same"
    if lemma == lemma.upper() and len(lemma) > 1:
        return "UPPER"
    return "Title"


def _shared(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@lru_cache(FITS)
def fit(tag: str, predicted: str) -> int:
    """How many parts of a predicted tag a dictionary's tag allows; -1 where the kind of word differs."""
    kind, *allowed = tag.split(":")
    wanted_kind, *wanted = predicted.split(":")
    if kind != wanted_kind:
        return -1
    return sum(value in values.split(".") for values, value in zip(allowed, wanted, strict=False))


class LemmaChooser:
    """Chooses lemmas by predicted tag and the scores of the changes that a network knows."""

    def __init__(self, changes: Iterable[Change], prefixes: Sequence[str]) -> None:
        self._changes = list(changes)
        self._index = {change: i for i, change in enumerate(self._changes)}
        self._prefixes = tuple(prefixes)
        self._change_of = lru_cache(100_000)(change_of)

    def choose(self, form: str, readings: Sequence[Analysis], pos: str, tag: str, scores: Array) -> str:
        """The lemma of a form. `scores` are those of the changes, in their order."""
        return self.listed(form, readings, pos, tag, scores) or self.guess(form, pos, scores)

    def listed(self, form: str, readings: Sequence[Analysis], pos: str, tag: str, scores: Array) -> str | None:
        """The lemma among those of the dictionary's readings; None where none fits the tag or part of speech."""
        fits = [(a, fit(a.tag, tag)) for a in readings if a.pos != "X" and JOINED not in a.lemma]
        best = max((points for _, points in fits), default=-1)
        if best >= 0:
            candidates = {a.lemma for a, points in fits if points == best}
        else:
            candidates = {a.lemma for a, _ in fits if a.pos == pos and pos != "X"}
        if len(candidates) < 2:
            return next(iter(candidates), None)
        if pos == "PROPN":
            candidates = {lemma for lemma in candidates if lemma[:1].isupper()} or candidates
        ordered = sorted(candidates, key=lambda lemma: (-self._score(form, lemma, scores), len(lemma), lemma))
        return ordered[0]

    def guess(self, form: str, pos: str, scores: Array) -> str:
        """The lemma of a word that no dictionary knows: the likeliest change that fits it.

        A whole lemma was learned of single forms, and only words of closed classes are sure to be those again.
        """
        if form.isupper() and 1 < len(form) <= LONGEST_ACRONYM:
            return form
        likely = (self._changes[i] for i in np.argsort(-scores, kind="stable"))
        made = (apply(change, form) for change in likely if not change.whole or pos in CLOSED)
        return next((lemma for lemma in made if lemma), form)

    def _score(self, form: str, lemma: str, scores: Array) -> float:
        place = self._index.get(self._change_of(form, lemma, self._prefixes))
        return float(scores[place]) if place is not None else float("-inf")
