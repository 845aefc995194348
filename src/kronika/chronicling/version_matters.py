"""Versions of one event that exclude each other: another nature, day, place or actor."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from kronika import calendar
from kronika.chronicling.matters import About, Matter, Row, Told, share_a_word, sides_of
from kronika.happenings import ACTUAL
from kronika.ontology.occurrences import occurrences
from kronika.records import EventRow

VERSION = "version"
ON = "on"
WEEK = 7
"""Days by which reports of one event may differ; what lies further apart is another event. Chosen."""
ACTOR, RECIPIENT = "actor", "recipient"
Rule = Callable[[EventRow, EventRow], tuple[str, str] | None]


def another_nature(one: EventRow, other: EventRow) -> tuple[str, str] | None:
    """Reports tell one change in two ways that exclude each other."""
    first, second = _code(one), _code(other)
    exclusive = any({first, second} <= set(group) for group in occurrences().exclusive)
    return (first, second) if first != second and exclusive else None


def another_day(one: EventRow, other: EventRow) -> tuple[str, str] | None:
    """Reports give one event two different days."""
    days = [row.earliest for row in (one, other) if row.when_rule == ON and row.earliest == row.latest]
    first, second = (*days, None, None)[:2]
    if {_code(one), _code(other)} - set(occurrences().once):
        return None
    if not first or not second or first == second:
        return None
    apart = abs((dt.date.fromisoformat(first) - dt.date.fromisoformat(second)).days)
    return (first, second) if apart <= WEEK else None


def another_actor(one: EventRow, other: EventRow) -> tuple[str, str] | None:
    """Reports say that different people did one thing."""
    known = {p.entity for p in one.participants}, {p.entity for p in other.participants}
    if not one.actor or not other.actor or None in known[0] | known[1]:
        return None
    if any(share_a_word(name, second) or name == second for name in one.actor for second in other.actor):
        return None
    return ", ".join(one.actor), ", ".join(other.actor)


RULES: tuple[Rule, ...] = (another_nature, another_day, another_actor)
"""In this order; each gives what the one and what the other says. Its docstring is the reason shown."""


def excluding_changes(told: Told) -> Iterator[Matter]:
    """Somebody left office by himself in one report, and was dismissed in another, of the same days or nearly."""
    own = set(occurrences().own)
    changes = {code for group in occurrences().exclusive for code in group}
    by_person: dict[str, list[EventRow]] = defaultdict(list)
    for row in told.events:
        if _code(row) in changes and (row.modality or ACTUAL) == ACTUAL and row.told:
            for part in row.participants:
                if part.entity and part.role == (ACTOR if _code(row) in own else RECIPIENT):
                    by_person[part.entity].append(row)
    for rows in by_person.values():
        if len({_code(row) in own for row in rows}) > 1 and len({row.event for row in rows}) > 1:
            yield from _of_pairs(told, [pair for pair in combinations(rows, 2) if _are_near(*pair)])


def excluding_versions(told: Told) -> Iterator[Matter]:
    """Events that different holders tell so that both cannot be true."""
    groups: dict[str, list[EventRow]] = defaultdict(list)
    for row in told.events:
        if (row.modality or ACTUAL) == ACTUAL and row.told:
            groups[row.event or row.id].append(row)
    for rows in groups.values():
        yield from _of_pairs(told, list(combinations(rows, 2)))


def _are_near(one: EventRow, other: EventRow) -> bool:
    """Whether two changes may be one: years apart they are of two offices."""
    first, second = (calendar.of(row.earliest, row.latest) for row in (one, other))
    return calendar.near(first, second, WEEK)


def _of_pairs(told: Told, pairs: Sequence[tuple[EventRow, EventRow]]) -> Iterator[Matter]:
    """What the first rule that any pair breaks makes of all pairs."""
    for rule in RULES:
        both = _told_by_one(rule, pairs)
        claims: list[tuple[str, str, Row]] = []
        for one, other in pairs:
            found = rule(one, other)
            if found is None or told.holder(one) == told.holder(other) or frozenset(found) in both:
                continue
            claims += [(found[0], told.holder(one), one), (found[1], told.holder(other), other)]
        if claims:
            why = (rule.__doc__ or rule.__name__).rstrip(".")
            unique = list({(claim, row.id): (claim, holder, row) for claim, holder, row in claims}.values())
            yield Matter(VERSION, _about(pairs[0][0]), rule.__name__, why, sides_of(unique))
            return


def _told_by_one(rule: Rule, pairs: Sequence[tuple[EventRow, EventRow]]) -> set[frozenset[str]]:
    """Versions of which one report tells both in words of its own: for it they are two events."""
    own = (pair for pair in pairs if pair[0].article == pair[1].article and not any(row.statement for row in pair))
    return {frozenset(found) for pair in own if (found := rule(*pair)) is not None}


def _about(row: EventRow) -> About:
    return About(_code(row), None, tuple(filter(None, (*row.recipient[:1], row.place))))


def _code(row: EventRow) -> str:
    return f"{row.event_type}/{row.mode}" if row.mode else row.event_type
