"""Writes docs/scaling.md: what any number of articles takes, computed from benchmarks/measured.jsonl.

`python docs/scaling.py` writes the page anew; `python benchmarks/scale.py … --json benchmarks/measured.jsonl` measures.
The costs are those of the two smaller sizes that were measured, the largest is what they are checked against.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

HOME = Path(__file__).resolve().parent
MEASURED = HOME.parent / "benchmarks" / "measured.jsonl"
PAGE, TEMPLATE = HOME / "scaling.md", HOME / "scaling.template.md"
SPACE = ("memory", "store, KB each", "scratch, KB each")
SIZES = (10_000_000, 1_000_000_000)
TYPICAL = 2_500
"""Characters of an article of a newspaper."""
DENSER = 10
"""How many times more linking costs an article of a newspaper than a made one: 47 ms for each of a hundred reports as
dense as press (`benchmarks/paging.py`)."""
LARGER = 7
"""How many times more disk: 155 KB for each of those hundred reports."""
MB, GB, TB, HOUR = 2**20, 2**30, 2**40, 3600.0
Run = dict[str, Any]


class Line(NamedTuple):
    """A cost that grows with the articles: what none would take, and what each adds."""

    fixed: float
    each: float

    def at(self, count: float) -> float:
        """What so many take."""
        return self.fixed + self.each * count


def line(small: tuple[float, float], large: tuple[float, float]) -> Line:
    """The line through two measurements (articles, cost)."""
    each = (large[1] - small[1]) / (large[0] - small[0])
    return Line(small[1] - each * small[0], each)


def runs() -> dict[str, list[Run]]:
    """The runs that were measured, by what was done, the smallest first."""
    found: dict[str, dict[int, Run]] = {"reading": {}, "linking": {}}
    for text in MEASURED.read_text(encoding="utf-8").splitlines():
        run = json.loads(text)
        found[run["what"]][run["articles"]] = run
    return {what: [own[size] for size in sorted(own)] for what, own in found.items()}


def driver(run: Run) -> float:
    """The seconds in which one process puts together what the parts have found."""
    return float(run["seconds"] - sum(run["phases"].values()))


COSTS = {
    "processor seconds": lambda run: run["processor"],
    "seconds of the driver alone": driver,
    "memory, MB": lambda run: run["memory"],
    "store, MB": lambda run: run["store"] / MB,
    "scratch, MB": lambda run: run["scratch"] / MB,
}
"""What linking takes."""


def costs(linking: Sequence[Run]) -> dict[str, Line]:
    """The costs of linking, by the two sizes before the largest."""
    small, large = linking[0], linking[1]
    return {name: line((small["articles"], of(small)), (large["articles"], of(large))) for name, of in COSTS.items()}


def page() -> str:
    """The page."""
    found = runs()
    linking, reading = found["linking"], found["reading"]
    known = costs(linking)
    heads = {
        "reading": ("articles", "read: ms each", "memory", "store, KB each"),
        "linking": ("articles", "stories", "linked: ms each", "of it the driver alone", *SPACE),
        "phases": ("phase of linking", *(f"{run['articles']:,}" for run in linking)),
        "checked": ("", "computed", "measured", "measured over computed"),
        "computed": ("", *(f"{size:,} articles" for size in SIZES)),
    }
    rows = {
        "reading": map(_read, reading),
        "linking": map(_linked, linking),
        "phases": _phases(linking),
        "checked": _checked(known, linking[-1]),
        "computed": _computed(known, reading[-1]),
    }
    sizes = dict(zip(("small", "middle", "largest"), (f"{run['articles']:,}" for run in linking), strict=True))
    return TEMPLATE.read_text(encoding="utf-8").format(
        **{name: table(head, rows[name]) for name, head in heads.items()},
        **sizes,
        machine=linking[-1]["machine"],
        bytes=f"{reading[-1]['text'] / reading[-1]['articles']:,.0f}",
        typical=f"{TYPICAL:,}",
        denser=DENSER,
        larger=LARGER,
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table."""
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {text} |" for text in lines)


def _read(run: Run) -> list[str]:
    count = run["articles"]
    each = run["processor"] / count * 1000
    return [f"{count:,}", f"{each:.1f}", f"{run['memory']:,.0f} MB", f"{run['store'] / count / 1024:.1f}"]


def _linked(run: Run) -> list[str]:
    count = run["articles"]
    return [
        f"{count:,}",
        f"{run['stories']:,}",
        f"{run['processor'] / count * 1000:.2f}",
        f"{driver(run) / count * 1000:.2f}",
        f"{run['memory']:,.0f} MB",
        f"{run['store'] / count / 1024:.1f}",
        f"{run['scratch'] / count / 1024:.1f}",
    ]


def _phases(linking: Sequence[Run]) -> Iterable[list[str]]:
    for name in linking[-1]["phases"]:
        yield [name, *(f"{run['phases'][name]:,.0f}" for run in linking)]
    yield ["the driver alone", *(f"{driver(run):,.0f}" for run in linking)]


def _checked(known: dict[str, Line], run: Run) -> Iterable[list[str]]:
    for name, of in COSTS.items():
        said, measured = known[name].at(run["articles"]), float(of(run))
        yield [name, f"{said:,.0f}", f"{measured:,.0f}", f"{measured / said:.2f}"]


def _computed(known: dict[str, Line], reading: Run) -> Iterable[list[str]]:
    character = reading["processor"] / reading["text"]
    sizes = list(SIZES)
    yield ["reading, core-hours", *(f"{character * TYPICAL * size / HOUR:,.0f}" for size in sizes)]
    processor, alone = known["processor seconds"], known["seconds of the driver alone"]
    yield [
        "linking, core-hours (made; press)",
        *(f"{processor.at(n) / HOUR:,.0f}; {processor.at(n) * DENSER / HOUR:,.0f}" for n in sizes),
    ]
    yield ["of it the driver alone, hours", *(f"{alone.at(size) / HOUR:,.1f}" for size in sizes)]
    yield ["memory of the driver and two workers", *(f"{known['memory, MB'].at(n) * MB / GB:,.1f} GB" for n in sizes)]
    for name in ("store, MB", "scratch, MB"):
        label = f"{name.removesuffix(', MB')} on disk"
        yield [label, *(f"{known[name].at(size) * MB / TB:,.2f} TB" for size in sizes)]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE} is written")
