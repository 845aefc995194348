"""What people see on a terminal while they wait. In a pipe they see nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LOADING = "Loading the models"


@contextmanager
def progress() -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(LOADING, total=None)
        yield lambda done, total: bar.update(
            task, completed=done, total=total, description="Reading" if done else LOADING
        )


@contextmanager
def linking() -> Iterator[None]:
    """Words on a terminal while the reports are linked, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status("Linking the reports …"):
        yield
