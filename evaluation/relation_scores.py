"""Scores of how figures relate: what the histories tell of two figures, or of a figure and words that dispute it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from evaluation.judging import Row, share

CONFLICTS = ("contradict", "dispute")
PLANTED = ("conflict", "update", "part")
TWO_STORIES = "two stories"
UNSAID = ""
"""What stands for the words of a dispute of which Kronika has no statement."""

Figures = dict[str, float]
Place = tuple[int, int]
Relation = tuple[str, str]
"""A relation and the rule that gives it."""
Mistake = tuple[str, str, str, str, str, str]
"""Sort, the pair's name, its two ends, what is wanted, what was got."""


class Told(NamedTuple):
    """What Kronika makes of reports: rows of the export, and the story of each report."""

    figures: Sequence[Row]
    statements: Sequence[Row]
    histories: Sequence[Row]
    stories: Mapping[str, str]

    def relations(self) -> list[Row]:
        """The relations of all histories, each once: one between two histories stands in both."""
        rows = [row for history in self.histories for row in history["relations"]]
        told = ("first", "second", "statement", "relation", "rule")
        return list({tuple(row[column] for column in told): row for row in rows}.values())


class End(NamedTuple):
    """One of two that relate, a figure or a statement: where it stands, what Kronika calls it, and all that it tells as
    the same.

    `ids` are empty where Kronika has not read it.
    """

    sort: str
    article: str
    words: str
    ids: frozenset[str]
    alike: frozenset[str]


class Answer(NamedTuple):
    """Two that relate: the relation that is wanted, those that are told, and why none can be."""

    name: str
    first: str
    second: str
    wanted: Relation
    got: tuple[Relation, ...]
    problem: str | None = None
    planted: str | None = None

    @property
    def right(self) -> bool:
        """Whether the wanted relation is told, by its rule, and no other."""
        return not self.problem and set(self.got) == {self.wanted}

    @property
    def related(self) -> bool:
        """Whether the wanted relation is told, by whatever rule, and no other."""
        return not self.problem and {relation for relation, _ in self.got} == {self.wanted[0]}

    @property
    def found(self) -> bool:
        """Whether what was planted is told: a conflict as a conflict of either sort, an update by its relation, all
        else by relation and rule."""
        if self.planted == "conflict":
            return not self.problem and any(relation in CONFLICTS for relation, _ in self.got)
        return self.related if self.planted == "update" else self.right


def places(text: str, words: str) -> list[Place]:
    """Where words stand in a text, not within longer ones."""
    return [found.span() for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def figure(told: Told, article: str, at: Iterable[Place], words: str, measure: str | None = None) -> End:
    """The figure of an article that shares most with one of the places; it has the measure, where one is named."""
    own = [row for row in told.figures if row["article"] == article and measure in (None, row["measure"])]
    near = [(_shared(place, (row["start"], row["end"])), row["id"]) for place in at for row in own]
    most, id = max(near, key=lambda one: one[0], default=(0.0, ""))
    ids = frozenset({id} if most else ())
    points = [point["figures"] for history in told.histories for point in history["points"]]
    return End("figure", article, words, ids, ids.union(*(point for point in points if ids & set(point))))


def statement(told: Told, article: str, at: Sequence[Place], words: str) -> End:
    """The statements of an article that share a character, of what is said or of the cue, with one of the places.

    What disputes a figure without a statement and without a number, as a retraction may, is taken for these words too.
    """
    own = [row for row in told.statements if row["article"] == article]
    said = [row for row in own if any(_shared(place, own_place) for place in at for own_place in _places(row))]
    first = {row["same_as"] or row["id"] for row in said}
    alike = frozenset(row["id"] for row in told.statements if (row["same_as"] or row["id"]) in first)
    return End("statement", article, words, frozenset(row["id"] for row in said), alike | {UNSAID})


def _places(row: Row) -> Iterator[Place]:
    """What is said, and its cue where it has one."""
    yield row["start"], row["end"]
    if row["cue_start"] is not None:
        yield row["cue_start"], row["cue_end"]


def _shared(one: Place, other: Place) -> float:
    """The share of characters that stand in both of those that stand in either."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (one[1] - one[0] + other[1] - other[0] - both) if both > 0 else 0.0


def between(told: Told, first: End, second: End) -> list[Row]:
    """The relations of two ends, in either direction; where there are none, those of what is the same as they are."""
    rows = told.relations()
    exact = [row for row in rows if _joins(row, first.ids, second.ids)]
    return exact or [row for row in rows if _joins(row, first.alike, second.alike)]


def _joins(row: Row, one: frozenset[str], other: frozenset[str]) -> bool:
    ends = {row["second"], row["statement"]} - {None} or {UNSAID}
    return (row["first"] in one and bool(ends & other)) or (row["first"] in other and bool(ends & one))


def answer(name: str, told: Told, first: End, second: End, wanted: Relation, planted: str | None = None) -> Answer:
    """What is told of two ends, beside what is wanted."""
    got = dict.fromkeys((row["relation"], row["rule"]) for row in between(told, first, second))
    problem = _problem(told, first, second, bool(got))
    return Answer(name, place(first), place(second), wanted, (*got,), problem, planted)


def _problem(told: Told, first: End, second: End, related: bool) -> str | None:
    """Why nothing can be told of two ends; None where something is, or could be."""
    if told.stories.get(first.article) != told.stories.get(second.article):
        return TWO_STORIES
    unread = (f"{end.sort} not read" for end in (first, second) if not end.ids)
    return None if related else next(unread, None)


def place(end: End) -> str:
    """An end in one line."""
    return f"{end.article}: {end.words}"


def of_pairs(answers: Sequence[Answer]) -> Figures:
    """How many pairs there are, and the shares of them of which relation and rule are `right`, or the `relation` alone;
    how many are `not_read` or in `two_stories`; by rule the share that is right. No figures where there are no pairs.
    """
    if not answers:
        return {}
    rules = dict.fromkeys(one.wanted[1] for one in answers)
    return {
        "pairs": len(answers),
        "right": share(one.right for one in answers),
        "relation": share(one.related for one in answers),
        "not_read": sum(one.problem not in (None, TWO_STORIES) for one in answers),
        "two_stories": sum(one.problem == TWO_STORIES for one in answers),
        **{rule: share(one.right for one in answers if one.wanted[1] == rule) for rule in rules},
    }


def of_examples(answers: Sequence[Answer], invented: int) -> Figures:
    """How many pairs the truth has and the share of them that is `right`, the shares of the planted `conflicts`,
    `updates` and `parts` that are found, and how many conflicts are `invented`."""
    planted = {sort: [one.found for one in answers if one.planted == sort] for sort in PLANTED}
    return {
        "pairs": len(answers),
        **({"right": share(one.right for one in answers)} if answers else {}),
        **{f"{sort}s": share(found) for sort, found in planted.items() if found},
        "invented": invented,
    }


def invented(told: Told, conflicts: Sequence[tuple[End, End]]) -> list[Row]:
    """The conflicts that are told and are none of these, nor of what is the same as they are."""
    return [
        row
        for row in told.relations()
        if row["relation"] in CONFLICTS and not any(_joins(row, one.alike, other.alike) for one, other in conflicts)
    ]


def wrong(answers: Iterable[Answer]) -> Iterator[Mistake]:
    """The pairs that are not right: what cannot be told, what is not told, wrong relations and wrong rules."""
    for one in answers:
        if not one.right:
            wanted, got = line([one.wanted]), line(one.got)
            yield _sort(one), one.name, one.first, one.second, wanted, got


def _sort(one: Answer) -> str:
    if one.problem or not one.got:
        return one.problem or "not told"
    return "rule" if one.related else "relation"


def line(relations: Iterable[Relation]) -> str:
    """Relations with their rules in one line."""
    return ", ".join(f"{relation} ({rule})" for relation, rule in relations)
