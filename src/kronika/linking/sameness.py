"""Which statements are the same one: said by one speaker, in one story, in the same words or with the same content.

Statements of the same words are one node; pairs of nodes that may be versions of each other share rare stems, so that
the work grows with the statements of a speaker and not with their square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import structs

from kronika.copies import Place
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.linking.contents import Contents
from kronika.linking.groups import Edge, Group, Node, Speaker, candidates, joined
from kronika.linking.report import Report
from kronika.linking.versions import (
    ALIKE,
    ALIKE_SENTENCE,
    RULES,
    SHORTEST,
    WORD_RULES,
    Rule,
    Version,
    a_sentence,
    alike,
    edits,
    other_words,
    the_same_words,
    version,
)
from kronika.origins import Origins, Support
from kronika.records import Linked, StatementRow

BORDERS: dict[Rule, float] = {other_words: ALIKE, a_sentence: ALIKE_SENTENCE}
COPIED = "The same words in a copied passage; only one of the reports names the speaker"
REPEATED = "The same words again in this report, where nobody is named as the speaker"


def same(linked: Linked, reports: Sequence[Report], origins: Origins, knowledge: Knowledge) -> list[StatementRow]:
    """The statements, in their order, each with the first of those that are the same and who carries them."""
    return Sameness(linked, reports, origins, knowledge).rows()


class Sameness:
    """The statements of all reports, grouped."""

    def __init__(self, linked: Linked, reports: Sequence[Report], origins: Origins, knowledge: Knowledge) -> None:
        self._said = [
            structs.replace(s, same_as=None, same_why=None, likeness=None, edits=[]) for s in linked.statements
        ]
        self._story = {report.name: report.story for report in reports}
        self._origins, self._copies = origins, origins.copies
        self._contents = Contents(linked, reports, knowledge)
        self._entities = self._named()
        self._nodes = list(self._all_nodes())

    def rows(self) -> list[StatementRow]:
        """The rows with what is the same and its support."""
        found: dict[int, StatementRow] = {}
        for group in joined(self._nodes, self._edges(), self._said):
            found.update(self._group(group))
        return [found[number] for number in range(len(self._said))]

    def _named(self) -> dict[tuple[str, str], str]:
        """By story and folded name the speaker who is an entity, where only one bears the name."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._said:
            if row.speaker and row.speaker_entity:
                found[self._story[row.article], fold(row.speaker)].add(row.speaker_entity)
        return {key: min(entities) for key, entities in found.items() if len(entities) == 1}

    def _speaker(self, row: StatementRow) -> Speaker:
        story = self._story[row.article]
        if not row.speaker:
            return Speaker(story, "", known=False)
        name = fold(row.speaker)
        if row.unnamed:
            return Speaker(story, name, known=False)
        return Speaker(story, row.speaker_entity or self._entities.get((story, name), name), known=True)

    def _all_nodes(self) -> Iterator[Node]:
        """Statements of the same words together; of nobody, or of a word or two, only where they are copies."""
        by_words: dict[tuple[Speaker, tuple[str, ...], str | None], list[int]] = defaultdict(list)
        contents = [self._contents.of(row) for row in self._said]
        for number, (row, content) in enumerate(zip(self._said, contents, strict=True)):
            by_words[self._speaker(row), content.words, content.stance].append(number)
        for (speaker, words, _), numbers in by_words.items():
            free = speaker.name and len(words) >= SHORTEST
            for own in [numbers] if free else self._copied(numbers):
                yield Node(speaker, contents[own[0]], own)

    def _copied(self, numbers: Sequence[int]) -> Iterator[list[int]]:
        """Statements of the same words by the passages that their reports share."""
        left = list(numbers)
        while left:
            first, rest = left[0], left[1:]
            articles = self._articles(first) - {self._said[first].article} if rest else set()
            yield [first, *(n for n in rest if self._said[n].article in articles)]
            left = [n for n in rest if self._said[n].article not in articles]

    def _articles(self, number: int) -> set[str]:
        return self._copies.articles(_place(self._said[number]))

    def _edges(self) -> list[Edge]:
        """Every two nodes that are the same, the surest first."""
        by_speaker: dict[Speaker, list[int]] = defaultdict(list)
        for number, node in enumerate(self._nodes):
            if node.speaker.name:
                by_speaker[node.speaker].append(number)
        found = [
            Edge(RULES.index(likeness.rule), -likeness.share, one, other, _told(likeness))
            for speaker, numbers in by_speaker.items()
            for one, other in candidates(self._nodes, numbers)
            if (likeness := self._version(one, other, RULES if speaker.known else WORD_RULES))
        ]
        return sorted([*found, *self._copies_of_known(), *self._repeated()])

    def _version(self, one: int, other: int, rules: Sequence[Rule]) -> Version | None:
        return version(self._nodes[one].content, self._nodes[other].content, rules)

    def _copies_of_known(self) -> Iterator[Edge]:
        """Words whose speaker is not known, with the same words of one who is, where they are copied."""
        by_words: dict[tuple[str, tuple[str, ...], str | None], list[int]] = defaultdict(list)
        for number, node in enumerate(self._nodes):
            by_words[node.speaker.story, node.content.words, node.content.stance].append(number)
        for numbers in by_words.values():
            known = [n for n in numbers if self._nodes[n].speaker.known]
            for number in numbers:
                if known and not self._nodes[number].speaker.known:
                    articles = self._articles(self._nodes[number].rows[0])
                    near = [n for n in known if articles & {self._said[row].article for row in self._nodes[n].rows}]
                    yield from self._of_one_speaker(number, near, COPIED)

    def _repeated(self) -> Iterator[Edge]:
        """Words of nobody, with those of somebody in the same report: a quotation set apart, a heading."""
        in_article: dict[str, set[int]] = defaultdict(set)
        for number, node in enumerate(self._nodes):
            for row in node.rows if node.speaker.name else ():
                in_article[self._said[row].article].add(number)
        for number, node in enumerate(self._nodes):
            if not node.speaker.name:
                beside = sorted(in_article[self._said[node.rows[0]].article])
                near = [n for n in beside if self._version(number, n, WORD_RULES)]
                yield from self._of_one_speaker(number, near, REPEATED)

    def _of_one_speaker(self, number: int, near: Sequence[int], why: str) -> Iterator[Edge]:
        """The first of the nodes that may be meant, unless several speakers say so."""
        if len({self._nodes[n].speaker for n in near}) == 1:
            yield Edge(0, -1.0, min(number, near[0]), max(number, near[0]), why)

    def _group(self, group: Group) -> Iterator[tuple[int, StatementRow]]:
        """The rows of statements that are the same, each with its number."""
        support = self._support(group)
        numbers = sorted((row, node) for node in group.nodes for row in self._nodes[node].rows)
        first, leader = numbers[0]
        reasons = {node: self._reason(leader, node, group) for node in group.nodes}
        for number, node in numbers:
            row = structs.replace(self._said[number], **support.names)
            if number != first:
                why, likeness = reasons[node]
                row = structs.replace(
                    row,
                    same_as=self._said[first].id,
                    same_why=why,
                    likeness=round(likeness, 4),
                    edits=edits(self._said[first], row) if node != leader else [],
                )
            yield number, row

    def _reason(self, leader: int, node: int, group: Group) -> tuple[str, float]:
        """Why a node is the same as the first of its group, straight or by way of another, and how alike they are."""
        if node == leader:
            return f"{the_same_words.__doc__}", 1.0
        one, other = self._nodes[leader].content, self._nodes[node].content
        straight = version(one, other) if self._nodes[leader].speaker == self._nodes[node].speaker else None
        if straight:
            return f"{_told(straight)}.", straight.share
        edge = min(e for e in group.edges if node in (e.one, e.other))
        via = edge.one if edge.other == node else edge.other
        way = "" if via == leader else f", by way of {self._said[self._nodes[via].rows[0]].article}"
        return f"{edge.why}{way}.", alike(one, other)

    def _support(self, group: Group) -> Support:
        """Who carries a group."""
        return self._origins.of_statements(self._said[row] for node in group.nodes for row in self._nodes[node].rows)


def _place(row: StatementRow) -> Place:
    return Place(row.article, row.start, row.end)


def _told(likeness: Version) -> str:
    """The rule's docstring, with the share where that says more."""
    reason = (likeness.rule.__doc__ or likeness.rule.__name__).rstrip(".")
    enough = BORDERS.get(likeness.rule)
    if enough is not None:
        return f"{reason}: likeness {likeness.share:.2f}, {enough:.2f} is enough"
    return reason if likeness.share == 1 else f"{reason}: {likeness.share:.0%} of these words stand in both"
