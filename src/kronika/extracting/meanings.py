"""What a pattern of time means: a closed list of meanings, each of which reads the roles of a match."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kronika.records import Aligned, Amount, Calendar, PartialDay, Shifted, Stretch, TimeValue, Weekdays

Roles = Mapping[str, str]


class Meaning(NamedTuple):
    """The value of an expression, its TIMEX3 kind, and whether the borders are soft beside those of its part."""

    value: TimeValue
    kind: str = "DATE"
    soft: bool = False


def _number(roles: Roles, role: str) -> int | None:
    return int(roles[role]) if role in roles else None


def _calendar(roles: Roles, first: PartialDay, last: PartialDay, part: str | None = None) -> Meaning:
    return Meaning(
        Calendar(
            first=first,
            last=last,
            part=part or roles.get("part"),
            year_offset=_number(roles, "offset"),
            weekday=_number(roles, "weekday"),
            which=roles.get("which"),
        )
    )


def date(roles: Roles) -> Meaning:
    """One day, month or year, as far as it is named."""
    day = PartialDay(_year(roles), _number(roles, "month"), _number(roles, "day"))
    return _calendar(roles, day, day)


def _year(roles: Roles) -> int | None:
    if "school-year" in roles:
        return int(roles["school-year"].split("/")[0]) + 1
    year = roles.get("year", roles.get("any-year"))
    return int(year) if year else None


def slashed(roles: Roles) -> Meaning:
    """`02/06/2031`: day, month and year in one word."""
    day, month, year = map(int, roles["slashed-date"].split("/"))
    return _calendar(roles, PartialDay(year, month, day), PartialDay(year, month, day))


def _ends(roles: Roles) -> tuple[PartialDay, PartialDay]:
    year, last_year = _year(roles), _number(roles, "last-year")
    month, last_month = _number(roles, "month"), _number(roles, "last-month")
    across = bool(month and last_month and month > last_month)  # from December to January: two years
    first_year = year or (last_year - across if last_year and month else None)
    first = PartialDay(first_year, month, _number(roles, "day"))
    end_year = last_year or (year + across if year else None)
    return first, PartialDay(end_year, last_month or month, _number(roles, "last-day"))


def range_(roles: Roles) -> Meaning:
    """From the first to the last; what only one end names holds for the other."""
    return _calendar(roles, *_ends(roles))


def turn(roles: Roles) -> Meaning:
    """The end of one month or year and the beginning of the next."""
    return _calendar(roles, *_ends(roles), "turn")


def decade(roles: Roles) -> Meaning:
    """Ten years; `w latach 60. XIX wieku` names the century too."""
    first = int(roles["decade"]) * 10
    if "century" in roles:
        first = (int(roles["century"]) - 1) * 100 + first % 100
    return _calendar(roles, PartialDay(first), PartialDay(first + 9))


def century(roles: Roles) -> Meaning:
    """A hundred years, of which the first ends in 01; or ten of them: `w drugiej dekadzie XXI wieku`."""
    last = int(roles["century"]) * 100
    if "tens" in roles:
        first = last - 100 + 10 * (int(roles["tens"]) - 1) + 1
        return _calendar(roles, PartialDay(first), PartialDay(first + 9))
    return _calendar(roles, PartialDay(last - 99), PartialDay(last))


def months(roles: Roles) -> Meaning:
    """Whole months of a year, such as a quarter or a season; those that cross its end begin in the year before."""
    first, last = map(int, roles["months"].split("-"))
    year = _year(roles)
    opening = year - (first > last) if year else None
    return _calendar(roles, PartialDay(opening, first), PartialDay(year, last))


def feast(roles: Roles) -> Meaning:
    """Named days: `12-24`, `12-25/12-26`, or counted from Easter Sunday: `easter+60`."""
    first, _, last = roles["feast"].partition("/")
    return _calendar(roles, _feast_day(first, roles), _feast_day(last or first, roles))


def _feast_day(text: str, roles: Roles) -> PartialDay:
    if text.startswith("easter"):
        return PartialDay(_year(roles), easter=int(text.removeprefix("easter") or 0))
    month, day = map(int, text.split("-"))
    return PartialDay(_year(roles), month, day)


def weekday(roles: Roles) -> Meaning:
    """A weekday, or from one to another."""
    first = int(roles["weekday"])
    last = int(roles.get("last-weekday", first))
    return Meaning(Weekdays(first=first, last=last, which=roles.get("which"), week=_number(roles, "week")))


def aligned(roles: Roles) -> Meaning:
    """Whole units of the calendar: `w ubiegłym tygodniu`, `wczoraj`; a run of them with `last-shift`."""
    first = int(roles["shift"])
    last = int(roles.get("last-shift", first))
    part, day = roles.get("part"), _number(roles, "day")
    return Meaning(Aligned(unit=roles["unit"], first=first, last=last, part=part, day=day))


def _counts(roles: Roles) -> tuple[float, float]:
    """How many: `3`, or `3-6` for a word such as `kilka`; one, where no number stands there."""
    low, _, high = roles.get("count", "1").replace(",", ".").partition("-")
    return float(low), float(high or low)


SOFT_UNITS = ("week", "month")


def shifted(roles: Roles) -> Meaning:
    """So many units away: `trzy dni temu` (direction ago), `za rok` (ahead)."""
    low, high = _counts(roles)
    ends = (-high, -low) if roles["direction"] == "ago" else (low, high)
    soft = low != high or low % 1 != 0 or roles["unit"] in SOFT_UNITS
    return Meaning(Shifted(unit=roles["unit"], low=ends[0], high=ends[1]), soft=soft)


def stretch(roles: Roles) -> Meaning:
    """A stretch that ends or begins with the day of reference: `od trzech dni` (ago), `w kolejnych dniach` (ahead)."""
    count = roles.get("count", "")
    _, high = _counts(roles)
    soft = "-" in count or roles.get("borders") == "soft"
    kind = "DURATION" if count and roles["direction"] == "ago" else "DATE"
    ends = (-high, 0.0) if roles["direction"] == "ago" else (float(roles.get("after", 0)), high)
    return Meaning(Stretch(unit=roles["unit"], first=ends[0], last=ends[1]), kind, soft)


UNIT_LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "TNI", "weekend": "WE", "week": "W",
    "month": "M", "quarter": "Q", "half": "H", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
"""TIMEX3's letters of units of length."""


SMALLER = {"year": ("month", 12), "hour": ("minute", 60), "day": ("hour", 24)}
"""What parts of a unit are counted in: `półtora roku` is P18M."""


def _length(roles: Roles) -> str:
    low, high = _counts(roles)
    unit = roles["unit"]
    if low == high and low % 1 and unit in SMALLER:
        unit, times = SMALLER[unit]
        low = high = low * times
    letter = UNIT_LETTERS[unit]
    number = "X" if low != high else f"{low:g}"
    return f"PT{number}{letter[1:]}" if letter[0] == "T" and letter != "TNI" else f"P{number}{letter}"


def length(roles: Roles) -> Meaning:
    """How long: `trzy dni`, `półtora roku`; a word such as `trzydniowy` gives it outright."""
    return Meaning(Amount(timex=roles.get("timex") or _length(roles)), "DURATION")


def repeated(roles: Roles) -> Meaning:
    """How often: `codziennie`, `co dwa tygodnie`, `w piątki`."""
    if "weekday" in roles:
        return Meaning(Amount(timex=f"XXXX-WXX-{int(roles['weekday']) + 1}"), "SET")
    return Meaning(Amount(timex=_length(roles)), "SET")


def nothing(_: Roles) -> Meaning | None:
    """No time at all, though its words look like one: `powstanie styczniowe`."""
    return None


def clock(roles: Roles) -> Meaning:
    """A time of day: `o godz. 15.30`, `rano`."""
    return Meaning(Amount(timex=clock_of(roles) or "T"), "TIME")


def clock_of(roles: Roles) -> str | None:
    """The time of day that roles give, in TIMEX3's notation: `T15:30`, `TMO`."""
    if "clock" in roles:
        hour, minute = map(int, roles["clock"].replace(".", ":").split(":"))
    elif "hour" in roles:
        hour, minute = int(roles["hour"]), int(roles.get("minute", 0))
    else:
        return f"T{roles['daytime']}" if "daytime" in roles else None
    if roles.get("daytime") in ("AF", "EV", "NI") and hour < 12 and not (roles["daytime"] == "NI" and hour < 6):
        hour += 12
    return f"T{hour:02d}:{minute:02d}"


MEANINGS: dict[str, Callable[[Roles], Meaning | None]] = {
    "nothing": nothing,
    "date": date,
    "slashed": slashed,
    "range": range_,
    "turn": turn,
    "decade": decade,
    "century": century,
    "months": months,
    "feast": feast,
    "weekday": weekday,
    "aligned": aligned,
    "shifted": shifted,
    "stretch": stretch,
    "length": length,
    "repeated": repeated,
    "clock": clock,
}
