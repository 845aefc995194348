"""The step about sizes: what the README says of them is what is measured."""

from __future__ import annotations

import re
from collections.abc import Mapping

from release import ROOT
from release.job import Job

TOLD = {
    "wheel": r"wheel has (\d+) MB",
    "installed": r"takes (\d+) MB on disk",
    "web": r"`web` (\d+) MB",
    "cluster": r"`cluster` (\d+) MB",
    "parquet": r"`parquet` (\d+) MB",
    "memory": r"at most (\d+) MB of memory",
}
"""What the README tells, each with how it says so."""
SENTENCE = (
    "The wheel has {wheel:.0f} MB; with all that it needs it takes {installed:.0f} MB on disk. Each extra takes more: "
    "`web` {web:.0f} MB, `cluster` {cluster:.0f} MB, `parquet` {parquet:.0f} MB. Reading the examples takes at most "
    "{memory:.0f} MB of memory."
)
"""How the README says it."""
SHARE, LEAST = 0.1, 2
"""How far a size may be from what is told: this share, or this many MB where that is more."""


def sizes_are_told(job: Job) -> list[str]:
    """The README tells the sizes that were measured."""
    if lacking := sorted({*TOLD} - {*job.megabytes}):
        return [f"not measured, because an earlier step failed: {', '.join(lacking)}"]
    found = wrong(job.megabytes, (ROOT / "README.md").read_text(encoding="utf-8"))
    return [*found, f"put into README.md: {SENTENCE.format(**job.megabytes)}"] if found else []


def wrong(measured: Mapping[str, float], text: str) -> list[str]:
    """The sizes that a text does not tell, or tells otherwise."""
    found = []
    for name, pattern in TOLD.items():
        told = re.search(pattern, text)
        if told is None:
            found.append(f"README.md does not tell the size of: {name}")
        elif abs(int(told[1]) - measured[name]) > max(LEAST, SHARE * measured[name]):
            found.append(f"README.md tells {told[1]} MB for {name}, measured are {measured[name]:.0f}")
    return found
