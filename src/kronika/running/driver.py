"""The run that reads: it finds what is new in files, has it read here or by workers, and puts it into the store."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from kronika import reading
from kronika.errors import StoreError
from kronika.pipeline import NOT_READ, Reader
from kronika.records import Article, Findings, Trouble
from kronika.running import worker
from kronika.running.executors import MOST_BREAKS, MakeExecutor, Workers, finished
from kronika.running.shards import BESIDE, Leftovers, Shard, Shards
from kronika.running.worker import Batch
from kronika.store import Store, as_read

Progress = Callable[[int, int], None]


class ReadSummary(Struct, frozen=True, kw_only=True):
    """What a run did: how many articles it read (of these, how many again), found unchanged, and every fault."""

    read: int = 0
    again: int = 0
    unchanged: int = 0
    sources: list[str] = []
    faults: list[Trouble] = []
    stopped: bool = False


Models = Mapping[str, Path | None]
"""Part of a pipeline -> the folder of the spaCy pipeline that reads it, None for none."""


def read(
    paths: Sequence[Path],
    store: Store,
    progress: Progress | None = None,
    own: Path | None = None,
    models: Models | None = None,
    workers: Workers | None = None,
) -> ReadSummary:
    """Reads every report below `paths` into the store; one that stands there unchanged is not read again.

    The store's files, its dictionaries, and `own`, the page that is to be written, are passed over among them. Without
    `workers` all is read in this process.
    """
    run = _Run(store, progress, models, workers)
    try:
        for path in paths:
            for place in {os.path.abspath(path), os.path.realpath(path)}:  # noqa: PTH100  a loop has no resolve()
                store.clear_faults(Path(place))
        run.all(_found(paths, store, own))
    except KeyboardInterrupt:
        run.stop()
    except StoreError as error:
        run.fail(error)
    finally:
        run.leave()
    return run.summary()


def _found(paths: Sequence[Path], store: Store, own: Path | None) -> list[Path | Trouble]:
    passed_over = {*store.files(), os.path.realpath(own) if own else ""}
    passed_over |= {os.path.realpath(dictionary.name) for dictionary in store.dictionaries()}
    beside = tuple(f"{os.path.realpath(store.path)}{ending}{os.sep}" for ending in BESIDE)
    found = [
        f for f in reading.find(paths) if (source := _source(f)) not in passed_over and not source.startswith(beside)
    ]
    return sorted(found, key=_source)  # the same files give the same result in whatever order they are named


def _source(found: Path | Trouble) -> str:
    return found.source if isinstance(found, Trouble) else str(found)


class _Place(NamedTuple):
    """Where an article stands: its number in the run, and its file."""

    number: int
    file: Path


class _Run:
    """One run of reading: its counts so far, and what is being read."""

    def __init__(self, store: Store, progress: Progress | None, models: Models | None, workers: Workers | None) -> None:
        self._store = store
        self._progress = progress or (lambda _done, _total: None)
        self._models = tuple((part, path and Path(path).resolve()) for part, path in (models or {}).items())
        self._reader = Reader(models)
        self._workers = workers
        self._left = Leftovers(store.path, self._reader.key)
        self._shards: Shards | None = None
        self._seen: dict[str, str] = {}
        self._open: dict[str, _Place] = {}
        self._sources: list[str] = []
        self._faults: list[tuple[int, Trouble]] = []
        self._read = self._again = self._unchanged = self._done = self._total = self._number = 0
        self._at: Path | None = None
        self._stopped = False

    def all(self, found: list[Path | Trouble]) -> None:
        """Reads what is new in the files."""
        self._total = sum(1 if isinstance(f, Trouble) else reading.count(f) for f in found)
        articles = self._new(found)
        self._count(0)
        least = self._workers.least if self._workers else 0
        first = list(islice(articles, least))
        if self._workers and least <= len(first):
            self._read_there(chain(first, articles), self._workers.make)
        else:
            self._read_here(chain(first, articles))
        self._left.drop(self._seen)

    def _new(self, found: list[Path | Trouble]) -> Iterator[Article]:
        """The articles of the files that must be read."""
        for path in found:
            if isinstance(path, Trouble):
                self._fault(path)
                continue
            self._at = path
            self._store.clear_faults(path)
            for item in reading.read(path, self._reader.alphabets):
                self._number += 1
                if isinstance(item, Trouble):
                    self._fault(item)
                elif self._is_new(item, path):
                    self._open[item.source] = _Place(self._number, path)
                    yield item
                    continue
                self._count()
        self._at = None

    def _is_new(self, article: Article, path: Path) -> bool:
        """Whether an article must be read: it comes for the first time in this run, and nobody has read it."""
        if (earlier := self._seen.get(article.source)) is not None:
            if earlier != article.sha256:
                self._fault(_twice(article, path))
            return False
        self._seen[article.source] = article.sha256
        if self._store.has(article, self._reader.key):
            self._note(article.source, self._number, self._store.faults(article.source), unchanged=True)
        elif left := self._left.find(article):
            self._open[article.source] = _Place(self._number, path)
            self._keep(Shard(key=self._reader.key, articles=[left]), counted=0)
        else:
            return True
        return False

    def _read_here(self, articles: Iterable[Article]) -> None:
        for article in articles:
            self._keep(worker.shard_of(self._reader, [article]))

    def _read_there(self, articles: Iterator[Article], make: MakeExecutor) -> None:
        """Has the articles read by workers; those of a batch that kills its worker are read one by one."""
        self._shards = shards = Shards(self._store.path, self._reader.key)
        lost: list[Batch] = []
        batches = (
            Batch(key=self._reader.key, models=self._models, articles=msgspec.json.encode(some), folder=shards.folder)
            for some in worker.cut(articles)
        )
        self._take_all(shards, finished(make, worker.read_batch, batches, lost=lost.append))
        if lost:
            singles = [single for batch in lost for single in batch.parts()]
            self._take_all(shards, finished(make, worker.read_batch, singles, window=1, lost=self._give_up))

    def _take_all(self, shards: Shards, names: Generator[str]) -> None:
        with closing(names):
            for name in names:
                self._take(shards, name)

    def _take(self, shards: Shards, name: str) -> None:
        """Puts a shard into the store and removes it."""
        self._keep(shards.take(name))
        shards.drop(name)

    def _give_up(self, batch: Batch) -> None:
        """Stores articles that end every process that reads them as ones from which nothing is read."""
        why = f"reading it ended the process that read it, {MOST_BREAKS} times"
        remedy = "Look whether memory ran out; else report this as a defect of Kronika, with the text"
        read = [
            as_read(a, Findings(language=None, zones=[]),
                    [Trouble(source=a.source, name=a.name, what=NOT_READ, why=why, remedy=remedy)])
            for a in batch.decoded()
        ]  # fmt: skip
        self._keep(Shard(key=batch.key, articles=read))

    def _keep(self, shard: Shard, counted: int = 1) -> None:
        """Puts articles into the store, in one transaction."""
        self._again += sum(self._store.knows(read.source) for read in shard.articles)
        self._store.put_all(shard.articles, shard.key)
        for read in shard.articles:
            if place := self._open.pop(read.source, None):
                self._note(read.source, place.number, read.troubles, unchanged=False)
                self._count(counted)

    def _note(self, source: str, number: int, troubles: list[Trouble], *, unchanged: bool) -> None:
        self._faults += [(number, trouble) for trouble in troubles]
        if any(trouble.what == NOT_READ for trouble in troubles):
            return
        self._sources.append(source)
        self._unchanged += unchanged
        self._read += not unchanged

    def _count(self, done: int = 1) -> None:
        self._done += done
        self._progress(min(self._done, self._total), self._total)

    def _fault(self, trouble: Trouble) -> None:
        self._store.add_faults([trouble])
        self._faults.append((self._number, trouble))

    def stop(self) -> None:
        """Keeps what workers have finished, and notes where the run was interrupted."""
        self._stopped = True
        if self._shards:
            for name in self._shards.names():
                self._take(self._shards, name)
        if (at := self._reached()) is not None:
            why = "the run was stopped here, and what follows was not read"
            remedy = "Run the command again: it goes on from here"
            self._fault(Trouble(source=str(at), name=at.name, what="run", why=why, remedy=remedy))

    def _reached(self) -> Path | None:
        """The first file of which not all is read."""
        return min(self._open.values()).file if self._open else self._at

    def fail(self, error: StoreError) -> None:
        """Notes that the store takes no more; the fault itself cannot be stored."""
        at = self._reached()
        where = f"at {at.name}" if at else None
        path = Path(error.place)
        why = f"{error.problem}; what follows was not read"
        fault = Trouble(source=str(path), name=path.name, what="store", why=why, remedy=error.remedy, where=where)
        self._faults.append((self._number, fault))

    def leave(self) -> None:
        """Leaves shards that the store has not taken to the next run."""
        if self._shards:
            self._shards.leave()
        self._left.close()

    def summary(self) -> ReadSummary:
        """What the run did, whoever was faster."""
        return ReadSummary(
            read=self._read,
            again=self._again,
            unchanged=self._unchanged,
            sources=sorted(self._sources),
            faults=[trouble for _, trouble in sorted(self._faults, key=lambda fault: fault[0])],
            stopped=self._stopped,
        )


def _twice(article: Article, path: Path) -> Trouble:
    """A record whose id another record of the run has: a fault of the file, the first keeps the id."""
    why = "its id stands twice in this run, with another text; this one is left out"
    where = f"in {path.name}"
    remedy = "Give each record an id of its own"
    about = article.source
    return Trouble(source=str(path), name=article.name, what="record", why=why, remedy=remedy, where=where, of=about)
