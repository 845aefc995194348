"""Who does the work: this process, processes on this machine, or a Dask cluster; each job is done whoever is killed."""

from __future__ import annotations

import ipaddress
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

from kronika.errors import KronikaError

MakeExecutor = Callable[[], Executor]
Job = TypeVar("Job")
Result = TypeVar("Result")

MOST_BREAKS = 3
"""How often a job may end the process that has it before it is given up."""
AHEAD = 2
"""Jobs that are submitted for each worker: one that it does, one that waits, so that none is idle."""
WORTH_IT = 32
"""New articles from which on processes are worth it. One takes 2.5 s of processor time to start and load, where
this process loads in 1.4 s, and a report of 3,000 characters takes 0.13 s: two are even with one at 16 reports."""
PATIENCE = 10
"""Seconds to wait for a scheduler, and for its first worker."""


class _Here(Executor):
    """Does each job in this process, when it is submitted."""

    workers = 1

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(work(*given, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def here() -> MakeExecutor:
    """Makes an executor that does each job in this process, when it is submitted."""
    return _Here


class Workers(NamedTuple):
    """What makes the executor that reads, and how many articles must be new for its start to be worth it."""

    make: MakeExecutor
    least: int = 1


def chosen(count: int | None, scheduler: str | None) -> Workers | None:
    """The workers that a person asks for: those of a scheduler, or so many processes, one a core without a number.

    None where this process is to read alone. Raises KronikaError for what is no address of a scheduler.
    """
    if scheduler is not None:
        return Workers(cluster(scheduler))
    number = count or cores()
    return Workers(processes(number), WORTH_IT) if number > 1 else None


class _Processes(ProcessPoolExecutor):
    """Processes of this machine that end when this one does, however it ends."""

    def __init__(self, count: int) -> None:
        # Not forked: a process with threads cannot be, safely.
        context = multiprocessing.get_context("spawn")
        ours, self._lifeline = context.Pipe(duplex=False)
        self._started = context.RawValue("b", 0)
        self.workers = count
        super().__init__(count, context, _begin, (ours, self._started))

    @property
    def started(self) -> bool:
        """Whether any process has come so far that it could take a job."""
        return bool(self._started.value)

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        with _interrupts_held():
            return super().submit(work, *given, **named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes: when they are done, or at once where what is open is cancelled."""
        if cancel_futures:
            self._lifeline.close()
        super().shutdown(wait, cancel_futures=cancel_futures)
        self._lifeline.close()


def _begin(lifeline: Connection, started: Any) -> None:
    """Prepares a process: it ends when nobody holds the other end of the pipe, and Ctrl-C is not for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    started.value = 1


def _end_with(lifeline: Connection) -> None:
    lifeline.poll(None)  # nothing is ever sent: only the end of the pipe wakes it
    os._exit(1)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes that begin within never see a Ctrl-C, not even while they load; this one sees it afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def processes(count: int | None = None) -> MakeExecutor:
    """Makes an executor of so many processes on this machine; without a number one a core."""
    number = count or cores()
    return lambda: _Processes(number)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Cluster(Executor):
    """The workers of a Dask scheduler."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._tasks = client.get_executor(pure=False, retries=2)
        self.workers = sum(client.nthreads().values())

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = self._tasks.submit(work, *given, **named)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leaves the cluster; what is open is cancelled there."""
        self._tasks.shutdown(wait=wait and not cancel_futures)
        self._client.close()


CERTIFICATES = "DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …__TLS__CLIENT__CERT and …__TLS__CLIENT__KEY in the environment"
"""How people tell Dask which certificates are theirs; its own configuration files do as well."""


def cluster(address: str) -> MakeExecutor:
    """Makes an executor of the workers of the Dask scheduler at `tcp://HOST:PORT`, on this machine alone, or
    `tls://HOST:PORT`, with the certificates that Dask is configured with. Raises KronikaError for another address."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    if parts.scheme not in ("tcp", "tls") or not parts.hostname:
        raise KronikaError(address, "no address of a scheduler", "Write it as tcp://127.0.0.1:8786 or tls://HOST:8786")
    if parts.scheme == "tcp" and not _is_loopback(parts.hostname):
        remedy = f"Start the scheduler with --protocol tls and name it as tls://{parts.netloc}, with {CERTIFICATES}"
        raise KronikaError(address, "reports are sent to another machine through TLS alone", remedy)
    return lambda: _connect(parts.geturl())


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _connect(address: str) -> _Cluster:
    """The cluster at the address. Raises KronikaError where there is none that answers, or it has no workers."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise KronikaError("--scheduler", "Dask is not installed", "pip install 'kronika[cluster]'") from error
    for name in ("distributed", "distributed.client"):  # what they would log of a lost connection is raised here
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("tornado.application").addFilter(_is_news)
    security = _security(distributed, address)
    try:
        client = distributed.Client(address, timeout=PATIENCE, security=security, set_as_default=False, name="kronika")
    except (OSError, ValueError, RuntimeError) as error:
        remedy = "Start one with 'dask scheduler'; for tls:// check the certificates on both sides"
        raise KronikaError(address, f"no scheduler can be reached ({_line(error)})", remedy) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        remedy = f"Start some: dask worker {address} --nthreads 1"
        raise KronikaError(address, "the scheduler has no workers", remedy) from error
    return _Cluster(client)


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a record tells more than that the cluster is lost, which is raised where its results are asked for."""
    lost: Any = import_module("distributed.comm").CommClosedError
    return not (record.exc_info and isinstance(record.exc_info[1], lost))


def _security(distributed: Any, address: str) -> Any:
    """The certificates that Dask is configured with. Raises KronikaError where TLS lacks them."""
    if not address.startswith("tls:"):
        return None
    try:
        security = distributed.Security(require_encryption=True)
        found = security.get_connection_args("client").get("ssl_context") is not None
    except (OSError, ValueError) as error:
        raise KronikaError(
            address, f"its certificates cannot be read ({_line(error)})", f"Check {CERTIFICATES}"
        ) from error
    if not found:
        raise KronikaError(address, "TLS needs certificates", f"Name {CERTIFICATES}")
    return security


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def finished(
    make: MakeExecutor,
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    window: int | None = None,
    lost: Callable[[Job], None] | None = None,
) -> Generator[Result]:
    """What `work`, a function of a module, gives for each job, in the order in which they are done.

    At most `window` jobs are open at a time, by default some for each worker. When a worker is killed, what was open
    is done again, one job at a time; a job that ends its worker three times while it is alone goes to `lost`, or
    raises KronikaError that names it. An error of `work` is raised here. However it ends, no process is left behind.
    """
    crew = _Crew(make, work, window, lost or _refuse)
    try:
        yield from crew.results(iter(jobs))
    finally:
        crew.leave()


def _refuse(job: Any) -> None:
    remedy = "Look whether memory ran out; else report this as a defect of Kronika"
    raise KronikaError(str(job)[:200], f"it ended the process that had it {MOST_BREAKS} times", remedy)


class _Try(NamedTuple, Generic[Job]):
    """A job, how often it ended a worker while it was alone, whether it is alone now."""

    job: Job
    breaks: int = 0
    alone: bool = False


class _Crew(Generic[Job, Result]):
    """The executor that works now, and the jobs that are open there."""

    def __init__(
        self, make: MakeExecutor, work: Callable[[Job], Result], window: int | None, lost: Callable[[Job], None]
    ) -> None:
        self._make, self._work, self._window, self._lost = make, work, window, lost
        self._executor: Executor | None = None
        self._open: dict[Future[Result], _Try[Job]] = {}
        self._suspects: deque[_Try[Job]] = deque()
        self._unstarted = 0

    def results(self, jobs: Iterator[Job]) -> Iterator[Result]:
        """The results, as they come."""
        while self._fill(jobs):
            for future in wait(self._open, return_when=FIRST_COMPLETED).done:
                tried = self._open.pop(future)
                try:
                    result = future.result()
                except BrokenExecutor:
                    self._broken(tried, 1)
                except CancelledError as error:
                    remedy = "Start it again and run the command again: it goes on from here"
                    raise KronikaError("--scheduler", "the scheduler is gone", remedy) from error
                except Exception as error:
                    if not _killed(error):
                        raise
                    self._broken(tried, MOST_BREAKS)  # Dask has tried it on several workers
                else:
                    yield result

    def _fill(self, jobs: Iterator[Job]) -> bool:
        """Submits what has room; suspects alone, so that the one that ends workers is known. False when all is done."""
        while not self._suspects and self._has_room():
            if (job := next(jobs, None)) is None:
                break
            self._submit(_Try(job, alone=self._window == 1))
        if self._suspects and not self._open:
            self._submit(self._suspects.popleft()._replace(alone=True))
        return bool(self._open or self._suspects)

    def _has_room(self) -> bool:
        most = self._window or AHEAD * getattr(self._executor, "workers", 1)
        return len(self._open) < most and not any(tried.alone for tried in self._open.values())

    def _submit(self, tried: _Try[Job]) -> None:
        self._executor = self._executor or self._make()
        try:
            self._open[self._executor.submit(self._work, tried.job)] = tried
        except BrokenExecutor:  # killed while there was nothing to do
            self._broken(tried._replace(alone=False), 0)

    def _broken(self, tried: _Try[Job], times: int) -> None:
        """Notes a job whose worker was killed."""
        if times < MOST_BREAKS:
            self._renew()
        breaks = tried.breaks + (times if tried.alone else 0)
        if breaks < MOST_BREAKS:
            self._suspects.append(_Try(tried.job, breaks))
        else:
            self._lost(tried.job)

    def _renew(self) -> None:
        """Leaves a broken executor. Raises KronikaError where not one of its processes ever started, time and again."""
        if self._executor is None:
            return
        self._unstarted = 0 if getattr(self._executor, "started", True) else self._unstarted + 1
        self._executor.shutdown(wait=True)
        self._executor = None
        if self._unstarted >= MOST_BREAKS:
            remedy = "In a script, call Kronika below if __name__ == '__main__':, or with workers=1"
            raise KronikaError("--workers", "the processes end as they start", remedy)

    def leave(self) -> None:
        """Ends the executor, at once where jobs are open."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=bool(self._open))


def _killed(error: Exception) -> bool:
    """Whether Dask says that the worker of a task was killed."""
    if "distributed" not in sys.modules:
        return False
    from distributed.scheduler import KilledWorker

    return isinstance(error, KilledWorker)
