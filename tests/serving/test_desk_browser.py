"""The desk in a browser: from a story to its passage, a correction by keyboard alone, and what axe finds."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from kronika import corrections
from kronika.serving.app import make_app
from kronika.serving.setting import Setting
from kronika.store import Store
from tests.showing.visiting import IN_A_BROWSER, KEEPS_TO_THE_WINDOW, PATIENCE, SEEN

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytestmark = IN_A_BROWSER
MOST_KEYS = 150


@pytest.fixture(scope="module")
def store(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(kept, tmp_path_factory.mktemp("browser") / "desk.db"))


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    """A desk that listens."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    setting = Setting(store=store, port=listening.getsockname()[1])
    app = make_app(setting)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    app.state.relinking.wait(60)
    yield setting.address.rstrip("/")
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def tab(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A tab that complains of nothing."""
    choices = {"viewport": {"width": 1280, "height": 900}, **getattr(request, "param", {})}
    context = browser.new_context(base_url=address, **choices)
    opened, errors = context.new_page(), list[str]()
    opened.set_default_timeout(PATIENCE)
    opened.on("console", lambda message: errors.append(message.text))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("request", lambda r: None if r.url.startswith(address) else errors.append(f"asks for {r.url}"))
    yield opened
    context.close()
    assert errors == []


SIZES = [{}, {"viewport": {"width": 360, "height": 800}}, {"java_script_enabled": False}]


@pytest.mark.parametrize("tab", SIZES, indirect=True, ids=str)
def test_a_figure_leads_to_its_passage_and_on_to_its_record(tab: Any) -> None:
    tab.goto("/")
    tab.locator(".story-list h2 a").first.click()
    tab.get_by_role("link", name="Figures", exact=True).click()
    figure = tab.locator(".points .line").first
    words = figure.locator("a[data-e]").first
    shown = words.inner_text()
    words.click()
    lit = tab.locator(".m.lit").first
    assert lit.evaluate(SEEN)
    assert lit.inner_text() in shown or shown in lit.inner_text()
    entry = tab.locator(str(lit.get_attribute("href")))
    lit.click()
    assert entry.first.is_visible()
    tab.locator(".entries .line a.told").first.click()
    tab.locator("#correct").wait_for()


def tab_to(tab: Any, selector: str) -> None:
    """Goes to an element by the tabulator alone, and sees where it is."""
    for _ in range(MOST_KEYS):
        tab.keyboard.press("Tab")
        if tab.evaluate("s => document.activeElement.matches(s)", selector):
            outline = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            return
    raise AssertionError(f"no key leads to {selector}")


def test_a_correction_by_keyboard_alone(tab: Any, store: Path) -> None:
    with Store(store, create=False) as opened:
        figure = next(row for row in opened.rows("figures") if row.article == "kurier-1")
    tab.goto(f"/records/{figure.id}")
    tab_to(tab, "#value-number")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("4321")
    tab_to(tab, ".fix:has(#value-number) button")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".notice.done")
    assert tab.evaluate("document.activeElement.id") == "done"
    assert "4,321" in tab.locator(".facts").inner_text()
    tab_to(tab, ".rulings button")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".notice.done:has-text('withdrawn')")
    assert "4,321" not in tab.locator(".facts").inner_text()
    assert corrections.listed(store)[-1].withdrawn_by is not None


def test_two_names_are_joined_by_keyboard_alone(tab: Any) -> None:
    tab.goto("/entities")
    tab_to(tab, ".names tbody a")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#same")
    tab_to(tab, "#same")
    tab.keyboard.type("kastelia")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".choice input")
    tab_to(tab, ".choice input")
    tab.keyboard.press("Space")
    tab_to(tab, "form:has(.choice) button")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".notice.done")


def test_while_reports_are_linked_the_page_says_so_and_offers_them_after(tab: Any, address: str) -> None:
    answers = iter(["true", "false"])
    tab.route("**/state", lambda route: route.fulfill(body=f'{{"linking": {next(answers)}}}'))
    notice = '<p class="notice linking" id="linking" data-done="Linked." data-reload="Show it">Being linked</p>'
    tab.route(f"{address}/", lambda route: route.fulfill(
        response=(found := route.fetch()), body=found.text().replace("<main", f"{notice}<main", 1)
    ))  # fmt: skip
    tab.goto("/")
    tab.get_by_role("button", name="Show it").wait_for()
    assert tab.locator("#linking").inner_text().startswith("Linked.")


def test_where_linking_failed_the_page_says_why_and_not_that_it_is_done(tab: Any, address: str) -> None:
    tab.route("**/state", lambda route: route.fulfill(body='{"linking": false, "problem": "the disk is full"}'))
    notice = '<p class="notice linking" id="linking" data-done="Linked." data-failed="Not linked:">Being linked</p>'
    tab.route(f"{address}/", lambda route: route.fulfill(
        response=(found := route.fetch()), body=found.text().replace("<main", f"{notice}<main", 1)
    ))  # fmt: skip
    tab.goto("/")
    tab.locator("#linking.grave").wait_for()
    assert tab.locator("#linking").inner_text() == "Not linked: the disk is full"


def test_the_slash_goes_to_the_search(tab: Any) -> None:
    tab.goto("/")
    tab.keyboard.press("/")
    tab.keyboard.type("port")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"/search\?q=port$"))


def addresses_of(store: Path) -> list[str]:
    """One address of each view."""
    with Store(store, create=False) as opened, opened.lookup() as lookup:
        story = max(opened.rows("summaries"), key=lambda row: len(row.articles)).story
        sections = ("", "/timeline", "/disagreements", "/figures", "/statements", "/actors", "/shared", "/reports")
        kinds = ("times", "figures", "statements", "events", "mentions")
        records = [lookup.under(kind, "kurier-1")[0].id for kind in kinds]
        records += [lookup.under("chronicle", story)[0].id, lookup.under("articles", "kurier-1")[0].id]
        entity = lookup.listing.entities("", None, 0, 1)[0].entity
    return [
        "/", "/?show=single", *(f"/stories/{story}{section}" for section in sections), f"/stories/{story}?merge=o",
        "/reports/kurier-1?at=5-60#p-5", *(f"/records/{id}" for id in records), f"/records/{records[3]}?merge=w",
        "/entities", f"/entities/{entity}?merge=o", "/corrections", "/faults", "/you", "/search?q=port", "/none",
    ]  # fmt: skip


VIEWS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]


@pytest.mark.parametrize(("width", "colours"), VIEWS)
def test_no_view_has_a_serious_fault_or_is_wider_than_the_window(
    browser: Any, address: str, store: Path, width: int, colours: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=colours)
    opened, found = context.new_page(), list[str]()
    for view in addresses_of(store):
        opened.goto(address + view)
        opened.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        faults = axe.Axe().run(opened, options={"resultTypes": ["violations"]}).response["violations"]
        found += [
            f"{view} {fault['id']}: {fault['nodes'][0]['html'][:160]}"
            for fault in faults
            if fault["impact"] in ("serious", "critical")
        ]
        found += [] if opened.evaluate(KEEPS_TO_THE_WINDOW) else [f"{view} is wider than the window"]
    context.close()
    assert found == []
