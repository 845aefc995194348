"""Explicit expressions of time, by the pack's patterns."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kronika.errors import PackError
from kronika.languages.pack import Pack
from kronika.languages.patterns import Match, Pattern, PatternMatcher
from kronika.records import AnnotatedZone, PartialDay, TimeFinding

Roles = Mapping[str, str]
Ends = tuple[PartialDay, PartialDay]


def _number(roles: Roles, role: str) -> int | None:
    return int(roles[role]) if role in roles else None


def date(roles: Roles) -> Ends:
    """One day, month or year, as far as it is named."""
    day = PartialDay(_number(roles, "year"), _number(roles, "month"), _number(roles, "day"))
    return day, day


def range_(roles: Roles) -> Ends:
    """From the first to the last; what only one end names holds for the other."""
    year, last_year = _number(roles, "year"), _number(roles, "last-year")
    month, last_month = _number(roles, "month"), _number(roles, "last-month")
    across = bool(month and last_month and month > last_month)  # from December to January: two years
    first_year = year or (last_year - across if last_year and month else None)
    first = PartialDay(first_year, month, _number(roles, "day"))
    end_year = last_year or (year + across if year else None)
    return first, PartialDay(end_year, last_month or month, _number(roles, "last-day"))


def decade(roles: Roles) -> Ends:
    """Ten years."""
    first = int(roles["decade"]) * 10
    return PartialDay(first), PartialDay(first + 9)


MEANINGS: dict[str, Callable[[Roles], Ends]] = {
    "date": date,
    "range": range_,
    "turn": range_,
    "decade": decade,
}


class TimeExtractor:
    """Finds explicit dates in a zone."""

    def __init__(self, pack: Pack, vocab: object) -> None:
        patterns = pack.patterns("time")
        for pattern in patterns:
            _check(pattern)
        self._matcher = PatternMatcher(vocab, patterns, pack.words("time"))  # type: ignore[arg-type]

    def extract(self, zone: AnnotatedZone) -> list[TimeFinding]:
        """The findings of a zone, in order, none overlapping."""
        found = (self._read(zone, match) for match in self._matcher.find(zone.doc))
        return [finding for finding in found if finding]

    def _read(self, zone: AnnotatedZone, match: Match) -> TimeFinding | None:
        first, last = MEANINGS[match.pattern.meaning](match.roles)
        named = any(t.text.istitle() and len(t.text) > 1 for t in zone.tokens[match.start + 1 : match.end])
        if named or not (possible(first) and possible(last)):  # `ulica 3 Maja`: with a capital a name, no day
            return None
        return TimeFinding(
            start=zone.tokens[match.start].start,
            end=zone.tokens[match.end - 1].end,
            kind="DATE",
            pattern=match.pattern.id,
            first=first,
            last=last,
            part="turn" if match.pattern.meaning == "turn" else match.roles.get("part"),
            year_offset=_number(match.roles, "offset"),
        )


def _check(pattern: Pattern) -> None:
    if pattern.meaning not in MEANINGS:
        raise PackError(pattern.place, f"no meaning {pattern.meaning!r}", f"Choose of {', '.join(MEANINGS)}")


LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def possible(day: PartialDay) -> bool:
    """Whether such a day can be: not the 31st of April, and the 29th of February only of a leap year."""
    if day.month is None or day.day is None:
        return True
    if (day.month, day.day) == (2, 29) and day.year:
        return day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    return 1 <= day.day <= LENGTHS[day.month - 1]
