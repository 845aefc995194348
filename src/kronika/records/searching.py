"""What is searched: documents as linking makes them, and what is asked of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import Struct

SEARCHED = ("reports", "statements", "figures", "events")
"""What is searched, in the order in which it is told."""
APART = "_"
"""A word that stands between two values of a field, so that no phrase goes from one to the other."""


class Searchable(NamedTuple):
    """A report, statement, figure or event as it is searched: its row's id, its days, its folded words.

    `lemmas` and `text` have a word for each word of the passage, at the same places; all else are fields.
    """

    kind: str
    id: str
    earliest: str | None
    latest: str | None
    lemmas: str
    text: str
    speaker: str = ""
    who: str = ""
    place: str = ""
    code: str = ""
    outlet: str = ""
    story: str = ""


def code_of_measure(measure: str) -> str:
    """The word of the field `code` that stands for a measure."""
    return f"measure_{measure}"


def code_of_event(event_type: str | None, mode: str | None) -> tuple[str, ...]:
    """The words of the field `code` that stand for a type of events and its mode."""
    parts = (("type", event_type), ("mode", mode))
    return tuple(f"{part}_{re.sub(r'[^a-z0-9]+', '_', name.lower())}" for part, name in parts if name)


COLUMNS = Searchable._fields[4:]
FIELDS = COLUMNS[2:]
"""What can be asked for by field."""


class Term(Struct, frozen=True, kw_only=True):
    """Words that stand one behind the other, folded: in the passage, or in a field.

    Each has the lemmas of which it may be a form, itself where nothing is known of it. `begins` says that the last
    is the beginning of a word.
    """

    words: tuple[str, ...]
    lemmas: tuple[tuple[str, ...], ...] = ()
    field: str | None = None
    begins: bool = False


class Clause(Struct, frozen=True):
    """Terms of which one must be there, or none where it is `without`."""

    terms: tuple[Term, ...]
    without: bool = False


class Query(Struct, frozen=True, kw_only=True):
    """What is asked for: every clause, in these kinds, within days as ISO has them."""

    clauses: tuple[Clause, ...]
    kinds: tuple[str, ...] = SEARCHED
    since: str | None = None
    until: str | None = None
