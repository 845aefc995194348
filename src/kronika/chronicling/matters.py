"""A matter on which reports part, with its sides, before it is a row; and who holds what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kronika import calendar
from kronika.calendar import Interval
from kronika.chronicling.texts import Texts, by_article
from kronika.copies import Copies, Place
from kronika.languages.letters import TELLING, fold, stems
from kronika.records import AccountRow, EventRow, FigureRow, HistoryRow, Linked, MentionRow, OppositionRow, StatementRow

Row = StatementRow | FigureRow | EventRow | AccountRow
ACCUSE = "ACCUSE"
NAMED = ("PER", "ORG")
MEANT = (*NAMED, "NOM")
DENIES = "denies"


class Side(NamedTuple):
    """A side: its claim in a few words, and the rows that say so, each with its holder."""

    claim: str
    rows: tuple[tuple[str, Row], ...]

    @property
    def holders(self) -> list[str]:
        """Who holds it, in the order of the rows."""
        return list(dict.fromkeys(holder for holder, _ in self.rows))


class About(NamedTuple):
    """What a matter is about: a symbol (a measure, the code of an event, an incident), a group, names."""

    symbol: str | None = None
    group: str | None = None
    names: tuple[str, ...] = ()


class Matter(NamedTuple):
    """What reports part on: the kind, what it is about, what found it and why, and its sides."""

    kind: str
    about: About
    rule: str
    why: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Told:
    """All that one story tells, asked by those who look for disagreements."""

    story: str
    statements: Mapping[str, StatementRow]
    events: Sequence[EventRow]
    figures: Mapping[str, FigureRow]
    histories: Sequence[HistoryRow]
    accounts: Sequence[AccountRow]
    oppositions: Sequence[OppositionRow]
    mentions: Sequence[MentionRow]
    published: Mapping[str, Interval]
    texts: Texts
    copies: Copies
    negations: frozenset[str]

    # -------------------------------------------------------- rows of a report

    @cached_property
    def _statements(self) -> Mapping[str, list[StatementRow]]:
        return by_article(self.statements.values())

    @cached_property
    def _events(self) -> Mapping[str, list[EventRow]]:
        return by_article(self.events)

    @cached_property
    def _accounts(self) -> Mapping[str, list[AccountRow]]:
        return by_article(self.accounts)

    @cached_property
    def _mentions(self) -> Mapping[str, list[MentionRow]]:
        return by_article(self.mentions)

    def statements_of(self, article: str) -> Sequence[StatementRow]:
        """The statements of a report, in its order."""
        return self._statements.get(article, ())

    def events_of(self, article: str) -> Sequence[EventRow]:
        """The events of a report, in its order."""
        return self._events.get(article, ())

    def accounts_of(self, article: str) -> Sequence[AccountRow]:
        """The labels, incidents and denials of a report, in its order."""
        return self._accounts.get(article, ())

    # ------------------------------------------------------------------ asked

    def holder(self, row: Row) -> str:
        """Who says so: the speaker, whoever a figure is attributed to, the accuser; else the outlet of the report."""
        if isinstance(row, StatementRow):
            return row.speaker or self.copies.outlet(row.article)
        if isinstance(row, FigureRow) and row.attributed_to:
            return row.attributed_to
        statement = self.statements.get(row.statement or "")
        if statement is not None and statement.speaker:
            return statement.speaker
        return self.copies.outlet(row.article)

    def same(self, row: StatementRow) -> str:
        """The first of the statements that are the same one."""
        return row.same_as or row.id

    def sentence(self, row: Row) -> Place | None:
        """The sentence in which a row begins."""
        return self.texts.sentence(row.article, row.start)

    def entities_in(self, row: StatementRow) -> set[str]:
        """The people and bodies that a statement is about: named in it, or meant."""
        inside = (m for m in self._mentions.get(row.article, ()) if row.start <= m.start < row.end)
        return {m.entity for m in inside if m.entity} - {row.speaker_entity or ""}

    def says_no(self, row: StatementRow) -> bool:
        """Whether a word of negation stands in a statement."""
        return row.stance == DENIES or not self.negations.isdisjoint(fold(row.text).split())

    def named_beside(self, row: Row) -> list[str]:
        """People and bodies that a row's sentence names, the nearest first."""
        place = self.sentence(row)
        if place is None:
            return []
        near = [
            m
            for m in self._mentions.get(row.article, ())
            if place.holds(m.article, m.start) and m.name and m.kind in NAMED
        ]
        return [str(m.name) for m in sorted(near, key=lambda m: abs(m.start - row.start))]

    def beside(self, row: Row) -> list[EventRow]:
        """The events of a row's sentence."""
        place = self.sentence(row)
        if place is None:
            return []
        return [e for e in self.events_of(row.article) if place.holds(e.article, e.start)]


def of_story(own: Linked, texts: Texts, copies: Copies, negations: frozenset[str]) -> Told:
    """What the rows of one story tell."""
    return Told(
        story=own.stories[0].story,
        statements={row.id: row for row in own.statements},
        events=own.events,
        figures={row.id: row for row in own.figures},
        histories=own.histories,
        accounts=own.accounts,
        oppositions=own.oppositions,
        mentions=[row for row in own.mentions if row.kind in MEANT],
        published={row.article: calendar.of(row.published_earliest, row.published_latest) for row in own.articles},
        texts=texts,
        copies=copies,
        negations=negations,
    )


def share_a_word(one: str, other: str) -> bool:
    """Whether a longer word of one text begins like one of another: two names that do are likely of one."""
    return not set(stems(one, TELLING)).isdisjoint(stems(other, TELLING))


def sides_of(found: Iterable[tuple[str, str, Row]]) -> tuple[Side, ...]:
    """Sides from claims, each with its holder and its row; in the order in which the claims first come."""
    by_claim: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for claim, holder, row in found:
        by_claim[claim].append((holder, row))
    return tuple(Side(claim, tuple(rows)) for claim, rows in by_claim.items())
