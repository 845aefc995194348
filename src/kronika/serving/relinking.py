"""Links the reports again in the background: after a correction, and when another process has read something."""

from __future__ import annotations

import gc
import logging
import threading
import time
from pathlib import Path

from kronika.errors import KronikaError
from kronika.running import chosen, is_linked, link_store
from kronika.store import Store

log = logging.getLogger("kronika.serving")
WATCHED = 3.0
"""Seconds between two looks at the file; a store that was written to, and then not for as long, is looked at."""


class Relinking:
    """One thread that links, with a store of its own. Readers go on seeing what was linked before."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._asked = threading.Event()
        self._done = threading.Condition()
        self._looked = threading.Event()
        self._wanted = self._linked = 0
        self._ending = False
        self._last: tuple[object, ...] = ()
        self._known: tuple[object, ...] = ()
        self.problem: str | None = None
        self._thread = threading.Thread(target=self._run, name="relinking", daemon=True)

    def start(self) -> None:
        """Begins to watch, with a first look at whether all is linked."""
        self._asked.set()
        self._thread.start()

    def end(self) -> None:
        """Has the thread end when it can; what it links just now is lost and linked again at the next start."""
        self._ending = True
        self._asked.set()

    @property
    def busy(self) -> bool:
        """Whether something is to be linked, or is just being linked."""
        return self._linked < self._wanted

    def ask(self) -> None:
        """Has the reports linked, without waiting."""
        with self._done:
            self._wanted += 1
        self._asked.set()

    def wait(self, seconds: float) -> bool:
        """Waits until all that was asked for up to now is linked; false where that takes longer."""
        until = time.monotonic() + seconds
        if not self._looked.wait(seconds):
            return False
        with self._done:
            goal = self._wanted
            return self._done.wait_for(lambda: self._linked >= goal, until - time.monotonic())

    def _run(self) -> None:
        while not self._ending:
            asked = self._asked.wait(WATCHED)
            self._asked.clear()
            if self._ending:
                return
            if asked or self._settled():
                self._link()

    def _settled(self) -> bool:
        """Whether somebody has written to the store and has not for a while; half a run is not worth linking."""
        now = tuple(_written(self._store.with_name(self._store.name + end)) for end in ("", "-wal"))
        calm, self._last = now == self._last, now
        if not calm or now == self._known:
            return False
        self._known = now
        return True

    def _link(self) -> None:
        with self._done:
            goal = self._wanted
        try:
            with Store(self._store, create=False) as store:
                if not is_linked(store):
                    with self._done:
                        goal = self._wanted = max(self._wanted, self._linked + 1)
                    link_store(store, chosen(None, None))
            self.problem = None
        except KronikaError as error:
            self.problem = f"{error.problem}. {error.remedy}"
        except Exception as error:  # whatever it is, readers go on, and the next correction tries again
            log.exception("linking failed")
            self.problem = type(error).__name__
        _settle()
        with self._done:
            self._linked = max(self._linked, goal)
            self._done.notify_all()
        self._looked.set()


def _settle() -> None:
    """Has what linking loaded left out of the search for garbage, which took 110 ms of an answer now and then."""
    gc.collect()
    gc.freeze()


def _written(path: Path) -> object:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
