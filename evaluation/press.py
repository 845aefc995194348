"""Real press for the measurement of stories: which articles are drawn, their texts, and who put them into which story.

The articles are those of a public collection (`press_stories.tsv` names it). They are not part of this project; whoever
measures names a checkout of it, or its bare git directory.
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from evaluation.linker import Linker
from kronika.errors import InputError
from kronika.records import Article

LABELS = Path(__file__).parent / "press_stories.tsv"
RAW = "data/datasets/bsnlp"
SEED, DRAWN = 2021, 400
NO_DAY = "1970-01-01"
"""What the collection writes where it knows no day."""


class Labelled(NamedTuple):
    """An article of the collection by its path, its part, and the story that each of two people put it into."""

    path: str
    part: str
    first: str
    second: str


class Collection:
    """The Polish articles of a checkout or of a git directory."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._checkout = (place / RAW).is_dir()

    def paths(self) -> list[str]:
        """The paths of all articles, in order. Raises InputError where the collection is not there."""
        if self._checkout:
            files = (self._place / RAW).glob("*/raw/pl/*")
            return sorted(path.relative_to(self._place).as_posix() for path in files)
        listed = self._git("ls-tree", "-r", "-z", "--name-only", "HEAD", RAW).decode("utf-8").split("\0")
        found = sorted(path for path in listed if path.split("/")[4:6] == ["raw", "pl"])
        if not found:
            raise self._absent()
        return found

    def text(self, path: str) -> str:
        """What an article's file holds."""
        raw = (self._place / path).read_bytes() if self._checkout else self._git("show", f"HEAD:{path}")
        return raw.decode("utf-8-sig")

    def _git(self, *command: str) -> bytes:
        done = subprocess.run(["git", "-C", str(self._place), *command], capture_output=True, check=False)
        if done.returncode:
            raise self._absent()
        return done.stdout

    def _absent(self) -> InputError:
        remedy = f"Name a checkout or a git directory of the collection that {LABELS.name} names"
        return InputError(str(self._place), f"holds no {RAW}/*/raw/pl", remedy)


def labels() -> list[Labelled]:
    """The articles that people put into stories."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return [Labelled(**row) for row in rows]


def drawn(paths: Iterable[str]) -> list[str]:
    """The paths of the articles that are read, the same for the same paths in whatever order."""
    return random.Random(SEED).sample(sorted(paths), DRAWN)


def topic(path: str) -> str:
    """The collection's topic of an article."""
    return path.split("/")[3]


def record(path: str, text: str) -> dict[str, str]:
    """An article as a record of JSON Lines: its header becomes metadata, its path the id.

    The fifth line is the title; where nothing follows, it is all the text there is.
    """
    _, _, day, address, title, *lines = (line.rstrip("\r") for line in text.split("\n"))
    body = "\n".join(lines).strip("\n")
    told = {"published": day if day != NO_DAY else "", "url": address, "title": title if body else ""}
    return {"id": path, **{key: value.strip() for key, value in told.items() if value.strip()}, "text": body or title}


def write(place: Path, file: Path) -> None:
    """Writes the drawn articles of a collection as JSON Lines. Raises InputError where it is not the labelled one."""
    collection = Collection(place)
    paths = drawn(collection.paths())
    if strangers := {row.path for row in labels()} - set(paths):
        remedy = "Take the collection as it was published for the shared task of 2021"
        raise InputError(str(place), f"{len(strangers)} labelled articles are not among those drawn", remedy)
    _write(collection, paths, file)


def articles(linker: Linker, collection: Collection, paths: Iterable[str]) -> list[Article]:
    """The articles of these paths as Kronika reads them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "press.jsonl"
        _write(collection, paths, file)
        return linker.articles(file)


def _write(collection: Collection, paths: Iterable[str], file: Path) -> None:
    lines = (json.dumps(record(path, collection.text(path)), ensure_ascii=False) for path in paths)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
