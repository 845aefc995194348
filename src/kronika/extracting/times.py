"""Expressions of time, by the pack's patterns, with the tense in which each is told and the day it counts from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from kronika.errors import PackError
from kronika.evidence import Span
from kronika.extracting.clauses import ClauseReader, clause_head
from kronika.extracting.meanings import MEANINGS, Meaning, clock_of
from kronika.languages.pack import Pack
from kronika.languages.patterns import Match, Pattern, PatternMatcher
from kronika.ontology.time import soft_parts
from kronika.records import (
    Aligned,
    Amount,
    AnnotatedZone,
    Calendar,
    ImpossibleDay,
    PartialDay,
    Sentence,
    Shifted,
    Stretch,
    TimeFinding,
    TimeValue,
    Weekdays,
)

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

EARLIEST_YEAR, LATEST_YEAR = 1000, 2200
CAPITALS = "capitals"
"""The role of patterns whose words may have capitals inside: `Wszystkich Świętych`."""


class Expression(NamedTuple):
    """A match with what it means, grown by a time of day that stands beside it."""

    match: Match
    start: int
    end: int
    meaning: Meaning
    clock: str | None

    @property
    def counted(self) -> bool:
        """Whether it counts from a day told before."""
        return self.match.roles.get("from") == "told"


def timed(zone: AnnotatedZone, times: Sequence[Span]) -> AnnotatedZone:
    """The zone with the words of its expressions of time marked as such."""
    tokens = list(zone.tokens)
    for start, end in times:
        first = bisect_left(tokens, start, key=lambda t: t.start)
        for i in range(first, bisect_left(tokens, end, first, key=lambda t: t.start)):
            tokens[i] = replace(tokens[i], timed=True)
    return replace(zone, tokens=tokens)


class TimeExtractor:
    """Finds the expressions of time in a zone."""

    def __init__(self, pack: Pack) -> None:
        patterns = pack.patterns("time")
        for pattern in patterns:
            _check(pattern)
        self._matcher = PatternMatcher(patterns, pack.words("time"))
        self._clauses = ClauseReader(pack)
        self._leaning = pack.word_list("time", "leaning")
        self._deadlines = pack.word_list("time", "deadline")

    def extract(self, zone: AnnotatedZone) -> tuple[list[TimeFinding], list[ImpossibleDay]]:
        """The expressions of a zone, in order, none overlapping; and those that name a day that cannot be."""
        found: list[TimeFinding] = []
        impossible: list[ImpossibleDay] = []
        for expression in _with_clocks(zone, [e for m in self._matcher.find(zone.tokens) if (e := _read(zone, m))]):
            start, end = zone.tokens[expression.start].start, zone.tokens[expression.end - 1].end
            value = expression.meaning.value
            if isinstance(value, Calendar) and (why := wrong(value.first) or wrong(value.last)):
                impossible.append(ImpossibleDay(start=start, end=end, why=why[0], remedy=why[1]))
            else:
                found.append(self._finding(zone, expression, start, end))
        return found, impossible

    def _finding(self, zone: AnnotatedZone, expression: Expression, start: int, end: int) -> TimeFinding:
        meaning = expression.meaning
        part = getattr(meaning.value, "part", None)
        return TimeFinding(
            start=start,
            end=end,
            kind="TIME" if expression.clock else meaning.kind,
            pattern=expression.match.pattern.id,
            value=meaning.value,
            vague=meaning.soft or part in soft_parts(),
            tense=self._tense(zone, expression),
            clock=expression.clock,
            counted=expression.counted,
        )

    def _tense(self, zone: AnnotatedZone, expression: Expression) -> str | None:
        """That of the clause, unless the words before the day lean to one side: `na środę` is ahead.

        What a verb in the past runs up to or begins with (`do piątku`, `od piątku`) may be over or not.
        """
        head = clause_head(zone.doc[expression.end - 1])
        done = self._clauses.done(zone, zone.doc[expression.end - 1], head)
        tense = "past" if done else self._clauses.tense(zone, head)
        leaning = self._leaning.value(zone.tokens[expression.start])
        if leaning is None or not _leans(expression.meaning.value):
            return tense
        if self._deadline(zone, expression, head):
            return "future"
        when, only, is_open = [*leaning.split(), "", ""][:3]
        if is_open and tense == "past":
            return None
        return when if not only or tense == only or (tense is None and only == "present") else tense

    def _deadline(self, zone: AnnotatedZone, expression: Expression, head: DocToken) -> bool:
        """`dał czas do piątku`: what the day ends is still to come."""
        above = [head, *(zone.doc[i].head for i in range(expression.start, expression.end))]
        return any(self._deadlines.value(zone.tokens[token.i]) is not None for token in above)


def _leans(value: TimeValue) -> bool:
    """Whether words before it say on which side of the saying it lies: a date or weekday that nothing else places."""
    placed = getattr(value, "part", None) or getattr(value, "which", None)
    return placed is None and (isinstance(value, Weekdays | Calendar) or grain(value) <= 1)


def _check(pattern: Pattern) -> None:
    if pattern.meaning not in MEANINGS:
        raise PackError(pattern.place, f"no meaning {pattern.meaning!r}", f"Choose of {', '.join(MEANINGS)}")


def _read(zone: AnnotatedZone, match: Match) -> Expression | None:
    """What a match means; None where a capital inside makes it a name: `ulica 3 Maja`."""
    inside = zone.tokens[match.start + 1 : match.end]
    if CAPITALS not in match.roles and any(t.text.istitle() and len(t.text) > 1 for t in inside):
        return None
    meaning = MEANINGS[match.pattern.meaning](match.roles)
    if meaning is None:
        return None
    clock = None if isinstance(meaning.value, Amount) else clock_of(match.roles)
    return Expression(match, match.start, match.end, meaning, clock)


def _with_clocks(zone: AnnotatedZone, found: Sequence[Expression]) -> list[Expression]:
    """Each time of day joined with the day beside it: `w środę` and `o godz. 15.30` are one."""
    joined: list[Expression] = []
    for expression in found:
        last = joined[-1] if joined else None
        if last and _beside(zone, last, expression) and (both := _join(last, expression)):
            joined[-1] = both
        else:
            joined.append(expression)
    return joined


def _beside(zone: AnnotatedZone, one: Expression, other: Expression) -> bool:
    between = zone.tokens[one.end : other.start]
    return not between or (len(between) == 1 and between[0].text == ",")


def _join(one: Expression, other: Expression) -> Expression | None:
    """One expression of two that stand side by side and speak of one day; None where they do not."""
    return _with_clock(one, other) or _with_date(one, other)


def _with_clock(one: Expression, other: Expression) -> Expression | None:
    clocks = [e for e in (one, other) if e.match.pattern.meaning == "clock"]
    days = [e for e in (one, other) if grain(e.meaning.value) == 0]
    if len(clocks) == 1 and len(days) == 1 and days[0].clock is None:
        clock = clocks[0].meaning.value.timex  # type: ignore[union-attr]
        return days[0]._replace(start=one.start, end=other.end, clock=clock)
    return None


def _with_date(one: Expression, other: Expression) -> Expression | None:
    """`w niedzielę rano 8 czerwca`, `wczoraj, w Boże Ciało`, `rok temu, 22 czerwca`: the date and what is by it."""
    before, date = one.meaning.value, other.meaning.value
    if not isinstance(date, Calendar) or grain(date) or date.first != date.last or date.weekday is not None:
        return None
    if isinstance(before, Weekdays) and before.first == before.last:
        joined = structs.replace(date, weekday=before.first)
    elif isinstance(before, Aligned) and before.unit == "day" and not one.counted:
        joined = structs.replace(date, shift=before.first)
    elif isinstance(before, Shifted) and before.unit == "year" and before.low == before.high and not one.counted:
        joined = structs.replace(date, year_offset=int(before.low))
    else:
        return None
    return other._replace(start=one.start, meaning=other.meaning._replace(value=joined), clock=one.clock or other.clock)


GRAINS = {"night": 0, "day": 0, "hour": 0, "week": 1, "weekend": 1, "month": 2, "quarter": 2, "half": 2, "year": 3}
"""How coarse units are: a day counts from a day, a year from a year, a month or a day."""
COARSEST = 4


def grain(value: TimeValue) -> int:
    """How coarse a value is, by GRAINS; a length names no day at all."""
    match value:
        case Calendar():
            day = value.first
            fine = day.day is not None or day.easter is not None
            return 2 if value.part else 0 if fine else 2 if day.month else 3 if value.first == value.last else COARSEST
        case Weekdays():
            return 0
        case Aligned() if value.part is None:
            return GRAINS.get(value.unit, COARSEST)
        case Shifted() | Stretch():
            return GRAINS.get(value.unit, COARSEST)
        case Amount():
            return COARSEST + 1
    return COARSEST


def counted_from(found: Sequence[TimeFinding], sentences: Sequence[Sentence] = ()) -> list[TimeFinding]:
    """The expressions of a report with, for each that counts from a day told before, where that day stands.

    Where nothing is told before, what is told as future counts from publication, and so do months and years back:
    `rok później` of what is past does not. A weekday told as past behind a date of its sentence counts from that date.
    """
    linked: list[TimeFinding] = []
    for finding in found:
        if finding.counted:
            needed = grain(finding.value)
            told = next((before.start for before in reversed(linked) if grain(before.value) <= needed), None)
            ahead = isinstance(finding.value, Shifted) and finding.value.low > 0
            alone = told is None and (finding.tense == "future" or (needed >= GRAINS["month"] and not ahead))
            finding = structs.replace(finding, told=told, counted=not alone)
        elif _follows(finding) and (date := _date_before(finding, linked, sentences)):
            finding = structs.replace(finding, told=date.start, counted=True)
        linked.append(finding)
    return linked


def _follows(finding: TimeFinding) -> bool:
    value = finding.value
    return isinstance(value, Weekdays) and finding.tense == "past" and value.which is None and value.week is None


def _date_before(
    finding: TimeFinding, linked: Sequence[TimeFinding], sentences: Sequence[Sentence]
) -> TimeFinding | None:
    """The date with its day that stands last before an expression in its sentence: `10 czerwca, a w środę`."""
    start = next((s.start for s in sentences if s.start <= finding.start < s.end), finding.start)
    before = [t for t in linked if start <= t.start and grain(t.value) == 0]
    return before[-1] if before and (isinstance(before[-1].value, Calendar) or before[-1].counted) else None


LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


UNREAD = "The source may well be right; the expression is left without days"
CHECK = "Look it up in the source; the rest of the report is read"


def wrong(day: PartialDay) -> tuple[str, str] | None:
    """Why there is no such day, and what to do: 31 April, 29 February of a common year, before 1000, after 2200."""
    if day.year is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return f"Kronika reads the years {EARLIEST_YEAR} to {LATEST_YEAR}, not {day.year}", UNREAD
    if day.month is None or day.day is None:
        return None
    if (day.month, day.day) == (2, 29) and day.year and not _is_leap(day.year):
        return f"{day.year} has no 29 February", CHECK
    return None if 1 <= day.day <= LENGTHS[day.month - 1] else (f"month {day.month} has no day {day.day}", CHECK)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
