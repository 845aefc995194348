"""The steps about wheel and sdist: built, complete, described."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from collections.abc import Iterable, Sequence, Set
from pathlib import Path

from release import PACKAGE
from release.job import Job, last_words, run, tracked
from release.repository import version

BESIDE = {"CHANGELOG.md", "LICENSE", "NOTICE", "README.md", "constraints.txt", "pyproject.toml"}
"""What an sdist has beside the package and the texts of licences."""
GENERATED = {"PKG-INFO", ".gitignore"}
"""What hatch puts into every sdist."""
SHOWN = 5
"""So many names of files are told."""


def wheel_is_built(job: Job) -> list[str]:
    """Wheel and sdist are built, the wheel from the sdist."""
    done = run([sys.executable, "-m", "build", "--outdir", job.dist, "."])
    return [f"python -m build: {last_words(done)}"] if done.returncode else []


def contents_are_complete(job: Job) -> list[str]:
    """Wheel and sdist hold every file of the package that git tracks, and nothing else."""
    package, texts = tracked(PACKAGE), tracked("LICENSES")
    inside = {name.removeprefix("src/") for name in package}
    wheel = {name for name in names_of(job.wheel) if ".dist-info/" not in name}
    sdist = {name.partition("/")[2] for name in names_of(job.sdist)} - GENERATED
    return [*differences("the wheel", wheel, inside), *differences("the sdist", sdist, package | texts | BESIDE)]


def names_of(archive: Path) -> list[str]:
    """The files in a wheel or an sdist."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as opened:
            return [name for name in opened.namelist() if not name.endswith("/")]
    with tarfile.open(archive) as unpacked:
        return [member.name for member in unpacked if member.isfile()]


def differences(archive: str, held: Set[str], wanted: Set[str]) -> list[str]:
    """What an archive lacks and what it has too much, with the remedy."""
    found = []
    if lacking := sorted(wanted - held):
        found.append(f"{archive} lacks {some(lacking)}: see [tool.hatch.build] in pyproject.toml")
    if extra := sorted(held - wanted):
        found.append(f"{archive} has {some(extra)}, which git does not track: add or remove")
    return found


def some(names: Sequence[str]) -> str:
    """The first of the names, and how many more there are."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def metadata_is_whole(job: Job) -> list[str]:
    """`twine check --strict` has nothing to say, and the metadata name the version."""
    done = run([sys.executable, "-m", "twine", "check", "--strict", job.wheel, job.sdist])
    said = [f"twine check: {last_words(done)}"] if done.returncode else []
    told = field(metadata(job.wheel), "Version")
    return said if told == [version()] else [*said, f"the wheel says that it is {told}, the package {version()}"]


def metadata(wheel: Path) -> list[str]:
    """The lines of a wheel's METADATA before its description."""
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        return opened.read(name).decode("utf-8").partition("\n\n")[0].splitlines()


def field(lines: Iterable[str], name: str) -> list[str]:
    """The values of a field of the metadata."""
    return [line.partition(": ")[2] for line in lines if line.startswith(f"{name}: ")]
