"""What a chronicle may tell: events, steps of figures, and sentences that name their day; each once, with its sentence.

What one sentence tells is one entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kronika import calendar
from kronika.calendar import UNKNOWN, Interval
from kronika.chronicling.telling import Sentence, Teller, Told
from kronika.chronicling.texts import Texts
from kronika.copies import Copies, Place
from kronika.happenings import ACTUAL, SINCE, Happening
from kronika.languages.letters import fold
from kronika.ontology.accounts import accounts
from kronika.ontology.chronicles import weights
from kronika.records import AccountRow, EventRow, FigureRow, HistoryRow, PointRow, StatementRow, TimeRow

EVENT, FIGURE, DAY = "event", "figure", "day"
FUTURE, INCIDENT = "future", "incident"
DAYS = ("DATE", "TIME")
"""Kinds of expressions that may name a day; a night has a time of day."""
NARROW = 2
"""Days that an expression may mean to make a line by itself: a night has two."""
STEM, LETTERS = 5, 4
"""Letters by which words are compared, and letters that a word has that tells something."""
ALIKE = 0.4
"""Share of the shorter sentence's words from which two of one day tell the same. Chosen, not measured."""


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
    """Finds the entries of one story."""

    def __init__(
        self,
        teller: Teller,
        texts: Texts,
        copies: Copies,
        said: Sequence[StatementRow],
        named: Sequence[AccountRow] = (),
    ) -> None:
        """`said` are the statements of the story, `named` the words of its accounts."""
        self._incidents = [row for row in named if row.kind == INCIDENT and row.incident in accounts().one]
        self._teller, self._texts, self._copies = teller, texts, copies
        self._said = {row.id: row for row in said}

    def entries(
        self,
        happenings: Iterable[Happening],
        histories: Iterable[HistoryRow],
        figures: Mapping[str, FigureRow],
        times: Sequence[TimeRow],
    ) -> list[Entry]:
        """All of them; those of one sentence are one."""
        self._vague = {time.id for time in times if time.earliest != time.latest}
        found = [entry for h in happenings if (entry := self._event(h)) is not None]
        found += [entry for history in histories for entry in self._steps(history, figures)]
        joined = self._joined(found)
        return [*joined, *self._days(times, joined)]

    def _event(self, happening: Happening) -> Entry | None:
        """What is told as done or to come; what may be, and what is denied, is no line."""
        if happening.modality not in (ACTUAL, FUTURE):
            return None
        rows = [row for row in happening.mentions if (row.modality or ACTUAL) == happening.modality]
        dated = [row for row in rows if (row.earliest, row.latest) == (happening.earliest, happening.latest)]
        days = calendar.of(happening.earliest, happening.latest)
        sentence = self._teller.best(rows, {row.id for row in dated if happening.known})
        if sentence is None:
            return None
        days = days if happening.known else self._of_saying(rows, sentence)
        soft = frozenset(row.id for row in rows if row.time in self._vague)
        return Entry(EVENT, sentence, (happening,), (), tuple(happening.mentions), days, happening.no_later, soft=soft)

    def _of_saying(self, rows: Sequence[EventRow], sentence: Sentence) -> Interval:
        """The days on which somebody said it, where the sentence tells that he did."""
        statements = [self._said[row.statement] for row in rows if row.statement and _stands_in(row, sentence.place)]
        known = [calendar.of(s.said_earliest, s.said_latest) for s in statements if s.said_earliest and s.said_latest]
        return calendar.together(known) if known else UNKNOWN

    def _steps(self, history: HistoryRow, figures: Mapping[str, FigureRow]) -> Iterator[Entry]:
        """The numbers of people that a history gives, one after the other."""
        if history.measure not in weights().measures:
            return
        for point in history.points:
            rows = tuple(figures[id_] for id_ in point.figures)
            sentence = self._teller.best(rows)
            if sentence is not None:
                days = calendar.of(point.earliest, point.latest)
                yield Entry(FIGURE, sentence, (), (point,), rows, days, point.latest, (history.measure,))

    def _joined(self, entries: Sequence[Entry]) -> list[Entry]:
        """Entries of one sentence, or of copies of it, as one, where their days allow it."""
        found: dict[tuple[Place, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            place = entry.sentence.place
            first = min(self._copies.places(place).values())
            found[self._texts.sentence(first.article, first.start) or first, entry.sentence.text].append(entry)
        return [_one(own) for own in found.values()]

    # -------------------------------------------------------------------- days

    def _days(self, times: Sequence[TimeRow], told: Sequence[Entry]) -> Iterator[Entry]:
        """Sentences that name a day and tell what no entry tells; of one day and alike, they are one."""
        places = {place for entry in told for row in entry.rows if (place := self._sentence(row)) is not None}
        groups: list[list[tuple[TimeRow, Sentence]]] = []
        for time in times:
            place = self._sentence(time)
            stretch = self._teller.opens(time.text, "stretch")
            if not _is_narrow(time) or stretch or place is None or place in places or self._is_said(place):
                continue
            sentence = self._teller.plain(place)
            same = next((g for g in groups if _meet(g[0][0], time) and _alike(g[0][1], sentence)), None)
            if same is None:
                groups.append([(time, sentence)])
            else:
                same.append((time, sentence))
        for group in groups:
            sentence = min((s for _, s in group), key=lambda s: (-s.fit, s.place))
            if not self._is_told(group, told):
                rows = tuple(time for time, _ in group)
                days = min((_days(row) for row in rows), key=_width)
                yield Entry(DAY, sentence, (), (), rows, days, rows[0].latest, incident=self._names_one(rows))

    def _names_one(self, rows: Sequence[TimeRow]) -> bool:
        """Whether a sentence of these names an incident."""
        places = [place for row in rows if (place := self._sentence(row)) is not None]
        return any(r.article == p.article and p.start <= r.start < p.end for r in self._incidents for p in places)

    def _is_said(self, place: Place) -> bool:
        """Whether a sentence is, or holds, what somebody says."""
        return any(s.article == place.article and place.shared(s.start, s.end) for s in self._said.values())

    def _sentence(self, row: Told) -> Place | None:
        return self._texts.sentence(row.article, row.start)

    def _is_told(self, group: Sequence[tuple[TimeRow, Sentence]], told: Sequence[Entry]) -> bool:
        """Whether an entry of the same days tells the same."""
        days = _days(group[0][0])
        near = [entry.sentence for entry in told if entry.days == days]
        return any(_alike(sentence, other) for _, sentence in group for other in near)


def _one(entries: Sequence[Entry]) -> Entry:
    """Several entries of one sentence as one: an event before a figure; the narrowest days."""
    first = min(entries, key=lambda e: (e.kind != EVENT, e.open))
    days = min((e.days for e in entries), key=_width)
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


def _width(days: Interval) -> tuple[int, int, str]:
    first, last = days
    if first is None or last is None:
        return 2 if days == UNKNOWN else 1, 0, calendar.iso(first or last) or ""
    return 0, (last - first).days, first.isoformat()


def _days(time: TimeRow) -> Interval:
    return calendar.of(time.earliest, time.latest)


def _is_narrow(time: TimeRow) -> bool:
    if time.kind not in DAYS or not time.earliest or not time.latest:
        return False
    first, last = _days(time)
    return first is not None and last is not None and (last - first).days < NARROW


def _meet(one: TimeRow, other: TimeRow) -> bool:
    """Whether two narrow expressions share a day."""
    first, second = _days(one), _days(other)
    return calendar.together([first, second]) != calendar.around([first, second]) or first == second


def _stands_in(row: EventRow, place: Place) -> bool:
    return row.article == place.article and place.start <= row.start < place.end


def _alike(one: Sentence, other: Sentence) -> bool:
    first, second = _stems(one.text), _stems(other.text)
    return len(first & second) >= ALIKE * min(len(first), len(second)) if first and second else False


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in fold(text).split() if len(word) >= LETTERS}
