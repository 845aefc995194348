"""The steps in a fresh environment: the main job, all formats, the types, and what the extras bring."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from release.environment import install, last_line, make_environment, megabytes, pip, python, run_cut_off
from release.job import Job, last_words, run
from release.repository import version

JOURNEY = (
    ("kronika --version", "kronika, version {version}"),
    ("kronika report examples -o report.html", "The page is report.html"),
    ("kronika read examples", "none read again"),
    ("kronika timeline", ""),
    ("kronika verify", "all hold"),
    ("light.py", "light"),
    ("modules.py starlette uvicorn python_multipart pyarrow distributed", "all open"),
    ("formats.py kronika.db but parquet", "all written"),
)
"""Commands in a fresh environment, each with what it must say. Programs of `inside/` have their names alone."""
EXTRAS = {
    "web": ("kronika serve", "desk.py kronika.db", "answered"),
    "cluster": (
        "kronika read examples --store c.db --scheduler tcp://127.0.0.1:9",
        "cluster.py examples",
        "12 reports read",
    ),
    "parquet": ("kronika export --format parquet -o p", "formats.py kronika.db only parquet", "all written"),
}
"""By extra: a command that without it names it, one that works with it, and what that one says."""
HEAVIEST = "kronika report"
"""Of this command the memory is measured."""
USE = """from pathlib import Path
import kronika
summary = kronika.report(["examples"], Path("report.html"))
count: {kind} = summary.read
"""


def wheel_works(job: Job) -> list[str]:
    """In a fresh environment the wheel alone does the main job, without network, and writes every format."""
    make_environment(job)
    found = []
    for command, must in JOURNEY:
        found += _went(job, command, must.format(version=version()))
    return found


def _went(job: Job, command: str, must: str) -> list[str]:
    """What is wrong with how a command went."""
    ran = run_cut_off(job, command.split())
    if command.startswith(HEAVIEST):
        job.megabytes["memory"] = ran.memory
    if ran.status == 0 and must in ran.said:
        return []
    return [f"{command}: exit code {ran.status}, and not '{must}' but: {last_line(ran)}"]


def types_are_seen(job: Job) -> list[str]:
    """mypy sees the types in a script that uses the wheel: it passes a right one and stops a wrong one."""
    right, wrong = (_types(job, kind) for kind in ("int", "str"))
    if right.returncode:
        return [f"mypy stops a right script: {last_words(right)}"]
    return [] if "Incompatible types" in wrong.stdout else [f"mypy passes a wrong script: {last_words(wrong)}"]


def _types(job: Job, kind: str) -> subprocess.CompletedProcess[str]:
    script = job.work / f"use_{kind}.py"
    script.write_text(USE.format(kind=kind), encoding="utf-8")
    words = ["--strict", "--config-file=", f"--cache-dir={job.folder / 'types'}", f"--python-executable={python(job)}"]
    return run([sys.executable, "-m", "mypy", *words, script.name], cwd=job.work)


def extras_are_asked_for(job: Job) -> list[str]:
    """Without an extra, what needs it says in one sentence how to install it."""
    found = []
    for extra, (command, _, _) in EXTRAS.items():
        ran = run_cut_off(job, command.split())
        if ran.status != 1 or f"pip install 'kronika[{extra}]'" not in ran.said or "Traceback" in ran.said:
            found.append(
                f"{command}: exit code {ran.status}, and it does not name kronika[{extra}] but says: {last_line(ran)}"
            )
    return found


def extras_work(job: Job) -> list[str]:
    """Each extra can be installed by itself, and then the desk answers, a cluster reads, Parquet is written."""
    found = []
    for extra, (_, command, must) in EXTRAS.items():
        before, empty = _installed(job), megabytes(job.folder / "venv")
        install(job, f"{job.wheel}[{extra}]")
        job.megabytes[extra] = megabytes(job.folder / "venv") - empty
        found += _went(job, command, must)
        _uninstall(job, sorted(_installed(job) - before))
    return found


def _installed(job: Job) -> set[str]:
    return {line.partition("==")[0] for line in pip(job, "list", "--format=freeze").stdout.splitlines()}


def _uninstall(job: Job, names: Sequence[str]) -> None:
    pip(job, "uninstall", "--yes", "--quiet", *names)
