"""Morphological analysers, by the name that a pack gives."""

from __future__ import annotations

from collections.abc import Callable

from kronika.errors import PackError
from kronika.records import Analysis

Analyser = Callable[[str], tuple[Analysis, ...]]


def load_analyser(name: str) -> Analyser:
    """The analyser of that name: form -> its readings. Raises PackError for a name that is not known."""
    if name == "morfeusz":
        from kronika.annotating.analysers.morfeusz import analyser

        return analyser()
    if name == "none":
        return plain
    raise PackError("pack.toml", f"no analyser {name!r}", "Choose morfeusz or none")


def plain(form: str) -> tuple[Analysis, ...]:
    """No dictionary: every form is its own lemma."""
    return (Analysis(form, "X"),)
