"""Runs the command line: in this process where that is enough, else as people do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from kronika.cli import main

NOBODY = 65534
PATIENCE = 60.0

# Everything is loaded before the rights go: nobody may not see where Python itself lives.
AS_NOBODY = f"""
import importlib, os, pkgutil, sys
import kronika
for module in pkgutil.walk_packages(kronika.__path__, "kronika."):
    importlib.import_module(module.name)
from kronika.pipeline import Reader
from kronika.cleaning.language import detect
import rich, codecs
detect("Prezydent przyjechał wczoraj do Warszawy.")
reader = Reader()
for pack in reader._packs.values():
    reader._rooms(pack)
os.setgroups([])
os.setgid({NOBODY})
os.setuid({NOBODY})
sys.argv[0] = "kronika"
from kronika.cli import main
main()
"""


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def call(*arguments: object) -> Done:
    """The command in this process. Whatever is not a clean exit fails the test."""
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return _checked(Done(result.exit_code, result.stdout, result.stderr))


def run(*arguments: object, **options: object) -> Done:
    """The command in a process of its own."""
    with start(*arguments, **options) as process:
        out, err = process.communicate(timeout=PATIENCE)
    return _checked(Done(process.returncode, out or "", err or ""))


def run_as_nobody(*arguments: object) -> Done:
    """The command with the rights of nobody; with our own where we are not root."""
    if os.getuid() != 0:
        return run(*arguments)
    command = [sys.executable, "-c", AS_NOBODY, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    return _checked(Done(done.returncode, done.stdout, done.stderr))


def start(*arguments: object, **options: object) -> subprocess.Popen[str]:
    """The command, running."""
    command = [sys.executable, "-m", "kronika.cli", *map(str, arguments)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, **(streams | options))  # type: ignore[call-overload,no-any-return]


def wait_until(holds: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Waits for something that a running command does; fails if it ends first."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert process.poll() is None, "the command ended too early"
        assert time.monotonic() < until, "the command never came so far"
        time.sleep(0.02)


def stored(store: Path) -> int:
    """How many articles a store holds, seen from outside."""
    import sqlite3

    if not store.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def _checked(done: Done) -> Done:
    assert "Traceback" not in done.out + done.err, done.err
    return done
