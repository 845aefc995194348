"""Work for workers in tests, where another process finds it; and processes, seen from outside."""

from __future__ import annotations

import os
import resource
import signal
import time
from pathlib import Path

import psutil

from kronika.running.worker import Batch, read_batch


def square(number: int) -> int:
    return number * number


def slow(number: int) -> int:
    time.sleep(0.05)
    return number * number


def deadly(number: int) -> int:
    """Ends the process that has 13."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def deadly_once(job: tuple[int, str]) -> int:
    """Ends the first process that has 13, and leaves a note that it did."""
    number, note = job
    if number == 13 and not Path(note).exists():
        Path(note).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def failing(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen")
    return number


def workers_of(process: int) -> list[psutil.Process]:
    """The processes that read for another: those that it has started, beside the one that minds shared resources."""
    found = psutil.Process(process).children()
    return [p for p in found if "spawn_main" in " ".join(_command(p))]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def gone(processes: list[psutil.Process], patience: float = 10.0) -> bool:
    """Whether all of them end in time."""
    return not psutil.wait_procs(processes, timeout=patience)[1]


POISON = "Trucizna"


def deadly_read(batch: Batch) -> str:
    """Reads a batch; one with poison in it ends its process."""
    if POISON.encode() in batch.articles:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_batch(batch)


def read_without_room(batch: Batch) -> str:
    """Reads a batch where no file may have more than ten bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
    return read_batch(batch)
