"""A working day at the desk, in a browser and with real processes: read, doubt, merge, read again with a newer pack and
in another order, find the merge, take it back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from processes import OLD, ROOT, desk, kronika

from tests.showing.visiting import IN_A_BROWSER, PATIENCE

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = IN_A_BROWSER
FORM, NAME = "Nordhafenu", "Nordhafen"
"""A form that is taken for a name of its own, and the name."""


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


def newer_pack(folder: Path) -> Path:
    """Kronika with a pack in which a list has grown by a word; gives the folder of its code."""
    shutil.copytree(OLD / "kronika", folder / "kronika", ignore=shutil.ignore_patterns("__pycache__"))
    words = next((folder / "kronika/languages/pl").glob("statements/words/*.txt"))
    words.write_text(words.read_text(encoding="utf-8") + "\nzaszczebiotać\n", encoding="utf-8")
    return folder


def reordered(reports: Path) -> list[Path]:
    """The same reports the other way round: the files, and the lines of those with several."""
    for path in reports.glob("*.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(reversed(lines)), encoding="utf-8")
    return sorted((path for path in reports.iterdir() if path.name[0] not in "._"), reverse=True)


def test_a_merge_survives_a_newer_pack_and_another_order_and_is_withdrawn(tab: Any, tmp_path: Path) -> None:
    reports, store = tmp_path / "reports", tmp_path / "k.db"
    shutil.copytree(ROOT / "examples", reports)
    assert "12 reports read" in kronika(OLD, "read", reports, "--store", store)
    with desk(OLD, store) as address:
        tab.goto(address)
        follow_a_figure(tab)
        merge(tab)
        assert names(tab) == [NAME]
    newer = newer_pack(tmp_path / "newer")
    assert "12 reports read" in kronika(newer, "read", *reordered(reports), "--store", store)
    with desk(newer, store) as address:
        tab.goto(address)
        assert names(tab) == [NAME]
        tab.get_by_role("link", name="Corrections", exact=True).click()
        ruling = tab.locator("#main").get_by_text(re.compile(rf"{FORM}.*{NAME}.*one"))
        assert ruling.is_visible() and tab.get_by_text("both are one").is_visible()
        tab.get_by_role("button", name=re.compile("Withdraw")).first.click()
        assert names(tab) == [NAME, FORM]


def follow_a_figure(tab: Any) -> None:
    """From the list of stories to a story, to its figures, and to the words of one in its report."""
    tab.locator("#main a[href^='/stories/']").first.click()
    tab.get_by_role("link", name="Figures", exact=True).click()
    link = tab.locator(".figures .points a[href^='/reports/']").first
    words = link.inner_text()
    link.click()
    tab.wait_for_url(re.compile(r"/reports/.+#"))
    lit = tab.locator("[id='" + tab.url.split("#")[1] + "']")
    assert lit.evaluate("e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }")
    assert words.split()[0] in lit.evaluate("e => e.closest('p').innerText")


def merge(tab: Any) -> None:
    """Says that the form is the name."""
    tab.locator("a[href='/entities']").first.click()
    search_names(tab, FORM)
    tab.locator("#main").get_by_role("link", name=FORM, exact=True).click()
    tab.get_by_label("is the same as", exact=False).fill(NAME)
    tab.get_by_role("button", name="Find", exact=False).last.click()
    tab.locator("label.choice", has_text=re.compile(rf"^\s*{NAME}\s")).get_by_role("radio").check()
    tab.get_by_role("button", name="They are the same").click()


def names(tab: Any) -> list[str]:
    """Who is listed under the name, the most mentioned first."""
    tab.locator("a[href='/entities']").first.click()
    search_names(tab, NAME)
    return list(tab.locator("#main a[href^='/entities/entity-']").all_inner_texts())


def search_names(tab: Any, words: str) -> None:
    box = tab.locator("#main input[name=q]")
    box.fill(words)
    box.press("Enter")
    tab.wait_for_url(re.compile("q="))
