"""Speakers against claims: who asserts, denies, doubts or passes on what more than one speaker or report tells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kronika.records import StatementRow
from kronika.showing import wording
from kronika.showing.page.lines import Desk
from kronika.showing.phrases import Phrases
from kronika.showing.statement_groups import ASSERTS, DOUBTS, IN_DOUBT, Said, stance_of

MOST = 20
"""Rows and columns; more cannot be read as a table."""
LONGEST = 110
PASSES_ON = "passes-on"
EXPLAINED = ("denies", DOUBTS, IN_DOUBT, "endorses", "distances", PASSES_ON)
"""Stances that the legend explains, in its order."""
ASKING = "?"
ENDS = re.compile(r"\W+$")
"""The marks at the end of a text."""
Voice = tuple[str, str]


class Position(NamedTuple):
    """How a speaker stands to a claim, and the row that says so."""

    voice: Voice
    stance: str
    row: StatementRow


class Stand(NamedTuple):
    """A mark in a cell: the stance, its word, and the line of the statement."""

    stance: str
    word: str
    anchor: str


class Claim(NamedTuple):
    """A column: the shortest text of a claim, its language, its line, and how many reports tell it."""

    text: str
    lang: str
    anchor: str
    size: str


class ClaimRow(NamedTuple):
    """A speaker with one cell for each claim."""

    name: str
    unnamed: bool
    cells: tuple[tuple[Stand, ...], ...]


class Matrix(NamedTuple):
    """Speakers against claims; `legend` explains the stances in it, `left_out` says what finds no place."""

    claims: tuple[Claim, ...]
    rows: tuple[ClaimRow, ...]
    size: str
    legend: tuple[str, ...]
    left_out: tuple[str, ...]


def matrix_of(statements: Sequence[Said], desk: Desk, anchors: Mapping[str, str]) -> Matrix | None:
    """The matrix of a story; None where no claim has more than one speaker or report.

    A claim is a statement with all its tellings; what one report asks is none. Whoever tells it, or says something
    that holds it, stands in a cell. `anchors` gives the line of each row.
    """
    several = [made for made in _claims(statements, desk, anchors) if made.reports > 1 or len(made.voices) > 1]
    shared = [made for made in several if not made.asks]
    shared.sort(key=lambda made: (-len(made.voices), -made.reports))
    chosen = shared[:MOST]
    voices = [voice for voice, _ in Counter(voice for made in chosen for voice in made.voices).most_common(MOST)]
    chosen = [made for made in chosen if made.voices.keys() & {*voices}]
    if not chosen:
        return None
    everybody = set().union(*(made.voices for made in shared))
    rows = tuple(_row(voice, chosen, desk, anchors) for voice in voices)
    stances = {stand.stance for row in rows for cell in row.cells for stand in cell}
    words = desk.phrases
    return Matrix(
        claims=tuple(_column(made, desk, anchors) for made in chosen),
        rows=rows,
        size=f"{words.count('claims', len(chosen))}, {words.count('claims-rows', len(rows))}",
        legend=tuple(words.say(f"legend-{stance}") for stance in EXPLAINED if stance in stances),
        left_out=_left_out(len(shared) - len(chosen), len(everybody) - len(voices), len(several) - len(shared), words),
    )


class Made(NamedTuple):
    """A claim: all its tellings, in how many reports, and who stands how to it."""

    tellings: list[StatementRow]
    reports: int
    positions: list[Position]

    @property
    def voices(self) -> dict[Voice, None]:
        """Those who stand to it, in the order in which they are told."""
        return dict.fromkeys(position.voice for position in self.positions)

    @property
    def asks(self) -> bool:
        """Whether it is a question that stands in one report only."""
        return self.reports == 1 and any(_asks(row.text) for row in self.tellings)


def _asks(text: str) -> bool:
    """Whether a question mark is among the marks at its end."""
    ends = ENDS.search(text)
    return ends is not None and ASKING in ends[0]


def _claims(statements: Sequence[Said], desk: Desk, anchors: Mapping[str, str]) -> Iterator[Made]:
    """The claims to which anybody who is known stands; statements of several speakers may make one."""
    groups: dict[str, list[Said]] = defaultdict(list)
    for said in statements:
        groups[said.claim].append(said)
    for group in groups.values():
        tellings = [row for said in group for row in said.tellings]
        found = (position for row in tellings for position in _positions(row, desk))
        positions = [position for position in found if position.row.id in anchors]
        if positions:
            yield Made(tellings, len({name for said in group for name in said.reports}), positions)


def _positions(row: StatementRow, desk: Desk) -> Iterator[Position]:
    """The one who tells a statement, and those whose words hold it, the nearest first; whoever is known."""
    if row.speaker is not None:
        yield Position(desk.voices.voice(row), stance_of(row), row)
    for holder in _holders(row, desk):
        if holder.speaker is not None:
            stance = stance_of(holder)
            yield Position(desk.voices.voice(holder), PASSES_ON if stance == ASSERTS else stance, holder)


def _holders(row: StatementRow, desk: Desk) -> Iterator[StatementRow]:
    """The statements inside which this one is told, from within."""
    seen = {row.id}
    while (holder := desk.rows.get(row.parent or "")) is not None:
        if not isinstance(holder, StatementRow) or holder.id in seen:
            return
        seen.add(holder.id)
        yield holder
        row = holder


def _column(made: Made, desk: Desk, anchors: Mapping[str, str]) -> Claim:
    shortest = min(made.tellings, key=lambda row: (len(row.text), row.id))
    text = wording.excerpt(shortest.text, LONGEST)
    return Claim(text, desk.passage(shortest).lang, anchors[shortest.id], desk.phrases.count("reports", made.reports))


def _row(voice: Voice, claims: Sequence[Made], desk: Desk, anchors: Mapping[str, str]) -> ClaimRow:
    own = [[position for position in made.positions if position.voice == voice] for made in claims]
    rows = [position.row for found in own for position in found]
    return ClaimRow(
        name=desk.voices.name(rows) or "",
        unnamed=rows[0].unnamed,
        cells=tuple(_cell(found, anchors, desk.phrases) for found in own),
    )


def _cell(positions: Sequence[Position], anchors: Mapping[str, str], phrases: Phrases) -> tuple[Stand, ...]:
    """Each stance once, with the first line that takes it."""
    lines: dict[str, str] = {}
    for position in positions:
        if position.row.id in anchors:
            lines.setdefault(position.stance, anchors[position.row.id])
    return tuple(Stand(stance, phrases.word(stance), anchor) for stance, anchor in lines.items())


def _left_out(claims: int, speakers: int, questions: int, phrases: Phrases) -> tuple[str, ...]:
    """How many columns and rows found no room, and how many columns would be questions."""
    no_room = [phrases.count(noun, n) for noun, n in (("claims-columns", claims), ("claims-rows", speakers)) if n]
    told = [phrases.say("claims-left-out", parts=", ".join(no_room))] if no_room else []
    if questions:
        told.append(phrases.say("claims-questions", columns=phrases.count("claims-columns", questions)))
    return tuple(told)
