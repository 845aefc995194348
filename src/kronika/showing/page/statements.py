"""Statements on the page: by speaker and day, each once with all its reports, and who meets in a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from kronika.records import RelayRow, StatementRow
from kronika.showing.page.claims import Matrix, matrix_of
from kronika.showing.page.lines import Desk, Passage
from kronika.showing.phrases import Phrases
from kronika.showing.statement_groups import Said, Speaker, attitudes

NOBODY = "nobody"
MOST_SPEAKERS, MOST_OF_SPEAKER = 40, 10
"""Speakers of a story on the page, and statements of each; `kronika statements` tells all."""


class Hand(NamedTuple):
    """One through whom a statement came, with the words that say so where they are known."""

    name: str
    passage: Passage | None


class Other(NamedTuple):
    """The same claim by another speaker, how he stands to it, and the line of his statement."""

    name: str
    attitude: str
    anchor: str


class Again(NamedTuple):
    """The same statement told again, whether in the same report, and what is otherwise there."""

    passage: Passage
    home: bool
    note: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement; the passages after the first are the same statement told elsewhere."""

    anchor: str
    label: str
    passages: tuple[Passage, ...]
    again: tuple[Again, ...]
    others: tuple[Other, ...]
    direct: bool
    day: str | None
    cue: str | None
    relay: tuple[Hand, ...]
    tags: tuple[str, ...]
    support: str | None
    parent: tuple[str, str] | None
    why: tuple[str, ...]
    record: str | None


@dataclass(frozen=True, slots=True)
class SpeakerLines:
    """The statements of one speaker; `size` says how many, and that the source is unnamed where it is."""

    anchor: str
    name: str | None
    entity: str | None
    size: str
    lines: tuple[StatementLine, ...]
    record: str | None


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a story, the matrix of speakers and claims where there is one, and the words to tell them."""

    words: Phrases
    speakers: tuple[SpeakerLines, ...]
    matrix: Matrix | None
    left_out: str | None = None


def statements(rows: Iterable[StatementRow], desk: Desk) -> Statements:
    """Statements by speaker, most first, then unnamed sources, the unknown last; and who meets in a claim."""
    every_speaker = desk.voices.speakers(desk.voices.once(rows))
    speakers, left_out = _shown(every_speaker, desk)
    every = [said for speaker in speakers for said in speaker.statements]
    anchors = {}
    for said in every:
        anchor = desk.anchors.name("l", said.first.id)
        anchors.update({row.id: anchor for row in said.tellings})
    teller = _Teller(desk, anchors)
    lines = tuple(
        SpeakerLines(
            desk.anchors.name("v", speaker.entity or speaker.name or NOBODY),
            speaker.name,
            speaker.entity,
            _size(len(whole.statements), speaker.unnamed, desk.phrases),
            tuple(teller.line(said) for said in speaker.statements),
            desk.record(speaker.entity),
        )
        for speaker, whole in zip(speakers, every_speaker, strict=False)
    )
    told = desk.words.count("statements-left-out", left_out) if left_out else None
    return Statements(desk.phrases, lines, matrix_of(every, desk, anchors), told)


def _shown(speakers: Sequence[Speaker], desk: Desk) -> tuple[list[Speaker], int]:
    """Speakers with those of their statements that most reports tell, as far as there is room, and how many are not."""
    most = desk.room(MOST_OF_SPEAKER)
    chosen = [replace(s, statements=_most_told(s.statements, most)) for s in speakers[: desk.room(MOST_SPEAKERS)]]
    return chosen, sum(len(s.statements) for s in speakers) - sum(len(s.statements) for s in chosen)


def _most_told(statements: Sequence[Said], most: int) -> list[Said]:
    """The statements of a speaker that most others tell too, in their order."""
    ranked = sorted(statements, key=lambda said: -len(said.reports) - len(said.others))
    kept = {id(said) for said in ranked[:most]}
    return [said for said in statements if id(said) in kept]


def _size(number: int, unnamed: bool, words: Phrases) -> str:
    told = words.count("statements", number)
    return f"{words.say('page-source')}, {told}" if unnamed else told


class _Teller:
    """Makes lines of statements; `anchors` gives the line of each row."""

    def __init__(self, desk: Desk, anchors: Mapping[str, str]) -> None:
        self._desk, self._anchors = desk, anchors
        self._phrases = desk.phrases

    def line(self, said: Said) -> StatementLine:
        """The line of a statement."""
        row = said.first
        passages = tuple(self._desk.passage(told) for told in said.tellings)
        notes = (self._phrases.differences(told, row) for told in said.again)
        return StatementLine(
            anchor=self._anchors[row.id],
            label=f"{self._phrases.say('page-title')}, {row.speaker or self._phrases.say('page-unknown')}",
            passages=passages,
            again=tuple(Again(p, p.article == row.article, note) for p, note in zip(passages[1:], notes, strict=True)),
            others=tuple(dict.fromkeys(self._other(row) for row in said.others if row.id in self._anchors)),
            direct=row.direct,
            day=self._phrases.long_days(said.earliest, said.latest),
            cue=row.cue,
            relay=self._hands(row),
            tags=tuple(map(self._phrases.word, attitudes(row))),
            support=self._support(said),
            parent=self._parent(row),
            record=self._desk.record(row.id),
            why=tuple(dict.fromkeys(told.same_why for told in (*said.again, *said.others) if told.same_why)),
        )

    def _other(self, row: StatementRow) -> Other:
        name = row.speaker or self._phrases.say("not-told")
        return Other(name, ", ".join(self._phrases.attitude(row)), self._anchors[row.id])

    def _support(self, said: Said) -> str | None:
        row = said.first
        if said.others or len(said.reports) < 2:
            return None
        unknown = sum(map(self._desk.stands_in, row.outlets))
        return self._phrases.support(len(said.reports), len(row.outlets), unknown, len(row.origins))

    def _hands(self, row: StatementRow) -> tuple[Hand, ...]:
        known = {relay.name: relay for relay in row.relays}
        return tuple(Hand(name, self._words(row, known.get(name))) for name in row.relay)

    def _words(self, row: StatementRow, relay: RelayRow | None) -> Passage | None:
        if relay is None:
            return None
        return self._desk.stretch(row.article, relay.start, relay.end, relay.text, "statement")

    def _parent(self, row: StatementRow) -> tuple[str, str] | None:
        """The line of the statement that holds this one, and its speaker."""
        parent = self._desk.rows.get(row.parent) if row.parent else None
        if not isinstance(parent, StatementRow) or parent.id not in self._anchors:
            return None
        return self._anchors[parent.id], parent.speaker or self._phrases.say("page-unknown-inside")
