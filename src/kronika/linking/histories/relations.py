"""How two figures of a story relate: an ordered list of named rules, each with its reason in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kronika import calendar
from kronika.calendar import Interval
from kronika.linking.histories.counts import ABOUT, OVER, Count, begins_earlier, days_of, is_long, leans, order
from kronika.ontology import Measure

SAME, UPDATE, REFINE, COMPATIBLE = "same", "update", "refine", "compatible"
CONTRADICT, DISPUTE = "contradict", "dispute"
EVENT, CUMULATIVE = "event", "cumulative"


class Pair(NamedTuple):
    """Two counts, the first the earlier one where their days tell; what is known of them together.

    `copied` says that one stands in a copy of the other's passage, `apart` that their places are known to differ, one
    of them told in its sentence. `order` is that of their days: -1, 0 for the same day, None where unknown; `sure`
    says that no day of the one is one of the other.
    """

    first: Count
    second: Count
    measure: Measure
    copied: bool
    apart: bool
    order: int | None
    sure: bool

    @property
    def opposed(self) -> bool:
        """Whether two who are named, and not both offices, give them."""
        named = self.first.source is not None and self.second.source is not None
        return named and not self.same_source and not (self.first.row.official and self.second.row.official)

    @property
    def same_source(self) -> bool:
        """Whether one and the same gives both."""
        names = [frozenset((count.source or "").split()) for count in (self.first, self.second)]
        return bool(names[0]) and (names[0] == names[1] or (min(map(len, names)) > 1 and _nested(*names)))

    @property
    def names(self) -> str:
        """Both numbers with their days, for a reason."""
        return f"{_named(self.first)}, {_named(self.second)}"


class Verdict(NamedTuple):
    """A relation, the rule that gave it, and why; `turned` says that the second count is the earlier one."""

    relation: str
    rule: str
    why: str
    turned: bool = False


def pair_of(one: Count, other: Count, measure: Measure, copied: bool, apart: bool) -> Pair:
    """Two counts in the order of their days, else of their places."""
    days = days_of(one, other)
    together = one.row.article == other.row.article and days[0] == days[1]
    told = 0 if together else order(*days)
    sure = told is not None
    told = leans(*days) if told is None else told
    first, second = (other, one) if told == 1 or (told != -1 and other.key < one.key) else (one, other)
    return Pair(first, second, measure, copied, apart, -1 if told in (-1, 1) else told, sure)


def relate(pair: Pair) -> Verdict:
    """The verdict of the first rule that fits."""
    for rule in RULES:
        if verdict := rule(pair):
            return verdict
    why = f"{pair.names}: both cannot be true of the same day"
    return Verdict(CONTRADICT, "contradict", why)


def part(pair: Pair) -> Verdict | None:
    """`12 osób, w tym troje dzieci`."""
    one, other = pair.first.row, pair.second.row
    if other.part_of == one.id or one.part_of == other.id:
        return Verdict(COMPATIBLE, "part", f"{one.told}, {other.told}: the words say that one is part of the other")
    some, people = (pair.first, pair.second) if one.of_some else (pair.second, pair.first)
    if one.of_some != other.of_some and some.high < people.low:
        return Verdict(COMPATIBLE, "part", f"{pair.names}: the words say that it is some of them")
    return None


def replaced(pair: Pair) -> Verdict | None:
    """`wzrosła z 12 do 19`, `wcześniej mówiono o 12`: the report itself tells the old number beside the new one."""
    if pair.first.row.article != pair.second.row.article or pair.first.row.old == pair.second.row.old:
        return None
    old, new = (pair.first, pair.second) if pair.first.row.old else (pair.second, pair.first)
    rule = "level" if not pair.measure.grows else "growth" if new.low >= old.low else "revision"
    why = f"{old.row.told}, {new.row.told}: the report tells the old number and the new"
    return Verdict(UPDATE, rule, why, turned=old is pair.second)


def group(pair: Pair) -> Verdict | None:
    """Policemen and demonstrators."""
    for column in ("group", "owner"):
        one, other = getattr(pair.first.row, column), getattr(pair.second.row, column)
        if one is not None and other is not None and one != other:
            return Verdict(COMPATIBLE, "group", f"{pair.names}: {one} are counted here, {other} there")
    return None


def place(pair: Pair) -> Verdict | None:
    """One town, and another or the whole country."""
    if not pair.apart:
        return None
    one, other = pair.first.row.place, pair.second.row.place
    return Verdict(COMPATIBLE, "scope", f"{pair.names}: counted in {one} here, in {other} there")


def other_days(pair: Pair) -> Verdict | None:
    """`w środę zginęło siedmiu, w czwartek dwunastu`: two events; or one day among those of the other."""
    one, other = _event_days(pair.first), _event_days(pair.second)
    if pair.measure.daily and pair.measure.grows and None in (one, other) and _both_events(pair):
        return Verdict(COMPATIBLE, "scope", f"{pair.names}: each of an event of its own, for all that is told")
    unnamed = one is None and other is None and _both_events(pair) and pair.order == -1
    if unnamed and pair.measure.grows:
        return Verdict(COMPATIBLE, "scope", f"{pair.names}: each of its own day")
    if one is None or other is None or not pair.measure.grows:
        return None
    if order(one, other) in (-1, 1):
        return Verdict(COMPATIBLE, "scope", f"{pair.names}: of one day here, of another there")
    if one != other and (_holds(one, other) or _holds(other, one)):
        return Verdict(COMPATIBLE, "scope", f"{pair.names}: of some of the days of the other")
    return None


def same(pair: Pair) -> Verdict | None:
    """The same number, in whatever words."""
    if not _equal(pair.first, pair.second):
        return None
    if pair.copied:
        return Verdict(SAME, "copy", f"{pair.names}: one passage is a copy of the other")
    return Verdict(SAME, "equal", f"{pair.names}: the same number")


def some_of_all(pair: Pair) -> Verdict | None:
    """A group beside all people."""
    one, other = pair.first.row.group, pair.second.row.group
    if one == other or not (pair.first.low > pair.second.high or pair.second.low > pair.first.high):
        return None
    return Verdict(COMPATIBLE, "group", f"{pair.names}: {one or other} alone are counted in one of them")


def some_of_people(pair: Pair) -> Verdict | None:
    """`dwóch dokerów` beside `64 osoby`: fewer of whom more is said, unless more people are told of later."""
    first, second = pair.first, pair.second
    if first.row.specific == second.row.specific or not pair.measure.toll:
        return None
    some, people = (first, second) if first.row.specific else (second, first)
    beside = pair.order == 0 or (pair.order == -1 and some is second and pair.measure.grows and not second.row.revised)
    if some.high >= people.low or not beside:
        return None
    return Verdict(COMPATIBLE, "group", f"{pair.names}: one counts {some.row.who} alone")


def event_in_total(pair: Pair) -> Verdict | None:
    """A day's toll after the total; of what is counted a day at a time also before it."""
    first, second = pair.first, pair.second
    if {first.row.scope, second.row.scope} != {EVENT, CUMULATIVE}:
        return None
    named = first.row.scope == EVENT and first.row.on_earliest is not None
    if not pair.measure.daily and pair.order == -1 and named:
        return None
    event, total = (first, second) if first.row.scope == EVENT else (second, first)
    if event.low > total.high:
        return None
    return Verdict(COMPATIBLE, "scope", f"{pair.names}: one is of a single event or day, one is a total")


def all_of_them(pair: Pair) -> Verdict | None:
    """`w całym kraju`, `od początku wojny`, beside one town or one attack."""
    first, second = pair.first, pair.second
    if first.row.whole == second.row.whole or first.row.scope == second.row.scope == CUMULATIVE:
        return None
    every, some = (first, second) if first.row.whole else (second, first)
    bounded = some.row.scope == EVENT or (some.row.place is not None and some.row.place != every.row.place)
    if not bounded or some.low > every.high:
        return None
    return Verdict(COMPATIBLE, "scope", f"{pair.names}: one counts all, of the country or from the beginning on")


def narrower(pair: Pair) -> Verdict | None:
    """`kilkudziesięciu`, then `37`."""
    first, second = pair.first, pair.second
    inside = first.low <= second.low and second.high <= first.high
    goes_on = pair.order == 0 and (pair.same_source or second.row.revised)
    narrows = (first.low, first.high) != (second.low, second.high)
    if not (inside and narrows) or not (pair.order == -1 or goes_on or _may_grow(pair)):
        return None
    return Verdict(REFINE, "refine", f"{pair.names}: the later one is narrower and lies within the other")


def overlapping(pair: Pair) -> Verdict | None:
    """`ponad 2 tys.` and `2 030`."""
    if pair.first.low > pair.second.high or pair.second.low > pair.first.high:
        return None
    return Verdict(COMPATIBLE, "bounds", f"{pair.names}: both can be true of one count")


def corrected(pair: Pair) -> Verdict | None:
    """A later count takes the number down, and says so or comes from the same source."""
    lower = pair.second.high < pair.first.low
    later = (pair.order == -1 and (pair.sure or pair.second.row.revised)) or (
        pair.order == 0 and pair.second.row.revised
    )
    told = pair.second.row.revised or (pair.same_source and pair.measure.grows)
    if not (lower and later and told and pair.measure.grows):
        return None
    why = "the words tell of a correction" if pair.second.row.revised else "the same source takes it down"
    return Verdict(UPDATE, "revision", f"{pair.names}: {why}")


def grown(pair: Pair) -> Verdict | None:
    """A later, higher number of what only grows."""
    if not pair.measure.grows or pair.second.low <= pair.first.high:
        return None
    if pair.order == -1 and pair.sure:
        return Verdict(UPDATE, "growth", f"{pair.names}: later and higher")
    if pair.order == -1 and pair.first.row.article != pair.second.row.article:
        return Verdict(UPDATE, "growth", f"{pair.names}: higher, and its days lie later, though they meet")
    if pair.order == 0 and pair.same_source and pair.first.row.article != pair.second.row.article:
        return Verdict(UPDATE, "growth", f"{pair.names}: the same source counts on")
    return None


def grown_by_itself(pair: Pair) -> Verdict | None:
    """Where days do not tell: the lower number of what only grows is the earlier one, if its days allow it."""
    if not pair.measure.grows or pair.order is not None:
        return None
    low, high = sorted((pair.first, pair.second), key=lambda c: c.low)
    agree = low.source is not None and (low.source == high.source or (low.row.official and high.row.official))
    if not agree and (pair.opposed or not begins_earlier(low.days, high.days)):
        return None
    if is_long(low.days) or is_long(high.days):
        return None
    why = f"{_named(low)}, {_named(high)}: what only grows was lower before"
    return Verdict(UPDATE, "growth", why, turned=low is pair.second)


def moved(pair: Pair) -> Verdict | None:
    """A later number of what goes up and down."""
    if pair.order != -1 or pair.opposed or (pair.measure.grows and pair.measure.people):
        return None
    return Verdict(UPDATE, "level", f"{pair.names}: a later number of what goes up and down")


def some_owner(pair: Pair) -> Verdict | None:
    """`100 tys. rosyjskich żołnierzy`, `4 tys. żołnierzy`: whose the others are is not told."""
    if (pair.first.row.owner is None) == (pair.second.row.owner is None):
        return None
    return Verdict(COMPATIBLE, "group", f"{pair.names}: of one of them it is not told whose they are")


def open_above(pair: Pair) -> Verdict | None:
    """`ponad 100` and `250`: far above what a reader takes it for, but not against the words."""
    lower = pair.first if pair.first.high < pair.second.low else pair.second
    if lower.row.modifier != OVER:
        return None
    return Verdict(COMPATIBLE, "bounds", f"{pair.names}: what is more than the one may be the other")


def unknown_days(pair: Pair) -> Verdict | None:
    """Numbers that differ, and may be of different days."""
    if pair.order is not None and pair.sure:
        return None
    return Verdict(COMPATIBLE, "days", f"{pair.names}: they may be of different days")


def later(pair: Pair) -> Verdict | None:
    """A later number of another source that tells of no correction."""
    if pair.order != -1:
        return None
    which = "lower" if pair.second.high < pair.first.low else "higher"
    why = f"a later, {which} number of another source that tells of no correction"
    return Verdict(COMPATIBLE, "later", f"{pair.names}: {why}; what each counts may differ")


RULES: tuple[Callable[[Pair], Verdict | None], ...] = (
    part,
    replaced,
    group,
    some_of_all,
    place,
    other_days,
    same,
    event_in_total,
    all_of_them,
    some_of_people,
    narrower,
    overlapping,
    corrected,
    grown,
    grown_by_itself,
    moved,
    unknown_days,
    later,
    some_owner,
    open_above,
)


def _equal(one: Count, other: Count) -> bool:
    a, b = one.row, other.row
    if a.value is not None and b.value is not None:
        return a.value == b.value
    return (a.value, a.low, a.high) == (b.value, b.low, b.high) and a.modifier != ABOUT


def _may_grow(pair: Pair) -> bool:
    """Where days do not tell: whether those of the wider number begin earlier, and nobody named is against it."""
    unknown = pair.order is None and pair.measure.grows
    return unknown and not pair.opposed and begins_earlier(pair.first.days, pair.second.days)


def _both_events(pair: Pair) -> bool:
    """Whether both are of single events, and not the same number of one."""
    return pair.first.row.scope == pair.second.row.scope == EVENT and not _equal(pair.first, pair.second)


def _nested(one: frozenset[str], other: frozenset[str]) -> bool:
    """`ministerstwo zdrowia`, `ministerstwo zdrowia Boliwii`."""
    return one <= other or other <= one


def _holds(one: Interval, other: Interval) -> bool:
    """Whether all days of the other are days of the one."""
    return None not in (*one, *other) and one[0] <= other[0] and other[1] <= one[1]  # type: ignore[operator]


def _event_days(count: Count) -> Interval | None:
    row = count.row
    if row.scope != EVENT or row.on_earliest is None or row.on_latest is None:
        return None
    return calendar.of(row.on_earliest, row.on_latest)


def _named(count: Count) -> str:
    """The number with its days: `12 (2022-01-06)`."""
    days = count.days
    first, last = days.earliest, days.latest
    if first is None and last is None:
        return f"{count.row.told} (day unknown)"
    if first == last:
        return f"{count.row.told} ({first})"
    return f"{count.row.told} ({first or '…'} to {last or '…'})"
