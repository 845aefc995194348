"""Workers: how much faster they read, what a second run costs, whether killing anybody changes the export.

`python benchmarks/executors.py [--reports N] [--quick] [--part PART] [--folder DIR]` reads made reports of a fixed seed
with one process, two, and two workers of a Dask cluster on this machine; then it kills a worker, and the driver, at
three random points of the way each. Prints a line a figure with its target. What is read is kept in the folder for
another run.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

from kronika import exports, running
from kronika.store import Store
from machine import machine
from made_reports import made, short_reports

SEED = 11
REPORTS, QUICK = 2000, 120
KILLED = 240
"""Short reports of the runs in which somebody is killed, while they are read or while they are linked."""
POINTS = (0.1, 0.9)
"""Between which shares of the way somebody is killed."""
TIMES = 3
WARM_UP = 4
"""Seconds in which the workers load, before which there is little to lose."""
MOST_MEMORY = 2048
PLACE = Path("build/executors")
DASK = ("--nthreads", "1", "--no-nanny", "--no-dashboard")


class Run(NamedTuple):
    """A run of reading: its seconds, and the most memory that all its processes took together, in MB."""

    seconds: float
    memory: float


def read_once(reports: Path, store: Path, workers: int, scheduler: str | None, *, linked: bool) -> None:
    """Reads the reports in this process with its workers, links them if so asked, and prints the seconds."""
    begun = time.perf_counter()
    chosen = running.chosen(workers, scheduler)
    with Store(store, create=True) as opened:
        summary = running.read([reports], opened, workers=chosen)
        if linked:
            running.link_store(opened, chosen)
    print(json.dumps({"seconds": time.perf_counter() - begun, "faults": [fault.why for fault in summary.faults]}))


@contextlib.contextmanager
def started(reports: Path, store: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A process that reads."""
    command = [sys.executable, __file__, "--read", str(reports), str(store), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process


def run(reports: Path, store: Path, *options: str) -> Run:
    """Reads the reports and gives back what it took."""
    with started(reports, store, *options) as process:
        sampled = Sampled(process.pid)
        out, _ = process.communicate()
    if process.returncode:
        sys.exit(f"{' '.join(options)}: reading failed")
    told = json.loads(out)
    for why in told["faults"][:3]:
        print(f"  {why}")
    return Run(told["seconds"], sampled.most())


class Sampled:
    """The most memory that a process and all below it take together."""

    def __init__(self, process: int) -> None:
        self._process, self._most = process, 0.0
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def _sample(self) -> None:
        with contextlib.suppress(psutil.Error):
            top = psutil.Process(self._process)
            while top.is_running() and top.status() != psutil.STATUS_ZOMBIE:
                self._most = max(self._most, sum(map(share, [top, *top.children(recursive=True)])))
                time.sleep(0.25)

    def most(self) -> float:
        """In MB; pages that processes share count once."""
        self._thread.join(5)
        return self._most


def share(process: psutil.Process) -> float:
    """The memory of a process in MB, of pages that several share its part."""
    try:
        return float(process.memory_full_info().pss) / 2**20
    except psutil.Error:
        return 0.0


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a Dask scheduler on this machine, and its two workers."""
    told = folder / "scheduler.json"
    told.unlink(missing_ok=True)
    own, dask = ("--scheduler-file", str(told)), [sys.executable, "-m", "dask"]
    commands = [[*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", *own], *[[*dask, "worker", *own, *DASK]] * 2]
    found = []
    try:
        for command in commands:
            found.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            while not told.exists() or not told.read_text(encoding="utf-8"):
                time.sleep(0.05)
        time.sleep(WARM_UP)
        yield json.loads(told.read_text(encoding="utf-8"))["address"], found[1:]
    finally:
        for process in found:
            process.kill()
            process.wait()


def workers_of(driver: int) -> list[psutil.Process]:
    """The local processes that read for a driver."""
    return [p for p in psutil.Process(driver).children() if any("spawn_main" in word for word in p.cmdline())]


def exported(store: Path) -> dict[str, bytes]:
    """The bytes of every table."""
    tables = store.with_suffix(".tables")
    exports.export(tables, store)
    return {path.name: path.read_bytes() for path in tables.iterdir()}


def new(folder: Path, name: str) -> Path:
    """A path for a store, at which there is none."""
    for path in folder.glob(f"{name}.*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return folder / f"{name}.db"


def show(what: str, value: str, target: str, holds: bool) -> None:
    """Prints a figure."""
    print(f"  {what:58} {value:>12}   {target:22} {'' if holds else 'MISSED'}".rstrip(), flush=True)


def speeds(reports: Path, folder: Path) -> float:
    """Prints how fast one process, two, and a cluster read; gives back the seconds of two."""
    one = run(reports, new(folder, "one"), "--workers", "1")
    two = run(reports, store := new(folder, "two"), "--workers", "2")
    with cluster(folder) as (address, _):
        dask = run(reports, new(folder, "dask"), "--scheduler", address)
    faster, share_of = one.seconds / two.seconds, two.seconds / dask.seconds
    print(f"  one process {one.seconds:.1f} s, two {two.seconds:.1f} s, a cluster {dask.seconds:.1f} s")
    show("two processes, times as fast as one", f"{faster:.2f}", "at least 1.6", faster >= 1.6)
    show("a cluster of two workers over two processes", f"{share_of:.2f}", "at least 0.85", share_of >= 0.85)
    again = run(reports, store, "--workers", "2").seconds / two.seconds
    show("a second run over the first", f"{again:.2%}", "at most 2 %", again <= 0.02)
    memory = f"{two.memory:,.0f} MB"
    show("memory of all processes, at its most", memory, f"at most {MOST_MEMORY:,} MB", two.memory <= MOST_MEMORY)
    return two.seconds


def kills(reports: Path, folder: Path) -> None:
    """Prints after how many kills the export was that of a run which nobody disturbs."""
    wanted_store = new(folder, "undisturbed")
    seconds = run(reports, wanted_store, "--linked", "--workers", "2").seconds
    wanted = exported(wanted_store)
    chance = random.Random(SEED)
    for what, way in {"worker": worker_killed, "driver": driver_killed}.items():
        for dask in (False, True):
            same = 0
            for number in range(TIMES):
                store, at = new(folder, f"{what}-{number}"), chance.uniform(*POINTS) * seconds
                with way_of(dask, folder) as (options, workers):
                    way(reports, store, options, workers, at)
                    same += exported(store) == wanted
            where = "Dask" if dask else "processes"
            show(f"exports equal after a {what} was killed ({where})", f"{same} of {TIMES}", "all", same == TIMES)


@contextlib.contextmanager
def way_of(dask: bool, folder: Path) -> Iterator[tuple[tuple[str, ...], list[subprocess.Popen[bytes]]]]:
    """The options for two workers, and those of them that run already."""
    if not dask:
        yield ("--linked", "--workers", "2"), []
        return
    with cluster(folder) as (address, workers):
        yield ("--linked", "--scheduler", address), workers


def worker_killed(
    reports: Path, store: Path, options: tuple[str, ...], workers: list[subprocess.Popen[bytes]], at: float
) -> None:
    """Reads to the end though a worker is killed on the way."""
    with started(reports, store, *options) as process:
        time.sleep(at)
        for worker in (workers or workers_of(process.pid))[:1]:
            worker.kill()
        process.communicate()


def driver_killed(
    reports: Path, store: Path, options: tuple[str, ...], _: list[subprocess.Popen[bytes]], at: float
) -> None:
    """Reads until the driver is killed, then goes on in another run."""
    with started(reports, store, *options) as process:
        time.sleep(at)
        process.kill()
    run(reports, store, *options)


def written(count: int, folder: Path) -> Path:
    """A file of so many made reports."""
    path = folder / f"reports-{count}.jsonl"
    if not path.exists():
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in made(count, SEED))
        path.write_text("".join(lines), encoding="utf-8")
    return path


def shortened(count: int, folder: Path) -> Path:
    """A file of so many short made reports."""
    path = folder / f"short-{count}.jsonl"
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in short_reports(count, SEED))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--part", choices=("speeds", "kills"), help="Only this; else both.")
    parser.add_argument("--folder", type=Path, default=PLACE)
    parser.add_argument("--read", nargs=2, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--scheduler", help=argparse.SUPPRESS)
    parser.add_argument("--linked", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        read_once(*given.read, given.workers, given.scheduler, linked=given.linked)
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    number = QUICK if given.quick else given.reports
    print(f"{machine()}, {number} reports; {min(number, KILLED)} where somebody is killed")
    if given.part != "kills":
        speeds(written(number, given.folder), given.folder)
    if given.part != "speeds":
        kills(shortened(min(number, KILLED), given.folder), given.folder)


if __name__ == "__main__":
    main()
