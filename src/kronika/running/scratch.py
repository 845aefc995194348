"""What linking lays down between its steps: parts with fixed names in a folder beside the store.

A part is written aside and renamed, so that one that has its name is whole; a run that is begun again finds what the
one before has finished. The folder is named by the state that is linked, and goes when its rows are stored.
"""

from __future__ import annotations

import fcntl
import gc
import os
import platform
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from kronika.errors import KronikaError
from kronika.keys import rows_key
from kronika.languages.pack import load_packs
from kronika.running.executors import MakeExecutor, finished, here
from kronika.running.shards import BESIDE, explained, write_aside

Kind = TypeVar("Kind")
LOCK = "lock"
BESIDE_LINKING = BESIDE[1]
BUFFER = 1 << 24
"""Bytes that are gathered before they go to the files that they are dealt to."""


COLLECTED = (50_000, 20, 100)
"""How seldom Python looks for cycles while a part is made: as often as it does by itself costs a fifth of linking."""
_ONE_AT_A_TIME = threading.Lock()


class Order(NamedTuple):
    """What one part is made of: the function, the folder, the name, what the function is given; `key` is that of the
    code and the packs by which it must be made."""

    work: Callable[[Path, Any], bytes]
    folder: Path
    name: str
    given: Any
    key: str

    def __str__(self) -> str:
        """The part's place."""
        return f"{self.folder.name}/{self.name}"


def make_part(order: Order) -> str:
    """Makes a part and writes it; gives back its name.

    Raises KronikaError where this worker would make another one, StoreError where it cannot be written.
    """
    with _ONE_AT_A_TIME, _seldom_collected():  # a Dask worker may have several threads; Morfeusz has one
        if not order.folder.is_dir():
            remedy = "Put the store in a folder that all machines have under the same path"
            raise KronikaError(str(order.folder), f"a worker on {platform.node()} does not see this folder", remedy)
        if order.key != code_key():
            problem = f"Kronika, its packs or libraries on {platform.node()} are not those of this run"
            raise KronikaError("the worker", problem, "Install the same on all machines and start the workers again")
        made = order.work(order.folder, order.given)
        with explained(order.folder):
            write_aside(order.folder / order.name, made).close()
    return order.name


@cache
def code_key() -> str:
    """Names the code, packs and libraries that linking depends on here."""
    return rows_key(load_packs().values(), "")


@contextmanager
def _seldom_collected() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTED)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def place_of(store: Path) -> Path:
    """The folder for what lies between the steps of linking a store, beside it."""
    real = Path(os.path.realpath(store))
    return real.with_name(f"{real.name}{BESIDE_LINKING}")


@contextmanager
def alone(store: Path) -> Iterator[None]:
    """Waits until no other run links the store, and keeps others waiting. What lies there goes at a good end."""
    place = place_of(store)
    with explained(place):
        lock = _locked(place)
    with lock:
        yield
        shutil.rmtree(place, ignore_errors=True)


def tidy(store: Path) -> None:
    """Removes what a run left that was killed when its rows were stored already, unless another one works there."""
    place = place_of(store)
    with suppress(OSError), (place / LOCK).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
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

        Each of `jobs` gives what the part of its number is made of, and is asked only when it is needed. A part that is
        missing alone is made here: processes take longer to start.
        """
        names = [(_part(name, number), given) for number, given in enumerate(jobs)]
        missing = [(part, given) for part, given in names if not (self.folder / part).exists()]
        progress(name, len(names) - len(missing))
        orders = (Order(work, self.folder, part, given(), code_key()) for part, given in missing)
        with closing(finished(make if len(missing) > 1 else here(), make_part, orders)) as parts:
            for _ in parts:
                progress(name, 1)
        return len(names)

    def parts(self, name: str, count: int) -> Iterator[bytes]:
        """The parts of a phase, in order."""
        for number in range(count):
            with explained(self.folder):
                contents = (self.folder / _part(name, number)).read_bytes()
            yield contents

    def write(self, name: str, contents: bytes) -> None:
        """Writes what all parts of a phase need."""
        with explained(self.folder):
            write_aside(self.folder / name, contents).close()

    def save(self, name: str, array: NDArray[Any]) -> None:
        """Writes an array that parts read a stretch at a time."""
        with self.growing(name, array.dtype, len(array)) as add:
            add(array)

    @contextmanager
    def growing(self, name: str, kind: np.dtype[Any], count: int) -> Iterator[Callable[[NDArray[Any]], None]]:
        """Takes an array of so many numbers a piece at a time. It has its name when it is whole, and whoever reads one
        of before keeps that."""
        aside = self.folder / f"{name}.npy.new"
        header = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": (count,)}
        with explained(self.folder):
            with aside.open("wb") as file:
                np.lib.format.write_array_header_1_0(file, header)
                yield lambda piece: file.writelines([piece.astype(kind, copy=False).tobytes()])
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self.folder / f"{name}.npy")

    def load(self, name: str) -> NDArray[Any]:
        """An array, read as far as it is looked at."""
        return loaded(self.folder, name)

    def dealt(self, name: str) -> Dealt:
        """Files to which what belongs together is dealt."""
        return Dealt(self.folder, name)


def _part(name: str, number: int) -> str:
    return f"{name}-{number:06}"


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
