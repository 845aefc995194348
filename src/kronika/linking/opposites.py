"""Which statements of two speakers say the opposite: much in common, but a no or the other end of a scale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from kronika.evidence import digest
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.linking.contents import Content, Contents
from kronika.linking.groups import Node, Speaker, candidates
from kronika.linking.report import Report
from kronika.linking.versions import differ, opposite, says_no, shared
from kronika.records import Linked, OppositionRow, StatementRow

ALIKE_BUT_FOR_NO = 0.7
"""Likeness, as of the same statement, from which a no on one side is of the same thing. Chosen on real press:
none of those between 0.6 and 0.7 was, and the invented stories lose one of 38 beside 0.5."""
ALIKE_BUT_FOR_ENDS = 0.7
"""The same for two ends of a scale."""


def one_says_no(one: Content, other: Content) -> float | None:
    """One says that it is so, the other that it is not."""
    share = shared(one, other)
    return share if share >= ALIKE_BUT_FOR_NO and says_no(one) != says_no(other) else None


def other_end_of_a_scale(one: Content, other: Content) -> float | None:
    """They say opposite ends of one scale."""
    share = shared(one, other)
    return share if share >= ALIKE_BUT_FOR_ENDS and opposite(one, other) and says_no(one) == says_no(other) else None


Rule = Callable[[Content, Content], float | None]
RULES: tuple[Rule, ...] = (one_says_no, other_end_of_a_scale)
"""In this order, the first that holds; its docstring is the reason shown."""


def of(linked: Linked, reports: Sequence[Report], knowledge: Knowledge) -> list[OppositionRow]:
    """Every two statements of two speakers of one story that say the opposite, in the order of the statements."""
    contents = Contents(linked, reports, knowledge)
    story = {report.name: report.story for report in reports}
    nodes = [Node(_speaker(row, story), contents.of(row), [i]) for i, row in enumerate(linked.statements)]
    by_story: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        row = linked.statements[number]
        if node.speaker.name and (row.official or not row.unnamed):
            by_story[node.speaker.story].append(number)
    found = [
        _row(linked.statements[one], linked.statements[other], rule, share)
        for numbers in by_story.values()
        for one, other in candidates(nodes, numbers)
        if not _may_be_one(nodes[one].speaker, nodes[other].speaker)
        and not _overlap(linked.statements[one], linked.statements[other])
        for rule, share in _opposed(nodes[one].content, nodes[other].content)
    ]
    return sorted(found, key=lambda row: (row.first, row.second))


def _speaker(row: StatementRow, story: dict[str, str]) -> Speaker:
    return Speaker(story[row.article], fold(row.speaker or ""), known=not row.unnamed)


def _may_be_one(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers may be the same: all words of the one name stand in the other."""
    words = set(one.name.split()), set(other.name.split())
    return words[0] <= words[1] or words[1] <= words[0]


def _overlap(one: StatementRow, other: StatementRow) -> bool:
    """Whether words stand in both: a statement within another one is carried by it, not against it."""
    return one.article == other.article and one.start < other.end and other.start < one.end


def _opposed(one: Content, other: Content) -> Iterator[tuple[Rule, float]]:
    """The first rule that holds of two contents, or of a sentence of each, that name somebody or something both: what
    each says of himself is of two people."""
    pairs = [(a, b) for a in (one, *one.parts) for b in (other, *other.parts)]
    for rule in RULES:
        told = ((a, b) for a, b in pairs if a.names & b.names and not differ(a, b))
        shares = [share for a, b in told if (share := rule(a, b)) is not None]
        if shares:
            yield rule, max(shares)
            return


def _row(one: StatementRow, other: StatementRow, rule: Rule, share: float) -> OppositionRow:
    why = (rule.__doc__ or rule.__name__).rstrip(".")
    return OppositionRow(
        id=f"opposition-{digest(one.id, other.id)}",
        first=one.id,
        second=other.id,
        rule=rule.__name__,
        why=f"{why}: likeness {share:.2f}",
        likeness=round(share, 4),
    )
