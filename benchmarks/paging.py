"""How heavy the page of `kronika report` is, and how fast it opens and filters: `python benchmarks/paging.py`.

The reports are made, all of one story (`made_reports.py`): 100 and 500 of them, or as many as `--reports` says. They
are read once; reports, store and page stay in `build/paging`. A later call reads again only what another reading of
Kronika or other made reports ask for. Reading 500 takes some minutes.

`writing` is what `kronika report` takes on a store that has read everything, `linking` what of that goes to linking
and the chronicle, both in processor seconds. What follows is of headless Chromium, in milliseconds, the median of some
visits, or of one where the page is slow, at full speed and with a processor a quarter as fast: `load` from the call to
the load event, `word` from the first key of a word in the filter to the frame that shows what is left, `last key` the
same from its last key, `longest` the longest task of the page in that time, 0 below 50. Behind `x` stands how many
times the figure of the smallest set at the same speed that is. Without Chromium or playwright only the page is
measured.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from clock import Clock
from kronika import api, running
from kronika.store import Store
from machine import machine
from made_reports import made

PLACE = Path(__file__).resolve().parent.parent / "build" / "paging"
SEED = 20310505
SIZES = (100, 500)
VISITS = 3
ENOUGH = 30
"""Seconds after which a page at one speed gets no further visit."""
SPEEDS = (1, 4)
"""How many times slower than it is the processor is made."""
WORD = "strajk"
KEY = 60
"""Milliseconds from one key to the next."""
CALM = 700
"""Milliseconds without a change after which the filter has done all it does."""
PATIENCE = 90_000
"""Milliseconds after which a page that does not open or filter is given up."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
COUNT = """() => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
  let nodes = 1;
  while (walker.nextNode()) nodes += 1;
  return [document.getElementsByTagName("*").length, nodes];
}"""
WATCH = """() => {
  const seen = window.watched = { first: 0, last: 0, changed: 0, longest: 0 };
  addEventListener("keydown", (event) => { seen.first ||= event.timeStamp; seen.last = event.timeStamp; }, true);
  const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  new MutationObserver(() => painted(() => { seen.changed = performance.now(); }))
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) seen.longest = Math.max(seen.longest, task.duration);
  }).observe({ type: "longtask" });
}"""
SETTLED = f"() => watched.changed > watched.last && performance.now() - watched.changed > {CALM}"


class Page(NamedTuple):
    """A page with what it is made of, in bytes, and the processor seconds that it took."""

    reports: int
    path: Path
    texts: int
    size: int
    writing: float
    linking: float


class Visit(NamedTuple):
    """One visit to a page, in milliseconds, and what stands in it; None is what was given up."""

    load: float | None
    word: float | None = None
    last_key: float | None = None
    longest: float | None = None
    elements: int = 0
    nodes: int = 0


def page_of(count: int) -> Page:
    """The page of so many made reports, which are read first where they are not."""
    records = made(count, SEED)
    reports, store, path = (PLACE / f"reports-{count}.{ending}" for ending in ("jsonl", "db", "html"))
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    if not reports.exists() or reports.read_text(encoding="utf-8") != lines:
        reports.write_text(lines, encoding="utf-8")
    _read(reports, store)
    clock = Clock("linking", {}, {"linking": [(api, "write")]}, 1)
    clock.attach()
    clock.run("linking", api.report, [reports], path, store)
    texts = sum(len(record["text"].encode()) for record in records)
    return Page(count, path, texts, path.stat().st_size, clock.wholes["linking"], clock.parts["linking"])


def _read(reports: Path, store: Path) -> None:
    """Reads into the store what it has not read."""
    begun = time.process_time()
    with Store(store, create=True) as opened:
        summary = running.read([reports], opened)
    for fault in summary.faults:
        print(f"  {fault.name}: {fault.why}")
    if summary.read:
        print(f"  read {summary.read} reports into {store}: {time.process_time() - begun:.0f} s")


def visited(browser: Any, page: Page, slower: int) -> Visit:
    """A visit with so much slower a processor: the page is opened, and a word typed into its filter."""
    from playwright.sync_api import TimeoutError as GivenUp

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE)
        context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        begun = time.perf_counter()
        try:
            tab.goto(page.path.as_uri(), wait_until="load")
        except GivenUp:
            return Visit(None)
        load = 1000 * (time.perf_counter() - begun)
        elements, nodes = tab.evaluate(COUNT)
        try:
            return Visit(load, *_filtered(tab), elements, nodes)
        except GivenUp:
            return Visit(load, elements=elements, nodes=nodes)
    finally:
        context.close()


def _filtered(tab: Any) -> tuple[float, float, float]:
    """From the first and from the last key of a word to the frame that shows what is left, and the longest task."""
    tab.locator('input[type="search"]').first.focus()
    tab.wait_for_timeout(CALM)
    tab.evaluate(WATCH)
    tab.keyboard.type(WORD, delay=KEY)
    tab.wait_for_function(SETTLED, polling=100)
    seen = tab.evaluate("() => watched")
    return seen["changed"] - seen["first"], seen["changed"] - seen["last"], seen["longest"]


def visits(pages: Sequence[Page]) -> dict[tuple[int, int], list[Visit]]:
    """The visits to each page, by reports and speed; none where there is no browser."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("playwright is not installed: only the pages were measured")
        return {}
    if CHROMIUM is None:
        print(f"none of these browsers is installed: {', '.join(NAMES)}; only the pages were measured")
        return {}
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        visited(browser, pages[0], 1)  # the first visit starts what later ones find running
        found = {(page.reports, slower): _visits(browser, page, slower) for page in pages for slower in SPEEDS}
        browser.close()
    return found


def _visits(browser: Any, page: Page, slower: int) -> list[Visit]:
    """Some visits to a page, or one where it is slow."""
    begun, found = time.perf_counter(), [visited(browser, page, slower)]
    while len(found) < VISITS and time.perf_counter() - begun < ENOUGH:
        found.append(visited(browser, page, slower))
    return found


def _median(own: Sequence[Visit], value: Callable[[Visit], float | None]) -> float | None:
    found = [told for visit in own if (told := value(visit)) is not None]
    return statistics.median(found) if found else None


def _beside(value: float | None, least: float | None, digits: int = 0) -> str:
    """A figure, and how many times the least set's it is."""
    if value is None:
        return "given up"
    return f"{value:,.{digits}f} x{value / least:.1f}" if least else f"{value:,.{digits}f}"


def show(*columns: Sequence[str]) -> None:
    """Prints a table, each column with its heading first."""
    for row in zip(*columns, strict=True):
        print("  ".join(f"{cell:>{max(map(len, own))}}" for cell, own in zip(row, columns, strict=True)))


def show_pages(pages: Sequence[Page]) -> None:
    """Prints what the pages weigh, in bytes, and what they take to write."""
    least = pages[0]
    show(
        ["reports", *(str(p.reports) for p in pages)],
        ["texts", *(f"{p.texts:,}" for p in pages)],
        ["page", *(f"{p.size:,}" for p in pages)],
        ["page - texts", *(f"{p.size - p.texts:,}" for p in pages)],
        ["a report", *(f"{(p.size - p.texts) / p.reports:,.0f}" for p in pages)],
        ["page / texts", *(f"{p.size / p.texts:.1f}" for p in pages)],
        ["writing", *(_beside(p.writing, least.writing, 1) for p in pages)],
        ["linking", *(_beside(p.linking, least.linking, 1) for p in pages)],
    )


def show_visits(found: dict[tuple[int, int], list[Visit]]) -> None:
    """Prints what the browser took, at each speed."""
    least = min(reports for reports, _ in found)

    def column(name: str, value: Callable[[Visit], float | None]) -> list[str]:
        return [name, *(_beside(_median(v, value), _median(found[least, s], value)) for (_, s), v in found.items())]

    show(
        ["reports", *(str(reports) for reports, _ in found)],
        ["slower", *(str(slower) for _, slower in found)],
        ["elements", *(f"{own[0].elements:,}" for own in found.values())],
        ["nodes", *(f"{own[0].nodes:,}" for own in found.values())],
        column("load", lambda visit: visit.load),
        column("word", lambda visit: visit.word),
        column("last key", lambda visit: visit.last_key),
        column("longest", lambda visit: visit.longest),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the page of made reports.")
    parser.add_argument("--reports", type=int, nargs="+", default=SIZES, help="how many reports, once or several times")
    sizes = sorted(set(parser.parse_args().reports))
    print(machine())
    PLACE.mkdir(parents=True, exist_ok=True)
    pages = [page_of(count) for count in sizes]
    show_pages(pages)
    if found := visits(pages):
        show_visits(found)


if __name__ == "__main__":
    main()
