"""Fails where a score is below its floor in `floors.json`: `python -m evaluation gate`.

Those of `syntax`, `names`, `bases`, `entities`, `stories`, `days`, `statements`, `sameness`, `figures`, `events`,
`disagreements`, `origins` and `timeline` are held where the pack has its trained model.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).parent / "floors.json"

CEILINGS = ("wrong", "median_width", "invented", "spurious")
"""Figures that count faults or days too many: their floors are ceilings."""

Scores = dict[str, dict[str, Any]]


def sections() -> Iterator[tuple[str, Callable[[], Scores | str]]]:
    """The sections of `floors.json`, each with what gives its scores or the reason why there are none."""
    from evaluation import (
        bases,
        days,
        disagreements,
        entities,
        events,
        figures,
        measure,
        names,
        origins,
        sameness,
        statements,
        stories,
        syntax,
        timeline,
    )

    for task in measure.TASKS:
        yield task.name, partial(_of_task, task)
    yield "syntax", partial(_of_model, syntax)
    yield "names", partial(_of_model, names)
    yield "bases", partial(_of_model, bases)
    yield "entities", partial(_of_pipeline, entities)
    yield "stories", partial(_of_pipeline, stories)
    yield "days", partial(_of_pipeline, days)
    yield "statements", partial(_of_pipeline, statements)
    yield "sameness", partial(_of_pipeline, sameness)
    yield "figures", partial(_of_pipeline, figures)
    yield "events", partial(_of_pipeline, events)
    yield "disagreements", partial(_of_pipeline, disagreements)
    yield "origins", partial(_of_pipeline, origins)
    yield "timeline", partial(_of_pipeline, timeline)


def _of_task(task: Any) -> Scores | str:
    from evaluation import measure

    return measure.missing() or measure.measure(task)


def _of_pipeline(measured: Any) -> Scores | str:
    """The scores of the whole pipeline, or why there are none."""
    scores: Scores | str = measured.missing() or measured.measure()
    return scores


def _of_model(measured: Any) -> Scores | str:
    """The scores of the pack's model, or why there are none."""
    from evaluation import ModelError, load_model

    if reason := measured.missing():
        return str(reason)
    try:
        scores: Scores = measured.measure(load_model())
    except ModelError as error:
        return f"not measured: {error}"
    return scores


def below(section: str, scores: Scores, floors: dict[str, float]) -> int:
    """How many scores of a section are below their floors; prints them all."""
    count = 0
    for name, floor in floors.items():
        table, figure = name.split(".")
        reached = scores[table][figure]
        holds = reached <= floor if figure in CEILINGS else reached >= floor
        count += not holds
        print(f"{'ok   ' if holds else 'BELOW'} {section:9} {name:28} {reached:.3f}  floor {floor:.3f}")
    return count


def main() -> int:
    """1 where a score is below its floor, else 0."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    failed, reasons = 0, []
    for section, scored in sections():
        scores = scored()
        if isinstance(scores, str):
            reasons.append(scores)
        else:
            failed += below(section, scores, floors[section])
    print(*dict.fromkeys(reasons), sep="\n", end="\n" if reasons else "")
    return 1 if failed else 0
