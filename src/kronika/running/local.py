"""Runs the pipeline on this machine: files into the store, one article at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from kronika import reading
from kronika.errors import StoreError
from kronika.pipeline import NOT_READ, Reader
from kronika.records import Article, Trouble
from kronika.store import Store

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
) -> ReadSummary:
    """Reads every report below `paths` into the store; one that stands there unchanged is not read again.

    The store's files, its dictionaries, and `own`, the page that is to be written, are passed over among them.
    """
    run = _Run(store, progress, models)
    try:
        for path in paths:
            for place in {os.path.abspath(path), os.path.realpath(path)}:  # noqa: PTH100  a loop has no resolve()
                store.clear_faults(Path(place))
        passed_over = {*store.files(), os.path.realpath(own) if own else ""}
        passed_over |= {os.path.realpath(dictionary.name) for dictionary in store.dictionaries()}
        found = [f for f in reading.find(paths) if _source(f) not in passed_over]
        run.all(sorted(found, key=_source))  # the same files give the same result in whatever order they are named
    except KeyboardInterrupt:
        run.stop()
    except StoreError as error:
        run.fail(error)
    return run.summary()


def _source(found: Path | Trouble) -> str:
    return found.source if isinstance(found, Trouble) else str(found)


class _Run:
    """One run of reading: its counts so far."""

    def __init__(self, store: Store, progress: Progress | None, models: Models | None) -> None:
        self._store = store
        self._progress = progress or (lambda _done, _total: None)
        self._reader = Reader(models)
        self._seen: dict[str, str] = {}
        self._sources: list[str] = []
        self._faults: list[Trouble] = []
        self._read = self._again = self._unchanged = self._done = 0
        self._at: Path | None = None
        self._stopped = False

    def all(self, found: list[Path | Trouble]) -> None:
        total = sum(1 if isinstance(f, Trouble) else reading.count(f) for f in found)
        for path in found:
            if isinstance(path, Trouble):
                self._fault(path)
                continue
            self._at = path
            self._store.clear_faults(path)
            for item in reading.read(path, self._reader.alphabets):
                self._fault(item) if isinstance(item, Trouble) else self._article(item)
                self._done += 1
                self._progress(min(self._done, total), total)
        self._at = None

    def _article(self, article: Article) -> None:
        if (earlier := self._seen.get(article.source)) is not None:
            if earlier != article.sha256:
                self._fault(_twice(article, self._at))
            return
        self._seen[article.source] = article.sha256
        unchanged = self._store.has(article, self._reader.key)
        if unchanged:
            troubles = self._store.faults(article.source)
        else:
            self._again += self._store.knows(article.source)
            findings, troubles = self._reader.read(article)
            self._store.put(article, findings, self._reader.key, troubles)
        self._faults += troubles
        if any(trouble.what == NOT_READ for trouble in troubles):
            return
        self._sources.append(article.source)
        self._unchanged += unchanged
        self._read += not unchanged

    def _fault(self, trouble: Trouble) -> None:
        self._store.add_faults([trouble])
        self._faults.append(trouble)

    def stop(self) -> None:
        """Notes where the run was interrupted; what was read is stored already."""
        self._stopped = True
        if self._at is not None:
            why = "the run was stopped here, and what follows was not read"
            remedy = "Run the command again: it goes on from here"
            at = self._at
            self._fault(Trouble(source=str(at), name=at.name, what="run", why=why, remedy=remedy))

    def fail(self, error: StoreError) -> None:
        """Notes that the store takes no more; the fault itself cannot be stored."""
        where = f"at {self._at.name}" if self._at else None
        path = Path(error.place)
        why = f"{error.problem}; what follows was not read"
        self._faults.append(
            Trouble(source=str(path), name=path.name, what="store", why=why, remedy=error.remedy, where=where)
        )

    def summary(self) -> ReadSummary:
        return ReadSummary(
            read=self._read,
            again=self._again,
            unchanged=self._unchanged,
            sources=sorted(self._sources),
            faults=self._faults,
            stopped=self._stopped,
        )


def _twice(article: Article, path: Path | None) -> Trouble:
    """A record whose id another record of the run has: a fault of the file, the first keeps the id."""
    why = "its id stands twice in this run, with another text; this one is left out"
    where = f"in {path.name}" if path else None
    remedy = "Give each record an id of its own"
    about = article.source
    return Trouble(source=str(path), name=article.name, what="record", why=why, remedy=remedy, where=where, of=about)
