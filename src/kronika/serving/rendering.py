"""Pages of the desk: templates filled, style and script as files of their own."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment
from starlette.responses import HTMLResponse, Response

from kronika import __version__
from kronika.serving import addresses
from kronika.serving.asking import FLASH, Asking
from kronika.serving.phrases import DeskPhrases
from kronika.showing.page import rendering
from kronika.showing.page.labels import labels

TEMPLATES = (
    "desk", "tools", "problem", "stories", "story_frame", "story", "timeline_page", "differences", "figures_page",
    "statements_page", "actors_page", "shared_page", "story_reports", "report_page", "record", "line_page", "entities",
    "entity", "corrections", "faults", "you", "search",
)  # fmt: skip
STYLE, SCRIPT, ICON = "desk.css", "desk.js", "icon.svg"
KINDS = {STYLE: "text/css; charset=utf-8", SCRIPT: "text/javascript; charset=utf-8", ICON: "image/svg+xml"}


@cache
def environment() -> Environment:
    """Jinja with the templates of the report page and of the desk."""
    own = {name: text("templates", f"{name}.html.j2") for name in TEMPLATES}
    shared = {n: rendering.template_text(f"{n}.html.j2") for n in rendering.TEMPLATES if n not in own}
    return rendering.make_environment({**shared, **own})


@cache
def text(folder: str, name: str) -> str:
    """A file that is shipped with this room."""
    return resources.files("kronika.serving").joinpath(folder, name).read_text(encoding="utf-8")


@cache
def static(name: str, language: str) -> str:
    """The style, the script or the icon; the style is that of the report page and what the desk has beside it."""
    if name != STYLE:
        return text("static", name)
    return rendering.template_text("report.css") + labels(DeskPhrases(language)) + text("static", STYLE)


@cache
def version(name: str, language: str) -> str:
    """A hash of it, so that a browser that keeps it asks anew when it changes."""
    return hashlib.sha256(static(name, language).encode()).hexdigest()[:12]


def fill(ask: Asking, template: str, code: int = 200, **shown: Any) -> Response:
    """A page of the desk."""
    response = HTMLResponse(environment().get_template(f"{template}.html.j2").render(frame(ask) | shown), code)
    if ask.flash:
        response.delete_cookie(FLASH)
    return response


def frame(ask: Asking) -> dict[str, Any]:
    """What every page shows around its own."""
    language = ask.setting.language
    return {
        "ask": ask,
        "to_report": addresses.report,
        "w": ask.words,
        "here": ask.here,
        "asked": "",
        "seal": ask.seal,
        "author": ask.author,
        "flash": ask.flash,
        "linking": ask.relinking.busy,
        "linking_problem": ask.relinking.problem,
        "style": f"/static/{STYLE}?v={version(STYLE, language)}",
        "script": f"/static/{SCRIPT}?v={version(SCRIPT, language)}",
        "version": __version__,
    }
