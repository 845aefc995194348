"""What a chronicle may tell of events and the steps of figures: each once, with its sentence.

What one sentence tells is one entry.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kronika import calendar
from kronika.calendar import UNKNOWN, Interval
from kronika.chronicling.telling import Sentence, Teller, Told
from kronika.copies import Copies, Place
from kronika.happenings import ACTUAL, SINCE, Happening
from kronika.ontology.chronicles import weights
from kronika.records import EventRow, FigureRow, HistoryRow, Linked, PointRow

LONG = 4
"""Days from the first to the last from which a stretch says little of when. Chosen, not measured."""
EVENT, FIGURE, DAY = "event", "figure", "day"
FUTURE = "future"


class Entry(NamedTuple):
    """A line to be: the events, points and days that its sentence tells, the rows that tell them, and when it was.

    `incident` says that a sentence of a day names a disaster or an attack; `soft` are mentions of an event of which it
    is not known on which day it began.
    """

    kind: str
    sentence: Sentence
    happenings: tuple[Happening, ...]
    points: tuple[PointRow, ...]
    rows: tuple[Told, ...]
    days: Interval
    no_later: str | None
    measures: tuple[str, ...] = ()
    incident: bool = False
    soft: frozenset[str] = frozenset()

    @property
    def lasting(self) -> bool:
        """Whether it went on from the first of its days."""
        days = [calendar.iso(day) for day in self.days]
        rows = [row for row in self.rows if isinstance(row, EventRow)]
        return any(
            row.when_rule == SINCE and row.id not in self.soft and [row.earliest, row.latest] == days for row in rows
        )

    @property
    def open(self) -> bool:
        """Whether it is still to come or not sure."""
        return bool(self.happenings) and all(h.modality != ACTUAL for h in self.happenings)


class Finder:
    """Finds what the events and figures of one story tell."""

    def __init__(self, own: Linked, happenings: Sequence[Happening], teller: Teller, copies: Copies) -> None:
        """`own` are the rows of the story, `happenings` its events."""
        self._own, self._happenings, self._teller, self._copies = own, happenings, teller, copies
        self._said = {row.id: row for row in own.statements}
        self._figures = {row.id: row for row in own.figures}
        self._published = {
            row.article: calendar.of(row.published_earliest, row.published_latest) for row in own.articles
        }
        self._vague = {time.id for time in own.times if time.earliest != time.latest}

    def entries(self) -> list[Entry]:
        """All of them; those of one sentence are one, where their days allow it."""
        events = [entry for h in self._happenings if (entry := self._event(h)) is not None]
        steps = [entry for history in self._own.histories for entry in self._steps(history)]
        return self._joined(_with_their_figures(events, steps))

    def _event(self, happening: Happening) -> Entry | None:
        """What is told as done or to come; what may be, and what is denied, is no line."""
        if happening.modality not in (ACTUAL, FUTURE):
            return None
        rows = [row for row in happening.mentions if (row.modality or ACTUAL) == happening.modality]
        days = calendar.of(happening.earliest, happening.latest)
        since = [row for row in rows if not calendar.before(self._published[row.article], days)]
        sentence = self._teller.best(since or rows, {row.id for row in rows if _tells_days(row, days)})
        if sentence is None:
            return None
        days = self._narrowed(days, rows, sentence) if happening.known else self._of_saying(rows, sentence)
        soft = frozenset(row.id for row in rows if row.time in self._vague)
        return Entry(EVENT, sentence, (happening,), (), tuple(happening.mentions), days, happening.no_later, soft=soft)

    def _narrowed(self, days: Interval, rows: Sequence[EventRow], sentence: Sentence) -> Interval:
        """The days that the sentence tells itself, where those of the event are a long stretch: mentions that allow no
        day together may be of several events."""
        first, last = days
        if first is None or last is None or (last - first).days <= LONG:
            return days
        own = [calendar.of(row.earliest, row.latest) for row in rows if sentence.place.holds(row.article, row.start)]
        known = [stretch for stretch in own if calendar.inside(stretch, days)]
        return min(known, key=width, default=days)

    def _of_saying(self, rows: Sequence[EventRow | FigureRow], sentence: Sentence) -> Interval:
        """The days on which somebody said it, where the sentence tells that he did."""
        statements = [
            self._said[row.statement] for row in rows if row.statement and sentence.place.holds(row.article, row.start)
        ]
        known = [calendar.of(s.said_earliest, s.said_latest) for s in statements if s.said_earliest and s.said_latest]
        return calendar.together(known) if known else UNKNOWN

    def _steps(self, history: HistoryRow) -> Iterator[Entry]:
        """The numbers of people that a history gives, one after the other."""
        if history.measure not in weights().measures:
            return
        for point in history.points:
            rows = tuple(self._figures[id_] for id_ in point.figures)
            sentence = self._teller.best(rows)
            if sentence is not None:
                days = self._of_count(rows, sentence)
                yield Entry(FIGURE, sentence, (), (point,), rows, days, point.latest, (history.measure,))

    def _of_count(self, rows: Sequence[FigureRow], sentence: Sentence) -> Interval:
        """The days of which a number is, as its words tell, else those on which it was said; the day of publication
        alone tells neither."""
        told = [
            *(calendar.of(row.as_of_earliest, row.as_of_latest) for row in rows),
            *(calendar.of(row.on_earliest, row.on_latest) for row in rows),
        ]
        known = [days for days in told if days != UNKNOWN]
        return known[0] if known else self._of_saying(rows, sentence)

    def _joined(self, entries: Sequence[Entry]) -> list[Entry]:
        """Entries of one sentence, or of copies of it, as one, but for events of which it tells different days."""
        found: dict[tuple[Place, str], list[list[Entry]]] = defaultdict(list)
        for entry in entries:
            place = entry.sentence.place
            first = min(self._copies.places(place).values())
            groups = found[self._teller.texts.sentence(first.article, first.start) or first, entry.sentence.text]
            same = next((group for group in groups if not any(_apart(entry, other) for other in group)), None)
            if same is None:
                groups.append([entry])
            else:
                same.append(entry)
        return [_one(group) for groups in found.values() for group in groups]


def _tells_days(row: EventRow, days: Interval) -> bool:
    """Whether the words of a mention name these days; those of a report of no known day name some."""
    own = calendar.of(row.earliest, row.latest)
    return days != UNKNOWN and (own == days or (own == UNKNOWN and row.time is not None))


def _with_their_figures(events: Sequence[Entry], steps: Sequence[Entry]) -> list[Entry]:
    """Events with the one number that they have; the numbers of which an event has several are steps of their own."""
    of: dict[str, list[int]] = defaultdict(list)
    for at, event in enumerate(events):
        for figure in {id_ for row in event.rows if isinstance(row, EventRow) for id_ in row.figures}:
            of[figure].append(at)
    owners = [sorted({at for point in step.points for id_ in point.figures for at in of[id_]}) for step in steps]
    counts = Counter(owner[0] for owner in owners if len(owner) == 1)
    found, left = list(events), []
    for step, owner in zip(steps, owners, strict=True):
        if len(owner) == 1 and counts[owner[0]] == 1:
            event = found[owner[0]]
            found[owner[0]] = event._replace(points=step.points, rows=(*event.rows, *step.rows), measures=step.measures)
        else:
            left.append(step)
    return [*found, *left]


def _apart(one: Entry, other: Entry) -> bool:
    """Whether a sentence tells two events of different days."""
    dated = all(any(isinstance(row, EventRow) and row.time for row in entry.rows) for entry in (one, other))
    return dated and not calendar.meets(one.days, other.days)


def _one(entries: Sequence[Entry]) -> Entry:
    """Several entries of one sentence as one: an event before a figure; the days of that event, else the narrowest."""
    first = min(entries, key=lambda e: (e.kind != EVENT, e.open))
    days = first.days if first.kind == EVENT and first.days != UNKNOWN else min((e.days for e in entries), key=width)
    return Entry(
        first.kind,
        first.sentence,
        tuple({h.event: h for e in entries for h in e.happenings}.values()),
        tuple(p for e in entries for p in e.points),
        tuple({row.id: row for e in entries for row in e.rows}.values()),
        days,
        min((e.no_later for e in entries if e.no_later), default=None),
        tuple(dict.fromkeys(m for e in entries for m in e.measures)),
        soft=frozenset().union(*(e.soft for e in entries)),
    )


def width(days: Interval) -> tuple[int, int, str]:
    """Sorts intervals, the narrowest first."""
    first, last = days
    if first is None or last is None:
        return 2 if days == UNKNOWN else 1, 0, calendar.iso(first or last) or ""
    return 0, (last - first).days, first.isoformat()
