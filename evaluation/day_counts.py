"""How newsrooms date, counted on real press: what the tables of `kronika.linking.dating` rest on.

Each table stands beside the one in use (`…_used`). `newest_weekday`, `newest_date`, `lead_date`: the shares of dated
reports by how many days after the newest weekday or date that they, or their leads, tell as past they were published;
`next_date`: by how many days before the first date that they tell as future. `today`: of reports that say
`today` and a past weekday, those that were published on such a weekday. `apart`: the shares of pairs of reports of one
story by the days between them; a figure counts from the one before it on.

`same`, `today_same`, `news`, `told`: of pieces of two reports that may tell the same, by how alike they are from there
on, the share whose days stand in the relation that the program infers. `…_said` is how likely it holds them on average
for the months of the two reports, and `…_pairs` says how many there are. Passages that are copied do not count.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from statistics import mean
from typing import NamedTuple
from unittest.mock import patch

from evaluation.day_scores import Figures
from evaluation.linker import Told
from kronika.linking.dating import habits, matches
from kronika.linking.dating.publication import LEAD
from kronika.linking.dating.sources import Source
from kronika.linking.dating.telling import tellings
from kronika.linking.dating.weighing import Match
from kronika.linking.report import Report, by_story
from kronika.records import ReuseRow

PAIRS = 150
"""Of the pairs of a story at most so many are drawn, so that no long one outweighs the others."""
SMALL = 14
"""Reports of a story whose distances are counted: a long one would give more pairs than all others."""

Dated = tuple[Report, dt.date]
Shares = Sequence[tuple[int, float]]
"""The table of a habit: up to so many days, exclusive, this share."""


class Judged(NamedTuple):
    """Two pieces that may tell the same: the sort of match, how alike they are, the chance given, and the truth."""

    sort: str
    likeness: float
    chance: float
    holds: bool


def counted(told: Told, dated: Sequence[Dated]) -> dict[str, Figures]:
    """All tables, each with the one in use, over the reports whose day is known."""
    sources = [_source(told, report, [day]) for report, day in dated]
    tables: dict[str, Figures] = {}
    for name, table in _looked_up().items():
        offset = habits.LATE if name == "next_date" else 0
        tables |= _by_days(name, [days_between(source, table.name) for source in sources], table.shares, offset)
    apart = _by_days("apart", distances(dated), habits.APART)
    return {**tables, **_today(sources), **apart, **_by_likeness(judged(told, dated))}


class Habit(NamedTuple):
    """The name of what is looked up by days in `habits`, and the table that it is made of."""

    name: str
    shares: Shares


def _looked_up() -> dict[str, Habit]:
    """What a report leans by, as far as it is in use."""
    weekdays = [(end + 1, share) for end, share in enumerate(habits.NEWEST_WEEKDAY)]
    made = {"newest_date": ("BY_DATE", "NEWEST_DATE"), "lead_date": ("BY_LEAD", "LEAD_DATE")}
    made["next_date"] = ("BY_NEXT", "NEXT_DATE")
    used = {name: Habit(of, getattr(habits, by)) for name, (of, by) in made.items() if hasattr(habits, of)}
    return {"newest_weekday": Habit("NEWEST_WEEKDAY", weekdays), **used}


def _source(told: Told, report: Report, days: Iterable[dt.date]) -> Source:
    """The report as one that may be of any of these days."""
    return Source(report, tellings(report, told.entities, (), LEAD), frozenset(day.toordinal() for day in days), None)


EVEN = [1.0] * habits.FAR
COUNTING = [number + 2.0 for number in range(habits.FAR)]
"""In place of a table of shares: what is looked up tells the number of days, and stays apart from 1, which is none."""


def days_between(source: Source, table: str) -> int | None:
    """How many days lie between the only day of a source and the one by which a table says how likely that is; None
    where the report tells no such day."""
    even = {habit.name: EVEN for habit in _looked_up().values()}
    with patch.multiple(habits, **{**even, "TODAY": 1.0, table: COUNTING}):
        looked_up = habits.leaning(source, source.domain).chances[0]
    return None if looked_up == 1 else round(looked_up - COUNTING[0])


def _by_days(name: str, found: Iterable[int | None], table: Shares, offset: int = 0) -> dict[str, Figures]:
    """The shares of numbers of days in the stretches of a table, and the table; a figure counts from `offset` on."""
    known = [days for days in found if days is not None]
    starts = [0, *(end for end, _ in table)]
    stretches = Counter(max(start for start in starts if start <= days) for days in known)
    shares = {str(start - offset): stretches[start] / len(known) for start in starts} if known else {}
    used = {str(start - offset): share for start, (_, share) in zip(starts, table, strict=False)}
    return {name: {"of": len(known), **shares}, f"{name}_used": used}


def _today(sources: Iterable[Source]) -> dict[str, Figures]:
    with patch.multiple(habits, **{habit.name: EVEN for habit in _looked_up().values()}, TODAY=0.0):
        leans = [habits.leaning(source, source.domain) for source in sources]
    named = [lean.chances[0] == 0 for lean in leans if any(rule == "today" for rule, _ in lean.reasons)]
    return {"today": {"of": len(named), "share": sum(named) / len(named) if named else 0.0}}


def distances(dated: Iterable[Dated]) -> list[int]:
    """The days between any two reports of each story of few."""
    stories = by_story([report for report, _ in dated])
    days = {report.name: day for report, day in dated}
    small = (own for own in stories.values() if len(own) <= SMALL)
    return [abs((days[a.name] - days[b.name]).days) for own in small for a, b in combinations(own, 2)]


def judged(told: Told, dated: Iterable[Dated]) -> Iterator[Judged]:
    """The pieces of reports of one story that may tell the same if only their months were known, with the truth."""
    days = {report.name: day for report, day in dated}
    stories: dict[str, list[Source]] = defaultdict(list)
    for report, day in dated:
        stories[report.story].append(_source(told, report, _month(day)))
    copied: dict[tuple[str, str], list[ReuseRow]] = defaultdict(list)
    for row in told.shared:
        copied[row.article, row.other].append(row)
    for story in sorted(stories):
        pairs = list(combinations(stories[story], 2))
        for pair in random.Random(1).sample(pairs, min(PAIRS, len(pairs))):
            sources = {source.name: source for source in pair}
            found = matches.likely_matches(pair)
            yield from (_judged(m, sources, days) for m in found if not _is_copied(m, copied))


def _month(day: dt.date) -> list[dt.date]:
    first = day.replace(day=1)
    days = (first + dt.timedelta(days=number) for number in range(31))
    return [one for one in days if one.month == day.month]


def _is_copied(match: Match, shared: Mapping[tuple[str, str], Sequence[ReuseRow]]) -> bool:
    """Whether both pieces stand in one passage that the reports share."""
    one, other = sorted((match.constraint.one, match.constraint.other), key=lambda clue: clue.report)
    return any(
        row.start <= one.start < row.end and row.other_start <= other.start < row.other_end
        for row in shared[one.report, other.report]
    )


def _judged(match: Match, sources: Mapping[str, Source], days: Mapping[str, dt.date]) -> Judged:
    found, clues = match.constraint, (match.constraint.one, match.constraint.other)
    free = found.rule == "same" and any(sources[clue.report].is_free(clue.start) for clue in clues)
    one, other = (clue.days.get(days[clue.report].toordinal()) for clue in clues)
    holds = one is not None and other is not None and found.relation(one, other)
    return Judged("today" if free else found.rule, found.score, match.chance, holds)


def _by_likeness(found: Iterable[Judged]) -> dict[str, Figures]:
    """The share of matches that hold, by sort and likeness, what the program says of it, and the table in use."""
    tables: dict[str, Figures] = {}
    known = list(found)
    for sort, table in matches.SHARES.items():
        borders = [least for least, _ in table]
        bins: dict[str, list[Judged]] = {str(least): [] for least in borders}
        for one in (one for one in known if one.sort == sort and one.likeness >= borders[0]):
            bins[str(max(least for least in borders if least <= one.likeness))].append(one)
        name = "today_same" if sort == "today" else sort
        tables[name] = {least: mean(o.holds for o in held) for least, held in bins.items() if held}
        tables[f"{name}_said"] = {least: mean(o.chance for o in held) for least, held in bins.items() if held}
        tables[f"{name}_pairs"] = {least: len(held) for least, held in bins.items()}
        tables[f"{name}_used"] = {str(least): share for least, share in table}
    return tables
