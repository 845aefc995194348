"""Organisations and places of several words in all cases: the noun at the beginning and its adjectives bend."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import morfeusz2

from training.declension import Declined, drawn_case

MOST_BENDING = 4
"""Words at the beginning of a name among which those that bend are looked for."""
NOUNS, ADJECTIVES = {"subst", "ger"}, {"adj", "ppas", "pact"}
COMPARED = {"com", "sup"}
GENDERS = {"m1", "m2", "m3", "f", "n", "n1", "n2"}


class Nominative(NamedTuple):
    """A reading of a word in the nominative: lemma, kind of word, number, gender, degree (empty: none)."""

    lemma: str
    kind: str
    number: str
    gender: str
    degree: str


class Bodies:
    """Bends names of several words, with Morfeusz's forms."""

    def __init__(self) -> None:
        self._make = morfeusz2.Morfeusz(analyse=False, expand_tags=True)
        self._read = morfeusz2.Morfeusz(generate=False, expand_tags=True)
        self.readings = lru_cache(50_000)(self._readings)
        self.forms = lru_cache(50_000)(self._forms)

    def _readings(self, word: str) -> list[Nominative]:
        found = []
        for _, _, (_, lemma, tag, *_rest) in self._read.analyse(word):
            kind, *values = tag.split(":")
            if kind in NOUNS | ADJECTIVES and len(values) > 2 and values[1] == "nom" and values[2] in GENDERS:
                found.append(Nominative(lemma, kind, values[0], values[2], _degree(values)))
        return found

    def _forms(self, word: Nominative, case: str) -> list[str]:
        made = set()
        for form, _, tag, *_ in self._make.generate(word.lemma):
            kind, *values = tag.split(":")
            same = kind == word.kind and values[:3] == [word.number, case, word.gender]
            if same and "neg" not in values and _degree(values) == word.degree:
                made.add(form)
        return sorted(made)

    def head(self, words: Sequence[str]) -> tuple[int, str, str] | None:
        """Which word is the noun, its number and gender: adjectives that agree may stand before it.

        Of several the last: `Naczelny` of `Naczelny Komitet` may be a noun too.
        """
        found = None
        for at, word in enumerate(words[:MOST_BENDING]):
            fits = [
                (at, r.number, r.gender)
                for r in self._any(word)
                if r.kind in NOUNS and all(self._agrees(w, r.number, r.gender) for w in words[:at])
            ]
            found = fits[0] if fits else found
            if not any(r.kind in ADJECTIVES for r in self._any(word)):
                break
        return found

    def _any(self, word: str) -> list[Nominative]:
        return [*self.readings(word), *self.readings(word.lower())]

    def _agrees(self, word: str, number: str, gender: str) -> bool:
        return any(r.kind in ADJECTIVES and (r.number, r.gender) == (number, gender) for r in self._any(word))

    def bend(self, words: Sequence[str], case: str, chance: random.Random) -> list[str] | None:
        """The words in a case; None where the noun is not known."""
        found = self.head(words)
        if found is None:
            return None
        at, number, gender = found
        bent = list(words)
        for i, word in enumerate(words):
            if i > at and not self._agrees(word, number, gender):
                if i + 1 < len(words) and word == "-" and i == at + 1:
                    return self._joined(bent, i, case, chance)
                break
            kind = NOUNS if i == at else ADJECTIVES
            made = [
                form
                for r in self._any(word)
                if r.kind in kind and (r.number, r.gender) == (number, gender)
                for form in self.forms(r, case)
            ]
            if not made:
                return None
            bent[i] = _cased(chance.choice(sorted(set(made))), word)
        return bent

    def _joined(self, bent: list[str], at: int, case: str, chance: random.Random) -> list[str] | None:
        """`Busko-Zdrój`: what stands behind the hyphen bends too."""
        rest = self.bend(bent[at + 1 :], case, chance)
        return [*bent[: at + 1], *rest] if rest else None


def made_pairs(
    nouns: Sequence[str], adjectives: Sequence[str], count: int, chance: random.Random
) -> Iterator[Declined]:
    """A noun and an adjective, before or behind it, in all cases."""
    bodies = Bodies()
    for _ in range(count):
        noun, adjective = chance.choice(nouns), chance.choice(adjectives)
        found = bodies.head([noun])
        forms = bodies.forms(Nominative(adjective.lower(), "adj", found[1], found[2], ""), "nom") if found else []
        if not forms:
            continue
        capital = chance.random() < 0.6
        second = forms[0][:1].upper() + forms[0][1:] if capital else forms[0]
        words = [noun, second] if chance.random() < 0.7 else [second[:1].upper() + second[1:], noun]
        case = drawn_case(chance).replace("voc", "loc")
        bent = words if case == "nom" else bodies.bend(words, case, chance)
        if bent is not None:
            yield Declined(bent, words, [""] * len(words))


def made_titles(
    titles: Sequence[str], people: Sequence[Declined], count: int, chance: random.Random
) -> Iterator[Declined]:
    """`księdza Twardowskiego`: a title in the case of the name behind it."""
    bodies = Bodies()
    for _ in range(count):
        person, title = chance.choice(people), chance.choice(titles)
        case, gender = person.tags[0].split(":")[2:4]
        found = bodies.head([title])
        if found is None or found[2] != gender:
            continue
        bent = [title] if case == "nom" else bodies.bend([title], case, chance)
        if bent is not None:
            yield Declined([*bent, *person.words], [title, *person.bases], ["", *person.tags], person.hidden)


def _degree(values: Sequence[str]) -> str:
    return values[-1] if values[-1] in COMPARED else ""


def _cased(form: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if like[:1].isupper() else form[:1].lower() + form[1:]


def made_bodies(
    names: Sequence[str], count: int, cut: Callable[[str], Sequence[str]], chance: random.Random
) -> Iterator[Declined]:
    """Names of the list in all cases, where their noun is known."""
    bodies = Bodies()
    for _ in range(count):
        words = list(cut(chance.choice(names)))
        case = drawn_case(chance).replace("voc", "loc")  # nobody calls an office
        bent = words if case == "nom" else bodies.bend(words, case, chance)
        if bent is not None:
            yield Declined(bent, words, [""] * len(words))
