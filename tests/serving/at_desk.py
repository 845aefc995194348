"""What tests of the desk share."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.routing import Route
from starlette.testclient import TestClient

from kronika.serving.app import make_app
from kronika.serving.guard import HEADERS
from kronika.serving.setting import Setting

ADDRESS = "http://127.0.0.1:8000"
ODD = {
    "a/b?c=d#e\"f'g <ż>%2F": "Zakwitły bzy.",
    "kurier-1/text": "Potaniał chleb.",
    "..%00": "Spadł deszcz.",
    "\N{RIGHT-TO-LEFT OVERRIDE}x": "Kot uciekł na drzewo.",
}
"""Reports whose names mean something in addresses, or look as if they did."""
ROUTES = sorted(
    (route.path, method)
    for route in make_app(Setting(store=Path("none.db"))).routes
    if isinstance(route, Route)
    for method in route.methods or ()
    if method != "HEAD"
)
POSTS = [path for path, method in ROUTES if method == "POST"]
GETS = [path for path, method in ROUTES if method == "GET"]
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def filled(path: str, known: dict[str, str]) -> str:
    """The address of something that is there."""
    section = path.removeprefix("/api/v1").split("/")[1]
    for name in ("id", "story", "record", "entity", "mention", "name"):
        value = known.get(name, known.get(section, "x"))
        for part in ("{" + name + "}", "{" + name + ":path}"):
            path = path.replace(part, quote(value.encode("utf-8", "surrogatepass"), safe=""))
    assert "{" not in path, path
    return path


def armed(answer: Any) -> bool:
    """Whether an answer has the headers of the desk."""
    return all(answer.headers.get(name) == value for name, value in HEADERS.items()) and (
        answer.headers.get("cache-control") is not None
    )


def seal_of(client: TestClient) -> str:
    """What a form of this browser carries: the page of another place cannot know it."""
    browser = client.cookies.get("kronika_browser", "")
    return str(client.app.state.setting.seal(browser))  # type: ignore[attr-defined]
