"""What linking lays down between its steps: parts with fixed names in a folder beside the store.

A part is written aside and renamed, so that one that has its name is whole; a run that is begun again finds what the
one before has finished. The folder is named by the state that is linked, and goes when its rows are stored.
"""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from kronika.running.executors import MakeExecutor, finished
from kronika.running.shards import explained, write_aside

Kind = TypeVar("Kind")
LOCK = "lock"
BUFFER = 1 << 24
"""Bytes that are gathered before they go to the files that they are dealt to."""


class Job(NamedTuple):
    """What one part is made of: the function, the file, and what the function is given."""

    work: Callable[[Path, Any], bytes]
    folder: Path
    name: str
    given: Any


COLLECTED = (50_000, 20, 100)
"""How seldom Python looks for cycles while a part is made: as often as it does by itself costs a fifth of linking."""


def do(job: Job) -> str:
    """Makes a part and writes it; gives back its name."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTED)
    try:
        made = job.work(job.folder, job.given)
    finally:
        gc.set_threshold(*before)
    with explained(job.folder):
        write_aside(job.folder / job.name, made).close()
    return job.name


def place_of(store: Path) -> Path:
    """The folder for what lies between the steps of linking a store, beside it."""
    real = Path(os.path.realpath(store))
    return real.with_name(f"{real.name}.linking")


@contextmanager
def alone(store: Path) -> Iterator[None]:
    """Waits until no other run links the store, and keeps others waiting."""
    place = place_of(store)
    with explained(place):
        lock = _locked(place)
    with lock:
        yield
        shutil.rmtree(place, ignore_errors=True)


def _locked(place: Path) -> BinaryIO:
    """The lock of a folder; where the run before has removed it, that of a new one."""
    path = place / LOCK
    while True:
        place.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):
            file = path.open("ab")
            fcntl.flock(file, fcntl.LOCK_EX)
            if path.exists() and path.stat().st_ino == os.fstat(file.fileno()).st_ino:
                return file
            file.close()


class Scratch:
    """The folder of a run of linking."""

    def __init__(self, store: Path, state: str) -> None:
        """Makes the folder, or finds it; those of other states go. Call it where no other run links the store."""
        place = place_of(store)
        self.folder = place / state[:16]
        with explained(place):
            for other in place.iterdir():
                if other.is_dir() and other != self.folder:
                    shutil.rmtree(other, ignore_errors=True)
            self.folder.mkdir(exist_ok=True)

    def phase(
        self,
        name: str,
        work: Callable[[Path, Any], bytes],
        jobs: Iterable[Callable[[], Any]],
        make: MakeExecutor,
        progress: Callable[[str, int], None],
    ) -> int:
        """Has every part of a phase made that does not stand yet; gives back how many there are.

        Each of `jobs` gives what the part of its number is made of, and is asked only when it is needed.
        """
        count = 0

        def missing() -> Iterator[Job]:
            nonlocal count
            for number, given in enumerate(jobs):
                count = number + 1
                part = self._part(name, number)
                if (self.folder / part).exists():
                    progress(name, 1)
                else:
                    yield Job(work, self.folder, part, given())

        for _ in finished(make, do, missing()):
            progress(name, 1)
        return count

    def parts(self, name: str, count: int) -> Iterator[bytes]:
        """The parts of a phase, in order."""
        for number in range(count):
            yield (self.folder / self._part(name, number)).read_bytes()

    def _part(self, name: str, number: int) -> str:
        return f"{name}-{number:06}"

    def write(self, name: str, contents: bytes) -> None:
        """Writes what all parts of a phase need."""
        with explained(self.folder):
            write_aside(self.folder / name, contents).close()

    def save(self, name: str, array: NDArray[Any]) -> None:
        """Writes an array that parts read a stretch at a time."""
        with explained(self.folder):
            np.save(self.folder / f"{name}.npy", array)

    def load(self, name: str) -> NDArray[Any]:
        """An array, read as far as it is looked at."""
        return loaded(self.folder, name)

    def dealt(self, name: str) -> Dealt:
        """Files to which what belongs together is dealt."""
        return Dealt(self.folder, name)


class Dealt:
    """Files of bytes, numbered, to which is added in any order."""

    def __init__(self, folder: Path, name: str, *, fresh: bool = True) -> None:
        """Those that lie there already go, where they are not to be read."""
        self._folder, self._name = folder, name
        self._held: dict[int, list[bytes]] = {}
        self._size = 0
        if fresh:
            self.drop()

    def add(self, number: int, contents: bytes) -> None:
        """Adds bytes to a file."""
        self._held.setdefault(number, []).append(contents)
        self._size += len(contents)
        if self._size > BUFFER:
            self.flush()

    def flush(self) -> None:
        """Writes what is held."""
        with explained(self._folder):
            for number, held in self._held.items():
                with self._path(number).open("ab") as file:
                    file.writelines(held)
        self._held, self._size = {}, 0

    def read(self, number: int) -> bytes:
        """What was added to a file."""
        path = self._path(number)
        return path.read_bytes() if path.exists() else b""

    def drop(self) -> None:
        """Removes the files."""
        for left in self._folder.glob(f"{self._name}.dealt-*"):
            left.unlink()

    def _path(self, number: int) -> Path:
        return self._folder / f"{self._name}.dealt-{number:06}"


def loaded(folder: Path, name: str) -> NDArray[Any]:
    """An array of a folder, read as far as it is looked at."""
    found: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r")
    return found.view(np.ndarray)  # a memmap of its own kind costs microseconds a slice


def records(contents: bytes, kind: type[Kind]) -> list[Kind]:
    """Values that were dealt to a file, a line each."""
    decoder = msgspec.json.Decoder(kind)
    return [decoder.decode(line) for line in contents.splitlines()]


def line(value: Any) -> bytes:
    """A value as a line of a file."""
    return msgspec.json.encode(value) + b"\n"
