"""Kronika in processes of its own: a command, and a desk that listens."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
OLD, WAIT = ROOT / "src", 60.0


def environment(code: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(code), "KRONIKA_AUTHOR": "ewa"}


def kronika(code: Path, *arguments: object) -> str:
    """What a command of this code prints."""
    command = [sys.executable, "-m", "kronika.cli", *map(str, arguments)]
    done = subprocess.run(command, env=environment(code), capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def desk(code: Path, store: Path) -> Iterator[str]:
    """A desk of this code in a process of its own; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kronika.cli", "serve", "--store", str(store), "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, env=environment(code), stdout=subprocess.DEVNULL) as process:
        try:
            _await(address, process)
            yield address
        finally:
            process.terminate()


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + WAIT
    while True:
        assert process.poll() is None, "the desk ended"
        assert time.monotonic() < until, "the desk never opened"
        try:
            with urllib.request.urlopen(f"{address}/state", timeout=5) as answer:
                if b'"linking":false' in answer.read().replace(b" ", b""):
                    return
        except OSError:
            time.sleep(0.1)
