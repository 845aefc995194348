"""The lines of a story: timeline and shared passages; each knows its passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from kronika.records import (
    ChronicleRow,
    EventRow,
    FigureRow,
    Linked,
    MentionRow,
    ReuseRow,
    StatementRow,
    TimeRow,
)
from kronika.showing import wording
from kronika.showing.page.proof_lines import Proof, ProofTeller
from kronika.showing.page.sources import Anchors, Source
from kronika.showing.phrases import Phrases
from kronika.showing.proofs import Proofs
from kronika.showing.statement_groups import Voices


class Passage(NamedTuple):
    """A stretch of a report that a line leads to."""

    article: str
    start: int
    end: int
    text: str
    kind: str
    note: str
    href: str | None
    lang: str


class Line(Protocol):
    """What every line has: its own anchor, what a passage calls it, and where it leads."""

    @property
    def anchor(self) -> str:
        """The line's own place on the page."""

    @property
    def label(self) -> str:
        """What a link back to the line says."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that the line is built on."""


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """A line of the timeline, ready to show."""

    anchor: str
    label: str
    passages: tuple[Passage, ...]
    sentence: str
    lang: str
    support: str
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    proof: Proof


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one day or interval."""

    heading: str
    lines: tuple[TimelineLine, ...]


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A passage (the first) and the places that share it."""

    anchor: str
    label: str
    passages: tuple[Passage, ...]
    text: str
    notes: tuple[str, ...]


Marked = TimeRow | FigureRow | StatementRow | EventRow | MentionRow


class Desk:
    """All that lines are made from: the reports, the rows by id, the names given to lines, and words of a language."""

    def __init__(self, linked: Linked, sources: Mapping[str, Source], anchors: Anchors, proofs: Proofs) -> None:
        self.sources = sources
        self.proofs = ProofTeller(proofs, sources)
        self.phrases = Phrases(proofs.language)
        self.voices = Voices(linked.entities)
        self.anchors = anchors
        self.rows: dict[str, Marked] = {}
        tables: tuple[Iterable[Marked], ...] = (
            linked.times, linked.events, linked.statements, linked.figures, linked.mentions,
        )  # fmt: skip
        for table in tables:
            for row in table:
                self.rows.setdefault(row.id, row)

    def passage(self, row: Marked) -> Passage:
        """A passage to link to."""
        kind, note = kind_and_note(row)
        return self.stretch(row.article, row.start, row.end, row.text, kind, note)

    def stretch(self, article: str, start: int, end: int, text: str, kind: str, note: str) -> Passage:
        """A stretch of a report to link to."""
        source = self.sources.get(article)
        href = source.href(start) if source else None
        return Passage(article, start, end, text, kind, note, href, source.lang if source else "")

    def stands_in(self, outlet: str) -> bool:
        """Whether this is a report that is counted for its outlet, which is not known."""
        source = self.sources.get(outlet)
        return source is not None and source.row.publisher is None

    def cut(self, article: str, start: int, end: int) -> str:
        """What stands there; empty where the report is not at hand."""
        source = self.sources.get(article)
        return (source.text or "")[start:end] if source else ""


def kind_and_note(row: Marked) -> tuple[str, str]:
    """The kind of mark of a row, and what the mark says when asked."""
    match row:
        case TimeRow():
            of = wording.days(wording.interval(row.earliest, row.latest))
            return "time", f"time: {of}{', borders not sharp' if row.vague else ''}"
        case FigureRow():
            giver = f"according to {row.attributed_to}" if row.attributed_to else None
            told = (wording.measure(row.measure).lower(), wording.reading(row), row.who, giver)
            return "figure", f"figure: {', '.join(filter(None, told))}"
        case StatementRow():
            return "statement", f"statement: {row.speaker or 'speaker not found'}"
        case EventRow():
            return "event", f"event: {row.event_type.lower()}"
        case MentionRow():
            return "name", f"name: {row.name or row.text}"


# ---------------------------------------------------------------- timeline


def timeline(rows: Iterable[ChronicleRow], desk: Desk) -> tuple[Day, ...]:
    """The timeline by day: known days in order, then those open at one end, then those not known."""
    groups: dict[tuple[str | None, str | None], list[ChronicleRow]] = {}
    for row in rows:
        groups.setdefault((row.earliest, row.latest), []).append(row)
    return tuple(
        Day(_heading(*key), tuple(_timeline_line(row, desk) for row in groups[key]))
        for key in sorted(groups, key=_day_rank)
    )


def _day_rank(key: tuple[str | None, str | None]) -> tuple[int, str, str]:
    earliest, latest = key
    known = sum(day is not None for day in key)
    return 2 - known, earliest or latest or "", latest or ""


def _heading(earliest: str | None, latest: str | None) -> str:
    said = wording.days(wording.interval(earliest, latest), weekday=True)
    return said[0].upper() + said[1:]


def _timeline_line(row: ChronicleRow, desk: Desk) -> TimelineLine:
    told = [desk.rows[i] for i in row.mentions if i in desk.rows]
    found = sorted(told, key=lambda mention: not _stands_in(mention, row))
    passages = tuple(desk.passage(mention) for mention in found)
    articles = row.articles or list(dict.fromkeys(p.article for p in passages))
    return TimelineLine(
        anchor=desk.anchors.name("line", row.id),
        label=f"Timeline, {wording.days(wording.interval(row.earliest, row.latest))}",
        passages=passages,
        sentence=row.sentence,
        lang=passages[0].lang if passages else "",
        support=wording.support(articles, row.outlets, row.origins, sum(map(desk.stands_in, row.outlets))),
        outlets=tuple(f"{o} (outlet not known)" if desk.stands_in(o) else o for o in row.outlets),
        origins=tuple(row.origins),
        proof=desk.proofs.of_times(mention for mention in found if isinstance(mention, TimeRow)),
    )


def _stands_in(mention: Marked, row: ChronicleRow) -> bool:
    """Whether a mention stands in the sentence that a line shows."""
    return any(e.article == mention.article and e.start <= mention.start < e.end for e in row.evidence)


# --------------------------------------------------------- shared passages


def shared(rows: Iterable[ReuseRow], desk: Desk) -> tuple[SharedLine, ...]:
    """Passages that stand in several reports: one line a pair, in the order of the rows."""
    return tuple(_shared_line(row, desk) for row in rows)


def _shared_line(row: ReuseRow, desk: Desk) -> SharedLine:
    here = (row.article, row.start, row.end, row.text)
    there = (row.other, row.other_start, row.other_end)
    notes = (wording.likeness(row.similarity), wording.reuse_kind(row.kind))
    return SharedLine(
        anchor=desk.anchors.name("line", row.id),
        label=f"Shared passages, {row.article} and {row.other}",
        passages=(
            desk.stretch(*here, "reuse", f"shared with {row.other}"),
            desk.stretch(*there, desk.cut(*there), "reuse", f"shared with {row.article}"),
        ),
        text=wording.excerpt(row.text),
        notes=notes,
    )
