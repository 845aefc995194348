"""Fails where a score of `measure.py` is below its floor in `floors.json`: `python evaluation/gate.py`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from measure import TASKS, measure, missing

FLOORS = Path(__file__).parent / "floors.json"


def main() -> int:
    if reason := missing():
        print(reason)
        return 0
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    below = 0
    for task in TASKS:
        scores = measure(task)
        for name, floor in floors[task.name].items():
            table, figure = name.split(".")
            reached = scores[table][figure]
            # `wrong` counts faults: its floor is a ceiling.
            holds = reached <= floor if figure == "wrong" else reached >= floor
            below += not holds
            print(f"{'ok   ' if holds else 'BELOW'} {task.name:9} {name:28} {reached:.3f}  floor {floor:.3f}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
