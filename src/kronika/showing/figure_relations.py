"""How the figures of a history stand to one another: what is told one by one, and what is counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kronika.records import RelationRow
from kronika.showing.figure_groups import CONTRADICT, DISPUTE, History
from kronika.showing.figure_phrases import FigurePhrases

LATER = ("update", "refine")
TOLD = (CONTRADICT, DISPUTE, *LATER)
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

    Two points are told once, however many reports tell each. Of a chain of later figures each is told with the next.
    """
    point = {figure.id: point.first.id for point in history.points for figure in point.figures}
    pairs: dict[tuple[str | None, ...], RelationRow] = {}
    for relation in history.relations:
        ends = [point.get(id_ or "", id_) for id_ in (relation.first, relation.second)]
        if ends[0] != ends[1]:
            pairs.setdefault((*ends, relation.statement, relation.relation), relation)
    leaps = _leaps((ends[0], ends[1]) for ends, relation in pairs.items() if relation.relation in LATER)
    near = [r for ends, r in pairs.items() if r.relation not in LATER or ends[:2] not in leaps]
    chosen = sorted((r for r in near if r.relation in TOLD), key=lambda r: TOLD.index(r.relation))[:most]
    rest = Counter(r.relation if r.relation in (*TOLD, *COUNTED) else OTHER for r in pairs.values())
    rest.subtract(r.relation for r in chosen)
    return Relations(chosen, +rest)


def _leaps(steps: Iterable[tuple[str | None, str | None]]) -> set[tuple[str | None, str | None]]:
    """The steps that two others make one after the other."""
    behind: dict[str | None, set[str | None]] = defaultdict(set)
    for first, last in steps:
        behind[first].add(last)
    further = {first: set().union(*(behind.get(middle, ()) for middle in own)) for first, own in behind.items()}
    return {(first, last) for first, own in behind.items() for last in own & further[first]}


def sentence(relation: RelationRow, first: str, second: str, phrases: FigurePhrases) -> str:
    """How two figures stand to one another; what they are is given in words."""
    values = {"first": first, "second": second}
    return "".join(values[name] if name else words for words, name in parts(relation, phrases))


def parts(relation: RelationRow, phrases: FigurePhrases) -> Iterator[tuple[str, str | None]]:
    """The same in pieces: words, and (second) `first` or `second` where a figure stands."""
    known = relation.relation in (*TOLD, *COUNTED)
    for words, name in phrases.parts(f"relation-{relation.relation}" if known else "relation-other"):
        yield (relation.relation, None) if name == "name" else (words, name)
