"""What people see on a terminal while they wait. In a pipe they see nothing."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

LOADING = "Loading the models"


PHASES = {
    "sketch": "Linking: words of the reports",
    "align": "Linking: shared passages",
    "tie": "Linking: reports that are alike",
    "group": "Linking: stories",
    "cluster": "Linking: names",
    "compare": "Linking: who is who",
    "write": "Linking and telling the stories",
}
"""What each phase of linking is called."""


class Shown(NamedTuple):
    """What is told on the way: articles read of so many, and the phase of linking with its parts; None in a pipe."""

    reading: Callable[[int, int], None] | None = None
    linking: Callable[[str, int], None] | None = None


@contextmanager
def progress() -> Iterator[Shown]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield Shown()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(LOADING, total=None)
        parts: Counter[str] = Counter()
        second: list[TaskID] = []

        def reading(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description="Reading" if done else LOADING)

        def linking(phase: str, done: int) -> None:
            if not parts:
                second.append(bar.add_task(PHASES[phase], total=None))
            parts[phase] += done
            bar.update(second[0], completed=parts[phase], description=PHASES[phase])

        yield Shown(reading, linking)


@contextmanager
def linking() -> Iterator[None]:
    """Words on a terminal while the reports are linked, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status("Linking the reports …"):
        yield
