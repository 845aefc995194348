"""The timeline on the page: its lines by day, what they can be filtered by, and the drawing of them to scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kronika.calendar import LAST_DAY
from kronika.records import ChronicleRow, EventRow, TimeRow
from kronika.showing import wording
from kronika.showing.event_reasons import Reasons
from kronika.showing.page.lines import Desk, Marked, Passage
from kronika.showing.page.proof_lines import Proof
from kronika.showing.page.timeline_axis import Span
from kronika.showing.page.timeline_chart import Mark, Timeline, lay_out
from kronika.showing.page.timeline_filters import Filing, Filter
from kronika.showing.page.timeline_ticks import Tick
from kronika.showing.phrases import DOT

MAIN = 15
"""Lines that are the main ones of a story: the heaviest."""
MOST_LINES = 120
"""Lines of a story on the page, the heaviest; `kronika timeline --top 0` tells all."""
FEW = 4
"""Lines from which on they are drawn and filtered."""
MOST_PASSAGES = 8
NOTE = 48
"""Characters of a line that its mark in the picture tells."""
MOST_REASONED = 25
"""Lines of a story whose coding is told on the page, the heaviest; `kronika explain` tells it of all."""


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """A line of the timeline, ready to show: `shown` has a passage of each report.

    `filed` are the signs by which filters find it.
    """

    anchor: str
    label: str
    passages: tuple[Passage, ...]
    shown: tuple[Passage, ...]
    more: str | None
    sentence: str
    lang: str
    support: str
    outlets: str
    origins: str
    proof: Proof
    code: tuple[str, ...]
    number: int | None
    main: bool
    filed: str
    record: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one day or interval."""

    heading: str
    lines: tuple[TimelineLine, ...]


class Drawn(NamedTuple):
    """A mark of the drawing: the line to which it leads, what it says when asked, whether two origins carry it."""

    mark: Mark
    anchor: str
    note: str
    carried: bool


class Drawing(NamedTuple):
    """The timeline as a picture with its words."""

    chart: Timeline
    marks: tuple[Drawn, ...]
    ticks: tuple[tuple[Tick, str], ...]
    title: str
    left_out: str | None


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The whole timeline of a story."""

    days: tuple[Day, ...]
    filters: tuple[Filter, ...]
    drawing: Drawing | None
    main: str | None
    left_out: str | None

    def every(self) -> Iterator[TimelineLine]:
        """Every line, in the order of the page."""
        for day in self.days:
            yield from day.lines


def timeline(rows: Sequence[ChronicleRow], desk: Desk, reasons: Reasons | None) -> TimelineView:
    """The timeline of a story in the order of first days, what has no last one behind those that begin with it.

    `reasons` tells why events are coded so, where the page is to tell it. A few lines need neither picture nor filter.
    """
    heaviest = sorted(rows, key=lambda row: row.rank)[: desk.room(MOST_LINES)]
    ordered = sorted(heaviest, key=_day_rank)
    rest = len(rows) - len(ordered)
    teller = _Teller(ordered, desk, reasons)
    days: dict[str, list[TimelineLine]] = {}
    for row in ordered:
        days.setdefault(teller.heading(row), []).append(teller.line(row))
    return TimelineView(
        days=tuple(Day(heading, tuple(lines)) for heading, lines in days.items()),
        filters=tuple(teller.filing.filters()) if len(ordered) >= FEW else (),
        drawing=teller.drawing() if len(ordered) >= FEW else None,
        main=desk.words.count("main-lines", MAIN) if len(ordered) >= 2 * MAIN else None,
        left_out=desk.words.count("lines-left-out", rest) if rest else None,
    )


def _day_rank(row: ChronicleRow) -> tuple[bool, str, str, str]:
    first = row.earliest or row.latest
    return first is None, first or "", row.latest or LAST_DAY, row.no_later or ""


class _Teller:
    """Tells the lines of one story."""

    def __init__(self, rows: Sequence[ChronicleRow], desk: Desk, reasons: Reasons | None) -> None:
        self._rows, self._desk, self._words, self._reasons = rows, desk, desk.words, reasons
        self._anchors = {row.id: desk.anchors.name("l", row.id) for row in rows}
        self.filing = Filing(rows, desk.words)
        spans = [_span(row, self._anchors[row.id]) for row in rows]
        self._chart = lay_out(spans)
        marks = self._chart.marks if self._chart and len(rows) >= FEW else ()
        self._numbers = {rows[mark.span].id: mark.number for mark in marks}

    # ------------------------------------------------------------------ lines

    def heading(self, row: ChronicleRow) -> str:
        """The days of a line as a heading."""
        if row.lasting and row.earliest:
            told = self._words.when(row)
        else:
            told = self._words.long_days(row.earliest, row.latest, weekday=True) or self._words.when(row)
        return told[:1].upper() + told[1:]

    def line(self, row: ChronicleRow) -> TimelineLine:
        """A line with all that belongs to it."""
        told = [self._desk.rows[i] for i in row.mentions if i in self._desk.rows]
        found = sorted(told, key=lambda mention: not _stands_in(mention, row))
        passages = tuple(map(self._desk.passage, found))
        shown = _one_a_report(passages)
        rest = len(shown) - self._desk.room(MOST_PASSAGES)
        unknown = sum(map(self._desk.stands_in, row.outlets))
        reports = len(row.articles) or len(shown)
        carried = self._words.support(reports, len(row.outlets), unknown, len(row.origins))
        told_in = self._words.say("event-told", support=carried) if row.event_type else carried
        return TimelineLine(
            anchor=self._anchors[row.id],
            label=f"{self._words.say('timeline')}, {self._words.when(row)}",
            passages=passages,
            shown=tuple(shown[: self._desk.room(MOST_PASSAGES)]),
            more=self._words.count("more-passages", rest) if rest > 0 else None,
            sentence=row.sentence,
            lang=passages[0].lang if passages else "",
            support=DOT.join(filter(None, (*self._what(row), shown[0].name if shown else "", told_in))),
            outlets=self._words.listed(self._desk.named(row.outlets)),
            origins=self._words.listed([self._desk.short(name) for name in row.origins]),
            proof=self._desk.proofs.of_times(self._times(found)),
            code=self._code(row),
            number=self._numbers.get(row.id),
            main=0 < row.rank <= MAIN and len(self._rows) >= 2 * MAIN,
            filed=self.filing.signs(row) if len(self._rows) >= FEW else "",
            record=self._desk.record(row.id),
        )

    def _times(self, mentions: Iterable[Marked]) -> Iterator[TimeRow]:
        """The expressions of time that give the days of a line, its own or those of its events."""
        for mention in mentions:
            time = self._desk.rows.get(mention.time or "") if isinstance(mention, EventRow) else mention
            if isinstance(time, TimeRow):
                yield time

    def _what(self, row: ChronicleRow) -> tuple[str, str]:
        """That the sentence was mended, and what happened, in the words of the codebook."""
        mended = self._words.mended(row)
        if row.event_type is None:
            return mended, ""
        modality = self._words.modality(row.modality)
        return mended, ", ".join(filter(None, (self._words.kind(row.event_type, row.mode), modality)))

    def _code(self, row: ChronicleRow) -> tuple[str, ...]:
        event = self._desk.rows.get(row.event or "")
        if self._reasons is None or not isinstance(event, EventRow) or row.rank > MOST_REASONED:
            return ()
        return tuple(self._reasons.in_brief(event))

    # ---------------------------------------------------------------- drawing

    def drawing(self) -> Drawing | None:
        """The picture; None where no line has a day."""
        if self._chart is None:
            return None
        left_out = self._chart.left_out
        return Drawing(
            chart=self._chart,
            marks=tuple(self._drawn(mark) for mark in self._chart.marks),
            ticks=tuple((tick, self._tick(tick)) for tick in self._chart.ticks),
            title=self._words.count("chart-lines", len(self._chart.marks)),
            left_out=self._words.count("lines-not-drawn", left_out) if left_out else None,
        )

    def _drawn(self, mark: Mark) -> Drawn:
        row = self._rows[mark.span]
        note = f"{self._words.when(row)}: {wording.excerpt(row.sentence, NOTE)}"
        return Drawn(mark, self._anchors[row.id], note, len(row.origins) > 1)

    def _tick(self, tick: Tick) -> str:
        years = {tick.day.year for tick in self._chart.ticks} if self._chart else set()
        return self._words.tick_of_day(tick.day, tick.precision, with_year=len(years) > 1)


def _span(row: ChronicleRow, anchor: str) -> Span:
    days = wording.interval(row.earliest, row.latest)
    return Span(days.earliest, days.latest, row.lasting, row.weight, anchor)


def _one_a_report(passages: Iterable[Passage]) -> list[Passage]:
    """The first passage in each report."""
    first: dict[str, Passage] = {}
    for passage in passages:
        first.setdefault(passage.article, passage)
    return list(first.values())


def _stands_in(mention: Marked, row: ChronicleRow) -> bool:
    """Whether a mention stands in the sentence that a line shows."""
    return any(e.article == mention.article and e.start <= mention.start < e.end for e in row.evidence)
