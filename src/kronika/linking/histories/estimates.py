"""What policies make of a history: best, low and high, the figures that they rest on, and why."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from kronika.linking.histories.counts import Count
from kronika.ontology import Policy, policies
from kronika.records import EstimateRow


class Step(NamedTuple):
    """A different number of a history: its newest figure, how many origins carry it, what became of it."""

    told: Count
    origins: int
    superseded: bool
    too_high: bool
    taken_back: bool
    official: bool

    @property
    def age(self) -> tuple[dt.date, dt.date]:
        """Orders steps by their days: the last on which it may be, then the first."""
        days = self.told.days
        return days.latest or dt.date.min, days.earliest or dt.date.min


def estimates(steps: Sequence[Step], country_wide: bool) -> dict[str, EstimateRow]:
    """The numbers of every policy; `country_wide` says that the history is of a whole country's total."""
    return {name: _estimate(policy, steps, country_wide) for name, policy in policies().items()}


def _estimate(policy: Policy, steps: Sequence[Step], country_wide: bool) -> EstimateRow:
    if country_wide and not policy.country_wide:
        return EstimateRow(why="a total of a whole country is no single event")
    believed = [s for s in steps if policy.retracted or not s.taken_back]
    believed = [s for s in believed if not (policy.credible and s.too_high)]
    if not believed:
        return EstimateRow(why="no figure is left that nobody takes back or holds for too high")
    current = [s for s in believed if not s.superseded] or believed
    official = [s for s in current if s.official] if policy.of == "official" else []
    chosen = official or current
    best, why = BEST[policy.best](policy, chosen, " of an office" if official else "")
    ranged = [best] if policy.range == "own" and best else chosen
    lows, highs = [_low(policy, s) for s in ranged], [_high(policy, s) for s in ranged]
    low = min((n for n in lows if n is not None), default=None)
    high = None if None in highs else max((n for n in highs if n is not None), default=None)
    return EstimateRow(
        best=_number(_point(policy, best)) if best else None,
        low=_number(low),
        high=_number(high),
        figures=sorted({s.told.row.id for s in ranged}),
        why=why,
    )


def _latest(policy: Policy, steps: Sequence[Step], whose: str) -> tuple[Step, str]:
    best = max(steps, key=lambda s: (s.age, s.official, s.origins, _point(policy, s), s.told.row.id))
    return best, f"the newest{whose}: {_named(best)}"


def _lowest(policy: Policy, steps: Sequence[Step], _whose: str) -> tuple[Step, str]:
    best = min(steps, key=lambda s: (_point(policy, s), s.age, s.told.row.id))
    among = f"lowest of {len(steps)}" if len(steps) > 1 else "only one"
    return best, f"the {among} that no later one replaces: {_named(best)}"


def _likeliest(policy: Policy, steps: Sequence[Step], _whose: str) -> tuple[Step, str]:
    most = max(s.origins for s in steps)
    likely = (s for s in steps if s.origins == most)
    best = max(likely, key=lambda s: (s.age, s.official, -_point(policy, s), s.told.row.id))
    origins = "one origin" if most == 1 else f"{most} origins"
    return best, f"the newest that as many as {origins} carry: {_named(best)}"


def _none(_policy: Policy, _steps: Sequence[Step], _whose: str) -> tuple[None, str]:
    return None, "every number that no later one replaces"


BEST: Mapping[str, Callable[[Policy, Sequence[Step], str], tuple[Step | None, str]]] = {
    "latest": _latest,
    "lowest": _lowest,
    "likeliest": _likeliest,
    "none": _none,
}


def _named(step: Step) -> str:
    row = step.told.row
    return f"{row.told}, {row.attributed_to}" if row.attributed_to else row.told


def _vague(policy: Policy, step: Step) -> int | None:
    """The number that the policy takes for a vague word, by its bounds."""
    row = step.told.row
    if row.value is not None or row.low is None or row.high is None:
        return None
    return policy.words.get(f"{row.low:g}..{row.high:g}")


def _point(policy: Policy, step: Step) -> float:
    """One number for a figure: its value, else its bound; the lower one of a range."""
    row, vague = step.told.row, _vague(policy, step)
    told = next((n for n in (vague, row.value, row.low, row.high) if n is not None), 0)
    return float(told)


def _low(policy: Policy, step: Step) -> float | None:
    row, vague = step.told.row, _vague(policy, step)
    if vague is not None:
        return float(vague)
    return next((float(n) for n in (row.value, row.low) if n is not None), None)


def _high(policy: Policy, step: Step) -> float | None:
    row, vague = step.told.row, _vague(policy, step)
    if vague is not None:
        return float(vague)
    return next((float(n) for n in (row.value, row.high) if n is not None), None)


def _number(value: float | None) -> float | int | None:
    if value is None or math.isinf(value):
        return None
    return int(value) if value == int(value) else round(value, 4)
