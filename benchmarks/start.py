"""Processor time of `kronika --help` beside that of an empty Python: `python benchmarks/start.py`.

Prints the machine, the median of both over twenty runs in turn, and their ratio.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from pathlib import Path

from machine import machine

RUNS = 20


def processor_seconds(command: list[str]) -> float:
    """User and system time of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    kronika = [str(Path(sys.executable).parent / "kronika"), "--help"]
    python = [sys.executable, "-c", "pass"]
    pairs = [(processor_seconds(kronika), processor_seconds(python)) for _ in range(RUNS)]
    print(f"{machine()}, {RUNS} runs")
    print(f"kronika --help  {statistics.median(a for a, _ in pairs):.3f} s of processor time (median)")
    print(f"python -c pass  {statistics.median(b for _, b in pairs):.3f} s")
    print(f"ratio           {statistics.median(a / b for a, b in pairs):.1f}")


if __name__ == "__main__":
    main()
