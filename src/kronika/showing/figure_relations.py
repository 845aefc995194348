"""How the figures of a history stand to one another: what is told one by one, and what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kronika.records import RelationRow
from kronika.showing.figure_groups import CONTRADICT, DISPUTE, History
from kronika.showing.figure_phrases import FigurePhrases

TOLD = (CONTRADICT, DISPUTE, "update", "refine")
"""Relations that are told one by one, in this order; the others are counted."""
COUNTED = ("compatible", "same")
OTHER = "other"
MOST = 12


class Relations(NamedTuple):
    """Relations that are told, and how many of which kind are not."""

    told: list[RelationRow]
    rest: Counter[str]

    def in_words(self, phrases: FigurePhrases) -> str:
        """How many are not told, by kind."""
        kinds = [name for name in (*TOLD, *COUNTED, OTHER) if self.rest[name]]
        return ", ".join(phrases.count(f"rest-{name}", self.rest[name]) for name in kinds)


def choose(history: History, most: int = MOST) -> Relations:
    """Contradictions and disputes first, then updates and refinements; the rest is counted.

    Two points are told once, however many reports tell each.
    """
    point = {figure.id: point.first.id for point in history.points for figure in point.figures}
    pairs: dict[tuple[str | None, ...], RelationRow] = {}
    for relation in history.relations:
        ends = [point.get(id_ or "", id_) for id_ in (relation.first, relation.second)]
        if ends[0] != ends[1]:
            pairs.setdefault((*ends, relation.statement, relation.relation), relation)
    once = list(pairs.values())
    chosen = sorted((r for r in once if r.relation in TOLD), key=lambda r: TOLD.index(r.relation))
    rest = Counter(r.relation if r.relation in COUNTED else OTHER for r in once if r.relation not in TOLD)
    rest.update(r.relation for r in chosen[most:])
    return Relations(chosen[:most], rest)


def sentence(relation: RelationRow, first: str, second: str, phrases: FigurePhrases) -> str:
    """How two figures stand to one another; what they are is given in words."""
    values = {"first": first, "second": second}
    return "".join(values[name] if name else words for words, name in parts(relation, phrases))


def parts(relation: RelationRow, phrases: FigurePhrases) -> Iterator[tuple[str, str | None]]:
    """The same in pieces: words, and (second) `first` or `second` where a figure stands."""
    known = relation.relation in (*TOLD, *COUNTED)
    for words, name in phrases.parts(f"relation-{relation.relation}" if known else "relation-other"):
        yield (relation.relation, None) if name == "name" else (words, name)
