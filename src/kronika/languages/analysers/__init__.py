"""Morphological analysers, by the name that a pack gives."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from kronika.errors import PackError
from kronika.records import Analysis


class Form(NamedTuple):
    """A form of a lemma, and what it shows."""

    text: str
    analysis: Analysis


class Analyser(NamedTuple):
    """What a dictionary says of a form: its readings, and the words it is made of (`byłem`: `był`, `em`).

    A form of one word has itself as its only part; one that may be one word or two has one part. `forms` gives every
    form of a lemma that the dictionary knows.
    """

    readings: Callable[[str], tuple[Analysis, ...]]
    parts: Callable[[str], tuple[str, ...]]
    forms: Callable[[str], tuple[Form, ...]]


@cache
def load_analyser(name: str) -> Analyser:
    """The analyser of that name, one for the process. Raises PackError for a name that is not known."""
    if name == "morfeusz":
        from kronika.languages.analysers.morfeusz import analyser

        return analyser()
    if name == "none":
        return Analyser(plain, whole, no_forms)
    raise PackError("pack.toml", f"no analyser {name!r}", "Choose morfeusz or none")


def plain(form: str) -> tuple[Analysis, ...]:
    """No dictionary: every form is its own lemma."""
    return (Analysis(form, "X"),)


def no_forms(_lemma: str) -> tuple[Form, ...]:
    """No dictionary: no lemma has forms."""
    return ()


def whole(form: str) -> tuple[str, ...]:
    """No dictionary: every form is one word."""
    return (form,)
