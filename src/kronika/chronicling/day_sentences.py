"""Sentences that name a day and tell what no event or figure tells; those of one day and alike are one line."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from kronika import calendar
from kronika.calendar import Interval
from kronika.chronicling.entries import DAY, Entry, width
from kronika.chronicling.telling import Sentence, Teller, Told
from kronika.chronicling.texts import by_article
from kronika.copies import Place
from kronika.languages.letters import TELLING, stems
from kronika.ontology.accounts import accounts
from kronika.records import Linked, TimeRow

DAYS = ("DATE", "TIME")
"""Kinds of expressions that may name a day; a night has a time of day."""
NARROW = 2
"""Days that an expression may mean to make a line by itself: a night has two."""
INCIDENT = "incident"
STRETCH = "stretch"
ALIKE, LEAST = 0.4, 3
"""Share of the shorter sentence's words, and words at least, from which two of one day tell the same. Chosen, not
measured."""


class Dated(NamedTuple):
    """A sentence of a day: its telling words without those that name days, and the names in it."""

    sentence: Sentence
    days: Interval
    words: frozenset[str]
    names: frozenset[str]

    def alike(self, other: Dated) -> bool:
        """Whether two tell the same: many words of the shorter one are the other's, and no other names."""
        shared, least = len(self.words & other.words), min(len(self.words), len(other.words))
        names = self.names <= other.names or other.names <= self.names
        return names and shared >= max(LEAST, ALIKE * least)


class DaySentences:
    """Finds the sentences of one story that name a day."""

    def __init__(self, own: Linked, teller: Teller) -> None:
        """`own` are the rows of the story."""
        self._own, self._teller = own, teller
        self._times, self._said = by_article(own.times), by_article(own.statements)
        self._incidents = by_article(r for r in own.accounts if r.kind == INCIDENT and r.incident in accounts().one)

    def entries(self, told: Sequence[Entry]) -> Iterator[Entry]:
        """A line for each group that no entry of `told` tells."""
        near: dict[Interval, list[Dated]] = defaultdict(list)
        for entry in told:
            near[entry.days].append(self._dated(entry.sentence, entry.days))
        places = {place for entry in told for row in entry.rows if (place := self._sentence(row)) is not None}
        for group in self._groups(places):
            if not any(one.alike(other) for one, _ in group for other in near[group[0][0].days]):
                yield self._entry(group)

    def _groups(self, taken: Collection[Place]) -> list[list[tuple[Dated, TimeRow]]]:
        """The sentences that name a day, but for those of `taken`; each once, those that tell the same together."""
        groups: list[list[tuple[Dated, TimeRow]]] = []
        by_day: dict[dt.date | None, list[list[tuple[Dated, TimeRow]]]] = defaultdict(list)
        seen = set(taken)
        for time in self._own.times:
            place, days = self._sentence(time), _days(time)
            if place is None or place in seen or not self._makes_a_line(time, place):
                continue
            seen.add(place)
            dated = self._dated(self._teller.plain(place), days)
            around = (*by_day[days.earliest], *by_day[days.latest])
            same = next((group for group in around if dated.alike(group[0][0])), None)
            if same is not None:
                same.append((dated, time))
                continue
            groups.append([(dated, time)])
            for day in {days.earliest, days.latest}:
                by_day[day].append(groups[-1])
        return groups

    def _makes_a_line(self, time: TimeRow, place: Place) -> bool:
        """Whether an expression names a day or a night, beside a verb that tells when, in what nobody says."""
        said = any(place.shared(s.start, s.end) for s in self._said.get(place.article, ()))
        return _is_narrow(time) and time.tense is not None and not said and not self._teller.opens(time.text, STRETCH)

    def _entry(self, group: Sequence[tuple[Dated, TimeRow]]) -> Entry:
        sentence = min((dated.sentence for dated, _ in group), key=lambda s: (-s.fit, s.place))
        days = min((dated.days for dated, _ in group), key=width)
        rows = tuple(time for _, time in group)
        places = [place for row in rows if (place := self._sentence(row)) is not None]
        incident = any(
            place.holds(r.article, r.start) for place in places for r in self._incidents.get(place.article, ())
        )
        return Entry(DAY, sentence, (), (), rows, days, rows[0].latest, incident=incident)

    def _sentence(self, row: Told) -> Place | None:
        return self._teller.texts.sentence(row.article, row.start)

    def _dated(self, sentence: Sentence, days: Interval) -> Dated:
        place, text = sentence.place, sentence.text
        for time in self._times.get(place.article, ()):
            if place.holds(time.article, time.start):
                text = text.replace(time.text, " ")
        return Dated(sentence, days, frozenset(stems(text, TELLING)), self._teller.names(place))


def _days(time: TimeRow) -> Interval:
    return calendar.of(time.earliest, time.latest)


def _is_narrow(time: TimeRow) -> bool:
    first, last = _days(time)
    return time.kind in DAYS and first is not None and last is not None and (last - first).days < NARROW
