"""Names with their base forms: KPWr's, and forms that Morfeusz and SGJP have of the names they know."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import morfeusz2

from kronika.records import Analysis
from training.corpora import DATA

NAMES = DATA / "names_pl"
KPWR_BASES, KPWR_BASES_TEST = NAMES / "kpwr-1.2-ne-train-fix.tsv", NAMES / "kpwr-1.2-ne-test-fix.tsv"
PLACES = NAMES / "sgjp-20160310-geograficzne.tab"
CASES = {"nom": 0.3, "gen": 0.19, "dat": 0.1, "acc": 0.1, "inst": 0.13, "loc": 0.11, "voc": 0.07}
"""How often forms are made in each case: oblique ones oftener than text has them, for they are what is learned."""
SURNAME_ALONE, GIVEN_ALONE = 0.4, 0.05
"""Shares of made people with a surname alone, and with a given name alone; all others have both."""
UNKNOWN = 0.5
"""Share of made names that are learned as if no dictionary knew them."""
Cut = Callable[[str], Sequence[str]]
"""Parts a text into its words, as the tokenizer does."""


class Declined(NamedTuple):
    """A name as it stands in a sentence, the bases of its words, their tags (empty: not known).

    `hidden`: it is to be learned as if no dictionary knew it.
    """

    words: list[str]
    bases: list[str]
    tags: list[str]
    hidden: bool = False


class BaseRow(NamedTuple):
    """A row of KPWr: the form with its blanks, its base, its words and their tags, its kind."""

    form: str
    base: str
    words: list[str]
    tags: list[str]
    kind: str


class Paradigm(NamedTuple):
    """A name and its forms for one person: its base, gender, forms by case."""

    base: str
    gender: str
    forms: dict[str, list[str]]


def read_bases(path: Path) -> Iterator[BaseRow]:
    """The rows of a file of KPWr's names: base, form, lemmas, tags, blanks, kind.

    A quotation mark that the training file leaves open makes one row of 43, which has no base of as many words.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        for base, form, _, tags, blanks, kind, *_ in csv.reader(lines, delimiter="\t"):
            words, spaces = form.split(), [flag == "True" for flag in blanks.split()]
            if len(spaces) == len(words):
                form = "".join(word + " " * space for word, space in zip(words, spaces, strict=True)).strip()
            yield BaseRow(form, base, words, tags.split(), kind)


def declined(rows: Iterable[BaseRow], cut: Cut) -> Iterator[Declined]:
    """The rows in the tokenizer's words, where form and base have as many."""
    for row in rows:
        words, bases = list(cut(row.form)), list(cut(row.base))
        if len(words) == len(bases):
            tagged = words == row.words and len(row.tags) == len(words)
            yield Declined(words, bases, row.tags if tagged else [""] * len(words))


def known_lemmas(forms: Iterable[str], label: str, readings: Callable[[str], tuple[Analysis, ...]]) -> set[str]:
    """The lemmas of the forms that the dictionary labels so, as a given name or a surname."""
    return {reading.lemma for form in set(forms) for reading in readings(form) if label in reading.labels}


def paradigms(lemmas: Iterable[str], label: str) -> list[Paradigm]:
    """The forms of one person, by gender, of the names that the dictionary labels so; those with all seven cases."""
    dictionary = morfeusz2.Morfeusz(analyse=False, expand_tags=True)
    found: list[Paradigm] = []
    for lemma in sorted(set(lemmas)):
        forms: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for form, _, tag, labels, *_ in dictionary.generate(lemma):
            kind, *values = tag.split(":")
            if kind == "subst" and label in labels and values[0] == "sg" and values[2] in ("m1", "f"):
                forms[values[2]][values[1]].append(form)
        found += [
            Paradigm(lemma, gender, dict(cases)) for gender, cases in sorted(forms.items()) if len(cases) == len(CASES)
        ]
    return found


def made_people(
    given: Iterable[Paradigm], surnames: Sequence[Paradigm], count: int, chance: random.Random
) -> Iterator[Declined]:
    """People in all cases: a given name and a surname that agree in gender, or one alone."""
    given_of: dict[str, list[Paradigm]] = defaultdict(list)
    for paradigm in given:
        given_of[paradigm.gender].append(paradigm)
    for _ in range(count):
        last = chance.choice(surnames)
        case = drawn_case(chance)
        parts = _parts(last, given_of[last.gender], chance)
        words = [chance.choice(part.forms[case]) for part in parts]
        tags = [f"subst:sg:{case}:{last.gender}"] * len(words)
        yield Declined(words, [part.base for part in parts], tags, chance.random() < UNKNOWN)


def drawn_case(chance: random.Random) -> str:
    """A case, as often as CASES says."""
    return chance.choices(list(CASES), list(CASES.values()))[0]


def _parts(surname: Paradigm, given: Sequence[Paradigm], chance: random.Random) -> list[Paradigm]:
    drawn = chance.random()
    if drawn < SURNAME_ALONE:
        return [surname]
    first = chance.choice(given)
    return [first] if drawn > 1 - GIVEN_ALONE else [first, surname]


def made_places(count: int, chance: random.Random, path: Path = PLACES) -> Iterator[Declined]:
    """Single forms of places, at most `count`: names of several words are drawn and passed over."""
    by_case: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = line.split("\t")[:3]
        if len(row) == 3 and row[2].startswith("subst"):
            by_case[row[2].split(":")[2]].append((row[0], row[1], row[2]))
    for _ in range(count):
        form, base, tag = chance.choice(by_case[drawn_case(chance)])
        words, bases = form.split(), base.split(":")[0].split()
        if len(words) == len(bases) == 1:
            yield Declined(words, bases, [tag], chance.random() < UNKNOWN)
