"""The steps about the repository: clean, checked, and with a version that is new."""

from __future__ import annotations

import datetime
import re

from release import CHECKED, ROOT
from release.job import Job, git, has_git

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
VERSION = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)


def tree_is_clean(_: Job) -> list[str]:
    """The tree is clean: what is handed out is what is committed."""
    return [f"{name} is not committed: commit or remove it" for name in uncommitted()]


def check_went_through(_: Job) -> list[str]:
    """`make check` went through for this commit."""
    commit = git("rev-parse", "HEAD")
    if CHECKED.exists() and CHECKED.read_text(encoding="utf-8").strip() == commit:
        return []
    return [f"`make check` did not go through for {commit[:9]}, or the tree was not clean: run it"]


def uncommitted() -> list[str]:
    """The files that are changed or new since the last commit."""
    changed = git("diff", "--name-only", "HEAD").splitlines()
    return sorted({*changed, *git("ls-files", "--others", "--exclude-standard").splitlines()})


def note_check() -> str:
    """What is to be told once all of `make check` held; a clean tree's commit is kept for the checklist."""
    if not has_git() or uncommitted():
        return "All holds; the tree is no commit, so none is noted as checked."
    CHECKED.parent.mkdir(exist_ok=True)
    CHECKED.write_text(git("rev-parse", "HEAD") + "\n", encoding="utf-8")
    return "All holds for this commit."


def version_is_new(_: Job) -> list[str]:
    """The version is new, and CHANGELOG.md tells under it what was 'Unreleased'."""
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return untold(version(), changes, today, git("tag", "--list").split())


def version() -> str:
    """The version, from the one place where it stands."""
    found = VERSION.search((ROOT / "src/kronika/__init__.py").read_text(encoding="utf-8"))
    assert found
    return found[1]


def untold(version: str, changes: str, today: str, tags: list[str]) -> list[str]:
    """What keeps a version from being new and told, with the remedy."""
    found = []
    parts = HEADING.split(changes)[1:]
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    if sections.get("Unreleased", "").strip():
        found.append(f"CHANGELOG.md has changes under 'Unreleased': put them under '## {version} ({today})'")
    if not sections.get(f"{version} ({today})", "").strip():
        found.append(f"CHANGELOG.md tells nothing under '## {version} ({today})'")
    if {version, f"v{version}"} & {*tags}:
        found.append(f"{version} has a tag already: raise __version__ in src/kronika/__init__.py")
    return found
