"""What a network sees of a word: hashes of its form and of its readings, made once a form."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from kronika.languages.analysers import Analyser
from kronika.records import Analysis

CACHED = 60_000
TAGS = 5_000
"""Tags whose parts are kept."""
LONGEST_SHAPE = 12

Bag = tuple[int, ...]


def _shape(form: str) -> str:
    """`Xxxx-dd`: capitals, small letters and digits, no kind more than three times in a row."""
    out: list[str] = []
    for letter in form[:60]:
        kind = "X" if letter.isupper() else "x" if letter.islower() else "d" if letter.isdigit() else letter
        if out[-3:] != [kind] * 3:
            out.append(kind)
    return "".join(out)[:LONGEST_SHAPE]


def _atoms(readings: Iterable[Analysis]) -> Iterable[str]:
    """The parts of the tags: `subst`, `1=sg`, `2=nom`."""
    for reading in readings:
        yield from _atoms_of(reading.tag)


@lru_cache(TAGS)
def _atoms_of(tag: str) -> tuple[str, ...]:
    kind, *values = tag.split(":")
    return (kind, *(f"{place}={v}" for place, value in enumerate(values, 1) for v in value.split(".")))


Feature = Callable[[str, tuple[Analysis, ...]], Iterable[str]]

OF_FORM: dict[str, Feature] = {
    "form": lambda form, _: [form.lower()],
    "prefix": lambda form, _: [form[:3].lower()],
    "suffix2": lambda form, _: [form[-2:].lower()],
    "suffix3": lambda form, _: [form[-3:].lower()],
    "suffix4": lambda form, _: [form[-4:].lower()],
    "shape": lambda form, _: [_shape(form)],
}
"""Features of the letters, by name."""
OF_READINGS: dict[str, Feature] = {
    "tags": lambda _, readings: (a.tag for a in readings),
    "atoms": lambda _, readings: _atoms(readings),
    "lemmas": lambda _, readings: (a.lemma for a in readings),
    "labels": lambda _, readings: (label for a in readings for label in a.labels),
}
"""Features of the analyser's readings, by name: a set of values each, of which a network takes the mean."""
OF_TAG: dict[str, Callable[[str], Iterable[str]]] = {
    "tag": lambda tag: [tag] if tag else [],
    "tag-atoms": lambda tag: tag.split(":") if tag else [],
}
"""Features of the tag that the word has in its sentence, by name."""
FEATURES = OF_FORM | OF_READINGS


class FormFeatures(NamedTuple):
    """The features that a network was trained with: name -> rows of its table of vectors."""

    rows: dict[str, int]
    of: Callable[[str], tuple[Bag, ...]]


def form_features(analyser: Analyser, rows: dict[str, int]) -> FormFeatures:
    """Form -> for each feature the rows of its table that the form stands for; empty where it has no value.

    A tab may part the form from the tag that it has in its sentence.

    Rows are CRC-32 of name and value, modulo the size of the table (the hashing trick: Weinberger and others 2009).
    """

    begun = {name: zlib.crc32(f"{name}=".encode()) for name in rows}

    @lru_cache(CACHED)
    def of(key: str) -> tuple[Bag, ...]:
        form, _, tag = unicodedata.normalize("NFC", key).partition("\t")
        readings = analyser.readings(form)
        values = {name: OF_TAG[name](tag) if name in OF_TAG else FEATURES[name](form, readings) for name in rows}
        return tuple(
            tuple(sorted({zlib.crc32(value.encode(), begun[name]) % size for value in set(values[name])}))
            for name, size in rows.items()
        )

    return FormFeatures(rows, of)
