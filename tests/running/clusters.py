"""A Dask scheduler and its workers on this machine, as people start them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

PATIENCE = 30.0
WORKER = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
SUBJECT = "/CN=kronika"


class Cluster(NamedTuple):
    """A cluster: where its scheduler is, and its processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def running(place: Path, workers: int, options: Sequence[str] = ()) -> Iterator[Cluster]:
    """A scheduler with so many workers; all of them end with the block."""
    told = place / "scheduler.json"
    with ExitStack() as stack:
        own = ("--scheduler-file", str(told), *options)
        scheduler = stack.enter_context(_started("scheduler", "--host", "127.0.0.1", "--port", "0", *own))
        _wait_for(told, scheduler)
        found = [stack.enter_context(_started("worker", *own, *WORKER)) for _ in range(workers)]
        yield Cluster(json.loads(told.read_text())["address"], scheduler, found)


@contextmanager
def _started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "dask", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def _wait_for(told: Path, scheduler: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not told.exists() or not told.read_text():
        assert scheduler.poll() is None
        assert time.monotonic() < until
        time.sleep(0.05)


def certificate(place: Path) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    cert, key = place / "cert.pem", place / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", SUBJECT]
    subprocess.run([*command, "-out", cert, "-keyout", key], check=True, capture_output=True)
    return cert, key
