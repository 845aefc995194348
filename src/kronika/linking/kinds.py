"""The kind of a name: that of most of its mentions, and of the words that make it a place."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kronika import ontology
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold

if TYPE_CHECKING:
    from kronika.linking.bases import Chosen, Where

PERSON, PLACE = "PER", "LOC"
PLACED = 2
"""Votes for a place of words that make a name one; the model's label has one. Chosen, not measured."""


def settled(chosen: dict[Where, Chosen], placed: set[Where], knowledge: Knowledge) -> dict[Where, Chosen]:
    """The same, where a name that the model took for several kinds has that of most mentions.

    A family name of somebody named in full stays a person's. What a dictionary has as one kind only is of that kind.
    """
    chosen = {where: c._replace(kind=_listed(c, knowledge)) for where, c in chosen.items()}
    families = {fold(c.base.split()[-1]) for c in chosen.values() if c.kind == PERSON and " " in c.base}
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for where, c in chosen.items():
        kinds[fold(c.base)][c.kind] += 1
        if where in placed:
            kinds[fold(c.base)][PLACE] += PLACED
    most = {base: found.most_common(2) for base, found in kinds.items() if len(found) > 1}
    kept = {b: first[0] for b, (first, second) in most.items() if first[1] > second[1] and b not in families}
    return {where: c._replace(kind=kept.get(fold(c.base), c.kind)) for where, c in chosen.items()}


def _listed(chosen: Chosen, knowledge: Knowledge) -> str:
    """The one kind that dictionaries have for a name; else its own."""
    if " " not in chosen.base and not chosen.base.isupper():  # `w Anatolii` is not the agency
        return chosen.kind
    kinds = [kind for kind in ontology.kinds() if knowledge.entry(kind, chosen.base) is not None]
    return kinds[0] if len(kinds) == 1 else chosen.kind
