"""The checklist: an ordered list of steps, each a function that gives back what is not ready."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from release import NotReadyError
from release.archives import contents_are_complete, metadata_is_whole, wheel_is_built
from release.job import Job
from release.journey import extras_are_asked_for, extras_work, types_are_seen, wheel_works
from release.licences import licences_are_told
from release.repository import check_went_through, tree_is_clean, version_is_new
from release.sizes import sizes_are_told

Step = Callable[[Job], list[str]]
WHEEL: tuple[Step, ...] = (
    wheel_is_built,
    contents_are_complete,
    metadata_is_whole,
    licences_are_told,
    wheel_works,
    extras_are_asked_for,
    types_are_seen,
)
"""What must hold of the wheel at any time."""
RELEASE: tuple[Step, ...] = (tree_is_clean, check_went_through, version_is_new, *WHEEL, extras_work, sizes_are_told)
"""What must hold before the wheel is handed out."""
SIZES: tuple[Step, ...] = (wheel_is_built, wheel_works, extras_work)
"""What sizes are measured by."""


def go_through(steps: Sequence[Step], python: str, tell: Callable[[str], None] = print) -> tuple[list[str], Job]:
    """What is not ready after all steps, and what they measured; each step tells a line as it ends."""
    with tempfile.TemporaryDirectory(prefix="kronika-release-") as folder:
        job = Job(Path(folder), python)
        return [problem for step in steps for problem in _went(step, job, tell)], job


def _went(step: Step, job: Job, tell: Callable[[str], None]) -> list[str]:
    begun = time.monotonic()
    try:
        found = step(job)
    except NotReadyError as error:
        found = [str(error)]
    except OSError as error:  # what an earlier step should have made is not there
        found = [f"it could not begin: {error}"]
    tell(f"{'✗' if found else '✓'} {step.__doc__}  ({time.monotonic() - begun:.0f} s)")
    for problem in found:
        tell(f"    {problem}")
    return found
