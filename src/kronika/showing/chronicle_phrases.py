"""What is told of a chronicle, its disagreements and its changes, in the words of a language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from babel.dates import format_date

from kronika import calendar
from kronika.chronicling.telling import CLOSED, OPENED
from kronika.ontology import measures
from kronika.records import ChronicleRow, DisagreementRow, HistoryRow, SideRow
from kronika.showing import wording
from kronika.showing.event_phrases import EventPhrases

MOST_ORIGINS = 4
FIGURE, ACCOUNT, VERSION = "figure", "account", "version"


class ChroniclePhrases(EventPhrases):
    """Tells in one language what is said of a story."""

    tables: ClassVar[tuple[str, ...]] = ("chronicle", *EventPhrases.tables)

    def when(self, line: ChronicleRow) -> str:
        """The days of a line: one, from one on, or between two; where none is known, by which day it was told."""
        if line.lasting and line.earliest:
            return self.say("lasting", day=self.of_day(line.earliest))
        if line.earliest or line.latest:
            return self.between(line.earliest, line.latest)
        return self.say("told-by", day=self.of_day(line.no_later)) if line.no_later else self.say("unknown-day")

    def of_day(self, day: str) -> str:
        """A day as the language writes it: `5 January 2022`."""
        return str(format_date(dt.date.fromisoformat(day), "d MMMM yyyy", locale=self._locale))

    def span(self, earliest: str | None, latest: str | None) -> str:
        """From the first day to the last: `1 January 2022 – 17 January 2022`."""
        days = dict.fromkeys(self.of_day(day) for day in (earliest, latest) if day)
        return " – ".join(days) or self.say("unknown-day")

    def between(self, earliest: str | None, latest: str | None) -> str:
        """One day, a whole month or year by its name, or the two days between which it lies."""
        if self._is_named(earliest, latest):
            return self.long_days(earliest, latest) or ""
        first, last = (self.of_day(day) if day else "" for day in (earliest, latest))
        if first and last:
            return first if first == last else self.say("between", first=first, last=last)
        return self.say("not-before", day=first) if first else self.say("not-after", day=last)

    def _is_named(self, earliest: str | None, latest: str | None) -> bool:
        """Whether the days are all those of one month or year."""
        days = wording.interval(earliest, latest)
        first = days.earliest
        return first is not None and days in (calendar.month(first.year, first.month), calendar.year(first.year))

    def since(self, side: SideRow) -> str:
        """When a side was first told."""
        if not (side.earliest or side.latest):
            return ""
        return self.say("first-told", days=self.between(side.earliest, side.latest))

    def what_counted(self, history: HistoryRow) -> str:
        """What a history counts: `killed, police officers, Morzany`."""
        measure = measures().get(history.measure)
        anybody = measure is not None and measure.people
        counted = self.group(history.group) if history.group else None if anybody else history.who
        return ", ".join(part for part in (self.measure(history.measure), counted, history.place) if part)

    def told_by(self, side: SideRow) -> str:
        """The sentence of a side, without the name of its holder where that stands before it."""
        for holder in side.holders if len(side.holders) == 1 else ():
            if side.sentence.lower().startswith(f"{holder.lower()}: "):
                return side.sentence[len(holder) + 2 :]
        return side.sentence

    def week(self, day: str) -> str:
        """`week 2022-W01 (2022-01-03 to 2022-01-09)`."""
        year, week, weekday = dt.date.fromisoformat(day).isocalendar()
        monday = dt.date.fromisoformat(day) - dt.timedelta(days=weekday - 1)
        days = self.days(monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat())
        return self.say("week", week=f"{year}-W{week:02d} ({days})")

    def carried(self, row: ChronicleRow | SideRow, unknown: int) -> str:
        """`5 reports, 3 outlets, 2 origins`; so many outlets are not known."""
        return self.support(len(row.articles), len(row.outlets), unknown, len(row.origins))

    def mended(self, row: ChronicleRow) -> str:
        """That the sentence stands in no report so; nothing where it does, or is a speaker with his words in marks."""
        quoted = f": {OPENED}" in row.sentence and row.sentence.endswith(f"{CLOSED}.")
        return self.say("not-verbatim") if row.composed and not quoted else ""

    def origins(self, names: Sequence[str]) -> str:
        """The origins by name, the first of many."""
        return self._few(names)

    def _few(self, names: Sequence[str]) -> str:
        shown = ", ".join(names[:MOST_ORIGINS])
        rest = len(names) - MOST_ORIGINS
        return self.say("more-names", names=shown, count=rest) if rest > 0 else shown

    def about(self, row: DisagreementRow) -> str:
        """What a disagreement is of."""
        tell = {FIGURE: self.measure, VERSION: self.of_code, ACCOUNT: self._incident}.get(row.kind)
        what = tell(row.symbol) if tell and row.symbol else None
        group = self.group(row.group) if row.group else None
        return ", ".join(filter(None, (what, group, *row.names)))

    def _incident(self, symbol: str) -> str:
        return self._find(f"incident-{symbol}", "one") or symbol

    def held(self, row: DisagreementRow, side: SideRow) -> str:
        """A claim with those who hold it."""
        return f"{self.claim(row, side)} ({', '.join(side.holders)})"

    def claim(self, row: DisagreementRow, side: SideRow) -> str:
        """What a side claims, in the words of the language; a number as the report has it."""
        if row.kind == FIGURE:
            return side.claim if any(sign.isdigit() for sign in side.claim) else self.quoted(side.claim)
        if row.kind == VERSION:
            tell = {"another_nature": self.of_code, "another_day": self.of_day}.get(row.rule)
            return tell(side.claim) if tell else side.claim
        if row.rule == "opposite_blame":
            return self.say("label-sectors", names=", ".join(map(self.sector, side.claim.split(" / "))))
        negated = side.claim.startswith("not ")
        label = self._find(f"label-{side.claim.removeprefix('not ')}", "one")
        if label is None:
            return self.quoted(side.claim)
        return self.say("label-not", label=label) if negated else label
