"""Which statements of a story a fact-checker can check, and which of them speak against one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kronika.exporting.claim_matters import Matters
from kronika.exporting.contents import Story
from kronika.ontology import event_types
from kronika.records import EventRow, RelationRow, StatementRow, TimeRow
from kronika.showing.statement_groups import DOUBTS, Said, Voices, stance_of

FACT = "fact"
DENIED = ("denies", DOUBTS)
ALLEGATION = ("ACCUSE", "allege")
"""Of the acts that are done by saying the one that says what another did."""
DAYS = ("DATE", "TIME")
CONTRADICTING = ("dispute", "contradict")
"""The relations of figures that cannot both be right."""
NAMES = ("PER", "ORG", "LOC", "DEM")
CHECKED = ("figures", "accounts", "times")
"""Tables of which one row within the words makes them something that can be checked."""
WITHIN = (*CHECKED, "events", "mentions")


class Claims:
    """The statements of one story that are claims, each once a speaker, those of one family together.

    `left` counts the others by the name of the reason; `all` counts both.
    """

    def __init__(self, story: Story, matters: Matters) -> None:
        self._rows = {table: _by_article(story.rows(table)) for table in WITHIN}
        self.voices = Voices(story.rows("entities"))
        self._disputes = dict(_disputes(story, matters))
        self._contested = {*_disputing(story), *_sides(story)}
        self._contested |= {id_ for others in self._disputes.values() for id_ in others}
        self.left: Counter[str] = Counter()
        self.families: dict[str, list[Said]] = defaultdict(list)
        said = self.voices.once(story.rows("statements"))
        for one in said:
            reason = next((name for name, holds in REASONS.items() if holds(self, one)), None)
            if reason is None:
                self.families[one.claim].append(one)
            else:
                self.left[reason] += 1
        self.all = len(said)
        self._first = {row.id: s.first.id for of in self.families.values() for s in of for row in s.tellings}

    def against(self, said: Said) -> list[str]:
        """The first statements of the other claims that this one disputes or opposes."""
        met = {self._first.get(id_) for row in said.tellings for id_ in self._disputes.get(row.id, ())}
        return sorted(id_ for id_ in met if id_ and id_ != said.first.id)

    def nobody(self, said: Said) -> bool:
        """Nobody is told who says it."""
        return said.speaking.speaker is None

    def no_fact(self, said: Said) -> bool:
        """It is told as what will, may or should be."""
        return said.first.modality != FACT

    def denied(self, said: Said) -> bool:
        """The words are the report's, and the speaker denies or doubts what they say."""
        return not said.first.direct and stance_of(said.first) in DENIED

    def nothing_to_check(self, said: Said) -> bool:
        """Nothing in its words can be checked, and it is no side of a disagreement."""
        if any(row.id in self._contested for row in said.tellings):
            return False
        within = {table: self._within(said.first, table) for table in WITHIN}
        if any(within[table] for table in CHECKED) or any(map(_is_deed, within["events"])):
            return False
        return bool(within["events"]) or not any(row.kind in NAMES for row in within["mentions"])

    def _within(self, row: StatementRow, table: str) -> list[Any]:
        near = self._rows[table].get(row.article, ())
        return [one for one in near if row.start <= one.start and one.end <= row.end]


REASONS: Mapping[str, Callable[[Claims, Said], bool]] = {
    "nobody": Claims.nobody,
    "no-fact": Claims.no_fact,
    "denied": Claims.denied,
    "nothing": Claims.nothing_to_check,
}
"""Why a statement is no claim, the first that holds."""


def _is_deed(event: EventRow) -> bool:
    """Whether the words tell what somebody did; an appeal, a promise, a threat is done by saying it."""
    if (event.event_type, event.mode) == ALLEGATION:
        return bool(event.recipient)
    return not event_types()[event.event_type].words


def _by_article(rows: Iterable[Any]) -> dict[str, list[Any]]:
    """The rows of each report; of times those that mean a day."""
    found = defaultdict(list)
    for row in rows:
        if not isinstance(row, TimeRow) or row.kind in DAYS:
            found[row.article].append(row)
    return found


def _disputes(story: Story, matters: Matters) -> Iterator[tuple[str, list[str]]]:
    """For each statement those that it speaks against: what it says of their figures, another number of the same, or
    its opposite."""
    given = {row.id: row.statement for row in story.rows("figures") if row.statement}
    found: dict[str, list[str]] = defaultdict(list)
    for history in story.rows("histories"):
        for relation in history.relations:
            if relation.statement and (disputed := given.get(relation.first)):
                found[relation.statement].append(disputed)
            for one, other in _contradicting(relation, given, matters):
                found[one].append(other)
    for row in story.rows("oppositions"):
        found[row.first].append(row.second)
        found[row.second].append(row.first)
    yield from found.items()


def _contradicting(relation: RelationRow, given: Mapping[str, str], matters: Matters) -> Iterator[tuple[str, str]]:
    """The two statements whose numbers cannot both be right, each before the other; none of different events."""
    one, other = given.get(relation.first), given.get(relation.second or "")
    events = {matters.event_of(id_) for id_ in (relation.first, relation.second or "")} - {None}
    if relation.relation in CONTRADICTING and one and other and one != other and len(events) < 2:
        yield from ((one, other), (other, one))


def _disputing(story: Story) -> Iterator[str]:
    """The statements that say of a figure that it is wrong, whosever it is."""
    relations = (relation for history in story.rows("histories") for relation in history.relations)
    yield from (relation.statement for relation in relations if relation.statement)


def _sides(story: Story) -> Iterator[str]:
    """The rows that are told as sides of disagreements."""
    for row in story.rows("disagreements"):
        for side in row.sides:
            yield from side.mentions
