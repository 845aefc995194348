"""Every job is done once and given back, whoever is killed, and no process is left behind."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import closing
from importlib import import_module
from pathlib import Path

import psutil
import pytest
from working import deadly, deadly_once, failing, gone, slow, square, workers_of

from kronika.errors import KronikaError
from kronika.running import executors
from kronika.running.executors import MakeExecutor, cluster, cores, finished, here, processes

MAKERS = {"here": here(), "one": processes(1), "two": processes(2)}
SQUARES = [n * n for n in range(20)]


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_every_job_is_done_once(make: MakeExecutor) -> None:
    assert sorted(finished(make, square, range(20))) == SQUARES
    assert workers_of(os.getpid()) == []


def test_nothing_is_started_for_nothing() -> None:
    def never() -> Executor:
        raise AssertionError("made an executor")

    assert list(finished(never, square, [])) == []


@pytest.mark.parametrize("window", [1, 3, None])
def test_no_more_jobs_are_taken_than_the_window_holds(window: int | None) -> None:
    taken = []

    def jobs() -> Iterator[int]:
        for n in range(12):
            taken.append(n)
            yield n

    for done, _ in enumerate(finished(processes(2), slow, jobs(), window), 1):
        assert len(taken) <= done + (window or 4)


def test_an_error_of_the_work_is_raised_and_ends_the_rest() -> None:
    with pytest.raises(ValueError, match="thirteen"):
        list(finished(processes(2), failing, range(10_000)))
    assert workers_of(os.getpid()) == []


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    jobs = [(n, str(tmp_path / "note")) for n in range(20)]
    assert sorted(finished(processes(2), deadly_once, jobs)) == SQUARES
    assert (tmp_path / "note").exists()


def test_workers_killed_from_outside_while_they_work_and_while_they_wait() -> None:
    found = []
    for result in finished(processes(2), slow, range(20)):
        found.append(result)
        if len(found) in (2, 9, 15):
            for worker in workers_of(os.getpid()):
                worker.kill()
    assert sorted(found) == SQUARES


def test_a_job_that_ends_its_workers_is_given_up_and_the_rest_is_done() -> None:
    lost: list[int] = []
    found = sorted(finished(processes(2), deadly, range(20), lost=lost.append))
    assert lost == [13]
    assert found == [square for square in SQUARES if square != 169]


def test_a_job_that_ends_its_workers_is_named() -> None:
    with pytest.raises(KronikaError, match=r"^13: it ended the process that had it 3 times"):
        list(finished(processes(2), deadly, [12, 13]))


def test_who_takes_no_more_ends_the_workers_at_once() -> None:
    with closing(finished(processes(2), time.sleep, [0.01, 60, 60])) as results:
        next(results)
        workers = workers_of(os.getpid())
        begun = time.monotonic()
    assert workers
    assert gone(workers)
    assert time.monotonic() - begun < 5


DRIVER = """
from kronika.running.executors import finished, processes
import time
if __name__ == "__main__":
    for _ in finished(processes(2), time.sleep, [0.01, 0.01, 60, 60]):
        print("done", flush=True)
"""
UNGUARDED = """
from kronika.running.executors import finished, processes
import time
list(finished(processes(2), time.sleep, [0.01]))
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_workers_end_with_their_driver(tmp_path: Path, how: signal.Signals) -> None:
    script = tmp_path / "driver.py"
    script.write_text(DRIVER, encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as driver:
        assert driver.stdout and driver.stdout.readline() == b"done\n"
        workers = workers_of(driver.pid)
        assert workers
        driver.send_signal(how)
        assert gone(workers)
        driver.wait(10)


def test_control_c_on_a_terminal_is_for_the_driver_alone() -> None:
    found = []
    for result in finished(processes(2), slow, range(10)):
        found.append(result)
        for worker in workers_of(os.getpid()):
            worker.send_signal(signal.SIGINT)
    assert sorted(found) == SQUARES[:10]


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert "the processes end as they start" in done.stderr
    assert "__main__" in done.stderr


def test_as_many_processes_as_cores() -> None:
    assert cores() == len(psutil.Process().cpu_affinity())


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://127.0.0.1:8786", "no address of a scheduler"),
        ("tcp://", "no address of a scheduler"),
        ("tcp://10.0.0.1:8786", "TLS alone"),
        ("cluster.example:8786", "TLS alone.*tls://cluster.example:8786"),
        ("tcp://0.0.0.0:8786", "TLS alone"),
    ],
)
def test_addresses_that_are_refused(address: str, problem: str) -> None:
    with pytest.raises(KronikaError, match=problem):
        cluster(address)


@pytest.mark.parametrize("address", ["localhost:8786", "tcp://127.0.0.1:8786", "tcp://[::1]:1", "tls://10.0.0.1:8786"])
def test_addresses_that_are_taken(address: str) -> None:
    assert cluster(address)


def test_without_dask_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(KronikaError, match=r"pip install 'kronika\[cluster\]'"):
        cluster("tcp://127.0.0.1:1")()


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "PATIENCE", 1)
    begun = time.monotonic()
    with pytest.raises(KronikaError, match=r"^tcp://127.0.0.1:9: no scheduler can be reached \(.*Start one with 'dask"):
        cluster("tcp://127.0.0.1:9")()
    assert time.monotonic() - begun < 10


def test_certificates_that_are_not_there() -> None:
    import dask

    with dask.config.set({"distributed.comm.tls.ca-file": "/nowhere.pem"}), pytest.raises(KronikaError, match="TLS"):
        cluster("tls://127.0.0.1:9")()
    with pytest.raises(KronikaError, match="TLS needs certificates"):
        cluster("tls://127.0.0.1:9")()


@pytest.mark.parametrize(("error", "told"), [("CommClosedError", False), ("TimeoutError", True)])
def test_a_lost_cluster_is_raised_and_not_logged_beside(error: str, told: bool) -> None:
    comm = import_module("distributed.comm")
    lost = comm.CommClosedError("gone") if error == "CommClosedError" else TimeoutError("late")
    record = logging.LogRecord("tornado.application", logging.ERROR, "", 0, "", None, (type(lost), lost, None))
    assert executors._is_news(record) is told
