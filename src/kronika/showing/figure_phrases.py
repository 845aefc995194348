"""What is told of figures, in the words of a language: measures, groups, numbers and their bounds."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Iterator
from typing import ClassVar

from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal

from kronika.ontology import measures
from kronika.records import EstimateRow, FigureRow
from kronika.showing import wording
from kronika.showing.catalogue import ONE, Key, catalogue, languages
from kronika.showing.figure_groups import History, Point
from kronika.showing.phrases import DOT, Phrases

Number = float | int
PERCENT = ("percent", "price_change")
EXACT, UNREAD = "exact", "no-reading"
"""A number of which nothing else is to be said, and a figure without one."""
OPEN = "?"
MODIFIED = ("over", "at_least", "under", "up_to", "almost")
"""Modifiers that have a sentence of their own, with one number."""
SIGNS = {"over": ">", "at_least": "≥", "under": "<", "up_to": "≤", "almost": "<", "about": "~"}
"""How a modifier is written before a number where there is no room for words."""
HUGE = 10**15
"""From here on Babel, which reckons with 28 digits, may fail; nothing that is counted is so much."""
COMPACT, MILLION, BILLION = 10_000, 1_000_000, 1_000_000_000
"""From the first on an axis writes numbers short (`12M`), from the others on a table does where nothing is lost."""


class FigurePhrases(Phrases):
    """Tells in one language what is said of figures."""

    tables: ClassVar[tuple[str, ...]] = ("figures", "statements")

    def measure(self, symbol: str) -> str:
        """The word for a measure; the symbol as words where there is none."""
        return self._words.get(Key("measures", symbol), symbol.replace("_", " "))

    def group(self, symbol: str) -> str:
        """The word for a group of people; the symbol as words where there is none."""
        return self._words.get(Key("groups", symbol), symbol.replace("_", " "))

    def what(self, history: History) -> str:
        """What a history counts: `killed · police officers · Morzany`; in brackets whose they are.

        Where people of all sorts are counted the word for them is left out: one history has several.
        """
        measure = measures().get(history.measure)
        anybody = measure is not None and measure.people
        counted = self.group(history.group) if history.group else None if anybody else history.who
        owned = f"{counted} ({history.owner})" if counted and history.owner else counted or history.owner
        return DOT.join(part for part in (self.measure(history.measure), owned, history.place) if part)

    def tags(self, of: History | Point) -> tuple[str, ...]:
        """Whether it is contradicted or disputed, in words."""
        marks = {"contradicted": of.contradicted, "disputed": of.disputed}
        return tuple(self.say(name) for name, holds in marks.items() if holds)

    # --------------------------------------------------------------- numbers

    def number(self, value: Number) -> str:
        """A number as the language writes it."""
        if abs(value) >= HUGE:
            return wording.number(value)
        return format_decimal(round(value, 4), format="#,##0.####", locale=self._locale)

    def tick(self, value: Number, measure: str) -> str:
        """A number beside an axis, short where it is large."""
        short = COMPACT <= abs(value) < HUGE
        told = self._compact(value) if short else self.number(value)
        return self._percent(told, measure)

    def day(self, day: dt.date, with_year: bool) -> str:
        """A day beside an axis."""
        return format_date(day, "d MMM yyyy" if with_year else "d MMM", locale=self._locale)

    def parts(self, rule: str) -> Iterator[tuple[str, str | None]]:
        """The sentence of a rule in pieces: its words, and (second) the names of what stands between them."""
        for words, name, _, _ in string.Formatter().parse(self._find(rule, ONE) or ""):
            yield words, None
            if name is not None:
                yield "", name

    def _percent(self, told: str, measure: str) -> str:
        return f"{told}%" if measure in PERCENT else told

    def reading(self, row: FigureRow) -> str:
        """What a figure amounts to, in words: `more than 180`, `100 to 120`."""
        rule, numbers = _read(row)
        values = {name: self._percent(self.number(value), row.measure) for name, value in numbers.items()}
        return values["number"] if rule == EXACT else self.say(rule, **values)

    def short(self, row: FigureRow) -> str:
        """What a figure amounts to, in signs: `>180`, `100–120`."""
        rule, numbers = _read(row)
        if rule == UNREAD:
            return OPEN
        told = "–".join(map(self._brief, numbers.values()))
        return SIGNS.get(rule, "") + self._percent(told, row.measure)

    def _brief(self, value: Number) -> str:
        """A number that is written shorter where nothing is lost by it: `12M`."""
        unit = BILLION if abs(value) >= BILLION else MILLION
        lossless = unit <= abs(value) < 1000 * unit and value * 10 % unit == 0
        return self._compact(value) if lossless else self.number(value)

    def _compact(self, value: Number) -> str:
        return format_compact_decimal(value, fraction_digits=1, locale=self._locale)

    def estimate(self, row: EstimateRow) -> str:
        """What a policy makes of a history: `225 (160–225)`; the bounds only where they say more."""
        bounds = self._bounds(row.low, row.high)
        if row.best is None:
            return bounds or self.say("estimate-none")
        best = self.number(row.best)
        return best if not bounds or row.low == row.high == row.best else f"{best} ({bounds})"

    def _bounds(self, low: Number | None, high: Number | None) -> str:
        """`160–225`, `160 or more`, `at most 225`; nothing where both ends are open."""
        if low is not None and high is not None:
            return self.number(low) if low == high else f"{self.number(low)}–{self.number(high)}"
        if low is not None:
            return self.say("at_least", number=self.number(low))
        return self.say("up_to", number=self.number(high)) if high is not None else ""


def _read(row: FigureRow) -> tuple[str, dict[str, Number]]:
    """The rule by which a figure is told, and the numbers that go into it."""
    if row.value is not None:
        return ("about" if row.modifier == "about" else EXACT), {"number": row.value}
    if row.low is not None and row.high is not None:
        return "range", {"low": row.low, "high": row.high}
    bound = row.low if row.low is not None else row.high
    if bound is None:
        return UNREAD, {}
    plain = "at_least" if row.low is not None else "up_to"
    fits = row.modifier in (MODIFIED[:2] if row.low is not None else MODIFIED[2:])
    return (row.modifier or plain) if fits else plain, {"number": bound}


def words_for(table: str, symbol: str) -> frozenset[str]:
    """All words that any language has for a symbol of a table, and the symbol itself."""
    told = (catalogue(language).get(Key(table, symbol)) for language in languages())
    return frozenset({symbol, symbol.replace("_", " "), *filter(None, told)})
