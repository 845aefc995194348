"""Sentences of proofs as data: `words/LANGUAGE.toml`, the same entries with the same placeholders in each."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kronika.errors import InputError, PackError

HOME = Path(__file__).parent / "words"
DEFAULT = "en"
ONE = "one"
"""The variant of an entry that has no others."""
NEEDED = {
    "frame": ("locale", "quote", "and", "from", "decimal", "chance", "in"),
    "days": ("one", "stretch", "from", "until", "unknown"),
    "time": ("words", "published", "result", "not-known"),
    "article": (),
    "brief": (),
    "remark": (),
}
"""The tables, and the entries without which nothing can be said."""


class Key(NamedTuple):
    """Where a sentence stands: its table, its rule, and which of the sentences of that rule it is."""

    table: str
    rule: str
    variant: str = ONE


Catalogue = Mapping[Key, str]


def languages() -> list[str]:
    """The languages in which proofs can be told."""
    return sorted(path.stem for path in HOME.glob("*.toml"))


@cache
def catalogue(language: str = DEFAULT) -> Catalogue:
    """The sentences of a language.

    Raises InputError for a language without sentences, PackError where the languages do not hold the same.
    """
    if language not in languages():
        raise InputError(language, "proofs are not told in this language", f"Choose {', '.join(languages())}")
    known = {name: _whole(name) for name in languages()}
    for name, sentences in known.items():
        check_alike(str(HOME / f"{name}.toml"), sentences, known[DEFAULT])
    return known[language]


def _whole(language: str) -> dict[Key, str]:
    """The sentences of a language's own file and of those in the folders beside it."""
    found = read(HOME / f"{language}.toml")
    for path in sorted(HOME.glob(f"*/{language}.toml")):
        found |= read(path, needed={})
    return found


def read(path: Path, needed: Mapping[str, Sequence[str]] = NEEDED) -> dict[Key, str]:
    """The sentences of a file. Raises PackError for one that lacks what is needed, or is no sentence."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))
    for table, rules in needed.items():
        for rule in rules:
            if rule not in tables.get(table, {}):
                raise PackError(str(path), f"[{table}] has no {rule}", "Add it")
    found = {}
    for table, entries in tables.items():
        for rule, entry in entries.items():
            variants = entry if isinstance(entry, dict) else {ONE: entry}
            for variant, sentence in variants.items():
                if not isinstance(sentence, str) or ONE not in variants:
                    raise PackError(str(path), f"[{table}] {rule} is no sentence", f"Write a text, or `{ONE}` and more")
                found[Key(table, rule, variant)] = sentence
    return found


def check_alike(path: str, sentences: Catalogue, others: Catalogue) -> None:
    """Raises PackError where two languages have not the same entries with the same placeholders."""
    for key in sorted(sentences.keys() ^ others.keys()):
        remedy = "Add it" if key in others else "Remove it, or add it to the other languages"
        raise PackError(path, f"[{key.table}] {key.rule} ({key.variant}) stands in one language alone", remedy)
    for key, sentence in sentences.items():
        if placeholders(sentence) != placeholders(others[key]):
            wanted = ", ".join(sorted(placeholders(others[key]))) or "none"
            problem = f"[{key.table}] {key.rule} has other placeholders"
            raise PackError(path, problem, f"Those of {DEFAULT} are: {wanted}")


def placeholders(sentence: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)
