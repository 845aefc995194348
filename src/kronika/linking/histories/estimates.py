"""What policies make of a history: best, low and high, the figures that they rest on, and why."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from kronika.linking.histories.counts import Count
from kronika.ontology import Policy, policies
from kronika.records import EstimateRow


class Step(NamedTuple):
    """A different number of a history: its first figure, how many origins carry it, what became of it."""

    told: Count
    origins: int
    superseded: bool
    too_high: bool
    official: bool


def estimates(steps: Sequence[Step], country_wide: bool) -> dict[str, EstimateRow]:
    """The numbers of every policy; `country_wide` says that the history is of a whole country's total."""
    return {name: _estimate(policy, steps, country_wide) for name, policy in policies().items()}


def _estimate(policy: Policy, steps: Sequence[Step], country_wide: bool) -> EstimateRow:
    if country_wide and not policy.country_wide:
        return EstimateRow(why="a total of a whole country is no single event")
    current = [s for s in steps if not s.superseded and not (policy.credible and s.too_high)]
    official = [s for s in current if s.official] if policy.of == "official" else []
    chosen = official or current
    if not chosen:
        return EstimateRow(why="no figure is left that nobody takes back or holds for too high")
    best, why = BEST[policy.best](policy, chosen)
    ranged = [best] if policy.range == "own" and best else chosen
    lows, highs = [_low(policy, s) for s in ranged], [_high(policy, s) for s in ranged]
    low = min((n for n in lows if n is not None), default=None)
    high = None if None in highs else max((n for n in highs if n is not None), default=None)
    whose = " of an office" if official else ""
    return EstimateRow(
        best=_number(_point(policy, best)) if best else None,
        low=_number(low),
        high=_number(high),
        figures=sorted({s.told.row.id for s in ranged}),
        why=why.format(whose=whose),
    )


def _latest(_policy: Policy, steps: Sequence[Step]) -> tuple[Step, str]:
    best = max(steps, key=lambda s: (s.told.key, s.origins))
    return best, f"the newest{{whose}}: {_named(best)}"


def _lowest(policy: Policy, steps: Sequence[Step]) -> tuple[Step, str]:
    best = min(steps, key=lambda s: (_point(policy, s), s.told.key))
    among = f"lowest of {len(steps)}" if len(steps) > 1 else "only one"
    return best, f"the {among} that no later one replaces: {_named(best)}"


def _likeliest(policy: Policy, steps: Sequence[Step]) -> tuple[Step, str]:
    most = max(s.origins for s in steps)
    best = max((s for s in steps if s.origins == most), key=lambda s: (s.told.key, -_point(policy, s)))
    origins = "one origin" if most == 1 else f"{most} origins"
    return best, f"the newest that as many as {origins} carry: {_named(best)}"


def _none(_policy: Policy, _steps: Sequence[Step]) -> tuple[None, str]:
    return None, "every number that no later one replaces"


BEST: Mapping[str, Callable[[Policy, Sequence[Step]], tuple[Step | None, str]]] = {
    "latest": _latest,
    "lowest": _lowest,
    "likeliest": _likeliest,
    "none": _none,
}


def _named(step: Step) -> str:
    row = step.told.row
    return f"{row.text}, {row.attributed_to}" if row.attributed_to else row.text


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
