"""Names with their base forms: KPWr's, and forms that Morfeusz makes of the names it knows."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import morfeusz2

from kronika.annotating.analysers.morfeusz import GIVEN_NAME, SURNAME
from training.corpora import DATA

NAMES = DATA / "names_pl"
KPWR_BASES, KPWR_BASES_TEST = NAMES / "kpwr-1.2-ne-train-fix.tsv", NAMES / "kpwr-1.2-ne-test-fix.tsv"
PLACES = NAMES / "sgjp-20160310-geograficzne.tab"
CASES = {"nom": 0.36, "gen": 0.24, "dat": 0.07, "acc": 0.1, "inst": 0.13, "loc": 0.08, "voc": 0.02}
"""How often forms are made in each case: oblique ones oftener than text has them, for they are what is learned."""
Cut = Callable[[str], Sequence[str]]


class Declined(NamedTuple):
    """A name as it stands in a sentence, its base, the tags of its words (empty: not known), its kind in KPWr."""

    words: list[str]
    bases: list[str]
    tags: list[str]
    spaces: list[bool]
    kind: str = ""
    hidden: bool = False


class BaseRow(NamedTuple):
    """A row of KPWr: the form with its blanks, its base, its words and their tags, its kind."""

    form: str
    base: str
    words: list[str]
    tags: list[str]
    kind: str


def read_bases(path: Path) -> Iterator[BaseRow]:
    """The rows of a file of KPWr's names: base, form, lemmas, tags, blanks, kind."""
    with path.open(encoding="utf-8", newline="") as lines:
        for base, form, _, tags, blanks, kind, *_ in csv.reader(lines, delimiter="\t"):
            words = form.split()
            spaces = [flag == "True" for flag in blanks.split()]
            whole = "".join(word + " " * space for word, space in zip(words, spaces, strict=False)).strip()
            yield BaseRow(whole if len(spaces) == len(words) else form, base, words, tags.split(), kind)


def declined(rows: Iterable[BaseRow], cut: Cut) -> Iterator[Declined]:
    """The rows in the tokenizer's words, where form and base have as many."""
    for row in rows:
        words, bases = list(cut(row.form)), list(cut(row.base))
        if len(words) == len(bases):
            tags = row.tags if words == row.words and len(row.tags) == len(words) else [""] * len(words)
            yield Declined(words, bases, tags, [True] * len(words), row.kind)


class Paradigm(NamedTuple):
    """The forms of a word: its base, gender, forms by case."""

    base: str
    gender: str
    forms: dict[str, list[str]]


def paradigms(lemmas: Iterable[str], label: str) -> list[Paradigm]:
    """Of names that Morfeusz knows as given names or surnames, the forms of one person, by gender."""
    dictionary = morfeusz2.Morfeusz(analyse=False, expand_tags=True)
    found = []
    for lemma in sorted(set(lemmas)):
        forms: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for form, _, tag, labels, *_ in dictionary.generate(lemma):
            kind, *values = tag.split(":")
            if kind == "subst" and label in labels and values[0] == "sg" and values[2] in ("m1", "f"):
                forms[values[2]][values[1]].append(form)
        found += [Paradigm(lemma, gender, dict(cases)) for gender, cases in sorted(forms.items()) if len(cases) == 7]
    return found


def made_people(given: list[Paradigm], surnames: list[Paradigm], count: int, chance: random.Random) -> Iterator[Declined]:
    """People in all cases: a given name and a surname that agree, or one alone, some as if no dictionary knew them."""
    by_gender: dict[str, list[Paradigm]] = defaultdict(list)
    for paradigm in given:
        by_gender[paradigm.gender].append(paradigm)
    for _ in range(count):
        last = chance.choice(surnames)
        case = chance.choices(list(CASES), list(CASES.values()))[0]
        kind = chance.random()
        parts = [last] if kind < 0.4 else [chance.choice(by_gender[last.gender]), last]
        if kind > 0.95:
            parts = parts[:1]
        words = [chance.choice(part.forms[case]) for part in parts]
        tags = [f"subst:sg:{case}:{last.gender}"] * len(words)
        yield Declined(words, [p.base for p in parts], tags, [True] * len(words), "made", chance.random() < 0.5)


def made_places(count: int, chance: random.Random) -> Iterator[Declined]:
    """Single forms of places, some as if no dictionary knew them."""
    rows = [line.split("\t")[:3] for line in PLACES.read_text(encoding="utf-8").splitlines()]
    by_case: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows:
        if len(row) == 3 and row[2].startswith("subst"):
            by_case[row[2].split(":")[2]].append(row)
    for _ in range(count):
        case = chance.choices(list(CASES), list(CASES.values()))[0]
        form, base, tag = chance.choice(by_case[case])
        words, bases = form.split(), base.split(":")[0].split()
        if len(words) == len(bases) == 1:
            yield Declined(words, bases, [tag], [True], "made", chance.random() < 0.5)


def known_lemmas(forms: Iterable[str], label: str, readings: Callable[[str], Iterable]) -> set[str]:
    """The lemmas of forms that the dictionary has as given names or surnames."""
    wanted = {GIVEN_NAME: "given", SURNAME: "surname"}[label]
    return {a.lemma for form in set(forms) for a in readings(form) if getattr(a, wanted)}
