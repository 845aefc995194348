"""The pictures of the documents, made from the examples: `python docs/pictures.py`, or `make pictures`.

Needs Chromium and playwright (`.[dev]`). Each picture is a view of the page, or of a desk that `kronika serve` opens on
a copy of the examples, written to `docs/pictures/`. `tests/test_pictures.py` takes them anew and compares.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import sync_playwright

import kronika

HOME = Path(__file__).resolve().parent
PICTURES = HOME / "pictures"
LETTERS = PICTURES / "letters.json"
"""How wide a probe was in the fonts in which the pictures were taken: with others they cannot be compared."""
EXAMPLES = HOME.parent / "examples"
NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDE, TALL, NARROW, PHONE = (1160, 680), (1160, 1200), (1000, 560), (360, 760)
QUALITY = 64
"""Of JPEG: below, letters blur; above, the largest goes beyond 120 KB."""
PATIENCE = 8_000
"""Milliseconds after which what is to be clicked will not come."""
WAIT = 60.0
"""Seconds after which a desk that has not opened never will."""
STORY = "Morzany"


class View(NamedTuple):
    """A picture: its name, where it is taken, what is done there before, what is outlined and what is kept of it."""

    name: str
    section: str = ""
    """The section of the page, or the address at the desk, to which it goes; empty: it stays where it is."""
    clicks: tuple[str, ...] = ()
    language: str = "en"
    size: tuple[int, int] = WIDE
    colours: str = "light"
    marks: tuple[str, ...] = ()
    """What is outlined."""
    top: str = ""
    """What is scrolled to the upper edge of the window."""
    only: str = ""
    """The one element that the picture shows; empty: the window."""
    typed: tuple[tuple[str, str], ...] = ()
    """What is typed at the desk, field by field."""
    sent: str = ""
    """The button at the desk that is pressed then."""
    kept: bool = True
    """Whether a picture is taken, or the step only done."""


OF_THE_PAGE = (
    View("glance"),
    View("differences", "disagreements"),
    View("figures", "figures"),
    View("statements", "statements", (".statements .said a[data-e] >> nth=1",)),
    View("actors", "actors", language="pl"),
    View("shared", "shared", (".pair >> nth=1 >> summary",)),
    View("dark", "timeline", (".timeline .sentence a[data-e] >> nth=2",), colours="dark"),
    View("phone", language="pl", size=PHONE),
    View(
        "line", "timeline", (".timeline .line:has-text('zebrało się około') >> .sentence a[data-e]",),
        marks=(".timeline .line:has-text('zebrało się około')", ".m.here"),
    ),
    View(
        "support", "timeline", (".timeline .line:has-text('zebrało się około') >> summary",),
        only=".timeline .line:has-text('zebrało się około')", size=TALL,
    ),
    View(
        "interval", "timeline", (".timeline .line:has-text('podpisały ugodę') >> summary",),
        only=".timeline .line:has-text('podpisały ugodę')", size=TALL,
    ),
    View("scale", only=".scale"),
)  # fmt: skip
OF_THE_DESK = (
    View("you", "/you", typed=(("#name", "Ewa"),), sent="form.act button", kept=False),
    View("desk", "/"),
    View(
        "desk-friday", "/stories/{story}/timeline", (".line:has-text('o piątku') >> summary",), size=NARROW,
        marks=(".group:has-text('o piątku')",), top=".group:has-text('o piątku')",
    ),
    View("desk-line", "/stories/{story}/timeline", (".line:has-text('o piątku') >> a.record",), size=NARROW,
         marks=(".entries li:has-text('o piątku')",)),
    View("desk-form", "/records/{friday}", size=NARROW, top="#correct", typed=(
        ("#value-day", "2027-05-07"), (".fix:has(#value-day) .why input", "Friday of the riots"),
    ), marks=(".fix:has(#value-day)",)),
    View("desk-done", sent=".fix:has(#value-day) button", size=NARROW),
    View("desk-moved", "/stories/{story}/timeline", size=NARROW, marks=(".line:has-text('o piątku')",),
         top=".group:has-text('o piątku')"),
    View("desk-corrections", "/corrections", size=NARROW, marks=(".ledger form button",)),
)  # fmt: skip

OUTLINED = """e => { e.style.outline = '3px solid #c2255c'; e.style.outlineOffset = '1px'; }"""
UNDATED = """() => { document.querySelectorAll('time').forEach(e => { e.textContent = '2027-05-15 09:00 UTC'; });
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) walk.currentNode.data = walk.currentNode.data.replace(/correction-[0-9a-f]{12}/g,
    'correction-5c240b7aa8fa'); }"""
"""The day of a correction is that of the clock, and its id follows from it: the pictures have one of their own."""
PROBE = """() => ['system-ui, sans-serif', 'Georgia, "Noto Serif", serif', 'monospace'].map(family => {
  const pen = document.createElement('canvas').getContext('2d'); pen.font = '100px ' + family;
  return Math.round(pen.measureText('Zażółć gęślą jaźń 0123456789').width); })"""


def main() -> None:
    """Makes them all."""
    browser = next((found for name in NAMES if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit(f"none of these browsers is installed: {', '.join(NAMES)}")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        take_all(opened, PICTURES)
        LETTERS.write_text(f"{json.dumps(letters(opened))}\n", encoding="utf-8")
        opened.close()


def take_all(browser: Any, output: Path) -> None:
    """Takes every picture into a folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = {language: page(folder, language) for language in sorted({view.language for view in OF_THE_PAGE})}
        for view in OF_THE_PAGE:
            with window(browser, view) as tab:
                tab.goto(pages[view.language])
                if view.section:
                    tab.click(f".sections a[href$='-{view.section}']")
                do(tab, view)
                take(tab, view, output)
        kronika.read([EXAMPLES], store=folder / "desk.db")
        with desk(folder / "desk.db") as address:
            take_desk(browser, address, output)


def page(folder: Path, language: str) -> str:
    """The address of the page of the examples in a language."""
    output = folder / f"{language}.html"
    kronika.report([EXAMPLES], output, store=folder / "kronika.db", ui_language=language)
    return output.as_uri()


def letters(browser: Any) -> list[int]:
    """How wide the probe is in the fonts of this machine."""
    with window(browser, OF_THE_PAGE[0]) as tab:
        widths: list[int] = tab.evaluate(PROBE)
    return widths


@contextmanager
def window(browser: Any, view: View) -> Iterator[Any]:
    """A window for a view, in which nothing moves."""
    width, height = view.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=view.colours, reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    yield tab
    context.close()


@contextmanager
def desk(store: Path) -> Iterator[str]:
    """A desk in a process of its own; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kronika.cli", "serve", "--store", str(store), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            while json.loads(answered(f"{address}/state")) != {"linking": False, "problem": None}:
                time.sleep(0.1)
            yield address
        finally:
            process.terminate()


def answered(address: str) -> bytes:
    """What the desk answers, as soon as it does."""
    until = time.monotonic() + WAIT
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                found: bytes = answer.read()
            return found
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def take_desk(browser: Any, address: str, output: Path) -> None:
    """Does one thing after the other at the desk, in one window."""
    stories = json.loads(answered(f"{address}/api/v1/stories?q={STORY}"))["items"]
    times = json.loads(answered(f"{address}/api/v1/reports/latarnia-02.txt?table=times"))["items"]
    friday = next(row["id"] for row in times if row["text"] == "o piątku")
    with window(browser, OF_THE_DESK[0]) as tab:
        for view in OF_THE_DESK:
            tab.set_viewport_size({"width": view.size[0], "height": view.size[1]})
            if view.section:
                tab.goto(address + view.section.format(story=stories[0]["story"], friday=friday))
            do(tab, view)
            if view.kept:
                take(tab, view, output)


def do(tab: Any, view: View) -> None:
    """Clicks, types and sends."""
    for click in view.clicks:
        tab.locator(click).first.click()
        tab.wait_for_load_state("networkidle")
    for field, words in view.typed:
        tab.fill(field, words)
    if view.sent:
        tab.locator(view.sent).click()
        tab.wait_for_selector(".notice.done")


def take(tab: Any, view: View, output: Path) -> None:
    """Scrolls and outlines, and takes the picture."""
    if view.top:
        tab.locator(view.top).first.evaluate("e => e.scrollIntoView({block: 'start'})")
    tab.evaluate(UNDATED)
    for mark in view.marks:
        tab.locator(mark).first.evaluate(OUTLINED)
    tab.mouse.move(0, 0)
    tab.evaluate("document.fonts.ready.then(() => true)")
    tab.wait_for_timeout(300)
    shown = tab.locator(view.only).first if view.only else tab
    path = output / f"{view.name}.jpg"
    shown.screenshot(path=path, type="jpeg", quality=QUALITY, animations="disabled", caret="hide")
    print(f"{path.parent.name}/{path.name}")


if __name__ == "__main__":
    main()
