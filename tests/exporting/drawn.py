"""TimelineJS itself, from `npm/node_modules`, draws what was exported in headless Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

LIBRARY = Path(__file__).parent / "npm" / "node_modules" / "@knight-lab" / "timelinejs" / "dist"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>slides</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/dist/css/timeline.css"><script src="/dist/js/timeline.js"></script></head>
<body style="margin:0"><div id="timeline" style="width:100%;height:100vh"></div><script>
const asked = new URLSearchParams(location.search);
window.timeline = new TL.Timeline("timeline", asked.get("story"), {
  script_path: location.origin + "/dist/js/", font: "georgia-helvetica", language: asked.get("language") });
window.timeline.on("ready", () => { window.drawn = true; });
</script></body></html>"""
SLIDES = """() => [...document.querySelectorAll(".tl-slide")].map(slide => ({
  id: slide.id,
  date: slide.querySelector(".tl-headline-date").textContent,
  headline: slide.querySelector("h2").textContent,
  text: slide.querySelector(".tl-text-content").textContent,
  links: [...slide.querySelectorAll("a")].map(link => link.getAttribute("href")),
  tags: [...new Set([...slide.querySelectorAll(".tl-text *")].map(e => e.localName))],
}))"""
SPANS = """() => Object.fromEntries(timeline.config.events.map(e => [e.unique_id,
  [e.start_date, e.end_date].map(date => date && date.data.date_obj.toLocaleDateString("sv"))]))"""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the page, the library and the exported folder, and prints nothing."""

    def translate_path(self, path: str) -> str:
        plain = path.split("?")[0]
        if plain.startswith("/dist/"):
            return str(LIBRARY / plain.removeprefix("/dist/"))
        return super().translate_path(path)

    def do_GET(self) -> None:
        if self.path.split("?")[0] != "/page.html":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_: Any) -> None:
        return


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which the folder is served beside the page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Drawn:
    """A story as TimelineJS draws it: its slides, the days of its events, and all that went wrong on the way."""

    def __init__(self, browser: Any, address: str, file: str, language: str = "en") -> None:
        self.wrong: list[str] = []
        self.asked: list[str] = []
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        tab = context.new_page()
        tab.on("console", lambda message: self.wrong.append(message.text))
        tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        tab.on("dialog", lambda dialog: (self.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda request: self.asked.append(request.url))
        tab.goto(f"{address}/page.html?story={address}/{file}&language={language}")
        tab.wait_for_function("window.drawn === true", timeout=8_000)
        self.slides: list[dict[str, Any]] = tab.evaluate(SLIDES)
        self.days: dict[str, list[str | None]] = tab.evaluate(SPANS)
        self.groups: list[str] = tab.locator(".tl-timegroup-message").all_text_contents()
        self.scripts: int = tab.evaluate("document.querySelectorAll('script').length")
        context.close()
        assert all(url.startswith((address, "data:")) for url in self.asked), self.asked
