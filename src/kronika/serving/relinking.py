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
ANOTHER = "another Kronika links this store too"
"""What is told where the rows are of other code: two that linked at each sight of this would never end."""


class Relinking:
    """One thread that links, with a store of its own. Readers go on seeing what was linked before.

    It links what is new in the store. Rows that other code made of the same are linked anew at the start alone.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._asked = threading.Event()
        self._done = threading.Condition()
        self._looked = threading.Event()
        self._wanted = self._linked = self._begun = 0
        self._ending = False
        self._last: tuple[object, ...] = ()
        self._known: tuple[object, ...] = ()
        self._state: str | None = None
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
            try:
                if asked or self._settled():
                    self._link()
            except Exception as error:  # without this thread nothing would be linked any more
                log.exception("watching the store failed")
                self.problem = _told(error)

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
                self.problem = self._brought_up(store)
        except Exception as error:  # whatever it is, readers go on, and the next correction tries again
            if not isinstance(error, KronikaError):
                log.exception("linking failed")
            self.problem = _told(error)
        finally:
            _settle()
            with self._done:
                self._linked = max(self._linked, goal, self._begun)
                self._done.notify_all()
            self._looked.set()

    def _brought_up(self, store: Store) -> str | None:
        """Links what is new in the store; gives back what is wrong all the same."""
        state = store.state()
        if not is_linked(store):
            if state == self._state:
                return ANOTHER
            with self._done:
                self._begun = self._wanted = max(self._wanted, self._linked + 1)
            link_store(store, chosen(None, None))
        self._state = state
        return None


def _told(error: Exception) -> str:
    """What an error says, else what kind it is."""
    return f"{error.problem}. {error.remedy}" if isinstance(error, KronikaError) else str(error) or type(error).__name__


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
