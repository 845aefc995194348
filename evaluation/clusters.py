"""What the truth says beside what the export says: rows paired by their stretch, clusters compared by B-cubed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

ALIKE = 0.5
"""Of what two stretches cover together, the share that both cover, from which they are a pair."""

Key = TypeVar("Key", bound=Hashable)


class Place(NamedTuple):
    """A stretch of an article with the kind of what stands there, and who is meant: a name or an entity."""

    article: str
    start: int
    end: int
    kind: str
    who: str


class Item(NamedTuple):
    """A row of the truth and the exported one that was paired with it; either may be alone."""

    truth: Place | None
    said: Place | None

    @property
    def place(self) -> Place:
        """Where it stands: the truth's place, else the exported row's. Raises ValueError where there is no row."""
        found = self.truth or self.said
        if found is None:
            raise ValueError("an item of no row. Give it the truth's row, the exported one or both")
        return found


class Cubed(NamedTuple):
    """B-cubed precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def figures(self) -> dict[str, float]:
        """The three by name."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}


def closeness(one: Place, other: Place) -> float:
    """Intersection over union of two stretches of one article."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / (one.end - one.start + other.end - other.start - both) if both > 0 else 0.0


def paired(truth: Sequence[Place], said: Sequence[Place]) -> list[Item]:
    """Every row once: pairs of half or more alike, closest first, then rows of the truth alone, then exported ones."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for at, place in enumerate(said):
        by_article[place.article].append(at)
    options = [
        (-alike, one, other)
        for one, place in enumerate(truth)
        for other in by_article[place.article]
        if (alike := closeness(place, said[other])) >= ALIKE
    ]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in sorted(options):
        if one not in partner and other not in taken:
            partner[one] = other
            taken.add(other)
    items = [Item(place, said[partner[one]] if one in partner else None) for one, place in enumerate(truth)]
    return [*items, *(Item(None, place) for other, place in enumerate(said) if other not in taken)]


def b_cubed(items: Iterable[Item]) -> Cubed:
    """B-cubed (Bagga and Baldwin 1998): for each exported row the share of its cluster that truly belongs with it is
    the precision, for each row of the truth the share of its cluster that is with it the recall; both are averaged.

    Rows without a partner count 0, the truth's in recall, exported ones in precision, and stay in their clusters. Of
    the variants that Cai and Strube (2010) discuss, which add, drop or alter rows, it is none: it takes both sides as
    they are, as the reference scorer does (Pradhan et al. 2014). Two empty sides agree.
    """
    known = list(items)
    both = Counter((i.truth.who, i.said.who) for i in known if i.truth and i.said)
    true = Counter(i.truth.who for i in known if i.truth)
    told = Counter(i.said.who for i in known if i.said)
    precision = sum(n * n / told[said] for (_, said), n in both.items())
    recall = sum(n * n / true[truth] for (truth, _), n in both.items())
    return Cubed(_mean(precision, told.total(), true.total()), _mean(recall, true.total(), told.total()))


def _mean(points: float, rows: int, others: int) -> float:
    return points / rows if rows else float(not others)


def meant(items: Iterable[Item]) -> dict[str, str]:
    """For each name of the truth the entity that most of its paired rows have, of two alike the first named."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        if item.truth and item.said:
            counted[item.truth.who][item.said.who] += 1
    return {name: entities.most_common(1)[0][0] for name, entities in counted.items()}


def of_kinds(places: Iterable[Place], kinds: Sequence[str]) -> Iterator[Place]:
    """The places of some kinds."""
    return (place for place in places if place.kind in kinds)
