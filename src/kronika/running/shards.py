"""Shards: what workers have read, each in a file of a fixed name, until the store has it.

They lie in `STORE.shards/`, a folder for each run beside the run's manifest, which its process keeps locked as long as
it lives. A shard is written aside and renamed, so that one that has its name is whole. What the shards of a dead run
hold serves the next run that comes upon the same articles.
"""

from __future__ import annotations

import errno
import fcntl
import os
import platform
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec
from msgspec import Struct

from kronika.errors import KronikaError, StoreError
from kronika.records import Article
from kronika.store import FULL, Read

BESIDE = (".shards", ".linking")
"""How the folders beside a store end that hold what is not in it yet."""
SHARD, MANIFEST, ASIDE = ".shard", ".json", ".part"
FULL_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Shard(Struct, frozen=True, kw_only=True):
    """Articles as they were read under a key."""

    key: str
    articles: list[Read]


class Manifest(Struct, frozen=True, kw_only=True):
    """Whose shards lie in the folder beside it: the key they are made under, the machine and process of the run."""

    key: str
    machine: str
    process: int


def place_of(store: Path) -> Path:
    """The folder for the shards of a store, beside it."""
    return Path(os.path.realpath(store) + BESIDE[0])


def name_of(key: str, articles: bytes) -> str:
    """The name of the shard of these articles, the same whoever reads them."""
    return blake2b(key.encode() + articles, digest_size=16).hexdigest() + SHARD


def write_shard(folder: Path, name: str, shard: Shard) -> None:
    """Writes a shard aside and gives it its name. Raises StoreError where there is no room."""
    if not folder.is_dir():
        remedy = "Put the store in a folder that all machines have under the same path"
        raise KronikaError(str(folder), f"a worker on {platform.node()} does not see this folder", remedy)
    with explained(folder):
        write_aside(folder / name, msgspec.json.encode(shard)).close()


def write_aside(path: Path, contents: bytes, *, locked: bool = False) -> BinaryIO:
    """Writes a file under another name, synced, and gives it its own; gives it back still open, locked for other
    processes since before it had its name where that is asked for."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}{ASIDE}")
    file = aside.open("wb", buffering=0)
    try:
        if locked:
            fcntl.flock(file, fcntl.LOCK_EX)
        written = 0
        while written < len(contents):
            written += file.write(contents[written:])
        os.fsync(file.fileno())
        aside.rename(path)
    except BaseException:
        file.close()
        aside.unlink(missing_ok=True)
        raise
    return file


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Errors of the disk as errors with a remedy."""
    try:
        yield
    except OSError as error:
        other = (f"shards cannot be written there ({error.strerror})", "Check the folder and your rights")
        problem, remedy = FULL if error.errno in FULL_ERRORS else other
        raise StoreError(str(folder), problem, remedy) from error


def _read(path: Path) -> Shard | None:
    """A shard, None where it is not there or not whole."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Shard)
    except (OSError, msgspec.MsgspecError):
        return None


class Shards:
    """The shards of this run."""

    def __init__(self, store: Path, key: str) -> None:
        """Makes the folder and its manifest. Raises StoreError where they cannot be."""
        self._place = place_of(store)
        self._name = secrets.token_hex(6)
        self.folder = self._place / self._name
        self._manifest = self.folder.with_suffix(MANIFEST)
        contents = Manifest(key=key, machine=platform.node(), process=os.getpid())
        with explained(self._place):
            self._place.mkdir(exist_ok=True)
            self._lock = write_aside(self._manifest, msgspec.json.encode(contents), locked=True)
            self.folder.mkdir()

    def take(self, name: str) -> Shard:
        """A shard that a worker says it has written. Raises KronikaError where it is not there."""
        shard = _read(self.folder / name)
        if shard is None:
            remedy = "Put the store in a folder that all machines have under the same path"
            raise KronikaError(str(self.folder / name), "a worker has written this shard, and it is not there", remedy)
        return shard

    def drop(self, name: str) -> None:
        """Removes a shard that the store has."""
        (self.folder / name).unlink(missing_ok=True)

    def names(self) -> list[str]:
        """The shards that are whole, and not in the store yet."""
        return sorted(path.name for path in self.folder.glob(f"*{SHARD}"))

    def leave(self) -> None:
        """Ends the run: what is still there waits for the next one."""
        _tidy(self._manifest)
        self._lock.close()


class _Left(NamedTuple):
    """A run that is dead: its manifest, locked by us, and where the articles of its shards come from."""

    manifest: Path
    lock: BinaryIO
    sources: dict[str, list[str]]


class Leftovers:
    """What dead runs have read under the same key; what they read under another is removed."""

    def __init__(self, store: Path, key: str) -> None:
        self._key = key
        self._articles: dict[bytes, Read] = {}
        manifests = sorted(place_of(store).glob(f"*{MANIFEST}"))
        self._runs = [left for manifest in manifests if (left := self._adopt(manifest))]

    def _adopt(self, manifest: Path) -> _Left | None:
        lock = _locked(manifest)
        if lock is None:
            return None
        left = _Left(manifest, lock, {})
        for path in sorted(manifest.with_suffix("").glob("*")):
            shard = _read(path) if path.suffix == SHARD else None
            if shard is None or shard.key != self._key:
                path.unlink(missing_ok=True)
                continue
            self._articles |= {bytes(read.article): read for read in shard.articles}
            left.sources[path.name] = [read.source for read in shard.articles]
        return left

    def find(self, article: Article) -> Read | None:
        """What a dead run has read of this very article."""
        return self._articles.get(msgspec.json.encode(article)) if self._articles else None

    def drop(self, seen: Collection[str]) -> None:
        """Removes the shards of articles that this run has seen; others wait for a run that sees theirs."""
        for manifest, _, sources in self._runs:
            for name, found in sources.items():
                if any(source in seen for source in found):
                    (manifest.with_suffix("") / name).unlink(missing_ok=True)

    def close(self) -> None:
        """Gives back what is left."""
        for manifest, lock, _ in self._runs:
            _tidy(manifest)
            lock.close()


def _locked(manifest: Path) -> BinaryIO | None:
    """The manifest of a dead run, locked for us; None where its run lives, or it is gone."""
    try:
        file = manifest.open("rb")
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def _tidy(manifest: Path) -> None:
    """Removes the folder of a run in which no shard is left, with its manifest, and the place when it is empty."""
    folder = manifest.with_suffix("")
    if any(folder.glob(f"*{SHARD}")):
        return
    shutil.rmtree(folder, ignore_errors=True)
    manifest.unlink(missing_ok=True)
    with suppress(OSError):
        manifest.parent.rmdir()
