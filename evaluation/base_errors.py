"""Errors of base forms by sort: an ordered list of named functions, of which the first that holds names the error."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from kronika.languages.analysers import load_analyser
from kronika.languages.pack import load_packs

SHARED = 2
"""Letters at least that words of one stem share at their beginning; of longer words half of the shorter one."""


class Guess(NamedTuple):
    """A form, its base, its kind, and the bases that are said of it, best first."""

    form: str
    base: str
    kind: str
    listed: tuple[str, ...]

    @property
    def said(self) -> str:
        """The base that is said first."""
        return self.listed[0]

    @property
    def right(self) -> bool:
        """Whether it is the base, letter by letter."""
        return self.said == self.base


class Wrong(NamedTuple):
    """A word of a name whose base is wrong: its form, what is said, what is right."""

    form: str
    said: str
    base: str


def _wrong(guess: Guess) -> list[Wrong]:
    """The wrong words, capitals apart, of a guess of as many words as its base."""
    words = zip(guess.form.split(), guess.said.split(), guess.base.split(), strict=True)
    return [Wrong(*w) for w in words if w[1].lower() != w[2].lower()]


def words(guess: Guess) -> bool:
    """Form, base and what is said have not as many words: `Żerań F S O` for `Żerań FSO`."""
    return len({len(text.split()) for text in (guess.form, guess.said, guess.base)}) > 1


def capitals(guess: Guess) -> bool:
    """Right but for capitals: `Słowianie zachodni` for `Słowianie Zachodni`."""
    return guess.said.lower() == guess.base.lower()


def uninflected(guess: Guess) -> bool:
    """Every wrong word was left as it stands: `Firestorma` for `Firestorm`."""
    return all(word.said.lower() == word.form.lower() for word in _wrong(guess))


def overinflected(guess: Guess) -> bool:
    """Every wrong word was changed though it should stand: `Rad` for `Radu`."""
    return all(word.base.lower() == word.form.lower() for word in _wrong(guess))


def number(guess: Guess) -> bool:
    """The nominative of the other number, by the dictionary: `duński` for `duńscy`."""
    return all(_other_number(word) for word in _wrong(guess))


def _other_number(word: Wrong) -> bool:
    said, right = _numbers(word.said), _numbers(word.base)
    return any(said[lemma].isdisjoint(right[lemma]) for lemma in said.keys() & right.keys())


@cache
def _numbers(form: str) -> dict[str, set[str | None]]:
    """The numbers of which a form is the nominative, by lemma; words that do not decline have none."""
    numbers: dict[str, set[str | None]] = {}
    for reading in load_analyser(load_packs()["pl"].analyser).readings(form):
        if "Nom" in reading.cases and "Gen" not in reading.cases:
            numbers.setdefault(reading.lemma.lower(), set()).add(reading.number)
    return numbers


def gender_or_ending(guess: Guess) -> bool:
    """The same stems with other endings: `Hłaska` for `Hłasko`, `Roberta` for `Robert`."""
    return all(_one_stem(word.said.lower(), word.base.lower()) for word in _wrong(guess))


def _one_stem(one: str, other: str) -> bool:
    least = max(SHARED, min(len(one), len(other)) // 2)
    return one[:least] == other[:least]


def otherwise(guess: Guess) -> bool:  # noqa: ARG001  it takes all
    """Anything else: `Bóg` for `boży`."""
    return True


SORTS: list[Callable[[Guess], bool]] = [
    words,
    capitals,
    uninflected,
    overinflected,
    number,
    gender_or_ending,
    otherwise,
]


def sort_of(guess: Guess) -> str:
    """The name of an error's sort."""
    return next(sort.__name__ for sort in SORTS if sort(guess))
