"""The days of publication of a story's reports, found from what all of them say together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kronika.calendar import UNKNOWN, Interval
from kronika.linking.dating import steps
from kronika.linking.dating.conflicts import conflicts
from kronika.linking.dating.constraints import Constraint, Days, solve
from kronika.linking.dating.habits import Leaning, apart, leanings, near, sharing
from kronika.linking.dating.matches import likely_matches
from kronika.linking.dating.sources import Source, domain, middle, span
from kronika.linking.dating.sure import is_sure, sure
from kronika.linking.dating.telling import tellings
from kronika.linking.dating.weighing import Match, Vector, holds, likely, plant, weigh
from kronika.linking.days import CORRECTED
from kronika.linking.entities import Entities
from kronika.linking.report import Report
from kronika.records import ReuseRow, Step, TimeFinding

LEAD = 2
"""Sentences that tell the news."""
CLOSE = 3
"""Days within which a report must settle to speak to all others as if its day were given."""
SHOWN_GONE = 3
"""Contradictions that a proof shows."""
SHOWN = 5
"""Matches that a proof shows, the likeliest first."""
BORNE_OUT = 0.5
"""The chance, and the share of its pairs of days left, from which on a match is shown as a reason."""


class Dated(NamedTuple):
    """A report with the days it may be of, and the steps that led there.

    `open_first` and `open_last` say that nothing bounds it on that side; `source` is None where nothing is known;
    `chances` says how likely each day is, also of those that are not kept, `conflicts` are dates that the report gives
    for one and the same.
    """

    report: Report
    source: Source | None
    days: Days
    open_first: bool
    open_last: bool
    proof: list[Step]
    chances: Mapping[int, float] = {}
    conflicts: Sequence[tuple[TimeFinding, TimeFinding]] = ()

    @property
    def interval(self) -> Interval:
        """The days of publication, an end that nothing bounds left open."""
        if not self.days:
            return self.report.published.interval
        first = None if self.open_first else dt.date.fromordinal(min(self.days))
        last = None if self.open_last else dt.date.fromordinal(max(self.days))
        return Interval(first, last)


def date(
    reports: Sequence[Report], entities: Entities, shared: Iterable[ReuseRow], onsets: Collection[str] = ()
) -> list[Dated]:
    """The reports of one story with their days. The order in which they come makes no difference.

    `onsets` are the lemmas that tell how something began.
    """
    hull = span(reports)
    found = {r.name: domain(r.published.interval, hull) for r in reports}
    told = {r.name: tellings(r, entities, onsets, LEAD) for r in reports}
    unsure = any(len(days) > 1 for days in found.values())
    sources = {
        r.name: Source(
            r,
            told[r.name] if unsure else [],
            found[r.name],
            middle(hull) if r.published.interval == UNKNOWN else None,
        )
        for r in reports
        if found[r.name]
    }
    among = [row for row in shared if row.article in sources and row.other in sources]
    found_days = _dated(reports, sources, among, hull)
    return [d._replace(conflicts=conflicts(d.report, told[d.report.name])) for d in found_days]


def _dated(
    reports: Sequence[Report], sources: Mapping[str, Source], shared: Sequence[ReuseRow], hull: Interval
) -> list[Dated]:
    ordered = [sources[name] for name in sorted(sources)]
    matches = likely_matches(ordered)
    solution = solve({s.name: s.domain for s in ordered}, sure(ordered, shared, matches))
    open_matches = [m for m in matches if not is_sure(m)]
    leans = leanings(ordered, solution.domains)
    chances = _again(solution.domains, leans, open_matches, sharing(shared))
    settled = {name: likely(solution.domains[name], found) for name, found in chances.items()}
    by_name = {r.name: r for r in reports}
    return [
        _one(
            report,
            sources.get(report.name),
            settled.get(report.name, frozenset()),
            dict(zip(sorted(solution.domains.get(report.name, ())), chances.get(report.name, ()), strict=True)),
            [
                *_given(report, hull),
                *(steps.compared(c.rule, c, report.name, by_name) for c in solution.narrowed.get(report.name, [])),
                *_weighed(report, settled, solution.domains, open_matches, leans, by_name),
                *_gone(report, solution.dropped, by_name),
            ],
        )
        for report in reports
    ]


def _settled(
    domains: Mapping[str, Days],
    leans: Mapping[str, Leaning],
    matches: Sequence[Match],
    pairs: Collection[tuple[str, str]],
) -> dict[str, Vector]:
    """How likely each day of each report is, by what is likely the same and by how newsrooms date.

    A report lies near those that its matches lead to, and near all others of the story.
    """
    forest = plant(domains, {name: lean.chances for name, lean in leans.items()}, matches, pairs, apart)
    alone = weigh(forest, {})
    joined = forest.joined()
    drawn = {
        name: near(days, [(domains[o], alone[o]) for o in sorted(alone) if o not in joined[name]])
        for name, days in domains.items()
        if len(days) > 1
    }
    return weigh(forest, drawn)


def _again(
    domains: Mapping[str, Days],
    leans: Mapping[str, Leaning],
    matches: Sequence[Match],
    pairs: Collection[tuple[str, str]],
) -> dict[str, Vector]:
    """As `_settled`, and then once more with what settled within a few days as given: it speaks to all others."""
    if all(len(days) == 1 for days in domains.values()):
        return {name: np.ones(1) for name in domains}
    first = _settled(domains, leans, matches, pairs)
    kept = {name: likely(domains[name], chances) for name, chances in first.items()}
    given = {name: days for name, days in kept.items() if max(days) - min(days) < CLOSE}
    if not given or len(given) == len(domains):
        return first
    known = {name: given.get(name, days) for name, days in domains.items()}
    left = {**leans, **{name: _restricted(leans[name], domains[name], days) for name, days in given.items()}}
    second = _settled(known, left, matches, pairs)
    return {name: chances if name in given else second[name] for name, chances in first.items()}


def _restricted(lean: Leaning, days: Days, kept: Days) -> Leaning:
    chances = [chance for day, chance in zip(sorted(days), lean.chances, strict=True) if day in kept]
    return lean._replace(chances=np.array(chances))


def _one(report: Report, source: Source | None, days: Days, chances: Mapping[int, float], proof: list[Step]) -> Dated:
    own = report.published.interval
    first = bool(source and days) and own.earliest is None and min(days) == min(source.domain)  # type: ignore[union-attr]
    last = bool(source and days) and own.latest is None and max(days) == max(source.domain)  # type: ignore[union-attr]
    return Dated(report, source, days, first, last, proof, chances)


def _given(report: Report, hull: Interval) -> list[Step]:
    """What the input says, or the convention that stands in for it."""
    given = [steps.days(report.published.rule, report.published.interval)]
    if report.published.interval != UNKNOWN:
        return given
    return [*(given if report.published.rule == CORRECTED else []), steps.days("window", hull)]


def _gone(report: Report, dropped: Sequence[Constraint], reports: Mapping[str, Report]) -> list[Step]:
    """What gave way in a report, the surest first."""
    mine = [c for c in dropped if _of(c, report.name)][:SHOWN_GONE]
    return [steps.compared("gave-way", c, report.name, reports) for c in mine]


def _of(constraint: Constraint, name: str) -> bool:
    return name in (constraint.one.report, constraint.other.report)


def _weighed(
    report: Report,
    settled: Mapping[str, Days],
    sure_days: Mapping[str, Days],
    matches: Sequence[Match],
    leans: Mapping[str, Leaning],
    reports: Mapping[str, Report],
) -> list[Step]:
    """What made the settled days likelier than the others: habits and matches that hold on them."""
    name = report.name
    if name not in settled or settled[name] == sure_days[name]:
        return []
    habits = [steps.said(rule, report, *where) for rule, where in leans[name].reasons]
    mine = [m for m in matches if _of(m.constraint, name)]
    held = [
        m
        for m in mine
        if m.chance >= BORNE_OUT and _share(m.constraint, settled) >= BORNE_OUT > _share(m.constraint, sure_days)
    ]
    held = sorted(held, key=lambda m: (-m.chance, m.constraint.one[:3], m.constraint.other[:3]))[:SHOWN]
    told = [steps.compared(f"likely-{m.constraint.rule}", m.constraint, name, reports, m.chance) for m in held]
    last = sorted(settled[name])
    kept = Interval(dt.date.fromordinal(last[0]), dt.date.fromordinal(last[-1]))
    return [*habits, *told, steps.days("kept", kept)]


def _share(constraint: Constraint, days: Mapping[str, Days]) -> float:
    """The share of pairs of days on which a constraint holds."""
    return float(holds(constraint, days).mean())
