"""Statements joined into groups: nodes of the same words, pairs that may be versions, edges that join or may not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from kronika.evidence import Span
from kronika.linking.contents import Content
from kronika.linking.versions import WORD_RULES, contradict, version
from kronika.records import StatementRow

LINKED = 0.3
"""Mean likeness over the pairs of two groups from which other words join them: 0.2 and 0.3 do best on the tuned
statements (`python -m evaluation sameness`): F1 0.82, with 0 or 0.4 0.80, with 0.6 0.72."""
COMMONEST = 20
"""Statements of a speaker that share a stem are compared each with each up to here; beyond, those that share two such
stems, and of more than so many each with the first alone. Chosen: 3,000 versions of three statements take 3 seconds
with 20, a minute with 50, which joins more of them."""
SEEN = 8
"""Members of a group, the first ones, that are compared with those of another. Chosen, not measured."""
RAREST = 6
"""Stems of a statement, of those that many share, that are taken two together. Chosen, not measured."""


class Speaker(NamedTuple):
    """Who speaks, within a story. `known` is False for what is only said of a source, `name` empty for nobody."""

    story: str
    name: str
    known: bool


class Node(NamedTuple):
    """Statements of one speaker in the same words, by their numbers in the order of the rows."""

    speaker: Speaker
    content: Content
    rows: list[int]


class Edge(NamedTuple):
    """Two nodes that are the same, and why: the surest rule first, then what shares most."""

    order: int
    lacking: float
    one: int
    other: int
    why: str


class Group:
    """Nodes that are the same, and the edges that join them."""

    def __init__(
        self, nodes: list[int], edges: list[Edge], taken: dict[str, list[Span]], speakers: set[Speaker]
    ) -> None:
        self.nodes, self.edges, self.taken, self.speakers = nodes, edges, taken, speakers

    def joined(self, other: Group, edge: Edge) -> Group:
        """Both groups in one."""
        taken = {a: self.taken.get(a, []) + other.taken.get(a, []) for a in (*self.taken, *other.taken)}
        return Group(
            sorted(self.nodes + other.nodes), [*self.edges, *other.edges, edge], taken, self.speakers | other.speakers
        )

    def overlaps(self, other: Group) -> bool:
        """Whether a statement of one lies in a statement of the other: what is inside another is not that other."""
        return any(
            one.overlaps(two)
            for article in self.taken.keys() & other.taken.keys()
            for one in self.taken[article]
            for two in other.taken[article]
        )


def joined(nodes: Sequence[Node], edges: Iterable[Edge], said: Sequence[StatementRow]) -> list[Group]:
    """The nodes along the edges, unless that joined two speakers, two statements of which one holds the other, or, by
    their content, two that contradict each other."""
    groups = [_alone(number, node, said) for number, node in enumerate(nodes)]
    for edge in edges:
        one, other = groups[edge.one], groups[edge.other]
        if one is not other and not _forbidden(one, other, edge, nodes):
            both = one.joined(other, edge)
            for number in both.nodes:
                groups[number] = both
    return [group for number, group in enumerate(groups) if group.nodes[0] == number]


def _alone(number: int, node: Node, said: Sequence[StatementRow]) -> Group:
    taken: dict[str, list[Span]] = defaultdict(list)
    for row in node.rows:
        taken[said[row].article].append(Span(said[row].start, said[row].end))
    return Group([number], [], dict(taken), {node.speaker} if node.speaker.known else set())


def _forbidden(one: Group, other: Group, edge: Edge, nodes: Sequence[Node]) -> bool:
    if len(one.speakers | other.speakers) > 1 or one.overlaps(other):
        return True
    if edge.order < len(WORD_RULES):
        return False
    pairs = [(nodes[a].content, nodes[b].content) for a in one.nodes[:SEEN] for b in other.nodes[:SEEN]]
    if any(contradict(a, b) for a, b in pairs):
        return True
    found = (version(a, b) for a, b in pairs)
    return sum(likeness.share for likeness in found if likeness) < LINKED * len(pairs)


def candidates(nodes: Sequence[Node], numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of nodes that share a stem, or, of stems that many have, two of the rarest."""
    counts = Counter(stem for number in numbers for stem in nodes[number].content.weights)
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in numbers:
        for key in _keys(nodes[number].content.weights, counts):
            holders[key].append(number)
    found: set[tuple[int, int]] = set()
    for own in holders.values():
        found.update(combinations(own, 2) if len(own) <= COMMONEST else ((own[0], other) for other in own[1:]))
    return sorted(found)


def _keys(stems: Iterable[str], counts: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    ordered = sorted(stems, key=lambda stem: (counts[stem], stem))
    yield from ((stem,) for stem in ordered if counts[stem] <= COMMONEST)
    yield from combinations(sorted([stem for stem in ordered if counts[stem] > COMMONEST][:RAREST]), 2)
