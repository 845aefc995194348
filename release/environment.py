"""A fresh virtual environment outside the repository, in which commands run without any network."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from release import ROOT, NotReadyError
from release.job import Job, clean, last_words, run

INSIDE = Path(__file__).parent / "inside"
"""Programs that run in the fresh environment."""
CUT_OFF = ("unshare", "--map-root-user", "--net")
"""Runs a program where there is no network at all; Linux lets most users do so."""


class Ran(NamedTuple):
    """What a command gave back, all that it wrote, and the most memory that it held, in MB."""

    status: int
    said: str
    memory: float


def make_environment(job: Job) -> None:
    """Makes the environment and installs the wheel with the versions of constraints.txt. Raises NotReadyError."""
    wheel = job.wheel
    done = run([job.python, "-m", "venv", job.folder / "venv"], cwd=job.folder)
    if done.returncode:
        raise NotReadyError(f"{job.python} -m venv: {last_words(done)}")
    job.work.mkdir()
    (job.folder / "home").mkdir()
    shutil.copytree(ROOT / "examples", job.work / "examples")
    empty = megabytes(job.folder / "venv")
    install(job, str(wheel))
    job.megabytes |= {"wheel": wheel.stat().st_size / 1e6, "installed": megabytes(job.folder / "venv") - empty}
    if not can_cut_off():
        _refuse_connections(job)


def install(job: Job, what: str) -> None:
    """Installs a package with the pinned versions. Raises NotReadyError with pip's last words."""
    done = pip(job, "install", "--constraint", str(ROOT / "constraints.txt"), what)
    if done.returncode:
        raise NotReadyError(f"pip install {Path(what).name}: {last_words(done)}")


def pip(job: Job, *words: str) -> subprocess.CompletedProcess[str]:
    """What pip of the fresh environment gave back."""
    return run([python(job), "-m", "pip", "--disable-pip-version-check", "--no-input", *words], cwd=job.folder)


def python(job: Job) -> Path:
    """The interpreter of the fresh environment."""
    return job.folder / "venv" / "bin" / "python"


def megabytes(folder: Path) -> float:
    """How much a folder holds, in millions of bytes."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6


def can_cut_off() -> bool:
    """Whether programs can be run where there is no network at all."""
    return shutil.which(CUT_OFF[0]) is not None and run([*CUT_OFF, "true"]).returncode == 0


def _refuse_connections(job: Job) -> None:
    """Where a program cannot be cut off, Python itself refuses to go beyond this machine."""
    (packages,) = (job.folder / "venv" / "lib").glob("python*/site-packages")
    shutil.copy(INSIDE / "refusing.py", packages / "kronika_refusing.py")
    (packages / "kronika_refusing.pth").write_text("import kronika_refusing\n", encoding="utf-8")


def run_cut_off(job: Job, command: Sequence[str]) -> Ran:
    """Runs `kronika …` or a program of `inside/` in the fresh environment without network, beside the examples."""
    program = (
        [str(job.folder / "venv/bin/kronika")]
        if command[0] == "kronika"
        else [str(python(job)), str(INSIDE / command[0])]
    )
    words = [*program, *command[1:]]
    if can_cut_off():
        words = [*CUT_OFF, str(python(job)), str(INSIDE / "loopback.py"), *words]
    env = clean() | {"HOME": str(job.folder / "home"), "XDG_CACHE_HOME": str(job.folder / "home/cache")}
    with (job.folder / "said").open("w+b") as said:
        process = subprocess.Popen(words, cwd=job.work, env=env, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return Ran(process.returncode, said.read().decode("utf-8", "replace"), used.ru_maxrss * 1024 / 1e6)


def last_line(ran: Ran) -> str:
    """The last line that a command wrote: of an error its message."""
    return (ran.said.strip().splitlines() or ["nothing"])[-1].strip()
