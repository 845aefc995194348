"""What a run of the checklist works with, and how it runs programs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from release import ROOT, NotReadyError

LEFT_OUT = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "KRONIKA_MODEL"}
"""Variables that would lead a fresh environment back into this one."""


@dataclass
class Job:
    """A run: the folder outside the repository that it works in, the interpreter, and what it has measured."""

    folder: Path
    python: str
    megabytes: dict[str, float] = field(default_factory=dict)

    @property
    def dist(self) -> Path:
        """Where wheel and sdist are built."""
        return self.folder / "dist"

    @property
    def work(self) -> Path:
        """Where the commands run: a folder with a copy of the examples."""
        return self.folder / "work"

    @property
    def wheel(self) -> Path:
        """The wheel. Raises NotReadyError where there is none."""
        return self._built("*.whl")

    @property
    def sdist(self) -> Path:
        """The sdist. Raises NotReadyError where there is none."""
        return self._built("*.tar.gz")

    def _built(self, pattern: str) -> Path:
        if not (found := sorted(self.dist.glob(pattern))):
            raise NotReadyError(f"there is no {pattern}, because building failed")
        return found[0]


def run(
    command: Sequence[str | Path], cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What a program gave back and wrote, in an environment that leads nowhere else."""
    given = clean() if env is None else dict(env)
    return subprocess.run(list(map(str, command)), cwd=cwd, env=given, capture_output=True, text=True, check=False)


def clean() -> dict[str, str]:
    """The environment without what would lead Python back into the repository."""
    return {name: value for name, value in os.environ.items() if name not in LEFT_OUT}


def last_words(done: subprocess.CompletedProcess[str], lines: int = 3) -> str:
    """The end of what a program wrote, in one line: its errors, else its answers."""
    written = done.stderr.strip() or done.stdout.strip() or "no word"
    return " / ".join(line.strip() for line in written.splitlines()[-lines:])


def has_git() -> bool:
    """Whether the repository is one: an unpacked archive of it is none."""
    done = run(["git", "rev-parse", "--show-toplevel"])
    return done.returncode == 0 and Path(done.stdout.strip()) == ROOT


def tracked(folder: str) -> set[str]:
    """The files that git tracks in a folder of the repository; without git all that are no caches."""
    if has_git():
        return set(git("ls-files", folder).splitlines())
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in found}


def git(*words: str) -> str:
    """What git answers about the repository. Raises NotReadyError where it fails."""
    done = run(["git", *words])
    if done.returncode:
        raise NotReadyError(f"git {' '.join(words)}: {last_words(done)}")
    return done.stdout.strip()
