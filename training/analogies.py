"""People whom no dictionary knows, in all cases: their names bend as the surnames with the likest endings do."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kronika.languages.analysers.morfeusz import GIVEN_NAME
from kronika.records import Analysis
from training.declension import NAMES, Declined, drawn_case, paradigms

ENDINGS = NAMES / "inflection_nam_liv_person_last.txt"
LEAST_SEEN = 2
"""Times that an ending must be seen to be followed."""
LONGEST_ENDING = 5
MUTE = (
    "ge", "re", "ke", "ne", "le", "se", "te", "ce", "de", "he", "ve", "me", "pe", "be", "ue", "es", "ault", "eau",
    "oux",
)  # fmt: skip
"""Ends of foreign names whose last letters are not spoken: endings follow an apostrophe."""
APOSTROPHE = {"gen": "’a", "dat": "’owi", "acc": "’a", "inst": "’em", "loc": "’u", "voc": "’u", "nom": ""}
ADJECTIVE = {"gen": "’ego", "dat": "’emu", "acc": "’ego", "inst": "’m", "loc": "’m", "voc": "", "nom": ""}
SPELLED = 0.5
"""Share of apostrophes that are typed straight."""
UNDECLINED = set("uéóáíúèêîôü")
MAN, WOMAN = "m1", "f"
LONG = 5
"""Letters of a first part from which a name of three is no Asian one, of which only the last part bends."""
UNKNOWN = 0.7
"""Share of people who are learned as if no dictionary knew them."""
Readings = Callable[[str], tuple[Analysis, ...]]
MIXED, ALONE = 0.6, 0.35
"""Shares of people with a given and a surname of two others, and with a surname alone."""
SLAVIC = {"ski": "ska", "cki": "cka", "ow": "owa", "ew": "ewa", "in": "ina", "ov": "ova", "ev": "eva"}


class Endings:
    """How surnames end in each case: ending of the base -> endings of the form, with their counts."""

    def __init__(self, path: Path = ENDINGS) -> None:
        self._of: dict[tuple[str, str], dict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
        for line in path.read_text(encoding="utf-8").splitlines():
            tag, form, base, count, *_ = line.replace("\t", " ").split(" ")
            kind, number, case, gender = tag.split(":")[:4]
            apostrophe = "’" in form or "'" in form or "’" in base
            if kind == "subst" and number == "sg" and int(count) >= LEAST_SEEN and not apostrophe:
                self._of[case, gender][base].append((form, int(count)))

    def decline(self, base: str, case: str, gender: str, chance: random.Random) -> str | None:
        """The form that the base has in a case, by the longest ending that is known; None where none is."""
        for length in range(min(LONGEST_ENDING, len(base) - 1), 0, -1):
            found = self._of[case, gender].get(base[-length:])
            if found:
                forms, counts = zip(*found, strict=True)
                return base[:-length] + chance.choices(forms, counts)[0]
        return None


def bend(word: str, case: str, gender: str, endings: Endings, chance: random.Random) -> str:
    """A foreign word in a case; itself where it does not decline."""
    if case == "nom" or not word[:1].isupper() or not word[-1:].isalpha() or len(word) < 3:
        return word
    if gender == WOMAN:
        return (endings.decline(word, case, WOMAN, chance) or word) if word.endswith("a") else word
    mark = "'" if chance.random() < SPELLED else "’"
    if word.endswith(MUTE) and chance.random() < 0.8:
        return word + APOSTROPHE[case].replace("’", mark)
    if word.endswith(("y", "ie", "ey")) and not word.endswith(("ny", "ły", "ry")) and chance.random() < 0.6:
        return word + ADJECTIVE[case].replace("’", mark)
    if word[-1] in UNDECLINED or (word.endswith("o") and chance.random() < 0.5):
        return word
    return endings.decline(word, case, MAN, chance) or word


class Family(NamedTuple):
    """What bends names: endings, the forms of given names that the dictionary knows, and chance."""

    endings: Endings
    known: dict[tuple[str, str], dict[str, list[str]]]
    chance: random.Random

    def part(self, part: str, case: str, gender: str, *, given: bool) -> str:
        """A part of a name in a case."""
        forms = self.known.get((part, gender)) if given else None
        return self.chance.choice(forms[case]) if forms else _bent(part, case, gender, self.endings, self.chance)


def foreign_people(
    names: Sequence[str], readings: Readings, count: int, cut: Callable[[str], Sequence[str]], chance: random.Random
) -> Iterator[Declined]:
    """People of the list in all cases, full names and surnames alone, most as if no dictionary knew them."""
    words = {word for name in names for word in name.split()}
    known = {(p.base, p.gender): p.forms for p in paradigms(words, GIVEN_NAME)}
    family = Family(Endings(), known, chance)
    mixed = [parts for parts in map(str.split, names) if len(parts) > 1]
    for _ in range(count):
        parts = chance.choice(names).split()
        if len(parts) > 1 and chance.random() < MIXED:
            parts = [chance.choice(mixed)[0], chance.choice(mixed)[-1]]
            if _gender(parts[0], readings) == WOMAN:
                parts[-1] = feminine(parts[-1])
        yield from _one(parts, _gender(parts[0], readings), family, cut)


def _gender(given: str, readings: Readings) -> str:
    """By the dictionary; of other given names those in `-a` are women's."""
    shown = {gender for reading in readings(given) if reading.given for gender in reading.genders}
    if len(shown) == 1:
        return WOMAN if "Fem" in shown else MAN
    return WOMAN if given.endswith("a") else MAN


def feminine(surname: str) -> str:
    """`Putina` for `Putin`: what the women of a Slavic family are called; other names stay."""
    for ending, changed in SLAVIC.items():
        if surname.endswith(ending):
            return surname.removesuffix(ending) + changed
    return surname


def _one(parts: Sequence[str], gender: str, family: Family, cut: Callable[[str], Sequence[str]]) -> Iterator[Declined]:
    case = drawn_case(family.chance)
    last = len(parts) - 1
    asian = len(parts) == 3 and len(parts[0]) < LONG and not parts[1][:1].islower()
    forms = [
        part if asian and i < last else family.part(part, case, gender, given=i < last) for i, part in enumerate(parts)
    ]
    start = _last_name(parts) if last and family.chance.random() < ALONE else 0
    words, bases = cut(" ".join(forms[start:])), cut(" ".join(parts[start:]))
    if len(words) == len(bases):
        tags = [f"subst:sg:{case}:{gender}"] * len(words)
        yield Declined(list(words), list(bases), tags, family.chance.random() < UNKNOWN)


def _bent(part: str, case: str, gender: str, endings: Endings, chance: random.Random) -> str:
    """`Ji-hun`, `al-Asad`: only what follows the last hyphen bends; both parts of `Nowak-Lis` do."""
    head, hyphen, tail = part.rpartition("-")
    both = head[:1].isupper() and tail[:1].isupper() and len(head) > 3
    first = bend(head, case, gender, endings, chance) if both else head
    return first + hyphen + bend(tail, case, gender, endings, chance)


def _last_name(parts: Sequence[str]) -> int:
    """Where the family name begins: with its particles."""
    at = len(parts) - 1
    while at > 1 and parts[at - 1][:1].islower():
        at -= 1
    return at


def full_names(lines: Iterable[str]) -> list[str]:
    """Names of a list in words that begin with letters."""
    return sorted({name for name in lines if all(p[:1].isalpha() for p in name.split())})
