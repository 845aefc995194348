"""Statements each once, with all their tellings, and those who make them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from kronika import calendar
from kronika.languages.letters import fold
from kronika.records import EntityRow, StatementRow
from kronika.showing import wording

PLAIN = (None, "asserts", "fact", "actual")
"""Stances and modalities of which nothing needs to be said."""
UNKNOWN_DAY = dt.date.max
ASSERTS, DOUBTS, IN_DOUBT = "asserts", "doubts", "in-doubt"
UNMARKED = "said-behind"
"""The rule of speech whose words are the speaker's own without marks."""


class Said(Struct, frozen=True, kw_only=True):
    """A statement of one speaker, once: its first telling, the others, and the days on which it was said.

    The days are those that all tellings allow; where they allow none together, the stretch that holds all. `others`
    are tellings of the same claim by other speakers, `claim` the id of the first of them all. Of the other tellings
    those of the same report come first.
    """

    claim: str
    first: StatementRow
    again: list[StatementRow]
    others: list[StatementRow]
    earliest: str | None
    latest: str | None

    @property
    def tellings(self) -> list[StatementRow]:
        """All tellings, the first one first."""
        return [self.first, *self.again]

    @property
    def reports(self) -> list[str]:
        """The reports in which it stands; copies with them, where nobody else makes the claim."""
        copies = () if self.others else {name for row in self.tellings for name in row.articles}
        return sorted({*copies, *(row.article for row in self.tellings)})

    @property
    def speaking(self) -> StatementRow:
        """The first telling that names the speaker; else the first."""
        return next((row for row in self.tellings if row.speaker is not None), self.first)


class Speaker(Struct, frozen=True, kw_only=True):
    """Who says something: by name, unnamed but described, or (`name` None) not told; the statements by day."""

    name: str | None
    entity: str | None
    unnamed: bool
    statements: list[Said]

    @property
    def reports(self) -> list[str]:
        """The reports that carry these statements."""
        return sorted({name for said in self.statements for name in said.reports})


class Voices:
    """Tells which statements have one speaker: by the entity, or by the name that one entity alone bears."""

    def __init__(self, entities: Iterable[EntityRow]) -> None:
        self._names: dict[str, str] = {}
        bearers: dict[str, set[str]] = defaultdict(set)
        for entity in entities:
            self._names[entity.id] = entity.name
            for name in (entity.name, *entity.aliases):
                bearers[fold(name)].add(entity.id)
        self._of_name = {name: min(ids) for name, ids in bearers.items() if len(ids) == 1}

    def entity(self, row: StatementRow) -> str | None:
        """The entity that speaks, where one does."""
        if row.unnamed or row.speaker is None:
            return None
        return row.speaker_entity or self._of_name.get(fold(row.speaker))

    def voice(self, row: StatementRow) -> tuple[str, str]:
        """What two statements have in common that one speaker makes."""
        if row.speaker is None:
            return "nobody", ""
        if entity := self.entity(row):
            return "entity", entity
        return "unnamed" if row.unnamed else "name", fold(row.speaker) or row.speaker

    def name(self, rows: Sequence[StatementRow]) -> str | None:
        """The name of the one who makes these statements; the commonest of several."""
        entity = self.entity(rows[0])
        if entity in self._names:
            return self._names[entity]
        named = Counter(row.speaker for row in rows if row.speaker)
        return min(named, key=lambda name: (-named[name], name)) if named else None

    def once(self, rows: Iterable[StatementRow]) -> list[Said]:
        """Each statement of each speaker once, in the order of the rows."""
        claims: dict[str, list[StatementRow]] = defaultdict(list)
        for row in rows:
            claims[row.same_as or row.id].append(row)
        return [said for claim, told in claims.items() for said in self._claimed(claim, told)]

    def _claimed(self, claim: str, told: Sequence[StatementRow]) -> Iterator[Said]:
        """The statements that make one claim; a telling that names nobody goes with the first who is named."""
        ordered = sorted(told, key=lambda row: row.id != claim)
        named = next((self.voice(row) for row in ordered if row.speaker is not None), ("nobody", ""))
        groups: dict[tuple[str, str], list[StatementRow]] = defaultdict(list)
        for row in ordered:
            groups[named if row.speaker is None else self.voice(row)].append(row)
        for own in groups.values():
            days = calendar.together([wording.interval(row.said_earliest, row.said_latest) for row in own])
            yield Said(
                claim=claim,
                first=own[0],
                again=_at_home_first(own[1:], own[0].article),
                others=[row for other in groups.values() if other is not own for row in other],
                earliest=calendar.iso(days.earliest),
                latest=calendar.iso(days.latest),
            )

    def speakers(self, statements: Iterable[Said]) -> list[Speaker]:
        """The speakers, most statements first; behind those with a name unnamed ones, the unknown last."""
        groups: dict[tuple[str, str], list[Said]] = defaultdict(list)
        for said in statements:
            groups[self.voice(said.speaking)].append(said)
        found = [self._speaker(group) for group in groups.values()]
        return sorted(
            found, key=lambda s: (s.name is None, s.unnamed, -len(s.statements), s.name or "", s.entity or "")
        )

    def _speaker(self, statements: Sequence[Said]) -> Speaker:
        rows = [said.speaking for said in statements]
        return Speaker(
            name=self.name(rows),
            entity=self.entity(rows[0]),
            unnamed=rows[0].unnamed,
            statements=sorted(statements, key=_by_day),
        )


def _at_home_first(rows: Iterable[StatementRow], home: str) -> list[StatementRow]:
    return sorted(rows, key=lambda row: row.article != home)


def _by_day(said: Said) -> tuple[dt.date, dt.date, str, int]:
    days = wording.interval(said.earliest, said.latest)
    first = days.earliest or days.latest or UNKNOWN_DAY
    return first, days.latest or UNKNOWN_DAY, said.first.article, said.first.start


def stance_of(row: StatementRow) -> str:
    """How the words stand to what is said: as the row has it, but "in-doubt" where nobody can know whose doubt it is.

    In reported speech the cue doubts, and so the speaker. In a quotation a word such as `so-called` or a mark may be
    the speaker's or the report's. "distances" is the report's distance always.
    """
    quoted = row.direct or row.rule == UNMARKED
    return IN_DOUBT if quoted and row.stance == DOUBTS else row.stance or ASSERTS


def attitudes(row: StatementRow) -> Iterator[str]:
    """Stance and modality where they are not plain."""
    yield from (word for word in (stance_of(row), row.modality) if word and word not in PLAIN)
