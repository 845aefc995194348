"""Size: what reading and linking cost an article as articles become more, and the memory and disk that they take.

`python benchmarks/scale.py reading [SIZES]` reads short made reports in full with two processes, by default 1,000 and
10,000. `python benchmarks/scale.py linking [SIZES]` links made findings (`made_findings.py`) with two processes, by
default 10,000, 100,000 and 1,000,000; the last takes most of an hour and 40 GB of disk. Each size is a process of its
own. Prints processor milliseconds an article, the most memory that all processes took together, and of linking the
seconds of each phase, the disk, and the bytes of the store. `--json FILE` adds the figures to a file.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from executors import Sampled, new
from kronika import running
from kronika.running import partition
from kronika.running.executors import Workers, processes
from kronika.store import Store, as_read
from machine import machine
from made_findings import made as made_readings
from made_reports import short_reports

SEED = 11
SIZES = {"reading": [1_000, 10_000], "linking": [10_000, 100_000, 1_000_000]}
LEAST = {"reading": 1.2, "linking": 1.5}
"""The most that an article may cost at the largest size over the next smaller one."""
MEMORY = {"reading": 2048, "linking": 4096}
PLACE = Path("build/scale")
SHARD = 1000


def processor() -> float:
    """Processor seconds of this process and of all that it has waited for."""
    return sum(os.times()[:4])


def read(count: int, folder: Path) -> dict[str, Any]:
    """Reads so many short reports."""
    reports = folder / f"short-{count}.jsonl"
    if not reports.exists():
        lines = (json.dumps(report, ensure_ascii=False) + "\n" for report in short_reports(count, SEED))
        reports.write_text("".join(lines), encoding="utf-8")
    begun, spent = time.perf_counter(), processor()
    with Store(new(folder, f"read-{count}"), create=True) as store:
        running.read([reports], store, workers=Workers(processes(2)))
        seconds, size = time.perf_counter() - begun, store.path.stat().st_size
    return {"seconds": seconds, "processor": processor() - spent, "store": size, "text": reports.stat().st_size}


class Phases:
    """Seconds and processor seconds of each phase of linking, and the most disk that its folder took."""

    def __init__(self, place: Path) -> None:
        self.seconds: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self.disk = 0
        self._place = place
        threading.Thread(target=self._watch, daemon=True).start()

    def attach(self) -> None:
        """Has every phase timed from now on."""
        phase: Callable[..., None] = partition.Partition._phase

        def timed(own: partition.Partition, name: str, *given: Any) -> None:
            begun, spent = time.perf_counter(), processor()
            phase(own, name, *given)
            self.seconds[name], self.processor[name] = time.perf_counter() - begun, processor() - spent
            print(f"    {name}: {self.seconds[name]:,.0f} s", file=sys.stderr, flush=True)

        partition.Partition._phase = timed  # type: ignore[method-assign]

    def _watch(self) -> None:
        while True:
            self.disk = max(self.disk, sum(size(path) for path in self._place.rglob("*")))
            time.sleep(30)


def size(path: Path) -> int:
    """The bytes of a file, none where it has gone."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def link(count: int, folder: Path) -> dict[str, Any]:
    """Links so many made findings."""
    path = new(folder, f"link-{count}")
    with Store(path, create=True) as store:
        batch = []
        for reading in made_readings(count, SEED):
            batch.append(as_read(reading.article, reading.findings, []))
            if len(batch) == SHARD:
                store.put_all(batch, "made")
                batch = []
        store.put_all(batch, "made")
        before = path.stat().st_size
        phases = Phases(path.with_name(f"{path.name}.linking"))
        phases.attach()
        begun, spent = time.perf_counter(), processor()
        running.link_store(store, Workers(processes(2)))
        whole = {"seconds": time.perf_counter() - begun, "processor": processor() - spent}
    with Store(path, create=False) as store:
        stories = len({row.story for row in store.each("stories")})
    found = {**whole, "before": before, "store": path.stat().st_size, "scratch": phases.disk, "stories": stories}
    shutil.rmtree(path.with_name(f"{path.name}.linking"), ignore_errors=True)
    path.unlink()
    return {**found, "phases": phases.seconds, "phases_processor": phases.processor}


WORK = {"reading": read, "linking": link}


def measured(what: str, count: int, folder: Path) -> dict[str, Any]:
    """The figures of one size, taken in a process of its own."""
    command = [sys.executable, __file__, what, str(count), "--one", "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        sampled = Sampled(process.pid)
        out, _ = process.communicate()
    if process.returncode:
        sys.exit(f"{what} {count} failed")
    return {"what": what, "articles": count, "memory": sampled.most(), **json.loads(out)}


def show(found: dict[str, Any]) -> None:
    """Prints the figures of a size."""
    count = found["articles"]
    each = found["processor"] / count * 1000
    print(
        f"  {count:>9,} articles: {each:.2f} processor ms each, {found['seconds']:,.0f} s with two processes,"
        f" memory {found['memory']:,.0f} MB, store {found['store'] / count:,.0f} bytes each",
        flush=True,
    )
    if "phases" in found:
        told = ", ".join(f"{name} {seconds:,.0f}" for name, seconds in found["phases"].items())
        print(f"    {found['stories']:,} stories; scratch {found['scratch'] / count:,.0f} bytes each; seconds: {told}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=WORK)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--folder", type=Path, default=PLACE)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.one:
        print(json.dumps(WORK[given.what](given.sizes[0], given.folder)))
        return
    print(f"{machine()}; {given.what}", flush=True)
    found = []
    for count in given.sizes or SIZES[given.what]:
        found.append(measured(given.what, count, given.folder))
        show(found[-1])
        if given.json:
            with given.json.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"machine": machine(), **found[-1]}) + "\n")
    if len(found) > 1:
        least, most = (one["processor"] / one["articles"] for one in found[-2:])
        memory = max(one["memory"] for one in found)
        print(f"  an article at {found[-1]['articles']:,} over one at {found[-2]['articles']:,}: {most / least:.2f}"
              f" (at most {LEAST[given.what]})")  # fmt: skip
        print(f"  memory at its most: {memory:,.0f} MB (at most {MEMORY[given.what]:,})")


if __name__ == "__main__":
    main()
