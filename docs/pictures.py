"""The pictures of the gallery, made from the examples: `python docs/pictures.py`, or `make pictures`.

Needs Chromium and playwright (`.[dev]`). Each picture is a view of the page in headless Chromium, written to
`docs/pictures/`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import sync_playwright

import kronika

HOME = Path(__file__).resolve().parent
EXAMPLES = HOME.parent / "examples"
NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDE, PHONE = (1160, 680), (360, 760)
QUALITY = 70
"""Of JPEG: below, letters blur; above, files grow."""


class View(NamedTuple):
    """A picture: its name, the section to which it scrolls, what is clicked there, the language of the frame words."""

    name: str
    section: str = ""
    clicks: tuple[str, ...] = ()
    language: str = "en"
    size: tuple[int, int] = WIDE
    colours: str = "light"


VIEWS = (
    View("glance"),
    View("differences", "disagreements"),
    View("figures", "figures"),
    View("statements", "statements", (".statements .said a[data-e] >> nth=1",)),
    View("actors", "actors", language="pl"),
    View("shared", "shared", (".pair >> nth=1 >> summary",)),
    View("dark", "timeline", (".timeline .sentence a[data-e] >> nth=2",), colours="dark"),
    View("phone", language="pl", size=PHONE),
)


def main() -> None:
    """Makes them all."""
    browser = next((found for name in NAMES if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit(f"none of these browsers is installed: {', '.join(NAMES)}")
    (HOME / "pictures").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        pages = {language: page(Path(folder), language) for language in sorted({view.language for view in VIEWS})}
        opened = started.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for view in VIEWS:
            take(opened, pages[view.language], view)
        opened.close()


def page(folder: Path, language: str) -> str:
    """The address of the page of the examples in a language."""
    output = folder / f"{language}.html"
    kronika.report([EXAMPLES], output, store=folder / "kronika.db", ui_language=language)
    return output.as_uri()


def take(browser: Any, address: str, view: View) -> None:
    """Opens the page, goes to the section, clicks, and takes the picture."""
    width, height = view.size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=view.colours)
    tab = context.new_page()
    tab.goto(address)
    if view.section:
        tab.click(f".sections a[href$='-{view.section}']")
    for click in view.clicks:
        tab.locator(click).click()
    tab.wait_for_timeout(300)
    tab.screenshot(path=HOME / "pictures" / f"{view.name}.jpg", type="jpeg", quality=QUALITY)
    context.close()
    print(f"docs/pictures/{view.name}.jpg")


if __name__ == "__main__":
    main()
