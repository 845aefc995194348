"""Visits to the page in headless Chromium: what it asks for, what it complains of, what is seen of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason=f"none of these browsers is installed: {', '.join(NAMES)}"),
]
PATIENCE = 8_000
"""Milliseconds after which what is awaited will not come."""
KEEPS_TO_THE_WINDOW = "document.documentElement.scrollWidth <= innerWidth"
SEEN = """e => { const b = e.getClientRects()[0]; if (!b) return false;
  const top = document.elementFromPoint(b.left + Math.min(b.width / 2, 40), b.top + Math.min(b.height / 2, 12));
  return !!top && (e.contains(top) || top.contains(e)); }"""


class Visit:
    """An open page, with all it asked for and complained of."""

    def __init__(self, browser: Any, address: str, *, width: int = 1280, **more: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, **more)
        self.tab = self.context.new_page()
        self.tab.set_default_timeout(PATIENCE)
        self.address = address
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.tab.on("console", lambda message: self.errors.append(message.text))
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.tab.goto(address)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.check()
        self.context.close()

    def check(self) -> None:
        """The page asks for nothing but itself and complains of nothing."""
        assert self.requests == [self.address]
        assert self.errors == []

    def sees(self, selector: str) -> bool:
        """Whether the beginning of the first such element stands inside the window and is not covered."""
        found: bool = self.tab.locator(selector).first.evaluate(SEEN)
        return found

    def open_all(self) -> None:
        """Opens all that is folded."""
        self.tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")


def saved(html: str, folder: Path) -> str:
    """The address of a page that is written into a folder."""
    path = folder / "report.html"
    path.write_text(html, encoding="utf-8", newline="")
    return path.as_uri()
